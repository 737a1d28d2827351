import type { Garbling } from '../main/contract/words/screen.ts';
import { FieldBefore } from './field-before.ts';
import { type Rhythm, usualRhythm } from './rhythm.ts';
import { isStaleKey } from './stale-input.ts';
import { restingWedge, silenceDueAtMs, step, type Wedge, type WedgeEvent, type WedgeOutcome } from './wedge.ts';

/**
 * Listens to the page's keys before anybody else does, and tells the screen what was typed and what was scanned. What
 * belongs to a scanner never stays in the page: no digit in a field, no Enter on a button. It knows the DOM and the
 * wedge's rhythm, and nothing of amounts and payments.
 */

/** A key that a person pressed. `code` is its place, `KeyboardEvent.code`. */
export interface TypedKey {
  readonly code: string;
  /** Shift was down; told of commands alone. */
  readonly shift: boolean;
}

/** One event and what the wedge made of it. */
export interface HeardStep {
  readonly event: WedgeEvent;
  readonly outcomes: readonly WedgeOutcome[];
}

export interface HeardKeys {
  /**
   * Called for characters, function keys, Escape, Backspace and Delete, not for Enter, Tab, Space, arrows and chords.
   * True when the key meant something: then the browser does not get it. Characters it never gets, except in fields.
   */
  typed(key: TypedKey): boolean;
  /** A whole text of a scanner, without its terminator. */
  scanned(text: string): void;
  /** A scanner's burst that cannot be read for certain: scan again. */
  garbled(why: Garbling): void;
  /** When the screen last became another one, on the clock of the events. */
  changedAtMs?(): number;
  /** How this till's scanner types; asked for each event. */
  rhythm?(): Rhythm;
  /** Told of every event, before anything is done about it. */
  stepped?(heard: HeardStep): void;
}

/** Passes each step of the wedge on to everybody who listens; keeps none. */
export class KeyTap {
  readonly #listeners = new Set<(heard: HeardStep) => void>();

