import { type KeyObject, sign, verify } from 'node:crypto';

/**
 * Signs what leaves and checks what arrives, over the exact bytes (Alipay docs `ams/digital_signature`). RSA256 is
 * RSA-2048 with SHA-256 and PKCS#1 v1.5 padding. It knows nothing of what the bytes say, and of a time only its text.
 */

/** What one signature covers. */
export interface Covered {
  /** The path of the request, also for its answer; without host. */
  readonly path: string;
  readonly clientId: string;
  /** Request-Time or Response-Time exactly as in the header. */
  readonly time: string;
  /** Body as sent or received, never written anew. */
  readonly body: Uint8Array;
}

/** Why a signature proves nothing; `unsigned` = there is none. */
export type SignatureFault = 'unsigned' | 'malformed' | 'unknown_algorithm' | 'wrong';

/** `POST <path>\n<clientId>.<time>.<body>`: one blank, one LF, two dots, nothing after the body. */
export function bytesToSign({ path, clientId, time, body }: Covered): Buffer {
  return Buffer.concat([Buffer.from(`POST ${path}\n${clientId}.${time}.`, 'utf8'), body]);
}

/** The Signature header of a request. No blank after the commas: so do all official SDKs. */
export function signatureHeader(key: KeyObject, keyVersion: number, covered: Covered): string {
  const signature = sign('sha256', bytesToSign(covered), key).toString('base64');
  return `algorithm=RSA256,keyVersion=${keyVersion},signature=${encodeURIComponent(signature)}`;
}

/**
 * Checks a Signature header against every key the gateway may be using (two while it changes keys).
 * Null when one of them made it.
 */
export function signatureFault(header: string, keys: readonly KeyObject[], covered: Covered): SignatureFault | null {
  const pairs = readPairs(header);
  if (pairs === null) return 'malformed';
  const algorithm = pairs.get('algorithm') ?? 'RSA256';
  if (algorithm.toUpperCase() !== 'RSA256') return 'unknown_algorithm';
  const value = pairs.get('signature') ?? '';
  if (value === '') return 'unsigned';
  const signature = readSignature(value);
  if (signature === null) return 'malformed';
  const bytes = bytesToSign(covered);
  return keys.some((key) => verify('sha256', bytes, key, signature)) ? null : 'wrong';
}

/** Pairs in any order, blanks around them or not. Null when one name has two values: nobody knows which was meant. */
function readPairs(header: string): ReadonlyMap<string, string> | null {
  const pairs = new Map<string, string>();
  for (const part of header.split(',')) {
    const cut = part.indexOf('=');
    if (cut < 0) continue;
    const name = part.slice(0, cut).trim().toLowerCase();
    const value = part.slice(cut + 1).trim();
    if (pairs.has(name) && pairs.get(name) !== value) return null;
    pairs.set(name, value);
  }
  return pairs;
}

/**
 * Standard base64, percent-encoded in upper case (Java, Python, JS), in lower case (.NET, seed 003) or not at all; a
 * plus that nobody encoded stays a plus. Null for anything else.
 */
function readSignature(value: string): Buffer | null {
  const base64 = value.replace(/%([0-9a-f]{2})/gi, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));
  return /^[A-Za-z0-9+/]+={0,2}$/.test(base64) ? Buffer.from(base64, 'base64') : null;
}
