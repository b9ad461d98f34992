/** What a read proved: drains a reader into a `Live`. Without the reader's own word at the end, nothing is proven. */
import type { Entitlement, Live, Proof, Ref } from '../../model/entitlement.ts';
import { keyOf } from '../../model/key.ts';
import { canonicalJson, compareText, isSame, sortedBy } from '../../model/order.ts';
import type { Page, Reader } from './contract.ts';
import { ConnectorError } from './errors.ts';
import { outgoing } from './redact.ts';

export interface CollectOptions {
  /** The name that the entries carry. */
  readonly target: string;
  readonly now: () => number;
  /** Stable ids; left out = everything. */
  readonly only?: readonly string[];
  /** Takes known secrets out of messages, where the connector did not. */
  readonly clean?: (text: string) => string;
}

/** Never throws: an error is a value of the answer. Shuffled pages give the same bytes. */
export async function collect(reader: Reader, options: CollectOptions): Promise<Live> {
  const { target, now } = options;
  const only = options.only === undefined ? null : [...new Set(options.only)].sort(compareText);
  const begunAt = now();
  const found = gatherer(target, only);
  let proofs: Readonly<Record<string, Proof>> = {};
  let error: Live['error'] = null;
  try {
    proofs = await drain(reader.read(only === null ? undefined : { accounts: only }), (page) => found.take(page), target);
  } catch (thrown) {
    const { code, message } = outgoing(target, thrown, options.clean ?? ((text) => text));
    error = { code, message };
  }
  const doubtful = new Map([...wrongProofs(proofs), ...found.doubtful()]);
  const standing = sortedBy(Object.entries(proofs), ([kind]) => kind).filter(([kind]) => !doubtful.has(kind));
  if (error === null && doubtful.size > 0) {
    const why = sortedBy(doubtful, ([kind]) => kind).map(([kind, reason]) => `${kind}: ${reason}`);
    error = {
      code: 'unproven',
      message: `${target}: the read is not proven complete for ${why.join('; ')}. Nothing of these kinds was compared.`,
    };
  }
  return { ...(found.readAt() ?? { begunAt, endedAt: now() }), only, ...found.sorted(), proofs: Object.fromEntries(standing), error };
}

/** By hand, not `for await`: the proof is the generator's return value. */
async function drain(
  pages: ReturnType<Reader['read']>,
  take: (page: Page) => void,
  target: string,
): Promise<Readonly<Record<string, Proof>>> {
  let ended = false;
  try {
    for (;;) {
      const next = await pages.next();
      if (next.done !== true) {
        take(next.value);
        continue;
      }
      ended = true;
      const proofs: unknown = next.value;
      if (typeof proofs === 'object' && proofs !== null) return next.value;
      throw new ConnectorError(
        'unproven',
        `${target}: the read ended without a proof that it was complete; that can mean that it was cut off, so nothing was compared. Run it again.`,
      );
    }
  } finally {
    if (!ended) await pages.return({}).catch(() => undefined);
  }
}

function gatherer(target: string, only: readonly string[] | null) {
  const entries = new Map<string, Entitlement>();
  const refs = new Map<string, Ref>();
  const own = new Set<string>();
  const doubts = new Map<string, string>();
  let readAt: Page['readAt'];
  const wanted = only === null ? null : new Set(only);
  const doubt = (kind: string, why: string) => void (doubts.has(kind) || doubts.set(kind, why));

  function takeEntry(entry: Entitlement): void {
    if (entry.target !== target)
      throw new ConnectorError(
        'badResponse',
        `${target}: the connector returned an entry of another target, so nothing was compared. Report it.`,
      );
    if (wanted !== null && !wanted.has(entry.account)) return;
    const key = keyOf(entry);
    const before = entries.get(key);
    if (before === undefined) return void entries.set(key, entry);
    if (!isSame(before.facts, entry.facts))
      doubt(entry.kind, 'one entry came twice with other facts; it can have changed while it was read');
    // Any fixed choice will do, so that the order of pages does not show.
    if (compareText(canonicalJson(entry), canonicalJson(before)) < 0) entries.set(key, entry);
  }
  function takeRef(ref: Ref): void {
    const key = JSON.stringify([ref.kind, ref.id]);
    const before = refs.get(key);
    if (before === undefined) return void refs.set(key, ref);
    if (before.name !== ref.name) doubt(ref.kind, 'one object came twice with other names; it can have changed while it was read');
    if (compareText(ref.name, before.name) < 0) refs.set(key, ref);
  }
  return {
    take(page: Page): void {
      for (const entry of page.entries) takeEntry(entry);
      for (const ref of page.refs) takeRef(ref);
      for (const id of page.own ?? []) own.add(id);
      readAt ??= page.readAt;
      for (const [kind, why] of Object.entries(page.unproven ?? {})) doubt(kind, why);
    },
    doubtful: (): ReadonlyMap<string, string> => doubts,
    readAt: () => readAt,
    sorted: () => ({
      entries: inOrder(entries),
      refs: inOrder(refs),
      own: [...own].sort(compareText),
    }),
  };
}

const inOrder = <T>(found: ReadonlyMap<string, T>): T[] => sortedBy(found, ([key]) => key).map(([, item]) => item);

function wrongProofs(proofs: Readonly<Record<string, Proof>>): [string, string][] {
  return Object.entries(proofs).flatMap(([kind, proof]): [string, string][] => {
    if (!Number.isSafeInteger(proof.read) || proof.read < 0) return [[kind, 'its proof counts nothing']];
    if (proof.claimed === null) return proof.by === 'count' ? [[kind, 'its proof is a count, and the target gave none']] : [];
    return proof.claimed === proof.read
      ? []
      : [
          [
            kind,
            `the target counts ${proof.claimed}, and ${proof.read} were read; the rest can be hidden, or have moved while it was read`,
          ],
        ];
  });
}
