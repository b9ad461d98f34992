/** The Action as a runner starts it: what it asks, annotates, sums up, gives as outputs, refuses, and never lets through. */
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import path from 'node:path';
import { beforeAll, describe, expect, test, vi } from 'vitest';
import { commandsIn, markupIn, withoutCodeSpans } from '../report/harmless.ts';
import { startScimServer } from '../servers/scim-server.ts';
import { jsonl, newPlace, type Place, program } from './program.ts';
import { declaredOutputs, repositoryThat, startApi, step, TOKEN } from './runner.ts';

const root = path.join(import.meta.dirname, '../..');

// Many processes a test: a loaded machine takes its time.
vi.setConfig({ testTimeout: 240_000 });

beforeAll(async () => {
  await program();
});

const BASE = `kind: Settings
version: 1
---
kind: Team
name: platform
---
kind: Target
name: crm
connector: file
owner: platform
ceiling: enforce
config: { path: crm.jsonl, format: jsonl, writable: true }
scope: [{ accounts: "account/bot-*", kinds: [login, role] }]
`;
const BOT = `kind: Identity
name: bot-a
type: bot
owner: platform
directory: none
accounts: [crm/account/bot-a]
access:
  - crm/role/reader
  - crm/role/writer
`;

function placed(folder = 'policies'): Place {
  const place = newPlace();
  place.put(`${folder}/nhi.yaml`, BASE);
  place.put(`${folder}/bots/bot-a.yaml`, BOT);
  place.put('crm.jsonl', jsonl(['bot-a', 'account'], ['bot-a', 'login'], ['bot-a', 'role', 'reader']));
  return place;
}

const applied = async (place: Place): Promise<void> => {
  const { code, stdout, stderr } = await place.run(['apply', '--yes', '--quiet']);
  expect(code, stdout + stderr).toBe(0);
};

describe('validate', () => {
  test('a good policy: exit 0, every declared output that has a value, a summary, and nothing asked of GitHub', async () => {
    using place = placed();
    await using api = await startApi();
    const ran = await step(place, api, { command: 'validate' });
    expect([ran.code, ran.stderr]).toEqual([0, '']);
    expect(ran.outputs).toEqual({ due: '0', 'exit-code': '0' });
    expect(ran.summary).toContain('nhi validate: no problem');
    expect(ran.stdout).toContain('2 files: 1 identities, 3 entries on 1 targets');
    expect(api.asked).toEqual([]);
  });

  test.each([
    ['policies', 'policies'],
    ['./policies/', 'policies'],
    ['access/of bots', 'access/of bots'],
    ['absolute', 'absolute'],
  ])('an error in folder %s is annotated at its line, in a path of the repository, and fails the step', async (given, folder) => {
    using place = placed(folder);
    place.put(
      `${folder}/bots/bot-b.yaml`,
      BOT.replace('name: bot-a', 'name: bot-b').replaceAll('account/bot-a', 'account/bot-b').replace('crm/role/writer', 'crm/rool/writer'),
    );
    const ran = await step(place, null, { command: 'validate', policies: given === 'absolute' ? place.at(folder) : given });
    expect(ran.code).toBe(1);
    expect(ran.annotations).toEqual([
      expect.stringMatching(new RegExp(`^::error file=${folder}/bots/bot-b\\.yaml,line=9,col=[0-9]+,title=[a-z-]+::.*rool`)),
    ]);
    expect(ran.outputs['exit-code']).toBe('1');
    expect(ran.stdout).toContain('::error::exit 1: the policy has errors');
    expect(ran.summary).toContain('bots/bot-b.yaml:9:');
  });

  test('a warning is annotated and does not fail; the log has what GitHub would not show of a long list', async () => {
    using place = placed();
    place.put(
      'policies/bots/bot-a.yaml',
      BOT + Array.from({ length: 14 }, (_, i) => `  - grant: crm/role/r${i}\n    because: yes\n`).join(''),
    );
    const ran = await step(place, null, { command: 'validate' });
    expect(ran.code).toBe(0);
    expect(ran.annotations.filter((line) => line.startsWith('::warning file=policies/bots/bot-a.yaml,line=')).length).toBe(10);
    expect(ran.stdout).toContain('4 more of level warning');
    expect(ran.stdout.match(/bot-a\.yaml:\d+:\d+ warning/g)?.length).toBe(14);
  });

  test('thousands of problems: the summary stays within what GitHub takes', async () => {
    using place = placed();
    place.put('policies/bots/bot-a.yaml', BOT + Array.from({ length: 9000 }, (_, i) => `  - crm/rool/r${i}\n`).join(''));
    const ran = await step(place, null, { command: 'validate' });
    expect(ran.code).toBe(1);
    expect(Buffer.byteLength(ran.summary)).toBeLessThan(1024 * 1024);
    expect(ran.summary.length).toBeGreaterThan(1000);
  });
});

