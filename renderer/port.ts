import { eventsPath, messagesPath, pagePortName, postBytesMax } from '../main/contract/page-door.ts';
import type { Port } from '../main/contract/port.ts';

/**
 * The page's end of the wire: the port that Electron's preload has put on the window, else server-sent events and
 * POSTs to the page's own address. It knows no names of requests; it carries messages in order, and says when it can
 * carry none any more. Nothing is ever sent twice.
 */

export interface Door {
  readonly port: Port;
  close(): void;
}

/** `lost` is called at most once, never after `close`. */
export type OpenDoor = (lost: () => void) => Door;

/** Messages that may wait for one POST; a page with more of them has lost its terminal long ago. */
const waitingMax = 256;

/** Longest wait for the answer to a POST, milliseconds. The terminal answers within one turn. */
const postWaitMs = 10_000;

/** 32 hexadecimal digits, cryptographic: the name of one life of a page, or of its session. */
export function newPageId(): string {
  return Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, '0')).join('');
}

/** The door of the shell that shows this page. `below`: the folder of addresses that is this page's own, over HTTP. */
export function doorOf(window: Window, below = ''): OpenDoor {
  const given: unknown = Reflect.get(window, pagePortName);
  if (!isPort(given)) return (lost) => openHttpDoor(below, newPageId(), lost);
  // A dead terminal takes its Electron window with it; a silent one shows by its missing view.
  return () => ({ port: given, close() {} });
}

function isPort(given: unknown): given is Port {
  if (typeof given !== 'object' || given === null) return false;
  return typeof Reflect.get(given, 'send') === 'function' && typeof Reflect.get(given, 'onMessage') === 'function';
}

function openHttpDoor(below: string, page: string, lost: () => void): Door {
  const listeners = new Set<(message: unknown) => void>();
  const stream = new EventSource(`${below}${eventsPath}?page=${page}`);
  const waiting: string[] = [];
  let state: 'opening' | 'free' | 'posting' | 'closed' = 'opening';

  function close(): void {
    state = 'closed';
    waiting.length = 0;
    stream.close();
    listeners.clear();
  }

  function fail(): void {
    if (state === 'closed') return;
    close();
    lost();
  }

  async function post(): Promise<void> {
    if (state !== 'free' || waiting.length === 0) return;
    state = 'posting';
    const isTaken = await posted(`${below}${messagesPath}?page=${page}`, nextBatch(waiting));
    if (state !== 'posting') return;
    if (!isTaken) return fail();
    state = 'free';
    void post();
  }

  stream.onopen = () => {
    if (state !== 'opening') return;
    state = 'free';
    void post();
  };
  // The browser would open the stream again by itself, with messages missing: a lost stream is a lost connection.
  stream.onerror = fail;
  stream.onmessage = ({ data }: MessageEvent<string>) => {
    const message = parsed(data);
    for (const listen of listeners) listen(message);
  };
  const port: Port = {
    send(message) {
      if (state === 'closed') return;
      const text = JSON.stringify(message);
      if (bytesOf(text) + 2 > postBytesMax) throw new Error('a message of the page is too long for its door');
      waiting.push(text);
      if (waiting.length > waitingMax) fail();
      else void post();
    },
    onMessage(listen) {
      listeners.add(listen);
      return () => listeners.delete(listen);
    },
  };
  return { port, close };
}

/** Takes as many messages off the front as one POST may carry, and makes them a JSON array. */
function nextBatch(waiting: string[]): string {
  let bytes = 2;
  const fitting = waiting.findIndex((text) => {
    bytes += bytesOf(text) + 1;
    return bytes > postBytesMax + 1;
  });
  return `[${waiting.splice(0, fitting === -1 ? waiting.length : fitting).join(',')}]`;
}

async function posted(address: string, body: string): Promise<boolean> {
  try {
    const headers = { 'Content-Type': 'application/json' };
    const response = await fetch(address, { method: 'POST', headers, body, signal: AbortSignal.timeout(postWaitMs) });
    return response.ok;
  } catch {
    // No answer, whatever the reason: the caller calls it a lost connection.
    return false;
  }
}

function bytesOf(text: string): number {
  return new TextEncoder().encode(text).length;
}

/** Null for what is not JSON; no envelope fits it. */
function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
