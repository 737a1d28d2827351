import { spawnSync } from 'node:child_process';
import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, onTestFinished, test } from 'vitest';
import { SqliteJournal } from '../../main/store/journal.ts';
import { verdictOf } from '../store/tables.ts';
import { steadyChance } from '../support/counter.ts';
import { manualClock } from '../support/manual-clock.ts';
import { printedSeed } from '../support/seed.ts';
import { quickFolder } from '../support/temporary-folder.ts';
import { runCampaign, sentenceOf, type Tally } from './campaign.ts';
import { inspect } from './inspect.ts';
import { Promised } from './promised.ts';
import { markOf, marksOf, type Recorded, record, scratchFolder } from './record.ts';
import { replay } from './replay.ts';
import { shim, type UnderShim } from './shim.ts';
import { silentTerminal } from './silent-terminal.ts';
import type { Setting } from './stage.ts';

/**
 * The power is cut, and processes are killed, at any disk operation of a till at work; the product is started on what
 * is left. `npm run -s powercut -- --disks 100000 --kills 500` does the same for longer.
 */

const built = shim();
const command = fileURLToPath(import.meta.resolve('./powercut.ts'));

function campaign(disks: number, kills: number, setting: Setting): Promise<Tally> {
  const seed = printedSeed(`powercut, ${setting}`);
  return runCampaign({ disks, kills, seed, setting, of: { part: 0, parts: 1 }, tell: () => {} });
}

describe.skipIf(!built.ok)(`a power cut${built.ok ? '' : ` (not here: ${built.why})`}`, { timeout: 300_000 }, () => {
  test('at any moment loses nothing that was acknowledged or sent, and refuses nothing; nor does a kill', async () => {
    const { disks, kills, bad, shown } = await campaign(900, 14, 'product');
    expect(shown.map(sentenceOf), 'what was missing').toEqual([]);
    expect({ disks, kills, bad }).toEqual({ disks: 900, kills: 14, bad: 0 });
  });

  test('is noticed by these tests: the setting that the SQLite package has by itself loses commits', async () => {
    const { byMode, shown } = await campaign(300, 2, 'default');
    expect(byMode.strict.bad).toBeGreaterThan(0);
    expect(byMode.rand.bad).toBeGreaterThan(0);
    expect(shown.map(sentenceOf).join('\n')).toMatch(/commit \d+ of \d{40} is lost/);
    expect([byMode.kill.bad, byMode.killed.bad], 'a killed program loses nothing under any setting').toEqual([0, 0]);
  });

  test('is told of by the command in one JSON object, and by its exit code', () => {
    const wish = ['--disks', '150', '--kills', '1', '--seed', '3', '--setting', 'default', '--json'];
    const { status, stdout } = spawnSync(process.execPath, [command, ...wish], { encoding: 'utf8' });
    const said = JSON.parse(stdout.trimEnd().split('\n').at(-1) ?? '') as Record<string, unknown>;
    expect(said).toMatchObject({ disks: 150, kills: 1, setting: 'default' });
    expect(said['bad']).toBeGreaterThan(0);
    expect(status).toBe(1);
  });
});

