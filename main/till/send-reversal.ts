import { requiredWord, type Typed, wholeNumber } from '../arguments.ts';
import { machineClock } from '../clock.ts';
import { returnsWords } from '../contract/words/returns.ts';
import type { Profile } from '../profile.ts';
import { type Desk, openDesk } from './desk.ts';
import { type Output, paymentJson, paymentLines, refuse } from './output.ts';

/** `till reversals send`: one reversal or refund goes out now, and its answer is told. */
export async function sendReversal(typed: Typed, profile: Profile, out: Output): Promise<number> {
  const id = requiredWord(typed, 1, 'ID', out.language);
  const seconds = wholeNumber(typed, 'for', 180, [1, 86_400], out.language);
  const desk = await openDesk(profile, null, 'journal or rescue');
  try {
    const sent = await desk.request('returns.send', { id });
    if (!sent.ok) return refuse(out, sent.reason);
    out.say(returnsWords[out.language].sendings[sent.sending]);
    await answeredWithin(seconds * 1_000, id, desk);
    const now = await desk.request('returns.card', { id });
    if (!now.ok) return refuse(out, now.reason);
    const { payment, kind } = now.card;
    out.answer(paymentLines(payment, out.language), { ...paymentJson(payment), sending: sent.sending });
    return kind === 'settled' ? 0 : 4;
  } finally {
    await desk.close();
  }
}

/** Until no call for it is on its way and it does not wait for its turn, or the time is over. */
async function answeredWithin(withinMs: number, id: string, desk: Desk): Promise<void> {
  let off = (): void => {};
  const timeUp = new Promise<true>((resolve) => {
    off = machineClock.after(withinMs, () => resolve(true));
  });
  const answered = desk.until(async () => {
    const found = await desk.request('returns.card', { id });
    return found.ok && (found.card.payment.asking || found.card.inLine) ? null : true;
  });
  await Promise.race([answered, timeUp]);
  off();
}
