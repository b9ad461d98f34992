export const id = 929;
export const ids = [929,188];
export const modules = {

/***/ 2929:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

__webpack_require__.r(__webpack_exports__);
/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   main: () => (/* binding */ main)
/* harmony export */ });
/* harmony import */ var node_crypto__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(7598);
/* harmony import */ var node_crypto__WEBPACK_IMPORTED_MODULE_0___default = /*#__PURE__*/__webpack_require__.n(node_crypto__WEBPACK_IMPORTED_MODULE_0__);
/* harmony import */ var node_fs_promises__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(1455);
/* harmony import */ var node_fs_promises__WEBPACK_IMPORTED_MODULE_1___default = /*#__PURE__*/__webpack_require__.n(node_fs_promises__WEBPACK_IMPORTED_MODULE_1__);
/* harmony import */ var node_http__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(7067);
/* harmony import */ var node_http__WEBPACK_IMPORTED_MODULE_2___default = /*#__PURE__*/__webpack_require__.n(node_http__WEBPACK_IMPORTED_MODULE_2__);
/* harmony import */ var node_path__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(6760);
/* harmony import */ var node_path__WEBPACK_IMPORTED_MODULE_3___default = /*#__PURE__*/__webpack_require__.n(node_path__WEBPACK_IMPORTED_MODULE_3__);
/* harmony import */ var node_timers_promises__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(8500);
/* harmony import */ var node_timers_promises__WEBPACK_IMPORTED_MODULE_4___default = /*#__PURE__*/__webpack_require__.n(node_timers_promises__WEBPACK_IMPORTED_MODULE_4__);
/* harmony import */ var _actions_core__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(6421);
/* harmony import */ var _connectors_registry_js__WEBPACK_IMPORTED_MODULE_6__ = __webpack_require__(4121);
/* harmony import */ var _report_findings_text_js__WEBPACK_IMPORTED_MODULE_7__ = __webpack_require__(8188);
/* harmony import */ var _report_escape_js__WEBPACK_IMPORTED_MODULE_8__ = __webpack_require__(5612);
/* harmony import */ var _github_errors_js__WEBPACK_IMPORTED_MODULE_9__ = __webpack_require__(3116);
/* harmony import */ var _policy_instants_js__WEBPACK_IMPORTED_MODULE_10__ = __webpack_require__(262);
/* harmony import */ var _report_exit_code_js__WEBPACK_IMPORTED_MODULE_11__ = __webpack_require__(8324);
/* harmony import */ var _report_terminal_layout_js__WEBPACK_IMPORTED_MODULE_12__ = __webpack_require__(9155);
/* harmony import */ var _runs_input_error_js__WEBPACK_IMPORTED_MODULE_13__ = __webpack_require__(4141);
/* harmony import */ var _runs_progress_js__WEBPACK_IMPORTED_MODULE_16__ = __webpack_require__(3639);
/* harmony import */ var _runs_secrets_js__WEBPACK_IMPORTED_MODULE_14__ = __webpack_require__(1623);
/* harmony import */ var _state_errors_js__WEBPACK_IMPORTED_MODULE_15__ = __webpack_require__(3406);
/** The Action: inputs → the same runs as the terminal → annotations, a job summary, outputs. */

















