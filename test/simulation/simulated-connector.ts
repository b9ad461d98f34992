/** The connector of the simulated targets: what it can hold, how it reads and writes the truth, and what goes wrong there. */
import type { Connect, Page, Reader, Writer } from '../../src/connectors/kit/contract.ts';
import { ConnectorError } from '../../src/connectors/kit/errors.ts';
import type { Connectors } from '../../src/connectors/registry.ts';
import type { ConnectorKinds } from '../../src/model/connector-kinds.ts';
import type { Entitlement, Kind, Proof } from '../../src/model/entitlement.ts';
import { keyOf } from '../../src/model/key.ts';
import type { Change } from '../../src/model/plan.ts';
import type { Fault } from './step.ts';
import type { ReadTold, Written } from './trace.ts';
import * as truth from './truth.ts';

/** What one run is to the simulated systems: its clock, its faults, what it did. */
export interface Caller {
  readonly world: truth.World;
  readonly clock: { now: number };
  /** A call to the world outside: it may never come back. */
  readonly port: <T>(what: 'systemWrite' | 'read' | 'other', work: () => T) => Promise<T>;
  readonly faults: readonly Fault[];
  readonly fire: (fault: Fault) => void;
  readonly sentinels: (target: string) => readonly string[];
  readonly reads: ReadTold[];
  readonly written: Written[];
}

const plain = { facets: [], facts: {}, revocation: 'immediate', administrator: [], privileged: [], vendor: [] } as const;

const kindsSettling = (settlesInSeconds: number): readonly Kind[] => [
  { ...plain, name: 'user', role: 'account', verbs: ['grant', 'revoke'], writes: 'member', settlesInSeconds },
  { ...plain, name: 'login', role: 'login', verbs: ['grant', 'revoke'], writes: 'member', settlesInSeconds },
  { ...plain, name: 'key', role: 'credential', verbs: ['grant', 'revoke'], writes: 'member', settlesInSeconds },
  {
    ...plain,
    name: 'role',
    role: 'grant',
    verbs: ['grant', 'revoke', 'adjust'],
    facts: { admin: { default: 'false', mayPrint: true } },
    writes: 'member',
    settlesInSeconds,
    administrator: ['superuser'],
    privileged: ['power-*'],
    vendor: ['sys_*'],
  },
  {
    ...plain,
    name: 'group',
    role: 'grant',
    verbs: ['grant', 'revoke'],
    refersTo: 'group',
    writes: 'wholeList',
    settlesInSeconds,
    administrator: ['admins'],
  },
];

interface Config {
  readonly settles: number;
  /** `kind verb`: what it cannot do. */
  readonly cannot?: readonly string[];
}

const known = new Map<string, readonly Kind[]>();
const settlesOf = (config: unknown): number => (config as Config).settles;
const kindsOf = (config: unknown): readonly Kind[] => {
  const { settles, cannot = [] } = config as Config;
  const name = `${settles} ${cannot.join(',')}`;
  const found =
    known.get(name) ??
    kindsSettling(settles).map((k) => ({ ...k, verbs: k.verbs.filter((verb) => !cannot.includes(`${k.name} ${verb}`)) }));
  known.set(name, found);
  return found;
};

const simulatedKinds: ConnectorKinds = {
  connector: 'simulated',
  kinds: kindsOf,
  configSchema: { type: 'object', required: ['settles'], properties: { settles: { type: 'integer' }, cannot: { type: 'array' } } },
  checkConfig: (data) => typeof data === 'object' && data !== null && 'settles' in data && Number.isInteger(data.settles),
  canonical: (entry) => (entry.name === '' ? { refused: 'a name is not empty' } : entry),
};

const kindNames = ['user', 'login', 'key', 'role', 'group'] as const;
/** Pages of each kind: accounts are dealt out by their id. */
const pagesPerKind = 2;
const pagesPerRead = kindNames.length * pagesPerKind;

/** Connectors that only compile: no run, no target. */
const compiling = { kinds: async () => simulatedKinds, connect: () => Promise.reject(new Error('there is no run to connect for')) };
/** Under two names, so that a target can change its connector. */
export const kindsOnly: Connectors = { simulated: compiling, 'simulated-too': compiling };

export function connectorsFor(caller: Caller): Connectors {
  const counts = { reads: new Map<string, number>(), writes: new Map<string, number>(), lists: new Map<string, number>() };
  const next = (of: Map<string, number>, target: string): number => {
    const n = of.get(target) ?? 0;
    of.set(target, n + 1);
    return n;
  };
  const connect: Connect = {
    reader: (target, config): Reader => ({
      read: () => read(caller, target, settlesOf(config), () => next(counts.reads, target)),
      [Symbol.asyncDispose]: async () => undefined,
    }),
    writer: (target, config): Writer => ({
      apply: async (step) => {
        const askedAt = caller.clock.now;
        const outcomes = await caller.port('systemWrite', () => {
          const n = { write: next(counts.writes, target), list: step.length > 1 ? next(counts.lists, target) : null, askedAt };
          return write(caller, target, settlesOf(config), step, n, (config as Config).cannot ?? []);
        });
        return outcomes;
      },
      [Symbol.asyncDispose]: async () => undefined,
    }),
  };
  const simulated = { kinds: async () => simulatedKinds, connect: async () => connect };
  return { simulated, 'simulated-too': simulated };
}

