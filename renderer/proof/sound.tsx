import type { ReactNode } from 'react';
import type { ProofWords } from '../../main/contract/words/proof.ts';
import { type Volume, volumes } from '../preferences.ts';
import { useSounds } from '../sound/use-sounds.ts';

/** How loud the till is, and what that sounds like. */

interface SoundPanelProps {
  readonly words: ProofWords;
  readonly volume: Volume;
  readonly choose: (volume: Volume) => void;
}

export function SoundPanel({ words, volume, choose }: SoundPanelProps): ReactNode {
  const { labels, values } = words;
  const sounds = useSounds();
  return (
    <fieldset className="proof-choices" data-field="sound" aria-label={labels.sound}>
      {volumes.map((each) => (
        <label key={each} className={each === volume ? 'proof-choice proof-chosen' : 'proof-choice'}>
          <input
            type="radio"
            name="volume"
            data-volume={each}
            checked={each === volume}
            onChange={() => {
              choose(each);
              sounds?.play('paid', each);
            }}
          />
          {values.volumes[each]}
        </label>
      ))}
      <button type="button" data-act="hear" onClick={() => sounds?.play('paid', volume)}>
        {labels.hear}
      </button>
    </fieldset>
  );
}
