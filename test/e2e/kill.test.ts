/** SIGKILL at every write of an apply, to a target or to the state: the next run ends where an uncut run ends. */
import { cpSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startPostgresRelay } from '../servers/postgres-relay.ts';
import { startPostgres } from '../servers/postgres-server.ts';
import { startScimServer } from '../servers/scim-server.ts';
import { startCountingProxy } from './counting-proxy.ts';
import { keptState } from './kept-state.ts';
import { jsonl, newPlace, type Place, placeIn, program, type Ran, rowsOf, type RunOptions } from './program.ts';

const preload = path.join(import.meta.dirname, 'die-at-write.ts');
const limit = 300_000;

beforeAll(async () => {
  await program();
});

const places: Place[] = [];
afterAll(() => {
  for (const place of places) place[Symbol.dispose]();
});

function kept(place: Place): Place {
  places.push(place);
  return place;
}

function copyOf(place: Place): Place {
  const folder = mkdtempSync(path.join(tmpdir(), 'nhi-e2e-'));
  cpSync(place.folder, folder, { recursive: true });
  return placeIn(folder);
}

const apply = (place: Place, options: RunOptions = {}): Promise<Ran> => place.run(['apply', '--yes', '--quiet'], options);

async function applied(place: Place, options: RunOptions = {}): Promise<Ran> {
  const ran = await apply(place, options);
  expect(ran.code, `${ran.stdout}\n${ran.stderr}`).toBe(0);
  return ran;
}

async function deny(place: Place, name: string, length: string): Promise<void> {
  const held = await place.run(['hold', 'deny', '--identity', name, '--for', length, '--because', 'it misbehaves']);
  expect(held.code, held.stderr).toBe(0);
}

/** Two at a time: what takes long is starting processes. */
async function side<T>(jobs: readonly T[], work: (job: T) => Promise<void>): Promise<void> {
  const left = [...jobs];
  const next = async (): Promise<void> => {
    for (let job = left.shift(); job !== undefined; job = left.shift()) await work(job);
  };
  await Promise.all([next(), next()]);
}

const HEAD = `kind: Settings
version: 1
---
kind: Team
name: platform
---
`;

const CRM = `${HEAD}kind: Target
name: crm
connector: file
owner: platform
ceiling: enforce
config: { path: crm.jsonl, format: jsonl, writable: true }
scope:
  - { accounts: "account/bot-*", kinds: [account, login, credential, role, group] }
drift: { unauthorized: { do: revoke, after: 0 }, missing: { do: restore, after: 0 } }
giveBack: restore
limits: { revoke: 50, revokePercent: 100, offboard: 50 }
---
kind: BreakGlass
name: night
who: corp/oncall
may: [keep, deny, pause]
covers: ["crm/login/*", "crm/role/*", "crm/group/*"]
longest: 12h
`;

const identity = (name: string, account: string, access: readonly string[], directory = 'none'): string => `---
kind: Identity
name: ${name}
type: bot
owner: platform
directory: ${directory}
accounts: [${account}]
access:${access.length === 0 ? ' []' : access.map((a) => `\n  - ${a}`).join('')}
`;
const bots = (...of: readonly (readonly [name: string, ...access: string[]])[]): string =>
  of
    .map(([name, ...access]) =>
      identity(
        name,
        `crm/account/${name}`,
        access.map((a) => `crm/${a}`),
      ),
    )
    .join('')
    .slice(4);

interface Story {
  readonly name: string;
  /** Up to what the run finds that is cut. */
  readonly before: (place: Place) => Promise<void>;
  readonly ends: readonly string[];
}

const firstRun: Story = {
  name: 'the first run of all, with its baseline and a new account',
  async before(place) {
    place.put('policies/base.yaml', CRM);
    place.put('policies/bots.yaml', bots(['bot-a', 'role/a'], ['bot-b', 'role/b']));
    place.put('crm.jsonl', jsonl(['bot-a', 'account'], ['bot-a', 'login'], ['bot-a', 'role', 'x']));
    await Promise.resolve();
  },
  ends: [
    'bot-a account bot-a',
    'bot-a login bot-a',
    'bot-a role a',
    'bot-a role x',
    'bot-b account bot-b',
    'bot-b login bot-b',
    'bot-b role b',
  ],
};

