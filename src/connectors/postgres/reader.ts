/** Which entitlements a cluster shows, and what proves that these are all: one snapshot a database, counted in itself. */
import type { Entitlement, Proof, Ref } from '../../model/entitlement.ts';
import type { Page, Reader } from '../kit/contract.ts';
import { ConnectorError } from '../kit/errors.ts';
import { argumentType } from './argument-type.ts';
import {
  DATABASE_OWNERS,
  DATABASE_PRIVILEGES,
  MEMBERSHIP_COUNT,
  OBJECT_OWNERS,
  OBJECT_PRIVILEGES,
  OWN,
  RIGHTS,
  ROLES,
  ROLE_COUNTS,
  counted,
  memberships,
} from './catalogue.ts';
import { printObject, printPrivilege } from './object-name.ts';
import type { ObjectName } from './object-name.ts';
import { ATTRIBUTES, isDefaultType } from './privileges.ts';
import { PUBLIC_OID } from './quirks.ts';
import { count, field, openSession, strange, truth } from './session.ts';
import type { Place, Row, Session } from './session.ts';
import { validUntilOfServer } from './valid-until.ts';

/** Past this a server is broken, or wants to fill our memory. */
const MOST_ROWS = 2_000_000;

type Proofs = Readonly<Record<string, Proof>>;
/** What one read knows so far. */
interface Reading {
  readonly place: Place;
  /** oids, or null for everything. */
  readonly only: readonly string[] | null;
  readonly tally: Record<string, { read: number; claimed: number }>;
  /** oids of the first snapshot. An account made after it belongs to the next read. */
  readonly roles: Set<string>;
}

export function postgresReader(place: Place): Reader {
  const open = new Set<Session>();
  const closeAll = async () => {
    for (const session of open) await session.close();
    open.clear();
  };
  return {
    async *read(only) {
      const tally = { user: { read: 0, claimed: 0 }, login: { read: 0, claimed: 0 }, attribute: { read: 0, claimed: 0 } };
      const reading: Reading = { place, only: only === undefined ? null : only.accounts.filter(isOid), tally, roles: new Set() };
      try {
        return yield* readAll(reading, open);
      } finally {
        await closeAll();
      }
    },
    [Symbol.asyncDispose]: closeAll,
  };
}

/** Others cannot be asked for: an oid has 32 bits. */
const isOid = (text: string): boolean => /^(0|[1-9]\d{0,9})$/.test(text) && Number(text) < 2 ** 32;

async function* readAll(reading: Reading, open: Set<Session>): AsyncGenerator<Page, Proofs> {
  const { sessions, refused } = await openSnapshots(reading, open);
  const [cluster] = sessions;
  if (cluster === undefined) throw refused[0]?.error ?? strange(reading.place, 'opening the databases');
  const { session, rights } = cluster;
  if (!truth(reading.place, rights, 'roles')) throw missingRight(reading.place, 'pg_roles');
  yield { entries: [], refs: [], own: await ownIds(reading, session) };
  yield* readRoles(reading, session);
  if (truth(reading.place, rights, 'memberships')) yield* readMemberships(reading, session);
  else yield unproven(['role'], 'SELECT on pg_auth_members is not granted to the role that reads');

  const unseen = sessions.filter((s) => !truth(reading.place, s.rights, 'objects')).map((s) => s.session.database);
  const whole = truth(reading.place, rights, 'databases') && refused.length === 0 && unseen.length === 0;
  if (truth(reading.place, rights, 'databases'))
    yield* readObjects(reading, session, { privileges: DATABASE_PRIVILEGES, owners: DATABASE_OWNERS });
  for (const one of sessions) {
    if (truth(reading.place, one.rights, 'objects'))
      yield* readObjects(reading, one.session, { privileges: OBJECT_PRIVILEGES, owners: OBJECT_OWNERS });
  }
  if (!whole) yield unproven(['privilege', 'owner'], whyNotWhole(reading.place, refused, unseen));
  for (const one of sessions) await one.session.query('ending the snapshot', 'commit');
  return proofsOf(reading, whole);
}

const unproven = (kinds: readonly string[], why: string): Page => ({
  entries: [],
  refs: [],
  unproven: Object.fromEntries(kinds.map((kind) => [kind, why])),
});

