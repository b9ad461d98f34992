/** One HTTP client for all connectors: bounded in time, bytes and tries, loyal to one origin, silent about what it saw. */
import { jsonFault } from '../../model/json-fault.ts';
import type { Ports } from './contract.ts';
import { type Auth, type Authenticator, authenticator, type TokenRequest } from './auth.ts';
import { ConnectorError } from './errors.ts';
import { type Attempted, brokenError, statusError } from './http-errors.ts';
import { baseUrl, checkOrigin } from './origins.ts';
import { outgoing, redactor } from './redact.ts';
import { isSafe, mayPass, pauseBefore, retryAfterMs } from './retry.ts';

export interface HttpLimits {
  /** Until the answer begins, and until it has come whole: one request. */
  readonly answerMs: number;
  readonly wholeMs: number;
  readonly bodyBytes: number;
  readonly attempts: number;
  readonly longestWaitMs: number;
  /** One session, that is one read or one write. */
  readonly requests: number;
  readonly sessionBytes: number;
}

export const HTTP_LIMITS: HttpLimits = {
  answerMs: 20_000,
  wholeMs: 60_000,
  bodyBytes: 32 * 1024 * 1024,
  attempts: 5,
  longestWaitMs: 90_000,
  requests: 50_000,
  sessionBytes: 2 * 1024 * 1024 * 1024,
};

export interface HttpSettings {
  readonly target: string;
  readonly url: string;
  readonly auth: Auth;
  readonly use: 'read' | 'write';
  /** Of what is sent, and asked for. */
  readonly mediaType: string;
  readonly limits?: Partial<HttpLimits>;
}

export interface HttpRequest {
  readonly method: 'GET' | 'HEAD' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  /** Below the base url, begins with a slash, its segments encoded by `pathSegment`. */
  readonly path: string;
  /** `path` is a link that the target sent, relative or absolute. */
  readonly isLink?: boolean;
  readonly query?: Readonly<Record<string, string>>;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: unknown;
  /** "listing Users" */
  readonly doing: string;
  /** Answers outside 2xx that the caller can use; any other throws. */
  readonly expects?: (answer: HttpAnswer) => boolean;
}

export interface HttpAnswer {
  readonly status: number;
  readonly headers: Headers;
  /** null: no body, or, outside 2xx, none that is JSON. */
  readonly json: unknown;
  readonly bytes: number;
}

/** One read or one write, with a budget of its own. */
export interface HttpSession {
  /** Throws ConnectorError only. */
  request(request: HttpRequest): Promise<HttpAnswer>;
}

export interface HttpTarget {
  session(): HttpSession;
  /** Takes the secrets that were used out of a text. */
  readonly clean: (text: string) => string;
  /** Is one of them in a text? */
  readonly holds: (text: string) => boolean;
}

interface Known {
  readonly settings: HttpSettings;
  readonly limits: HttpLimits;
  readonly ports: Ports;
  readonly base: URL;
  readonly auth: Authenticator;
}

interface Spent {
  requests: number;
  bytes: number;
}

/** No I/O and no check before the first request: a bad setting is an error of the read, not of making it. */
export function httpTarget(settings: HttpSettings, ports: Ports): HttpTarget {
  const secrets = redactor();
  const guarded: Ports = {
    ...ports,
    secret: async (name, origin) => {
      const value = await ports.secret(name, origin);
      secrets.add(value);
      return value;
    },
  };
  const limits = { ...HTTP_LIMITS, ...settings.limits };
  let known: Known | null = null;
  const know = (): Known => {
    if (known !== null) return known;
    const base = baseUrl(settings.target, settings.url);
    checkOrigin(settings.target, base, ports);
    const tokens = (request: TokenRequest) => token(settings.target, limits, guarded, request);
    return (known = {
      settings,
      limits,
      ports: guarded,
      base,
      auth: authenticator({ ...settings, origin: base.origin }, guarded, secrets.add, tokens),
    });
  };
  return {
    clean: secrets.clean,
    holds: secrets.holds,
    session() {
      const spent: Spent = { requests: 0, bytes: 0 };
      return {
        async request(request) {
          try {
            return await authenticated(know(), spent, request);
          } catch (error) {
            throw outgoing(settings.target, error, secrets.clean);
          }
        },
      };
    },
  };
}

