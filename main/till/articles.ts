import { type FileHandle, open } from 'node:fs/promises';
import { requiredWord, type Typed, UsageError } from '../arguments.ts';
import {
  type Encoding,
  encodings,
  type ListReport,
  listBytesMax,
  pieceBytesMax,
  type RowRemark,
} from '../contract/catalogue.ts';
import { articleWords, listRefusal } from '../contract/words/articles.ts';
import type { Language } from '../contract/words/language.ts';
import { refusalSentence } from '../contract/words/refusals.ts';
import { fileSentence, tillWords } from '../contract/words/till.ts';
import { plainAmount } from '../core/money.ts';
import { shopTime } from '../core/shop-time.ts';
import type { Profile } from '../profile.ts';
import { type Desk, openDesk } from './desk.ts';
import { fail, type Output } from './output.ts';

/** `till articles`: brings a list of articles in, with a report of what is wrong in it, and tells what there is. */

export const articlesOptions = { encoding: 'text', 'take-good': 'flag', check: 'flag' } as const;

export async function articles(typed: Typed, profile: Profile, out: Output): Promise<number> {
  const [word = 'list', named, more] = typed.words;
  if (word === 'list' && named === undefined) return withDesk(profile, (desk) => list(desk, profile, out));
  if (word !== 'import' || more !== undefined)
    throw new UsageError(tillWords[out.language].call.unknownVerb({ verb: ['articles', ...typed.words].join(' ') }));
  const file = requiredWord(typed, 1, 'FILE', out.language);
  const encoding = encodingOf(typed, out.language);
  const bytes = await bytesOf(file, out.language);
  return withDesk(profile, async (desk) => {
    const upload = await sent(desk, bytes);
    if (typeof upload !== 'number') return refuseList(out, upload.reason, 0);
    const asked = { upload, encoding };
    const checked = await desk.request('articles.check', asked);
    if (!checked.ok) return refuseList(out, checked.reason, checked.line);
    const leaveOutBad = typed.flag('take-good');
    if (typed.flag('check')) return reported(out, checked.report, false);
    const taken = await desk.request('articles.take', { ...asked, leaveOutBad });
    if (taken.ok) return reported(out, taken.report, true);
    if (taken.reason !== 'rows_are_bad') return refuseList(out, taken.reason, taken.line);
    for (const line of linesOf(checked.report, out.language)) out.say(line);
    const message = `${listSentence(out.language, taken.reason)} (--take-good)`;
    out.say(message);
    out.answer([], { status: 'error', reason: taken.reason, message, report: checked.report });
    return 1;
  });
}

async function withDesk(profile: Profile, act: (desk: Desk) => Promise<number>): Promise<number> {
  const desk = await openDesk(profile, { kind: 'none' }, 'journal or rescue');
  try {
    return await act(desk);
  } finally {
    await desk.close();
  }
}

/** In pages: a list is longer than one message. */
async function list(desk: Desk, profile: Profile, out: Output): Promise<number> {
  const { articles: count, takenAtMs, fault } = await desk.request('articles.overview', {});
  const words = articleWords[out.language];
  const all = [];
  for (let from = 0; from < count; ) {
    const page = await desk.request('articles.find', { text: '', category: null, from, most: 200 });
    if (page.articles.length === 0) break;
    all.push(...page.articles);
    from += page.articles.length;
  }
  const { currency, timeZone } = profile.config.terminal;
  const when = takenAtMs === null ? '' : shopTime(takenAtMs, timeZone);
  const stored: Readonly<Record<string, string>> = words.list.stored;
  const head = fault !== null ? (stored[fault] ?? fault) : words.list.takenAt({ articles: count, when });
  const lines = all.map(({ sku, name, priceMinor, category, key }) =>
    [sku, plainAmount({ minor: priceMinor, currency }), name, category, key].join('\t').trimEnd(),
  );
  out.answer([takenAtMs === null && fault === null ? words.none : head, ...lines], {
    currency,
    takenAtMs,
    fault,
    articles: all,
  });
  return fault === null ? 0 : 1;
}

function encodingOf(typed: Typed, language: Language): Encoding | null {
  const said = typed.text('encoding');
  if (said === undefined) return null;
  const found = encodings.find((one) => one === said.toLowerCase());
  if (found !== undefined) return found;
  const takes = encodings.join(' | ');
  throw new UsageError(tillWords[language].call.wrongOption({ option: '--encoding', value: said, takes }));
}

async function bytesOf(file: string, language: Language): Promise<Buffer> {
  let handle: FileHandle | null = null;
  try {
    handle = await open(file, 'r');
    const { size } = await handle.stat();
    if (size > listBytesMax) throw new UsageError(listSentence(language, 'list_too_big'));
    return await handle.readFile();
  } catch (error) {
    if (error instanceof UsageError) throw error;
    const why = (error as NodeJS.ErrnoException).code ?? String(error);
    throw new UsageError(fileSentence(language, file, why));
  } finally {
    await handle?.close();
  }
}

async function sent(desk: Desk, bytes: Buffer): Promise<number | { readonly reason: string }> {
  let upload = 0;
  for (let at = 0; at === 0 || at < bytes.length; at += pieceBytesMax) {
    const piece = bytes.subarray(at, at + pieceBytesMax).toString('base64');
    const answer = await desk.request('articles.upload', { upload, at, bytes: piece });
    if (!answer.ok) return answer;
    ({ upload } = answer);
  }
  return upload;
}

function reported(out: Output, report: ListReport, isTaken: boolean): number {
  const words = articleWords[out.language].list;
  const said = isTaken ? [words.taken({ articles: report.good })] : [];
  out.answer([...linesOf(report, out.language), ...said], { status: isTaken ? 'taken' : 'checked', report });
  return report.bad > 0 && !isTaken ? 1 : 0;
}

function linesOf(report: ListReport, language: Language): readonly string[] {
  const { list: words } = articleWords[language];
  const { encoding, isGuessed, separator, remarks, found } = report;
  const left = found.reduce((sum, { rows }) => sum + rows, 0) - remarks.length;
  return [
    `${words.encoding}: ${words.encodings[encoding]}, ${words.separators[separator]} ${isGuessed ? words.guessed : ''}`.trim(),
    words.rows(report),
    words.changes(report),
    ...remarks.map((remark) => remarkLine(remark, language)),
    ...(left > 0 ? [words.remarksLeft({ left })] : []),
  ];
}

function remarkLine({ line, column, what, was, other }: RowRemark, language: Language): string {
  const { list: words } = articleWords[language];
  const place = [words.atLine({ line }), column === null ? '' : words.columns[column]].filter((part) => part !== '');
  const same = other === 0 ? '' : ` (${words.sameAs({ line: other })})`;
  return `${place.join(', ')}: ${words.rowFaults[what]}${same}${was === '' ? '' : ` – ${was}`}`;
}

function refuseList(out: Output, reason: string, line: number): number {
  const where = line > 0 ? ` (${articleWords[out.language].list.atLine({ line })})` : '';
  return fail(out, reason, listSentence(out.language, reason) + where);
}

function listSentence(language: Language, reason: string): string {
  return listRefusal(language, reason) ?? refusalSentence(language, reason);
}
