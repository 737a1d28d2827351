import { type ReactNode, useId } from 'react';
import type { FlightTimeline } from '../../main/contract/flight.ts';
import { clockText, dayText, type StoryLine, spanText, storyOf } from '../../main/contract/flight-story.ts';
import { flightWords } from '../../main/contract/words/flight.ts';
import { refusalSentence } from '../../main/contract/words/refusals.ts';
import { useTill } from '../till.ts';
import './flight.css';
import { useTimeline } from './use-timeline.ts';

/**
 * What happened to one payment, line by line, with the time since its scan; the slowest step stands out. For whoever
 * looks a payment up: it fills the width it is given, and whoever shows it scrolls.
 */
export function Timeline({ id }: { readonly id: string }): ReactNode {
  const { language } = useTill();
  const seen = useTimeline(id);
  const words = flightWords[language];
  if (seen.is === 'there') return <Story timeline={seen.timeline} />;
  const said = { coming: words.loading, missing: words.missing };
  return (
    <p className="flight-note" role="status" data-field="timeline-note">
      {seen.is === 'refused' ? refusalSentence(language, seen.reason) : said[seen.is]}
    </p>
  );
}

function Story({ timeline }: { readonly timeline: FlightTimeline }): ReactNode {
  const { language, shown } = useTill();
  const words = flightWords[language];
  const { columns } = words;
  const timeZone = shown.view?.timeZone ?? 'UTC';
  const title = useId();
  return (
    <div className="flight" data-field="timeline">
      <h3 id={title}>{words.title}</h3>
      <p className="flight-note" data-recorded={timeline.recorded}>
        {words.recorded[timeline.recorded]}
      </p>
      <table aria-labelledby={title}>
        <thead>
          <tr>
            <th scope="col" className="flight-after">
              {columns.after}
            </th>
            <th scope="col">{columns.what}</th>
            <th scope="col" className="flight-wide">
              {columns.detail}
            </th>
            <th scope="col" className="flight-took">
              {columns.took}
            </th>
            <th scope="col" className="flight-wide">
              {columns.shopTime} <span className="flight-day">{dayText(timeline.scannedAtMs, timeZone)}</span>
            </th>
            <th scope="col" className="flight-wide">
              {columns.utc}
            </th>
          </tr>
        </thead>
        {storyOf(timeline, language).map(({ name, heading, lines }) => (
          <tbody key={name} data-group={name}>
            <tr>
              <th scope="rowgroup" colSpan={6} className="flight-group">
                {heading}
              </th>
            </tr>
            {lines.map((line) => (
              <Line key={line.key} line={line} longestMs={longestOf(lines)} timeZone={timeZone} />
            ))}
          </tbody>
        ))}
      </table>
      {timeline.leftOut > 0 && <p className="flight-note">{words.leftOut({ entries: timeline.leftOut })}</p>}
    </div>
  );
}

function longestOf(lines: readonly StoryLine[]): number {
  return Math.max(1, ...lines.map(({ entry }) => entry.tookMs ?? 0));
}

interface LineProps {
  readonly line: StoryLine;
  /** Of all lines of its group, milliseconds. */
  readonly longestMs: number;
  readonly timeZone: string;
}

function Line({ line: { entry, what, detail, pace }, longestMs, timeZone }: LineProps): ReactNode {
  const { language } = useTill();
  const words = flightWords[language];
  const { kind, atMs, afterMs, tookMs, fine } = entry;
  const coarse = fine ? null : <i>{words.coarse}</i>;
  return (
    <tr data-kind={kind} data-pace={pace ?? undefined} className={fine ? undefined : 'flight-coarse'}>
      <td className="flight-after">
        +{spanText(afterMs)}
        <span className="flight-narrow flight-time">{clockText(atMs, timeZone)}</span>
      </td>
      <th scope="row">
        {what}
        <span className="flight-narrow">
          {detail} {coarse}
        </span>
      </th>
      <td className="flight-wide">
        {detail} {coarse}
      </td>
      <td className="flight-took">
        {tookMs !== null && (
          <>
            {pace !== null && <b className="flight-pace">{pace === 'slowest' ? words.slowest : words.slow}</b>}{' '}
            {spanText(tookMs)} <meter aria-hidden min={0} max={longestMs} value={tookMs} />
          </>
        )}
      </td>
      <td className="flight-wide flight-time">{clockText(atMs, timeZone)}</td>
      <td className="flight-wide flight-time">{clockText(atMs, 'UTC')}</td>
    </tr>
  );
}
