/** Of an identity that leaves: by system, what was done, what proves it, what remains, and what was not touched at all. */
import { compareText, sortedBy } from '../model/order.ts';
import { parseKey } from '../model/key.ts';
import type { Because, LedgerRow, TargetState } from '../model/state.ts';
import { guardTitle } from './change-words.ts';
import type { IssueText } from './drift-issue.ts';
import type { FitBlock, FitRow } from './fit-budget.ts';
import { instantOf, nearInstant } from './instant.ts';
import { type Told, isProven, ownersIn, plansOf, writtenInWords } from './issue-rows.ts';
import { titleOf, titleText } from './issue-words.ts';
import { type Markdown, code, commentBudget, fittedMarkdown, number, text } from './markdown-blocks.ts';
import { groupedBy } from './what-is-shown.ts';

type Came = 'proven' | 'waiting' | 'not touched';

interface System {
  readonly target: string;
  readonly came: Came;
  readonly done: string;
  readonly proof: string;
  readonly remains: string;
}

const fewRemaining = 5;
const monthMs = 30 * 86_400_000;
/** Taking that keeps a system from being touched at all, as a whole. */
const untouching: ReadonlySet<string> = new Set(['mode', 'managedBy', 'capability', 'scope', 'pause', 'protected', 'vendor']);

/** Of one identity, as far as it came. */
export interface Leaving {
  readonly identity: string;
  readonly owner: string;
  /** Nothing of it is left open, and each system where it was is proven clean. */
  readonly isOut: boolean;
  /** When it was first seen that it has to go, and when the last of it was proven gone. */
  readonly from: number;
  readonly upto: number;
  /** `payments-deployer`: why, and how many systems are proven. */
  readonly head: string;
  readonly counts: string;
}

export function offboardingRecord(identity: string, told: Told, budget = commentBudget): Markdown {
  const { head, rows } = recordOf(identity, told);
  const block = { name: 'Systems', head: tableHead, rows, foot: [] };
  return fittedMarkdown(
    `### ${head}`,
    [block],
    [`<sub>As of ${instantOf(told.report.plan.at)}.</sub>`],
    budget,
    'The rest is in the report of the run.',
  );
}

/** What stands for as long as it takes, and is closed then. `mention`: of its owner. */
export function offboardingIssue(leaving: Leaving, mention: string | null, told: Told, budget = commentBudget): IssueText {
  const { identity, owner, head, counts, isOut } = leaving;
  const { rows } = recordOf(identity, told);
  const left = isOut
    ? 'All that there was to take is proven gone.'
    : '**Not touched is still open:** take it out by hand, or mend what stands beside it. What waits is done by the next apply, without asking again.';
  const last = [
    ...(mention === null ? [] : [`cc ${mention}`]),
    `<sub>Owner: ${code(owner, 120)}. Edited by each run, ${instantOf(told.report.plan.at)} the last time. It closes itself when every system is proven.</sub>`,
  ];
  const blocks = [
    { name: 'Systems', head: tableHead, rows, foot: [] },
    { name: 'Next', head: [], rows: [{ text: left, rank: 0 }], foot: [] },
  ];
  return {
    title: titleOf([`nhi: ${titleText(identity)} ${isOut ? 'is out' : 'leaves'}: ${counts}`]),
    ...fittedMarkdown(`### ${head}`, blocks, last, budget, 'The rest is in the report of the run.'),
  };
}

/** In the table of a pull request that let them go: the record of each. */
export function offboardingBlocksOf(source: string, told: Told): readonly FitBlock[] {
  const identities = new Set(
    [...told.states.values()].flatMap((state) =>
      takingsIn(state, told).flatMap(({ identity, row }) =>
        row.decided?.authority === 'review' && row.decided.source === source ? [identity] : [],
      ),
    ),
  );
  return [...identities].sort(compareText).map((identity) => {
    const { head, rows } = recordOf(identity, told);
    return { name: 'Offboarding', head: [`**Offboarding:** ${head}`, '', ...tableHead], rows, foot: [] };
  });
}

/** Whoever leaves, or has left within the last month. */
export function leavings(told: Told): readonly Leaving[] {
  const { ownerOf } = ownersIn(told.states);
  const all = [...told.states.values()].flatMap((state) =>
    takingsIn(state, told).map((taking) => ({ ...taking, target: state.policy.name })),
  );
  return groupedBy(
    sortedBy(all, ({ identity, target }) => JSON.stringify([identity, target])),
    ({ identity }) => identity,
  ).flatMap((group): readonly Leaving[] => {
    const [{ identity, target }] = group;
    const isOpen = group.some(({ row }) => row.ended === null);
    const upto = Math.max(...group.map(({ row }) => endOf(row)));
    if (!isOpen && told.report.plan.at - upto > monthMs) return [];
    const { head, counts, from, isProven: isOut } = recordOf(identity, told);
    return [{ identity, owner: ownerOf(target, identity), isOut: isOut && !isOpen, from, upto, head, counts }];
  });
}

const endOf = ({ verified, lastSeen }: LedgerRow): number => verified ?? lastSeen;

const tableHead = ['| system | done | proof | remains |', '|---|---|---|---|'];

/** What is taken because somebody leaves: by the directory, or by the review that lets them go. */
function takingsIn(state: TargetState, told: Told): readonly { readonly identity: string; readonly row: LedgerRow }[] {
  const { holderOf } = ownersIn(told.states);
  const disowned = new Set(state.accounts.filter((a) => a.disowned !== null).map((a) => a.identity));
  const staying = new Set(state.identities.filter((i) => i.state !== 'offboard').map((i) => i.name));
  return (told.ledger.get(state.policy.name) ?? [])
    .filter(({ verdict, decided }) => verdict === 'toRevoke' && (decided?.authority === 'directory' || decided?.authority === 'review'))
    .flatMap((row) => {
      const identity = holderOf(state.policy.name, row);
      if (identity === null) return [];
      const isLetGo = disowned.has(identity) || !staying.has(identity);
      return row.decided?.authority === 'directory' || isLetGo ? [{ identity, row }] : [];
    });
}

