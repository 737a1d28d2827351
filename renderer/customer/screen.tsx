import { type CSSProperties, type ReactNode, useEffect, useSyncExternalStore } from 'react';
import type { CustomerView } from '../../main/contract/customer.ts';
import { customerWords } from '../../main/contract/words/customer.ts';
import { amountText } from '../amount.ts';
import { Icon } from '../screens/icons.tsx';
import type { Customer } from './customer.ts';

/** The customer's screen: the shop, the amount, and one sentence with its icon and colour. Nothing on it can be touched. */
export function CustomerScreen({ customer }: { readonly customer: Customer }): ReactNode {
  const { view } = useSyncExternalStore(
    (listen) => customer.onChange(listen),
    () => customer.shown(),
  );
  const language = view?.language ?? null;
  useEffect(() => {
    // Without a terminal the page keeps the language it had.
    if (language !== null) document.documentElement.lang = language;
  }, [language]);
  if (view === null) return <Waiting />;
  if (view.state === 'blank') return <main className="customer" data-state="blank" />;
  return (
    <main className="customer" data-state={view.state}>
      {view.training && <Training view={view} />}
      <Said view={view} />
    </main>
  );
}

/** Nobody answers: in the languages of all customers, because none of them is known. */
function Waiting(): ReactNode {
  return (
    <main className="customer" data-state="alone" aria-live="polite">
      <h1 className="wait">
        {Object.entries(customerWords)
          .filter(([language]) => language !== 'zh-HK')
          .map(([language, { pleaseWait }]) => (
            <span key={language} lang={language}>
              {pleaseWait}
            </span>
          ))}
      </h1>
    </main>
  );
}

function Training({ view }: { readonly view: CustomerView }): ReactNode {
  return (
    <p className="stripe" data-field="training">
      <span>{customerWords[view.language].training}</span>
    </p>
  );
}

/** Announced as a whole: an amount without its sentence, or the reverse, says nothing. */
function Said({ view }: { readonly view: CustomerView }): ReactNode {
  const { state, shopName, language } = view;
  const words = customerWords[language].states[state];
  return (
    <div className="said" aria-live="assertive" aria-atomic="true">
      <p className="shop" data-field="shop">
        {shopName}
      </p>
      {view.amountMinor !== null && <Amount view={view} amountMinor={view.amountMinor} />}
      <div className="state" data-field="state">
        {state !== 'welcome' && state !== 'blank' && <Icon name={state} />}
        <h1>{words}</h1>
      </div>
    </div>
  );
}

function Amount(props: { readonly view: CustomerView; readonly amountMinor: number }): ReactNode {
  const { currency, decimals, language } = props.view;
  const text = amountText(props.amountMinor, currency, decimals, language);
  // As large as the screen allows, whatever its length.
  const style = { '--signs': text.length } as CSSProperties;
  return (
    <p className="amount" data-field="amount" style={style}>
      {text}
    </p>
  );
}
