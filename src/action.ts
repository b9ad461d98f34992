/** The Action: inputs → the same runs as the terminal → annotations, a job summary, outputs. */
import { randomUUID } from 'node:crypto';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import * as http from 'node:http';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import * as core from '@actions/core';
import { registry } from './connectors/registry.ts';
import { annotationCommand, annotationsOf, type Annotation } from './report/findings-text.ts';
import { terminalText } from './report/escape.ts';
import { GithubError } from './github/errors.ts';
import { secondsOf } from './policy/instants.ts';
import { type ExitOf, exitLine } from './report/exit-code.ts';
import { plainPaint } from './report/terminal-layout.ts';
import type { Answer, Setting } from './runs/commands.ts';
import type { Host } from './runs/host.ts';
import { InputError } from './runs/input-error.ts';
import { progressLine } from './runs/progress.ts';
import type { Asked } from './runs/github-commands.ts';
import type { HoldRequest } from './runs/hold.ts';
import { type Secrets, takeSecrets } from './runs/secrets.ts';
import { StateError } from './state/errors.ts';

/** GitHub shows ten of each level a step and drops the rest without a word. */
const shownAnnotations = 10;

const commands = ['validate', 'plan', 'detect', 'apply', 'hold', 'bootstrap', 'doctor', 'targets', 'merge'] as const;
type Command = (typeof commands)[number];

interface Inputs {
  readonly command: Command;
  readonly policies: string;
  /** Empty: the branch. */
  readonly state: string;
  readonly targets: readonly string[] | null;
  readonly failOnChanges: boolean;
  readonly token: string;
}

/** Sets the exit code through @actions/core; never throws for a person's mistake. */
export async function main(): Promise<void> {
  // A runner behind a proxy names it in the environment, and fetch does not look there by itself. Absent before Node 24.14.
  (http as Partial<Pick<typeof http, 'setGlobalProxyFromEnv'>>).setGlobalProxyFromEnv?.();
  try {
    const inputs = readInputs();
    if (inputs.command === 'validate' || (inputs.state !== '' && (inputs.command === 'plan' || inputs.command === 'detect')))
      await tell(inputs, await run(inputs, inputs.command));
    else if (inputs.state === '') await onGithub(inputs, inputs.command);
    else
      throw new InputError(
        `input state: ${inputs.command} works on the state branch alone, since a folder proves nothing about who approved what; nothing was read. Leave it empty: only plan and detect look at a folder.`,
      );
  } catch (error) {
    const isStopped = error instanceof Error && error.name === 'AbortError';
    if (!(isStopped || error instanceof InputError || error instanceof StateError || error instanceof GithubError)) throw error;
    core.setOutput('exit-code', 1);
    core.setFailed(
      isStopped
        ? 'The run was stopped before its end; what it has saved stands, and the next run goes on from there.'
        : terminalText(error.message),
    );
  }
}

function readInputs(): Inputs {
  const command = core.getInput('command') || 'plan';
  if (!isCommand(command)) throw new InputError(`input command: ${JSON.stringify(command)} is none of ${commands.join(', ')}`);
  const targets = core
    .getMultilineInput('targets')
    .flatMap((line) => line.split(/[\s,]+/))
    .filter((t) => t !== '');
  return {
    command,
    policies: core.getInput('policies') || 'policies',
    state: core.getInput('state'),
    targets: targets.length === 0 ? null : targets,
    failOnChanges: isYes('fail-on-changes'),
    token: core.getInput('github-token'),
  };
}

function isYes(name: string): boolean {
  const text = core.getInput(name).toLowerCase();
  if (text === 'true') return true;
  if (text === 'false' || text === '') return false;
  throw new InputError(`input ${name}: ${JSON.stringify(text)} is neither true nor false`);
}

const isCommand = (text: string): text is Command => (commands as readonly string[]).includes(text);

