import { EventEmitter } from 'node:events';
import { expect, test } from 'vitest';
import { type LeavingParts, leaveOnceClosed } from '../../main/electron/leaving.ts';
import { manualClock } from '../support/manual-clock.ts';

/** The order of an end, with the app played by an emitter. */

class PlayedApp extends EventEmitter {
  readonly exits: number[] = [];
  exit(code: number): void {
    this.exits.push(code);
  }
  /** As Electron does it: asks, and would go on with the windows. */
  quit(): void {
    let prevented = false;
    const preventDefault = (): void => {
      prevented = true;
    };
    this.emit('before-quit', { preventDefault });
    if (!prevented) this.exits.push(Number.NaN);
  }
}

function playedEnd(close: () => Promise<void>) {
  const app = new PlayedApp();
  const signals = new EventEmitter();
  const clock = manualClock(0);
  const said: string[] = [];
  const log = { info: () => {}, warn: (sentence: string) => void said.push(sentence) };
  leaveOnceClosed({ app: app as unknown as LeavingParts['app'], signals, clock, log, close, code: 0 });
  return { app, signals, clock, said };
}

test('the app does not leave before the till is closed', async () => {
  const { promise, resolve } = Promise.withResolvers<void>();
  const { app } = playedEnd(() => promise);
  app.emit('window-all-closed');
  expect(app.exits).toEqual([]);
  resolve();
  await promise;
  await Promise.resolve();
  expect(app.exits).toEqual([0]);
});

test('the till is closed once, however often the app is asked', () => {
  let closed = 0;
  const { app } = playedEnd(() => {
    closed += 1;
    return new Promise(() => {});
  });
  app.quit();
  app.emit('window-all-closed');
  expect({ closed, exits: app.exits }).toEqual({ closed: 1, exits: [] });
});

test.for(['SIGINT', 'SIGTERM', 'SIGHUP'])('%s asks, and a second one leaves at once', (signal) => {
  const { app, signals, said } = playedEnd(() => new Promise(() => {}));
  signals.emit(signal);
  expect(app.exits).toEqual([]);
  signals.emit(signal);
  expect(app.exits).toEqual([1]);
  expect(said).toEqual(['left before the till was closed; the journal keeps what is open']);
});

test('a till that cannot be closed does not hold the machine', () => {
  const { app, clock, said } = playedEnd(() => new Promise(() => {}));
  app.quit();
  clock.advance(9_999);
  expect(app.exits).toEqual([]);
  clock.advance(1);
  expect(app.exits).toEqual([1]);
  expect(said).toEqual(['the till could not be closed in time; the journal keeps what is open']);
});

test('a till that fails to close is an exit of 1 and says why', async () => {
  const failed = Promise.reject(new Error('disk gone'));
  const { app, said } = playedEnd(() => failed);
  app.quit();
  await failed.catch(() => {});
  await Promise.resolve();
  expect(app.exits).toEqual([1]);
  expect(said).toEqual(['the till could not be closed']);
});
