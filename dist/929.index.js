export const id = 929;
export const ids = [929];
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
/* harmony import */ var node_path__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(6760);
/* harmony import */ var node_path__WEBPACK_IMPORTED_MODULE_2___default = /*#__PURE__*/__webpack_require__.n(node_path__WEBPACK_IMPORTED_MODULE_2__);
/* harmony import */ var node_timers_promises__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(8500);
/* harmony import */ var node_timers_promises__WEBPACK_IMPORTED_MODULE_3___default = /*#__PURE__*/__webpack_require__.n(node_timers_promises__WEBPACK_IMPORTED_MODULE_3__);
/* harmony import */ var _actions_core__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(6421);
/* harmony import */ var _connectors_registry_js__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(4121);
/* harmony import */ var _report_findings_text_js__WEBPACK_IMPORTED_MODULE_6__ = __webpack_require__(8188);
/* harmony import */ var _report_escape_js__WEBPACK_IMPORTED_MODULE_7__ = __webpack_require__(6412);
/* harmony import */ var _report_exit_code_js__WEBPACK_IMPORTED_MODULE_8__ = __webpack_require__(8324);
/* harmony import */ var _report_terminal_layout_js__WEBPACK_IMPORTED_MODULE_9__ = __webpack_require__(9155);
/* harmony import */ var _runs_input_error_js__WEBPACK_IMPORTED_MODULE_10__ = __webpack_require__(4141);
/* harmony import */ var _runs_progress_js__WEBPACK_IMPORTED_MODULE_13__ = __webpack_require__(3639);
/* harmony import */ var _runs_secrets_js__WEBPACK_IMPORTED_MODULE_11__ = __webpack_require__(1623);
/* harmony import */ var _state_errors_js__WEBPACK_IMPORTED_MODULE_12__ = __webpack_require__(3406);
/** The Action: inputs → the same runs as the terminal → annotations, a job summary, outputs. */














