import { type FileHandle, open } from 'node:fs/promises';

/** Reads tables of a font file (OpenType specification, "OpenType Font File"). Knows files; knows no characters. */

/** Bounds for what is read: the largest real table of those asked for is below 1 MB, and a font has a few dozen. */
const tableBytesMax = 8 * 1024 * 1024;
const tablesMax = 512;

/** The tables `tags` of the first face of a .ttf, .otf or .ttc file; null where one is missing or absurdly large. */
export async function readTables<Tag extends string>(
  path: string,
  tags: readonly Tag[],
): Promise<Readonly<Record<Tag, Buffer>> | null> {
  const file = await open(path, 'r');
  try {
    const places = await placesOf(file);
    const tables: Partial<Record<Tag, Buffer>> = {};
    for (const tag of tags) {
      const place = places.get(tag);
      if (place === undefined || place.length > tableBytesMax) return null;
      tables[tag] = await read(file, place.offset, place.length);
    }
    return tables as Record<Tag, Buffer>;
  } finally {
    await file.close();
  }
}

interface Place {
  readonly offset: number;
  readonly length: number;
}

async function placesOf(file: FileHandle): Promise<ReadonlyMap<string, Place>> {
  const collection = await read(file, 0, 16);
  const face = collection.toString('latin1', 0, 4) === 'ttcf' ? collection.readUInt32BE(12) : 0;
  const count = Math.min((await read(file, face + 4, 2)).readUInt16BE(0), tablesMax);
  const directory = await read(file, face + 12, count * 16);
  const places = new Map<string, Place>();
  for (let at = 0; at < directory.length; at += 16) {
    const tag = directory.toString('latin1', at, at + 4);
    places.set(tag, { offset: directory.readUInt32BE(at + 8), length: directory.readUInt32BE(at + 12) });
  }
  return places;
}

async function read(file: FileHandle, offset: number, length: number): Promise<Buffer> {
  const { buffer, bytesRead } = await file.read(Buffer.alloc(length), 0, length, offset);
  return buffer.subarray(0, bytesRead);
}
