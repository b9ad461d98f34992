/** The state store's disk in memory: folders of files, copies of it to put back, and the harm that can come to it. */
import type { Disk } from '../../src/state/disk.ts';

interface File {
  readonly text: string;
  readonly changedAt: number;
}

/** Folder → name → file; null: a folder by that name. Files are never changed, only replaced, so a copy is a copy of maps. */
type Folders = Map<string, Map<string, File | null>>;

export interface MemoryDisk extends Disk {
  /** A copy to put back later. */
  readonly copy: () => Folders;
  readonly putBack: (copy: Folders) => void;
  readonly files: () => readonly string[];
  /** Another one where anything but a lock was touched: the same version is the same state. */
  readonly version: () => number;
}

const isLock = (file: string): boolean => /\/(lock|saving)\.json[^/]*$/.test(file);

const split = (file: string): readonly [string, string] => {
  const at = file.lastIndexOf('/');
  return [file.slice(0, at), file.slice(at + 1)];
};

export function memoryDisk(now: () => number): MemoryDisk {
  let folders: Folders = new Map([['', new Map()]]);
  let version = 0;
  const touch = (file: string): void => {
    if (!isLock(file)) version += 1;
  };
  const find = (file: string): File | null => {
    const [folder, name] = split(file);
    return folders.get(folder)?.get(name) ?? null;
  };
  const put = (file: string, value: File): void => {
    const [folder, name] = split(file);
    const found = folders.get(folder);
    if (found === undefined) throw new Error(`${file}: written into a folder that is not there`);
    touch(file);
    found.set(name, value);
  };
  const makeFolder = (folder: string): void => {
    if (folders.has(folder)) return;
    const [above, name] = split(folder);
    makeFolder(above);
    folders.get(above)?.set(name, null);
    folders.set(folder, new Map());
  };
  const drop = (file: string): void => {
    const [folder, name] = split(file);
    touch(file);
    folders.get(folder)?.delete(name);
  };
  return {
    read: (file) => find(file)?.text ?? null,
    list: (folder) => {
      const found = folders.get(folder);
      return found === undefined ? null : [...found.keys()];
    },
    changedAt: (file) => find(file)?.changedAt ?? null,
    makeFolder,
    write: (file, text) => put(file, { text, changedAt: now() }),
    rename: (from, to) => {
      const file = find(from);
      if (file === null) throw new Error(`${from}: renamed, and it is not there`);
      put(to, file);
      drop(from);
    },
    link: (from, to) => {
      const file = find(from);
      if (file === null) throw new Error(`${from}: linked, and it is not there`);
      if (find(to) !== null) return false;
      put(to, file);
      return true;
    },
    remove: (name) => {
      drop(name);
      for (const folder of folders.keys()) if (folder === name || folder.startsWith(`${name}/`)) folders.delete(folder);
    },
    syncFolder: () => undefined,
    copy: () => new Map([...folders].map(([folder, names]) => [folder, new Map(names)])),
    putBack: (copy) => {
      version += 1;
      folders = new Map([...copy].map(([folder, names]) => [folder, new Map(names)]));
    },
    version: () => version,
    files: () =>
      [...folders].flatMap(([folder, names]) => [...names].flatMap(([name, file]) => (file === null ? [] : [`${folder}/${name}`]))).sort(),
  };
}
