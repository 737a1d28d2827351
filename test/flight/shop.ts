import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { type Assembled, assemble } from '../../main/assemble.ts';
import { machineChance } from '../../main/clock.ts';
import type { FlightTimeline } from '../../main/contract/flight.ts';
import type { TerminalView } from '../../main/contract/views.ts';
import { noLog } from '../../main/core/ports.ts';
import { readProfile } from '../../main/profile.ts';
import { newDial, type ScaledClock, scaledClock } from '../support/scaled-clock.ts';
import { type Config, freshCode, openTrainingShop, type TrainingShop } from '../support/training-shop.ts';

/** A whole till beside the simulated gateway, over HTTP, on a clock that is faster than ours: asked as a screen asks. */

const timesFaster = 8;

export interface FlownTill {
  readonly shop: TrainingShop<ScaledClock>;
  /** The terminal of this life. */
  till(): Assembled;
  /** Ends this life and begins the next on the same profile. */
  restart(): Promise<void>;
  /** Opens a sale and reads a code; returns the paymentRequestId. */
  charge(code?: string): Promise<string>;
  /** Waits for the terminal. */
  until(holds: (view: TerminalView) => boolean): Promise<TerminalView>;
  timeline(id: string): Promise<FlightTimeline>;
  /** Everything that recorder and bundles have written to the disk. */
  onDisk(): string;
}

export async function openFlownTill(change: (config: Config) => void = () => {}): Promise<FlownTill> {
  const clock = scaledClock(newDial(timesFaster));
  const shop = await openTrainingShop(clock, { mockAmounts: false });
  shop.configure((config) => {
    config.devices = { printer: { kind: 'none' } };
    change(config);
  });
  const open = (): Promise<Assembled> =>
    assemble({ profile: readProfile(shop.folder, 'en'), clock, chance: machineChance, log: noLog });
  let till = await open();
  onTestFinished(async () => {
    await till.close();
    await shop.close();
  });
  return {
    shop,
    till: () => till,
    async restart() {
      await till.close();
      till = await open();
    },
    async charge(code = freshCode()) {
      const started = await till.handlers['sale.start']({ orderId: null, amountMinor: 1280, differentCustomer: true });
      if (!started.ok) throw new Error(started.reason);
      const taken = await till.handlers['sale.code']({ text: code, source: 'wedge' });
      if (!taken.ok) throw new Error(taken.reason);
      return taken.paymentRequestId;
    },
    until: (holds) =>
      new Promise((resolve) => {
        const off = till.terminal.onChange((view) => look(view));
        const look = (view: TerminalView): void => {
          if (!holds(view)) return;
          off();
          resolve(view);
        };
        look(till.terminal.view());
      }),
    async timeline(id) {
      const told = await till.handlers['flight.timeline']({ id });
      if (!told.ok) throw new Error(told.reason);
      return told.timeline;
    },
    onDisk: () => ['flight', 'support'].map((name) => filesIn(join(shop.folder, name))).join('\n'),
  };
}

function filesIn(folder: string): string {
  return readdirSync(folder)
    .map((name) => readFileSync(join(folder, name), 'utf8'))
    .join('\n');
}
