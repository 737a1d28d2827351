import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, onTestFinished, test } from 'vitest';
import { machineClock } from '../../main/clock.ts';
import type { CustomerView } from '../../main/contract/customer.ts';
import { customerLanguages, customerStates, lineWords } from '../../main/contract/words/customer.ts';
import { deviceSentence } from '../../main/contract/words/devices.ts';
import { displayFaultWords } from '../../main/contract/words/display-faults.ts';
import { languages } from '../../main/contract/words/language.ts';
import { farewellMs, lineDisplay, writeMaxMs } from '../../native/display/line-display.ts';
import { baudRateOf, portFault, serialDisplay } from '../../native/display/serial-display.ts';
import { displaySettings } from '../../native/display/settings.ts';
import { simulatedDisplay } from '../../native/display/simulated.ts';
import { digitsOf, linesOf, startBytes, viewBytes } from '../../native/display/vfd.ts';
import { vfdScreen } from '../../native/display/vfd-screen.ts';
import { manualClock } from '../support/manual-clock.ts';
import { ptyAvailable } from '../support/pty.ts';
import { printedSeed } from '../support/seed.ts';
import { dark, opened, ptyEnd, sale, simulatedEnd, thanks, welcome } from './display-ends.ts';
import { displaySuite } from './display-suite.ts';

describe('a simulated display', () => displaySuite(simulatedEnd));

describe.skipIf(!ptyAvailable)('an ESC/POS display on a real terminal line', () => {
  displaySuite(() => ptyEnd('escpos'));

  test('gets these very bytes', async () => {
    const end = await ptyEnd('escpos');
    const { open } = opened(end.display);
    open.show(sale);
    await end.received(6 + 48);
    expect(end.bytes().toString('latin1')).toBe(
      '\x1b@\f\x1fC\0' + '\x1f$\x01\x01 SHOW PAYMENT CODE  ' + '\x1f$\x01\x02CNY           128.00',
    );
  });

  test('is refused while another program holds the port, and takes over when it lets go', async () => {
    const end = await ptyEnd('escpos');
    const first = opened(end.display);
    await first.state('ready');
    const second = opened(serialDisplay({ kind: 'serial', path: end.path, commands: 'escpos' }, machineClock));
    expect(await second.state('refused')).toMatchObject({ fault: 'display_port_busy', place: end.path });
    await first.open.close();
    await second.state('ready');
  });
});

describe.skipIf(!ptyAvailable)('a CD5220 display on a real terminal line', () => {
  displaySuite(() => ptyEnd('cd5220'));

  test('gets these very bytes', async () => {
    const end = await ptyEnd('cd5220');
    const { open } = opened(end.display);
    open.show(thanks);
    await end.received(6 + 48);
    expect(end.bytes().toString('latin1')).toBe(
      '\x1b@\f\x1b_\0' + '\x1bQA  PAID - THANK YOU  \r' + '\x1bQBCNY           128.00\r',
    );
  });
});

describe.skipIf(!ptyAvailable)('a display of eight digits on a real terminal line', () => {
  test('gets the amount, and is cleared when it is over', async () => {
    const end = await ptyEnd('led8');
    const { open } = opened(end.display);
    open.show(sale);
    await end.received(3 + 13);
    open.show(welcome);
    await end.received(3 + 13 + 4);
    expect(end.bytes().toString('latin1')).toBe('\x1b@\f' + '\x1bQA128.00\r\x1bs2' + '\f\x1bs0');
  });
});

