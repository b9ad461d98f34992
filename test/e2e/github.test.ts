/** The whole loop on GitHub, by the built Action: a pull request, its plan, approval, merge, apply, a grant by hand, its issue, and its end. */
import { generateKeyPairSync } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { publicKeyText } from '../../src/state/seal.ts';
import { NHI, POLICY, sceneOn, type Scene, identity } from '../github/reviewed-repository.ts';
import { type Event, pullRequestTarget, push, schedule, workflowDispatch } from '../servers/github/events.ts';
import { type GitHub, startGitHub } from '../servers/github/github.ts';
import { addApp, addOrganisation, installationToken, jobToken } from '../servers/github/hands.ts';
import { newPlace, type Place } from './program.ts';
import { runAction, type StepRan } from './runner.ts';

const SEAL = generateKeyPairSync('ed25519').privateKey.export({ format: 'pem', type: 'pkcs8' }).toString();

const live = (roles: readonly string[]): string => {
  const rows = [
    { account: 'orders-etl', kind: 'account', name: 'orders-etl' },
    { account: 'orders-etl', kind: 'login', name: 'orders-etl' },
    { account: 'Robo-etl', kind: 'account', name: 'Robo-etl' },
    { account: 'Robo-etl', kind: 'login', name: 'Robo-etl' },
    ...roles.map((name) => ({ account: 'orders-etl', kind: 'role', name })),
  ];
  return `${[...rows, { end: true, count: rows.length }].map((row) => JSON.stringify(row)).join('\n')}\n`;
};

const policy: typeof POLICY = {
  ...POLICY,
  'policies/nhi.yaml': `${NHI}snapshot: true\nstateKey: "${publicKeyText(SEAL)}"\n`,
  'policies/warehouse.yaml': `${POLICY['policies/warehouse.yaml'] ?? ''}drift:\n  unauthorized: { do: revoke, after: 1 }\n`,
  'policies/oncall.yaml':
    'kind: BreakGlass\nname: oncall\nwho: corp/tools\nmay: [keep, deny, pause]\ncovers: ["warehouse/role/*", "warehouse/login/*"]\nlongest: 12h\n',
};

describe('on GitHub', () => {
  let github: GitHub;
  let scene: Scene;
  let place: Place;
  let runs = 0;

  const lines = (): readonly string[] =>
    place
      .read('exports/warehouse.jsonl')
      .split('\n')
      .flatMap((line) => (line.includes('"role"') ? [(JSON.parse(line) as { name: string }).name] : []))
      .sort();

  /** As the workflow of that name gives it: an App's token, the seal key where state is written. */
  async function run(command: string, event: Event, more: { readonly env?: object; readonly inputs?: object } = {}): Promise<StepRan> {
    const { world, repository } = scene;
    const app = world.apps.find((a) => a.slug === 'nhi-bot') ?? addApp(world, 'nhi-bot', {}, addOrganisation(world, 'corp'));
    runs += 1;
    const rights = { contents: 'write', issues: 'write', pull_requests: 'write', checks: 'write', members: 'read' } as const;
    return await runAction(place, {
      github,
      event,
      token: jobToken(world, repository, { contents: 'read' }).value,
      inputs: { command, 'app-id': String(app.id), 'app-token': installationToken(world, app, repository, rights).value, ...more.inputs },
      env: {
        GITHUB_REPOSITORY: `corp/${repository.name}`,
        GITHUB_RUN_ID: String(1000 + runs),
        ...(command === 'plan' ? {} : { NHI_SEAL_KEY: SEAL }),
        ...more.env,
      },
    });
  }

  const openIssues = (): readonly string[] =>
    scene.repository.issues.filter((i) => i.pull === null && i.state === 'open').map((i) => i.title);
  const bodies = (number: number): readonly string[] => scene.repository.comments.filter((c) => c.issue === number).map((c) => c.body);
  const of = (by = 'dev') => ({ world: scene.world, repository: scene.repository, by });

  beforeAll(async () => {
    github = await startGitHub();
    scene = sceneOn(github, policy);
    Object.assign(scene.repository, { visibility: 'private' });
    place = newPlace();
    place.put('exports/warehouse.jsonl', live(['reader']));
  });
  afterAll(async () => {
    place[Symbol.dispose]();
    await github[Symbol.asyncDispose]();
  });

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
    const [comment, ...rest] = bodies(first);
    expect(rest).toEqual([]);
    expect(comment).toContain('warehouse/role/writer');
    expect(comment).toContain('⬜');
    const again = await run('plan', pullRequestTarget(of(), first));
    expect(again.code).toBe(planned.code);
    expect(bodies(first)).toHaveLength(1);
    const checks = scene.repository.checks.filter((c) => c.name === 'nhi/plan');
    expect(checks.map((c) => [c.status, c.conclusion])).toEqual([
      ['completed', 'neutral'],
      ['completed', 'neutral'],
    ]);
    expect(lines()).toEqual(['reader']);
  });

  test('merged without an approval that counts, it is not in force: the way out stands on it', async () => {
    const loose = scene.propose({ 'policies/orders-etl.yaml': identity(['reader', 'auditor']) });
    scene.land(loose);
    const applied = await run('apply', push(of(), 'main', scene.from));
    expect(applied.outputs['exit-code'], applied.stdout).toBe('2');
    expect(bodies(loose).join('\n')).toMatch(/nobody whose approval counts/);
    expect(lines()).toEqual(['reader']);
    const shown = await run('detect', schedule(of()));
    expect(shown.stdout).toMatch(/is not in\s+force/);
    expect(lines()).toEqual(['reader']);
    // Taken back, and ratified, by somebody who has a seat.
    const mend = scene.propose({
      'policies/orders-etl.yaml': identity(['reader', 'writer']),
      'policies/ratified.txt': `ratify: ${scene.hands.head('main')}\n`,
    });
    scene.approve(mend, 'rae');
    scene.land(mend);
    const done = await run('apply', push(of(), 'main', scene.from));
    expect(done.outputs['exit-code'], done.stdout).toBe('0');
    expect(bodies(mend).join('\n')).toMatch(/1 verified/);
    expect(lines()).toEqual(['reader', 'writer']);
  });

  test('what an admin gives by hand is told to the owner, announced, and taken out', async () => {
    place.put('exports/warehouse.jsonl', live(['reader', 'writer', 'admin']));
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
    expect(lines()).toEqual(['reader', 'writer']);
    await run('detect', schedule(of()));
    expect(openIssues()).toEqual(['nhi: overview: in sync']);
  });

  test('a rerun of an old apply, a run of another branch and a job with a writing secret write nothing', async () => {
    github.forget();
    const old = await run('apply', push(of(), 'main', scene.from), { env: { GITHUB_RUN_ATTEMPT: '2' } });
    expect(old.outputs['exit-code'], old.stdout).toBe('0');
    expect(lines()).toEqual(['reader', 'writer']);
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
    expect(lines()).toEqual([]);
  });
});
