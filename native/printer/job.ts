import type { PrintOutcome } from '../../main/core/ports.ts';
import { reportOf, type Trouble } from './connection.ts';
import { paperLinesOf } from './escpos-stream.ts';
import { look } from './look.ts';
import { hindrance, nothingKnown, type PrinterFacts, paperOf, type Said } from './status.ts';
import { type Habits, inBand, type Line, type Talk, talkOver } from './talk.ts';

/**
 * One job on its way to paper: look at the printer, hand the bytes over, and find out whether they were printed. It
 * knows the order of questions and what each answer proves; it knows no receipts and no cable.
 *
 * What proves what, strongest first: the echo of this job's process id – everything is on paper; the answer to GS r 1
 * behind it, with nothing in the way afterwards, from a printer that has never echoed – everything was worked through; a
 * connection that the printer read to its end – handed over; nothing in time – unknown. Nothing is ever sent twice.
 */

export interface Job {
  /** Ends with GS r 1. */
  readonly bytes: Buffer;
  /** Four characters 20h to 7Eh that no job near it has, for printers that echo them; else null. */
  readonly processId: string | null;
}

/** From the hand-over until the printer has answered; longer only for a receipt that takes as long to print. */
const confirmWithinMs = 10_000;
const answerMs = 5_000;
/** A line of 3.75 mm at 50 mm a second, as the slowest of them draw pictures: a metre of paper takes 20 s. */
const lineMs = 75;
/**
 * To a printer that has never answered we end our side after this time: who reads to the end of a job closes after us;
 * who closes before us has not read to the end, even if it closes in good order.
 */
const listenMs = 500;
/** From the printer's answer until it closes; then we do. */
const closeWithinMs = 1_000;
/** Answers that are late come within this time of one another. */
const quietMs = 300;
/** A printer owes one answer for each job that was cut short; more than this is noise. */
const lateMax = 32;

const question = Buffer.from(inBand(1));

export interface Printed {
  readonly outcome: PrintOutcome;
  /** What the printer has said meanwhile. */
  readonly facts: PrinterFacts;
}

/** Never rejects. Resolves when the printer is free again. */
export async function printJob(job: Job, line: Line): Promise<Printed> {
  const talking = await talkOver(line);
  if (!talking.ok) return { outcome: failed(talking.trouble, line), facts: nothingKnown };
  const { talk } = talking;
  const outcome = await overLine(talk, job, line);
  await talk.close(closeWithinMs);
  return { outcome, facts: talk.facts() };
}

async function overLine(talk: Talk, job: Job, line: Line): Promise<PrintOutcome> {
  const { answers } = line.cable;
  const hinders = answers ? ((await look(talk, line.habits)) ?? (await settle(talk, job, line.habits))) : null;
  if (hinders !== null) return failed(hinders, line);
  const asksAtEnd = job.bytes.subarray(-question.length).equals(question);
  // Where nothing can be answered the question goes along as it is: the bytes are one document.
  const written = await talk.write(answers && asksAtEnd ? job.bytes.subarray(0, -question.length) : job.bytes);
  if (!written.ok) return written.left ? unknown(written.trouble, line) : failed(written.trouble, line);
  return answers ? confirmed(talk, job, line) : ended(talk, job, line);
}

/**
 * An answer that a job before this one did not get may still come, and must not be taken for this job's. One question
 * of its own brings all of them: answers keep their order.
 */
async function settle(talk: Talk, job: Job, habits: Habits): Promise<Trouble | null> {
  if (echoIdOf(job, habits) !== null || habits.inBand !== 'yes' || habits.owed === 0) return null;
  if (!(await talk.askPaper(confirmWithinMs))) return { fault: 'printer_silent', detail: talk.lost()?.detail ?? '' };
  for (let more = 0; more < lateMax; more += 1) {
    if ((await talk.next(inBandAnswer, quietMs)) === null) break;
  }
  habits.owed = 0;
  return null;
}