describe.skipIf(!built.ok)('a commit that reported an error', () => {
  function serve(fails: readonly string[], kill?: UnderShim['kill']): Recorded {
    const scratch = scratchFolder();
    onTestFinished(() => rmSync(scratch, { recursive: true, force: true }));
    const workload = { name: 'one sale', lives: [{ act: 'serve', fails: () => fails }] } as const;
    return record({ workload, seed: 1, setting: 'product', ...(kill === undefined ? {} : { kill }) }, scratch);
  }

  test('is on the disk all the same after a kill, and is then asked for, not paid', () => {
    const operations = serve([]).lives[0]?.operations ?? [];
    const committed = operations.findIndex((one) => one.op === 'mark' && markOf(one).said === 'committed');
    const syncs = operations.slice(0, committed).filter(({ op }) => op === 'sync');
    const last = syncs.at(-1)?.n ?? 0;
    // The till has been told of the error; the kill comes at the next thing that it does to the disk.
    const failed = serve([`fsync#${syncs.length}=EIO`], { when: 'before', operation: last + 1 });
    expect(
      marksOf(failed).map(({ said }) => said),
      'nothing was sent, nothing was acknowledged',
    ).toEqual(['opened', 'opened']);

    const clock = manualClock(Date.UTC(2026, 11, 1));
    const journal = new SqliteJournal(join(failed.folder, 'journal.sqlite'), clock, steadyChance());
    onTestFinished(() => journal.close());
    expect(journal.unfinished().map(({ phase, revision }) => [phase, revision])).toEqual([['paying', 1]]);
    const sent: string[] = [];
    const terminal = silentTerminal({ clock, chance: steadyChance(), journal, sends: (api) => sent.push(api) });
    terminal.start();
    clock.advance(600_000);
    terminal.close();
    expect(new Set(sent)).toEqual(new Set(['inquiryPayment', 'cancel']));
    expect(verdictOf(journal).problems).toEqual([]);
  });
});

test.skipIf(!built.ok)(
  'whichever sync fails before the first commit, nothing that was acknowledged is lost',
  { timeout: 300_000 },
  () => {
    const scratch = scratchFolder();
    onTestFinished(() => rmSync(scratch, { recursive: true, force: true }));
    const place = join(scratch, 'disk');
    mkdirSync(place);
    const seed = printedSeed('a sync that fails');
    const bad = Array.from({ length: 28 }, (_, n) => {
      const workload = { name: 'sync fails', lives: [{ act: 'serve', fails: () => [`fsync#${n + 1}=EIO`] }] } as const;
      const recorded = record({ workload, seed: 2, setting: 'product' }, scratch);
      const wish = { workload: `sync ${n + 1} fails`, seed, copies: 1, share: 0.4, most: 1_000, place };
      return replay(recorded, wish).bad.slice(0, 1).map(sentenceOf);
    });
    expect(bad.flat()).toEqual([]);
  },
);

test.skipIf(!built.ok)(
  'a journal whose name was not yet sure when its program was killed is not called damaged',
  { timeout: 300_000 },
  () => {
    const scratch = scratchFolder();
    onTestFinished(() => rmSync(scratch, { recursive: true, force: true }));
    const place = join(scratch, 'disk');
    mkdirSync(place);
    const once = { name: 'one', lives: [{ act: 'serve' }] } as const;
    const first = record({ workload: once, seed: 2, setting: 'product' }, scratch).lives[0]?.operations ?? [];
    const linked = first.find(({ op }) => op === 'link')?.n ?? 0;
    const ends = { by: 'kill', within: [linked + 1, linked + 1], counted: 'operations' } as const;
    const workload = { name: 'killed when linked', lives: [{ act: 'serve', ends }, { act: 'serve' }] } as const;
    const recorded = record({ workload, seed: 2, setting: 'product' }, scratch);
    const wish = { workload: workload.name, seed: 2, copies: 8, share: 1, most: 1_500, place };
    expect(replay(recorded, wish).bad.map(sentenceOf)).toEqual([]);
  },
);

describe('what is looked for on a disk', () => {
  test('is everything that was promised, each in a sentence', () => {
    const promised = new Promised();
    const id = '2026113001001500010000000076090001782160';
    for (const mark of [
      { said: 'committed', id, revision: 2, reversing: true },
      { said: 'sent', api: 'cancel', id },
      { said: 'sent', api: 'refund', id: 'R-1' },
    ] as const)
      promised.hear(mark);
    const path = join(quickFolder(), 'journal.sqlite');
    expect(inspect(path, promised)).toEqual([
      `commit 2 of ${id} is lost: the journal has 0`,
      `cancel was sent for ${id}, of which the journal knows nothing`,
      'refund was sent for R-1, of which the journal knows nothing',
    ]);
    promised.hear({ said: 'opened' });
    expect(inspect(join(quickFolder(), 'journal.sqlite'), promised)).toEqual(['the journal is gone']);
  });
});
