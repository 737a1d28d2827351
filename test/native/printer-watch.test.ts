import { expect, test } from 'vitest';
import type { Cable, Connection, Opened, Trouble } from '../../native/printer/connection.ts';
import { profileNamed } from '../../native/printer/profile.ts';
import { newHabits } from '../../native/printer/talk.ts';
import { PrinterWatch } from '../../native/printer/watch.ts';
import { settled } from '../support/hid-bench.ts';
import { manualClock } from '../support/manual-clock.ts';

/** What a look between receipts is worth. */

const refused: Trouble = { fault: 'printer_refused', detail: 'ECONNREFUSED' };

/** A printer that is well, and serves only one at a time: for so many looks somebody else is at it. */
function sharedPrinter() {
  const clock = manualClock();
  let busyFor = 0;
  const cable: Cable = {
    place: '192.168.1.50:9100',
    answers: true,
    async open(listen): Promise<Opened> {
      busyFor -= 1;
      if (busyFor >= 0) return { ok: false, trouble: refused };
      const connection: Connection = {
        async write(bytes) {
          listen.heard(Uint8Array.of(bytes[0] === 0x10 ? 0x12 : 0x00));
          return { ok: true };
        },
        close: async () => ({ how: 'ended' }),
      };
      return { ok: true, connection };
    },
  };
  const profile = profileNamed('generic');
  if (!profile.ok) throw new Error(profile.why);
  const watch = new PrinterWatch(
    { cable, clock, habits: newHabits() },
    { profile: profile.profile, openLevel: null, looks: true },
    (act) => act(),
  );
  const told: string[] = [];
  watch.start(({ state, fault }) => told.push(`${state} ${fault}`.trim()));
  return {
    told,
    serveAnother: (looks: number) => {
      busyFor = looks;
    },
    async pass(ms: number): Promise<void> {
      for (let passed = 0; passed < ms; passed += 500) {
        clock.advance(500);
        await settled();
      }
    },
  };
}

test('a printer that serves another till for a moment is no news', async () => {
  const { told, serveAnother, pass } = sharedPrinter();
  await pass(500);
  for (let times = 0; times < 3; times += 1) {
    serveAnother(1);
    await pass(10_000);
  }
  expect(told).toEqual(['ready']);
});

test('a printer that serves nobody is told with the second look, and its coming back with the first', async () => {
  const { told, serveAnother, pass } = sharedPrinter();
  await pass(500);
  serveAnother(3);
  await pass(15_000);
  expect(told).toEqual(['ready', 'refused printer_refused', 'ready']);
});
