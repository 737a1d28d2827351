import type { Clock } from '../../main/core/ports.ts';
import { type Command, commandReader, linesOf } from './escpos-stream.ts';
import {
  actsOn,
  automaticBytes,
  type DrawerOpenLevel,
  inBandByte,
  type Mechanics,
  mayPrint,
  type PrinterAct,
  paperIn,
  realTimeByte,
  wellWith,
} from './simulated-mechanics.ts';

/**
 * What is inside a simulated receipt printer: paper, cover, cutter and drawer, a receive buffer, and the answers of
 * ESC/POS. It knows the command reference and no cable: whatever carries bytes to it, each conversation is one
 * {@link Session}. It works at once, without the time a head needs; what it cannot do it keeps until it can.
 */

export interface EngineOptions {
  /** Lines until the paper ends; null = it never does by itself. */
  readonly lines?: number | null;
  /** What it answers; a cheap printer answers nothing at all. */
  readonly answers?: { readonly realTime: boolean; readonly inBand: boolean; readonly processId: boolean };
  readonly drawerOpen?: DrawerOpenLevel;
  /** Waits before each answer, milliseconds. */
  readonly answerLateMs?: number;
  readonly answerTwice?: boolean;
}

export interface Session {
  feed(bytes: Uint8Array): void;
  /** Nothing can be said over it any more; what it has been fed is still printed. */
  over(): void;
}

export interface EngineState {
  readonly paper: 'ok' | 'near_end' | 'out';
  readonly coverOpen: boolean;
  readonly jammed: boolean;
  /** It prints, or would. */
  readonly online: boolean;
  readonly drawerOpen: boolean;
  /** Pulses for the drawer since it was made. */
  readonly pulses: number;
  /** Bytes that began no known command, since it was made. */
  readonly unknown: number;
}

/** The receive buffer of a small printer; beyond it nothing more is taken. */
const bufferBytes = 65_536;
/** Lines that are left when the near-end sensor speaks. */
const nearEndLines = 30;
const everything = { realTime: true, inBand: true, processId: true };

type Say = (bytes: readonly number[]) => void;

interface Held {
  readonly command: Command;
  readonly say: Say;
}

export class PrinterEngine {
  readonly #clock: Clock;
  readonly #options: EngineOptions;
  readonly #drawer: DrawerOpenLevel;
  /** Called with the bytes of each receipt that has come out. */
  readonly #cameOut: (bytes: Buffer) => void;
  readonly #held: Held[] = [];
  /** Who is told of every change by itself. */
  readonly #told = new Set<Say>();
  #heldBytes = 0;
  #now: Mechanics;
  #pulses = 0;
  #unknown = 0;
  #onPaper: Uint8Array[] = [];
  #linesOnPaper = 0;
  #whenTaken: (() => void)[] = [];

  constructor(options: EngineOptions, clock: Clock, cameOut: (bytes: Buffer) => void) {
    this.#options = options;
    this.#clock = clock;
    this.#cameOut = cameOut;
    this.#drawer = options.drawerOpen ?? null;
    this.#now = wellWith(options.lines ?? null);
  }

  /** `send` carries answers back. */
  session(send: (bytes: Uint8Array) => void): Session {
    const read = commandReader();
    let isOver = false;
    const say: Say = (bytes) => {
      const { answerLateMs = 0, answerTwice = false } = this.#options;
      const answer = (): void => {
        if (!isOver) send(Uint8Array.from(answerTwice ? [...bytes, ...bytes] : bytes));
      };
      if (answerLateMs === 0) answer();
      else this.#clock.after(answerLateMs, answer);
    };
    return {
      feed: (bytes) => {
        for (const command of read(bytes)) this.#take({ command, say });
        this.#work();
      },
      over: () => {
        isOver = true;
        this.#told.delete(say);
      },
    };
  }

