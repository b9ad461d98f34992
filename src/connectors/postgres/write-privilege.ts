/** How a privilege on an object is given, changed and taken: as its owner or as each of its grantors, never by cascade. */
import type { Change } from '../../model/plan.ts';
import { ConnectorError } from '../kit/errors.ts';
import { quoteIdentifier } from '../kit/encode.ts';
import { lookUp } from './object-lookup.ts';
import type { Found } from './object-lookup.ts';
import { parsePrivilege } from './object-name.ts';
import type { ObjectName } from './object-name.ts';
import { isDefaultType } from './privileges.ts';
import { hasDefaultLargeObjects, hasMaintain, hasMembershipOptions } from './quirks.ts';
import { field, truth } from './session.ts';
import { touchable } from './touchable-role.ts';
import type { Role } from './touchable-role.ts';
import { changedMeanwhile, withoutEffect } from './transaction.ts';
import type { Done, Step } from './transaction.ts';

/** The database whose session a privilege is written in, or why there is none. */
export function databaseOf(name: string, databases: readonly string[]): { readonly database: string } | { readonly refused: string } {
  const read = parsePrivilege(name);
  if ('refused' in read) return read;
  const { object } = read.ok;
  // Databases are cluster-wide: any session will do.
  if (object.type === 'database') return { database: databases.includes(object.database) ? object.database : (databases[0] ?? '') };
  return databases.includes(object.database)
    ? { database: object.database }
    : { refused: `its database is not among databases in the config` };
}

interface Held {
  readonly grantor: { readonly oid: string; readonly name: string };
  readonly grantable: boolean;
}
/** One privilege of one role on one object. */
interface Subject {
  readonly object: ObjectName;
  readonly privilege: string;
  readonly found: Found;
  readonly role: Role;
}

export async function writePrivilege(step: Step, { verb, entry }: Change): Promise<Done> {
  const read = parsePrivilege(entry.name);
  if ('refused' in read) throw unsupported(step, read.refused);
  const { object, privilege } = read.ok;
  if (privilege === 'MAINTAIN' && !hasMaintain(step.session.version)) throw unsupported(step, 'MAINTAIN came with PostgreSQL 17');
  if (object.type === 'default-largeobject' && !hasDefaultLargeObjects(step.session.version))
    throw unsupported(step, 'default privileges for large objects came with PostgreSQL 18');
  const role = await touchable(step, entry.account);
  const found = role === null ? null : await lookUp(step, object);
  if (role === null || found === null) {
    if (verb === 'revoke') return 'unchanged';
    throw changedMeanwhile(step, 'the role or the object is not there');
  }
  if (found.owner.oid === role.oid) {
    throw unsupported(
      step,
      'the account owns the object, so it holds all privileges on it and can give them to itself again; change the owner by hand instead',
    );
  }
  const subject: Subject = { object, privilege, found, role };
  return verb === 'revoke' ? await take(step, subject) : await give(step, subject, entry.facts['grantable'] === 'true', verb);
}

const unsupported = ({ place, doing }: Step, why: string): ConnectorError =>
  new ConnectorError(
    'unsupported',
    `${place.target}: ${doing} was refused, because ${why}; nothing was changed. Correct the line in the policy.`,
  );

/** What a role with the grant option gave to itself comes first: it hangs on what others gave, so RESTRICT would hold that back. */
async function held(step: Step, { found, role, privilege }: Subject): Promise<readonly Held[]> {
  const { place } = step;
  const n = found.values.length;
  const rows = await step.query(
    `select a.grantor::text as grantor, pg_get_userbyid(a.grantor)::text as grantor_name, a.is_grantable as grantable
     from ${found.acl} and a.grantee = $${n + 1}::oid and a.privilege_type = $${n + 2}::text order by a.grantor <> a.grantee, a.grantor`,
    [...found.values, role.oid, privilege],
  );
  return rows.map((row) => ({
    grantor: { oid: field(place, row, 'grantor'), name: field(place, row, 'grantor_name') },
    grantable: truth(place, row, 'grantable'),
  }));
}

/**
 * Those who gave a right on a column by their option on the whole table and have lost that since: the server cascades no
 * REVOKE on a table into its columns' grants by others, and afterwards it refuses or ignores each way to take them.
 */
async function strandedGrantors(step: Step, { found, role, privilege }: Subject): Promise<readonly string[]> {
  if (found.column === null) return [];
  const n = found.values.length;
  const rows = await step.query(
    `select pg_get_userbyid(a.grantor)::text as grantor from ${found.acl} and a.grantee = $${n + 1}::oid and a.privilege_type = $${n + 2}::text
       and a.grantor <> $${n + 3}::oid and not exists (
         select 1 from pg_catalog.pg_class c cross join lateral aclexplode(o.attacl || coalesce(c.relacl, '{}')) x
         where c.oid = o.attrelid and x.grantee = a.grantor and x.privilege_type = a.privilege_type and x.is_grantable)`,
    [...found.values, role.oid, privilege, found.owner.oid],
  );
  return rows.map((row) => field(step.place, row, 'grantor'));
}

async function give(step: Step, subject: Subject, grantable: boolean, verb: 'grant' | 'adjust'): Promise<Done> {
  const before = await held(step, subject);
  if (verb === 'adjust' && before.length === 0) throw changedMeanwhile(step, 'the privilege is not there any more');
  const holds = (now: readonly Held[]) => now.length > 0 && now.some((one) => one.grantable) === grantable;
  if (holds(before)) return 'unchanged';
  if (before.length === 0 || grantable)
    await step.queryAs(await actingFor(step, subject, subject.found.owner), statement(subject, 'grant', grantable));
  else
    await keepingColumns(step, subject, async () => {
      // Its own grant to itself hangs on the option that goes.
      for (const { grantor } of before.filter((one) => one.grantable || one.grantor.oid === subject.role.oid))
        await step.queryAs(await actingFor(step, subject, grantor), statement(subject, 'revoke', grantor.oid !== subject.role.oid));
    });
  if (!holds(await held(step, subject))) throw withoutEffect(step);
  return 'changed';
}

