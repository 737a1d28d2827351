import { z } from 'zod';
import epson180 from '../../resources/printers/epson-180dpi.json' with { type: 'json' };
import epson203 from '../../resources/printers/epson-203dpi.json' with { type: 'json' };
import generic from '../../resources/printers/generic.json' with { type: 'json' };
import genericTear from '../../resources/printers/generic-tear.json' with { type: 'json' };
import raster from '../../resources/printers/raster.json' with { type: 'json' };

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

const profileSchema = z.strictObject({
  name: z.string().min(1),
  /** Where these facts come from. */
  source: z.string().min(1),
  /** Command set of receiptline: `epson` for Epson's own (GS 8 L images), `generic` for the many that copy it. */
  commands: z.enum(['generic', 'epson']),
  /** `raster` sends the whole receipt as a picture. */
  print: z.enum(['text', 'raster']),
  /** Code page for Latin text; `multilingual` switches between five of them as needed. */
  latin: z.enum(['multilingual', 'cp437', 'cp858', 'cp1252']),
  /** `gb18030` when the printer has Chinese characters, null when it has none. */
  han: z.literal('gb18030').nullable(),
  papers: z.strictObject({ '58': paperSchema, '80': paperSchema }),
  /** `partial` feeds to the cutter and cuts all but one point; `none` feeds to the tear bar. */
  cutter: z.enum(['partial', 'none']),
  /** Lines fed before tearing where there is no cutter. */
  tearLines: z.int().min(0).max(20),
});

export type PrinterProfile = z.infer<typeof profileSchema>;

/** Columns and dots of one line on this paper. */
export function paperOf(profile: PrinterProfile, paper: Paper): { readonly columns: number; readonly dots: number } {
  return profile.papers[paper];
}

export type ProfileResult =
  | { readonly ok: true; readonly profile: PrinterProfile }
  | { readonly ok: false; readonly why: string };

const shipped: readonly unknown[] = [generic, genericTear, raster, epson180, epson203];

/** Checks the facts of one printer as they stand in a JSON file; a wrong one is named with its path. */
export function parseProfile(facts: unknown): ProfileResult {
  const checked = profileSchema.safeParse(facts);
  return checked.success
    ? { ok: true, profile: checked.data }
    : { ok: false, why: `The printer profile is not usable. ${z.prettifyError(checked.error)}` };
}

/** The shipped profile of that name, or a sentence with the names there are. */
export function profileNamed(name: string): ProfileResult {
  const names: string[] = [];
  for (const facts of shipped) {
    const result = parseProfile(facts);
    if (!result.ok || result.profile.name === name) return result;
    names.push(result.profile.name);
  }
  return { ok: false, why: `There is no printer profile "${name}". Known: ${names.join(', ')}.` };
}

/** The names of the shipped profiles, as a configuration writes them. */
export function profileNames(): readonly string[] {
  return shipped.flatMap((facts) => {
    const result = parseProfile(facts);
    return result.ok ? [result.profile.name] : [];
  });
}
