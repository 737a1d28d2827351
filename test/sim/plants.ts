import { spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/**
 * `node test/sim/plants.ts`: plants one small mistake after the other into a copy of the product and counts the seeds
 * until a world notices. A simulation that finds nothing has proved something only if it finds these. `3000` as first
 * word is the most seeds for each, a second word picks those whose name contains it.
 */

interface Plant {
  readonly name: string;
  readonly file: string;
  /** Stands exactly once in the file. */
  readonly is: string;
  readonly becomes: string;
}

const plants: readonly Plant[] = [
  {
    name: 'ORDER_NOT_EXIST is believed of an order that was seen',
    file: 'main/core/reversal.ts',
    is: 'return !payment.orderSeen && spanOver && expired;',
    becomes: 'return spanOver && expired;',
  },
  {
    name: 'ORDER_NOT_EXIST is believed before the pay has expired',
    file: 'main/core/reversal.ts',
    is: 'return !payment.orderSeen && spanOver && expired;',
    becomes: 'return !payment.orderSeen;',
  },
  {
    name: 'the span before ORDER_NOT_EXIST is counted by the wall clock from the scan',
    file: 'main/core/reversal.ts',
    is: '{ limits }: Moment): boolean {\n  const spanOver = watch.cancelSentAtMs - watch.firstSeenMs >=',
    becomes: '{ limits, now }: Moment): boolean {\n  const spanOver = now.wallMs - payment.scannedAtMs >=',
  },
  {
    name: 'a step acts before it commits',
    file: 'main/core/underway.ts',
    is: '    const changed = found === null ||',
    becomes:
      '    for (const effect of after.effects) this.#act(after.payment, effect, code);\n    const changed = found === null ||',
  },
  {
    name: 'the reset forgets which pay it was for',
    file: 'main/core/calls.ts',
    is: "case 'reset_pay':",
    becomes: "case 'reset_pay': if (id !== '') return;",
  },
  {
    name: 'a success may still pay while a reversal is open',
    file: 'main/core/payment.ts',
    is: 'if (hasOpenReversal(so.payment)) return reversalInquired(so, call, outcome, moment);',
    becomes:
      "if (hasOpenReversal(so.payment)) return outcome.verdict === 'success' ? paid(so, outcome.code, moment) : reversalInquired(so, call, outcome, moment);",
  },
  {
    name: 'a start does not look for what is unfinished',
    file: 'main/core/underway.ts',
    is: 'const found = this.#ports.journal.unfinished();',
    becomes: 'const found: readonly Payment[] = [];',
  },
  {
    name: 'a start cancels what it should inquire',
    file: 'main/core/recovery.ts',
    is: "        'inquiry',\n        limits.inquirySpacingMs,",
    becomes: "        'cancel',\n        limits.inquirySpacingMs,",
  },
  {
    name: 'two cancels at a time',
    file: 'main/core/calls.ts',
    is: "kind: 'cancel_answered', call: effect.call, outcome }),\n          `cancel",
    becomes: "kind: 'cancel_answered', call: effect.call, outcome }),\n          String(effect.call) + `cancel",
  },
  {
    name: 'an unclear pay counts as not charged',
    file: 'main/core/inquiry.ts',
    is: "    case 'failed':\n    case 'not_sent':",
    becomes: "    case 'failed':\n    case 'unknown':\n    case 'not_sent':",
  },
  {
    name: 'a success with another amount is paid',
    file: 'main/gateway/outcome.ts',
    is: "if (!sameMoney(asked.amount, amount)) return outcome('mismatch', 'amount_mismatch', facts);",
    becomes: '',
  },
  {
    name: 'a refused refund goes on under its id',
    file: 'main/core/payment-state.ts',
    is: "return refund.phase !== 'done' && refund.phase !== 'refused';",
    becomes: "return refund.phase !== 'done';",
  },
  {
    name: 'refunds under way reserve nothing',
    file: 'main/core/payment-state.ts',
    is: ".filter((refund) => refund.phase !== 'refused')",
    becomes: ".filter((refund) => refund.phase === 'done')",
  },
  {
    name: 'a silent refund is sent again under a new id',
    file: 'main/core/refund.ts',
    is: "    case 'unknown':\n      return awaited ? planNext(step, heard, moment) : step;",
    becomes: "    case 'unknown':\n      return end(step, heard, 'refused', outcome as never);",
  },
  {
    name: 'late news is not heard',
    file: 'main/core/aftermath.ts',
    is: "if (phase !== 'not_charged' && phase !== 'reversed') return known;",
    becomes: 'if (phase.length > 0) return known;',
  },
  {
    name: 'a doubted attempt does not block its order',
    file: 'main/core/payment-state.ts',
    is: "(payment.phase === 'not_charged' || payment.phase === 'reversed') && !payment.doubt;",
    becomes: "payment.phase === 'not_charged' || payment.phase === 'reversed';",
  },
  {
    name: 'an old success is kept without a question',
    file: 'main/core/inquiry.ts',
    is: 'return known.watch.recovered && !isFresh(outcome, moment)',
    becomes: 'return known.watch.recovered && known.watch.calls < 0',
  },
  {
    name: 'a scan does not ask again whether its order is free',
    file: 'main/core/terminal.ts',
    is: "if (this.#ports.journal.liveAttempt(counter.orderId) !== null) return 'order_live';",
    becomes: '',
  },
  {
    name: 'what went back by refund counts as late news',
    file: 'main/core/aftermath.ts',
    is: 'if (outcome.returnedMinor >= payment.amount.minor) return confirmed(known, call, moment);',
    becomes: '',
  },
  {
    name: 'a late answer puts off the next cancel',
    file: 'main/core/reversal.ts',
    is: 'if (watch.waiting === null && watch.wakeAtMs !== null && watch.wakeAtMs > now.monotonicMs) return step;',
    becomes: '',
  },
  {
    name: 'a journal that cannot be read throws',
    file: 'main/core/underway.ts',
    is: '      this.#failed(error);\n      return null;',
    becomes: '      throw error;',
  },
  {
    name: 'a payment that cannot go on without a journal keeps its place among the returns',
    file: 'main/core/underway.ts',
    is: '      this.#letGo(id);\n      return;',
    becomes: '      return;',
  },
  {
    name: 'a return that was settled while it waited keeps its place',
    file: 'main/core/underway.ts',
    is: 'if (!this.isAsking(id)) this.#leave(id);',
    becomes: '',
  },
  {
    name: 'a found payment is not taken up before somebody asks for it',
    file: 'main/core/underway.ts',
    is: '    this.#resume(id);\n    const found = this.#active.get(id) ??',
    becomes: '    const found = this.#active.get(id) ??',
  },
];

const root = join(import.meta.dirname, '..', '..');
const most = Number(process.argv[2] ?? '3000');

function grow(plant: Plant): string {
  const copy = mkdtempSync(join(tmpdir(), 'planted-'));
  try {
    for (const folder of ['main', 'native', 'test', 'resources', 'package.json'])
      cpSync(join(root, folder), join(copy, folder), { recursive: true });
    symlinkSync(join(root, 'node_modules'), join(copy, 'node_modules'));
    const file = join(copy, plant.file);
    const text = readFileSync(file, 'utf8');
    if (text.split(plant.is).length !== 2) return 'its place in the code is gone: plant it anew';
    writeFileSync(
      file,
      text.replace(plant.is, () => plant.becomes),
    );
    const run = spawnSync(process.execPath, ['test/sim/soak.ts', '--until-broken', '--count', String(most)], {
      cwd: copy,
      encoding: 'utf8',
    });
    if (run.status !== 0) return `the copy does not run: ${run.stderr.slice(0, 400)}`;
    return run.stdout.split('\n')[0] ?? '';
  } finally {
    rmSync(copy, { recursive: true, force: true });
  }
}

for (const plant of plants.filter(({ name }) => name.includes(process.argv[3] ?? '')))
  console.info(`${plant.name}: ${grow(plant)}`);
