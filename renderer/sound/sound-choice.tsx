import { type ReactNode, useEffect, useId, useState } from 'react';
import type { Language } from '../../main/contract/words/language.ts';
import { type HeardSound, type SoundWords, soundWords } from '../../main/contract/words/sound.ts';
import { voiceWords } from '../../main/contract/words/voice.ts';
import { volumes } from '../preferences.ts';
import type { Sounds } from '../sounds.ts';
import { useTill } from '../till.ts';
import './sound.css';
import { useSounds } from './use-sounds.ts';
import { localVoice, speechOfBrowser } from './voice.ts';

/**
 * How loud the till is, whether it speaks, and what each of its sounds means, to be listened to. A section for the page
 * of settings; it brings its own headings and asks for nothing but the till around it.
 */
export function SoundChoice(): ReactNode {
  const { language } = useTill();
  const words = soundWords[language];
  const sounds = useSounds();
  return (
    <div className="sound" data-field="sound-choice">
      <Volumes words={words} sounds={sounds} />
      <VoiceSwitch words={words} language={language} />
      <Meanings words={words} sounds={sounds} />
    </div>
  );
}

interface PartProps {
  readonly words: SoundWords;
  readonly sounds: Sounds | null;
}

function Volumes({ words, sounds }: PartProps): ReactNode {
  const { desk, onDesk } = useTill();
  return (
    <fieldset className="sound-steps">
      <legend>{words.labels.volume}</legend>
      {volumes.map((each) => (
        <label key={each} className={each === onDesk.volume ? 'sound-step sound-chosen' : 'sound-step'}>
          <input
            type="radio"
            name="till-volume"
            data-volume={each}
            checked={each === onDesk.volume}
            onChange={() => {
              desk.choose({ volume: each });
              sounds?.hush();
              sounds?.play('paid', each);
            }}
          />
          {words.volumes[each]}
        </label>
      ))}
    </fieldset>
  );
}

function VoiceSwitch({ words, language }: { readonly words: SoundWords; readonly language: Language }): ReactNode {
  const { desk, onDesk } = useTill();
  const voice = useVoice(language);
  const sentence = useId();
  const isOn = voice !== null && onDesk.voice;
  return (
    <div className="sound-voice">
      <p id={sentence}>{voice === null ? words.voice.absent : words.voice.sentence}</p>
      <button
        type="button"
        data-act="voice"
        aria-pressed={isOn}
        aria-disabled={voice === null}
        aria-describedby={sentence}
        onClick={() => {
          if (voice === null) return;
          desk.choose({ voice: !onDesk.voice });
          if (!onDesk.voice) speak(voice, language);
        }}
      >
        {words.labels.voice} <b>{isOn ? words.voice.on : words.voice.off}</b>
      </button>
    </div>
  );
}

/** The shortest thing it ever says: whoever allows it knows what it sounds like. */
function speak(voice: SpeechSynthesisVoice, language: Language): void {
  const utterance = new SpeechSynthesisUtterance(voiceWords[language].doNotChargeAgain);
  utterance.voice = voice;
  utterance.lang = voice.lang;
  speechOfBrowser()?.speak(utterance);
}

/** Browsers find their voices late. */
function useVoice(language: Language): SpeechSynthesisVoice | null {
  const [voice, setVoice] = useState<SpeechSynthesisVoice | null>(null);
  useEffect(() => {
    const speech = speechOfBrowser();
    const look = (): void => setVoice(localVoice(speech, language));
    look();
    if (!('speechSynthesis' in window)) return;
    window.speechSynthesis.addEventListener('voiceschanged', look);
    return () => window.speechSynthesis.removeEventListener('voiceschanged', look);
  }, [language]);
  return voice;
}

const heard: readonly HeardSound[] = ['accepted', 'paid', 'refused', 'busy', 'unclear', 'returned', 'again', 'tick'];

function Meanings({ words, sounds }: PartProps): ReactNode {
  const { onDesk } = useTill();
  const title = useId();
  return (
    <section aria-labelledby={title}>
      <h3 id={title}>{words.labels.sounds}</h3>
      <ul className="sound-meanings">
        {heard.map((sound) => (
          <li key={sound}>
            <button
              type="button"
              data-hear={sound}
              onClick={() => {
                sounds?.hush();
                // Asked for by hand, it is heard on a muted till as well.
                sounds?.play(sound, onDesk.volume === 0 ? 1 : onDesk.volume);
              }}
            >
              <b>{words.labels.hear}</b> <span>{words.meanings[sound]}</span>
            </button>
          </li>
        ))}
      </ul>
    </section>
  );
}
