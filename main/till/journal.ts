import { resolve } from 'node:path';
import { type Options, requiredWord, type Typed, UsageError } from '../arguments.ts';
import { machineChance, machineClock } from '../clock.ts';
import type { Result } from '../contract/contract.ts';
import { tillWords } from '../contract/words/till.ts';
import { plainAmount } from '../core/money.ts';
import { StorageError } from '../core/ports.ts';
import { backedUp, verified } from '../handlers.ts';
import type { Profile } from '../profile.ts';
import { sayable } from '../starting.ts';
import { SqliteJournal } from '../store/journal.ts';
import { besideTill, type Desk } from './desk.ts';
import { heading, type Output, refuse } from './output.ts';
import { restore, restoreOptions } from './restore.ts';

/**
 * `till journal verify|archive|backup|restore`: proves the journal and its archives, moves old payments, makes a copy,
 * puts one in the place of a lost journal. Beside a running till it is the till that does it, save restoring.
 */

export const journalOptions: Options = { to: 'text', ...restoreOptions };

/** Where much is to be read, progress is told. */
const muchRows = 10_000;

export async function journal(typed: Typed, profile: Profile, out: Output): Promise<number> {
  const act = requiredWord(typed, 0, 'archive | backup | restore | verify', out.language);
  if (act === 'verify') return verify(profile, out);
  if (act === 'archive') return archive(profile, out);
  if (act === 'backup') return backup(typed, profile, out);
  if (act === 'restore') return restore(typed, profile, out);
  throw new UsageError(tillWords[out.language].call.unknownVerb({ verb: `journal ${act}` }));
}

/** Asks the running till, or does it with the journal itself. */
async function either<Answer>(
  profile: Profile,
  ask: (running: Desk) => Promise<Answer>,
  act: (stored: SqliteJournal) => Promise<Answer>,
): Promise<Answer> {
  const running = await besideTill(profile);
  if (running !== null) {
    try {
      return await ask(running);
    } finally {
      await running.close();
    }
  }
  try {
    const stored = new SqliteJournal(profile.journalFile, machineClock, machineChance);
    try {
      return await act(stored);
    } finally {
      stored.close();
    }
  } catch (error) {
    throw sayable(error, profile);
  }
}

async function verify(profile: Profile, out: Output): Promise<number> {
  const words = tillWords[out.language].journal;
  const verdict: Result<'journal.verify'> = await either(
    profile,
    (running) => running.request('journal.verify', {}),
    (stored) => {
      const rows = stored.rows();
      let told = 0;
      return verified(stored, machineClock, ({ rows: row, payments }) => {
        if (row + payments < told + muchRows) return;
        told = row + payments;
        out.say(payments === 0 ? words.verifying({ row, rows }) : words.adding({ payments }));
      });
    },
  );
  const summary = verdict.ok ? words.verified(verdict) : words.broken({ problems: verdict.problems.length });
  const totals = verdict.totals.flatMap(({ currency, paid, paidMinor, refunds, refundedMinor }) => [
    words.taken({ payments: paid, amount: sumOf(paidMinor, currency) }),
    words.returned({ number: refunds, amount: sumOf(refundedMinor, currency) }),
  ]);
  out.answer([`${heading(out.language, 'journal')}: ${summary}`, ...totals, ...verdict.problems], verdict);
  return verdict.ok ? 0 : 1;
}

function sumOf(minor: number, currency: string): string {
  return `${plainAmount({ minor, currency })} ${currency}`;
}

async function archive(profile: Profile, out: Output): Promise<number> {
  const words = tillWords[out.language].archive;
  const done = await either(
    profile,
    (running) => running.request('journal.archive', {}),
    async (stored) => archiveAlone(stored, (payments) => out.say(words.moving({ payments }))),
  );
  if (!done.ok) return refuse(out, done.reason);
  const { payments, rows, problems } = done;
  const summary = payments === 0 ? words.nothing : words.moved({ payments, rows });
  out.answer([summary, ...problems.map((why) => words.stopped({ why }))], done);
  return problems.length === 0 ? 0 : 1;
}

/** Nobody sells meanwhile: one piece after the other. */
function archiveAlone(stored: SqliteJournal, progress: (payments: number) => void): Result<'journal.archive'> {
  const run = stored.archive();
  let told = 0;
  try {
    for (;;) {
      const piece = run.next();
      if (piece.done === true) {
        const { payments, rows, years, problems } = piece.value;
        return { ok: true, payments, rows, years: [...years], problems: [...problems] };
      }
      if (piece.value.payments < told + muchRows) continue;
      told = piece.value.payments;
      progress(told);
    }
  } catch (error) {
    if (error instanceof StorageError) return { ok: false, reason: 'storage_failed' };
    throw error;
  }
}

async function backup(typed: Typed, profile: Profile, out: Output): Promise<number> {
  const words = tillWords[out.language].backup;
  const to = typed.text('to');
  const folder = to === undefined ? profile.backupFolder : resolve(to);
  const made = await either(
    profile,
    (running) => running.request('journal.backup', { folder }),
    (stored) => backedUp(stored, folder, machineClock),
  );
  if (!made.ok) {
    const message = words.failed[made.reason]({ folder, why: made.why });
    out.say(message);
    out.answer([], { status: 'error', reason: made.reason, message });
    return 1;
  }
  const { stopped } = tillWords[out.language].archive;
  out.answer([words.made(made), ...made.problems.map((why) => stopped({ why }))], made);
  return made.problems.length === 0 ? 0 : 1;
}
