import { createConnection, type Socket } from 'node:net';
import { describe, expect, onTestFinished, test } from 'vitest';
import { newSession } from '../../main/clock.ts';
import { connect } from '../../main/contract/connect.ts';
import { eventsPath } from '../../main/contract/page-door.ts';
import { type HttpPort, openPage } from '../contract/http-door.ts';
import { freshCode } from '../support/counter.ts';
import { type OpenDoor, openDoor } from './open-door.ts';

/** Streams of events: opened, kept, bounded, ended. What goes over them is the conformance suite's matter. */

const answered = { ok: true };

/** A page that says hello and reads what it is told. */
async function livePage(port: HttpPort) {
  const screen = connect(port, newSession());
  expect(await screen.request('sale.clear', {})).toEqual(answered);
  return screen;
}

/** A page whose browser does not take a single byte from its connection. */
async function deafPage({ port, host, enter }: OpenDoor): Promise<Socket> {
  const id = newSession();
  const cookie = await enter();
  const socket = createConnection({ port, host: '127.0.0.1' });
  onTestFinished(() => void socket.destroy());
  socket.write(`GET ${eventsPath}?page=${id} HTTP/1.1\r\nHost: ${host}\r\nCookie: ${cookie}\r\n\r\n`);
  await new Promise<void>((resolve) => socket.once('readable', resolve));
  const said = JSON.stringify([{ kind: 'hello', session: newSession() }]);
  const headers = { cookie, origin: `http://${host}`, 'content-type': 'application/json' };
  const path = `http://${host}/door/messages?page=${id}`;
  expect((await fetch(path, { method: 'POST', headers, body: said })).status).toBe(204);
  return socket;
}

test('a stream is open before anything is said, so that the page may post', async () => {
  const { host, enter } = await openDoor();
  const gone = new AbortController();
  const path = `http://${host}${eventsPath}?page=${newSession()}`;
  const answer = await fetch(path, { headers: { cookie: await enter() }, signal: gone.signal });
  expect(answer.status).toBe(200);
  expect(answer.headers.get('content-type')).toBe('text/event-stream');
  expect(answer.headers.get('cache-control')).toBe('no-store');
  expect(answer.headers.get('content-security-policy')).toContain("default-src 'none'");
  gone.abort();
});

test('a comment goes out every 15 s, until the page is gone', async () => {
  const { host, enter, world } = await openDoor();
  const before = world.clock.waiting();
  const gone = new AbortController();
  const path = `http://${host}${eventsPath}?page=${newSession()}`;
  const { body } = await fetch(path, { headers: { cookie: await enter() }, signal: gone.signal });
  const reader = (body as ReadableStream<Uint8Array>).getReader();
  for (let n = 1; n <= 3; n++) {
    world.clock.advance(15_000);
    const { value } = await reader.read();
    expect(Buffer.from(value ?? []).toString()).toBe(':\n\n');
  }
  expect(world.clock.waiting()).toBe(before + 1);
  gone.abort();
  await expect.poll(() => world.clock.waiting()).toBe(before);
});

test('two browsers at one till each have their own answers and see the same sale', async () => {
  const { enter, port } = await openDoor();
  const first = await livePage(await openPage(port, await enter()));
  const second = await livePage(await openPage(port, await enter()));
  const seen = new Promise((resolve) => {
    second.on('terminal.changed', ({ counter }) => counter.state === 'ready' && resolve(counter.amountMinor));
  });
  const started = first.request('sale.start', { orderId: 'A-1', amountMinor: 700, differentCustomer: false });
  expect(await second.request('reversals.list', {})).toEqual({ open: 0, payments: [] });
  expect(await started).toEqual({ ok: true, orderId: 'A-1' });
  expect(await seen).toBe(700);
});

test('a page that is reloaded in mid-request comes back to the payment that it began', async () => {
  const { wire, world } = await openDoor();
  const before = await wire();
  const screen = await livePage(before);
  await screen.request('sale.start', { orderId: 'A-2', amountMinor: 900, differentCustomer: false });
  const charging = new Promise<void>((resolve) => {
    world.terminal.onChange(({ counter }) => counter.payment !== null && resolve());
  });
  const lost = screen.request('sale.code', { text: freshCode(), source: 'typed' });
  await charging;
  before.leave();
  await before.ended;
  screen.close();
  await expect(lost).rejects.toThrow('closed the door');
  const after = connect(await wire(), newSession());
  const { counter } = await after.request('terminal.view', {});
  expect(counter.payment).toMatchObject({ orderId: 'A-2', status: 'checking' });
  expect(world.gateway.calls).toHaveLength(1);
});