describe('plan and detect', () => {
  test('plan: annotations at the lines that change, a summary, outputs, plan.json; fails only if it is told to', async () => {
    using place = placed();
    await applied(place);
    place.put('policies/bots/bot-a.yaml', BOT.replace('crm/role/writer', 'crm/role/auditor'));
    await using api = await startApi();
    const ran = await step(place, api, { command: 'plan' });
    expect([ran.code, ran.stderr]).toEqual([0, '']);
    expect(Object.keys(ran.outputs).sort()).toEqual([...declaredOutputs].sort());
    expect(ran.outputs).toMatchObject({
      'exit-code': '2',
      due: '2',
      blocked: '0',
      digest: expect.stringMatching(/^[0-9a-f]{64}$/) as string,
      plan: place.at('.runner/nhi-plan.json'),
    });
    expect(JSON.parse(place.read('.runner/nhi-plan.json'))).toMatchObject({ run: 'plan', digest: ran.outputs['digest'] });
    expect(ran.annotations).toEqual([
      expect.stringMatching(/^::notice file=policies\/bots\/bot-a\.yaml,line=9,col=\d+,title=grant::grant bot-a crm\/role\/auditor/),
    ]);
    expect(ran.summary).toContain('crm/role/auditor');
    expect(existsSync(place.at('.nhi-state/lock.json'))).toBe(false);

    const failing = await step(place, api, { command: 'plan', 'fail-on-changes': 'true' });
    expect(failing.code).toBe(1);
    expect(failing.stdout).toContain('::error::exit 2: there is something to do above.');
    expect(failing.outputs['exit-code']).toBe('2');
  });

  test('nothing to do: exit 0, also with fail-on-changes', async () => {
    using place = placed();
    await applied(place);
    await using api = await startApi();
    for (const command of ['plan', 'detect']) {
      const ran = await step(place, api, { command, 'fail-on-changes': 'true' });
      expect([ran.code, ran.outputs['exit-code'], ran.outputs['due'], ran.annotations]).toEqual([0, '0', '0', []]);
    }
  });

  test('detect: drift is announced and counted, saved in the state, and due the time after', async () => {
    using place = placed();
    await applied(place);
    place.put(
      'crm.jsonl',
      jsonl(['bot-a', 'account'], ['bot-a', 'login'], ['bot-a', 'role', 'reader'], ['bot-a', 'role', 'writer'], ['bot-a', 'role', 'admin']),
    );
    const before = place.read('crm.jsonl');
    await using api = await startApi();
    const seen = await step(place, api, { command: 'detect' });
    expect([seen.code, seen.outputs['exit-code'], seen.outputs['due'], seen.outputs['blocked']]).toEqual([0, '2', '0', '1']);
    const due = await step(place, api, { command: 'detect' });
    expect([due.outputs['exit-code'], due.outputs['due'], due.outputs['blocked']]).toEqual(['2', '1', '0']);
    expect(place.read('crm.jsonl')).toBe(before);
  });

  test('a target that cannot be read fails the step whatever it is told, and only the targets asked for are read', async () => {
    using place = placed();
    place.put(
      'policies/other.yaml',
      `kind: Target\nname: other\nconnector: file\nowner: platform\nconfig: { path: gone.jsonl, format: jsonl }\nscope: [{ accounts: "account/bot-*", kinds: [role] }]\n`,
    );
    await using api = await startApi();
    const all = await step(place, api, { command: 'plan' });
    expect([all.code, all.outputs['exit-code']]).toEqual([1, '1']);
    expect(all.summary).toContain('other');
    const one = await step(place, api, { command: 'plan', targets: 'crm,\n nothing' });
    expect(one.code).toBe(1);
    expect(one.stdout).toContain('::error::target "nothing": no target or instance has this name here; there are crm, other');
    expect((await step(place, api, { command: 'plan', targets: '\n crm \n' })).outputs['exit-code']).toBe('2');
  });

  test('a secret is masked before it is used, is in no output, and the environment is emptied', async () => {
    await using server = await closing(await startScimServer({ readToken: 'canary-of-the-reader-0123456789' }));
    using place = newPlace();
    place.put(
      'policies/nhi.yaml',
      `kind: Settings\nversion: 1\n---\nkind: Team\nname: platform\n---\nkind: Target\nname: desk\nconnector: scim\nowner: platform\nconfig: { url: "${server.url}", auth: { kind: bearer, read: { secret: NHI_DESK } } }\nscope: [{ accounts: "user/bot-*", kinds: [login] }]\n`,
    );
    await using api = await startApi();
    const env = {
      NHI_DESK: server.readToken,
      NHI_OTHER: 'canary-of-another-0123456789',
      NHI_ORIGINS: JSON.stringify({ NHI_DESK: [server.origin] }),
      NHI_SEAL_KEY: `ed25519:${Buffer.alloc(32, 7).toString('base64')}`,
      GITHUB_TOKEN: 'canary-github-token',
      ACTIONS_ID_TOKEN_REQUEST_TOKEN: 'canary-oidc',
      ACTIONS_RUNTIME_TOKEN: 'canary-runtime',
      ENVIRONMENT_AT_END: place.at('.runner/at-end.json'),
    };
    // With a key a missing state is an error, so it begins as an admin would.
    expect((await place.run(['bootstrap', '--yes'], { env: { NHI_SEAL_KEY: env.NHI_SEAL_KEY } })).code).toBe(0);
    const appToken = 'canary-app-token-0123456789';
    const preload = path.join(import.meta.dirname, 'tell-environment.ts');
    const ran = await step(place, api, { command: 'plan', 'app-token': appToken }, { env, preload });
    expect([ran.code, ran.stderr]).toEqual([0, '']);
    expect(server.counts.requests).toBeGreaterThan(0);
    const masks = ran.stdout.split('\n').filter((line) => line.startsWith('::add-mask::'));
    expect(new Set(masks)).toEqual(new Set([`::add-mask::${TOKEN}`, `::add-mask::${server.readToken}`]));
    const told =
      ran.stdout
        .split('\n')
        .filter((line) => !line.startsWith('::add-mask::'))
        .join('\n') +
      ran.summary +
      JSON.stringify(ran.outputs) +
      place.read('.runner/nhi-plan.json') +
      place.read('.nhi-state/approved/desk.json');
    const atEnd = place.read('.runner/at-end.json');
    for (const secret of [
      TOKEN,
      appToken,
      env.NHI_DESK,
      env.NHI_OTHER,
      env.NHI_SEAL_KEY,
      env.GITHUB_TOKEN,
      env.ACTIONS_ID_TOKEN_REQUEST_TOKEN,
      env.ACTIONS_RUNTIME_TOKEN,
    ]) {
      expect(told).not.toContain(secret);
      expect(atEnd).not.toContain(secret);
    }
  });

  test('without NHI_ORIGINS no secret goes anywhere', async () => {
    await using server = await closing(await startScimServer());
    using place = newPlace();
    place.put(
      'policies/nhi.yaml',
      `kind: Settings\nversion: 1\n---\nkind: Team\nname: platform\n---\nkind: Target\nname: desk\nconnector: scim\nowner: platform\nconfig: { url: "${server.url}", auth: { kind: bearer, read: { secret: NHI_DESK } } }\nscope: [{ accounts: "user/bot-*", kinds: [login] }]\n`,
    );
    await using api = await startApi();
    const ran = await step(place, api, { command: 'plan' }, { env: { NHI_DESK: server.readToken } });
    expect(ran.code).toBe(1);
    expect(ran.stdout).toContain('NHI_ORIGINS');
    expect(server.counts.requests).toBe(0);
  });
});

