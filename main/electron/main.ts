import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { app, type BrowserWindow, Menu, powerMonitor, protocol, type WebContents } from 'electron';
import { readArguments, UsageError } from '../arguments.ts';
import { machineClock } from '../clock.ts';
import type { Language } from '../contract/words/language.ts';
import { shellWords } from '../contract/words/shell.ts';
import { tillWords } from '../contract/words/till.ts';
import type { Log } from '../core/ports.ts';
import { serveCustomer } from '../customer-door.ts';
import { openTill, type Till } from '../open-till.ts';
import { customerFiles, type PageFiles, readPageFiles } from '../page-files.ts';
import { type Profile, ProfileError } from '../profile.ts';
import { serveScreen } from '../screens.ts';
import { isStartFault, languageOfMachine, openProfile } from '../starting.ts';
import { ownArguments } from './arguments.ts';
import { keepCustomerWindow, seenDisplays } from './customer-window.ts';
import { faultFiles } from './fault-page.ts';
import { ipcPort } from './ipc-port.ts';
import { leaveOnceClosed } from './leaving.ts';
import { answerPage, isCustomerPage, isOurPage } from './page-address.ts';
import { watchUnheardKeys } from './unheard-keys.ts';
import { bringToFront, openWindow, type WindowParts } from './window.ts';

/**
 * Electron's entry: one till per profile, its window, and a good end. `truetill [--profile NAME|PATH] [--kiosk]`. Knows
 * no payment; a fault that a person can put right is a line on stderr and a sentence in the window, exit 1.
 */

type Start =
  | { readonly kind: 'till'; readonly profile: Profile; readonly kiosk: boolean }
  | { readonly kind: 'fault'; readonly fault: Error; readonly language: Language };

/** From the built entry, `out/main/electron.js`; in the asar too. */
const pageFolder = join(import.meta.dirname, '../renderer');

/** The shell's own; the till writes the log of its profile. */
const log: Log = {
  info: () => {},
  warn: (sentence, facts = {}) => say(`${sentence} ${JSON.stringify(facts)}`),
};

function say(sentence: string): void {
  process.stderr.write(`${sentence}\n`);
}

/** Everything before the app is ready: nothing of it may wait, for `ready` comes only after this module has ended. */
function prepare(argv: readonly string[]): Start {
  const language = languageOfMachine(process.env);
  try {
    const typed = readArguments(ownArguments(argv), { kiosk: 'flag' }, 0, language);
    const profile = openProfile(typed.text('profile'), language);
    keepFilesIn(profile);
    return { kind: 'till', profile, kiosk: typed.flag('kiosk') };
  } catch (error) {
    if (!isStartFault(error)) throw error;
    return { kind: 'fault', fault: error, language };
  }
}

/** Chromium's own files go into the profile; its lock, which lies among them, is then one per profile. */
function keepFilesIn({ folder, config }: Profile): void {
  const own = join(folder, 'electron');
  try {
    mkdirSync(own, { recursive: true, mode: 0o700 });
  } catch (error) {
    const why = (error as NodeJS.ErrnoException).code ?? String(error);
    throw new ProfileError(tillWords[config.terminal.language].config.profileUnwritable({ folder, why }));
  }
  app.setPath('userData', own);
}

async function showTill(profile: Profile, kiosk: boolean): Promise<BrowserWindow> {
  const words = shellWords[profile.config.terminal.language];
  const files = readPageFiles(pageFolder);
  if (files === null) throw new UsageError(words.pageMissing({ folder: pageFolder }));
  const till = await openTill(profile, async () => seenDisplays());
  let offScreen = (): void => {};
  let offCustomer = (): void => {};
  const close = async (): Promise<void> => {
    say(words.closing);
    offScreen();
    offCustomer();
    await till.close();
  };
  leaveOnceClosed({ app, signals: process, clock: machineClock, log, close, code: 0 });
  const window = await showPage(files, kiosk, (contents) => {
    const serveAnew = (): void => {
      offScreen();
      offScreen = serveScreen(ipcPort(contents, isOurPage, log), till);
    };
    serveAnew();
    // Before the page is loaded again, which may be a minute: nobody sees what was entered on it.
    contents.on('render-process-gone', serveAnew);
    // A scan that no page has heard is answered as one of which nothing came: scan again.
    const burst = (): void => void till.handlers['sale.code']({ text: '', source: 'wedge' });
    watchUnheardKeys(contents, { clock: machineClock, burst });
  });
  offCustomer = showCustomer(till);
  // The customer's window alone is no till.
  window.once('closed', () => offCustomer());
  return window;
}

