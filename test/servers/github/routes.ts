/** The one table of routes, and which of them a request means. */
import type { Need } from './rights.ts';
import type { Asked, AskedOfRepository, Handler, Routes } from './route.ts';
import { accountRoutes } from './routes-accounts.ts';
import { checkRoutes } from './routes-checks.ts';
import { gitRoutes } from './routes-git.ts';
import { issueRoutes } from './routes-issues.ts';
import { pullRoutes } from './routes-pulls.ts';
import { settingRoutes } from './routes-settings.ts';

const REPOSITORY = '/repos/{owner}/{repo}';

export type Matched = {
  readonly route: string;
  readonly need: Need;
  readonly params: Readonly<Record<string, string>>;
} & ({ readonly of: 'any'; readonly handle: Handler<Asked> } | { readonly of: 'repository'; readonly handle: Handler<AskedOfRepository> });

interface Row {
  readonly route: string;
  readonly method: string;
  readonly pattern: RegExp;
  readonly need: Need;
  readonly run:
    | { readonly of: 'any'; readonly handle: Handler<Asked> }
    | { readonly of: 'repository'; readonly handle: Handler<AskedOfRepository> };
}

/** Names that may have slashes in them. */
const LONG = new Set(['ref', 'path', 'branch', 'basehead']);

/** `GET /a/{b}` → a pattern with a group for each name. */
const patternOf = (path: string): RegExp =>
  new RegExp(`^${path.replaceAll(/\{(\w+)\}/g, (_, name: string) => `(?<${name}>${LONG.has(name) ? '.*' : '[^/]+'})`)}$`);

const row = (route: string, need: Need, run: Row['run']): Row => {
  const [method = '', path = ''] = route.split(' ');
  return { route, method, pattern: patternOf(path), need, run };
};

/** Answered by the server itself, from its own counters. */
const own: Routes = { 'GET /rate_limit': ['any', () => ({ status: 200, body: null })] };

const rows: readonly Row[] = [
  ...Object.entries({ ...accountRoutes, ...own }).map(([route, [need, handle]]) => row(route, need, { of: 'any', handle })),
  ...Object.entries({ ...gitRoutes, ...pullRoutes, ...issueRoutes, ...checkRoutes, ...settingRoutes }).map(([key, [need, handle]]) => {
    const [method = '', path = ''] = key.split(' ');
    return row(`${method} ${REPOSITORY}${path}`, need, { of: 'repository', handle });
  }),
  // The longer, then the more literal first: `commits/{ref}/check-runs`, whose name may have slashes, before `commits/{ref}`.
].toSorted((a, b) => b.route.split('/').length - a.route.split('/').length || a.route.split('{').length - b.route.split('{').length);

export const routes: readonly string[] = rows.map(({ route }) => route);

export function matchRoute(method: string, pathname: string): Matched | null {
  for (const { route, need, pattern, run, method: wanted } of rows) {
    if (wanted !== method) continue;
    const found = pattern.exec(pathname);
    if (found === null) continue;
    const params = Object.fromEntries(Object.entries(found.groups ?? {}).map(([name, value]) => [name, decodeURIComponent(value)]));
    return { route, need, params, ...run };
  }
  return null;
}
