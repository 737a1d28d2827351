import { type ReactNode, useId } from 'react';
import { actOfKey, fixedActs, type KeyedAct, type Keymap, keyedActs, keyFace, keymapOf, withKey } from '../keymap.ts';
import type { Settings } from './use-settings.ts';

/**
 * The key of each act, chosen from a list in which a key that has an act names it and cannot be taken: nothing is
 * captured, so that a touch screen without a keyboard can do it too.
 */

const functionKeys = Array.from({ length: 12 }, (_, at) => `F${at + 1}`);
const choosable = [...functionKeys, ...functionKeys.map((key) => `Shift+${key}`)];

export function KeySettings({ settings }: { readonly settings: Settings }): ReactNode {
  const { words, now, change } = settings;
  const keymap = keymapOf(now.keys);
  const id = useId();
  return (
    <>
      <h3>{words.sections.keys}</h3>
      <p className="settings-means">
        {words.keys.means}{' '}
        <button
          type="button"
          data-act="reset-keys"
          aria-disabled={Object.keys(now.keys).length === 0}
          onClick={() => change({ keys: {} })}
        >
          {words.keys.reset}
        </button>
      </p>
      <ul className="settings-keys">
        {keyedActs.map((act) => (
          <li key={act}>
            <span id={`${id}-${act}`}>{words.acts[act] ?? act}</span>
            {fixedActs.has(act) ? (
              <span>
                <kbd>{keyFace(keymap[act] ?? '')}</kbd> {words.keys.fixed}
              </span>
            ) : (
              <KeyChoice
                act={act}
                labelledBy={`${id}-${act}`}
                keymap={keymap}
                words={words}
                choose={(key) => change({ keys: withKey(now.keys, act, key) })}
              />
            )}
          </li>
        ))}
      </ul>
    </>
  );
}

interface KeyChoiceProps {
  readonly act: KeyedAct;
  readonly labelledBy: string;
  readonly keymap: Keymap;
  readonly words: Settings['words'];
  readonly choose: (key: string) => void;
}

function KeyChoice({ act, labelledBy, keymap, words, choose }: KeyChoiceProps): ReactNode {
  const own = keymap[act];
  return (
    <select
      name={`key-${act}`}
      aria-labelledby={labelledBy}
      value={own ?? ''}
      onChange={({ target: { value } }) => choose(value)}
    >
      {own === null && (
        <option value="" disabled>
          {words.keys.none}
        </option>
      )}
      {choosable.map((key) => {
        const other = key === own ? null : actOfKey(keymap, key);
        const face = keyFace(key);
        return (
          <option key={key} value={key} disabled={other !== null}>
            {other === null ? face : words.keys.isOf({ key: face, act: words.acts[other] ?? other })}
          </option>
        );
      })}
    </select>
  );
}
