import type { CustomerView } from '../../main/contract/customer.ts';
import { lineTraining, lineWords } from '../../main/contract/words/customer.ts';
import { invariant } from '../../main/core/invariant.ts';
import type { CommandSet } from './settings.ts';

/**
 * What a customer's view looks like on two lines of twenty columns, or on eight digits, and the bytes that put it
 * there. It knows no cable. ASCII alone: no code page is sure on these displays.
 */

export const columns = 20;
const digitsMax = 8;

/** Both exactly {@link columns} long, printable ASCII. */
export type Lines = readonly [upper: string, lower: string];

const empty = ' '.repeat(columns);

/**
 * The words above, the amount on the right below, its currency or "TRAINING" on the left. A shop whose name is not
 * ASCII welcomes without it.
 */
export function linesOf(view: CustomerView): Lines {
  const { state, amountMinor, training } = view;
  if (state === 'blank') return [empty, empty];
  const words = lineWords[state];
  if (amountMinor !== null) return [centred(words), amountLine(view, amountMinor)];
  const name = asciiOf(view.shopName);
  const below = training ? lineTraining[0] : '';
  if (state !== 'welcome' || name === '') return [centred(words), centred(below)];
  return [centred(name), centred(training ? below : words)];
}

function amountLine({ currency, decimals, training }: CustomerView, amountMinor: number): string {
  const amount = plainAmount(amountMinor, decimals);
  const room = columns - amount.length - 1;
  const left = training ? (lineTraining.find((word) => word.length <= room) ?? '') : asciiOf(currency);
  invariant(left.length <= room, 'an amount leaves room for its currency');
  return left + amount.padStart(columns - left.length);
}

function plainAmount(minor: number, decimals: number): string {
  const digits = String(minor).padStart(decimals + 1, '0');
  return decimals === 0 ? digits : `${digits.slice(0, -decimals)}.${digits.slice(-decimals)}`;
}

/** Accents are left away; '' where letters would be lost. Cut to the columns. */
function asciiOf(text: string): string {
  const plain = text.normalize('NFKD').replaceAll(/\p{M}/gu, '').replaceAll(/\s+/g, ' ').trim();
  return /^[\x20-\x7e]*$/.test(plain) ? plain.slice(0, columns).trim() : '';
}

function centred(text: string): string {
  const before = Math.floor((columns - text.length) / 2);
  return (' '.repeat(before) + text).padEnd(columns);
}

/** States in which a bare amount, with no word beside it, says what is so: it is to be paid, or has been. */
const bareAmountStates: readonly CustomerView['state'][] = ['ready', 'sending', 'waiting', 'checking', 'paid'];

/** The digits with their point for a display without letters; null where nothing may or can be shown. */
export function digitsOf({ state, amountMinor, decimals }: CustomerView): string | null {
  if (amountMinor === null || !bareAmountStates.includes(state)) return null;
  // A part of an amount would be another amount.
  return String(amountMinor).length > digitsMax ? null : plainAmount(amountMinor, decimals);
}

const escapeByte = 0x1b;
const clear = 0x0c;
const carriageReturn = 0x0d;

/** First of all on a new connection: set back, cleared, no cursor. */
export function startBytes(commands: CommandSet): Uint8Array {
  const initialize = [escapeByte, 0x40];
  switch (commands) {
    // US C 0: cursor off.
    case 'escpos':
      return Uint8Array.from([...initialize, clear, 0x1f, 0x43, 0]);
    // ESC _ 0: cursor off.
    case 'cd5220':
      return Uint8Array.from([...initialize, clear, escapeByte, 0x5f, 0]);
    case 'led8':
      return Uint8Array.from([...initialize, clear]);
  }
}

/** Shows the view instead of whatever stood there; nothing is cleared first, so that nothing flickers. */
export function viewBytes(view: CustomerView, commands: CommandSet): Uint8Array {
  if (commands === 'led8') return digitBytes(view);
  if (view.state === 'blank') return Uint8Array.of(clear);
  const [upper, lower] = linesOf(view).map((line) => Buffer.from(line, 'latin1'));
  invariant(upper !== undefined && lower !== undefined, 'a display has two lines');
  // US $ x y puts the cursor into column x of line y, from 1 on; ESC Q A and B write a whole line up to their CR.
  return commands === 'escpos'
    ? Buffer.concat([Uint8Array.of(0x1f, 0x24, 1, 1), upper, Uint8Array.of(0x1f, 0x24, 1, 2), lower])
    : Buffer.concat([
        Uint8Array.of(escapeByte, 0x51, 0x41),
        upper,
        Uint8Array.of(carriageReturn, escapeByte, 0x51, 0x42),
        lower,
        Uint8Array.of(carriageReturn),
      ]);
}

/** ESC Q A amount CR shows digits; ESC s 2 lights the lamp "total", ESC s 0 none. */
function digitBytes(view: CustomerView): Uint8Array {
  const digits = digitsOf(view);
  const lamp = (number: string): string => `\x1bs${number}`;
  return Buffer.from(digits === null ? `\f${lamp('0')}` : `\x1bQA${digits}\r${lamp('2')}`, 'latin1');
}
