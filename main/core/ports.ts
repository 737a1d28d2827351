import type { DeviceReport } from '../contract/device-views.ts';
import type { OrderContent } from '../contract/order-views.ts';
import type { ScanDrop, ScanSource, ScanTerminator } from '../contract/scan-views.ts';
import type { Money } from './money.ts';
import type { JournalEntry, Payment } from './payment-state.ts';
import type { PrintJob } from './print-job.ts';
import type { ReceiptDocument } from './receipt.ts';

/**
 * What the core needs from outside. Every port calls back instead of promising: one queue decides the order of
 * things, and a simulated world can run the same code without a single tick of the real event loop.
 */

/** Time. Only `main/clock.ts` implements it with the machine's clock. */
export interface Clock {
  /** Milliseconds since 1970 UTC. May jump either way at any moment. */
  wallMs(): number;
  /** Milliseconds since some start of this process. Never goes back. */
  monotonicMs(): number;
  /** Calls `act` once after `delayMs` (0 or more); the result switches it off. */
  after(delayMs: number, act: () => void): () => void;
}

/** Cryptographic chance. */
export interface Chance {
  /** `count` decimal digits. */
  digits(count: number): string;
  /** A number from 0 up to but not including 1, for jitter. */
  fraction(): number;
}

/** What a call to the gateway came to. Only `gateway/outcome.ts` makes one from an answer. */
export interface Outcome<Verdict extends string> {
  readonly verdict: Verdict;
  /** The AMS result code of a signed answer, or our own word in lower case (`silence`, `reset`, `unsigned`, …). */
  readonly code: string;
  /** A signed answer showed that the gateway knows this payment. */
  readonly orderSeen: boolean;
  /** The answer points at our keys or client id (INVALID_SIGNATURE, KEY_NOT_FOUND, CLIENT_INVALID). */
  readonly keyFault: boolean;
  /** The gateway's clock from a signed Response-Time, milliseconds since 1970, accurate to a second. */
  readonly gatewayTimeMs: number | null;
  /** True when the answer's signature was good, whatever it said. */
  readonly signed: boolean;
  readonly paymentId: string | null;
  /** The gateway's paymentTime as it was written, or null. */
  readonly paymentTime: string | null;
  /** Returned to the customer so far, in minor units, as the inquiry's transactions say. */
  readonly returnedMinor: number;
  readonly refundId: string | null;
  readonly refundTime: string | null;
}

export type PayVerdict = 'success' | 'failed' | 'mismatch' | 'not_sent' | 'unknown';
export type InquiryVerdict = 'success' | 'failed' | 'cancelled' | 'mismatch' | 'processing' | 'not_exist' | 'unknown';
/** `refused` is a signed F other than ORDER_NOT_EXIST: inquire before anything is claimed. */
export type CancelVerdict = 'success' | 'refused' | 'not_exist' | 'unknown';
/** `failed` is a signed, definite F; `processing` forbids a repeat. */
export type RefundVerdict = 'success' | 'failed' | 'processing' | 'unknown';
export type RefundInquiryVerdict = 'success' | 'failed' | 'processing' | 'not_exist' | 'unknown';

export type Answered<Verdict extends string> = (outcome: Outcome<Verdict>) => void;

/** Everything of a pay request that is not configuration. */
export interface PayRequest {
  readonly paymentRequestId: string;
  readonly orderId: string;
  readonly amount: Money;
  readonly order?: OrderContent;
  /** In clear: lives in memory for this one call and is written nowhere. */
  readonly paymentCode: string;
  /** By the gateway's clock, milliseconds since 1970. */
  readonly expiresAtMs: number;
  /** Wall clock of the scan, for storeTerminalRequestTime. */
  readonly requestedAtMs: number;
  /** Monotonic: not on the wire by then → destroyed, `not_sent`. */
  readonly sendBeforeMs: number;
}

