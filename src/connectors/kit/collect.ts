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
  const gathered = gatherer(target, only);
  let proofs: Readonly<Record<string, Proof>> = {};
  let error: Live['error'] = null;
  try {
    proofs = await drain(reader.read(only === null ? undefined : { accounts: only }), (page) => gathered.take(page), target);
  } catch (thrown) {
    const { code, message } = outgoing(target, thrown, options.clean ?? ((text) => text));
    error = { code, message };
  }
  const { found, doubts, readAt = { begunAt, endedAt: now() } } = gathered.ended();
  const doubtful = new Map([...wrongProofs(proofs), ...doubts]);
  const standing = sortedBy(Object.entries(proofs), ([kind]) => kind).filter(([kind]) => !doubtful.has(kind));
  if (error === null && doubtful.size > 0) {
    const why = sortedBy(doubtful, ([kind]) => kind).map(([kind, reason]) => `${kind}: ${reason}`);
    error = {
      code: 'unproven',
      message: `${target}: the read is not proven complete for ${why.join('; ')}. Nothing of these kinds was compared.`,
    };
  }
  return { ...readAt, only, ...found, proofs: Object.fromEntries(standing), error };
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
  const entries = new Map<string, Entitlement[]>();
  const refs = new Map<string, Ref[]>();
  const own = new Set<string>();
  const doubts = new Map<string, string>();
  let readAt: Page['readAt'];
  const wanted = only === null ? null : new Set(only);
  const doubt = (kind: string, why: string) => void (doubts.has(kind) || doubts.set(kind, why));

  // Of two that are one, any fixed choice will do, so that the order of pages does not show.
  function oneEntry(a: Entitlement, b: Entitlement): Entitlement {
    if (!isSame(a.facts, b.facts)) doubt(a.kind, 'one entry came twice with other facts; it can have changed while it was read');
    return compareText(canonicalJson(b), canonicalJson(a)) < 0 ? b : a;
  }
  function oneRef(a: Ref, b: Ref): Ref {
    if (a.name !== b.name) doubt(a.kind, 'one object came twice with other names; it can have changed while it was read');
    return compareText(b.name, a.name) < 0 ? b : a;
  }
  return {
    take(page: Page): void {
      for (const entry of page.entries) {
        if (entry.target !== target)
          throw new ConnectorError(
            'badResponse',
            `${target}: the connector returned an entry of another target, so nothing was compared. Report it.`,
          );
        if (wanted === null || wanted.has(entry.account)) ofKind(entries, entry.kind).push(entry);
      }
      for (const ref of page.refs) ofKind(refs, ref.kind).push(ref);
      for (const id of page.own ?? []) own.add(id);
      readAt ??= page.readAt;
      for (const [kind, why] of Object.entries(page.unproven ?? {})) doubt(kind, why);
    },
    /** `doubts`: kind → why it is not proven, whatever the reader says. */
    ended: () => ({
      readAt,
      found: {
        entries: inOrder(entries, entryOrder, oneEntry),
        refs: inOrder(refs, (a, b) => compareText(a.id, b.id), oneRef),
        own: [...own].sort(compareText),
      },
      doubts,
    }),
  };
}

function ofKind<T>(kinds: Map<string, T[]>, kind: string): T[] {
  const items = kinds.get(kind) ?? [];
  if (items.length === 0) kinds.set(kind, items);
  return items;
}

/** Two of one kind with the same key are the same; a key is only made where it has to decide. */
const entryOrder = (a: Entitlement, b: Entitlement): number =>
  compareText(a.account, b.account) || compareText(a.name, b.name) || compareText(keyOf(a), keyOf(b));

/** Sorted, each once. */
function inOrder<T>(kinds: ReadonlyMap<string, T[]>, order: (a: T, b: T) => number, one: (a: T, b: T) => T): T[] {
  const found: T[] = [];
  for (const [, items] of sortedBy(kinds, ([kind]) => kind)) {
    let before: T | undefined;
    for (const item of items.sort(order)) {
      if (before !== undefined && order(before, item) === 0) found.push(one(found.pop() as T, item));
      else found.push(item);
      before = item;
    }
  }
  return found;
}

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
