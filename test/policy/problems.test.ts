/** Each problem, planted: the code, the exact place, and nothing else told. */
import { describe, expect, test } from 'vitest';
import { compile } from '../../src/policy/compile.ts';
import { PROBLEMS, type ProblemCode } from '../../src/policy/problems.ts';
import { sampleConnectors } from './sample-connectors.ts';
import { IDENTITY, ROLE, SAMPLE, SETTINGS, TABLE, TARGETS, TEAM, VAULT } from './sample-policy.ts';

interface Case {
  readonly code: ProblemCode;
  readonly what?: string;
  /** Over the sample; null takes a file out. */
  readonly files: Readonly<Record<string, string | null>>;
  readonly at: string | null;
  readonly also?: readonly ProblemCode[];
}

const ID = 'teams/payments/payments-deployer.yaml';
const ROLES = 'roles/deployer.yaml';
const SET = 'teams/deployers.yaml';
const X = 'x.yaml';

/** An Identity of two accounts, with more from line 8 on. */
const identity = (more: string): string => `kind: Identity
name: extra
type: bot
owner: shop
directory: none
accounts: [postgres.main/user/payments_extra, vault.prod/approle/ci-extra]

${more}`;

const target = (more: string): string => `kind: Target
name: extra
owner: data
${more}`;

const swap = (text: string, from: string, to: string): string => {
  if (!text.includes(from)) throw new Error(`the sample has no ${from}`);
  return text.replace(from, to);
};

const role = (access: string, more = ''): string => `kind: Role\nname: extra-role\nowner: data\n${more}access:\n  - ${access}\n`;

