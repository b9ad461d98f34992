/** Directory, clock, rules and holds → what is withheld now. Can only take away. */
import type { Key } from '../model/entitlement.ts';
import { accountWords, parseKey, withoutFacets, writtenAccount, writtenGrant } from '../model/key.ts';
import { matchesAny } from '../model/pattern.ts';
import type { Finding, Withholding, World } from '../model/plan.ts';
import type { BreakGlassPolicy, IdentityPolicy, OnGone } from '../model/policy.ts';
import type { Seen, Sight } from '../model/sight.ts';
import type { Because, Hold, TargetState, Word } from '../model/state.ts';
import { standing } from '../model/terms.ts';
import { type Violation, violations, wideScopes } from './rules.ts';

export function withhold(state: TargetState, sight: Sight, world: World): Withholding {
  const withheld = new Map<Key, Because>();
  const kept = new Map<Key, Hold>();
  const words = wordsOf(state, world);
  const unsure = new Map([...words].filter(([, w]) => w.unsure));
  const brokenRules = new Map<Key, Because>();
  const findings: Finding[] = [
    ...wideScopes(state, world.now),
    ...[...unsure].map(([name, { directory }]) => unsureFinding(name, writtenAccount(directory))),
  ];
  for (const violation of violations(state, sight, world.now)) {
    const { rule, item, broken } = violation;
    findings.push(ruleFinding(violation, state.policy.name));
    if (broken !== null && rule.act === 'revoke' && item.identity !== null && !brokenRules.has(item.key)) {
      brokenRules.set(item.key, { authority: 'rule', source: `rule ${rule.id}: ${broken}`, at: sight.live.begunAt });
    }
  }
  // From its save on, also where the clock that stamped it was ahead of ours, or ours was set back.
  const holds = world.holds.filter((h) => world.now < h.until);
  const envelopes = new Map(state.breakGlass.map((b) => [b.name, b]));

  for (const item of sight.items) {
    // Of several the first counts: deny, directory, disowning review, rule, clock.
    const because =
      byDeny(item, state.policy.name, holds, envelopes) ??
      // What a released account holds is nobody's any more, though its identity is still known.
      (isReleased(item)
        ? null
        : (byDirectory(item, words, sight.live.begunAt) ??
          byDisowning(item) ??
          (isTombstone(item) ? null : (brokenRules.get(item.key) ?? byClock(item, world.now)))));
    if (because !== null) withheld.set(item.key, because);
    const keep = holds.find((h) => h.do === 'keep' && covers(item, state.policy.name, h, envelopes));
    if (keep !== undefined) kept.set(item.key, keep);
  }
  return { withheld, kept, unsure: new Set(unsure.keys()), findings };
}

const severities = { low: 'note', medium: 'warning', high: 'error' } as const;

function ruleFinding({ rule, item, broken }: Violation, target: string): Finding {
  const holder = item.identity ?? `${target}/${item.accountWords}`;
  return {
    rule: `rule-${rule.id}`,
    severity: broken === null ? 'note' : severities[rule.severity],
    subject: `${holder} ${item.written}${broken === null ? ': its age or use cannot be told' : `: ${broken}`}`,
    at: null,
    remedy:
      broken === null
        ? 'nothing is done: what is not known breaks no rule'
        : rule.act === 'revoke' && item.identity !== null
          ? 'it is revoked in mode enforce; rotate it first, or add a reviewed Exception'
          : 'rotate or revoke it, or add a reviewed Exception',
  };
}

function unsureFinding(name: string, record: string): Finding {
  return {
    rule: 'unsure-identity',
    severity: 'warning',
    subject: `${name}: ${record} was never seen, or its read was not proven`,
    at: null,
    remedy: 'nothing is granted to it until the directory says that it is active; check the record and the directory target',
  };
}

interface Heard {
  readonly directory: Exclude<IdentityPolicy['directory'], null>;
  readonly word: Word | null;
  readonly unsure: boolean;
}

