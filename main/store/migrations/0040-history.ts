import type { Migration } from './migration.ts';

/**
 * For looking back: ids in the order of time with what tells their states apart, twenty times smaller than the rows. A
 * new payment goes to its end, where the newest page is at hand; archives have it too.
 */
export const history: Migration = {
  version: 40,
  sql: 'create index payments_history on payments (payment_request_id, phase, live);',
};
