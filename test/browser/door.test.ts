import { describe, expect, test } from 'vitest';
import { newSession } from '../../main/clock.ts';
import { eventsPath, messagesPath } from '../../main/contract/page-door.ts';
import { shellWords } from '../../main/contract/words/shell.ts';
import { page } from '../contract/http-door.ts';
import { openDoor } from './open-door.ts';

/** Who may enter, and who may not. */

const keyOf = (address: string): string => new URL(address).searchParams.get('key') ?? '';

describe('the printed address', () => {
  test('lets one browser in: its key becomes a cookie that no script and no other site can use', async () => {
    const { door, ask, port, addresses } = await openDoor();
    const address = door.address();
    expect(address).toMatch(new RegExp(`^http://127\\.0\\.0\\.1:${port}/\\?key=[0-9a-f]{32}$`));
    const entered = await ask({ path: `/?key=${keyOf(address)}` });
    expect(entered.status).toBe(303);
    expect(entered.headers.get('location')).toBe('/');
    const cookie = entered.headers.get('set-cookie') ?? '';
    expect(cookie).toMatch(new RegExp(`^truetill-${port}=[0-9a-f]{32}; HttpOnly; SameSite=Strict; Path=/$`));
    expect(cookie).not.toContain(keyOf(address));
    const shown = await ask({ path: '/', headers: { cookie: cookie.split(';')[0] ?? '' } });
    expect(shown).toMatchObject({ status: 200, body: page['index.html'] });
    expect(addresses).toEqual([door.address()]);
  });

  test('opens nothing a second time, but the next one does', async () => {
    const { door, ask, addresses } = await openDoor();
    const used = keyOf(door.address());
    await ask({ path: `/?key=${used}` });
    const again = await ask({ path: `/?key=${used}` });
    expect(again.status).toBe(401);
    expect(again.headers.get('set-cookie')).toBeNull();
    expect((await ask({ path: `/?key=${keyOf(door.address())}` })).status).toBe(303);
    expect(addresses).toHaveLength(2);
    expect(new Set([used, ...addresses.map(keyOf)]).size, 'every key is new').toBe(3);
  });

  test('of any age leads a browser that is inside to the page, and a new one stays good', async () => {
    const { door, ask, enter, addresses } = await openDoor();
    const used = keyOf(door.address());
    const cookie = await enter();
    for (const key of [used, keyOf(door.address()), 'nonsense']) {
      const led = await ask({ path: `/?key=${key}`, headers: { cookie } });
      expect([led.status, led.headers.get('location'), led.headers.get('set-cookie')]).toEqual([303, '/', null]);
    }
    expect(addresses).toEqual([door.address()]);
    expect((await ask({ path: `/?key=${keyOf(door.address())}` })).status).toBe(303);
  });

  test.for(['HEAD', 'POST', 'PUT', 'OPTIONS'])('is not used up by a %s', async (method) => {
    const { door, ask, addresses } = await openDoor();
    expect((await ask({ method, path: `/?key=${keyOf(door.address())}` })).status).toBe(401);
    expect(addresses).toEqual([]);
  });

  test.for(['', '0', 'f'.repeat(32), 'f'.repeat(31), 'é'.repeat(32), '%00', 'f'.repeat(4_000)])(
    'with the key %j lets nobody in',
    async (key) => {
      const { ask } = await openDoor();
      expect((await ask({ path: `/?key=${encodeURIComponent(key)}` })).status).toBe(401);
    },
  );
});

describe('without a good cookie', () => {
  test.for(['/', '/index.html', '/assets/index-4f1d.js', '/nothing', eventsPath, messagesPath])(
    '%s is closed, and says in every language what to do',
    async (path) => {
      const { ask } = await openDoor();
      const answer = await ask({ path });
      expect(answer.status).toBe(401);
      const body = Buffer.from(answer.body, 'latin1').toString('utf8');
      expect(body).toContain(shellWords['zh-CN'].addressUsed);
      expect(body).toContain(shellWords.en.addressUsed);
      expect(body).not.toContain('script');
    },
  );

  test('neither a wrong value, nor the name of another port, nor a key as a cookie is one', async () => {
    const { ask, enter, port, door } = await openDoor();
    const good = await enter();
    const value = good.split('=')[1] ?? '';
    const wrong = [
      `truetill-${port}=${'0'.repeat(32)}`,
      `truetill-${port}=`,
      `truetill-${port}`,
      `truetill-${port + 1}=${value}`,
      `truetill=${value}`,
      `truetill-${port}=${value}0`,
      `truetill-${port}=${value.slice(1)}`,
      `truetill-${port}=${keyOf(door.address())}`,
      `x${good}`,
    ];
    for (const cookie of wrong) expect((await ask({ path: '/', headers: { cookie } })).status, cookie).toBe(401);
    expect((await ask({ path: '/', headers: { cookie: good } })).status).toBe(200);
  });

  test('a false cookie that another page set beside ours does not shut us out', async () => {
    const { ask, enter, port } = await openDoor();
    const cookie = `theme=dark; truetill-${port}=false; ${await enter()}`;
    expect((await ask({ path: '/', headers: { cookie } })).status).toBe(200);
  });

  test('the browser that was quiet the longest makes room for the thirty-third', async () => {
    const { ask, enter } = await openDoor();
    const first = await enter();
    const second = await enter();
    expect((await ask({ path: '/', headers: { cookie: first } })).status).toBe(200);
    for (let n = 3; n <= 33; n++) await enter();
    expect((await ask({ path: '/', headers: { cookie: first } })).status, 'the first was just here').toBe(200);
    expect((await ask({ path: '/', headers: { cookie: second } })).status, 'the second was quiet').toBe(401);
  });
});

