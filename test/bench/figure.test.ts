import { describe, expect, it } from 'vitest';
import { type Figure, figureJson, type Goal, type Measured, tableOf, verdictOf } from './figure.ts';
import { percentile, spreadOf } from './samples.ts';

/** The judgement of a bench, without measuring anything. */

const figure = (value: number, yardstick: number, goal: Goal): Measured => ({
  id: 'some.figure',
  name: 'some figure',
  unit: 'ms',
  value,
  yardstick: { name: 'some yardstick', value: yardstick },
  goal,
});

describe('the verdict of a figure', () => {
  it('fails only a checked ratio, and only when it is clearly beyond its goal', () => {
    const goal = { ratioAtMost: 1.5, checked: true };
    expect(verdictOf(figure(1.5, 1, goal))).toBe('ok');
    expect(verdictOf(figure(1.6, 1, goal))).toBe('missed');
    expect(verdictOf(figure(1.8, 1, goal))).toBe('missed');
    expect(verdictOf(figure(1.9, 1, goal))).toBe('failed');
    expect(verdictOf(figure(1.9, 1, { ratioAtMost: 1.5 }))).toBe('missed');
  });

  it('takes a ratio that must be large the other way round', () => {
    const goal = { ratioAtLeast: 2, checked: true };
    expect(verdictOf(figure(2, 1, goal))).toBe('ok');
    expect(verdictOf(figure(1.7, 1, goal))).toBe('missed');
    expect(verdictOf(figure(1.5, 1, goal))).toBe('failed');
  });

  it('never fails an absolute figure, since it depends on the machine', () => {
    expect(verdictOf(figure(900, 1_000, { valueAtMost: 1, ratioAtMost: 1, checked: true }))).toBe('missed');
    expect(verdictOf({ id: 'a', name: 'a', why: 'no font' })).toBe('not measured');
    expect(verdictOf({ id: 'a', name: 'a', unit: 'MB', value: 7 })).toBe('');
  });
});

describe('how a run is told', () => {
  const figures: readonly Figure[] = [
    figure(0.95, 0.65, { ratioAtMost: 1.5, checked: true }),
    { id: 'peer', name: 'a peer', why: 'npm ci ended with 1' },
  ];

  it('gives machines the ratio and the verdict of each figure', () => {
    expect(figures.map(figureJson)).toMatchObject([
      { id: 'some.figure', value: 0.95, ratio: 0.95 / 0.65, verdict: 'ok' },
      { id: 'peer', why: 'npm ci ended with 1', verdict: 'not measured' },
    ]);
  });

  it('gives people one aligned line per figure, with what could not be measured and why', () => {
    const [head = '', , ours = '', peer = ''] = tableOf(figures).split('\n');
    expect(ours).toContain('1.46 x  ≤ 1.5 x (checked)  ok');
    expect(peer).toContain('npm ci ended with 1');
    expect(ours.indexOf('some yardstick')).toBe(head.indexOf('yardstick'));
    expect(peer.indexOf('npm ci')).toBe(head.indexOf('yardstick'));
  });
});

describe('the numbers told of many samples', () => {
  it('takes the median from the quietest fifth and p99 from the whole run', () => {
    const noisy = Array.from({ length: 80 }, () => 50);
    const quiet = Array.from({ length: 20 }, (_, n) => 10 + n);
    expect(spreadOf([...noisy, ...quiet])).toMatchObject({ median: 19, p99: 50, count: 100 });
    expect(spreadOf([3])).toEqual({ median: 3, p95: 3, p99: 3, count: 1 });
  });

  it('counts percentiles by nearest rank', () => {
    const hundred = Array.from({ length: 100 }, (_, n) => n + 1);
    expect([50, 99, 100].map((percent) => percentile(hundred, percent))).toEqual([50, 99, 100]);
    expect(() => percentile([], 50)).toThrow('no sample');
  });
});
