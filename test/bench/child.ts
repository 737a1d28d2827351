import { type ChildProcess, fork } from 'node:child_process';

/**
 * A process of its own that answers questions, so that what is measured does not share its thread with what answers
 * it. Questions and answers go over Node's channel between parent and child.
 */

// biome-ignore lint/suspicious/noExplicitAny: each answer names its own question; `Child` gives the types back.
type Answers = Readonly<Record<string, (question: any) => unknown>>;

export interface Child<Known extends Answers> {
  ask<Name extends keyof Known & string>(
    name: Name,
    ...question: Parameters<Known[Name]>
  ): Promise<Awaited<ReturnType<Known[Name]>>>;
  /** Resolves when the process is gone. */
  close(): Promise<void>;
}

interface Reply {
  readonly number: number;
  readonly answer?: unknown;
  readonly error?: string;
}

/** Starts `file`, which must call {@link answerParent}, with these options of Node. Its output goes to our stderr. */
export function startChild<Known extends Answers>(file: string, execArgv: readonly string[] = []): Child<Known> {
  const child = fork(file, { stdio: ['ignore', 2, 2, 'ipc'], execArgv: [...execArgv] });
  const waiting = new Map<number, (reply: Reply) => void>();
  let asked = 0;
  const gone = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  child.on('message', (reply) => {
    const { number } = reply as Reply;
    waiting.get(number)?.(reply as Reply);
    waiting.delete(number);
  });
  child.once('exit', (status, signal) => {
    for (const [number, tell] of waiting) tell({ number, error: `${file} ended (${signal ?? status})` });
    waiting.clear();
  });
  return {
    ask(name, ...question) {
      asked += 1;
      const number = asked;
      return new Promise((resolve, reject) => {
        waiting.set(number, ({ error, answer }) => {
          if (error === undefined) resolve(answer as never);
          else reject(new Error(error));
        });
        child.send({ number, name, question: question[0] });
      });
    },
    close: () => leave(child, gone),
  };
}

async function leave(child: ChildProcess, gone: Promise<void>): Promise<void> {
  if (child.connected) child.disconnect();
  await gone;
}

/** Answers the parent's questions, one at a time, and ends with the parent. */
export function answerParent(answers: Answers): void {
  let last: Promise<void> = Promise.resolve();
  process.on('message', (message) => {
    const { number, name, question } = message as { number: number; name: string; question: unknown };
    last = last.then(async () => {
      try {
        const answer = await answers[name]?.(question);
        process.send?.({ number, answer });
      } catch (error) {
        process.send?.({ number, error: error instanceof Error ? (error.stack ?? error.message) : String(error) });
      }
    });
  });
  process.once('disconnect', () => process.exit());
}
