/** The whole loop on GitHub, by the built Action: a pull request, its plan, approval, merge, apply, a grant by hand, its issue, and its end. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { identity, POLICY, type Scene } from '../github/reviewed-repository.ts';
import { pullRequestTarget, push, schedule, workflowDispatch } from '../servers/github/events.ts';
import type { GitHub } from '../servers/github/github.ts';
import { type OnGithub, policyOnGithub, SEAL } from './on-github.ts';

describe('on GitHub', () => {
  let on: OnGithub;
  let github: GitHub;
  let scene: Scene;
  const run: OnGithub['run'] = (...of) => on.run(...of);
  const of: OnGithub['of'] = (by) => on.of(by);

  beforeAll(async () => {
    on = await policyOnGithub();
    ({ github, scene } = on);
  });
  afterAll(() => on[Symbol.asyncDispose]());

  test('without a state and with a key nothing runs, and the way out is named; bootstrap begins at the commit that an admin names', async () => {
    const refused = await run('detect', schedule(of()));
    expect(refused.code).toBe(1);
    expect(refused.stdout).toMatch(/bootstrap/);
    const rootless = await run('bootstrap', workflowDispatch(of(), {}));
    expect(rootless.stdout).toMatch(/NHI_ROOT: it is not set/);
    const begun = await run('bootstrap', workflowDispatch(of(), {}), { env: { NHI_ROOT: scene.from } });
    expect(begun.stdout).toMatch(/The state begins on corp\/policies-\d+@nhi-state with 1 targets/);
    expect(begun.code).toBe(0);
  });

  test('a first apply makes the baseline, and a detect is in sync', async () => {
    const applied = await run('apply', push(of(), 'main', scene.from));
    expect(applied.outputs['exit-code'], applied.stdout).toBe('0');
    const seen = await run('detect', schedule(of()));
    expect(seen.outputs['exit-code'], seen.stdout).toBe('0');
    expect(seen.outputs['due']).toBe('0');
  });

  let first = 0;
  test('a pull request is planned without a credential: one comment, a check, the seats that are empty', async () => {
    first = scene.propose({ 'policies/orders-etl.yaml': identity(['reader', 'writer']) });
    const planned = await run('plan', pullRequestTarget(of(), first, 'opened'));
    expect(planned.stdout).toContain('warehouse/role/writer');
    const [comment, ...rest] = on.comments(first);
    expect(rest).toEqual([]);
    expect(comment).toContain('warehouse/role/writer');
    expect(comment).toContain('⬜');
    const again = await run('plan', pullRequestTarget(of(), first));
    expect(again.code).toBe(planned.code);
    expect(on.comments(first)).toHaveLength(1);
    const checks = scene.repository.checks.filter((c) => c.name === 'nhi/plan');
    expect(checks.map((c) => [c.status, c.conclusion])).toEqual([
      ['completed', 'neutral'],
      ['completed', 'neutral'],
    ]);
    expect(on.roles()).toEqual(['reader']);
  });

  test('asked to read live, it tells what came since the kept read; the target is reached as it is in force, whatever the pull request says', async () => {
    const elsewhere = (POLICY['policies/warehouse.yaml'] ?? '').replace('exports/warehouse.jsonl', 'exports/other.jsonl');
    expect(elsewhere).toContain('exports/other.jsonl');
    const moved = scene.propose({
      'policies/orders-etl.yaml': identity(['reader', 'writer']),
      'policies/warehouse.yaml': `${elsewhere}drift:\n  unauthorized: { do: revoke, after: 1 }\n`,
    });
    on.give('reader', 'writer');
    const kept = await run('plan', pullRequestTarget(of(), moved));
    expect(kept.stdout).not.toContain('Already live');
    const live = await run('plan', pullRequestTarget(of(), moved), { inputs: { live: 'true' } });
    expect(live.stdout).toContain('Already live');
    expect(live.stdout).not.toContain('UNKNOWN');
    expect(on.comments(moved)[0]).toMatch(/already live/i);
    const writes = await run('plan', pullRequestTarget(of(), moved), { inputs: { live: 'true' }, env: { NHI_SEAL_KEY: SEAL } });
    expect(writes.stdout).toMatch(/NHI_SEAL_KEY: a pull request is planned with no credential/);
    on.give('reader');
  });

  test('merged without an approval that counts, it is not in force: the way out stands on it', async () => {
    const loose = scene.propose({ 'policies/orders-etl.yaml': identity(['reader', 'auditor']) });
    scene.land(loose);
    const applied = await run('apply', push(of(), 'main', scene.from));
    expect(applied.outputs['exit-code'], applied.stdout).toBe('2');
    expect(on.comments(loose).join('\n')).toMatch(/nobody whose approval counts/);
    expect(on.roles()).toEqual(['reader']);
    const shown = await run('detect', schedule(of()));
    expect(shown.stdout).toMatch(/is not in\s+force/);
    expect(on.roles()).toEqual(['reader']);
    // Taken back, and ratified, by somebody who has a seat.
    const mend = scene.propose({
      'policies/orders-etl.yaml': identity(['reader', 'writer']),
      'policies/ratified.txt': `ratify: ${scene.hands.head('main')}\n`,
    });
    scene.approve(mend, 'rae');
    scene.land(mend);
    const done = await run('apply', push(of(), 'main', scene.from));
    expect(done.outputs['exit-code'], done.stdout).toBe('0');
    expect(on.comments(mend).join('\n')).toMatch(/1 verified/);
    expect(on.roles()).toEqual(['reader', 'writer']);
  });

  test('what an admin gives by hand is told to the owner, announced, and taken out', async () => {
    on.give('reader', 'writer', 'admin');
    const seen = await run('detect', schedule(of()));
    expect(seen.outputs['exit-code'], seen.stdout).toBe('2');
    const issues = scene.repository.issues.filter((i) => i.pull === null);
    expect(issues.map((i) => i.title).join('\n')).toMatch(/payments/);
    expect(issues.map((i) => i.body).join('\n')).toContain('warehouse/role/admin');
    const due = await run('detect', schedule(of()));
    expect(Number(due.outputs['due'])).toBe(1);
    expect(scene.repository.issues.filter((i) => i.pull === null)).toHaveLength(issues.length);
    const applied = await run('apply', schedule(of()));
    expect(applied.outputs['exit-code'], applied.stdout).toBe('0');
    expect(on.roles()).toEqual(['reader', 'writer']);
    await run('detect', schedule(of()));
    expect(on.openIssues()).toEqual(['nhi: overview: in sync']);
  });

  test('a rerun of an old apply, a run of another branch and a job with a writing secret write nothing', async () => {
    github.forget();
    const old = await run('apply', push(of(), 'main', scene.from), { env: { GITHUB_RUN_ATTEMPT: '2' } });
    expect(old.outputs['exit-code'], old.stdout).toBe('0');
    expect(on.roles()).toEqual(['reader', 'writer']);
    const other = await run('apply', schedule(of()), { env: { GITHUB_REF: 'refs/heads/topic-1' } });
    expect(other.code).toBe(1);
    expect(other.stdout).toMatch(/only one of refs\/heads\/main is obeyed/);
    const secret = await run('plan', pullRequestTarget(of(), first), { env: { NHI_WAREHOUSE: 'x' } });
    expect(secret.stdout).toMatch(/NHI_WAREHOUSE: a pull request is planned with no credential/);
  });

  test('a hold is made by a member of its envelope’s team alone, and has an issue in the same minute', async () => {
    const wish = { do: 'deny', identity: 'orders-etl', for: '8h', because: 'INC-1' };
    const refused = await run('hold', workflowDispatch(of(), {}), { inputs: wish, env: { GITHUB_TRIGGERING_ACTOR: 'dev' } });
    expect(refused.outputs['exit-code'], refused.stdout).toBe('1');
    expect(refused.stdout).toMatch(/dev is not in corp\/tools/);
    const held = await run('hold', workflowDispatch(of(), {}), { inputs: wish, env: { GITHUB_TRIGGERING_ACTOR: 'tom' } });
    expect(held.outputs['exit-code'], held.stdout).toBe('0');
    expect(
      scene.repository.issues
        .filter((i) => i.state === 'open')
        .map((i) => i.title)
        .join('\n'),
    ).toMatch(/orders-etl denied until/);
    const applied = await run('apply', schedule(of()));
    expect(applied.outputs['exit-code'], applied.stdout).toBe('0');
    expect(on.roles()).toEqual([]);
  });
});
