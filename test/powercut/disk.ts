import { invariant } from '../../main/core/invariant.ts';
import type { Draws } from '../sim/draws.ts';
import { Bytes } from './bytes.ts';
import type { Operation } from './trace.ts';

/**
 * A disk as a power cut may leave it: for each file and each name what is surely on it, and what was only handed to
 * the system. A sync of a file makes its bytes and length sure, not its name; a sync of a folder the names in it.
 * This is stricter than any file system that is in use. Sectors are 512 bytes and are written whole or not at all.
 */

/** By path: what stands in the file. Valid until the next image or the next operation. */
export type Image = ReadonlyMap<string, Buffer>;

/**
 * - `kill`: everything is there, as after `kill -9`
 * - `strict`: only what was synced
 * - `rand`: of the rest each write is kept (2 of 5), torn (1 of 5) or gone (2 of 5); a new length or a name, kept or
 *   gone; and in every second image a file that grew has its length even where its bytes are gone
 */
export const modes = ['kill', 'strict', 'rand'] as const;
export type Mode = (typeof modes)[number];

const sectorBytes = 512;

type Change = { readonly at: number; readonly data: Buffer } | { readonly length: number };

class File {
  readonly live = new Bytes();
  readonly synced = new Bytes();
  /** Of the newest random image; kept so that not each of them is a new piece of memory. */
  readonly scratch = new Bytes();
  /** Handed over, and to be brought to the disk by the next sync. */
  pending: Change[] = [];
  /** Of a sync that failed: no later one brings them to the disk, and nobody knows whether that one did. */
  lost: Change[] = [];

  change(change: Change): void {
    apply(this.live, change);
    this.pending.push(change);
  }

  sync(): void {
    for (const change of this.pending) apply(this.synced, change);
    this.pending = [];
  }

  failToSync(): void {
    this.lost.push(...this.pending);
    this.pending = [];
  }
}

/** A folder that was made is a name without a file. */
type Names = Map<string, File | 'folder'>;

interface NameChange {
  readonly folder: string;
  readonly apply: (names: Names) => void;
}

export class Disk {
  readonly #names: Names = new Map();
  #syncedNames: Names = new Map();
  readonly #madeFolders = new Set<string>();
  #pendingNames: NameChange[] = [];
  /** What each open number stands for: a file, or a folder by its path. */
  readonly #open = new Map<number, File | string>();
  /** Grows with everything that changes what a killed program leaves behind. */
  liveVersion = 0;
  /** Grows with everything that changes what is sure. */
  syncedVersion = 0;

  /** True while something is not yet sure. */
  get hasPending(): boolean {
    return (
      this.#pendingNames.length > 0 || [...this.#files()].some((file) => file.pending.length + file.lost.length > 0)
    );
  }

  /** The program ended; what it had not synced is as unsure as before. */
  programEnded(): void {
    this.#open.clear();
  }

