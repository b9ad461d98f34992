/** What surrounds one write: a transaction of its own, alone among the runs of this bot, and whether it may have happened when the answer is lost. */
import { quoteIdentifier } from '../kit/encode.ts';
import { ConnectorError } from '../kit/errors.ts';
import { truth } from './session.ts';
import type { Place, Row, Session } from './session.ts';

export type Done = 'changed' | 'unchanged';

/** Inside the transaction. */
export interface Step {
  readonly place: Place;
  readonly session: Session;
  readonly doing: string;
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
  } catch (error) {
    await session.query(doing, 'rollback').catch(() => undefined);
    throw error;
  }
  await commit(place, session, doing, done);
  return done;
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
    `${place.target}: ${doing} was not begun, because ${what}; it changed after it was read. The next round plans again.`,
  );
