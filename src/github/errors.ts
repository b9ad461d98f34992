/** What GitHub refused or could not do, in words for people: where, what it means, what to do. */

export type GithubErrorCode = 'unauthenticated' | 'forbidden' | 'notFound' | 'conflict' | 'refused' | 'throttled' | 'unavailable';

/** `message`: one line. `status`: of the HTTP answer; null where none came. */
export class GithubError extends Error {
  readonly code: GithubErrorCode;
  readonly status: number | null;

  constructor(code: GithubErrorCode, message: string, more: { readonly status?: number | null; readonly cause?: unknown } = {}) {
    super(message, more);
    this.name = 'GithubError';
    this.code = code;
    this.status = more.status ?? null;
  }
}

interface Row {
  readonly means: string;
  readonly todo: string;
}

export const GITHUB_ERRORS: Readonly<Record<GithubErrorCode, Row>> = {
  unauthenticated: {
    means: 'The token is not accepted.',
    todo: 'Give the input github-token a valid token; an App token lives for an hour.',
  },
  forbidden: { means: 'The token may not do this.', todo: 'Give the job, or the App, the permission that the README lists for it.' },
  notFound: {
    means: 'It is not there, or the token may not see it: GitHub answers both alike.',
    todo: 'Look at the name, and at the permissions of the job.',
  },
  conflict: { means: 'Somebody else changed it in between.', todo: 'Run again.' },
  refused: {
    means: 'GitHub refuses the request as it is.',
    todo: 'Look at the rules of the repository; if none explains it, please report it.',
  },
  throttled: { means: 'The rate limit is used up for longer than a run waits.', todo: 'Run again after the time that GitHub names.' },
  unavailable: { means: 'GitHub did not answer, or not with what was asked for.', todo: 'Run again; look at the status page of GitHub.' },
};

/** Runs one exchange with GitHub; whatever it throws comes out as a GithubError. `what`: "reading the head of main". */
export async function asking<T>(what: string, ask: () => Promise<T>): Promise<T> {
  try {
    return await ask();
  } catch (thrown) {
    throw githubError(what, thrown);
  }
}

/** The same, where "not there" is an answer; `absent`: what else says so. */
export async function askingFor<T>(what: string, ask: () => Promise<T>, absent: readonly GithubErrorCode[] = []): Promise<T | null> {
  try {
    return await ask();
  } catch (thrown) {
    const error = githubError(what, thrown);
    if (error.code === 'notFound' || absent.includes(error.code)) return null;
    throw error;
  }
}

export function githubError(what: string, thrown: unknown): GithubError {
  if (thrown instanceof GithubError) return thrown;
  const status = statusOf(thrown);
  const code = codeOf(status, thrown);
  const said = thrown instanceof Error ? thrown.message.replaceAll(/\s+/g, ' ').slice(0, LONGEST_QUOTE) : '';
  const { means, todo } = GITHUB_ERRORS[code];
  const answered = status === null || code === 'unavailable' ? 'failed' : `was answered with ${status}`;
  return new GithubError(code, `GitHub: ${what} ${answered}${said === '' ? '' : ` (${said})`}. ${means} ${todo}`, {
    status,
    cause: thrown,
  });
}

const LONGEST_QUOTE = 300;

function statusOf(thrown: unknown): number | null {
  const status: unknown = thrown !== null && typeof thrown === 'object' && 'status' in thrown ? thrown.status : null;
  return typeof status === 'number' ? status : null;
}

function codeOf(status: number | null, thrown: unknown): GithubErrorCode {
  // A GraphQL answer has a 200 and its own list of errors.
  if (status === null) return CODE_OF_GRAPHQL[graphqlType(thrown) ?? ''] ?? 'unavailable';
  if (status === 403 && /rate limit|secondary rate/i.test(String((thrown as Error).message))) return 'throttled';
  return CODE_OF_STATUS[status] ?? (status >= 500 ? 'unavailable' : 'refused');
}

const CODE_OF_STATUS: Readonly<Record<number, GithubErrorCode>> = {
  401: 'unauthenticated',
  403: 'forbidden',
  404: 'notFound',
  409: 'conflict',
  410: 'notFound',
  429: 'throttled',
};

const CODE_OF_GRAPHQL: Readonly<Record<string, GithubErrorCode>> = {
  FORBIDDEN: 'forbidden',
  INSUFFICIENT_SCOPES: 'forbidden',
  NOT_FOUND: 'notFound',
  RATE_LIMITED: 'throttled',
  STALE_DATA: 'conflict',
  UNPROCESSABLE: 'refused',
};

function graphqlType(thrown: unknown): string | null {
  const errors: unknown = thrown !== null && typeof thrown === 'object' && 'errors' in thrown ? thrown.errors : null;
  const first: unknown = Array.isArray(errors) ? errors[0] : null;
  const type: unknown = first !== null && typeof first === 'object' && 'type' in first ? first.type : null;
  return typeof type === 'string' ? type : null;
}
