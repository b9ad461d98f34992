/** The policy of a folder, compiled: reads the files, imports the kinds of the connectors they name, compiles. */
import { sha256 } from '../model/digest.ts';
import { canonicalJson, sortedBy } from '../model/order.ts';
import type { Finding } from '../model/plan.ts';
import type { Declared } from '../model/policy.ts';
import { compile } from '../policy/compile.ts';
import { readPolicyFolder } from '../policy/read.ts';
import type { Connectors } from '../connectors/registry.ts';
import { connectorKinds } from './connections.ts';

export interface Policy {
  readonly declared: Declared;
  /** Errors and warnings, in the order of files and lines. With an error `declared` must not be used. */
  readonly problems: readonly Finding[];
  readonly hasErrors: boolean;
  /** `folder:` and sha256 over the sorted paths and texts. */
  readonly commit: string;
  readonly files: number;
}

export async function loadPolicy(folder: string, connectors: Connectors): Promise<Policy> {
  const { files, problems } = readPolicyFolder(folder);
  return await policyOf(files, problems, connectors);
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
