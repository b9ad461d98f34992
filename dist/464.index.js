export const id = 464;
export const ids = [464,584,547,430];
export const modules = {

/***/ 6584:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   A: () => (/* binding */ repoOf),
/* harmony export */   clientFor: () => (/* binding */ clientFor)
/* harmony export */ });
/* unused harmony export isRepeatable */
/* harmony import */ var _octokit_plugin_retry__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(9735);
/* harmony import */ var _octokit_plugin_throttling__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(6856);
/* harmony import */ var _octokit_rest__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(969);
/** The one client for the work surface on GitHub: paced, patient with rate limits, and it repeats only what does no harm twice. */



const PatientOctokit = _octokit_rest__WEBPACK_IMPORTED_MODULE_0__/* .Octokit */ .E.plugin(_octokit_plugin_retry__WEBPACK_IMPORTED_MODULE_1__/* .retry */ .L, _octokit_plugin_throttling__WEBPACK_IMPORTED_MODULE_2__/* .throttling */ .A);
const ANSWER_WITHIN_MS = 60_000;
const LONGEST_WAIT_SECONDS = 300;
const REPEATS = 4;
const FIRST_PAUSE_MS = 250;
/** `owner/name`, as `GITHUB_REPOSITORY` has it; null where it is none, which would ask another address of the API. */
function repoOf(name) {
    const [, owner, repo] = /^([A-Za-z0-9_-]+)\/(?!\.\.?$)([A-Za-z0-9._-]+)$/.exec(name) ?? [];
    return owner === undefined || repo === undefined ? null : { owner, repo };
}
function clientFor({ token, apiUrl, signal, tell = nothing }) {
    const waits = (why) => (seconds, _options, _client, repeats) => {
        if (seconds > LONGEST_WAIT_SECONDS || repeats >= REPEATS)
            return false;
        tell(`GitHub: ${why}; waiting ${seconds} s before asking again`);
        return true;
    };
    const client = new PatientOctokit({
        ...(token === '' ? {} : { auth: token }),
        baseUrl: apiUrl,
        log: silent,
        request: { redirect: 'error', fetch: fetchWithin(signal) },
        // Rate limits are the throttling plug-in's; two that repeat the same would multiply.
        retry: { retries: REPEATS, retryAfterBaseValue: FIRST_PAUSE_MS, doNotRetry: [400, 401, 403, 404, 409, 410, 422, 429, 451] },
        throttle: {
            onRateLimit: waits('the rate limit is used up'),
            onSecondaryRateLimit: waits('too much at once'),
            ...(isPaced(apiUrl) ? {} : { write: unpaced, notifications: unpaced, search: unpaced }),
        },
    });
    const home = new URL(apiUrl).origin;
    client.hook.before('request', (options) => {
        // A Link header must not carry the token elsewhere.
        if (URL.canParse(options.url) && new URL(options.url).origin !== home)
            throw new Error(`GitHub named an address outside ${home}, so it was not asked`);
        // A fresh object for each request: the plug-ins count in it, and Octokit would share one.
        options.request = { ...options.request, ...(isRepeatable(options) ? {} : { retries: 0 }) };
    });
    return client;
}
/**
 * Whether a request whose answer was lost may be sent again. Never a create: whoever makes one looks first whether what its
 * marker names is there. Git objects are named by their content; a check run's annotations are added with each update.
 */
function isRepeatable({ method, url, query }) {
    if (url.endsWith('/graphql'))
        return typeof query === 'string' && /^\s*(query\b|\{)/.test(query);
    if (method === 'POST')
        return /\/git\/(blobs|trees|commits)$/.test(url);
    return method !== 'PATCH' || !url.includes('/check-runs/');
}
/** Only github.com has these limits unasked (80 creations a minute): an Enterprise Server's are its admin's, and it says so. */
const isPaced = (apiUrl) => /(^|\.)(github\.com|ghe\.com)$/.test(new URL(apiUrl).hostname);
/** All of a Bottleneck group that the plug-in calls. */
const unpaced = { key: () => ({ schedule: (_, work) => work() }) };
const fetchWithin = (signal) => (input, init) => {
    const signals = [AbortSignal.timeout(ANSWER_WITHIN_MS), signal, init?.signal].filter((s) => s !== undefined && s !== null);
    return fetch(input, { ...init, signal: AbortSignal.any(signals) });
};
const nothing = () => undefined;
/** Octokit's own warnings quote addresses; what matters is told as an error of ours. */
const silent = { debug: nothing, info: nothing, warn: nothing, error: nothing };


/***/ }),

/***/ 2362:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   D3: () => (/* binding */ commitOf),
/* harmony export */   DH: () => (/* binding */ decoded),
/* harmony export */   OR: () => (/* binding */ blobsOf),
/* harmony export */   Uo: () => (/* binding */ headOf),
/* harmony export */   textsAt: () => (/* binding */ textsAt),
/* harmony export */   ws: () => (/* binding */ entriesAt)
/* harmony export */ });
/* harmony import */ var _model_digest_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(5305);
/* harmony import */ var _model_order_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(6553);
/* harmony import */ var _errors_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(3116);
/** What stands in a repository at a commit, read as git objects: nothing is checked out, and no link is followed. */



const FULL_SHA = /^[0-9a-f]{40}$/;
/** One query's answer stays far below what GitHub cuts off. */
const BATCH = { objects: 250, bytes: 4_000_000 };
/** From here on GraphQL cuts a text, so the file is asked for by itself. */
const LONGEST_IN_BATCH = 400_000;
const MOST_TREES = 5_000;
/** A name could mean a tag or a branch: only a whole SHA is asked for. */
function demandSha(sha) {
    if (FULL_SHA.test(sha))
        return sha;
    throw new _errors_js__WEBPACK_IMPORTED_MODULE_1__/* .GithubError */ .E1('refused', `${JSON.stringify(sha.slice(0, 80))} is no full commit SHA, so it could mean something else tomorrow.`);
}
/** The commit that a branch points to; null: there is no such branch. By full ref: a tag of that name is another thing. */
async function headOf(client, repo, branch) {
    // A conflict: a repository without a commit.
    const found = await (0,_errors_js__WEBPACK_IMPORTED_MODULE_1__/* .askingFor */ .Zk)(`reading the head of ${branch}`, () => client.rest.git.getRef({ ...repo, ref: `heads/${branch}` }), [
        'conflict',
    ]);
    if (found === null)
        return null;
    const { ref, object } = found.data;
    if (ref === `refs/heads/${branch}` && object.type === 'commit')
        return demandSha(object.sha);
    throw new _errors_js__WEBPACK_IMPORTED_MODULE_1__/* .GithubError */ .E1('unavailable', `GitHub: asked for refs/heads/${branch} it told of another ref, so nothing of it was used. Run again.`);
}
async function commitOf(client, repo, sha) {
    const { data } = await (0,_errors_js__WEBPACK_IMPORTED_MODULE_1__/* .asking */ .os)(`reading commit ${demandSha(sha)}`, () => client.rest.git.getCommit({ ...repo, commit_sha: sha }));
    return { sha: data.sha, tree: data.tree.sha, parents: data.parents.map((p) => p.sha), message: data.message };
}
/** All that lies below a folder of a commit, folders left out; null: there is no such folder. `folder`: '' is the root. */
async function entriesAt(client, repo, commit, folder) {
    let tree = (await commitOf(client, repo, commit)).tree;
    for (const step of folder.split('/').filter((s) => s !== '' && s !== '.')) {
        const { entries, truncated } = await treeOf(client, repo, tree, false);
        const next = entries.find((e) => e.path === step && e.mode === '040000');
        if (next === undefined && truncated)
            throw tooWide(tree);
        if (next === undefined)
            return null;
        tree = next.sha;
    }
    const found = await below(client, repo, tree, { left: MOST_TREES });
    return found.sort((a, b) => (0,_model_order_js__WEBPACK_IMPORTED_MODULE_2__/* .compareText */ .n6)(a.path, b.path));
}
async function treeOf(client, repo, sha, recursive) {
    const { data } = await (0,_errors_js__WEBPACK_IMPORTED_MODULE_1__/* .asking */ .os)(`reading tree ${sha}`, () => client.rest.git.getTree({ ...repo, tree_sha: sha, ...(recursive ? { recursive: '1' } : {}) }));
    const entries = data.tree.map((e) => ({ path: e.path, mode: e.mode, sha: e.sha, size: e.size ?? null }));
    return { entries, truncated: data.truncated };
}
/** Whole at once; folder by folder where GitHub cuts the list. */
async function below(client, repo, tree, trees) {
    if (trees.left <= 0)
        throw tooWide(tree);
    trees.left -= 1;
    const whole = await treeOf(client, repo, tree, true);
    if (!whole.truncated)
        return whole.entries.filter((e) => e.mode !== '040000');
    const flat = await treeOf(client, repo, tree, false);
    if (flat.truncated)
        throw tooWide(tree);
    const found = [];
    for (const entry of flat.entries) {
        if (entry.mode !== '040000')
            found.push(entry);
        else
            for (const inner of await below(client, repo, entry.sha, trees))
                found.push({ ...inner, path: `${entry.path}/${inner.path}` });
    }
    return found;
}
const tooWide = (tree) => new _errors_js__WEBPACK_IMPORTED_MODULE_1__/* .GithubError */ .E1('refused', `GitHub: tree ${tree} holds more than it lists in whole, so what is there is not known. Take out what is not policy.`);
/**
 * The wanted files below a folder of a commit, as text. A folder that is not there holds none. Links and submodules are
 * refused whatever their name: a link to a folder may hold what is wanted.
 */
async function textsAt(client, repo, commit, folder, isWanted, bounds) {
    const { chosen, refused } = choose((await entriesAt(client, repo, commit, folder)) ?? [], isWanted, bounds);
    const blobs = await blobsOf(client, repo, chosen);
    const files = new Map();
    for (const { path, sha, size } of chosen) {
        const text = decoded(blobs.get(sha));
        if (text === null)
            refused.push({ path, why: 'notUtf8', bytes: size });
        else
            files.set(path, text);
    }
    return { files, refused: refused.sort((a, b) => (0,_model_order_js__WEBPACK_IMPORTED_MODULE_2__/* .compareText */ .n6)(a.path, b.path)) };
}
function choose(entries, isWanted, bounds) {
    const chosen = [];
    const refused = [];
    let total = 0;
    for (const entry of entries) {
        const { path, mode, size } = entry;
        const refuse = (why) => void refused.push({ path, why, bytes: size });
        if (mode === '120000')
            refuse('link');
        else if (mode === '160000')
            refuse('submodule');
        else if (!isWanted(path))
            continue;
        else if (mode !== '100644' && mode !== '100755')
            refuse('special');
        else if (size === null || size > bounds.fileBytes)
            refuse('tooLarge');
        else if (chosen.length >= bounds.files || total + size > bounds.totalBytes) {
            refuse('tooLargeInAll');
            break;
        }
        else {
            total += size;
            chosen.push(entry);
        }
    }
    return { chosen, refused };
}
const UTF8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
function decoded(bytes) {
    try {
        return UTF8.decode(bytes);
    }
    catch {
        return null;
    }
}
/** SHA → content, each proven by its own name: what was cut off or mangled on the way is asked for again, alone. */
async function blobsOf(client, repo, wanted) {
    const found = new Map();
    const sizes = new Map(wanted.map((w) => [demandSha(w.sha), w.size ?? 0]));
    for (const batch of batches(sizes)) {
        for (const [sha, text] of await batchOf(client, repo, batch)) {
            const bytes = Buffer.from(text, 'utf8');
            if ((0,_model_digest_js__WEBPACK_IMPORTED_MODULE_0__/* .gitBlobId */ .tK)(bytes) === sha)
                found.set(sha, bytes);
        }
    }
    for (const sha of sizes.keys())
        if (!found.has(sha))
            found.set(sha, await blobOf(client, repo, sha));
    return found;
}
function batches(sizes) {
    const all = [];
    let left = 0;
    for (const [sha, size] of sizes) {
        if (size > LONGEST_IN_BATCH)
            continue;
        const batch = all.at(-1);
        if (batch === undefined || batch.length >= BATCH.objects || size > left) {
            all.push([sha]);
            left = BATCH.bytes - size;
        }
        else {
            batch.push(sha);
            left -= size;
        }
    }
    return all;
}
/** Many small files in one request: one each would use up the hour's limit of a workflow's token. */
async function batchOf(client, repo, shas) {
    const fields = shas.map((sha, i) => `o${i}: object(oid: "${sha}") { ... on Blob { text } }`).join('\n');
    const query = `query ($owner: String!, $repo: String!) { repository(owner: $owner, name: $repo) {\n${fields}\n} }`;
    const { repository } = await (0,_errors_js__WEBPACK_IMPORTED_MODULE_1__/* .asking */ .os)(`reading ${shas.length} files`, () => client.graphql(query, { ...repo }));
    return shas.flatMap((sha, i) => {
        const text = repository?.[`o${i}`]?.text;
        return typeof text === 'string' ? [[sha, text]] : [];
    });
}
async function blobOf(client, repo, sha) {
    const { data } = await (0,_errors_js__WEBPACK_IMPORTED_MODULE_1__/* .asking */ .os)(`reading blob ${sha}`, () => client.rest.git.getBlob({ ...repo, file_sha: sha }));
    const bytes = Buffer.from(data.content, data.encoding === 'base64' ? 'base64' : 'utf8');
    if ((0,_model_digest_js__WEBPACK_IMPORTED_MODULE_0__/* .gitBlobId */ .tK)(bytes) === sha)
        return bytes;
    throw new _errors_js__WEBPACK_IMPORTED_MODULE_1__/* .GithubError */ .E1('unavailable', `GitHub: blob ${sha} came with another content than its name says, so nothing of it was used. Run again.`);
}


/***/ }),

/***/ 4547:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   visibilityOf: () => (/* binding */ visibilityOf)
/* harmony export */ });
/* harmony import */ var _client_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(6584);
/** Who can read what a run prints: live facts stay where the repo's readers may see them (design invariant 17). */

/** By the repository itself, asked each run: it can change between two. https://docs.github.com/rest/repos/repos#get-a-repository */
async function visibilityOf(client, repository) {
    const repo = (0,_client_js__WEBPACK_IMPORTED_MODULE_0__/* .repoOf */ .A)(repository);
    if (repo === null)
        return 'unknown';
    try {
        const { data } = await client.rest.repos.get({ ...repo });
        // Older Enterprise Servers know `private` only, which holds for internal ones too.
        const visibility = data.visibility;
        if (visibility === 'private' || visibility === 'internal' || visibility === 'public')
            return visibility;
        return data.private === false ? 'public' : 'unknown';
    }
    catch {
        return 'unknown';
    }
}


/***/ }),

/***/ 1464:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  githubCommand: () => (/* binding */ githubCommand)
});

