import { invariant } from './invariant.ts';

/**
 * Ids that are unique for ever without asking anyone. Seed 004: second + terminal number + amount + terminal serial
 * + chance, never consecutive. Starting with the year, an id cannot look like a payment code (25 to 30).
 */

/** Everything that goes into an id; `digits` is cryptographic chance. */
export interface IdParts {
  readonly wallMs: number;
  /** Four digits, unique per Client-Id. */
  readonly terminalNumber: string;
  readonly amountMinor: number;
  /** 0 to 9999, wraps. */
  readonly serial: number;
  readonly digits: string;
}

/** 40 digits: UTC second 14, terminal 4, amount 12, serial 4, chance 6. */
export function paymentRequestIdOf(parts: IdParts): string {
  const id =
    utcSecond(parts.wallMs) +
    parts.terminalNumber.padStart(4, '0') +
    String(parts.amountMinor).padStart(12, '0') +
    String(parts.serial).padStart(4, '0') +
    parts.digits;
  invariant(/^20\d{38}$/.test(id), `a paymentRequestId has 40 digits and begins with the year, not ${id}`);
  return id;
}

/**
 * An order of our own, for a sale that was not given one: `O`, UTC second, terminal, serial, two digits of chance. The
 * serial of the payment before it keeps two sales within one second apart.
 */
export function orderIdOf(parts: Omit<IdParts, 'amountMinor'>): string {
  const serial = String(parts.serial).padStart(4, '0');
  return `O${utcSecond(parts.wallMs)}${parts.terminalNumber.padStart(4, '0')}${serial}${parts.digits.slice(0, 2)}`;
}

/** The other way round: when the payment of this id, or whatever else begins with a UTC second, was made. */
export function utcSecondMs(digits: string): number {
  const at = (from: number, to: number): number => Number(digits.slice(from, to));
  return Date.UTC(at(0, 4), at(4, 6) - 1, at(6, 8), at(8, 10), at(10, 12), at(12, 14));
}

/** `20261121093000` for any time from 2000 to 2099. */
export function utcSecond(wallMs: number): string {
  const iso = new Date(wallMs).toISOString();
  // yyyy-MM-ddTHH:mm:ss without what stands between the digits.
  return [
    iso.slice(0, 4),
    iso.slice(5, 7),
    iso.slice(8, 10),
    iso.slice(11, 13),
    iso.slice(14, 16),
    iso.slice(17, 19),
  ].join('');
}
