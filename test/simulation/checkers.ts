/** Everything that is checked of a world: each event of a step in its order, then the step as a whole, and at the end what should be there. */
import { type Sent, sentOf } from './authority.ts';
import { broken } from './broken.ts';
import { overlap, type Past, runRules, told, writeRules } from './invariants.ts';
import { meansOf } from './draft-means.ts';
import { accountOfThing, grantOfThing, type Kept, type Oracle, oracleOf } from './oracle.ts';
import { mandatesAlone } from './mandates-alone.ts';
import { recordsChecker } from './records.ts';
import { shouldBe } from './should.ts';
import type { Checker, Merged, Moment, Ran, ReadTold, Written } from './trace.ts';

type Event =
  | { readonly at: number; readonly is: 'approved'; readonly review: Merged }
  | { readonly at: number; readonly is: 'read'; readonly read: ReadTold; readonly ran: Ran }
  | { readonly at: number; readonly is: 'wrote'; readonly written: Written; readonly ran: Ran };

const order = { approved: 0, read: 1, wrote: 2 } as const;

/** One checker for a world: its oracle remembers, its rules look on. */
export function checkers(): readonly Checker[] {
  const oracle = oracleOf();
  const past: Past & { readonly sent: Past['sent'][number][] } = { sent: [], charges: [], spent: new Map() };
  const approved = new Set<Merged>();
  const main: Checker = {
    after: (moment) => {
      follow(moment, oracle, past, approved);
      for (const ran of moment.ran) {
        for (const { rule, judge } of runRules) {
          const wrong = judge(ran, { moment, oracle });
          if (wrong !== null) broken(rule, `${ran.run} at ${ran.beganAt}: ${wrong}`);
        }
      }
      for (const ran of moment.ran) dropAnswers(ran, moment, oracle);
      const both = moment.ran.length > 1 ? overlap(moment.ran) : null;
      if (both !== null) broken('inv. 15: one writer', both);
    },
    atRest: (moment) => {
      follow(moment, oracle, past, approved);
      for (const s of shouldBe(moment, oracle)) {
        if (s.should === 'either' || (s.should === 'there') === s.isThere) continue;
        const words = oracle.namesOf(s.target, s.thing.slice(0, s.thing.indexOf(' ')))[0] ?? '';
        broken(
          'oracle: what should be',
          `${s.target} ${words} ${s.thing} should be ${s.should} (${s.why}) and is not; the product: ${told(moment, s.target, s.thing, oracle)}`,
        );
      }
      const due = moment.ran
        .at(-1)
        ?.plans.flatMap((p) => p.changes)
        .at(0);
      if (due !== undefined) broken('inv. 3: eventually stable', `at rest ${due.verb} ${due.label} is still due`);
      for (const [name, state] of moment.states) {
        if (!state.retired && state.intents.some((i) => i.until < moment.now - 3_600_000))
          broken('inv. 3: eventually stable', `${name} still has writes that no read has proven`);
      }
    },
  };
  return [main, recordsChecker(oracle), mandatesAlone()];
}

