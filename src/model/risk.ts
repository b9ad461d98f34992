/** How much harm an entitlement can do, by the names that people know it by. */
import type { Kind } from './entitlement.ts';
import { matchesAny, matchesAnyFolded } from './pattern.ts';
import type { Risk } from './plan.ts';

/** `names`: `kind/name`. `accounts`: `type/name`. `privileged`: the target's own patterns, over both. */
export function riskOfNames(
  kind: Pick<Kind, 'administrator' | 'privileged'>,
  privileged: readonly string[],
  names: readonly string[],
  accounts: readonly string[],
): Risk {
  const isOneOf = (patterns: readonly string[]): boolean => names.some((name) => matchesAny(patterns, name.slice(name.indexOf('/') + 1)));
  if (isOneOf(kind.administrator)) return 'administrator';
  if (isOneOf(kind.privileged)) return 'privileged';
  return [...names, ...accounts].some((name) => matchesAnyFolded(privileged, name)) ? 'privileged' : 'low';
}
