import { calmTime } from './calm-time.ts';

/**
 * `node --import fast-world.ts PROGRAM`: a whole program on a faster clock, told by TRUETILL_TEST_SPEED. The program is
 * the very one that ships; what it asks of the machine's clock comes back multiplied, as under a library that fakes
 * time. Never early: a timer fires when its time is over on this clock, or later. TRUETILL_TEST_WALL_MS is what its wall
 * clock shows at the start: a later life of the same till goes on from where the one before was killed.
 */
const speed = Number(process.env['TRUETILL_TEST_SPEED'] ?? '1');

const real = {
  now: Date.now.bind(Date),
  monotonic: performance.now.bind(performance),
  setTimeout: globalThis.setTimeout,
  clearTimeout: globalThis.clearTimeout,
};
const wallStartMs = Number(process.env['TRUETILL_TEST_WALL_MS'] ?? real.now());
const monotonicStartMs = real.monotonic();

const calmMs = calmTime(real.monotonic);
const sinceStartMs = (): number => calmMs() * speed;

/** Timers that were due by the machine before they were due here, and what waits in their place. */
const again = new WeakMap<NodeJS.Timeout, NodeJS.Timeout>();

function after(act: (...given: unknown[]) => void, delayMs = 0, ...given: unknown[]): NodeJS.Timeout {
  const dueMs = sinceStartMs() + delayMs;
  const wait = (): NodeJS.Timeout => real.setTimeout(fire, Math.ceil((dueMs - sinceStartMs()) / speed));
  const fire = (): void => {
    if (sinceStartMs() >= dueMs) {
      act(...given);
      return;
    }
    const next = wait();
    if (!first.hasRef()) next.unref();
    again.set(first, next);
  };
  const first = wait();
  return first;
}

function clear(timer?: NodeJS.Timeout | string | number): void {
  real.clearTimeout(timer);
  if (typeof timer === 'object') real.clearTimeout(again.get(timer));
}

Date.now = () => Math.round(wallStartMs + sinceStartMs());
performance.now = () => monotonicStartMs + sinceStartMs();
globalThis.setTimeout = Object.assign(after, real.setTimeout) as typeof setTimeout;
globalThis.clearTimeout = clear as typeof clearTimeout;
