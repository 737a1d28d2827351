import { describe, expect, expectTypeOf, it } from 'vitest';
import { type AlarmName, alarmWords } from '../../main/contract/words/alarms.ts';
import { articleWords } from '../../main/contract/words/articles.ts';
import { deviceWords } from '../../main/contract/words/device-states.ts';
import { findingFaultWords } from '../../main/contract/words/finding-faults.ts';
import { flightWords } from '../../main/contract/words/flight.ts';
import { foundDeviceWords } from '../../main/contract/words/found-devices.ts';
import { historyWords } from '../../main/contract/words/history.ts';
import { type Language, languages } from '../../main/contract/words/language.ts';
import { paperWords } from '../../main/contract/words/papers.ts';
import { printFaultWords } from '../../main/contract/words/print-faults.ts';
import { printerFaultWords } from '../../main/contract/words/printer-faults.ts';
import { proofWords } from '../../main/contract/words/proof.ts';
import { receiptWords } from '../../main/contract/words/receipt.ts';
import { refusalSentence, refusalWords } from '../../main/contract/words/refusals.ts';
import { resultContexts, resultWords } from '../../main/contract/words/result-codes.ts';
import { resultHeadings } from '../../main/contract/words/result-headings.ts';
import { screenWords } from '../../main/contract/words/screen.ts';
import { setupWords } from '../../main/contract/words/setup.ts';
import { shellWords } from '../../main/contract/words/shell.ts';
import { type StateName, stateNameOf, stateWords } from '../../main/contract/words/states.ts';
import { supportWords } from '../../main/contract/words/support.ts';
import { tillWords } from '../../main/contract/words/till.ts';
import { trainingWords } from '../../main/contract/words/training.ts';
import type { AmountRefusal } from '../../main/core/money.ts';
import type { PaymentCodeRefusal } from '../../main/core/payment-code.ts';
import type { Alarm, Phase } from '../../main/core/payment-state.ts';
import type { RefundRefusal } from '../../main/core/refund.ts';
import type { SaleRefusal } from '../../main/core/sale.ts';
import { everyCode } from './documented-codes.ts';

/**
 * The tables of texts: complete in every language, short enough to be read, and honest – only a state in which nothing
 * is owed may invite to charge again.
 */

const sentenceColumnsMax = 120;
const titleColumnsMax = 24;

/** A value for every fact a text may ask for; a text that asks for another one fails with its name. */
const sampleFacts: Readonly<Record<string, string | number>> = {
  added: 55,
  allowedMs: 35,
  amount: '12.80 CNY',
  articles: 24,
  bad: 14,
  cancel: 4,
  chunks: 3,
  count: 12,
  day: '2026-11-20',
  days: 200,
  detail: 'EIO',
  entries: 812,
  evidence: 'case 4711',
  file: 'journal.sqlite',
  findings: 3,
  folder: 'training',
  gapMs: 48,
  good: 1_190,
  host: 'example.com',
  ms: 12,
  id: '20261120093015',
  inquiries: 20,
  inquiry: 17,
  key: '712',
  left: '8.80 CNY',
  keys: 19,
  known: 5,
  line: 41,
  name: 'Lin',
  number: 37,
  option: '--amount',
  own: '192.168.1.7',
  paid: '20.00 CNY',
  paper: '58',
  path: 'merchant.store.storeMCC',
  place: '/dev/ttyACM0',
  port: 8080,
  price: '¥3.50',
  printers: 3,
  profile: 'clone-80-512',
  problems: 4,
  openings: 3,
  payments: 2,
  removed: 9,
  repriced: 130,
  reversals: 6,
  row: 812,
  rows: 9041,
  seconds: 180,
  shown: 60,
  size: 18,
  span: '842 ms',
  state: 'paid',
  takes: '80',
  total: 1_199,
  url: 'http://127.0.0.1:40123',
  value: '12.8O',
  verb: 'sail',
  version: 7,
  what: 'Inquiry',
  when: '2026-11-20 14:05',
  why: 'EACCES',
  years: '2024',
};

interface Text {
  readonly path: string;
  readonly text: string;
}

