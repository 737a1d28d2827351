import type { ArticleStock } from './article-stock.ts';
import { catalogueHandlers } from './catalogue-handlers.ts';
import type { Handlers, Result } from './contract/contract.ts';
import type { CustomerScreen } from './core/customer-screen.ts';
import type { History } from './core/history.ts';
import { type Clock, StorageError } from './core/ports.ts';
import type { Terminal } from './core/terminal.ts';
import { counterHandlers } from './counter-handlers.ts';
import { type DeviceAnswering, deviceHandlers } from './device-handlers.ts';
import { displayHandlers } from './display-handlers.ts';
import { type FlightAnswering, flightHandlers } from './flight-handlers.ts';
import { historyHandlers } from './history-handlers.ts';
import { archivePieces } from './housekeeping.ts';
import { printingHandlers } from './printing-handlers.ts';
import { returnsHandlers } from './returns-handlers.ts';
import { salesPiece } from './sales-record.ts';
import { setUpHandlers } from './set-up-codes.ts';
import { BackupFailed } from './store/backup.ts';
import type { OpenedJournal } from './store/rescue.ts';
import type { VerifyProgress } from './store/verify.ts';
import type { Training } from './training.ts';
import { truthDeskHandlers } from './truth-desk-handlers.ts';

/** The contract's requests, answered by one terminal and its journal. */

/** In one answer to `reversals.list`, as the contract says. */
export const listedMax = 1_000;

export interface Answering {
  readonly terminal: Terminal;
  readonly journal: OpenedJournal;
  readonly history: History;
  readonly gatewayUrl: string;
  readonly clock: Clock;
  readonly backupFolder: string;
  readonly exportFolder: string;
  /** The shop's articles. */
  readonly stock: ArticleStock;
  /** Null where there is no simulated customer. */
  readonly training: Training | null;
  readonly customer: Pick<CustomerScreen, 'blank'>;
  readonly flight: FlightAnswering;
}

export function handlersOf(answering: Answering, setUp: DeviceAnswering): Handlers {
  const { terminal, journal, gatewayUrl, clock } = answering;
  return {
    ...trainingHandlers(answering.training),
    ...printingHandlers(terminal, () => setUp.devices.printer),
    ...deviceHandlers(setUp),
    ...displayHandlers(answering.customer),
    ...setUpHandlers(),
    ...historyHandlers(terminal, answering.history),
    ...truthDeskHandlers(terminal.truthDesk),
    ...returnsHandlers(answering),
    ...flightHandlers(answering.flight),
    ...catalogueHandlers(terminal.articles, answering.stock),
    ...counterHandlers(setUp),
    'terminal.view': () => terminal.view(),
    'sale.code': (scan) => terminal.scan(scan),
    'sale.stop': () => terminal.stop(),
    'sale.clear': () => terminal.clear(),
    'payment.look': ({ id }) => terminal.look(id),
    'payment.inquire': ({ id }) => terminal.inquire(id),
    'payment.decide': ({ id, decision, by, why }) => terminal.decide(id, decision, by, why),
    'reversal.close': ({ id, ...said }) => terminal.closeReversal(id, said),
    'payment.reprint': ({ id }) => terminal.reprint(id),
    'reversals.list': () => ({ open: terminal.unsettled(), payments: [...terminal.openViews(listedMax)] }),
    'reversals.send': () => {
      terminal.sendReturns();
      return { ok: true };
    },
    'refund.start': ({ id, amountMinor, why, key, leftMinor }) => terminal.refund(id, amountMinor, why, key, leftMinor),
    'journal.sales': ({ after }) => ({ ...salesPiece(journal, terminal.returns, after), gatewayUrl }),
    'journal.verify': () => verified(journal, clock, () => {}),
    'journal.archive': () => archived(journal, clock),
    'journal.backup': ({ folder }) => backedUp(journal, folder ?? answering.backupFolder, clock),
  };
}

function trainingHandlers(training: Training | null) {
  const nobody = { ok: false, reason: 'no_training_customer' } as const;
  return {
    'training.view': () => training?.view() ?? null,
    'training.act': ({ act }) => training?.act(act) ?? nobody,
    'training.scenario': ({ scenario }) => training?.choose(scenario) ?? nobody,
    'training.printer': ({ act }) => training?.printer(act) ?? nobody,
    'training.scanner': ({ act }) => training?.scanner(act) ?? nobody,
    'training.paper': () => training?.paper() ?? nobody,
  } satisfies Partial<Handlers>;
}

/** Verifies the journal slice by slice; between two slices the terminal takes its turns. */
export async function verified(journal: OpenedJournal, clock: Clock, progress: (done: VerifyProgress) => void) {
  const slices = journal.verify();
  for (;;) {
    const slice = slices.next();
    if (slice.done === true) {
      const { rows, payments, totals, problems } = slice.value;
      return { ok: problems.length === 0, rows, payments, totals: [...totals], problems: [...problems] };
    }
    progress(slice.value);
    await new Promise<void>((resolve) => clock.after(0, resolve));
  }
}

/** Archives because somebody has asked for it: also while a sale is open, which waits for one short piece at most. */
async function archived(journal: OpenedJournal, clock: Clock): Promise<Result<'journal.archive'>> {
  if (journal.rescue !== undefined) return { ok: false, reason: 'journal_lost' };
  try {
    const verdict = await archivePieces(journal, clock, async () => true);
    if (verdict === null) return { ok: false, reason: 'closing' };
    const { payments, rows, years, problems } = verdict;
    return { ok: true, payments, rows, years: [...years], problems: [...problems] };
  } catch (error) {
    if (error instanceof StorageError) return { ok: false, reason: 'storage_failed' };
    throw error;
  }
}

/** Copies the journal into the folder; between two pieces the terminal takes its turns. */
export async function backedUp(
  journal: OpenedJournal,
  folder: string,
  clock: Clock,
): Promise<Result<'journal.backup'>> {
  if (journal.rescue !== undefined)
    return { ok: false, reason: 'unreadable', why: `the journal is lost: ${journal.rescue.reason}` };
  try {
    const { archives, removed, problems, ...made } = await journal.backup(
      folder,
      () => new Promise((resolve) => clock.after(0, resolve)),
    );
    return { ok: true, ...made, archives: [...archives], removed: [...removed], problems: [...problems] };
  } catch (error) {
    if (error instanceof BackupFailed) return { ok: false, reason: error.fault, why: error.message };
    throw error;
  }
}
