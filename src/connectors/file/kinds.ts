/** What a file can say: which kinds it has, and how an entry of one is spelled. */
import type { ConnectorErrorCode, Entitlement, Kind, KindRole } from '../../model/entitlement.ts';
import type { ConnectorKinds } from '../kit/contract.ts';
import { durationSeconds } from '../kit/duration.ts';
import { validate } from './config.generated.js';
import configSchema from './config.schema.json' with { type: 'json' };

type ByKind<T> = Readonly<Record<string, readonly T[]>>;

/** config.schema.json as a type. */
export interface FileConfig {
  readonly path: string;
  readonly format: 'jsonl' | 'csv';
  readonly complete?: true;
  readonly writable?: boolean;
  readonly kinds?: Readonly<Record<string, Exclude<KindRole, 'sink'>>>;
  readonly facets?: ByKind<string>;
  readonly facts?: ByKind<string>;
  readonly settles?: string;
  readonly administrator?: ByKind<string>;
  readonly privileged?: ByKind<string>;
  readonly vendor?: ByKind<string>;
}

const BUILT_IN = {
  account: 'account',
  login: 'login',
  credential: 'credential',
  group: 'grant',
  role: 'grant',
  permission: 'grant',
} as const;

/** The codes that this connector can meet, each with when; the contract suite provokes every one. */
export const failures: Readonly<Partial<Record<ConnectorErrorCode, string>>> = {
  forbidden: 'the path leaves its folder or goes through a link, or this user may not read or write the file',
  unavailable: 'the file is not there',
  unproven: 'the end marker is missing or counts other rows, or a CSV file ends inside a line',
  badResponse: 'the file is not UTF-8, too large, or a line is not what the format says',
  conflict: 'the file changed between reading and writing, or the change no longer fits what it says',
  unsupported: 'the file is not writable, or the verb, fact or facet is none of the kind',
};

function kindsOf(config: unknown): readonly Kind[] {
  const file = config as FileConfig;
  const settlesInSeconds = file.settles === undefined ? 0 : durationSeconds(file.settles);
  return Object.entries({ ...BUILT_IN, ...file.kinds }).map(([name, role]) => ({
    name,
    role,
    facets: file.facets?.[name] ?? [],
    // Facts are not adjusted: whoever wants other ones takes the row away and gives it again, in two reviewed lines.
    verbs: file.writable === true ? ['grant', 'revoke'] : [],
    // Who lists a fact wants to see it compared, hence printed.
    facts: Object.fromEntries((file.facts?.[name] ?? []).map((fact) => [fact, { mayPrint: true }])),
    writes: 'member',
    settlesInSeconds,
    revocation: 'immediate',
    administrator: file.administrator?.[name] ?? [],
    privileged: file.privileged?.[name] ?? [],
    vendor: file.vendor?.[name] ?? [],
  }));
}

/** Names stay verbatim: a file has no rules of spelling but that text is not empty and is Unicode. */
function canonical(entry: Entitlement): Entitlement | { readonly refused: string } {
  const texts = [entry.account, entry.name, ...Object.values(entry.facets), ...Object.values(entry.facts)];
  if (entry.name === '' || entry.account === '') return { refused: 'a name is not empty' };
  if (!texts.every((text) => text.isWellFormed())) return { refused: 'a name or value is not valid Unicode' };
  return entry;
}

export const kinds: ConnectorKinds = { connector: 'file', kinds: kindsOf, configSchema, checkConfig: validate, canonical };
