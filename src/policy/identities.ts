/** Identities: owner, mode, state, accounts, directory; the entries of the active ones. */
import type { IdentityPolicy, Mode } from '../model/policy.ts';
import { accountsOf, directoryOf, type Claims } from './accounts.ts';
import { compileEntries, tellRoleGrants, type Collector } from './entries.ts';
import type { Holder } from './holders.ts';
import type { Report } from './problems.ts';
import { quoted } from './quoted.ts';
import type { RawTeam } from './raw.ts';
import type { Roles } from './roles.ts';
import type { Targets } from './targets.ts';
import type { Teams } from './teams.ts';
import { termsOf } from './terms.ts';

const MODES: readonly Mode[] = ['observe', 'review', 'enforce'];

const least = (a: Mode, b: Mode): Mode => (MODES.indexOf(a) < MODES.indexOf(b) ? a : b);

export function compileIdentities(
  holders: Iterable<Holder>,
  teams: Teams,
  targets: Targets,
  roles: Roles,
  collector: Collector,
  report: Report,
): Map<string, IdentityPolicy> {
  tellRoleGrants(collector, targets, roles, report);
  const claims: Claims = new Map();
  const compiled = new Map<string, IdentityPolicy>();
  for (const holder of holders) {
    const { fields } = holder;
    const accounts = accountsOf(holder, targets, claims, report);
    const state = fields.state ?? 'active';
    const terms = termsOf(
      { ...(fields.from === undefined ? {} : { from: fields.from }), ...(fields.until === undefined ? {} : { until: fields.until }) },
      holder.source,
      holder.home(fields.until === undefined ? 'from' : 'until'),
      report,
    );
    compiled.set(holder.name, {
      name: holder.name,
      owner: holder.owner ?? 'unknown',
      purpose: fields.purpose ?? null,
      type: fields.type ?? 'service',
      mode: modeOf(holder, teams, report),
      state,
      accounts: accounts.map((account) => account.ref),
      directory: directoryOf(holder, targets, report),
    });
    if (state === 'active') compileEntries(collector, targets, roles, holder, accounts, terms, report);
  }
  return compiled;
}

/** The least of team and identity. */
function modeOf(holder: Holder, teams: Teams, report: Report): Mode {
  const own = holder.fields.mode ?? 'enforce';
  if (holder.owner === null) {
    report.add('no-owner', holder.spot, `the identity ${quoted(holder.name)}`);
    return 'observe';
  }
  if (holder.owner === 'unknown') {
    report.add('owner-unknown', holder.fieldSpot('owner'), `the identity ${quoted(holder.name)}`);
    return 'observe';
  }
  teams.check(holder.owner, holder.fieldSpot('owner'), report);
  const team: RawTeam | undefined = teams.docs.get(holder.owner)?.value;
  return least(own, team?.mode ?? 'enforce');
}