  /** Whether it takes more bytes now; if not, `taken` is called once when it does again. */
  hasRoom(taken: () => void): boolean {
    if (this.#heldBytes < bufferBytes) return true;
    this.#whenTaken.push(taken);
    return false;
  }

  /** What a person does to it. Switched off and on, it forgets what is in its buffer and half on paper. */
  act(act: PrinterAct): void {
    this.#now = { ...this.#now, ...actsOn[act] };
    if (act === 'reset') {
      this.#clearBuffer();
      this.#onPaper = [];
      this.#linesOnPaper = 0;
      this.#told.clear();
    }
    this.#tell();
    this.#work();
  }

  state(): EngineState {
    return {
      paper: paperIn(this.#now),
      coverOpen: this.#now.isCoverOpen,
      jammed: this.#now.isJammed,
      online: mayPrint(this.#now),
      drawerOpen: this.#now.isDrawerOpen,
      pulses: this.#pulses,
      unknown: this.#unknown,
    };
  }

  /** Real-time commands are obeyed as they arrive, whatever waits before them. */
  #take(held: Held): void {
    const { name, bytes } = held.command;
    if (name === '1004') this.#answerNow(bytes[2] ?? 0, held.say);
    else if (name === '1005') this.#recover(bytes[2] ?? 0);
    else if (name === '1014') this.#atOnce(bytes[2] ?? 0);
    else {
      this.#held.push(held);
      this.#heldBytes += bytes.length;
    }
  }

  #work(): void {
    while (mayPrint(this.#now)) {
      const next = this.#held.shift();
      if (next === undefined) break;
      this.#heldBytes -= next.command.bytes.length;
      this.#move(linesOf(next.command));
      this.#obey(next);
    }
    if (this.#heldBytes < bufferBytes) for (const taken of this.#whenTaken.splice(0)) taken();
  }

  #move(lines: number): void {
    this.#linesOnPaper += lines;
    if (lines === 0 || this.#now.lines === null) return;
    const left = Math.max(0, this.#now.lines - lines);
    this.#now = { ...this.#now, lines: left, isNear: this.#now.isNear || left < nearEndLines };
    if (left === 0) this.#tell();
  }

  #obey({ command: { name, bytes }, say }: Held): void {
    const isQuestion = name === '1d72' || isEcho(bytes);
    if (!isQuestion) this.#onPaper.push(Uint8Array.from(bytes));
    if (name === 'unknown') this.#unknown += 1;
    if (name === '1b70') this.#pulse();
    if (name === '1d61') this.#tellOf(bytes[2] ?? 0, say);
    // Without a cutter a receipt is over when the host asks whether it is.
    if (name === '1d56' || isQuestion) this.#cut();
    if (name === '1d72') this.#answerInBand(bytes[2] ?? 0, say);
    else if (isQuestion && this.#answers().processId) say([0x37, 0x22, ...bytes.subarray(7, 11), 0x00]);
  }

  #cut(): void {
    if (this.#linesOnPaper === 0) return;
    const bytes = Buffer.concat(this.#onPaper);
    this.#onPaper = [];
    this.#linesOnPaper = 0;
    this.#cameOut(bytes);
  }

  #pulse(): void {
    this.#pulses += 1;
    this.#now = { ...this.#now, isDrawerOpen: this.#drawer !== null };
    this.#tell();
  }

  /** DLE DC4: 1 = pulse, 8 = forget the buffer; switching off is not simulated. */
  #atOnce(what: number): void {
    if (what === 1) this.#pulse();
    if (what === 8) this.#clearBuffer();
  }

  /** DLE ENQ 1 goes on, 2 forgets the buffer first; both end an error of the cutter. */
  #recover(how: number): void {
    if (how !== 1 && how !== 2) return;
    if (how === 2) this.#clearBuffer();
    this.#now = { ...this.#now, isJammed: false };
    this.#tell();
  }

  #clearBuffer(): void {
    this.#held.length = 0;
    this.#heldBytes = 0;
  }

  #answers() {
    return this.#options.answers ?? everything;
  }

  #answerNow(question: number, say: Say): void {
    const byte = this.#answers().realTime ? realTimeByte(question, this.#now, this.#drawer) : null;
    if (byte !== null) say([byte]);
  }

  #answerInBand(about: number, say: Say): void {
    const byte = this.#answers().inBand ? inBandByte(about, this.#now, this.#drawer) : null;
    if (byte !== null) say([byte]);
  }

  #tellOf(what: number, say: Say): void {
    if (what === 0) this.#told.delete(say);
    else {
      this.#told.add(say);
      say(automaticBytes(this.#now, this.#drawer));
    }
  }

  #tell(): void {
    for (const say of this.#told) say(automaticBytes(this.#now, this.#drawer));
  }
}

/** GS ( H function 48: the echo of a process id. */
function isEcho(bytes: Uint8Array): boolean {
  return bytes[0] === 0x1d && bytes[1] === 0x28 && bytes[2] === 0x48 && bytes[5] === 0x30;
}
