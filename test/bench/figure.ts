/**
 * One measured figure beside its yardstick, what was hoped for, and how a run of them is told: as a table for people
 * and as one JSON object for machines. Knows nothing of how anything is measured.
 */

export type Unit = 'ms' | 'µs' | 'MB' | 'bytes' | '/s';

/**
 * What a figure should reach. `ratio` is the figure over its yardstick. An absolute goal depends on the machine and
 * never fails a run; a ratio does, but only where it is `checked` and clearly beyond.
 */
export interface Goal {
  readonly valueAtMost?: number;
  readonly ratioAtMost?: number;
  readonly ratioAtLeast?: number;
  readonly checked?: boolean;
}

export interface Measured {
  /** Stable name for machines, such as `scan.kept.median`. */
  readonly id: string;
  readonly name: string;
  readonly unit: Unit;
  readonly value: number;
  /** What nothing can be quicker than, or what others reach; measured in the same run, in the same unit. */
  readonly yardstick?: { readonly name: string; readonly value: number };
  readonly goal?: Goal;
}

/** Something that could not be measured here, and why. */
export interface NotMeasured {
  readonly id: string;
  readonly name: string;
  readonly why: string;
}

export type Figure = Measured | NotMeasured;

/** `failed` = a checked ratio is beyond its goal by more than {@link clearly}; only this fails the run. */
export type Verdict = 'ok' | 'missed' | 'failed' | 'not measured' | '';

/** A ratio is clearly beyond its goal when it is so many times worse: two runs on one busy machine differ by less. */
export const clearly = 1.25;

export function isMeasured(figure: Figure): figure is Measured {
  return 'value' in figure;
}

/** The figure over its yardstick, or null without one. */
export function ratioOf({ value, yardstick }: Measured): number | null {
  return yardstick === undefined || yardstick.value === 0 ? null : value / yardstick.value;
}

export function verdictOf(figure: Figure): Verdict {
  if (!isMeasured(figure)) return 'not measured';
  const { goal, value } = figure;
  if (goal === undefined) return '';
  const ratio = ratioOf(figure);
  const beyond = ratio === null ? 0 : beyondRatio(ratio, goal);
  if (goal.checked === true && beyond > clearly) return 'failed';
  return beyond > 1 || value > (goal.valueAtMost ?? Number.POSITIVE_INFINITY) ? 'missed' : 'ok';
}

/** How many times worse than the goal; 1 or less is within it. */
function beyondRatio(ratio: number, { ratioAtMost, ratioAtLeast }: Goal): number {
  const above = ratioAtMost === undefined ? 0 : ratio / ratioAtMost;
  const below = ratioAtLeast === undefined ? 0 : ratioAtLeast / ratio;
  return Math.max(above, below);
}

/** For `--json`: everything that the table says, with numbers as numbers. */
export function figureJson(figure: Figure): Readonly<Record<string, unknown>> {
  const verdict = verdictOf(figure);
  return isMeasured(figure) ? { ...figure, ratio: ratioOf(figure), verdict } : { ...figure, verdict };
}

const columns = ['figure', 'value', 'yardstick', '', 'ratio', 'goal', ''] as const;

/** Columns of numbers stand right, columns of words left. */
const rightColumns: readonly number[] = [1, 3, 4];

export function tableOf(figures: readonly Figure[]): string {
  const rows = [columns, ...figures.map(cellsOf)];
  const widths = columns.map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  const lines = rows.map((row) =>
    row
      .map((cell, column) => pad(cell, widths[column] ?? 0, rightColumns.includes(column)))
      .join('  ')
      .trimEnd(),
  );
  const rule = widths.map((width) => '─'.repeat(width)).join('  ');
  return [lines[0], rule, ...lines.slice(1)].join('\n');
}

function cellsOf(figure: Figure): readonly string[] {
  if (!isMeasured(figure)) return [figure.name, '', figure.why, '', '', '', verdictOf(figure)];
  const { name, unit, value, yardstick, goal } = figure;
  const ratio = ratioOf(figure);
  return [
    name,
    amountOf(value, unit),
    yardstick?.name ?? '',
    yardstick === undefined ? '' : amountOf(yardstick.value, unit),
    ratio === null ? '' : `${ratio.toFixed(2)} x`,
    goal === undefined ? '' : goalOf(goal, unit),
    verdictOf(figure),
  ];
}

function goalOf({ valueAtMost, ratioAtMost, ratioAtLeast, checked }: Goal, unit: Unit): string {
  const parts = [
    ...(valueAtMost === undefined ? [] : [`≤ ${amountOf(valueAtMost, unit)}`]),
    ...(ratioAtMost === undefined ? [] : [`≤ ${ratioAtMost} x`]),
    ...(ratioAtLeast === undefined ? [] : [`≥ ${ratioAtLeast} x`]),
  ];
  return parts.join(', ') + (checked === true ? ' (checked)' : '');
}

function amountOf(value: number, unit: Unit): string {
  const digits = unit === 'bytes' || unit === '/s' || value >= 1_000 ? 0 : value >= 100 ? 1 : 3;
  return `${value.toFixed(digits)} ${unit}`;
}

function pad(text: string, width: number, right: boolean): string {
  return right ? text.padStart(width) : text.padEnd(width);
}
