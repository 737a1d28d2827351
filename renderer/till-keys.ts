import { type Act, type ActName, acts } from './acts.ts';
import { amountKeyOf } from './amount.ts';
import type { Desk } from './desk.ts';
import { actOfKey, isTillKey, type KeyedAct, keymapOf, type TrainingAct, trainingKeys } from './keymap.ts';
import type { listenToKeys, TypedKey } from './keys.ts';
import { answerPaper, paperKeys } from './paper-answers.ts';
import type { Terminal } from './terminal.ts';

/** Every key of the till. While a dialog stands, the keys behind it do nothing. */
export function tillKeys(terminal: Terminal, desk: Desk): Parameters<typeof listenToKeys>[1] {
  return {
    typed(key) {
      const named = actFor(key, terminal.shown().view?.settings.keys ?? {});
      const act: Act | null = named === null || isTraining(named) ? null : acts[named];
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
      if (isBehind) return code !== 'Escape' && isTillKey(code);
      if (desk.shown().proof) {
        if (code === 'Escape') desk.closeProof();
        return isTillKey(code);
      }
      if (named !== null && isTraining(named)) {
        if (terminal.shown().training !== null) void terminal.ask('training.act', { act: named });
        return true;
      }
      const amountKey = amountKeyOf(code);
      if (amountKey !== null) desk.type(amountKey);
      act?.act(desk);
      return amountKey !== null || isTillKey(code);
    },
    scanned: (text) => desk.scanned(text),
    garbled: (why) => desk.garbled(why),
    changedAtMs: () => desk.changedAtMs,
    rhythm: () => desk.shown().rhythm,
    stepped: (heard) => desk.keyboard.tell(heard),
  };
}

/** With Shift a key means the same as without, unless it has an act of its own. */
function actFor({ code, shift }: TypedKey, given: Readonly<Record<string, string>>): KeyedAct | null {
  const keymap = keymapOf(given);
  return (shift ? actOfKey(keymap, `Shift+${code}`) : null) ?? actOfKey(keymap, code);
}

function isTraining(act: ActName | TrainingAct): act is TrainingAct {
  return Object.hasOwn(trainingKeys, act);
}