/** GitHub shows ten of each level a step and drops the rest without a word. */
const shownAnnotations = 10;
const commands = ['validate', 'plan', 'detect', 'apply'];
/** Sets the exit code through @actions/core; never throws for a person's mistake. */
async function main() {
    try {
        const inputs = readInputs();
        const answer = await run(inputs);
        await tell(inputs, answer);
    }
    catch (error) {
        if (!(error instanceof _runs_input_error_js__WEBPACK_IMPORTED_MODULE_10__/* .InputError */ .d || error instanceof _state_errors_js__WEBPACK_IMPORTED_MODULE_12__/* .StateError */ .q))
            throw error;
        _actions_core__WEBPACK_IMPORTED_MODULE_4__/* .setOutput */ .uH('exit-code', 1);
        _actions_core__WEBPACK_IMPORTED_MODULE_4__/* .setFailed */ .C1((0,_report_escape_js__WEBPACK_IMPORTED_MODULE_7__/* .terminalText */ .eR)(error.message));
    }
}
function readInputs() {
    const command = _actions_core__WEBPACK_IMPORTED_MODULE_4__/* .getInput */ .V4('command') || 'plan';
    if (!isCommand(command))
        throw new _runs_input_error_js__WEBPACK_IMPORTED_MODULE_10__/* .InputError */ .d(`input command: ${JSON.stringify(command)} is none of ${commands.join(', ')}`);
    const targets = _actions_core__WEBPACK_IMPORTED_MODULE_4__/* .getMultilineInput */ .q3('targets')
        .flatMap((line) => line.split(/[\s,]+/))
        .filter((t) => t !== '');
    return {
        command,
        policies: _actions_core__WEBPACK_IMPORTED_MODULE_4__/* .getInput */ .V4('policies') || 'policies',
        state: _actions_core__WEBPACK_IMPORTED_MODULE_4__/* .getInput */ .V4('state') || '.nhi-state',
        targets: targets.length === 0 ? null : targets,
        failOnChanges: isYes('fail-on-changes'),
        token: _actions_core__WEBPACK_IMPORTED_MODULE_4__/* .getInput */ .V4('github-token'),
    };
}
function isYes(name) {
    const text = _actions_core__WEBPACK_IMPORTED_MODULE_4__/* .getInput */ .V4(name).toLowerCase();
    if (text === 'true')
        return true;
    if (text === 'false' || text === '')
        return false;
    throw new _runs_input_error_js__WEBPACK_IMPORTED_MODULE_10__/* .InputError */ .d(`input ${name}: ${JSON.stringify(text)} is neither true nor false`);
}
const isCommand = (text) => commands.includes(text);
async function run(inputs) {
    if (inputs.command === 'apply') {
        throw new _runs_input_error_js__WEBPACK_IMPORTED_MODULE_10__/* .InputError */ .d('apply does not run in the Action yet: on GitHub it must prove by commits and reviews who approved what, and that part is missing. Until then apply runs in a terminal, on a folder; here use validate, plan and detect.');
    }
    const secrets = (0,_runs_secrets_js__WEBPACK_IMPORTED_MODULE_11__/* .takeSecrets */ .P)(process.env);
    if (inputs.token !== '')
        _actions_core__WEBPACK_IMPORTED_MODULE_4__/* .setSecret */ .Pq(inputs.token);
    if (inputs.command !== 'validate')
        await demandPrivate(inputs.token);
    const stopping = new AbortController();
    process.once('SIGTERM', () => stopping.abort());
    process.once('SIGINT', () => stopping.abort());
    const host = {
        now: Date.now,
        pause: (ms) => (0,node_timers_promises__WEBPACK_IMPORTED_MODULE_3__.setTimeout)(ms, undefined, { signal: stopping.signal }),
        random: Math.random,
        uuid: node_crypto__WEBPACK_IMPORTED_MODULE_0__.randomUUID,
        connectors: _connectors_registry_js__WEBPACK_IMPORTED_MODULE_5__/* .registry */ .u,
        fetch,
        signal: stopping.signal,
        secretValue: async (name) => {
            const value = await secrets.value(name);
            if (value !== null)
                _actions_core__WEBPACK_IMPORTED_MODULE_4__/* .setSecret */ .Pq(value);
            return value;
        },
        // Required here: without it no secret goes anywhere.
        origins: secrets.origins ?? {},
        fileRoot: process.env['GITHUB_WORKSPACE'] ?? process.cwd(),
        user: process.env['GITHUB_ACTOR'] ?? 'github',
        runId: `${process.env['GITHUB_RUN_ID'] ?? ''}/${process.env['GITHUB_RUN_ATTEMPT'] ?? ''}`,
        tell: (p) => _actions_core__WEBPACK_IMPORTED_MODULE_4__/* .info */ .pq((0,_report_escape_js__WEBPACK_IMPORTED_MODULE_7__/* .terminalText */ .eR)((0,_runs_progress_js__WEBPACK_IMPORTED_MODULE_13__/* .progressLine */ .o)(p, Date.now()))),
    };
    const setting = { ...inputs, sealKey: secrets.sealKey, only: inputs.targets, format: 'text', paint: _report_terminal_layout_js__WEBPACK_IMPORTED_MODULE_9__/* .plainPaint */ .pG, host };
    const runs = await Promise.all(/* import() */[__webpack_require__.e(938), __webpack_require__.e(943), __webpack_require__.e(262)]).then(__webpack_require__.bind(__webpack_require__, 4943));
    const work = { validate: runs.validateCommand, plan: runs.planCommand, detect: runs.detectCommand };
    return await work[inputs.command](setting);
}
/** What a run prints, every reader of the repo can read. */
async function demandPrivate(token) {
    const { clientFor } = await Promise.all(/* import() */[__webpack_require__.e(438), __webpack_require__.e(584)]).then(__webpack_require__.bind(__webpack_require__, 6584));
    const { visibilityOf } = await __webpack_require__.e(/* import() */ 547).then(__webpack_require__.bind(__webpack_require__, 4547));
    const client = clientFor({ token, apiUrl: process.env['GITHUB_API_URL'] ?? 'https://api.github.com' });
    const visibility = await visibilityOf(client, process.env['GITHUB_REPOSITORY'] ?? '');
    if (visibility === 'private')
        return;
    throw new _runs_input_error_js__WEBPACK_IMPORTED_MODULE_10__/* .InputError */ .d(visibility === 'unknown'
        ? 'it could not be read whether this repository is private, so live access is not printed into its logs. Give the job `permissions: contents: read` and leave the input github-token as it is.'
        : `this repository is ${visibility}: everybody who may read it would read who has access to what, so plan and detect do not run here. Use a private repository; validate runs everywhere.`);
}
async function tell(inputs, { text, code, problems, lines, planned }) {
    // Escaped already, name by name.
    _actions_core__WEBPACK_IMPORTED_MODULE_4__/* .info */ .pq(text);
    const workspace = process.env['GITHUB_WORKSPACE'] ?? process.cwd();
    const inRepo = (a) => a.file === null ? a : { ...a, file: repoPath(workspace, node_path__WEBPACK_IMPORTED_MODULE_2___default().resolve(inputs.policies, a.file)) };
    annotate([...(0,_report_findings_text_js__WEBPACK_IMPORTED_MODULE_6__/* .annotationsOf */ .Ih)(problems), ...(0,_report_findings_text_js__WEBPACK_IMPORTED_MODULE_6__/* .annotationsOf */ .Ih)(lines)].map(inRepo));
    if (planned === null) {
        _actions_core__WEBPACK_IMPORTED_MODULE_4__/* .setOutput */ .uH('due', 0);
        await _actions_core__WEBPACK_IMPORTED_MODULE_4__/* .summary */ .z.addRaw(validateSummary(text, problems.length)).write();
    }
    else {
        const { markdownOf, jsonOf, planOf } = await Promise.all(/* import() */[__webpack_require__.e(938), __webpack_require__.e(943), __webpack_require__.e(262)]).then(__webpack_require__.bind(__webpack_require__, 4943));
        const plan = planOf(planned);
        const file = node_path__WEBPACK_IMPORTED_MODULE_2___default().join(process.env['RUNNER_TEMP'] ?? '.', `nhi-${inputs.command}.json`);
        await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_1__.writeFile)(file, jsonOf(planned));
        _actions_core__WEBPACK_IMPORTED_MODULE_4__/* .setOutput */ .uH('due', plan.targets.reduce((sum, t) => sum + t.changes.length, 0));
        _actions_core__WEBPACK_IMPORTED_MODULE_4__/* .setOutput */ .uH('blocked', plan.targets.reduce((sum, t) => sum + t.blocked.length, 0));
        _actions_core__WEBPACK_IMPORTED_MODULE_4__/* .setOutput */ .uH('digest', plan.digest);
        _actions_core__WEBPACK_IMPORTED_MODULE_4__/* .setOutput */ .uH('plan', file);
        await _actions_core__WEBPACK_IMPORTED_MODULE_4__/* .summary */ .z.addRaw(markdownOf(planned).markdown).write();
    }
    _actions_core__WEBPACK_IMPORTED_MODULE_4__/* .setOutput */ .uH('exit-code', code);
    if (code === 1 || (code === 2 && inputs.failOnChanges))
        _actions_core__WEBPACK_IMPORTED_MODULE_4__/* .setFailed */ .C1((0,_report_exit_code_js__WEBPACK_IMPORTED_MODULE_8__/* .exitLine */ .X2)(inputs.command, code));
}
/** As GitHub names it, whatever the runner's system. */
const repoPath = (workspace, file) => node_path__WEBPACK_IMPORTED_MODULE_2___default().relative(workspace, file).split((node_path__WEBPACK_IMPORTED_MODULE_2___default().sep)).join('/');
/** Of the text of a validate: a summary is dropped as a whole where it is too large. */
const longestSummary = 200_000;
function validateSummary(text, problems) {
    const shown = text.length <= longestSummary ? text : `${text.slice(0, text.lastIndexOf('\n', longestSummary))}\nThe log has the rest.\n`;
    return `${problems === 0 ? 'nhi validate: no problem' : `nhi validate: ${problems} problems`}\n\n\`\`\`text\n${shown.replaceAll('```', "'''")}\n\`\`\`\n`;
}
function annotate(all) {
    const byLevel = Map.groupBy(all, (a) => a.level);
    for (const [level, list] of byLevel) {
        for (const annotation of list.slice(0, shownAnnotations))
            process.stdout.write(`${(0,_report_findings_text_js__WEBPACK_IMPORTED_MODULE_6__/* .annotationCommand */ .jx)(annotation)}\n`);
        if (list.length > shownAnnotations)
            _actions_core__WEBPACK_IMPORTED_MODULE_4__/* .info */ .pq(`${list.length - shownAnnotations} more of level ${level} stand in the log above`);
    }
}


