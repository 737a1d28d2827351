import type Database from 'better-sqlite3';
import type { DrawerLog, DrawerOpening } from '../core/ports.ts';
import type { Guard } from './sqlite-errors.ts';

/** The record of the cash drawer as rows; triggers see to it that nothing in it is changed or removed. */

export class DrawerRows {
  readonly #add: Database.Statement<[Omit<DrawerOpening, 'id'>], number>;
  readonly #ended: Database.Statement<[{ readonly id: number; readonly outcome: string }]>;
  readonly #newest: Database.Statement<[number], DrawerOpening>;

  constructor(db: Database.Database) {
    this.#add = db
      .prepare<[Omit<DrawerOpening, 'id'>], number>(`
        insert into drawer_openings (id, at_ms, by, why, outcome)
        values ((select coalesce(max(id), 0) + 1 from drawer_openings), @atMs, @by, @why, @outcome)
        returning id`)
      .pluck();
    this.#ended = db.prepare('update drawer_openings set outcome = @outcome where id = @id');
    this.#newest = db.prepare(`
      select id, at_ms as atMs, by, why, outcome from drawer_openings order by id desc limit ?`);
  }

  port(read: Guard, write: Guard): DrawerLog {
    return {
      add: (opening) => write(() => this.#add.get(opening) ?? 0),
      ended: (id, outcome) => void write(() => this.#ended.run({ id, outcome })),
      newest: (most) => read(() => this.#newest.all(most)),
    };
  }
}
