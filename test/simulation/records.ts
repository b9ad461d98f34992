/** Ledger and history against what the world knows: who had what when, by which approval, and when nobody was watching. */
import type { Oracle } from './oracle.ts';
import type { Checker } from './trace.ts';

export const recordsChecker = (_oracle: Oracle): Checker => ({ after: () => undefined, atRest: () => undefined });
