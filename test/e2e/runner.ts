/** What GitHub's runner is to an Action: a clean environment, INPUT_* and the files it writes to; and an API to ask. */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { parse } from 'yaml';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { Place, Ran, RunOptions } from './program.ts';

const action = parse(readFileSync(path.join(import.meta.dirname, '../../action.yml'), 'utf8')) as {
  readonly inputs: Readonly<Record<string, { readonly default?: string }>>;
  readonly outputs: object;
};
/** Of a plan in a folder: the others are of single commands on GitHub. */
export const declaredOutputs = Object.keys(action.outputs).filter((name) => !['matrix', 'results', 'sarif'].includes(name));
export const TOKEN = 'ghs_canaryTokenOfTheJob0123456789abcdef';

export interface AskedApi {
  readonly method: string;
  readonly url: string;
  readonly authorization: string | undefined;
  readonly accept: string | undefined;
}

export interface Api extends AsyncDisposable {
  readonly origin: string;
  readonly asked: readonly AskedApi[];
}

/**
 * The example that GitHub documents for "Get a repository" (https://docs.github.com/rest/repos/repos#get-a-repository), with
 * fewer of its addresses.
 */
const documented = {
  id: 1296269,
  node_id: 'MDEwOlJlcG9zaXRvcnkxMjk2MjY5',
  name: 'Hello-World',
  full_name: 'octocat/Hello-World',
  owner: { login: 'octocat', id: 1, node_id: 'MDQ6VXNlcjE=', type: 'User', site_admin: false },
  private: false,
  html_url: 'https://github.com/octocat/Hello-World',
  description: 'This your first repo!',
  fork: false,
  url: 'https://api.github.com/repos/octocat/Hello-World',
  default_branch: 'master',
  archived: false,
  disabled: false,
  visibility: 'public',
  pushed_at: '2011-01-26T19:06:43Z',
  permissions: { admin: false, push: false, pull: true },
  allow_rebase_merge: true,
  subscribers_count: 42,
  network_count: 0,
};

export const repositoryThat = (says: { readonly private?: boolean; readonly visibility?: string | undefined }): object => ({
  ...documented,
  private: true,
  visibility: 'private',
  ...says,
});

/** Answers every request with `answer`, a status and a body. */
export async function startApi(answer: readonly [status: number, body: unknown] = [200, repositoryThat({})]): Promise<Api> {
  const asked: AskedApi[] = [];
  const server = createServer((request, response) => {
    asked.push({
      method: request.method ?? '',
      url: request.url ?? '',
      authorization: request.headers.authorization,
      accept: request.headers.accept,
    });
    const [status, body] = answer;
    response
      .writeHead(status, { 'content-type': 'application/json; charset=utf-8' })
      .end(typeof body === 'string' ? body : JSON.stringify(body));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    asked,
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

export interface StepRan extends Ran {
  readonly outputs: Readonly<Record<string, string>>;
  readonly summary: string;
  readonly annotations: readonly string[];
}

/** One step that uses the Action with its state in a folder, on a schedule. `inputs` are laid over the defaults of action.yml, as the runner does. */
export const step = (
  place: Place,
  api: Api | null,
  inputs: Readonly<Record<string, string>> = {},
  more: { readonly env?: Readonly<Record<string, string>>; readonly preload?: string } = {},
): Promise<StepRan> =>
  runAction(place, {
    inputs: { state: '.nhi-state', ...inputs },
    ...more,
    ...(api === null ? {} : { github: { apiUrl: api.origin, graphqlUrl: `${api.origin}/graphql`, serverUrl: api.origin } }),
  });

export interface ActionRun {
  /** None: nothing answers. */
  readonly github?: { readonly apiUrl: string; readonly graphqlUrl: string; readonly serverUrl: string };
  /** What the input github-token defaults to. */
  readonly token?: string;
  /** Its payload is laid into a file. */
  readonly event?: { readonly payload: object; readonly env: Readonly<Record<string, string>> };
  readonly inputs?: Readonly<Record<string, string>>;
  readonly env?: Readonly<Record<string, string>>;
  readonly preload?: string;
  readonly started?: RunOptions['started'];
}

/** Starts the program as GitHub's runner does: an environment of its own, inputs as `INPUT_*`, the event in a file. */
export async function runAction(place: Place, run: ActionRun): Promise<StepRan> {
  const { github = { apiUrl: 'http://127.0.0.1:9', graphqlUrl: null, serverUrl: null }, token = TOKEN, event, inputs = {} } = run;
  const files = { GITHUB_OUTPUT: 'output', GITHUB_ENV: 'env', GITHUB_PATH: 'path', GITHUB_STATE: 'state', GITHUB_STEP_SUMMARY: 'summary' };
  for (const file of Object.values(files)) place.put(`.runner/${file}`, '');
  if (event !== undefined) place.put('.runner/event.json', JSON.stringify(event.payload));
  const given = Object.fromEntries(
    Object.entries(action.inputs).map(([name, { default: text = '' }]) => [name, name === 'github-token' ? token : text]),
  );
  const ran = await place.run([], {
    ...(run.preload === undefined ? {} : { preload: run.preload }),
    ...(run.started === undefined ? {} : { started: run.started }),
    env: {
      CI: 'true',
      GITHUB_ACTIONS: 'true',
      GITHUB_WORKSPACE: place.folder,
      GITHUB_REPOSITORY: 'octocat/Hello-World',
      GITHUB_EVENT_NAME: 'schedule',
      GITHUB_SHA: 'a'.repeat(40),
      GITHUB_REF: 'refs/heads/main',
      GITHUB_RUN_ID: '1',
      GITHUB_RUN_NUMBER: '1',
      GITHUB_RUN_ATTEMPT: '1',
      GITHUB_ACTOR: 'octocat',
      GITHUB_JOB: 'nhi',
      RUNNER_TEMP: place.at('.runner'),
      GITHUB_API_URL: github.apiUrl,
      ...(github.graphqlUrl === null ? {} : { GITHUB_GRAPHQL_URL: github.graphqlUrl, GITHUB_SERVER_URL: github.serverUrl }),
      ...Object.fromEntries(Object.entries(files).map(([name, file]) => [name, place.at(`.runner/${file}`)])),
      ...(event === undefined ? {} : { ...event.env, GITHUB_EVENT_PATH: place.at('.runner/event.json') }),
      ...Object.fromEntries(
        Object.entries({ ...given, ...inputs }).map(([name, text]) => [`INPUT_${name.toUpperCase().replaceAll(' ', '_')}`, text]),
      ),
      ...run.env,
    },
  });
  return {
    ...ran,
    outputs: outputsOf(place.read('.runner/output')),
    summary: place.read('.runner/summary'),
    annotations: ran.stdout.split('\n').filter((line) => /^::(error|warning|notice) file=/.test(line)),
  };
}

/** As the runner reads the file: `name<<delimiter`, lines, the delimiter. */
function outputsOf(text: string): Readonly<Record<string, string>> {
  const outputs: Record<string, string> = {};
  const lines = text.split('\n');
  for (let at = 0; at < lines.length; at += 1) {
    const line = lines[at] ?? '';
    if (line === '') continue;
    const [, name, delimiter] = /^([^=<]+)<<(.+)$/.exec(line) ?? [];
    if (name === undefined || delimiter === undefined) throw new Error(`the runner cannot read the output line ${JSON.stringify(line)}`);
    const end = lines.indexOf(delimiter, at + 1);
    if (end < 0) throw new Error(`the output ${name} has no end`);
    outputs[name] = lines.slice(at + 1, end).join('\n');
    at = end;
  }
  return outputs;
}
