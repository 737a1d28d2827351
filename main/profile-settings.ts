import { readFileSync, realpathSync, statSync } from 'node:fs';
import { join } from 'node:path';
import * as z from 'zod';
import { type Configuration, configuration } from './config.ts';
import type { CounterSettings } from './contract/counter.ts';
import { writeWhole } from './profile.ts';

/**
 * Writes what people choose on the screen into a profile's `config.json`: which devices it uses, how its counter works.
 * What was not chosen stays as it stands in the file. Checked as at a start, so that a till that takes it now starts
 * with it later.
 */

type NotWritten = {
  readonly ok: false;
  readonly reason: 'wrong_settings' | 'config_unreadable' | 'config_unwritable';
  /** What the system or the schema said, at most 512 characters. */
  readonly why: string;
};

type File = Readonly<Record<string, unknown>>;

/** `field` of `devices` becomes `settings`. Durable when it returns ok; else the file is as it was. */
export function writeDeviceSettings(
  folder: string,
  field: 'scanners' | 'printer' | 'display',
  settings: unknown,
): { readonly ok: true; readonly devices: Configuration['devices'] } | NotWritten {
  const written = write(
    folder,
    (before) => ({ ...before, devices: { ...box(before['devices']), [field]: settings } }),
    ({ path: [section, name], unknown }) => section === 'devices' && (name === field || unknown.includes(field)),
  );
  return written.ok ? { ok: true, devices: written.config.devices } : written;
}

/** The section `counter` becomes `settings`. Durable when it returns ok; else the file is as it was. */
export function writeCounterSettings(
  folder: string,
  settings: CounterSettings,
): { readonly ok: true; readonly settings: CounterSettings } | NotWritten {
  const written = write(
    folder,
    (before) => ({ ...before, counter: settings }),
    ({ path: [section] }) => section === 'counter',
  );
  return written.ok ? { ok: true, settings: written.config.counter } : written;
}

/** What the schema objects to: where it is, and fields it does not know there. */
interface Objection {
  readonly path: readonly PropertyKey[];
  readonly unknown: readonly string[];
}

/** `isOurs`: the change is at fault, not what stood in the file before it. */
function write(
  folder: string,
  change: (before: File) => File,
  isOurs: (objection: Objection) => boolean,
): { readonly ok: true; readonly config: Configuration } | NotWritten {
  let file: string;
  let text: string;
  try {
    // Where the name is a link, what it leads to is replaced, not the link.
    file = realpathSync(join(folder, 'config.json'));
    text = readFileSync(file, 'utf8');
  } catch (error) {
    return { ok: false, reason: 'config_unreadable', why: codeOf(error) };
  }
  const before = parsed(text);
  if (before === null) return { ok: false, reason: 'config_unreadable', why: 'no JSON object' };
  const after = change(before);
  const checked = configuration.safeParse(after);
  if (!checked.success) {
    const { issues } = checked.error;
    const why = issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`).join('; ');
    const reason = issues.some((issue) => isOurs(objectionOf(issue))) ? 'wrong_settings' : 'config_unreadable';
    return { ok: false, reason, why: why.slice(0, 512) };
  }
  try {
    writeWhole(file, `${JSON.stringify(after, null, 2)}\n`, statSync(file).mode & 0o777);
  } catch (error) {
    return { ok: false, reason: 'config_unwritable', why: codeOf(error) };
  }
  return { ok: true, config: checked.data };
}

function objectionOf(issue: z.core.$ZodIssue): Objection {
  return { path: issue.path, unknown: issue.code === 'unrecognized_keys' ? issue.keys : [] };
}

const shape = z.looseObject({ devices: z.looseObject({}).optional() });

function parsed(text: string): z.infer<typeof shape> | null {
  try {
    return shape.safeParse(JSON.parse(text)).data ?? null;
  } catch {
    // A file that is no JSON has no settings; the caller says so.
    return null;
  }
}

function box(value: unknown): object {
  return typeof value === 'object' && value !== null ? value : {};
}

function codeOf(error: unknown): string {
  return (error as NodeJS.ErrnoException).code ?? String(error);
}
