import type { Payment } from '../../main/core/payment-state.ts';
import { type Commit, type DrawerLog, type Journal, type PrintJobs, StorageError } from '../../main/core/ports.ts';
import type { PrintJob } from '../../main/core/print-job.ts';
import type { ManualClock } from '../support/manual-clock.ts';
import type { Life } from './life.ts';
import type { Referee } from './referee.ts';
import type { Story } from './story.ts';
import type { Trouble } from './trouble.ts';

/**
 * The journal as one run of the program meets it: it may die just before or after a commit, and from some commit on
 * the disk may fail, the failed commit showing up after a restart or not. The rows outlive the program.
 */
export class Disk implements Journal {
  readonly #rows: Journal;
  readonly #life: Life;
  readonly #trouble: Trouble;
  readonly #story: Story;
  readonly #referee: Referee;
  readonly #time: ManualClock;
  readonly #failed: () => void;
  /** The commit that was reported as failed and is on the disk all the same. */
  #kept: Commit | null = null;
  #writes = true;
  #reads = true;

  /** `failed` is called once, when the disk begins to fail. */
  constructor(
    rows: Journal,
    life: Life,
    world: {
      readonly trouble: Trouble;
      readonly story: Story;
      readonly referee: Referee;
      readonly time: ManualClock;
    },
    failed: () => void,
  ) {
    this.#rows = rows;
    this.#life = life;
    this.#trouble = world.trouble;
    this.#story = world.story;
    this.#referee = world.referee;
    this.#time = world.time;
    this.#failed = failed;
  }

  get isFailing(): boolean {
    return !this.#writes;
  }

  /** The program is over: what it could not see of its last commit shows now. */
  surface(): void {
    if (this.#kept === null) return;
    this.#rows.commit(this.#kept);
    this.#referee.committed(this.#kept);
    this.#kept = null;
  }

  commit(change: Commit): void {
    const { after } = change;
    const where = `${this.#story.nameOf(after.paymentRequestId)}.${after.revision}`;
    this.#life.mayCrash('before commit', where);
    const fault = this.#writes ? this.#trouble.strikes('storage fails', where) : null;
    if (fault) {
      this.#writes = false;
      this.#reads = !fault.happens(0.3);
      const kept = fault.happens(0.5);
      this.#story.tell(`storage fails at ${where}, ${kept ? 'kept all the same' : 'not kept'}`);
      if (kept) {
        this.#referee.mayCommit(change, this.#life.hung);
        this.#kept = change;
      }
      this.#fail();
    }
    if (!this.#writes) throw new StorageError('the disk does not write');
    this.#referee.mayCommit(change, this.#life.hung);
    this.#rows.commit(change);
    this.#takesTime(where);
    this.#referee.committed(change);
    this.#story.tell(`commit ${where} ${change.entry.kind} ${inShort(after)}`);
    this.#life.mayCrash('after commit', where);
    if (this.#trouble.strikes('storage goes away', where)) {
      this.#story.tell('storage goes away');
      this.#writes = false;
      this.#reads = false;
      this.#fail();
    }
  }

  /** One worn flash page after another: nothing of the program runs meanwhile. */
  #takesTime(where: string): void {
    const slow = this.#trouble.strikes('disk is slow', where);
    if (slow === null) return;
    this.#life.waited();
    this.#time.stall(slow.wait(200, 5_000));
  }

  #fail(): void {
    this.#referee.calls.lostJournal();
    this.#failed();
  }

  payment(paymentRequestId: string): Payment | null {
    return this.#read((rows) => rows.payment(paymentRequestId));
  }

  find(id: string): Payment | null {
    return this.#read((rows) => rows.find(id));
  }

  attemptsOf(orderId: string, most: number): readonly Payment[] {
    return this.#read((rows) => rows.attemptsOf(orderId, most));
  }

  unfinished(): readonly Payment[] {
    return this.#read((rows) => rows.unfinished());
  }

  liveAttempt(orderId: string): Payment | null {
    return this.#read((rows) => rows.liveAttempt(orderId));
  }

  paidAttempt(orderId: string): Payment | null {
    return this.#read((rows) => rows.paidAttempt(orderId));
  }

  unsettledOfAmount(...asked: Parameters<Journal['unsettledOfAmount']>): Payment | null {
    return this.#read((rows) => rows.unsettledOfAmount(...asked));
  }

  fingerprint(paymentCode: string): string {
    return this.#rows.fingerprint(paymentCode);
  }

  codeUsed(fingerprint: string): boolean {
    return this.#read((rows) => rows.codeUsed(fingerprint));
  }

  lastSerial(): number {
    return this.#read((rows) => rows.lastSerial());
  }

  recentPaid(most: number): readonly Payment[] {
    return this.#read((rows) => rows.recentPaid(most));
  }

  hasRoom(): boolean {
    return this.#rows.hasRoom();
  }

  get prints(): PrintJobs {
    return {
      write: (jobs) => this.#writePapers(jobs),
      unfinished: (most) => this.#read((rows) => rows.prints.unfinished(most)),
      newest: (most) => this.#read((rows) => rows.prints.newest(most)),
      lastId: () => this.#read((rows) => rows.prints.lastId()),
    };
  }

  get drawer(): DrawerLog {
    return this.#rows.drawer;
  }

  /** The program may die around it as around any commit. */
  #writePapers(jobs: readonly PrintJob[]): void {
    const where = jobs.map(({ id, state }) => `paper ${id} ${state}`).join(', ');
    this.#life.mayCrash('before commit', where);
    if (!this.#writes) throw new StorageError('the disk does not write');
    this.#rows.prints.write(jobs);
    this.#story.tell(`write ${where}`);
    this.#life.mayCrash('after commit', where);
  }

  #read<Answer>(ask: (rows: Journal) => Answer): Answer {
    if (!this.#reads) throw new StorageError('the disk does not read');
    return ask(this.#rows);
  }
}

function inShort({ phase, code, alarm, doubt, reversal, refunds }: Payment): string {
  const back =
    reversal === null ? '' : ` ${reversal.way} ${reversal.generation}${reversal.doneAtMs === null ? '' : ' done'}`;
  const given = refunds.map((refund) => ` ${refund.amountMinor} ${refund.phase}`).join('');
  return `${phase} ${code}${alarm === null ? '' : ` !${alarm}`}${doubt ? ' doubt' : ''}${back}${given}`;
}
