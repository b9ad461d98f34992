/** The scim connector as a subject of the contract suite: a real SCIM server, and a proxy before it that makes it fail. */
import type { ScimConfig } from '../../src/connectors/scim/config.ts';
import { connect } from '../../src/connectors/scim/connect.ts';
import { failures, kinds } from '../../src/connectors/scim/kinds.ts';
import { testPorts } from '../connectors/test-ports.ts';
import { type Fault as Answer, type FaultProxy, startFaultProxy, without } from '../servers/fault-proxy.ts';
import { AGENT_SCHEMA, type ScimServer, type ScimServerOptions, startScimServer } from '../servers/scim-server.ts';
import { type Fault, HOSTILE_NAMES, type Subject, type Words, type World } from './suite.ts';

const READ_CANARY = 'canary-read-token-0123456789';
const WRITE_CANARY = 'canary-write-token-0123456789';
const VALUED = { role: 'roles', entitlement: 'entitlements' } as const;

export interface Profile {
  readonly server: ScimServerOptions;
  readonly quirks: NonNullable<ScimConfig['quirks']>;
}

export const PROFILES = {
  'members shown, one taken by a path': { server: {}, quirks: {} },
  'groups found by member, whole lists written under a version': {
    server: { etags: true, userGroups: false },
    quirks: { membership: 'memberFilter', omittedMembers: 'empty', remove: 'put', active: 'value', projection: false },
  },
} as const satisfies Readonly<Record<string, Profile>>;

interface Valued {
  readonly value: string;
  readonly type?: string;
}

/** What an administrator does at the console of such a server. */
interface Console {
  put(entry: Words): void;
  take(entry: Words): void;
  dropGroup(name: string): void;
}

const nameOf = (account: string): string => account.slice(account.indexOf('/') + 1);
const tableOf = (account: string): 'agents' | 'users' => (account.startsWith('agent/') ? 'agents' : 'users');

function consoleOf(server: ScimServer): Console {
  const ids = new Map<string, string>();
  const known = (words: string, make: () => Readonly<Record<string, string>>): string => {
    const id = ids.get(words) ?? Object.values(make())[0] ?? '';
    ids.set(words, id);
    return id;
  };
  const accountOf = (words: string): string =>
    known(words, () => server.seed({ [tableOf(words)]: [{ name: nameOf(words), active: false, roles: [], entitlements: [] }] }));
  const groupOf = (name: string): string => known(`group/${name}`, () => server.seed({ groups: [{ name }] }));

  const setValues = (
    words: string,
    attribute: 'roles' | 'entitlements',
    change: (values: readonly Valued[]) => readonly Valued[],
  ): void => {
    const id = accountOf(words);
    const row = server.account(id);
    const held = (of: string): readonly Valued[] => (row?.[of] as readonly Valued[] | undefined) ?? [];
    const before = { roles: held('roles'), entitlements: held('entitlements') };
    const after = { ...before, [attribute]: change(before[attribute]) };
    server.seed({ [tableOf(words)]: [{ id, name: nameOf(words), active: row?.['active'] === true, ...after }] });
  };

  return {
    put({ account, kind, name, facts }) {
      const id = accountOf(account);
      if (kind === 'login') server.setActive(id, true);
      if (kind === 'group' && !server.members(groupOf(name)).includes(id)) server.addMember(groupOf(name), id);
      if (kind !== 'role' && kind !== 'entitlement') return;
      const value = { value: name, ...(facts['type'] ? { type: facts['type'] } : {}) };
      setValues(account, VALUED[kind], (values) => [...values.filter((one) => one.value !== name), value]);
    },
    take({ account, kind, name }) {
      const id = accountOf(account);
      if (kind === 'login') server.setActive(id, false);
      else if (kind === 'group') server.removeMember(groupOf(name), id);
      else if (kind === 'role' || kind === 'entitlement')
        setValues(account, VALUED[kind], (values) => values.filter((one) => one.value !== name));
      else {
        ids.delete(account);
        server.remove(id);
      }
    },
    dropGroup: (name) => server.remove(groupOf(name)),
  };
}

