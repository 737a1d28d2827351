import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { openLog } from '../main/log.ts';

let folder = '';

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'till-log-'));
});

afterEach(() => rmSync(folder, { recursive: true }));

function written(): string {
  return readFileSync(join(folder, 'truetill.log'), 'utf8');
}

test('a line is one JSON object with its facts', () => {
  const log = openLog(folder);
  log.warn('a receipt did not print', { why: 'no paper' });
  log.close();
  expect(JSON.parse(written())).toMatchObject({ level: 40, msg: 'a receipt did not print', why: 'no paper' });
});

test.for(['281234567890123456', '3012345678901234', '25123456789012345678901234567890'])(
  'a payment code such as %s does not reach the file, wherever it stands',
  (code) => {
    const log = openLog(folder);
    log.info('scanned', { text: `]C0${code}`, deep: [{ code }] });
    log.close();
    expect(written()).not.toContain(code);
    expect(JSON.parse(written())).toMatchObject({ deep: [{ code: `${code.slice(0, 2)}…${code.slice(-4)}` }] });
  },
);

test('numbers are written as they are', () => {
  const log = openLog(folder);
  log.info('measured', { ratio: 1 / 3, atMs: 1_795_147_200_000 });
  log.close();
  expect(JSON.parse(written())).toMatchObject({ ratio: 1 / 3, atMs: 1_795_147_200_000 });
});

test('our own ids stay readable', () => {
  const id = '2026112004000000010000000012800007123456';
  const log = openLog(folder);
  log.info('inquired', { id, refund: 'R2026112004000000010007123456' });
  log.close();
  expect(written()).toContain(id);
  expect(written()).toContain('R2026112004000000010007123456');
});

test('files are bounded: 8 MB each, three old ones kept', () => {
  writeFileSync(join(folder, 'truetill.log'), 'x'.repeat(8 * 1024 * 1024));
  for (const n of [1, 2, 3]) writeFileSync(join(folder, `truetill.log.${n}`), `old ${n}`);
  const log = openLog(folder);
  const facts = { filler: 'y'.repeat(64 * 1024) };
  for (let n = 0; n < 150; n++) log.info('filling', facts);
  log.close();
  expect(readdirSync(folder).toSorted()).toEqual([
    'truetill.log',
    'truetill.log.1',
    'truetill.log.2',
    'truetill.log.3',
  ]);
  for (const file of readdirSync(folder)) expect(statSync(join(folder, file)).size).toBeLessThan(9 * 1024 * 1024);
  expect(statSync(join(folder, 'truetill.log.2')).size).toBe(8 * 1024 * 1024);
});
