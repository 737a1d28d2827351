import { type ReactNode, useId } from 'react';

/** The silences between keys or chunks as bars, and the line that the till allows. Drawn by hand: no library. */

export interface Bar {
  /** Its place in the row; gaps never change theirs. */
  readonly key: string;
  readonly gapMs: number;
  /** The till took the key for typing, or gave it up. */
  readonly isBad: boolean;
}

interface GapChartProps {
  readonly bars: readonly Bar[];
  /** Null where there is no limit: a scanner with a cable of its own may take its time. */
  readonly allowedMs: number | null;
  /** The same in words, for those who do not see it. */
  readonly label: string;
}

const width = 320;
const height = 84;
const axisWidth = 34;
const barsMax = 64;

export function GapChart({ bars, allowedMs, label }: GapChartProps): ReactNode {
  const title = useId();
  const shown = bars.slice(0, barsMax);
  const topMs = Math.max(40, (allowedMs ?? 0) * 1.4, ...shown.map(({ gapMs }) => gapMs)) * 1.08;
  const yOf = (ms: number): number => height - 6 - (ms / topMs) * (height - 16);
  const step = Math.min(14, (width - axisWidth) / Math.max(1, shown.length));
  return (
    <svg className="gap-chart" viewBox={`0 0 ${width} ${height}`} role="img" aria-labelledby={title} data-field="gaps">
      <title id={title}>{label}</title>
      <line className="gap-axis" x1={axisWidth} x2={width} y1={yOf(0)} y2={yOf(0)} />
      {shown.map(({ key, gapMs, isBad }, at) => (
        <rect
          key={key}
          className={isBad ? 'gap-bar gap-bar-bad' : 'gap-bar'}
          x={axisWidth + at * step + 1}
          width={Math.max(1.5, step - 2)}
          y={yOf(gapMs)}
          height={Math.max(1, yOf(0) - yOf(gapMs))}
        />
      ))}
      {allowedMs !== null && (
        <>
          <line className="gap-limit" x1={axisWidth} x2={width} y1={yOf(allowedMs)} y2={yOf(allowedMs)} />
          <text className="gap-label" x={axisWidth - 4} y={yOf(allowedMs) + 4} textAnchor="end">
            {Math.round(allowedMs)}
          </text>
        </>
      )}
      <text className="gap-label" x={axisWidth - 4} y={yOf(0) + 3} textAnchor="end">
        0
      </text>
    </svg>
  );
}