const everything: Story = {
  name: 'an offboarding, grants and revokes of one review, a new account, a deny, a correction and a giving back',
  async before(place) {
    place.put(
      'crm.jsonl',
      jsonl(
        ...['bot-back', 'bot-gone', 'bot-swap', 'bot-bad'].flatMap((bot) => [
          [bot, 'account'] as const,
          [bot, 'login'] as const,
          [bot, 'role', 'a'] as const,
        ]),
        ['bot-gone', 'credential', 'key-1'],
        ['bot-back', 'group', 'b'],
        ['bot-swap', 'group', 'old'],
      ),
    );
    place.put('policies/base.yaml', CRM);
    place.put(
      'policies/bots.yaml',
      bots(['bot-back', 'role/a', 'group/b'], ['bot-gone', 'role/a'], ['bot-swap', 'role/a', 'group/old'], ['bot-bad', 'role/a']),
    );
    await applied(place);
    await deny(place, 'bot-back', '5s');
    const ends = Date.now() + 5000;
    await applied(place);
    expect(rowsOf(place.read('crm.jsonl')).filter((r) => r.startsWith('bot-back'))).toEqual(['bot-back account bot-back']);
    // A deny has ended and another stands, a review gives and takes, somebody added a grant by hand.
    place.put(
      'policies/bots.yaml',
      bots(['bot-back', 'role/a', 'group/b'], ['bot-swap', 'role/new', 'group/new'], ['bot-bad', 'role/a'], ['bot-new', 'role/a']),
    );
    place.put(
      'crm.jsonl',
      jsonl(...rowsOf(place.read('crm.jsonl')).map((row) => row.split(' ') as [string, string, string]), ['bot-swap', 'role', 'by-hand']),
    );
    await deny(place, 'bot-bad', '8h');
    await sleep(Math.max(0, ends - Date.now()) + 100);
  },
  ends: [
    'bot-back account bot-back',
    'bot-back group b',
    'bot-back login bot-back',
    'bot-back role a',
    'bot-bad account bot-bad',
    'bot-new account bot-new',
    'bot-new login bot-new',
    'bot-new role a',
    'bot-swap account bot-swap',
    'bot-swap group new',
    'bot-swap login bot-swap',
    'bot-swap role new',
  ],
};

interface Point {
  readonly dieAt: number;
  readonly how: 'before' | 'half';
  readonly what: string;
  readonly of: string;
}

/** Every write of an uncut run, to the target and to the state; what is written is cut in its middle. */
async function pointsOf(place: Place): Promise<readonly Point[]> {
  const log = `${place.folder}.log`;
  try {
    await applied(place, { preload, env: { DIE_LOG: log } });
    const counted = readFileSync(log, 'utf8')
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as { readonly what: string; readonly of: string });
    // Cut in the middle of what it holds, a new file is there and is not whole: that covers the moment before it is opened.
    return counted.flatMap((point, at) =>
      point.what === 'open' ? [] : [{ ...point, dieAt: at + 1, how: point.what === 'write' ? 'half' : 'before' }],
    );
  } finally {
    rmSync(log, { force: true });
  }
}

