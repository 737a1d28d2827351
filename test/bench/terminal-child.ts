import { answerParent } from './child.ts';
import { openTill, type Till } from './till.ts';

/** A terminal alone in its process, so that its memory is nobody else's. */

let till: Till | null = null;

async function open({ profile }: { readonly profile: string }): Promise<void> {
  till = await openTill(profile);
}

async function sell({ sales }: { readonly sales: number }): Promise<void> {
  for (let n = 0; n < sales; n++) await till?.sell();
}

/** Resident memory of the whole process, as the system counts it. */
function residentBytes(): number {
  return process.memoryUsage.rss();
}

/** Objects that are still in use, after a full collection; needs `--expose-gc`. */
function liveBytes(): number {
  globalThis.gc?.();
  return process.memoryUsage().heapUsed;
}

async function close(): Promise<void> {
  await till?.close();
}

const answers = { open, sell, residentBytes, liveBytes, close };

export type TerminalAnswers = typeof answers;

answerParent(answers);
