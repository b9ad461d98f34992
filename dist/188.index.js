export const id = 188;
export const ids = [188];
export const modules = {

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
