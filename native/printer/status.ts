/**
 * Reads what a printer says on its own line back: answers to DLE EOT, to GS r and to GS ( H, and Automatic Status Back.
 * It knows the bits of Epson's ESC/POS command reference, and no sockets and no time. The kinds are told apart by their
 * fixed bits; which DLE EOT a byte answers only whoever asked can know.
 */

export type Said =
  /** The answer to DLE EOT n. */
  | { readonly kind: 'real_time'; readonly byte: number }
  /** Automatic Status Back, four bytes. */
  | { readonly kind: 'automatic'; readonly bytes: readonly [number, number, number, number] }
  /** The answer to GS r n, given when everything before the question has been worked through. */
  | { readonly kind: 'in_band'; readonly byte: number }
  /** The answer to GS ( H function 48: everything before this process id is on paper. */
  | { readonly kind: 'process'; readonly id: string }
  /** A block of another kind, such as the name of the printer. */
  | { readonly kind: 'block'; readonly text: string };

/** Takes bytes as they arrive and returns what they say. */
export type StatusReader = (bytes: Uint8Array) => readonly Said[];

/** The longest block that is kept; Epson's are at most 80 characters. A longer one is noise and is dropped. */
const blockMax = 96;

/** First bytes of blocks; a NUL ends them. */
const blockStarts: readonly number[] = [0x37, 0x5f];
/** XON and XOFF may come anywhere and say nothing here. */
const flowControl: readonly number[] = [0x11, 0x13];
/** Second byte of a process id's block. */
const processMark = 0x22;

/** A new reader, for one connection. Keeps at most one block, whatever arrives. */
export function statusReader(): StatusReader {
  let block: number[] | null = null;
  let automatic: number[] = [];

  function read(byte: number): Said | null {
    if (flowControl.includes(byte)) return null;
    if (block !== null) return inBlock(byte, block);
    if (automatic.length > 0) {
      // The three bytes that follow have bits 4 and 7 clear; another one means that some were lost on the way.
      if ((byte & 0x90) === 0) return inAutomatic(byte);
      automatic = [];
    }
    if (blockStarts.includes(byte)) block = [byte];
    else if ((byte & 0x93) === 0x12) return { kind: 'real_time', byte };
    else if ((byte & 0x93) === 0x10) automatic = [byte];
    else if ((byte & 0x90) === 0) return { kind: 'in_band', byte };
    return null;
  }

  function inBlock(byte: number, begun: number[]): Said | null {
    if (byte !== 0 && begun.length < blockMax) {
      begun.push(byte);
      return null;
    }
    block = null;
    if (byte !== 0) return null;
    const isProcess = begun[0] === blockStarts[0] && begun[1] === processMark && begun.length === 6;
    const text = String.fromCharCode(...begun.slice(isProcess ? 2 : 1));
    return isProcess ? { kind: 'process', id: text } : { kind: 'block', text };
  }

  function inAutomatic(byte: number): Said | null {
    automatic.push(byte);
    const [first, second, third, fourth] = automatic;
    if (first === undefined || second === undefined || third === undefined || fourth === undefined) return null;
    automatic = [];
    return { kind: 'automatic', bytes: [first, second, third, fourth] };
  }

  return (bytes) => {
    const said: Said[] = [];
    for (const byte of bytes) {
      const one = read(byte);
      if (one !== null) said.push(one);
    }
    return said;
  };
}

/** What is known of a printer; null = it has not said. */
export interface PrinterFacts {
  readonly offline: boolean | null;
  readonly coverOpen: boolean | null;
  readonly feeding: boolean | null;
  readonly paper: 'ok' | 'near_end' | 'out' | null;
  /** Some error is standing; which one DLE EOT 3 or the automatic status say. */
  readonly error: boolean | null;
  readonly cutter: boolean | null;
  /** Clears itself: a hot head. */
  readonly hot: boolean | null;
  /** Paper jam and the like; DLE ENQ goes on. */
  readonly recoverable: boolean | null;
  readonly unrecoverable: boolean | null;
  /** Level of contact 3 of the drawer socket; which level means "open" depends on the drawer. */
  readonly drawerPin: 'high' | 'low' | null;
}

export const nothingKnown: PrinterFacts = {
  offline: null,
  coverOpen: null,
  feeding: null,
  paper: null,
  error: null,
  cutter: null,
  hot: null,
  recoverable: null,
  unrecoverable: null,
  drawerPin: null,
};

export type RealTimeQuestion = 1 | 2 | 3 | 4;

/** What the answer to DLE EOT `question` says. */
export function realTimeFacts(question: RealTimeQuestion, byte: number): Partial<PrinterFacts> {
  const has = (bits: number): boolean => (byte & bits) !== 0;
  switch (question) {
    case 1:
      return { offline: has(0x08), drawerPin: has(0x04) ? 'high' : 'low' };
    case 2:
      // Bit 5 says that printing has stopped for want of paper; that there is paper only DLE EOT 4 can say.
      return { coverOpen: has(0x04), feeding: has(0x08), error: has(0x40), ...(has(0x20) ? { paper: 'out' } : {}) };
    case 3:
      return { cutter: has(0x08), recoverable: has(0x04), unrecoverable: has(0x20), hot: has(0x40) };
    case 4:
      return { paper: has(0x60) ? 'out' : has(0x0c) ? 'near_end' : 'ok' };
  }
}

/** What four bytes of Automatic Status Back say. */
export function automaticFacts([first, second, third]: readonly [number, number, number, number]): PrinterFacts {
  const [cutter, unrecoverable, hot, recoverable] = [0x08, 0x20, 0x40, 0x04].map((bit) => (second & bit) !== 0);
  return {
    offline: (first & 0x08) !== 0,
    coverOpen: (first & 0x20) !== 0,
    feeding: (first & 0x40) !== 0,
    drawerPin: (first & 0x04) !== 0 ? 'high' : 'low',
    error: (second & 0x6c) !== 0,
    cutter: cutter ?? null,
    unrecoverable: unrecoverable ?? null,
    hot: hot ?? null,
    recoverable: recoverable ?? null,
    paper: paperOf(third),
  };
}

/** What the answer to GS r 1 says of the paper; bits 0-1 near end, 2-3 end. */
export function paperOf(byte: number): 'ok' | 'near_end' | 'out' {
  if ((byte & 0x0c) !== 0) return 'out';
  return (byte & 0x03) !== 0 ? 'near_end' : 'ok';
}

/** What keeps a printer from printing, the cause a person can see first; null = nothing that it has told. */
export function hindrance(facts: PrinterFacts): Hindrance | null {
  if (facts.coverOpen === true) return 'cover_open';
  if (facts.paper === 'out') return 'paper_out';
  if (facts.cutter === true) return 'cutter_error';
  if (facts.unrecoverable === true) return 'printer_broken';
  if (facts.hot === true) return 'printer_overheated';
  if (facts.recoverable === true || facts.error === true) return 'printer_jammed';
  if (facts.feeding === true) return 'paper_feeding';
  return facts.offline === true ? 'printer_offline' : null;
}

/** Names of `words/printer-faults.ts`. */
export type Hindrance =
  | 'cover_open'
  | 'paper_out'
  | 'cutter_error'
  | 'printer_broken'
  | 'printer_overheated'
  | 'printer_jammed'
  | 'paper_feeding'
  | 'printer_offline';