const closing = async <T extends { close(): Promise<void> }>(server: T): Promise<T & AsyncDisposable> =>
  Object.assign(server, { [Symbol.asyncDispose]: () => server.close() });

describe('apply and bad inputs', () => {
  test('apply with a state in a folder is refused, reads nothing and writes nothing', async () => {
    using place = placed();
    await using api = await startApi();
    const before = place.read('crm.jsonl');
    const ran = await step(place, api, { command: 'apply' });
    expect(ran.code).toBe(1);
    expect(ran.stdout).toMatch(
      /^::error::input state: apply works on the state branch alone, since a folder proves nothing about who approved what/m,
    );
    expect(ran.outputs).toEqual({ 'exit-code': '1' });
    expect([place.read('crm.jsonl'), api.asked, existsSync(place.at('.nhi-state'))]).toEqual([before, [], false]);
  });

  test.each([
    [{ command: 'destroy' }, 'input command: "destroy" is none of validate, plan, detect, apply, hold, bootstrap, doctor, targets'],
    [{ command: 'validate', 'fail-on-changes': 'perhaps' }, 'input fail-on-changes: "perhaps" is neither true nor false'],
    [{ command: 'validate', policies: 'nowhere' }, 'nowhere'],
    [{ command: 'plan\n::error::x' }, 'is none of'],
  ])('%j is an error in one sentence', async (inputs, sentence) => {
    using place = placed();
    const ran = await step(place, null, inputs);
    expect(ran.code).toBe(1);
    expect(ran.stdout).toContain(sentence);
    expect(ran.stdout + ran.stderr).not.toContain('fault of its own');
    expect(ran.outputs['exit-code']).toBe('1');
    expect(
      commandsIn(ran.stdout)
        .filter((line) => line.includes('::error::x'))
        .every((line) => line.startsWith('::error::input command')),
    ).toBe(true);
  });

  test('a state that lies is an error with its remedy', async () => {
    using place = placed();
    await applied(place);
    place.put('.nhi-state/runs.json', '{}');
    await using api = await startApi();
    const ran = await step(place, api, { command: 'detect' });
    expect(ran.code).toBe(1);
    expect(ran.stdout).toMatch(/^::error::.*runs\.json: its digest is not the one in seal\.json.*bootstrap/m);
    expect(ran.outputs).toEqual({ 'exit-code': '1' });
  });

  test('invariant 17: inside Actions the terminal command apply refuses, whatever it is given', async () => {
    using place = placed();
    for (const args of [
      ['apply', '--yes'],
      ['bootstrap', '--yes'],
    ]) {
      const ran = await place.run(args, { env: { GITHUB_ACTIONS: 'true' } });
      expect(ran.code).toBe(1);
      expect(ran.stderr).toContain('refuses to run inside GitHub Actions');
      expect(existsSync(place.at('.nhi-state'))).toBe(false);
    }
  });
});

