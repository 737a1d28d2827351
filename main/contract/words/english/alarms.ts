import type { AlarmName, AlarmWords } from '../alarms.ts';

/** Alarms in English. */

export const alarmWords: Readonly<Record<AlarmName, AlarmWords>> = {
  call_support: {
    title: 'No result for 60 seconds',
    whatToDo: 'A reversal or refund stayed unclear; we keep trying. Give the customer the slip; do not charge again.',
    whoToCall: 'Contact Alipay technical support with the payment request ID.',
  },
  top_up_balance: {
    title: 'Top up to return money',
    whatToDo: "The shop's Alipay balance is too low; the money is not back yet. Top up: the cancel is then sent again.",
    whoToCall: "Call whoever looks after the shop's Alipay account.",
  },
  cancel_refused: {
    title: 'Cancel refused',
    whatToDo: 'Alipay refused the cancel; the money may not be back yet. Read the reason; do not charge again.',
    whoToCall: 'Call the supervisor, who contacts Alipay technical support with the payment request ID.',
  },
  amount_mismatch: {
    title: 'Amount does not match',
    whatToDo:
      "Alipay reports another amount or currency: not a sale. Compare the customer's phone; do not charge again.",
    whoToCall: 'Call the supervisor, who contacts Alipay technical support with the payment request ID.',
  },
  old_success: {
    title: 'Old payment succeeded',
    whatToDo:
      'Found after a restart. Keep the sale or return the money; without a choice it is returned after 10 minutes.',
    whoToCall: 'Call the supervisor to decide.',
  },
  late_success: {
    title: 'Success came late',
    whatToDo:
      'A closed payment was reported paid. We ask Alipay; if true, it is reversed. Do not charge again until then.',
    whoToCall: 'Call the supervisor; if the customer asks, look the payment up by its slip.',
  },
  refund_refused: {
    title: 'Refund refused',
    whatToDo:
      'The refund in place of a cancel was refused: the money is not back. We keep trying; do not charge again.',
    whoToCall: 'Call the supervisor, who contacts Alipay technical support with the payment request ID.',
  },
  wrong_payment_answered: {
    title: 'Answer to other payment',
    whatToDo:
      'The gateway answered about another payment; we did not use it. The money is unclear: do not charge again.',
    whoToCall: 'Call whoever set up this terminal, to check the network and any proxy.',
  },
};
