import { defineConfig } from 'vitest/config';
import { BaseSequencer, type TestSpecification } from 'vitest/node';

/** They take half a minute each and are small files: begun last, as vitest would, they leave workers idle. */
const longest = /\/test\/(sim\/(plants|minute)|powercut\/powercut|e2e\/(recovery|sale)|store\/trouble)\.test\.ts$/;

class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const sorted = await super.sort(files);
    const isLong = ({ moduleId }: TestSpecification): boolean => longest.test(moduleId);
    return [...sorted.filter(isLong), ...sorted.filter((file) => !isLong(file))];
  }
}

/**
 * Real windows, processes, devices and faster clocks: on a machine that is busy with something else a wait may run out.
 * Such a test is tried once more, and the run names it at its end. Money, storage and proofs have one try,
 * and a random run has the seed of its first one.
 */
const onRealThings = [
  'test/{browser,e2e,electron,native,screen,till}/**/*.test.ts',
  'test/renderer/keys.test.ts',
  'test/{devices,entry,training}.test.ts',
];

export default defineConfig({
  test: {
    environment: 'node',
    reporters: ['default', './test/support/closing-line.ts'],
    testTimeout: 20_000,
    // How long something that must come soon may take where much else runs.
    expect: { poll: { timeout: 5_000 } },
    // Two cores, and a third of the files waits more than it works.
    maxWorkers: 3,
    sequence: { sequencer: LongestFirst },
    projects: [
      {
        extends: true,
        test: { name: 'pure', include: ['test/**/*.test.ts'], exclude: [...onRealThings, '**/node_modules/**'] },
      },
      { extends: true, test: { name: 'real', include: onRealThings, retry: 1 } },
    ],
  },
});
