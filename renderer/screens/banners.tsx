import type { ReactNode } from 'react';
import type { Language } from '../../main/contract/words/language.ts';
import { openingWords } from '../../main/contract/words/opening.ts';
import { useTill } from '../till.ts';
import { Icon } from './icons.tsx';

/** What must be seen across the whole screen: that it is training, and that the terminal is out of sight. */

export function TrainingBanner(): ReactNode {
  const { words } = useTill();
  return (
    <p className="training-banner" data-field="training">
      <span>{words.banners.training}</span>
    </p>
  );
}

/** Always in the page, so that its coming is announced. */
export function LostBanner({ lost, language }: { readonly lost: boolean; readonly language: Language }): ReactNode {
  const words = openingWords[language].lost;
  return (
    <div role="alert" className="lost-place">
      {lost && (
        <div className="lost" data-field="lost">
          <Icon name="unplugged" />
          <p>
            <strong>{words.title}</strong> {words.sentence}
          </p>
        </div>
      )}
    </div>
  );
}
