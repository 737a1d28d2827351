import { useEffect, useRef, useState } from 'react';
import type { ScanTrace } from '../../main/contract/scan-views.ts';
import type { SetUpCodes } from '../../main/contract/set-up-codes.ts';
import type { Desk } from '../desk.ts';
import type { Terminal } from '../terminal.ts';
import { WedgeRecorder } from './recorder.ts';
import type { WedgeTrace } from './wedge-trace.ts';

/** What the scanner check watches while it is open: the keyboard's scans, and the barcodes of the terminal. */

/** Ages on the page are this old at most, milliseconds. */
const lookEveryMs = 1_000;

/** Null until the terminal has answered. */
export function useSetUpCodes(terminal: Terminal): SetUpCodes | null {
  const [codes, setCodes] = useState<SetUpCodes | null>(null);
  useEffect(() => {
    let isOpen = true;
    void terminal.ask('setup.codes', {}).then((answer) => {
      if (isOpen && answer !== null) setCodes(answer);
    });
    return () => {
      isOpen = false;
    };
  }, [terminal]);
  return codes;
}

/** Scans of scanners with a cable of their own, newest first, as the terminal has kept them: masked. */
export function useScannerScans(terminal: Terminal): readonly ScanTrace[] {
  const [scans, setScans] = useState<readonly ScanTrace[]>([]);
  useEffect(() => {
    let isOpen = true;
    const look = (): void => {
      void terminal.ask('scans.recent', {}).then((answer) => {
        // Keys are shown as they came; the terminal only knows the text of them.
        if (isOpen && answer !== null) setScans(answer.scans.filter(({ source }) => source !== 'wedge'));
      });
    };
    look();
    // An answer to a scan comes with the next view; a report that was dropped comes with none.
    const off = terminal.onChange(look);
    const timer = setInterval(look, lookEveryMs);
    return () => {
      isOpen = false;
      off();
      clearInterval(timer);
    };
  }, [terminal]);
  return scans;
}

interface KeyTraces {
  /** Newest first. */
  readonly traces: readonly WedgeTrace[];
  /** The page's monotonic clock. */
  readonly nowMs: number;
}

/** `expected`: the text of the test code, if it is known by now. */
export function useKeyTraces(desk: Desk, expected: string | null): KeyTraces {
  const [shown, show] = useState<KeyTraces>({ traces: [], nowMs: 0 });
  const wanted = useRef(expected);
  useEffect(() => {
    wanted.current = expected;
  }, [expected]);
  useEffect(() => {
    const look = (): void => show({ traces: recorder.traces(), nowMs: performance.now() });
    const recorder = new WedgeRecorder(desk.keyboard, {
      rhythm: () => desk.shown().rhythm,
      expected: () => wanted.current,
      traced: look,
      nowMs: () => performance.now(),
    });
    const timer = setInterval(look, lookEveryMs);
    return () => {
      clearInterval(timer);
      recorder.close();
    };
  }, [desk]);
  return shown;
}
