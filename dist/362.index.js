export const id = 362;
export const ids = [362];
export const modules = {

/***/ 3116:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   E1: () => (/* binding */ GithubError),
/* harmony export */   Zk: () => (/* binding */ askingFor),
/* harmony export */   os: () => (/* binding */ asking),
/* harmony export */   qQ: () => (/* binding */ githubError)
/* harmony export */ });
/* unused harmony export GITHUB_ERRORS */
/** What GitHub refused or could not do, in words for people: where, what it means, what to do. */
/** `message`: one line. `status`: of the HTTP answer; null where none came. */
class GithubError extends Error {
    code;
    status;
    constructor(code, message, more = {}) {
        super(message, more);
        this.name = 'GithubError';
        this.code = code;
        this.status = more.status ?? null;
    }
}
const GITHUB_ERRORS = {
    unauthenticated: {
        means: 'The token is not accepted.',
        todo: 'Give the input github-token a valid token; an App token lives for an hour.',
    },
    forbidden: { means: 'The token may not do this.', todo: 'Give the job, or the App, the permission that the README lists for it.' },
    notFound: {
        means: 'It is not there, or the token may not see it: GitHub answers both alike.',
        todo: 'Look at the name, and at the permissions of the job.',
    },
    conflict: { means: 'Somebody else changed it in between.', todo: 'Run again.' },
    refused: {
        means: 'GitHub refuses the request as it is.',
        todo: 'Look at the rules of the repository; if none explains it, please report it.',
    },
    throttled: { means: 'The rate limit is used up for longer than a run waits.', todo: 'Run again after the time that GitHub names.' },
    unavailable: { means: 'GitHub did not answer, or not with what was asked for.', todo: 'Run again; look at the status page of GitHub.' },
};
/** Runs one exchange with GitHub; whatever it throws comes out as a GithubError. `what`: "reading the head of main". */
async function asking(what, ask) {
    try {
        return await ask();
    }
    catch (thrown) {
        throw githubError(what, thrown);
    }
}
/** The same, where "not there" is an answer; `absent`: what else says so. */
async function askingFor(what, ask, absent = []) {
    try {
        return await ask();
    }
    catch (thrown) {
        const error = githubError(what, thrown);
        if (error.code === 'notFound' || absent.includes(error.code))
            return null;
        throw error;
    }
}
function githubError(what, thrown) {
    if (thrown instanceof GithubError)
        return thrown;
    const status = statusOf(thrown);
    const code = codeOf(status, thrown);
    const said = thrown instanceof Error ? thrown.message.replaceAll(/\s+/g, ' ').slice(0, LONGEST_QUOTE) : '';
    const { means, todo } = GITHUB_ERRORS[code];
    const answered = status === null || code === 'unavailable' ? 'failed' : `was answered with ${status}`;
    return new GithubError(code, `GitHub: ${what} ${answered}${said === '' ? '' : ` (${said})`}. ${means} ${todo}`, {
        status,
        cause: thrown,
    });
}
const LONGEST_QUOTE = 300;
function statusOf(thrown) {
    const status = thrown !== null && typeof thrown === 'object' && 'status' in thrown ? thrown.status : null;
    return typeof status === 'number' ? status : null;
}
function codeOf(status, thrown) {
    // A GraphQL answer has a 200 and its own list of errors.
    if (status === null)
        return CODE_OF_GRAPHQL[graphqlType(thrown) ?? ''] ?? 'unavailable';
    if (status === 403 && /rate limit|secondary rate/i.test(String(thrown.message)))
        return 'throttled';
    return CODE_OF_STATUS[status] ?? (status >= 500 ? 'unavailable' : 'refused');
}
const CODE_OF_STATUS = {
    401: 'unauthenticated',
    403: 'forbidden',
    404: 'notFound',
    409: 'conflict',
    410: 'notFound',
    429: 'throttled',
};
const CODE_OF_GRAPHQL = {
    FORBIDDEN: 'forbidden',
    INSUFFICIENT_SCOPES: 'forbidden',
    NOT_FOUND: 'notFound',
    RATE_LIMITED: 'throttled',
    STALE_DATA: 'conflict',
    UNPROCESSABLE: 'refused',
};
function graphqlType(thrown) {
    const errors = thrown !== null && typeof thrown === 'object' && 'errors' in thrown ? thrown.errors : null;
    const first = Array.isArray(errors) ? errors[0] : null;
    const type = first !== null && typeof first === 'object' && 'type' in first ? first.type : null;
    return typeof type === 'string' ? type : null;
}


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


/***/ })

};