async function authenticated(known: Known, spent: Spent, request: HttpRequest): Promise<HttpAnswer> {
  const { settings, base, auth } = known;
  const attempted: Attempted = { target: settings.target, doing: request.doing, method: request.method, secretName: auth.secretName };
  const url = urlOf(attempted, base, request);
  const send = async () => {
    const header = await auth.header();
    const headers = {
      accept: `${settings.mediaType}, application/json`,
      ...request.headers,
      ...(header === null ? {} : { [header[0]]: header[1] }),
    };
    const body = request.body === undefined ? null : JSON.stringify(request.body);
    return tried(known, spent, attempted, url, {
      method: request.method,
      headers: body === null ? headers : { ...headers, 'content-type': settings.mediaType },
      body,
    });
  };
  let answer = await send();
  // A fetched token can have been withdrawn before its time; a refused request was not carried out.
  if (answer.status === 401 && auth.refused()) answer = await send();
  if ((answer.status >= 200 && answer.status < 300) || request.expects?.(answer) === true) return answer;
  throw statusError(attempted, answer.status, retryAfterMs(answer.headers.get('retry-after'), known.ports.now()));
}

/** A link of the target is followed inside its origin only: it would carry the secret along. */
function urlOf({ target, doing }: Attempted, base: URL, request: HttpRequest): URL {
  const prefix = base.href.replace(/\/+$/, '');
  const isLink = request.isLink === true;
  const text = isLink ? request.path : prefix + request.path;
  const url = URL.canParse(text, base.href) ? new URL(text, base) : null;
  const stays = url !== null && url.origin === base.origin && url.username === '' && (isLink || url.href.startsWith(`${prefix}/`));
  if (!stays) {
    throw new ConnectorError(
      'badResponse',
      `${target}: ${doing} led to another origin; that can mean that somebody stands between us and the target, so nothing was sent there. Look at what the target calls its own address.`,
    );
  }
  const query = Object.entries(request.query ?? {}).map(([name, value]) => `${encodeURIComponent(name)}=${encodeURIComponent(value)}`);
  if (query.length > 0) url.search = [url.search.replace(/^\?/, ''), ...query].filter((part) => part !== '').join('&');
  url.hash = '';
  return url;
}

interface Sent {
  readonly method: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | null;
}

type Known0 = Pick<Known, 'limits' | 'ports'>;

/** Tries a safe request again while that can help; an unsafe one is sent once. */
async function tried(
  { limits, ports }: Known0,
  spent: Spent,
  attempted: Attempted,
  url: URL,
  sent: Sent,
  repeats = isSafe(sent.method),
): Promise<HttpAnswer> {
  let waited = 0;
  for (let attempt = 1; ; attempt += 1) {
    spend(limits, spent, attempted);
    let answer: HttpAnswer | null = null;
    let failure: ConnectorError | null = null;
    try {
      answer = await once({ limits, ports }, spent, attempted, url, sent);
    } catch (error) {
      if (!(error instanceof ConnectorError) || error.code !== 'unavailable') throw error;
      failure = error;
    }
    if (answer !== null && !mayPass(answer.status)) return answer;
    const asked = answer === null ? null : retryAfterMs(answer.headers.get('retry-after'), ports.now());
    const pause = pauseBefore(attempt, ports.random(), asked);
    if (!repeats || attempt >= limits.attempts || waited + pause > limits.longestWaitMs || ports.signal.aborted) {
      if (answer !== null) return answer;
      throw failure ?? lost(attempted, 'gave no answer');
    }
    waited += pause;
    await ports.pause(pause).catch(() => {
      throw lost(attempted, 'was stopped');
    });
  }
}

function spend(limits: HttpLimits, spent: Spent, { target, doing }: Attempted): void {
  spent.requests += 1;
  if (spent.requests <= limits.requests && spent.bytes <= limits.sessionBytes) return;
  const what =
    spent.requests > limits.requests ? `more than ${limits.requests} requests` : `more than ${limits.sessionBytes} bytes of answers`;
  throw new ConnectorError(
    'unproven',
    `${target}: ${doing} would need ${what}; that can mean that the target never ends, so the read was given up. Raise limits in this target's config if it is that large.`,
  );
}

