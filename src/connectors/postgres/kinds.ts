/** What a PostgreSQL cluster knows of access: accounts, logins, memberships, attributes, privileges and owners. */
import type { ConnectorErrorCode, Entitlement, Kind } from '../../model/entitlement.ts';
import type { ConnectorKinds } from '../kit/contract.ts';
import { durationSeconds } from '../kit/duration.ts';
import { validate } from './config.generated.js';
import configSchema from './config.schema.json' with { type: 'json' };
import { badName, parseOwned, parsePrivilege, printObject, printPrivilege } from './object-name.ts';
import { ATTRIBUTES } from './privileges.ts';
import { validUntil } from './valid-until.ts';

/** `pg_*` is reserved for the server's own roles (docs/current/predefined-roles); `public` stands for everybody. */
const VENDOR = ['pg_*', 'public'];
const flag = (value: 'true' | 'false') => ({ default: value, mayPrint: true });

const KINDS: readonly Omit<Kind, 'settlesInSeconds'>[] = [
  {
    name: 'user',
    role: 'account',
    facets: [],
    verbs: ['grant'],
    facts: {},
    writes: 'member',
    revocation: 'immediate',
    administrator: [],
    privileged: [],
    vendor: VENDOR,
  },
  {
    name: 'login',
    role: 'login',
    facets: [],
    verbs: ['grant', 'revoke', 'adjust'],
    facts: { validUntil: { default: 'infinity', mayPrint: true } },
    writes: 'member',
    revocation: 'immediate',
    administrator: [],
    privileged: [],
    vendor: VENDOR,
  },
  {
    name: 'role',
    role: 'grant',
    refersTo: 'user',
    facets: [],
    verbs: ['grant', 'revoke', 'adjust'],
    facts: { admin: flag('false'), inherit: flag('true'), set: flag('true') },
    writes: 'member',
    revocation: 'immediate',
    // A predefined role reaches past the objects that a policy names; `postgres` is what initdb calls the first superuser.
    administrator: [],
    privileged: ['pg_*', 'postgres'],
    vendor: [],
  },
  {
    name: 'attribute',
    role: 'grant',
    facets: [],
    verbs: ['grant', 'revoke'],
    facts: {},
    writes: 'member',
    revocation: 'immediate',
    administrator: ['superuser'],
    privileged: ['superuser', 'createrole', 'replication', 'bypassrls'],
    vendor: [],
  },
  {
    name: 'privilege',
    role: 'grant',
    facets: [],
    verbs: ['grant', 'revoke', 'adjust'],
    facts: { grantable: flag('false') },
    writes: 'member',
    revocation: 'immediate',
    administrator: [],
    // Functions and tables of the server itself are closed for good reasons; who may create, or hang a trigger on a table, can
    // make others run his code; what is given by default reaches objects that nobody has seen yet.
    privileged: ['*:*.pg_catalog.*', 'database:*:CREATE', 'schema:*:CREATE', '*:TRIGGER', 'default-*'],
    vendor: [],
  },
  {
    name: 'owner',
    role: 'grant',
    facets: [],
    verbs: [],
    facts: {},
    writes: 'member',
    revocation: 'immediate',
    administrator: [],
    privileged: ['database:*', 'schema:*'],
    vendor: [],
  },
];

function settles(config: unknown): number {
  const text = (config as { readonly settles?: unknown } | null | undefined)?.settles;
  return typeof text === 'string' ? durationSeconds(text) : 0;
}

function canonical(entry: Entitlement): ReturnType<ConnectorKinds['canonical']> {
  const account = badAccount(entry.account);
  if (account !== null) return { refused: account };
  const facts = canonicalFacts(entry);
  if (!('ok' in facts)) return facts;
  const name = canonicalName(entry.kind, entry.name);
  return 'refused' in name ? name : { ...entry, name: name.ok, facts: facts.ok };
}

/** Live entries carry an id, which has no slash. */
function badAccount(account: string): string | null {
  const name = account.slice(account.indexOf('/') + 1);
  const why = badName(name);
  return why === null ? null : `the account's name ${why}`;
}

function canonicalName(kind: string, name: string): { readonly ok: string } | { readonly refused: string } {
  switch (kind) {
    case 'attribute': {
      const word = name.trim().toLowerCase();
      return Object.hasOwn(ATTRIBUTES, word)
        ? { ok: word }
        : { refused: `there is no role attribute "${name}"; there are ${Object.keys(ATTRIBUTES).join(', ')}` };
    }
    case 'privilege': {
      const read = parsePrivilege(name);
      return 'refused' in read ? read : { ok: printPrivilege(read.ok.object, read.ok.privilege) };
    }
    case 'owner': {
      const read = parseOwned(name);
      return 'refused' in read ? read : { ok: printObject(read.ok) };
    }
    case 'user':
    case 'login':
    case 'role': {
      const why = badName(name);
      return why === null ? { ok: name } : { refused: `the role's name ${why}` };
    }
    default:
      return { refused: `there is no kind "${kind}"; there are ${KINDS.map((k) => k.name).join(', ')}` };
  }
}

function canonicalFacts(entry: Entitlement): { readonly ok: Entitlement['facts'] } | { readonly refused: string } {
  const kind = KINDS.find((k) => k.name === entry.kind);
  const facts: Record<string, string> = {};
  for (const [fact, value] of Object.entries(entry.facts)) {
    if (kind !== undefined && !Object.hasOwn(kind.facts, fact)) return { refused: `the kind ${entry.kind} has no fact "${fact}"` };
    const text = fact === 'validUntil' ? validUntil(value) : truth(value);
    if (text === null)
      return {
        refused:
          fact === 'validUntil'
            ? `validUntil is "infinity", a date, or an instant as 2027-01-31T00:00:00Z; this is "${value}"`
            : `${fact} is true or false; this is "${value}"`,
      };
    facts[fact] = text;
  }
  return { ok: facts };
}

const truth = (value: string): string | null => (/^(true|false)$/i.test(value.trim()) ? value.trim().toLowerCase() : null);

/** Which codes it can meet, and when. */
export const failures: Readonly<Partial<Record<ConnectorErrorCode, string>>> = {
  unauthenticated: 'the server does not let us log in, the secret has no user in it, or the password would go in the clear',
  forbidden:
    'a right is missing, the address is not named in NHI_ORIGINS, no auth.write is there, or the account is the one that we act as',
  unavailable:
    'the server or a database cannot be reached, has no room, takes no writes, or answers too late; of a write: it may have been carried out',
  conflict: 'another run is writing, somebody holds a lock, rights were passed on, or what is to be changed is not there any more',
  unproven: 'a database lets us in no more, a catalogue may not be read, or rows came or went while it was read',
  badResponse: 'an answer that no PostgreSQL gives, or an SQLSTATE that nobody expects there',
  unsupported: 'the server is older than 15 or cannot do it, the role is one of its own, or the kind has no such verb',
};

export const kinds: ConnectorKinds = {
  connector: 'postgres',
  kinds: (config) => KINDS.map((kind) => ({ ...kind, settlesInSeconds: settles(config) })),
  configSchema,
  checkConfig: validate,
  canonical,
};
