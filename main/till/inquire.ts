import { requiredWord, type Typed } from '../arguments.ts';
import { tillWords } from '../contract/words/till.ts';
import type { Profile } from '../profile.ts';
import { openDesk } from './desk.ts';
import { exitOf, type Output, paymentJson, paymentLines, refuse } from './output.ts';
import { isJournalDown, saidOf } from './rescue.ts';
import { isFollowed, narrateLeftovers } from './sale.ts';

/** `till inquire ID`: asks the gateway again about one payment, by paymentRequestId, paymentId or order. */
export async function inquire(typed: Typed, profile: Profile, out: Output): Promise<number> {
  const id = requiredWord(typed, 0, 'ID', out.language);
  const desk = await openDesk(profile, { kind: 'none' }, 'journal or rescue');
  try {
    narrateLeftovers(desk, out);
    const asked = await desk.request('payment.inquire', { id });
    if (!asked.ok) return refuse(out, asked.reason);
    const { paymentRequestId } = asked.payment;
    out.say(tillWords[out.language].inquire.asking({ id: paymentRequestId }));
    const payment = await desk.until(async () => {
      const found = await desk.request('payment.look', { id: paymentRequestId });
      if (!found.ok) return asked.payment;
      // Without a journal nothing goes on by itself.
      const isDriven = !isJournalDown(desk.view());
      const isOpen = isDriven && found.payment.status === 'checking' && isFollowed(found.payment);
      return found.payment.asking || isOpen ? null : found.payment;
    });
    const said = saidOf(paymentRequestId, desk.view());
    const unwritten = said === null ? [] : [tillWords[out.language].rescue.said[said]({ id: paymentRequestId })];
    const json = said === null ? paymentJson(payment) : { ...paymentJson(payment), said };
    out.answer([...unwritten, ...paymentLines(payment, out.language)], json);
    return exitOf(payment);
  } finally {
    await desk.close();
  }
}
