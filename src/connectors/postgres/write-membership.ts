/** How a membership is given, changed and taken: over all its grantors, since each of them gives it anew. */
import type { Change } from '../../model/plan.ts';
import { ConnectorError } from '../kit/errors.ts';
import { quoteIdentifier } from '../kit/encode.ts';
import { hasMembershipOptions } from './quirks.ts';
import { field, truth } from './session.ts';
import { ourOwn, roleByOid, touchable } from './touchable-role.ts';
import type { Role } from './touchable-role.ts';
import { changedMeanwhile, withoutEffect } from './transaction.ts';
import type { Done, Step } from './transaction.ts';

const OPTIONS = ['admin', 'inherit', 'set'] as const;
type Options = Readonly<Record<(typeof OPTIONS)[number], boolean>>;
interface Given extends Options {
  readonly grantor: { readonly oid: string; readonly name: string } | null;
}

export async function writeMembership(step: Step, { verb, entry }: Change): Promise<Done> {
  const member = await touchable(step, entry.account);
  const role = await roleByOid(step, entry.name);
  if (member === null || role === null) {
    if (verb === 'revoke') return 'unchanged';
    throw changedMeanwhile(step, 'one of the two roles is not there any more');
  }
  const given = await membership(step, role, member);
  if (verb === 'revoke') return await revoke(step, role, member, given);
  if (role.ours) throw ourOwn(step);
  if (verb === 'adjust' && given.length === 0) throw changedMeanwhile(step, 'the membership is not there any more');
  const wish: Options = {
    admin: entry.facts['admin'] === 'true',
    inherit: entry.facts['inherit'] !== 'false',
    set: entry.facts['set'] !== 'false',
  };
  if (holds(given, wish)) return 'unchanged';
  await (hasMembershipOptions(step.session.version) ? giveByOptions : give15)(step, role, member, wish, given);
  if (!holds(await membership(step, role, member), wish)) throw withoutEffect(step);
  return 'changed';
}

/** What a member with the admin option gave to itself comes first: it hangs on what others gave, so RESTRICT would hold that back. */
async function membership(step: Step, role: Role, member: Role): Promise<readonly Given[]> {
  const { place } = step;
  const options = hasMembershipOptions(step.session.version)
    ? 'm.inherit_option as inherit, m.set_option as set'
    : 'r.rolinherit as inherit, true as set';
  const rows = await step.query(
    `select m.grantor::text as grantor, g.rolname::text as grantor_name, m.admin_option as admin, ${options} from pg_auth_members m
     join pg_roles r on r.oid = m.member left join pg_roles g on g.oid = m.grantor where m.roleid = $1::oid and m.member = $2::oid order by m.grantor <> m.member, m.grantor`,
    [role.oid, member.oid],
  );
  // Before 16 the grantor may have been dropped.
  return rows.map((row) => ({
    grantor: row['grantor_name'] === null ? null : { oid: field(place, row, 'grantor'), name: field(place, row, 'grantor_name') },
    admin: truth(place, row, 'admin'),
    inherit: truth(place, row, 'inherit'),
    set: truth(place, row, 'set'),
  }));
}

const effective = (given: readonly Given[], option: keyof Options): boolean => given.some((one) => one[option]);
const holds = (given: readonly Given[], wish: Options): boolean =>
  given.length > 0 && OPTIONS.every((option) => effective(given, option) === wish[option]);

async function revoke(step: Step, role: Role, member: Role, given: readonly Given[]): Promise<Done> {
  if (given.length === 0) return 'unchanged';
  for (const { grantor } of given) {
    await step.query(`revoke ${quoteIdentifier(role.name)} from ${quoteIdentifier(member.name)}${grantedBy(step, grantor)} restrict`);
  }
  const left = await membership(step, role, member);
  const known = new Set(given.map(({ grantor }) => grantor?.oid));
  if (left.some(({ grantor }) => !known.has(grantor?.oid))) throw changedMeanwhile(step, 'somebody else has given it once more');
  if (left.length > 0) throw withoutEffect(step);
  return 'changed';
}

/** Before 16 a membership has one row, and whoever may give the role may take it: naming the grantor only adds a way to be refused. */
function grantedBy(step: Step, grantor: Given['grantor']): string {
  if (grantor === null || !hasMembershipOptions(step.session.version)) return '';
  step.roles.set(grantor.oid, grantor.name);
  return ` granted by ${quoteIdentifier(grantor.name)}`;
}

/** What is missing comes by a row of our own; what is too much goes from every row. */
async function giveByOptions(step: Step, role: Role, member: Role, wish: Options, given: readonly Given[]): Promise<void> {
  const [granted, to] = [quoteIdentifier(role.name), quoteIdentifier(member.name)];
  if (given.length === 0 || OPTIONS.some((option) => wish[option] && !effective(given, option))) {
    await step.query(`grant ${granted} to ${to} with ${OPTIONS.map((option) => `${option} ${String(wish[option])}`).join(', ')}`);
  }
  for (const row of await membership(step, role, member)) {
    if (!wish.admin && row.grantor?.oid === member.oid) {
      await step.query(`revoke ${granted} from ${to}${grantedBy(step, row.grantor)} restrict`);
      continue;
    }
    for (const option of OPTIONS.filter((name) => row[name] && !wish[name])) {
      await step.query(`revoke ${option} option for ${granted} from ${to}${grantedBy(step, row.grantor)} restrict`);
    }
  }
}

async function give15(step: Step, role: Role, member: Role, wish: Options, given: readonly Given[]): Promise<void> {
  const [granted, to] = [quoteIdentifier(role.name), quoteIdentifier(member.name)];
  if (wish.inherit !== member.inherits || !wish.set) {
    throw new ConnectorError(
      'unsupported',
      `${step.place.target}: ${step.doing} asks for inherit or set per membership, which PostgreSQL has from 16 on; here inherit is ${String(member.inherits)} for all memberships of this account, and set is true. Write these, or upgrade.`,
    );
  }
  if (wish.admin || given.length === 0) await step.query(`grant ${granted} to ${to}${wish.admin ? ' with admin option' : ''}`);
  else await step.query(`revoke admin option for ${granted} from ${to} restrict`);
}
