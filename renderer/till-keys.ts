import { type Act, actNames, actOfKey, acts } from './acts.ts';
import { amountKeyOf } from './amount.ts';
import type { Desk } from './desk.ts';
import type { listenToKeys, TypedKey } from './keys.ts';
import { answerPaper, paperKeys } from './paper-answers.ts';
import type { Terminal } from './terminal.ts';
import { trainingKey } from './training-keys.ts';

/** Every key of the till. While a dialog stands, the keys behind it do nothing. */
export function tillKeys(terminal: Terminal, desk: Desk): Parameters<typeof listenToKeys>[1] {
  return {
    typed(key) {
      const act = actFor(key);
      if (act?.anywhere === true) {
        act.act(desk);
        return true;
      }
      const { code } = key;
      // A dialog, the paper's too, hears its own Escape, and its fields what is typed into them. The browser must not
      // have the till's keys either: F5 would load the page again.
      const isBehind = desk.dialog() !== null || document.querySelector('dialog:modal') !== null;
      const isAsked = desk.dialog() === 'paper_question' && document.querySelector('dialog.paper-question') !== null;
      const said = isAsked ? paperKeys[code] : undefined;
      if (said !== undefined) answerPaper(terminal, said);
      if (isBehind) return code !== 'Escape' && isActKey(code);
      if (desk.shown().proof) {
        if (code === 'Escape') desk.closeProof();
        return isActKey(code);
      }
      const trained = terminal.shown().training === null ? null : trainingKey(key);
      if (trained !== null) {
        void terminal.ask('training.act', { act: trained });
        return true;
      }
      const amountKey = amountKeyOf(code);
      if (amountKey !== null) desk.type(amountKey);
      act?.act(desk);
      return amountKey !== null || isActKey(code);
    },
    scanned: (text) => desk.scanned(text),
    garbled: (why) => desk.garbled(why),
    rhythm: () => desk.shown().rhythm,
    stepped: (heard) => desk.keyboard.tell(heard),
  };
}

/** With Shift a key means the same as without, unless it has an act of its own. */
function actFor({ code, shift }: TypedKey): Act | null {
  const name = (shift ? actOfKey(`Shift+${code}`) : null) ?? actOfKey(code);
  return name === null ? null : acts[name];
}

/** The browser must not have it, whatever stands before the till. */
function isActKey(code: string): boolean {
  return actNames.some((name) => acts[name].key.replace('Shift+', '') === code);
}
