/** What a target is reached by: its connector's kinds and reader, with ports that give it its own secrets and nothing else. */
import { collect } from '../connectors/kit/collect.ts';
import type { Connect, ConnectorKinds, Ports } from '../connectors/kit/contract.ts';
import { ConnectorError } from '../connectors/kit/errors.ts';
import type { Connectors } from '../connectors/registry.ts';
import type { Kind, Live } from '../model/entitlement.ts';
import type { TargetPolicy } from '../model/policy.ts';
import type { Host } from './host.ts';

export interface Connection {
  readonly policy: TargetPolicy;
  readonly kinds: ReadonlyMap<string, Kind>;
  readonly connect: Connect;
  readonly ports: Ports;
}

/** kinds.ts of every connector that a policy text may name; no vendor library is loaded for it. */
export async function connectorKinds(texts: Iterable<string>, connectors: Connectors): Promise<ReadonlyMap<string, ConnectorKinds>> {
  const names = Object.keys(connectors);
  const named = new Set<string>();
  for (const text of texts) for (const name of names) if (text.includes(name)) named.add(name);
  const loaded = new Map<string, ConnectorKinds>();
  for (const name of named) {
    const entry = connectors[name];
    if (entry !== undefined) loaded.set(name, await entry.kinds());
  }
  return loaded;
}

/** Kinds that its config gives; empty where the connector is not there. */
export async function kindsOf(policy: TargetPolicy, connectors: Connectors): Promise<ReadonlyMap<string, Kind>> {
  const entry = connectors[policy.connector];
  if (entry === undefined) return new Map();
  return new Map((await entry.kinds()).kinds(policy.config).map((k) => [k.name, k]));
}

/** A target that cannot be reached at all is unknown, and stops no other: its reader and writer say why. */
export async function connectionTo(policy: TargetPolicy, host: Host): Promise<Connection> {
  try {
    const reached = reachedAs(policy, host);
    const entry = host.connectors[policy.connector];
    if (entry === undefined)
      throw new ConnectorError(
        'unsupported',
        `${policy.name}: this version has no connector "${policy.connector}", so nothing was compared. Use a version that has it.`,
      );
    const connect = await entry.connect();
    return {
      policy,
      kinds: await kindsOf(policy, host.connectors),
      connect: reached === policy ? connect : readingAs(reached, connect),
      ports: portsFor(reached, host),
    };
  } catch (thrown) {
    const refuse = (): never => {
      throw asConnectorError(thrown, policy.name);
    };
    return { policy, kinds: new Map(), connect: { reader: refuse, writer: refuse }, ports: portsFor(policy, host) };
  }
}

/** By its own settings, or by those that the host holds it to. */
function reachedAs(policy: TargetPolicy, { reachedAs: held }: Host): TargetPolicy {
  if (held === undefined) return policy;
  const reached = held.get(policy.name);
  if (reached?.connector === policy.connector) return reached;
  throw new ConnectorError(
    'unavailable',
    `${policy.name}: the policy in force has no such target by this connector, so it is not reached before this is merged, and nothing was compared.`,
  );
}

/** Whatever the policy in hand says of how the target is reached. */
const readingAs = (reached: TargetPolicy, connect: Connect): Connect => ({
  reader: (target, _config, ports) => connect.reader(target, reached.config, ports),
  writer: (target) => {
    throw new ConnectorError('forbidden', `${target}: a plan writes nothing`);
  },
  ...(connect.claim === undefined
    ? {}
    : {
        claim: (target, _config, ports, claim) =>
          (connect.claim as NonNullable<Connect['claim']>)(target, reached.config, ports, claim, false),
      }),
});

/** A whole read, or one of these accounts (stable ids), with its proof. Never throws: an error is part of what was read. */
export async function read(connection: Connection, host: Host, accounts: readonly string[] | null = null): Promise<Live> {
  const { policy, connect, ports } = connection;
  host.tell({ what: 'reading', target: policy.name });
  const live = await readWith(connect, policy, ports, host, accounts);
  host.tell({ what: 'read', target: policy.name, entries: live.entries.length, error: live.error?.message ?? null });
  return live;
}

