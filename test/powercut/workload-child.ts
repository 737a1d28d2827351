import { join } from 'node:path';
import { type Act, acts, type Setting } from './acts.ts';
import { marker } from './trace.ts';

/** One process of a workload: `node workload-child.ts FOLDER ACT SEED LIFE SETTING`, over the shim. */

const [folder = '', act = '', seed = '', life = '', setting = ''] = process.argv.slice(2);
const { mark, close } = marker();
const stage = { seed: Number(seed), life: Number(life), setting: setting as Setting, mark };
acts[act as Act]({ ...stage, path: join(folder, 'journal.sqlite') });
close();
