/**
 * What goes wrong between us and any system that is spoken to over HTTP, and what has to come of it. Data only: a connector
 * brings a subject (suite.ts) that says which of its requests are pages and which are writes, and how its pages look.
 */
import { gzipSync } from 'node:zlib';
import type { ConnectorErrorCode } from '../../src/model/entitlement.ts';
import type { Fault } from '../servers/fault-proxy.ts';
import type { TrickName } from './page-tricks.ts';

/** `elsewhere`: a server of another origin that writes down who comes. `here`: another address of the same origin. */
type Plays =
  | Exclude<Fault, { readonly do: 'redirect' | 'link' | 'json' | 'answer' | 'ask' }>
  | { readonly do: 'redirect'; readonly to: 'elsewhere' | 'here'; readonly status: number }
  | { readonly do: 'page'; readonly trick: TrickName };

/** What stands on an account that is there: whether it can log in, what it may do. */
export type Untouched = 'login' | 'grant';

/** unverified: it was answered as done, and the read after it shows that it is not. */
type Code = ConnectorErrorCode | 'unverified';

/**
 * asIfNothing: this run does all that is due. unread: nothing is compared and nothing written. partly: so for what is
 * untouched; the rest is done. failed: a change is told as failed; `did`: what the server made of the request. `tries`: how often one address was asked
 * in one read. `says`: parts
 * of the message; `$secret` is the name of the secret.
 */
export type Expected =
  | { readonly ends: 'asIfNothing'; readonly pauses?: readonly [least: number, most: number] }
  | { readonly ends: 'unread'; readonly code: Code; readonly says: readonly string[]; readonly tries?: number }
  | { readonly ends: 'partly'; readonly code: Code; readonly untouched: Untouched; readonly says: readonly string[] }
  | { readonly ends: 'failed'; readonly code: Code; readonly says: readonly string[]; readonly did?: boolean };

export interface HttpFault {
  readonly name: string;
  readonly on: 'page' | 'write';
  /** Skips so many such requests of a run first: 1 is the second page. */
  readonly after?: number;
  readonly times?: number;
  readonly plays: Plays;
  /** Only where the target says so much of its lists. */
  readonly needs?: readonly ('next' | 'total')[];
  /** The target's time-outs are a second: what would never end ends then. */
  readonly isSlow?: boolean;
  readonly expects: Expected;
}

const DETAIL = '{"detail":"$canary"}';
const RENEW = ['the secret is wrong, expired or withdrawn', 'Renew $secret.'];
const GRANT = ['the secret lacks this right', 'Grant it to the account of $secret.'];
const LATER = ['the target is down or overloaded', 'Run it again later.'];
const BROKEN = ['the target or the way to it is down', 'Run it again later.'];
const LESS_OFTEN = ['too many requests were sent', 'Run it later, or less often.'];
const PROXY = ['a login page or a proxy stands before the target, or the answer was cut', "Look at the target's url."];
const MOVED = ['a redirect is never followed', 'Write the final address as url.'];
const SMALLER = ['Ask for smaller pages, or raise limits'];
const CHANGING = ['the list changes while it is read, or a part of it is hidden from us', 'Run it again; if it stays, look at the profile'];
const ENDLESS = ['the target never ends', 'Run it again; if it stays, look at the profile'];
const REFUSED = ['the target does not understand this request', 'Look at the profile'];
const NEXT_ROUND = ['The next round reads again and decides anew.'];
const NOT_COMPARED = 'nothing was compared';
const NOT_CARRIED_OUT = 'so nothing was changed';
const MAYBE = 'it may have been carried out all the same, and is not repeated blindly';

const status = (code: number, more: Omit<Fault & { readonly do: 'status' }, 'do' | 'status'> = {}): Plays => ({
  do: 'status',
  status: code,
  body: DETAIL,
  ...more,
});
const UNFOLDS = { body: gzipSync(Buffer.alloc(4_000_000, ' ')), headers: { 'content-encoding': 'gzip' } };
/** Once, and the next try gets through. */
const passes = (name: string, plays: Plays, pauses?: readonly [number, number]): HttpFault => ({
  name: `${name}, once`,
  on: 'page',
  after: 1,
  times: 1,
  plays,
  expects: { ends: 'asIfNothing', ...(pauses === undefined ? {} : { pauses }) },
});
const unread = (
  name: string,
  plays: Plays,
  code: ConnectorErrorCode,
  says: readonly string[],
  more: Partial<HttpFault> = {},
): HttpFault => ({
  name,
  on: 'page',
  after: 1,
  plays,
  expects: { ends: 'unread', code, says: [...says, NOT_COMPARED] },
  ...more,
});
/** The pause that is asked for is longer than anybody waits, so it is not asked again either. */
const leftAlone = (name: string, retryAfter: string | { readonly dateIn: number }, said: string): HttpFault =>
  unread(name, status(429, { retryAfter }), 'throttled', [], {
    expects: { ends: 'unread', code: 'throttled', says: [`asked for a pause of ${said}; `, ...LESS_OFTEN, NOT_COMPARED], tries: 1 },
  });
