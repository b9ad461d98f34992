/** What a draft says, expanded apart from the product's compiler: its lines with their terms, who owns which account, scopes and modes. */
import type { Mode } from '../../src/model/policy.ts';
import type { Word } from '../../src/model/state.ts';
import type { Draft, GrantDraft, IdentityDraft, TargetDraft } from './draft.ts';

export interface Term {
  readonly from: number;
  readonly until: number;
  readonly forMs: number | null;
  readonly because: string;
}

export interface Line {
  readonly target: string;
  /** `type/name` or `type/id:…`, as written. */
  readonly account: string;
  readonly kind: string;
  /** As written; of a login or an account object the account's. */
  readonly name: string;
  readonly identity: string;
  readonly terms: readonly Term[];
  /** Of kind `role` alone. */
  readonly admin: boolean | null;
  /** The roles that give it; none where the identity's own line does too. */
  readonly roles: readonly string[];
}

export interface Owner {
  readonly identity: string;
  readonly state: IdentityDraft['state'];
}

export interface Means {
  /** By `target account kind/name`, as written. */
  readonly lines: ReadonlyMap<string, Line>;
  /** The same form. */
  readonly nevers: ReadonlySet<string>;
  /** By `target account`, as written. */
  readonly owners: ReadonlyMap<string, Owner>;
}

/** `*` is any characters; nothing else is special. */
export function fits(pattern: string, text: string): boolean {
  const [head = '', ...rest] = pattern.split('*');
  if (rest.length === 0) return head === text;
  if (!text.startsWith(head)) return false;
  const tail = rest.pop() ?? '';
  let at = head.length;
  for (const part of rest) {
    const found = text.indexOf(part, at);
    if (found < 0) return false;
    at = found + part.length;
  }
  return text.endsWith(tail) && text.length - tail.length >= at;
}

export const fitsAny = (patterns: readonly string[], text: string): boolean => patterns.some((p) => fits(p, text));

const rank: Readonly<Record<Mode, number>> = { observe: 0, review: 1, enforce: 2 };
export const lower = (a: Mode, b: Mode): Mode => (rank[a] < rank[b] ? a : b);
export const isHigher = (a: Mode, b: Mode): boolean => rank[a] > rank[b];

/** Of an identity, by its team and itself. */
export function identityMode(draft: Draft, name: string): Mode {
  const identity = draft.identities[name];
  if (identity === undefined) return 'enforce';
  const team = draft.teams[identity.owner];
  return team === undefined ? 'observe' : lower(team.mode, identity.mode);
}

/** Whether this word of its directory takes a thing of such a kind from an identity, as the policy is now. */
export function takes(draft: Draft, identity: string, word: Word, kind: string): boolean {
  const directory = draft.identities[identity]?.directory ?? null;
  if (directory === null || word === 'active') return false;
  const lifecycle = draft.targets[directory.target]?.lifecycle;
  const onGone = word === 'disabled' ? (directory.onDisabled ?? lifecycle?.onDisabled) : (directory.onAbsent ?? lifecycle?.onAbsent);
  return onGone === 'revoke' || (onGone === 'disable' && kind !== 'user');
}

export type Managed = 'managed' | 'managedBy' | 'out';

/** `names`: every `type/name` by which the account is known. In two lines it is managed only if neither names another tool. */
export function managed(target: TargetDraft | undefined, kind: string, names: readonly string[]): Managed {
  const lines = (target?.scope ?? []).filter((s) => s.kinds.includes(kind) && names.some((n) => fitsAny(s.accounts, n)));
  if (lines.length === 0) return 'out';
  return lines.some((s) => s.managedBy !== undefined) ? 'managedBy' : 'managed';
}

export const typeOf = (account: string): string => account.slice(0, account.indexOf('/'));
export const nameOfAccount = (account: string): string => account.slice(account.indexOf('/') + 1);
export const idOf = (account: string): string | null => (nameOfAccount(account).startsWith('id:') ? nameOfAccount(account).slice(3) : null);

const known = new WeakMap<Draft, Means>();

export function meansOf(draft: Draft): Means {
  const before = known.get(draft);
  if (before !== undefined) return before;
  const made = expand(draft);
  known.set(draft, made);
  return made;
}

