/** The connectors of a plan that holds no target's credential: they answer from the reads that the last detect kept. */
import type { Connect, Reader } from '../connectors/kit/contract.ts';
import { ConnectorError } from '../connectors/kit/errors.ts';
import type { Connectors, Registered } from '../connectors/registry.ts';
import type { Live } from '../model/entitlement.ts';
import { instantOf } from '../report/instant.ts';
import { StateError } from '../state/errors.ts';
import type { StateStore } from '../state/store.ts';

export interface SnapshotOptions {
  readonly store: Pick<StateStore, 'live'>;
  /** Epoch milliseconds. */
  readonly now: () => number;
  /** Of the policy in force: an older read is not shown. */
  readonly maxAgeSeconds: number;
}

/** Kinds are the connector's own: they are pure data. Neither a reader nor a writer of it is ever loaded. */
export const snapshotConnectors = (real: Connectors, options: SnapshotOptions): Connectors =>
  Object.fromEntries(
    Object.entries(real).map(([name, { kinds }]) => [name, { kinds, connect: async () => connectTo(kinds, options) } satisfies Registered]),
  );

const connectTo = (kinds: Registered['kinds'], options: SnapshotOptions): Connect => ({
  reader: (target, config) => readerOf(target, async () => (await kinds()).kinds(config).map((kind) => kind.name), options),
  writer: (target) => {
    throw new ConnectorError('forbidden', `${target}: a plan from kept reads writes nothing`);
  },
});

const readerOf = (target: string, kindNames: () => Promise<readonly string[]>, options: SnapshotOptions): Reader => ({
  async *read(only) {
    const live = await keptRead(target, options);
    const unproven = (await kindNames()).filter((kind) => live.proofs[kind] === undefined);
    const { entries, refs, own, begunAt, endedAt } = live;
    const accounts = only === undefined ? null : new Set(only.accounts);
    yield {
      entries: accounts === null ? entries : entries.filter((entry) => accounts.has(entry.account)),
      refs,
      own,
      readAt: { begunAt, endedAt },
      unproven: Object.fromEntries(unproven.map((kind) => [kind, 'the detect that kept this read could not prove it'])),
    };
    return live.proofs;
  },
  [Symbol.asyncDispose]: async () => undefined,
});

async function keptRead(target: string, { store, now, maxAgeSeconds }: SnapshotOptions): Promise<Live> {
  const live = await store.live(target).catch((error: unknown) => {
    if (error instanceof StateError) throw new ConnectorError('unproven', error.message);
    throw error;
  });
  if (live === null)
    throw new ConnectorError(
      'unavailable',
      `${target}: no read of it is kept, so nothing was compared. With \`snapshot: true\` in Settings the next detect keeps one.`,
    );
  if (now() - live.begunAt > maxAgeSeconds * 1000)
    throw new ConnectorError(
      'unproven',
      `${target}: the kept read is of ${instantOf(live.begunAt)}, older than \`limits.snapshotMaxAge\` allows, so nothing was compared. The next detect that reads it keeps a new one.`,
    );
  return live;
}

/**
 * What a detect keeps of its reads, by target. Not `isAllowed` (the repository is not private, or Settings do not say
 * `snapshot: true`): what was kept goes. A read that proves nothing, or looked at some accounts only, replaces none.
 */
export function readsToKeep(isAllowed: boolean, reads: ReadonlyMap<string, Live>): ReadonlyMap<string, Live | null> {
  if (!isAllowed) return new Map([...reads.keys()].map((target) => [target, null]));
  return new Map([...reads].filter(([, live]) => live.only === null && Object.keys(live.proofs).length > 0));
}
