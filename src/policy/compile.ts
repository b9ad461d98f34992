/** Policy files → Declared, with every problem at once. No clock, no file system: the same texts give the same bytes. */
import type { ConnectorKinds } from '../model/connector-kinds.ts';
import { compareText } from '../model/order.ts';
import type { Finding } from '../model/plan.ts';
import type { Declared } from '../model/policy.ts';
import { teamDirectory } from './accounts.ts';
import { sortDocuments } from './documents.ts';
import { declaredEntries, makeCollector } from './entries.ts';
import { readHolders } from './holders.ts';
import { compileIdentities } from './identities.ts';
import { LIMITS } from './limits.ts';
import { parseFile, type ParsedFile } from './parse.ts';
import { makeReport, type Report } from './problems.ts';
import { compileRoles } from './roles.ts';
import { compileBreakGlass, compileExceptions, compileRules, excusedScopes } from './rules.ts';
import { compileSettings, tellPrivilegedTeams } from './settings.ts';
import { compileTargets, tellWideScopes } from './targets.ts';
import { compileTeams, readTeams } from './teams.ts';

/** Part of every state: when the same files come to mean something else, this changes. */
export const COMPILER = 'nhi-policy/1';

export interface Compiled {
  /** Best effort where there is an error; then nobody may act on it. */
  readonly declared: Declared;
  /** In the order of file, line, column, code. */
  readonly problems: readonly Finding[];
}

/** `files`: relative path → text. `connectors`: by the name that a Target gives. */
export function compile(files: ReadonlyMap<string, string>, connectors: (connector: string) => ConnectorKinds | undefined): Compiled {
  const report = makeReport();
  return compileParsed(parseAll(files, report), connectors, report);
}

export function compileParsed(
  files: readonly ParsedFile[],
  connectors: (connector: string) => ConnectorKinds | undefined,
  report: Report,
): Compiled {
  const documents = sortDocuments(files, report);
  const settings = compileSettings(documents, report);
  const teams = readTeams(documents, report);
  const targets = compileTargets(documents, teams, connectors, report);
  const roles = compileRoles(documents, teams, report);
  const collector = makeCollector();
  const identities = compileIdentities(readHolders(documents, teams, report), teams, targets, roles, collector, report);
  const rules = compileRules(documents, teams, targets, report);
  const exceptions = compileExceptions(documents, teams, targets, rules, new Set(identities.keys()), report);
  tellWideScopes(documents, excusedScopes(exceptions), report);
  tellPrivilegedTeams(documents, teams, report);
  const declared: Declared = {
    compiler: COMPILER,
    settings,
    teams: compileTeams(teams, (written, spot) => teamDirectory(targets, written, spot, report), report),
    roles: roles.policies,
    rules,
    exceptions,
    breakGlass: compileBreakGlass(documents, report),
    targets: targets.policies,
    identities,
    ...declaredEntries(collector),
  };
  return { declared, problems: report.findings() };
}

export function parseAll(files: ReadonlyMap<string, string>, report: Report): ParsedFile[] {
  const parsed: ParsedFile[] = [];
  let length = 0;
  for (const [path, text] of [...files].sort((a, b) => compareText(a[0], b[0]))) {
    length += text.length;
    if (length > LIMITS.totalBytes) {
      report.add('too-large-in-all', null, `more than ${LIMITS.totalBytes} characters`);
      break;
    }
    parsed.push(parseFile(path, text, report));
  }
  return parsed;
}
