/** The first line of every report: the verdict in one sentence, the worst first. */
import { compareText } from '../model/order.ts';
import { count } from './change-words.ts';
import { shortened } from './escape.ts';
import type { RunReport } from './run-report.ts';
import { type Row, type Shown, explainedBy, inSyncOf, tallyOf, writtenKey } from './what-is-shown.ts';

const list = (names: readonly string[], most = 3): string => {
  const said = names
    .slice(0, most)
    .map((name) => shortened(name, 80))
    .join(', ');
  return names.length <= most ? said : `${said} and ${names.length - most} more`;
};

const unknownNames = (shown: Shown): readonly string[] => shown.unknown.map((u) => (u.kind === null ? u.target : `${u.target}/${u.kind}`));

function whatIsDue(shown: Shown, words: readonly [string, string, string]): string | null {
  const { tally } = shown;
  const parts = [
    tally.revoke > 0 ? `${tally.revoke.toLocaleString('en-US')} ${words[0]}` : null,
    tally.grant > 0 ? `${tally.grant.toLocaleString('en-US')} ${words[1]}` : null,
    tally.adjust > 0 ? `${tally.adjust.toLocaleString('en-US')} ${words[2]}` : null,
  ].filter((part) => part !== null);
  if (parts.length === 0) return null;
  return `${parts.join(', ')}${tally.privileged > 0 ? ` (${tally.privileged.toLocaleString('en-US')} privileged)` : ''}`;
}

function whatWasDone(shown: Shown): string | null {
  const outcomes = [...shown.due.map((row) => row.outcome?.state ?? 'notDone'), ...shown.strays.map(([, o]) => o.state)];
  const number = (...states: readonly string[]): number => outcomes.filter((o) => states.includes(o)).length;
  const parts = [
    [number('failed'), 'FAILED'],
    [number('superseded', 'skipped', 'notDone'), 'NOT DONE'],
    [number('applied', 'seen'), 'written and not yet proven'],
    [number('verified'), 'verified'],
    [number('unchanged'), 'were so already'],
  ] as const;
  const said = parts.filter(([n]) => n > 0).map(([n, what]) => `${n.toLocaleString('en-US')} ${what}`);
  return said.length === 0 ? null : said.join(', ');
}

/** How many entries were compared and found equal. */
export const inSyncCount = (shown: Shown): number => shown.targets.reduce((sum, t) => sum + inSyncOf(t), 0);

/** `398 identities gain 1 grant, nobody loses any`: what a review does to people, in the words of a pull request. */
function whoGains(report: RunReport, shown: Shown): string | null {
  if (shown.due.length === 0) return null;
  const explained = explainedBy(report);
  const caused = shown.due.filter((r) => explained(r.change));
  // Where the edits explain nothing, there is nothing to tell apart.
  const rows = caused.length > 0 ? caused : shown.due;
  const of = (verb: Row['change']['verb'], does: readonly [string, string], none: string): string => {
    const some = rows.filter((r) => r.change.verb === verb);
    if (some.length === 0) return none;
    const holders = new Set(some.map((r) => r.change.identity ?? r.change.entry.account)).size;
    const grants = new Set(some.map((r) => writtenKey(r.change.key))).size;
    return `${count(holders, 'identity', 'identities')} ${does[holders === 1 ? 0 : 1]} ${count(grants, 'grant')}`;
  };
  const privilegedText = (n: number): string => (n > 0 ? ` (${n.toLocaleString('en-US')} privileged)` : '');
  const { privileged, adjust } = tallyOf(rows.map((r) => r.change));
  const parts = [of('grant', ['gains', 'gain'], 'nobody gains a grant'), of('revoke', ['loses', 'lose'], 'nobody loses any')];
  const changed = adjust > 0 ? [`${count(adjust, 'grant')} changed`] : [];
  const said = `${[...parts, ...changed].join(', ')}${privilegedText(privileged)}`;
  const others = shown.due.length - rows.length;
  const more = `${others.toLocaleString('en-US')} more due for other reasons${privilegedText(shown.tally.privileged - privileged)}`;
  return others === 0 ? said : `${said} · ${more}`;
}

function dueOf(report: RunReport, shown: Shown): string | null {
  if (report.outcome !== undefined) return whatWasDone(shown);
  return report.review === undefined ? whatIsDue(shown, ['to revoke', 'to grant', 'to adjust']) : whoGains(report, shown);
}

/** Beside a review that none of it comes from, that is said: nobody has to mend it there. */
function blockedWords(report: RunReport, shown: Shown): string | null {
  const stopped = shown.blocked.filter((row) => row.blocked?.guard !== 'mode');
  if (stopped.length === 0) return null;
  const explained = explainedBy(report);
  const isOther = report.review !== undefined && shown.edits.length > 0 && !stopped.some((row) => explained(row.change));
  return `${stopped.length.toLocaleString('en-US')} blocked${isOther ? ' for other reasons' : ''}`;
}

/** One plain sentence; who prints it makes it harmless. */
export function headline(report: RunReport, shown: Shown): string {
  const { run } = report.plan;
  const due = dueOf(report, shown);
  const watched = shown.blocked.filter((r) => r.blocked?.guard === 'mode').length;
  const missing = (report.review?.seats ?? []).filter((seat) => !seat.have).map((seat) => seat.team);
  const waiting = report.deltasNotApproved?.length ?? 0;
  const errors = shown.findings.filter((f) => f.severity === 'error').length;
  const parts = [
    shown.unknown.length > 0 ? `UNKNOWN: ${list(unknownNames(shown))}` : null,
    due,
    shown.loosened.length > 0 ? `${shown.loosened.length.toLocaleString('en-US')} LOOSENED` : null,
    blockedWords(report, shown),
    watched > 0 ? `${watched.toLocaleString('en-US')} only watched` : null,
    errors > 0 ? count(errors, 'error finding') : null,
    due === null && run !== 'detect' && shown.edits.length > 0 ? `${count(shown.edits.length, 'edit')} of the policy` : null,
    shown.alreadyLive.length > 0 ? `${shown.alreadyLive.length.toLocaleString('en-US')} already live` : null,
    waiting > 0 ? `${count(waiting, 'edit')} not yet approved` : null,
    missing.length > 0 ? `needs ${list([...new Set(missing)].sort(compareText))}` : null,
  ].filter((part) => part !== null);
  if (shown.targets.length === 0) parts.unshift('no live system was compared');
  if (parts.length > 0) return `nhi ${run}: ${parts.join(' · ')}`;
  const on = `on ${count(shown.targets.length, 'target')}`;
  const same = count(inSyncCount(shown), 'entry', 'entries');
  return `nhi ${run}: ${run === 'detect' ? `in sync, ${same} ${on}` : `nothing to do, ${same} in sync ${on}`}`;
}
