import type { ReactNode } from 'react';
import { amountMinorMax } from '../../main/contract/order-views.ts';
import type { ReturnFilter, ReturnsPage } from '../../main/contract/returns.ts';
import { returnsWords } from '../../main/contract/words/returns.ts';
import { entryOf, entryOfText, minorOf } from '../amount.ts';
import { useTill } from '../till.ts';
import type { ReturnsQuery } from './use-returns.ts';

/** Which payments of the tray are shown: by kind, and among the open ones by number, age and amount. */

export type Shown = ReturnFilter | 'ended' | 'closed';

const shownNames: readonly Shown[] = ['all', 'person', 'closing', 'refunds', 'ended', 'closed'];

const minuteMs = 60_000;
const ages = { any: 0, tenMinutes: 10 * minuteMs, hour: 60 * minuteMs, day: 24 * 60 * minuteMs } as const;

type AgeName = keyof typeof ages;

interface FiltersProps {
  readonly show: Shown;
  readonly choose: (show: Shown) => void;
  readonly counts: ReturnsPage['counts'] | null;
  readonly query: Omit<ReturnsQuery, 'show'>;
  readonly ask: (query: Omit<ReturnsQuery, 'show'>) => void;
}

export function Filters({ show, choose, counts, query, ask }: FiltersProps): ReactNode {
  const { language } = useTill();
  const words = returnsWords[language];
  const isOpen = show !== 'ended' && show !== 'closed';
  return (
    <>
      <fieldset className="returns-filters" aria-label={words.labels.filters}>
        {shownNames.map((name) => {
          const count = counts === null || name === 'ended' || name === 'closed' ? null : counts[name];
          return (
            <button
              key={name}
              type="button"
              data-act={`show-${name}`}
              aria-pressed={show === name}
              onClick={() => choose(name)}
            >
              {words.filters[name]} {count !== null && <b>{count}</b>}
            </button>
          );
        })}
      </fieldset>
      {isOpen && <Search query={query} ask={ask} />}
    </>
  );
}

function Search({ query, ask }: Pick<FiltersProps, 'query' | 'ask'>): ReactNode {
  const { language, shown } = useTill();
  const words = returnsWords[language];
  const rules = { decimals: shown.view?.decimals ?? 2, amountMinorMax };
  const age = (Object.keys(ages) as AgeName[]).find((name) => ages[name] === query.olderThanMs) ?? 'any';
  const least = query.leastMinor === 0 ? '' : entryOf(query.leastMinor, rules).typed;
  return (
    <div className="returns-row-of-fields returns-search">
      <label>
        {words.labels.search}
        <input
          data-field="search"
          type="search"
          autoComplete="off"
          maxLength={64}
          value={query.text}
          onChange={(event) => ask({ ...query, text: event.target.value })}
        />
      </label>
      <label>
        {words.labels.age}
        <select
          data-field="age"
          value={age}
          onChange={(event) => ask({ ...query, olderThanMs: ages[event.target.value as AgeName] })}
        >
          {(Object.keys(ages) as AgeName[]).map((name) => (
            <option key={name} value={name}>
              {words.ages[name]}
            </option>
          ))}
        </select>
      </label>
      <label>
        {words.labels.least}
        <input
          data-field="least"
          type="text"
          inputMode="decimal"
          autoComplete="off"
          maxLength={13}
          defaultValue={least}
          onChange={(event) => ask({ ...query, leastMinor: typedMinor(event.target.value, rules) })}
        />
      </label>
    </div>
  );
}

/** What was typed as an amount, minor units; what is none of an amount is left out. */
function typedMinor(text: string, rules: Parameters<typeof entryOfText>[1]): number {
  return minorOf(entryOfText(text, rules), rules.decimals);
}
