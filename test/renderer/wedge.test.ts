import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { gapForMs, usualRhythm as rhythm, rhythmOf, slowestGapMs, usualRhythm } from '../../renderer/rhythm.ts';
import { charactersMax } from '../../renderer/wedge.ts';
import { printedSeed } from '../support/seed.ts';
import { type Press, play, scannerKeys, times } from './keyboard.ts';

const code = '281234567890123456';
const longCode = '28123456789012345678901234567890';
const seed = printedSeed('wedge scanners');

const enter = (afterMs: number): Press => ({ code: 'Enter', afterMs });
const digit = (value: number | string, afterMs: number, more: Press['with'] = {}): Press => ({
  code: `Digit${value}`,
  afterMs,
  with: more,
});

/** Alt held, then the character's number on the numeric pad, once per character. */
function altNumpad(text: string, numberOf: (character: string) => string, gapMs = 6): Press[] {
  return Array.from(text).flatMap((character) => [
    { code: 'AltLeft', afterMs: gapMs, with: { alt: true } },
    ...Array.from(numberOf(character)).map((pad) => ({ code: `Numpad${pad}`, afterMs: gapMs, with: { alt: true } })),
  ]);
}

describe('what scanners send is one text, and no key of it is typed or reaches the page', () => {
  const cases: readonly (readonly [string, readonly Press[], string])[] = [
    ['a US scanner that ends with Enter', scannerKeys(`${code}\r`, 12), code],
    ['one that ends with Tab', scannerKeys(`${code}\t`, 12), code],
    [
      'one that ends with the Enter of the numeric pad',
      [...scannerKeys(code, 5), { code: 'NumpadEnter', afterMs: 5 }],
      code,
    ],
    ['one that ends with nothing', scannerKeys(code, 12), code],
    ['one that ends with Enter twice', scannerKeys(`${code}\r\r`, 12), code],
    ['one that ends with Enter and Tab', scannerKeys(`${code}\r\t`, 12), code],
    ['17 digits', scannerKeys(`${code.slice(1)}\r`, 1), code.slice(1)],
    ['32 digits', scannerKeys(`${longCode}\r`, 20), longCode],
    ['an AIM id in front', scannerKeys(`]Q3${code}\r`, 8), `]Q3${code}`],
    ['another AIM id in front', scannerKeys(`]C0${code}\r`, 8), `]C0${code}`],
    ['a web address', scannerKeys('https://qr.alipay.com/fkx01-Ab\r', 8), 'https://qr.alipay.com/fkx01-Ab'],
    ['all keys at the same instant', scannerKeys(`${code}\r`, 0), code],
    ['the numeric pad', Array.from(code).map((d) => ({ code: `Numpad${d}`, afterMs: 8 })), code],
    [
      'the numeric pad with NumLock off, where the layout says End and PageUp',
      Array.from(code).map((d) => ({ code: `Numpad${d}`, afterMs: 8, with: { key: 'End' } })),
      code,
    ],
    ['an input method that has an eye on the keys', scannerKeys(code, 8, { key: 'Process' }), code],
    [
      'a US scanner on a French layout, where the layout says é" and so on',
      Array.from(code).map((d) => digit(d, 8, { key: 'à&é"\'(-è_ç'.charAt(Number(d)) })),
      code,
    ],
    [
      'a French scanner on a French layout, which types digits with Shift',
      Array.from(code).map((d) => digit(d, 8, { shift: true, key: d })),
      code,
    ],
    [
      'a stutter of the line when the burst is sure',
      [
        ...scannerKeys(code.slice(0, 9), 5),
        ...scannerKeys(code.slice(9), 5).map((press, at) => (at === 0 ? { ...press, afterMs: 70 } : press)),
      ],
      code,
    ],
    [
      'a function key and Ctrl+J behind the code',
      [...scannerKeys(code, 5), { code: 'F7', afterMs: 5 }, { code: 'KeyJ', afterMs: 5, with: { ctrl: true } }],
      code,
    ],
  ];
  test.each(cases)('%s', (_, presses, text) => {
    const { said, passed } = play(presses);
    expect(said).toEqual([`scanned ${text}`]);
    // Modifiers do nothing by themselves, and the page must see them come and go.
    expect(passed.filter((each) => each !== 'ShiftLeft')).toEqual([]);
  });

  test.each([
    ['decimal numbers', (character: string) => String(character.charCodeAt(0))],
    ['four digits', (character: string) => String(character.charCodeAt(0)).padStart(4, '0')],
  ])('Alt+numpad characters as %s are decoded', (_, numberOf) => {
    const { said, passed } = play(altNumpad(`${code}\r`, numberOf));
    expect(said).toEqual([`scanned ${code}\r`]);
    expect(passed.filter((each) => each !== 'AltLeft')).toEqual([]);
  });

  test('a preamble of a function key or a chord does not get into the text', () => {
    const { said, passed } = play([
      { code: 'F9', afterMs: 5 },
      { code: 'KeyB', afterMs: 5, with: { ctrl: true } },
      ...scannerKeys(`${code}\r`, 5),
    ]);
    // Before the first character nobody can know: a command key acts, a chord is the browser's.
    expect(said).toEqual(['offered F9', `scanned ${code}`]);
    expect(passed).toEqual(['F9', 'KeyB']);
  });

  test('two codes, each with its terminator, are two texts', () => {
    const other = '289999999999999999';
    const { said, passed } = play([...scannerKeys(`${code}\r`, 5), ...scannerKeys(`${other}\r`, 5)]);
    expect(said).toEqual([`scanned ${code}`, `scanned ${other}`]);
    expect(passed).toEqual([]);
  });

  test('two codes without a terminator are one text, for the terminal to refuse', () => {
    expect(play([...scannerKeys(code, 5), ...scannerKeys(code, 5)]).said).toEqual([`scanned ${code}${code}`]);
  });

  test('Ctrl+J that follows the Enter of a scan does not open the downloads of the browser', () => {
    const { passed } = play([...scannerKeys(`${code}\r`, 5), { code: 'KeyJ', afterMs: 5, with: { ctrl: true } }]);
    expect(passed).toEqual([]);
  });
});

