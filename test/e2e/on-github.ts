/** A policy repository on the GitHub of the tests with its target beside it, and the Action started there as the workflows start it. */
import { generateKeyPairSync } from 'node:crypto';
import { publicKeyText } from '../../src/state/seal.ts';
import { NHI, POLICY, type Scene, sceneOn } from '../github/reviewed-repository.ts';
import type { Event } from '../servers/github/events.ts';
import { type GitHub, startGitHub } from '../servers/github/github.ts';
import { addApp, addOrganisation, installationToken, jobToken } from '../servers/github/hands.ts';
import type { World } from '../servers/github/world.ts';
import { newPlace, type Place } from './program.ts';
import { type ActionRun, runAction, type StepRan } from './runner.ts';

export const SEAL = generateKeyPairSync('ed25519').privateKey.export({ format: 'pem', type: 'pkcs8' }).toString();
const EXPORT = 'exports/warehouse.jsonl';

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

export const SEALED: typeof POLICY = {
  ...POLICY,
  'policies/nhi.yaml': `${NHI}snapshot: true\nstateKey: "${publicKeyText(SEAL)}"\n`,
  'policies/warehouse.yaml': `${POLICY['policies/warehouse.yaml'] ?? ''}drift:\n  unauthorized: { do: revoke, after: 1 }\n`,
  'policies/oncall.yaml':
    'kind: BreakGlass\nname: oncall\nwho: corp/tools\nmay: [keep, deny, pause]\ncovers: ["warehouse/role/*", "warehouse/login/*"]\nlongest: 12h\n',
};

export interface RunWish {
  readonly env?: Readonly<Record<string, string>>;
  readonly inputs?: Readonly<Record<string, string>>;
  readonly started?: NonNullable<ActionRun['started']>;
}

export interface OnGithub extends AsyncDisposable {
  readonly github: GitHub;
  readonly scene: Scene;
  readonly place: Place;
  /** Roles of orders-etl that are live. */
  roles(): readonly string[];
  /** By somebody who administers the target. */
  give(...roles: readonly string[]): void;
  /** As the workflow of that name gives it: an App's token, the seal key where state is written. */
  run(command: string, event: Event, more?: RunWish): Promise<StepRan>;
  /** Who starts an event there. */
  of(by?: string): { readonly world: World; readonly repository: Scene['repository']; readonly by: string };
  openIssues(): readonly string[];
  comments(number: number): readonly string[];
}

export async function policyOnGithub(
  wish: { readonly policy?: typeof POLICY; readonly roles?: readonly string[] } = {},
): Promise<OnGithub> {
  const github = await startGitHub();
  const scene = sceneOn(github, wish.policy ?? SEALED);
  const { world, repository } = scene;
  Object.assign(repository, { visibility: 'private' });
  const place = newPlace();
  place.put(EXPORT, live(wish.roles ?? ['reader']));
  const app = addApp(world, 'nhi-bot', {}, addOrganisation(world, 'corp'));
  const rights = { actions: 'read', contents: 'write', issues: 'write', pull_requests: 'write', checks: 'write', members: 'read' } as const;
  let runs = 0;
  return {
    github,
    scene,
    place,
    roles: () =>
      place
        .read(EXPORT)
        .split('\n')
        .flatMap((line) => (line.includes('"role"') ? [(JSON.parse(line) as { name: string }).name] : []))
        .sort(),
    give: (...roles) => place.put(EXPORT, live(roles)),
    async run(command, event, more = {}) {
      runs += 1;
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
        ...(more.started === undefined ? {} : { started: more.started }),
      });
    },
    of: (by = 'dev') => ({ world, repository, by }),
    openIssues: () => repository.issues.filter((i) => i.pull === null && i.state === 'open').map((i) => i.title),
    comments: (number) => repository.comments.filter((c) => c.issue === number).map((c) => c.body),
    async [Symbol.asyncDispose]() {
      place[Symbol.dispose]();
      await github[Symbol.asyncDispose]();
    },
  };
}
