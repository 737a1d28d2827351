import { type ReactNode, useState } from 'react';
import { recoverableFaults } from '../../main/contract/words/printer-faults.ts';
import { refusalSentence } from '../../main/contract/words/refusals.ts';
import { screenWords } from '../../main/contract/words/screen.ts';
import { setupWords } from '../../main/contract/words/setup.ts';
import { useTill } from '../till.ts';
import { ActButton } from './act-button.tsx';

/**
 * After a stuck cutter or a jam: a person has taken the paper out and says so, since the printer begins anew only then.
 * Nothing else is shown of a printer that has no such fault, but what came of it.
 */
export function PrinterRecovery(): ReactNode {
  const { shown, terminal, language } = useTill();
  const [isRunning, setRunning] = useState(false);
  const [told, setTold] = useState('');
  const { labels, recovery } = setupWords[language];
  const isStuck = recoverableFaults.has(shown.view?.devices.printer.fault ?? '');

  async function recover(): Promise<void> {
    setRunning(true);
    setTold(recovery.running);
    const answer = await terminal.ask('print.recover', {});
    setRunning(false);
    if (answer === null) setTold(screenWords[language].off.lost);
    else if (!answer.ok) setTold(refusalSentence(language, answer.reason));
    else
      setTold(answer.report.state === 'ready' || answer.report.state === 'attention' ? recovery.done : recovery.still);
  }

  return (
    <div className="line-more">
      {(isStuck || isRunning) && (
        <ActButton
          act="recover"
          off={shown.lost ? 'lost' : null}
          press={() => !isRunning && !shown.lost && void recover()}
        >
          {labels.recover}
        </ActButton>
      )}
      <p role="status" data-field="told-recovery">
        {told}
      </p>
    </div>
  );
}
