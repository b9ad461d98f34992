/** Faults that a test switches on for some requests, and the limits that GitHub sets to their rate. */
import { Refusal } from './refusal.ts';
import { instant, type Token, type World } from './world.ts';

export interface Seen {
  /** From 1, in the order of arrival. */
  readonly number: number;
  readonly method: string;
  /** With the query. */
  readonly url: string;
  /** `POST /repos/{owner}/{repo}/issues`; empty: none. */
  readonly route: string;
  readonly body: unknown;
  /** Login of the token's account. */
  readonly by: string | null;
  /** 0: no answer was sent. */
  status: number;
}

/** A route, a pattern of `METHOD /path?query`, or a function. */
export type When = string | RegExp | ((seen: Seen) => boolean);

export type FaultKind =
  /** The connection ends before anything is done; after it is done; never. */
  | 'dropBefore'
  | 'dropAfter'
  | 'hang'
  /** Both forms of the limit on bursts. */
  | 'secondary403'
  | 'secondary429'
  | { readonly delayMs: number }
  /** Without a body: an HTML page, as from a gateway. `after`: the request was carried out. */
  | { readonly status: number; readonly body?: unknown; readonly headers?: Readonly<Record<string, string>>; readonly after?: boolean };

export interface Fault {
  readonly when: When;
  readonly kind: FaultKind;
  left: number;
  fired: number;
}

export const matches = (when: When, seen: Seen): boolean => {
  if (typeof when === 'function') return when(seen);
  return typeof when === 'string' ? when === seen.route : when.test(`${seen.method} ${seen.url}`);
};

export function faultFor(faults: readonly Fault[], seen: Seen): FaultKind | null {
  const fault = faults.find((one) => one.left > 0 && matches(one.when, seen));
  if (fault === undefined) return null;
  fault.left -= 1;
  fault.fired += 1;
  return fault.kind;
}

const HOUR = 3_600_000;
const MINUTE = 60_000;

interface Window {
  used: number;
  until: number;
}

export interface Limits {
  /** The headers of an answer; throws where the hour is used up. A question whose answer has not changed costs nothing. */
  spend(token: Token | null, cost: number): Readonly<Record<string, string>>;
  /** Throws where too much is written at once. */
  write(token: Token | null): void;
  limitOf(token: Token | null): { readonly limit: number; readonly used: number; readonly remaining: number; readonly reset: number };
}

export interface LimitSettings {
  /** Requests per hour instead of the token's own. */
  perHour: number | null;
  /** Writes per minute; null: not watched. GitHub: 80. */
  writesPerMinute: number | null;
}

export function newLimits(world: World, settings: LimitSettings): Limits {
  const windows = new Map<string, Window>();
  const writes = new Map<string, number[]>();
  const keyOf = (token: Token | null): string => token?.value ?? '';
  const windowOf = (token: Token | null): Window => {
    const now = world.now();
    const window = windows.get(keyOf(token));
    if (window !== undefined && window.until > now) return window;
    const fresh = { used: 0, until: now + HOUR };
    windows.set(keyOf(token), fresh);
    return fresh;
  };
  const limitOf = (token: Token | null) => {
    const { used, until } = windowOf(token);
    const limit = settings.perHour ?? token?.limit ?? 60;
    return { limit, used, remaining: Math.max(0, limit - used), reset: Math.ceil(until / 1000) };
  };
  const headers = (token: Token | null): Record<string, string> => {
    const { limit, used, remaining, reset } = limitOf(token);
    return {
      'x-ratelimit-limit': String(limit),
      'x-ratelimit-used': String(used),
      'x-ratelimit-remaining': String(remaining),
      'x-ratelimit-reset': String(reset),
      'x-ratelimit-resource': 'core',
    };
  };
  return {
    limitOf,
    spend(token, cost) {
      const { limit, used, reset } = limitOf(token);
      if (used + cost > limit)
        throw new Refusal(
          403,
          `API rate limit exceeded for installation. Wait until ${instant(reset * 1000)}.`,
          {},
          { ...headers(token), 'x-ratelimit-remaining': '0' },
        );
      windowOf(token).used += cost;
      return headers(token);
    },
    write(token) {
      if (settings.writesPerMinute === null) return;
      const now = world.now();
      const recent = (writes.get(keyOf(token)) ?? []).filter((at) => at > now - MINUTE);
      if (recent.length >= settings.writesPerMinute) throw secondary(403);
      writes.set(keyOf(token), [...recent, now]);
    },
  };
}

const SECONDARY = 'You have exceeded a secondary rate limit. Please wait a few minutes before you try again.';
/** Not always with `retry-after`; then a minute at least is meant. */
export const secondary = (status: 403 | 429): Refusal =>
  new Refusal(status, SECONDARY, {}, status === 429 ? { 'retry-after': '1' } : { 'retry-after': '60' });
