/** What SCIM servers do otherwise than RFC 7643, 7644 and 9865 have it, or where these leave it open; beside the faults of any HTTP system. */
import type { ScimConfig } from '../../src/connectors/scim/config.ts';
import { type Fault, type FaultRow, without } from '../servers/fault-proxy.ts';
import type { Expected } from './http-faults.ts';
import { type ScimProfile, scimSubject, type ScimWorld } from './scim-subject.ts';
import type { OwnFault } from './suite.ts';

type Json = Readonly<Record<string, unknown>>;
type Plays = OwnFault<ScimWorld>['plays'];

const asIfNothing: Expected = { ends: 'asIfNothing' };
const groupsUnread = (...says: readonly string[]): Expected => ({
  ends: 'partly',
  code: 'unproven',
  untouched: 'grant',
  says: ['group: ', ...says],
});
const loginsUnread = (...says: readonly string[]): Expected => ({
  ends: 'partly',
  code: 'unproven',
  untouched: 'login',
  says: ['login: ', ...says],
});
const unread = (code: 'unproven' | 'badResponse' | 'unavailable', ...says: readonly string[]): Expected => ({ ends: 'unread', code, says });
const failed = (code: 'unproven' | 'badResponse' | 'unsupported' | 'conflict', did: boolean, ...says: readonly string[]): Expected => ({
  ends: 'failed',
  code,
  says,
  did,
});
const unverified: Expected = {
  ends: 'failed',
  code: 'unverified',
  says: ['written, and the target still shows the state before', 'Look at its own log'],
};

const USERS = /\/Users\?/;
const ONE_GROUP = /\/Groups\/[^?]+/;
const BY_FILTER = /\/Groups\?.*filter=/;

const row = (name: string, url: RegExp, fault: Fault, more: Partial<FaultRow> = {}): FaultRow => ({ name, url, fault, ...more });
const shows = (name: string, url: RegExp, change: (body: Record<string, unknown>) => unknown, more: Partial<FaultRow> = {}): FaultRow =>
  row(name, url, { do: 'json', change }, { method: 'GET', ...more });
/** Lets it through; that it fired shows which way was taken. */
const taken = (name: string, url: RegExp, method = 'GET'): FaultRow => row(name, url, { do: 'ask' }, { method });
const asked = (name: string, url: RegExp, change: (url: string) => string): FaultRow => row(name, url, { do: 'ask', url: change });

const eachRow = (body: Json, change: (row: Json) => unknown): Json => ({
  ...body,
  Resources: (body['Resources'] as readonly Json[]).map(change),
});
const omitted = shows('members are left out', ONE_GROUP, (body) => without(body, 'members'));
const emptied = shows('members come empty', ONE_GROUP, (body) => ({ ...body, members: [] }));
const cutAt = (most: number): FaultRow =>
  shows(`${most} members come, whatever there are`, ONE_GROUP, (body) => ({
    ...body,
    members: (body['members'] as readonly unknown[]).slice(0, most),
  }));
const noFilter = row('filters are refused', BY_FILTER, { do: 'status', status: 400, body: '{"scimType":"invalidFilter"}' });
const filterIgnored = asked('filters are ignored', BY_FILTER, (url) => url.replace(/filter=[^&]*/, ''));

const fault = (
  name: string,
  on: OwnFault['on'],
  profile: ScimProfile,
  plays: readonly FaultRow[] | Plays,
  expects: Expected,
  never?: OwnFault['never'],
): OwnFault<ScimWorld> => ({
  name,
  on,
  subject: scimSubject(profile),
  plays: typeof plays === 'function' ? plays : () => plays,
  expects,
  ...(never === undefined ? {} : { never }),
});
const quirks = (own: NonNullable<ScimConfig['quirks']>): ScimProfile => ({ config: { quirks: own } });
const HIDDEN: ScimProfile = { server: { userGroups: false } };

const NO_OTHER_WAY = groupsUnread('no other way to read them works here', 'write group under without');
const OTHERWISE = groupsUnread('another way to read them says otherwise', 'write userGroups or memberFilter as quirks.membership');

