import { assemble } from './assemble.ts';
import { machineChance, machineClock } from './clock.ts';
import type { CustomerScreen } from './core/customer-screen.ts';
import type { Profile } from './profile.ts';
import type { Screens } from './screens.ts';
import { openProfileLog, rescueSentence, sayable } from './starting.ts';

/** A till for a screen: the terminal of a profile on the machine's own clock, its scanners read from the start. */
export interface Till extends Screens {
  /** What the customer's displays show. */
  readonly customer: CustomerScreen;
  /** Leaves everything open in the journal and gives the profile free. */
  close(): Promise<void>;
}

/** Throws {@link UsageError} with a sentence where a person can put something right. */
export async function openTill(profile: Profile): Promise<Till> {
  const log = openProfileLog(profile);
  try {
    const assembled = await assemble({ profile, clock: machineClock, chance: machineChance, log });
    assembled.openScanners();
    const { journal } = assembled;
    if (journal.rescue === undefined) journal.keepBallast();
    else process.stderr.write(`${rescueSentence(profile)}\n`);
    const { terminal, handlers, training, customer } = assembled;
    const close = async (): Promise<void> => {
      await assembled.close();
      log.close();
    };
    return { terminal, handlers, training, customer, close };
  } catch (error) {
    log.close();
    throw sayable(error, profile);
  }
}