const CASES: readonly Case[] = [
  // Text
  { code: 'bad-utf8', files: { [X]: '# \uFFFD\n' }, at: `${X}:1:3` },
  { code: 'bom', files: { [X]: '\uFEFFkind: Team\nname: x\n' }, at: `${X}:1:1` },
  { code: 'bom', what: 'between documents', files: { [X]: 'kind: Team\nname: x\n---\n\uFEFFkind: Team\nname: y\n' }, at: `${X}:4:1` },
  { code: 'empty-file', files: { [X]: '# what stood here is gone\n' }, at: `${X}:1:1` },
  { code: 'file-too-large', files: { [X]: '#'.repeat(4 * 1024 * 1024 + 1) }, at: `${X}:1:1` },
  { code: 'lone-carriage-return', files: { [X]: 'kind: Team\rname: x\r' }, at: `${X}:1:11` },
  // YAML
  { code: 'alias', what: 'an anchor', files: { [X]: 'kind: Team\nname: &a x\n' }, at: `${X}:2:7` },
  { code: 'alias', what: 'an alias', files: { [X]: 'kind: Team\nname: *a\n' }, at: `${X}:2:7` },
  { code: 'bad-key', files: { [X]: 'kind: Team\nname: x\n? [a]\n: b\n' }, at: `${X}:3:3` },
  { code: 'bad-key', what: 'a number', files: { [X]: 'kind: Team\nname: x\n1: b\n' }, at: `${X}:3:1` },
  { code: 'bad-key', what: 'the prototype', files: { [X]: 'kind: Team\nname: x\n__proto__: { mode: observe }\n' }, at: `${X}:3:1` },
  { code: 'bare-word', files: { [X]: identity('purpose: yes\n') }, at: `${X}:8:10` },
  { code: 'directive', files: { [X]: '%YAML 1.2\n---\nkind: Team\nname: x\n' }, at: `${X}:1:1` },
  { code: 'duplicate-key', files: { [X]: 'kind: Team\nname: x\nmode: review\nmode: enforce\n' }, at: `${X}:4:1` },
  { code: 'hash-in-text', files: { [X]: identity('purpose: Migration, see #142\n') }, at: `${X}:8:25` },
  { code: 'number-spelling', files: { [X]: 'kind: Team\nname: 007\n' }, at: `${X}:2:7` },
  { code: 'scalar-too-large', files: { [X]: identity(`purpose: "${'x'.repeat(70_000)}"\n`) }, at: `${X}:8:10` },
  { code: 'tab', files: { [X]: 'kind: Team\nname: x\t# y\n' }, at: `${X}:2:8` },
  { code: 'tag', files: { [X]: 'kind: Team\nname: !!str x\n' }, at: `${X}:2:7` },
  { code: 'too-deep', files: { [X]: `a: ${'['.repeat(65)}${']'.repeat(65)}\n` }, at: `${X}:1:67`, also: ['unknown-document'] },
  { code: 'too-many-values', files: { [X]: `[${'1,'.repeat(500_001)}]` }, at: `${X}:1:1` },
  { code: 'yaml-syntax', files: { [X]: 'kind: Team\n name: x\n' }, at: `${X}:2:6` },
  // Shape
  { code: 'bad-value', files: { [X]: identity('mode: sleep\n') }, at: `${X}:8:7` },
  {
    code: 'bad-value',
    what: 'the name of an instance',
    files: { [X]: target('connector: vault\nscope: [{ accounts: "approle/a*", kinds: [policy] }]\ninstances:\n  Prod: {}\n') },
    at: `${X}:7:3`,
  },
  {
    code: 'bad-value',
    what: 'a list item twice',
    files: { [X]: identity('never: [vault.prod/policy/a, vault.prod/policy/a]\n') },
    at: `${X}:8:30`,
  },
  {
    code: 'exception-form',
    files: { [X]: 'kind: Exception\nid: x\nuntil: 2027-01-01\nowner: data\nbecause: y\nrule: key-age\n' },
    at: `${X}:1:1`,
  },
  {
    code: 'exception-form',
    what: 'both forms',
    files: {
      [X]: 'kind: Exception\nid: x\nuntil: 2027-01-01\nowner: data\nbecause: y\nrule: key-age\nfor: [payments-deployer]\ncap: review\ncount: 2\nlimit: vault.prod/policy\n',
    },
    at: `${X}:1:1`,
  },
  { code: 'missing-key', files: { [X]: 'kind: Team\n' }, at: `${X}:1:1` },
  {
    code: 'missing-key',
    what: 'managedBy without fixAt',
    files: { [X]: target('connector: vault\nscope:\n  - { accounts: "approle/a*", kinds: [policy], managedBy: terraform }\n') },
    at: `${X}:6:5`,
  },
  {
    code: 'missing-key',
    what: 'in row and table',
    files: {
      [X]: 'kind: IdentitySet\nname: s\neach: "${a}"\ntype: bot\ndirectory: none\ncolumns: { a: {} }\nrows:\n  - { a: b, owner: shop }\n',
    },
    at: `${X}:8:5`,
  },
  { code: 'unknown-document', files: { [X]: 'kind: Identify\nname: x\n' }, at: `${X}:1:7` },
  { code: 'unknown-document', what: 'a list', files: { [X]: '- a\n' }, at: `${X}:1:1` },
  { code: 'unknown-key', files: { [X]: identity('acess: []\n') }, at: `${X}:8:1` },
  {
    code: 'unknown-key',
    what: 'a line that became a mapping',
    files: { [X]: identity('access:\n  - vault.prod/policy/a: b\n') },
    at: `${X}:9:5`,
    also: ['missing-key'],
  },
  {
    code: 'unknown-key',
    what: 'a column',
    files: { [SET]: swap(TABLE, 'owner: shop }', 'owner: shop, servise: x }') },
    at: `${SET}:13:54`,
  },
  { code: 'wrong-type', files: { [X]: identity('access: vault.prod/policy/a\n') }, at: `${X}:8:9` },
  {
    code: 'wrong-type',
    what: 'nothing',
    files: { [X]: 'kind: Team\nname: x\nmode:\n---\nkind: Team\nname: y\ngithub:\n' },
    at: `${X}:7:1`,
    also: ['bad-value'],
  },
  // Values
  { code: 'bad-instant', files: { [X]: identity('until: 2026-02-29\n') }, at: `${X}:8:8` },
  {
    code: 'bad-instant',
    what: 'of an Exception',
    files: { 'rules.yaml': swap(SAMPLE.get('rules.yaml') ?? '', '2027-02-28', '2027-02-30') },
    at: 'rules.yaml:12:8',
  },
  { code: 'name-invisible', files: { [X]: identity('access: ["vault.prod/policy/a\\u200bb"]\n') }, at: `${X}:8:10` },
  { code: 'name-invisible', what: 'a space at the end', files: { [X]: identity('access: ["vault.prod/policy/ab "]\n') }, at: `${X}:8:10` },
  { code: 'name-invisible', what: 'text that runs backwards', files: { [X]: identity('purpose: "a\u202eb"\n') }, at: `${X}:8:10` },
  { code: 'name-look-alike', files: { [X]: identity('access: ["vault.prod/policy/ci\u2011payments"]\n') }, at: `${X}:8:10` },
  { code: 'name-mixed-script', files: { [X]: identity('access: [vault.prod/policy/p\u0430yments]\n') }, at: `${X}:8:10` },
  { code: 'name-not-nfc', files: { [X]: identity('access: [vault.prod/policy/e\u0301]\n') }, at: `${X}:8:10` },
  { code: 'until-not-after-from', files: { [X]: identity('from: 2027-01-02\nuntil: 2027-01-02\n') }, at: `${X}:9:8` },
  {
    code: 'until-not-after-from',
    what: 'of a line',
    files: { [X]: identity('access:\n  - { grant: vault.prod/policy/a, from: 2027-01-02, until: 2027-01-01T23:59:59Z }\n') },
    at: `${X}:9:60`,
  },
  {
    code: 'never-stands',
    files: { [X]: identity('until: 2027-01-01\naccess:\n  - { grant: vault.prod/policy/a, from: 2027-01-02 }\n') },
    at: `${X}:10:14`,
  },
  { code: 'inline-secret', files: { [X]: `# ghp_${'aB3'.repeat(12)}\n` }, at: `${X}:1:3`, also: ['empty-file'] },
  {
    code: 'inline-secret',
    what: '32 bytes in hexadecimal',
    files: { [X]: identity(`purpose: ${'0f1e2d3c'.repeat(8)}\n`) },
    at: `${X}:8:10`,
  },
  { code: 'inline-secret', what: 'high entropy', files: { [X]: identity('purpose: q8Zr2LxV9tKp4WmB7nYc3HsD\n') }, at: `${X}:8:10` },
  {
    code: 'inline-secret',
    what: 'a password in a url',
    files: { 'targets/others.yaml': swap(TARGETS, 'postgres://db', 'postgres://app:hunter2@db') },
    at: 'targets/others.yaml:18:25',
  },
  {
    code: 'inline-secret',
    what: 'under a telling key',
    files: { 'targets/others.yaml': swap(TARGETS, '{ secret: NHI_OKTA_READ }', '{ password: hunter2 }') },
    at: 'targets/others.yaml:9:120',
  },
  {
    code: 'secret-name',
    files: { 'targets/others.yaml': swap(TARGETS, 'NHI_OKTA_READ', 'GITHUB_TOKEN') },
    at: 'targets/others.yaml:9:118',
  },
  // Names
  { code: 'duplicate-name', files: { [X]: 'kind: Team\nname: shop\n' }, at: `${X}:2:7` },
  {
    code: 'duplicate-name',
    what: 'an Identity and a row',
    files: { [X]: 'kind: Identity\nname: cart-prod-deployer\ntype: bot\nowner: shop\ndirectory: none\naccounts: []\n' },
    at: `${X}:1:1`,
  },
  {
    code: 'duplicate-name',
    what: 'two tables',
    files: { [X]: swap(TABLE.replace('service: cart', 'service: a').replace('service: checkout', 'service: b'), 'kind', 'kind') },
    at: `${X}:2:7`,
  },
  { code: 'duplicate-settings', files: { [X]: 'kind: Settings\nversion: 1\n' }, at: `${X}:1:1` },
  { code: 'no-settings', files: { 'nhi.yaml': null }, at: null },
  { code: 'reserved-name', files: { [X]: 'kind: Team\nname: unknown\n' }, at: `${X}:2:7` },
  {
    code: 'reserved-name',
    what: 'a built-in parameter',
    files: { [X]: role('github/team/a', 'parameters: { owner: {} }\n') },
    at: `${X}:4:15`,
  },
  {
    code: 'reserved-name',
    what: 'a built-in rule',
    files: { [X]: 'kind: Rule\nid: wide-scope\nwhere: { credential: true }\nrequire: { maxCount: 1 }\nseverity: low\nact: report\n' },
    at: `${X}:2:5`,
  },
  { code: 'unknown-connector', files: { [X]: target('connector: valt\nscope: [{ accounts: "a/b*", kinds: [c] }]\n') }, at: `${X}:4:12` },
  { code: 'unknown-directory', files: { [ID]: swap(IDENTITY, 'okta/app', 'okto/app') }, at: `${ID}:6:12` },
  {
    code: 'unknown-identity',
    files: { 'rules.yaml': swap(SAMPLE.get('rules.yaml') ?? '', 'for: [payments-legacy-sync]', 'for: [payments-legasy-sync]') },
    at: 'rules.yaml:11:7',
  },
  { code: 'unknown-role', files: { [ID]: swap(IDENTITY, '- deployer: {', '- deploier: {') }, at: `${ID}:13:5` },
  {
    code: 'unknown-rule',
    files: { 'rules.yaml': swap(SAMPLE.get('rules.yaml') ?? '', 'rule: key-age', 'rule: key-aje') },
    at: 'rules.yaml:10:7',
  },
  { code: 'unknown-target', files: { [ID]: swap(IDENTITY, 'github/team/release', 'githup/team/release') }, at: `${ID}:15:5` },
  { code: 'unknown-target', what: 'in a role that nobody holds', files: { [X]: role('githup/team/a') }, at: `${X}:5:5` },
  {
    code: 'unknown-target',
    what: 'of a rule',
    files: {
      [X]: 'kind: Rule\nid: r\nwhere: { credential: true, target: [vault, volt] }\nrequire: { maxCount: 1 }\nseverity: low\nact: report\n',
    },
    at: `${X}:3:44`,
  },
  {
    code: 'unknown-target',
    what: 'of a limit',
    files: { [X]: 'kind: Exception\nid: x\nuntil: 2027-01-01\nowner: data\nbecause: y\nlimit: vault/policy\ncap: review\ncount: 3\n' },
    at: `${X}:6:8`,
  },
  { code: 'unknown-team', files: { [X]: identity('').replace('shop', 'shoop') }, at: `${X}:4:8` },
  {
    code: 'unknown-team',
    what: 'privileged',
    files: { 'nhi.yaml': swap(SETTINGS, '[platform-security]', '[platform]') },
    at: 'nhi.yaml:3:74',
  },
  {
    code: 'unknown-team',
    what: 'a successor',
    files: { 'teams/payments/team.yaml': swap(TEAM, 'commerce-platform', 'comerce') },
    at: 'teams/payments/team.yaml:5:12',
  },
  // Targets
  {
    code: 'absent-without-sentinels',
    files: { 'targets/others.yaml': swap(swap(TARGETS, 'sentinels: [user/nhi-sentinel]\n', ''), 'onAbsent: report', 'onAbsent: revoke') },
    at: 'targets/others.yaml:7:1',
  },
  {
    code: 'absent-without-sentinels',
    what: 'of an identity',
    files: {
      'targets/others.yaml': swap(TARGETS, 'sentinels: [user/nhi-sentinel]\n', ''),
      [ID]: swap(IDENTITY, 'okta/app/id:0oa1b2c3', '{ account: okta/app/id:0oa1b2c3, onAbsent: disable }'),
    },
    at: `${ID}:6:23`,
  },
  {
    code: 'config-schema',
    files: { 'targets/others.yaml': swap(TARGETS, 'config: { url: "https://corp.example.com/scim/v2"', 'config: { url: 4') },
    at: 'targets/others.yaml:9:16',
  },
  {
    code: 'config-schema',
    what: 'laid over by an instance',
    files: { 'targets/vault.yaml': swap(VAULT, '"https://vault.stage.example.com"', '{}') },
    at: 'targets/vault.yaml:8:17',
  },
  {
    code: 'config-schema',
    what: 'an unknown key',
    files: { 'targets/vault.yaml': swap(VAULT, 'prod: { url', 'prod: { nonsense: 1, url') },
    at: 'targets/vault.yaml:7:11',
  },
  {
    code: 'config-schema',
    what: 'no kinds',
    files: { 'targets/others.yaml': swap(TARGETS, 'path: exports', 'broken: true, path: exports') },
    at: 'targets/others.yaml:26:9',
  },
  {
    code: 'empty-group',
    files: { 'targets/vault.yaml': swap(VAULT, '{ all: [prod, stage] }', '{ all: [prod, stage], none: [] }') },
    at: 'targets/vault.yaml:9:31',
  },
  {
    code: 'instance-and-group',
    files: { 'targets/vault.yaml': swap(VAULT, '{ all: [', '{ prod: [stage], all: [') },
    at: 'targets/vault.yaml:9:11',
  },
  {
    code: 'lifecycle-file',
    files: { 'targets/others.yaml': swap(TARGETS, 'connector: file', 'connector: file\nauthority: lifecycle') },
    at: 'targets/others.yaml:25:1',
  },
  { code: 'lifecycle-only', files: { 'targets/vault.yaml': swap(VAULT, 'within: 1h', 'onAbsent: report') }, at: 'targets/vault.yaml:21:1' },
  { code: 'no-scope', files: { [X]: target('connector: vault\n') }, at: `${X}:1:1` },
  {
    code: 'unknown-instance',
    what: 'of a group',
    files: { 'targets/vault.yaml': swap(VAULT, '[prod, stage]', '[prod, stag]') },
    at: 'targets/vault.yaml:9:23',
  },
  { code: 'unknown-instance', files: { [X]: identity('access: [vault.prot/policy/a]\n') }, at: `${X}:8:10` },
  {
    code: 'unknown-instance',
    what: 'built by a parameter',
    files: { [X]: identity('roles: [{ deployer: { service: a } }]\nenvironment: test\n') },
    at: `${X}:8:9`,
    also: ['grant-without-account'],
  },
  {
    code: 'wide-scope',
    files: { [X]: target('connector: vault\nscope:\n  - { accounts: ["approle/x*", "approle/*"], kinds: [policy] }\n') },
    at: `${X}:6:32`,
  },
  {
    code: 'wide-scope',
    what: 'everything',
    files: { [X]: target('connector: vault\nscope: [{ accounts: "*", kinds: [policy] }]\n') },
    at: `${X}:5:21`,
  },
  // Written forms
  { code: 'account-not-managed', files: { [X]: identity('').replace('ci-extra', 'cd-extra') }, at: `${X}:6:47` },
  {
    code: 'group-not-allowed',
    files: {
      'targets/others.yaml': swap(
        TARGETS,
        'config: { url: "https://corp.example.com/scim/v2", ',
        'instances: { a: {}, b: {} }\ngroups: { ab: [a, b] }\nconfig: { ',
      ),
      [ID]: swap(IDENTITY, 'okta/app', 'okta.ab/app'),
      'teams/payments/team.yaml': swap(TEAM, 'okta/', 'okta.a/'),
    },
    at: `${ID}:6:12`,
  },
  { code: 'instance-missing', files: { [X]: identity('access: [vault/policy/a]\n') }, at: `${X}:8:10` },
  { code: 'instance-surplus', files: { [X]: identity('access: [github.prod/team/a]\n') }, at: `${X}:8:10` },
  { code: 'kind-not-grantable', files: { [X]: identity('access: [vault.prod/secretId/a]\n') }, at: `${X}:8:10` },
  {
    code: 'kind-not-managed',
    files: {
      'targets/others.yaml': swap(TARGETS, 'kinds: [login, role, privilege]', 'kinds: [login, role]'),
      [X]: identity('access: ["postgres.main/privilege/table:app.public.x:SELECT"]\n'),
    },
    at: `${X}:8:10`,
  },
  { code: 'refused-name', files: { [X]: identity('access: ["vault.prod/policy/a b"]\n') }, at: `${X}:8:10` },
  { code: 'unknown-account-type', files: { [X]: identity('').replace('approle/ci', 'policy/ci') }, at: `${X}:6:47` },
  {
    code: 'unknown-account-type',
    what: 'of a scope',
    files: { 'targets/vault.yaml': swap(VAULT, '"approle/ci-*"', '["approle/ci-*", "aprole/x*"]') },
    at: 'targets/vault.yaml:11:34',
  },
  {
    code: 'unknown-account-type',
    what: 'of a sentinel',
    files: { 'targets/others.yaml': swap(TARGETS, 'user/nhi', 'users/nhi') },
    at: 'targets/others.yaml:6:13',
  },
  { code: 'unknown-account-type', what: 'of a directory', files: { [ID]: swap(IDENTITY, 'okta/app', 'okta/group') }, at: `${ID}:6:12` },
  {
    code: 'unknown-fact',
    files: { [X]: identity('access: [{ grant: postgres.main/role/a, facts: { amdin: true } }]\n') },
    at: `${X}:8:50`,
  },
  { code: 'unknown-facet', files: { [X]: identity('access: [{ grant: postgres.main/role/a, facets: { ns: x } }]\n') }, at: `${X}:8:51` },
  { code: 'unknown-kind', files: { [X]: identity('access: [vault.prod/polcy/a]\n') }, at: `${X}:8:10` },
  {
    code: 'unknown-kind',
    what: 'of a scope',
    files: { 'targets/vault.yaml': swap(VAULT, '[policy, secretId]', '[policy, secretid]') },
    at: 'targets/vault.yaml:11:49',
  },
  {
    code: 'unknown-kind',
    what: 'a sink in a scope',
    files: { 'targets/vault.yaml': swap(VAULT, '[policy, secretId]', '[policy, audit]') },
    at: 'targets/vault.yaml:11:49',
  },
  {
    code: 'unknown-kind',
    what: 'of a limit',
    files: { [X]: 'kind: Exception\nid: x\nuntil: 2027-01-01\nowner: data\nbecause: y\nlimit: vault.prod/polcy\ncap: review\ncount: 3\n' },
    at: `${X}:6:8`,
  },
  {
    code: 'unknown-kind',
    what: "of a Team's group",
    files: { 'teams/payments/team.yaml': swap(TEAM, 'okta/group', 'okta/grop') },
    at: 'teams/payments/team.yaml:4:12',
  },
  { code: 'written-form', files: { [X]: identity('access: [vault.prod/policy]\n') }, at: `${X}:8:10` },
  {
    code: 'written-form',
    what: "of a Team's directory",
    files: { 'teams/payments/team.yaml': swap(TEAM, 'okta/group/payments-eng', 'okta') },
    at: 'teams/payments/team.yaml:4:12',
  },
  // Identities
  {
    code: 'account-choice',
    files: {
      [X]: identity('access: [vault.prod/policy/a]\n').replace('approle/ci-extra', 'approle/ci-extra, vault.prod/approle/ci-other'),
    },
    at: `${X}:8:10`,
  },
  { code: 'account-claimed-twice', files: { [X]: identity('').replace('ci-extra', 'CI-Payments') }, at: `${X}:6:47` },
  {
    code: 'account-claimed-twice',
    what: 'by look-alikes of another script',
    files: {
      [X]: identity('').replace(
        'accounts: [',
        'accounts: [k8s.prod-us/serviceaccount/\u0441\u043e\u0441\u043e:deployer, k8s.prod-us/serviceaccount/coco:deployer, ',
      ),
    },
    at: `${X}:6:54`,
  },
  { code: 'directory-without-authority', files: { [ID]: swap(IDENTITY, 'okta/app', 'github/user') }, at: `${ID}:6:12` },
  {
    code: 'facts-differ',
    files: { [ID]: swap(IDENTITY, 'never:', '  - { grant: postgres.main/role/payments_rw, facts: { admin: true } }\nnever:') },
    at: `${ID}:20:14`,
  },
  { code: 'grant-without-account', files: { [X]: identity('access: [github/team/a]\n') }, at: `${X}:8:10` },
  { code: 'grant-without-account', what: 'of a never line', files: { [X]: identity('never: [github/team/a]\n') }, at: `${X}:8:9` },
  {
    code: 'grant-without-account',
    what: 'another account',
    files: { [X]: identity('access: [{ grant: vault.prod/policy/a, account: approle/ci-extro }]\n') },
    at: `${X}:8:19`,
  },
  { code: 'never-forbids', files: { [ID]: swap(IDENTITY, 'policy/ci-legacy', 'policy/payments-read') }, at: `${ID}:13:5` },
  {
    code: 'never-forbids',
    what: 'a name that differs in case alone',
    files: { [X]: identity('access: [postgres.main/role/Admins]\nnever: [postgres.main/role/admins]\n') },
    at: `${X}:8:10`,
  },
  {
    code: 'no-environment',
    files: { [X]: identity('roles: [{ deployer: { service: a } }]\n') },
    at: `${X}:8:9`,
    also: ['grant-without-account'],
  },
  { code: 'no-owner', files: { [X]: identity('').replace('owner: shop\n', '') }, at: `${X}:1:1` },
  { code: 'owner-unknown', files: { [X]: identity('').replace('shop', 'unknown') }, at: `${X}:4:8` },
  // Roles and tables
  { code: 'column-name', files: { [SET]: swap(TABLE, 'columns: {', 'columns: { owner: {},') }, at: `${SET}:6:12`, also: ['reserved-name'] },
  { code: 'missing-parameter', files: { [ID]: swap(IDENTITY, '- deployer: { service: payments }', '- deployer') }, at: `${ID}:13:5` },
  { code: 'missing-parameter', what: 'a column', files: { [SET]: swap(TABLE, 'service: cart, ', '') }, at: `${SET}:13:5` },
  {
    code: 'unknown-parameter',
    what: 'surplus',
    files: { [ID]: swap(IDENTITY, '{ service: payments }', '{ service: payments, servce: x }') },
    at: `${ID}:13:44`,
  },
  {
    code: 'unknown-parameter',
    what: 'in a line',
    files: { [ROLES]: swap(ROLE, 'binding/${service}', 'binding/${servis}') },
    at: `${ROLES}:8:5`,
  },
  {
    code: 'unknown-parameter',
    what: 'a ${ without a name',
    files: { [ROLES]: swap(ROLE, 'binding/${service}', 'binding/${}') },
    at: `${ROLES}:8:5`,
  },
  { code: 'parameter-pattern', files: { [X]: role('github/team/${a}', 'parameters: { a: { match: "(a+)+" } }\n') }, at: `${X}:4:27` },
  { code: 'parameter-place', files: { [X]: role('${a}/team/x', 'parameters: { a: {} }\n') }, at: `${X}:6:5` },
  { code: 'parameter-place', what: 'in the kind', files: { [X]: role('github/${a}/x', 'parameters: { a: {} }\n') }, at: `${X}:6:5` },
  { code: 'parameter-value', files: { [ID]: swap(IDENTITY, 'service: payments }', 'service: Payments }') }, at: `${ID}:13:26` },
  { code: 'parameter-value', what: 'of a column', files: { [SET]: swap(TABLE, 'service: cart', 'service: "*"') }, at: `${SET}:13:16` },
  {
    code: 'privileged-by-parameter',
    files: { [ROLES]: swap(ROLE, '${service}-read', '${service}'), [ID]: swap(IDENTITY, 'service: payments }', 'service: x-admin }') },
    at: `${ID}:13:5`,
  },
  {
    code: 'privileged-by-parameter',
    what: 'by what the connector says',
    files: { [ROLES]: swap(ROLE, '${service}-read', '${service}'), [ID]: swap(IDENTITY, 'service: payments }', 'service: root }') },
    at: `${ID}:13:5`,
  },
  {
    code: 'privileged-by-parameter',
    what: 'by a name that differs in case alone',
    files: {
      'targets/others.yaml': swap(TARGETS, 'config: { databases: [app] }', 'config: { databases: [app] }\nprivileged: [role/admins]'),
      [X]: role('postgres.main/role/${g}', 'parameters: { g: { match: "[A-Za-z]+" } }\n'),
      'y.yaml': identity('roles: [{ extra-role: { g: Admins } }]\n'),
    },
    at: 'y.yaml:8:9',
  },
  {
    code: 'role-cycle',
    files: {
      [ROLES]: swap(ROLE, 'access:', 'roles: [inner]\naccess:'),
      [X]: 'kind: Role\nname: inner\nowner: data\naccess: []\nroles: [{ deployer: { service: a } }]\n',
    },
    at: `${X}:5:9`,
  },
  { code: 'template-here', files: { [X]: identity('access: ["vault.prod/policy/${name}"]\n') }, at: `${X}:8:10` },
  {
    code: 'limit-form',
    files: {
      [X]: 'kind: Exception\nid: x\nuntil: 2027-01-01\nowner: data\nbecause: y\nlimit: vault.prod/policy\ncap: offboard\ncount: 3\n',
    },
    at: `${X}:6:8`,
  },
];

