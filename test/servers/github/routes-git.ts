/** Git objects, refs, branches, commits, comparisons and contents. */
import { actorOf } from './issues.ts';
import type { Person } from './git.ts';
import type { Fields } from './judge.ts';
import { personOf } from './merging.ts';
import { pullsOf } from './pulls.ts';
import { moveRef, rulesetsOn } from './refs.ts';
import { notFound, Refusal, unprocessable } from './refusal.ts';
import { type AskedOfRepository, created, done, instantOf, list, ok, type RepositoryRoutes, text, there } from './route.ts';
import { apiOf, nodeId, pageOf } from './show-accounts.ts';
import { showCommit, showDiff, showGitCommit, showRef } from './show-git.ts';
import { showPull } from './show-pulls.ts';
import { accountNamed, instant, type Repository } from './world.ts';

/** In git's own order, so that a tag named as a branch hides it wherever a bare name is asked for. */
const commitNamed = ({ git }: Repository, name: string): string | null =>
  ['refs/', 'refs/tags/', 'refs/heads/', ''].map((prefix) => git.resolve(prefix + name)).find((sha) => sha !== null) ?? null;

function commitOf(repository: Repository, name: string): string {
  demandCommits(repository);
  const sha = commitNamed(repository, name);
  if (sha === null) throw unprocessable(`No commit found for SHA: ${name}`);
  return sha;
}

/** Nothing of git can be asked of a repository without a commit. */
function demandCommits({ git }: Repository): void {
  if (git.refs('refs/heads/').length === 0) throw new Refusal(409, 'Git Repository is empty.');
}

const refOf = ({ repository, params }: AskedOfRepository): { ref: string; sha: string } => {
  demandCommits(repository);
  const ref = `refs/${params['ref'] ?? ''}`;
  return { ref, sha: there(repository.git.refs(ref).find((one) => one.ref === ref)?.sha) };
};

const branchFields = ({ world, repository }: AskedOfRepository, name: string, sha: string): Fields => ({
  name,
  commit: { sha, url: `${apiOf(world, repository)}/commits/${sha}` },
  protected: rulesetsOn(repository, name).length > 0,
});

/** A person as a request names one; what is left out is the asker's, now. */
function personFrom(asked: AskedOfRepository, given: unknown): Person {
  const { name, email, date } = (given ?? {}) as { name?: string; email?: string; date?: string };
  const own = personOf(actorOf(asked.by), asked.world.now());
  return { name: name ?? own.name, email: email ?? own.email, at: date === undefined ? own.at : Date.parse(date) };
}

interface EntryText {
  readonly path: string;
  readonly mode: string;
  readonly sha?: string | null;
  readonly content?: string;
}

/** git knows the empty tree by itself; GitHub takes it only where an object of it was written. */
const EMPTY_TREE = '4b825dc642cb6eb9a060e54bf8d69288fbee4904';