/***/ }),

/***/ 4121:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   u: () => (/* binding */ registry)
/* harmony export */ });
const registry = {
    file: {
        kinds: async () => (await Promise.all(/* import() */[__webpack_require__.e(524), __webpack_require__.e(456)]).then(__webpack_require__.bind(__webpack_require__, 7524))).kinds,
        connect: async () => (await Promise.all(/* import() */[__webpack_require__.e(422), __webpack_require__.e(524), __webpack_require__.e(548)]).then(__webpack_require__.bind(__webpack_require__, 4548))).connect,
    },
    postgres: {
        kinds: async () => (await __webpack_require__.e(/* import() */ 107).then(__webpack_require__.bind(__webpack_require__, 4107))).kinds,
        connect: async () => (await Promise.all(/* import() */[__webpack_require__.e(849), __webpack_require__.e(437)]).then(__webpack_require__.bind(__webpack_require__, 6437))).connect,
    },
    scim: {
        kinds: async () => (await __webpack_require__.e(/* import() */ 694).then(__webpack_require__.bind(__webpack_require__, 5694))).kinds,
        connect: async () => (await Promise.all(/* import() */[__webpack_require__.e(694), __webpack_require__.e(97)]).then(__webpack_require__.bind(__webpack_require__, 3097))).connect,
    },
};


