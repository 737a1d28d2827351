import { createConnection } from 'node:net';
import { onTestFinished } from 'vitest';
import { History } from '../../main/core/history.ts';
import { handlersOf } from '../../main/handlers.ts';
import type { Screens } from '../../main/screens.ts';
import type { SqliteJournal } from '../../main/store/journal.ts';
import { enter, type HttpDoor, httpDoor } from '../contract/http-door.ts';
import { type CounterWorld, counterWorld } from '../support/counter.ts';
import { noDevices } from '../support/device-answering.ts';
import { noArticles } from '../support/no-articles.ts';
import { noFlight } from '../support/no-flight.ts';

/** A terminal on virtual time behind the browser shell's door, and requests exactly as they stand on the wire. */

export interface OpenDoor extends HttpDoor {
  readonly world: CounterWorld;
  readonly port: number;
  /** `Host` as a browser sends it. */
  readonly host: string;
  /** Lets a browser in; its `Cookie`. */
  enter(): Promise<string>;
  /** One request; `Host` is ours unless given, null leaves it out. */
  ask(request: Asked): Promise<Answer>;
}

export interface Asked {
  readonly method?: string;
  readonly path: string;
  readonly headers?: Readonly<Record<string, string | null>>;
  readonly body?: string | Buffer;
}

export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  readonly body: string;
}

export function screensOf(world: CounterWorld): Screens {
  const { terminal, clock } = world;
  const journal = world.journal as SqliteJournal;
  const handlers = handlersOf(
    {
      terminal,
      journal,
      history: new History(journal.history, clock, 'Asia/Shanghai'),
      gatewayUrl: 'http://127.0.0.1:1',
      clock,
      exportFolder: '',
      backupFolder: '',
      training: null,
      customer: { blank() {} },
      stock: noArticles(world),
      flight: noFlight(terminal, journal, clock),
    },
    noDevices(world),
  );
  return { handlers, terminal, training: null };
}

/** On the manual clock of its world, which is let go at the end of the test. */
export async function openDoor(): Promise<OpenDoor> {
  const world = counterWorld();
  const opened = await httpDoor(screensOf(world), world.clock);
  onTestFinished(async () => {
    const closed = opened.close();
    world.clock.advance(60_000);
    await closed;
  });
  const { port } = opened.door;
  const host = `127.0.0.1:${port}`;
  return {
    ...opened,
    world,
    port,
    host,
    enter: () => enter(opened.door.address()),
    ask: (asked) => rawRequest(port, { ...asked, headers: { host, ...asked.headers } }),
  };
}

/** Reads until the other end closes; a body longer than its Content-Length would show. */
export async function rawRequest(port: number, { method = 'GET', path, headers = {}, body }: Asked): Promise<Answer> {
  const lines = Object.entries({ connection: 'close', ...headers }).flatMap(([name, value]) =>
    value === null ? [] : [`${name}: ${value}`],
  );
  const isCounted = body !== undefined && headers['content-length'] === undefined && !headers['transfer-encoding'];
  if (isCounted) lines.push(`content-length: ${Buffer.byteLength(body)}`);
  const head = Buffer.from(`${method} ${path} HTTP/1.1\r\n${lines.join('\r\n')}\r\n\r\n`, 'latin1');
  return answerOf(await exchange(port, Buffer.concat([head, Buffer.from(body ?? '')])));
}

function exchange(port: number, sent: Buffer): Promise<string> {
  return new Promise((resolve) => {
    const socket = createConnection(port, '127.0.0.1');
    let received = '';
    socket.setEncoding('latin1').on('data', (chunk: string) => {
      received += chunk;
    });
    // Cut off while we still wrote: what was received before it counts.
    socket.on('error', () => socket.destroy());
    socket.once('close', () => resolve(received));
    socket.write(sent);
  });
}

function answerOf(received: string): Answer {
  const [head = '', ...rest] = received.split('\r\n\r\n');
  const [first = '', ...lines] = head.split('\r\n');
  const headers = new Headers();
  for (const line of lines) headers.append(line.slice(0, line.indexOf(':')), line.slice(line.indexOf(':') + 1).trim());
  return { status: Number(first.split(' ')[1] ?? 0), headers, body: rest.join('\r\n\r\n') };
}
