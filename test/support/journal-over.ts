import type { Journal } from '../../main/core/ports.ts';
import type { SqliteJournal } from '../../main/store/journal.ts';

/** The same journal with another `commit` in the place of its own. */
export function withCommit(rows: SqliteJournal, commit: Journal['commit']): SqliteJournal {
  return new Proxy(rows, {
    get: (of, name) => {
      if (name === 'commit') return commit;
      const own: unknown = Reflect.get(of, name, of);
      return typeof own === 'function' ? own.bind(of) : own;
    },
  });
}
