export const id = 547;
export const ids = [547,584];
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


/***/ })

};
