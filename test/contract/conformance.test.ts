import { mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { createConnection } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, test } from 'vitest';
import { machineClock, newSession } from '../../main/clock.ts';
import { type Connected, connect } from '../../main/contract/connect.ts';
import type { Handlers } from '../../main/contract/contract.ts';
import type { Port } from '../../main/contract/port.ts';
import { portPair } from '../../main/contract/port-pair.ts';
import { serve, underwayMax } from '../../main/contract/serve.ts';
import { History } from '../../main/core/history.ts';
import { handlersOf } from '../../main/handlers.ts';
import { linePort, openProfileSocket } from '../../main/profile-socket.ts';
import { type Screens, serveScreen } from '../../main/screens.ts';
import type { SqliteJournal } from '../../main/store/journal.ts';
import { type CounterWorld, counterWorld, freshCode } from '../support/counter.ts';
import { noDevices } from '../support/device-answering.ts';
import { noArticles } from '../support/no-articles.ts';
import { noFlight } from '../support/no-flight.ts';
import { electronDoor } from './electron-door.ts';
import { httpDoor } from './http-door.ts';

/** One suite over every port: whatever carries the messages, the door behaves the same. */

interface Door {
  readonly world: CounterWorld;
  /** A new end of the wire for a screen. */
  wire(): Promise<Port>;
}

const closers: (() => void | Promise<void>)[] = [];

afterEach(async () => {
  for (const close of closers.splice(0).reverse()) await close();
});

function handlersFor(world: CounterWorld): Handlers {
  const { terminal, clock } = world;
  const journal = world.journal as SqliteJournal;
  const answering = {
    terminal,
    journal,
    history: new History(journal.history, clock, 'Asia/Shanghai'),
    gatewayUrl: 'http://127.0.0.1:1',
    clock,
    backupFolder: '',
    exportFolder: '',
    training: null,
    customer: { blank() {} },
    stock: noArticles(world),
    flight: noFlight(terminal, journal, clock),
  };
  return handlersOf(answering, noDevices(world));
}

function screensOf(world: CounterWorld): Screens {
  return { handlers: handlersFor(world), terminal: world.terminal, training: null };
}

const doors: Record<string, () => Promise<Door>> = {
  async memory() {
    const world = counterWorld();
    return {
      world,
      async wire() {
        const [screen, terminal] = portPair();
        closers.push(serveScreen(terminal, screensOf(world)));
        return screen;
      },
    };
  },
  async 'profile socket'() {
    const world = counterWorld();
    const folder = mkdtempSync(join(tmpdir(), 'till-'));
    const path = join(folder, 'till.sock');
    const opened = await openProfileSocket(path, screensOf(world), machineClock);
    if (!opened.ok) throw new Error(opened.why);
    closers.push(() => rmSync(folder, { recursive: true }));
    closers.push(() => opened.close());
    return {
      world,
      async wire() {
        const socket = createConnection(path);
        await new Promise<void>((resolve) => socket.once('connect', () => resolve()));
        closers.push(() => {
          socket.destroy();
        });
        return linePort(socket);
      },
    };
  },
  async "Electron's channel"() {
    const world = counterWorld();
    const door = await electronDoor(screensOf(world));
    closers.push(() => door.close());
    return { world, wire: () => door.wire() };
  },
  async 'HTTP and server-sent events'() {
    const world = counterWorld();
    const { wire, close } = await httpDoor(screensOf(world));
    closers.push(close);
    return { world, wire };
  },
};

