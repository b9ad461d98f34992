/** Canary secrets in every secret place of every connector: in no output, error, log, state or heap of what a run answers. */
import { spawn } from 'node:child_process';
import { generateKeyPairSync } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { once } from 'node:events';
import { type AddressInfo, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { inspect } from 'node:util';
import { serialize } from 'node:v8';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { startPostgres, type PostgresServer } from '../servers/postgres-server.ts';
import { ECHOES, type Echo, startEchoServer } from './canary-server.ts';
import { leftBy, type Left } from './canary-run.ts';

// A loaded machine takes its time.
vi.setConfig({ testTimeout: 240_000 });

const READ = 'CANARY/read+7f3a"w 9';
const WRITE = 'CANARY-write-0123456789';
/** What the server's own token endpoint gives. */
const FETCHED = 'CANARY-fetched/token+0123456789';

/** A secret as it is, and as a server, a URL, a form or a header would carry it. */
const formsOf = (secret: string): readonly string[] =>
  [
    secret,
    encodeURIComponent(secret),
    new URLSearchParams({ a: secret }).toString().slice(2),
    JSON.stringify(secret).slice(1, -1),
    Buffer.from(secret).toString('hex'),
    Buffer.from(secret)
      .toString('base64')
      .replace(/..?=*$/, ''),
    Buffer.from(`bot:${secret}`).toString('base64').slice(8, 24),
    // As the header of basic authentication, encoded once more.
    Buffer.from(Buffer.from(`bot:${secret}`).toString('base64'))
      .toString('base64')
      .slice(0, 24),
  ].filter((form) => form.length >= 8);

/** The canaries' own word is enough: half of a secret is too much as well. */
function leakIn({ answers, texts }: Left, secrets: readonly string[]): string | null {
  const all = [
    ...texts,
    serialize(answers.map(({ planned, ...rest }) => ({ ...rest, report: planned?.report }))).toString('latin1'),
    inspect(answers, { depth: 20, showHidden: true }),
  ];
  for (const text of all) {
    const at = [text.search(/canary(?![-.]\w+\.ts)/i), ...secrets.flatMap(formsOf).map((form) => text.indexOf(form))].find(
      (found) => found >= 0,
    );
    if (at !== undefined) return text.slice(Math.max(0, at - 120), at + 80);
  }
  return null;
}

const policyOf = (target: object, account: string, grant: string): string =>
  [
    { kind: 'Settings', version: 1 },
    { kind: 'Team', name: 'platform' },
    { kind: 'Target', name: 'crm', owner: 'platform', ceiling: 'enforce', drift: { unauthorized: { do: 'revoke', after: 0 } }, ...target },
    { kind: 'Identity', name: 'bot-a', type: 'bot', owner: 'platform', directory: 'none', accounts: [account], access: [grant] },
  ]
    .map((document) => JSON.stringify(document))
    .join('\n---\n');

const scim = (origin: string, auth: object): string =>
  policyOf(
    {
      connector: 'scim',
      config: { url: `${origin}/scim`, auth, limits: { attempts: 1 }, timeouts: { answer: '1s', whole: '1s' } },
      scope: [{ accounts: 'user/bot-*', kinds: ['user', 'login', 'group'] }],
    },
    'crm/user/bot-a',
    'crm/group/g',
  );

const secrets: Readonly<Record<string, string>> = { NHI_READ: READ, NHI_WRITE: WRITE };
const AUTHS: Readonly<Record<string, (origin: string) => object>> = {
  bearer: () => ({ kind: 'bearer', read: { secret: 'NHI_READ' }, write: { secret: 'NHI_WRITE' } }),
  basic: () => ({ kind: 'basic', read: { user: 'bot', secret: 'NHI_READ' }, write: { user: 'bot', secret: 'NHI_WRITE' } }),
  header: () => ({ kind: 'header', header: 'X-Key', read: { secret: 'NHI_READ' }, write: { secret: 'NHI_WRITE' } }),
  oauth: (origin) => ({
    kind: 'oauth',
    tokenUrl: `${origin}/token`,
    read: { clientId: 'c', secret: 'NHI_READ' },
    write: { clientId: 'c', secret: 'NHI_WRITE' },
  }),
};

describe('SCIM: whatever the server gives back', () => {
  describe.each(Object.keys(AUTHS))('%s', (kind) => {
    // Side by side, each with a server of its own: what takes long is waiting.
    test.concurrent.each(ECHOES)('%s', async (echo: Echo) => {
      await using server = await startEchoServer(echo);
      const left = await leftBy({
        policy: scim(server.origin, AUTHS[kind]?.(server.origin) ?? expect.fail()),
        secret: (name) => secrets[name] ?? null,
        origins: { NHI_READ: [server.origin], NHI_WRITE: [server.origin] },
      });
      // Else nothing was tried.
      expect(server.echoed()).toBeGreaterThan(0);
      expect(left.texts.join('\n')).toContain('crm');
      expect(leakIn(left, [READ, WRITE, FETCHED])).toBeNull();
    });
  });

  test('a secret that cannot be sent, one that is bound to nobody, a server that is silent or not there', async () => {
    const silent = createServer(() => undefined);
    await new Promise<void>((resolve) => silent.listen(0, '127.0.0.1', resolve));
    const origin = `http://127.0.0.1:${(silent.address() as AddressInfo).port}`;
    for (const [at, secret, bound] of [
      [origin, `${READ}\n${READ}`, origin],
      [origin, `CANARY\u20ac${READ}`, origin],
      [origin, READ, 'https://elsewhere.example'],
      [origin, READ, origin],
      ['http://127.0.0.1:9', READ, 'http://127.0.0.1:9'],
      [origin.replace('http:', 'https:'), READ, origin.replace('http:', 'https:')],
    ] as const) {
      const left = await leftBy({
        policy: scim(at, AUTHS['bearer']?.(at) ?? {}),
        secret: () => secret,
        origins: { NHI_READ: [bound], NHI_WRITE: [bound], NHI_OTHER: [at] },
      });
      expect(left.texts.join('\n')).toContain('UNKNOWN');
      expect(leakIn(left, [secret])).toBeNull();
    }
    silent.close();
  });
});

describe('PostgreSQL', () => {
  let server: PostgresServer;
  beforeAll(async () => {
    server = await startPostgres({ version: 18, log: true });
    await server.sql(
      'postgres',
      `create role nhi_read login password '${READ}'; create role bot_a login; create role readers; create role bot_b; grant readers to bot_b`,
    );
    await server.sql(
      'postgres',
      `create role nhi_write login createrole password '${WRITE}'; grant readers, bot_a, bot_b to nhi_write with admin option`,
    );
  });
  afterAll(() => server.close());

  const policy = (more: object = {}): string =>
    policyOf(
      {
        connector: 'postgres',
        config: {
          url: server.url,
          databases: ['postgres'],
          tls: { mode: 'disable' },
          auth: { read: { secret: 'NHI_READ' }, write: { secret: 'NHI_WRITE' } },
          ...more,
        },
        scope: [{ accounts: 'user/bot_*', kinds: ['login', 'role'] }],
      },
      'crm/user/bot_a',
      'crm/role/readers',
    );
  const left = (secret: (name: string) => string | null, more: object = {}): Promise<Left> =>
    leftBy({ policy: policy(more), secret, origins: { NHI_READ: [server.url], NHI_WRITE: [server.url] } });
  const right = (name: string): string => (name === 'NHI_READ' ? `nhi_read:${READ}` : `nhi_write:${WRITE}`);

  test('what it does, and what the server says of it', async () => {
    const found = await left(right);
    expect(found.texts.join('\n')).toContain('readers');
    expect(leakIn(found, [READ, WRITE, right('NHI_READ'), right('NHI_WRITE')])).toBeNull();
    // A password is never part of a statement.
    expect(JSON.stringify(await server.statements('nhi-reconcile'))).not.toMatch(/CANARY/);
  });

  test.each<[string, (name: string) => string, object]>([
    ['a wrong password', (name) => `${right(name)}-wrong`, {}],
    ['no user', () => READ, {}],
    ['a user that is a secret', () => `${READ}:x`, {}],
    ['TLS that the server does not speak', right, { tls: { mode: 'require' } }],
    ['an authority that is none', right, { tls: { mode: 'verify-full', ca: { secret: 'NHI_READ' } } }],
    ['a database that is not there', right, { databases: ['nowhere'] }],
  ])('%s', async (_, secret, more) => {
    const found = await left(secret, more);
    expect(found.texts.join('\n')).toContain('UNKNOWN');
    expect(leakIn(found, [READ, WRITE])).toBeNull();
  });

  test.each(['notice', 'warning', 'exception'])('a server that tells the password as a %s at each login', async (level) => {
    const says = `raise ${level} 'password % of %', '${READ}', '${WRITE}' using detail = '${READ}', hint = '${WRITE}'`;
    await server.sql(
      'postgres',
      `create or replace function tell() returns event_trigger language plpgsql as $$ begin ${says}; end $$; create event trigger tell on login execute function tell(); alter event trigger tell enable always`,
    );
    try {
      const found = await left(right);
      expect(found.texts.join('\n').includes('UNKNOWN')).toBe(level === 'exception');
      expect(leakIn(found, [READ, WRITE])).toBeNull();
    } finally {
      // Nobody can log in there any more where it raises an exception; it is the last.
      if (level !== 'exception') await server.sql('postgres', 'drop event trigger tell');
    }
  });
});

describe('the seal key', () => {
  const seal = generateKeyPairSync('ed25519').privateKey.export({ type: 'pkcs8', format: 'der' }).subarray(16).toString('base64');
  const config = {
    connector: 'file',
    config: { path: 'x.jsonl', format: 'jsonl' },
    scope: [{ accounts: 'account/bot-*', kinds: ['login', 'role'] }],
  };
  const policy = policyOf(config, 'crm/account/bot-a', 'crm/role/reader');
  test.each([
    ['good', `ed25519:${seal}`],
    ['no key', `CANARY${seal}`],
    ['PEM that is none', `-----BEGIN PRIVATE KEY-----\nCANARY${seal}\n-----END PRIVATE KEY-----`],
  ])('%s', async (_, sealKey) => {
    const left = await leftBy({ policy, secret: () => null, origins: {}, sealKey });
    expect(left.texts.length).toBeGreaterThan(5);
    expect(leakIn(left, [sealKey, seal])).toBeNull();
  });
});

describe('a dump of the heap', () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'nhi-heap-'));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));
  const backwards = Array.from(WRITE).reverse().join('');
  /** By names that are nothing's but the canary's; the snapshot has one text a string. */
  const snapshot = async (echo: Echo, keep: string): Promise<string> => {
    await using server = await startEchoServer(echo);
    const file = path.join(folder, `${keep}.heapsnapshot`);
    const policy = Buffer.from(scim(server.origin, AUTHS['bearer']?.(server.origin) ?? {})).toString('base64');
    const child = spawn(process.execPath, [
      '--expose-gc',
      path.join(import.meta.dirname, 'canary-heap.ts'),
      server.origin,
      policy,
      backwards,
      file,
      keep,
    ]);
    const [code] = (await once(child, 'exit')) as [number];
    expect([code, server.echoed() > 0]).toEqual([0, true]);
    return readFileSync(file, 'utf8');
  };
  const found = (heap: string): readonly string[] => formsOf(WRITE).filter((form) => heap.includes(form));

  test('of a process that holds nothing but what its runs answered', async () => {
    for (const echo of ['errors 403', 'a name'] as const) {
      const heap = await snapshot(echo, 'drop');
      expect(heap).toContain('crm');
      expect(found(heap)).toEqual([]);
    }
  });

  test('would show a secret that somebody kept', async () => {
    expect(found(await snapshot('errors 403', 'keep'))).toContain(WRITE);
  });
});
