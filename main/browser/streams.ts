import type { ServerResponse } from 'node:http';
import type { Port } from '../contract/port.ts';
import type { Clock } from '../core/ports.ts';

/**
 * Ports over HTTP: what the terminal says goes out as server-sent events, one stream per life of a page; what the page
 * posts comes in by the page's ID. Knows nothing of who may enter.
 */

export interface Streams {
  /** Answers with a stream that stays open, and serves a screen on it. An older stream of the same page ends. */
  open(page: string, response: ServerResponse): void;
  /** Hands the messages over in order; false when no stream of this page is open. */
  deliver(page: string, messages: readonly unknown[]): boolean;
  /** Ends all streams. */
  close(): void;
}

/** For one more, the oldest stream ends. */
const streamsMax = 16;

/** Bytes that may wait for a page that does not read; it is cut off and comes back with a whole view. */
const waitingBytesMax = 8 * 1024 * 1024;

/** Between two comment lines, by which both ends learn of a connection that is no more, milliseconds. */
const commentEveryMs = 15_000;

interface Stream {
  readonly hear: (message: unknown) => void;
  readonly end: () => void;
}

export interface StreamsParts {
  /** Serves one page until the result is called. */
  readonly serve: (port: Port) => () => void;
  readonly clock: Clock;
  /** Called with the number of open streams whenever it has changed. */
  readonly counted?: ((open: number) => void) | undefined;
}

export function streamsOf({ serve, clock, counted = () => {} }: StreamsParts): Streams {
  const streams = new Map<string, Stream>();
  return {
    open(page, response) {
      streams.get(page)?.end();
      for (const oldest of streams.values()) {
        if (streams.size < streamsMax) break;
        oldest.end();
      }
      streams.set(
        page,
        openStream(response, serve, clock, () => {
          streams.delete(page);
          counted(streams.size);
        }),
      );
      counted(streams.size);
    },
    deliver(page, messages) {
      const stream = streams.get(page);
      for (const message of messages) stream?.hear(message);
      return stream !== undefined;
    },
    close() {
      for (const stream of streams.values()) stream.end();
    },
  };
}

/** `ended` is called once, whoever ends it. */
function openStream(response: ServerResponse, serve: StreamsParts['serve'], clock: Clock, ended: () => void): Stream {
  const listeners = new Set<(message: unknown) => void>();
  let isOpen = true;
  let offClock = (): void => {};
  const write = (text: string): void => {
    if (!isOpen) return;
    response.write(text);
    if (response.writableLength <= waitingBytesMax) return;
    over();
    response.destroy();
  };
  const port: Port = {
    send: (message) => write(`data: ${JSON.stringify(message)}\n\n`),
    onMessage(listen) {
      listeners.add(listen);
      return () => listeners.delete(listen);
    },
  };
  const comment = (): void => {
    write(':\n\n');
    if (isOpen) offClock = clock.after(commentEveryMs, comment);
  };
  const over = (): void => {
    if (!isOpen) return;
    isOpen = false;
    offClock();
    offScreen();
    ended();
  };
  response.writeHead(200, { 'Content-Type': 'text/event-stream', 'Cache-Control': 'no-store', Connection: 'close' });
  // Without this a browser takes the stream for open only when the first event comes.
  response.flushHeaders();
  response.once('close', over);
  // A broken connection is followed by 'close', where everything is cleared.
  response.on('error', () => response.destroy());
  offClock = clock.after(commentEveryMs, comment);
  const offScreen = serve(port);
  return {
    hear(message) {
      for (const listen of listeners) listen(message);
    },
    end() {
      over();
      response.end();
    },
  };
}
