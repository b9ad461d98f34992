/** A real bare repository behind the stand-in: objects, trees, history, merges and differences are git's own. */
import { spawnSync } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import path from 'node:path';

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

const EMPTY_TREE = '4b825dc642cb6eb9a060e54bf8d69288fbee4904';

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
  const below = (base: string | null, at: string): readonly string[] =>
    base === null
      ? []
      : (git(['ls-tree', '-r', '-z', '--name-only', base, '--', at]) ?? '')
          .toString()
          .split('\0')
          .filter((file) => file !== '');
  const entriesOf = (sha: string, recursive: boolean): readonly TreeEntry[] =>
    (git(['ls-tree', '-z', '--long', ...(recursive ? ['-r', '-t'] : []), sha]) ?? '')
      .toString()
      .split('\0')
      .filter((row) => row !== '')
      .map((row) => {
        const [, mode = '', type = '', name = '', size = '', at = ''] = /^(\d+) (\w+) (\w+) +(\S+)\t(.*)$/s.exec(row) ?? [];
        return { mode, type, sha: name, size: size === '-' ? null : Number(size), path: at };
      });
  const kept = new Map<string, unknown>();
  /** What is said of objects by their full names never changes; that one is not there may. */
  const once = <T>(what: string, names: readonly string[], work: () => T): T => {
    const key = `${what} ${names.join(' ')}`;
    if (kept.has(key)) return kept.get(key) as T;
    const found = work();
    if (found !== null && names.every((name) => /^[0-9a-f]{40}$/.test(name))) kept.set(key, found);
    return found;
  };
  git(['init', '--quiet', '--bare', '--initial-branch', 'main', dir]);

  return {
    dir,
    resolve(name, type = 'commit') {
      const named = (text: string): string | null =>
        text === '' ? null : line(['rev-parse', '--verify', '--quiet', '--end-of-options', text], { may: [1, 128] }) || null;
      // After a colon comes a path, to its end.
      const found = name.includes(':') ? named(name) : name;
      return found === null || found === '' ? null : once(type, [found], () => named(`${found}^{${type}}`));
    },
    commit: (sha) => once('read', [sha], () => parseCommit(sha, line(['cat-file', 'commit', sha]))),
    tree: (sha, recursive) => once(recursive ? 'all of' : 'list', [sha], () => entriesOf(sha, recursive)),
    blob: (sha) => git(['cat-file', 'blob', sha]) ?? Buffer.alloc(0),
    writeBlob: (content) => line(['hash-object', '-w', '--stdin'], { input: content }),
    changedTree(base, changes) {
      const env = { GIT_INDEX_FILE: path.join(dir, `index-${process.pid}`) };
      git(['read-tree', ...(base === null ? ['--empty'] : [base])], { env });
      // A folder is taken out with all below it.
      const out = changes.filter((one) => one.sha === null).flatMap((one) => below(base, one.path));
      const rows = changes
        .filter((one) => one.sha !== null && one.mode !== '040000')
        .map((one) => `${one.mode} ${one.sha ?? ''}\t${one.path}\0`);
      const input = [...out.map((file) => `0 ${'0'.repeat(40)}\t${file}\0`), ...rows].join('');
      git(['update-index', '-z', '--replace', '--index-info'], { env, input });
      for (const one of changes)
        if (one.sha !== null && one.mode === '040000') git(['read-tree', `--prefix=${one.path}/`, one.sha], { env });
      return line(['write-tree'], { env });
    },
    writeCommit: ({ tree, parents, author, committer, message }) =>
      line(['commit-tree', tree, ...parents.flatMap((parent) => ['-p', parent]), '-F', '-'], {
        input: message,
        env: {
          GIT_AUTHOR_NAME: author.name,
          GIT_AUTHOR_EMAIL: author.email,
          GIT_AUTHOR_DATE: `${Math.floor(author.at / 1000)} +0000`,
          GIT_COMMITTER_NAME: committer.name,
          GIT_COMMITTER_EMAIL: committer.email,
          GIT_COMMITTER_DATE: `${Math.floor(committer.at / 1000)} +0000`,
        },
      }),
    refs: (prefix) =>
      line(['for-each-ref', '--format=%(refname) %(objectname)'])
        .split('\n')
        .filter((row) => row.startsWith(prefix) && row !== '')
        .map((row) => ({ ref: row.slice(0, row.indexOf(' ')), sha: row.slice(row.indexOf(' ') + 1) })),
    setRef: (ref, sha) => void (sha === null ? git(['update-ref', '-d', ref]) : git(['update-ref', ref, sha])),
    list: (args) =>
      line(['rev-list', ...args])
        .split('\n')
        .filter((sha) => sha !== ''),
    mergeBase: (a, b) => once('base', [a, b], () => line(['merge-base', a, b], { may: [1] }) || null),
    isAncestor: (a, b) => once('ancestor', [a, b], () => git(['merge-base', '--is-ancestor', a, b], { may: [1] }) !== null),
    mergedTree: (ours, theirs) =>
      line(['merge-tree', '--write-tree', '--no-messages', '--allow-unrelated-histories', ours, theirs], { may: [1] }).split('\n')[0] ||
      null,
    diff(from, to) {
      const range = [from ?? EMPTY_TREE, to];
      const raw = (git(['diff', '--raw', '-z', '-M', '--no-abbrev', ...range]) ?? '').toString().split('\0');
      const numbers = line(['diff', '--numstat', '-M', ...range]).split('\n');
      const patches = (git(['diff', '-M', ...range]) ?? '').toString().split(/^(?=diff --git )/m);
      return parseDiff(raw, numbers, patches);
    },
    take: (from, sha, ref) => void git(['fetch', '--quiet', '--no-tags', from.dir, `+${sha}:${ref}`]),
  };
}

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
