import { writeSync } from 'node:fs';
import { assemble } from '../../main/assemble.ts';
import { machineChance, machineClock } from '../../main/clock.ts';
import type { Port } from '../../main/contract/port.ts';
import { serve } from '../../main/contract/serve.ts';
import type { Gateway } from '../../main/core/ports.ts';
import { readProfile } from '../../main/profile.ts';
import { openProfileLog } from '../../main/starting.ts';
import { scannerOf } from '../../native/scanner/scanner.ts';
import { type ScaledClock, scaledClock } from './scaled-clock.ts';
import type { TerminalOrders, TerminalSaid } from './terminal-process.ts';
import { openTrainingShop } from './training-shop.ts';

/**
 * A whole terminal as a program of its own, on a scaled clock: what `assemble` builds from a profile, with real HTTP,
 * SQLite, serial lines and printers. Started by `terminal-process.ts`, which talks the contract with it over the
 * channel of the child process. Can stand still at an exact call, for whoever wants to kill it there.
 */

const orders = JSON.parse(process.argv[2] ?? '') as TerminalOrders;

/** Halts the whole process, its event loop included, until it is killed. The line is on its way before. */
function standStill(point: string): void {
  writeSync(1, `${JSON.stringify({ frozen: point })}\n`);
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0);
}

/** `before:pay#1`: the first pay is committed, nothing was sent. `after:pay#1`: its answer is here, not yet heard. */
function freezing(gateway: Gateway, at: string | null): Gateway {
  const counts = new Map<string, number>();
  const around =
    <Asked, Told extends unknown[]>(
      name: string,
      call: (asked: Asked, answered: (...told: Told) => void) => () => void,
    ) =>
    (asked: Asked, answered: (...told: Told) => void): (() => void) => {
      const number = (counts.get(name) ?? 0) + 1;
      counts.set(name, number);
      if (at === `before:${name}#${number}`) standStill(at);
      return call(asked, (...told) => {
        if (at === `after:${name}#${number}`) standStill(at);
        answered(...told);
      });
    };
  return {
    pay: around('pay', gateway.pay.bind(gateway)),
    inquirePayment: around('inquire', gateway.inquirePayment.bind(gateway)),
    cancel: around('cancel', gateway.cancel.bind(gateway)),
    refund: around('refund', gateway.refund.bind(gateway)),
    inquireRefund: around('inquireRefund', gateway.inquireRefund.bind(gateway)),
  };
}

function say(message: TerminalSaid): void {
  process.send?.(message);
}

/** The contract over the channel to the parent. */
function parentPort(): Port {
  return {
    send: (message) => say({ kind: 'contract', message }),
    onMessage(listen) {
      const heard = (said: unknown): void => {
        const { kind, message } = said as { readonly kind: string; readonly message: unknown };
        if (kind === 'contract') listen(message);
      };
      process.on('message', heard);
      return () => process.off('message', heard);
    },
  };
}

async function main(clock: ScaledClock): Promise<void> {
  const { folder, freezeAt, ownGateway } = orders;
  const shop = ownGateway ? await openTrainingShop(clock, { folder }) : null;
  const profile = readProfile(folder, 'en');
  const log = openProfileLog(profile);
  const assembled = await assemble({
    profile,
    clock,
    chance: machineChance,
    log,
    // Cables and hands do not get faster.
    scanners: profile.config.devices.scanners.map((settings) => scannerOf(settings, machineClock)),
    aroundGateway: (gateway) => freezing(gateway, freezeAt),
    onFirstByte: (api) => {
      if (freezeAt === `sent:${api}#1`) standStill(freezeAt);
    },
  });
  assembled.openScanners();
  const { terminal, handlers } = assembled;
  const served = serve(parentPort(), handlers, (to) => to.emit('terminal.changed', terminal.view()));
  terminal.onChange((view) => served.emit('terminal.changed', view));
  const close = async (): Promise<void> => {
    served.close();
    await assembled.close();
    await shop?.close();
    log.close();
    process.disconnect();
  };
  process.on('message', (said: { readonly kind: string; readonly ms?: number }) => {
    if (said.kind === 'skip') {
      clock.skip(said.ms ?? 0);
      say({ kind: 'skipped' });
    } else if (said.kind === 'lateness') {
      say({ kind: 'lateness', ms: clock.latenessMs() });
    } else if (said.kind === 'close') {
      void close();
    }
  });
  process.once('SIGTERM', () => void close());
  say({ kind: 'ready', gatewayUrl: assembled.gatewayUrl, view: terminal.view() });
}

await main(scaledClock(orders.dial));