/** Tricks begin at the first page: they have to see it. */
const paging = (trick: TrickName, says: readonly string[], more: Partial<HttpFault> = {}): HttpFault =>
  unread(`pages: ${trick}`, { do: 'page', trick }, 'unproven', says, { after: 0, ...more });
const refused = (name: string, plays: Plays, code: ConnectorErrorCode, says: readonly string[]): HttpFault => ({
  name: `a write: ${name}`,
  on: 'write',
  plays,
  expects: { ends: 'failed', code, says: [...says, NOT_CARRIED_OUT], did: false },
});
const uncertain = (
  name: string,
  plays: Plays,
  code: ConnectorErrorCode,
  says: readonly string[],
  did: boolean,
  more: Partial<HttpFault> = {},
): HttpFault => ({
  name: `a write: ${name}`,
  on: 'write',
  plays,
  expects: { ends: 'failed', code, says: [...says, MAYBE], did },
  ...more,
});

const THROTTLED = [
  // Between what is asked for and a quarter of a second more; where nothing is asked for, the first pause of our own.
  ['seconds', { retryAfter: '7' }, [7, 7.25]],
  ['a fraction of a second', { retryAfter: '2.128' }, [2.128, 2.4]],
  ['an HTTP date', { retryAfter: { dateIn: 30 } }, [28, 30.25]],
  ['a date that is past', { retryAfter: { dateIn: -30 } }, [0, 0.3]],
  ['no Retry-After', {}, [0, 0.3]],
  ['nonsense', { retryAfter: 'soon' }, [0, 0.3]],
  ['a negative number', { retryAfter: '-5' }, [0, 0.3]],
  ['zero', { retryAfter: '0' }, [0, 0.3]],
] as const;

const READ_PASSES: readonly HttpFault[] = [
  ...THROTTLED.map(([name, more, pauses]) => passes(`429 with ${name}`, status(429, more), pauses)),
  passes('500', status(500)),
  passes('503 with Retry-After', status(503, { retryAfter: '3' }), [3, 3.25]),
  passes('HTML with 502', { do: 'html', status: 502 }),
  passes('half a body, cut off', { do: 'halfBody' }),
  passes('a reset', { do: 'reset' }),
  passes('a lost answer', { do: 'loseAnswer' }),
  { ...passes('silence', { do: 'silence' }), isSlow: true },
  { ...passes('a slow drip', { do: 'drip', everyMs: 50 }), isSlow: true },
];

const READ_FAILS: readonly HttpFault[] = [
  unread('401', status(401), 'unauthenticated', RENEW),
  unread('403', status(403), 'forbidden', GRANT),
  unread('404', status(404), 'badResponse', ['"empty", "not there" or "not allowed"', "Look at the target's url"]),
  unread('400', status(400), 'badResponse', REFUSED),
  unread('409', status(409), 'conflict', NEXT_ROUND),
  leftAlone('429 for an hour', '3600', '3600 s'),
  leftAlone('429 for longer than there are digits', '9'.repeat(30), 'more than a day'),
  leftAlone('429 until a far date', { dateIn: 200_000 }, 'more than a day'),
  unread('429 without end', status(429), 'throttled', LESS_OFTEN),
  unread('500', status(500, { contentType: 'text/plain' }), 'unavailable', LATER),
  unread('501', status(501), 'unsupported', ['the target cannot do this', 'Look at the profile']),
  unread('HTML', { do: 'html' }, 'badResponse', PROXY),
  unread('HTML with 500', { do: 'html', status: 500 }, 'unavailable', LATER),
  unread('HTML with 403', { do: 'html', status: 403 }, 'forbidden', GRANT),
  unread('no JSON', status(200, { body: '{"detail":"$canary"' }), 'badResponse', PROXY),
  unread('bytes that are no UTF-8', status(200, { body: Buffer.from('{"a":"\xff"}', 'latin1') }), 'badResponse', PROXY),
  unread('JSON of something else', status(200), 'badResponse', ["Look at the target's url"]),
  unread('204', status(204), 'badResponse', ["Look at the target's url"]),
  unread('half a body, cut off', { do: 'halfBody' }, 'unavailable', BROKEN),
  unread('half a body that ends as if it were whole', { do: 'halfBody', whole: true }, 'badResponse', PROXY),
  unread('a body that never ends', { do: 'endless' }, 'badResponse', SMALLER),
  unread('a page that is too large', { do: 'page', trick: 'a row that is too large' }, 'badResponse', SMALLER),
  unread('a small body that unfolds to a large one', status(200, UNFOLDS), 'badResponse', SMALLER),
  unread('headers that are too large', status(200, { headers: { 'x-junk': 'x'.repeat(40_000) } }), 'unavailable', BROKEN),
  unread('a reset', { do: 'reset' }, 'unavailable', BROKEN),
  unread('silence', { do: 'silence' }, 'unavailable', BROKEN, { isSlow: true }),
  unread('a slow drip', { do: 'drip', everyMs: 50 }, 'unavailable', BROKEN, { isSlow: true }),
  ...[301, 302, 307, 308].map((code) =>
    unread(`a redirect to another origin (${code})`, { do: 'redirect', to: 'elsewhere', status: code }, 'badResponse', MOVED),
  ),
  unread('a redirect to the same origin', { do: 'redirect', to: 'here', status: 302 }, 'badResponse', MOVED),
];