/** GitHub shows ten of each level a step and drops the rest without a word. */
const shownAnnotations = 10;
const commands = ['validate', 'plan', 'detect', 'apply', 'hold', 'bootstrap', 'doctor', 'targets', 'merge'];
/** Sets the exit code through @actions/core; never throws for a person's mistake. */
async function main() {
    // A runner behind a proxy names it in the environment, and fetch does not look there by itself. Absent before Node 24.14.
    node_http__WEBPACK_IMPORTED_MODULE_2__.setGlobalProxyFromEnv?.();
    try {
        const inputs = readInputs();
        if (inputs.command === 'validate' || (inputs.state !== '' && (inputs.command === 'plan' || inputs.command === 'detect')))
            await tell(inputs, await run(inputs, inputs.command));
        else if (inputs.state === '')
            await onGithub(inputs, inputs.command);
        else
            throw new _runs_input_error_js__WEBPACK_IMPORTED_MODULE_13__/* .InputError */ .d(`input state: ${inputs.command} works on the state branch alone, since a folder proves nothing about who approved what; nothing was read. Leave it empty: only plan and detect look at a folder.`);
    }
    catch (error) {
        const isStopped = error instanceof Error && error.name === 'AbortError';
        if (!(isStopped || error instanceof _runs_input_error_js__WEBPACK_IMPORTED_MODULE_13__/* .InputError */ .d || error instanceof _state_errors_js__WEBPACK_IMPORTED_MODULE_15__/* .StateError */ .q || error instanceof _github_errors_js__WEBPACK_IMPORTED_MODULE_9__/* .GithubError */ .E1))
            throw error;
        _actions_core__WEBPACK_IMPORTED_MODULE_5__/* .setOutput */ .uH('exit-code', 1);
        _actions_core__WEBPACK_IMPORTED_MODULE_5__/* .setFailed */ .C1(isStopped
            ? 'The run was stopped before its end; what it has saved stands, and the next run goes on from there.'
            : (0,_report_escape_js__WEBPACK_IMPORTED_MODULE_8__/* .terminalText */ .eR)(error.message));
    }
}
function readInputs() {
    const command = _actions_core__WEBPACK_IMPORTED_MODULE_5__/* .getInput */ .V4('command') || 'plan';
    if (!isCommand(command))
        throw new _runs_input_error_js__WEBPACK_IMPORTED_MODULE_13__/* .InputError */ .d(`input command: ${JSON.stringify(command)} is none of ${commands.join(', ')}`);
    const targets = _actions_core__WEBPACK_IMPORTED_MODULE_5__/* .getMultilineInput */ .q3('targets')
        .flatMap((line) => line.split(/[\s,]+/))
        .filter((t) => t !== '');
    return {
        command,
        policies: _actions_core__WEBPACK_IMPORTED_MODULE_5__/* .getInput */ .V4('policies') || 'policies',
        state: _actions_core__WEBPACK_IMPORTED_MODULE_5__/* .getInput */ .V4('state'),
        targets: targets.length === 0 ? null : targets,
        failOnChanges: isYes('fail-on-changes'),
        token: _actions_core__WEBPACK_IMPORTED_MODULE_5__/* .getInput */ .V4('github-token'),
    };
}
function isYes(name) {
    const text = _actions_core__WEBPACK_IMPORTED_MODULE_5__/* .getInput */ .V4(name).toLowerCase();
    if (text === 'true')
        return true;
    if (text === 'false' || text === '')
        return false;
    throw new _runs_input_error_js__WEBPACK_IMPORTED_MODULE_13__/* .InputError */ .d(`input ${name}: ${JSON.stringify(text)} is neither true nor false`);
}
const isCommand = (text) => commands.includes(text);
function hostFor(secrets) {
    const stopping = new AbortController();
    process.once('SIGTERM', () => stopping.abort());
    process.once('SIGINT', () => stopping.abort());
    return {
        now: Date.now,
        pause: (ms) => (0,node_timers_promises__WEBPACK_IMPORTED_MODULE_4__.setTimeout)(ms, undefined, { signal: stopping.signal }),
        random: Math.random,
        uuid: node_crypto__WEBPACK_IMPORTED_MODULE_0__.randomUUID,
        connectors: _connectors_registry_js__WEBPACK_IMPORTED_MODULE_6__/* .registry */ .u,
        fetch,
        signal: stopping.signal,
        secretValue: async (name) => {
            const value = await secrets.value(name);
            if (value !== null)
                _actions_core__WEBPACK_IMPORTED_MODULE_5__/* .setSecret */ .Pq(value);
            return value;
        },
        // Required here: without it no secret goes anywhere.
        origins: secrets.origins ?? {},
        fileRoot: process.env['GITHUB_WORKSPACE'] ?? process.cwd(),
        mostMode: 'enforce',
        // Who started this attempt, which may be another than who started the first one.
        user: process.env['GITHUB_TRIGGERING_ACTOR'] ?? process.env['GITHUB_ACTOR'] ?? 'github',
        runId: `${process.env['GITHUB_RUN_ID'] ?? ''}/${process.env['GITHUB_RUN_ATTEMPT'] ?? ''}`,
        tell: (p) => _actions_core__WEBPACK_IMPORTED_MODULE_5__/* .info */ .pq((0,_report_escape_js__WEBPACK_IMPORTED_MODULE_8__/* .terminalText */ .eR)((0,_runs_progress_js__WEBPACK_IMPORTED_MODULE_16__/* .progressLine */ .o)(p, Date.now()))),
    };
}
/** Where the files lie in the workspace, and the state in a folder. */
async function run(inputs, command) {
    const secrets = (0,_runs_secrets_js__WEBPACK_IMPORTED_MODULE_14__/* .takeSecrets */ .P)(process.env);
    if (inputs.token !== '')
        _actions_core__WEBPACK_IMPORTED_MODULE_5__/* .setSecret */ .Pq(inputs.token);
    if (command !== 'validate')
        await demandPrivate(inputs.token);
    const state = inputs.state === '' ? '.nhi-state' : inputs.state;
    const setting = {
        ...inputs,
        state,
        sealKey: secrets.sealKey,
        only: inputs.targets,
        format: 'text',
        paint: _report_terminal_layout_js__WEBPACK_IMPORTED_MODULE_12__/* .plainPaint */ .pG,
        host: hostFor(secrets),
    };
    const runs = await Promise.all(/* import() */[__webpack_require__.e(938), __webpack_require__.e(549), __webpack_require__.e(603)]).then(__webpack_require__.bind(__webpack_require__, 1603));
    const work = { validate: runs.validateCommand, plan: runs.planCommand, detect: runs.detectCommand };
    return await work[command](setting);
}
/** What a run prints, every reader of the repo can read. */
async function demandPrivate(token) {
    const { clientFor } = await Promise.all(/* import() */[__webpack_require__.e(930), __webpack_require__.e(584)]).then(__webpack_require__.bind(__webpack_require__, 6584));
    const { visibilityOf } = await Promise.all(/* import() */[__webpack_require__.e(930), __webpack_require__.e(547)]).then(__webpack_require__.bind(__webpack_require__, 4547));
    const client = clientFor({ token, apiUrl: apiUrl() });
    const visibility = await visibilityOf(client, process.env['GITHUB_REPOSITORY'] ?? '');
    if (visibility === 'private')
        return;
    throw new _runs_input_error_js__WEBPACK_IMPORTED_MODULE_13__/* .InputError */ .d(visibility === 'unknown'
        ? 'it could not be read whether this repository is private, so live access is not printed into its logs. Give the job `permissions: contents: read` and leave the input github-token as it is.'
        : `this repository is ${visibility}: everybody who may read it would read who has access to what, so plan and detect do not run here. Use a private repository; validate runs everywhere.`);
}
const apiUrl = () => process.env['GITHUB_API_URL'] ?? 'https://api.github.com';
/** Where the repository itself is the place of policy, state and people. */
async function onGithub(inputs, command) {
    const appToken = _actions_core__WEBPACK_IMPORTED_MODULE_5__/* .getInput */ .V4('app-token');
    const appId = _actions_core__WEBPACK_IMPORTED_MODULE_5__/* .getInput */ .V4('app-id');
    if (appId !== '' && !/^\d{1,15}$/.test(appId))
        throw new _runs_input_error_js__WEBPACK_IMPORTED_MODULE_13__/* .InputError */ .d(`input app-id: ${JSON.stringify(appId)} is no number of an App`);
    if (appToken !== '' && appId === '')
        throw new _runs_input_error_js__WEBPACK_IMPORTED_MODULE_13__/* .InputError */ .d('input app-id: it is empty, though there is an app-token. Write the number of the App.');
    const asked = await askedBy(process.env['GITHUB_EVENT_NAME'] ?? '', process.env['GITHUB_EVENT_PATH'] ?? '');
    const hold = holdRequest(command);
    const secrets = (0,_runs_secrets_js__WEBPACK_IMPORTED_MODULE_14__/* .takeSecrets */ .P)(process.env);
    for (const token of [inputs.token, appToken])
        if (token !== '')
            _actions_core__WEBPACK_IMPORTED_MODULE_5__/* .setSecret */ .Pq(token);
    const { githubCommand } = await Promise.all(/* import() */[__webpack_require__.e(930), __webpack_require__.e(938), __webpack_require__.e(608), __webpack_require__.e(549), __webpack_require__.e(603), __webpack_require__.e(464)]).then(__webpack_require__.bind(__webpack_require__, 1464));
    const answer = await githubCommand(command, {
        apiUrl: apiUrl(),
        repository: process.env['GITHUB_REPOSITORY'] ?? '',
        token: inputs.token,
        appToken,
        appId: appId === '' ? null : Number(appId),
        policies: inputs.policies,
        stateBranch: _actions_core__WEBPACK_IMPORTED_MODULE_5__/* .getInput */ .V4('state-branch') || 'nhi-state',
        stateRepository: _actions_core__WEBPACK_IMPORTED_MODULE_5__/* .getInput */ .V4('state-repository'),
        sealKey: secrets.sealKey,
        root: secrets.root,
        secrets: secrets.names,
        asked,
        ref: process.env['GITHUB_REF'] ?? '',
        url: runUrl(),
        only: inputs.targets,
        identity: command === 'detect' ? _actions_core__WEBPACK_IMPORTED_MODULE_5__/* .getInput */ .V4('identity') || null : null,
        waitMs: settleWaitMs,
        hold,
        live: isYes('live'),
        results: node_path__WEBPACK_IMPORTED_MODULE_3___default().resolve(process.env['GITHUB_WORKSPACE'] ?? process.cwd(), _actions_core__WEBPACK_IMPORTED_MODULE_5__/* .getInput */ .V4('results') || 'results'),
    }, hostFor(secrets));
    if (answer.matrix !== undefined)
        _actions_core__WEBPACK_IMPORTED_MODULE_5__/* .setOutput */ .uH('matrix', answer.matrix);
    if (answer.left !== undefined && answer.left.size > 0)
        _actions_core__WEBPACK_IMPORTED_MODULE_5__/* .setOutput */ .uH('results', await leave(answer.left));
    if (answer.sarif !== undefined) {
        const file = node_path__WEBPACK_IMPORTED_MODULE_3___default().join(process.env['RUNNER_TEMP'] ?? '.', 'nhi.sarif');
        await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_1__.writeFile)(file, answer.sarif);
        _actions_core__WEBPACK_IMPORTED_MODULE_5__/* .setOutput */ .uH('sarif', file);
    }
    await tell(inputs, answer, answer.markdown, answer.alsoDue);
}
/** What the job hands to `merge`, as a folder to upload. */
async function leave(left) {
    const { resultFile } = await Promise.all(/* import() */[__webpack_require__.e(549), __webpack_require__.e(430)]).then(__webpack_require__.bind(__webpack_require__, 9430));
    const folder = node_path__WEBPACK_IMPORTED_MODULE_3___default().join(process.env['RUNNER_TEMP'] ?? '.', 'nhi-results');
    for (const [target, text] of left) {
        const file = resultFile(folder, target);
        await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_1__.mkdir)(node_path__WEBPACK_IMPORTED_MODULE_3___default().dirname(file), { recursive: true });
        await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_1__.writeFile)(file, text);
    }
    return folder;
}
/** An App's token lives for an hour, and the job has to say what came of it. */
const settleWaitMs = 20 * 60_000;
function runUrl() {
    const [server, repository, id] = ['GITHUB_SERVER_URL', 'GITHUB_REPOSITORY', 'GITHUB_RUN_ID'].map((name) => process.env[name]);
    return server === undefined || repository === undefined || id === undefined ? null : `${server}/${repository}/actions/runs/${id}`;
}
/** What the event names is a hint: a number, a commit. All else is asked. */
async function askedBy(event, file) {
    const text = file === '' ? '{}' : await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_1__.readFile)(file, 'utf8').catch(() => '{}');
    let payload;
    try {
        payload = (JSON.parse(text) ?? {});
    }
    catch {
        throw new _runs_input_error_js__WEBPACK_IMPORTED_MODULE_13__/* .InputError */ .d(`GITHUB_EVENT_PATH: the event ${event} is no JSON`);
    }
    if (event === 'pull_request_target') {
        const number = payload.pull_request?.number;
        if (typeof number === 'number' && Number.isSafeInteger(number))
            return { is: 'pull', number };
    }
    const run = event === 'workflow_run' ? payload.workflow_run : undefined;
    const isReviewed = run?.event === 'pull_request_review';
    const head = event === 'merge_group' ? payload.merge_group?.head_sha : isReviewed || run?.event === 'merge_group' ? run?.head_sha : null;
    if (typeof head !== 'string' || !/^[0-9a-f]{40}$/.test(head))
        return { is: 'other', event };
    return { is: isReviewed ? 'reviewed' : 'queue', head };
}
function holdRequest(command) {
    if (command !== 'hold')
        return null;
    const wish = _actions_core__WEBPACK_IMPORTED_MODULE_5__/* .getInput */ .V4('do');
    if (wish !== 'keep' && wish !== 'deny' && wish !== 'pause')
        throw new _runs_input_error_js__WEBPACK_IMPORTED_MODULE_13__/* .InputError */ .d(`input do: ${JSON.stringify(wish)} is none of keep, deny, pause`);
    const length = _actions_core__WEBPACK_IMPORTED_MODULE_5__/* .getInput */ .V4('for');
    if (!/^[0-9]+[smhdw]$/.test(length))
        throw new _runs_input_error_js__WEBPACK_IMPORTED_MODULE_13__/* .InputError */ .d(`input for: ${JSON.stringify(length)}; write a number and s, m, h, d or w: 8h`);
    const because = _actions_core__WEBPACK_IMPORTED_MODULE_5__/* .getInput */ .V4('because');
    if (because.trim() === '')
        throw new _runs_input_error_js__WEBPACK_IMPORTED_MODULE_13__/* .InputError */ .d('input because: write why, an incident for one');
    const orNull = (name) => _actions_core__WEBPACK_IMPORTED_MODULE_5__/* .getInput */ .V4(name) || null;
    return {
        do: wish,
        change: orNull('change'),
        identity: orNull('identity'),
        grant: orNull('grant'),
        forMs: (0,_policy_instants_js__WEBPACK_IMPORTED_MODULE_10__/* .secondsOf */ .T)(length) * 1000,
        because,
    };
}
async function tell(inputs, { text, code, problems, lines, planned }, markdown = null, alsoDue = 0) {
    // Escaped already, name by name.
    _actions_core__WEBPACK_IMPORTED_MODULE_5__/* .info */ .pq(text);
    const workspace = process.env['GITHUB_WORKSPACE'] ?? process.cwd();
    const inRepo = (a) => a.file === null ? a : { ...a, file: repoPath(workspace, node_path__WEBPACK_IMPORTED_MODULE_3___default().resolve(inputs.policies, a.file)) };
    annotate([...(0,_report_findings_text_js__WEBPACK_IMPORTED_MODULE_7__/* .annotationsOf */ .Ih)(problems), ...(0,_report_findings_text_js__WEBPACK_IMPORTED_MODULE_7__/* .annotationsOf */ .Ih)(lines)].map(inRepo));
    if (planned === null) {
        _actions_core__WEBPACK_IMPORTED_MODULE_5__/* .setOutput */ .uH('due', 0);
        await _actions_core__WEBPACK_IMPORTED_MODULE_5__/* .summary */ .z.addRaw(markdown ?? (inputs.command === 'validate' ? validateSummary(text, problems.length) : inBlock(text))).write();
    }
    else {
        const { markdownOf, jsonOf, planOf } = await Promise.all(/* import() */[__webpack_require__.e(938), __webpack_require__.e(549), __webpack_require__.e(603)]).then(__webpack_require__.bind(__webpack_require__, 1603));
        const plan = planOf(planned);
        const file = node_path__WEBPACK_IMPORTED_MODULE_3___default().join(process.env['RUNNER_TEMP'] ?? '.', `nhi-${inputs.command}.json`);
        await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_1__.writeFile)(file, jsonOf(planned));
        _actions_core__WEBPACK_IMPORTED_MODULE_5__/* .setOutput */ .uH('due', plan.targets.reduce((sum, t) => sum + t.changes.length, alsoDue));
        _actions_core__WEBPACK_IMPORTED_MODULE_5__/* .setOutput */ .uH('blocked', plan.targets.reduce((sum, t) => sum + t.blocked.length, 0));
        _actions_core__WEBPACK_IMPORTED_MODULE_5__/* .setOutput */ .uH('digest', plan.digest);
        _actions_core__WEBPACK_IMPORTED_MODULE_5__/* .setOutput */ .uH('plan', file);
        await _actions_core__WEBPACK_IMPORTED_MODULE_5__/* .summary */ .z.addRaw(markdown ?? markdownOf(planned).markdown).write();
    }
    _actions_core__WEBPACK_IMPORTED_MODULE_5__/* .setOutput */ .uH('exit-code', code);
    if (code === 1 || (code === 2 && inputs.failOnChanges))
        _actions_core__WEBPACK_IMPORTED_MODULE_5__/* .setFailed */ .C1((0,_report_exit_code_js__WEBPACK_IMPORTED_MODULE_11__/* .exitLine */ .X2)(exitOf(inputs.command), code));
}
const exitOf = (command) => command === 'validate' || command === 'plan' || command === 'detect' || command === 'apply'
    ? command
    : command === 'merge'
        ? 'detect'
        : 'other';
