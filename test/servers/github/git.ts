/** A real bare repository behind the stand-in: objects, trees, history, merges and differences are git's own. */
import { spawnSync } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { EMPTY_TREE, type Entry, gitFiles, isSha } from './git-files.ts';

export interface Person {
  readonly name: string;
  readonly email: string;
  /** Epoch ms. */
  readonly at: number;
}

export interface GitCommit {
  readonly sha: string;
  readonly tree: string;
  readonly parents: readonly string[];
  readonly author: Person;
  readonly committer: Person;
  readonly message: string;
}

export interface TreeEntry {
  readonly mode: string;
  readonly type: string;
  readonly sha: string;
  readonly size: number | null;
  readonly path: string;
}

export interface Diff {
  readonly path: string;
  readonly before: string | null;
  readonly status: 'added' | 'removed' | 'modified' | 'renamed' | 'changed';
  readonly sha: string;
  readonly additions: number;
  readonly deletions: number;
  readonly patch: string | null;
}

/** Text, bytes, a symbolic link, or null: taken out. */
export type FileChange = string | Buffer | null | { readonly mode: '100755' | '120000' | '160000'; readonly text: string };

export interface Git {
  readonly dir: string;
  /** The object's own name, peeled to a commit where asked; null: there is none. */
  resolve(name: string, type?: 'commit' | 'tree' | 'blob' | 'object'): string | null;
  commit(sha: string): GitCommit;
  tree(sha: string, recursive: boolean): readonly TreeEntry[];
  blob(sha: string): Buffer;
  writeBlob(content: Buffer): string;
  /** Of one level, as `POST git/trees` without `base_tree` and slashes. */
  changedTree(
    base: string | null,
    changes: readonly { readonly path: string; readonly mode: string; readonly sha: string | null }[],
  ): string;
  writeCommit(commit: Omit<GitCommit, 'sha'>): string;
  refs(prefix: string): readonly { readonly ref: string; readonly sha: string }[];
  setRef(ref: string, sha: string | null): void;
  /** As `git rev-list`. */
  list(args: readonly string[]): readonly string[];
  mergeBase(a: string, b: string): string | null;
  isAncestor(a: string, b: string): boolean;
  /** The tree of the merge; null: conflicts. */
  mergedTree(ours: string, theirs: string): string | null;
  diff(from: string | null, to: string): readonly Diff[];
  /** Takes all objects of a commit over from another repository. */
  take(from: Git, sha: string, ref: string): void;
}

