/**
 * The machine's time without the stretches in which it let this program wait for its turn. A fast clock made of it
 * stands still on a busy machine, where one made of the machine's own goes on: at sixteen times the speed a pause of
 * an eighth of a second would be the two seconds after which no pay may leave.
 */

/** The most that counts between two looks, and how often somebody looks at least; milliseconds. */
const pauseMostMs = 30;
const lookEveryMs = 10;

/** `monotonicMs` is the machine's; what is given back begins at 0 and only ever falls behind it. */
export function calmTime(monotonicMs: () => number): () => number {
  let lookedMs = monotonicMs();
  let passedMs = 0;
  const look = (): number => {
    const nowMs = monotonicMs();
    passedMs += Math.min(nowMs - lookedMs, pauseMostMs);
    lookedMs = nowMs;
    return passedMs;
  };
  setInterval(look, lookEveryMs).unref();
  return look;
}