/** As GitHub names it, whatever the runner's system. */
const repoPath = (workspace, file) => node_path__WEBPACK_IMPORTED_MODULE_3___default().relative(workspace, file).split((node_path__WEBPACK_IMPORTED_MODULE_3___default().sep)).join('/');
/** Of the text of a validate: a summary is dropped as a whole where it is too large. */
const longestSummary = 200_000;
const inBlock = (text) => `\`\`\`text\n${text.slice(0, longestSummary).replaceAll('```', "'''")}\n\`\`\`\n`;
function validateSummary(text, problems) {
    const shown = text.length <= longestSummary ? text : `${text.slice(0, text.lastIndexOf('\n', longestSummary))}\nThe log has the rest.\n`;
    return `${problems === 0 ? 'nhi validate: no problem' : `nhi validate: ${problems} problems`}\n\n\`\`\`text\n${shown.replaceAll('```', "'''")}\n\`\`\`\n`;
}
function annotate(all) {
    const byLevel = Map.groupBy(all, (a) => a.level);
    for (const [level, list] of byLevel) {
        for (const annotation of list.slice(0, shownAnnotations))
            process.stdout.write(`${(0,_report_findings_text_js__WEBPACK_IMPORTED_MODULE_7__/* .annotationCommand */ .jx)(annotation)}\n`);
        if (list.length > shownAnnotations)
            _actions_core__WEBPACK_IMPORTED_MODULE_5__/* .info */ .pq(`${list.length - shownAnnotations} more of level ${level} stand in the log above`);
    }
}


