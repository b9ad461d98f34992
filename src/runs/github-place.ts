/** Where a run on GitHub works and as whom: the repository, its policy line, the branch with its state, and what may be believed of it. */
import { type Client, clientFor, type Repo, repoOf } from '../github/client.ts';
import { asking } from '../github/errors.ts';
import { headOf } from '../github/git-objects.ts';
import { type Source, sourceOf, walkPolicy } from '../github/policy-in-force.ts';
import { stateBranch } from '../github/state-branch.ts';
import { type Surface, surfaceFor } from '../github/surface.ts';
import { type Visibility, visibilityOf } from '../github/visibility.ts';
import { branchStore } from '../state/branch.ts';
import type { Place } from '../state/seal.ts';
import type { Lease, StateStore } from '../state/store.ts';
import type { Host } from './host.ts';
import { InputError } from './input-error.ts';

export interface GithubSetting {
  /** `GITHUB_API_URL`. */
  readonly apiUrl: string;
  /** `owner/name`. */
  readonly repository: string;
  /** Of the job; it reads. */
  readonly token: string;
  /** Of our own App's installation; empty: the job's own token writes, and everything is in observe. */
  readonly appToken: string;
  readonly appId: number | null;
  /** The policy folder in the repository. */
  readonly policies: string;
  readonly stateBranch: string;
  /** Empty: this repository. */
  readonly stateRepository: string;
  readonly sealKey: string | null;
}

export interface GithubPlace {
  /** Of what is read; it stops with the run. */
  readonly client: Client;
  readonly repo: Repo;
  /** The default branch, as GitHub names it now. */
  readonly branch: string;
  readonly source: Source;
  readonly surface: Surface;
  readonly stateName: string;
  /** Signed by our key, and written by our own App: what every writer can forge decides nothing. */
  readonly isSealed: boolean;
  readonly appId: number | null;
  /** Why live facts may not lie here; none: they may. */
  readonly notPrivate: readonly string[];
  /** `publicKey`: of those who only look. */
  readonly store: (more?: StoreWish) => StateStore;
}

export interface StoreWish {
  readonly publicKey?: string | null;
  /** The admin's act: where nothing is a state begins, with this generation. */
  readonly begin?: number;
}

interface Facts {
  readonly id: string;
  readonly owner: string;
  readonly branch: string;
}

export async function githubPlace(setting: GithubSetting, host: Host): Promise<GithubPlace> {
  const repo = demandRepo('GITHUB_REPOSITORY', setting.repository);
  const stateRepo = setting.stateRepository === '' ? repo : demandRepo('input state-repository', setting.stateRepository);
  const tell = (text: string): void => host.tell({ what: 'note', text });
  const isApp = setting.appToken !== '';
  const access = { token: isApp ? setting.appToken : setting.token, apiUrl: setting.apiUrl, tell };
  const client = clientFor({ ...access, signal: host.signal });
  // Whoever stops a run stops its reading: what it did is saved, its check concluded and its lease given back all the same.
  const steady = clientFor(access);
  const notPrivate: string[] = [];
  for (const one of new Set([`${repo.owner}/${repo.repo}`, `${stateRepo.owner}/${stateRepo.repo}`])) {
    const visibility = await visibilityOf(client, one);
    if (visibility !== 'private') notPrivate.push(visibilityWords(one, visibility));
  }
  const facts = await factsOf(client, repo);
  const place: Place = { repository: facts.id, owner: facts.owner, branch: facts.branch };
  const stateName = `${stateRepo.owner}/${stateRepo.repo}@${setting.stateBranch}`;
  const port = stateBranch(steady, stateRepo, setting.stateBranch);
  return {
    client,
    repo,
    branch: facts.branch,
    source: sourceOf(client, repo, facts.branch, setting.policies),
    surface: await surfaceFor(steady, repo, host.pause),
    stateName,
    isSealed: isApp && setting.sealKey !== null,
    appId: isApp ? setting.appId : null,
    notPrivate,
    store: ({ publicKey = null, begin = null } = {}) =>
      branchStore({
        port,
        name: stateName,
        now: host.now,
        pause: host.pause,
        place,
        sealKey: publicKey === null ? setting.sealKey : null,
        publicKey,
        bootstrap: begin !== null,
        firstGeneration: begin ?? 1,
      }),
  };
}

function demandRepo(where: string, name: string): Repo {
  const repo = repoOf(name);
  if (repo !== null) return repo;
  throw new InputError(`${where}: ${JSON.stringify(name)} is no repository; it has to be owner/name`);
}

const visibilityWords = (name: string, visibility: Visibility): string =>
  visibility === 'unknown'
    ? `${name}: it could not be read whether this repository is private, so live access is told nowhere in it. Give the token the right to read its contents.`
    : `${name}: this repository is ${visibility}, and everybody who may read it would read who has access to what, so no target was read. Use a private repository; validate runs everywhere, and plan tells what a pull request declares.`;

/** What is live is told, and remembered, where few may read it. */
export function demandPrivate({ notPrivate }: GithubPlace): void {
  const [why] = notPrivate;
  if (why !== undefined) throw new InputError(why);
}

async function factsOf(client: Client, repo: Repo): Promise<Facts> {
  const { data } = await asking('reading the repository', () => client.rest.repos.get({ ...repo }));
  return { id: String(data.id), owner: String(data.owner.id), branch: data.default_branch };
}

/** The head of the default branch, by its full name. */
export async function demandHead({ client, repo, branch }: GithubPlace): Promise<string> {
  const head = await headOf(client, repo, branch);
  if (head !== null) return head;
  throw new InputError(
    `${repo.owner}/${repo.repo}: there is no branch ${branch}, so there is no policy to compare with. Make a first commit.`,
  );
}

/**
 * Every write waits for this: the lease is ours, and the policy that this run obeys is still the one in force. A newer commit
 * that touches no policy changes nothing.
 */
export function underPolicy(store: StateStore, place: GithubPlace, head: string): StateStore {
  let known = head;
  const isInForce = async (): Promise<boolean> => {
    const now = await headOf(place.client, place.repo, place.branch);
    if (now === known) return true;
    if (now === null) return false;
    const walk = await walkPolicy(place.source, known, now);
    if ('refused' in walk || walk.touching.length > 0) return false;
    known = now;
    return true;
  };
  return {
    ...store,
    lock: async (holder): Promise<Lease> => {
      const lease = await store.lock(holder);
      return {
        note: lease.note,
        stillOurs: async () => (await lease.stillOurs()) && (await isInForce()),
        [Symbol.asyncDispose]: () => Promise.resolve(lease[Symbol.asyncDispose]()),
      };
    },
  };
}