/**
 * The AMS gateway. Each call is answered exactly once, never before the call itself has returned, and with `unknown`
 * when nothing usable came, unless it is abandoned first: the result of each call destroys its socket and silences it.
 * When an answer counts is the core's matter; the gateway only bounds how long it listens at most.
 */
export interface Gateway {
  pay(request: PayRequest, answered: Answered<PayVerdict>): () => void;
  inquirePayment(
    asked: { readonly paymentRequestId: string; readonly amount: Money },
    answered: Answered<InquiryVerdict>,
  ): () => void;
  cancel(asked: { readonly paymentRequestId: string }, answered: Answered<CancelVerdict>): () => void;
  refund(
    asked: {
      readonly refundRequestId: string;
      readonly paymentId: string;
      readonly amount: Money;
      readonly why: string;
    },
    answered: Answered<RefundVerdict>,
  ): () => void;
  inquireRefund(
    asked: { readonly refundRequestId: string; readonly amount: Money },
    answered: Answered<RefundInquiryVerdict>,
  ): () => void;
}

/** The journal said no: disk full, I/O error, damaged file. What it was asked to write may or may not be on disk. */
export class StorageError extends Error {
  override readonly name = 'StorageError';
}

/** The answer may lie in an archive that is missing or cannot be read; the journal itself is well. */
export class ArchiveUnavailable extends StorageError {}

/** One step of one payment: its state before and after, and what happened. All of it is durable, or none. */
export interface Commit {
  readonly before: Payment | null;
  readonly after: Payment;
  readonly entry: JournalEntry;
  /** Papers that the step asks for: durable with it, so that none is forgotten between the commit and the printer. */
  readonly prints?: readonly PrintJob[];
}

/** Papers as they are kept, apart from the money. Every function may throw {@link StorageError}. */
export interface PrintJobs {
  /** All of them as they are now, new or changed, durable on return; all or none. */
  write(jobs: readonly PrintJob[]): void;
  /** The newest `most` that are neither printed nor failed, oldest first. */
  unfinished(most: number): readonly PrintJob[];
  /** The newest `most`, oldest first. */
  newest(most: number): readonly PrintJob[];
  /** Id of the newest, or 0. */
  lastId(): number;
}

/** Who opened the cash drawer, or was refused, and why. Nothing in it is ever changed or removed. */
export interface DrawerOpening {
  readonly id: number;
  /** Wall clock, milliseconds since 1970. */
  readonly atMs: number;
  readonly by: string;
  readonly why: string;
  /** `opened`, `handed_over`, `failed`, `unknown`, or why it was refused; null = the till ended before it was known. */
  readonly outcome: string | null;
}

/** Every function may throw {@link StorageError}. */
export interface DrawerLog {
  /** Durable on return. The result is its id. */
  add(opening: Omit<DrawerOpening, 'id'>): number;
  /** What became of one whose outcome is still null; once. */
  ended(id: number, outcome: string): void;
  /** The newest `most`, newest first. */
  newest(most: number): readonly DrawerOpening[];
}

/** The only place where money is remembered. Every function may throw {@link StorageError}. */
export interface Journal {
  /** Returns when the step survives a power cut. */
  commit(change: Commit): void;
  payment(paymentRequestId: string): Payment | null;
  /** By paymentRequestId, paymentId, refundRequestId or the order it belongs to (its newest attempt). */
  find(id: string): Payment | null;
  /** The newest `most` attempts of this order, newest first. */
  attemptsOf(orderId: string, most: number): readonly Payment[];
  /** All payments that still need something, oldest first. */
  unfinished(): readonly Payment[];
  /** The attempt of this order that is neither paid, nor surely not charged, nor reversed, or is in doubt again. */
  liveAttempt(orderId: string): Payment | null;
  /** The order has been paid already. */
  paidAttempt(orderId: string): Payment | null;
  /** An unsettled payment of another order with the same amount. */
  unsettledOfAmount(amount: Money, exceptOrderId: string): Payment | null;
  /** Keyed hash under which a payment code is remembered. */
  fingerprint(paymentCode: string): string;
  codeUsed(fingerprint: string): boolean;
  /** Serial of the newest payment, 0 to 9999, or 0. */
  lastSerial(): number;
  /** The newest `most` that are paid, oldest first; archived ones need not be among them. */
  recentPaid(most: number): readonly Payment[];
  /** False while the disk has too little room for a new sale; what is open can still be written. Never throws. */
  hasRoom(): boolean;
  readonly prints: PrintJobs;
  readonly drawer: DrawerLog;
  /** Set where this is no journal but what could be read of one that was lost; every commit throws then. */
  readonly rescue?: Rescue;
}

