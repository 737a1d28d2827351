import { existsSync } from 'node:fs';

/** Where Chromium is, and how tests start it: as root, on a closed network, the same on every machine. */

const found = [process.env['CHROMIUM'], '/usr/bin/chromium', '/usr/bin/google-chrome'].find(
  (path) => path && existsSync(path),
);

/** Pages of Chromium's own that it opens beside each new window: half of what a window costs. */
const ownPages = ['WebUIOmniboxPopup', 'WebUIOmniboxAimPopup', 'WebUIOmniboxFullPopup'];

/** Launch options for playwright-core. An absent Chromium is named when it is launched. */
export const chromium: { executablePath: string; args: string[]; chromiumSandbox: boolean } = {
  executablePath: found ?? '/no-chromium-here: apt-get install chromium, or set CHROMIUM=/path/to/it',
  chromiumSandbox: false,
  args: [
    '--no-sandbox',
    '--disable-gpu',
    '--disable-quic',
    '--no-first-run',
    '--disable-background-networking',
    '--disable-component-update',
    '--disable-sync',
    `--disable-features=${['Translate', ...ownPages].join()}`,
    '--font-render-hinting=none',
  ],
};
