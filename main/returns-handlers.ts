import type { Handlers, Result } from './contract/contract.ts';
import type { ReturnCard } from './contract/returns.ts';
import { languages } from './contract/words/language.ts';
import { hasOpenReversal, type Payment } from './core/payment-state.ts';
import { ArchiveUnavailable, type Clock, StorageError } from './core/ports.ts';
import type { Terminal } from './core/terminal.ts';
import type { CsvPlace } from './returns-csv.ts';
import { type ExportAsked, type ExportSource, exportPiece, newestId, oldestId } from './returns-export.ts';
import { type FileWritten, writeExportInto } from './returns-file.ts';
import type { OpenedJournal } from './store/rescue.ts';

/** The reversal tray and the back office: what is still to be given back, and who settles it. */

interface ReturnsAnswering {
  readonly terminal: Terminal;
  readonly journal: OpenedJournal;
  readonly clock: Clock;
  /** Of the profile. */
  readonly exportFolder: string;
}

/** Ended reversals read in one go, and how many goes one answer may take before it says where to go on. */
const readMax = 200;
const readsMax = 50;

export function returnsHandlers({ terminal, journal, clock, exportFolder }: ReturnsAnswering) {
  const { returns } = terminal;
  const rest = (): Promise<void> => new Promise((resolve) => clock.after(0, resolve));
  const source: ExportSource = {
    openBefore: (...page) => returns.openBefore(...page),
    reversedBefore: (...page) => journal.reversedBefore(...page),
    cardOf: (payment) => returns.cardOf(payment),
  };
  const piece = (asked: ExportAsked) => made(exportPiece(asked, source, placeOf(terminal)), rest);
  let saving: Promise<FileWritten> = Promise.resolve({ ok: true, file: '', rows: 0 });
  return {
    'returns.list': async (asked) => {
      const slices = returns.list(asked);
      for (let slice = slices.next(); ; slice = slices.next()) {
        if (slice.done === true) return slice.value;
        await rest();
      }
    },
    'returns.card': ({ id }) => returns.card(id),
    'returns.send': ({ id }) => returns.send(id),
    'returns.ended': async ({ closedByPerson, before, most }) => {
      const cards: ReturnCard[] = [];
      let last: string | null = before;
      const wanted = (payment: Payment): boolean =>
        !hasOpenReversal(payment) && (!closedByPerson || payment.reversal?.closed != null);
      for (let reads = 0; reads < readsMax; reads += 1) {
        const page = readable(() => journal.reversedBefore(last ?? newestId, oldestId, readMax));
        if (typeof page === 'string') return { ok: false, reason: page };
        for (const payment of page) {
          last = payment.paymentRequestId;
          if (wanted(payment)) cards.push(returns.cardOf(payment));
          if (cards.length >= most) return { ok: true, cards, next: last };
        }
        if (page.length < readMax) return { ok: true, cards, next: null };
        await rest();
      }
      return { ok: true, cards, next: last };
    },
    'returns.export': piece,
    'returns.save': async (asked): Promise<Result<'returns.save'>> => {
      // One behind the other: each looks which names are taken.
      const write = (): Promise<FileWritten> =>
        writeExportInto(exportFolder, clock.wallMs(), async (before) => {
          if (before !== null) await rest();
          return piece({ ...asked, before });
        });
      // One that failed is its own asker's trouble, not the next one's.
      saving = saving.then(write, write);
      const written = await saving;
      return written.ok ? written : { ok: false, reason: written.reason };
    },
  } satisfies Partial<Handlers>;
}

/** A piece of a file, and between two slices of it the terminal's turns. */
async function made(
  slices: ReturnType<typeof exportPiece>,
  rest: () => Promise<void>,
): Promise<Result<'returns.export'>> {
  for (;;) {
    const slice = readable(() => slices.next());
    if (typeof slice === 'string') return { ok: false, reason: slice };
    if (slice.done !== true) await rest();
    else return slice.value === null ? { ok: false, reason: 'no_such_day' } : { ok: true, ...slice.value };
  }
}

/** What the journal answers, or why it cannot. */
function readable<Answer>(ask: () => Answer): Answer | 'storage_failed' | 'archive_unavailable' {
  try {
    return ask();
  } catch (error) {
    if (error instanceof ArchiveUnavailable) return 'archive_unavailable';
    if (error instanceof StorageError) return 'storage_failed';
    throw error;
  }
}

function placeOf(terminal: Terminal): CsvPlace {
  const { language, timeZone } = terminal.view();
  return { language: languages.find((known) => known === language) ?? 'en', timeZone };
}
