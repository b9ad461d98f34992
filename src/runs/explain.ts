/** explain: a fresh look at what one change, entitlement or hold stands on. Saves and writes nothing. */
import { covers } from '../lifecycle/withhold.ts';
import { parseKey, writtenGrant } from '../model/key.ts';
import type { Blocked, Change } from '../model/plan.ts';
import type { Seen } from '../model/sight.ts';
import type { HistoryRow, Hold, LedgerRow, TargetState } from '../model/state.ts';
import type { Explained, ExplainedEntitlement } from '../report/explained.ts';
import { heldWhen } from '../report/held-when.ts';
import { verbOf } from '../report/issue-rows.ts';
import { type Lookup, findByShortId, shortIds } from '../report/short-id.ts';
import type { Loaded, StateStore } from '../state/store.ts';
import { approveAll } from './approval.ts';
import { atOnce, TARGETS_AT_ONCE } from './at-once.ts';
import type { Host } from './host.ts';
import { InputError } from './input-error.ts';
import type { Policy } from './policy.ts';
import { type Looked, lookNow } from './reconcile.ts';
import { placesOf, prepareRounds } from './rounds.ts';

/** A short id of a change or hold, or who holds what. */
export type Asked = { readonly id: string } | { readonly holder: string; readonly grant: string };

interface Around {
  readonly loaded: Loaded;
  readonly history: ReadonlyMap<string, readonly HistoryRow[]>;
  readonly policy: Policy | null;
  readonly host: Host;
}

/** `policy`: of the folder, without errors; null: there is none that compiles. Then only what is approved is looked at. */
export async function explain(asked: Asked, policy: Policy | null, store: StateStore, host: Host): Promise<Explained> {
  const loaded = await store.load();
  const around: Around = { loaded, history: await store.history(), policy, host };
  const held = 'id' in asked ? holdOf(asked.id, loaded) : null;
  if (held !== null) return await explainHold(held, around);
  if ('id' in asked) return await explainId(asked.id, around);
  return await explainGrant(asked.holder, asked.grant, around);
}

/** What a target looks like on what is approved, or on what the folder would approve. */
interface Look {
  readonly name: string;
  readonly looked: Looked;
  readonly isTrial: boolean;
}

/** `only`: targets; null: all. */
async function looksAt(
  states: ReadonlyMap<string, TargetState>,
  only: readonly string[] | null,
  isTrial: boolean,
  { loaded, history, host }: Around,
): Promise<readonly Look[]> {
  const known = only?.filter((name) => states.get(name)?.retired === false) ?? null;
  if (known !== null && known.length === 0) return [];
  const rounds = await prepareRounds(states, loaded, history, host, { only: known, counting: false, claim: false });
  const looks: Look[] = [];
  await atOnce(rounds.states, TARGETS_AT_ONCE, async ([name, state]) => {
    const connection = rounds.connections.get(name);
    if (connection === undefined) return;
    looks.push({ name, looked: await lookNow(state, connection, rounds.around(name), host, rounds.heard.reads.get(name)), isTrial });
  });
  return looks;
}

/** As `plan` would: the folder, let through by whoever asks. */
async function trialOf(only: readonly string[] | null, around: Around): Promise<readonly Look[]> {
  const { policy, loaded, host } = around;
  if (policy === null) return [];
  const because = { authority: 'review', source: `terminal:${host.user}`, at: host.now() } as const;
  const states = await approveAll(loaded.targets, policy.declared, { because, commit: policy.commit, renew: true }, host.connectors);
  return await looksAt(states, only, true, around);
}

interface FoundChange {
  readonly id: string;
  readonly what: Change['verb'];
  readonly look: Look;
  readonly change: Change;
}

const changesIn = (looks: readonly Look[]): readonly FoundChange[] =>
  looks.flatMap((look) => {
    const { changes, blocked } = look.looked.decided.plan;
    return [...changes, ...blocked.map((b) => b.change)].map((change) => ({ id: change.id, what: change.verb, look, change }));
  });

async function explainId(id: string, around: Around): Promise<Explained> {
  const { loaded } = around;
  const rows = [...loaded.ledger].flatMap(([target, all]) => all.map((row) => ({ id: row.change, what: verbOf(row), target, row })));
  // What is over may share its first digits with what is open, which is what people are shown.
  const open = findByShortId(
    id,
    rows.filter((r) => r.row.ended === null),
  );
  const known = open.is === 'none' ? findByShortId(id, rows) : open;
  const one = demandOne(id, known);
  const only = one === null ? null : [one.target];
  const looks = await looksAt(loaded.targets, only, false, around);
  const now = demandOne(id, findByShortId(one?.id ?? id, changesIn(looks)));
  if (now !== null) return explained(now.look, now.change, null, around);
  if (one !== null) {
    const look = looks.find((l) => l.name === one.target) ?? null;
    return ended(one.target, one.row, look, around);
  }
  const trial = demandOne(id, findByShortId(id, changesIn(await trialOf(null, around))));
  if (trial !== null) return explained(trial.look, trial.change, null, around);
  throw new InputError(
    `${id}: no open or past change and no hold has this id here; plan and detect list them. A holder and a grant can be asked for too: explain payments-deployer postgres.main/role/x`,
  );
}

