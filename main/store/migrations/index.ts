import { payments } from './0010-payments.ts';
import { archives } from './0020-archives.ts';
import { prints } from './0030-prints.ts';
import { history } from './0040-history.ts';
import type { Migration } from './migration.ts';

/** In order. */
export const migrations: readonly Migration[] = [payments, archives, prints, history];
