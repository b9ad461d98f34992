/** Which readers are fuzzed: each by a lazy import, so that coverage is on before its code is compiled. */
import type { Reader } from './reader.ts';

const state = (document: string) => async (): Promise<Reader> => (await import('./readers/state.ts')).stateReader(document);

export const readers: Readonly<Record<string, () => Promise<Reader>>> = {
  policy: async () => (await import('./readers/policy.ts')).policyReader,
  scim: async () => (await import('./readers/scim.ts')).scimReader,
  csv: async () => (await import('./readers/file.ts')).csvReader,
  jsonl: async () => (await import('./readers/file.ts')).jsonlReader,
  'state-target': state('target'),
  'state-seal': state('seal'),
  'state-holds': state('holds'),
  'state-ledger': state('ledger'),
  'state-runs': state('runs'),
  'state-history': state('history'),
  'state-lock': state('lock'),
};
