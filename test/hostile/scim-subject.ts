/** SCIM as a subject of the hostile suite: a real server, a story on it, and how its lists look. */
import type { ScimConfig } from '../../src/connectors/scim/config.ts';
import { type Answered, startFaultProxy } from '../servers/fault-proxy.ts';
import { type ScimServer, type ScimServerOptions, startScimServer } from '../servers/scim-server.ts';
import type { PageShape } from './page-tricks.ts';
import type { HostileSubject, HostileWorld, Patience } from './suite.ts';

const READ_CANARY = 'canary-read-token-0123456789';
const WRITE_CANARY = 'canary-write-token-0123456789';
const BOTS = ['give', 'off', 'stay', 'take'] as const;

/** Who is where at first; `by hand`: what nobody approved. */
const GROUPS: Readonly<Record<string, readonly string[]>> = {
  admins: ['bot-stay', 'bot-take', 'human-a', 'human-b'],
  readers: ['bot-off', 'bot-stay', 'human-a'],
  writers: ['human-b'],
};

const holds = (bot: string, groups: readonly string[], more: object = {}) => ({
  kind: 'Identity',
  name: bot,
  type: 'bot',
  owner: 'platform',
  purpose: 'Meets a hostile system',
  directory: 'none',
  accounts: [`crm/user/bot-${bot}`],
  access: groups.map((group) => `crm/group/${group}`),
  ...more,
});
const BEFORE = [holds('give', []), holds('off', ['readers']), holds('stay', ['admins', 'readers']), holds('take', ['admins'])];
const AFTER = [
  holds('give', ['writers']),
  holds('off', [], { state: 'offboard' }),
  holds('stay', ['admins', 'readers']),
  holds('take', []),
];

const policyOf = (config: ScimConfig, identities: readonly object[]): string =>
  [
    { kind: 'Settings', version: 1 },
    { kind: 'Team', name: 'platform' },
    {
      kind: 'Target',
      name: 'crm',
      connector: 'scim',
      owner: 'platform',
      ceiling: 'enforce',
      config,
      scope: [{ accounts: 'user/bot-*', kinds: ['login', 'group'] }],
      drift: { unauthorized: { do: 'revoke', after: 0 }, missing: { do: 'propose' } },
      limits: { revoke: 1000, revokePercent: 100, offboard: 1000, grantPrivileged: 1000 },
    },
    ...identities,
  ]
    .map((document) => JSON.stringify(document))
    .join('\n---\n');

const inGroup = (groups: Readonly<Record<string, readonly string[]>>): readonly string[] =>
  Object.entries(groups).flatMap(([group, members]) => members.map((member) => `${member} ${group}`));
const LOGINS = ['bot-give', 'bot-off', 'bot-stay', 'bot-take', 'human-a', 'human-b'].map((name) => `${name} login`);

/** By index or by cursor, as RFC 7644 §3.4.2.4 and RFC 9865 write it. */
const PAGE: PageShape = {
  read({ json }) {
    const body = json as { Resources?: unknown[]; totalResults?: number; nextCursor?: string } | null;
    return Array.isArray(body?.Resources)
      ? { rows: body.Resources, total: body.totalResults ?? null, next: body.nextCursor ?? null }
      : null;
  },
  write(answer: Answered, { rows, total, next }) {
    const { nextCursor: _, totalResults: __, ...rest } = answer.json as Readonly<Record<string, unknown>>;
    return {
      ...answer,
      json: {
        ...rest,
        Resources: rows,
        ...(total === null ? {} : { totalResults: total }),
        ...(next === null ? {} : { nextCursor: next }),
      },
    };
  },
  madeUp: (at) => ({ id: `junk-${at}`, userName: `bot-junk-${at}`, active: true }),
  alias: (url, nth) => `${String.fromCharCode('d'.charCodeAt(0) + (nth % 20))}${/[?&]cursor=[a-z]([0-9]+)/.exec(url)?.[1] ?? 1}`,
};

export interface ScimWorld extends HostileWorld {
  readonly server: ScimServer;
  readonly id: (name: string) => string;
}

