import { createRequire } from 'node:module';
import { describe, expect, test } from 'vitest';
import type { PrintOutcome } from '../../main/core/ports.ts';
import { printJob } from '../../native/printer/job.ts';
import { spoolerCable } from '../../native/printer/spooler.ts';
import { newHabits } from '../../native/printer/talk.ts';
import { type DocInfo, docInfoFields, type Winspool } from '../../native/printer/winspool.ts';
import { manualClock } from '../support/manual-clock.ts';

/**
 * The calls to the spooler of Windows, against a spooler of our own: their order, their arguments, and what each
 * failure means for the receipt. Windows itself has not run it yet.
 */

const receipt = Buffer.from('\x1b@A receipt\n\x1dVB\x00\x1dr\x01', 'latin1');

interface Spooler {
  readonly calls: string[];
  readonly taken: Buffer[];
  readonly documents: DocInfo[];
  readonly winspool: Winspool;
}

/** `fails` names the call that does not succeed; each write takes at most `piece` bytes. */
function spooler(fails = '', piece = 8): Spooler {
  const calls: string[] = [];
  const taken: Buffer[] = [];
  const documents: DocInfo[] = [];
  const called = async (name: string): Promise<boolean> => {
    calls.push(name);
    return name !== fails;
  };
  const winspool: Winspool = {
    openPrinter: async (name) => ((await called('OpenPrinter')) && name === 'Receipts' ? { handle: 1 } : null),
    startDoc: (_printer, document) => {
      documents.push(document);
      return called('StartDocPrinter');
    },
    startPage: () => called('StartPagePrinter'),
    write: async (_printer, bytes) => {
      if (!(await called('WritePrinter'))) return null;
      taken.push(Buffer.from(bytes.subarray(0, piece)));
      return Math.min(piece, bytes.length);
    },
    endPage: () => called('EndPagePrinter'),
    endDoc: () => called('EndDocPrinter'),
    abort: () => called('AbortPrinter'),
    close: () => called('ClosePrinter'),
  };
  return { calls, taken, documents, winspool };
}

async function send(load: () => Promise<Winspool>, name = 'Receipts'): Promise<PrintOutcome> {
  const clock = manualClock();
  const line = { cable: spoolerCable(name, clock, load), clock, habits: newHabits() };
  return (await printJob({ bytes: receipt, processId: null }, line)).outcome;
}