describe('two lines', () => {
  const lines = (changes: Partial<CustomerView>) => linesOf({ ...sale, ...changes });

  test('are always twenty columns of plain ASCII', () => {
    const view = fc.record({
      state: fc.constantFrom(...customerStates),
      shopName: fc.string({ unit: 'grapheme', maxLength: 64 }),
      amountMinor: fc.option(fc.integer({ min: 0, max: 999_999_999_999 })),
      currency: fc.constantFrom('CNY', 'JPY', 'KWD'),
      decimals: fc.integer({ min: 0, max: 4 }),
      training: fc.boolean(),
      language: fc.constantFrom(...customerLanguages),
    });
    fc.assert(
      fc.property(view, (shown) => {
        for (const line of linesOf(shown)) expect(line).toMatch(/^[\x20-\x7e]{20}$/);
      }),
      { seed: printedSeed('two lines') },
    );
  });

  test('welcome with the name of the shop where it can be written', () => {
    expect(lines({ state: 'welcome', amountMinor: null })).toEqual(['    Corner Shop     ', '      WELCOME       ']);
    expect(lines({ state: 'welcome', amountMinor: null, shopName: 'Café Zoë' })[0]).toBe('      Cafe Zoe      ');
    expect(lines({ state: 'welcome', amountMinor: null, shopName: '示例门店' })).toEqual([
      '      WELCOME       ',
      ' '.repeat(20),
    ]);
  });

  test('say that it is training, beside every amount and below every welcome', () => {
    expect(lines({ training: true })[1]).toBe('TRAINING      128.00');
    expect(lines({ training: true, amountMinor: 999_999_999_999 })[1]).toBe('TRAIN  9999999999.99');
    expect(lines({ training: true, state: 'welcome', amountMinor: null })[1]).toBe('      TRAINING      ');
  });

  test('write an amount as it is: no decimals in yen, all of them below one', () => {
    expect(lines({ amountMinor: 1_280, currency: 'JPY', decimals: 0 })[1]).toBe('JPY             1280');
    expect(lines({ amountMinor: 5 })[1]).toBe('CNY             0.05');
  });

  test('have words that fit, for every state', () => {
    for (const [state, words] of Object.entries(lineWords)) expect(words, state).toMatch(/^[\x20-\x7e]{0,20}$/);
  });
});

describe('eight digits', () => {
  test('show an amount only while it is to be paid or has been', () => {
    const shown = customerStates.filter((state) => digitsOf({ ...sale, state }) !== null);
    expect(shown).toEqual(['ready', 'sending', 'waiting', 'checking', 'paid']);
  });

  test('show nothing rather than a part of an amount', () => {
    expect(digitsOf({ ...sale, amountMinor: 99_999_999 })).toBe('999999.99');
    expect(digitsOf({ ...sale, amountMinor: 100_000_000 })).toBeNull();
  });
});

describe('the reader of both command sets', () => {
  test('understands every byte of every view in both of them', () => {
    for (const commands of ['escpos', 'cd5220'] as const)
      for (const state of customerStates) {
        const screen = vfdScreen();
        const view = { ...sale, state };
        screen.take(startBytes(commands));
        screen.take(viewBytes(view, commands));
        expect([screen.lines(), screen.strange()], `${commands} ${state}`).toEqual([linesOf(view), 0]);
      }
  });

  test('counts what it does not know', () => {
    const screen = vfdScreen();
    screen.take(Buffer.from('\x1bZ\x80A', 'latin1'));
    expect(screen.strange()).toBe(2);
    expect(screen.lines()[0]).toBe('ZA'.padEnd(20));
  });
});

describe('a display that takes no bytes', () => {
  test('is reported, opened again, and shows the newest view when it takes them again', () => {
    const clock = manualClock();
    const display = simulatedDisplay(clock);
    const { open, reports } = opened(display);
    clock.advance(10);
    open.show(sale);
    clock.advance(10);
    display.stick(true);
    open.show(thanks);
    clock.advance(writeMaxMs);
    expect(reports.at(-1)).toMatchObject({ state: 'refused', fault: 'display_not_taking', place: '' });
    const sentences = reports.map((report) => deviceSentence('zh-CN', report));
    expect(sentences.at(-1)).toBe('顾客屏不接收数据。请检查电源和接线；会自动重试。');
    clock.advance(20_000);
    expect(reports.map((report) => report.state)).toEqual(['ready', 'refused']);
    open.show(welcome);
    display.stick(false);
    clock.advance(writeMaxMs + 4_000);
    expect(display.lines()).toEqual(linesOf(welcome));
    expect(reports.at(-1)?.state).toBe('ready');
  });

  test('does not keep the till from closing', async () => {
    const clock = manualClock();
    const display = simulatedDisplay(clock);
    const { open } = opened(display);
    clock.advance(10);
    display.stick(true);
    open.show(sale);
    const closed = open.close();
    clock.advance(farewellMs);
    await closed;
    expect(clock.waiting()).toBe(0);
  });

  test('is given no more than one write at a time, and of what came meanwhile only the newest', () => {
    const clock = manualClock();
    const written: string[] = [];
    let taken = (): void => {};
    const display = lineDisplay({
      place: 'line',
      commands: 'cd5220',
      clock,
      openLine(heard) {
        clock.after(0, () => heard.opened());
        return {
          write(bytes, done) {
            written.push(Buffer.from(bytes).toString('latin1'));
            taken = done;
          },
          close: (closed) => closed(),
        };
      },
    });
    const { open } = opened(display);
    clock.advance(1);
    taken();
    expect(written).toHaveLength(2);
    for (let minor = 1; minor <= 500; minor += 1) open.show({ ...sale, amountMinor: minor });
    expect(written).toHaveLength(2);
    taken();
    expect(written).toHaveLength(3);
    expect(written[2]).toContain('5.00');
  });
});

