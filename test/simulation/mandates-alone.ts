/**
 * The second oracle: worlds in which every drift is only reported. No correction makes good what a review's mandate did not
 * do, so what reviews gave is there and what they took is gone by mandates alone. Told from drafts and hands: of reads, of
 * what may have been remembered, and of the first oracle it knows nothing, so it has no "maybe" where a run died.
 */
import type { Entitlement, Key } from '../../src/model/entitlement.ts';
import { keyOf, parseKey } from '../../src/model/key.ts';
import type { Guard } from '../../src/model/plan.ts';
import { broken } from './broken.ts';
import { fitsAny, identityMode, idOf, type Line, lower, managed, meansOf } from './draft-means.ts';
import type { Draft, TargetDraft } from './draft.ts';
import { mapDrafts } from './shrink.ts';
import type { Fault, Step, Story } from './step.ts';
import type { Checker, Moment, Written } from './trace.ts';

/** So many worlds are of this sort: one in seven. */
export const isOfThisSort = (seed: number): boolean => seed % 7 === 5;

const isHonest = (fault: Fault): boolean => !('over' in fault && fault.over);

/** Beyond the stated settling time nothing is promised; an answer is a correction; and harm to the state forgets mandates. */
const isLeft = (step: Step): boolean => !['setBack', 'state', 'restoreState'].includes(step.do);

const silent = (draft: Draft): Draft => ({
  ...draft,
  targets: Object.fromEntries(
    Object.entries(draft.targets).map(([name, t]) => [
      name,
      {
        ...t,
        drift: {
          unauthorized: { ...t.drift.unauthorized, do: 'report' },
          missing: { ...t.drift.missing, do: 'report' },
          altered: { ...t.drift.altered, do: 'report' },
        },
      } satisfies TargetDraft,
    ]),
  ),
  rules: Object.fromEntries(Object.entries(draft.rules).map(([id, r]) => [id, { ...r, act: 'report' } as const])),
});

/** The same story, with every drift and every rule only reported: nothing is drawn from its stream of chance. */
export function withDriftOnlyReported(story: Story): Story {
  const known = new Map<Draft, Draft>();
  const silenced = mapDrafts(story, (draft, isRefused) => {
    const made = isRefused ? draft : (known.get(draft) ?? silent(draft));
    known.set(draft, made);
    return made;
  });
  return {
    ...silenced,
    steps: silenced.steps.filter(isLeft).map((s) => ('faults' in s ? { ...s, faults: s.faults.filter(isHonest) } : s)),
  };
}

const ofThisSort = new WeakMap<Story, boolean>();

/** Asked of the story itself, so that a kept one needs no flag; once, for it is asked after every step. */
function reportsDriftOnly(story: Story): boolean {
  const is = ofThisSort.get(story) ?? isSilentThroughout(story);
  ofThisSort.set(story, is);
  return is;
}

function isSilentThroughout({ first, steps }: Story): boolean {
  const isSilent = (draft: Draft): boolean =>
    Object.values(draft.targets).every((t) => Object.values(t.drift).every((d) => d.do === 'report')) &&
    Object.values(draft.rules).every((r) => r.act === 'report');
  const merged = steps.flatMap((s) => (s.do === 'merge' ? s.edits.filter((e) => e.refused !== true).map((e) => e.after) : []));
  const faults = steps.flatMap((s) => ('faults' in s ? s.faults : []));
  return [first, ...merged].every(isSilent) && steps.every(isLeft) && faults.every(isHonest);
}

export function mandatesAlone(): Checker {
  const written: Written[] = [];
  return {
    after: (moment) => {
      if (!reportsDriftOnly(moment.story)) return;
      for (const w of moment.ran.flatMap((r) => r.written)) {
        written.push(w);
        const { authority } = w.change.because;
        if (authority === 'correction' || authority === 'rule')
          broken('second oracle: drift is only reported', `${w.target}: ${w.change.verb} ${w.change.label} by ${authority}`);
      }
    },
    atRest: (moment) => {
      for (const j of judgedAlone(moment, written)) {
        if (j.isSo || j.waitsFor !== null) continue;
        broken(
          'second oracle: mandates alone',
          `${j.target} ${j.what} should be ${j.should} since ${j.source}, nobody touched it, and it is not; the product: ${j.told}`,
        );
      }
    },
  };
}

