/** Edits of an Identity's file: what was meant changes, every other byte stays. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { compile } from '../../src/policy/compile.ts';
import { editIdentity, itemAt, type Edit } from '../../src/policy/edit.ts';
import { sampleConnectors } from './sample-connectors.ts';
import { IDENTITY, SAMPLE } from './sample-policy.ts';

const lines = (text: string): string[] => text.split('\n');

function edited(text: string, edit: Edit, name = 'payments-deployer'): string {
  const made = editIdentity(text, name, edit);
  if ('refused' in made) throw new Error(made.refused);
  return made.text;
}

describe('one line more', () => {
  const cases: readonly (readonly [string, Edit, string])[] = [
    ['a grant', { do: 'add', field: 'access', item: 'github/team/new' }, '  - github/team/new'],
    [
      'a grant that needs quotes',
      { do: 'add', field: 'access', item: 'postgres.main/privilege/a: b #c' },
      '  - "postgres.main/privilege/a: b #c"',
    ],
    ['an account', { do: 'add', field: 'accounts', item: 'vault.stage/approle/ci-new' }, '  - vault.stage/approle/ci-new'],
    ['a role', { do: 'add', field: 'roles', item: { other: { a: 'b' } } }, '  - other: { a: b }'],
    ['a field', { do: 'set', field: 'until', value: '2027-01-31' }, 'until: 2027-01-31'],
    ['a field that looks like a number', { do: 'set', field: 'purpose', value: '007' }, 'purpose: "007"'],
  ];
  test.each(cases)('%s', (_, edit, line) => {
    const base = edit.field === 'purpose' ? IDENTITY.replace(/^purpose.*\n/m, '') : IDENTITY;
    const after = lines(edited(base, edit));
    const added = after.filter((candidate) => !lines(base).includes(candidate));
    expect(added).toEqual([line]);
    expect(after.filter((candidate) => candidate !== line)).toEqual(lines(base));
  });

  test('a map is written as a block', () => {
    const item = { grant: 'github/team/new', facts: { role: 'maintainer' }, until: '2027-01-31', because: 'Asked for: #12' };
    expect(edited(IDENTITY, { do: 'add', field: 'access', item })).toContain(
      '  - grant: github/team/new\n    facts: { role: maintainer }\n    until: 2027-01-31\n    because: "Asked for: #12"\nnever:',
    );
  });

  test('into a list in one line, an empty list, no list', () => {
    expect(edited(IDENTITY, { do: 'add', field: 'never', item: 'vault.prod/policy/x' })).toContain(
      'never: [vault.prod/policy/ci-legacy, vault.prod/policy/x]   # must not',
    );
    const bare = 'kind: Identity # a\nname: a\naccounts: [] # b\nroles: # c\n# end\n';
    expect(edited(bare, { do: 'add', field: 'accounts', item: 'a/b/c' }, 'a')).toContain('accounts: [a/b/c] # b\n');
    expect(edited(bare, { do: 'add', field: 'roles', item: 'r' }, 'a')).toBe(
      'kind: Identity # a\nname: a\naccounts: [] # b\nroles: # c\n  - r\n# end\n',
    );
    expect(edited(bare, { do: 'add', field: 'access', item: 'a/b/c' }, 'a')).toBe(
      'kind: Identity # a\nname: a\naccounts: [] # b\nroles: # c\naccess:\n  - a/b/c\n# end\n',
    );
  });
});

describe('one line less', () => {
  test('a grant, with the comment beside it, and no other', () => {
    const after = edited(IDENTITY, { do: 'remove', field: 'access', item: 'github/team/release-readers' });
    expect(after).toBe(IDENTITY.replace('  - github/team/release-readers\n', ''));
  });
  test('a map, by its grant', () => {
    const after = edited(IDENTITY, { do: 'remove', field: 'access', item: 'postgres.main/role/payments_rw' });
    expect(after).toBe(IDENTITY.replace(/ {2}- grant: [\s\S]*?#142"\n/, ''));
  });
  test('the last one leaves an empty list', () => {
    expect(edited(IDENTITY, { do: 'remove', field: 'never', item: 'vault.prod/policy/ci-legacy' })).toContain('never: []   # must not');
    expect(edited(IDENTITY, { do: 'remove', field: 'roles', item: { deployer: { service: 'payments' } } })).toContain('roles: []\naccess:');
  });
  test('a field', () => {
    expect(edited(IDENTITY, { do: 'unset', field: 'state' })).toBe(IDENTITY.replace(/^state.*\n/m, ''));
  });
});

describe('a line in place of another', () => {
  const grant = 'github/team/release-readers';
  const by = { grant, facts: { role: 'maintainer' } };
  test('keeps the comment beside it, and its place', () => {
    const base = IDENTITY.replace(`  - ${grant}\n`, `  - ${grant}   # asked for\n`);
    expect(base).not.toBe(IDENTITY);
    expect(edited(base, { do: 'replace', field: 'access', item: grant, by })).toBe(
      base.replace(`  - ${grant}   # asked for\n`, `  - grant: ${grant}   # asked for\n    facts: { role: maintainer }\n`),
    );
  });
  test('in a list in one line, and a map by another', () => {
    const flow = 'kind: Identity\nname: a\naccess: [a/b/c, a/b/d] # b\n';
    expect(edited(flow, { do: 'replace', field: 'access', item: 'a/b/c', by: { grant: 'a/b/c', facts: { x: '1' } } }, 'a')).toBe(
      'kind: Identity\nname: a\naccess: [{ grant: a/b/c, facts: { x: "1" } }, a/b/d] # b\n',
    );
    const block = 'kind: Identity\nname: a\naccess:\n  - grant: a/b/c\n    facts: { x: y }\n  - a/b/d\n';
    const item = { grant: 'a/b/c', facts: { x: 'y' } };
    expect(edited(block, { do: 'replace', field: 'access', item, by: { ...item, facts: { x: 'z' } } }, 'a')).toBe(
      block.replace('x: y', 'x: z'),
    );
  });
  test('is refused where a comment between its lines would be lost', () => {
    const text = 'kind: Identity\nname: a\naccess:\n  - grant: a/b/c # why\n    facts: { x: y }\n';
    const item = { grant: 'a/b/c', facts: { x: 'y' } };
    expect(editIdentity(text, 'a', { do: 'replace', field: 'access', item, by: 'a/b/c' })).toHaveProperty('refused');
  });
});

test('a line is found by its place', () => {
  const text = 'kind: Identity\nname: a\naccess:\n  - a/b/c\n  - { grant: a/b/d }\n';
  expect(itemAt('x.yaml', text, 'a', 'access', 'x.yaml:4:5')).toBe('a/b/c');
  expect(itemAt('x.yaml', text, 'a', 'access', 'x.yaml:5:14')).toEqual({ grant: 'a/b/d' });
  expect(itemAt('x.yaml', text, 'a', 'access', 'x.yaml:3:1')).toBeNull();
  expect(itemAt('x.yaml', text, 'b', 'access', 'x.yaml:4:5')).toBeNull();
});

describe('refused', () => {
  const cases: readonly (readonly [string, string, Edit])[] = [
    ['another document', 'kind: Team\nname: payments-deployer\n', { do: 'set', field: 'mode', value: 'review' }],
    ['one line', '{ kind: Identity, name: payments-deployer }\n', { do: 'set', field: 'mode', value: 'review' }],
    ['text that is no YAML', 'a: b: c', { do: 'set', field: 'mode', value: 'review' }],
    ['an alias', `${IDENTITY}purpose: *x\n`, { do: 'set', field: 'mode', value: 'review' }],
    ['a line that is there', IDENTITY, { do: 'add', field: 'access', item: 'github/team/release-readers' }],
    ['a line that is not there', IDENTITY, { do: 'remove', field: 'access', item: 'github/team/x' }],
    ['a field that is not there', IDENTITY, { do: 'unset', field: 'until' }],
    ['a text in a block', IDENTITY.replace(/^purpose.*$/m, 'purpose: |\n  a\n  b'), { do: 'set', field: 'purpose', value: 'x' }],
  ];
  test.each(cases)('%s', (_, text, edit) => {
    expect(editIdentity(text, 'payments-deployer', edit)).toHaveProperty('refused');
  });
});

test('a file with CRLF keeps it', () => {
  const text = IDENTITY.replaceAll('\n', '\r\n');
  const after = edited(text, { do: 'add', field: 'access', item: { grant: 'github/team/new', until: '2027-01-31' } });
  expect(after.replaceAll('\r\n', '')).not.toMatch(/[\r\n]/);
});

test('other documents of the file stay', () => {
  const text = `# first\nkind: Team\nname: a\n---\n${IDENTITY}---\n# third\nkind: Team\nname: b\n`;
  expect(edited(text, { do: 'set', field: 'until', value: '2027-01-31' })).toBe(
    text.replace('active | offboard | release\n', 'active | offboard | release\nuntil: 2027-01-31\n'),
  );
});

test('adding what is then taken out gives the same text, and the grant is declared in between', () => {
  const grants = fc
    .stringMatching(/^[a-z]{1,8}[A-Za-z0-9 :#"'{}[\],&*!|>%@`-]{0,12}$/)
    .filter((name) => name.trim() === name && !name.includes('${'));
  fc.assert(
    fc.property(grants, (name) => {
      const item = `github/team/${name}`;
      const added = edited(IDENTITY, { do: 'add', field: 'access', item });
      expect(edited(added, { do: 'remove', field: 'access', item })).toBe(IDENTITY);
      const { declared } = compile(new Map([...SAMPLE, ['teams/payments/payments-deployer.yaml', added]]), sampleConnectors);
      expect([...declared.entries.values()].map(({ entry }) => entry.name)).toContain(name);
    }),
    { numRuns: 100 },
  );
});
