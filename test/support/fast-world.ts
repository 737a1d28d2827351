/**
 * `node --import fast-world.ts PROGRAM`: a whole program on a faster clock, told by TRUETILL_TEST_SPEED. The program is
 * the very one that ships; what it asks of the machine's clock comes back multiplied, as under a library that fakes
 * time. Never early: a timer fires when its time is over on this clock, or later.
 */
const speed = Number(process.env['TRUETILL_TEST_SPEED'] ?? '1');
const real = {
  now: Date.now.bind(Date),
  monotonic: performance.now.bind(performance),
  setTimeout: globalThis.setTimeout,
};
const wallStartMs = real.now();
const monotonicStartMs = real.monotonic();

const sinceStartMs = (): number => (real.monotonic() - monotonicStartMs) * speed;

Date.now = () => Math.round(wallStartMs + sinceStartMs());
performance.now = () => monotonicStartMs + sinceStartMs();
globalThis.setTimeout = Object.assign(
  (act: (...given: unknown[]) => void, delayMs = 0, ...given: unknown[]) =>
    real.setTimeout(act, Math.ceil(delayMs / speed), ...given),
  real.setTimeout,
) as typeof setTimeout;
