/**
 * What the first stream of chance never writes: fields that decide nothing, other spellings of the same, terms of roles,
 * and whom a rule is about. A second stream lays them over a story, so that the story stays what it is.
 */
import type { Draft, GrantDraft, Spelling } from './draft.ts';
import { someEdit } from './draft-edits.ts';
import { type Random, randomOf } from './random.ts';
import { repair } from './repair.ts';
import type { Edit, Step, Story } from './step.ts';
import { DAY_S, HOUR_S, teamNames } from './vocabulary.ts';

type Where = NonNullable<Draft['rules'][string]['where']>;
type RoleTerms = Pick<GrantDraft, 'from' | 'until' | 'because'>;

interface Further {
  readonly extras: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
  readonly spelling: Spelling;
  /** Of the first line of each role. */
  readonly roleTerms: Readonly<Record<string, RoleTerms>>;
  readonly where: Readonly<Record<string, Where>>;
  /** Directories that are none for now. */
  readonly demoted: readonly string[];
  /** Whether there is a Team that owns nothing. */
  readonly isNightShift: boolean;
}

const nothing: Further = {
  extras: {},
  spelling: { tables: {}, inFolders: [], nested: [], parameters: {}, named: [], explicit: [], environment: null, byGroup: [] },
  roleTerms: {},
  where: {},
  demoted: [],
  isNightShift: false,
};

type Value = (random: Random, draft: Draft) => unknown;
const oneOf =
  (...values: readonly unknown[]): Value =>
  (random) =>
    random.pick(values);

const directoriesOf = (draft: Draft): readonly string[] => Object.keys(draft.targets).filter((t) => draft.targets[t]?.lifecycle !== null);

/** Fields that decide nothing, by kind of document. Undefined: it goes. */
const inert: Readonly<Record<string, Readonly<Record<string, Value>>>> = {
  Settings: {
    'approval.identityOwner': oneOf(undefined, 0, 1, 2),
    'approval.targetOwner': oneOf(undefined, 0, 1, 2),
    'approval.roleOwner': oneOf(undefined, 0, 1, 2),
    'issues.per': oneOf(undefined, 'owner'),
    'issues.mention': oneOf(undefined, 'none', 'newPrivileged', 'all'),
    'limits.snapshotMaxAge': oneOf(undefined, '1h', '1d', '7d'),
    snapshot: oneOf(undefined, true, false),
    stateKey: oneOf(undefined, `ed25519:${'A'.repeat(43)}=`, `ed25519:${'B'.repeat(43)}=`),
  },
  Team: {
    github: oneOf(undefined, 'corp/people', 'corp/others'),
    directory: (random, draft) => {
      const all = directoriesOf(draft);
      return all.length === 0 || random.oneIn(4) ? undefined : `${random.pick(all)}/group/${random.pick(['readers', 'nobody'])}`;
    },
    successor: oneOf(undefined, ...teamNames),
    'defaults.environment': oneOf(undefined, 'prod', 'stage'),
  },
  Target: {
    connector: oneOf('simulated', 'simulated-too'),
    'scope[].fixAt': oneOf('corp/elsewhere', 'corp/infra'),
  },
  Identity: {
    purpose: oneOf(undefined, 'It does what it must.', 'It does something else.'),
    environment: oneOf(undefined, 'prod', 'stage'),
  },
  Rule: { severity: oneOf('low', 'medium', 'high') },
  Exception: { owner: oneOf(...teamNames), because: oneOf('it is meant', 'it must be') },
  BreakGlass: { who: oneOf('corp/oncall', 'corp/night') },
};

const namesOf = (draft: Draft): Readonly<Record<string, readonly string[]>> => ({
  Team: Object.keys(draft.teams),
  Target: Object.keys(draft.targets),
  Identity: Object.keys(draft.identities),
  Rule: Object.keys(draft.rules),
  Exception: Object.keys(draft.exceptions),
  BreakGlass: Object.keys(draft.breakGlass),
});

type Change = (random: Random, further: Further, draft: Draft, now: number) => Further | null;

function inertField(random: Random, further: Further, draft: Draft): Further | null {
  const kind = random.pick(Object.keys(inert));
  const names = namesOf(draft)[kind];
  if (names?.length === 0) return null;
  // The name in a document is the target's own, without its instance.
  const key = names === undefined ? kind : `${kind} ${random.pick(names).split('.', 1)[0] ?? ''}`;
  const fields = inert[kind] ?? {};
  const field = random.pick(Object.keys(fields));
  const { [field]: _, ...rest } = further.extras[key] ?? {};
  const value = fields[field]?.(random, draft);
  return { ...further, extras: { ...further.extras, [key]: value === undefined ? rest : { ...rest, [field]: value } } };
}

const respell =
  (make: (random: Random, spelling: Spelling, draft: Draft) => Partial<Spelling>): Change =>
  (random, further, draft) => ({ ...further, spelling: { ...further.spelling, ...make(random, further.spelling, draft) } });

const someOf = (random: Random, of: Readonly<Record<string, unknown>>): readonly string[] => {
  const names = Object.keys(of);
  return random.some(names, random.whole(0, Math.min(3, names.length)));
};
const matches: readonly string[] = ['[a-z0-9-]+', '[a-z0-9-]{1,40}'];

