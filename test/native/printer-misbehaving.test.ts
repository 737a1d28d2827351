import { describe, expect, test } from 'vitest';
import type { PrinterFault } from '../../main/contract/words/printer-faults.ts';
import type { PrinterAct } from '../../native/printer/simulated-mechanics.ts';
import { ptyAvailable } from '../support/pty.ts';
import { newDial, scaledClock } from '../support/scaled-clock.ts';
import { type End, printerAt, textsOn } from './printer-ends.ts';

/**
 * Printers that are in trouble or misbehave, at the end of every cable that answers: each job ends in the right state,
 * once, and no receipt comes out twice. The clock runs twice as fast as the machine's.
 */

const clock = () => scaledClock(newDial(2));
const ends: readonly End[] = ptyAvailable ? ['tcp', 'serial', 'device file'] : ['tcp'];
const confirmed = { state: 'printed', how: 'confirmed' };

describe.concurrent.each(ends)('a printer over %s', (end) => {
  test('that is well confirms each receipt', async (context) => {
    const { print, papers, device } = await printerAt(end, {}, clock(), context);
    expect(await print('A-1')).toEqual(confirmed);
    expect(await print('A-2')).toEqual(confirmed);
    expect(textsOn(papers)).toEqual(['A-1', 'A-2']);
    expect(device.state().unknown, 'bytes that are no command').toBe(0);
  });

  test('that echoes process ids confirms by the echo of its own job', async (context) => {
    const { print, papers } = await printerAt(
      end,
      { answers: { realTime: true, inBand: false, processId: true } },
      clock(),
      context,
    );
    expect(await print('A-1', '!!!!')).toEqual(confirmed);
    expect(await print('A-2', '!!!"')).toEqual(confirmed);
    expect(textsOn(papers)).toEqual(['A-1', 'A-2']);
  });

  const troubles: readonly (readonly [PrinterAct, PrinterFault, PrinterAct])[] = [
    ['paper_out', 'paper_out', 'load_paper'],
    ['open_cover', 'cover_open', 'close_cover'],
    ['jam', 'cutter_error', 'reset'],
    ['heat', 'printer_overheated', 'cool'],
    ['offline', 'printer_offline', 'online'],
  ];
  test('in trouble before the job takes nothing of it, says which, and prints it once it is well', async (context) => {
    const { print, papers, device } = await printerAt(end, {}, clock(), context);
    for (const [act, fault] of troubles.filter(([act]) => act !== 'jam' || end === 'tcp')) {
      const well = troubles.find(([trouble]) => trouble === act)?.[2] ?? 'reset';
      device.act(act);
      expect(await print('A-1'), act).toMatchObject({ state: 'failed', report: { state: 'refused', fault } });
      device.act(well);
    }
    expect(papers).toEqual([]);
    expect(await print('A-1')).toEqual(confirmed);
    expect(textsOn(papers)).toEqual(['A-1']);
  });

  test('switched off and on loads no paper and shuts no cover', async (context) => {
    const { device } = await printerAt(end, {}, clock(), context);
    for (const act of ['paper_out', 'near_end', 'open_cover', 'heat', 'reset'] as const) device.act(act);
    expect(device.state()).toMatchObject({ paper: 'out', coverOpen: true, jammed: false });
    for (const act of ['close_cover', 'load_paper', 'offline', 'reset'] as const) device.act(act);
    expect(device.state()).toMatchObject({ paper: 'ok', coverOpen: false, online: true });
  });

  test('whose paper ends in mid-job: unknown, and when it is loaded the receipt comes out once', async (context) => {
    const { print, papers, device } = await printerAt(end, { lines: 5 }, clock(), context);
    expect(await print('A-1')).toMatchObject({ state: 'unknown', report: { fault: 'paper_out' } });
    expect(await print('A-2'), 'nothing of the next one is sent').toMatchObject({
      state: 'failed',
      report: { fault: 'paper_out' },
    });
    expect(papers).toEqual([]);
    device.act('load_paper');
    expect(textsOn(papers)).toEqual(['A-1']);
    // The late answer of the first job lies on the line and must not confirm the second.
    device.act('paper_out');
    expect(await print('A-2')).toMatchObject({ state: 'failed', report: { fault: 'paper_out' } });
    device.act('load_paper');
    expect(await print('A-2')).toEqual(confirmed);
    expect(textsOn(papers)).toEqual(['A-1', 'A-2']);
  });

  test('that answers nothing at all prints, and that is all that is said', async (context) => {
    const silent = { realTime: false, inBand: false, processId: false };
    const { print, papers } = await printerAt(end, { answers: silent }, clock(), context);
    expect(await print('A-1')).toEqual({ state: 'printed', how: 'handed_over' });
    expect(await print('A-2')).toEqual({ state: 'printed', how: 'handed_over' });
    expect(textsOn(papers)).toEqual(['A-1', 'A-2']);
  });

  test('that knows DLE EOT and no GS r is not waited for 10 seconds', async (context) => {
    const { print, papers } = await printerAt(
      end,
      { answers: { realTime: true, inBand: false, processId: false } },
      clock(),
      context,
    );
    expect(await print('A-1')).toEqual({ state: 'printed', how: 'handed_over' });
    expect(textsOn(papers)).toEqual(['A-1']);
  });

  test('that answers everything twice is believed once', async (context) => {
    const { print, papers, device } = await printerAt(end, { answerTwice: true }, clock(), context);
    expect(await print('A-1')).toEqual(confirmed);
    expect(await print('A-2')).toEqual(confirmed);
    device.act('paper_out');
    expect(await print('A-3')).toMatchObject({ state: 'failed' });
    expect(textsOn(papers)).toEqual(['A-1', 'A-2']);
  });

  test('that breaks off in mid-job: unknown', async (context) => {
    const { print, papers } = await printerAt(end, { misbehaves: { resetAfterBytes: 30 } }, clock(), context);
    // A line that was hung up reads as a file that has ended: as nothing said.
    const fault = end === 'device file' ? /^print_(broken_off|unconfirmed)$/ : /^print_broken_off$/;
    expect(await print('A-1')).toMatchObject({ state: 'unknown', report: { fault: expect.stringMatching(fault) } });
    expect(papers).toEqual([]);
  });

  test('that hangs after it has answered before gets nothing of the next receipt', async (context) => {
    const { print, papers, device } = await printerAt(end, {}, clock(), context);
    expect(await print('A-1')).toEqual(confirmed);
    device.hang();
    expect(await print('A-2')).toMatchObject({ state: 'failed', report: { fault: 'printer_silent' } });
    expect(textsOn(papers)).toEqual(['A-1']);
  });
});

test('a printer whose answers are too late has said nothing: handed over, and its receipt comes out once', async (context) => {
  const { print, papers } = await printerAt('tcp', { answerLateMs: 12_000 }, clock(), context);
  expect(await print('A-1')).toEqual({ state: 'printed', how: 'handed_over' });
  expect(textsOn(papers)).toEqual(['A-1']);
});

test('a printer that never reads: unknown, and what it has not taken it has not printed', async (context) => {
  const { print, papers } = await printerAt('tcp', { misbehaves: { deaf: true } }, clock(), context);
  expect(await print('A-1')).toMatchObject({ state: 'unknown', report: { fault: 'print_unconfirmed' } });
  expect(papers).toEqual([]);
});