describe('a request for somebody else', () => {
  test.for([
    'example.com',
    'till.example.com:80',
    '127.0.0.1',
    '127.0.0.1:1',
    'localhost',
    '[::1]:80',
    '127.1:PORT',
    'LOCALHOST.:PORT',
    'evil.example:PORT',
    '127.0.0.1:PORT.evil.example',
    '127.0.0.1:PORT@evil.example',
  ])('with Host %s is refused, key and cookie notwithstanding', async (given) => {
    const { ask, enter, door, port } = await openDoor();
    const cookie = await enter();
    const host = given.replace('PORT', String(port));
    expect((await ask({ path: '/', headers: { cookie, host } })).status).toBe(403);
    expect((await ask({ path: `/?key=${keyOf(door.address())}`, headers: { host } })).status).toBe(403);
    expect((await ask({ path: `/?key=${keyOf(door.address())}` })).status, 'the key is still good').toBe(303);
  });

  test('without a Host is refused', async () => {
    const { ask } = await openDoor();
    expect((await ask({ path: '/', headers: { host: null } })).status).toBe(400);
  });

  test('with the name localhost is ours', async () => {
    const { ask, enter, port } = await openDoor();
    const headers = { cookie: await enter(), host: `localhost:${port}`, origin: `http://localhost:${port}` };
    expect((await ask({ path: '/', headers })).status).toBe(200);
  });

  test.for([
    'http://evil.example',
    'null',
    'http://127.0.0.1',
    'https://HOST',
    'http://HOST/',
    'http://localhost:PORT',
  ])('with Origin %s is refused everywhere', async (given) => {
    const { ask, enter, port, host } = await openDoor();
    const cookie = await enter();
    const origin = given.replace('HOST', host).replace('PORT', String(port));
    for (const path of ['/', `${eventsPath}?page=${newSession()}`]) {
      expect((await ask({ path, headers: { cookie, origin } })).status, path).toBe(403);
    }
    const headers = { cookie, origin, 'content-type': 'application/json' };
    const post = { method: 'POST', path: `${messagesPath}?page=${newSession()}`, headers, body: '[]' };
    expect((await ask(post)).status).toBe(403);
  });

  test.for(['cross-site', 'same-site', 'Same-Origin', ''])(
    'from Sec-Fetch-Site %j does not reach the door: cookies ignore ports',
    async (site) => {
      const { ask, enter, host } = await openDoor();
      const headers = { cookie: await enter(), 'sec-fetch-site': site, 'content-type': 'application/json' };
      expect((await ask({ path: `${eventsPath}?page=${newSession()}`, headers })).status).toBe(403);
      const path = `${messagesPath}?page=${newSession()}`;
      const origin = `http://${host}`;
      expect((await ask({ method: 'POST', path, headers: { ...headers, origin }, body: '[]' })).status).toBe(403);
      expect((await ask({ path: '/', headers })).status, 'a link to the page may be followed').toBe(200);
    },
  );

  test('a POST must say where it comes from', async () => {
    const { ask, enter, host, wire } = await openDoor();
    const { page: id } = await wire();
    const cookie = await enter();
    const post = async (more: Record<string, string>): Promise<number> => {
      const headers = { cookie, 'content-type': 'application/json', ...more };
      return (await ask({ method: 'POST', path: `${messagesPath}?page=${id}`, headers, body: '[]' })).status;
    };
    expect(await post({})).toBe(403);
    expect(await post({ 'sec-fetch-site': 'none' })).toBe(403);
    expect(await post({ origin: `http://${host}` })).toBe(204);
    expect(await post({ 'sec-fetch-site': 'same-origin' })).toBe(204);
  });
});

test('every answer forbids what the page does not need', async () => {
  const { ask, enter, door, host } = await openDoor();
  const headers = { cookie: await enter() };
  const answers = [
    await ask({ path: '/', headers }),
    await ask({ path: '/assets/index-4f1d.js', headers }),
    await ask({ path: '/nothing', headers }),
    await ask({ path: '/' }),
    await ask({ path: '/', headers: { host: 'evil.example' } }),
    await ask({ path: '/', headers: { ...headers, origin: 'http://evil.example' } }),
    await ask({ method: 'POST', path: messagesPath, headers: { ...headers, origin: `http://${host}` } }),
    await ask({ path: new URL(door.address()).search.replace('?', '/?') }),
  ];
  expect(answers.map(({ status }) => status)).toEqual([200, 200, 404, 401, 403, 403, 400, 303]);
  for (const { status, headers: sent } of answers) {
    expect(sent.get('content-security-policy'), String(status)).toBe(
      "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; " +
        "base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
    );
    expect(sent.get('x-content-type-options')).toBe('nosniff');
    expect(sent.get('referrer-policy')).toBe('no-referrer');
    expect(sent.get('cross-origin-opener-policy')).toBe('same-origin');
    expect(sent.get('cross-origin-resource-policy')).toBe('same-origin');
    expect(sent.get('cache-control')).not.toBeNull();
    expect(sent.get('access-control-allow-origin')).toBeNull();
  }
});
