import { join } from 'node:path';
import { StorageError } from '../../main/core/ports.ts';
import { JournalUnavailable } from '../../main/store/database.ts';
import { type Act, acts, type Setting } from './acts.ts';
import { marker } from './trace.ts';

/** One process of a workload: `node workload-child.ts FOLDER ACT SEED LIFE SETTING`, over the shim. */

const [folder = '', act = '', seed = '', life = '', setting = ''] = process.argv.slice(2);
const { mark, close } = marker();
const stage = { seed: Number(seed), life: Number(life), setting: setting as Setting, mark };
try {
  acts[act as Act]({ ...stage, path: join(folder, 'journal.sqlite') });
} catch (error) {
  // Where the disk is made to fail, the product may say so and end.
  const isSaid = error instanceof JournalUnavailable || error instanceof StorageError;
  if (!isSaid || process.env['IOT_FAIL'] === undefined) throw error;
}
close();
