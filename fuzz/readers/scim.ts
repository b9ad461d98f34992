/** The reader of a SCIM server under foreign answers: the real reader and client, with a `fetch` that hands out the text. */
import type { Ports } from '../../src/connectors/kit/contract.ts';
import { collect } from '../../src/connectors/kit/collect.ts';
import { connect } from '../../src/connectors/scim/connect.ts';
import type { ScimConfig } from '../../src/connectors/scim/config.ts';
import { PROFILES, type Profile } from '../../src/connectors/scim/quirks.ts';
import type { Chance } from '../chance.ts';
import { mutated } from '../mutate.ts';
import { demand, type Reader } from '../reader.ts';

const TOKEN = 'canary-token-0123456789';
const ORIGIN = 'https://crm.example.com';

/**
 * A text is a line with the profile and the resource types, then answers: `path status content-type` and a body each, apart
 * by a line of %%. A request gets the answers that its path begins with in turn, the last one for ever.
 */
interface Server {
  readonly profile: Profile;
  readonly types: readonly string[];
  readonly answers: readonly { readonly path: string; readonly status: number; readonly type: string; readonly body: string }[];
}

function serverOf(text: string): Server {
  const [first = '', ...parts] = text.split('\n%%\n');
  const [profile = '', types = ''] = first.split(' ');
  return {
    profile: Object.hasOwn(PROFILES, profile) ? (profile as Profile) : 'generic',
    types: types.includes('A') ? ['User', 'Agent'] : ['User'],
    answers: parts.map((part) => {
      const [head = '', ...body] = part.split('\n');
      const [path = '', status = '', type = ''] = head.split(' ');
      const code = Number(status);
      return {
        path,
        status: code >= 200 && code <= 599 ? code : 200,
        type: /^[\w/+.-]+$/.test(type) ? type : 'application/json',
        body: body.join('\n'),
      };
    }),
  };
}

/** Statuses that have no body. */
const EMPTY = new Set([204, 205, 304]);

function portsOf(server: Server): Ports {
  const given = new Map<string, number>();
  return {
    fetch: async (input) => {
      const { pathname } = new URL(input instanceof Request ? input.url : input);
      const fitting = server.answers.filter(({ path }) => path !== '' && pathname.startsWith(`/scim${path}`));
      const longest = Math.max(0, ...fitting.map(({ path }) => path.length));
      const queue = fitting.filter(({ path }) => path.length === longest);
      const turn = given.get(pathname) ?? 0;
      given.set(pathname, turn + 1);
      const answer = queue[Math.min(turn, queue.length - 1)];
      if (answer === undefined) return new Response('{}', { status: 404 });
      return new Response(EMPTY.has(answer.status) ? null : answer.body.toWellFormed(), {
        status: answer.status,
        headers: { 'content-type': answer.type },
      });
    },
    now: () => 0,
    signal: new AbortController().signal,
    secret: async () => TOKEN,
    fileRoot: '/nonexistent',
    pause: async () => undefined,
    random: () => 0,
  };
}

/** Enough for any text here, and an end for a server that has none. */
const LIMITS = { requests: 60, pages: 20, attempts: 2, answerBytes: 100_000, readBytes: 1_000_000 };

const user = (id: unknown, more: object = {}): object => ({ id, userName: `u-${String(id)}`, active: true, ...more });
const listOf = (rows: readonly unknown[], more: object = {}): string =>
  JSON.stringify({
    schemas: ['urn:ietf:params:scim:api:messages:2.0:ListResponse'],
    totalResults: rows.length,
    startIndex: 1,
    itemsPerPage: rows.length,
    Resources: rows,
    ...more,
  });
const answer = (path: string, body: string, status = 200, type = 'application/scim+json'): string => `${path} ${status} ${type}\n${body}`;
const world = (first: string, ...answers: readonly string[]): string => [first, ...answers].join('\n%%\n');

const GROUPS = listOf([
  { id: 'g1', displayName: 'admins' },
  { id: 'g2', displayName: 'readers' },
]);
const group = (id: string, members: readonly string[]): string =>
  JSON.stringify({ id, displayName: id, members: members.map((value) => ({ value, display: value })) });
const TYPES = JSON.stringify([
  { name: 'User', endpoint: '/Users', schema: 'urn:x' },
  { name: 'Agent', endpoint: '/Agents', schema: 'urn:y' },
]);
const SCHEMAS = listOf([{ id: 'urn:x', attributes: [{ name: 'roles', returned: 'default' }, { name: 'groups' }] }]);

