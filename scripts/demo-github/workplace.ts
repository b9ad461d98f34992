/** Where the stories play: a private repository on a GitHub of this machine, its people, and the Action, started there as the workflows start it. */
import { generateKeyPairSync } from 'node:crypto';
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { publicKeyText } from '../../src/state/seal.ts';
import type { Place } from '../../test/e2e/program.ts';
import { runAction, type StepRan } from '../../test/e2e/runner.ts';
import type { Event } from '../../test/servers/github/events.ts';
import { type GitHub, startGitHub } from '../../test/servers/github/github.ts';
import {
  addApp,
  addOrganisation,
  addRepository,
  addTeam,
  type Hands,
  handsOn,
  installationToken,
  jobToken,
} from '../../test/servers/github/hands.ts';
import type { Permissions, Repository, World } from '../../test/servers/github/world.ts';
import type { Ending } from '../demo/ending.ts';
import type { Narrator } from '../demo/narrator.ts';
import type { Scenery } from '../demo/performed.ts';
import { readingOf, starterIn } from '../demo/product.ts';
import type { Pages } from './pages.ts';

type Workflow = 'bootstrap' | 'plan' | 'detect' | 'apply' | 'hold';
type Texts = Readonly<Record<string, string>>;

export interface Workplace extends Scenery {
  readonly tell: Narrator;
  readonly pages: Pages;
  readonly github: GitHub;
  readonly repository: Repository;
  readonly hands: Hands;
  /** Who starts an event there. */
  of(by: string): { readonly world: World; readonly repository: Repository; readonly by: string };
  /** The job of that workflow; it must end with `code`. */
  run(workflow: Workflow, event: Event, code: number, more?: { readonly inputs?: Texts; readonly env?: Texts }): Promise<StepRan>;
}

/** Who sits where. Mia may write, and sits in none. */
const TEAMS: Readonly<Record<string, readonly string[]>> = {
  data: ['dan'],
  'on-call': ['tom'],
  payments: ['pia'],
  platform: ['pat'],
  support: ['sue'],
};
const WRITERS = ['mia', ...Object.values(TEAMS).flat()];

/** As examples/*.yml give them. */
const RIGHTS: Readonly<Record<Workflow, Permissions>> = {
  bootstrap: { checks: 'write', contents: 'write', issues: 'write', members: 'read', pull_requests: 'read' },
  plan: { checks: 'write', contents: 'read', members: 'read', pull_requests: 'write' },
  detect: { checks: 'write', contents: 'write', issues: 'write', members: 'read', pull_requests: 'write' },
  apply: { checks: 'write', contents: 'write', issues: 'write', members: 'read', pull_requests: 'write' },
  hold: { checks: 'write', contents: 'write', issues: 'write', members: 'read' },
};

export async function startWorkplace(entry: string, ending: Ending, scenery: Scenery, tell: Narrator, pages: Pages): Promise<Workplace> {
  const { folder, systems, work } = scenery;
  const github = await startGitHub();
  ending.add('the GitHub of this machine', async () => await github[Symbol.asyncDispose]());
  const { world } = github;
  const corp = addOrganisation(world, 'corp');
  for (const [team, people] of Object.entries(TEAMS)) addTeam(world, corp, team, people);
  const seal = generateKeyPairSync('ed25519').privateKey.export({ format: 'pem', type: 'pkcs8' }).toString();
  const settings = path.join(work.policies, 'nhi.yaml');
  writeFileSync(settings, `${readFileSync(settings, 'utf8')}snapshot: true\nstateKey: "${publicKeyText(seal)}"\n`);
  const roles = Object.fromEntries(WRITERS.map((login) => [login, 'write'] as const));
  const repository = addRepository(world, 'corp/access', { visibility: 'private', files: filesIn(folder, 'policies'), roles });
  // What is read from here on is the repository.
  rmSync(work.policies, { recursive: true });
  const app = addApp(world, 'nhi-corp', {}, corp);
  const place = placeIn(entry, folder, ending.signal);
  const given: Readonly<Record<Workflow, Texts>> = {
    bootstrap: { NHI_SEAL_KEY: seal },
    plan: {},
    detect: { NHI_SEAL_KEY: seal, ...readingOf(systems.secrets) },
    apply: { NHI_SEAL_KEY: seal, ...systems.secrets },
    hold: { NHI_SEAL_KEY: seal },
  };
  let runs = 0;
  return {
    ...scenery,
    tell,
    pages,
    github,
    repository,
    hands: handsOn(world, repository),
    of: (by) => ({ world, repository, by }),
    async run(workflow, event, code, more = {}) {
      runs += 1;
      const ran = await runAction(place, {
        github,
        event,
        token: jobToken(world, repository, { contents: 'read' }).value,
        inputs: {
          command: workflow,
          'app-id': String(app.id),
          'app-token': installationToken(world, app, repository, RIGHTS[workflow]).value,
          ...more.inputs,
        },
        env: { GITHUB_RUN_ID: String(runs), ...given[workflow], ...more.env },
      });
      if (ran.outputs['exit-code'] !== String(code)) {
        tell.lines(`${ran.stdout}${ran.stderr}`.trimEnd().split('\n'));
        tell.claim(`${workflow} ends with ${code} (it was ${ran.outputs['exit-code'] ?? 'no code at all'})`, false);
      }
      return ran;
    },
  };
}

function filesIn(root: string, folder: string): Texts {
  const found = readdirSync(path.join(root, folder), { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  return Object.fromEntries(
    found.map((entry) => {
      const full = path.join(entry.parentPath, entry.name);
      return [path.relative(root, full).replaceAll(path.sep, '/'), readFileSync(full, 'utf8')];
    }),
  );
}

function placeIn(entry: string, folder: string, stopping: AbortSignal): Place {
  const at = (file: string): string => path.join(folder, file);
  const start = starterIn(entry, folder, stopping);
  return {
    folder,
    at,
    put(file, text) {
      mkdirSync(path.dirname(at(file)), { recursive: true });
      writeFileSync(at(file), text);
    },
    read: (file) => readFileSync(at(file), 'utf8'),
    remove: (file) => rmSync(at(file), { recursive: true, force: true }),
    run: (args, options = {}) => start(args, options.env ?? {}),
    [Symbol.dispose]: () => undefined,
  };
}
