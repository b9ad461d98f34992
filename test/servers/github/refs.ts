/** How a branch moves: what rulesets refuse, what the activity remembers, and what it does to pull requests. */
import { afterMove } from './pulls.ts';
import { Refusal } from './refusal.ts';
import type { Asker } from './rights.ts';
import { type Activity, atLeast, isInTeam, type Repository, type Role, roleOf, type Rule, type Ruleset, type World } from './world.ts';

const GONE = '0'.repeat(40);

export interface Move {
  /** Null: it is deleted. */
  readonly to: string | null;
  readonly by: Asker;
  readonly type?: Activity['type'];
  readonly force?: boolean;
  /** Past every rule, as GitHub itself, or an admin where the rules were switched off for a minute. */
  readonly despiteRules?: boolean;
}

export function moveRef(world: World, repository: Repository, ref: string, move: Move): void {
  const before = repository.git.resolve(ref, 'object');
  const branch = ref.startsWith('refs/heads/') ? ref.slice('refs/heads/'.length) : null;
  const forced = before !== null && move.to !== null && !repository.git.isAncestor(before, move.to);
  if (forced && move.force !== true) throw new Refusal(422, 'Update is not a fast forward');
  if (branch !== null && move.despiteRules !== true) refuseByRules(world, repository, branch, { before, to: move.to, forced, by: move.by });
  repository.git.setRef(ref, move.to);
  const at = world.now();
  repository.pushedAt = at;
  const type = move.type ?? (before === null ? 'branch_creation' : move.to === null ? 'branch_deletion' : forced ? 'force_push' : 'push');
  repository.activity.push({ id: world.id(), ref, before: before ?? GONE, after: move.to ?? GONE, type, actor: move.by.account, at });
  if (branch !== null) afterMove(world, repository, { branch, before, after: move.to, forced, by: move.by });
}

export function rulesetsOn(repository: Repository, branch: string): readonly Ruleset[] {
  const matches = (pattern: string): boolean => {
    if (pattern === '~ALL') return true;
    if (pattern === '~DEFAULT_BRANCH') return branch === repository.defaultBranch;
    const source = pattern.split('**').map((part) =>
      part
        .split('*')
        .map((text) => text.replaceAll(/[.+?^${}()|[\]\\]/g, '\\$&'))
        .join('[^/]*'),
    );
    return new RegExp(`^${source.join('.*')}$`).test(`refs/heads/${branch}`);
  };
  return repository.rulesets.filter((one) => one.enforcement === 'active' && one.include.some(matches));
}

/** The ids that GitHub gives the built-in roles. */
const ROLE_IDS: Readonly<Record<number, Role>> = { 2: 'maintain', 4: 'write', 5: 'admin' };

export const bypasses = (world: World, repository: Repository, ruleset: Ruleset, by: Asker, way: 'push' | 'merge'): boolean =>
  ruleset.bypass.some(({ actor_id, actor_type, bypass_mode }) => {
    if (way === 'push' && bypass_mode === 'pull_request') return false;
    if (actor_type === 'Integration') return by.app !== null && by.app.id === actor_id;
    const login = by.account?.login ?? '';
    if (by.app !== null) return false;
    if (actor_type === 'OrganizationAdmin') return repository.owner.members.get(login.toLowerCase()) === 'admin';
    if (actor_type === 'RepositoryRole') return atLeast(roleOf(world, repository, login), ROLE_IDS[actor_id ?? 0] ?? 'admin');
    const team = world.teams.find((one) => one.id === actor_id);
    return team !== undefined && isInTeam(world, team.organisation, team.slug, login);
  });

interface Moved {
  readonly before: string | null;
  readonly to: string | null;
  readonly forced: boolean;
}

/** Type of rule → what it says of a push past it; null: nothing against it. */
const PUSH: Readonly<Record<string, (moved: Moved, rule: Rule) => string | null>> = {
  creation: ({ before }) => (before === null ? 'Cannot create ref due to creations being restricted.' : null),
  update: ({ before, to }) => (before !== null && to !== null ? 'Cannot update this protected ref.' : null),
  deletion: ({ to }) => (to === null ? 'Cannot delete this protected ref.' : null),
  non_fast_forward: ({ forced }) => (forced ? 'Cannot force-push to this protected ref.' : null),
  pull_request: ({ before, to }) => (before !== null && to !== null ? 'Changes must be made through a pull request.' : null),
  required_status_checks: ({ before, to }) => (before !== null && to !== null ? 'Required status checks are expected.' : null),
};

function refuseByRules(world: World, repository: Repository, branch: string, move: Moved & { readonly by: Asker }): void {
  const said = rulesetsOn(repository, branch)
    .filter((one) => !bypasses(world, repository, one, move.by, 'push'))
    .flatMap((one) => one.rules.map((rule) => PUSH[rule.type]?.(move, rule) ?? null))
    .filter((text) => text !== null);
  if (said.length > 0) throw new Refusal(422, `Repository rule violations found\n\n${said.join('\n')}\n\n`);
}
