import type { Terminal } from '../../main/core/terminal.ts';
import type { FlightAnswering } from '../../main/flight-handlers.ts';
import type { OpenedJournal } from '../../main/store/rescue.ts';

/** A flight recorder that has seen nothing: a timeline is what the journal has. */
export function noFlight(terminal: Terminal, { steps }: Pick<OpenedJournal, 'steps'>): FlightAnswering {
  return { terminal, steps, recorder: { of: () => [] }, written: { of: async () => [] } };
}
