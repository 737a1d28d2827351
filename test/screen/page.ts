import { readFileSync } from 'node:fs';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { extname, join, normalize } from 'node:path';
import type { Disposable, Page } from 'playwright-core';
import type { RequestName } from '../../main/contract/contract.ts';
import type { TerminalView, TrainingView } from '../../main/contract/views.ts';

/**
 * The built page on a bare server, with the policy that both shells give it, and a terminal by script behind the port
 * of the Electron preload: it shows the views it is told to, and remembers what it was asked.
 */

const root = join(import.meta.dirname, '../../out/renderer');

export const policy =
  "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'";

const types: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript',
  '.css': 'text/css',
};

export interface Served {
  readonly address: string;
  close(): Promise<void>;
}

/** Serves `out/renderer`; `door` may answer instead. */
export async function servePage(
  door: (request: IncomingMessage, response: ServerResponse) => boolean = () => false,
): Promise<Served> {
  const server = createServer((request, response) => {
    if (door(request, response)) return;
    const path = normalize(new URL(request.url ?? '/', 'http://page').pathname);
    const file = path === '/' ? '/index.html' : path;
    try {
      const body = readFileSync(join(root, file));
      response.writeHead(200, {
        'Content-Type': types[extname(file)] ?? 'application/octet-stream',
        'Content-Security-Policy': policy,
      });
      response.end(body);
    } catch {
      response.writeHead(404).end();
    }
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    address: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

export interface Asked {
  readonly name: RequestName;
  readonly args: Readonly<Record<string, unknown>>;
}

/** What the page can reach of its terminal by script. */
interface Script {
  show(view: TerminalView, training: TrainingView | null): void;
  answer(name: string, result: unknown): void;
  /** Answers nothing any more, and says nothing. */
  silence(): void;
  readonly asked: Asked[];
}

declare global {
  interface Window {
    terminalScript: Script;
  }
}

interface Start {
  readonly view: TerminalView;
  readonly training: TrainingView | null;
  /** What it answers to a request from the beginning, in place of `{ ok: true }`. */
  readonly answers?: Readonly<Partial<Record<RequestName, unknown>>>;
}

/** The terminal by script that each page has now. */
const scripts = new WeakMap<Page, Disposable>();

/** Puts the terminal by script behind the page's port, in place of the one before. Call before the page is opened. */
export async function scriptTerminal(page: Page, start: Start): Promise<void> {
  await scripts.get(page)?.dispose();
  const script = await page.addInitScript(({ view, training, answers: given = {} }) => {
    const listeners = new Set<(message: unknown) => void>();
    const answers = new Map<string, unknown>(Object.entries(given));
    const usual: Partial<Record<RequestName, unknown>> = {
      'sale.start': { ok: true, orderId: 'ORDER-1' },
      'returns.card': { ok: false, reason: 'not_found' },
      'returns.list': {
        counts: { all: 0, person: 0, closing: 0, refunds: 0 },
        totals: [],
        matching: 0,
        cards: [],
      },
    };
    const asked: Asked[] = [];
    let shown = { view, training };
    let session = '';
    let isSilent = false;
    const tell = (message: object): void => {
      if (isSilent || session === '') return;
      const copy = structuredClone({ session, ...message });
      for (const listen of listeners) listen(copy);
    };
    const greet = (): void => {
      tell({ kind: 'event', name: 'terminal.changed', value: shown.view });
      if (shown.training !== null) tell({ kind: 'event', name: 'training.changed', value: shown.training });
    };
    const port = {
      send(message: { kind: string; session: string; id: number; name: RequestName; args: Asked['args'] }) {
        if (message.kind === 'hello') {
          session = message.session;
          queueMicrotask(greet);
          return;
        }
        asked.push({ name: message.name, args: message.args });
        const result = answers.get(message.name) ?? usual[message.name] ?? { ok: true };
        queueMicrotask(() => tell({ kind: 'answer', id: message.id, ok: true, result }));
      },
      onMessage(listen: (message: unknown) => void) {
        listeners.add(listen);
        return () => listeners.delete(listen);
      },
    };
    Object.assign(window, {
      terminalPort: port,
      terminalScript: {
        asked,
        answer: (name: string, result: unknown) => answers.set(name, result),
        silence: () => {
          isSilent = true;
        },
        show: (next: TerminalView, nextTraining: TrainingView | null) => {
          shown = { view: next, training: nextTraining };
          greet();
        },
      },
    });
  }, start);
  scripts.set(page, script);
}

/** The terminal sends this view now. */
export async function show(page: Page, view: TerminalView, training: TrainingView | null = null): Promise<void> {
  await page.evaluate(([next, phone]) => window.terminalScript.show(next, phone), [view, training] as const);
}

export async function answer(page: Page, name: RequestName, result: unknown): Promise<void> {
  await page.evaluate(([asked, given]) => window.terminalScript.answer(asked, given), [name, result] as const);
}

export function asked(page: Page): Promise<readonly Asked[]> {
  return page.evaluate(() => window.terminalScript.asked);
}