const takenIn = (identity: string, state: TargetState, told: Told): readonly LedgerRow[] =>
  takingsIn(state, told).flatMap((taking) => (taking.identity === identity ? [taking.row] : []));

interface Recorded {
  readonly head: string;
  readonly counts: string;
  readonly rows: readonly FitRow[];
  readonly from: number;
  readonly isProven: boolean;
}

function recordOf(identity: string, told: Told): Recorded {
  const all = sortedBy(told.states.values(), (s) => s.policy.name)
    .map((state) => ({ state, rows: takenIn(identity, state, told) }))
    // Of what is taken out of the policy the account is forgotten once it is clean.
    .filter(({ state, rows }) => rows.length > 0 || state.accounts.some((a) => a.identity === identity));
  // An identity may have left before, and come back: what was over long before is not of this.
  const open = all.flatMap(({ rows }) => rows.filter((row) => row.ended === null)).map((row) => row.firstSeen);
  const begun = open.length > 0 ? Math.min(...open) : Math.max(...all.flatMap(({ rows }) => rows.map(endOf)));
  const now = all.map(({ state, rows }) => ({ state, rows: rows.filter((row) => row.ended === null || endOf(row) >= begun - monthMs) }));
  const systems = now.map(({ state, rows }) => systemOf(state, rows, told));
  const decided = now.flatMap(({ rows }) => rows.map((row) => row.decided as Because));
  const [first] = decided.toSorted((a, b) => a.at - b.at);
  const why = first === undefined ? '' : `${text(first.source)}, seen ${instantOf(first.at)}. `;
  const of = (came: Came): number => systems.filter((s) => s.came === came).length;
  const rest = (['waiting', 'not touched'] as const).filter((came) => of(came) > 0).map((came) => `, ${number(of(came))} ${came}`);
  const rows = systems.map(({ target, came, done, proof, remains }) => ({
    text: `| ${code(target, 80)} | ${done} | ${proof} | ${remains} |`,
    rank: came === 'not touched' ? 1 : came === 'waiting' ? 2 : 6,
  }));
  const counts = `${number(of('proven'))} of ${number(systems.length)} systems proven${rest.join('')}`;
  return {
    head: `${code(identity, 120)}: ${why}**${counts}**`,
    counts,
    rows,
    from: Math.min(...now.flatMap((system) => system.rows.map((row) => row.firstSeen))),
    isProven: of('proven') === systems.length,
  };
}

function systemOf(state: TargetState, rows: readonly LedgerRow[], told: Told): System {
  const target = state.policy.name;
  const plan = plansOf(told.report).find((p) => p.target === target);
  const open = rows.filter((row) => row.ended === null);
  const done = rows.filter((row) => row.applied !== null);
  const blocked = new Map((plan?.blocked ?? []).map((b) => [b.change.id, b]));
  const [stopped] = open.flatMap((row) => blocked.get(row.change) ?? []);
  const isRead = plan !== undefined && isProven(plan);
  const came: Came =
    open.length === 0 && isRead
      ? 'proven'
      : done.length === 0 && (stopped === undefined ? !isRead : untouching.has(stopped.guard))
        ? 'not touched'
        : 'waiting';
  const why = !isRead ? 'not read' : stopped === undefined ? 'nothing was there to take' : guardTitle(stopped.guard);
  return {
    target,
    came,
    done: done.length > 0 ? doneText(done, told) : came === 'not touched' ? `**not touched: ${text(why)}**` : '–',
    proof: proofText(done, open.length === 0 && isRead, told),
    remains: remainsText(open, lingering(done, target, told), isRead),
  };
}

function doneText(done: readonly LedgerRow[], told: Told): string {
  const kinds = groupedBy(
    sortedBy(done, (row) => parseKey(row.key).kind),
    (row) => parseKey(row.key).kind,
  );
  const said = kinds.map((group) => `${number(group.length)} ${code(parseKey(group[0].key).kind, 60)}`);
  return `${said.join(', ')} taken out ${nearInstant(Math.max(...done.map((row) => row.applied as number)), told.report.plan.at)}`;
}

function proofText(done: readonly LedgerRow[], isClean: boolean, told: Told): string {
  const verified = done.flatMap((row) => row.verified ?? []);
  if (verified.length > 0 && verified.length === done.length)
    return `gone from a complete list ${nearInstant(Math.max(...verified), told.report.plan.at)}`;
  return done.length === 0 && isClean ? 'nothing of it in a complete list' : '–';
}

/** Of a kind whose sessions end by themselves only. */
const lingering = (done: readonly LedgerRow[], target: string, told: Told): boolean =>
  done.some((row) => told.kinds.get(target)?.get(parseKey(row.key).kind)?.revocation === 'untilTokenExpiry');

function remainsText(open: readonly LedgerRow[], isLingering: boolean, isRead: boolean): string {
  const named = open.slice(0, fewRemaining).map((row) => code(writtenInWords(row)));
  const more = open.length > fewRemaining ? [`and ${number(open.length - fewRemaining)} more`] : [];
  const tokens = isLingering ? ['tokens that were given out live until they expire'] : [];
  const unread = isRead ? [] : ['unknown: it was not read'];
  const all = [...named, ...more, ...tokens, ...unread];
  return all.length === 0 ? 'nothing' : all.join(', ');
}