interface Place extends World {
  readonly server: ScimServer;
  readonly proxy: FaultProxy;
  readonly console: Console;
}

async function start({ server: options, quirks }: Profile): Promise<Place> {
  const server = await startScimServer({ readToken: READ_CANARY, writeToken: WRITE_CANARY, ...options });
  const proxy = await startFaultProxy(server.origin);
  const origins = [proxy.origin];
  const { ports } = testPorts({ NHI_CRM_READ: { value: READ_CANARY, origins }, NHI_CRM_WRITE: { value: WRITE_CANARY, origins } });
  const byHand = consoleOf(server);
  const config: ScimConfig = {
    url: proxy.through(server.url),
    auth: { kind: 'bearer', read: { secret: 'NHI_CRM_READ' }, write: { secret: 'NHI_CRM_WRITE' } },
    resourceTypes: ['User', { name: 'Agent', endpoint: '/Agents', schema: AGENT_SCHEMA, nameAttribute: 'name' }],
    // Deleting is sampled too; no profile offers it.
    quirks: { ...quirks, deleteIsSafe: true },
    pageSize: 3,
    settles: '2m',
    limits: { attempts: 2 },
  };
  const requests = (): number => proxy.seen.length;
  return {
    target: 'crm',
    config,
    // The suite compares whole reads, and the instants in them.
    ports: { ...ports, now: () => 0 },
    server,
    proxy,
    console: byHand,
    async put(entries) {
      for (const entry of entries) byHand.put(entry);
    },
    async take(entries) {
      for (const entry of entries) byHand.take(entry);
    },
    // At the server itself: what the proxy answers in its place never reached it.
    countWrites: () => server.counts.writes,
    pageSizes: { sizes: [1, 2, 4, 1000], configFor: (pageSize) => ({ ...config, pageSize }) },
    async cuts() {
      const before = requests();
      await using reader = connect.reader('crm', config, ports);
      const pages = reader.read();
      while ((await pages.next()).done !== true);
      const ways: readonly Answer[] = [{ do: 'reset' }, { do: 'halfBody' }, { do: 'halfBody', whole: true }];
      return Array.from({ length: requests() - before }, (_, after) => after).flatMap((after) =>
        ways.map((fault) => async () => {
          proxy.set([{ name: 'cut', after, fault }]);
          return { [Symbol.asyncDispose]: async () => proxy.set([]) };
        }),
      );
    },
    async [Symbol.asyncDispose]() {
      await proxy.close();
      await server.close();
    },
  };
}

const words = (account: string, kind: string, name: string, type = ''): Words => ({
  account,
  kind,
  name,
  facets: {},
  facts: kind === 'role' || kind === 'entitlement' ? { type } : {},
});

/** The server behind compares a filter's text as it stands in the request, without undoing JSON's escapes (RFC 7644 §3.4.2.2). */
const isPlain = (name: string): boolean => JSON.stringify(name) === `"${name}"`;

/** Types of values stand on agents: the server behind takes none on users. */
const SEED = [
  words('user/nightly-etl', 'user', 'nightly-etl'),
  words('user/nightly-etl', 'login', 'nightly-etl'),
  words('user/nightly-etl', 'group', 'loaders'),
  words('user/nightly-etl', 'group', 'readers'),
  words('user/nightly-etl', 'role', 'reader'),
  words('user/nightly-etl', 'entitlement', 'export'),
  words('user/second', 'user', 'second'),
  words('user/second', 'login', 'second'),
  words('user/second', 'group', 'readers'),
  words('user/second', 'role', 'reader'),
  words('user/third', 'user', 'third'),
  words('user/third', 'login', 'third'),
  words('user/quiet', 'user', 'quiet'),
  words('agent/triage', 'agent', 'triage'),
  words('agent/triage', 'login', 'triage'),
  words('agent/triage', 'group', 'readers'),
  words('agent/triage', 'role', 'triager', 'work'),
];