describe('a file target: killed at every write, invariant 3', () => {
  test.each([firstRun, everything])(
    '$name',
    async ({ before, ends }) => {
      const start = kept(newPlace());
      await before(start);
      const whole = kept(copyOf(start));
      const points = await pointsOf(whole);
      expect(points.filter((p) => p.of.includes('crm.jsonl')).length).toBeGreaterThanOrEqual(4);
      expect(points.filter((p) => p.what === 'renameSync' && p.of.endsWith('staged/seal.json')).length).toBeGreaterThanOrEqual(3);
      expect(rowsOf(whole.read('crm.jsonl'))).toEqual(ends);
      const uncut = keptState(whole);
      await applied(whole);
      expect(keptState(whole), 'one more run changes nothing').toEqual(uncut);
      await side(points, async ({ dieAt, how, what, of }) => {
        using place = copyOf(start);
        const cut = await apply(place, { preload, env: { DIE_AT: String(dieAt), DIE_HOW: how } });
        const name = `killed ${how} ${what} ${of}, the ${dieAt}th`;
        expect(cut.signal, `${name}: ${cut.stderr}`).toBe('SIGKILL');
        await applied(place);
        expect(rowsOf(place.read('crm.jsonl')), name).toEqual(ends);
        expect(keptState(place), name).toEqual(uncut);
      });
    },
    limit,
  );
});

describe('SCIM: killed before and after each write request, invariant 3', () => {
  const env = (origin: string, token: string): Readonly<Record<string, string>> => ({
    NHI_TOKEN: token,
    NHI_ORIGINS: JSON.stringify({ NHI_TOKEN: [origin] }),
  });
  const policies = (url: string, access: Readonly<Record<string, readonly string[]>>): string => {
    const auth = 'auth: { kind: bearer, read: { secret: NHI_TOKEN }, write: { secret: NHI_TOKEN } }';
    return `${HEAD}kind: Target
name: directory
connector: scim
owner: platform
authority: lifecycle
sentinels: [agent/sentinel]
config: { url: "${url}", settles: 0s, resourceTypes: [{ name: Agent, nameAttribute: name }], ${auth} }
---
kind: Target
name: desk
connector: scim
owner: platform
ceiling: enforce
config: { url: "${url}", settles: 0s, ${auth} }
scope: [{ accounts: "user/bot-*", kinds: [user, login, group] }]
drift: { unauthorized: { do: revoke, after: 0 } }
giveBack: restore
limits: { revoke: 50, revokePercent: 100, offboard: 50 }
${Object.entries(access)
  .map(([name, groups]) =>
    identity(
      name,
      `desk/user/${name}`,
      groups.map((g) => `desk/group/${g}`),
      name === 'bot-sick' || name === 'bot-well' ? `directory/agent/${name.slice(4)}` : 'none',
    ),
  )
  .join('')}`;
  };

  /** Each server listens elsewhere. */
  const unbound = (state: unknown, origin: string): unknown =>
    JSON.parse(
      JSON.stringify(state)
        .replaceAll(origin, 'http://server')
        .replaceAll(/folder:[0-9a-f]{64}/g, 'folder'),
    );

  /** Runs up to what is cut, on a server of its own; the story is the same each time, so its ids are, too. */
  async function bed(): Promise<
    AsyncDisposable & {
      readonly place: Place;
      readonly proxy: Awaited<ReturnType<typeof startCountingProxy>>;
      readonly live: () => Readonly<Record<string, unknown>>;
      readonly env: Readonly<Record<string, string>>;
    }
  > {
    const server = await startScimServer();
    const proxy = await startCountingProxy(server.origin);
    const place = newPlace();
    const ids = server.seed({
      agents: [{ name: 'sentinel' }, { name: 'sick' }, { name: 'well', active: false }],
      users: ['human', 'bot-sick', 'bot-well', 'bot-swap', 'bot-gone'].map((name) => ({ name })),
      groups: [
        { name: 'a', members: ['human', 'bot-gone'] },
        { name: 'b', members: ['human', 'bot-sick', 'bot-well', 'bot-swap'] },
        { name: 'c', members: ['human'] },
      ],
    });
    const id = (name: string): string => ids[name] ?? '';
    const given = env(proxy.origin, server.writeToken);
    const url = proxy.through(server.url);
    const group = (name: string): readonly string[] => [...server.members(id(name))].sort();
    place.put('policies/all.yaml', policies(url, { 'bot-sick': ['b'], 'bot-well': ['b'], 'bot-swap': ['b'], 'bot-gone': ['a'] }));
    await applied(place, { env: given });
    expect(group('b'), 'the directory has taken what it disabled').toEqual([id('human'), id('bot-sick'), id('bot-swap')].sort());
    server.setActive(id('sick'), false);
    server.setActive(id('well'), true);
    server.addMember(id('c'), id('bot-swap'));
    place.put('policies/all.yaml', policies(url, { 'bot-sick': ['b'], 'bot-well': ['b'], 'bot-swap': ['a'], 'bot-new': ['a'] }));
    return {
      place,
      proxy,
      env: given,
      live: () => ({
        a: group('a').length,
        b: group('b'),
        c: group('c'),
        active: Object.fromEntries(
          ['bot-sick', 'bot-well', 'bot-swap', 'bot-gone'].map((name) => [name, server.account(id(name))?.['active']]),
        ),
      }),
      async [Symbol.asyncDispose]() {
        place[Symbol.dispose]();
        await proxy[Symbol.asyncDispose]();
        await server.close();
      },
    };
  }

  test(
    'an offboarding, one by the directory, a giving back, a new account, a correction and one review',
    async () => {
      await using whole = await bed();
      whole.proxy.watch();
      const ran = await apply(whole.place, { env: whole.env });
      const { writes } = whole.proxy;
      expect(ran.code, ran.stdout).toBe(0);
      expect(writes.length).toBeGreaterThan(8);
      const ends = whole.live();
      const uncut = keptState(whole.place);
      const points = writes.flatMap((what, at) => (['before', 'after'] as const).map((when) => ({ what, nth: at + 1, when })));
      await side(points, async (point) => {
        await using cut = await bed();
        let child: { kill(signal: NodeJS.Signals): void } | null = null;
        cut.proxy.watch((nth, when) => {
          if (nth !== point.nth || when !== point.when) return undefined;
          child?.kill('SIGKILL');
          return 'drop';
        });
        const name = `killed ${point.when} ${point.what}, the ${point.nth}th`;
        const ran = await apply(cut.place, { env: cut.env, started: (c) => (child = c) });
        expect(ran.signal, `${name}: ${ran.stderr}`).toBe('SIGKILL');
        cut.proxy.watch();
        await applied(cut.place, { env: cut.env });
        expect(cut.live(), name).toEqual(ends);
        expect(unbound(keptState(cut.place), cut.proxy.origin), name).toEqual(unbound(uncut, whole.proxy.origin));
      });
    },
    limit,
  );
});

