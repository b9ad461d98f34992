/** Turns declared names into live ids, by the refs of a read and stored bindings; binds what is seen for the first time. */
import type { Entitlement, Key, Kind, Live } from '../model/entitlement.ts';
import { idOfWords } from '../model/key.ts';
import type { Found } from '../model/plan.ts';
import { matchesAny } from '../model/pattern.ts';
import { accountNames } from '../model/sight.ts';
import type { Account, TargetState } from '../model/state.ts';

type Refusal = 'ambiguous' | 'rebound' | 'absent';
/** An id, a refusal, or null: not known from this read. */
type Answer = { readonly id: string } | { readonly refused: Refusal } | null;

interface Names {
  readonly proven: boolean;
  readonly ids: ReadonlySet<string>;
  readonly byName: ReadonlyMap<string, readonly string[]>;
}

export function resolve(
  state: TargetState,
  live: Live,
  kinds: ReadonlyMap<string, Kind>,
): { readonly state: TargetState; readonly found: Found } {
  const namesOf = indexRefs(live, kinds);
  const bindings: Record<string, string> = { ...state.bindings };
  const answers = new Map<string, Answer>();

  const accounts = state.accounts.map((account): Account => {
    const type = account.account.slice(0, account.account.indexOf('/'));
    // An id that another object holds now is never taken over by a name: the stored binding counts first.
    const answer = lookUp(account.account, account.id ?? bindings[account.account] ?? null, account.id !== null, namesOf(type));
    answers.set(account.account, answer);
    return answer !== null && 'id' in answer && account.id !== answer.id ? { ...account, id: answer.id } : account;
  });
  refuseSharedIds(accounts, answers);

  const names = new Map<Key, Entitlement>();
  const refused = new Map<Key, Refusal>();
  for (const row of state.approved) {
    const entry = row.entry ?? row.last;
    const kind = kinds.get(entry.kind);
    if (kind === undefined) continue;
    let account = answers.get(entry.account);
    if (account === undefined) {
      const type = entry.account.slice(0, entry.account.indexOf('/'));
      account = lookUp(entry.account, bindings[entry.account] ?? null, true, namesOf(type));
      answers.set(entry.account, account);
    }
    if (account === null) continue;
    if ('refused' in account) {
      refused.set(row.key, account.refused);
      continue;
    }
    if (kind.role === 'account' || kind.role === 'login') {
      names.set(row.key, { ...entry, account: account.id, name: account.id });
    } else if (kind.refersTo === undefined) {
      names.set(row.key, { ...entry, account: account.id });
    } else {
      const words = `${kind.refersTo}/${entry.name}`;
      const name = lookUp(words, bindings[words] ?? null, true, namesOf(kind.refersTo));
      if (name === null) continue;
      if ('refused' in name) {
        refused.set(row.key, name.refused);
        continue;
      }
      if (idOfWords(words) === null) bindings[words] ??= name.id;
      names.set(row.key, { ...entry, account: account.id, name: name.id });
    }
  }

  // Undeclared accounts in scope are bound too, so that a name freed and used again inherits nothing.
  const declared = new Set(state.accounts.map((a) => a.account));
  const declaredIds = new Set(state.accounts.map((a) => idOfWords(a.account)));
  for (const [id, words] of accountNames(live, kinds)) {
    const type = words.slice(0, words.indexOf('/'));
    if (declared.has(words) || !namesOf(type).proven) continue;
    // A reviewed `id:` said who has this name now that the object before is gone.
    const before = Object.hasOwn(bindings, words) ? bindings[words] : undefined;
    if (before !== undefined && (!declaredIds.has(id) || namesOf(type).ids.has(before))) continue;
    if (namesOf(type).byName.get(words.slice(words.indexOf('/') + 1))?.length !== 1) continue;
    if (state.policy.scopes.some((line) => matchesAny(line.accounts, words))) bindings[words] = id;
  }
  return { state: { ...state, accounts, bindings }, found: { names, refused } };
}

function indexRefs(live: Live, kinds: ReadonlyMap<string, Kind>): (kind: string) => Names {
  const made = new Map<string, { proven: boolean; ids: Set<string>; byName: Map<string, string[]> }>();
  const of = (kind: string): { proven: boolean; ids: Set<string>; byName: Map<string, string[]> } => {
    let names = made.get(kind);
    if (names === undefined) {
      // A partial read saw some accounts only: it can find an object, never miss one.
      const whole = live.only === null || kinds.get(kind)?.role !== 'account';
      names = { proven: whole && Object.hasOwn(live.proofs, kind), ids: new Set(), byName: new Map() };
      made.set(kind, names);
    }
    return names;
  };
  for (const ref of live.refs) {
    const names = of(ref.kind);
    if (names.ids.has(ref.id)) continue;
    names.ids.add(ref.id);
    const list = names.byName.get(ref.name);
    if (list === undefined) names.byName.set(ref.name, [ref.id]);
    else list.push(ref.id);
  }
  return of;
}

/** `firm`: the binding is of a declared name, which wins also when the object was renamed. */
function lookUp(words: string, bound: string | null, firm: boolean, names: Names): Answer {
  const byId = idOfWords(words);
  if (byId !== null) return names.ids.has(byId) || !names.proven ? { id: byId } : { refused: 'absent' };
  const holders = names.byName.get(words.slice(words.indexOf('/') + 1)) ?? [];
  if (bound !== null) {
    if (!names.proven) return { id: bound };
    if (names.ids.has(bound)) {
      // Seen undeclared under this name, renamed since, and the name is another's now: only a reviewed id: says which.
      return firm || holders.length === 0 || holders.includes(bound) ? { id: bound } : { refused: 'ambiguous' };
    }
    return { refused: holders.length === 0 ? 'absent' : 'rebound' };
  }
  if (!names.proven) return null;
  if (holders.length > 1) return { refused: 'ambiguous' };
  const [id] = holders;
  return id === undefined ? { refused: 'absent' } : { id };
}

/** Two declared accounts that turn out to be one: neither claims it. A disowned row gives way to the one that owns it now. */
function refuseSharedIds(accounts: readonly Account[], answers: Map<string, Answer>): void {
  const holders = new Map<string, Account[]>();
  for (const a of accounts) {
    if (a.id === null || a.disowned !== null || a.released !== null) continue;
    const list = holders.get(a.id);
    if (list === undefined) holders.set(a.id, [a]);
    else list.push(a);
  }
  for (const list of holders.values()) {
    if (list.length > 1) for (const a of list) answers.set(a.account, { refused: 'ambiguous' });
  }
}