test('T31: no input, whatever it is set to, makes a run write more or approve anything', async () => {
  using place = placed();
  await applied(place);
  // Newer text in the folder, a loosening among it, and drift: all that a run could be tempted by.
  place.put('policies/nhi.yaml', BASE.replace('"account/bot-*"', '"account/b*"').replace('writable: true', 'writable: true, settles: 1s'));
  place.put('crm.jsonl', jsonl(['bot-a', 'account'], ['bot-a', 'login'], ['bot-a', 'role', 'admin']));
  const before = place.read('crm.jsonl');
  const approved = (): unknown => {
    const {
      policy,
      approved: rows,
      identities,
      settings,
    } = JSON.parse(place.read('.nhi-state/approved/crm.json')) as Record<string, unknown>;
    return { policy, rows, identities, settings };
  };
  const asIt = approved();
  await using api = await startApi();
  const values = ['', 'apply', 'crm', '*', '--yes', '../..', 'enforce'];
  for (const [name, ...given] of [
    ['policies', 'nowhere', '../..', '.nhi-state'],
    ['state', 'elsewhere'],
    ['targets', 'crm', '*', ''],
    ['fail-on-changes', 'true', 'false', 'apply'],
    ['github-token', ''],
    ['yes', 'true'],
    ['mode', 'enforce'],
    ['at', '2030-01-01'],
    ['set-back', '*'],
  ] as const)
    for (const value of given) await step(place, api, { command: 'detect', [name]: value });
  for (const value of values) await step(place, api, { command: value });
  expect(place.read('crm.jsonl')).toBe(before);
  expect(approved()).toEqual(asIt);
});

