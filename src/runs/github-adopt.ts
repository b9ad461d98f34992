/** Proposals on GitHub: a detect opens adopt pull requests and brings them up to date, an apply reads what people answered there. */
import {
  advanceBranch,
  beginBranch,
  closePull,
  editPull,
  factsOfOwn,
  openPull,
  ourOpenPulls,
  ourPull,
  type OwnPull,
  writeFileCommit,
} from '../github/adopt-pulls.ts';
import { candidates, isApprovedByAnybody } from '../github/approvals.ts';
import { GithubError } from '../github/errors.ts';
import { excludedFrom } from '../github/excluded.ts';
import { mergeBaseOf } from '../github/first-parent.ts';
import { partsOf } from '../github/guarded-files.ts';
import { mayWrite } from '../github/pull-facts.ts';
import { teamReader } from '../github/team-members.ts';
import { digestOf, sha256 } from '../model/digest.ts';
import { compareText, sortedBy } from '../model/order.ts';
import type { Adopting } from '../model/state.ts';
import { compile } from '../policy/compile.ts';
import { adoptPull, closingText } from '../report/adopt-pull.ts';
import { type Told, isProven, plansOf } from '../report/issue-rows.ts';
import { marked, markOf } from '../report/marker.ts';
import { deltas } from '../review/deltas.ts';
import { missingSeats } from '../review/seats.ts';
import { StateError } from '../state/errors.ts';
import type { StateStore } from '../state/store.ts';
import { type AdoptFile, adoptProposals } from './adopt-proposals.ts';
import { type AdoptStep, adoptStep, type Standing } from './adopt-steps.ts';
import type { SetBack } from './apply.ts';
import { connectorKinds } from './connections.ts';
import type { GithubPlace } from './github-place.ts';
import type { Host } from './host.ts';
import { type Policy, type PolicyFiles, policyAt } from './policy.ts';
import { seatsOf, sittingDown } from './reviewed-steps.ts';

/** So many wait for an answer at once; the rest is in the issues, and is proposed when these are answered. */
const MOST_OPEN = 20;

/** What stands on the default branch: an accepted line lands on it. */
export interface Newest {
  readonly commit: string;
  readonly files: PolicyFiles['files'];
  readonly policy: Policy;
}

/** `notes`: where GitHub refuses, the drift is in its issue all the same. `adopting`: what waits where by now. */
export async function tellAdopts(
  place: GithubPlace,
  host: Host,
  store: StateStore,
  told: Told,
  newest: Newest,
): Promise<{ readonly notes: readonly string[]; readonly adopting: readonly Adopting[] }> {
  const { adopting } = await store.load();
  if (newest.policy.hasErrors) return { notes: [], adopting };
  const wished = await wishedFiles(told, newest, host);
  if (wished.length === 0 && adopting.length === 0) return { notes: [], adopting };
  try {
    await using _ = await store.lock({ run: `detect ${host.runId}`, user: host.user, at: host.now() });
    return { notes: [], adopting: await bringUpToDate(place, store, told, newest, wished) };
  } catch (error) {
    const isPassing = error instanceof StateError && (error.code === 'locked' || error.code === 'conflict');
    if (!isPassing && !(error instanceof GithubError && ['forbidden', 'refused', 'notFound', 'conflict'].includes(error.code))) throw error;
    return { notes: [`Adopt pull requests were not brought up to date; what is open stands in the issues. ${error.message}`], adopting };
  }
}

async function wishedFiles(told: Told, { files, policy }: Newest, host: Host): Promise<readonly AdoptFile[]> {
  const known = await connectorKinds(files.values(), host.connectors);
  const declare = (texts: ReadonlyMap<string, string>): Policy['declared'] | null => {
    const { declared, problems } = compile(texts, (name) => known.get(name));
    return problems.some((p) => p.severity === 'error') ? null : declared;
  };
  return adoptProposals(plansOf(told.report), told.states, told.kinds, { files, declared: policy.declared, declare }).files;
}

interface Work {
  readonly file: string;
  readonly step: AdoptStep;
  readonly row: Adopting | null;
  readonly wished: AdoptFile | null;
  readonly pull: OwnPull | null;
}

