import { createPrivateKey, createPublicKey, type KeyObject, X509Certificate } from 'node:crypto';
import { GatewaySetupError } from './setup.ts';

/**
 * Reads the keys the dashboard hands out: PEM, or the bare base64 of the DER inside it (PKCS#8 for the private key,
 * X.509 SubjectPublicKeyInfo for a public one; Alipay docs `ams/digital_signature`). A key that cannot be what it is
 * said to be stops the start with one sentence; no key material is ever repeated in it.
 */

/** AMS signs with RSA-2048; a shorter key is a mistake. */
const modulusBitsMin = 2048;

/** Our own key. Throws {@link GatewaySetupError}. */
export function readMerchantKey(text: string): KeyObject {
  const name = 'The merchant private key';
  if (/-----BEGIN [A-Z ]*PUBLIC KEY-----/.test(text)) throw new GatewaySetupError(`${name} is a public key.`);
  return checked(
    name,
    parsed(name, 'a private key in PEM form or as base64 of PKCS#8', () => privateKey(text)),
  );
}

/** Alipay's public key. Throws {@link GatewaySetupError}. */
export function readGatewayKey(text: string): KeyObject {
  const name = 'The gateway public key';
  // createPublicKey would quietly take the public half of a private key.
  if (text.includes('PRIVATE KEY-----')) {
    throw new GatewaySetupError(`${name} is a private key; Alipay's public key from the dashboard belongs here.`);
  }
  return checked(
    name,
    parsed(name, 'a public key in PEM form or as base64 of X.509', () => publicKey(text)),
  );
}

/** The certificates of a CA file, one PEM text each. Throws {@link GatewaySetupError}. */
export function readAuthorities(text: string): readonly string[] {
  const found = text.match(/-----BEGIN CERTIFICATE-----[^-]+-----END CERTIFICATE-----/g) ?? [];
  if (found.length === 0) throw new GatewaySetupError('The CA file holds no certificate in PEM form.');
  for (const certificate of found) {
    parsed('The CA file', 'made of readable certificates', () => new X509Certificate(certificate));
  }
  return found;
}

function privateKey(text: string): KeyObject {
  return text.includes('-----BEGIN')
    ? createPrivateKey(text)
    : createPrivateKey({ key: bareDer(text), format: 'der', type: 'pkcs8' });
}

function publicKey(text: string): KeyObject {
  return text.includes('-----BEGIN')
    ? createPublicKey(text)
    : createPublicKey({ key: bareDer(text), format: 'der', type: 'spki' });
}

function bareDer(text: string): Buffer {
  return Buffer.from(text.replace(/\s/g, ''), 'base64');
}

function parsed<Read>(name: string, expected: string, read: () => Read): Read {
  try {
    return read();
  } catch (error) {
    throw new GatewaySetupError(`${name} is not ${expected}.`, { cause: error });
  }
}

function checked(name: string, key: KeyObject): KeyObject {
  if (key.asymmetricKeyType !== 'rsa') throw new GatewaySetupError(`${name} is not an RSA key.`);
  const bits = key.asymmetricKeyDetails?.modulusLength ?? 0;
  if (bits < modulusBitsMin) throw new GatewaySetupError(`${name} has ${bits} bits; AMS needs ${modulusBitsMin}.`);
  return key;
}
