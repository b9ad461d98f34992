/** The names that simulated worlds are made of: few, so that things meet. */
import type { Mode, OnGone } from '../../src/model/policy.ts';

export const HOUR_S = 3600;
export const DAY_S = 86_400;

/** All kinds of a simulated target. */
export const allKinds: readonly string[] = ['user', 'login', 'key', 'role', 'group'];

/** `kind/name`, of the kinds that grant. */
export const plainGrants: readonly string[] = [
  'role/reader',
  'role/writer',
  'role/deployer',
  'role/auditor',
  'group/readers',
  'group/writers',
];
export const sharpGrants: readonly string[] = ['role/power-x', 'role/superuser', 'role/sys_audit', 'group/admins', 'role/root'];
export const grantNames: readonly string[] = [...plainGrants, ...sharpGrants];

export const keyNames: readonly string[] = ['key/k1', 'key/k2', 'key/k3'];

const firstNames = [
  'ann',
  'bob',
  'cat',
  'dan',
  'eva',
  'finn',
  'gil',
  'hal',
  'ida',
  'jon',
  'kim',
  'leo',
  'mia',
  'ned',
  'ola',
  'pia',
  'quin',
  'ray',
  'sue',
  'tom',
] as const;

/** The n-th identity's name; a world of 500 has numbered ones. */
export const nameOf = (n: number): string => firstNames[n] ?? `bot-${String(n).padStart(3, '0')}`;

/** Accounts in scope as it first is, in scope once it is widened, of another tool, of nobody that we may touch. */
export const accountPrefixes = { first: 'user/svc-', wider: 'user/job-', theirs: 'user/tf-', never: 'user/human-' } as const;

export const sentinel = 'user/sentinel';
export const teamNames: readonly string[] = ['platform', 'shop', 'data'];
export const roleNames: readonly string[] = ['watch', 'ship', 'run'];
export const modes: readonly Mode[] = ['observe', 'review', 'enforce'];
export const onGone: readonly OnGone[] = ['report', 'disable', 'revoke'];
export const targetNames: readonly string[] = ['app', 'db', 'vault', 'web'];
export const directoryNames: readonly string[] = ['people', 'staff'];
