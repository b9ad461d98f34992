/** Whether GitHub is set up so that nothing rests on what every writer can forge (docs/github.md): each line right, wrong, or not readable. */
import type { SetUpLine } from '../model/set-up.ts';
import type { Client, Repo } from './client.ts';
import { ownersOf } from './code-owners.ts';
import {
  type BranchFacts,
  type BypassFact,
  type EnvironmentFacts,
  type EnvironmentName,
  environmentNames,
  type Places,
  type Read,
  type RuleFact,
  type SetUpFacts,
  setUpFacts,
} from './set-up-facts.ts';

export interface SetUpWish extends Places {
  /** Null: there is no App. */
  readonly appId: number | null;
  /** The folder of the policy. */
  readonly policies?: string;
}

export async function readSetUp(client: Client, repo: Repo, wish: SetUpWish): Promise<readonly SetUpLine[]> {
  return setUpLines(await setUpFacts(client, repo, wish), wish);
}

/** Pure: what was read, judged. */
export function setUpLines(facts: SetUpFacts, wish: SetUpWish): readonly SetUpLine[] {
  return [
    visibilityLine(facts.visibility),
    appLine(wish.appId),
    ...environmentNames.flatMap((name) => environmentLines(name, facts.environments, wish.branch)),
    ...branchLines(facts.branch, wish),
    ...stateLines(facts.state, wish),
    codeOwnersLine(facts.codeOwners, wish),
    lineOf('Actions may create and approve pull requests', facts.mayApprove, 'Administration: read', (may) =>
      may
        ? { found: 'on', mend: 'Settings, Actions, General: switch it off. Whoever can push could approve as github-actions.' }
        : { found: 'off' },
    ),
    lineOf('secrets of the repository', facts.secrets, 'Secrets: read', (names) => {
      const ours = names.filter((n) => n.startsWith('NHI_'));
      return ours.length === 0
        ? { found: 'none with NHI_' }
        : { found: ours.join(', '), mend: 'Move them to the environments: here a workflow on any branch can read them.' };
    }),
    lineOf('variables of the repository', facts.variables, 'Variables: read', (names) => {
      const ours = names.filter((n) => n.startsWith('NHI_'));
      return ours.length === 0
        ? { found: 'none with NHI_' }
        : { found: ours.join(', '), mend: 'Move them to the environments: here every writer may set them.' };
    }),
    lineOf('subject of OIDC tokens', facts.oidc, 'Actions: read', oidcVerdict),
    lineOf('actions pinned by commit', facts.workflows, 'Contents: read', pinVerdict),
  ];
}

/** Right where `mend` is left out. */
interface Verdict {
  readonly found: string;
  readonly mend?: string;
}

function lineOf<T>(line: string, read: Read<T>, needs: string, judge: (value: T) => Verdict): SetUpLine {
  if (!('value' in read)) return { line, is: 'unreadable', found: read.why, mend: `Give the App "${needs}", or look yourself.` };
  const { found, mend } = judge(read.value);
  return { line, is: mend === undefined ? 'right' : 'wrong', found, mend: mend ?? '' };
}

function visibilityLine(visibility: SetUpFacts['visibility']): SetUpLine {
  const read: Read<string> = visibility === 'unknown' ? { why: 'GitHub did not say' } : { value: visibility };
  return lineOf('visibility', read, 'Metadata: read', (found) =>
    found === 'private'
      ? { found }
      : { found, mend: 'Make it private, or keep policies and state in a private one: whoever reads it reads who has access to what.' },
  );
}

const appLine = (appId: number | null): SetUpLine =>
  lineOf('own App', { value: appId }, '', (id) =>
    id === null
      ? { found: 'none', mend: 'Make one and give app-id and app-token: what GITHUB_TOKEN writes, every writer can write.' }
      : { found: String(id) },
  );

/** The names that each holds at least; all that lies there is in reach of the jobs that name it. */
const secretsIn: Readonly<Record<EnvironmentName, readonly string[]>> = {
  'nhi-read': ['NHI_APP_KEY', 'NHI_SEAL_KEY'],
  'nhi-write': ['NHI_APP_KEY', 'NHI_SEAL_KEY'],
  'nhi-report': ['NHI_APP_KEY'],
};

