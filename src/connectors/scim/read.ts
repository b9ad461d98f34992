/** One read of a SCIM server: accounts of each type, then groups. What a server leaves unsaid gets no proof. */
import type { Entitlement, Proof, Ref } from '../../model/entitlement.ts';
import type { Page, Ports, Reader } from '../kit/contract.ts';
import { ConnectorError } from '../kit/errors.ts';
import { httpTarget } from '../kit/http.ts';
import { allOf, type Pages } from '../kit/paging.ts';
import { demandNoSecret, outgoing } from '../kit/redact.ts';
import { type ScimConfig, settingsOf } from './config.ts';
import { type KnownType, knownTypes, readableAttributes } from './discovery.ts';
import { memberships } from './memberships.ts';
import {
  activeOf,
  attribute,
  list,
  MEDIA_TYPE,
  type Query,
  type Resource,
  type Scim,
  single,
  textOf,
  type Valued,
  valuesOf,
} from './protocol.ts';

type Proofs = Record<string, Proof>;
type ReadOnly = { readonly accounts: readonly string[] } | undefined;

/** Kind → the attribute of an account that holds it. */
export const VALUED = { role: 'roles', entitlement: 'entitlements' } as const;
type ValuedKind = keyof typeof VALUED;
const VALUED_KINDS = Object.keys(VALUED) as readonly ValuedKind[];

interface Account {
  readonly id: string;
  readonly kind: string;
  readonly name: string | null;
  readonly active: boolean | null;
  readonly groups: readonly string[] | null;
  readonly valued: Readonly<Record<ValuedKind, readonly Valued[] | null | 'malformed'>>;
  readonly entries: readonly Entitlement[];
}

export function scimReader(target: string, config: ScimConfig, ports: Ports): Reader {
  const settings = settingsOf(config);
  const http = httpTarget({ target, url: config.url, auth: config.auth, use: 'read', mediaType: MEDIA_TYPE, limits: settings.http }, ports);
  return {
    async *read(only) {
      try {
        const pages = reading({ target, settings, session: http.session() }, only);
        for (;;) {
          const next = await pages.next();
          if (next.done === true) return next.value;
          yield demandNoSecret(target, next.value, http.holds);
        }
      } catch (error) {
        throw outgoing(target, error, http.clean);
      }
    },
    async [Symbol.asyncDispose]() {},
  };
}

async function* reading(scim: Scim, only: ReadOnly): AsyncGenerator<Page, Proofs> {
  const types = await knownTypes(scim);
  const accounts = new Map<string, Account>();
  const proofs: Proofs = {};
  for (const type of types) proofs[type.kind] = yield* readingAccounts(scim, type, only, accounts);
  const whole = together(types.map((type) => proofs[type.kind]));
  const unproven: Record<string, string> = doubtsOf(types, accounts);
  proofs['login'] = whole;
  for (const kind of VALUED_KINDS.filter(scim.settings.has)) {
    proofs[kind] = whole;
    const doubt = await valuedDoubt(scim, kind, accounts);
    if (doubt !== null) unproven[kind] = doubt;
  }
  if (scim.settings.has('group')) proofs['group'] = yield* readingGroups(scim, accounts, unproven);
  if (Object.keys(unproven).length > 0) yield { entries: [], refs: [], unproven };
  return Object.fromEntries(Object.entries(proofs).filter(([kind]) => unproven[kind] === undefined));
}

const attributesOf = (scim: Scim, type: KnownType): string[] => [
  'id',
  type.nameAttribute,
  'active',
  ...VALUED_KINDS.filter(scim.settings.has).map((kind) => VALUED[kind]),
  ...(scim.settings.has('group') ? ['groups'] : []),
];

async function* readingAccounts(scim: Scim, type: KnownType, only: ReadOnly, accounts: Map<string, Account>): AsyncGenerator<Page, Proof> {
  const made = (resource: Resource): Account => accountOf(scim, type, resource);
  const query = { endpoint: type.endpoint, attributes: attributesOf(scim, type) };
  const pages =
    only === undefined
      ? list(scim, { ...query, doing: `listing ${type.name} resources` }, made)
      : these(scim, { ...query, doing: `reading one ${type.name} resource` }, only.accounts, made);
  for (;;) {
    const next = await pages.next();
    if (next.done === true) return next.value;
    for (const account of next.value) takeAccount(scim, accounts, account);
    yield pageOf(next.value);
  }
}

/** Accounts by id. One that is gone is missing, which is what a partial read is to show. */
async function* these(scim: Scim, query: Query, ids: readonly string[], made: (resource: Resource) => Account): Pages<Account> {
  const items: Account[] = [];
  for (const id of new Set(ids)) {
    const found = await single(scim, { ...query, id });
    if (found !== null) items.push(made(found));
  }
  yield items;
  return { read: items.length, claimed: null, by: 'onePage' };
}

function accountOf(scim: Scim, type: KnownType, { id, attributes }: Resource): Account {
  const groups = valuesOf(attributes, 'groups');
  const active = activeOf(attributes, scim.settings.quirks.booleanText);
  const valued = { role: valuesOf(attributes, VALUED.role), entitlement: valuesOf(attributes, VALUED.entitlement) };
  return {
    id,
    kind: type.kind,
    name: textOf(attribute(attributes, type.nameAttribute)),
    active,
    // Memberships of a group in a group (RFC 7643 §4.1.2) are not this account's own.
    groups:
      groups === null || groups === 'malformed'
        ? null
        : groups.filter(({ type: how }) => how.toLowerCase() !== 'indirect').map(({ value }) => value),
    valued,
    entries: entriesOf(scim, type.kind, id, active, valued),
  };
}

