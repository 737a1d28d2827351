import { once } from 'node:events';
import net from 'node:net';
import { describe, expect, test } from 'vitest';
import {
  answering,
  cancel,
  inquire,
  listen,
  paidAnswer,
  pay,
  type Respond,
  signedAnswer,
  till,
  wholeAnswer,
} from './counterpart.ts';
import { pairOf, rawPair } from './stand.ts';

/** The wire at its worst: every ending has one name, comes once, and "not sent" is said only when it is certain. */

const silent: Respond = () => {};

describe('answers that are none', () => {
  const html = '<html><body>Bad Gateway</body></html>';

  test.each<[string, Respond, string]>([
    ['an HTML page with 502', (_, response) => response.writeHead(502).end(html), 'http_error'],
    ['an HTML page with 200', (_, response) => response.writeHead(200).end(html), 'unsigned'],
    [
      'a signed success with 500',
      ({ target }, response) => {
        const { headers, body } = signedAnswer(target, paidAnswer);
        response.writeHead(500, headers).end(body);
      },
      'http_error',
    ],
    [
      'a redirect',
      (_, response) => response.writeHead(307, { Location: '/ams/api/v1/payments/pay' }).end(),
      'http_error',
    ],
    ['204 and nothing', (_, response) => response.writeHead(204).end(), 'http_error'],
    ['200 and nothing', (_, response) => response.writeHead(200).end(), 'unsigned'],
    ['a reset after the request was read', ({ socket }) => socket.resetAndDestroy(), 'reset'],
    ['a close after the request was read', ({ socket }) => socket.destroy(), 'reset'],
    [
      'half a body, then a reset',
      ({ target, socket }, response) => {
        const { headers, body } = signedAnswer(target, paidAnswer);
        response.writeHead(200, { ...headers, 'Content-Length': String(Buffer.byteLength(body)) });
        response.write(body.slice(0, 50), () => socket.destroy());
      },
      'reset',
    ],
    [
      'a whole body that its chunks never end',
      ({ target, socket }, response) => {
        const { headers, body } = signedAnswer(target, paidAnswer);
        response.writeHead(200, headers);
        response.write(body, () => socket.destroy());
      },
      'reset',
    ],
    [
      'a length above the limit',
      (_, response) => response.writeHead(200, { 'Content-Length': '52428800' }).write('x'.repeat(2_000_000)),
      'too_large',
    ],
  ])('%s', async (_, respond, code) => {
    const { gateway, server } = await pairOf(respond);
    const asked = pay(gateway);
    expect(await asked.outcome).toMatchObject({ verdict: 'unknown', code, orderSeen: false });
    expect(server.requests, 'nothing is sent twice').toHaveLength(1);
    expect(asked.times()).toBe(1);
  });

  test.each<[string, string, string]>([
    ['not HTTP', 'SSH-2.0-OpenSSH_9.2\r\n', 'junk'],
    ['a header of 20 KB', `HTTP/1.1 200 OK\r\nX: ${'x'.repeat(20_000)}\r\n\r\n`, 'too_large'],
    [
      'an upgrade nobody asked for',
      'HTTP/1.1 101 Switching Protocols\r\nUpgrade: x\r\nConnection: Upgrade\r\n\r\n',
      'reset',
    ],
    ['chunks with a broken length', 'HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nZZ\r\n', 'junk'],
  ])('%s', async (_, bytes, code) => {
    const { gateway } = await rawPair((socket) => socket.once('data', () => socket.write(bytes)));
    expect(await pay(gateway).outcome).toMatchObject({ verdict: 'unknown', code });
  });

  test('50 MB are not read: the connection is cut after the first', async () => {
    let sent = 0;
    const cut = Promise.withResolvers<void>();
    const { gateway } = await pairOf((_, response) => {
      const piece = Buffer.alloc(65_536);
      const more = (): void => {
        while (sent < 50_000_000 && response.write(piece)) sent += piece.length;
      };
      response.on('drain', more).on('close', () => cut.resolve());
      response.writeHead(200);
      more();
    });
    expect(await pay(gateway).outcome).toMatchObject({ verdict: 'unknown', code: 'too_large' });
    await cut.promise;
    expect(sent).toBeLessThan(20_000_000);
  });
});

