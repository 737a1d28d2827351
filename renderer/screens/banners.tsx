import type { ReactNode } from 'react';
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
export function LostBanner(): ReactNode {
  const { words, shown } = useTill();
  return (
    <div role="alert" className="lost-place">
      {shown.lost && (
        <div className="lost" data-field="lost">
          <Icon name="unplugged" />
          <p>
            <strong>{words.banners.lost.title}</strong> {words.banners.lost.sentence}
          </p>
        </div>
      )}
    </div>
  );
}