function hostFor(secrets: Secrets): Host {
  const stopping = new AbortController();
  process.once('SIGTERM', () => stopping.abort());
  process.once('SIGINT', () => stopping.abort());
  return {
    now: Date.now,
    pause: (ms) => sleep(ms, undefined, { signal: stopping.signal }),
    random: Math.random,
    uuid: randomUUID,
    connectors: registry,
    fetch,
    signal: stopping.signal,
    secretValue: async (name) => {
      const value = await secrets.value(name);
      if (value !== null) core.setSecret(value);
      return value;
    },
    // Required here: without it no secret goes anywhere.
    origins: secrets.origins ?? {},
    fileRoot: process.env['GITHUB_WORKSPACE'] ?? process.cwd(),
    mostMode: 'enforce',
    // Who started this attempt, which may be another than who started the first one.
    user: process.env['GITHUB_TRIGGERING_ACTOR'] ?? process.env['GITHUB_ACTOR'] ?? 'github',
    runId: `${process.env['GITHUB_RUN_ID'] ?? ''}/${process.env['GITHUB_RUN_ATTEMPT'] ?? ''}`,
    tell: (p) => core.info(terminalText(progressLine(p, Date.now()))),
  };
}

/** Where the files lie in the workspace, and the state in a folder. */
async function run(inputs: Inputs, command: 'validate' | 'plan' | 'detect'): Promise<Answer> {
  const secrets = takeSecrets(process.env);
  if (inputs.token !== '') core.setSecret(inputs.token);
  if (command !== 'validate') await demandPrivate(inputs.token);
  const state = inputs.state === '' ? '.nhi-state' : inputs.state;
  const setting: Setting = {
    ...inputs,
    state,
    sealKey: secrets.sealKey,
    only: inputs.targets,
    format: 'text',
    paint: plainPaint,
    host: hostFor(secrets),
  };
  const runs = await import('./runs/commands.ts');
  const work = { validate: runs.validateCommand, plan: runs.planCommand, detect: runs.detectCommand };
  return await work[command](setting);
}

/** What a run prints, every reader of the repo can read. */
async function demandPrivate(token: string): Promise<void> {
  const { clientFor } = await import('./github/client.ts');
  const { visibilityOf } = await import('./github/visibility.ts');
  const client = clientFor({ token, apiUrl: apiUrl() });
  const visibility = await visibilityOf(client, process.env['GITHUB_REPOSITORY'] ?? '');
  if (visibility === 'private') return;
  throw new InputError(
    visibility === 'unknown'
      ? 'it could not be read whether this repository is private, so live access is not printed into its logs. Give the job `permissions: contents: read` and leave the input github-token as it is.'
      : `this repository is ${visibility}: everybody who may read it would read who has access to what, so plan and detect do not run here. Use a private repository; validate runs everywhere.`,
  );
}

const apiUrl = (): string => process.env['GITHUB_API_URL'] ?? 'https://api.github.com';

