import { randomInt } from 'node:crypto';
import { parseArgs } from 'node:util';
import { readFaultPlan } from './faults.ts';
import { growAll } from './plants.ts';
import { shrink } from './shrink.ts';
import { type Broken, bareEventsPerSecond, runOn, type Soaked, type Store, soak } from './soak.ts';
import { soakInParallel } from './workers.ts';

/**
 * `npm run -s sim -- --seconds S --seed N --store map|memory|disk --workers W --json`: simulated worlds until the time
 * is over; the last line is what was tried and what broke. `--story --seed N` tells one world, `--plan "crash#8
 * dropResponse#3"` under these faults. `--plants` plants mistakes into copies of the program and looks for each.
 */

const usage =
  'sim [--seconds S] [--seed N] [--store map|memory|disk] [--workers W] [--json] [--story] [--plan "crash#8"] [--plants]';

/** One line and exit 1: whoever types these is told what they may type, not where it was read. */
function refuse(why: string): never {
  process.stderr.write(`${why}\n${usage}\n`);
  process.exit(1);
}

/** What `read` gives; what it cannot read is the caller's mistake. */
function typed<Read>(read: () => Read): Read {
  try {
    return read();
  } catch (error) {
    return refuse(error instanceof Error ? error.message : String(error));
  }
}

const { values } = typed(() =>
  parseArgs({
    options: {
      seconds: { type: 'string', default: '60' },
      worlds: { type: 'string', default: '1000000000' },
      seed: { type: 'string' },
      store: { type: 'string', default: 'map' },
      workers: { type: 'string', default: '1' },
      only: { type: 'string', default: '' },
      plan: { type: 'string' },
      json: { type: 'boolean', default: false },
      story: { type: 'boolean', default: false },
      plants: { type: 'boolean', default: false },
      'until-broken': { type: 'boolean', default: false },
    },
  }),
);

function wholeNumber(name: 'seconds' | 'worlds' | 'workers' | 'seed', text: string): number {
  if (/^\d{1,10}$/.test(text)) return Number(text);
  return refuse(`--${name} wants a whole number, not "${text}"`);
}

function storeOf(text: string): Store {
  if (text === 'map' || text === 'memory' || text === 'disk') return text;
  return refuse(`--store is map, memory or disk, not "${text}"`);
}

const seed = values.seed === undefined ? randomInt(1, 2 ** 31) : wholeNumber('seed', values.seed);
const store = storeOf(values.store);
const planned = values.plan?.split(/[\s,]+/).filter(Boolean);
const plan = planned === undefined ? undefined : typed(() => readFaultPlan(planned));

function tellStory(): number {
  const told = runOn(store, seed, { ...(plan === undefined ? {} : { plan }), tell: true });
  const shortest = told.broken === null || plan !== undefined ? told : shrink(told, {});
  process.stdout.write(`${[...shortest.story, '', ...shortest.struck].join('\n')}\n`);
  process.stdout.write(`${shortest.broken ?? 'every promise was kept'}\n`);
  if (shortest.cause !== undefined && shortest.cause !== null) console.info(shortest.cause);
  return told.broken === null ? 0 : 1;
}

function inWords(so: Soaked): string {
  const { worlds, plans, attempts, faults, crashes, broken, seconds } = so;
  const rate = Math.round(attempts / seconds);
  return `${worlds} worlds, ${plans} plans, ${attempts} attempts (${rate}/s), ${faults} faults, ${crashes} crashes, ${broken.length} broken\n`;
}

function brokenWords({ seed: of, plan, sentence }: Broken): string {
  return `SEED=${of}${plan === null ? '' : ` [${plan.join(' ')}]`}: ${sentence}\n`;
}

/** Attempts per second if nothing but the virtual clock had to run. */
function yardstickOf({ attempts, events }: Soaked, workers: number): number {
  return Math.round((workers * bareEventsPerSecond() * attempts) / Math.max(1, events));
}

async function soakAndTell(): Promise<number> {
  const options = {
    seconds: wholeNumber('seconds', values.seconds),
    worlds: wholeNumber('worlds', values.worlds),
    seed,
    store,
    untilBroken: values['until-broken'],
    progress: (so: Soaked) => process.stderr.write(inWords(so)),
  };
  const workers = wholeNumber('workers', values.workers);
  const so = workers > 1 ? await soakInParallel(options, workers) : soak(options);
  process.stderr.write(so.broken.map(brokenWords).join(''));
  const { worlds, plans, attempts, faults, crashes, compared, broken } = so;
  const result = {
    attempts,
    faults,
    crashes,
    violations: broken.length,
    attemptsPerSecond: Math.round(attempts / so.seconds),
    ...(options.untilBroken ? {} : { yardstickPerSecond: yardstickOf(so, workers) }),
    seed,
    store,
    worlds,
    plans,
    compared,
    seconds: Math.round(so.seconds),
    ...(broken.length === 0 ? {} : { broken }),
  };
  process.stdout.write(values.json ? `${JSON.stringify(result)}\n` : inWords(so));
  return broken.length === 0 ? 0 : 1;
}

if (values.plants) process.exitCode = await growAll(values.only, values.json);
else if (values.story || plan !== undefined) process.exitCode = tellStory();
else process.exitCode = await soakAndTell();
