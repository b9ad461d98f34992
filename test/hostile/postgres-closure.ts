/** Who can do what, by nothing but what the connector read and the rules of the manual: the other side of the server's own answers. */
import type { Entitlement, Live } from '../../src/model/entitlement.ts';

type Way = 'inherit' | 'set' | 'any';

export interface Closure {
  /** Whether `from` acts with the rights of `to` (inherit), can become it (set), or is in it at all. */
  reaches(from: string, to: string, way: Way): boolean;
  administers(from: string, to: string): boolean;
  /** owner: only because an object is the owner's, who may have taken his own rights from himself and can give them back. */
  can(who: string, object: string, privilege: string, withGrantOption: boolean): 'yes' | 'owner' | 'no';
}

/** docs/current/predefined-roles, of those whose reach is no entry on any object. */
const PREDEFINED: Readonly<Record<string, readonly string[]>> = {
  pg_read_all_data: ['table SELECT', 'column SELECT', 'sequence SELECT', 'schema USAGE'],
  pg_write_all_data: [
    ...['table', 'sequence'].flatMap((type) => ['INSERT', 'UPDATE', 'DELETE'].map((p) => `${type} ${p}`)),
    'column INSERT',
    'column UPDATE',
    'schema USAGE',
  ],
  pg_maintain: ['table MAINTAIN'],
};

/** `database`: the one that the questions are asked in; its owner is in pg_database_owner there, with no membership to be read. */
export function closureOf(live: Live, database: string): Closure {
  const idOf = new Map(live.refs.map(({ id, name }) => [name, id]));
  const entries = new Map<string, Entitlement>(live.entries.map((entry) => [`${entry.account} ${entry.kind} ${entry.name}`, entry]));
  const has = (who: string, kind: string, name: string) => entries.get(`${who} ${kind} ${name}`);
  const memberships = live.entries.filter(({ kind }) => kind === 'role');
  const steps = (from: string, way: Way): string[] => [
    ...memberships.filter(({ account, facts }) => account === from && (way === 'any' || facts[way] === 'true')).map(({ name }) => name),
    ...(has(from, 'owner', `database:${database}`) === undefined ? [] : [idOf.get('pg_database_owner') ?? '']),
  ];
  const isSuperuser = (who: string) => has(who, 'attribute', 'superuser') !== undefined;
  const reached = (from: string, way: Way): ReadonlySet<string> => {
    const seen = new Set([from]);
    for (const one of seen) for (const next of steps(one, way)) seen.add(next);
    return seen;
  };
  const tableOf = (column: string) => column.replace(/^column:/, 'table:').replace(/\.[^.]+$/, '');

  function holds(roles: ReadonlySet<string>, object: string, privilege: string, option: boolean): boolean {
    const type = object.slice(0, object.indexOf(':'));
    const objects = type === 'column' ? [object, tableOf(object)] : [object];
    const holders = option ? [...roles] : [...roles, '0'];
    return (
      holders.some((who) =>
        objects.some((on) => {
          const entry = has(who, 'privilege', `${on}:${privilege}`);
          return entry !== undefined && (!option || entry.facts['grantable'] === 'true');
        }),
      ) ||
      (!option &&
        Object.entries(PREDEFINED).some(([name, rights]) => roles.has(idOf.get(name) ?? '') && rights.includes(`${type} ${privilege}`)))
    );
  }

  return {
    reaches: (from, to, way) => isSuperuser(from) || reached(from, way).has(to),
    administers: (from, to) =>
      isSuperuser(from) || [...reached(from, 'any')].some((who) => has(who, 'role', to)?.facts['admin'] === 'true'),
    can(who, object, privilege, option) {
      if (who === '0') return holds(new Set(), object, privilege, option) ? 'yes' : 'no';
      const roles = reached(who, 'inherit');
      if (isSuperuser(who) || holds(roles, object, privilege, option)) return 'yes';
      const owned = object.startsWith('column:') ? tableOf(object) : object;
      return [...roles].some((one) => has(one, 'owner', owned) !== undefined) ? 'owner' : 'no';
    },
  };
}
