import { describe, expect, it } from 'vitest';
import { type Language, languages } from '../../main/contract/words/language.ts';
import {
  type RefundContext,
  type ResultContext,
  resultCodes,
  resultContexts,
  resultWords,
} from '../../main/contract/words/result-codes.ts';
import { apis, codesOf, everyCode, failedPaymentCodes } from './documented-codes.ts';

/**
 * The five parts of a result: none is missing for any code of any API in any language, none is general where Alipay is
 * specific, and none says more of the money than the state of the payment allows.
 */

const parts = ['meaning', 'toCustomer', 'money', 'again', 'call'] as const;

const strangers = ['A_CODE_OF_TOMORROW', 'constructor', '__proto__'];

const invites = { 'zh-CN': '可以重新收款', en: 'You may charge again', 'zh-HK': '可以重新收款' } as const;
const forbids = { 'zh-CN': '请勿重复收款', en: 'Do not charge again', 'zh-HK': '請勿重複收款' } as const;
const support = { 'zh-CN': '支付宝技术支持', en: 'Alipay technical support', 'zh-HK': '支付寶技術支援' } as const;

const ofRefunds: readonly RefundContext[] = ['refund_open', 'refund_done', 'refund_refused'];
const ofPayments = resultContexts.filter((context) => !ofRefunds.includes(context as RefundContext));
/** Nobody knows yet, or nobody has confirmed, where the money is. */
const unclear = ['sending', 'waiting', 'checking', 'held', 'undecided', 'reversing', 'reversal_pending'] as const;

describe('every code of every API', () => {
  it('is in our table, and nothing else is', () => {
    expect([...resultCodes].toSorted()).toEqual([...everyCode].toSorted());
    expect(everyCode.length).toBeGreaterThan(90);
  });

  it.each(languages)('has five parts in every state, and a meaning that is not its name, in %s', (language) => {
    for (const context of resultContexts) {
      for (const code of everyCode) {
        const words = resultWords(language, context, code);
        for (const part of parts) expect(words[part], `${code} in ${context}: ${part}`).toMatch(/\S/);
        if (code !== '') expect(words.meaning, `${code} in ${context} is not explained`).not.toContain(code);
      }
    }
  });

  it.each(languages)('has a meaning of its own in every state, in %s', (language) => {
    for (const context of resultContexts) {
      const owner = new Map<string, string>();
      for (const code of everyCode) {
        const { meaning } = resultWords(language, context, code);
        expect(owner.get(meaning), `${code} means the same as another code in ${context}: ${meaning}`).toBeUndefined();
        owner.set(meaning, code);
      }
    }
  });

  it.each(languages)('speaks with one voice in all languages: the same parts are special in %s', (language) => {
    for (const context of resultContexts) {
      for (const code of everyCode) {
        expect(specialParts(language, context, code), `${code} in ${context}`).toEqual(
          specialParts('zh-CN', context, code),
        );
      }
    }
  });
});

/** Which parts are other than those of a state in which nothing special was answered. */
function specialParts(language: Language, context: ResultContext, code: string): readonly string[] {
  const usual = resultWords(language, context, '');
  const words = resultWords(language, context, code);
  return parts.filter((part) => part !== 'meaning' && words[part] !== usual[part]);
}