export const lineKey = (l: Pick<Line, 'target' | 'account' | 'kind' | 'name'>): string => `${l.target} ${l.account} ${l.kind}/${l.name}`;

function expand(draft: Draft): Means {
  const lines = new Map<string, Line>();
  const nevers = new Set<string>();
  const owners = new Map<string, Owner>();
  const add = (line: Line): void => {
    const key = lineKey(line);
    const other = lines.get(key);
    const terms = [...(other?.terms ?? []), ...line.terms];
    const isOwn = line.roles.length === 0 || (other !== undefined && other.roles.length === 0);
    lines.set(key, { ...line, terms, roles: isOwn ? [] : [...new Set([...(other?.roles ?? []), ...line.roles])].sort() });
  };
  for (const [name, identity] of Object.entries(draft.identities)) {
    for (const { target, account } of identity.accounts) owners.set(`${target} ${account}`, { identity: name, state: identity.state });
    if (identity.state !== 'active') continue;
    const terms = [termOf({}, identity)];
    for (const { target, account } of identity.accounts) {
      for (const kind of [typeOf(account), 'login']) {
        if (manages(draft.targets[target], kind, account))
          add({ target, account, kind, name: nameOfAccount(account), identity: name, terms, admin: null, roles: [] });
      }
    }
    const give = (g: GrantDraft, role: string | null): void => {
      const account = g.account ?? identity.accounts.find((a) => a.target === g.target)?.account;
      if (account === undefined) return;
      const kind = typeOf(g.grant);
      add({
        target: g.target,
        account,
        kind,
        name: nameOfAccount(g.grant),
        identity: name,
        terms: [termOf(g, identity)],
        admin: kind === 'role' ? (g.admin ?? false) : null,
        roles: role === null ? [] : [role],
      });
    };
    for (const g of identity.access) give(g, null);
    for (const role of identity.roles) for (const g of draft.roles[role]?.access ?? []) give(g, role);
    for (const written of identity.never) {
      const [target = '', kind = '', ...rest] = written.split('/');
      for (const a of identity.accounts) if (a.target === target) nevers.add(`${target} ${a.account} ${kind}/${rest.join('/')}`);
    }
  }
  return { lines, nevers, owners };
}

/** Whether a scope line names the kind for the account; one spelled by id is taken as named by any pattern that could mean it. */
function manages(target: TargetDraft | undefined, kind: string, account: string): boolean {
  if (target === undefined) return false;
  if (idOf(account) !== null) return target.scope.some((s) => s.kinds.includes(kind) && s.accounts.some((p) => p.includes('*')));
  return managed(target, kind, [account]) !== 'out';
}

const termOf = (g: Pick<GrantDraft, 'from' | 'until' | 'forSeconds' | 'because'>, identity: IdentityDraft): Term => ({
  from: Math.max(g.from ?? -Infinity, identity.from ?? -Infinity),
  until: Math.min(g.until ?? Infinity, identity.until ?? Infinity),
  forMs: g.forSeconds === undefined ? null : g.forSeconds * 1000,
  because: g.because ?? '',
});

const isSameTerm = (a: Term, b: Term): boolean =>
  a.from === b.from && a.until === b.until && a.forMs === b.forMs && a.because === b.because;

/** Whether the later terms allow more, longer or again than the earlier ones did. */
export function allowsMore(before: readonly Term[], after: readonly Term[]): boolean {
  const liesIn = (a: Term, b: Term): boolean =>
    isSameTerm(a, b) ||
    (a.from >= b.from &&
      a.until <= b.until &&
      ((a.forMs === null && b.forMs === null) || (a.forMs === b.forMs && a.because === b.because)));
  return after.some((a) => !before.some((b) => liesIn(a, b)));
}

/** A new `for`, or a new reason beside it, starts it again. */
export function startsAgain(before: readonly Term[], after: readonly Term[]): boolean {
  const counting = (terms: readonly Term[]): string =>
    JSON.stringify(terms.flatMap((t) => (t.forMs === null ? [] : [`${t.forMs} ${t.because}`])).sort());
  return counting(before) !== counting(after);
}
