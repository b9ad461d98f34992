/** A policy of three targets on the GitHub of the tests, drifted in each way, and the jobs of a matrix there as the workflow starts them. */
import { cpSync, rmSync } from 'node:fs';
import { identity, TARGET } from '../github/reviewed-repository.ts';
import { push, schedule, workflowDispatch } from '../servers/github/events.ts';
import { type OnGithub, policyOnGithub, SEALED } from './on-github.ts';
import type { StepRan } from './runner.ts';

export const TARGETS = ['crm', 'warehouse', 'wiki'] as const;
type Target = (typeof TARGETS)[number];

const target = (name: Target, more: string): string =>
  TARGET.replace('name: warehouse', `name: ${name}`).replace('exports/warehouse.jsonl', `exports/${name}.jsonl`) + more;

const POLICY = {
  ...SEALED,
  'policies/warehouse.yaml': target('warehouse', 'drift:\n  unauthorized: { do: revoke, after: 1 }\n'),
  'policies/crm.yaml': target('crm', 'drift:\n  unauthorized: { do: propose }\n'),
  'policies/wiki.yaml': target('wiki', ''),
  'policies/orders-etl.yaml': identity(['reader'])
    .replace('accounts:\n', 'accounts:\n  - crm/account/orders-etl\n  - wiki/account/orders-etl\n')
    .replace('access:\n', 'access:\n  - crm/role/reader\n  - wiki/role/reader\n'),
};

export const rows = (roles: Readonly<Record<string, readonly string[]>>): string => {
  const all = Object.entries(roles).flatMap(([account, held]) => [
    { account, kind: 'account', name: account },
    { account, kind: 'login', name: account },
    ...held.map((name) => ({ account, kind: 'role', name })),
  ]);
  return `${[...all, { end: true, count: all.length }].map((row) => JSON.stringify(row)).join('\n')}\n`;
};

export interface OnThree extends OnGithub {
  live(target: Target, roles: Readonly<Record<string, readonly string[]>>): void;
  detect(): Promise<StepRan>;
  /** A job of the matrix of that run, and what it uploads laid where `merge` looks. */
  job(targets: string, run: number): Promise<StepRan>;
  /** One for each target, as GitHub starts them; the codes of their processes. */
  jobsAtOnce(run: number): Promise<readonly (number | null)[]>;
  merge(run: number, results?: string): Promise<StepRan>;
  /** As people see them, without what each run writes anew. Rows stand in the order of a few milliseconds, which no two runs share. */
  issues(): readonly string[];
  /** Where `merge` looks for the result of a target. */
  result(target: Target): string;
}

/** In sync everywhere, with a baseline; `robo` holds in it what nobody decided on. */
export async function onThree(): Promise<OnThree> {
  const on = await policyOnGithub({ policy: POLICY });
  const live: OnThree['live'] = (name, roles) => on.place.put(`exports/${name}.jsonl`, rows(roles));
  for (const name of TARGETS) live(name, { 'orders-etl': ['reader'], ...(name === 'warehouse' ? { 'Robo-etl': ['past'] } : {}) });
  for (const [command, event] of [
    ['bootstrap', workflowDispatch(on.of(), {})],
    ['apply', push(on.of(), 'main', on.scene.from)],
  ] as const) {
    const ran = await on.run(command, event, { env: { NHI_ROOT: on.scene.from } });
    if (ran.code !== 0) throw new Error(ran.stdout);
  }
  const upload = (left: string): void => {
    cpSync(left, on.place.at('results'), { recursive: true });
    rmSync(left, { recursive: true });
  };
  const inRun = (run: number): Readonly<Record<string, string>> => ({ GITHUB_RUN_ID: String(run) });
  return {
    ...on,
    live,
    detect: () => on.run('detect', schedule(on.of())),
    async job(targets, run) {
      const ran = await on.run('detect', schedule(on.of()), { inputs: { targets }, env: inRun(run) });
      const left = ran.outputs['results'];
      if (left !== undefined) upload(left);
      return ran;
    },
    async jobsAtOnce(run) {
      // Each on a runner of its own: what it writes for the workflow lies apart.
      const ran = TARGETS.map(async (name) => {
        for (const file of ['output', 'summary']) on.place.put(`runners/${name}/${file}`, '');
        const at = (file: string): string => on.place.at(`runners/${name}/${file}`);
        const env = { ...inRun(run), RUNNER_TEMP: at(''), GITHUB_OUTPUT: at('output'), GITHUB_STEP_SUMMARY: at('summary') };
        return await on.run('detect', schedule(on.of()), { inputs: { targets: name }, env });
      });
      const codes = (await Promise.all(ran)).map(({ code }) => code);
      for (const name of TARGETS) upload(on.place.at(`runners/${name}/nhi-results`));
      return codes;
    },
    merge: (run, results = '') => on.run('merge', schedule(on.of()), { inputs: { results }, env: inRun(run) }),
    issues: () =>
      on.scene.repository.issues
        .map((i) => [i.state, i.title, i.body, ...on.comments(i.number)].join('\n'))
        .map((text) => text.replaceAll(/\d{4}-\d\d-\d\d \d\d:\d\d(:\d\d)?|\d\d:\d\d(:\d\d)?|\b\d{13}\b/g, 'NOW'))
        .map((text) =>
          text
            .replaceAll(/@m[0-9a-z]{7}\b/g, '@NOW')
            .replaceAll(on.scene.repository.name, 'REPO')
            .replaceAll(/\b[0-9a-f]{40}\b/g, 'SHA'),
        )
        .map((text) => text.split('\n').sort().join('\n')),
    result: (name) => on.place.at(`results/nhi-${name}/result.json`),
    [Symbol.asyncDispose]: () => on[Symbol.asyncDispose](),
  };
}

/** One of each: an admin's grant by hand, a proposed one, one that is missing. */
export function drift(on: OnThree): void {
  on.live('warehouse', { 'orders-etl': ['reader', 'admin'], 'Robo-etl': ['past', 'writer'] });
  on.live('crm', { 'orders-etl': ['reader', 'auditor'] });
  on.live('wiki', { 'orders-etl': [] });
}
