import { spawn } from 'node:child_process';
import { appendFileSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { createBooks } from '../../main/simulator/books.ts';
import { LedgerError, type LedgerRow, memoryLedger } from '../../main/simulator/ledger.ts';
import { fileLedger } from '../../main/simulator/ledger-file.ts';
import { manualClock } from '../support/manual-clock.ts';
import { stand } from './ams-client.ts';
import { countingChance, freshCode, noonMs, payRequest, refundRequest, short } from './samples.ts';

let folder: string;
let file: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'ledger-'));
  file = join(folder, 'ledger.jsonl');
});

afterEach(() => rmSync(folder, { recursive: true }));

/** Books on the file as a process that starts now finds it; the one before was killed, not closed. */
function restarted(clock = manualClock(noonMs)) {
  const ledger = fileLedger(file);
  return { clock, ledger, books: createBooks({ clock, chance: countingChance(), ledger, mockAmounts: true }) };
}

describe('a restart', () => {
  test('finds payments, refunds, wallets and shown codes again', () => {
    const before = restarted();
    const code = freshCode();
    before.books.answer('pay', payRequest({ code }));
    const paymentId = before.books.payments()[0]?.paymentId ?? '';
    before.books.answer('refund', refundRequest(paymentId, 280));
    before.books.customer({ act: 'balance', wallet: 'rosa', balanceMinor: 5 });
    const shown = before.books.customer({ act: 'present', wallet: 'rosa' });
    const after = restarted();
    expect(after.books.payments()).toEqual(before.books.payments());
    expect(short(after.books.answer('pay', payRequest({ code })))).toBe('S SUCCESS');
    expect(short(after.books.answer('pay', payRequest({ id: 'pay-2', code })))).toBe('F EXPIRED_CODE');
    const poor = String(shown.ok ? shown.answer['code'] : '');
    expect(short(after.books.answer('pay', payRequest({ id: 'pay-3', code: poor })))).toBe('F USER_BALANCE_NOT_ENOUGH');
    expect(short(after.books.answer('inquiryRefund', { refundRequestId: 'refund-1' }))).toBe('S SUCCESS SUCCESS');
  });

  test('30 s after a pay of 9902 charges it 60 s later', () => {
    restarted().books.answer('pay', payRequest({ minor: 9902 }));
    const { books, clock } = restarted(manualClock(noonMs + 30_000));
    clock.advance(59_999);
    expect(books.payments()[0]?.status).toBe('PROCESSING');
    clock.advance(1);
    expect(books.payments()[0]).toMatchObject({ status: 'SUCCESS', chargedMinor: 9902 });
  });

  test('charges by itself, whether or not anybody asks', () => {
    restarted().books.answer('pay', payRequest({ minor: 9902 }));
    const { clock } = restarted();
    expect(clock.waiting(), 'the charge of 9902 must be armed again').toBe(1);
    clock.advance(90_000);
    expect(readFileSync(file, 'utf8')).toContain('"chargedMinor":9902');
    expect(clock.waiting()).toBe(0);
  });

  test('hours later finds the charge done at its recorded time', () => {
    restarted().books.answer('pay', payRequest({ minor: 9902 }));
    const { books } = restarted(manualClock(noonMs + 3 * 3_600_000));
    expect(books.answer('inquiryPayment', { paymentRequestId: 'pay-1' })).toMatchObject({
      paymentStatus: 'SUCCESS',
      paymentTime: '2026-11-20T12:01:30+08:00',
    });
  });

  test('goes on where the inquiries of 9901 stood', () => {
    const { books } = restarted();
    books.answer('pay', payRequest({ minor: 9901 }));
    books.answer('inquiryPayment', { paymentRequestId: 'pay-1' });
    books.answer('inquiryPayment', { paymentRequestId: 'pay-1' });
    const third = restarted().books.answer('inquiryPayment', { paymentRequestId: 'pay-1' });
    expect(short(third)).toBe('S SUCCESS SUCCESS');
  });

  test('never uses an id of the gateway twice', () => {
    const ids = new Set<unknown>();
    for (let start = 1; start <= 3; start++) {
      const { books } = restarted();
      ids.add(books.answer('pay', payRequest({ id: `pay-${start}` }))?.['paymentId']);
    }
    expect(ids.size).toBe(3);
  });

  test('of the whole simulator shows the same ledger', async () => {
    const first = await stand({ ledgerFile: file });
    await first.call('pay', payRequest());
    const seen = first.simulator.books.payments();
    await first.simulator.close();
    const second = await stand({ ledgerFile: file });
    expect(second.simulator.books.payments()).toEqual(seen);
    expect(second.warnings).toEqual([]);
    await second.simulator.close();
  });
});

