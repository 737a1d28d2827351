import { shrink } from './shrink.ts';
import { runWorld } from './world.ts';

/**
 * `node test/sim/soak.ts --seconds 600 --journal map --from 1`: world after world until the time is over; prints each
 * broken promise and, at the end, how much was tried. `--story 21` tells the shrunk story of one seed.
 */

function option(name: string, otherwise: string): string {
  const at = process.argv.indexOf(`--${name}`);
  return at < 0 ? otherwise : (process.argv[at + 1] ?? otherwise);
}

const untilBroken = process.argv.includes('--until-broken');
const seconds = Number(option('seconds', untilBroken ? '600' : '60'));
const journal = option('journal', 'map') === 'sqlite' ? 'sqlite' : 'map';
const from = Number(option('from', '1'));
const most = Number(option('count', '1000000000'));
const story = option('story', '');
if (story !== '') {
  const told = runWorld(Number(story), { journal });
  const shortest = told.broken === null ? runWorld(Number(story), { journal, tell: true }) : shrink(told, { journal });
  console.info(shortest.story.join('\n'));
  console.info(shortest.struck.join('\n'));
  console.info(shortest.broken ?? 'every promise was kept', shortest.cause ?? '');
  process.exit();
}

const started = performance.now();
const sums = { worlds: 0, attempts: 0, troubles: 0, crashes: 0, broken: 0 };

for (let seed = from; performance.now() - started < seconds * 1000 && sums.worlds < most; seed++) {
  const told = runWorld(seed, { journal });
  sums.worlds += 1;
  sums.attempts += told.attempts;
  sums.troubles += told.troubles;
  sums.crashes += told.crashes;
  if (told.broken === null) continue;
  sums.broken += 1;
  console.info(`${untilBroken ? `seed ${sums.worlds}, attempt ${sums.attempts}: ` : `SEED=${seed} `}${told.broken}`);
  if (untilBroken) process.exit();
}

const elapsed = (performance.now() - started) / 1000;
console.info({ ...sums, perSecond: Math.round(sums.attempts / elapsed), elapsed: Math.round(elapsed) });
