import * as z from 'zod/mini';
import { deviceReport } from './device-views.ts';

/**
 * What is plugged into the machine, and what the till would do with it. Settings stay shapeless here: what one may be
 * is checked where they are used, by the schemas of `config.json`. The words are in `words/found-devices.ts`.
 */

export const deviceRoles = ['scanner', 'printer', 'drawer', 'display'] as const;

/**
 * - `use`: choose it, it works as it is · `in_use`: it is set up already
 * - `perhaps`: a cable that does not say what hangs on it
 * - `switch_mode`: a scanner that types like a keyboard; a set-up barcode makes it a device of its own
 * - `grant`: it is there, and this user may not open it
 */
export const advices = ['use', 'in_use', 'perhaps', 'switch_mode', 'grant'] as const;

/** One entry of `devices` in `config.json`. */
export const deviceSettings = z.record(z.string().check(z.maxLength(64)), z.unknown());

export const foundDevice = z.strictObject({
  role: z.enum(deviceRoles),
  /** How it is reached: `hid`, `serial`, `keyboard`, `usb`, `spooler`, `tcp`, `window`. */
  kind: z.string(),
  /** `/dev/ttyACM0`, `192.168.1.50:9100`; with the report's place the same. */
  place: z.string(),
  /** The same serial port under a name that no replug changes; missing where it has none. */
  lasting: z.optional(z.string()),
  /** As the device calls itself; '' = it does not say. */
  name: z.string(),
  /** What stays the same when it is plugged in elsewhere: `1eab:0c10 SN123`; '' = nothing. */
  identity: z.string(),
  advice: z.enum(advices),
  report: deviceReport,
  /** What `devices.choose` takes for it; null where it cannot be chosen as it is. */
  settings: z.nullable(deviceSettings),
});

/** A native part of the program: without it one kind of device cannot be used, and everything else can. */
export const nativeModule = z.strictObject({ name: z.string(), ok: z.boolean(), report: deviceReport });

/** What an address on the network said when it was asked to connect. */
export const hostAnswer = z.strictObject({
  host: z.string(),
  port: z.number(),
  /** Null = nobody answered in time. */
  milliseconds: z.nullable(z.number()),
  /** Why not, as the system says it; '' = reachable. */
  detail: z.string(),
  /** The first three numbers are those of an address of this machine; null = not an IPv4 address. */
  sameNetwork: z.nullable(z.boolean()),
  /** IPv4 addresses of this machine, for comparison. */
  own: z.array(z.string()),
});

export type DeviceRole = (typeof deviceRoles)[number];
export type Advice = (typeof advices)[number];
export type DeviceSettings = z.infer<typeof deviceSettings>;
export type FoundDevice = z.infer<typeof foundDevice>;
export type NativeModule = z.infer<typeof nativeModule>;
export type HostAnswer = z.infer<typeof hostAnswer>;
