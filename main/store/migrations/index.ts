import { payments } from './0010-payments.ts';
import type { Migration } from './migration.ts';

/** In order. */
export const migrations: readonly Migration[] = [payments];
