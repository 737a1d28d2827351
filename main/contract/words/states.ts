import type { PaymentView } from '../views.ts';
import { customerWords as said } from './customer.ts';
import { hongKong } from './hong-kong.ts';
import type { InEveryLanguage } from './language.ts';

/**
 * The one sentence for each state of the terminal, for the cashier and for the customer, and which of them a payment
 * has. It decides nothing: the core has set status, phase and code. Only `not_charged` and `reversed` may invite to
 * charge again; a test holds that.
 */

/**
 * - `waiting`: the gateway knows the payment and the customer may have to act; `checking`: nobody knows
 * - `held`: a success with another amount or currency; `undecided`: an old success found after a restart
 * A closed payment in doubt, because a success was reported late, is shown as `checking`.
 */
export type StateName =
  | 'idle'
  | 'ready'
  | 'sending'
  | 'waiting'
  | 'checking'
  | 'held'
  | 'undecided'
  | 'reversing'
  | 'reversal_pending'
  | 'paid'
  | 'not_charged'
  | 'reversed';

/** Idle and ready have no payment yet. */
export type PaymentContext = Exclude<StateName, 'idle' | 'ready'>;

export interface StateWords {
  /** At most 24 columns, a Chinese character counting two. */
  readonly title: string;
  /** For the cashier: what is so, and what to do. */
  readonly sentence: string;
  /** What the customer's screen says. */
  readonly customer: string;
  /** Whether this order may be charged again, and why. */
  readonly mayChargeAgain: string;
}