describe('a path that is no display', () => {
  test('is absent when nothing is there, and refused when it is a folder', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'till-no-display-'));
    onTestFinished(() => rmSync(folder, { recursive: true }));
    const at = (path: string) => opened(serialDisplay({ kind: 'serial', path, commands: 'escpos' }, machineClock));
    expect(await at(join(folder, 'ttyUSB0')).state('absent')).toMatchObject({ fault: 'display_absent' });
    expect(await at(folder).state('refused')).toMatchObject({ fault: 'display_not_a_port' });
    expect(await at('').state('refused')).toMatchObject({ fault: 'display_port_unusable' });
  });

  test.for([
    ['Error: Permission denied, cannot open /dev/ttyUSB0', 'refused', 'display_port_forbidden'],
    ['Error Resource temporarily unavailable Cannot lock port', 'refused', 'display_port_busy'],
    ['Opening COM3: Access denied', 'refused', 'display_port_refused_by_windows'],
    ['Opening COM3: File not found', 'absent', 'display_absent'],
    ['Error: Inappropriate ioctl for device', 'refused', 'display_not_a_port'],
    ['No native build was found for platform=linux arch=x64', 'refused', 'display_driver_missing'],
    ['something new', 'refused', 'display_port_unusable'],
  ])('"%s" is told as %s, %s', ([detail = '', state, fault]) => {
    expect(portFault(new Error(detail))).toEqual({ state, fault, detail });
  });

  test('is told in every language, with its place', () => {
    for (const language of languages)
      for (const fault of Object.keys(displayFaultWords[language])) {
        const sentence = deviceSentence(language, { state: 'absent', fault, place: 'COM7', detail: 'EWHY' });
        expect(sentence, fault).toMatch(/[。.]$/);
        expect(sentence.length, fault).toBeGreaterThan(10);
      }
  });
});

describe('the settings of a display', () => {
  test('have what is usual where nothing is said', () => {
    expect(displaySettings.parse({ kind: 'window' })).toEqual({ kind: 'window', display: null });
    const led = displaySettings.parse({ kind: 'serial', path: 'COM3', commands: 'led8' });
    const vfd = displaySettings.parse({ kind: 'serial', path: 'COM3' });
    if (led.kind !== 'serial' || vfd.kind !== 'serial') throw new Error('a serial display is one');
    expect([baudRateOf(led), baudRateOf(vfd), vfd.commands]).toEqual([2_400, 9_600, 'escpos']);
  });

  test.for([
    { kind: 'window', display: { label: 'HDMI-1' } },
    { kind: 'serial' },
    { kind: 'serial', path: 'COM3', commands: 'unknown' },
    { kind: 'window', language: 'fr' },
    { kind: 'none', path: 'COM3' },
  ])('refuse %j', (settings) => {
    expect(displaySettings.safeParse(settings).success).toBe(false);
  });

  test('a dark display is twenty spaces twice', () => {
    expect(linesOf({ ...sale, state: 'blank' })).toEqual(dark);
  });
});
