/** One member of a group, given or taken; the list as a whole is written only where a server knows no other way. */
import type { Change } from '../../model/plan.ts';
import type { Outcome } from '../kit/contract.ts';
import { pathSegment } from '../kit/encode.ts';
import { ConnectorError } from '../kit/errors.ts';
import { isMember } from './memberships.ts';
import { attribute, filterEq, isAttributes, patch, noTarget, type Scim, type Single, single, textOf, valuesOf } from './protocol.ts';
import { SUSPICIOUS_COUNTS } from './quirks.ts';
import { cannot, gone } from './refusals.ts';

type Did = Outcome['outcome'];

/** What a writer has found out about its server. */
export interface Learned {
  takesAll: boolean;
}

/** null: the server does not say, so the write decides. */
async function holds(scim: Scim, group: string, member: string): Promise<boolean | null> {
  if (scim.settings.quirks.membership === 'pairFilter') return isMember(scim, group, member);
  const found = await single(scim, {
    endpoint: '/Groups',
    id: group,
    attributes: ['id', 'members'],
    doing: 'reading a group before a change',
  });
  if (found === null) throw gone(scim.target, 'the group that is to be changed');
  const members = valuesOf(found.attributes, 'members');
  if (members === 'malformed') return null;
  if (members?.some(({ value }) => value === member) === true) return true;
  // Not in a list that can be hidden or cut says nothing yet.
  return members === null || members.length === 0 || SUSPICIOUS_COUNTS.has(members.length) ? asked(scim, group, member) : false;
}

async function asked(scim: Scim, group: string, member: string): Promise<boolean | null> {
  try {
    return await isMember(scim, group, member);
  } catch (error) {
    if (error instanceof ConnectorError && ['badResponse', 'unsupported', 'unproven'].includes(error.code)) return null;
    throw error;
  }
}

export async function addMember(scim: Scim, group: string, member: string): Promise<Did> {
  // Some servers add a present member a second time.
  if ((await holds(scim, group, member)) === true) return 'unchanged';
  await patch(scim, {
    endpoint: '/Groups',
    id: group,
    operation: { op: 'add', path: 'members', value: [{ value: member }] },
    doing: 'adding a member',
  });
  return 'changed';
}

export async function removeMember(scim: Scim, learned: Learned, group: string, member: string): Promise<Did> {
  if ((await holds(scim, group, member)) === false) return 'unchanged';
  if (scim.settings.quirks.remove === 'valueArray') return removeByValue(scim, learned, group, member);
  const operation = { op: 'remove', path: `members[${filterEq('value', member)}]` } as const;
  const answer = await patch(scim, { endpoint: '/Groups', id: group, operation, doing: 'taking a member', expects: noTarget });
  return answer.status === 400 ? 'unchanged' : 'changed';
}

/**
 * By RFC 7644 §3.5.2.2 a remove with values takes all members, and strict servers do that: so the list is looked at before
 * and after. What this server turned out to do is not tried a second time.
 */
async function removeByValue(scim: Scim, learned: Learned, group: string, member: string): Promise<Did> {
  if (learned.takesAll) throw cannot(scim.target, 'taking a member', 'this server takes all members where one is named');
  const others = (await wholeList(scim, group)).filter((id) => id !== member);
  await patch(scim, {
    endpoint: '/Groups',
    id: group,
    operation: { op: 'remove', path: 'members', value: [{ value: member }] },
    doing: 'taking a member',
  });
  // Some of them can be somebody else's doing; all of them at once is ours.
  if (others.length === 0 || (await shownMembers(scim, group)).some((id) => others.includes(id))) return 'changed';
  learned.takesAll = true;
  const lost = await giveBack(scim, group, others);
  throw new ConnectorError(
    'badResponse',
    `${scim.target}: taking one member took all of them, and ${lost === 0 ? 'the others were given back' : `${lost} of ${others.length} others are not seen to be back: compare this group with who was in it, and give them back by hand`}; that can mean that this server takes a remove with values for "all" (RFC 7644 §3.5.2.2), so no other member is taken that way in this run. Write filterPath as quirks.remove of this target.`,
  );
}

