import { describe, expect, test } from 'vitest';
import { truthVerdicts } from '../../main/contract/truth-desk.ts';
import { languages } from '../../main/contract/words/language.ts';
import { truthDeskWords } from '../../main/contract/words/truth-desk.ts';

/** The truth desk's sentences: short enough to be read at the counter, and honest in every language. */

function columnsOf(text: string): number {
  return Array.from(text).reduce((sum, sign) => sum + ((sign.codePointAt(0) ?? 0) > 0x2e80 ? 2 : 1), 0);
}

/** Words that invite to pay or charge once more. */
const invites = /may charge|可以(?:重新|再次)?收款/;
/** Words that say the customer has paid, or holds nothing any more. */
const saysPaid = /^(?:Paid|已收款)/;
const saysNotCharged = /^(?:Not charged|未扣款)/;

describe.for(languages)('in %s', (language) => {
  const { verdicts, may, mayNot } = truthDeskWords[language];

  test('titles fit a heading and sentences are read at a glance', () => {
    for (const name of truthVerdicts) {
      const { title, cashier, customer, next } = verdicts[name];
      expect(columnsOf(title), `${name}: ${title}`).toBeLessThanOrEqual(24);
      for (const sentence of [cashier, customer, next]) {
        expect(columnsOf(sentence), `${name}: ${sentence}`).toBeLessThanOrEqual(120);
        expect(sentence, name).toMatch(/[.。]$/);
      }
    }
  });

  test('whether to charge again is said by its own line alone', () => {
    expect(may).toMatch(invites);
    expect(mayNot).not.toMatch(invites);
    for (const name of truthVerdicts) {
      const { cashier, customer, next } = verdicts[name];
      for (const sentence of [cashier, customer, next]) expect(sentence, name).not.toMatch(invites);
    }
  });

  test('paid and not charged are said of those verdicts alone that have established it', () => {
    const paid = ['paid', 'partly_refunded', 'refund_pending', 'refunded_elsewhere'];
    for (const name of truthVerdicts) {
      const { title, cashier } = verdicts[name];
      if (saysPaid.test(title) || saysPaid.test(cashier)) expect(paid, `${title}: ${cashier}`).toContain(name);
      const isNothing = saysNotCharged.test(title) || saysNotCharged.test(cashier);
      if (isNothing) expect(['not_charged', 'never_arrived'], `${title}: ${cashier}`).toContain(name);
      if (name.startsWith('stranger_') || name.startsWith('unwritten_'))
        expect(cashier, `${name} names who says so`).toMatch(/Alipay|支付宝|支付寶/);
    }
  });

  test('a customer is told no number, no till and no amount', () => {
    for (const name of truthVerdicts) expect(verdicts[name].customer, name).not.toMatch(/\d/);
  });

  test('whoever has to ask again or to wait is told not to pay twice', () => {
    const open = ['checking', 'late_success', 'paid_contradicted', 'closed_contradicted', 'stranger_silent'] as const;
    for (const name of open)
      expect(verdicts[name].customer, name).toMatch(/do not pay again|不要重复付款|請勿重複付款/);
  });
});