type FaultOf<Is extends Fault['is']> = Extract<Fault, { readonly is: Is }>;

/** The fault of that sort that meets this call. */
function met<Is extends Fault['is']>(caller: Caller, is: Is, target: string, n: number): FaultOf<Is> | undefined {
  return caller.faults.find(
    (f): f is FaultOf<Is> => f.is === is && 'target' in f && f.target === target && (!('at' in f) || f.at === undefined || f.at === n),
  );
}

function refuseUnreachable(caller: Caller, target: string, n: number): void {
  const fault = met(caller, 'unreachable', target, n);
  if (fault === undefined) return;
  caller.fire(fault);
  throw new ConnectorError(fault.code, `${target}: the simulated target says ${fault.code}`);
}

interface Looked {
  readonly asOf: number;
  readonly isMixed: boolean;
  readonly pages: readonly {
    readonly entries: Entitlement[];
    readonly accounts: [string, string][];
    readonly groups: [string, string][];
  }[];
}

async function* read(
  caller: Caller,
  target: string,
  settlesInSeconds: number,
  count: () => number,
): AsyncGenerator<Page, Readonly<Record<string, Proof>>> {
  const { now } = caller.clock;
  const told = {
    target,
    begunAt: now,
    asOf: now,
    isMixed: false,
    proven: [] as string[],
    shown: [] as Entitlement[],
    accounts: new Map<string, string>(),
  };
  const { proven, shown, accounts } = told;
  const { n, pages } = await caller.port('read', () => {
    const n = count();
    told.begunAt = caller.clock.now;
    caller.reads.push(told);
    refuseUnreachable(caller, target, n);
    const looked = look(caller, target, settlesInSeconds, n);
    told.asOf = looked.asOf;
    told.isMixed = looked.isMixed;
    return { n, pages: looked.pages };
  });
  const cut = met(caller, 'cutRead', target, n);
  const unproven = met(caller, 'unproven', target, n);
  if (unproven !== undefined) caller.fire(unproven);
  const proofs: Record<string, Proof> = {};
  for (const [i, page] of pages.entries()) {
    if (cut?.page === i) {
      caller.fire(cut);
      if (cut.how === 'silent') return proofs;
      // What came before an error is thrown away.
      proven.length = 0;
      shown.length = 0;
      accounts.clear();
      throw new ConnectorError('unavailable', `${target}: the simulated target closed the connection`);
    }
    shown.push(...page.entries);
    for (const [id, words] of page.accounts) accounts.set(id, words);
    yield await caller.port('other', () => pageOf(page));
    const kind = kindNames[Math.floor(i / pagesPerKind)] ?? '';
    if (i % pagesPerKind !== pagesPerKind - 1 || unproven?.kinds.includes(kind) === true) continue;
    const size = shown.filter((e) => e.kind === kind).length;
    proofs[kind] = { read: size, claimed: size, by: 'count' };
    proven.push(kind);
  }
  return proofs;
}

function pageOf(page: Looked['pages'][number]): Page {
  const own = page.accounts.filter(([, words]) => words === 'user/nhi-reconcile').map(([id]) => id);
  const refs = [
    ...page.accounts.map(([id, words]) => ({ kind: 'user', id, name: words.slice('user/'.length) })),
    ...page.groups.map(([id, name]) => ({ kind: 'group', id, name })),
  ];
  return { entries: page.entries, refs, ...(own.length === 0 ? {} : { own }) };
}

/** What this read shows: the truth, or an older one, or some pages of each; less what a narrowed view hides. */
function look(caller: Caller, target: string, settlesInSeconds: number, n: number): Looked {
  const system = truth.systemOf(caller.world, target);
  const { now } = caller.clock;
  const stale = met(caller, 'staleRead', target, n);
  const lag = stale === undefined ? 0 : stale.over ? stale.seconds : Math.min(stale.seconds, settlesInSeconds);
  if (stale !== undefined && lag > 0) caller.fire(stale);
  const older = truth.viewAt(system, now, now - lag * 1000);
  const narrowed = met(caller, 'narrowedView', target, n);
  const hidden = narrowed === undefined ? [] : [...narrowed.hides, ...(narrowed.sentinelSeen ? [] : caller.sentinels(target))];
  if (narrowed !== undefined && [...older.view.accounts.values()].some((words) => hidden.includes(words))) caller.fire(narrowed);
  const pages = pagesOf(older.view, hidden);
  if (stale?.half !== true || lag === 0) return { asOf: older.asOf, isMixed: older.isMixed, pages };
  const newer = pagesOf(truth.viewAt(system, now, now).view, hidden);
  return { asOf: older.asOf, isMixed: true, pages: pages.map((page, i) => (i % 3 === stale.seconds % 3 ? (newer[i] ?? page) : page)) };
}

const ordinal = (id: string): number => Number(id.slice(1));

