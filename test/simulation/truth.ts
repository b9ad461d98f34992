/** The simulated systems themselves: what is really there, since when, and what a read of the past would have shown. */
import type { Entitlement, Key } from '../../src/model/entitlement.ts';
import { keyOf } from '../../src/model/key.ts';
import type { Happened, TargetTruth } from './trace.ts';

/** One change of one object. `showsAt`: reads before it do not see it. */
type Logged = { readonly at: number; readonly showsAt: number } & (
  | { readonly of: 'entries'; readonly id: Key; readonly before: Entitlement | undefined; readonly after: Entitlement | undefined }
  | { readonly of: 'accounts' | 'groups'; readonly id: string; readonly before: string | undefined; readonly after: string | undefined }
);

/** One target. `accounts`: stable id → `user/name`; `groups`: stable id → name. */
export interface System extends TargetTruth {
  readonly name: string;
  readonly entries: Map<Key, Entitlement>;
  readonly accounts: Map<string, string>;
  readonly groups: Map<string, string>;
  readonly log: Logged[];
  /** No change shows later than this. */
  lastShowsAt: number;
  /** The last words of accounts that are gone: name → id, so that a directory's record can come back as itself. */
  readonly gone: Map<string, { readonly id: string; readonly entries: readonly Entitlement[] }>;
}

/** What a read can see. */
export type View = Pick<System, 'entries' | 'accounts' | 'groups'>;

/** Who changes something, when, and how late it shows. */
export interface Doing {
  readonly at: number;
  readonly by: Happened['by'];
  readonly change: string | null;
  readonly lateMs: number;
}

export interface World {
  readonly systems: Map<string, System>;
  readonly happened: Happened[];
  /** Ids are never used again. Accounts that are there from the beginning are a1, a2, … in the order of the story. */
  accounts: number;
  groups: number;
  keys: number;
}

export const newWorld = (): World => ({ systems: new Map(), happened: [], accounts: 0, groups: 0, keys: 0 });

export function systemOf(world: World, name: string): System {
  const known = world.systems.get(name);
  if (known !== undefined) return known;
  const made: System = {
    name,
    entries: new Map(),
    accounts: new Map(),
    groups: new Map(),
    log: [],
    lastShowsAt: -Infinity,
    gone: new Map(),
  };
  world.systems.set(name, made);
  return made;
}

/** What was there before us always was: no read is older than that. */
function log(system: System, item: Logged, by: Happened['by']): void {
  if (by === 'there') return;
  system.log.push(item);
  system.lastShowsAt = Math.max(system.lastShowsAt, item.showsAt);
}

export function putEntry(world: World, system: System, entry: Entitlement, doing: Doing): void {
  const key = keyOf(entry);
  const { at } = doing;
  log(system, { at, showsAt: at + doing.lateMs, of: 'entries', id: key, before: system.entries.get(key), after: entry }, doing.by);
  system.entries.set(key, entry);
  world.happened.push({ at, target: system.name, key, now: entry, by: doing.by, change: doing.change });
}

export function dropEntry(world: World, system: System, key: Key, doing: Doing): boolean {
  const before = system.entries.get(key);
  if (before === undefined) return false;
  const { at } = doing;
  log(system, { at, showsAt: at + doing.lateMs, of: 'entries', id: key, before, after: undefined }, doing.by);
  system.entries.delete(key);
  world.happened.push({ at, target: system.name, key, now: null, by: doing.by, change: doing.change });
  return true;
}

function setName(system: System, of: 'accounts' | 'groups', id: string, after: string | undefined, doing: Doing): void {
  log(system, { at: doing.at, showsAt: doing.at + doing.lateMs, of, id, before: system[of].get(id), after }, doing.by);
  if (after === undefined) system[of].delete(id);
  else system[of].set(id, after);
}

/** `user/name` or a group's name → id of what is called so now. */
export function idNamed(names: ReadonlyMap<string, string>, name: string): string | null {
  for (const [id, called] of names) if (called === name) return id;
  return null;
}

export const accountEntry = (system: System, id: string, kind: 'user' | 'login'): Entitlement => ({
  target: system.name,
  account: id,
  kind,
  name: id,
  facets: {},
  facts: {},
});

/** `id`: of one that comes back as itself. */
export function createAccount(world: World, system: System, words: string, doing: Doing, id = `a${++world.accounts}`): string {
  setName(system, 'accounts', id, words, doing);
  putEntry(world, system, accountEntry(system, id, 'user'), doing);
  return id;
}

export function deleteAccount(world: World, system: System, id: string, doing: Doing): void {
  const held = [...system.entries.values()].filter((e) => e.account === id);
  system.gone.set(system.accounts.get(id) ?? '', { id, entries: held });
  for (const entry of held) dropEntry(world, system, keyOf(entry), doing);
  setName(system, 'accounts', id, undefined, doing);
}

export function rename(system: System, of: 'accounts' | 'groups', id: string, name: string, doing: Doing): void {
  if (idNamed(system[of], name) === null) setName(system, of, id, name, doing);
}

/** Groups are there from the beginning: nothing here creates one but what is told of before. */
export function groupNamed(world: World, system: System, name: string, doing: Doing): string {
  const known = idNamed(system.groups, name);
  if (known !== null) return known;
  const id = `g${++world.groups}`;
  setName(system, 'groups', id, name, doing);
  return id;
}

/** The live entry that `kind/name` means for this account, or null: no such group. */
export function heldEntry(system: System, id: string, grant: string, facts: Readonly<Record<string, string>>): Entitlement | null {
  const kind = grant.slice(0, grant.indexOf('/'));
  const words = grant.slice(grant.indexOf('/') + 1);
  const name = kind === 'group' ? idNamed(system.groups, words) : kind === 'user' || kind === 'login' ? id : words;
  return name === null ? null : { target: system.name, account: id, kind, name, facets: {}, facts };
}

/**
 * What a read at `now` sees of the truth of `asOf`: later changes, and those that do not show yet, are taken back. The
 * instant of what it shows, and whether newer things stand beside older ones. Without either the live maps, not a copy.
 */
export function viewAt(
  system: System,
  now: number,
  asOf: number,
): { readonly view: View; readonly asOf: number; readonly isMixed: boolean } {
  if (asOf >= now && system.lastShowsAt <= now) return { view: system, asOf: now, isMixed: false };
  const view = { entries: new Map(system.entries), accounts: new Map(system.accounts), groups: new Map(system.groups) };
  const seen = new Set<string>();
  let shown = Math.min(asOf, now);
  for (let i = system.log.length - 1; i >= 0; i--) {
    const item = system.log[i];
    if (item === undefined) break;
    const name = `${item.of} ${item.id}`;
    if (seen.has(name)) continue;
    if (item.at <= asOf && item.showsAt <= now) {
      seen.add(name);
      continue;
    }
    if (item.at <= asOf) shown = Math.min(shown, item.at - 1);
    const map = view[item.of] as Map<string, unknown>;
    if (item.before === undefined) map.delete(item.id);
    else map.set(item.id, item.before);
  }
  return { view, asOf: shown, isMixed: system.log.some((item) => item.at > shown && item.at <= asOf && item.showsAt <= now) };
}
