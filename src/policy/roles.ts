/** Roles: templates of access that contain one another, and what a holder gets of them. */
import { canonicalJson, compareText } from '../model/order.ts';
import type { RolePolicy } from '../model/policy.ts';
import type { Doc, Documents } from './documents.ts';
import { secondsOf } from './instants.ts';
import { LIMITS } from './limits.ts';
import { checkValue, readGrants, readParameters, readRoleLines, type GrantLine, type Parameters, type RoleLine } from './lines.ts';
import { didYouMean } from './nearest.ts';
import { spotOfValue, textOf, type Spot } from './positions.ts';
import type { Report } from './problems.ts';
import { quoted } from './quoted.ts';
import type { RawParameters, RawRole } from './raw.ts';
import { byName, type Teams } from './teams.ts';
import { BUILT_IN, fill, parametersOf } from './template.ts';

export interface Role {
  readonly name: string;
  readonly parameters: Parameters;
  readonly access: readonly GrantLine[];
  readonly roles: readonly RoleLine[];
}

export interface Roles {
  readonly policies: ReadonlyMap<string, RolePolicy>;
  readonly roles: ReadonlyMap<string, Role>;
  /** Tells it where the name is no Role. */
  find(name: string, spot: Spot, report: Report): Role | null;
}

export type Values = ReadonlyMap<string, string>;

/** One grant line of a role, as one holder comes to it. */
export interface RoleGrant {
  readonly line: GrantLine;
  readonly values: Values;
  readonly via: readonly string[];
}

export function compileRoles(documents: Documents, teams: Teams, report: Report): Roles {
  const docs = byName('Role', documents.Role, (role) => role.name, report);
  const roles = new Map<string, Role>();
  const policies = new Map<string, RolePolicy>();
  for (const [name, doc] of [...docs].sort((a, b) => compareText(a[0], b[0]))) {
    teams.check(doc.value.owner, spotOfValue(doc.source, doc.value, 'owner'), report);
    roles.set(name, readRole(doc, report));
    policies.set(name, policyOf(doc.value));
  }
  const find = (name: string, spot: Spot, told: Report): Role | null => {
    const role = roles.get(name);
    if (!role && !documents.faulty.Role.has(name))
      told.add('unknown-role', spot, `the role ${quoted(name)}`, didYouMean(name, roles.keys()));
    return role ?? null;
  };
  tellRoleLines(roles, find, report);
  const sound = tellCycles(roles, report);
  return { policies, roles, find: (name, spot, told) => (find(name, spot, told) && sound.has(name) ? (roles.get(name) ?? null) : null) };
}

function readRole({ source, value }: Doc<RawRole>, report: Report): Role {
  const parameters = readParameters(value.parameters, source, report);
  const around = { source, parameters: new Set([...parameters.keys(), ...BUILT_IN]) };
  return {
    name: value.name,
    parameters,
    access: readGrants(value.access, around, report),
    roles: readRoleLines(value.roles ?? [], around, report),
  };
}

function policyOf(raw: RawRole): RolePolicy {
  return {
    name: raw.name,
    owner: raw.owner,
    parameters: patternTexts(raw.parameters),
    grants: [...raw.access, ...(raw.roles ?? [])].map((line) => canonicalJson(line)),
    rollout: raw.rollout ? { first: raw.rollout.first, waitSeconds: secondsOf(raw.rollout.wait) } : null,
  };
}

const patternTexts = (raw: RawParameters | undefined): Readonly<Record<string, string>> =>
  Object.fromEntries(
    Object.entries(raw ?? {})
      .map(([name, { match }]) => [name, match ?? '[a-z0-9][a-z0-9-]{0,62}'] as const)
      .sort((a, b) => compareText(a[0], b[0])),
  );

/** What a role asks of the roles in it, also where nobody holds it. */
function tellRoleLines(roles: ReadonlyMap<string, Role>, find: Roles['find'], report: Report): void {
  for (const role of roles.values()) {
    for (const line of role.roles) {
      const inner = find(line.role, line.spot, report);
      if (inner) tellGiven(inner, line, new Set([...role.parameters.keys(), ...BUILT_IN]), report);
    }
  }
}