describe('who may read what is printed, invariant 17', () => {
  async function asked(answer: readonly [number, unknown] | null, command = 'plan', env: Readonly<Record<string, string>> = {}) {
    using place = placed();
    await using api = answer === null ? null : await startApi(answer);
    const ran = await step(place, api, { command }, { env });
    return { ran, asked: api?.asked ?? [] };
  }

  test('a private repository: one request as GitHub documents it, with the token of the job', async () => {
    const { ran, asked: requests } = await asked([200, repositoryThat({})]);
    expect(ran.outputs['exit-code']).toBe('2');
    expect(requests).toEqual([
      { method: 'GET', url: '/repos/octocat/Hello-World', authorization: `token ${TOKEN}`, accept: 'application/vnd.github.v3+json' },
    ]);
  });

  test.each(['internal', 'public'])('%s: refused before any target is read', async (visibility) => {
    for (const command of ['plan', 'detect']) {
      const { ran } = await asked([200, repositoryThat({ private: visibility === 'internal', visibility })], command);
      expect(ran.code).toBe(1);
      expect(ran.stdout).toContain(`this repository is ${visibility}`);
      expect(ran.stdout).not.toContain('crm');
      expect([ran.summary, ran.outputs]).toEqual(['', { 'exit-code': '1' }]);
    }
  });

  test.each([
    ['not found', [404, { message: 'Not Found', documentation_url: 'https://docs.github.com/rest', status: '404' }]],
    ['not allowed', [401, { message: 'Bad credentials', status: '401' }]],
    ['rate limited', [403, { message: 'API rate limit exceeded', status: '403' }]],
    ['an error', [500, { message: 'Server Error' }]],
    ['a page in place of JSON', [200, '<!doctype html>']],
    [
      'an older server that says private only, which holds for internal ones too',
      [200, repositoryThat({ private: true, visibility: undefined })],
    ],
    ['a word that is not known', [200, repositoryThat({ visibility: 'secret' })]],
    ['nobody there', null],
  ] as const)('unknown counts as not private: %s', async (_, answer) => {
    const { ran } = await asked(answer);
    expect(ran.code).toBe(1);
    expect(ran.stdout).toContain('could not be read whether this repository is private');
    expect(ran.stdout + ran.stderr).not.toContain('role/');
  });

  test('a repository name that is none leads nowhere', async () => {
    const { ran, asked: requests } = await asked([200, repositoryThat({})], 'plan', { GITHUB_REPOSITORY: '../../user?x=' });
    expect(ran.code).toBe(1);
    expect(requests.filter((r) => !r.url.startsWith('/repos/'))).toEqual([]);
  });
});