/** For an unsure identity the directory's last proven word counts, for taking. */
function wordsOf(state: TargetState, world: World): ReadonlyMap<string, Heard> {
  const result = new Map<string, Heard>();
  for (const { name, directory } of state.identities) {
    if (directory === null) continue;
    const said = world.directories.get(directory.target)?.get(accountWords(directory));
    result.set(name, { directory, word: said ?? state.heard[writtenAccount(directory)] ?? null, unsure: said === undefined });
  }
  return result;
}

const isReleased = (item: Seen): boolean => item.row === null && item.account !== null && item.account.released !== null;

const isTombstone = (item: Seen): boolean => item.row !== null && item.row.entry === null;

/** A deny stays on the accounts that it was made for, whoever owns them. */
function byDeny(item: Seen, target: string, holds: readonly Hold[], envelopes: ReadonlyMap<string, BreakGlassPolicy>): Because | null {
  const hold = holds.find((h) => h.do === 'deny' && covers(item, target, h, envelopes));
  return hold === undefined ? null : { authority: 'hold', source: `deny ${hold.id} by ${hold.by}: ${hold.because}`, at: hold.at };
}

/** Inside the envelope as approved now, and the thing that the hold names; its key matches with any facets. */
export function covers(item: Seen, target: string, hold: Hold, envelopes: ReadonlyMap<string, BreakGlassPolicy>): boolean {
  const envelope = envelopes.get(hold.envelope);
  if (envelope === undefined || !envelope.may.includes(hold.do)) return false;
  if (!matchesAny(envelope.covers, item.written) || matchesAny(envelope.never, item.written)) return false;
  const isOnItsAccount = item.accountId !== null && hold.accounts.includes(`${target}/${item.accountId}`);
  if (hold.key !== null) {
    if (!isOfKey(item, hold.key, isOnItsAccount)) return false;
    if (hold.do === 'deny' || hold.identity === null) return true;
  }
  return hold.identity !== null && (item.identity === hold.identity || isOnItsAccount);
}

/**
 * By its own key, or, on an account that the hold was made for, as the same grant, in words or by id: an account spelled anew
 * stays denied, and of several accounts of one identity the hold is on each.
 */
function isOfKey(item: Seen, key: Key, isOnItsAccount: boolean): boolean {
  const bare = withoutFacets(key);
  if (bare === withoutFacets(item.key) || (item.liveKey !== null && bare === withoutFacets(item.liveKey))) return true;
  const grant = writtenGrant(parseKey(key));
  return isOnItsAccount && (grant === item.written || (item.liveKey !== null && grant === writtenGrant(parseKey(item.liveKey))));
}

function byDirectory(item: Seen, words: ReadonlyMap<string | null, Heard>, at: number): Because | null {
  const heard = words.get(item.identity);
  if (heard === undefined || heard.word === null || heard.word === 'active') return null;
  const { directory, word } = heard;
  const onGone: OnGone = word === 'disabled' ? directory.onDisabled : directory.onAbsent;
  if (onGone === 'report' || (item.kind.role === 'account' && !takesAccount(item, onGone))) return null;
  return { authority: 'directory', source: `${directory.target}/${accountWords(directory)} is ${word}`, at };
}

/** The account object goes last and only where the kind can be revoked at all. */
const takesAccount = (item: Seen, onGone: OnGone): boolean => onGone === 'revoke' && item.kind.verbs.includes('revoke');

function byDisowning(item: Seen): Because | null {
  const isDeclared = item.row !== null && item.row.entry !== null;
  const isLeft = item.kind.role === 'account' && !item.kind.verbs.includes('revoke');
  return isDeclared || isLeft ? null : (item.account?.disowned ?? null);
}

function byClock(item: Seen, now: number): Because | null {
  if (item.row === null) return null;
  const { stands, next, ended } = standing(item.row.terms, now, item.row.startedAt);
  if (stands) return null;
  return next === null
    ? { authority: 'clock', source: 'until is over', at: ended ?? 0 }
    : { authority: 'clock', source: 'from is not reached', at: next };
}