function environmentLines(name: EnvironmentName, read: SetUpFacts['environments'], branch: string): readonly SetUpLine[] {
  const line = `environment ${name}`;
  const environment = 'value' in read ? read.value[name] : null;
  if (environment === null) {
    return [
      lineOf(line, read, 'Actions: read', () => ({
        found: 'not there',
        mend: `Settings, Environments: make it, for branch ${branch} alone.`,
      })),
    ];
  }
  const { branches, adminBypass, secrets } = environment;
  const admins: Read<boolean> = adminBypass === null ? { why: 'this GitHub does not say' } : { value: adminBypass };
  return [
    lineOf(`${line}: branches`, { value: branches }, '', (found) => branchVerdict(found, branch)),
    lineOf(`${line}: admins`, admins, 'Actions: read', (may) =>
      may ? { found: 'may bypass its rules', mend: 'Clear "Allow administrators to bypass".' } : { found: 'may not bypass its rules' },
    ),
    lineOf(`${line}: secrets`, secrets, 'Environments: read', (names) => secretVerdict(name, names)),
  ];
}

function branchVerdict(branches: EnvironmentFacts['branches'], branch: string): Verdict {
  const mend = `Allow "${branch}" by its exact name and nothing else: a workflow on any other branch gets what lies there.`;
  if (branches === 'any') return { found: 'any branch', mend };
  if (branches === 'protected') return { found: 'protected branches; without branch protection that is every branch', mend };
  const found = branches.length === 0 ? 'none' : branches.join(', ');
  return branches.length === 1 && branches[0] === branch ? { found } : { found, mend };
}

function secretVerdict(name: EnvironmentName, names: readonly string[]): Verdict {
  const found = names.length === 0 ? 'none' : names.toSorted().join(', ');
  const missing = secretsIn[name].filter((n) => !names.includes(n));
  const tooMuch = names.filter((n) =>
    name === 'nhi-report' ? n.startsWith('NHI_') && !secretsIn[name].includes(n) : name === 'nhi-read' && n.endsWith('_WRITE'),
  );
  const todo = [
    ...(missing.length === 0 ? [] : [`Add ${missing.join(', ')}.`]),
    ...(tooMuch.length === 0 ? [] : [`Take out ${tooMuch.toSorted().join(', ')}: no job that names ${name} needs it.`]),
  ];
  return todo.length === 0 ? { found } : { found, mend: todo.join(' ') };
}

type RuleTest = (rules: readonly RuleFact[]) => boolean;
const has =
  (type: string, parameter?: string): RuleTest =>
  (rules) =>
    rules.some((r) => r.type === type && (parameter === undefined || r.parameters[parameter] === true));

/** In the words of GitHub's page. */
const branchRules: readonly (readonly [line: string, test: RuleTest, mend: string])[] = [
  ['a pull request first', has('pull_request'), 'Tick "Require a pull request before merging".'],
  [
    'approvals',
    (rules) => rules.some((r) => r.type === 'pull_request' && Number(r.parameters['required_approving_review_count']) >= 1),
    'Require one approval at least.',
  ],
  [
    'stale approvals',
    has('pull_request', 'dismiss_stale_reviews_on_push'),
    'Tick "Dismiss stale pull request approvals": else what is pushed after an approval rides along.',
  ],
  [
    'last push',
    has('pull_request', 'require_last_push_approval'),
    'Tick "Require approval of the most recent reviewable push": else the last pusher may be the one who approves.',
  ],
  ['code owners', has('pull_request', 'require_code_owner_review'), 'Tick "Require review from Code Owners".'],
  ['deletion', has('deletion'), 'Tick "Restrict deletions".'],
  ['force pushes', has('non_fast_forward'), 'Tick "Block force pushes".'],
];

const NEEDS_RULES = 'Metadata: read';
const NEEDS_BYPASS = 'Administration: write';

function branchLines({ rules, bypass }: BranchFacts, { branch, appId }: SetUpWish): readonly SetUpLine[] {
  return [
    ...branchRules.map(([line, test, mend]) =>
      lineOf(`ruleset on ${branch}: ${line}`, rules, NEEDS_RULES, (all) =>
        test(all) ? { found: 'required' } : { found: 'no active ruleset says so', mend },
      ),
    ),
    lineOf(`ruleset on ${branch}: required check`, rules, NEEDS_RULES, (all) => checkVerdict(all, appId)),
    lineOf(`ruleset on ${branch}: who bypasses`, bypass, NEEDS_BYPASS, (actors) =>
      actors.length === 0
        ? { found: 'nobody' }
        : { found: namesOf(actors), mend: 'Empty the bypass list: a step that went past the rules is not obeyed, and all after it waits.' },
    ),
  ];
}

