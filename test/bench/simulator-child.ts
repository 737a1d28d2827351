import { subscribe } from 'node:diagnostics_channel';
import http from 'node:http';
import net, { type AddressInfo, type Socket } from 'node:net';
import { machineChance, machineClock } from '../../main/clock.ts';
import { writeTrainingProfile } from '../../main/profile.ts';
import { makeKeyPair } from '../../main/simulator/sign.ts';
import { startSimulator } from '../../main/simulator/simulator.ts';
import { answerParent } from './child.ts';

/** The other end of every measurement, in a process of its own: simulated gateways, and servers that do nothing. */

const clientId = 'TRAINING_5Y0';
const connections = new Set<Socket>();
/** Ports of the gateways; the servers that do nothing keep their connections. */
const gateways = new Set<number | undefined>();

subscribe('net.server.socket', (message) => {
  const { socket } = message as { socket: Socket };
  connections.add(socket);
  socket.once('close', () => connections.delete(socket));
});

/** Starts a gateway and makes a profile that points at it. */
async function gateway({ profile }: { readonly profile: string }) {
  const keys = makeKeyPair();
  const point = (port: number): string =>
    writeTrainingProfile(profile, {
      gatewayUrl: `http://127.0.0.1:${port}`,
      clientId,
      gatewayPublicKey: keys.publicKeyPem,
      builtIn: false,
    });
  // The merchant's key is made with the profile, and the simulator needs it before its port is known.
  const merchantPublicKey = point(1);
  const { url } = await startSimulator({
    port: 0,
    clock: machineClock,
    chance: machineChance,
    clientId,
    merchantPublicKey,
    gatewayPrivateKey: keys.privateKeyPem,
    ledgerFile: null,
    mockAmounts: false,
  });
  const port = Number(new URL(url).port);
  gateways.add(port);
  point(port);
  return { url };
}

/** Ends every connection to a gateway, as a gateway does with those that were free for too long. */
async function hangUp(): Promise<void> {
  await Promise.all(
    [...connections]
      .filter(({ localPort }) => gateways.has(localPort))
      .map((socket) => {
        const closed = new Promise<void>((resolve) => socket.once('close', () => resolve()));
        socket.end();
        return closed;
      }),
  );
}

/** A listener that only reads. */
async function sink() {
  return { port: await listening(net.createServer((socket) => void socket.resume())) };
}

/** Answers every request with as many bytes as a signed answer to an inquiry has. */
async function bareHttp() {
  const body = Buffer.from(JSON.stringify({ result: 'x'.repeat(600) }));
  const headers = { 'Content-Type': 'application/json', 'Content-Length': body.length, 'X-Signature': 'y'.repeat(380) };
  const server = http.createServer((request, response) => {
    request.resume();
    request.on('end', () => {
      response.writeHead(200, headers);
      response.end(body);
    });
  });
  return { port: await listening(server) };
}

function listening(server: net.Server): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => resolve((server.address() as AddressInfo).port));
  });
}

const answers = { gateway, hangUp, sink, bareHttp };

export type SimulatorAnswers = typeof answers;

answerParent(answers);
