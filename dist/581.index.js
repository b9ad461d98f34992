export const id = 581;
export const ids = [581,262];
export const modules = {

/***/ 5581:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

__webpack_require__.r(__webpack_exports__);
/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   main: () => (/* binding */ main)
/* harmony export */ });
/* harmony import */ var node_crypto__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(7598);
/* harmony import */ var node_crypto__WEBPACK_IMPORTED_MODULE_0___default = /*#__PURE__*/__webpack_require__.n(node_crypto__WEBPACK_IMPORTED_MODULE_0__);
/* harmony import */ var node_fs_promises__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(1455);
/* harmony import */ var node_fs_promises__WEBPACK_IMPORTED_MODULE_1___default = /*#__PURE__*/__webpack_require__.n(node_fs_promises__WEBPACK_IMPORTED_MODULE_1__);
/* harmony import */ var node_os__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(8161);
/* harmony import */ var node_os__WEBPACK_IMPORTED_MODULE_2___default = /*#__PURE__*/__webpack_require__.n(node_os__WEBPACK_IMPORTED_MODULE_2__);
/* harmony import */ var node_readline_promises__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(6848);
/* harmony import */ var node_readline_promises__WEBPACK_IMPORTED_MODULE_3___default = /*#__PURE__*/__webpack_require__.n(node_readline_promises__WEBPACK_IMPORTED_MODULE_3__);
/* harmony import */ var node_timers_promises__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(8500);
/* harmony import */ var node_timers_promises__WEBPACK_IMPORTED_MODULE_4___default = /*#__PURE__*/__webpack_require__.n(node_timers_promises__WEBPACK_IMPORTED_MODULE_4__);
/* harmony import */ var commander__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(8179);
/* harmony import */ var yocto_spinner__WEBPACK_IMPORTED_MODULE_15__ = __webpack_require__(6540);
/* harmony import */ var _connectors_registry_js__WEBPACK_IMPORTED_MODULE_6__ = __webpack_require__(4121);
/* harmony import */ var _report_escape_js__WEBPACK_IMPORTED_MODULE_7__ = __webpack_require__(6412);
/* harmony import */ var _report_exit_code_js__WEBPACK_IMPORTED_MODULE_8__ = __webpack_require__(8324);
/* harmony import */ var _report_terminal_layout_js__WEBPACK_IMPORTED_MODULE_9__ = __webpack_require__(9155);
/* harmony import */ var _policy_instants_js__WEBPACK_IMPORTED_MODULE_10__ = __webpack_require__(262);
/* harmony import */ var _runs_input_error_js__WEBPACK_IMPORTED_MODULE_11__ = __webpack_require__(4141);
/* harmony import */ var _runs_progress_js__WEBPACK_IMPORTED_MODULE_14__ = __webpack_require__(3639);
/* harmony import */ var _runs_secrets_js__WEBPACK_IMPORTED_MODULE_12__ = __webpack_require__(1623);
/* harmony import */ var _state_errors_js__WEBPACK_IMPORTED_MODULE_13__ = __webpack_require__(3406);
/** The terminal: arguments → a command's answer on stdout, progress on stderr, an exit code. */
















