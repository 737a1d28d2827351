import { SerialPort } from 'serialport';
import { expect, test, vi } from 'vitest';
import { ptyAvailable } from '../support/pty.ts';
import { newDial, scaledClock } from '../support/scaled-clock.ts';
import { printerAt } from './printer-ends.ts';

/** What Windows does to a serial port, on a terminal line: a read of 0 bytes ends the stream and leaves the port open. */

test.runIf(ptyAvailable)('a port whose stream has ended is given free, and opens again', async (context) => {
  const opened: SerialPort[] = [];
  const open = SerialPort.prototype.open;
  const spy = vi.spyOn(SerialPort.prototype, 'open').mockImplementation(function (this: SerialPort, done) {
    opened.push(this);
    return open.call(this, done);
  });
  context.onTestFinished(() => spy.mockRestore());
  const { line, print } = await printerAt('serial', {}, scaledClock(newDial(4)), context);
  let lose = (): void => {};
  const lost = new Promise<void>((resolve) => {
    lose = resolve;
  });
  const connected = await line.cable.open({ heard: () => {}, lost: lose });
  if (!connected.ok) throw new Error('the line stands');
  opened[0]?.push(null);
  await lost;
  await connected.connection.close(1_000);
  expect(await print('A-1'), 'nobody could open it until the till is restarted').toEqual({
    state: 'printed',
    how: 'confirmed',
  });
});
