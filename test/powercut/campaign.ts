import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { Draws } from '../sim/draws.ts';
import { type Mode, modes } from './file.ts';
import { inspect } from './inspect.ts';
import { Promised } from './promised.ts';
import { marksOf, type Recorded, record, scratchFolder } from './record.ts';
import { type Bad, replay } from './replay.ts';
import type { Setting } from './stage.ts';
import { type Workload, workloads } from './workloads.ts';

/**
 * Workload after workload under one seed after the other, until so many disks have been looked at and so many
 * processes have been killed. The same wish does the same.
 */

export interface CampaignWish {
  readonly disks: number;
  readonly kills: number;
  readonly seed: number;
  readonly setting: Setting;
  /** This campaign is number `of.part` (from 0) of `of.parts` that share the seeds. */
  readonly of: { readonly part: number; readonly parts: number };
  /** Told after each workload. */
  readonly tell: (tally: Tally) => void;
}

export interface Tally {
  readonly disks: number;
  readonly kills: number;
  /** Disks and kills after which something was missing. */
  readonly bad: number;
  readonly byMode: Readonly<Record<Mode | 'killed', { readonly disks: number; readonly bad: number }>>;
  /** Wall time of recording and looking, without the kills. */
  readonly diskSeconds: number;
  /** The first of them. */
  readonly shown: readonly Bad[];
}

const shownMax = 20;

/** Random disks at each moment. */
export const copies = 3;

/** On average: one with everything, the random ones, and now and then one with only what was synced. */
const disksOfMoment = copies + 1.2;

/** At the least so many recordings of each workload, where the disks reach for it. */
const roundsAtLeast = 8;
const disksOfOneMin = 200;

export async function runCampaign(wish: CampaignWish): Promise<Tally> {
  const scratch = scratchFolder();
  const clean = (): void => rmSync(scratch, { recursive: true, force: true });
  process.once('exit', clean);
  try {
    return await new Campaign(wish, scratch).run();
  } finally {
    process.off('exit', clean);
    clean();
  }
}

/**
 * Under a setting that loses commits nothing is started on what a power cut left: the product refuses such a journal,
 * and each later kill would be told off for what the cut has lost.
 */
function workloadsUnder(setting: Setting): readonly Workload[] {
  return setting === 'product'
    ? workloads
    : workloads.filter(({ lives }) => lives.every(({ ends }) => ends?.by !== 'power cut'));
}

class Campaign {
  readonly #wish: CampaignWish;
  readonly #workloads: readonly Workload[];
  readonly #scratch: string;
  readonly #byMode = { kill: none(), strict: none(), rand: none(), killed: none() };
  readonly #shown: Bad[] = [];
  readonly #diskShare: number;
  readonly #killShare: number;
  #diskSeconds = 0;

  constructor(wish: CampaignWish, scratch: string) {
    this.#wish = wish;
    this.#scratch = scratch;
    this.#workloads = workloadsUnder(wish.setting);
    const recordings = roundsAtLeast * this.#workloads.length;
    this.#diskShare = Math.max(disksOfOneMin, Math.ceil(wish.disks / recordings));
    const expected = Math.max(this.#workloads.length, Math.min(recordings, Math.floor(wish.disks / disksOfOneMin)));
    this.#killShare = Math.ceil(wish.kills / expected);
  }

  async run(): Promise<Tally> {
    const { disks, kills, seed, of } = this.#wish;
    const isDone = (): boolean => this.#disks() >= disks && this.#byMode.killed.disks >= kills;
    for (let round = of.part; !isDone(); round += of.parts)
      for (const workload of this.#workloads) {
        if (isDone()) break;
        const recorded = this.#look(workload, seed + round, disks - this.#disks());
        this.#kill(workload, seed + round, operationsOf(recorded), kills - this.#byMode.killed.disks);
        this.#wish.tell(this.#tally());
        // Whoever wants to stop it is heard here.
        await new Promise((resolve) => setImmediate(resolve));
      }
    return this.#tally();
  }

  #look(workload: Workload, seed: number, wanted: number): Recorded {
    const started = performance.now();
    const recorded = record({ workload, seed, setting: this.#wish.setting }, this.#scratch);
    const place = join(this.#scratch, 'disk');
    mkdirSync(place, { recursive: true });
    const most = Math.min(this.#diskShare, wanted);
    const moments = recorded.lives.flatMap(({ operations }) => operations.filter(({ n }) => n > 0)).length;
    const share = Math.min(1, most / moments / disksOfMoment);
    const { byMode, bad } = replay(recorded, { workload: workload.name, seed, copies, share, place, most });
    for (const mode of modes) {
      this.#byMode[mode].disks += byMode[mode].disks;
      this.#byMode[mode].bad += byMode[mode].bad;
    }
    this.#show(bad);
    this.#diskSeconds += (performance.now() - started) / 1_000;
    return recorded;
  }

  /** Runs it again and kills its last process for good, here and there. */
  #kill(workload: Workload, seed: number, operations: number, wanted: number): void {
    for (let copy = 1; copy <= Math.min(this.#killShare, wanted); copy++) {
      const dice = new Draws(seed, `${workload.name} killed ${copy}`);
      const operation = 1 + dice.below(operations);
      const kill = { when: dice.pick<'before' | 'after'>(['before', 'after']), operation };
      const killed = record({ workload, seed, setting: this.#wish.setting, kill }, this.#scratch);
      const promised = new Promised();
      for (const mark of marksOf(killed)) promised.hear(mark);
      const wrong = inspect(join(killed.folder, 'journal.sqlite'), promised);
      this.#byMode.killed.disks += 1;
      if (wrong.length === 0) continue;
      this.#byMode.killed.bad += 1;
      const where = { workload: workload.name, seed, life: workload.lives.length, operation };
      this.#show([{ ...where, mode: 'killed', copy, wrong }]);
    }
  }

  #show(bad: readonly Bad[]): void {
    this.#shown.push(...bad.slice(0, shownMax - this.#shown.length));
  }

  #disks(): number {
    return modes.reduce((sum, mode) => sum + this.#byMode[mode].disks, 0);
  }

  #tally(): Tally {
    const byMode = structuredClone(this.#byMode);
    const bad = Object.values(byMode).reduce((sum, each) => sum + each.bad, 0);
    const kills = byMode.killed.disks;
    return { disks: this.#disks(), kills, bad, byMode, diskSeconds: this.#diskSeconds, shown: [...this.#shown] };
  }
}

function none(): { disks: number; bad: number } {
  return { disks: 0, bad: 0 };
}

/** How many its last process did. */
function operationsOf({ lives }: Recorded): number {
  return lives.at(-1)?.operations.findLast(({ n }) => n > 0)?.n ?? 1;
}

/** One sentence, with what is needed to see it again. */
export function sentenceOf({ workload, seed, life, operation, mode, copy, wrong }: Bad): string {
  const where = `${workload.replaceAll(' ', '-')}:${seed}:${life}.${operation}:${mode}:${copy}`;
  return `${where}  ${wrong.join('; ')}`;
}
