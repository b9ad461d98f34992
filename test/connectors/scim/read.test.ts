/** What a read of a real SCIM server gives, and what it does not prove. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { kinds } from '../../../src/connectors/scim/kinds.ts';
import { canonicalJson } from '../../../src/model/order.ts';
import type { Live } from '../../../src/model/entitlement.ts';
import { without } from '../../servers/fault-proxy.ts';
import type { ScimServerOptions, Seed } from '../../servers/scim-server.ts';
import { AGENT_SCHEMA } from '../../servers/scim-server.ts';
import { type Bed, READ_CANARY, scimBed } from './scim-bed.ts';

const SEED: Seed = {
  users: [
    { name: 'ci-shop', entitlements: [{ value: 'deploy', type: 'prod' }], roles: [{ value: 'writer' }] },
    { name: 'ci-cart', active: false },
    { name: 'ci-idle' },
  ],
  agents: [
    { name: 'helper', roles: [{ value: 'reader', type: 'work' }] },
    { name: 'stopped', active: false },
  ],
  groups: [
    { name: 'deployers', members: ['ci-shop', 'ci-cart', 'helper'] },
    { id: 'readers-id', name: 'readers', members: ['ci-shop'] },
    { name: 'empty' },
    { name: 'nested', members: ['deployers', 'ci-shop'] },
  ],
};
const FACTS = [
  'ci-cart group deployers',
  'ci-cart user',
  'ci-idle login',
  'ci-idle user',
  'ci-shop entitlement deploy prod',
  'ci-shop group deployers',
  'ci-shop group nested',
  'ci-shop group readers',
  'ci-shop login',
  'ci-shop role writer',
  'ci-shop user',
];
const timeless = (live: Live) => canonicalJson({ ...live, begunAt: 0, endedAt: 0 });
const proven = (live: Live) => Object.keys(live.proofs).sort();
const ALL = ['entitlement', 'group', 'login', 'role', 'user'];

describe('a whole read', () => {
  let bed: Bed;
  let ids: Readonly<Record<string, string>>;
  beforeAll(async () => {
    bed = await scimBed();
    ids = bed.server.seed(SEED);
  });
  afterAll(() => bed[Symbol.asyncDispose]());
  const named = (live: Live) => bed.facts(live).map((fact) => fact.replaceAll(ids['nested'] ?? '', 'nested'));

  it('gives accounts, logins, groups, roles and entitlements, with a proof each', async () => {
    const live = await bed.read();
    expect(live.error).toBeNull();
    // A login is named as its account, so its name is left out here.
    expect(named(live)).toEqual(FACTS);
    expect(live.proofs).toEqual({
      user: { read: 3, claimed: 3, by: 'count' },
      login: { read: 3, claimed: 3, by: 'count' },
      role: { read: 3, claimed: 3, by: 'count' },
      entitlement: { read: 3, claimed: 3, by: 'count' },
      group: { read: 4, claimed: 4, by: 'count' },
    });
    expect(live.refs).toContainEqual({ kind: 'group', id: ids['empty'], name: 'empty' });
    expect(live.refs).toContainEqual({ kind: 'user', id: ids['ci-cart'], name: 'ci-cart' });
    expect(live.entries).toContainEqual({
      target: 'crm',
      account: ids['ci-shop'],
      kind: 'group',
      name: ids['readers'],
      facets: {},
      facts: {},
    });
    expect(live.entries).toContainEqual({
      target: 'crm',
      account: ids['ci-shop'],
      kind: 'login',
      name: ids['ci-shop'],
      facets: {},
      facts: {},
    });
  });
  it('is a fixed point of canonical', async () => {
    for (const entry of (await bed.read({ resourceTypes: ['User', 'Agent'] })).entries) expect(kinds.canonical(entry)).toEqual(entry);
  });
  it('is the same whatever the page size', async () => {
    const wanted = timeless(await bed.read());
    for (const pageSize of [1, 2, 3, 4]) expect(timeless(await bed.read({ pageSize }))).toBe(wanted);
  });
  it('reads another type by discovery or by config, and both together', async () => {
    const config = { name: 'Agent', endpoint: '/Agents', schema: AGENT_SCHEMA, nameAttribute: 'name' };
    const live = await bed.read({ resourceTypes: [config] });
    expect(bed.facts(live)).toEqual(['helper agent', 'helper group deployers', 'helper login', 'helper role reader work', 'stopped agent']);
    expect(timeless(await bed.read({ resourceTypes: ['Agent'], nameAttribute: 'name' }))).toBe(timeless(live));
    const both = await bed.read({ resourceTypes: ['User', config] });
    expect(bed.facts(both)).toEqual([...named(await bed.read()), ...bed.facts(live)].sort());
    expect(both.proofs['login']).toEqual({ read: 5, claimed: 5, by: 'count' });
  });
  it('reads some accounts only', async () => {
    const live = await bed.read({}, [ids['ci-cart'] ?? '', 'no-such-id']);
    expect(bed.facts(live)).toEqual(['ci-cart group deployers', 'ci-cart user']);
    expect(live).toMatchObject({ error: null, only: [ids['ci-cart'], 'no-such-id'] });
    expect(proven(live)).toEqual(ALL);
  });
  it('leaves out what the server does not have', async () => {
    bed.server.resetCounts();
    const live = await bed.read({ without: ['group', 'role'] });
    expect(proven(live)).toEqual(['entitlement', 'login', 'user']);
    expect(bed.server.seen.some(({ url }) => url.includes('/Groups'))).toBe(false);
  });
  it('never writes', async () => {
    bed.server.resetCounts();
    await bed.read();
    expect(bed.server.counts.writes).toBe(0);
    expect(bed.proxy.seen.every(({ authorization }) => authorization === `Bearer ${READ_CANARY}`)).toBe(true);
  });
  it('reads memberships by filter, by pair and from the accounts alike', async () => {
    const wanted = timeless(await bed.read());
    for (const membership of ['memberFilter', 'pairFilter', 'userGroups'] as const)
      expect(timeless(await bed.read({ quirks: { membership } }))).toBe(wanted);
  });
  it('says nothing for an account whose name is under another attribute', async () => {
    const live = await bed.read({ nameAttribute: 'nickName' });
    expect(proven(live)).not.toContain('user');
    expect(live.error).toMatchObject({ code: 'unproven', message: expect.stringContaining('nickName') as string });
  });
});

type Rewrite = NonNullable<ScimServerOptions['rewrite']>;
/** Changes each group that an answer shows, alone or in a list. */
const eachGroup =
  (change: (group: Record<string, unknown>) => object): Rewrite =>
  ({ path }, body) => {
    if (!path.includes('/Groups')) return body;
    const rows = body['Resources'] as Record<string, unknown>[] | undefined;
    return rows === undefined ? change(body) : { ...body, Resources: rows.map(change) };
  };
