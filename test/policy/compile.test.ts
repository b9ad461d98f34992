/** What the policy compiles to: every field, its default, and the way of a grant from line to entry. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { keyOf } from '../../src/model/key.ts';
import { canonicalJson } from '../../src/model/order.ts';
import { COMPILER, compile } from '../../src/policy/compile.ts';
import { sampleConnectors } from './sample-connectors.ts';
import { IDENTITY, LEGACY, OTHER_TEAMS, ROLE, RULES, SAMPLE, SETTINGS, TABLE, TARGETS, TEAM, VAULT } from './sample-policy.ts';
import schema from '../../schema/policy.schema.json' with { type: 'json' };

const NOON = Date.UTC(2027, 0, 31, 12);

/** The sample with more files, which must be free of problems unless `allow` says so. */
function compiled(more: Readonly<Record<string, string>> = {}, allow: readonly string[] = []) {
  const { declared, problems } = compile(new Map([...SAMPLE, ...Object.entries(more)]), sampleConnectors);
  expect(problems.filter(({ rule }) => !allow.includes(rule))).toEqual([]);
  return declared;
}

const extra = (more: string): Record<string, string> => ({
  'extra/x.yaml': `kind: Identity\nname: extra\ntype: bot\ndirectory: none\n${more}`,
});
const ofExtra = (more: string, files: Readonly<Record<string, string>> = {}, allow: readonly string[] = []) =>
  [...compiled({ ...files, ...extra(more) }, allow).entries.values()].filter(({ identity }) => identity === 'extra');
const short = (found: ReturnType<typeof ofExtra>): string[] =>
  found.map(({ entry }) => `${entry.target} ${entry.account} ${entry.kind}/${entry.name}`);

const OWNED = 'owner: shop\n';

describe('settings', () => {
  test('all of them', () => {
    expect(compiled().settings).toEqual({
      approval: { identityOwner: 1, targetOwner: 1, roleOwner: 1, privileged: ['platform-security'] },
      issues: { per: 'owner', mention: 'newPrivileged' },
      maxSilenceSeconds: 7200,
      reviewValidSeconds: 604_800,
      snapshotMaxAgeSeconds: 86_400,
      snapshot: false,
      stateKey: 'ed25519:MCowBQYDK2VwAyEAGb9ECWmEzf6FQbrBZ9w7lshQhqowtrbLDFw4rXAxZuE=',
    });
  });
  test('their defaults', () => {
    const { settings } = compile(new Map([['a.yaml', 'kind: Settings\nversion: 1\n']]), sampleConnectors).declared;
    expect(settings).toEqual({
      ...compiled().settings,
      approval: { identityOwner: 1, targetOwner: 1, roleOwner: 1, privileged: [] },
      stateKey: null,
    });
  });
  test('the compiler is named', () => {
    expect(compiled().compiler).toBe(COMPILER);
  });
});

