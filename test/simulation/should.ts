/** What should be there when all stands still: there, gone, or either, of each thing, with the reason. */
import type { Entitlement } from '../../src/model/entitlement.ts';
import { parseKey } from '../../src/model/key.ts';
import type { Blocked, TargetPlan } from '../../src/model/plan.ts';
import type { Hold } from '../../src/model/state.ts';
import { covers, isTakenBy, modeOf, type Sent, stands } from './authority.ts';
import { identityMode, fitsAny, idOf, type Line, managed, meansOf, nameOfAccount } from './draft-means.ts';
import { claimsOn, isAdministrator } from './invariants.ts';
import { accountOfThing, factText, kindOfThing, type Oracle, type Thing, thingOf } from './oracle.ts';
import type { Moment, Ran, Written } from './trace.ts';

export interface Should {
  readonly target: string;
  readonly thing: Thing;
  readonly should: 'there' | 'gone' | 'either';
  readonly why: string;
  readonly isThere: boolean;
  /** Of what is there: whether its facts are those that were reviewed; null: nobody can say. */
  readonly admin: string | null;
}

type Verdict = readonly [Should['should'], string];
const either = (why: string): Verdict => ['either', why];

/** Every thing that is there in truth, and every one that a line gives. */
export function shouldBe(moment: Moment, oracle: Oracle): readonly Should[] {
  const { draft } = oracle;
  if (draft === null) return [];
  const found: Should[] = [];
  for (const [name, target] of Object.entries(draft.targets)) {
    const truth = moment.truth.targets.get(name);
    if (truth === undefined) continue;
    const live = new Map([...truth.entries.values()].map((e) => [thingOf(e), e]));
    const things = new Set([...live.keys(), ...oracle.memory(name).mandates.keys()]);
    for (const thing of things) {
      const e = live.get(thing);
      const line = oracle.lineOf(name, thing);
      const owner = oracle.ownerOf(name, accountOfThing(thing));
      const account = accountOfThing(thing);
      const asked: Asked = {
        oracle,
        draft,
        target,
        thing,
        line,
        owner,
        written: pretended(name, moment.now),
        moment,
        isThere: e !== undefined,
      };
      const [should, why] = account.startsWith('#')
        ? judge(asked, e === undefined ? null : factText(e))
        : either('its account is not known');
      // What a review took, or the state had seen, it may have forgotten.
      const isForgotten = oracle.isMuddled && should === 'gone';
      found.push({
        target: name,
        thing,
        should: isForgotten ? 'either' : should,
        why,
        isThere: e !== undefined,
        admin: e?.facts['admin'] ?? null,
      });
    }
  }
  return found;
}

/** `covers` and `modeOf` ask of a write; here nobody wrote. */
const pretended = (target: string, at: number): Written => ({ target, at }) as Written;

interface Asked extends Pick<Sent, 'oracle' | 'draft' | 'target' | 'thing' | 'line' | 'owner' | 'written'> {
  readonly moment: Moment;
  readonly isThere: boolean;
}

