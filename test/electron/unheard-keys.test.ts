import { EventEmitter } from 'node:events';
import { expect, test } from 'vitest';
import { doorChannel } from '../../main/contract/page-door.ts';
import { type KeyedContents, watchUnheardKeys } from '../../main/electron/unheard-keys.ts';
import { manualClock } from '../support/manual-clock.ts';

/** Keys that come while no page listens: swallowed, and a scanner's burst among them is answered. */

class Contents extends EventEmitter {
  readonly ipc = new EventEmitter();
}

function watched() {
  const clock = manualClock();
  const contents = new Contents();
  let bursts = 0;
  watchUnheardKeys(contents as unknown as KeyedContents, { clock, burst: () => (bursts += 1) });
  const press = (key: string, more: object = {}): boolean => {
    let prevented = false;
    const event = { preventDefault: () => (prevented = true) };
    contents.emit('before-input-event', event, { type: 'keyDown', key, isAutoRepeat: false, ...more });
    return prevented;
  };
  const scan = (gapMs: number, count = 18): readonly boolean[] =>
    Array.from({ length: count }, (_, at) => {
      clock.advance(gapMs);
      return press(String(at % 10));
    });
  const speak = (): boolean => contents.ipc.emit(doorChannel, {}, { kind: 'hello' });
  return { clock, contents, press, scan, speak, bursts: () => bursts };
}

test('before the page has spoken a burst is swallowed and told once, the next one again', () => {
  const { scan, clock, bursts } = watched();
  expect(new Set(scan(8))).toEqual(new Set([true]));
  expect(bursts()).toBe(1);
  clock.advance(500);
  scan(8);
  expect(bursts()).toBe(2);
});

test('a page that listens gets every key, and nothing is told: it judges by itself', () => {
  const { scan, speak, bursts } = watched();
  speak();
  expect(new Set(scan(8))).toEqual(new Set([false]));
  expect(bursts()).toBe(0);
});

test.each(['did-navigate', 'render-process-gone', 'unresponsive'])('after %s nobody listens', (event) => {
  const { contents, scan, speak, bursts } = watched();
  speak();
  contents.emit(event, {}, {});
  expect(scan(8)).not.toContain(false);
  expect(bursts()).toBe(1);
  contents.emit('responsive');
  // A page that has answered again had listened before; one that was loaded anew has yet to speak.
  expect(new Set(scan(8))).toEqual(new Set([event !== 'unresponsive']));
  speak();
  expect(new Set(scan(8))).toEqual(new Set([false]));
});

test('what a person types meanwhile is swallowed and is no scan; modifiers, releases and repeats are no keys of one', () => {
  const { scan, clock, press, bursts } = watched();
  expect(new Set(scan(60))).toEqual(new Set([true]));
  for (const more of [{ type: 'keyUp' }, { isAutoRepeat: true }]) {
    clock.advance(500);
    for (let at = 0; at < 9; at += 1) press('1', more);
  }
  for (let at = 0; at < 9; at += 1) press('Shift');
  expect(bursts()).toBe(0);
});
