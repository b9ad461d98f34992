/** Adopt pull requests by the built Action: drift that waits for an answer is proposed once, and only an answer that counts does anything. */
import { readFileSync } from 'node:fs';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { identity } from '../github/reviewed-repository.ts';
import { push, schedule, workflowDispatch } from '../servers/github/events.ts';
import { type PullIssue, pullsOf } from '../servers/github/pulls.ts';
import { startScimServer } from '../servers/scim-server.ts';
import { type OnGithub, policyOnGithub, SEALED } from './on-github.ts';
import type { StepRan } from './runner.ts';

const TARGET = (SEALED['policies/warehouse.yaml'] ?? '').replace('do: revoke, after: 1', 'do: propose');
const COMMENTED = identity(['reader']).replace('  - warehouse/role/reader\n', '  - warehouse/role/reader   # since 2024: reports\n');
const people = (url: string): string => `kind: Target
name: people
connector: scim
owner: platform
authority: lifecycle
sentinels: [agent/sentinel]
config: { url: "${url}", settles: 0s, resourceTypes: [{ name: Agent, nameAttribute: name }], without: [group], auth: { kind: bearer, read: { secret: NHI_PEOPLE_READ } } }
`;
const policy = { ...SEALED, 'policies/warehouse.yaml': TARGET, 'policies/orders-etl.yaml': COMMENTED };

const of = (on: OnGithub) => ({
  pulls: (): readonly PullIssue[] => pullsOf(on.scene.repository),
  proposed: (pull: PullIssue): string => {
    const { git } = on.scene.repository;
    return git.blob(git.resolve(`${pull.pull.headSha}:policies/orders-etl.yaml`, 'blob') ?? '').toString();
  },
});

describe('what a directory took, and that waits for a word to come back', () => {
  test('is given back where somebody who counts asks for it, and dropped by a merge', async () => {
    const server = await startScimServer();
    const ids = server.seed({ agents: [{ name: 'sentinel' }, { name: 'orders' }] });
    const employed = COMMENTED.replace('directory: none', 'directory: people/agent/orders');
    await using on = await policyOnGithub({
      policy: { ...policy, 'policies/people.yaml': people(server.url), 'policies/orders-etl.yaml': employed },
    });
    const env = { NHI_PEOPLE_READ: server.readToken, NHI_ORIGINS: JSON.stringify({ NHI_PEOPLE_READ: [server.origin] }) };
    const detect = (): Promise<StepRan> => on.run('detect', schedule(on.of()), { env });
    const apply = (): Promise<StepRan> => on.run('apply', push(on.of(), 'main', on.scene.from), { env });
    const { pulls, proposed } = of(on);
    const isEmployed = (is: boolean): void => server.setActive(ids['orders'] ?? '', is);
    const leftAndCameBack = async (): Promise<void> => {
      isEmployed(false);
      await apply();
      expect(on.roles()).toEqual([]);
      isEmployed(true);
      await apply();
      expect(on.roles()).toEqual([]);
      await detect();
    };
    await on.run('bootstrap', workflowDispatch(on.of(), {}), { env: { NHI_ROOT: on.scene.from } });
    const applied = await apply();
    expect(applied.outputs['exit-code'], applied.stdout).toBe('0');

    await leftAndCameBack();
    const [first] = pulls();
    // No read of these systems tells who made a difference, so nobody can be left out for it.
    expect(first?.body).toContain('Whoever made a difference must not be one of them');
    expect(first?.body).toMatch(/\*\*Merge\*\* = drop/);
    expect(first?.body).toMatch(/\*\*Request changes\*\* = give back/);
    expect(first?.body).toContain('taken, and its reason is over');
    on.scene.hands.review(first?.number ?? 0, { by: 'dev', event: 'REQUEST_CHANGES' });
    await apply();
    expect(on.roles(), 'dev has no seat').toEqual([]);
    on.scene.hands.review(first?.number ?? 0, { by: 'pia', event: 'REQUEST_CHANGES' });
    await apply();
    expect(on.roles()).toEqual(['reader']);
    await detect();
    expect(pulls().map((p) => p.state)).toEqual(['closed']);

    await leftAndCameBack();
    const second = pulls()[1];
    expect([pulls().length, second?.state]).toEqual([2, 'open']);
    expect(second === undefined ? '' : proposed(second)).toBe(
      employed.replace(/ {2}- warehouse\/role.*\n/, '').replace('access:', 'access: []'),
    );
    on.scene.approve(second?.number ?? 0, 'rae', 'pat');
    on.scene.land(second?.number ?? 0);
    await apply();
    expect(on.roles()).toEqual([]);
    await detect();
    expect(pulls()).toHaveLength(2);
    expect(on.scene.hands.files('main')['policies/orders-etl.yaml']).not.toContain('role/reader');
    await server.close();
  });
});

