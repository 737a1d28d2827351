import { z } from 'zod';
import { profileNamed, way } from './profile.ts';

/**
 * The `printer` part of a configuration: how the printer is connected, what paper and drawer it has; and the short
 * form of it on the command line. It knows the fields and their bounds, not what is done with them.
 */

const paper = z.union([z.literal(58), z.literal(80)], { error: 'paper is 58 or 80 millimetres wide' }).default(80);
const profile = z
  .string()
  .default('generic')
  .superRefine((name, context) => {
    const known = profileNamed(name);
    if (!known.ok) context.addIssue({ code: 'custom', message: known.why });
  });

/** Null or not there = none is plugged in. */
const drawer = z
  .strictObject({
    /** Contact of the socket that opens it; null = as the profile of the printer says. */
    pin: z
      .union([z.literal(2), z.literal(5)])
      .nullable()
      .default(null),
    /** Level of contact 3 while it is open, `none` where it has no sensor. */
    openLevel: z.enum(['high', 'low', 'none']).default('none'),
  })
  .nullable()
  .optional();

/** How writing beyond Latin is printed: `native` once a person has found a test print in it good. */
const script = way.optional();

const printing = { paper, profile, drawer, script };
const place = z.string().min(1).max(1_024);
const hexadecimal = z.string().regex(/^[0-9a-f]{4}$/, 'four hexadecimal digits in lower case');

const usbIdentity = z
  .strictObject({
    vendorId: hexadecimal.optional(),
    productId: hexadecimal.optional(),
    serial: z.string().min(1).max(128).optional(),
    /** Any part of the IEEE 1284 device id. */
    ieee1284: z.string().min(1).max(256).optional(),
  })
  .refine((identity) => Object.keys(identity).length > 0, 'at least one of vendorId, productId, serial, ieee1284');

/** Paper is 80 mm, the profile `generic` and there is no drawer unless said otherwise. */
export const printerSettings = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('tcp'),
    host: z.string().min(1).max(255),
    port: z.int().min(1).max(65_535).default(9100),
    ...printing,
  }),
  z.strictObject({
    kind: z.literal('serial'),
    path: place,
    baudRate: z.int().min(1_200).max(1_000_000).default(19_200),
    flow: z.enum(['rts_cts', 'xon_xoff', 'none']).default('rts_cts'),
    ...printing,
  }),
  /** Linux: a node such as `/dev/usb/lp0`, or a printer known by what it says of itself. */
  z.strictObject({ kind: z.literal('usb'), at: z.union([place, usbIdentity]), ...printing }),
  /** Windows: the name of a print queue. */
  z.strictObject({ kind: z.literal('spooler'), name: z.string().min(1).max(220), ...printing }),
  z.strictObject({ kind: z.literal('file'), path: place, ...printing }),
  z.strictObject({ kind: z.literal('simulated'), ...printing }),
  z.strictObject({ kind: z.literal('none') }),
]);

export type PrinterSettings = z.infer<typeof printerSettings>;
export type PrintingSettings = Exclude<PrinterSettings, { kind: 'none' }>;

export type PrinterText =
  | { readonly ok: true; readonly settings: PrinterSettings }
  | { readonly ok: false; readonly why: string };

/** Each form of the command line with the fields it gives. */
const forms: readonly {
  readonly says: RegExp;
  readonly place: (groups: readonly (string | undefined)[]) => Readonly<Record<string, unknown>>;
}[] = [
  {
    says: /^tcp:(\[[^\]]+\]|[^:]+)(?::(\d{1,5}))?$/,
    place: ([host, port]) => ({
      kind: 'tcp',
      host: host?.replace(/^\[|\]$/g, ''),
      ...(port === undefined ? {} : { port: Number(port) }),
    }),
  },
  { says: /^file:(.+)$/s, place: ([path]) => ({ kind: 'file', path }) },
  {
    says: /^serial:([^@]+)(?:@(\d{4,7}))?$/,
    place: ([path, baud]) => ({ kind: 'serial', path, ...(baud === undefined ? {} : { baudRate: Number(baud) }) }),
  },
  { says: /^usb:(\/.+)$/, place: ([path]) => ({ kind: 'usb', at: path }) },
  {
    says: /^usb:([0-9a-f]{4}):([0-9a-f]{4})$/,
    place: ([vendorId, productId]) => ({ kind: 'usb', at: { vendorId, productId } }),
  },
  { says: /^spooler:(.+)$/, place: ([name]) => ({ kind: 'spooler', name }) },
];

const formsSaid =
  'Write tcp:HOST:PORT or file:PATH; also serial:PORT@BAUD, usb:/dev/usb/lp0, usb:VVVV:PPPP, spooler:NAME.';

/** Reads a printer as the command line has it; `defaults` are those of the configured one. */
export function printerFromText(
  text: string,
  defaults: { readonly paper?: 58 | 80; readonly profile?: string } = {},
): PrinterText {
  for (const { says, place: placeOf } of forms) {
    const found = says.exec(text);
    if (found === null) continue;
    const checked = printerSettings.safeParse({ ...placeOf(found.slice(1)), ...defaults });
    return checked.success
      ? { ok: true, settings: checked.data }
      : { ok: false, why: `"${text}" is not a printer. ${z.prettifyError(checked.error)}` };
  }
  return { ok: false, why: `"${text}" is not a printer. ${formsSaid}` };
}
