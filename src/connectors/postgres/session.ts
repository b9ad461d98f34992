/** How a session with one database is opened, what it is allowed to take, and how its failures are told. */
import type { EventEmitter } from 'node:events';
import { checkServerIdentity } from 'node:tls';
import pg from 'pg';
import type { Ports } from '../kit/contract.ts';
import { ConnectorError } from '../kit/errors.ts';
import { isInside } from '../kit/origins.ts';
import type { Config, Login } from './config.ts';
import { meaningOf, meaningOfNetwork } from './sqlstate.ts';

export type Row = Readonly<Record<string, unknown>>;

/** Where, and with what memory of secrets. */
export interface Place {
  readonly target: string;
  readonly config: Config;
  readonly ports: Ports;
  /** Remembers a secret, so that no message carries it. */
  readonly remember: (secret: string) => void;
}

export interface Session {
  readonly database: string;
  /** `server_version_num`: 150000 and up. */
  readonly version: number;
  /** `doing`: in a few words for people, without names out of the target. */
  query(doing: string, sql: string, values?: readonly unknown[]): Promise<readonly Row[]>;
  close(): Promise<void>;
}

const OLDEST = 150_000;

export async function openSession(place: Place, database: string, login: Login, access: 'read' | 'write'): Promise<Session> {
  const { config, ports } = place;
  checkPlace(place);
  const { user, password } = await credential(place, login);
  const ca = config.tls.ca === null ? undefined : await ports.secret(config.tls.ca, config.origin);
  if (ports.signal.aborted) throw stopped(place, 'logging in');
  const trusted = config.tls.mode === 'verify-full' || config.tls.mode === 'verify-ca';
  let clear = false;
  const client = new pg.Client({
    host: config.host,
    port: config.port,
    user,
    database,
    ssl: tls(config, ca),
    application_name: 'nhi-reconcile',
    connectionTimeoutMillis: config.connectMs,
    // The server's own time-out comes first; this one is for a server that does not answer at all.
    query_timeout: config.statementMs + 5_000,
    keepAlive: true,
    // Asked for only when the server wants one. Who can stand between us and the server must not be told it in the clear.
    password: () => {
      if (!clear || trusted) return password;
      throw new ConnectorError(
        'unauthenticated',
        `${place.target}: the server asks for the password in the clear, and tls.mode does not check who it is; so nothing was sent. Set tls.mode to verify-full, or password_encryption and pg_hba.conf to scram-sha-256.`,
      );
    },
  });
  const { connection } = client as unknown as { readonly connection: EventEmitter & { readonly stream: { destroy(): void } } };
  connection.on('authenticationCleartextPassword', () => {
    clear = true;
  });
  // A broken connection also fails the query under way, which tells it; unheard, the event would end the process.
  client.on('error', () => undefined);
  const abort = () => connection.stream.destroy();
  ports.signal.addEventListener('abort', abort, { once: true });
  const close = async () => {
    ports.signal.removeEventListener('abort', abort);
    await client.end().catch(() => undefined);
  };
  const query: Session['query'] = async (doing, sql, values) => {
    try {
      const answer = (await client.query(sql, values === undefined ? undefined : [...values])) as
        | pg.QueryResult<Row>
        | readonly pg.QueryResult<Row>[];
      return Array.isArray(answer) ? [] : (answer as pg.QueryResult<Row>).rows;
    } catch (error) {
      throw told(place, doing, error);
    }
  };
  try {
    await client.connect().catch((error: unknown) => {
      throw told(place, `logging in to the database ${JSON.stringify(database)}`, error);
    });
    await query('setting up the session', settings(config, access));
    const [about] = await query(
      'asking for the version',
      `select current_setting('server_version_num')::int as version, current_database()::text as database`,
    );
    const version = about?.['version'];
    if (typeof version !== 'number' || Number.isNaN(version)) throw strange(place, 'asking for the version');
    if (version < OLDEST)
      throw new ConnectorError(
        'unsupported',
        `${place.target}: the server is older than PostgreSQL 15; this connector does not know its catalogue. Upgrade it.`,
      );
    // A name over 63 bytes is cut, and then it is another database that answers.
    if (about?.['database'] !== database)
      throw new ConnectorError(
        'unsupported',
        `${place.target}: the server let us into another database than ${JSON.stringify(database)}: it keeps 63 bytes of a name, and a pool may have names of its own; so nothing there was compared. Write the database's own name.`,
      );
    return { database, version, query, close };
  } catch (error) {
    await close();
    throw error;
  }
}

