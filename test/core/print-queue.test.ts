import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { questionsMax, waitingMax } from '../../main/core/print-queue.ts';
import { printedSeed } from '../support/seed.ts';
import { type Fate, fault, type Given, type PrintWorld, printWorld, ready } from './print-world.ts';

/** What becomes of a paper, whatever the printer, the power and the people do. */

const minuteMs = 60_000;

function stateOf(world: PrintWorld, id: number): string {
  return world.queue.list().find((job) => job.id === id)?.state ?? 'gone';
}

/** What surely or perhaps came out, and does not say that it is a copy. */
function originals(given: readonly Given[], name: string): number {
  return given.filter((one) => one.name === name && !one.copy && one.fate !== 'failed').length;
}

describe('a paper', () => {
  test.for(['failed', 'unknown'] as const)('that ends as %s behind the close leaves no timer', (fate) => {
    const world = printWorld(() => fate);
    const id = world.ask('A');
    world.queue.close();
    world.clock.advance(500);
    expect(stateOf(world, id)).toBe(fate === 'failed' ? 'queued' : 'unknown');
    expect(world.clock.waiting(), 'nothing keeps the program from ending').toBe(0);
  });

  test('that is confirmed is printed once, and its document is kept no longer', () => {
    const world = printWorld(() => 'printed');
    const id = world.ask('A');
    expect(world.queue.view()).toMatchObject({ waiting: 1, printing: true, job: { state: 'sending', attempts: 1 } });
    world.clock.advance(minuteMs);
    expect(world.given).toEqual([{ name: 'A', copy: false, fate: 'printed' }]);
    expect(world.prints.newest(9)).toMatchObject([{ id, state: 'printed', document: null }]);
    expect(world.queue.view()).toMatchObject({ waiting: 0, printing: false, question: null });
  });

  test('is written down as leaving before the printer is given it', () => {
    const stored: string[] = [];
    const world: PrintWorld = printWorld(() => {
      stored.push(world.prints.newest(1)[0]?.state ?? 'none');
      return 'printed';
    });
    world.ask('A');
    expect(stored).toEqual(['sending']);
  });

  test('that did not leave is tried after 5, 10, 20, 30, 30 s … for 10 minutes, and then given up', () => {
    const times: number[] = [];
    const world: PrintWorld = printWorld(() => {
      times.push(world.clock.monotonicMs());
      return 'failed';
    });
    const id = world.ask('A');
    world.clock.advance(20 * minuteMs);
    expect(times.slice(0, 6)).toEqual([0, 5_500, 16_000, 36_500, 67_000, 97_500]);
    expect(times.at(-1)).toBeLessThanOrEqual(10 * minuteMs);
    expect(world.queue.list()).toMatchObject([{ id, state: 'failed', fault: { fault: 'cover_open' } }]);
    expect(world.queue.view()).toMatchObject({ waiting: 0, printing: false });
    expect(world.queue.again(id)).toEqual({ ok: true });
    expect(world.given.at(-1), 'nothing of it ever left').toMatchObject({ name: 'A', copy: false });
  });

  test('that waits for its printer goes out when it reports ready, not more often than each second', () => {
    const times: number[] = [];
    const world: PrintWorld = printWorld(() => {
      times.push(world.clock.monotonicMs());
      return times.length < 4 ? 'failed' : 'printed';
    });
    world.ask('A');
    for (let second = 0; second < 4; second += 1) {
      world.clock.advance(600);
      world.queue.printerIs(fault);
      world.queue.printerIs(ready);
      world.clock.advance(1_000);
    }
    expect(world.given.map(({ fate }) => fate)).toEqual(['failed', 'failed', 'failed', 'printed']);
    for (const [n, at] of times.entries()) expect(at - (times[n - 1] ?? -1_000)).toBeGreaterThanOrEqual(1_000);
  });

  test('of which nobody knows holds up the next one for half a minute, and is never printed again by itself', () => {
    const world = printWorld(({ name }) => (name === 'A' ? 'unknown' : 'printed'));
    const id = world.ask('A');
    world.ask('B');
    world.clock.advance(20_000);
    expect(world.queue.view()).toMatchObject({ waiting: 1, printing: false, questions: 1, question: { id } });
    world.clock.advance(60 * minuteMs);
    expect(world.given.map(({ name }) => name)).toEqual(['A', 'B']);
    expect(world.queue.view()).toMatchObject({ waiting: 0, question: { id, state: 'unknown' } });
  });

  test('that a person puts off lets the next one go at once, and stays a question', () => {
    const world = printWorld(({ name }) => (name === 'A' ? 'unknown' : 'printed'));
    const id = world.ask('A');
    world.ask('B');
    world.clock.advance(1_000);
    expect(world.queue.later(id)).toEqual({ ok: true });
    world.clock.advance(1_000);
    expect(world.given.map(({ name }) => name)).toEqual(['A', 'B']);
    expect(world.queue.view()).toMatchObject({ questions: 1, question: null });
    expect(world.queue.answer(id, true)).toEqual({ ok: true });
    expect(world.queue.answer(id, true)).toEqual({ ok: false, reason: 'paper_not_open' });
    expect(world.queue.answer(99, true)).toEqual({ ok: false, reason: 'no_such_paper' });
  });

  test('that nobody wants any more is not printed', () => {
    const world = printWorld(({ name }) => (name === 'A' ? 'failed' : 'printed'));
    const id = world.ask('A');
    world.ask('B');
    world.clock.advance(1_000);
    expect(world.queue.drop(id)).toEqual({ ok: true });
    world.clock.advance(minuteMs);
    expect(world.given.map(({ name }) => name)).toEqual(['A', 'B']);
    expect(world.queue.again(id)).toEqual({ ok: false, reason: 'paper_not_open' });
  });
});

