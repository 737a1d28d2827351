import { mkdirSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { SupportBundle } from './contract/support-bundle.ts';
import type { Language } from './contract/words/language.ts';
import { utcSecond } from './core/ids.ts';
import { writeWhole } from './profile.ts';
import { supportPage } from './support-page.ts';

/**
 * The bundles of a profile, in its folder `support`: a JSON file and a page of the same name, whole and durable or not
 * there. The newest are kept.
 */

/** Bundles that are kept, two files each. */
export const bundlesKept = 20;

/** Longer files are none of ours; what asks for one gets it in one answer. */
const fileBytesMax = 2_500_000;

export type BundleFault = 'disk_full' | 'read_only' | 'unwritable';

export type BundleWritten =
  | { readonly ok: true; readonly folder: string; readonly files: readonly { name: string; bytes: number }[] }
  | { readonly ok: false; readonly reason: BundleFault; readonly why: string };

/** Two within a second are one. */
export function writeBundle(folder: string, bundle: SupportBundle, language: Language): BundleWritten {
  const about = bundle.about === null ? '' : `-${bundle.about.slice(-6)}`;
  const stem = `support-${bundle.merchant.terminalId}-${utcSecond(Date.parse(bundle.madeAt))}${about}`;
  const texts = [
    { name: `${stem}.html`, text: supportPage(bundle, language) },
    { name: `${stem}.json`, text: `${JSON.stringify(bundle, null, 1)}\n` },
  ];
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    clearAway(folder, bundlesKept - 1);
    for (const { name, text } of texts) writeWhole(join(folder, name), text, 0o600);
  } catch (error) {
    for (const { name } of texts) removeQuietly(folder, name);
    return { ok: false, ...faultOf(error) };
  }
  return { ok: true, folder, files: texts.map(({ name, text }) => ({ name, bytes: Buffer.byteLength(text) })) };
}

const nameShape = /^support-[A-Za-z0-9_-]{1,80}\.(?:html|json)$/;

/** The text of one file of a bundle; null where there is none of that name. */
export function readBundleFile(folder: string, name: string): string | null {
  if (!nameShape.test(name)) return null;
  const file = join(folder, name);
  const found = statSync(file, { throwIfNoEntry: false });
  return found?.isFile() === true && found.size <= fileBytesMax ? readFileSync(file, 'utf8') : null;
}

/** Also what a power cut left as a draft. */
function clearAway(folder: string, kept: number): void {
  const names = readdirSync(folder);
  for (const name of names.filter((one) => nameShape.test(one.replace(/\.new$/, '')) && one.endsWith('.new')))
    rmSync(join(folder, name), { force: true });
  const stems = [...new Set(names.filter((name) => nameShape.test(name)).map(stemOf))];
  // The second in which it was made stands in the name behind the terminal's number.
  const oldestFirst = stems.toSorted((one, other) => (one < other ? -1 : 1));
  for (const stem of oldestFirst.slice(0, Math.max(0, oldestFirst.length - kept)))
    for (const end of ['html', 'json']) rmSync(join(folder, `${stem}.${end}`), { force: true });
}

function stemOf(name: string): string {
  return name.replace(/\.[a-z]+$/, '');
}

/** What is half there is of no use; that it cannot be removed either is no news. */
function removeQuietly(folder: string, name: string): void {
  for (const file of [name, `${name}.new`]) {
    try {
      rmSync(join(folder, file), { force: true });
    } catch (error) {
      if ((error as NodeJS.ErrnoException).syscall === undefined) throw error;
    }
  }
}

function faultOf(error: unknown): { readonly reason: BundleFault; readonly why: string } {
  const { code = '', syscall } = error as NodeJS.ErrnoException;
  if (syscall === undefined) throw error;
  const reason = /^(?:ENOSPC|EDQUOT)$/.test(code)
    ? 'disk_full'
    : /^(?:EROFS|EACCES|EPERM)$/.test(code)
      ? 'read_only'
      : 'unwritable';
  return { reason, why: code };
}
