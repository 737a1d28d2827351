import { describe, expect, test } from 'vitest';
import type { Tone } from '../../main/contract/scan-views.ts';
import { refusalWords } from '../../main/contract/words/refusals.ts';
import { type CounterStanding, toneOf, triageScan } from '../../main/core/scan-triage.ts';

const rules = { acceptShortCodes: false, acceptLongCodes: false };
const code = '281006020000125733';
const ourReceipt = '2026112004000000010000000012800001000001';
const bill = '2026010119401080010018812000';

const scans = {
  'a payment code': code,
  'a payment code with an AIM id': `]Q1${code}\r`,
  'a WeChat code': '134567890123456789',
  'a product': '6901234567892',
  'our receipt': `]C0${ourReceipt}\r`,
  "the customer's bill": bill,
  'a test print': ']C00000000020261120060509000100000000483920\r',
  'the scanner itself': ']X0REVINF',
  noise: '\ufffd',
} as const;

describe('a scan', () => {
  test.each<[keyof typeof scans, CounterStanding, string]>([
    ['a payment code', 'open', `charge ${code}`],
    ['a payment code with an AIM id', 'open', `charge ${code}`],
    ['a payment code', 'free', 'no_sale_open'],
    ['a payment code', 'bound', 'sale_running'],
    ['a WeChat code', 'free', 'wechat_code'],
    ['a WeChat code', 'open', 'wechat_code'],
    ['a product', 'free', 'product_code'],
    ['a product', 'open', 'product_code'],
    ['our receipt', 'free', `look ${ourReceipt}`],
    ['our receipt', 'open', 'own_receipt'],
    ['our receipt', 'bound', 'sale_running'],
    ["the customer's bill", 'free', `look ${bill}`],
    ["the customer's bill", 'open', 'order_number'],
    ['a test print', 'free', 'test_print'],
    ['a test print', 'open', 'test_print'],
    ['a test print', 'bound', 'sale_running'],
    ['the scanner itself', 'free', 'scanner_message'],
    ['noise', 'free', 'noise'],
    ['noise', 'bound', 'sale_running'],
  ])('of %s while the counter is %s is answered: %s', (what, standing, expected) => {
    const triage = triageScan(scans[what], standing, rules);
    const said = { charge: 'code', look: 'id', refuse: 'reason' } as const;
    const answer = triage.act === 'refuse' ? triage.reason : `${triage.act} ${Object(triage)[said[triage.act]]}`;
    expect(answer).toBe(expected);
  });

  test('of anything at all is charged only while a sale is open', () => {
    for (const text of Object.values(scans))
      for (const standing of ['free', 'bound'] as const)
        expect(triageScan(text, standing, rules).act, `${text} while ${standing}`).not.toBe('charge');
  });
});

describe('the tone', () => {
  test.each<[string | null, Tone]>([
    [null, 'accepted'],
    ['receipt_opened', 'opened'],
    ['sale_running', 'busy'],
    ['order_live', 'busy'],
    ['too_short', 'again'],
    ['two_codes_at_once', 'again'],
    ['wechat_code', 'refused'],
    ['no_sale_open', 'refused'],
    ['code_already_used', 'refused'],
    ['a reason of a later version', 'refused'],
  ])('of "%s" is %s', (reason, tone) => {
    expect(toneOf(reason)).toBe(tone);
  });

  test('asks for another scan only where the same code may well be good', () => {
    const { paymentCode } = refusalWords.en;
    const again = Object.keys(paymentCode).filter((reason) => toneOf(reason) === 'again');
    for (const reason of again) expect(Reflect.get(paymentCode, reason), reason).toMatch(/again|Type them in one go/);
  });
});
