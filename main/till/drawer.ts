import { required, type Typed, UsageError } from '../arguments.ts';
import type { DrawerOpeningView } from '../contract/print-views.ts';
import { deviceSentence } from '../contract/words/devices.ts';
import type { Language } from '../contract/words/language.ts';
import { type DrawerOutcomeName, paperWords } from '../contract/words/papers.ts';
import { refusalSentence } from '../contract/words/refusals.ts';
import { tillWords } from '../contract/words/till.ts';
import { shopTime } from '../core/shop-time.ts';
import type { Profile } from '../profile.ts';
import { openDesk } from './desk.ts';
import { fail, type Output, refuse } from './output.ts';

/** `till drawer`: opens the cash drawer by hand, and tells who did. */

export const drawerOptions = { by: 'text', why: 'text' } as const;

export async function drawer(typed: Typed, profile: Profile, out: Output): Promise<number> {
  const [word = 'log'] = typed.words;
  if (word === 'open') return open(typed, profile, out);
  if (word === 'log') return log(profile, out);
  throw new UsageError(tillWords[out.language].call.unknownVerb({ verb: `drawer ${word}` }));
}

async function open(typed: Typed, profile: Profile, out: Output): Promise<number> {
  const isAnyone = profile.config.devices.drawer.permission === 'anyone';
  const said = (option: 'by' | 'why'): string =>
    isAnyone ? (typed.text(option) ?? '') : required(typed, option, out.language);
  const [by, why] = [said('by').slice(0, 64), said('why').slice(0, 256)];
  const desk = await openDesk(profile, null);
  try {
    const opened = await desk.request('drawer.open', { by, why });
    if (!opened.ok) {
      const report = opened.report === null ? '' : deviceSentence(out.language, opened.report);
      return fail(out, opened.reason, `${refusalSentence(out.language, opened.reason)} ${report}`.trim());
    }
    const words = paperWords[out.language].drawer;
    out.answer([opened.how === 'sensed' ? words.opened : words.pulsed], opened);
    return 0;
  } finally {
    await desk.close();
  }
}

async function log(profile: Profile, out: Output): Promise<number> {
  const desk = await openDesk(profile, { kind: 'none' });
  try {
    const found = await desk.request('drawer.log', {});
    if (!found.ok) return refuse(out, found.reason);
    const { openings } = found;
    const { timeZone } = profile.config.terminal;
    const lines = openings.map((opening) => lineOf(opening, timeZone, out.language));
    out.answer(lines.length === 0 ? [paperWords[out.language].drawer.none] : lines, { openings });
    return 0;
  } finally {
    await desk.close();
  }
}

function lineOf({ atMs, by, why, outcome }: DrawerOpeningView, timeZone: string, language: Language): string {
  const { outcomes } = paperWords[language].drawer;
  const name = outcome ?? 'not_known';
  const said = Object.hasOwn(outcomes, name) ? outcomes[name as DrawerOutcomeName] : name;
  return [shopTime(atMs, timeZone), said, by, why].filter((fact) => fact !== '').join('  ');
}
