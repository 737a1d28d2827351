import { type ReactNode, useState } from 'react';
import type { TruthView, TruthVerdict as Verdict } from '../../main/contract/truth-desk.ts';
import { type CustomerLanguage, customerLanguages } from '../../main/contract/words/customer.ts';
import { customerLanguageNames, truthDeskWords } from '../../main/contract/words/truth-desk.ts';
import { amountText } from '../amount.ts';
import { Icon, type IconName } from '../screens/icons.tsx';
import { recentText } from '../shop-times.ts';
import { useTerminalNowMs, useTill } from '../till.ts';

/** The two sentences of an answer: the cashier's with what may be done, and the customer's in the customer's language. */

/** How a verdict looks: with its icon and word, never by colour alone. */
type Look = 'good' | 'back' | 'bad' | 'unsure' | 'plain';

const looks: Readonly<Partial<Record<Verdict, { readonly look: Look; readonly icon: IconName }>>> = {
  paid: { look: 'good', icon: 'paid' },
  partly_refunded: { look: 'good', icon: 'paid' },
  stranger_paid: { look: 'unsure', icon: 'paid' },
  refunded: { look: 'back', icon: 'reversed' },
  reversed: { look: 'back', icon: 'reversed' },
  returned: { look: 'back', icon: 'reversed' },
  stranger_returned: { look: 'unsure', icon: 'reversed' },
  not_charged: { look: 'bad', icon: 'not_charged' },
  never_arrived: { look: 'bad', icon: 'not_charged' },
  stranger_not_charged: { look: 'unsure', icon: 'not_charged' },
  waiting: { look: 'plain', icon: 'waiting' },
  reversing: { look: 'unsure', icon: 'reversing' },
  reversal_pending: { look: 'unsure', icon: 'reversal_pending' },
  returning_by_refund: { look: 'unsure', icon: 'reversal_pending' },
  returning_late: { look: 'unsure', icon: 'reversal_pending' },
  refund_pending: { look: 'unsure', icon: 'reversal_pending' },
  undecided: { look: 'unsure', icon: 'undecided' },
  closed_by_person: { look: 'unsure', icon: 'person' },
  paid_contradicted: { look: 'bad', icon: 'held' },
  closed_contradicted: { look: 'bad', icon: 'held' },
  held: { look: 'bad', icon: 'held' },
  stranger_other_amount: { look: 'bad', icon: 'held' },
  not_found: { look: 'plain', icon: 'attention' },
};

const otherwise = { look: 'unsure', icon: 'checking' } as const;

/** What is so, where the money is, whether to charge again, what to do next, and how we know. */
export function TruthVerdict({ view }: { readonly view: TruthView }): ReactNode {
  const { language, shown } = useTill();
  const words = truthDeskWords[language];
  const money = view.payment ?? view.stranger;
  const { title, cashier, next } = words.verdicts[view.verdict];
  const { look, icon } = looks[view.verdict] ?? otherwise;
  const { order, stranger, mayChargeAgain } = view;
  const isAbout = view.payment !== null || stranger !== null;
  const standing = order === null || order.standing === 'alone' ? null : words.standings[order.standing];
  return (
    <section className={`truth-verdict truth-${look}`} aria-live="assertive" data-field="truth-verdict">
      <div className="truth-word">
        <Icon name={view.basis === 'asking' ? 'sending' : icon} />
        <h3>{title}</h3>
        {money !== null && <b>{amountText(money.amountMinor, money.currency, shown.view?.decimals ?? 2, language)}</b>}
      </div>
      <p className="truth-sentence">{cashier}</p>
      {stranger !== null && (
        <p className="truth-whose">{words.whose[stranger.whose]({ till: stranger.terminalNumber })}</p>
      )}
      {standing !== null && <p className="truth-standing">{standing}</p>}
      {isAbout && (
        <p className={mayChargeAgain ? 'again again-may' : 'again again-not'} data-may={mayChargeAgain}>
          <Icon name={mayChargeAgain ? 'may' : 'may-not'} />
          <strong>{mayChargeAgain ? words.may : words.mayNot}</strong>
        </p>
      )}
      <p className="truth-next">{next}</p>
      <Basis view={view} />
    </section>
  );
}

/** How we know: by an answer to this question, or by our own record. */
function Basis({ view }: { readonly view: TruthView }): ReactNode {
  const { language, shown } = useTill();
  const words = truthDeskWords[language];
  const nowMs = useTerminalNowMs();
  const { basis, knownAtMs, askedAtMs } = view;
  if (basis === 'nobody') return null;
  if (basis === 'asking') {
    const seconds = Math.max(0, Math.floor((nowMs - askedAtMs) / 1_000));
    // It ticks: heard once a second it would be noise.
    return (
      <p className="truth-basis" data-field="truth-basis" aria-hidden="true">
        {words.asking({ seconds })}
      </p>
    );
  }
  const time = knownAtMs === null ? null : recentText(knownAtMs, nowMs, shown.view?.timeZone ?? 'UTC');
  const said = basis === 'answered' ? words.answeredAt : words.knownAt;
  return (
    <p className="truth-basis" data-field="truth-basis">
      {time === null ? words.silent : said({ time })}
    </p>
  );
}

/** To be read out, or shown by turning the screen. It holds no number of anybody. */
export function ForCustomer({ view }: { readonly view: TruthView }): ReactNode {
  const { language } = useTill();
  const words = truthDeskWords[language];
  const [theirs, setTheirs] = useState<CustomerLanguage>(language);
  const { verdicts, paidByAnother } = truthDeskWords[theirs];
  // Nothing is promised to a customer before the answer is there.
  const { customer } = verdicts[view.basis === 'asking' ? 'checking' : view.verdict];
  const gap = theirs === 'en' ? ' ' : '';
  return (
    <section className="truth-customer" aria-label={words.toCustomer}>
      <h3>{words.toCustomer}</h3>
      <p lang={theirs} data-field="truth-customer">
        {customer}
        {view.order?.standing === 'other_paid' && gap + paidByAnother}
      </p>
      <fieldset aria-label={words.customerLanguage}>
        {customerLanguages.map((name) => (
          <button
            key={name}
            type="button"
            data-act={`customer-${name}`}
            aria-pressed={name === theirs}
            lang={name}
            onClick={() => setTheirs(name)}
          >
            {customerLanguageNames[name]}
          </button>
        ))}
      </fieldset>
    </section>
  );
}
