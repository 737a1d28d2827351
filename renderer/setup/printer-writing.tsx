import { type ReactNode, useState } from 'react';
import type { DeviceSettings } from '../../main/contract/found-devices.ts';
import { deviceSentence } from '../../main/contract/words/devices.ts';
import { useTill } from '../till.ts';
import { Pick } from './parts.tsx';
import { fieldOf, noAnswer, refusal, type Setup, type Told } from './use-setup.ts';

/**
 * How a printer writes beyond Latin: drawn, or in its own characters, which are quicker and on many printers wrong. So
 * these are written down only once a person has found a test page in them good.
 */
export interface PrinterWritingProps {
  readonly setup: Setup;
  readonly used: DeviceSettings;
  readonly choose: (settings: DeviceSettings) => void;
  readonly tell: (told: Told) => void;
}

export function PrinterWriting({ setup, used, choose, tell }: PrinterWritingProps): ReactNode {
  const { language, words } = setup;
  const { terminal } = useTill();
  const [standing, setStanding] = useState<'idle' | 'printing' | 'asked'>('idle');
  const { labels, choices } = words;

  async function tryOut(): Promise<void> {
    setStanding('printing');
    tell({ tone: 'busy', sentence: words.print.running });
    const answer = await terminal.ask('devices.testPrint', { ownWriting: true });
    const isOut = answer?.ok === true && answer.outcome.state === 'done';
    setStanding(isOut ? 'asked' : 'idle');
    if (answer === null) tell(noAnswer(language));
    else if (!answer.ok) tell(refusal(language, answer));
    else if (answer.outcome.state === 'done') tell({ tone: 'good', sentence: words.writing.look });
    else tell({ tone: 'bad', sentence: deviceSentence(language, answer.outcome.report) });
  }

  function judged(isGood: boolean): void {
    setStanding('idle');
    if (isGood) choose({ ...used, script: 'native' });
    else if (used['script'] === 'native') choose({ ...used, script: 'raster' });
    else tell({ tone: 'good', sentence: words.writing.bad });
  }

  return (
    <>
      <Pick
        act="writing"
        label={labels.writing}
        value={fieldOf(used, 'script', 'profile')}
        choices={[
          ['profile', choices.writingOfProfile],
          ['raster', choices.drawn],
          ['native', choices.ownWriting],
        ]}
        pick={(script) => {
          if (standing === 'printing') return;
          setStanding('idle');
          if (script === 'native') void tryOut();
          else choose(script === 'profile' ? withoutScript(used) : { ...used, script });
        }}
      />
      {standing === 'asked' && (
        <>
          <button type="button" data-act="writing-good" onClick={() => judged(true)}>
            {labels.writingGood}
          </button>
          <button type="button" data-act="writing-bad" onClick={() => judged(false)}>
            {labels.writingBad}
          </button>
        </>
      )}
    </>
  );
}

/** As the model says. */
export function withoutScript(settings: DeviceSettings): DeviceSettings {
  return Object.fromEntries(Object.entries(settings).filter(([field]) => field !== 'script'));
}
