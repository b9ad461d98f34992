/** What surrounds one write: a transaction of its own, alone among the runs of this bot, and whether it may have happened when the answer is lost. */
import { quoteIdentifier } from '../kit/encode.ts';
import { ConnectorError } from '../kit/errors.ts';
import { count, truth } from './session.ts';
import type { Place, Row, Session } from './session.ts';

export type Done = 'changed' | 'unchanged';

/** Inside the transaction. */
export interface Step {
  readonly place: Place;
  readonly session: Session;
  readonly doing: string;
  /** oid → name of each role that a statement of this step names. */
  readonly roles: Map<string, string>;
  /** The object that it names: a SELECT that brings a row as long as the name means what was looked up. */
  readonly objects: { readonly sql: string; readonly values: readonly string[] }[];
  query(sql: string, values?: readonly unknown[]): Promise<readonly Row[]>;
  /** The same, acting as another role for this one statement. */
  queryAs(role: string | null, sql: string): Promise<void>;
}

/** "nhi" and "reco", as numbers: any pair that nobody else takes. */
const LOCK = 'pg_try_advisory_xact_lock(7235689, 1919247215)';

export async function inTransaction(place: Place, session: Session, doing: string, body: (step: Step) => Promise<Done>): Promise<Done> {
  const step: Step = {
    place,
    session,
    doing,
    roles: new Map(),
    objects: [],
    query: (sql, values) => session.query(doing, sql, values),
    async queryAs(role, sql) {
      if (role !== null) await session.query(doing, `set local role ${quoteIdentifier(role)}`);
      await session.query(doing, sql);
      if (role !== null) await session.query(doing, 'set local role none');
    },
  };
  // Not "read write": a standby would refuse that with another code than the write itself.
  await session.query(doing, 'begin transaction isolation level read committed');
  let done: Done;
  try {
    // Advisory locks are kept per database; each kind of write goes through the same one, so two runs meet.
    const [row] = await step.query(`select ${LOCK} as alone`);
    if (!truth(place, row, 'alone'))
      throw new ConnectorError(
        'conflict',
        `${place.target}: ${doing} was not begun, because another run is writing to this database; nothing was changed. The next round tries again.`,
      );
    done = await body(step);
    if (done === 'changed' && !(await isAsLookedUp(step))) throw renamedMeanwhile(step);
  } catch (error) {
    await session.query(doing, 'rollback').catch(() => undefined);
    // Whatever else it looks like: a name that moved on explains it.
    throw (await isAsLookedUp(step).catch(() => true)) ? error : renamedMeanwhile(step);
  }
  await commit(place, session, doing, done);
  return done;
}

/**
 * GRANT, REVOKE and ALTER take names, and accounts are ids: a role dropped and made again, or two that swap their names,
 * between the look-up and the statement, would be given or lose what was meant for another.
 */
async function isAsLookedUp(step: Step): Promise<boolean> {
  const { place, roles, objects } = step;
  if (roles.size > 0) {
    const [row] = await step.query(
      `select count(*)::text as n from unnest($1::oid[], $2::text[]) as looked(id, name)
       join pg_catalog.pg_roles r on r.oid = looked.id and r.rolname = looked.name`,
      [[...roles.keys()], [...roles.values()]],
    );
    if (count(place, row, 'n') < roles.size) return false;
  }
  for (const { sql, values } of objects) if ((await step.query(sql, values)).length === 0) return false;
  return true;
}

async function commit(place: Place, session: Session, doing: string, done: Done): Promise<void> {
  if (done === 'unchanged') {
    await session.query(doing, 'rollback');
    return;
  }
  try {
    await session.query(doing, 'commit');
  } catch (error) {
    if (!(error instanceof ConnectorError) || error.code !== 'unavailable') throw error;
    throw new ConnectorError(
      'unavailable',
      `${place.target}: ${doing} was sent, and the connection broke before the answer; it may have been carried out. Run again: it is read first, and done only if it does not hold.`,
    );
  }
}

/** A write that the server took without an error and that does not hold afterwards: it gives warnings where it does nothing. */
export const withoutEffect = ({ place, doing }: Pick<Step, 'place' | 'doing'>): ConnectorError =>
  new ConnectorError(
    'forbidden',
    `${place.target}: ${doing} had no effect, and was rolled back; the role that writes may lack the right, or what it would take was given by a role that it cannot act for. Let it be a member of the owner and of the grantors (or a superuser), or do it by hand.`,
  );

export const changedMeanwhile = ({ place, doing }: Pick<Step, 'place' | 'doing'>, what: string): ConnectorError =>
  new ConnectorError(
    'conflict',
    `${place.target}: ${doing} was not done, because ${what}; it changed after it was read. The next round plans again.`,
  );

const renamedMeanwhile = (step: Step): ConnectorError =>
  changedMeanwhile(step, 'a name that it uses means another role or object by now, or none');
