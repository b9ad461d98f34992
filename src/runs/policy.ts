/** The policy of a folder or of a commit, compiled: reads the files, imports the kinds of the connectors they name, compiles. */
import type { Client, Repo } from '../github/client.ts';
import type { RefusedFile } from '../github/git-objects.ts';
import { sha256 } from '../model/digest.ts';
import { canonicalJson, sortedBy } from '../model/order.ts';
import type { Finding } from '../model/plan.ts';
import type { Declared } from '../model/policy.ts';
import { compile } from '../policy/compile.ts';
import { LIMITS } from '../policy/limits.ts';
import { fileProblem, hasHiddenCharacters, isPolicyFile } from '../policy/policy-file.ts';
import type { ProblemCode } from '../policy/problems.ts';
import { readPolicyFolder } from '../policy/read.ts';
import type { Connectors } from '../connectors/registry.ts';
import { connectorKinds } from './connections.ts';

export interface Policy {
  readonly declared: Declared;
  /** Errors and warnings, in the order of files and lines. With an error `declared` must not be used. */
  readonly problems: readonly Finding[];
  readonly hasErrors: boolean;
  /** Of git the SHA; of a folder `folder:` and sha256 over the sorted paths and texts. */
  readonly commit: string;
  readonly files: number;
}

export async function loadPolicy(folder: string, connectors: Connectors): Promise<Policy> {
  const { files, problems } = readPolicyFolder(folder);
  return await policyOf(files, problems, connectors);
}

const REFUSED: Readonly<Record<RefusedFile['why'], { readonly code: ProblemCode; readonly subject: string }>> = {
  link: { code: 'not-a-regular-file', subject: 'a link' },
  submodule: { code: 'not-a-regular-file', subject: 'a submodule' },
  special: { code: 'not-a-regular-file', subject: 'a file of a special sort' },
  tooLarge: { code: 'file-too-large', subject: 'the bytes of this file' },
  tooLargeInAll: { code: 'too-large-in-all', subject: 'from this file on' },
  notUtf8: { code: 'bad-utf8', subject: 'the bytes of this file' },
};

/** As a commit has it, read as git objects. */
export async function policyAt(client: Client, repo: Repo, commit: string, folder: string, connectors: Connectors): Promise<Policy> {
  const { files, problems } = await filesAt(client, repo, commit, folder);
  return { ...(await policyOf(files, problems, connectors)), commit };
}

export interface PolicyFiles {
  /** Path below the folder → text. */
  readonly files: ReadonlyMap<string, string>;
  /** What is wrong with those that could not be read. */
  readonly problems: readonly Finding[];
}

export async function filesAt(client: Client, repo: Repo, commit: string, folder: string): Promise<PolicyFiles> {
  const { textsAt } = await import('../github/git-objects.ts');
  const { files, refused } = await textsAt(client, repo, commit, folder, isPolicyFile, LIMITS);
  const problems = refused.map(({ path, why }) => fileProblem(REFUSED[why].code, path, REFUSED[why].subject));
  const hidden = [...files.keys()].filter(hasHiddenCharacters);
  problems.push(...hidden.map((path) => fileProblem('file-name', path, 'the path of this file')));
  return { files: new Map([...files].filter(([path]) => !hasHiddenCharacters(path))), problems: sortedBy(problems, (p) => p.at ?? '') };
}

/** `files`: path → text. `unreadable`: what is wrong with those that could not be read. */
export async function policyOf(
  files: ReadonlyMap<string, string>,
  unreadable: readonly Finding[],
  connectors: Connectors,
): Promise<Policy> {
  const kinds = await connectorKinds(files.values(), connectors);
  const { declared, problems: found } = compile(files, (name) => kinds.get(name));
  const problems = [...unreadable, ...found];
  return {
    declared,
    problems,
    hasErrors: problems.some((p) => p.severity === 'error'),
    commit: `folder:${sha256(canonicalJson(sortedBy(files, ([path]) => path)))}`,
    files: files.size,
  };
}