/***/ }),

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

/***/ 7142:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Do: () => (/* binding */ parseKey),
/* harmony export */   Hy: () => (/* binding */ withoutFacets),
/* harmony export */   JX: () => (/* binding */ KEY_FORM),
/* harmony export */   P_: () => (/* binding */ verbKey),
/* harmony export */   TN: () => (/* binding */ keyOf),
/* harmony export */   cq: () => (/* binding */ writtenGrant),
/* harmony export */   ef: () => (/* binding */ idOfWords),
/* harmony export */   iQ: () => (/* binding */ keyWithoutFacets),
/* harmony export */   j_: () => (/* binding */ writtenAccount),
/* harmony export */   zb: () => (/* binding */ accountWords)
/* harmony export */ });
/* harmony import */ var _order_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(6553);

const facetPairs = (facets) => Object.entries(facets).sort((a, b) => (0,_order_js__WEBPACK_IMPORTED_MODULE_0__/* .compareText */ .n6)(a[0], b[0]));
const keyOf = (e) => JSON.stringify([e.target, e.kind, e.account, e.name, ...facetPairs(e.facets)]);
/** The key with any facets: of `never` lines and of holds. */
const keyWithoutFacets = (e) => JSON.stringify([e.target, e.kind, e.account, e.name]);
const STRING = '"(?:[^"\\\\\\u0000-\\u001f]|\\\\.)*"';
/** Four texts, and a pair of texts for each facet. */
const KEY_FORM = new RegExp(`^\\[${STRING}(?:,${STRING}){3}(?:,\\[${STRING},${STRING}\\])*\\]$`);
/** An entitlement without facts. Throws on text that `keyOf` did not make. */
function parseKey(key) {
    if (!KEY_FORM.test(key))
        throw new RangeError('this is no key');
    const [target, kind, account, name, ...facets] = JSON.parse(key);
    return { target, kind, account, name, facets: Object.fromEntries(facets), facts: {} };
}
/** Under it the state counts rounds and returns of a change. */
const verbKey = ({ verb, key }) => `${verb} ${key}`;
const withoutFacets = (key) => keyWithoutFacets(parseKey(key));
/** `type/name`, split at the first slash. */
const accountWords = (ref) => `${ref.type}/${ref.name}`;
/** The stable id that words name by `type/id:…`, or null. */
function idOfWords(words) {
    const name = words.slice(words.indexOf('/') + 1);
    return name.startsWith('id:') ? name.slice(3) : null;
}
/** `target/kind/name`, the form of policy files, issues and logs. */
const writtenGrant = (e) => `${e.target}/${e.kind}/${e.name}`;
/** `target/type/name`. */
const writtenAccount = (a) => `${a.target}/${a.type}/${a.name}`;