interface SarifLog {
  readonly runs: readonly {
    readonly results: readonly {
      readonly ruleId: string;
      readonly level: string;
      readonly locations: readonly {
        readonly physicalLocation: { readonly artifactLocation: { readonly uri: string }; readonly region: { readonly startLine: number } };
      }[];
    }[];
  }[];
}
const placeIn = ({ locations: [at] }: SarifLog['runs'][number]['results'][number]): string =>
  `${at?.physicalLocation.artifactLocation.uri}:${at?.physicalLocation.region.startLine}`;

describe('adopt pull requests', () => {
  let on: OnGithub;
  beforeEach(async () => {
    on = await policyOnGithub({ policy });
    await on.run('bootstrap', workflowDispatch(on.of(), {}), { env: { NHI_ROOT: on.scene.from } });
    const applied = await on.run('apply', schedule(on.of()));
    if (applied.outputs['exit-code'] !== '0') throw new Error(applied.stdout);
  });
  afterEach(() => on[Symbol.asyncDispose]());

  const detect = (): Promise<StepRan> => on.run('detect', schedule(on.of()));
  const apply = (): Promise<StepRan> => on.run('apply', push(on.of(), 'main', on.scene.from));
  const pulls = (): readonly PullIssue[] => of(on).pulls();
  const only = (): PullIssue => {
    const [pull, ...others] = pulls();
    if (pull === undefined || others.length > 0) throw new Error(`there are ${pulls().length} pull requests`);
    return pull;
  };
  const proposed = (pull: PullIssue): string => of(on).proposed(pull);
  const ADOPTED = COMMENTED.replace('# since 2024: reports\n', '# since 2024: reports\n  - warehouse/role/writer\n');

  test('is opened once, with comments kept, twice the same, and brought up to date when live changes', async () => {
    on.give('reader', 'writer', 'admin');
    const seen = await detect();
    expect(seen.outputs['exit-code'], seen.stdout).toBe('2');
    const first = only();
    expect(proposed(first)).toBe(ADOPTED);
    expect(first.title).toMatch(/orders-etl: 1 difference/);
    expect(first.body).toContain('warehouse/role/writer');
    // What is privileged is never proposed.
    expect(first.body).not.toContain('role/admin');
    const issue = on.scene.repository.issues.find((i) => i.pull === null && i.title.includes('payments'));
    expect(issue?.body).toContain(`answer in #${first.number}: merge it to accept, request changes in it to set it back`);
    expect([issue?.body, seen.stdout, seen.summary].join('\n')).not.toContain('--set-back');
    const log = JSON.parse(readFileSync(seen.outputs['sarif'] ?? '', 'utf8')) as SarifLog;
    expect(log.runs[0]?.results.filter((r) => r.ruleId.startsWith('nhi/drift')).map((r) => [r.level, placeIn(r)])).toEqual([
      ['error', 'policies/orders-etl.yaml:7'],
      ['warning', 'policies/orders-etl.yaml:7'],
    ]);
    const { headSha } = first.pull;
    const { body } = first;
    await detect();
    expect([only().pull.headSha, only().body]).toEqual([headSha, body]);
    on.give('reader', 'writer', 'auditor');
    await detect();
    expect(proposed(only())).toBe(COMMENTED.replace('reports\n', 'reports\n  - warehouse/role/auditor\n  - warehouse/role/writer\n'));
    expect(only().body).toContain('2 differences');
    on.give('reader');
    await detect();
    expect(only().state).toBe('closed');
    expect(on.roles()).toEqual(['reader']);
  });

  test('a detect that was cut between commit and branch, or whose opening lost its answer, leaves one in the end', async () => {
    on.give('reader', 'writer');
    const refused = on.github.fault(/^POST \/.*\/git\/refs/, { status: 403, body: { message: 'Resource not accessible by integration' } });
    const cut = await detect();
    expect(refused.fired).toBe(1);
    expect(cut.stdout).toMatch(/Adopt pull requests were not\s+brought up to date/);
    expect(pulls()).toEqual([]);
    const lost = on.github.fault(/^POST \/.*\/pulls$/, 'dropAfter');
    await detect();
    expect(lost.fired).toBe(1);
    expect(proposed(only())).toBe(ADOPTED);
    const { body } = only();
    await detect();
    expect(only().body).toBe(body);
  });

  test('is never pushed to once approved', async () => {
    on.give('reader', 'writer');
    await detect();
    const { number, pull } = only();
    const { headSha } = pull;
    on.scene.approve(number, 'dev');
    on.give('reader', 'writer', 'auditor');
    const seen = await detect();
    expect(seen.outputs['exit-code'], seen.stdout).toBe('2');
    expect(only().pull.headSha).toBe(headSha);
  });

  test.each([
    [
      'a person, by a bot and by somebody with triage, in turn',
      async (n: number) => {
        on.scene.repository.collaborators.set('stale[bot]', 'write').set('tri', 'triage');
        for (const by of ['mallory', 'stale[bot]', 'tri']) {
          on.scene.hands.edit(n, { state: 'open' }, { by: 'mallory' });
          on.scene.hands.edit(n, { state: 'closed' }, { by });
          await apply();
          expect(on.roles(), by).toEqual(['reader', 'writer']);
        }
      },
    ],
    ['the deletion of its branch', async () => on.scene.hands.push(only().pull.headRef, null, { by: 'mallory' })],
  ])('closed by %s it answers nothing (T11)', async (_, close) => {
    on.give('reader', 'writer');
    await detect();
    await close(only().number);
    expect(only().state).toBe('closed');
    await apply();
    await detect();
    await apply();
    expect(on.roles()).toEqual(['reader', 'writer']);
    expect(only().state).toBe('closed');
    expect(on.openIssues().join('\n')).toMatch(/1 other drift/);
    // Another difference is another question.
    on.give('reader', 'writer', 'auditor');
    await detect();
    expect(pulls().map((p) => p.state)).toEqual(['closed', 'open']);
  });

  test('a request for changes by somebody who counts sets back, once', async () => {
    on.give('reader', 'writer');
    await detect();
    on.scene.hands.review(only().number, { by: 'pia', event: 'REQUEST_CHANGES' });
    const applied = await apply();
    expect(applied.outputs['exit-code'], applied.stdout).toBe('0');
    expect(on.roles()).toEqual(['reader']);
    // It comes back before anybody looked: the answer is used up.
    on.give('reader', 'writer');
    await apply();
    expect(on.roles()).toEqual(['reader', 'writer']);
    await detect();
    expect(pulls().map((p) => p.state)).toEqual(['closed', 'open']);
    expect(on.comments(pulls()[0]?.number ?? 0).join('\n')).toMatch(/Answered: set back/);
    await apply();
    expect(on.roles()).toEqual(['reader', 'writer']);
  });

  test.each([
    ['who may write and sits nowhere', 'dev'],
    ['who may not write', 'reader-only'],
  ])('a request for changes by somebody %s does nothing', async (_, by) => {
    on.scene.repository.collaborators.set('reader-only', by === 'dev' ? 'none' : 'read');
    on.give('reader', 'writer');
    await detect();
    on.scene.hands.review(only().number, { by, event: 'REQUEST_CHANGES' });
    await apply();
    expect(on.roles()).toEqual(['reader', 'writer']);
  });

  test('whoever pushes to it is an author: it is said on top, their word does not count, and nothing is pushed over it (T10)', async () => {
    on.give('reader', 'writer');
    await detect();
    const { number, pull } = only();
    const wrote = pull.headSha;
    on.scene.hands.commit(pull.headRef, { 'policies/orders-etl.yaml': ADOPTED.replace('writer', 'auditor') }, { by: 'pia' });
    on.scene.hands.review(number, { by: 'pia', event: 'REQUEST_CHANGES' });
    await apply();
    expect(on.roles()).toEqual(['reader', 'writer']);
    const found = only().pull.headSha;
    await detect();
    expect(only().pull.headSha).toBe(found);
    expect(only().body?.split('\n')[1]).toContain('This is not what nhi-reconcile wrote.');
    expect(only().body).toContain(wrote);
    on.scene.approve(number, 'pia', 'pat');
    on.scene.land(number);
    const applied = await apply();
    expect(applied.outputs['exit-code'], applied.stdout).toBe('2');
    expect(on.comments(number).join('\n')).toMatch(/pia/);
  });

  test('merged with one approval it is blocked', async () => {
    on.give('reader', 'writer');
    await detect();
    const { number } = only();
    on.scene.approve(number, 'rae');
    on.scene.land(number);
    const blocked = await apply();
    expect(blocked.outputs['exit-code'], blocked.stdout).toBe('2');
    expect(on.comments(number).join('\n')).toMatch(/lacks approvals/);
  });

  test('merged with two approvals the policy follows what is live', async () => {
    on.give('reader', 'writer');
    await detect();
    const { number } = only();
    on.scene.approve(number, 'rae', 'pat');
    on.scene.land(number, 'squash');
    const applied = await apply();
    expect(applied.outputs['exit-code'], applied.stdout).toBe('0');
    const seen = await detect();
    expect(seen.outputs['exit-code'], seen.stdout).toBe('0');
    expect(on.roles()).toEqual(['reader', 'writer']);
    expect(on.scene.hands.files('main')['policies/orders-etl.yaml']).toBe(ADOPTED);
  });

  test('what is missing is proposed as a line less, and given back where somebody asks for it', async () => {
    on.give();
    await detect();
    expect(proposed(only())).toBe(COMMENTED.replace(/ {2}- warehouse\/role.*\n/, '').replace('access:', 'access: []'));
    on.scene.hands.review(only().number, { by: 'pat', event: 'REQUEST_CHANGES' });
    const applied = await apply();
    expect(applied.outputs['exit-code'], applied.stdout).toBe('0');
    expect(on.roles()).toEqual(['reader']);
  });
});