describe('targets', () => {
  test('an instance, with its config laid over, and every field', () => {
    expect(compiled().targets.get('vault.stage')).toEqual({
      name: 'vault.stage',
      connector: 'vault',
      owner: 'platform-security',
      lifecycle: null,
      ceiling: 'enforce',
      scopes: [
        { accounts: ['approle/ci-*'], kinds: ['policy', 'secretId'] },
        { accounts: ['approle/tf-*'], kinds: ['policy'], managedBy: { tool: 'terraform', fixAt: 'corp/infra-vault' } },
      ],
      drift: { unauthorized: { do: 'revoke', after: 1 }, missing: { do: 'propose', after: 1 }, altered: { do: 'propose', after: 1 } },
      giveBack: 'propose',
      limits: { revoke: 10, revokePercent: 20, offboard: 5, grantPrivileged: 5 },
      privileged: ['policy/*-admin', 'policy/*-write'],
      protected: ['policy/root', 'approle/nhi-*'],
      withinSeconds: 3600,
      config: { url: 'https://vault.stage.example.com', auth: { kind: 'jwt', read: 'nhi-read', write: 'nhi-write' } },
    });
  });
  test('the defaults are those that the sample writes out', () => {
    const {
      name: _,
      connector: __,
      owner: ___,
      scopes: ____,
      config: _____,
      ceiling,
      privileged,
      protected: kept,
      ...others
    } = compiled().targets.get('github') ?? expect.fail();
    const { drift, giveBack, limits, withinSeconds } = compiled().targets.get('vault.prod') ?? expect.fail();
    expect({ ceiling, privileged, kept, ...others }).toEqual({
      ceiling: 'observe',
      privileged: [],
      kept: [],
      lifecycle: null,
      drift,
      giveBack,
      limits,
      withinSeconds,
    });
  });
  test('a directory', () => {
    expect(compiled().targets.get('okta')?.lifecycle).toEqual({
      sentinels: ['user/nhi-sentinel'],
      onDisabled: 'disable',
      onAbsent: 'report',
    });
    expect(
      compiled({
        'targets/others.yaml': TARGETS.replace('onDisabled: disable\nonAbsent: report\n', 'onDisabled: revoke\nonAbsent: disable\n'),
      }).targets.get('okta')?.lifecycle,
    ).toMatchObject({ onDisabled: 'revoke', onAbsent: 'disable' });
  });
  test('one without instances is its own; config keys of the instance win', () => {
    expect([...compiled().targets.keys()].sort()).toEqual([
      'github',
      'k8s.prod-eu',
      'k8s.prod-us',
      'k8s.stage-eu',
      'okta',
      'postgres.main',
      'vault.prod',
      'vault.stage',
      'warehouse',
    ]);
    expect(
      compiled({
        'targets/others.yaml': TARGETS.replace('config: { databases: [app] }', 'config: { databases: [app], url: "postgres://other" }'),
      }).targets.get('postgres.main')?.config,
    ).toMatchObject({ databases: ['app'], url: 'postgres://db.example.com:5432' });
  });
  test('a wide scope, excused', () => {
    const wide =
      'kind: Target\nname: wide\nconnector: vault\nowner: data\nscope: [{ accounts: "*", kinds: [policy] }]\n---\nkind: Exception\nid: wide\nrule: wide-scope\nfor: [wide]\nuntil: 2027-01-31\nowner: data\nbecause: small\n';
    expect(compiled({ 'w.yaml': wide }).exceptions.get('wide')).toEqual({
      id: 'wide',
      until: Date.UTC(2027, 0, 31),
      owner: 'data',
      because: 'small',
      rule: 'wide-scope',
      identities: ['wide'],
    });
  });
});

describe('teams', () => {
  test('all fields, and the defaults', () => {
    expect(compiled().teams.get('payments')).toEqual({
      name: 'payments',
      github: 'corp/payments',
      directory: { target: 'okta', type: 'group', name: 'payments-eng' },
      successor: 'commerce-platform',
      mode: 'review',
    });
    expect(compiled().teams.get('shop')).toEqual({ name: 'shop', github: null, directory: null, successor: null, mode: 'enforce' });
  });
  test('the folder gives owner and environment, up to the next Team; two in one folder give none', () => {
    const bare = (name: string): string =>
      `kind: Identity\nname: ${name}\ntype: bot\ndirectory: none\naccounts: ["k8s.prod/serviceaccount/${name}:deployer"]\nroles: [r]\n`;
    const role = 'kind: Role\nname: r\nowner: shop\naccess: ["k8s.${environment}/binding/x:view"]\n';
    const files = {
      'r.yaml': role,
      'teams/payments/deep/a.yaml': bare('a'),
      'teams/payments/two/t.yaml': 'kind: Team\nname: t1\n---\nkind: Team\nname: t2\n',
      'teams/payments/two/b.yaml': bare('b'),
      'teams/payments/own/t.yaml': 'kind: Team\nname: t3\ndefaults: { environment: prod-us }\n',
      'teams/payments/own/c.yaml': bare('c'),
    };
    const { identities, entries } = compiled(files);
    expect(['a', 'b', 'c'].map((name) => identities.get(name)?.owner)).toEqual(['payments', 'payments', 't3']);
    const bindings = [...entries.values()].filter(({ entry }) => entry.kind === 'binding' && entry.name === 'x:view');
    expect(bindings.map(({ identity, entry }) => `${identity} ${entry.target}`).sort()).toEqual([
      'a k8s.prod-eu',
      'a k8s.prod-us',
      'b k8s.prod-eu',
      'b k8s.prod-us',
      'c k8s.prod-us',
    ]);
  });
});