interface Decision {
  readonly should: 'there' | 'gone';
  readonly line: Pick<Line, 'target' | 'account' | 'kind' | 'name' | 'identity'>;
  readonly source: string;
  /** When it was let through; of what is given the first time since it was not. */
  readonly at: number;
  /** When it was merged: from then on a review grows old, whenever a run lets it through. */
  readonly mergedAt: number;
}

export interface Judged {
  readonly target: string;
  readonly what: string;
  readonly should: Decision['should'];
  readonly source: string;
  readonly isSo: boolean;
  /** The guard that the last plan says holds up its mandate; null: none. */
  readonly waitsFor: Guard | null;
  readonly told: string;
}

/** A stale read may show what was there before a hand was laid on it. */
const MARGIN = 3_600_000;

/** What must be so, whatever runs died and reads were late: all that nobody but us has touched since it was decided. */
export function judgedAlone(moment: Moment, written: readonly Written[]): readonly Judged[] {
  const approved = moment.merged.filter((m) => m.approvedAt !== null);
  const draft = approved.at(-1)?.after;
  if (draft === undefined || !reportsDriftOnly(moment.story) || moment.holds.some((h) => moment.now < h.until)) return [];
  const doubtful = doubtfulIn(moment);
  return [...decisionsOf(approved).values()].flatMap((d): readonly Judged[] => {
    const { target, account } = d.line;
    const truth = moment.truth.targets.get(target);
    // Nobody has it yet: then it is ours to make, by the same mandates.
    const id = [...(truth?.accounts ?? [])].find(([, called]) => called === account)?.[0] ?? account;
    const name = nameInTruth(d.line, id, moment);
    if (truth === undefined || name === null || doubtful(target, account, d.line.kind, id)) return [];
    const key = keyOf({ ...bare, target, kind: d.line.kind, account: id, name });
    const isTouched = moment.truth.happened.some((h) => h.by === 'hand' && h.key === key && h.at >= d.at - MARGIN);
    if (isTouched || !isForUs(d, draft) || (d.should === 'there' && isTakenMeanwhile(d, id, draft, moment, written))) return [];
    const live = truth.entries.get(key);
    const { admin = null } = meansOf(draft).lines.get(wordsOf(d.line)) ?? {};
    const isSo = d.should === 'gone' ? live === undefined : live !== undefined && (admin === null || live.facts['admin'] === String(admin));
    return [{ target, what: wordsOf(d.line), should: d.should, source: d.source, isSo, ...toldOf(d, [id, account], name, draft, moment) }];
  });
}

const bare = { facets: {}, facts: {} } as const;
const wordsOf = (l: Pick<Line, 'target' | 'account' | 'kind' | 'name'>): string => `${l.target} ${l.account} ${l.kind}/${l.name}`;

/** The last word of the reviews that were let through on each line: by words, as they are written. */
function decisionsOf(approved: Moment['merged']): ReadonlyMap<string, Decision> {
  const decisions = new Map<string, Decision>();
  let before: Draft | null = null;
  for (const { after, source, approvedAt, mergedAt } of approved) {
    const by = { source, at: approvedAt ?? 0, mergedAt };
    const [was, is] = [before === null ? null : meansOf(before), meansOf(after)];
    for (const [key, line] of is.lines) if (was?.lines.has(key) !== true) decisions.set(key, { should: 'there', line, ...by });
    for (const [key, line] of was?.lines ?? []) {
      if (is.lines.has(key)) continue;
      const isOurs = [before, after].every((d) => managed(d?.targets[line.target], line.kind, [line.account]) === 'managed');
      if (isOurs && after.identities[line.identity]?.state !== 'release') decisions.set(key, { should: 'gone', line, ...by });
      else decisions.delete(key);
    }
    for (const never of is.nevers)
      if (was?.nevers.has(never) !== true) decisions.set(never, { should: 'gone', line: lineOfNever(never, after), ...by });
    for (const never of was?.nevers ?? []) if (!is.nevers.has(never) && !is.lines.has(never)) decisions.delete(never);
    // What leaves the scope is let go, and what comes back to it is as it is found.
    for (const [key, { should, line }] of decisions)
      if (should === 'gone' && managed(after.targets[line.target], line.kind, [line.account]) !== 'managed') decisions.delete(key);
    before = after;
  }
  return decisions;
}

