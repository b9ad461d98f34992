/**
 * Cuts the fixture that judges the tests' GitHub out of GitHub's own OpenAPI description: the operations named below and what
 * they refer to, without prose. By hand, when an operation is added:
 *
 *   npm install --prefix /tmp/description --ignore-scripts @octokit/openapi@23.0.2
 *   npx -c 'node scripts/cut-github-openapi.ts /tmp/description/node_modules/@octokit/openapi'
 */
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';

const REPO = '/repos/{owner}/{repo}';

/** Path → methods. */
const operations: Readonly<Record<string, string>> = {
  '/app': 'get',
  '/app/installations/{installation_id}/access_tokens': 'post',
  '/apps/{app_slug}': 'get',
  '/installation/repositories': 'get',
  '/orgs/{org}': 'get',
  '/orgs/{org}/members/{username}': 'get',
  '/orgs/{org}/memberships/{username}': 'get',
  '/orgs/{org}/teams': 'get',
  '/orgs/{org}/teams/{team_slug}': 'get',
  '/orgs/{org}/teams/{team_slug}/members': 'get',
  '/orgs/{org}/teams/{team_slug}/memberships/{username}': 'get',
  '/rate_limit': 'get',
  '/user': 'get',
  '/user/{account_id}': 'get',
  '/users/{username}': 'get',
  [REPO]: 'get patch',
  [`${REPO}/actions/oidc/customization/sub`]: 'get',
  [`${REPO}/actions/permissions`]: 'get',
  [`${REPO}/actions/permissions/workflow`]: 'get put',
  [`${REPO}/actions/runs`]: 'get',
  [`${REPO}/actions/runs/{run_id}`]: 'get',
  [`${REPO}/actions/secrets`]: 'get',
  [`${REPO}/actions/variables`]: 'get',
  [`${REPO}/actions/variables/{name}`]: 'get',
  [`${REPO}/actions/workflows`]: 'get',
  [`${REPO}/actions/workflows/{workflow_id}/dispatches`]: 'post',
  [`${REPO}/activity`]: 'get',
  [`${REPO}/branches`]: 'get',
  [`${REPO}/branches/{branch}`]: 'get',
  [`${REPO}/check-runs`]: 'post',
  [`${REPO}/check-runs/{check_run_id}`]: 'get patch',
  [`${REPO}/check-runs/{check_run_id}/annotations`]: 'get',
  [`${REPO}/codeowners/errors`]: 'get',
  [`${REPO}/collaborators`]: 'get',
  [`${REPO}/collaborators/{username}`]: 'get',
  [`${REPO}/collaborators/{username}/permission`]: 'get',
  [`${REPO}/commits`]: 'get',
  [`${REPO}/commits/{ref}`]: 'get',
  [`${REPO}/commits/{commit_sha}/pulls`]: 'get',
  [`${REPO}/commits/{ref}/check-runs`]: 'get',
  [`${REPO}/compare/{basehead}`]: 'get',
  [`${REPO}/contents/{path}`]: 'get',
  [`${REPO}/dispatches`]: 'post',
  [`${REPO}/environments`]: 'get',
  [`${REPO}/environments/{environment_name}`]: 'get',
  [`${REPO}/environments/{environment_name}/deployment-branch-policies`]: 'get',
  [`${REPO}/environments/{environment_name}/secrets`]: 'get',
  [`${REPO}/environments/{environment_name}/variables`]: 'get',
  [`${REPO}/git/blobs`]: 'post',
  [`${REPO}/git/blobs/{file_sha}`]: 'get',
  [`${REPO}/git/commits`]: 'post',
  [`${REPO}/git/commits/{commit_sha}`]: 'get',
  [`${REPO}/git/matching-refs/{ref}`]: 'get',
  [`${REPO}/git/ref/{ref}`]: 'get',
  [`${REPO}/git/refs`]: 'post',
  [`${REPO}/git/refs/{ref}`]: 'patch delete',
  [`${REPO}/git/trees`]: 'post',
  [`${REPO}/git/trees/{tree_sha}`]: 'get',
  [`${REPO}/issues`]: 'get post',
  [`${REPO}/issues/{issue_number}`]: 'get patch',
  [`${REPO}/issues/{issue_number}/comments`]: 'get post',
  [`${REPO}/issues/comments`]: 'get',
  [`${REPO}/issues/comments/{comment_id}`]: 'get patch delete',
  [`${REPO}/issues/{issue_number}/assignees`]: 'post',
  [`${REPO}/issues/{issue_number}/labels`]: 'get post put',
  [`${REPO}/issues/{issue_number}/labels/{name}`]: 'delete',
  [`${REPO}/issues/{issue_number}/timeline`]: 'get',
  [`${REPO}/labels`]: 'get post',
  [`${REPO}/labels/{name}`]: 'get patch',
  [`${REPO}/pulls`]: 'get post',
  [`${REPO}/pulls/{pull_number}`]: 'get patch',
  [`${REPO}/pulls/{pull_number}/commits`]: 'get',
  [`${REPO}/pulls/{pull_number}/files`]: 'get',
  [`${REPO}/pulls/{pull_number}/merge`]: 'get put',
  [`${REPO}/pulls/{pull_number}/requested_reviewers`]: 'get post delete',
  [`${REPO}/pulls/{pull_number}/reviews`]: 'get post',
  [`${REPO}/pulls/{pull_number}/reviews/{review_id}`]: 'get',
  [`${REPO}/pulls/{pull_number}/reviews/{review_id}/dismissals`]: 'put',
  [`${REPO}/rules/branches/{branch}`]: 'get',
  [`${REPO}/rulesets`]: 'get',
  [`${REPO}/rulesets/{ruleset_id}`]: 'get',
  [`${REPO}/statuses/{sha}`]: 'post',
  [`${REPO}/teams`]: 'get',
};

