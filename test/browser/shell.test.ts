import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, readFileSync, readlinkSync, writeFileSync } from 'node:fs';
import { type AddressInfo, createServer, type Server } from 'node:net';
import { dirname, join } from 'node:path';
import { describe, expect, onTestFinished, test, vi } from 'vitest';
import { findChromium, hasDisplay } from '../../main/browser/chromium.ts';
import { newSession } from '../../main/clock.ts';
import { connect } from '../../main/contract/connect.ts';
import { enter, openPage } from '../contract/http-door.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

/** The built entry as a program: started, entered, left. `npm test` builds it first. */

// Programs start slowly where many run at once; nothing here waits for time to pass.
vi.setConfig({ testTimeout: 60_000 });

const entry = join(import.meta.dirname, '../../out/main/browser.js');

interface Shell {
  readonly child: ChildProcess;
  /** The n-th address on stdout, from 0. */
  address(n: number): Promise<string>;
  said(stream: 'stdout' | 'stderr', pattern: RegExp): Promise<string>;
  readonly exit: Promise<{ readonly code: number | null; readonly stdout: string; readonly stderr: string }>;
}

interface Started {
  readonly home: string;
  readonly args?: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
}

function start({ home, args = ['--no-window'], env = {} }: Started): Shell {
  const { PATH = '', HOME = '' } = process.env;
  const child = spawn(process.execPath, [entry, ...args], {
    env: { PATH, HOME, LANG: 'C.UTF-8', XDG_DATA_HOME: home, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  onTestFinished(() => void child.kill('SIGKILL'));
  const written = { stdout: '', stderr: '' };
  const waiting = new Set<() => void>();
  for (const stream of ['stdout', 'stderr'] as const) {
    child[stream].setEncoding('utf8').on('data', (text: string) => {
      written[stream] += text;
      for (const look of waiting) look();
    });
  }
  const exit = new Promise<number | null>((resolve) => child.once('close', resolve)).then((code) => ({
    code,
    ...written,
  }));
  const found = <Found>(look: () => Found | undefined, what: string): Promise<Found> => {
    const seen = new Promise<Found>((resolve) => {
      const check = (): void => {
        const value = look();
        if (value !== undefined) resolve(value);
      };
      waiting.add(check);
      check();
    });
    const over = exit.then(({ code, stdout, stderr }): never => {
      throw new Error(`the shell ended with ${code} before ${what}: ${stdout}${stderr}`);
    });
    return Promise.race([seen, over]);
  };
  return {
    child,
    exit,
    address: (n) => found(() => written.stdout.match(/http:\S+(?=\n)/g)?.[n], `its address ${n}`),
    said: (stream, pattern) => found(() => pattern.exec(written[stream])?.[0], `it said ${pattern}`),
  };
}

test('serves its page to whoever opens the address, and leaves the journal free on SIGTERM', async () => {
  const home = temporaryFolder();
  for (const round of ['the first start', 'the second start']) {
    const shell = start({ home });
    const address = await shell.address(0);
    const cookie = await enter(address);
    const shown = await (await fetch(new URL('/', address), { headers: { cookie } })).text();
    expect(shown, round).toContain('<title>Truetill</title>');
    expect(await shell.address(1), 'a second screen has its own').not.toBe(address);
    const stream = await openPage(Number(new URL(address).port), cookie);
    const screen = connect(stream, newSession());
    expect(await screen.request('terminal.view', {})).toMatchObject({ training: true, counter: { state: 'idle' } });
    shell.child.kill('SIGTERM');
    const { code, stdout, stderr } = await shell.exit;
    await stream.ended;
    expect([code, stderr], round).toEqual([0, expect.stringContaining('Closing: the journal keeps')]);
    expect(stdout).toMatch(/^Truetill is ready: http:\/\/127\.0\.0\.1:\d+\/\?key=[0-9a-f]{32}\n/);
  }
  expect(existsSync(join(home, 'truetill/training/till.sock'))).toBe(false);
});

test('the page comes back at its last port, where browsers keep its theme, and at another one while that is taken', async () => {
  const home = temporaryFolder();
  const kept = join(home, 'truetill/training/page-port');
  mkdirSync(dirname(kept), { recursive: true });
  const taken = createServer();
  onTestFinished(() => void taken.close());
  const port = await listenedOutsideEphemeral(taken);
  writeFileSync(kept, `${port}\n`);
  const elsewhere = start({ home });
  const other = new URL(await elsewhere.address(0)).port;
  expect(other).not.toBe(String(port));
  expect(readFileSync(kept, 'utf8')).toBe(`${other}\n`);
  elsewhere.child.kill('SIGTERM');
  expect((await elsewhere.exit).code).toBe(0);
  taken.close();
  writeFileSync(kept, `${port}\n`);
  expect(await start({ home }).address(0)).toContain(`:${port}/`);
});

/** A port that no system hands out by itself, so that nobody takes it between two starts. */
async function listenedOutsideEphemeral(server: Server): Promise<number> {
  for (let port = 15_000 + (process.pid % 10_000); port < 30_000; port += 1) {
    server.listen(port, '127.0.0.1');
    // An error rejects it: that port is somebody's.
    const isOurs = await once(server, 'listening').then(
      () => true,
      () => false,
    );
    if (isOurs) return port;
  }
  throw new Error('every port from 15000 to 30000 is taken');
}

test('Ctrl-C ends it like SIGTERM', async () => {
  const shell = start({ home: temporaryFolder() });
  await shell.address(0);
  shell.child.kill('SIGINT');
  expect((await shell.exit).code).toBe(0);
});

test('goes on when nobody reads what it prints any more', async () => {
  const shell = start({ home: temporaryFolder() });
  const address = await shell.address(0);
  shell.child.stdout?.destroy();
  const cookie = await enter(address);
  expect((await fetch(new URL('/', address), { headers: { cookie } })).status).toBe(200);
  shell.child.kill('SIGTERM');
  expect((await shell.exit).code).toBe(0);
});

describe('what a person can put right is one line and exit 1', () => {
  test.for([
    [['--window', 'big'], 'Unknown option --window'],
    [['--port', '99999'], '--port cannot be 99999'],
    [['--port'], '--port is missing'],
    [['--kiosk=yes'], '--kiosk cannot be yes'],
    [['--json'], 'Unknown option --json'],
    [['till'], 'Unknown option till'],
    [['--profile', './nowhere'], 'No configuration at'],
  ] as const)('%j', async ([args, sentence]) => {
    const { code, stdout, stderr } = await start({ home: temporaryFolder(), args }).exit;
    expect([code, stdout]).toEqual([1, '']);
    expect(stderr).toContain(sentence);
    expect(stderr.trimEnd().split('\n')).toHaveLength(1);
  });

  test('a profile that runs already', async () => {
    const home = temporaryFolder();
    await start({ home }).address(0);
    const { code, stderr } = await start({ home }).exit;
    expect([code, stderr]).toEqual([1, expect.stringMatching(/^Another program uses the journal \S+; [^\n]+\n$/)]);
  });

  test('a port that is taken, and the journal is free again', async () => {
    const taken = createServer();
    onTestFinished(() => void taken.close());
    const port = await new Promise<number>((resolve) => {
      taken.listen(0, '127.0.0.1', () => resolve((taken.address() as AddressInfo).port));
    });
    const home = temporaryFolder();
    const { code, stderr } = await start({ home, args: ['--port', String(port), '--no-window'] }).exit;
    expect([code, stderr]).toEqual([1, expect.stringContaining(`Port ${port} cannot be used (EADDRINUSE)`)]);
    expect(stderr).not.toMatch(/ at /);
    taken.close();
    expect(await start({ home, args: ['--port', String(port), '--no-window'] }).address(0)).toContain(`:${port}/`);
  });
});

test('--help says how it is called', async () => {
  const { code, stdout } = await start({ home: temporaryFolder(), args: ['--help'] }).exit;
  expect([code, stdout]).toEqual([0, expect.stringMatching(/--profile.*--port.*--kiosk/)]);
});

/** A program in place of Chromium that does as told with its arguments; `show` opens the page's address. */
function standIn(act: string): { readonly file: string; readonly folder: string } {
  const folder = temporaryFolder();
  const file = join(folder, 'chromium');
  const lines = [
    `#!${process.execPath}`,
    "const { createReadStream, writeFileSync } = require('node:fs');",
    "const note = (name, text) => writeFileSync(__dirname + '/' + name, text);",
    "const show = () => fetch(process.argv.find((each) => each.startsWith('--app=')).slice(6), { redirect: 'manual' });",
    "const untilPipeEnds = () => new Promise((end) => createReadStream('', { fd: 3 }).on('end', end).resume());",
    "note('arguments', process.argv.slice(2).join('\\n'));",
    `(async () => { ${act} })();`,
  ];
  writeFileSync(file, lines.join('\n'), { mode: 0o700 });
  return { file, folder };
}

describe.skipIf(process.platform === 'win32')('the window', () => {
  const shown = "await show(); await untilPipeEnds(); note('ended', ''); process.exit();";

  test.for(['app', 'kiosk'] as const)('as %s shows the address and ends with the till', async (kind) => {
    const home = temporaryFolder();
    const { file, folder } = standIn(shown);
    const shell = start({ home, args: kind === 'kiosk' ? ['--kiosk'] : [], env: { CHROMIUM: file, DISPLAY: ':77' } });
    const first = await shell.address(0);
    await shell.address(1);
    const given = readFileSync(join(folder, 'arguments'), 'utf8').split('\n');
    expect(given).toContain(`--app=${first}`);
    expect(given).toContain(`--user-data-dir=${join(home, 'truetill/training/chromium')}`);
    expect(given.includes('--kiosk')).toBe(kind === 'kiosk');
    expect(given.includes('--no-sandbox')).toBe(process.getuid?.() === 0);
    shell.child.kill('SIGTERM');
    expect((await shell.exit).code).toBe(0);
    expect(existsSync(join(folder, 'ended')), 'the till waits for its window').toBe(true);
  });

  test('ends the till when it is closed', async () => {
    const { file } = standIn('await show(); process.exit(0);');
    const shell = start({ home: temporaryFolder(), args: [], env: { CHROMIUM: file, WAYLAND_DISPLAY: 'wayland-1' } });
    const { code, stderr } = await shell.exit;
    expect([code, stderr]).toEqual([0, expect.stringContaining('Closing')]);
  });

  test('that ignores the end is ended by force', async () => {
    const { file } = standIn("process.on('SIGTERM', () => {}); await show(); setInterval(() => {}, 1_000);");
    const shell = start({ home: temporaryFolder(), args: [], env: { CHROMIUM: file, DISPLAY: ':77' } });
    await shell.address(1);
    shell.child.kill('SIGTERM');
    expect((await shell.exit).code).toBe(0);
  });

  test('is not waited for after a second signal', async () => {
    const { file } = standIn('await show(); setTimeout(() => process.exit(), 15_000);');
    const shell = start({ home: temporaryFolder(), args: [], env: { CHROMIUM: file, DISPLAY: ':77' } });
    await shell.address(1);
    shell.child.kill('SIGTERM');
    await shell.said('stderr', /Closing/);
    shell.child.kill('SIGTERM');
    expect((await shell.exit).code).toBe(1);
  });

  const broken: readonly (readonly [string, () => string, string, string])[] = [
    ['that breaks at its start', () => standIn('process.exit(7);').file, ':77', '(exit 7)'],
    ['that cannot be started', () => entry, ':77', '(EACCES)'],
    ['that is not there', () => '/nowhere/chromium', ':77', 'No Chromium, Chrome or Edge'],
    ['without a display', () => standIn(shown).file, '', 'There is no display here'],
  ];

  test.for(broken)('%s is told in one sentence, and the till goes on', async ([, program, DISPLAY, sentence]) => {
    const shell = start({ home: temporaryFolder(), args: [], env: { CHROMIUM: program(), DISPLAY } });
    const address = await shell.address(0);
    await shell.said('stderr', /\n(?=[^\n]*(display|window|found))[^\n]+\n/);
    await enter(address);
    shell.child.kill('SIGTERM');
    const { code, stderr } = await shell.exit;
    expect([code, stderr]).toEqual([0, expect.stringContaining(sentence)]);
  });
});

/** A screen without a display; null where there is none to be had. */
async function virtualScreen(): Promise<string | null> {
  const screen = spawn('Xvfb', ['-displayfd', '1', '-screen', '0', '800x600x24', '-nolisten', 'tcp'], {
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  onTestFinished(() => void screen.kill());
  return new Promise((resolve) => {
    screen.once('error', () => resolve(null));
    screen.stdout.once('data', (number: Buffer) => resolve(`:${String(number).trim()}`));
  });
}

const real = findChromium(process.env, process.platform);

test.skipIf(real === null || process.platform !== 'linux')(
  'a real Chromium enters with the cookie, and does not outlive a till that was killed',
  async ({ skip }) => {
    const display = await virtualScreen();
    if (display === null) return skip('there is no Xvfb here');
    const home = temporaryFolder();
    const shell = start({ home, args: [], env: { DISPLAY: display, CHROMIUM: real ?? '' } });
    await shell.address(1);
    const lock = join(home, 'truetill/training/chromium/SingletonLock');
    const pid = Number(readlinkSync(lock).split('-').at(-1));
    expect(existsSync(`/proc/${pid}`)).toBe(true);
    shell.child.kill('SIGKILL');
    await shell.exit;
    await expect.poll(() => existsSync(`/proc/${pid}`), { timeout: 10_000 }).toBe(false);
  },
);

describe('where a Chromium is looked for', () => {
  test('a display is a matter of X11 or Wayland on Linux, and always there elsewhere', () => {
    expect(hasDisplay({}, 'linux')).toBe(false);
    expect(hasDisplay({ DISPLAY: ':0' }, 'linux')).toBe(true);
    expect(hasDisplay({ WAYLAND_DISPLAY: 'wayland-0' }, 'linux')).toBe(true);
    expect(hasDisplay({}, 'win32') && hasDisplay({}, 'darwin')).toBe(true);
  });

  test('CHROMIUM comes first, then the folders of PATH, never a relative one', () => {
    const { file, folder } = standIn('');
    expect(findChromium({ CHROMIUM: file, PATH: '/nowhere' }, 'linux')).toBe(file);
    expect(findChromium({ PATH: `.:/nowhere:${folder}` }, 'linux')).toBe(file);
    expect(findChromium({ CHROMIUM: '/nowhere/chromium', PATH: folder }, 'linux')).toBeNull();
    expect(findChromium({ PATH: '' }, 'linux')).toBeNull();
  });
});