/***/ }),

/***/ 6412:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   D9: () => (/* binding */ markdownCode),
/* harmony export */   eR: () => (/* binding */ terminalText),
/* harmony export */   gB: () => (/* binding */ visibleLines),
/* harmony export */   nP: () => (/* binding */ workflowProperty),
/* harmony export */   p7: () => (/* binding */ markdownText),
/* harmony export */   vI: () => (/* binding */ shortened),
/* harmony export */   w$: () => (/* binding */ workflowData)
/* harmony export */ });
/* unused harmony exports visible, htmlText, workflowOutput, csvCell, sarifText */
/** Makes hostile text harmless for each place that it is written to: names come from live systems and pull requests. */
/**
 * What cannot be seen or moves what is beside it: controls, format characters (bidi, zero-width), lone surrogates,
 * private and unassigned code points, every space but U+0020, everything a font may leave out, the blank Braille cell.
 */
const unseen = /[\p{C}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}\u2800]|(?! )\p{Zs}/gu;
/** A combining mark that would sit on our own text, and the third and later ones of a pile. */
const pile = /^\p{M}|(?<=\p{M}\p{M})\p{M}/gu;
const codePoint = (c) => `\\u{${c.codePointAt(0).toString(16)}}`;
/** One line in which every character can be seen; two different texts stay different. */
function visible(text) {
    return text
        .replace(/\\(?=u\{)/g, codePoint)
        .replace(unseen, codePoint)
        .replace(pile, codePoint);
}
/** An end for names without one, before they are escaped; the short id beside them tells two apart. */
function shortened(text, longest = 160) {
    if (text.length <= longest)
        return text;
    // Two UTF-16 units are one code point at least, so the first cut keeps enough of them.
    const points = Array.from(text.slice(0, 2 * longest + 2));
    return points.length <= longest ? text : `${points.slice(0, longest - 1).join('')}…`;
}
/**
 * For a terminal and for the log of a job. The runner takes a line that begins with `::`, and `##[` anywhere, as a
 * command; a line can begin wherever a word does.
 */
function terminalText(text) {
    return visible(text)
        .replace(/##\[/g, '#\\u{23}[')
        .replace(/(^| )::/g, '$1:\\u{3a}');
}
/** The ampersand first, since the others write one. */
const html = (/* unused pure expression or super */ null && ([
    ['&', '&amp;'],
    ['<', '&lt;'],
    ['>', '&gt;'],
    ['"', '&quot;'],
    ["'", '&#39;'],
    ['`', '&#96;'],
]));
/** For the text and the quoted attributes of HTML. */
const htmlText = (text) => html.reduce((seen, [sign, entity]) => seen.replaceAll(sign, entity), visible(text));
/**
 * A code span, also inside a table: the one place where Markdown knows no mention, link, issue number, emoji, HTML or
 * emphasis. `|` is written as the table extension wants it; outside of a table its backslash shows, which is harmless.
 */
function markdownCode(text) {
    const seen = visible(text);
    if (seen.trim() === '')
        return `\`"${seen}"\``;
    const runs = seen.match(/`+/g) ?? [];
    const fence = '`'.repeat(1 + runs.reduce((most, run) => Math.max(most, run.length), 0));
    const pad = /^[ `]|[ `]$/.test(seen) ? ' ' : '';
    // A backslash before a pipe would be eaten with it, so the pipe itself is spelled out there.
    const cells = seen.replace(/\\\|/g, '\\\\u{7c}').replace(/\|/g, '\\|');
    return `${fence}${pad}${cells}${pad}${fence}`;
}
/** Words that mean nothing to Markdown or to GitHub. */
const plainWord = /^[("']{0,2}[A-Za-z0-9]+(?:[.,;'’–/-][A-Za-z0-9]+)*[)"']{0,2}[.,;:?!]?[)"']?$/;
/** What GitHub links all the same: addresses, issues, commits, paths with an ending. */
const linkedWord = /www\.|\bGH-\d|[0-9a-f]{7}|\/.*\./i;
const listMarker = /^(?:[+=−–-]+|\d+[.)].*)$/;
const ourSigns = new Set(['–', '→', '·', '+', '=', '…', '−']);
const clock = /^\d\d:\d\dZ$/;
function markdownWord(word, first) {
    if (first && listMarker.test(word))
        return markdownCode(word);
    if (ourSigns.has(word) || (plainWord.test(word) && !linkedWord.test(word)))
        return word;
    const [, core = word, end = ''] = /^(.*[^.,;:])([.,;:])$/.exec(word) ?? [];
    return `${clock.test(core) ? core : markdownCode(core)}${end}`;
}
/** A sentence: its plain words stay words, every other one becomes a code span. */
function markdownText(text) {
    return visible(text)
        .split(/ +/)
        .filter((word) => word !== '')
        .map((word, i) => markdownWord(word, i === 0))
        .join(' ');
}
const percent = (text, which) => text.replace(which, (c) => `%${c.charCodeAt(0).toString(16).toUpperCase().padStart(2, '0')}`);
/** Lines stay lines, everything else that cannot be seen is shown. */
const visibleLines = (text) => text
    .split(/\r\n|\r|\n/)
    .map(visible)
    .join('\n');
/** The message of a workflow command. */
const workflowData = (text) => percent(visibleLines(text), /[%\r\n]/g);
/** A property of a workflow command. */
const workflowProperty = (text) => percent(visibleLines(text), /[%\r\n:,]/g);
/** The lines that set one output or variable in the runner's files; the value comes back as it was given. */
function workflowOutput(name, value) {
    let delimiter = 'nhi_end';
    while (value.includes(delimiter))
        delimiter = `${delimiter}_`;
    return `${name.replace(/[^A-Za-z0-9_-]/g, '_')}<<${delimiter}\n${value}\n${delimiter}\n`;
}
/** One cell. A text that a spreadsheet would take as a formula gets an apostrophe; numbers of ours are passed as numbers. */
function csvCell(value) {
    if (value === null)
        return '';
    if (typeof value === 'number')
        return String(value);
    const seen = visible(value);
    return `"${/^ *[=+\-@＝＋－＠|%]/.test(seen) ? "'" : ''}${seen.replace(/"/g, '""')}"`;
}
/** A message of SARIF, where `[text](target)` would be a link. */
const sarifText = (text) => visible(text).replace(/[\\[\]]/g, '\\$&');


/***/ }),

/***/ 8324:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   X2: () => (/* binding */ exitLine),
/* harmony export */   qf: () => (/* binding */ exitLineOf),
/* harmony export */   rY: () => (/* binding */ exitTable)
/* harmony export */ });
/** What an exit code means, in one sentence, with the next step. */
/** Nothing is left to do, and yet a finding is an error: neither sentence may hide the other. */
const withErrors = {
    plan: 'there is nothing to write, but findings above are errors. Each one says what to do.',
    detect: 'live is what was approved, but findings above are errors. Each one says what to do.',
    apply: 'all that was due is verified, but findings above are errors. Each one says what to do.',
};
const unread = 'bad input, or a target or kind that could not be read; what is known is above.';
const meanings = {
    plan: [
        'nothing to do: what is declared is approved and live.',
        `${unread} Mend that, then plan again.`,
        'there is something to do above. What is due is written by the next apply, what is blocked names its way out.',
    ],
    detect: [
        'in sync: live is what was approved.',
        `${unread} Mend that; the next detect looks again.`,
        'there is drift, something blocked, or policy that is not approved yet. The next apply goes on from here; what is blocked says its way out above.',
    ],
    apply: [
        'all that was due is verified, and nothing is blocked.',
        'a change failed, or a target or kind could not be read. The next apply tries again; nothing has to be undone first.',
        'something is blocked or not yet verified. The next apply goes on from here.',
    ],
    validate: [
        'the policy can be used; warnings, if any, are above.',
        'the policy has errors. Each one says above where it is and what to write.',
        'the policy can be used.',
    ],
    other: ['done.', unread, 'there is something to look at above.'],
};
const exitLine = (run, code) => `exit ${code}: ${meanings[run][code]}`;
/** Of a report, beside its findings. */
const exitLineOf = (run, code, hasErrors) => code === 0 && hasErrors ? `exit 0: ${withErrors[run]}` : exitLine(run, code);
/** All rows, for help texts. */
const exitTable = () => Object.keys(meanings).flatMap((run) => [0, 1, 2].map((code) => [run, code, meanings[run][code]]));