function judge(a: Asked, facts: string | null): Verdict {
  const { oracle, draft, target, thing, line, owner, moment } = a;
  const name = a.written.target;
  const m = oracle.memory(name);
  const [account, kind] = [accountOfThing(thing), kindOfThing(thing)];
  const id = account.slice(1);
  const truth = moment.truth.targets.get(name);
  const words = oracle.namesOf(name, account);
  if (managed(target, kind, words) !== 'managed') return either('it is not in scope');
  if (modeOf(a) === 'observe') return either('it is only observed');
  if (oracle.watches(name, { account: id, kind }) !== 'yes') return either('its scope has no sure baseline');
  if (moment.holds.some((h) => h.do === 'pause' && moment.now < h.until)) return either('all writes are paused');
  const untouched = isUntouchable(a, words);
  if (untouched !== null) return either(untouched);
  if (!(truth?.accounts.has(id) ?? false)) return either('its account is gone');
  if (isTwofold(a, id)) return either('its name was used for two accounts');
  const isClaimedTwice = claimsOn(oracle, draft, name, account).length > 1;
  const holds = (what: Hold['do']): boolean => moment.holds.some((h) => h.do === what && covers(h, a));
  const stuck = stuckBy(a);
  const isImpossible = target.cannot?.includes(`${kind} revoke`) === true;
  const gone = (why: string): Verdict =>
    isImpossible ? either(`${why}, but the system has no verb for it`) : stuck === null ? ['gone', why] : either(`${why}, but ${stuck}`);

  if (holds('deny')) return isClaimedTwice ? either('it is denied, and claimed twice') : gone('a deny covers it');
  const released = m.released.get(account);
  if (released !== undefined && line === null) return either('its account was released');
  const byDirectory = directoryTakes(a, line?.identity ?? owner);
  if (byDirectory === 'yes') return gone('its directory withholds it');
  if (byDirectory === 'maybe') return either('what its directory said last is not sure');
  if (isClaimedTwice) return either('two claim its account');
  const owed = m.owed.get(thing);
  const takers = line === null ? [owed, owed?.earlier].flatMap((o) => o?.identity ?? []) : [];
  if (takers.some((identity) => identityMode(draft, identity) === 'observe')) return either('whose it was is only observed');
  const disowned = m.disowned.get(account);
  // Taken out of an identity that stays: its mode counts for what it gave up.
  if (disowned !== undefined && disowned.open !== 'no' && identityMode(draft, disowned.identity) === 'observe')
    return either('whose account it was is only observed');
  if (disowned !== undefined && disowned.open !== 'no' && line === null && kind !== 'user')
    return disowned.open === 'yes' ? gone(`${disowned.source} disowned its account`) : either('its account may be disowned');
  if (line !== null) {
    const standing = stands(line, moment.now, m.started.get(thing));
    if (standing === 'no') return holds('keep') ? either('it is kept') : gone('its time is over or has not begun');
    if (standing === 'maybe') return either('nobody knows when its time began');
    if (oracle.isMuddled) return judgeAfterHarm(a, line);
    return judgeLine(a, facts, stuck);
  }
  if (owed !== undefined && owed.open !== 'no')
    return owed.open === 'yes' ? gone(`${owed.source} took it`) : either('a review took it, and it may have been seen gone');
  if (kind === 'user' || kind === 'key') return either('nobody declares it by name');
  const key = JSON.stringify([name, kind, id, thing.slice(thing.indexOf('/') + 1) || id]);
  const before = m.baseline.get(key)?.in ?? 'no';
  if (before !== 'no' && !oracle.isForbidden(name, thing)) return either('it was there before us');
  if (holds('keep')) return either('it is kept');
  if (target.drift.unauthorized.do !== 'revoke' || modeOf(a) !== 'enforce') return either('such drift is not set back');
  return gone('nobody approved it');
}

/** Of what was remembered nobody knows what is left, but what is approved again is compared again: it is there, or something asks for it. */
function judgeAfterHarm(a: Asked, line: Line): Verdict {
  if (line.terms.some((t) => t.forMs !== null)) return either('nobody knows when its time began');
  if (a.isThere || blockedIn(a) !== null || isTold(a)) return either('the state was rolled back');
  return ['there', 'it is approved, and since the state was harmed nothing asks for it'];
}

function judgeLine(a: Asked, facts: string | null, stuck: string | null): Verdict {
  const { oracle, target, thing, line, moment } = a;
  if (line === null) return either('no line');
  const m = oracle.memory(a.written.target);
  const mandate = m.mandates.get(thing);
  const hasFacts = line.admin === null || facts === JSON.stringify({ admin: String(line.admin) });
  if (a.isThere && hasFacts) return ['there', 'it is approved'];
  if (stuck !== null) return either(stuck);
  if (moment.holds.some((h) => h.do === 'keep' && moment.now < h.until)) return either('something is kept');
  const age = moment.now - Math.max(...(mandate?.ages ?? []), ...line.terms.map((t) => (t.from <= moment.now ? t.from : -Infinity)));
  if (m.taken.has(thing)) {
    const by = m.taken.get(thing);
    if (by?.has('clock') === true) return either('the clock took it');
    if (m.perhapsBack.has(thing)) return either('it was taken, and may have been seen live again since');
    return target.giveBack === 'restore' && modeOf(a) === 'enforce' ? ['there', 'it is given back'] : either('its giving back is proposed');
  }
  if (mandate?.open === 'yes') {
    if (age > a.draft.settings.reviewValidSeconds * 1000 - 3_600_000) return either('its review is too old');
    return ['there', `${mandate.source} gave it`];
  }
  if (mandate?.open === 'maybe') return either('it may have been seen to hold');
  const rule = a.isThere ? target.drift.altered : target.drift.missing;
  return rule.do === 'restore' && modeOf(a) === 'enforce'
    ? ['there', 'it is approved, and such drift is set back']
    : either('such drift is not set back');
}

function directoryTakes(a: Asked, identity: string | null): 'yes' | 'maybe' | 'no' {
  const policy = identity === null ? undefined : a.draft.identities[identity];
  if (identity === null || policy === undefined || policy.directory === null || policy.state === 'release') return 'no';
  const words = a.oracle.lastWords(identity);
  const takes = [...words].map((w) => isTakenBy(a, identity, w));
  // Never seen is unsure: nothing is given, and nothing taken.
  if (takes.length === 0) return 'maybe';
  const record = `${policy.directory.target}/${policy.directory.account}`;
  const truth = idOf(policy.directory.account) === null ? a.moment.directories.get(record) : undefined;
  const isUnsure = truth === undefined || ![...words].includes(truth);
  if (takes.every(Boolean)) return isUnsure && !words.has('absent') && !words.has('disabled') ? 'maybe' : 'yes';
  return takes.some(Boolean) || isUnsure ? 'maybe' : 'no';
}

