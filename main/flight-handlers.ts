import type { Handlers } from './contract/contract.ts';
import type { FlightTimeline } from './contract/flight.ts';
import type { PaymentView } from './contract/views.ts';
import type { FlightRecord } from './core/flight-record.ts';
import type { FlightRecorder } from './core/flight-recorder.ts';
import { timelineOf } from './core/flight-timeline.ts';
import { ArchiveUnavailable, type Clock, type Log, StorageError } from './core/ports.ts';
import type { Terminal } from './core/terminal.ts';
import type { Profile } from './profile.ts';
import type { OpenedJournal } from './store/rescue.ts';

/** The flight recorder: what happened to a payment, to the millisecond, and the bundle for support. */

export interface FlightAnswering {
  readonly profile: Profile;
  readonly clock: Clock;
  readonly log: Log;
  readonly terminal: Pick<Terminal, 'look' | 'view' | 'openViews'>;
  readonly journal: OpenedJournal;
  readonly recorder: Pick<FlightRecorder, 'of' | 'newest' | 'skew'>;
  /** What was written down by this life of the terminal and those before it. */
  readonly written: { of(ids: readonly string[], timesMs: readonly number[]): Promise<readonly FlightRecord[]> };
}

/** Rows that are read of the beginning of a very long story, and as many of its end. */
const rowsEach = 400;
/** Entries of the beginning and of the end. */
const shownEach = 500;

export function flightHandlers(flight: FlightAnswering) {
  return {
    'flight.timeline': async ({ id }) => {
      const found = flight.terminal.look(id);
      return found.ok ? timeline(flight, found.payment, shownEach) : found;
    },
    // Loaded when somebody wants one: no start waits for it.
    'flight.bundle': async ({ id }) => (await import('./support.ts')).makeBundle(flight, id),
    'flight.file': async ({ name }) => {
      const text = (await import('./support-files.ts')).readBundleFile(flight.profile.supportFolder, name);
      return text === null ? { ok: false, reason: 'no_such_file' } : { ok: true, text };
    },
  } satisfies Partial<Handlers>;
}

/** A payment's story, or why there is none. */
export type Told =
  | { readonly ok: true; readonly timeline: FlightTimeline }
  | { readonly ok: false; readonly reason: 'archive_unavailable' | 'storage_failed' };

/** `each`: entries of its beginning, and as many of its end. */
export async function timeline(flight: FlightAnswering, payment: PaymentView, each: number): Promise<Told> {
  try {
    const { steps, leftOut } = flight.journal.steps.of(payment.paymentRequestId, rowsEach);
    const ids = [payment.paymentRequestId, ...payment.refunds.map(({ refundRequestId }) => refundRequestId)];
    const times = [payment.scannedAtMs, ...steps.map(({ atMs }) => atMs)];
    const records = await recordsOf(flight, ids, times);
    return { ok: true, timeline: timelineOf({ payment, steps, leftOut, records }, each) };
  } catch (error) {
    if (error instanceof ArchiveUnavailable) return { ok: false, reason: 'archive_unavailable' };
    if (error instanceof StorageError) return { ok: false, reason: 'storage_failed' };
    throw error;
  }
}

/** From memory alone where that has the whole of it, as of every payment that is still at the counter. */
async function recordsOf({ recorder, written }: FlightAnswering, ids: readonly string[], times: readonly number[]) {
  const kept = recorder.of(ids);
  if (kept.some((record) => record.what === 'committed' && record.revision === 1)) return kept;
  return [...(await written.of(ids, times)), ...kept];
}