function whyNotWhole({ target }: Place, refused: readonly Refused[], unseen: readonly string[]): string {
  const names = (databases: readonly string[]) => databases.map((d) => JSON.stringify(d)).join(', ');
  const [first] = refused;
  if (first !== undefined) {
    const why = first.error.message.replace(`${target}: `, '').replace(/\.$/, '');
    return `no session with the database ${names(refused.map(({ database }) => database))}: ${why}`;
  }
  return unseen.length > 0
    ? `SELECT on the catalogue of ${names(unseen)} is not granted to the role that reads`
    : 'SELECT on pg_database is not granted to the role that reads';
}

const missingRight = (place: Place, relation: string) =>
  new ConnectorError(
    'forbidden',
    `${place.target}: the role that reads may not SELECT from ${relation}; without it no account is known, so nothing was compared. Grant it (everybody has it by default).`,
  );

interface Refused {
  readonly database: string;
  readonly error: ConnectorError;
}

interface Snapshot {
  readonly session: Session;
  readonly rights: Row | undefined;
}

/** All at once, so that the snapshots lie close together; no snapshot spans two databases. */
async function openSnapshots(
  reading: Reading,
  open: Set<Session>,
): Promise<{
  readonly sessions: readonly Snapshot[];
  readonly refused: readonly Refused[];
}> {
  const { place } = reading;
  const refused: Refused[] = [];
  for (const database of place.config.databases) {
    try {
      open.add(await openSession(place, database, place.config.read, 'read'));
    } catch (error) {
      if (!(error instanceof ConnectorError) || error.code === 'unauthenticated' || place.ports.signal.aborted) throw error;
      refused.push({ database, error });
    }
  }
  const sessions: Snapshot[] = [];
  for (const session of open) {
    await session.query('opening a snapshot', 'begin transaction isolation level repeatable read read only');
    const [rights] = await session.query('asking for our rights', RIGHTS);
    sessions.push({ session, rights });
  }
  return { sessions, refused };
}

async function ownIds({ place }: Reading, session: Session): Promise<readonly string[]> {
  const named = [place.config.read.user, place.config.write?.user ?? null].filter((user) => user !== null);
  return (await session.query('asking who we are', OWN, [named])).map((row) => field(place, row, 'oid'));
}

/** One SELECT, handed on in slices: the size of a page changes neither the rows nor their sum. */
async function* pagesOf(
  reading: Reading,
  session: Session,
  doing: string,
  select: string,
  claimed: number,
  values?: readonly unknown[],
): AsyncGenerator<readonly Row[]> {
  const { target, config } = reading.place;
  if (claimed > MOST_ROWS)
    throw new ConnectorError(
      'unsupported',
      `${target}: ${doing} would bring more than ${MOST_ROWS} rows; nothing was compared. Split the databases over several targets.`,
    );
  const rows = await session.query(doing, select, values);
  if (rows.length > claimed) throw strange(reading.place, doing);
  for (let at = 0; at < rows.length; at += config.pageSize) yield rows.slice(at, at + config.pageSize);
}

async function* readRoles(reading: Reading, session: Session): AsyncGenerator<Page> {
  const { place, only, tally } = reading;
  const doing = 'reading the roles';
  const [sums] = await session.query(doing, ROLE_COUNTS, [only]);
  const [all] = await session.query(doing, counted(ROLES));
  const everybody = only === null || only.includes(PUBLIC_OID) ? 1 : 0;
  add(tally, 'user', 0, count(place, sums, 'users') + everybody);
  add(tally, 'login', 0, count(place, sums, 'logins'));
  add(tally, 'attribute', 0, count(place, sums, 'attributes'));
  const wanted = only === null ? null : new Set(only);
  // Everybody is not in the catalogue of roles: this connector's own word.
  yield pageOf(reading, everybody === 1 ? [entry(place.target, PUBLIC_OID, 'user', PUBLIC_OID)] : [], [
    { kind: 'user', id: PUBLIC_OID, name: 'public' },
  ]);
  reading.roles.add(PUBLIC_OID);
  for await (const rows of pagesOf(reading, session, doing, ROLES, count(place, all, 'n'))) {
    // Each role is a Ref also in a partial read: memberships are declared by name.
    const refs = rows.map((row): Ref => ({ kind: 'user', id: field(place, row, 'oid'), name: field(place, row, 'name') }));
    for (const { id } of refs) reading.roles.add(id);
    const entries = rows.filter((row) => wanted === null || wanted.has(field(place, row, 'oid'))).flatMap((row) => ofRole(place, row));
    yield pageOf(reading, entries, refs);
  }
}

