import type { ReactNode } from 'react';
import { refusalSentence } from '../../main/contract/words/refusals.ts';
import type { Note } from '../desk.ts';
import { type CopyTrouble, copyTrouble, type FaultSentence, nothingSaid } from '../device-states.ts';
import { useLater } from '../later.ts';
import { offText } from '../situation.ts';
import { type Till, useTill } from '../till.ts';
import { faultSentences } from '../words-later.ts';
import { Icon } from './icons.tsx';

/**
 * Why the last scan or key did nothing, or that it was done; and as long as sales are stopped, why. Two equal refusals
 * in a row are two announcements: the key makes a new line of each.
 */
export function NoticeLine(): ReactNode {
  const till = useTill();
  const { onDesk, shown, language, words } = till;
  const { note } = onDesk;
  // The panel of a rescue says it already.
  const stopped = shown.view?.rescue === null ? shown.view.salesStopped : null;
  return (
    <div className="notices">
      <div role="alert">
        {stopped !== null && (
          <div className="notice notice-stopped" data-field="stopped">
            <Icon name="stop" />
            <p>
              <strong>{words.banners.salesStopped.title}</strong> {refusalSentence(language, stopped)}
            </p>
          </div>
        )}
      </div>
      <LastNote field="notice" note={note} />
    </div>
  );
}

interface LastNoteProps {
  /** `data-field`: where it stands. */
  readonly field: 'notice' | 'dialog-notice';
  readonly note: Note | null;
}

/** The last note as a line of its own; an empty place while there is none. */
export function LastNote({ field, note }: LastNoteProps): ReactNode {
  const till = useTill();
  const faults = useLater(faultSentences) ?? nothingSaid;
  const trouble = note !== null && isReprint(note) ? troubleOf(till, faults) : null;
  const isDone = note !== null && isDoneNote(note) && trouble === null;
  return (
    <div role={isDone ? 'status' : 'alert'}>
      {note !== null && (
        <div key={note.key} className={isDone ? 'notice notice-done' : 'notice'} data-field={field}>
          <Icon name={isDone ? 'check' : 'attention'} />
          <p>{trouble === null ? noteText(till, note) : troubleText(till, trouble)}</p>
        </div>
      )}
    </div>
  );
}

function isReprint({ says }: Note): boolean {
  return typeof says === 'object' && 'done' in says && says.done === 'reprinted';
}

function troubleOf({ shown, language }: Till, faults: FaultSentence): CopyTrouble | null {
  return shown.view === null ? null : copyTrouble(shown.view, language, faults);
}

/** The printer's trouble may come, and go, after the copy was asked for: the line says how it is now. */
function troubleText({ language, words }: Till, { waits, sentence }: CopyTrouble): string {
  const said = waits ? words.reprint.waits : words.reprint.failed;
  return `${said}${language === 'en' ? ' ' : ''}${sentence}`.trim();
}

/** A receipt that was found is an answer without a charge, and no fault. */
function isDoneNote({ says }: Note): boolean {
  if (typeof says !== 'object') return false;
  return (
    'done' in says || ('refusal' in says && (says.refusal === 'receipt_opened' || says.refusal === 'article_added'))
  );
}

function noteText({ language, words }: Till, { says }: Note): string {
  if (typeof says === 'object' && 'garbled' in says) return words.garbled[says.garbled];
  return typeof says === 'object' && 'done' in says ? words.done[says.done] : offText(language, says);
}