/***/ }),

/***/ 2432:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   A3: () => (/* binding */ reasonOf),
/* harmony export */   DK: () => (/* binding */ guards),
/* harmony export */   EL: () => (/* binding */ outcomeText),
/* harmony export */   HF: () => (/* binding */ outcomeRank),
/* harmony export */   O7: () => (/* binding */ notBeforeText),
/* harmony export */   U9: () => (/* binding */ count),
/* harmony export */   hV: () => (/* binding */ guardWords),
/* harmony export */   iq: () => (/* binding */ guardTitle),
/* harmony export */   l2: () => (/* binding */ withoutHolder),
/* harmony export */   vU: () => (/* binding */ approvedBy),
/* harmony export */   wI: () => (/* binding */ guardOrder),
/* harmony export */   yR: () => (/* binding */ readText)
/* harmony export */ });
/* harmony import */ var _instant_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(4843);

const count = (n, one, many = `${one}s`) => `${n.toLocaleString('en-US')} ${n === 1 ? one : many}`;
/** Before the source, where something is taken; most sources say by themselves what happened. */
const taken = {
    review: 'taken out by ',
    directory: 'directory: ',
    clock: '',
    rule: '',
    hold: '',
    correction: 'set back: ',
};
/** A review by a pull request names who approved it. */
const approvedBy = (source) => source.includes(', approved by ') ? `in ${source.replace(', approved by ', ' by ')}` : `by ${source}`;
/** Why this change is wanted, with what differs. */
function reasonOf(change, now) {
    const { authority, source, at } = change.because;
    switch (change.verdict) {
        case 'unauthorized':
            return `nobody approved it, found ${(0,_instant_js__WEBPACK_IMPORTED_MODULE_0__/* .nearInstant */ .e0)(at, now)}`;
        case 'missing':
            return `approved, but not there, found ${(0,_instant_js__WEBPACK_IMPORTED_MODULE_0__/* .nearInstant */ .e0)(at, now)}`;
        case 'altered':
            return `not as approved, found ${(0,_instant_js__WEBPACK_IMPORTED_MODULE_0__/* .nearInstant */ .e0)(at, now)}`;
        case 'toAdjust':
            return `approved with other facts ${approvedBy(source)}`;
        default:
            if (change.verb === 'revoke')
                return `${taken[authority]}${source}`;
            return authority === 'review' ? `approved ${approvedBy(source)}` : `given back; it was taken because: ${source}`;
    }
}
/** The written grant without the holder, where the holder stands above it. */
function withoutHolder(change) {
    const holder = `${change.identity ?? ''} `;
    return change.identity !== null && change.label.startsWith(holder) ? change.label.slice(holder.length) : change.label;
}
/** In the order in which they want attention. */
const guardTitles = [
    ['pause', 'all writes are paused'],
    ['caps', 'over a cap'],
    ['flapping', 'came back again and again'],
    ['lastAdministrator', 'the last administrator'],
    ['ownAccount', 'our own account or repository'],
    ['protected', 'a protected name'],
    ['rebound', 'the name now belongs to another id'],
    ['ambiguous', 'the name has two ids'],
    ['absent', 'the account or object is not there'],
    ['unsure', 'the directory is not proven'],
    ['proof', 'the read is not proven complete'],
    ['reviewTooOld', 'the review is too old'],
    ['capability', 'the connector cannot write it'],
    ['drift', 'waits for an answer, or is only reported'],
    ['mode', 'only watched'],
    ['managedBy', 'managed by another tool'],
    ['scope', 'outside of the approved scope'],
    ['vendor', "the vendor's own"],
    ['decided', 'put off by a decision'],
    ['kept', 'kept by a hold'],
    ['announced', 'announced; a later run does it'],
    ['settling', 'just written; the proof is still to come'],
    ['rollout', 'a later wave of a rollout'],
    ['needs', 'waits for another change'],
];
const guards = guardTitles.map(([guard]) => guard);
const guardRank = new Map(guardTitles.map(([guard], i) => [guard, i]));
const titles = new Map(guardTitles);
const guardTitle = (guard) => titles.get(guard) ?? guard;
const saidByWhy = new Set(['drift', 'kept']);
/** Empty where the why says it by itself. */
const guardWords = ({ guard, why }) => saidByWhy.has(guard) || why.includes(guardTitle(guard)) ? '' : guardTitle(guard);
/** Two digits, so that it sorts as text. */
const guardOrder = (guard) => String(guardRank.get(guard) ?? 99).padStart(2, '0');
const notBeforeText = (blocked, now) => blocked.notBefore === null ? '' : `not before ${(0,_instant_js__WEBPACK_IMPORTED_MODULE_0__/* .nearInstant */ .e0)(blocked.notBefore, now)}`;
/** Worst first. */
const outcomes = ['failed', 'superseded', 'skipped', 'applied', 'seen', 'unchanged', 'verified'];
const outcomeRank = (outcome) => outcomes.indexOf(outcome.state);
/** `null` in an apply: the run ended before it came to this change. */
function outcomeText(outcome, now) {
    if (outcome === null)
        return 'NOT DONE';
    const due = outcome.proofDue === undefined ? '' : `, proof due ${(0,_instant_js__WEBPACK_IMPORTED_MODULE_0__/* .nearInstant */ .e0)(outcome.proofDue, now)}`;
    switch (outcome.state) {
        case 'failed':
            return 'FAILED';
        case 'superseded':
            return 'NOT DONE, another run or policy came first';
        case 'skipped':
            return 'NOT DONE, skipped';
        case 'applied':
            return `written, NOT YET PROVEN${due}`;
        case 'seen':
            return `written and seen${due}`;
        case 'unchanged':
            return 'was so already';
        case 'verified':
            return 'verified';
    }
}
/** How old the read is. */
const readText = (readAt, now) => (readAt === null ? 'never' : (0,_instant_js__WEBPACK_IMPORTED_MODULE_0__/* .shortAge */ ._W)(now - readAt));


