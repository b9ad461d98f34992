/** Tokens: a person's, an App's own, an installation's, and the one of a job (`GITHUB_TOKEN`). */
import { createHmac } from 'node:crypto';
import type { Account, App, Permissions, Token, World } from './world.ts';

/** Per hour: a person or an App 5,000, `GITHUB_TOKEN` 1,000 for each repository. */
const LIMIT = { person: 5000, job: 1000 };

export function issueToken(
  world: World,
  token: {
    readonly account: Account;
    readonly app: App | null;
    readonly isAppKey?: boolean;
    readonly permissions: Permissions;
    readonly repositories: readonly number[] | null;
    readonly until: number | null;
  },
): Token {
  const prefix = token.app === null ? 'ghp' : 'ghs';
  const value = `${prefix}_${createHmac('sha256', 'stand-in').update(String(world.id())).digest('hex').slice(0, 36)}`;
  const made: Token = { isAppKey: false, ...token, value, limit: token.app === world.actions ? LIMIT.job : LIMIT.person };
  world.tokens.push(made);
  return made;
}
