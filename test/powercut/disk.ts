import { invariant } from '../../main/core/invariant.ts';
import type { Draws } from '../sim/draws.ts';
import { type Fate, File, fateOf, keyOf, left, type Mode } from './file.ts';
import type { Operation } from './trace.ts';

/**
 * A disk as a power cut may leave it: for each file and each name what is surely on it, and what was only handed to
 * the system. A sync of a file makes its bytes and length sure, not its name; a sync of a folder the names in it.
 * This is stricter than any file system that is in use.
 */

/** By path: what stands in the file. */
export type Image = ReadonlyMap<string, Buffer>;

/** One of the disks that a cut may leave. */
export interface Left {
  /** The same for the same disk, as long as nothing is forgotten in between. */
  readonly key: string;
  /** Builds it. Valid until the next one is built or the next operation. */
  image(): Image;
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
  #made = 0;

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
      const file = this.#newFile();
      file.change({ at: 0, data: bytes });
      file.sync();
      this.#names.set(path, file);
      for (let folder = folderOf(path); this.#madeFolders.has(folder); folder = folderOf(folder))
        this.#names.set(folder, 'folder');
    }
    this.#syncedNames = new Map(this.#names);
  }

  apply(done: Operation): void {
    switch (done.op) {
      case 'open':
        this.#open.set(done.fd, this.#fileNamed(done.path) ?? done.path);
        break;
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
        break;
      case 'unsynced':
        this.#failToSync(done.fd);
        break;
      case 'mark':
        break;
      default:
        this.#rename(done);
    }
  }

  /** What a cut now leaves, by `dice`. */
  cut(mode: Mode, dice: Draws): Left {
    const names = new Map(mode === 'kill' ? this.#names : this.#syncedNames);
    if (mode === 'rand') for (const change of this.#pendingNames) if (dice.happens(0.5)) change.apply(names);
    const grows = mode === 'rand' && dice.happens(0.5);
    const parts: { readonly path: string; readonly file: File; readonly fates: readonly Fate[] }[] = [];
    for (const [path, file] of names) {
      if (file === 'folder' || !this.#isReachable(path, names)) continue;
      parts.push({ path, file, fates: file.unsure().map((change) => fateOf(change, mode, dice)) });
    }
    return {
      key: parts.map(({ path, file, fates }) => keyOf(path, file, fates, grows)).join('\n'),
      image: () =>
        new Map(
          parts.map(({ path, file, fates }) => [path, mode === 'kill' ? file.live.read() : left(file, fates, grows)]),
        ),
    };
  }

  #create(path: string, fd: number): void {
    const file = this.#newFile();
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
  }

  /** Names wait for the next sync of their folder: file systems keep them in a log of their own. */
  #failToSync(fd: number): void {
    const file = this.#open.get(fd);
    if (file instanceof File) file.failToSync();
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

  #newFile(): File {
    this.#made += 1;
    return new File(this.#made);
  }
}

function folderOf(path: string): string {
  return path.slice(0, path.lastIndexOf('/'));
}