function follow(moment: Moment, oracle: Oracle, past: Past & { readonly sent: Past['sent'][number][] }, approved: Set<Merged>): void {
  oracle.truth(moment);
  oracle.setHolds(moment.holds);
  for (const ran of moment.ran) {
    for (const { id } of ran.answers) {
      oracle.answers.add(id);
      // The later answer counts.
      oracle.snoozed.delete(id);
    }
  }
  // Written into the state by a person, so that is where the oracle sees it; what the product does with it is its own.
  if (moment.step.do === 'snooze')
    for (const { decisions } of moment.states.values())
      for (const d of decisions) if (d.verdict === 'snoozed' && d.until !== undefined) oracle.snoozed.set(d.change, d.until);
  if (moment.step.do === 'state') oracle.isMuddled = true;
  const events: Event[] = [];
  for (const review of moment.merged) {
    if (review.approvedAt === null || approved.has(review)) continue;
    approved.add(review);
    events.push({ at: review.approvedAt, is: 'approved', review });
  }
  for (const ran of moment.ran) {
    for (const read of ran.reads) events.push({ at: read.begunAt, is: 'read', read, ran });
    for (const written of ran.written) events.push({ at: written.at, is: 'wrote', written, ran });
  }
  const inOrder = events
    .map((event, n) => ({ event, n }))
    .sort((a, b) => a.event.at - b.event.at || order[a.event.is] - order[b.event.is] || a.n - b.n);
  for (const { event } of inOrder) {
    if (event.is === 'approved') {
      oracle.approved(event.review, event.at);
      oracle.lastReview = event.review;
    } else if (event.is === 'read') oracle.heard(event.read, event.ran, keptOf(event.read, event.ran, moment));
    else {
      const sent = sentOf(event.written, event.ran, oracle);
      if (sent === null) broken('inv. 4: nothing is written without a review', `${event.written.change.label} in ${event.written.target}`);
      else {
        for (const { rule, judge } of writeRules) {
          const wrong = judge(sent, past);
          const { change } = event.written;
          if (wrong !== null && !oracle.isMuddled)
            broken(
              rule,
              `${event.written.target}: ${change.verb} ${change.label} (${sent.thing}) by ${change.because.authority} ${change.because.source}: ${wrong}`,
            );
        }
        // What the product remembers may be older than what happened; what it gives some review gave all the same.
        if (oracle.isMuddled && event.written.change.verb !== 'revoke' && !wasEverGiven(sent, approved))
          broken('inv. 4: nothing is given that no review ever gave', `${event.written.target}: ${event.written.change.label}`);
        past.sent.push({ written: event.written, ran: event.ran, thing: sent.thing, settleMs: sent.target.settlesInSeconds * 1000 });
      }
      oracle.wrote(event.written, event.ran);
    }
  }
}

/** Whether a line of any policy that was let through gives it, by whatever name its account had. */
function wasEverGiven({ oracle, written, thing }: Sent, approved: ReadonlySet<Merged>): boolean {
  const account = accountOfThing(thing);
  const names = new Set([account, ...oracle.namesOf(written.target, account)]);
  return [...approved].some(({ after }) =>
    [...meansOf(after).lines.values()].some((line) => {
      if (line.target !== written.target) return false;
      const meant = oracle.meant(line);
      return meant === thing || (names.has(line.account) && grantOfThing(meant) === grantOfThing(thing));
    }),
  );
}

/** An answer is used once: it goes with its change. */
function dropAnswers(ran: Ran, moment: Moment, oracle: Oracle): void {
  if (ran.exitCode === null) return;
  for (const plan of ran.plans) {
    if (Object.values(plan.kinds).some((k) => k.proof === null)) continue;
    const wanted = new Set(plan.blocked.map((b) => b.change.id));
    const waiting = new Set(moment.states.get(plan.target)?.intents.map((i) => i.change));
    for (const change of plan.changes) if (ran.outcome[change.id] !== 'verified') wanted.add(change.id);
    const known = new Set(moment.ledger.get(plan.target)?.map((r) => r.change));
    // What an apply made due for the next one is counted in its notes only.
    const mayBeDue = (id: string): boolean => ran.run === 'apply' && ran.outcome[id] === undefined;
    for (const id of oracle.answers) if (known.has(id) && !wanted.has(id) && !waiting.has(id) && !mayBeDue(id)) oracle.answers.delete(id);
    for (const id of oracle.snoozed.keys()) if (known.has(id) && !wanted.has(id) && !waiting.has(id)) oracle.snoozed.delete(id);
  }
}

const isChosen = (read: ReadTold, moment: Moment): boolean =>
  moment.step.do !== 'run' || moment.step.only === null || moment.step.only.includes(read.target);

/** The last read of a target in a run that came to its end is what that run remembers. */
function isSure(read: ReadTold, ran: Ran, moment: Moment): boolean {
  if (ran.exitCode === null || !isChosen(read, moment)) return false;
  const isLast = ran.reads.findLast((r) => r.target === read.target) === read;
  return isLast && !ran.fired.some((f) => f.is === 'unreachable' && f.target === read.target);
}

function keptOf(read: ReadTold, ran: Ran, moment: Moment): Kept {
  // Whether it may be remembered at all.
  const isCounted = ran.refused === null || ran.written.length > 0;
  return {
    isSure: isSure(read, ran, moment),
    isSaved: isChosen(read, moment) && isCounted,
    isCounted,
    isToldToAll: ran.exitCode !== null && (moment.step.do !== 'run' || moment.step.only === null),
  };
}
