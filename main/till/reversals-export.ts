import { required, type Typed, UsageError } from '../arguments.ts';
import { limitsOf } from '../assemble.ts';
import { machineChance, machineClock } from '../clock.ts';
import { type ExportKind, exportKinds } from '../contract/returns.ts';
import { returnsWords } from '../contract/words/returns.ts';
import { fileSentence, tillWords } from '../contract/words/till.ts';
import { isUnsettled } from '../core/payment-state.ts';
import { noLog } from '../core/ports.ts';
import { returnCardOf } from '../core/return-card.ts';
import { newestBefore } from '../core/returns.ts';
import { dayBeginsMs } from '../core/shop-day.ts';
import { paymentViewOf } from '../core/view.ts';
import { journalPlaceOf, type Profile } from '../profile.ts';
import { type ExportAsked, exportPiece } from '../returns-export.ts';
import { type Piece, writeExport } from '../returns-file.ts';
import { sayable } from '../starting.ts';
import { openJournal } from '../store/rescue.ts';
import { besideTill } from './desk.ts';
import { fail, type Output, refuse } from './output.ts';

/**
 * `till reversals export`: reversals and refunds as a CSV file, written piece by piece. Beside a running till it is
 * asked; else the journal is read, and nothing is sent. The file is there whole or not at all.
 */

type Asked = Omit<ExportAsked, 'before'>;
type Ask = (asked: ExportAsked) => Promise<Piece>;

export async function exportReversals(typed: Typed, profile: Profile, out: Output): Promise<number> {
  const file = required(typed, 'out', out.language);
  const asked = askedOf(typed, out);
  const { ask, close } = await sourceOf(profile, out);
  try {
    const written = await writeExport(file, (before) => ask({ ...asked, before }));
    const { exporting } = returnsWords[out.language];
    if (!written.ok) {
      const { reason, why } = written;
      if (reason !== 'unwritable') return refuse(out, reason);
      return fail(out, reason, fileSentence(out.language, file, why));
    }
    out.answer([`${exporting.done({ rows: written.rows })} ${file}`], { file, rows: written.rows });
    return 0;
  } finally {
    await close();
  }
}

function askedOf(typed: Typed, { language }: Output): Asked {
  const { wrongOption } = tillWords[language].call;
  const word = typed.text('show') ?? 'open';
  const show = exportKinds.find((kind: ExportKind) => kind === word);
  if (show === undefined)
    throw new UsageError(wrongOption({ option: '--show', value: word, takes: exportKinds.join(' | ') }));
  const day = (option: string): string | null => {
    const text = typed.text(option);
    if (text === undefined) return null;
    if (/^20\d\d-\d\d-\d\d$/.test(text) && dayBeginsMs(text, 'UTC') !== null) return text;
    throw new UsageError(wrongOption({ option: `--${option}`, value: text, takes: '2026-11-20' }));
  };
  return { show, fromDay: day('from'), toDay: day('to') };
}

async function sourceOf(profile: Profile, out: Output): Promise<{ readonly ask: Ask; readonly close: () => unknown }> {
  const running = await besideTill(profile);
  if (running !== null)
    return { ask: (asked) => running.request('returns.export', asked), close: () => running.close() };
  try {
    const journal = openJournal(journalPlaceOf(profile), { clock: machineClock, chance: machineChance, log: noLog });
    const limits = limitsOf(profile.config);
    const open = journal.unfinished().filter(isUnsettled);
    const seen = { watch: null, wallMs: machineClock.wallMs(), monotonicMs: 0 };
    const source = {
      *openBefore(before: string, from: string, limit: number) {
        yield;
        return newestBefore(open, before, from, limit);
      },
      reversedBefore: (...page: [string, string, number]) => journal.reversedBefore(...page),
      cardOf: (payment: Parameters<typeof returnCardOf>[0]) =>
        returnCardOf(payment, paymentViewOf(payment, false, limits), seen, limits),
    };
    const place = { language: out.language, timeZone: profile.config.terminal.timeZone };
    const ask: Ask = async (asked) => {
      const slices = exportPiece(asked, source, place);
      let slice = slices.next();
      while (slice.done !== true) slice = slices.next();
      return slice.value === null ? { ok: false, reason: 'no_such_day' } : { ok: true, ...slice.value };
    };
    return { ask, close: () => journal.close() };
  } catch (error) {
    throw sayable(error, profile);
  }
}