const spellings: Readonly<Record<string, Change>> = {
  tables: respell((random, _, { identities }) => {
    const members = random.some(Object.keys(identities), random.whole(0, 5));
    const made = (of: readonly string[]): Spelling['tables'][string] => ({
      of,
      shared: of.length === 1 || random.oneIn(2),
      isSplit: random.oneIn(3),
      match: random.pick(matches),
    });
    const [one, two, ...some] = random.oneIn(3) ? [undefined, undefined, ...members] : members;
    const alone = (name: string | undefined): Spelling['tables'][string] => made(name === undefined ? [] : [name]);
    return { tables: { one: alone(one), two: alone(two), some: made(some.filter((name) => name !== undefined)) } };
  }),
  'a table': respell((random, { tables }) => {
    const name = random.pick(['one', 'two', 'some']);
    const t = tables[name];
    if (t === undefined) return {};
    const [isSplit, match] = random.oneIn(2) ? [!t.isSplit, t.match] : [t.isSplit, random.pick(matches)];
    return { tables: { ...tables, [name]: { ...t, isSplit, match } } };
  }),
  folders: respell((random, _, { identities }) => ({ inFolders: someOf(random, identities) })),
  nested: respell((random, _, { roles }) => ({ nested: someOf(random, roles) })),
  parameters: respell((random, _, { roles }) => ({
    parameters: Object.fromEntries(someOf(random, roles).map((role) => [role, random.pick(['[a-z]+', '[a-z]{1,20}'])])),
  })),
  named: respell((random, _, { roles }) => ({ named: someOf(random, roles) })),
  explicit: respell((random, _, { roles, identities }) => ({ explicit: [...someOf(random, roles), ...someOf(random, identities)] })),
  environment: respell((random) => ({
    environment: random.oneIn(3) ? null : { saidBy: random.pick(['identity', 'team']), is: random.pick(['main', 'all']) },
  })),
  groups: respell((random, _, { identities }) => ({ byGroup: someOf(random, identities) })),
};

const put = <T>(of: Readonly<Record<string, T>>, name: string, value: T): Readonly<Record<string, T>> => ({ ...of, [name]: value });

/** What means something: the oracle reads it in the draft. */
const meant: Readonly<Record<string, Change>> = {
  'terms of a role': (random, further, { roles }, now) => {
    const names = Object.keys(roles);
    if (names.length === 0) return null;
    const name = random.pick(names);
    const { from, until, because } = further.roleTerms[name] ?? {};
    const whole = Math.floor(now / 1000) * 1000;
    const begins = random.oneIn(2) ? { from: whole + random.pick([-DAY_S, HOUR_S]) * 1000 } : from === undefined ? {} : { from };
    const ends = random.oneIn(2) ? { until: whole + random.pick([4, 9, 20]) * DAY_S * 1000 } : until === undefined ? {} : { until };
    const why = random.oneIn(2) ? { because: `ticket ${random.whole(1, 9)}` } : because === undefined ? {} : { because };
    const made =
      begins.from !== undefined && ends.until !== undefined && begins.from >= ends.until
        ? { ...begins, ...why }
        : { ...begins, ...ends, ...why };
    return { ...further, roleTerms: put(further.roleTerms, name, random.oneIn(4) ? {} : made) };
  },
  'whom a rule is about': (random, further, { rules, targets }) => {
    const ids = Object.keys(rules);
    if (ids.length === 0) return null;
    const id = random.pick(ids);
    const where: Where = {
      ...(random.oneIn(2) ? { type: random.some(['service', 'ci', 'bot', 'agent'] as const, random.whole(2, 3)) } : {}),
      ...(random.oneIn(3) ? { target: random.some(Object.keys(targets), random.whole(1, 2)) } : {}),
      ...(random.oneIn(3) ? { owner: random.some(teamNames, random.whole(1, 2)) } : {}),
    };
    return { ...further, where: put(further.where, id, where) };
  },
  'a Team comes or goes': (_, further) => ({ ...further, isNightShift: !further.isNightShift }),
  'a directory is none, or one again': (random, further, draft) => {
    if (further.demoted.length > 0) return { ...further, demoted: [] };
    const all = directoriesOf(draft);
    return all.length === 0 ? null : { ...further, demoted: [random.pick(all)] };
  },
};

const mapValues = <T, U>(of: Readonly<Record<string, T>>, make: (value: T, name: string) => U): Record<string, U> =>
  Object.fromEntries(Object.entries(of).map(([name, value]) => [name, make(value, name)]));

function whereOf(where: Where | undefined, targets: Draft['targets']): { readonly where?: Where } {
  const { target, ...rest } = where ?? {};
  const known = target?.filter((t) => Object.hasOwn(targets, t)) ?? [];
  const made = { ...rest, ...(known.length === 0 ? {} : { target: known }) };
  return Object.keys(made).length === 0 ? {} : { where: made };
}