const eachUser =
  (change: (user: Record<string, unknown>) => object): Rewrite =>
  ({ path }, body) => {
    if (!path.includes('/Users')) return body;
    const rows = body['Resources'] as Record<string, unknown>[] | undefined;
    return rows === undefined ? change(body) : { ...body, Resources: rows.map(change) };
  };
const hideMembers = eachGroup((group) => without(group, 'members'));
const emptyMembers = eachGroup((group) => ({ ...group, members: [] }));
const noFilters: Rewrite = ({ query }, body) => (query['filter'] === undefined ? body : { ...body, Resources: [], totalResults: 0 });
const both =
  (...all: readonly Rewrite[]): Rewrite =>
  (request, body) =>
    all.reduce<unknown>((now, rewrite) => rewrite(request, now as Record<string, unknown>), body);

/** Of a filtered list the first row, unless that is the group that is hidden. */
function onlyFirst(body: Record<string, unknown>): object {
  const first = ((body['Resources'] as { id: string }[] | undefined) ?? []).filter(({ id }) => id !== 'readers-id').slice(0, 1);
  return { totalResults: first.length, Resources: first };
}

async function reading(
  options: ScimServerOptions,
  more: Parameters<Bed['read']>[0] = {},
  seed: Seed = SEED,
): Promise<{ readonly live: Live; readonly facts: readonly string[] }> {
  await using bed = await scimBed(options);
  bed.server.seed(seed);
  const live = await bed.read(more);
  return { live, facts: bed.facts(live) };
}