describe('hostile names, invariant 10', () => {
  const hostile = [
    'x ::set-output name=due::9',
    '##[error]broken',
    'x ##[add-mask]y',
    'a\\n::error::b',
    '</details><script>alert(1)</script>',
    '`` ` ```',
    '| a | b |',
    '@octocat/everybody',
    '[link](https://evil.example)',
    '![img](https://evil.example/x.png)',
    'nhi_end',
    '%0A::warning::c',
    '  ::stop-commands::t',
    '\u202eevil',
    'ghadelimiter_0',
  ];

  // A few at a time: a report shows the first of a long list.
  test.each([0, 1, 2, 3, 4])('of live systems break out of no log line, summary or output: %i', async (fifth) => {
    using place = placed();
    await applied(place);
    const shown = hostile.slice(fifth * 3, fifth * 3 + 3);
    place.put(
      'crm.jsonl',
      jsonl(
        ['bot-a', 'account'],
        ['bot-a', 'login'],
        ['bot-a', 'role', 'reader'],
        ['bot-a', 'role', 'writer'],
        ...shown.map((name) => ['bot-a', 'role', name] as const),
        ...shown.map((name) => [`bot-${name}`, 'account'] as const),
        ...shown.map((name) => [`bot-${name}`, 'role', 'x'] as const),
      ),
    );
    await using api = await startApi();
    for (const command of ['detect', 'plan']) {
      const ran = await step(place, api, { command });
      expect(ran.outputs['exit-code'], ran.stdout).toBe('2');
      expect(ran.stdout.match(/crm\/role\//g)?.length).toBeGreaterThan(3);
      expect(ran.stdout, 'escaped twice').not.toContain('u{5c}u{');
      expect(commandsIn(ran.stdout).filter((line) => !/^::(add-mask::ghs_|(error|warning|notice) file=policies\/)/.test(line))).toEqual([]);
      expect(Object.keys(ran.outputs).sort()).toEqual([...declaredOutputs].sort());
      expect(
        ran.summary
          .split('\n')
          .map(markupIn)
          .filter((found) => found !== null),
      ).toEqual([]);
      expect(withoutCodeSpans(ran.summary)).not.toMatch(/<script|<img|evil\.example/);
      expect(place.read('.runner/env') + place.read('.runner/path') + place.read('.runner/state')).toBe('');
    }
  });

  test('of policy texts and files break out of no annotation, log line or summary', async () => {
    using place = placed();
    const quoted = hostile.map((name) => JSON.stringify(name));
    place.put(
      'policies/bots/a,b%0A::error::x.yaml',
      quoted.map((name) => `kind: Role\nname: ${name}\nowner: ${name}\naccess: [${name}]\n`).join('---\n'),
    );
    place.put('policies/bots/bot-a.yaml', `${BOT}${quoted.map((name) => `  - ${name}\n`).join('')}`);
    const ran = await step(place, null, { command: 'validate' });
    expect(ran.code).toBe(1);
    expect(ran.annotations.length).toBe(10);
    // file= ends where GitHub ends it: at the first comma that is not escaped.
    const files = ran.annotations.map((line) => decodeURIComponent(/file=([^,]*),line=\d+,col=\d+,title=[a-z-]+::/.exec(line)?.[1] ?? ''));
    expect(new Set(files)).toEqual(new Set(['policies/bots/a,b%0A::error::x.yaml']));
    expect(commandsIn(ran.stdout).filter((line) => !/^::(add-mask::ghs_|error::exit 1|error file=policies\/)/.test(line))).toEqual([]);
    expect(ran.summary.split('```').length, 'one fence, closed').toBe(3);
  });
});

test('the section of the README on the Action is what action.yml says', () => {
  const { status, stderr } = spawnSync(process.execPath, [path.join(root, 'scripts/readme-action.ts'), '--check'], { encoding: 'utf8' });
  expect([status, stderr]).toEqual([0, '']);
});