/** Where the repository itself is the place of policy, state and people. */
async function onGithub(inputs: Inputs, command: Exclude<Command, 'validate'>): Promise<void> {
  const appToken = core.getInput('app-token');
  const appId = core.getInput('app-id');
  if (appId !== '' && !/^\d{1,15}$/.test(appId)) throw new InputError(`input app-id: ${JSON.stringify(appId)} is no number of an App`);
  if (appToken !== '' && appId === '')
    throw new InputError('input app-id: it is empty, though there is an app-token. Write the number of the App.');
  const asked = await askedBy(process.env['GITHUB_EVENT_NAME'] ?? '', process.env['GITHUB_EVENT_PATH'] ?? '');
  const hold = holdRequest(command);
  const secrets = takeSecrets(process.env);
  for (const token of [inputs.token, appToken]) if (token !== '') core.setSecret(token);
  const { githubCommand } = await import('./runs/github-commands.ts');
  const answer = await githubCommand(
    command,
    {
      apiUrl: apiUrl(),
      repository: process.env['GITHUB_REPOSITORY'] ?? '',
      token: inputs.token,
      appToken,
      appId: appId === '' ? null : Number(appId),
      policies: inputs.policies,
      stateBranch: core.getInput('state-branch') || 'nhi-state',
      stateRepository: core.getInput('state-repository'),
      sealKey: secrets.sealKey,
      root: secrets.root,
      secrets: secrets.names,
      asked,
      ref: process.env['GITHUB_REF'] ?? '',
      url: runUrl(),
      only: inputs.targets,
      identity: command === 'detect' ? core.getInput('identity') || null : null,
      waitMs: settleWaitMs,
      hold,
      live: isYes('live'),
      results: path.resolve(process.env['GITHUB_WORKSPACE'] ?? process.cwd(), core.getInput('results') || 'results'),
    },
    hostFor(secrets),
  );
  if (answer.matrix !== undefined) core.setOutput('matrix', answer.matrix);
  if (answer.left !== undefined && answer.left.size > 0) core.setOutput('results', await leave(answer.left));
  if (answer.sarif !== undefined) {
    const file = path.join(process.env['RUNNER_TEMP'] ?? '.', 'nhi.sarif');
    await writeFile(file, answer.sarif);
    core.setOutput('sarif', file);
  }
  await tell(inputs, answer, answer.markdown, answer.alsoDue);
}

/** What the job hands to `merge`, as a folder to upload. */
async function leave(left: ReadonlyMap<string, string>): Promise<string> {
  const { resultFile } = await import('./runs/merge.ts');
  const folder = path.join(process.env['RUNNER_TEMP'] ?? '.', 'nhi-results');
  for (const [target, text] of left) {
    const file = resultFile(folder, target);
    await mkdir(path.dirname(file), { recursive: true });
    await writeFile(file, text);
  }
  return folder;
}

/** An App's token lives for an hour, and the job has to say what came of it. */
const settleWaitMs = 20 * 60_000;

function runUrl(): string | null {
  const [server, repository, id] = ['GITHUB_SERVER_URL', 'GITHUB_REPOSITORY', 'GITHUB_RUN_ID'].map((name) => process.env[name]);
  return server === undefined || repository === undefined || id === undefined ? null : `${server}/${repository}/actions/runs/${id}`;
}

/** What the event names is a hint: a number, a commit. All else is asked. */
async function askedBy(event: string, file: string): Promise<Asked> {
  const text = file === '' ? '{}' : await readFile(file, 'utf8').catch(() => '{}');
  let payload: Payload;
  try {
    payload = (JSON.parse(text) ?? {}) as Payload;
  } catch {
    throw new InputError(`GITHUB_EVENT_PATH: the event ${event} is no JSON`);
  }
  if (event === 'pull_request_target') {
    const number = payload.pull_request?.number;
    if (typeof number === 'number' && Number.isSafeInteger(number)) return { is: 'pull', number };
  }
  const run = event === 'workflow_run' ? payload.workflow_run : undefined;
  const isReviewed = run?.event === 'pull_request_review';
  const head = event === 'merge_group' ? payload.merge_group?.head_sha : isReviewed || run?.event === 'merge_group' ? run?.head_sha : null;
  if (typeof head !== 'string' || !/^[0-9a-f]{40}$/.test(head)) return { is: 'other', event };
  return { is: isReviewed ? 'reviewed' : 'queue', head };
}

interface Payload {
  readonly pull_request?: { readonly number?: unknown };
  readonly merge_group?: { readonly head_sha?: unknown };
  readonly workflow_run?: { readonly event?: unknown; readonly head_sha?: unknown };
}

