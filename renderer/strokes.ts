/**
 * What a key that went down is: text by its place on a US keyboard, a command, a modifier. It knows no rhythm and
 * no scanner.
 */

export interface KeyDown {
  readonly kind: 'down';
  /** The place of the key, `KeyboardEvent.code`. */
  readonly code: string;
  /** What the layout made of it. Believed only where it confirms a digit that came with Shift. */
  readonly key?: string;
  readonly shift: boolean;
  readonly ctrl: boolean;
  readonly alt: boolean;
  readonly meta: boolean;
  /** An input method is composing. */
  readonly composing: boolean;
  /** The key is held down and repeats. */
  readonly repeat: boolean;
  /** The focus is where text can be typed: keys are the field's. */
  readonly editable: boolean;
  /** The field wants what a scanner types, whole and as a scan; its own text stays as it was. */
  readonly takesScans?: boolean;
  /** It comes so long after it was pressed that it may have been meant for something else. */
  readonly late?: boolean;
  /** Milliseconds, the same clock for all events, any origin. */
  readonly atMs: number;
}

/** The key may be the field's: once it is known for a scanner's, a field that takes scans gets no more of it. */
export function isTheFields({ editable, takesScans }: KeyDown, isScanner: boolean): boolean {
  return editable && !(takesScans === true && isScanner);
}

export type Stroke =
  /** `shifted`: the character depends on Shift. */
  | { readonly kind: 'text'; readonly character: string; readonly shifted: boolean }
  /** A digit on the numeric pad while Alt is down: part of a character's number. */
  | { readonly kind: 'alt_digit'; readonly digit: string }
  /** An input method has the key, or it has no place: remote desktops and screen keyboards. */
  | { readonly kind: 'unreadable' }
  | { readonly kind: 'terminator' }
  /** Ctrl+J and Ctrl+M: line feed and carriage return of scanners that send control characters as chords. */
  | { readonly kind: 'control_terminator' }
  | { readonly kind: 'modifier' }
  /** Function keys, Escape, Backspace, Delete. */
  | { readonly kind: 'command' }
  /** Arrows, chords, media keys and everything else. */
  | { readonly kind: 'foreign' };

/** Most digits of one Alt+numpad character: `Alt+50` and `Alt+0050` are both "2". */
export const altDigitsMax = 4;

export type TextualStroke = Extract<Stroke, { kind: 'text' | 'alt_digit' | 'unreadable' }>;
export type TextStroke = Extract<Stroke, { kind: 'text' }>;

const modifierKeys = /^(?:Shift|Control|Alt|Meta)(?:Left|Right)$|^(?:CapsLock|NumLock|ScrollLock|Fn|FnLock)$/;
const commandKeys = /^(?:F\d{1,2}|Escape|Backspace|Delete)$/;
const terminators = /^(?:Enter|NumpadEnter|Tab)$/;
const noPlace = /^(?:|Unidentified|Process)$/;

/** Two characters: without and with Shift. */
const textKeys: Readonly<Record<string, string>> = {
  Digit1: '1!',
  Digit2: '2@',
  Digit3: '3#',
  Digit4: '4$',
  Digit5: '5%',
  Digit6: '6^',
  Digit7: '7&',
  Digit8: '8*',
  Digit9: '9(',
  Digit0: '0)',
  Minus: '-_',
  Equal: '=+',
  BracketLeft: '[{',
  BracketRight: ']}',
  Backslash: '\\|',
  IntlBackslash: '\\|',
  Semicolon: ';:',
  Quote: '\'"',
  Backquote: '`~',
  Comma: ',<',
  Period: '.>',
  Slash: '/?',
  Space: '  ',
  NumpadDecimal: '..',
  NumpadComma: ',,',
  NumpadAdd: '++',
  NumpadSubtract: '--',
  NumpadMultiply: '**',
  NumpadDivide: '//',
};

export function strokeOf(event: KeyDown): Stroke {
  const { code, ctrl, alt, meta } = event;
  if (modifierKeys.test(code)) return { kind: 'modifier' };
  if (event.composing || noPlace.test(code)) return { kind: 'unreadable' };
  if (alt && !ctrl && !meta && /^Numpad\d$/.test(code)) return { kind: 'alt_digit', digit: code.slice(-1) };
  if (ctrl && !alt && !meta && /^Key[JM]$/.test(code)) return { kind: 'control_terminator' };
  if (ctrl || alt || meta) return { kind: 'foreign' };
  if (terminators.test(code)) return { kind: 'terminator' };
  if (commandKeys.test(code)) return { kind: 'command' };
  return textOf(event) ?? { kind: 'foreign' };
}

function textOf({ code, key, shift }: KeyDown): TextStroke | null {
  const [, letter] = /^Key([A-Z])$/.exec(code) ?? [];
  if (letter !== undefined) return { kind: 'text', character: shift ? letter : letter.toLowerCase(), shifted: shift };
  const [, padDigit] = /^Numpad(\d)$/.exec(code) ?? [];
  if (padDigit !== undefined) return { kind: 'text', character: padDigit, shifted: false };
  const characters = Object.hasOwn(textKeys, code) ? textKeys[code] : undefined;
  if (characters === undefined) return null;
  const plain = characters.charAt(0);
  // AZERTY: the digits of the upper row are typed with Shift, by people and by scanners set to French.
  if (!shift || (/\d/.test(plain) && key === plain)) return { kind: 'text', character: plain, shifted: false };
  return { kind: 'text', character: characters.charAt(1), shifted: true };
}
