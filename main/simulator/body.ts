import type { IncomingMessage } from 'node:http';

/**
 * The two things both doors of the simulator, AMS and control, need of an HTTP request: its path and its body.
 */

/** Largest accepted request body. A pay request is below 3 KiB; 64 KiB leaves room for 100 goods. */
export const bodyMaxBytes = 65_536;

/**
 * The path as it was sent, without scheme and host: official SDKs write absolute-form request targets
 * (`POST http://host/ams/api/…`), which RFC 9112 tells every server to accept.
 */
export function pathOf(request: IncomingMessage): string {
  return (request.url ?? '/').replace(/^https?:\/\/[^/]*/i, '');
}

/**
 * Collects the body and hands it over once: `null` as soon as it is longer than `maxBytes`. A request that
 * breaks off is never handed over: it was not received.
 */
export function readBody(request: IncomingMessage, done: (body: Buffer | null) => void, maxBytes = bodyMaxBytes): void {
  const parts: Buffer[] = [];
  let bytes = 0;
  request.on('data', (part: Buffer) => {
    if (bytes > maxBytes) return;
    bytes += part.length;
    parts.push(part);
    if (bytes > maxBytes) done(null);
  });
  request.on('end', () => {
    if (bytes <= maxBytes) done(Buffer.concat(parts));
  });
  // Emitted when the client goes away in the middle; the connection is cleaned up by its own 'close'.
  request.on('error', () => {});
}
