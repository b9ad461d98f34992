/** What a SCIM target can hold: accounts of the configured types, their logins, groups, roles and entitlements. */
import type { ConnectorErrorCode, Entitlement, Kind, KindRole, Verb } from '../../model/entitlement.ts';
import type { ConnectorKinds } from '../kit/contract.ts';
import { validate } from './config.generated.js';
import configSchema from './config.schema.json' with { type: 'json' };
import { type ScimConfig, settingsOf } from './config.ts';

const TYPED: Kind['facts'] = { type: { default: '', mayPrint: true } };
const FACTS: Readonly<Record<string, Kind['facts']>> = { role: TYPED, entitlement: TYPED };

const GIVE_AND_TAKE: readonly Verb[] = ['grant', 'revoke'];

function kindsOf(config: unknown): readonly Kind[] {
  const scim = config as ScimConfig;
  const settings = settingsOf(scim);
  const kind = (name: string, role: KindRole, verbs: readonly Verb[], more: Partial<Kind> = {}): Kind => ({
    name,
    role,
    facets: [],
    verbs,
    facts: FACTS[name] ?? {},
    writes: 'member',
    settlesInSeconds: settings.settlesInSeconds,
    // RFC 7644 says nothing about sessions: what a disabled account has opened lives on as long as the server lets it.
    revocation: 'untilTokenExpiry',
    administrator: scim.administrator?.[name] ?? [],
    privileged: scim.privileged?.[name] ?? [],
    vendor: scim.vendor?.[name] ?? [],
    ...more,
  });
  const { attributePatch, deleteIsSafe, remove } = settings.quirks;
  const onAccounts = attributePatch ? GIVE_AND_TAKE : [];
  const all = [
    ...settings.types.map((type) => kind(type.kind, 'account', deleteIsSafe ? GIVE_AND_TAKE : ['grant'])),
    kind('login', 'login', GIVE_AND_TAKE),
    kind('group', 'grant', GIVE_AND_TAKE, { refersTo: 'group', writes: remove === 'put' ? 'wholeList' : 'member' }),
    kind('role', 'grant', onAccounts),
    kind('entitlement', 'grant', onAccounts),
  ];
  return all.filter(({ name }) => settings.has(name));
}

/** Names stay verbatim: which of them differ only in case is for the server to say (RFC 7643 §7, caseExact). */
function canonical(entry: Entitlement): Entitlement | { readonly refused: string } {
  if (entry.name === '') return { refused: 'a name is not empty' };
  if (Object.keys(entry.facets).length > 0) return { refused: `the kind ${entry.kind} has no facets` };
  const facts = FACTS[entry.kind] ?? {};
  const unknown = Object.keys(entry.facts).filter((fact) => facts[fact] === undefined);
  if (unknown.length > 0) return { refused: `the kind ${entry.kind} has no fact ${unknown.sort().join(', ')}` };
  const defaults = Object.entries(facts).flatMap(([fact, { default: value }]) => (value === undefined ? [] : [[fact, value] as const]));
  return { ...entry, facts: { ...Object.fromEntries(defaults), ...entry.facts } };
}

/** Which codes it can meet, and when. */
export const failures: Readonly<Partial<Record<ConnectorErrorCode, string>>> = {
  unauthenticated: 'the server answers 401, or the secret cannot be sent',
  forbidden: 'the server answers 403, or the secret is not bound to the address',
  throttled: 'the server answers 429 for longer than we may wait',
  unavailable: 'the server answers 5xx, too late, or not at all; of a write: it may have been carried out',
  conflict: 'the server answers 409 or 412, or what is to be changed is not there any more',
  unproven: 'a list has no end, moves, or hides rows; a group hides its members',
  badResponse: 'the server answers 404 to a list, a redirect, HTML, no SCIM, or our own secret as a name',
  unsupported: 'the profile does not offer the change, or the server answers 501',
};

export const kinds: ConnectorKinds = {
  connector: 'scim',
  kinds: kindsOf,
  configSchema,
  checkConfig: validate,
  canonical,
};
