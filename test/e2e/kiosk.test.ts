import { type ChildProcess, execFileSync, spawn, spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { expect, onTestFinished, test } from 'vitest';
import { temporaryFolder } from '../support/temporary-folder.ts';
import { beside, expectCleanAudit, makeProfile, salesOf } from './counter.ts';

/** A till on a bare screen: the browser shell's kiosk window, operated by the keys of the machine alone. */

const root = join(import.meta.dirname, '../..');
const needed = ['Xvfb', 'xdotool', 'import', 'identify', 'matchbox-window-manager'];
const missing = needed.filter((tool) => spawnSync('sh', ['-c', `command -v ${tool}`]).status !== 0);
if (missing.length > 0) console.warn(`SKIPPED the kiosk window: not installed: ${missing.join(' ')}`);

function started(command: string, args: readonly string[], env: NodeJS.ProcessEnv, stdio: 'ignore' | 'pipe') {
  const child = spawn(command, args, { env: { ...process.env, ...env }, stdio: ['ignore', stdio, 'ignore', 'pipe'] });
  onTestFinished(() => {
    child.kill('SIGKILL');
  });
  return child;
}

/** A screen of 1024 × 768 without any hardware; its name, such as `:7`. */
async function openScreen(): Promise<string> {
  const server = started('Xvfb', ['-displayfd', '3', '-screen', '0', '1024x768x24', '-nolisten', 'tcp'], {}, 'ignore');
  const told = server.stdio[3];
  if (told === null || told === undefined || !('on' in told)) throw new Error('Xvfb has no way to tell its number');
  const number = await new Promise<string>((resolve) => told.once('data', (text: Buffer) => resolve(String(text))));
  const screen = `:${number.trim()}`;
  started('matchbox-window-manager', ['-use_titlebar', 'no', '-use_cursor', 'no'], { DISPLAY: screen }, 'ignore');
  return screen;
}

async function firstLine(child: ChildProcess): Promise<string> {
  if (child.stdout === null) throw new Error('no stdout');
  for await (const line of createInterface({ input: child.stdout })) return line;
  throw new Error('the till ended without a word');
}

interface Picture {
  readonly width: number;
  readonly height: number;
  readonly colours: number;
}

/** What is on the whole screen now. */
function look(screen: string, file: string): Picture {
  execFileSync('import', ['-display', screen, '-window', 'root', file]);
  const [width, height, colours] = execFileSync('identify', ['-format', '%w %h %k', file], { encoding: 'utf8' })
    .split(' ')
    .map(Number);
  return { width: width ?? 0, height: height ?? 0, colours: colours ?? 0 };
}

test.skipIf(missing.length > 0)(
  'a kiosk window fills the screen, and a sale is taken there by keys alone',
  { timeout: 60_000 },
  async () => {
    const folder = temporaryFolder();
    const profile = makeProfile(folder);
    const screen = await openScreen();
    const args = [join(root, 'out/main/browser.js'), '--kiosk', '--profile', profile];
    const till = started(process.execPath, args, { DISPLAY: screen }, 'pipe');
    expect(await firstLine(till)).toContain('http://127.0.0.1:');
    const picture = join(folder, 'screen.png');
    await expect
      .poll(() => look(screen, picture), { timeout: 30_000, interval: 300 })
      .toEqual({ width: 1024, height: 768, colours: expect.toSatisfy((colours: number) => colours > 200) });
    const press = (...keys: string[]): void =>
      void execFileSync('xdotool', ['key', '--delay', '120', ...keys], { env: { ...process.env, DISPLAY: screen } });
    const sales = () => salesOf(profile);
    press('1', '2', 'period', '8', '0', 'F12');
    const counter = () => beside(profile, async (own) => (await own.request('terminal.view', {})).counter.state);
    await expect.poll(counter, { timeout: 10_000 }).toBe('ready');
    press('F10');
    await expect.poll(sales, { timeout: 10_000 }).toMatchObject([{ status: 'paid', amountMinor: 1280 }]);
    await expectCleanAudit(profile);
    const ended = new Promise((resolve) => till.once('exit', resolve));
    till.kill('SIGTERM');
    expect(await ended).toBe(0);
  },
);