/***/ }),

/***/ 4843:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   B9: () => (/* binding */ instantOf),
/* harmony export */   Q$: () => (/* binding */ dateOf),
/* harmony export */   Y5: () => (/* binding */ lengthOf),
/* harmony export */   _W: () => (/* binding */ shortAge),
/* harmony export */   e0: () => (/* binding */ nearInstant),
/* harmony export */   nR: () => (/* binding */ timeOf)
/* harmony export */ });
/** How an instant and a length of time are written: UTC, by integer arithmetic, since this room has no clock. */
const day = 86_400_000;
const two = (n) => String(n).padStart(2, '0');
/** Year, month and day of a number of days since 1970-01-01 in the proleptic Gregorian calendar. */
function civil(days) {
    // Counted from 0000-03-01, so that the leap day is the last of its year; 146,097 days are 400 years.
    const shifted = days + 719_468;
    const era = Math.floor(shifted / 146_097);
    const ofEra = shifted - era * 146_097;
    const yearOfEra = Math.floor((ofEra - Math.floor(ofEra / 1460) + Math.floor(ofEra / 36_524) - Math.floor(ofEra / 146_096)) / 365);
    const ofYear = ofEra - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100));
    const march = Math.floor((5 * ofYear + 2) / 153);
    const month = march < 10 ? march + 3 : march - 9;
    return [yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month, ofYear - Math.floor((153 * march + 2) / 5) + 1];
}
/** `2026-11-24`. */
function dateOf(at) {
    if (!Number.isFinite(at))
        return 'at an unknown time';
    const [year, month, date] = civil(Math.floor(at / day));
    return `${year < 0 ? '-' : ''}${String(Math.abs(year)).padStart(4, '0')}-${two(month)}-${two(date)}`;
}
/** `03:15Z`. */
function timeOf(at) {
    if (!Number.isFinite(at))
        return 'at an unknown time';
    const minutes = Math.floor((at - Math.floor(at / day) * day) / 60_000);
    return `${two(Math.floor(minutes / 60))}:${two(minutes % 60)}Z`;
}
/** `2026-11-24 03:15Z`. */
const instantOf = (at) => (Number.isFinite(at) ? `${dateOf(at)} ${timeOf(at)}` : dateOf(at));
/** The time alone if it is within half a day of `now`, else with its date. */
const nearInstant = (at, now) => (Math.abs(at - now) < day / 2 ? timeOf(at) : instantOf(at));
/** `20 min`, `41 h`, `12 d`: rounded down, in the largest unit that still tells something. */
function lengthOf(ms) {
    const minutes = Math.floor(Math.max(0, ms) / 60_000);
    if (minutes < 1)
        return 'less than a minute';
    if (minutes < 120)
        return `${minutes} min`;
    return minutes < 72 * 60 ? `${Math.floor(minutes / 60)} h` : `${Math.floor(minutes / 1440)} d`;
}
/** `now`, `4 min`, `2 h`, `3 d`: for a column. */
function shortAge(ms) {
    const minutes = Math.floor(Math.max(0, ms) / 60_000);
    if (minutes < 1)
        return 'now';
    if (minutes < 60)
        return `${minutes} min`;
    return minutes < 48 * 60 ? `${Math.floor(minutes / 60)} h` : `${Math.floor(minutes / 1440)} d`;
}


