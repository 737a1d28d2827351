import type { ReactNode } from 'react';
import { acts, type BarAct, barActs, barLabel } from '../acts.ts';
import { atCounter } from '../situation.ts';
import { useTill } from '../till.ts';
import { ActButton } from './act-button.tsx';

/** The bar at the bottom: every other act, with its key on it. */
export function FunctionKeys(): ReactNode {
  const { situation, words } = useTill();
  const hasOpen = (situation.view?.openReversals ?? 0) > 0;
  return (
    <nav className="function-keys" aria-label={words.labels.functionKeys}>
      {barActs
        .filter((name) => name !== 'sendNow' || hasOpen)
        .map((name) => (
          <BarButton key={name} name={name} />
        ))}
    </nav>
  );
}

function BarButton({ name }: { readonly name: BarAct }): ReactNode {
  const { desk, keymap, situation, words } = useTill();
  const { off, act } = acts[name];
  const questions = name === 'papers' ? (situation.view?.printer.questions ?? 0) : 0;
  return (
    <ActButton
      act={buttonNames[name] ?? name}
      shortcut={keymap[name]}
      off={off(situation)}
      press={() => act(desk)}
      {...(name === 'stop' ? { className: 'stop' } : {})}
    >
      <span>
        {barLabel(name, words, atCounter(situation).state === 'ready')}
        {questions > 0 && <b className="count"> {questions}</b>}
      </span>
    </ActButton>
  );
}

/** `data-act` of those that are called otherwise on their button. */
const buttonNames: Partial<Record<BarAct, string>> = { newSale: 'new', returns: 'reversals', sendNow: 'send-now' };