describe('a printer of the spooler', () => {
  test('gets one raw document, every byte, in the order of calls that Microsoft gives', async () => {
    const { calls, taken, documents, winspool } = spooler();
    expect(await send(async () => winspool)).toEqual({ state: 'printed', how: 'handed_over' });
    expect(calls.filter((name, index) => name !== calls[index - 1])).toEqual([
      'OpenPrinter',
      'StartDocPrinter',
      'StartPagePrinter',
      'WritePrinter',
      'EndPagePrinter',
      'EndDocPrinter',
      'ClosePrinter',
    ]);
    expect(Buffer.concat(taken)).toEqual(receipt);
    expect(documents).toEqual([{ pDocName: 'Truetill receipt', pOutputFile: null, pDatatype: 'RAW' }]);
  });

  test.each([
    ['OpenPrinter', 'failed', 'printer_not_there'],
    ['StartDocPrinter', 'failed', 'print_broken_off'],
    ['StartPagePrinter', 'failed', 'print_broken_off'],
    ['WritePrinter', 'failed', 'print_broken_off'],
    ['EndPagePrinter', 'unknown', 'print_broken_off'],
    ['EndDocPrinter', 'unknown', 'print_broken_off'],
  ] as const)('whose %s fails: %s', async (fails, state, fault) => {
    const { calls, winspool } = spooler(fails);
    expect(await send(async () => winspool)).toMatchObject({ state, report: { fault, detail: fails } });
    // To its end, a document that was taken in part would be printed.
    const isCutShort = fails === 'StartPagePrinter' || fails === 'WritePrinter';
    expect(calls.includes('AbortPrinter'), 'thrown away').toBe(isCutShort);
    expect(calls.includes('EndDocPrinter'), 'printed').toBe(state === 'unknown');
    // A handle is given back whatever failed behind it.
    expect(calls.at(-1)).toBe(fails === 'OpenPrinter' ? 'OpenPrinter' : 'ClosePrinter');
  });

  test('that takes a part and then no more: the part is thrown away, and a person looks at the paper', async () => {
    const { calls, taken, winspool } = spooler();
    const write: Winspool['write'] = async (printer, bytes) =>
      taken.length === 2 ? null : winspool.write(printer, bytes);
    expect(await send(async () => ({ ...winspool, write }))).toMatchObject({
      state: 'unknown',
      report: { fault: 'print_broken_off', detail: 'WritePrinter' },
    });
    expect(calls.slice(-2)).toEqual(['AbortPrinter', 'ClosePrinter']);
  });

  test.each([
    ['OpenPrinter', 'failed', 'printer_silent', []],
    ['StartDocPrinter', 'failed', 'printer_silent', ['AbortPrinter', 'ClosePrinter']],
    ['StartPagePrinter', 'failed', 'printer_silent', ['AbortPrinter', 'ClosePrinter']],
    ['WritePrinter', 'unknown', 'print_stalled', ['AbortPrinter', 'ClosePrinter']],
    ['EndDocPrinter', 'unknown', 'print_unconfirmed', []],
  ] as const)('whose %s does not come back: %s, and what comes is let go', async (hangs, state, fault, ends) => {
    const { calls, winspool } = spooler();
    let comeBack = (): void => {};
    const held = new Promise<void>((resolve) => {
      comeBack = resolve;
    });
    const names = {
      OpenPrinter: 'openPrinter',
      StartDocPrinter: 'startDoc',
      StartPagePrinter: 'startPage',
      WritePrinter: 'write',
      EndDocPrinter: 'endDoc',
    } as const;
    const real = winspool[names[hangs]] as (...args: unknown[]) => Promise<unknown>;
    const holding = async (...args: unknown[]): Promise<unknown> => {
      const answer = await real(...args);
      await held;
      return answer;
    };
    const clock = manualClock();
    const load = async (): Promise<Winspool> => ({ ...winspool, [names[hangs]]: holding });
    const line = { cable: spoolerCable('Receipts', clock, load), clock, habits: newHabits() };
    const print = async (): Promise<PrintOutcome> => {
      let outcome: PrintOutcome | null = null;
      void printJob({ bytes: receipt, processId: null }, line).then((printed) => {
        outcome = printed.outcome;
      });
      // Every promise that can settle has done so behind a turn of the event loop.
      for (let turn = 0; outcome === null && turn < 100; turn += 1) {
        await new Promise(setImmediate);
        clock.advance(1_000);
      }
      if (outcome === null) throw new Error(`the job still waits for ${hangs}`);
      return outcome;
    };
    expect(await print()).toMatchObject({ state, report: { fault } });
    expect(calls.slice(calls.indexOf(hangs) + 1)).toEqual(ends);
    const made = calls.length;
    if (hangs === 'OpenPrinter' || hangs === 'EndDocPrinter') {
      // Threads are few: a call that hangs is not joined by others.
      expect(await print()).toMatchObject({ state: 'failed', report: { fault: 'printer_silent', detail: hangs } });
      expect(calls).toHaveLength(made);
    }
    comeBack();
    await new Promise(setImmediate);
    expect(calls.at(-1)).toBe('ClosePrinter');
    expect(calls.filter((name) => name === 'ClosePrinter')).toHaveLength(1);
    expect(clock.waiting(), 'timers left').toBe(0);
    expect((await print()).state).toBe('printed');
  });

  test('that Windows does not know is said by its name', async () => {
    const { winspool } = spooler();
    expect(await send(async () => winspool, 'Fax')).toMatchObject({
      state: 'failed',
      report: { fault: 'printer_not_there', place: 'Fax' },
    });
  });

  test('whose native part cannot be loaded is one sentence, and is tried anew', async () => {
    const { winspool } = spooler();
    let loads = 0;
    const load = async (): Promise<Winspool> => {
      loads += 1;
      if (loads === 1) throw new Error('winspool.drv: not found');
      return winspool;
    };
    const clock = manualClock();
    const line = { cable: spoolerCable('Receipts', clock, load), clock, habits: newHabits() };
    const print = async () => (await printJob({ bytes: receipt, processId: null }, line)).outcome;
    expect(await print()).toMatchObject({
      state: 'failed',
      report: { fault: 'printer_module_missing', detail: 'koffi: winspool.drv: not found' },
    });
    expect(await print()).toMatchObject({ state: 'printed' });
  });

  test.runIf(process.platform !== 'win32')('is refused in words where there is no Windows', async () => {
    const clock = manualClock();
    const line = { cable: spoolerCable('Receipts', clock), clock, habits: newHabits() };
    const { outcome } = await printJob({ bytes: receipt, processId: null }, line);
    expect(outcome).toMatchObject({ state: 'failed', report: { fault: 'spooler_elsewhere' } });
  });
});

test('DOC_INFO_1W is three pointers to UTF-16 text, in the order of winspool.h', () => {
  const koffi = createRequire(import.meta.url)('koffi') as typeof import('koffi').default;
  const layout = koffi.struct(docInfoFields);
  expect(koffi.sizeof(layout)).toBe(3 * koffi.sizeof('void *'));
  const place = koffi.alloc(layout, 1);
  koffi.encode(place, layout, { pDocName: 'Truetill receipt', pOutputFile: null, pDatatype: 'RAW' });
  const [name, output, type] = koffi.decode(place, koffi.array('void *', 3)) as [unknown, unknown, unknown];
  expect(output).toBe(null);
  const utf16 = (pointer: unknown, length: number): string => koffi.decode(pointer, 'char16_t', length) as string;
  expect([utf16(name, 16), utf16(type, 3)]).toEqual(['Truetill receipt', 'RAW']);
  koffi.free(place);
});
