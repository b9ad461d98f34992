/** When a request is tried again, and after how long. Pure. */

export interface RetryLimits {
  readonly attempts: number;
  /** All pauses of one request together. */
  readonly longestWaitMs: number;
}

const FIRST_PAUSE_MS = 300;
const LONGEST_PAUSE_MS = 20_000;
/** So that many callers told the same second do not come back at once. */
const SPREAD_MS = 250;

const DATE = /^(?:mon|tue|wed|thu|fri|sat|sun)/i;

/** `Retry-After` (RFC 9110 §10.2.3) in milliseconds from `now`: seconds, fractions as some servers send them, or a date. */
export function retryAfterMs(header: string | null, now: number): number | null {
  const text = header?.trim() ?? '';
  // However many digits: what is asked for is at least that long.
  if (/^[0-9]+(?:\.[0-9]+)?$/.test(text)) return Math.min(Math.ceil(Number(text) * 1000), Number.MAX_SAFE_INTEGER);
  if (!DATE.test(text)) return null;
  // An asctime date has no zone and means UTC all the same (RFC 9110 §5.6.7).
  const at = Date.parse(/GMT$/i.test(text) ? text : `${text} GMT`);
  return Number.isNaN(at) ? null : Math.max(0, at - now);
}

/** Full jitter over a doubling pause, never shorter than what the server asked for. */
export function pauseBefore(attempt: number, random: number, asked: number | null): number {
  if (asked !== null) return asked + Math.floor(random * SPREAD_MS);
  return Math.floor(random * Math.min(LONGEST_PAUSE_MS, FIRST_PAUSE_MS * 2 ** (attempt - 1)));
}

export const isSafe = (method: string): boolean => method === 'GET' || method === 'HEAD';

/** 501 and 505 say "never"; the rest of 5xx and 429 say "not now". */
export const mayPass = (status: number): boolean => status === 429 || (status >= 500 && status !== 501 && status !== 505);
