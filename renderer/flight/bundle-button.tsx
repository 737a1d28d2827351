import { type ReactNode, useState } from 'react';
import type { Result } from '../../main/contract/contract.ts';
import { refusalSentence } from '../../main/contract/words/refusals.ts';
import { type SupportWords, supportWords } from '../../main/contract/words/support.ts';
import { mayDownload, saveFile } from '../save-file.ts';
import { ActButton } from '../screens/act-button.tsx';
import { useTill } from '../till.ts';
import './flight.css';

/**
 * Makes the support bundle of one payment, or of the whole till where `id` is null, and says where it is. In a browser
 * its two files are offered for saving; Electron's window takes no downloads, there the folder is shown.
 */
export function BundleButton({ id }: { readonly id: string | null }): ReactNode {
  const { terminal, language, situation } = useTill();
  const words = supportWords[language];
  const [made, setMade] = useState<Made>({ is: 'nothing' });
  const off = situation.lost ? 'lost' : null;
  const make = async (): Promise<void> => {
    if (off !== null || made.is === 'coming') return;
    setMade({ is: 'coming' });
    const answer = await terminal.ask('flight.bundle', { id });
    setMade(answer === null ? { is: 'refused', reason: 'lost' } : madeOf(answer));
  };
  const save = async (name: string): Promise<void> => {
    const file = await terminal.ask('flight.file', { name });
    if (file?.ok === true) saveFile(name, typeOf(name), [file.text]);
    else setMade({ is: 'refused', reason: file?.reason ?? 'lost' });
  };
  return (
    <div className="bundle" data-field="bundle">
      <ActButton act="bundle" off={off} press={() => void make()}>
        {id === null ? words.whole : words.button}
      </ActButton>
      {made.is === 'there' &&
        mayDownload() &&
        made.files.map(({ name }) => (
          <ActButton
            key={name}
            act={name.endsWith('.json') ? 'save-json' : 'save-page'}
            off={off}
            press={() => void save(name)}
          >
            {name.endsWith('.json') ? words.saveJson : words.savePage}
          </ActButton>
        ))}
      <p role="status" className="bundle-said" data-made={made.is}>
        {made.is === 'coming' && words.making}
        {made.is === 'there' && `${words.made} ${words.folder({ folder: made.folder })}`}
        {made.is === 'refused' && refusedText(words, made.reason, (reason) => refusalSentence(language, reason))}
      </p>
    </div>
  );
}

type Made =
  | { readonly is: 'nothing' }
  | { readonly is: 'coming' }
  | { readonly is: 'there'; readonly folder: string; readonly files: readonly { readonly name: string }[] }
  | { readonly is: 'refused'; readonly reason: string };

function madeOf(answer: Result<'flight.bundle'>): Made {
  if (!answer.ok) return { is: 'refused', reason: answer.reason };
  const { folder, files } = answer;
  return { is: 'there', folder, files };
}

/** A fault of the disk, or else a reason of the terminal's own. */
function refusedText({ faults }: SupportWords, reason: string, other: (reason: string) => string): string {
  return Object.hasOwn(faults, reason) ? faults[reason as keyof SupportWords['faults']] : other(reason);
}

function typeOf(name: string): string {
  return `${name.endsWith('.json') ? 'application/json' : 'text/html'};charset=utf-8`;
}
