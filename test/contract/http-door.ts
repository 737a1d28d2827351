import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type BrowserDoor, startBrowserDoor } from '../../main/browser/server.ts';
import { machineClock, newSession } from '../../main/clock.ts';
import { eventsPath, messagesPath, postBytesMax } from '../../main/contract/page-door.ts';
import type { Port } from '../../main/contract/port.ts';
import type { Clock } from '../../main/core/ports.ts';
import { readPageFiles } from '../../main/page-files.ts';
import type { Screens } from '../../main/screens.ts';

/** The browser shell's door as a page has it: entered with a printed address, events streamed, messages posted. */

export interface HttpDoor {
  readonly door: BrowserDoor;
  /** Addresses told after one was used. */
  readonly addresses: readonly string[];
  /** A new page of a browser that is inside, its stream open. */
  wire(): Promise<HttpPort>;
  close(): Promise<void>;
}

export interface HttpPort extends Port {
  readonly page: string;
  /** Resolves when the stream has ended, whoever ended it. */
  readonly ended: Promise<void>;
  /** Status of every post, in order. */
  readonly posts: readonly number[];
  /** The page is gone, by reload or for good. */
  leave(): void;
}

/** Files with the names that Vite gives them. */
export const page = {
  'index.html': '<!doctype html><title>Truetill</title><script type="module" src="./assets/index-4f1d.js"></script>',
  'assets/index-4f1d.js': 'document.title = "ready";',
  'assets/index-77aa.css': 'body { margin: 0 }',
  'icon.svg': '<svg xmlns="http://www.w3.org/2000/svg"/>',
} as const;

export function writePage(folder: string): void {
  mkdirSync(join(folder, 'assets'), { recursive: true });
  for (const [name, text] of Object.entries(page)) writeFileSync(join(folder, name), text);
}

export async function httpDoor(screens: Screens, clock: Clock = machineClock): Promise<HttpDoor> {
  const folder = mkdtempSync(join(tmpdir(), 'page-'));
  writePage(folder);
  const files = readPageFiles(folder);
  rmSync(folder, { recursive: true });
  if (files === null) throw new Error('there is no page');
  const addresses: string[] = [];
  const nextAddress = (address: string): number => addresses.push(address);
  const door = await startBrowserDoor({ screens, clock, files, port: 0, newKey: newSession, nextAddress });
  let cookie: string | null = null;
  return {
    door,
    addresses,
    async wire() {
      cookie ??= await enter(door.address());
      return openPage(door.port, cookie);
    },
    close: () => door.close(),
  };
}

/** Shows the address' key; the cookie as it is sent back. */
export async function enter(address: string): Promise<string> {
  const answer = await fetch(address, { redirect: 'manual' });
  const [cookie] = answer.headers.getSetCookie();
  if (answer.status !== 303 || cookie === undefined) throw new Error(`${address} answered ${answer.status}`);
  return cookie.split(';')[0] ?? '';
}

/** Opens the stream of a page, of the one that lies `below`, and posts what is sent, as `renderer` does. */
export async function openPage(port: number, cookie: string, id = newSession(), below = ''): Promise<HttpPort> {
  const origin = `http://127.0.0.1:${port}`;
  const gone = new AbortController();
  const stream = await fetch(`${origin}${below}${eventsPath}?page=${id}`, { headers: { cookie }, signal: gone.signal });
  if (stream.body === null || !stream.ok) throw new Error(`the stream answered ${stream.status}`);
  const listeners = new Set<(message: unknown) => void>();
  const ended = hear(stream.body, (message) => {
    for (const listen of listeners) listen(message);
  });
  const queue: string[] = [];
  const posts: number[] = [];
  let isPosting = false;
  const post = async (): Promise<void> => {
    isPosting = true;
    for (let body = nextBatch(queue); body !== null; body = nextBatch(queue)) {
      const headers = { cookie, origin, 'content-type': 'application/json' };
      const init = { method: 'POST', headers, body, signal: gone.signal };
      posts.push((await fetch(`${origin}${below}${messagesPath}?page=${id}`, init)).status);
    }
    isPosting = false;
  };
  return {
    page: id,
    ended,
    posts,
    send(message) {
      queue.push(JSON.stringify(message));
      // A page that is gone has nobody to tell.
      if (!isPosting) post().catch(() => {});
    },
    onMessage(listen) {
      listeners.add(listen);
      return () => listeners.delete(listen);
    },
    leave: () => gone.abort(),
  };
}

/** As many messages as one post may carry, as a JSON array. */
function nextBatch(queue: string[]): string | null {
  const batch = queue.splice(0, 1);
  let bytes = 2 + (batch[0]?.length ?? 0);
  while (queue[0] !== undefined && bytes + 1 + queue[0].length <= postBytesMax) {
    bytes += 1 + queue[0].length;
    batch.push(...queue.splice(0, 1));
  }
  return batch.length === 0 ? null : `[${batch.join(',')}]`;
}

async function hear(body: ReadableStream<Uint8Array>, heard: (message: unknown) => void): Promise<void> {
  const decoder = new TextDecoder();
  let rest = '';
  try {
    for await (const chunk of body) {
      const events = (rest + decoder.decode(chunk, { stream: true })).split('\n\n');
      rest = events.pop() ?? '';
      for (const event of events) if (event.startsWith('data: ')) heard(JSON.parse(event.slice(6)));
    }
  } catch (error) {
    // Cut off by the terminal, or given up by the page: over, either way.
    if (!(error instanceof TypeError || (error as Error).name === 'AbortError')) throw error;
  }
}