describe.for(Object.keys(doors))('over %s', (name) => {
  async function open(): Promise<{
    readonly world: CounterWorld;
    readonly door: Door;
    readonly screen: Connected;
    readonly port: Port;
  }> {
    const door = await (doors[name] as () => Promise<Door>)();
    const port = await door.wire();
    const screen = connect(port, newSession());
    closers.push(() => screen.close());
    return { world: door.world, door, screen, port };
  }

  test('a request is answered and its change is announced as a whole view', async () => {
    const { screen } = await open();
    const changed = new Promise((resolve) =>
      screen.on('terminal.changed', (view) => view.counter.state === 'ready' && resolve(view)),
    );
    const started = await screen.request('sale.start', {
      orderId: 'ORDER-1',
      amountMinor: 1280,
      differentCustomer: false,
    });
    expect(started).toEqual({ ok: true, orderId: 'ORDER-1' });
    expect(await changed).toMatchObject({
      counter: { state: 'ready', amountMinor: 1280 },
      training: true,
      openReversals: 0,
    });
  });

  test('a view is sent at once after hello', async () => {
    const { screen } = await open();
    expect(await new Promise((resolve) => screen.on('terminal.changed', resolve))).toMatchObject({
      counter: { state: 'idle' },
    });
  });

  test.for([
    ['nothing.known', {}],
    ['__proto__', {}],
    ['constructor', {}],
    ['toString', {}],
    ['sale.start', { amountMinor: 1 }],
    ['sale.start', { orderId: null, amountMinor: '12', differentCustomer: false }],
    ['sale.start', { orderId: null, amountMinor: 1, differentCustomer: false, more: true }],
    ['sale.start', null],
    ['sale.start', []],
    ['sale.code', { text: 'x'.repeat(600), source: 'typed' }],
    ['payment.look', { id: '' }],
  ] as const)('%s with %o is refused with a name and a sentence, and the door stays open', async ([request, args]) => {
    const { screen } = await open();
    const error = await screen.request(request as never, args as never).catch((thrown: unknown) => thrown);
    expect(error).toMatchObject({ name: 'RefusedRequest' });
    expect((error as Error).message).not.toMatch(/\n|at /);
    expect(await screen.request('sale.clear', {})).toEqual({ ok: true });
  });

  test.for([
    null,
    1,
    'hello',
    [],
    {},
    { kind: 'hello' },
    { kind: 'request', session: 'other-session', id: 1, name: 'sale.clear', args: {} },
    { kind: 'request', id: -1 },
  ])('junk %j is ignored', async (junk) => {
    const { screen, port } = await open();
    port.send(junk);
    expect(await screen.request('sale.clear', {})).toEqual({ ok: true });
  });

  test('a flood of requests is answered, each exactly once and in order', async () => {
    const { screen } = await open();
    const order: number[] = [];
    await Promise.all(
      Array.from({ length: 500 }, async (_, n) => {
        await screen.request('terminal.view', {});
        order.push(n);
      }),
    );
    expect(order).toEqual(Array.from({ length: 500 }, (_, n) => n));
  });

  test('two screens see the same terminal and each gets its own answers', async () => {
    const { screen, door } = await open();
    const second = connect(await door.wire(), newSession());
    const seen = new Promise((resolve) =>
      second.on('terminal.changed', (view) => view.counter.state === 'ready' && resolve(true)),
    );
    const [started, list] = await Promise.all([
      screen.request('sale.start', { orderId: null, amountMinor: 500, differentCustomer: false }),
      second.request('reversals.list', {}),
    ]);
    expect(started).toMatchObject({ ok: true });
    expect(list).toEqual({ open: 0, payments: [] });
    expect(await seen).toBe(true);
    second.close();
  });

  test('an answer meant for an earlier life of the screen never reaches the next one', async () => {
    const { port, world } = await open();
    const heard: unknown[] = [];
    port.onMessage((message) => heard.push(message));
    const first = newSession();
    const second = newSession();
    port.send({ kind: 'hello', session: first });
    port.send({ kind: 'request', session: first, id: 1, name: 'journal.verify', args: {} });
    port.send({ kind: 'hello', session: second });
    const screen = connect(port, second);
    expect(await screen.request('sale.clear', {})).toEqual({ ok: true });
    world.clock.advance(10);
    expect(await screen.request('sale.clear', {})).toEqual({ ok: true });
    // What was said before the second hello went to a life that still was.
    const sessions = heard.map((message) => (message as { session: string }).session);
    expect(sessions.slice(sessions.indexOf(second))).not.toContain(first);
  });

  test('a named person closes a reversal on evidence, and is told why not', async () => {
    const { screen, world } = await open();
    const id = world.charge();
    world.terminal.stop();
    const said = { id, by: 'Li Wei', why: 'returned by Alipay', evidence: 'case 20261121-0042' };
    expect(await screen.request('reversal.close', said)).toEqual({ ok: false, reason: 'reversal_still_tried' });
    world.clock.advance(70_000);
    expect(await screen.request('reversal.close', { ...said, evidence: ' ' })).toEqual({
      ok: false,
      reason: 'evidence_needed',
    });
    const tooLong = screen.request('reversal.close', { ...said, evidence: 'x'.repeat(257) });
    expect(await tooLong.catch((error: unknown) => error)).toMatchObject({ name: 'RefusedRequest' });
    const { by, why, evidence } = said;
    expect(await screen.request('reversal.close', said)).toMatchObject({
      ok: true,
      payment: { status: 'reversed', code: 'closed_by_person', closed: { by, why, evidence, confirmed: false } },
    });
    expect(await screen.request('reversals.list', {})).toEqual({ open: 0, payments: [] });
  });

  test('a reload in mid-payment changes nothing', async () => {
    const { screen, door, world } = await open();
    await screen.request('sale.start', { orderId: null, amountMinor: 500, differentCustomer: false });
    const taken = await screen.request('sale.code', { text: freshCode(), source: 'typed' });
    screen.close();
    const again = connect(await door.wire(), newSession());
    const view = await again.request('terminal.view', {});
    expect(view.counter.payment).toMatchObject({
      status: 'checking',
      paymentRequestId: taken.ok ? taken.paymentRequestId : '',
    });
    expect(world.gateway.calls).toHaveLength(1);
    again.close();
  });
});

