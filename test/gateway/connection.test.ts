import { once } from 'node:events';
import type { Socket } from 'node:net';
import { describe, expect, test } from 'vitest';
import { answering, cancel, inquire, paidAnswer, pay, type Respond, signedAnswer, wholeAnswer } from './counterpart.ts';
import { pairOf, rawPair } from './stand.ts';

/** How long connections live, and that an abandoned call takes its own with it. */

const silent: Respond = () => {};

describe('connections', () => {
  test('calls one after the other share one', async () => {
    const { gateway, server } = await pairOf(answering(paidAnswer));
    for (let call = 0; call < 5; call += 1) expect((await pay(gateway).outcome).verdict).toBe('success');
    expect(server.connections).toHaveLength(1);
  });

  test('an inquiry never waits for the silent pay', async () => {
    const { gateway, server } = await pairOf((received, response) => {
      if (received.target.endsWith('/inquiryPayment'))
        answering({ ...paidAnswer, paymentStatus: 'SUCCESS' })(received, response);
    });
    const asked = pay(gateway);
    await server.arrived(1);
    expect(await inquire(gateway).outcome).toMatchObject({ verdict: 'success' });
    expect(asked.times()).toBe(0);
    expect(server.connections).toHaveLength(2);
  });

  test('a free one is closed by us before the server would', async () => {
    const { gateway, server } = await pairOf(answering(paidAnswer), { idleMs: 20 });
    await pay(gateway).outcome;
    await once(server.connections[0] as Socket, 'close');
    expect(await pay(gateway).outcome).toMatchObject({ verdict: 'success' });
    expect(server.connections).toHaveLength(2);
  });

  test('one that waits for its answer is not closed as if it were free', async () => {
    const { gateway, server } = await pairOf(silent, { idleMs: 1 });
    const asked = pay(gateway);
    const { socket, target } = await server.arrived(1);
    server.respond = answering({ ...paidAnswer, paymentStatus: 'SUCCESS' });
    await inquire(gateway).outcome;
    await once(server.connections[1] as Socket, 'close');
    const { headers, body } = signedAnswer(target, paidAnswer);
    const lines = Object.entries({ ...headers, 'Content-Length': Buffer.byteLength(body) });
    socket.write(`HTTP/1.1 200 OK\r\n${lines.map((line) => line.join(': ')).join('\r\n')}\r\n\r\n${body}`);
    expect(await asked.outcome).toMatchObject({ verdict: 'success' });
  });

  test('an answer nobody asked for does not answer the next pay', async () => {
    const refusal = { result: { resultStatus: 'F', resultCode: 'RISK_REJECT' } };
    const { gateway, sockets } = await rawPair((socket) => {
      socket.once('data', () => socket.write(wholeAnswer() + (sockets.length === 1 ? wholeAnswer(refusal) : '')));
    });
    expect(await pay(gateway).outcome).toMatchObject({ verdict: 'success' });
    if (!sockets[0]?.destroyed) await once(sockets[0] as Socket, 'close');
    expect(await pay(gateway).outcome).toMatchObject({ verdict: 'success' });
    expect(sockets).toHaveLength(2);
  });
});

describe('abandoning', () => {
  test('resets the socket and is never answered, even when the answer is already on its way', async () => {
    const { gateway, server, clock } = await pairOf(silent);
    const asked = pay(gateway);
    const { socket, target } = await server.arrived(1);
    const { headers, body } = signedAnswer(target, paidAnswer);
    socket.write(`HTTP/1.1 200 OK\r\nSignature: ${headers.Signature}\r\nContent-Length: ${body.length}\r\n\r\n${body}`);
    asked.abandon();
    await expect(once(socket, 'close')).rejects.toMatchObject({ code: 'ECONNRESET' });
    server.respond = answering(paidAnswer);
    expect((await pay(gateway).outcome).verdict).toBe('success');
    clock.advance(100_000);
    expect(asked.times()).toBe(0);
  });

  test('before the connection stands leaves nothing behind', async () => {
    const { gateway, server } = await pairOf(answering(paidAnswer));
    const asked = pay(gateway);
    asked.abandon();
    asked.abandon();
    expect((await pay(gateway).outcome).verdict).toBe('success');
    expect(asked.times()).toBe(0);
    expect(server.requests).toHaveLength(1);
  });

  test('on a kept connection resets that one', async () => {
    const { gateway, server } = await pairOf(answering(paidAnswer));
    await pay(gateway).outcome;
    server.respond = silent;
    const asked = pay(gateway);
    const { socket } = await server.arrived(2);
    asked.abandon();
    await expect(once(socket, 'close')).rejects.toMatchObject({ code: 'ECONNRESET' });
    server.respond = answering(paidAnswer);
    expect((await pay(gateway).outcome).verdict).toBe('success');
    expect([asked.times(), server.connections.length]).toEqual([0, 2]);
  });

  test('after the answer changes nothing', async () => {
    const { gateway, clock } = await pairOf(answering(paidAnswer));
    const asked = pay(gateway);
    await asked.outcome;
    asked.abandon();
    clock.advance(100_000);
    expect((await pay(gateway, { sendBeforeMs: 200_000 }).outcome).verdict).toBe('success');
    expect(asked.times()).toBe(1);
  });

  test('closing the gateway resets every open call without an answer; later calls are not sent', async () => {
    const { gateway, server, clock } = await pairOf(silent);
    const asked = [pay(gateway), inquire(gateway), cancel(gateway)];
    const sockets = [await server.arrived(1), await server.arrived(2), await server.arrived(3)].map(
      ({ socket }) => socket,
    );
    gateway.close();
    for (const socket of sockets) {
      if (!socket.destroyed) await once(socket, 'close').catch(() => null);
    }
    expect(await pay(gateway).outcome).toMatchObject({ verdict: 'not_sent' });
    expect(await cancel(gateway).outcome).toMatchObject({ verdict: 'unknown', code: 'not_sent' });
    expect(asked.map((one) => one.times())).toEqual([0, 0, 0]);
    expect([server.requests.length, clock.waiting()]).toEqual([3, 0]);
  });
});