/** What the printer did, whether the power failed then, what a person said; and how often paper may have come out. */
const table: readonly {
  readonly fate: Fate;
  readonly restartMs: number | null;
  readonly answer: boolean | null;
  readonly ends: string;
  readonly given: readonly string[];
}[] = [
  { fate: 'printed', restartMs: null, answer: null, ends: 'printed', given: ['A'] },
  { fate: 'printed', restartMs: 1_000, answer: null, ends: 'printed', given: ['A'] },
  { fate: 'unknown', restartMs: null, answer: null, ends: 'unknown', given: ['A'] },
  { fate: 'unknown', restartMs: null, answer: true, ends: 'printed', given: ['A'] },
  { fate: 'unknown', restartMs: null, answer: false, ends: 'failed', given: ['A', 'A copy'] },
  { fate: 'unknown', restartMs: 1_000, answer: null, ends: 'unknown', given: ['A'] },
  { fate: 'unknown', restartMs: 1_000, answer: true, ends: 'printed', given: ['A'] },
  { fate: 'unknown', restartMs: 3_600_000, answer: false, ends: 'failed', given: ['A', 'A copy'] },
  { fate: 'silent', restartMs: 1_000, answer: null, ends: 'unknown', given: ['A'] },
  { fate: 'silent', restartMs: 1_000, answer: true, ends: 'printed', given: ['A'] },
  { fate: 'silent', restartMs: 1_000, answer: false, ends: 'failed', given: ['A', 'A copy'] },
  { fate: 'failed', restartMs: 1_000, answer: null, ends: 'printed', given: ['A', 'A'] },
  { fate: 'failed', restartMs: 9 * minuteMs, answer: null, ends: 'printed', given: ['A', 'A'] },
  { fate: 'failed', restartMs: 11 * minuteMs, answer: null, ends: 'failed', given: ['A'] },
];

describe('what the printer did × the power × the answer', () => {
  test.for(table)('$fate, restart $restartMs, came $answer: ends $ends', ({ fate, restartMs, answer, ends, given }) => {
    const first = printWorld(() => (first.given.length === 0 ? fate : 'printed'));
    const id = first.ask('A');
    first.clock.advance(1_000);
    const world = restartMs === null ? first : first.restart(restartMs);
    world.clock.advance(1_000);
    if (answer !== null) expect(world.queue.answer(id, answer)).toEqual({ ok: true });
    world.clock.advance(minuteMs);
    expect(world.given.map(({ name, copy }) => `${name}${copy ? ' copy' : ''}`)).toEqual(given);
    expect(stateOf(world, id)).toBe(ends);
    expect(world.prints.newest(9).find((job) => job.id === id)?.state, 'as it is written down').toBe(ends);
  });
});

describe('a disk that does not write', () => {
  test('holds up no paper, is told once, and what it would find again at a start says that it is a copy', () => {
    const world = printWorld(() => 'printed');
    world.disk.fails = true;
    world.ask('A');
    world.ask('B');
    world.clock.advance(minuteMs);
    expect(world.given.map(({ name, copy }) => [name, copy])).toEqual([
      ['A', true],
      ['B', true],
    ]);
    expect(world.log).toEqual(['papers cannot be written down; they go on from memory']);
    world.disk.fails = false;
    const next = world.restart(1_000);
    next.clock.advance(minuteMs);
    expect(originals(next.given, 'A')).toBe(1);
  });
});

