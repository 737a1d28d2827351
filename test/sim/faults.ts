/**
 * What can go wrong in a world, by kind: its name in a fault plan, and how often it strikes at most where chance
 * decides. Knows nothing of when and where.
 */

interface FaultKind {
  /** Its name in a plan, `crash#8` being the eighth occasion of such a fault. */
  readonly plan: string;
  /** Highest rate of one world, per occasion: a message, a commit, an event, a scan. */
  readonly rate: number;
  /** No honest gateway does this; late news must put everything right. */
  readonly lie?: true;
  /** Lasts for a span of time. How many a world has is in `weather.ts`. */
  readonly lasting?: true;
}

export const faultKinds = {
  // Messages on their way.
  'request lost': { plan: 'dropRequest', rate: 0.3 },
  'request late': { plan: 'delayRequest', rate: 0.5 },
  'request held up': { plan: 'holdRequest', rate: 0.2 },
  'request doubled': { plan: 'doubleRequest', rate: 0.3 },
  'not sent': { plan: 'noConnection', rate: 0.2 },
  'answer lost': { plan: 'dropResponse', rate: 0.3 },
  'answer late': { plan: 'delayResponse', rate: 0.3 },
  'reset after': { plan: 'reset', rate: 0.2 },
  unsigned: { plan: 'unsigned', rate: 0.2 },
  'badly signed': { plan: 'badSignature', rate: 0.2 },
  'key refused': { plan: 'keyRefused', rate: 0.02 },
  'web page': { plan: 'webPage', rate: 0.1 },
  'half an answer': { plan: 'halfBody', rate: 0.1 },
  // What the gateway says.
  'answered unclear': { plan: 'unclear', rate: 0.4 },
  'done but unclear': { plan: 'doneUnclear', rate: 0.3 },
  'unknown code': { plan: 'unknownCode', rate: 0.1 },
  'unknown status': { plan: 'unknownStatus', rate: 0.1 },
  'wrong id': { plan: 'wrongId', rate: 0.1 },
  'wrong amount': { plan: 'wrongAmount', rate: 0.2 },
  'wrong currency': { plan: 'wrongCurrency', rate: 0.1 },
  'cancel refused': { plan: 'cancelRefused', rate: 0.9 },
  'refund in process': { plan: 'refundInProcess', rate: 0.5 },
  // What no honest gateway says.
  'failed then charged': { plan: 'failThenSuccess', rate: 0.4, lie: true },
  'denies orders': { plan: 'denyOrders', rate: 1, lie: true, lasting: true },
  'forgets an order': { plan: 'forgetOrder', rate: 0.5, lie: true },
  // The till's machine.
  'crash before commit': { plan: 'crash', rate: 0.05 },
  'crash after commit': { plan: 'crash', rate: 0.1 },
  'crash before send': { plan: 'crash', rate: 0.05 },
  'crash after send': { plan: 'crash', rate: 0.1 },
  'crash between': { plan: 'crash', rate: 0.02 },
  'storage fails': { plan: 'storageError', rate: 0.02 },
  'storage goes away': { plan: 'storageGone', rate: 0.02 },
  'disk is slow': { plan: 'slowDisk', rate: 0.05 },
  'closed by hand': { plan: 'closed', rate: 0.03 },
  'wall clock jumps': { plan: 'clockJump', rate: 0.02 },
  'wrong clock at start': { plan: 'clockJump', rate: 0.8 },
  'program hangs': { plan: 'hang', rate: 0.01 },
  'machine sleeps': { plan: 'suspend', rate: 0.005 },
  'printer fails': { plan: 'printerFails', rate: 0.3 },
  // Spans of time.
  partition: { plan: 'partition', rate: 1, lasting: true },
  'answers do not come back': { plan: 'deaf', rate: 1, lasting: true },
  'unclear for a while': { plan: 'unclearSpan', rate: 1, lasting: true },
  'merchant is poor': { plan: 'poorMerchant', rate: 1, lasting: true },
  // Customers.
  'needs a pin': { plan: 'needsPin', rate: 0.6 },
  declined: { plan: 'declined', rate: 0.3 },
  'stale code': { plan: 'staleCode', rate: 0.2 },
} as const satisfies Readonly<Record<string, FaultKind>>;

export type Kind = keyof typeof faultKinds;

/** The same table, every row with the same optional fields. */
export const kindOf: Readonly<Record<Kind, FaultKind>> = faultKinds;

export const kinds = Object.keys(faultKinds) as readonly Kind[];

export type PlanName = (typeof faultKinds)[Kind]['plan'];

export const planNames: readonly PlanName[] = [...new Set(kinds.map((kind) => faultKinds[kind].plan))];

const lies: ReadonlySet<string> = new Set(kinds.filter((kind) => kindOf[kind].lie).map((kind) => kindOf[kind].plan));

/** A sparse list of faults: the occasions, counted from 1, at which each strikes. */
export type FaultPlan = ReadonlyMap<string, ReadonlySet<number>>;

/** Reads `crash#8 dropResponse#3`. Throws RangeError for what is no fault. */
export function readFaultPlan(entries: readonly string[]): FaultPlan {
  const plan = new Map<string, Set<number>>();
  for (const entry of entries) {
    const [, name = '', count = ''] = /^(\w+)#(\d{1,6})$/.exec(entry) ?? [];
    if (!planNames.some((known) => known === name))
      throw new RangeError(`"${entry}" is no fault; one is written name#n, and the names are ${planNames.join(' ')}`);
    plan.set(name, (plan.get(name) ?? new Set()).add(Number(count)));
  }
  return plan;
}

/** True when no fault of the plan is a lie of the gateway. */
export function isHonest(plan: FaultPlan): boolean {
  return ![...plan.keys()].some((name) => lies.has(name));
}
