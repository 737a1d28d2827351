import { z } from 'zod';
import { invariant } from '../../main/core/invariant.ts';
import citizen203 from '../../resources/printers/citizen-203dpi.json' with { type: 'json' };
import clone58 from '../../resources/printers/clone-58.json' with { type: 'json' };
import clone80 from '../../resources/printers/clone-80-512.json' with { type: 'json' };
import epson180 from '../../resources/printers/epson-180dpi.json' with { type: 'json' };
import epson203 from '../../resources/printers/epson-203dpi.json' with { type: 'json' };
import generic from '../../resources/printers/generic.json' with { type: 'json' };
import genericTear from '../../resources/printers/generic-tear.json' with { type: 'json' };
import raster from '../../resources/printers/raster.json' with { type: 'json' };
import seiko from '../../resources/printers/seiko-rp.json' with { type: 'json' };
import star from '../../resources/printers/star-escpos.json' with { type: 'json' };
import sunmi from '../../resources/printers/sunmi-58.json' with { type: 'json' };

/**
 * The facts of a printer family: how wide it prints, which characters it has, whether it cuts. Facts are JSON under
 * `resources/printers`; this file checks them and knows nothing about receipts.
 */

/** Dots per column: font A of ESC/POS is 12 x 24 dots, a Chinese character takes two columns. */
export const columnDots = 12;

/** Width of the paper roll in millimetres. */
export type Paper = 58 | 80;

const paperSchema = z
  .strictObject({
    /** Characters of font A in a line. */
    columns: z.int().min(16).max(64),
    /** Dots the head prints in a line. */
    dots: z.int().min(192).max(832),
  })
  .refine((paper) => paper.columns * columnDots <= paper.dots, { error: 'the columns are wider than the dots' });

/** Code pages for Latin text that the encoder can make bytes for. */
const latinPages = ['cp437', 'cp852', 'cp858', 'cp866', 'cp1252'] as const;

/** Sets of characters beyond Latin that a printer may have in its memory, by the encoding it takes them in. */
const characterSets = ['gb18030', 'big5', 'shiftjis', 'ksc5601'] as const;

export type LatinPage = (typeof latinPages)[number];
export type CharacterSet = (typeof characterSets)[number];

/** `native` sends text in the printer's own characters, `raster` draws it and sends the picture. */
export const way = z.enum(['native', 'raster']);

export type Way = z.infer<typeof way>;

const drawerSchema = z.strictObject({
  /** Contact of the drawer socket that is pulsed: ESC p 0 is pin 2, ESC p 1 is pin 5. */
  pin: z.union([z.literal(2), z.literal(5)]),
  /** Pulse, and pause after it, in milliseconds: ESC p counts in steps of 2 ms, one byte each. */
  onMs: z.int().min(50).max(510).multipleOf(2),
  offMs: z.int().min(50).max(510).multipleOf(2),
  /** Knows DLE DC4 1, which opens at once, also while the printer is offline. */
  realTime: z.boolean(),
});

export type DrawerFacts = z.infer<typeof drawerSchema>;

/** The numbers that Epson gives to the five code pages; `multilingual` switches between them. */
const epsonNumbers: Readonly<Record<LatinPage, number>> = { cp437: 0, cp852: 18, cp858: 19, cp866: 17, cp1252: 16 };

const profileSchema = z
  .strictObject({
    name: z.string().min(1),
    /** Where these facts come from. */
    source: z.string().min(1),
    /** Command set of receiptline: `epson` for Epson's own (GS 8 L images), `generic` for the many that copy it. */
    commands: z.enum(['generic', 'epson']),
    /** `raster` sends the whole receipt as a picture, Latin too. */
    print: z.enum(['text', 'raster']),
    /** Code page for Latin text; `multilingual` switches between five of them as needed. */
    latin: z.enum(['multilingual', ...latinPages]),
    /** The number of each code page that the printer has (ESC t n); makers differ. */
    codePages: z.partialRecord(z.enum(latinPages), z.int().min(0).max(255)),
    script: z.strictObject({
      /** Character sets in its memory, in order of preference; empty when it only knows Latin. */
      native: z.array(z.enum(characterSets)),
      /** How these are printed until a person has looked at a test print (`script` of the configured printer). */
      default: way,
    }),
    /** `raster` draws the barcode, for firmware that prints CODE128 wrong or not at all. */
    barcode: way,
    /** The papers it takes; many take only one. */
    papers: z.partialRecord(z.enum(['58', '80']), paperSchema),
    /** `partial` feeds to the cutter and cuts all but one point; `none` feeds to the tear bar. */
    cutter: z.enum(['partial', 'none']),
    /** Lines fed before tearing where there is no cutter. */
    tearLines: z.int().min(0).max(20),
    drawer: drawerSchema,
    /** Answers GS ( H 48, a process id, when everything before it is on paper. */
    processId: z.boolean(),
    /** Whether "paper near end" means anything: cheap printers report it always or never. */
    nearEnd: z.enum(['sensor', 'none', 'unknown']),
  })
  .refine(
    (profile) =>
      profile.latin === 'multilingual'
        ? latinPages.every((page) => profile.codePages[page] === epsonNumbers[page])
        : profile.codePages[profile.latin] !== undefined,
    { error: 'the Latin code page has no number in codePages', path: ['codePages'] },
  )
  .refine((profile) => Object.keys(profile.papers).length > 0, {
    error: 'a printer takes some paper',
    path: ['papers'],
  });

export type PrinterProfile = z.infer<typeof profileSchema>;

export interface LineFacts {
  readonly columns: number;
  readonly dots: number;
}

/** One line on this paper; on the one paper that the printer takes, where it does not take this one. */
export function paperOf(profile: PrinterProfile, paper: Paper): LineFacts {
  const line = profile.papers[paper] ?? profile.papers['58'] ?? profile.papers['80'];
  invariant(line !== undefined, 'a printer takes some paper');
  return line;
}

export type ProfileResult =
  | { readonly ok: true; readonly profile: PrinterProfile }
  | { readonly ok: false; readonly why: string };

const shipped: readonly { readonly name: string }[] = [
  generic,
  genericTear,
  raster,
  epson180,
  epson203,
  citizen203,
  seiko,
  star,
  sunmi,
  clone58,
  clone80,
];

/** Checks the facts of one printer as they stand in a JSON file; a wrong one is named with its path. */
export function parseProfile(facts: unknown): ProfileResult {
  const checked = profileSchema.safeParse(facts);
  return checked.success
    ? { ok: true, profile: checked.data }
    : { ok: false, why: `The printer profile is not usable. ${z.prettifyError(checked.error)}` };
}

/** The shipped profile of that name, or a sentence with the names there are. */
export function profileNamed(name: string): ProfileResult {
  const facts = shipped.find((each) => each.name === name);
  if (facts !== undefined) return parseProfile(facts);
  return { ok: false, why: `There is no printer profile "${name}". Known: ${profileNames().join(', ')}.` };
}

/** The same printer after a person has looked at a test print and said which way its writing is good. */
export function withScript(profile: PrinterProfile, script: Way | undefined): PrinterProfile {
  return script === undefined ? profile : { ...profile, script: { ...profile.script, default: script } };
}

/** The names of the shipped profiles, as a configuration writes them, the usual ones first. */
export function profileNames(): readonly string[] {
  return shipped.map(({ name }) => name);
}
