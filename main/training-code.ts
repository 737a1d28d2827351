import { toSVG } from 'bwip-js/node';
import { type ScriptStep, scripts } from '../native/scanner/simulated.ts';
import type { ScannerAct } from './contract/views.ts';

/**
 * The payment code of the simulated phone: how it is drawn, and what the simulated scanner makes of it when it is handled
 * well or badly. It knows no wallet and no payment.
 */

export interface DrawnCode {
  readonly digits: string;
  readonly barcode: string;
  readonly qr: string;
}

/** CODE128 and QR as wallets show them, dark on white; the page only shows the drawings. */
export function drawnCode(digits: string): DrawnCode {
  const colours = { barcolor: '000000', backgroundcolor: 'FFFFFF' };
  return {
    digits,
    barcode: toSVG({ bcid: 'code128', text: digits, height: 14, paddingwidth: 10, paddingheight: 2, ...colours }),
    qr: toSVG({ bcid: 'qrcode', text: digits, padding: 4, ...colours }),
  };
}

/** As many as a short code at the wrong speed of its line. */
const rubbishBytes = 12;

/** What comes over the simulated cable; `digits` gives the code that is held before it, '' where there is none. */
export function scriptOf(act: ScannerAct | 'whole', digits: () => string): readonly ScriptStep[] {
  switch (act) {
    case 'unplug':
      return scripts.unplug();
    case 'plug':
      return scripts.replug();
    case 'rubbish':
      return [...scripts.noise(rubbishBytes), { bytes: '\r' }];
  }
  const code = digits();
  if (code === '') return [];
  if (act === 'half') return scripts.whole(code.slice(0, Math.ceil(code.length / 2)));
  return act === 'twice' ? scripts.joined([code, code]) : scripts.whole(code);
}