function isUntouchable(a: Asked, words: readonly string[]): string | null {
  const grant = a.thing.slice(a.thing.indexOf(' ') + 1);
  const [kind = '', ...rest] = grant.split('/');
  const name = a.oracle.nameForPeople(a.written.target, kind, rest.join('/'));
  if (words.includes('user/nhi-reconcile')) return 'it is our own account';
  if (kind === 'role' && name.startsWith('sys_')) return "it is the vendor's";
  const written = kind === 'user' || kind === 'login' ? `${kind}/${nameOfAccount(words[0] ?? '')}` : `${kind}/${name}`;
  return [written, ...words].some((n) => fitsAny(a.target.protected, n)) ? 'it is protected' : null;
}

/** Some line means this account by a name that another account has or had. */
function isTwofold(a: Asked, id: string): boolean {
  const m = a.oracle.memory(a.written.target);
  const truth = a.moment.truth.targets.get(a.written.target);
  const spelled = [...meansOf(a.draft).owners.keys()].flatMap((key) => {
    const [target = '', ...words] = key.split(' ');
    return target === a.written.target ? [words.join(' ')] : [];
  });
  const called = truth?.accounts.get(id);
  const bound = called === undefined ? undefined : m.bound.get(called);
  if (bound !== undefined && (bound.id !== id || !bound.sure) && spelled.includes(called ?? '')) return true;
  const isAnothers = (words: string): boolean => [...(truth?.accounts ?? [])].some(([other, c]) => c === words && other !== id);
  if ([...m.unfirm].some((w) => m.bound.get(w)?.id === id && isAnothers(w))) return true;
  return spelled.some((w) => {
    const b = m.bound.get(w);
    return b?.id === id && (!b.sure || isAnothers(w));
  });
}

/** Of the last run that looked at the target. */
const lastPlan = ({ moment, written }: Asked): TargetPlan | undefined =>
  moment.ran.findLast((r: Ran) => r.plans.some((p) => p.target === written.target))?.plans.find((p) => p.target === written.target);

/** `key`: declared, by names, or of live, by ids. */
function isMeantBy(a: Asked, { account, kind, name }: Pick<Entitlement, 'account' | 'kind' | 'name'>): boolean {
  const isNamed = account.includes('/');
  const meant = a.oracle.meant({
    target: a.written.target,
    account: isNamed ? account : `user/id:${account}`,
    kind,
    name: kind === 'group' && !isNamed ? `id:${name}` : name,
  });
  return meant === a.thing;
}

/** What the last plan wants of it and does not do. */
const blockedIn = (a: Asked): Blocked | null => lastPlan(a)?.blocked.find((b) => isMeantBy(a, b.change.entry)) ?? null;

/** An older word of a directory than the last one may be all that a state remembers that was put back; it is told as withheld. */
const isTold = (a: Asked): boolean =>
  lastPlan(a)?.verdicts.some(([key, verdict]) => verdict === 'withheld' && isMeantBy(a, parseKey(key))) ?? false;

/** What the last plan says holds it up, where only that plan can count it; null where nothing may. */
function stuckBy(a: Asked): string | null {
  const guards: readonly string[] = [
    'caps',
    'needs',
    'flapping',
    'rollout',
    'reviewTooOld',
    'lastAdministrator',
    'unsure',
    'absent',
    'decided',
    'capability',
  ];
  const blocked = blockedIn(a);
  if (blocked === null || !guards.includes(blocked.guard)) return null;
  return isPlausible(a, blocked.guard) ? `blocked by ${blocked.guard}` : null;
}

/** Whether the guard can be right at all, as far as it can be told without the product's own counting. */
function isPlausible(a: Asked, guard: string): boolean {
  const m = a.oracle.memory(a.written.target);
  const { thing } = a;
  const [kind, name] = [
    kindOfThing(thing),
    a.oracle.nameForPeople(a.written.target, kindOfThing(thing), thing.slice(thing.indexOf('/') + 1)),
  ];
  switch (guard) {
    case 'lastAdministrator':
      return isAdministrator(kind, name) || kind === 'login' || kind === 'user';
    case 'flapping': {
      const times = ['revoke', 'grant', 'adjust'].flatMap((verb) => {
        const t = m.verified.get(`${verb} ${thing}`);
        return t === undefined ? [] : [t.sure.length + t.perhaps.length];
      });
      return times.some((t) => t >= 3);
    }
    case 'capability':
      return a.draft.targets[a.written.target]?.cannot?.some((verb) => verb.startsWith(`${kind} `)) ?? false;
    case 'rollout':
      return a.line === null || a.line.roles.length > 0;
    case 'decided':
      return a.oracle.snoozed.size > 0;
    case 'unsure':
      return a.draft.identities[a.line?.identity ?? '']?.directory !== null;
    default:
      return true;
  }
}