function lineOfNever(never: string, draft: Draft): Decision['line'] {
  const [target = '', account = '', ...rest] = never.split(' ');
  const grant = rest.join(' ');
  const slash = grant.indexOf('/');
  const identity = meansOf(draft).owners.get(`${target} ${account}`)?.identity ?? '';
  return { target, account, kind: grant.slice(0, slash), name: grant.slice(slash + 1), identity };
}

function nameInTruth({ target, kind, name }: Decision['line'], id: string, moment: Moment): string | null {
  if (kind === 'user' || kind === 'login') return id;
  if (kind !== 'group') return name;
  return [...(moment.truth.targets.get(target)?.groups ?? [])].find(([, called]) => called === name)?.[0] ?? null;
}

/** `target type/name`: what a hand renamed, deleted or made, as it was called before and after. */
function movedBy(story: Story): ReadonlySet<string> {
  return new Set(
    story.steps.flatMap((s) => {
      if (s.do !== 'hand' || !['rename', 'delete', 'create', 'deleteAndRecreate'].includes(s.what)) return [];
      return [`${s.at.target} ${s.at.account}`, ...('to' in s ? [`${s.at.target} ${s.to}`] : [])];
    }),
  );
}

/** Names that meant another account at some time, accounts and groups that some line spells by their id, systems that were said to be slower later: the first oracle judges them. */
function doubtfulIn({ story, merged }: Moment): (target: string, account: string, kind: string, id: string) => boolean {
  const drafts = merged.map((m) => m.after);
  const moved = movedBy(story);
  const spelled = new Set(
    drafts.flatMap((d) => [
      ...meansOf(d).owners.keys(),
      ...[...meansOf(d).lines.values()].flatMap((l) => (l.kind === 'group' && l.name.startsWith('id:') ? [`${l.target} group`] : [])),
    ]),
  );
  const isRestated = (target: string): boolean => new Set(drafts.flatMap((d) => d.targets[target]?.settlesInSeconds ?? [])).size > 1;
  return (target, account, kind, id) =>
    idOf(account) !== null ||
    moved.has(`${target} ${account}`) ||
    spelled.has(`${target} user/id:${id}`) ||
    (kind === 'group' && (spelled.has(`${target} group`) || [...moved].some((m) => m.startsWith(`${target} group/`)))) ||
    isRestated(target);
}

/** Whether we may do it at all, as the policy is now. Accounts and credentials nobody takes by name. */
function isForUs({ should, line }: Decision, draft: Draft): boolean {
  const target = draft.targets[line.target];
  const owner = meansOf(draft).owners.get(`${line.target} ${line.account}`)?.identity;
  if (target === undefined || managed(target, line.kind, [line.account]) !== 'managed') return false;
  if (should === 'gone' && (line.kind === 'user' || line.kind === 'key')) return false;
  return [line.identity, owner].every((i) => i === undefined || lower(target.ceiling, identityMode(draft, i)) !== 'observe');
}

