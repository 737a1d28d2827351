import { join } from 'node:path';
import { StorageError } from '../../main/core/ports.ts';
import { JournalUnavailable } from '../../main/store/database.ts';
import { type Act, acts } from './acts.ts';
import type { Setting } from './stage.ts';
import { marker } from './trace.ts';

/** One process of a workload: `node workload-child.ts FOLDER ACT SEED LIFE SETTING`, over the shim. */

const [folder = '', act = '', seed = '', life = '', setting = ''] = process.argv.slice(2);
const { mark, close } = marker();
const stage = { seed: Number(seed), life: Number(life), setting: setting as Setting, mark };
try {
  const play = await acts[act as Act]();
  play({ ...stage, path: join(folder, 'journal.sqlite') });
} catch (error) {
  // Where the disk is made to fail, the product may say so and end.
  const isSaid = error instanceof JournalUnavailable || error instanceof StorageError;
  if (!isSaid || process.env['IOT_FAIL'] === undefined) throw error;
}
close();