describe('deadlines', () => {
  test('a pay that is silent for 70 s ends as silence, its connection reset', async () => {
    const { gateway, server, clock } = await pairOf(silent);
    const asked = pay(gateway);
    const { socket } = await server.arrived(1);
    clock.advance(69_999);
    expect(asked.times()).toBe(0);
    clock.advance(1);
    expect(await asked.outcome).toMatchObject({ verdict: 'unknown', code: 'silence' });
    await expect(once(socket, 'close')).rejects.toMatchObject({ code: 'ECONNRESET' });
  });

  test('a pay answered after a minute still counts', async () => {
    const { gateway, server, clock } = await pairOf((received, response) => {
      clock.advance(65_000);
      answering(paidAnswer)(received, response);
    });
    expect(await pay(gateway).outcome).toMatchObject({ verdict: 'success' });
    expect(server.requests).toHaveLength(1);
  });

  test('a cancel is listened to for 30 s, an inquiry for 70 s', async () => {
    const { gateway, server, clock } = await pairOf(silent);
    const cancelled = cancel(gateway);
    const inquired = inquire(gateway);
    await server.arrived(2);
    clock.advance(30_000);
    expect(await cancelled.outcome).toMatchObject({ verdict: 'unknown', code: 'silence' });
    expect(inquired.times()).toBe(0);
    clock.advance(40_000);
    expect(await inquired.outcome).toMatchObject({ verdict: 'unknown', code: 'silence' });
  });

  test('an answer that drips ends with the deadline, not with its last drop', async () => {
    const bytes = wholeAnswer();
    const { gateway, clock, sockets } = await rawPair((socket) => {
      let at = 0;
      socket.on('data', () => socket.write(bytes.slice(0, 40)));
      socket.on('drop', () => {
        at += 1;
        clock.advance(5_000);
        if (!socket.destroyed) socket.write(bytes.slice(39 + at, 40 + at));
      });
    });
    const asked = pay(gateway);
    while (sockets[0] === undefined || sockets[0].bytesWritten === 0) await new Promise(setImmediate);
    for (let drop = 0; drop < 14; drop += 1) sockets[0].emit('drop');
    expect(await asked.outcome).toMatchObject({ verdict: 'unknown', code: 'silence' });
  });

  test('no timer stays behind an answered call', async () => {
    const { gateway, clock } = await pairOf(answering(paidAnswer));
    await pay(gateway).outcome;
    expect(clock.waiting()).toBe(0);
  });
});

describe('"not sent"', () => {
  async function closedPort(): Promise<number> {
    const server = net.createServer();
    const port = await listen(server);
    server.close();
    await once(server, 'close');
    return port;
  }

  test('nobody listens: the pay surely never left', async () => {
    for (const scheme of ['http', 'https']) {
      const { gateway } = till(`${scheme}://127.0.0.1:${await closedPort()}`);
      expect(await pay(gateway).outcome).toMatchObject({ verdict: 'not_sent', code: 'not_sent' });
      expect(await inquire(gateway).outcome).toMatchObject({ verdict: 'unknown', code: 'not_sent' });
      expect(await cancel(gateway).outcome).toMatchObject({ verdict: 'unknown', code: 'not_sent' });
    }
  });

  test('TLS that never answers is given up when the pay would be stale, and nothing of the pay has left', async () => {
    const heard: Buffer[] = [];
    const hello = Promise.withResolvers<void>();
    const { gateway, clock, sockets } = await rawPair((socket) => {
      socket.on('data', (bytes) => {
        heard.push(bytes);
        hello.resolve();
      });
    }, 'https');
    const asked = pay(gateway);
    await hello.promise;
    clock.advance(1_999);
    expect(asked.times()).toBe(0);
    clock.advance(1);
    expect(await asked.outcome).toMatchObject({ verdict: 'not_sent', code: 'send_too_late' });
    await Promise.race(sockets.map((socket) => once(socket, 'close').catch(() => null)));
    const [firstByte, , , , , handshakeType] = Buffer.concat(heard);
    expect([firstByte, handshakeType], 'one ClientHello and nothing else').toEqual([0x16, 0x01]);
    expect(Buffer.concat(heard).length).toBe(5 + Buffer.concat(heard).readUInt16BE(3));
  });

  test('a reset in the middle of the TLS handshake is not sent', async () => {
    const { gateway } = await rawPair((socket) => socket.once('data', () => socket.resetAndDestroy()), 'https');
    expect(await pay(gateway).outcome).toMatchObject({ verdict: 'not_sent', code: 'not_sent' });
  });

  test('a plain server behind an https address is not sent', async () => {
    const { gateway } = await rawPair((socket) => socket.write('HTTP/1.1 400 Bad Request\r\n\r\n'), 'https');
    expect(await pay(gateway).outcome).toMatchObject({ verdict: 'not_sent', code: 'not_sent' });
  });

  test('a kept connection that died is unknown, although the same error on a new one would be not sent', async () => {
    const { gateway, server } = await pairOf(answering(paidAnswer));
    await pay(gateway).outcome;
    server.connections[0]?.resetAndDestroy();
    const asked = pay(gateway);
    expect(await asked.outcome).toMatchObject({ verdict: 'unknown', code: 'reset' });
    expect(server.connections, 'it went over the kept connection').toHaveLength(1);
  });

  test('a pay that is late before it begins opens no connection and is answered later, once', async () => {
    const { gateway, server, clock } = await pairOf(answering(paidAnswer));
    clock.advance(2_000);
    const late = pay(gateway);
    expect(late.times(), 'never from inside the call').toBe(0);
    expect(await late.outcome).toMatchObject({ verdict: 'not_sent', code: 'send_too_late' });
    const abandoned = pay(gateway);
    abandoned.abandon();
    await inquire(gateway).outcome;
    expect([late.times(), abandoned.times()]).toEqual([1, 0]);
    expect(server.connections, 'only the inquiry opened one').toHaveLength(1);
  });

  test('a pay the API would refuse for its form is not sent', async () => {
    const { gateway, server } = await pairOf(answering(paidAnswer));
    expect(await pay(gateway, { orderId: 'x'.repeat(65) }).outcome).toMatchObject({ verdict: 'not_sent' });
    expect(server.connections).toHaveLength(0);
  });
});
