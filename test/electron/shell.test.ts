import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import { machineChance, machineClock } from '../../main/clock.ts';
import type { Port } from '../../main/contract/port.ts';
import { SqliteJournal } from '../../main/store/journal.ts';
import type { LaunchOptions, RunningApp } from '../support/electron/app.ts';
import { backends } from '../support/electron/backends.ts';
import { trainingProfileIn } from '../support/electron/profile.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

/** The built Electron entry and preload as a whole: what the page gets, what it does not, and how the app ends. */

declare global {
  interface Window {
    terminalPort: Port;
  }
}

const slow = { timeout: 60_000 };

/** A training profile of this test's own. */
function trainingProfile(): string {
  return trainingProfileIn(temporaryFolder());
}

/** Throws while somebody holds the profile's journal. */
function openedJournal(profile: string): void {
  new SqliteJournal(join(profile, 'journal.sqlite'), machineClock, machineChance).close();
}

/** In the page: says hello, asks once, and resolves with the answer. */
function askedInPage(name: string): Promise<unknown> {
  const session = `page-${Math.random()}`;
  return new Promise((resolve) => {
    const off = window.terminalPort.onMessage((message) => {
      const said = message as { readonly kind: string; readonly session: string };
      if (said.kind !== 'answer' || said.session !== session) return;
      off();
      resolve(said);
    });
    window.terminalPort.send({ kind: 'hello', session });
    window.terminalPort.send({ kind: 'request', session, id: 1, name, args: {} });
  });
}

