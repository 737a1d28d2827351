import { type FileHandle, open } from 'node:fs/promises';

/** Reads tables of a font file (OpenType specification, "OpenType Font File"). Knows files; knows no characters. */

/** Bounds for what is read: the largest real table, the outlines of all Han characters, has 17 MB. */
const tableBytesMax = 64 * 1024 * 1024;
const tablesMax = 512;
const facesMax = 64;

/** Tables of one face. */
export type Tables<Tag extends string> = Readonly<Record<Tag, Buffer>>;

/**
 * The tables `tags` of the first face of a .ttf, .otf or .ttc file, or of the face of a family where it is named;
 * null where the family or a table is missing.
 */
export async function readTables<Tag extends string>(
  path: string,
  tags: readonly Tag[],
  family?: string,
): Promise<Tables<Tag> | null> {
  const file = await open(path, 'r');
  try {
    for (const face of await facesOf(file)) {
      const places = await placesOf(file, face);
      if (family === undefined || (await isOfFamily(file, places, family))) return await tablesAt(file, places, tags);
    }
    return null;
  } finally {
    await file.close();
  }
}

interface Place {
  readonly offset: number;
  readonly length: number;
}

type Places = ReadonlyMap<string, Place>;

async function tablesAt<Tag extends string>(file: FileHandle, places: Places, tags: readonly Tag[]) {
  const tables: Partial<Record<Tag, Buffer>> = {};
  for (const tag of tags) {
    const place = places.get(tag);
    if (place === undefined || place.length > tableBytesMax) return null;
    tables[tag] = await read(file, place.offset, place.length);
  }
  return tables as Tables<Tag>;
}

/** Where the faces of a collection begin; a plain file is one face. */
async function facesOf(file: FileHandle): Promise<readonly number[]> {
  const head = await read(file, 0, 12);
  if (head.toString('latin1', 0, 4) !== 'ttcf') return [0];
  const offsets = await read(file, 12, Math.min(head.readUInt32BE(8), facesMax) * 4);
  return Array.from({ length: offsets.length / 4 }, (_, index) => offsets.readUInt32BE(index * 4));
}

async function placesOf(file: FileHandle, face: number): Promise<Places> {
  const count = Math.min((await read(file, face + 4, 2)).readUInt16BE(0), tablesMax);
  const directory = await read(file, face + 12, count * 16);
  const places = new Map<string, Place>();
  for (let at = 0; at < directory.length; at += 16) {
    const tag = directory.toString('latin1', at, at + 4);
    places.set(tag, { offset: directory.readUInt32BE(at + 8), length: directory.readUInt32BE(at + 12) });
  }
  return places;
}

/** Whether the `name` table has this family: name 1 in the encodings of Windows and Unicode, which are UTF-16. */
async function isOfFamily(file: FileHandle, places: Places, family: string): Promise<boolean> {
  const tables = await tablesAt(file, places, ['name']);
  if (tables === null) return false;
  const { name } = tables;
  const strings = name.readUInt16BE(4);
  for (let record = 0; record < name.readUInt16BE(2); record++) {
    const at = 6 + record * 12;
    if (name.readUInt16BE(at + 6) !== 1 || ![0, 3].includes(name.readUInt16BE(at))) continue;
    const from = strings + name.readUInt16BE(at + 10);
    const said = Buffer.from(name.subarray(from, from + name.readUInt16BE(at + 8)));
    if (said.swap16().toString('utf16le') === family) return true;
  }
  return false;
}

async function read(file: FileHandle, offset: number, length: number): Promise<Buffer> {
  const { buffer, bytesRead } = await file.read(Buffer.alloc(length), 0, length, offset);
  return buffer.subarray(0, bytesRead);
}
