import type { PrinterSettings } from '../../native/printer/printer.ts';
import { assemble } from '../assemble.ts';
import { machineChance, machineClock, newSession } from '../clock.ts';
import { type Connected, connect } from '../contract/connect.ts';
import { portPair } from '../contract/port-pair.ts';
import { serve } from '../contract/serve.ts';
import type { TerminalView } from '../contract/views.ts';
import type { Profile } from '../profile.ts';
import { connectToTill } from '../profile-socket.ts';
import { openProfileLog, rescueSentence, sayable } from '../starting.ts';

/**
 * A terminal to talk to: the running one of this profile through its socket, or one of our own in this process.
 * Both speak the same contract, so a verb does not know which it has.
 */
export interface Desk {
  readonly request: Connected['request'];
  /** The newest view; changes before its listeners are called. */
  view(): TerminalView;
  /** Resolves with the first answer of `look` that is not null; asks now and after every change. */
  until<Found>(look: () => Found | null | Promise<Found | null>): Promise<Found>;
  /** Begins to read the scanners, if they are ours to read. */
  readonly openScanners: () => void;
  /** Another process holds the profile; this one only asks. */
  readonly beside: boolean;
  readonly close: () => Promise<void>;
}

/** The running till went away while we waited for it. */
export class TillGone extends Error {
  override readonly name = 'TillGone';
}

/** The running till when there is one; else null. */
export async function besideTill(profile: Profile): Promise<Desk | null> {
  let gone = (): void => {};
  const connected = await connectToTill(profile.socketFile, newSession(), () => gone());
  if (connected === null) return null;
  const changes = new Changes(connected);
  gone = () => changes.fail(new TillGone('the running till has stopped; its journal keeps every payment'));
  // What was asked for is lost with the till; that is news of the till, not of the question.
  const request: Connected['request'] = async (name, args) => {
    changes.check();
    try {
      return await connected.request(name, args);
    } catch (error) {
      changes.check();
      throw error;
    }
  };
  const first = await request('terminal.view', {});
  return deskOf(request, changes, first, {
    beside: true,
    openScanners: () => {},
    close: async () => connected.close(),
  });
}

/**
 * A terminal to talk to. Where the profile's journal cannot be had, what was salvaged of it serves whoever asks or
 * returns; else throws {@link UsageError}.
 */
export async function openDesk(
  profile: Profile,
  printer: PrinterSettings | null,
  journal: 'journal' | 'journal or rescue' = 'journal',
): Promise<Desk> {
  const running = await besideTill(profile);
  if (running !== null) return running;
  const log = openProfileLog(profile);
  const assembled = await assemble({
    profile,
    clock: machineClock,
    chance: machineChance,
    log,
    wantsJournal: journal === 'journal',
    ...(printer === null ? {} : { printer }),
  }).catch((error: unknown) => {
    log.close();
    throw sayable(error, profile);
  });
  if (assembled.journal.rescue !== undefined) process.stderr.write(`${rescueSentence(profile)}\n`);
  const [ours, theirs] = portPair();
  const served = serve(theirs, assembled.handlers);
  const connected = connect(ours, newSession());
  const off = assembled.terminal.onChange((view) => served.emit('terminal.changed', view));
  const close = async (): Promise<void> => {
    off();
    served.close();
    await assembled.close();
    log.close();
  };
  const { openScanners } = assembled;
  const first = assembled.terminal.view();
  return deskOf(connected.request, new Changes(connected), first, { beside: false, openScanners, close });
}

/** Wakes whoever waits at each change of the view. */
class Changes {
  readonly #waiting = new Set<() => void>();
  readonly #view: { newest: TerminalView | null } = { newest: null };
  #failed: Error | null = null;

  constructor(connected: Connected) {
    connected.on('terminal.changed', (view) => {
      this.#view.newest = view;
      this.#wake();
    });
  }

  newest(): TerminalView | null {
    return this.#view.newest;
  }

  fail(error: Error): void {
    this.#failed = error;
    this.#wake();
  }

  next(): Promise<void> {
    return new Promise((resolve) => this.#waiting.add(resolve));
  }

  check(): void {
    if (this.#failed !== null) throw this.#failed;
  }

  #wake(): void {
    const woken = [...this.#waiting];
    this.#waiting.clear();
    for (const wake of woken) wake();
  }
}

function deskOf(
  request: Connected['request'],
  changes: Changes,
  first: TerminalView,
  own: Pick<Desk, 'beside' | 'openScanners' | 'close'>,
): Desk {
  return {
    request,
    view: () => changes.newest() ?? first,
    async until(look) {
      for (;;) {
        changes.check();
        const next = changes.next();
        const found = await look();
        if (found !== null) return found;
        await next;
      }
    },
    ...own,
  };
}