/** Missing and surplus parameters. `around`: the names that a plain role line can draw on. */
export function tellGiven(role: Role, line: RoleLine, around: ReadonlySet<string>, report: Report): boolean {
  let fine = true;
  for (const name of role.parameters.keys()) {
    if (line.given ? line.given.has(name) : around.has(name)) continue;
    report.add('missing-parameter', line.spot, `the parameter ${quoted(name)} of the role ${quoted(role.name)}`);
    fine = false;
  }
  for (const [name, { spot }] of line.given ?? []) {
    if (role.parameters.has(name)) continue;
    report.add(
      'unknown-parameter',
      spot,
      `the parameter ${quoted(name)} of the role ${quoted(role.name)}`,
      didYouMean(name, role.parameters.keys()),
    );
    fine = false;
  }
  return fine;
}

/** The roles that reach no cycle. */
function tellCycles(roles: ReadonlyMap<string, Role>, report: Report): ReadonlySet<string> {
  const sound = new Set<string>();
  const faulty = new Set<string>();
  const visit = (name: string, path: readonly string[]): void => {
    if (sound.has(name) || faulty.has(name)) return;
    const role = roles.get(name);
    if (!role) return;
    for (const line of role.roles) {
      if (path.includes(line.role) || line.role === name) {
        report.add('role-cycle', line.spot, `the role ${quoted(line.role)} in the role ${quoted(name)}`);
        faulty.add(name);
      } else if (path.length < LIMITS.levels) visit(line.role, [...path, name]);
      else {
        report.add('too-many-lines', line.spot, `roles within roles, more than ${LIMITS.levels} deep`);
        faulty.add(name);
      }
      if (faulty.has(line.role)) faulty.add(name);
    }
    if (!faulty.has(name)) sound.add(name);
  };
  for (const name of roles.keys()) visit(name, []);
  return sound;
}

/**
 * Every grant line that a role line of a holder leads to, with its chain. `values`: what the line can draw on. Faults of
 * values are told at the holder's line.
 */
export function roleGrants(roles: Roles, line: RoleLine, values: Values, spot: Spot, report: Report): RoleGrant[] {
  const found: RoleGrant[] = [];
  let visited = 0;
  const visit = (at: RoleLine, drawn: Values, via: readonly string[]): void => {
    visited += 1;
    if (visited > LIMITS.rolesOfIdentity || found.length > LIMITS.expandedLinesOfIdentity) return;
    const role = roles.find(at.role, at.spot, report);
    const filled = role && parameterValues(role, at, drawn, spot, report);
    if (!role || !filled) return;
    for (const inner of role.roles) visit(inner, filled, [...via, `${role.name}@${textOf(inner.spot)}`]);
    for (const grant of role.access) found.push({ line: grant, values: filled, via: [...via, `${role.name}@${textOf(grant.spot)}`] });
  };
  visit(line, values, []);
  if (visited > LIMITS.rolesOfIdentity || found.length > LIMITS.expandedLinesOfIdentity)
    report.add('too-many-lines', spot, `the role ${quoted(line.role)}`);
  return found;
}

/** Built-ins stay, all else is the role's own: a role sees no parameter that it does not declare. */
function parameterValues(role: Role, line: RoleLine, drawn: Values, spot: Spot, report: Report): Values | null {
  const filled = new Map([...drawn].filter(([name]) => BUILT_IN.has(name)));
  for (const [name, pattern] of role.parameters) {
    const value = line.given ? givenValue(line, name, drawn, spot, report) : drawn.get(name);
    if (value === undefined || value === null) {
      if (!line.given && value === undefined)
        report.add(
          name === 'environment' ? 'no-environment' : 'missing-parameter',
          spot,
          `the parameter ${quoted(name)} of the role ${quoted(role.name)}`,
        );
      return null;
    }
    if (!checkValue(name, value, pattern, line.given?.get(name)?.spot ?? spot, report)) return null;
    filled.set(name, value);
  }
  return filled;
}

function givenValue(line: RoleLine, name: string, drawn: Values, spot: Spot, report: Report): string | null {
  const given = line.given?.get(name);
  if (!given) return null;
  const missing = parametersOf(given.value).find((parameter) => !drawn.has(parameter));
  if (missing === undefined) return fill(given.value, (parameter) => drawn.get(parameter) ?? '');
  report.add(missing === 'environment' ? 'no-environment' : 'missing-parameter', spot, `the parameter ${quoted(missing)}`);
  return null;
}
