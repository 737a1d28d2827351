import type { ReactNode } from 'react';
import type { DeviceSettings } from '../../main/contract/found-devices.ts';
import type { SetupWords } from '../../main/contract/words/setup.ts';
import { Pick } from './parts.tsx';
import { fieldOf } from './use-setup.ts';

/** How fast a serial line is, and how a printer at its end says "wait": it stands in the device's own manual. */
export interface SerialLineProps {
  /** Whose it is: the first part of the names of what can be picked. */
  readonly act: string;
  readonly settings: DeviceSettings;
  readonly words: SetupWords;
  readonly choose: (settings: DeviceSettings) => void;
}

const speeds = [2_400, 9_600, 19_200, 38_400, 57_600, 115_200];

export function SerialLine({ act, settings, words, choose }: SerialLineProps): ReactNode {
  if (settings['kind'] !== 'serial') return null;
  const { labels, choices } = words;
  const speed = fieldOf(settings, 'baudRate', settings['commands'] === 'led8' ? '2400' : '9600');
  return (
    <>
      <Pick
        act={`${act}-speed`}
        label={labels.speed}
        value={speed}
        choices={speeds.map((baud) => [String(baud), String(baud)] as const)}
        pick={(baudRate) => choose({ ...settings, baudRate: Number(baudRate) })}
      />
      {settings['flow'] !== undefined && (
        <Pick
          act={`${act}-flow`}
          label={labels.flow}
          value={fieldOf(settings, 'flow', '')}
          choices={[
            ['rts_cts', 'RTS/CTS'],
            ['xon_xoff', 'XON/XOFF'],
            ['none', choices.noFlow],
          ]}
          pick={(flow) => choose({ ...settings, flow })}
        />
      )}
    </>
  );
}
