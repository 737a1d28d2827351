import { type ReactNode, useEffect, useRef, useState } from 'react';
import type { ScanBackVerdict } from '../../main/contract/devices.ts';
import { aimId } from '../../main/contract/scan-mask.ts';
import { deviceSentence } from '../../main/contract/words/devices.ts';
import { useTill } from '../till.ts';
import type { Sound } from '../tones.ts';
import { noAnswer, refusal, type Setup, type Told } from './use-setup.ts';

/** A test print, and its code back through whichever scanner: the till's own, or one that types. */
export interface PrinterTestProps {
  readonly setup: Setup;
  readonly tell: (told: Told) => void;
}

export function PrinterTest({ setup, tell }: PrinterTestProps): ReactNode {
  const { language, words } = setup;
  const { terminal } = useTill();
  const [isPrinting, setPrinting] = useState(false);
  const [printed, setPrinted] = useState<string | null>(null);
  const scanBack = useScanBack(setup, tell);

  async function print(): Promise<void> {
    setPrinting(true);
    tell({ tone: 'busy', sentence: words.print.running });
    const answer = await terminal.ask('devices.testPrint', {});
    setPrinting(false);
    if (answer === null) return tell(noAnswer(language));
    if (!answer.ok) return tell(refusal(language, answer));
    const { id, outcome } = answer;
    setPrinted(outcome.state === 'failed' ? null : id);
    if (outcome.state === 'done') {
      tell({ tone: 'good', sentence: outcome.confirmed ? words.print.confirmed : words.print.handedOver });
      return;
    }
    const why = deviceSentence(language, outcome.report);
    tell({ tone: 'bad', sentence: `${words.print[outcome.state]} ${why}`.trim() });
  }

  return (
    <>
      <button
        type="button"
        data-act="test-print"
        aria-disabled={isPrinting}
        onClick={() => !isPrinting && void print()}
      >
        {words.labels.testPrint}
      </button>
      {printed !== null && (
        <button type="button" data-act="scan-back" onClick={() => void scanBack(printed)}>
          {words.labels.scanBack}
        </button>
      )}
    </>
  );
}

const soundsOf: Readonly<Record<ScanBackVerdict, Sound>> = { matches: 'accepted', other: 'refused', nothing: 'again' };

/** Waits for one scan, of the till's scanners or of the keyboard, and says what it was. Leaving the page ends it. */
function useScanBack({ language, words }: Setup, tell: (told: Told) => void): (id: string) => Promise<void> {
  const { terminal, desk } = useTill();
  const stop = useRef<() => void>(() => {});
  useEffect(() => () => stop.current(), []);
  const say = (verdict: ScanBackVerdict): void => {
    desk.bell.ring(soundsOf[verdict]);
    tell({ tone: verdict === 'matches' ? 'good' : 'bad', sentence: words.scanBack[verdict] });
  };
  return async (id) => {
    stop.current();
    let isOver = false;
    const end = (): void => {
      isOver = true;
      off();
    };
    const off = desk.takeScans((text) => {
      end();
      void terminal.ask('devices.stopScanBack', {});
      say(withoutAim(text) === id ? 'matches' : 'other');
    });
    stop.current = () => {
      if (!isOver) void terminal.ask('devices.stopScanBack', {});
      end();
    };
    tell({ tone: 'busy', sentence: words.scanBack.waiting });
    const answer = await terminal.ask('devices.scanBack', { id });
    if (isOver) return;
    end();
    if (answer === null) tell(noAnswer(language));
    else if (answer.ok) say(answer.verdict);
    else tell(refusal(language, answer));
  };
}

/** A keyboard scanner may send the AIM id of the symbology first, as any other does. */
function withoutAim(text: string): string {
  return text.trim().replace(aimId, '');
}
