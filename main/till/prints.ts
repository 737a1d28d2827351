import { requiredWord, type Typed, UsageError } from '../arguments.ts';
import type { PrintJobView } from '../contract/print-views.ts';
import { deviceSentence } from '../contract/words/devices.ts';
import { paperWords } from '../contract/words/papers.ts';
import { tillWords } from '../contract/words/till.ts';
import type { Profile } from '../profile.ts';
import { type Desk, openDesk } from './desk.ts';
import { amountOf, type Output, refuse } from './output.ts';

/** `till prints`: the papers of the till, and what people want of them. */

const verbs = ['list', 'answer', 'again', 'drop'] as const;
type PrintsVerb = (typeof verbs)[number];

export async function prints(typed: Typed, profile: Profile, out: Output): Promise<number> {
  const [word = 'list'] = typed.words;
  const verb = verbs.find((one) => one === word);
  if (verb === undefined) throw new UsageError(tillWords[out.language].call.unknownVerb({ verb: `prints ${word}` }));
  const asked = verb === 'list' ? null : { id: idOf(typed, out), came: verb === 'answer' && cameOf(typed, out) };
  const desk = await openDesk(profile, null);
  try {
    if (asked !== null && verb !== 'list') {
      const done = await act(verb, asked, desk);
      if (!done.ok) return refuse(out, done.reason);
      const { answered, again, dropped } = paperWords[out.language].done;
      out.say({ answer: answered, again, drop: dropped }[verb]);
    }
    await desk.until(() => (desk.view().printer.printing ? null : true));
    const { jobs } = await desk.request('print.list', {});
    const lines = jobs.length === 0 ? [paperWords[out.language].list.none] : jobs.map((job) => lineOf(job, out));
    out.answer(lines, { jobs });
    return 0;
  } finally {
    await desk.close();
  }
}

function act(
  verb: Exclude<PrintsVerb, 'list'>,
  { id, came }: { readonly id: number; readonly came: boolean },
  desk: Desk,
): Promise<{ readonly ok: true } | { readonly ok: false; readonly reason: string }> {
  if (verb === 'answer') return desk.request('print.answer', { id, came });
  return verb === 'again' ? desk.request('print.again', { id }) : desk.request('print.drop', { id });
}

function idOf(typed: Typed, out: Output): number {
  const text = requiredWord(typed, 1, 'ID', out.language);
  if (/^\d{1,15}$/.test(text)) return Number(text);
  throw new UsageError(tillWords[out.language].call.wrongOption({ option: 'ID', value: text }));
}

function cameOf(typed: Typed, out: Output): boolean {
  const text = requiredWord(typed, 2, 'yes|no', out.language);
  if (text === 'yes' || text === 'no') return text === 'yes';
  throw new UsageError(tillWords[out.language].call.wrongOption({ option: 'ANSWER', value: text, takes: 'yes | no' }));
}

function lineOf(job: PrintJobView, { language }: Output): string {
  const { kinds, states, labels } = paperWords[language];
  const copy = job.copy ? ` (${labels.copy})` : '';
  const fault = job.fault === null ? '' : deviceSentence(language, job.fault);
  const facts = [`${job.id}  ${kinds[job.kind]}${copy}`, amountOf(job), job.paymentRequestId, states[job.state], fault];
  return facts.filter((fact) => fact !== '').join('  ');
}
