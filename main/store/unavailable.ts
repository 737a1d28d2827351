/** Why a journal cannot be had: one reason for the words, one message for the log. */

export type Unavailable =
  | 'locked'
  | 'newer'
  | 'damaged'
  /** The file is no longer there, what belongs to it is. */
  | 'gone'
  /** The file lacks what this terminal has written already: its log is missing, or an old copy was put in its place. */
  | 'outdated'
  | 'read_only'
  | 'disk_full'
  | 'not_a_journal'
  | 'unreadable';

/** The journal cannot be opened; `reason` names the words, the message is for the log. */
export class JournalUnavailable extends Error {
  override readonly name = 'JournalUnavailable';
  readonly reason: Unavailable;
  /** Of a newer file: its version and the newest that this program knows. */
  readonly versions: { readonly version: number; readonly known: number } | null;
  constructor(
    reason: Unavailable,
    message: string,
    more: { cause?: unknown; versions?: { version: number; known: number } } = {},
  ) {
    super(message, { cause: more.cause });
    this.reason = reason;
    this.versions = more.versions ?? null;
  }
}

const reasons: readonly (readonly [RegExp, Unavailable])[] = [
  [/^SQLITE_(BUSY|LOCKED)/, 'locked'],
  [/^SQLITE_(CORRUPT|NOTADB)/, 'damaged'],
  [/^SQLITE_(READONLY|PERM|CANTOPEN)/, 'read_only'],
  [/^(SQLITE_FULL|ENOSPC|EDQUOT)/, 'disk_full'],
  [/^(EROFS|EACCES|EPERM)/, 'read_only'],
];

/** The reason behind whatever SQLite or the file system threw while the journal was being opened. */
export function asUnavailable(error: unknown, path: string): JournalUnavailable {
  if (error instanceof JournalUnavailable) return error;
  const code = (error as { code?: unknown } | null)?.code;
  const reason = reasons.find(([shape]) => shape.test(String(code)))?.[1] ?? 'unreadable';
  return new JournalUnavailable(reason, `${path}: ${error instanceof Error ? error.message : String(error)}`, {
    cause: error,
  });
}
