/** Objects and refs as git keeps them in files, read and written without a process for each: git itself reads the same files. */
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { deflateSync, inflateSync } from 'node:zlib';

export type ObjectType = 'blob' | 'tree' | 'commit' | 'tag';

export interface GitObject {
  readonly type: ObjectType;
  readonly body: Buffer;
}

export interface Entry {
  readonly mode: string;
  readonly sha: string;
}

export interface GitFiles {
  /** Null: there is none. */
  read(sha: string): GitObject | null;
  write(type: ObjectType, body: Buffer): string;
  /** Names in a tree, in git's order. */
  entries(tree: string): ReadonlyMap<string, Entry>;
  /** Of all below the root, folders left out, by their whole paths. */
  writeTree(files: ReadonlyMap<string, Entry>): string;
  /** Undefined: only git itself can say. */
  ref(name: string): string | null | undefined;
  /** Null: only git itself can say. */
  refs(): readonly { readonly ref: string; readonly sha: string }[] | null;
  /** False: only git itself can do it. */
  setRef(name: string, sha: string): boolean;
}

export const EMPTY_TREE = '4b825dc642cb6eb9a060e54bf8d69288fbee4904';
const FOLDER = '40000';
export const isSha = (name: string): boolean => /^[0-9a-f]{40}$/.test(name);
/** What no rule of git's about names can be against, so that the file's name is the ref's. */
const isPlainRef = (name: string): boolean => /^refs(\/\w[\w-]*)+$/.test(name);

const parse = (loose: Buffer): GitObject => {
  const end = loose.indexOf(0);
  const [type = ''] = loose.subarray(0, end).toString('latin1').split(' ');
  return { type: type as ObjectType, body: loose.subarray(end + 1) };
};

function parseTree(body: Buffer): ReadonlyMap<string, Entry> {
  const entries = new Map<string, Entry>();
  for (let at = 0; at < body.length;) {
    const space = body.indexOf(0x20, at);
    const end = body.indexOf(0, space);
    const entry = { mode: body.toString('latin1', at, space).padStart(6, '0'), sha: body.toString('hex', end + 1, end + 21) };
    entries.set(body.toString('utf8', space + 1, end), entry);
    at = end + 21;
  }
  return entries;
}

/** A folder stands where its name with a slash would. */
const orderOf = ([name, { mode }]: readonly [string, Entry]): Buffer => Buffer.from(mode === FOLDER ? `${name}/` : name);

export function gitFiles(dir: string): GitFiles {
  // What an object says never changes.
  const known = new Map<string, GitObject>([[EMPTY_TREE, { type: 'tree', body: Buffer.alloc(0) }]]);
  const trees = new Map<string, ReadonlyMap<string, Entry>>();
  const fileOf = (sha: string): string => path.join(dir, 'objects', sha.slice(0, 2), sha.slice(2));

  const read = (sha: string): GitObject | null => {
    const found = known.get(sha);
    if (found !== undefined) return found;
    const file = fileOf(sha);
    if (!isSha(sha) || !existsSync(file)) return null;
    const object = parse(inflateSync(readFileSync(file)));
    known.set(sha, object);
    return object;
  };
  const write = (type: ObjectType, body: Buffer): string => {
    const whole = Buffer.concat([Buffer.from(`${type} ${body.length}\0`), body]);
    const sha = createHash('sha1').update(whole).digest('hex');
    const file = fileOf(sha);
    if (existsSync(file)) return sha;
    mkdirSync(path.dirname(file), { recursive: true });
    writeFileSync(file, deflateSync(whole, { level: 1 }));
    known.set(sha, { type, body });
    return sha;
  };
  const entries = (tree: string): ReadonlyMap<string, Entry> => {
    const found = trees.get(tree) ?? parseTree(read(tree)?.body ?? Buffer.alloc(0));
    trees.set(tree, found);
    return found;
  };
  const writeTree = (files: ReadonlyMap<string, Entry>): string => {
    const here = new Map<string, Entry>();
    const below = new Map<string, Map<string, Entry>>();
    for (const [at, entry] of files) {
      const slash = at.indexOf('/');
      if (slash < 0) here.set(at, entry);
      else {
        const name = at.slice(0, slash);
        const inside = below.get(name) ?? new Map<string, Entry>();
        below.set(name, inside.set(at.slice(slash + 1), entry));
      }
    }
    for (const [name, inside] of below) here.set(name, { mode: FOLDER, sha: writeTree(inside) });
    const rows = [...here]
      .sort((a, b) => Buffer.compare(orderOf(a), orderOf(b)))
      .flatMap(([name, { mode, sha }]) => [Buffer.from(`${mode} ${name}\0`), Buffer.from(sha, 'hex')]);
    return write('tree', Buffer.concat(rows));
  };

  const isPacked = (): boolean => existsSync(path.join(dir, 'packed-refs'));
  const textOf = (name: string): string | null => {
    try {
      return readFileSync(path.join(dir, name), 'latin1').trim();
    } catch {
      return null;
    }
  };
  return {
    read,
    write,
    entries,
    writeTree,
    ref(name) {
      if (!isPlainRef(name) || isPacked()) return undefined;
      const text = textOf(name);
      return text === null || isSha(text) ? text : undefined;
    },
    refs() {
      if (isPacked()) return null;
      const found = readdirSync(path.join(dir, 'refs'), { recursive: true, withFileTypes: true })
        .filter((one) => one.isFile())
        .map((one) => path.relative(dir, path.join(one.parentPath, one.name)).replaceAll(path.sep, '/'))
        .map((ref) => ({ ref, sha: textOf(ref) ?? '' }));
      return found.every(({ sha }) => isSha(sha)) ? found.sort((a, b) => Buffer.compare(Buffer.from(a.ref), Buffer.from(b.ref))) : null;
    },
    setRef(name, sha) {
      if (!isPlainRef(name) || isPacked() || read(sha) === null) return false;
      const file = path.join(dir, name);
      try {
        mkdirSync(path.dirname(file), { recursive: true });
        writeFileSync(file, `${sha}\n`);
        return true;
      } catch {
        // A folder is where the file would be, or a file where its folder would be: git knows what to do, or say.
        return false;
      }
    },
  };
}