/** The runs are one lazy chunk: `--help` loads nothing of it. */
const runs = () => Promise.all(/* import() */[__webpack_require__.e(938), __webpack_require__.e(943), __webpack_require__.e(188)]).then(__webpack_require__.bind(__webpack_require__, 4943));
const duration = (text) => {
    if (!/^[0-9]+[smhdw]$/.test(text))
        throw new commander__WEBPACK_IMPORTED_MODULE_5__/* .InvalidArgumentError */ .Di('write a number and s, m, h, d or w: 30s, 2m, 8h.');
    return (0,_policy_instants_js__WEBPACK_IMPORTED_MODULE_10__/* .secondsOf */ .T)(text) * 1000;
};
const instant = (text) => {
    const at = (0,_policy_instants_js__WEBPACK_IMPORTED_MODULE_10__/* .instantOf */ .B)(text);
    if (at === null)
        throw new commander__WEBPACK_IMPORTED_MODULE_5__/* .InvalidArgumentError */ .Di('write an RFC 3339 instant or date: 2026-11-24T03:15:00Z, 2026-11-24.');
    return at;
};
/** Returns the exit code; never throws for a person's mistake. */
async function main(argv) {
    let code = 0;
    const program = programOf(async (options, work) => {
        code = await answer(options, work);
    });
    try {
        await program.parseAsync(argv, { from: 'user' });
        return code;
    }
    catch (error) {
        if (error instanceof commander__WEBPACK_IMPORTED_MODULE_5__/* .CommanderError */ .b7)
            return error.exitCode === 0 ? 0 : 1;
        if (!(error instanceof _runs_input_error_js__WEBPACK_IMPORTED_MODULE_11__/* .InputError */ .d || error instanceof _state_errors_js__WEBPACK_IMPORTED_MODULE_13__/* .StateError */ .q))
            throw error;
        process.stderr.write(`nhi-reconcile: ${(0,_report_escape_js__WEBPACK_IMPORTED_MODULE_7__/* .terminalText */ .eR)(error.message)}\n`);
        return 1;
    }
}
function programOf(run) {
    const program = new commander__WEBPACK_IMPORTED_MODULE_5__/* .Command */ .uB('nhi-reconcile')
        .description('Keeps the access of non-human identities equal to what has been reviewed.')
        .exitOverride()
        .showHelpAfterError('Run with --help for every option.')
        .helpCommand(false)
        .addHelpText('after', `\nStart here:\n  nhi-reconcile validate     is the policy right? (offline)\n  nhi-reconcile plan         what would an apply do? (reads, writes nothing)\n  nhi-reconcile apply        approve the folder, carry out, read again\n  nhi-reconcile detect       what has drifted since? (announces it)\n\nExit codes:\n${exitCodes()}`);
    const command = (name, does, example) => program
        .command(name)
        .description(does)
        .option('--policies <dir>', 'the folder of policy files', 'policies')
        .option('--state <dir>', 'the folder that remembers what is approved', '.nhi-state')
        .addOption(new commander__WEBPACK_IMPORTED_MODULE_5__/* .Option */ .c$('--format <format>', 'of the answer').choices(['text', 'json', 'markdown']).default('text'))
        .option('--out <file>', 'write the answer to a file')
        .option('--quiet', 'no progress')
        .addHelpText('after', `\nExample:\n  ${example}\n`);
    const onTargets = (c) => c.option('--target <name...>', 'only these targets or instances');
    command('validate', 'checks the policy files, offline', 'nhi-reconcile validate --policies policies').action((o) => run(o, async (s) => (await runs()).validateCommand(s)));
    onTargets(command('plan', 'reads the targets and shows what an apply would do; writes and saves nothing', 'nhi-reconcile plan --target postgres.main --format markdown'))
        .option('--at <instant>', 'the instant that the answer is for', instant)
        .action((o) => run(o, async (s) => (await runs()).planCommand(s)));
    onTargets(command('detect', 'compares live with what is approved, announces drift, saves what it saw', 'nhi-reconcile detect --format json --out drift.json')).action((o) => run(o, async (s) => (await runs()).detectCommand(s)));
    onTargets(command('apply', 'approves the folder, carries out what is due, reads again to prove it', 'nhi-reconcile apply --set-back R-7f3a'))
        .option('--yes', 'do not ask (scripts)')
        .addOption(new commander__WEBPACK_IMPORTED_MODULE_5__/* .Option */ .c$('--wait <duration>', 'how long at most to wait for a target to settle before reading again')
        .argParser(duration)
        .default(120_000, '2m'))
        .option('--set-back <id...>', 'answer proposals: live follows the YAML; of a giving back: give back')
        .action((o) => {
        refuseOnGitHub('apply');
        return run(o, async (s) => (await runs()).applyCommand(s, { waitMs: o.wait, setBack: o.setBack ?? [], confirm: (text) => confirm(text, o.yes === true) }));
    });
    command('bootstrap', 'starts a state anew where it was lost: what the folder says is approved, no mandates, observe', 'nhi-reconcile bootstrap --state .nhi-state')
        .option('--yes', 'do not ask (scripts)')
        .action((o) => {
        refuseOnGitHub('bootstrap');
        return run(o, async (s) => {
            const isSure = await confirm(`This begins a new state in ${(0,_report_escape_js__WEBPACK_IMPORTED_MODULE_7__/* .terminalText */ .eR)(s.state)}: what the folder says counts as approved, and the memory of what was taken, held and verified begins anew.\n`, o.yes === true);
            if (!isSure)
                return { text: 'Nothing was written.\n', code: 2, problems: [], lines: [], planned: null };
            return (await runs()).bootstrapCommand(s);
        });
    });
    command('hold', 'keeps a correction away, denies an identity or a grant, or pauses all writes, inside an approved BreakGlass', 'nhi-reconcile hold deny --identity payments-deployer --for 12h --because INC-4711')
        .addArgument(program.createArgument('<do>', 'what it does').choices(['keep', 'deny', 'pause']))
        .option('--change <id>', 'the change to hold, by its short id')
        .option('--identity <name>', 'the identity to hold')
        .option('--grant <written>', 'with --identity: one grant of it, target/kind/name')
        .requiredOption('--for <duration>', 'how long; it ends by itself', duration)
        .requiredOption('--because <text>', 'why, for those who read it tomorrow')
        .action((what, o) => run(o, async (s) => (await runs()).holdCommand(s, {
        do: what,
        change: o.change ?? null,
        identity: o.identity ?? null,
        grant: o.grant ?? null,
        forMs: o.for,
        because: o.because,
    })));
    onTargets(command('targets', 'lists the target instances; as JSON a job matrix', 'nhi-reconcile targets --format json')).action((o) => run(o, async (s) => (await runs()).targetsCommand(s)));
    return program;
}
const exitCodes = () => (0,_report_exit_code_js__WEBPACK_IMPORTED_MODULE_8__/* .exitTable */ .rY)()
    .filter(([of, code]) => of !== 'other' && !(of === 'validate' && code === 2))
    .map(([of, code, means]) => `  ${of} ${code}  ${means}`)
    .join('\n');