export const gitRoutes: RepositoryRoutes = {
  'POST /git/blobs': [
    'contents:write',
    ({ world, repository, body }) => {
      demandCommits(repository);
      const sha = repository.git.writeBlob(Buffer.from(text(body, 'content') ?? '', body['encoding'] === 'base64' ? 'base64' : 'utf8'));
      return created({ sha, url: `${apiOf(world, repository)}/git/blobs/${sha}` });
    },
  ],
  'GET /git/blobs/{file_sha}': [
    'contents:read',
    ({ world, repository, params }) => {
      const sha = there(repository.git.resolve(params['file_sha'] ?? '', 'blob'));
      const content = repository.git.blob(sha);
      return ok({
        sha,
        node_id: nodeId('Blob', sha),
        url: `${apiOf(world, repository)}/git/blobs/${sha}`,
        size: content.length,
        encoding: 'base64',
        content: wrapped(content),
      });
    },
  ],
  'POST /git/trees': [
    'contents:write',
    ({ world, repository, body }) => {
      demandCommits(repository);
      const { git } = repository;
      const given = text(body, 'base_tree');
      const base = given === undefined ? null : git.resolve(given, 'tree');
      if (given !== undefined && base === null) throw unprocessable('base_tree is not a valid tree oid');
      const changes = (body['tree'] as readonly EntryText[]).map(({ path, mode, sha, content }) => {
        if (typeof sha === 'string' && mode !== '160000' && git.resolve(sha, 'object') === null)
          throw unprocessable(`tree.sha ${sha} is not a valid blob`);
        return { path, mode, sha: content === undefined ? (sha ?? null) : git.writeBlob(Buffer.from(content)) };
      });
      return created(treeFields(world.at.api, repository, git.changedTree(base, changes), false));
    },
  ],
  'GET /git/trees/{tree_sha}': [
    'contents:read',
    ({ world, repository, params, query }) => {
      demandCommits(repository);
      const name = params['tree_sha'] ?? '';
      const sha = there(repository.git.resolve(commitNamed(repository, name) ?? (/^[0-9a-f]{40}$/.test(name) ? name : ''), 'tree'));
      // Any value, "0" and "false" too.
      return ok(treeFields(world.at.api, repository, sha, query['recursive'] !== undefined));
    },
  ],
  'POST /git/commits': [
    'contents:write',
    (asked) => {
      const { world, repository, by, body } = asked;
      demandCommits(repository);
      const { git } = repository;
      const tree = git.resolve(text(body, 'tree') ?? '', 'tree');
      if (tree === null || tree === EMPTY_TREE) throw unprocessable('Tree SHA does not exist');
      const parents = (body['parents'] ?? []) as readonly string[];
      if (parents.some((parent) => git.resolve(parent) === null))
        throw unprocessable('Parent SHA does not exist or is not a commit object');
      const author = personFrom(asked, body['author']);
      const sha = git.writeCommit({
        tree,
        parents,
        author,
        committer: body['committer'] === undefined ? author : personFrom(asked, body['committer']),
        message: text(body, 'message') ?? '',
      });
      // GitHub signs what a bot makes with no names of its own.
      if (by.app !== null && body['author'] === undefined && body['committer'] === undefined) repository.signed.add(sha);
      return created(showGitCommit(world, repository, sha));
    },
  ],
  'GET /git/commits/{commit_sha}': [
    'contents:read',
    ({ world, repository, params }) => ok(showGitCommit(world, repository, there(fullSha(repository, params['commit_sha'])))),
  ],
  'GET /git/ref/{ref}': [
    'contents:read',
    (asked) => {
      const { ref, sha } = refOf(asked);
      return ok(showRef(asked.world, asked.repository, ref, sha));
    },
  ],
  'GET /git/matching-refs/{ref}': [
    'contents:read',
    ({ world, repository, params }) =>
      list(repository.git.refs(`refs/${params['ref'] ?? ''}`), ({ ref, sha }) => showRef(world, repository, ref, sha)),
  ],
  'POST /git/refs': [
    'contents:write',
    ({ world, repository, by, body }) => {
      demandCommits(repository);
      const ref = text(body, 'ref') ?? '';
      if (!/^refs\/[^/]+\/./.test(ref)) throw unprocessable('Reference name must start with refs/ and contain at least two slashes');
      if (repository.git.resolve(ref, 'object') !== null) throw unprocessable('Reference already exists');
      const sha = repository.git.resolve(text(body, 'sha') ?? '');
      if (sha === null) throw unprocessable('Object does not exist');
      moveRef(world, repository, ref, { to: sha, by });
      return created(showRef(world, repository, ref, sha));
    },
  ],
  'PATCH /git/refs/{ref}': [
    'contents:write',
    ({ world, repository, params, by, body }) => {
      const ref = `refs/${params['ref'] ?? ''}`;
      if (repository.git.resolve(ref, 'object') === null) throw unprocessable('Reference does not exist');
      const sha = repository.git.resolve(text(body, 'sha') ?? '');
      if (sha === null) throw unprocessable('Object does not exist');
      moveRef(world, repository, ref, { to: sha, by, force: body['force'] === true });
      return ok(showRef(world, repository, ref, sha));
    },
  ],
  'DELETE /git/refs/{ref}': [
    'contents:write',
    ({ world, repository, params, by }) => {
      const ref = `refs/${params['ref'] ?? ''}`;
      if (repository.git.resolve(ref, 'object') === null) throw unprocessable('Reference does not exist');
      moveRef(world, repository, ref, { to: null, by });
      return done;
    },
  ],
  'GET /branches': [
    'contents:read',
    (asked) => list(asked.repository.git.refs('refs/heads/'), ({ ref, sha }) => branchFields(asked, ref.slice('refs/heads/'.length), sha)),
  ],
  'GET /branches/{branch}': [
    'contents:read',
    (asked) => {
      const { world, repository, params } = asked;
      const name = params['branch'] ?? '';
      const sha = repository.git.resolve(`refs/heads/${name}`);
      if (sha === null) throw new Refusal(404, 'Branch not found');
      const url = `${apiOf(world, repository)}/branches/${name}`;
      return ok({
        ...branchFields(asked, name, sha),
        commit: showCommit(world, repository, sha),
        _links: { self: url, html: `${pageOf(world, repository)}/tree/${name}` },
        protection: {},
        protection_url: `${url}/protection`,
      });
    },
  ],
  'GET /commits': [
    'contents:read',
    ({ world, repository, query }) => {
      const start = commitOf(repository, query['sha'] ?? repository.defaultBranch);
      const [since, until] = [instantOf(query, 'since'), instantOf(query, 'until')];
      const shas = repository.git.list([
        start,
        ...(since === null ? [] : [`--since=${instant(since)}`]),
        ...(until === null ? [] : [`--until=${instant(until)}`]),
        ...(query['path'] === undefined ? [] : ['--', query['path']]),
      ]);
      const by = (name: string, email: (sha: string) => string): readonly string[] => {
        const wanted = query[name];
        if (wanted === undefined) return shas;
        const address = wanted.includes('@') ? wanted : accountNamed(world, wanted)?.email;
        return shas.filter((sha) => email(sha) === address);
      };
      const authors = new Set(by('author', (sha) => repository.git.commit(sha).author.email));
      const found = by('committer', (sha) => repository.git.commit(sha).committer.email).filter((sha) => authors.has(sha));
      return list(found, (sha) => showCommit(world, repository, sha));
    },
  ],
  'GET /commits/{ref}': [
    'contents:read',
    ({ world, repository, params }) => {
      const sha = commitOf(repository, params['ref'] ?? '');
      const [parent = null] = repository.git.commit(sha).parents;
      return ok(showCommit(world, repository, sha, repository.git.diff(parent, sha)));
    },
  ],
  'GET /commits/{commit_sha}/pulls': [
    'pull_requests:read',
    ({ world, repository, params }) => {
      const sha = commitOf(repository, params['commit_sha'] ?? '');
      const { git } = repository;
      const tip = git.resolve(`refs/heads/${repository.defaultBranch}`);
      const all = pullsOf(repository);
      const isIn = (from: string, to: string): boolean => git.isAncestor(sha, to) && !git.isAncestor(sha, from);
      const brought = all.filter(({ pull }) => pull.merged !== null && isIn(pull.baseSha, pull.merged.sha));
      // Of a commit on the default branch the one that brought it; else every one that has it, merged or open.
      const found =
        tip !== null && git.isAncestor(sha, tip)
          ? brought
          : all.filter(({ pull, state }) => (state === 'open' || pull.merged !== null) && isIn(pull.baseSha, pull.headSha));
      return list(found, (issue) => showPull(world, repository, issue, 'pull-request-simple'));
    },
  ],
  'GET /compare/{basehead}': ['contents:read', (asked) => ok(comparison(asked))],
  'GET /contents/{path}': ['contents:read', (asked) => ok(contents(asked))],
};

