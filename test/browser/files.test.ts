import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { readPageFiles } from '../../main/page-files.ts';
import { page, writePage } from '../contract/http-door.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';
import { openDoor } from './open-door.ts';

/** The page's files, and nothing else of the machine's. */

test.for([
  ['/', 'index.html', 'text/html; charset=utf-8', 'no-store'],
  ['/index.html', 'index.html', 'text/html; charset=utf-8', 'no-store'],
  ['/?theme=dark', 'index.html', 'text/html; charset=utf-8', 'no-store'],
  ['/assets/index-4f1d.js', 'assets/index-4f1d.js', 'text/javascript; charset=utf-8', 'immutable'],
  ['/assets/index-77aa.css', 'assets/index-77aa.css', 'text/css; charset=utf-8', 'immutable'],
  ['/icon.svg', 'icon.svg', 'image/svg+xml', 'no-store'],
] as const)('%s is %s, %s, %s', async ([path, name, type, cacheControl]) => {
  const { ask, enter } = await openDoor();
  const answer = await ask({ path, headers: { cookie: await enter() } });
  expect(answer).toMatchObject({ status: 200, body: page[name] });
  expect(answer.headers.get('content-type')).toBe(type);
  expect(answer.headers.get('cache-control')).toContain(cacheControl);
});

test('HEAD tells of a file without its bytes', async () => {
  const { ask, enter } = await openDoor();
  const answer = await ask({ method: 'HEAD', path: '/', headers: { cookie: await enter() } });
  expect([answer.status, answer.body]).toEqual([200, '']);
  expect(answer.headers.get('content-length')).toBe(String(page['index.html'].length));
});

test.for(['POST', 'PUT', 'DELETE', 'OPTIONS', 'PATCH', 'TRACE'])('a file knows no %s', async (method) => {
  const { ask, enter } = await openDoor();
  const answer = await ask({ method, path: '/index.html', headers: { cookie: await enter() } });
  expect([answer.status, answer.headers.get('allow')]).toEqual([405, 'GET, HEAD']);
});

describe('no path leads out of the folder', () => {
  test.for([
    '/../package.json',
    '/assets/../../package.json',
    '/..',
    '/.',
    '/./index.html',
    '/assets/../index.html',
    '/%2e%2e/package.json',
    '/%2e%2e%2fpackage.json',
    '/..%2fpackage.json',
    '/..%5cpackage.json',
    '/..\\package.json',
    '/\\..\\package.json',
    '//index.html',
    '//etc/passwd',
    '/assets//index-4f1d.js',
    '/assets',
    '/assets/',
    '/index.html/',
    '/index.html%00',
    '/index.html%00.js',
    '/index%2ehtml',
    '/INDEX.HTML',
    '/index.html;a',
    '/__proto__',
    '/constructor',
    '/file:///etc/passwd',
    '/etc/passwd',
    'index.html',
    '*',
    'http://127.0.0.1/index.html',
    `/${'a/'.repeat(3_000)}`,
  ])('%s', async (path) => {
    const { ask, enter } = await openDoor();
    const answer = await ask({ path, headers: { cookie: await enter() } });
    expect([400, 404]).toContain(answer.status);
    expect(answer.body).toMatch(/^(404\n)?$/);
  });

  test('nor one with a NUL in it', async () => {
    const { ask, enter } = await openDoor();
    expect((await ask({ path: '/index.html\0', headers: { cookie: await enter() } })).status).toBe(400);
  });

  test('what a symbolic link points at is no file of the page', () => {
    const folder = temporaryFolder();
    writePage(folder);
    const outside = join(temporaryFolder(), 'secret.js');
    writeFileSync(outside, 'secret');
    symlinkSync(outside, join(folder, 'assets', 'link.js'));
    symlinkSync(temporaryFolder(), join(folder, 'linked'));
    expect([...(readPageFiles(folder)?.keys() ?? [])].sort()).toEqual([
      '/',
      '/assets/index-4f1d.js',
      '/assets/index-77aa.css',
      '/icon.svg',
      '/index.html',
    ]);
  });

  test('files without a known type, source maps among them, are not shown', () => {
    const folder = temporaryFolder();
    writePage(folder);
    for (const name of ['index.js.map', '.env', 'noextension']) writeFileSync(join(folder, name), 'x');
    expect([...(readPageFiles(folder)?.keys() ?? [])].join(' ')).not.toMatch(/map|env|noext/);
  });
});

test.for([null, 'empty', 'without index.html'])('there is no page: %s', (kind) => {
  const folder = join(temporaryFolder(), 'renderer');
  if (kind !== null) mkdirSync(folder);
  if (kind === 'without index.html') writeFileSync(join(folder, 'index.js'), '');
  expect(readPageFiles(folder)).toBeNull();
});
