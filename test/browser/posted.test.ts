import { createConnection } from 'node:net';
import { describe, expect, test } from 'vitest';
import { newSession } from '../../main/clock.ts';
import { connect } from '../../main/contract/connect.ts';
import { messagesPath, postBytesMax } from '../../main/contract/page-door.ts';
import { type OpenDoor, openDoor } from './open-door.ts';

/** Bodies of posts: what is taken, what is refused, and how much of either at the same time. */

interface Posting extends OpenDoor {
  readonly id: string;
  /** The status of one post of `body`. */
  post(body: string | Buffer, headers?: Readonly<Record<string, string>>): Promise<number>;
  /** The head of a post, its end left open. */
  readonly head: string;
}

async function openPosting(): Promise<Posting> {
  const opened = await openDoor();
  const { page: id } = await opened.wire();
  const cookie = await opened.enter();
  const own = { cookie, origin: `http://${opened.host}`, 'content-type': 'application/json' };
  const path = `${messagesPath}?page=${id}`;
  const lines = Object.entries({ host: opened.host, ...own }).map(([name, value]) => `${name}: ${value}`);
  return {
    ...opened,
    id,
    post: async (body, headers = {}) =>
      (await opened.ask({ method: 'POST', path, headers: { ...own, ...headers }, body })).status,
    head: `POST ${path} HTTP/1.1\r\n${lines.join('\r\n')}\r\n`,
  };
}

/** Everything that came until the other end closed. */
function received(port: number, ...sent: readonly string[]): Promise<string> {
  return new Promise((resolve) => {
    const socket = createConnection(port, '127.0.0.1');
    let text = '';
    socket.setEncoding('latin1').on('data', (chunk: string) => {
      text += chunk;
    });
    socket.on('error', () => socket.destroy());
    socket.once('close', () => resolve(text));
    for (const part of sent) socket.write(part);
  });
}

test('the messages of one post are heard in their order', async () => {
  const { wire } = await openDoor();
  const port = await wire();
  const session = newSession();
  const answers: unknown[] = [];
  const last = new Promise<void>((resolve) => {
    port.onMessage((message) => {
      const { kind, id } = message as { kind: string; id: number };
      if (kind === 'answer') answers.push(id);
      if (id === 50) resolve();
    });
  });
  connect(port, session);
  for (let id = 1; id <= 50; id++) port.send({ kind: 'request', session, id, name: 'terminal.view', args: {} });
  await last;
  expect(answers).toEqual(Array.from({ length: 50 }, (_, n) => n + 1));
  expect(port.posts.length, 'most of them travelled together').toBeLessThan(50);
  expect(new Set(port.posts)).toEqual(new Set([204]));
});