/***/ }),

/***/ 9155:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   LV: () => (/* binding */ wrap),
/* harmony export */   U6: () => (/* binding */ ansiPaint),
/* harmony export */   YB: () => (/* binding */ columns),
/* harmony export */   f: () => (/* binding */ padEnd),
/* harmony export */   pG: () => (/* binding */ plainPaint)
/* harmony export */ });
/* unused harmony exports terminalWidth, cellsOf */
/* harmony import */ var _escape_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(6412);
/** Where lines break, how columns stand and which style a piece of terminal text gets. */

const terminalWidth = 80;
const styles = (/* unused pure expression or super */ null && (['bold', 'red', 'yellow', 'green', 'dim']));
const same = (text) => text;
const plainPaint = { bold: same, red: same, yellow: same, green: same, dim: same };
const sgr = (on, off) => (text) => `\u001b[${on}m${text}\u001b[${off}m`;
const ansiPaint = { bold: sgr(1, 22), red: sgr(31, 39), yellow: sgr(33, 39), green: sgr(32, 39), dim: sgr(2, 22) };
const wide = /[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff01-\uff60\uffe0-\uffe6\u{1f300}-\u{1faff}\u{20000}-\u{3fffd}]/u;
/** Cells that a terminal gives to a text that has been made visible. */
function cellsOf(text) {
    let cells = 0;
    for (const c of text)
        cells += /\p{M}/u.test(c) ? 0 : wide.test(c) ? 2 : 1;
    return cells;
}
/** Breaks between words only: a name stays whole, so that it can be copied. Escapes once more, since a break can start a line. */
function wrap(text, first = '', rest = first, width = terminalWidth) {
    const lines = [];
    let line = first;
    let empty = true;
    // A lone sign stays with what it is the sign of.
    for (const word of (0,_escape_js__WEBPACK_IMPORTED_MODULE_0__/* .terminalText */ .eR)(text).split(/(?<!(?:^| )[+−]) /)) {
        if (!empty && cellsOf(line) + 1 + cellsOf(word) > width) {
            lines.push(line.trimEnd());
            line = rest;
            empty = true;
        }
        line += empty ? word : ` ${word}`;
        empty = false;
    }
    return [...lines, line];
}
const padEnd = (text, cells) => text + ' '.repeat(Math.max(0, cells - cellsOf(text)));
const padStart = (text, cells) => ' '.repeat(Math.max(0, cells - cellsOf(text))) + text;
const widest = (cells) => cells.reduce((most, cell) => Math.max(most, cellsOf(cell)), 0);
/** Columns as wide as their widest cell; the first row has all of them. `right`: which hold numbers. A first cell that is too long gets a line of its own. */
function columns(rows, right, longestFirst = 24) {
    const texts = rows.map(([name, ...others]) => ({ name: (0,_escape_js__WEBPACK_IMPORTED_MODULE_0__/* .terminalText */ .eR)(name), others: others.map(_escape_js__WEBPACK_IMPORTED_MODULE_0__/* .terminalText */ .eR) }));
    const [head] = texts;
    if (head === undefined)
        return [];
    const first = widest(texts.map((t) => t.name).filter((name) => cellsOf(name) <= longestFirst));
    const widths = head.others.map((_, i) => widest(texts.map((t) => t.others[i] ?? '')));
    const line = (name, others) => [padEnd(name, first), ...widths.map((width, i) => (right.has(i + 1) ? padStart : padEnd)(others[i] ?? '', width))].join('  ').trimEnd();
    return texts.flatMap(({ name, others }) => (cellsOf(name) > longestFirst ? [name, line('', others)] : [line(name, others)]));
}


