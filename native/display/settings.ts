import * as z from 'zod';
import { customerLanguages } from '../../main/contract/words/customer.ts';

/** The `display` part of `devices` in the configuration: what the customer sees their amount on. */

/** The terminal's own language unless said otherwise. Line displays write English whatever stands here. */
const language = z.enum(customerLanguages).optional();

/** How displays are told apart: as the system names them and as large as it says they are, in its own pixels. */
const identity = z.strictObject({
  label: z.string().max(256),
  width: z.int().min(1).max(65_536),
  height: z.int().min(1).max(65_536),
  /** Built into the machine, such as a laptop's panel. */
  internal: z.boolean().optional(),
});

/**
 * - `escpos`: Epson's DM-D set · `cd5220`: the set of most Chinese 2 × 20 displays
 * - `led8`: eight digits and no letters, usually at 2400 baud
 */
export const commandSets = ['escpos', 'cd5220', 'led8'] as const;

export const displaySettings = z.discriminatedUnion('kind', [
  /** A window on a second screen. `display` null = the first that is not the main one. */
  z.strictObject({ kind: z.literal('window'), display: identity.nullable().default(null), language }),
  z.strictObject({
    kind: z.literal('serial'),
    /** `/dev/serial/by-id/…`, `/dev/ttyUSB0`, `COM3`. */
    path: z.string().min(1).max(1_024),
    commands: z.enum(commandSets).default('escpos'),
    /** 9600, or 2400 for `led8`, unless said otherwise; 8 data bits, no parity, 1 stop bit. */
    baudRate: z.int().min(300).max(1_000_000).optional(),
    language,
  }),
  /** Two lines of twenty that nobody sees: for trying, and for tests. */
  z.strictObject({ kind: z.literal('simulated'), language }),
  z.strictObject({ kind: z.literal('none') }),
]);

export type DisplaySettings = z.infer<typeof displaySettings>;
export type DisplayIdentity = z.infer<typeof identity>;
export type CommandSet = (typeof commandSets)[number];