/** Runs a text that needs facts, and checks that each fact it asked for is really in the sentence. */
function filled(path: string, write: (facts: unknown) => unknown): string {
  const asked = new Set<string>();
  const facts = new Proxy(sampleFacts, {
    get(from, name) {
      const value = from[String(name)];
      if (value === undefined) throw new Error(`${path} asks for the fact ${String(name)}, which has no sample`);
      asked.add(String(name));
      return value;
    },
  });
  const text = String(write(facts));
  expect([...asked], `${path} is a function, so it must need a fact`).not.toEqual([]);
  for (const name of asked) expect(text, `${path} must show the fact ${name}`).toContain(String(sampleFacts[name]));
  return text;
}

/** Every text below `table`, with the path that leads to it. */
function textsOf(table: unknown, path: string): Text[] {
  if (typeof table === 'string') return [{ path, text: table }];
  if (typeof table === 'function') return [{ path, text: filled(path, table as (facts: unknown) => unknown) }];
  if (typeof table !== 'object' || table === null) throw new Error(`${path} is no text: ${String(table)}`);
  return Object.entries(table).flatMap(([key, value]) => textsOf(value, `${path}.${key}`));
}

/** Terminal columns: a wide character counts two. */
function columns(text: string): number {
  return Array.from(text).reduce(
    (sum, char) =>
      sum +
      (/[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6]/.test(char)
        ? 2
        : 1),
    0,
  );
}

/** The whole vocabulary of one language as path and text; results by context and code. */
function everythingIn(language: Language): Text[] {
  return [
    ...textsOf(stateWords[language], 'states'),
    ...textsOf(alarmWords[language], 'alarms'),
    ...textsOf(refusalWords[language], 'refusals'),
    ...textsOf(tillWords[language], 'till'),
    ...textsOf(screenWords[language], 'screen'),
    ...textsOf(trainingWords[language], 'training'),
    ...textsOf(shellWords[language], 'shell'),
    ...textsOf(setupWords[language], 'setup'),
    ...textsOf(deviceWords[language], 'device'),
    ...textsOf(foundDeviceWords[language], 'found'),
    ...textsOf(findingFaultWords[language], 'faults.finding'),
    ...textsOf(printFaultWords[language], 'faults.print'),
    ...textsOf(printerFaultWords[language], 'faults.printer'),
    ...textsOf(paperWords[language], 'papers'),
    ...textsOf(historyWords[language], 'history'),
    ...textsOf(articleWords[language], 'articles'),
    ...textsOf(proofWords[language], 'proof'),
    ...textsOf(flightWords[language], 'flight'),
    ...textsOf(supportWords[language], 'support'),
    ...textsOf(resultHeadings[language], 'headings'),
    ...resultContexts.flatMap((context) =>
      [...everyCode, 'A_CODE_OF_TOMORROW'].flatMap((code) =>
        textsOf(resultWords(language, context, code), `results.${context}.${code}`),
      ),
    ),
  ];
}

const everything: Readonly<Record<Language, Text[]>> = {
  'zh-CN': everythingIn('zh-CN'),
  en: everythingIn('en'),
  'zh-HK': everythingIn('zh-HK'),
};

/** Characters of the simplified tables that Hong Kong writes otherwise. */
const simplifiedOnly =
  '丢两个临为么义习乱于从们会传体余关内册写决准凭击则刚删别办动单占却厂发变号吗听启员响图场坏声处备复够头夹宝实宽对将尔属币带并库应废开异弃张当录径怀态' +
  '扫抢报拟择损换据数断无旧时显暂术机权条来枪标样档检欢汉没浅测浏满灯点热状环现电画盖盘码确离种称笔签简类约纸线练组终经结给络绝统继绪续维编网联脚腾获补装见规' +
  '览计订认让训记许设证识诈诉试话询语误说请读谁调谢负责败账贴资车转软轻载较输边达过运还这进连迟选采针钟钥钱银销锁错键长门闭问闲间队陆险随静韦页项须顾顿题额风马驱验';

