/** Which write carries out a change, in which database, and what its outcome is. */
import type { Change } from '../../model/plan.ts';
import type { Outcome, Writer } from '../kit/contract.ts';
import { ConnectorError } from '../kit/errors.ts';
import { openSession } from './session.ts';
import type { Place, Session } from './session.ts';
import { inTransaction } from './transaction.ts';
import type { Done, Step } from './transaction.ts';
import { endSessions, isClosed, writeLogin } from './write-login.ts';
import { writeMembership } from './write-membership.ts';
import { databaseOf, writePrivilege } from './write-privilege.ts';
import { createRole, writeAttribute } from './write-role.ts';

/** kind → verb → how it is told. What is missing here cannot be done. */
const DOING: Readonly<Record<string, Readonly<Partial<Record<Change['verb'], string>>>>> = {
  user: { grant: 'making an account' },
  login: { grant: 'opening a login', revoke: 'closing a login', adjust: 'changing the end of a login' },
  role: { grant: 'giving a membership', revoke: 'taking a membership', adjust: 'changing a membership' },
  attribute: { grant: 'giving a role attribute', revoke: 'taking a role attribute' },
  privilege: { grant: 'giving a privilege', revoke: 'taking a privilege', adjust: 'changing a privilege' },
};
const BODIES: Readonly<Record<string, (step: Step, change: Change) => Promise<Done>>> = {
  user: createRole,
  login: writeLogin,
  role: writeMembership,
  attribute: writeAttribute,
  privilege: writePrivilege,
};

export function postgresWriter(place: Place): Writer {
  const open = new Map<string, Session>();
  const sessionWith = async (database: string): Promise<Session> => {
    const login = place.config.write;
    if (login === null)
      throw new ConnectorError(
        'forbidden',
        `${place.target}: the config names no auth.write, so nothing can be written. Add it, or set the ceiling to observe.`,
      );
    const there = open.get(database) ?? (await openSession(place, database, login, 'write'));
    open.set(database, there);
    return there;
  };
  /** After a lost connection the next change gets a new one. */
  const forget = async (database: string) => {
    await open.get(database)?.close();
    open.delete(database);
  };
  const carryOut = async (change: Change): Promise<Outcome> => {
    const { doing, body, database } = wayOf(place, change);
    const session = await sessionWith(database);
    try {
      const done = await inTransaction(place, session, doing, (step) => body(step, change));
      const ended =
        change.entry.kind === 'login' && change.verb === 'revoke' && (await isClosed(place, session, doing, change.entry.account))
          ? await endSessions(place, session, doing, change.entry.account)
          : 'unchanged';
      return {
        change: change.id,
        outcome: done === 'changed' || ended === 'changed' ? 'changed' : 'unchanged',
        settlesInSeconds: place.config.settlesInSeconds,
      };
    } catch (error) {
      if (!(error instanceof ConnectorError) || error.code === 'unavailable') await forget(database);
      throw error;
    }
  };
  return {
    async apply(step) {
      const outcomes: Outcome[] = [];
      for (const change of step) outcomes.push(await carryOut(change));
      return outcomes;
    },
    async [Symbol.asyncDispose]() {
      for (const database of open.keys()) await forget(database);
    },
  };
}

function wayOf(
  place: Place,
  change: Change,
): { readonly doing: string; readonly body: (step: Step, change: Change) => Promise<Done>; readonly database: string } {
  const { kind, name } = change.entry;
  const doing = Object.hasOwn(DOING, kind) ? DOING[kind]?.[change.verb] : undefined;
  const body = Object.hasOwn(BODIES, kind) ? BODIES[kind] : undefined;
  if (doing === undefined || body === undefined)
    throw new ConnectorError(
      'unsupported',
      `${place.target}: this connector cannot ${change.verb} what is of kind ${JSON.stringify(kind)}; nothing was changed. Do it by hand.`,
    );
  // What is cluster-wide goes through one database, where its lock lies too.
  if (kind !== 'privilege') return { doing, body, database: place.config.databases[0] };
  const where = databaseOf(name, place.config.databases);
  if ('refused' in where)
    throw new ConnectorError(
      'unsupported',
      `${place.target}: ${doing} was refused, because ${where.refused}; nothing was changed. Correct the line in the policy, or the config.`,
    );
  return { doing, body, database: where.database };
}
