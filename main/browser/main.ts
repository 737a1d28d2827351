import { join } from 'node:path';
import { readArguments, type Typed, UsageError, wholeNumber } from '../arguments.ts';
import { machineClock, newSession } from '../clock.ts';
import { type ShellWords, shellWords } from '../contract/words/shell.ts';
import { tillWords } from '../contract/words/till.ts';
import { leavingOf } from '../leaving.ts';
import { openTill, type Till } from '../open-till.ts';
import { type PageFiles, readPageFiles } from '../page-files.ts';
import type { Profile } from '../profile.ts';
import { isStartFault, languageOfMachine, openProfile } from '../starting.ts';
import { findChromium, hasDisplay, openWindow, type TillWindow, type WindowKind } from './chromium.ts';
import { CustomerWindow } from './customer-window.ts';
import { keepPort, lastPort } from './last-port.ts';
import { listMonitors } from './monitors.ts';
import { type BrowserDoor, startBrowserDoor } from './server.ts';

/**
 * The till in a plain browser: opens a profile, serves its screen on this machine and opens a window on it where there
 * can be one. stdout carries the addresses, everything else goes to stderr. Runs until it is told to end, or until its
 * window is closed.
 */

const options = { port: 'text', kiosk: 'flag', 'no-window': 'flag' } as const;

/** From the built entry, `out/main/browser.js`. */
const pageFolder = join(import.meta.dirname, '..', 'renderer');

async function main(args: readonly string[]): Promise<void> {
  const language = languageOfMachine(process.env);
  const typed = readArguments(args, options, 0, language);
  if (typed.flag('help')) {
    process.stdout.write(`${shellWords[language].usage}\n`);
    return;
  }
  if (typed.flag('json')) throw new UsageError(tillWords[language].call.unknownOption({ option: '--json' }));
  const port = typed.text('port') === undefined ? null : wholeNumber(typed, 'port', 0, [0, 65_535], language);
  const kind = windowKind(typed);
  const files = readPageFiles(pageFolder);
  if (files === null) throw new UsageError(shellWords[language].pageMissing({ folder: pageFolder }));
  const profile = openProfile(typed.text('profile'), language);
  const words = shellWords[profile.config.terminal.language];
  const end = endOf(process);
  try {
    const till = await openTill(profile, listMonitors);
    try {
      await serve({ till, profile, files, port, kind, words, end });
    } finally {
      await till.close();
    }
  } finally {
    end.close();
  }
}

function windowKind(typed: Typed): WindowKind | 'none' {
  if (typed.flag('no-window')) return 'none';
  return typed.flag('kiosk') ? 'kiosk' : 'app';
}

interface End {
  /** Resolves at the first Ctrl-C or SIGTERM. */
  readonly told: Promise<void>;
  close(): void;
}

/** A second signal leaves at once; the journal keeps what is open. */
function endOf(self: NodeJS.Process): End {
  const leaving = leavingOf(self);
  const told = new Promise<void>((resolve) => {
    let isTold = false;
    const leave = (): void => {
      if (isTold) self.exit(1);
      isTold = true;
      resolve();
    };
    leaving.onAsk(leave);
    leaving.onGo(leave);
  });
  return { told, close: () => leaving.close() };
}

interface Serving {
  readonly till: Till;
  readonly profile: Profile;
  readonly files: PageFiles;
  /** Null where nobody has named one. */
  readonly port: number | null;
  readonly kind: WindowKind | 'none';
  readonly words: ShellWords;
  readonly end: End;
}

/** Resolves when the till was told to end or its window is closed, and nobody is connected any more. */
async function serve(serving: Serving): Promise<void> {
  const { till, profile, kind, words, end } = serving;
  const customers = new CustomerWindow({
    address: () => door.customerAddress() ?? '',
    folder: profile.folder,
    opens: kind !== 'none',
    devices: till.terminal.devices,
    words,
    clock: machineClock,
    print,
    say,
  });
  const door = await openedDoor(serving, customers);
  print(words.ready({ url: door.address() }));
  const window = await openedWindow(serving, door);
  till.followDisplay((settings) => customers.follow(settings));
  await (window === null ? end.told : Promise.race([end.told, window.closed]));
  say(words.closing);
  await door.close();
  await Promise.all([window?.close(), customers.close()]);
}

async function openedDoor(serving: Serving, customers: CustomerWindow): Promise<BrowserDoor> {
  const { profile, port, words } = serving;
  const wanted = port ?? lastPort(profile.folder);
  try {
    const door = await openedDoorAt(wanted, serving, customers).catch((error: unknown) => {
      // Another program has it by now.
      if (port !== null || wanted === 0 || !isListenFault(error)) throw error;
      return openedDoorAt(0, serving, customers);
    });
    if (port === null) keepPort(profile.folder, door.port);
    return door;
  } catch (error) {
    if (!isListenFault(error)) throw error;
    throw new UsageError(words.portUnavailable({ port: wanted, why: error.code ?? error.message }));
  }
}

function isListenFault(error: unknown): error is NodeJS.ErrnoException {
  return error instanceof Error && (error as NodeJS.ErrnoException).syscall === 'listen';
}

function openedDoorAt(port: number, { till, files, words }: Serving, customers: CustomerWindow): Promise<BrowserDoor> {
  return startBrowserDoor({
    screens: till,
    files,
    port,
    nextAddress: (url) => print(words.nextAddress({ url })),
    clock: machineClock,
    newKey: newSession,
    customer: {
      screen: till.customer,
      nextAddress: (url) => customers.nextAddress(url),
      counted: (open) => customers.counted(open),
    },
  });
}

interface OpenedWindow {
  /** Resolves when a person has closed it; not when it never showed anything. */
  readonly closed: Promise<void>;
  close(): Promise<void>;
}

/** Null, and a sentence why, where there can be no window. */
async function openedWindow(serving: Serving, door: BrowserDoor): Promise<OpenedWindow | null> {
  const { kind, words, profile, end } = serving;
  const folder = join(profile.folder, 'chromium');
  if (kind === 'none') return null;
  if (!hasDisplay(process.env, process.platform)) {
    say(words.noDisplay);
    return null;
  }
  const program = findChromium(process.env, process.platform);
  if (program === null) {
    say(words.chromiumNotFound);
    return null;
  }
  const address = door.address();
  const window = await openWindow({ program, kind, address, folder, clock: machineClock });
  if (typeof window === 'string') {
    say(words.windowFailed({ file: program, why: window }));
    return null;
  }
  const closed = async ({ gone }: TillWindow): Promise<void> => {
    const why = await gone;
    if (door.address() !== address) return;
    // It never came for its page: broken, or handed over to a Chromium that ran already. The till itself is well.
    say(words.windowFailed({ file: program, why }));
    await end.told;
  };
  return { closed: closed(window), close: () => window.close() };
}

function print(line: string): void {
  process.stdout.write(`${line}\n`);
}

function say(sentence: string): void {
  process.stderr.write(`${sentence}\n`);
}

// Whoever read our words may go away, a terminal or a pipe; the till goes on without being heard.
for (const stream of [process.stdout, process.stderr]) stream.on('error', () => stream.destroy());

// Until the till has come to its end: a program that merely runs out of things to do was not told to.
process.exitCode = 1;
main(process.argv.slice(2)).then(
  () => {
    process.exitCode = 0;
  },
  (error: unknown) => {
    say(isStartFault(error) ? error.message : ((error instanceof Error ? error.stack : null) ?? String(error)));
    process.exitCode = 1;
  },
);
