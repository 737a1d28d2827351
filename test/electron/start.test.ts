import { chmodSync, existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { describe, expect, onTestFinished, test } from 'vitest';
import { machineChance, machineClock } from '../../main/clock.ts';
import { SqliteJournal } from '../../main/store/journal.ts';
import { type LaunchOptions, type RunningApp, startStandIn } from '../support/electron/app.ts';
import { backends } from '../support/electron/backends.ts';
import { trainingProfileIn } from '../support/electron/profile.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

/** How the Electron app starts, and what a person sees when it cannot. */

const slow = { timeout: 60_000 };

/** Command lines of running programs that name the profile; Chromium's all do. */
function programsOf(profile: string): readonly string[] {
  if (process.platform !== 'linux') return [];
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map((pid) => {
      try {
        return readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ');
      } catch {
        return '';
      }
    })
    .filter((line) => line.includes(profile));
}

describe.for(backends)('a start ($name)', ({ name, here, launch }) => {
  async function started(options: LaunchOptions): Promise<RunningApp> {
    const app = await launch(options);
    onTestFinished(async () => {
      await app.kill();
    });
    return app;
  }

  test.skipIf(!here)('without a profile makes the training profile', slow, async () => {
    const home = temporaryFolder();
    const app = await started({ env: { XDG_DATA_HOME: home } });
    expect(existsSync(join(home, 'truetill/training/config.json'))).toBe(true);
    expect(await app.page.evaluate(() => 'terminalPort' in window)).toBe(true);
    expect(await app.close()).toBe(0);
  });

  test.skipIf(!here)('keeps what Chromium writes inside the profile', slow, async () => {
    const profile = trainingProfileIn(temporaryFolder());
    await started({ args: ['--profile', profile] });
    expect(readdirSync(join(profile, 'electron'))).not.toEqual([]);
  });

  test.skipIf(!here)('finds its own arguments among those of Chromium', slow, async () => {
    const profile = trainingProfileIn(temporaryFolder());
    const app = await started({ args: ['--disable-http-cache', `--profile=${profile}`, '--kiosk', '--lang=de', 'x'] });
    expect(await app.main(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.isKiosk(), null)).toBe(true);
    expect(existsSync(join(profile, 'till.sock'))).toBe(true);
  });

  test.skipIf(!here).for([
    ['a profile that is not there', (home: string) => ['--profile', join(home, 'nobody')], 'No configuration at '],
    ['a forgotten value', () => ['--profile'], '--profile is missing; nothing was done.'],
    [
      'a configuration with markup in it',
      (home: string) => {
        const profile = trainingProfileIn(home);
        writeFileSync(join(profile, 'config.json'), '{"<script>window.ran = true</script>": 1}');
        return ['--profile', profile];
      },
      'has an unknown field <script>window.ran = true</script>; no sale was started.',
    ],
    [
      'a journal of a newer program',
      (home: string) => {
        const profile = trainingProfileIn(home);
        const file = join(profile, 'journal.sqlite');
        new SqliteJournal(file, machineClock, machineChance).close();
        const newer = new Database(file);
        newer.pragma('user_version = 990');
        newer.close();
        return ['--profile', profile];
      },
      'is newer (990)',
    ],
  ] as const)('%s is a line on stderr and a sentence in a window, exit 1', slow, async ([, prepare, sentence]) => {
    const home = temporaryFolder();
    const app = await started({ args: [...prepare(home), '--kiosk'], env: { XDG_DATA_HOME: home, LANG: 'C.UTF-8' } });
    expect(app.stderr()).toContain(sentence);
    expect(await app.page.getByRole('alert').textContent()).toContain(sentence);
    expect(await app.page.evaluate(() => 'ran' in window)).toBe(false);
    const lines = app.stderr().split('\n');
    expect(
      lines.filter((line) => line.includes('    at ')),
      'no stack',
    ).toEqual([]);
    // Whoever puts it right needs the machine.
    expect(await app.main(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.isKiosk(), null)).toBe(false);
    expect(await app.close()).toBe(1);
  });

  test.skipIf(!here)('a profile that another program has open says so', slow, async () => {
    const profile = trainingProfileIn(temporaryFolder());
    const holder = new SqliteJournal(join(profile, 'journal.sqlite'), machineClock, machineChance);
    onTestFinished(() => holder.close());
    const app = await started({ args: ['--profile', profile] });
    expect(await app.page.getByRole('alert').textContent()).toMatch(/^Another program uses the journal /);
    expect(await app.close()).toBe(1);
  });

  test.skipIf(!here || process.getuid?.() === 0)('a profile that cannot be written says so', slow, async () => {
    const profile = trainingProfileIn(temporaryFolder());
    mkdirSync(join(profile, 'log'));
    chmodSync(profile, 0o500);
    onTestFinished(() => chmodSync(profile, 0o700));
    const app = await started({ args: ['--profile', profile] });
    expect(await app.page.getByRole('alert').textContent()).toContain('EACCES');
  });

  // The test client of real Electron keeps each start apart by a debugging port of its own; the lock is Electron's.
  test.skipIf(!here || name !== 'stand-in')(
    'a second start of a profile brings the first to the front and ends',
    slow,
    async () => {
      const home = temporaryFolder();
      const profile = trainingProfileIn(home);
      const first = await started({ args: ['--profile', profile] });
      const noticed = first.main(
        ({ app, BrowserWindow }) =>
          new Promise((resolve) => {
            const window = BrowserWindow.getAllWindows()[0];
            window?.minimize();
            app.on('second-instance', () => resolve([window?.isMinimized(), window?.isFocused()]));
          }),
        null,
      );
      const second = startStandIn({ args: ['--profile', profile] });
      expect(await second.exit).toBe(0);
      expect(second.stderr()).toBe(`The till in ${profile} is running already; its window is shown, no second one.\n`);
      expect(await noticed).toEqual([false, true]);
      expect(await first.page.evaluate(() => 'terminalPort' in window)).toBe(true);
      const other = await started({ args: ['--profile', trainingProfileIn(join(home, 'other'))] });
      expect(await other.close(), 'another profile is another till').toBe(0);
    },
  );

  test.skipIf(!here || name !== 'stand-in')('a fault is said although another is on the screen', slow, async () => {
    const env = { STANDIN_USER_DATA: temporaryFolder(), LANG: 'C.UTF-8' };
    await started({ args: ['--profile', '/nowhere/one'], env });
    const second = startStandIn({ args: ['--profile', '/nowhere/two'], env });
    expect(await second.exit).toBe(1);
    expect(second.stderr()).toContain('No configuration at /nowhere/two/config.json');
  });

  test.skipIf(!here)('after a kill the profile can be opened again', slow, async () => {
    const profile = trainingProfileIn(temporaryFolder());
    const first = await started({ args: ['--profile', profile] });
    await first.kill();
    expect(programsOf(profile), 'nothing of it runs on').toEqual([]);
    const second = await started({ args: ['--profile', profile] });
    expect(await second.page.evaluate(() => 'terminalPort' in window)).toBe(true);
    expect(await second.close()).toBe(0);
  });
});

describe('the launcher of the stand-in', () => {
  test('catches a top-level await of ready, at which Electron would stand still for ever', slow, async () => {
    const entry = join(temporaryFolder(), 'entry.mjs');
    writeFileSync(entry, "import { app } from 'electron';\nawait app.whenReady();\n");
    const { exit, stderr } = startStandIn({ entry, env: { STANDIN_EVALUATES_WITHIN_MS: '500' } });
    expect(await exit).toBe(1);
    expect(stderr()).toContain("a top-level 'await app.whenReady()' never ends");
  });
});