/***/ }),

/***/ 4141:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   d: () => (/* binding */ InputError)
/* harmony export */ });
/** A mistake in what a person asked for: told as one sentence, without a stack trace. */
class InputError extends Error {
    constructor(message) {
        super(message);
        this.name = 'InputError';
    }
}


/***/ }),

/***/ 3639:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   o: () => (/* binding */ progressLine)
/* harmony export */ });
/* harmony import */ var _report_instant_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(4843);
/** Progress of a run as one line of plain text, for a spinner, a log or nobody. */

/** `now`: epoch milliseconds. */
function progressLine(p, now) {
    switch (p.what) {
        case 'reading':
            return `${p.target}: reading`;
        case 'read':
            return p.error === null ? `${p.target}: ${p.entries} entries read` : `${p.target}: ${p.error}`;
        case 'writing':
            return `${p.target}: ${p.change.verb} ${p.change.label}`;
        case 'written':
            return `${p.target}: ${p.change.verb} ${p.change.label}: ${p.done.error ?? p.done.state}`;
        case 'settling':
            return `${p.target}: ${p.seen} of ${p.of} seen, proof due ${(0,_report_instant_js__WEBPACK_IMPORTED_MODULE_0__/* .timeOf */ .nR)(p.due)}${p.due > now ? ` (in ${(0,_report_instant_js__WEBPACK_IMPORTED_MODULE_0__/* .lengthOf */ .Y5)(p.due - now)})` : ''}`;
        case 'note':
            return p.text;
    }
}


