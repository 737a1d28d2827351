import type { Api } from '../../main/simulator/messages.ts';
import { MapJournal } from '../sim/map-journal.ts';
import { runWorld } from '../sim/world.ts';
import { end, type Stage, watched } from './stage.ts';
import type { WatchedJournal } from './watched-journal.ts';

/** The acts that are worlds of the simulation. */

/** A world of the simulation: a till that sells, crashes and is started again while everything goes wrong. */
export function world(stage: Stage): void {
  live(stage, stage.seed);
}

/** Of a dozen worlds the one with the longest run: its log is played into the file while it sells, and begun anew. */
export function longWorld(stage: Stage): void {
  const seeds = Array.from({ length: 12 }, (_, n) => stage.seed * 12 + n);
  const [longest] = seeds
    .map((seed) => ({ seed, commits: longestRunOf(seed) }))
    .toSorted((a, b) => b.commits - a.commits);
  live(stage, longest?.seed ?? stage.seed);
}

function live(stage: Stage, seed: number): void {
  let journal: WatchedJournal | null = null;
  const told = runWorld(seed, {
    open: (clock, chance) => {
      journal = watched(stage, clock, chance);
      return { rows: journal.rows, sqlite: null };
    },
    sends: (api: Api, id) => stage.mark({ said: 'sent', api, id }),
  });
  if (told.broken !== null) throw new Error(`SEED=${seed}: ${told.broken}`, { cause: told.cause });
  if (journal !== null) end(journal);
}

/** How many steps a world writes down between two starts at the most, without a disk. */
function longestRunOf(seed: number): number {
  let longest = 0;
  let commits = 0;
  class Counting extends MapJournal {
    override commit(...change: Parameters<MapJournal['commit']>): void {
      super.commit(...change);
      commits += 1;
      longest = Math.max(longest, commits);
    }
    override lastSerial(): number {
      commits = 0;
      return super.lastSerial();
    }
  }
  runWorld(seed, { open: () => ({ rows: new Counting(), sqlite: null }) });
  return longest;
}
