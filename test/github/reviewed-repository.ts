/** A policy repository on the stand-in, with its teams, and what people do there in a word: propose, approve, land. */
import { clientFor } from '../../src/github/client.ts';
import { sourceOf } from '../../src/github/policy-in-force.ts';
import { registry } from '../../src/connectors/registry.ts';
import { type ReviewedSteps, reviewedOnGithub } from '../../src/runs/reviewed-steps.ts';
import type { FileChange } from '../servers/github/git.ts';
import type { GitHub } from '../servers/github/github.ts';
import {
  addApp,
  addOrganisation,
  addRepository,
  addTeam,
  addUser,
  type Hands,
  handsOn,
  installationToken,
} from '../servers/github/hands.ts';
import { markMerged, pullNumbered } from '../servers/github/pulls.ts';
import { asker } from '../servers/github/rights.ts';
import { moveRef } from '../servers/github/refs.ts';
import type { Repository, World } from '../servers/github/world.ts';

type Files = Readonly<Record<string, FileChange>>;

export const NHI = `kind: Settings
version: 1
approval: { identityOwner: 1, targetOwner: 1, roleOwner: 1, privileged: [security] }
`;
export const TEAMS = ['payments', 'platform', 'security', 'tools']
  .map((name) => `kind: Team\nname: ${name}\ngithub: corp/${name}\n`)
  .join('---\n');
export const TARGET = `kind: Target
name: warehouse
connector: file
owner: platform
ceiling: enforce
config: { path: exports/warehouse.jsonl, format: jsonl, writable: true }
scope:
  - { accounts: "account/*-etl", kinds: [account, login, role] }
privileged: ["role/admin"]
`;
export const identity = (access: readonly string[], more = ''): string => `kind: Identity
name: orders-etl
type: service
owner: payments
directory: none
accounts:
  - warehouse/account/orders-etl
${access.length === 0 ? '' : `access:\n${access.map((grant) => `  - warehouse/role/${grant}\n`).join('')}`}${more}`;

export const POLICY: Readonly<Record<string, string>> = {
  'policies/nhi.yaml': NHI,
  'policies/teams.yaml': TEAMS,
  'policies/warehouse.yaml': TARGET,
  'policies/orders-etl.yaml': identity(['reader']),
  'policies/robo-etl.yaml':
    'kind: Identity\nname: robo\ntype: bot\nowner: payments\ndirectory: none\naccounts: [warehouse/account/Robo-etl]\n',
  '.github/workflows/apply.yml': 'on: push\n',
  '.github/CODEOWNERS': '* @corp/platform\n',
  'README.md': 'Policies\n',
};

/** Every pull request drafts it first, so that two of its commits touch the policy. */
const DRAFTED = 'policies/orders-etl.yaml';

/** Ways in which a merged pull request comes onto the default branch. */
export const ways = ['merge', 'squash', 'rebase', 'queue', 'queue, squashed'] as const;
export type Way = (typeof ways)[number];

/** rae sits in every team; pia, pat, sam and tom in one each; dev, mallory and robo-etl may write and sit in none. */
const members: Readonly<Record<string, readonly string[]>> = {
  payments: ['pia', 'rae'],
  platform: ['pat', 'rae'],
  security: ['sam', 'rae'],
  tools: ['tom', 'rae'],
};

export interface Scene {
  readonly world: World;
  readonly repository: Repository;
  readonly hands: Hands;
  /** The commit that is approved. */
  readonly from: string;
  /** Two commits on a branch, and a pull request for it; the number. */
  propose(files: Files, wish?: Proposal): number;
  approve(number: number, ...logins: readonly string[]): void;
  land(number: number, way?: Way): string;
  /** A commit pushed to the default branch, past all rules. */
  push(files: Files, by?: string): string;
  /** What was made by hand, with files on top, and passed off as what the pull request became. */
  forge(number: number, way: Way, files: Files): string;
  walk(more?: { readonly from?: string }): Promise<ReviewedSteps>;
}

