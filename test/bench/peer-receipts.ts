import { sampleReceipt } from '../../main/core/receipt-sample.ts';
import { receiptBytes } from '../../native/printer/encode.ts';
import { profileNamed } from '../../native/printer/profile.ts';
import type { Figure } from './figure.ts';
import type { LoadPeer, Peer } from './peers.ts';
import { spreadOf, timed, timedUntil } from './samples.ts';

/**
 * The English 80 mm receipt as bytes, beside other encoders with the same facts in the same order: shop, mark, title,
 * amount, rows, barcode, notes, cut. They break no lines, choose no code page and check no width, so they have less to
 * do; whether their bytes print right is another question.
 */

const rounds = 200;
const warmingUp = 40;

const document = sampleReceipt('en');
const { shop, mark, title, amount, rows, barcode, notes } = document;

/** Width of the line in characters, as our `generic` profile has on 80 mm. */
const columns = 48;
const between = (left: string, right: string): string => left + right.padStart(columns - left.length);

/** Makes the job once; the result is its length in bytes. */
type Encode = () => number;

function receiptPeer(id: string, name: string, open: (load: LoadPeer) => Promise<Encode>): Peer {
  return {
    id: `peer.${id}`,
    name: `receipt as text, ${name}`,
    async measure(_, load) {
      const encode = await open(load);
      const generic = profileNamed('generic');
      if (!generic.ok) throw new Error(generic.why);
      const ours: number[] = [];
      const theirs: number[] = [];
      let ourBytes = 0;
      let theirBytes = 0;
      for (let n = -warmingUp; n < rounds; n++) {
        const oursMs = await timedUntil(async () => {
          const encoded = await receiptBytes(document, generic.profile, 80);
          if (!encoded.ok) throw new Error(encoded.why);
          ourBytes = encoded.bytes.length;
        });
        const theirsMs = timed(() => {
          theirBytes = mustHaveBytes(encode());
        });
        if (n < 0) continue;
        ours.push(oursMs);
        theirs.push(theirsMs);
      }
      const [oursMs, theirsMs] = [spreadOf(ours).median, spreadOf(theirs).median];
      const receipt = 'receipt as text, en, 80 mm';
      return [
        {
          id: `peer.${id}.median`,
          name: receipt,
          unit: 'ms',
          value: oursMs,
          yardstick: { name, value: theirsMs },
        },
        {
          id: `peer.${id}.rate`,
          name: receipt,
          unit: '/s',
          value: 1_000 / oursMs,
          yardstick: { name, value: 1_000 / theirsMs },
        },
        {
          id: `peer.${id}.bytes`,
          name: `${receipt}, its job`,
          unit: 'bytes',
          value: ourBytes,
          yardstick: { name, value: theirBytes },
        },
      ] satisfies readonly Figure[];
    },
  };
}

function mustHaveBytes(bytes: number): number {
  if (bytes < 200) throw new Error(`a receipt of ${bytes} bytes is none`);
  return bytes;
}

interface Encoder {
  initialize(): Encoder;
  align(where: string): Encoder;
  line(text: string): Encoder;
  size(width: number, height: number): Encoder;
  rule(): Encoder;
  barcode(code: string, symbology: string, height: number): Encoder;
  cut(kind: string): Encoder;
  encode(): Uint8Array;
}

export const encoder = receiptPeer('receipt-printer-encoder', 'receipt-printer-encoder', async (load) => {
  const { default: Made } = (await load('@point-of-sale/receipt-printer-encoder')) as unknown as {
    default: new (options: object) => Encoder;
  };
  return () => {
    const job = new Made({ language: 'esc-pos', columns }).initialize().align('center');
    for (const line of [...shop, ...mark, title]) job.line(line);
    job.size(2, 2).line(amount).size(1, 1).rule().align('left');
    for (const { label, value } of rows) job.line(between(label, value));
    job.rule().align('center').barcode(`{C${barcode}`, 'code128', 96).line(barcode);
    for (const note of notes) job.line(note);
    return job.cut('partial').encode().length;
  };
});

interface Thermal {
  alignCenter(): void;
  alignLeft(): void;
  println(text: string): void;
  setTextSize(height: number, width: number): void;
  drawLine(): void;
  leftRight(left: string, right: string): void;
  printBarcode(code: string, type: number): void;
  partialCut(): void;
  clear(): void;
  getBuffer(): Buffer;
}

export const thermalPrinter = receiptPeer('node-thermal-printer', 'node-thermal-printer', async (load) => {
  const { ThermalPrinter } = (await load('node-thermal-printer')) as unknown as {
    ThermalPrinter: new (options: object) => Thermal;
  };
  const printer = new ThermalPrinter({ type: 'epson', interface: 'tcp://127.0.0.1:9100', width: columns });
  return () => {
    printer.clear();
    printer.alignCenter();
    for (const line of [...shop, ...mark, title]) printer.println(line);
    printer.setTextSize(1, 1);
    printer.println(amount);
    printer.setTextSize(0, 0);
    printer.drawLine();
    printer.alignLeft();
    for (const { label, value } of rows) printer.leftRight(label, value);
    printer.drawLine();
    printer.alignCenter();
    printer.printBarcode(barcode, 73);
    printer.println(barcode);
    for (const note of notes) printer.println(note);
    printer.partialCut();
    return printer.getBuffer().length;
  };
});

interface EscposPrinter {
  align(where: string): EscposPrinter;
  text(text: string): EscposPrinter;
  size(width: number, height: number): EscposPrinter;
  drawLine(): EscposPrinter;
  barcode(code: string, type: string, options: object): EscposPrinter;
  cut(): EscposPrinter;
  flush(): EscposPrinter;
}

interface EscposModule {
  Console: new (write: (bytes: Uint8Array) => void) => object;
  Printer: new (adapter: object, options: object) => EscposPrinter;
}

export const escpos = receiptPeer('escpos', 'escpos', async (load) => {
  const { default: module } = (await load('escpos')) as unknown as { default: EscposModule };
  let bytes = 0;
  const cable = new module.Console((chunk) => {
    bytes += chunk.length;
  });
  return () => {
    bytes = 0;
    const printer = new module.Printer(cable, { width: columns }).align('CT');
    for (const line of [...shop, ...mark, title]) printer.text(line);
    printer.size(1, 1).text(amount).size(0, 0).drawLine().align('LT');
    for (const { label, value } of rows) printer.text(between(label, value));
    printer.drawLine().align('CT').barcode(`{C${barcode}`, 'CODE128', { height: 96 }).text(barcode);
    for (const note of notes) printer.text(note);
    printer.cut().flush();
    return bytes;
  };
});
