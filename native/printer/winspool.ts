/**
 * The print spooler of Windows, winspool.drv, through koffi. It knows the signatures of `winspool.h` and the layout of
 * DOC_INFO_1W; in which order they are called is `spooler`.
 *
 * Not yet run on Windows. Layout and arguments are from Microsoft's reference of `winspool.h`; every call is made on a
 * worker thread, because a network printer may hold it for many seconds, so the cause that GetLastError would give –
 * it is kept per thread – is not had: a trouble names the call that failed.
 */

/** A printer that was opened; the spooler's own pointer. */
export type PrinterHandle = object | bigint;

/** The calls, each true where it succeeded. */
export interface Winspool {
  /** Null where there is no such printer, or no right to use it. */
  openPrinter(name: string): Promise<PrinterHandle | null>;
  startDoc(printer: PrinterHandle, document: DocInfo): Promise<boolean>;
  startPage(printer: PrinterHandle): Promise<boolean>;
  /** Bytes taken, or null where the call failed. */
  write(printer: PrinterHandle, bytes: Uint8Array): Promise<number | null>;
  endPage(printer: PrinterHandle): Promise<boolean>;
  endDoc(printer: PrinterHandle): Promise<boolean>;
  /** Throws the document away that was begun. */
  abort(printer: PrinterHandle): Promise<boolean>;
  close(printer: PrinterHandle): Promise<boolean>;
}

/** DOC_INFO_1W: three pointers to UTF-16 text. `RAW` sends the bytes as they are, without the printer's driver. */
export interface DocInfo {
  readonly pDocName: string;
  readonly pOutputFile: null;
  readonly pDatatype: 'RAW';
}

export const docInfoFields = { pDocName: 'str16', pOutputFile: 'str16', pDatatype: 'str16' } as const;

/** Rejects where koffi or winspool.drv cannot be loaded. */
export async function loadWinspool(): Promise<Winspool> {
  const { default: koffi } = await import('koffi');
  const docInfo = koffi.struct('DOC_INFO_1W', docInfoFields);
  const library = koffi.load('winspool.drv');
  const handle = koffi.pointer('HANDLE', koffi.opaque());
  const openPrinter = library.func('OpenPrinterW', 'int', ['str16', koffi.out(koffi.pointer(handle)), 'void *']);
  const startDoc = library.func('StartDocPrinterW', 'uint32', [handle, 'uint32', koffi.pointer(docInfo)]);
  const write = library.func('WritePrinter', 'int', [handle, 'void *', 'uint32', koffi.out(koffi.pointer('uint32'))]);
  const onHandle = (name: string) => library.func(name, 'int', [handle]);
  const [startPage, endPage, endDoc, abort, close] = [
    'StartPagePrinter',
    'EndPagePrinter',
    'EndDocPrinter',
    'AbortPrinter',
    'ClosePrinter',
  ].map(onHandle);
  return {
    async openPrinter(name) {
      const found: [PrinterHandle | null] = [null];
      return (await called(openPrinter, name, found, null)) === 0 ? null : found[0];
    },
    // Level 1 is DOC_INFO_1; the answer is the number of the job, 0 = failed.
    startDoc: async (printer, document) => (await called(startDoc, printer, 1, document)) !== 0,
    startPage: async (printer) => (await called(startPage, printer)) !== 0,
    async write(printer, bytes) {
      const taken: unknown[] = [0];
      return (await called(write, printer, bytes, bytes.length, taken)) === 0 ? null : Number(taken[0]);
    },
    endPage: async (printer) => (await called(endPage, printer)) !== 0,
    endDoc: async (printer) => (await called(endDoc, printer)) !== 0,
    abort: async (printer) => (await called(abort, printer)) !== 0,
    close: async (printer) => (await called(close, printer)) !== 0,
  };
}

interface Callable {
  async(...args: unknown[]): void;
}

/** On a worker thread of koffi's own. */
function called(native: Callable | undefined, ...args: unknown[]): Promise<unknown> {
  return new Promise((resolve, reject) => {
    if (native === undefined) throw new Error('winspool.drv lacks a function');
    native.async(...args, (error: Error | null, answer: unknown) => (error ? reject(error) : resolve(answer)));
  });
}
