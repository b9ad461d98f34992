/** The Action: inputs → the same runs as the terminal → annotations, a job summary, outputs. */
import { randomUUID } from 'node:crypto';
import { writeFile } from 'node:fs/promises';
import * as http from 'node:http';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import * as core from '@actions/core';
import { registry } from './connectors/registry.ts';
import { annotationCommand, annotationsOf, type Annotation } from './report/findings-text.ts';
import { terminalText } from './report/escape.ts';
import { exitLine } from './report/exit-code.ts';
import { plainPaint } from './report/terminal-layout.ts';
import type { Answer, Setting } from './runs/commands.ts';
import type { Host } from './runs/host.ts';
import { InputError } from './runs/input-error.ts';
import { progressLine } from './runs/progress.ts';
import { takeSecrets } from './runs/secrets.ts';
import { StateError } from './state/errors.ts';

/** GitHub shows ten of each level a step and drops the rest without a word. */
const shownAnnotations = 10;

const commands = ['validate', 'plan', 'detect', 'apply'] as const;
type Command = (typeof commands)[number];

interface Inputs {
  readonly command: Command;
  readonly policies: string;
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
    const answer = await run(inputs);
    await tell(inputs, answer);
  } catch (error) {
    if (!(error instanceof InputError || error instanceof StateError)) throw error;
    core.setOutput('exit-code', 1);
    core.setFailed(terminalText(error.message));
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
    state: core.getInput('state') || '.nhi-state',
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

async function run(inputs: Inputs): Promise<Answer> {
  if (inputs.command === 'apply') {
    throw new InputError(
      'apply does not run in the Action yet: on GitHub it must prove by commits and reviews who approved what, and that part is missing. Until then apply runs in a terminal, on a folder; here use validate, plan and detect.',
    );
  }
  const secrets = takeSecrets(process.env);
  if (inputs.token !== '') core.setSecret(inputs.token);
  if (inputs.command !== 'validate') await demandPrivate(inputs.token);
  const stopping = new AbortController();
  process.once('SIGTERM', () => stopping.abort());
  process.once('SIGINT', () => stopping.abort());
  const host: Host = {
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
    user: process.env['GITHUB_ACTOR'] ?? 'github',
    mostMode: 'enforce',
    runId: `${process.env['GITHUB_RUN_ID'] ?? ''}/${process.env['GITHUB_RUN_ATTEMPT'] ?? ''}`,
    tell: (p) => core.info(terminalText(progressLine(p, Date.now()))),
  };
  const setting: Setting = { ...inputs, sealKey: secrets.sealKey, only: inputs.targets, format: 'text', paint: plainPaint, host };
  const runs = await import('./runs/commands.ts');
  const work = { validate: runs.validateCommand, plan: runs.planCommand, detect: runs.detectCommand };
  return await work[inputs.command](setting);
}

/** What a run prints, every reader of the repo can read. */
async function demandPrivate(token: string): Promise<void> {
  const { clientFor } = await import('./github/client.ts');
  const { visibilityOf } = await import('./github/visibility.ts');
  const client = clientFor({ token, apiUrl: process.env['GITHUB_API_URL'] ?? 'https://api.github.com' });
  const visibility = await visibilityOf(client, process.env['GITHUB_REPOSITORY'] ?? '');
  if (visibility === 'private') return;
  throw new InputError(
    visibility === 'unknown'
      ? 'it could not be read whether this repository is private, so live access is not printed into its logs. Give the job `permissions: contents: read` and leave the input github-token as it is.'
      : `this repository is ${visibility}: everybody who may read it would read who has access to what, so plan and detect do not run here. Use a private repository; validate runs everywhere.`,
  );
}

async function tell(inputs: Inputs, { text, code, problems, lines, planned }: Answer): Promise<void> {
  // Escaped already, name by name.
  core.info(text);
  const workspace = process.env['GITHUB_WORKSPACE'] ?? process.cwd();
  const inRepo = (a: Annotation): Annotation =>
    a.file === null ? a : { ...a, file: repoPath(workspace, path.resolve(inputs.policies, a.file)) };
  annotate([...annotationsOf(problems), ...annotationsOf(lines)].map(inRepo));
  if (planned === null) {
    core.setOutput('due', 0);
    await core.summary.addRaw(validateSummary(text, problems.length)).write();
  } else {
    const { markdownOf, jsonOf, planOf } = await import('./runs/commands.ts');
    const plan = planOf(planned);
    const file = path.join(process.env['RUNNER_TEMP'] ?? '.', `nhi-${inputs.command}.json`);
    await writeFile(file, jsonOf(planned));
    core.setOutput(
      'due',
      plan.targets.reduce((sum, t) => sum + t.changes.length, 0),
    );
    core.setOutput(
      'blocked',
      plan.targets.reduce((sum, t) => sum + t.blocked.length, 0),
    );
    core.setOutput('digest', plan.digest);
    core.setOutput('plan', file);
    await core.summary.addRaw(markdownOf(planned).markdown).write();
  }
  core.setOutput('exit-code', code);
  if (code === 1 || (code === 2 && inputs.failOnChanges)) core.setFailed(exitLine(inputs.command, code));
}

/** As GitHub names it, whatever the runner's system. */
const repoPath = (workspace: string, file: string): string => path.relative(workspace, file).split(path.sep).join('/');

/** Of the text of a validate: a summary is dropped as a whole where it is too large. */
const longestSummary = 200_000;

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