function ofRole(place: Place, row: Row): Entitlement[] {
  const oid = field(place, row, 'oid');
  const login = truth(place, row, 'acts')
    ? [entry(place.target, oid, 'login', oid, { validUntil: validUntilOfServer(field(place, row, 'valid_until')) })]
    : [];
  const attributes = Object.entries(ATTRIBUTES)
    .filter(([, { column }]) => truth(place, row, column))
    .map(([name]) => entry(place.target, oid, 'attribute', name));
  return [entry(place.target, oid, 'user', oid), ...login, ...attributes];
}

async function* readMemberships(reading: Reading, session: Session): AsyncGenerator<Page> {
  const { place, only, tally } = reading;
  const doing = 'reading the memberships';
  const [sum] = await session.query(doing, MEMBERSHIP_COUNT, [only]);
  const claimed = count(place, sum, 'n');
  add(tally, 'role', 0, claimed);
  for await (const rows of pagesOf(reading, session, doing, memberships(session.version), claimed, [only])) {
    const text = (row: Row, name: string) => String(truth(place, row, name));
    const entries = rows.map((row) =>
      entry(place.target, field(place, row, 'member'), 'role', field(place, row, 'role'), {
        admin: text(row, 'admin'),
        inherit: text(row, 'inherit'),
        set: text(row, 'set'),
      }),
    );
    yield pageOf(reading, entries, []);
  }
}

async function* readObjects(
  reading: Reading,
  session: Session,
  selects: { readonly privileges: string; readonly owners: string },
): AsyncGenerator<Page> {
  const { place, only, tally } = reading;
  for (const [kind, select] of [
    ['privilege', selects.privileges],
    ['owner', selects.owners],
  ] as const) {
    const doing = `reading the ${kind === 'owner' ? 'owners' : 'privileges'} in ${JSON.stringify(session.database)}`;
    const [sum] = await session.query(doing, counted(select), [only]);
    const claimed = count(place, sum, 'n');
    add(tally, kind, 0, claimed);
    for await (const rows of pagesOf(reading, session, doing, select, claimed, [only])) {
      const known = rows.filter((row) => reading.roles.has(field(place, row, 'holder')));
      add(tally, kind, rows.length - known.length, 0);
      yield pageOf(
        reading,
        known.map((row) => ofObject(place, session.database, kind, row)),
        [],
      );
    }
  }
}

function ofObject(place: Place, database: string, kind: 'privilege' | 'owner', row: Row): Entitlement {
  const object = objectOf(place, database, row);
  const holder = field(place, row, 'holder');
  if (kind === 'owner') return entry(place.target, holder, kind, printObject(object));
  return entry(place.target, holder, kind, printPrivilege(object, field(place, row, 'privilege')), {
    grantable: String(truth(place, row, 'grantable')),
  });
}

function objectOf(place: Place, database: string, row: Row): ObjectName {
  const type = field(place, row, 'type');
  if (isDefaultType(type))
    return { type, database, schema: row['schema'] === null ? null : field(place, row, 'schema'), owner: field(place, row, 'object') };
  if (type === 'database') return { type, database: field(place, row, 'object') };
  const schema = field(place, row, 'schema');
  if (type === 'schema') return { type, database, schema };
  const object = field(place, row, 'object');
  if (type === 'table' || type === 'sequence') return { type, database, schema, object };
  if (type === 'column') return { type, database, schema, object, column: field(place, row, 'col') };
  const args = row['args'];
  if (type !== 'function' || !Array.isArray(args)) throw strange(place, 'reading the catalogue');
  return { type, database, schema, object, args: args.map((arg: unknown) => argumentType(String(arg)) ?? String(arg)) };
}

const entry = (target: string, account: string, kind: string, name: string, facts: Entitlement['facts'] = {}): Entitlement => ({
  target,
  account,
  kind,
  name,
  facets: {},
  facts,
});

function pageOf({ tally }: Reading, entries: readonly Entitlement[], refs: readonly Ref[]): Page {
  for (const { kind } of entries) add(tally, kind, 1, 0);
  return { entries, refs };
}

function add(tally: Reading['tally'], kind: string, read: number, claimed: number): void {
  const sum = (tally[kind] ??= { read: 0, claimed: 0 });
  sum.read += read;
  sum.claimed += claimed;
}

const proofsOf = ({ tally }: Reading, whole: boolean): Proofs =>
  Object.fromEntries(
    Object.entries(tally)
      .filter(([kind]) => whole || (kind !== 'privilege' && kind !== 'owner'))
      .map(([kind, { read, claimed }]): [string, Proof] => [kind, { read, claimed, by: 'count' }]),
  );
