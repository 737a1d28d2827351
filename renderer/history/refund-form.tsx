import { type KeyboardEvent, type ReactNode, type RefObject, useEffect, useId, useRef, useState } from 'react';
import { amountMinorMax } from '../../main/contract/order-views.ts';
import { historyWords } from '../../main/contract/words/history.ts';
import { type AmountEntry, type AmountKey, entryOf, entryOfText, minorOf, press } from '../amount.ts';
import { Icon } from '../screens/icons.tsx';
import { useTill } from '../till.ts';
import { useAmounts } from './detail.tsx';
import type { WholePayment } from './use-payment.ts';

/** How much is refunded and why: typed, or touched on a keypad of the same rules as the till's. It sends nothing. */

export interface RefundFormProps {
  readonly whole: WholePayment;
  readonly entry: AmountEntry;
  readonly setEntry: (entry: AmountEntry) => void;
  readonly why: string;
  readonly setWhy: (why: string) => void;
  readonly next: () => void;
  readonly close: () => void;
}

export function RefundForm(props: RefundFormProps): ReactNode {
  const { whole, entry, why, setWhy, next, close } = props;
  const { language, shown } = useTill();
  const words = historyWords[language];
  const amount = useAmounts(whole.payment);
  const { type, write, fill, missing, setMissing } = useAmountTyped(props);
  const place = useRef<HTMLInputElement>(null);
  const whyPlace = useRef<HTMLInputElement>(null);
  useEffect(() => place.current?.focus(), []);
  const goOn = (): void => {
    const amountMinor = minorOf(entry, shown.view?.decimals ?? 2);
    if (amountMinor === 0 || amountMinor > whole.leftMinor) {
      setMissing(amountMinor === 0 ? words.refund.noAmount : words.refund.tooMuch({ amount: amount(whole.leftMinor) }));
      place.current?.focus();
    } else if (why.trim() === '') {
      setMissing(words.refund.chooseReason);
      whyPlace.current?.focus();
    } else next();
  };
  return (
    <>
      <div className="history-facts refund-form" data-field="refund-form">
        <Heading whole={whole} />
        <div className="refund-columns">
          <div className="refund-why">
            <Amount place={place} entry={entry} write={write} goOn={goOn} />
            <Reason
              place={whyPlace}
              why={why}
              goOn={goOn}
              choose={(reason) => {
                setWhy(reason);
                setMissing(null);
              }}
            />
          </div>
          <Keys type={type} fill={fill} />
        </div>
      </div>
      <footer className="history-acts refund-acts">
        <p role="alert" data-field="refund-missing">
          {missing}
        </p>
        <div>
          <button type="button" data-act="refund-cancel" onClick={close}>
            {words.buttons.leave}
          </button>
          <button type="button" data-act="refund-next" className="go-on" onClick={goOn}>
            {words.buttons.next}
          </button>
        </div>
      </footer>
    </>
  );
}

/** From when on it is said that the contract's period may be over. */
const halfYearDays = 180;

function Heading({ whole }: { readonly whole: WholePayment }): ReactNode {
  const { language, shown } = useTill();
  const { refund, sentences } = historyWords[language];
  const amount = useAmounts(whole.payment);
  const days = Math.floor(((shown.view?.nowMs ?? 0) - whole.payment.scannedAtMs) / 86_400_000);
  return (
    <>
      <h3>
        {refund.title} · {refund.upTo({ amount: amount(whole.leftMinor) })}
      </h3>
      {days > halfYearDays && <p className="refund-hint">{sentences.olderThanHalfYear({ days })}</p>}
    </>
  );
}

/**
 * One key or one text further. What goes beyond what is left stands there and is told, and leads no further: without its
 * last digit it would be another amount that nobody meant.
 */