/** Directory, clock or a deny has it, or had it: they give back what they took, if at all, as the target says. */
function isTakenMeanwhile(d: Decision, id: string, draft: Draft, moment: Moment, written: readonly Written[]): boolean {
  const line = meansOf(draft).lines.get(wordsOf(d.line));
  if (line === undefined || !line.terms.some((t) => t.forMs === null && t.from <= moment.now && moment.now < t.until)) return true;
  const directory = draft.identities[line.identity]?.directory ?? null;
  if (directory !== null) {
    const wordOf = (record: string): string | undefined => moment.directories.get(`${directory.target}/${record}`);
    // Without its sentinels a directory says nothing, so what it said before may still withhold.
    const isHeard = draft.targets[directory.target]?.lifecycle?.sentinels.every((s) => wordOf(s) !== 'absent') === true;
    if (!isHeard || wordOf(directory.account) !== 'active') return true;
    // Seen once, a record is that one for good: another under its name says nothing.
    if (movedBy(moment.story).has(`${directory.target} ${directory.account}`)) return true;
  }
  return written.some(
    ({ at, target, change }) =>
      change.verb === 'revoke' &&
      target === line.target &&
      at >= d.at &&
      (change.identity === line.identity ||
        change.identity === d.line.identity ||
        [id, line.account].includes(parseKey(change.key).account)) &&
      ['directory', 'hold', 'clock'].includes(change.because.authority),
  );
}

/** `hasOwn`: whether the account has its object, its login. */
type Plausible = (d: Decision, draft: Draft, hasOwn: (kind: 'user' | 'login') => boolean, now: number) => boolean;
const isSharp = ({ account, kind, name }: Decision['line'], target: TargetDraft | undefined): boolean =>
  (kind === 'role' && (name === 'superuser' || name.startsWith('power-'))) ||
  (kind === 'group' && name === 'admins') ||
  [account, `${kind}/${name}`].some((n) => fitsAny(target?.privileged ?? [], n));

const always: Plausible = () => true;

/** The guards that may hold up a mandate at rest, and when they can be right, as far as it is told without their own counting. */
const mayHoldUp: Partial<Readonly<Record<Guard, Plausible>>> = {
  protected: always,
  vendor: always,
  ownAccount: always,
  lastAdministrator: (d) => d.should === 'gone' && ['role', 'group', 'login', 'user'].includes(d.line.kind),
  caps: (d, draft) => d.should === 'gone' || isSharp(d.line, draft.targets[d.line.target]),
  // A taking waits for what the same review gives, as long as that may still come.
  needs: (d, draft, hasOwn, now) =>
    d.should === 'there' ? !hasOwn('user') : now - d.at < draft.settings.reviewValidSeconds * 1000 + MARGIN,
  absent: (_, __, hasOwn) => !hasOwn('user'),
  capability: ({ line }, draft) => draft.targets[line.target]?.cannot?.some((verb) => verb.startsWith(`${line.kind} `)) === true,
  unsure: (d, draft) => d.should === 'there' && (draft.identities[d.line.identity]?.directory ?? null) !== null,
  rollout: always,
  // A taking does not age, and nothing is older than the first review that gave it.
  reviewTooOld: (d, draft, _, now) => d.should === 'there' && now - d.mergedAt > draft.settings.reviewValidSeconds * 1000 - MARGIN,
};
function toldOf(
  d: Decision,
  accounts: readonly string[],
  name: string,
  draft: Draft,
  moment: Moment,
): { readonly waitsFor: Guard | null; readonly told: string } {
  const { target, kind } = d.line;
  const keyed = (k: string, account: string, n: string): Key => keyOf({ ...bare, target, kind: k, account, name: n });
  const keys = new Set(accounts.flatMap((account) => [name, d.line.name].map((n) => keyed(kind, account, n))));
  const isIt = (e: Entitlement | null): boolean => e !== null && keys.has(keyOf(e));
  const blocked = moment.ran
    .at(-1)
    ?.plans.find((p) => p.target === target)
    ?.blocked.find(({ change }) => isIt(change.entry) || isIt(change.before));
  if (blocked === undefined) return { waitsFor: null, told: 'nothing is wanted' };
  const { guard, change } = blocked;
  const entries = moment.truth.targets.get(target)?.entries;
  const hasOwn = (k: string): boolean => accounts.some((a) => entries?.has(keyed(k, a, a)) === true);
  const isHeldUp = change.because.authority !== 'correction' && mayHoldUp[guard]?.(d, draft, hasOwn, moment.now) === true;
  return { waitsFor: isHeldUp ? guard : null, told: `${change.verb} by ${change.because.authority}, blocked by ${guard}` };
}