type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json };
type Node = { readonly [key: string]: Json };
const isNode = (value: Json | undefined): value is Node => typeof value === 'object' && value !== null && !Array.isArray(value);

const prose = new Set(['description', 'summary', 'externalDocs', 'tags', 'headers', 'links', 'callbacks', 'deprecated', 'title']);
/** Below one of these, keys are names of fields, not words of the description language. */
const named = new Set(['properties', 'schemas', 'parameters', 'responses', 'patternProperties']);

/** Without prose and examples. */
function plain(value: Json, isNames = false): Json {
  if (Array.isArray(value)) return value.map((one: Json) => plain(one));
  if (!isNode(value)) return value;
  // A schema that says `nullable` and no type is refused by the judge; null as one of several says the same.
  if (!isNames && value['nullable'] === true && !('type' in value)) {
    const { nullable: _, ...rest } = value;
    return { anyOf: [plain(rest), { enum: [null] }] };
  }
  const kept = Object.entries(value).filter(([key, inner]) => {
    if (isNames) return true;
    if (prose.has(key) && (key !== 'title' || typeof inner === 'string')) return false;
    return key !== 'example' && key !== 'examples' && !key.startsWith('x-');
  });
  const cut = Object.fromEntries(kept.map(([key, inner]) => [key, plain(inner, !isNames && named.has(key))]));
  const words = cut['enum'];
  const lacksNull = !isNames && cut['nullable'] === true && Array.isArray(words) && !words.includes(null);
  return lacksNull ? { ...cut, enum: [...(words as readonly Json[]), null] } : cut;
}

/** Every `#/components/...` that is named in it. */
function refsIn(value: Json): readonly string[] {
  if (Array.isArray(value)) return value.flatMap(refsIn);
  if (!isNode(value)) return [];
  const own = typeof value['$ref'] === 'string' ? [value['$ref']] : [];
  return [...own, ...Object.values(value).flatMap(refsIn)];
}

const sorted = (node: Node): Node => Object.fromEntries(Object.entries(node).sort(([a], [b]) => (a < b ? -1 : 1)));
const nodeAt = (node: Node, ...keys: readonly string[]): Node => {
  let at: Json | undefined = node;
  for (const key of keys) at = isNode(at) ? at[key] : undefined;
  if (!isNode(at)) throw new Error(`the description has no ${keys.join(' ')}`);
  return at;
};

function cut(whole: Node): Node {
  const paths = Object.entries(operations).map(([at, methods]): readonly [string, Node] => {
    const item = nodeAt(whole, 'paths', at);
    const wanted = methods.split(' ').map((method) => [method, plain(nodeAt(item, method))] as const);
    return [at, Object.fromEntries([...('parameters' in item ? [['parameters', plain(item['parameters'] ?? [])]] : []), ...wanted])];
  });
  const components: Record<string, Record<string, Json>> = {};
  const open = paths.flatMap(([, item]) => refsIn(item));
  for (let ref = open.pop(); ref !== undefined; ref = open.pop()) {
    const [, , group = '', name = ''] = ref.split('/');
    const there = (components[group] ??= {});
    if (name in there) continue;
    const found = plain(nodeAt(whole, 'components', group, name));
    there[name] = found;
    open.push(...refsIn(found));
  }
  return {
    openapi: whole['openapi'] ?? null,
    info: { title: 'GitHub REST API, a part', version: nodeAt(whole, 'info')['version'] ?? null, license: { name: 'MIT' } },
    paths: sorted(Object.fromEntries(paths)),
    components: Object.fromEntries(Object.entries(components).map(([group, all]) => [group, sorted(all)])),
  };
}

/** One line for each path and each component, so that a change of the description can be read as a diff. */
const lines = (node: Node): string =>
  `{\n${Object.entries(node)
    .map(([key, inner]) => `${JSON.stringify(key)}: ${JSON.stringify(inner)}`)
    .join(',\n')}\n}`;

const [folder] = process.argv.slice(2);
if (folder === undefined) throw new Error('name the folder of the installed package @octokit/openapi');
const { version } = JSON.parse(readFileSync(path.join(folder, 'package.json'), 'utf8')) as { readonly version: string };
const part = cut(JSON.parse(readFileSync(path.join(folder, 'generated/api.github.com.json'), 'utf8')) as Node);
const components = Object.entries(nodeAt(part, 'components')).map(([group, all]) => `${JSON.stringify(group)}: ${lines(all as Node)}`);
const text = `{
"openapi": ${JSON.stringify(part['openapi'])},
"info": ${JSON.stringify({ ...(part['info'] as Node), description: `cut from @octokit/openapi ${version}` })},
"paths": ${lines(part['paths'] as Node)},
"components": {
${components.join(',\n')}
}
}
`;
const out = path.join(import.meta.dirname, '../test/servers/github/fixtures');
writeFileSync(path.join(out, 'api.github.com.json'), text);
writeFileSync(path.join(out, 'api.github.com.license.txt'), readFileSync(path.join(folder, 'LICENSE'), 'utf8'));
