import type { Answered, Clock, Gateway } from '../../main/core/ports.ts';
import { type Answer, none } from '../../main/gateway/answer.ts';
import type { Books } from '../../main/simulator/books.ts';
import type { Api } from '../../main/simulator/messages.ts';
import {
  believed,
  type Call,
  cancelCall,
  inquiryCall,
  payCall,
  received,
  refundCall,
  refundInquiryCall,
} from '../sim/seam.ts';

/**
 * The simulator's books as a gateway on virtual time: requests and answers as the product writes and judges them, with
 * nothing between but a while and what a test loses on the way.
 */

/** Where a message is lost; null = nowhere. Lost answers leave the gateway's work done. */
export type Loss = 'request' | 'answer' | null;

const wayMs = 40;
const deadlineMs = 30_000;

export function booksGateway(clock: Clock, books: Books, lose: (api: Api) => Loss = () => null): Gateway {
  function call<Read, Verdict extends string>(one: Call<Read, Verdict>, answered: Answered<Verdict>): () => void {
    const loss = lose(one.api);
    const tell = (answer: Answer<Read>): void => {
      for (const off of offs) off();
      answered(one.judge(answer));
    };
    const arrive = (): void => {
      const message = books.answer(one.api, received(one, true));
      if (message === null || loss === 'answer') return;
      const timeMs = Math.floor(books.timeMs() / 1_000) * 1_000;
      offs.push(clock.after(wayMs, () => tell(believed(one, message, timeMs, true))));
    };
    const offs = [clock.after(deadlineMs, () => tell(none('silence', 'nothing came')))];
    // What has left arrives, whoever waits for it.
    if (loss !== 'request') clock.after(wayMs, arrive);
    return () => {
      for (const off of offs) off();
    };
  }
  return {
    pay: (asked, answered) => call(payCall(asked), answered),
    inquirePayment: (asked, answered) => call(inquiryCall(asked), answered),
    cancel: (asked, answered) => call(cancelCall(asked), answered),
    refund: (asked, answered) => call(refundCall(asked), answered),
    inquireRefund: (asked, answered) => call(refundInquiryCall(asked), answered),
  };
}
