import { pathToFileURL } from 'node:url';
import { parseArgs } from 'node:util';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { framing, framingLimits } from '../../native/scanner/framing.ts';
import { type HidDecoder, type HidShape, hidDecoder, hidLimits } from '../../native/scanner/hid-decoder.ts';
import { layoutByDescriptor, scannerFamilies } from '../../native/scanner/hid-report.ts';
import { Draws } from '../sim/draws.ts';
import { descriptorOf, reportsOf, type Shape } from './hid-samples.ts';

/**
 * Any bytes in any pieces through the decoders of scanners, with good codes among them: nothing throws, nothing grows,
 * what comes out fits its bounds, and every good code behind a silence is read exactly.
 * `node test/native/fuzz.ts --frames 1000000 --seed 7 --json`: so many frames through each decoder.
 */

export interface Fuzzed {
  readonly decoder: string;
  readonly frames: number;
  /** Good codes among them; each must have been read. */
  readonly codes: number;
  readonly reads: number;
  readonly noise: number;
  readonly dropped: number;
  /** What went wrong, the first 20. */
  readonly problems: readonly string[];
}

const problemsMax = 20;
const aims = ['first', 'later', 'none'] as const;

/** Serial lines: chunks of code pieces, terminators, control bytes and junk. */
export function fuzzFraming(frames: number, seed: number): Fuzzed {
  const draws = new Draws(seed, 'framing fuzz');
  const tally = tallyOf('framing', frames);
  const lines = framing();
  let nowMs = 0;
  const heard = (texts: readonly string[]): void => {
    for (const text of texts) {
      if (text === '' || text.length > framingLimits.frameBytes) tally.wrong(`a read of ${text.length} characters`);
      if (['\0', '\u0002', '\u0003', '\r', '\n'].some((sign) => text.includes(sign)))
        tally.wrong(`a read with a sign of the line in it: ${JSON.stringify(text)}`);
    }
  };
  for (let n = 0; n < frames && tally.goesOn(); n += 1) {
    nowMs += draws.pick([0, 0, 1, 16, 99, 100, 600]);
    const isGood = draws.happens(0.02);
    if (isGood) {
      lines.tick(nowMs + 10_000);
      nowMs += 10_000;
    }
    const code = draws.digits(17 + draws.below(16));
    const bytes = isGood ? Buffer.from(`${code}\r\n`) : lineChunk(draws);
    const done = lines.push(bytes, nowMs);
    const reads = done.flatMap((frame) => (frame.kind === 'read' ? [frame.text] : []));
    heard(reads);
    tally.reads += reads.length;
    tally.noise += done.length - reads.length;
    if (isGood) tally.code(reads.at(-1) === code, code, reads);
    if (draws.happens(0.1))
      heard(lines.tick(nowMs + draws.below(700)).flatMap((f) => (f.kind === 'read' ? f.text : [])));
    if (draws.happens(0.01)) lines.reset();
    const dueAtMs = lines.dueAtMs();
    if (dueAtMs !== null && !(dueAtMs <= nowMs + framingLimits.silenceAfterTerminatorMs)) tally.wrong(`due ${dueAtMs}`);
  }
  return tally.result();
}

function lineChunk(draws: Draws): Uint8Array {
  const kind = draws.below(6);
  if (kind === 0) return Uint8Array.from([draws.pick([0, 2, 3, 10, 13, 0x5d, 0xff])]);
  if (kind === 1) return Buffer.from(draws.digits(1 + draws.below(40)));
  if (kind === 2) return Buffer.from(draws.pick(['\r', '\n', '\r\n', '\n\r', '\u0002', '\u0003', '\0\0']));
  if (kind === 3) return new Uint8Array(draws.below(300)).fill(draws.below(256));
  if (kind === 4) return Buffer.from(`]C${draws.below(10)}${draws.digits(20)}２８\r`);
  return Uint8Array.from({ length: draws.below(64) }, () => draws.below(256));
}