const fullSha = ({ git }: Repository, sha: string | undefined): string | null =>
  /^[0-9a-f]{40}$/.test(sha ?? '') ? git.resolve(sha ?? '') : null;

/** As GitHub breaks base64. */
const wrapped = (content: Buffer): string =>
  content.toString('base64').replaceAll(/(.{60})(?=.)/g, '$1\n') + (content.length === 0 ? '' : '\n');

function treeFields(api: string, repository: Repository, sha: string, recursive: boolean): Fields {
  const url = `${api}/repos/${repository.owner.login}/${repository.name}/git`;
  const entries = repository.git.tree(sha, recursive);
  return {
    sha,
    url: `${url}/trees/${sha}`,
    tree: entries.slice(0, repository.treeLimit).map((one) => ({
      path: one.path,
      mode: one.mode,
      type: one.type,
      sha: one.sha,
      ...(one.size === null ? {} : { size: one.size }),
      ...(one.type === 'commit' ? {} : { url: `${url}/${one.type}s/${one.sha}` }),
    })),
    truncated: entries.length > repository.treeLimit,
  };
}

function comparison({ world, repository, params, query }: AskedOfRepository): Fields {
  const { git } = repository;
  const [from = '', to = ''] = (params['basehead'] ?? '').split('...');
  const [base, head] = [there(commitNamed(repository, from)), there(commitNamed(repository, to))];
  const merge = git.mergeBase(base, head);
  if (merge === null) throw new Refusal(404, `No common ancestor between ${from} and ${to}.`);
  const ahead = git.list(['--reverse', '--topo-order', head, `^${base}`]);
  const behind = git.list([base, `^${head}`]).length;
  const [page, size] = [Number(query['page'] ?? 1), Math.min(Number(query['per_page'] ?? 250), 250)];
  const url = `${apiOf(world, repository)}/compare/${from}...${to}`;
  const site = `${pageOf(world, repository)}/compare/${from}...${to}`;
  return {
    url,
    html_url: site,
    permalink_url: site,
    diff_url: `${site}.diff`,
    patch_url: `${site}.patch`,
    base_commit: showCommit(world, repository, base),
    merge_base_commit: showCommit(world, repository, merge),
    status: ahead.length === 0 ? (behind === 0 ? 'identical' : 'behind') : behind === 0 ? 'ahead' : 'diverged',
    ahead_by: ahead.length,
    behind_by: behind,
    total_commits: ahead.length,
    commits: ahead.slice((page - 1) * size, page * size).map((sha) => showCommit(world, repository, sha)),
    // On the first page only, at most 300, without a word that there are more.
    ...(page === 1
      ? {
          files: git
            .diff(merge, head)
            .slice(0, 300)
            .map((diff) => showDiff(world, repository, head, diff)),
        }
      : {}),
  };
}

