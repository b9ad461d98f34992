/** How an account is made and a role attribute is given or taken. Nothing here drops a role. */
import type { Change } from '../../model/plan.ts';
import { ConnectorError } from '../kit/errors.ts';
import { quoteIdentifier } from '../kit/encode.ts';
import { badName } from './object-name.ts';
import { ATTRIBUTES } from './privileges.ts';
import { truth } from './session.ts';
import { touchable } from './touchable-role.ts';
import { changedMeanwhile, withoutEffect } from './transaction.ts';
import type { Done, Step } from './transaction.ts';

/** Without login, without rights: those are entries of their own. `account` is in words, since no id is there yet. */
export async function createRole(step: Step, { entry }: Change): Promise<Done> {
  const name = entry.account.slice(entry.account.indexOf('/') + 1);
  if (name === entry.account && /^\d+$/.test(name)) return await alreadyThere(step, name);
  const why = name.startsWith('id:')
    ? 'is an id, which the server gives out itself'
    : /^(pg_|public$|none$)/.test(name)
      ? 'is reserved by the server'
      : badName(name);
  if (why !== null)
    throw new ConnectorError(
      'unsupported',
      `${step.place.target}: ${step.doing} was refused, because its name ${why}; nothing was changed. Give the account another name in the policy.`,
    );
  const there = async () => (await step.query('select oid from pg_roles where rolname = $1::text', [name])).length === 1;
  if (await there()) return 'unchanged';
  await step.query(`create role ${quoteIdentifier(name)} nologin`);
  if (!(await there())) throw withoutEffect(step);
  return 'changed';
}

async function alreadyThere(step: Step, oid: string): Promise<Done> {
  const found = await step.query('select oid from pg_roles where oid = $1::oid', [oid]);
  if (found.length === 0) throw changedMeanwhile(step, 'the role is not there any more');
  return 'unchanged';
}

export async function writeAttribute(step: Step, { verb, entry }: Change): Promise<Done> {
  const attribute = Object.hasOwn(ATTRIBUTES, entry.name) ? ATTRIBUTES[entry.name] : undefined;
  if (attribute === undefined)
    throw new ConnectorError(
      'unsupported',
      `${step.place.target}: ${step.doing} names no role attribute that there is; nothing was changed. Write one of ${Object.keys(ATTRIBUTES).join(', ')}.`,
    );
  const role = await touchable(step, entry.account);
  const wish = verb === 'grant';
  if (role === null) {
    if (!wish) return 'unchanged';
    throw changedMeanwhile(step, 'the role is not there any more');
  }
  const holds = async () => {
    const [row] = await step.query(`select ${attribute.column} as held from pg_roles where oid = $1::oid`, [role.oid]);
    return truth(step.place, row, 'held') === wish;
  };
  if (await holds()) return 'unchanged';
  await step.query(`alter role ${quoteIdentifier(role.name)} ${wish ? '' : 'no'}${attribute.word.toLowerCase()}`);
  if (!(await holds())) throw withoutEffect(step);
  return 'changed';
}
