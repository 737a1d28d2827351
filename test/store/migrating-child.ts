import { Worker } from 'node:worker_threads';
import { machineChance, machineClock } from '../../main/clock.ts';
import { SqliteJournal } from '../../main/store/journal.ts';

/**
 * `node migrating-child.ts FILE N`: opens the journal, which brings it to the newest version, while a second thread
 * kills the process N tenths of a millisecond after the opening has begun; the opening itself cannot be paused.
 */

const [, , path = '', tenths = ''] = process.argv;
const begun = new Int32Array(new SharedArrayBuffer(4));
const killer = `
  const { workerData: { begun, tenths } } = require('node:worker_threads');
  require('node:worker_threads').parentPort.postMessage('here');
  Atomics.wait(begun, 0, 0);
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, tenths / 10);
  process.kill(process.pid, 'SIGKILL');
`;
const worker = new Worker(killer, { eval: true, workerData: { begun, tenths: Number(tenths) } });
worker.once('message', () => {
  Atomics.store(begun, 0, 1);
  Atomics.notify(begun, 0);
  new SqliteJournal(path, machineClock, machineChance).close();
  // The killer comes at the latest now.
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0);
});
