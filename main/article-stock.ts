import { articlesFileOf, readArticles, writeArticles } from './article-file.ts';
import { type ListRead, type ListUnread, readList } from './article-table.ts';
import { type Encoding, faultsShown, type ListReport, listBytesMax } from './contract/catalogue.ts';
import type { Result } from './contract/contract.ts';
import type { Articles } from './core/articles.ts';
import type { Clock, Journal, Log } from './core/ports.ts';
import type { Terminal } from './core/terminal.ts';
import type { Profile } from './profile.ts';

/**
 * The shop's articles of one profile: read at a start, replaced by a list that somebody brings in. A list comes in
 * pieces, is read in slices, and is taken whole or not at all; sales go on meanwhile, and without any list as well.
 */

export interface ArticleStockParts {
  readonly file: string;
  /** Of all prices. */
  readonly currency: string;
  readonly articles: Articles;
  /** False while the disk has too little room for anything but money. */
  readonly hasRoom: () => boolean;
  readonly clock: Clock;
  readonly log: Log;
}

/** The articles of this profile at this terminal; a journal that has no room for a sale has none for a list. */
export function openStock(
  { profile, clock, log }: { readonly profile: Profile; readonly clock: Clock; readonly log: Log },
  { articles }: Pick<Terminal, 'articles'>,
  journal: Pick<Journal, 'hasRoom'>,
): ArticleStock {
  const { currency } = profile.config.terminal;
  const file = articlesFileOf(profile.folder);
  return new ArticleStock({ file, currency, articles, hasRoom: () => journal.hasRoom(), clock, log });
}

type Refused = { readonly ok: false; readonly reason: string; readonly line: number };
type Checked = Result<'articles.check'>;

/** A list that was left half-way is forgotten. */
const uploadKeptMs = 10 * 60_000;

interface Upload {
  readonly number: number;
  readonly pieces: Buffer[];
  bytes: number;
}

export class ArticleStock {
  readonly #parts: ArticleStockParts;
  readonly #loaded: Promise<void>;
  #takenAtMs: number | null = null;
  #fault: string | null = null;
  #upload: Upload | null = null;
  #uploads = 0;
  #forget = (): void => {};
  #isBusy = false;

  constructor(parts: ArticleStockParts) {
    this.#parts = parts;
    this.#loaded = this.#load();
  }

  async overview(): Promise<Result<'articles.overview'>> {
    await this.#loaded;
    const { articles, categories } = this.#parts.articles.list();
    return {
      articles: articles.length,
      takenAtMs: this.#takenAtMs,
      fault: this.#fault,
      categories: [...categories],
    };
  }

  /** Resolves once the list of the last run is there. */
  async ready(): Promise<void> {
    await this.#loaded;
  }

  /** The next piece of a list, or the first one of another. */
  upload(number: number, at: number, base64: string): Result<'articles.upload'> {
    if (at === 0) this.#begin();
    const upload = this.#upload;
    if (upload === null || upload.bytes !== at || (at > 0 && upload.number !== number))
      return { ok: false, reason: 'list_piece_missing' };
    const piece = Buffer.from(base64, 'base64');
    if (upload.bytes + piece.length > listBytesMax) {
      this.#end();
      return { ok: false, reason: 'list_too_big' };
    }
    upload.pieces.push(piece);
    upload.bytes += piece.length;
    return { ok: true, upload: upload.number };
  }

  check(number: number, encoding: Encoding | null): Promise<Checked> {
    return this.#reading(number, encoding, async (read) => ({ ok: true, report: this.#report(read) }));
  }

  take(number: number, encoding: Encoding | null, leaveOutBad: boolean): Promise<Checked> {
    return this.#reading(number, encoding, async (read): Promise<Checked> => {
      if (read.bad > 0 && !leaveOutBad) return refused('rows_are_bad', read.remarks[0]?.line);
      if (read.articles.length === 0) return refused('list_empty');
      if (!this.#parts.hasRoom()) return refused('disk_nearly_full');
      return this.#write(read);
    });
  }

  close(): void {
    this.#end();
  }

  async #load(): Promise<void> {
    const { file, currency, articles, log } = this.#parts;
    const read = await readArticles(file, currency);
    if (!read.ok) {
      this.#fault = read.fault;
      log.warn('the list of articles cannot be used: bring it in again; sales by amount go on', { ...read });
      return;
    }
    this.#takenAtMs = read.takenAtMs;
    articles.become(read.articles);
  }

  async #write(read: ListRead): Promise<Checked> {
    const { file, currency, articles, clock, log } = this.#parts;
    const takenAtMs = clock.wallMs();
    const report = this.#report(read);
    const list = [...read.articles];
    const written = await writeArticles(file, { currency, takenAtMs, articles: list });
    if (!written.ok) {
      log.warn('a list of articles could not be written; the one before stays', { ...written });
      return refused(written.reason);
    }
    articles.become(list);
    this.#takenAtMs = takenAtMs;
    this.#fault = null;
    this.#end();
    const { good, bad, added, repriced, removed } = report;
    log.info('a list of articles was taken', { articles: good, leftOut: bad, added, repriced, removed });
    return { ok: true, report };
  }

  /** One at a time: a second list must not be written over the first while both are half read. */
  async #reading(
    number: number,
    encoding: Encoding | null,
    act: (read: ListRead) => Promise<Checked>,
  ): Promise<Checked> {
    await this.#loaded;
    if (this.#isBusy) return refused('list_busy');
    const upload = this.#upload;
    if (upload === null || upload.number !== number) return refused('list_piece_missing');
    this.#isBusy = true;
    try {
      const read = await this.#read(Buffer.concat(upload.pieces), encoding);
      return read.ok ? await act(read) : { ok: false, reason: read.reason, line: read.line };
    } finally {
      this.#isBusy = false;
    }
  }

  #read(bytes: Buffer, encoding: Encoding | null): Promise<ListRead | ListUnread> {
    const { currency, clock } = this.#parts;
    const pause = () => new Promise<void>((resolve) => clock.after(0, resolve));
    return readList(bytes, { encoding, currency, pause });
  }

  #report(read: ListRead): ListReport {
    const { encoding, isGuessed, separator, rows, bad, doubtful, remarks } = read;
    const before = this.#parts.articles.list();
    const known = read.articles.map((article) => ({ article, was: before.bySku(article.sku) }));
    const counted = new Map<ListReport['found'][number]['what'], number>();
    for (const { what } of remarks) counted.set(what, (counted.get(what) ?? 0) + 1);
    const kept = known.filter(({ was }) => was !== null);
    return {
      encoding,
      isGuessed,
      separator,
      rows,
      good: read.articles.length,
      bad,
      doubtful,
      found: [...counted].map(([what, times]) => ({ what, rows: times })),
      remarks: remarks.slice(0, faultsShown),
      added: known.length - kept.length,
      repriced: kept.filter(({ article, was }) => was?.priceMinor !== article.priceMinor).length,
      removed: before.articles.length - kept.length,
      examples: read.articles.slice(0, 3),
    };
  }

  #begin(): void {
    this.#end();
    this.#uploads += 1;
    this.#upload = { number: this.#uploads, pieces: [], bytes: 0 };
    this.#forget = this.#parts.clock.after(uploadKeptMs, () => this.#end());
  }

  #end(): void {
    this.#forget();
    this.#forget = () => {};
    this.#upload = null;
  }
}

function refused(reason: string, line = 0): Refused {
  return { ok: false, reason, line };
}
