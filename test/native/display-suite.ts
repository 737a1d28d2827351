import { expect, test } from 'vitest';
import { type DisplayEnd, dark, linesFor, opened, sale, thanks } from './display-ends.ts';

/** What every display on a line does, real or simulated. */
export function displaySuite(end: () => Promise<DisplayEnd>): void {
  test('shows the amount and what to do', async () => {
    const it = await end();
    const { open, state } = opened(it.display);
    open.show(sale);
    await it.shows([' SHOW PAYMENT CODE  ', 'CNY           128.00']);
    expect(await state('ready')).toMatchObject({ fault: '' });
    expect(it.strange()).toBe(0);
  });

  test('shows what was wanted before it could be opened', async () => {
    const it = await end();
    await it.unplug();
    const { open, state } = opened(it.display);
    open.show(sale);
    open.show(thanks);
    await state('absent');
    await it.replug();
    await it.shows(linesFor(thanks));
    await state('ready');
  });

  test('shows the same view again after it was pulled out and plugged in', async () => {
    const it = await end();
    const { open, state, reports } = opened(it.display);
    open.show(sale);
    await it.shows(linesFor(sale));
    await state('ready');
    await it.unplug();
    await state('absent');
    open.show(thanks);
    open.show(sale);
    await it.replug();
    await it.shows(linesFor(sale));
    await state('ready');
    expect(reports.map((report) => report.state)).toEqual(['ready', 'absent', 'ready']);
    expect(it.strange()).toBe(0);
  });

  test('is not written to for a view that it shows already', async () => {
    const it = await end();
    const { open } = opened(it.display);
    open.show(sale);
    await it.shows(linesFor(sale));
    const before = it.writes();
    open.show({ ...sale });
    open.show({ ...sale, language: 'zh-CN' });
    open.show(thanks);
    await it.shows(linesFor(thanks));
    expect(it.writes()).toBe(before + 1);
  });

  test('is dark when the till has let it go', async () => {
    const it = await end();
    const { open, reports } = opened(it.display);
    open.show(sale);
    await it.shows(linesFor(sale));
    const before = reports.length;
    await open.close();
    await it.shows(dark);
    open.show(thanks);
    await open.close();
    expect(reports).toHaveLength(before);
  });

  test('can be let go before it was ever there', async () => {
    const it = await end();
    await it.unplug();
    const { open, reports } = opened(it.display);
    await open.close();
    await it.replug();
    expect(reports).toEqual([]);
  });
}
