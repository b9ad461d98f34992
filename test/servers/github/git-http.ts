/** `git fetch` and `git clone` from the stand-in, answered by git itself; pushes go through `hands.ts`, where they are judged. */
import { spawnSync } from 'node:child_process';
import path from 'node:path';
import { Refusal } from './refusal.ts';
import { askerOf, demand } from './rights.ts';
import { repositoryNamed, type World } from './world.ts';

export interface GitRequest {
  readonly method: string;
  readonly owner: string;
  readonly repo: string;
  /** `info/refs`, `git-upload-pack`, `git-receive-pack` */
  readonly service: string;
}

export interface GitAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer;
}

/** Null: it is not git that is spoken. */
export function gitRequestOf(method: string, pathname: string): GitRequest | null {
  const [, owner, repo, service] = /^\/([^/]+)\/([^/]+?)(?:\.git)?\/(info\/refs|git-(?:upload|receive)-pack)$/.exec(pathname) ?? [];
  return owner === undefined || repo === undefined || service === undefined ? null : { method, owner, repo, service };
}

/** actions/checkout sends the token as the password of `x-access-token`. */
const bearerOf = (authorization: string | undefined): string | undefined => {
  const [, basic] = /^basic (.+)$/i.exec(authorization ?? '') ?? [];
  return basic === undefined
    ? authorization
    : `token ${Buffer.from(basic, 'base64')
        .toString()
        .replace(/^[^:]*:/, '')}`;
};

export function answerGit(
  world: World,
  asked: GitRequest,
  query: string,
  headers: Readonly<Record<string, string | string[] | undefined>>,
  body: Buffer,
): GitAnswer {
  const refused = refusalOf(world, asked, query, headers);
  if (refused !== null) return refused;
  const { dir } = (repositoryNamed(world, asked.owner, asked.repo) ?? { git: { dir: '' } }).git;
  const { stdout } = spawnSync('git', ['http-backend'], {
    input: body,
    maxBuffer: 1 << 28,
    env: {
      PATH: process.env['PATH'] ?? '',
      GIT_CONFIG_NOSYSTEM: '1',
      HOME: dir,
      GIT_PROJECT_ROOT: path.dirname(dir),
      GIT_HTTP_EXPORT_ALL: '1',
      GIT_CONFIG_COUNT: '1',
      GIT_CONFIG_KEY_0: 'uploadpack.allowReachableSHA1InWant',
      GIT_CONFIG_VALUE_0: 'true',
      PATH_INFO: `/${path.basename(dir)}/${asked.service}`,
      REQUEST_METHOD: asked.method,
      QUERY_STRING: query,
      CONTENT_TYPE: String(headers['content-type'] ?? ''),
      HTTP_CONTENT_ENCODING: String(headers['content-encoding'] ?? ''),
      GIT_PROTOCOL: String(headers['git-protocol'] ?? ''),
    },
  });
  const end = stdout.indexOf('\r\n\r\n');
  const told = Object.fromEntries(
    stdout
      .subarray(0, end)
      .toString()
      .split('\r\n')
      .map((line) => [line.slice(0, line.indexOf(':')).toLowerCase(), line.slice(line.indexOf(':') + 1).trim()]),
  );
  const { status = '200', ...rest } = told;
  return { status: Number.parseInt(status, 10), headers: rest, body: stdout.subarray(end + 4) };
}

function refusalOf(
  world: World,
  { owner, repo, service }: GitRequest,
  query: string,
  headers: Readonly<Record<string, string | string[] | undefined>>,
): GitAnswer | null {
  const repository = repositoryNamed(world, owner, repo);
  try {
    const by = askerOf(world, bearerOf(headers.authorization as string | undefined));
    if (repository === null) throw new Refusal(404, 'Repository not found.');
    demand(world, by, repository, 'contents:read');
    if (`${service}${query}`.includes('receive-pack')) throw new Refusal(403, 'This stand-in takes no pushes over HTTP.');
    return null;
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    // git asks again with its credentials only after a 401.
    const status = headers.authorization === undefined ? 401 : error.status;
    return { status, headers: { 'www-authenticate': 'Basic realm="GitHub"' }, body: Buffer.from(error.message) };
  }
}
