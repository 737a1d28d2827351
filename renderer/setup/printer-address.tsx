import { type FormEvent, type ReactNode, useState } from 'react';
import type { DeviceSettings, HostAnswer } from '../../main/contract/found-devices.ts';
import { useTill } from '../till.ts';
import { noAnswer, type Setup, type Told } from './use-setup.ts';

/** A network printer by its address: typed, asked whether it answers, and used. */
export interface PrinterAddressProps {
  readonly setup: Setup;
  readonly connect: (cable: DeviceSettings) => void;
  readonly tell: (told: Told) => void;
  readonly sweep: Sweep;
}

/** The search of the network, while it runs and while it does not. */
export interface Sweep {
  readonly isRunning: boolean;
  readonly start: () => void;
  readonly stop: () => void;
}

/** Raw printing of nearly every network printer. */
const usualPort = 9_100;

export function PrinterAddress({ setup, connect, tell, sweep }: PrinterAddressProps): ReactNode {
  const { words, language } = setup;
  const { terminal } = useTill();
  const { labels } = words;
  const [typed, setTyped] = useState('');
  const address = addressOf(typed);

  const check = async (): Promise<void> => {
    if (address === null) return;
    tell({ tone: 'busy', sentence: words.looking });
    const answer = await terminal.ask('devices.checkHost', address);
    tell(answer === null ? noAnswer(language) : toldOf(answer, setup));
  };
  return (
    <form
      className="setup-row"
      onSubmit={(event: FormEvent) => {
        event.preventDefault();
        void check();
      }}
    >
      <label className="setup-pick setup-address">
        <span>{labels.address}</span>
        <input
          type="text"
          inputMode="decimal"
          autoComplete="off"
          spellCheck={false}
          data-act="address"
          placeholder="192.168.1.50"
          value={typed}
          onChange={(event) => setTyped(event.target.value)}
        />
      </label>
      <button type="submit" data-act="check" disabled={address === null}>
        {labels.check}
      </button>
      <button
        type="button"
        data-act="use-address"
        disabled={address === null}
        onClick={() => address !== null && connect({ kind: 'tcp', ...address })}
      >
        {labels.useAddress}
      </button>
      {sweep.isRunning ? (
        <button type="button" data-act="stop-sweep" onClick={sweep.stop}>
          {labels.stop}
        </button>
      ) : (
        <button type="button" data-act="sweep" onClick={sweep.start}>
          {labels.sweep}
        </button>
      )}
    </form>
  );
}

/** How systems say that a text is neither an address nor a name of the network. */
const nameless = /^(?:ENOTFOUND|EAI_[A-Z]+)$/;

/** Whether it answers; where it does not and stands in another network, that this is why. */
function toldOf({ host, milliseconds: ms, detail, sameNetwork, own }: HostAnswer, { words, language }: Setup): Told {
  if (ms !== null) return { tone: 'good', sentence: words.host.reachable({ host, ms }) };
  if (nameless.test(detail)) return { tone: 'bad', sentence: words.host.notFound({ host, why: detail }) };
  const silent = words.host.unreachable({ host, why: detail });
  if (sameNetwork !== false || own.length === 0) return { tone: 'bad', sentence: silent };
  const space = language === 'en' ? ' ' : '';
  return { tone: 'bad', sentence: `${silent}${space}${words.host.otherNetwork({ own: own.join(', ') })}` };
}

/** `192.168.1.50`, `printer.local:9101`, `[fe80::1]:9100`; null for what is none. */
export function addressOf(typed: string): { readonly host: string; readonly port: number } | null {
  const found = /^(\[[0-9a-f:.%]+\]|[a-z0-9._-]+)(?::(\d{1,5}))?$/i.exec(typed.trim().normalize('NFKC'));
  const host = found?.[1]?.replaceAll(/[[\]]/g, '') ?? '';
  const port = found?.[2] === undefined ? usualPort : Number(found[2]);
  return host === '' || host.length > 253 || port < 1 || port > 65_535 ? null : { host, port };
}
