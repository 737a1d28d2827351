import { fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { type Soaked, type SoakOptions, soak } from './soak.ts';

/** The same soak in several processes, each with seeds of its own, added up. */

type Asked = Omit<SoakOptions, 'progress'>;

/** Seeds of two workers lie this far apart. */
const apart = 100_000_000;

export async function soakInParallel(options: SoakOptions, workers: number): Promise<Soaked> {
  const { progress, ...asked } = options;
  const newest = new Map<number, Soaked>();
  const soaks = Array.from({ length: workers }, async (_, worker) => {
    const child = fork(join(import.meta.dirname, 'workers.ts'), ['worker']);
    child.on('message', (so: Soaked) => {
      newest.set(worker, so);
      if (worker === 0) progress(sum([...newest.values()]));
    });
    child.send({ ...asked, seed: options.seed + worker * apart } satisfies Asked);
    const [code] = (await once(child, 'exit')) as [number | null];
    const last = newest.get(worker);
    if (code !== 0 || last === undefined) throw new Error(`a worker ended with ${String(code)}`);
  });
  await Promise.all(soaks);
  return sum([...newest.values()]);
}

function sum(all: readonly Soaked[]): Soaked {
  const total = (field: Exclude<keyof Soaked, 'broken' | 'seconds'>): number =>
    all.reduce((so, each) => so + each[field], 0);
  return {
    worlds: total('worlds'),
    plans: total('plans'),
    attempts: total('attempts'),
    faults: total('faults'),
    crashes: total('crashes'),
    events: total('events'),
    compared: total('compared'),
    broken: all.flatMap(({ broken }) => broken),
    seconds: Math.max(...all.map(({ seconds }) => seconds)),
  };
}

if (process.argv[2] === 'worker') {
  process.once('message', (asked: Asked) => {
    const tell = (so: Soaked): void => {
      process.send?.(so);
    };
    tell(soak({ ...asked, progress: tell }));
    process.disconnect();
  });
}
