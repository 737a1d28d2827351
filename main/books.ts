import { openStock } from './article-stock.ts';
import { FlightRecorder } from './core/flight-recorder.ts';
import { History } from './core/history.ts';
import type { Chance, Clock, Log } from './core/ports.ts';
import type { Terminal } from './core/terminal.ts';
import type { Profile } from './profile.ts';
import { FlightFiles } from './store/flight.ts';
import type { OpenedJournal } from './store/rescue.ts';

/** What a till keeps beside its journal, or reads out of it for people: flight records, articles, the history. */

interface Keeping {
  readonly profile: Profile;
  readonly clock: Clock;
  readonly chance: Chance;
  readonly log: Log;
}

/** Opened before the gateway, which tells it of its calls. */
export function openFlight({ profile, clock, chance, log }: Keeping, journal: OpenedJournal) {
  const written = new FlightFiles(profile.flightFolder, { clock, log, hasRoom: () => journal.hasRoom() });
  return { written, recorder: new FlightRecorder(clock, chance.digits(8), (record) => written.keep(record)) };
}

export function openBooks(
  keeping: Keeping,
  terminal: Terminal,
  journal: OpenedJournal,
  flight: ReturnType<typeof openFlight>,
) {
  const { profile, clock, log } = keeping;
  const stock = openStock(keeping, terminal, journal);
  const history = new History(journal.history, clock, profile.config.terminal.timeZone);
  return {
    stock,
    history,
    flight: { ...flight, profile, clock, log, terminal, journal },
    close(): void {
      history.close();
      stock.close();
    },
  };
}