/** The rule of the kit for plain http, for this protocol: what does not prove who it is, or lies inside, must be named outside the YAML. */
function checkPlace({ target, config, ports }: Place): void {
  const blind = config.tls.mode === 'disable' || config.tls.mode === 'require';
  const needs = isInside(config.host)
    ? 'a loopback, link-local or metadata address'
    : blind
      ? `reached by tls.mode ${config.tls.mode}, which does not check who answers`
      : null;
  if (needs === null || ports.originNamed?.(config.origin) === true) return;
  throw new ConnectorError(
    'forbidden',
    `${target}: ${config.origin} is ${needs}, which could carry secrets to the wrong place, so nothing was sent. Use tls.mode verify-full and a public name, or name this origin in NHI_ORIGINS.`,
  );
}

async function credential(place: Place, login: Login): Promise<{ readonly user: string; readonly password: string }> {
  const secret = await place.ports.secret(login.secret, place.config.origin);
  if (login.user !== null) return { user: login.user, password: secret };
  const colon = secret.indexOf(':');
  if (colon <= 0)
    throw new ConnectorError(
      'unauthenticated',
      `${place.target}: the secret ${login.secret} is not "user:password", and the config names no user; so nobody can log in. Set auth.*.user, or write the secret as user:password.`,
    );
  const password = secret.slice(colon + 1);
  place.remember(password);
  return { user: secret.slice(0, colon), password };
}

function tls(config: Config, ca: string | undefined): false | object {
  if (config.tls.mode === 'disable') return false;
  const trust = ca === undefined ? {} : { ca };
  if (config.tls.mode === 'require') return { ...trust, rejectUnauthorized: false };
  if (config.tls.mode === 'verify-ca') return { ...trust, checkServerIdentity: () => undefined };
  // Said outright: for an address node would check the name "localhost" otherwise.
  return {
    ...trust,
    checkServerIdentity: (_: string, certificate: Parameters<typeof checkServerIdentity>[1]) =>
      checkServerIdentity(config.host, certificate),
  };
}

/** An empty search path makes the server spell every name with its schema, and lets no other schema stand before pg_catalog. */
const settings = (config: Config, access: 'read' | 'write'): string =>
  [
    // A writer leaves it as it is: who sets a server to read only means us, too.
    ...(access === 'read' ? ['default_transaction_read_only = on'] : []),
    `statement_timeout = ${config.statementMs}`,
    `lock_timeout = ${config.lockMs}`,
    'idle_in_transaction_session_timeout = 120000',
    `search_path = ''`,
    `timezone = 'UTC'`,
    'standard_conforming_strings = on',
  ]
    .map((setting) => `set ${setting}`)
    .join('; ');

/** No text of the server: it names objects and can quote statements. The SQLSTATE leads to it in the server log. */
function told(place: Place, doing: string, error: unknown): ConnectorError {
  if (error instanceof ConnectorError) return error;
  if (place.ports.signal.aborted) return stopped(place, doing);
  const { code, routine } = error as { readonly code?: unknown; readonly routine?: unknown };
  const known = typeof code === 'string' ? code : undefined;
  const sqlstate = known !== undefined && /^[0-9A-Z]{5}$/.test(known) ? known : undefined;
  const {
    code: kind,
    means,
    remedy,
  } = sqlstate === undefined ? meaningOfNetwork(known) : meaningOf(sqlstate, typeof routine === 'string' ? routine : undefined);
  const how =
    sqlstate === undefined
      ? `failed${known !== undefined && /^[A-Z0-9_]{2,50}$/.test(known) ? ` (${known})` : ''}`
      : `was answered with an error (SQLSTATE ${sqlstate})`;
  return new ConnectorError(kind, `${place.target}: ${doing} ${how}; ${means}. ${remedy}`);
}

const stopped = (place: Place, doing: string): ConnectorError =>
  new ConnectorError(
    'unavailable',
    `${place.target}: ${doing} was cut short, because the run was stopped; so this target is unknown. Run again.`,
  );

export const strange = (place: Pick<Place, 'target'>, doing: string): ConnectorError =>
  new ConnectorError(
    'badResponse',
    `${place.target}: ${doing} was answered in a form that this connector does not know, so nothing can be said. Run again; if it stays, report it with the server's version.`,
  );

/** Fields of a row; what has another type than asked for came from no PostgreSQL. */
export function field(place: Pick<Place, 'target'>, row: Row | undefined, name: string): string {
  const value = row?.[name];
  if (typeof value !== 'string') throw strange(place, 'reading the catalogue');
  return value;
}

export function truth(place: Pick<Place, 'target'>, row: Row | undefined, name: string): boolean {
  const value = row?.[name];
  if (typeof value !== 'boolean') throw strange(place, 'reading the catalogue');
  return value;
}

export function count(place: Pick<Place, 'target'>, row: Row | undefined, name: string): number {
  const value = Number(field(place, row, name));
  if (!Number.isSafeInteger(value) || value < 0) throw strange(place, 'counting');
  return value;
}
