import { writeFileSync } from 'node:fs';
import { writeDay } from '../shop-day.ts';

/**
 * Writes the journal of a day as today's program writes it: `node test/store/golden/write-day.ts v10`. Run once, when
 * a version of the schema is released; afterwards the two files are what the world has, and are never made anew.
 */

const name = process.argv[2];
if (name === undefined) throw new Error('which version?');
const ids = writeDay(`${import.meta.dirname}/${name}.sqlite`);
writeFileSync(`${import.meta.dirname}/${name}.json`, `${JSON.stringify(ids, null, 2)}\n`);