describe('roles', () => {
  test('the policy of a role holds its lines as canonical JSON', () => {
    const role =
      'kind: Role\nname: r\nowner: shop\nparameters: { a: {}, b: { match: "x|y" } }\nroles: [{ deployer: { service: "${a}" } }]\naccess:\n  - { until: 2027-01-31, grant: github/team/x, facts: { role: "m" } }\n';
    expect(compiled({ 'r.yaml': role }).roles.get('r')).toEqual({
      name: 'r',
      owner: 'shop',
      parameters: { a: '[a-z0-9][a-z0-9-]{0,62}', b: 'x|y' },
      grants: ['{"facts":{"role":"m"},"grant":"github/team/x","until":"2027-01-31"}', '{"deployer":{"service":"${a}"}}'],
      rollout: null,
    });
    expect(compiled().roles.get('deployer')?.rollout).toEqual({ first: 5, waitSeconds: 3600 });
  });

  test('roles within roles: the chain of origins, from the identity outwards', () => {
    const outer =
      'kind: Role\nname: outer\nowner: shop\nparameters: { team: {} }\nroles:\n  - deployer: { service: "${team}-x" }\naccess: []\n';
    const found = ofExtra(
      `${OWNED}environment: stage\naccounts:\n  - k8s.stage/serviceaccount/e:deployer\n  - vault.stage/approle/ci-e\n  - github/user/e-bot\nroles:\n  - outer: { team: blue }\n`,
      { 'outer.yaml': outer },
    );
    const binding = found.find(({ entry }) => entry.kind === 'binding');
    expect(binding?.entry.name).toBe('blue-x:edit');
    expect(binding?.origins).toEqual([{ at: 'extra/x.yaml:12:5', via: ['outer@outer.yaml:6:5', 'deployer@roles/deployer.yaml:8:5'] }]);
  });

  test('a plain role line takes each parameter from the column of that name; a row wins over its table', () => {
    const { identities, entries } = compiled({
      'teams/deployers.yaml': TABLE.replace(
        'owner: shop, until: 2026-12-31 }',
        'owner: shop, until: 2026-12-31, type: bot, accounts: ["k8s.${environment}/serviceaccount/${service}:deployer"], roles: [] }',
      ),
    });
    expect(identities.get('checkout-stage-deployer')).toMatchObject({
      type: 'bot',
      owner: 'shop',
      accounts: [{ target: 'k8s.stage-eu', type: 'serviceaccount', name: 'checkout:deployer' }],
    });
    expect(
      [...entries.values()]
        .filter(({ identity }) => identity === 'checkout-stage-deployer')
        .map(({ entry, terms, origins }) => [entry.kind, terms, origins[0]?.at]),
    ).toEqual([['serviceaccount', [{ until: Date.UTC(2026, 11, 31) }], 'teams/deployers.yaml:14:100']]);
  });
});

describe('identities', () => {
  test('all fields', () => {
    expect(compiled().identities.get('payments-deployer')).toEqual({
      name: 'payments-deployer',
      owner: 'payments',
      purpose: 'Deploys the payments services',
      type: 'ci',
      mode: 'review',
      state: 'active',
      accounts: [
        { target: 'github', type: 'user', name: 'payments-deployer-bot' },
        { target: 'k8s.prod-eu', type: 'serviceaccount', name: 'payments:deployer' },
        { target: 'k8s.prod-us', type: 'serviceaccount', name: 'payments:deployer' },
        { target: 'postgres.main', type: 'user', name: 'payments_deployer' },
        { target: 'vault.prod', type: 'approle', name: 'ci-payments' },
      ],
      directory: { target: 'okta', type: 'app', name: 'id:0oa1b2c3', onDisabled: 'disable', onAbsent: 'report' },
    });
  });

  test.each([
    ['mode: review\n', 'shop', 'review'],
    ['mode: enforce\n', 'payments', 'review'],
    ['mode: observe\n', 'payments', 'observe'],
    ['', 'shop', 'enforce'],
  ])('mode is the least of team and identity: %j of %s', (mode, owner, expected) => {
    expect(compiled(extra(`owner: ${owner}\naccounts: []\n${mode}`)).identities.get('extra')?.mode).toBe(expected);
  });

  test('an owner unknown observes', () => {
    expect(compiled(extra('owner: unknown\naccounts: []\nmode: enforce\n'), ['owner-unknown']).identities.get('extra')).toMatchObject({
      owner: 'unknown',
      mode: 'observe',
    });
  });

  test('a directory with words of its own', () => {
    const { identities } = compiled({
      'extra/x.yaml': `kind: Identity\nname: extra\ntype: bot\n${OWNED}accounts: []\ndirectory: { account: okta/user/x, onDisabled: revoke, onAbsent: disable }\n`,
    });
    expect(identities.get('extra')?.directory).toEqual({
      target: 'okta',
      type: 'user',
      name: 'x',
      onDisabled: 'revoke',
      onAbsent: 'disable',
    });
  });

  test.each(['offboard', 'release'])('%s: accounts stay, entries and never lines do not', (state) => {
    const declared = compiled({ 'teams/payments/payments-deployer.yaml': IDENTITY.replace('state: active', `state: ${state}`) });
    expect(declared.identities.get('payments-deployer')).toMatchObject({ state, accounts: { length: 5 } });
    expect([...declared.entries.values()].filter(({ identity }) => identity === 'payments-deployer')).toEqual([]);
    expect(declared.never.size).toBe(0);
  });
});