const PAGES: readonly HttpFault[] = [
  paging('each page is the first one again', CHANGING.slice(1)),
  paging('two pages in a circle', ['the target turns in a circle', 'Run it again; if it stays, look at the profile'], { needs: ['next'] }),
  // Where pages have no next one, their rows come twice, and others never.
  { ...paging('two pages in a circle', ['Run it again; if it stays, look at the profile']), name: 'pages: two pages in turn' },
  paging('never an end', ENDLESS),
  paging('empty pages without end', ['Run it again; if it stays, look at the profile']),
  { ...passes('pages: an empty page in the middle', { do: 'page', trick: 'an empty page in the middle' }), after: 1 },
  paging('a total that moves', CHANGING, { needs: ['total'] }),
  { ...passes('pages: a total that moves', { do: 'page', trick: 'a total that moves' }), needs: ['total'] },
  paging('a row is hidden', CHANGING, { needs: ['total'] }),
  paging('a row stands in the place of another', CHANGING),
  {
    ...passes('pages: a row stands in the place of another', { do: 'page', trick: 'a row stands in the place of another' }),
    after: 0,
    times: 2,
  },
  paging('the end comes too early', CHANGING, { needs: ['next', 'total'] }),
  paging('the next page is at another origin', [], { needs: ['next'] }),
];

const WRITES: readonly HttpFault[] = [
  refused('401', status(401), 'unauthenticated', RENEW),
  refused('403', status(403), 'forbidden', GRANT),
  refused('404', status(404), 'badResponse', ["Look at the target's url"]),
  refused('400', status(400), 'badResponse', REFUSED),
  refused('405', status(405), 'badResponse', REFUSED),
  refused('409', status(409), 'conflict', NEXT_ROUND),
  refused('412', status(412), 'conflict', NEXT_ROUND),
  refused('413', status(413), 'badResponse', REFUSED),
  refused('429 with seconds', status(429, { retryAfter: '2' }), 'throttled', LESS_OFTEN),
  refused('429 without Retry-After', status(429), 'throttled', LESS_OFTEN),
  refused('501', status(501), 'unsupported', ['the target cannot do this']),
  refused('a redirect to another origin', { do: 'redirect', to: 'elsewhere', status: 307 }, 'badResponse', MOVED),
  refused('a redirect to another origin that keeps the method', { do: 'redirect', to: 'elsewhere', status: 308 }, 'badResponse', MOVED),
  refused('a redirect to the same origin', { do: 'redirect', to: 'here', status: 307 }, 'badResponse', MOVED),
  uncertain('500', status(500), 'unavailable', LATER, false),
  uncertain('500 after it was carried out', status(500, { carriedOut: true }), 'unavailable', LATER, true),
  uncertain('503 with Retry-After', status(503, { retryAfter: '1' }), 'unavailable', LATER, false),
  uncertain('a reset', { do: 'reset' }, 'unavailable', BROKEN, false),
  uncertain('a lost answer', { do: 'loseAnswer' }, 'unavailable', BROKEN, true),
  uncertain('half an answer, cut off', { do: 'halfBody' }, 'unavailable', BROKEN, true),
  uncertain('half an answer that ends as if it were whole', { do: 'halfBody', whole: true }, 'badResponse', PROXY, true),
  uncertain('HTML', { do: 'html' }, 'badResponse', PROXY, false),
  uncertain(
    'HTML after it was carried out',
    status(200, { contentType: 'text/html', body: '<p>Sign in', carriedOut: true }),
    'badResponse',
    PROXY,
    true,
  ),
  uncertain('an answer that never ends', { do: 'endless' }, 'badResponse', SMALLER, false),
  uncertain('silence', { do: 'silence' }, 'unavailable', BROKEN, false, { isSlow: true }),
  uncertain('an answer in drips', { do: 'drip', everyMs: 50 }, 'unavailable', BROKEN, true, { isSlow: true }),
  {
    name: 'a write: 200 and nothing done',
    on: 'write',
    plays: { do: 'swallow' },
    expects: {
      ends: 'failed',
      code: 'unverified',
      says: ['written, and the target still shows the state before', 'Look at its own log'],
      did: false,
    },
  },
];

export const HTTP_FAULTS: readonly HttpFault[] = [...READ_PASSES, ...READ_FAILS, ...PAGES, ...WRITES];
