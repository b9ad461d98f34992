/** The real engine on one target: a small policy text is compiled and approved, then rounds run with the connector under test. */
import type { Kind } from '../../src/model/entitlement.ts';
import type { TargetState } from '../../src/model/state.ts';
import { foldHistory } from '../../src/plan/history.ts';
import { compile } from '../../src/policy/compile.ts';
import { approve, newState } from '../../src/review/approve.ts';
import { checkClaim } from '../../src/runs/claims.ts';
import type { Connection } from '../../src/runs/connections.ts';
import type { Host } from '../../src/runs/host.ts';
import { type Acted, type Around, type Looked, type Recorded, act, observe } from '../../src/runs/reconcile.ts';
import type { Subject, Words, World } from './suite.ts';

export interface Engine {
  /** Lets a policy through that declares these grants, and of their accounts what they imply. */
  approve(entries: readonly Words[]): void;
  /** A round that only plans; its state is kept, as a saved round's is. */
  observe(): Promise<Looked>;
  /** A round that writes, waits for the settling time and reads again. */
  act(): Promise<Acted>;
}

const T0 = Date.UTC(2026, 0, 15, 12);

export function engineFor(subject: Subject, world: World): Engine {
  const kinds: ReadonlyMap<string, Kind> = new Map(subject.kinds.kinds(world.config).map((kind) => [kind.name, kind]));
  // Settling times pass in no time: each pause moves the clock.
  let now = T0;
  const { fetch, signal, random, fileRoot } = world.ports;
  const host: Host = {
    now: () => now,
    async pause(ms) {
      now += ms;
    },
    random,
    uuid: () => 'contract-suite',
    connectors: {},
    fetch,
    signal,
    secretValue: async () => null,
    origins: null,
    fileRoot,
    user: 'contract-suite',
    mostMode: 'enforce',
    runId: '1',
    tell: () => undefined,
  };
  let state: TargetState | null = null;
  let rest: Pick<Around, 'ledger' | 'lastProven'> = { ledger: [], lastProven: {} };
  let reviews = 0;

  async function round<T extends { readonly recorded: Recorded }>(
    write: boolean,
    run: (state: TargetState, connection: Connection, around: Around) => Promise<T>,
  ): Promise<T> {
    if (state === null) throw new Error('Nothing was approved.');
    now += 60_000;
    const connection: Connection = { policy: state.policy, kinds, connect: subject.connect, ports: world.ports };
    const claimed = await checkClaim(state, connection, write);
    const ran = await run(state, connection, {
      ...rest,
      directories: new Map(),
      holds: [],
      folded: foldHistory([]),
      claimed,
      mostMode: 'enforce',
      accounts: null,
    });
    state = ran.recorded.state;
    rest = ran.recorded;
    return ran;
  }

  return {
    approve(entries) {
      const { declared, problems } = compile(new Map([['policies/all.yaml', policyOf(subject, world, entries)]]), () => subject.kinds);
      const errors = problems.filter(({ severity }) => severity === 'error');
      if (errors.length > 0) throw new Error(errors.map(({ rule, subject: what, at }) => `${at}: ${rule}: ${what}`).join('\n'));
      const target = declared.targets.get(world.target);
      if (target === undefined) throw new Error(`No target ${world.target}.`);
      now += 60_000;
      reviews += 1;
      const because = { authority: 'review', source: `review ${reviews}`, at: now } as const;
      const next = approve(state ?? newState(declared, target), declared, { because, commit: `commit ${reviews}`, renew: true }, kinds);
      state = { ...next, claim: 'contract-suite' };
    },
    observe: async () => (await round(false, (from, connection, around) => observe(from, connection, around, host, 'apply'))).looked,
    act: () =>
      round(true, (from, connection, around) =>
        act(from, connection, around, host, { save: async () => undefined, stillOurs: async () => true }, 3_600_000),
      ),
  };
}

/** An identity for each account, so that no grant has a choice of accounts. JSON is YAML. */
function policyOf(subject: Subject, world: World, entries: readonly Words[]): string {
  const kinds = subject.kinds.kinds(world.config);
  const accounts = [...new Set(entries.map(({ account }) => account))];
  const scope = [...new Set([...subject.seed, ...subject.samples.map(({ entry }) => entry)].map(({ account }) => account))];
  const grants = new Set(kinds.filter(({ role }) => role === 'grant').map(({ name }) => name));
  const documents = [
    { kind: 'Settings', version: 1 },
    { kind: 'Team', name: 'platform' },
    {
      kind: 'Target',
      name: world.target,
      connector: subject.kinds.connector,
      owner: 'platform',
      ceiling: 'enforce',
      config: world.config,
      // The same for each policy: a scope that grows is only watched at first.
      scope: [{ accounts: scope, kinds: kinds.map(({ name }) => name) }],
      limits: { revoke: 1000, revokePercent: 100, offboard: 1000, grantPrivileged: 1000 },
    },
    ...accounts.map((account, at) => ({
      kind: 'Identity',
      name: `identity-${at + 1}`,
      type: 'service',
      owner: 'platform',
      purpose: 'Shows that what is applied holds',
      directory: 'none',
      accounts: [`${world.target}/${account}`],
      access: entries
        .filter((entry) => entry.account === account && grants.has(entry.kind))
        .map(({ kind, name, facets, facts }) => ({ grant: `${world.target}/${kind}/${name}`, facets, facts })),
    })),
  ];
  return documents.map((document) => JSON.stringify(document, null, 2)).join('\n---\n');
}