describe('PostgreSQL: killed before and after the commit of each change, invariant 3', () => {
  const password = 'only-for-tests';
  const policies = (url: string, access: Readonly<Record<string, readonly string[]>>): string => `${HEAD}kind: Target
name: db
connector: postgres
owner: platform
ceiling: enforce
config:
  url: "${url}"
  databases: [app]
  auth: { read: { secret: NHI_PG, user: nhi }, write: { secret: NHI_PG, user: nhi } }
  tls: { mode: disable }
scope: [{ accounts: "user/bot_*", kinds: [user, login, role, attribute, privilege] }]
drift: { unauthorized: { do: revoke, after: 0 } }
giveBack: restore
limits: { revoke: 50, revokePercent: 100, offboard: 50 }
${Object.entries(access)
  .map(([name, grants]) =>
    identity(
      name.replace('_', '-'),
      `db/user/${name}`,
      grants.map((g) => `db/${g}`),
    ),
  )
  .join('')}`;
  const select = 'privilege/table:app.public.orders:SELECT';
  const insert = 'privilege/table:app.public.orders:INSERT';
  /** The same again and again on one server, so that the ids in the state are the same. */
  const reset = `
    alter role bot_gone login createdb; alter role bot_swap nocreatedb; grant readers to bot_gone, bot_swap; revoke writers from bot_swap;
    revoke all on orders from bot_gone, bot_swap; grant select on orders to bot_gone, bot_swap`;
  const drift = 'grant update on orders to bot_swap';
  const FACTS = `
    select rolname || ' ' || rolcanlogin || ' ' || rolcreatedb as fact from pg_roles where rolname ~ '^bot_'
    union all select member::regrole || ' in ' || roleid::regrole from pg_auth_members where member::regrole::text ~ '^bot_'
    union all select grantee::regrole || ' ' || privilege_type from pg_class, aclexplode(relacl) where relname = 'orders' and grantee <> relowner order by 1`;

  test(
    'an offboarding, a correction, grants and revokes of one review; and a new account',
    async () => {
      const server = await startPostgres({ version: 18 });
      const relay = await startPostgresRelay(server.port);
      try {
        const env = { NHI_PG: password, NHI_ORIGINS: JSON.stringify({ NHI_PG: [relay.url] }) };
        await server.sql('postgres', 'create database app');
        const sql = (text: string) => server.sql('app', text);
        const live = async () => (await sql(FACTS)).map(({ fact }) => String(fact));
        await sql(
          `create role nhi superuser login password '${password}'; create role readers; create role writers; create role bot_gone; create role bot_swap login; create table orders(id int)`,
        );
        await sql(reset);
        const start = kept(newPlace());
        start.put(
          'policies/all.yaml',
          policies(relay.url, { bot_gone: ['role/readers', 'attribute/createdb', select], bot_swap: ['role/readers', select] }),
        );
        await applied(start, { env });
        const next = { bot_swap: ['role/writers', 'attribute/createdb', insert] };

        /** Killed at the nth commit of a change; then once more, uncut. */
        async function killed(access: Readonly<Record<string, readonly string[]>>, nth: number, when: 'before' | 'after'): Promise<Place> {
          const place = kept(copyOf(start));
          place.put('policies/all.yaml', policies(relay.url, access));
          let child: { kill(signal: NodeJS.Signals): void } | null = null;
          const fired = relay.strike({
            statement: /^commit$/,
            nth,
            cut: when === 'before' ? 'before' : 'answer',
            meanwhile: async () => child?.kill('SIGKILL'),
          });
          const ran = await apply(place, { env, started: (c) => (child = c) });
          expect(fired(), `${nth}`).toBe(true);
          expect(ran.signal, `${when} the ${nth}th commit: ${ran.stderr}`).toBe('SIGKILL');
          while (
            Number((await sql(`select count(*)::int as n from pg_stat_activity where application_name = 'nhi-reconcile'`))[0]?.['n']) > 0
          )
            await sleep(5);
          await applied(place, { env });
          return place;
        }

        const whole = kept(copyOf(start));
        await sql(drift);
        whole.put('policies/all.yaml', policies(relay.url, next));
        const seen = relay.statements.length;
        await applied(whole, { env });
        const commits = relay.statements.slice(seen).flatMap((text, at, all) =>
          text === 'commit'
            ? [
                {
                  at,
                  isWrite:
                    all
                      .slice(0, at)
                      .findLast((t) => t.startsWith('begin'))
                      ?.includes('read committed') === true,
                },
              ]
            : [],
        );
        const writes = commits.flatMap(({ isWrite }, at) => (isWrite ? [at + 1] : []));
        expect(writes.length).toBeGreaterThanOrEqual(10);
        const [ends, uncut] = [await live(), keptState(whole)];
        for (const [at, nth] of writes.entries()) {
          for (const when of at % 3 === 0 ? (['before', 'after'] as const) : (['after'] as const)) {
            await sql(`${reset}; ${drift}`);
            const place = await killed(next, nth, when);
            expect(await live(), `${when} the ${nth}th commit`).toEqual(ends);
            expect(keptState(place), `${when} the ${nth}th commit`).toEqual(uncut);
          }
        }

        // The account that it makes has another id each time, so the state is not compared.
        const [first = 0] = writes;
        for (const when of ['before', 'after'] as const) {
          await sql(`${reset}; drop role if exists bot_new`);
          const place = await killed(
            { bot_gone: ['role/readers', 'attribute/createdb', select], bot_swap: ['role/readers', select], bot_new: ['role/readers'] },
            first,
            when,
          );
          expect((await live()).filter((fact) => fact.startsWith('bot_new'))).toEqual(['bot_new in readers', 'bot_new true false']);
          expect((await place.run(['detect', '--quiet'], { env })).code).toBe(0);
        }
      } finally {
        await relay.close();
        await server.close();
      }
    },
    limit,
  );
});