function holdRequest(command: Command): HoldRequest | null {
  if (command !== 'hold') return null;
  const wish = core.getInput('do');
  if (wish !== 'keep' && wish !== 'deny' && wish !== 'pause')
    throw new InputError(`input do: ${JSON.stringify(wish)} is none of keep, deny, pause`);
  const length = core.getInput('for');
  if (!/^[0-9]+[smhdw]$/.test(length)) throw new InputError(`input for: ${JSON.stringify(length)}; write a number and s, m, h, d or w: 8h`);
  const because = core.getInput('because');
  if (because.trim() === '') throw new InputError('input because: write why, an incident for one');
  const orNull = (name: string): string | null => core.getInput(name) || null;
  return {
    do: wish,
    change: orNull('change'),
    identity: orNull('identity'),
    grant: orNull('grant'),
    forMs: secondsOf(length) * 1000,
    because,
  };
}

async function tell(
  inputs: Inputs,
  { text, code, problems, lines, planned }: Answer,
  markdown: string | null = null,
  alsoDue = 0,
): Promise<void> {
  // Escaped already, name by name.
  core.info(text);
  const workspace = process.env['GITHUB_WORKSPACE'] ?? process.cwd();
  const inRepo = (a: Annotation): Annotation =>
    a.file === null ? a : { ...a, file: repoPath(workspace, path.resolve(inputs.policies, a.file)) };
  annotate([...annotationsOf(problems), ...annotationsOf(lines)].map(inRepo));
  if (planned === null) {
    core.setOutput('due', 0);
    await core.summary.addRaw(markdown ?? (inputs.command === 'validate' ? validateSummary(text, problems.length) : inBlock(text))).write();
  } else {
    const { markdownOf, jsonOf, planOf } = await import('./runs/commands.ts');
    const plan = planOf(planned);
    const file = path.join(process.env['RUNNER_TEMP'] ?? '.', `nhi-${inputs.command}.json`);
    await writeFile(file, jsonOf(planned));
    core.setOutput(
      'due',
      plan.targets.reduce((sum, t) => sum + t.changes.length, alsoDue),
    );
    core.setOutput(
      'blocked',
      plan.targets.reduce((sum, t) => sum + t.blocked.length, 0),
    );
    core.setOutput('digest', plan.digest);
    core.setOutput('plan', file);
    await core.summary.addRaw(markdown ?? markdownOf(planned).markdown).write();
  }
  core.setOutput('exit-code', code);
  if (code === 1 || (code === 2 && inputs.failOnChanges)) core.setFailed(exitLine(exitOf(inputs.command), code));
}

const exitOf = (command: Command): ExitOf =>
  command === 'validate' || command === 'plan' || command === 'detect' || command === 'apply'
    ? command
    : command === 'merge'
      ? 'detect'
      : 'other';

/** As GitHub names it, whatever the runner's system. */
const repoPath = (workspace: string, file: string): string => path.relative(workspace, file).split(path.sep).join('/');

/** Of the text of a validate: a summary is dropped as a whole where it is too large. */
const longestSummary = 200_000;

const inBlock = (text: string): string => `\`\`\`text\n${text.slice(0, longestSummary).replaceAll('```', "'''")}\n\`\`\`\n`;

function validateSummary(text: string, problems: number): string {
  const shown = text.length <= longestSummary ? text : `${text.slice(0, text.lastIndexOf('\n', longestSummary))}\nThe log has the rest.\n`;
  return `${problems === 0 ? 'nhi validate: no problem' : `nhi validate: ${problems} problems`}\n\n\`\`\`text\n${shown.replaceAll('```', "'''")}\n\`\`\`\n`;
}

function annotate(all: readonly Annotation[]): void {
  const byLevel = Map.groupBy(all, (a) => a.level);
  for (const [level, list] of byLevel) {
    for (const annotation of list.slice(0, shownAnnotations)) process.stdout.write(`${annotationCommand(annotation)}\n`);
    if (list.length > shownAnnotations) core.info(`${list.length - shownAnnotations} more of level ${level} stand in the log above`);
  }
}