/** What customers see, as long as the screen is not locked; in a window where the configuration says so. */
function showCustomer(till: Till): () => void {
  const { customer, terminal } = till;
  // Told by Windows and macOS; on Linux Electron does not hear of it.
  powerMonitor.on('lock-screen', () => customer.blank('screen_lock', true));
  powerMonitor.on('unlock-screen', () => customer.blank('screen_lock', false));
  let offWindow = (): void => {};
  let isOver = false;
  till.followDisplay((settings) => {
    offWindow();
    offWindow = () => {};
    if (settings.kind !== 'window' || isOver) return;
    offWindow = keepCustomerWindow({
      settings,
      clock: machineClock,
      log,
      report: (report) => terminal.devices.changed('display', report),
      serve: (contents: WebContents) => serveCustomer(ipcPort(contents, isCustomerPage, log), customer),
    });
  });
  return () => {
    isOver = true;
    offWindow();
  };
}

/** Closable even where a kiosk was asked for: whoever puts it right needs the machine. */
function showFault(fault: Error, language: Language): Promise<BrowserWindow> {
  say(fault.message);
  leaveOnceClosed({ app, signals: process, clock: machineClock, log, close: () => Promise.resolve(), code: 1 });
  return showPage(faultFiles(fault.message, language), false, () => {});
}

function showPage(files: PageFiles, kiosk: boolean, before: Parameters<typeof openWindow>[1]): Promise<BrowserWindow> {
  const customers = customerFiles(files);
  protocol.handle('app', (request) =>
    isCustomerPage(request.url) ? answerPage(customers, request, isCustomerPage) : answerPage(files, request),
  );
  const parts: WindowParts = { kiosk, clock: machineClock, log };
  return openWindow(parts, before);
}

async function show(start: Start): Promise<BrowserWindow> {
  if (start.kind === 'fault') return showFault(start.fault, start.language);
  const { profile, kiosk } = start;
  try {
    return await showTill(profile, kiosk);
  } catch (error) {
    if (!isStartFault(error)) throw error;
    return showFault(error, profile.config.terminal.language);
  }
}

async function run(start: Start): Promise<void> {
  Menu.setApplicationMenu(null);
  const window = await show(start);
  app.on('second-instance', () => bringToFront(window));
}

/** The running one has been told, and comes to the front. Without a profile it is another fault's window. */
function leaveToTheFirst(second: Start): void {
  if (second.kind === 'fault') {
    say(second.fault.message);
    app.exit(1);
    return;
  }
  const { folder, config } = second.profile;
  say(shellWords[config.terminal.language].alreadyRunning({ folder }));
  app.exit(0);
}

/**
 * Our own mistakes end the program, as they do in plain Node; the next start recovers from the journal. Electron would
 * show a dialog to the cashier and go on.
 */
function fail(error: unknown): void {
  say((error instanceof Error ? error.stack : null) ?? String(error));
  app.exit(1);
}

// Whoever read our words may go away, a terminal or a pipe; the till goes on without being heard.
for (const stream of [process.stdout, process.stderr]) stream.on('error', () => stream.destroy());
process.on('uncaughtException', fail);
process.on('unhandledRejection', fail);
protocol.registerSchemesAsPrivileged([
  { scheme: 'app', privileges: { standard: true, secure: true, supportFetchAPI: true, codeCache: true } },
]);
const start = prepare(process.argv);
// No `await` at the top level: `ready` would never come (electron/electron#40719).
if (app.requestSingleInstanceLock())
  app
    .whenReady()
    .then(() => run(start))
    .catch(fail);
else leaveToTheFirst(start);
