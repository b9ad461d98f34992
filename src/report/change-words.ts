/** The words for verbs, reasons, guards and outcomes: one table each, so that all reports say the same. */
import type { Blocked, Change, Guard } from '../model/plan.ts';
import type { Authority } from '../model/state.ts';
import { nearInstant, shortAge } from './instant.ts';
import type { ChangeOutcome, OutcomeState } from './run-report.ts';

export const count = (n: number, one: string, many = `${one}s`): string => `${n.toLocaleString('en-US')} ${n === 1 ? one : many}`;

/** Before the source, where something is taken; most sources say by themselves what happened. */
const taken: Readonly<Record<Authority, string>> = {
  review: 'taken out by ',
  directory: 'directory: ',
  clock: '',
  rule: '',
  hold: '',
  correction: 'set back: ',
};

/** A review by a pull request names who approved it. */
export const approvedBy = (source: string): string =>
  source.includes(', approved by ') ? `in ${source.replace(', approved by ', ' by ')}` : `by ${source}`;

/** Why this change is wanted, with what differs. */
export function reasonOf(change: Change, now: number): string {
  const { authority, source, at } = change.because;
  switch (change.verdict) {
    case 'unauthorized':
      return `nobody approved it, found ${nearInstant(at, now)}`;
    case 'missing':
      return `approved, but not there, found ${nearInstant(at, now)}`;
    case 'altered':
      return `not as approved, found ${nearInstant(at, now)}`;
    case 'toAdjust':
      return `approved with other facts ${approvedBy(source)}`;
    default:
      if (change.verb === 'revoke') return `${taken[authority]}${source}`;
      return authority === 'review' ? `approved ${approvedBy(source)}` : `given back; it was taken because: ${source}`;
  }
}

/** The written grant without the holder, where the holder stands above it. */
export function withoutHolder(change: Change): string {
  const holder = `${change.identity ?? ''} `;
  return change.identity !== null && change.label.startsWith(holder) ? change.label.slice(holder.length) : change.label;
}

/** In the order in which they want attention. */
const guardTitles: readonly (readonly [Guard, string])[] = [
  ['pause', 'all writes are paused'],
  ['caps', 'over a cap'],
  ['flapping', 'came back again and again'],
  ['lastAdministrator', 'the last administrator'],
  ['ownAccount', 'our own account or repository'],
  ['protected', 'a protected name'],
  ['rebound', 'the name now belongs to another id'],
  ['ambiguous', 'the name has two ids'],
  ['absent', 'the account or object is not there'],
  ['unsure', 'the directory is not proven'],
  ['proof', 'the read is not proven complete'],
  ['reviewTooOld', 'the review is too old'],
  ['capability', 'the connector cannot write it'],
  ['drift', 'waits for an answer, or is only reported'],
  ['mode', 'only watched'],
  ['managedBy', 'managed by another tool'],
  ['scope', 'outside of the approved scope'],
  ['vendor', "the vendor's own"],
  ['decided', 'put off by a decision'],
  ['kept', 'kept by a hold'],
  ['announced', 'announced; a later run does it'],
  ['settling', 'just written; the proof is still to come'],
  ['rollout', 'a later wave of a rollout'],
  ['needs', 'waits for another change'],
];

export const guards: readonly Guard[] = guardTitles.map(([guard]) => guard);

const guardRank: ReadonlyMap<Guard, number> = new Map(guardTitles.map(([guard], i) => [guard, i]));
const titles: ReadonlyMap<Guard, string> = new Map(guardTitles);

export const guardTitle = (guard: Guard): string => titles.get(guard) ?? guard;

const saidByWhy: ReadonlySet<Guard> = new Set<Guard>(['drift', 'kept']);

/** Empty where the why says it by itself. */
export const guardWords = ({ guard, why }: Pick<Blocked, 'guard' | 'why'>): string =>
  saidByWhy.has(guard) || why.includes(guardTitle(guard)) ? '' : guardTitle(guard);

/** Two digits, so that it sorts as text. */
export const guardOrder = (guard: Guard): string => String(guardRank.get(guard) ?? 99).padStart(2, '0');

export const notBeforeText = (blocked: Blocked, now: number): string =>
  blocked.notBefore === null ? '' : `not before ${nearInstant(blocked.notBefore, now)}`;

/** Worst first. */
const outcomes: readonly OutcomeState[] = ['failed', 'superseded', 'skipped', 'applied', 'seen', 'unchanged', 'verified'];

export const outcomeRank = (outcome: ChangeOutcome): number => outcomes.indexOf(outcome.state);

/** `null` in an apply: the run ended before it came to this change. */
export function outcomeText(outcome: ChangeOutcome | null, now: number): string {
  if (outcome === null) return 'NOT DONE';
  const due = outcome.proofDue === undefined ? '' : `, proof due ${nearInstant(outcome.proofDue, now)}`;
  switch (outcome.state) {
    case 'failed':
      return 'FAILED';
    case 'superseded':
      return 'NOT DONE, another run or policy came first';
    case 'skipped':
      return 'NOT DONE, skipped';
    case 'applied':
      return `written, NOT YET PROVEN${due}`;
    case 'seen':
      return `written and seen${due}`;
    case 'unchanged':
      return 'was so already';
    case 'verified':
      return 'verified';
  }
}

/** How old the read is. */
export const readText = (readAt: number | null, now: number): string => (readAt === null ? 'never' : shortAge(now - readAt));