describe('a body', () => {
  test.for(['[]', '[1]', '[null, {}]', ' [ ] ', '[{"kind":"hello"}]'])('%s is taken', async (body) => {
    const { post } = await openPosting();
    expect(await post(body)).toBe(204);
  });

  test.for(['', '[', '{', '{}', '1', 'null', '"[]"', '[1', '[1]]', '[1],[2]', '\0', '[undefined]', "['a']"])(
    '%j is malformed',
    async (body) => {
      const { post } = await openPosting();
      expect(await post(body)).toBe(400);
      expect(await post('[]'), 'the door stays open').toBe(204);
    },
  );

  test.for([
    'text/plain',
    'application/x-www-form-urlencoded',
    'multipart/form-data; boundary=x',
    '',
    'application/jsonx',
  ])('of type %j is none of ours: a form of another site can send it', async (type) => {
    const { post } = await openPosting();
    expect(await post('[]', { 'content-type': type })).toBe(415);
  });

  test('may say its character set', async () => {
    const { post } = await openPosting();
    expect(await post('[]', { 'content-type': 'application/json; charset=utf-8' })).toBe(204);
  });

  const largest = `["${'x'.repeat(postBytesMax - 4)}"]`;

  test('of the largest size is taken, one byte more is not', async () => {
    const { post } = await openPosting();
    expect(largest.length).toBe(postBytesMax);
    expect(await post(largest)).toBe(204);
    expect(await post(`${largest} `)).toBe(413);
  });

  test('that says it is too large is refused before it is sent, and its connection closed', async () => {
    const { port, head } = await openPosting();
    expect(await received(port, `${head}content-length: ${postBytesMax + 1}\r\n\r\n`)).toMatch(/^HTTP\/1\.1 413 /);
  });

  test('that does not say its size is refused where it becomes too large', async () => {
    const { port, head, post } = await openPosting();
    const chunk = `4000\r\n${' '.repeat(0x4000)}\r\n`;
    const text = await received(port, `${head}transfer-encoding: chunked\r\n\r\n`, ...Array(5).fill(chunk));
    expect(text).toMatch(/^HTTP\/1\.1 413 /);
    expect(await post('[]')).toBe(204);
  });

  test('that is cut off hands over nothing', async () => {
    const { port, head, post, world } = await openPosting();
    const session = newSession();
    const args = { orderId: null, amountMinor: 500, differentCustomer: false };
    const body = JSON.stringify([
      { kind: 'hello', session },
      { kind: 'request', session, id: 1, name: 'sale.start', args },
    ]);
    const socket = createConnection({ port, host: '127.0.0.1', allowHalfOpen: true });
    const cut = new Promise((resolve) => socket.on('error', resolve).once('close', resolve).resume());
    socket.end(`${head}content-length: ${body.length + 1}\r\n\r\n${body}`);
    await cut;
    expect(world.view().counter.state).toBe('idle');
    expect(await post(body), 'whole, the same starts a sale').toBe(204);
    expect(world.view().counter.state).toBe('ready');
  });
});

test.for(['', '0', 'f'.repeat(31), 'f'.repeat(33), 'F'.repeat(32), '..%2f', '%00', 'g'.repeat(32)])(
  'a page named %j is none',
  async (name) => {
    const { ask, enter, host } = await openDoor();
    const headers = { cookie: await enter(), origin: `http://${host}`, 'content-type': 'application/json' };
    expect((await ask({ method: 'POST', path: `${messagesPath}?page=${name}`, headers, body: '[]' })).status).toBe(400);
    expect((await ask({ path: `/door/events?page=${name}`, headers })).status).toBe(400);
  },
);

test('a page without a stream is unknown, so that it opens a new one', async () => {
  const { ask, enter, host, wire } = await openDoor();
  const left = await wire();
  left.leave();
  await left.ended;
  const headers = { cookie: await enter(), origin: `http://${host}`, 'content-type': 'application/json' };
  const post = async (id: string): Promise<number> =>
    (await ask({ method: 'POST', path: `${messagesPath}?page=${id}`, headers, body: '[]' })).status;
  expect(await post(newSession())).toBe(404);
  await expect.poll(() => post(left.page), { message: 'the terminal learns that the page is gone' }).toBe(404);
});

test.for([
  ['POST', '/door/events', 'GET'],
  ['HEAD', '/door/events', 'GET'],
  ['GET', '/door/messages', 'POST'],
  ['PUT', '/door/messages', 'POST'],
] as const)('%s %s is not allowed', async ([method, path, allowed]) => {
  const { ask, enter, host } = await openDoor();
  const headers = { cookie: await enter(), origin: `http://${host}` };
  const answer = await ask({ method, path: `${path}?page=${newSession()}`, headers });
  expect([answer.status, answer.headers.get('allow')]).toEqual([405, allowed]);
});

test('of many posts at once 32 are read, the others are told to come back', async () => {
  const { port, head, post } = await openPosting();
  const slow = Array.from({ length: 32 }, () => {
    const socket = createConnection(port, '127.0.0.1');
    const first = new Promise<string>((resolve) => socket.setEncoding('latin1').once('data', resolve));
    socket.write(`${head}content-length: 2\r\n\r\n[`);
    return { finish: () => socket.write(']'), first, end: () => socket.destroy() };
  });
  await expect.poll(() => post('[]'), { message: 'the thirty-third is refused' }).toBe(503);
  for (const { finish } of slow) finish();
  for (const { first, end } of slow) {
    expect(await first).toMatch(/^HTTP\/1\.1 204 /);
    end();
  }
  expect(await post('[]')).toBe(204);
});
