import { join, resolve } from 'node:path';
import { type Options, type Typed, UsageError } from '../arguments.ts';
import { supportWords } from '../contract/words/support.ts';
import { makeFolder, type Profile, writeWhole } from '../profile.ts';
import { type Desk, openDesk } from './desk.ts';
import { fail, type Output, refuse } from './output.ts';

/**
 * `till bundle [ID] [--out DIR]`: makes the support bundle of one payment or of the whole till, in the profile's folder
 * and, where asked, in another one too.
 */

export const bundleOptions: Options = { out: 'text' };

export async function bundle(typed: Typed, profile: Profile, out: Output): Promise<number> {
  const [id = null] = typed.words;
  const words = supportWords[out.language];
  const desk = await openDesk(profile, { kind: 'none' }, 'journal or rescue');
  try {
    const made = await desk.request('flight.bundle', { id });
    if (!made.ok) return refused(out, made.reason);
    const to = typed.text('out');
    const folder = to === undefined ? made.folder : resolve(to);
    if (to !== undefined) await copyTo(desk, folder, made.files, out);
    const files = made.files.map(({ name }) => join(folder, name));
    out.answer([words.made, ...files], { ok: true, folder, files });
    return 0;
  } finally {
    await desk.close();
  }
}

/** Throws {@link UsageError} where the folder takes nothing. */
async function copyTo(
  desk: Desk,
  folder: string,
  files: readonly { readonly name: string }[],
  { language }: Output,
): Promise<void> {
  for (const { name } of files) {
    const file = await desk.request('flight.file', { name });
    if (!file.ok) throw new UsageError(`${name}: ${supportWords[language].faults.no_such_file}`);
    try {
      makeFolder(folder);
      writeWhole(join(folder, name), file.text, 0o600);
    } catch (error) {
      const { code, syscall } = error as NodeJS.ErrnoException;
      if (syscall === undefined) throw error;
      throw new UsageError(`${join(folder, name)}: ${code}`);
    }
  }
}

function refused(out: Output, reason: string): number {
  const { faults } = supportWords[out.language];
  const known = Object.hasOwn(faults, reason) ? faults[reason as keyof typeof faults] : null;
  return known === null ? refuse(out, reason) : fail(out, reason, known);
}
