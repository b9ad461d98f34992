/** Connectors as the compiler sees them, small: the kinds that the sample policy needs. */
import type { ConnectorKinds, SchemaCheck } from '../../src/model/connector-kinds.ts';
import type { Entitlement, Kind, KindRole } from '../../src/model/entitlement.ts';

interface Extra {
  readonly facets?: readonly string[];
  readonly facts?: Kind['facts'];
  readonly administrator?: readonly string[];
  readonly privileged?: readonly string[];
  readonly vendor?: readonly string[];
}

export const kind = (name: string, role: KindRole, extra: Extra = {}): Kind => ({
  name,
  role,
  facets: [],
  facts: {},
  verbs: ['grant', 'revoke', 'adjust'],
  writes: 'member',
  settlesInSeconds: 0,
  revocation: 'immediate',
  administrator: [],
  privileged: [],
  vendor: [],
  ...extra,
});

/** Takes any config that has no key `nonsense` and no `url` that is not text. */
const checkConfig = Object.assign((data: unknown): boolean => {
  const config = data as Readonly<Record<string, unknown>>;
  const errors = [];
  if ('nonsense' in config)
    errors.push({
      instancePath: '',
      keyword: 'additionalProperties',
      params: { additionalProperty: 'nonsense' },
      message: 'must NOT have additional properties',
    });
  if ('url' in config && typeof config['url'] !== 'string')
    errors.push({ instancePath: '/url', keyword: 'type', params: { type: 'string' }, message: 'must be string' });
  checkConfig.errors = errors.length > 0 ? errors : null;
  return errors.length === 0;
}, {}) as SchemaCheck;

function connector(
  name: string,
  kinds: readonly Kind[],
  canonical: (entry: Entitlement) => Entitlement | { readonly refused: string } = (entry) => entry,
): ConnectorKinds {
  return {
    connector: name,
    kinds: (config) => {
      if ((config as { readonly broken?: boolean }).broken === true) throw new Error('no');
      return kinds;
    },
    configSchema: {},
    checkConfig,
    canonical,
  };
}

const lower = (entry: Entitlement): Entitlement | { readonly refused: string } =>
  entry.name.includes(' ')
    ? { refused: 'a space' }
    : {
        ...entry,
        name: entry.name.startsWith('id:') ? entry.name : entry.name.toLowerCase(),
        account: entry.account.includes('/id:') ? entry.account : entry.account.toLowerCase(),
      };

const SAMPLES: ReadonlyMap<string, ConnectorKinds> = new Map(
  [
    connector(
      'vault',
      [
        kind('approle', 'account'),
        kind('policy', 'grant', { privileged: ['sudo-*'], vendor: ['default'], administrator: ['root'] }),
        kind('secretId', 'credential'),
        kind('audit', 'sink'),
      ],
      lower,
    ),
    connector('github', [kind('user', 'account'), kind('team', 'grant', { facts: { role: { default: 'member', mayPrint: true } } })]),
    connector('k8s', [kind('serviceaccount', 'account'), kind('binding', 'grant', { facets: ['namespace'] })]),
    connector('scim', [kind('user', 'account'), kind('app', 'account'), kind('login', 'login'), kind('group', 'grant')]),
    connector('postgres', [
      kind('user', 'account'),
      kind('login', 'login', { facts: { validUntil: { default: 'infinity', mayPrint: true } } }),
      kind('role', 'grant', {
        facts: {
          admin: { default: 'false', mayPrint: true },
          inherit: { default: 'true', mayPrint: true },
          set: { default: 'true', mayPrint: true },
        },
      }),
      kind('privilege', 'grant', { facts: { grantable: { default: 'false', mayPrint: true } } }),
    ]),
    connector('file', [kind('account', 'account'), kind('login', 'login'), kind('credential', 'credential'), kind('role', 'grant')]),
  ].map((sample) => [sample.connector, sample]),
);

export const sampleConnectors = (name: string): ConnectorKinds | undefined => SAMPLES.get(name);
