import { type ReactNode, useRef } from 'react';
import type { PrinterAct, ScannerAct, TrainingView } from '../main/contract/views.ts';
import type { TrainingWords } from '../main/contract/words/training.ts';

/**
 * What a trainee can do to the simulated devices with their hands: let the printer's paper end, load it, open its cover,
 * jam its cutter; pull out the scanner, let it read badly. It shows what can be done next and decides nothing; what
 * follows is told where a real device tells it.
 */

interface HandsProps {
  readonly view: Pick<TrainingView, 'printer' | 'scanner'>;
  readonly print: (act: PrinterAct) => void;
  readonly scan: (act: ScannerAct) => void;
  readonly words: TrainingWords;
}

export function Hands({ view, print, scan, words }: HandsProps): ReactNode {
  const dialog = useRef<HTMLDialogElement>(null);
  const { printer, scanner } = view;
  const close = (): void => dialog.current?.close();
  return (
    <>
      <button type="button" data-act="hands" aria-haspopup="dialog" onClick={() => dialog.current?.showModal()}>
        {words.labels.devices}
      </button>
      <dialog ref={dialog} className="train-dialog" closedby="any" aria-label={words.labels.devices}>
        <button type="button" data-act="hands-close" onClick={close}>
          {words.labels.closePaper} <kbd>Esc</kbd>
        </button>
        <div className="train-hold">
          {printer !== null && (
            <fieldset className="train-device">
              <legend>{words.printer.title}</legend>
              {printerActsNext(printer).map((act) => (
                <button key={act} type="button" data-act={`printer-${act}`} onClick={() => print(act)}>
                  {words.printer.acts[act]}
                </button>
              ))}
            </fieldset>
          )}
          <fieldset className="train-device">
            <legend>{words.scanner.title}</legend>
            {scannerActsNext(scanner).map((act) => (
              <button
                key={act}
                type="button"
                data-act={`scanner-${act}`}
                onClick={() => {
                  // What comes of it stands on the till behind.
                  close();
                  scan(act);
                }}
              >
                {words.scanner.acts[act]}
              </button>
            ))}
          </fieldset>
        </div>
      </dialog>
    </>
  );
}

function printerActsNext({ paper, coverOpen, jammed }: NonNullable<TrainingView['printer']>): readonly PrinterAct[] {
  return [
    ...(paper === 'ok' ? (['near_end'] as const) : []),
    ...(paper === 'out' ? [] : (['paper_out'] as const)),
    ...(paper === 'ok' ? [] : (['load_paper'] as const)),
    coverOpen ? 'close_cover' : 'open_cover',
    jammed ? 'reset' : 'jam',
  ];
}

/** A scanner without its cable reads nothing. */
function scannerActsNext({ plugged }: TrainingView['scanner']): readonly ScannerAct[] {
  return plugged ? ['half', 'twice', 'rubbish', 'unplug'] : ['plug'];
}