  /** The power was cut and this is what is left: all of it is sure. */
  become(image: Image): void {
    this.programEnded();
    this.#names.clear();
    this.#pendingNames = [];
    for (const [path, bytes] of image) {
      const file = new File();
      file.change({ at: 0, data: bytes });
      file.sync();
      this.#names.set(path, file);
      for (let folder = folderOf(path); this.#madeFolders.has(folder); folder = folderOf(folder))
        this.#names.set(folder, 'folder');
    }
    this.#syncedNames = new Map(this.#names);
    this.liveVersion += 1;
    this.syncedVersion += 1;
  }

  apply(done: Operation): void {
    switch (done.op) {
      case 'open':
        this.#open.set(done.fd, this.#fileNamed(done.path) ?? done.path);
        return;
      case 'create':
        this.#create(done.path, done.fd);
        break;
      case 'write':
        this.#opened(done.fd).change({ at: done.at, data: done.data });
        break;
      case 'truncate':
        this.#opened(done.fd).change({ length: done.at });
        break;
      case 'sync':
        this.#sync(done.fd);
        return;
      case 'unsynced':
        this.#failToSync(done.fd);
        return;
      case 'mark':
        return;
      default:
        this.#rename(done);
    }
    this.liveVersion += 1;
  }

  image(mode: Mode, dice: Draws): Image {
    const names = new Map(mode === 'kill' ? this.#names : this.#syncedNames);
    if (mode === 'rand') for (const change of this.#pendingNames) if (dice.happens(0.5)) change.apply(names);
    const grows = dice.happens(0.5);
    const image = new Map<string, Buffer>();
    for (const [path, file] of names) {
      if (file === 'folder' || !this.#isReachable(path, names)) continue;
      if (mode === 'kill') image.set(path, file.live.read());
      else image.set(path, mode === 'strict' ? file.synced.read() : left(file, grows, dice));
    }
    return image;
  }

  #create(path: string, fd: number): void {
    const file = new File();
    this.#open.set(fd, file);
    this.#name({ folder: folderOf(path), apply: (names) => names.set(path, file) });
  }

  #sync(fd: number): void {
    const synced = this.#open.get(fd);
    if (synced instanceof File) synced.sync();
    else {
      for (const change of this.#pendingNames) if (change.folder === synced) change.apply(this.#syncedNames);
      this.#pendingNames = this.#pendingNames.filter(({ folder }) => folder !== synced);
    }
    this.syncedVersion += 1;
  }

  /** Names wait for the next sync of their folder: file systems keep them in a log of their own. */
  #failToSync(fd: number): void {
    const file = this.#open.get(fd);
    if (file instanceof File) file.failToSync();
    this.syncedVersion += 1;
  }

  #rename(done: Extract<Operation, { readonly path: string }>): void {
    const { path } = done;
    const folder = folderOf(path);
    if (done.op === 'mkdir') {
      this.#madeFolders.add(path);
      this.#name({ folder, apply: (names) => names.set(path, 'folder') });
    } else if (done.op === 'unlink' || done.op === 'rmdir')
      this.#name({ folder, apply: (names) => names.delete(path) });
    else if (done.op === 'link' || done.op === 'rename') this.#move(done.op, path, done.to);
  }

  #move(op: 'link' | 'rename', path: string, to: string): void {
    const file = this.#fileNamed(path);
    invariant(file !== null, `${path} was not made while somebody watched`);
    invariant(folderOf(path) === folderOf(to), `${op} from folder to folder`);
    const apply = (names: Names): void => {
      if (op === 'rename') names.delete(path);
      names.set(to, file);
    };
    this.#name({ folder: folderOf(to), apply });
  }

  #name(change: NameChange): void {
    change.apply(this.#names);
    this.#pendingNames.push(change);
  }

  #opened(fd: number): File {
    const file = this.#open.get(fd);
    invariant(file instanceof File, `file number ${fd} was not opened while somebody watched`);
    return file;
  }

  #fileNamed(path: string): File | null {
    const file = this.#names.get(path);
    return file instanceof File ? file : null;
  }

  /** A file in a folder whose own name is gone is gone too; folders that nobody made here were there before. */
  #isReachable(path: string, names: Names): boolean {
    for (let folder = folderOf(path); folder !== ''; folder = folderOf(folder))
      if (this.#madeFolders.has(folder) && names.get(folder) !== 'folder') return false;
    return true;
  }

  #files(): Set<File> {
    const files = [...this.#names.values(), ...this.#syncedNames.values(), ...this.#open.values()];
    return new Set(files.filter((file) => file instanceof File));
  }
}

/** What is left of a file in a `rand` image. */
function left(file: File, grows: boolean, dice: Draws): Buffer {
  if (file.pending.length + file.lost.length === 0) return file.synced.read();
  const bytes = file.scratch;
  bytes.become(file.synced);
  for (const change of [...file.lost, ...file.pending]) {
    if ('length' in change) {
      if (dice.happens(0.5)) apply(bytes, change);
      continue;
    }
    const fate = dice.fraction();
    if (fate < 0.4) apply(bytes, change);
    else if (fate < 0.6) for (const sector of sectorsOf(change)) if (dice.happens(0.5)) apply(bytes, sector);
  }
  if (grows && bytes.length < file.live.length) bytes.resize(file.live.length);
  return bytes.read();
}

/** The parts of a write between the borders of sectors. */
export function* sectorsOf({ at, data }: { readonly at: number; readonly data: Buffer }): Generator<Change> {
  for (let from = 0; from < data.length; ) {
    const to = Math.min(data.length, (Math.floor((at + from) / sectorBytes) + 1) * sectorBytes - at);
    yield { at: at + from, data: data.subarray(from, to) };
    from = to;
  }
}

function apply(bytes: Bytes, change: Change): void {
  if ('length' in change) bytes.resize(change.length);
  else bytes.write(change.at, change.data);
}

function folderOf(path: string): string {
  return path.slice(0, path.lastIndexOf('/'));
}
