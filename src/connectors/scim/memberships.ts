/** Who is in which group, and whether that is proven: an omitted, empty or cut list of members is looked at a second way. */
import { ConnectorError } from '../kit/errors.ts';
import { allOf } from '../kit/paging.ts';
import { filterEq, list, type Scim, single, valuesOf } from './protocol.ts';
import { SUSPICIOUS_COUNTS } from './quirks.ts';

export interface Memberships {
  /** Group id → those of our accounts that are in it. Foreign members (other types, nested groups) are left out. */
  readonly of: ReadonlyMap<string, ReadonlySet<string>>;
  /** Why it is not proven, in one clause; null = proven. */
  readonly doubt: string | null;
}

/** `groups` of an account, as its own resource shows it; null = not there. */
export type GroupsOfAccount = ReadonlyMap<string, readonly string[] | null>;

type Sets = Map<string, Set<string>>;

/** Well formed as an id, and nobody's. */
const NOBODY = '00000000-0000-4000-8000-000000000000';
const AT_ONCE = 4;

export async function memberships(scim: Scim, groups: readonly string[], accounts: GroupsOfAccount): Promise<Memberships> {
  switch (scim.settings.quirks.membership) {
    case 'members':
      return byMembers(scim, groups, accounts);
    case 'userGroups':
      return byUserGroups(groups, accounts);
    case 'memberFilter': {
      if (await filterIsIgnored(scim)) return { of: new Map(), doubt: 'the server ignores a filter by member' };
      return { of: await byFilter(scim, accounts), doubt: null };
    }
    case 'pairFilter':
      return byPairs(scim, groups, accounts);
  }
}

interface Shown {
  readonly group: string;
  /** All members, foreign ones too; null = the attribute is not there. */
  readonly members: readonly string[] | null;
}

async function byMembers(scim: Scim, groups: readonly string[], accounts: GroupsOfAccount): Promise<Memberships> {
  const shown: Shown[] = [];
  const gone: string[] = [];
  for (const [group, one] of await askedOf(groups, (id) => membersOf(scim, id))) {
    if (one === 'gone') gone.push(group);
    else shown.push(one);
  }
  const of: Sets = new Map(shown.map(({ group, members }) => [group, new Set(members?.filter((id) => accounts.has(id)))]));
  if (gone.length > 0) return { of, doubt: `${count(gone.length, 'group')} went away while it was read, or may not be read` };
  const doubtful = shown.filter((one) => isDoubtful(scim, one, shown));
  if (doubtful.length === 0) return { of, doubt: contradiction(shown, accounts) };
  const second = await secondLook(scim, shown, accounts, of);
  const unproven = doubtful.filter(({ group }) => second === null || !sameSet(of.get(group), second.get(group)));
  if (unproven.length === 0) return { of, doubt: contradiction(shown, accounts) };
  const why =
    second === null
      ? 'and no other way to read them works here; if there are no groups to manage, write group under without'
      : 'and another way to read them says otherwise; write userGroups or memberFilter as quirks.membership';
  return {
    of,
    doubt: `${count(unproven.length, 'group')} came without members, or with a number of them at which servers cut the list, ${why}`,
  };
}

/** An account that shows a group is in it, or in a group in it; else members were left out (RFC 7643 §4.1.2), and nobody knows how many. */
function contradiction(shown: readonly Shown[], accounts: GroupsOfAccount): string | null {
  const members = new Map(shown.map((one) => [one.group, new Set(one.members)]));
  const missing = [...accounts].filter(([account, held]) =>
    (held ?? []).some((group) => members.get(group)?.has(account) === false && !isNested(members, group, account)),
  );
  return missing.length === 0
    ? null
    : `${count(missing.length, 'account')} shows a group that does not show it as a member; if this stays, the server cuts or delays one of the two, and memberFilter as quirks.membership asks in a third way`;
}

/** Through groups that are members of groups; they may turn in a circle. */
function isNested(members: ReadonlyMap<string, ReadonlySet<string>>, group: string, account: string): boolean {
  const seen = new Set<string>();
  const open = [group];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    if (seen.has(next)) continue;
    seen.add(next);
    const inside = members.get(next) ?? new Set();
    if (inside.has(account)) return true;
    for (const id of inside) if (members.has(id)) open.push(id);
  }
  return false;
}

/** A few at a time, answers in the order of the questions. */
async function askedOf<Q, A>(questions: readonly Q[], ask: (question: Q) => Promise<A>): Promise<readonly (readonly [Q, A])[]> {
  const answers: (readonly [Q, A])[] = [];
  for (let at = 0; at < questions.length; at += AT_ONCE) {
    answers.push(
      ...(await Promise.all(questions.slice(at, at + AT_ONCE).map(async (question) => [question, await ask(question)] as const))),
    );
  }
  return answers;
}

async function membersOf(scim: Scim, group: string): Promise<Shown | 'gone'> {
  const resource = await single(scim, {
    endpoint: '/Groups',
    id: group,
    attributes: ['id', 'members'],
    doing: 'reading the members of a group',
  });
  if (resource === null) return 'gone';
  const members = valuesOf(resource.attributes, 'members');
  if (members === 'malformed')
    throw new ConnectorError(
      'unproven',
      `${scim.target}: a group has members without an id; that can mean that this server shows them in another way, so groups were not compared. Look at quirks.membership.`,
    );
  return { group, members: members?.map(({ value }) => value) ?? null };
}

/** Empty and omitted are the same by RFC 7643 §2.5, but servers also omit, or show as empty, what they do not list. */
function isDoubtful(scim: Scim, { members }: Shown, all: readonly Shown[]): boolean {
  if (members !== null && members.length > 0) return SUSPICIOUS_COUNTS.has(members.length);
  if (scim.settings.quirks.omittedMembers === 'empty') return false;
  // A server that shows members elsewhere in the same read means an explicit empty list.
  return members === null || !all.some((other) => (other.members?.length ?? 0) > 0);
}

