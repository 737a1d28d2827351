import type { ReactNode } from 'react';
import { type AmountKey, amountText } from '../amount.ts';
import { keyFace } from '../keymap.ts';
import { atCounter, keypadOff, offText, payOff } from '../situation.ts';
import { useTill } from '../till.ts';
import { ActButton } from './act-button.tsx';
import { Icon } from './icons.tsx';

/** The keypad, and under it the one button that charges. */

const digits: readonly AmountKey[] = ['7', '8', '9', '4', '5', '6', '1', '2', '3', '00', '0'];

export function Keypad(): ReactNode {
  const { desk, situation, words } = useTill();
  const off = keypadOff(situation);
  const key = (sign: AmountKey, act: string, children: ReactNode, label?: string): ReactNode => (
    <ActButton
      key={act}
      act={act}
      off={off}
      press={() => desk.type(sign)}
      className={`key key-${act}`}
      {...(label === undefined ? {} : { label })}
    >
      {children}
    </ActButton>
  );
  return (
    <section className="keys" aria-label={words.labels.keypad}>
      <div className="keypad">
        {digits.map((digit) => key(digit, `digit-${digit}`, digit))}
        {key('.', 'point', '.', words.buttons.point)}
        {key('backspace', 'backspace', <Icon name="backspace" />, words.buttons.backspace)}
        {key('clear', 'clear', words.buttons.clear)}
      </div>
      <Pay />
    </section>
  );
}

function Pay(): ReactNode {
  const { desk, keymap, situation, shown, language, words } = useTill();
  const off = payOff(situation);
  const counter = atCounter(situation);
  const isAgain = counter.state === 'payment' && counter.payment.mayChargeAgain;
  const amount =
    shown.view === null ? '' : amountText(counter.amountMinor, shown.view.currency, shown.view.decimals, language);
  return (
    <button
      type="button"
      data-act="pay"
      className="pay"
      aria-disabled={off !== null}
      aria-keyshortcuts={keymap.pay ?? undefined}
      onClick={() => desk.pay()}
    >
      <span className="pay-what">
        {isAgain ? words.buttons.payAgain : words.buttons.pay} <span className="pay-amount">{amount}</span>
      </span>
      {keymap.pay !== null && <kbd>{keyFace(keymap.pay)}</kbd>}
      {off !== null && <span className="pay-why">{offText(language, off)}</span>}
    </button>
  );
}