describe('what cannot be read for certain is garbled once, and nothing of it is typed', () => {
  const editable = { editable: true } as const;
  const cases: readonly (readonly [string, readonly Press[], string])[] = [
    [
      'Shift is stuck',
      [...Array.from(code).map((d) => digit(d, 8, { shift: true, key: '%' })), enter(8)],
      'shift_stuck',
    ],
    [
      'Shift is stuck, AIM id in front',
      [
        { code: 'BracketRight', afterMs: 5, with: { shift: true } },
        ...Array.from(code).map((d) => digit(d, 8, { shift: true })),
      ],
      'shift_stuck',
    ],
    [
      'an input method is composing',
      [...scannerKeys(code, 8, { composing: true, key: 'Process', editable: true }), enter(8)],
      'input_method',
    ],
    [
      'an input method begins to compose in the middle',
      [...scannerKeys(code.slice(0, 9), 8), ...scannerKeys(code.slice(9), 8, { composing: true })],
      'input_method',
    ],
    [
      'keys have no place',
      [...times(18, () => ({ code: '', afterMs: 8, with: { key: '5' } })), enter(8)],
      'unreadable_key',
    ],
    [
      'one key has no place',
      [...scannerKeys(code.slice(0, 9), 8), { code: 'Unidentified', afterMs: 8 }, ...scannerKeys(code.slice(9), 8)],
      'unreadable_key',
    ],
    [
      'Alt+numpad names a character outside ASCII',
      altNumpad(code, (c) => String(c.charCodeAt(0) + 100)),
      'unreadable_key',
    ],
    [
      'Alt+numpad numbers run together',
      times(80, () => ({ code: 'Numpad5', afterMs: 5, with: { alt: true } })),
      'unreadable_key',
    ],
    [
      'a chord stands in the middle',
      [
        ...scannerKeys(code.slice(0, 9), 8),
        { code: 'BracketRight', afterMs: 8, with: { ctrl: true } },
        ...scannerKeys(code.slice(9), 8),
      ],
      'foreign_key',
    ],
    [
      'a key repeats in the middle',
      [...scannerKeys(code.slice(0, 9), 8), digit(5, 30, { repeat: true }), ...scannerKeys(code.slice(9), 8)],
      'foreign_key',
    ],
  ];
  test.each(cases)('%s', (_, presses, why) => {
    expect(play(presses).said).toEqual([`garbled ${why}`]);
  });

  test('a burst into a text field: the field keeps the first keys, the rest and the Enter do not arrive', () => {
    const { said, passed } = play(scannerKeys(`${code}\r`, 8, editable));
    expect(said).toEqual(['garbled typed_into_field']);
    expect(passed).toHaveLength(rhythm.keysMin - 1);
  });

  test('a burst into a field that takes scans: it is scanned, and the field gets no more than the first keys', () => {
    const { said, passed } = play(scannerKeys(`${code}\r`, 8, { ...editable, takesScans: true }));
    expect(said).toEqual([`scanned ${code}`]);
    expect(passed).toHaveLength(rhythm.keysMin);
  });

  test('a person types into a field that takes scans as into any other', () => {
    const { said, passed } = play(scannerKeys('128', 200, { ...editable, takesScans: true }));
    expect(said).toEqual([]);
    expect(passed).toHaveLength(3);
  });

  test('noise without end is garbled once and the page gets nothing of it, until there is silence', () => {
    const noise = scannerKeys('7'.repeat(20_000), 3);
    const { said, passed } = play([
      ...noise,
      ...scannerKeys(`${code}\r`, 200).map((press, at) => (at === 0 ? press : { ...press, afterMs: 5 })),
    ]);
    expect(said).toEqual(['garbled too_long', `scanned ${code}`]);
    expect(passed).toEqual([]);
  });

  test('a text as long as the contract takes is still scanned', () => {
    const text = '7'.repeat(charactersMax);
    expect(play(scannerKeys(text, 3)).said).toEqual([`scanned ${text}`]);
    expect(play(scannerKeys(`${text}7`, 3)).said).toEqual(['garbled too_long']);
  });

  test('a silence that was believed too early is noticed: the start is lost, the rest is not taken for a code', () => {
    // The second key, pressed 30 ms after the first, is delivered after 42 ms; the silence is believed at 40.
    const { said } = play(scannerKeys(`${code}\r`, 30), { keyMs: 12 });
    expect(said).toEqual(['typed Digit2', 'garbled start_lost']);
  });
});

