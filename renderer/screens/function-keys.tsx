import type { ReactNode } from 'react';
import { atCounter, listOff, newSaleOff, reprintOff, sendNowOff, stopOff } from '../situation.ts';
import { useTill } from '../till.ts';
import { ActButton } from './act-button.tsx';

/** The bar at the bottom: every other act, with its key on it. */
export function FunctionKeys(): ReactNode {
  const { desk, situation, words } = useTill();
  const questions = situation.view?.printer.questions ?? 0;
  const { buttons, labels } = words;
  const isReady = atCounter(situation).state === 'ready';
  return (
    <nav className="function-keys" aria-label={labels.functionKeys}>
      <ActButton act="stop" shortcut="Esc" off={stopOff(situation)} press={() => desk.stop()} className="stop">
        {isReady ? buttons.back : buttons.stop}
      </ActButton>
      <ActButton act="new" shortcut="F8" off={newSaleOff(situation)} press={() => desk.newSale()}>
        {buttons.newSale}
      </ActButton>
      <ActButton act="reprint" shortcut="F6" off={reprintOff(situation)} press={() => desk.reprint()}>
        {buttons.reprint}
      </ActButton>
      <ActButton act="reversals" shortcut="F9" off={listOff(situation)} press={() => desk.list('reversals')}>
        {buttons.openReversals}
      </ActButton>
      <ActButton act="papers" shortcut="Shift+F6" off={listOff(situation)} press={() => desk.list('papers')}>
        {buttons.papers}
        {questions > 0 && <b className="count"> {questions}</b>}
      </ActButton>
      {(situation.view?.openReversals ?? 0) > 0 && (
        <ActButton act="send-now" shortcut="F5" off={sendNowOff(situation)} press={() => desk.sendNow()}>
          {buttons.sendNow}
        </ActButton>
      )}
    </nav>
  );
}