describe('behind every port', () => {
  test('a screen that asks without end is refused beyond a thousand, and heard again when answers have come', async () => {
    const world = counterWorld();
    const answerAll: (() => void)[] = [];
    const slow = (): Promise<{ ok: true }> => new Promise((resolve) => answerAll.push(() => resolve({ ok: true })));
    const [ours, theirs] = portPair();
    serve(theirs, { ...handlersFor(world), 'reversals.send': slow });
    const screen = connect(ours, newSession());
    const asked = Array.from({ length: underwayMax }, () => screen.request('reversals.send', {}));
    const refused = await screen.request('sale.clear', {}).catch((error: unknown) => error);
    expect(refused).toMatchObject({ name: 'RefusedRequest', message: expect.stringContaining('too many') });
    for (const answer of answerAll) answer();
    expect(await Promise.all(asked)).toHaveLength(underwayMax);
    expect(await screen.request('sale.clear', {})).toEqual({ ok: true });
  });
});

describe('the profile socket', () => {
  test('clears away what a killed owner left, and is for its owner alone', async () => {
    const world = counterWorld();
    const folder = mkdtempSync(join(tmpdir(), 'till-'));
    const path = join(folder, 'till.sock');
    writeFileSync(path, 'left over');
    const opened = await openProfileSocket(path, screensOf(world), machineClock);
    expect(opened.ok).toBe(true);
    expect((statSync(path).mode & 0o777).toString(8)).toBe('600');
    if (opened.ok) await opened.close();
    rmSync(folder, { recursive: true });
  });

  test('says so when its path is too long instead of failing the start', async () => {
    const world = counterWorld();
    expect(await openProfileSocket(`/tmp/${'x'.repeat(120)}/till.sock`, screensOf(world), machineClock)).toMatchObject({
      ok: false,
    });
  });

  test.for(['this is not json\n', 'x'.repeat(5 * 1024 * 1024)])(
    'cuts off a client that sends no messages of ours',
    async (nonsense) => {
      const world = counterWorld();
      const folder = mkdtempSync(join(tmpdir(), 'till-'));
      const path = join(folder, 'till.sock');
      const opened = await openProfileSocket(path, screensOf(world), machineClock);
      const socket = createConnection(path);
      const ended = new Promise((resolve) => socket.once('close', () => resolve('cut off')));
      // The other end may be gone before everything is written.
      socket.on('error', () => {});
      socket.write(nonsense);
      expect(await ended).toBe('cut off');
      if (opened.ok) await opened.close();
      rmSync(folder, { recursive: true });
    },
  );
});
