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

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    environment: 'node',
    reporters: ['default', './test/support/closing-line.ts'],
    testTimeout: 20_000,
    // How long something that must come soon may take where much else runs.
    expect: { poll: { timeout: 5_000 } },
    // Two cores, and a third of the files waits more than it works.
    maxWorkers: 3,
    sequence: { sequencer: LongestFirst },
  },
});