describe('the lock', () => {
  const slow = CRM.replace('writable: true', 'writable: true, settles: 60s');

  test('two applies at once: the second is refused and told who holds the lock; the lock of a dead one is taken over', async () => {
    using place = newPlace();
    place.put('policies/base.yaml', slow);
    place.put('policies/bots.yaml', bots(['bot-a', 'role/a']));
    place.put('crm.jsonl', jsonl(['bot-a', 'account'], ['bot-a', 'login']));
    let [pid, kill] = [0, (): void => undefined];
    const waiting = apply(place, {
      started: (child) => {
        [pid, kill] = [child.pid, () => child.kill('SIGKILL')];
      },
    });
    try {
      // Once it has written it waits for the target to settle, with the lock in its hands.
      while (!rowsOf(place.read('crm.jsonl')).includes('bot-a role a')) await sleep(20);
      for (const command of [['apply', '--yes'], ['detect'], ['bootstrap', '--yes']]) {
        const second = await place.run(command);
        expect(second.code, command.join(' ')).toBe(1);
        expect(second.stderr).toContain(`lock.json: run apply ${pid} of `);
        expect(second.stderr).toContain(`(pid ${pid} on `);
        expect(second.stderr).toContain('Wait until it ends');
        expect(second.stdout).toBe('');
      }
      const looking = await place.run(['plan', '--quiet']);
      expect(looking.stdout, 'a plan needs no lock').toContain('nhi plan');
    } finally {
      kill();
    }
    expect((await waiting).signal).toBe('SIGKILL');
    const third = await place.run(['apply', '--yes', '--quiet', '--wait', '0s']);
    expect(third.stdout.replaceAll(/\s+/g, ' ')).toContain(`lock.json: the lock of run apply ${pid} of`);
    expect(third.stdout.replaceAll(/\s+/g, ' ')).toContain('was taken over; that process is gone.');
    // Written and not proven yet: not green, and not written twice.
    expect(third.code).toBe(2);
    expect(rowsOf(place.read('crm.jsonl'))).toEqual(['bot-a account bot-a', 'bot-a login bot-a', 'bot-a role a']);
  });

  test('killed before the target has settled: nothing is written twice, and the proof comes once it has, invariants 3 and 16', async () => {
    using place = newPlace();
    place.put('policies/base.yaml', CRM.replace('writable: true', 'writable: true, settles: 3s'));
    place.put('policies/bots.yaml', bots(['bot-a', 'role/a']));
    place.put('crm.jsonl', jsonl(['bot-a', 'account'], ['bot-a', 'login'], ['bot-a', 'role', 'x']));
    let kill = (): void => undefined;
    const cut = apply(place, { started: (child) => (kill = () => child.kill('SIGKILL')) });
    while (!rowsOf(place.read('crm.jsonl')).includes('bot-a role a')) await sleep(5);
    kill();
    expect((await cut).signal).toBe('SIGKILL');
    const written = place.read('crm.jsonl');
    const soon = await apply(place);
    expect(soon.code, soon.stdout).toBe(2);
    await sleep(3200);
    await applied(place);
    expect(place.read('crm.jsonl')).toBe(written);
    const state = JSON.parse(place.read('.nhi-state/approved/crm.json')) as {
      readonly intents: unknown[];
      readonly approved: readonly { readonly mandate: unknown }[];
    };
    expect(state.intents).toEqual([]);
    expect(state.approved.filter((row) => row.mandate !== null)).toEqual([]);
  });
});
