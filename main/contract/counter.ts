import * as z from 'zod/mini';
import { amountMinorMax, emptyOrder, orderContent } from './order-views.ts';

/** The counter before the scan: the amount as it is entered, and how this till takes payments. */

const id = z.string().check(z.minLength(1), z.maxLength(64));
const minor = z.number().check(z.int(), z.gte(0), z.lte(amountMinorMax));
const version = z.number().check(z.int(), z.gte(0));

/** What stands at the counter before a sale is opened for it. */
export const entered = z.strictObject({
  /** Minor units; 0 = none yet. Where there are lines, their sum. */
  amountMinor: minor,
  /** The shop's own reference for the order; null = the terminal makes one. */
  orderId: z.nullable(id),
  order: orderContent,
});

/** A key as the configuration names it: `F6` or `Shift+F6`. */
export const keyShape = /^(?:Shift\+)?F(?:[1-9]|1[0-2])$/;

/** A time of day in the shop's zone, such as `18:30`. */
export const timeOfDayShape = /^(?:[01]\d|2[0-3]):[0-5]\d$/;

const timeOfDay = z.string().check(z.regex(timeOfDayShape));

/** At most so many keys can be given to other acts. */
const remappedMax = 40;

/** How this till takes payments, as its configuration says. */
export const counterSettings = z.strictObject({
  /**
   * `press_then_scan`: pay opens a sale, which then waits for a code. `scan_charges`: a code that is scanned while an
   * amount stands there opens the sale and charges it.
   */
  mode: z.enum(['press_then_scan', 'scan_charges']),
  /** Above it a person confirms each amount, minor units; null = never. */
  confirmAboveMinor: z.nullable(minor.check(z.gte(1))),
  /** An amount is unusual above so many times the largest of the last paid ones; null = none is. */
  unusualTimes: z.nullable(z.number().check(z.int(), z.gte(2), z.lte(1_000))),
  /** The side of the keypad. */
  keypad: z.enum(['right', 'left']),
  /** Between these the screen is dark, unless the cashier has chosen; null = never by itself. */
  darkHours: z.nullable(z.strictObject({ from: timeOfDay, until: timeOfDay })),
  /** Keys of acts that have another than their first, by the act's name. */
  keys: z.record(z.string().check(z.regex(/^[a-zA-Z]{1,32}$/)), z.string().check(z.regex(keyShape))).check(
    z.refine((keys) => Object.keys(keys).length <= remappedMax),
    z.refine((keys) => new Set(Object.values(keys)).size === Object.keys(keys).length),
  ),
});

/** As a till is before anybody changes it. */
export const usualCounter: CounterSettings = {
  mode: 'press_then_scan',
  confirmAboveMinor: null,
  unusualTimes: 5,
  keypad: 'right',
  darkHours: null,
  keys: {},
};

const done = z.strictObject({ ok: z.literal(true) });
const refused = z.strictObject({ ok: z.literal(false), reason: z.string() });

/** Why a change of the settings was not taken; `why`: what the system or the schema said. */
export const changeRefusals = ['sale_open', 'wrong_settings', 'config_unreadable', 'config_unwritable'] as const;

export const counterRequests = {
  /**
   * What the cashier has entered, on top of the entry of `version`; it is `version` + 1 then. Only screens may: it
   * belongs to the page that asked, and is forgotten with the last page that shows it.
   */
  'counter.enter': { args: z.strictObject({ version, entered }), result: z.union([done, refused]) },
  /**
   * This page has the entry of this version now, whoever has made it. Only what a screen has in plain sight, with
   * nothing before it, may be charged by a scan alone.
   */
  'counter.shows': { args: z.strictObject({ version, inSight: z.boolean() }), result: done },
  /** Written into the profile's configuration, whole or not at all, and in use from now on. */
  'counter.change': {
    args: z.strictObject({ settings: counterSettings }),
    result: z.union([
      done,
      z.strictObject({ ok: z.literal(false), reason: z.enum(changeRefusals), why: z.string().check(z.maxLength(512)) }),
    ]),
  },
} as const;

export type Entered = z.infer<typeof entered>;

/** Nothing has been entered. */
export const nothingEntered: Entered = { amountMinor: 0, orderId: null, order: emptyOrder };
export type CounterSettings = z.infer<typeof counterSettings>;