export interface ScimProfile {
  readonly server?: ScimServerOptions;
  readonly config?: Partial<ScimConfig>;
  /** So many members of the admins before all others, and none of them an account of ours. */
  readonly foreign?: number;
  /** So many more users. */
  readonly people?: number;
}

export function scimSubject({
  server: options = {},
  config: more = {},
  foreign = 0,
  people = 0,
}: ScimProfile = {}): HostileSubject<ScimWorld> {
  const names = (many: number, of: string): readonly string[] => Array.from({ length: many }, (_, at) => `${of}-${at}`);
  const counted = foreign === 0 ? [] : [`${foreign} foreign admins`];
  return {
    lists: { next: options.cursors !== undefined, total: options.cursors?.totals !== false },
    page: PAGE,
    requests: { page: { method: 'GET', url: /\/Users\?/ }, write: { url: /\/(?:Users|Groups)\//, method: /^(?:PATCH|PUT)$/ } },
    async start(now) {
      const server = await startScimServer({ readToken: READ_CANARY, writeToken: WRITE_CANARY, ...options });
      const proxy = await startFaultProxy(server.origin, now);
      const ids = server.seed({
        users: [...BOTS.map((bot) => ({ name: `bot-${bot}` })), { name: 'human-a' }, { name: 'human-b' }],
        groups: Object.entries(GROUPS).map(([name, members]) => ({
          name,
          members: [...(name === 'admins' ? names(foreign, 'foreign') : []), ...members],
        })),
      });
      server.seed({ users: names(people, 'person').map((name) => ({ name, active: false })) });
      const id = (name: string): string => ids[name] ?? name;
      const config = ({ isShort, attempts }: Patience): ScimConfig => ({
        url: proxy.through(server.url),
        auth: { kind: 'bearer', read: { secret: 'NHI_CRM_READ' }, write: { secret: 'NHI_CRM_WRITE' } },
        without: ['role', 'entitlement'],
        pageSize: 2,
        settles: '1s',
        ...(isShort ? { timeouts: { answer: '1s', whole: '1s' } } : {}),
        ...more,
        limits: { attempts, pages: 12, answerBytes: 1_000_000, ...more.limits },
      });
      return {
        target: 'crm',
        proxy,
        server,
        id,
        origins: [proxy.origin],
        secrets: { NHI_CRM_READ: READ_CANARY, NHI_CRM_WRITE: WRITE_CANARY },
        readSecret: 'NHI_CRM_READ',
        writeSecret: 'NHI_CRM_WRITE',
        policy: (which, patience) => policyOf(config(patience), which === 'before' ? BEFORE : AFTER),
        byHand: () => server.addMember(id('readers'), id('bot-give')),
        roleOf: (fact) => (fact.endsWith(' login') ? 'login' : 'grant'),
        facts: () =>
          [
            ...Object.keys(GROUPS).flatMap((group) => {
              const [ours, others] = [true, false].map((is) =>
                server.members(id(group)).filter((one) => one.startsWith('foreign-') !== is),
              );
              return [
                ...(ours ?? []).map((member) => `${nameOf(server, member)} ${group}`),
                ...(others === undefined || others.length === 0 ? [] : [`${others.length} foreign ${group}`]),
              ];
            }),
            ...Object.values(ids).flatMap((one) => (server.account(one)?.['active'] === true ? [`${nameOf(server, one)} login`] : [])),
          ].sort(),
        approved: [
          ...counted,
          ...LOGINS.filter((fact) => fact !== 'bot-off login'),
          ...inGroup({ admins: ['bot-stay', 'human-a', 'human-b'], readers: ['bot-stay', 'human-a'], writers: ['bot-give', 'human-b'] }),
        ].sort(),
        async [Symbol.asyncDispose]() {
          await proxy.close();
          await server.close();
        },
      };
    },
  };
}

function nameOf(server: ScimServer, id: string): string {
  const name = server.account(id)?.['userName'];
  return typeof name === 'string' ? name : id;
}
