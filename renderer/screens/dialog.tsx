import { type KeyboardEvent, type ReactNode, useEffect, useRef, useState } from 'react';
import { useTill } from '../till.ts';
import { LastNote } from './notice.tsx';

/**
 * A question that stands before the till. The focus goes in, to what is marked `data-first`, stays in, and goes back
 * where it was; Escape is the safe answer, whatever the question. What the till answers meanwhile, to a scan for one,
 * stands in it: the screen behind it can be neither seen nor heard.
 */
export interface DialogProps {
  /** `data-field`, stable name for tests. */
  readonly field: string;
  readonly labelledBy: string;
  readonly describedBy?: string;
  readonly safeAnswer: () => void;
  readonly className?: string;
  readonly children: ReactNode;
}

export function Dialog({ field, labelledBy, describedBy, safeAnswer, className, children }: DialogProps): ReactNode {
  const place = useRef<HTMLDialogElement>(null);
  const { note } = useTill().onDesk;
  const [before] = useState(note?.key);
  useEffect(() => {
    const dialog = place.current;
    const before = document.activeElement;
    // A modal dialog takes the focus and keeps everything behind it out of reach.
    if (dialog?.open === false) dialog.showModal();
    dialog?.querySelector<HTMLElement>('[data-first]')?.focus();
    const off = dialog === null ? null : keepFocus(dialog);
    return () => {
      off?.();
      dialog?.close();
      if (before instanceof HTMLElement) before.focus();
    };
  }, []);
  return (
    <dialog
      ref={place}
      className={className}
      data-field={field}
      aria-labelledby={labelledBy}
      aria-describedby={describedBy}
      onCancel={(event) => {
        event.preventDefault();
        safeAnswer();
      }}
      onKeyDown={keepInside}
    >
      {children}
      <LastNote field="dialog-notice" note={note?.key === before ? null : note} />
    </dialog>
  );
}

/** What had the focus may be taken away, as a form is that was sent: then the focus goes where it was first. */
function keepFocus(dialog: HTMLDialogElement): () => void {
  const observer = new MutationObserver(() => {
    const isLost = document.activeElement === document.body && dialog.open;
    if (isLost) (dialog.querySelector<HTMLElement>('[data-first]') ?? dialog).focus({ preventScroll: true });
  });
  observer.observe(dialog, { childList: true, subtree: true });
  return () => observer.disconnect();
}

/** From the last button Tab leads to the first, not out to the browser's own buttons. */
function keepInside(event: KeyboardEvent<HTMLDialogElement>): void {
  if (event.key !== 'Tab') return;
  const stops = [
    ...event.currentTarget.querySelectorAll<HTMLElement>('button, input, select, textarea, summary, [tabindex="0"]'),
  ];
  const [first, last] = [stops[0], stops.at(-1)];
  const leaves = document.activeElement === (event.shiftKey ? first : last);
  if (!leaves) return;
  event.preventDefault();
  (event.shiftKey ? last : first)?.focus();
}