describe.for(backends)('the shell ($name)', ({ here, launch }) => {
  /** One app for the tests that only look. */
  let looked: RunningApp;
  let home: string;

  beforeAll(async () => {
    if (!here) return;
    home = mkdtempSync(join(tmpdir(), 'till-'));
    looked = await launch({ args: ['--profile', trainingProfileIn(home)] });
  }, 60_000);

  afterAll(async () => {
    if (!here) return;
    await looked.kill();
    rmSync(home, { recursive: true, force: true });
  });

  async function started(options: LaunchOptions = {}): Promise<RunningApp> {
    const app = await launch({ args: ['--profile', trainingProfile()], ...options });
    onTestFinished(async () => {
      await app.kill();
    });
    return app;
  }

  test.skipIf(!here)('the page has the door with its two functions and nothing of Node or Electron', slow, async () => {
    const { page } = looked;
    expect(await page.evaluate(() => Object.keys(window.terminalPort).toSorted())).toEqual(['onMessage', 'send']);
    const strangers = ['require', 'process', 'module', 'Buffer', 'ipcRenderer', 'electron', '__standin_send'];
    expect(await page.evaluate((names) => names.filter((name) => name in window), strangers)).toEqual([]);
    expect(await page.evaluate(askedInPage, 'sale.clear')).toMatchObject({ ok: true, result: { ok: true } });
  });

  test.skipIf(!here)('inline script does not run and eval is refused', slow, async () => {
    const { page } = looked;
    const refused = await page.evaluate(async () => {
      const violation = new Promise((resolve) =>
        document.addEventListener('securitypolicyviolation', (event) => resolve(event.effectiveDirective)),
      );
      const script = document.createElement('script');
      script.textContent = 'window.ran = true';
      document.head.append(script);
      // It runs at once or never.
      return 'ran' in window ? { directive: 'none', ran: true } : { directive: await violation, ran: false };
    });
    expect(refused).toEqual({ directive: 'script-src-elem', ran: false });
    // In a task of its own: while a test's own code runs, the debugger allows eval.
    const evalled = await page.evaluate(
      () =>
        new Promise((resolve) => {
          const channel = new MessageChannel();
          channel.port1.onmessage = () => {
            try {
              resolve(Reflect.construct(Function, ['return "ran"'])());
            } catch (error) {
              resolve((error as Error).name);
            }
          };
          channel.port2.postMessage(null);
        }),
    );
    expect(evalled).toBe('EvalError');
  });

  test.skipIf(!here)('the page cannot be left, and reloads itself', slow, async () => {
    const app = await started();
    const refused = app.main(
      ({ BrowserWindow }) =>
        new Promise((resolve) => {
          BrowserWindow.getAllWindows()[0]?.webContents.once('will-navigate', (event) => {
            resolve([event.url, event.defaultPrevented ? 'refused' : 'let go']);
          });
        }),
      null,
    );
    await app.page.evaluate(() => {
      location.href = 'http://127.0.0.1:9/elsewhere';
    });
    expect(await refused).toEqual(['http://127.0.0.1:9/elsewhere', 'refused']);
    const reloaded = app.page.waitForEvent('load');
    await app.page.evaluate(() => location.reload());
    await reloaded;
    expect(app.page.url()).toBe(app.address('app://till/index.html'));
    expect(await app.page.evaluate(askedInPage, 'sale.clear')).toMatchObject({ ok: true });
  });

  test.skipIf(!here)('no second window opens', slow, async () => {
    const app = await started();
    await app.page.evaluate((address) => {
      const opened = window.open(address);
      Object.assign(window, { opened });
    }, app.address('app://till/index.html'));
    await app.page.waitForFunction(() => {
      const { opened } = window as unknown as { opened: Window | null };
      return opened === null || opened.closed;
    });
    expect(await app.main(({ BrowserWindow }) => BrowserWindow.getAllWindows().length, null)).toBe(1);
  });

  test.skipIf(!here)('no frame of another origin is loaded', slow, async () => {
    const { page } = looked;
    const blocked = await page.evaluate(
      () =>
        new Promise((resolve) => {
          document.addEventListener('securitypolicyviolation', (event) => resolve(event.effectiveDirective));
          const frame = document.createElement('iframe');
          frame.src = 'http://127.0.0.1:9/';
          frame.addEventListener('load', () => resolve('loaded'));
          document.body.append(frame);
        }),
    );
    expect(blocked).toBe('frame-src');
  });

  test.skipIf(!here)('the page is granted no permission', slow, async () => {
    const { page } = looked;
    const states = await page.evaluate(async () => {
      const names = ['geolocation', 'notifications', 'midi', 'camera', 'microphone'] as PermissionName[];
      const asked = await Promise.all(names.map(async (name) => (await navigator.permissions.query({ name })).state));
      return [...new Set(asked)];
    });
    expect(states).toEqual(['denied']);
    const refused = await page.evaluate(
      () => new Promise((resolve) => navigator.geolocation.getCurrentPosition(resolve, ({ code }) => resolve(code))),
    );
    expect(refused, 'PERMISSION_DENIED').toBe(1);
    expect(await page.evaluate(() => Notification.requestPermission())).toBe('denied');
  });

  test.skipIf(!here)('a download is refused', slow, async () => {
    const app = await started();
    const prevented = app.main(
      ({ session }) =>
        new Promise((resolve) => {
          session.defaultSession.once('will-download', (event) => resolve(event.defaultPrevented));
        }),
      null,
    );
    await app.page.evaluate(() => {
      const link = document.createElement('a');
      link.href = URL.createObjectURL(new Blob(['x']));
      link.download = 'journal.txt';
      link.click();
    });
    expect(await prevented).toBe(true);
  });

  test
    .skipIf(!here)
    .for([
      'app://till/missing.js',
      'app://till/../../package.json',
      'app://till/..%2f..%2fpackage.json',
      'app://till/%2e%2e/%2e%2e/package.json',
      'app://till//etc/passwd',
      'app://till/index.html/..%5c..%5cpackage.json',
      'app://till/config.json',
    ])('%s is not found', slow, async (address) => {
    const { page, address: shown } = looked;
    const status = await page.evaluate(async (url) => (await fetch(url)).status, shown(address));
    expect(status).toBe(404);
  });

  test.skipIf(!here)('the page comes with the strict policy and the right types', slow, async () => {
    const { page, address } = looked;
    const answer = await page.evaluate(async (url) => {
      const { headers, status } = await fetch(url);
      return { status, policy: headers.get('content-security-policy'), type: headers.get('content-type') };
    }, address('app://till/index.html'));
    expect(answer).toEqual({
      status: 200,
      policy:
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; " +
        "base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
      type: 'text/html; charset=utf-8',
    });
    const posted = await page.evaluate(
      async (url) => (await fetch(url, { method: 'POST' })).status,
      address('app://till/'),
    );
    expect(posted).toBe(405);
  });

  test.skipIf(!here)('the window is sandboxed and has no menu', slow, async () => {
    const facts = await looked.main(({ BrowserWindow, Menu }) => {
      const window = BrowserWindow.getAllWindows()[0];
      const contents = window?.webContents as unknown as
        | { getLastWebPreferences(): Electron.WebPreferences }
        | undefined;
      const preferences = contents?.getLastWebPreferences() ?? {};
      const { sandbox, contextIsolation, nodeIntegration, webviewTag } = preferences;
      const menu = Menu.getApplicationMenu();
      const isVisible = window?.isVisible();
      return { sandbox, contextIsolation, nodeIntegration, webviewTag, menu, isVisible, kiosk: window?.isKiosk() };
    }, null);
    expect(facts).toEqual({
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      webviewTag: false,
      menu: null,
      isVisible: true,
      kiosk: false,
    });
  });

  test.skipIf(!here)('F12 and other keys reach the page, those of the developer tools do not', slow, async () => {
    const kept = await looked.main(({ BrowserWindow }) => {
      const contents = BrowserWindow.getAllWindows()[0]?.webContents;
      const usual = { type: 'keyDown', control: false, shift: false, alt: false, meta: false };
      const keys = [
        { ...usual, key: 'F12' },
        { ...usual, key: 'I', shift: true },
        { ...usual, key: 'I', shift: true, control: true },
        { ...usual, key: 'j', shift: true, control: true },
      ];
      return keys.map((input) => {
        let prevented = false;
        const preventDefault = (): void => {
          prevented = true;
        };
        const event = { preventDefault };
        contents?.emit('before-input-event', event, input);
        return prevented;
      });
    }, null);
    expect(kept).toEqual([false, false, true, true]);
  });

  test.skipIf(!here)('a scan into a page that hangs is swallowed and answered: scan again', slow, async () => {
    const app = await started();
    await app.page.locator('[data-field="state"]').waitFor();
    const pressed = await app.main(({ BrowserWindow }) => {
      const contents = BrowserWindow.getAllWindows()[0]?.webContents;
      const usual = { type: 'keyDown', control: false, shift: false, alt: false, meta: false, isAutoRepeat: false };
      const press = (key: string): boolean => {
        let prevented = false;
        const event = {
          preventDefault: () => {
            prevented = true;
          },
        };
        contents?.emit('before-input-event', event, { ...usual, key });
        return prevented;
      };
      const listening = press('1');
      contents?.emit('unresponsive');
      const hanging = Array.from('281234567890123456', press);
      contents?.emit('responsive');
      return { listening, hanging: hanging.includes(false), after: press('1') };
    }, null);
    expect(pressed).toEqual({ listening: false, hanging: false, after: false });
    await app.page.locator('[data-field="notice"]').waitFor();
    const view = (await app.page.evaluate(askedInPage, 'terminal.view')) as {
      readonly result: { readonly counter: { readonly notice: { readonly reason: string } } };
    };
    expect(view.result.counter.notice.reason).toBe('empty');
  });

  test.skipIf(!here)('a page that dies is loaded again, and the door with it', slow, async () => {
    const app = await started();
    const revived = await app.main(
      ({ BrowserWindow }) =>
        new Promise((resolve, reject) => {
          const contents = BrowserWindow.getAllWindows()[0]?.webContents;
          contents?.once('did-finish-load', () => {
            contents.executeJavaScript('Object.keys(window.terminalPort).length').then(resolve, reject);
          });
          contents?.forcefullyCrashRenderer();
        }),
      null,
    );
    expect(revived).toBe(2);
    expect(app.stderr()).toContain('the page has died and is loaded again; payments go on');
  });

  test.skipIf(!here)('a reload in mid-request gets no answer of the earlier life', slow, async () => {
    const { page } = await started();
    await page.evaluate(() => {
      window.terminalPort.send({ kind: 'hello', session: 'first-life' });
      for (let id = 1; id <= 20; id += 1) {
        window.terminalPort.send({ kind: 'request', session: 'first-life', id, name: 'journal.verify', args: {} });
      }
    });
    await page.reload();
    const heard = await page.evaluate(
      () =>
        new Promise<readonly { readonly session: string }[]>((resolve) => {
          const messages: { readonly session: string; readonly kind: string }[] = [];
          window.terminalPort.onMessage((message) => {
            const said = message as { readonly session: string; readonly kind: string };
            messages.push(said);
            if (said.kind === 'answer' && said.session === 'second-life') resolve(messages);
          });
          window.terminalPort.send({ kind: 'hello', session: 'second-life' });
          window.terminalPort.send({ kind: 'request', session: 'second-life', id: 1, name: 'sale.clear', args: {} });
        }),
    );
    const second = heard.findIndex(({ session }) => session === 'second-life');
    expect(heard.slice(second).map(({ session }) => session)).not.toContain('first-life');
  });

  describe('leaving', () => {
    test.skipIf(!here)('closing the app gives the profile free and ends with 0', slow, async () => {
      const profile = trainingProfile();
      const app = await started({ args: ['--profile', profile] });
      expect(() => openedJournal(profile), 'held while it runs').toThrow();
      expect(existsSync(join(profile, 'till.sock'))).toBe(true);
      expect(await app.close()).toBe(0);
      expect(app.stderr()).toBe('Closing: the journal keeps every open payment, and the next start goes on.\n');
      openedJournal(profile);
      expect(existsSync(join(profile, 'till.sock'))).toBe(false);
    });

    test.skipIf(!here)('closing the window is leaving', slow, async () => {
      const profile = trainingProfile();
      const app = await started({ args: ['--profile', profile] });
      // The answer may be lost in the end that it brings about.
      app.main(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.close(), null).catch(() => {});
      expect(await app.exit).toBe(0);
      openedJournal(profile);
    });

    test.skipIf(!here).for(['SIGTERM', 'SIGINT'] as const)('%s is leaving in good order', slow, async (signal) => {
      const profile = trainingProfile();
      const app = await started({ args: ['--profile', profile] });
      process.kill(app.pid, signal);
      expect(await app.exit).toBe(0);
      openedJournal(profile);
    });

    test.skipIf(!here)('a second try leaves at once, and the journal has everything', slow, async () => {
      const profile = trainingProfile();
      const app = await started({ args: ['--profile', profile] });
      app
        .main(({ app: electronApp }) => {
          process.emit('SIGTERM');
          electronApp.quit();
        }, null)
        .catch(() => {});
      expect(await app.exit).toBe(1);
      expect(app.stderr()).toContain('left before the till was closed; the journal keeps what is open');
      openedJournal(profile);
    });

    test.skipIf(!here)('a mistake of our own ends the program instead of showing a dialog', slow, async () => {
      const profile = trainingProfile();
      const app = await started({ args: ['--profile', profile] });
      await app
        .main(() => {
          queueMicrotask(() => {
            throw new Error('planted');
          });
        }, null)
        .catch(() => {});
      expect(await app.exit).toBe(1);
      expect(app.stderr()).toMatch(/Error: planted\n\s+at /);
      openedJournal(profile);
    });
  });
});