/***/ }),

/***/ 1623:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   P: () => (/* binding */ takeSecrets)
/* harmony export */ });
/* harmony import */ var node_fs_promises__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(1455);
/* harmony import */ var node_fs_promises__WEBPACK_IMPORTED_MODULE_0___default = /*#__PURE__*/__webpack_require__.n(node_fs_promises__WEBPACK_IMPORTED_MODULE_0__);
/* harmony import */ var node_path__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(6760);
/* harmony import */ var node_path__WEBPACK_IMPORTED_MODULE_1___default = /*#__PURE__*/__webpack_require__.n(node_path__WEBPACK_IMPORTED_MODULE_1__);
/* harmony import */ var _input_error_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(4141);
/** Secrets leave the environment before any connector loads; they are given out by name, towards bound origins only. */



/** What a run on GitHub has beside ours that no connector may see. */
const alsoTaken = ['ACTIONS_ID_TOKEN_REQUEST_TOKEN', 'ACTIONS_RUNTIME_TOKEN', 'GITHUB_TOKEN', 'GH_TOKEN', 'INPUT_GITHUB-TOKEN'];
/** Empties `environment` of every `NHI_*` variable and of the runner's tokens. */
function takeSecrets(environment) {
    const values = new Map();
    for (const name of Object.keys(environment)) {
        if (!name.startsWith('NHI_') && !alsoTaken.includes(name))
            continue;
        const value = environment[name];
        if (value !== undefined && name.startsWith('NHI_'))
            values.set(name, value);
        delete environment[name];
    }
    const folder = values.get('NHI_SECRETS_DIR') ?? null;
    const origins = originsFrom(values.get('NHI_ORIGINS') ?? null);
    const sealKey = values.get('NHI_SEAL_KEY') ?? null;
    // These are settings of the run, not secrets of a target.
    for (const name of ['NHI_SECRETS_DIR', 'NHI_ORIGINS', 'NHI_SEAL_KEY', 'NHI_ROOT'])
        values.delete(name);
    return {
        origins,
        sealKey: sealKey === '' ? null : sealKey,
        value: async (name) => values.get(name) ?? (folder === null ? null : await fromFile(folder, name)),
    };
}
async function fromFile(folder, name) {
    if (!/^NHI_[A-Z0-9_]+$/.test(name))
        return null;
    try {
        return (await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_0__.readFile)(node_path__WEBPACK_IMPORTED_MODULE_1___default().join(folder, name), 'utf8')).replace(/\r?\n$/, '');
    }
    catch {
        return null;
    }
}
function originsFrom(text) {
    if (text === null || text.trim() === '')
        return null;
    const wrong = 'NHI_ORIGINS: this is not JSON of the form {"NHI_NAME": ["https://host"]}, so no secret can be bound to an origin. Mend the variable.';
    let parsed;
    try {
        parsed = JSON.parse(text);
    }
    catch {
        throw new _input_error_js__WEBPACK_IMPORTED_MODULE_2__/* .InputError */ .d(wrong);
    }
    if (parsed === null || typeof parsed !== 'object' || Array.isArray(parsed))
        throw new _input_error_js__WEBPACK_IMPORTED_MODULE_2__/* .InputError */ .d(wrong);
    for (const list of Object.values(parsed)) {
        if (!Array.isArray(list) || !list.every((o) => typeof o === 'string' && URL.canParse(o)))
            throw new _input_error_js__WEBPACK_IMPORTED_MODULE_2__/* .InputError */ .d(wrong);
    }
    return parsed;
}


/***/ }),

/***/ 3406:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   q: () => (/* binding */ StateError)
/* harmony export */ });
/** The one error of the state room: why what is remembered cannot be believed, read or saved. */
/** `message`: where, what, what it means, what to do; in one line. */
class StateError extends Error {
    code;
    constructor(code, message, more = {}) {
        super(message, more);
        this.name = 'StateError';
        this.code = code;
    }
}


/***/ })

};
