import { type ChildProcess, fork } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { type Connected, connect } from '../../main/contract/connect.ts';
import type { Port } from '../../main/contract/port.ts';
import type { PaymentView, TerminalView } from '../../main/contract/views.ts';
import type { Dial, ScaledClock } from './scaled-clock.ts';
import { compileCache } from './till-process.ts';

/**
 * Starts `terminal.ts`, a terminal in a process of its own, and talks the contract with it: for tests that watch a
 * whole program, kill it, and start it again.
 */

/** What the program is told at its start. */
export interface TerminalOrders {
  readonly folder: string;
  readonly dial: Dial;
  /** Where it stands still, `before:pay#1`, `sent:pay#1`, `after:pay#1`; `inquire` and `cancel` likewise. */
  readonly freezeAt: string | null;
  /** Its gateway runs in its own process, and the profile is made for it. */
  readonly ownGateway: boolean;
}

/** What the program says. */
export type TerminalSaid =
  | { readonly kind: 'ready'; readonly gatewayUrl: string; readonly view: TerminalView }
  | { readonly kind: 'contract'; readonly message: unknown }
  | { readonly kind: 'skipped' }
  | { readonly kind: 'lateness'; readonly ms: number };

export interface Exit {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
}

export interface TerminalProcess {
  readonly gatewayUrl: string;
  /** The first view of this life. */
  readonly firstView: TerminalView;
  readonly request: Connected['request'];
  /** The newest view. */
  view(): TerminalView;
  /** Resolves with what `look` finds, now or after a change of the view; rejects when the program ends before. */
  until<Found>(look: (view: TerminalView) => Found | null | Promise<Found | null>): Promise<Found>;
  /** The payment, as soon as it is as `look` wants it. */
  payment(paymentRequestId: string, look: (payment: PaymentView) => boolean): Promise<PaymentView>;
  /** Opens a sale and enters its code; the id of the payment. Throws when one of the two is refused. */
  charge(sale: { amountMinor: number; code: string; orderId?: string }): Promise<string>;
  /** Resolves once the program stands still where it was told to. */
  readonly frozen: Promise<string>;
  /** Leaves out time, here and there; see {@link ScaledClock.skip}. */
  skip(ms: number): Promise<void>;
  /** Worst delay of its timers so far, scaled milliseconds. */
  latenessMs(): Promise<number>;
  /** SIGKILL, as a crash or a power cut does it; resolves when it is dead. */
  kill9(): Promise<void>;
  /** Ends it in good order. */
  close(): Promise<Exit>;
  readonly exit: Promise<Exit>;
}

export interface StartTerminal {
  readonly folder: string;
  readonly clock: ScaledClock;
  readonly freezeAt?: string;
  readonly ownGateway?: boolean;
  /** On top of this program's own. */
  readonly env?: Readonly<Record<string, string>>;
}

const program = new URL('terminal.ts', import.meta.url);

/** Rejects with what the program wrote to stderr when it ends instead of starting. */
export async function startTerminal(start: StartTerminal): Promise<TerminalProcess> {
  const { folder, clock, freezeAt = null, ownGateway = false, env = {} } = start;
  const orders: TerminalOrders = { folder, dial: clock.dial(), freezeAt, ownGateway };
  const child = fork(program, [JSON.stringify(orders)], {
    execPath: process.execPath,
    execArgv: [],
    env: { ...process.env, NODE_COMPILE_CACHE: compileCache, ...env },
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
  });
  const killWithUs = (): void => void child.kill('SIGKILL');
  process.once('exit', killWithUs);
  let stderr = '';
  child.stderr?.setEncoding('utf8').on('data', (text: string) => {
    stderr += text;
  });
  const exit = new Promise<Exit>((resolve) => {
    child.once('close', (code, signal) => {
      process.off('exit', killWithUs);
      resolve({ code, signal });
    });
  });
  const over = exit.then(({ code, signal }): never => {
    throw new Error(`the terminal ended (${signal ?? code}) ${stderr}`);
  });
  // Only whoever waits for something else than the end is told of it.
  over.catch(() => {});
  const frozen = frozenAt(child, over);
  frozen.catch(() => {});
  const hears = listener(child, over);
  const ready = await hears('ready');
  const connected = connect(childPort(child), randomUUID());
  return { ...terminalOf(child, connected, ready, hears, clock, exit, over), frozen };
}

type Hears = <Kind extends TerminalSaid['kind']>(kind: Kind) => Promise<Extract<TerminalSaid, { kind: Kind }>>;