const corpus = [
  world(
    'generic',
    answer('/Users', listOf([user('1'), user('2', { roles: [{ value: 'r', type: 't' }], entitlements: ['e'] })])),
    answer('/Groups', GROUPS),
    answer('/Groups/g1', group('g1', ['1'])),
    answer('/Groups/g2', group('g2', ['2', '9'])),
    answer('/Schemas', SCHEMAS),
  ),
  world(
    'entra A',
    answer('/ResourceTypes', TYPES),
    answer('/Users', listOf([user('1', { active: 'False' })])),
    answer('/Agents', listOf([user('2')])),
    answer('/Groups', listOf([])),
    answer('/Schemas', SCHEMAS),
  ),
  world(
    'aws-iam-identity-center',
    answer('/Users', listOf([user('1')], { totalResults: undefined, nextCursor: 'c' })),
    answer('/Users', listOf([user('2')], { totalResults: undefined })),
    answer('/Groups', GROUPS),
  ),
  world(
    'generic',
    answer('/Users', listOf([user('1')], { totalResults: 2 })),
    answer('/Users', listOf([user('2')], { totalResults: 2, startIndex: 2 })),
    answer('/Groups', GROUPS),
    answer('/Groups/', '{"id":"g1"}'),
  ),
  world('slack', answer('/Users', '<html>', 200, 'text/html')),
  world('okta', answer('/Users', '{"schemas":[],"status":"400","scimType":"invalidCursor"}', 400)),
  world('github-emu', answer('/Users', '', 204), answer('/Users', '', 429)),
];

const words = [
  '"Resources":',
  '"totalResults":',
  '"nextCursor":"c"',
  '"itemsPerPage":',
  '"startIndex":',
  '"id":',
  '"members":',
  '"value":',
  '"active":"False"',
  '"groups":',
  '\n%%\n',
  ' 200 ',
  ' 401 ',
  ' 404 ',
  ' 500 ',
  'text/html',
  '/Users',
  '/Groups/g1',
  '/Schemas',
  '[',
  ']',
  '{',
  '}',
  ',',
  'null',
  '1e400',
  '\\ud800',
  '"__proto__":{},',
];

function make(chance: Chance): string {
  const ids = Array.from({ length: chance.below(5) }, () => chance.of<unknown>(['1', '2', '3', 4, '', 'ä/..', null]));
  const users = ids.map((id) =>
    user(id, chance.oneIn(3) ? { active: chance.of<unknown>([false, 'True', null, 1]), groups: [{ value: 'g1', type: 'direct' }] } : {}),
  );
  const text = world(
    `${chance.of(Object.keys(PROFILES))}${chance.oneIn(4) ? ' A' : ''}`,
    answer(
      '/Users',
      listOf(users, chance.oneIn(3) ? { totalResults: chance.below(6), nextCursor: chance.of([undefined, 'c', '']) } : {}),
      chance.oneIn(12) ? 300 + chance.below(250) : 200,
    ),
    answer('/Groups', GROUPS),
    answer('/Groups/g1', group('g1', chance.oneIn(2) ? ['1'] : [])),
    answer('/Groups/g2', group('g2', ['2', '3'])),
    answer('/Schemas', SCHEMAS),
    answer('/ResourceTypes', TYPES),
    answer('/Agents', listOf([user('7')])),
  );
  return chance.oneIn(2) ? text : mutated(text, chance, words, chance.of(corpus));
}

export const scimReader: Reader = {
  corpus,
  words,
  make,
  async read(text) {
    const server = serverOf(text);
    const config: ScimConfig = {
      url: `${ORIGIN}/scim`,
      profile: server.profile,
      resourceTypes: server.types,
      auth: { kind: 'bearer', read: { secret: 'NHI_CRM' } },
      pageSize: 2,
      limits: LIMITS,
    };
    const live = await collect(connect.reader('crm', config, portsOf(server)), { target: 'crm', now: () => 0 });
    demand(!JSON.stringify(live).includes(TOKEN), 'no secret leaves');
    for (const entry of live.entries) demand(entry.account !== '' && entry.name !== '', 'every entry has a name');
    const { error } = live;
    if (error === null) return 'accepted';
    demand(error.message.startsWith('crm: '), 'a refusal names the target');
    demand(!error.message.includes('an answer that it does not understand'), 'no surprise');
    demand(!/[\p{Cc}\p{Cf}\p{Cs}]/u.test(error.message), 'no content of an answer is quoted');
    demand(
      /listing|reading|asking|resources of the type|one id belongs to|not proven complete for/.test(error.message),
      `a refusal says at which question: ${error.message}`,
    );
    return 'refused';
  },
};
