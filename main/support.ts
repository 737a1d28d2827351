import type { Result } from './contract/contract.ts';
import type { PaymentView } from './contract/views.ts';
import { type FlightAnswering, timeline } from './flight-handlers.ts';
import { program } from './program.ts';
import { type BundledPayment, bundleOf } from './support-bundle.ts';
import { writeBundle } from './support-files.ts';

/** Makes a support bundle: which payments are in it, what is asked of whom, and where it goes. */

/** Entries of the beginning and of the end of a payment's story; fewer where there are many payments. */
const shownEach = 500;
const shownOfManyEach = 60;

/** In a bundle of the whole till: open ones, and the newest. */
const openMax = 20;
const newestMax = 10;

/** By paymentRequestId, paymentId or order; null = the whole till. */
export async function makeBundle(flight: FlightAnswering, id: string | null): Promise<Result<'flight.bundle'>> {
  const found = id === null ? null : flight.terminal.look(id);
  if (found?.ok === false) return found;
  const payments = found === null ? paymentsOfTill(flight) : [found.payment];
  const bundled: BundledPayment[] = [];
  for (const payment of payments) {
    const told = await timeline(flight, payment, found === null ? shownOfManyEach : shownEach);
    bundled.push({
      payment,
      timeline: told.ok ? told.timeline : null,
      refused: told.ok ? null : told.reason,
    });
  }
  const { profile, clock, log, terminal, journal, recorder } = flight;
  const archivesAway = journal.rescue === undefined ? journal.archiveTroubles() : [];
  const made = bundleOf(
    {
      profile,
      program: program(),
      clock,
      view: terminal.view(),
      journal,
      archivesAway: archivesAway.map(({ year, fault }) => ({ year, fault })),
      skew: recorder.skew(),
    },
    found?.payment.paymentRequestId ?? null,
    bundled,
  );
  const written = writeBundle(profile.supportFolder, made, profile.config.terminal.language);
  if (written.ok) return { ...written, files: [...written.files] };
  log.warn('no support bundle was made', { why: written.why });
  return { ok: false, reason: written.reason };
}

/** What is open, and what the recorder saw last; each once, the oldest first. */
function paymentsOfTill({ terminal, recorder }: FlightAnswering): readonly PaymentView[] {
  const newest = recorder.newest(newestMax).flatMap((id) => {
    const found = terminal.look(id);
    return found.ok ? [found.payment] : [];
  });
  const all = new Map([...terminal.openViews(openMax), ...newest].map((one) => [one.paymentRequestId, one]));
  return [...all.values()].toSorted((one, other) => one.scannedAtMs - other.scannedAtMs);
}
