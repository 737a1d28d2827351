import { monitorEventLoopDelay } from 'node:perf_hooks';
import receiptline from 'receiptline';
import type { Language } from '../../main/contract/words/language.ts';
import { sampleReceipt } from '../../main/core/receipt-sample.ts';
import { chooseCodePage } from '../../native/printer/code-page.ts';
import { receiptBytes } from '../../native/printer/encode.ts';
import { jobBytes } from '../../native/printer/escpos.ts';
import { layOut, textOf } from '../../native/printer/layout.ts';
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
  ];
}

async function textFigures(language: Language, paper: Paper): Promise<readonly Figure[]> {
  const profile = printer('generic');
  const document = sampleReceipt(language);
  const bare = receiptlineAlone(language, paper, profile);
  const ours: number[] = [];
  const raw: number[] = [];
  let bytes = 0;
  for (let n = -warmingUp; n < texts; n++) {
    const oursMs = await timedUntil(async () => {
      const encoded = await receiptBytes(document, profile, paper);
      if (!encoded.ok) throw new Error(encoded.why);
      bytes = encoded.bytes.length;
    });
    const rawMs = timed(() => bare.bytes());
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

async function rasterFigures(language: Language, paper: Paper): Promise<readonly Figure[]> {
  const profile = printer('raster');
  const document = sampleReceipt(language);
  const bare = receiptlineAlone(language, paper, profile);
  const name = `receipt as a picture, ${language}, ${paper} mm`;
  const id = `receipt.raster.${language}.${paper}`;
  const first = await receiptBytes(document, profile, paper);
  if (!first.ok) return [{ id, name, why: first.why }];
  const delays = monitorEventLoopDelay({ resolution: 1 });
  const ours: number[] = [];
  const raw: number[] = [];
  delays.enable();
  for (let n = 0; n < pictures; n++) ours.push(await timedUntil(() => receiptBytes(document, profile, paper)));
  delays.disable();
  for (let n = 0; n < pictures; n++) raw.push(timed(() => bare.svg()));
  return [
    {
      id: `${id}.median`,
      name,
      unit: 'ms',
      value: spreadOf(ours).median,
      yardstick: { name: 'receiptline to SVG, same markdown', value: spreadOf(raw).median },
      goal: { valueAtMost: 400 },
    },
    {
      id: `${id}.blocked`,
      name: `${name}, queue held up at most`,
      unit: 'ms',
      value: delays.max / 1e6,
      // A scan that waits a tenth of a second is not noticed.
      goal: { valueAtMost: 100 },
    },
    { id: `${id}.bytes`, name: `${name}, its job`, unit: 'bytes', value: first.bytes.length },
  ];
}

function printer(name: string): PrinterProfile {
  const found = profileNamed(name);
  if (!found.ok) throw new Error(found.why);
  return found.profile;
}

/** What the library needs for the markdown that is ready, without choosing code page, code and breaks. */
function receiptlineAlone(language: Language, paper: Paper, profile: PrinterProfile) {
  const document = sampleReceipt(language);
  const { columns } = paperOf(profile, paper);
  const choice = chooseCodePage(textOf(document), language, profile);
  const page = choice.ok ? choice.page : 'gb18030';
  const { markdown } = layOut(document, { columns, codePage: page });
  return {
    bytes: () => void jobBytes(markdown, profile, columns, page),
    svg: () => void receiptline.transform(markdown, { cpl: columns, encoding: page, spacing: true, cutting: false }),
  };
}
