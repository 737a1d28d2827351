import { readFileSync, realpathSync, statSync } from 'node:fs';
import { join } from 'node:path';
import * as z from 'zod';
import { type Configuration, configuration } from './config.ts';
import { writeWhole } from './profile.ts';

/**
 * Writes which devices a profile uses into its `config.json`: one field of `devices` is replaced, every other field
 * stays as it stands in the file. Checked as at a start, so that a till that takes it now starts with it later.
 */

export type SettingsWritten =
  | { readonly ok: true; readonly devices: Configuration['devices'] }
  | {
      readonly ok: false;
      readonly reason: 'wrong_settings' | 'config_unreadable' | 'config_unwritable';
      /** What the system or the schema said. */
      readonly why: string;
    };

const shape = z.looseObject({ devices: z.looseObject({}).optional() });

/** `field` of `devices` becomes `settings`. Durable when it returns ok; else the file is as it was. */
export function writeDeviceSettings(
  folder: string,
  field: 'scanners' | 'printer' | 'display',
  settings: unknown,
): SettingsWritten {
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
  const after = { ...before, devices: { ...before.devices, [field]: settings } };
  const checked = configuration.safeParse(after);
  if (!checked.success) {
    const isOurs = checked.error.issues.some((issue) => isAbout(issue, field));
    const why = checked.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`).join('; ');
    return { ok: false, reason: isOurs ? 'wrong_settings' : 'config_unreadable', why: why.slice(0, 512) };
  }
  try {
    writeWhole(file, `${JSON.stringify(after, null, 2)}\n`, statSync(file).mode & 0o777);
  } catch (error) {
    return { ok: false, reason: 'config_unwritable', why: codeOf(error) };
  }
  return { ok: true, devices: checked.data.devices };
}

function isAbout(issue: z.core.$ZodIssue, field: string): boolean {
  const [box, name] = issue.path;
  if (box !== 'devices') return false;
  return name === field || (issue.code === 'unrecognized_keys' && issue.keys.includes(field));
}

function parsed(text: string): z.infer<typeof shape> | null {
  try {
    return shape.safeParse(JSON.parse(text)).data ?? null;
  } catch {
    // A file that is no JSON has no settings; the caller says so.
    return null;
  }
}

function codeOf(error: unknown): string {
  return (error as NodeJS.ErrnoException).code ?? String(error);
}
