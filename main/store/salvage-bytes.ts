import { closeSync, fstatSync, openSync, readSync } from 'node:fs';
import { looksLikePaymentRequestId } from '../core/payment-code.ts';
import type { Salvaged } from './salvaged.ts';
import { parsed } from './stored-json.ts';

/**
 * Reads payments out of the bare bytes of a journal or of its log, where SQLite can no longer. Our rows are JSON and
 * ids of 40 digits, and a row lies whole in its page unless it is long. Formats: sqlite.org/fileformat2.html.
 */

/** What cannot be read in so many bytes of one file is left out; a journal of 90 days has 35 MB. */
const scannedBytesMax = 1024 * 1024 * 1024;

/** Texts of a row stand side by side: an id may follow one of our refunds' or orders', or the end of a hash. */
const digitRun = /(?:R\d{28}|O\d{24})?(\d*)/g;
const idDigits = 40;
const bodyStart = '{"facts":';
const stateStart = '{"paymentRequestId":';
/** Id, revision, kind and time stand between the header of a row and its body. */
const idBeforeBody = 128;
/** Longer than any state with all its refunds that lies in one page. */
const jsonBytesMax = 65_536;

/** Every page of the main file. Pages that cannot be read are passed over. */
export function scanJournal(file: string, into: Salvaged): void {
  const handle = openSync(file, 'r');
  try {
    const size = Math.min(fstatSync(handle).size, scannedBytesMax);
    const header = readAt(handle, 0, 100);
    const pageBytes = pageBytesOf(header === null || header.length < 18 ? 0 : header.readUInt16BE(16));
    for (let at = 0; at < size; at += pageBytes) {
      const page = readAt(handle, at, pageBytes);
      if (page !== null) scanPage(page, into);
    }
  } finally {
    closeSync(handle);
  }
}

/** Every page of the log that belongs to a finished transaction; what was never committed was never true. */
export function scanLog(file: string, into: Salvaged): void {
  const handle = openSync(file, 'r');
  try {
    for (const page of committedPages(handle)) scanPage(page, into);
  } finally {
    closeSync(handle);
  }
}

const logHeaderBytes = 32;
const frameHeaderBytes = 24;

/**
 * A frame counts when its salts are the log's and its checksum follows from the frame before; one that is damaged
 * spoils only itself and the next. Transactions end with a frame that names the size of the database.
 */
function* committedPages(handle: number): Generator<Buffer> {
  const header = readAt(handle, 0, logHeaderBytes);
  if (header === null || header.length < logHeaderBytes || (header.readUInt32BE(0) & ~1) !== 0x377f0682) return;
  const littleEndian = (header.readUInt32BE(0) & 1) === 0;
  const pageBytes = pageBytesOf(header.readUInt32BE(8));
  const salts = header.subarray(16, 24);
  let before: Checksum = [header.readUInt32BE(24), header.readUInt32BE(28)];
  let unfinished: Buffer[] = [];
  for (let at = logHeaderBytes; at < scannedBytesMax; at += frameHeaderBytes + pageBytes) {
    const frame = readAt(handle, at, frameHeaderBytes + pageBytes);
    if (frame === null) continue;
    if (frame.length < frameHeaderBytes + pageBytes) return;
    const page = frame.subarray(frameHeaderBytes);
    const said: Checksum = [frame.readUInt32BE(16), frame.readUInt32BE(20)];
    const sum = checksum(page, littleEndian, checksum(frame.subarray(0, 8), littleEndian, before));
    before = said;
    if (!frame.subarray(8, 16).equals(salts) || sum[0] !== said[0] || sum[1] !== said[1]) continue;
    unfinished.push(page);
    if (frame.readUInt32BE(4) === 0) continue;
    yield* unfinished;
    unfinished = [];
  }
}

type Checksum = readonly [number, number];

/** Section 4.2 of the format: pairs of 32-bit words, in the byte order that the log names. */
function checksum(bytes: Buffer, littleEndian: boolean, before: Checksum): Checksum {
  let [a, b] = before;
  for (let at = 0; at + 8 <= bytes.length; at += 8) {
    a = (a + (littleEndian ? bytes.readUInt32LE(at) : bytes.readUInt32BE(at)) + b) >>> 0;
    b = (b + (littleEndian ? bytes.readUInt32LE(at + 4) : bytes.readUInt32BE(at + 4)) + a) >>> 0;
  }
  return [a, b];
}

/** Null where the disk refuses; shorter at the end of the file. */
function readAt(handle: number, at: number, bytes: number): Buffer | null {
  const buffer = Buffer.alloc(bytes);
  try {
    return buffer.subarray(0, readSync(handle, buffer, 0, bytes, at));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).syscall !== 'read') throw error;
    return null;
  }
}

/** 512 to 65536, a power of two; a damaged header says nothing, and our files have the usual size. */
function pageBytesOf(said: number): number {
  const bytes = said === 1 ? 65_536 : said;
  return bytes >= 512 && bytes <= 65_536 && (bytes & (bytes - 1)) === 0 ? bytes : 4_096;
}

function scanPage(page: Buffer, into: Salvaged): void {
  // One character per byte: positions in the text are positions in the page.
  const text = page.toString('latin1');
  for (const id of idsIn(text)) into.offerId(id);
  for (let at = text.indexOf(stateStart); at !== -1; at = text.indexOf(stateStart, at + 1)) {
    into.offerState(jsonAt(page, text, at));
  }
  for (let at = text.indexOf(bodyStart); at !== -1; at = text.indexOf(bodyStart, at + 1)) {
    const before = text.slice(Math.max(0, at - idBeforeBody), at);
    const id = idsIn(before).at(-1);
    if (id !== undefined) into.offerBody(id, jsonAt(page, text, at));
  }
}

/** Where other digits stand before or behind an id, the end of the run is tried first: an index has the id last. */
function idsIn(text: string): readonly string[] {
  return [...text.matchAll(digitRun)].flatMap(([, run = '']) => {
    const ends = [run.slice(-idDigits), run.slice(0, idDigits)];
    return ends.find(looksLikePaymentRequestId) ?? [];
  });
}

/** The JSON object that begins here; null when it does not end in this page or is none. */
function jsonAt(page: Buffer, text: string, from: number): unknown {
  let depth = 0;
  let isInText = false;
  for (let at = from; at < Math.min(text.length, from + jsonBytesMax); at += 1) {
    const character = text[at];
    if (isInText) {
      if (character === '\\') at += 1;
      else if (character === '"') isInText = false;
      continue;
    }
    if (character === '"') isInText = true;
    else if (character === '{') depth += 1;
    else if (character === '}') depth -= 1;
    if (depth === 0) return parsed(page.toString('utf8', from, at + 1));
  }
  return null;
}
