import type { WalletAct } from '../main/contract/views.ts';
import { type ActName, actNames, acts } from './acts.ts';

/**
 * Which key does what on this till: the first key of each act, and those that the till's settings give it instead. Pure;
 * it knows no page and no terminal.
 */

/** What the trainee does, who holds the simulated customer's phone. */
export const trainingKeys = { hold: 'F10', pin: 'Shift+F2', decline: 'Shift+F3' } as const satisfies Partial<
  Record<WalletAct, string>
>;

export type TrainingAct = keyof typeof trainingKeys;

/** An act as the settings call it. */
export type KeyedAct = ActName | TrainingAct;

/** Stopping has Escape, and nothing else has: it is what a person presses who is in doubt. */
export const fixedActs: ReadonlySet<KeyedAct> = new Set<KeyedAct>(['stop']);

const firstKeys: Readonly<Record<string, string>> = {
  ...Object.fromEntries(actNames.map((name) => [name, acts[name].key])),
  ...trainingKeys,
};

export const keyedActs = Object.keys(firstKeys) as readonly KeyedAct[];

/** Null: another act has its key. */
export type Keymap = Readonly<Record<KeyedAct, string | null>>;

/**
 * `given`: the keys of the settings. A key that is given away is taken from the act that has it first, so that no key
 * does two things; a name that no act has, from another version of the program, does nothing.
 */
export function keymapOf(given: Readonly<Record<string, string>>): Keymap {
  const own = (act: KeyedAct): string | undefined =>
    !fixedActs.has(act) && Object.hasOwn(given, act) ? given[act] : undefined;
  const taken = new Set(keyedActs.map(own).filter((key) => key !== undefined));
  const keyOf = (act: KeyedAct): string | null => {
    const first = firstKeys[act] ?? null;
    return own(act) ?? (first !== null && taken.has(first) ? null : first);
  };
  return Object.fromEntries(keyedActs.map((act) => [act, keyOf(act)])) as Keymap;
}

/** The settings with `key` for this act; its first key needs no setting. */
export function withKey(
  given: Readonly<Record<string, string>>,
  act: KeyedAct,
  key: string,
): Readonly<Record<string, string>> {
  const { [act]: _, ...others } = given;
  return firstKeys[act] === key ? others : { ...others, [act]: key };
}

/** The act that has this key, or null. */
export function actOfKey(keymap: Keymap, key: string): KeyedAct | null {
  return keyedActs.find((act) => keymap[act] === key) ?? null;
}

/** What the browser must not have, whatever stands before the till: F5 would load the page again. */
export function isTillKey(code: string): boolean {
  return code === 'Escape' || /^F(?:[1-9]|1[0-2])$/.test(code);
}

/** As it stands on a button: `Esc`, `F6`, `⇧F6`. */
export function keyFace(key: string): string {
  return key === 'Escape' ? 'Esc' : key.replace('Shift+', '⇧');
}