test('the same page twice: the older stream ends and the newer one is served', async () => {
  const { enter, port } = await openDoor();
  const cookie = await enter();
  const older = await openPage(port, cookie);
  const newer = await openPage(port, cookie, older.page);
  await older.ended;
  await livePage(newer);
});

test('the seventeenth page ends the oldest stream, and no other', async () => {
  const { wire } = await openDoor();
  const pages: HttpPort[] = [];
  for (let n = 1; n <= 17; n++) pages.push(await wire());
  const [oldest, ...others] = pages as [HttpPort, ...HttpPort[]];
  await oldest.ended;
  await Promise.all(others.map(livePage));
  oldest.send({ kind: 'hello', session: newSession() });
  await expect.poll(() => oldest.posts).toEqual([404]);
});

test('a page that never reads is cut off at 8 MB, and nobody else notices', async () => {
  const opened = await openDoor();
  const { wire, world } = opened;
  const reading = await livePage(await wire());
  const deaf = await deafPage(opened);
  let isCut = false;
  deaf.once('error', () => deaf.destroy());
  let views = 0;
  reading.on('terminal.changed', () => {
    views += 1;
  });
  const viewBytes = JSON.stringify(world.view()).length;
  const before = world.clock.waiting();
  let changes = 0;
  // What the system's own buffers hold comes on top: far below 64 MB on any of ours.
  while (!isCut && changes * viewBytes < 64 * 1024 * 1024) {
    for (let n = 0; n < 200; n++, changes++) world.terminal.scan({ text: 'no payment code', source: 'serial' });
    await reading.request('sale.clear', {});
    isCut = world.clock.waiting() < before;
  }
  expect(isCut, `${changes} views of ${viewBytes} bytes were kept for a page that reads nothing`).toBe(true);
  expect(changes * viewBytes).toBeGreaterThan(8 * 1024 * 1024);
  expect(await reading.request('sale.clear', {})).toEqual(answered);
  expect(views, 'the other page has every view').toBeGreaterThanOrEqual(changes);
});

describe('closing the door', () => {
  test('ends every stream and takes nobody in', async () => {
    const { wire, close, port } = await openDoor();
    const pages = [await wire(), await wire(), await wire()];
    await Promise.all(pages.map(livePage));
    await close();
    await Promise.all(pages.map(({ ended }) => ended));
    const refused = await new Promise((resolve) => {
      createConnection(port, '127.0.0.1').once('error', (error: NodeJS.ErrnoException) => resolve(error.code));
    });
    expect(refused).toBe('ECONNREFUSED');
  });

  test('waits a second for a page that does not read, then cuts it off', async () => {
    const opened = await openDoor();
    const { close, world } = opened;
    const deaf = await deafPage(opened);
    for (let n = 0; n < 4_000; n++) world.terminal.scan({ text: 'no payment code', source: 'serial' });
    let isClosed = false;
    const closing = close().then(() => {
      isClosed = true;
    });
    world.clock.advance(999);
    await new Promise(setImmediate);
    expect(isClosed).toBe(false);
    world.clock.advance(1);
    await closing;
    deaf.destroy();
  });

  test('does not wait for a browser that has asked for nothing, or for half a request', async () => {
    const { close, port, host, enter } = await openDoor();
    const cookie = await enter();
    const idle = createConnection(port, '127.0.0.1');
    const half = createConnection(port, '127.0.0.1');
    const ends = [idle, half].map(
      (socket) => new Promise((resolve) => socket.on('error', resolve).once('close', resolve)),
    );
    await Promise.all([idle, half].map((socket) => new Promise<void>((resolve) => socket.once('connect', resolve))));
    half.write(`GET / HTTP/1.1\r\nHost: ${host}\r\nCookie: ${cookie}\r\n`);
    await fetch(`http://${host}/`, { headers: { cookie } });
    await close();
    await Promise.all(ends);
  });
});
