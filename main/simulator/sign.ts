import { createPrivateKey, createPublicKey, generateKeyPairSync, type KeyObject, sign, verify } from 'node:crypto';

/**
 * Signatures as the gateway makes and checks them: RSA-2048, PKCS#1 v1.5, SHA-256 over
 * `<METHOD> <path>\n<client-id>.<time>.<body>` (page `ams/digital_signature`). This is written apart from the
 * terminal's own signing on purpose: two readings of the same page that agree are a test of both, one shared reading
 * would agree with itself. It knows nothing of HTTP or of what the bodies say.
 */

/** What is signed beside the body. `time` is the exact header text, never parsed. */
export interface Envelope {
  /** POST unless given: every AMS message is one, answers included. */
  readonly method?: string;
  /** As on the request line, without scheme and host; an answer is signed with the path of its request. */
  readonly path: string;
  readonly clientId: string;
  readonly time: string;
}

export interface KeyPair {
  /** PKCS#8. */
  readonly privateKeyPem: string;
  /** X.509 SubjectPublicKeyInfo. */
  readonly publicKeyPem: string;
}

/** A fresh RSA-2048 pair for a training profile: the only place of the product where keys are made. */
export function makeKeyPair(): KeyPair {
  const { privateKey, publicKey } = generateKeyPairSync('rsa', {
    modulusLength: 2048,
    privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
    publicKeyEncoding: { type: 'spki', format: 'pem' },
  });
  return { privateKeyPem: privateKey, publicKeyPem: publicKey };
}

/** Reads a PEM key; throws with a sentence that names which key cannot be used. */
export function readKey(kind: 'private' | 'public', pem: string, whose: string): KeyObject {
  let key: KeyObject;
  try {
    key = kind === 'private' ? createPrivateKey(pem) : createPublicKey(pem);
  } catch (error) {
    throw new Error(`The ${whose} key is not a ${kind} key in PEM form.`, { cause: error });
  }
  if (key.asymmetricKeyType !== 'rsa') throw new Error(`The ${whose} key is not an RSA key.`);
  return key;
}

/** What a Signature header says. `keyVersion` is null where the header names none. */
export interface SignatureHeader {
  readonly algorithm: string | null;
  readonly keyVersion: string | null;
  readonly signature: Buffer;
}

/**
 * Reads `algorithm=RSA256, keyVersion=1, signature=<value>`: any order, blanks or none after the commas, keyVersion
 * may be absent. The value is percent-encoded base64, upper or lower case, or base64 that nobody encoded; a raw `+`
 * stays a plus and never becomes a blank. Null when there is no readable signature.
 */
export function readSignatureHeader(header: string): SignatureHeader | null {
  const pairs = new Map<string, string>();
  for (const part of header.split(',')) {
    const cut = part.indexOf('=');
    if (cut > 0) pairs.set(part.slice(0, cut).trim().toLowerCase(), part.slice(cut + 1).trim());
  }
  const signature = readSignature(pairs.get('signature') ?? '');
  if (signature === null) return null;
  return { algorithm: pairs.get('algorithm') ?? null, keyVersion: pairs.get('keyversion') ?? null, signature };
}

function readSignature(value: string): Buffer | null {
  const base64 = percentDecoded(value);
  return base64 !== null && /^[A-Za-z0-9+/]+={0,2}$/.test(base64) ? Buffer.from(base64, 'base64') : null;
}

function percentDecoded(value: string): string | null {
  try {
    return decodeURIComponent(value);
  } catch {
    // A stray per cent sign: not a signature anybody made.
    return null;
  }
}

export function isSignedBy(key: KeyObject, envelope: Envelope, body: Buffer, signature: Buffer): boolean {
  return verify('sha256', toSign(envelope, body), key, signature);
}

/** The value of a Signature header for this body. */
export function signatureHeader(key: KeyObject, keyVersion: number, envelope: Envelope, body: Buffer): string {
  const base64 = sign('sha256', toSign(envelope, body), key).toString('base64');
  return `algorithm=RSA256, keyVersion=${keyVersion}, signature=${encodeURIComponent(base64)}`;
}

function toSign(envelope: Envelope, body: Buffer): Buffer {
  const head = `${envelope.method ?? 'POST'} ${envelope.path}\n${envelope.clientId}.${envelope.time}.`;
  // Node reads header bytes as Latin-1; written back the same way they are the bytes that were sent.
  return Buffer.concat([Buffer.from(head, 'latin1'), body]);
}
