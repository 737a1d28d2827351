import { Draws } from '../sim/draws.ts';
import { manualClock } from '../support/manual-clock.ts';
import { end, type Stage, watched } from './stage.ts';

/** The act of a till that moves what was settled long ago from its journal to the archives. */

/** A year after the last sale of any workload. */
const nowMs = Date.UTC(2027, 10, 30);

export function archive(stage: Stage): void {
  const { seed, life } = stage;
  const journal = watched(stage, manualClock(nowMs), new Draws(seed, `life ${life}`));
  const moving = journal.current().archive();
  while (moving.next().done !== true);
  end(journal);
}
