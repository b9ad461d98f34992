/** What a story is written with: the steps so far, the reviewed draft after them, and about what o'clock it is. */
import { accountOf, kindsManaged, repair } from './repair.ts';
import type { Draft, GrantDraft, IdentityDraft } from './draft.ts';
import { changes, putIdentity } from './draft-edits.ts';
import type { There } from './new-world.ts';
import type { Random } from './random.ts';
import type { Account, Edit, Fault, Step } from './step.ts';
import { grantNames } from './vocabulary.ts';

export interface Pen {
  readonly random: Random;
  readonly there: There;
  readonly steps: Step[];
  /** The reviewed line, newest last. */
  readonly drafts: Draft[];
  now: number;
}

export const draftOf = (pen: Pen): Draft => pen.drafts.at(-1) as Draft;

export function wait(pen: Pen, seconds: number): void {
  pen.steps.push({ do: 'wait', seconds });
  pen.now += seconds * 1000;
}

/** Edits that follow on each other; each is the whole draft after it. */
export function merge(pen: Pen, edits: readonly Edit[]): void {
  if (edits.length === 0) return;
  pen.steps.push({ do: 'merge', edits, quorum: pen.random.oneIn(3) });
  pen.drafts.push(...edits.map((e) => e.after));
}

/** One edit of the newest reviewed draft. */
export function edit(pen: Pen, what: string, make: (draft: Draft) => Draft): void {
  const after = repair(make(draftOf(pen)));
  if (changes(draftOf(pen), after)) merge(pen, [{ what, after }]);
}

export const editIdentity = (pen: Pen, name: string, what: string, make: (i: IdentityDraft) => IdentityDraft): void =>
  edit(pen, `${name}: ${what}`, (d) => {
    const before = d.identities[name];
    return before === undefined ? d : putIdentity(d, name, make(before));
  });

export function run(pen: Pen, kind: 'detect' | 'apply', ...faults: readonly Fault[]): void {
  pen.steps.push({ do: 'run', run: kind, only: null, late: false, faults });
  pen.now += 1_000;
}

export const detect = (pen: Pen): void => run(pen, 'detect');
export const apply = (pen: Pen, ...faults: readonly Fault[]): void => run(pen, 'apply', ...faults);

/** Detects enough that what is announced acts, then an apply. */
export function announceAndApply(pen: Pen): void {
  for (let i = pen.random.whole(1, 3); i > 0; i -= 1) detect(pen);
  apply(pen);
}

export const killed = (
  pen: Pen,
  before: 'systemWrite' | 'stateWrite' | 'read' = pen.random.pick(['systemWrite', 'stateWrite']),
): Fault => ({
  is: 'killed',
  before,
  at: pen.random.whole(0, 4),
});

/** Now and then the run dies. */
export const applyPerhapsKilled = (pen: Pen): void => (pen.random.oneIn(2) ? apply(pen, killed(pen)) : apply(pen));

export const hand = (pen: Pen, at: Account, what: 'give' | 'take' | 'alter', grant: string): void =>
  void pen.steps.push({ do: 'hand', at, what, grant });

export const handAccount = (
  pen: Pen,
  at: Account,
  what: 'disable' | 'enable' | 'newKey' | 'delete' | 'create' | 'deleteAndRecreate',
): void => void pen.steps.push({ do: 'hand', at, what });

export const says = (pen: Pen, at: Account, word: 'active' | 'disabled' | 'absent'): void =>
  void pen.steps.push({ do: 'directory', at, word });

export const hold = (pen: Pen, what: 'keep' | 'deny' | 'pause', holder: string | null, grant: string | null, hours: number): void =>
  void pen.steps.push({ do: 'hold', hold: what, holder, grant, hours });

/** A declared account that a scope manages, and who owns it. */
export interface Owned {
  readonly name: string;
  readonly identity: IdentityDraft;
  readonly at: Account;
}

export function owned(pen: Pen, isFit: (o: Owned) => boolean = () => true): readonly Owned[] {
  const draft = draftOf(pen);
  return Object.entries(draft.identities).flatMap(([name, identity]) =>
    identity.accounts
      .filter((a) => kindsManaged(draft.targets[a.target], a.account).has('role'))
      .map((at) => ({ name, identity, at }))
      .filter(isFit),
  );
}

export const isActive = (o: Owned): boolean => o.identity.state === 'active';
/** Nothing but its target's own rules holds back what is to be done. */
export const isEnforced = (o: Owned): boolean => isActive(o) && o.identity.mode === 'enforce' && o.identity.owner !== 'unknown';
export const hasDirectory = (o: Owned): boolean => isEnforced(o) && o.identity.directory !== null;

export const someOwned = (pen: Pen, isFit: (o: Owned) => boolean = isEnforced): Owned | null => {
  const fitting = owned(pen, isFit);
  return fitting.length === 0 ? null : pen.random.pick(fitting);
};

/** A grant that neither the identity's lines nor its roles give there. */
export function freshGrant(pen: Pen, o: Owned, names: readonly string[] = grantNames.slice(0, 6)): string | null {
  const draft = draftOf(pen);
  const given = new Set(
    [...o.identity.access, ...o.identity.roles.flatMap((r) => draft.roles[r]?.access ?? [])].map((g) => `${g.target}/${g.grant}`),
  );
  const managed = kindsManaged(draft.targets[o.at.target], o.at.account);
  const free = names.filter(
    (g) =>
      !given.has(`${o.at.target}/${g}`) && !o.identity.never.includes(`${o.at.target}/${g}`) && managed.has(g.slice(0, g.indexOf('/'))),
  );
  return free.length === 0 ? null : pen.random.pick(free);
}

export const lineOf = (o: Owned, grant: string, terms: Partial<GrantDraft> = {}): GrantDraft => ({
  target: o.at.target,
  grant,
  account: o.at.account,
  ...terms,
});

export const give = (pen: Pen, o: Owned, grant: string, terms: Partial<GrantDraft> = {}): void =>
  editIdentity(pen, o.name, `gains ${o.at.target}/${grant}`, (i) => ({ ...i, access: [...i.access, lineOf(o, grant, terms)] }));

const isLine = (g: GrantDraft, o: Owned, grant: string): boolean =>
  g.target === o.at.target && g.grant === grant && (g.account === undefined || g.account === o.at.account);

export const takeOut = (pen: Pen, o: Owned, grant: string): void =>
  editIdentity(pen, o.name, `loses ${o.at.target}/${grant}`, (i) => ({ ...i, access: i.access.filter((g) => !isLine(g, o, grant)) }));

/** A line that stands now: who, and its grant. */
export function someLine(pen: Pen, isFit: (o: Owned) => boolean = isEnforced): readonly [Owned, string] | null {
  const draft = draftOf(pen);
  const lines = owned(pen, isFit).flatMap((o) =>
    o.identity.access
      .filter((g) => g.target === o.at.target && accountOf(g, o.identity.accounts, draft) === o.at.account)
      .map((g) => [o, g.grant] as const),
  );
  return lines.length === 0 ? null : pen.random.pick(lines);
}
