import { customerWords } from '../customer.ts';
import type { StateName, StateWords } from '../states.ts';

/** The states of a payment in English. */

const said = customerWords.en.states;

export const stateWords: Readonly<Record<StateName, StateWords>> = {
  idle: {
    title: 'Enter the amount',
    sentence: "Enter the amount, then scan the customer's payment code.",
    customer: said.welcome,
    mayChargeAgain: 'You may start a sale.',
  },
  ready: {
    title: "Scan the customer's code",
    sentence: "Scan the customer's payment code; the scan charges at once.",
    customer: said.ready,
    mayChargeAgain: 'Nothing has been charged yet; scan once.',
  },
  sending: {
    title: 'Sending',
    sentence: 'Sending the payment – do not charge again.',
    customer: said.sending,
    mayChargeAgain: 'Do not charge again: there is no result yet.',
  },
  waiting: {
    title: 'Waiting for the customer',
    sentence: 'Waiting for the customer – they may need to enter a PIN on their phone.',
    customer: said.waiting,
    mayChargeAgain: 'Do not charge again: the customer may be paying right now.',
  },
  checking: {
    title: 'Checking',
    sentence: 'Result unknown, checking – do not charge again.',
    customer: said.checking,
    mayChargeAgain: 'Do not charge again: the customer may have been charged.',
  },
  held: {
    title: 'Wrong amount',
    sentence: 'Alipay reports another amount or currency: this is not a sale. Call the supervisor.',
    customer: said.held,
    mayChargeAgain: 'Do not charge again: another amount may have been taken.',
  },
  undecided: {
    title: 'Old success: decide',
    sentence: 'Found after a restart: this payment succeeded. Keep the sale, or return the money.',
    customer: said.undecided,
    mayChargeAgain: 'Do not charge again: the customer has paid this one.',
  },
  reversing: {
    title: 'Reversing',
    sentence: 'Reversing – do not charge again until it is done.',
    customer: said.reversing,
    mayChargeAgain: 'Do not charge again: the reversal is not confirmed yet.',
  },
  reversal_pending: {
    title: 'Reversal pending',
    sentence: 'Reversal not confirmed; we keep trying. Give the customer the slip – do not charge again.',
    customer: said.reversal_pending,
    mayChargeAgain: 'Do not charge again: wait until the reversal is confirmed.',
  },
  paid: {
    title: 'Paid',
    sentence: 'Paid. The sale is complete.',
    customer: said.paid,
    mayChargeAgain: 'Do not charge again: this order is paid.',
  },
  not_charged: {
    title: 'Not charged',
    sentence: 'Not charged – you may charge again (ask for a fresh code).',
    customer: said.not_charged,
    mayChargeAgain: 'You may charge again: the customer was not charged.',
  },
  reversed: {
    title: 'Reversed',
    sentence: 'Reversed – you may charge again. If the customer was charged, the money is returned.',
    customer: said.reversed,
    mayChargeAgain: 'You may charge again: nothing was taken, or it is returned.',
  },
};
