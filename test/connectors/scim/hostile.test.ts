/** Names that break naive encoding: they come back as they are, and each can be given and taken without touching another. */
import { describe, expect, it } from 'vitest';
import { scimBed } from './scim-bed.ts';

const HOSTILE = [
  'quote"double',
  "x' or '1",
  'a&b=c?d#e',
  'back\\slash',
  '..',
  'a/../b',
  '*',
  'line\nbreak',
  'null\0byte',
  '漢字 🤖',
  '"] or value pr or roles[value eq "',
  ' edges ',
  '__proto__',
  'true',
  '0123',
  'a and b',
  '(x)',
  'x] y[z',
];

/** scimmy compares a filter's text as it stands in the request: it does not undo JSON's escapes (RFC 7644 §3.4.2.2). */
const ESCAPED = HOSTILE.filter((name) => JSON.stringify(name) !== `"${name}"`);
const PLAIN = HOSTILE.filter((name) => !ESCAPED.includes(name));

describe('hostile names', () => {
  it('of accounts and groups come back as they are', async () => {
    await using bed = await scimBed();
    bed.server.seed({
      users: HOSTILE.map((name) => ({ name, roles: [{ value: name }], entitlements: [] })),
      groups: HOSTILE.map((name) => ({ name, members: [name] })),
    });
    const live = await bed.read();
    expect(live.error).toBeNull();
    for (const kind of ['user', 'group'])
      expect(
        live.refs
          .filter((ref) => ref.kind === kind)
          .map(({ name }) => name)
          .toSorted(),
      ).toEqual(HOSTILE.toSorted());
    expect(
      live.entries
        .filter(({ kind }) => kind === 'role')
        .map(({ name }) => name)
        .toSorted(),
    ).toEqual(HOSTILE.toSorted());
  });
  it.each(ESCAPED)('role %j: a server that does not understand the escapes takes no other', async (name) => {
    await using bed = await scimBed();
    const ids = bed.server.seed({ users: [{ name: 'a', roles: HOSTILE.map((value) => ({ value })) }] });
    await bed.write([['revoke', { account: ids['a'] ?? '', kind: 'role', name, facts: { type: '' } }]]);
    expect(bed.server.account(ids['a'] ?? '')?.['roles']).toHaveLength(HOSTILE.length);
  });
  it.each(PLAIN)('role %j is taken and given, and the others stay', async (name) => {
    await using bed = await scimBed();
    const ids = bed.server.seed({ users: [{ name: 'a', roles: [...new Set([...HOSTILE, 'plain'])].map((value) => ({ value })) }] });
    const role = { account: ids['a'] ?? '', kind: 'role', name, facts: { type: '' } };
    const held = () => ((bed.server.account(ids['a'] ?? '')?.['roles'] ?? []) as { value: string }[]).map(({ value }) => value).toSorted();
    const before = held();
    expect((await bed.write([['revoke', role]]))[0]?.outcome).toBe('changed');
    expect(held()).toEqual(before.filter((value) => value !== name));
    expect((await bed.write([['grant', role]]))[0]?.outcome).toBe('changed');
    expect(held()).toEqual(before);
  });
  it.each(HOSTILE)('an account named %j is made once', async (name) => {
    await using bed = await scimBed();
    const make = [['grant', { account: `user/${name}`, kind: 'user', name }]] as const;
    expect((await bed.write(make))[0]?.outcome).toBe('changed');
    expect((await bed.read()).refs.map((ref) => ref.name)).toEqual([name]);
    expect((await bed.write(make))[0]?.outcome).toBe('unchanged');
    // Where the filter missed it, the server's refusal of a second one tells.
    expect(bed.server.counts.writes).toBe(ESCAPED.includes(name) ? 2 : 1);
  });
});
