import * as z from 'zod/mini';
import { scanTrace, tracesMax } from './scan-views.ts';

/** Requests of setting up devices and looking after them. */
export const deviceRequests = {
  /** The newest scans, newest first: how they came and what was made of them. */
  'scans.recent': {
    args: z.strictObject({}),
    result: z.strictObject({ scans: z.array(scanTrace).check(z.maxLength(tracesMax)) }),
  },
} as const;