describe('members that a server does not show', () => {
  const hundred: Seed = {
    users: Array.from({ length: 101 }, (_, at) => ({ name: `u${at}` })),
    groups: [
      { name: 'big', members: Array.from({ length: 101 }, (_, at) => `u${at}`) },
      { name: 'small', members: ['u1'] },
    ],
  };
  const cut = eachGroup((group) => ({ ...group, members: (group['members'] as unknown[] | undefined)?.slice(0, 100) }));
  const noGroups = { userGroups: false };

  it.each<[string, ScimServerOptions, Seed?]>([
    ['omits them, and users show no groups', { ...noGroups, rewrite: both(hideMembers, noFilters) }],
    ['shows them empty, and users show no groups', { ...noGroups, rewrite: both(emptyMembers, noFilters) }],
    ['omits them, and filters find what the lists hide', { ...noGroups, rewrite: hideMembers }],
    ['omits them, and users show groups', { rewrite: hideMembers }],
    ['cuts them at 100, and users show no groups', { ...noGroups, rewrite: both(cut, noFilters) }, hundred],
    ['cuts them at 100, and users show groups', { rewrite: cut }, hundred],
  ])('%s: no proof for groups, and the rest stands', async (_, options, seed) => {
    const { live } = await reading(options, { pageSize: 200 }, seed);
    expect(live.proofs).not.toHaveProperty('group');
    expect(proven(live)).toEqual(ALL.filter((kind) => kind !== 'group'));
    expect(live.error).toMatchObject({
      code: 'unproven',
      message: expect.stringMatching(/^crm: .*group: \d+ groups? came without members/) as string,
    });
  });
  it.each<[string, ScimServerOptions]>([
    ['users show groups', {}],
    ['filters work', noGroups],
  ])('exactly 100 members are proven where %s', async (_, options) => {
    const seed: Seed = {
      users: hundred.users ?? [],
      groups: [{ name: 'big', members: Array.from({ length: 100 }, (__, at) => `u${at}`) }],
    };
    const { live, facts } = await reading(options, { pageSize: 200 }, seed);
    expect(live.error).toBeNull();
    expect(facts.filter((fact) => fact.endsWith('group big'))).toHaveLength(100);
  });
  it.each<[string, ScimServerOptions]>([
    ['users show groups', {}],
    ['filters work', noGroups],
  ])('an empty group beside others is proven where %s', async (_, options) => {
    expect((await reading(options)).live.error).toBeNull();
  });
  it('nobody in any group is proven by a filter that works, and not by one that says nothing', async () => {
    const seed: Seed = { users: [{ name: 'a', roles: [{ value: 'x' }], entitlements: [{ value: 'y' }] }], groups: [{ name: 'g' }] };
    expect((await reading(noGroups, {}, seed)).live.error).toBeNull();
    expect((await reading({ ...noGroups, rewrite: noFilters }, {}, seed)).live.proofs).not.toHaveProperty('group');
    expect((await reading({ ...noGroups, rewrite: noFilters }, { quirks: { omittedMembers: 'empty' } }, seed)).live.error).toBeNull();
  });
  it('a filter that the server ignores proves nothing', async () => {
    await using bed = await scimBed(noGroups);
    bed.server.seed(SEED);
    // The proxy cannot rewrite a query, so it answers filtered lists with the whole list.
    const whole = (await (
      await fetch(`${bed.server.url}/Groups?attributes=id`, { headers: { authorization: `Bearer ${READ_CANARY}` } })
    ).json()) as Record<string, unknown>;
    bed.proxy.set([{ name: 'ignored', url: /filter=/, fault: { do: 'json', change: () => whole } }]);
    for (const membership of ['memberFilter', 'pairFilter'] as const)
      expect((await bed.read({ quirks: { membership } })).proofs).not.toHaveProperty('group');
    expect(bed.proxy.fired['ignored']).toBeGreaterThan(0);
  });
  it('a filter that looks at the group alone proves nothing', async () => {
    await using bed = await scimBed(noGroups);
    bed.server.seed({ users: [{ name: 'a' }, { name: 'b' }], groups: [{ id: 'g', name: 'g', members: ['a'] }] });
    bed.proxy.set([
      {
        name: 'half',
        url: /filter=id%20eq/,
        fault: { do: 'json', change: (body) => ({ ...body, totalResults: 1, Resources: [{ id: 'g' }] }) },
      },
    ]);
    expect((await bed.read({ quirks: { membership: 'pairFilter' } })).proofs).not.toHaveProperty('group');
    expect(bed.proxy.fired['half']).toBeGreaterThan(1);
  });
  const oneHidden = eachGroup((group) => (group['id'] === 'readers-id' ? without(group, 'members') : group));
  it.each<[string, ScimServerOptions]>([
    ['nothing else tells of them', { ...noGroups, rewrite: both(oneHidden, noFilters) }],
    [
      'a filter finds some memberships only',
      {
        ...noGroups,
        rewrite: both(oneHidden, ({ query }, body) =>
          query['filter'] === undefined ? body : { ...body, totalResults: 0, Resources: [], ...onlyFirst(body) },
        ),
      },
    ],
    [
      'accounts show some of their groups only',
      {
        rewrite: both(
          oneHidden,
          noFilters,
          eachUser((user) => ({ ...user, groups: ((user['groups'] as object[] | undefined) ?? []).slice(0, 1) })),
        ),
      },
    ],
  ])('one group that omits its members beside others that show them is unproven where %s', async (_, options) => {
    expect((await reading(options)).live.proofs).not.toHaveProperty('group');
  });
  it('accounts that show no groups prove nothing about groups', async () => {
    expect((await reading(noGroups, { quirks: { membership: 'userGroups' } })).live.proofs).not.toHaveProperty('group');
  });
  it('indirect memberships of accounts are not their own', async () => {
    const rewrite = eachUser((user) => ({
      ...user,
      groups: [...((user['groups'] as object[] | undefined) ?? []), { value: 'readers-id', type: 'indirect' }],
    }));
    expect((await reading({ rewrite }, { quirks: { membership: 'userGroups' } })).facts).toEqual(FACTS);
  });
});

