/** The one client for the work surface on GitHub; on Enterprise Server `GITHUB_API_URL` says where it is. */
import { Octokit } from '@octokit/rest';

export type Client = Octokit;

/** `token`: empty = none. */
export const clientFor = (options: { readonly token: string; readonly apiUrl: string }): Client =>
  new Octokit({ ...(options.token === '' ? {} : { auth: options.token }), baseUrl: options.apiUrl, log: silent });

const nothing = (): void => undefined;
/** Octokit's own warnings quote addresses; what matters is told as an error of ours. */
const silent = { debug: nothing, info: nothing, warn: nothing, error: nothing };
