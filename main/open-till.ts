import type { DisplaySettings } from '../native/display/settings.ts';
import { assemble } from './assemble.ts';
import { machineChance, machineClock } from './clock.ts';
import type { CustomerScreen } from './core/customer-screen.ts';
import type { SeenDisplay } from './display-choice.ts';
import type { Profile } from './profile.ts';
import type { Screens } from './screens.ts';
import { openProfileLog, rescueSentence, sayable } from './starting.ts';

/** A till for a screen: the terminal of a profile on the machine's own clock, its scanners read from the start. */
export interface Till extends Screens {
  /** What the customer's displays show. */
  readonly customer: CustomerScreen;
  /** Calls `follow` with the settings of the customer's display, now and after each change: windows are the shell's. */
  followDisplay(follow: (settings: DisplaySettings) => void): void;
  /** Leaves everything open in the journal and gives the profile free. */
  close(): Promise<void>;
}

/**
 * `displays` tells the screens of this machine. Throws {@link UsageError} with a sentence where a person can put
 * something right.
 */
export async function openTill(profile: Profile, displays: () => Promise<readonly SeenDisplay[]>): Promise<Till> {
  const log = openProfileLog(profile);
  try {
    const assembled = await assemble({ profile, clock: machineClock, chance: machineChance, log, displays });
    assembled.openScanners();
    const { journal } = assembled;
    if (journal.rescue === undefined) journal.keepBallast();
    else process.stderr.write(`${rescueSentence(profile)}\n`);
    const { terminal, handlers, training, customer, devices } = assembled;
    const close = async (): Promise<void> => {
      await assembled.close();
      log.close();
    };
    const followDisplay: Till['followDisplay'] = (follow) => devices.followDisplay(follow);
    return { terminal, handlers, training, customer, followDisplay, close };
  } catch (error) {
    log.close();
    throw sayable(error, profile);
  }
}
