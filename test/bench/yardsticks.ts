import { generateKeyPairSync, type KeyObject, sign, verify } from 'node:crypto';
import { closeSync, fsyncSync, openSync, writeSync } from 'node:fs';
import http from 'node:http';
import net from 'node:net';
import { join } from 'node:path';

/**
 * The raw costs that no terminal can avoid: a durable write, an RSA signature, a byte on a socket, a bare HTTP
 * exchange. Straight from the system, without a line of ours in between.
 */

/** Sizes as in a sale: a page of the journal, a pay request with its headers, the bytes that are signed. */
const pageBytes = Buffer.alloc(4_096, 0x5a);
const requestBytes = Buffer.alloc(1_500, 0x5a);
const signedBytes = Buffer.alloc(1_000, 0x5a);

/** Appends 4 KiB and waits until they are durable; the plainest journal there can be. */
export interface RawDisk {
  appendAndSync(): void;
  close(): void;
}

export function openRawDisk(folder: string): RawDisk {
  const handle = openSync(join(folder, 'raw.bin'), 'a');
  return {
    appendAndSync() {
      writeSync(handle, pageBytes);
      fsyncSync(handle);
    },
    close: () => closeSync(handle),
  };
}

/** RSA-2048 with SHA-256, as AMS asks for it. */
export interface RawSigner {
  sign(): void;
  verify(): void;
}

export function openRawSigner(): RawSigner {
  const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2_048 });
  const signature = sign('sha256', signedBytes, privateKey);
  return {
    sign: () => void sign('sha256', signedBytes, privateKey),
    verify: () => mustHold(publicKey, signature),
  };
}

function mustHold(key: KeyObject, signature: Buffer): void {
  if (!verify('sha256', signedBytes, key, signature)) throw new Error('a raw signature did not verify');
}

/** A TCP connection to a listener that only reads. */
export interface RawSocket {
  /** Resolves when the kernel has the bytes of one request. */
  write(): Promise<void>;
  close(): void;
}

export async function openRawSocket(port: number): Promise<RawSocket> {
  const socket = net.connect({ host: '127.0.0.1', port, noDelay: true });
  await new Promise<void>((resolve, reject) => {
    socket.once('connect', resolve);
    socket.once('error', reject);
  });
  return {
    write: () =>
      new Promise((resolve, reject) => {
        socket.write(requestBytes, (error) => (error ? reject(error) : resolve()));
      }),
    close: () => socket.destroy(),
  };
}

/** HTTP over one kept connection, without signatures and without anything of ours. */
export interface RawHttp {
  /** One POST with the body of an inquiry; resolves with its whole answer. */
  exchange(): Promise<void>;
  close(): void;
}

export function openRawHttp(port: number): RawHttp {
  const agent = new http.Agent({ keepAlive: true, maxSockets: 1 });
  const body = Buffer.from(JSON.stringify({ paymentRequestId: '2'.repeat(40) }));
  const headers = { 'Content-Type': 'application/json', 'Content-Length': body.length };
  return {
    exchange: () =>
      new Promise((resolve, reject) => {
        const request = http.request({ agent, host: '127.0.0.1', port, method: 'POST', headers });
        request.on('response', (response) => {
          response.resume();
          response.on('end', resolve);
        });
        request.on('error', reject);
        request.end(body);
      }),
    close: () => agent.destroy(),
  };
}
