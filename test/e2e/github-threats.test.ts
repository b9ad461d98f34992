/** What writers, forks and re-runs try on GitHub, against the built Action: the target is not written to, and what was tried is named. */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import type { TargetState } from '../../src/model/state.ts';
import { githubPlace } from '../../src/runs/github-place.ts';
import { identity, NHI, TARGET } from '../github/reviewed-repository.ts';
import { pullRequestTarget, push, schedule, workflowDispatch } from '../servers/github/events.ts';
import { installationToken } from '../servers/github/hands.ts';
import { folderHost } from '../runs/folder-host.ts';
import { type OnGithub, policyOnGithub, type RunWish, SEAL } from './on-github.ts';
import type { StepRan } from './runner.ts';

const STATE = 'nhi-state';
const writer = { by: 'mallory', despiteRules: true };

let on: OnGithub;
/** The target as it lies there, to the byte. */
const target = (): string => on.place.read('exports/warehouse.jsonl');
const detect = (more: RunWish = {}): Promise<StepRan> => on.run('detect', schedule(on.of()), more);
const apply = (more: RunWish = {}): Promise<StepRan> => on.run('apply', push(on.of(), 'main', on.scene.from), more);
const stateHead = (): string => on.scene.hands.head(STATE);
const putBack = (commit: string): void => on.scene.hands.push(STATE, commit, { ...writer, force: true });
const issues = (): string =>
  on.scene.repository.issues
    .filter((i) => i.pull === null)
    .map((i) => `${i.title}\n${i.body}`)
    .join('\n');

/** A state, a baseline and nothing due. */
async function begin(): Promise<void> {
  const begun = await on.run('bootstrap', workflowDispatch(on.of(), {}), { env: { NHI_ROOT: on.scene.from } });
  expect(begun.code, begun.stdout).toBe(0);
  const applied = await apply();
  expect(applied.outputs['exit-code'], applied.stdout).toBe('0');
}

/** Neither a stack nor a word of the program's own. */
const isPlain = ({ stdout, stderr }: StepRan): boolean => !/ at .*\.(js|ts):\d+|stopped by a fault of its own/.test(stdout + stderr);

