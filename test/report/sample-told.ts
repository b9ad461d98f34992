/** What a run knows when it tells people, made from a few changes: the ledger's rows follow from them. */
import type { Blocked, Change, TargetPlan } from '../../src/model/plan.ts';
import type { LedgerRow, TargetState } from '../../src/model/state.ts';
import type { Told } from '../../src/report/issue-rows.ts';
import { targetState } from '../state/sample.ts';
import { kinds, now, plan, target } from './sample-reports.ts';

export const minutes = (n: number): number => n * 60_000;

export const rowOf = (change: Change, more: Partial<LedgerRow> = {}): LedgerRow => ({
  change: change.id,
  key: change.key,
  label: change.label,
  verdict: change.verdict,
  notBefore: null,
  firstSeen: now,
  lastSeen: now,
  decided: change.because,
  applied: null,
  verified: null,
  ended: null,
  ...more,
});

export function stateOf(name: string, more: Partial<TargetState> = {}): TargetState {
  const state = targetState(name, []);
  const [account] = state.accounts;
  return { ...state, approved: [], accounts: account === undefined ? [] : [{ ...account, disowned: null }], ...more };
}

export interface Parts {
  readonly at?: number;
  readonly changes?: readonly Change[];
  readonly blocked?: readonly Blocked[];
  /** In place of new rows for all changes. */
  readonly ledger?: readonly LedgerRow[];
  readonly target?: Partial<TargetPlan>;
  readonly state?: Partial<TargetState>;
  readonly more?: Partial<Told>;
  readonly report?: Partial<Told['report']>;
}

/** One target, `postgres.main`, of team data; its identity payments-deployer is of team payments. */
export function toldOf({
  at = now,
  changes = [],
  blocked = [],
  ledger,
  target: shown = {},
  state = {},
  more = {},
  report = {},
}: Parts = {}): Told {
  const name = 'postgres.main';
  const rows = ledger ?? [...changes, ...blocked.map((b) => b.change)].map((change) => rowOf(change, { firstSeen: at, lastSeen: at }));
  const own = stateOf(name, state);
  const times = { lastProven: { role: at, login: at }, lastGood: at, lastRun: at };
  return {
    report: {
      plan: { ...plan('detect', [target(name, { readAt: at, changes, blocked, ...shown })]), at },
      notes: [],
      answers: {},
      exitCode: 2,
      ...report,
    },
    kinds,
    settings: own.settings,
    states: new Map([[name, own]]),
    ledger: new Map([[name, rows]]),
    runs: {
      before: { [name]: { ...times, lastProven: { role: at - minutes(15), login: at - minutes(15) }, lastRun: at - minutes(15) } },
      after: { [name]: times },
    },
    holds: [],
    unproven: [],
    places: {},
    ...more,
  };
}