/** Asks behind the last byte of the job; only what is heard from then on can be the answer. */
async function confirmed(talk: Talk, job: Job, line: Line): Promise<PrintOutcome> {
  const { habits } = line;
  const echoId = echoIdOf(job, habits);
  // Where it is not known whether the printer answers at all, what earlier jobs are owed comes first.
  let owedBefore = habits.owed;
  let workedThrough = null as number | null;
  const pick = (said: Said): number | 'echo' | null => {
    if (said.kind === 'process') return said.id === echoId ? 'echo' : null;
    if (said.kind !== 'in_band') return null;
    owedBefore -= 1;
    if (owedBefore >= 0) return null;
    workedThrough ??= said.byte;
    return echoId === null ? said.byte : null;
  };
  const withinMs = printsWithinMs(job);
  const isAnswering = habits.inBand === 'yes' || (echoId !== null && habits.echo === 'yes');
  const soon = talk.next(pick, isAnswering || echoId !== null ? withinMs : listenMs);
  habits.owed += 1;
  const asked = await talk.write(echoId === null ? question : Buffer.concat([question, askEcho(echoId)]));
  const answer = await soon;
  if (answer !== null) return judged(answer, talk, line);
  if (!asked.ok) return unknown(asked.trouble, line);
  await lookAgain(talk, habits);
  const hinders = talk.lost() ?? standing(talk);
  if (hinders !== null) return unknown(hinders, line);
  if (workedThrough !== null && habits.echo !== 'yes') return withoutEcho(judged(workedThrough, talk, line), habits);
  if (isAnswering) return unknown(unconfirmed, line);
  const late = talk.next(pick, withinMs);
  const end = ended(talk, job, line);
  const lateAnswer = await Promise.race([late, end.then(() => null)]);
  if (lateAnswer !== null) return judged(lateAnswer, talk, line);
  return echoId === null ? end : withoutEcho(end, habits);
}

/** Null where the printer is not asked for an echo, or has shown that it gives none. */
function echoIdOf({ processId }: Job, { echo }: Habits): string | null {
  return echo === 'no' ? null : processId;
}

/** A profile says that this family echoes; this printer did not, and its paper came out: it is not waited for again. */
async function withoutEcho(proved: Promise<PrintOutcome>, habits: Habits): Promise<PrintOutcome> {
  const outcome = await proved;
  if (outcome.state === 'printed' && habits.echo === 'unknown') habits.echo = 'no';
  return outcome;
}

/** The whole job may wait in the buffers of the system and the printer when its last byte is taken. */
function printsWithinMs({ bytes }: Job): number {
  return Math.max(confirmWithinMs, answerMs + lineMs * paperLinesOf(bytes));
}

const unconfirmed: Trouble = { fault: 'print_unconfirmed', detail: '' };

/** GS ( H function 48. */
function askEcho(processId: string): Buffer {
  return Buffer.concat([Buffer.from([0x1d, 0x28, 0x48, 0x06, 0x00, 0x30, 0x30]), Buffer.from(processId, 'latin1')]);
}

function inBandAnswer(said: Said): number | null {
  return said.kind === 'in_band' ? said.byte : null;
}

/**
 * GS r says "worked through up to here"; only with nothing in the way afterwards does that mean "on paper". A printer
 * that is switched off may leave a zero byte on the line, which is what "paper present" looks like: so one that answers
 * DLE EOT must still do so.
 */
async function judged(answer: number | 'echo', talk: Talk, line: Line): Promise<PrintOutcome> {
  if (answer === 'echo') return { state: 'printed', how: 'confirmed' };
  if (paperOf(answer) === 'out') return unknown({ fault: 'paper_out', detail: '' }, line);
  const isThere = await lookAgain(talk, line.habits);
  const hinders = talk.lost() ?? (isThere ? standing(talk) : unconfirmed);
  return hinders === null ? { state: 'printed', how: 'confirmed' } : unknown(hinders, line);
}

/** False = a printer that answers DLE EOT does so no longer. Nothing is asked of others, or behind our own end. */
async function lookAgain(talk: Talk, habits: Habits): Promise<boolean> {
  if (habits.realTime !== 'yes' || !talk.isOpen()) return true;
  if (!(await talk.ask(1))) return false;
  await talk.ask(2);
  await talk.ask(4);
  if (talk.facts().error === true) await talk.ask(3);
  return true;
}

/** What the printer has said is in its way; null = nothing that it has told. */
function standing(talk: Talk): Trouble | null {
  const fault = hindrance(talk.facts());
  return fault === null ? null : { fault, detail: '' };
}

/** Ends our side; who then ends the other one has read everything. */
async function ended(talk: Talk, job: Job, line: Line): Promise<PrintOutcome> {
  const closing = await talk.close(printsWithinMs(job));
  if (closing.how === 'ended') return { state: 'printed', how: 'handed_over' };
  const { fault, detail } = closing.trouble;
  return unknown({ fault: fault === 'printer_silent' ? 'print_unconfirmed' : fault, detail }, line);
}

function failed(trouble: Trouble, { cable }: Line): PrintOutcome {
  return { state: 'failed', report: reportOf(trouble, cable.place) };
}

function unknown(trouble: Trouble, { cable }: Line): PrintOutcome {
  return { state: 'unknown', report: reportOf(trouble, cable.place) };
}