/** HID scanners of one shape, good and broken reports, by descriptor or by what is known of the maker. */
export function fuzzHid(frames: number, seed: number): Fuzzed {
  const draws = new Draws(seed, 'hid fuzz');
  const tally = tallyOf('hid-decoder', frames);
  let nowMs = 0;
  for (let n = 0; n < frames && tally.goesOn(); ) {
    const shape = { aim: draws.pick(aims) };
    const layout = draws.happens(0.5) ? layoutByDescriptor(descriptorOf(shape)) : null;
    const family = draws.pick([...scannerFamilies, null]);
    const decoder = hidDecoder({ layout, family });
    for (let reports = 0; reports < 200 && n < frames; reports += 1, n += 1) {
      nowMs += draws.pick([0, 1, 3, 50, 200, 400]);
      if (layout !== null && draws.happens(0.05)) {
        n += sendGood(decoder, shape, draws, nowMs, tally);
      } else heardHid(decoder.push(anyReport(draws, shape), nowMs), tally);
      if (draws.happens(0.1)) heardHid(decoder.tick(nowMs + draws.below(400)), tally);
      if (draws.happens(0.01)) heardHid(decoder.reset(), tally);
      const dueAtMs = decoder.dueAtMs();
      if (dueAtMs !== null && !(dueAtMs <= nowMs + hidLimits.restMs)) tally.wrong(`due at ${dueAtMs}, it is ${nowMs}`);
    }
  }
  return tally.result();
}

/** A whole code after a silence; returns how many reports it took beyond the first. */
function sendGood(decoder: HidDecoder, shape: Shape, draws: Draws, nowMs: number, tally: Tally): number {
  heardHid(decoder.tick(nowMs + 10_000), tally);
  const code = draws.digits(17 + draws.below(100));
  const reports = reportsOf(code, shape);
  const frames = reports.flatMap((report) => decoder.push(report, nowMs));
  heardHid(frames, tally);
  const texts = frames.map((frame) => (frame.kind === 'read' ? frame.text.replace(/^\]C0/, '') : frame.kind));
  tally.code(texts.length === 1 && texts[0] === code, code, texts);
  return reports.length - 1;
}

function anyReport(draws: Draws, shape: Shape): Uint8Array {
  const kind = draws.below(5);
  if (kind === 0) return Uint8Array.from({ length: draws.below(80) }, () => draws.below(256));
  const [report = new Uint8Array(64)] = reportsOf(
    draws.digits(draws.below(60)),
    shape,
    draws.pick([']C0', ']X0', '\0\0\0']),
  );
  if (kind === 1) report[1] = draws.below(256);
  if (kind === 2) report[63] = draws.below(256);
  if (kind === 3) return report.subarray(0, draws.below(65));
  if (kind === 4) for (let n = 0; n < 4; n += 1) report[draws.below(64)] = draws.below(256);
  return report;
}

function heardHid(frames: ReturnType<HidDecoder['push']>, tally: Tally): void {
  if (frames.length > 1) tally.wrong(`${frames.length} frames of one report`);
  for (const frame of frames) {
    if (frame.kind === 'read') tally.reads += 1;
    else if (frame.kind === 'noise') tally.noise += 1;
    else tally.dropped += 1;
    const length = frame.kind === 'noise' ? 0 : frame.text.length;
    if (length > hidLimits.textBytes + 3) tally.wrong(`a text of ${length} characters`);
    if (frame.kind === 'read' && /[\r\n]$/.test(frame.text)) tally.wrong('a text with its terminator');
  }
}

/** Descriptors a device may send: good ones with bytes changed, cut or joined, and what a decoder makes of them. */
export function fuzzDescriptors(frames: number, seed: number): Fuzzed {
  const draws = new Draws(seed, 'descriptor fuzz');
  const tally = tallyOf('report-descriptor', frames);
  for (let n = 0; n < frames && tally.goesOn(); n += 1) {
    const descriptor = anyDescriptor(draws);
    const layout = layoutByDescriptor(descriptor);
    if (layout === null) {
      tally.dropped += 1;
      continue;
    }
    const { countAt, dataAt, dataBytes } = layout;
    const isSane = [countAt, dataAt, dataBytes].every((at) => Number.isSafeInteger(at) && at >= 0 && at <= 1_100);
    if (!isSane) tally.wrong(`a layout that no report can have: ${JSON.stringify(layout)}`);
    const shape: HidShape = { layout, family: null };
    heardHid(hidDecoder(shape).push(anyReport(draws, { aim: draws.pick(aims) }), 0), tally);
  }
  return tally.result();
}