describe('what a person does is typed in order, and never later than a moment', () => {
  const rolled = (gapMs: number, count: number): Press[] => times(count, (at) => digit(at + 1, gapMs));
  const typedDigits = (...digits: number[]): string[] => digits.map((each) => `typed Digit${each}`);

  test('a lone key waits at most for the hold', () => {
    const { said, longestWaitMs } = play([digit(5, 500)]);
    expect(said).toEqual(typedDigits(5));
    expect(longestWaitMs).toBeLessThanOrEqual(rhythm.holdMs);
  });

  test('a fast typist', () => {
    expect(play(rolled(55, 9)).said).toEqual(typedDigits(1, 2, 3, 4, 5, 6, 7, 8, 9));
  });

  test.each([2, 3, 4, 5])('%i keys rolled by several fingers', (count) => {
    expect(play(rolled(20, count)).said).toEqual(typedDigits(...times(count, (at) => at + 1)));
  });

  test('Enter, Tab, Space, arrows and chords of a person are the browser’s', () => {
    const keys = ['Enter', 'NumpadEnter', 'Tab', 'Space', 'ArrowDown', 'Home'];
    const chord: Press = { code: 'KeyC', afterMs: 300, with: { ctrl: true } };
    const { said, passed } = play([...keys.map((each) => ({ code: each, afterMs: 300 })), chord]);
    expect(said).toEqual([]);
    expect(passed).toEqual([...keys, 'KeyC']);
  });

  test('an Enter soon after a single key presses the focused button', () => {
    expect(play([digit(5, 100), enter(30)])).toMatchObject({ said: typedDigits(5), passed: ['Enter'] });
  });

  test('an Enter that follows a few keys as close as a machine sends them presses nothing', () => {
    expect(play([...rolled(10, 4), enter(10)])).toMatchObject({ said: typedDigits(1, 2, 3, 4), passed: [] });
  });

  test('command keys are offered at once and never wait, keys held before them come first', () => {
    const { said } = play([
      digit(5, 100),
      { code: 'Backspace', afterMs: 20 },
      { code: 'F12', afterMs: 200 },
      { code: 'Escape', afterMs: 200 },
    ]);
    expect(said).toEqual(['typed Digit5', 'offered Backspace', 'offered F12', 'offered Escape']);
  });

  test('a key held down repeats as typing and never becomes a scan', () => {
    const { said } = play([
      digit(0, 300),
      digit(0, 250, { repeat: true }),
      ...times(40, () => digit(0, 30, { repeat: true })),
    ]);
    expect(said).toEqual(times(42, () => 'typed Digit0'));
  });

  test('a held Enter presses a button once', () => {
    const { passed } = play([
      enter(300),
      { ...enter(500), with: { repeat: true } },
      { ...enter(30), with: { repeat: true } },
    ]);
    expect(passed).toEqual(['Enter']);
  });

  test('a sign on a digit key is not the digit', () => {
    expect(play([digit(5, 300, { shift: true, key: '%' })])).toMatchObject({ said: [], passed: [] });
  });

  test('text fields get every key of a person untouched', () => {
    const keys = [...scannerKeys('12.8', 70), { code: 'Backspace', afterMs: 70 }, enter(70)];
    const { said, passed } = play(keys.map((press) => ({ ...press, with: { ...press.with, editable: true } })));
    expect(said).toEqual([]);
    expect(passed).toEqual(keys.map((press) => press.code));
  });

  test('an amount typed before a scan stays, the scan stays whole', () => {
    const { said } = play([
      ...rolled(120, 3),
      ...scannerKeys(`${code}\r`, 120).map((press, at) => (at === 0 ? press : { ...press, afterMs: 7 })),
    ]);
    expect(said).toEqual([...typedDigits(1, 2, 3), `scanned ${code}`]);
  });

  test('a scan that stutters among its first keys is no shorter code: its start is lost', () => {
    const keys = scannerKeys(`${code}\r`, 8).map((press, at) => (at === 2 ? { ...press, afterMs: 50 } : press));
    expect(play(keys).said).toEqual([...typedDigits(2, 8), 'garbled start_lost']);
  });

  test('a person’s key in the middle of a burst is part of its text, which is then no code', () => {
    const keys = scannerKeys(`${code}\r`, 10);
    const { said } = play([...keys.slice(0, 9), { code: 'KeyX', afterMs: 4 }, ...keys.slice(9)]);
    expect(said).toEqual([`scanned ${code.slice(0, 9)}x${code.slice(9)}`]);
  });
});