function checkVerdict(rules: readonly RuleFact[], appId: number | null): Verdict {
  const checks = rules
    .filter((r) => r.type === 'required_status_checks')
    .flatMap(
      (r) => (r.parameters['required_status_checks'] ?? []) as readonly { readonly context?: string; readonly integration_id?: number }[],
    );
  const ours = checks.filter((c) => appId !== null && c.integration_id === appId);
  const mend = 'Require the check of plan, with your App as its source: a check from "any source" every writer can report.';
  if (ours.length > 0) return { found: ours.map((c) => c.context ?? '').join(', ') };
  return { found: checks.length === 0 ? 'none' : `none of our App, but ${checks.map((c) => c.context ?? '').join(', ')}`, mend };
}

/** Each keeps everybody but those on the bypass list from something. */
const stateRules = ['creation', 'update', 'deletion', 'non_fast_forward'] as const;

function stateLines({ rules, bypass }: BranchFacts, { stateBranch, appId }: SetUpWish): readonly SetUpLine[] {
  return [
    lineOf(`ruleset on ${stateBranch}`, rules, NEEDS_RULES, (all) => {
      const missing = stateRules.filter((type) => !has(type)(all));
      return missing.length === 0
        ? { found: 'no creation, update, deletion, force push' }
        : {
            found: `${missing.join(', ')} open`,
            mend: `Restrict creations, updates and deletions and block force pushes, for all but the App.`,
          };
    }),
    lineOf(`ruleset on ${stateBranch}: who bypasses`, bypass, NEEDS_BYPASS, (actors) => {
      const isOurs = ({ type, id }: BypassFact): boolean => type === 'Integration' && id === appId;
      const mend = 'Put the App, and nobody else, on the bypass list.';
      if (actors.length === 0) return { found: 'nobody, so no run can write there', mend };
      return actors.every(isOurs) ? { found: 'our App alone' } : { found: namesOf(actors), mend };
    }),
  ];
}

const namesOf = (actors: readonly BypassFact[]): string =>
  [...new Set(actors.map(({ type, id }) => (id === null ? type : `${type} ${id}`)))].sort().join(', ');

/** One file in each place that decides what is approved or which code runs. */
const ownedBy = (policies: string): readonly string[] => [`${policies}/any.yaml`, '.github/workflows/any.yml', '.github/CODEOWNERS'];

function codeOwnersLine(read: SetUpFacts['codeOwners'], { policies = 'policies' }: SetUpWish): SetUpLine {
  return lineOf('CODEOWNERS', read, 'Contents: read', (text) => {
    const mend = `Name an owner for /${policies}/, /.github/workflows/ and /.github/CODEOWNERS: who edits these decides what is approved.`;
    if (text === null) return { found: 'there is none', mend };
    const open = ownedBy(policies).filter((path) => ownersOf(text, path).length === 0);
    return open.length === 0
      ? { found: 'policies, workflows and itself have owners' }
      : { found: `nobody owns ${open.map((path) => path.replace(/any\.ya?ml$/, '')).join(', ')}`, mend };
  });
}

function oidcVerdict({ claims, immutable }: { readonly claims: readonly string[] | null; readonly immutable: boolean | null }): Verdict {
  if (claims !== null) {
    const needed = ['repository_id', 'repository_owner_id', 'job_workflow_ref'].filter((claim) => !claims.includes(claim));
    const found = `own claims: ${claims.join(', ')}`;
    const isBound = claims.includes('context') || claims.includes('environment');
    return needed.length === 0 && isBound
      ? { found }
      : { found, mend: 'Go back to the default subject, or name ids, environment and workflow: a trust on less holds for other jobs too.' };
  }
  if (immutable === true) return { found: 'the default, with the ids of owner and repository' };
  return {
    found: immutable === false ? 'the default, by names' : 'the default; whether with ids this GitHub does not say',
    mend: 'Opt in to immutable subjects and trust owner and repository by id: a name can be given up and taken by somebody else.',
  };
}

function pinVerdict(workflows: ReadonlyMap<string, string>): Verdict {
  const moving = [...workflows].flatMap(([path, text]) =>
    [...text.matchAll(/^\s*(?:- +)?["']?uses["']?:\s*["']?([^\s"'#]+)/gm)]
      .map(([, uses = '']) => uses)
      .filter((uses) => !uses.startsWith('./') && !/@(?:[0-9a-f]{40}|sha256:[0-9a-f]{64})$/.test(uses))
      .map((uses) => `${path}: ${uses}`),
  );
  if (moving.length === 0) return { found: `all, in ${workflows.size} workflows` };
  const shown = moving.slice(0, MOST_SHOWN).join('; ');
  return {
    found: moving.length > MOST_SHOWN ? `${shown}; and ${moving.length - MOST_SHOWN} more` : shown,
    mend: 'Pin each by its full commit: a tag can be moved to other code.',
  };
}

const MOST_SHOWN = 10;