/** Times are real ones, not those of `ports`: they bound what really happens on the wire. */
async function once({ limits, ports }: Known0, spent: Spent, attempted: Attempted, url: URL, sent: Sent): Promise<HttpAnswer> {
  const begins = new AbortController();
  const timer = setTimeout(() => begins.abort(), limits.answerMs);
  const signal = AbortSignal.any([ports.signal, begins.signal, AbortSignal.timeout(limits.wholeMs)]);
  try {
    const response = await ports.fetch(url, { ...sent, redirect: 'manual', signal });
    clearTimeout(timer);
    const body = await bodyOf(response, limits, spent, attempted);
    return {
      status: statusOf(response),
      headers: response.headers,
      json: jsonOf(response, body, attempted),
      bytes: body.byteLength,
    };
  } catch (error) {
    if (error instanceof ConnectorError) throw error;
    if (ports.signal.aborted) throw lost(attempted, 'was stopped');
    throw lost(attempted, signal.aborted ? 'gave no whole answer in time' : `gave no answer${networkCode(error)}`);
  } finally {
    clearTimeout(timer);
  }
}

/** Some fetches hide a redirect's status. */
const statusOf = (response: Response): number => (response.type === 'opaqueredirect' ? 302 : response.status);

/** Code words like ECONNREFUSED only: the text of a network error can hold addresses and headers. */
function networkCode(error: unknown): string {
  const causes = [error, (error as { cause?: unknown } | null)?.cause];
  const codes = causes.map((cause) => (cause as { code?: unknown } | null | undefined)?.code).filter((code) => typeof code === 'string');
  const code = codes.find((found) => /^[A-Z_]{3,40}$/.test(found));
  return code === undefined ? '' : ` (${code})`;
}

const lost = (attempted: Attempted, said: string): ConnectorError =>
  brokenError(attempted, 'unavailable', said, 'the target or the way to it is down', 'Run it again later.');

async function bodyOf(response: Response, limits: HttpLimits, spent: Spent, attempted: Attempted): Promise<Buffer> {
  if (response.body === null) return Buffer.alloc(0);
  const chunks: Uint8Array[] = [];
  let size = 0;
  // Leaving the loop early cancels the body.
  for await (const chunk of response.body as unknown as AsyncIterable<Uint8Array>) {
    size += chunk.byteLength;
    spent.bytes += chunk.byteLength;
    if (size > limits.bodyBytes)
      throw brokenError(
        attempted,
        'badResponse',
        `answered more than ${limits.bodyBytes} bytes`,
        'the target ignores the page size',
        "Ask for smaller pages, or raise limits in this target's config.",
      );
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

/** JSON is UTF-8 (RFC 8259 §8.1). Mended bytes would make two names one. */
const UTF8 = new TextDecoder('utf-8', { fatal: true });

function jsonOf(response: Response, body: Buffer, attempted: Attempted): unknown {
  const text = body.toString('utf8');
  if (text.trim() === '') return null;
  const isHtml = /html/i.test(response.headers.get('content-type') ?? '') || text.trimStart().startsWith('<');
  try {
    if (!isHtml) return JSON.parse(UTF8.decode(body));
  } catch {
    // Told apart below.
  }
  if (!response.ok) return null;
  const fault = isHtml ? null : jsonFault(text);
  const from = fault === null ? '' : ` from line ${fault.line}, column ${fault.column} on`;
  throw brokenError(
    attempted,
    'badResponse',
    `answered ${response.status} with ${isHtml ? 'HTML' : 'something'} instead of JSON${from}`,
    'a login page or a proxy stands before the target, or the answer was cut',
    "Look at the target's url.",
  );
}

/** RFC 6749 §4.4.2. A repeated request only makes another token, so this POST may be tried again. */
async function token(target: string, limits: HttpLimits, ports: Ports, { url, form }: TokenRequest): Promise<unknown> {
  const at = baseUrl(target, url, 'auth.tokenUrl');
  checkOrigin(target, at, ports);
  const attempted: Attempted = { target, doing: 'asking for a token', method: 'GET', secretName: null };
  const sent = {
    method: 'POST',
    headers: { accept: 'application/json', 'content-type': 'application/x-www-form-urlencoded' },
    body: new URLSearchParams(form).toString(),
  };
  const answer = await tried({ limits, ports }, { requests: 0, bytes: 0 }, attempted, at, sent, true);
  if (answer.status >= 200 && answer.status < 300) return answer.json;
  // RFC 6749 §5.2: invalid_client and invalid_grant come as 400 too.
  throw statusError(attempted, answer.status === 400 ? 401 : answer.status, retryAfterMs(answer.headers.get('retry-after'), ports.now()));
}