describe('accounts that a server half shows', () => {
  it('an absent active is neither: no proof for logins', async () => {
    const { live } = await reading({}, {}, { ...SEED, users: [{ name: 'odd', active: null, roles: [{ value: 'r' }], entitlements: [] }] });
    expect(proven(live)).toEqual(ALL.filter((kind) => kind !== 'login'));
    expect(live.error?.message).toContain('does not say whether it is active');
    expect(live.entries.filter(({ kind }) => kind === 'login')).toEqual([]);
  });
  it('"False" as text counts where the profile says so', async () => {
    const rewrite = eachUser((user) => ({ ...user, active: user['active'] === true ? 'True' : 'False' }));
    expect((await reading({ rewrite })).live.proofs).not.toHaveProperty('login');
    expect((await reading({ rewrite }, { profile: 'entra' })).facts).toEqual(FACTS);
  });
  it('attributes in another case are the same ones', async () => {
    const rewrite = eachUser(({ userName, active, ...user }) => ({ ...user, USERNAME: userName, Active: active }));
    expect((await reading({ rewrite })).facts).toEqual(FACTS);
  });
  const bare: Seed = { users: [{ name: 'a' }] };
  it('roles that nobody carries are proven by the schema, and by nothing else', async () => {
    expect(proven((await reading({}, { without: ['group'] }, bare)).live)).toEqual(['entitlement', 'login', 'role', 'user']);
    const hidden: Rewrite = ({ path }, body) => (path.includes('/Schemas') ? { ...body, Resources: [] } : body);
    const { live } = await reading({ rewrite: hidden }, { without: ['group'] }, bare);
    expect(proven(live)).toEqual(['login', 'user']);
    expect(live.error?.message).toContain('write role under without');
  });
  it('a role without a value gives no proof', async () => {
    const rewrite = eachUser((user) => ({ ...user, roles: [{ display: 'x' }] }));
    expect((await reading({ rewrite })).live.proofs).not.toHaveProperty('role');
  });
  it('a role held twice with two types gives no proof', async () => {
    const rewrite = eachUser((user) => ({
      ...user,
      roles: [
        { value: 'r', type: 'a' },
        { value: 'r', type: 'b' },
      ],
    }));
    expect((await reading({ rewrite })).live.proofs).not.toHaveProperty('role');
  });
  it('one id in two types gives no proof at all', async () => {
    const { live } = await reading(
      {},
      { resourceTypes: ['User', { name: 'Agent', endpoint: '/Agents', nameAttribute: 'name' }] },
      { users: [{ id: 'one', name: 'a' }], agents: [{ id: 'one', name: 'b' }] },
    );
    expect(live).toMatchObject({ proofs: {}, error: { code: 'unproven' } });
  });
});