/***/ }),

/***/ 8188:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Ih: () => (/* binding */ annotationsOf),
/* harmony export */   _g: () => (/* binding */ findingsText),
/* harmony export */   jx: () => (/* binding */ annotationCommand)
/* harmony export */ });
/* harmony import */ var _model_order_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(6553);
/* harmony import */ var _change_words_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(2432);
/* harmony import */ var _escape_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(5612);
/* harmony import */ var _place_js__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(8141);
/* harmony import */ var _terminal_layout_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(9155);
/* harmony import */ var _what_is_shown_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(7791);
/** Findings of the policy for people: by file and line in the terminal, as annotations on the lines of a pull request. */






const padded = (n) => String(n ?? 0).padStart(9, '0');
/** By file, line and column; what has no place comes last. */
function inFileOrder(findings) {
    return (0,_model_order_js__WEBPACK_IMPORTED_MODULE_4__/* .sortedBy */ .VW)(findings, (f) => {
        const { file, line, col } = (0,_place_js__WEBPACK_IMPORTED_MODULE_5__/* .placeOf */ .$)(f.at ?? '');
        return JSON.stringify([f.at === null ? 1 : 0, file, padded(line), padded(col), (0,_what_is_shown_js__WEBPACK_IMPORTED_MODULE_3__/* .severityRank */ .qs)(f), f.rule, f.subject, f.remedy]);
    });
}
const sentence = (text) => (text === '' || /[.!?]$/.test(text) ? text : `${text}.`);
const whatAndRemedy = (f) => [sentence((0,_escape_js__WEBPACK_IMPORTED_MODULE_1__/* .shortened */ .vI)(f.subject, 600)), sentence((0,_escape_js__WEBPACK_IMPORTED_MODULE_1__/* .shortened */ .vI)(f.remedy, 1000))].filter((s) => s !== '').join(' ');
const severityStyle = { error: 'red', warning: 'yellow', note: 'dim' };
function findingsText(findings, paint = _terminal_layout_js__WEBPACK_IMPORTED_MODULE_2__/* .plainPaint */ .pG) {
    if (findings.length === 0)
        return 'No findings.\n';
    const groups = (0,_what_is_shown_js__WEBPACK_IMPORTED_MODULE_3__/* .groupedBy */ .me)(inFileOrder(findings), (f) => (f.at === null ? '' : (0,_place_js__WEBPACK_IMPORTED_MODULE_5__/* .placeOf */ .$)(f.at).file)).map((group) => group.flatMap((f) => {
        const where = f.at === null ? '' : `${(0,_escape_js__WEBPACK_IMPORTED_MODULE_1__/* .shortened */ .vI)(f.at, 300)} `;
        const [first = '', ...rest] = (0,_terminal_layout_js__WEBPACK_IMPORTED_MODULE_2__/* .wrap */ .LV)(`${where}${f.severity} ${f.rule}: ${whatAndRemedy(f)}`, '', '  ');
        return [paint[severityStyle[f.severity]](first), ...rest];
    }));
    const of = (severity) => findings.filter((f) => f.severity === severity).length;
    const last = [(0,_change_words_js__WEBPACK_IMPORTED_MODULE_0__/* .count */ .U9)(of('error'), 'error'), (0,_change_words_js__WEBPACK_IMPORTED_MODULE_0__/* .count */ .U9)(of('warning'), 'warning'), (0,_change_words_js__WEBPACK_IMPORTED_MODULE_0__/* .count */ .U9)(of('note'), 'note')].join(', ');
    return `${[...groups.map((lines) => lines.join('\n')), paint.bold(`${last}.`)].join('\n\n')}\n`;
}
/** Errors first, since both the log and a check show only so many. */
function annotationsOf(findings) {
    return (0,_model_order_js__WEBPACK_IMPORTED_MODULE_4__/* .sortedBy */ .VW)(inFileOrder(findings).entries(), ([i, f]) => `${(0,_what_is_shown_js__WEBPACK_IMPORTED_MODULE_3__/* .severityRank */ .qs)(f)}${padded(i)}`).map(([, f]) => {
        const place = f.at === null ? null : (0,_place_js__WEBPACK_IMPORTED_MODULE_5__/* .placeOf */ .$)(f.at);
        return {
            level: f.severity === 'note' ? 'notice' : f.severity,
            file: place?.file ?? null,
            line: place?.line ?? 1,
            col: place?.col ?? 1,
            title: (0,_escape_js__WEBPACK_IMPORTED_MODULE_1__/* .shortened */ .vI)(f.rule, 100),
            message: whatAndRemedy(f),
        };
    });
}
/** The line that makes the runner show it. */
function annotationCommand({ level, file, line, col, title, message }) {
    const place = file === null ? '' : `file=${(0,_escape_js__WEBPACK_IMPORTED_MODULE_1__/* .workflowProperty */ .nP)(file)},line=${line},col=${col},`;
    return `::${level} ${place}title=${(0,_escape_js__WEBPACK_IMPORTED_MODULE_1__/* .workflowProperty */ .nP)(title)}::${(0,_escape_js__WEBPACK_IMPORTED_MODULE_1__/* .workflowData */ .w$)(message)}`;
}


/***/ }),

/***/ 8141:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   $: () => (/* binding */ placeOf),
/* harmony export */   _: () => (/* binding */ placeAsLine)
/* harmony export */ });
/** `file:line:col` taken apart. */
function placeOf(at) {
    const [, file = at, line, col] = /^(.+?):(\d{1,9})(?::(\d{1,9}))?$/s.exec(at) ?? [];
    const positive = (digits) => (digits === undefined || Number(digits) < 1 ? null : Number(digits));
    return { file, line: positive(line), col: positive(col) };
}
/** `file:line`: the column is for machines. */
function placeAsLine(at) {
    const { file, line } = placeOf(at);
    return line === null ? file : `${file}:${line}`;
}


/***/ }),

/***/ 5276:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   R: () => (/* binding */ shortIds),
/* harmony export */   i: () => (/* binding */ findByShortId)
/* harmony export */ });
/* harmony import */ var _model_order_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(6553);

