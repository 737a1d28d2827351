import type { Page } from 'playwright-core';
import type { ScanTrace } from '../../main/contract/scan-views.ts';
import type { SetUpCodes } from '../../main/contract/set-up-codes.ts';
import { setUpHandlers } from '../../main/set-up-codes.ts';
import { burst } from '../support/burst.ts';
import { answer } from './page.ts';
import { nowMs } from './views.ts';

/** The scanner check in the built page: how it is opened, and keys of a scanner as the system hands them over. */

/** The barcodes of the product itself. */
export const setUpCodes: SetUpCodes = setUpHandlers()['setup.codes']();

export async function openProof(page: Page, scans: readonly ScanTrace[] = []): Promise<void> {
  await answer(page, 'setup.codes', setUpCodes);
  await answer(page, 'scans.recent', { scans });
  await page.keyboard.press('Shift+F9');
  await page.locator('[data-field="test"]').waitFor();
}

/** The signs of an AIM id that are no digits: their keys, and their virtual key codes. */
const aimKeys: Readonly<Record<string, { readonly code: string; readonly virtual: number }>> = {
  ']': { code: 'BracketRight', virtual: 221 },
  C: { code: 'KeyC', virtual: 67 },
};

interface Typed {
  /** Between two keys, seconds. */
  readonly gapS?: number;
  /** What the layout or an input method makes of each key. */
  readonly key?: string;
}

/** A scanner types a code, behind its AIM id `]C0` where it has one, and Enter into the page. */
export async function scanInto(page: Page, text: string, { gapS = 0.008, key }: Typed = {}): Promise<void> {
  const cdp = await page.context().newCDPSession(page);
  const strokes = Array.from(text, (sign) => ({
    code: aimKeys[sign]?.code ?? `Digit${sign}`,
    key: key ?? sign,
    text: key === undefined ? sign : '',
    windowsVirtualKeyCode: key === undefined ? (aimKeys[sign]?.virtual ?? 48 + Number(sign)) : 229,
  }));
  await burst(page, cdp, [...strokes, { code: 'Enter', key: 'Enter', text: '\r', windowsVirtualKeyCode: 13 }], gapS);
}

/** A payment code that a HID-POS scanner sent while no sale was open, as the terminal keeps it. */
export const hidScan: ScanTrace = {
  number: 7,
  atMs: nowMs - 3_000,
  source: 'hid',
  place: 'Honeywell 1450g',
  text: ']C028••••••••••••3456',
  bytes: '5d 43 30 32 38 ** ** ** ** ** ** ** ** ** ** ** ** 33 34 35 36 0d',
  bytesLeftOut: 0,
  gapsMs: [4],
  terminator: 'report',
  aimId: ']C0',
  verdict: 'no_sale_open',
  tone: 'refused',
};
