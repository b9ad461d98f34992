/** One change at a time on a real SCIM server: what is sent, what is left alone, what is refused. */
import { beforeEach, afterEach, describe, expect, it } from 'vitest';
import { without } from '../../servers/fault-proxy.ts';
import { AGENT_SCHEMA } from '../../servers/scim-server.ts';
import { type Bed, READ_CANARY, scimBed, WRITE_CANARY } from './scim-bed.ts';

let bed: Bed;
let ids: Readonly<Record<string, string>>;
const id = (name: string): string => ids[name] ?? name;
const AGENT = { name: 'Agent', endpoint: '/Agents', schema: AGENT_SCHEMA, nameAttribute: 'name' };

beforeEach(async () => {
  bed = await scimBed();
  ids = bed.server.seed({
    users: [{ name: 'shop', entitlements: [{ value: 'deploy', type: 'prod' }] }, { name: 'cart' }, { name: 'idle', active: false }],
    agents: [{ name: 'helper', active: false }],
    groups: [{ name: 'deployers', members: ['shop', 'cart'] }, { name: 'single', members: ['shop'] }, { name: 'empty' }],
  });
  bed.server.resetCounts();
});
afterEach(() => bed[Symbol.asyncDispose]());

const outcomes = async (...changes: Parameters<Bed['write']>) => (await bed.write(...changes)).map(({ outcome }) => outcome);
const refusal = (code: string, message?: RegExp) =>
  expect.objectContaining({ name: 'ConnectorError', code, message: expect.stringMatching(message ?? /^crm: /) as string }) as unknown;
const sent = () =>
  bed.server.seen.filter(({ method }) => method !== 'GET').map(({ method, url }) => `${method} ${url.replace('/scim/v2', '')}`);