const at = (world: World): Place => world as Place;
const answers =
  (url: RegExp, fault: Answer, method?: string): Fault['provoke'] =>
  async (world) =>
    at(world).proxy.set([{ name: 'fault', url, fault, ...(method === undefined ? {} : { method }) }]);
const status = (code: number, more: { readonly retryAfter?: string } = {}): Answer => ({
  do: 'status',
  status: code,
  body: `{"detail":"${READ_CANARY} ${WRITE_CANARY}"}`,
  ...more,
});
const onRead = (fault: Answer): Fault => ({ on: 'read', provoke: answers(/\/Users/, fault) });
/** The look before the write passes; the write is refused on its way. */
const onWrite = (fault: Answer, method: 'PATCH' | 'PUT'): Fault => ({ on: 'apply', provoke: answers(/\/Groups\//, fault, method) });

export function scimSubject(profile: Profile): Subject {
  const here = (kind: string, name: string, type?: string): Words => words('user/nightly-etl', kind, name, type);
  const give = (entry: Words) => ({ verb: 'grant' as const, entry });
  const take = (entry: Words) => ({ verb: 'revoke' as const, entry });
  const writes = profile.quirks.remove === 'put' ? 'PUT' : 'PATCH';
  return {
    kinds,
    connect,
    start: () => start(profile),
    seed: SEED,
    samples: [
      give(words('user/third', 'group', 'loaders')),
      take(here('group', 'loaders')),
      give(here('role', 'writer')),
      take(here('role', 'reader')),
      give(words('agent/triage', 'entitlement', 'close-issues', 'home')),
      take(words('agent/triage', 'role', 'triager', 'work')),
      take(here('entitlement', 'export')),
      give(words('user/quiet', 'login', 'quiet')),
      take(words('agent/triage', 'login', 'triage')),
      give(words('user/new one', 'user', 'new one')),
      take(words('user/empty', 'user', 'empty')),
      give(words('agent/new', 'agent', 'new')),
      take(words('agent/empty', 'agent', 'empty')),
    ],
    hostile: HOSTILE_NAMES.flatMap((name) => [
      words(`user/${name}`, 'user', name),
      here('group', name),
      ...(isPlain(name) ? [here('role', name), here('entitlement', name)] : []),
    ]),
    failures,
    faults: {
      unauthenticated: [onRead(status(401)), onWrite(status(401), writes)],
      forbidden: [onRead(status(403)), onWrite(status(403), writes)],
      throttled: [onRead(status(429, { retryAfter: '7200' })), onWrite(status(429, { retryAfter: '7200' }), writes)],
      unavailable: [onRead(status(503)), onRead({ do: 'reset' }), onWrite(status(500), writes), onWrite({ do: 'reset' }, writes)],
      badResponse: [
        onRead(status(404)),
        onRead({ do: 'html' }),
        onRead({ do: 'redirect', to: 'https://elsewhere.example.com/' }),
        onRead({ do: 'json', change: (body) => without(body, 'Resources') }),
        onWrite({ do: 'redirect', to: 'https://elsewhere.example.com/', status: 307 }, writes),
        onWrite(status(400), writes),
      ],
      unproven: [
        // The total moves with every page.
        onRead({ do: 'json', change: (body, fired) => ({ ...body, totalResults: 100 + fired }) }),
        // A page hides a row.
        onRead({
          do: 'json',
          change: (body) => (Array.isArray(body['Resources']) ? { ...body, Resources: body['Resources'].slice(1) } : body),
        }),
      ],
      conflict: [
        { on: 'apply', provoke: async (world) => at(world).console.dropGroup('loaders') },
        onWrite(status(409), writes),
        onWrite(status(412), writes),
      ],
      unsupported: [onRead(status(501)), onWrite(status(501), writes)],
    },
    canaries: [READ_CANARY, WRITE_CANARY],
    writeSecrets: ['NHI_CRM_WRITE'],
  };
}
