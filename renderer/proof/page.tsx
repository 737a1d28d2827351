import { type ReactNode, useEffect, useState } from 'react';
import { deviceWords } from '../../main/contract/words/device-states.ts';
import { type ProofWords, proofWords } from '../../main/contract/words/proof.ts';
import { rhythmOf, usualRhythm } from '../rhythm.ts';
import { useTerminalNowMs, useTill } from '../till.ts';
import { LastScan } from './last-scan.tsx';
import './proof.css';
import { ScannerList } from './scanners.tsx';
import { type SeenScan, seenBytes, seenKeys } from './seen-scan.ts';
import { SetUpPanel } from './set-up.tsx';
import { SoundPanel } from './sound.tsx';
import { TestCode, type TestState } from './test-code.tsx';
import { useKeyTraces, useScannerScans, useSetUpCodes } from './watch.ts';

/**
 * The scanner check: what every scanner of this till sent last and what the till made of it, a code to try one with,
 * set-up barcodes, the sounds. Scans made here go nowhere. It stands in place of the sale, and only while none is open.
 */
export default function ProofPage({ close }: { readonly close: () => void }): ReactNode {
  const { desk, onDesk, terminal, language } = useTill();
  const words = proofWords[language];
  const codes = useSetUpCodes(terminal);
  const [test, turnTest] = useState<{ state: TestState; sinceMs: number }>({ state: 'idle', sinceMs: 0 });
  const { traces, nowMs } = useKeyTraces(desk, codes?.test.digits ?? null);
  const scans = useScannerScans(terminal);
  const wallMs = useTerminalNowMs();
  const expected = codes?.test.digits ?? null;
  const seen = [
    ...traces.map((trace) => seenKeys(trace, nowMs, language)),
    ...scans.map((scan) => seenBytes(scan, wallMs, expected, language)),
  ].toSorted((one, other) => one.ageMs - other.ageMs);
  // Not one of an earlier test.
  const isPassed = seen.some(({ verdict, ageMs }) => verdict === 'test' && ageMs < nowMs - test.sinceMs);
  useEffect(() => {
    if (isPassed) turnTest((now) => (now.state === 'waiting' ? { ...now, state: 'good' } : now));
  }, [isPassed]);
  return (
    <main className="proof" aria-labelledby="proof-title" data-field="proof">
      <header className="proof-head">
        <div>
          <h1 id="proof-title">{deviceWords[language].labels.scannerCheck}</h1>
          <p className="proof-soft">{words.sentence}</p>
        </div>
        <SoundPanel words={words} volume={onDesk.volume} choose={(volume) => desk.choose({ volume })} />
        <button type="button" data-act="close-proof" onClick={close}>
          {words.labels.close} <kbd>Esc</kbd>
        </button>
      </header>
      <Came scans={seen} words={words} />
      <div className="proof-right">
        {codes !== null && (
          <TestCode
            test={codes.test}
            words={words}
            state={test.state}
            turn={(state) => turnTest({ state, sinceMs: performance.now() })}
          />
        )}
        {codes !== null && <SetUpPanel codes={codes.codes} words={words} />}
      </div>
    </main>
  );
}

interface CameProps {
  /** Newest first. */
  readonly scans: readonly SeenScan[];
  readonly words: ProofWords;
}

/** What came, and the one setting that may have to follow it. */
function Came({ scans, words }: CameProps): ReactNode {
  const { desk, onDesk } = useTill();
  const [repairedAt, setRepairedAt] = useState<string | null>(null);
  const [last, ...earlier] = scans;
  const { burstGapMs } = onDesk.rhythm;
  return (
    <section className="proof-box" aria-labelledby="proof-last">
      <h2 id="proof-last">{words.labels.lastScan}</h2>
      {last === undefined && <p data-field="nothing-yet">{words.nothingYet}</p>}
      {last !== undefined && (
        <LastScan
          scan={repairedAt === last.key ? { ...last, repairGapMs: null } : last}
          words={words}
          repair={(gapMs) => {
            desk.choose({ rhythm: rhythmOf(gapMs) });
            setRepairedAt(last.key);
          }}
        />
      )}
      <div role="status">
        {repairedAt !== null && repairedAt === last?.key && (
          <p className="proof-good" data-field="repaired">
            {words.repaired}
          </p>
        )}
      </div>
      {burstGapMs !== usualRhythm.burstGapMs && (
        <p className="proof-setting">
          {words.labels.allowedGap} <b data-field="allowed-gap">{words.values.gap({ gapMs: burstGapMs })}</b>{' '}
          <button type="button" data-act="usual-gap" onClick={() => desk.choose({ rhythm: usualRhythm })}>
            {words.labels.usualGap}
          </button>
        </p>
      )}
      <ScannerList words={words} />
      {earlier.length > 0 && <Earlier scans={earlier.slice(0, earlierMax)} words={words} />}
    </section>
  );
}

const earlierMax = 5;

function Earlier({ scans, words }: CameProps): ReactNode {
  return (
    <details className="proof-earlier">
      <summary>{words.labels.earlier}</summary>
      <ul>
        {scans.map((scan) => (
          <li key={scan.key}>
            <span className="proof-soft">{words.values.ago({ seconds: Math.floor(scan.ageMs / 1_000) })}</span>{' '}
            {scan.text} <span className={scan.isGood ? 'proof-good' : 'proof-bad'}>{scan.sentence}</span>
          </li>
        ))}
      </ul>
    </details>
  );
}
