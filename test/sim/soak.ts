import { shrink } from './shrink.ts';
import { runWorld, type Told } from './world.ts';

/**
 * `node test/sim/soak.ts --seconds 600 --journal map --from 1`: world after world until the time is over; prints each
 * broken promise and, at the end, how much was tried. `--journal sqlite` uses the product's journal, `both` compares
 * the histories. `--story 21` tells the shrunk story of one seed, `--until-broken` stops at the first broken promise.
 */

function option(name: string, otherwise: string): string {
  const at = process.argv.indexOf(`--${name}`);
  return at < 0 ? otherwise : (process.argv[at + 1] ?? otherwise);
}

const untilBroken = process.argv.includes('--until-broken');
const wanted = option('journal', 'map');
const journal = wanted === 'map' ? 'map' : 'sqlite';
const story = option('story', '');

function run(seed: number): Told {
  const told = runWorld(seed, { journal });
  if (wanted !== 'both' || told.broken !== null) return told;
  const other = runWorld(seed, { journal: 'map' });
  return other.hash === told.hash ? told : { ...told, broken: 'SQLite and the Map tell two histories' };
}

function tellOne(seed: number): void {
  const told = run(seed);
  const shortest = told.broken === null ? runWorld(seed, { journal, tell: true }) : shrink(told, { journal });
  console.info([...shortest.story, '', ...shortest.struck].join('\n'));
  console.info(shortest.broken ?? 'every promise was kept', shortest.cause ?? '');
}

function soak(): void {
  const seconds = Number(option('seconds', untilBroken ? '600' : '60'));
  const from = Number(option('from', '1'));
  const most = Number(option('count', '1000000000'));
  const started = performance.now();
  const elapsed = (): number => (performance.now() - started) / 1_000;
  const sums = { worlds: 0, attempts: 0, troubles: 0, crashes: 0, broken: 0 };
  for (let seed = from; elapsed() < seconds && sums.worlds < most; seed++) {
    const told = run(seed);
    sums.worlds += 1;
    sums.attempts += told.attempts;
    sums.troubles += told.troubles;
    sums.crashes += told.crashes;
    if (told.broken === null) continue;
    sums.broken += 1;
    const tried = untilBroken ? `seed ${sums.worlds}, attempt ${sums.attempts}: ` : '';
    console.info(`${tried}SEED=${seed} ${told.broken}`);
    if (untilBroken) return;
  }
  const kept = { ...sums, perSecond: Math.round(sums.attempts / elapsed()), seconds: Math.round(elapsed()) };
  console.info(JSON.stringify(kept));
}

if (story === '') soak();
else tellOne(Number(story));