const compileWith = (files: Case['files']) => {
  const all = new Map(SAMPLE);
  for (const [path, text] of Object.entries(files)) {
    if (text === null) all.delete(path);
    else all.set(path, text);
  }
  return compile(all, sampleConnectors);
};

describe('each problem, planted', () => {
  test('the sample has none', () => {
    expect(compile(SAMPLE, sampleConnectors).problems).toEqual([]);
  });

  test.each(CASES.map((c) => [`${c.code}${c.what === undefined ? '' : `: ${c.what}`}`, c] as const))(
    '%s',
    (_, { code, files, at, also = [] }) => {
      const { problems } = compileWith(files);
      expect(problems.map((problem) => ({ rule: problem.rule, at: problem.at }))).toContainEqual({ rule: code, at });
      expect(problems.filter((problem) => problem.rule !== code && !also.includes(problem.rule as ProblemCode))).toEqual([]);
      const found = problems.find((problem) => problem.rule === code);
      expect(found?.severity).toBe(PROBLEMS[code].severity);
      expect(found?.remedy).toContain(PROBLEMS[code].means);
    },
  );

  // Those of the folder are planted in read.test.ts, those of size in hostile.test.ts, that of the clock in runs/past-lines.test.ts.
  const ELSEWHERE: readonly ProblemCode[] = [
    'file-name',
    'not-a-regular-file',
    'too-large-in-all',
    'unreadable-file',
    'too-many-lines',
    'too-many-problems',
    'until-past',
  ];

  test('a wrong word in one field does not hide what is wrong in the others', () => {
    const { problems } = compileWith({
      [X]: identity('mode: sleep\nsize: 3\naccess: [vault.prod/policy/a, postgres/role/b]\nroles: [nobody]\n'),
    });
    expect(problems.map(({ rule, at }) => `${rule} ${at}`)).toEqual([
      `bad-value ${X}:8:7`,
      `unknown-key ${X}:9:1`,
      `instance-missing ${X}:10:31`,
      `unknown-role ${X}:11:9`,
    ]);
  });

  test('every code has a case', () => {
    const planted = new Set<string>([...CASES.map((c) => c.code), ...ELSEWHERE]);
    expect(Object.keys(PROBLEMS).filter((code) => !planted.has(code))).toEqual([]);
  });
});
