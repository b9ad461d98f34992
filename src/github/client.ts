/** The one client for the work surface on GitHub; on Enterprise Server `GITHUB_API_URL` says where it is. */
import { Octokit } from '@octokit/rest';

export type Client = Octokit;

export const clientFor = (options: { readonly token: string; readonly apiUrl: string; readonly fetch: typeof fetch }): Client =>
  new Octokit({ auth: options.token, baseUrl: options.apiUrl, request: { fetch: options.fetch }, log: silent });

const nothing = (): void => undefined;
/** Octokit's own warnings quote addresses; what matters is told as an error of ours. */
const silent = { debug: nothing, info: nothing, warn: nothing, error: nothing };
