import * as z from 'zod';
import { displaySettings } from '../native/display/settings.ts';
import { printerSettings } from '../native/printer/printer.ts';
import { allScannerSettings } from '../native/scanner/settings.ts';
import { counterSettings, usualCounter } from './contract/counter.ts';
import { languages, receiptLanguages } from './contract/words/language.ts';
import { amountMinorMax, isCurrency } from './core/money.ts';
import { isTimeZone } from './core/shop-time.ts';

/**
 * `config.json` of a profile: its fields, their bounds, and what a training and a live profile may be. Unknown and
 * missing fields are named with their path; nothing is guessed. Where the file is and how it is read: `profile.ts`.
 */

const short = z.string().trim().min(1).max(64);
const file = z.string().min(1).max(1_024);
/** Merchant category code, ISO 18245. */
const categoryCode = z.string().regex(/^\d{4}$/, 'four digits');

const gateway = z.strictObject({
  url: z.url({ protocol: /^https?$/ }),
  /** Before `/v1/payments/pay`; a `SANDBOX_` client signs and calls `/ams/sandbox/api` instead. */
  pathPrefix: z
    .string()
    .regex(/^(\/[A-Za-z0-9_-]+)*$/, 'path segments that begin with /')
    .default('/ams/api'),
  clientId: short,
  keyVersion: z.int().min(0).max(999).default(1),
  merchantPrivateKeyFile: file.default('merchant.pem'),
  gatewayPublicKeyFile: file.default('gateway.pub.pem'),
  /** Of an ISV that acts for the merchant (seed 004); at most 128 characters. */
  agentToken: z.string().min(1).max(128).nullable().default(null),
  /** Certificates to trust instead of the system's, PEM. */
  caFile: file.nullable().default(null),
  /** Training only: the simulated gateway runs inside the terminal, at a free port instead of `url`'s. */
  builtIn: z.boolean().default(false),
});

const merchant = z.strictObject({
  referenceMerchantId: short,
  merchantName: z.string().trim().min(1).max(256),
  merchantMCC: categoryCode,
  store: z.strictObject({
    referenceStoreId: short,
    storeName: z.string().trim().min(1).max(256),
    storeMCC: categoryCode,
  }),
  /** Required by the API even where nobody listens: the merchant server's address. */
  paymentNotifyUrl: z.url({ protocol: /^https?$/ }).max(2_048),
  settlementCurrency: z.string().refine(isCurrency, 'a currency this terminal knows').nullable().default(null),
});

const terminal = z.strictObject({
  /** Unique per Client-Id: it is part of every paymentRequestId. */
  number: z.string().regex(/^\d{4}$/, 'four digits'),
  currency: z.string().refine(isCurrency, 'a currency this terminal knows'),
  timeZone: z.string().refine(isTimeZone, 'a time zone such as Asia/Shanghai'),
  language: z.enum(languages),
  /** Of the receipts; the screen's language where it is not said. */
  receiptLanguage: z.enum(receiptLanguages).optional(),
});

const limits = z.strictObject({
  /** Seed 004: 10 to 20 inquiries. */
  inquiries: z.int().min(10).max(20).default(20),
  maxAmountMinor: z.int().min(1).max(amountMinorMax).default(5_000_000),
  acceptShortCodes: z.boolean().default(false),
  acceptLongCodes: z.boolean().default(false),
});

const drawer = z.strictObject({
  /** Who may open the cash drawer; `named`: whoever gives a name and a reason. Each opening is recorded. */
  permission: z.enum(['anyone', 'named', 'never']).default('named'),
});

const devices = z.strictObject({
  scanners: allScannerSettings.default([]),
  printer: printerSettings.default({ kind: 'none' }),
  drawer: drawer.default({ permission: 'named' }),
  display: displaySettings.default({ kind: 'none' }),
});

/** Each field may be left out. Which acts there are is the page's matter: the name of one it does not have does nothing. */
const counter = z
  .looseObject({})
  .default({})
  .transform((given) => ({ ...usualCounter, ...given }))
  .pipe(counterSettings);

const backup = z.strictObject({
  /** Where copies of the journal go, from the profile's folder or absolute; best on another disk. */
  folder: file.default('backup'),
});

export const configuration = z
  .strictObject({
    mode: z.enum(['training', 'live']),
    gateway,
    merchant,
    terminal,
    limits: limits.default({
      inquiries: 20,
      maxAmountMinor: 5_000_000,
      acceptShortCodes: false,
      acceptLongCodes: false,
    }),
    devices: devices.default({
      scanners: [],
      printer: { kind: 'none' },
      drawer: { permission: 'named' },
      display: { kind: 'none' },
    }),
    counter,
    backup: backup.default({ folder: 'backup' }),
  })
  .superRefine((config, context) => {
    const url = new URL(config.gateway.url);
    const issue = (path: (string | number)[], message: string): void =>
      context.addIssue({ code: 'custom', path, message });
    if (config.mode === 'live') {
      if (url.protocol !== 'https:') issue(['gateway', 'url'], 'live_with_http');
      if (config.gateway.builtIn) issue(['gateway', 'builtIn'], 'only a training profile has a built-in gateway');
      if (!config.merchant.paymentNotifyUrl.startsWith('https:'))
        issue(['merchant', 'paymentNotifyUrl'], 'https in live mode');
    } else if (!isLoopback(url.hostname)) {
      issue(['gateway', 'url'], 'training_with_public_host');
    }
  });

export type Configuration = z.infer<typeof configuration>;

/** 127.0.0.0/8, ::1 and `localhost`. */
export function isLoopback(hostname: string): boolean {
  return hostname === 'localhost' || hostname === '[::1]' || /^127\.\d{1,3}\.\d{1,3}\.\d{1,3}$/.test(hostname);
}