describe('what Alipay advises', () => {
  const refused = apis.filter((api) => api === 'pay').flatMap((api) => codesOf(api));
  const definite = refused.filter(({ notCharged }) => notCharged);

  it.each(languages)('about a refused payment reaches whoever can act, in %s', (language) => {
    const usual = resultWords(language, 'not_charged', '');
    for (const { code, advice } of definite) {
      const { toCustomer, call, again } = resultWords(language, 'not_charged', code);
      const said = `${code} (${advice}) says nothing special`;
      if (advice === 'support' || advice === 'config') expect(call, said).not.toBe(usual.call);
      if (advice === 'customer' || advice === 'rescan' || advice === 'reauth')
        expect(toCustomer, said).not.toBe(usual.toCustomer);
      // The date is on a card in the customer's wallet; nothing of ours is to be repaired.
      if (advice === 'config' && code !== 'INVALID_EXPIRATION_DATE') expect(again, said).not.toBe(usual.again);
      expect(again.startsWith(invites[language]), `${code}: ${again}`).toBe(true);
    }
  });

  it.each(languages)('about a cancel that is refused reaches whoever can act, in %s', (language) => {
    const usual = resultWords(language, 'reversing', '');
    for (const { code, advice } of codesOf('cancel')) {
      const { money, call } = resultWords(language, 'reversing', code);
      if (advice === 'refund') expect(money, code).not.toBe(usual.money);
      if (advice === 'topup_again') expect([money, call], code).not.toEqual([usual.money, usual.call]);
      if (advice === 'support' || advice === 'config') expect(call, code).not.toBe(usual.call);
    }
  });

  it.each(languages)(
    'about a refund that is refused never leaves the cashier without a next step, in %s',
    (language) => {
      const usual = resultWords(language, 'refund_refused', '');
      for (const { code, advice } of codesOf('refund')) {
        const { toCustomer, money, again, call } = resultWords(language, 'refund_refused', code);
        const special = [toCustomer, money, again, call].filter((text) => !Object.values(usual).includes(text));
        if (advice === 'check' || advice === 'config' || advice === 'topup_newrefund')
          expect(special, `${code} (${advice}) says nothing special`).not.toEqual([]);
        // It may have been refunded under the same id, or paid back otherwise: nobody is told to try again blindly.
        if (code === 'REPEAT_REQ_INCONSISTENT' || code === 'ORDER_STATUS_INVALID')
          expect(again, code).not.toBe(usual.again);
      }
    },
  );
});

describe('the state of the money', () => {
  it.each(languages)('alone answers "may I charge again", whatever the code, in %s', (language) => {
    for (const context of ofPayments) {
      const expected = context === 'not_charged' || context === 'reversed' ? invites : forbids;
      for (const code of [...everyCode, ...strangers]) {
        const { again } = resultWords(language, context, code);
        expect(again.startsWith(expected[language]), `${code} in ${context} says: ${again}`).toBe(true);
      }
    }
  });

  it.each(languages)('is never "not charged" while nobody knows, in %s', (language) => {
    for (const context of unclear) {
      for (const code of [...everyCode, ...strangers]) {
        const { money, toCustomer } = resultWords(language, context, code);
        expect(`${money} ${toCustomer}`, `${code} in ${context}`).not.toMatch(
          /未扣款|(没有|沒有)扣款[。；]|not charged|try again|再试|再試|重新出示/i,
        );
      }
    }
  });

  it('reads the same code by what is known: PARAM_ILLEGAL refuses a pay, but says nothing in an inquiry', () => {
    expect(resultWords('en', 'not_charged', 'PARAM_ILLEGAL').money).toBe('Not charged: the customer still has it.');
    expect(resultWords('en', 'checking', 'PARAM_ILLEGAL').money).toBe('Not known yet: it may have been taken, or not.');
    expect(resultWords('en', 'checking', 'SUCCESS').meaning).toContain('no result yet');
    expect(resultWords('zh-CN', 'not_charged', 'USER_BALANCE_NOT_ENOUGH').toCustomer).toContain('余额不足');
    expect(resultWords('zh-HK', 'not_charged', 'USER_BALANCE_NOT_ENOUGH').toCustomer).toContain('增值');
    expect(resultWords('en', 'reversing', 'MERCHANT_BALANCE_NOT_ENOUGH').call).toContain('top it up');
  });

  it('follows what an inquiry says of a payment that failed', () => {
    for (const code of failedPaymentCodes)
      expect(resultWords('en', 'not_charged', code).money, code).toMatch(/^Not charged/);
  });
});

describe('a code nobody knows', () => {
  it.each(languages)('is named as such, honest about the money, and sends to Alipay, in %s', (language) => {
    for (const code of strangers) {
      const words = resultWords(language, 'checking', code);
      expect(words.meaning).toContain(code);
      expect(words.money).toBe(resultWords(language, 'checking', 'silence').money);
      expect(words.call).toContain(support[language]);
    }
  });

  it('is understood where it is only an earlier spelling that gateways still send', () => {
    const now = resultWords('en', 'checking', 'INVALID_SIGNATURE');
    expect(resultWords('en', 'checking', 'SIGNATURE_INVALID')).toEqual(now);
    expect(resultWords('en', 'checking', 'INVALID_CLIENT').meaning).toContain('client id');
    expect(resultWords('en', 'checking', 'API_INVALID').meaning).toContain('service');
  });
});