/** How many are not seen to be back. What went wrong on the way matters less than that. */
async function giveBack(scim: Scim, group: string, members: readonly string[]): Promise<number> {
  try {
    await patch(scim, {
      endpoint: '/Groups',
      id: group,
      operation: { op: 'add', path: 'members', value: members.map((value) => ({ value })) },
      doing: 'giving back members that were taken with one',
    });
    const back = new Set(await shownMembers(scim, group));
    return members.filter((id) => !back.has(id)).length;
  } catch (error) {
    if (error instanceof ConnectorError) return members.length;
    throw error;
  }
}

const shownMembers = async (scim: Scim, group: string): Promise<readonly string[]> => {
  const found = await single(scim, {
    endpoint: '/Groups',
    id: group,
    attributes: ['id', 'members'],
    doing: 'reading the members of a group',
  });
  const members = found === null ? null : valuesOf(found.attributes, 'members');
  return members === null || members === 'malformed' ? [] : members.map(({ value }) => value);
};

/** Only of a list that is there and cannot have been cut is it known what a write does to the rest. */
async function wholeList(scim: Scim, group: string): Promise<readonly string[]> {
  const members = await shownMembers(scim, group);
  if (members.length === 0 || SUSPICIOUS_COUNTS.has(members.length)) throw notShownInFull(scim);
  return members;
}

const notShownInFull = (scim: Scim): ConnectorError =>
  new ConnectorError(
    'unproven',
    `${scim.target}: a group's members are not shown in full; a write that names the list would take the rest away, so nothing was changed. Look at quirks.remove of this target.`,
  );

/** For servers without PATCH: the fresh list, changed, under a precondition. What PUT leaves out vanishes (RFC 7644 §3.5.1), so all is sent back. */
export async function putMembers(scim: Scim, step: readonly [Change, ...Change[]]): Promise<readonly Did[]> {
  const group = step[0].entry.name;
  if (step.some(({ entry }) => entry.name !== group || entry.kind !== 'group'))
    throw cannot(scim.target, 'a step over several groups', 'one request replaces one list');
  const found = await single(scim, { endpoint: '/Groups', id: group, doing: 'reading a group before a change' });
  if (found === null) throw gone(scim.target, 'the group that is to be changed');
  const rows: unknown = attribute(found.attributes, 'members');
  const members = valuesOf(found.attributes, 'members');
  if (!Array.isArray(rows) || members === null || members === 'malformed' || SUSPICIOUS_COUNTS.has(members.length)) {
    throw notShownInFull(scim);
  }
  const version = found.etag ?? versionOf(found);
  if (version === null)
    throw cannot(scim.target, 'a change of group', 'the whole list would be written, and the server gives no version to guard it (ETag)');
  const before = new Set(members.map(({ value }) => value));
  const after = new Set(before);
  for (const { verb, entry } of step) {
    if (verb === 'grant') after.add(entry.account);
    else after.delete(entry.account);
  }
  const did = step.map(({ verb, entry }): Did => (before.has(entry.account) === (verb === 'grant') ? 'unchanged' : 'changed'));
  if (did.every((outcome) => outcome === 'unchanged')) return did;
  const kept = (rows as readonly unknown[]).filter((row) => after.has(memberId(row)));
  const added = [...after].filter((id) => !before.has(id)).map((value) => ({ value }));
  const body = Object.fromEntries(Object.entries(found.attributes).filter(([name]) => !['meta', 'members'].includes(name.toLowerCase())));
  await scim.session.request({
    method: 'PUT',
    path: `/Groups/${pathSegment(group)}`,
    headers: { 'if-match': version },
    body: { ...body, members: [...kept, ...added] },
    doing: 'writing the members of a group',
  });
  return did;
}

const memberId = (row: unknown): string =>
  typeof row === 'string' ? row : isAttributes(row) ? (textOf(attribute(row, 'value')) ?? '') : '';

/** `meta.version` is the ETag (RFC 7643 §3.1). */
function versionOf({ attributes }: Single): string | null {
  const meta = attribute(attributes, 'meta');
  return isAttributes(meta) ? textOf(attribute(meta, 'version')) : null;
}