function useAmountTyped({ whole, entry, setEntry }: RefundFormProps) {
  const { language, shown } = useTill();
  const { refund } = historyWords[language];
  const amount = useAmounts(whole.payment);
  const [missing, setMissing] = useState<string | null>(null);
  const decimals = shown.view?.decimals ?? 2;
  // The largest that can be typed at all: what is above the rest is said, not silently dropped.
  const free = { decimals, amountMinorMax };
  const take = (wanted: AmountEntry): void => {
    const isTooMuch = minorOf(wanted, decimals) > whole.leftMinor;
    setMissing(isTooMuch ? refund.tooMuch({ amount: amount(whole.leftMinor) }) : null);
    setEntry(wanted);
  };
  return {
    missing,
    setMissing,
    type: (key: AmountKey) => take(press(entry, key, free)),
    write: (text: string) => take(entryOfText(text, free)),
    fill: () => take(entryOf(whole.leftMinor, free)),
  };
}

interface AmountProps {
  readonly place: RefObject<HTMLInputElement | null>;
  readonly entry: AmountEntry;
  readonly write: (text: string) => void;
  readonly goOn: () => void;
}

/** Enter in a field is the button below: it leads to the question, never past it. An input method has its own. */
function onEnter(goOn: () => void): (event: KeyboardEvent) => void {
  return (event) => {
    if (event.key !== 'Enter' || event.nativeEvent.isComposing) return;
    // The button that has the focus next must not hear this key too.
    event.preventDefault();
    goOn();
  };
}

function Amount({ place, entry, write, goOn }: AmountProps): ReactNode {
  const { language } = useTill();
  const field = useId();
  return (
    <>
      <label htmlFor={field}>{historyWords[language].labels.refundAmount}</label>
      <input
        ref={place}
        id={field}
        className="refund-amount"
        data-field="refund-amount"
        type="text"
        inputMode="decimal"
        autoComplete="off"
        value={entry.typed}
        onChange={(event) => write(event.target.value)}
        onKeyDown={onEnter(goOn)}
      />
    </>
  );
}

interface ReasonProps {
  readonly place: RefObject<HTMLInputElement | null>;
  readonly why: string;
  readonly choose: (why: string) => void;
  readonly goOn: () => void;
}

function Reason({ place, why, choose, goOn }: ReasonProps): ReactNode {
  const { language } = useTill();
  const { labels, refund } = historyWords[language];
  const field = useId();
  return (
    <>
      <fieldset className="refund-reasons">
        <legend>{labels.reason}</legend>
        {refund.reasons.map((reason) => (
          <button
            key={reason}
            type="button"
            data-act="reason"
            aria-pressed={why === reason}
            onClick={() => choose(reason)}
          >
            {reason}
          </button>
        ))}
      </fieldset>
      <label htmlFor={field}>{labels.otherReason}</label>
      <input
        ref={place}
        id={field}
        data-field="refund-why"
        type="text"
        autoComplete="off"
        maxLength={128}
        value={refund.reasons.includes(why) ? '' : why}
        onChange={(event) => choose(event.target.value)}
        onKeyDown={onEnter(goOn)}
      />
    </>
  );
}

const digits: readonly AmountKey[] = ['7', '8', '9', '4', '5', '6', '1', '2', '3', '00', '0'];

function Keys({ type, fill }: { readonly type: (key: AmountKey) => void; readonly fill: () => void }): ReactNode {
  const { language } = useTill();
  const { labels, buttons } = historyWords[language];
  return (
    <section className="refund-keys" aria-label={labels.keypad}>
      {digits.map((digit) => (
        <button key={digit} type="button" data-act={`refund-${digit}`} onClick={() => type(digit)}>
          {digit}
        </button>
      ))}
      <button type="button" data-act="refund-point" aria-label={buttons.point} onClick={() => type('.')}>
        .
      </button>
      <button
        type="button"
        data-act="refund-backspace"
        aria-label={buttons.backspace}
        onClick={() => type('backspace')}
      >
        <Icon name="backspace" />
      </button>
      <button type="button" data-act="refund-clear" className="refund-clear" onClick={() => type('clear')}>
        {buttons.clearAmount}
      </button>
      <button type="button" data-act="refund-whole" className="refund-whole" onClick={fill}>
        {buttons.whole}
      </button>
    </section>
  );
}
