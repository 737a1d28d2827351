import type { Clock } from '../../main/core/ports.ts';
import {
  type Cable,
  type Closing,
  type Connection,
  codeOf,
  type Opened,
  type Trouble,
  type Written,
  within,
} from './connection.ts';
import { type DocInfo, loadWinspool, type PrinterHandle, type Winspool } from './winspool.ts';

/**
 * A printer of Windows' own list, in RAW: the order of calls that Microsoft's reference gives for sending bytes past
 * the driver. One way: what the spooler has taken it calls printed, and no status comes back. Not yet run on Windows.
 *
 * A call that does not come back cannot be taken back, and keeps one of the few threads that all files are read with:
 * so each is waited for with a limit, and while one hangs no other connection is made.
 */

/** Shown in the list of jobs that Windows has. */
const documentName = 'Truetill receipt';

/** A queue of another machine is asked for over the network. */
const openWithinMs = 10_000;

/** Bytes of one call: a queue that prints while it takes holds it as long as the paper needs. */
const pieceBytes = 16 * 1_024;

/** `load` is called once, when the printer is first opened. */
export function spoolerCable(name: string, clock: Clock, load: () => Promise<Winspool> = loadOnWindows): Cable {
  const calls = new Calls();
  let loading: Promise<Winspool> | null = null;

  async function openPrinter(): Promise<Opened> {
    try {
      loading ??= load();
      const spool = await loading;
      const printer = await calls.made('OpenPrinter', () => spool.openPrinter(name));
      if (printer === null) return { ok: false, trouble: { fault: 'printer_not_there', detail: 'OpenPrinter' } };
      return { ok: true, connection: new SpoolerConnection({ spool, printer, calls, clock }) };
    } catch (cause) {
      loading = null;
      return { ok: false, trouble: moduleTrouble(cause) };
    }
  }

  return {
    place: name,
    answers: false,
    async open() {
      const hanging = calls.hanging();
      if (hanging !== null) return { ok: false, trouble: silent(hanging) };
      let isLate = false;
      const opening = openPrinter().then((opened) => {
        // Nobody waits for it any more.
        if (isLate && opened.ok) void opened.connection.close(0);
        return opened;
      });
      return within<Opened>(opening, openWithinMs, clock, () => {
        isLate = true;
        return { ok: false, trouble: silent('OpenPrinter') };
      });
    },
  };
}

async function loadOnWindows(): Promise<Winspool> {
  if (process.platform !== 'win32') throw new NotWindows();
  return loadWinspool();
}

class NotWindows extends Error {}

function moduleTrouble(cause: unknown): Trouble {
  if (cause instanceof NotWindows) return { fault: 'spooler_elsewhere', detail: '' };
  return { fault: 'printer_module_missing', detail: `koffi: ${codeOf(cause)}` };
}

/** Calls to the spooler of one printer that have not come back yet, over all its connections. */
class Calls {
  readonly #underway: string[] = [];

  /** The name of one of them, null = all have come back. */
  hanging(): string | null {
    return this.#underway[0] ?? null;
  }

  async made<Answer>(name: string, call: () => Promise<Answer>): Promise<Answer> {
    this.#underway.push(name);
    try {
      return await call();
    } finally {
      this.#underway.splice(this.#underway.indexOf(name), 1);
    }
  }
}

interface OpenPrinter {
  readonly spool: Winspool;
  readonly printer: PrinterHandle;
  readonly calls: Calls;
  readonly clock: Clock;
}

class SpoolerConnection implements Connection {
  readonly #open: OpenPrinter;
  /** `broken`: begun, or perhaps begun, and not all of it was taken. */
  #document: 'none' | 'begun' | 'broken' = 'none';
  #closing: Promise<Closing> | null = null;

  constructor(open: OpenPrinter) {
    this.#open = open;
  }

  async write(bytes: Uint8Array, stallMs: number): Promise<Written> {
    const began = await this.#begin(stallMs);
    if (began !== null) return { ok: false, left: false, trouble: began };
    const { spool, printer } = this.#open;
    for (let from = 0; from < bytes.length; ) {
      const piece = bytes.subarray(from, from + pieceBytes);
      const taken = await this.#called('WritePrinter', () => spool.write(printer, piece), stallMs, stalled);
      if (typeof taken === 'number' && taken > 0) from += taken;
      else {
        this.#document = 'broken';
        // A queue may print while it takes; a call that hangs may have taken something.
        const trouble = typeof taken === 'object' && taken !== null ? taken : refused('WritePrinter');
        return { ok: false, left: from > 0 || trouble === stalled, trouble };
      }
    }
    return { ok: true };
  }

  async #begin(stallMs: number): Promise<Trouble | null> {
    if (this.#document !== 'none') return null;
    const { spool, printer } = this.#open;
    const document: DocInfo = { pDocName: documentName, pOutputFile: null, pDatatype: 'RAW' };
    const startDoc = silent('StartDocPrinter');
    const begun = await this.#called('StartDocPrinter', () => spool.startDoc(printer, document), stallMs, startDoc);
    // It may still begin one.
    if (begun === startDoc) this.#document = 'broken';
    if (begun !== true) return begun === false ? refused('StartDocPrinter') : begun;
    this.#document = 'begun';
    const startPage = silent('StartPagePrinter');
    const page = await this.#called('StartPagePrinter', () => spool.startPage(printer), stallMs, startPage);
    if (page === true) return null;
    this.#document = 'broken';
    return page === false ? refused('StartPagePrinter') : page;
  }

  /** What still hangs then goes on by itself, and the handle is given back behind it. */
  async close(withinMs: number): Promise<Closing> {
    this.#closing ??= this.#end();
    const { calls, clock } = this.#open;
    return within<Closing>(this.#closing, withinMs, clock, () => ({
      how: 'cut',
      trouble: silent(calls.hanging() ?? 'ClosePrinter'),
    }));
  }

  async #end(): Promise<Closing> {
    const { spool, printer, calls } = this.#open;
    const document = {
      none: [],
      begun: [
        ['EndPagePrinter', () => spool.endPage(printer)],
        ['EndDocPrinter', () => spool.endDoc(printer)],
      ],
      // To its end it would print half a receipt.
      broken: [['AbortPrinter', () => spool.abort(printer)]],
    } as const satisfies Readonly<Record<string, readonly (readonly [string, () => Promise<boolean>])[]>>;
    let first: Trouble | null = null;
    for (const [name, call] of [...document[this.#document], ['ClosePrinter', () => spool.close(printer)] as const]) {
      const done = await calls.made(name, call).catch((cause: unknown) => brokenOff(name, cause));
      if (done !== true) first ??= done === false ? refused(name) : done;
    }
    return first === null ? { how: 'ended' } : { how: 'cut', trouble: first };
  }

  /** What the call answers, the trouble of a call that could not be made, or `late` after `withinMs`. */
  #called<Answer>(
    name: string,
    call: () => Promise<Answer>,
    withinMs: number,
    late: Trouble,
  ): Promise<Answer | Trouble> {
    const { calls, clock } = this.#open;
    const answer = calls.made(name, call).catch((cause: unknown) => brokenOff(name, cause));
    return within<Answer | Trouble>(answer, withinMs, clock, () => late);
  }
}

function brokenOff(call: string, cause: unknown): Trouble {
  return { fault: 'print_broken_off', detail: `${call}: ${codeOf(cause)}` };
}

function refused(call: string): Trouble {
  return { fault: 'print_broken_off', detail: call };
}

function silent(call: string): Trouble {
  return { fault: 'printer_silent', detail: call };
}

const stalled: Trouble = { fault: 'print_stalled', detail: 'WritePrinter' };
