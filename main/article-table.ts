import { type Options, parse } from 'csv-parse';
import { type ArticleRow, type Columns, columnsOf, Rows, type RowsRead } from './article-rows.ts';
import { readListText } from './article-text.ts';
import { articlesMax, type Encoding, type ListFault, type Separator, separators } from './contract/catalogue.ts';

/**
 * A list of articles as a file, to rows: finds writing, separator and headings, and hands over row after row with its
 * line. What is in a row is the matter of `article-rows.ts`. Nothing is stored.
 */

export interface ListRead extends RowsRead {
  readonly ok: true;
  readonly encoding: Encoding;
  readonly isGuessed: boolean;
  readonly separator: Separator;
}

export interface ListUnread {
  readonly ok: false;
  readonly reason: ListFault;
  /** 0 where no line is to blame. */
  readonly line: number;
}

export interface ListReading {
  /** What a person said, or null. */
  readonly encoding: Encoding | null;
  /** Of all prices. */
  readonly currency: string;
  /** Lets the terminal take its turns: a long list is read in slices. */
  readonly pause: () => Promise<void>;
}

/** About three milliseconds of work. */
const sliceCharacters = 16_384;

/** A cell that does not end would swallow the list. */
const recordCharactersMax = 65_536;

export async function readList(bytes: Uint8Array, reading: ListReading): Promise<ListRead | ListUnread> {
  const read = readListText(bytes, reading.encoding);
  if (!read.ok) return { ok: false, reason: read.reason, line: 0 };
  await reading.pause();
  const { text, told } = withoutTold(read.text);
  const separator = told ?? separatorOf(text);
  const table = new Table(reading.currency, told === null ? 0 : 1);
  const fault = await eachRecord(text, separator, table, reading.pause);
  if (fault !== null) return fault;
  const rows = table.end();
  if ('reason' in rows) return rows;
  return { ok: true, encoding: read.encoding, isGuessed: read.isGuessed, separator, ...rows };
}

/** `sep=;` in the first line is how a spreadsheet program is told; a list may have kept it. */
function withoutTold(text: string): { readonly text: string; readonly told: Separator | null } {
  const told = /^sep=([,;\t])\r?\n/i.exec(text);
  const separator = separators.find((one) => one === told?.[1]) ?? null;
  return { text: text.slice(told?.[0].length ?? 0), told: separator };
}

/** The one that the first line with anything in it has most of, outside quotes. */
function separatorOf(text: string): Separator {
  const first =
    text
      .slice(0, recordCharactersMax)
      .trimStart()
      .split(/\r?\n|\r/, 1)[0] ?? '';
  const bare = first.replace(/"[^"]*"/g, '');
  const counted = separators.map((separator) => [separator, bare.split(separator).length] as const);
  return counted.reduce((most, one) => (one[1] > most[1] ? one : most))[0];
}

/** Headings, if there are any, then rows. */
class Table {
  readonly #currency: string;
  /** Lines before the first that is parsed. */
  readonly #before: number;
  #columns: Columns | null = null;
  #rows: Rows | null = null;
  #fault: ListUnread | null = null;

  constructor(currency: string, before: number) {
    this.#currency = currency;
    this.#before = before;
  }

  /** False = no more rows are wanted. */
  take(cells: readonly string[], lastLine: number): boolean {
    const line = this.#before + lastLine - cells.reduce((sum, cell) => sum + cell.split('\n').length - 1, 0);
    if (this.#columns === null) return this.#first(cells, line);
    return this.#row({ cells, line });
  }

  end(): RowsRead | ListUnread {
    if (this.#fault !== null) return this.#fault;
    const rows = this.#rows?.end() ?? null;
    return rows === null || rows.rows === 0 ? { ok: false, reason: 'list_empty', line: 0 } : rows;
  }

  #first(cells: readonly string[], line: number): boolean {
    const found = columnsOf(cells, this.#currency);
    if (!found.ok) return this.#refuse(found.reason, line);
    this.#columns = found.columns;
    this.#rows = new Rows(found.columns, this.#currency);
    return found.isHeading || this.#row({ cells, line });
  }

  #row(row: ArticleRow): boolean {
    this.#rows?.take(row);
    return (this.#rows?.count() ?? 0) <= articlesMax || this.#refuse('list_too_long', row.line);
  }

  #refuse(reason: ListFault, line: number): false {
    this.#fault = { ok: false, reason, line };
    return false;
  }
}

/** Hands over every record that has anything in it; the result is why not all of them could be. */
function eachRecord(
  text: string,
  delimiter: Separator,
  table: Table,
  pause: () => Promise<void>,
): Promise<ListUnread | null> {
  const options: Options = {
    delimiter,
    info: true,
    relax_column_count: true,
    // An inch sign in a name is not the begin of a quotation.
    relax_quotes: true,
    skip_empty_lines: true,
    max_record_size: recordCharactersMax,
  };
  const parser = parse(options);
  return new Promise((resolve) => {
    let isOver = false;
    let newest = 0;
    const over = (fault: ListUnread | null): void => {
      isOver = true;
      resolve(fault);
      parser.destroy();
    };
    parser.on('data', ({ record, info }: { record: string[]; info: { lines: number } }) => {
      newest = info.lines;
      if (!isOver && record.some((cell) => cell.trim() !== '') && !table.take(record, info.lines)) over(null);
    });
    parser.on('end', () => over(null));
    // Whatever the parser stumbles over begins after the newest record; a quotation that does not end is the usual one.
    parser.on('error', () => over({ ok: false, reason: 'list_quote_open', line: newest + 1 }));
    const feed = async (): Promise<void> => {
      for (let at = 0; at < text.length && !isOver; at += sliceCharacters) {
        parser.write(text.slice(at, at + sliceCharacters));
        await pause();
      }
      if (!isOver) parser.end();
    };
    void feed();
  });
}
