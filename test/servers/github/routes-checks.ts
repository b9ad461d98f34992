/** Check runs, which only the App that made one can change, and statuses, which every writer can set. */
import type { Fields } from './judge.ts';
import { shape } from './judge.ts';
import { invalid, Refusal, unprocessable } from './refusal.ts';
import { type AskedOfRepository, counted, created, list, ok, type RepositoryRoutes, text, there } from './route.ts';
import { apiOf, nodeId, pageOf, showAccount, showApp } from './show-accounts.ts';
import { actorOf } from './issues.ts';
import { type App, type CheckRun, instant } from './world.ts';

const LONGEST_TEXT = 65_535;
const MOST_ANNOTATIONS = 50;

interface Output {
  readonly title?: string;
  readonly summary?: string;
  readonly text?: string;
  readonly annotations?: readonly Readonly<Record<string, unknown>>[];
}

/** Lays what a request says over what there is; annotations are added to those that are there. */
function write({ world, body }: AskedOfRepository, check: CheckRun): void {
  const output = (body['output'] ?? {}) as Output;
  for (const name of ['summary', 'text'] as const)
    if ((output[name] ?? '').length > LONGEST_TEXT)
      throw invalid('CheckRun', name, 'custom', `${name} exceeds a maximum bytesize of ${LONGEST_TEXT}`);
  if ((output.annotations ?? []).length > MOST_ANNOTATIONS)
    throw unprocessable(
      `Invalid request.\n\nNo more than ${MOST_ANNOTATIONS} items are allowed; ${output.annotations?.length ?? 0} were supplied.`,
    );
  check.name = text(body, 'name') ?? check.name;
  check.conclusion = text(body, 'conclusion') ?? check.conclusion;
  check.status = check.conclusion === null ? (text(body, 'status') ?? check.status) : 'completed';
  check.externalId = text(body, 'external_id') ?? check.externalId;
  check.detailsUrl = text(body, 'details_url') ?? check.detailsUrl;
  check.startedAt = Date.parse(text(body, 'started_at') ?? '') || check.startedAt;
  check.completedAt = check.conclusion === null ? null : Date.parse(text(body, 'completed_at') ?? '') || (check.completedAt ?? world.now());
  check.title = output.title ?? check.title;
  check.summary = output.summary ?? check.summary;
  check.text = output.text ?? check.text;
  check.annotations.push(...(output.annotations ?? []));
}

const show = ({ world, repository }: AskedOfRepository, check: CheckRun): Fields => {
  const url = `${apiOf(world, repository)}/check-runs/${check.id}`;
  return shape('check-run', {
    id: check.id,
    node_id: nodeId('CheckRun', check.id),
    name: check.name,
    head_sha: check.sha,
    external_id: check.externalId,
    url,
    html_url: `${pageOf(world, repository)}/runs/${check.id}`,
    details_url: check.detailsUrl ?? `${pageOf(world, repository)}/runs/${check.id}`,
    status: check.status,
    conclusion: check.conclusion,
    started_at: instant(check.startedAt),
    completed_at: check.completedAt === null ? null : instant(check.completedAt),
    output: {
      title: check.title,
      summary: check.summary,
      text: check.text,
      annotations_count: check.annotations.length,
      annotations_url: `${url}/annotations`,
    },
    check_suite: { id: check.app.id },
    app: showApp(world, check.app),
    pull_requests: [],
  });
};

const checkOf = ({ repository, params }: AskedOfRepository): CheckRun =>
  there(repository.checks.find((one) => one.id === Number(params['check_run_id'])));

const appOf = ({ by }: AskedOfRepository): App => {
  if (by.app === null) throw new Refusal(403, 'You must authenticate via a GitHub App.');
  return by.app;
};

export const checkRoutes: RepositoryRoutes = {
  'POST /check-runs': [
    'checks:write',
    (asked) => {
      const { world, repository, body } = asked;
      const sha = repository.git.resolve(text(body, 'head_sha') ?? '');
      if (sha === null) throw unprocessable(`No commit found for SHA: ${text(body, 'head_sha') ?? ''}`);
      const check: CheckRun = {
        id: world.id(),
        app: appOf(asked),
        name: '',
        sha,
        status: 'queued',
        conclusion: null,
        startedAt: world.now(),
        completedAt: null,
        externalId: '',
        detailsUrl: null,
        title: null,
        summary: null,
        text: null,
        annotations: [],
      };
      write(asked, check);
      repository.checks.push(check);
      return created(show(asked, check));
    },
  ],
  'GET /check-runs/{check_run_id}': ['checks:read', (asked) => ok(show(asked, checkOf(asked)))],
  'PATCH /check-runs/{check_run_id}': [
    'checks:write',
    (asked) => {
      const check = checkOf(asked);
      if (appOf(asked) !== check.app)
        throw new Refusal(403, `Invalid app_id \`${appOf(asked).id}\` - check run can only be modified by the GitHub App that created it.`);
      write(asked, check);
      return ok(show(asked, check));
    },
  ],
  'GET /check-runs/{check_run_id}/annotations': [
    'checks:read',
    (asked) =>
      list(checkOf(asked).annotations, (one) =>
        shape('check-annotation', { start_column: null, end_column: null, title: null, raw_details: null, ...one, blob_href: '' }),
      ),
  ],
  'GET /commits/{ref}/check-runs': [
    'checks:read',
    (asked) => {
      const { repository, params, query } = asked;
      const name = params['ref'] ?? '';
      const sha = there(repository.git.resolve(`refs/heads/${name}`) ?? repository.git.resolve(name));
      const found = repository.checks.filter(
        (one) =>
          one.sha === sha &&
          (query['check_name'] ?? one.name) === one.name &&
          (query['status'] ?? one.status) === one.status &&
          (query['app_id'] ?? String(one.app.id)) === String(one.app.id),
      );
      // The newest of each App and name, unless all are asked for.
      const latest = [...new Map(found.map((one) => [`${one.app.id} ${one.name}`, one])).values()];
      return list((query['filter'] === 'all' ? found : latest).toReversed(), (check) => show(asked, check), {
        wrap: counted('check_runs'),
      });
    },
  ],
  'POST /statuses/{sha}': [
    'statuses:write',
    ({ world, repository, params, body, by }) => {
      const sha = repository.git.resolve(params['sha'] ?? '');
      if (sha === null) throw unprocessable(`No commit found for SHA: ${params['sha'] ?? ''}`);
      const [context, state] = [text(body, 'context') ?? 'default', text(body, 'state') ?? ''];
      const creator = actorOf(by);
      repository.statuses.push({ sha, context, state, by: creator.login });
      const at = instant(world.now());
      return created(
        shape('status', {
          id: world.id(),
          state,
          context,
          created_at: at,
          updated_at: at,
          creator: showAccount(world, creator),
          url: `${apiOf(world, repository)}/statuses/${sha}`,
        }),
      );
    },
  ],
};
