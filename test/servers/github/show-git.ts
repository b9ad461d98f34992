/** Commits, files and refs as the API shows them. */
import type { Diff, GitCommit, Person } from './git.ts';
import { type Fields, shape } from './judge.ts';
import { apiOf, nodeId, pageOf, showOwner } from './show-accounts.ts';
import { accountOfEmail, instant, type Repository, type World } from './world.ts';

const person = ({ name, email, at }: Person): Fields => ({ name, email, date: instant(at) });
const verification = (repository: Repository, sha: string): Fields => {
  const verified = repository.signed.has(sha);
  return {
    verified,
    reason: verified ? 'valid' : 'unsigned',
    signature: verified ? '-----BEGIN PGP SIGNATURE-----' : null,
    payload: verified ? 'tree' : null,
    verified_at: verified ? instant(0) : null,
  };
};

const parentsOf = (world: World, repository: Repository, { parents }: GitCommit): readonly Fields[] =>
  parents.map((sha) => ({
    sha,
    url: `${apiOf(world, repository)}/commits/${sha}`,
    html_url: `${pageOf(world, repository)}/commit/${sha}`,
  }));

/** `git/commits`: the object alone. */
export const showGitCommit = (world: World, repository: Repository, sha: string): Fields => {
  const commit = repository.git.commit(sha);
  return shape('git-commit', {
    sha,
    node_id: nodeId('Commit', sha),
    url: `${apiOf(world, repository)}/git/commits/${sha}`,
    html_url: `${pageOf(world, repository)}/commit/${sha}`,
    author: person(commit.author),
    committer: person(commit.committer),
    message: commit.message.replace(/\n$/, ''),
    tree: { sha: commit.tree, url: `${apiOf(world, repository)}/git/trees/${commit.tree}` },
    parents: parentsOf(world, repository, commit),
    verification: verification(repository, sha),
  });
};

/** `commits`: with the accounts that the addresses belong to; null: nobody's. */
export const showCommit = (world: World, repository: Repository, sha: string, files?: readonly Diff[]): Fields => {
  const commit = repository.git.commit(sha);
  const sum = (of: (diff: Diff) => number): number => (files ?? []).reduce((total, diff) => total + of(diff), 0);
  return shape('commit', {
    sha,
    node_id: nodeId('Commit', sha),
    url: `${apiOf(world, repository)}/commits/${sha}`,
    html_url: `${pageOf(world, repository)}/commit/${sha}`,
    comments_url: `${apiOf(world, repository)}/commits/${sha}/comments`,
    commit: {
      author: person(commit.author),
      committer: person(commit.committer),
      message: commit.message.replace(/\n$/, ''),
      tree: { sha: commit.tree, url: `${apiOf(world, repository)}/git/trees/${commit.tree}` },
      url: `${apiOf(world, repository)}/git/commits/${sha}`,
      comment_count: 0,
      verification: verification(repository, sha),
    },
    author: showOwner(world, accountOfEmail(world, commit.author.email)),
    committer: showOwner(world, accountOfEmail(world, commit.committer.email)),
    parents: parentsOf(world, repository, commit),
    ...(files === undefined
      ? {}
      : {
          stats: {
            additions: sum((one) => one.additions),
            deletions: sum((one) => one.deletions),
            total: sum((one) => one.additions + one.deletions),
          },
          files: files.map((diff) => showDiff(world, repository, sha, diff)),
        }),
  });
};

export const showDiff = (world: World, repository: Repository, sha: string, diff: Diff): Fields =>
  shape('diff-entry', {
    sha: diff.sha,
    filename: diff.path,
    previous_filename: diff.before ?? undefined,
    status: diff.status,
    additions: diff.additions,
    deletions: diff.deletions,
    changes: diff.additions + diff.deletions,
    patch: diff.patch ?? undefined,
    blob_url: `${pageOf(world, repository)}/blob/${sha}/${encodeURI(diff.path)}`,
    raw_url: `${pageOf(world, repository)}/raw/${sha}/${encodeURI(diff.path)}`,
    contents_url: `${apiOf(world, repository)}/contents/${encodeURI(diff.path)}?ref=${sha}`,
  });

export const showRef = (world: World, repository: Repository, ref: string, sha: string): Fields =>
  shape('git-ref', {
    ref,
    node_id: nodeId('Ref', ref),
    url: `${apiOf(world, repository)}/git/${ref}`,
    object: { type: 'commit', sha, url: `${apiOf(world, repository)}/git/commits/${sha}` },
  });