function anyDescriptor(draws: Draws): Uint8Array {
  if (draws.happens(0.2)) return Uint8Array.from({ length: draws.below(200) }, () => draws.below(256));
  const bytes = [...descriptorOf({ aim: draws.pick(aims) }, draws.pick([2, null, 1, 255]))];
  for (let changes = draws.below(5); changes > 0; changes -= 1) {
    const at = draws.below(bytes.length);
    const kind = draws.below(4);
    if (kind === 0) bytes[at] = draws.below(256);
    else if (kind === 1) bytes.splice(at, 1 + draws.below(4));
    else if (kind === 2) bytes.splice(at, 0, ...bytes.slice(at, at + draws.below(20)));
    else bytes.splice(at, 0, draws.pick([0xfe, 0xa4, 0xb4, 0xc0, 0xa1, 0x29]), 0xff);
  }
  return Uint8Array.from(bytes);
}

interface Tally {
  reads: number;
  noise: number;
  dropped: number;
  code(isRead: boolean, code: string, got: readonly string[]): void;
  wrong(what: string): void;
  goesOn(): boolean;
  result(): Fuzzed;
}

function tallyOf(decoder: string, frames: number): Tally {
  const problems: string[] = [];
  let codes = 0;
  const tally: Tally = {
    reads: 0,
    noise: 0,
    dropped: 0,
    code(isRead, code, got) {
      codes += 1;
      if (!isRead) tally.wrong(`the good code ${code} was read as ${JSON.stringify(got)}`);
    },
    wrong(what) {
      if (problems.length < problemsMax) problems.push(`${decoder}: ${what}`);
    },
    goesOn: () => problems.length < problemsMax,
    result: () => ({
      ...{ decoder, frames, codes, reads: tally.reads, noise: tally.noise, dropped: tally.dropped },
      problems,
    }),
  };
  return tally;
}

/** Every decoder; a tenth first, so that what is compiled and learned is not taken for growth. */
export function fuzzAll(frames: number, seed: number) {
  for (const fuzz of [fuzzFraming, fuzzHid, fuzzDescriptors]) fuzz(Math.ceil(frames / 10), seed + 1);
  const before = heapAfterCollection();
  const results = [fuzzFraming, fuzzHid, fuzzDescriptors].map((fuzz) => fuzz(frames, seed));
  return { seed, results, heapGrownBytes: heapAfterCollection() - before };
}

function heapAfterCollection(): number {
  setFlagsFromString('--expose-gc');
  const collect: unknown = runInNewContext('gc');
  if (typeof collect === 'function') collect();
  return process.memoryUsage().heapUsed;
}

/** What a million frames may leave behind: nothing but the counters. */
const heapGrownMax = 4 * 1024 * 1024;

function main(): void {
  const options = { frames: { type: 'string' }, seed: { type: 'string' }, json: { type: 'boolean' } } as const;
  const { values } = parseArgs({ options });
  const seed = Number(values.seed ?? Math.floor(Math.random() * 2 ** 31));
  const found = fuzzAll(Number(values.frames ?? 1_000_000), seed);
  const problems = found.results.flatMap((result) => result.problems);
  if (found.heapGrownBytes > heapGrownMax) problems.push(`the heap grew by ${found.heapGrownBytes} bytes`);
  if (values.json === true) console.info(JSON.stringify(found));
  else
    for (const { decoder, frames, codes, reads, noise, dropped } of found.results)
      console.info(
        `seed ${seed}: ${decoder}: ${frames} frames, ${codes} codes, ${reads} read, ${noise} noise, ${dropped} dropped`,
      );
  for (const problem of problems) console.error(problem);
  process.exitCode = problems.length === 0 ? 0 : 1;
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) main();