function furnished(draft: Draft, further: Further): Draft {
  const targets = mapValues(draft.targets, (t, name) => (further.demoted.includes(name) ? { ...t, lifecycle: null } : t));
  const roles = mapValues(draft.roles, (r, name) => {
    const terms = further.roleTerms[name];
    return terms === undefined ? r : { ...r, access: r.access.map((g, i) => (i === 0 ? { ...g, ...terms } : g)) };
  });
  const rules = mapValues(draft.rules, (r, id) => ({ ...r, ...whereOf(further.where[id], targets) }));
  const teams: Draft['teams'] = further.isNightShift ? { ...draft.teams, night: { mode: 'enforce' } } : draft.teams;
  const meaning: Draft = { ...draft, teams, targets, roles, rules };
  const repaired = further.demoted.some((name) => Object.hasOwn(targets, name)) ? repair(meaning) : meaning;
  return { ...repaired, extras: withoutStrangers(further.extras, repaired), spelling: further.spelling };
}

/** A Team's group is in a directory, or nowhere. */
function withoutStrangers(extras: Further['extras'], draft: Draft): Further['extras'] {
  const known = new Set(directoriesOf(draft));
  return mapValues(extras, (fields) =>
    Object.fromEntries(
      Object.entries(fields).filter(([field, value]) => field !== 'directory' || known.has(String(value).split('/', 1)[0] ?? '')),
    ),
  );
}

/** One change more, by chance: of what decides nothing or is spelled otherwise mostly. */
function changedOnce(
  random: Random,
  further: Further,
  draft: Draft,
  now: number,
  sorts: readonly ('inert' | 'spelling' | 'meant')[],
): readonly [string, Further] {
  const sort = random.pick(sorts);
  if (sort === 'inert') return ['a field that decides nothing', inertField(random, further, draft) ?? further];
  const table = sort === 'spelling' ? spellings : meant;
  const name = random.pick(Object.keys(table));
  return [sort === 'spelling' ? `spelled otherwise: ${name}` : name, table[name]?.(random, further, draft, now) ?? further];
}

/** The same story, its drafts furnished: what was the same draft still is. Edits that must be refused stay as they are. */
export function withFurtherFields(story: Story, seed: number): Story {
  const random = randomOf(seed ^ 0x5eed_2d);
  const known = new Map<Draft, readonly [Further, Draft]>();
  let now = story.start;
  let further = nothing;
  let last = story.first;
  const settle = (draft: Draft): Draft => {
    last = draft;
    const before = known.get(draft);
    const made = before?.[1] ?? furnished(draft, further);
    known.set(draft, before ?? [further, made]);
    further = before?.[0] ?? further;
    return made;
  };
  const change = (times: number, sorts: Parameters<typeof changedOnce>[4], draft: Draft): readonly string[] => {
    const told: string[] = [];
    for (let i = times; i > 0; i -= 1) {
      const [what, made] = changedOnce(random, further, draft, now, sorts);
      if (made === further) continue;
      further = made;
      told.push(what);
    }
    return told;
  };
  const words = (what: string, told: readonly string[]): string => [what, ...told].join('; ');
  const mergedEdit = (edit: Edit): readonly Edit[] => {
    if (edit.refused === true) return [edit];
    const told = random.oneIn(3) ? change(random.whole(1, 2), ['inert', 'spelling', 'meant'], edit.after) : [];
    const made: Edit = { what: words(edit.what, told), after: settle(edit.after) };
    return random.oneIn(5) ? [made, ...alone(edit.after)] : [made];
  };
  /** A merge of nothing else. */
  const alone = (draft: Draft): readonly Edit[] => {
    const told = change(random.whole(1, 2), ['inert', 'spelling', 'spelling'], draft);
    const after = furnished(draft, further);
    known.set(draft, [further, after]);
    return told.length === 0 ? [] : [{ what: told.join('; '), after }];
  };
  /** Nobody builds on it. */
  const pushed = (draft: Draft): { readonly told: readonly string[]; readonly after: Draft } => {
    const before = further;
    const told = change(random.whole(2, 4), ['inert', 'spelling', 'meant'], draft);
    const after = furnished(draft, further);
    further = before;
    return { told, after };
  };
  change(random.whole(0, 8), ['inert', 'spelling', 'spelling'], story.first);
  const first = settle(story.first);
  let isPushed = false;
  const steps = story.steps.flatMap((step): readonly Step[] => {
    if (step.do === 'wait') now += step.seconds * 1000;
    if (step.do === 'push') {
      isPushed = true;
      const { told, after } = pushed(step.edit.after);
      return [{ do: 'push', edit: { what: words(step.edit.what, told), after } }];
    }
    if (step.do === 'merge') {
      isPushed = false;
      return [{ ...step, edits: step.edits.flatMap(mergedEdit) }];
    }
    if (step.do !== 'run' || step.run !== 'detect' || isPushed || !random.oneIn(4)) return [step];
    const edit = someEdit(random, last, now, true);
    const { told, after } = pushed(edit?.after ?? last);
    isPushed = true;
    return [{ do: 'push', edit: { what: words(edit?.what ?? 'nothing else', told), after } }, step];
  });
  return { ...story, first, steps };
}
