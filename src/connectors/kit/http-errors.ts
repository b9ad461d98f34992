/** What an answer that is no success means, for the machine (a code) and for people (one line, nothing of the body). */
import type { ConnectorErrorCode } from '../../model/entitlement.ts';
import { ConnectorError } from './errors.ts';
import { isSafe } from './retry.ts';

export interface Attempted {
  readonly target: string;
  /** In the form "listing Users": the message goes on with "answered …". */
  readonly doing: string;
  readonly method: string;
  readonly secretName: string | null;
}

interface Meaning {
  readonly code: ConnectorErrorCode;
  readonly means: string;
  readonly remedy: string;
}

const STATUS: Readonly<Record<number, Meaning>> = {
  401: { code: 'unauthenticated', means: 'the secret is wrong, expired or withdrawn', remedy: 'Renew $secret.' },
  403: { code: 'forbidden', means: 'the secret lacks this right', remedy: 'Grant it to the account of $secret.' },
  404: {
    code: 'badResponse',
    means: '"empty", "not there" or "not allowed"',
    remedy: "Look at the target's url, and at the rights of the account of $secret.",
  },
  409: {
    code: 'conflict',
    means: 'somebody else changed it meanwhile, or the name is taken',
    remedy: 'The next round reads again and decides anew.',
  },
  412: { code: 'conflict', means: 'somebody else changed it meanwhile', remedy: 'The next round reads again and decides anew.' },
  429: { code: 'throttled', means: 'too many requests were sent', remedy: 'Run it later, or less often.' },
  501: { code: 'unsupported', means: 'the target cannot do this', remedy: "Look at the profile in this target's config." },
};

const REDIRECT: Meaning = {
  code: 'badResponse',
  means: 'the address has moved, or a login page stands before it; a redirect is never followed',
  remedy: 'Write the final address as url.',
};
const REFUSED: Meaning = {
  code: 'badResponse',
  means: 'the target does not understand this request',
  remedy: "Look at the profile in this target's config.",
};
const SERVER: Meaning = { code: 'unavailable', means: 'the target is down or overloaded', remedy: 'Run it again later.' };

const meaningOf = (status: number): Meaning =>
  STATUS[status] ?? (status >= 500 ? SERVER : status >= 300 && status < 400 ? REDIRECT : REFUSED);

/** What follows for this run. A write that reached the target may have been carried out, whatever came back. */
const consequence = (method: string, lost: boolean): string =>
  isSafe(method)
    ? 'nothing was compared'
    : lost
      ? 'it may have been carried out all the same, and is not repeated blindly'
      : 'nothing was changed';

export function statusError(attempted: Attempted, status: number, retryAfterMs: number | null): ConnectorError {
  const { code, means, remedy } = meaningOf(status);
  const after = retryAfterMs === null ? {} : { retryAfterSeconds: Math.ceil(retryAfterMs / 1000) };
  return new ConnectorError(
    code,
    sentence(attempted, `answered ${status}${asked(retryAfterMs)}`, means, remedy, status >= 500 && status !== 501),
    after,
  );
}

const DAY_SECONDS = 86_400;

/** What the target said of when to come back. */
function asked(retryAfterMs: number | null): string {
  if (retryAfterMs === null || retryAfterMs === 0) return '';
  const seconds = Math.ceil(retryAfterMs / 1000);
  return ` and asked for a pause of ${seconds > DAY_SECONDS ? 'more than a day' : `${seconds} s`}`;
}

/** `said`: what came instead of an answer, "no whole answer in time". */
export function brokenError(
  attempted: Attempted,
  code: 'unavailable' | 'badResponse',
  said: string,
  means: string,
  remedy: string,
): ConnectorError {
  return new ConnectorError(code, sentence(attempted, said, means, remedy, true));
}

function sentence({ target, doing, method, secretName }: Attempted, said: string, means: string, remedy: string, lost: boolean): string {
  const named = remedy.replace('$secret', secretName === null ? 'the secret' : secretName);
  return `${target}: ${doing} ${said}; that can mean ${means.startsWith('"') ? '' : 'that '}${means}, so ${consequence(method, lost)}. ${named}`;
}
