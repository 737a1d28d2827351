import { existsSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { describe, expect, test } from 'vitest';
import { ballastBytes, ballastFileOf, Room, roomBytesMin } from '../../main/store/room.ts';
import { type ManualClock, manualClock } from '../support/manual-clock.ts';
import { quickFolder } from '../support/temporary-folder.ts';

/** The line of free space and the ballast, on a disk whose free bytes the test names. */

interface Stand {
  readonly room: Room;
  readonly clock: ManualClock;
  readonly ballast: string;
  readonly said: string[];
  free: number;
  size(): number;
}

function stand(free: number, ballast = 0): Stand {
  const path = join(quickFolder(), 'journal.sqlite');
  const clock = manualClock();
  const said: string[] = [];
  const log = { info: () => {}, warn: (sentence: string) => void said.push(sentence) };
  const file = ballastFileOf(path);
  if (ballast > 0) writeFileSync(file, Buffer.alloc(ballast, 1));
  const made: Stand = {
    room: new Room(path, clock, log, () => made.free),
    clock,
    ballast: file,
    said,
    free,
    size: () => statSync(file, { throwIfNoEntry: false })?.size ?? 0,
  };
  return made;
}

/** A write that finds the disk full `times` times. */
function fullWrite(times: number): { readonly write: () => string; readonly tries: () => number } {
  let tries = 0;
  return {
    write() {
      tries += 1;
      if (tries <= times) throw new Database.SqliteError('database or disk is full', 'SQLITE_FULL');
      return 'written';
    },
    tries: () => tries,
  };
}

describe('the line of free space', () => {
  test('lies 32 MiB above nothing, and the ballast counts until it is there', () => {
    expect(stand(roomBytesMin + ballastBytes).room.isEnough()).toBe(true);
    expect(stand(roomBytesMin + ballastBytes - 1).room.isEnough()).toBe(false);
    expect(stand(roomBytesMin, ballastBytes).room.isEnough()).toBe(true);
    expect(stand(roomBytesMin - 1, ballastBytes).room.isEnough()).toBe(false);
  });

  test('is looked at again once a second', () => {
    const world = stand(roomBytesMin, ballastBytes);
    expect(world.room.isEnough()).toBe(true);
    world.free = 0;
    world.clock.advance(999);
    expect(world.room.isEnough()).toBe(true);
    world.clock.advance(1);
    expect(world.room.isEnough()).toBe(false);
  });

  test('does not stop sales on a disk that does not say how much is free', () => {
    const clock = manualClock();
    const silent = (): never => {
      throw Object.assign(new Error('ENOSYS: function not implemented, statfs'), { syscall: 'statfs' });
    };
    const log = { info: () => {}, warn: () => {} };
    expect(new Room(join(quickFolder(), 'journal.sqlite'), clock, log, silent).isEnough()).toBe(true);
  });
});

describe('the ballast', () => {
  test('is not made by a program that does not stay', () => {
    const world = stand(roomBytesMin + ballastBytes);
    world.room.isEnough();
    world.clock.advance(3_600_000);
    expect(existsSync(world.ballast)).toBe(false);
  });

  test('is made in slices, not at once, and then left alone', () => {
    const world = stand(roomBytesMin + ballastBytes);
    world.room.keepBallast();
    world.clock.advance(4_999);
    expect(world.size()).toBe(0);
    world.clock.advance(501);
    expect(world.size()).toBeLessThan(1_024 * 1_024);
    world.clock.advance(600_000);
    expect(world.size()).toBe(ballastBytes);
    world.room.close();
    expect(world.clock.waiting()).toBe(0);
  });

  test('goes on where a stopped program left it', () => {
    const world = stand(roomBytesMin + ballastBytes, 1_000_000);
    world.room.keepBallast();
    world.clock.advance(600_000);
    expect(world.size()).toBe(ballastBytes);
  });

  test('is not made where that would take the room of sales', () => {
    const world = stand(roomBytesMin + ballastBytes - 1);
    world.room.keepBallast();
    world.clock.advance(600_000);
    expect(world.size()).toBe(0);
    world.free = roomBytesMin + ballastBytes;
    world.clock.advance(600_000);
    expect(world.size()).toBe(ballastBytes);
  });

  test('is given up for a write that finds the disk full, which is tried once more; sales stop until there is room for both', () => {
    const world = stand(roomBytesMin, ballastBytes);
    expect(world.room.isEnough()).toBe(true);
    const { write, tries } = fullWrite(1);
    expect(world.room.afford(write)).toBe('written');
    expect(tries()).toBe(2);
    expect(existsSync(world.ballast)).toBe(false);
    expect(world.said).toEqual([expect.stringContaining('the ballast was given up')]);
    expect(world.room.isEnough(), 'at once, whatever was seen a moment ago').toBe(false);
    world.free = roomBytesMin + ballastBytes;
    world.clock.advance(1_000);
    expect(world.room.isEnough()).toBe(true);
    world.room.keepBallast();
    world.clock.advance(600_000);
    expect(world.size()).toBe(ballastBytes);
  });

  test('is given up once: a disk that stays full is an error', () => {
    const world = stand(roomBytesMin, ballastBytes);
    const { write, tries } = fullWrite(99);
    expect(() => world.room.afford(write)).toThrow('database or disk is full');
    expect(tries()).toBe(2);
    expect(() => world.room.afford(write)).toThrow('database or disk is full');
    expect(tries(), 'there is nothing left to give up').toBe(3);
  });

  test.for(['SQLITE_IOERR_FSYNC', 'SQLITE_IOERR_WRITE', 'SQLITE_CORRUPT', 'SQLITE_READONLY'])(
    'is kept, and nothing is tried again, after %s: what was written may be there',
    (code) => {
      const world = stand(roomBytesMin, ballastBytes);
      let tries = 0;
      const write = (): never => {
        tries += 1;
        throw new Database.SqliteError('disk I/O error', code);
      };
      expect(() => world.room.afford(write)).toThrow('disk I/O error');
      expect(tries).toBe(1);
      expect(world.size()).toBe(ballastBytes);
    },
  );

  test('that somebody has removed counts again, and is made again', () => {
    const world = stand(roomBytesMin, ballastBytes);
    rmSync(world.ballast);
    expect(world.room.isEnough()).toBe(false);
    world.free = roomBytesMin + ballastBytes;
    world.room.keepBallast();
    world.clock.advance(600_000);
    expect(world.size()).toBe(ballastBytes);
  });
});
