import { type Cable, type Closing, type Connection, codeOf, type Trouble, type Written } from './connection.ts';
import { type DocInfo, loadWinspool, type PrinterHandle, type Winspool } from './winspool.ts';

/**
 * A printer of Windows' own list, in RAW: the order of calls that Microsoft's reference gives for sending bytes past
 * the driver. One way: what the spooler has taken it calls printed, and no status comes back. Not yet run on Windows.
 */

/** Shown in the list of jobs that Windows has. */
const documentName = 'Truetill receipt';

/** `load` is called once, when the printer is first opened. */
export function spoolerCable(name: string, load: () => Promise<Winspool> = loadOnWindows): Cable {
  let loading: Promise<Winspool> | null = null;
  return {
    place: name,
    answers: false,
    async open() {
      let spool: Winspool;
      let printer: PrinterHandle | null;
      try {
        loading ??= load();
        spool = await loading;
        printer = await spool.openPrinter(name);
      } catch (cause) {
        loading = null;
        return { ok: false, trouble: moduleTrouble(cause) };
      }
      if (printer === null) return { ok: false, trouble: { fault: 'printer_not_there', detail: 'OpenPrinter' } };
      return { ok: true, connection: new SpoolerConnection(spool, printer) };
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

class SpoolerConnection implements Connection {
  readonly #spool: Winspool;
  readonly #printer: PrinterHandle;
  #hasDocument = false;
  #closing: Promise<Closing> | null = null;

  constructor(spool: Winspool, printer: PrinterHandle) {
    this.#spool = spool;
    this.#printer = printer;
  }

  /** The spooler writes into a file of its own; it has no stall to wait for. */
  async write(bytes: Uint8Array): Promise<Written> {
    const began = await this.#begin();
    if (began !== null) return { ok: false, left: false, trouble: began };
    let from = 0;
    while (from < bytes.length) {
      const taken = await this.#called('WritePrinter', () => this.#spool.write(this.#printer, bytes.subarray(from)));
      if (typeof taken === 'number' && taken > 0) from += taken;
      // Windows may have begun to print what it has taken.
      else return { ok: false, left: from > 0, trouble: typeof taken === 'object' && taken ? taken : noRoom };
    }
    return { ok: true };
  }

  async #begin(): Promise<Trouble | null> {
    if (this.#hasDocument) return null;
    const document: DocInfo = { pDocName: documentName, pOutputFile: null, pDatatype: 'RAW' };
    const begun = await this.#called('StartDocPrinter', () => this.#spool.startDoc(this.#printer, document));
    if (begun !== true) return begun === false ? refused('StartDocPrinter') : begun;
    this.#hasDocument = true;
    const page = await this.#called('StartPagePrinter', () => this.#spool.startPage(this.#printer));
    if (page === true) return null;
    return page === false ? refused('StartPagePrinter') : page;
  }

  close(): Promise<Closing> {
    this.#closing ??= this.#end();
    return this.#closing;
  }

  async #end(): Promise<Closing> {
    const ends: readonly (readonly [string, () => Promise<boolean>])[] = [
      ...(this.#hasDocument
        ? ([
            ['EndPagePrinter', () => this.#spool.endPage(this.#printer)],
            ['EndDocPrinter', () => this.#spool.endDoc(this.#printer)],
          ] as const)
        : []),
      ['ClosePrinter', () => this.#spool.close(this.#printer)],
    ];
    let first: Trouble | null = null;
    for (const [name, call] of ends) {
      const done = await this.#called(name, call);
      if (done !== true) first ??= done === false ? refused(name) : done;
    }
    return first === null ? { how: 'ended' } : { how: 'cut', trouble: first };
  }

  /** What the call answers, or the trouble of a call that could not be made. */
  async #called<Answer>(name: string, call: () => Promise<Answer>): Promise<Answer | Trouble> {
    try {
      return await call();
    } catch (cause) {
      return { fault: 'print_broken_off', detail: `${name}: ${codeOf(cause)}` };
    }
  }
}

function refused(call: string): Trouble {
  return { fault: 'print_broken_off', detail: call };
}

const noRoom: Trouble = { fault: 'print_broken_off', detail: 'WritePrinter' };