describe('the line', () => {
  test('is bounded, and what does not fit is told', () => {
    const world = printWorld(() => 'failed');
    const ids = Array.from({ length: waitingMax + 5 }, (_, n) => world.ask(`P${n}`));
    world.clock.advance(1_000);
    expect(world.queue.view().waiting).toBeLessThanOrEqual(waitingMax + 1);
    expect(world.queue.list().find(({ id }) => id === ids.at(-1))?.fault?.fault).toBe('print_line_full');
  });

  test('asks at most so many questions at a time, the newest ones', () => {
    const world = printWorld(() => 'unknown');
    for (let n = 0; n < questionsMax + 20; n += 1) {
      world.queue.later(world.ask(`P${n}`));
      world.clock.advance(minuteMs);
    }
    expect(world.queue.view().questions).toBe(questionsMax);
  });

  test('ends after the paper that is with the printer, and begins no other', () => {
    const world = printWorld(() => 'printed');
    world.ask('A');
    world.ask('B');
    let isOver = false;
    world.queue.end(() => {
      isOver = true;
    });
    expect(isOver).toBe(false);
    world.clock.advance(minuteMs);
    expect(isOver).toBe(true);
    expect(world.given.map(({ name }) => name)).toEqual(['A']);
    const next = world.restart(1_000);
    next.clock.advance(minuteMs);
    expect(next.given.map(({ name }) => name)).toEqual(['A', 'B']);
  });
});

type Deed =
  | { readonly do: 'ask' | 'restart' | 'ready' | 'later' | 'again' | 'drop' }
  | { readonly do: 'wait'; readonly ms: number }
  | { readonly do: 'answer'; readonly came: boolean };

const deeds: fc.Arbitrary<Deed> = fc.oneof(
  { weight: 4, arbitrary: fc.record({ do: fc.constant('ask' as const) }) },
  { weight: 4, arbitrary: fc.record({ do: fc.constant('wait' as const), ms: fc.integer({ min: 0, max: 40_000 }) }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('answer' as const), came: fc.boolean() }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constantFrom('restart', 'ready', 'later', 'again', 'drop' as const) }) },
);

describe('whatever happens', () => {
  test('no paper comes out twice as a first one, order is kept, and every paper ends or is asked', () => {
    const seed = printedSeed('print queue');
    const fates = fc.array(fc.constantFrom<Fate>('printed', 'printed', 'failed', 'unknown', 'silent'), {
      maxLength: 60,
    });
    fc.assert(
      fc.property(fc.array(deeds, { maxLength: 60 }), fates, (acts, plan) => {
        const left = [...plan];
        const names: string[] = [];
        let world = printWorld(() => left.shift() ?? 'printed');
        for (const act of acts) world = done(act, world, names);
        // The power fails once more, the printer is well from here on.
        left.length = 0;
        world = world.restart(1_000);
        world.clock.advance(30 * minuteMs);
        for (const name of names)
          expect(originals(world.given, name), `${name} came out as a first paper`).toBeLessThanOrEqual(1);
        const firsts = world.given.filter(({ copy }) => !copy).map(({ name }) => names.indexOf(name));
        expect(withoutRepeats(firsts), 'first papers leave in the order in which they were asked for').toEqual(
          withoutRepeats(firsts).toSorted((one, other) => one - other),
        );
        for (const job of world.prints.newest(1_000))
          expect(['printed', 'unknown', 'failed'], `${job.paymentRequestId} is over or asked`).toContain(job.state);
      }),
      { seed, numRuns: 400 },
    );
  });
});

/** `again` is the person's own order. */
function withoutRepeats(order: readonly number[]): readonly number[] {
  return [...new Set(order)];
}

function done(act: Deed, world: PrintWorld, names: string[]): PrintWorld {
  const oldest = (state: string): number => world.queue.list().findLast((job) => job.state === state)?.id ?? 0;
  switch (act.do) {
    case 'ask':
      names.push(`P${names.length}`);
      world.ask(names.at(-1) ?? '');
      break;
    case 'wait':
      world.clock.advance(act.ms);
      break;
    case 'answer':
      world.queue.answer(oldest('unknown'), act.came);
      break;
    case 'later':
      world.queue.later(oldest('unknown'));
      break;
    case 'again':
      world.queue.again(oldest('failed'));
      break;
    case 'drop':
      world.queue.drop(oldest('queued'));
      break;
    case 'ready':
      world.queue.printerIs(fault);
      world.queue.printerIs(ready);
      break;
    case 'restart':
      return world.restart(2_000);
  }
  return world;
}