export function newGit(dir: string): Git {
  mkdirSync(dir, { recursive: true });
  const git = (
    args: readonly string[],
    more: { input?: string | Buffer; env?: Record<string, string>; may?: readonly number[] } = {},
  ): Buffer | null => {
    const { status, stdout, stderr, error } = spawnSync('git', ['--git-dir', dir, ...args], {
      input: more.input ?? '',
      // Nothing of the user's own settings: hooks, signing and names would change what comes out.
      env: { PATH: process.env['PATH'] ?? '', HOME: dir, GIT_CONFIG_NOSYSTEM: '1', LC_ALL: 'C', ...more.env },
      maxBuffer: 1 << 28,
    });
    if (error !== undefined) throw error;
    if (status === 0) return stdout;
    if (status !== null && more.may?.includes(status) === true) return null;
    throw new Error(`git ${args.join(' ')}: ${stderr.toString()}`);
  };
  const line = (args: readonly string[], more?: Parameters<typeof git>[1]): string => (git(args, more) ?? '').toString().trim();
  const files = gitFiles(dir);
  const named = (text: string): string | null =>
    line(['rev-parse', '--verify', '--quiet', '--end-of-options', text], { may: [1, 128] }) || null;
  const peeled = (sha: string, type: 'commit' | 'tree' | 'blob' | 'object'): string | null => {
    const object = files.read(sha);
    if (object === null || object.type === type || type === 'object') return object === null ? null : sha;
    if (object.type === 'tag') return named(`${sha}^{${type}}`);
    return object.type === 'commit' && type === 'tree' ? parseCommit(sha, object.body.toString()).tree : null;
  };
  /** What a name without a path stands for, at once where it can be nothing else. */
  const startOf = (name: string): string | null => {
    if (isSha(name)) return name;
    const ref = files.ref(name);
    return ref === undefined ? named(name) : ref;
  };
  const objectNamed = (name: string): string | null => {
    const [, start = '', at = ''] = /^([^:]*):(.*)$/s.exec(name) ?? [];
    if (start === '') return startOf(name);
    // git has its own words for such paths.
    if (/^\.|^\/|\/$|\/\//.test(at)) return named(name);
    const root = startOf(start);
    const tree = root === null ? null : peeled(root, 'tree');
    if (tree === null || at === '') return tree;
    return at
      .split('/')
      .reduce<string | null>((inside, part) => (inside === null ? null : (files.entries(inside).get(part)?.sha ?? null)), tree);
  };
  const bodyOf = (sha: string, type: 'commit' | 'blob'): Buffer => {
    const object = files.read(sha);
    if (object?.type !== type) throw new Error(`git: there is no ${type} ${sha}`);
    return object.body;
  };
  const treeOf = (name: string): string => {
    const start = objectNamed(name);
    const tree = start === null ? null : peeled(start, 'tree');
    if (tree === null) throw new Error(`git: there is no tree ${name}`);
    return tree;
  };
  const entriesOf = (tree: string, recursive: boolean, above = ''): readonly TreeEntry[] =>
    [...files.entries(tree)].flatMap(([name, { mode, sha }]) => {
      const type = mode === '040000' ? 'tree' : mode === '160000' ? 'commit' : 'blob';
      const entry = { mode, type, sha, size: type === 'blob' ? (files.read(sha)?.body.length ?? null) : null, path: above + name };
      return type === 'tree' && recursive ? [entry, ...entriesOf(sha, true, `${above}${name}/`)] : [entry];
    });
  const kept = new Map<string, unknown>();
  /** What is said of objects by their full names never changes; that one is not there may. */
  const once = <T>(what: string, names: readonly string[], work: () => T): T => {
    const key = `${what} ${names.join(' ')}`;
    if (kept.has(key)) return kept.get(key) as T;
    const found = work();
    if (found !== null && names.every((name) => /^(\^?[0-9a-f]{40}|--[\w-]+)$/.test(name))) kept.set(key, found);
    return found;
  };
  const commitOf = (sha: string): GitCommit => once('read', [sha], () => parseCommit(sha, bodyOf(sha, 'commit').toString()));
  const isAncestor = (a: string, b: string): boolean => {
    const seen = new Set([b]);
    for (const sha of seen) for (const parent of commitOf(sha).parents) seen.add(parent);
    return seen.has(a);
  };
  const refsByGit = (): readonly { readonly ref: string; readonly sha: string }[] =>
    line(['for-each-ref', '--format=%(refname) %(objectname)'])
      .split('\n')
      .filter((row) => row !== '')
      .map((row) => ({ ref: row.slice(0, row.indexOf(' ')), sha: row.slice(row.indexOf(' ') + 1) }));
  git(['init', '--quiet', '--bare', '--template=', '--initial-branch', 'main', dir]);

  return {
    dir,
    resolve(name, type = 'commit') {
      const start = name === '' ? null : objectNamed(name);
      return start === null ? null : peeled(start, type);
    },
    commit: commitOf,
    tree: (name, recursive) => {
      const tree = treeOf(name);
      return once(recursive ? 'all of' : 'list', [tree], () => entriesOf(tree, recursive));
    },
    blob: (sha) => bodyOf(sha, 'blob'),
    writeBlob: (content) => files.write('blob', content),
    changedTree(base, changes) {
      const all = new Map<string, Entry>();
      const putTree = (tree: string, above = ''): void => {
        for (const { path: at, mode, type, sha } of entriesOf(tree, true, above)) if (type !== 'tree') all.set(at, { mode, sha });
      };
      if (base !== null) putTree(treeOf(base));
      // A folder is taken out with all below it.
      for (const { path: at, sha } of changes) if (sha === null) for (const name of all.keys()) if (isWithin(at, name)) all.delete(name);
      for (const { path: at, mode, sha } of changes) {
        if (sha === null) continue;
        if (at.split('/').some((part) => ['', '.', '..', '.git'].includes(part))) throw new Error(`git: ${at} is no path`);
        // Where a file comes no folder can be, nor the other way round.
        for (const name of all.keys()) if (isWithin(at, name) || isWithin(name, at)) all.delete(name);
        if (mode === '040000') putTree(sha, `${at}/`);
        else all.set(at, { mode, sha });
      }
      return files.writeTree(all);
    },
    writeCommit({ tree, parents, author, committer, message }) {
      if (isPlainPerson(author) && isPlainPerson(committer) && new Set(parents).size === parents.length) {
        const people = [`author ${personText(author)}`, `committer ${personText(committer)}`];
        const head = [`tree ${treeOf(tree)}`, ...parents.map((parent) => `parent ${parent}`), ...people].join('\n');
        return files.write('commit', Buffer.from(`${head}\n\n${message}`));
      }
      return line(['commit-tree', tree, ...parents.flatMap((parent) => ['-p', parent]), '-F', '-'], {
        input: message,
        env: {
          GIT_AUTHOR_NAME: author.name,
          GIT_AUTHOR_EMAIL: author.email,
          GIT_AUTHOR_DATE: `${Math.floor(author.at / 1000)} +0000`,
          GIT_COMMITTER_NAME: committer.name,
          GIT_COMMITTER_EMAIL: committer.email,
          GIT_COMMITTER_DATE: `${Math.floor(committer.at / 1000)} +0000`,
        },
      });
    },
    refs: (prefix) => (files.refs() ?? refsByGit()).filter(({ ref }) => ref.startsWith(prefix)),
    setRef(ref, sha) {
      if (sha === null) git(['update-ref', '-d', ref]);
      else if (!files.setRef(ref, sha)) git(['update-ref', ref, sha]);
    },
    list: (args) =>
      once('commits', args, () =>
        line(['rev-list', ...args])
          .split('\n')
          .filter((sha) => sha !== ''),
      ),
    mergeBase: (a, b) => once('base', [a, b], () => line(['merge-base', a, b], { may: [1] }) || null),
    isAncestor: (a, b) => once('ancestor', [a, b], () => isAncestor(a, b)),
    mergedTree: (ours, theirs) =>
      line(['merge-tree', '--write-tree', '--no-messages', '--allow-unrelated-histories', ours, theirs], { may: [1] }).split('\n')[0] ||
      null,
    diff: (from, to) =>
      once('differences', [from ?? EMPTY_TREE, to], () => {
        const range = [from ?? EMPTY_TREE, to];
        const raw = (git(['diff', '--raw', '-z', '-M', '--no-abbrev', ...range]) ?? '').toString().split('\0');
        const numbers = line(['diff', '--numstat', '-M', ...range]).split('\n');
        const patches = (git(['diff', '-M', ...range]) ?? '').toString().split(/^(?=diff --git )/m);
        return parseDiff(raw, numbers, patches);
      }),
    // Each object in a file of its own, however many there are.
    take: (from, sha, ref) =>
      void git(['-c', 'fetch.unpackLimit=1000000', '-c', 'gc.auto=0', 'fetch', '--quiet', '--no-tags', from.dir, `+${sha}:${ref}`]),
  };
}

/** The same path, or one below it. */
const isWithin = (folder: string, at: string): boolean => at === folder || at.startsWith(`${folder}/`);

/** git leaves some characters out of names, and refuses some names. */
const isPlainPerson = ({ name, email }: Person): boolean =>
  [name, email].every((text) => /^[\w[\]+]+(?:[^<>\p{Cc}]*[\w[\]+])?$/u.test(text));
const personText = ({ name, email, at }: Person): string => `${name} <${email}> ${Math.floor(at / 1000)} +0000`;

function parseCommit(sha: string, text: string): GitCommit {
  const end = text.indexOf('\n\n');
  const head = (end < 0 ? text : text.slice(0, end)).split('\n');
  const all = (name: string): string[] => head.filter((row) => row.startsWith(`${name} `)).map((row) => row.slice(name.length + 1));
  const person = (name: string): Person => {
    const [, who = '', email = '', seconds = '0'] = /^(.*) <(.*)> (\d+) [+-]\d+$/.exec(all(name)[0] ?? '') ?? [];
    return { name: who, email, at: Number(seconds) * 1000 };
  };
  const [tree = ''] = all('tree');
  return {
    sha,
    tree,
    parents: all('parent'),
    author: person('author'),
    committer: person('committer'),
    message: end < 0 ? '' : text.slice(end + 2),
  };
}

const STATUS: Readonly<Record<string, Diff['status']>> = { A: 'added', D: 'removed', M: 'modified', R: 'renamed', T: 'changed' };

function parseDiff(raw: readonly string[], numbers: readonly string[], patches: readonly string[]): readonly Diff[] {
  const diffs: Diff[] = [];
  for (let at = 0; at < raw.length - 1; at += 2) {
    const [, , old = '', sha = '', letter = ''] = (raw[at] ?? '').split(' ');
    const renamed = letter.startsWith('R');
    const [added = '', gone = ''] = (numbers[diffs.length] ?? '').split('\t');
    const patch = patches[diffs.length] ?? '';
    const hunk = patch.indexOf('\n@@');
    diffs.push({
      path: raw[at + (renamed ? 2 : 1)] ?? '',
      before: renamed ? (raw[at + 1] ?? '') : null,
      status: STATUS[letter[0] ?? ''] ?? 'modified',
      sha: letter === 'D' ? old : sha,
      additions: Number(added) || 0,
      deletions: Number(gone) || 0,
      patch: hunk < 0 ? null : patch.slice(hunk + 1).replace(/\n$/, ''),
    });
    if (renamed) at += 1;
  }
  return diffs;
}