describe('a scanner that types slowly', () => {
  const rhythm60 = rhythmOf(60);
  const slow = (text: string, gapMs: number): Press[] => scannerKeys(text, gapMs);

  test('reads like typing on a till that does not know it, and nothing of it is a scan', () => {
    const { said, passed } = play(slow(`${code}\r`, 50));
    // Nobody types as much in one go: it is told once, and of the rest nothing is typed and no Enter presses anything.
    const typed = Array.from(code.slice(0, rhythm.slowKeysMin), (each) => `typed Digit${each}`);
    expect(said).toEqual([...typed, 'garbled too_slow']);
    expect(passed).toEqual([]);
  });

  test('is told from a person who types an amount and presses Enter', () => {
    const amount = scannerKeys('999999999999', 120);
    expect(play([...amount, enter(120)])).toMatchObject({ passed: ['Enter'] });
    expect(play([...amount, enter(120)]).said).not.toContain('garbled too_slow');
    expect(play(slow(`${code}\r`, 160)).said).not.toContain('garbled too_slow');
  });

  test.each([20, 36, 50, 60])(
    'is read whole at %i ms per key where its gap is set, and no key gets through',
    (gapMs) => {
      const { said, passed } = play(slow(`${code}\r`, gapMs), {}, rhythm60);
      expect(said).toEqual([`scanned ${code}`]);
      expect(passed).toEqual([]);
      expect(play(slow(code, gapMs), {}, rhythm60).said).toEqual([`scanned ${code}`]);
    },
  );

  test('a short code of it needs its terminator to be told from typing, and its Enter presses nothing', () => {
    expect(play(slow('69012345\r', 50), {}, rhythm60)).toMatchObject({ said: ['scanned 69012345'], passed: [] });
    expect(play(slow('69012345', 50), {}, rhythm60).said[0]).toBe('typed Digit6');
    expect(play(slow('690\r', 50), {}, rhythm60)).toMatchObject({ passed: [] });
  });

  test('a quick scanner beside it is read as ever, a person beside it types as ever', () => {
    expect(play(slow(`${code}\r`, 8), {}, rhythm60).said).toEqual([`scanned ${code}`]);
    expect(play(slow('128.50', 61), {}, rhythm60).said).toHaveLength(6);
  });

  test('in a field it is refused when it is sure, and nothing of it is scanned', () => {
    const { said } = play(
      slow(`${code}\r`, 50).map((press) => ({ ...press, with: { editable: true } })),
      {},
      rhythm60,
    );
    expect(said).toEqual(['garbled typed_into_field']);
  });

  test('the setting stays where machines can be told from people', () => {
    expect(rhythmOf(5)).toEqual(usualRhythm);
    expect(rhythmOf(500).burstGapMs).toBe(slowestGapMs);
    expect(rhythmOf(Number.NaN)).toEqual(usualRhythm);
    expect([1, 20, 30, 48, 60, 61, 90].map(gapForMs)).toEqual([35, 35, 35, 55, 70, 70, null]);
  });

  test('on both sides: every payment code within the gap is one scan, every amount is typed in order', () => {
    const digits = fc.array(fc.integer({ min: 0, max: 9 }), { minLength: 17, maxLength: 32 });
    const gaps = fc.array(fc.integer({ min: 1, max: slowestGapMs }), { minLength: 32, maxLength: 32 });
    const setting = rhythmOf(slowestGapMs);
    fc.assert(
      fc.property(digits, gaps, fc.boolean(), (values, gapsMs, isTerminated) => {
        const keys = values.map((value, at) => digit(value, at === 0 ? 300 : (gapsMs[at] ?? 1)));
        const { said, passed } = play([...keys, ...(isTerminated ? [enter(gapsMs[0] ?? 1)] : [])], {}, setting);
        expect(said).toEqual([`scanned ${values.join('')}`]);
        expect(passed).toEqual([]);
      }),
      { seed, numRuns: 500 },
    );
    // 12 digits and a point, as quick as a till set to the slowest scanner still takes for a burst.
    const typing = fc.array(
      fc.record({ value: fc.integer({ min: 0, max: 9 }), afterMs: fc.integer({ min: 36, max: 400 }) }),
      {
        maxLength: 13,
      },
    );
    fc.assert(
      fc.property(typing, (keys) => {
        const { said } = play(
          keys.map(({ value, afterMs }) => digit(value, afterMs)),
          {},
          setting,
        );
        expect(said).toEqual(keys.map(({ value }) => `typed Digit${value}`));
      }),
      { seed, numRuns: 500 },
    );
    const unhurried = fc.array(
      fc.record({ value: fc.integer({ min: 0, max: 9 }), afterMs: fc.integer({ min: 71, max: 400 }) }),
      {
        maxLength: 60,
      },
    );
    fc.assert(
      fc.property(unhurried, (keys) => {
        const { said } = play(
          keys.map(({ value, afterMs }) => digit(value, afterMs)),
          {},
          setting,
        );
        expect(said).toEqual(keys.map(({ value }) => `typed Digit${value}`));
      }),
      { seed, numRuns: 200 },
    );
  });
});

