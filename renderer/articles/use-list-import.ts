import { useCallback, useRef, useState } from 'react';
import { type Encoding, type ListReport, listBytesMax, pieceBytesMax } from '../../main/contract/catalogue.ts';
import type { Terminal } from '../terminal.ts';

/** Carries a file to the terminal in pieces, and what the terminal says of it back. It reads nothing in the file. */

export type ListState =
  | { readonly state: 'none' }
  | { readonly state: 'reading' }
  | { readonly state: 'report'; readonly report: ListReport }
  | { readonly state: 'refused'; readonly reason: string; readonly line: number; readonly report: ListReport | null }
  | { readonly state: 'taken'; readonly articles: number };

export interface Bringing {
  readonly so: ListState;
  bring(file: Blob): Promise<void>;
  /** The same file, in another writing. */
  readAs(encoding: Encoding): Promise<void>;
  take(leaveOutBad: boolean): Promise<void>;
}

interface Brought {
  readonly upload: number;
  readonly encoding: Encoding | null;
}

/** `done` is called once a list was taken. */
export function useListImport(terminal: Terminal, done: () => void): Bringing {
  const [so, setSo] = useState<ListState>({ state: 'none' });
  const [brought, setBrought] = useState<Brought | null>(null);
  /** Of the newest choice: what comes of an earlier one is not told. */
  const newest = useRef(0);

  const check = useCallback(
    async (upload: number, encoding: Encoding | null): Promise<void> => {
      newest.current += 1;
      const choice = newest.current;
      setBrought({ upload, encoding });
      setSo({ state: 'reading' });
      const checked = await terminal.ask('articles.check', { upload, encoding });
      if (choice !== newest.current) return;
      if (checked?.ok === true) setSo({ state: 'report', report: checked.report });
      else setSo(refused(checked, null));
    },
    [terminal],
  );
  const bring = useCallback(
    async (file: Blob): Promise<void> => {
      newest.current += 1;
      const choice = newest.current;
      setSo({ state: 'reading' });
      const upload = await sent(terminal, file);
      if (choice !== newest.current) return;
      if (typeof upload === 'number') await check(upload, null);
      else setSo(refused(upload, null));
    },
    [terminal, check],
  );
  const take = useCallback(
    async (leaveOutBad: boolean): Promise<void> => {
      if (brought === null) return;
      setSo({ state: 'reading' });
      const taken = await terminal.ask('articles.take', { ...brought, leaveOutBad });
      if (taken?.ok !== true) {
        setSo(refused(taken, null));
        return;
      }
      setSo({ state: 'taken', articles: taken.report.good });
      done();
    },
    [terminal, brought, done],
  );
  const readAs = useCallback(
    async (encoding: Encoding): Promise<void> => {
      if (brought !== null) await check(brought.upload, encoding);
    },
    [brought, check],
  );
  return { so, bring, readAs, take };
}

/** No answer at all: the terminal is away, and has taken nothing. */
function refused(answer: { reason: string; line?: number } | null, report: ListReport | null): ListState {
  return { state: 'refused', reason: answer?.reason ?? 'list_piece_missing', line: answer?.line ?? 0, report };
}

async function sent(terminal: Terminal, file: Blob): Promise<number | { reason: string } | null> {
  if (file.size > listBytesMax) return { reason: 'list_too_big' };
  let upload = 0;
  for (let at = 0; at === 0 || at < file.size; at += pieceBytesMax) {
    const bytes = base64(new Uint8Array(await file.slice(at, at + pieceBytesMax).arrayBuffer()));
    const answer = await terminal.ask('articles.upload', { upload, at, bytes });
    if (answer === null || !answer.ok) return answer;
    ({ upload } = answer);
  }
  return upload;
}

function base64(bytes: Uint8Array): string {
  let text = '';
  for (const byte of bytes) text += String.fromCharCode(byte);
  return btoa(text);
}
