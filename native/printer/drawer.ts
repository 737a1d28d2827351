import type { DrawerOutcome } from '../../main/core/ports.ts';
import { reportOf, type Trouble } from './connection.ts';
import { look } from './look.ts';
import type { DrawerFacts } from './profile.ts';
import type { PrinterFacts } from './status.ts';
import { type Line, type Talk, talkOver } from './talk.ts';

/**
 * One pulse for the cash drawer on a printer. It knows the two commands and the sensor; it knows nobody who may open a
 * drawer. A pulse is never kept by a printer that is offline, to come when nobody is there any more: then the command
 * that works at once is sent, or none.
 */

/** Which level of contact 3 means that the drawer is open; drawers differ, and many have no sensor. */
export type OpenLevel = 'high' | 'low' | 'none';

export interface DrawerSettings {
  /** Null = as the profile of the printer says. */
  readonly pin: 2 | 5 | null;
  readonly openLevel: OpenLevel;
}

/** A drawer that was pulsed is open after a few tenths of a second, or it is locked. */
const senseTimes = 10;
const senseEveryMs = 100;
const closeWithinMs = 1_000;
/** A printer that is free answers GS r at once. */
const inBandWithinMs = 1_000;

/** Sends at most one pulse. Never rejects. */
export async function pulseDrawer(drawer: DrawerSettings, facts: DrawerFacts, line: Line): Promise<DrawerOutcome> {
  const talking = await talkOver(line);
  if (!talking.ok) return { state: 'failed', report: reportOf(talking.trouble, line.cable.place) };
  const { talk } = talking;
  const outcome = await pulseOver(talk, drawer, facts, line);
  const closing = await talk.close(closeWithinMs);
  if (outcome.state !== 'opened' || outcome.how === 'sensed' || closing.how === 'ended') return outcome;
  // A printer need not close after us; one that breaks off has perhaps not read the pulse.
  if (closing.trouble.fault === 'printer_silent') return outcome;
  return { state: 'unknown', report: reportOf(closing.trouble, line.cable.place) };
}

async function pulseOver(
  talk: Talk,
  { pin, openLevel }: DrawerSettings,
  facts: DrawerFacts,
  line: Line,
): Promise<DrawerOutcome> {
  const failed = (trouble: Trouble): DrawerOutcome => ({
    state: 'failed',
    report: reportOf(trouble, line.cable.place),
  });
  const hinders = line.cable.answers ? await look(talk, line.habits) : null;
  if (hinders?.fault === 'printer_silent') return failed(hinders);
  // Without DLE DC4 the pulse would wait with the receipts until the printer is well again.
  if (hinders !== null && !facts.realTime) return failed(hinders);
  if (isOpen(talk.facts(), openLevel)) return { state: 'opened', how: 'sensed' };
  const contact = pin ?? facts.pin;
  const written = await talk.write(facts.realTime ? pulseNow(contact, facts) : pulse(contact, facts));
  if (!written.ok) {
    const { trouble, left } = written;
    return { state: left ? 'unknown' : 'failed', report: reportOf(trouble, line.cable.place) };
  }
  if (openLevel === 'none' || !canSense(talk, line)) return { state: 'opened', how: 'handed_over' };
  return (await sensed(talk, openLevel, line))
    ? { state: 'opened', how: 'sensed' }
    : { state: 'unknown', report: reportOf({ fault: 'drawer_not_sensed', detail: '' }, line.cable.place) };
}

/** ESC p m t1 t2, in units of 2 ms. m 0 = pin 2, 1 = pin 5. */
export function pulse(pin: 2 | 5, { onMs, offMs }: DrawerFacts): Uint8Array {
  return Uint8Array.of(0x1b, 0x70, pin === 2 ? 0 : 1, onMs / 2, offMs / 2);
}

/** DLE DC4 1 m t, in units of 100 ms, 1 to 8. */
export function pulseNow(pin: 2 | 5, { onMs }: DrawerFacts): Uint8Array {
  return Uint8Array.of(0x10, 0x14, 0x01, pin === 2 ? 0 : 1, Math.min(8, Math.max(1, Math.round(onMs / 100))));
}

/** False also where the sensor has not been heard yet. */
export function isOpen({ drawerPin }: PrinterFacts, openLevel: OpenLevel): boolean {
  return openLevel !== 'none' && drawerPin === openLevel;
}

function canSense(talk: Talk, { cable, habits }: Line): boolean {
  return cable.answers && talk.lost() === null && (habits.realTime === 'yes' || habits.inBand === 'yes');
}

async function sensed(talk: Talk, openLevel: OpenLevel, { clock, habits }: Line): Promise<boolean> {
  for (let times = 0; times < senseTimes; times += 1) {
    const answered = habits.realTime === 'yes' ? await talk.ask(1) : await talk.askDrawer(inBandWithinMs);
    if (!answered) return false;
    if (isOpen(talk.facts(), openLevel)) return true;
    await new Promise<void>((resume) => clock.after(senseEveryMs, resume));
  }
  return false;
}
