/** What a directory says of its records: active, disabled, absent, or nothing. It can only take away. */
import type { Kind, Live } from '../model/entitlement.ts';
import { accountWords, idOfWords, writtenAccount } from '../model/key.ts';
import type { Finding, World } from '../model/plan.ts';
import type { TeamPolicy } from '../model/policy.ts';
import type { TargetState, Word } from '../model/state.ts';

/** Saved proven reads that must have missed a record before it counts as absent. */
const readsUntilAbsent = 2;

/**
 * `wanted`: `type/name` of the records that identities name. `counting`: this read is saved, so it may count towards
 * absence. The state returned is the directory's own: bindings and what was missed. A record without a word is unsure.
 */
export function hear(
  state: TargetState,
  live: Live,
  kinds: ReadonlyMap<string, Kind>,
  wanted: readonly string[],
  now: number,
  counting: boolean,
): { readonly state: TargetState; readonly words: ReadonlyMap<string, Word> } {
  const words = new Map<string, Word>();
  const loginKinds = [...kinds.values()].filter((k) => k.role === 'login').map((k) => k.name);
  const loginsProven = loginKinds.length > 0 && loginKinds.every((k) => Object.hasOwn(live.proofs, k));
  if (!loginsProven || live.only !== null) return { state, words };

  const loggingIn = new Set(live.entries.filter((e) => loginKinds.includes(e.kind)).map((e) => e.account));
  const sentinels = state.policy.lifecycle?.sentinels ?? [];
  const records = indexed(live);
  // A view in which they are not all there is a narrowed one: what it shows is not the directory.
  if (!sentinels.every((s) => records.named(s).length === 1)) return { state, words };
  const bindings: Record<string, string> = { ...state.bindings };
  const absent: Record<string, { times: number; last: number }> = { ...state.absent };

  for (const record of new Set(wanted)) {
    const type = record.slice(0, record.indexOf('/'));
    // A record that is no account (the group of a Team) is there or not; it cannot be disabled.
    const isAccount = kinds.get(type)?.role === 'account';
    if (!Object.hasOwn(live.proofs, type)) continue;
    const named = records.named(record);
    const bound = idOfWords(record) ?? bindings[record] ?? null;
    // Seen once under this name, it is that record for good, renamed or not.
    const id = bound ?? (named.length === 1 ? (named[0] ?? null) : null);
    if (id === null) continue;
    if (records.has(type, id)) {
      bindings[record] = id;
      delete absent[record];
      words.set(record, !isAccount || loggingIn.has(id) ? 'active' : 'disabled');
      continue;
    }
    // `id:` that no read has ever seen is a record never seen: unsure, never absent.
    if (!Object.hasOwn(bindings, record) || sentinels.length === 0) continue;
    const missed = absent[record] ?? { times: 0, last: -Infinity };
    if (counting && now - missed.last >= state.policy.withinSeconds * 1000) absent[record] = { times: missed.times + 1, last: now };
    if ((absent[record]?.times ?? 0) >= readsUntilAbsent) words.set(record, 'absent');
  }
  return { state: { ...state, bindings, absent }, words };
}

interface Records {
  readonly has: (type: string, id: string) => boolean;
  /** Ids of the records that `type/name` or `type/id:…` names. */
  readonly named: (record: string) => readonly string[];
}

function indexed(live: Live): Records {
  const ids = new Set(live.refs.map((r) => `${r.kind}/${r.id}`));
  const byName = Map.groupBy(live.refs, (r) => `${r.kind}/${r.name}`);
  return {
    has: (type, id) => ids.has(`${type}/${id}`),
    named: (record) => {
      const id = idOfWords(record);
      if (id === null) return (byName.get(record) ?? []).map((r) => r.id);
      return ids.has(`${record.slice(0, record.indexOf('/'))}/${id}`) ? [id] : [];
    },
  };
}

/** A Team whose group is gone: who should follow it. Findings only. */
export function teamFindings(teams: readonly TeamPolicy[], directories: World['directories']): readonly Finding[] {
  return teams.flatMap((team): readonly Finding[] => {
    if (team.directory === null) return [];
    if (directories.get(team.directory.target)?.get(accountWords(team.directory)) !== 'absent') return [];
    return [
      {
        rule: 'team-absent',
        severity: 'warning',
        subject: `${team.name}: its group ${writtenAccount(team.directory)} is absent`,
        at: null,
        remedy: team.successor === null ? 'name a successor for what it owns' : `hand what it owns to ${team.successor}`,
      },
    ];
  });
}
