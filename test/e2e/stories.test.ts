/** What must always hold, on real systems: each test says which invariant of docs/architecture.md or which attack it is about. */
import { symlinkSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { startFaultProxy } from '../servers/fault-proxy.ts';
import { missing, type PostgresServer, startPostgres } from '../servers/postgres-server.ts';
import { type ScimServer, type ScimServerOptions, startScimServer } from '../servers/scim-server.ts';
import { startCountingProxy } from './counting-proxy.ts';
import { jsonl, newPlace, type Place, program, type Ran, rowsOf } from './program.ts';

// Many processes a test: a loaded machine takes its time.
vi.setConfig({ testTimeout: 240_000 });

beforeAll(async () => {
  await program();
});

type Env = Readonly<Record<string, string>>;
type Rows = readonly (readonly [account: string, kind: string, name?: string])[];
interface PlanJson {
  readonly targets: readonly {
    readonly target: string;
    readonly changes: readonly { readonly verb: string; readonly label: string; readonly key: string }[];
    readonly blocked: readonly {
      readonly guard: string;
      readonly notBefore?: number | null;
      readonly change: { readonly verb: string; readonly label: string; readonly key: string };
    }[];
    readonly findings: readonly { readonly rule: string; readonly severity: string; readonly subject: string }[];
    readonly verdicts: readonly (readonly [string, string])[];
  }[];
}

const flat = (text: string): string => text.replaceAll(/\s+/g, ' ');

async function ran(place: Place, args: readonly string[], codes: number | readonly number[], env: Env = {}): Promise<Ran> {
  const answer = await place.run([...args, ...(args[0] === 'hold' ? [] : ['--quiet'])], { env });
  expect([codes].flat(), `${args.join(' ')}\n${answer.stdout}\n${answer.stderr}`).toContain(answer.code);
  return answer;
}
const apply = (place: Place, codes: number | readonly number[] = 0, env: Env = {}, ...more: readonly string[]): Promise<Ran> =>
  ran(place, ['apply', '--yes', ...more], codes, env);
async function planned(place: Place, env: Env = {}, command = 'plan', codes: readonly number[] = [0, 1, 2]): Promise<PlanJson> {
  return JSON.parse((await ran(place, [command, '--format', 'json'], codes, env)).stdout) as PlanJson;
}
const blockedOf = (plan: PlanJson): readonly string[] =>
  plan.targets.flatMap((t) => t.blocked.map((b) => `${b.guard}: ${b.change.verb} ${b.change.label}`));

const SETTINGS = 'kind: Settings\nversion: 1\n---\nkind: Team\nname: platform\n';
const crm = (more = '', config = '', name = 'crm'): string => `kind: Target
name: ${name}
connector: file
owner: platform
ceiling: enforce
config: { path: ${name}.jsonl, format: jsonl, writable: true${config} }
scope: [{ accounts: "account/bot-*", kinds: [login, credential, role] }]
${more}`;
const AT_ONCE = 'drift: { unauthorized: { do: revoke, after: 0 } }\n';

const bot = (name: string, account: string | readonly string[], access: readonly string[], more = 'directory: none\n'): string => `---
kind: Identity
name: ${name}
type: bot
owner: platform
${more}accounts: [${[account].flat().join(', ')}]
access:${access.length === 0 ? ' []' : access.map((a) => `\n  - ${a}`).join('')}
`;

/** A place with one file target. */
function filed(target: string, identities: string, rows: Rows): Place {
  const place = newPlace();
  place.put('policies/all.yaml', `${SETTINGS}---\n${target}${identities}`);
  place.put('crm.jsonl', jsonl(...rows));
  return place;
}
const account = (name: string): Rows => [
  [name, 'account'],
  [name, 'login'],
];
const rows = (place: Place): readonly string[] => rowsOf(place.read('crm.jsonl')).filter((row) => !/ (account|login) /.test(row));
const addRow = (place: Place, ...more: Rows): void =>
  place.put('crm.jsonl', jsonl(...rowsOf(place.read('crm.jsonl')).map((row) => row.split(' ') as [string, string, string]), ...more));

describe('a file target', () => {
  test('invariant 1: a file that is cut, empty, gone or half written is unknown, never empty; the other target goes on', async () => {
    using place = filed(
      `${crm()}---\n${crm('', '', 'erp')}`,
      bot('bot-a', ['crm/account/bot-a', 'erp/account/bot-a'], ['crm/role/a', 'erp/role/a']),
      [...account('bot-a'), ['bot-a', 'role', 'a']],
    );
    place.put('erp.jsonl', jsonl(...account('bot-a')));
    await apply(place);
    const whole = place.read('crm.jsonl');
    // Taking the identity out would take everything it holds.
    for (const [name, text] of [
      ['cut in a line', whole.slice(0, 70)],
      ['without its end', whole.split('\n').slice(0, -2).join('\n')],
      ['empty', ''],
      ['a count that is wrong', whole.replace('"count":3', '"count":4')],
    ] as const) {
      place.put('policies/all.yaml', `${SETTINGS}---\n${crm()}---\n${crm('', '', 'erp')}`);
      place.put('crm.jsonl', text);
      const answer = await apply(place, 1);
      expect(answer.stdout, name).toContain('UNKNOWN: ');
      expect(place.read('crm.jsonl'), name).toBe(text);
      expect(rowsOf(place.read('erp.jsonl')), name).toEqual(['bot-a account bot-a']);
    }
    place.remove('crm.jsonl');
    await apply(place, 1);
    place.put('crm.jsonl', whole);
    await apply(place);
    expect(rowsOf(place.read('crm.jsonl')), 'what was owed is done by the next run').toEqual(['bot-a account bot-a']);
  });

  test('invariant 2: one live entitlement has at most one change in a plan, blocked ones included', async () => {
    using place = filed(crm(), bot('bot-a', 'crm/account/bot-a', ['crm/role/a']) + bot('bot-b', 'crm/account/bot-b', ['crm/role/a']), [
      ...account('bot-a'),
      ...account('bot-b'),
      ['bot-a', 'role', 'a'],
      ['bot-a', 'role', 'x'],
      ['bot-b', 'credential', 'k'],
    ]);
    await apply(place);
    addRow(place, ['bot-a', 'role', 'y'], ['bot-b', 'role', 'y']);
    place.put('policies/all.yaml', `${SETTINGS}---\n${crm()}${bot('bot-b', 'crm/account/bot-b', ['crm/role/b'])}`);
    const plan = await planned(place);
    const keys = plan.targets.flatMap((t) => [...t.changes.map((c) => c.key), ...t.blocked.map((b) => b.change.key)]);
    expect(keys.length).toBeGreaterThan(4);
    expect(new Set(keys).size).toBe(keys.length);
  });

  test('invariant 5: nothing outside the scope is touched, whatever is declared, drifted or taken out', async () => {
    using place = filed(crm(AT_ONCE), bot('bot-a', 'crm/account/bot-a', ['crm/role/a']), [
      ...account('bot-a'),
      ['bot-a', 'role', 'a'],
      ['bot-a', 'group', 'not-managed'],
      ...account('human'),
      ['human', 'role', 'a'],
      ...account('nightbot-a'),
      ['nightbot-a', 'role', 'a'],
    ]);
    await apply(place);
    addRow(place, ['human', 'role', 'new'], ['bot-a', 'permission', 'new'], ['bot-a', 'role', 'new']);
    await apply(place);
    place.put('policies/all.yaml', `${SETTINGS}---\n${crm(AT_ONCE)}`);
    await apply(place);
    expect(rowsOf(place.read('crm.jsonl'))).toEqual([
      'bot-a account bot-a',
      'bot-a group not-managed',
      'bot-a permission new',
      'human account human',
      'human login human',
      'human role a',
      'human role new',
      'nightbot-a account nightbot-a',
      'nightbot-a login nightbot-a',
      'nightbot-a role a',
    ]);
    place.put('policies/all.yaml', `${SETTINGS}---\n${crm(AT_ONCE)}${bot('mallory', 'crm/account/human', ['crm/role/a'])}`);
    expect((await ran(place, ['validate'], 1)).stdout).toContain('account-not-managed');
  });

  test('T20, invariant 6: a trickle over many applies meets the same cap as one flood, each class by itself', async () => {
    using place = filed(
      crm(`${AT_ONCE}limits: { revoke: 4, revokePercent: 100 }\n`),
      bot(
        'bot-a',
        'crm/account/bot-a',
        Array.from({ length: 20 }, (_, i) => `crm/role/r${i}`),
      ),
      [...account('bot-a'), ...Array.from({ length: 20 }, (_, i) => ['bot-a', 'role', `r${i}`] as const)],
    );
    await apply(place);
    let taken = 0;
    for (let at = 0; at < 6; at += 1) {
      addRow(place, ['bot-a', 'role', `drift-${at}`]);
      await apply(place, [0, 2]);
      taken = at + 1 - rows(place).filter((row) => row.includes('drift')).length;
    }
    expect(taken).toBe(4);
    expect(blockedOf(await planned(place))).toEqual(['caps: revoke bot-a crm/role/drift-4', 'caps: revoke bot-a crm/role/drift-5']);
    // A flood of the review's class is blocked as a whole, with its counts and the way out.
    const lines = (from: number): string =>
      bot(
        'bot-a',
        'crm/account/bot-a',
        Array.from({ length: 20 - from }, (_, i) => `crm/role/r${i + from}`),
      );
    place.put('policies/all.yaml', `${SETTINGS}---\n${crm(`${AT_ONCE}limits: { revoke: 4, revokePercent: 100 }\n`)}${lines(5)}`);
    expect(flat((await apply(place, 2)).stdout)).toMatch(/caps/);
    expect(rows(place).filter((row) => / r\d/.test(row)).length).toBe(20);
  });

  test('T20: an Exception lifts a cap once, and a spent one that is used again lifts nothing', async () => {
    const target = crm(`${AT_ONCE}limits: { revoke: 2, revokePercent: 100 }\n`);
    const exception = (id: string): string =>
      `---\nkind: Exception\nid: ${id}\nlimit: crm/role\ncap: correction\ncount: 5\nuntil: ${new Date(Date.now() + 10 * 86_400_000).toISOString().slice(0, 10)}\nowner: platform\nbecause: clean-up\n`;
    using place = filed(target, bot('bot-a', 'crm/account/bot-a', ['crm/role/a']), [...account('bot-a'), ['bot-a', 'role', 'a']]);
    await apply(place);
    const drift = (name: string): void => addRow(place, ...Array.from({ length: 5 }, (_, i) => ['bot-a', 'role', `${name}-${i}`] as const));
    drift('one');
    await apply(place, 2);
    expect(rows(place).length).toBe(6);
    place.put('policies/lift.yaml', exception('lift-1').slice(4));
    await apply(place);
    expect(rows(place)).toEqual(['bot-a role a']);
    drift('two');
    await apply(place, 2);
    place.put('policies/lift.yaml', exception('lift-1').slice(4).replace('clean-up', 'once more'));
    await apply(place, 2);
    place.remove('policies/lift.yaml');
    await apply(place, 2);
    place.put('policies/lift.yaml', exception('lift-1').slice(4));
    await apply(place, 2);
    expect(rows(place).length, 'the same id, edited, and taken out and put back').toBe(6);
  });

  test('invariant 7: protected names, vendor names and the last administrator are never revoked', async () => {
    const target = crm(
      `${AT_ONCE}protected: ["role/root", "account/bot-safe"]\n`,
      ', administrator: { role: [admin] }, vendor: { role: ["sys-*"] }',
    );
    using place = filed(target, bot('bot-a', 'crm/account/bot-a', ['crm/role/admin', 'crm/role/a']), [
      ...account('bot-a'),
      ['bot-a', 'role', 'admin'],
      ['bot-a', 'role', 'a'],
    ]);
    await apply(place);
    addRow(place, ['bot-a', 'role', 'root'], ['bot-a', 'role', 'sys-owner'], ...account('bot-safe'), ['bot-safe', 'role', 'x']);
    // Offboarded: all it holds goes, but for what we must not take.
    place.put('policies/all.yaml', `${SETTINGS}---\n${target}`);
    const answer = await apply(place, 2);
    expect(rows(place)).toEqual(['bot-a role admin', 'bot-a role root', 'bot-a role sys-owner', 'bot-safe role x']);
    for (const guard of ['lastAdministrator', 'protected', 'vendor'])
      expect(blockedOf(await planned(place)).join('\n'), answer.stdout).toContain(`${guard}: revoke`);
  });

  test('invariant 15: a grant that comes back 3 times within 7 days is blocked as flapping, with the way out', async () => {
    using place = filed(crm(AT_ONCE), bot('bot-a', 'crm/account/bot-a', ['crm/role/a']), [...account('bot-a'), ['bot-a', 'role', 'a']]);
    await apply(place);
    for (let time = 0; time < 4; time += 1) {
      addRow(place, ['bot-a', 'role', 'fought-over']);
      await apply(place, [0, 2]);
    }
    expect(rows(place)).toContain('bot-a role fought-over');
    expect(blockedOf(await planned(place))).toEqual(['flapping: revoke bot-a crm/role/fought-over']);
    // A review goes on taking it all the same.
    place.put(
      'policies/all.yaml',
      `${SETTINGS}---\n${crm(AT_ONCE)}${bot('bot-a', 'crm/account/bot-a', ['crm/role/a'])}never: [crm/role/fought-over]\n`,
    );
    await apply(place);
    expect(rows(place)).toEqual(['bot-a role a']);
  });

  test('T30: a name that stays while its content changes is altered, and said so', async () => {
    const target = crm('', ', facts: { role: [digest] }');
    const text = (digest: string): string =>
      [
        ...account('bot-a').map(([a, kind]) => JSON.stringify({ account: a, kind, name: a })),
        JSON.stringify({ account: 'bot-a', kind: 'role', name: 'a', facts: { digest } }),
        JSON.stringify({ end: true, count: 3 }),
        '',
      ].join('\n');
    using place = filed(target, bot('bot-a', 'crm/account/bot-a', ['{ grant: crm/role/a, facts: { digest: sha256-old } }']), []);
    place.put('crm.jsonl', text('sha256-old'));
    await apply(place);
    place.put('crm.jsonl', text('sha256-new'));
    const plan = await planned(place, {}, 'detect', [2]);
    expect(blockedOf(plan)).toEqual([expect.stringMatching(/: adjust bot-a crm\/role\/a$/)]);
    expect(plan.targets[0]?.verdicts.map(([, verdict]) => verdict)).toContain('altered');
    await ran(place, ['plan'], 2);
  });

  test('invariant 16: a loosening with no live difference is never under "nothing to do"', async () => {
    using place = filed(crm(), bot('bot-a', 'crm/account/bot-a', ['{ grant: crm/role/a, until: 2027-01-01 }']), [
      ...account('bot-a'),
      ['bot-a', 'role', 'a'],
    ]);
    await apply(place);
    for (const [edit, text] of [
      ['a dropped until', `${crm()}${bot('bot-a', 'crm/account/bot-a', ['crm/role/a'])}`],
      [
        'a wider cap',
        `${crm('limits: { revoke: 90 }\n')}${bot('bot-a', 'crm/account/bot-a', ['{ grant: crm/role/a, until: 2027-01-01 }'])}`,
      ],
      [
        'drift that is only reported',
        `${crm('drift: { unauthorized: { do: report } }\n')}${bot('bot-a', 'crm/account/bot-a', ['{ grant: crm/role/a, until: 2027-01-01 }'])}`,
      ],
    ] as const) {
      place.put('policies/all.yaml', `${SETTINGS}---\n${text}`);
      const { stdout } = await ran(place, ['plan'], 2);
      expect(stdout, edit).toMatch(/LOOSENED/);
      expect(stdout, edit).not.toMatch(/^nhi plan: nothing to do/m);
    }
  });

  test('invariant 19: the last good run is kept per target, an unread one does not renew it, and a gap is told', async () => {
    using place = filed(crm().replace('kind: Target', 'kind: Target'), bot('bot-a', 'crm/account/bot-a', ['crm/role/a']), [
      ...account('bot-a'),
      ['bot-a', 'role', 'a'],
    ]);
    place.put('policies/all.yaml', place.read('policies/all.yaml').replace('version: 1', 'version: 1\nlimits: { maxSilence: 1s }'));
    const times = (): { readonly lastGood: number; readonly lastRun: number } =>
      (
        JSON.parse(place.read('.nhi-state/runs.json')) as {
          readonly targets: { readonly crm: { readonly lastGood: number; readonly lastRun: number } };
        }
      ).targets.crm;
    await apply(place);
    const good = times();
    expect(good.lastGood).toBe(good.lastRun);
    const whole = place.read('crm.jsonl');
    place.put('crm.jsonl', '');
    await ran(place, ['detect'], 1);
    expect(times().lastGood).toBe(good.lastGood);
    expect(times().lastRun).toBeGreaterThan(good.lastRun);
    place.put('crm.jsonl', whole);
    await sleep(1100);
    expect(flat((await ran(place, ['detect'], 0)).stdout)).toMatch(/crm: no run looked at it for less than a minute, since 20\d\d/);
    expect(flat((await ran(place, ['detect'], 0)).stdout)).not.toContain('no run looked');
    expect(times().lastGood).toBeGreaterThan(good.lastGood);
  });

  test('T18: a path that leaves the folder, goes through a link or names a device reads nothing, and no error quotes content', async () => {
    using place = filed(crm(), bot('bot-a', 'crm/account/bot-a', ['crm/role/a']), account('bot-a'));
    using outside = newPlace();
    outside.put('secret.jsonl', 'canary-content-of-another-file\n');
    outside.put('folder/secret.jsonl', jsonl(...account('bot-a')));
    symlinkSync(outside.at('secret.jsonl'), place.at('link.jsonl'));
    symlinkSync(outside.at('folder'), place.at('linked'));
    place.put('canary.jsonl', '{"account":"canary-content","kind":"no such kind"}\n{"end":true,"count":1}\n');
    for (const at of [
      '../crm.jsonl',
      '..',
      './crm.jsonl',
      'a/../crm.jsonl',
      outside.at('secret.jsonl'),
      '/proc/self/environ',
      '/dev/zero',
      'link.jsonl',
      'linked/secret.jsonl',
      'policies',
      'canary.jsonl',
      '..\\\\crm.jsonl',
      'crm.jsonl\\0x',
      '.git/../crm.jsonl',
    ]) {
      place.put(
        'policies/all.yaml',
        `${SETTINGS}---\n${crm().replace('path: crm.jsonl', `path: "${at}"`)}${bot('bot-a', 'crm/account/bot-a', ['crm/role/a'])}`,
      );
      const answer = await apply(place, 1);
      expect(answer.stdout + answer.stderr, at).not.toContain('canary-content');
    }
    expect(rowsOf(place.read('crm.jsonl'))).toEqual(rowsOf(jsonl(...account('bot-a'))));
  });

  test.each([
    ['file', (name: string) => `crm/account/bot-${name}`, crm()],
    [
      'scim',
      (name: string) => `desk/user/bot-${name}`,
      'kind: Target\nname: desk\nconnector: scim\nowner: platform\nconfig: { url: "https://desk.example.com/scim", auth: { kind: bearer, read: { secret: NHI_T } } }\nscope: [{ accounts: "user/bot-*", kinds: [login, group] }]\n',
    ],
    [
      'postgres',
      (name: string) => `pg/user/bot-${name}`,
      'kind: Target\nname: pg\nconnector: postgres\nowner: platform\nconfig: { url: "postgres://db.example.com", databases: [app], auth: { read: { secret: NHI_T } } }\nscope: [{ accounts: "user/bot-*", kinds: [login, role] }]\n',
    ],
  ])('T15: no two spellings of one account pass: %s', async (_, written, target) => {
    const pairs: readonly (readonly [string, string, string])[] = [
      ['two of the same', 'café', 'café'],
      ['composed and decomposed', 'caf\u00e9', 'cafe\u0301'],
      ['a hyphen that is none', 'a-b', 'a\u2011b'],
      ['a letter of another script', 'payments', 'p\u0430yments'],
      ['all of another script in one word', 'ab', '\u0430\u044c'],
      ['a space nobody sees', 'a', 'a\u200b'],
      ['a wide letter', 'a', '\uff41'],
      ['a space at its end', 'a', 'a '],
      ['turned around', 'a', '\u202ea'],
      ['a ligature', 'file', '\ufb01le'],
    ];
    using place = newPlace();
    for (const [name, one, two] of pairs) {
      const quoted = (text: string): string => JSON.stringify(written(text));
      place.put('policies/all.yaml', `${SETTINGS}---\n${target}${bot('one', quoted(one), [])}${bot('two', quoted(two), [])}`);
      const { stdout } = await ran(place, ['validate'], 1);
      expect(flat(stdout), name).toMatch(/ error (account-claimed-twice|name-[a-z-]+|refused-name|written-form): /);
    }
    place.put('policies/all.yaml', `${SETTINGS}---\n${target}${bot('one', written('a'), [])}${bot('two', written('b'), [])}`);
    await ran(place, ['validate'], 0);
  });

  test('T16: what a parameter brings stays inside the shape that the role wrote', async () => {
    const role = (match: string): string =>
      `---\nkind: Role\nname: reader\nowner: platform\nparameters: { service: ${match} }\naccess: ["crm/role/\${service}-read"]\n`;
    using place = filed(crm('privileged: ["role/root*"]\n'), '', account('bot-a'));
    const policy = (value: string, match = '{}'): string =>
      `${SETTINGS}---\n${crm('privileged: ["role/root*"]\n')}${role(match)}${bot('bot-a', 'crm/account/bot-a', [])}roles: [{ reader: { service: ${JSON.stringify(value)} } }]\n`;
    for (const value of [
      '',
      '*',
      '..',
      '../sys',
      'x/y',
      'a${environment}',
      '${service}',
      'x,ou=admins',
      'x:ALL',
      'x\ny',
      'x y',
      'X',
      'a'.repeat(64),
      '\u0430',
      '-x',
      '%2e%2e',
      '"; drop role root; --',
    ]) {
      place.put('policies/all.yaml', policy(value));
      expect(flat((await ran(place, ['validate'], 1)).stdout), value).toMatch(
        / error (parameter-value|missing-parameter|bad-value|name-[a-z-]+): /,
      );
    }
    // A wider pattern is the role's owner's choice, yet no parameter builds a privileged name.
    place.put('policies/all.yaml', policy('root', '{ match: "[a-z]+" }'));
    expect((await ran(place, ['validate'], 1)).stdout).toContain('privileged-by-parameter');
    place.put('policies/all.yaml', policy('billing'));
    await apply(place);
    expect(rows(place)).toEqual(['bot-a role billing-read']);
  });
});

interface Desk extends AsyncDisposable {
  readonly place: Place;
  readonly server: ScimServer;
  readonly env: Env;
  readonly ids: Readonly<Record<string, string>>;
  /** Names of agents that the directory's answers leave out, as whole as they otherwise look. */
  readonly hidden: Set<string>;
  members(group: string): readonly string[];
  /** Of the names that are agents, too: the accounts are called bot-NAME. */
  policy(text: string): void;
}

const SCIM_AUTH = 'auth: { kind: bearer, read: { secret: NHI_READ }, write: { secret: NHI_WRITE } }';
const READ_ONLY = 'auth: { kind: bearer, read: { secret: NHI_READ } }';
const deskTarget = (url: string, more = ''): string => `kind: Target
name: desk
connector: scim
owner: platform
ceiling: enforce
config: { url: "${url}", settles: 0s, ${SCIM_AUTH} }
scope: [{ accounts: "user/bot-*", kinds: [login, group] }]
${more}`;
const directoryTarget = (url: string, more = ''): string => `kind: Target
name: directory
connector: scim
owner: platform
authority: lifecycle
sentinels: [agent/sentinel]
onAbsent: disable
within: 1s
config: { url: "${url}", settles: 0s, resourceTypes: [{ name: Agent, nameAttribute: name }], without: [group], ${READ_ONLY} }
${more}---
`;

/** A desk of users and groups, and a directory of agents, on one server; `agents` each have a user bot-NAME in group g. */
async function deskWith(
  agents: readonly string[],
  options: ScimServerOptions = {},
  through: (origin: string) => string = (origin) => origin,
): Promise<Desk> {
  const hidden = new Set<string>();
  const server = await startScimServer({
    ...options,
    rewrite: ({ path: at }, body) => {
      const { Resources: resources } = body as { readonly Resources?: readonly { readonly name?: string }[] };
      if (!at.includes('/Agents') || resources === undefined) return body;
      const left = resources.filter(({ name = '' }) => !hidden.has(name));
      return { ...body, Resources: left, totalResults: left.length, itemsPerPage: left.length };
    },
  });
  const ids = server.seed({
    agents: ['sentinel', ...agents].map((name) => ({ name })),
    users: ['human', ...agents.map((name) => `bot-${name}`)].map((name) => ({ name })),
    groups: [
      { name: 'g', members: ['human', ...agents.map((name) => `bot-${name}`)] },
      { name: 'h', members: ['human'] },
    ],
  });
  const place = newPlace();
  const names = new Map(Object.entries(ids).map(([name, id]) => [id, name]));
  const origin = through(server.origin);
  return {
    place,
    server,
    ids,
    hidden,
    env: {
      NHI_READ: server.readToken,
      NHI_WRITE: server.writeToken,
      NHI_ORIGINS: JSON.stringify({ NHI_READ: [server.origin, origin], NHI_WRITE: [server.origin, origin] }),
    },
    members: (group) =>
      server
        .members(ids[group] ?? '')
        .map((id) => names.get(id) ?? id)
        .filter((name) => name !== 'human')
        .sort(),
    policy: (text) => place.put('policies/all.yaml', `${SETTINGS}---\n${text}`),
    async [Symbol.asyncDispose]() {
      place[Symbol.dispose]();
      await server.close();
    },
  };
}
const employed = (name: string, ...groups: readonly string[]): string =>
  bot(
    `bot-${name}`,
    `desk/user/bot-${name}`,
    groups.map((g) => `desk/group/${g}`),
    `directory: directory/agent/${name}\n`,
  );
const agents = ['a', 'b', 'c', 'd', 'e'];

describe('SCIM, as a directory', () => {
  test('T13, invariant 1: a narrowed view without its sentinel says nothing, and nobody loses anything', async () => {
    await using desk = await deskWith(agents);
    desk.policy(`${directoryTarget(desk.server.url)}${deskTarget(desk.server.url)}${agents.map((name) => employed(name, 'g')).join('')}`);
    await apply(desk.place, 0, desk.env);
    for (const name of ['sentinel', ...agents]) desk.hidden.add(name);
    for (let round = 0; round < 4; round += 1) {
      await ran(desk.place, ['detect'], [0, 1, 2], desk.env);
      await apply(desk.place, [0, 1, 2], desk.env);
      await sleep(1050);
    }
    expect(desk.members('g').length).toBe(5);
    expect(desk.server.counts.writes).toBe(0);
    // Nothing is given to those of whom nothing is known.
    desk.policy(
      `${directoryTarget(desk.server.url)}${deskTarget(desk.server.url)}${agents.map((name) => employed(name, 'g', 'h')).join('')}`,
    );
    await apply(desk.place, [0, 1, 2], desk.env);
    expect(desk.members('h')).toEqual([]);
    desk.hidden.clear();
    await apply(desk.place, 0, desk.env);
    expect(desk.members('h').length).toBe(5);
  });

  test('T13, invariant 6: with its sentinel, absent takes two saved reads apart, and more than the cap allows lose nothing', async () => {
    await using desk = await deskWith(agents);
    desk.policy(
      `${directoryTarget(desk.server.url)}${deskTarget(desk.server.url, 'limits: { offboard: 2 }\n')}${agents.map((name) => employed(name, 'g')).join('')}`,
    );
    await apply(desk.place, 0, desk.env);
    // One goes: the first read that misses it makes it unsure, many in a hurry count once.
    desk.hidden.add('a');
    for (let round = 0; round < 3; round += 1) await ran(desk.place, ['detect'], [0, 2], desk.env);
    await sleep(1050);
    await ran(desk.place, ['plan'], [0, 2], desk.env);
    expect(desk.members('g').length).toBe(5);
    await apply(desk.place, 0, desk.env);
    expect(desk.members('g')).toEqual(['bot-b', 'bot-c', 'bot-d', 'bot-e']);
    // A trickle meets the cap of 24 hours, whichever run it falls into.
    for (const name of ['b', 'c']) {
      desk.hidden.add(name);
      await ran(desk.place, ['detect'], [0, 2], desk.env);
      await sleep(1050);
      await apply(desk.place, [0, 2], desk.env);
    }
    expect(desk.members('g'), 'two identities in 24 hours').toEqual(['bot-c', 'bot-d', 'bot-e']);
    const answer = await apply(desk.place, 2, desk.env);
    expect(flat(answer.stdout)).toContain('hold deny --identity');
  });

  test('T13, invariant 18: a flip takes once, and gives back nothing by itself, and where it restores, only what it took', async () => {
    await using desk = await deskWith(['a', 'b']);
    const policy = (giveBack: string, ...groups: readonly string[]): void =>
      desk.policy(
        `${directoryTarget(desk.server.url)}${deskTarget(desk.server.url, `giveBack: ${giveBack}\n${AT_ONCE}`)}${employed('a', ...groups)}${employed('b', 'g')}`,
      );
    policy('propose', 'g');
    await apply(desk.place, 0, desk.env);
    const agent = desk.ids['a'] ?? '';
    desk.server.setActive(agent, false);
    await apply(desk.place, 0, desk.env);
    expect([desk.members('g'), desk.server.account(desk.ids['bot-a'] ?? '')?.['active']]).toEqual([['bot-b'], false]);
    desk.server.setActive(agent, true);
    await apply(desk.place, 2, desk.env);
    await apply(desk.place, 2, desk.env);
    expect(desk.members('g'), 'coming back is proposed').toEqual(['bot-b']);
    // While it is away a review adds a grant and somebody a membership by hand.
    desk.server.setActive(agent, false);
    policy('restore', 'g', 'h');
    await apply(desk.place, 0, desk.env);
    expect([desk.members('g'), desk.members('h')]).toEqual([['bot-b'], []]);
    desk.server.addMember(desk.ids['h'] ?? '', desk.ids['bot-a'] ?? '');
    await apply(desk.place, 0, desk.env);
    expect(desk.members('h'), 'also what came by hand goes').toEqual([]);
    desk.server.setActive(agent, true);
    await apply(desk.place, 0, desk.env);
    expect([desk.members('g'), desk.members('h'), desk.server.account(desk.ids['bot-a'] ?? '')?.['active']]).toEqual([
      ['bot-a', 'bot-b'],
      ['bot-a'],
      true,
    ]);
  });
});

const plain = (name: string, ...groups: readonly string[]): string =>
  bot(
    `bot-${name}`,
    `desk/user/bot-${name}`,
    groups.map((g) => `desk/group/${g}`),
  );

describe('SCIM, as a target', () => {
  test('invariant 13: plan and detect send not one writing request, and have no secret that writes', async () => {
    await using desk = await deskWith(['a', 'b']);
    desk.policy(`${deskTarget(desk.server.url, AT_ONCE)}${plain('a', 'g')}${plain('b', 'h')}`);
    await apply(desk.place, [0, 2], desk.env);
    desk.server.addMember(desk.ids['h'] ?? '', desk.ids['bot-a'] ?? '');
    desk.policy(`${deskTarget(desk.server.url, AT_ONCE)}${plain('a', 'g', 'h')}`);
    desk.server.resetCounts();
    for (const command of ['plan', 'detect', 'plan']) await ran(desk.place, [command], 2, desk.env);
    expect(desk.server.counts.requests).toBeGreaterThan(0);
    expect(desk.server.counts.writes).toBe(0);
  });

  test('invariant 14: a name that was freed and used again inherits nothing, and nothing is taken from it', async () => {
    await using desk = await deskWith(['a', 'b']);
    desk.policy(`${deskTarget(desk.server.url, AT_ONCE)}${plain('a', 'g')}${plain('b', 'g')}`);
    await apply(desk.place, 0, desk.env);
    desk.server.remove(desk.ids['bot-a'] ?? '');
    const fresh = desk.server.seed({ users: [{ name: 'bot-a' }] })['bot-a'] ?? '';
    desk.server.resetCounts();
    expect(blockedOf(await planned(desk.place, desk.env)).filter((b) => b.startsWith('rebound: grant')).length).toBeGreaterThan(0);
    await apply(desk.place, 2, desk.env);
    desk.server.addMember(desk.ids['h'] ?? '', fresh);
    await apply(desk.place, [0, 2], desk.env);
    expect(desk.server.members(desk.ids['g'] ?? '')).not.toContain(fresh);
    // The way out is a reviewed line with its id.
    desk.policy(
      `${deskTarget(desk.server.url, AT_ONCE)}${plain('a', 'g').replace('desk/user/bot-a', `"desk/user/id:${fresh}"`)}${plain('b', 'g')}`,
    );
    await apply(desk.place, [0, 2], desk.env);
    expect(desk.server.members(desk.ids['g'] ?? '')).toContain(fresh);
  });

  test('T14, invariant 15: a run whose lease is gone stops before its next write, as superseded', async () => {
    await using desk = await deskWith(agents);
    await using proxy = await startCountingProxy(desk.server.origin);
    const env = { ...desk.env, NHI_ORIGINS: JSON.stringify({ NHI_READ: [proxy.origin], NHI_WRITE: [proxy.origin] }) };
    const url = proxy.through(desk.server.url);
    desk.policy(`${deskTarget(url)}${agents.map((name) => plain(name, 'g')).join('')}`);
    await apply(desk.place, 0, env);
    for (const cut of [1, 2, 3]) {
      desk.policy(`${deskTarget(url)}${agents.map((name) => plain(name, 'g', 'h')).join('')}`);
      for (const name of agents) desk.server.removeMember(desk.ids['h'] ?? '', desk.ids[`bot-${name}`] ?? '');
      proxy.watch((nth, when) => {
        if (nth === cut && when === 'after') desk.place.remove('.nhi-state/lock.json');
        return undefined;
      });
      const answer = await apply(desk.place, 1, env);
      expect(flat(answer.stdout)).toContain('another run or policy came first');
      expect(answer.stdout).toContain(`${5 - cut} NOT DONE`);
      expect(proxy.writes.length).toBe(cut);
      expect(desk.members('h').length).toBe(cut);
      proxy.watch();
      await apply(desk.place, 0, env);
      expect(desk.members('h').length, 'the next run does the rest').toBe(5);
      desk.policy(`${deskTarget(url)}${agents.map((name) => plain(name, 'g')).join('')}`);
      await apply(desk.place, [0, 2], env, '--wait', '0s');
    }
  });

  test('invariant 16: a write that fails, is lost or does not show is never green, and the next run ends it', async () => {
    await using desk = await deskWith(['a']);
    const proxy = await startFaultProxy(desk.server.origin);
    try {
      const env = { ...desk.env, NHI_ORIGINS: JSON.stringify({ NHI_READ: [proxy.origin], NHI_WRITE: [proxy.origin] }) };
      const url = proxy.through(desk.server.url);
      desk.policy(`${deskTarget(url)}${plain('a', 'g')}`);
      await apply(desk.place, 0, env);
      desk.policy(`${deskTarget(url)}${plain('a', 'g', 'h')}`);
      for (const fault of [
        { do: 'status', status: 500 },
        { do: 'status', status: 403 },
        { do: 'status', status: 412 },
        { do: 'html' },
        { do: 'reset' },
      ] as const) {
        proxy.set([{ name: 'write', method: 'PATCH', fault }]);
        const answer = await apply(desk.place, 1, env);
        expect(answer.stdout, fault.do).toContain('FAILED');
        expect(desk.members('h')).toEqual([]);
      }
      proxy.set([{ name: 'write', method: 'PATCH', times: 1, fault: { do: 'loseAnswer' } }]);
      await apply(desk.place, 1, env);
      expect(desk.members('h')).toEqual(['bot-a']);
      proxy.set([]);
      desk.server.resetCounts();
      await apply(desk.place, 0, env);
      expect(desk.server.counts.writes, 'it was carried out').toBe(0);
    } finally {
      await proxy.close();
    }
  });

  test('invariant 9: applied is not verified: a server that shows what was before leaves a change unproven, then failed', async () => {
    await using desk = await deskWith(['a'], { staleMs: 2500 });
    await sleep(2600);
    const policy = (settles: string, ...groups: readonly string[]): void =>
      desk.policy(`${deskTarget(desk.server.url).replace('settles: 0s', `settles: ${settles}`)}${plain('a', ...groups)}`);
    policy('0s', 'g');
    await apply(desk.place, 0, desk.env);
    policy('0s', 'g', 'h');
    // It promised to settle at once and shows the old answer: that is no success.
    expect(flat((await apply(desk.place, 1, desk.env)).stdout)).toContain('the target still shows the state before');
    await sleep(2600);
    await apply(desk.place, 0, desk.env);
    policy('3s', 'g');
    const early = await apply(desk.place, 2, desk.env, '--wait', '1s');
    expect(flat(early.stdout)).toContain('not proven yet');
    await sleep(3100);
    await apply(desk.place, 0, desk.env);
    expect(desk.members('h')).toEqual([]);
  });

  test('T18, invariant 11: a redirect or a next link to elsewhere is not followed, and pages without end come to an end', async () => {
    await using desk = await deskWith(['a', 'b']);
    const proxy = await startFaultProxy(desk.server.origin);
    const heard: string[] = [];
    const canary = createServer((request, response) => {
      heard.push(`${request.url ?? ''} ${request.headers.authorization ?? ''}`);
      response.writeHead(200, { 'content-type': 'application/scim+json' }).end('{"schemas":[],"totalResults":0,"Resources":[]}');
    });
    await new Promise<void>((resolve) => canary.listen(0, '127.0.0.1', resolve));
    const elsewhere = `http://127.0.0.1:${(canary.address() as AddressInfo).port}`;
    try {
      const env = { ...desk.env, NHI_ORIGINS: JSON.stringify({ NHI_READ: [proxy.origin], NHI_WRITE: [proxy.origin] }) };
      const url = proxy.through(desk.server.url);
      const target = (more = ''): string =>
        deskTarget(url).replace(
          'settles: 0s',
          `settles: 0s, timeouts: { wait: 1s, answer: 2s, whole: 3s }, limits: { pages: 50, requests: 200 }${more}`,
        );
      desk.policy(`${target()}${plain('a', 'g')}${plain('b', 'g')}`);
      await apply(desk.place, 0, env);
      // The review takes both out: whatever is believed of an empty list would take, too.
      desk.policy(`${target()}${plain('a', 'h')}${plain('b', 'h')}`);
      const faults = [
        ...[301, 302, 303, 307, 308].map((status) => ({ do: 'redirect', to: `${elsewhere}/scim/v2/Users`, status }) as const),
        { do: 'redirect', to: '//127.0.0.1:1/scim', status: 307 },
        { do: 'redirect', to: 'http://169.254.169.254/latest/meta-data', status: 302 },
        { do: 'json', change: (body: Record<string, unknown>) => ({ ...body, totalResults: 1_000_000 }) },
        {
          do: 'json',
          change: (body: Record<string, unknown>, fired: number) => ({
            ...body,
            nextCursor: `${elsewhere}/${fired}`,
            totalResults: 1_000_000,
          }),
        },
        { do: 'json', change: (body: Record<string, unknown>) => ({ ...body, Resources: [], totalResults: 0 }), withoutHeaders: [] },
      ] as const;
      for (const fault of faults.slice(0, -1)) {
        proxy.set([{ name: 'list', method: 'GET', url: /\/(Users|Groups)(\?|$)/, fault }]);
        const answer = await apply(desk.place, 1, env);
        expect(answer.stdout, JSON.stringify(fault)).toContain('UNKNOWN: desk');
      }
      proxy.set([{ name: 'link', method: 'GET', fault: { do: 'link', next: `${elsewhere}/scim/v2/Users?page=2` } }]);
      await ran(desk.place, ['plan'], [1, 2], env);
      expect(heard).toEqual([]);
      expect([desk.members('g').length, desk.server.counts.writes]).toEqual([2, 0]);
    } finally {
      await proxy.close();
      canary.closeAllConnections();
      await new Promise((resolve) => canary.close(resolve));
    }
  });
});

describe.runIf(missing(18) === null)('PostgreSQL', () => {
  let server: PostgresServer | undefined;
  beforeAll(async () => {
    server = await startPostgres({ version: 18 });
    await server.sql(
      'postgres',
      "create role nhi_bot login superuser password 'pw-of-the-bot-1'; create role bot_a login; create role bot_b login; create role g; create role h; grant g, h to nhi_bot with admin option; grant g to bot_a",
    );
  });
  afterAll(async () => {
    await server?.close();
  });
  const database = (): PostgresServer => {
    if (server === undefined) throw new Error('the server did not start');
    return server;
  };
  const target = (more = ''): string => `kind: Target
name: pg
connector: postgres
owner: platform
ceiling: enforce
config: { url: "${database().url}", databases: [postgres], tls: { mode: disable }, auth: { read: { user: nhi_bot, secret: NHI_T }, write: { user: nhi_bot, secret: NHI_T } } }
scope: [{ accounts: ["user/bot_*", "user/nhi_*"], kinds: [login, role] }]
${AT_ONCE}${more}`;
  const env = (): Env => ({ NHI_T: 'pw-of-the-bot-1', NHI_ORIGINS: JSON.stringify({ NHI_T: [database().url] }) });
  const memberships = async (): Promise<readonly string[]> =>
    (
      await database().sql(
        'postgres',
        "select pg_get_userbyid(member) || ' ' || pg_get_userbyid(roleid) as m from pg_auth_members where pg_get_userbyid(member) like 'bot%' order by 1",
      )
    ).map((row) => String(row['m']));
  const policy = (place: Place, ...grants: readonly string[]): void =>
    place.put(
      'policies/all.yaml',
      `${SETTINGS}---\n${target()}${bot(
        'bot-a',
        'pg/user/bot_a',
        grants.map((g) => `pg/role/${g}`),
      )}`,
    );

  test('T22, invariants 5, 7 and 14: a second policy takes nothing of the first, ours stays, a role made anew inherits nothing', async () => {
    using ours = newPlace();
    using theirs = newPlace();
    policy(ours, 'g', 'h');
    await apply(ours, [0, 2], env());
    expect(await memberships()).toEqual(['bot_a g', 'bot_a h']);
    policy(theirs);
    const answer = await apply(theirs, 1, env());
    expect(flat(answer.stdout)).toContain('another policy has claimed this target');
    await ran(theirs, ['detect'], 1, env());
    await ran(theirs, ['plan'], 1, env());
    expect(await memberships()).toEqual(['bot_a g', 'bot_a h']);
    await apply(ours, [0, 2], env());

    // Invariant 7: our own account is in the scope, and nothing that it holds is ever taken.
    const before = await database().sql(
      'postgres',
      "select rolcanlogin, (select count(*) from pg_auth_members where member = r.oid) as n from pg_roles r where rolname = 'nhi_bot'",
    );
    ours.put('policies/all.yaml', `${ours.read('policies/all.yaml')}${bot('ourselves', 'pg/user/nhi_bot', [])}`);
    await apply(ours, [0, 2], env());
    ours.put('policies/all.yaml', ours.read('policies/all.yaml').split('---\nkind: Identity\nname: ourselves')[0] ?? '');
    const offboarded = await apply(ours, 2, env());
    expect(flat(offboarded.stdout)).toContain('ownAccount');
    expect(
      await database().sql(
        'postgres',
        "select rolcanlogin, (select count(*) from pg_auth_members where member = r.oid) as n from pg_roles r where rolname = 'nhi_bot'",
      ),
    ).toEqual(before);

    // Invariant 14: a role of the same name, made anew, is another one.
    await database().sql('postgres', 'drop role bot_a; create role bot_a login');
    const plan = await planned(ours, env());
    expect(blockedOf(plan).filter((b) => b.startsWith('rebound: grant bot-a'))).toEqual([
      'rebound: grant bot-a pg/login/bot_a',
      'rebound: grant bot-a pg/role/g',
      'rebound: grant bot-a pg/role/h',
    ]);
    await apply(ours, 2, env());
    expect(await memberships()).toEqual([]);
  });
});
