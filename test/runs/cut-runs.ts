/**
 * Runs of the Action in this process, on the GitHub of the tests, that end, lose an answer or are overtaken at a request that
 * a test names. A run that was killed sends nothing more, and writes to no target, for each write is preceded by a request.
 * It is not left to wait: Octokit lets ten requests of a process be under way, and these would be among them for ever.
 */
import { randomUUID } from 'node:crypto';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { registry } from '../../src/connectors/registry.ts';
import { githubCommand, type GithubCommand, type GithubRun } from '../../src/runs/github-commands.ts';
import type { Host } from '../../src/runs/host.ts';
import { SEAL, SEALED } from '../e2e/on-github.ts';
import { identity, type Scene, sceneOn } from '../github/reviewed-repository.ts';
import { type GitHub, startGitHub } from '../servers/github/github.ts';
import { addApp, addOrganisation, installationToken, jobToken } from '../servers/github/hands.ts';

export type How =
  /** Ended before it was sent; after it was carried out. */
  | 'unsent'
  | 'unanswered'
  /** Carried out, and the connection ends before the answer. */
  | 'dropped';

/** `at`: from 1, of the requests that count. */
export interface Cut {
  readonly at: number;
  readonly counts: 'writes' | 'all';
  readonly how: How | { readonly overtakenBy: () => Promise<void> };
}

export interface Ended {
  /** Null: it was cut. */
  readonly code: number | null;
  readonly text: string;
  /** Requests that counted. */
  readonly requests: number;
  readonly reached: boolean;
}

export interface Workplace extends AsyncDisposable {
  readonly github: GitHub;
  readonly scene: Scene;
  /** Roles of orders-etl that are live in a target. */
  roles(target: Target): readonly string[];
  give(target: Target, ...roles: readonly string[]): void;
  run(command: GithubCommand, more?: Partial<GithubRun>, cut?: Cut): Promise<Ended>;
}
type Target = 'warehouse' | 'depot';

const MUCH = 'limits: { revoke: 5000, revokePercent: 100, grantPrivileged: 5000 }\n';
const WAREHOUSE = `${(SEALED['policies/warehouse.yaml'] ?? '').replace('after: 1', 'after: 0')}${MUCH}`;
const POLICY: typeof SEALED = {
  ...SEALED,
  'policies/warehouse.yaml': WAREHOUSE,
  'policies/depot.yaml': WAREHOUSE.replaceAll('warehouse', 'depot').replace('{ do: revoke, after: 0 }', '{ do: propose }'),
  'policies/orders-etl.yaml': orders('reader'),
};

/** Its file, with these roles in the warehouse. */
export function orders(...roles: readonly string[]): string {
  return identity(roles).replace('account/orders-etl\n', 'account/orders-etl\n  - depot/account/orders-etl\n');
}

const live = (roles: readonly string[]): string => {
  const rows = [
    ...['orders-etl', 'Robo-etl'].flatMap((name) => ['account', 'login'].map((kind) => ({ account: name, kind, name }))),
    ...roles.map((name) => ({ account: 'orders-etl', kind: 'role', name })),
    // So many that no share of them is reached.
    ...Array.from({ length: 300 }, (_, i) => ({ account: 'Robo-etl', kind: 'role', name: `old${i}` })),
  ];
  return `${[...rows, { end: true, count: rows.length }].map((row) => JSON.stringify(row)).join('\n')}\n`;
};

const isWrite = (method: string, body: unknown): boolean =>
  method === 'POST' && typeof body === 'string' && body.includes('"query"')
    ? /"query":"\s*mutation\b/.test(body)
    : !/^(GET|HEAD)$/.test(method);

interface Gate extends Cut {
  requests: number;
  isDead: boolean;
  reached: boolean;
  died: () => void;
}

/** Which run a request is of its token says. Put in the place of `fetch`. */
function gated(real: typeof fetch, gates: ReadonlyMap<string, Gate>): typeof fetch {
  return async (input, init) => {
    const gate = gates.get((new Headers(init?.headers).get('authorization') ?? '').replace(/^\S+ /, ''));
    if (gate === undefined) return await real(input, init);
    if (gate.isDead) throw new TypeError('the process has ended');
    if (gate.counts === 'all' || isWrite(init?.method ?? 'GET', init?.body)) gate.requests += 1;
    else return await real(input, init);
    if (gate.requests !== gate.at) return await real(input, init);
    gate.reached = true;
    if (typeof gate.how === 'object') {
      await gate.how.overtakenBy();
      return await real(input, init);
    }
    if (gate.how !== 'unsent') await (await real(input, init)).arrayBuffer();
    if (gate.how === 'dropped') throw new TypeError('fetch failed');
    gate.isDead = true;
    gate.died();
    throw new TypeError('the process has ended');
  };
}

