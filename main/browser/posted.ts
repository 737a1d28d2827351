import type { IncomingMessage } from 'node:http';
import { postBytesMax } from '../contract/page-door.ts';

/** One POST of messages: its body read within bounds and taken apart. What the messages say is the contract's matter. */

export type Posted =
  | { readonly ok: true; readonly messages: readonly unknown[] }
  /** 400 malformed or cut off, 413 too large, 415 not JSON by its own word. */
  | { readonly ok: false; readonly status: 400 | 413 | 415 };

export async function readPosted(request: IncomingMessage): Promise<Posted> {
  if (!/^application\/json\s*(;|$)/i.test(request.headers['content-type'] ?? '')) return { ok: false, status: 415 };
  const body = await readBody(request);
  if (typeof body === 'number') return { ok: false, status: body };
  const messages = parsed(body);
  return Array.isArray(messages) ? { ok: true, messages } : { ok: false, status: 400 };
}

async function readBody(request: IncomingMessage): Promise<string | 400 | 413> {
  if (Number(request.headers['content-length'] ?? 0) > postBytesMax) return 413;
  return new Promise((resolve) => {
    const chunks: Buffer[] = [];
    let bytes = 0;
    request.on('data', (chunk: Buffer) => {
      bytes += chunk.length;
      if (bytes <= postBytesMax) chunks.push(chunk);
      else resolve(413);
    });
    request.once('end', () => resolve(Buffer.concat(chunks).toString('utf8')));
    // A broken connection: 'close' follows, and nobody is left to read the answer.
    request.once('error', () => resolve(400));
    request.once('close', () => resolve(400));
  });
}

function parsed(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    return undefined;
  }
}