function pagesOf(view: truth.View, hidden: readonly string[]): Looked['pages'] {
  const pages = Array.from({ length: pagesPerRead }, (): Looked['pages'][number] => ({ entries: [], accounts: [], groups: [] }));
  const isHidden = (id: string): boolean => hidden.length > 0 && hidden.includes(view.accounts.get(id) ?? '');
  for (const entry of view.entries.values()) {
    if (isHidden(entry.account)) continue;
    pages[kindNames.indexOf(entry.kind as 'user') * pagesPerKind + (ordinal(entry.account) % pagesPerKind)]?.entries.push(entry);
  }
  for (const account of view.accounts) if (!isHidden(account[0])) pages[ordinal(account[0]) % pagesPerKind]?.accounts.push(account);
  for (const group of view.groups) pages[kindNames.indexOf('group') * pagesPerKind]?.groups.push(group);
  return pages;
}

type Answer = 'changed' | 'unchanged';

/** Carries a step out, or not, and says so, or not. */
function write(
  caller: Caller,
  target: string,
  settlesInSeconds: number,
  step: readonly Change[],
  n: { readonly write: number; readonly list: number | null; readonly askedAt: number },
  cannot: readonly string[],
) {
  const failed = met(caller, 'failedWrite', target, n.write);
  const half = n.list === null ? undefined : met(caller, 'halfWrite', target, n.list);
  const lost = met(caller, 'lostAnswer', target, n.write);
  const note = (change: Change, carriedOut: boolean, answered: Written['answered']): void =>
    void caller.written.push({ at: caller.clock.now, askedAt: n.askedAt, target, change, carriedOut, answered });
  const refuse = (fault: Fault, code: ConnectorError['code'], rest: readonly Change[]): never => {
    caller.fire(fault);
    for (const change of rest) note(change, false, 'error');
    throw new ConnectorError(code, `${target}: the simulated target says ${code}`);
  };
  const unreachable = met(caller, 'unreachable', target, n.write);
  if (unreachable !== undefined) refuse(unreachable, unreachable.code, step);
  if (failed !== undefined) refuse(failed, failed.code, step);
  const late = met(caller, 'latePropagation', target, n.write);
  const lateSeconds = late === undefined ? 0 : late.over ? late.seconds : Math.min(late.seconds, settlesInSeconds);
  if (late !== undefined && lateSeconds > 0) caller.fire(late);
  return step.map((change, i) => {
    if (half !== undefined && i === 1) refuse(half, 'badResponse', step.slice(1));
    const doing = { at: caller.clock.now, by: 'us', change: change.id, lateMs: lateSeconds * 1000 } as const;
    const system = truth.systemOf(caller.world, target);
    let outcome: Answer;
    try {
      if (cannot.includes(`${change.entry.kind} ${change.verb}`))
        throw new ConnectorError('unsupported', `${target}: there is no way to ${change.verb} a ${change.entry.kind}`);
      outcome = carryOut(caller.world, system, change, doing);
    } catch (thrown) {
      note(change, false, 'error');
      throw thrown;
    }
    note(change, outcome === 'changed', lost === undefined ? outcome : 'never');
    if (lost !== undefined && i === step.length - 1) {
      caller.fire(lost);
      throw new ConnectorError('unavailable', `${target}: the answer of the simulated target was lost`);
    }
    return { change: change.id, outcome, settlesInSeconds };
  });
}

/** One change of the truth. Repeating it changes nothing. */
function carryOut(world: truth.World, system: truth.System, change: Change, doing: truth.Doing): Answer {
  const { entry, verb } = change;
  const conflict = (why: string): never => {
    throw new ConnectorError('conflict', `${system.name}: ${why}`);
  };
  if (entry.kind === 'user' && verb === 'grant') {
    if (system.accounts.has(entry.account) || truth.idNamed(system.accounts, entry.account) !== null) return 'unchanged';
    if (!entry.account.startsWith('user/') || entry.account.startsWith('user/id:'))
      conflict('an account that is gone cannot be made again');
    truth.createAccount(world, system, entry.account, doing);
    return 'changed';
  }
  const isThere = system.accounts.has(entry.account);
  if (verb === 'revoke') {
    if (!isThere) return 'unchanged';
    if (entry.kind !== 'user') return truth.dropEntry(world, system, keyOf(entry), doing) ? 'changed' : 'unchanged';
    truth.deleteAccount(world, system, entry.account, doing);
    return 'changed';
  }
  if (!isThere) conflict('there is no such account');
  if (entry.kind === 'group' && !system.groups.has(entry.name)) conflict('there is no such group');
  const facts: Readonly<Record<string, string>> = entry.kind === 'role' ? { admin: 'false', ...entry.facts } : {};
  const before = system.entries.get(keyOf(entry));
  if (before === undefined && verb === 'adjust') conflict('it is not there');
  if (before !== undefined && before.facts['admin'] === facts['admin']) return 'unchanged';
  const seen = entry.kind === 'key' ? { seen: { createdAt: doing.at, lastUsedAt: doing.at } } : {};
  truth.putEntry(world, system, { ...entry, facts, ...seen }, doing);
  return 'changed';
}