export async function workplace(): Promise<Workplace> {
  const github = await startGitHub();
  const scene = sceneOn(github, POLICY);
  const { world, repository } = scene;
  Object.assign(repository, { visibility: 'private' });
  const folder = mkdtempSync(path.join(tmpdir(), 'nhi-cut-'));
  mkdirSync(path.join(folder, 'exports'));
  const file = (target: Target): string => path.join(folder, 'exports', `${target}.jsonl`);
  const give = (target: Target, ...roles: readonly string[]): void => writeFileSync(file(target), live(roles));
  give('warehouse', 'reader');
  give('depot');
  const app = addApp(world, 'nhi-bot', {}, addOrganisation(world, 'corp'));
  const rights = { actions: 'read', contents: 'write', issues: 'write', pull_requests: 'write', checks: 'write', members: 'read' } as const;
  const gates = new Map<string, Gate>();
  const real = globalThis.fetch;
  globalThis.fetch = gated(real, gates);
  let runs = 0;

  const host = (id: number): Host => ({
    now: Date.now,
    pause: async () => undefined,
    random: Math.random,
    uuid: randomUUID,
    connectors: registry,
    fetch: real,
    signal: new AbortController().signal,
    secretValue: async () => null,
    origins: {},
    fileRoot: folder,
    mostMode: 'enforce',
    user: 'dev',
    runId: `${id}/1`,
    tell: () => undefined,
  });
  return {
    github,
    scene,
    give,
    roles: (target) =>
      readFileSync(file(target), 'utf8')
        .split('\n')
        .flatMap((line) => (/"orders-etl".*"role"/.test(line) ? [(JSON.parse(line) as { name: string }).name] : []))
        .sort(),
    async run(command, more = {}, cut = { at: 0, counts: 'writes', how: 'dropped' }) {
      runs += 1;
      const id = 1000 + runs;
      const token = installationToken(world, app, repository, rights).value;
      let died = (): void => undefined;
      const death = new Promise<null>((resolve) => {
        died = () => resolve(null);
      });
      const gate: Gate = { ...cut, requests: 0, isDead: false, reached: false, died };
      gates.set(token, gate);
      const setting: GithubRun = {
        apiUrl: github.apiUrl,
        repository: `corp/${repository.name}`,
        token: jobToken(world, repository, { contents: 'read' }).value,
        appToken: token,
        appId: app.id,
        policies: 'policies',
        stateBranch: 'nhi-state',
        stateRepository: '',
        sealKey: command === 'plan' ? null : SEAL,
        asked: { is: 'other', event: 'workflow_dispatch' },
        ref: 'refs/heads/main',
        url: null,
        only: null,
        identity: null,
        waitMs: 0,
        root: scene.from,
        secrets: [],
        hold: null,
        results: '',
        live: false,
        ...more,
      };
      const ended = await Promise.race([githubCommand(command, setting, host(id)).catch((error: unknown) => error as Error), death]);
      // GitHub says of a run that is over that it is.
      const over = { status: 'completed', conclusion: ended === null ? 'failure' : 'success', at: world.now() };
      repository.runs.push({
        id,
        name: 'nhi',
        path: 'nhi.yml',
        event: 'schedule',
        sha: scene.hands.head('main'),
        branch: 'main',
        actor: app.bot,
        ...over,
      });
      const { requests, reached } = gate;
      if (ended === null) return { code: null, text: '', requests, reached };
      return ended instanceof Error
        ? { code: 1, text: ended.stack ?? ended.message, requests, reached }
        : { code: ended.code, text: ended.text, requests, reached };
    },
    async [Symbol.asyncDispose]() {
      globalThis.fetch = real;
      rmSync(folder, { recursive: true, force: true });
      await github[Symbol.asyncDispose]();
    },
  };
}