function demandOne<T extends { readonly id: string }>(id: string, found: Lookup<T>): T | null {
  if (found.is === 'many') throw new InputError(`${id}: ${found.many.length} ids begin so; write more of it`);
  return found.is === 'one' ? found.one : null;
}

async function explainGrant(holder: string, grant: string, around: Around): Promise<Explained> {
  const target = grant.split('/')[0] as string;
  const isKnown = around.loaded.targets.has(target) || around.policy?.declared.targets.has(target) === true;
  if (!isKnown || grant.split('/').length < 3) {
    throw new InputError(`${grant}: a grant is written target/kind/name, and its target has to be one of the policy's`);
  }
  const approved = itemIn(await looksAt(around.loaded.targets, [target], false, around), holder, grant);
  if (approved !== null) return explained(approved.look, null, approved.item, around);
  const trial = itemIn(await trialOf([target], around), holder, grant);
  if (trial !== null) return explained(trial.look, null, trial.item, around);
  const past = heldWhen(holder, grant, memoryOf(target, around));
  const last = past.tenures.at(-1);
  const row = (around.loaded.ledger.get(target) ?? []).findLast((r) => r.label === `${holder} ${grant}`);
  if (last !== undefined || row !== undefined) return pastOnly(target, `${holder} ${grant}`, around);
  throw new InputError(
    `${holder} ${grant}: nobody declares this, nothing like it is live in scope, and none is remembered. The holder is an identity, or of an account that none declares its written form, ${target}/type/name`,
  );
}

function itemIn(looks: readonly Look[], holder: string, grant: string): { readonly look: Look; readonly item: Seen } | null {
  for (const look of looks) {
    const items = look.looked.sight.items.filter((item) => {
      const isHolder = item.identity === holder || `${look.name}/${item.accountWords}` === holder;
      return isHolder && (item.written === grant || (item.row !== null && writtenGrant(item.row.last) === grant));
    });
    const item = items.find((i) => i.live !== null) ?? items[0];
    if (item !== undefined) return { look, item };
  }
  return null;
}

const memoryOf = (target: string, { loaded, history }: Around): Parameters<typeof heldWhen>[2] => ({
  history: history.get(target) ?? [],
  ledger: loaded.ledger.get(target) ?? [],
  runs: loaded.runs,
});

/** One of the two is given. */
function explained(look: Look, change: Change | null, given: Seen | null, around: Around): ExplainedEntitlement {
  const { decided, withholding, state, world } = look.looked;
  const { plan } = decided;
  const item = given ?? (change === null ? null : (decided.items.get(change.key) ?? null));
  const key = item?.key ?? change?.key ?? '';
  const stopped = plan.blocked.find((b) => b.change.id === change?.id || (change === null && b.change.key === key)) ?? null;
  const wanted = change ?? stopped?.change ?? plan.changes.find((c) => c.key === key) ?? null;
  const label = wanted?.label ?? labelOf(look.name, item);
  const [holder, grant] = splitLabel(label, item, look.name);
  const judged = decided.judged.find((j) => j.item.key === key);
  return {
    is: 'entitlement',
    label,
    target: look.name,
    at: world.now,
    state,
    isTrial: look.isTrial,
    item,
    unread: unreadOf(look, item),
    verdict: judged?.verdict ?? wanted?.verdict ?? null,
    change: wanted,
    short: wanted === null ? null : (shortOf(wanted, look, around) ?? null),
    blocked: stopped,
    withheld: withholding.withheld.get(key) ?? item?.row?.withheld ?? null,
    ledger: ledgerOf(look.name, (row) => row.change === wanted?.id || row.key === key || row.label === label, around),
    tenures: heldWhen(holder, grant, memoryOf(look.name, around)).tenures,
    findings: plan.findings.filter((f) =>
      isAbout(f.subject, [label, ...(item === null ? [] : [`${look.name}/${item.accountWords}`, item.identity ?? label])]),
    ),
    holds: around.loaded.holds.filter((h) => world.now < h.until && touches(h, item, state)),
    place: placeOf(item, key, around),
    kinds: new Map([[look.name, world.kinds]]),
  };
}

/** It begins with one of these names, and not with a longer one. */
const isAbout = (subject: string, names: readonly string[]): boolean =>
  names.some((name) => subject.startsWith(name) && /^(?:[:;,.]|$)/.test(subject.slice(name.length)));

/** Of its kind, where that is known. */
function unreadOf({ looked }: Look, item: Seen | null): string | null {
  const { error } = looked.sight.live;
  const isProven = item === null ? error === null : looked.sight.provenKinds.has(item.kind.name);
  return isProven ? null : error === null ? 'its read is not proven complete' : `${error.code}: ${error.message}`;
}