/** All commits first, which nobody sees; then the state, which says that they are ours; then branches and pull requests. */
async function bringUpToDate(
  place: GithubPlace,
  store: StateStore,
  told: Told,
  newest: Newest,
  wished: readonly AdoptFile[],
): Promise<readonly Adopting[]> {
  const { surface, branch, source } = place;
  const loaded = await store.load();
  const open = await ourOpenPulls(surface, branch);
  const known = new Set(loaded.adopting.flatMap((row) => row.pull ?? []));
  const works: Work[] = [];
  for (const file of filesInTurn(loaded.adopting, wished)) works.push(await workOn(place, told, loaded.adopting, wished, open, file));
  const ending = works.filter((w) => w.step.close !== null).length;
  const rows = new Map(loaded.adopting.map((row) => [row.file, row]));
  let room = MOST_OPEN - open.length + ending;

  const doing: (Work & { readonly next: Adopting | null })[] = [];
  for (const work of works) {
    const { file, step, wished: wish, row } = work;
    let next = step.keep ? row : null;
    if (wish !== null && (step.write === 'advance' || (step.write === 'begin' && room > 0))) {
      if (step.write === 'begin') room -= 1;
      const path = [...partsOf(source.folder), file].join('/');
      const message = `Adopt what is live for ${wish.identities.join(', ')}\n`;
      const before = step.write === 'advance' ? (row?.head ?? null) : null;
      const head = await writeFileCommit(surface, newest.commit, before, { path, text: wish.text, message });
      next = {
        file,
        head,
        pull: step.write === 'advance' ? (row?.pull ?? null) : null,
        digest: digestOfWish(wish),
        changes: changesOf(wish),
      };
    }
    if (next === null) rows.delete(file);
    else rows.set(file, next);
    doing.push({ ...work, next });
  }
  const save = async (): Promise<void> =>
    void (await store.save({ adopting: sortedBy(rows.values(), (r) => r.file) }, await store.generation()));
  const isChanged = doing.some(({ row, next }) => row !== next);
  if (isChanged) await save();

  let isOpened = false;
  for (const stray of open.filter((pull) => !known.has(pull.number) && !works.some((w) => w.pull?.number === pull.number)))
    await closePull(surface, stray.number, closingText.lost);
  for (const { file, step, wished: wish, row, next, pull } of doing) {
    if (step.close !== null && pull !== null) await closePull(surface, pull.number, closingText[step.close]);
    if (wish === null || next === null) continue;
    const mark = markOf('adopt', file);
    const head = branchOf(file);
    const textOf = (foreign: Parameters<typeof adoptPull>[0]['foreign']): { readonly title: string; readonly body: string } => {
      const path = [...partsOf(source.folder), file].join('/');
      const { title, markdown } = adoptPull({ file: path, identities: wish.identities, lines: wish.lines, foreign }, told);
      return { title, body: marked({ mark, from: 0, upto: 0 }, markdown) };
    };
    if (step.write === 'begin' && next !== row) {
      await beginBranch(surface, head, next.head);
      rows.set(file, { ...next, pull: await openPull(surface, branch, head, mark, textOf(null)) });
      isOpened = true;
    } else if (pull !== null && step.edit) {
      // Also where a run was cut before its push; what somebody else pushed is no step forward to it.
      const isOurs = pull.head === next.head || (!step.isFixed && (await advanceBranch(surface, head, next.head)));
      const found = isOurs ? next.head : ((await ourPull(surface, pull.number))?.head ?? pull.head);
      await editPull(surface, pull, textOf(found === next.head ? null : { wrote: next.head, found }));
      if (next.pull === null) {
        rows.set(file, { ...next, pull: pull.number });
        isOpened = true;
      }
    }
  }
  if (isOpened) await save();
  return [...rows.values()];
}

/** Change → the pull request that asks about it. */
export const answersIn = (adopting: readonly Adopting[]): Readonly<Record<string, number>> =>
  Object.fromEntries(adopting.flatMap(({ pull, changes }) => (pull === null ? [] : changes.map(({ change }) => [change, pull] as const))));

/** Those that stand already come first: new ones take what room is left. */
const filesInTurn = (adopting: readonly Adopting[], wished: readonly AdoptFile[]): readonly string[] => {
  const standing = adopting.map((row) => row.file).toSorted(compareText);
  return [...new Set([...standing, ...wished.map((w) => w.file).toSorted(compareText)])];
};

async function workOn(
  { surface }: GithubPlace,
  told: Told,
  adopting: readonly Adopting[],
  wished: readonly AdoptFile[],
  open: readonly OwnPull[],
  file: string,
): Promise<Work> {
  const row = adopting.find((r) => r.file === file) ?? null;
  const wish = wished.find((w) => w.file === file) ?? null;
  const mark = markOf('adopt', file);
  const pull =
    row === null
      ? null
      : row.pull === null
        ? (open.find((p) => p.mark === mark && p.head === row.head) ?? null)
        : (open.find((p) => p.number === row.pull) ?? (await ourPull(surface, row.pull)));
  const isPushed = pull?.is === 'open' && row !== null && wish !== null && (digestOfWish(wish) !== row.digest || pull.head !== row.head);
  const standing: Standing = {
    isRead: row === null || isReadWhole(row, told),
    isAnswered: row?.changes.length === 0,
    is: row === null ? 'none' : (pull?.is ?? 'none'),
    isOurHead: pull?.head === row?.head,
    // Asked only where a push could come of it.
    isApproved: isPushed && isApprovedByAnybody(await factsOfOwn(surface, pull)),
    wish: wish === null ? 'nothing' : digestOfWish(wish) === row?.digest ? 'same' : 'other',
  };
  return { file, row, wished: wish, pull, step: adoptStep(standing) };
}