function refuseOnGitHub(command) {
    if (process.env['GITHUB_ACTIONS'] === 'true') {
        throw new _runs_input_error_js__WEBPACK_IMPORTED_MODULE_11__/* .InputError */ .d(`${command} in the terminal approves on the word of whoever runs it, so it refuses to run inside GitHub Actions; use the Action there`);
    }
}
async function answer(options, work) {
    const stopping = new AbortController();
    // A second one ends the process at once; state stays whole either way.
    process.once('SIGINT', () => stopping.abort());
    const progress = progressOn(options.quiet === true);
    const secrets = (0,_runs_secrets_js__WEBPACK_IMPORTED_MODULE_12__/* .takeSecrets */ .P)(process.env);
    const isColoured = process.stdout.isTTY && options.out === undefined && process.env['NO_COLOR'] === undefined && options.format === 'text';
    const host = {
        now: options.at === undefined ? Date.now : () => options.at ?? 0,
        pause: (ms) => (0,node_timers_promises__WEBPACK_IMPORTED_MODULE_4__.setTimeout)(ms, undefined, { signal: stopping.signal }),
        random: Math.random,
        uuid: node_crypto__WEBPACK_IMPORTED_MODULE_0__.randomUUID,
        connectors: _connectors_registry_js__WEBPACK_IMPORTED_MODULE_6__/* .registry */ .u,
        fetch,
        signal: stopping.signal,
        secretValue: secrets.value,
        origins: secrets.origins,
        fileRoot: process.cwd(),
        user: (0,node_os__WEBPACK_IMPORTED_MODULE_2__.userInfo)().username,
        runId: String(process.pid),
        tell: progress.tell,
    };
    const setting = {
        policies: options.policies,
        state: options.state,
        sealKey: secrets.sealKey,
        only: options.target ?? null,
        format: options.format,
        paint: isColoured ? _report_terminal_layout_js__WEBPACK_IMPORTED_MODULE_9__/* .ansiPaint */ .U6 : _report_terminal_layout_js__WEBPACK_IMPORTED_MODULE_9__/* .plainPaint */ .pG,
        host,
    };
    // Found out before anything is written, not after.
    if (options.out !== undefined)
        await toFile(options.out, '');
    try {
        const { text, code } = await work(setting);
        progress.end();
        if (options.out === undefined)
            process.stdout.write(text);
        else
            await toFile(options.out, text);
        return code;
    }
    finally {
        progress.end();
    }
}
async function toFile(file, text) {
    try {
        await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_1__.writeFile)(file, text);
    }
    catch (error) {
        throw new _runs_input_error_js__WEBPACK_IMPORTED_MODULE_11__/* .InputError */ .d(`--out ${file}: it cannot be written (${error.code ?? 'unknown'})`);
    }
}
/** A spinner on a terminal; in a pipe only what was written, a line each, so that a log tells it. */
function progressOn(isQuiet) {
    if (isQuiet)
        return { tell: () => undefined, end: () => undefined };
    if (!process.stderr.isTTY) {
        return {
            tell: (p) => {
                if (p.what === 'written' || p.what === 'settling' || p.what === 'note')
                    process.stderr.write(`${(0,_report_escape_js__WEBPACK_IMPORTED_MODULE_7__/* .terminalText */ .eR)((0,_runs_progress_js__WEBPACK_IMPORTED_MODULE_14__/* .progressLine */ .o)(p, Date.now()))}\n`);
            },
            end: () => undefined,
        };
    }
    let spinner = null;
    return {
        tell: (p) => {
            spinner ??= (0,yocto_spinner__WEBPACK_IMPORTED_MODULE_15__/* ["default"] */ .A)({ stream: process.stderr }).start();
            spinner.text = (0,_report_escape_js__WEBPACK_IMPORTED_MODULE_7__/* .terminalText */ .eR)((0,_runs_progress_js__WEBPACK_IMPORTED_MODULE_14__/* .progressLine */ .o)(p, Date.now()));
        },
        end: () => {
            spinner?.stop();
            spinner = null;
        },
    };
}
async function confirm(text, isYes) {
    if (isYes)
        return true;
    if (!process.stdin.isTTY)
        throw new _runs_input_error_js__WEBPACK_IMPORTED_MODULE_11__/* .InputError */ .d('this asks before it writes, and there is no terminal to ask on; look at plan, then give --yes');
    process.stdout.write(text);
    const lines = (0,node_readline_promises__WEBPACK_IMPORTED_MODULE_3__.createInterface)({ input: process.stdin, output: process.stderr });
    try {
        return (await lines.question('Carry this out? Type yes: ')).trim() === 'yes';
    }
    finally {
        lines.close();
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

/***/ 262:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   B: () => (/* binding */ instantOf),
/* harmony export */   T: () => (/* binding */ secondsOf)
/* harmony export */ });
/** Durations and instants: text → seconds and epoch milliseconds, without a clock. */
const SECONDS = { s: 1, m: 60, h: 3600, d: 86_400, w: 604_800 };
/** The text has passed the schema. */
const secondsOf = (duration) => Number(duration.slice(0, -1)) * (SECONDS[duration.slice(-1)] ?? 0);
const INSTANT = /^(\d{4})-(\d{2})-(\d{2})(?:[Tt](\d{2}):(\d{2}):(\d{2})(?:\.(\d{1,9}))?(?:[Zz]|([+-])(\d{2}):(\d{2})))?$/;
const isLeap = (year) => year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);
const daysIn = (year, month) => (month === 2 ? (isLeap(year) ? 29 : 28) : [4, 6, 9, 11].includes(month) ? 30 : 31);
/** Days from 1970-01-01 to a date of the Gregorian calendar; years begin in March, so that the leap day is the last one. */
function daysSinceEpoch(year, month, day) {
    const y = month <= 2 ? year - 1 : year;
    const era = Math.floor(y / 400);
    const yearOfEra = y - era * 400;
    const dayOfYear = Math.floor((153 * (month + (month > 2 ? -3 : 9)) + 2) / 5) + day - 1;
    return era * 146_097 + yearOfEra * 365 + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100) + dayOfYear - 719_468;
}
/** RFC 3339; a date alone is its beginning in UTC. null: there is no such instant. Parts of a millisecond are cut. */
function instantOf(text) {
    const parts = INSTANT.exec(text);
    if (!parts)
        return null;
    const [year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0] = parts.slice(1, 7).map((part) => Number(part ?? 0));
    const [offsetHours, offsetMinutes] = [Number(parts[9] ?? 0), Number(parts[10] ?? 0)];
    const exists = month >= 1 && month <= 12 && day >= 1 && day <= daysIn(year, month) && hour < 24 && minute < 60 && second < 60;
    if (!exists || offsetHours > 23 || offsetMinutes > 59)
        return null;
    const milliseconds = Number((parts[7] ?? '').padEnd(3, '0').slice(0, 3));
    const offset = (parts[8] === '-' ? -1 : 1) * (offsetHours * 60 + offsetMinutes);
    return ((daysSinceEpoch(year, month, day) * 24 + hour) * 60 + minute - offset) * 60_000 + second * 1000 + milliseconds;
}


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