describe('entries', () => {
  test('an account implies itself and its logins, where the scope manages them, and nothing else', () => {
    const found = ofExtra(`${OWNED}accounts: [warehouse/account/x-etl, postgres.main/user/payments_x, vault.prod/approle/ci-x]\n`);
    expect(short(found)).toEqual([
      'warehouse account/x-etl account/x-etl',
      'warehouse account/x-etl login/x-etl',
      'postgres.main user/payments_x login/payments_x',
    ]);
    expect(found[2]?.entry.facts).toEqual({ validUntil: 'infinity' });
  });

  test('an account by its stable id', () => {
    expect(
      short(ofExtra(`${OWNED}accounts: ["vault.prod/approle/id:AB12"]\naccess: [vault.prod/policy/a, "vault.prod/policy/id:X"]\n`)),
    ).toEqual(['vault.prod approle/id:AB12 policy/a', 'vault.prod approle/id:AB12 policy/id:X']);
  });

  test('the connector spells, the key is of what it spelt', () => {
    const [found] = ofExtra(`${OWNED}accounts: [vault.prod/approle/CI-X]\naccess: [vault.prod/policy/ReadAll]\n`.replace('CI-X', 'ci-X'));
    expect(found?.entry).toEqual({ target: 'vault.prod', account: 'approle/ci-x', kind: 'policy', name: 'readall', facets: {}, facts: {} });
    expect(
      compiled(extra(`${OWNED}accounts: [vault.prod/approle/ci-x]\naccess: [vault.prod/policy/ReadAll]\n`)).entries.has(
        keyOf(found?.entry ?? expect.fail()),
      ),
    ).toBe(true);
  });

  test('a name is verbatim after the second slash; a group lands on every instance', () => {
    expect(short(ofExtra(`${OWNED}accounts: [vault.all/approle/ci-x]\naccess: [vault.all/policy/a/b//c]\n`))).toEqual([
      'vault.prod approle/ci-x policy/a/b//c',
      'vault.stage approle/ci-x policy/a/b//c',
    ]);
  });

  test('the map form: account, facets, facts with defaults, terms', () => {
    const found = ofExtra(
      `${OWNED}from: 2027-01-01\naccounts: [k8s.prod-eu/serviceaccount/a:deployer, k8s.prod-eu/serviceaccount/b:deployer, postgres.main/user/payments_x]\naccess:\n  - { grant: "k8s.prod-eu/binding/x:edit", account: "serviceaccount/b:deployer", facets: { namespace: team-a }, from: 2026-01-01, until: 2027-01-31T13:00:00+01:00, for: 90d, because: why }\n  - { grant: postgres.main/role/r, facts: { admin: true } }\n`,
    );
    const [binding, role] = [found.find(({ entry }) => entry.kind === 'binding'), found.find(({ entry }) => entry.kind === 'role')];
    expect(binding?.entry).toEqual({
      target: 'k8s.prod-eu',
      account: 'serviceaccount/b:deployer',
      kind: 'binding',
      name: 'x:edit',
      facets: { namespace: 'team-a' },
      facts: {},
    });
    expect(binding?.terms).toEqual([{ from: Date.UTC(2027, 0, 1), until: NOON, forSeconds: 7_776_000, because: 'why' }]);
    expect(role?.entry.facts).toEqual({ admin: 'true', inherit: 'true', set: 'true' });
  });

  test('several lines of one grant: one entry, all terms and origins', () => {
    const found = ofExtra(
      `${OWNED}accounts: [vault.prod/approle/ci-x]\naccess:\n  - { grant: vault.prod/policy/a, until: 2027-02-01 }\n  - vault.prod/policy/A\n  - { grant: vault.prod/policy/a, from: 2026-01-01 }\n  - vault.prod/policy/a\n`,
    );
    expect(found).toHaveLength(1);
    expect(found[0]?.terms).toEqual([{ from: Date.UTC(2026, 0, 1) }, { until: Date.UTC(2027, 1, 1) }, {}]);
    expect(found[0]?.origins.map(({ at }) => at)).toEqual([
      'extra/x.yaml:8:14',
      'extra/x.yaml:9:5',
      'extra/x.yaml:10:14',
      'extra/x.yaml:11:5',
    ]);
  });

  test('never: the key is without facets, one for each account there', () => {
    const { never } = compiled(
      extra(`${OWNED}accounts: [vault.prod/approle/ci-x, vault.prod/approle/ci-y]\nnever: [vault.prod/policy/A]\n`),
    );
    const own = [...never].filter(([, { identity }]) => identity === 'extra');
    expect(own.map(([key]) => key)).toEqual(['["vault.prod","policy","approle/ci-x","a"]', '["vault.prod","policy","approle/ci-y","a"]']);
    expect(own[0]?.[1].entry).toEqual({ target: 'vault.prod', account: 'approle/ci-x', kind: 'policy', name: 'a', facets: {}, facts: {} });
  });
});

