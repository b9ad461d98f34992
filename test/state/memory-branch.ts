/** A branch in memory, as git has one: commits that nobody changes, contents by their own name, a head that is swapped. */
import { gitBlobId, sha256 } from '../../src/model/digest.ts';
import type { BranchPort } from '../../src/state/branch.ts';

export interface MemoryBranch extends BranchPort {
  /** A push past the tool: path → text, null takes a file away. */
  readonly push: (changes: Readonly<Record<string, string | null>>) => void;
  readonly read: (file: string) => string | null;
  readonly list: () => readonly string[];
  /** Of the head; null where there is none. A force push puts one back. */
  readonly at: () => string | null;
  readonly putBack: (head: string | null) => void;
  readonly log: readonly string[];
  /** Called before each commit is tried. */
  beforeCommit: (() => Promise<void> | void) | null;
  /** The next commit comes through and its answer is lost; or it does not come through. */
  cut: 'before' | 'after' | null;
  /** By run: whether it still runs. */
  readonly running: Map<string, boolean>;
  readonly asked: Record<'head' | 'files' | 'texts' | 'commit', number>;
}

type Files = ReadonlyMap<string, string>;

export function memoryBranch(): MemoryBranch {
  const commits = new Map<string, Files>();
  const log: string[] = [];
  let head: string | null = null;
  const filesAt = (commit: string | null): Files => (commit === null ? new Map() : (commits.get(commit) ?? new Map()));
  const add = (files: Files, message: string): string => {
    const id = sha256(JSON.stringify([head, [...files], message])).slice(0, 40);
    commits.set(id, files);
    log.push(message);
    return id;
  };
  const changed = (from: Files, put: Files, remove: readonly string[]): Files => {
    const files = new Map([...from, ...put]);
    for (const file of remove) if (!files.delete(file)) throw new Error(`${file} is not there and cannot be taken away`);
    return files;
  };
  const asked = { head: 0, files: 0, texts: 0, commit: 0 };
  const branch: MemoryBranch = {
    asked,
    log,
    running: new Map(),
    beforeCommit: null,
    cut: null,
    at: () => head,
    putBack: (to) => void (head = to),
    read: (file) => filesAt(head).get(file) ?? null,
    list: () => [...filesAt(head).keys()].sort(),
    push: (changes) => {
      const put = Object.entries(changes).filter((c): c is [string, string] => c[1] !== null);
      const remove = Object.keys(changes).filter((file) => changes[file] === null);
      head = add(changed(filesAt(head), new Map(put), remove), 'by hand');
    },
    head: async () => {
      asked.head += 1;
      return head;
    },
    files: async (commit) => {
      asked.files += 1;
      return new Map([...filesAt(commit)].map(([file, text]) => [file, gitBlobId(Buffer.from(text))]));
    },
    texts: async (contents) => {
      asked.texts += 1;
      const all = new Map(
        [...commits.values()].flatMap((files) => [...files.values()]).map((text) => [gitBlobId(Buffer.from(text)), text]),
      );
      return new Map([...all].filter(([content]) => contents.includes(content)));
    },
    commit: async (from, { put, remove }, message) => {
      asked.commit += 1;
      await branch.beforeCommit?.();
      const { cut } = branch;
      branch.cut = null;
      if (cut === 'before') throw new Error('the connection ended');
      if (from !== head) return null;
      head = add(changed(filesAt(head), put, remove), message);
      if (cut === 'after') throw new Error('the connection ended');
      return head;
    },
    isRunning: async (run) => branch.running.get(run) ?? null,
  };
  return branch;
}
