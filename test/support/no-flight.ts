import { FlightRecorder } from '../../main/core/flight-recorder.ts';
import { type Clock, noLog } from '../../main/core/ports.ts';
import type { Terminal } from '../../main/core/terminal.ts';
import type { FlightAnswering } from '../../main/flight-handlers.ts';
import type { Profile } from '../../main/profile.ts';
import type { OpenedJournal } from '../../main/store/rescue.ts';

/** A flight recorder that has seen nothing, without a profile: a timeline is what the journal has. */
export function noFlight(terminal: Terminal, journal: OpenedJournal, clock: Clock): FlightAnswering {
  const recorder = new FlightRecorder(clock, '00000000');
  const profile = { supportFolder: '/nowhere' } as Profile;
  return { profile, clock, log: noLog, terminal, journal, recorder, written: { of: async () => [] } };
}