describe('rules, exceptions, break glass', () => {
  test('all fields', () => {
    const more =
      'kind: Rule\nid: few\nwhere: { credential: true, target: [vault, vault.prod], owner: [shop] }\nrequire: { maxCount: 2 }\nseverity: low\nact: revoke\n---\nkind: Exception\nid: cap\nlimit: vault.prod/policy\ncap: review\ncount: 412\nuntil: 2027-01-31T12:00:00Z\nowner: data\nbecause: move\n---\nkind: Exception\nid: cap2\nlimit: okta\ncap: offboard\ncount: 9\nuntil: 2027-01-31\nowner: data\nbecause: move\n';
    const { rules, exceptions, breakGlass } = compiled({ 'more.yaml': more });
    expect([...rules.values()]).toEqual([
      {
        id: 'few',
        where: { credential: true, target: ['vault', 'vault.prod'], owner: ['shop'] },
        require: { maxCount: 2 },
        severity: 'low',
        act: 'revoke',
      },
      {
        id: 'key-age',
        where: { credential: true, type: ['ci', 'service'] },
        require: { maxAgeSeconds: 7_776_000, maxIdleSeconds: 3_888_000 },
        severity: 'high',
        act: 'report',
      },
    ]);
    expect(exceptions.get('cap')).toEqual({
      id: 'cap',
      until: NOON,
      owner: 'data',
      because: 'move',
      limit: 'vault.prod/policy',
      cap: 'review',
      count: 412,
    });
    expect(exceptions.get('legacy-sync-key')).toEqual({
      id: 'legacy-sync-key',
      until: Date.UTC(2027, 1, 28),
      owner: 'payments',
      because: 'Vendor rotates in February, PAY-1402',
      rule: 'key-age',
      identities: ['payments-legacy-sync'],
    });
    expect(breakGlass.get('prod-oncall')).toEqual({
      name: 'prod-oncall',
      who: 'corp/sre-oncall',
      may: ['keep', 'deny', 'pause'],
      covers: ['postgres.*/login/*', 'postgres.*/role/*', 'vault.prod/policy/*', 'vault.prod/secretId/*'],
      never: ['vault.prod/policy/root'],
      longestSeconds: 43_200,
    });
  });
});

test('the order of files and documents makes no difference', () => {
  const base = canonicalJson(compile(SAMPLE, sampleConnectors).declared);
  fc.assert(
    fc.property(fc.shuffledSubarray([...SAMPLE], { minLength: SAMPLE.size }), (files) => {
      expect(canonicalJson(compile(new Map(files), sampleConnectors).declared)).toBe(base);
    }),
    { numRuns: 30 },
  );
  const faulty = [...SAMPLE].map(
    ([path, text]) =>
      [path, text.replaceAll('owner: shop', 'owner: shoop').replace('/payments-eng', '').replace('github/team/', 'github/taem/')] as const,
  );
  const told = compile(new Map(faulty), sampleConnectors).problems;
  expect(compile(new Map(faulty.toReversed()), sampleConnectors).problems).toEqual(told);
  expect(told.length).toBeGreaterThan(3);
});

