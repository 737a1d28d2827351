import { type ReactNode, useRef } from 'react';
import type { PrinterAct, TrainingView } from '../main/contract/views.ts';
import type { TrainingWords } from '../main/contract/words/training.ts';

/**
 * What a trainee can do to the simulated printer with their hands: let its paper end, load it, open the cover, jam the
 * cutter. It shows what can be done next and decides nothing; what follows is told where a real printer tells it.
 */

interface PrinterHandsProps {
  readonly printer: NonNullable<TrainingView['printer']>;
  readonly handle: (act: PrinterAct) => void;
  readonly words: TrainingWords;
}

export function PrinterHands({ printer, handle, words }: PrinterHandsProps): ReactNode {
  const dialog = useRef<HTMLDialogElement>(null);
  return (
    <>
      <button type="button" data-act="printer" aria-haspopup="dialog" onClick={() => dialog.current?.showModal()}>
        {words.printer.title}
      </button>
      <dialog ref={dialog} className="train-dialog" closedby="any" aria-label={words.printer.title}>
        <button type="button" data-act="printer-close" onClick={() => dialog.current?.close()}>
          {words.labels.closePaper} <kbd>Esc</kbd>
        </button>
        <div className="train-printer">
          {nextActs(printer).map((act) => (
            <button key={act} type="button" data-act={`printer-${act}`} onClick={() => handle(act)}>
              {words.printer.acts[act]}
            </button>
          ))}
        </div>
      </dialog>
    </>
  );
}

function nextActs({ paper, coverOpen, jammed }: PrinterHandsProps['printer']): readonly PrinterAct[] {
  return [
    ...(paper === 'ok' ? (['near_end'] as const) : []),
    ...(paper === 'out' ? [] : (['paper_out'] as const)),
    ...(paper === 'ok' ? [] : (['load_paper'] as const)),
    coverOpen ? 'close_cover' : 'open_cover',
    jammed ? 'reset' : 'jam',
  ];
}