/** Waits for the next message of a kind. */
function listener(child: ChildProcess, over: Promise<never>): Hears {
  return (kind) =>
    Promise.race([
      new Promise<never>((resolve) => {
        const heard = (said: unknown): void => {
          if ((said as TerminalSaid).kind !== kind) return;
          child.off('message', heard);
          resolve(said as never);
        };
        child.on('message', heard);
      }),
      over,
    ]);
}

/** The line is written straight to stdout: the program's event loop does not turn any more. */
function frozenAt(child: ChildProcess, over: Promise<never>): Promise<string> {
  const line = new Promise<string>((resolve) => {
    let said = '';
    child.stdout?.setEncoding('utf8').on('data', (text: string) => {
      said += text;
      const found = /"frozen":"([^"]+)"/.exec(said);
      if (found?.[1] !== undefined) resolve(found[1]);
    });
  });
  return Promise.race([line, over]);
}

function childPort(child: ChildProcess): Port {
  return {
    send(message) {
      // A terminal that has just been killed hears nothing; whoever waits is told by its end.
      if (child.connected) child.send({ kind: 'contract', message });
    },
    onMessage(listen) {
      const heard = (said: unknown): void => {
        const heardSaid = said as TerminalSaid;
        if (heardSaid.kind === 'contract') listen(heardSaid.message);
      };
      child.on('message', heard);
      return () => child.off('message', heard);
    },
  };
}

/** Longer than any wait of a payment on these clocks. */
const stuckMs = 20_000;

/** Rejects when nothing changes any more, and says how the terminal stands. */
function stuck(view: TerminalView): Promise<never> {
  return new Promise((_, reject) => {
    const shown = [view.counter.payment, ...view.recovered].flatMap((payment) => payment ?? []);
    const states = shown.map(({ paymentRequestId, phase, code }) => `${paymentRequestId} ${phase} (${code})`);
    const sentence = `the terminal has not changed for ${stuckMs / 1_000} s: ${states.join(', ') || 'no payment'}`;
    AbortSignal.timeout(stuckMs).addEventListener('abort', () => reject(new Error(sentence)));
  });
}

function terminalOf(
  child: ChildProcess,
  connected: Connected,
  ready: Extract<TerminalSaid, { kind: 'ready' }>,
  hears: Hears,
  clock: ScaledClock,
  exit: Promise<Exit>,
  over: Promise<never>,
): Omit<TerminalProcess, 'frozen'> {
  let newest = ready.view;
  const waiting = new Set<() => void>();
  connected.on('terminal.changed', (view) => {
    newest = view;
    const woken = [...waiting];
    waiting.clear();
    for (const wake of woken) wake();
  });
  const request: Connected['request'] = (name, args) => Promise.race([connected.request(name, args), over]);
  const told = async (message: { kind: string; ms?: number }, answer: 'skipped' | 'lateness') => {
    const heard = hears(answer);
    child.send(message);
    return heard;
  };

  async function until<Found>(look: (view: TerminalView) => Found | null | Promise<Found | null>): Promise<Found> {
    for (;;) {
      const next = new Promise<void>((resolve) => waiting.add(resolve));
      const found = await look(newest);
      if (found !== null) return found;
      await Promise.race([next, over, stuck(newest)]);
    }
  }

  return {
    gatewayUrl: ready.gatewayUrl,
    firstView: ready.view,
    request,
    view: () => newest,
    until,
    payment: (id, look) =>
      until(async () => {
        const found = await request('payment.look', { id });
        if (!found.ok) throw new Error(`the terminal does not know the payment ${id}: ${found.reason}`);
        return look(found.payment) ? found.payment : null;
      }),
    async charge({ amountMinor, code, orderId = null }) {
      const started = await request('sale.start', { orderId, amountMinor, differentCustomer: false });
      if (!started.ok) throw new Error(`the sale was refused: ${started.reason}`);
      const entered = await request('sale.code', { text: code, source: 'typed' });
      if (!entered.ok) throw new Error(`the code was refused: ${entered.reason}`);
      return entered.paymentRequestId;
    },
    async skip(ms) {
      clock.skip(ms);
      await told({ kind: 'skip', ms }, 'skipped');
    },
    async latenessMs() {
      const said = await told({ kind: 'lateness' }, 'lateness');
      return said.kind === 'lateness' ? said.ms : 0;
    },
    async kill9() {
      child.kill('SIGKILL');
      await exit;
    },
    async close() {
      if (child.connected) child.send({ kind: 'close' });
      return exit;
    },
    exit,
  };
}