async function take(step: Step, subject: Subject): Promise<Done> {
  const before = await held(step, subject);
  if (before.length === 0) return 'unchanged';
  const [lost] = await strandedGrantors(step, subject);
  if (lost !== undefined) {
    const { place, doing } = step;
    throw new ConnectorError(
      'forbidden',
      `${place.target}: ${doing} was not done, because it was given by ${lost}, who may not pass it on any more; PostgreSQL lets nobody take such a grant. By hand: give ${lost} the grant option on this column again, revoke it as ${lost}, and take the option back.`,
    );
  }
  await keepingColumns(step, subject, async () => {
    for (const { grantor } of before) await step.queryAs(await actingFor(step, subject, grantor), statement(subject, 'revoke', false));
  });
  const left = await held(step, subject);
  const known = new Set(before.map(({ grantor }) => grantor.oid));
  if (left.some(({ grantor }) => !known.has(grantor.oid))) throw changedMeanwhile(step, 'somebody else has given it once more');
  if (left.length > 0) throw (await givenByOwnerSince(step, subject, left)) ?? withoutEffect(step);
  return 'changed';
}

/**
 * Who gave it by a grant option, has lost that, and has the owner's rights: the server lets the option go by them, without a
 * word about what hangs on it, and whatever the role takes then, it takes as the owner (select_best_grantor in acl.c).
 */
async function givenByOwnerSince(step: Step, { found }: Subject, left: readonly Held[]): Promise<ConnectorError | null> {
  for (const { grantor } of left.filter((one) => one.grantor.oid !== found.owner.oid)) {
    const [row] = await step.query(`select pg_has_role($1::oid, $2::oid, 'USAGE') as owns`, [grantor.oid, found.owner.oid]);
    if (!truth(step.place, row, 'owns')) continue;
    const { place, doing } = step;
    return new ConnectorError(
      'forbidden',
      `${place.target}: ${doing} was not done, because it was given by ${grantor.name}, who has the rights of the owner ${found.owner.name} and no grant option of its own any more; PostgreSQL then takes what the owner gave, and nothing else. By hand: give ${grantor.name} the grant option on ${found.on} again, revoke it as ${grantor.name}, and take the option back.`,
    );
  }
  return null;
}

/** `option`: of a grant, with the grant option; of a revoke, the grant option alone. */
function statement({ object, privilege, found, role }: Subject, verb: 'grant' | 'revoke', option: boolean): string {
  const what = `${privilege.toLowerCase()}${found.column === null ? '' : ` (${found.column})`} on ${found.on}`;
  const to = quoteIdentifier(role.name);
  const plain =
    verb === 'grant'
      ? `grant ${what} to ${to}${option ? ' with grant option' : ''}`
      : `revoke ${option ? 'grant option for ' : ''}${what} from ${to} restrict`;
  if (!isDefaultType(object.type) || !('owner' in object)) return plain;
  return `alter default privileges for role ${quoteIdentifier(object.owner)}${object.schema === null ? '' : ` in schema ${quoteIdentifier(object.schema)}`} ${plain}`;
}

/**
 * The role to act as for one statement, or null for ourselves. A role with the owner's rights, a superuser too, acts as the
 * owner by itself; GRANTED BY names no other than the current user (docs/current/sql-revoke), so another grantor must be become.
 */
async function actingFor(
  step: Step,
  { object, found }: Subject,
  grantor: { readonly oid: string; readonly name: string },
): Promise<string | null> {
  if (isDefaultType(object.type)) return null;
  const able = hasMembershipOptions(step.session.version) ? 'SET' : 'MEMBER';
  const [row] = await step.query(`select pg_has_role($1::oid, 'USAGE') as rights, pg_has_role($1::oid, '${able}') as able`, [grantor.oid]);
  if (grantor.oid === found.owner.oid && truth(step.place, row, 'rights')) return null;
  if (!truth(step.place, row, 'able')) return null;
  step.roles.set(grantor.oid, grantor.name);
  return grantor.name;
}

/** REVOKE on a table takes the same privilege on each of its columns along (docs/current/sql-revoke); those are entries of their own, so they are put back. */
async function keepingColumns(step: Step, subject: Subject, revoke: () => Promise<void>): Promise<void> {
  const { found, role, privilege } = subject;
  const { columns } = found;
  if (columns === null) return await revoke();
  const read = async () =>
    (
      await step.query(
        `select o.attname::text as name, a.grantor::text as grantor, pg_get_userbyid(a.grantor)::text as grantor_name, a.is_grantable as grantable
         from ${columns} and a.grantee = $2::oid and a.privilege_type = $3::text order by o.attnum, a.grantor`,
        [...found.values, role.oid, privilege],
      )
    ).map((row) => ({
      name: field(step.place, row, 'name'),
      grantor: { oid: field(step.place, row, 'grantor'), name: field(step.place, row, 'grantor_name') },
      grantable: truth(step.place, row, 'grantable'),
    }));
  const before = await read();
  await revoke();
  const after = new Set((await read()).map((one) => JSON.stringify(one)));
  for (const lost of before.filter((one) => !after.has(JSON.stringify(one)))) {
    const column: Subject = { ...subject, found: { ...found, column: quoteIdentifier(lost.name) } };
    await step.queryAs(await actingFor(step, subject, lost.grantor), statement(column, 'grant', lost.grantable));
  }
}