describe('a ledger that cannot be written', () => {
  function failing() {
    const kept = memoryLedger();
    const state = { broken: false };
    const write = (rows: readonly LedgerRow[]): void => {
      if (state.broken) throw new LedgerError('disk full');
      kept.write(rows);
    };
    const clock = manualClock(noonMs);
    const warnings: string[] = [];
    const log = { info() {}, warn: (sentence: string) => void warnings.push(sentence) };
    return {
      state,
      clock,
      warnings,
      books: createBooks({ clock, log, ledger: { ...kept, write }, mockAmounts: true }),
    };
  }

  test('takes no money and remembers nothing of the call', () => {
    const { books, state } = failing();
    state.broken = true;
    expect(() => books.answer('pay', payRequest())).toThrow('disk full');
    state.broken = false;
    expect(books.payments()).toEqual([]);
    expect(short(books.answer('inquiryPayment', { paymentRequestId: 'pay-1' }))).toBe('F ORDER_NOT_EXIST');
  });

  test('puts a due charge off until it can be written', () => {
    const { books, state, clock, warnings } = failing();
    books.answer('pay', payRequest({ minor: 9902 }));
    state.broken = true;
    clock.advance(95_000);
    expect(warnings).toHaveLength(1);
    state.broken = false;
    clock.advance(5_000);
    expect(clock.waiting()).toBe(0);
    expect(books.payments()[0]).toMatchObject({ status: 'SUCCESS', chargedMinor: 9902 });
  });
});

describe('the file', () => {
  test('holds no payment code', () => {
    const code = freshCode();
    const { books } = restarted();
    books.answer('pay', payRequest({ code }));
    const shown = books.customer({ act: 'present' });
    const written = readFileSync(file, 'utf8');
    expect(written).not.toContain(code);
    expect(written).not.toContain(String(shown.ok && shown.answer['code']));
    expect(statSync(file).mode & 0o777).toBe(0o600);
  });

  test('with a torn last line loses that line only, and says so', async () => {
    const { books } = restarted();
    books.answer('pay', payRequest());
    appendFileSync(file, '[{"kind":"order","order":{"paymentReq');
    const at = await stand({ ledgerFile: file });
    expect(at.warnings).toHaveLength(1);
    expect(at.warnings[0]).toContain('torn line');
    expect(at.simulator.books.payments()).toHaveLength(1);
    await at.simulator.close();
    expect(fileLedger(file).tornLine).toBeNull();
  });

  test('torn at any byte of its last write shows the state before that write', () => {
    const { books } = restarted();
    books.answer('pay', payRequest());
    const before = statSync(file).size;
    books.answer('cancel', { paymentRequestId: 'pay-1' });
    const whole = readFileSync(file);
    for (let length = before; length < whole.length; length++) {
      writeFileSync(file, whole.subarray(0, length));
      const { books: found, ledger } = restarted();
      expect(found.payments()[0]?.status, `cut to ${length} bytes`).toBe('SUCCESS');
      expect(ledger.tornLine === null, `cut to ${length} bytes`).toBe(length === before);
      found.close();
    }
  });

  test('damaged in the middle is refused with the line, never guessed at', () => {
    const { books } = restarted();
    books.answer('pay', payRequest());
    books.answer('cancel', { paymentRequestId: 'pay-1' });
    const lines = readFileSync(file, 'utf8').split('\n');
    writeFileSync(
      file,
      [lines[0]?.replace('"chargedMinor":1280', '"chargedMinor":"1280"'), ...lines.slice(1)].join('\n'),
    );
    expect(() => fileLedger(file)).toThrow(/damaged in line 1/);
  });

  test('that cannot be made is one clear sentence', () => {
    expect(() => fileLedger(join(folder, 'no', 'such', 'ledger'))).toThrow(LedgerError);
  });

  test('opened by a second program refuses the first, whose writes would be lost', () => {
    const first = restarted();
    const second = restarted();
    expect(() => first.books.answer('pay', payRequest())).toThrow(/opened by another program/);
    expect(short(second.books.answer('pay', payRequest()))).toBe('S SUCCESS');
  });

  test('is not touched by a start that fails because the port is taken', async () => {
    const first = await stand({ ledgerFile: file });
    const port = Number(new URL(first.simulator.url).port);
    await expect(stand({ ledgerFile: file, port })).rejects.toThrow('is taken');
    expect(short((await first.call('pay', payRequest())).json)).toBe('S SUCCESS');
    await first.simulator.close();
  });

  test('forgets rows that newer ones replaced, and everything at a reset', () => {
    const { books } = restarted();
    for (let minute = 0; minute < 20; minute++) books.customer({ act: 'balance', balanceMinor: minute });
    restarted();
    expect(readFileSync(file, 'utf8').trim().split('\n')).toHaveLength(1);
    const { books: again } = restarted();
    again.reset();
    expect(statSync(file).size).toBe(0);
    again.answer('pay', payRequest());
    expect(restarted().books.payments()).toHaveLength(1);
  });

  test('of a process killed with -9 holds every payment that was answered', async () => {
    const child = spawn(process.execPath, [join(import.meta.dirname, 'paying-child.ts'), file]);
    const answered: string[] = [];
    const ended = new Promise((resolve) => child.on('close', resolve));
    let rest = '';
    child.stdout.setEncoding('utf8');
    child.stdout.on('data', (part: string) => {
      const lines = (rest + part).split('\n');
      rest = lines.pop() ?? '';
      answered.push(...lines);
      if (answered.length >= 40) child.kill('SIGKILL');
    });
    let complaint = '';
    child.stderr.on('data', (part: Buffer) => {
      complaint += part.toString();
    });
    await ended;
    expect(complaint).toBe('');
    const found = new Set(
      restarted()
        .books.payments()
        .map((payment) => payment.paymentRequestId),
    );
    expect(answered.length).toBeGreaterThanOrEqual(40);
    expect(answered.filter((id) => !found.has(id))).toEqual([]);
  });
});
