import type { IncomingMessage, ServerResponse } from 'node:http';
import { z } from 'zod';
import type { Arrivals } from './arrivals.ts';
import { pathOf, readBody } from './body.ts';
import type { Books } from './books.ts';
import { type CustomerAct, firstIssue } from './customers.ts';
import { LedgerError } from './ledger.ts';

/**
 * The control API under /control: reads the ledger, judges it, sets faults, plays the customer. No credential; only
 * 127.0.0.1 reaches it, and pages of foreign origins are turned away. Every refusal is a JSON sentence.
 */

export interface ControlOptions {
  readonly books: Books;
  readonly arrivals: Arrivals;
  readonly underWay: () => number;
  /** The plan's words as they were set. */
  readonly plan: () => readonly string[];
  /** A sentence when the plan is refused. */
  readonly setPlan: (entries: readonly string[]) => string | null;
  readonly reset: () => void;
}

const saleShape = z.object({
  paymentRequestId: z.string(),
  orderId: z.string(),
  status: z.enum(['paid', 'not_charged', 'checking', 'reversing', 'reversed', 'reversal_pending']),
  amountMinor: z.int().min(0),
  currency: z.string(),
});

const recordShape = z.object({
  sales: z.array(saleShape).max(100_000),
  open: z.array(z.string()).max(100_000).default([]),
});

const planShape = z.strictObject({ plan: z.array(z.string()).max(1_000) });

interface Answer {
  readonly status: number;
  readonly json: unknown;
}

type Route = (body: unknown) => Answer;

/** Answers one request under /control. */
export function createControl(options: ControlOptions): (request: IncomingMessage, response: ServerResponse) => void {
  const routes = routesOf(options);
  return (request, response) => {
    readBody(
      request,
      (body) => {
        const { status, json } = answer(routes, request, body);
        const bytes = Buffer.from(`${JSON.stringify(json)}\n`);
        response.writeHead(status, {
          'Content-Type': 'application/json; charset=utf-8',
          'Content-Length': String(bytes.length),
          'Cache-Control': 'no-store',
          ...(body === null ? { Connection: 'close' } : {}),
        });
        response.end(bytes, () => {
          if (body === null) response.socket?.destroySoon();
        });
      },
      recordMaxBytes,
    );
  };
}

/** A till's record of 100 000 sales; everything else is far below. */
const recordMaxBytes = 32 * 1024 * 1024;

function routesOf(options: ControlOptions): Readonly<Record<string, Readonly<Record<string, Route>>>> {
  const { books, arrivals } = options;
  const ledger = () => ({ payments: books.payments(), customers: books.customers(), underWay: options.underWay() });
  return {
    '/control/ledger': { GET: () => ok(ledger()) },
    '/control/audit': {
      GET: () => ok(books.audit()),
      POST: (body) => {
        const read = recordShape.safeParse(body);
        return read.success ? ok(books.audit(read.data)) : bad(firstIssue(read.error));
      },
    },
    '/control/requests': { GET: () => ok({ requests: arrivals.all() }) },
    '/control/faults': {
      GET: () => ok({ plan: options.plan() }),
      POST: (body) => {
        const read = planShape.safeParse(body);
        const refusal = read.success ? options.setPlan(read.data.plan) : firstIssue(read.error);
        return refusal === null ? ok({ plan: options.plan() }) : bad(refusal);
      },
    },
    '/control/reset': {
      POST: () => {
        options.reset();
        return ok({ reset: true });
      },
    },
    '/control/customer': {
      POST: (body) => {
        // `customer` checks what it is given; the type is for callers inside the program.
        const acted = books.customer(body as CustomerAct);
        return acted.ok ? ok(acted.answer) : bad(acted.sentence);
      },
    },
  };
}

function answer(routes: ReturnType<typeof routesOf>, request: IncomingMessage, body: Buffer | null): Answer {
  if (isForeign(request)) return refuse(403, 'A page of another origin may not control the simulator.');
  if (body === null) return refuse(413, `The request body is longer than ${recordMaxBytes} bytes.`);
  const path = pathOf(request).replace(/\?.*$/, '');
  const methods = Object.hasOwn(routes, path) ? routes[path] : undefined;
  if (!methods) return refuse(404, `There is no ${path.slice(0, 100)}; known are ${Object.keys(routes).join(', ')}.`);
  const method = request.method ?? '';
  const route = Object.hasOwn(methods, method) ? methods[method] : undefined;
  if (!route) return refuse(405, `${path} answers ${Object.keys(methods).join(' and ')}, not ${method}.`);
  const read = readJson(body);
  if (!read.ok) return bad('The request body is no JSON.');
  try {
    return route(read.json);
  } catch (error) {
    if (error instanceof LedgerError) return refuse(500, error.message);
    throw error;
  }
}

function readJson(body: Buffer): { readonly ok: true; readonly json: unknown } | { readonly ok: false } {
  if (body.length === 0) return { ok: true, json: undefined };
  try {
    return { ok: true, json: JSON.parse(body.toString('utf8')) };
  } catch {
    return { ok: false };
  }
}

/** Browsers name the page's origin; a name that is not this address is a foreign page, or DNS rebinding. */
function isForeign(request: IncomingMessage): boolean {
  const { host, origin } = request.headers;
  if (host !== undefined && !/^(?:127\.0\.0\.1|localhost)(?::\d+)?$/i.test(host)) return true;
  return origin !== undefined && origin !== `http://${host ?? ''}`;
}

function ok(json: unknown): Answer {
  return { status: 200, json };
}

function bad(sentence: string): Answer {
  return refuse(400, sentence);
}

function refuse(status: number, sentence: string): Answer {
  return { status, json: { error: sentence } };
}
