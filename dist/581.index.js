export const id = 581;
export const ids = [581];
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
/* harmony import */ var _report_escape_js__WEBPACK_IMPORTED_MODULE_7__ = __webpack_require__(5612);
/* harmony import */ var _report_exit_code_js__WEBPACK_IMPORTED_MODULE_8__ = __webpack_require__(8324);
/* harmony import */ var _report_terminal_layout_js__WEBPACK_IMPORTED_MODULE_9__ = __webpack_require__(9155);
/* harmony import */ var _policy_instants_js__WEBPACK_IMPORTED_MODULE_10__ = __webpack_require__(262);
/* harmony import */ var _runs_input_error_js__WEBPACK_IMPORTED_MODULE_11__ = __webpack_require__(4141);
/* harmony import */ var _runs_progress_js__WEBPACK_IMPORTED_MODULE_14__ = __webpack_require__(3639);
/* harmony import */ var _runs_secrets_js__WEBPACK_IMPORTED_MODULE_12__ = __webpack_require__(1623);
/* harmony import */ var _state_errors_js__WEBPACK_IMPORTED_MODULE_13__ = __webpack_require__(3406);
/** The terminal: arguments → a command's answer on stdout, progress on stderr, an exit code. */
















/** The runs are one lazy chunk: `--help` loads nothing of it. */
const runs = () => Promise.all(/* import() */[__webpack_require__.e(938), __webpack_require__.e(549), __webpack_require__.e(603), __webpack_require__.e(188)]).then(__webpack_require__.bind(__webpack_require__, 1603));
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
    command('explain', 'says of a change, a hold, or what somebody holds: what it is, why, what comes next, what would stop it', 'nhi-reconcile explain R-7f3a\n  nhi-reconcile explain payments-deployer postgres.main/role/payments_rw')
        .argument('<id-or-holder>', 'R-7f3a, H-31c0, or an identity (an account: target/type/name)')
        .argument('[grant]', 'with a holder: target/kind/name')
        .option('--at <instant>', 'the instant that the answer is for', instant)
        .action((id, grant, o) => run(o, async (s) => (await runs()).explainCommand(s, grant === undefined ? { id } : { holder: id, grant })));
    command('history', 'says who held a grant from when to when, by which approval, and when nobody was watching; reads the state alone', 'nhi-reconcile history payments-deployer postgres.main/role/payments_rw --at 2026-10-01')
        .argument('<holder-or-grant>', 'target/kind/name of everybody, or the holder')
        .argument('[grant]', 'with a holder: target/kind/name')
        .option('--at <instant>', 'the instant asked about', instant)
        .action((first, grant, { at, ...o }) => 
    // What it asks about is no clock.
    run(o, async (s) => (await runs()).historyCommand(s, {
        holder: grant === undefined ? null : first,
        grant: grant ?? first,
        at: at ?? null,
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
        mostMode: 'enforce',
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


/***/ })

};