const KIND: Readonly<Record<string, string>> = { '120000': 'symlink', '160000': 'submodule', '040000': 'dir' };
const MEBIBYTE = 1 << 20;

function contents({ world, repository, params, query }: AskedOfRepository): unknown {
  const { git } = repository;
  const at = (params['path'] ?? '').replace(/\/$/, '');
  const name = query['ref'] ?? repository.defaultBranch;
  const commit = there(commitNamed(repository, name));
  const fields = (file: string, one: { mode: string; sha: string; size: number | null }): Fields => {
    const url = `${apiOf(world, repository)}/contents/${encodeURI(file)}?ref=${name}`;
    const isFolder = KIND[one.mode] === 'dir';
    const gitUrl = `${apiOf(world, repository)}/git/${isFolder ? 'trees' : 'blobs'}/${one.sha}`;
    const page = `${pageOf(world, repository)}/${isFolder ? 'tree' : 'blob'}/${name}/${file}`;
    return {
      type: KIND[one.mode] ?? 'file',
      name: file.split('/').at(-1) ?? '',
      path: file,
      sha: one.sha,
      size: one.size ?? 0,
      url,
      html_url: page,
      git_url: gitUrl,
      download_url: isFolder ? null : `${pageOf(world, repository)}/raw/${name}/${file}`,
      _links: { self: url, git: gitUrl, html: page },
    };
  };
  const root = git.resolve(at === '' ? commit : `${commit}:${at}`, 'tree');
  if (root !== null)
    return git
      .tree(root, false)
      .slice(0, 1000)
      .map((one) => fields(at === '' ? one.path : `${at}/${one.path}`, one));
  const folder = at.split('/').slice(0, -1).join('/');
  const parent = git.resolve(folder === '' ? commit : `${commit}:${folder}`, 'tree');
  const entry = parent === null ? undefined : git.tree(parent, false).find((one) => one.path === at.split('/').at(-1));
  if (entry === undefined) throw notFound();
  const content = git.blob(entry.sha);
  const small = content.length <= MEBIBYTE;
  return {
    ...fields(at, entry),
    encoding: small ? 'base64' : 'none',
    content: small ? wrapped(content) : '',
    ...(entry.mode === '120000' ? { target: content.toString() } : {}),
  };
}
