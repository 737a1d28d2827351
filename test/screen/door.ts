import type { IncomingMessage, ServerResponse } from 'node:http';
import { eventsPath, messagesPath } from '../../main/contract/page-door.ts';
import type { TerminalView } from '../../main/contract/views.ts';
import { servePage } from './page.ts';

/** The HTTP door of a terminal that can be cut off and mended: what the page sends to it, and when. */

interface Hello {
  readonly page: string;
  readonly session: string;
}

export interface CutDoor {
  readonly address: string;
  /** Every hello, oldest first. */
  hellos(): readonly Hello[];
  /** Names of all requests, oldest first. */
  asked(): readonly string[];
  /** Ends the stream and lets nobody in. */
  cut(): void;
  /** Lets the page in again, to this view. */
  mend(view: TerminalView): void;
  close(): Promise<void>;
}

type Message = { kind: 'hello'; session: string } | { kind: 'request'; session: string; id: number; name: string };

export async function openDoor(first: TerminalView, { answers = true } = {}): Promise<CutDoor> {
  const hellos: Hello[] = [];
  const asked: string[] = [];
  const streams = new Map<string, ServerResponse>();
  let view = first;
  let isCut = false;

  function hear(page: string, message: Message): void {
    const tell = (said: object): void => void streams.get(page)?.write(`data: ${JSON.stringify(said)}\n\n`);
    const { session } = message;
    if (message.kind === 'hello') {
      hellos.push({ page, session });
      tell({ kind: 'event', session, name: 'terminal.changed', value: view });
      return;
    }
    asked.push(message.name);
    if (answers) tell({ kind: 'answer', session, id: message.id, ok: true, result: { ok: true } });
  }

  const served = await servePage((request: IncomingMessage, response: ServerResponse) => {
    const { pathname, searchParams } = new URL(request.url ?? '/', 'http://page');
    if (pathname !== eventsPath && pathname !== messagesPath) return false;
    const page = searchParams.get('page') ?? '';
    if (isCut) response.writeHead(401).end();
    else if (pathname === eventsPath) {
      response.writeHead(200, { 'Content-Type': 'text/event-stream' }).flushHeaders();
      streams.set(page, response);
    } else {
      const chunks: Buffer[] = [];
      request.on('data', (chunk: Buffer) => chunks.push(chunk));
      request.on('end', () => {
        for (const message of JSON.parse(Buffer.concat(chunks).toString()) as Message[]) hear(page, message);
        response.writeHead(204).end();
      });
    }
    return true;
  });
  return {
    address: served.address,
    hellos: () => hellos,
    asked: () => asked,
    cut() {
      isCut = true;
      for (const stream of streams.values()) stream.destroy();
      streams.clear();
    },
    mend(next) {
      view = next;
      isCut = false;
    },
    close: () => served.close(),
  };
}
