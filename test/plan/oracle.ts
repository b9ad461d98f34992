/**
 * What should be there in the end, told from what was approved, withheld and seen: no rows, no join, no mandates. It
 * remembers three things only: what a review took and nobody has yet seen gone, what was there before we watched, and
 * whose account was given up.
 */
import { DAY, policy, type PolicyLines, type Reading, START, type Told } from './world.ts';
import { grants, idOf, isInScope, ownerOf, people, type Person, type Simulated, type Watcher } from './simulation.ts';

export type Should = 'there' | 'gone' | 'any';

type Thing = `${Person} ${string}`;

const thingsOf = (p: Person): readonly { readonly thing: Thing; readonly kind: string; readonly grant: string }[] =>
  [`login/${p}`, ...grants].map((g) => ({ thing: `${p} ${g}`, kind: g.slice(0, g.indexOf('/')), grant: g }));

const everything = people.flatMap((p) => thingsOf(p).map((t) => ({ ...t, p })));

/** `ann role/r1` of every declared entry. */
function declaredThings(lines: PolicyLines): ReadonlySet<string> {
  return new Set(
    [...policy(lines).entries.values()].map(({ entry }) => `${entry.account.slice('user/'.length)} ${entry.kind}/${entry.name}`),
  );
}

const neverThings = (lines: PolicyLines): ReadonlySet<string> =>
  new Set([...policy(lines).never.values()].map(({ entry }) => `${entry.account.slice('user/'.length)} ${entry.kind}/${entry.name}`));

interface Claim {
  readonly name: string;
  readonly state: string;
}

function claimsOf(lines: PolicyLines): ReadonlyMap<Person, Claim> {
  const claims = new Map<Person, Claim>();
  for (const [name, i] of Object.entries(lines.identities ?? {})) {
    for (const a of i.accounts ?? []) claims.set(a.slice('user/'.length) as Person, { name, state: i.state ?? 'active' });
  }
  return claims;
}

export interface Oracle extends Watcher {
  should(s: Simulated): ReadonlyMap<string, Should>;
  /** Facts that a thing should have, where it should be there by a line. */
  facts(s: Simulated, thing: string): string | null;
}

