/** How a login is opened and closed. Closed = no new session can begin and none is left. */
import pg from 'pg';
import type { Change } from '../../model/plan.ts';
import { ConnectorError } from '../kit/errors.ts';
import { quoteIdentifier } from '../kit/encode.ts';
import { count, field, truth } from './session.ts';
import type { Place, Session } from './session.ts';
import { touchable } from './touchable-role.ts';
import { changedMeanwhile, withoutEffect } from './transaction.ts';
import type { Done, Step } from './transaction.ts';
import { validUntil } from './valid-until.ts';

export async function writeLogin(step: Step, { verb, entry }: Change): Promise<Done> {
  const role = await touchable(step, entry.account);
  if (role === null) {
    if (verb === 'revoke') return 'unchanged';
    throw changedMeanwhile(step, 'the role is not there any more');
  }
  const name = quoteIdentifier(role.name);
  if (verb === 'revoke') {
    if (!(await state(step, role.oid, 'infinity')).login) return 'unchanged';
    await step.query(`alter role ${name} nologin`);
    if ((await state(step, role.oid, 'infinity')).login) throw withoutEffect(step);
    return 'changed';
  }
  const end = validUntil(entry.facts['validUntil'] ?? 'infinity');
  if (end === null)
    throw new ConnectorError(
      'unsupported',
      `${step.place.target}: ${step.doing} names an end that is no instant; nothing was changed. Write "infinity", a date, or an instant of RFC 3339.`,
    );
  const now = await state(step, role.oid, end);
  if (now.login && now.ends) return 'unchanged';
  if (verb === 'adjust' && !now.login) throw changedMeanwhile(step, 'the login is not there any more');
  await step.query(`alter role ${name}${verb === 'grant' ? ' login' : ''}${now.ends ? '' : ` valid until ${pg.escapeLiteral(end)}`}`);
  const then = await state(step, role.oid, end);
  if (!then.login || !then.ends) throw withoutEffect(step);
  return 'changed';
}

/** `ends`: the password ends at that instant. No end and `infinity` are one. */
async function state(step: Step, oid: string, end: string): Promise<{ readonly login: boolean; readonly ends: boolean }> {
  const [row] = await step.query(
    `select rolcanlogin as login, coalesce(rolvaliduntil, 'infinity') = $2::timestamptz as ends from pg_roles where oid = $1::oid`,
    [oid, end],
  );
  return { login: truth(step.place, row, 'login'), ends: truth(step.place, row, 'ends') };
}

const TRIES = 25;
const PAUSE_MS = 200;

/**
 * NOLOGIN leaves sessions as they are (docs/current/sql-createrole). After its commit none can begin, so those that are
 * there now are the last. Sessions that took this role by SET ROLE belong to another login.
 */
export async function endSessions(place: Place, session: Session, doing: string, oid: string): Promise<Done> {
  try {
    return await endAll(place, session, doing, oid);
  } catch (error) {
    if (!(error instanceof ConnectorError) || error.code !== 'unavailable') throw error;
    throw new ConnectorError(
      'unavailable',
      `${place.target}: ${doing}: the login is closed (NOLOGIN), but the connection broke before its sessions were counted; some can still be open and keep their rights. Run again: it ends them; until then they stand in pg_stat_activity.`,
    );
  }
}

async function endAll(place: Place, session: Session, doing: string, oid: string): Promise<Done> {
  const alive = async () =>
    (
      await session.query(doing, `select pid::text as pid from pg_stat_activity where usesysid = $1::oid and pid <> pg_backend_pid()`, [
        oid,
      ])
    ).map((row) => field(place, row, 'pid'));
  let pids = await alive();
  if (pids.length === 0) return 'unchanged';
  let refused: ConnectorError | null = null;
  for (let tries = 0; pids.length > 0 && tries < TRIES; tries += 1) {
    if (tries > 0) await place.ports.pause(PAUSE_MS);
    for (const pid of pids) {
      try {
        await session.query(doing, 'select pg_terminate_backend($1::int) as sent', [pid]);
      } catch (error) {
        if (!(error instanceof ConnectorError) || error.code !== 'forbidden') throw error;
        refused = error;
      }
    }
    pids = await alive();
    if (refused !== null) break;
  }
  if (pids.length === 0) return 'changed';
  throw new ConnectorError(
    refused === null ? 'conflict' : 'forbidden',
    `${place.target}: ${doing}: the login is closed (NOLOGIN), but ${pids.length} session(s) of it are still open and keep their rights${refused === null ? ' after several tries' : ', since the role that writes may not end them'}. End them by pg_terminate_backend, or grant pg_signal_backend to the role that writes and apply again.`,
  );
}

/** Whether the role is there, and closed: only then its sessions are ours to end. */
export async function isClosed(place: Place, session: Session, doing: string, oid: string): Promise<boolean> {
  const [row] = await session.query(doing, `select count(*)::text as n from pg_roles where oid = $1::oid and not rolcanlogin`, [oid]);
  return count(place, row, 'n') === 1;
}
