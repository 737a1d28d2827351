import * as z from 'zod/mini';
import { deviceReport } from './device-views.ts';
import { drawerOpeningView, printJobView } from './print-views.ts';

/** Requests about paper and the cash drawer. */

const none = z.strictObject({});
const job = z.strictObject({ id: z.number().check(z.int(), z.gte(0)) });
const words = z.string().check(z.maxLength(256));
const refused = z.strictObject({ ok: z.literal(false), reason: z.string() });
const done = z.union([z.strictObject({ ok: z.literal(true) }), refused]);

export const printingRequests = {
  /** The newest 50, newest first. */
  'print.list': { args: none, result: z.strictObject({ jobs: z.array(printJobView) }) },
  /** Did it come out? `came` false prints a copy. */
  'print.answer': { args: z.strictObject({ id: job.shape.id, came: z.boolean() }), result: done },
  /** The question stays; papers behind it go on. */
  'print.later': { args: job, result: done },
  /** A failed one, by a person's wish. */
  'print.again': { args: job, result: done },
  /** A waiting or failed one that nobody wants any more. */
  'print.drop': { args: job, result: done },
  /**
   * A person has taken out what was in the printer's way: it forgets what is half printed and begins anew. Answers with
   * how the printer is then, which may take half a minute; a wish that comes meanwhile is answered with the same.
   */
  'print.recover': {
    args: none,
    result: z.union([z.strictObject({ ok: z.literal(true), report: deviceReport }), refused]),
  },
  /** `by` and `why` may be empty where the configuration lets anyone open it. */
  'drawer.open': {
    args: z.strictObject({ by: z.string().check(z.maxLength(64)), why: words }),
    result: z.union([
      z.strictObject({ ok: z.literal(true), how: z.enum(['sensed', 'handed_over']) }),
      z.strictObject({ ok: z.literal(false), reason: z.string(), report: z.nullable(deviceReport) }),
    ]),
  },
  /** The newest 100 openings and refusals, newest first. */
  'drawer.log': {
    args: none,
    result: z.union([z.strictObject({ ok: z.literal(true), openings: z.array(drawerOpeningView) }), refused]),
  },
} as const;
