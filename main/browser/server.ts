import {
  createServer,
  type IncomingMessage,
  type OutgoingHttpHeaders,
  type Server,
  type ServerResponse,
} from 'node:http';
import type { AddressInfo } from 'node:net';
import { customerFolder, eventsPath, messagesPath } from '../contract/page-door.ts';
import { languages } from '../contract/words/language.ts';
import { shellWords } from '../contract/words/shell.ts';
import type { CustomerScreen } from '../core/customer-screen.ts';
import type { Clock } from '../core/ports.ts';
import { serveCustomer } from '../customer-door.ts';
import { customerFiles, type PageFiles, pagePolicy } from '../page-files.ts';
import { type Screens, serveScreen } from '../screens.ts';
import { isForUs, isFromOurPage, type Keys, keysOf } from './door.ts';
import { readPosted } from './posted.ts';
import { type Streams, streamsOf } from './streams.ts';

/**
 * The door for a plain browser: HTTP on 127.0.0.1 with the page's files, one stream of events and one place for
 * messages per page; and beside it another door, for the customer's page, with a key, a cookie and a contract of its
 * own. Knows no till beyond its screens; `main/contract/page-door.ts` fixes the names on the wire.
 */

export interface BrowserDoorParts {
  readonly screens: Screens;
  readonly clock: Clock;
  readonly files: PageFiles;
  /** 0 = any free one. */
  readonly port: number;
  /** 32 hexadecimal digits, cryptographic, never twice. */
  readonly newKey: () => string;
  /** Called with the newest address after one has been used. */
  readonly nextAddress: (address: string) => void;
  /** Without it there is no door for customers. */
  readonly customer?: CustomerDoorParts;
}

export interface CustomerDoorParts {
  readonly screen: Pick<CustomerScreen, 'view' | 'onChange'>;
  /** Called with the newest of the customer's addresses after one has been used. */
  readonly nextAddress: (address: string) => void;
  /** Called with the number of customers' pages that are open, whenever it has changed. */
  readonly counted: (open: number) => void;
}

export interface BrowserDoor {
  readonly port: number;
  /** The newest address; it lets one browser in. */
  address(): string;
  /** The newest of the customer's page; null where there is no door for it. */
  customerAddress(): string | null;
  /** Takes no more requests and ends all streams; resolves when every connection is gone. */
  close(): Promise<void>;
}

/** A browser opens six connections to a host; sixteen streams and their posts stay far below. */
const connectionsMax = 128;

/** Bodies that are read at the same time. */
const postsMax = 32;

/** For a whole request to arrive, milliseconds. */
const requestMaxMs = 15_000;

/** Longer than a browser keeps an idle connection: it never posts on one that we are just closing, milliseconds. */
const keepAliveMs = 330_000;

/** Whoever still reads or writes when the door closes gets this long, milliseconds. */
const farewellMs = 1_000;

/** Vite puts a hash of the content into every name below this folder. */
const hashedFolder = '/assets/';

const everywhere = { ...pagePolicy, 'cross-origin-opener-policy': 'same-origin', 'cache-control': 'no-store' };

/** Listens on 127.0.0.1. Rejects with the system's error when the port cannot be had. */
export async function startBrowserDoor(parts: BrowserDoorParts): Promise<BrowserDoor> {
  const { clock, files, screens } = parts;
  const server = createServer({ requestTimeout: requestMaxMs, keepAliveTimeout: keepAliveMs });
  server.maxConnections = connectionsMax;
  const port = await listening(server, parts.port);
  const till: Entrance = {
    folder: '',
    keys: keysOf({ ...parts, port, name: 'truetill', folder: '' }),
    streams: streamsOf({ clock, serve: (to) => serveScreen(to, screens) }),
    files,
  };
  const customers = parts.customer === undefined ? null : customersEntrance(parts, parts.customer, port);
  const entrances = customers === null ? [till] : [customers, till];
  const reception = new Reception(port, entrances);
  const unanswered = new Set<ServerResponse>();
  server.on('request', (request, response) => {
    unanswered.add(response);
    response.once('close', () => unanswered.delete(response));
    reception.receive(request, response);
  });
  return {
    port,
    address: () => till.keys.address(),
    customerAddress: () => customers?.keys.address() ?? null,
    async close() {
      reception.close();
      const empty = new Promise<void>((resolve) => server.close(() => resolve()));
      for (const { streams } of entrances) streams.close();
      await allClosed(unanswered, clock);
      // Browsers hold connections open on which they have not asked for anything yet.
      server.closeAllConnections();
      await empty;
    },
  };
}

function customersEntrance(parts: BrowserDoorParts, customer: CustomerDoorParts, port: number): Entrance {
  const { newKey, clock, files } = parts;
  const { nextAddress, counted, screen } = customer;
  return {
    folder: customerFolder,
    keys: keysOf({ port, name: 'truetill-customer', folder: customerFolder, newKey, nextAddress }),
    streams: streamsOf({ clock, serve: (to) => serveCustomer(to, screen), counted }),
    files: customerFiles(files),
  };
}

/** Resolves when every answer has been taken, or when its time is over. */
async function allClosed(unanswered: ReadonlySet<ServerResponse>, clock: Clock): Promise<void> {
  let off = (): void => {};
  const over = new Promise<void>((resolve) => {
    off = clock.after(farewellMs, resolve);
  });
  const closed = [...unanswered].map((response) => new Promise<void>((resolve) => response.once('close', resolve)));
  await Promise.race([over, Promise.all(closed)]);
  off();
}