const MEMBERS: readonly OwnFault<ScimWorld>[] = [
  fault('members left out, accounts show their groups', 'read', {}, [omitted], OTHERWISE),
  fault('members left out, a filter finds them', 'read', HIDDEN, [omitted, taken('filters are asked', /filter=members/)], OTHERWISE),
  fault('members left out, filters refused', 'read', HIDDEN, [omitted, noFilter], NO_OTHER_WAY),
  fault('members left out, filters ignored', 'read', HIDDEN, [omitted, filterIgnored], NO_OTHER_WAY),
  fault('members empty, accounts show their groups', 'read', {}, [emptied], OTHERWISE),
  fault('members empty, filters refused', 'read', HIDDEN, [emptied, noFilter], NO_OTHER_WAY),
  fault('members left out, and accounts are asked', 'write', quirks({ membership: 'userGroups' }), [omitted], asIfNothing),
  fault(
    'members left out, and filters are asked',
    'write',
    { ...HIDDEN, ...quirks({ membership: 'memberFilter' }) },
    [omitted, taken('filters are asked', /filter=members/)],
    asIfNothing,
  ),
  ...[100, 200, 250, 500, 1000].map((most) => fault(`members cut at ${most}`, 'read', { foreign: most }, [cutAt(most)], OTHERWISE)),
  fault('members cut at 100, no other way', 'read', { ...HIDDEN, foreign: 100 }, [cutAt(100), noFilter], NO_OTHER_WAY),
  fault(
    'members cut at a number that nobody suspects',
    'read',
    { foreign: 150 },
    [cutAt(150)],
    groupsUnread('shows a group that does not show it as a member', 'memberFilter as quirks.membership'),
  ),
  fault('100 members, and all of them shown', 'read', { foreign: 96 }, [taken('groups are read', ONE_GROUP)], asIfNothing),
  fault(
    'members without an id',
    'read',
    {},
    [shows('members are links only', ONE_GROUP, (body) => ({ ...body, members: [{ $ref: '../Users/1' }] }))],
    groupsUnread('Look at quirks.membership'),
  ),
  fault(
    'each member comes twice',
    'read',
    {},
    [shows('doubled', ONE_GROUP, (body) => ({ ...body, members: [...(body['members'] as unknown[]), ...(body['members'] as unknown[])] }))],
    asIfNothing,
  ),
  fault(
    'memberFilter: filters ignored',
    'read',
    quirks({ membership: 'memberFilter' }),
    [filterIgnored],
    groupsUnread('the server ignores a filter by member'),
  ),
  fault(
    'pairFilter: filters ignored',
    'read',
    quirks({ membership: 'pairFilter' }),
    [filterIgnored],
    groupsUnread('the server ignores filters'),
  ),
  fault(
    'pairFilter: no list of members is asked for',
    'write',
    quirks({ membership: 'pairFilter' }),
    [taken('pairs are asked', BY_FILTER)],
    asIfNothing,
    { method: 'GET', url: ONE_GROUP },
  ),
];

const GROUPS: readonly OwnFault<ScimWorld>[] = [
  fault(
    'groups refused',
    'read',
    {},
    [row('403', /\/Groups/, { do: 'status', status: 403 })],
    groupsUnread('listing groups answered 403', 'Grant it to the account of NHI_CRM_READ'),
  ),
  fault(
    'groups down',
    'read',
    {},
    [row('500', /\/Groups/, { do: 'status', status: 500 })],
    unread('unavailable', 'listing groups answered 500', 'Run it again later.'),
  ),
  fault(
    'a group goes away',
    'read',
    {},
    [row('404', ONE_GROUP, { do: 'status', status: 404 })],
    groupsUnread('went away while it was read'),
  ),
  fault(
    'another group than the one asked for',
    'read',
    {},
    [shows('mixed up', ONE_GROUP, (body) => ({ ...body, id: 'another' }))],
    groupsUnread('another resource than the one asked for'),
  ),
  fault(
    'a list in the place of a group',
    'read',
    {},
    [shows('a list', ONE_GROUP, (body) => ({ totalResults: 1, Resources: [body] }))],
    groupsUnread('a resource without an id'),
  ),
  fault(
    'throttled among the groups, and then not',
    'read',
    {},
    [row('429', ONE_GROUP, { do: 'status', status: 429, retryAfter: '1' }, { times: 2 })],
    asIfNothing,
  ),
];

