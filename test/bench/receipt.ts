import { monitorEventLoopDelay } from 'node:perf_hooks';
import type { ReceiptLanguage } from '../../main/contract/words/language.ts';
import type { ReceiptDocument } from '../../main/core/receipt.ts';
import { sampleReceipt } from '../../main/core/receipt-sample.ts';
import { chooseCodePage, textPage } from '../../native/printer/code-page.ts';
import { receiptBytes } from '../../native/printer/encode.ts';
import { textJob } from '../../native/printer/escpos.ts';
import { layOut, textOf } from '../../native/printer/layout.ts';
import { markdownOf } from '../../native/printer/markdown.ts';
import { type Paper, type PrinterProfile, paperOf, profileNamed } from '../../native/printer/profile.ts';
import type { Figure } from './figure.ts';
import { spreadOf, timed, timedUntil } from './samples.ts';

/** A receipt from its document to the bytes of its job, as text and as a picture, beside receiptline alone. */

const warmingUp = 40;
const texts = 200;
const pictures = 8;

export async function receiptFigures(): Promise<readonly Figure[]> {
  return [
    ...(await textFigures('zh-CN', 80)),
    ...(await textFigures('en', 80)),
    ...(await textFigures('zh-CN', 58)),
    ...(await rasterFigures('zh-CN', 80)),
    ...(await rasterFigures('th', 80)),
  ];
}

async function textFigures(language: ReceiptLanguage, paper: Paper): Promise<readonly Figure[]> {
  const profile = printer('generic');
  const document = sampleReceipt(language);
  const bare = receiptlineAlone(language, paper, profile);
  const ours: number[] = [];
  const raw: number[] = [];
  let bytes = 0;
  for (let n = -warmingUp; n < texts; n++) {
    const oursMs = await timedUntil(async () => {
      bytes = (await mustEncode(document, profile, paper)).length;
    });
    const rawMs = timed(bare);
    if (n < 0) continue;
    ours.push(oursMs);
    raw.push(rawMs);
  }
  const id = `receipt.text.${language}.${paper}`;
  const name = `receipt as text, ${language}, ${paper} mm`;
  const yardstick = { name: 'receiptline, same markdown', value: spreadOf(raw).median };
  const goal = { valueAtMost: 2, ratioAtMost: 3, checked: true };
  return [
    { id: `${id}.median`, name, unit: 'ms', value: spreadOf(ours).median, yardstick, goal },
    { id: `${id}.bytes`, name: `${name}, its job`, unit: 'bytes', value: bytes },
  ];
}

/** The first picture draws every character, the others find them drawn. */
async function rasterFigures(language: ReceiptLanguage, paper: Paper): Promise<readonly Figure[]> {
  const profile = printer('raster');
  const document = sampleReceipt(language);
  const name = `receipt as a picture, ${language}, ${paper} mm`;
  const id = `receipt.raster.${language}.${paper}`;
  const delays = monitorEventLoopDelay({ resolution: 1 });
  delays.enable();
  let bytes = 0;
  const firstMs = await timedUntil(async () => {
    bytes = (await mustEncode(document, profile, paper)).length;
  });
  const ours: number[] = [];
  for (let n = 0; n < pictures; n++) ours.push(await timedUntil(() => mustEncode(document, profile, paper)));
  delays.disable();
  return [
    { id: `${id}.first`, name: `${name}, the first`, unit: 'ms', value: firstMs, goal: { valueAtMost: 400 } },
    { id: `${id}.median`, name, unit: 'ms', value: spreadOf(ours).median, goal: { valueAtMost: 400 } },
    {
      id: `${id}.blocked`,
      name: `${name}, queue held up at most`,
      unit: 'ms',
      value: delays.max / 1e6,
      // A scan that waits a tenth of a second is not noticed.
      goal: { valueAtMost: 100 },
    },
    { id: `${id}.bytes`, name: `${name}, its job`, unit: 'bytes', value: bytes },
  ];
}

/** In the printer's own characters where it has them, as after a test print that was looked at. */
async function mustEncode(document: ReceiptDocument, profile: PrinterProfile, paper: Paper): Promise<Buffer> {
  const encoded = await receiptBytes(document, profile, paper, 'native');
  if (!encoded.ok) throw new Error(encoded.why);
  return encoded.bytes;
}

function printer(name: string): PrinterProfile {
  const found = profileNamed(name);
  if (!found.ok) throw new Error(found.why);
  return found.profile;
}

/** What the library needs for the markdown that is ready, without choosing code page, code and breaks. */
function receiptlineAlone(language: ReceiptLanguage, paper: Paper, profile: PrinterProfile): () => void {
  const document = sampleReceipt(language);
  const { columns } = paperOf(profile, paper);
  const choice = chooseCodePage(textOf(document), language, profile, 'native');
  if (!choice.ok) throw new Error(`the printer lacks ${choice.missing.join(' ')}`);
  const page = textPage(columns, choice.page);
  const markdown = markdownOf(layOut(document, page).lines, page);
  return () => void textJob(markdown, profile, columns, choice.page);
}
