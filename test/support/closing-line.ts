import type { Reporter, TestModule, TestRunEndReason } from 'vitest/node';

/** Prints `N passed, N failed, N skipped` as the very last line, and before it which tests needed a second try. */
export default class ClosingLine implements Reporter {
  onTestRunEnd(modules: readonly TestModule[], errors: readonly unknown[], reason: TestRunEndReason): void {
    let passed = 0;
    let failed = errors.length;
    let skipped = 0;
    const again: string[] = [];
    for (const module of modules) {
      let bad = 0;
      for (const test of module.children.allTests()) {
        const state = test.result().state;
        if (test.diagnostic()?.retryCount) again.push(`${module.relativeModuleId} > ${test.fullName} (${state})`);
        if (state === 'passed') passed++;
        else if (state === 'failed') bad++;
        else skipped++;
      }
      // A module that failed to load has no failed test of its own.
      failed += module.state() === 'failed' && bad === 0 ? 1 : bad;
    }
    if (reason === 'interrupted') failed++;
    const tried = again.map((name) => `a second try: ${name}\n`).join('');
    process.once('exit', () =>
      process.stdout.write(`${tried}${passed} passed, ${failed} failed, ${skipped} skipped\n`),
    );
  }
}
