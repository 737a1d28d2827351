import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { faultFiles } from '../../main/electron/fault-page.ts';
import { answerPage, isOurPage } from '../../main/electron/page-address.ts';
import { type PageFiles, readPageFiles } from '../../main/page-files.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

/** What is served under our address, and that nothing else is. */

function builtPage(): string {
  const folder = join(temporaryFolder(), 'renderer');
  mkdirSync(join(folder, 'assets'), { recursive: true });
  writeFileSync(join(folder, 'index.html'), '<!doctype html>');
  writeFileSync(join(folder, 'assets/index-a1.js'), 'export {};');
  writeFileSync(join(folder, 'assets/index-a1.js.map'), '{}');
  writeFileSync(join(folder, '..', 'secret.html'), 'secret');
  symlinkSync(join(folder, '..', 'secret.html'), join(folder, 'linked.html'));
  return folder;
}

function builtFiles(folder = builtPage()): PageFiles {
  const files = readPageFiles(folder);
  if (files === null) throw new Error(`no page in ${folder}`);
  return files;
}

const get = (url: string) => ({ url, method: 'GET' });

test('the files of the build are served with their types', async () => {
  const files = builtFiles();
  const script = answerPage(files, get('app://till/assets/index-a1.js'));
  expect(await script.text()).toBe('export {};');
  expect(script.headers.get('content-type')).toBe('text/javascript; charset=utf-8');
  expect(script.headers.get('x-content-type-options')).toBe('nosniff');
  expect(answerPage(files, get('app://till/')).status).toBe(200);
  expect(await answerPage(files, { url: 'app://till/index.html', method: 'HEAD' }).text()).toBe('');
});

test('a page goes on being served when an update takes its files away', async () => {
  const folder = builtPage();
  const files = builtFiles(folder);
  writeFileSync(join(folder, 'index.html'), 'another version');
  expect(await answerPage(files, get('app://till/index.html')).text()).toBe('<!doctype html>');
});

test('a folder without a page is none', () => {
  expect(readPageFiles(temporaryFolder())).toBe(null);
  expect(readPageFiles('/nowhere/renderer')).toBe(null);
});

test.for([
  'app://till/../secret.html',
  'app://till/%2e%2e/secret.html',
  'app://till/..%2fsecret.html',
  'app://till/assets/..%5c..%5csecret.html',
  'app://till//secret.html',
  'app://till/linked.html',
  'app://till/assets',
  'app://till/assets/',
  'app://till/assets/index-a1.js.map',
  'app://till/__proto__',
  'app://till/INDEX.HTML',
  'app://other/index.html',
  'app://till.example/index.html',
  'app://till:81/index.html',
  'http://till/index.html',
])('%s is not there', async (url) => {
  const answer = answerPage(builtFiles(), get(url));
  expect(answer.status).toBe(404);
  expect(await answer.text()).toBe('not found');
  expect(answer.headers.get('content-security-policy')).toMatch(/^default-src 'none';/);
});

test.for(['POST', 'PUT', 'DELETE', 'OPTIONS'])('%s is not allowed', (method) => {
  expect(answerPage(builtFiles(), { url: 'app://till/index.html', method }).status).toBe(405);
});

test.for([
  ['app://till/index.html', true],
  ['app://till/index.html#settings', true],
  ['app://till:80/', false],
  ['app://till.example/', false],
  ['https://till/', false],
  ['http://app//till/', false],
  ['about:blank', false],
  ['', false],
] as const)('%j is our page: %s', ([address, ours]) => {
  expect(isOurPage(address)).toBe(ours);
});

test('the sentence of a fault is text, whatever stands in it', async () => {
  const files = faultFiles('C:\\<b>&"till"</b>', 'en');
  const html = await answerPage(files, get('app://till/index.html')).text();
  expect(html).toContain('<p role="alert">C:\\&#60;b&#62;&#38;&#34;till&#34;&#60;/b&#62;</p>');
  expect(answerPage(files, get('app://till/fault.css')).headers.get('content-type')).toBe('text/css; charset=utf-8');
});