describe('T1, T2, T3, T14, T21, T23 and T31, on a state that is sealed', () => {
  let sealed: string;
  let settled: string;
  beforeAll(async () => {
    on = await policyOnGithub();
    await begin();
  });
  afterAll(() => on[Symbol.asyncDispose]());
  beforeEach(() => {
    sealed = stateHead();
    settled = target();
  });

  const refusedWith = async (said: RegExp): Promise<void> => {
    for (const run of [detect, apply]) {
      const refused = await run();
      expect(refused.code).toBe(1);
      expect(refused.outputs['exit-code']).toBe('1');
      expect(refused.stdout).toMatch(said);
      expect(isPlain(refused)).toBe(true);
      expect(target()).toBe(settled);
    }
  };

  test('T2: each file of the state that a writer changes, adds or takes away is named, and nothing is written', async () => {
    const files = on.scene.hands.files(STATE);
    const approved = 'approved/warehouse.json';
    expect(Object.keys(files)).toContain(approved);
    const changed = (file: string, text: string): string =>
      file === approved ? text.replaceAll('reader', 'admin') : file === 'seal.json' ? text.replace(/"generation": \d/, '$&7') : `${text} `;
    for (const [file, text] of Object.entries(files)) {
      // Live reads are shown, and never acted on; a lease is no part of what is believed.
      if (file === 'lease.json' || file.startsWith('live/')) continue;
      on.scene.hands.commit(STATE, { [file]: changed(file, text) }, writer);
      await refusedWith(new RegExp(`${STATE}:${file.replaceAll('.', '\\.')}`));
      putBack(sealed);
    }
    on.scene.hands.commit(STATE, { 'approved/other.json': files[approved] ?? '' }, writer);
    await refusedWith(/approved\/other\.json: seal\.json does not list this file/);
    putBack(sealed);
  });

  test('T2: a kept read that a writer forged is shown to nobody as live, and decides nothing', async () => {
    await detect();
    const whole = stateHead();
    const number = on.scene.propose({ 'policies/orders-etl.yaml': identity(['reader', 'admin']) });
    const kept = on.scene.hands.files(STATE)['live/warehouse.json'] ?? '';
    for (const text of [kept.replaceAll('reader', 'admin'), kept.replaceAll('warehouse', 'elsewhere'), 'null', '']) {
      on.scene.hands.commit(STATE, { 'live/warehouse.json': text }, writer);
      const planned = await on.run('plan', pullRequestTarget(on.of(), number));
      expect(planned.stdout, text.slice(0, 40)).toMatch(/UNKNOWN|nhi-state:live\/warehouse\.json/);
      expect(on.comments(number).join('\n')).not.toMatch(/already live/i);
      putBack(whole);
    }
    on.scene.hands.commit(STATE, { 'live/warehouse.json': kept.replaceAll('reader', 'admin') }, writer);
    await apply();
    expect(target()).toBe(settled);
    await detect();
    expect(on.scene.hands.files(STATE)['live/warehouse.json']).not.toContain('admin');
  });

  test('T2: a lease that a writer forged stops a run for as long as a lease lasts, and gives nobody anything', async () => {
    const [whole, at] = [stateHead(), Date.now()];
    const held = { run: 'apply 77/1', user: 'mallory', at, until: at + 60_000, targets: null, token: 'x' };
    const file = (lease: object): string => JSON.stringify({ version: 1, leases: [lease] });
    for (const [text, said] of [
      [file(held), /run apply 77\/1 of mallory.*is\s+writing/],
      [file({ ...held, until: at + 9e9 }), /this is no lease that this tool wrote.*remove the file/],
      ['{}', /this is no lease that this tool wrote/],
    ] as const) {
      on.scene.hands.commit(STATE, { 'lease.json': text }, writer);
      const refused = await apply();
      expect(refused.code).toBe(1);
      expect(refused.stdout).toMatch(said);
      expect(target()).toBe(settled);
      putBack(whole);
    }
  });

  test('T2, T21: an older state, an unsigned one, and none at all are errors with their remedy', async () => {
    on.give('reader', 'auditor');
    settled = target();
    const seen = await detect();
    expect(seen.outputs['exit-code'], seen.stdout).toBe('2');
    const newest = stateHead();
    putBack(sealed);
    await refusedWith(/an older state was put back and nothing of it is used\. Put the newest commit of that branch back/);
    on.scene.hands.push(STATE, null, writer);
    await refusedWith(/there is no state, though there is a seal key.*bootstrap/);
    putBack(newest);
    on.give('reader');
    settled = target();
    const again = await detect();
    expect(again.outputs['exit-code'], again.stdout).toBe('0');
  });

  test('T2: a state that the right key signed, and that says more than its commit, is an alarm: nothing is approved or written', async () => {
    const { world, repository } = on.scene;
    const app = world.apps.find((one) => one.slug === 'nhi-bot') as (typeof world.apps)[number];
    const setting = { apiUrl: on.github.apiUrl, repository: `corp/${repository.name}`, token: '', appId: app.id, policies: 'policies' };
    const appToken = installationToken(world, app, repository, { contents: 'write', metadata: 'read' }).value;
    const place = await githubPlace({ ...setting, appToken, stateBranch: STATE, stateRepository: '', sealKey: SEAL }, folderHost('.'));
    const store = place.store();
    const { targets, generation } = await store.load();
    const state = targets.get('warehouse') as TargetState;
    const text = JSON.stringify(state.approved.filter((row) => row.key.includes('"reader"')));
    expect(text).not.toBe('[]');
    const approved = [...state.approved, ...(JSON.parse(text.replaceAll('reader', 'auditor')) as typeof state.approved)];
    const forged = await store.save({ targets: new Map([['warehouse', { ...state, approved }]]) }, generation);
    on.give('reader');
    settled = target();

    const refused = await apply();
    expect(refused.code).toBe(1);
    expect(refused.stdout).toMatch(/ALARM: .*nhi-state holds something else as approved than its commit .*: entry .*auditor/);
    expect(target()).toBe(settled);
    const seen = await detect();
    expect(seen.stdout).toContain('ALARM');
    expect(seen.outputs['exit-code']).toBe('2');
    expect(target()).toBe(settled);

    const now = await store.load();
    expect(now.generation).toBeGreaterThan(forged);
    await store.save({ targets: new Map([['warehouse', { ...state, intents: [] }]]) }, now.generation);
    const well = await apply();
    expect(well.outputs['exit-code'], well.stdout).toBe('0');
  });

  test('T23: a state of another default branch is foreign', async () => {
    on.scene.hands.commit('other', { 'README.md': 'x' }, { by: 'dev', on: on.scene.hands.head('main') });
    Object.assign(on.scene.repository, { defaultBranch: 'other' });
    const refused = await detect();
    expect(refused.stdout).toMatch(/it was made for branch main and this is branch other/);
    Object.assign(on.scene.repository, { defaultBranch: 'main' });
    expect(target()).toBe(settled);
  });

  test('T31: no input of apply or detect, whatever it is set to, makes the write set grow', async () => {
    const before = on.scene.hands.head('main');
    // Due but for what holds it back: it is announced, and what was merged nobody approved.
    on.give('reader', 'admin');
    on.scene.land(on.scene.propose({ 'policies/orders-etl.yaml': identity(['reader', 'auditor']) }));
    on.scene.hands.commit('topic-evil', { 'policies/orders-etl.yaml': identity(['reader', 'writer']) }, { by: 'dev' });
    settled = target();
    const states = (): string | undefined => on.scene.hands.files(STATE)['approved/warehouse.json'];
    await apply();
    const approved = states();
    const other = await apply({ inputs: { policies: 'nowhere' } });
    expect(other.stdout).toMatch(/input policies: the state on .* has approved the targets warehouse, and at its commit .* declares none/);
    const harmless = [
      'do',
      'change',
      'identity',
      'grant',
      'for',
      'because',
      'results',
      'fail-on-changes',
      'targets',
      'live',
      'mode',
      'force',
      'ref',
    ];
    const loud: Readonly<Record<string, readonly string[]>> = {
      command: ['hold', 'apply --yes'],
      policies: ['nowhere', '.', '../..'],
      state: ['.nhi-state'],
      'state-branch': ['main', 'topic-evil', 'nhi-state-2'],
      'state-repository': ['corp/none', '..'],
      'app-id': ['4711', ''],
      'app-token': ['', 'ghs_x'],
      'github-token': ['ghs_x'],
    };
    const { inputs: known } = parse(readFileSync(path.join(import.meta.dirname, '../../action.yml'), 'utf8')) as {
      readonly inputs: object;
    };
    expect(Object.keys(known).filter((name) => !harmless.includes(name) && !(name in loud))).toEqual([]);
    const wishes = [
      ...['true', '*', 'enforce'].map((value) =>
        Object.fromEntries(
          harmless.map((name) => [name, name === 'targets' ? 'warehouse' : ['fail-on-changes', 'live'].includes(name) ? 'true' : value]),
        ),
      ),
      ...Object.entries(loud).flatMap(([name, values]) => values.map((value) => ({ [name]: value }))),
    ];
    for (const inputs of wishes) {
      const ran = await apply({ inputs });
      expect(isPlain(ran), `${JSON.stringify(inputs)}\n${ran.stdout}`).toBe(true);
      expect([JSON.stringify(inputs), target(), states()]).toEqual([JSON.stringify(inputs), settled, approved]);
    }
    on.scene.hands.push('main', before, { ...writer, force: true });
    on.give('reader');
    const again = await detect();
    expect(again.outputs['exit-code'], again.stdout).toBe('0');
  });

  test('a plan that was given the key of the state, or a secret of a target as a file, refuses', async () => {
    const number = on.scene.propose({ 'policies/orders-etl.yaml': identity(['reader', 'writer']) });
    const planned = await on.run('plan', pullRequestTarget(on.of(), number), { env: { NHI_SEAL_KEY: 'ed25519:x' } });
    expect(planned.stdout).toMatch(/NHI_SEAL_KEY: a pull request is planned with/);
    on.place.put('secrets/NHI_WAREHOUSE', 'x');
    const kept = await on.run('plan', pullRequestTarget(on.of(), number), { env: { NHI_SECRETS_DIR: on.place.at('secrets') } });
    expect(kept.stdout).toMatch(/NHI_WAREHOUSE: a pull request is planned with/);
  });

  test('T14: two runs at once: one of them waits for the lease, and what is due is written once', async () => {
    on.give('reader', 'admin');
    await detect();
    await detect();
    const both = await Promise.all([apply(), on.run('detect', schedule(on.of()))]);
    for (const ran of both) expect(isPlain(ran), ran.stdout).toBe(true);
    await apply();
    expect(on.roles()).toEqual(['reader']);
  });

  test('an apply whose process is killed once it has saved what it is about to do: the next one ends where it would have', async () => {
    const { world, repository } = on.scene;
    on.give('reader', 'admin');
    await detect();
    await detect();
    let kill = (): void => undefined;
    let saves = 0;
    on.github.before((seen) => {
      if (seen.route === 'POST /graphql' && /^\s*mutation/.test(String((seen.body as { query?: string }).query)) && (saves += 1) === 3)
        kill();
    });
    const killed = await apply({ env: { GITHUB_RUN_ID: '4242' }, started: (child) => (kill = () => child.kill('SIGKILL')) });
    expect(killed.signal).toBe('SIGKILL');
    const [actor] = world.accounts;
    if (actor === undefined) throw new Error('nobody is there');
    const over = { status: 'completed', conclusion: 'failure', at: world.now(), actor };
    repository.runs.push({
      id: 4242,
      name: 'nhi-apply',
      path: 'nhi-apply.yml',
      event: 'push',
      sha: on.scene.from,
      branch: 'main',
      ...over,
    });
    const applied = await apply();
    expect(applied.outputs['exit-code'], applied.stdout).toBe('0');
    expect(on.roles()).toEqual(['reader']);
    const seen = await detect();
    expect(seen.outputs['exit-code'], seen.stdout).toBe('0');
    expect(on.openIssues()).toEqual(['nhi: overview: in sync']);
  });

  test('what was written is reported though people could not be told, and the next run tells them', async () => {
    on.give('reader', 'admin');
    await detect();
    await detect();
    const fault = on.github.fault(/^(POST|PATCH) .*\/issues/, { status: 422, body: { message: 'Validation Failed' } }, 99);
    const applied = await apply();
    expect(on.roles()).toEqual(['reader']);
    expect(applied.outputs['exit-code']).toBe('1');
    expect(applied.outputs['plan']).toBeDefined();
    expect(applied.stdout).toMatch(/Not everybody was told of this run; what it did stands/);
    expect(isPlain(applied)).toBe(true);
    Object.assign(fault, { left: 0 });
    const seen = await detect();
    expect(seen.outputs['exit-code'], seen.stdout).toBe('0');
    expect(on.openIssues()).toEqual(['nhi: overview: in sync']);
  });

  test('a merged pull request that no apply took in is due for one, whatever became of its push', async () => {
    const number = on.scene.propose({ 'policies/orders-etl.yaml': identity(['reader', 'writer']) });
    on.scene.approve(number, 'rae');
    on.scene.land(number);
    const seen = await detect();
    expect(seen.stdout).toMatch(new RegExp(`not taken in by an apply\\s+yet: #${number}`));
    expect(seen.outputs['due']).toBe('1');
    const applied = await apply();
    expect(applied.outputs['exit-code'], applied.stdout).toBe('0');
    expect(on.roles()).toEqual(['reader', 'writer']);
  });

  test('T3: the run of an old merge, started again after a revoke, gives nothing back and writes nothing', async () => {
    const merged = async (access: readonly string[], landing: (number: number) => void): Promise<void> => {
      const number = on.scene.propose({ 'policies/orders-etl.yaml': identity(access) });
      on.scene.approve(number, 'rae');
      landing(number);
    };
    let old = push(on.of(), 'main', on.scene.from);
    await merged(['reader', 'loader'], (number) => {
      const before = on.scene.hands.head('main');
      on.scene.land(number);
      old = push(on.of(), 'main', before);
    });
    const granted = await on.run('apply', old, { env: { GITHUB_RUN_ID: '77' } });
    expect(granted.outputs['exit-code'], granted.stdout).toBe('0');
    expect(on.roles()).toContain('loader');
    await merged(['reader'], (number) => void on.scene.land(number));
    expect((await apply()).outputs['exit-code']).toBe('0');
    settled = target();
    expect(on.roles()).toEqual(['reader']);
    // The event, the commit and the number of then.
    const env = { GITHUB_RUN_ID: '77', GITHUB_RUN_ATTEMPT: '2' };
    expect(old.env['GITHUB_SHA']).not.toBe(on.scene.hands.head('main'));
    for (const command of ['apply', 'detect']) {
      const rerun = await on.run(command, old, { env });
      expect(rerun.outputs['exit-code'], rerun.stdout).toBe('0');
      expect(target()).toBe(settled);
    }
  });

  test('T1: what was pushed past review is obeyed by no run, and an issue names the commit', async () => {
    const pushes = [
      { 'policies/orders-etl.yaml': identity(['reader', 'admin']) },
      { 'policies/orders-etl.yaml': identity([], 'state: offboard\n') },
      { 'policies/nhi.yaml': `${NHI}limits: { revokePercent: 100 }\n` },
      { 'policies/warehouse.yaml': TARGET.replace('*-etl', '*') },
    ];
    for (const files of pushes) {
      const before = on.scene.hands.head('main');
      const commit = on.scene.push(files);
      for (const run of [detect, apply]) {
        const shown = await run();
        expect(shown.outputs['exit-code'], shown.stdout).not.toBe('0');
        expect(target()).toBe(settled);
      }
      expect(issues()).toContain(commit.slice(0, 7));
      on.scene.hands.push('main', before, { ...writer, force: true });
    }
  });

  test('history that was rewritten hides no drift: detect goes on with what is approved, and apply refuses', async () => {
    const before = on.scene.hands.head('main');
    const other = on.scene.hands.commit('fresh', { 'README.md': 'New' }, { by: 'mallory', on: on.scene.from });
    on.scene.hands.push('main', other, { ...writer, force: true });
    on.give('reader', 'admin');
    settled = target();
    const seen = await detect();
    expect(seen.outputs['exit-code'], seen.stdout).toBe('2');
    expect(seen.stdout).toMatch(/history\s+was\s+rewritten/);
    expect(issues()).toContain('warehouse/role/admin');
    const applied = await apply();
    expect(applied.code).toBe(1);
    expect(applied.stdout).toMatch(/is not proven: .*NHI_ROOT/);
    expect(target()).toBe(settled);
    on.scene.hands.push('main', before, { ...writer, force: true });
  });

  test('a target that an unreviewed commit takes away stays in the matrix', async () => {
    const before = on.scene.hands.head('main');
    on.scene.push({ 'policies/warehouse.yaml': 'kind: [' });
    const listed = await on.run('targets', schedule(on.of()));
    expect(listed.outputs['matrix']).toBe('{"include":[{"job":1,"targets":"warehouse"}]}');
    on.scene.hands.push('main', before, { ...writer, force: true });
  });
});