/** Memberships read the other way round, or null where no other way proves anything. */
async function secondLook(scim: Scim, shown: readonly Shown[], accounts: GroupsOfAccount, known: Sets): Promise<Sets | null> {
  const byAttribute = byUserGroups([...known.keys()], accounts);
  if (byAttribute.doubt === null && holdsAll(byAttribute.of, known))
    return new Map([...byAttribute.of].map(([group, ids]) => [group, new Set(ids)]));
  try {
    if (!(await filterWorks(scim, shown))) return null;
    const filtered = await byFilter(scim, accounts);
    return holdsAll(filtered, known) ? filtered : null;
  } catch (error) {
    if (error instanceof ConnectorError && ['badResponse', 'forbidden', 'unsupported', 'unproven'].includes(error.code)) return null;
    throw error;
  }
}

/** It must find a membership that is known, or where nobody is in any group, the one group that it is asked for; and nobody's none. */
async function filterWorks(scim: Scim, shown: readonly Shown[]): Promise<boolean> {
  if (await filterIsIgnored(scim)) return false;
  const sample = shown.find(({ members }) => (members?.length ?? 0) > 0);
  const member = sample?.members?.[0];
  if (sample !== undefined && member !== undefined)
    return (await groupsWith(scim, filterEq(scim.settings.quirks.memberPath, member))).includes(sample.group);
  const [first] = shown;
  return first === undefined || (await groupsWith(scim, filterEq('id', first.group))).join() === first.group;
}

const holdsAll = (sets: ReadonlyMap<string, ReadonlySet<string>>, known: Sets): boolean =>
  [...known].every(([group, ids]) => [...ids].every((id) => sets.get(group)?.has(id) === true));

const sameSet = (a: ReadonlySet<string> = new Set(), b: ReadonlySet<string> = new Set()): boolean =>
  a.size === b.size && [...a].every((id) => b.has(id));

const count = (number: number, what: string): string => `${number} ${what}${number === 1 ? '' : 's'}`;

/** `groups` is read-only and optional (RFC 7643 §4.1.2): one account that shows it stands for a server that fills it. */
function byUserGroups(groups: readonly string[], accounts: GroupsOfAccount): Memberships {
  const of: Sets = new Map(groups.map((group) => [group, new Set<string>()]));
  const rows = [...accounts];
  const fills = rows.some(([, held]) => (held?.length ?? 0) > 0) || (rows.length > 0 && rows.every(([, held]) => held !== null));
  for (const [account, held] of rows) for (const group of held ?? []) of.get(group)?.add(account);
  const isTrivial = groups.length === 0 || rows.length === 0;
  return { of, doubt: fills || isTrivial ? null : 'no account shows its groups' };
}

async function groupsWith(scim: Scim, filter: string): Promise<readonly string[]> {
  const { items } = await allOf(
    list(scim, { endpoint: '/Groups', filter, attributes: ['id'], doing: 'listing groups by member' }, (resource) => resource),
  );
  return items.map(({ id }) => id);
}

const filterIsIgnored = async (scim: Scim): Promise<boolean> =>
  (await groupsWith(scim, filterEq(scim.settings.quirks.memberPath, NOBODY))).length > 0;

async function byFilter(scim: Scim, accounts: GroupsOfAccount): Promise<Sets> {
  const of: Sets = new Map();
  for (const [account, held] of await askedOf([...accounts.keys()], (id) =>
    groupsWith(scim, filterEq(scim.settings.quirks.memberPath, id)),
  )) {
    for (const group of held) of.set(group, (of.get(group) ?? new Set()).add(account));
  }
  return of;
}

/** Is this account in this group? By a filter that names both. */
export async function isMember(scim: Scim, group: string, member: string): Promise<boolean> {
  const filter = `${filterEq('id', group)} and ${filterEq(scim.settings.quirks.memberPath, member)}`;
  const { items } = await allOf(
    list(
      scim,
      { endpoint: '/Groups', filter, attributes: ['id'], doing: 'asking whether an account is in a group' },
      (resource) => resource,
    ),
  );
  if (items.some(({ id }) => id !== group))
    throw new ConnectorError(
      'unproven',
      `${scim.target}: a filter by group and member gave another group; that can mean that the server ignores filters, so groups were not compared. Look at quirks.membership.`,
    );
  return items.length > 0;
}

async function byPairs(scim: Scim, groups: readonly string[], accounts: GroupsOfAccount): Promise<Memberships> {
  const of: Sets = new Map(groups.map((group) => [group, new Set<string>()]));
  const pairs = groups.flatMap((group) => [...accounts.keys()].map((account) => ({ group, account })));
  for (const [{ group, account }, held] of await askedOf(pairs, (pair) => isMember(scim, pair.group, pair.account))) {
    if (held) of.get(group)?.add(account);
  }
  // A server that looks at the group alone would say yes to everybody.
  const group = groups[0];
  const ignored =
    group !== undefined &&
    accounts.size > 0 &&
    [...of.values()].every((ids) => ids.size === accounts.size) &&
    (await saysYesToNobody(scim, group));
  return { of, doubt: ignored ? 'the server ignores a filter by member' : null };
}

async function saysYesToNobody(scim: Scim, group: string): Promise<boolean> {
  try {
    return await isMember(scim, group, NOBODY);
  } catch (error) {
    // It looked at the member, and did not like it.
    if (error instanceof ConnectorError && error.code === 'badResponse') return false;
    throw error;
  }
}
