import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import { describe, expect, test } from 'vitest';

/** Rules of the house that neither the compiler nor the linter can see. */

const root = join(import.meta.dirname, '..');

function filesUnder(folder: string, suffix: RegExp): readonly string[] {
  return readdirSync(join(root, folder), { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    // The peers of the bench are installed inside the tree.
    if (entry.isDirectory()) return entry.name === 'node_modules' ? [] : filesUnder(path, suffix);
    return suffix.test(entry.name) ? [path.split(sep).join('/')] : [];
  });
}

const product = [
  ...filesUnder('main', /\.ts$/),
  ...filesUnder('native', /\.ts$/),
  ...filesUnder('renderer', /\.tsx?$/),
];
const tests = filesUnder('test', /\.(ts|tsx)$/);

/** The file's code without comments and without what stands in quotes. */
function codeOf(file: string): string {
  return readFileSync(join(root, file), 'utf8')
    .replaceAll(/\/\*[\s\S]*?\*\//g, '')
    .replaceAll(/(^|\s)\/\/.*$/gm, '');
}

function offenders(files: readonly string[], shape: RegExp): readonly string[] {
  return files.flatMap((file) =>
    codeOf(file)
      .split('\n')
      .flatMap((line, n) => (shape.test(line) ? [`${file}:${n + 1}: ${line.trim()}`] : [])),
  );
}

function importsOf(file: string): readonly string[] {
  return [...codeOf(file).matchAll(/(?:from|import)\s*\(?\s*'([^']+)'/g)].map((found) => {
    const target = found[1] ?? '';
    return target.startsWith('.')
      ? relative(root, join(root, file, '..', target))
          .split(sep)
          .join('/')
      : target;
  });
}

test('time and chance come from main/clock.ts alone', () => {
  const time = /\bDate\.now\b|\bnew Date\(\)|\bperformance\.|\bprocess\.hrtime\b|\bset(Timeout|Interval|Immediate)\(/;
  const chance = /\bMath\.random\b|\brandom(Bytes|Int|UUID|FillSync)\b|\bgetRandomValues\b/;
  const others = product.filter((file) => file !== 'main/clock.ts');
  // A page may count seconds between two views; it decides nothing by them.
  const deciding = others.filter((file) => !file.startsWith('renderer/'));
  expect(offenders(deciding, time), 'take the Clock port instead').toEqual([]);
  // A page names each of its lives; the terminal's ids never come from there.
  const drawing = others.filter((file) => file !== 'renderer/port.ts');
  expect(offenders(drawing, chance), 'take the Chance port instead').toEqual([]);
});

test('only the simulator makes keys', () => {
  const others = product.filter((file) => !file.startsWith('main/simulator/'));
  expect(offenders(others, /\bgenerateKeyPair/)).toEqual([]);
});

/** Which boxes a box may import; itself always. The compiler holds the same walls, here they are in one place. */
const arrows: Readonly<Record<string, readonly string[]>> = {
  'main/contract': [],
  'main/core': ['main/contract'],
  'main/store': ['main/core', 'main/contract'],
  'main/gateway': ['main/core', 'main/contract'],
  'main/simulator': ['main/core', 'main/contract'],
  native: ['main/core', 'main/contract', 'resources'],
  renderer: ['main/contract'],
};

/** Two shells and a command line: each stands on `main/*.ts` and knows neither of the others. */
const outermost = ['main/browser', 'main/electron', 'main/till'];

describe('every arrow points toward the contract', () => {
  test.for(Object.entries(arrows))('%s', ([box, allowed]) => {
    const wrong = product
      .filter((file) => file.startsWith(`${box}/`))
      .flatMap((file) =>
        importsOf(file)
          .filter((target) => /^(main|native|renderer|resources|test)\//.test(target))
          .filter((target) => ![box, ...allowed].some((other) => target === other || target.startsWith(`${other}/`)))
          .map((target) => `${file} imports ${target}`),
      );
    expect(wrong).toEqual([]);
  });

  test.for(outermost)('%s knows none of the other shells and no page', (box) => {
    const strangers = [...outermost.filter((other) => other !== box), 'renderer', 'test'];
    const wrong = product
      .filter((file) => !strangers.some((other) => file.startsWith(`${other}/`)))
      .filter((file) => file.startsWith(`${box}/`) || !file.startsWith('main/') || /^main\/[^/]+$/.test(file))
      .flatMap((file) =>
        importsOf(file)
          .filter((target) => strangers.some((other) => target.startsWith(`${other}/`)))
          .map((target) => `${file} imports ${target}`),
      );
    expect(wrong).toEqual([]);
  });

  test('core and contract know no package but zod/mini in the contract', () => {
    const wrong = product
      .filter((file) => file.startsWith('main/core/') || file.startsWith('main/contract/'))
      .flatMap((file) =>
        importsOf(file)
          .filter((target) => !target.startsWith('main/'))
          .filter((target) => !(target === 'zod/mini' && file.startsWith('main/contract/')))
          .map((target) => `${file} imports ${target}`),
      );
    expect(wrong).toEqual([]);
  });

  test('electron is imported in main/electron alone', () => {
    const wrong = product.filter((file) => !file.startsWith('main/electron/') && importsOf(file).includes('electron'));
    expect(wrong).toEqual([]);
  });
});

test('nothing is left to do and nothing is silenced', () => {
  const left = /\b(TODO|FIXME|HACK)\b|@ts-(ignore|expect-error|nocheck)|oxlint-disable|eslint-disable/;
  const aside = ['test/tidy.test.ts', 'test/contract/words.test.ts'];
  const found = (files: readonly string[], shape: RegExp): readonly string[] =>
    files.flatMap((file) =>
      readFileSync(join(root, file), 'utf8')
        .split('\n')
        .flatMap((line, n) => (shape.test(line) ? [`${file}:${n + 1}: ${line.trim()}`] : [])),
    );
  expect(found([...product, ...tests.filter((file) => !aside.includes(file))], left)).toEqual([]);
  expect(found(product, /biome-ignore/)).toEqual([]);
});

test('tests wait for events: no sleeps, no module mocks', () => {
  const benchAside = tests.filter((file) => !file.startsWith('test/bench/') && file !== 'test/tidy.test.ts');
  expect(offenders(benchAside, /\bvi\.(mock|doMock|hoisted)\b/)).toEqual([]);
  expect(offenders(benchAside, /setTimeout\(\s*(resolve|done|r)\b|timers\/promises/)).toEqual([]);
});

test('a file has at most 300 lines, tables of words and codes aside', () => {
  const tables = /^main\/contract\/words\/|^main\/gateway\/result-codes\.ts$/;
  const long = product
    .filter((file) => !tables.test(file))
    .map((file) => [file, readFileSync(join(root, file), 'utf8').split('\n').length - 1] as const)
    .filter(([, lines]) => lines > 300);
  expect(long).toEqual([]);
});

test('a source file opens by saying what it knows', () => {
  const silent = product
    .filter((file) => !file.endsWith('.d.ts'))
    .filter(
      (file) =>
        !/^(?:import [\s\S]*?;\n|export \* [^\n]*\n|#![^\n]*\n|\n)*\/\*\*/.test(readFileSync(join(root, file), 'utf8')),
    );
  expect(silent).toEqual([]);
});

test('tests run on the Node that the project pins', () => {
  expect(process.versions.node).toMatch(/^24\./);
});

test('no file is larger than half a megabyte', () => {
  const large = [...product, ...tests, ...filesUnder('resources', /./)].filter(
    (file) => statSync(join(root, file)).size > 512 * 1024,
  );
  expect(large).toEqual([]);
});