const labelOf = (target: string, item: Seen | null): string =>
  item === null ? '' : `${item.identity ?? `${target}/${item.accountWords}`} ${item.written}`;

function splitLabel(label: string, item: Seen | null, target: string): readonly [string, string] {
  const at = label.indexOf(` ${item?.written ?? `${target}/`}`);
  return at < 0 ? [label, ''] : [label.slice(0, at), label.slice(at + 1)];
}

function touches(hold: Hold, item: Seen | null, state: TargetState): boolean {
  if (hold.do === 'pause') return true;
  return item !== null && covers(item, state.policy.name, hold, new Map(state.breakGlass.map((b) => [b.name, b])));
}

const ledgerOf = (target: string, isMeant: (row: LedgerRow) => boolean, { loaded }: Around): readonly LedgerRow[] =>
  (loaded.ledger.get(target) ?? []).filter(isMeant).toSorted((a, b) => a.firstSeen - b.firstSeen);

/** As the whole list of this look would name it, so that the id can be typed again. */
function shortOf(change: Change, look: Look, { loaded }: Around): string | undefined {
  const open = [...loaded.ledger.values()].flat().filter((row) => row.ended === null);
  const all = [...open.map((row) => ({ id: row.change, what: verbOf(row) })), ...changesIn([look]).map(({ id, what }) => ({ id, what }))];
  return shortIds(all).get(change.id);
}

function placeOf(item: Seen | null, key: string, { policy }: Around): string | null {
  if (policy === null) return null;
  const keys = [item?.row?.key ?? key];
  return placesOf(policy.declared, keys)[`entry ${keys[0]}`] ?? null;
}

/** No look finds it any more: what is remembered of it. */
function ended(target: string, row: LedgerRow, look: Look | null, around: Around): ExplainedEntitlement {
  const item = look?.looked.sight.items.find((i) => i.key === row.key || i.liveKey === row.key) ?? null;
  if (look !== null && item !== null) return { ...explained(look, null, item, around), ledger: [row], label: row.label };
  return { ...pastOnly(target, row.label, around), ledger: [row], unread: look === null ? null : unreadOf(look, null) };
}

function pastOnly(target: string, label: string, around: Around): ExplainedEntitlement {
  const state = around.loaded.targets.get(target);
  if (state === undefined) throw new InputError(`${label}: its target ${target} is not known any more; history has what is left`);
  const row = (around.loaded.ledger.get(target) ?? []).findLast((r) => r.label === label);
  const grant = row === undefined ? label.slice(label.indexOf(` ${target}/`) + 1) : grantOf(row, label);
  return {
    is: 'entitlement',
    label,
    target,
    at: around.host.now(),
    state,
    isTrial: false,
    item: null,
    unread: null,
    verdict: null,
    change: null,
    short: null,
    blocked: null,
    withheld: null,
    ledger: ledgerOf(target, (r) => r.label === label, around),
    tenures: heldWhen(label.slice(0, -(grant.length + 1)), grant, memoryOf(target, around)).tenures,
    findings: [],
    holds: [],
    place: null,
    kinds: new Map(),
  };
}

/** The label ends with the written form, which begins with the target and the kind. */
function grantOf(row: LedgerRow, label: string): string {
  const { target, kind } = parseKey(row.key);
  const at = label.indexOf(` ${target}/${kind}/`);
  return at < 0 ? label : label.slice(at + 1);
}

function holdOf(id: string, loaded: Loaded): Hold | null {
  if (!/^h-/i.test(id.trim())) return null;
  const named = loaded.holds.map((h) => ({ id: h.id.slice(2), what: 'hold' as const, hold: h }));
  const one = demandOne(id, findByShortId(id, named));
  if (one === null) {
    const since = loaded.holds.length === 0 ? 'none is remembered' : `there are ${loaded.holds.map((h) => h.id).join(', ')}`;
    throw new InputError(`${id}: no hold has this id; ${since}. One that ended is kept 90 days`);
  }
  return one.hold;
}

async function explainHold(hold: Hold, around: Around): Promise<Explained> {
  const looks = await looksAt(around.loaded.targets, null, false, around);
  const envelopes = [...around.loaded.targets.values()].flatMap((s) => s.breakGlass);
  const blocked: readonly Blocked[] = looks.flatMap((l) => l.looked.decided.plan.blocked);
  const guard = hold.do === 'pause' ? 'pause' : 'kept';
  return {
    is: 'hold',
    at: around.host.now(),
    hold,
    envelope: envelopes.find((e) => e.name === hold.envelope) ?? null,
    stops: blocked.filter((b) => b.guard === guard && (hold.do === 'pause' || b.why.includes(hold.id))),
    takes: looks
      .flatMap((l) => l.looked.decided.plan.changes)
      .filter((c) => c.because.authority === 'hold' && c.because.source.includes(hold.id)),
  };
}
