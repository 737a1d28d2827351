import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['test/support/canary/*.bird.ts'],
    reporters: ['default', './test/support/closing-line.ts'],
  },
});