export interface Proposal {
  readonly by?: string;
  readonly pusher?: string;
  readonly author?: string;
  readonly base?: string;
  readonly on?: string;
}

let scenes = 0;

export function sceneOn(github: GitHub, files: Files = POLICY): Scene {
  const { world } = github;
  scenes += 1;
  const corp = addOrganisation(world, 'corp');
  for (const [slug, logins] of Object.entries(members)) if (!world.teams.some((t) => t.slug === slug)) addTeam(world, corp, slug, logins);
  const people = [...new Set(Object.values(members).flat()), 'dev', 'mallory', 'robo-etl'];
  const name = `policies-${scenes}`;
  const repository = addRepository(world, `corp/${name}`, { files, roles: Object.fromEntries(people.map((p) => [p, 'write'])) });
  const hands = handsOn(world, repository);
  const app = world.apps.find((a) => a.slug === 'nhi') ?? addApp(world, 'nhi', {}, corp);
  const reading = { contents: 'read', pull_requests: 'read', issues: 'read', members: 'read' } as const;
  const client = clientFor({ token: installationToken(world, app, repository, reading).value, apiUrl: github.apiUrl });
  const from = hands.head('main');
  let proposals = 0;

  const land = (number: number, way: Way = 'merge'): string => {
    if (way === 'queue' || way === 'queue, squashed') {
      hands.finishGroup(hands.enqueue([number], { by: 'dev', method: way === 'queue' ? 'merge' : 'squash' }));
      return hands.head('main');
    }
    return hands.merge(number, { by: 'dev', method: way, despiteRules: true });
  };
  return {
    world,
    repository,
    hands,
    from,
    propose(changes, { by = 'dev', pusher = by, author = pusher, base = 'main', on } = {}) {
      proposals += 1;
      const branch = `topic-${proposals}`;
      const wish = { by: pusher, author, committer: author };
      const was = repository.git.resolve(`${on ?? hands.head(base)}:${DRAFTED}`, 'blob');
      const final = { [DRAFTED]: was === null ? null : repository.git.blob(was).toString(), ...changes };
      const draft = {
        ...changes,
        [DRAFTED]: `# A draft
${String(final[DRAFTED])}`,
      };
      hands.commit(branch, draft, { ...wish, message: 'Draft', on: on ?? hands.head(base) });
      hands.commit(branch, final, { ...wish, message: 'Final' });
      return hands.openPull({ by, head: branch, base }).number;
    },
    approve(number, ...logins) {
      for (const by of logins) hands.review(number, { by, event: 'APPROVE' });
    },
    land,
    push: (changes, by = 'mallory') => hands.commit('main', changes, { by, despiteRules: true }),
    forge(number, way, changes) {
      if (way === 'merge' || way === 'queue') return hands.mergeByHand(number, { by: 'mallory', files: changes, despiteRules: true });
      const before = hands.head('main');
      hands.merge(number, { by: 'dev', method: way === 'rebase' ? 'rebase' : 'squash', despiteRules: true });
      const { git } = repository;
      const tip = git.commit(hands.head('main'));
      const blobs = Object.entries(changes).map(([path, text]) => ({
        path,
        mode: '100644',
        sha: git.writeBlob(Buffer.from(text as string)),
      }));
      const sha = git.writeCommit({ ...tip, tree: git.changedTree(tip.tree, blobs) });
      const by = asker(world, addUser(world, 'mallory'));
      moveRef(world, repository, 'refs/heads/main', { to: sha, by, force: true, despiteRules: true });
      markMerged(world, by, pullNumbered(repository, number), { sha, onto: before });
      return sha;
    },
    async walk(more = {}) {
      const source = sourceOf(client, { owner: 'corp', repo: name }, 'main', 'policies');
      const found = await reviewedOnGithub(source, more.from ?? from, hands.head('main'), registry);
      if ('refused' in found) throw new Error(`${found.refused.why} ${found.refused.wayOut}`);
      return found;
    },
  };
}
