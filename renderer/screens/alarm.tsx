import type { ReactNode } from 'react';
import type { PaymentView } from '../../main/contract/views.ts';
import { type AlarmName, alarmWords } from '../../main/contract/words/alarms.ts';
import { stateNameOf, stateWords } from '../../main/contract/words/states.ts';
import { useTill } from '../till.ts';
import { Icon } from './icons.tsx';

/** The two lines that nobody may overlook: whether the order may be charged again, and that a person is needed. */

interface ChargeAgainProps {
  readonly payment: PaymentView;
  /** In place of what its state says. */
  readonly sentence?: string;
}

export function ChargeAgain({ payment, sentence }: ChargeAgainProps): ReactNode {
  const { language } = useTill();
  const { mayChargeAgain } = payment;
  return (
    <p className={mayChargeAgain ? 'again again-may' : 'again again-not'} data-may={mayChargeAgain}>
      <Icon name={mayChargeAgain ? 'may' : 'may-not'} />
      <strong>{sentence ?? stateWords[language][stateNameOf(payment)].mayChargeAgain}</strong>
    </p>
  );
}

/** What a person must do, or only who: where the sentence beside it has said what. A newer terminal's word stays as is. */
export function Alarm({ alarm, short = false }: { readonly alarm: string; readonly short?: boolean }): ReactNode {
  const { language } = useTill();
  const words = alarmWords[language];
  const known = Object.hasOwn(words, alarm) ? words[alarm as AlarmName] : null;
  return (
    <div className="alarm" data-alarm={alarm}>
      <Icon name="person" />
      <p>
        <strong>{known?.title ?? alarm}</strong> {!short && known?.whatToDo} <b>{known?.whoToCall}</b>
      </p>
    </div>
  );
}
