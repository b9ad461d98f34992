/** The quick start of the README, followed word by word in a fresh private repository, with the token of its jobs alone. */
import { spawnSync } from 'node:child_process';
import { chmodSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { type Event, pullRequestTarget, workflowDispatch } from '../servers/github/events.ts';
import { type GitHub, startGitHub } from '../servers/github/github.ts';
import { addRepository, handsOn, jobToken } from '../servers/github/hands.ts';
import type { Repository } from '../servers/github/world.ts';
import { type PostgresServer, startPostgres } from '../servers/postgres-server.ts';
import { newPlace, type Place } from './program.ts';
import { runAction, type StepRan } from './runner.ts';

interface Job {
  readonly if: string;
  readonly permissions: Readonly<Record<string, 'read' | 'write'>>;
  readonly steps: readonly {
    readonly uses: string;
    readonly with: Readonly<Record<string, string>>;
    readonly env?: Readonly<Record<string, string>>;
  }[];
}
interface Workflow {
  readonly on: Readonly<Record<string, unknown>>;
  readonly jobs: Readonly<Record<string, Job>>;
}

const root = path.join(import.meta.dirname, '../..');
const readme = readFileSync(path.join(root, 'README.md'), 'utf8');
const sectionOf = (title: string): string => readme.split(/^## /m).find((section) => section.startsWith(`${title}\n`)) ?? '';
/** The blocks of a language, out of the list that they stand in. */
const blocksIn = (title: string, language: string): readonly string[] =>
  [...sectionOf(title).matchAll(new RegExp(`^( *)\`\`\`${language}\\n([^]*?)^ *\`\`\``, 'gm'))].map(([, indent = '', text = '']) =>
    text.replaceAll(new RegExp(`^${indent}`, 'gm'), ''),
  );
const fileNamed = (suffix: string): string => new RegExp(`\`([\\w./-]+${suffix})\``).exec(sectionOf('Quick start'))?.[1] ?? '';

const ORIGIN = 'postgres://db.example.com:5432';
const MEMBERSHIPS = 'select roleid, member, grantor from pg_auth_members order by 1, 2, 3';
const PASSWORD = 'what-the-reader-logs-in-with';

/** What the commands came to: the files that were pushed, and what was asked of `gh`. */
interface Followed {
  readonly files: Readonly<Record<string, string>>;
  readonly asked: readonly (readonly string[])[];
}

/** The commands of the README in one shell, the files written where it says so. `gh` only notes what it is asked, and clones what is empty. */
function follow(home: string, policy: string, workflow: string): Followed {
  const [bin, notes] = [path.join(home, 'bin'), path.join(home, 'asked')];
  mkdirSync(bin);
  spawnSync('git', ['init', '-q', '--bare', path.join(home, 'origin')]);
  writeFileSync(
    path.join(bin, 'gh'),
    `#!/bin/sh\nprintf '%s\\t' "$@" >> '${notes}'; echo >> '${notes}'\n` +
      `if [ "$1 $2" = "repo create" ]; then git init -q -b main "\${3#*/}" && git -C "\${3#*/}" remote add origin '${home}/origin'; fi\n`,
  );
  chmodSync(path.join(bin, 'gh'), 0o755);
  const [create = '', ...rest] = blocksIn('Quick start', 'sh');
  const [policyFile, workflowFile] = [path.join(home, 'policy'), path.join(home, 'workflow')];
  writeFileSync(policyFile, policy);
  writeFileSync(workflowFile, workflow);
  const written = `cp '${policyFile}' '${fileNamed('nhi.yaml')}'\ncp '${workflowFile}' '${fileNamed('nhi-observe.yml')}'\n`;
  const { status, stderr } = spawnSync('bash', ['-e', '-u', '-c', [create, written, ...rest].join('\n')], {
    cwd: home,
    encoding: 'utf8',
    env: {
      PATH: `${bin}:${process.env['PATH'] ?? ''}`,
      HOME: home,
      ...Object.fromEntries(
        ['AUTHOR', 'COMMITTER'].flatMap((who) => [
          [`GIT_${who}_NAME`, 'mia'],
          [`GIT_${who}_EMAIL`, 'mia@example.com'],
        ]),
      ),
    },
  });
  expect(status, stderr).toBe(0);
  const pushed = path.join(home, 'pushed');
  spawnSync('git', ['clone', '-q', '-b', 'main', path.join(home, 'origin'), pushed]);
  const found = readdirSync(pushed, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  const names = found
    .map((entry) => path.relative(pushed, path.join(entry.parentPath, entry.name)))
    .filter((name) => !name.startsWith('.git/'));
  return {
    files: Object.fromEntries(names.map((name) => [name, readFileSync(path.join(pushed, name), 'utf8')])),
    asked: readFileSync(notes, 'utf8')
      .trimEnd()
      .split('\n')
      .map((line) => line.trimEnd().split('\t')),
  };
}

/** As GitHub evaluates the two kinds of expression that the workflow has. */
const isDue = (job: Job, event: string): boolean => {
  const [, comparison = '', name = ''] = /^github\.event_name (==|!=) '(\w+)'$/.exec(job.if) ?? [];
  if (comparison === '') throw new Error(`the test cannot evaluate ${job.if}`);
  return (comparison === '==') === (event === name);
};
const evaluated = (text: string, given: { readonly vars: object; readonly secrets: object }): string =>
  text.replaceAll(/\$\{\{ (vars|secrets)\.(\w+) \}\}/g, (_, of: 'vars' | 'secrets', name: string) =>
    String((given[of] as Readonly<Record<string, string>>)[name] ?? ''),
  );

describe('the quick start of the README', () => {
  let [postgres, github, place]: [PostgresServer?, GitHub?, Place?] = [];
  const home = mkdtempSync(path.join(tmpdir(), 'nhi-e2e-quick-start-'));
  let followed: Followed;
  let repository: Repository;

  beforeAll(async () => {
    [postgres, github, place] = [await startPostgres({ version: 18 }), await startGitHub(), newPlace()];
    await postgres.sql('postgres', 'create database app');
    await postgres.sql(
      'app',
      `create role payments_etl login; create role reporting_read; create role payments_rw; create role payments_admin;
      grant payments_rw, payments_admin to payments_etl;
      create role nhi_read login password '${PASSWORD}'`,
    );
    // The reader's own address, on which no certificate is.
    const [policy = ''] = blocksIn('A policy', 'yaml');
    const [workflow = ''] = blocksIn('Quick start', 'yaml');
    const own = policy.replace(ORIGIN, postgres.url).replace('databases: [app]', 'databases: [app], tls: { mode: disable }');
    followed = follow(home, own, workflow);
  });
  afterAll(async () => {
    rmSync(home, { recursive: true, force: true });
    place?.[Symbol.dispose]();
    await github?.[Symbol.asyncDispose]();
    await postgres?.close();
  });

  const asked = (...words: readonly string[]): readonly string[] =>
    followed.asked.find((line) => words.every((word, at) => line[at] === word)) ?? [];

  /** Each job of the pushed workflow that the event starts, with the rights and values that it is given there. */
  async function start(event: Event): Promise<readonly StepRan[]> {
    if (postgres === undefined || github === undefined || place === undefined) throw new Error('nothing was started');
    const { on, jobs } = parse(followed.files[fileNamed('nhi-observe.yml')] ?? '') as Workflow;
    expect(Object.keys(on)).toContain(event.name);
    const [, , variable = '', , value = ''] = asked('variable', 'set');
    const given = {
      vars: { [variable]: value.replace(ORIGIN, postgres.url) },
      secrets: { [asked('secret', 'set')[2] ?? '']: PASSWORD },
    };
    const ran: StepRan[] = [];
    for (const job of Object.values(jobs).filter((one) => isDue(one, event.name))) {
      const rights = Object.fromEntries(Object.entries(job.permissions).map(([name, level]) => [name.replaceAll('-', '_'), level]));
      for (const { uses, with: inputs, env = {} } of job.steps) {
        expect(uses).toBe('OWNER/nhi-reconcile@COMMIT');
        ran.push(
          await runAction(place, {
            github,
            event,
            token: jobToken(github.world, repository, rights).value,
            inputs,
            env: Object.fromEntries(Object.entries(env).map(([name, text]) => [name, evaluated(text, given)])),
          }),
        );
      }
    }
    return ran;
  }

  test('begins in a private repository, with what a job has anyway', () => {
    expect(sectionOf('Quick start')).toMatch(/^Quick start\n\n\*\*In a private repo\*\*/);
    const [create, secret, variable, run] = followed.asked;
    expect(create).toEqual(['repo', 'create', 'corp/access', '--private', '--clone']);
    expect(secret).toEqual(['secret', 'set', 'NHI_PG_MAIN_READ']);
    expect(variable?.slice(0, 4)).toEqual(['variable', 'set', 'NHI_ORIGINS', '--body']);
    expect(run).toEqual(['workflow', 'run', 'nhi-observe.yml']);
    expect(Object.keys(followed.files).sort()).toEqual(['.github/workflows/nhi-observe.yml', 'policies/nhi.yaml']);
  });

  test('its workflow is that of the examples', () => {
    const example = readFileSync(path.join(root, 'examples/observe.yml'), 'utf8').replace('# NHI_PG_MAIN_READ', 'NHI_PG_MAIN_READ');
    expect(parse(followed.files['.github/workflows/nhi-observe.yml'] ?? '')).toEqual(parse(example));
  });

  test('reaches the first drift report, writes to no system, and plans a pull request', async () => {
    if (postgres === undefined || github === undefined) throw new Error('nothing was started');
    const { world } = github;
    const visibility = asked('repo', 'create').includes('--private') ? 'private' : 'public';
    repository = addRepository(world, asked('repo', 'create')[2] ?? '', { visibility, files: followed.files, roles: { mia: 'write' } });
    const hands = handsOn(world, repository);
    const of = { world, repository, by: 'mia', workflow: asked('workflow', 'run')[2] ?? '' };
    const before = await postgres.sql('app', MEMBERSHIPS);
    const [detected, ...others] = await start(workflowDispatch(of, {}));
    expect(others).toEqual([]);
    expect(detected?.outputs['exit-code'], detected?.stdout).toBe('2');
    expect(hands.head('nhi-state')).not.toBe('');
    expect(repository.issues.map(({ title }) => title)).toEqual([
      expect.stringMatching(/^nhi: payments: 2 /),
      'nhi: overview: 1 owner with something open',
    ]);
    // What a never line forbids and is live, and what is approved and is not.
    for (const role of ['payments_admin', 'reporting_read'])
      expect(repository.issues[0]?.body).toContain(`payments-etl postgres.main/role/${role}`);
    // The first sight calls nobody.
    expect(repository.comments).toEqual([]);
    expect(await postgres.sql('app', MEMBERSHIPS)).toEqual(before);

    const policy = followed.files['policies/nhi.yaml'] ?? '';
    const more = policy.replace(/^access:\n {2}- grant/m, 'access:\n  - postgres.main/role/payroll_read\n  - grant');
    hands.commit('payroll', { 'policies/nhi.yaml': more }, { by: 'mia', message: 'Payroll' });
    const { number } = hands.openPull({ by: 'mia', head: 'payroll', title: 'Payroll' });
    const planned = await start(pullRequestTarget(of, number, 'opened'));
    expect(planned.map(({ outputs }) => outputs['exit-code'])).toEqual(['2']);
    expect(repository.comments.map(({ issue, body }) => [issue, body.includes('postgres.main/role/payroll_read')])).toEqual([
      [number, true],
    ]);
    expect(repository.checks.map(({ conclusion }) => conclusion)).toContain('neutral');
  });
});