test('CRLF makes no difference, to positions either', () => {
  const crlf = new Map([...SAMPLE].map(([path, text]) => [path, text.replaceAll('\n', '\r\n')]));
  expect(compile(crlf, sampleConnectors)).toEqual(compile(SAMPLE, sampleConnectors));
});

test('an expired line is valid: there is no clock', () => {
  expect(
    ofExtra(`${OWNED}accounts: [vault.prod/approle/ci-x]\naccess: [{ grant: vault.prod/policy/a, until: 1999-01-01 }]\n`),
  ).toHaveLength(1);
});

describe('hostile values of parameters', () => {
  const literal = 'team-${v}-read';
  const role = `kind: Role\nname: open\nowner: shop\nparameters: { v: { match: "[a-zA-Z0-9_.:/@+~-]{1,40}" } }\naccess: ["vault.prod/policy/${literal}"]\n`;
  const values = fc.oneof(
    fc.constantFrom(
      'root',
      '../sys',
      'x,ou=admins',
      '*',
      'a${environment}',
      '.',
      '..',
      '',
      'a/b',
      'a:b',
      'a b',
      'a%2fb',
      '${v}',
      'x-admin',
      'a\\b',
      "a'b",
      'ａ',
      'a\u0430',
    ),
    fc.string({ maxLength: 12 }),
    fc.stringMatching(/^[a-z0-9._@+-]{1,12}$/),
  );

  test('the name keeps the shape of its template, and what is privileged was so before', () => {
    fc.assert(
      fc.property(values, (value) => {
        const holder = `kind: Identity\nname: x\ntype: bot\nowner: shop\ndirectory: none\naccounts: [vault.prod/approle/ci-x]\nroles: [{ open: { v: ${JSON.stringify(value)} } }]\n`;
        const { declared, problems } = compile(new Map([...SAMPLE, ['r.yaml', role], ['x.yaml', holder]]), sampleConnectors);
        if (problems.some(({ severity }) => severity === 'error')) return;
        const names = [...declared.entries.values()].filter(({ identity }) => identity === 'x').map(({ entry }) => entry.name);
        expect(names).toEqual([`team-${value.toLowerCase()}-read`]);
        expect(value).toMatch(/^[\p{L}\p{N}_@+.-]+$/u);
      }),
      { numRuns: 400 },
    );
  });
});

describe('the schema', () => {
  const TEXT = [SETTINGS, VAULT, TARGETS, TEAM, OTHER_TEAMS, ROLE, IDENTITY, LEGACY, TABLE, RULES].join('\n');

  /** Every property name that the schema defines, with the kind it belongs to. */
  function fields(node: unknown, into: Set<string>, seen = new Set<unknown>()): Set<string> {
    if (node === null || typeof node !== 'object' || seen.has(node)) return into;
    seen.add(node);
    for (const [key, value] of Object.entries(node)) {
      if (key === 'properties') for (const name of Object.keys(value as object)) into.add(name);
      fields(value, into, seen);
    }
    return into;
  }

  test('every field is used by a policy that these tests compile', () => {
    const elsewhere = ['account', 'facets', 'from', 'for', 'mode', 'maxCount', 'target', 'limit', 'cap', 'count', 'grant', 'environment'];
    const used = new Set([...TEXT.matchAll(/([A-Za-z]+):/g)].map((match) => match[1] ?? '').concat(elsewhere));
    expect([...fields(schema, new Set())].filter((name) => !used.has(name))).toEqual([]);
  });

  test('every field has a description', () => {
    const bare: string[] = [];
    const walk = (node: unknown, path: string): void => {
      if (node === null || typeof node !== 'object') return;
      for (const [key, value] of Object.entries(node)) {
        if (key === 'properties' && !path.includes('/oneOf/')) {
          for (const [name, field] of Object.entries(
            value as Readonly<Record<string, { readonly description?: string; readonly $ref?: string }>>,
          ))
            if (!field.description && !field.$ref) bare.push(`${path}/${name}`);
        }
        walk(value, `${path}/${key}`);
      }
    };
    walk(schema, '');
    expect(bare).toEqual([]);
  });
});