/** Absent is not empty: of what was not read nobody can say that it waits no more. A target that is gone has nothing to wait for. */
function isReadWhole({ changes }: Adopting, told: Told): boolean {
  const proven = new Set(
    plansOf(told.report)
      .filter(isProven)
      .map((p) => p.target),
  );
  return changes.every(({ target }) => proven.has(target) || told.states.get(target)?.retired !== false);
}

const changesOf = ({ lines }: AdoptFile): Adopting['changes'] =>
  sortedBy(
    lines.map(({ change }) => ({ target: change.entry.target, change: change.id })),
    (c) => c.change,
  );

const digestOfWish = (wish: AdoptFile): string => digestOf([wish.text, changesOf(wish)]);

/** `nhi/adopt/payments-deployer-1f3a…`: a path may hold what a ref may not. */
const branchOf = (file: string): string => {
  const words = file
    .toLowerCase()
    .replace(/\.ya?ml$/, '')
    .replaceAll(/[^a-z0-9]+/g, '-')
    .replaceAll(/^-+|-+$/g, '');
  return `nhi/adopt/${words.slice(-60).replace(/^-/, '')}-${sha256(file).slice(0, 8)}`;
};

export interface Answers {
  readonly decisions: readonly SetBack[];
  readonly answered: ReadonlySet<string>;
}

/** Requests for changes, of the very head that we wrote, by somebody whose approval of it would count and fill a seat. */
export async function answersOn(
  place: GithubPlace,
  host: Host,
  adopting: readonly Adopting[],
  inForce: Policy,
  head: string,
): Promise<Answers> {
  const decisions: SetBack[] = [];
  const answered = new Set<string>();
  for (const row of adopting) {
    if (row.pull === null || row.changes.length === 0) continue;
    const pull = await ourPull(place.surface, row.pull);
    if (pull === null || pull.is === 'merged' || pull.head !== row.head || pull.baseRef !== place.branch) continue;
    const by = await whoSetsBack(place, host, pull, inForce, head);
    if (by === null) continue;
    answered.add(row.head);
    for (const { target, change } of row.changes)
      decisions.push({ change: { id: change, entry: { target } }, by, source: `#${pull.number}, set back by ${by}` });
  }
  return { decisions, answered };
}

async function whoSetsBack(place: GithubPlace, host: Host, pull: OwnPull, inForce: Policy, onto: string): Promise<string | null> {
  const { client, repo, surface, source } = place;
  const facts = await factsOfOwn(surface, pull);
  const asking = candidates(facts, excludedFrom(facts).people, 'CHANGES_REQUESTED').approvals;
  const mayDo = [];
  for (const one of asking) if (await mayWrite(client, repo, one.login)) mayDo.push(one);
  if (mayDo.length === 0) return null;
  const base = await mergeBaseOf(client, repo, onto, pull.head);
  const [before, proposed] = await Promise.all(
    [base.sha, pull.head].map((sha) => policyAt(client, repo, sha, source.folder, host.connectors)),
  );
  if (before === undefined || proposed === undefined || before.hasErrors || proposed.hasErrors) return null;
  const none = new Map<string, string>();
  const review = deltas(before.declared, proposed.declared);
  // What we write changes entries of one file: no role, whose own text would be asked for.
  if (review.some((d) => d.of !== 'entry')) return null;
  const seats = await seatsOf(
    { connectors: host.connectors, inForce: { policy: inForce } },
    { review, base: { policy: before, files: none }, head: { policy: proposed, files: none }, machinery: [], isBotMade: true },
  );
  const declared = [inForce, before, proposed].map((p) => p.declared);
  const people = await sittingDown(
    { isInTeam: teamReader(client) },
    { approvals: mayDo, notCounted: [] },
    seats,
    inForce.declared,
    declared,
  );
  const isSeated = (login: string): boolean => {
    const alone = new Map([...people.approvers].filter(([name]) => name === login.toLowerCase()));
    return seats.seats.some((seat) => missingSeats([{ ...seat, need: 1 }], alone).length === 0);
  };
  return people.approvals.find((one) => isSeated(one.login))?.login ?? null;
}
