/** Which roles are never written to: the server's own, everybody, and the one that we act as. */
import { ConnectorError } from '../kit/errors.ts';
import { FIRST_USER_OID, PUBLIC_OID } from './quirks.ts';
import { field, truth } from './session.ts';
import type { Step } from './transaction.ts';

export interface Role {
  readonly oid: string;
  readonly name: string;
  readonly inherits: boolean;
  readonly ours: boolean;
}

export async function roleByOid(step: Step, oid: string): Promise<Role | null> {
  if (!/^\d{1,10}$/.test(oid))
    throw new ConnectorError(
      'unsupported',
      `${step.place.target}: ${step.doing} names an account by something that is no oid; nothing was changed. Read again, then plan again.`,
    );
  const named = [step.place.config.read.user, step.place.config.write?.user ?? null].filter((user) => user !== null);
  const [row] = await step.query(
    `select oid::text as oid, rolname::text as name, rolinherit, rolname in (current_user, session_user) or rolname = any($2::text[]) as ours from pg_roles where oid = $1::oid`,
    [oid, named],
  );
  if (row === undefined) return null;
  const { place } = step;
  const name = field(place, row, 'name');
  step.roles.set(oid, name);
  return {
    oid,
    name,
    inherits: truth(place, row, 'rolinherit'),
    ours: truth(place, row, 'ours'),
  };
}

/** The account of a change, or null where there is no such role any more. */
export async function touchable(step: Step, oid: string): Promise<Role | null> {
  if (oid === PUBLIC_OID) throw vendors(step, 'PUBLIC stands for everybody');
  const role = await roleByOid(step, oid);
  if (Number(oid) < FIRST_USER_OID) throw vendors(step, 'this role came with the server, as pg_* and the first superuser do');
  if (role?.ours === true) throw ourOwn(step);
  return role;
}

const vendors = ({ place, doing }: Step, why: string): ConnectorError =>
  new ConnectorError(
    'unsupported',
    `${place.target}: ${doing} was refused, because ${why}; nothing was changed. Take it out of the policy, and change it by hand if it must be.`,
  );

export const ourOwn = ({ place, doing }: Step): ConnectorError =>
  new ConnectorError(
    'forbidden',
    `${place.target}: ${doing} was refused, because it is the role that this bot acts as; nothing was changed. Change it by hand, or act as another role.`,
  );