function listening(server: Server, port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', () => {
      server.off('error', reject);
      resolve((server.address() as AddressInfo).port);
    });
  });
}

interface Reply {
  readonly status: number;
  readonly headers?: OutgoingHttpHeaders;
  readonly body?: string | Uint8Array;
}

/** One of the doors behind the port: whoever has entered through it finds its files and its streams, and no others. */
interface Entrance {
  readonly folder: string;
  readonly keys: Keys;
  readonly streams: Streams;
  readonly files: PageFiles;
}

/** Where a request that was let in goes on. */
interface Admitted {
  readonly streams: Streams;
  readonly to: 'events' | 'messages';
  readonly page: string;
}

/** One request after the other: is it for us, is it let in, what does it want. */
class Reception {
  readonly #port: number;
  readonly #entrances: readonly Entrance[];
  #posts = 0;
  #isClosed = false;

  /** A path belongs to the first entrance whose folder it lies in. */
  constructor(port: number, entrances: readonly Entrance[]) {
    this.#port = port;
    this.#entrances = entrances;
  }

  close(): void {
    this.#isClosed = true;
  }

  receive(request: IncomingMessage, response: ServerResponse): void {
    for (const [name, value] of Object.entries(everywhere)) response.setHeader(name, value);
    const way = this.#isClosed ? closed : this.#wayOf(request);
    if ('status' in way) reply(response, way);
    else if (way.to === 'events') way.streams.open(way.page, response);
    else void this.#takeMessages(way, request).then((answer) => reply(response, answer));
  }

  #wayOf({ headers, method = '', url = '' }: IncomingMessage): Reply | Admitted {
    if (!isForUs(headers, this.#port)) return refusal(403);
    const [whole = '', query = ''] = url.split('?', 2);
    const entrance = this.#entrances.find(({ folder }) => whole === folder || whole.startsWith(`${folder}/`));
    if (entrance === undefined) return refusal(404);
    const { folder, keys, streams, files } = entrance;
    const path = whole.slice(folder.length);
    const asked = new URLSearchParams(query);
    const hasEntered = keys.hasEntered(headers);
    const isFront = path === '/' || path === '';
    const key = isFront && method === 'GET' ? asked.get('key') : null;
    if (key !== null) return enter(entrance, key, hasEntered);
    if (!hasEntered) return noEntry;
    // Without its slash the document would look for its files beside the folder.
    if (path === '') return toFront(entrance);
    if (path !== eventsPath && path !== messagesPath) return fileOf(files, path, method);
    if (!isFromOurPage(headers, method)) return refusal(403);
    const allowed = path === eventsPath ? 'GET' : 'POST';
    if (method !== allowed) return refusal(405, { Allow: allowed });
    const page = asked.get('page') ?? '';
    if (!/^[0-9a-f]{32}$/.test(page)) return refusal(400);
    return { streams, to: path === eventsPath ? 'events' : 'messages', page };
  }

  async #takeMessages({ streams, page }: Admitted, request: IncomingMessage): Promise<Reply> {
    if (this.#posts >= postsMax) return refusal(503, { 'Retry-After': '1', Connection: 'close' });
    this.#posts += 1;
    const posted = await readPosted(request);
    this.#posts -= 1;
    // What was not read to its end cannot be followed by another request on the same connection.
    if (!posted.ok) return refusal(posted.status, { Connection: 'close' });
    return streams.deliver(page, posted.messages) ? { status: 204 } : refusal(404);
  }
}

/** An old address in the hands of a browser that is inside already does no harm, and a new one stays good. */
function enter(entrance: Entrance, key: string, hasEntered: boolean): Reply {
  if (hasEntered) return toFront(entrance);
  const cookie = entrance.keys.exchange(key);
  return cookie === null ? noEntry : toFront(entrance, { 'Set-Cookie': cookie });
}

function toFront({ folder }: Entrance, headers: OutgoingHttpHeaders = {}): Reply {
  return { status: 303, headers: { Location: `${folder}/`, ...headers } };
}

function fileOf(files: PageFiles, path: string, method: string): Reply {
  const file = files.get(path);
  if (file === undefined) return refusal(404);
  if (method !== 'GET' && method !== 'HEAD') return refusal(405, { Allow: 'GET, HEAD' });
  const cacheControl = path.startsWith(hashedFolder) ? 'private, max-age=31536000, immutable' : 'no-store';
  return { status: 200, headers: { 'Content-Type': file.type, 'Cache-Control': cacheControl }, body: file.bytes };
}

/** Node leaves the body out where the request was a HEAD. */
function reply(response: ServerResponse, { status, headers = {}, body }: Reply): void {
  const length = body === undefined ? {} : { 'Content-Length': Buffer.byteLength(body) };
  response.writeHead(status, { ...headers, ...length }).end(body);
}

/** For programs: a person meets none of these but by hand. */
function refusal(status: number, headers: OutgoingHttpHeaders = {}): Reply {
  return { status, headers: { 'Content-Type': 'text/plain', ...headers }, body: `${status}\n` };
}

const closed = refusal(503, { Connection: 'close' });

/** In every language, because nothing is known of who looks at it. */
const noEntry: Reply = {
  status: 401,
  // A 401 names its scheme (RFC 9110, 11.6.1); this one is ours, so that browsers ask for no password.
  headers: { 'Content-Type': 'text/html; charset=utf-8', 'WWW-Authenticate': 'Truetill-Address' },
  body: [
    '<!doctype html><meta charset="utf-8"><title>Truetill</title>',
    ...languages.map((language) => `<p lang="${language}">${shellWords[language].addressUsed}</p>`),
  ].join('\n'),
};
