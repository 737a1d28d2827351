import type { Clock } from '../../main/core/ports.ts';
import type { ReceiptDocument } from '../../main/core/receipt.ts';
import type { Cable } from './connection.ts';
import { type PictureResult, receiptPicture } from './picture.ts';
import { columnDots, type Paper, type PrinterProfile, paperOf } from './profile.ts';
import { type SimulatedDevice, startSimulatedDevice } from './simulated-device.ts';
import type { PrinterAct } from './simulated-mechanics.ts';
import { type CodeShape, symbologyFor } from './symbology.ts';
import { tcpCable } from './tcp.ts';

/**
 * The simulated printer of a till: a device on a loopback port that gets the very bytes a real one would get, over a
 * real connection, and keeps what came out of it – for training, for screens and for tests.
 */

/** One receipt that came out. */
export interface PrintedReceipt {
  readonly document: ReceiptDocument;
  readonly bytes: Buffer;
  readonly shape: CodeShape;
  /** PNG on white with a margin. */
  picture(): Promise<PictureResult>;
}

/** What a person sees when they look into it. */
export interface SimulatedMechanics {
  readonly paper: 'ok' | 'near_end' | 'out';
  readonly coverOpen: boolean;
  readonly jammed: boolean;
}

const asNew: SimulatedMechanics = { paper: 'ok', coverOpen: false, jammed: false };

/** Receipts kept; older ones are forgotten. The same for documents that were sent and have not come out. */
export const keptMax = 20;

export class SimulatedPrinter {
  readonly #profile: PrinterProfile;
  readonly #paper: Paper;
  readonly #clock: Clock;
  readonly #kept: PrintedReceipt[] = [];
  readonly #sent: { readonly document: ReceiptDocument; readonly bytes: Buffer }[] = [];
  #device: Promise<SimulatedDevice> | null = null;
  #running: SimulatedDevice | null = null;

  constructor(profile: PrinterProfile, paper: Paper, clock: Clock) {
    this.#profile = profile;
    this.#paper = paper;
    this.#clock = clock;
  }

  cable(): Cable {
    return {
      place: '',
      answers: true,
      open: async (listen) => {
        const { port } = await this.#started();
        return tcpCable({ host: '127.0.0.1', port }, this.#clock).open(listen);
      },
    };
  }

  /** What is about to be sent, so that what comes out can be shown. */
  expect(document: ReceiptDocument, bytes: Buffer): void {
    this.#sent.push({ document, bytes });
    if (this.#sent.length > keptMax) this.#sent.shift();
  }

  /** Newest last. */
  printed(): readonly PrintedReceipt[] {
    return [...this.#kept];
  }

  /** What a person does to it. Rejects where it has no port. */
  async act(act: PrinterAct): Promise<void> {
    (await this.#started()).act(act);
  }

  mechanics(): SimulatedMechanics {
    const { paper, coverOpen, jammed } = this.#running?.state() ?? asNew;
    return { paper, coverOpen, jammed };
  }

  async close(): Promise<void> {
    await (await this.#device)?.close();
  }

  #started(): Promise<SimulatedDevice> {
    this.#device ??= this.#start();
    return this.#device;
  }

  async #start(): Promise<SimulatedDevice> {
    this.#running = await startSimulatedDevice({ drawerOpen: 'high' }, this.#clock, (bytes) => this.#cameOut(bytes));
    return this.#running;
  }

  /** A torn piece may stand before the receipt; the job's own question about the paper is not on it. */
  #cameOut(paper: Buffer): void {
    const place = this.#sent.findLastIndex(({ bytes }) => paper.includes(bytes.subarray(0, bodyLength(bytes))));
    const [sent] = place === -1 ? [] : this.#sent.splice(0, place + 1).slice(-1);
    if (sent === undefined) return;
    const { columns } = paperOf(this.#profile, this.#paper);
    const shape = symbologyFor(sent.document.barcode, columns * columnDots);
    const picture = (): Promise<PictureResult> => receiptPicture(sent.document, this.#profile, this.#paper);
    this.#kept.push({ ...sent, shape, picture });
    if (this.#kept.length > keptMax) this.#kept.shift();
  }
}

/** Without GS r 1, with which every job ends. */
function bodyLength(bytes: Buffer): number {
  return bytes.subarray(-3).equals(Buffer.from([0x1d, 0x72, 0x01])) ? bytes.length - 3 : bytes.length;
}