describe('members', () => {
  const member = (group: string, account: string) => ({ account: id(account), kind: 'group', name: id(group) });
  it('adds one, once', async () => {
    expect(await outcomes([['grant', member('empty', 'idle')]])).toEqual(['changed']);
    expect(bed.server.members(id('empty'))).toEqual([id('idle')]);
    expect(await outcomes([['grant', member('empty', 'idle')]])).toEqual(['unchanged']);
    expect(bed.server.members(id('empty'))).toEqual([id('idle')]);
    expect(bed.server.counts.writes).toBe(1);
  });
  it('takes one and leaves the others', async () => {
    expect(await outcomes([['revoke', member('deployers', 'shop')]])).toEqual(['changed']);
    expect(bed.server.members(id('deployers'))).toEqual([id('cart')]);
    expect(await outcomes([['revoke', member('deployers', 'shop')]])).toEqual(['unchanged']);
    expect(bed.server.counts.writes).toBe(1);
  });
  it('takes the last one, and knows it the second time', async () => {
    expect(await outcomes([['revoke', member('single', 'shop')]])).toEqual(['changed']);
    expect(bed.server.members(id('single'))).toEqual([]);
    expect(await outcomes([['revoke', member('single', 'shop')]])).toEqual(['unchanged']);
    expect(bed.server.counts.writes).toBe(1);
  });
  it('sends the token for writing, and none of the reading one', async () => {
    await bed.write([['revoke', member('deployers', 'shop')]]);
    expect(new Set(bed.proxy.seen.map(({ authorization }) => authorization))).toEqual(new Set([`Bearer ${WRITE_CANARY}`]));
  });
  it('a hostile id stays one id', async () => {
    const hostile = '"] or value pr or members[value eq "';
    bed.server.seed({ groups: [{ id: 'g', name: 'g', members: ['shop', 'cart'] }] });
    bed.server.addMember('g', hostile);
    expect(await outcomes([['revoke', { account: hostile, kind: 'group', name: 'g' }]]).catch(() => ['refused'])).not.toEqual([
      'unchanged',
    ]);
    expect(bed.server.members('g')).toEqual(expect.arrayContaining([id('shop'), id('cart')]));
    await expect(bed.write([['revoke', { account: 'x', kind: 'group', name: '../Users' }]])).rejects.toEqual(refusal('unsupported'));
  });
  it('the value array is sent by profile only', async () => {
    expect(await outcomes([['revoke', member('deployers', 'shop')]], { quirks: { remove: 'valueArray' } })).toEqual(['changed']);
    expect(bed.server.members(id('deployers'))).toEqual([id('cart')]);
  });
  it('a value array that took all: the others are given back, and no second one is sent', async () => {
    const strict = {
      name: 'strict',
      method: 'PATCH',
      fault: {
        do: 'ask',
        body: (body: unknown) => ({
          ...(body as object),
          Operations: (body as { Operations: { op: string }[] }).Operations.map((one) =>
            one.op === 'remove' ? { op: 'remove', path: 'members' } : one,
          ),
        }),
      },
    } as const;
    bed.proxy.set([strict]);
    const taking = bed.write([['revoke', member('deployers', 'shop')]], { quirks: { remove: 'valueArray' } });
    await expect(taking).rejects.toEqual(refusal('badResponse', /the others were given back; .* Write filterPath as quirks.remove/));
    expect(bed.server.members(id('deployers'))).toEqual([id('cart')]);
    // Refused as well, what is lost is counted.
    bed.proxy.set([{ name: 'refused', method: 'PATCH', after: 1, fault: { do: 'status', status: 403 } }, strict]);
    bed.server.addMember(id('deployers'), id('shop'));
    await expect(bed.write([['revoke', member('deployers', 'shop')]], { quirks: { remove: 'valueArray' } })).rejects.toEqual(
      refusal('badResponse', /1 of 1 others are not seen to be back: .* give them back by hand;/),
    );
  });
  it('a value array is not sent where the list can have been cut', async () => {
    bed.proxy.set([{ name: 'hidden', method: 'GET', url: /Groups\//, fault: { do: 'json', change: (body) => without(body, 'members') } }]);
    await expect(bed.write([['revoke', member('deployers', 'shop')]], { quirks: { remove: 'valueArray' } })).rejects.toEqual(
      refusal('unproven', /would take the rest away, so nothing was changed\. Look at quirks\.remove/),
    );
    expect(bed.server.counts.writes).toBe(0);
  });
  it('works where members are hidden: by a filter that names both', async () => {
    const pairs = { quirks: { membership: 'pairFilter' as const } };
    expect(await outcomes([['grant', member('deployers', 'shop')]], pairs)).toEqual(['unchanged']);
    expect(await outcomes([['revoke', member('deployers', 'shop')]], pairs)).toEqual(['changed']);
    expect(await outcomes([['revoke', member('deployers', 'shop')]], pairs)).toEqual(['unchanged']);
  });
  it('a filter that the server ignores decides nothing', async () => {
    bed.proxy.set([
      {
        name: 'ignored',
        url: /filter=/,
        fault: { do: 'json', change: (body) => ({ ...body, totalResults: 1, Resources: [{ id: id('single') }] }) },
      },
    ]);
    await expect(bed.write([['grant', member('empty', 'shop')]], { quirks: { membership: 'pairFilter' } })).rejects.toEqual(
      refusal('unproven'),
    );
    // Where the group itself shows its members, the filter is only a second look.
    expect(await outcomes([['grant', member('empty', 'shop')]])).toEqual(['changed']);
    expect(bed.proxy.fired['ignored']).toBe(2);
  });
  it('a group that is gone is a conflict', async () => {
    await expect(bed.write([['grant', member('nowhere', 'shop')]])).rejects.toEqual(refusal('conflict'));
    expect(bed.server.counts.writes).toBe(0);
  });
  it('noTarget for what is not there is unchanged', async () => {
    bed.proxy.set([{ name: 'no', method: 'PATCH', fault: { do: 'status', status: 400, body: '{"scimType":"noTarget"}' } }]);
    expect(await outcomes([['revoke', member('deployers', 'shop')]])).toEqual(['unchanged']);
    expect(bed.proxy.fired['no']).toBe(1);
  });
});

describe('whole lists', () => {
  const put = { quirks: { remove: 'put' as const } };
  let versioned: Bed;
  let own: Readonly<Record<string, string>>;
  beforeEach(async () => {
    versioned = await scimBed({ etags: true });
    own = versioned.server.seed({ users: [{ name: 'a' }, { name: 'b' }, { name: 'c' }], groups: [{ name: 'g', members: ['a', 'b'] }] });
  });
  afterEach(() => versioned[Symbol.asyncDispose]());
  const member = (account: string) => ({ account: own[account] ?? '', kind: 'group', name: own['g'] ?? '' });

  it('invariant 8: writes the fresh list and these changes, once', async () => {
    const step = [
      ['revoke', member('a')],
      ['grant', member('c')],
      ['grant', member('b')],
    ] as const;
    expect((await versioned.write(step, put)).map(({ outcome }) => outcome)).toEqual(['changed', 'changed', 'unchanged']);
    expect(versioned.server.members(own['g'] ?? '')).toEqual([own['b'], own['c']]);
    expect(versioned.server.counts.writes).toBe(1);
    expect((await versioned.write(step, put)).map(({ outcome }) => outcome)).toEqual(['unchanged', 'unchanged', 'unchanged']);
    expect(versioned.server.counts.writes).toBe(1);
  });
  it('is refused when somebody wrote meanwhile, and keeps what they wrote', async () => {
    versioned.proxy.set([{ name: 'slow', method: 'PUT', fault: { do: 'delay', ms: 200 } }]);
    const writing = versioned.write([['revoke', member('a')]], put);
    await new Promise((resolve) => setTimeout(resolve, 100));
    versioned.server.addMember(own['g'] ?? '', own['c'] ?? '');
    await expect(writing).rejects.toEqual(refusal('conflict'));
    expect(versioned.server.members(own['g'] ?? '')).toEqual([own['a'], own['b'], own['c']]);
    expect(versioned.proxy.fired['slow']).toBe(1);
  });
  it('is refused where members are not shown in full', async () => {
    versioned.proxy.set([{ name: 'hidden', url: /\/Groups\//, fault: { do: 'json', change: (body) => without(body, 'members') } }]);
    await expect(versioned.write([['grant', member('c')]], put)).rejects.toEqual(refusal('unproven'));
    expect(versioned.server.counts.writes).toBe(0);
  });
  it('is refused where the list can have been cut', async () => {
    versioned.server.seed({ groups: [{ id: 'big', name: 'big', members: Array.from({ length: 100 }, (_, at) => `m${at}`) }] });
    await expect(versioned.write([['grant', { ...member('c'), name: 'big' }]], put)).rejects.toEqual(refusal('unproven'));
    expect(versioned.server.counts.writes).toBe(0);
  });
  it('is refused without a version', async () => {
    versioned.proxy.set([
      { name: 'bare', url: /\/Groups\//, fault: { do: 'json', withoutHeaders: ['etag'], change: (body) => without(body, 'meta') } },
    ]);
    await expect(versioned.write([['grant', member('c')]], put)).rejects.toEqual(refusal('unsupported', /ETag/));
    expect(versioned.server.counts.writes).toBe(0);
  });
});

describe('logins', () => {
  const login = (account: string) => ({ account: id(account), kind: 'login', name: id(account) });
  it.each(['path', 'value'] as const)('are switched by %s, once', async (active) => {
    const more = { quirks: { active } };
    expect(await outcomes([['revoke', login('shop')]], more)).toEqual(['changed']);
    expect(bed.server.account(id('shop'))).toMatchObject({ active: false, userName: 'shop' });
    expect(await outcomes([['revoke', login('shop')]], more)).toEqual(['unchanged']);
    expect(await outcomes([['grant', login('shop')]], more)).toEqual(['changed']);
    expect(await outcomes([['grant', login('shop')]], more)).toEqual(['unchanged']);
    expect(bed.server.account(id('shop'))).toMatchObject({ active: true });
    expect(bed.server.counts.writes).toBe(2);
  });
  it('find the type of their account', async () => {
    expect(await outcomes([['grant', login('helper')]], { resourceTypes: ['User', AGENT] })).toEqual(['changed']);
    expect(sent()).toEqual([`PATCH /Agents/${id('helper')}`]);
  });
  it('of an account that is gone: taking is done, giving is a conflict', async () => {
    expect(await outcomes([['revoke', login('nobody')]])).toEqual(['unchanged']);
    await expect(bed.write([['grant', login('nobody')]])).rejects.toEqual(refusal('conflict'));
  });
});

describe('accounts', () => {
  it('are created inactive, once', async () => {
    expect(await outcomes([['grant', { account: 'user/new/one', kind: 'user', name: 'new/one' }]])).toEqual(['changed']);
    const live = await bed.read();
    const made = live.refs.find(({ name }) => name === 'new/one');
    expect(bed.server.account(made?.id ?? '')).toMatchObject({ active: false });
    expect(bed.facts(live)).not.toContain('new/one login');
    expect(await outcomes([['grant', { account: 'user/new/one', kind: 'user', name: 'new/one' }]])).toEqual(['unchanged']);
    expect(bed.server.counts.writes).toBe(1);
  });
  it('of another type get its schema and its name', async () => {
    expect(await outcomes([['grant', { account: 'agent/bot', kind: 'agent', name: 'bot' }]], { resourceTypes: [AGENT] })).toEqual([
      'changed',
    ]);
    expect(
      await outcomes([['grant', { account: 'agent/bot2', kind: 'agent', name: 'bot2' }]], {
        resourceTypes: ['Agent'],
        nameAttribute: 'name',
      }),
    ).toEqual(['changed']);
    expect(bed.facts(await bed.read({ resourceTypes: [AGENT] }))).toEqual(['bot agent', 'bot2 agent', 'helper agent']);
  });
  it('a name that is taken in another spelling is a conflict', async () => {
    await expect(bed.write([['grant', { account: 'user/SHOP', kind: 'user', name: 'SHOP' }]])).rejects.toEqual(refusal('conflict'));
  });
  it('cannot be made by an id, or without a schema', async () => {
    await expect(bed.write([['grant', { account: 'user/id:x', kind: 'user', name: 'id:x' }]])).rejects.toEqual(refusal('unsupported'));
    await expect(
      bed.write([['grant', { account: 'agent/x', kind: 'agent', name: 'x' }]], {
        resourceTypes: [{ name: 'Agent', endpoint: '/Agents', nameAttribute: 'name' }],
      }),
    ).rejects.toEqual(refusal('unsupported'));
  });
  it('are deleted only where the config says that this is safe', async () => {
    const revoke = [['revoke', { account: id('cart'), kind: 'user', name: id('cart') }]] as const;
    await expect(bed.write(revoke)).rejects.toEqual(refusal('unsupported'));
    expect(bed.server.counts.requests).toBe(0);
    const more = { quirks: { deleteIsSafe: true } };
    expect(await outcomes(revoke, more)).toEqual(['changed']);
    expect(await outcomes(revoke, more)).toEqual(['unchanged']);
    expect(sent()).toEqual([`DELETE /Users/${id('cart')}`]);
  });
});

describe('roles and entitlements', () => {
  const role = (name: string, type = '') => ({ account: id('shop'), kind: 'role', name, facts: { type } });
  it('are added and taken one by one', async () => {
    expect(await outcomes([['grant', role('writer')]])).toEqual(['changed']);
    expect(await outcomes([['grant', role('reader')]])).toEqual(['changed']);
    expect(await outcomes([['grant', role('reader')]])).toEqual(['unchanged']);
    expect(await outcomes([['revoke', role('writer')]])).toEqual(['changed']);
    expect(await outcomes([['revoke', role('writer')]])).toEqual(['unchanged']);
    expect(bed.facts(await bed.read())).toContain('shop role reader');
    expect(bed.facts(await bed.read())).not.toContain('shop role writer');
    expect(bed.server.counts.writes).toBe(3);
  });
  it('with a type: the same value with another type is a conflict', async () => {
    const entitlement = (type: string) => ({ account: id('shop'), kind: 'entitlement', name: 'deploy', facts: { type } });
    expect(await outcomes([['grant', entitlement('prod')]])).toEqual(['unchanged']);
    await expect(bed.write([['grant', entitlement('stage')]])).rejects.toEqual(refusal('conflict'));
    expect(await outcomes([['revoke', entitlement('prod')]])).toEqual(['changed']);
    expect(bed.facts(await bed.read()).filter((fact) => fact.includes('entitlement'))).toEqual([]);
  });
});

describe('what is refused', () => {
  it('a verb that no kind declares, before any request', async () => {
    await expect(bed.write([['adjust', { account: id('shop'), kind: 'role', name: 'x' }]])).rejects.toEqual(refusal('unsupported'));
    await expect(bed.write([['grant', { account: id('shop'), kind: 'role', name: 'x' }]], { profile: 'github-emu' })).rejects.toEqual(
      refusal('unsupported'),
    );
    await expect(bed.write([['grant', { account: id('shop'), kind: 'banana', name: 'x' }]])).rejects.toEqual(refusal('unsupported'));
    expect(bed.server.counts.requests).toBe(0);
  });
  it('a writer without a right, and one without a secret', async () => {
    const change = [['revoke', { account: id('shop'), kind: 'login', name: id('shop') }]] as const;
    await expect(bed.write(change, { auth: { kind: 'bearer', read: { secret: 'NHI_R' }, write: { secret: 'NHI_R' } } })).rejects.toEqual(
      refusal('forbidden'),
    );
    await expect(bed.write(change, { auth: { kind: 'bearer', read: { secret: 'NHI_R' } } })).rejects.toEqual(
      refusal('forbidden', /auth\.write/),
    );
    expect(bed.server.account(id('shop'))).toMatchObject({ active: true });
  });
});

describe('faults', () => {
  const change = () => [['revoke', { account: id('shop'), kind: 'group', name: id('deployers') }]] as const;
  it.each<[number, string]>([
    [400, 'badResponse'],
    [401, 'unauthenticated'],
    [403, 'forbidden'],
    [404, 'badResponse'],
    [409, 'conflict'],
    [412, 'conflict'],
    [429, 'throttled'],
    [500, 'unavailable'],
    [501, 'unsupported'],
    [503, 'unavailable'],
  ])('%i of a write is %s and is sent once', async (status, code) => {
    bed.proxy.set([
      { name: 'x', method: 'PATCH', fault: { do: 'status', status, retryAfter: '1', body: `{"detail":"${READ_CANARY} ${WRITE_CANARY}"}` } },
    ]);
    const error = await bed.write(change()).catch((thrown: unknown) => thrown);
    expect(error).toEqual(refusal(code));
    expect(String(error)).not.toMatch(/canary/);
    expect(bed.proxy.fired['x']).toBe(1);
    expect(bed.server.members(id('deployers'))).toHaveLength(2);
  });
  it('a lost answer says that it may have been carried out, and a repetition finds it done', async () => {
    bed.proxy.set([{ name: 'x', method: 'PATCH', times: 1, fault: { do: 'loseAnswer' } }]);
    await expect(bed.write(change())).rejects.toEqual(refusal('unavailable', /may have been carried out/));
    expect([bed.proxy.fired['x'], bed.server.counts.writes]).toEqual([1, 1]);
    expect(await outcomes(change())).toEqual(['unchanged']);
    expect(bed.server.counts.writes).toBe(1);
  });
  it('a write that a server takes and does not do is not called done by the next read', async () => {
    bed.proxy.set([{ name: 'x', method: 'PATCH', fault: { do: 'status', status: 200, body: '{}' } }]);
    expect(await outcomes(change())).toEqual(['changed']);
    expect(bed.facts(await bed.read())).toContain('shop group deployers');
  });
});