/** Names and headings: no sentence, no full stop. Nor behind an address, of which it would become a part. */
function isName(path: string): boolean {
  return [
    /^shell\.(ready|nextAddress|customerAddress)$|\.title$|^headings\.|^states\.\w+\.customer$/,
    /^(till|training)\.(headings|labels)\.|^training\.(printer|scanner)\.acts\.|^setup\.profiles\.|^(setup|found|device)\.(labels|devices|states|gatewayStates|choices)\.|^screen\.(labels|devices|buttons|progress)\.|^screen\.banners\.training$/,
    /^proof\.(labels|values)\.|^proof\.(setUp\.inManual|tests\.failed)$/,
    /^papers\.(labels|kinds|states|buttons|drawer\.outcomes)\./,
    /^history\.(labels|states|refundStates|buttons|people|refund\.reasons)\.|^history\.(found|refund\.(upTo|confirmTitle))$/,
    /^history\.sentences\.(loading|lookingBack|unreadable|seconds|times|rowRefunded|rowRefundOpen)$/,
    /^flight\.(?!recorded|leftOut|loading|missing)|^support\.(button|whole|savePage|saveJson|folder|page)(?!\.sentence)/,
    /^articles\.(?!nothingFound|noneHint|order\.(empty|otherWrong)|list\.(intro|taken$|refusals|stored))/,
  ].some((name) => name.test(path));
}

const invites = { 'zh-CN': '可以重新收款', en: 'You may charge again', 'zh-HK': '可以重新收款' } as const;
const forbids = { 'zh-CN': '请勿重复收款', en: 'Do not charge again', 'zh-HK': '請勿重複收款' } as const;
const settled: readonly StateName[] = ['not_charged', 'reversed'];