/** An id is unique over all resources of a server (RFC 7643 §3.1). */
function takeAccount(scim: Scim, accounts: Map<string, Account>, account: Account): void {
  const other = accounts.get(account.id);
  if (other !== undefined && other.kind !== account.kind) {
    throw new ConnectorError(
      'unproven',
      `${scim.target}: one id belongs to a ${other.kind} and to a ${account.kind}; ids must be unique over all types, so nothing was compared. Make a target of each type.`,
    );
  }
  accounts.set(account.id, account);
}

function entriesOf(scim: Scim, kind: string, id: string, active: boolean | null, valued: Account['valued']): readonly Entitlement[] {
  const entry = (of: string, name: string, facts = {}): Entitlement => ({
    target: scim.target,
    account: id,
    kind: of,
    name,
    facets: {},
    facts,
  });
  const entries = [entry(kind, id)];
  if (active === true) entries.push(entry('login', id));
  for (const of of VALUED_KINDS.filter(scim.settings.has)) {
    const values = valued[of];
    if (values !== null && values !== 'malformed') entries.push(...values.map(({ value, type }) => entry(of, value, { type })));
  }
  return entries;
}

const pageOf = (accounts: readonly Account[]): Page => ({
  entries: accounts.flatMap(({ entries }) => entries),
  refs: accounts.map(({ kind, id, name }) => ({ kind, id, name: name ?? '' })),
});

/** One proof for what stands on the accounts of all types. */
function together(proofs: readonly (Proof | undefined)[]): Proof {
  const all = proofs.filter((proof) => proof !== undefined);
  const [first = { read: 0, claimed: null, by: 'onePage' as const }] = all;
  const claims = all.map(({ claimed }) => claimed);
  const claimed = claims.every((claim) => claim !== null) ? claims.reduce((sum, claim) => sum + claim, 0) : null;
  return {
    read: all.reduce((sum, { read }) => sum + read, 0),
    claimed,
    by: all.every(({ by }) => by === first.by) ? first.by : 'cursorEnd',
  };
}

function doubtsOf(types: readonly KnownType[], accounts: ReadonlyMap<string, Account>): Record<string, string> {
  const doubts: Record<string, string> = {};
  const rows = [...accounts.values()];
  for (const { kind, nameAttribute } of types) {
    if (rows.some((row) => row.kind === kind && row.name === null))
      doubts[kind] = `an account has no ${nameAttribute}; nameAttribute says which attribute is the name`;
  }
  // What an absent `active` means is for the server to say (RFC 7643 §4.1.1), so it is neither.
  if (rows.some(({ active }) => active === null))
    doubts['login'] = 'an account does not say whether it is active, or says it in another way than true and false';
  return doubts;
}

/** An attribute that no account carries is empty everywhere, or not shown. /Schemas can tell. */
async function valuedDoubt(scim: Scim, kind: ValuedKind, accounts: ReadonlyMap<string, Account>): Promise<string | null> {
  const rows = [...accounts.values()].map(({ valued }) => valued[kind]);
  const name = VALUED[kind];
  if (rows.includes('malformed')) return `an account has ${name} without a value`;
  if (rows.length === 0 || rows.some((row) => row !== null)) return null;
  if ((await readableAttributes(scim)).has(name)) return null;
  return `no account shows ${name}, and the server does not list it in /Schemas; if it has none, write ${kind} under without`;
}

/** A server that refuses its groups still has its accounts read: the group kind is then unproven, and says why. */
async function* readingGroups(
  scim: Scim,
  accounts: ReadonlyMap<string, Account>,
  unproven: Record<string, string>,
): AsyncGenerator<Page, Proof> {
  const nothing: Proof = { read: 0, claimed: null, by: 'onePage' };
  try {
    const { items: refs, proof } = await allOf(
      list(scim, { endpoint: '/Groups', attributes: ['id', 'displayName'], doing: 'listing groups' }, groupOf),
    );
    if (refs.some(({ name }) => name === '')) unproven['group'] = 'a group has no displayName';
    const ids = refs.map(({ id }) => id);
    const { of, doubt } = await memberships(scim, ids, new Map([...accounts].map(([id, { groups }]) => [id, groups])));
    if (doubt !== null) unproven['group'] = doubt;
    yield {
      entries: ids.flatMap((group) =>
        [...(of.get(group) ?? [])].map((account): Entitlement => ({
          target: scim.target,
          account,
          kind: 'group',
          name: group,
          facets: {},
          facts: {},
        })),
      ),
      refs,
    };
    return proof;
  } catch (error) {
    if (!(error instanceof ConnectorError) || !['forbidden', 'badResponse', 'unproven', 'unsupported'].includes(error.code)) throw error;
    unproven['group'] = error.message.replace(`${scim.target}: `, '').replace(/\.$/, '');
    return nothing;
  }
}

const groupOf = ({ id, attributes }: Resource): Ref => ({ kind: 'group', id, name: textOf(attribute(attributes, 'displayName')) ?? '' });
