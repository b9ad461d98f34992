/** What an edit of roles alone makes of a policy: the documents of one, the roles of another. It tells whose an entry's change is. */
import type { ConnectorKinds } from '../model/connector-kinds.ts';
import type { Declared } from '../model/policy.ts';
import { compileParsed, parseAll } from './compile.ts';
import type { ParsedFile } from './parse.ts';
import { makeReport } from './problems.ts';

/** As far as it can be compiled: an entry that cannot is told apart from what the edit as a whole makes of it. */
export function withRolesOf(
  files: ReadonlyMap<string, string>,
  roles: ReadonlyMap<string, string>,
  connectors: (connector: string) => ConnectorKinds | undefined,
): Declared {
  const report = makeReport();
  const keep = (texts: ReadonlyMap<string, string>, isRole: boolean): readonly ParsedFile[] =>
    parseAll(texts, report).map((file) => ({ ...file, documents: file.documents.filter((d) => isRoleDocument(d.value) === isRole) }));
  return compileParsed([...keep(files, false), ...keep(roles, true)], connectors, report).declared;
}

const isRoleDocument = (value: unknown): boolean => value !== null && typeof value === 'object' && 'kind' in value && value.kind === 'Role';
