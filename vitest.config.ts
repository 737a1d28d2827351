import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    environment: 'node',
    reporters: ['default', './test/support/closing-line.ts'],
    testTimeout: 20_000,
    maxWorkers: 2,
  },
});
