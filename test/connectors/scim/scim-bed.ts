/** A SCIM server behind a fault proxy, and short ways to read it and to write to it. */
import { collect } from '../../../src/connectors/kit/collect.ts';
import type { Outcome } from '../../../src/connectors/kit/contract.ts';
import { connect } from '../../../src/connectors/scim/connect.ts';
import type { ScimConfig } from '../../../src/connectors/scim/config.ts';
import type { Entitlement, Live, Verb } from '../../../src/model/entitlement.ts';
import { keyOf } from '../../../src/model/key.ts';
import type { Change } from '../../../src/model/plan.ts';
import { type FaultProxy, startFaultProxy } from '../../servers/fault-proxy.ts';
import { type ScimServer, type ScimServerOptions, startScimServer } from '../../servers/scim-server.ts';
import { testPorts } from '../test-ports.ts';

export const READ_CANARY = 'canary-read-token-0123456789';
export const WRITE_CANARY = 'canary-write-token-0123456789';

export interface Bed extends AsyncDisposable {
  readonly server: ScimServer;
  readonly proxy: FaultProxy;
  config(more?: Partial<ScimConfig>): ScimConfig;
  read(more?: Partial<ScimConfig>, only?: readonly string[]): Promise<Live>;
  /** Entries as "account kind name", with names for ids. */
  facts(live: Live): readonly string[];
  write(changes: readonly (readonly [Verb, Partial<Entitlement>])[], more?: Partial<ScimConfig>): Promise<readonly Outcome[]>;
}

export async function scimBed(options: ScimServerOptions = {}): Promise<Bed> {
  const server = await startScimServer({ readToken: READ_CANARY, writeToken: WRITE_CANARY, ...options });
  const proxy = await startFaultProxy(server.origin);
  const origins = [proxy.origin];
  const { ports } = testPorts({ NHI_R: { value: READ_CANARY, origins }, NHI_W: { value: WRITE_CANARY, origins } });
  const config = (more: Partial<ScimConfig> = {}): ScimConfig => ({
    url: proxy.through(server.url),
    auth: { kind: 'bearer', read: { secret: 'NHI_R' }, write: { secret: 'NHI_W' } },
    resourceTypes: ['User'],
    ...more,
  });
  return {
    server,
    proxy,
    config,
    async read(more, only) {
      await using reader = connect.reader('crm', config(more), ports);
      return await collect(reader, { target: 'crm', now: ports.now, ...(only === undefined ? {} : { only }) });
    },
    facts(live) {
      const names = new Map(live.refs.map(({ id, name }) => [id, name]));
      const named = (id: string) => names.get(id) ?? id;
      return live.entries
        .map(({ account, kind, name, facts }) =>
          [named(account), kind, ...(name === account ? [] : [named(name)]), ...Object.values(facts)].join(' ').trim(),
        )
        .sort();
    },
    async write(changes, more) {
      await using writer = connect.writer('crm', config(more), ports);
      const [first, ...rest] = changes.map(([verb, entry], at) => change(verb, entry, at));
      return await writer.apply([first as Change, ...rest]);
    },
    async [Symbol.asyncDispose]() {
      await proxy.close();
      await server.close();
    },
  };
}

function change(verb: Verb, part: Partial<Entitlement>, at: number): Change {
  const entry: Entitlement = { target: 'crm', account: '', kind: '', name: '', facets: {}, facts: {}, ...part };
  return {
    id: `change-${at}`,
    verb,
    key: keyOf(entry),
    identity: null,
    entry,
    label: 'a label',
    before: null,
    because: { authority: 'review', source: 'test', at: 0 },
    verdict: verb === 'revoke' ? 'toRevoke' : 'toGrant',
    mode: 'enforce',
    needs: [],
    risk: 'low',
  };
}