;// CONCATENATED MODULE: ./src/github/code-owners.ts
/** Who owns a path by a CODEOWNERS file: the last line that fits decides, also where it names nobody. */
/** https://docs.github.com/repositories/managing-your-repositorys-settings-and-features/customizing-your-repository/about-code-owners */
function ownersOf(text, path) {
    let owners = [];
    for (const line of text.split('\n')) {
        const [pattern, ...named] = line
            .replace(/(^|\s)#.*$/, '')
            .trim()
            .split(/\s+/);
        if (pattern !== undefined && pattern !== '' && patternOf(pattern).test(path))
            owners = named;
    }
    return owners;
}
/** A pattern with a slash before its end stands at the root; a folder owns all below, `docs/*` only what lies in it. */
function patternOf(pattern) {
    const isAtRoot = pattern.slice(0, -1).includes('/');
    const body = pattern
        .replace(/^\/|\/$/g, '')
        .replaceAll(/\/\*\*\/|\*\*\/|\/\*\*|\*\*|\*|\?|[.+^${}()|[\]\\]/g, (sign) => SIGNS[sign] ?? `\\${sign}`);
    const below = pattern.endsWith('/') ? '/.*' : pattern.endsWith('/*') ? '' : '(?:/.*)?';
    return new RegExp(`^${isAtRoot ? '' : '(?:.*/)?'}${body}${below}$`);
}
const SIGNS = {
    '/**/': '/(?:.*/)?',
    '**/': '(?:.*/)?',
    '/**': '/.*',
    '**': '.*',
    '*': '[^/]*',
    '?': '[^/]',
};

// EXTERNAL MODULE: ./src/github/errors.ts
var errors = __webpack_require__(3116);
// EXTERNAL MODULE: ./src/github/git-objects.ts
var git_objects = __webpack_require__(2362);
// EXTERNAL MODULE: ./src/github/visibility.ts
var github_visibility = __webpack_require__(4547);
;// CONCATENATED MODULE: ./src/github/set-up-facts.ts



const environmentNames = ['nhi-read', 'nhi-write', 'nhi-report'];
async function setUpFacts(client, repo, places) {
    const files = await filesOf(client, repo, places.branch);
    return {
        visibility: await (0,github_visibility.visibilityOf)(client, `${repo.owner}/${repo.repo}`),
        environments: await environmentsOf(client, repo),
        branch: await branchOf(client, repo, places.branch),
        state: await branchOf(client, places.stateRepo ?? repo, places.stateBranch),
        mayApprove: await reading('the rights of Actions', async () => {
            const { data } = await client.rest.actions.getGithubActionsDefaultWorkflowPermissionsRepository({ ...repo });
            return data.can_approve_pull_request_reviews;
        }),
        secrets: await reading('the names of the repository’s secrets', async () => (await client.paginate(client.rest.actions.listRepoSecrets, { ...repo, per_page: 100 })).map((s) => s.name)),
        variables: await reading('the repository’s variables', async () => (await client.paginate(client.rest.actions.listRepoVariables, { ...repo, per_page: 30 })).map((v) => v.name)),
        oidc: await reading('the subject of OIDC tokens', async () => {
            const { data } = await client.rest.actions.getCustomOidcSubClaimForRepo({ ...repo });
            // Younger than the types.
            const immutable = 'use_immutable_subject' in data ? data.use_immutable_subject : null;
            return {
                claims: data.use_default ? null : (data.include_claim_keys ?? []),
                immutable: typeof immutable === 'boolean' ? immutable : null,
            };
        }),
        workflows: mapped(files, (all) => new Map([...all].filter(([path]) => isWorkflow(path)))),
        codeOwners: mapped(files, (all) => codeOwnersPlaces.map((path) => all.get(path)).find((text) => text !== undefined) ?? null),
    };
}
/** What may not be seen is no fault of the set-up; a token that is none, and a GitHub that does not answer, end the run. */
async function reading(what, ask) {
    try {
        return { value: await (0,errors/* asking */.os)(`reading ${what}`, ask) };
    }
    catch (error) {
        if (error instanceof errors/* GithubError */.E1 && (error.code === 'forbidden' || error.code === 'notFound'))
            return { why: `GitHub answered ${error.status ?? error.code}` };
        throw error;
    }
}
const mapped = (read, to) => ('value' in read ? { value: to(read.value) } : read);
async function environmentsOf(client, repo) {
    return reading('the environments', async () => {
        // The types take the page for the list.
        const all = (await client.paginate(client.rest.repos.getAllEnvironments, {
            ...repo,
            per_page: 100,
        }));
        const found = await Promise.all(environmentNames.map(async (name) => {
            const environment = all.find((one) => one.name.toLowerCase() === name);
            return [name, environment === undefined ? null : await environmentOf(client, repo, environment)];
        }));
        return Object.fromEntries(found);
    });
}
async function environmentOf(client, repo, { name, ...said }) {
    const policy = said.deployment_branch_policy ?? null;
    const at = { ...repo, environment_name: name, per_page: 100 };
    const patterns = async () => (await client.paginate(client.rest.repos.listDeploymentBranchPolicies, at)).map((one) => one.type === 'tag' ? `tag ${one.name ?? ''}` : (one.name ?? ''));
    const bypass = 'can_admins_bypass' in said ? said.can_admins_bypass : null;
    return {
        branches: policy === null ? 'any' : policy.protected_branches ? 'protected' : await patterns(),
        adminBypass: typeof bypass === 'boolean' ? bypass : null,
        secrets: await reading(`the names of the secrets of ${name}`, async () => (await client.paginate(client.rest.actions.listEnvironmentSecrets, at)).map((s) => s.name)),
    };
}
/** Rules of the organisation are among them; an older branch protection is not. */
async function branchOf(client, repo, branch) {
    const rules = await reading(`the rules of ${branch}`, () => client.paginate(client.rest.repos.getBranchRules, { ...repo, branch, per_page: 100 }));
    return {
        rules: mapped(rules, (all) => all.map((r) => ({ type: r.type, parameters: ('parameters' in r ? r.parameters : undefined) ?? {} }))),
        bypass: 'value' in rules ? await bypassOf(client, repo, [...new Set(rules.value.flatMap((r) => r.ruleset_id ?? []))]) : rules,
    };
}
async function bypassOf(client, repo, ids) {
    const actors = [];
    for (const id of ids) {
        const ruleset = await reading('a ruleset', () => client.rest.repos.getRepoRuleset({ ...repo, ruleset_id: id, includes_parents: true }));
        if (!('value' in ruleset))
            return ruleset;
        const { bypass_actors: listed } = ruleset.value.data;
        if (listed === undefined)
            return { why: 'GitHub tells it only to those who may change the ruleset' };
        actors.push(...listed.map((a) => ({ type: a.actor_type, id: a.actor_id ?? null })));
    }
    return { value: actors };
}
/** GitHub follows the first that is there. */
const codeOwnersPlaces = ['.github/CODEOWNERS', 'CODEOWNERS', 'docs/CODEOWNERS'];
const isWorkflow = (path) => /^\.github\/workflows\/[^/]+\.ya?ml$/.test(path);
const BOUNDS = { fileBytes: 1_000_000, totalBytes: 10_000_000, files: 1_000 };
async function filesOf(client, repo, branch) {
    return reading(`the files of ${branch}`, async () => {
        const head = await (0,git_objects/* headOf */.Uo)(client, repo, branch);
        if (head === null)
            return new Map();
        const wanted = (path) => isWorkflow(path) || codeOwnersPlaces.includes(path);
        return (await (0,git_objects.textsAt)(client, repo, head, '', wanted, BOUNDS)).files;
    });
}

;// CONCATENATED MODULE: ./src/github/set-up.ts


async function readSetUp(client, repo, wish) {
    return setUpLines(await setUpFacts(client, repo, wish), wish);
}
/** Pure: what was read, judged. */
function setUpLines(facts, wish) {
    return [
        visibilityLine(facts.visibility),
        appLine(wish.appId),
        ...environmentNames.flatMap((name) => environmentLines(name, facts.environments, wish.branch)),
        ...branchLines(facts.branch, wish),
        ...stateLines(facts.state, wish),
        codeOwnersLine(facts.codeOwners, wish),
        lineOf('Actions may create and approve pull requests', facts.mayApprove, 'Administration: read', (may) => may
            ? { found: 'on', mend: 'Settings, Actions, General: switch it off. Whoever can push could approve as github-actions.' }
            : { found: 'off' }),
        lineOf('secrets of the repository', facts.secrets, 'Secrets: read', (names) => {
            const ours = names.filter((n) => n.startsWith('NHI_'));
            return ours.length === 0
                ? { found: 'none with NHI_' }
                : { found: ours.join(', '), mend: 'Move them to the environments: here a workflow on any branch can read them.' };
        }),
        lineOf('variables of the repository', facts.variables, 'Variables: read', (names) => {
            const ours = names.filter((n) => n.startsWith('NHI_'));
            return ours.length === 0
                ? { found: 'none with NHI_' }
                : { found: ours.join(', '), mend: 'Move them to the environments: here every writer may set them.' };
        }),
        lineOf('subject of OIDC tokens', facts.oidc, 'Actions: read', oidcVerdict),
        lineOf('actions pinned by commit', facts.workflows, 'Contents: read', pinVerdict),
    ];
}
function lineOf(line, read, needs, judge) {
    if (!('value' in read))
        return { line, is: 'unreadable', found: read.why, mend: `Give the App "${needs}", or look yourself.` };
    const { found, mend } = judge(read.value);
    return { line, is: mend === undefined ? 'right' : 'wrong', found, mend: mend ?? '' };
}
function visibilityLine(visibility) {
    const read = visibility === 'unknown' ? { why: 'GitHub did not say' } : { value: visibility };
    return lineOf('visibility', read, 'Metadata: read', (found) => found === 'private'
        ? { found }
        : { found, mend: 'Make it private, or keep policies and state in a private one: whoever reads it reads who has access to what.' });
}
const appLine = (appId) => lineOf('own App', { value: appId }, '', (id) => id === null
    ? { found: 'none', mend: 'Make one and give app-id and app-token: what GITHUB_TOKEN writes, every writer can write.' }
    : { found: String(id) });
/** The names that each holds at least; all that lies there is in reach of the jobs that name it. */
const secretsIn = {
    'nhi-read': ['NHI_APP_KEY', 'NHI_SEAL_KEY'],
    'nhi-write': ['NHI_APP_KEY', 'NHI_SEAL_KEY'],
    'nhi-report': ['NHI_APP_KEY'],
};
function environmentLines(name, read, branch) {
    const line = `environment ${name}`;
    const environment = 'value' in read ? read.value[name] : null;
    if (environment === null) {
        return [
            lineOf(line, read, 'Actions: read', () => ({
                found: 'not there',
                mend: `Settings, Environments: make it, for branch ${branch} alone.`,
            })),
        ];
    }
    const { branches, adminBypass, secrets } = environment;
    const admins = adminBypass === null ? { why: 'this GitHub does not say' } : { value: adminBypass };
    return [
        lineOf(`${line}: branches`, { value: branches }, '', (found) => branchVerdict(found, branch)),
        lineOf(`${line}: admins`, admins, 'Actions: read', (may) => may ? { found: 'may bypass its rules', mend: 'Clear "Allow administrators to bypass".' } : { found: 'may not bypass its rules' }),
        lineOf(`${line}: secrets`, secrets, 'Environments: read', (names) => secretVerdict(name, names)),
    ];
}
function branchVerdict(branches, branch) {
    const mend = `Allow "${branch}" by its exact name and nothing else: a workflow on any other branch gets what lies there.`;
    if (branches === 'any')
        return { found: 'any branch', mend };
    if (branches === 'protected')
        return { found: 'protected branches; without branch protection that is every branch', mend };
    const found = branches.length === 0 ? 'none' : branches.join(', ');
    return branches.length === 1 && branches[0] === branch ? { found } : { found, mend };
}
function secretVerdict(name, names) {
    const found = names.length === 0 ? 'none' : names.toSorted().join(', ');
    const missing = secretsIn[name].filter((n) => !names.includes(n));
    const tooMuch = names.filter((n) => name === 'nhi-report' ? n.startsWith('NHI_') && !secretsIn[name].includes(n) : name === 'nhi-read' && n.endsWith('_WRITE'));
    const todo = [
        ...(missing.length === 0 ? [] : [`Add ${missing.join(', ')}.`]),
        ...(tooMuch.length === 0 ? [] : [`Take out ${tooMuch.toSorted().join(', ')}: no job that names ${name} needs it.`]),
    ];
    return todo.length === 0 ? { found } : { found, mend: todo.join(' ') };
}
const has = (type, parameter) => (rules) => rules.some((r) => r.type === type && (parameter === undefined || r.parameters[parameter] === true));
/** In the words of GitHub's page. */
const branchRules = [
    ['a pull request first', has('pull_request'), 'Tick "Require a pull request before merging".'],
    [
        'approvals',
        (rules) => rules.some((r) => r.type === 'pull_request' && Number(r.parameters['required_approving_review_count']) >= 1),
        'Require one approval at least.',
    ],
    [
        'stale approvals',
        has('pull_request', 'dismiss_stale_reviews_on_push'),
        'Tick "Dismiss stale pull request approvals": else what is pushed after an approval rides along.',
    ],
    [
        'last push',
        has('pull_request', 'require_last_push_approval'),
        'Tick "Require approval of the most recent reviewable push": else the last pusher may be the one who approves.',
    ],
    ['code owners', has('pull_request', 'require_code_owner_review'), 'Tick "Require review from Code Owners".'],
    ['deletion', has('deletion'), 'Tick "Restrict deletions".'],
    ['force pushes', has('non_fast_forward'), 'Tick "Block force pushes".'],
];
const NEEDS_RULES = 'Metadata: read';
const NEEDS_BYPASS = 'Administration: write';
function branchLines({ rules, bypass }, { branch, appId }) {
    return [
        ...branchRules.map(([line, test, mend]) => lineOf(`ruleset on ${branch}: ${line}`, rules, NEEDS_RULES, (all) => test(all) ? { found: 'required' } : { found: 'no active ruleset says so', mend })),
        lineOf(`ruleset on ${branch}: required check`, rules, NEEDS_RULES, (all) => checkVerdict(all, appId)),
        lineOf(`ruleset on ${branch}: who bypasses`, bypass, NEEDS_BYPASS, (actors) => actors.length === 0
            ? { found: 'nobody' }
            : { found: namesOf(actors), mend: 'Empty the bypass list: a step that went past the rules is not obeyed, and all after it waits.' }),
    ];
}
function checkVerdict(rules, appId) {
    const checks = rules
        .filter((r) => r.type === 'required_status_checks')
        .flatMap((r) => (r.parameters['required_status_checks'] ?? []));
    const ours = checks.filter((c) => appId !== null && c.integration_id === appId);
    const mend = 'Require the check of plan, with your App as its source: a check from "any source" every writer can report.';
    if (ours.length > 0)
        return { found: ours.map((c) => c.context ?? '').join(', ') };
    return { found: checks.length === 0 ? 'none' : `none of our App, but ${checks.map((c) => c.context ?? '').join(', ')}`, mend };
}
/** Each keeps everybody but those on the bypass list from something. */
const stateRules = ['creation', 'update', 'deletion', 'non_fast_forward'];
function stateLines({ rules, bypass }, { stateBranch, appId }) {
    return [
        lineOf(`ruleset on ${stateBranch}`, rules, NEEDS_RULES, (all) => {
            const missing = stateRules.filter((type) => !has(type)(all));
            return missing.length === 0
                ? { found: 'no creation, update, deletion, force push' }
                : {
                    found: `${missing.join(', ')} open`,
                    mend: `Restrict creations, updates and deletions and block force pushes, for all but the App.`,
                };
        }),
        lineOf(`ruleset on ${stateBranch}: who bypasses`, bypass, NEEDS_BYPASS, (actors) => {
            const isOurs = ({ type, id }) => type === 'Integration' && id === appId;
            const mend = 'Put the App, and nobody else, on the bypass list.';
            if (actors.length === 0)
                return { found: 'nobody, so no run can write there', mend };
            return actors.every(isOurs) ? { found: 'our App alone' } : { found: namesOf(actors), mend };
        }),
    ];
}
const namesOf = (actors) => [...new Set(actors.map(({ type, id }) => (id === null ? type : `${type} ${id}`)))].sort().join(', ');
/** One file in each place that decides what is approved or which code runs. */
const ownedBy = (policies) => [`${policies}/any.yaml`, '.github/workflows/any.yml', '.github/CODEOWNERS'];
function codeOwnersLine(read, { policies = 'policies' }) {
    return lineOf('CODEOWNERS', read, 'Contents: read', (text) => {
        const mend = `Name an owner for /${policies}/, /.github/workflows/ and /.github/CODEOWNERS: who edits these decides what is approved.`;
        if (text === null)
            return { found: 'there is none', mend };
        const open = ownedBy(policies).filter((path) => ownersOf(text, path).length === 0);
        return open.length === 0
            ? { found: 'policies, workflows and itself have owners' }
            : { found: `nobody owns ${open.map((path) => path.replace(/any\.ya?ml$/, '')).join(', ')}`, mend };
    });
}
function oidcVerdict({ claims, immutable }) {
    if (claims !== null) {
        const needed = ['repository_id', 'repository_owner_id', 'job_workflow_ref'].filter((claim) => !claims.includes(claim));
        const found = `own claims: ${claims.join(', ')}`;
        const isBound = claims.includes('context') || claims.includes('environment');
        return needed.length === 0 && isBound
            ? { found }
            : { found, mend: 'Go back to the default subject, or name ids, environment and workflow: a trust on less holds for other jobs too.' };
    }
    if (immutable === true)
        return { found: 'the default, with the ids of owner and repository' };
    return {
        found: immutable === false ? 'the default, by names' : 'the default; whether with ids this GitHub does not say',
        mend: 'Opt in to immutable subjects and trust owner and repository by id: a name can be given up and taken by somebody else.',
    };
}
function pinVerdict(workflows) {
    const moving = [...workflows].flatMap(([path, text]) => [...text.matchAll(/^\s*(?:- +)?["']?uses["']?:\s*["']?([^\s"'#]+)/gm)]
        .map(([, uses = '']) => uses)
        .filter((uses) => !uses.startsWith('./') && !/@(?:[0-9a-f]{40}|sha256:[0-9a-f]{64})$/.test(uses))
        .map((uses) => `${path}: ${uses}`));
    if (moving.length === 0)
        return { found: `all, in ${workflows.size} workflows` };
    const shown = moving.slice(0, MOST_SHOWN).join('; ');
    return {
        found: moving.length > MOST_SHOWN ? `${shown}; and ${moving.length - MOST_SHOWN} more` : shown,
        mend: 'Pin each by its full commit: a tag can be moved to other code.',
    };
}
const MOST_SHOWN = 10;

// EXTERNAL MODULE: ./src/report/escape.ts + 1 modules
var report_escape = __webpack_require__(5612);
// EXTERNAL MODULE: ./src/report/said.ts
var report_said = __webpack_require__(125);
// EXTERNAL MODULE: ./src/report/terminal-layout.ts
var terminal_layout = __webpack_require__(9155);
;// CONCATENATED MODULE: ./src/report/set-up-text.ts



const groups = [
    { is: 'wrong', title: 'Wrong', paint: 'red' },
    { is: 'unreadable', title: 'Not readable with this token', paint: 'yellow' },
    { is: 'right', title: 'Right', paint: 'green' },
];
function setUpHeadline(lines) {
    const [wrong, unreadable, right] = groups.map(({ is }) => lines.filter((l) => l.is === is).length);
    return `${wrong} wrong, ${unreadable} not readable with this token, ${right} right`;
}
/** Of GitHub come names only; a list of them has an end. */
const LONGEST = 400;
function setUpText(lines, paint) {
    const parts = groups.flatMap(({ is, title, paint: colour }) => {
        const among = lines.filter((l) => l.is === is);
        if (among.length === 0)
            return [];
        const told = among.flatMap(({ line, found, mend }) => [
            ...(0,terminal_layout/* wrap */.LV)(`${line}: ${(0,report_escape/* shortened */.vI)(found, LONGEST)}`, '  ', '    '),
            ...(mend === '' ? [] : (0,terminal_layout/* wrap */.LV)(`→ ${mend}`, '    ', '      ').map(paint.dim)),
        ]);
        return ['', paint[colour](title), ...told];
    });
    return [paint.bold(`doctor: ${setUpHeadline(lines)}`), ...parts, ''].join('\n');
}
function setUpMarkdown(lines) {
    const parts = groups.flatMap(({ is, title }) => {
        const among = lines.filter((l) => l.is === is);
        if (among.length === 0)
            return [];
        const told = among.map(({ line, found, mend }) => {
            const said = [(0,report_said/* words */.aL)(line), ': ', (0,report_said/* code */.aY)((0,report_escape/* shortened */.vI)(found, LONGEST)), ...(mend === '' ? [] : [' → ', (0,report_said/* words */.aL)(mend)])];
            return `- ${(0,report_said/* saidMarkdown */.Xn)(said)}`;
        });
        return [`**${title}**`, '', ...told, ''];
    });
    return [`### nhi doctor: ${setUpHeadline(lines)}`, '', ...parts].join('\n');
}

// EXTERNAL MODULE: ./src/runs/commands.ts + 12 modules
var commands = __webpack_require__(1603);
// EXTERNAL MODULE: ./src/model/digest.ts
var model_digest = __webpack_require__(5305);
;// CONCATENATED MODULE: ./src/report/marker.ts
/** The hidden line by which something of ours on GitHub is found again, and the one that remembers what a comment has told. */

/** `name` may be anything: it is not written out. */
const markOf = (of, name = '') => (name === '' ? of : `${of}-${(0,model_digest/* sha256 */.sc)(name).slice(0, 16)}`);
const markLine = /^<!-- nhi:([a-z]+(?:-[0-9a-f]{16})?) from=(\d{1,15}) upto=(\d{1,15}) -->\r?\n/;
const marked = ({ mark, from, upto }, markdown) => `<!-- nhi:${mark} from=${from} upto=${upto} -->\n${markdown}`;
/** Only of the first line: a quotation of ours is not ours. */
function markIn(body) {
    const [, mark, from, upto] = markLine.exec(body) ?? [];
    return mark === undefined ? null : { mark, from: Number(from), upto: Number(upto) };
}
const toldLine = /^<!-- nhi:told (alarm|digest|closed)((?: [0-9a-z@]{1,40}){0,1000}) -->\r?\n/;
const telling = (what, tokens, markdown) => `<!-- nhi:told ${[what, ...tokens].join(' ')} -->\n${markdown}`;
function toldIn(body) {
    const [, what, tokens = ''] = toldLine.exec(body) ?? [];
    return what === undefined ? null : { what: what, tokens: tokens.split(' ').filter((t) => t !== '') };
}
/** The same drift, when it comes back another day, is told again. */
const tokenOf = (row) => `${row.change.slice(0, 16)}@${row.firstSeen.toString(36)}`;

;// CONCATENATED MODULE: ./src/github/create-once.ts
/** A create whose answer was lost is never sent again before somebody looked whether it was carried out. */

const TRIES = 3;
/** What was asked may still be under way when its answer is given up. */
const FIRST_PAUSE_MS = 2000;
/** `find`: what is there by now; null: nothing is. */
async function createOnce({ pause }, what, create, find) {
    for (let tries = 1;; tries += 1) {
        try {
            return await (0,errors/* asking */.os)(what, create);
        }
        catch (error) {
            if (!(error instanceof errors/* GithubError */.E1) || error.code !== 'unavailable' || tries === TRIES)
                throw error;
            await pause(FIRST_PAUSE_MS * tries);
            const made = await find();
            if (made !== null)
                return made;
        }
    }
}

;// CONCATENATED MODULE: ./src/github/surface.ts

/** By the token itself: an App has no `GET /user`. */
async function surfaceFor(client, repo, pause) {
    const { viewer } = await (0,errors/* asking */.os)('asking whose the token is', () => client.graphql('query { viewer { login } }'));
    return { client, ...repo, me: viewer.login, pause };
}
/** Logins differ by more than their case. */
const isMe = ({ me }, login) => login?.toLowerCase() === me.toLowerCase();

;// CONCATENATED MODULE: ./src/github/comments.ts
/** Comments of ours: one that is edited in place, found by its mark and our own authorship together, and those that tell something once. */




/** Oldest first. Anybody can write our marks, and a writer can edit what is ours: nothing but what people read rests on it. */
async function ownComments(surface, number) {
    const { client, owner, repo } = surface;
    const all = await (0,errors/* asking */.os)(`reading the comments of #${number}`, () => client.paginate(client.rest.issues.listComments, { owner, repo, issue_number: number, per_page: 100 }));
    return all
        .filter((c) => isMe(surface, c.user?.login))
        .map((c) => ({ id: c.id, at: Date.parse(c.created_at), body: c.body ?? '' }))
        .toSorted((a, b) => a.id - b.id);
}
/** GitHub may keep other line ends, and none at the end. */
const isSameText = (a, b) => a.replaceAll('\r\n', '\n').trimEnd() === b.replaceAll('\r\n', '\n').trimEnd();
/**
 * One comment of this mark: made, edited, or left as it is; what two runs at once made twice is taken away again. `matters`:
 * what of its text makes another one of it.
 */
async function upsertComment(surface, number, mark, markdown, matters = (body) => body) {
    const body = marked({ mark, from: 0, upto: 0 }, markdown);
    const isOurs = (c) => markIn(c.body)?.mark === mark;
    const [first, ...twins] = (await ownComments(surface, number)).filter(isOurs);
    for (const twin of twins)
        await remove(surface, twin);
    if (first === undefined) {
        await addOnce(surface, number, body, isOurs);
        return 'made';
    }
    if (isSameText(matters(first.body), matters(body)))
        return 'same';
    const { client, owner, repo } = surface;
    const edited = await (0,errors/* askingFor */.Zk)(`editing a comment of #${number}`, () => client.rest.issues.updateComment({ owner, repo, comment_id: first.id, body }));
    // Somebody took it away in between.
    if (edited === null)
        await addOnce(surface, number, body, isOurs);
    return 'edited';
}
/** Tells it, unless a comment of ours has told just that: same sort, same rows. */
async function tellOnce(surface, number, body, since = 0) {
    const told = JSON.stringify(toldIn(body));
    await addOnce(surface, number, body, (c) => c.at >= since && JSON.stringify(toldIn(c.body)) === told, true);
}
async function addOnce(surface, number, body, isIt, isLookedFirst = false) {
    const { client, owner, repo } = surface;
    const find = async () => (await ownComments(surface, number)).find(isIt) ?? null;
    if (isLookedFirst && (await find()) !== null)
        return;
    const made = await createOnce(surface, `commenting on #${number}`, async () => ({ id: (await client.rest.issues.createComment({ owner, repo, issue_number: number, body })).data.id }), find);
    const first = await find();
    if (first !== null && first.id < made.id)
        await remove(surface, made);
}
async function remove({ client, owner, repo }, { id }) {
    await (0,errors/* askingFor */.Zk)('taking a comment away that stood twice', () => client.rest.issues.deleteComment({ owner, repo, comment_id: id }));
}

;// CONCATENATED MODULE: ./src/github/labels.ts
/** The label by which our issues are listed; made where it is missing. */

const LABEL = 'nhi';
async function ensureLabel({ client, owner, repo }) {
    const there = await (0,errors/* askingFor */.Zk)(`reading the label ${LABEL}`, () => client.rest.issues.getLabel({ owner, repo, name: LABEL }));
    if (there !== null)
        return;
    const wish = { owner, repo, name: LABEL, color: '5319e7', description: 'Access of non-human identities: kept by nhi-reconcile' };
    // Refused where another run made it meanwhile.
    const isThere = async () => (await (0,errors/* askingFor */.Zk)('reading it', () => client.rest.issues.getLabel({ owner, repo, name: LABEL }))) !== null;
    await (0,errors/* asking */.os)(`making the label ${LABEL}`, () => client.rest.issues.createLabel(wish)).catch(async (error) => {
        if (!(await isThere()))
            throw error;
    });
}

;// CONCATENATED MODULE: ./src/github/issues.ts






/** Never by search, whose index is behind. Lowest number first. */
async function listOurs(surface) {
    const { client, owner, repo } = surface;
    const all = await (0,errors/* asking */.os)(`listing the issues with the label ${LABEL}`, () => client.paginate(client.rest.issues.listForRepo, { owner, repo, labels: LABEL, state: 'all', per_page: 100 }));
    return all
        .flatMap((issue) => {
        const body = issue.body ?? '';
        const mark = markIn(body)?.mark;
        // A pull request is listed as an issue too.
        if (mark === undefined || issue.pull_request !== undefined || !isMe(surface, issue.user?.login))
            return [];
        return [{ number: issue.number, isOpen: issue.state === 'open', title: issue.title, body, mark, comments: issue.comments }];
    })
        .toSorted((a, b) => a.number - b.number);
}
/** With what we have told on each; of holds that are over nobody asks. */
async function ourIssues(surface) {
    const ours = [];
    for (const { mark, comments, ...issue } of await listOurs(surface)) {
        const isAsked = comments > 0 && (issue.isOpen || !mark.startsWith('hold-'));
        ours.push({ ...issue, comments: isAsked ? await ownComments(surface, issue.number) : [] });
    }
    return ours;
}
/** One after another. What was cut off in the middle is finished by the next run, without a second of anything. */
async function carryOutIssues(surface, actions) {
    if (actions.some((action) => action.do === 'create'))
        await ensureLabel(surface);
    for (const action of actions)
        await carryOut(surface, action);
}
async function carryOut(surface, action) {
    switch (action.do) {
        case 'create': {
            const number = await create(surface, action);
            return await tellAll(surface, number, action.comments);
        }
        case 'edit':
            await update(surface, action.number, { title: action.title, body: action.body, ...(action.reopen ? { state: 'open' } : {}) });
            return await tellAll(surface, action.number, action.comments);
        case 'close':
            // Told first: an issue that is closed is not looked at again.
            await tellAll(surface, action.number, action.comments, markIn(action.body)?.from);
            return await update(surface, action.number, { title: action.title, body: action.body, state: 'closed', state_reason: 'completed' });
        case 'closeTwin':
            return await update(surface, action.number, { state: 'closed', state_reason: 'not_planned' });
    }
}
/** Looked for once more before, and after: two runs at once may both have found nothing. */
async function create(surface, { mark, title, body }) {
    const { client, owner, repo } = surface;
    const find = async () => (await listOurs(surface)).find((issue) => issue.mark === mark)?.number ?? null;
    const there = await find();
    if (there !== null)
        return there;
    const made = await createOnce(surface, 'opening an issue', async () => (await client.rest.issues.create({ owner, repo, title, body, labels: [LABEL] })).data.number, find);
    const first = await find();
    if (first === null || first >= made)
        return made;
    await carryOut(surface, { do: 'closeTwin', number: made, of: first });
    return first;
}
async function update({ client, owner, repo }, number, edit) {
    await (0,errors/* asking */.os)(`editing #${number}`, () => client.rest.issues.update({ owner, repo, issue_number: number, ...edit }));
}
async function tellAll(surface, number, comments, from = 0) {
    for (const comment of comments)
        await tellOnce(surface, number, comment, toldIn(comment)?.what === 'closed' ? from : 0);
}

;// CONCATENATED MODULE: ./src/github/pull-facts.ts

/** The merged pull requests into the branch that say that this commit is what they became. */
async function pullsThatBecame(client, repo, branch, sha) {
    const found = await (0,errors/* asking */.os)(`reading the pull requests of commit ${sha}`, () => client.paginate(client.rest.repos.listPullRequestsAssociatedWithCommit, { ...repo, commit_sha: sha, per_page: 100 }));
    const ours = `${repo.owner}/${repo.repo}`.toLowerCase();
    return found
        .filter((p) => p.merged_at !== null && p.merge_commit_sha === sha)
        .filter((p) => p.base.ref === branch && p.base.repo.full_name.toLowerCase() === ours)
        .map((p) => ({
        number: p.number,
        url: p.html_url,
        author: p.user === null ? null : { login: p.user.login, type: p.user.type },
        head: p.head.sha,
        // The schema says that it is always there; of a fork that was deleted it is null.
        headRepo: repoNamed(p.head.repo),
        headRef: p.head.ref,
        mergedAt: Date.parse(p.merged_at ?? ''),
    }));
}
/** Numbers of the open ones with this head, also from forks; lowest first. */
async function openPullsAt(client, repo, head) {
    const open = await (0,errors/* asking */.os)('listing the open pull requests', () => client.paginate(client.rest.pulls.list, { ...repo, state: 'open', per_page: 100 }));
    return open
        .filter((p) => p.head.sha === head)
        .map((p) => p.number)
        .toSorted((a, b) => a - b);
}
function repoNamed(found) {
    const [owner, repo] = found?.full_name.split('/') ?? [];
    return owner === undefined || repo === undefined ? null : { owner, repo };
}
async function factsOf(client, repo, pull) {
    const at = { ...repo, pull_number: pull.number };
    const what = (subject) => `reading ${subject} of #${pull.number}`;
    const { data } = await (0,errors/* asking */.os)(what('the size'), () => client.rest.pulls.get(at));
    const commits = await (0,errors/* asking */.os)(what('the commits'), () => client.paginate(client.rest.pulls.listCommits, { ...at, per_page: 100 }));
    const reviews = await (0,errors/* asking */.os)(what('the reviews'), () => client.paginate(client.rest.pulls.listReviews, { ...at, per_page: 100 }));
    const timeline = await (0,errors/* asking */.os)(what('the timeline'), () => client.paginate(client.rest.issues.listEventsForTimeline, { ...repo, issue_number: pull.number, per_page: 100 }));
    return {
        ...pull,
        commits: commits.map((c) => ({
            sha: c.sha,
            parents: c.parents.length,
            author: loginOf(c.author),
            committer: loginOf(c.committer),
            message: c.commit.message,
        })),
        isWhole: commits.length === data.commits,
        reviews: reviews.flatMap((r) => r.user === null || r.submitted_at === undefined
            ? []
            : [
                {
                    login: r.user.login,
                    id: Number(r.user.id),
                    type: r.user.type,
                    state: r.state,
                    commit: r.commit_id,
                    at: Date.parse(r.submitted_at),
                },
            ]),
        since: lastBreak(timeline),
        pushes: await pushesOf(client, pull),
    };
}
/** An account that is not known comes as null or as an empty object. */
const loginOf = (account) => account !== null && 'login' in account && typeof account.login === 'string' ? account.login : null;
/** After each of these an older approval was of something else: another base, other commits, a closed case. */
const breaks = {
    base_ref_changed: 'its base was changed',
    automatic_base_change_succeeded: 'its base was changed',
    base_ref_force_pushed: 'its base was rewritten',
    head_ref_force_pushed: 'its branch was rewritten',
    head_ref_restored: 'its branch was restored',
    reopened: 'it was opened again',
};
function lastBreak(timeline) {
    let last = { at: 0, what: '' };
    for (const { event, created_at } of timeline) {
        const what = breaks[event ?? ''];
        const at = Date.parse(created_at ?? '');
        if (what === undefined || at < last.at)
            continue;
        // One without an instant may have been at any time.
        last = { at: Number.isNaN(at) ? Infinity : at, what };
    }
    return last;
}
/** Of a fork that we may not read, nothing is told. */
async function pushesOf(client, { headRepo, headRef, number }) {
    if (headRepo === null)
        return null;
    try {
        const found = await (0,errors/* askingFor */.Zk)(`reading who pushed the branch of #${number}`, () => client.paginate(client.rest.repos.listActivities, { ...headRepo, ref: `refs/heads/${headRef}`, per_page: 100 }));
        return (found
            ?.filter((a) => a.activity_type !== 'branch_deletion')
            .map((a) => ({ before: a.before, after: a.after, actor: a.actor?.login ?? null })) ?? null);
    }
    catch (error) {
        // Older Enterprise Servers have no such list, and a token may not be let to see it: then nobody is known.
        if (error instanceof errors/* GithubError */.E1 && (error.code === 'forbidden' || error.code === 'refused'))
            return null;
        throw error;
    }
}
/** Write, maintain or admin, as it is now; somebody who is not known may nothing. */
async function mayWrite(client, repo, login) {
    const found = await (0,errors/* askingFor */.Zk)(`reading what ${login} may do`, () => client.rest.repos.getCollaboratorPermissionLevel({ ...repo, username: login }));
    return found !== null && (found.data.permission === 'write' || found.data.permission === 'admin');
}

// EXTERNAL MODULE: ./src/model/key.ts
var model_key = __webpack_require__(7142);
// EXTERNAL MODULE: ./src/model/order.ts
var order = __webpack_require__(6553);
// EXTERNAL MODULE: ./src/report/change-words.ts
var change_words = __webpack_require__(2432);
// EXTERNAL MODULE: ./src/report/instant.ts
var instant = __webpack_require__(4843);
// EXTERNAL MODULE: ./src/report/issue-rows.ts
var issue_rows = __webpack_require__(299);
// EXTERNAL MODULE: ./src/report/markdown-blocks.ts
var markdown_blocks = __webpack_require__(5940);
// EXTERNAL MODULE: ./src/report/delta-words.ts
var delta_words = __webpack_require__(6407);
// EXTERNAL MODULE: ./src/report/envelope.ts
var envelope = __webpack_require__(4876);
// EXTERNAL MODULE: ./src/report/redact-facts.ts
var redact_facts = __webpack_require__(1351);
// EXTERNAL MODULE: ./src/report/way-out.ts
var way_out = __webpack_require__(3956);
;// CONCATENATED MODULE: ./src/report/issue-words.ts
/** What issues and their comments say of one open row: its place in the table, since when, and what comes next. */









const stageWords = {
    alarm: ['🔴', 'unauthorized and privileged'],
    drift: ['🟠', 'other drift'],
    waiting: ['🟠', 'waiting'],
    unproven: ['🟡', 'applied, not verified'],
    held: ['⚪', 'held'],
};
const code = (name, longest = 240) => (0,report_escape/* markdownCode */.D9)((0,report_escape/* shortened */.vI)(name, longest));
const issue_words_text = (words, longest = 400) => (0,report_escape/* markdownText */.p7)((0,report_escape/* shortened */.vI)(words, longest));
/** A title is plain text; GitHub still finds emoji, mentions, code and numbers in it. */
const titleText = (name) => (0,report_escape/* visible */.RK)((0,report_escape/* shortened */.vI)(name, 60)).replace(/[@#`<>&:]/g, (c) => `\\u{${c.charCodeAt(0).toString(16)}}`);
/** A title takes 256 characters. */
const titleOf = (parts) => (0,report_escape/* shortened */.vI)(parts.join(', '), 240);
/** `@organisation/team`, where it is one: anything else is no mention. */
function mentionOf(team) {
    return team !== null && /^[A-Za-z0-9](?:[A-Za-z0-9-]{0,38})\/[A-Za-z0-9_][A-Za-z0-9_.-]{0,99}$/.test(team) ? `@${team}` : null;
}
/** The id, what it is, and on what. */
function whatText({ short, row, change, identity }, told) {
    const risk = change === null || change.risk === 'low' ? '' : ` **${change.risk}**`;
    const facts = change !== null && change.verb === 'adjust' ? (0,redact_facts/* factChanges */.WS)(change.before, change.entry, told.kinds) : [];
    const word = isDriftVerdict(row.verdict) ? row.verdict : (0,issue_rows/* verbOf */.rl)(row);
    const said = [`${short} ${word} ${code(row.label)}${risk}`, ...facts.map((fact) => issue_words_text(fact))];
    const why = change === null || isDriftVerdict(row.verdict) ? [] : [issue_words_text((0,change_words/* reasonOf */.A3)(change, told.report.plan.at))];
    return [...said, ...(identity === null ? ['nobody declares the account'] : []), ...why].join('; ');
}
const isDriftVerdict = (verdict) => verdict === 'unauthorized' || verdict === 'missing' || verdict === 'altered';
/** Between the last proven read without it and the one that found it. */
function sinceText({ row, target, isNew }, told) {
    const { at } = told.report.plan;
    if (!isNew)
        return (0,instant/* lengthOf */.Y5)(at - row.firstSeen);
    const before = told.runs.before[target]?.lastProven[(0,model_key/* parseKey */.Do)(row.key).kind];
    const found = (0,instant/* nearInstant */.e0)(row.firstSeen, at);
    const from = before === undefined ? found : (0,instant/* nearInstant */.e0)(before, at);
    return from === found ? `found ${found}` : `between ${from} and ${found}`;
}
/** In a sentence of its own. */
function foundText(open, told) {
    const since = sinceText(open, told);
    if (!open.isNew)
        return `found ${since} ago`;
    return since.startsWith('between ') ? `it came ${since}` : since;
}
function lastUsedText({ change }, told) {
    const used = change?.before?.seen?.lastUsedAt ?? change?.entry.seen?.lastUsedAt;
    return used === undefined ? '–' : `${(0,instant/* shortAge */._W)(told.report.plan.at - used)} ago`;
}
const doing = { grant: 'given', revoke: 'taken out', adjust: 'set as approved' };
function nextText(open, told) {
    const { row, change, blocked, stage, target } = open;
    const { at } = told.report.plan;
    if (stage === 'unproven')
        return row.notBefore === null ? 'proof due with the next read' : `proof due ${(0,instant/* nearInstant */.e0)(row.notBefore, at)}`;
    if (change === null)
        return `${code(target, 80)} was not read in this run; decided when it answers`;
    if (blocked === null)
        return `${doing[(0,issue_rows/* verbOf */.rl)(row)]} by the next apply`;
    const when = (0,change_words/* notBeforeText */.O7)(blocked, at);
    const rest = [...(when === '' ? [] : [when]), (0,way_out/* wayOutMarkdown */.z7)(blocked, told.report)];
    if (blocked.guard === 'announced')
        return [announcedText(open, told), ...(when === '' ? [] : [when])].join('; ');
    // That it waits for an answer the link says.
    const why = (0,way_out/* pullThatAsks */.Lf)(blocked, told.report) === null ? issue_words_text(blocked.why) : '';
    return [(0,change_words/* guardWords */.hV)(blocked), why, ...rest].filter((words) => words !== '').join('; ');
}
/** The round that tells it counts, once it is saved. */
function announcedText({ row, target }, told) {
    const state = told.states.get(target);
    const verb = (0,issue_rows/* verbOf */.rl)(row);
    const { after = 0 } = state?.policy.drift[row.verdict] ?? {};
    const left = after - (state?.announced[(0,model_key/* verbKey */.P_)({ verb, key: row.key })] ?? 0);
    const first = left > 0 ? `announced; after ${left.toLocaleString('en-US')} more by detect ` : '';
    return `${first}${doing[verb]} by the next apply`;
}
/** One line for a comment. */
const lineText = (open, told) => `- ${stageWords[open.stage][0]} ${whatText(open, told)}: ${sinceText(open, told)}. Next: ${nextText(open, told)}`;
/** What a person can do at night, as commands with nothing left to look up. */
function commandLines(open, told) {
    const envelopes = told.states.get(open.target)?.breakGlass ?? [];
    const written = (0,issue_rows/* writtenInWords */.qq)(open.row);
    const keep = (0,envelope/* longestEnvelope */.B)(envelopes, 'keep', written);
    const deny = (0,envelope/* longestEnvelope */.B)(envelopes, 'deny', null);
    const lines = [];
    if (keep !== null && open.stage !== 'unproven') {
        lines.push(`- Is it needed tonight? Keep it, up to ${(0,instant/* lengthOf */.Y5)(keep.longestSeconds * 1000)}: ${command(['do=keep', `change=${open.short}`, `for=${(0,envelope/* nightLength */.r)(keep)}`, 'because=…'])}`);
    }
    if (deny !== null) {
        const holder = open.identity ?? (0,issue_rows/* holderInWords */.br)(open.row);
        lines.push(`- Is it an attack? Cut login, keys and grants, up to ${(0,instant/* lengthOf */.Y5)(deny.longestSeconds * 1000)}: ${command(['do=deny', `identity=${holder}`, `for=${(0,envelope/* nightLength */.r)(deny)}`, 'because=…'])}`);
    }
    if (lines.length === 0)
        lines.push('- No break-glass envelope covers it, so nobody can hold it: a pull request declares one.');
    if (open.row.verdict === 'unauthorized' && open.identity !== null) {
        const place = (0,delta_words/* placeAt */.BW)(open.identity, told.places);
        lines.push(`- Should it stay? Add ${code(`- ${written}`)} under ${code('access')} of ${code(place ?? open.identity)}, by a pull request.`);
    }
    return [...lines, `- Not sure? ${code(`nhi-reconcile explain ${open.short}`)}`];
}
/** As a shell takes it, whatever is in a name. */
const command = (inputs) => code(`gh workflow run nhi-hold ${inputs.map((input) => `-f ${/^[\w./:=…-]+$/.test(input) ? input : `'${input.replaceAll("'", "'\\''")}'`}`).join(' ')}`, 400);
/** `2 unauthorized and privileged (1 new), 1 waiting`. */
function stageCounts(rows) {
    return Object.keys(stageWords).flatMap((stage) => {
        const some = rows.filter((row) => row.stage === stage);
        const fresh = some.filter((row) => row.isNew).length;
        return some.length === 0
            ? []
            : [`${some.length.toLocaleString('en-US')} ${stageWords[stage][1]}${fresh === 0 ? '' : ` (${fresh.toLocaleString('en-US')} new)`}`];
    });
}
/** How long each took that is over, and what ended it. */
function endedText(row) {
    const end = row.verified ?? row.lastSeen;
    const how = {
        verified: 'applied and verified',
        goneByItself: 'gone by itself',
        accepted: 'accepted: the policy follows',
        released: 'released',
    };
    const said = how[row.ended];
    return `- ${code(row.label)}: first seen ${(0,instant/* instantOf */.B9)(row.firstSeen)}, ${said} ${(0,instant/* instantOf */.B9)(end)}, ${(0,instant/* lengthOf */.Y5)(end - row.firstSeen)}`;
}

// EXTERNAL MODULE: ./src/report/what-is-shown.ts
var what_is_shown = __webpack_require__(7791);
;// CONCATENATED MODULE: ./src/report/offboarding-record.ts
/** Of an identity that leaves: by system, what was done, what proves it, what remains, and what was not touched at all. */








const fewRemaining = 5;
const monthMs = 30 * 86_400_000;
/** Taking that keeps a system from being touched at all, as a whole. */
const untouching = new Set(['mode', 'managedBy', 'capability', 'scope', 'pause', 'protected', 'vendor']);
function offboardingRecord(identity, told, budget = commentBudget) {
    const { head, rows } = recordOf(identity, told);
    const block = { name: 'Systems', head: tableHead, rows, foot: [] };
    return fittedMarkdown(`### ${head}`, [block], [`<sub>As of ${instantOf(told.report.plan.at)}.</sub>`], budget, 'The rest is in the report of the run.');
}
/** What stands for as long as it takes, and is closed then. `mention`: of its owner. */
function offboardingIssue(leaving, mention, told, budget = markdown_blocks/* commentBudget */.LO) {
    const { identity, owner, head, counts, isOut } = leaving;
    const { rows } = recordOf(identity, told);
    const left = isOut
        ? 'All that there was to take is proven gone.'
        : '**Not touched is still open:** take it out by hand, or mend what stands beside it. What waits is done by the next apply, without asking again.';
    const last = [
        ...(mention === null ? [] : [`cc ${mention}`]),
        `<sub>Owner: ${(0,markdown_blocks/* code */.aY)(owner, 120)}. Edited by each run, ${(0,instant/* instantOf */.B9)(told.report.plan.at)} the last time. It closes itself when every system is proven.</sub>`,
    ];
    const blocks = [
        { name: 'Systems', head: tableHead, rows, foot: [] },
        { name: 'Next', head: [], rows: [{ text: left, rank: 0 }], foot: [] },
    ];
    return {
        title: titleOf([`nhi: ${titleText(identity)} ${isOut ? 'is out' : 'leaves'}: ${counts}`]),
        ...(0,markdown_blocks/* fittedMarkdown */.Md)(`### ${head}`, blocks, last, budget, 'The rest is in the report of the run.'),
    };
}
/** In the table of a pull request that let them go: the record of each. */
function offboardingBlocksOf(source, told) {
    const identities = new Set([...told.states.values()].flatMap((state) => takingsIn(state, told).flatMap(({ identity, row }) => row.decided?.authority === 'review' && row.decided.source === source ? [identity] : [])));
    return [...identities].sort(order/* compareText */.n6).map((identity) => {
        const { head, rows } = recordOf(identity, told);
        return { name: 'Offboarding', head: [`**Offboarding:** ${head}`, '', ...tableHead], rows, foot: [] };
    });
}
/** Whoever leaves, or has left within the last month. */
function leavings(told) {
    const { ownerOf } = (0,issue_rows/* ownersIn */.qx)(told.states);
    const all = [...told.states.values()].flatMap((state) => takingsIn(state, told).map((taking) => ({ ...taking, target: state.policy.name })));
    return (0,what_is_shown/* groupedBy */.me)((0,order/* sortedBy */.VW)(all, ({ identity, target }) => JSON.stringify([identity, target])), ({ identity }) => identity).flatMap((group) => {
        const [{ identity, target }] = group;
        const isOpen = group.some(({ row }) => row.ended === null);
        const upto = Math.max(...group.map(({ row }) => endOf(row)));
        if (!isOpen && told.report.plan.at - upto > monthMs)
            return [];
        const { head, counts, from, isProven: isOut } = recordOf(identity, told);
        return [{ identity, owner: ownerOf(target, identity), isOut: isOut && !isOpen, from, upto, head, counts }];
    });
}
const endOf = ({ verified, lastSeen }) => verified ?? lastSeen;
const tableHead = ['| system | done | proof | remains |', '|---|---|---|---|'];
/** What is taken because somebody leaves: by the directory, or by the review that lets them go. */
function takingsIn(state, told) {
    const { holderOf } = (0,issue_rows/* ownersIn */.qx)(told.states);
    const disowned = new Set(state.accounts.filter((a) => a.disowned !== null).map((a) => a.identity));
    const staying = new Set(state.identities.filter((i) => i.state !== 'offboard').map((i) => i.name));
    return (told.ledger.get(state.policy.name) ?? [])
        .filter(({ verdict, decided }) => verdict === 'toRevoke' && (decided?.authority === 'directory' || decided?.authority === 'review'))
        .flatMap((row) => {
        const identity = holderOf(state.policy.name, row);
        if (identity === null)
            return [];
        const isLetGo = disowned.has(identity) || !staying.has(identity);
        return row.decided?.authority === 'directory' || isLetGo ? [{ identity, row }] : [];
    });
}
const takenIn = (identity, state, told) => takingsIn(state, told).flatMap((taking) => (taking.identity === identity ? [taking.row] : []));
function recordOf(identity, told) {
    const all = (0,order/* sortedBy */.VW)(told.states.values(), (s) => s.policy.name)
        .map((state) => ({ state, rows: takenIn(identity, state, told) }))
        // Of what is taken out of the policy the account is forgotten once it is clean.
        .filter(({ state, rows }) => rows.length > 0 || state.accounts.some((a) => a.identity === identity));
    // An identity may have left before, and come back: what was over long before is not of this.
    const open = all.flatMap(({ rows }) => rows.filter((row) => row.ended === null)).map((row) => row.firstSeen);
    const begun = open.length > 0 ? Math.min(...open) : Math.max(...all.flatMap(({ rows }) => rows.map(endOf)));
    const now = all.map(({ state, rows }) => ({ state, rows: rows.filter((row) => row.ended === null || endOf(row) >= begun - monthMs) }));
    const systems = now.map(({ state, rows }) => systemOf(state, rows, told));
    const decided = now.flatMap(({ rows }) => rows.map((row) => row.decided));
    const [first] = decided.toSorted((a, b) => a.at - b.at);
    const why = first === undefined ? '' : `${(0,markdown_blocks/* text */.Qq)(first.source)}, seen ${(0,instant/* instantOf */.B9)(first.at)}. `;
    const of = (came) => systems.filter((s) => s.came === came).length;
    const rest = ['waiting', 'not touched'].filter((came) => of(came) > 0).map((came) => `, ${(0,markdown_blocks/* number */.ai)(of(came))} ${came}`);
    const rows = systems.map(({ target, came, done, proof, remains }) => ({
        text: `| ${(0,markdown_blocks/* code */.aY)(target, 80)} | ${done} | ${proof} | ${remains} |`,
        rank: came === 'not touched' ? 1 : came === 'waiting' ? 2 : 6,
    }));
    const counts = `${(0,markdown_blocks/* number */.ai)(of('proven'))} of ${(0,markdown_blocks/* number */.ai)(systems.length)} systems proven${rest.join('')}`;
    return {
        head: `${(0,markdown_blocks/* code */.aY)(identity, 120)}: ${why}**${counts}**`,
        counts,
        rows,
        from: Math.min(...now.flatMap((system) => system.rows.map((row) => row.firstSeen))),
        isProven: of('proven') === systems.length,
    };
}
function systemOf(state, rows, told) {
    const target = state.policy.name;
    const plan = (0,issue_rows/* plansOf */.i$)(told.report).find((p) => p.target === target);
    const open = rows.filter((row) => row.ended === null);
    const done = rows.filter((row) => row.applied !== null);
    const blocked = new Map((plan?.blocked ?? []).map((b) => [b.change.id, b]));
    const [stopped] = open.flatMap((row) => blocked.get(row.change) ?? []);
    const isRead = plan !== undefined && (0,issue_rows/* isProven */.nn)(plan);
    const came = open.length === 0 && isRead
        ? 'proven'
        : done.length === 0 && (stopped === undefined ? !isRead : untouching.has(stopped.guard))
            ? 'not touched'
            : 'waiting';
    const why = !isRead ? 'not read' : stopped === undefined ? 'nothing was there to take' : (0,change_words/* guardTitle */.iq)(stopped.guard);
    return {
        target,
        came,
        done: done.length > 0 ? doneText(done, told) : came === 'not touched' ? `**not touched: ${(0,markdown_blocks/* text */.Qq)(why)}**` : '–',
        proof: proofText(done, open.length === 0 && isRead, told),
        remains: remainsText(open, lingering(done, target, told), isRead),
    };
}
function doneText(done, told) {
    const kinds = (0,what_is_shown/* groupedBy */.me)((0,order/* sortedBy */.VW)(done, (row) => (0,model_key/* parseKey */.Do)(row.key).kind), (row) => (0,model_key/* parseKey */.Do)(row.key).kind);
    const said = kinds.map((group) => `${(0,markdown_blocks/* number */.ai)(group.length)} ${(0,markdown_blocks/* code */.aY)((0,model_key/* parseKey */.Do)(group[0].key).kind, 60)}`);
    return `${said.join(', ')} taken out ${(0,instant/* nearInstant */.e0)(Math.max(...done.map((row) => row.applied)), told.report.plan.at)}`;
}
function proofText(done, isClean, told) {
    const verified = done.flatMap((row) => row.verified ?? []);
    if (verified.length > 0 && verified.length === done.length)
        return `gone from a complete list ${(0,instant/* nearInstant */.e0)(Math.max(...verified), told.report.plan.at)}`;
    return done.length === 0 && isClean ? 'nothing of it in a complete list' : '–';
}
/** Of a kind whose sessions end by themselves only. */
const lingering = (done, target, told) => done.some((row) => told.kinds.get(target)?.get((0,model_key/* parseKey */.Do)(row.key).kind)?.revocation === 'untilTokenExpiry');
function remainsText(open, isLingering, isRead) {
    const named = open.slice(0, fewRemaining).map((row) => (0,markdown_blocks/* code */.aY)((0,issue_rows/* writtenInWords */.qq)(row)));
    const more = open.length > fewRemaining ? [`and ${(0,markdown_blocks/* number */.ai)(open.length - fewRemaining)} more`] : [];
    const tokens = isLingering ? ['tokens that were given out live until they expire'] : [];
    const unread = isRead ? [] : ['unknown: it was not read'];
    const all = [...named, ...more, ...tokens, ...unread];
    return all.length === 0 ? 'nothing' : all.join(', ');
}

// EXTERNAL MODULE: ./src/report/short-id.ts
var short_id = __webpack_require__(5276);
;// CONCATENATED MODULE: ./src/report/apply-comment.ts
/** On a merged pull request: what became of each thing that it decided, and what to do about what is left. */









const ways = {
    failed: ['❌', 'Mend what the errors say; the next apply tries again by itself.'],
    blocked: ['⛔', 'Each row that is blocked names its way out.'],
    waiting: ['⏳', 'What waits is done by the next apply.'],
    applied: ['🟡', 'What is applied is proven by a later read.'],
    verified: ['✅', ''],
    over: ['–', ''],
};
const apply_comment_order = Object.keys(ways);
/** `source`: what this pull request's decisions carry. Told again after each run, so it holds all of them. */
function applyComment(source, standing, told, budget = markdown_blocks/* commentBudget */.LO) {
    if (standing.is === 'blocked')
        return notLetThrough(standing, told, budget);
    const lines = linesOf(source, told);
    const of = (came) => lines.filter((line) => line.came === came);
    const counts = apply_comment_order
        .filter((came) => of(came).length > 0)
        .map((came) => `${(0,markdown_blocks/* number */.ai)(of(came).length)} ${came === 'over' ? 'no longer wanted' : came}`);
    const blocks = [...apply_comment_order.map((came) => blockOf(came, of(came))), ...offboardingBlocksOf(source, told)];
    const todo = apply_comment_order.filter((came) => of(came).length > 0 && ways[came][1] !== '').map((came) => ways[came][1]);
    const by = standing.by.length === 0 ? '' : ` Approved by ${standing.by.map((login) => (0,markdown_blocks/* code */.aY)(login, 60)).join(', ')}.`;
    const last = [...todo, `<sub>As of ${(0,instant/* instantOf */.B9)(told.report.plan.at)}; edited by each apply until all is verified.${by}</sub>`];
    const verdict = counts.length === 0 ? 'nothing to write: what is approved by this is live already' : counts.join(', ');
    return (0,markdown_blocks/* fittedMarkdown */.Md)(`### nhi apply: ${verdict}`, blocks, last, budget, inReport);
}
/** What it says, whenever and of whomever: told already, it is not told anew. */
const withoutWhen = (body) => body.replace(/<sub>As of [^]*?<\/sub>/, '');
const inReport = 'The rest is in the report of the run.';
function notLetThrough({ why, wayOut }, told, budget) {
    const rows = [
        { text: `- Why: ${(0,markdown_blocks/* text */.Qq)(why, 2000)}`, rank: 0 },
        { text: `- Way out: ${(0,markdown_blocks/* text */.Qq)(wayOut, 2000)}`, rank: 0 },
    ];
    const last = [`<sub>As of ${(0,instant/* instantOf */.B9)(told.report.plan.at)}. Until then the policy before it stays in force.</sub>`];
    return (0,markdown_blocks/* fittedMarkdown */.Md)('### nhi apply: this merge is NOT approved, so nothing of it is written', [{ name: 'Why', head: [], rows, foot: [] }], last, budget, inReport);
}
/** What is well is folded away. */
function blockOf(came, lines) {
    const rows = lines.map((line) => ({ text: `- ${ways[came][0]} ${line.said}`, rank: apply_comment_order.indexOf(came) }));
    return came === 'verified' && rows.length > 10
        ? (0,markdown_blocks/* folded */.TM)('Verified', `Verified: ${(0,markdown_blocks/* number */.ai)(rows.length)}`, rows)
        : { name: came, head: [], rows, foot: [] };
}
function linesOf(source, told) {
    const all = [...told.ledger].flatMap(([target, rows]) => rows.map((row) => ({ target, row })));
    const ours = (0,order/* sortedBy */.VW)(all.filter(({ row }) => row.decided?.authority === 'review' && row.decided.source === source), ({ target, row }) => JSON.stringify([target, row.label, row.change]));
    const short = (0,short_id/* shortIds */.R)(all.map(({ row }) => ({ id: row.change, what: (0,issue_rows/* verbOf */.rl)(row) })));
    const plans = new Map((0,issue_rows/* plansOf */.i$)(told.report).map((plan) => [plan.target, plan]));
    const outcomes = new Map(Object.entries(told.report.outcome ?? {}));
    return ours
        .map(({ target, row }) => {
        const plan = plans.get(target);
        const blocked = plan?.blocked.find((b) => b.change.id === row.change) ?? null;
        const change = blocked?.change ?? plan?.changes.find((c) => c.id === row.change);
        const head = change === undefined
            ? `${short.get(row.change)} ${(0,issue_rows/* verbOf */.rl)(row)} ${(0,markdown_blocks/* code */.aY)(row.label)}`
            : (0,markdown_blocks/* idAndWhat */.F$)({ short: short.get(row.change), target, change, blocked, outcome: null });
        const { came, why } = cameTo(row, blocked, outcomes.get(row.change), plan !== undefined && (0,issue_rows/* isProven */.nn)(plan), told.report);
        return { came, said: `${head}: ${why}` };
    })
        .toSorted((a, b) => apply_comment_order.indexOf(a.came) - apply_comment_order.indexOf(b.came) || (0,order/* compareText */.n6)(a.said, b.said));
}
function cameTo(row, blocked, outcome, isRead, report) {
    const now = report.plan.at;
    const error = outcome?.error === undefined ? '' : `: ${(0,markdown_blocks/* text */.Qq)(outcome.error)}`;
    if (row.ended === 'verified')
        return {
            came: 'verified',
            why: `verified ${(0,instant/* nearInstant */.e0)(row.verified ?? row.lastSeen, now)}, ${(0,instant/* lengthOf */.Y5)((row.verified ?? row.lastSeen) - row.firstSeen)} after it was decided`,
        };
    if (row.ended !== null)
        return { came: 'over', why: 'no longer wanted, or live by another hand' };
    if (outcome?.state === 'failed')
        return { came: 'failed', why: `FAILED${error}` };
    if (row.applied !== null)
        return {
            came: 'applied',
            why: row.notBefore === null ? 'written, not proven yet' : `written, proof due ${(0,instant/* nearInstant */.e0)(row.notBefore, now)}`,
        };
    if (blocked !== null) {
        const when = (0,change_words/* notBeforeText */.O7)(blocked, now);
        return {
            came: 'blocked',
            why: [
                (0,change_words/* guardTitle */.iq)(blocked.guard),
                (0,markdown_blocks/* text */.Qq)(blocked.why),
                ...(when === '' ? [] : [when]),
                `**way out:** ${(0,way_out/* wayOutMarkdown */.z7)(blocked, report)}`,
            ].join('; '),
        };
    }
    if (!isRead)
        return { came: 'waiting', why: `${(0,markdown_blocks/* code */.aY)((0,model_key/* parseKey */.Do)(row.key).target, 80)} could not be read; it is done when that answers` };
    return { came: 'waiting', why: outcome === undefined ? 'due' : `not done${error}` };
}

;// CONCATENATED MODULE: ./src/report/drift-issue.ts





const ranks = { alarm: 0, drift: 3, waiting: 4, unproven: 5, held: 5 };
const fewAlarms = 3;
/** What these hold back goes on by itself. */
const passing = new Set(['announced', 'settling', 'needs', 'rollout']);
/** `rows`: the owner's, most urgent first. */
function driftIssue(owner, rows, beside, told, budget = markdown_blocks/* commentBudget */.LO) {
    const counts = stageCounts(rows);
    const blocks = [
        nowBlock(rows, told),
        tableBlock(rows, told),
        leavingBlock(beside.leaving),
        restBlock(owner, rows, beside, told),
    ];
    const last = [
        `<sub>Owner: ${(0,markdown_blocks/* code */.aY)(owner, 120)}. Edited by each run, ${(0,instant/* instantOf */.B9)(told.report.plan.at)} the last time; a comment only for what is new and 🔴, and for the rest once a day. It closes itself when a proven read shows that nothing is left.</sub>`,
    ];
    return {
        title: titleOf([`nhi: ${titleText(owner)}: ${counts[0] ?? 'in sync'}`, ...counts.slice(1)]),
        ...(0,markdown_blocks/* fittedMarkdown */.Md)(`### ${counts.length === 0 ? 'In sync' : counts.join(', ')}`, blocks, last, budget, 'The rest is in the report of the run.'),
    };
}
/** The worst ones by themselves, each with what a person can do about it. */
function nowBlock(rows, told) {
    const alarms = rows.filter((row) => row.stage === 'alarm');
    const said = alarms.slice(0, fewAlarms).flatMap((row) => [
        {
            text: `${whatText(row, told)}. Nobody approved it; ${foundText(row, told)}. Next: ${nextText(row, told)}.\n\n${commandLines(row, told).join('\n')}\n`,
            rank: ranks.alarm,
        },
    ]);
    const isPassing = alarms.every(({ blocked }) => blocked === null || passing.has(blocked.guard));
    const title = isPassing ? '**Do now, or do nothing: it is set back by itself.**' : '**Decide now: it is not set back by itself.**';
    return { name: 'Do now', head: [title, ''], rows: said, foot: [] };
}
function tableBlock(rows, told) {
    const lines = rows.map((row) => {
        const [sign, words] = stageWords[row.stage];
        const cells = [
            `${sign} ${row.isNew ? 'new' : row.stage === 'alarm' ? 'open' : words}`,
            whatText(row, told),
            sinceText(row, told),
            lastUsedText(row, told),
            nextText(row, told),
        ];
        return { text: `| ${cells.join(' | ')} |`, rank: ranks[row.stage] + 1 };
    });
    return { name: 'Open', head: ['| | what | since | last used | next |', '|---|---|---|---|---|'], rows: lines, foot: [] };
}
/** Each has an issue of its own, with the table. */
function leavingBlock(leaving) {
    const rows = leaving.map(([{ head }, issue]) => ({ text: `- **Offboarding:** ${head}${issue === null ? '' : ` (#${issue})`}`, rank: 2 }));
    return { name: 'Offboarding', head: [], rows, foot: [] };
}
/** What needs no hurry, and how much is well. */
function restBlock(owner, rows, beside, told) {
    const lines = beside.alone === undefined
        ? [unreviewedText(beside), inSyncText(owner, rows, beside.targets, told), ...unreadTexts(beside, told)]
        : [`This run looked at ${(0,markdown_blocks/* code */.aY)(beside.alone, 120)} alone; the next one that looks at everything says how much is in sync.`];
    return { name: 'Beside', head: [], rows: lines.filter((line) => line !== '').map((line) => ({ text: `- ${line}`, rank: 2 })), foot: [] };
}
const unreviewedText = ({ unreviewed }) => unreviewed === 0
    ? ''
    : `${(0,change_words/* count */.U9)(unreviewed, 'grant')} unreviewed, from before the first sight: declare each, or list it under ${(0,markdown_blocks/* code */.aY)('never')}.`;
function inSyncText(owner, rows, targets, told) {
    const proven = new Set((0,issue_rows/* plansOf */.i$)(told.report)
        .filter(issue_rows/* isProven */.nn)
        .map((plan) => plan.target));
    const unread = new Set(targets.filter((target) => !proven.has(target)));
    const accounts = [...told.states.values()].flatMap((s) => s.accounts.map((a) => ({ identity: a.identity, target: s.policy.name })));
    const own = new Set([...told.states.values()].flatMap((s) => s.identities.filter((i) => i.owner === owner).map((i) => i.name)));
    const notKnown = new Set(accounts.filter((a) => unread.has(a.target)).map((a) => a.identity));
    const out = new Set(rows.map((row) => row.identity));
    const inSync = [...own].filter((name) => !out.has(name) && !notKnown.has(name)).length;
    if (own.size === 0)
        return '';
    return `${(0,markdown_blocks/* number */.ai)(inSync)} of ${(0,markdown_blocks/* number */.ai)(own.size)} identities in sync; read and proven: ${(0,markdown_blocks/* number */.ai)(targets.length - unread.size)} of ${(0,markdown_blocks/* number */.ai)(targets.length)} targets.`;
}
function unreadTexts({ targets, links }, told) {
    return (0,issue_rows/* plansOf */.i$)(told.report)
        .filter((plan) => targets.includes(plan.target) && !(0,issue_rows/* isProven */.nn)(plan))
        .map((plan) => {
        const link = links.get(plan.target);
        return `**${(0,markdown_blocks/* code */.aY)(plan.target)} could not be read${lastProvenText(plan.target, told)}**${link === undefined ? '' : ` (#${link})`}: what happened there since is not known.`;
    });
}
/** `, for 41 h`. */
function lastProvenText(target, told) {
    const proven = Object.values(told.runs.after[target]?.lastProven ?? {});
    return proven.length === 0 ? '' : `, for ${(0,instant/* lengthOf */.Y5)(told.report.plan.at - Math.min(...proven))}`;
}

;// CONCATENATED MODULE: ./src/report/hold-issue.ts
/** The issue of one hold: who keeps or takes what, why, until when, and what comes after. It is there while the hold is. */




const meanings = {
    keep: 'Correction, clock and rule leave it as it is. A review, the directory and a deny still take it.',
    deny: 'Every run takes it away, and nothing gives it back while this lasts.',
    pause: 'NO RUN WRITES ANYTHING ANYWHERE, not even what a review approved and not an offboarding.',
};
const afterwards = {
    keep: 'Then it is judged again like everything else: declare it before, or it goes.',
    deny: "Then the target's giveBack decides whether it comes back or is proposed. What nobody ever approved stays gone.",
    pause: 'Then the next apply carries out all that waited.',
};
const hold_issue_doing = { keep: 'kept', deny: 'denied', pause: 'all writes paused' };
/** `label`: holder and grant in words, where a row tells them. `mention`: who may do this, where the settings want them told. */
function holdIssue(hold, { envelope, label, mention, }, budget = markdown_blocks/* commentBudget */.LO) {
    const on = label ?? subjectOf(hold);
    const rows = [
        `By ${(0,markdown_blocks/* code */.aY)(hold.by, 60)}, since ${(0,instant/* instantOf */.B9)(hold.at)}, for ${(0,instant/* lengthOf */.Y5)(hold.until - hold.at)}: ${(0,markdown_blocks/* text */.Qq)(hold.because, 1000)}`,
        `Inside the envelope ${(0,markdown_blocks/* code */.aY)(hold.envelope, 120)}${envelope === null ? ', which is no longer approved' : ` of ${(0,markdown_blocks/* code */.aY)(envelope.who, 120)}, ${(0,instant/* lengthOf */.Y5)(envelope.longestSeconds * 1000)} at most`}.`,
        meanings[hold.do],
        `It ends by itself ${(0,instant/* instantOf */.B9)(hold.until)}. ${afterwards[hold.do]}`,
        ...(hold.do === 'pause' ? [] : ['A second one on the same within 90 days needs a pull request.']),
    ].map((line) => ({ text: `- ${line}`, rank: 0 }));
    const last = mention === null ? [] : [`cc ${mention}`];
    const what = on === null ? hold_issue_doing[hold.do] : `${(0,markdown_blocks/* code */.aY)(on)} ${hold_issue_doing[hold.do]}`;
    return {
        title: titleOf([
            `nhi: ${titleText(hold.id)}: ${on === null ? '' : `${titleText(on)} `}${hold_issue_doing[hold.do]} until ${(0,instant/* instantOf */.B9)(hold.until)}`,
        ]),
        ...(0,markdown_blocks/* fittedMarkdown */.Md)(`### ${(0,markdown_blocks/* code */.aY)(hold.id, 60)}: ${what} until ${(0,instant/* instantOf */.B9)(hold.until)}`, [{ name: 'Hold', head: [], rows, foot: [] }], last, budget, 'The rest is in the state.'),
    };
}
function subjectOf(hold) {
    const grant = hold.key === null ? null : (0,model_key/* writtenGrant */.cq)((0,model_key/* parseKey */.Do)(hold.key));
    const parts = [hold.identity, grant].filter((part) => part !== null);
    return parts.length === 0 ? null : parts.join(' ');
}

;// CONCATENATED MODULE: ./src/report/overview-issue.ts
/** The one issue for all: what is open by owner, what was read by target, what is new in the policy and not obeyed. */








/** `links`: owner → the number of its issue, where that stands already. */
function overviewIssue(rows, told, links, leaving, budget = markdown_blocks/* commentBudget */.LO) {
    const telling = { report: told.report, shown: (0,what_is_shown/* whatIsShown */.eE)(told.report), kinds: told.kinds };
    const owners = (0,what_is_shown/* groupedBy */.me)(rows, (row) => row.owner).toSorted((a, b) => (0,order/* compareText */.n6)(a[0].owner, b[0].owner));
    const unread = new Set(telling.shown.unknown.map((u) => u.target)).size;
    const silent = [...told.states.keys()].filter((target) => (0,issue_rows/* silentSince */.Kf)(told, target) !== null).length;
    const alarms = rows.filter((row) => row.stage === 'alarm').length;
    const parts = [
        ...(alarms > 0 ? [`${(0,markdown_blocks/* number */.ai)(alarms)} unauthorized and privileged`] : []),
        ...(unread > 0 ? [`${(0,change_words/* count */.U9)(unread, 'target')} unread`] : []),
        ...(silent > 0 ? [`${(0,change_words/* count */.U9)(silent, 'target')} silent`] : []),
        ...(owners.length > 0 ? [`${(0,change_words/* count */.U9)(owners.length, 'owner')} with something open`] : []),
        ...(leaving.length > 0 ? [`${(0,change_words/* count */.U9)(leaving.length, 'identity', 'identities')} leaving`] : []),
        ...(told.unproven.length > 0 ? [`${(0,change_words/* count */.U9)(told.unproven.length, 'commit')} not proven`] : []),
    ];
    const verdict = parts.length === 0 ? 'in sync' : parts.join(', ');
    const blocks = [
        (0,markdown_blocks/* unknownBlock */.sC)(telling),
        ownerBlock(owners, links),
        leavingBlock(leaving),
        unprovenBlock(told),
        (0,markdown_blocks/* targetBlock */.pA)(telling),
        (0,markdown_blocks/* baselineBlock */.D0)(telling),
        (0,markdown_blocks/* asideBlock */.K_)(telling),
        (0,markdown_blocks/* noteBlock */.kU)(telling),
        (0,markdown_blocks/* notApprovedBlock */.k6)(telling),
        (0,markdown_blocks/* findingBlock */.nA)(telling),
    ];
    const last = [
        `<sub>Read ${(0,instant/* instantOf */.B9)(told.report.plan.at)}; edited by each run. What an owner has to do stands in the issue of that owner.</sub>`,
    ];
    return {
        title: titleOf([`nhi: overview: ${verdict}`]),
        ...(0,markdown_blocks/* fittedMarkdown */.Md)(`### ${verdict}`, blocks, last, budget, 'The rest is in the report of the run.'),
    };
}
const stages = Object.keys(stageWords);
function ownerBlock(owners, links) {
    const rows = owners.map((group) => {
        const numbers = stages.map((stage) => (0,markdown_blocks/* number */.ai)(group.filter((row) => row.stage === stage).length));
        const link = links.get(group[0].owner);
        const isAlarm = group[0].stage === 'alarm';
        return {
            text: `| ${[(0,markdown_blocks/* code */.aY)(group[0].owner, 120), ...numbers, link === undefined ? 'new' : `#${link}`].join(' | ')} |`,
            rank: isAlarm ? markdown_blocks/* rank */.Tm.privileged : markdown_blocks/* rank */.Tm.overview,
        };
    });
    const titles = stages.map((stage) => `${stageWords[stage][0]} ${stageWords[stage][1]}`);
    return {
        name: 'Owners',
        head: [`| owner | ${titles.join(' | ')} | issue |`, `|---|${stages.map(() => '--:|').join('')}---|`],
        rows,
        foot: [],
    };
}
function unprovenBlock({ unproven }) {
    const rows = unproven.map(({ commit, why }) => ({ text: `- ${(0,markdown_blocks/* code */.aY)(commit.slice(0, 12))}: ${(0,markdown_blocks/* text */.Qq)(why, 1000)}`, rank: markdown_blocks/* rank */.Tm.loosened }));
    return { name: 'Not proven', head: ['⚠️ **Newer commits that no review is proven for: shown, not obeyed**', ''], rows, foot: [] };
}

;// CONCATENATED MODULE: ./src/report/unread-issue.ts
/** The issue of a target that nobody can see: since when, why, what that means, and what to do. */







/** `silent`: since when no read of it was proven, where that is longer than the settings allow. */
function unreadIssue(target, silent, told, budget = markdown_blocks/* commentBudget */.LO) {
    const { at } = told.report.plan;
    const state = told.states.get(target);
    const known = (0,issue_rows/* plansOf */.i$)(told.report)
        .filter((plan) => plan.target === target)
        .flatMap(what_is_shown/* unknownOf */.KO);
    const why = known.map((u) => ({ text: `- ${u.kind === null ? '' : `${(0,markdown_blocks/* code */.aY)(`${target}/${u.kind}`)}: `}${(0,markdown_blocks/* text */.Qq)(u.why, 1000)}`, rank: 0 }));
    const isLooked = (0,issue_rows/* plansOf */.i$)(told.report).some((plan) => plan.target === target);
    const looked = isLooked ? [] : [{ text: '- This run did not look at it.', rank: 0 }];
    const silence = silent === null || state === undefined
        ? []
        : [
            {
                text: `- The last proven read is of ${(0,instant/* instantOf */.B9)(silent)}, ${(0,instant/* lengthOf */.Y5)(at - silent)} ago; ${(0,markdown_blocks/* code */.aY)('maxSilence')} is ${(0,instant/* lengthOf */.Y5)(state.settings.maxSilenceSeconds * 1000)}.`,
                rank: 0,
            },
        ];
    const owed = (state?.approved ?? []).filter((row) => row.mandate !== null && row.withheld === null).length;
    const meaning = [
        'Nothing was compared or written there. What happened since is seen by nobody, and is found by the first read that comes through.',
        ...(owed === 0
            ? []
            : [
                `${(0,change_words/* count */.U9)(owed, 'decision')} of reviews ${owed === 1 ? 'waits' : 'wait'} for it; ${owed === 1 ? 'it is' : 'they are'} carried out when it answers.`,
            ]),
    ].map((line) => ({ text: `- ${line}`, rank: 1 }));
    const blocks = [
        { name: 'Why', head: ['**Why**', ''], rows: [...why, ...looked, ...silence], foot: [] },
        { name: 'What it means', head: ['**What it means**', ''], rows: meaning, foot: [] },
    ];
    const last = [
        `Mend what stands above (${(0,markdown_blocks/* code */.aY)('doctor')} says which rights are missing); nothing else has to be done: the next run reads it again.`,
        `<sub>Owner: ${(0,markdown_blocks/* code */.aY)(state?.policy.owner ?? 'nobody', 120)}. It closes itself when a read of ${(0,markdown_blocks/* code */.aY)(target, 80)} is proven.</sub>`,
    ];
    return {
        title: titleOf([`nhi: ${titleText(target)} cannot be read${lastProvenText(target, told)}`]),
        ...(0,markdown_blocks/* fittedMarkdown */.Md)(`### ${(0,markdown_blocks/* code */.aY)(target, 80)} is UNKNOWN${lastProvenText(target, told)}`, blocks, last, budget, 'The rest is in the report of the run.'),
    };
}

;// CONCATENATED MODULE: ./src/report/issues-to-show.ts
/** Which issues are to be opened, edited, reopened or closed, and what is worth a comment: as data, for somebody else to carry out. */












const dayMs = 86_400_000;
/** So many a comment names; the rest is told by the next one. */
const mostTold = 200;
/** `existing`: all that are ours, closed ones too. */
function issuesToShow(told, existing) {
    const { first, twins } = byMark(existing);
    const rows = (0,issue_rows/* openRows */.Y7)(told);
    const leaving = leavings(told);
    const at = told.report.plan.at;
    const overview = overviewIssue(rows, told, ownerLinks(rows, first), leavingLinks(leaving, first));
    const actions = [
        ...unreadActions(told, first),
        ...offboardingActions(leaving, told, first),
        ...ownerActions(rows, leaving, told, first),
        toward(first.get(markOf('overview')), markOf('overview'), overview, at, at),
        ...holdActions({ ...told, at }, first),
    ];
    return [...actions.filter((action) => action !== null), ...twins];
}
/**
 * Of a run that looked at one identity alone: how it leaves, and what is open of it. An issue in which something else stands
 * keeps its text, for that was not looked at; what is new is a comment there.
 */
function aloneToShow(identity, told, existing) {
    const { first } = byMark(existing);
    const leaving = leavings(told).filter((one) => one.identity === identity);
    const byOwner = (0,order/* sortedBy */.VW)(Map.groupBy((0,issue_rows/* openRows */.Y7)(told), (row) => row.owner), ([owner]) => owner);
    const actions = byOwner.map(([owner, rows]) => aloneAction(identity, owner, rows, leaving, told, first));
    return [...offboardingActions(leaving, told, first), ...actions].filter((action) => action !== null);
}
function aloneAction(identity, owner, rows, leaving, told, first) {
    const own = rows.filter((row) => row.identity === identity && row.change !== null);
    const mark = markOf('owner', owner);
    const known = first.get(mark);
    if (own.length === 0 || (known?.isOpen !== true && !own.some((row) => isWorthOpening(row, told))))
        return null;
    const comments = commentsOn(owner, own, told, known);
    if (own.length < rows.length && known?.isOpen === true)
        return comments.length === 0
            ? null
            : { do: 'edit', number: known.number, title: known.title, body: known.body, reopen: false, comments };
    const { at } = told.report.plan;
    const theirs = leavingLinks(leaving.filter((one) => one.owner === owner), first);
    const issue = driftIssue(owner, rows, { targets: [], unreviewed: 0, links: new Map(), leaving: theirs, alone: identity }, told);
    return toward(known, mark, issue, at, at, comments);
}
/** Of a hold's own run, which reads nothing else: its issue is there in the same minute. */
const holdsToShow = (holding, existing) => holdActions(holding, byMark(existing).first).filter((action) => action !== null);
function holdActions(holding, first) {
    const { at } = holding;
    return (0,order/* sortedBy */.VW)(holding.holds, (h) => h.id).map((hold) => {
        const mark = markOf('hold', hold.id);
        const known = first.get(mark);
        if (at < hold.until)
            return toward(known, mark, issueOfHold(hold, holding), at, at);
        if (known?.isOpen !== true)
            return null;
        return closing(known, issueOfHold(hold, holding), [`It ended ${(0,instant/* instantOf */.B9)(hold.until)}, by itself.`], at);
    });
}
/** A key holds ids that only machines read; the row that was held has the words. */
function issueOfHold(hold, { ledger, settings, states }) {
    const row = hold.key === null ? undefined : [...ledger.values()].flat().findLast((r) => (0,model_key/* withoutFacets */.Hy)(r.key) === hold.key);
    const envelope = [...states.values()].flatMap((s) => s.breakGlass).find((b) => b.name === hold.envelope) ?? null;
    const mention = settings.issues.mention === 'none' ? null : mentionOf(envelope?.who ?? null);
    return holdIssue(hold, { envelope, label: row?.label ?? null, mention });
}
/** The oldest of each mark is the one; later ones come of two runs at once. */
function byMark(existing) {
    const first = new Map();
    const twins = [];
    for (const issue of existing.toSorted((a, b) => a.number - b.number)) {
        const mark = markIn(issue.body);
        if (mark === null)
            continue;
        const known = first.get(mark.mark);
        if (known === undefined)
            first.set(mark.mark, { ...issue, mark });
        else if (issue.isOpen)
            twins.push({ do: 'closeTwin', number: issue.number, of: known.number });
    }
    return { first, twins };
}
const ownerLinks = (rows, first) => new Map(rows.flatMap(({ owner }) => linkTo(owner, first.get(markOf('owner', owner)))));
const linkTo = (name, known) => known === undefined ? [] : [[name, known.number]];
/** Opens, edits or reopens; null: it stands as it is to be. `upto`: first seen until then is told by the opening itself. */
function toward(known, mark, issue, at, upto, comments = []) {
    const { title } = issue;
    const opened = known?.isOpen === true ? known.mark : { mark, from: at, upto };
    const body = marked(opened, issue.markdown);
    if (known === undefined)
        return { do: 'create', mark, title, body, comments };
    if (known.isOpen && known.title === title && known.body === body && comments.length === 0)
        return null;
    return { do: 'edit', number: known.number, title, body, reopen: !known.isOpen, comments };
}
/** Told once: a run that was cut between the two finds its comment again. */
function closing(known, issue, lines, at) {
    const isTold = known.comments.some((c) => toldIn(c.body)?.what === 'closed' && c.at >= known.mark.from);
    const comment = telling('closed', [], `${lines.join('\n')}\n`);
    return {
        do: 'close',
        number: known.number,
        title: issue.title,
        body: marked({ ...known.mark, upto: at }, issue.markdown),
        comments: isTold ? [] : [comment],
    };
}
// ---- targets that nobody can see
function unreadActions(told, first) {
    const { at } = told.report.plan;
    const plans = new Map((0,issue_rows/* plansOf */.i$)(told.report).map((plan) => [plan.target, plan]));
    const names = new Set([...told.states.keys(), ...plans.keys()]);
    return [...names].sort(order/* compareText */.n6).map((target) => {
        const mark = markOf('unread', target);
        const known = first.get(mark);
        const plan = plans.get(target);
        const silent = (0,issue_rows/* silentSince */.Kf)(told, target);
        if ((plan !== undefined && !(0,issue_rows/* isProven */.nn)(plan)) || silent !== null)
            return toward(known, mark, unreadIssue(target, silent, told), at, at);
        const isGone = told.states.get(target)?.retired === true;
        if (known?.isOpen !== true || (plan === undefined && !isGone))
            return null;
        const since = Math.min(known.mark.from, ...Object.values(told.runs.before[target]?.lastProven ?? {}));
        const end = isGone
            ? 'It is no longer in the policy.'
            : `Read and proven again ${(0,instant/* instantOf */.B9)(at)}: nobody could see it for ${(0,instant/* lengthOf */.Y5)(at - since)} at most, since ${(0,instant/* instantOf */.B9)(since)}.`;
        return closing(known, unreadIssue(target, null, told), [end], at);
    });
}
// ---- who leaves
/** One that is over before anybody was told is told all the same, and closed by the run after. */
function offboardingActions(leaving, told, first) {
    const { at } = told.report.plan;
    return leaving.map((one) => {
        const mark = markOf('offboarding', one.identity);
        const known = first.get(mark);
        const issue = offboardingIssue(one, mentionOfLeaving(one, told), told);
        if (!one.isOut)
            return toward(known, mark, issue, at, at);
        if (known?.isOpen === true) {
            const took = `It took ${(0,instant/* lengthOf */.Y5)(one.upto - one.from)}, from ${(0,instant/* instantOf */.B9)(one.from)} to ${(0,instant/* instantOf */.B9)(one.upto)}.`;
            return closing(known, issue, [`**Out everywhere.** Each system is proven clean. ${took}`], at);
        }
        return known === undefined || known.mark.upto < one.upto ? toward(known, mark, issue, at, at) : null;
    });
}
const leavingLinks = (leaving, first) => leaving.filter((one) => !one.isOut).map((one) => [one, first.get(markOf('offboarding', one.identity))?.number ?? null]);
function mentionOfLeaving({ identity, owner }, told) {
    const { mention } = told.settings.issues;
    const first = (0,issue_rows/* firstSights */.Pq)(told);
    const own = (0,issue_rows/* plansOf */.i$)(told.report)
        .filter((plan) => !first.has(plan.target))
        .flatMap((plan) => [...plan.changes, ...plan.blocked.map((b) => b.change)])
        .filter((change) => change.identity === identity);
    const isCalled = mention === 'all' ? own.length > 0 : mention === 'newPrivileged' && own.some((change) => change.risk !== 'low');
    return isCalled ? teamOf(owner, told) : null;
}
function teamOf(owner, told) {
    const team = [...told.states.values()].flatMap((s) => s.teams).find((t) => t.name === owner);
    return mentionOf(team?.github ?? null);
}
// ---- what belongs to whom
function ownerActions(rows, leaving, told, first) {
    const targets = (0,issue_rows/* targetsByOwner */.b_)(told.states);
    const links = new Map([...told.states.keys()].flatMap((target) => openLink(target, first.get(markOf('unread', target)))));
    const unreviewed = (0,issue_rows/* unreviewedByOwner */.nz)(told);
    const byOwner = Map.groupBy(rows, (row) => row.owner);
    const owners = new Set([...targets.keys(), ...byOwner.keys()]);
    return [...owners].sort(order/* compareText */.n6).map((owner) => {
        const own = byOwner.get(owner) ?? [];
        const where = targets.get(owner) ?? [];
        const mark = markOf('owner', owner);
        const known = first.get(mark);
        const theirs = leavingLinks(leaving.filter((one) => one.owner === owner), first);
        const beside = { targets: where, unreviewed: unreviewed.get(owner) ?? 0, links, leaving: theirs };
        const issue = () => driftIssue(owner, own, beside, told);
        const { at } = told.report.plan;
        if (own.length > 0) {
            if (known?.isOpen !== true && !own.some((row) => isWorthOpening(row, told)))
                return null;
            const upto = own.reduce((last, { row }) => Math.max(last, row.firstSeen), at);
            return toward(known, mark, issue(), at, upto, commentsOn(owner, own, told, known));
        }
        if (known?.isOpen !== true || !isSeenWhole(where, told))
            return null;
        return closing(known, issue(), endedLines(owner, known.mark.from, told), at);
    });
}
const openLink = (target, known) => known?.isOpen === true ? linkTo(target, known) : [];
/** What the next apply does by itself is nobody's work yet, unless it should have been done long ago. */
function isWorthOpening({ stage, blocked, change, row, target }, told) {
    const within = (told.states.get(target)?.policy.withinSeconds ?? 0) * 1000;
    const isLate = told.report.plan.at - row.firstSeen > within;
    if (stage === 'waiting')
        return blocked !== null || change === null || isLate;
    return stage !== 'unproven' || isLate;
}
/** Absent is not empty: of what was not read nobody can say that it is in sync. */
function isSeenWhole(targets, told) {
    const proven = new Set((0,issue_rows/* plansOf */.i$)(told.report)
        .filter(issue_rows/* isProven */.nn)
        .map((plan) => plan.target));
    return targets.every((target) => proven.has(target) || told.states.get(target)?.retired === true);
}
function endedLines(owner, from, told) {
    const { at } = told.report.plan;
    const { holderOf, ownerOf } = (0,issue_rows/* ownersIn */.qx)(told.states);
    const isOurs = (target, row) => row.ended !== null && (row.verified ?? row.lastSeen) >= from && ownerOf(target, holderOf(target, row)) === owner;
    const ended = [...told.ledger].flatMap(([target, rows]) => rows.filter((row) => isOurs(target, row)));
    const since = Math.min(from, ...ended.map((row) => row.firstSeen));
    const until = ended.length === 0 ? at : Math.max(...ended.map((row) => row.verified ?? row.lastSeen));
    const shown = (0,order/* sortedBy */.VW)(ended, (row) => JSON.stringify([String(row.firstSeen).padStart(16, '0'), row.label])).slice(0, mostTold);
    const rest = ended.length - shown.length;
    return [
        `**In sync again.** A proven read of ${(0,instant/* instantOf */.B9)(at)} shows nothing left. It took ${(0,instant/* lengthOf */.Y5)(until - since)}, from ${(0,instant/* instantOf */.B9)(since)} to ${(0,instant/* instantOf */.B9)(until)}.`,
        '',
        ...shown.map(endedText),
        ...(rest === 0 ? [] : [`- and ${(0,markdown_blocks/* number */.ai)(rest)} more`]),
    ];
}
// ---- what is worth a comment
function commentsOn(owner, rows, told, known) {
    const said = (known?.comments ?? []).flatMap((c) => {
        const marks = toldIn(c.body);
        return marks === null ? [] : [{ ...marks, at: c.at }];
    });
    const tokens = new Set(said.flatMap((s) => s.tokens));
    const fresh = rows.filter((open) => !tokens.has(tokenOf(open.row)));
    // What was there before anybody watched is nobody's news.
    const alarms = fresh.filter((open) => open.stage === 'alarm').slice(0, mostTold);
    const upto = known?.isOpen === true ? known.mark.upto : Infinity;
    const others = fresh.filter((open) => open.stage !== 'alarm' && open.row.firstSeen > upto).slice(0, mostTold);
    const lastDigest = Math.max(-Infinity, ...said.filter((s) => s.what === 'digest').map((s) => s.at));
    const isDue = others.length > 0 && told.report.plan.at - lastDigest >= dayMs;
    return [
        ...(alarms.length === 0 ? [] : [commentOf('alarm', alarms, mentionFor(owner, alarms, 'alarm', told), told)]),
        ...(isDue ? [commentOf('digest', others, mentionFor(owner, others, 'digest', told), told)] : []),
    ];
}
const titles = { alarm: 'new, unauthorized and privileged', digest: 'new since the last digest' };
function commentOf(what, rows, mention, told) {
    const block = { name: 'New', head: [], rows: rows.map((row, i) => ({ text: lineText(row, told), rank: i })), foot: [] };
    const first = `${mention === null ? '' : `${mention} `}**${(0,markdown_blocks/* number */.ai)(rows.length)} ${titles[what]}**`;
    const last = [
        what === 'alarm' ? 'What can be done about it stands in the issue, with the commands.' : 'Once a day at most; the issue has all of it.',
    ];
    const { markdown } = (0,markdown_blocks/* fittedMarkdown */.Md)(first, [block], last, markdown_blocks/* commentBudget */.LO - 10_000, 'The rest is in the issue.');
    return telling(what, rows.map((row) => tokenOf(row.row)), markdown);
}
/** The first run of a target calls nobody. */
function mentionFor(owner, rows, what, told) {
    const { mention } = told.settings.issues;
    const first = (0,issue_rows/* firstSights */.Pq)(told);
    if (mention === 'none' || (mention === 'newPrivileged' && what !== 'alarm') || rows.every((row) => first.has(row.target)))
        return null;
    return teamOf(owner, told);
}

// EXTERNAL MODULE: ./src/runs/apply.ts
var apply = __webpack_require__(6858);
// EXTERNAL MODULE: ./src/runs/bootstrap.ts
var bootstrap = __webpack_require__(3272);
// EXTERNAL MODULE: ./src/github/client.ts
var github_client = __webpack_require__(6584);
;// CONCATENATED MODULE: ./src/github/approvals.ts
/** Each person's last word: a remark is none, and what was dismissed is no approval any more. */
function lastWords(reviews) {
    const decisive = reviews.filter((r) => r.state === 'APPROVED' || r.state === 'CHANGES_REQUESTED' || r.state === 'DISMISSED');
    return [...new Map(decisive.toSorted((a, b) => a.at - b.at).map((r) => [r.id, r])).values()];
}
/** Whether anybody's last word is an approval, be it one that counts or not. */
const isApprovedByAnybody = ({ reviews }) => lastWords(reviews).some((r) => r.state === 'APPROVED');
/** Judged without asking about rights: who is left here still has to be somebody who may write. */
function candidates({ reviews, head, since }, excluded, says = 'APPROVED') {
    const approvals = [];
    const notCounted = [];
    for (const review of lastWords(reviews)) {
        if (review.state !== says)
            continue;
        const own = excluded.get(review.login.toLowerCase());
        const why = review.type !== 'User'
            ? `is no person (${review.type})`
            : own !== undefined
                ? own
                : review.commit !== head
                    ? 'approved another commit than the one that was merged'
                    : review.at <= since.at
                        ? `approved before ${since.what}`
                        : null;
        if (why === null)
            approvals.push({ login: review.login, id: review.id, at: review.at });
        else
            notCounted.push({ login: review.login, why });
    }
    return { approvals, notCounted };
}

;// CONCATENATED MODULE: ./src/github/excluded.ts
const NOBODY = '0'.repeat(40);
/** The texts in a commit are free, so who they name is taken out, and who they leave out is not taken in. */
function excludedFrom(pull) {
    const people = new Map();
    const exclude = (login, why) => {
        if (!people.has(login.toLowerCase()))
            people.set(login.toLowerCase(), why);
    };
    const unknown = [];
    if (pull.author === null)
        unknown.push('its author is no longer known');
    else
        exclude(pull.author.login, 'opened the pull request');
    for (const { author, committer, message } of pull.commits) {
        if (author !== null)
            exclude(author, 'is the author of a commit');
        if (committer !== null)
            exclude(committer, 'committed a commit');
        for (const login of coAuthors(message))
            if (login !== null)
                exclude(login, 'is named as a co-author of a commit');
    }
    const nameless = pull.commits.filter((c) => c.author === null || c.committer === null || coAuthors(c.message).includes(null));
    if (nameless.length > 0)
        unknown.push('somebody on its commits has no account that GitHub knows');
    if (!pull.isWhole)
        unknown.push('GitHub does not list all of its commits');
    const pushers = pushersOf(pull);
    for (const login of pushers ?? [])
        exclude(login, 'pushed to its branch');
    if (pushers === null)
        unknown.push('who pushed its branch is not known');
    return { people, unknown };
}
/** By the addresses that GitHub gives out; null: one of somebody that it cannot name. */
const coAuthors = (message) => [...message.matchAll(/^co-authored-by:.*<([^<>]*)>[ \t]*$/gim)].map(([, address = '']) => /^(?:\d+\+)?([a-z0-9-]+(?:\[bot\])?)@users\.noreply\./i.exec(address)?.[1] ?? null);
/** Back from the head, push by push, as long as a push stood on commits of this pull request. Null: not all of it is told. */
function pushersOf({ pushes, commits, head }) {
    if (pushes === null)
        return null;
    const own = new Set(commits.map((c) => c.sha));
    const pushers = [];
    const seen = new Set();
    const left = [head];
    for (let at = left.pop(); at !== undefined; at = left.pop()) {
        if (seen.has(at))
            continue;
        seen.add(at);
        const here = pushes.filter((p) => p.after === at);
        if (here.length === 0)
            return null;
        for (const { actor, before } of here) {
            if (actor === null)
                return null;
            pushers.push(actor);
            if (before !== NOBODY && own.has(before))
                left.push(before);
        }
    }
    return pushers;
}

;// CONCATENATED MODULE: ./src/github/first-parent.ts

/** Further behind than this a run would ask GitHub for hours. */
const MOST_COMMITS = 5_000;
const PAGE = 100;
async function firstParentLine(client, repo, from, head) {
    const first = await (0,errors/* askingFor */.Zk)(`comparing ${from} with ${head}`, () => compare(client, repo, from, head, 1));
    if (first === null)
        return { refused: `the repository no longer has the approved commit ${from}` };
    const { data } = first;
    if (data.status === 'diverged' || data.status === 'behind' || data.merge_base_commit.sha !== from) {
        return { refused: `the approved commit ${from} is no ancestor of the head ${head}: history was rewritten` };
    }
    if (data.total_commits > MOST_COMMITS) {
        return {
            refused: `${data.total_commits} commits lie between the approved commit ${from} and the head ${head}; a run looks at ${MOST_COMMITS}`,
        };
    }
    const known = new Map([data.base_commit, ...data.commits].map((c) => [c.sha, landed(c)]));
    for (let page = 2; known.size <= data.total_commits && page <= MOST_COMMITS / PAGE; page += 1) {
        const more = await (0,errors/* asking */.os)(`comparing ${from} with ${head}`, () => compare(client, repo, from, head, page));
        for (const commit of more.data.commits)
            known.set(commit.sha, landed(commit));
    }
    return alongFirstParents(known, from, head);
}
const compare = (client, repo, from, head, page) => client.rest.repos.compareCommitsWithBasehead({ ...repo, basehead: `${from}...${head}`, per_page: PAGE, page });
const landed = (c) => ({
    sha: c.sha,
    tree: c.commit.tree.sha,
    parents: c.parents.map((p) => p.sha),
    message: c.commit.message,
});
/** An ancestor that lies on a side branch only never was the head of the default branch. */
function alongFirstParents(known, from, head) {
    const commits = [];
    for (let at = head; at !== undefined;) {
        const commit = known.get(at);
        if (commit === undefined)
            break;
        commits.push(commit);
        if (commit.sha === from)
            return { commits: commits.reverse() };
        at = commit.parents[0];
    }
    return { refused: `the approved commit ${from} is not on the line of first parents of the head ${head}: history was rewritten` };
}
/** Where two commits parted. */
async function mergeBaseOf(client, repo, a, b) {
    const { data } = await (0,errors/* asking */.os)(`comparing ${a} with ${b}`, () => compare(client, repo, a, b, 1));
    return landed(data.merge_base_commit);
}

;// CONCATENATED MODULE: ./src/github/guarded-files.ts

/** GitHub reads the first CODEOWNERS of these. */
const machinery = ['.github/workflows', '.github/CODEOWNERS', 'CODEOWNERS', 'docs/CODEOWNERS'];
const partsOf = (path) => path.split('/').filter((part) => part !== '' && part !== '.');
const isPolicyPath = (path, folder) => {
    const inside = partsOf(folder).join('/');
    return inside === '' || path === inside || path.startsWith(`${inside}/`);
};
/** Trees are named by their content, so each is asked for once. `folder`: of the policy. */
function guardedReader(client, repo, folder) {
    const lists = new Map();
    const list = (tree, recursive) => {
        const known = lists.get(`${tree} ${recursive}`) ?? listTree(client, repo, tree, recursive);
        lists.set(`${tree} ${recursive}`, known);
        return known;
    };
    return async (tree) => {
        const found = new Map();
        for (const place of [folder, ...machinery])
            await gather(list, tree, partsOf(place), found);
        return found;
    };
}
const FOLDER = '040000';
async function listTree(client, repo, tree, recursive) {
    const { data } = await (0,errors/* asking */.os)(`reading tree ${tree}`, () => client.rest.git.getTree({ ...repo, tree_sha: tree, ...(recursive ? { recursive: '1' } : {}) }));
    if (data.truncated) {
        throw new errors/* GithubError */.E1('refused', `GitHub: tree ${tree} holds more than it lists in whole, so what a commit changed there is not known. Take out what is not policy.`);
    }
    return data.tree.map(({ path, mode, sha }) => ({ path, mode, sha }));
}
/** What stands in a folder's place, a link or a file, is noted as it is: it takes all below out of sight. */
async function gather(list, root, parts, found) {
    let tree = root;
    for (const [i, part] of parts.entries()) {
        const entry = (await list(tree, false)).find((e) => e.path === part);
        if (entry === undefined)
            return;
        if (entry.mode !== FOLDER) {
            found.set(parts.slice(0, i + 1).join('/'), `${entry.mode} ${entry.sha}`);
            return;
        }
        tree = entry.sha;
    }
    for (const entry of await list(tree, true)) {
        if (entry.mode !== FOLDER)
            found.set([...parts, entry.path].join('/'), `${entry.mode} ${entry.sha}`);
    }
}
const changedPaths = (before, after) => [...new Set([...before.keys(), ...after.keys()])].filter((path) => before.get(path) !== after.get(path)).sort();

;// CONCATENATED MODULE: ./src/github/landed-files.ts
/** Whether a step brought just what its pull request changed: each guarded file as the approved head has it, no more and no less. */

/** Changed by the pull request and by the default branch since they parted, and landed as neither has it alone. */
const mixedPaths = ({ base, head, before, after }) => changedPaths(base, head).filter((path) => before.get(path) !== base.get(path) && after.get(path) !== head.get(path));
/** Null: it did. `merged`: of the mixed ones those that are what git makes of both sides. */
function misfitOf({ base, head, before, after }, merged = new Set()) {
    const wanted = new Set(changedPaths(base, head));
    for (const path of new Set([...wanted, ...changedPaths(before, after)])) {
        const lands = after.get(path);
        if (!wanted.has(path))
            return { path, is: 'surplus' };
        if (lands === head.get(path) || merged.has(path))
            continue;
        return { path, is: before.get(path) === base.get(path) ? (lands === before.get(path) ? 'missing' : 'surplus') : 'mixed' };
    }
    return null;
}

// EXTERNAL MODULE: ./node_modules/node-diff3/dist/diff3.mjs
var diff3 = __webpack_require__(2994);
;// CONCATENATED MODULE: ./src/github/merged-text.ts
/** What git makes of a text that two sides changed, where that is beyond doubt: no change of one side touches one of the other. */

/** Pairs of equal lines: what a comparison costs, which somebody could drive up with one line a thousand times. */
const MOST_PAIRS = 200_000;
/** Null: git would ask a person, or it could be read in more than one way. */
function mergedText(base, ours, theirs) {
    const [lines, one, other] = [base, ours, theirs].map(merged_text_linesOf);
    if (pairs(lines, one) > MOST_PAIRS || pairs(lines, other) > MOST_PAIRS)
        return null;
    const [mine, yours] = [hunksOf(lines, one), hunksOf(lines, other)];
    if (mine === null || yours === null)
        return null;
    const isApart = (a, b) => a.upto < b.from || b.upto < a.from;
    if (mine.some((a) => yours.some((b) => !isApart(a, b))))
        return null;
    const merged = [...lines];
    for (const { from, upto, lines: made } of [...mine, ...yours].toSorted((a, b) => b.from - a.from))
        merged.splice(from, upto - from, ...made);
    return merged.join('');
}
/** Each with its end: a last line without one is another line. */
const merged_text_linesOf = (text) => (text === '' ? [] : text.split(/(?<=\n)/));
function pairs(a, b) {
    const counts = new Map();
    for (const line of a)
        counts.set(line, (counts.get(line) ?? 0) + 1);
    return b.reduce((sum, line) => sum + (counts.get(line) ?? 0), 0);
}
/** Null: read from its end it is another change, as where one of several equal lines went. */
function hunksOf(base, side) {
    const found = compared(base, side);
    const turned = compared(base.toReversed(), side.toReversed())
        .map(({ from, upto, lines }) => ({ from: base.length - upto, upto: base.length - from, lines: lines.toReversed() }))
        .toReversed();
    return JSON.stringify(found) === JSON.stringify(turned) ? found : null;
}
function compared(base, side) {
    return (0,diff3/* diffIndices */.bQ)([...base], [...side]).map(({ buffer1: [from, length], buffer2Content: lines }) => ({
        from,
        upto: from + length,
        lines,
    }));
}

;// CONCATENATED MODULE: ./src/github/ratify.ts


const RATIFIED = 'ratified.txt';
const ratifiedPath = (folder) => [...partsOf(folder), RATIFIED].join('/');
/** What a person writes. */
const ratifyLine = (sha) => `ratify: ${sha}`;
const LINE = /^ratify: ([0-9a-f]{40})(?:\s.*)?$/;
const MOST_BYTES = 1_000_000;
/** How often each commit is named. */
function ratifiedIn(text) {
    const named = new Map();
    for (const line of text.split(/\r?\n/)) {
        const [, sha] = LINE.exec(line) ?? [];
        if (sha !== undefined)
            named.set(sha, (named.get(sha) ?? 0) + 1);
    }
    return named;
}
/**
 * By lines that the approved head has and its base has not: who carries on an older line, which somebody may have pushed past
 * all review, says nothing by it. Naming a commit once more counts.
 */
async function newlyRatified(client, repo, folder, { base, head }) {
    const path = ratifiedPath(folder);
    const [old, fresh] = await Promise.all([textOf(client, repo, base.get(path)), textOf(client, repo, head.get(path))]);
    const before = ratifiedIn(old);
    return new Set([...ratifiedIn(fresh)].flatMap(([sha, times]) => (times > (before.get(sha) ?? 0) ? [sha] : [])));
}
/** Of a regular file; a link names nothing. */
async function textOf(client, repo, object) {
    const [mode, sha] = object?.split(' ') ?? [];
    if (sha === undefined || (mode !== '100644' && mode !== '100755'))
        return '';
    const { data } = await (0,errors/* asking */.os)(`reading ${RATIFIED}`, () => client.rest.git.getBlob({ ...repo, file_sha: sha }));
    return (data.size ?? 0) > MOST_BYTES ? '' : Buffer.from(data.content, 'base64').toString('utf8');
}

;// CONCATENATED MODULE: ./src/github/policy-in-force.ts
/**
 * How far the default branch is proven: its steps from the approved commit to its head that touch what is guarded, and for
 * each of them the one merged pull request that brought it, by git alone, and whose approvals of it count.
 */









const sourceOf = (client, repo, branch, folder) => ({
    client,
    repo,
    branch,
    folder,
    guardedAt: guardedReader(client, repo, folder),
});
const ROOT_ANEW = 'An admin who has looked at what happened sets the environment variable NHI_ROOT to the commit to trust, and runs bootstrap; the first run after it only observes.';
/** `from`: the approved commit. `head`: as the API names it now; a commit that an event names is a hint and no more. */
async function walkPolicy(source, from, head) {
    const line = await firstParentLine(source.client, source.repo, from, head);
    if ('refused' in line)
        return { refused: { commit: head, why: line.refused, wayOut: ROOT_ANEW } };
    const steps = [];
    for (const commit of line.commits)
        steps.push({ ...commit, guarded: await source.guardedAt(commit.tree) });
    const touching = steps.flatMap((step, i) => (i > 0 && changedPaths(steps[i - 1].guarded, step.guarded).length > 0 ? [i] : []));
    return { steps, touching };
}
/** `after`: the last commit that an earlier pull request brought; no commit belongs to two. */
async function proveStep(source, walk, index, after) {
    const unproven = (at, why) => {
        const { sha } = walk.steps[at];
        return { is: 'unproven', commit: sha, why, wayOut: wayOutOf(source, sha) };
    };
    const landing = await landingOf(source, walk, index, after);
    if ('why' in landing)
        return unproven(landing.at ?? index, landing.why);
    const { pull, sides, ...form } = landing;
    const excluded = excludedFrom(pull);
    const { approvals, notCounted } = candidates(pull, excluded.people);
    const counting = [];
    const refused = [...notCounted];
    for (const approval of approvals) {
        if (await mayWrite(source.client, source.repo, approval.login))
            counting.push(approval);
        else
            refused.push({ login: approval.login, why: 'may not write to this repository' });
    }
    if (counting.length === 0) {
        const others = refused.map(({ login, why }) => `${login} ${why}`).join('; ');
        return unproven(form.last, `#${pull.number} was merged, and nobody whose approval counts has approved its head ${pull.head}${others === '' ? '' : ` (${others})`}`);
    }
    const isBotMade = pull.author?.type !== 'User';
    return {
        is: 'proven',
        ...form,
        pull: withoutFacts(pull),
        sides,
        approvals: counting,
        notCounted: refused,
        more: [...(excluded.unknown.length > 0 ? [excluded.unknown.join(', ')] : []), ...(isBotMade ? ['a program opened it'] : [])],
        isBotMade,
    };
}
const wayOutOf = ({ folder }, sha) => `Merge an approved pull request, begun on the default branch as it is now, that keeps or takes back what the commit changed and adds to ${ratifiedPath(folder)} the line "${ratifyLine(sha)}".`;
/** Which commits a proven pull request ratifies: only such as its own head contains. */
async function ratifiedBy(source, walk, proof) {
    const begun = walk.steps.findIndex((s) => s.sha === proof.mergeBase);
    const named = await newlyRatified(source.client, source.repo, source.folder, proof.sides);
    return new Set(walk.steps.slice(1, begun + 1).flatMap((s) => (named.has(s.sha) ? [s.sha] : [])));
}
/** Which later steps may ratify one: only such as change the file. */
const mayRatify = ({ folder }, walk, index) => {
    const path = ratifiedPath(folder);
    return walk.touching.filter((i) => i > index && walk.steps[i]?.guarded.get(path) !== walk.steps[i - 1]?.guarded.get(path));
};
/** GitHub rebases no more than these. */
const MOST_REBASED = 100;
/** A rebase lands several commits, and only the last of them is what the pull request says that it became. */
async function landingOf(source, walk, index, after) {
    for (let last = index; last < walk.steps.length && last < index + MOST_REBASED; last += 1) {
        const step = walk.steps[last];
        if (last > index && step.parents.length !== 1)
            break;
        const pulls = await pullsThatBecame(source.client, source.repo, source.branch, step.sha);
        if (pulls.length > 0)
            return await oneOf(source, walk, index, last, after, pulls);
    }
    return { why: 'no merged pull request brought it: it was pushed to the branch directly, or its pull request went to another branch' };
}
/** One that lies below another is merged with it, and says the same of itself: only the head that landed counts. */
async function oneOf(source, walk, index, last, after, pulls) {
    const landings = [];
    for (const pull of pulls) {
        const facts = await factsOf(source.client, source.repo, pull);
        landings.push(await fitting(source, walk, index, last, after, facts));
    }
    const fit = landings.flatMap((l) => ('why' in l ? [] : [l]));
    if (fit.length < 2)
        return (fit[0] ?? landings[0]);
    return { why: `${fit.map((l) => `#${l.pull.number}`).join(' and ')} both say that they became this commit, and only one can have` };
}
async function fitting(source, walk, index, last, after, pull) {
    const step = walk.steps[last];
    const formed = formOf(walk, last, pull);
    if ('why' in formed)
        return formed;
    const { first, form } = formed;
    // What a later pull request became says nothing of a commit before it.
    if (first > index)
        return { why: 'no merged pull request brought it: it was pushed to the branch directly' };
    if (first <= after)
        return { why: `the commits that #${pull.number} would have landed as belong to another pull request` };
    const before = walk.steps[first - 1];
    const base = await mergeBaseOf(source.client, source.repo, before.sha, pull.head);
    const head = await source.guardedAt((await (0,git_objects/* commitOf */.D3)(source.client, source.repo, pull.head)).tree);
    const sides = { base: await source.guardedAt(base.tree), head, before: before.guarded, after: step.guarded };
    const misfit = misfitOf(sides, await mergedPaths(source, sides));
    return misfit === null ? { first, last, form, mergeBase: base.sha, pull, sides } : { why: misfitWords(misfit, pull.number), at: last };
}
const REGULAR = /^100644 ([0-9a-f]{40})$/;
/**
 * Policy files that both sides changed and that landed as git merges them. What a workflow or CODEOWNERS is after a merge
 * nobody has seen, and nothing compares what it does: there the way out is a review of the whole.
 */
async function mergedPaths({ client, repo, folder }, sides) {
    const found = new Set();
    for (const path of mixedPaths(sides).filter((p) => isPolicyPath(p, folder) && /\.ya?ml$/.test(p))) {
        const ids = [sides.base, sides.before, sides.head, sides.after].map((side) => REGULAR.exec(side.get(path) ?? '')?.[1] ?? null);
        if (!ids.every((id) => id !== null))
            continue;
        const blobs = await (0,git_objects/* blobsOf */.OR)(client, repo, ids.map((sha) => ({ sha, size: null })));
        const [base = null, before = null, head = null, landed = null] = ids.map((id) => (0,git_objects/* decoded */.DH)(blobs.get(id)));
        if (base === null || before === null || head === null || landed === null)
            continue;
        if (mergedText(base, before, head) === landed)
            found.add(path);
    }
    return found;
}
/** What tells a rebase from a squash is free text; whichever it is taken for, what landed must be what was approved. */
function formOf(walk, last, pull) {
    const { parents } = walk.steps[last];
    if (parents.length > 2)
        return { why: 'it is a merge of more than two commits, which GitHub does not make' };
    if (parents.length === 2) {
        return parents[1] === pull.head
            ? { first: last, form: 'merge' }
            : { why: `it merges ${parents[1]}, and the head of #${pull.number} is ${pull.head}` };
    }
    const first = last - pull.commits.length + 1;
    const landed = walk.steps.slice(Math.max(first, 0), last + 1);
    const isRebase = landed.length === pull.commits.length && landed.every((c, i) => policy_in_force_isSameText(c.message, pull.commits[i]?.message ?? ''));
    return isRebase ? { first, form: 'rebase' } : { first: last, form: 'squash' };
}
const policy_in_force_isSameText = (a, b) => a.trim() === b.trim();
const misfitWords = ({ path, is }, number) => is === 'surplus'
    ? `it changes ${path} otherwise than the approved head of #${number} does`
    : is === 'missing'
        ? `it leaves out the change of ${path} that #${number} was approved for`
        : `both #${number} and the default branch had changed ${path} since they parted, so what landed in it is what nobody has seen in whole`;
const withoutFacts = ({ number, url, author, head, headRepo, headRef, mergedAt }) => ({
    number,
    url,
    author,
    head,
    headRepo,
    headRef,
    mergedAt,
});

;// CONCATENATED MODULE: ./src/github/state-branch.ts


/** Past this one request could be refused for its size, so the objects are sent one by one. */
const ONE_REQUEST = 8_000_000;
const ONE_TREE = 4_000_000;
/** `branch`: by its full name, so that a tag of that name is nothing here. */
function stateBranch(client, repo, branch) {
    const sizes = new Map();
    return {
        head: () => (0,git_objects/* headOf */.Uo)(client, repo, branch),
        files: async (commit) => {
            const entries = (await (0,git_objects/* entriesAt */.ws)(client, repo, commit, '')) ?? [];
            const odd = entries.find((e) => e.mode !== '100644' && e.mode !== '100755');
            if (odd !== undefined)
                throw new errors/* GithubError */.E1('refused', `${repo.owner}/${repo.repo}@${branch}:${odd.path}: this is no regular file, so something else than this tool put it there, and nothing of this state is used. Remove it.`);
            for (const { sha, size } of entries)
                sizes.set(sha, size ?? 0);
            return new Map(entries.map(({ path, sha }) => [path, sha]));
        },
        texts: async (contents) => {
            const blobs = await (0,git_objects/* blobsOf */.OR)(client, repo, contents.map((sha) => ({ sha, size: sizes.get(sha) ?? 0 })));
            // What is no UTF-8 is no text of ours: its digest tells.
            return new Map([...blobs].map(([sha, bytes]) => [sha, (0,git_objects/* decoded */.DH)(bytes) ?? '']));
        },
        commit: (head, change, message) => {
            const bytes = [...change.put.values()].reduce((sum, text) => sum + Buffer.byteLength(text), 0);
            return head !== null && bytes <= ONE_REQUEST
                ? commitOnBranch(client, repo, branch, head, change, message)
                : commitObjects(client, repo, branch, head, change, message);
        },
        isRunning: (run) => isRunning(client, repo, run),
    };
}
const ON_BRANCH = `mutation ($input: CreateCommitOnBranchInput!) { createCommitOnBranch(input: $input) { commit { oid } } }`;
/** Compared and swapped by GitHub itself; the commit is signed by it, which proves nothing of who asked (the seal does). */
async function commitOnBranch(client, repo, branch, head, { put, remove }, message) {
    const [headline = '', ...body] = message.split('\n');
    const input = {
        branch: { repositoryNameWithOwner: `${repo.owner}/${repo.repo}`, branchName: branch },
        expectedHeadOid: head,
        message: { headline, body: body.join('\n').trim() },
        fileChanges: {
            additions: [...put].map(([path, text]) => ({ path, contents: Buffer.from(text, 'utf8').toString('base64') })),
            deletions: remove.map((path) => ({ path })),
        },
    };
    return await unlessMoved(client, repo, branch, head, async () => {
        const made = await client.graphql(ON_BRANCH, {
            input,
        });
        return made.createCommitOnBranch.commit.oid;
    });
}
/** What refuses a save for another reason leaves the head where it was: then it is an error, and no conflict. */
async function unlessMoved(client, repo, branch, head, save) {
    try {
        return await save();
    }
    catch (thrown) {
        const error = (0,errors/* githubError */.qQ)(savingOn(branch), thrown);
        if (error.code === 'conflict')
            return null;
        if ((error.status === 422 || error.code === 'notFound') && (await (0,git_objects/* headOf */.Uo)(client, repo, branch)) !== head)
            return null;
        throw error;
    }
}
const savingOn = (branch) => `saving the state on ${branch}`;
/** A branch that begins, which has no head to compare with, or what is too large for one request: nobody sees it until the ref moves. */
async function commitObjects(client, repo, branch, head, change, message) {
    const what = savingOn(branch);
    let tree = head === null ? null : (await (0,errors/* asking */.os)(what, () => client.rest.git.getCommit({ ...repo, commit_sha: head }))).data.tree.sha;
    for (const entries of treesOf(change)) {
        const base = tree;
        const made = await (0,errors/* asking */.os)(what, () => client.rest.git.createTree({ ...repo, tree: entries, ...(base === null ? {} : { base_tree: base }) })).catch(emptyRepository(repo, branch));
        tree = made.data.sha;
    }
    if (tree === null)
        return null;
    const root = tree;
    const commit = await (0,errors/* asking */.os)(what, () => client.rest.git.createCommit({ ...repo, message, tree: root, parents: head === null ? [] : [head] }));
    const { sha } = commit.data;
    return await unlessMoved(client, repo, branch, head, async () => {
        if (head === null)
            await client.rest.git.createRef({ ...repo, ref: `refs/heads/${branch}`, sha });
        else
            await client.rest.git.updateRef({ ...repo, ref: `heads/${branch}`, sha, force: false });
        return sha;
    });
}
function treesOf({ put, remove }) {
    const trees = [remove.map((path) => ({ path, mode: '100644', type: 'blob', sha: null }))];
    let left = ONE_TREE;
    for (const [path, content] of put) {
        if (content.length > left && left < ONE_TREE) {
            trees.push([]);
            left = ONE_TREE;
        }
        trees.at(-1)?.push({ path, mode: '100644', type: 'blob', content });
        left -= content.length;
    }
    return trees;
}
const emptyRepository = (repo, branch) => (error) => {
    if (!(error instanceof errors/* GithubError */.E1) || error.code !== 'conflict')
        throw error;
    throw new errors/* GithubError */.E1('refused', `${repo.owner}/${repo.repo}: the repository has no commit yet, and GitHub begins no branch ${branch} in an empty one, so nothing was saved. Make a first commit in it, a README say.`, { cause: error });
};
/** `run`: as the lease names it, with `RUN_ID/ATTEMPT` at its end. Null: it cannot be told, for want of the right `actions: read`. */
async function isRunning(client, repo, run) {
    const [, id, attempt] = /(?:^| )(\d{1,15})\/(\d{1,6})$/.exec(run) ?? [];
    if (id === undefined || attempt === undefined)
        return null;
    try {
        const { data } = await client.rest.actions.getWorkflowRun({ ...repo, run_id: Number(id) });
        return (data.run_attempt ?? 1) > Number(attempt) ? false : data.status !== 'completed';
    }
    catch {
        return null;
    }
}
/** Whose state it is: ids, not names. */
async function placeOf(client, repo) {
    const { data } = await asking(`reading the repository ${repo.owner}/${repo.repo}`, () => client.rest.repos.get({ ...repo }));
    return { repository: String(data.id), owner: String(data.owner.id), branch: data.default_branch };
}

// EXTERNAL MODULE: external "node:crypto"
var external_node_crypto_ = __webpack_require__(7598);
// EXTERNAL MODULE: ./src/state/contents.ts
var contents = __webpack_require__(3107);
// EXTERNAL MODULE: ./src/state/errors.ts
var state_errors = __webpack_require__(3406);
// EXTERNAL MODULE: ./src/state/shape.ts
var shape = __webpack_require__(7604);
;// CONCATENATED MODULE: ./src/state/lease.ts
/** Leases on a state branch: who may write what, until when. They stand outside the seal, since all they can do is to stop a run. */



const LEASE = 'lease.json';
/** Longer than a run waits anywhere between two writes; a run that ended without giving it back is asked for by its id. */
const LEASE_MS = 30 * 60_000;
/** Clocks of two runners differ. */
const SKEW_MS = 5 * 60_000;
const held = (0,shape/* objectOf */.Xy)({ run: shape/* text */.Qq, user: shape/* text */.Qq, at: shape/* count */.U9, until: shape/* count */.U9, targets: (0,shape/* orNull */.Xd)((0,shape/* listOf */.c3)(shape/* text */.Qq)), token: shape/* text */.Qq });
const lease_shape = (0,shape/* objectOf */.Xy)({ version: (0,shape/* oneOf */.yL)(1), leases: (0,shape/* listOf */.c3)(held) });
const LONGEST_TOLD = 300;
const print = (leases) => `${(0,order/* canonicalJson */.dj)({ version: 1, leases }, 2)}\n`;
/** No file: nobody ever held one. Null: this tool did not write it. */
function parse(leaseFile) {
    if (leaseFile === null)
        return [];
    try {
        const value = JSON.parse(leaseFile);
        if (lease_shape(value, '') !== null)
            return null;
        const { leases } = value;
        return leases.flatMap((l) => [l.run, l.user, l.token]).every((told) => told.length <= LONGEST_TOLD) ? leases : null;
    }
    catch {
        return null;
    }
}
const ofToken = (leaseFile, token) => parse(leaseFile)?.find((l) => l.token === token);
const isHeld = (leaseFile, token) => ofToken(leaseFile, token) !== undefined;
/** Half of it is over. */
const isWorn = (leaseFile, token, now) => (ofToken(leaseFile, token)?.until ?? 0) - now < LEASE_MS / 2;
const others = (leaseFile, token) => (parse(leaseFile) ?? []).filter((l) => l.token !== token);
/** Taken, or renewed, beside those that stand. */
function takenText(leaseFile, holder, token, now) {
    const { run, user, targets = null } = holder;
    return print([...others(leaseFile, token), { run, user, at: now, until: now + LEASE_MS, targets, token }]);
}
/** Given back. The file stays, since git would have an empty tree where it is the only one. */
const lease_endedText = (leaseFile, token) => print(others(leaseFile, token));
const names = (of, name) => of === name || name.startsWith(`${of}.`);
/** Two that write nothing in common go side by side. */
const areApart = (one, other) => one !== null && other !== null && !one.some((a) => other.some((b) => names(a, b) || names(b, a)));
/**
 * What stands beside a lease of these targets, and a sentence where one was taken over. Throws unless they are free: nobody
 * holds one of them, or its time is over, or its run.
 */
async function demandFree(where, leaseFile, targets, now, isRunning) {
    const leases = parse(leaseFile);
    if (leases === null || leases.some((l) => l.until > now + LEASE_MS + SKEW_MS))
        throw new state_errors/* StateError */.q('locked', `${where}: this is no lease that this tool wrote, so whether another run is writing cannot be told. Make sure that none is, then remove the file from the branch.`);
    const beside = [];
    const notes = [];
    for (const lease of leases) {
        const holder = `run ${lease.run} of ${lease.user}, since ${new Date(lease.at).toISOString()}`;
        if (areApart(lease.targets, targets)) {
            if (lease.until > now)
                beside.push(lease);
            continue;
        }
        if (lease.until <= now)
            notes.push(`${where}: the lease of ${holder}, was over and was taken over.`);
        else if ((await isRunning(lease.run)) === false)
            notes.push(`${where}: the lease of ${holder}, was taken over; that run has ended.`);
        else
            throw new state_errors/* StateError */.q('locked', `${where}: ${holder}, is writing, at most until ${new Date(lease.until).toISOString()}, so this run did not start. Wait until it ends.`);
    }
    return { beside: print(beside), note: notes.length === 0 ? null : notes.join(' ') };
}

// EXTERNAL MODULE: ./src/state/parts.ts
var parts = __webpack_require__(3043);
// EXTERNAL MODULE: ./src/state/texts.ts
var texts = __webpack_require__(3877);
// EXTERNAL MODULE: ./src/state/trust.ts + 1 modules
var state_trust = __webpack_require__(9447);
;// CONCATENATED MODULE: ./src/state/branch.ts
/** State on a branch: whole commits, compared and swapped on its head; what others saved in between stays where it is not the same. */








/** Characters of one file: small enough that many are read at once, and that what did not change is not sent again. */
const LONGEST_FILE = 300_000;
/** How often a head that moves on is followed: jobs of a matrix save side by side. */
const MOST_TRIES = 24;
const RACE_PAUSE_MS = 100;
const STALE_LOOKS = 5;
const STALE_PAUSE_MS = 1_000;
const generationOf = (seen) => seen.sealed?.seal.generation ?? 0;
async function asked(ask) {
    try {
        return await ask;
    }
    catch (cause) {
        if (cause instanceof state_errors/* StateError */.q)
            throw cause;
        throw new state_errors/* StateError */.q('unreadable', cause instanceof Error ? cause.message : 'the state branch could not be reached', { cause });
    }
}
/** The branch as it stands, its seal believed and all that it lists there. */
async function see(c) {
    for (let look = 1;; look += 1) {
        const head = await asked(c.port.head());
        if (c.known.seen?.head === head)
            return c.known.seen;
        const seen = await seeAt(c, head);
        // A server may answer with a head of a moment ago; it does so for seconds, not for ever.
        if (generationOf(seen) >= c.known.generation)
            return remember(c, seen);
        if (look >= STALE_LOOKS)
            throw putBack(c, seen);
        await c.pause(STALE_PAUSE_MS);
    }
}
function putBack(c, { sealed }) {
    const trust = { ...c.trust, bootstrap: false, atLeast: c.known.generation };
    try {
        return sealed === null ? (0,state_trust/* demandFirstRun */.hw)(trust) : (0,state_trust/* believe */.Ti)(trust, sealed.text);
    }
    catch (error) {
        return error;
    }
}
function remember(c, seen) {
    c.known.seen = seen;
    c.known.generation = generationOf(seen);
    c.known.seals.set(generationOf(seen), seen.sealed?.seal ?? null);
    return seen;
}
async function seeAt(c, head) {
    const files = head === null ? new Map() : await asked(c.port.files(head));
    const sealed = await sealedAt(c, files);
    const listed = sealed?.seal.files ?? {};
    for (const name of Object.keys(listed))
        if (!files.has(name))
            throw (0,state_trust/* fileIsLost */.r5)(c.trust, name);
    for (const name of files.keys())
        if (sealed !== null && /^(approved|ledger|history|live)\//.test(name) && !Object.hasOwn(listed, name))
            throw (0,state_trust/* fileIsUnlisted */.XB)(c.trust, name);
    return { head, files, sealed };
}
async function sealedAt(c, files) {
    const text = (await textsOf(c, files, ['seal.json'])).get('seal.json');
    if (text !== undefined)
        return (0,state_trust/* believe */.Ti)(c.trust, text);
    // A lease may stand before the first save.
    if ([...files.keys()].some((name) => name !== LEASE))
        throw (0,state_trust/* sealIsLost */.OJ)(c.trust);
    (0,state_trust/* demandFirstRun */.hw)(c.trust);
    return null;
}
/** File → text, of those that are there. */
async function textsOf(c, files, names) {
    const contents = names.map((name) => [name, files.get(name)]);
    const unknown = new Set(contents.flatMap(([, content]) => (content === undefined || c.known.texts.has(content) ? [] : [content])));
    if (unknown.size > 0)
        for (const [content, text] of await asked(c.port.texts([...unknown])))
            c.known.texts.set(content, text);
    const found = new Map();
    for (const [name, content] of contents) {
        const text = content === undefined ? undefined : c.known.texts.get(content);
        if (text !== undefined)
            found.set(name, text);
    }
    return found;
}
/** The documents of a seal, each file as the seal has it. */
async function documentsOf(c, seen, isWanted) {
    const listed = Object.entries(seen.sealed?.seal.files ?? {}).filter(([name]) => isWanted((0,parts/* documentOf */.lM)(name)));
    const names = listed.map(([name]) => name);
    const texts = await textsOf(c, seen.files, names);
    for (const [name, digest] of listed) {
        const text = texts.get(name);
        if (text === undefined)
            throw (0,state_trust/* fileIsLost */.r5)(c.trust, name);
        if ((0,model_digest/* sha256 */.sc)(text) !== digest)
            throw (0,state_trust/* fileIsAnother */.ku)(c.trust, name);
    }
    return (0,parts/* documentsFrom */.Ro)(texts);
}
async function load(c) {
    const seen = await see(c);
    if (seen.sealed === null)
        return contents/* NOTHING */.K$;
    // The history is looked at too: a file that fails is an error wherever it is.
    const documents = await documentsOf(c, seen, (name) => !(0,contents/* isLive */.DG)(name));
    return (0,contents/* loadedFrom */.QX)(c.trust.where, seen.sealed.seal, c.trust.checking !== null, documents);
}
async function save(c, change, expected) {
    for (let tries = 1; tries <= MOST_TRIES; tries += 1) {
        const seen = await see(c);
        const wanted = new Set((0,contents/* builtOn */.C9)(c.trust.where, change));
        const built = await documentsOf(c, seen, (name) => wanted.has(name));
        const next = (0,state_trust/* nextState */.VK)(c.trust, seen.sealed, change, built, LONGEST_FILE);
        demandApart(c, seen, change, next, expected);
        if (next === null)
            return expected;
        const text = (0,texts/* writeSeal */.Hf)(c.trust.where('seal.json'), next.seal);
        const put = new Map([...next.put, ['seal.json', text]]);
        if (await swap(c, seen, { put, remove: next.remove }, messageOf(next), (now) => now.sealed?.text === text))
            return next.seal.generation;
        await c.pause(RACE_PAUSE_MS * tries);
    }
    throw (0,state_trust/* conflict */.hj)(c.trust, c.known.generation, expected);
}
/** `isDone`: whether a change whose answer was lost came through. False: the head was another one by then. */
async function swap(c, seen, change, message, isDone) {
    let head;
    try {
        head = await asked(c.port.commit(seen.head, change, message));
    }
    catch (error) {
        if (await isDone(await see(c)))
            return true;
        throw error;
    }
    if (head === null)
        return await isDone(await see(c));
    await stands(c, seen, change, head);
    return true;
}
/** What this process wrote itself, it need not read. */
async function stands(c, before, change, head) {
    const files = new Map(before.files);
    for (const name of change.remove)
        files.delete(name);
    for (const [name, text] of change.put) {
        const content = (0,model_digest/* gitBlobId */.tK)(Buffer.from(text, 'utf8'));
        files.set(name, content);
        c.known.texts.set(content, text);
    }
    remember(c, { head, files, sealed: await sealedAt(c, files) });
}
/** Others may have saved since; their documents stay, and where they are ours too nothing is saved. */
function demandApart(c, seen, change, next, expected) {
    const now = seen.sealed?.seal ?? null;
    if ((now?.generation ?? 0) === expected)
        return;
    const then = c.known.seals.get(expected);
    const refuse = () => {
        throw (0,state_trust/* conflict */.hj)(c.trust, now?.generation ?? 0, expected);
    };
    if (then === undefined || now === null)
        return refuse();
    const theirs = new Set([...changedBetween(then, now)].map(parts/* documentOf */.lM));
    const ours = [...(next?.put.keys() ?? []), ...(next?.remove ?? [])].map(parts/* documentOf */.lM);
    // Runs are kept by target and history is appended, both to what stands now.
    if (ours.some((name) => theirs.has(name) && name !== 'runs.json' && !(0,contents/* isHistory */.JV)(name)))
        refuse();
    const commit = change.policyCommit;
    if (commit !== undefined && now.policyCommit !== then?.policyCommit && now.policyCommit !== commit)
        refuse();
}
function* changedBetween(then, now) {
    for (const [name, digest] of Object.entries(now.files))
        if (then?.files[name] !== digest)
            yield name;
    for (const name of Object.keys(then?.files ?? {}))
        if (!Object.hasOwn(now.files, name))
            yield name;
}
const MOST_NAMED = 20;
/** `git log` of the branch is the audit trail. */
function messageOf({ seal, documents }) {
    const names = [...documents.keys()].map((name) => name.replace(/\.jsonl?$/, '')).sort();
    const shown = names.slice(0, MOST_NAMED);
    const more = names.length > shown.length ? [`and ${names.length - shown.length} more`] : [];
    return `Generation ${seal.generation}\n\n${[...(seal.policyCommit === null ? [] : [`Policy commit ${seal.policyCommit}`, '']), ...shown, ...more].join('\n')}\n`;
}
const leaseAt = async (c, seen) => (await textsOf(c, seen.files, [LEASE])).get(LEASE) ?? null;
const writeLease = (c, seen, text, message, isDone) => swap(c, seen, { put: new Map([[LEASE, text]]), remove: [] }, message, async (now) => isDone(await leaseAt(c, now)));
/** Until it is answered: each time that somebody else moved the head, a little later. */
async function inTurn(c, take) {
    for (let tries = 1; tries <= MOST_TRIES; tries += 1) {
        const done = await take();
        if (done !== null)
            return done;
        // Who stops a run stops no lease from being given back.
        await c.pause(RACE_PAUSE_MS * tries).catch(() => undefined);
    }
    return null;
}
async function lock(c, holder) {
    const token = (0,external_node_crypto_.randomBytes)(8).toString('hex');
    const lease = await inTurn(c, async () => {
        const seen = await see(c);
        const found = await leaseAt(c, seen);
        const { beside, note } = await demandFree(c.trust.where(LEASE), found, holder.targets ?? null, c.now(), c.port.isRunning);
        const text = takenText(beside, holder, token, c.now());
        const isTaken = await writeLease(c, seen, text, `Lease: ${holder.run}`, (now) => isHeld(now, token));
        return isTaken ? leaseOf(c, holder, token, note) : null;
    });
    if (lease !== null)
        return lease;
    throw new state_errors/* StateError */.q('locked', `${c.trust.where(LEASE)}: the branch moved on each time that this run tried to take the lease, so it did not start. Run again.`);
}
function leaseOf(c, holder, token, note) {
    const held = async () => {
        const seen = await see(c);
        const text = await leaseAt(c, seen);
        return text !== null && isHeld(text, token) ? { seen, text } : null;
    };
    const stillOurs = async () => {
        const still = await inTurn(c, async () => {
            const ours = await held();
            if (ours === null)
                return false;
            if (!isWorn(ours.text, token, c.now()))
                return true;
            const text = takenText(ours.text, holder, token, c.now());
            const isRenewed = (now) => isHeld(now, token) && !isWorn(now, token, c.now());
            return (await writeLease(c, ours.seen, text, `Lease: ${holder.run}`, isRenewed)) ? true : null;
        });
        return still === true;
    };
    const release = () => inTurn(c, async () => {
        const ours = await held();
        if (ours === null)
            return true;
        const text = lease_endedText(ours.text, token);
        return (await writeLease(c, ours.seen, text, `Lease ended: ${holder.run}`, (now) => !isHeld(now, token))) ? true : null;
    });
    return {
        note,
        stillOurs,
        // What a run did stands, whether or not its lease can be given back: it ends by itself.
        [Symbol.asyncDispose]: async () => void (await release().catch(() => undefined)),
    };
}
function branchStore(options) {
    const { port, now, pause, name } = options;
    const c = {
        port,
        now,
        pause,
        trust: (0,state_trust/* trustOf */.An)(options, (file) => `${name}:${file}`),
        known: { seen: null, generation: 0, seals: new Map(), texts: new Map() },
    };
    return {
        load: () => load(c),
        generation: async () => generationOf(await see(c)),
        history: async () => (0,contents/* historyFrom */.z)(c.trust.where, await documentsOf(c, await see(c), contents/* isHistory */.JV)),
        live: async (target) => (0,contents/* liveFrom */.fg)(c.trust.where, await documentsOf(c, await see(c), (document) => document === (0,contents/* liveOf */.QA)(target)), target),
        save: (change, expected) => save(c, change, expected),
        lock: (holder) => lock(c, holder),
    };
}

// EXTERNAL MODULE: ./src/runs/input-error.ts
var input_error = __webpack_require__(4141);
;// CONCATENATED MODULE: ./src/runs/github-place.ts
/** Where a run on GitHub works and as whom: the repository, its policy line, the branch with its state, and what may be believed of it. */









async function githubPlace(setting, host) {
    const repo = demandRepo('GITHUB_REPOSITORY', setting.repository);
    const stateRepo = setting.stateRepository === '' ? repo : demandRepo('input state-repository', setting.stateRepository);
    const tell = (text) => host.tell({ what: 'note', text });
    const isApp = setting.appToken !== '';
    const access = { token: isApp ? setting.appToken : setting.token, apiUrl: setting.apiUrl, tell };
    const client = (0,github_client.clientFor)({ ...access, signal: host.signal });
    // Whoever stops a run stops its reading: what it did is saved, its check concluded and its lease given back all the same.
    const steady = (0,github_client.clientFor)(access);
    const notPrivate = [];
    for (const one of new Set([`${repo.owner}/${repo.repo}`, `${stateRepo.owner}/${stateRepo.repo}`])) {
        const visibility = await (0,github_visibility.visibilityOf)(client, one);
        if (visibility !== 'private')
            notPrivate.push(visibilityWords(one, visibility));
    }
    const facts = await github_place_factsOf(client, repo);
    const place = { repository: facts.id, owner: facts.owner, branch: facts.branch };
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
        store: ({ publicKey = null, begin = null } = {}) => branchStore({
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
function demandRepo(where, name) {
    const repo = (0,github_client/* repoOf */.A)(name);
    if (repo !== null)
        return repo;
    throw new input_error/* InputError */.d(`${where}: ${JSON.stringify(name)} is no repository; it has to be owner/name`);
}
const visibilityWords = (name, visibility) => visibility === 'unknown'
    ? `${name}: it could not be read whether this repository is private, so live access is told nowhere in it. Give the token the right to read its contents.`
    : `${name}: this repository is ${visibility}, and everybody who may read it would read who has access to what, so no target was read. Use a private repository; validate runs everywhere, and plan tells what a pull request declares.`;
/** What is live is told, and remembered, where few may read it. */
function demandPrivate({ notPrivate }) {
    const [why] = notPrivate;
    if (why !== undefined)
        throw new input_error/* InputError */.d(why);
}
async function github_place_factsOf(client, repo) {
    const { data } = await (0,errors/* asking */.os)('reading the repository', () => client.rest.repos.get({ ...repo }));
    return { id: String(data.id), owner: String(data.owner.id), branch: data.default_branch };
}
/** The head of the default branch, by its full name. */
async function demandHead({ client, repo, branch }) {
    const head = await (0,git_objects/* headOf */.Uo)(client, repo, branch);
    if (head !== null)
        return head;
    throw new input_error/* InputError */.d(`${repo.owner}/${repo.repo}: there is no branch ${branch}, so there is no policy to compare with. Make a first commit.`);
}
/**
 * Every write waits for this: the lease is ours, and the policy that this run obeys is still the one in force. A newer commit
 * that touches no policy changes nothing.
 */
function underPolicy(store, place, head) {
    let known = head;
    const isInForce = async () => {
        const now = await (0,git_objects/* headOf */.Uo)(place.client, place.repo, place.branch);
        if (now === known)
            return true;
        if (now === null)
            return false;
        const walk = await walkPolicy(place.source, known, now);
        if ('refused' in walk || walk.touching.length > 0)
            return false;
        known = now;
        return true;
    };
    return {
        ...store,
        lock: async (holder) => {
            const lease = await store.lock(holder);
            return {
                note: lease.note,
                stillOurs: async () => (await lease.stillOurs()) && (await isInForce()),
                [Symbol.asyncDispose]: () => Promise.resolve(lease[Symbol.asyncDispose]()),
            };
        },
    };
}

;// CONCATENATED MODULE: ./src/github/state-generation.ts

const NAME = 'nhi state';
const FORM = /^nhi-state:(0|[1-9][0-9]{0,14})$/;
/**
 * The highest generation that our App has told of these commits; 0: none. Of another App's check runs nothing is believed:
 * with a workflow's token every writer makes them. Too high a number only stops a run, never makes it believe anything.
 */
async function readGeneration(client, repo, commits, app) {
    let highest = 0;
    for (const commit of commits)
        for (const { generation } of await toldOn(client, repo, commit, app))
            highest = Math.max(highest, generation);
    return highest;
}
/** Tells it on the policy commit of the state; one check run a commit, edited in place. */
async function writeGeneration(client, repo, commit, app, generation) {
    const [found] = await toldOn(client, repo, commit, app);
    if (found !== undefined && found.generation >= generation)
        return;
    const said = {
        external_id: `nhi-state:${generation}`,
        status: 'completed',
        conclusion: 'neutral',
        output: {
            title: `State: generation ${generation}`,
            summary: `The state of nhi-reconcile stood at generation ${generation} when this policy commit was in force. A state that is older was put back, and is refused.`,
        },
    };
    if (found !== undefined) {
        await (0,errors/* asking */.os)(`telling the generation on ${commit}`, () => client.rest.checks.update({ ...repo, check_run_id: found.check, ...said }));
        return;
    }
    try {
        const { data } = await client.rest.checks.create({ ...repo, name: NAME, head_sha: commit, ...said });
        if (data.app?.id !== app)
            throw new errors/* GithubError */.E1('refused', `input app-id: ${app} is not the App whose token this is, which has the number ${data.app?.id ?? '(none)'}; what another App tells is not believed, so a state that is put back would not be noticed. Write the number of your App.`);
    }
    catch (thrown) {
        // The answer may have been lost, not the check run.
        const error = (0,errors/* githubError */.qQ)(`telling the generation on ${commit}`, thrown);
        if (error.code !== 'unavailable' || (await readGeneration(client, repo, [commit], app)) < generation)
            throw error;
    }
}
/** Highest first. */
async function toldOn(client, repo, commit, app) {
    const checks = await (0,errors/* asking */.os)(`reading the check runs of ${commit}`, () => client.paginate(client.rest.checks.listForRef, { ...repo, ref: commit, check_name: NAME, app_id: app, filter: 'all', per_page: 100 }));
    return checks
        .flatMap((check) => {
        const [, told] = FORM.exec(check.external_id ?? '') ?? [];
        return told !== undefined && check.app?.id === app && check.head_sha === commit
            ? [{ check: check.id, generation: Number(told) }]
            : [];
    })
        .sort((a, b) => b.generation - a.generation);
}

;// CONCATENATED MODULE: ./src/runs/github-witness.ts
/**
 * The generation of the state is told a second time, in a check run of our App on the policy commit, so that a branch that was
 * put back as a whole is noticed (T21).
 */





/** Another run saves and tells while this one looks; a server may answer with the head of a moment ago. */
const LOOKS = 5;
const PAUSE_MS = 1_000;
function witnessed(store, place, host) {
    const { appId, isSealed, surface } = place;
    // What everybody can write nobody can witness.
    if (appId === null || !isSealed)
        return store;
    let isHeard = false;
    let commit = null;
    /** What is saved stands, told or not: the next save, or the next run, tells it. */
    const tellSaved = async (at, generation) => {
        try {
            await writeGeneration(surface.client, place.repo, at, appId, generation);
        }
        catch (error) {
            if (!(error instanceof errors/* GithubError */.E1))
                throw error;
            const text = `The state is saved as generation ${generation}, and that could not be told in a check of ${at}, by which a state that is put back is noticed. The next save tells it. ${error.message}`;
            host.tell({ what: 'note', text });
        }
    };
    /** Also on what came after its commit: an older state names an older commit, of which nothing newer is told. */
    const newest = async (first) => {
        let loaded = first;
        for (let look = 1;; look += 1) {
            if (loaded.policyCommit === null)
                return loaded;
            const commits = await lineFrom(place, loaded.policyCommit);
            const told = await readGeneration(place.client, place.repo, commits, appId);
            if (told < loaded.generation)
                await writeGeneration(surface.client, place.repo, loaded.policyCommit, appId, loaded.generation);
            if (told <= loaded.generation)
                return loaded;
            if (look >= LOOKS)
                throw new state_errors/* StateError */.q('rolledBack', `${place.stateName}: it is generation ${loaded.generation}, and a check of our App tells of generation ${told}, so an older state was put back and nothing of it is used. Put the newest commit of that branch back (its reflog and the activity page of the repository name it), or, where it is lost, remove the branch and begin anew with bootstrap.`);
            await host.pause(PAUSE_MS);
            loaded = await store.load();
        }
    };
    return {
        ...store,
        load: async () => {
            const stands = await store.load();
            const loaded = isHeard ? stands : await newest(stands);
            commit = loaded.policyCommit;
            isHeard ||= commit !== null;
            return loaded;
        },
        save: async (change, expected) => {
            const stands = await store.save(change, expected);
            commit = change.policyCommit ?? commit;
            if (commit !== null)
                await tellSaved(commit, stands);
            return stands;
        },
    };
}
/** Where history was rewritten there is no line; then nothing is approved or written either. */
async function lineFrom({ client, repo, branch }, commit) {
    const head = await (0,git_objects/* headOf */.Uo)(client, repo, branch);
    const line = head === null ? { refused: '' } : await firstParentLine(client, repo, commit, head);
    return 'refused' in line ? [commit] : line.commits.map((c) => c.sha);
}
/** Before a state begins anew: one that was saved on any of these commits is older than it. */
async function outdate({ appId, isSealed, client, surface, repo }, commits, begin) {
    if (appId === null || !isSealed)
        return;
    for (const commit of commits) {
        const told = await readGeneration(client, repo, [commit], appId);
        if (told > 0)
            await writeGeneration(surface.client, repo, commit, appId, begin);
    }
}

;// CONCATENATED MODULE: ./src/runs/github-told.ts
/** What a run on GitHub knows when it tells people: its report beside the state as it was and as it saved it. */



async function toldOf(planned, before, store, policy, unproven, folder) {
    const after = await store.load();
    const [state] = after.targets.values();
    return {
        ...planned,
        settings: state?.settings ?? policy.declared.settings,
        states: after.targets,
        ledger: after.ledger,
        runs: { before: before.runs, after: after.runs },
        holds: after.holds,
        unproven,
        places: placesIn(policy, folder),
    };
}
/** Identity → the first line of its own that gives it something, as the repository has it. */
function placesIn({ declared, hasErrors }, folder) {
    const places = {};
    if (hasErrors)
        return places;
    const inLines = (at) => at.replaceAll(/\d+/g, (digits) => digits.padStart(9, '0'));
    for (const { identity, origins } of declared.entries.values())
        for (const { at } of origins) {
            const known = places[identity];
            if (known === undefined || (0,order/* compareText */.n6)(inLines(at), inLines(known)) < 0)
                places[identity] = at;
        }
    return Object.fromEntries(Object.entries(places).map(([identity, at]) => [identity, `${folder}/${at}`]));
}
/**
 * What was done stands and is reported, whether or not people can be told of it: what could not be is a note, and the run is
 * red. Of a run that is being stopped nobody is told: it may have seen half.
 */
async function tellPeople(planned, host, find, tellings) {
    const failed = [];
    const trying = async (work) => {
        if (host.signal.aborted) {
            failed.push('The run was stopped');
            return null;
        }
        try {
            return await work();
        }
        catch (error) {
            if (!(error instanceof errors/* GithubError */.E1 || error instanceof state_errors/* StateError */.q))
                throw error;
            failed.push(error.message);
            return null;
        }
    };
    const all = await trying(async () => await tellings(await find()));
    for (const telling of all ?? [])
        await trying(telling);
    const [first] = failed;
    if (first === undefined)
        return planned;
    const { report, kinds } = planned;
    const note = `Not everybody was told of this run; what it did stands, and the next run tells. ${first}`;
    return { kinds, report: { ...report, notes: [note, ...report.notes], exitCode: 1 } };
}

;// CONCATENATED MODULE: ./src/github/adopt-pulls.ts
/** Adopt pull requests of ours: found by mark and our own authorship, one commit or more on a branch of their own, never forced while one is open. */








/** Null: not ours, or from another repository. */
function ownPull(surface, pull) {
    const mark = markIn(pull.body ?? '')?.mark ?? '';
    if (!isMe(surface, pull.user?.login) || pull.head.repo?.id !== pull.base.repo.id)
        return null;
    const { number, title, body, head, base } = pull;
    const is = pull.merged_at !== null ? 'merged' : pull.state === 'open' ? 'open' : 'closed';
    return { number, is, head: head.sha, headRef: head.ref, baseRef: base.ref, title, body: body ?? '', mark };
}
/** Lowest number first. */
async function ourOpenPulls(surface, base) {
    const { client, owner, repo } = surface;
    const all = await (0,errors/* asking */.os)('listing the open pull requests', () => client.paginate(client.rest.pulls.list, { owner, repo, state: 'open', base, per_page: 100 }));
    return all
        .map((pull) => ownPull(surface, pull))
        .filter((pull) => pull !== null)
        .filter((pull) => pull.mark.startsWith('adopt-'))
        .toSorted((a, b) => a.number - b.number);
}
/** By the number that the state has: any writer can take our mark out of its text. */
async function ourPull(surface, number) {
    const { client, owner, repo } = surface;
    const found = await (0,errors/* askingFor */.Zk)(`reading #${number}`, () => client.rest.pulls.get({ owner, repo, pull_number: number }));
    return found === null ? null : ownPull(surface, found.data);
}
const factsOfOwn = ({ client, owner, repo, me }, { number, head, headRef }) => factsOf(client, { owner, repo }, { number, url: '', author: { login: me, type: 'Bot' }, head, headRepo: { owner, repo }, headRef, mergedAt: 0 });
/** Objects only: nobody sees them until a branch points there. `before`: what the branch has; the newest of the default branch is taken in. */
async function writeFileCommit(surface, onto, before, change) {
    const { client, owner, repo } = surface;
    const at = { owner, repo };
    const { tree: base } = await (0,git_objects/* commitOf */.D3)(client, at, onto);
    const { path, text, message } = change;
    const tree = await (0,errors/* asking */.os)(`writing ${path}`, () => client.rest.git.createTree({ ...at, base_tree: base, tree: [{ path, mode: '100644', type: 'blob', content: text }] }));
    const parents = before === null ? [onto] : (await mergeBaseOf(client, at, onto, before)).sha === onto ? [before] : [before, onto];
    const commit = await (0,errors/* asking */.os)(`writing ${path}`, () => client.rest.git.createCommit({ ...at, message, tree: tree.data.sha, parents }));
    return commit.data.sha;
}
/** A branch on which nothing of ours is open: whatever it points to was left over, or put there by somebody. */
async function beginBranch({ client, owner, repo }, branch, sha) {
    const what = `making the branch ${branch}`;
    if ((await (0,git_objects/* headOf */.Uo)(client, { owner, repo }, branch)) === null) {
        await (0,errors/* asking */.os)(what, () => client.rest.git.createRef({ owner, repo, ref: `refs/heads/${branch}`, sha }));
    }
    else
        await (0,errors/* asking */.os)(what, () => client.rest.git.updateRef({ owner, repo, ref: `heads/${branch}`, sha, force: true }));
}
/** Only forward: false where somebody pushed meanwhile. */
async function advanceBranch({ client, owner, repo }, branch, sha) {
    try {
        await (0,errors/* asking */.os)(`updating the branch ${branch}`, () => client.rest.git.updateRef({ owner, repo, ref: `heads/${branch}`, sha, force: false }));
        return true;
    }
    catch (error) {
        if (error instanceof errors/* GithubError */.E1 && error.status === 422)
            return false;
        throw error;
    }
}
/** One for each mark, however often it is asked for. */
async function openPull(surface, base, head, mark, text) {
    const { client, owner, repo } = surface;
    const find = async () => (await ourOpenPulls(surface, base)).find((pull) => pull.mark === mark)?.number ?? null;
    return ((await find()) ??
        (await createOnce(surface, 'opening a pull request', async () => (await client.rest.pulls.create({ owner, repo, base, head, ...text })).data.number, find)));
}
async function editPull({ client, owner, repo }, pull, text) {
    if (pull.title === text.title && pull.body.replaceAll('\r\n', '\n').trimEnd() === text.body.trimEnd())
        return;
    await (0,errors/* asking */.os)(`editing #${pull.number}`, () => client.rest.pulls.update({ owner, repo, pull_number: pull.number, ...text }));
}
/** Told first: one that is closed is not looked at again. */
async function closePull(surface, number, why) {
    const { client, owner, repo } = surface;
    await upsertComment(surface, number, markOf('adopt'), why);
    await (0,errors/* asking */.os)(`closing #${number}`, () => client.rest.pulls.update({ owner, repo, pull_number: number, state: 'closed' }));
}

;// CONCATENATED MODULE: ./src/github/team-members.ts

function teamReader(client) {
    const known = new Map();
    return (login, team) => {
        const words = `${login} ${team}`.toLowerCase();
        const answer = known.get(words) ?? isInTeam(client, login, team);
        known.set(words, answer);
        return answer;
    };
}
async function isInTeam(client, login, team) {
    const [org = '', team_slug = ''] = team.split('/');
    try {
        const found = await (0,errors/* askingFor */.Zk)(`reading whether ${login} is in ${team}`, () => client.rest.teams.getMembershipForUserInOrg({ org, team_slug, username: login }));
        // An invitation is no membership.
        return found !== null && found.data.state === 'active';
    }
    catch (error) {
        if (error instanceof errors/* GithubError */.E1 && error.code === 'forbidden')
            return null;
        throw error;
    }
}

// EXTERNAL MODULE: ./src/policy/compile.ts + 21 modules
var compile = __webpack_require__(1963);
;// CONCATENATED MODULE: ./src/report/adopt-pull.ts
/** The text of an adopt pull request: what differs, what each answer does, and whose work its head is. */







/** Why we close one ourselves; closing by anybody else answers nothing. */
const closingText = {
    answered: 'Answered: set back. It is decided in the state, and the apply carries it out.',
    gone: 'Nothing here waits for an answer any more: a proven read no longer shows the difference, or it was decided elsewhere.',
    lost: 'The state does not know this pull request, so an answer in it would count for nothing. A new one is opened where one is needed.',
};
const merging = { add: 'the line is added', remove: 'the line goes', replace: 'the line says what is live' };
const differing = {
    add: 'live, and nobody approved it',
    remove: 'approved, and not live',
    replace: 'live with other facts than approved',
};
function adoptPull({ file, identities, lines, foreign }, told, budget = markdown_blocks/* commentBudget */.LO) {
    const who = identities.length === 1 ? (identities[0] ?? '') : (0,change_words/* count */.U9)(identities.length, 'identity', 'identities');
    const what = `${(0,change_words/* count */.U9)(lines.length, 'difference')}: accept or set back?`;
    const blocks = [answerBlock(lines), lineBlock(lines, told)];
    const last = [
        '<sub>Made by nhi-reconcile from a proven read. Each detect brings it up to date, and never pushes to it once somebody has approved it. What is privileged is never proposed here: it stands in the issues.</sub>',
    ];
    const first = `### ${(0,markdown_blocks/* code */.aY)(who, 120)}: ${(0,change_words/* count */.U9)(lines.length, 'difference')} between ${(0,markdown_blocks/* code */.aY)(file)} and what is live`;
    const warned = foreign === null ? first : `${foreignText(foreign)}\n\n${first}`;
    return {
        title: titleOf([`nhi: ${titleText(who)}: ${what}`]),
        ...(0,markdown_blocks/* fittedMarkdown */.Md)(warned, blocks, last, budget, 'The rest is in the changed file.'),
    };
}
const foreignText = ({ wrote, found }) => `**⚠️ This is not what nhi-reconcile wrote.** It wrote ${(0,markdown_blocks/* code */.aY)(wrote)}, and the head is ${(0,markdown_blocks/* code */.aY)(found)}: somebody pushed to this branch. Whoever did is an author now, and their approval does not count. No request for changes sets anything back here. Read every line of it; or close it and delete its branch, then the next detect begins anew.`;
function answerBlock(lines) {
    const isMixed = (is) => lines.some((line) => line.isGivingBack === is);
    const [accept, back] = isMixed(false)
        ? isMixed(true)
            ? ['accept', 'set back, or given back']
            : ['accept', 'set back']
        : ['drop', 'give back'];
    const rows = [
        `**Merge** = ${accept}: the policy follows what is live, and nothing is written to a target. A program made this, so it takes one approval more than the rule asks for, one of them by an owner or a ${(0,markdown_blocks/* code */.aY)('privileged')} team. Whoever made a difference must not be one of them; who that was, no read tells.`,
        `**Request changes** = ${back}: the next apply makes live what is approved. It counts from somebody whose approval would count and fill a seat, on this head.`,
        '**Closing it answers nothing:** the difference stays open in its issue.',
    ];
    return (0,markdown_blocks/* listed */.KE)('Answers', '**Your answer:**', rows.map((row) => ({ text: `- ${row}`, rank: 0 })));
}
function lineBlock(lines, told) {
    const short = (0,short_id/* shortIds */.R)(lines.map(({ change }) => ({ id: change.id, what: change.verb })));
    const rows = (0,order/* sortedBy */.VW)(lines, ({ change }) => JSON.stringify([change.label, change.id])).map((line) => {
        const { change, did } = line;
        // Of what differs the live value comes after the merge.
        const facts = did === 'replace' && change.before !== null ? (0,redact_facts/* factChanges */.WS)(change.entry, narrowed(change.before, change), told.kinds) : [];
        const difference = line.isGivingBack ? 'taken, and its reason is over' : differing[did];
        const cells = [
            `${short.get(change.id) ?? ''} ${(0,markdown_blocks/* code */.aY)(change.label)}`,
            [difference, ...facts.map((fact) => (0,markdown_blocks/* text */.Qq)(fact))].join('; '),
            adopt_pull_foundText(change, told),
            usedText(change),
            merging[did],
        ];
        return { text: `| ${cells.join(' | ')} |`, rank: 1 };
    });
    return {
        name: 'Differences',
        head: ['| what | difference | found | last used | if merged |', '|---|---|---|---|---|'],
        rows,
        foot: [],
    };
}
/** A live entry carries more facts than are compared. */
const narrowed = (live, { entry }) => ({
    ...live,
    facts: Object.fromEntries(Object.entries(live.facts).filter(([name]) => Object.hasOwn(entry.facts, name))),
});
/** Instants, no lengths: what did not change is not written again. */
function adopt_pull_foundText(change, told) {
    const row = told.ledger.get(change.entry.target)?.find((r) => r.change === change.id && r.ended === null);
    return (0,instant/* instantOf */.B9)(row?.firstSeen ?? told.report.plan.at);
}
function usedText({ before, entry }) {
    const used = before?.seen?.lastUsedAt ?? entry.seen?.lastUsedAt;
    return used === undefined ? '–' : (0,instant/* instantOf */.B9)(used);
}

// EXTERNAL MODULE: ./src/review/deltas.ts + 1 modules
var deltas = __webpack_require__(5468);
// EXTERNAL MODULE: ./src/model/pattern.ts
var pattern = __webpack_require__(323);
// EXTERNAL MODULE: ./src/model/risk.ts
var risk = __webpack_require__(3146);
;// CONCATENATED MODULE: ./src/review/seats.ts




/** Always at least one seat: nothing comes into force that nobody else looked at. */
function seatsFor(reviewing) {
    const { deltas, inForce, machinery } = reviewing;
    const risky = deltas.flatMap((delta) => privilegedIn(delta, reviewing));
    const loosened = [...deltas.filter((d) => d.direction === 'loosens').map((d) => shownDelta(d)), ...machinery];
    const asks = deltas.flatMap((delta) => asksOf[delta.of](delta, reviewing));
    const asked = asks.flatMap((ask) => {
        const need = needOf(ask.as, inForce);
        return need === 0 ? [] : [{ teams: teamsFor(ask.owner, inForce), need, why: [{ as: ask.as, subject: ask.subject }] }];
    });
    const quorum = [...risky, ...loosened].flatMap((subject) => privilegedSeats(inForce, { as: 'privileged', subject }));
    const seats = merged([...asked, ...quorum]);
    return {
        seats: seats.length > 0 ? seats : [anybody],
        isPrivileged: risky.length > 0,
        isLoosening: loosened.length > 0,
    };
}
const anybody = { teams: [], need: 1, why: [{ as: 'anybody', subject: 'the policy' }] };
/** What a program proposed nobody has answered for yet: an owner or a `privileged` team does. */
function seatsOfProgram(seats, inForce) {
    const owners = seats.flatMap((s) => s.teams);
    const all = [...owners, ...inForce.settings.approval.privileged.map((name) => seatTeam(name, inForce))];
    const teams = [...new Map(all.map((team) => [team.name, team])).values()];
    return teams.length === 0 ? seats : merged([...seats, { teams, need: 1, why: [{ as: 'anybody', subject: 'what a program proposes' }] }]);
}
/** One person may fill several seats, and must be in a team of each. */
const missingSeats = (seats, approvers) => seats.map((seat) => ({ seat, has: sittingIn(seat, approvers) })).filter(({ seat, has }) => has.length < seat.need);
const sittingIn = (seat, approvers) => [...approvers]
    .filter(([, teams]) => seat.teams.length === 0 || seat.teams.some((t) => t.github !== null && teams.has(t.github)))
    .map(([login]) => login)
    .sort(order/* compareText */.n6);
/** `spare`: so many approvals more than the rule asks for: without any so many of them all seats are still filled. */
function isFilled(seats, approvers, spare) {
    if (approvers.size <= spare)
        return false;
    if (spare === 0)
        return missingSeats(seats, approvers).length === 0;
    return [...approvers.keys()].some((login) => isFilled(seats, new Map([...approvers].filter(([other]) => other !== login)), spare - 1));
}
const quorumSeats = (inForce) => privilegedSeats(inForce, { as: 'privileged', subject: 'quorum' });
/** One of each `privileged` team approved (caps, b1). Where no team is named there is no quorum. */
function hasQuorum(inForce, approvers) {
    const seats = quorumSeats(inForce);
    return seats.length > 0 && isFilled(seats, approvers, 0);
}
const needOf = (as, { settings: { approval } }) => as === 'identityOwner'
    ? approval.identityOwner
    : as === 'targetOwner'
        ? approval.targetOwner
        : as === 'roleOwner'
            ? approval.roleOwner
            : 1;
const seatTeam = (name, inForce) => ({
    name,
    github: inForce.teams.get(name)?.github?.toLowerCase() ?? null,
});
const privilegedSeats = (inForce, why) => inForce.settings.approval.privileged.map((name) => ({ teams: [seatTeam(name, inForce)], need: 1, why: [why] }));
/** Where there is no owner that can be looked up, a `privileged` team; where there is none of these either, anybody. */
function teamsFor(owner, inForce) {
    const own = owner === undefined ? undefined : seatTeam(owner, inForce);
    if (own !== undefined && own.github !== null)
        return [own];
    return inForce.settings.approval.privileged.map((name) => seatTeam(name, inForce));
}
/** One seat for each set of teams, with the most that any reason needs. */
function merged(seats) {
    const sorted = seats.map((s) => ({ ...s, teams: (0,order/* sortedBy */.VW)(s.teams, (t) => t.name) }));
    const byTeams = Map.groupBy(sorted, (s) => s.teams.map((t) => t.name).join(' '));
    return (0,order/* sortedBy */.VW)(byTeams, ([teams]) => teams).map(([, same]) => {
        const reasons = new Map(same.flatMap((s) => s.why.map((w) => [`${w.as} ${w.subject}`, w])));
        return {
            teams: same[0]?.teams ?? [],
            need: Math.max(...same.map((s) => s.need)),
            why: (0,order/* sortedBy */.VW)(reasons, ([words]) => words).map(([, why]) => why),
        };
    });
}
// ---- whose owner is asked, by what changes
const asksOf = {
    entry: asksOfEntry,
    never: (delta, reviewing) => {
        const holders = [reviewing.before, reviewing.after].flatMap((policy) => policy.never.get(delta.key)?.identity ?? []);
        return [...holders.map((name) => identityAsk(name, reviewing)), targetAsk((0,model_key/* parseKey */.Do)(delta.key).target, reviewing)];
    },
    identity: asksOfIdentity,
    target: (delta, reviewing) => [targetAsk(nameOf(delta), reviewing)],
    settings: () => [{ as: 'targetOwner', subject: 'Settings', owner: undefined }],
    team: (delta) => [{ as: 'teamItself', subject: nameOf(delta), owner: nameOf(delta) }],
    role: (delta, reviewing) => [roleAsk(nameOf(delta), reviewing)],
    rule: (delta, reviewing) => {
        const rules = versions(reviewing, (policy) => policy.rules.get(nameOf(delta)));
        return targetAsks(`Rule ${nameOf(delta)}`, rules.flatMap((rule) => targetsOfRule(rule, reviewing)), reviewing);
    },
    exception: (delta, reviewing) => {
        const exceptions = versions(reviewing, (policy) => policy.exceptions.get(nameOf(delta)));
        return targetAsks(`Exception ${nameOf(delta)}`, exceptions.flatMap((e) => targetsOfException(e, reviewing)), reviewing);
    },
    breakGlass: (delta, reviewing) => {
        const envelopes = versions(reviewing, (policy) => policy.breakGlass.get(nameOf(delta)));
        return targetAsks(`BreakGlass ${nameOf(delta)}`, envelopes.flatMap((e) => targetsOfEnvelope(e, reviewing)), reviewing);
    },
};
/** Of a changed field `name#field`. */
const nameOf = (delta) => delta.key.split('#')[0] ?? delta.key;
const versions = ({ before, after }, pick) => [before, after].map(pick).filter((one) => one !== undefined);
/** As the policy in force has it, for a change must not choose who judges it; of what is new, as the change declares it. */
const standing = ({ inForce, after }, pick) => pick(inForce) ?? pick(after);
const identityAsk = (name, reviewing) => ({
    as: 'identityOwner',
    subject: name,
    owner: standing(reviewing, (policy) => policy.identities.get(name)?.owner),
});
/** A new target has no owner yet: what it says of itself is not in force. */
const targetAsk = (name, { inForce }) => ({
    as: 'targetOwner',
    subject: name,
    owner: inForce.targets.get(name)?.owner,
});
const roleAsk = (name, reviewing) => ({
    as: 'roleOwner',
    subject: name,
    owner: standing(reviewing, (policy) => policy.roles.get(name)?.owner),
});
/** Each target's owner; of what is about no single target, nobody is. */
const targetAsks = (subject, targets, reviewing) => targets.length > 0 ? targets.map((name) => targetAsk(name, reviewing)) : [{ as: 'targetOwner', subject, owner: undefined }];
/** Because a role changed: the role's owner, whom its own delta asks, in place of the identity's, but only where that explains all of it. */
function asksOfEntry(delta, reviewing) {
    const { before, after, rolesAlone } = reviewing;
    const [was, alone, is] = [before, rolesAlone, after].map((policy) => policy.entries.get(delta.key));
    const isByRoles = !isSameEntry(was, alone) && isSameEntry(alone, is) && reviewing.deltas.some((d) => d.of === 'role');
    const holders = isByRoles ? [] : [was, is].flatMap((e) => e?.identity ?? []);
    return [...holders.map((name) => identityAsk(name, reviewing)), targetAsk((0,model_key/* parseKey */.Do)(delta.key).target, reviewing)];
}
const isSameEntry = (a, b) => (0,order/* isSame */.Ft)(a === undefined ? null : entryWords(a), b === undefined ? null : entryWords(b));
const entryWords = (e) => [e.entry.facts, e.identity, e.terms];
/** Whose accounts it takes, gives up or is judged by: their targets' owners too. */
function asksOfIdentity(delta, reviewing) {
    const name = nameOf(delta);
    const [was, is] = [reviewing.before, reviewing.after].map((policy) => policy.identities.get(name));
    const targets = new Set([...accountsMoved(was, is).map((a) => a.target), ...directoriesMoved(was, is)]);
    return [identityAsk(name, reviewing), ...[...targets].map((target) => targetAsk(target, reviewing))];
}
const accountsMoved = (was, is) => [
    ...accountsBeyond(was, is),
    ...accountsBeyond(is, was),
];
/** Those of the one that the other has not. */
const accountsBeyond = (one, other) => (one?.accounts ?? []).filter((a) => other?.accounts.some((b) => (0,order/* isSame */.Ft)(a, b)) !== true);
const directoriesMoved = (was, is) => (0,order/* isSame */.Ft)(was?.directory ?? null, is?.directory ?? null) ? [] : [was, is].flatMap((i) => i?.directory?.target ?? []);
const knownTargets = ({ before, after }) => [...new Set([...before.targets.keys(), ...after.targets.keys()])];
const targetsNamed = (names, reviewing) => knownTargets(reviewing).filter((target) => (0,pattern/* namesTarget */.IM)(names, target));
const targetsOfRule = (rule, reviewing) => targetsNamed(rule.where.target ?? [], reviewing);
function targetsOfException(exception, reviewing) {
    if ('limit' in exception)
        return [exception.limit.split('/')[0] ?? exception.limit];
    if (exception.rule === pattern/* WIDE_SCOPE */.Bc)
        return targetsNamed(exception.identities, reviewing);
    return versions(reviewing, (policy) => policy.rules.get(exception.rule)).flatMap((rule) => targetsOfRule(rule, reviewing));
}
/** Every target that a pattern may mean: one too many asks one too many. */
function targetsOfEnvelope(envelope, reviewing) {
    const names = knownTargets(reviewing);
    return envelope.covers.flatMap((pattern) => {
        const [fixed = pattern] = pattern.split('*');
        const [target = fixed] = fixed.split('/');
        return names.filter((name) => (fixed.includes('/') ? name === target : name.startsWith(target)));
    });
}
// ---- what is privileged
/** Given, or moved to somebody else, and privileged by the kind or by a pattern of the target, old or new. */
function privilegedIn(delta, reviewing) {
    if (delta.of === 'identity') {
        const [was, is] = [reviewing.before, reviewing.after].map((policy) => policy.identities.get(nameOf(delta)));
        return accountsBeyond(is, was)
            .filter((a) => isPrivileged(a.target, a.type, (0,model_key/* accountWords */.zb)(a), (0,model_key/* accountWords */.zb)(a), reviewing))
            .map((a) => `${nameOf(delta)} ${a.target}/${(0,model_key/* accountWords */.zb)(a)}`);
    }
    if (delta.of !== 'entry' || (delta.direction !== 'gives' && delta.direction !== 'loosens'))
        return [];
    const entry = (0,model_key/* parseKey */.Do)(delta.key);
    return isPrivileged(entry.target, entry.kind, `${entry.kind}/${entry.name}`, entry.account, reviewing) ? [shownDelta(delta)] : [];
}
/** An unknown kind may be anything. */
function isPrivileged(target, kindName, name, account, reviewing) {
    const patterns = [reviewing.inForce, reviewing.before, reviewing.after].flatMap((policy) => policy.targets.get(target)?.privileged ?? []);
    const kind = reviewing.kinds(target).get(kindName);
    return kind === undefined || (0,risk/* riskOfNames */.j)(kind, patterns, [name], [account]) !== 'low';
}
const shownDelta = ({ of, key }) => {
    if (of !== 'entry' && of !== 'never')
        return key;
    const entry = (0,model_key/* parseKey */.Do)(key);
    return `${entry.account} ${(0,model_key/* writtenGrant */.cq)(entry)}`;
};

// EXTERNAL MODULE: ./src/plan/verdict.ts
var verdict = __webpack_require__(7282);
// EXTERNAL MODULE: ./node_modules/yaml/dist/index.js
var dist = __webpack_require__(8815);
// EXTERNAL MODULE: ./src/policy/parse.ts
var policy_parse = __webpack_require__(2745);
// EXTERNAL MODULE: ./src/policy/positions.ts
var positions = __webpack_require__(7238);
// EXTERNAL MODULE: ./src/policy/problems.ts
var problems = __webpack_require__(9936);
// EXTERNAL MODULE: ./src/policy/quoted.ts
var quoted = __webpack_require__(6820);
;// CONCATENATED MODULE: ./src/policy/edit.ts
/**
 * Small edits of one Identity's file that keep its comments and its form: only the bytes of the line in question change.
 * Text → text; what comes out has been read back, and says what was meant and nothing else.
 */






const refuse = (refused) => ({ refused });
/** `identity`: the name of the Identity document to edit; rows of a table are edited by hand. */
function editIdentity(text, identity, edit) {
    const before = valuesOf(text);
    const index = before?.findIndex((value) => isIdentity(value, identity)) ?? -1;
    const wanted = before?.[index];
    if (!before || !isRecord(wanted))
        return refuse(`the file has no readable Identity ${(0,quoted/* quoted */.TL)(identity)}`);
    const meant = intended(wanted, edit);
    if (typeof meant === 'string')
        return refuse(meant);
    const map = (0,dist/* parseAllDocuments */.hR)(text, { keepSourceTokens: true, version: '1.2', schema: 'core' })
        .map((document) => document.contents)
        .find((contents) => (0,dist/* isMap */.jh)(contents) && contents.get('kind') === 'Identity' && contents.get('name') === identity);
    if (!map || map.flow)
        return refuse('the Identity is written in one line; edit it by hand');
    const edited = splice(text, map, edit);
    if (edited === null)
        return refuse('the line is written in a form that this edit does not know; edit it by hand');
    const after = valuesOf(edited);
    const expected = before.map((value, i) => (i === index ? meant : value));
    if (!after || (0,order/* canonicalJson */.dj)(after) !== (0,order/* canonicalJson */.dj)(expected))
        return refuse('the edit would have changed more than was meant; edit it by hand');
    return { text: edited };
}
const isRecord = (value) => value !== null && typeof value === 'object' && !Array.isArray(value);
const isIdentity = (value, name) => isRecord(value) && value['kind'] === 'Identity' && value['name'] === name;
/** Rows of a table are none. */
const hasIdentity = (text, identity) => valuesOf(text)?.some((value) => isIdentity(value, identity)) === true;
/** The item of a list that stands at a place, `file:line:col` as origins have it; null: none of this Identity does. */
function itemAt(file, text, identity, field, at) {
    for (const { source, value } of (0,policy_parse/* parseFile */.C)(file, text, (0,problems/* makeReport */.dO)()).documents) {
        const items = isRecord(value) && isIdentity(value, identity) ? value[field] : null;
        if (!Array.isArray(items))
            continue;
        // A map's origin is where its grant stands.
        const spot = (item, i) => (isRecord(item) ? (0,positions/* spotOfValue */.D5)(source, item, 'grant') : (0,positions/* spotOfItem */.xj)(source, items, i));
        const index = items.findIndex((item, i) => (0,positions/* textOf */.b6)(spot(item, i)) === at);
        if (index >= 0)
            return items[index];
    }
    return null;
}
/** All documents' values; null where the text is not readable. */
function valuesOf(text) {
    const report = (0,problems/* makeReport */.dO)();
    const file = (0,policy_parse/* parseFile */.C)('edit.yaml', text, report);
    return file.readable && !(0,problems/* hasErrors */.Cs)(report.findings()) ? file.documents.map((document) => document.value) : null;
}
/** The document as it is to be, or why that makes no sense. */
function intended(before, edit) {
    const { [edit.field]: now, ...others } = before;
    if (edit.do === 'set')
        return { ...others, [edit.field]: edit.value };
    if (edit.do === 'unset')
        return now === undefined ? `the Identity has no ${edit.field}` : others;
    const items = Array.isArray(now) ? now : [];
    if (edit.do === 'add')
        return items.some((item) => same(item, edit.item)) ? 'the line is there already' : { ...others, [edit.field]: [...items, edit.item] };
    const index = indexOfItem(items, edit.item);
    return index === null
        ? `there is not exactly one such line under ${edit.field}`
        : { ...others, [edit.field]: items.flatMap((item, i) => (i !== index ? [item] : edit.do === 'replace' ? [edit.by] : [])) };
}
const same = (a, b) => (0,order/* canonicalJson */.dj)(a) === (0,order/* canonicalJson */.dj)(b);
function indexOfItem(items, item) {
    const exact = items.findIndex((candidate) => same(candidate, item));
    if (exact >= 0)
        return exact;
    const meant = items.flatMap((candidate, i) => typeof item === 'string' && isRecord(candidate) && candidate['grant'] === item ? [i] : []);
    return meant.length === 1 ? (meant[0] ?? null) : null;
}
const fieldOf = (map, name) => map.items.find((pair) => (0,dist/* isPair */.tO)(pair) && (0,dist/* isScalar */.jn)(pair.key) && pair.key.value === name);
const startOf = (node) => node?.range?.[0] ?? -1;
const edit_endOf = (node) => node?.range?.[1] ?? -1;
const lineStart = (text, at) => text.lastIndexOf('\n', at - 1) + 1;
/** The end of the line, before its line feed. */
function lineEnd(text, at) {
    const feed = text.indexOf('\n', at);
    if (feed < 0)
        return text.length;
    return text[feed - 1] === '\r' && feed > at ? feed - 1 : feed;
}
/** Where a value really ends: a block's range takes in the white space after it. */
function solidEnd(text, node) {
    let at = edit_endOf(node);
    while (at > startOf(node) && /\s/.test(text[at - 1] ?? ''))
        at -= 1;
    return at;
}
/** A line, with its line end, from `from` to the end of the line that holds `to`. */
function cutLines(text, from, to) {
    const end = lineEnd(text, to);
    const feed = text.startsWith('\r\n', end) ? 2 : text[end] === '\n' ? 1 : 0;
    return text.slice(0, lineStart(text, from)) + text.slice(end + feed);
}
const isFirstOnLine = (text, at) => /^[ ]*$/.test(text.slice(lineStart(text, at), at));
const colonOf = (text, field) => text.indexOf(':', edit_endOf(field.key)) + 1;
function splice(text, map, edit) {
    const eol = text.includes('\r\n') ? '\r\n' : '\n';
    const field = fieldOf(map, edit.field);
    const indent = ' '.repeat(startOf(map) - lineStart(text, startOf(map)));
    if (edit.do === 'set')
        return field
            ? replaceScalar(text, field, edit.value)
            : appendField(text, map, `${indent}${edit.field}: ${scalarText(edit.value)}`, eol);
    if (edit.do === 'unset')
        return field && isFirstOnLine(text, startOf(field.key))
            ? cutLines(text, startOf(field.key), field.value && edit_endOf(field.value) > startOf(field.value) ? solidEnd(text, field.value) : colonOf(text, field))
            : null;
    if (edit.do === 'remove')
        return field && (0,dist/* isSeq */.oP)(field.value) ? removeItem(text, field, field.value, edit.item) : null;
    if (edit.do === 'replace')
        return field && (0,dist/* isSeq */.oP)(field.value) ? replaceItem(text, field.value, edit.item, edit.by, eol) : null;
    if (!field)
        return appendField(text, map, `${indent}${edit.field}:${eol}${blockItem(edit.item, `${indent}  `, eol)}`, eol);
    if ((0,dist/* isSeq */.oP)(field.value))
        return addItem(text, field.value, edit.item, eol);
    // `access:` with nothing after it.
    const end = lineEnd(text, colonOf(text, field));
    return text.slice(0, end) + eol + blockItem(edit.item, `${indent}  `, eol) + text.slice(end);
}
function appendField(text, map, lines, eol) {
    const last = map.items.at(-1);
    if (!last)
        return null;
    const end = lineEnd(text, last.value && edit_endOf(last.value) > startOf(last.value) ? solidEnd(text, last.value) : colonOf(text, last));
    return text.slice(0, end) + eol + lines + text.slice(end);
}
function replaceScalar(text, field, value) {
    if (field.value && !(0,dist/* isScalar */.jn)(field.value))
        return null;
    const [start, end] = [startOf(field.value), edit_endOf(field.value)];
    if (start < 0 || end <= start) {
        const colon = colonOf(text, field);
        return `${text.slice(0, colon)} ${scalarText(value)}${text.slice(colon)}`;
    }
    return /^[|>]/.test(text.slice(start)) ? null : text.slice(0, start) + scalarText(value) + text.slice(end);
}
function addItem(text, list, item, eol) {
    const last = list.items.at(-1);
    if (list.flow) {
        const end = last ? edit_endOf(last) : startOf(list) + 1;
        return `${text.slice(0, end)}${last ? ', ' : ''}${flowText(item)}${text.slice(end)}`;
    }
    if (!last)
        return null;
    const indent = ' '.repeat(startOf(list) - lineStart(text, startOf(list)));
    const end = lineEnd(text, solidEnd(text, last));
    return text.slice(0, end) + eol + blockItem(item, indent, eol) + text.slice(end);
}
const indexInList = (list, item) => indexOfItem(list.items.map((node) => ((0,dist/* isScalar */.jn)(node) || (0,dist/* isMap */.jh)(node) ? node.toJSON() : null)), item);
function hasComment(node) {
    let is = false;
    (0,dist/* visit */.YR)(node, { Node: (_, { comment, commentBefore }) => void (is ||= Boolean(comment) || Boolean(commentBefore)) });
    return is;
}
/** A comment between the lines of an item would be lost, so such an item is left to people. */
function replaceItem(text, list, item, by, eol) {
    const index = indexInList(list, item);
    const node = index === null ? undefined : list.items[index];
    if (node === undefined)
        return null;
    const [start, end] = [startOf(node), solidEnd(text, node)];
    if (!(0,dist/* isScalar */.jn)(node) && hasComment(node))
        return null;
    if (list.flow || ((0,dist/* isMap */.jh)(node) && node.flow))
        return text.slice(0, start) + flowText(by) + text.slice(end);
    const dash = text.lastIndexOf('-', start - 1);
    if (!isFirstOnLine(text, dash))
        return null;
    const indent = ' '.repeat(dash - lineStart(text, dash));
    const lines = blockItem(by, indent, eol).slice(indent.length);
    // The comment beside a scalar goes on beside the first of its lines.
    const [first = '', ...rest] = lines.split(eol);
    const lineEnds = lineEnd(text, end);
    return text.slice(0, dash) + [first + text.slice(end, lineEnds), ...rest].join(eol) + text.slice(lineEnds);
}
function removeItem(text, field, list, item) {
    const index = indexInList(list, item);
    const node = index === null ? undefined : list.items[index];
    if (index === null || !node)
        return null;
    const [before, after] = [list.items[index - 1], list.items[index + 1]];
    if (list.flow) {
        const [start, end] = before ? [edit_endOf(before), edit_endOf(node)] : after ? [startOf(node), startOf(after)] : [startOf(node), edit_endOf(node)];
        return text.slice(0, start) + text.slice(end);
    }
    const dash = text.lastIndexOf('-', startOf(node) - 1);
    if (!isFirstOnLine(text, dash))
        return null;
    const cut = cutLines(text, dash, solidEnd(text, node));
    if (list.items.length > 1)
        return cut;
    const colon = colonOf(text, field);
    return `${cut.slice(0, colon)} []${cut.slice(colon)}`;
}
/** As plain text where it stays the same text, else in quotes; JSON's quotes are YAML's. */
function scalarText(value) {
    if (typeof value !== 'string')
        return String(value);
    const plain = /^[A-Za-z0-9_./][A-Za-z0-9_./:@+=-]*(?: [A-Za-z0-9_./:@+=()-]+)*$/.test(value) && !/:(?: |$)/.test(value);
    const [read] = plain ? (valuesOf(`x: ${value}\n`) ?? []) : [];
    return isRecord(read) && read['x'] === value ? value : JSON.stringify(value);
}
function flowText(value) {
    if (!isRecord(value))
        return scalarText(value);
    const pairs = Object.entries(value).map(([key, item]) => `${scalarText(key)}: ${flowText(item)}`);
    return pairs.length === 0 ? '{}' : `{ ${pairs.join(', ')} }`;
}
function blockItem(item, indent, eol) {
    if (typeof item === 'string')
        return `${indent}- ${scalarText(item)}`;
    return Object.entries(item)
        .map(([key, value], i) => `${indent}${i === 0 ? '- ' : '  '}${scalarText(key)}: ${flowText(value)}`)
        .join(eol);
}

;// CONCATENATED MODULE: ./src/runs/adopt-proposals.ts





const MOST_LINES = 50;
/** In the order of the files; each with what could be read back as just what was meant. */
function adoptProposals(plans, states, kinds, onto) {
    const fileOf = fileFinder(onto);
    const meant = [];
    const left = [];
    for (const { target, blocked } of plans) {
        const state = states.get(target);
        if (state === undefined)
            continue;
        for (const { change } of blocked.filter((b) => waitsForAnswer(b, state))) {
            const one = meaningOf(change, state, kinds.get(target)?.get(change.entry.kind), onto, fileOf);
            if (typeof one === 'string')
                left.push({ change, why: one });
            else
                meant.push(one);
        }
    }
    const files = [...Map.groupBy(meant, (m) => m.file)].flatMap(([file, all]) => {
        const lines = (0,order/* sortedBy */.VW)(all, (m) => (0,order/* canonicalJson */.dj)([m.change.label, m.change.id])).slice(0, MOST_LINES);
        const whole = adopt_proposals_fitting(file, lines, onto);
        const fit = whole === null ? lines.filter((line) => adopt_proposals_fitting(file, [line], onto) !== null) : lines;
        const text = whole ?? adopt_proposals_fitting(file, fit, onto);
        const stays = text === null ? [] : fit;
        left.push(...lines.filter((line) => !stays.includes(line)).map(({ change }) => ({ change, why: byHand })));
        return text === null || stays.length === 0
            ? []
            : [{ file, identities: [...new Set(stays.map((m) => m.change.identity ?? ''))].sort(), text, lines: stays.map(lineOnly) }];
    });
    return { files: (0,order/* sortedBy */.VW)(files, (f) => f.file), left };
}
const byHand = 'its file is written in a form that is edited by hand';
const lineOnly = ({ change, did, isGivingBack }) => ({ change, did, isGivingBack });
/** The drift guard holds back also what is only reported. */
function waitsForAnswer({ guard, change }, { policy }) {
    if (guard !== 'drift')
        return false;
    if (change.because.authority !== 'correction')
        return true;
    return policy.drift[change.verdict].do !== 'report';
}
function meaningOf(change, state, kind, onto, fileOf) {
    if (change.risk !== 'low')
        return 'it is privileged, so it is never proposed';
    if (change.identity === null)
        return 'nobody declares the account';
    if (kind?.role !== 'grant')
        return `a ${change.entry.kind} is no line of a file: it comes with its account`;
    const isGivingBack = change.because.authority !== 'correction';
    if (change.verb === 'revoke') {
        const file = fileOf(change.identity);
        const added = lineToAdd(change, change.identity, state, kind, onto.declared);
        if (file === null)
            return byHand;
        return typeof added === 'string' ? added : { change, did: 'add', isGivingBack, file, ...added };
    }
    const own = ownLines(change, change.identity, onto);
    if (typeof own === 'string')
        return own;
    const { file, items } = own;
    if (change.verb === 'grant') {
        const isIt = ({ key }, after) => key === change.key && !after.entries.has(key);
        return { change, did: 'remove', isGivingBack, file, edits: items.map((item) => ({ do: 'remove', field: 'access', item })), isIt };
    }
    const replaced = lineToReplace(change, items, kind);
    return typeof replaced === 'string' ? replaced : { change, did: 'replace', isGivingBack, file, ...replaced };
}
/** What is live, as a line of the account's identity. */
function lineToAdd(change, identity, state, kind, declared) {
    const { entry } = change;
    const account = state.accounts.find((a) => a.id === entry.account && a.identity === identity && a.disowned === null && a.released === null);
    if (account === undefined)
        return 'nobody declares the account';
    const hidden = Object.entries(kind.facts).some(([name, fact]) => !fact.mayPrint && fact.default !== undefined && fact.default !== entry.facts[name]);
    if (hidden)
        return 'one of its facts may not be shown';
    const facts = Object.fromEntries(Object.entries(entry.facts).filter(([name, value]) => kind.facts[name]?.mayPrint === true && kind.facts[name].default !== value));
    const grant = (0,change_words/* withoutHolder */.l2)(change);
    const isOneOfMany = (declared.identities.get(identity)?.accounts.filter((a) => a.target === entry.target).length ?? 0) > 1;
    const more = {
        ...(isOneOfMany ? { account: account.account } : {}),
        ...(Object.keys(entry.facets).length === 0 ? {} : { facets: entry.facets }),
        ...(Object.keys(facts).length === 0 ? {} : { facts }),
    };
    const item = Object.keys(more).length === 0 ? grant : { grant, ...more };
    const name = grant.slice(`${entry.target}/${entry.kind}/`.length);
    return {
        edits: [{ do: 'add', field: 'access', item }],
        isIt: ({ key }, after) => {
            const made = declared.entries.has(key) ? undefined : after.entries.get(key);
            const { target, kind: of, facets } = made?.entry ?? {};
            return (made?.identity === identity &&
                (0,order/* isSame */.Ft)([target, of, made.entry.account, made.entry.name, facets], [entry.target, entry.kind, account.account, name, entry.facets]) &&
                (0,verdict/* sameFacts */.w4)(made.entry.facts, entry.facts));
        },
    };
}
/** The lines of the identity itself that give it; a line of a role gives it to others too. */
function ownLines(change, identity, { declared, files }) {
    const found = declared.entries.get(change.key);
    if (found === undefined)
        return 'the policy no longer names it';
    const items = [];
    const places = new Set();
    for (const { at, via } of found.origins) {
        if (via.length > 0)
            return `${via[0] ?? 'a role'} gives it, so an edit of this identity alone would not do`;
        const file = at.replace(/:\d+:\d+$/, '');
        const item = itemAt(file, files.get(file) ?? '', identity, 'access', at);
        if (item === null)
            return byHand;
        places.add(file);
        items.push(item);
    }
    const [file, ...others] = places;
    return file === undefined || others.length > 0 ? byHand : { file, items };
}
function lineToReplace(change, items, kind) {
    const [item, ...others] = items;
    const live = change.before?.facts ?? {};
    const differ = Object.keys(change.entry.facts).filter((name) => live[name] !== change.entry.facts[name]);
    if (item === undefined || others.length > 0)
        return 'more than one line gives it';
    if (differ.some((name) => live[name] === undefined || kind.facts[name]?.mayPrint !== true))
        return 'one of its facts may not be shown';
    const line = (typeof item === 'string' ? { grant: item } : item);
    const by = { ...line, facts: { ...line.facts, ...Object.fromEntries(differ.map((name) => [name, live[name] ?? ''])) } };
    return {
        edits: [{ do: 'replace', field: 'access', item, by }],
        isIt: ({ key }, after) => key === change.key && (0,verdict/* sameFacts */.w4)(after.entries.get(key)?.entry.facts ?? { missing: '' }, live),
    };
}
/** The text with all of it, where it compiles to just these differences; null: it does not. */
function adopt_proposals_fitting(file, lines, { files, declared, declare }) {
    let text = files.get(file);
    for (const { change, edits } of lines) {
        for (const edit of edits) {
            if (text === undefined)
                return null;
            const edited = editIdentity(text, change.identity ?? '', edit);
            if ('refused' in edited)
                return null;
            text = edited.text;
        }
    }
    if (text === undefined)
        return null;
    const after = declare(new Map([...files, [file, text]]));
    if (after === null)
        return null;
    const made = (0,deltas/* deltas */.mz)(declared, after);
    const isMeant = (d) => d.of === 'entry' && lines.filter((line) => line.isIt(d, after)).length === 1;
    return made.length === lines.length && made.every(isMeant) ? text : null;
}
/** An identity's accounts are lines of its file, and each implies entries; the few that have none are looked for. */
function fileFinder({ declared, files }) {
    const known = new Map();
    for (const { identity, origins } of declared.entries.values())
        for (const { at } of origins)
            known.set(identity, at.replace(/:\d+:\d+$/, ''));
    return (identity) => {
        const file = known.get(identity) ?? [...files].find(([, text]) => text.includes(identity) && hasIdentity(text, identity))?.[0] ?? null;
        return file !== null && hasIdentity(files.get(file) ?? '', identity) ? file : null;
    };
}

;// CONCATENATED MODULE: ./src/runs/adopt-steps.ts
/** What a detect does about one adopt pull request: begins, advances, rewords, closes or leaves it. A table; pure. */
const leave = { close: null, write: null, edit: false, isFixed: false, keep: true };
const drop = { ...leave, keep: false };
const begin = { ...drop, write: 'begin' };
function adoptStep(s) {
    if (!s.isRead)
        return leave;
    const anew = s.wish === 'nothing' ? drop : begin;
    if (s.is === 'none' || s.is === 'merged')
        return anew;
    // Closed by somebody: no answer. The same is not asked twice; another thing is.
    if (s.is === 'closed')
        return s.wish === 'same' && !s.isAnswered ? leave : anew;
    if (s.isAnswered)
        return { ...anew, close: 'answered' };
    if (s.wish === 'nothing')
        return { ...drop, close: 'gone' };
    if (!s.isOurHead || s.wish === 'same')
        return { ...leave, edit: true, isFixed: s.isApproved };
    return s.isApproved ? leave : { ...leave, write: 'advance', edit: true };
}

// EXTERNAL MODULE: ./src/runs/connections.ts + 1 modules
var connections = __webpack_require__(7943);
// EXTERNAL MODULE: ./src/runs/policy.ts + 2 modules
var runs_policy = __webpack_require__(2633);
;// CONCATENATED MODULE: ./src/github/brought-by.ts



/** Looks back so many pushes to the branch; what is older is not known. */
const MOST_PAGES = 10;
/** `line`: the commits of the branch, oldest first. `commits`: some of them. */
async function broughtBy(client, repo, branch, line, commits) {
    const people = new Map();
    const exclude = (login, why) => void people.set(login.toLowerCase(), why);
    let isKnown = true;
    for (const ref of commits) {
        const { data } = await (0,errors/* asking */.os)(`reading commit ${ref}`, () => client.rest.repos.getCommit({ ...repo, ref, per_page: 1 }));
        for (const account of [data.author, data.committer]) {
            if (account !== null && 'login' in account)
                exclude(account.login, `stands on ${ref}`);
            else
                isKnown = false;
        }
        // Merged, and not let through: whoever made it has part in it as well.
        for (const pull of await pullsThatBecame(client, repo, branch, ref)) {
            const own = excludedFrom(await factsOf(client, repo, pull));
            for (const [login, why] of own.people)
                exclude(login, `had part in #${pull.number}: ${why}`);
            isKnown &&= own.unknown.length === 0;
        }
    }
    const pushers = await pushersTo(client, repo, branch);
    for (const commit of commits) {
        // A push that brings several is told by the last of them.
        const pushed = line.slice(line.indexOf(commit)).find((sha) => pushers.has(sha));
        const actor = pushed === undefined ? null : (pushers.get(pushed) ?? null);
        if (actor === null)
            isKnown = false;
        else
            exclude(actor, `pushed ${commit}`);
    }
    return { people, unknown: isKnown ? [] : ['who brought what is ratified is not known in whole'] };
}
async function pushersTo(client, repo, branch) {
    const found = new Map();
    const pages = client.paginate.iterator(client.rest.repos.listActivities, { ...repo, ref: `refs/heads/${branch}`, per_page: 100 });
    try {
        await (0,errors/* asking */.os)(`reading who pushed to ${branch}`, async () => {
            let page = 0;
            for await (const { data } of pages) {
                for (const { after, actor } of data)
                    found.set(after, actor?.login ?? null);
                page += 1;
                if (page >= MOST_PAGES)
                    break;
            }
        });
    }
    catch (error) {
        // As for a branch: then nobody is known.
        if (!(error instanceof errors/* GithubError */.E1) || !['forbidden', 'refused', 'notFound'].includes(error.code))
            throw error;
    }
    return found;
}

;// CONCATENATED MODULE: ./src/policy/roles-alone.ts


/** As far as it can be compiled: an entry that cannot is told apart from what the edit as a whole makes of it. */
function withRolesOf(files, roles, connectors) {
    const report = (0,problems/* makeReport */.dO)();
    const keep = (texts, isRole) => (0,compile/* parseAll */.bg)(texts, report).map((file) => ({ ...file, documents: file.documents.filter((d) => isRoleDocument(d.value) === isRole) }));
    return (0,compile/* compileParsed */.vm)([...keep(files, false), ...keep(roles, true)], connectors, report).declared;
}
const isRoleDocument = (value) => value !== null && typeof value === 'object' && 'kind' in value && value.kind === 'Role';

;// CONCATENATED MODULE: ./src/runs/reviewed-steps.ts











/** `from`: the approved commit. `head`: of the default branch, as the API names it now. */
async function reviewedOnGithub(github, from, head, connectors) {
    const walk = await walkPolicy(github, from, head);
    if ('refused' in walk)
        return walk;
    const source = {
        folder: github.folder,
        walk,
        prove: (index, after) => proveStep(github, walk, index, after),
        ratified: (step) => ratifiedBy(github, walk, step),
        broughtBy: (commits) => broughtBy(github.client, github.repo, github.branch, walk.steps.map((s) => s.sha), commits),
        textsAt: (commit) => (0,runs_policy/* filesAt */.Tl)(github.client, github.repo, commit, github.folder),
        isInTeam: teamReader(github.client),
    };
    return await reviewedSteps(source, connectors);
}
async function reviewedSteps(source, connectors) {
    const { walk } = source;
    const policies = policyReader(source, connectors);
    const at = (index) => policies(shaAt(walk, index), guardedAt(walk, index));
    const reviews = [];
    let done = 0;
    let inForce = await at(0);
    const begun = inForce.policy;
    const end = (stopped) => {
        const waiting = walk.touching.filter((i) => i > done);
        const passed = (waiting[0] ?? walk.steps.length) - 1;
        return {
            begun,
            inForce: { commit: shaAt(walk, Math.max(done, passed)), policy: inForce.policy },
            reviews,
            stopped: stopped === null ? null : { commit: stopped.commit, why: stopped.why, wayOut: stopped.wayOut },
            waiting: stopped === null ? [] : waiting.map((i) => shaAt(walk, i)),
        };
    };
    for (const index of walk.touching) {
        if (index <= done)
            continue;
        const judged = await judgeStep(index);
        if (!('policy' in judged))
            return end(judged);
        reviews.push(judged);
        done = judged.step.last;
        inForce = await at(done);
    }
    return end(null);
    async function judgeStep(index) {
        const proof = await source.prove(index, done);
        const judged = proof.is === 'unproven' ? proof : await judge({ source, policies, connectors, inForce, done }, proof, null);
        return 'policy' in judged ? judged : ((await ratifiedStep(index, judged)) ?? judged);
    }
    /** A later pull request that names it, and every other commit up to itself that nothing lets through, as reviewed. */
    async function ratifiedStep(index, unproven) {
        let last = null;
        for (const later of mayRatify(source, walk, index)) {
            const proof = await source.prove(later, done);
            if (proof.is === 'unproven' || proof.first <= index)
                continue;
            const named = await source.ratified(proof);
            if (!named.has(unproven.commit))
                continue;
            const between = walk.touching.filter((i) => i >= index && i < proof.first);
            const ratified = walk.steps.slice(index, proof.first).flatMap((s) => (named.has(s.sha) ? [s.sha] : []));
            const judged = (await firstUnnamed(between, named)) ??
                (await judge({ source, policies, connectors, inForce, done }, without(proof, await source.broughtBy(ratified)), ratified));
            if ('policy' in judged)
                return judged;
            last = judged;
        }
        return last;
    }
    async function firstUnnamed(between, named) {
        let after = done;
        for (const i of between) {
            if (i <= after || named.has(shaAt(walk, i)))
                continue;
            const proof = await source.prove(i, after);
            if (proof.is === 'unproven' && !named.has(proof.commit))
                return proof;
            after = proof.is === 'proven' ? proof.last : walk.steps.findIndex((s) => s.sha === proof.commit);
        }
        return null;
    }
}
/** Of the approvals of a step those that are nobody's who is excluded. */
function without(step, { people, unknown }) {
    const own = (login) => people.get(login.toLowerCase());
    const refused = step.approvals.flatMap(({ login }) => {
        const why = own(login);
        return why === undefined ? [] : [{ login, why }];
    });
    return {
        ...step,
        approvals: step.approvals.filter((a) => own(a.login) === undefined),
        notCounted: [...step.notCounted, ...refused],
        more: [...step.more, ...unknown],
    };
}
const shaAt = (walk, index) => walk.steps[index]?.sha ?? '';
const guardedAt = (walk, index) => walk.steps[index]?.guarded ?? new Map();
/** The same files are compiled once, at however many commits they stand. */
function policyReader({ folder, textsAt }, connectors) {
    const known = new Map();
    const read = async (commit) => {
        const { files, problems } = await textsAt(commit);
        return { files, policy: await (0,runs_policy/* policyOf */.US)(files, problems, connectors) };
    };
    return async (commit, guarded) => {
        const files = (0,order/* canonicalJson */.dj)((0,order/* sortedBy */.VW)(guarded, ([path]) => path).filter(([path]) => isPolicyPath(path, folder)));
        const compiled = known.get(files) ?? read(commit);
        known.set(files, compiled);
        const { policy, ...rest } = await compiled;
        return { ...rest, policy: { ...policy, commit } };
    };
}
/** `ratified`: commits that this step's pull request takes upon itself; where it does, all since the policy in force is its review. */
async function judge(setting, step, ratified) {
    const { source, policies, inForce, done } = setting;
    const { walk } = source;
    const commit = shaAt(walk, step.last);
    const unproven = (why) => ({ commit, why, wayOut: wayOutOf(source, commit) });
    const base = ratified !== null ? inForce : await policies(step.mergeBase, step.sides.base);
    const head = await policies(step.pull.head, step.sides.head);
    const landed = await policies(commit, step.sides.after);
    for (const [where, { policy }] of [
        ['base', base],
        ['approved head', head],
        ['merge', landed],
    ]) {
        const fault = policy.problems.find((p) => p.severity === 'error');
        if (fault !== undefined)
            return unproven(`the policy at the ${where} of #${step.pull.number} has errors, the first of them ${fault.rule} at ${fault.at ?? 'no line'}`);
    }
    const review = (0,deltas/* deltas */.mz)(base.policy.declared, head.policy.declared);
    const odd = differenceOf(review, { inForce: inForce.policy.declared, head: head.policy.declared, landed: landed.policy.declared });
    if (odd !== null)
        return unproven(`#${step.pull.number} ${odd}`);
    const machinery = changedPaths(guardedAt(walk, done), step.sides.after).filter((path) => !isPolicyPath(path, source.folder));
    const seats = await seatsOf(setting, { review, base, head, machinery, isBotMade: step.isBotMade });
    const declared = [inForce, base, head, landed].map((c) => c.policy.declared);
    const people = await sittingDown(source, step, seats, inForce.policy.declared, declared);
    if (!isFilled(seats.seats, people.approvers, step.more.length))
        return unproven(notEnough(step, seats, people));
    const { approvals } = people;
    const quorum = hasQuorum(inForce.policy.declared, people.approvers);
    const because = {
        authority: 'review',
        source: `#${step.pull.number}, approved by ${approvals.map((a) => a.login).join(', ')}`,
        at: Math.max(step.pull.mergedAt, ...approvals.map((a) => a.at)),
        ...(quorum ? { quorum } : {}),
    };
    return {
        policy: landed.policy,
        because,
        renew: false,
        step,
        review,
        digest: (0,deltas/* digestOfReview */.mO)(review),
        seats,
        approvals,
        ratified: ratified ?? [],
    };
}
const wordsOf = (delta) => `${delta.of} ${delta.key}`;
/**
 * What landed is what was reviewed: nothing more, each with the value before and after that was seen, and nothing less, but
 * for what stood there already. Null: so it is.
 */
function differenceOf(review, { inForce, head, landed }) {
    const brought = (0,deltas/* deltas */.mz)(inForce, landed);
    const seen = new Set(review.map((d) => (0,order/* canonicalJson */.dj)(d)));
    const surplus = brought.filter((d) => !seen.has((0,order/* canonicalJson */.dj)(d)));
    if (surplus.length > 0)
        return `brought what its review does not show, together with what had changed meanwhile: ${listed(surplus)}. A pull request that restates it shows it`;
    const reviewed = new Set(review.map(wordsOf));
    const missing = (0,deltas/* deltas */.mz)(head, landed).filter((d) => reviewed.has(wordsOf(d)));
    return missing.length === 0 ? null : `did not bring what it was approved for: ${listed(missing)}`;
}
const SHOWN = 3;
const listed = (all) => [...all.slice(0, SHOWN).map(reviewed_steps_shownDelta), ...(all.length > SHOWN ? [`${all.length - SHOWN} more`] : [])].join(', ');
function reviewed_steps_shownDelta({ of, key }) {
    if (of !== 'entry' && of !== 'never')
        return `${of} ${key}`;
    const entry = (0,model_key/* parseKey */.Do)(key);
    return `${entry.account} ${(0,model_key/* writtenGrant */.cq)(entry)}`;
}
async function seatsOf({ connectors, inForce }, step) {
    const { review, base, head } = step;
    const hasRoles = review.some((d) => d.of === 'role');
    const loaded = await (0,connections/* connectorKinds */.Ts)(hasRoles ? [...base.files.values(), ...head.files.values()] : [], connectors);
    const kinds = new Map();
    for (const [name, policy] of [...head.policy.declared.targets, ...inForce.policy.declared.targets])
        kinds.set(name, await (0,connections/* kindsOf */.tG)(policy, connectors));
    const seats = seatsFor({
        deltas: review,
        inForce: inForce.policy.declared,
        before: base.policy.declared,
        after: head.policy.declared,
        rolesAlone: hasRoles ? withRolesOf(base.files, head.files, (name) => loaded.get(name)) : base.policy.declared,
        kinds: (target) => kinds.get(target) ?? new Map(),
        machinery: step.machinery,
    });
    return step.isBotMade ? { ...seats, seats: seatsOfProgram(seats.seats, inForce.policy.declared) } : seats;
}
async function sittingDown({ isInTeam }, step, { seats }, inForce, declared) {
    // Those of the quorum too: they lift a cap where they need not have approved.
    const asked = [...seats, ...quorumSeats(inForce)];
    const teams = [...new Set(asked.flatMap((s) => s.teams.flatMap((t) => t.github ?? [])))];
    const accounts = accountsIn(declared);
    const approvals = [];
    const notCounted = [...step.notCounted];
    const approvers = new Map();
    const unread = new Set();
    for (const approval of step.approvals) {
        const identity = accounts.get(approval.login.toLowerCase()) ?? accounts.get(`id:${approval.id}`);
        if (identity !== undefined) {
            notCounted.push({ login: approval.login, why: `is an account of the identity ${identity}` });
            continue;
        }
        const own = new Set();
        for (const team of teams) {
            const is = await isInTeam(approval.login, team);
            if (is === null)
                unread.add(team);
            else if (is)
                own.add(team);
        }
        approvals.push(approval);
        approvers.set(approval.login.toLowerCase(), own);
    }
    return { approvals, approvers, notCounted, unread: [...unread].sort() };
}
/** In any target: a person has no business in a list of what is none, and ids are GitHub's in its own target only. */
function accountsIn(policies) {
    const accounts = new Map();
    for (const { identities, targets } of policies) {
        for (const identity of identities.values()) {
            for (const { target, name } of identity.accounts) {
                if (!name.startsWith('id:') || targets.get(target)?.connector === 'github')
                    accounts.set(name.toLowerCase(), identity.name);
            }
        }
    }
    return accounts;
}
function notEnough(step, { seats }, { approvers, notCounted, unread }) {
    const missing = missingSeats(seats, approvers).map(({ seat, has }) => `${seat.need - has.length} of ${seatWords(seat)}`);
    const more = missing.length === 0 ? [`${step.more.length} more than the rule asks for, since ${step.more.join(' and ')}`] : [];
    const has = [...approvers.keys()].map((login) => `approved by ${login}`);
    const others = notCounted.map(({ login, why }) => `${login} ${why}`);
    const blind = unread.length === 0 ? [] : [`this token may not read who is in ${unread.join(', ')}`];
    return `#${step.pull.number} lacks approvals: ${[...missing, ...more].join('; ')} (${[...has, ...others, ...blind].join('; ') || 'nobody has approved it'})`;
}
const seatWords = ({ teams, why }) => {
    const who = teams.map((t) => t.github ?? `the Team ${t.name}, which has no team on GitHub`).join(' or ');
    const reasons = why.slice(0, SHOWN).map((w) => w.subject);
    return `${who === '' ? 'anybody else who may write' : who} (for ${[...reasons, ...(why.length > SHOWN ? [`${why.length - SHOWN} more`] : [])].join(', ')})`;
};

;// CONCATENATED MODULE: ./src/runs/github-adopt.ts
var __addDisposableResource = (undefined && undefined.__addDisposableResource) || function (env, value, async) {
    if (value !== null && value !== void 0) {
        if (typeof value !== "object" && typeof value !== "function") throw new TypeError("Object expected.");
        var dispose, inner;
        if (async) {
            if (!Symbol.asyncDispose) throw new TypeError("Symbol.asyncDispose is not defined.");
            dispose = value[Symbol.asyncDispose];
        }
        if (dispose === void 0) {
            if (!Symbol.dispose) throw new TypeError("Symbol.dispose is not defined.");
            dispose = value[Symbol.dispose];
            if (async) inner = dispose;
        }
        if (typeof dispose !== "function") throw new TypeError("Object not disposable.");
        if (inner) dispose = function() { try { inner.call(this); } catch (e) { return Promise.reject(e); } };
        env.stack.push({ value: value, dispose: dispose, async: async });
    }
    else if (async) {
        env.stack.push({ async: true });
    }
    return value;
};
var __disposeResources = (undefined && undefined.__disposeResources) || (function (SuppressedError) {
    return function (env) {
        function fail(e) {
            env.error = env.hasError ? new SuppressedError(e, env.error, "An error was suppressed during disposal.") : e;
            env.hasError = true;
        }
        var r, s = 0;
        function next() {
            while (r = env.stack.pop()) {
                try {
                    if (!r.async && s === 1) return s = 0, env.stack.push(r), Promise.resolve().then(next);
                    if (r.dispose) {
                        var result = r.dispose.call(r.value);
                        if (r.async) return s |= 2, Promise.resolve(result).then(next, function(e) { fail(e); return next(); });
                    }
                    else s |= 1;
                }
                catch (e) {
                    fail(e);
                }
            }
            if (s === 1) return env.hasError ? Promise.reject(env.error) : Promise.resolve();
            if (env.hasError) throw env.error;
        }
        return next();
    };
})(typeof SuppressedError === "function" ? SuppressedError : function (error, suppressed, message) {
    var e = new Error(message);
    return e.name = "SuppressedError", e.error = error, e.suppressed = suppressed, e;
});
/** Proposals on GitHub: a detect opens adopt pull requests and brings them up to date, an apply reads what people answered there. */






















/** So many wait for an answer at once; the rest is in the issues, and is proposed when these are answered. */
const MOST_OPEN = 20;
/** `notes`: where GitHub refuses, the drift is in its issue all the same. `adopting`: what waits where by now. */
async function tellAdopts(place, host, store, told, newest) {
    const { adopting } = await store.load();
    if (newest.policy.hasErrors)
        return { notes: [], adopting };
    const wished = await wishedFiles(told, newest, host);
    if (wished.length === 0 && adopting.length === 0)
        return { notes: [], adopting };
    try {
        const env_1 = { stack: [], error: void 0, hasError: false };
        try {
            const _ = __addDisposableResource(env_1, await store.lock({ run: `detect ${host.runId}`, user: host.user, at: host.now() }), true);
            return { notes: [], adopting: await bringUpToDate(place, store, told, newest, wished) };
        }
        catch (e_1) {
            env_1.error = e_1;
            env_1.hasError = true;
        }
        finally {
            const result_1 = __disposeResources(env_1);
            if (result_1)
                await result_1;
        }
    }
    catch (error) {
        const isPassing = error instanceof state_errors/* StateError */.q && (error.code === 'locked' || error.code === 'conflict');
        if (!isPassing && !(error instanceof errors/* GithubError */.E1 && ['forbidden', 'refused', 'notFound', 'conflict'].includes(error.code)))
            throw error;
        return { notes: [`Adopt pull requests were not brought up to date; what is open stands in the issues. ${error.message}`], adopting };
    }
}
async function wishedFiles(told, { files, policy }, host) {
    const known = await (0,connections/* connectorKinds */.Ts)(files.values(), host.connectors);
    const declare = (texts) => {
        const { declared, problems } = (0,compile/* compile */.wE)(texts, (name) => known.get(name));
        return problems.some((p) => p.severity === 'error') ? null : declared;
    };
    return adoptProposals((0,issue_rows/* plansOf */.i$)(told.report), told.states, told.kinds, { files, declared: policy.declared, declare }).files;
}
/** All commits first, which nobody sees; then the state, which says that they are ours; then branches and pull requests. */
async function bringUpToDate(place, store, told, newest, wished) {
    const { surface, branch, source } = place;
    const loaded = await store.load();
    const open = await ourOpenPulls(surface, branch);
    const known = new Set(loaded.adopting.flatMap((row) => row.pull ?? []));
    const works = [];
    for (const file of filesInTurn(loaded.adopting, wished))
        works.push(await workOn(place, told, loaded.adopting, wished, open, file));
    const ending = works.filter((w) => w.step.close !== null).length;
    const rows = new Map(loaded.adopting.map((row) => [row.file, row]));
    let room = MOST_OPEN - open.length + ending;
    const doing = [];
    for (const work of works) {
        const { file, step, wished: wish, row } = work;
        let next = step.keep ? row : null;
        if (wish !== null && (step.write === 'advance' || (step.write === 'begin' && room > 0))) {
            if (step.write === 'begin')
                room -= 1;
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
        if (next === null)
            rows.delete(file);
        else
            rows.set(file, next);
        doing.push({ ...work, next });
    }
    const save = async () => void (await store.save({ adopting: (0,order/* sortedBy */.VW)(rows.values(), (r) => r.file) }, await store.generation()));
    const isChanged = doing.some(({ row, next }) => row !== next);
    if (isChanged)
        await save();
    let isOpened = false;
    for (const stray of open.filter((pull) => !known.has(pull.number) && !works.some((w) => w.pull?.number === pull.number)))
        await closePull(surface, stray.number, closingText.lost);
    for (const { file, step, wished: wish, row, next, pull } of doing) {
        if (step.close !== null && pull !== null)
            await closePull(surface, pull.number, closingText[step.close]);
        if (wish === null || next === null)
            continue;
        const mark = markOf('adopt', file);
        const head = github_adopt_branchOf(file);
        const textOf = (foreign) => {
            const path = [...partsOf(source.folder), file].join('/');
            const { title, markdown } = adoptPull({ file: path, identities: wish.identities, lines: wish.lines, foreign }, told);
            return { title, body: marked({ mark, from: 0, upto: 0 }, markdown) };
        };
        if (step.write === 'begin' && next !== row) {
            await beginBranch(surface, head, next.head);
            rows.set(file, { ...next, pull: await openPull(surface, branch, head, mark, textOf(null)) });
            isOpened = true;
        }
        else if (pull !== null && step.edit) {
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
    if (isOpened)
        await save();
    return [...rows.values()];
}
/** Change → the pull request that asks about it. */
const answersIn = (adopting) => Object.fromEntries(adopting.flatMap(({ pull, changes }) => (pull === null ? [] : changes.map(({ change }) => [change, pull]))));
/** Those that stand already come first: new ones take what room is left. */
const filesInTurn = (adopting, wished) => {
    const standing = adopting.map((row) => row.file).toSorted(order/* compareText */.n6);
    return [...new Set([...standing, ...wished.map((w) => w.file).toSorted(order/* compareText */.n6)])];
};
async function workOn({ surface }, told, adopting, wished, open, file) {
    const row = adopting.find((r) => r.file === file) ?? null;
    const wish = wished.find((w) => w.file === file) ?? null;
    const mark = markOf('adopt', file);
    const pull = row === null
        ? null
        : row.pull === null
            ? (open.find((p) => p.mark === mark && p.head === row.head) ?? null)
            : (open.find((p) => p.number === row.pull) ?? (await ourPull(surface, row.pull)));
    const isPushed = pull?.is === 'open' && row !== null && wish !== null && (digestOfWish(wish) !== row.digest || pull.head !== row.head);
    const standing = {
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
function isReadWhole({ changes }, told) {
    const proven = new Set((0,issue_rows/* plansOf */.i$)(told.report)
        .filter(issue_rows/* isProven */.nn)
        .map((p) => p.target));
    return changes.every(({ target }) => proven.has(target) || told.states.get(target)?.retired !== false);
}
const changesOf = ({ lines }) => (0,order/* sortedBy */.VW)(lines.map(({ change }) => ({ target: change.entry.target, change: change.id })), (c) => c.change);
const digestOfWish = (wish) => (0,model_digest/* digestOf */.ol)([wish.text, changesOf(wish)]);
/** `nhi/adopt/payments-deployer-1f3a…`: a path may hold what a ref may not. */
const github_adopt_branchOf = (file) => {
    const words = file
        .toLowerCase()
        .replace(/\.ya?ml$/, '')
        .replaceAll(/[^a-z0-9]+/g, '-')
        .replaceAll(/^-+|-+$/g, '');
    return `nhi/adopt/${words.slice(-60).replace(/^-/, '')}-${(0,model_digest/* sha256 */.sc)(file).slice(0, 8)}`;
};
/** Requests for changes, of the very head that we wrote, by somebody whose approval of it would count and fill a seat. */
async function answersOn(place, host, adopting, inForce, head) {
    const decisions = [];
    const answered = new Set();
    for (const row of adopting) {
        if (row.pull === null || row.changes.length === 0)
            continue;
        const pull = await ourPull(place.surface, row.pull);
        if (pull === null || pull.is === 'merged' || pull.head !== row.head || pull.baseRef !== place.branch)
            continue;
        const by = await whoSetsBack(place, host, pull, inForce, head);
        if (by === null)
            continue;
        answered.add(row.head);
        for (const { target, change } of row.changes)
            decisions.push({ change: { id: change, entry: { target } }, by, source: `#${pull.number}, set back by ${by}` });
    }
    return { decisions, answered };
}
async function whoSetsBack(place, host, pull, inForce, onto) {
    const { client, repo, surface, source } = place;
    const facts = await factsOfOwn(surface, pull);
    const asking = candidates(facts, excludedFrom(facts).people, 'CHANGES_REQUESTED').approvals;
    const mayDo = [];
    for (const one of asking)
        if (await mayWrite(client, repo, one.login))
            mayDo.push(one);
    if (mayDo.length === 0)
        return null;
    const base = await mergeBaseOf(client, repo, onto, pull.head);
    const [before, proposed] = await Promise.all([base.sha, pull.head].map((sha) => (0,runs_policy/* policyAt */.E4)(client, repo, sha, source.folder, host.connectors)));
    if (before === undefined || proposed === undefined || before.hasErrors || proposed.hasErrors)
        return null;
    const none = new Map();
    const review = (0,deltas/* deltas */.mz)(before.declared, proposed.declared);
    // What we write changes entries of one file: no role, whose own text would be asked for.
    if (review.some((d) => d.of !== 'entry'))
        return null;
    const seats = await seatsOf({ connectors: host.connectors, inForce: { policy: inForce } }, { review, base: { policy: before, files: none }, head: { policy: proposed, files: none }, machinery: [], isBotMade: true });
    const declared = [inForce, before, proposed].map((p) => p.declared);
    const people = await sittingDown({ isInTeam: teamReader(client) }, { approvals: mayDo, notCounted: [] }, seats, inForce.declared, declared);
    const isSeated = (login) => {
        const alone = new Map([...people.approvers].filter(([name]) => name === login.toLowerCase()));
        return seats.seats.some((seat) => missingSeats([{ ...seat, need: 1 }], alone).length === 0);
    };
    return people.approvals.find((one) => isSeated(one.login))?.login ?? null;
}

// EXTERNAL MODULE: ./src/runs/approval.ts + 1 modules
var approval = __webpack_require__(3016);
;// CONCATENATED MODULE: ./src/runs/recomputed.ts


const recomputed_SHOWN = 5;
/** `begun`: the approved commit as this version compiles it. Null: they say the same. */
function differsFromCommit(states, begun, stateName) {
    const current = [...states.values()].filter((s) => !s.retired);
    if (current.length === 0)
        return null;
    const { compiler } = begun.declared;
    const by = [...new Set(current.map((s) => s.compiler))].sort();
    const isVersion = by.some((c) => c !== compiler);
    const versions = `the state was made by ${by.join(' and ')}, and this is ${compiler}`;
    if (begun.hasErrors) {
        const fault = begun.problems.find((p) => p.severity === 'error');
        return {
            because: 'errors',
            note: `The approved commit ${begun.commit} has errors for this version of the tool, the first of them ${fault?.rule ?? ''} at ${fault?.at ?? 'no line'}; ${versions}. Nothing newer can be proven by it: go back to the version before, or begin anew with bootstrap.`,
        };
    }
    const found = (0,approval/* approvedDeltas */.LZ)(states, begun.declared);
    if (found.length === 0)
        return null;
    const named = found.slice(0, recomputed_SHOWN).map((d) => `${d.of} ${d.key}`);
    const what = `${(0,change_words/* count */.U9)(found.length, 'line')}: ${named.join(', ')}${found.length > recomputed_SHOWN ? ', …' : ''}`;
    return isVersion
        ? {
            because: 'version',
            note: `Changed by version: this version of the tool reads what is approved otherwise (${versions}), ${what}. Nothing is written for it; the next merged pull request that is proven approves it as it is read now.`,
        }
        : {
            because: 'state',
            note: `ALARM: ${stateName} holds something else as approved than its commit ${begun.commit} says, ${what}. It is not believed, so nothing is approved or written. Find out who can sign state, restore it from the branch's own history, or begin anew with bootstrap.`,
        };
}

;// CONCATENATED MODULE: ./src/runs/github-apply.ts
/** apply on GitHub: what merged pull requests are proven to have brought is approved, what is due is written, and each is told of it. */

















async function applyOnGithub(place, host, options) {
    demandPrivate(place);
    const head = await demandHead(place);
    const store = witnessed(underPolicy(place.store(), place, head), place, host);
    const begun = await beginOnGithub(place, store, head, host);
    const before = await store.load();
    const steps = await stepsFrom(place, before.policyCommit, head, host);
    demandSameFolder(place, before.targets, steps.begun);
    const differs = differsFromCommit(before.targets, steps.begun, place.stateName);
    if (differs?.because === 'state')
        throw new input_error/* InputError */.d(differs.note);
    const { decisions, answered } = await answersOn(place, host, before.adopting, steps.inForce.policy, head);
    const how = { ...options, upTo: steps.inForce.commit, answered };
    const carried = await (0,apply/* applyReviewed */.k)(before.policyCommit, steps.reviews, decisions, store, host, how);
    const notes = [...begun, ...(differs === null ? [] : [differs.note]), ...stopNotes(steps.stopped)];
    const isLeft = steps.stopped !== null || differs !== null;
    const carriedOut = withAnswers(withNotes(carried, notes, isLeft), before.adopting);
    const planned = await tellPeople(carriedOut, host, () => toldOf(carriedOut, before, store, steps.inForce.policy, unprovenOf(steps), place.source.folder), async (told) => [
        ...(await pullsToTell(place, steps, told)),
        async () => carryOutIssues(place.surface, issuesToShow(told, await ourIssues(place.surface))),
    ]);
    return { planned, policy: steps.inForce.policy, waiting: 0 };
}
/** Without a seal key a branch that is missing is a first run: what stands is approved with no mandates, and is only watched. */
async function beginOnGithub(place, store, head, host) {
    const { firstRun } = await store.load();
    if (!firstRun)
        return [];
    const policy = await (0,runs_policy/* policyAt */.E4)(place.client, place.repo, head, place.source.folder, host.connectors);
    demandNoErrors(policy, head);
    await (0,bootstrap/* bootstrap */.N)(policy, store, host);
    return [
        `First run: there was no state on ${place.stateName}, so it begins with the policy of ${head} as approved, with no mandates, and everything is only watched. If there was a state, STOP: restore it.`,
    ];
}
function demandNoErrors(policy, commit) {
    const fault = policy.problems.find((p) => p.severity === 'error');
    if (fault === undefined)
        return;
    throw new input_error/* InputError */.d(`the policy of ${commit} has errors, the first of them ${fault.rule} at ${fault.at ?? 'no line'}: ${fault.subject}. ${fault.remedy}`);
}
const noCommit = (stateName) => new input_error/* InputError */.d(`the state on ${stateName} names no policy commit. Begin anew with bootstrap.`);
async function stepsFrom(place, from, head, host) {
    if (from === null)
        throw noCommit(place.stateName);
    const steps = await reviewedOnGithub(place.source, from, head, host.connectors);
    if (!('refused' in steps))
        return steps;
    throw new input_error/* InputError */.d(`the way from ${from} to ${head} on ${place.branch} is not proven: ${steps.refused.why}. ${steps.refused.wayOut}`);
}
/** What is approved came from this folder: of another one nothing was ever reviewed against it. */
function demandSameFolder({ source, stateName }, states, begun) {
    const approved = [...states].flatMap(([name, state]) => (state.retired ? [] : [name])).sort(order/* compareText */.n6);
    const declared = [...begun.declared.targets.keys()].sort(order/* compareText */.n6);
    // Of one with errors no review is proven.
    if (begun.files > 0 && (begun.hasErrors || approved.join('\n') === declared.join('\n')))
        return;
    throw new input_error/* InputError */.d(`input policies: the state on ${stateName} has approved the targets ${github_apply_listed(approved)}, and at its commit ${begun.commit} the folder ${source.folder} declares ${github_apply_listed(declared)}, so they do not belong together and nothing was approved or written. Name the folder that this state began with, or give each folder a state-branch of its own.`);
}
const github_apply_listed = (names) => (names.length === 0 ? 'none' : names.join(', '));
const unprovenOf = ({ stopped, waiting }) => stopped === null
    ? []
    : waiting.map((commit) => ({
        commit,
        why: commit === stopped.commit ? `${stopped.why}. ${stopped.wayOut}` : `it comes after ${stopped.commit}, which is not proven`,
    }));
const stopNotes = (stopped) => stopped === null ? [] : [`${stopped.commit} and what comes after it is not in force: ${stopped.why}. ${stopped.wayOut}`];
const waitingNotes = (reviews) => reviews.length === 0
    ? []
    : [
        `Merged, approved and not taken in by an apply yet: ${reviews.map((r) => `#${r.step.pull.number}`).join(', ')}. The next apply does.`,
    ];
const withAnswers = ({ report, kinds }, adopting) => ({
    kinds,
    report: { ...report, answers: answersIn(adopting) },
});
const withNotes = ({ report, kinds }, notes, isLeft) => ({
    kinds,
    report: { ...report, notes: [...notes, ...report.notes], exitCode: isLeft && report.exitCode === 0 ? 2 : report.exitCode },
});
const numberIn = (source) => {
    const [, number] = /^#(\d{1,9})\b/.exec(source) ?? [];
    return number === undefined ? null : Number(number);
};
/** Those of this run, those of which something is still open or was carried out now, and the one that stopped it. */
async function pullsToTell(place, steps, told) {
    const standing = new Map();
    const sources = told.report.plan.targets.flatMap((t) => [...t.changes, ...t.blocked.map((b) => b.change)]).map((c) => c.because);
    for (const { authority, source } of sources) {
        const number = authority === 'review' ? numberIn(source) : null;
        if (number !== null)
            standing.set(number, { source, standing: { is: 'approved', by: [] } });
    }
    const again = new Set();
    for (const source of justEnded(told)) {
        const number = numberIn(source);
        if (number === null || standing.has(number))
            continue;
        again.add(number);
        standing.set(number, { source, standing: { is: 'approved', by: [] } });
    }
    for (const { step, because, approvals } of steps.reviews)
        standing.set(step.pull.number, { source: because.source, standing: { is: 'approved', by: approvals.map((a) => a.login) } });
    if (steps.stopped !== null) {
        const { commit, why, wayOut } = steps.stopped;
        const [pull] = await pullsThatBecame(place.client, place.repo, place.branch, commit);
        if (pull !== undefined)
            standing.set(pull.number, { source: `#${pull.number}`, standing: { is: 'blocked', why, wayOut } });
    }
    return [...standing].map(([number, { source, standing: is }]) => () => upsertComment(place.surface, number, markOf('apply'), applyComment(source, is, told).markdown, again.has(number) ? withoutWhen : undefined));
}
const DAY_MS = 24 * 3_600_000;
/** A run that was cut after its last save told nobody, so what came to its end within a day is looked at once more. */
const justEnded = ({ ledger, report }) => [...ledger.values()].flat().flatMap(({ decided, ended, verified, lastSeen }) => {
    const isJust = ended !== null && (verified ?? lastSeen) >= report.plan.at - DAY_MS;
    return isJust && decided?.authority === 'review' ? [decided.source] : [];
});

// EXTERNAL MODULE: ./src/report/fit-budget.ts
var fit_budget = __webpack_require__(3127);
// EXTERNAL MODULE: ./src/report/place.ts
var place = __webpack_require__(8141);
;// CONCATENATED MODULE: ./src/report/sarif.ts
/** Findings and drift as SARIF 2.1.0, within what code scanning takes: each with a stable rule, a line and a fingerprint. */










/** 25,000 are taken and 5,000 shown: more would only hide that they are not. */
const mostResults = 5000;
/** 10 MB are taken compressed; uncompressed we stay below it too. */
const mostBytes = 10_000_000;
const drift = new Set(['unauthorized', 'missing', 'altered']);
const ruleTexts = {
    'drift-unauthorized': 'Access that nobody approved is live.',
    'drift-missing': 'Approved access is not live.',
    'drift-altered': 'Live access has other facts than approved.',
    unknown: 'A target or kind could not be read, so nothing was compared there.',
    incomplete: 'There are more results than code scanning takes.',
};
function at(places, ...names) {
    const found = names.find((n) => n !== null && Object.hasOwn(places.of, n));
    return (found === undefined || found === null ? undefined : places.of[found]) ?? places.otherwise;
}
/** What the round found to differ, what it could not read, and its findings. */
function sarifOfReport(report, kinds, places) {
    const shown = (0,what_is_shown/* whatIsShown */.eE)(report);
    const rows = [...shown.due, ...shown.blocked];
    const results = rows
        .filter((row) => drift.has(row.change.verdict))
        .map((row) => {
        const { change, blocked } = row;
        const facts = change.verb === 'adjust' ? (0,redact_facts/* factChanges */.WS)(change.before, change.entry, kinds) : [];
        const next = blocked === null
            ? 'The next apply sets it back.'
            : `Blocked, ${(0,change_words/* guardTitle */.iq)(blocked.guard)}: ${(0,report_escape/* shortened */.vI)((0,way_out/* wayOutText */.VT)(blocked, report), 400)}`;
        // No instant: the same drift has the same text from run to run.
        const what = `${row.short} ${(0,report_escape/* shortened */.vI)(change.label, 240)}: ${(0,change_words/* reasonOf */.A3)(change, report.plan.at).replace(/, found .*$/, '')}`;
        return {
            rule: `drift-${change.verdict}`,
            level: (0,what_is_shown/* isPrivileged */.a8)(row) ? 'error' : 'warning',
            message: `${[what, ...facts.map((f) => (0,report_escape/* shortened */.vI)(f, 200))].join('; ')}. ${next}`,
            at: at(places, change.identity, row.target),
            fingerprint: change.id,
        };
    });
    const unknown = shown.unknown.map((u) => {
        const name = u.kind === null ? u.target : `${u.target}/${u.kind}`;
        return {
            rule: 'unknown',
            level: 'error',
            message: `${name} is UNKNOWN: ${(0,report_escape/* shortened */.vI)(u.why, 600)}`,
            at: at(places, u.target),
            fingerprint: (0,model_digest/* digestOf */.ol)(['unknown', name]),
        };
    });
    return [...unknown, ...sarifOfFindings(shown.findings, places), ...results];
}
/** Of what this run did not see it is not known that it is over: left out, code scanning would call it fixed. */
const sarifOfStanding = (told, places) => (0,issue_rows/* openRows */.Y7)(told)
    .filter(({ row, change }) => change === null && drift.has(row.verdict))
    .map(({ short, row, target, identity }) => ({
    rule: `drift-${row.verdict}`,
    level: 'warning',
    message: `${short} ${(0,report_escape/* shortened */.vI)(row.label, 240)}: ${row.applied === null ? `as it was last seen; ${target} was not read in this run` : 'what sets it back is written and not proven yet'}.`,
    at: at(places, identity, target),
    fingerprint: row.change,
}));
function sarifOfFindings(findings, places) {
    return (0,what_is_shown/* sortedFindings */.Y_)(findings).map((f) => ({
        rule: f.rule,
        level: f.severity,
        message: `${(0,report_escape/* shortened */.vI)(f.subject, 400)}. ${(0,report_escape/* shortened */.vI)(f.remedy, 600)}`,
        at: f.at === null ? places.otherwise : places.folder === undefined ? f.at : `${places.folder}/${f.at}`,
        // Without the line: a finding that moves stays the same one.
        fingerprint: (0,model_digest/* digestOf */.ol)([f.rule, f.subject, f.at === null ? null : (0,place/* placeOf */.$)(f.at).file]),
    }));
}
const uriOf = (file) => file
    .split('/')
    .filter((segment) => segment !== '' && segment !== '.' && segment !== '..')
    .map((segment) => encodeURIComponent(segment.toWellFormed()))
    .join('/');
const ruleId = (rule) => `nhi/${(0,report_escape/* visible */.RK)((0,report_escape/* shortened */.vI)(rule, 100))}`;
function resultJson(result, otherwise) {
    const { file, line, col } = (0,place/* placeOf */.$)(uriOf((0,place/* placeOf */.$)(result.at).file) === '' ? otherwise : result.at);
    const region = { startLine: line ?? 1, ...(col === null ? {} : { startColumn: col }) };
    return {
        ruleId: ruleId(result.rule),
        level: result.level,
        message: { text: (0,report_escape/* sarifText */.BC)(result.message) },
        locations: [{ physicalLocation: { artifactLocation: { uri: uriOf(file), uriBaseId: '%SRCROOT%' }, region } }],
        partialFingerprints: { 'nhi/v1': result.fingerprint },
    };
}
const levels = ['error', 'warning', 'note'];
/** The log file: the gravest first, and a result that says so if some had to be left out. */
function sarifLog(results, options) {
    const { otherwise, most = mostResults, bytes = mostBytes } = options;
    const ordered = (0,order/* sortedBy */.VW)(results, (r) => JSON.stringify([levels.indexOf(r.level), r.rule, r.at, r.fingerprint, r.message]));
    // Room for the frame and for the result that tells of a cut.
    let room = bytes - 4096;
    const kept = [];
    for (const result of ordered) {
        // Its own JSON, and at most one new rule with its text.
        room -= (0,fit_budget/* utf8Length */.w)((0,order/* canonicalJson */.dj)(resultJson(result, otherwise))) + 1 + 4 * (0,fit_budget/* utf8Length */.w)(ruleId(result.rule)) + 200;
        if (room < 0 || kept.length >= most - (ordered.length > most ? 1 : 0))
            break;
        kept.push(result);
    }
    const left = ordered.length - kept.length;
    const cut = {
        rule: 'incomplete',
        level: 'error',
        message: `INCOMPLETE: ${(0,change_words/* count */.U9)(left, 'result')} left out, the least grave ones. All of it is in plan.json.`,
        at: otherwise,
        fingerprint: (0,model_digest/* digestOf */.ol)('incomplete'),
    };
    const all = left === 0 ? kept : [cut, ...kept];
    // By the written id: two long names may be cut to the same one.
    const rules = [...new Map(all.map((r) => [ruleId(r.rule), r.rule]))].map(([id, rule]) => ({
        id,
        shortDescription: { text: Object.hasOwn(ruleTexts, rule) ? ruleTexts[rule] : (0,report_escape/* sarifText */.BC)((0,report_escape/* shortened */.vI)(rule, 100)) },
    }));
    const log = {
        $schema: 'https://json.schemastore.org/sarif-2.1.0.json',
        version: '2.1.0',
        runs: [
            {
                tool: { driver: { name: 'nhi-reconcile', rules } },
                columnKind: 'utf16CodeUnits',
                results: all.map((r) => resultJson(r, otherwise)),
            },
        ],
    };
    return { sarif: `${(0,report_escape/* visibleJson */.$m)((0,order/* canonicalJson */.dj)(log))}\n`, complete: left === 0, left };
}

;// CONCATENATED MODULE: ./src/runs/code-scanning.ts
/** What code scanning is handed of a look at everything: drift, findings and what was not read, each at its line of the policy. */

/** `folder`: of the policy, in the repository. Only where few may read it: live access stands in it. */
function codeScanningLog(told, files, folder) {
    const inRepo = (file) => `${folder}/${file}`;
    const targets = targetLines(files);
    const otherwise = inRepo([...files.keys()].sort()[0] ?? '');
    const of = { ...Object.fromEntries([...targets].map(([name, at]) => [name, inRepo(at)])), ...told.places };
    const places = { of: withInstances(of, told, targets, inRepo), otherwise, folder };
    const results = [...sarifOfReport(told.report, told.kinds, places), ...sarifOfStanding(told, places)];
    return sarifLog(results, { otherwise }).sarif;
}
/** Target → `file:line` of its name. A line that only looks like one costs a link, so nothing is compiled for it. */
function targetLines(files) {
    const found = new Map();
    for (const [file, text] of files) {
        let kind = '';
        for (const [i, line] of text.split('\n').entries()) {
            if (line.startsWith('---'))
                kind = '';
            kind = /^kind:\s*(\w+)/.exec(line)?.[1] ?? kind;
            const [, name] = /^name:\s*["']?([a-z0-9-]+)/.exec(line) ?? [];
            if (kind === 'Target' && name !== undefined)
                found.set(name, `${file}:${i + 1}`);
        }
    }
    return found;
}
/** `vault.prod` stands where `vault` does. */
const withInstances = (of, { states }, targets, inRepo) => ({
    ...of,
    ...Object.fromEntries([...states.keys()].flatMap((name) => {
        const at = targets.get(name.replace(/\..*$/, ''));
        return at === undefined ? [] : [[name, inRepo(at)]];
    })),
});

// EXTERNAL MODULE: ./src/runs/detect.ts + 1 modules
var detect = __webpack_require__(7549);
// EXTERNAL MODULE: ./src/runs/merge.ts
var merge = __webpack_require__(9430);
;// CONCATENATED MODULE: ./src/runs/patient.ts
/** A run that waits for the lease of another one, where stopping would lose an event or leave a target untold. */

const WAIT_MS = 10_000;
/** Ten minutes: an apply waits so long for what it wrote to be seen. */
const MOST_WAITS = 60;
const patient = (store, host) => ({
    ...store,
    lock: async (holder) => {
        for (let waits = 1;; waits += 1) {
            try {
                return await store.lock(holder);
            }
            catch (error) {
                if (!(error instanceof state_errors/* StateError */.q) || error.code !== 'locked' || waits > MOST_WAITS)
                    throw error;
                if (waits === 1)
                    host.tell({ what: 'note', text: `Waiting for another run. ${error.message}` });
                await host.pause(WAIT_MS);
            }
        }
    },
});

;// CONCATENATED MODULE: ./src/runs/github-detect.ts
/** detect on GitHub: what is approved against what is live, told in issues; commits that are not proven are named, never obeyed. */
















/** `only`: of a job of a matrix, which tells nobody: `merge` does. `identity`: what its directory's event asks to look at. */
async function detectOnGithub(place, host, wish, demandReadOnly) {
    const { only, identity } = wish;
    if (only !== null && identity !== null)
        throw new input_error/* InputError */.d('inputs targets and identity: give one of them. A job of a matrix has targets; an identity is looked at wherever it has accounts.');
    const begun = await github_detect_begin(place, host);
    const { store, before, newest } = begun;
    demandReadOnly(new Set([...before.targets.values()].flatMap((s) => [...(0,connections/* writeSecretNames */.kH)(s.policy.config)])));
    const policy = newest.policy.hasErrors ? null : newest.policy;
    if (only !== null) {
        const { left, ...planned } = await (0,detect/* detect */.o)(policy, patient(store, host), host, only, { mayKeepLive: true, jobOf: runOf(host) });
        return { planned: withNotes(planned, begun.notes, false), policy: newest.policy, waiting: 0, left };
    }
    if (identity !== null)
        return { ...(await detectAlone(place, host, begun, identity)), left: new Map() };
    const steps = await stepsOrRefusal(place, before.policyCommit, newest.commit, host);
    const { left, ...planned } = await (0,detect/* detect */.o)(policy, store, host, null, { mayKeepLive: true });
    return { ...(await github_detect_tellAll(place, host, { ...begun, steps }, planned, before.runs)), left };
}
/** The one who tells of what the jobs of a matrix saw. It reads no target. */
async function mergeOnGithub(place, host, results) {
    const begun = await github_detect_begin(place, host);
    const { before, newest } = begun;
    const steps = await stepsOrRefusal(place, before.policyCommit, newest.commit, host);
    const { planned, runsBefore } = await (0,merge/* merge */.h)(newest.policy.hasErrors ? null : newest.policy, before, host, { results, run: runOf(host) });
    return await github_detect_tellAll(place, host, { ...begun, steps }, planned, runsBefore);
}
/** Without the attempt: what a job left stands when another one is run again. */
const runOf = ({ runId }) => runId.replace(/\/.*$/, '');
async function github_detect_begin(place, host) {
    demandPrivate(place);
    const head = await demandHead(place);
    const store = witnessed(place.store(), place, host);
    const notes = await beginOnGithub(place, store, head, host);
    const before = await store.load();
    const { files, problems } = await (0,runs_policy/* filesAt */.Tl)(place.client, place.repo, head, place.source.folder);
    const policy = { ...(await (0,runs_policy/* policyOf */.US)(files, problems, host.connectors)), commit: head };
    return { store, before, newest: { commit: head, files, policy }, notes };
}
/** Issues, and adopt pull requests, of a look at everything. `runsBefore`: when each target was looked at before it. */
async function github_detect_tellAll(place, host, begun, seen, runsBefore) {
    const { store, before, newest, steps } = begun;
    const differs = steps.begun === null ? null : differsFromCommit(before.targets, steps.begun, place.stateName);
    const notes = [...begun.notes, ...(differs === null ? [] : [differs.note]), ...stopNotes(steps.stopped), ...waitingNotes(steps.reviews)];
    const noted = withNotes(seen, notes, steps.stopped !== null || differs !== null);
    let adopts = { notes: [], adopting: before.adopting };
    let sarif = null;
    const planned = await tellPeople(noted, host, () => toldOf(noted, { runs: runsBefore }, store, newest.policy, unprovenOf(steps), place.source.folder), async (told) => [
        // First: the issues name them.
        async () => {
            adopts = await tellAdopts(place, host, store, told, newest);
        },
        async () => {
            const answered = { ...told, report: { ...told.report, answers: answersIn(adopts.adopting) } };
            sarif = codeScanningLog(answered, newest.files, place.source.folder);
            await carryOutIssues(place.surface, issuesToShow(answered, await ourIssues(place.surface)));
        },
    ]);
    return {
        policy: newest.policy,
        waiting: steps.reviews.length,
        planned: withAnswers(withNotes(planned, adopts.notes, false), adopts.adopting),
        ...(sarif === null ? {} : { sarif }),
    };
}
/** What others have open is as the last look at everything told it; of this one alone is told. */
async function detectAlone(place, host, begun, identity) {
    const { store, before, newest } = begun;
    const { left: _, ...seen } = await (0,detect/* detect */.o)(newest.policy.hasErrors ? null : newest.policy, patient(store, host), host, null, {
        mayKeepLive: true,
        identity,
    });
    const noted = withAnswers(withNotes(seen, begun.notes, false), before.adopting);
    const planned = await tellPeople(noted, host, () => toldOf(noted, before, store, newest.policy, [], place.source.folder), async (told) => [async () => carryOutIssues(place.surface, aloneToShow(identity, told, await ourIssues(place.surface)))]);
    return { policy: newest.policy, waiting: 0, planned };
}
/** A line that nobody can follow, since history was rewritten, hides no drift: what is approved is compared all the same. */
async function stepsOrRefusal({ source, stateName }, from, head, host) {
    if (from === null)
        throw noCommit(stateName);
    const steps = await reviewedOnGithub(source, from, head, host.connectors);
    return 'refused' in steps ? { begun: null, reviews: [], stopped: steps.refused, waiting: [steps.refused.commit] } : steps;
}

// EXTERNAL MODULE: ./src/runs/hold.ts
var hold = __webpack_require__(4289);
;// CONCATENATED MODULE: ./src/runs/github-hold.ts
/** hold on GitHub: by a member of the envelope's team, told in an issue in the same minute. And bootstrap: an admin's act, from the commit that NHI_ROOT names. */













/** `untold`: it stands, and no issue says so. */
async function holdOnGithub(place, host, request) {
    demandPrivate(place);
    if (!place.isSealed)
        throw new input_error/* InputError */.d('the state here is not sealed, so nothing is written anywhere and a hold would hold nothing. See docs/github.md, Enforce.');
    const store = witnessed(place.store(), place, host);
    const isIn = teamReader(place.client);
    const held = await (0,hold/* hold */._)(request, store, host, (who) => isIn(host.user, who));
    try {
        const { targets, holds, ledger } = await store.load();
        const [state] = targets.values();
        if (state !== undefined) {
            const holding = { holds, ledger, settings: state.settings, states: targets, at: host.now() };
            await carryOutIssues(place.surface, holdsToShow(holding, await ourIssues(place.surface)));
        }
        return { held, untold: false };
    }
    catch (error) {
        if (!(error instanceof errors/* GithubError */.E1 || error instanceof state_errors/* StateError */.q))
            throw error;
        const note = `IT STANDS, and no issue tells of it yet; the next detect opens one. Do not make it again. ${error.message}`;
        return { held: { ...held, notes: [note, ...held.notes] }, untold: true };
    }
}
const SHA = /^[0-9a-f]{40}$/;
/** `root`: what the admin trusts; a commit of the default branch. */
async function bootstrapOnGithub(place, host, root) {
    demandPrivate(place);
    if (root === null || !SHA.test(root))
        throw new input_error/* InputError */.d(`NHI_ROOT: ${root === null ? 'it is not set' : `${JSON.stringify(root)} is no commit`}. An admin sets this variable of the environment nhi-write to the commit of ${place.branch} to trust, by its whole SHA, and runs bootstrap again.`);
    const head = await demandHead(place);
    const walk = await walkPolicy(place.source, root, head);
    if ('refused' in walk)
        throw new input_error/* InputError */.d(`NHI_ROOT: ${root} is no commit on the way to ${head}: ${walk.refused.why}. Set it to one that is.`);
    const policy = await (0,runs_policy/* policyAt */.E4)(place.client, place.repo, root, place.source.folder, host.connectors);
    demandNoErrors(policy, root);
    // Counted on from the clock, so that whatever was before it is older.
    const begin = Math.floor(host.now() / 1000);
    const store = witnessed(place.store({ begin }), place, host);
    await outdate(place, walk.steps.map((step) => step.sha), begin);
    return await (0,bootstrap/* bootstrap */.N)(policy, store, host);
}

;// CONCATENATED MODULE: ./src/report/check-output.ts
/** What a check run says: its conclusion by the exit code, its title, and annotations on the lines that cause each change. */

/** Ten requests; more than anybody reads. */
const mostAnnotations = 500;
/**
 * 0: success. 1: failure. 2: neutral, for there is something to do and nothing wrong; a required check takes it as passed.
 * Whatever was cut is not green: a person has to look into the plan itself. Who must approve is proven by apply, not by this.
 */
function conclusionOf({ exitCode, complete }) {
    if (exitCode === 1)
        return 'failure';
    if (!complete)
        return 'action_required';
    return exitCode === 0 ? 'success' : 'neutral';
}
/** `text`: that of the comment. */
function checkOutput(text, annotations) {
    const placed = annotations.filter((a) => a.file !== null);
    const rest = placed.length - mostAnnotations;
    const more = rest > 0 ? `\n${rest.toLocaleString('en-US')} more annotations stand in the log only.\n` : '';
    return {
        conclusion: conclusionOf(text),
        title: (0,report_escape/* shortened */.vI)((0,report_escape/* visible */.RK)(text.title), 240),
        summary: `${text.markdown}${more}`,
        annotations: placed.slice(0, mostAnnotations).map(annotated),
    };
}
const check_output_levels = { error: 'failure', warning: 'warning', notice: 'notice' };
/** Plain text on GitHub, but not for whoever passes it on. */
const annotated = ({ level, file, line, title, message }) => ({
    path: file,
    line,
    level: check_output_levels[level],
    title: (0,report_escape/* shortened */.vI)((0,report_escape/* visible */.RK)(title), 200),
    message: (0,report_escape/* visibleLines */.gB)((0,report_escape/* shortened */.vI)(message, 4000)),
});
/** Of a run that ended before it had anything to say. */
const failedOutput = (message) => ({
    conclusion: 'failure',
    title: 'nhi: the run failed, so nothing was compared',
    summary: `\`\`\`text\n${(0,report_escape/* visibleLines */.gB)((0,report_escape/* shortened */.vI)(message, 8000)).replaceAll('```', "'''")}\n\`\`\`\n`,
    annotations: [],
});

;// CONCATENATED MODULE: ./src/github/checks.ts




/** GitHub takes so many a request, and adds them to those that are there. */
const ANNOTATIONS_A_REQUEST = 50;
/** A check that is never concluded holds its pull request for ever, so it is also when the work fails. */
async function checked(surface, start, work) {
    const id = await startCheck(surface, start);
    try {
        const done = await work();
        await conclude(surface, id, done.output);
        return done;
    }
    catch (error) {
        await conclude(surface, id, failedOutput(error instanceof Error ? error.message : String(error))).catch(() => undefined);
        throw error;
    }
}
async function startCheck(surface, { name, sha, external, url }) {
    const { client, owner, repo } = surface;
    const find = async () => {
        const all = await (0,errors/* asking */.os)('reading the checks', () => client.paginate(client.rest.checks.listForRef, { owner, repo, ref: sha, check_name: name, filter: 'all', per_page: 100 }));
        return (all.find((c) => c.external_id === external && c.status !== 'completed' && isMe(surface, `${c.app?.slug ?? ''}[bot]`))?.id ?? null);
    };
    return await createOnce(surface, `making the check ${name}`, async () => {
        const wish = { owner, repo, name, head_sha: sha, external_id: external, status: 'in_progress' };
        return (await client.rest.checks.create({ ...wish, ...(url === null ? {} : { details_url: url }) })).data.id;
    }, find);
}
async function conclude(surface, id, { conclusion, title, summary, annotations }) {
    const { client, owner, repo } = surface;
    const parts = Math.max(1, Math.ceil(annotations.length / ANNOTATIONS_A_REQUEST));
    for (let i = 0; i < parts; i += 1) {
        const some = annotations.slice(i * ANNOTATIONS_A_REQUEST, (i + 1) * ANNOTATIONS_A_REQUEST);
        const isLast = i === parts - 1;
        const told = i * ANNOTATIONS_A_REQUEST + some.length;
        const output = {
            title,
            summary,
            annotations: some.map(({ path, line, level, title: head, message }) => ({
                path,
                start_line: line,
                end_line: line,
                annotation_level: level,
                title: head,
                message,
            })),
        };
        await createOnce(surface, 'concluding the check', async () => void (await client.rest.checks.update({
            owner,
            repo,
            check_run_id: id,
            output,
            ...(isLast ? { conclusion, status: 'completed' } : {}),
        })), async () => {
            const { data } = await (0,errors/* asking */.os)('reading the check', () => client.rest.checks.get({ owner, repo, check_run_id: id }));
            // Whatever was lost on the way, the annotations of this part are there or not.
            return data.output.annotations_count >= told && (!isLast || data.status === 'completed') ? undefined : null;
        });
    }
}

// EXTERNAL MODULE: ./src/report/findings-text.ts
var findings_text = __webpack_require__(8188);
// EXTERNAL MODULE: ./src/report/adopted-lines.ts
var adopted_lines = __webpack_require__(9747);
// EXTERNAL MODULE: ./src/report/edit-lines.ts
var edit_lines = __webpack_require__(1606);
// EXTERNAL MODULE: ./src/report/exit-code.ts
var exit_code = __webpack_require__(8324);
// EXTERNAL MODULE: ./src/report/finding-lines.ts
var finding_lines = __webpack_require__(8121);
// EXTERNAL MODULE: ./src/report/headline.ts
var headline = __webpack_require__(4512);
;// CONCATENATED MODULE: ./src/report/pull-comment.ts














function pullComment(report, kinds, notes, budget = markdown_blocks/* commentBudget */.LO) {
    const telling = { report, shown: (0,what_is_shown/* whatIsShown */.eE)(report), kinds };
    const blocks = [
        (0,markdown_blocks/* unknownBlock */.sC)(telling),
        privilegedBlock(telling),
        liveBlock(telling, notes),
        byHandBlock(telling, notes),
        (0,markdown_blocks/* loosenedBlock */["do"])(telling),
        (0,markdown_blocks/* roleBlock */.QO)(telling),
        (0,markdown_blocks/* targetBlock */.pA)(telling),
        (0,markdown_blocks/* notExplainedBlock */.$D)(telling),
        (0,markdown_blocks/* seatBlock */.V6)(telling),
        changeBlock(telling),
        (0,markdown_blocks/* blockedBlock */.wn)(telling),
        (0,markdown_blocks/* noteBlock */.kU)(telling),
        (0,markdown_blocks/* teamBlock */.Pz)(telling),
        (0,markdown_blocks/* baselineBlock */.D0)(telling),
        (0,markdown_blocks/* asideBlock */.K_)(telling),
        (0,markdown_blocks/* findingBlock */.nA)(telling),
        (0,markdown_blocks/* editBlock */.k0)(telling),
    ];
    const title = (0,headline/* headline */.P)(report, telling.shown);
    return {
        title,
        exitCode: report.exitCode,
        ...(0,markdown_blocks/* fittedMarkdown */.Md)(`### ${(0,report_escape/* markdownText */.p7)(title)}`, blocks, [lastLine(telling, notes)], budget, markdown_blocks/* inPlanJson */.NJ),
    };
}
/** By id, one by one: nobody may overlook them in a group. */
function privilegedBlock(telling) {
    const rows = explainedDue(telling)
        .filter(what_is_shown/* isPrivileged */.a8)
        .map((row) => ({ text: `- ${(0,markdown_blocks/* idAndWhat */.F$)(row)}: ${whyText(row, telling)}`, rank: markdown_blocks/* rank */.Tm.privileged }));
    return (0,markdown_blocks/* listed */.KE)('Privileged', `⚠️ **Privileged: ${(0,change_words/* count */.U9)(rows.length, 'change')}**`, rows);
}
const whyText = (row, { report, kinds }) => [`${(0,markdown_blocks/* text */.Qq)((0,change_words/* reasonOf */.A3)(row.change, report.plan.at))}${(0,markdown_blocks/* lineText */.oZ)(report, { rows: [row] })}`, ...changedFacts(row, kinds)].join('; ');
const changedFacts = ({ change }, kinds) => change.verb === 'adjust' ? (0,redact_facts/* factChanges */.WS)(change.before, change.entry, kinds).map((fact) => (0,markdown_blocks/* text */.Qq)(fact)) : [];
/** Due by this review, or all of it where it explains nothing. */
function explainedDue(telling) {
    const { foreign, isAll } = (0,markdown_blocks/* foreignRows */._b)(telling);
    const apart = new Set(foreign);
    return telling.shown.due.filter((row) => isAll || !apart.has(row));
}
/** It becomes approved without a write, and was made outside of any review: as grave as a grant. */
function liveBlock({ report, shown }, { liveSince }) {
    const since = (key) => (Object.hasOwn(liveSince, key) ? liveSince[key] : null);
    const dated = shown.alreadyLive.flatMap((key) => {
        const at = since(key);
        if (at === null)
            return [];
        const { account, grant } = (0,what_is_shown/* accountAndGrant */.bf)(key);
        const said = `- ${(0,markdown_blocks/* code */.aY)(account, 120)} ${(0,markdown_blocks/* code */.aY)(grant)}: live since ${(0,instant/* instantOf */.B9)(at)} at the latest, ${(0,instant/* lengthOf */.Y5)(report.plan.at - at)} ago`;
        return [{ text: said, rank: markdown_blocks/* rank */.Tm.privileged }];
    });
    const others = (0,adopted_lines/* adoptedLines */.B)(shown.alreadyLive.filter((key) => since(key) === null)).map(({ said, tells }) => ({
        text: `- ${(0,report_said/* saidMarkdown */.Xn)(said)}`,
        rank: markdown_blocks/* rank */.Tm.loosened,
        tells,
    }));
    const title = `⚠️ **Already live, made outside of review: ${(0,change_words/* count */.U9)(shown.alreadyLive.length, 'entry', 'entries')}.** To merge is to approve ${shown.alreadyLive.length === 1 ? 'it' : 'them'}; nothing is written`;
    return (0,markdown_blocks/* listed */.KE)('Already live', title, [...dated, ...others]);
}
/** A revert takes it away: the policy before did not give it, and it was there all the same. */
function byHandBlock(telling, { byHand }) {
    const { at: now } = telling.report.plan;
    const rows = [...telling.shown.due, ...telling.shown.blocked].flatMap((row) => {
        const found = Object.hasOwn(byHand, row.change.key) ? byHand[row.change.key] : undefined;
        if (found === undefined || row.change.verb !== 'revoke')
            return [];
        const since = `there by hand since ${(0,instant/* instantOf */.B9)(found.at)} at the latest, ${(0,instant/* lengthOf */.Y5)(now - found.at)} ago; approved later, ${(0,markdown_blocks/* text */.Qq)((0,change_words/* approvedBy */.vU)(found.by))}`;
        return [{ text: `- ${(0,markdown_blocks/* idAndWhat */.F$)(row)}: ${since}`, rank: markdown_blocks/* rank */.Tm.loosened }];
    });
    const title = `⚠️ **There by hand before any review: ${(0,change_words/* count */.U9)(rows.length, 'entry', 'entries')}.** This does not put back what was before, it takes ${rows.length === 1 ? 'it' : 'them'} away`;
    return (0,markdown_blocks/* listed */.KE)('There by hand', title, rows);
}
/** What one line of the files does to many is one row; what is left is told by identity. */
function changeBlock(telling) {
    const due = explainedDue(telling).filter((row) => !(0,what_is_shown/* isPrivileged */.a8)(row));
    const placeOf = (row) => (0,delta_words/* placeAt */.BW)(`entry ${row.change.key}`, telling.report.review?.places);
    const groups = (0,what_is_shown/* groupedBy */.me)(due, (row) => JSON.stringify([row.change.verb, (0,what_is_shown/* writtenKey */.R7)(row.change.key), placeOf(row), row.change.mode]));
    const isMany = (group) => new Set(group.map(holderOf)).size > 1;
    const shared = groups.filter(isMany).map((group) => {
        const [first] = group;
        const holders = new Set(group.map(holderOf));
        const said = `- ${(0,markdown_blocks/* number */.ai)(holders.size)} identities (${pull_comment_namesOf(holders)}): ${signs[first.change.verb]} ${(0,markdown_blocks/* code */.aY)((0,what_is_shown/* writtenKey */.R7)(first.change.key))}`;
        return { text: `${said}${(0,markdown_blocks/* atPlace */.ze)(placeOf(first))}${modeText(first)}`, rank: markdown_blocks/* rank */.Tm.change, tells: group.length };
    });
    const single = (0,what_is_shown/* groupedBy */.me)(groups.filter((group) => !isMany(group)).flatMap((group) => [...group]), holderOf).map((group) => {
        const said = (0,order/* sortedBy */.VW)(group, (row) => row.change.verb).map((row) => {
            const more = [row.short, ...changedFacts(row, telling.kinds)].join('; ');
            return `${signs[row.change.verb]} ${(0,markdown_blocks/* code */.aY)((0,what_is_shown/* writtenKey */.R7)(row.change.key))} (${more}${modeText(row)}${(0,markdown_blocks/* atPlace */.ze)(placeOf(row))})`;
        });
        return { text: `- ${(0,markdown_blocks/* code */.aY)(holderOf(group[0]), 120)}: ${said.join(', ')}`, rank: markdown_blocks/* rank */.Tm.change, tells: group.length };
    });
    const rows = [...shared, ...single];
    const title = `What changes, by ${shared.length > 0 ? 'line and ' : ''}identity: ${(0,change_words/* count */.U9)(due.length, 'change')}`;
    return rows.length > 20 ? (0,markdown_blocks/* folded */.TM)('Changes', title, rows) : (0,markdown_blocks/* listed */.KE)('Changes', `**${title}**`, rows);
}
const signs = { grant: '+', revoke: '−', adjust: '±' };
const holderOf = ({ change }) => change.identity ?? change.entry.account;
const modeText = ({ change }) => (change.mode === 'enforce' ? '' : `, mode ${change.mode}`);
function pull_comment_namesOf(holders) {
    const said = [...holders].slice(0, markdown_blocks/* firstFew */.Dt).map((n) => (0,markdown_blocks/* code */.aY)(n, 60));
    return `${said.join(', ')}${holders.size > markdown_blocks/* firstFew */.Dt ? ` and ${(0,markdown_blocks/* number */.ai)(holders.size - markdown_blocks/* firstFew */.Dt)} more` : ''}`;
}
function lastLine({ report, shown }, { head }) {
    const { at, digest, run } = report.plan;
    const ages = shown.targets.flatMap((t) => (t.readAt === null ? [] : [(0,instant/* lengthOf */.Y5)(at - t.readAt)]));
    const live = ages.length === 0 ? '' : ` Live data ${[...new Set(ages)].join(', ')} old.`;
    const [first] = [...shown.due, ...shown.blocked];
    const why = first === undefined ? '' : ` Why? ${(0,markdown_blocks/* code */.aY)(`nhi-reconcile explain ${first.short}`)}.`;
    const ending = (0,report_escape/* markdownText */.p7)((0,exit_code/* exitLineOf */.qf)(run, report.exitCode, (0,markdown_blocks/* hasErrors */.Cs)(shown)));
    return `<sub>Head ${(0,markdown_blocks/* code */.aY)(head.slice(0, 12))}, planned ${(0,instant/* instantOf */.B9)(at)}, digest ${(0,markdown_blocks/* code */.aY)(digest, 13)}.${live}${why} ${ending}</sub>`;
}
const whyDeclared = {
    author: 'This head comes from a fork, or its author may not write here.',
    noSnapshot: 'No read of the targets is kept (`snapshot: true` in Settings keeps them), and a pull request is planned with no credential.',
    notPrivate: 'This repository is not private.',
    broken: 'The policy on the default branch has errors, so who must approve is not known either; apply asks for every one of them.',
};
/** No clock either: the same files give the same bytes. */
const declaredReport = ({ compiler, review, digest, places, roles, seats, notes }) => ({
    plan: { version: 1, run: 'plan', at: 0, compiler, review, digest, targets: [] },
    review: { places, roles, seats },
    notes,
    exitCode: review.length > 0 ? 2 : 0,
});
function declaredComment(declared, kinds, budget = markdown_blocks/* commentBudget */.LO) {
    const { head, digest, places } = declared;
    const report = declaredReport(declared);
    const telling = { report, shown: (0,what_is_shown/* whatIsShown */.eE)(report), kinds };
    const { edits } = telling.shown;
    const rows = (0,edit_lines/* editLines */.S)(edits.filter((d) => d.of !== 'role'), kinds, places).map(markdown_blocks/* editRow */.xX);
    const blocks = [
        (0,markdown_blocks/* loosenedBlock */["do"])(telling),
        (0,markdown_blocks/* roleBlock */.QO)(telling),
        (0,markdown_blocks/* noteBlock */.kU)(telling),
        (0,markdown_blocks/* seatBlock */.V6)(telling),
        { name: 'Edits', head: ['**What the files change**', '', ...(0,markdown_blocks/* summaryHead */.zZ)(edits)], rows, foot: [] },
    ];
    const last = [
        `${whyDeclared[declared.only]} So this says what the files declare and nothing of what is live: no access was compared, and no change is listed that it would cause.`,
        `<sub>Head ${(0,markdown_blocks/* code */.aY)(head.slice(0, 12))}, digest ${(0,markdown_blocks/* code */.aY)(digest, 13)}.</sub>`,
    ];
    const title = (0,headline/* headline */.P)(report, telling.shown);
    return { title, exitCode: report.exitCode, ...(0,markdown_blocks/* fittedMarkdown */.Md)(`### ${(0,report_escape/* markdownText */.p7)(title)}`, blocks, last, budget, inFiles) };
}
const inFiles = 'Read the files for the rest.';
/** Of a head whose policy cannot be used: errors first, each with its place. */
function refusedComment(problems, head, budget = markdown_blocks/* commentBudget */.LO) {
    const errors = problems.filter((f) => f.severity === 'error').length;
    // Sorted, so that the errors are kept where not all fits.
    const rows = (0,finding_lines/* findingLines */.h)((0,what_is_shown/* sortedFindings */.Y_)(problems)).map(({ said, tells }) => ({
        text: `- ${(0,report_said/* saidMarkdown */.Xn)(said)}`,
        rank: markdown_blocks/* rank */.Tm.error,
        tells,
    }));
    const title = `nhi plan: the policy has ${(0,change_words/* count */.U9)(errors, 'error')}, so nothing was planned`;
    const last = [`<sub>Head ${(0,markdown_blocks/* code */.aY)(head.slice(0, 12))}. Each line says what to write; the next push is planned again.</sub>`];
    const blocks = [{ name: 'Problems', head: [], rows, foot: [] }];
    return { title, exitCode: 1, ...(0,markdown_blocks/* fittedMarkdown */.Md)(`### ${(0,report_escape/* markdownText */.p7)(title)}`, blocks, last, budget, inFiles) };
}
const nothingPlanned = 'nhi: nothing was planned';
/** Where what was asked about is not the head of anything open any more. */
const movedComment = (head) => unplannedText(`No open pull request has the head ${(0,markdown_blocks/* code */.aY)(head, 12)} any more.`);
const unplannedText = (why) => ({
    title: nothingPlanned,
    exitCode: 0,
    ...(0,markdown_blocks/* fittedMarkdown */.Md)(`### ${nothingPlanned}`, [], [why], markdown_blocks/* commentBudget */.LO, inFiles),
});
/** Of one that goes to a branch which no run obeys. */
function elsewhereComment(base, branch) {
    return unplannedText(`This goes to ${(0,markdown_blocks/* code */.aY)(base, 120)}, and only what comes to ${(0,markdown_blocks/* code */.aY)(branch, 120)} is ever in force. It is planned once it goes there, by itself or with what it is merged into.`);
}

// EXTERNAL MODULE: ./src/review/approved-policy.ts
var approved_policy = __webpack_require__(6288);
// EXTERNAL MODULE: ./src/runs/change-lines.ts
var change_lines = __webpack_require__(6298);
;// CONCATENATED MODULE: ./src/runs/held-since.ts
/** By key of live. `rows`: in the order of writing. */
function heldSince(rows) {
    const held = new Map();
    for (const { key, event, at, because } of rows) {
        if (key === null)
            continue;
        if (event === 'held')
            held.set(key, { at, isByHand: because === null });
        else if (event !== 'changed')
            held.delete(key);
    }
    return held;
}

// EXTERNAL MODULE: ./src/runs/past-lines.ts
var past_lines = __webpack_require__(3050);
// EXTERNAL MODULE: ./src/runs/plan.ts
var plan = __webpack_require__(7139);
// EXTERNAL MODULE: ./src/runs/rounds.ts + 1 modules
var rounds = __webpack_require__(7981);
// EXTERNAL MODULE: ./src/runs/snapshot.ts
var snapshot = __webpack_require__(9932);
;// CONCATENATED MODULE: ./src/runs/github-plan.ts
/** plan on a pull request: what its merge would change, told where it is reviewed. No checkout: git objects, and the reads that are kept, or live ones where its job was given what reads. */

































const CHECK = 'nhi/plan';
/** `number`: of the pull request; the event is a hint, everything else is asked. `url`: of this run's log. `live`: null: the kept reads. */
async function planOnPull(place, host, number, url, live) {
    const { client, repo, surface } = place;
    const { data } = await (0,errors/* asking */.os)(`reading #${number}`, () => client.rest.pulls.get({ ...repo, pull_number: number }));
    const author = data.user;
    const pull = {
        number,
        head: data.head.sha,
        author: {
            login: author?.login ?? '',
            mayWrite: author !== null && (await mayWrite(client, repo, author.login)),
            isBot: author?.type !== 'User',
        },
        isFork: data.head.repo?.id !== data.base.repo.id,
    };
    const start = { name: CHECK, sha: pull.head, external: `plan ${host.runId}`, url };
    return await checked(surface, start, async () => {
        const planned = data.base.ref === place.branch ? await planOf(place, host, pull, live) : unplanned(elsewhereComment(data.base.ref, place.branch));
        await upsertComment(surface, number, markOf('pull'), planned.markdown);
        return planned;
    });
}
/** Whatever is open with this head: planned anew, as by a push of it, so that who has approved is told. */
async function planOnReview(place, host, head, url, live) {
    let planned = null;
    for (const number of await openPullsAt(place.client, place.repo, head))
        planned = await planOnPull(place, host, number, url, live);
    return planned ?? unplanned(movedComment(head));
}
/** What the merge queue would land, at the commit that it made. */
async function planOnQueue(place, host, head, url) {
    const pull = { number: 0, head, author: null, isFork: false };
    return await checked(place.surface, { name: CHECK, sha: head, external: `plan ${host.runId}`, url }, () => planOf(place, host, pull, null));
}
/** Neither right nor wrong: nothing looked at it. */
function unplanned(text) {
    return {
        planned: { report: emptyReport([text.title], 0), kinds: new Map() },
        policy: nothing,
        markdown: text.markdown,
        output: { ...checkOutput(text, []), conclusion: 'neutral' },
    };
}
const emptyReport = (notes, exitCode) => ({
    plan: { version: 1, run: 'plan', at: 0, compiler: '', review: [], digest: (0,deltas/* digestOfReview */.mO)([]), targets: [] },
    notes,
    exitCode,
});
const nothing = { hasErrors: false, problems: [], commit: '', files: 0 };
async function planOf(place, host, pull, live) {
    const { client, repo, source } = place;
    const head = await demandHead(place);
    const newest = await compiledAt(place, host, head);
    const obeyed = await obeyedOn(place, host, head, newest);
    const sides = await sidesOf(place, host, pull.head, await mergeBaseOf(client, repo, head, pull.head), newest, obeyed);
    const { merged, before, proposed } = sides;
    if (merged.policy.hasErrors)
        return refusedBy(merged.policy, pull.head, source.folder);
    const review = (0,deltas/* deltas */.mz)(before.policy.declared, proposed.policy.declared);
    const policy = { ...merged.policy, problems: [...merged.policy.problems, ...(0,past_lines/* pastLines */.u)(review, merged.policy.declared, host.now())] };
    const seats = pull.author === null || obeyed === null ? [] : await seatsTold(place, host, pull, { ...sides, obeyed }, review);
    const notes = {
        source: sourceWords(pull),
        owners: Object.fromEntries([...policy.declared.identities].map(([name, { owner }]) => [name, owner])),
        roles: rolesIn(review, policy.declared),
        seats,
    };
    const only = declaredOnly(place, obeyed, pull, live !== null);
    const told = obeyed === null || only !== null
        ? await declaredTold(host, pull, policy, review, { ...notes, notes: obeyed?.notes ?? [] }, only ?? 'broken')
        : await github_plan_compared(place, host, pull, { ...sides, obeyed, live }, review, notes);
    const { planned, markdown } = told;
    const lines = (0,change_lines/* changeLines */.O)(planned.report, policy.declared);
    const annotations = placed((0,findings_text/* annotationsOf */.Ih)([...policy.problems, ...lines]), source.folder);
    return { planned, policy, markdown: markdown.markdown, output: checkOutput(markdown, annotations) };
}
const sourceWords = ({ number, head }) => (number === 0 ? `merge queue ${head}` : `#${number}`);
async function compiledAt({ client, repo, source }, host, commit) {
    const { files, problems } = await (0,runs_policy/* filesAt */.Tl)(client, repo, commit, source.folder);
    return { files, policy: { ...(await (0,runs_policy/* policyOf */.US)(files, problems, host.connectors)), commit } };
}
/** The files of the pull request laid over those that it lands on. */
async function sidesOf(place, host, head, begun, newest, obeyed) {
    const { client, repo, source } = place;
    const base = begun.sha === newest.policy.commit ? newest : await compiledAt(place, host, begun.sha);
    const proposed = await compiledAt(place, host, head);
    const headTree = await source.guardedAt((await (0,git_objects/* commitOf */.D3)(client, repo, head)).tree);
    const baseTree = await source.guardedAt(begun.tree);
    const stopped = obeyed?.stopped ?? null;
    const named = stopped === null ? new Set() : await newlyRatified(client, repo, source.folder, { base: baseTree, head: headTree });
    const ratifies = stopped !== null && named.has(stopped.commit);
    const inForce = stopped === null || obeyed === null ? newest : await compiledAt(place, host, obeyed.policy.commit);
    const ground = ratifies ? newest : inForce;
    const changed = new Set([...base.files.keys(), ...proposed.files.keys()].filter((p) => base.files.get(p) !== proposed.files.get(p)));
    const files = new Map([...ground.files].filter(([path]) => !changed.has(path)));
    /** Null: the ground did not change it as well, or git could not merge both without a person. */
    const mergedOnto = (ground, path) => {
        const [was, stands, wished] = [base, ground, proposed].map((side) => side.files.get(path));
        if (was === undefined || stands === undefined || wished === undefined || was === stands)
            return null;
        return mergedText(was, stands, wished);
    };
    for (const path of changed) {
        const text = mergedOnto(ground, path) ?? proposed.files.get(path);
        if (text !== undefined)
            files.set(path, text);
    }
    const isMixed = (path) => newest.files.get(path) !== base.files.get(path) && newest.files.get(path) !== proposed.files.get(path);
    // What could not be read of the head is an error wherever it would land.
    const unreadable = proposed.policy.problems.filter((p) => p.at !== null && !proposed.files.has(fileOf(p.at)));
    const merged = { files, policy: { ...(await (0,runs_policy/* policyOf */.US)(files, unreadable, host.connectors)), commit: head } };
    const since = ratifies ? await source.guardedAt((await (0,git_objects/* commitOf */.D3)(client, repo, inForce.policy.commit)).tree) : baseTree;
    const paths = changedPaths(since, headTree);
    return {
        before: ratifies ? inForce : base,
        proposed,
        ground,
        merged,
        machinery: paths.filter((path) => !isPolicyPath(path, source.folder)),
        both: [...changed].filter((path) => isMixed(path) && mergedOnto(newest, path) === null).sort(),
    };
}
/** Null: with errors on the default branch there is no key that a state could be believed by. */
async function obeyedOn(place, host, head, { policy: newest }) {
    if (newest.hasErrors)
        return null;
    const store = place.store({ publicKey: newest.declared.settings.stateKey });
    const { firstRun: isFirstRun, policyCommit: from, targets, adopting } = await store.load();
    const answers = answersIn(adopting);
    const differing = (begun) => {
        const differs = differsFromCommit(targets, begun, place.stateName);
        return differs === null ? [] : [differs.note];
    };
    if (isFirstRun || from === head)
        return { policy: newest, isFirstRun, earlier: [], stopped: null, store, answers, notes: isFirstRun ? [] : differing(newest) };
    if (from === null)
        throw noCommit(place.stateName);
    const steps = await reviewedOnGithub(place.source, from, head, host.connectors);
    if ('refused' in steps) {
        const { settings, compiler } = newest.declared;
        const policy = { ...newest, declared: (0,approved_policy/* approvedPolicy */.e)([...targets.values()], settings, compiler) };
        return { policy, isFirstRun, earlier: [], stopped: null, store, answers, notes: stopNotes(steps.refused) };
    }
    const { begun, inForce, reviews, stopped } = steps;
    const policy = { ...inForce.policy, commit: inForce.commit };
    const notes = [...differing(begun), ...stopNotes(stopped), ...waitingNotes(reviews)];
    return { policy, isFirstRun, earlier: reviews, stopped, store, answers, notes };
}
const fileOf = (at) => at.replace(/:\d+(:\d+)?$/, '');
function refusedBy(policy, head, folder) {
    const text = refusedComment(policy.problems, head);
    const output = checkOutput(text, placed((0,findings_text/* annotationsOf */.Ih)(policy.problems), folder));
    const planned = { report: emptyReport(['the policy has errors'], 1), kinds: new Map() };
    return { planned, policy, markdown: text.markdown, output };
}
/** As the repository has it, not the folder. */
const placed = (annotations, folder) => annotations.map((a) => (a.file === null ? a : { ...a, file: `${folder}/${a.file}` }));
function declaredOnly({ notPrivate }, obeyed, { author, isFork }, isLive) {
    if (isFork || author?.mayWrite === false)
        return 'author';
    if (notPrivate.length > 0)
        return 'notPrivate';
    if (obeyed === null)
        return 'broken';
    return (isLive || obeyed.policy.declared.settings.snapshot) && !obeyed.isFirstRun ? null : 'noSnapshot';
}
async function github_plan_compared(place, host, pull, { merged, ground, obeyed, both, live }, review, notes) {
    const { settings } = obeyed.policy.declared;
    const { store } = obeyed;
    const { targets } = obeyed.policy.declared;
    live?.(new Set([...targets.values()].flatMap((t) => [...(0,connections/* writeSecretNames */.kH)(t.config)])));
    const maxAgeSeconds = settings.snapshotMaxAgeSeconds;
    const reads = live === null ? { connectors: (0,snapshot/* snapshotConnectors */.x)(host.connectors, { store, now: host.now, maxAgeSeconds }) } : { reachedAs: targets };
    const from = { ...host, ...reads, mostMode: settings.stateKey === null ? 'observe' : 'enforce' };
    const because = { authority: 'review', source: sourceWords(pull), at: host.now() };
    const { report, kinds, standing } = await (0,plan/* plan */.et)(merged.policy, store, from, null, { because, renew: false }, obeyed.earlier);
    const seen = new Set(review.map((d) => (0,order/* canonicalJson */.dj)(d)));
    const surplus = (0,deltas/* deltas */.mz)(ground.policy.declared, merged.policy.declared).filter((d) => !seen.has((0,order/* canonicalJson */.dj)(d))).length;
    const planned = {
        kinds,
        report: {
            ...report,
            plan: { ...report.plan, review, digest: (0,deltas/* digestOfReview */.mO)(review) },
            review: { ...report.review, ...notes },
            answers: obeyed.answers,
            notes: [
                ...obeyed.notes,
                ...(both.length === 0
                    ? []
                    : [
                        `${both.join(', ')}: changed here and on ${place.branch} since they parted. Bring this branch up to date, so that people see what would land.`,
                    ]),
                ...(surplus > 0
                    ? [
                        `Together with what ${place.branch} has by now this changes ${surplus} more than its own files show, and an apply lets through only what was shown. Bring this branch up to date.`,
                    ]
                    : []),
                ...report.notes,
            ],
        },
    };
    return { planned, markdown: pullComment(planned.report, kinds, { head: pull.head, ...(await pastOf(standing, store)) }) };
}
/** Asked only where something is live that nobody may have approved when it came. */
async function pastOf(standing, store) {
    const held = standing.size === 0 ? new Map() : heldSince([...(await store.history()).values()].flat());
    const liveSince = {};
    const byHand = {};
    for (const [key, { liveKey, by }] of standing) {
        const found = held.get(liveKey);
        if (found === undefined)
            continue;
        liveSince[key] = found.at;
        if (found.isByHand && by !== null)
            byHand[key] = { at: found.at, by };
    }
    return { liveSince, byHand };
}
async function declaredTold(host, pull, policy, review, { roles = [], seats = [], notes }, only) {
    const places = (0,rounds/* placesOf */.ek)(policy.declared, review.filter((d) => d.of === 'entry').map((d) => d.key));
    const { compiler, targets } = policy.declared;
    const kinds = new Map();
    for (const [name, target] of targets)
        kinds.set(name, await (0,connections/* kindsOf */.tG)(target, host.connectors));
    const declared = { only, head: pull.head, compiler, review, digest: (0,deltas/* digestOfReview */.mO)(review), places, roles, seats, notes };
    return { planned: { report: declaredReport(declared), kinds }, markdown: declaredComment(declared, kinds) };
}
/** How far each changed role reaches: the identities whose entries go by it. */
function rolesIn(review, declared) {
    const names = new Set(review.filter((d) => d.of === 'role').map((d) => d.key.split('#')[0] ?? d.key));
    return [...names].sort().map((role) => {
        const identities = new Set([...declared.entries.values()]
            .filter((e) => e.origins.some((o) => o.via.some((v) => v.startsWith(`${role}@`))))
            .map((e) => e.identity));
        const teams = new Set([...identities].map((name) => declared.identities.get(name)?.owner));
        return { role, identities: identities.size, teams: teams.size };
    });
}
async function seatsTold(place, host, pull, { before, proposed, obeyed, machinery }, review) {
    if (before.policy.hasErrors)
        return [];
    const isBotMade = pull.author?.isBot === true;
    const seats = await seatsOf({ connectors: host.connectors, inForce: obeyed }, { review, base: before, head: proposed, machinery, isBotMade });
    const { client, repo } = place;
    const facts = await factsOf(client, repo, {
        number: pull.number,
        url: '',
        author: pull.author === null ? null : { login: pull.author.login, type: isBotMade ? 'Bot' : 'User' },
        head: pull.head,
        headRepo: null,
        headRef: '',
        mergedAt: 0,
    });
    const { approvals, notCounted } = candidates(facts, excludedFrom({ ...facts, pushes: [] }).people);
    const counting = [];
    for (const approval of approvals)
        if (await mayWrite(client, repo, approval.login))
            counting.push(approval);
    const declared = [obeyed, before, proposed].map((c) => c.policy.declared);
    const people = await sittingDown({ isInTeam: teamReader(client) }, { approvals: counting, notCounted }, seats, obeyed.policy.declared, declared);
    const missing = new Set(missingSeats(seats.seats, people.approvers).map((m) => m.seat));
    return seats.seats.map((seat) => ({
        team: seat.teams.map((t) => t.github ?? t.name).join(' or ') || 'anybody else who may write',
        why: whyWords(seat.why),
        have: !missing.has(seat),
    }));
}
const github_plan_SHOWN = 3;
const words = {
    identityOwner: 'owner of',
    targetOwner: 'owner of target',
    roleOwner: 'owner of role',
    teamItself: 'team',
    privileged: 'privileged or loosened:',
    anybody: '',
};
function whyWords(why) {
    const named = why.slice(0, github_plan_SHOWN).map(({ as, subject }) => `${words[as]} ${subject}`.trim());
    return why.length > github_plan_SHOWN ? `${named.join(', ')} and ${why.length - github_plan_SHOWN} more` : named.join(', ');
}

;// CONCATENATED MODULE: ./src/runs/matrix.ts
/** Which targets go into which job of a matrix: small ones share one, a large one has its own. */

/** GitHub takes no larger matrix. */
const MOST_JOBS = 256;
/** A job begins anew each time, and reads the directories; with so many targets that no longer counts. */
const TARGETS_A_JOB = 8;
/** Rows of the state: what one job compares in seconds. */
const ROWS_A_JOB = 50_000;
/** The largest first, each to the job that has least: the same states, the same jobs. */
function jobsOf(states) {
    const sized = [...states].flatMap((s) => s.retired ? [] : [{ name: s.policy.name, rows: 1 + s.approved.length + s.accounts.length + s.baseline.length }]);
    const rows = sized.reduce((sum, one) => sum + one.rows, 0);
    const wanted = Math.max(Math.ceil(sized.length / TARGETS_A_JOB), Math.ceil(rows / ROWS_A_JOB));
    const jobs = Array.from({ length: Math.min(wanted, sized.length, MOST_JOBS) }, () => ({ names: [], rows: 0 }));
    for (const one of (0,order/* sortedBy */.VW)(sized, ({ name }) => name).toSorted((a, b) => b.rows - a.rows)) {
        const least = jobs.reduce((a, b) => (b.rows < a.rows ? b : a));
        least.names.push(one.name);
        least.rows += one.rows;
    }
    return (0,order/* sortedBy */.VW)(jobs.map(({ names }) => names.sort().join(' ')), (names) => names).map((targets, i) => ({ job: i + 1, targets }));
}

;// CONCATENATED MODULE: ./src/runs/github-commands.ts
/** What each command of the Action answers where the repository itself is the place of policy and state. */












const sarifOf = ({ sarif }) => (sarif === undefined ? {} : { sarif });
const paint = { format: 'text', paint: terminal_layout/* plainPaint */.pG };
async function githubCommand(command, run, host) {
    const place = await githubPlace(run, host);
    // Everything is watched only where every writer of the repository could forge what is believed.
    const asSealed = place.isSealed ? host : { ...host, mostMode: 'observe' };
    return await work[command](place, run, asSealed);
}
const work = {
    plan: async (place, run, host) => {
        const [secret] = [...(run.live ? [] : run.secrets), ...(run.sealKey === null ? [] : ['NHI_SEAL_KEY'])];
        if (secret !== undefined)
            throw new input_error/* InputError */.d(`${secret}: a pull request is planned with no credential of a target and no key of the state, so nothing was planned. Take it out of this job.`);
        const { asked } = run;
        if (asked.is === 'other')
            throw new input_error/* InputError */.d(`plan was started by ${asked.event}; it plans a pull request on pull_request_target, and a review of one or a merge queue on workflow_run (docs/github.md).`);
        const readLive = run.live ? (writes) => demandReadOnly(run, writes) : null;
        const planned = asked.is === 'pull'
            ? await planOnPull(place, host, asked.number, run.url, readLive)
            : asked.is === 'reviewed'
                ? await planOnReview(place, host, asked.head, run.url, readLive)
                : await planOnQueue(place, host, asked.head, run.url);
        return { ...(0,commands.told)(planned.planned, planned.policy, paint), lines: [], markdown: planned.markdown };
    },
    detect: async (place, run, host) => {
        demandStart(place, run);
        const { only, identity } = run;
        const seen = await detectOnGithub(place, host, { only, identity }, (writes) => demandReadOnly(run, writes));
        return { ...(0,commands.told)(seen.planned, seen.policy, paint), markdown: null, alsoDue: seen.waiting, left: seen.left, ...sarifOf(seen) };
    },
    merge: async (place, run, host) => {
        demandStart(place, run);
        const [secret] = run.secrets;
        if (secret !== undefined)
            throw new input_error/* InputError */.d(`${secret}: merge reads no target, so nothing was told. Take it out of this job; the jobs that detect have it.`);
        const seen = await mergeOnGithub(place, host, run.results);
        return { ...(0,commands.told)(seen.planned, seen.policy, paint), markdown: null, alsoDue: seen.waiting, ...sarifOf(seen) };
    },
    apply: async (place, run, host) => {
        demandStart(place, run);
        const { planned, policy } = await applyOnGithub(place, host, { only: run.only, waitMs: run.waitMs });
        return { ...(0,commands.told)(planned, policy, paint), markdown: null };
    },
    hold: async (place, run, host) => {
        demandStart(place, run, github_commands_byHand);
        if (run.hold === null)
            throw new input_error/* InputError */.d('input do: write keep, deny or pause');
        const { held, untold } = await holdOnGithub(place, host, run.hold);
        return { ...(0,commands.heldAnswer)(held, paint), code: untold ? 1 : 0, markdown: null };
    },
    bootstrap: async (place, run, host) => {
        demandStart(place, run, github_commands_byHand);
        const names = await bootstrapOnGithub(place, host, run.root);
        const text = `The state begins on ${place.stateName} with ${names.length} targets (${names.join(', ')}), approved as ${run.root ?? ''} has it, with no mandates and no baseline.\nNext: detect shows what differs; the first round makes the baseline.\n`;
        return { ...plain(text, 0), markdown: null };
    },
    doctor: async (place, run) => {
        const lines = await readSetUp(place.client, place.repo, {
            branch: place.branch,
            stateBranch: run.stateBranch,
            appId: place.appId,
            policies: run.policies,
        });
        const code = lines.some((l) => l.is === 'wrong') ? 2 : 0;
        return { ...plain(setUpText(lines, terminal_layout/* plainPaint */.pG), code), markdown: setUpMarkdown(lines) };
    },
    targets: async (place, run, host) => {
        demandStart(place, run);
        demandPrivate(place);
        const store = witnessed(place.store(), place, host);
        await beginOnGithub(place, store, await demandHead(place), host);
        // What is approved is looked at whatever the head says: a commit that nobody reviewed takes no target out of sight.
        const jobs = jobsOf((await store.load()).targets.values());
        const matrix = JSON.stringify({ include: jobs });
        return { ...plain(`${jobs.map(({ job, targets }) => `${job}  ${targets}`).join('\n')}\n`, 0), markdown: null, matrix };
    },
};
const plain = (text, code) => ({ text, code, problems: [], lines: [], planned: null });
/** What starts a run that is no plan: the clock, a merge, or somebody who may write here. */
const routine = ['schedule', 'push', 'workflow_dispatch', 'repository_dispatch'];
/** A person asks, and GitHub says who. A schedule runs in the name of whoever touched its file last. */
const github_commands_byHand = ['workflow_dispatch'];
/** A run of another branch has that branch's workflow, which any writer may have written; a comment's is started by anybody. */
function demandStart({ branch }, { ref, asked }, events = routine) {
    if (ref !== `refs/heads/${branch}`)
        throw new input_error/* InputError */.d(`this run is of ${ref}, and only one of refs/heads/${branch} is obeyed: any writer may write another branch's workflow. Start it there.`);
    const event = asked.is === 'other' ? asked.event : asked.is === 'pull' ? 'a pull request' : 'a merge queue';
    if (events.includes(event))
        return;
    throw new input_error/* InputError */.d(`this run was started by ${event}, and only one by ${events.join(', ')} is obeyed: nobody starts one by a comment or a proposal. Nothing was read. Take that event out of the workflow.`);
}
/** `writes`: the names under which the approved targets know their writing secrets. */
function demandReadOnly({ secrets }, writes) {
    const found = secrets.find((name) => writes.has(name));
    if (found === undefined)
        return;
    throw new input_error/* InputError */.d(`${found}: it writes to a target, and this job only reads, so nothing was read. Keep it to the environment of the job that applies (nhi-write), and take it out of this one.`);
}


/***/ }),

/***/ 9430:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   h: () => (/* binding */ merge),
/* harmony export */   resultFile: () => (/* binding */ resultFile)
/* harmony export */ });
/* harmony import */ var node_fs__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(3024);
/* harmony import */ var node_fs__WEBPACK_IMPORTED_MODULE_0___default = /*#__PURE__*/__webpack_require__.n(node_fs__WEBPACK_IMPORTED_MODULE_0__);
/* harmony import */ var node_fs_promises__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(1455);
/* harmony import */ var node_fs_promises__WEBPACK_IMPORTED_MODULE_1___default = /*#__PURE__*/__webpack_require__.n(node_fs_promises__WEBPACK_IMPORTED_MODULE_1__);
/* harmony import */ var node_path__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(6760);
/* harmony import */ var node_path__WEBPACK_IMPORTED_MODULE_2___default = /*#__PURE__*/__webpack_require__.n(node_path__WEBPACK_IMPORTED_MODULE_2__);
/* harmony import */ var _model_order_js__WEBPACK_IMPORTED_MODULE_6__ = __webpack_require__(6553);
/* harmony import */ var _connections_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(7943);
/* harmony import */ var _detect_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(7549);
/* harmony import */ var _job_result_js__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(4747);
var __addDisposableResource = (undefined && undefined.__addDisposableResource) || function (env, value, async) {
    if (value !== null && value !== void 0) {
        if (typeof value !== "object" && typeof value !== "function") throw new TypeError("Object expected.");
        var dispose, inner;
        if (async) {
            if (!Symbol.asyncDispose) throw new TypeError("Symbol.asyncDispose is not defined.");
            dispose = value[Symbol.asyncDispose];
        }
        if (dispose === void 0) {
            if (!Symbol.dispose) throw new TypeError("Symbol.dispose is not defined.");
            dispose = value[Symbol.dispose];
            if (async) inner = dispose;
        }
        if (typeof dispose !== "function") throw new TypeError("Object not disposable.");
        if (inner) dispose = function() { try { inner.call(this); } catch (e) { return Promise.reject(e); } };
        env.stack.push({ value: value, dispose: dispose, async: async });
    }
    else if (async) {
        env.stack.push({ async: true });
    }
    return value;
};
var __disposeResources = (undefined && undefined.__disposeResources) || (function (SuppressedError) {
    return function (env) {
        function fail(e) {
            env.error = env.hasError ? new SuppressedError(e, env.error, "An error was suppressed during disposal.") : e;
            env.hasError = true;
        }
        var r, s = 0;
        function next() {
            while (r = env.stack.pop()) {
                try {
                    if (!r.async && s === 1) return s = 0, env.stack.push(r), Promise.resolve().then(next);
                    if (r.dispose) {
                        var result = r.dispose.call(r.value);
                        if (r.async) return s |= 2, Promise.resolve(result).then(next, function(e) { fail(e); return next(); });
                    }
                    else s |= 1;
                }
                catch (e) {
                    fail(e);
                }
            }
            if (s === 1) return env.hasError ? Promise.reject(env.error) : Promise.resolve();
            if (env.hasError) throw env.error;
        }
        return next();
    };
})(typeof SuppressedError === "function" ? SuppressedError : function (error, suppressed, message) {
    var e = new Error(message);
    return e.name = "SuppressedError", e.error = error, e.suppressed = suppressed, e;
});
/** merge: what the jobs of a matrix left, put together to one detect; what cannot be believed leaves its target unknown. */







/** `results/nhi-TARGET/result.json`. */
const resultFile = (results, target) => node_path__WEBPACK_IMPORTED_MODULE_2___default().join(results, `nhi-${target}`, 'result.json');
/** A target of a hundred thousand entries, all of them to be told, takes half of it. */
const LONGEST_BYTES = 256 * 1024 * 1024;
/** The text, or in one clause why there is none. Nobody knows who laid the files there: no link is followed, and none is read to its end. */
async function textOf(results, target) {
    const file = resultFile(results, target);
    const none = 'there is none';
    for (const folder of [results, node_path__WEBPACK_IMPORTED_MODULE_2___default().dirname(file)]) {
        const found = await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_1__.lstat)(folder).catch(() => null);
        if (found === null)
            return none;
        if (!found.isDirectory())
            return `${node_path__WEBPACK_IMPORTED_MODULE_2___default().basename(folder)} is no folder`;
    }
    const found = await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_1__.lstat)(file).catch(() => null);
    if (found === null)
        return none;
    if (!found.isFile())
        return 'it is no regular file';
    try {
        const env_1 = { stack: [], error: void 0, hasError: false };
        try {
            const handle = __addDisposableResource(env_1, await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_1__.open)(file, node_fs__WEBPACK_IMPORTED_MODULE_0__.constants.O_RDONLY | node_fs__WEBPACK_IMPORTED_MODULE_0__.constants.O_NOFOLLOW | node_fs__WEBPACK_IMPORTED_MODULE_0__.constants.O_NONBLOCK), true);
            const opened = await handle.stat();
            if (!opened.isFile())
                return 'it is no regular file';
            if (opened.size > LONGEST_BYTES)
                return `it has ${opened.size} bytes, and one of more than ${LONGEST_BYTES} is not read`;
            const bytes = Buffer.alloc(opened.size);
            const { bytesRead } = await handle.read(bytes, 0, opened.size, 0);
            return { text: bytes.toString('utf8', 0, bytesRead) };
        }
        catch (e_1) {
            env_1.error = e_1;
            env_1.hasError = true;
        }
        finally {
            const result_1 = __disposeResources(env_1);
            if (result_1)
                await result_1;
        }
    }
    catch {
        return 'it could not be read';
    }
}
/**
 * `run`: this run, which is the jobs' too. Whose result is expected is what the state has approved, never what was uploaded.
 */
async function merge(policy, loaded, host, wish) {
    const states = new Map([...loaded.targets].filter(([, state]) => !state.retired));
    const believed = new Map();
    const plans = [];
    for (const [name, state] of (0,_model_order_js__WEBPACK_IMPORTED_MODULE_6__/* .sortedBy */ .VW)(states, ([target]) => target)) {
        const found = await textOf(wish.results, name);
        const result = typeof found === 'string' ? found : (0,_job_result_js__WEBPACK_IMPORTED_MODULE_5__/* .believedResult */ .Mh)(found.text, { run: wish.run, state, left: loaded.runs[name]?.left });
        if (typeof result === 'string')
            plans.push(unknownPlan(state, result));
        else {
            believed.set(name, result);
            plans.push(result.plan);
        }
    }
    const runsBefore = { ...loaded.runs };
    const baselineMade = {};
    for (const [name, { before, baselineMade: made }] of believed) {
        if (before === null)
            delete runsBefore[name];
        else
            runsBefore[name] = before;
        if (made !== null)
            baselineMade[name] = made;
    }
    const kinds = new Map(await Promise.all([...states].map(async ([name, s]) => [name, await (0,_connections_js__WEBPACK_IMPORTED_MODULE_3__/* .kindsOf */ .tG)(s.policy, host.connectors)])));
    const at = believed.size === 0 ? host.now() : Math.min(...[...believed.values()].map((result) => result.at));
    const { holds, targets: approved } = loaded;
    return { planned: (0,_detect_js__WEBPACK_IMPORTED_MODULE_4__/* .detected */ .D)({ policy, approved, states, plans, baselineMade, kinds, holds, runsBefore, at, alone: null }), runsBefore };
}
/** Absent is not empty: nothing of it is in sync. */
const unknownPlan = ({ policy, commit }, why) => ({
    target: policy.name,
    commit,
    kinds: {},
    readAt: null,
    error: `the result of its job is not believed: ${why}. So what this run saw of ${policy.name} is not known, and the state stands as it was saved. Look at the job of ${policy.name} in this run; the next run reads it again.`,
    changes: [],
    blocked: [],
    verdicts: [],
    findings: [],
});


/***/ })

};
