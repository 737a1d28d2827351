import type { ReactNode } from 'react';
import type { DeviceReport } from '../../main/contract/device-views.ts';
import { deviceWords } from '../../main/contract/words/device-states.ts';
import { deviceSentence } from '../../main/contract/words/devices.ts';
import type { ProofWords } from '../../main/contract/words/proof.ts';
import { Icon } from '../screens/icons.tsx';
import { useTill } from '../till.ts';

/** Every scanner of this till with its state in words; the keyboard is always one of them. */
export function ScannerList({ words }: { readonly words: ProofWords }): ReactNode {
  const { shown, onDesk } = useTill();
  const scanners = shown.view?.devices.scanners ?? [];
  return (
    <>
      <h3 className="proof-small">{words.labels.scanners}</h3>
      <ul className="proof-scanners" data-field="scanners">
        {scanners.map((report) => (
          <Scanner key={`${report.place}-${report.fault}`} report={report} />
        ))}
        <li className="device device-quiet">
          <span className="dot" aria-hidden="true" />
          {words.labels.keyboard} <b>{words.values.upTo({ gapMs: onDesk.rhythm.burstGapMs })}</b>
        </li>
      </ul>
    </>
  );
}

function Scanner({ report }: { readonly report: DeviceReport }): ReactNode {
  const { language } = useTill();
  const sentence = deviceSentence(language, report);
  return (
    <li className={`device device-${report.state}`} data-condition={report.state}>
      <Icon name={`device-${report.state}`} />
      {report.place} <b>{deviceWords[language].states[report.state]}</b>
      {sentence !== '' && <span className="proof-soft"> {sentence}</span>}
    </li>
  );
}