describe('keys that come long after they were pressed', () => {
  const late = { late: true } as const;

  test('are no scan: the customer may have gone', () => {
    expect(play(scannerKeys(`${code}\r`, 5, late))).toMatchObject({ said: ['garbled too_late'], passed: [] });
  });

  test('do no command and press no button; typed digits are typed', () => {
    const { said, passed } = play([
      { code: 'F12', afterMs: 300, with: late },
      { code: 'Enter', afterMs: 300, with: late },
      digit(5, 300, late),
    ]);
    expect(said).toEqual(['typed Digit5']);
    expect(passed).toEqual([]);
  });
});

describe('for any keys', () => {
  test('17 to 32 digits 1 to 30 ms apart are exactly one scan with that text, with or without a terminator', () => {
    const digits = fc.array(fc.integer({ min: 0, max: 9 }), { minLength: 17, maxLength: 32 });
    const gaps = fc.array(fc.integer({ min: 1, max: 30 }), { minLength: 33, maxLength: 33 });
    const ends = fc.constantFrom([], [enter(0)], [{ code: 'Tab', afterMs: 0 }], [enter(0), enter(0)]);
    fc.assert(
      fc.property(digits, gaps, ends, fc.boolean(), fc.boolean(), (values, gapsMs, end, onPad, amountFirst) => {
        const scan = values.map((value, at) => ({
          code: onPad ? `Numpad${value}` : `Digit${value}`,
          afterMs: at === 0 ? 300 : (gapsMs[at] ?? 1),
        }));
        const terminator = end.map((press) => ({ ...press, afterMs: gapsMs[32] ?? 1 }));
        const { said, passed } = play([...(amountFirst ? [digit(7, 100)] : []), ...scan, ...terminator]);
        expect(said).toEqual([...(amountFirst ? ['typed Digit7'] : []), `scanned ${values.join('')}`]);
        expect(passed).toEqual([]);
      }),
      { seed, numRuns: 1_000 },
    );
  });

  test('typing with gaps of 60 ms and more is never a scan, and every key is typed in order', () => {
    const key = fc.constantFrom('Digit0', 'Digit5', 'Numpad9', 'NumpadDecimal', 'Period', 'KeyA', 'Comma');
    const presses = fc.array(fc.record({ code: key, afterMs: fc.integer({ min: 60, max: 900 }) }), { maxLength: 60 });
    fc.assert(
      fc.property(presses, fc.integer({ min: 0, max: 15 }), (keys, lateMs) => {
        const { said, longestWaitMs } = play(keys, { silenceMs: lateMs });
        expect(said).toEqual(keys.map((press) => `typed ${press.code}`));
        expect(longestWaitMs).toBeLessThanOrEqual(rhythm.holdMs + lateMs);
      }),
      { seed, numRuns: 500 },
    );
  });

  test('whatever is pressed: the state stays bounded, and after silence nothing is held', () => {
    const key = fc.constantFrom(
      'Digit1',
      'Numpad2',
      'KeyQ',
      'Enter',
      'Tab',
      'Space',
      'F5',
      'Escape',
      'AltLeft',
      '',
      'ArrowUp',
      'Backspace',
    );
    const flag = fc.boolean();
    const presses = fc.array(
      fc.record({
        code: key,
        afterMs: fc.integer({ min: 0, max: 120 }),
        with: fc.record({ shift: flag, ctrl: flag, alt: flag, composing: flag, repeat: flag, editable: flag }),
      }),
      { maxLength: 200 },
    );
    fc.assert(
      fc.property(presses, (keys) => {
        const { said, passed } = play(keys);
        const chars = said.flatMap((each) => (each.startsWith('scanned ') ? each.slice(8).length : []));
        expect(Math.max(0, ...chars)).toBeLessThanOrEqual(charactersMax);
        expect(passed.length).toBeLessThanOrEqual(keys.length);
        // A second person begins with a clean keyboard.
        expect(play([...keys, digit(4, 500)]).said.at(-1)).toBe('typed Digit4');
      }),
      { seed, numRuns: 500 },
    );
  });
});