const ACCOUNTS: readonly OwnFault<ScimWorld>[] = [
  fault(
    '"False" for false',
    'read',
    {},
    [shows('text', USERS, (body) => eachRow(body, (one) => ({ ...one, active: one['active'] === true ? 'True' : 'False' })))],
    loginsUnread('in another way than true and false'),
  ),
  fault(
    '"False" for false, as the profile says',
    'read',
    { config: { profile: 'entra' } },
    [shows('text', /\/Users/, (body) => booleansAsText(body))],
    asIfNothing,
  ),
  fault(
    'active is not said',
    'read',
    {},
    [shows('silent', USERS, (body) => eachRow(body, (one) => without(one, 'active')))],
    loginsUnread('does not say whether it is active'),
  ),
  fault(
    'an account without an id',
    'read',
    {},
    [shows('no id', USERS, (body) => eachRow(body, (one) => without(one, 'id')))],
    unread('badResponse', 'a resource without an id', "Look at the target's url and profile."),
  ),
  fault('attribute names in lower case', 'read', {}, [shows('lower case', /./, (body) => lowered(body))], asIfNothing),
];

const CURSOR: ScimProfile = { server: { cursors: {} }, config: { quirks: { paging: 'cursor' } } };
const expired = (more: Partial<FaultRow> = {}): FaultRow =>
  row('expired', /\/Users\?.*cursor=c/, { do: 'status', status: 400, body: '{"status":"400","scimType":"expiredCursor"}' }, more);

/** The server behind starts again after the end; others show nothing there. */
const oneFurther = (url: string): string =>
  url.replace(/startIndex=(\d+)&count=\d+/, (_, at: string) => `startIndex=${Number(at) + 1}&count=${Number(at) < 6 ? 2 : 0}`);

const LISTS: readonly OwnFault<ScimWorld>[] = [
  fault(
    'ten a page, whatever is asked',
    'read',
    { people: 16, config: { pageSize: 100 } },
    [taken('a third page', /\/Users\?.*startIndex=21/), asked('ten', USERS, (url) => url.replace(/count=\d+/, 'count=10'))],
    asIfNothing,
  ),
  fault(
    'startIndex ignored',
    'read',
    {},
    [asked('from the start', USERS, (url) => url.replace(/startIndex=\d+/, 'startIndex=1'))],
    unread('unproven', 'different items', 'Run it again; if it stays'),
  ),
  fault(
    'startIndex begins at 0',
    'read',
    {},
    [asked('one further', USERS, oneFurther)],
    unread('unproven', 'different items', 'Run it again; if it stays'),
  ),
  fault(
    'no totalResults',
    'read',
    {},
    [shows('no total', USERS, (body) => without(body, 'totalResults'))],
    unread('unproven', 'gave no total', 'look at the profile'),
  ),
  fault(
    'totalResults as text',
    'read',
    {},
    [shows('text', USERS, (body) => ({ ...body, totalResults: String(body['totalResults']) }))],
    asIfNothing,
  ),
  fault(
    'a cursor unasked',
    'read',
    { server: { cursors: { unasked: true } } },
    [taken('the cursor is followed', /\/Users\?.*cursor=c/)],
    asIfNothing,
  ),
  fault(
    'a Link header, which is none of SCIM',
    'read',
    {},
    [row('link', USERS, { do: 'link', next: 'https://elsewhere.example.com/next' })],
    asIfNothing,
  ),
  fault(
    'a cursor that is no text',
    'read',
    {},
    [shows('a number', USERS, (body) => ({ ...body, nextCursor: 7 }))],
    unread('badResponse', 'a cursor that is no text', "Look at the target's url and profile."),
  ),
  fault('a cursor expires, once', 'read', CURSOR, [expired({ times: 1 })], asIfNothing),
  fault('cursors always expire', 'read', CURSOR, [expired()], unread('unproven', 'lost its place', 'Run it again; if it stays')),
];

interface Patch {
  readonly Operations: readonly { readonly op: string; readonly path?: string; readonly value?: unknown }[];
}
const patched = (name: string, change: (operation: Patch['Operations'][number]) => object): FaultRow =>
  row(
    name,
    ONE_GROUP,
    { do: 'ask', body: (body) => ({ ...(body as Patch), Operations: (body as Patch).Operations.map(change) }) },
    { method: 'PATCH' },
  );
const filterRemoveIgnored = patched('a filter in a path finds nobody', (operation) =>
  operation.op === 'remove' && operation.path?.includes('[') === true ? { op: 'remove', path: 'members[value eq "nobody"]' } : operation,
);
const valueArrayTakesAll = patched('a remove with values takes all', (operation) =>
  operation.op === 'remove' && operation.path === 'members' ? { op: 'remove', path: 'members' } : operation,
);
const PUT: ScimProfile = { server: { etags: true }, config: { quirks: { remove: 'put' } } };
const PATCH_OF_GROUPS = { method: 'PATCH', url: ONE_GROUP };