/** What is known of a journal that was lost. */
export interface Rescue {
  /** Why it cannot be had, as the store names it: `damaged`, `gone`, `outdated`, `read_only`, `disk_full`, … */
  readonly reason: string;
  /** Payments of which no more than the id could be read, oldest first. */
  readonly unreadableIds: readonly string[];
}

/** How a scan came over its cable. */
export interface ScanSeen {
  /** How people find the scanner. */
  readonly place: string;
  /** The first bytes as they came. They may hold a payment code: masked before they are kept. */
  readonly bytes: Uint8Array;
  readonly bytesLeftOut: number;
  /** Pauses between its chunks or reports, milliseconds. */
  readonly gapsMs: readonly number[];
  readonly terminator: ScanTerminator;
}

/** One framed read of a scanner, without its terminator. */
export interface Scan {
  readonly text: string;
  readonly source: ScanSource;
  /** Monotonic time of its first byte. */
  readonly atMs: number;
  readonly seen?: ScanSeen;
}

export interface ScannerHeard {
  scanned(scan: Scan): void;
  /** One report for all scanners behind this port; `each`: those of the single ones, where there may be several. */
  changed(report: DeviceReport, each?: readonly DeviceReport[]): void;
  /** Something came that is no scan; for the scanner page and the log. */
  dropped?(scan: Scan, why: ScanDrop): void;
}

export interface Scanner {
  /** Starts reading; the result closes the device. */
  open(heard: ScannerHeard): () => void;
}

/** What became of one print job. `report` says what is wrong with the printer. */
export type PrintOutcome =
  /** `confirmed`: the printer said so; `handed_over`: it was taken whole by something that gives no answer. */
  | { readonly state: 'printed'; readonly how: 'confirmed' | 'handed_over' }
  /** Nothing of it left: it may be tried again without asking anybody. */
  | { readonly state: 'failed'; readonly report: DeviceReport }
  /** Some of it left, nobody knows how much was printed: only a person who looks at the paper may say. */
  | { readonly state: 'unknown'; readonly report: DeviceReport };

/** What became of one pulse for the cash drawer. `report` says what is wrong with the printer that should give it. */
export type DrawerOutcome =
  /** `sensed`: its sensor says so; `handed_over`: there is no sensor, or nobody can be asked. */
  | { readonly state: 'opened'; readonly how: 'sensed' | 'handed_over' }
  /** `failed`: no pulse was sent. `unknown`: one may have been, and the drawer did not say that it is open. */
  | { readonly state: 'failed' | 'unknown'; readonly report: DeviceReport };

export interface ReceiptPrinter {
  /** Answers exactly once, never inside this call; never throws. One job at a time: another one fails, `busy`. */
  print(receipt: ReceiptDocument, done: (outcome: PrintOutcome) => void): void;
  /** Sends one pulse; answers exactly once, never inside this call. */
  openDrawer(done: (outcome: DrawerOutcome) => void): void;
  /** Looks after the printer; the result stops it. */
  open(listen: { changed(printer: DeviceReport, drawer: DeviceReport): void }): () => void;
}

/** What the core tells the log. Never a payment code or a key. */
export interface Log {
  info(sentence: string, facts?: Readonly<Record<string, unknown>>): void;
  warn(sentence: string, facts?: Readonly<Record<string, unknown>>): void;
}

/** For whoever has nobody to tell. */
export const noLog: Log = { info: () => {}, warn: () => {} };
