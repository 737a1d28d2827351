import type { ReactNode } from 'react';
import type { TerminalView } from '../../main/contract/views.ts';
import { refusalSentence } from '../../main/contract/words/refusals.ts';
import type { RescueReason, ScreenWords } from '../../main/contract/words/screen.ts';
import { useTill } from '../till.ts';
import { Icon } from './icons.tsx';

/** More of them scroll. */
const idsInSight = 3;

/** In place of the state while the journal is lost: why, what goes on, what is known by its id alone, what to do. */
export function RescuePanel({ view }: { readonly view: TerminalView }): ReactNode {
  const { words, language } = useTill();
  const { rescue } = words;
  const lost = view.rescue;
  if (lost === null) return null;
  const confirmed = view.unwritten.filter(({ said }) => said === 'returned').length;
  const reversals = view.openReversals;
  const isLong = lost.unreadableIds.length > idsInSight;
  return (
    <section className="panel panel-person" data-field="state" data-state="rescue">
      <div className="panel-head">
        <Icon name="person" />
        <div className="panel-word" aria-live="assertive" aria-atomic="true">
          <h1>{rescue.title}</h1>
          <p className="panel-sentence">{refusalSentence(language, 'journal_lost')}</p>
        </div>
      </div>
      <div className="panel-body rescue">
        <p>{reasonText(rescue.reasons, lost.reason)}</p>
        <p data-field="rescue-known">{rescue.known({ payments: view.unsettled, reversals })}</p>
        {confirmed > 0 && <p data-field="rescue-confirmed">{rescue.confirmed({ reversals: confirmed })}</p>}
        {lost.unreadable > 0 && (
          <>
            <p>{rescue.unreadable({ payments: lost.unreadable })}</p>
            {/* Its own scroll: it must be reachable by keys alone. */}
            <ul className="rescue-ids" tabIndex={isLong ? 0 : -1} aria-label={words.labels.paymentRequestId}>
              {lost.unreadableIds.map((id) => (
                <li key={id}>{id}</li>
              ))}
            </ul>
          </>
        )}
        <p>
          <strong>{rescue.whatToDo}</strong>
        </p>
      </div>
    </section>
  );
}

function reasonText(reasons: ScreenWords['rescue']['reasons'], reason: string): string {
  return Object.hasOwn(reasons, reason) ? reasons[reason as RescueReason] : reasons.unreadable;
}

/** What the gateway has said of this payment and nobody could write down. */
export function Unwritten({ paymentRequestId }: { readonly paymentRequestId: string }): ReactNode {
  const { shown, words } = useTill();
  const heard = shown.view?.unwritten.findLast((one) => one.paymentRequestId === paymentRequestId);
  if (heard === undefined) return null;
  return (
    <p className="unwritten" data-said={heard.said}>
      <strong>{words.rescue.said[heard.said]}</strong>
    </p>
  );
}
