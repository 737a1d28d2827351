import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { monitorsIn } from '../../main/browser/monitors.ts';
import { chooseDisplay } from '../../main/display-choice.ts';
import { trainingProfileIn } from '../support/electron/profile.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';
import { watched } from '../support/until.ts';

/** Which display is the customer's, and the second window that the built browser shell opens on it. */

const two = `Monitors: 2
 0: +*eDP-1 1280/301x800/188+1024+0  eDP-1
 1: +HDMI-1 1024/154x600/86+0+100  HDMI-1
`;

describe('the monitors of an X server', () => {
  test('are read with place, size, and which of them is the main one', () => {
    expect(monitorsIn(two)).toEqual([
      { label: 'eDP-1', x: 1024, y: 0, width: 1280, height: 800, primary: true, internal: true },
      { label: 'HDMI-1', x: 0, y: 100, width: 1024, height: 600, primary: false, internal: false },
    ]);
    expect(monitorsIn('Monitors: 0\n')).toEqual([]);
  });
});

describe("the customer's display", () => {
  const seen = (label: string, x: number, primary = false) => ({
    label,
    x,
    y: 0,
    width: 1024,
    height: 600,
    primary,
    internal: false,
  });
  const pole = { label: 'Pole', width: 1024, height: 600 };

  test('is the leftmost that is not the main one, where none was chosen', () => {
    const choice = chooseDisplay([seen('Main', 0, true), seen('B', 3_000), seen('A', 1_024)], null);
    expect(choice).toMatchObject({ ok: true, display: { label: 'A' } });
    expect(chooseDisplay([seen('Main', 0, true)], null)).toMatchObject({ ok: false, fault: 'display_no_second' });
  });

  test('is the chosen one, even as the main one, and never one that is only like it', () => {
    const displays = [seen('Main', 0, true), seen('Pole', 1_024)];
    expect(chooseDisplay(displays, pole)).toMatchObject({ ok: true, display: { label: 'Pole' } });
    expect(chooseDisplay(displays, { ...pole, label: 'Main' })).toMatchObject({ ok: true, display: { label: 'Main' } });
    for (const wanted of [
      { ...pole, width: 800 },
      { ...pole, label: 'Other' },
      { ...pole, internal: true },
    ])
      expect(chooseDisplay(displays, wanted)).toMatchObject({ ok: false, fault: 'display_not_found' });
  });

  test('of two that look alike is the one that is not the main one', () => {
    const displays = [seen('Pole', 0, true), seen('Pole', 1_024)];
    expect(chooseDisplay(displays, pole)).toMatchObject({ ok: true, display: { x: 1_024 } });
  });
});

/** Programs of ours under the names of others: a Chromium that shows its page and notes its switches, and an xrandr. */
function programs(): string {
  const folder = temporaryFolder();
  const chromium = [
    `#!${process.execPath}`,
    "const { createReadStream, writeFileSync } = require('node:fs');",
    "const [own] = process.argv.filter((each) => each.startsWith('--user-data-dir=')).map((each) => each.split('/').at(-1));",
    "writeFileSync(__dirname + '/switches-of-' + own, process.argv.slice(2).join('\\n'));",
    "fetch(process.argv.find((each) => each.startsWith('--app=')).slice(6), { redirect: 'manual' });",
    "createReadStream('', { fd: 3 }).on('end', () => process.exit()).resume();",
  ];
  writeFileSync(join(folder, 'chromium'), chromium.join('\n'), { mode: 0o700 });
  writeFileSync(join(folder, 'xrandr'), `#!/bin/sh\ncat <<'END'\n${two}END\n`, { mode: 0o700 });
  return folder;
}

test.skipIf(process.platform === 'win32')(
  "the browser shell prints the customer's address and opens it, full, on the second monitor",
  { timeout: 30_000 },
  async () => {
    const profile = trainingProfileIn(temporaryFolder());
    const config = JSON.parse(readFileSync(join(profile, 'config.json'), 'utf8')) as { devices: object };
    config.devices = { ...config.devices, display: { kind: 'window' } };
    writeFileSync(join(profile, 'config.json'), JSON.stringify(config));
    const folder = programs();
    const entry = join(import.meta.dirname, '../../out/main/browser.js');
    const child = spawn(process.execPath, [entry, '--profile', profile], {
      env: { PATH: `${folder}:${process.env['PATH']}`, HOME: profile, LANG: 'C.UTF-8', DISPLAY: ':77' },
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    onTestFinished(() => void child.kill('SIGKILL'));
    const { changed, until } = watched();
    let said = '';
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      said += text;
      changed();
    });
    const customers = /http:\S+\/customer\/\?key=[0-9a-f]{32}(?=\n)/g;
    // The first is used by the window, the second is for another one.
    const [address] = await until(() => {
      const addresses = said.match(customers) ?? [];
      return addresses.length === 2 ? addresses : undefined;
    });
    const given = readFileSync(join(folder, 'switches-of-chromium-customer'), 'utf8').split('\n');
    expect(given).toEqual(expect.arrayContaining(['--kiosk', '--window-position=0,100', `--app=${address}`]));
    expect(given).toContain(`--user-data-dir=${join(profile, 'chromium-customer')}`);
    expect(existsSync(join(folder, 'switches-of-chromium')), 'the till has its own').toBe(true);
    child.kill('SIGTERM');
    expect(await once(child, 'exit')).toEqual([0, null]);
  },
);
