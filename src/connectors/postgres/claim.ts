/** Whose cluster this is: a mark on the role that the bot acts as, so that two policy repositories cannot share it unseen. */
import pg from 'pg';
import { quoteIdentifier } from '../kit/encode.ts';
import { ConnectorError } from '../kit/errors.ts';
import { field, openSession } from './session.ts';
import type { Place } from './session.ts';
import { inTransaction } from './transaction.ts';
import type { Done, Step } from './transaction.ts';

export type Claim = 'ours' | 'foreign' | 'none';
const MARK = 'nhi-reconcile: ';
const DOING = 'reading the claim';

/** Looks at each role that we act as and know of: the session's, and those that the config names. */
const MARKS = `
  select shobj_description(oid, 'pg_authid') as mark from pg_roles
  where (rolname = current_user or rolname = any($1::text[])) and starts_with(shobj_description(oid, 'pg_authid'), '${MARK}')`;

/** A mark that the server does not let us make leaves the target unclaimed, which is a finding, not a fault. */
export async function claimOf(place: Place, owner: string, write: boolean): Promise<Claim> {
  const { config } = place;
  const login = write ? config.write : config.read;
  if (login === null) return 'none';
  const session = await openSession(place, config.databases[0], login, write ? 'write' : 'read');
  try {
    const wanted = `${MARK}${owner}`;
    const named = [config.read.user, config.write?.user ?? null].filter((user) => user !== null);
    const found = async () =>
      judge(
        (await session.query(DOING, MARKS, [named])).map((row) => field(place, row, 'mark')),
        wanted,
      );
    const before = await found();
    if (!write || before !== 'none') return before;
    await inTransaction(place, session, 'claiming the target', async (step) =>
      (await found()) === 'none' ? await mark(step, wanted) : 'unchanged',
    );
    return await found();
  } catch (error) {
    if (write && error instanceof ConnectorError && error.code === 'forbidden') return 'none';
    throw error;
  } finally {
    await session.close();
  }
}

function judge(marks: readonly string[], wanted: string): Claim {
  if (marks.some((one) => one !== wanted)) return 'foreign';
  return marks.length > 0 ? 'ours' : 'none';
}

async function mark(step: Step, wanted: string): Promise<Done> {
  const [me] = await step.query('select current_user::text as name');
  await step.query(`comment on role ${quoteIdentifier(field(step.place, me, 'name'))} is ${pg.escapeLiteral(wanted)}`);
  return 'changed';
}