describe('every table in every language', () => {
  it('has the same texts under the same names', () => {
    const names = everything['zh-CN'].map(({ path }) => path);
    expect(names.length).toBeGreaterThan(400);
    for (const language of languages)
      expect(
        everything[language].map(({ path }) => path),
        language,
      ).toEqual(names);
  });

  it.each(languages)('leaves no text empty, unfilled or untrimmed in %s', (language) => {
    for (const { path, text } of everything[language]) {
      expect(text, `${path} is empty or has blanks around it`).toMatch(/^\S(.*\S)?$/s);
      expect(text, `${path} has a placeholder left`).not.toMatch(
        /\$\{|\{\w*\}|%[sd]|undefined|null|NaN|\[object|TODO|\.\.\.$/,
      );
      expect(text, `${path} has two blanks or a line break`).not.toMatch(/\s\s|\n/);
    }
  });

  it('speaks Chinese in zh-CN and zh-HK and no Chinese in en', () => {
    for (const { path, text } of [...everything['zh-CN'], ...everything['zh-HK']]) {
      // Makers have no Chinese name in Hong Kong, and models none anywhere.
      if (!/^proof\.values\.makers\.|^setup\.profiles\./.test(path))
        expect(text, `${path} has no Chinese`).toMatch(/[\u4e00-\u9fff]/);
      expect(text, `${path} has half-width punctuation beside Chinese`).not.toMatch(
        /[\u4e00-\u9fff][,;:!?.(]|[,;:!?)][\u4e00-\u9fff]/,
      );
    }
    for (const { path, text } of everything.en) {
      expect(text, `${path} has Chinese in it`).not.toMatch(/[\u3000-\u303f\u4e00-\u9fff\uff00-\uffef]/);
    }
  });

  it('writes the characters and the words of Hong Kong in zh-HK', () => {
    for (const { path, text } of [...everything['zh-HK'], ...textsOf(receiptWords['zh-HK'], 'receipt')]) {
      const foreign = Array.from(text).filter((character) => simplifiedOnly.includes(character));
      expect(foreign.join(''), `${path} has simplified characters: ${text}`).toBe('');
      expect(text, `${path} has a word of the mainland`).not.toMatch(
        /聯繫|賬|帳本|商家訂單|扫|屏幕|網絡線路|登錄|鼠標|默認|軟體|網路|螢光幕/,
      );
    }
  });

  it.each(languages)('fits names and sentences on the screen in %s', (language) => {
    for (const { path, text } of everything[language]) {
      const isShort =
        /\.title$|^((till|training|setup|found|device)\.labels|device\.(devices|states|gatewayStates)|setup\.(choices|profiles)|headings|screen\.(labels|devices|buttons|progress)|proof\.(labels|values)|papers\.(labels|kinds|states|buttons|drawer\.outcomes))\./;
      const most = isShort.test(path) ? titleColumnsMax : sentenceColumnsMax;
      expect(columns(text), `${path} is too long: ${text}`).toBeLessThanOrEqual(most);
    }
  });

  it.each(languages)('ends sentences and leaves names open in %s', (language) => {
    const stop = language === 'en' ? '.' : '。';
    for (const { path, text } of everything[language]) {
      expect(text.endsWith(stop), `${path} ends wrongly: ${text}`).toBe(!isName(path));
    }
  });

  it.each(languages)('names no function key in %s: a shop may have given it to another act', (language) => {
    for (const { path, text } of everything[language]) expect(text, path).not.toMatch(/\bF\d{1,2}\b/);
  });

  it('keeps to one word for one thing in Chinese', () => {
    for (const { path, text } of everything['zh-CN']) {
      expect(text, `${path}: say 付款码, 商家订单号, 撤销, 退款, 培训, 未扣款, 请勿重复收款`).not.toMatch(
        /支付码|付款请求号|商户订单号|训练|冲正|退钱(?!给顾客)|没扣款|(不要|别|切勿)(重复|再次|再)收款|勿重复扣款|勿重新收款/,
      );
    }
  });
});

describe('the sentence of a state', () => {
  it.each(languages)('invites to charge again only when nothing is owed, in %s', (language) => {
    for (const [name, words] of Object.entries(stateWords[language])) {
      const mayCharge = settled.includes(name as StateName);
      expect(words.mayChargeAgain.startsWith(invites[language]), `${name}: ${words.mayChargeAgain}`).toBe(mayCharge);
      const mustNot = !mayCharge && name !== 'idle' && name !== 'ready';
      expect(words.mayChargeAgain.startsWith(forbids[language]), `${name}: ${words.mayChargeAgain}`).toBe(mustNot);
      expect(/未扣款|not charged/i.test(words.sentence), `${name} must not claim: ${words.sentence}`).toBe(
        name === 'not_charged',
      );
    }
  });

  it('is different for every state, so that no two can be mixed up', () => {
    for (const language of languages) {
      const states = Object.values(stateWords[language]);
      expect(new Set(states.map(({ title }) => title)).size, language).toBe(states.length);
      expect(new Set(states.map(({ sentence }) => sentence)).size, language).toBe(states.length);
    }
  });
});

describe('the state of a payment in words', () => {
  it.each([
    ['sending', { status: 'checking', phase: 'paying', code: '' }],
    ['waiting', { status: 'checking', phase: 'inquiring', code: 'PAYMENT_IN_PROCESS' }],
    ['checking', { status: 'checking', phase: 'inquiring', code: 'silence' }],
    ['held', { status: 'checking', phase: 'held', code: 'amount_mismatch' }],
    ['undecided', { status: 'checking', phase: 'undecided', code: 'SUCCESS' }],
    ['checking', { status: 'checking', phase: 'reversed', code: 'late_success' }],
    ['reversal_pending', { status: 'reversal_pending', phase: 'reversal_pending', code: 'silence' }],
    ['paid', { status: 'paid', phase: 'paid', code: 'SUCCESS' }],
  ] as const)('is %s for %o', (name, payment) => {
    expect(stateNameOf(payment)).toBe(name);
  });
});

describe('the words for a reason', () => {
  it('exist for every refusal and alarm of the core', () => {
    // Fails in the type check, not here: the contract cannot import the core, so this file compares the two.
    expectTypeOf<PaymentCodeRefusal | 'code_already_used'>().toEqualTypeOf<keyof typeof refusalWords.en.paymentCode>();
    expectTypeOf<AmountRefusal>().toEqualTypeOf<keyof typeof refusalWords.en.amount>();
    expectTypeOf<Exclude<SaleRefusal, AmountRefusal>>().toExtend<
      keyof typeof refusalWords.en.sale | keyof typeof refusalWords.en.entry
    >();
    expectTypeOf<RefundRefusal>().toExtend<keyof typeof refusalWords.en.refund>();
    expectTypeOf<Alarm>().toEqualTypeOf<AlarmName>();
    expectTypeOf<Exclude<Phase, 'paying' | 'inquiring'>>().toExtend<StateName>();
  });

  it.each(languages)('are found by the reason alone, because no two groups share one, in %s', (language) => {
    const reasons = Object.values(refusalWords[language]).flatMap((group) => Object.entries<string>(group));
    expect(new Set(reasons.map(([reason]) => reason)).size).toBe(reasons.length);
    for (const [reason, sentence] of reasons) expect(refusalSentence(language, reason), reason).toBe(sentence);
  });

  it('name a reason they do not know, and do not invite to charge again', () => {
    for (const language of languages) {
      for (const reason of ['reason_of_tomorrow', 'constructor']) {
        expect(refusalSentence(language, reason)).toContain(reason);
        expect(refusalSentence(language, reason)).toMatch(/请勿重复收款|請勿重複收款|do not charge again/);
      }
    }
  });
});

describe('an alarm', () => {
  it('sends an unclear reversal to Alipay technical support, with the id (seed 004)', () => {
    expect(alarmWords['zh-CN'].call_support.whoToCall).toBe('请联系支付宝技术支持，并报商家订单号。');
    expect(alarmWords.en.call_support.whoToCall).toContain('Alipay technical support');
  });

  it.each(languages)('about money that is open forbids a second charge in %s', (language) => {
    const { top_up_balance: _topUp, old_success: _old, ...openAlarms } = alarmWords[language];
    for (const [name, { whatToDo }] of Object.entries(openAlarms)) {
      expect(whatToDo, name).toMatch(/请勿重复收款|請勿重複收款|do not charge( the order)? again/i);
    }
  });
});

describe('a refused scan', () => {
  it.each(languages)('says that it charged nothing in %s', (language) => {
    for (const [name, text] of Object.entries(refusalWords[language].paymentCode)) {
      expect(text, name).toMatch(/未扣款|nothing was charged|charged nothing/i);
    }
  });

  it.each(languages)('beside an open payment forbids a second charge in %s', (language) => {
    for (const name of ['sale_running', 'order_live', 'same_amount_unsettled'] as const) {
      expect(refusalWords[language].sale[name], name).toMatch(/请勿重复收款|請勿重複收款|do not charge again/i);
    }
  });
});

describe('the printed test page', () => {
  it.each(languages)('names the button that tries the drawer as the set-up page does, in %s', (language) => {
    expect(receiptWords[language].test.notes[0]).toContain(setupWords[language].labels.testDrawer);
  });

  it.each(['ja', 'ko', 'th'] as const)('names no button in %s, which the set-up page does not speak', (language) => {
    expect(receiptWords[language].test.notes[0]).not.toMatch(/["「『“]/);
  });
});

describe('the command line', () => {
  it.each(languages)('never leaves a person alone with an open payment in %s', (language) => {
    const { sale, recovery, reversals } = tillWords[language];
    const open = { inquiry: 1, inquiries: 20, cancel: 2, payments: 1, reversals: 1 };
    const said = [sale.checking(open), sale.reversing, sale.cancelAgain(open), sale.leaving, recovery.found(open)];
    for (const text of [...said, reversals.open(open)]) {
      expect(text).toMatch(/请勿重复收款|請勿重複收款|do not charge again/);
    }
  });

  it('says after Ctrl-C that the journal keeps the payment and the next start goes on', () => {
    expect(tillWords.en.sale.stopping).toBe(
      'Asking the gateway to take it back; press again to leave – the journal keeps it and the next start goes on.',
    );
    expect(tillWords['zh-CN'].sale.stopping).toContain('下次启动继续');
  });

  it('never says of a paper that the payment stands: it may be the slip of one that was reversed', () => {
    for (const { path, text } of everything.en) expect(text, path).not.toMatch(/payment stands/);
  });

  it('counts one and many in English', () => {
    expect(tillWords.en.journal.verified({ rows: 1, payments: 2 })).toBe('Journal intact: 1 row, 2 payments.');
  });
});
