/** What a scim target can hold, by its config alone. */
import { describe, expect, it } from 'vitest';
import { kinds } from '../../../src/connectors/scim/kinds.ts';
import { PROFILES } from '../../../src/connectors/scim/quirks.ts';
import type { Entitlement } from '../../../src/model/entitlement.ts';

const config = { url: 'https://a.example/scim/v2', auth: { kind: 'bearer', read: { secret: 'NHI_A' } } };
const of = (more: object = {}) => Object.fromEntries(kinds.kinds({ ...config, ...more }).map((kind) => [kind.name, kind]));

describe('kinds', () => {
  it('are the account types, login, group, role and entitlement', () => {
    const found = of({ resourceTypes: ['App', 'User', { name: 'AIAgent', endpoint: '/Agents' }] });
    expect(
      Object.entries(found).map(([name, { role, verbs, refersTo, writes, settlesInSeconds }]) => [
        name,
        role,
        verbs.join(),
        refersTo,
        writes,
        settlesInSeconds,
      ]),
    ).toEqual([
      ['app', 'account', 'grant', undefined, 'member', 60],
      ['user', 'account', 'grant', undefined, 'member', 60],
      ['aIAgent', 'account', 'grant', undefined, 'member', 60],
      ['login', 'login', 'grant,revoke', undefined, 'member', 60],
      ['group', 'grant', 'grant,revoke', 'group', 'member', 60],
      ['role', 'grant', 'grant,revoke', undefined, 'member', 60],
      ['entitlement', 'grant', 'grant,revoke', undefined, 'member', 60],
    ]);
    expect(found['role']?.facts).toEqual({ type: { default: '', mayPrint: true } });
  });
  it('follow settles, quirks, without and patterns', () => {
    expect(of({ settles: '1s' })['group']?.settlesInSeconds).toBe(1);
    expect(of({ quirks: { deleteIsSafe: true } })['user']?.verbs).toEqual(['grant', 'revoke']);
    expect(of({ quirks: { remove: 'put' } })['group']?.writes).toBe('wholeList');
    expect(of({ without: ['role', 'entitlement'] })).not.toHaveProperty('role');
    expect(of({ administrator: { group: ['*-admins'] } })['group']?.administrator).toEqual(['*-admins']);
  });
  it('never offer DELETE of an account by a profile alone', () => {
    for (const profile of Object.keys(PROFILES)) expect(of({ profile })['user']?.verbs).toEqual(['grant']);
  });
  it('offer no roles where their PATCH is known to do nothing', () => {
    expect(of({ profile: 'github-emu' })['role']?.verbs).toEqual([]);
  });
});

describe('config', () => {
  const ok = (value: unknown) => kinds.checkConfig(value);
  it.each<object>([
    {},
    { auth: { kind: 'bearer', read: { secret: 'NHI_A' }, write: { secret: 'NHI_B' } } },
    { auth: { kind: 'basic', read: { user: 'bot', secret: 'NHI_A' } } },
    { auth: { kind: 'header', header: 'X-Key', read: { secret: 'NHI_A' } } },
    { auth: { kind: 'oauth', tokenUrl: 'https://a.example/token', read: { clientId: 'x', secret: 'NHI_A' } } },
    { auth: { kind: 'none' } },
    {
      resourceTypes: ['App', { name: 'Agent', endpoint: '/Agents', schema: 'urn:x:y', nameAttribute: 'name' }],
      profile: 'okta',
      settles: '5m',
      pageSize: 50,
      timeouts: { answer: '5s' },
      limits: { requests: 10 },
      quirks: { remove: 'put' },
    },
  ])('accepts %j', (more) => {
    expect(ok({ ...config, ...more })).toBe(true);
  });
  it.each<object>([
    { url: 'ftp://a' },
    { url: 'https://user:pw@a.example' },
    { url: 'https://a.example/?token=x' },
    { auth: { kind: 'bearer', read: { secret: 'GITHUB_TOKEN' } } },
    { auth: { kind: 'bearer', read: { secret: 'NHI_A', value: 'x' } } },
    { auth: { kind: 'bearer' } },
    { auth: { kind: 'magic', read: { secret: 'NHI_A' } } },
    { auth: { read: { secret: 'NHI_A' } } },
    { resourceTypes: [] },
    { resourceTypes: ['Group'] },
    { resourceTypes: [{ name: 'A', endpoint: 'https://evil.example/Users' }] },
    { settles: '1.5s' },
    { pageSize: 0 },
    { profile: 'acme' },
    { unknown: 1 },
  ])('refuses %j', (more) => {
    expect(ok({ ...config, ...more })).toBe(false);
  });
});

describe('canonical', () => {
  const entry = (part: Partial<Entitlement>): Entitlement => ({
    target: 'crm',
    account: 'user/a',
    kind: 'group',
    name: 'x',
    facets: {},
    facts: {},
    ...part,
  });
  it('fills the default of a fact, and is a fixed point', () => {
    const once = kinds.canonical(entry({ kind: 'role', name: 'Admin' }));
    expect(once).toMatchObject({ name: 'Admin', facts: { type: '' } });
    expect(kinds.canonical(once as Entitlement)).toEqual(once);
    expect(kinds.canonical(entry({ kind: 'role', facts: { type: 'work' } }))).toMatchObject({ facts: { type: 'work' } });
  });
  it.each<Partial<Entitlement>>([{ name: '' }, { facets: { a: 'b' } }, { facts: { type: 'x' } }, { kind: 'role', facts: { admin: 'x' } }])(
    'refuses %j',
    (part) => {
      expect(kinds.canonical(entry(part))).toHaveProperty('refused');
    },
  );
});
