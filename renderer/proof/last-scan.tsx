import type { ReactNode } from 'react';
import type { ProofWords } from '../../main/contract/words/proof.ts';
import { Icon } from '../screens/icons.tsx';
import { GapChart } from './gap-chart.tsx';
import type { SeenScan } from './seen-scan.ts';

/** One scan with everything that is known of it: verdict first, then how it came. */

interface LastScanProps {
  readonly scan: SeenScan;
  readonly words: ProofWords;
  readonly repair: (gapMs: number) => void;
}

export function LastScan({ scan, words, repair }: LastScanProps): ReactNode {
  const { labels, values } = words;
  const { repairGapMs } = scan;
  return (
    <div className="proof-scan" data-scan={scan.key} data-verdict={scan.verdict}>
      <div className={scan.isGood ? 'proof-verdict proof-good' : 'proof-verdict proof-bad'} role="status">
        <Icon name={scan.isGood ? 'paid' : 'held'} />
        <p data-field="verdict">{scan.sentence}</p>
      </div>
      {repairGapMs !== null && (
        <button type="button" className="proof-repair" data-act="repair" onClick={() => repair(repairGapMs)}>
          {values.repair({ gapMs: repairGapMs })}
        </button>
      )}
      {scan.answer !== '' && (
        <p className="proof-soft" data-field="answer">
          <b>{labels.answer}</b> {scan.answer}
        </p>
      )}
      <dl className="proof-facts">
        <Fact name="mode" label={labels.mode} value={values.sources[scan.source]} more={scan.place} />
        <Fact name="age" label={labels.age} value={values.ago({ seconds: Math.floor(scan.ageMs / 1_000) })} />
        <Fact name="text" label={labels.text} value={scan.text} isCode />
        <Fact name="terminator" label={labels.terminator} value={values.terminators[scan.terminator]} />
        <Fact name="aim" label={labels.aimId} value={scan.aimId ?? values.noAimId} />
        {scan.inputMethod !== null && (
          <Fact name="input-method" label={labels.inputMethod} value={values.inputMethod[scan.inputMethod]} />
        )}
      </dl>
      <h3 className="proof-small">{labels.raw}</h3>
      <p className="proof-raw" data-field="raw">
        {scan.raw.map(({ key, text, isBad }) => (
          <span key={key} className={isBad ? 'proof-key proof-key-bad' : 'proof-key'}>
            {text}
          </span>
        ))}
      </p>
      {scan.bars.length > 0 && (
        <>
          <h3 className="proof-small">
            {labels.gaps} <b>{values.gap({ gapMs: scan.longestGapMs })}</b>
          </h3>
          <GapChart bars={scan.bars} allowedMs={scan.allowedGapMs} label={scan.chart} />
        </>
      )}
    </div>
  );
}

interface FactProps {
  readonly name: string;
  readonly label: string;
  readonly value: string;
  readonly more?: string;
  readonly isCode?: boolean;
}

function Fact({ name, label, value, more = '', isCode = false }: FactProps): ReactNode {
  return (
    <div className={isCode ? 'proof-fact proof-code' : 'proof-fact'}>
      <dt>{label}</dt>
      <dd data-field={`scan-${name}`}>
        {value}
        {more !== '' && <span className="proof-soft"> {more}</span>}
      </dd>
    </div>
  );
}