/** `corrects`: drift is set back; else what nobody ever decided on may stay. */
export function oracle(first: PolicyLines, corrects = true): Oracle {
  const owed = new Set<string>();
  const before = new Map<string, string>();
  const watched = new Set<string>();
  const givenUp = new Set<Person>();
  const letGo = new Set<Person>();
  /** What the page leaves open: an answer that comes too late, or too early. */
  const open = new Set<string>();
  const fog = new Set<Person>();
  let lines = first;

  const live = (s: Simulated, p: Person, grant: string): string | null => {
    const id = idOf(s, p);
    if (id === undefined || !s.model.has(`user/${p}`, grant)) return null;
    return s.model.entries.get(s.model.key(`user/${p}`, grant))?.facts['admin'] ?? '';
  };

  const isWithheld = (s: Simulated, p: Person): boolean => {
    const id = idOf(s, p);
    if (id !== undefined && s.denied.get(p) === id) return true;
    const owner = s.draft.identities.get(ownerOf(s.draft, p) ?? '');
    return owner !== undefined && owner.state !== 'release' && s.words.get(owner.record) !== 'active';
  };

  function approved(_: unknown, s: Simulated, earlier: PolicyLines, now: PolicyLines): void {
    lines = now;
    const [had, has] = [declaredThings(earlier), declaredThings(now)];
    const [claimed, claims] = [claimsOf(earlier), claimsOf(now)];
    for (const { thing, kind, p } of everything) {
      if (has.has(thing)) owed.delete(thing);
      else if (had.has(thing) && isInScope(s.draft, kind, `user/${p}`) && claims.get(p)?.state !== 'release') owed.add(thing);
      if (!isInScope(s.draft, kind, `user/${p}`)) watched.delete(`${p} ${kind}`);
    }
    const forbidden = neverThings(now);
    for (const thing of neverThings(earlier)) if (!forbidden.has(thing) && before.has(thing)) open.add(thing);
    for (const p of people) {
      const [was, is] = [claimed.get(p), claims.get(p)];
      const inScope = isInScope(s.draft, 'user', `user/${p}`);
      const gaveUp =
        (was !== undefined && was.state !== 'release' && is === undefined) ||
        (is?.state === 'offboard' && (was?.state !== 'offboard' || was.name !== is.name));
      if (gaveUp) {
        if (inScope) givenUp.add(p);
        else fog.add(p);
        letGo.delete(p);
      }
      if (is?.state === 'active') {
        if (givenUp.has(p)) for (const { thing } of thingsOf(p)) if (before.has(thing)) open.add(thing);
        givenUp.delete(p);
        letGo.delete(p);
      }
      if (is?.state === 'release' && was?.state !== 'release') {
        if (givenUp.has(p)) fog.add(p);
        else if (was !== undefined) letGo.add(p);
      }
    }
  }

  function ran(told: Told, s: Simulated, reading: Reading & { readonly deaf: boolean }): void {
    if (told.killed) return;
    const isProven = (kind: string): boolean => !(reading.unproven ?? []).includes(kind);
    const has = declaredThings(lines);
    const forbidden = neverThings(lines);
    const isWhole = (s.state.policy.scopes[0]?.kinds ?? []).every(isProven);
    for (const { thing, kind, grant, p } of everything) {
      if (!isInScope(s.draft, kind, `user/${p}`) || !isProven(kind)) continue;
      const shown = live(s, p, grant);
      if (!isProven('user') && (owed.has(thing) || before.has(thing))) open.add(thing);
      if (shown === null) owed.delete(thing);
      if (before.has(thing) && (shown === null || shown !== before.get(thing) || has.has(thing))) before.delete(thing);
      const isNew = isProven('user') && !watched.has(`${p} ${kind}`);
      const isFreed = isWhole && letGo.has(p);
      if ((isNew || isFreed) && shown !== null && !has.has(thing) && !owed.has(thing) && !forbidden.has(thing)) {
        if (reading.deaf) open.add(thing);
        if (!givenUp.has(p) && (reading.deaf || !isWithheld(s, p) || letGo.has(p))) before.set(thing, shown);
      }
    }
    for (const { kind, p } of everything) {
      if (isProven(kind) && isProven('user') && isInScope(s.draft, kind, `user/${p}`)) watched.add(`${p} ${kind}`);
    }
    if (!isWhole) return;
    letGo.clear();
    for (const p of givenUp) {
      const isLeft = thingsOf(p).every((t) => live(s, p, t.grant) === null) || !isInScope(s.draft, 'user', `user/${p}`);
      if (isLeft) givenUp.delete(p);
    }
  }

  function judge(s: Simulated, p: Person, thing: string, kind: string): Should {
    const name = ownerOf(s.draft, p);
    const owner = s.draft.identities.get(name ?? '');
    if (!isInScope(s.draft, kind, `user/${p}`) || fog.has(p) || (owner !== undefined && owner.mode !== 'enforce')) return 'any';
    if (isWithheld(s, p)) return 'gone';
    if (declaredThings(lines).has(thing)) {
      const line = s.draft.lines.get(thing);
      const begins = line?.from === null || line?.from === undefined ? -Infinity : START + line.from * DAY;
      const ends = line?.until === null || line?.until === undefined ? Infinity : START + line.until * DAY;
      return thing.includes(' login/') || (begins <= s.now && s.now < ends) ? 'there' : 'gone';
    }
    if (owed.has(thing) || neverThings(lines).has(thing) || givenUp.has(p))
      return open.has(thing) && !neverThings(lines).has(thing) ? 'any' : 'gone';
    if (open.has(thing)) return 'any';
    if (before.has(thing)) return 'there';
    return corrects ? 'gone' : 'any';
  }

  return {
    approved,
    ran,
    should: (s) => new Map(everything.map(({ thing, kind, p }) => [thing, judge(s, p, thing, kind)])),
    facts: (s, thing) => {
      const line = s.draft.lines.get(thing);
      return line === undefined || !declaredThings(lines).has(thing) || !thing.includes(' role/') ? null : String(line.admin);
    },
  };
}