describe('lists', () => {
  it('a server that hides rows gives no proof', async () => {
    const rewrite: Rewrite = ({ path }, body) =>
      path.includes('/Users') ? { ...body, totalResults: Number(body['totalResults']) + 1 } : body;
    expect((await reading({ rewrite })).live).toMatchObject({ proofs: {}, error: { code: 'unproven' } });
  });
  it('a server that pages by cursor unasked, or asked, is read to its end', async () => {
    // RFC 9865: the cursor is the index of the next row.
    const rewrite: Rewrite = ({ query, path }, body) => {
      const rows = body['Resources'] as unknown[] | undefined;
      if (rows === undefined || !/\/(?:Users|Groups)$/.test(path)) return body;
      const at = Number(query['cursor'] ?? 0) || 0;
      return {
        ...without(body, 'totalResults', 'startIndex'),
        Resources: rows.slice(at, at + 1),
        ...(at + 1 < rows.length ? { nextCursor: String(at + 1) } : {}),
      };
    };
    // scimmy cuts by `count` itself, so the page size is that of the rewriting.
    for (const more of [{}, { quirks: { paging: 'cursor' as const } }]) {
      const { live, facts } = await reading({ rewrite, userGroups: true }, { ...more, pageSize: 50 });
      expect(live.error).toBeNull();
      expect(facts).toEqual(FACTS);
      expect(live.proofs['user']).toEqual({ read: 3, claimed: null, by: 'cursorEnd' });
    }
  });
  it.each<[string, Record<string, unknown>]>([
    ['no list', { hello: 'world' }],
    ['rows without ids', { totalResults: 1, Resources: [{ userName: 'a' }] }],
    ['no total', { Resources: [] }],
    ['a total and no rows', { totalResults: 3 }],
    ['rows that are no list', { totalResults: 1, Resources: {} }],
  ])('%s gives no proof', async (_, body) => {
    const rewrite: Rewrite = ({ path }, answer) => (path.includes('/Users') ? body : answer);
    const { live } = await reading({ rewrite });
    expect(live.proofs).toEqual({});
    expect(['badResponse', 'unproven']).toContain(live.error?.code);
  });
  it.each<[string, Record<string, unknown>, string]>([
    ['a row without an id', { totalResults: 2, Resources: [{ id: 'a' }, {}] }, '/Resources/1/id of the page from 1 on'],
    ['rows that are no list', { totalResults: 1, Resources: {} }, '/Resources of the page from 1 on'],
    ['a cursor that is no text', { Resources: [], nextCursor: 7 }, '/nextCursor of the page from 1 on'],
  ])('%s: the refusal says where', async (_, body, where) => {
    const { live } = await reading({ rewrite: ({ path }, answer) => (path.includes('/Users') ? body : answer) });
    expect(live.error).toMatchObject({ code: 'badResponse', message: expect.stringContaining(where) as string });
  });
  it('a single answer that is another resource is refused', async () => {
    const rewrite: Rewrite = ({ path }, body) => (/\/Groups\/./.test(path) ? { ...body, id: 'other' } : body);
    expect((await reading({ rewrite })).live.proofs).not.toHaveProperty('group');
  });
});

describe('discovery', () => {
  it.each<[string, unknown]>([
    ['another origin', 'https://evil.example/Agents'],
    ['another origin, without scheme', '//evil.example/Agents'],
    ['a path that walks up', '/../admin'],
    ['nothing', undefined],
  ])('an endpoint that is %s is refused', async (_, endpoint) => {
    const rewrite: Rewrite = ({ path }, body) =>
      path.includes('/ResourceTypes') ? { ...body, Resources: [{ name: 'Agent', endpoint }] } : body;
    expect((await reading({ rewrite }, { resourceTypes: ['Agent'], nameAttribute: 'name' })).live).toMatchObject({
      proofs: {},
      error: { code: 'badResponse', message: expect.stringContaining('Write name, endpoint and schema') as string },
    });
  });
});

it('a stale read shows the past, and then the present', async () => {
  await using bed = await scimBed({ staleMs: 150 });
  const ids = bed.server.seed(SEED);
  await new Promise((resolve) => setTimeout(resolve, 200));
  bed.server.removeMember(ids['readers'] ?? '', ids['ci-shop'] ?? '');
  expect(bed.facts(await bed.read())).toContain('ci-shop group readers');
  await new Promise((resolve) => setTimeout(resolve, 200));
  expect(bed.facts(await bed.read())).not.toContain('ci-shop group readers');
});