const letters = { grant: 'G', revoke: 'R', adjust: 'A', hold: 'H' };
function alike(a, b) {
    if (b === undefined)
        return 0;
    let at = 0;
    while (at < a.length && a[at] === b[at])
        at += 1;
    return at;
}
/** Full id → short id. Four digits, more while two in the set are alike, whatever their letters: digits alone suffice. */
function shortIds(named) {
    const what = new Map(Array.from(named, (n) => [n.id, n.what]));
    const sorted = [...what].sort(([a], [b]) => (0,_model_order_js__WEBPACK_IMPORTED_MODULE_0__/* .compareText */ .n6)(a, b));
    return new Map(sorted.map(([id, verb], i) => {
        const digits = Math.max(4, 1 + Math.max(alike(id, sorted[i - 1]?.[0]), alike(id, sorted[i + 1]?.[0])));
        return [id, `${letters[verb]}-${id.slice(0, digits)}`];
    }));
}
/** The one that a person means by `R-7f3a`, `7f3a`, a longer prefix or the full id. */
function findByShortId(written, among) {
    const [, letter, digits] = /^(?:([grah])-)?([0-9a-f]+)$/.exec(written.trim().toLowerCase()) ?? [];
    if (digits === undefined)
        return { is: 'none' };
    const found = new Map();
    for (const named of among) {
        if (named.id.startsWith(digits) && (letter === undefined || letters[named.what].toLowerCase() === letter))
            found.set(named.id, named);
    }
    const exact = found.get(digits);
    const [first, ...rest] = exact === undefined ? [...found.values()] : [exact];
    if (first === undefined)
        return { is: 'none' };
    if (rest.length === 0)
        return { is: 'one', one: first };
    return { is: 'many', many: [first, ...rest].sort((a, b) => (0,_model_order_js__WEBPACK_IMPORTED_MODULE_0__/* .compareText */ .n6)(a.id, b.id)) };
}


/***/ }),

/***/ 7791:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   KO: () => (/* binding */ unknownOf),
/* harmony export */   Ly: () => (/* binding */ sortedDeltas),
/* harmony export */   OL: () => (/* binding */ foldAlike),
/* harmony export */   Ou: () => (/* binding */ inSyncOf),
/* harmony export */   R7: () => (/* binding */ writtenKey),
/* harmony export */   Uj: () => (/* binding */ explainedBy),
/* harmony export */   Uw: () => (/* binding */ modesOf),
/* harmony export */   Y_: () => (/* binding */ sortedFindings),
/* harmony export */   a8: () => (/* binding */ isPrivileged),
/* harmony export */   bf: () => (/* binding */ accountAndGrant),
/* harmony export */   eE: () => (/* binding */ whatIsShown),
/* harmony export */   me: () => (/* binding */ groupedBy),
/* harmony export */   pW: () => (/* binding */ holdersOf),
/* harmony export */   qs: () => (/* binding */ severityRank),
/* harmony export */   sv: () => (/* binding */ tallyOf),
/* harmony export */   tg: () => (/* binding */ asidesOf)
/* harmony export */ });
/* harmony import */ var _model_key_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(7142);
/* harmony import */ var _model_order_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(6553);
/* harmony import */ var _change_words_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(2432);
/* harmony import */ var _short_id_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(5276);




