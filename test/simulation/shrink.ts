/** A failing story made short: steps go, then faults, then identities, targets and lines of drafts, then numbers, as long as the same rule breaks. */
import { repair } from './repair.ts';
import type { Draft } from './draft.ts';
import type { Edit, Step, Story } from './step.ts';

/** Whether the story still breaks in the same way. */
type StillBreaks = (story: Story) => Promise<boolean>;

/** `most`: how many stories are tried. */
export async function shrink(story: Story, stillBreaks: StillBreaks, most = 600): Promise<Story> {
  let left = most;
  const tries = async (candidate: Story): Promise<boolean> => left-- > 0 && (await stillBreaks(candidate));
  let best = story;
  for (;;) {
    const before = JSON.stringify(best).length;
    best = await fewerSteps(best, tries);
    for (const smaller of [smallerSteps, smallerDrafts, fewerThere]) best = await firstThatBreaks(best, smaller, tries);
    if (left <= 0 || JSON.stringify(best).length >= before) return best;
  }
}

/** Delta debugging: ever smaller pieces are left out. */
async function fewerSteps(story: Story, stillBreaks: StillBreaks): Promise<Story> {
  let best = story;
  for (let size = Math.ceil(best.steps.length / 2); size >= 1; size = Math.floor(size / 2)) {
    for (let at = best.steps.length - size; at > -size; at -= size) {
      const candidate = { ...best, steps: best.steps.toSpliced(Math.max(0, at), size) };
      if (await stillBreaks(candidate)) best = candidate;
    }
  }
  return best;
}

/** Each simplification that still breaks is kept, and its own are tried after it. */
async function firstThatBreaks(story: Story, candidates: (story: Story) => readonly Story[], stillBreaks: StillBreaks): Promise<Story> {
  let best = story;
  for (let i = 0; ; i += 1) {
    const candidate = candidates(best)[i];
    if (candidate === undefined) return best;
    if (!(await stillBreaks(candidate))) continue;
    best = candidate;
    i -= 1;
  }
}

const smallerSteps = (story: Story): readonly Story[] =>
  story.steps.flatMap((step, at) => simpler(step).map((s) => ({ ...story, steps: story.steps.with(at, s) })));

function simpler(step: Step): readonly Step[] {
  switch (step.do) {
    case 'merge':
      return step.edits.length > 1 ? step.edits.map((_, i) => ({ ...step, edits: step.edits.toSpliced(i, 1) })) : [];
    case 'run':
      return [
        ...(step.faults.length > 0 ? step.faults.map((_, i) => ({ ...step, faults: step.faults.toSpliced(i, 1) })) : []),
        ...(step.late ? [{ ...step, late: false }] : []),
        ...(step.only === null ? [] : [{ ...step, only: null }]),
      ];
    case 'twoRuns':
      return [
        ...step.faults.map((_, i) => ({ ...step, faults: step.faults.toSpliced(i, 1) })),
        ...(step.order > 9 ? [{ ...step, order: step.order % 10 }] : []),
      ];
    case 'wait':
      return [60, 3600].filter((s) => s < step.seconds).map((seconds) => ({ ...step, seconds }));
    default:
      return [];
  }
}

/** The same change in every draft of the story. */
export function mapDrafts(story: Story, change: (draft: Draft, isRefused: boolean) => Draft): Story {
  const edit = (e: Edit): Edit => ({ ...e, after: change(e.after, e.refused === true) });
  return {
    ...story,
    first: change(story.first, false),
    steps: story.steps.map((s) =>
      s.do === 'merge' ? { ...s, edits: s.edits.map(edit) } : s.do === 'push' ? { ...s, edit: edit(s.edit) } : s,
    ),
  };
}

/** What the change leaves without its place goes too. */
const everywhere = (story: Story, change: (draft: Draft) => Draft): Story =>
  mapDrafts(story, (draft, isRefused) => (isRefused ? change(draft) : repair(change(draft))));

const draftsOf = (story: Story): readonly Draft[] => [
  story.first,
  ...story.steps.flatMap((s) => (s.do === 'merge' ? s.edits.map((e) => e.after) : s.do === 'push' ? [s.edit.after] : [])),
];

const dropped = <T>(of: Readonly<Record<string, T>>, name: string): Readonly<Record<string, T>> =>
  Object.fromEntries(Object.entries(of).filter(([n]) => n !== name));

const tables = ['identities', 'targets', 'roles', 'rules', 'exceptions', 'breakGlass'] as const;
const lists = ['roles', 'access', 'never', 'accounts'] as const;

function smallerDrafts(story: Story): readonly Story[] {
  const drafts = draftsOf(story);
  const wholes = tables.flatMap((table) => {
    const names = [...new Set(drafts.flatMap((d) => Object.keys(d[table])))];
    return names.map((name) => everywhere(story, (d) => ({ ...d, [table]: dropped<unknown>(d[table], name) })));
  });
  const names = [...new Set(drafts.flatMap((d) => Object.keys(d.identities)))];
  const parts = names.flatMap((name) => lists.map((list) => everywhere(story, (d) => withoutList(d, name, list))));
  const plainer = [everywhere(story, ({ extras: _extras, ...d }) => d), everywhere(story, ({ spelling: _spelling, ...d }) => d)];
  return [...plainer, ...wholes, ...parts].filter((s) => JSON.stringify(s).length < JSON.stringify(story).length);
}

function withoutList(draft: Draft, name: string, list: (typeof lists)[number]): Draft {
  const identity = draft.identities[name];
  return identity === undefined ? draft : { ...draft, identities: { ...draft.identities, [name]: { ...identity, [list]: [] } } };
}

/** Accounts keep their places, for their ids come from them: all but the last ones only lose what they hold. */
function fewerThere(story: Story): readonly Story[] {
  const shorter = story.there.length > 0 ? [{ ...story, there: story.there.slice(0, -1) }] : [];
  const lighter = story.there.flatMap((t, i) =>
    t.holds.length > 0 ? [{ ...story, there: story.there.with(i, { ...t, holds: [] }) }] : [],
  );
  return [...shorter, ...lighter];
}
