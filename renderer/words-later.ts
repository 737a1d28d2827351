import { fetchHongKong } from '../main/contract/words/hong-kong.ts';
import { Later } from './later.ts';

/** Which tables of words come after the first sale can be made. */

/** What drivers say of themselves, in words; until they have come a device has the sentence of its state. */
export const faultSentences = new Later(async () => (await import('../main/contract/words/devices.ts')).deviceSentence);

/** What a result means; until it has come, word and sentence of the state stand alone. */
export const resultTexts = new Later(async () => (await import('../main/contract/words/result-codes.ts')).resultWords);

/** That the till can be read in Hong Kong; until it can, whoever wants that reads simplified characters. */
export const hongKongSpoken = new Later(async () => {
  await fetchHongKong();
  return true;
});
