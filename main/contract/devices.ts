import * as z from 'zod/mini';
import { deviceReport } from './device-views.ts';
import { deviceSettings, foundDevice, hostAnswer, nativeModule } from './found-devices.ts';
import { scanTrace, tracesMax } from './scan-views.ts';

/** Requests of setting up devices and looking after them. Why one is refused: `words/setup.ts`. */

const none = z.strictObject({});
const done = z.strictObject({ ok: z.literal(true) });
const host = z.string().check(z.minLength(1), z.maxLength(253));
const port = z.number().check(z.int(), z.gte(1), z.lte(65_535));

/** Why nothing was done. */
export const setupRefusals = [
  'sale_open',
  'wrong_settings',
  'config_unreadable',
  'config_unwritable',
  'no_printer',
  'busy',
] as const;

/** `why` is the system's or the schema's own word for it, for whoever is called; '' = nothing. */
const refused = z.strictObject({ ok: z.literal(false), reason: z.enum(setupRefusals), why: z.string() });

/** Of a test print. */
const outcome = z.union([
  z.strictObject({ state: z.literal('done'), confirmed: z.boolean() }),
  z.strictObject({ state: z.enum(['failed', 'unknown']), report: deviceReport }),
]);

/** What a scan after a test print came to. */
export const scanBackVerdicts = ['matches', 'other', 'nothing'] as const;

export const deviceRequests = {
  /** What is plugged in, what is set up, and which native parts work. Opens nothing; takes tens of milliseconds. */
  'devices.find': {
    args: none,
    result: z.strictObject({
      found: z.array(foundDevice),
      modules: z.array(nativeModule),
      configured: z.strictObject({
        scanners: z.array(deviceSettings),
        printer: deviceSettings,
        display: deviceSettings,
      }),
      /** Names of the printer profiles that come with the program. */
      profiles: z.array(z.string()),
    }),
  },
  /** Writes `config.json` and uses the devices at once. Scanners as the whole list. Not while a sale is open. */
  'devices.choose': {
    args: z.discriminatedUnion('role', [
      z.strictObject({ role: z.literal('scanner'), settings: z.array(deviceSettings).check(z.maxLength(8)) }),
      z.strictObject({ role: z.enum(['printer', 'display']), settings: deviceSettings }),
    ]),
    result: z.union([done, refused]),
  },
  /**
   * `id` is the text of its barcode. Answers when the printer has. `ownWriting`: in the printer's own characters beyond
   * Latin whatever is configured, or not at all.
   */
  'devices.testPrint': {
    args: z.strictObject({ ownWriting: z.optional(z.boolean()) }),
    result: z.union([z.strictObject({ ok: z.literal(true), id: z.string(), outcome }), refused]),
  },
  /** Compares the next scan of the till's own scanners with `id`, for a minute; it is no sale and is not kept. */
  'devices.scanBack': {
    args: z.strictObject({ id: z.string().check(z.minLength(1), z.maxLength(512)) }),
    result: z.union([z.strictObject({ ok: z.literal(true), verdict: z.enum(scanBackVerdicts) }), refused]),
  },
  /** Nobody waits for that scan any more. */
  'devices.stopScanBack': { args: none, result: done },
  /** Connects to an address and closes again; nothing is sent. At most 3 s. */
  'devices.checkHost': { args: z.strictObject({ host, port }), result: hostAnswer },
  /** Who answers on port 9100 around the machine's own addresses. Below 4 s; one sweep at a time. */
  'devices.sweep': {
    args: none,
    result: z.union([z.strictObject({ ok: z.literal(true), found: z.array(foundDevice) }), refused]),
  },
  /** Ends the sweep with what was found so far. */
  'devices.stopSweep': { args: none, result: done },
  /** The newest scans, newest first: how they came and what was made of them. */
  'scans.recent': {
    args: none,
    result: z.strictObject({ scans: z.array(scanTrace).check(z.maxLength(tracesMax)) }),
  },
} as const;

export type SetupRefusal = (typeof setupRefusals)[number];
export type ScanBackVerdict = (typeof scanBackVerdicts)[number];