async function readWith(
  connect: Connect,
  policy: TargetPolicy,
  ports: Ports,
  host: Host,
  accounts: readonly string[] | null,
): Promise<Live> {
  const begunAt = host.now();
  try {
    await using reader = connect.reader(policy.name, policy.config, ports);
    return await collect(reader, { target: policy.name, now: host.now, ...(accounts === null ? {} : { only: accounts }) });
  } catch (thrown) {
    const error = asConnectorError(thrown, policy.name);
    return {
      begunAt,
      endedAt: host.now(),
      only: null,
      entries: [],
      refs: [],
      proofs: {},
      own: [],
      error: { code: error.code, message: error.message },
    };
  }
}

export const asConnectorError = (thrown: unknown, target: string): ConnectorError =>
  thrown instanceof ConnectorError
    ? thrown
    : new ConnectorError('badResponse', `${target}: the connector failed in a way it should not; please report it`);

function portsFor(policy: TargetPolicy, host: Host): Ports {
  const own = secretNames(policy.config);
  return {
    fetch: host.fetch,
    now: host.now,
    signal: host.signal,
    pause: host.pause,
    random: host.random,
    fileRoot: host.fileRoot,
    originNamed: (origin) => host.origins !== null && Object.values(host.origins).some((list) => list.some((o) => sameOrigin(o, origin))),
    secret: async (name, origin) => {
      if (!own.has(name))
        throw new ConnectorError('forbidden', `${policy.name}: it may not use the secret ${name}, which its Target does not name`);
      const bound = host.origins === null ? [originOf(ownUrl(policy.config))] : (host.origins[name] ?? []);
      if (!bound.some((o) => o !== null && sameOrigin(o, origin))) {
        throw new ConnectorError(
          'forbidden',
          `${policy.name}: ${name} is not bound to ${origin}, so nothing was sent; add it to NHI_ORIGINS: {"${name}": ["${origin}"]}`,
        );
      }
      const value = await host.secretValue(name);
      if (value === null || value === '') {
        throw new ConnectorError(
          'unauthenticated',
          `${policy.name}: the secret ${name} is not there; set the environment variable ${name}, or put a file ${name} into NHI_SECRETS_DIR`,
        );
      }
      return value;
    },
  };
}

/** The names under `secret:`, at any depth. */
export function secretNames(config: unknown): ReadonlySet<string> {
  const found = new Set<string>();
  const look = (value: unknown): void => {
    if (value === null || typeof value !== 'object') return;
    for (const [key, inner] of Object.entries(value)) {
      if (key === 'secret' && typeof inner === 'string') found.add(inner);
      else look(inner);
    }
  };
  look(config);
  return found;
}

/** Those below a member `write`, as in `auth: { write: { secret } }`, that no reading uses. */
export function writeSecretNames(config: unknown): ReadonlySet<string> {
  const [writing, others] = [new Set<string>(), new Set<string>()];
  const look = (value: unknown, isWrite: boolean): void => {
    if (value === null || typeof value !== 'object') return;
    for (const [key, inner] of Object.entries(value)) {
      if (key === 'secret' && typeof inner === 'string') (isWrite ? writing : others).add(inner);
      else look(inner, isWrite || key === 'write');
    }
  };
  look(config, false);
  return new Set([...writing].filter((name) => !others.has(name)));
}

const ownUrl = (config: unknown): string | null => {
  const url = config !== null && typeof config === 'object' && 'url' in config ? config.url : null;
  return typeof url === 'string' ? url : null;
};

const defaultPorts: Readonly<Record<string, string>> = {
  'https:': '443',
  'http:': '80',
  'postgres:': '5432',
  'postgresql:': '5432',
  'ldaps:': '636',
  'ldap:': '389',
};

/** `scheme://host:port`, also of schemes that the URL standard gives no origin. */
export function originOf(url: string | null): string | null {
  if (url === null || !URL.canParse(url)) return null;
  const { protocol, hostname, port } = new URL(url);
  return `${protocol === 'postgresql:' ? 'postgres:' : protocol}//${hostname.toLowerCase()}:${port === '' ? (defaultPorts[protocol] ?? '') : port}`;
}

const sameOrigin = (a: string, b: string): boolean => originOf(a) !== null && originOf(a) === originOf(b);
