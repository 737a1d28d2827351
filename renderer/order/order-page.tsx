import { type FormEvent, type ReactNode, useId, useState } from 'react';
import { counterWords } from '../../main/contract/words/counter.ts';
import { Dialog } from '../screens/dialog.tsx';
import { useTill } from '../till.ts';
import './order.css';

/** What the next order is called and what is noted on it. Kept or dropped as a whole; Escape changes nothing. */

/** As the gateway takes an order's id; the terminal refuses the rest. */
const referenceShape = /^[\x21-\x7e]{1,64}$/;

export default function OrderPage(): ReactNode {
  const { desk, onDesk, language, words: till } = useTill();
  const [reference, setReference] = useState(onDesk.reference ?? '');
  const [note, setNote] = useState(onDesk.order.note);
  const [title, referenceHint, noteHint] = [useId(), useId(), useId()];
  const words = counterWords[language].order;
  const trimmed = reference.trim();
  const isWrong = trimmed !== '' && !referenceShape.test(trimmed);
  const keep = (event: FormEvent): void => {
    event.preventDefault();
    if (!isWrong) desk.nameOrder(trimmed === '' ? null : trimmed, note.trim());
  };
  return (
    <Dialog field="order-details" className="question order-page" labelledBy={title} safeAnswer={() => desk.close()}>
      <form onSubmit={keep}>
        <h2 id={title}>{words.title}</h2>
        <label className="order-field">
          <b>{words.reference}</b>
          <input
            data-first
            name="reference"
            autoComplete="off"
            spellCheck={false}
            maxLength={64}
            value={reference}
            aria-describedby={referenceHint}
            aria-invalid={isWrong}
            onChange={(event) => setReference(event.target.value)}
          />
          <span id={referenceHint} role={isWrong ? 'alert' : undefined} className={isWrong ? 'order-wrong' : ''}>
            {isWrong ? words.badReference : words.referenceHint}
          </span>
        </label>
        <label className="order-field">
          <b>{words.note}</b>
          <textarea
            name="note"
            rows={3}
            maxLength={256}
            value={note}
            aria-describedby={noteHint}
            onChange={(event) => setNote(event.target.value)}
          />
          <span id={noteHint}>{words.noteHint}</span>
        </label>
        <div className="order-acts">
          <button type="submit" data-act="keep-order" className="go-on" aria-disabled={isWrong}>
            {words.take}
          </button>
          <button type="button" data-act="empty-order" onClick={() => desk.nameOrder(null, '')}>
            {words.without}
          </button>
          <button type="button" data-act="close" onClick={() => desk.close()}>
            {till.buttons.close} <kbd>Esc</kbd>
          </button>
        </div>
      </form>
    </Dialog>
  );
}