  tell(heard: HeardStep): void {
    for (const listen of this.#listeners) listen(heard);
  }

  /** The result switches it off. */
  onStep(listen: (heard: HeardStep) => void): () => void {
    this.#listeners.add(listen);
    return () => this.#listeners.delete(listen);
  }
}

/** Keys whose release is swallowed too; more than any keyboard has down at once. */
const releasesMax = 64;

/** A page that was busy has keys waiting in its queue: they come before the silence is believed. */
const queueFlushMs = 4;

/** Listens until the result is called. */
export function listenToKeys(target: Window, heard: HeardKeys): () => void {
  const { report, watched } = reporting(target, heard);
  const rhythm = (): Rhythm => heard.rhythm?.() ?? usualRhythm;
  const { swallow, leave, swallowRest } = swallowing();
  const before = new FieldBefore();
  let wedge: Wedge = restingWedge;
  let timer: number | undefined;

  function take(event: WedgeEvent): readonly WedgeOutcome[] {
    const [next, outcomes] = step(wedge, event, rhythm());
    wedge = next;
    watched({ event, outcomes });
    // The first keys were the field's, before they could be known as a scanner's. Slow ones may well be a person's.
    if (outcomes.some(isScanners)) before.restore();
    return outcomes;
  }

  /** `nowMs`: the time of the last event, on the clock of the events. */
  function waitForSilence(nowMs: number): void {
    target.clearTimeout(timer);
    const dueAtMs = silenceDueAtMs(wedge, rhythm());
    if (dueAtMs === null) return;
    const believe = (): void => void report(take({ kind: 'silence', atMs: dueAtMs }));
    const flushQueue = (): void => {
      timer = target.setTimeout(believe, queueFlushMs);
    };
    timer = target.setTimeout(flushQueue, Math.max(0, dueAtMs - nowMs - queueFlushMs));
  }

  function keyDown(event: KeyboardEvent): void {
    before.pressed(event.composedPath()[0], event.timeStamp, rhythm().silenceMs);
    const outcomes = take(downOf(event, isStaleKey(event, target.performance.now(), heard.changedAtMs?.() ?? 0)));
    waitForSilence(event.timeStamp);
    // Decided before the screen is asked: a fault there must not hand a scanner's key to the browser.
    const isHeld = outcomes.some(({ kind }) => kind === 'held');
    if (isHeld) swallow(event);
    else leave(event);
    if (report(outcomes) && !isHeld) swallow(event);
  }

  target.addEventListener('keydown', keyDown, { capture: true });
  target.addEventListener('keypress', swallowRest, { capture: true });
  target.addEventListener('keyup', swallowRest, { capture: true });
  return () => {
    target.clearTimeout(timer);
    target.removeEventListener('keydown', keyDown, { capture: true });
    target.removeEventListener('keypress', swallowRest, { capture: true });
    target.removeEventListener('keyup', swallowRest, { capture: true });
  };
}

/** Tells the screen; true when it took an offered key. Faults of the screen are reported and go no further. */
function reporting(target: Window, heard: HeardKeys) {
  function told<Said>(say: () => Said): Said | undefined {
    try {
      return say();
    } catch (error) {
      target.reportError(error);
      return undefined;
    }
  }

  function isTaken(key: TypedKey): boolean {
    // Escape closes an open dialog and must not stop the sale behind it.
    if (key.code === 'Escape' && target.document.querySelector('dialog:modal') !== null) return false;
    return told(() => heard.typed(key)) === true;
  }

  function report(outcomes: readonly WedgeOutcome[]): boolean {
    let taken = false;
    for (const outcome of outcomes) {
      if (outcome.kind === 'typed') told(() => heard.typed({ code: outcome.code, shift: false }));
      else if (outcome.kind === 'offered') taken = isTaken({ code: outcome.code, shift: outcome.shift });
      else if (outcome.kind === 'scanned') told(() => heard.scanned(outcome.text));
      else if (outcome.kind === 'garbled') told(() => heard.garbled(outcome.why));
    }
    return taken;
  }

  function watched(step: HeardStep): void {
    told(() => heard.stepped?.(step));
  }

  return { report, watched };
}

/** What was typed was a scanner's, read or not. */
function isScanners(outcome: WedgeOutcome): boolean {
  return outcome.kind === 'scanned' || (outcome.kind === 'garbled' && outcome.why !== 'too_slow');
}

type OnKey = (event: KeyboardEvent) => void;

/** Takes a key from the page: its press now, its release later. A press that is left to the page is left whole. */
function swallowing(): { readonly swallow: OnKey; readonly leave: OnKey; readonly swallowRest: OnKey } {
  const codes = new Set<string>();
  const stop: OnKey = (event) => {
    event.preventDefault();
    event.stopImmediatePropagation();
  };
  return {
    swallow: (event) => {
      stop(event);
      if (codes.size >= releasesMax) codes.clear();
      codes.add(event.code);
    },
    leave: ({ code }) => void codes.delete(code),
    swallowRest: (event) => {
      if (!codes.has(event.code)) return;
      if (event.type === 'keyup') codes.delete(event.code);
      stop(event);
    },
  };
}

function downOf(event: KeyboardEvent, late: boolean): WedgeEvent {
  return {
    kind: 'down',
    code: event.code,
    key: event.key,
    shift: event.shiftKey,
    ctrl: event.ctrlKey,
    alt: event.altKey,
    meta: event.metaKey,
    composing: event.isComposing,
    repeat: event.repeat,
    late,
    editable: isEditable(event.composedPath()[0]),
    takesScans: takesScans(event.composedPath()[0]),
    atMs: event.timeStamp,
  };
}

/** Input types into which nobody types text. */
const untyped = /^(?:button|checkbox|radio|submit|reset|range|color|file|image|hidden)$/;

/** A field that is asked with: `data-takes-scans`. */
function takesScans(element: EventTarget | undefined): boolean {
  return element instanceof HTMLElement && element.hasAttribute('data-takes-scans');
}

function isEditable(element: EventTarget | undefined): boolean {
  if (!(element instanceof HTMLElement)) return false;
  if (element instanceof HTMLInputElement) return !untyped.test(element.type);
  return element.isContentEditable || element.matches('textarea, select');
}
