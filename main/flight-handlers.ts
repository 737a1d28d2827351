import type { Handlers, Result } from './contract/contract.ts';
import type { JournalSteps } from './core/flight-ports.ts';
import type { FlightRecord } from './core/flight-record.ts';
import type { FlightRecorder } from './core/flight-recorder.ts';
import { timelineOf } from './core/flight-timeline.ts';
import { ArchiveUnavailable, StorageError } from './core/ports.ts';
import type { Terminal } from './core/terminal.ts';

/** The flight recorder: what happened to a payment, to the millisecond, and the bundle for support. */

export interface FlightAnswering {
  readonly terminal: Pick<Terminal, 'look'>;
  readonly steps: JournalSteps;
  readonly recorder: Pick<FlightRecorder, 'of'>;
  /** What was written down by this life of the terminal and those before it. */
  readonly written: { of(ids: readonly string[], timesMs: readonly number[]): Promise<readonly FlightRecord[]> };
}

/** Rows that are read of the beginning of a very long story, and as many of its end. */
const rowsEach = 400;

export function flightHandlers(flight: FlightAnswering) {
  return {
    'flight.timeline': ({ id }) => timeline(flight, id),
  } satisfies Partial<Handlers>;
}

/** By paymentRequestId, paymentId or order. */
async function timeline(flight: FlightAnswering, id: string): Promise<Result<'flight.timeline'>> {
  const found = flight.terminal.look(id);
  if (!found.ok) return found;
  const { payment } = found;
  try {
    const { steps, leftOut } = flight.steps.of(payment.paymentRequestId, rowsEach);
    const ids = [payment.paymentRequestId, ...payment.refunds.map(({ refundRequestId }) => refundRequestId)];
    const times = [payment.scannedAtMs, ...steps.map(({ atMs }) => atMs)];
    const records = await recordsOf(flight, ids, times);
    return { ok: true, timeline: timelineOf({ payment, steps, leftOut, records }) };
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
