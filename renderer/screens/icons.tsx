import type { ReactNode } from 'react';
import type { DeviceState } from '../../main/contract/device-views.ts';
import type { StateName } from '../../main/contract/words/states.ts';

/** Pictures, drawn with the text's own colour on a field of 24 by 24. They stand beside words, never for them. */

export type IconName =
  | StateName
  | 'backspace'
  | 'check'
  | 'attention'
  | 'stop'
  | 'unplugged'
  | 'may'
  | 'may-not'
  | 'person'
  | 'say'
  | 'bright'
  | 'dark'
  | 'sound'
  | 'sound-soft'
  | 'sound-loud'
  | 'muted'
  | 'scan'
  | 'setup'
  | `device-${DeviceState}`;

const circle = <circle cx="12" cy="12" r="9" />;
const tick = <path d="m7.5 12.5 3 3 6-7" />;
const turnBack = <path d="M5 5v5h5M5.6 15a7 7 0 1 0 .4-6.5L5 10" />;

const drawings: Readonly<Record<IconName, ReactNode>> = {
  idle: <path d="M4 20h4L19.5 8.5l-4-4L4 16zM13 7l4 4" />,
  ready: <path d="M3 8V4h4M17 4h4v4M21 16v4h-4M7 20H3v-4M7.5 8v8M10.5 8v8M13 8v8M16.5 8v8" />,
  sending: <path className="turning" d="M12 3a9 9 0 1 0 9 9" />,
  waiting: (
    <path d="M8 2.5h8a1.5 1.5 0 0 1 1.5 1.5v16a1.5 1.5 0 0 1-1.5 1.5H8A1.5 1.5 0 0 1 6.5 20V4A1.5 1.5 0 0 1 8 2.5zM10.5 18.5h3M9.5 11l2 2 3.5-4" />
  ),
  checking: (
    <>
      {circle}
      <path d="M9.3 9.3a2.8 2.8 0 1 1 4 2.7c-.9.5-1.3 1-1.3 2M12 17v.1" />
    </>
  ),
  held: <path d="M12 3.5 21.5 20h-19zM12 10v4.5M12 17.3v.1" />,
  undecided: <path d="M4 8h14l-3.5-3.5M20 16H6l3.5 3.5" />,
  reversing: turnBack,
  reversal_pending: (
    <>
      {turnBack}
      <path d="M12.5 8v4.5l3 1.5" />
    </>
  ),
  paid: (
    <>
      {circle}
      {tick}
    </>
  ),
  not_charged: (
    <>
      {circle}
      <path d="m8.5 8.5 7 7M15.5 8.5l-7 7" />
    </>
  ),
  reversed: (
    <>
      {turnBack}
      <path d="m9.5 12.5 2 2 4-4.5" />
    </>
  ),
  backspace: <path d="M8.5 5H21v14H8.5L2.5 12zM11.5 9.5l5 5M16.5 9.5l-5 5" />,
  say: <path d="M4 4.5h16v11h-8.5L7 19.5v-4H4zM8 8.5h8M8 11.5h5" />,
  check: tick,
  attention: <path d="M12 4v10M12 19v.1" />,
  stop: <path d="M8 3h8l5 5v8l-5 5H8l-5-5V8zM8 12h8" />,
  unplugged: <path d="M9 3v5M15 3v5M6 8h12v3a6 6 0 0 1-12 0zM12 17v4M3 3l18 18" />,
  may: (
    <>
      {circle}
      {tick}
    </>
  ),
  'may-not': (
    <>
      {circle}
      <path d="M5.7 5.7l12.6 12.6" />
    </>
  ),
  person: <path d="M12 12a4 4 0 1 0 0-8 4 4 0 0 0 0 8zM4 21c0-4 3.5-6.5 8-6.5s8 2.5 8 6.5" />,
  bright: (
    <>
      <circle cx="12" cy="12" r="4" />
      <path d="M12 2v2.5M12 19.5V22M2 12h2.5M19.5 12H22M5 5l1.7 1.7M17.3 17.3 19 19M19 5l-1.7 1.7M6.7 17.3 5 19" />
    </>
  ),
  setup: <path d="M4 7h9M17 7h3M4 17h3M11 17h9M13 7a2 2 0 1 0 4 0 2 2 0 1 0-4 0M7 17a2 2 0 1 0 4 0 2 2 0 1 0-4 0" />,
  'device-ready': (
    <>
      {circle}
      {tick}
    </>
  ),
  'device-attention': <path d="M12 3.5 21.5 20h-19zM12 10v4.5M12 17.3v.1" />,
  'device-absent': <path d="M9 3v5M15 3v5M6 8h12v3a6 6 0 0 1-12 0zM12 17v4M3 3l18 18" />,
  'device-refused': <path d="M8 3h8l5 5v8l-5 5H8l-5-5V8zM12 7.5v5.5M12 16.3v.1" />,
  'device-none': (
    <>
      {circle}
      <path d="M8 12h8" />
    </>
  ),
  'sound-soft': <path d="M4 9.5v5h3.5L12 19V5L7.5 9.5zM15 10a3 3 0 0 1 0 4" />,
  sound: <path d="M4 9.5v5h3.5L12 19V5L7.5 9.5zM15 10a3 3 0 0 1 0 4M17.2 7.6a6.4 6.4 0 0 1 0 8.8" />,
  'sound-loud': (
    <path d="M4 9.5v5h3.5L12 19V5L7.5 9.5zM15 10a3 3 0 0 1 0 4M17.2 7.6a6.4 6.4 0 0 1 0 8.8M19.4 5.2a10 10 0 0 1 0 13.6" />
  ),
  muted: <path d="M4 9.5v5h3.5L12 19V5L7.5 9.5zM16 9.5l5 5M21 9.5l-5 5" />,
  scan: <path d="M4 5v14M7 5v14M10 5v9M13 5v14M16 5v9M20 5v14" />,
  dark: <path d="M20 14.5A8.5 8.5 0 0 1 9.5 4 8.5 8.5 0 1 0 20 14.5z" />,
};

export function Icon({ name }: { readonly name: IconName }): ReactNode {
  return (
    <svg className="icon" viewBox="0 0 24 24" aria-hidden="true" focusable="false">
      {drawings[name]}
    </svg>
  );
}
