import type { ReactNode } from 'react';
import type { Language } from '../../main/contract/words/language.ts';
import { resultHeadings } from '../../main/contract/words/result-headings.ts';
import { useTill } from '../till.ts';
import { Icon } from './icons.tsx';

/**
 * What the cashier says to the customer: a quotation, large enough to be read out across the counter, and below it the
 * same in the customer's language where that is another one, so that the screen can be turned. A reader hears it after
 * the state, never before.
 */

export interface SayProps {
  /** The sentence in a language; undefined while its words have not come. */
  readonly sentence: (language: Language) => string | undefined;
}

export function SayToCustomer({ sentence }: SayProps): ReactNode {
  const { language, shown } = useTill();
  const customers = shown.view?.devices.customerLanguage ?? language;
  const own = sentence(language);
  if (own === undefined) return null;
  const shownToo = customers === language ? undefined : sentence(customers);
  return (
    <div className="say" data-field="say" aria-live="polite" aria-atomic="true">
      <p className="say-head">
        <Icon name="say" />
        <b className="roomy">{resultHeadings[language].toCustomer}</b>
      </p>
      <q className="say-words">{own}</q>
      {shownToo !== undefined && (
        <q className="say-words say-customer" lang={customers}>
          {shownToo}
        </q>
      )}
    </div>
  );
}
