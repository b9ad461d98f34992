/** Who asks, and whether they may: a person by role, an App's token by its permissions. */
import { notForIntegration, notFound, Refusal } from './refusal.ts';
import { type Account, type App, atLeast, type Repository, type Role, roleOf, type Token, type World } from './world.ts';

export interface Asker {
  readonly token: Token | null;
  readonly account: Account | null;
  readonly app: App | null;
}

/** `contents:write`; several by `|`: one is enough. `any`: no right. `app`: an App's own key. */
export type Need = string;

/** The least role that a person needs for what an App needs the permission for; null: no person may. */
const ROLE: Readonly<Record<string, Role | null>> = {
  'metadata:read': 'read',
  'contents:read': 'read',
  'contents:write': 'write',
  'issues:read': 'read',
  'issues:write': 'read',
  'pull_requests:read': 'read',
  'pull_requests:write': 'read',
  'checks:read': 'read',
  'checks:write': null,
  'statuses:write': 'write',
  'actions:read': 'read',
  'actions:write': 'write',
  'administration:read': 'admin',
  'administration:write': 'admin',
  'environments:read': 'admin',
  'secrets:read': 'write',
  'actions_variables:read': 'write',
};

const LEVEL = ['read', 'write', 'admin'];

export function askerOf(world: World, authorization: string | undefined): Asker {
  if (authorization === undefined) return { token: null, account: null, app: null };
  const [, value] = /^(?:token|bearer) (.+)$/i.exec(authorization) ?? [];
  const token = world.tokens.find((one) => one.value === value);
  if (token === undefined || (token.until !== null && token.until <= world.now())) throw new Refusal(401, 'Bad credentials');
  return { token, account: token.account, app: token.app };
}

/** Without a token: a person at the page, or a bot whose token had the right. */
export const asker = (world: World, account: Account): Asker => ({
  token: null,
  account,
  app: world.apps.find((one) => one.bot === account) ?? null,
});

export const holds = (token: Token, need: string): boolean => {
  const [name = '', level = ''] = need.split(':');
  if (need === 'metadata:read') return true;
  const has = token.permissions[name];
  return has !== undefined && LEVEL.indexOf(has) >= LEVEL.indexOf(level);
};

const canSee = (world: World, { token, account }: Asker, repository: Repository): boolean => {
  if (repository.visibility === 'public') return true;
  if (account === null) return false;
  if (token !== null && token.app !== null) return token.repositories === null || token.repositories.includes(repository.id);
  return atLeast(roleOf(world, repository, account.login), 'read');
};

/** Throws as GitHub refuses: what may not be seen is not there. */
export function demand(world: World, asks: Asker, repository: Repository, need: Need): void {
  if (!canSee(world, asks, repository)) throw notFound();
  const needs = need.split('|');
  const { token, account } = asks;
  if (token === null || account === null) {
    if (needs.some((one) => one.endsWith(':read') && ROLE[one] === 'read')) return;
    throw new Refusal(401, 'Requires authentication');
  }
  if (token.app !== null) {
    const inReach = token.repositories === null || token.repositories.includes(repository.id);
    if (inReach && needs.some((one) => holds(token, one))) return;
    // What all the world may read needs no permission.
    if (repository.visibility === 'public' && needs.some((one) => ROLE[one] === 'read' && one.endsWith(':read'))) return;
    throw notForIntegration();
  }
  const role = roleOf(world, repository, account.login);
  const least = needs.map((one) => ROLE[one] ?? null).filter((one) => one !== null);
  if (least.some((one) => atLeast(role, one))) return;
  if (least.length === 0) throw new Refusal(403, 'You must authenticate via a GitHub App.');
  throw new Refusal(403, least.includes('admin') ? 'Must have admin rights to Repository.' : 'Must have write access to Repository.');
}

/** Whether the asker has at least this role, or the permission that stands for it. */
export function mayAs(world: World, { token, account, app }: Asker, repository: Repository, role: Role, permission: string): boolean {
  if (app !== null) return token === null || holds(token, permission);
  return account !== null && atLeast(roleOf(world, repository, account.login), role);
}
