/**
 * How a text field was before keys came so close on each other that they may be a scanner's, so that what a scan has
 * left in it can be taken out again. It knows the DOM, and no rhythm beyond the pause it is told.
 */

type TextField = HTMLInputElement | HTMLTextAreaElement;

interface Before {
  readonly field: TextField;
  readonly value: string;
  /** Null where the field has no such thing, as one for a number. */
  readonly start: number | null;
  readonly end: number | null;
}

export class FieldBefore {
  #before: Before | null = null;
  #lastAtMs = -Infinity;

  /** Of each key before its target has it; `runMs`: keys further apart do not belong together. */
  pressed(target: EventTarget | undefined, atMs: number, runMs: number): void {
    const isSameRun = target === this.#before?.field && atMs - this.#lastAtMs <= runMs;
    this.#lastAtMs = atMs;
    if (!isSameRun) this.#before = isTextField(target) ? beforeOf(target) : null;
  }

  /** Puts the field of the newest keys back; whoever listens to the field hears of it as of typing. */
  restore(): void {
    const before = this.#before;
    this.#before = null;
    if (before === null || before.field.value === before.value) return;
    const { field, value, start, end } = before;
    // Past React's own setter, which would take the event for one that changes nothing.
    const prototype = field instanceof HTMLInputElement ? HTMLInputElement.prototype : HTMLTextAreaElement.prototype;
    Object.getOwnPropertyDescriptor(prototype, 'value')?.set?.call(field, value);
    if (start !== null && end !== null) field.setSelectionRange(start, end);
    field.dispatchEvent(new InputEvent('input', { bubbles: true }));
  }
}

function beforeOf(field: TextField): Before {
  return { field, value: field.value, start: field.selectionStart, end: field.selectionEnd };
}

function isTextField(target: EventTarget | undefined): target is TextField {
  return target instanceof HTMLInputElement || target instanceof HTMLTextAreaElement;
}
