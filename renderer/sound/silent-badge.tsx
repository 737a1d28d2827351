import type { ReactNode } from 'react';
import { soundWords } from '../../main/contract/words/sound.ts';
import { keyFace } from '../keymap.ts';
import { Icon } from '../screens/icons.tsx';
import { useTill } from '../till.ts';
import './sound.css';

/** Beside a result that could not be heard: whoever looked away would wait for a sound that never comes. */
export function SilentBadge(): ReactNode {
  const { keymap, language, onDesk } = useTill();
  const isMuted = onDesk.volume === 0;
  if (!isMuted && onDesk.sound !== 'blocked') return null;
  const { muted, blocked } = soundWords[language].silent;
  return (
    <p className="silent" data-field="silent">
      <Icon name="muted" />
      <span>{isMuted ? muted : blocked}</span>
      {isMuted && keymap.mute !== null && <kbd>{keyFace(keymap.mute)}</kbd>}
    </p>
  );
}
