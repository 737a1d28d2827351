import { type ReactNode, useId } from 'react';
import { Dialog } from './dialog.tsx';
import { Icon, type IconName } from './icons.tsx';

/**
 * A question before a sale is opened, with two answers. The safe one comes first, has the focus and is what Escape
 * means; it charges nothing. It knows neither what is asked nor what an answer does.
 */
export interface QuestionProps {
  /** `data-field`, stable name for tests. */
  readonly field: string;
  readonly icon: IconName;
  readonly title: string;
  readonly sentence: string;
  /** What the question is about, in large;. */
  readonly children?: ReactNode;
  readonly safe: QuestionAnswer;
  readonly other: QuestionAnswer;
}

interface QuestionAnswer {
  /** `data-act`, stable name for tests. */
  readonly act: string;
  readonly face: string;
  /** What happens then. */
  readonly means: string;
  readonly press: () => void;
}

export function Question({ field, icon, title, sentence, children, safe, other }: QuestionProps): ReactNode {
  const titleId = useId();
  const sentenceId = useId();
  return (
    <Dialog field={field} className="question" labelledBy={titleId} describedBy={sentenceId} safeAnswer={safe.press}>
      <h2 id={titleId}>
        <Icon name={icon} /> {title}
      </h2>
      {children}
      <p id={sentenceId}>{sentence}</p>
      <div className="answers">
        <button type="button" data-first data-act={safe.act} className="safe" onClick={safe.press}>
          <b>
            {safe.face} <kbd>Esc</kbd>
          </b>
          <span>{safe.means}</span>
        </button>
        <button type="button" data-act={other.act} onClick={other.press}>
          <b>{other.face}</b>
          <span>{other.means}</span>
        </button>
      </div>
    </Dialog>
  );
}