export const stateWords: InEveryLanguage<Readonly<Record<StateName, StateWords>>> = {
  'zh-CN': {
    idle: {
      title: '请输入金额',
      sentence: '请输入金额，再扫顾客的付款码。',
      customer: said['zh-CN'].states.welcome,
      mayChargeAgain: '可以开始收款。',
    },
    ready: {
      title: '请扫顾客付款码',
      sentence: '请扫顾客的付款码，扫到后立即收款。',
      customer: said['zh-CN'].states.ready,
      mayChargeAgain: '还没有收款，请扫一次付款码。',
    },
    sending: {
      title: '正在提交',
      sentence: '正在提交收款，请稍候，请勿重复收款。',
      customer: said['zh-CN'].states.sending,
      mayChargeAgain: '请勿重复收款：结果还没有出来。',
    },
    waiting: {
      title: '等待顾客确认',
      sentence: '等待顾客确认：请顾客看手机，可能需要输入密码。',
      customer: said['zh-CN'].states.waiting,
      mayChargeAgain: '请勿重复收款：顾客可能正在付款。',
    },
    checking: {
      title: '结果未知，正在核对',
      sentence: '结果未知，正在核对，请勿重复收款。',
      customer: said['zh-CN'].states.checking,
      mayChargeAgain: '请勿重复收款：顾客可能已被扣款。',
    },
    held: {
      title: '金额不符，请叫主管',
      sentence: '支付宝报告付款成功，但金额或币种不符：不算收款成功，请叫主管。',
      customer: said['zh-CN'].states.held,
      mayChargeAgain: '请勿重复收款：顾客可能已按另一金额被扣款。',
    },
    undecided: {
      title: '旧付款已成功，待处理',
      sentence: '重启后发现这笔付款已成功：请选择保留收款，或把钱退回顾客。',
      customer: said['zh-CN'].states.undecided,
      mayChargeAgain: '请勿重复收款：顾客已经付过这一笔。',
    },
    reversing: {
      title: '正在撤销',
      sentence: '正在撤销，撤销完成前请勿重复收款。',
      customer: said['zh-CN'].states.reversing,
      mayChargeAgain: '请勿重复收款：撤销还没有确认。',
    },
    reversal_pending: {
      title: '撤销待确认，请交单据',
      sentence: '撤销尚未确认，系统会一直重试；请把单据交给顾客，请勿重复收款。',
      customer: said['zh-CN'].states.reversal_pending,
      mayChargeAgain: '请勿重复收款：撤销确认之后才可以。',
    },
    paid: {
      title: '收款成功',
      sentence: '收款成功，本单已完成。',
      customer: said['zh-CN'].states.paid,
      mayChargeAgain: '请勿重复收款：本单已经收款。',
    },
    not_charged: {
      title: '未扣款',
      sentence: '未扣款，可以重新收款（请顾客刷新付款码）。',
      customer: said['zh-CN'].states.not_charged,
      mayChargeAgain: '可以重新收款：顾客没有被扣款。',
    },
    reversed: {
      title: '已撤销',
      sentence: '已撤销，可以重新收款；顾客如已被扣款，会原路退回。',
      customer: said['zh-CN'].states.reversed,
      mayChargeAgain: '可以重新收款：没有扣款，或已经退回。',
    },
  },
  en: {
    idle: {
      title: 'Enter the amount',
      sentence: "Enter the amount, then scan the customer's payment code.",
      customer: said.en.states.welcome,
      mayChargeAgain: 'You may start a sale.',
    },
    ready: {
      title: "Scan the customer's code",
      sentence: "Scan the customer's payment code; the scan charges at once.",
      customer: said.en.states.ready,
      mayChargeAgain: 'Nothing has been charged yet; scan once.',
    },
    sending: {
      title: 'Sending',
      sentence: 'Sending the payment – do not charge again.',
      customer: said.en.states.sending,
      mayChargeAgain: 'Do not charge again: there is no result yet.',
    },
    waiting: {
      title: 'Waiting for the customer',
      sentence: 'Waiting for the customer – they may need to enter a PIN on their phone.',
      customer: said.en.states.waiting,
      mayChargeAgain: 'Do not charge again: the customer may be paying right now.',
    },
    checking: {
      title: 'Checking',
      sentence: 'Result unknown, checking – do not charge again.',
      customer: said.en.states.checking,
      mayChargeAgain: 'Do not charge again: the customer may have been charged.',
    },
    held: {
      title: 'Wrong amount',
      sentence: 'Alipay reports another amount or currency: this is not a sale. Call the supervisor.',
      customer: said.en.states.held,
      mayChargeAgain: 'Do not charge again: another amount may have been taken.',
    },
    undecided: {
      title: 'Old success: decide',
      sentence: 'Found after a restart: this payment succeeded. Keep the sale, or return the money.',
      customer: said.en.states.undecided,
      mayChargeAgain: 'Do not charge again: the customer has paid this one.',
    },
    reversing: {
      title: 'Reversing',
      sentence: 'Reversing – do not charge again until it is done.',
      customer: said.en.states.reversing,
      mayChargeAgain: 'Do not charge again: the reversal is not confirmed yet.',
    },
    reversal_pending: {
      title: 'Reversal pending',
      sentence: 'Reversal not confirmed; we keep trying. Give the customer the slip – do not charge again.',
      customer: said.en.states.reversal_pending,
      mayChargeAgain: 'Do not charge again: wait until the reversal is confirmed.',
    },
    paid: {
      title: 'Paid',
      sentence: 'Paid. The sale is complete.',
      customer: said.en.states.paid,
      mayChargeAgain: 'Do not charge again: this order is paid.',
    },
    not_charged: {
      title: 'Not charged',
      sentence: 'Not charged – you may charge again (ask for a fresh code).',
      customer: said.en.states.not_charged,
      mayChargeAgain: 'You may charge again: the customer was not charged.',
    },
    reversed: {
      title: 'Reversed',
      sentence: 'Reversed – you may charge again. If the customer was charged, the money is returned.',
      customer: said.en.states.reversed,
      mayChargeAgain: 'You may charge again: nothing was taken, or it is returned.',
    },
  },
  get 'zh-HK'() {
    return hongKong().states;
  },
};

/** The words for a payment's state: a closed payment in doubt is being checked again. */
export function stateNameOf({ status, phase, code }: Pick<PaymentView, 'status' | 'phase' | 'code'>): PaymentContext {
  if (status !== 'checking') return status;
  if (phase === 'paying') return 'sending';
  if (phase === 'held' || phase === 'undecided') return phase;
  return phase === 'inquiring' && code === 'PAYMENT_IN_PROCESS' ? 'waiting' : 'checking';
}