const WRITES: readonly OwnFault<ScimWorld>[] = [
  fault('a remove by filter is ignored', 'write', {}, [filterRemoveIgnored], unverified),
  fault(
    'a remove by filter is ignored, and values are what it takes',
    'write',
    quirks({ remove: 'valueArray' }),
    [filterRemoveIgnored],
    asIfNothing,
  ),
  fault(
    'a remove by values takes all',
    'write',
    quirks({ remove: 'valueArray' }),
    [valueArrayTakesAll],
    failed('badResponse', true, 'taking one member took all of them, and the others were given back', 'Write filterPath as quirks.remove'),
  ),
  fault('a remove by values would take all, and none is sent', 'write', {}, [valueArrayTakesAll], asIfNothing),
  fault(
    'a remove answers noTarget, and the member is there',
    'write',
    {},
    [
      row(
        'noTarget',
        ONE_GROUP,
        { do: 'status', status: 400, body: '{"status":"400","scimType":"noTarget"}' },
        { method: 'PATCH', after: 1 },
      ),
    ],
    unverified,
  ),
  fault(
    'PATCH is not there',
    'write',
    {},
    [row('405', ONE_GROUP, { do: 'status', status: 405 }, { method: 'PATCH' })],
    failed('badResponse', true, 'Look at the profile'),
  ),
  fault(
    'PATCH is not there, and whole lists are written',
    'write',
    PUT,
    [taken('a list is written', ONE_GROUP, 'PUT')],
    asIfNothing,
    PATCH_OF_GROUPS,
  ),
  fault(
    'a whole list, and somebody writes between',
    'write',
    PUT,
    ({ server, id }) => [
      row(
        'a second writer',
        ONE_GROUP,
        {
          do: 'ask',
          body: (body) => {
            for (const group of ['admins', 'readers', 'writers']) server.rename(id(group), group);
            return body;
          },
        },
        { method: 'PUT' },
      ),
    ],
    failed('conflict', true, 'somebody else changed it meanwhile', 'The next round reads again'),
  ),
  fault(
    'a whole list, and no version to guard it',
    'write',
    PUT,
    [row('no version', ONE_GROUP, { do: 'json', change: (body) => without(body, 'meta'), withoutHeaders: ['etag'] }, { method: 'GET' })],
    failed('unsupported', true, 'the server gives no version to guard it', 'Do it by hand'),
    { method: 'PUT', url: ONE_GROUP },
  ),
  fault(
    'a whole list that is cut',
    'write',
    { server: { etags: true }, config: { quirks: { remove: 'put', membership: 'userGroups' } }, foreign: 120 },
    [cutAt(100)],
    failed('unproven', true, 'would take the rest away', 'Look at quirks.remove'),
  ),
  fault(
    'values of a list that is cut',
    'write',
    { config: { quirks: { remove: 'valueArray', membership: 'userGroups' } }, foreign: 120 },
    [cutAt(100)],
    failed('unproven', true, 'would take the rest away', 'Look at quirks.remove'),
  ),
  fault(
    '204 without a body',
    'write',
    {},
    [
      row(
        '204',
        /\/(?:Users|Groups)\//,
        { do: 'answer', change: (answer) => ({ ...answer, status: 204, json: null }) },
        { method: 'PATCH' },
      ),
    ],
    asIfNothing,
  ),
  fault(
    'a write is put off, and answers 202',
    'write',
    {},
    [row('202', ONE_GROUP, { do: 'status', status: 202, body: '' }, { method: 'PATCH' })],
    unverified,
  ),
];

function booleansAsText(body: Json): Json {
  const one = (found: Json): Json => ('active' in found ? { ...found, active: found['active'] === true ? 'True' : 'False' } : found);
  return Array.isArray(body['Resources']) ? eachRow(body, one) : one(body);
}

function lowered(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(lowered);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, inner]) => [name.toLowerCase(), lowered(inner)]));
}

export const SCIM_FAULTS: readonly OwnFault<ScimWorld>[] = [...MEMBERS, ...GROUPS, ...ACCOUNTS, ...LISTS, ...WRITES];
