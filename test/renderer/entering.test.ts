import { expect, test } from 'vitest';
import type { Args, RequestName } from '../../main/contract/contract.ts';
import type { Entered } from '../../main/contract/counter.ts';
import { emptyOrder } from '../../main/contract/order-views.ts';
import type { TerminalView } from '../../main/contract/views.ts';
import { Entering } from '../../renderer/entering.ts';
import type { Terminal } from '../../renderer/terminal.ts';
import { viewOf } from '../screen/views.ts';

/** What a page tells of its entry, and what it does not claim before it knows: a scan may charge what it says it shows. */

const of = (amountMinor: number): Entered => ({ amountMinor, orderId: null, order: emptyOrder });

type Answer = { readonly ok: true } | { readonly ok: false; readonly reason: string };

function page() {
  let entered = of(0);
  let view: TerminalView = viewOf('idle', 'en', false);
  const asked: (readonly [RequestName, unknown])[] = [];
  const answers: ((answer: Answer) => void)[] = [];
  const terminal = {
    shown: () => ({ view }),
    ask: (name: RequestName, args: unknown) => {
      asked.push([name, args]);
      return new Promise<Answer>((resolve) => answers.push(resolve));
    },
  } as unknown as Terminal;
  const entering = new Entering({
    terminal,
    shown: () => entered,
    show: (shown) => {
      entered = shown;
    },
    refused: () => {},
  });
  return {
    entering,
    asked,
    shown: () => entered,
    type(amountMinor: number): void {
      entered = of(amountMinor);
      entering.tell();
    },
    /** The oldest request that waits is answered. */
    async answer(answer: Answer): Promise<void> {
      answers.shift()?.(answer);
      await Promise.resolve();
      await Promise.resolve();
    },
    sees(version: number, amountMinor: number): void {
      view = { ...view, entry: { version, ...of(amountMinor) } };
      entering.viewed({ view, lost: false }, false);
    },
  };
}

test('each change counts one version on, and a sale is of the newest of them', () => {
  const { entering, asked, type } = page();
  for (const amountMinor of [1, 12, 128]) type(amountMinor);
  expect(asked.map(([, args]) => (args as Args<'counter.enter'>).version)).toEqual([0, 1, 2]);
  expect(entering.sold()).toEqual({ entryVersion: 3 });
});

test('nothing is said to be shown while it is not known whether it was taken', async () => {
  const { entering, asked, type, answer } = page();
  type(128);
  entering.isInSight(false);
  entering.isInSight(true);
  expect(
    asked.map(([name]) => name),
    'its version may be another one’s',
  ).toEqual(['counter.enter']);
  await answer({ ok: true });
  entering.isInSight(false);
  expect(asked.slice(1)).toEqual([['counter.shows', { version: 1, inSight: false }]]);
});

test('an amount behind a dialog is said to be there as soon as its change was taken', async () => {
  const { entering, asked, type, answer } = page();
  type(128);
  entering.isInSight(false);
  await answer({ ok: true });
  expect(asked.slice(1)).toEqual([['counter.shows', { version: 1, inSight: false }]]);
});

test('what was refused ends in what the terminal has, once all that was told is answered', async () => {
  const { entering, asked, type, answer, sees, shown } = page();
  type(1);
  type(12);
  sees(1, 350);
  expect(shown().amountMinor, 'still under way').toBe(12);
  await answer({ ok: false, reason: 'entry_changed' });
  expect(shown().amountMinor, 'the second is not answered yet').toBe(12);
  await answer({ ok: false, reason: 'entry_changed' });
  expect(shown().amountMinor).toBe(350);
  expect(entering.sold()).toEqual({ entryVersion: 1 });
  expect(asked.at(-1)).toEqual(['counter.shows', { version: 1, inSight: true }]);
});
