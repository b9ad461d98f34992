/** What outsiders, jobs with too much and events of strangers get on GitHub, against the built Action: nothing that is live, and no run. */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { identity, POLICY } from '../github/reviewed-repository.ts';
import { issueComment, pullRequestTarget, push, schedule, workflowDispatch, workflowRun } from '../servers/github/events.ts';
import { addFork, handsOn, jobToken } from '../servers/github/hands.ts';
import { type OnGithub, policyOnGithub, type RunWish, SEALED } from './on-github.ts';
import type { StepRan } from './runner.ts';

const STATE = 'nhi-state';
const ORDERS = 'policies/orders-etl.yaml';

/** Hears whether anybody asks; answers nobody. */
async function startCanary(): Promise<AsyncDisposable & { readonly origin: string; readonly asked: readonly string[] }> {
  const asked: string[] = [];
  const server = createServer((request, response) => {
    asked.push(`${request.method ?? ''} ${request.url ?? ''}`);
    response.writeHead(403).end();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    asked,
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

async function begin(on: OnGithub): Promise<void> {
  const begun = await on.run('bootstrap', workflowDispatch(on.of(), {}), { env: { NHI_ROOT: on.scene.from } });
  if (begun.code !== 0) throw new Error(begun.stdout);
}

describe('strangers', () => {
  let on: OnGithub;
  beforeAll(async () => {
    on = await policyOnGithub();
    await begin(on);
    await on.run('apply', push(on.of(), 'main', on.scene.from));
  });
  afterAll(() => on[Symbol.asyncDispose]());

  const plan = (number: number, more: RunWish = {}): Promise<StepRan> => on.run('plan', pullRequestTarget(on.of(), number), more);
  const detect = (): Promise<StepRan> => on.run('detect', schedule(on.of()));
  const kept = (): string => on.scene.hands.files(STATE)['live/warehouse.json'] ?? '';

  /** All that a plan leaves for anybody to read. */
  async function toldBy(number: number): Promise<object> {
    const { code, stdout, summary, annotations, outputs } = await plan(number);
    const { plan: file = '', ...rest } = outputs;
    const check = on.scene.repository.checks.findLast((c) => c.name === 'nhi/plan');
    return {
      code,
      // Each run's token is another.
      stdout: stdout.replaceAll(/^::add-mask::ghs_.*$/gm, ''),
      summary,
      annotations,
      outputs: rest,
      file: on.place.read(file.slice(on.place.folder.length + 1)),
      comments: on.comments(number),
      check: [check?.conclusion, check?.title, check?.summary, check?.text, check?.annotations],
    };
  }

  /** Before and after somebody's grant by hand comes into the kept read. */
  async function underTwoSnapshots(...numbers: readonly number[]): Promise<readonly (readonly [object, object])[]> {
    const told: (readonly object[])[] = [];
    const reads = new Set<string>();
    for (const roles of [['reader'], ['reader', 'admin']]) {
      on.give(...roles);
      await detect();
      reads.add(kept());
      const now: object[] = [];
      for (const number of numbers) now.push(await toldBy(number));
      told.push(now);
    }
    expect(reads.size).toBe(2);
    return numbers.map((_, i) => [told[0]?.[i] ?? {}, told[1]?.[i] ?? {}]);
  }

  test('T12: a fork, or an author who may not write, is told the same to the byte under two different snapshots', async () => {
    const wish = { [ORDERS]: identity(['reader', 'admin']) };
    const fork = addFork(on.scene.world, on.scene.repository, 'outside');
    on.scene.repository.collaborators.set('outside', 'read');
    handsOn(on.scene.world, fork).commit('guess', wish, { by: 'outside' });
    const strange = on.scene.hands.openPull({ by: 'outside', head: 'outside:guess' }).number;
    on.scene.repository.collaborators.set('gone', 'write');
    const left = on.scene.propose(wish, { by: 'gone' });
    on.scene.repository.collaborators.set('gone', 'read');
    const [ofFork, ofGone, ofWriter] = await underTwoSnapshots(strange, left, on.scene.propose(wish));
    for (const told of [ofFork, ofGone]) {
      expect(told?.[1]).toEqual(told?.[0]);
      expect(JSON.stringify(told)).toContain('warehouse/role/admin');
    }
    // A writer, who may read all of it anyway, is told the difference.
    expect(ofWriter?.[1]).not.toEqual(ofWriter?.[0]);
  });

  test.each(['public', 'internal'] as const)(
    'T12: where the repository became %s nothing is read, kept or compared',
    async (visibility) => {
      const number = on.scene.propose({ [ORDERS]: identity(['reader', 'writer']) });
      const before = on.scene.hands.head(STATE);
      Object.assign(on.scene.repository, { visibility });
      for (const ran of [await detect(), await on.run('apply', schedule(on.of()))]) {
        expect(ran.code).toBe(1);
        expect(ran.stdout).toMatch(new RegExp(`this repository is ${visibility}, and everybody`));
        expect(ran.stdout).not.toContain('warehouse');
      }
      await plan(number);
      expect(on.comments(number).join('\n')).toMatch(/This repository is not private. So this says what the files declare/);
      expect(on.comments(number).join('\n')).not.toMatch(/in sync|already live/i);
      expect(on.scene.hands.head(STATE)).toBe(before);
      Object.assign(on.scene.repository, { visibility: 'private' });
    },
  );

  test('T24: a comment, edited or as it was written, starts nothing, whoever wrote it', async () => {
    on.give('reader', 'admin');
    const settled = on.place.read('exports/warehouse.jsonl');
    const number = on.scene.propose({ [ORDERS]: identity(['reader', 'writer']) });
    const comment = on.scene.hands.comment(number, '/nhi revert', { by: 'rae' });
    on.github.forget();
    const before = on.scene.hands.head(STATE);
    const hold = { do: 'deny', identity: 'orders-etl', for: '8h', because: 'INC-1' };
    for (const action of ['created', 'edited'] as const)
      for (const command of ['plan', 'detect', 'apply', 'hold', 'bootstrap']) {
        const more = { env: { NHI_ROOT: on.scene.from }, ...(command === 'hold' ? { inputs: hold } : {}) };
        const ran = await on.run(command, issueComment(on.of('tom'), comment, action), more);
        expect([command, ran.code]).toEqual([command, 1]);
        expect(ran.stdout).toMatch(/started by issue_comment/);
      }
    // In the name of whoever touched the file last, who asked for nothing.
    const scheduled = await on.run('hold', schedule(on.of('tom')), { inputs: hold });
    expect(scheduled.stdout).toMatch(/started by schedule, and only one by workflow_dispatch is obeyed/);
    expect(on.github.writes).toEqual([]);
    expect(on.scene.hands.head(STATE)).toBe(before);
    expect(on.place.read('exports/warehouse.jsonl')).toBe(settled);
  });

  test('T27: the number is the event’s alone: no file that a job was handed, and no text of the head, names another', async () => {
    const mine = on.scene.propose({ [ORDERS]: identity(['reader', 'writer']) });
    const other = on.scene.propose({ [ORDERS]: identity(['reader', 'auditor']) });
    const event = pullRequestTarget(on.of(), mine);
    for (const file of ['nhi-plan/number', 'pr.txt', '.runner/nhi-plan.json', 'nhi-plan.json'])
      on.place.put(file, JSON.stringify({ number: other, pull_request: other }));
    // What the payload says of it beside its number is not believed either.
    const pull = event.payload['pull_request'] as Readonly<Record<string, unknown>>;
    const head = { ...(pull['head'] as object), sha: on.scene.hands.head('main') };
    const ran = await on.run('plan', { ...event, payload: { ...event.payload, pull_request: { ...pull, head } } });
    expect(ran.stdout).toContain('role/writer');
    expect([on.comments(mine).length, on.comments(other).length]).toEqual([1, 0]);
    const [check] = on.scene.repository.checks.slice(-1);
    expect(check?.sha).toBe(on.scene.hands.head(pull['head'] instanceof Object ? String((pull['head'] as { ref: string }).ref) : ''));
  });

  test('T27: what a fork’s own run left starts no plan', async () => {
    const number = on.scene.propose({ [ORDERS]: identity(['reader', 'loader']) });
    const of = { ...on.of(), by: 'outside' };
    on.github.forget();
    on.place.put('nhi-plan/number', String(number));
    const ran = await on.run('plan', workflowRun(of, { event: 'pull_request', headSha: on.scene.hands.head('main'), headBranch: 'guess' }));
    expect(ran.stdout).toMatch(/plan was started by workflow_run; it plans a pull request on pull_request_target/);
    expect(on.github.writes).toEqual([]);
  });
});

describe('T5: a job with more than it needs', () => {
  let canary: Awaited<ReturnType<typeof startCanary>>;
  let on: OnGithub;
  const desk = (): string => `kind: Target
name: desk
connector: scim
owner: platform
ceiling: enforce
config: { url: "${canary.origin}", settles: 0s, auth: { kind: bearer, read: { secret: NHI_DESK_READ }, write: { secret: NHI_DESK_CHANGE } } }
scope: [{ accounts: "user/bot-*", kinds: [login, group] }]
`;
  beforeAll(async () => {
    canary = await startCanary();
    on = await policyOnGithub({ policy: { ...SEALED, 'policies/desk.yaml': desk() } });
    await begin(on);
  });
  afterAll(async () => {
    await on[Symbol.asyncDispose]();
    await canary[Symbol.asyncDispose]();
  });

  const ORIGINS = (): string => JSON.stringify({ NHI_DESK_READ: [canary.origin], NHI_DESK_CHANGE: [canary.origin] });

  test('a detect with a secret that writes is refused before it reads or saves anything, also as a file, also in observe', async () => {
    const before = on.scene.hands.head(STATE);
    on.place.put('secrets/NHI_DESK_CHANGE', 'x');
    for (const env of [{ NHI_DESK_CHANGE: 'x' }, { NHI_SECRETS_DIR: on.place.at('secrets') }]) {
      const ran = await on.run('detect', schedule(on.of()), { env: { ...env, NHI_DESK_READ: 'y', NHI_ORIGINS: ORIGINS() } });
      expect(ran.code).toBe(1);
      expect(ran.stdout).toMatch(/NHI_DESK_CHANGE: it writes to a target, and this job only reads/);
    }
    expect(canary.asked).toEqual([]);
    expect(on.scene.hands.head(STATE)).toBe(before);
    // With what reads it does read.
    await on.run('detect', schedule(on.of()), { env: { NHI_DESK_READ: 'y', NHI_ORIGINS: ORIGINS() } });
    expect(canary.asked).not.toEqual([]);
  });

  test('a plan with any secret of a target is refused, also one that reads', async () => {
    const number = on.scene.propose({ [ORDERS]: identity(['reader', 'writer']) });
    on.github.forget();
    const ran = await on.run('plan', pullRequestTarget(on.of(), number), { env: { NHI_DESK_READ: 'y' } });
    expect(ran.stdout).toMatch(/NHI_DESK_READ: a pull request is planned with no credential of a target/);
    expect(on.github.writes).toEqual([]);
  });

  test('without our own App, or without the key of the state, a job watches, whatever is due', async () => {
    await using plain = await policyOnGithub({ policy: { ...POLICY, 'policies/warehouse.yaml': SEALED['policies/warehouse.yaml'] ?? '' } });
    const rights = { contents: 'write', issues: 'write', pull_requests: 'write', checks: 'write' } as const;
    const { value } = jobToken(plain.scene.world, plain.scene.repository, rights);
    const jobOnly = { inputs: { 'app-token': '', 'app-id': '', 'github-token': value }, env: { NHI_SEAL_KEY: '' } };
    const keyless = { env: { NHI_SEAL_KEY: '' } };
    await plain.run('detect', schedule(plain.of()), jobOnly);
    const number = plain.scene.propose({ [ORDERS]: identity(['reader', 'writer']) });
    plain.scene.approve(number, 'rae');
    plain.scene.land(number);
    plain.give('reader', 'admin');
    for (const more of [jobOnly, jobOnly, keyless]) {
      const ran = await plain.run('apply', push(plain.of(), 'main', plain.scene.from), more);
      expect(ran.stdout).toMatch(/everything is\s+only watched/);
    }
    expect(plain.roles()).toEqual(['admin', 'reader']);
  });
});