const riskRank = { administrator: 0, privileged: 1, low: 2 };
const isPrivileged = (row) => row.change.risk !== 'low';
/** Most dangerous first, then by what people read, then by id: total. */
const rowOrder = (row) => {
    const worst = row.outcome === null ? 0 : (0,_change_words_js__WEBPACK_IMPORTED_MODULE_1__/* .outcomeRank */ .HF)(row.outcome);
    const { risk, verb, identity, label, id } = row.change;
    return JSON.stringify([worst, riskRank[risk], identity ?? '\uffff', verb === 'revoke' ? 0 : 1, label, id]);
};
const deltaDirections = ['loosens', 'gives', 'takes', 'tightens', 'neutral'];
const deltaOrder = (d) => JSON.stringify([deltaDirections.indexOf(d.direction), d.of, d.key, (0,_model_order_js__WEBPACK_IMPORTED_MODULE_3__/* .canonicalJson */ .dj)([d.before, d.after])]);
const sortedDeltas = (deltas) => (0,_model_order_js__WEBPACK_IMPORTED_MODULE_3__/* .sortedBy */ .VW)(deltas, deltaOrder);
const severities = ['error', 'warning', 'note'];
const severityRank = (f) => severities.indexOf(f.severity);
const findingOrder = (f) => JSON.stringify([severityRank(f), f.rule, f.at ?? '\uffff', f.subject, f.remedy]);
const sortedFindings = (findings) => (0,_model_order_js__WEBPACK_IMPORTED_MODULE_3__/* .sortedBy */ .VW)(findings, findingOrder);
const unproven = 'its list is not proven complete, so nothing of this kind was compared or changed';
function unknownOf(target) {
    if (target.error !== null)
        return [{ target: target.target, kind: null, why: target.error }];
    return Object.keys(target.kinds)
        .filter((kind) => target.kinds[kind]?.proof === null)
        .sort(_model_order_js__WEBPACK_IMPORTED_MODULE_3__/* .compareText */ .n6)
        .map((kind) => ({ target: target.target, kind, why: unproven }));
}
const alreadyLiveOf = (t) => t.verdicts.filter(([, verdict]) => verdict === 'alreadyLive').map(([key]) => key);
function whatIsShown(report) {
    const again = new Set((report.trial ?? []).map((t) => t.target));
    // The second round stands for the first, which only made the baseline.
    const targets = (0,_model_order_js__WEBPACK_IMPORTED_MODULE_3__/* .sortedBy */ .VW)([...report.plan.targets.filter((t) => !again.has(t.target)), ...(report.trial ?? [])], (t) => JSON.stringify([t.target, t.commit, t.readAt]));
    const changes = targets.flatMap((t) => [...t.changes, ...t.blocked.map((b) => b.change)]);
    const short = (0,_short_id_js__WEBPACK_IMPORTED_MODULE_2__/* .shortIds */ .R)(changes.map((c) => ({ id: c.id, what: c.verb })));
    const outcomeOf = new Map(Object.entries(report.outcome ?? {}));
    const row = (target, change, blocked) => ({
        short: short.get(change.id),
        target,
        change,
        blocked,
        outcome: outcomeOf.get(change.id) ?? null,
    });
    const due = targets.flatMap((t) => t.changes.map((c) => row(t.target, c, null)));
    const blocked = targets.flatMap((t) => t.blocked.map((b) => row(t.target, b.change, b)));
    const inPlan = new Set(changes.map((c) => c.id));
    const deltas = sortedDeltas(report.plan.review);
    return {
        targets,
        due: (0,_model_order_js__WEBPACK_IMPORTED_MODULE_3__/* .sortedBy */ .VW)(due, rowOrder),
        tally: tallyOf(due.map((r) => r.change)),
        blocked: (0,_model_order_js__WEBPACK_IMPORTED_MODULE_3__/* .sortedBy */ .VW)(blocked, (r) => `${(0,_change_words_js__WEBPACK_IMPORTED_MODULE_1__/* .guardOrder */ .wI)(r.blocked.guard)}${rowOrder(r)}`),
        unknown: targets.flatMap(unknownOf),
        // Also of a first round: what it found live is in sync by the second.
        alreadyLive: [...new Set([...report.plan.targets, ...targets].flatMap(alreadyLiveOf))].sort(_model_order_js__WEBPACK_IMPORTED_MODULE_3__/* .compareText */ .n6),
        findings: sortedFindings(targets.flatMap((t) => t.findings)),
        loosened: deltas.filter((d) => d.direction === 'loosens'),
        edits: deltas.filter((d) => d.direction !== 'loosens'),
        strays: (0,_model_order_js__WEBPACK_IMPORTED_MODULE_3__/* .sortedBy */ .VW)([...outcomeOf].filter(([id]) => !inPlan.has(id)), ([id]) => id),
    };
}
function tallyOf(changes) {
    const tally = { grant: 0, revoke: 0, adjust: 0, privileged: 0 };
    for (const { verb, risk } of changes) {
        tally[verb] += 1;
        if (risk !== 'low')
            tally.privileged += 1;
    }
    return tally;
}
/** The modes in which a target's rows stand; where it has none, those of its kinds. */
function modesOf(target) {
    const modes = [...target.changes, ...target.blocked.map((b) => b.change)].map((c) => c.mode);
    const all = modes.length > 0 ? modes : Object.values(target.kinds).map((k) => k.mode);
    return ['enforce', 'review', 'observe']
        .map((mode) => [mode, all.filter((m) => m === mode).length])
        .filter(([, n]) => n > 0);
}
const inSyncOf = (target) => Object.values(target.kinds).reduce((sum, kind) => sum + (kind.counts['inSync'] ?? 0), 0);
/** `target/kind/name` of a key, in the words of the policy where it has some; text that is no key stays as it is. */
function writtenKey(key) {
    try {
        return (0,_model_key_js__WEBPACK_IMPORTED_MODULE_0__/* .writtenGrant */ .cq)((0,_model_key_js__WEBPACK_IMPORTED_MODULE_0__/* .parseKey */ .Do)(key));
    }
    catch {
        return key;
    }
}
/** Text that is no key is told as it is. */
function accountAndGrant(key) {
    try {
        const entry = (0,_model_key_js__WEBPACK_IMPORTED_MODULE_0__/* .parseKey */ .Do)(key);
        return { account: entry.account, grant: (0,_model_key_js__WEBPACK_IMPORTED_MODULE_0__/* .writtenGrant */ .cq)(entry) };
    }
    catch {
        return { account: 'somebody', grant: key };
    }
}
/** Puts rows together that differ in their holder only, if there are many; a privileged one always stands alone. */
function foldAlike(rows, from = 8) {
    const sameness = (row) => {
        const { change, outcome, blocked } = row;
        if (isPrivileged(row) || outcome?.state === 'failed')
            return null;
        const why = blocked === null ? null : [blocked.guard, blocked.wayOut, blocked.notBefore];
        return JSON.stringify([
            change.verb,
            writtenKey(change.key),
            change.verdict,
            change.because.authority,
            change.because.source,
            outcome,
            why,
        ]);
    };
    return groupedBy([...rows.entries()], ([i, row]) => sameness(row) ?? `alone ${i}`).flatMap((group) => {
        const [[, first], ...rest] = group;
        const all = [first, ...rest.map(([, row]) => row)];
        return all.length >= from ? [{ rows: all }] : all.map((row) => ({ rows: [row] }));
    });
}
/** In the order in which each group is first met. */
function groupedBy(items, text) {
    const groups = new Map();
    for (const item of items) {
        const group = groups.get(text(item));
        if (group === undefined)
            groups.set(text(item), [item]);
        else
            group.push(item);
    }
    return [...groups.values()];
}
/** Each holder once; of an account that no identity declares its id. */
const holdersOf = (alike) => [...new Set(alike.rows.map((r) => r.change.identity ?? r.change.entry.account))].sort(_model_order_js__WEBPACK_IMPORTED_MODULE_3__/* .compareText */ .n6);
/** Did this review's own deltas ask for the change? What it did not cause is shown apart. */
function explainedBy(report) {
    const source = report.review?.source;
    const keys = new Set(report.plan.review.filter((d) => d.of === 'entry' || d.of === 'never').map((d) => d.key));
    const identities = new Set(report.plan.review.filter((d) => d.of === 'identity').map((d) => d.key.replace(/#.*$/, '')));
    return (change) => (change.because.authority === 'review' && source !== undefined && change.because.source === source) ||
        keys.has(change.key) ||
        keys.has(loose(change.key)) ||
        (change.because.authority === 'review' && change.identity !== null && identities.has(change.identity));
}
function loose(key) {
    try {
        return (0,_model_key_js__WEBPACK_IMPORTED_MODULE_0__/* .withoutFacets */ .Hy)(key);
    }
    catch {
        return key;
    }
}
/** What is neither a change nor in sync, in words. */
const asides = [
    ['unreviewed', 'from before the baseline, to be decided: declare it or list it under never'],
    ['withheld', 'approved and withheld for now'],
    ['observed', 'accounts or credentials that nobody declares'],
    ['alreadyGone', 'to be taken and gone already'],
    ['released', 'outside of the scope by now, left as it is'],
    ['unknown', 'not compared, because the read is not proven'],
];
function asidesOf(shown) {
    const number = new Map();
    for (const [, verdict] of shown.targets.flatMap((t) => t.verdicts))
        number.set(verdict, (number.get(verdict) ?? 0) + 1);
    return asides.flatMap(([verdict, meaning]) => {
        const n = number.get(verdict);
        return n === undefined ? [] : [`${n.toLocaleString('en-US')} ${verdict}: ${meaning}`];
    });
}


/***/ })

};
