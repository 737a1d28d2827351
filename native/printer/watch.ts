import { type DeviceReport, noDevice } from '../../main/contract/device-views.ts';
import type { DrawerOutcome } from '../../main/core/ports.ts';
import { readyAt, reportOf, type Trouble } from './connection.ts';
import { isOpen, type OpenLevel } from './drawer.ts';
import { lookOnce, paperIsNearEnd } from './look.ts';
import type { PrinterProfile } from './profile.ts';
import { nothingKnown, type PrinterFacts } from './status.ts';
import { type Line, type Talk, talkOver } from './talk.ts';

/**
 * Looks after one printer while nobody prints: every few seconds one short connection with a few questions, so that a
 * roll near its end, an open cover and "loaded again" are known without a receipt. It gives way to whoever wants to
 * print, and asks a printer that is away less and less often.
 */

/** How often a printer that is well is looked at, milliseconds. */
const wellEveryMs = 5_000;
/** Somebody stands before it and loads paper. */
const hinderedEveryMs = 2_000;
/** One that answers nothing is asked again: it may be switched on by now. */
const silentEveryMs = 30_000;
/** One that is away; twice as long each time. */
const awayFirstMs = 5_000;
const awayMostMs = 30_000;
/** After a look that found nobody. */
const doubtedMs = 1_000;
const closeWithinMs = 1_000;

/** How a printer looks that serves somebody else just now. */
const busyFaults: ReadonlySet<string> = new Set<Trouble['fault']>([
  'printer_unreachable',
  'printer_refused',
  'printer_silent',
]);

export interface WatchSettings {
  readonly profile: PrinterProfile;
  /** Null = no drawer. */
  readonly openLevel: OpenLevel | null;
  /** False where there is nothing to look at: a file. */
  readonly looks: boolean;
}

/** Waits until the cable is free. */
type Turn = <Result>(act: () => Promise<Result>) => Promise<Result>;

export class PrinterWatch {
  readonly #line: Line;
  readonly #settings: WatchSettings;
  readonly #turn: Turn;
  #changed: ((printer: DeviceReport, drawer: DeviceReport) => void) | null = null;
  #printer: DeviceReport = noDevice;
  #drawer: DeviceReport = noDevice;
  #stopTimer = () => {};
  #awayMs = awayFirstMs;
  #isDoubted = false;
  #looking: Talk | null = null;
  #isLooking = false;

  constructor(line: Line, settings: WatchSettings, turn: Turn) {
    this.#line = line;
    this.#settings = settings;
    this.#turn = turn;
  }

  /** The first look is made at once; the result ends it. */
  start(changed: (printer: DeviceReport, drawer: DeviceReport) => void): () => void {
    this.#changed = changed;
    if (this.#settings.looks) this.#later(0);
    else this.learned(null, nothingKnown);
    return () => this.stop();
  }

  stop(): void {
    this.#changed = null;
    this.#stopTimer();
    this.giveWay();
  }

  /** A look that is under way ends, and counts for nothing. */
  giveWay(): void {
    const talk = this.#looking;
    this.#looking = null;
    void talk?.close(closeWithinMs);
  }

  /** Something has been done to the printer: looks at it now instead of later. */
  soon(): void {
    if (this.#changed !== null && this.#settings.looks && !this.#isLooking) this.#later(0);
  }

  /** What a job or a look has found out. */
  learned(trouble: Trouble | null, facts: PrinterFacts): DeviceReport {
    const { place } = this.#line.cable;
    const isNear = paperIsNearEnd(facts, this.#settings.profile);
    const near: Trouble | null = isNear ? { fault: 'paper_near_end', detail: '' } : null;
    const said = trouble ?? near;
    return this.reported(said === null ? readyAt(place) : reportOf(said, place), facts);
  }

  reported(printer: DeviceReport, facts: PrinterFacts): DeviceReport {
    this.#tell(printer, this.#drawerOf(printer, facts));
    return printer;
  }

  drawerReported(outcome: DrawerOutcome): void {
    if (outcome.state === 'unknown') this.#tell(this.#printer, outcome.report);
  }

  /** For whoever has the cable already. */
  async lookNow(): Promise<DeviceReport> {
    const talking = await talkOver(this.#line);
    if (!talking.ok) return this.learned(talking.trouble, nothingKnown);
    const { talk } = talking;
    const trouble = this.#line.cable.answers ? await lookOnce(talk, this.#line.habits) : null;
    await talk.close(closeWithinMs);
    return this.learned(trouble, talk.facts());
  }

  #later(ms: number): void {
    this.#stopTimer();
    this.#stopTimer = this.#line.clock.after(ms, () => {
      this.#isLooking = true;
      void this.#turn(() => this.#look()).then((everyMs) => {
        this.#isLooking = false;
        if (this.#changed !== null) this.#later(everyMs);
      });
    });
  }

  /** Milliseconds until the next look. */
  async #look(): Promise<number> {
    if (this.#changed === null) return wellEveryMs;
    const talking = await talkOver(this.#line);
    if (!talking.ok) {
      if (this.#doubts(talking.trouble)) return doubtedMs;
      const { state } = this.learned(talking.trouble, nothingKnown);
      if (state !== 'absent') return hinderedEveryMs;
      const awayMs = this.#awayMs;
      this.#awayMs = Math.min(awayMostMs, 2 * awayMs);
      return awayMs;
    }
    this.#awayMs = awayFirstMs;
    const { talk } = talking;
    this.#looking = talk;
    const { cable, habits } = this.#line;
    const trouble = cable.answers ? await lookOnce(talk, habits) : null;
    const hasGivenWay = this.#looking !== talk;
    this.#looking = null;
    await talk.close(closeWithinMs);
    if (hasGivenWay) return wellEveryMs;
    if (this.#doubts(trouble)) return doubtedMs;
    const { state } = this.learned(trouble, talk.facts());
    if (state === 'refused') return hinderedEveryMs;
    return cable.answers && habits.realTime !== 'no' ? wellEveryMs : silentEveryMs;
  }

  /** Printers serve one at a time: nobody there may mean another till's receipt, and is believed the second time. */
  #doubts(trouble: Trouble | null): boolean {
    const isWell = this.#printer.state === 'ready' || this.#printer.state === 'attention';
    this.#isDoubted = isWell && !this.#isDoubted && trouble !== null && busyFaults.has(trouble.fault);
    return this.#isDoubted;
  }

  #drawerOf(printer: DeviceReport, facts: PrinterFacts): DeviceReport {
    const { openLevel } = this.#settings;
    if (openLevel === null) return noDevice;
    if (printer.state === 'absent') return printer;
    const { place } = this.#line.cable;
    return isOpen(facts, openLevel) ? reportOf({ fault: 'drawer_open', detail: '' }, place) : readyAt(place);
  }

  /** Only news. */
  #tell(printer: DeviceReport, drawer: DeviceReport): void {
    const isNews = !isSame(printer, this.#printer) || !isSame(drawer, this.#drawer);
    this.#printer = printer;
    this.#drawer = drawer;
    if (isNews) this.#changed?.(printer, drawer);
  }
}

function isSame(one: DeviceReport, other: DeviceReport): boolean {
  return (
    one.state === other.state && one.fault === other.fault && one.place === other.place && one.detail === other.detail
  );
}
