export const id = 549;
export const ids = [549];
export const modules = {

/***/ 9380:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   W: () => (/* binding */ ConnectorError)
/* harmony export */ });
/** `message`: where, what, what it means, what to do; in one line, without secrets and without content of the target. */
class ConnectorError extends Error {
    code;
    /** Seconds after which the target asked to be tried again, where it said so. */
    retryAfterSeconds;
    constructor(code, message, more = {}) {
        super(message, more.cause === undefined ? {} : { cause: more.cause });
        this.name = 'ConnectorError';
        this.code = code;
        this.retryAfterSeconds = more.retryAfterSeconds ?? null;
    }
}


/***/ }),

/***/ 9302:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   $p: () => (/* binding */ redactor),
/* harmony export */   NX: () => (/* binding */ rememberingSecrets),
/* harmony export */   by: () => (/* binding */ outgoing),
/* harmony export */   te: () => (/* binding */ demandNoSecret)
/* harmony export */ });
/* harmony import */ var _errors_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(9380);

const MARK = '[secret]';
/** Below this an encoded form is a fragment of ordinary words. */
const SHORTEST_ENCODED = 6;
/** A shorter secret is also a piece of honest names. */
const SHORTEST_HELD = 8;
function redactor() {
    let forms = [];
    return {
        add(secret) {
            const all = new Set([...forms, ...formsOf(secret)]);
            // Longest first: a form that holds another must not leave its rest behind.
            forms = [...all].sort((a, b) => b.length - a.length || (a < b ? -1 : 1));
        },
        clean: (text) => forms.reduce((cleaned, form) => cleaned.replaceAll(form, MARK), text),
        holds: (text) => forms.some((form) => form.length >= SHORTEST_HELD && text.includes(form)),
    };
}
/**
 * Names are shown, and kept in the state: a target that answers with the secret it was given would have us publish it.
 * Pages are looked at as read, since JSON has many spellings of a text.
 */
function demandNoSecret(target, page, holds) {
    if (!holds(JSON.stringify(page)))
        return page;
    throw new _errors_js__WEBPACK_IMPORTED_MODULE_0__/* .ConnectorError */ .W('badResponse', `${target}: the target gave back a secret of ours as a name or a value; that can mean that somebody wants it to be seen where this is reported, so nothing of it is believed. Renew the secret, and ask who runs this address.`);
}
/** Ports whose secrets are remembered, and what takes them out of a text. */
function rememberingSecrets(ports) {
    const known = redactor();
    const secret = async (name, origin) => {
        const value = await ports.secret(name, origin);
        known.add(value);
        return value;
    };
    return { ports: { ...ports, secret }, clean: known.clean, add: known.add };
}
/**
 * What a connector may throw: a ConnectorError without secrets and without cause, whose message names the target. Any
 * other error is a fault of ours or a surprise of a library: its text may hold anything, so it stays here.
 */
function outgoing(target, error, clean) {
    if (!(error instanceof _errors_js__WEBPACK_IMPORTED_MODULE_0__/* .ConnectorError */ .W)) {
        return new _errors_js__WEBPACK_IMPORTED_MODULE_0__/* .ConnectorError */ .W('badResponse', `${target}: the connector met an answer that it does not understand, so nothing can be said about this target. Run it again; if it stays, report it with the connector's name and version.`);
    }
    const message = clean(error.message);
    const more = error.retryAfterSeconds === null ? {} : { retryAfterSeconds: error.retryAfterSeconds };
    return new _errors_js__WEBPACK_IMPORTED_MODULE_0__/* .ConnectorError */ .W(error.code, message.startsWith(`${target}: `) ? message : `${target}: ${message}`, more);
}
function formsOf(secret) {
    if (secret === '')
        return [];
    const parts = [secret, secret.trim(), ...secret.split(/\r?\n/).filter((line) => line.length >= 16)];
    return parts.filter((part) => part !== '').flatMap((part) => [part, ...encodedForms(part)]);
}
function encodedForms(secret) {
    const bytes = Buffer.from(secret, 'utf8');
    const url = encodeURIComponent(secret.toWellFormed());
    const forms = [
        url,
        url.replaceAll(/%[0-9A-F]{2}/g, (pair) => pair.toLowerCase()),
        url.replaceAll('%20', '+'),
        new URLSearchParams({ a: secret }).toString().slice(2),
        JSON.stringify(secret).slice(1, -1),
        bytes.toString('hex'),
        bytes.toString('base64'),
        bytes.toString('base64url'),
        ...[0, 1, 2].flatMap((offset) => inBase64(bytes, offset)),
    ];
    return forms.filter((form) => form.length >= SHORTEST_ENCODED);
}
/** The characters that the secret alone decides where it stands inside a longer text, as in basic authentication. */
function inBase64(bytes, offset) {
    const whole = Buffer.concat([Buffer.alloc(offset), bytes]);
    const first = Math.ceil((offset * 8) / 6);
    const last = Math.floor((whole.length * 8) / 6);
    return ['base64', 'base64url'].map((form) => whole.toString(form).slice(first, last)).filter((form) => form.length >= 8);
}


/***/ }),

/***/ 1315:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   d: () => (/* binding */ hear),
/* harmony export */   g: () => (/* binding */ teamFindings)
/* harmony export */ });
/* harmony import */ var _model_key_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(7142);

/** Saved proven reads that must have missed a record before it counts as absent. */
const readsUntilAbsent = 2;
/**
 * `wanted`: `type/name` of the records that identities name. `counting`: this read is saved, so it may count towards
 * absence. The state returned is the directory's own: bindings and what was missed. A record without a word is unsure.
 */
function hear(state, live, kinds, wanted, now, counting) {
    const words = new Map();
    const loginKinds = [...kinds.values()].filter((k) => k.role === 'login').map((k) => k.name);
    const loginsProven = loginKinds.length > 0 && loginKinds.every((k) => Object.hasOwn(live.proofs, k));
    if (!loginsProven || live.only !== null)
        return { state, words };
    const loggingIn = new Set(live.entries.filter((e) => loginKinds.includes(e.kind)).map((e) => e.account));
    const sentinels = state.policy.lifecycle?.sentinels ?? [];
    const records = indexed(live);
    // A view in which they are not all there is a narrowed one: what it shows is not the directory.
    if (!sentinels.every((s) => records.named(s).length === 1))
        return { state, words };
    const bindings = { ...state.bindings };
    const absent = { ...state.absent };
    for (const record of new Set(wanted)) {
        const type = record.slice(0, record.indexOf('/'));
        // A record that is no account (the group of a Team) is there or not; it cannot be disabled.
        const isAccount = kinds.get(type)?.role === 'account';
        if (!Object.hasOwn(live.proofs, type))
            continue;
        const named = records.named(record);
        const bound = (0,_model_key_js__WEBPACK_IMPORTED_MODULE_0__/* .idOfWords */ .ef)(record) ?? bindings[record] ?? null;
        // Seen once under this name, it is that record for good, renamed or not.
        const id = bound ?? (named.length === 1 ? (named[0] ?? null) : null);
        if (id === null)
            continue;
        if (records.has(type, id)) {
            bindings[record] = id;
            delete absent[record];
            words.set(record, !isAccount || loggingIn.has(id) ? 'active' : 'disabled');
            continue;
        }
        // `id:` that no read has ever seen is a record never seen: unsure, never absent.
        if (!Object.hasOwn(bindings, record) || sentinels.length === 0)
            continue;
        const missed = absent[record] ?? { times: 0, last: -Infinity };
        if (counting && now - missed.last >= state.policy.withinSeconds * 1000)
            absent[record] = { times: missed.times + 1, last: now };
        if ((absent[record]?.times ?? 0) >= readsUntilAbsent)
            words.set(record, 'absent');
    }
    return { state: { ...state, bindings, absent }, words };
}
function indexed(live) {
    const ids = new Set(live.refs.map((r) => `${r.kind}/${r.id}`));
    const byName = Map.groupBy(live.refs, (r) => `${r.kind}/${r.name}`);
    return {
        has: (type, id) => ids.has(`${type}/${id}`),
        named: (record) => {
            const id = (0,_model_key_js__WEBPACK_IMPORTED_MODULE_0__/* .idOfWords */ .ef)(record);
            if (id === null)
                return (byName.get(record) ?? []).map((r) => r.id);
            return ids.has(`${record.slice(0, record.indexOf('/'))}/${id}`) ? [id] : [];
        },
    };
}
/** A Team whose group is gone: who should follow it. Findings only. */
function teamFindings(teams, directories) {
    return teams.flatMap((team) => {
        if (team.directory === null)
            return [];
        if (directories.get(team.directory.target)?.get((0,_model_key_js__WEBPACK_IMPORTED_MODULE_0__/* .accountWords */ .zb)(team.directory)) !== 'absent')
            return [];
        return [
            {
                rule: 'team-absent',
                severity: 'warning',
                subject: `${team.name}: its group ${(0,_model_key_js__WEBPACK_IMPORTED_MODULE_0__/* .writtenAccount */ .j_)(team.directory)} is absent`,
                at: null,
                remedy: team.successor === null ? 'name a successor for what it owns' : `hand what it owns to ${team.successor}`,
            },
        ];
    });
}


/***/ }),

/***/ 805:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  h: () => (/* binding */ covers),
  s: () => (/* binding */ withhold)
});

// EXTERNAL MODULE: ./src/model/key.ts
var model_key = __webpack_require__(7142);
// EXTERNAL MODULE: ./src/model/pattern.ts
var model_pattern = __webpack_require__(323);
// EXTERNAL MODULE: ./src/model/terms.ts
var terms = __webpack_require__(8650);
// EXTERNAL MODULE: ./src/model/order.ts
var order = __webpack_require__(6553);
;// CONCATENATED MODULE: ./src/lifecycle/rules.ts


const days = (ms) => `${Math.floor(ms / 86_400_000)} d`;
function violations(state, sight, now) {
    const identities = new Map(state.identities.map((i) => [i.name, i]));
    const credentials = sight.items.filter((i) => i.kind.role === 'credential' && i.live !== null && i.proven && i.scope !== 'out');
    const found = [];
    for (const rule of state.rules) {
        const concerned = credentials.filter((i) => appliesTo(rule, state, identities.get(i.identity) ?? null) && !isExcepted(state, rule, i.identity, now));
        for (const item of concerned) {
            const { seen } = item.live;
            const limits = [
                [rule.require.maxAgeSeconds, seen?.createdAt, 'created'],
                // No last use may mean "never" or "not told": unknown, so it breaks nothing.
                [rule.require.maxIdleSeconds, seen?.lastUsedAt, 'last used'],
            ];
            for (const [seconds, since, what] of limits) {
                if (seconds === undefined)
                    continue;
                if (since === undefined)
                    found.push({ rule, item, broken: null });
                else if (now - since > seconds * 1000)
                    found.push({ rule, item, broken: `${what} ${days(now - since)} ago, ${days(seconds * 1000)} allowed` });
            }
        }
        for (const over of overCount(rule, concerned))
            found.push(over);
    }
    return found;
}
function appliesTo(rule, state, identity) {
    const { type, target, owner } = rule.where;
    if (target !== undefined && !(0,model_pattern/* namesTarget */.IM)(target, state.policy.name))
        return false;
    if (type !== undefined && (identity === null || !type.includes(identity.type)))
        return false;
    return owner === undefined || (identity !== null && owner.includes(identity.owner));
}
/** Both of its ends count from its approval, not from the file: 180 days at most. */
function isExcepted(state, rule, identity, now) {
    return state.exceptions.some((e) => 'rule' in e && e.rule === rule.id && e.identities.some((i) => i === identity) && now < exceptionEnds(state, e, 180));
}
const exceptionEnds = (state, e, days_) => Math.min(e.until, (state.exceptionsSince[e.id] ?? 0) + days_ * 86_400_000);
const createdAt = (c) => c.live.seen?.createdAt ?? -Infinity;
/** The newest stay; those of unknown age count as oldest but are never taken for their count. */
function overCount(rule, concerned) {
    const max = rule.require.maxCount;
    if (max === undefined)
        return [];
    const byAccount = Map.groupBy(concerned, (i) => JSON.stringify([i.kind.name, i.accountId]));
    return [...byAccount.values()].flatMap((items) => items
        .toSorted((a, b) => createdAt(b) - createdAt(a) || (0,order/* compareText */.n6)(a.key, b.key))
        .slice(max)
        .map((item) => ({
        rule,
        item,
        broken: item.live.seen?.createdAt === undefined ? null : `${items.length} of them, ${max} allowed, the newest stay`,
    })));
}
/** Scopes of everything whose Exception is over: the policy, which knows no clock, still lets them stand. */
function wideScopes(state, now) {
    const { name, scopes } = state.policy;
    const excuses = state.exceptions.filter((e) => 'rule' in e && e.rule === model_pattern/* WIDE_SCOPE */.Bc && (0,model_pattern/* namesTarget */.IM)(e.identities, name));
    // One without any does not compile.
    if (excuses.length === 0 || excuses.some((e) => now < exceptionEnds(state, e, 180)))
        return [];
    return [...new Set(scopes.flatMap((s) => s.accounts.filter(model_pattern/* isWide */.EW)))].map((pattern) => ({
        rule: model_pattern/* WIDE_SCOPE */.Bc,
        severity: 'error',
        subject: `${name}: the scope ${pattern} takes in everything, and no Exception for it stands any more`,
        at: null,
        remedy: 'name a narrower pattern, or renew the Exception, by a pull request',
    }));
}

;// CONCATENATED MODULE: ./src/lifecycle/withhold.ts




function withhold(state, sight, world) {
    const withheld = new Map();
    const kept = new Map();
    const words = wordsOf(state, world);
    const unsure = new Map([...words].filter(([, w]) => w.unsure));
    const brokenRules = new Map();
    const findings = [
        ...wideScopes(state, world.now),
        ...[...unsure].map(([name, { directory }]) => unsureFinding(name, (0,model_key/* writtenAccount */.j_)(directory))),
    ];
    for (const violation of violations(state, sight, world.now)) {
        const { rule, item, broken } = violation;
        findings.push(ruleFinding(violation, state.policy.name));
        if (broken !== null && rule.act === 'revoke' && item.identity !== null && !brokenRules.has(item.key)) {
            brokenRules.set(item.key, { authority: 'rule', source: `rule ${rule.id}: ${broken}`, at: sight.live.begunAt });
        }
    }
    // From its save on, also where the clock that stamped it was ahead of ours, or ours was set back.
    const holds = world.holds.filter((h) => world.now < h.until);
    const envelopes = new Map(state.breakGlass.map((b) => [b.name, b]));
    for (const item of sight.items) {
        // Of several the first counts: deny, directory, disowning review, rule, clock.
        const because = byDeny(item, state.policy.name, holds, envelopes) ??
            // What a released account holds is nobody's any more, though its identity is still known.
            (isReleased(item)
                ? null
                : (byDirectory(item, words, sight.live.begunAt) ??
                    byDisowning(item) ??
                    (isTombstone(item) ? null : (brokenRules.get(item.key) ?? byClock(item, world.now)))));
        if (because !== null)
            withheld.set(item.key, because);
        const keep = holds.find((h) => h.do === 'keep' && covers(item, state.policy.name, h, envelopes));
        if (keep !== undefined)
            kept.set(item.key, keep);
    }
    return { withheld, kept, unsure: new Set(unsure.keys()), findings };
}
const severities = { low: 'note', medium: 'warning', high: 'error' };
function ruleFinding({ rule, item, broken }, target) {
    const holder = item.identity ?? `${target}/${item.accountWords}`;
    return {
        rule: `rule-${rule.id}`,
        severity: broken === null ? 'note' : severities[rule.severity],
        subject: `${holder} ${item.written}${broken === null ? ': its age or use cannot be told' : `: ${broken}`}`,
        at: null,
        remedy: broken === null
            ? 'nothing is done: what is not known breaks no rule'
            : rule.act === 'revoke' && item.identity !== null
                ? 'it is revoked in mode enforce; rotate it first, or add a reviewed Exception'
                : 'rotate or revoke it, or add a reviewed Exception',
    };
}
function unsureFinding(name, record) {
    return {
        rule: 'unsure-identity',
        severity: 'warning',
        subject: `${name}: ${record} was never seen, or its read was not proven`,
        at: null,
        remedy: 'nothing is granted to it until the directory says that it is active; check the record and the directory target',
    };
}
/** For an unsure identity the directory's last proven word counts, for taking. */
function wordsOf(state, world) {
    const result = new Map();
    for (const { name, directory } of state.identities) {
        if (directory === null)
            continue;
        const said = world.directories.get(directory.target)?.get((0,model_key/* accountWords */.zb)(directory));
        result.set(name, { directory, word: said ?? state.heard[(0,model_key/* writtenAccount */.j_)(directory)] ?? null, unsure: said === undefined });
    }
    return result;
}
const isReleased = (item) => item.row === null && item.account !== null && item.account.released !== null;
const isTombstone = (item) => item.row !== null && item.row.entry === null;
/** A deny stays on the accounts that it was made for, whoever owns them. */
function byDeny(item, target, holds, envelopes) {
    const hold = holds.find((h) => h.do === 'deny' && covers(item, target, h, envelopes));
    return hold === undefined ? null : { authority: 'hold', source: `deny ${hold.id} by ${hold.by}: ${hold.because}`, at: hold.at };
}
/** Inside the envelope as approved now, and the thing that the hold names; its key matches with any facets. */
function covers(item, target, hold, envelopes) {
    const envelope = envelopes.get(hold.envelope);
    if (envelope === undefined || !envelope.may.includes(hold.do))
        return false;
    if (!(0,model_pattern/* matchesAny */._I)(envelope.covers, item.written) || (0,model_pattern/* matchesAny */._I)(envelope.never, item.written))
        return false;
    const isOnItsAccount = item.accountId !== null && hold.accounts.includes(`${target}/${item.accountId}`);
    if (hold.key !== null) {
        if (!isOfKey(item, hold.key, isOnItsAccount))
            return false;
        if (hold.do === 'deny' || hold.identity === null)
            return true;
    }
    return hold.identity !== null && (item.identity === hold.identity || isOnItsAccount);
}
/**
 * By its own key, or, on an account that the hold was made for, as the same grant, in words or by id: an account spelled anew
 * stays denied, and of several accounts of one identity the hold is on each.
 */
function isOfKey(item, key, isOnItsAccount) {
    const bare = (0,model_key/* withoutFacets */.Hy)(key);
    if (bare === (0,model_key/* withoutFacets */.Hy)(item.key) || (item.liveKey !== null && bare === (0,model_key/* withoutFacets */.Hy)(item.liveKey)))
        return true;
    const grant = (0,model_key/* writtenGrant */.cq)((0,model_key/* parseKey */.Do)(key));
    return isOnItsAccount && (grant === item.written || (item.liveKey !== null && grant === (0,model_key/* writtenGrant */.cq)((0,model_key/* parseKey */.Do)(item.liveKey))));
}
function byDirectory(item, words, at) {
    const heard = words.get(item.identity);
    if (heard === undefined || heard.word === null || heard.word === 'active')
        return null;
    const { directory, word } = heard;
    const onGone = word === 'disabled' ? directory.onDisabled : directory.onAbsent;
    if (onGone === 'report' || (item.kind.role === 'account' && !takesAccount(item, onGone)))
        return null;
    return { authority: 'directory', source: `${directory.target}/${(0,model_key/* accountWords */.zb)(directory)} is ${word}`, at };
}
/** The account object goes last and only where the kind can be revoked at all. */
const takesAccount = (item, onGone) => onGone === 'revoke' && item.kind.verbs.includes('revoke');
function byDisowning(item) {
    const isDeclared = item.row !== null && item.row.entry !== null;
    const isLeft = item.kind.role === 'account' && !item.kind.verbs.includes('revoke');
    return isDeclared || isLeft ? null : (item.account?.disowned ?? null);
}
function byClock(item, now) {
    if (item.row === null)
        return null;
    const { stands, next, ended } = (0,terms/* standing */.J)(item.row.terms, now, item.row.startedAt);
    if (stands)
        return null;
    return next === null
        ? { authority: 'clock', source: 'until is over', at: ended ?? 0 }
        : { authority: 'clock', source: 'from is not reached', at: next };
}


/***/ }),

/***/ 9818:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   B: () => (/* binding */ leastMode),
/* harmony export */   z: () => (/* binding */ isRaised)
/* harmony export */ });
const rank = { observe: 0, review: 1, enforce: 2 };
const isRaised = (before, after) => rank[after] > rank[before];
const leastMode = (a, b) => (isRaised(a, b) ? a : b);


/***/ }),

/***/ 323:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Bc: () => (/* binding */ WIDE_SCOPE),
/* harmony export */   EW: () => (/* binding */ isWide),
/* harmony export */   IM: () => (/* binding */ namesTarget),
/* harmony export */   _I: () => (/* binding */ matchesAny),
/* harmony export */   cK: () => (/* binding */ matches),
/* harmony export */   uH: () => (/* binding */ matchesAnyFolded)
/* harmony export */ });
/* harmony import */ var _fold_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(7766);
/** Name patterns: `*` is any characters, also `/`; nothing else is special (policy.md, Values). */

/** Linear in the text for each star: no regular expression, so hostile names cannot make it slow. */
function matches(pattern, text) {
    const star = pattern.indexOf('*');
    if (star < 0)
        return pattern === text;
    const first = pattern.slice(0, star);
    if (!text.startsWith(first))
        return false;
    if (star === pattern.length - 1)
        return true;
    const parts = pattern.split('*');
    const last = parts.at(-1);
    let at = first.length;
    for (const part of parts.slice(1, -1)) {
        const found = text.indexOf(part, at);
        if (found < 0)
            return false;
        at = found + part.length;
    }
    return text.length - last.length >= at && text.endsWith(last);
}
const matchesAny = (patterns, text) => patterns.some((p) => matches(p, text));
const folded = new WeakMap();
/** Also where the text would only be taken for one that matches: a system may fold case, and people read look-alikes alike. */
function matchesAnyFolded(patterns, text) {
    if (patterns.length === 0)
        return false;
    const known = folded.get(patterns) ?? patterns.map(_fold_js__WEBPACK_IMPORTED_MODULE_0__/* .fold */ .A);
    folded.set(patterns, known);
    return matchesAny(known, (0,_fold_js__WEBPACK_IMPORTED_MODULE_0__/* .fold */ .A)(text));
}
/** All of a type, or of every type: `*`, `user/*`, `us*`. */
function isWide(pattern) {
    const short = pattern.replace(/\*+/g, '*');
    return /^[^/]*\*$/.test(short) || /^[^/]*\/\*$/.test(short);
}
/** The rule that such a scope breaks; no document declares it, an Exception may name it. */
const WIDE_SCOPE = 'wide-scope';
/** Whether one of the names is the target, or the one that it is an instance of: `vault` means `vault.prod` too. */
const namesTarget = (names, target) => names.some((name) => target === name || target.startsWith(`${name}.`));


/***/ }),

/***/ 3146:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   j: () => (/* binding */ riskOfNames)
/* harmony export */ });
/* harmony import */ var _pattern_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(323);

/** `names`: `kind/name`. `accounts`: `type/name`. `privileged`: the target's own patterns, over both. */
function riskOfNames(kind, privileged, names, accounts) {
    const isOneOf = (patterns) => names.some((name) => (0,_pattern_js__WEBPACK_IMPORTED_MODULE_0__/* .matchesAny */ ._I)(patterns, name.slice(name.indexOf('/') + 1)));
    if (isOneOf(kind.administrator))
        return 'administrator';
    if (isOneOf(kind.privileged))
        return 'privileged';
    return [...names, ...accounts].some((name) => (0,_pattern_js__WEBPACK_IMPORTED_MODULE_0__/* .matchesAnyFolded */ .uH)(privileged, name)) ? 'privileged' : 'low';
}


/***/ }),

/***/ 7600:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Er: () => (/* binding */ accountNames),
/* harmony export */   IR: () => (/* binding */ isNeverTombstone),
/* harmony export */   Od: () => (/* binding */ scopeOf),
/* harmony export */   oZ: () => (/* binding */ see)
/* harmony export */ });
/* harmony import */ var _key_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(7142);
/* harmony import */ var _order_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(6553);
/* harmony import */ var _pattern_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(323);



/** The scope lines that name this kind and one of these words, and what they make of it. */
function scopeOf(scopes, kind, words) {
    let scope = 'out';
    for (const line of scopes) {
        if (!line.kinds.includes(kind) || !words.some((w) => (0,_pattern_js__WEBPACK_IMPORTED_MODULE_1__/* .matchesAny */ ._I)(line.accounts, w)))
            continue;
        // In two lines it is managed only if neither has managedBy.
        if (line.managedBy !== undefined)
            return { scope: 'managedBy', managedBy: line.managedBy };
        scope = 'managed';
    }
    return { scope, managedBy: null };
}
/** `type/name` by stable id, of what the read saw. */
function accountNames(live, kinds) {
    const names = new Map();
    for (const ref of live.refs)
        if (kinds.get(ref.kind)?.role === 'account')
            names.set(ref.id, `${ref.kind}/${ref.name}`);
    return names;
}
/** Every name that an account is bound by, by stable id. */
function boundNames(state, kinds) {
    const names = new Map();
    const add = (id, words) => {
        const list = names.get(id);
        if (list === undefined)
            names.set(id, [words]);
        else if (!list.includes(words))
            list.push(words);
    };
    for (const a of state.accounts)
        if (a.id !== null)
            add(a.id, a.account);
    for (const [words, id] of Object.entries(state.bindings)) {
        if (kinds.get(words.slice(0, words.indexOf('/')))?.role === 'account')
            add(id, words);
    }
    return names;
}
/** Its key has no facets and stands for any. */
const isNeverTombstone = (row) => row.entry === null && row.terms.length === 0;
const standsFirst = (a, b) => Number(a.entry === null) - Number(b.entry === null) || (0,_order_js__WEBPACK_IMPORTED_MODULE_2__/* .compareText */ .n6)(a.key, b.key);
/** Of most slots and items, so they share it. */
const none = [];
/** Joins by live entitlement, not by key: rows that resolve to the same one meet in one item. */
function see(state, found, live, kinds) {
    const policy = state.policy;
    // By id; of no id there is nothing.
    const names = accountNames(live, kinds);
    const bound = boundNames(state, kinds);
    const accountsById = new Map();
    const accountsByWords = new Map();
    for (const a of state.accounts) {
        // An account that somebody owns now stands before the row of who lost it.
        const other = accountsById.get(a.id);
        if (a.id !== null && (other === undefined || other.disowned !== null))
            accountsById.set(a.id, a);
        accountsByWords.set(a.account, a);
    }
    const refNames = new Map(live.refs.map((r) => [`${r.kind}/${r.id}`, r.name]));
    const only = live.only === null ? null : new Set(live.only);
    const provenKinds = new Set(Object.keys(live.proofs));
    const slots = new Map();
    const neverRows = new Map();
    const unresolved = [];
    for (const e of live.entries)
        slots.set((0,_key_js__WEBPACK_IMPORTED_MODULE_0__/* .keyOf */ .TN)(e), { live: e, rows: none });
    for (const row of state.approved) {
        const inIds = found.names.get(row.key);
        if (inIds === undefined)
            unresolved.push(row);
        else if (isNeverTombstone(row))
            neverRows.set((0,_key_js__WEBPACK_IMPORTED_MODULE_0__/* .keyWithoutFacets */ .iQ)(inIds), [...(neverRows.get((0,_key_js__WEBPACK_IMPORTED_MODULE_0__/* .keyWithoutFacets */ .iQ)(inIds)) ?? []), row]);
        else {
            const key = (0,_key_js__WEBPACK_IMPORTED_MODULE_0__/* .keyOf */ .TN)(inIds);
            const slot = slots.get(key);
            if (slot === undefined)
                slots.set(key, { live: null, rows: [row] });
            else
                slot.rows = slot.rows === none ? [row] : [...slot.rows, row];
        }
    }
    // A `never` line means any facets: its tombstone stands beside every live entry of that name.
    if (neverRows.size > 0) {
        const met = new Set();
        for (const [key, slot] of slots) {
            const rows = slot.live === null ? undefined : neverRows.get((0,_key_js__WEBPACK_IMPORTED_MODULE_0__/* .withoutFacets */ .Hy)(key));
            if (rows === undefined)
                continue;
            slot.rows = [...slot.rows, ...rows];
            met.add((0,_key_js__WEBPACK_IMPORTED_MODULE_0__/* .withoutFacets */ .Hy)(key));
        }
        for (const [key, rows] of neverRows) {
            if (met.has(key))
                continue;
            const slot = slots.get(key);
            if (slot === undefined)
                slots.set(key, { live: null, rows });
            else
                slot.rows = [...slot.rows, ...rows];
        }
    }
    // Most entitlements of an account have the same names and, by kind, the same scope: both are found once.
    const namesById = new Map();
    const knownAs = (id, words) => {
        const there = namesById.get(id);
        if (there?.[0] === words)
            return there;
        const made = [words, ...(bound.get(id) ?? []).filter((name) => name !== words)];
        if (there === undefined)
            namesById.set(id, made);
        return made;
    };
    const scopes = new Map();
    const scopeIn = (own, kind) => {
        const byKind = scopes.get(own) ?? new Map();
        scopes.set(own, byKind);
        const scope = byKind.get(kind) ?? scopeOf(policy.scopes, kind, own);
        byKind.set(kind, scope);
        return scope;
    };
    const forbidden = forbiddenKeys(state, live, kinds, accountsByWords);
    const items = [];
    const add = (liveKey, liveEntry, rows) => {
        const sorted = rows.length > 1 ? rows.toSorted(standsFirst) : rows;
        const row = sorted[0] ?? null;
        const aliases = sorted.length > 1 ? sorted.slice(1) : none;
        const inIds = row === null ? liveEntry : (found.names.get(row.key) ?? null);
        const declared = row === null ? null : (row.entry ?? row.last);
        // What has no row is live.
        const shown = (inIds ?? declared);
        const kind = kinds.get(shown.kind);
        if (kind === undefined)
            return;
        const accountId = inIds === null ? idOfResolvedAccount(shown, accountsByWords) : inIds.account;
        const words = names.get(accountId) ?? bound.get(accountId)?.[0] ?? declared?.account ?? ['?', accountId].join('/');
        const account = accountsById.get(accountId) ?? (declared === null ? undefined : accountsByWords.get(declared.account)) ?? null;
        const own = knownAs(accountId, words);
        const known = declared === null || own.includes(declared.account) ? own : [...own, declared.account];
        const scope = known === own ? scopeIn(own, shown.kind) : scopeOf(policy.scopes, shown.kind, known);
        if (row === null && scope.scope === 'out')
            return;
        const refused = row === null ? null : (found.refused.get(row.key) ?? null);
        const proven = provenKinds.has(shown.kind) && (only === null || only.has(accountId)) && (inIds !== null || refused !== null);
        items.push({
            key: row === null || (isNeverTombstone(row) && liveEntry !== null) ? (liveKey ?? (0,_key_js__WEBPACK_IMPORTED_MODULE_0__/* .keyOf */ .TN)(shown)) : row.key,
            liveKey,
            kind,
            row,
            aliases,
            live: liveEntry,
            wanted: row === null ? null : shown,
            refused,
            accountId,
            accountWords: words,
            accountNames: known,
            account,
            identity: row?.identity ?? account?.identity ?? null,
            forbidden: liveKey !== null && forbidden.size > 0 && forbidden.has((0,_key_js__WEBPACK_IMPORTED_MODULE_0__/* .withoutFacets */ .Hy)(liveKey)),
            written: (0,_key_js__WEBPACK_IMPORTED_MODULE_0__/* .writtenGrant */ .cq)({ target: shown.target, kind: shown.kind, name: nameForPeople(shown, kind, words, refNames) }),
            scope: scope.scope,
            managedBy: scope.managedBy,
            proven,
        });
    };
    for (const [key, slot] of slots)
        add(key, slot.live, slot.rows);
    for (const row of unresolved)
        add(null, null, [row]);
    items.sort((a, b) => (0,_order_js__WEBPACK_IMPORTED_MODULE_2__/* .compareText */ .n6)(a.key, b.key) || (0,_order_js__WEBPACK_IMPORTED_MODULE_2__/* .compareText */ .n6)(a.liveKey ?? '', b.liveKey ?? ''));
    return { items, live, provenKinds };
}
/** What `never` lines name, in ids and without facets. One whose names are not known yet forbids nothing that is there. */
function forbiddenKeys(state, live, kinds, byWords) {
    if (state.never.length === 0)
        return new Set();
    const named = Map.groupBy(live.refs, (r) => `${r.kind}/${r.name}`);
    return new Set(state.never.flatMap((key) => {
        const entry = (0,_key_js__WEBPACK_IMPORTED_MODULE_0__/* .parseKey */ .Do)(key);
        const account = idOfResolvedAccount(entry, byWords) ?? state.bindings[entry.account];
        if (account === undefined)
            return [];
        const kind = kinds.get(entry.kind);
        if (kind?.role === 'account' || kind?.role === 'login')
            return [(0,_key_js__WEBPACK_IMPORTED_MODULE_0__/* .keyWithoutFacets */ .iQ)({ ...entry, account, name: account })];
        if (kind?.refersTo === undefined)
            return [(0,_key_js__WEBPACK_IMPORTED_MODULE_0__/* .keyWithoutFacets */ .iQ)({ ...entry, account })];
        const words = `${kind.refersTo}/${entry.name}`;
        const bound = (0,_key_js__WEBPACK_IMPORTED_MODULE_0__/* .idOfWords */ .ef)(words) ?? state.bindings[words];
        const names = bound !== undefined ? [bound] : (named.get(words) ?? []).map((r) => r.id);
        return names.map((name) => (0,_key_js__WEBPACK_IMPORTED_MODULE_0__/* .keyWithoutFacets */ .iQ)({ ...entry, account, name }));
    }));
}
function idOfResolvedAccount(declared, byWords) {
    return (0,_key_js__WEBPACK_IMPORTED_MODULE_0__/* .idOfWords */ .ef)(declared.account) ?? byWords.get(declared.account)?.id ?? null;
}
function nameForPeople(e, kind, words, refNames) {
    if (kind.role === 'account' || kind.role === 'login')
        return words.slice(words.indexOf('/') + 1);
    return kind.refersTo === undefined ? e.name : (refNames.get(`${kind.refersTo}/${e.name}`) ?? e.name);
}


/***/ }),

/***/ 8650:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   J: () => (/* binding */ standing)
/* harmony export */ });
const endOf = (t, startedAt) => Math.min(t.until ?? Infinity, t.forSeconds === undefined || startedAt === null ? Infinity : startedAt + t.forSeconds * 1000);
function standing(terms, now, startedAt) {
    const standingNow = terms.filter((t) => (t.from ?? -Infinity) <= now && now < endOf(t, startedAt));
    if (standingNow.length > 0) {
        // Where a term without `from` stands, nothing has begun: the review that wrote the line is what counts.
        const began = standingNow.some((t) => t.from === undefined) ? null : Math.max(...standingNow.map((t) => t.from ?? 0));
        return { stands: true, next: null, ended: null, began };
    }
    const coming = terms.filter((t) => (t.from ?? -Infinity) > now && (t.from ?? 0) < endOf(t, startedAt)).map((t) => t.from ?? 0);
    const ends = terms.map((t) => endOf(t, startedAt)).filter(Number.isFinite);
    return {
        stands: false,
        next: coming.length === 0 ? null : Math.min(...coming),
        ended: ends.length === 0 ? null : Math.max(...ends),
        began: null,
    };
}


/***/ }),

/***/ 7023:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   C2: () => (/* binding */ changeOf),
/* harmony export */   Df: () => (/* binding */ isWatched),
/* harmony export */   VV: () => (/* binding */ modeOf),
/* harmony export */   bi: () => (/* binding */ riskOf),
/* harmony export */   eZ: () => (/* binding */ namesOf)
/* harmony export */ });
/* harmony import */ var _model_mode_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(9818);
/* harmony import */ var _model_pattern_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(323);
/* harmony import */ var _model_digest_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(5305);
/* harmony import */ var _model_risk_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(3146);




function changeOf(item, verdict, want, state, modes) {
    const before = item.live;
    // What has no row is live.
    const entry = (want.verb === 'revoke' ? (item.live ?? item.wanted) : item.wanted);
    const holder = item.identity ?? `${state.policy.name}/${item.accountWords}`;
    return {
        id: (0,_model_digest_js__WEBPACK_IMPORTED_MODULE_2__/* .digestOf */ .ol)([item.key, want.verb, want.verb === 'revoke' ? null : entry.facts, before?.facts ?? null]),
        verb: want.verb,
        key: item.key,
        identity: item.identity,
        entry,
        label: `${holder} ${item.written}`,
        before,
        because: want.because,
        verdict,
        mode: modeOf(item, state, modes),
        needs: [],
        risk: riskOf(item, state),
    };
}
/**
 * The least of target ceiling, team and identity; observe where the scope line has no baseline yet. Of an account that moved,
 * whose it was and whose it is both count: nothing is written on what an identity in observe is.
 */
function modeOf(item, state, modes) {
    const owners = [item.identity, item.account?.identity ?? null].map((name) => modes.get(name));
    const mode = owners.reduce((least, own) => (own === undefined ? least : (0,_model_mode_js__WEBPACK_IMPORTED_MODULE_0__/* .leastMode */ .B)(least, own)), state.policy.ceiling);
    return isWatched(state, item) ? mode : 'observe';
}
/** Its scope line has a baseline, or needs none. */
const isWatched = (state, item) => item.scope !== 'managed' || state.watched.some((w) => w.kind === item.kind.name && item.accountNames.some((n) => (0,_model_pattern_js__WEBPACK_IMPORTED_MODULE_1__/* .matches */ .cK)(w.accounts, n)));
/** `kind/name` as people see it, and for an account its `type/name`. */
const namedAs = (item) => item.written.slice(item.written.indexOf('/') + 1);
/** Also as the policy spells it: who renames an object in the target takes nothing out of sight of the patterns. */
function namesOf(item) {
    const declared = item.row === null ? null : (item.row.entry ?? item.row.last);
    return declared === null ? [namedAs(item)] : [namedAs(item), `${declared.kind}/${declared.name}`];
}
const riskOf = (item, state) => (0,_model_risk_js__WEBPACK_IMPORTED_MODULE_3__/* .riskOfNames */ .j)(item.kind, state.policy.privileged, namesOf(item), item.accountNames);


/***/ }),

/***/ 3547:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   E: () => (/* binding */ foldHistory),
/* harmony export */   c: () => (/* binding */ recordHistory)
/* harmony export */ });
/* harmony import */ var _model_key_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(7142);
/* harmony import */ var _model_order_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(6553);
/* harmony import */ var _change_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(7023);
/* harmony import */ var _verdict_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(7282);




/** `before`: what the rows follow on. */
function foldHistory(rows, before) {
    const keys = new Map(before?.keys);
    const kinds = new Map(before?.kinds);
    for (const row of rows) {
        if (row.key === null)
            kinds.set(row.kind, row);
        else
            keys.set(row.key, row);
    }
    return { keys, kinds };
}
/** `lastProven`: by kind, the last saved proven read before this one. `state`: before settle, with its intents. */
function recordHistory(folded, state, sight, decided, world, lastProven) {
    if (sight.live.only !== null)
        return [];
    const now = sight.live.begunAt;
    const rows = [];
    const base = { at: now, target: state.policy.name, commit: state.commit };
    const between = (kind) => [lastProven[kind] ?? null, now];
    // Under the key of live too. What gave has none before it is there.
    const underKeys = state.intents.flatMap((i) => [i.key, i.liveKey ?? decided.items.get(i.key)?.liveKey ?? i.key].map((key) => [key, i]));
    const unsettled = new Set(underKeys.flatMap(([key, i]) => (i.until > world.now ? [key] : [])));
    // Of several takings the first counts; what gives takes nothing.
    const takings = new Map(underKeys.filter(([, i]) => i.verb === 'revoke').toReversed());
    const decidedOn = new Map();
    for (const [key, intent] of underKeys)
        decidedOn.set(key, Math.min(intent.decidedOn, decidedOn.get(key) ?? Infinity));
    // What waited for old answers to pass came to be so after the read that its change was decided on, not after the last one.
    const since = (kind, key) => {
        const last = lastProven[kind] ?? null;
        return [last === null ? null : Math.min(last, decidedOn.get(key) ?? last), now];
    };
    const managed = new Set(state.policy.scopes.flatMap((s) => s.kinds));
    for (const kind of managed) {
        const last = folded.kinds.get(kind);
        const isProven = sight.provenKinds.has(kind);
        if (isProven === (last?.event === 'watched'))
            continue;
        rows.push({
            ...base,
            label: null,
            facts: null,
            digest: null,
            between: between(kind),
            event: isProven ? 'watched' : 'unwatched',
            key: null,
            kind,
            identity: null,
            because: null,
        });
    }
    const seen = new Set();
    for (const item of sight.items) {
        if (item.live === null || item.liveKey === null || !item.proven || item.scope === 'out')
            continue;
        seen.add(item.liveKey);
        if (unsettled.has(item.key) || unsettled.has(item.liveKey))
            continue;
        const last = folded.keys.get(item.liveKey);
        const isHeld = last !== undefined && (last.event === 'held' || last.event === 'changed');
        const digest = (0,_verdict_js__WEBPACK_IMPORTED_MODULE_2__/* .factsDigest */ .wL)(item.live.facts);
        if (isHeld && last.digest === digest)
            continue;
        // It may have been there long before its scope was ours to watch.
        const isUncovered = !isHeld && (!(0,_change_js__WEBPACK_IMPORTED_MODULE_1__/* .isWatched */ .Df)(state, item) || (item.scope === 'managedBy' && last?.event !== 'gone'));
        rows.push({
            ...base,
            label: `${item.identity ?? `${state.policy.name}/${item.accountWords}`} ${item.written}`,
            facts: printable(item.live.facts, item.kind.facts),
            digest,
            between: isUncovered ? [null, now] : since(item.kind.name, item.liveKey),
            event: isHeld ? 'changed' : 'held',
            key: item.liveKey,
            kind: item.kind.name,
            identity: item.identity,
            because: item.row !== null && item.row.entry !== null ? item.row.by : null,
        });
    }
    // Still there, but no longer ours to watch.
    const live = new Set(sight.live.entries.map(_model_key_js__WEBPACK_IMPORTED_MODULE_0__/* .keyOf */ .TN));
    const keys = new Map(sight.items.flatMap((i) => (i.liveKey === null ? [] : [[i.liveKey, i.key]])));
    for (const [key, last] of folded.keys) {
        if (last.event === 'gone' || last.event === 'unwatched' || seen.has(key) || unsettled.has(key) || unsettled.has(keys.get(key) ?? key))
            continue;
        const isProven = sight.provenKinds.has(last.kind);
        const isOut = !managed.has(last.kind) || (isProven && live.has(key));
        if (!isOut && !isProven)
            continue;
        rows.push({
            ...last,
            ...base,
            between: since(last.kind, key),
            event: isOut ? 'unwatched' : 'gone',
            because: takings.get(key)?.because ?? null,
        });
    }
    return rows.toSorted((a, b) => (0,_model_order_js__WEBPACK_IMPORTED_MODULE_3__/* .compareText */ .n6)(a.kind, b.kind) || (0,_model_order_js__WEBPACK_IMPORTED_MODULE_3__/* .compareText */ .n6)(a.key ?? '', b.key ?? '') || (0,_model_order_js__WEBPACK_IMPORTED_MODULE_3__/* .compareText */ .n6)(a.event, b.event));
}
const printable = (facts, known) => Object.fromEntries(Object.entries(facts).filter(([name]) => known[name]?.mayPrint === true));


/***/ }),

/***/ 7282:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   S4: () => (/* binding */ judge),
/* harmony export */   w4: () => (/* binding */ sameFacts),
/* harmony export */   wL: () => (/* binding */ factsDigest)
/* harmony export */ });
/* harmony import */ var _model_digest_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(5305);
/* harmony import */ var _model_order_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(6553);


/** Only facts that the entry names are compared; a default of the kind has been filled in when it was compiled. */
const sameFacts = (wanted, live) => Object.entries(wanted).every(([name, value]) => live[name] === value);
const factsDigest = (facts) => (0,_model_digest_js__WEBPACK_IMPORTED_MODULE_0__/* .sha256 */ .sc)((0,_model_order_js__WEBPACK_IMPORTED_MODULE_1__/* .canonicalJson */ .dj)(facts));
const nothing = (item, verdict) => ({ item, verdict, want: null });
const want = (item, verdict, verb, because, givingBack = false) => ({
    item,
    verdict,
    want: { verb, because, givingBack },
});
function judge(state, items, withholding, readAt) {
    const baseline = new Map(state.baseline.map((b) => [b.key, b.facts]));
    return items.map((item) => judgeOne(item, withholding.withheld.get(item.key) ?? null, baseline, readAt));
}
function judgeOne(item, withheld, baseline, readAt) {
    if (item.scope === 'out')
        return nothing(item, item.proven || item.accountId !== null ? 'released' : 'unknown');
    if (!item.proven)
        return nothing(item, 'unknown');
    const { row, live } = item;
    if (row === null)
        return judgeUndeclared(item, withheld, baseline, readAt);
    if (row.entry === null) {
        // Two objects answer to the name: which one was meant to go is not known, so it is not gone either.
        if (live === null && item.refused !== 'ambiguous')
            return nothing(item, 'alreadyGone');
        return want(item, 'toRevoke', 'revoke', withheld ?? row.mandate ?? row.by);
    }
    if (withheld !== null)
        return live === null ? nothing(item, 'withheld') : want(item, 'toRevoke', 'revoke', withheld);
    // The clock never gives back: what it took comes back by the review that wrote the next `from`.
    const mandate = row.mandate ?? (row.withheld?.authority === 'clock' ? row.by : null);
    if (live === null) {
        if (mandate !== null)
            return want(item, 'toGrant', 'grant', mandate);
        if (row.withheld !== null)
            return want(item, 'toGrant', 'grant', row.withheld, true);
        return want(item, 'missing', 'grant', correction('missing', readAt));
    }
    if (sameFacts(row.entry.facts, live.facts))
        return nothing(item, row.mandate === null ? 'inSync' : 'alreadyLive');
    return mandate === null ? want(item, 'altered', 'adjust', correction('altered', readAt)) : want(item, 'toAdjust', 'adjust', mandate);
}
function judgeUndeclared(item, withheld, baseline, readAt) {
    if (withheld !== null)
        return want(item, 'toRevoke', 'revoke', withheld);
    if (item.kind.role === 'credential' || item.kind.role === 'account')
        return nothing(item, 'observed');
    // Until the round that puts it into the baseline is saved, no correction touches what a released account holds.
    if ((item.account?.released ?? null) !== null)
        return nothing(item, 'unreviewed');
    const known = baseline.get(item.key);
    if (known !== undefined && known === factsDigest(item.live?.facts ?? {}) && !item.forbidden)
        return nothing(item, 'unreviewed');
    const because = correction('unauthorized', readAt);
    return want(item, 'unauthorized', 'revoke', item.forbidden ? { ...because, source: `${because.source}, and a never line forbids it` } : because);
}
const correction = (drift, at) => ({
    authority: 'correction',
    source: `drift.${drift}`,
    at,
});


/***/ }),

/***/ 1351:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Ow: () => (/* binding */ printableEntry),
/* harmony export */   Sr: () => (/* binding */ printableDelta),
/* harmony export */   WS: () => (/* binding */ factChanges),
/* harmony export */   d5: () => (/* binding */ notShown),
/* harmony export */   mg: () => (/* binding */ factsThatMatter)
/* harmony export */ });
/* unused harmony export printableFacts */
/* harmony import */ var _model_key_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(7142);
/* harmony import */ var _model_order_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(6553);


const notShown = '(not shown)';
/** shown: the value; hidden: that the fact exists; unknown: nothing at all. */
function maySay(fact, at, kinds) {
    const facts = kinds.get(at.target)?.get(at.kind)?.facts;
    if (facts === undefined || !Object.hasOwn(facts, fact))
        return 'unknown';
    return facts[fact]?.mayPrint === true ? 'shown' : 'hidden';
}
/** Facts as they may be written down: a hidden one keeps its name, an unknown one is left out. */
function printableFacts(facts, at, kinds) {
    const said = Object.entries(facts).map(([fact, value]) => [fact, value, maySay(fact, at, kinds)]);
    return Object.fromEntries(said.filter(([, , say]) => say !== 'unknown').map(([fact, value, say]) => [fact, say === 'shown' ? value : notShown]));
}
function printableEntry(entry, kinds) {
    const { createdAt, lastUsedAt } = entry.seen ?? {};
    const seen = { ...(createdAt === undefined ? {} : { createdAt }), ...(lastUsedAt === undefined ? {} : { lastUsedAt }) };
    const { target, account, kind, name, facets } = entry;
    const facts = printableFacts(entry.facts, entry, kinds);
    return { target, account, kind, name, facets, facts, ...(entry.seen === undefined ? {} : { seen }) };
}
/** `admin: false → true`, one a fact that differs; facts that may not be shown are only counted. */
function factChanges(before, after, kinds) {
    const was = before?.facts ?? {};
    const names = [...new Set([...Object.keys(was), ...Object.keys(after.facts)])].sort(_model_order_js__WEBPACK_IMPORTED_MODULE_1__/* .compareText */ .n6);
    // A live entry carries more facts than are compared: only what the wanted one names can differ.
    const differ = names.filter((f) => Object.hasOwn(after.facts, f) && (!Object.hasOwn(was, f) || was[f] !== after.facts[f]));
    const said = differ.filter((f) => maySay(f, after, kinds) === 'shown');
    const lines = said.map((f) => `${f}: ${Object.hasOwn(was, f) ? was[f] : '(none)'} → ${after.facts[f]}`);
    const rest = differ.length - said.length;
    return rest === 0 ? lines : [...lines, `${rest} ${rest === 1 ? 'fact that is' : 'facts that are'} not shown`];
}
/** `admin: true`, one a printable fact that is not as it is by default. */
function factsThatMatter(facts, key, kinds) {
    const at = whereOf(key);
    const known = kinds.get(at.target)?.get(at.kind)?.facts ?? {};
    const said = Object.entries(facts ?? {}).filter(([fact, value]) => maySay(fact, at, kinds) === 'shown' && value !== known[fact]?.default);
    return said.sort(([a], [b]) => (0,_model_order_js__WEBPACK_IMPORTED_MODULE_1__/* .compareText */ .n6)(a, b)).map(([fact, value]) => `${fact}: ${String(value)}`);
}
function hideFacts(value, at, kinds) {
    if (value === null || typeof value !== 'object')
        return value;
    if (Array.isArray(value))
        return value.map((item) => hideFacts(item, at, kinds));
    return Object.fromEntries(Object.entries(value).map(([k, v]) => {
        if (k !== 'facts' || v === null || typeof v !== 'object')
            return [k, hideFacts(v, at, kinds)];
        return [k, printableFacts(v, at, kinds)];
    }));
}
/** Before and after of a delta as a report may print them. */
function printableDelta(delta, kinds) {
    if (delta.of !== 'entry' && delta.of !== 'never')
        return delta;
    const at = whereOf(delta.key);
    return { ...delta, before: hideFacts(delta.before, at, kinds), after: hideFacts(delta.after, at, kinds) };
}
function whereOf(key) {
    try {
        return (0,_model_key_js__WEBPACK_IMPORTED_MODULE_0__/* .parseKey */ .Do)(key);
    }
    catch {
        return { target: '', kind: '' };
    }
}


/***/ }),

/***/ 6288:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   e: () => (/* binding */ approvedPolicy)
/* harmony export */ });
/* harmony import */ var _model_key_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(7142);
/* harmony import */ var _model_order_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(6553);
/** The policy that the states hold as approved, in the shape of a compiled one: what a change is compared with. */


/** `empty`: what counts where nothing is approved yet: settings of the folder, no things. */
function approvedPolicy(states, settings, compiler) {
    const sorted = states.toSorted((a, b) => (0,_model_order_js__WEBPACK_IMPORTED_MODULE_1__/* .compareText */ .n6)(a.policy.name, b.policy.name));
    const current = sorted.filter((s) => !s.retired);
    const byName = (pick, name) => new Map(current.flatMap((s) => pick(s).map((item) => [name(item), item])));
    const entries = new Map();
    const never = new Map();
    for (const state of current) {
        for (const row of state.approved) {
            if (row.entry !== null)
                entries.set(row.key, { entry: row.entry, identity: row.identity, terms: row.terms, origins: [] });
        }
        // Of two rows with the same words the first counts.
        const holders = new Map(state.accounts.toReversed().map((a) => [a.account, a.identity]));
        for (const key of state.never) {
            const entry = (0,_model_key_js__WEBPACK_IMPORTED_MODULE_0__/* .parseKey */ .Do)(key);
            never.set(key, { entry, identity: holders.get(entry.account) ?? '' });
        }
    }
    const identities = byName((s) => s.identities, (i) => i.name);
    return {
        compiler,
        settings: current[0]?.settings ?? settings,
        teams: byName((s) => s.teams, (t) => t.name),
        roles: byName((s) => s.roles, (r) => r.name),
        rules: byName((s) => s.rules, (r) => r.id),
        exceptions: byName((s) => s.exceptions, (e) => e.id),
        breakGlass: byName((s) => s.breakGlass, (b) => b.name),
        targets: new Map(current.map((s) => [s.policy.name, s.policy])),
        identities,
        entries,
        never,
    };
}


/***/ }),

/***/ 5468:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  mz: () => (/* binding */ deltas),
  mO: () => (/* binding */ digestOfReview),
  AF: () => (/* binding */ entryDirection),
  N9: () => (/* binding */ termsChangedFor)
});

// EXTERNAL MODULE: ./src/model/digest.ts
var digest = __webpack_require__(5305);
// EXTERNAL MODULE: ./src/model/order.ts
var order = __webpack_require__(6553);
// EXTERNAL MODULE: ./src/model/mode.ts
var mode = __webpack_require__(9818);
;// CONCATENATED MODULE: ./src/review/directions.ts
/**
 * The table of directions (policy.md, rule 6): which change of a field gives, takes, or loosens (takes a check away,
 * lengthens access). Every field of the compiled policy has a row; a field without one fails a test.
 */


const always = (direction) => () => direction;
/** More of it lets more happen, or later. */
const more = (before, after) => (after > before ? 'loosens' : 'tightens');
/** A ceiling that rises lets us write more; one that falls lets drift stand. Lowering is the loosening of a check. */
const directions_mode = (before, after) => ((0,mode/* isRaised */.z)(before, after) ? 'tightens' : 'loosens');
/** Items that go take a check away; items that come add one. */
const checks = (before, after) => (isSubset(before, after) ? 'tightens' : 'loosens');
/** Items that come let more happen. */
const permissions = (before, after) => (isSubset(after, before) ? 'tightens' : 'loosens');
const isSubset = (small, large) => {
    const texts = new Set(large.map((x) => (0,order/* canonicalJson */.dj)(x)));
    return small.every((x) => texts.has((0,order/* canonicalJson */.dj)(x)));
};
const onGoneRank = { report: 0, disable: 1, revoke: 2 };
const takesLess = (before, after) => onGoneRank[after] < onGoneRank[before];
const driftRank = { report: 0, propose: 1, revoke: 2, restore: 2 };
const severityRank = { low: 0, medium: 1, high: 2 };
const mentionRank = { none: 0, newPrivileged: 1, all: 2 };
/** Taking late or not at all loosens; giving back unasked loosens too. */
const drift = (before, after) => {
    const takesLater = (a, b) => driftRank[b.do] < driftRank[a.do] || b.after > a.after;
    const givesMore = (a, b) => driftRank[b.do] > driftRank[a.do] || b.after < a.after;
    const loosens = takesLater(before.unauthorized, after.unauthorized) ||
        givesMore(before.missing, after.missing) ||
        givesMore(before.altered, after.altered);
    return loosens ? 'loosens' : 'tightens';
};
const limits = (before, after) => Object.keys(after).some((k) => after[k] > before[k]) ? 'loosens' : 'tightens';
/** A scope line that goes, or gains managedBy, is no longer watched. One that comes is more to take from. */
const scopes = (before, after) => {
    const watched = (list) => list.filter((s) => s.managedBy === undefined).flatMap((s) => s.kinds.flatMap((k) => s.accounts.map((a) => `${k} ${a}`)));
    return isSubset(watched(before), watched(after)) ? 'gives' : 'loosens';
};
const identityFields = {
    name: always('neutral'),
    // A new owner approves from now on.
    owner: always('loosens'),
    purpose: always('neutral'),
    type: always('loosens'),
    mode: directions_mode,
    state: (_, after) => (after === 'active' ? 'gives' : after === 'offboard' ? 'takes' : 'loosens'),
    accounts: (before, after) => (isSubset(after, before) ? 'takes' : 'gives'),
    directory: (before, after) => {
        if (before === null)
            return 'tightens';
        if (after === null)
            return 'loosens';
        const isSame = before.target === after.target && before.type === after.type && before.name === after.name;
        if (!isSame)
            return 'loosens';
        return takesLess(before.onDisabled, after.onDisabled) || takesLess(before.onAbsent, after.onAbsent) ? 'loosens' : 'tightens';
    },
};
const targetFields = {
    name: always('neutral'),
    connector: always('loosens'),
    owner: always('loosens'),
    lifecycle: (before, after) => {
        if (before === null)
            return 'tightens';
        if (after === null)
            return 'loosens';
        const loosens = !isSubset(before.sentinels, after.sentinels) ||
            takesLess(before.onDisabled, after.onDisabled) ||
            takesLess(before.onAbsent, after.onAbsent);
        return loosens ? 'loosens' : 'tightens';
    },
    ceiling: directions_mode,
    scopes,
    drift,
    giveBack: (_, after) => (after === 'restore' ? 'loosens' : 'tightens'),
    limits,
    privileged: checks,
    protected: checks,
    withinSeconds: more,
    // A connection, a settling time, a set of databases: where we read and write.
    config: always('loosens'),
};
const settingsFields = {
    approval: (before, after) => {
        const counts = ['identityOwner', 'targetOwner', 'roleOwner'].some((k) => after[k] < before[k]);
        return counts || !isSubset(after.privileged, before.privileged) || after.privileged.length < before.privileged.length
            ? 'loosens'
            : 'tightens';
    },
    // Who is no longer told looks no longer.
    issues: (before, after) => (mentionRank[after.mention] < mentionRank[before.mention] ? 'loosens' : 'tightens'),
    maxSilenceSeconds: more,
    reviewValidSeconds: more,
    snapshotMaxAgeSeconds: more,
    snapshot: (_, after) => (after ? 'loosens' : 'tightens'),
    stateKey: always('loosens'),
};
const teamFields = {
    name: always('neutral'),
    github: always('loosens'),
    directory: always('neutral'),
    successor: always('neutral'),
    mode: directions_mode,
};
const roleFields = {
    name: always('neutral'),
    owner: always('loosens'),
    parameters: always('loosens'),
    // What holders gain or lose stands in the entries; the template itself is shown beside them.
    grants: (before, after) => (isSubset(after, before) ? 'takes' : 'gives'),
    rollout: (before, after) => after === null || (before !== null && (after.first > before.first || after.waitSeconds < before.waitSeconds)) ? 'loosens' : 'tightens',
};
const looser = (before, after) => (after ?? Infinity) > (before ?? Infinity);
const ruleFields = {
    id: always('neutral'),
    // Narrower lists leave credentials out; a list that is new narrows too.
    where: (before, after) => {
        const narrows = (a, b) => b !== undefined && (a === undefined || !isSubset(a, b));
        return narrows(before.type, after.type) || narrows(before.target, after.target) || narrows(before.owner, after.owner)
            ? 'loosens'
            : 'tightens';
    },
    require: (before, after) => looser(before.maxAgeSeconds, after.maxAgeSeconds) ||
        looser(before.maxIdleSeconds, after.maxIdleSeconds) ||
        looser(before.maxCount, after.maxCount)
        ? 'loosens'
        : 'tightens',
    severity: (before, after) => (severityRank[after] < severityRank[before] ? 'loosens' : 'tightens'),
    act: (_, after) => (after === 'report' ? 'loosens' : 'tightens'),
};
const exceptionFields = {
    id: always('neutral'),
    until: more,
    owner: always('loosens'),
    because: always('neutral'),
    rule: always('loosens'),
    identities: permissions,
    limit: always('loosens'),
    cap: always('loosens'),
    count: more,
};
const breakGlassFields = {
    name: always('neutral'),
    who: always('loosens'),
    may: permissions,
    covers: permissions,
    never: checks,
    longestSeconds: more,
};
/** A thing that comes or goes as a whole. */
const wholes = {
    entry: { added: 'gives', removed: 'takes' },
    never: { added: 'takes', removed: 'loosens' },
    identity: { added: 'gives', removed: 'takes' },
    target: { added: 'gives', removed: 'loosens' },
    settings: { added: 'gives', removed: 'loosens' },
    team: { added: 'neutral', removed: 'loosens' },
    role: { added: 'neutral', removed: 'neutral' },
    rule: { added: 'tightens', removed: 'loosens' },
    exception: { added: 'loosens', removed: 'tightens' },
    breakGlass: { added: 'loosens', removed: 'tightens' },
};
/** Of the terms of one entry. */
function termsDirection(before, after) {
    if ((0,order/* isSame */.Ft)(before, after))
        return 'neutral';
    // A term that lies inside one that stood before gives nothing; anything else does.
    return after.every((a) => before.some((b) => liesWithin(a, b))) ? 'tightens' : 'loosens';
}
/** A change of `for` or of its reason starts it again. */
function liesWithin(a, b) {
    const starts = (a.from ?? -Infinity) >= (b.from ?? -Infinity);
    const ends = (a.until ?? Infinity) <= (b.until ?? Infinity);
    const restarts = (a.forSeconds !== undefined || b.forSeconds !== undefined) && (a.forSeconds !== b.forSeconds || a.because !== b.because);
    return starts && ends && !restarts;
}

;// CONCATENATED MODULE: ./src/review/deltas.ts
/** What a change of the policy changes: a delta a thing or a field, with its direction; and the digest over them. */



function deltas(from, to) {
    const found = [
        ...ofEntries(from.entries, to.entries),
        ...ofNever(from.never, to.never),
        ...ofThings('identity', from.identities, to.identities, identityFields),
        ...ofThings('target', from.targets, to.targets, targetFields),
        ...ofThings('settings', new Map([['settings', from.settings]]), new Map([['settings', to.settings]]), settingsFields),
        ...ofThings('team', from.teams, to.teams, teamFields),
        ...ofThings('role', from.roles, to.roles, roleFields),
        ...ofThings('rule', from.rules, to.rules, ruleFields),
        ...ofThings('exception', from.exceptions, to.exceptions, exceptionFields),
        ...ofThings('breakGlass', from.breakGlass, to.breakGlass, breakGlassFields),
    ];
    return (0,order/* sortedBy */.VW)(found, (d) => `${d.of} ${d.key}`);
}
/** Policy only: drift, clock, file order and line numbers cannot move it. */
const digestOfReview = (review) => (0,digest/* digestOf */.ol)(review);
const plain = (e) => ({ facts: e.entry.facts, identity: e.identity, terms: e.terms });
function ofEntries(from, to) {
    const found = [];
    for (const [key, after] of to) {
        const before = from.get(key);
        if (before === undefined)
            found.push({ of: 'entry', key, direction: wholes.entry.added, before: null, after: plain(after) });
        else if (!(0,order/* isSame */.Ft)(before.entry.facts, after.entry.facts) || before.identity !== after.identity || !(0,order/* isSame */.Ft)(before.terms, after.terms)) {
            found.push({ of: 'entry', key, direction: entryDirection(before, after), before: plain(before), after: plain(after) });
        }
    }
    for (const [key, before] of from) {
        if (!to.has(key))
            found.push({ of: 'entry', key, direction: wholes.entry.removed, before: plain(before), after: null });
    }
    return found;
}
/** Other facts, or another identity's: something new is given. */
function entryDirection(before, after) {
    if (!(0,order/* isSame */.Ft)(before.entry.facts, after.entry.facts) || before.identity !== after.identity)
        return 'gives';
    return termsDirection(before.terms, after.terms);
}
/** Only whose line it is can differ, and is told as a whole: the key of such a delta stays a Key. */
function ofNever(from, to) {
    return [...new Set([...from.keys(), ...to.keys()])].flatMap((key) => {
        const [before, after] = [from.get(key)?.identity, to.get(key)?.identity];
        if (before === after)
            return [];
        const direction = before === undefined ? wholes.never.added : after === undefined ? wholes.never.removed : 'neutral';
        const whole = (identity) => (identity === undefined ? null : { identity });
        return [{ of: 'never', key, direction, before: whole(before), after: whole(after) }];
    });
}
function ofThings(of, from, to, fields) {
    const found = [];
    for (const key of new Set([...from.keys(), ...to.keys()])) {
        const [before, after] = [from.get(key), to.get(key)];
        if (before === undefined || after === undefined) {
            found.push({
                of,
                key,
                direction: before === undefined ? wholes[of].added : wholes[of].removed,
                before: before ?? null,
                after: after ?? null,
            });
            continue;
        }
        const [old, fresh] = [before, after];
        for (const field of new Set([...Object.keys(old), ...Object.keys(fresh)])) {
            if ((0,order/* isSame */.Ft)(old[field], fresh[field]))
                continue;
            // A field without a row is shown as the worst that it can be; a test sees to it that there is none.
            const judge = fields[field] ?? (() => 'loosens');
            const direction = old[field] === undefined || fresh[field] === undefined ? 'loosens' : judge(old[field], fresh[field]);
            found.push({ of, key: `${key}#${field}`, direction, before: old[field] ?? null, after: fresh[field] ?? null });
        }
    }
    return found;
}
/** Whether a change of `for`, or of the reason beside it, starts it again. */
function termsChangedFor(before, after) {
    const counting = (terms) => terms.flatMap((t) => (t.forSeconds === undefined ? [] : [[t.forSeconds, t.because]]));
    return !(0,order/* isSame */.Ft)(counting(before), counting(after));
}


/***/ }),

/***/ 3016:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  hQ: () => (/* binding */ approveAll),
  Wf: () => (/* binding */ approveInTurn),
  LZ: () => (/* binding */ approvedDeltas),
  No: () => (/* binding */ hasNewScope)
});

// EXTERNAL MODULE: ./src/model/key.ts
var key = __webpack_require__(7142);
// EXTERNAL MODULE: ./src/model/order.ts
var order = __webpack_require__(6553);
// EXTERNAL MODULE: ./src/model/mode.ts
var mode = __webpack_require__(9818);
// EXTERNAL MODULE: ./src/model/pattern.ts
var pattern = __webpack_require__(323);
// EXTERNAL MODULE: ./src/model/sight.ts
var sight = __webpack_require__(7600);
// EXTERNAL MODULE: ./src/review/deltas.ts + 1 modules
var deltas = __webpack_require__(5468);
;// CONCATENATED MODULE: ./src/review/approve.ts






/** Before the first approval: nothing is approved, no scope has a baseline. */
function newState(to, policy) {
    return {
        version: 1,
        retired: false,
        claim: null,
        commit: '',
        compiler: to.compiler,
        policy: { ...policy, scopes: [] },
        settings: to.settings,
        teams: [],
        roles: [],
        rules: [],
        exceptions: [],
        exceptionsSince: {},
        breakGlass: [],
        identities: [],
        never: [],
        approved: [],
        accounts: [],
        bindings: {},
        baseline: [],
        watched: [],
        announced: {},
        returns: {},
        heard: {},
        absent: {},
        intents: [],
        decisions: [],
        spent: [],
        window: { peak: [], spent: [] },
    };
}
function approve(state, to, review, kinds) {
    const { because } = review;
    const policy = to.targets.get(state.policy.name);
    if (policy === undefined)
        return retire(state, to, review);
    const before = new Map(state.identities.map((i) => [i.name, i]));
    const identities = (0,order/* sortedBy */.VW)([...to.identities.values()].filter((i) => concerns(i, policy.name)), (i) => i.name);
    const accounts = approveAccounts(state, identities, policy, because);
    const { rows, respelledKeys } = approveRows(state, to, policy, before, review, kinds);
    const exceptions = (0,order/* sortedBy */.VW)(to.exceptions.values(), (e) => e.id);
    const old = new Map(state.exceptions.map((e) => [e.id, (0,order/* canonicalJson */.dj)(e)]));
    return {
        ...state,
        retired: false,
        commit: review.commit,
        compiler: to.compiler,
        policy,
        settings: to.settings,
        teams: (0,order/* sortedBy */.VW)(to.teams.values(), (t) => t.name),
        roles: (0,order/* sortedBy */.VW)(to.roles.values(), (r) => r.name),
        rules: (0,order/* sortedBy */.VW)(to.rules.values(), (r) => r.id),
        exceptions,
        // Unchanged since then: a lifted cap or a longer life counts from its approval.
        exceptionsSince: Object.fromEntries(exceptions.map((e) => [e.id, old.get(e.id) === (0,order/* canonicalJson */.dj)(e) ? (state.exceptionsSince[e.id] ?? because.at) : because.at])),
        breakGlass: (0,order/* sortedBy */.VW)(to.breakGlass.values(), (b) => b.name),
        identities,
        never: neverOf(to, policy.name),
        approved: rows,
        accounts,
        bindings: { ...state.bindings, ...boundStill(state, accounts) },
        heard: heardStill(state.heard, identities),
        // An old answer may still come, however the line is spelled.
        intents: state.intents.map((i) => ({ ...i, key: respelledKeys.get(i.key) ?? i.key })),
        watched: watchedStill(state.watched, policy),
    };
}
/** One that has no account anywhere and no directory concerns every target, else it would be forgotten. */
const concerns = (i, target) => i.accounts.some((a) => a.target === target) || i.directory?.target === target || (i.accounts.length === 0 && i.directory === null);
/** Of a record that no identity here names any more nothing is heard from now on: named again, its last word would be an old one. */
function heardStill(heard, identities) {
    const named = new Set(identities.flatMap((i) => (i.directory === null ? [] : [(0,key/* writtenAccount */.j_)(i.directory)])));
    return Object.fromEntries(Object.entries(heard).filter(([record]) => named.has(record)));
}
/** Of accounts spelled by their id from now on, or declared no more, the names that they had stay bound. */
function boundStill(state, accounts) {
    const words = new Set(accounts.map((a) => a.account));
    return Object.fromEntries(state.accounts.flatMap((a) => (a.id === null || words.has(a.account) || (0,key/* idOfWords */.ef)(a.account) !== null ? [] : [[a.account, a.id]])));
}
/**
 * What left the scope or is managed by somebody else now has no baseline; a return makes a new one. A line that covers an
 * old one uncovers only what is beyond it, and one that an old line covered uncovers nothing.
 */
function watchedStill(watched, policy) {
    const lines = policy.scopes
        .filter((s) => s.managedBy === undefined)
        .flatMap((s) => s.kinds.flatMap((kind) => s.accounts.map((accounts) => ({ kind, accounts }))));
    // A pattern that matches another one's text matches all that the other does: its stars stand for any characters.
    const isCovered = (w, by) => w.kind === by.kind && (0,pattern/* matches */.cK)(by.accounts, w.accounts);
    const kept = [...watched.filter((w) => lines.some((l) => isCovered(w, l))), ...lines.filter((l) => watched.some((w) => isCovered(l, w)))];
    return [
        ...new Map((0,order/* sortedBy */.VW)(kept, (w) => JSON.stringify([w.kind, w.accounts])).map((w) => [JSON.stringify([w.kind, w.accounts]), w])).values(),
    ];
}
const neverOf = (to, target) => [...to.never]
    .filter(([, n]) => n.entry.target === target)
    .map(([key]) => key)
    .sort(order/* compareText */.n6);
/** The target went: its entries are forgotten and nothing is written. What a review decided to take waits for its return. */
function retire(state, to, review) {
    return {
        ...newState(to, state.policy),
        retired: true,
        claim: state.claim,
        commit: review.commit,
        // Else a name that is used again meanwhile would inherit what its line gives when the target comes back.
        bindings: { ...state.bindings, ...boundStill(state, []) },
        spent: state.spent,
        // Else a target taken out and in again could do it all twice within a day.
        window: state.window,
        approved: state.approved.filter((r) => r.entry === null),
    };
}
function knownIds(state) {
    // Of two rows with the same words the first counts.
    const ids = new Map(state.accounts.toReversed().map((a) => [a.account, a.id]));
    return (words) => (0,key/* idOfWords */.ef)(words) ?? ids.get(words) ?? state.bindings[words] ?? null;
}
/** No line names it any more by a name that we know: released, so that a name that we do not know yet takes nothing from it. */
function hasLeftScope(account, bound, state, policy) {
    const words = [account.account, ...bound(account.id)];
    const isIn = (scopes) => scopes.some((s) => words.some((w) => (0,pattern/* matchesAny */._I)(s.accounts, w)));
    return (account.released !== null || isIn(state.policy.scopes)) && !isIn(policy.scopes);
}
/** The words that are bound to an id: a declared account's too, however else it is spelled. */
function boundWords(state) {
    const ofAccounts = state.accounts.flatMap((a) => (a.id === null ? [] : [[a.account, a.id]]));
    const words = Map.groupBy([...Object.entries(state.bindings), ...ofAccounts], ([, id]) => id);
    return (id) => (words.get(id) ?? []).map(([w]) => w);
}
function approveAccounts(state, identities, policy, because) {
    const before = new Map(state.identities.map((i) => [i.name, i]));
    const byWords = new Map(state.accounts.map((a) => [a.account, a]));
    const byId = new Map(state.accounts.flatMap((a) => (a.id === null ? [] : [[a.id, a]])));
    const bound = boundWords(state);
    const idOf = knownIds(state);
    const names = new Set(identities.map((i) => i.name));
    const met = new Set();
    const next = [];
    for (const identity of identities) {
        for (const ref of identity.accounts) {
            if (ref.target !== policy.name)
                continue;
            const account = (0,key/* accountWords */.zb)(ref);
            const id = idOf(account);
            // The same words, or another spelling of the same id.
            const old = byWords.get(account) ?? byId.get(id);
            met.add(old);
            // One that is renamed is the one that had the account, and stays what it was; moved to another, it shares what that one is.
            const isStillIts = old !== undefined && (old.identity === identity.name || !names.has(old.identity));
            const was = isStillIts ? before.get(old.identity)?.state : undefined;
            if (identity.state === 'release') {
                const letGo = { account, identity: identity.name, disowned: null, released: because };
                if (old !== undefined)
                    next.push(old.released === null ? { ...letGo, id: old.id } : old);
                continue;
            }
            const isOffboardStill = was === 'offboard' && old !== undefined;
            const disowned = identity.state === 'offboard' ? (isOffboardStill ? old.disowned : because) : null;
            const released = old !== undefined && disowned === null && hasLeftScope(old, bound, state, policy) ? (old.released ?? because) : null;
            next.push({ account, id: old?.id ?? null, identity: identity.name, disowned, released });
        }
    }
    for (const old of state.accounts) {
        if (met.has(old))
            continue;
        if (old.released !== null)
            next.push(old);
        else if (old.disowned === null && hasLeftScope(old, bound, state, policy))
            next.push({ ...old, released: because });
        else
            next.push({ ...old, disowned: old.disowned ?? because });
    }
    return (0,order/* sortedBy */.VW)(next, (a) => `${a.account} ${a.identity}`);
}
function approveRows(state, to, policy, before, review, kinds) {
    const { because } = review;
    const declared = [...to.entries].filter(([, e]) => e.entry.target === policy.name);
    const byKey = new Map(state.approved.map((r) => [r.key, r]));
    const idOf = knownIds(state);
    const bound = boundWords(state);
    const words = (account) => [account, ...bound(idOf(account))];
    // However the line is spelled: an id matches no pattern, the names that it is bound by do.
    const isTakenIn = (old, now) => (0,sight/* scopeOf */.Od)(state.policy.scopes, old.kind, words(old.account)).scope !== 'managed' &&
        (0,sight/* scopeOf */.Od)(policy.scopes, now.kind, words(now.account)).scope === 'managed';
    // A line respelled as `id:` is the same line: rows that no new key names are found by what they mean.
    const bySameness = new Map(state.approved.flatMap((r) => (r.entry === null || to.entries.has(r.key) ? [] : [[sameness(r.entry, idOf, state, kinds), r]])));
    // Taken out and given again in another spelling: what was sent for the one is still under way for the other.
    const gone = new Map(state.approved.flatMap((r) => (r.entry === null && !(0,sight/* isNeverTombstone */.IR)(r) ? [[sameness(r.last, idOf, state, kinds), r]] : [])));
    const met = new Set();
    const respelledKeys = new Map();
    const rows = [];
    for (const [key, entry] of declared) {
        const same = byKey.get(key) ?? bySameness.get(sameness(entry.entry, idOf, state, kinds));
        if (same !== undefined)
            met.add(same.key);
        const old = same ?? gone.get(sameness(entry.entry, idOf, state, kinds));
        if (old !== undefined)
            respelledKeys.set(old.key, key);
        rows.push(same === undefined || same.entry === null
            ? newRow(key, entry, because)
            : changedRow(key, same, same.entry, entry, isTakenIn(same.entry, entry.entry), state, to, policy, before, review));
    }
    const never = new Map([...to.never].filter(([, n]) => n.entry.target === policy.name));
    const known = new Set(state.never);
    for (const old of state.approved) {
        if (met.has(old.key))
            continue;
        if (old.entry === null) {
            // A never line taken out before it was carried out: its mandate ends.
            if (!(0,sight/* isNeverTombstone */.IR)(old) || never.has(old.key))
                rows.push(old);
            continue;
        }
        if (isReleased(old, old.entry, words(old.entry.account), to, policy))
            continue;
        const kind = kinds.get(old.entry.kind);
        // An account object that cannot be taken is not owed either.
        if (kind?.role === 'account' && !kind.verbs.includes('revoke'))
            continue;
        rows.push({ ...old, entry: null, mandate: because, withheld: null, startedAt: null, wave: null });
    }
    const taken = new Set(rows.map((r) => r.key));
    for (const [key, { entry, identity }] of never) {
        if (known.has(key) || taken.has(key))
            continue;
        rows.push({
            key,
            entry: null,
            last: entry,
            identity,
            terms: [],
            roles: [],
            by: because,
            mandate: because,
            withheld: null,
            startedAt: null,
            wave: null,
        });
    }
    return {
        rows: withWaves((0,order/* sortedBy */.VW)(rows, (r) => r.key), state, to, review),
        respelledKeys,
    };
}
const newRow = (key, e, because) => ({
    key,
    entry: e.entry,
    last: e.entry,
    identity: e.identity,
    terms: e.terms,
    roles: rolesOf(e),
    by: because,
    mandate: because,
    withheld: null,
    startedAt: null,
    wave: null,
});
function changedRow(key, old, oldEntry, e, isTakenIn, state, to, policy, before, review) {
    const { because } = review;
    const was = before.get(old.identity);
    const is = to.identities.get(e.identity);
    // Another identity, unless the one was renamed: the old name is gone and the directory says the same.
    const isMoved = old.identity !== e.identity &&
        (to.identities.has(old.identity) || (0,order/* canonicalJson */.dj)(was?.directory ?? null) !== (0,order/* canonicalJson */.dj)(is?.directory ?? null));
    const direction = (0,deltas/* entryDirection */.AF)({ entry: oldEntry, identity: '', terms: old.terms }, { entry: e.entry, identity: '', terms: e.terms });
    const gives = isMoved || direction === 'gives' || direction === 'loosens';
    const oldMode = was === undefined ? state.policy.ceiling : (0,mode/* leastMode */.B)(state.policy.ceiling, was.mode);
    const newMode = is === undefined ? policy.ceiling : (0,mode/* leastMode */.B)(policy.ceiling, is.mode);
    const isRenewed = review.renew || (0,mode/* isRaised */.z)(oldMode, newMode) || isTakenIn;
    // What the clock took comes back by the review that gave it, so that one is renewed with the mandates.
    const owed = old.mandate ?? (old.withheld?.authority === 'clock' ? old.by : null);
    const mandate = gives ? because : owed === null || !isRenewed ? old.mandate : { ...owed, at: because.at };
    return {
        ...old,
        key,
        entry: e.entry,
        last: e.entry,
        identity: e.identity,
        terms: e.terms,
        roles: rolesOf(e),
        by: gives ? because : old.by,
        mandate,
        // Moved, it comes back, if at all, by this review.
        withheld: isMoved ? null : old.withheld,
        startedAt: (0,deltas/* termsChangedFor */.N9)(old.terms, e.terms) ? null : old.startedAt,
        wave: gives ? null : old.wave,
    };
}
/** Its identity is released, or its scope was taken out: forgotten, and nothing is written. */
function isReleased(old, entry, words, to, policy) {
    if (to.identities.get(old.identity)?.state === 'release')
        return true;
    return (0,sight/* scopeOf */.Od)(policy.scopes, entry.kind, words).scope !== 'managed';
}
/** What an entry means, in ids where they are known. */
function sameness(e, idOf, state, kinds) {
    const kind = kinds.get(e.kind);
    const id = idOf(e.account);
    const account = id === null ? e.account : `id:${id}`;
    const name = kind?.role === 'account' || kind?.role === 'login'
        ? account
        : kind?.refersTo === undefined
            ? e.name
            : `id:${(0,key/* idOfWords */.ef)(`${kind.refersTo}/${e.name}`) ?? state.bindings[`${kind.refersTo}/${e.name}`] ?? e.name}`;
    return (0,key/* keyOf */.TN)({ ...e, account, name });
}
/** Of an entry that its identity's own line gives too: none. */
function rolesOf(e) {
    if (e.origins.some((o) => o.via.length === 0))
        return [];
    return [...new Set(e.origins.flatMap((o) => o.via.map((v) => v.slice(0, v.indexOf('@')))))].sort(order/* compareText */.n6);
}
/** Per target: of the identities that this review changes through a role with a rollout, the first N by name go at once. */
function withWaves(rows, state, to, review) {
    const { because } = review;
    // A role that goes takes from its holders in the waves that it had.
    const rollouts = new Map([...state.roles, ...to.roles.values()].map((r) => [r.name, r.rollout]));
    const isOfThisReview = ({ wave, mandate }) => wave === null && mandate !== null && mandate.source === because.source && mandate.at === because.at;
    const byRole = Map.groupBy(rows.filter(isOfThisReview), (row) => row.roles.find((name) => (rollouts.get(name) ?? null) !== null));
    const waves = new Map();
    for (const [role, rollout] of rollouts) {
        const ofRole = byRole.get(role);
        if (ofRole === undefined || rollout === null)
            continue;
        const names = [...new Set(ofRole.map((row) => row.identity))].sort(order/* compareText */.n6);
        const first = new Set(names.slice(0, rollout.first));
        const notBefore = because.at + rollout.waitSeconds * 1000;
        for (const { key, identity } of ofRole)
            waves.set(key, { role, review: `${because.source}@${because.at}`, first: first.has(identity), notBefore });
    }
    return rows.map((row) => {
        const wave = waves.get(row.key);
        return wave === undefined ? row : { ...row, wave };
    });
}

// EXTERNAL MODULE: ./src/review/approved-policy.ts
var approved_policy = __webpack_require__(6288);
// EXTERNAL MODULE: ./src/runs/connections.ts + 1 modules
var connections = __webpack_require__(7943);
// EXTERNAL MODULE: ./src/runs/input-error.ts
var input_error = __webpack_require__(4141);
;// CONCATENATED MODULE: ./src/runs/approval.ts







const approvedDeltas = (states, to) => (0,deltas/* deltas */.mz)((0,approved_policy/* approvedPolicy */.e)([...states.values()], to.settings, to.compiler), to);
/**
 * Also of targets that are no longer declared: they retire. Throws InputError where all identities or all targets are gone
 * at once: that is a folder that is half there, and would take or forget everything.
 */
async function approveAll(states, to, review, connectors) {
    const emptied = whatIsEmptied(states, to);
    if (emptied !== null)
        throw emptied;
    const names = [...new Set([...states.keys(), ...to.targets.keys()])].sort(order/* compareText */.n6);
    const next = new Map();
    for (const name of names) {
        const policy = to.targets.get(name);
        const state = states.get(name) ?? (policy === undefined ? undefined : newState(to, policy));
        if (state !== undefined)
            next.set(name, approve(state, to, review, await (0,connections/* kindsOf */.tG)(policy ?? state.policy, connectors)));
    }
    return new Map([...next].map(([name, state]) => [name, { ...state, heard: { ...saidLast(state, next), ...state.heard } }]));
}
/** Of an identity that is new to a target its directory may have spoken before: what it said last counts there too. */
function saidLast({ identities }, states) {
    return Object.fromEntries(identities.flatMap(({ directory }) => {
        const record = directory === null ? '' : (0,key/* writtenAccount */.j_)(directory);
        const word = states.get(directory?.target ?? '')?.heard[record];
        return word === undefined ? [] : [[record, word]];
    }));
}
/** One by itself may go; that is an edit, and the caps hold it. */
const fewestToMiss = 2;
/** Why it is taken for a folder that is half there; null: it is not. */
function whatIsEmptied(states, to) {
    const current = [...states.values()].filter((s) => !s.retired);
    const identities = new Set(current.flatMap((s) => s.identities.map((i) => i.name)));
    const gone = (what, were, wayOut) => new input_error/* InputError */.d(`the policy folder declares no ${what}, and ${were} approved; that can mean that it is only half there (a checkout that failed, a wrong folder), so nothing was compared, approved or written. ${wayOut}`);
    if (identities.size >= fewestToMiss && to.identities.size === 0) {
        return gone('identity at all', `${identities.size} are`, 'If all of them are to go, keep their files and write `state: offboard` into each.');
    }
    if (current.length > 0 && to.targets.size === 0) {
        return gone('target at all', `${current.map((s) => s.policy.name).join(', ')} ${current.length === 1 ? 'is' : 'are'}`, 'If nothing is to be managed any more, put the state folder away; a target with `ceiling: observe` is watched only.');
    }
    return null;
}
/**
 * Reviews in their order, one after another. One that empties the folder is passed over where a later one fills it again:
 * a merged commit cannot be taken back, and what is refused must have a way out.
 */
async function approveInTurn(states, reviews, connectors) {
    let approved = states;
    const notes = [];
    for (const [i, { policy, because, renew }] of reviews.entries()) {
        if (i < reviews.length - 1 && whatIsEmptied(approved, policy.declared) !== null) {
            notes.push(`${because.source} left the policy with no identity or no target at all, which a half-done merge does too; it was passed over, since ${reviews[i + 1]?.because.source ?? 'a later one'} follows. What both change together counts as changed by the later one.`);
            continue;
        }
        approved = await approveAll(approved, policy.declared, { because, commit: policy.commit, renew }, connectors);
    }
    return { states: approved, notes };
}
/** Some scope line still waits for its baseline. */
const hasNewScope = (state) => state.policy.scopes.some((line) => line.managedBy === undefined &&
    line.kinds.some((kind) => line.accounts.some((a) => !state.watched.some((w) => w.kind === kind && w.accounts === a))));


/***/ }),

/***/ 1995:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Z: () => (/* binding */ TARGETS_AT_ONCE),
/* harmony export */   z: () => (/* binding */ atOnce)
/* harmony export */ });
/** Works on many things, some of them at once: a run of many targets neither waits for each nor opens them all. */
/** Each has up to eight pages under way itself, and one more target gains nothing that a processor does not have to do. */
const TARGETS_AT_ONCE = 8;
/** Rejects with the first error, once what was begun has ended. Begun in the order given. */
async function atOnce(items, most, work) {
    const left = [...items].values();
    const worker = async () => {
        for (const item of left)
            await work(item);
    };
    const ended = await Promise.allSettled(Array.from({ length: most }, worker));
    const failed = ended.find((end) => end.status === 'rejected');
    if (failed !== undefined)
        throw failed.reason;
}


/***/ }),

/***/ 477:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   j: () => (/* binding */ foreignLive),
/* harmony export */   x: () => (/* binding */ checkClaim)
/* harmony export */ });
/* harmony import */ var _connections_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(7943);

const unmarked = (target, remedy) => ({
    rule: 'unclaimed',
    severity: 'note',
    subject: `${target}: no mark says that this policy is its only writer`,
    at: null,
    remedy,
});
/** `write`: makes the mark where there is none; only an apply that may write does. */
async function checkClaim(state, connection, write) {
    const { policy, connect, ports } = connection;
    if (connect.claim === undefined) {
        return {
            foreign: null,
            finding: unmarked(policy.name, 'this connector can hold no mark: see to it that no other policy manages the same scope'),
        };
    }
    try {
        const answer = await connect.claim(policy.name, policy.config, ports, state.claim ?? 'nobody yet', write && state.claim !== null);
        if (answer === 'foreign') {
            return {
                foreign: `conflict: ${policy.name}: another policy has claimed this target, so nothing was compared; two that manage one scope would undo each other. Take it out of one of them, or, if the mark is of a state that is lost, remove the mark in the target.`,
                finding: null,
            };
        }
        const isTried = write && state.claim !== null;
        const remedy = isTried
            ? `the account that writes may not make it; let an administrator put "nhi-reconcile: ${state.claim ?? ''}" where the page of the connector says`
            : 'the next apply that may write here makes it';
        return { foreign: null, finding: answer === 'ours' ? null : unmarked(policy.name, remedy) };
    }
    catch (thrown) {
        // The read that follows meets the same trouble and says so.
        return { foreign: null, finding: unmarked(policy.name, `it could not be looked for: ${(0,_connections_js__WEBPACK_IMPORTED_MODULE_0__/* .asConnectorError */ .Qi)(thrown, policy.name).code}`) };
    }
}
/** A target that is somebody else's is unknown as a whole, and never resolved by taking. */
const foreignLive = (live, message) => ({
    ...live,
    entries: [],
    refs: [],
    proofs: {},
    error: { code: 'conflict', message: message.replace(/^conflict: /, '') },
});


/***/ }),

/***/ 3231:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   i: () => (/* binding */ demandClock)
/* harmony export */ });
/* harmony import */ var _report_instant_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(4843);
/* harmony import */ var _input_error_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(4141);


/** Two machines that take turns may differ by so much. */
const toleratedMs = 10 * 60_000;
function demandClock(runs, now) {
    const last = Math.max(-Infinity, ...Object.values(runs).map((r) => r.lastRun ?? -Infinity));
    if (now >= last - toleratedMs)
        return;
    throw new _input_error_js__WEBPACK_IMPORTED_MODULE_0__/* .InputError */ .d(`the clock says ${(0,_report_instant_js__WEBPACK_IMPORTED_MODULE_1__/* .instantOf */ .B9)(now)}, and the last run was at ${(0,_report_instant_js__WEBPACK_IMPORTED_MODULE_1__/* .instantOf */ .B9)(last)}, ${(0,_report_instant_js__WEBPACK_IMPORTED_MODULE_1__/* .lengthOf */ .Y5)(last - now)} later: by this clock grants would begin or end at the wrong time, so nothing was done. Set the clock right; if it is right now and was ahead then, restore the state from before that run.`);
}


/***/ }),

/***/ 7943:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  Qi: () => (/* binding */ asConnectorError),
  mQ: () => (/* binding */ connectionTo),
  Ts: () => (/* binding */ connectorKinds),
  tG: () => (/* binding */ kindsOf),
  LF: () => (/* binding */ read),
  XG: () => (/* binding */ secretNames),
  kH: () => (/* binding */ writeSecretNames)
});

// UNUSED EXPORTS: originOf

// EXTERNAL MODULE: ./src/model/key.ts
var key = __webpack_require__(7142);
// EXTERNAL MODULE: ./src/model/order.ts
var model_order = __webpack_require__(6553);
// EXTERNAL MODULE: ./src/connectors/kit/errors.ts
var errors = __webpack_require__(9380);
// EXTERNAL MODULE: ./src/connectors/kit/redact.ts
var redact = __webpack_require__(9302);
;// CONCATENATED MODULE: ./src/connectors/kit/collect.ts




/** Never throws: an error is a value of the answer. Shuffled pages give the same bytes. */
async function collect(reader, options) {
    const { target, now } = options;
    const only = options.only === undefined ? null : [...new Set(options.only)].sort(model_order/* compareText */.n6);
    const begunAt = now();
    const gathered = gatherer(target, only);
    let proofs = {};
    let error = null;
    try {
        proofs = await drain(reader.read(only === null ? undefined : { accounts: only }), (page) => gathered.take(page), target);
    }
    catch (thrown) {
        const { code, message } = (0,redact/* outgoing */.by)(target, thrown, options.clean ?? ((text) => text));
        error = { code, message };
    }
    const { found, doubts, readAt = { begunAt, endedAt: now() } } = gathered.ended();
    const doubtful = new Map([...wrongProofs(proofs), ...doubts]);
    const standing = (0,model_order/* sortedBy */.VW)(Object.entries(proofs), ([kind]) => kind).filter(([kind]) => !doubtful.has(kind));
    if (error === null && doubtful.size > 0) {
        const why = (0,model_order/* sortedBy */.VW)(doubtful, ([kind]) => kind).map(([kind, reason]) => `${kind}: ${reason}`);
        error = {
            code: 'unproven',
            message: `${target}: the read is not proven complete for ${why.join('; ')}. Nothing of these kinds was compared.`,
        };
    }
    return { ...readAt, only, ...found, proofs: Object.fromEntries(standing), error };
}
/** By hand, not `for await`: the proof is the generator's return value. */
async function drain(pages, take, target) {
    let ended = false;
    try {
        for (;;) {
            const next = await pages.next();
            if (next.done !== true) {
                take(next.value);
                continue;
            }
            ended = true;
            const proofs = next.value;
            if (typeof proofs === 'object' && proofs !== null)
                return next.value;
            throw new errors/* ConnectorError */.W('unproven', `${target}: the read ended without a proof that it was complete; that can mean that it was cut off, so nothing was compared. Run it again.`);
        }
    }
    finally {
        if (!ended)
            await pages.return({}).catch(() => undefined);
    }
}
function gatherer(target, only) {
    const entries = new Map();
    const refs = new Map();
    const own = new Set();
    const doubts = new Map();
    let readAt;
    const wanted = only === null ? null : new Set(only);
    const doubt = (kind, why) => void (doubts.has(kind) || doubts.set(kind, why));
    // Of two that are one, any fixed choice will do, so that the order of pages does not show.
    function oneEntry(a, b) {
        if (!(0,model_order/* isSame */.Ft)(a.facts, b.facts))
            doubt(a.kind, 'one entry came twice with other facts; it can have changed while it was read');
        return (0,model_order/* compareText */.n6)((0,model_order/* canonicalJson */.dj)(b), (0,model_order/* canonicalJson */.dj)(a)) < 0 ? b : a;
    }
    function oneRef(a, b) {
        if (a.name !== b.name)
            doubt(a.kind, 'one object came twice with other names; it can have changed while it was read');
        return (0,model_order/* compareText */.n6)(b.name, a.name) < 0 ? b : a;
    }
    return {
        take(page) {
            for (const entry of page.entries) {
                if (entry.target !== target)
                    throw new errors/* ConnectorError */.W('badResponse', `${target}: the connector returned an entry of another target, so nothing was compared. Report it.`);
                if (wanted === null || wanted.has(entry.account))
                    ofKind(entries, entry.kind).push(entry);
            }
            for (const ref of page.refs)
                ofKind(refs, ref.kind).push(ref);
            for (const id of page.own ?? [])
                own.add(id);
            readAt ??= page.readAt;
            for (const [kind, why] of Object.entries(page.unproven ?? {}))
                doubt(kind, why);
        },
        /** `doubts`: kind → why it is not proven, whatever the reader says. */
        ended: () => ({
            readAt,
            found: {
                entries: inOrder(entries, entryOrder, oneEntry),
                refs: inOrder(refs, (a, b) => (0,model_order/* compareText */.n6)(a.id, b.id), oneRef),
                own: [...own].sort(model_order/* compareText */.n6),
            },
            doubts,
        }),
    };
}
function ofKind(kinds, kind) {
    const items = kinds.get(kind) ?? [];
    if (items.length === 0)
        kinds.set(kind, items);
    return items;
}
/** Two of one kind with the same key are the same; a key is only made where it has to decide. */
const entryOrder = (a, b) => (0,model_order/* compareText */.n6)(a.account, b.account) || (0,model_order/* compareText */.n6)(a.name, b.name) || (0,model_order/* compareText */.n6)((0,key/* keyOf */.TN)(a), (0,key/* keyOf */.TN)(b));
/** Sorted, each once. */
function inOrder(kinds, order, one) {
    const found = [];
    for (const [, items] of (0,model_order/* sortedBy */.VW)(kinds, ([kind]) => kind)) {
        let before;
        for (const item of items.sort(order)) {
            if (before !== undefined && order(before, item) === 0)
                found.push(one(found.pop(), item));
            else
                found.push(item);
            before = item;
        }
    }
    return found;
}
function wrongProofs(proofs) {
    return Object.entries(proofs).flatMap(([kind, proof]) => {
        if (!Number.isSafeInteger(proof.read) || proof.read < 0)
            return [[kind, 'its proof counts nothing']];
        if (proof.claimed === null)
            return proof.by === 'count' ? [[kind, 'its proof is a count, and the target gave none']] : [];
        return proof.claimed === proof.read
            ? []
            : [
                [
                    kind,
                    `the target counts ${proof.claimed}, and ${proof.read} were read; the rest can be hidden, or have moved while it was read`,
                ],
            ];
    });
}

;// CONCATENATED MODULE: ./src/runs/connections.ts
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
/** What a target is reached by: its connector's kinds and reader, with ports that give it its own secrets and nothing else. */


/** kinds.ts of every connector that a policy text may name; no vendor library is loaded for it. */
async function connectorKinds(texts, connectors) {
    const names = Object.keys(connectors);
    const named = new Set();
    for (const text of texts)
        for (const name of names)
            if (text.includes(name))
                named.add(name);
    const loaded = new Map();
    for (const name of named) {
        const entry = connectors[name];
        if (entry !== undefined)
            loaded.set(name, await entry.kinds());
    }
    return loaded;
}
/** Kinds that its config gives; empty where the connector is not there. */
async function kindsOf(policy, connectors) {
    const entry = connectors[policy.connector];
    if (entry === undefined)
        return new Map();
    return new Map((await entry.kinds()).kinds(policy.config).map((k) => [k.name, k]));
}
/** A target that cannot be reached at all is unknown, and stops no other: its reader and writer say why. */
async function connectionTo(policy, host) {
    try {
        const reached = reachedAs(policy, host);
        const entry = host.connectors[policy.connector];
        if (entry === undefined)
            throw new errors/* ConnectorError */.W('unsupported', `${policy.name}: this version has no connector "${policy.connector}", so nothing was compared. Use a version that has it.`);
        const connect = await entry.connect();
        return {
            policy,
            kinds: await kindsOf(policy, host.connectors),
            connect: reached === policy ? connect : readingAs(reached, connect),
            ports: portsFor(reached, host),
        };
    }
    catch (thrown) {
        const refuse = () => {
            throw asConnectorError(thrown, policy.name);
        };
        return { policy, kinds: new Map(), connect: { reader: refuse, writer: refuse }, ports: portsFor(policy, host) };
    }
}
/** By its own settings, or by those that the host holds it to. */
function reachedAs(policy, { reachedAs: held }) {
    if (held === undefined)
        return policy;
    const reached = held.get(policy.name);
    if (reached?.connector === policy.connector)
        return reached;
    throw new errors/* ConnectorError */.W('unavailable', `${policy.name}: the policy in force has no such target by this connector, so it is not reached before this is merged, and nothing was compared.`);
}
/** Whatever the policy in hand says of how the target is reached. */
const readingAs = (reached, connect) => ({
    reader: (target, _config, ports) => connect.reader(target, reached.config, ports),
    writer: (target) => {
        throw new errors/* ConnectorError */.W('forbidden', `${target}: a plan writes nothing`);
    },
    ...(connect.claim === undefined
        ? {}
        : {
            claim: (target, _config, ports, claim) => connect.claim(target, reached.config, ports, claim, false),
        }),
});
/** A whole read, or one of these accounts (stable ids), with its proof. Never throws: an error is part of what was read. */
async function read(connection, host, accounts = null) {
    const { policy, connect, ports } = connection;
    host.tell({ what: 'reading', target: policy.name });
    const live = await readWith(connect, policy, ports, host, accounts);
    host.tell({ what: 'read', target: policy.name, entries: live.entries.length, error: live.error?.message ?? null });
    return live;
}
async function readWith(connect, policy, ports, host, accounts) {
    const begunAt = host.now();
    try {
        const env_1 = { stack: [], error: void 0, hasError: false };
        try {
            const reader = __addDisposableResource(env_1, connect.reader(policy.name, policy.config, ports), true);
            return await collect(reader, { target: policy.name, now: host.now, ...(accounts === null ? {} : { only: accounts }) });
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
    catch (thrown) {
        const error = asConnectorError(thrown, policy.name);
        return {
            begunAt,
            endedAt: host.now(),
            only: null,
            entries: [],
            refs: [],
            proofs: {},
            own: [],
            error: { code: error.code, message: error.message },
        };
    }
}
const asConnectorError = (thrown, target) => thrown instanceof errors/* ConnectorError */.W
    ? thrown
    : new errors/* ConnectorError */.W('badResponse', `${target}: the connector failed in a way it should not; please report it`);
function portsFor(policy, host) {
    const own = secretNames(policy.config);
    return {
        fetch: host.fetch,
        now: host.now,
        signal: host.signal,
        pause: host.pause,
        random: host.random,
        fileRoot: host.fileRoot,
        originNamed: (origin) => host.origins !== null && Object.values(host.origins).some((list) => list.some((o) => sameOrigin(o, origin))),
        secret: async (name, origin) => {
            if (!own.has(name))
                throw new errors/* ConnectorError */.W('forbidden', `${policy.name}: it may not use the secret ${name}, which its Target does not name`);
            const bound = host.origins === null ? [originOf(ownUrl(policy.config))] : (host.origins[name] ?? []);
            if (!bound.some((o) => o !== null && sameOrigin(o, origin))) {
                throw new errors/* ConnectorError */.W('forbidden', `${policy.name}: ${name} is not bound to ${origin}, so nothing was sent; add it to NHI_ORIGINS: {"${name}": ["${origin}"]}`);
            }
            const value = await host.secretValue(name);
            if (value === null || value === '') {
                throw new errors/* ConnectorError */.W('unauthenticated', `${policy.name}: the secret ${name} is not there; set the environment variable ${name}, or put a file ${name} into NHI_SECRETS_DIR`);
            }
            return value;
        },
    };
}
/** The names under `secret:`, at any depth. */
function secretNames(config) {
    const found = new Set();
    const look = (value) => {
        if (value === null || typeof value !== 'object')
            return;
        for (const [key, inner] of Object.entries(value)) {
            if (key === 'secret' && typeof inner === 'string')
                found.add(inner);
            else
                look(inner);
        }
    };
    look(config);
    return found;
}
/** Those below a member `write`, as in `auth: { write: { secret } }`, that no reading uses. */
function writeSecretNames(config) {
    const [writing, others] = [new Set(), new Set()];
    const look = (value, isWrite) => {
        if (value === null || typeof value !== 'object')
            return;
        for (const [key, inner] of Object.entries(value)) {
            if (key === 'secret' && typeof inner === 'string')
                (isWrite ? writing : others).add(inner);
            else
                look(inner, isWrite || key === 'write');
        }
    };
    look(config, false);
    return new Set([...writing].filter((name) => !others.has(name)));
}
const ownUrl = (config) => {
    const url = config !== null && typeof config === 'object' && 'url' in config ? config.url : null;
    return typeof url === 'string' ? url : null;
};
const defaultPorts = {
    'https:': '443',
    'http:': '80',
    'postgres:': '5432',
    'postgresql:': '5432',
    'ldaps:': '636',
    'ldap:': '389',
};
/** `scheme://host:port`, also of schemes that the URL standard gives no origin. */
function originOf(url) {
    if (url === null || !URL.canParse(url))
        return null;
    const { protocol, hostname, port } = new URL(url);
    return `${protocol === 'postgresql:' ? 'postgres:' : protocol}//${hostname.toLowerCase()}:${port === '' ? (defaultPorts[protocol] ?? '') : port}`;
}
const sameOrigin = (a, b) => originOf(a) !== null && originOf(a) === originOf(b);


/***/ }),

/***/ 7549:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  o: () => (/* binding */ detect),
  D: () => (/* binding */ detected)
});

// EXTERNAL MODULE: ./src/model/order.ts
var order = __webpack_require__(6553);
// EXTERNAL MODULE: ./src/runs/input-error.ts
var input_error = __webpack_require__(4141);
;// CONCATENATED MODULE: ./src/runs/alone.ts
/** A round of one identity alone: which accounts it looks at, and what of a plan is about them. */


/** Its name comes from an event that others write; a longer one is none. */
const NAME = /^[a-z0-9][a-z0-9-]{0,199}$/;
/** A name that nobody has is told as such: the event may be older than the policy, or made up. */
function aloneIn(identity, states) {
    if (!NAME.test(identity))
        throw new input_error/* InputError */.d(`input identity: ${JSON.stringify(identity.slice(0, 60))} is no name of an identity, which has small letters, digits and hyphens; nothing was read.`);
    const own = (0,order/* sortedBy */.VW)([...states].filter(([, state]) => !state.retired), ([target]) => target).map(([target, state]) => ({ target, accounts: state.accounts.filter((a) => a.identity === identity) }));
    if (own.every(({ accounts }) => accounts.length === 0))
        throw new input_error/* InputError */.d(`input identity: no approved identity ${JSON.stringify(identity)} has an account anywhere, so nothing was read. Is it spelled as in the policy, and was its pull request applied?`);
    const accounts = new Map(own.flatMap((one) => {
        const ids = one.accounts.flatMap((a) => a.id ?? []);
        return ids.length === 0 ? [] : [[one.target, ids]];
    }));
    if (accounts.size > 0)
        return { identity, accounts };
    throw new input_error/* InputError */.d(`input identity: no read has shown an account of ${JSON.stringify(identity)} yet, so there is none to look at and nothing was read. A detect of everything finds them.`);
}
/** Accounts that no read has shown are the next whole round's. */
const aloneNotes = ({ identity, accounts }, states) => {
    const unseen = (0,order/* sortedBy */.VW)([...states.values()]
        .filter((s) => !s.retired)
        .flatMap((s) => s.accounts.filter((a) => a.identity === identity && a.id === null).map((a) => `${s.policy.name}/${a.account}`)), (name) => name);
    return [
        `Only ${identity} was looked at, in ${[...accounts.keys()].join(', ')}. Everything else is as the last run left it, and the next detect of everything tells of it.`,
        ...(unseen.length === 0 ? [] : [`Not looked at, since no read has shown it yet: ${unseen.join(', ')}.`]),
    ];
};
/** What others hold was not read, so nothing is said of it, not even that it is unknown. */
function planAlone({ decided, sight }, identity) {
    const { plan, judged } = decided;
    const only = new Set(sight.live.only);
    const own = judged.filter(({ item }) => only.has(item.accountId));
    const countsOf = (kind) => {
        const counts = {};
        for (const { item, verdict } of own)
            if (item.kind.name === kind)
                counts[verdict] = (counts[verdict] ?? 0) + 1;
        return counts;
    };
    const keys = new Set(own.map(({ item }) => item.key));
    return {
        ...plan,
        kinds: Object.fromEntries(Object.entries(plan.kinds).map(([kind, found]) => [kind, { ...found, counts: countsOf(kind) }])),
        verdicts: plan.verdicts.filter(([key]) => keys.has(key)),
        findings: plan.findings.filter(({ subject }) => subject.startsWith(identity) && /^[:; ]/.test(subject.slice(identity.length))),
    };
}

// EXTERNAL MODULE: ./src/runs/approval.ts + 1 modules
var approval = __webpack_require__(3016);
// EXTERNAL MODULE: ./src/runs/at-once.ts
var at_once = __webpack_require__(1995);
// EXTERNAL MODULE: ./src/runs/clock.ts
var clock = __webpack_require__(3231);
// EXTERNAL MODULE: ./src/runs/job-result.ts
var job_result = __webpack_require__(4747);
// EXTERNAL MODULE: ./src/runs/plan.ts
var runs_plan = __webpack_require__(7139);
// EXTERNAL MODULE: ./src/runs/reconcile.ts + 11 modules
var reconcile = __webpack_require__(3074);
// EXTERNAL MODULE: ./src/runs/saver.ts
var runs_saver = __webpack_require__(6527);
// EXTERNAL MODULE: ./src/runs/rounds.ts + 1 modules
var runs_rounds = __webpack_require__(7981);
// EXTERNAL MODULE: ./src/runs/silence.ts
var silence = __webpack_require__(2053);
// EXTERNAL MODULE: ./src/runs/snapshot.ts
var snapshot = __webpack_require__(9932);
;// CONCATENATED MODULE: ./src/runs/detect.ts
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











/** `policy`: of the folder; null where it could not be compiled, which does not stop the approved one. */
async function detect(policy, store, host, only, { mayKeepLive, jobOf, identity } = {}) {
    const env_1 = { stack: [], error: void 0, hasError: false };
    try {
        const asked = host.now();
        const alone = identity === undefined ? null : aloneIn(identity, (await store.load()).targets);
        const chosen = alone === null ? only : [...alone.accounts.keys()];
        const isApart = jobOf !== undefined || alone !== null;
        const lease = __addDisposableResource(env_1, await store.lock({ run: `detect ${host.runId}`, user: host.user, at: asked, targets: isApart ? chosen : null }), true);
        // It may have waited for another run.
        const at = isApart ? host.now() : asked;
        const loaded = await store.load();
        (0,clock/* demandClock */.i)(loaded.runs, at);
        const saver = (0,runs_saver/* saverFor */.H)(store, lease, loaded.generation);
        const rounds = await (0,runs_rounds/* prepareRounds */.ls)(loaded.targets, loaded, await store.history(), host, {
            only: chosen,
            counting: true,
            claim: false,
            isApart,
            ...(alone === null ? {} : { accounts: alone.accounts }),
        });
        const kinds = (0,runs_rounds/* kindsByTarget */.mM)(rounds.connections);
        const plans = [];
        const targets = new Map(isApart ? [] : rounds.heard.states);
        const ledger = new Map();
        const reads = new Map();
        const historyAppend = [];
        const runs = { ...loaded.runs };
        const baselineMade = {};
        const left = new Map();
        await (0,at_once/* atOnce */.z)(rounds.states, at_once/* TARGETS_AT_ONCE */.Z, async ([name, state]) => {
            const connection = rounds.connections.get(name);
            if (connection === undefined)
                return;
            const { looked, recorded } = await (0,reconcile/* observe */.lB)(state, connection, rounds.around(name), host, 'detect', rounds.heard.reads.get(name));
            const plan = alone === null ? looked.decided.plan : planAlone(looked, alone.identity);
            plans.push(plan);
            targets.set(name, recorded.state);
            ledger.set(name, recorded.ledger);
            reads.set(name, looked.sight.live);
            // Not spread: a first round can have more rows than a call takes arguments.
            for (const row of recorded.history)
                historyAppend.push(row);
            if ((0,approval/* hasNewScope */.No)(state) && plan.readAt !== null && alone === null)
                baselineMade[name] = (0,runs_plan/* takenIn */.Xg)(state.baseline, recorded.state.baseline);
            // Who looked at one identity has not looked at the target: its silence goes on.
            const value = alone === null ? (0,runs_rounds/* runTimes */.Ep)(loaded.runs, name, recorded, !(0,runs_rounds/* isUnread */.KJ)(plan), looked.world.now) : undefined;
            if (value !== undefined)
                runs[name] = value;
            if (jobOf === undefined || value === undefined)
                return;
            const before = loaded.runs[name] ?? null;
            const text = (0,job_result/* writeJobResult */.cO)({ run: jobOf, target: name, at, plan, baselineMade: baselineMade[name] ?? null, before }, kinds);
            left.set(name, text);
            runs[name] = { ...value, left: (0,job_result/* digestOfResult */.PR)(text) };
        });
        // Nothing approved and nothing seen is nothing to remember: the next run is the first one still.
        if (!loaded.firstRun || targets.size > 0) {
            const isWanted = [...loaded.targets.values()].some((s) => s.settings.snapshot);
            const live = mayKeepLive === undefined ? {} : { live: (0,snapshot/* readsToKeep */.G)(mayKeepLive && isWanted, reads) };
            await saver.save({ targets, ledger, historyAppend, runs: isApart ? ofThose(runs, rounds.states) : runs, ...live });
        }
        const seen = { policy, states: new Map([...targets].filter(([name]) => rounds.states.has(name))), plans, baselineMade, kinds };
        const { report } = detected({ ...seen, approved: loaded.targets, holds: loaded.holds, runsBefore: loaded.runs, at, alone });
        return { kinds, left, report: lease.note === null ? report : { ...report, notes: [lease.note, ...report.notes] } };
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
const ofThose = (runs, states) => Object.fromEntries(Object.entries(runs).filter(([name]) => states.has(name)));
/** What a detect says of what it saw, be it by itself or by the jobs of a matrix. */
function detected({ policy, approved, states, plans, baselineMade, kinds, holds, runsBefore, at, alone }) {
    const deltasNotApproved = policy === null || alone !== null ? [] : (0,approval/* approvedDeltas */.LZ)(approved, policy.declared);
    const notes = [];
    if (approved.size === 0)
        notes.push('Nothing is approved yet, so there is nothing to compare with: run apply first.');
    if (policy === null)
        notes.push('The policy in the folder has errors, so what is new in it is not shown. What is approved was compared all the same.');
    const unproven = (0,runs_rounds/* unprovenNotes */.Bd)(states.values());
    notes.push(...(0,runs_rounds/* holdNotes */.jP)(holds, at), ...(alone === null ? (0,silence/* silenceNotes */.n)(states.values(), runsBefore, at) : aloneNotes(alone, approved)));
    notes.push(...unproven);
    const isBad = policy === null || plans.some(runs_rounds/* isUnread */.KJ);
    const isWork = deltasNotApproved.length > 0 || plans.some(runs_rounds/* hasWork */.OJ) || unproven.length > 0;
    const report = {
        plan: (0,runs_rounds/* planOf */.XC)('detect', at, policy?.declared.compiler ?? '', [], plans),
        notes,
        deltasNotApproved,
        ...(Object.keys(baselineMade).length > 0 ? { baselineMade } : {}),
        exitCode: isBad ? 1 : isWork ? 2 : 0,
    };
    return { kinds, report };
}


/***/ }),

/***/ 4747:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Mh: () => (/* binding */ believedResult),
/* harmony export */   PR: () => (/* binding */ digestOfResult),
/* harmony export */   cO: () => (/* binding */ writeJobResult)
/* harmony export */ });
/* harmony import */ var _model_digest_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(5305);
/* harmony import */ var _model_key_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(7142);
/* harmony import */ var _model_order_js__WEBPACK_IMPORTED_MODULE_7__ = __webpack_require__(6553);
/* harmony import */ var _report_change_words_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(2432);
/* harmony import */ var _report_escape_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(5612);
/* harmony import */ var _report_redact_facts_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(1351);
/* harmony import */ var _state_documents_js__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(7935);
/* harmony import */ var _state_shape_js__WEBPACK_IMPORTED_MODULE_6__ = __webpack_require__(7604);
/** What a job of a matrix leaves of one target, so that `merge` can tell people as if it had looked itself: written, read, believed. */








const change = (0,_state_shape_js__WEBPACK_IMPORTED_MODULE_6__/* .objectOf */ .Xy)({
    id: _state_shape_js__WEBPACK_IMPORTED_MODULE_6__/* .text */ .Qq,
    verb: _state_documents_js__WEBPACK_IMPORTED_MODULE_5__/* .parts */ .rT.verb,
    key: _state_documents_js__WEBPACK_IMPORTED_MODULE_5__/* .parts */ .rT.key,
    identity: (0,_state_shape_js__WEBPACK_IMPORTED_MODULE_6__/* .orNull */ .Xd)(_state_shape_js__WEBPACK_IMPORTED_MODULE_6__/* .text */ .Qq),
    entry: _state_documents_js__WEBPACK_IMPORTED_MODULE_5__/* .parts */ .rT.entitlement,
    label: _state_shape_js__WEBPACK_IMPORTED_MODULE_6__/* .text */ .Qq,
    before: (0,_state_shape_js__WEBPACK_IMPORTED_MODULE_6__/* .orNull */ .Xd)(_state_documents_js__WEBPACK_IMPORTED_MODULE_5__/* .parts */ .rT.entitlement),
    because: _state_documents_js__WEBPACK_IMPORTED_MODULE_5__/* .parts */ .rT.because,
    verdict: _state_documents_js__WEBPACK_IMPORTED_MODULE_5__/* .parts */ .rT.verdict,
    mode: _state_documents_js__WEBPACK_IMPORTED_MODULE_5__/* .parts */ .rT.mode,
    needs: (0,_state_shape_js__WEBPACK_IMPORTED_MODULE_6__/* .listOf */ .c3)(_state_shape_js__WEBPACK_IMPORTED_MODULE_6__/* .text */ .Qq),
    risk: (0,_state_shape_js__WEBPACK_IMPORTED_MODULE_6__/* .oneOf */ .yL)('low', 'privileged', 'administrator'),
});
const blocked = (0,_state_shape_js__WEBPACK_IMPORTED_MODULE_6__/* .objectOf */ .Xy)({ change, guard: (0,_state_shape_js__WEBPACK_IMPORTED_MODULE_6__/* .oneOf */ .yL)(..._report_change_words_js__WEBPACK_IMPORTED_MODULE_2__/* .guards */ .DK), why: _state_shape_js__WEBPACK_IMPORTED_MODULE_6__/* .text */ .Qq, wayOut: _state_shape_js__WEBPACK_IMPORTED_MODULE_6__/* .text */ .Qq, notBefore: (0,_state_shape_js__WEBPACK_IMPORTED_MODULE_6__/* .orNull */ .Xd)(_state_shape_js__WEBPACK_IMPORTED_MODULE_6__/* .number */ .ai) });
const finding = (0,_state_shape_js__WEBPACK_IMPORTED_MODULE_6__/* .objectOf */ .Xy)({
    rule: _state_shape_js__WEBPACK_IMPORTED_MODULE_6__/* .text */ .Qq,
    severity: (0,_state_shape_js__WEBPACK_IMPORTED_MODULE_6__/* .oneOf */ .yL)('note', 'warning', 'error'),
    subject: _state_shape_js__WEBPACK_IMPORTED_MODULE_6__/* .text */ .Qq,
    at: (0,_state_shape_js__WEBPACK_IMPORTED_MODULE_6__/* .orNull */ .Xd)(_state_shape_js__WEBPACK_IMPORTED_MODULE_6__/* .text */ .Qq),
    remedy: _state_shape_js__WEBPACK_IMPORTED_MODULE_6__/* .text */ .Qq,
});
const plan = (0,_state_shape_js__WEBPACK_IMPORTED_MODULE_6__/* .objectOf */ .Xy)({
    target: _state_shape_js__WEBPACK_IMPORTED_MODULE_6__/* .text */ .Qq,
    commit: _state_shape_js__WEBPACK_IMPORTED_MODULE_6__/* .text */ .Qq,
    kinds: (0,_state_shape_js__WEBPACK_IMPORTED_MODULE_6__/* .recordOf */ .zv)((0,_state_shape_js__WEBPACK_IMPORTED_MODULE_6__/* .objectOf */ .Xy)({ mode: _state_documents_js__WEBPACK_IMPORTED_MODULE_5__/* .parts */ .rT.mode, proof: (0,_state_shape_js__WEBPACK_IMPORTED_MODULE_6__/* .orNull */ .Xd)(_state_documents_js__WEBPACK_IMPORTED_MODULE_5__/* .parts */ .rT.proof), counts: (0,_state_shape_js__WEBPACK_IMPORTED_MODULE_6__/* .recordOf */ .zv)(_state_shape_js__WEBPACK_IMPORTED_MODULE_6__/* .count */ .U9) })),
    readAt: (0,_state_shape_js__WEBPACK_IMPORTED_MODULE_6__/* .orNull */ .Xd)(_state_shape_js__WEBPACK_IMPORTED_MODULE_6__/* .number */ .ai),
    error: (0,_state_shape_js__WEBPACK_IMPORTED_MODULE_6__/* .orNull */ .Xd)(_state_shape_js__WEBPACK_IMPORTED_MODULE_6__/* .text */ .Qq),
    changes: (0,_state_shape_js__WEBPACK_IMPORTED_MODULE_6__/* .listOf */ .c3)(change),
    blocked: (0,_state_shape_js__WEBPACK_IMPORTED_MODULE_6__/* .listOf */ .c3)(blocked),
    verdicts: (0,_state_shape_js__WEBPACK_IMPORTED_MODULE_6__/* .listOf */ .c3)((0,_state_shape_js__WEBPACK_IMPORTED_MODULE_6__/* .pairOf */ .cF)(_state_documents_js__WEBPACK_IMPORTED_MODULE_5__/* .parts */ .rT.key, _state_documents_js__WEBPACK_IMPORTED_MODULE_5__/* .parts */ .rT.verdict)),
    findings: (0,_state_shape_js__WEBPACK_IMPORTED_MODULE_6__/* .listOf */ .c3)(finding),
});
const shape = (0,_state_shape_js__WEBPACK_IMPORTED_MODULE_6__/* .objectOf */ .Xy)({
    version: (0,_state_shape_js__WEBPACK_IMPORTED_MODULE_6__/* .oneOf */ .yL)(1),
    run: _state_shape_js__WEBPACK_IMPORTED_MODULE_6__/* .text */ .Qq,
    target: _state_shape_js__WEBPACK_IMPORTED_MODULE_6__/* .text */ .Qq,
    at: _state_shape_js__WEBPACK_IMPORTED_MODULE_6__/* .instant */ .uR,
    plan,
    baselineMade: (0,_state_shape_js__WEBPACK_IMPORTED_MODULE_6__/* .orNull */ .Xd)((0,_state_shape_js__WEBPACK_IMPORTED_MODULE_6__/* .recordOf */ .zv)(_state_shape_js__WEBPACK_IMPORTED_MODULE_6__/* .count */ .U9)),
    before: (0,_state_shape_js__WEBPACK_IMPORTED_MODULE_6__/* .orNull */ .Xd)(_state_documents_js__WEBPACK_IMPORTED_MODULE_5__/* .parts */ .rT.runTimes),
});
const ANOTHER = '(not shown, another)';
/** An artifact is read by whoever may read the repository: of a fact that may not be shown only stays whether it differs. */
function printableChange(one, kinds) {
    const entry = (0,_report_redact_facts_js__WEBPACK_IMPORTED_MODULE_4__/* .printableEntry */ .Ow)(one.entry, kinds);
    return { ...one, entry, before: one.before === null ? null : printableBefore(one.before, one.entry, kinds) };
}
function printableBefore(before, entry, kinds) {
    const shown = (0,_report_redact_facts_js__WEBPACK_IMPORTED_MODULE_4__/* .printableEntry */ .Ow)(before, kinds);
    const facts = Object.entries(shown.facts).map(([name, value]) => {
        const isAnother = value === _report_redact_facts_js__WEBPACK_IMPORTED_MODULE_4__/* .notShown */ .d5 && before.facts[name] !== entry.facts[name];
        return [name, isAnother ? ANOTHER : value];
    });
    return { ...shown, facts: Object.fromEntries(facts) };
}
const withPrintable = (all, kinds) => ({
    ...all,
    changes: all.changes.map((one) => printableChange(one, kinds)),
    blocked: all.blocked.map((b) => ({ ...b, change: printableChange(b.change, kinds) })),
});
const writeJobResult = (result, kinds) => `${(0,_report_escape_js__WEBPACK_IMPORTED_MODULE_3__/* .visibleJson */ .$m)((0,_model_order_js__WEBPACK_IMPORTED_MODULE_7__/* .canonicalJson */ .dj)({ version: 1, ...result, plan: withPrintable(result.plan, kinds) }))}\n`;
const digestOfResult = (written) => (0,_model_digest_js__WEBPACK_IMPORTED_MODULE_0__/* .sha256 */ .sc)(written);
/** The result, or in one clause why it is none. Whoever uploads an artifact can write anything: it is the state that says which text is the job's. */
function believedResult(written, { run, state, left }) {
    const name = state.policy.name;
    let value;
    try {
        value = JSON.parse(written);
    }
    catch {
        return 'it is no JSON';
    }
    const wrong = shape(value, '');
    if (wrong !== null)
        return `it has not the shape of a result: ${wrong}`;
    const result = value;
    const foreign = [result.target, ...targetsIn(result.plan)].find((target) => target !== name);
    if (foreign !== undefined)
        return `it tells of ${JSON.stringify(foreign.slice(0, 60))}`;
    if (result.run !== run)
        return `it is of the run ${JSON.stringify(result.run.slice(0, 30))}, and this is ${run}`;
    if (result.plan.commit !== state.commit)
        return `it compares with the policy of ${JSON.stringify(result.plan.commit.slice(0, 60))}, and by now that of ${state.commit} is approved`;
    if (digestOfResult(written) !== left)
        return 'it is not what the state says that the job of this target left';
    return result;
}
/** Every target that anything in it is about. */
function* targetsIn({ target, changes, blocked: stopped, verdicts }) {
    yield target;
    for (const { key, entry, before } of [...changes, ...stopped.map((b) => b.change)]) {
        yield targetOfKey(key);
        yield entry.target;
        if (before !== null)
            yield before.target;
    }
    for (const [key] of verdicts)
        yield targetOfKey(key);
}
/** Nothing of it is believed yet: it may look like a key and be none. */
function targetOfKey(key) {
    try {
        return (0,_model_key_js__WEBPACK_IMPORTED_MODULE_1__/* .parseKey */ .Do)(key).target;
    }
    catch {
        return key;
    }
}


/***/ }),

/***/ 7139:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Xg: () => (/* binding */ takenIn),
/* harmony export */   Xq: () => (/* binding */ FIRST_RUN),
/* harmony export */   et: () => (/* binding */ plan)
/* harmony export */ });
/* harmony import */ var _approval_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(3016);
/* harmony import */ var _at_once_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(1995);
/* harmony import */ var _reconcile_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(3074);
/* harmony import */ var _silence_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(2053);
/* harmony import */ var _rounds_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(7981);





/** Said first of all: a state that was lost looks like one that never was. */
const FIRST_RUN = 'First run: there is no state yet. If there was one, STOP: what was approved, held, taken and known from before is lost with it; restore it. Else the first apply takes in what is there as the baseline, and gives what is approved and missing.';
const inTerminal = (host) => ({
    because: { authority: 'review', source: `terminal:${host.user}`, at: host.now() },
    renew: true,
});
/** `policy` has no errors. `earlier`: what the next apply lets through before it. */
async function plan(policy, store, host, only, { because, renew } = inTerminal(host), earlier = []) {
    const at = host.now();
    const loaded = await store.load();
    const before = await (0,_approval_js__WEBPACK_IMPORTED_MODULE_0__/* .approveInTurn */ .Wf)(loaded.targets, earlier, host.connectors);
    const review = (0,_approval_js__WEBPACK_IMPORTED_MODULE_0__/* .approvedDeltas */ .LZ)(before.states, policy.declared);
    const states = await (0,_approval_js__WEBPACK_IMPORTED_MODULE_0__/* .approveAll */ .hQ)(before.states, policy.declared, { because, commit: policy.commit, renew }, host.connectors);
    // Nothing is recorded, so nobody asks what the history says.
    const rounds = await (0,_rounds_js__WEBPACK_IMPORTED_MODULE_2__/* .prepareRounds */ .ls)(states, loaded, new Map(), host, { only, counting: false, claim: false });
    const after = [];
    const first = [];
    const trial = [];
    const standing = new Map();
    const baselineMade = {};
    await (0,_at_once_js__WEBPACK_IMPORTED_MODULE_3__/* .atOnce */ .z)(rounds.states, _at_once_js__WEBPACK_IMPORTED_MODULE_3__/* .TARGETS_AT_ONCE */ .Z, async ([name, state]) => {
        const connection = rounds.connections.get(name);
        if (connection === undefined)
            return;
        const around = rounds.around(name);
        const looked = await (0,_reconcile_js__WEBPACK_IMPORTED_MODULE_1__/* .lookNow */ .w6)(state, connection, around, host, rounds.heard.reads.get(name));
        const next = (0,_reconcile_js__WEBPACK_IMPORTED_MODULE_1__/* .settled */ .gu)(looked, 'apply');
        first.push(looked.decided.plan);
        for (const one of standingIn(looked.decided, before.states.get(name)))
            standing.set(...one);
        after.push(next);
        if (!(0,_approval_js__WEBPACK_IMPORTED_MODULE_0__/* .hasNewScope */ .No)(state) || looked.decided.plan.readAt === null)
            return;
        // Apply's first round makes the baseline, its second one carries out: the same, on the same read.
        const again = (0,_reconcile_js__WEBPACK_IMPORTED_MODULE_1__/* .withTold */ .W0)((0,_reconcile_js__WEBPACK_IMPORTED_MODULE_1__/* .look */ .Op)(next, looked.sight.live, (0,_reconcile_js__WEBPACK_IMPORTED_MODULE_1__/* .worldAt */ .aZ)(looked.world.now, connection, around)), around);
        trial.push(again.decided.plan);
        baselineMade[name] = takenIn(state.baseline, next.baseline);
    });
    const targets = (0,_rounds_js__WEBPACK_IMPORTED_MODULE_2__/* .planOf */ .XC)('plan', at, policy.declared.compiler, review, first);
    const shown = first.map((p) => trial.find((t) => t.target === p.target) ?? p);
    const isBad = shown.some(_rounds_js__WEBPACK_IMPORTED_MODULE_2__/* .isUnread */ .KJ);
    const unproven = (0,_rounds_js__WEBPACK_IMPORTED_MODULE_2__/* .unprovenNotes */ .Bd)(after);
    const isWork = review.length > 0 || shown.some(_rounds_js__WEBPACK_IMPORTED_MODULE_2__/* .hasWork */ .OJ) || unproven.length > 0;
    return {
        standing,
        kinds: (0,_rounds_js__WEBPACK_IMPORTED_MODULE_2__/* .kindsByTarget */ .mM)(rounds.connections),
        report: {
            plan: targets,
            ...(trial.length > 0 ? { trial, baselineMade } : {}),
            notes: [
                ...(loaded.firstRun ? [FIRST_RUN] : []),
                ...(0,_rounds_js__WEBPACK_IMPORTED_MODULE_2__/* .holdNotes */ .jP)(loaded.holds, at),
                ...(0,_silence_js__WEBPACK_IMPORTED_MODULE_4__/* .silenceNotes */ .n)(after, loaded.runs, at),
                ...(0,_rounds_js__WEBPACK_IMPORTED_MODULE_2__/* .leftOutNotes */ .jR)(states, rounds.states),
                ...unproven,
            ],
            review: {
                source: because.source,
                places: (0,_rounds_js__WEBPACK_IMPORTED_MODULE_2__/* .placesOf */ .ek)(policy.declared, [...review.map((d) => d.key), ...[...first, ...trial].flatMap(_rounds_js__WEBPACK_IMPORTED_MODULE_2__/* .keysOf */ .YD)]),
            },
            exitCode: isBad ? 1 : isWork ? 2 : 0,
        },
    };
}
function standingIn({ plan: { verdicts, changes, blocked }, items }, before) {
    const taken = [...changes, ...blocked.map((b) => b.change)].filter((c) => c.verb === 'revoke' && c.because.authority === 'review');
    const keys = [...verdicts.flatMap(([key, verdict]) => (verdict === 'alreadyLive' ? [key] : [])), ...taken.map((c) => c.key)];
    if (keys.length === 0)
        return [];
    const gave = new Map((before?.approved ?? []).map((row) => [row.key, row.by.source]));
    return keys.flatMap((key) => {
        const liveKey = items.get(key)?.liveKey ?? null;
        return liveKey === null ? [] : [[key, { liveKey, by: gave.get(key) ?? null }]];
    });
}
/** By kind, the keys that a round put into the baseline. */
function takenIn(before, after) {
    const known = new Set(before.map((b) => b.key));
    const counts = {};
    for (const { key } of after) {
        if (known.has(key))
            continue;
        const [, kind] = JSON.parse(key);
        counts[kind] = (counts[kind] ?? 0) + 1;
    }
    return counts;
}


/***/ }),

/***/ 3074:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  Rb: () => (/* binding */ act),
  Op: () => (/* binding */ look),
  w6: () => (/* binding */ lookNow),
  lB: () => (/* binding */ observe),
  gu: () => (/* binding */ settled),
  W0: () => (/* binding */ withTold),
  aZ: () => (/* binding */ worldAt)
});

// UNUSED EXPORTS: record

// EXTERNAL MODULE: ./src/connectors/kit/errors.ts
var errors = __webpack_require__(9380);
;// CONCATENATED MODULE: ./src/apply/carry-out.ts

/** An error that says something about the target, not about this one change. */
const halts = new Set(['unauthenticated', 'throttled', 'unavailable']);
/** An error after which the target may have carried the change out all the same. */
const isUncertain = new Set(['unavailable', 'badResponse', 'unproven']);
/** What was written before it is still told and remembered. */
const UNASKED = 'whether this run may still write could not be asked where the state lies; run again';
const verbKey = (c) => `${c.verb} ${c.key}`;
const skipped = (error) => ({ state: 'skipped', settlesInSeconds: 0, error, wasSent: false });
/** By change id, for every change of the plan. */
async function carryOut(work) {
    const done = new Map();
    const planned = new Map(work.plan.changes.map((c) => [verbKey(c), c]));
    let queue = work.plan.changes;
    let stop = null;
    /** Done, but the target does not show it yet: what builds on it waits for the next round. */
    let unseen = new Set();
    const tell = (change, result) => {
        done.set(change.id, result);
        work.progress(change, result);
    };
    while (queue.length > 0) {
        const [change, ...rest] = queue;
        if (change === undefined)
            break;
        const unmet = change.needs.find((id) => unseen.has(id) || !isThrough(done.get(id)));
        if (stop !== null) {
            tell(change, stop);
            queue = rest;
            continue;
        }
        if (unmet !== undefined) {
            tell(change, skipped('something that must come first is not done'));
            queue = rest;
            continue;
        }
        const mayWrite = await work.mayWrite().catch(() => null);
        if (mayWrite !== true) {
            stop = {
                state: 'superseded',
                settlesInSeconds: 0,
                error: mayWrite === null ? UNASKED : 'another run took over, a newer policy came in, or a hold was made meanwhile; run again',
                wasSent: false,
            };
            continue;
        }
        if (work.isOutOfTime(change)) {
            tell(change, skipped('its time is over, or has begun, since this run looked'));
            queue = rest;
            continue;
        }
        const step = stepOf(change, rest, work, done);
        queue = rest.filter((c) => !step.includes(c));
        for (const c of step)
            work.progress(c, null);
        const result = await write(work.writer, step);
        for (const c of step)
            tell(c, result.of(c));
        if (result.halted !== null)
            stop = skipped(`the target was left: ${result.halted}`);
        const isAccount = step.some((c) => work.kinds.get(c.entry.kind)?.role === 'account');
        if (stop === null && isAccount && result.halted === null && queue.length > 0) {
            const again = await work.replan();
            const wanted = new Map(again.changes.map((c) => [verbKey(c), c]));
            unseen = new Set(step.filter((c) => wanted.has(verbKey(c))).map((c) => c.id));
            // Only what was planned, and remembered, before the first write.
            for (const c of queue)
                if (!wanted.has(verbKey(c)))
                    tell(c, skipped('planned again after the account changed, and no longer due'));
            queue = again.changes.filter((c) => planned.has(verbKey(c)) && queue.some((q) => verbKey(q) === verbKey(c)));
        }
    }
    return done;
}
const isThrough = (d) => d?.state === 'applied' || d?.state === 'unchanged';
/** One change, or all of one list where the kind writes whole lists. */
function stepOf(change, rest, { kinds, isOutOfTime }, done) {
    if (kinds.get(change.entry.kind)?.writes !== 'wholeList')
        return [change];
    const sameList = rest.filter((c) => c.entry.kind === change.entry.kind &&
        c.entry.name === change.entry.name &&
        c.needs.every((id) => isThrough(done.get(id))) &&
        !isOutOfTime(c));
    return [change, ...sameList];
}
async function write(writer, step) {
    try {
        const outcomes = new Map((await writer.apply(step)).map((o) => [o.change, o]));
        return {
            halted: null,
            of: (c) => {
                const outcome = outcomes.get(c.id);
                if (outcome === undefined)
                    return { state: 'failed', settlesInSeconds: 0, error: 'the connector did not say what came of it', wasSent: true };
                return {
                    state: outcome.outcome === 'changed' ? 'applied' : 'unchanged',
                    settlesInSeconds: outcome.settlesInSeconds,
                    error: null,
                    wasSent: true,
                };
            },
        };
    }
    catch (thrown) {
        // A connector throws nothing else; what it did not mean to throw may hold anything, so its text stays here.
        const error = thrown instanceof errors/* ConnectorError */.W
            ? thrown
            : new errors/* ConnectorError */.W('badResponse', 'the connector failed in a way it should not; please report it');
        const text = `${error.code}: ${error.message}`;
        return {
            halted: halts.has(error.code) ? text : null,
            of: () => ({ state: 'failed', settlesInSeconds: 0, error: text, wasSent: isUncertain.has(error.code) }),
        };
    }
}

// EXTERNAL MODULE: ./src/model/order.ts
var order = __webpack_require__(6553);
// EXTERNAL MODULE: ./src/model/sight.ts
var model_sight = __webpack_require__(7600);
// EXTERNAL MODULE: ./src/lifecycle/directory.ts
var directory = __webpack_require__(1315);
// EXTERNAL MODULE: ./src/lifecycle/withhold.ts + 1 modules
var withhold = __webpack_require__(805);
// EXTERNAL MODULE: ./src/model/key.ts
var model_key = __webpack_require__(7142);
;// CONCATENATED MODULE: ./src/plan/caps.ts

const capWindowMs = 86_400_000;
const liftedCapDays = 30;
/** Up to so many pass whatever the percentage says. */
const withoutPercent = 3;
const identitiesOf = (state) => new Map(state.identities.map((i) => [i.name, i]));
/** The class that a change is charged to, or null. `item`: what the change is about. */
function chargeOf(change, item, state, identities) {
    const { authority } = change.because;
    if (change.verb !== 'revoke') {
        return change.verb === 'grant' && change.risk !== 'low' ? { cap: 'grantPrivileged', kind: item.kind.name, unit: change.key } : null;
    }
    const unit = change.identity ?? `${state.policy.name}/${item.accountWords}`;
    if (authority === 'directory') {
        const directory = identities.get(change.identity)?.directory ?? null;
        return { cap: 'offboard', kind: directory === null ? 'review' : directory.target, unit };
    }
    if (authority === 'review' && (item.account?.disowned ?? null) !== null)
        return { cap: 'offboard', kind: 'review', unit };
    if (authority === 'correction')
        return { cap: 'correction', kind: item.kind.name, unit: change.key };
    if (authority === 'review')
        return change.because.quorum === true ? null : { cap: 'review', kind: item.kind.name, unit: change.key };
    // A deny is bounded by its envelope, its one identity and its end.
    return authority === 'hold' ? null : { cap: 'lifecycle', kind: item.kind.name, unit: change.key };
}
/** `present`: of each kind, how many rows and baseline keys this read shows live. */
function judgeCaps(changes, items, state, present, now) {
    const identities = identitiesOf(state);
    const classes = new Map();
    for (const change of changes) {
        const item = items.get(change.key);
        const charge = item === undefined ? null : chargeOf(change, item, state, identities);
        if (charge === null)
            continue;
        const name = `${charge.cap} ${charge.kind}`;
        const group = classes.get(name) ?? { charge, changes: [] };
        group.changes.push([change, charge]);
        classes.set(name, group);
    }
    const blocked = [];
    const used = [];
    for (const [, group] of [...classes].sort((a, b) => (0,order/* compareText */.n6)(a[0], b[0]))) {
        const { cap, kind } = group.charge;
        const charged = chargedUnits(state, cap, kind, now);
        // What is charged already goes on, so that a cut run ends in the same place.
        const fresh = group.changes.filter(([, charge]) => !charged.has(charge.unit));
        const total = charged.size + new Set(fresh.map(([, charge]) => charge.unit)).size;
        const allowed = allowance(state, cap, kind, present.get(kind) ?? 0, now);
        if (total <= allowed)
            continue;
        const exception = liftedCap(state, cap, kind, now);
        if (exception !== null && total <= exception.count) {
            used.push({ id: exception.id, changes: fresh.map(([change]) => change) });
            continue;
        }
        const what = describe(cap, kind, state);
        const until = firstToLeave(state, cap, kind, now);
        for (const [change] of fresh) {
            blocked.push({
                change,
                guard: 'caps',
                why: `${total} ${what} in 24 h, ${allowed} allowed${charged.size > 0 ? `, ${charged.size} of them done or owed already` : ''}`,
                wayOut: cap === 'offboard'
                    ? `check that they are meant; then a reviewed Exception (limit: ${state.policy.name}, cap: offboard, count: ${total}), or one by one: hold deny --identity ${change.identity ?? 'X'}`
                    : `check that they are meant; then a reviewed Exception (limit: ${state.policy.name}/${kind}, cap: ${cap}, count: ${total})${charged.size > 0 ? ', or wait for the window' : ', or smaller steps; waiting does not help'}`,
                notBefore: until,
            });
        }
    }
    return { blocked, used };
}
const unitOf = (s) => (s.cap === 'offboard' ? (s.identity ?? s.key) : s.key);
const inWindow = (state, cap, kind, now) => state.window.spent.filter((s) => s.cap === cap && s.kind === kind && now - s.at < capWindowMs);
const chargedUnits = (state, cap, kind, now) => new Set(inWindow(state, cap, kind, now).map(unitOf));
function firstToLeave(state, cap, kind, now) {
    const times = inWindow(state, cap, kind, now).map((s) => s.at + capWindowMs);
    return times.length === 0 ? null : times.reduce((first, at) => Math.min(first, at));
}
/** Percent counts on the peak of what was ours and live in the window, never on the present count. */
function allowance(state, cap, kind, present, now) {
    const { limits } = state.policy;
    if (cap === 'offboard')
        return limits.offboard;
    if (cap === 'grantPrivileged')
        return limits.grantPrivileged;
    const sizes = state.window.peak.filter((p) => p.kind === kind && now - p.at < capWindowMs).map((p) => p.size);
    const percent = Math.floor((Math.max(present, ...sizes) * limits.revokePercent) / 100);
    return Math.min(limits.revoke, Math.max(withoutPercent, percent));
}
/** A row is written again when it is half a window old, so that a round in which nothing else moved changes nothing. */
const peakRefreshMs = capWindowMs / 2;
/** Sizes that no later one reaches; enough to know the peak of any window. */
function peakWith(state, present, now) {
    const rows = state.window.peak.filter((p) => now - p.at < capWindowMs);
    for (const [kind, size] of present) {
        const last = rows.findLast((p) => p.kind === kind);
        if (last !== undefined && last.size === size && now - last.at < peakRefreshMs)
            continue;
        rows.push({ kind, at: now, size });
    }
    return (0,order/* sortedBy */.VW)(rows.filter((p, i) => !rows.some((q, j) => j > i && q.kind === p.kind && q.size >= p.size)), (p) => p.kind);
}
function liftedCap(state, cap, kind, now) {
    const limit = cap === 'offboard' ? state.policy.name : `${state.policy.name}/${kind}`;
    for (const e of state.exceptions) {
        if (!('limit' in e) || e.cap !== cap || e.limit !== limit || state.spent.includes(e.id))
            continue;
        if (now < Math.min(e.until, (state.exceptionsSince[e.id] ?? 0) + liftedCapDays * 86_400_000))
            return e;
    }
    return null;
}
function describe(cap, kind, state) {
    const texts = {
        correction: `corrections that take a ${kind}`,
        review: `reviewed revokes of a ${kind}`,
        lifecycle: `revokes of a ${kind} by clock or rule`,
        offboard: `identities to offboard in ${state.policy.name} by ${kind === 'review' ? 'review' : `the directory ${kind}`}`,
        grantPrivileged: `privileged grants of a ${kind}`,
    };
    return texts[cap];
}
/**
 * What is charged once these changes are about to be written. One that was charged before, by a run that was cut, say, counts
 * from now: it is carried out now, and the window is over what was carried out.
 */
function spentWith(changes, items, state, now) {
    const identities = identitiesOf(state);
    const fresh = changes.flatMap((change) => {
        const item = items.get(change.key);
        const charge = item === undefined ? null : chargeOf(change, item, state, identities);
        if (charge === null)
            return [];
        const { cap, kind, unit } = charge;
        return [{ at: now, kind, cap, key: change.key, identity: cap === 'offboard' ? unit : change.identity }];
    });
    const charged = new Set(fresh.map(chargeName));
    return [...state.window.spent.filter((s) => !charged.has(chargeName(s))), ...fresh];
}
const chargeName = (s) => JSON.stringify([s.cap, s.kind, s.key]);

// EXTERNAL MODULE: ./src/model/mode.ts
var mode = __webpack_require__(9818);
// EXTERNAL MODULE: ./src/plan/change.ts
var plan_change = __webpack_require__(7023);
// EXTERNAL MODULE: ./src/model/pattern.ts
var pattern = __webpack_require__(323);
// EXTERNAL MODULE: ./src/model/terms.ts
var terms = __webpack_require__(8650);
;// CONCATENATED MODULE: ./src/plan/guards.ts




const weekMs = 7 * 86_400_000;
/** Came back so often within a week: one decision, and a correction is no longer repeated. */
const returnsUntilFlapping = 3;
const isCorrection = ({ change }) => change.because.authority === 'correction';
const gives = ({ change }) => change.verb !== 'revoke';
/** A set back (of a giving back: give back) passes mode from review up, drift and announced; every other guard holds. */
const isSetBack = ({ change }, x) => x.decisions.get(change.id)?.verdict === 'setBack';
/** Of a correction. */
const driftOf = ({ change }) => change.verdict;
/** Accepting is an edit of the YAML: which one depends on what differs. */
const accept = {
    unauthorized: 'declare it in the YAML',
    missing: 'take the line out of the YAML',
    altered: 'write in the YAML what is live',
};
/** How to answer, each face says. */
const answersTo = (drift) => `accept it (${accept[drift]}) or set it back`;
const guards = [
    [
        'managedBy',
        ({ item }) => item.managedBy === null ? null : { why: `${item.managedBy.tool} manages this scope`, wayOut: `change it in ${item.managedBy.fixAt}` },
    ],
    [
        'mode',
        (c, x) => {
            if (c.change.mode === 'enforce')
                return null;
            if (x.world.mostMode === 'observe')
                return {
                    why: 'the state here is not sealed, so everything is only watched',
                    wayOut: 'give the runs that write state a seal key and an App of your own, as docs/github.md of nhi-reconcile says',
                };
            if (c.change.mode === 'observe') {
                const isNew = x.state.policy.ceiling !== 'observe' && !x.state.watched.some((w) => w.kind === c.item.kind.name);
                return isNew
                    ? { why: 'this scope has no baseline yet, so it is only watched', wayOut: 'the first round of an apply makes it' }
                    : { why: 'observed only: nothing is written', wayOut: 'raise the mode by a pull request (target ceiling, team, identity)' };
            }
            const { authority } = c.change.because;
            if (authority !== 'rule' || isSetBack(c, x))
                return null;
            return { why: 'mode review carries out no rules', wayOut: 'raise the mode to enforce by a pull request' };
        },
    ],
    [
        'pause',
        (_, { world }) => {
            const hold = world.holds.find((h) => h.do === 'pause' && world.now < h.until);
            return hold === undefined
                ? null
                : { why: `all writes are paused by ${hold.by}: ${hold.because}`, wayOut: 'wait for its end', notBefore: hold.until };
        },
    ],
    [
        'rebound',
        ({ item }) => item.refused === 'rebound'
            ? {
                why: 'another object has this name now, under a new id',
                wayOut: 'if it is meant, write id:<stable id> in the YAML, by a pull request',
            }
            : null,
    ],
    [
        'ambiguous',
        (c, x) => 
        // An account that two identities claim is neither's: no drift of theirs, and no directory or rule of one takes from it.
        c.item.refused === 'ambiguous' || (c.item.row === null && c.change.because.authority !== 'hold' && isClaimedTwice(c.item, x.state))
            ? {
                why: 'two objects answer to this name, or two declared accounts are one',
                wayOut: 'write id:<stable id> in the YAML, by a pull request',
            }
            : null,
    ],
    [
        'absent',
        ({ item }, x) => item.refused !== 'absent' || x.creates.has(item.wanted?.account)
            ? null
            : { why: 'the account or the object it names is not there', wayOut: 'create it, or let the scope manage its account kind' },
    ],
    [
        'proof',
        (c, x) => {
            if (!gives(c))
                return null;
            const type = c.item.accountWords.slice(0, c.item.accountWords.indexOf('/'));
            const missing = [type, c.item.kind.refersTo].find((k) => k !== undefined && x.world.kinds.has(k) && !x.sight.provenKinds.has(k));
            return missing === undefined
                ? null
                : {
                    why: `${missing} was not read whole, so it is not proven that this is still the same object`,
                    wayOut: 'the next proven read carries it out',
                };
        },
    ],
    [
        'unsure',
        (c, x) => gives(c) && x.withholding.unsure.has(c.change.identity)
            ? {
                why: 'its directory did not say whether it is active',
                wayOut: 'see why the directory is unproven or the record was never seen',
            }
            : null,
    ],
    [
        'capability',
        ({ item, change }) => item.kind.verbs.includes(change.verb)
            ? null
            : { why: `this connector cannot ${change.verb} a ${item.kind.name}`, wayOut: 'do it by hand; the next round sees it' },
    ],
    [
        'ownAccount',
        ({ item }, x) => x.sight.live.own.some((id) => id === item.accountId)
            ? { why: 'this is the account that we act as', wayOut: 'change it by hand, with another account' }
            : null,
    ],
    [
        'vendor',
        (c, x) => {
            const words = c.item.accountWords;
            const accountKind = x.world.kinds.get(words.slice(0, words.indexOf('/')));
            const isVendor = (accountKind !== undefined && (0,pattern/* matchesAny */._I)(accountKind.vendor, words.slice(words.indexOf('/') + 1))) ||
                (c.change.verb !== 'grant' && (0,plan_change/* namesOf */.eZ)(c.item).some((name) => (0,pattern/* matchesAny */._I)(c.item.kind.vendor, name.slice(name.indexOf('/') + 1))));
            return isVendor ? { why: "the vendor's own principal", wayOut: 'leave it, or take it out of the scope' } : null;
        },
    ],
    [
        'protected',
        ({ item }, x) => [...(0,plan_change/* namesOf */.eZ)(item), ...item.accountNames].some((name) => (0,pattern/* matchesAnyFolded */.uH)(x.state.policy.protected, name))
            ? { why: 'the target protects this name', wayOut: 'change `protected` of the Target by a pull request' }
            : null,
    ],
    [
        'kept',
        (c, x) => {
            const hold = x.withholding.kept.get(c.item.key);
            if (hold === undefined || !['correction', 'clock', 'rule'].includes(c.change.because.authority))
                return null;
            return { why: `kept by ${hold.id} of ${hold.by}: ${hold.because}`, wayOut: 'it ends by itself', notBefore: hold.until };
        },
    ],
    [
        'decided',
        (c, x) => {
            const decision = x.decisions.get(c.change.id);
            if (decision?.verdict !== 'snoozed' || (decision.until ?? 0) <= x.world.now || !(isCorrection(c) || c.givingBack))
                return null;
            return { why: `put off by ${decision.by}`, wayOut: 'it comes up again by itself', notBefore: decision.until ?? 0 };
        },
    ],
    [
        'settling',
        ({ change }, x) => {
            const intent = x.settling.get((0,model_key/* verbKey */.P_)(change));
            return intent === undefined
                ? null
                : { why: 'written already; an old answer may still come', wayOut: 'the proof is due then', notBefore: intent.until };
        },
    ],
    [
        'reviewTooOld',
        (c, x) => {
            if (!gives(c) || c.change.because.authority !== 'review' || c.givingBack)
                return null;
            const row = c.item.row;
            const began = row === null ? null : (0,terms/* standing */.J)(row.terms, x.world.now, row.startedAt).began;
            const age = x.world.now - Math.max(c.change.because.at, began ?? 0);
            return age > x.state.settings.reviewValidSeconds * 1000
                ? {
                    why: `its review is ${Math.floor(age / 86_400_000)} d old`,
                    wayOut: 'a pull request that touches the line, or apply in the terminal',
                }
                : null;
        },
    ],
    [
        'rollout',
        ({ item, change }, x) => {
            const { row } = item;
            if (row === null || row.wave === null || row.wave.first || row.mandate === null)
                return null;
            const { wave } = row;
            if (x.world.now < wave.notBefore)
                return { why: `role ${wave.role} rolls out in waves`, wayOut: 'wait', notBefore: wave.notBefore };
            if (x.firstWaveDone(wave))
                return null;
            const stop = { why: `the first wave of role ${wave.role} is not verified yet`, wayOut: 'see what blocks the first ones' };
            // A taking does not age: it waits for the first no longer than their review is valid.
            return change.verb === 'revoke' ? { ...stop, notBefore: row.mandate.at + x.state.settings.reviewValidSeconds * 1000 } : stop;
        },
    ],
    [
        'drift',
        (c, x) => {
            if (isSetBack(c, x))
                return null;
            const isProposal = c.change.mode === 'review';
            if (c.givingBack) {
                return x.state.policy.giveBack === 'restore' && !isProposal
                    ? null
                    : { why: 'giving back is proposed, not done', wayOut: 'drop the lines, or give it back' };
            }
            if (!isCorrection(c))
                return null;
            const rule = x.state.policy.drift[driftOf(c)];
            const wayOut = answersTo(driftOf(c));
            if (rule.do === 'report')
                return { why: 'drift of this sort is only reported', wayOut };
            return rule.do === 'propose' || isProposal ? { why: 'a proposal waits for an answer', wayOut } : null;
        },
    ],
    [
        'flapping',
        (c, x) => {
            const recent = (x.state.returns[(0,model_key/* verbKey */.P_)(c.change)] ?? []).filter((at) => x.world.now - at < weekMs);
            const third = recent.at(-returnsUntilFlapping);
            if (!(isCorrection(c) || c.givingBack) || third === undefined)
                return null;
            return {
                why: `set back ${recent.length} times within 7 days, and it came back each time`,
                wayOut: 'somebody or something else writes this: find out who, then decide',
                notBefore: third + weekMs,
            };
        },
    ],
    // Last, for a saved detect round counts only where this alone blocks.
    [
        'announced',
        (c, x) => {
            if (!isCorrection(c) || isSetBack(c, x))
                return null;
            const seen = x.state.announced[(0,model_key/* verbKey */.P_)(c.change)] ?? 0;
            const { after } = x.state.policy.drift[driftOf(c)];
            return seen >= after
                ? null
                : {
                    why: `announced in ${seen} earlier detect rounds of ${after}`,
                    wayOut: 'a saved detect counts; the apply after it sets it back',
                };
        },
    ],
];
function isClaimedTwice(item, state) {
    const claims = state.accounts.filter((a) => a.id !== null && a.id === item.accountId && a.disowned === null && a.released === null);
    return claims.length > 1;
}
function judgeAlone(candidate, context) {
    for (const [guard, judge] of guards) {
        const stop = judge(candidate, context);
        if (stop !== null)
            return { change: candidate.change, guard, why: stop.why, wayOut: stop.wayOut, notBefore: stop.notBefore ?? null };
    }
    return null;
}
/** Its key without the holder: the administrator of one database is no substitute for that of another. */
const sameThing = (e) => (0,model_key/* keyOf */.TN)({ ...e, account: '' });
/** Closing the login or taking the account takes all that it holds out of use. A deny does so on purpose, for a while. */
const isWayIn = ({ change, item }) => change.verb === 'revoke' &&
    (item.kind.role === 'login' || item.kind.role === 'account') &&
    change.because.authority !== 'hold' &&
    item.live !== null;
/** What no scope lists is read all the same: whose way in closes loses it too. */
function administrationBeyond(waysIn, x) {
    if (waysIn.size === 0)
        return [];
    const inSight = new Set(x.sight.items.map((item) => item.liveKey));
    return x.sight.live.entries.flatMap((entry) => {
        const kind = x.world.kinds.get(entry.kind);
        if (!waysIn.has(entry.account) || kind === undefined || kind.administrator.length === 0)
            return [];
        const key = (0,model_key/* keyOf */.TN)(entry);
        const ref = x.sight.live.refs.find((r) => r.kind === kind.refersTo && r.id === entry.name);
        const name = ref?.name ?? entry.name;
        if (kind.role === 'account' || kind.role === 'login' || inSight.has(key) || !(0,pattern/* matchesAny */._I)(kind.administrator, name))
            return [];
        return [{ key, accountId: entry.account, written: (0,model_key/* writtenGrant */.cq)({ ...entry, name }), entry, item: null }];
    });
}
/**
 * The last administrator stays, and with it its login and its account: counted on live before this round's grants, over all
 * accounts of the target; of several leaving, the first by key stays.
 */
function judgeLastAdministrator(candidates, x) {
    const taken = new Map(candidates.filter((c) => c.change.verb === 'revoke' && c.change.risk === 'administrator').map((c) => [c.item, c]));
    const waysIn = Map.groupBy(candidates.filter(isWayIn), (c) => c.item.accountId);
    const isLeaving = (item) => taken.has(item) ||
        (item.kind.role !== 'account' && item.kind.role !== 'login' && waysIn.has(item.accountId) && (0,plan_change/* riskOf */.bi)(item, x.state) === 'administrator');
    const inSight = x.sight.items.flatMap((item) => {
        const { key, accountId, written, live } = item;
        return live !== null && isLeaving(item) ? [{ key, accountId, written, entry: live, item }] : [];
    });
    const leaving = Map.groupBy([...inSight, ...administrationBeyond(waysIn, x)], (held) => sameThing(held.entry));
    const blocked = new Map();
    const stay = (c, why) => void blocked.set(c.change.id, {
        change: c.change,
        guard: 'lastAdministrator',
        why,
        wayOut: 'give it to somebody else first',
        notBefore: null,
    });
    const kinds = new Set([...leaving.values()].flat().map((held) => held.entry.kind));
    const holders = Map.groupBy(x.sight.live.entries.filter((e) => kinds.has(e.kind)), sameThing);
    for (const [thing, group] of leaving) {
        if (group.length < new Set(holders.get(thing)?.map((e) => e.account)).size)
            continue;
        const first = group.reduce((a, b) => (a.key < b.key ? a : b));
        for (const c of waysIn.get(first.accountId) ?? [])
            stay(c, `this account is the last that holds ${first.written}`);
        const own = taken.get(first.item);
        if (own !== undefined)
            stay(own, 'nobody would hold it any more');
    }
    return [...blocked.values()];
}

;// CONCATENATED MODULE: ./src/plan/findings.ts
/** Something to tell people, with no change. */


function findingsOf(judged, blocked, state, sight, withholding, world) {
    const found = [
        ...withholding.findings,
        ...undeclared(judged, state.policy.name),
        ...unreviewed(judged, state.policy.name),
        ...withheld(judged, withholding),
        ...notRevoked(blocked),
        ...unproven(state, sight),
        ...owed(judged, state, sight),
        ...flapping(state, world.now),
        ...ownerless(state),
    ];
    return found.toSorted((a, b) => (0,order/* compareText */.n6)(a.rule, b.rule) || (0,order/* compareText */.n6)(a.subject, b.subject));
}
/** One for each account in scope that no identity declares. */
function undeclared(judged, target) {
    const accounts = new Map();
    for (const { item } of judged) {
        if (item.live === null || !item.proven || item.scope === 'out' || item.identity !== null)
            continue;
        const counts = accounts.get(item.accountWords) ?? { grants: 0, credentials: 0 };
        if (item.kind.role === 'credential')
            counts.credentials += 1;
        else if (item.kind.role !== 'account')
            counts.grants += 1;
        accounts.set(item.accountWords, counts);
    }
    return [...accounts].map(([words, { grants, credentials }]) => ({
        rule: 'undeclared',
        severity: 'note',
        subject: `${target}/${words}: no identity declares this account (${grants} grants, ${credentials} credentials)`,
        at: null,
        remedy: 'declare it as an Identity, or take it out of the scope',
    }));
}
/** From before the baseline, one for each account: nobody has decided on it yet. */
function unreviewed(judged, target) {
    const byAccount = Map.groupBy(judged.filter((j) => j.verdict === 'unreviewed'), ({ item }) => item.identity ?? `${target}/${item.accountWords}`);
    return [...byAccount].map(([holder, items]) => ({
        rule: 'unreviewed',
        severity: 'note',
        subject: `${holder}: ${listed(items.map(({ item }) => item.written))}`,
        at: null,
        remedy: 'from before the baseline and never decided: declare it to keep it, or list it under never to have it taken',
    }));
}
/** Approved, and held back for now: whose it is and by what. */
function withheld(judged, withholding) {
    const byReason = Map.groupBy(
    // A line whose time is over, or to come, says so itself.
    judged.filter((j) => j.verdict === 'withheld' && withholding.withheld.get(j.item.key)?.authority !== 'clock'), ({ item }) => [item.identity, withholding.withheld.get(item.key)?.source].join(': '));
    return [...byReason].map(([reason, items]) => ({
        rule: 'withheld',
        severity: 'note',
        subject: `${reason}; not held now: ${listed(items.map(({ item }) => item.written))}`,
        at: null,
        remedy: 'nothing is to be done: it comes back, if at all, as giveBack of the target says',
    }));
}
const shownNames = 5;
const listed = (names) => [...names.toSorted(order/* compareText */.n6).slice(0, shownNames), ...(names.length > shownNames ? [`${names.length - shownNames} more`] : [])].join(', ');
/** An offboarding that a mode holds back is told as NOT revoked. */
function notRevoked(blocked) {
    const counts = new Map();
    for (const { change, guard } of blocked) {
        if (guard !== 'mode' || change.verb !== 'revoke' || change.because.authority !== 'directory')
            continue;
        const name = `${change.identity ?? change.label}: ${change.because.source}`;
        counts.set(name, (counts.get(name) ?? 0) + 1);
    }
    return [...counts].map(([name, count]) => ({
        rule: 'offboarding-not-revoked',
        severity: 'error',
        subject: `${name}; ${count} entitlements are NOT revoked: mode observe`,
        at: null,
        remedy: 'take them out by hand, or raise the mode by a pull request',
    }));
}
/** Some kinds were read whole, others not: why, in the connector's words. */
const unproven = (state, sight) => sight.live.error === null || sight.provenKinds.size === 0
    ? []
    : [
        {
            rule: 'unproven',
            severity: 'error',
            subject: `${state.policy.name}: not everything was read whole`,
            at: null,
            remedy: sight.live.error.message,
        },
    ];
/** Decided work on a kind that could not be read. */
function owed(judged, state, sight) {
    const waiting = judged.filter(({ item, verdict }) => verdict === 'unknown' && item.row !== null && item.row.mandate !== null);
    const kinds = Map.groupBy(waiting, ({ item }) => item.kind.name);
    return [...kinds].map(([kind, items]) => ({
        rule: 'unread',
        severity: 'error',
        subject: `${state.policy.name}: ${kind} was not read whole, and ${items.length} approved changes wait for it`,
        at: null,
        remedy: sight.live.error?.message ?? 'see why the connector gave no proof for this kind',
    }));
}
/** Also of what goes on being revoked: somebody or something gives it again and again. */
function flapping(state, now) {
    return Object.entries(state.returns)
        .map(([verbKey, times]) => [verbKey, times.filter((at) => now - at < weekMs).length])
        .filter(([, times]) => times >= returnsUntilFlapping)
        .map(([verbKey, times]) => ({
        rule: 'flapping',
        severity: 'error',
        subject: `${state.policy.name}: ${verbKey} was verified ${times} times within 7 days`,
        at: null,
        remedy: 'if it is wanted once more, somebody or something else writes it: find out who, then decide',
    }));
}
const ownerless = (state) => state.identities
    .filter((i) => i.owner === 'unknown')
    .map((i) => ({
    rule: 'owner-unknown',
    severity: 'note',
    subject: `${i.name} has no owner, so it is only observed`,
    at: null,
    remedy: 'name a Team as its owner',
}));

;// CONCATENATED MODULE: ./src/plan/order.ts

const roleRank = { login: 0, credential: 1, grant: 2, sink: 2, account: 3 };
/** Offboarding (login, credentials, grants, account), grants (account first), adjusts, revokes (account last). */
function rank({ change, item }) {
    const role = roleRank[item.kind.role];
    if (change.verb === 'grant')
        return 100 + (item.kind.role === 'account' ? 0 : 1 + role);
    if (change.verb === 'adjust')
        return 200;
    return isOffboarding({ change, item }) ? role : 300 + role;
}
const isOffboarding = ({ change, item }) => change.because.authority === 'directory' ||
    change.because.authority === 'hold' ||
    (change.because.authority === 'review' && (item.account?.disowned ?? null) !== null);
const inOrder = (candidates) => candidates.toSorted((a, b) => rank(a) - rank(b) || (0,order/* compareText */.n6)(a.change.key, b.change.key));
const reviewOf = (change) => change.because.authority === 'review' ? JSON.stringify([change.because.source, change.because.at, change.identity]) : null;
/**
 * Sets `needs`: a change on an account that this plan creates, and a review revoke for the grants of the same review on
 * that identity, those only that are done now or blocked for less than the review is valid.
 */
function withNeeds(candidates, blocked, creates, state, now) {
    const grants = new Map();
    const remember = (change) => {
        const review = change.verb === 'grant' ? reviewOf(change) : null;
        if (review === null)
            return;
        const ids = grants.get(review);
        if (ids === undefined)
            grants.set(review, [change.id]);
        else
            ids.push(change.id);
    };
    for (const { change } of candidates)
        remember(change);
    for (const { change } of blocked)
        if (now - change.because.at < state.settings.reviewValidSeconds * 1000)
            remember(change);
    return candidates.map((c) => {
        const created = c.item.refused === 'absent' && c.item.kind.role !== 'account' ? creates.get(c.item.wanted?.account) : undefined;
        const review = c.change.verb === 'revoke' && !isOffboarding(c) ? reviewOf(c.change) : null;
        const needs = [...(created === undefined ? [] : [created.id]), ...(grants.get(review) ?? [])].sort(order/* compareText */.n6);
        return { ...c, change: { ...c.change, needs } };
    });
}
/** What needs something that is not done now is not done either. */
function judgeNeeds(candidates, state) {
    const blocked = [];
    let rest = candidates;
    for (;;) {
        const ids = new Set(rest.map((c) => c.change.id));
        const stuck = rest.filter((c) => c.change.needs.some((id) => !ids.has(id)));
        if (stuck.length === 0)
            return blocked;
        for (const { change } of stuck) {
            // A review revoke waits for its grants no longer than the review is valid.
            const notBefore = change.verb === 'revoke' ? change.because.at + state.settings.reviewValidSeconds * 1000 : null;
            blocked.push({ change, guard: 'needs', why: 'something that must come first is blocked', wayOut: 'see what blocks it', notBefore });
        }
        rest = rest.filter((c) => !stuck.includes(c));
    }
}

// EXTERNAL MODULE: ./src/plan/verdict.ts
var plan_verdict = __webpack_require__(7282);
;// CONCATENATED MODULE: ./src/plan/plan.ts
/** One target's plan: judge, make changes, guard, order. Pure: the same input gives the same bytes. */










function decide(given, sight, withholding, world) {
    const state = { ...given, policy: { ...given.policy, ceiling: (0,mode/* leastMode */.B)(given.policy.ceiling, world.mostMode) } };
    const modes = new Map(state.identities.map((i) => [i.name, i.mode]));
    const judged = state.retired ? [] : (0,plan_verdict/* judge */.S4)(state, sight.items, withholding, sight.live.begunAt);
    const candidates = judged.flatMap(({ item, verdict, want }) => want === null ? [] : [{ item, change: (0,plan_change/* changeOf */.C2)(item, verdict, want, state, modes), givingBack: want.givingBack }]);
    const blocked = [];
    const creates = new Map();
    for (const { item, change } of candidates) {
        if (item.kind.role !== 'account' || change.verb !== 'grant')
            continue;
        const words = (0,model_key/* parseKey */.Do)(change.key).account;
        // A stable id is given by the target: one that is gone cannot be made again.
        if ((0,model_key/* idOfWords */.ef)(words) === null)
            creates.set(words, change);
    }
    const context = {
        state,
        sight,
        withholding,
        world,
        decisions: new Map(state.decisions.map((d) => [d.change, d])),
        creates,
        settling: new Map(state.intents
            .filter((i) => i.until > world.now)
            .toReversed()
            .map((i) => [(0,model_key/* verbKey */.P_)(i), i])),
        firstWaveDone: firstWaves(state, sight, withholding, modes, world.now),
    };
    let open = candidates.filter((c) => {
        const stop = judgeAlone(c, context);
        if (stop !== null)
            blocked.push(stop);
        return stop === null;
    });
    open = inOrder(withNeeds(open, blocked, creates, state, world.now));
    const items = new Map(sight.items.map((i) => [i.key, i]));
    const without = (stops) => {
        const ids = new Set(stops.map((b) => b.change.id));
        open = open.filter((c) => !ids.has(c.change.id));
        for (const stop of stops)
            blocked.push(stop);
    };
    // Caps before the last administrator: else which of two stays would change what is counted.
    const caps = judgeCaps(open.map((c) => c.change), items, state, presentRows(judged), world.now);
    without(caps.blocked);
    without(judgeLastAdministrator(open, context));
    without(judgeNeeds(open, state));
    for (const stop of outOfScope(sight.items, state, modes))
        blocked.push(stop);
    const changes = open.map((c) => c.change);
    // An error beside proofs is of the kinds that lack one; the others were read.
    const unread = sight.provenKinds.size === 0 ? sight.live.error : null;
    const plan = {
        target: state.policy.name,
        commit: state.commit,
        kinds: kindPlans(judged, state, sight, world),
        readAt: unread === null ? sight.live.begunAt : null,
        error: unread === null ? null : `${unread.code}: ${unread.message}`,
        changes,
        blocked: blocked.toSorted((a, b) => (0,order/* compareText */.n6)(a.change.key, b.change.key) || (0,order/* compareText */.n6)(a.change.id, b.change.id)),
        verdicts: verdictsOf(judged),
        findings: findingsOf(judged, blocked, state, sight, withholding, world),
    };
    // One whose changes were all blocked after that has lifted nothing.
    const written = new Set(changes.map((c) => c.id));
    const usedExceptions = caps.used.filter((u) => u.changes.some((c) => written.has(c.id))).map((u) => u.id);
    return { plan, judged, items, usedExceptions };
}
/** What a review decided to take is still owed when its scope went; it is shown, and taken once the scope is back. */
function outOfScope(items, state, modes) {
    return items.flatMap((item) => {
        if (item.scope !== 'out' || item.live === null || !item.proven || item.row === null || item.row.entry !== null)
            return [];
        return [
            {
                change: (0,plan_change/* changeOf */.C2)(item, 'released', { verb: 'revoke', because: item.row.mandate ?? item.row.by }, state, modes),
                guard: 'scope',
                why: 'its scope was taken out',
                wayOut: 'take the scope in again, or leave it: nothing is written',
                notBefore: null,
            },
        ];
    });
}
/** Whether every row of the first wave of the same role and review is through. */
function firstWaves(state, sight, withholding, modes, now) {
    const nameOf = ({ role, review }) => JSON.stringify([role, review]);
    const open = new Set();
    for (const item of sight.items) {
        const { row } = item;
        if (row === null || row.wave === null || !row.wave.first || row.mandate === null)
            continue;
        const isThrough = withholding.withheld.has(item.key) ||
            (0,plan_change/* modeOf */.VV)(item, state, modes) === 'observe' ||
            now - row.mandate.at > state.settings.reviewValidSeconds * 1000;
        if (!isThrough)
            open.add(nameOf(row.wave));
    }
    return (wave) => !open.has(nameOf(wave));
}
/** By kind: rows and baseline keys that this read shows live. */
function presentRows(judged) {
    const sizes = new Map();
    for (const { item, verdict } of judged) {
        if (item.live === null || !item.proven || (item.row === null && verdict !== 'unreviewed'))
            continue;
        sizes.set(item.kind.name, (sizes.get(item.kind.name) ?? 0) + 1);
    }
    return sizes;
}
function kindPlans(judged, state, sight, world) {
    const managed = new Set(state.policy.scopes.flatMap((s) => s.kinds));
    const counts = new Map();
    for (const { item, verdict } of judged) {
        const of = counts.get(item.kind.name) ?? {};
        of[verdict] = (of[verdict] ?? 0) + 1;
        counts.set(item.kind.name, of);
    }
    const names = [...managed].filter((k) => world.kinds.has(k)).sort(order/* compareText */.n6);
    return Object.fromEntries(names.map((name) => [
        name,
        {
            mode: isWatchedWhole(state, name) ? state.policy.ceiling : 'observe',
            proof: sight.live.proofs[name] ?? null,
            counts: counts.get(name) ?? {},
        },
    ]));
}
const isWatchedWhole = (state, kind) => state.policy.scopes.every((s) => s.managedBy !== undefined ||
    !s.kinds.includes(kind) ||
    s.accounts.every((a) => state.watched.some((w) => w.kind === kind && w.accounts === a)));
function verdictsOf(judged) {
    const pairs = [];
    for (const { item, verdict } of judged) {
        if (verdict !== 'inSync')
            pairs.push([item.key, verdict]);
        // A tombstone whose live entitlement stands by another line is closed without a write.
        for (const alias of item.aliases)
            if (alias.entry === null && !(0,model_sight/* isNeverTombstone */.IR)(alias))
                pairs.push([alias.key, 'alreadyGone']);
    }
    return pairs.sort((a, b) => (0,order/* compareText */.n6)(a[0], b[0]) || (0,order/* compareText */.n6)(a[1], b[1]));
}

;// CONCATENATED MODULE: ./src/plan/intend.ts




function intend(state, decided, withholding, kinds, now) {
    const { changes } = decided.plan;
    const byKey = new Map(changes.map((c) => [c.key, c]));
    const offboarded = new Set(changes.filter((c) => c.verb === 'revoke' && c.because.authority === 'directory').map((c) => c.identity));
    const created = new Set(changes.filter((c) => c.verb === 'grant' && kinds.get(c.entry.kind)?.role === 'account').map((c) => c.key));
    const createdWords = new Set(state.approved.filter((r) => created.has(r.key)).map((r) => r.last.account));
    const approved = state.approved.map((row) => {
        if (row.entry === null)
            return row;
        const change = byKey.get(row.key);
        const because = withholding.withheld.get(row.key);
        // What is taken now, and all of an identity that the directory withholds once one of its rows is taken; what
        // something else took before stays that one's, so that a `from` still comes by its review.
        const isTakenAlong = because?.authority === 'directory' && offboarded.has(row.identity) && row.withheld === null;
        const withheld = because !== undefined && (change?.verb === 'revoke' || isTakenAlong) ? because : row.withheld;
        // What this read lacks while its mandate is open has not begun, whatever a killed run wrote before.
        const hasBegun = row.startedAt !== null && (row.mandate === null || row.withheld !== null);
        const starts = change?.verb === 'grant' && !hasBegun && row.terms.some((t) => t.forSeconds !== undefined);
        return withheld === row.withheld && !starts ? row : { ...row, withheld, startedAt: starts ? now : row.startedAt };
    });
    return {
        ...state,
        approved,
        // An object that we make ourselves is bound when it is first seen; the id before it is gone.
        accounts: state.accounts.map((a) => (createdWords.has(a.account) ? { ...a, id: null } : a)),
        bindings: Object.fromEntries(Object.entries(state.bindings).filter(([words]) => !createdWords.has(words))),
        intents: withIntents(state.intents, changes, kinds, decided.plan.readAt ?? now, now),
        spent: [...new Set([...state.spent, ...decided.usedExceptions])].sort(order/* compareText */.n6),
        window: {
            // What is about to be taken was live: the second read will not show it any more.
            peak: peakWith(state, presentRows(decided.judged), now),
            spent: spentWith(changes, decided.items, state, now),
        },
    };
}
function withIntents(old, changes, kinds, decidedOn, now) {
    const replaced = new Set(changes.map((c) => `${c.verb} ${c.key}`));
    const fresh = changes.map((c) => ({
        change: c.id,
        because: c.because,
        key: c.key,
        liveKey: c.before === null ? null : (0,model_key/* keyOf */.TN)(c.before),
        verb: c.verb,
        done: false,
        decidedOn,
        until: now + (kinds.get(c.entry.kind)?.settlesInSeconds ?? 0) * 1000,
    }));
    return [...old.filter((i) => !replaced.has(`${i.verb} ${i.key}`)), ...fresh].sort((a, b) => (0,order/* compareText */.n6)(a.key, b.key) || (0,order/* compareText */.n6)(a.verb, b.verb));
}
/**
 * After the write: done, and proof is due once the settling time from now is over. `before`: what `intend` was given.
 * `settles`: by change id, in seconds. `unsent`: ids of changes that never reached the target, of which no old answer can come.
 */
function carriedOut(intended, before, settles, unsent, now) {
    const unmade = unmadeAccounts(intended, unsent);
    const ids = new Map(before.accounts.map((a) => [a.account, a.id]));
    return {
        ...intended,
        // The id before it still has the name of one that was not made after all: a name that is used again inherits nothing.
        accounts: intended.accounts.map((a) => (unmade.has(a.account) ? { ...a, id: ids.get(a.account) ?? null } : a)),
        bindings: { ...Object.fromEntries(Object.entries(before.bindings).filter(([words]) => unmade.has(words))), ...intended.bindings },
        intents: intended.intents
            .filter((i) => i.done || !unsent.has(i.change))
            .map((i) => {
            const seconds = settles.get(i.change);
            return seconds === undefined ? i : { ...i, done: true, until: Math.max(i.until, now + seconds * 1000) };
        }),
    };
}
/** Of a grant of the account itself the kind is the account's type. */
function unmadeAccounts({ intents }, unsent) {
    const keys = intents.flatMap((i) => (i.verb === 'grant' && !i.done && unsent.has(i.change) ? [(0,model_key/* parseKey */.Do)(i.key)] : []));
    return new Set(keys.flatMap(({ kind, account }) => (account.startsWith(`${kind}/`) ? [account] : [])));
}
/** Keys on which an old answer may still come. */
const unsettledKeys = (state, now) => new Set(state.intents.filter((i) => i.until > now).map((i) => i.key));

;// CONCATENATED MODULE: ./src/plan/ledger.ts




/** How long an ended row is kept. The history keeps everything. */
const keptMs = 400 * 86_400_000;
/** `state`: as this read found it, with its intents; before settle. */
function recordLedger(rows, state, sight, decided, now) {
    const wanted = new Map();
    for (const change of decided.plan.changes)
        wanted.set(change.id, { change, blocked: null });
    for (const blocked of decided.plan.blocked)
        wanted.set(blocked.change.id, { change: blocked.change, blocked });
    const known = {
        unsettled: unsettledKeys(state, now),
        intended: new Set(state.intents.map((i) => i.change)),
        standing: rows.some((r) => r.ended === null && !wanted.has(r.change)) ? standingKeys(state, decided) : new Set(),
    };
    const next = [];
    for (const row of rows) {
        if (row.ended !== null) {
            if (now - row.lastSeen < keptMs)
                next.push(row);
            continue;
        }
        const again = wanted.get(row.change);
        wanted.delete(row.change);
        if (again === undefined)
            next.push(ended(row, state, sight, decided, known, now));
        else
            next.push({
                ...row,
                label: again.change.label,
                verdict: again.change.verdict,
                notBefore: again.blocked?.notBefore ?? null,
                lastSeen: now,
                decided: again.change.because,
            });
    }
    for (const { change, blocked } of wanted.values()) {
        const item = decided.items.get(change.key);
        // About to enter the baseline, as nothing does that a never line forbids: from before our time, and nobody's drift.
        if (change.verdict === 'unauthorized' && item !== undefined && !item.forbidden && !(0,plan_change/* isWatched */.Df)(state, item))
            continue;
        next.push({
            change: change.id,
            key: change.key,
            label: change.label,
            verdict: change.verdict,
            notBefore: blocked?.notBefore ?? null,
            firstSeen: now,
            lastSeen: now,
            decided: change.because,
            applied: null,
            verified: null,
            ended: null,
        });
    }
    return next.toSorted((a, b) => (0,order/* compareText */.n6)(a.key, b.key) || a.firstSeen - b.firstSeen || (0,order/* compareText */.n6)(a.change, b.change));
}
/** Of standing entries, also as they are found live. */
const standingKeys = (state, decided) => new Set(state.approved.filter((r) => r.entry !== null).flatMap((r) => [r.key, decided.items.get(r.key)?.liveKey ?? r.key]));
function ended(row, state, sight, decided, known, now) {
    const item = decided.items.get(row.key);
    const [, kind] = JSON.parse(row.key);
    const inScope = state.policy.scopes.some((s) => s.kinds.includes(kind));
    const isUnread = inScope && (item === undefined ? !sight.provenKinds.has(kind) || sight.live.only !== null : !item.proven);
    if (isUnread || known.unsettled.has(row.key))
        return row;
    if (row.applied !== null || known.intended.has(row.change))
        return { ...row, verified: now, ended: 'verified', applied: row.applied ?? now };
    if (!inScope || item?.scope === 'out')
        return { ...row, ended: 'released' };
    const stands = known.standing.has(row.key);
    const isAccepted = row.verdict === 'unauthorized' ? stands : row.verdict === 'missing' || row.verdict === 'altered' ? !stands : false;
    return { ...row, ended: isAccepted ? 'accepted' : 'goneByItself' };
}
const markApplied = (rows, ids, now) => rows.map((r) => (r.ended === null && r.applied === null && ids.has(r.change) ? { ...r, applied: now } : r));
/** Drift that comes and goes never gets announced often enough; so often within a week it wants one decision. */
function comesAndGoes(rows, now) {
    const gone = rows.filter((r) => r.ended === 'goneByItself' && now - r.lastSeen < weekMs && ['unauthorized', 'missing', 'altered'].includes(r.verdict));
    const byKey = Map.groupBy(gone, (r) => `${r.verdict} ${r.key}`);
    return [...byKey]
        .filter(([, list]) => list.length >= returnsUntilFlapping)
        .map(([name, list]) => ({
        rule: 'comes-and-goes',
        severity: 'error',
        subject: `${name} came and went by itself ${list.length} times within 7 days`,
        at: null,
        remedy: 'somebody or something writes this between our reads: find out who, then decide',
    }));
}

// EXTERNAL MODULE: ./src/plan/history.ts
var plan_history = __webpack_require__(3547);
;// CONCATENATED MODULE: ./src/plan/out-of-time.ts

/** Of a giving: its time is over. Of a taking by the clock: its time has begun. `rows`: as they were remembered before the first write. */
function isOutOfTime(change, rows, now) {
    const takes = change.verb === 'revoke';
    const row = rows.get(change.key);
    if (row === undefined || (takes && change.because.authority !== 'clock'))
        return false;
    return (0,terms/* standing */.J)(row.terms, now, row.startedAt).stands === takes;
}

;// CONCATENATED MODULE: ./src/plan/resolve.ts



function resolve(state, live, kinds) {
    const namesOf = indexRefs(live, kinds);
    const bindings = { ...state.bindings };
    const answers = new Map();
    const accounts = state.accounts.map((account) => {
        const type = account.account.slice(0, account.account.indexOf('/'));
        // An id that another object holds now is never taken over by a name: the stored binding counts first.
        const answer = lookUp(account.account, account.id ?? bindings[account.account] ?? null, account.id !== null, namesOf(type));
        answers.set(account.account, answer);
        return answer !== null && 'id' in answer && account.id !== answer.id ? { ...account, id: answer.id } : account;
    });
    refuseSharedIds(accounts, answers);
    const names = new Map();
    const refused = new Map();
    for (const row of state.approved) {
        const entry = row.entry ?? row.last;
        const kind = kinds.get(entry.kind);
        if (kind === undefined)
            continue;
        let account = answers.get(entry.account);
        if (account === undefined) {
            const type = entry.account.slice(0, entry.account.indexOf('/'));
            account = lookUp(entry.account, bindings[entry.account] ?? null, true, namesOf(type));
            answers.set(entry.account, account);
        }
        if (account === null)
            continue;
        if ('refused' in account) {
            refused.set(row.key, account.refused);
            continue;
        }
        if (kind.role === 'account' || kind.role === 'login') {
            names.set(row.key, { ...entry, account: account.id, name: account.id });
        }
        else if (kind.refersTo === undefined) {
            names.set(row.key, { ...entry, account: account.id });
        }
        else {
            const words = `${kind.refersTo}/${entry.name}`;
            const name = lookUp(words, bindings[words] ?? null, true, namesOf(kind.refersTo));
            if (name === null)
                continue;
            if ('refused' in name) {
                refused.set(row.key, name.refused);
                continue;
            }
            if ((0,model_key/* idOfWords */.ef)(words) === null)
                bindings[words] ??= name.id;
            names.set(row.key, { ...entry, account: account.id, name: name.id });
        }
    }
    // Undeclared accounts in scope are bound too, so that a name freed and used again inherits nothing.
    const declared = new Set(state.accounts.map((a) => a.account));
    const declaredIds = new Set(state.accounts.map((a) => (0,model_key/* idOfWords */.ef)(a.account)));
    for (const [id, words] of (0,model_sight/* accountNames */.Er)(live, kinds)) {
        const type = words.slice(0, words.indexOf('/'));
        if (declared.has(words) || !namesOf(type).proven)
            continue;
        // A reviewed `id:` said who has this name now that the object before is gone.
        const before = Object.hasOwn(bindings, words) ? bindings[words] : undefined;
        if (before !== undefined && (!declaredIds.has(id) || namesOf(type).ids.has(before)))
            continue;
        if (namesOf(type).byName.get(words.slice(words.indexOf('/') + 1))?.length !== 1)
            continue;
        if (state.policy.scopes.some((line) => (0,pattern/* matchesAny */._I)(line.accounts, words)))
            bindings[words] = id;
    }
    return { state: { ...state, accounts, bindings }, found: { names, refused } };
}
function indexRefs(live, kinds) {
    const made = new Map();
    const of = (kind) => {
        let names = made.get(kind);
        if (names === undefined) {
            // A partial read saw some accounts only: it can find an object, never miss one.
            const whole = live.only === null || kinds.get(kind)?.role !== 'account';
            names = { proven: whole && Object.hasOwn(live.proofs, kind), ids: new Set(), byName: new Map() };
            made.set(kind, names);
        }
        return names;
    };
    for (const ref of live.refs) {
        const names = of(ref.kind);
        if (names.ids.has(ref.id))
            continue;
        names.ids.add(ref.id);
        const list = names.byName.get(ref.name);
        if (list === undefined)
            names.byName.set(ref.name, [ref.id]);
        else
            list.push(ref.id);
    }
    return of;
}
/** `firm`: the binding is of a declared name, which wins also when the object was renamed. */
function lookUp(words, bound, firm, names) {
    const byId = (0,model_key/* idOfWords */.ef)(words);
    if (byId !== null)
        return names.ids.has(byId) || !names.proven ? { id: byId } : { refused: 'absent' };
    const holders = names.byName.get(words.slice(words.indexOf('/') + 1)) ?? [];
    if (bound !== null) {
        if (!names.proven)
            return { id: bound };
        if (names.ids.has(bound)) {
            // Seen undeclared under this name, renamed since, and the name is another's now: only a reviewed id: says which.
            return firm || holders.length === 0 || holders.includes(bound) ? { id: bound } : { refused: 'ambiguous' };
        }
        return { refused: holders.length === 0 ? 'absent' : 'rebound' };
    }
    if (!names.proven)
        return null;
    if (holders.length > 1)
        return { refused: 'ambiguous' };
    const [id] = holders;
    return id === undefined ? { refused: 'absent' } : { id };
}
/** Two declared accounts that turn out to be one: neither claims it. A disowned row gives way to the one that owns it now. */
function refuseSharedIds(accounts, answers) {
    const holders = new Map();
    for (const a of accounts) {
        if (a.id === null || a.disowned !== null || a.released !== null)
            continue;
        const list = holders.get(a.id);
        if (list === undefined)
            holders.set(a.id, [a]);
        else
            list.push(a);
    }
    for (const list of holders.values()) {
        if (list.length > 1)
            for (const a of list)
                answers.set(a.account, { refused: 'ambiguous' });
    }
}

;// CONCATENATED MODULE: ./src/plan/settle.ts









function settle(state, sight, decided, withholding, world, run) {
    const { now } = world;
    const unsettled = unsettledKeys(state, now);
    const isSettled = (item) => !unsettled.has(item.key) && !unsettled.has(item.liveKey);
    const wanted = new Set([...decided.plan.changes, ...decided.plan.blocked.map((b) => b.change)].map(model_key/* verbKey */.P_));
    const answered = (key) => !unsettled.has(key) && isAnswered(key, decided, sight, state);
    const rows = settleRows(state, decided.judged, withholding, isSettled, now);
    const { accounts, bindings, freed } = settleAccounts(state, decided, sight, isSettled, now);
    const watched = newlyWatched(state, sight, world);
    return {
        ...state,
        approved: rows,
        accounts,
        bindings,
        watched: (0,order/* sortedBy */.VW)([...state.watched, ...watched], (w) => JSON.stringify([w.kind, w.accounts])),
        baseline: settleBaseline(state, decided.judged, sight, watched, freed, isSettled, unsettled),
        announced: settleAnnounced(state, decided, answered, wanted, run),
        returns: settleReturns(state, answered, wanted, now),
        heard: { ...state.heard, ...heardNow(state, world) },
        intents: state.intents.filter((i) => i.until > now || !isAnswered(i.key, decided, sight, state)),
        decisions: settleDecisions(state, decided, sight, now),
        window: {
            peak: peakWith(state, presentRows(decided.judged), now),
            spent: state.window.spent.filter((s) => now - s.at < capWindowMs),
        },
    };
}
/** Whether this read could have shown the key: its kind is proven, for its account too. */
function isAnswered(key, decided, sight, state) {
    const item = decided.items.get(key);
    if (item !== undefined)
        return item.proven || item.scope === 'out';
    if (sight.live.only !== null)
        return false;
    const [, kind] = JSON.parse(key);
    return sight.provenKinds.has(kind) || !state.policy.scopes.some((s) => s.kinds.includes(kind));
}
function settleRows(state, judged, withholding, isSettled, now) {
    const after = new Map();
    const stillThere = new Set();
    for (const { item } of judged) {
        if (!item.proven || item.scope === 'out' || item.row === null)
            continue;
        // A tombstone beside it is closed without a write.
        const stands = item.row.entry !== null;
        // Of several lines for one entitlement each learns what the read shows.
        for (const row of [item.row, ...item.aliases]) {
            const settled = settleRow(row, item, stands, withholding, isSettled(item), now);
            if ((0,model_sight/* isNeverTombstone */.IR)(row) && settled !== null)
                stillThere.add(row.key);
            after.set(row.key, settled);
        }
    }
    return state.approved.flatMap((row) => {
        const settled = after.has(row.key) ? (after.get(row.key) ?? null) : row;
        // One tombstone of a `never` line may stand for several entitlements.
        return settled === null && !stillThere.has(row.key) ? [] : [settled ?? row];
    });
}
function settleRow(row, item, stands, withholding, settled, now) {
    if (row.entry === null)
        return settled && (stands || (item.live === null && item.refused !== 'ambiguous')) ? null : row;
    const withheld = withholding.withheld.get(item.key) ?? null;
    const hasFor = row.terms.some((t) => t.forSeconds !== undefined);
    // Never seen to hold, and never taken: its time has not begun, also where a clock that a killed run started is over.
    const hasNotBegun = item.live === null && settled && row.mandate !== null && row.withheld === null && row.startedAt !== null;
    if (hasNotBegun)
        return { ...row, startedAt: null };
    if (withheld !== null || item.live === null)
        return row;
    const holds = (0,plan_verdict/* sameFacts */.w4)(row.entry.facts, item.live.facts);
    const isSure = !withholding.unsure.has(row.identity);
    return {
        ...row,
        mandate: settled && holds ? null : row.mandate,
        withheld: settled && isSure ? null : row.withheld,
        startedAt: row.startedAt ?? (hasFor ? now : null),
    };
}
/** Every kind that the scope names was read whole, and who holds it is known; also what another tool writes may still be owed. */
function allProven(state, sight) {
    if (sight.live.only !== null || sight.live.error !== null)
        return false;
    return state.policy.scopes.every((s) => s.kinds.every((k) => sight.provenKinds.has(k)));
}
/** The accounts, in words or by id, that these are about. */
const accountsOf = (intents) => new Set(intents.map((i) => (0,model_key/* parseKey */.Do)(i.key).account));
/** What a review decided to take is still owed when its scope went: until it is gone the account is not done either. */
const isOwedBeyondScope = ({ scope, row, live, proven }) => scope === 'out' && row !== null && row.entry === null && (live !== null || !proven);
function settleAccounts(state, decided, sight, isSettled, now) {
    const freed = new Set();
    if (!allProven(state, sight))
        return { accounts: state.accounts, bindings: state.bindings, freed };
    const busy = new Set();
    for (const { item, want } of decided.judged) {
        if (item.account !== null && (want?.verb === 'revoke' || isOwedBeyondScope(item) || !isSettled(item)))
            busy.add(item.account.account);
    }
    const declared = new Set(state.identities
        .filter((i) => i.state !== 'release')
        .flatMap((i) => i.accounts.filter((a) => a.target === state.policy.name).map(model_key/* accountWords */.zb)));
    const bindings = { ...state.bindings };
    const unsettled = accountsOf(state.intents.filter((i) => i.until > now));
    const accounts = state.accounts.flatMap((account) => {
        // Never found, and its kind not read whole: nobody knows what it holds.
        const isUnknown = account.id === null && !sight.provenKinds.has(account.account.slice(0, account.account.indexOf('/')));
        const waits = isUnknown || unsettled.has(account.account) || unsettled.has(account.id);
        if (account.disowned !== null && !busy.has(account.account) && !waits) {
            if (declared.has(account.account))
                return [{ ...account, disowned: null }];
            if (account.id !== null)
                bindings[account.account] = account.id;
            return [];
        }
        // An old answer may still lack what it holds: that would count as a later arrival.
        if (account.released !== null && !waits) {
            if (account.id !== null) {
                freed.add(account.id);
                bindings[account.account] = account.id;
            }
            return [];
        }
        return [account];
    });
    return { accounts, bindings, freed };
}
/** Scope lines whose baseline this read makes. */
function newlyWatched(state, sight, world) {
    if (sight.live.only !== null || state.retired)
        return [];
    const accountKinds = [...world.kinds.values()].filter((k) => k.role === 'account').map((k) => k.name);
    const found = new Map();
    for (const line of state.policy.scopes) {
        if (line.managedBy !== undefined)
            continue;
        for (const accounts of line.accounts) {
            const owners = accountKinds.filter((k) => (0,pattern/* matches */.cK)(accounts.slice(0, accounts.indexOf('/')) || '*', k) || accounts.startsWith('*'));
            for (const kind of line.kinds) {
                if (!world.kinds.has(kind) || ![kind, ...owners].every((k) => sight.provenKinds.has(k)))
                    continue;
                if (!state.watched.some((w) => w.kind === kind && w.accounts === accounts))
                    found.set(`${kind} ${accounts}`, { kind, accounts });
            }
        }
    }
    return [...found.values()];
}
const isOf = (item, w) => w.kind === item.kind.name && item.accountNames.some((n) => (0,pattern/* matches */.cK)(w.accounts, n));
function settleBaseline(state, judged, sight, watched, freed, isSettled, unsettled) {
    const byLiveKey = new Map(judged.map(({ item }) => [item.liveKey, item]));
    const kept = state.baseline.filter(({ key, facts }) => {
        const item = byLiveKey.get(key);
        if (item === undefined) {
            if (unsettled.has(key) || sight.live.only !== null)
                return true;
            const [, kind] = JSON.parse(key);
            return !sight.provenKinds.has(kind);
        }
        if (!item.proven || !isSettled(item))
            return true;
        return item.row === null && item.live !== null && !item.forbidden && (0,plan_verdict/* factsDigest */.wL)(item.live.facts) === facts;
    });
    const known = new Set(kept.map((b) => b.key));
    const taken = judged.flatMap(({ item, verdict }) => {
        if (item.row !== null || item.live === null || item.liveKey === null || !item.proven || item.scope !== 'managed')
            return [];
        if (item.kind.role === 'account' || item.kind.role === 'credential' || known.has(item.liveKey) || item.forbidden)
            return [];
        // A disowned account's entitlements are going; they are nobody's past.
        if (verdict === 'toRevoke')
            return [];
        const isFreed = freed.has(item.accountId);
        const isUncovered = watched.some((w) => isOf(item, w)) && !state.watched.some((w) => isOf(item, w));
        return isFreed || isUncovered ? [{ key: item.liveKey, facts: (0,plan_verdict/* factsDigest */.wL)(item.live.facts) }] : [];
    });
    return (0,order/* sortedBy */.VW)([...kept, ...taken], (b) => b.key);
}
/** Only a saved detect round counts, and only where `announced` alone blocks. */
function settleAnnounced(state, decided, answered, wanted, run) {
    const next = {};
    for (const [name, count] of Object.entries(state.announced)) {
        if (wanted.has(name) || !answered(name.slice(name.indexOf(' ') + 1)))
            next[name] = count;
    }
    if (run === 'detect') {
        for (const { change, guard } of decided.plan.blocked)
            if (guard === 'announced')
                next[(0,model_key/* verbKey */.P_)(change)] = (next[(0,model_key/* verbKey */.P_)(change)] ?? 0) + 1;
    }
    return next;
}
/** Counted when verified: corrections, givings back, and whatever is taken. What a review gives is no return. */
function settleReturns(state, answered, wanted, now) {
    const next = {};
    for (const [name, times] of Object.entries(state.returns)) {
        const recent = times.filter((at) => now - at < weekMs);
        if (recent.length > 0)
            next[name] = recent;
    }
    for (const intent of state.intents) {
        const name = (0,model_key/* verbKey */.P_)(intent);
        if (wanted.has(name) || !answered(intent.key))
            continue;
        if (intent.verb !== 'revoke' && intent.because.authority === 'review')
            continue;
        next[name] = [...(next[name] ?? []), now];
    }
    return next;
}
function heardNow(state, world) {
    const heard = {};
    for (const { directory } of state.identities) {
        if (directory === null)
            continue;
        const word = world.directories.get(directory.target)?.get((0,model_key/* accountWords */.zb)(directory));
        if (word !== undefined)
            heard[(0,model_key/* writtenAccount */.j_)(directory)] = word;
    }
    return heard;
}
function settleDecisions(state, decided, sight, now) {
    const ids = new Set([...decided.plan.changes, ...decided.plan.blocked.map((b) => b.change)].map((c) => c.id));
    const whole = allProven(state, sight);
    return state.decisions.filter((d) => {
        if (d.verdict === 'snoozed' && (d.until ?? 0) <= now)
            return false;
        const pending = state.intents.some((i) => i.change === d.change && i.until > now);
        return ids.has(d.change) || pending || !whole;
    });
}

// EXTERNAL MODULE: ./src/runs/claims.ts
var claims = __webpack_require__(477);
// EXTERNAL MODULE: ./src/runs/connections.ts + 1 modules
var connections = __webpack_require__(7943);
;// CONCATENATED MODULE: ./src/runs/reconcile.ts
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
/** One round for one target, the heart: read, resolve, withhold, plan; then, with a writer, remember, act, read again, settle. */














/** Pure: everything between a read and a decision. `now`: an instant before the read began. */
function look(state, live, world) {
    const resolved = resolve(state, live, world.kinds);
    const sight = (0,model_sight/* see */.oZ)(resolved.state, resolved.found, live, world.kinds);
    const withholding = (0,withhold/* withhold */.s)(resolved.state, sight, world);
    return { state: resolved.state, world, sight, withholding, decided: decide(resolved.state, sight, withholding, world) };
}
const settled = (looked, run) => settle(looked.state, looked.sight, looked.decided, looked.withholding, looked.world, run);
const worldAt = (now, connection, around) => ({
    now,
    directories: around.directories,
    holds: around.holds,
    kinds: connection.kinds,
    mostMode: around.mostMode,
});
/** The instant is taken before the read begins: a read that began before a settling time was over proves nothing about it. */
async function lookNow(state, connection, around, host, first) {
    const now = first?.now ?? host.now();
    const live = first === undefined ? await (0,connections/* read */.LF)(connection, host, around.accounts) : narrowed(first.live, around.accounts);
    const looked = look(state, around.claimed.foreign === null ? live : (0,claims/* foreignLive */.j)(live, around.claimed.foreign), worldAt(now, connection, around));
    return withTold(looked, around);
}
/** A whole read, as one of these accounts alone. */
function narrowed(live, accounts) {
    if (accounts === null)
        return live;
    const only = new Set(accounts);
    return { ...live, only: (0,order/* sortedBy */.VW)(only, (id) => id), entries: live.entries.filter((entry) => only.has(entry.account)) };
}
/** A round without a writer that is saved: a detect's, or the one of an apply that makes the first baseline. */
async function observe(state, connection, around, host, run, first) {
    const looked = await lookNow(state, connection, around, host, first);
    return { looked, recorded: record(looked, around, run) };
}
function record(looked, around, run) {
    const { state, sight, decided, world } = looked;
    return {
        state: settled(looked, run),
        ledger: recordLedger(around.ledger, state, sight, decided, world.now),
        ...recordSeen(looked, around),
    };
}
function recordSeen({ state, sight, decided, world }, around) {
    const proven = Object.keys(sight.live.proofs).map((kind) => [kind, sight.live.begunAt]);
    return {
        history: (0,plan_history/* recordHistory */.c)(around.folded, state, sight, decided, world, around.lastProven),
        lastProven: sight.live.only === null ? { ...around.lastProven, ...Object.fromEntries(proven) } : around.lastProven,
    };
}
/** Adds what the pure plan cannot know: drift that comes and goes, whose target this is, teams that are gone. */
function withTold(looked, around) {
    const found = [
        ...comesAndGoes(around.ledger, looked.world.now),
        ...(around.claimed.finding === null ? [] : [around.claimed.finding]),
        // Told once, by the directory that says so.
        ...(0,directory/* teamFindings */.g)(looked.state.teams.filter((t) => t.directory?.target === looked.state.policy.name), around.directories),
    ];
    if (found.length === 0)
        return looked;
    const { plan } = looked.decided;
    return { ...looked, decided: { ...looked.decided, plan: { ...plan, findings: [...plan.findings, ...found] } } };
}
/** False: somebody stops this run; what is owed stays an intent, and the next round proves it. */
const paused = (host, ms) => host.pause(ms).then(() => true, () => false);
/** How often an early re-read shows progress: growing pauses, in milliseconds. */
const firstPauseMs = 1_000;
const longestPauseMs = 30_000;
/**
 * A round with a writer. `waitMs`: how long at most to wait for the settling time before reading again; what needs longer
 * is left as an intent, and the next round verifies it. `mayWrite`: asked before each write.
 */
async function act(state, connection, around, host, saver, waitMs) {
    const name = connection.policy.name;
    const looked = await lookNow(state, connection, around, host);
    if (looked.decided.plan.changes.length === 0) {
        return { looked, done: new Map(), proof: looked, recorded: record(looked, around, 'apply') };
    }
    // Remembered before the first write: else what is taken cannot be given back, and a killed run forgets what it owes.
    const intended = intend(looked.state, looked.decided, looked.withholding, connection.kinds, host.now());
    const ledger = recordLedger(around.ledger, looked.state, looked.sight, looked.decided, looked.world.now);
    // What this read saw is history before the writes change it: a key that is then waited for is not looked at again for long.
    const seen = recordSeen(looked, around);
    await saver.save({ targets: new Map([[name, intended]]), ledger: new Map([[name, ledger]]), historyAppend: seen.history });
    const done = await reconcile_write(looked, intended, connection, around, host, saver);
    const now = host.now();
    const through = [...done].filter(([, d]) => d.state === 'applied' || d.state === 'unchanged');
    const unsent = new Set([...done].filter(([, d]) => !d.wasSent).map(([id]) => id));
    const carried = carriedOut(intended, looked.state, new Map(through.map(([id, d]) => [id, d.settlesInSeconds])), unsent, now);
    const written = {
        ...around,
        ledger: markApplied(ledger, new Set(through.map(([id]) => id)), now),
        folded: (0,plan_history/* foldHistory */.E)(seen.history, around.folded),
        lastProven: seen.lastProven,
    };
    const proof = await readAgain(carried, looked, new Set(through.map(([id]) => id)), connection, written, host, waitMs);
    return { looked, done, proof, recorded: record(proof, written, 'apply') };
}
async function reconcile_write(looked, intended, connection, around, host, saver) {
    const env_1 = { stack: [], error: void 0, hasError: false };
    try {
        const { policy, connect, ports, kinds } = connection;
        const made = makeWriter(connect, policy.name, policy.config, ports);
        if ('error' in made) {
            return new Map(looked.decided.plan.changes.map((c) => [c.id, { state: 'failed', settlesInSeconds: 0, error: made.error, wasSent: false }]));
        }
        const writer = __addDisposableResource(env_1, made.writer, true);
        const rows = new Map(intended.approved.map((r) => [r.key, r]));
        return await carryOut({
            plan: looked.decided.plan,
            kinds,
            writer,
            mayWrite: () => saver.stillOurs(),
            isOutOfTime: (change) => isOutOfTime(change, rows, host.now()),
            replan: async () => {
                // On what stood before this round's intents, which would else hold back their own changes as settling.
                const again = await lookNow({ ...intended, intents: looked.state.intents }, connection, around, host);
                return again.decided.plan;
            },
            progress: (change, d) => host.tell(d === null ? { what: 'writing', target: policy.name, change } : { what: 'written', target: policy.name, change, done: d }),
        });
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
/** Without a write secret, say: nothing was written, and each change says why. */
function makeWriter(connect, target, config, ports) {
    try {
        return { writer: connect.writer(target, config, ports) };
    }
    catch (thrown) {
        const error = (0,connections/* asConnectorError */.Qi)(thrown, target);
        return { error: `${error.code}: ${error.message}` };
    }
}
/** The read that proves it, begun once the settling time is over; earlier ones only show progress. */
async function readAgain(carried, looked, through, connection, around, host, waitMs) {
    const started = host.now();
    const due = carried.intents.reduce((last, i) => (through.has(i.change) ? Math.max(last, i.until) : last), started);
    const end = Math.min(due, started + waitMs);
    let pause = firstPauseMs;
    for (;;) {
        const left = end - host.now();
        if (left <= 0)
            break;
        if (!(await paused(host, Math.min(left, pause))))
            break;
        pause = Math.min(pause * 2, longestPauseMs);
        if (host.now() >= end)
            break;
        const early = await lookNow(carried, connection, around, host);
        const wanted = new Set([...early.decided.plan.changes, ...early.decided.plan.blocked.map((b) => b.change)].map((c) => `${c.verb} ${c.key}`));
        const seen = looked.decided.plan.changes.filter((c) => through.has(c.id) && !wanted.has(`${c.verb} ${c.key}`)).length;
        host.tell({ what: 'settling', target: connection.policy.name, seen, of: through.size, due });
    }
    return await lookNow(carried, connection, around, host);
}


/***/ }),

/***/ 7981:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  OJ: () => (/* binding */ hasWork),
  jP: () => (/* binding */ holdNotes),
  lf: () => (/* binding */ isChosen),
  KJ: () => (/* binding */ isUnread),
  YD: () => (/* binding */ keysOf),
  mM: () => (/* binding */ kindsByTarget),
  jR: () => (/* binding */ leftOutNotes),
  ek: () => (/* binding */ placesOf),
  XC: () => (/* binding */ planOf),
  ls: () => (/* binding */ prepareRounds),
  Ep: () => (/* binding */ runTimes),
  Bd: () => (/* binding */ unprovenNotes)
});

// EXTERNAL MODULE: ./src/review/deltas.ts + 1 modules
var deltas = __webpack_require__(5468);
// EXTERNAL MODULE: ./src/plan/history.ts
var plan_history = __webpack_require__(3547);
// EXTERNAL MODULE: ./src/report/instant.ts
var instant = __webpack_require__(4843);
// EXTERNAL MODULE: ./src/model/key.ts
var key = __webpack_require__(7142);
// EXTERNAL MODULE: ./src/model/order.ts
var order = __webpack_require__(6553);
// EXTERNAL MODULE: ./src/runs/claims.ts
var runs_claims = __webpack_require__(477);
// EXTERNAL MODULE: ./src/runs/connections.ts + 1 modules
var runs_connections = __webpack_require__(7943);
// EXTERNAL MODULE: ./src/lifecycle/directory.ts
var directory = __webpack_require__(1315);
;// CONCATENATED MODULE: ./src/runs/directories.ts
/** Reads the directories once a run: what they say of the records that identities and teams name. */



/** `isCounting`: this run saves the directory of that name, so its read may count towards absence. */
async function hearDirectories(states, connections, host, isCounting) {
    const wanted = new Map();
    const want = (ref) => {
        if (ref !== null)
            wanted.set(ref.target, (wanted.get(ref.target) ?? new Set()).add((0,key/* accountWords */.zb)(ref)));
    };
    for (const state of states.values()) {
        for (const identity of state.identities)
            want(identity.directory);
        for (const team of state.teams)
            want(team.directory);
    }
    const heard = await Promise.all([...wanted].map(async ([name, records]) => {
        const [state, connection] = [states.get(name), connections.get(name)];
        if (state === undefined || connection === undefined || state.policy.lifecycle === null)
            return null;
        const now = host.now();
        const live = await (0,runs_connections/* read */.LF)(connection, host);
        return { name, first: { now, live }, ...(0,directory/* hear */.d)(state, live, connection.kinds, [...records], now, isCounting(name)) };
    }));
    const known = heard.filter((h) => h !== null);
    return {
        directories: new Map(known.map((h) => [h.name, h.words])),
        states: new Map(known.map((h) => [h.name, h.state])),
        reads: new Map(known.map((h) => [h.name, h.first])),
    };
}

// EXTERNAL MODULE: ./src/runs/input-error.ts
var input_error = __webpack_require__(4141);
;// CONCATENATED MODULE: ./src/runs/rounds.ts









/**
 * `only`: names of targets or instances; null: all. `counting`: the run is saved. `claim`: an apply marks what it may
 * write. Directories are read also where `only` leaves them out, since others ask them. `accounts`: of a round that looks at
 * these alone, by target.
 */
async function prepareRounds(states, loaded, history, host, options) {
    const current = new Map([...states].filter(([, s]) => !s.retired));
    const { only, counting, isApart = false, accounts } = options;
    demandKnown(only ?? [], [...current.keys()]);
    const connections = new Map();
    for (const [name, state] of current)
        connections.set(name, await (0,runs_connections/* connectionTo */.mQ)(state.policy, host));
    const heard = await hearDirectories(current, connections, host, (name) => counting && (!isApart || isChosen(name, only)));
    const chosen = new Map([...current].filter(([name]) => isChosen(name, only)).map(([name, state]) => [name, heard.states.get(name) ?? state]));
    const claims = new Map(await Promise.all([...chosen].map(async ([name, state]) => {
        const connection = connections.get(name);
        // A directory in which nothing is managed is only asked.
        const isManaged = state.policy.scopes.length > 0;
        const mayWrite = options.claim && host.mostMode !== 'observe' && state.policy.ceiling !== 'observe';
        const claimed = connection === undefined || !isManaged ? { foreign: null, finding: null } : await (0,runs_claims/* checkClaim */.x)(state, connection, mayWrite);
        return [name, claimed];
    })));
    return {
        states: chosen,
        connections,
        heard,
        around: (name) => ({
            directories: heard.directories,
            holds: loaded.holds,
            folded: (0,plan_history/* foldHistory */.E)(history.get(name) ?? []),
            lastProven: loaded.runs[name]?.lastProven ?? {},
            ledger: loaded.ledger.get(name) ?? [],
            claimed: claims.get(name) ?? { foreign: null, finding: null },
            mostMode: host.mostMode,
            accounts: accounts?.get(name) ?? null,
        }),
    };
}
const names = (of, name) => of === name || name.startsWith(`${of}.`);
const isChosen = (name, only) => only === null || only.some((o) => names(o, name));
/** A name that is mistyped would else be a target in which nothing is to do. */
function demandKnown(only, known) {
    const unknown = only.find((o) => !known.some((name) => names(o, name)));
    if (unknown === undefined)
        return;
    throw new input_error/* InputError */.d(`target ${JSON.stringify(unknown)}: no target or instance has this name here; there are ${known.length === 0 ? 'none' : (0,order/* sortedBy */.VW)(known, (k) => k).join(', ')}`);
}
const kindsByTarget = (connections) => new Map([...connections].map(([name, c]) => [name, c.kinds]));
function planOf(run, at, compiler, review, targets) {
    return { version: 1, run, at, compiler, review, digest: (0,deltas/* digestOfReview */.mO)(review), targets: (0,order/* sortedBy */.VW)(targets, (t) => t.target) };
}
/** What was written and no read has proven yet; a run that leaves it is not green. `state`: as it is saved. */
function unprovenNotes(states) {
    return (0,order/* sortedBy */.VW)(states, (s) => s.policy.name).flatMap(({ policy, intents }) => intents.length === 0
        ? []
        : [
            `${policy.name}: ${intents.length === 1 ? '1 write is' : `${intents.length} writes are`} not proven yet; a read begun after ${(0,instant/* instantOf */.B9)(intents.reduce((last, i) => Math.max(last, i.until), 0))} proves it.`,
        ]);
}
/** What people hold now: a pause stops every write, also where nothing is due. */
const holdNotes = (holds, now) => holds
    .filter((h) => now < h.until)
    .map((h) => {
    const what = h.do === 'pause' ? 'ALL WRITES ARE PAUSED' : `${h.do} ${h.identity ?? (h.key === null ? '' : (0,key/* writtenGrant */.cq)((0,key/* parseKey */.Do)(h.key)))}`;
    return `${h.id}: ${what} until ${(0,instant/* instantOf */.B9)(h.until)}, by ${h.by}: ${h.because}`;
});
/** `entry key`, of these keys → the YAML line that gives it: of a role where a role does, else the identity's own. */
const placesOf = (declared, keys) => Object.fromEntries([...new Set(keys)].flatMap((key) => {
    const origin = declared.entries.get(key)?.origins[0];
    return origin === undefined ? [] : [[`entry ${key}`, origin.via.at(-1)?.replace(/^[^@]*@/, '') ?? origin.at]];
}));
/** What a plan tells of. */
const keysOf = (plan) => [...plan.changes, ...plan.blocked.map((b) => b.change)].map((c) => c.key);
/** What is approved, by this run too, where `--target` left it out: a run that leaves it is not green. `all`: as they are approved. */
function leftOutNotes(all, looked) {
    return (0,order/* sortedBy */.VW)([...all.values()].filter((s) => !s.retired && !looked.has(s.policy.name)), (s) => s.policy.name).flatMap(({ policy, approved }) => {
        const owed = approved.filter((row) => row.mandate !== null && row.withheld === null).length;
        return owed === 0
            ? []
            : [
                `${policy.name}: --target leaves it out, and ${owed === 1 ? '1 decision on it is' : `${owed} decisions on it are`} approved all the same: the next apply without --target carries it out.`,
            ];
    });
}
/** A target or a kind in it that could not be read. */
const isUnread = (plan) => plan.error !== null || Object.values(plan.kinds).some((k) => k.proof === null);
const hasWork = (plan) => plan.changes.length > 0 || plan.blocked.length > 0;
/** When a round was saved, and whether it left nothing red. */
function runTimes(runs, name, recorded, isGood, now) {
    const { lastGood = null, left } = runs[name] ?? {};
    return { lastProven: recorded.lastProven, lastGood: isGood ? now : lastGood, lastRun: now, ...(left === undefined ? {} : { left }) };
}


/***/ }),

/***/ 6527:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   H: () => (/* binding */ saverFor)
/* harmony export */ });
/* harmony import */ var _state_errors_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(3406);
/** Saves of one run, one after the other, each compared with the generation that the one before it made. */

function saverFor(store, lease, loadedGeneration) {
    let generation = loadedGeneration;
    let last = Promise.resolve();
    let isHeldMeanwhile = false;
    return {
        save: (change) => {
            // Targets work side by side, their saves do not; one that failed stops those behind it.
            last = last.then(async () => {
                try {
                    const stands = await store.save(change, generation);
                    // More than one further: a hold was saved in between, and stands beside ours.
                    isHeldMeanwhile ||= stands > generation + 1;
                    generation = stands;
                }
                catch (error) {
                    // Whoever saved in between holds no lease, so it was a hold: it wrote no target's document, and ours stand.
                    if (!(error instanceof _state_errors_js__WEBPACK_IMPORTED_MODULE_0__/* .StateError */ .q) || error.code !== 'conflict' || change.holds !== undefined || !(await lease.stillOurs()))
                        throw error;
                    isHeldMeanwhile = true;
                    generation = await store.save(change, await store.generation());
                }
            });
            return last;
        },
        stillOurs: async () => {
            // Own saves under way first: a generation that is not ours after them is somebody else's, and only a hold needs no lease.
            await last.catch(() => undefined);
            isHeldMeanwhile ||= (await store.generation()) !== generation;
            return !isHeldMeanwhile && (await lease.stillOurs());
        },
    };
}


/***/ }),

/***/ 2053:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   n: () => (/* binding */ silenceNotes)
/* harmony export */ });
/* harmony import */ var _model_order_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(6553);
/* harmony import */ var _report_instant_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(4843);
/** Silence is not health: how long nobody had looked at a target, where that is longer than the settings allow (invariant 19). */


/** `runs`: as they were before this run. */
function silenceNotes(states, runs, now) {
    return (0,_model_order_js__WEBPACK_IMPORTED_MODULE_0__/* .sortedBy */ .VW)(states, (s) => s.policy.name).flatMap(({ policy, settings }) => {
        const last = runs[policy.name]?.lastRun;
        if (typeof last !== 'number' || now - last <= settings.maxSilenceSeconds * 1000)
            return [];
        return [
            `${policy.name}: no run looked at it for ${(0,_report_instant_js__WEBPACK_IMPORTED_MODULE_1__/* .lengthOf */ .Y5)(now - last)}, since ${(0,_report_instant_js__WEBPACK_IMPORTED_MODULE_1__/* .instantOf */ .B9)(last)}; what happened in between was seen by nobody. maxSilence is ${(0,_report_instant_js__WEBPACK_IMPORTED_MODULE_1__/* .lengthOf */ .Y5)(settings.maxSilenceSeconds * 1000)}.`,
        ];
    });
}


/***/ }),

/***/ 9932:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   G: () => (/* binding */ readsToKeep),
/* harmony export */   x: () => (/* binding */ snapshotConnectors)
/* harmony export */ });
/* harmony import */ var _connectors_kit_errors_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(9380);
/* harmony import */ var _report_instant_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(4843);
/* harmony import */ var _state_errors_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(3406);



/** Kinds are the connector's own: they are pure data. Neither a reader nor a writer of it is ever loaded. */
const snapshotConnectors = (real, options) => Object.fromEntries(Object.entries(real).map(([name, { kinds }]) => [name, { kinds, connect: async () => connectTo(kinds, options) }]));
const connectTo = (kinds, options) => ({
    reader: (target, config) => readerOf(target, async () => (await kinds()).kinds(config).map((kind) => kind.name), options),
    writer: (target) => {
        throw new _connectors_kit_errors_js__WEBPACK_IMPORTED_MODULE_0__/* .ConnectorError */ .W('forbidden', `${target}: a plan from kept reads writes nothing`);
    },
});
const readerOf = (target, kindNames, options) => ({
    async *read(only) {
        const live = await keptRead(target, options);
        const unproven = (await kindNames()).filter((kind) => live.proofs[kind] === undefined);
        const { entries, refs, own, begunAt, endedAt } = live;
        const accounts = only === undefined ? null : new Set(only.accounts);
        yield {
            entries: accounts === null ? entries : entries.filter((entry) => accounts.has(entry.account)),
            refs,
            own,
            readAt: { begunAt, endedAt },
            unproven: Object.fromEntries(unproven.map((kind) => [kind, 'the detect that kept this read could not prove it'])),
        };
        return live.proofs;
    },
    [Symbol.asyncDispose]: async () => undefined,
});
async function keptRead(target, { store, now, maxAgeSeconds }) {
    const live = await store.live(target).catch((error) => {
        if (error instanceof _state_errors_js__WEBPACK_IMPORTED_MODULE_1__/* .StateError */ .q)
            throw new _connectors_kit_errors_js__WEBPACK_IMPORTED_MODULE_0__/* .ConnectorError */ .W('unproven', error.message);
        throw error;
    });
    if (live === null)
        throw new _connectors_kit_errors_js__WEBPACK_IMPORTED_MODULE_0__/* .ConnectorError */ .W('unavailable', `${target}: no read of it is kept, so nothing was compared. With \`snapshot: true\` in Settings the next detect keeps one.`);
    if (now() - live.begunAt > maxAgeSeconds * 1000)
        throw new _connectors_kit_errors_js__WEBPACK_IMPORTED_MODULE_0__/* .ConnectorError */ .W('unproven', `${target}: the kept read is of ${(0,_report_instant_js__WEBPACK_IMPORTED_MODULE_2__/* .instantOf */ .B9)(live.begunAt)}, older than \`limits.snapshotMaxAge\` allows, so nothing was compared. The next detect that reads it keeps a new one.`);
    return live;
}
/**
 * What a detect keeps of its reads, by target. Not `isAllowed` (the repository is not private, or Settings do not say
 * `snapshot: true`): what was kept goes. A read that proves nothing, or looked at some accounts only, replaces none.
 */
function readsToKeep(isAllowed, reads) {
    if (!isAllowed)
        return new Map([...reads.keys()].map((target) => [target, null]));
    return new Map([...reads].filter(([, live]) => live.only === null && Object.keys(live.proofs).length > 0));
}


/***/ }),

/***/ 7935:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   nq: () => (/* binding */ shapes),
/* harmony export */   rT: () => (/* binding */ parts)
/* harmony export */ });
/* unused harmony exports targetName, statePath */
/* harmony import */ var _model_key_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(7142);
/* harmony import */ var _shape_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(7604);


const TARGET = '[a-z0-9][a-z0-9-]*(\\.[a-z0-9][a-z0-9-]*)?';
const targetName = (0,_shape_js__WEBPACK_IMPORTED_MODULE_1__/* .matching */ .wC)(new RegExp(`^${TARGET}$`), 'a target, name or name.instance of [a-z0-9-]');
const statePath = (0,_shape_js__WEBPACK_IMPORTED_MODULE_1__/* .matching */ .wC)(new RegExp(`^((approved|ledger|live)/${TARGET}(\\.json|/[0-9]{4}\\.part)|history/[0-9]{4}-[0-9]{2}(\\.jsonl|/[0-9]{4}\\.part)|adopting\\.json|holds\\.json|runs\\.json)$`), 'the path of a state file');
const digest = (0,_shape_js__WEBPACK_IMPORTED_MODULE_1__/* .matching */ .wC)(/^[0-9a-f]{64}$/, 'a sha256 in lower-case hex');
const key = (0,_shape_js__WEBPACK_IMPORTED_MODULE_1__/* .matching */ .wC)(_model_key_js__WEBPACK_IMPORTED_MODULE_0__/* .KEY_FORM */ .JX, 'a key, the JSON text of a list of four texts and of facets');
const words = (0,_shape_js__WEBPACK_IMPORTED_MODULE_1__/* .listOf */ .c3)(_shape_js__WEBPACK_IMPORTED_MODULE_1__/* .text */ .Qq);
const textRecord = (0,_shape_js__WEBPACK_IMPORTED_MODULE_1__/* .recordOf */ .zv)(_shape_js__WEBPACK_IMPORTED_MODULE_1__/* .text */ .Qq);
const version = (0,_shape_js__WEBPACK_IMPORTED_MODULE_1__/* .oneOf */ .yL)(1);
const because = (0,_shape_js__WEBPACK_IMPORTED_MODULE_1__/* .objectOf */ .Xy)({ authority: (0,_shape_js__WEBPACK_IMPORTED_MODULE_1__/* .oneOf */ .yL)('review', 'directory', 'clock', 'rule', 'hold', 'correction'), source: _shape_js__WEBPACK_IMPORTED_MODULE_1__/* .text */ .Qq, at: _shape_js__WEBPACK_IMPORTED_MODULE_1__/* .number */ .ai, quorum: _shape_js__WEBPACK_IMPORTED_MODULE_1__/* .flag */ .Jt }, ['quorum']);
const seen = (0,_shape_js__WEBPACK_IMPORTED_MODULE_1__/* .objectOf */ .Xy)({ createdAt: _shape_js__WEBPACK_IMPORTED_MODULE_1__/* .number */ .ai, lastUsedAt: _shape_js__WEBPACK_IMPORTED_MODULE_1__/* .number */ .ai, ownerHint: _shape_js__WEBPACK_IMPORTED_MODULE_1__/* .text */ .Qq }, [
    'createdAt',
    'lastUsedAt',
    'ownerHint',
]);
const entitlement = (0,_shape_js__WEBPACK_IMPORTED_MODULE_1__/* .objectOf */ .Xy)({ target: _shape_js__WEBPACK_IMPORTED_MODULE_1__/* .text */ .Qq, account: _shape_js__WEBPACK_IMPORTED_MODULE_1__/* .text */ .Qq, kind: _shape_js__WEBPACK_IMPORTED_MODULE_1__/* .text */ .Qq, name: _shape_js__WEBPACK_IMPORTED_MODULE_1__/* .text */ .Qq, facets: textRecord, facts: textRecord, seen }, ['seen']);
const terms = (0,_shape_js__WEBPACK_IMPORTED_MODULE_1__/* .objectOf */ .Xy)({ from: _shape_js__WEBPACK_IMPORTED_MODULE_1__/* .number */ .ai, until: _shape_js__WEBPACK_IMPORTED_MODULE_1__/* .number */ .ai, forSeconds: _shape_js__WEBPACK_IMPORTED_MODULE_1__/* .number */ .ai, because: _shape_js__WEBPACK_IMPORTED_MODULE_1__/* .text */ .Qq }, [
    'from',
    'until',
    'forSeconds',
    'because',
]);
const mode = (0,_shape_js__WEBPACK_IMPORTED_MODULE_1__/* .oneOf */ .yL)('observe', 'review', 'enforce');
const onGone = (0,_shape_js__WEBPACK_IMPORTED_MODULE_1__/* .oneOf */ .yL)('report', 'disable', 'revoke');
const cap = (0,_shape_js__WEBPACK_IMPORTED_MODULE_1__/* .oneOf */ .yL)('correction', 'review', 'lifecycle', 'offboard', 'grantPrivileged');
const verb = (0,_shape_js__WEBPACK_IMPORTED_MODULE_1__/* .oneOf */ .yL)('grant', 'revoke', 'adjust');
const word = (0,_shape_js__WEBPACK_IMPORTED_MODULE_1__/* .oneOf */ .yL)('active', 'disabled', 'absent');
const drift = (0,_shape_js__WEBPACK_IMPORTED_MODULE_1__/* .objectOf */ .Xy)({ do: (0,_shape_js__WEBPACK_IMPORTED_MODULE_1__/* .oneOf */ .yL)('report', 'propose', 'revoke', 'restore'), after: _shape_js__WEBPACK_IMPORTED_MODULE_1__/* .count */ .U9 });
const accountRef = { target: _shape_js__WEBPACK_IMPORTED_MODULE_1__/* .text */ .Qq, type: _shape_js__WEBPACK_IMPORTED_MODULE_1__/* .text */ .Qq, name: _shape_js__WEBPACK_IMPORTED_MODULE_1__/* .text */ .Qq };
const managedBy = (0,_shape_js__WEBPACK_IMPORTED_MODULE_1__/* .objectOf */ .Xy)({ tool: _shape_js__WEBPACK_IMPORTED_MODULE_1__/* .text */ .Qq, fixAt: _shape_js__WEBPACK_IMPORTED_MODULE_1__/* .text */ .Qq });
const targetPolicy = (0,_shape_js__WEBPACK_IMPORTED_MODULE_1__/* .objectOf */ .Xy)({
    name: targetName,
    connector: _shape_js__WEBPACK_IMPORTED_MODULE_1__/* .text */ .Qq,
    owner: _shape_js__WEBPACK_IMPORTED_MODULE_1__/* .text */ .Qq,
    lifecycle: (0,_shape_js__WEBPACK_IMPORTED_MODULE_1__/* .orNull */ .Xd)((0,_shape_js__WEBPACK_IMPORTED_MODULE_1__/* .objectOf */ .Xy)({ sentinels: words, onDisabled: onGone, onAbsent: onGone })),
    ceiling: mode,
    scopes: (0,_shape_js__WEBPACK_IMPORTED_MODULE_1__/* .listOf */ .c3)((0,_shape_js__WEBPACK_IMPORTED_MODULE_1__/* .objectOf */ .Xy)({ kinds: words, accounts: words, managedBy }, ['managedBy'])),
    drift: (0,_shape_js__WEBPACK_IMPORTED_MODULE_1__/* .objectOf */ .Xy)({ unauthorized: drift, missing: drift, altered: drift }),
    giveBack: (0,_shape_js__WEBPACK_IMPORTED_MODULE_1__/* .oneOf */ .yL)('propose', 'restore'),
    limits: (0,_shape_js__WEBPACK_IMPORTED_MODULE_1__/* .objectOf */ .Xy)({ revoke: _shape_js__WEBPACK_IMPORTED_MODULE_1__/* .count */ .U9, revokePercent: _shape_js__WEBPACK_IMPORTED_MODULE_1__/* .number */ .ai, offboard: _shape_js__WEBPACK_IMPORTED_MODULE_1__/* .count */ .U9, grantPrivileged: _shape_js__WEBPACK_IMPORTED_MODULE_1__/* .count */ .U9 }),
    privileged: words,
    protected: words,
    withinSeconds: _shape_js__WEBPACK_IMPORTED_MODULE_1__/* .number */ .ai,
    config: _shape_js__WEBPACK_IMPORTED_MODULE_1__/* .anything */ .D8,
});
const identityPolicy = (0,_shape_js__WEBPACK_IMPORTED_MODULE_1__/* .objectOf */ .Xy)({
    name: _shape_js__WEBPACK_IMPORTED_MODULE_1__/* .text */ .Qq,
    owner: _shape_js__WEBPACK_IMPORTED_MODULE_1__/* .text */ .Qq,
    purpose: (0,_shape_js__WEBPACK_IMPORTED_MODULE_1__/* .orNull */ .Xd)(_shape_js__WEBPACK_IMPORTED_MODULE_1__/* .text */ .Qq),
    type: (0,_shape_js__WEBPACK_IMPORTED_MODULE_1__/* .oneOf */ .yL)('service', 'workload', 'ci', 'bot', 'app', 'agent'),
    mode,
    state: (0,_shape_js__WEBPACK_IMPORTED_MODULE_1__/* .oneOf */ .yL)('active', 'offboard', 'release'),
    accounts: (0,_shape_js__WEBPACK_IMPORTED_MODULE_1__/* .listOf */ .c3)((0,_shape_js__WEBPACK_IMPORTED_MODULE_1__/* .objectOf */ .Xy)(accountRef)),
    directory: (0,_shape_js__WEBPACK_IMPORTED_MODULE_1__/* .orNull */ .Xd)((0,_shape_js__WEBPACK_IMPORTED_MODULE_1__/* .objectOf */ .Xy)({ ...accountRef, onDisabled: onGone, onAbsent: onGone })),
});
const settings = (0,_shape_js__WEBPACK_IMPORTED_MODULE_1__/* .objectOf */ .Xy)({
    approval: (0,_shape_js__WEBPACK_IMPORTED_MODULE_1__/* .objectOf */ .Xy)({ identityOwner: _shape_js__WEBPACK_IMPORTED_MODULE_1__/* .count */ .U9, targetOwner: _shape_js__WEBPACK_IMPORTED_MODULE_1__/* .count */ .U9, roleOwner: _shape_js__WEBPACK_IMPORTED_MODULE_1__/* .count */ .U9, privileged: words }),
    issues: (0,_shape_js__WEBPACK_IMPORTED_MODULE_1__/* .objectOf */ .Xy)({ per: (0,_shape_js__WEBPACK_IMPORTED_MODULE_1__/* .oneOf */ .yL)('owner'), mention: (0,_shape_js__WEBPACK_IMPORTED_MODULE_1__/* .oneOf */ .yL)('none', 'newPrivileged', 'all') }),
    maxSilenceSeconds: _shape_js__WEBPACK_IMPORTED_MODULE_1__/* .number */ .ai,
    reviewValidSeconds: _shape_js__WEBPACK_IMPORTED_MODULE_1__/* .number */ .ai,
    snapshotMaxAgeSeconds: _shape_js__WEBPACK_IMPORTED_MODULE_1__/* .number */ .ai,
    snapshot: _shape_js__WEBPACK_IMPORTED_MODULE_1__/* .flag */ .Jt,
    stateKey: (0,_shape_js__WEBPACK_IMPORTED_MODULE_1__/* .orNull */ .Xd)(_shape_js__WEBPACK_IMPORTED_MODULE_1__/* .text */ .Qq),
});
const teamPolicy = (0,_shape_js__WEBPACK_IMPORTED_MODULE_1__/* .objectOf */ .Xy)({
    name: _shape_js__WEBPACK_IMPORTED_MODULE_1__/* .text */ .Qq,
    github: (0,_shape_js__WEBPACK_IMPORTED_MODULE_1__/* .orNull */ .Xd)(_shape_js__WEBPACK_IMPORTED_MODULE_1__/* .text */ .Qq),
    directory: (0,_shape_js__WEBPACK_IMPORTED_MODULE_1__/* .orNull */ .Xd)((0,_shape_js__WEBPACK_IMPORTED_MODULE_1__/* .objectOf */ .Xy)(accountRef)),
    successor: (0,_shape_js__WEBPACK_IMPORTED_MODULE_1__/* .orNull */ .Xd)(_shape_js__WEBPACK_IMPORTED_MODULE_1__/* .text */ .Qq),
    mode,
});
const rollout = (0,_shape_js__WEBPACK_IMPORTED_MODULE_1__/* .objectOf */ .Xy)({ first: _shape_js__WEBPACK_IMPORTED_MODULE_1__/* .count */ .U9, waitSeconds: _shape_js__WEBPACK_IMPORTED_MODULE_1__/* .number */ .ai });
const rolePolicy = (0,_shape_js__WEBPACK_IMPORTED_MODULE_1__/* .objectOf */ .Xy)({ name: _shape_js__WEBPACK_IMPORTED_MODULE_1__/* .text */ .Qq, owner: _shape_js__WEBPACK_IMPORTED_MODULE_1__/* .text */ .Qq, parameters: textRecord, grants: words, rollout: (0,_shape_js__WEBPACK_IMPORTED_MODULE_1__/* .orNull */ .Xd)(rollout) });
const rulePolicy = (0,_shape_js__WEBPACK_IMPORTED_MODULE_1__/* .objectOf */ .Xy)({
    id: _shape_js__WEBPACK_IMPORTED_MODULE_1__/* .text */ .Qq,
    where: (0,_shape_js__WEBPACK_IMPORTED_MODULE_1__/* .objectOf */ .Xy)({ credential: (0,_shape_js__WEBPACK_IMPORTED_MODULE_1__/* .oneOf */ .yL)(true), type: words, target: words, owner: words }, ['type', 'target', 'owner']),
    require: (0,_shape_js__WEBPACK_IMPORTED_MODULE_1__/* .objectOf */ .Xy)({ maxAgeSeconds: _shape_js__WEBPACK_IMPORTED_MODULE_1__/* .number */ .ai, maxIdleSeconds: _shape_js__WEBPACK_IMPORTED_MODULE_1__/* .number */ .ai, maxCount: _shape_js__WEBPACK_IMPORTED_MODULE_1__/* .count */ .U9 }, [
        'maxAgeSeconds',
        'maxIdleSeconds',
        'maxCount',
    ]),
    severity: (0,_shape_js__WEBPACK_IMPORTED_MODULE_1__/* .oneOf */ .yL)('low', 'medium', 'high'),
    act: (0,_shape_js__WEBPACK_IMPORTED_MODULE_1__/* .oneOf */ .yL)('report', 'revoke'),
});
const exceptionBase = { id: _shape_js__WEBPACK_IMPORTED_MODULE_1__/* .text */ .Qq, until: _shape_js__WEBPACK_IMPORTED_MODULE_1__/* .number */ .ai, owner: _shape_js__WEBPACK_IMPORTED_MODULE_1__/* .text */ .Qq, because: _shape_js__WEBPACK_IMPORTED_MODULE_1__/* .text */ .Qq };
const exceptionPolicy = (0,_shape_js__WEBPACK_IMPORTED_MODULE_1__/* .withMember */ .RV)('rule', (0,_shape_js__WEBPACK_IMPORTED_MODULE_1__/* .objectOf */ .Xy)({ ...exceptionBase, rule: _shape_js__WEBPACK_IMPORTED_MODULE_1__/* .text */ .Qq, identities: words }), (0,_shape_js__WEBPACK_IMPORTED_MODULE_1__/* .objectOf */ .Xy)({ ...exceptionBase, limit: _shape_js__WEBPACK_IMPORTED_MODULE_1__/* .text */ .Qq, cap, count: _shape_js__WEBPACK_IMPORTED_MODULE_1__/* .count */ .U9 }));
const breakGlassPolicy = (0,_shape_js__WEBPACK_IMPORTED_MODULE_1__/* .objectOf */ .Xy)({
    name: _shape_js__WEBPACK_IMPORTED_MODULE_1__/* .text */ .Qq,
    who: _shape_js__WEBPACK_IMPORTED_MODULE_1__/* .text */ .Qq,
    may: (0,_shape_js__WEBPACK_IMPORTED_MODULE_1__/* .listOf */ .c3)((0,_shape_js__WEBPACK_IMPORTED_MODULE_1__/* .oneOf */ .yL)('keep', 'deny', 'pause')),
    covers: words,
    never: words,
    longestSeconds: _shape_js__WEBPACK_IMPORTED_MODULE_1__/* .number */ .ai,
});
const wave = (0,_shape_js__WEBPACK_IMPORTED_MODULE_1__/* .objectOf */ .Xy)({ role: _shape_js__WEBPACK_IMPORTED_MODULE_1__/* .text */ .Qq, review: _shape_js__WEBPACK_IMPORTED_MODULE_1__/* .text */ .Qq, first: _shape_js__WEBPACK_IMPORTED_MODULE_1__/* .flag */ .Jt, notBefore: _shape_js__WEBPACK_IMPORTED_MODULE_1__/* .number */ .ai });
const approved = (0,_shape_js__WEBPACK_IMPORTED_MODULE_1__/* .objectOf */ .Xy)({
    key,
    entry: (0,_shape_js__WEBPACK_IMPORTED_MODULE_1__/* .orNull */ .Xd)(entitlement),
    last: entitlement,
    identity: _shape_js__WEBPACK_IMPORTED_MODULE_1__/* .text */ .Qq,
    terms: (0,_shape_js__WEBPACK_IMPORTED_MODULE_1__/* .listOf */ .c3)(terms),
    roles: words,
    by: because,
    mandate: (0,_shape_js__WEBPACK_IMPORTED_MODULE_1__/* .orNull */ .Xd)(because),
    withheld: (0,_shape_js__WEBPACK_IMPORTED_MODULE_1__/* .orNull */ .Xd)(because),
    startedAt: (0,_shape_js__WEBPACK_IMPORTED_MODULE_1__/* .orNull */ .Xd)(_shape_js__WEBPACK_IMPORTED_MODULE_1__/* .number */ .ai),
    wave: (0,_shape_js__WEBPACK_IMPORTED_MODULE_1__/* .orNull */ .Xd)(wave),
});
const account = (0,_shape_js__WEBPACK_IMPORTED_MODULE_1__/* .objectOf */ .Xy)({
    account: _shape_js__WEBPACK_IMPORTED_MODULE_1__/* .text */ .Qq,
    id: (0,_shape_js__WEBPACK_IMPORTED_MODULE_1__/* .orNull */ .Xd)(_shape_js__WEBPACK_IMPORTED_MODULE_1__/* .text */ .Qq),
    identity: _shape_js__WEBPACK_IMPORTED_MODULE_1__/* .text */ .Qq,
    disowned: (0,_shape_js__WEBPACK_IMPORTED_MODULE_1__/* .orNull */ .Xd)(because),
    released: (0,_shape_js__WEBPACK_IMPORTED_MODULE_1__/* .orNull */ .Xd)(because),
});
const intent = (0,_shape_js__WEBPACK_IMPORTED_MODULE_1__/* .objectOf */ .Xy)({ change: _shape_js__WEBPACK_IMPORTED_MODULE_1__/* .text */ .Qq, key, liveKey: (0,_shape_js__WEBPACK_IMPORTED_MODULE_1__/* .orNull */ .Xd)(key), verb, because, done: _shape_js__WEBPACK_IMPORTED_MODULE_1__/* .flag */ .Jt, decidedOn: _shape_js__WEBPACK_IMPORTED_MODULE_1__/* .number */ .ai, until: _shape_js__WEBPACK_IMPORTED_MODULE_1__/* .number */ .ai });
const decision = (0,_shape_js__WEBPACK_IMPORTED_MODULE_1__/* .objectOf */ .Xy)({ change: _shape_js__WEBPACK_IMPORTED_MODULE_1__/* .text */ .Qq, verdict: (0,_shape_js__WEBPACK_IMPORTED_MODULE_1__/* .oneOf */ .yL)('setBack', 'snoozed'), by: _shape_js__WEBPACK_IMPORTED_MODULE_1__/* .text */ .Qq, source: _shape_js__WEBPACK_IMPORTED_MODULE_1__/* .text */ .Qq, until: _shape_js__WEBPACK_IMPORTED_MODULE_1__/* .number */ .ai }, [
    'until',
]);
const spent = (0,_shape_js__WEBPACK_IMPORTED_MODULE_1__/* .objectOf */ .Xy)({ at: _shape_js__WEBPACK_IMPORTED_MODULE_1__/* .number */ .ai, kind: _shape_js__WEBPACK_IMPORTED_MODULE_1__/* .text */ .Qq, cap, key, identity: (0,_shape_js__WEBPACK_IMPORTED_MODULE_1__/* .orNull */ .Xd)(_shape_js__WEBPACK_IMPORTED_MODULE_1__/* .text */ .Qq) });
const timesAndLast = (0,_shape_js__WEBPACK_IMPORTED_MODULE_1__/* .objectOf */ .Xy)({ times: _shape_js__WEBPACK_IMPORTED_MODULE_1__/* .count */ .U9, last: _shape_js__WEBPACK_IMPORTED_MODULE_1__/* .number */ .ai });
const target = (0,_shape_js__WEBPACK_IMPORTED_MODULE_1__/* .objectOf */ .Xy)({
    version,
    retired: _shape_js__WEBPACK_IMPORTED_MODULE_1__/* .flag */ .Jt,
    claim: (0,_shape_js__WEBPACK_IMPORTED_MODULE_1__/* .orNull */ .Xd)(_shape_js__WEBPACK_IMPORTED_MODULE_1__/* .text */ .Qq),
    commit: _shape_js__WEBPACK_IMPORTED_MODULE_1__/* .text */ .Qq,
    compiler: _shape_js__WEBPACK_IMPORTED_MODULE_1__/* .text */ .Qq,
    policy: targetPolicy,
    settings,
    teams: (0,_shape_js__WEBPACK_IMPORTED_MODULE_1__/* .listOf */ .c3)(teamPolicy),
    roles: (0,_shape_js__WEBPACK_IMPORTED_MODULE_1__/* .listOf */ .c3)(rolePolicy),
    rules: (0,_shape_js__WEBPACK_IMPORTED_MODULE_1__/* .listOf */ .c3)(rulePolicy),
    exceptions: (0,_shape_js__WEBPACK_IMPORTED_MODULE_1__/* .listOf */ .c3)(exceptionPolicy),
    exceptionsSince: (0,_shape_js__WEBPACK_IMPORTED_MODULE_1__/* .recordOf */ .zv)(_shape_js__WEBPACK_IMPORTED_MODULE_1__/* .number */ .ai),
    breakGlass: (0,_shape_js__WEBPACK_IMPORTED_MODULE_1__/* .listOf */ .c3)(breakGlassPolicy),
    identities: (0,_shape_js__WEBPACK_IMPORTED_MODULE_1__/* .listOf */ .c3)(identityPolicy),
    never: (0,_shape_js__WEBPACK_IMPORTED_MODULE_1__/* .listOf */ .c3)(key),
    approved: (0,_shape_js__WEBPACK_IMPORTED_MODULE_1__/* .listOf */ .c3)(approved),
    accounts: (0,_shape_js__WEBPACK_IMPORTED_MODULE_1__/* .listOf */ .c3)(account),
    bindings: textRecord,
    baseline: (0,_shape_js__WEBPACK_IMPORTED_MODULE_1__/* .listOf */ .c3)((0,_shape_js__WEBPACK_IMPORTED_MODULE_1__/* .objectOf */ .Xy)({ key, facts: digest })),
    watched: (0,_shape_js__WEBPACK_IMPORTED_MODULE_1__/* .listOf */ .c3)((0,_shape_js__WEBPACK_IMPORTED_MODULE_1__/* .objectOf */ .Xy)({ kind: _shape_js__WEBPACK_IMPORTED_MODULE_1__/* .text */ .Qq, accounts: _shape_js__WEBPACK_IMPORTED_MODULE_1__/* .text */ .Qq })),
    announced: (0,_shape_js__WEBPACK_IMPORTED_MODULE_1__/* .recordOf */ .zv)(_shape_js__WEBPACK_IMPORTED_MODULE_1__/* .count */ .U9),
    returns: (0,_shape_js__WEBPACK_IMPORTED_MODULE_1__/* .recordOf */ .zv)((0,_shape_js__WEBPACK_IMPORTED_MODULE_1__/* .listOf */ .c3)(_shape_js__WEBPACK_IMPORTED_MODULE_1__/* .number */ .ai)),
    heard: (0,_shape_js__WEBPACK_IMPORTED_MODULE_1__/* .recordOf */ .zv)(word),
    absent: (0,_shape_js__WEBPACK_IMPORTED_MODULE_1__/* .recordOf */ .zv)(timesAndLast),
    intents: (0,_shape_js__WEBPACK_IMPORTED_MODULE_1__/* .listOf */ .c3)(intent),
    decisions: (0,_shape_js__WEBPACK_IMPORTED_MODULE_1__/* .listOf */ .c3)(decision),
    spent: words,
    window: (0,_shape_js__WEBPACK_IMPORTED_MODULE_1__/* .objectOf */ .Xy)({
        peak: (0,_shape_js__WEBPACK_IMPORTED_MODULE_1__/* .listOf */ .c3)((0,_shape_js__WEBPACK_IMPORTED_MODULE_1__/* .objectOf */ .Xy)({ kind: _shape_js__WEBPACK_IMPORTED_MODULE_1__/* .text */ .Qq, at: _shape_js__WEBPACK_IMPORTED_MODULE_1__/* .number */ .ai, size: _shape_js__WEBPACK_IMPORTED_MODULE_1__/* .count */ .U9 })),
        spent: (0,_shape_js__WEBPACK_IMPORTED_MODULE_1__/* .listOf */ .c3)(spent),
    }),
});
const hold = (0,_shape_js__WEBPACK_IMPORTED_MODULE_1__/* .objectOf */ .Xy)({
    id: _shape_js__WEBPACK_IMPORTED_MODULE_1__/* .text */ .Qq,
    envelope: _shape_js__WEBPACK_IMPORTED_MODULE_1__/* .text */ .Qq,
    do: (0,_shape_js__WEBPACK_IMPORTED_MODULE_1__/* .oneOf */ .yL)('keep', 'deny', 'pause'),
    identity: (0,_shape_js__WEBPACK_IMPORTED_MODULE_1__/* .orNull */ .Xd)(_shape_js__WEBPACK_IMPORTED_MODULE_1__/* .text */ .Qq),
    accounts: words,
    key: (0,_shape_js__WEBPACK_IMPORTED_MODULE_1__/* .orNull */ .Xd)(key),
    by: _shape_js__WEBPACK_IMPORTED_MODULE_1__/* .text */ .Qq,
    because: _shape_js__WEBPACK_IMPORTED_MODULE_1__/* .text */ .Qq,
    at: _shape_js__WEBPACK_IMPORTED_MODULE_1__/* .number */ .ai,
    until: _shape_js__WEBPACK_IMPORTED_MODULE_1__/* .number */ .ai,
});
const adopting = (0,_shape_js__WEBPACK_IMPORTED_MODULE_1__/* .objectOf */ .Xy)({
    file: _shape_js__WEBPACK_IMPORTED_MODULE_1__/* .text */ .Qq,
    head: (0,_shape_js__WEBPACK_IMPORTED_MODULE_1__/* .matching */ .wC)(/^[0-9a-f]{40}$/, 'a full commit SHA'),
    pull: (0,_shape_js__WEBPACK_IMPORTED_MODULE_1__/* .orNull */ .Xd)(_shape_js__WEBPACK_IMPORTED_MODULE_1__/* .count */ .U9),
    digest,
    changes: (0,_shape_js__WEBPACK_IMPORTED_MODULE_1__/* .listOf */ .c3)((0,_shape_js__WEBPACK_IMPORTED_MODULE_1__/* .objectOf */ .Xy)({ target: targetName, change: _shape_js__WEBPACK_IMPORTED_MODULE_1__/* .text */ .Qq })),
});
const verdict = (0,_shape_js__WEBPACK_IMPORTED_MODULE_1__/* .oneOf */ .yL)('inSync', 'observed', 'alreadyLive', 'toGrant', 'missing', 'toAdjust', 'altered', 'toRevoke', 'unauthorized', 'unreviewed', 'withheld', 'alreadyGone', 'released', 'unknown');
const ledgerRow = (0,_shape_js__WEBPACK_IMPORTED_MODULE_1__/* .objectOf */ .Xy)({
    change: _shape_js__WEBPACK_IMPORTED_MODULE_1__/* .text */ .Qq,
    key,
    label: _shape_js__WEBPACK_IMPORTED_MODULE_1__/* .text */ .Qq,
    verdict,
    notBefore: (0,_shape_js__WEBPACK_IMPORTED_MODULE_1__/* .orNull */ .Xd)(_shape_js__WEBPACK_IMPORTED_MODULE_1__/* .number */ .ai),
    firstSeen: _shape_js__WEBPACK_IMPORTED_MODULE_1__/* .number */ .ai,
    lastSeen: _shape_js__WEBPACK_IMPORTED_MODULE_1__/* .number */ .ai,
    decided: (0,_shape_js__WEBPACK_IMPORTED_MODULE_1__/* .orNull */ .Xd)(because),
    applied: (0,_shape_js__WEBPACK_IMPORTED_MODULE_1__/* .orNull */ .Xd)(_shape_js__WEBPACK_IMPORTED_MODULE_1__/* .number */ .ai),
    verified: (0,_shape_js__WEBPACK_IMPORTED_MODULE_1__/* .orNull */ .Xd)(_shape_js__WEBPACK_IMPORTED_MODULE_1__/* .number */ .ai),
    ended: (0,_shape_js__WEBPACK_IMPORTED_MODULE_1__/* .orNull */ .Xd)((0,_shape_js__WEBPACK_IMPORTED_MODULE_1__/* .oneOf */ .yL)('verified', 'goneByItself', 'accepted', 'released')),
});
const history = (0,_shape_js__WEBPACK_IMPORTED_MODULE_1__/* .objectOf */ .Xy)({
    at: _shape_js__WEBPACK_IMPORTED_MODULE_1__/* .instant */ .uR,
    target: targetName,
    label: (0,_shape_js__WEBPACK_IMPORTED_MODULE_1__/* .orNull */ .Xd)(_shape_js__WEBPACK_IMPORTED_MODULE_1__/* .text */ .Qq),
    facts: (0,_shape_js__WEBPACK_IMPORTED_MODULE_1__/* .orNull */ .Xd)(textRecord),
    digest: (0,_shape_js__WEBPACK_IMPORTED_MODULE_1__/* .orNull */ .Xd)(_shape_js__WEBPACK_IMPORTED_MODULE_1__/* .text */ .Qq),
    between: (0,_shape_js__WEBPACK_IMPORTED_MODULE_1__/* .pairOf */ .cF)((0,_shape_js__WEBPACK_IMPORTED_MODULE_1__/* .orNull */ .Xd)(_shape_js__WEBPACK_IMPORTED_MODULE_1__/* .number */ .ai), _shape_js__WEBPACK_IMPORTED_MODULE_1__/* .number */ .ai),
    event: (0,_shape_js__WEBPACK_IMPORTED_MODULE_1__/* .oneOf */ .yL)('held', 'changed', 'gone', 'unwatched', 'watched'),
    key: (0,_shape_js__WEBPACK_IMPORTED_MODULE_1__/* .orNull */ .Xd)(key),
    kind: _shape_js__WEBPACK_IMPORTED_MODULE_1__/* .text */ .Qq,
    identity: (0,_shape_js__WEBPACK_IMPORTED_MODULE_1__/* .orNull */ .Xd)(_shape_js__WEBPACK_IMPORTED_MODULE_1__/* .text */ .Qq),
    because: (0,_shape_js__WEBPACK_IMPORTED_MODULE_1__/* .orNull */ .Xd)(because),
    commit: _shape_js__WEBPACK_IMPORTED_MODULE_1__/* .text */ .Qq,
});
const proof = (0,_shape_js__WEBPACK_IMPORTED_MODULE_1__/* .objectOf */ .Xy)({ read: _shape_js__WEBPACK_IMPORTED_MODULE_1__/* .count */ .U9, claimed: (0,_shape_js__WEBPACK_IMPORTED_MODULE_1__/* .orNull */ .Xd)(_shape_js__WEBPACK_IMPORTED_MODULE_1__/* .count */ .U9), by: (0,_shape_js__WEBPACK_IMPORTED_MODULE_1__/* .oneOf */ .yL)('cursorEnd', 'count', 'onePage') });
const live = (0,_shape_js__WEBPACK_IMPORTED_MODULE_1__/* .objectOf */ .Xy)({
    version,
    begunAt: _shape_js__WEBPACK_IMPORTED_MODULE_1__/* .number */ .ai,
    endedAt: _shape_js__WEBPACK_IMPORTED_MODULE_1__/* .number */ .ai,
    only: (0,_shape_js__WEBPACK_IMPORTED_MODULE_1__/* .orNull */ .Xd)(words),
    entries: (0,_shape_js__WEBPACK_IMPORTED_MODULE_1__/* .listOf */ .c3)(entitlement),
    refs: (0,_shape_js__WEBPACK_IMPORTED_MODULE_1__/* .listOf */ .c3)((0,_shape_js__WEBPACK_IMPORTED_MODULE_1__/* .objectOf */ .Xy)({ kind: _shape_js__WEBPACK_IMPORTED_MODULE_1__/* .text */ .Qq, id: _shape_js__WEBPACK_IMPORTED_MODULE_1__/* .text */ .Qq, name: _shape_js__WEBPACK_IMPORTED_MODULE_1__/* .text */ .Qq })),
    proofs: (0,_shape_js__WEBPACK_IMPORTED_MODULE_1__/* .recordOf */ .zv)(proof),
    own: words,
    error: (0,_shape_js__WEBPACK_IMPORTED_MODULE_1__/* .orNull */ .Xd)((0,_shape_js__WEBPACK_IMPORTED_MODULE_1__/* .objectOf */ .Xy)({
        code: (0,_shape_js__WEBPACK_IMPORTED_MODULE_1__/* .oneOf */ .yL)('unauthenticated', 'forbidden', 'throttled', 'unavailable', 'conflict', 'unproven', 'badResponse', 'unsupported'),
        message: _shape_js__WEBPACK_IMPORTED_MODULE_1__/* .text */ .Qq,
    })),
});
const runTimes = (0,_shape_js__WEBPACK_IMPORTED_MODULE_1__/* .objectOf */ .Xy)({ lastProven: (0,_shape_js__WEBPACK_IMPORTED_MODULE_1__/* .recordOf */ .zv)(_shape_js__WEBPACK_IMPORTED_MODULE_1__/* .number */ .ai), lastGood: (0,_shape_js__WEBPACK_IMPORTED_MODULE_1__/* .orNull */ .Xd)(_shape_js__WEBPACK_IMPORTED_MODULE_1__/* .number */ .ai), lastRun: (0,_shape_js__WEBPACK_IMPORTED_MODULE_1__/* .orNull */ .Xd)(_shape_js__WEBPACK_IMPORTED_MODULE_1__/* .number */ .ai), left: digest }, [
    'left',
]);
const seal = (0,_shape_js__WEBPACK_IMPORTED_MODULE_1__/* .objectOf */ .Xy)({
    version,
    repository: (0,_shape_js__WEBPACK_IMPORTED_MODULE_1__/* .orNull */ .Xd)(_shape_js__WEBPACK_IMPORTED_MODULE_1__/* .text */ .Qq),
    owner: (0,_shape_js__WEBPACK_IMPORTED_MODULE_1__/* .orNull */ .Xd)(_shape_js__WEBPACK_IMPORTED_MODULE_1__/* .text */ .Qq),
    branch: (0,_shape_js__WEBPACK_IMPORTED_MODULE_1__/* .orNull */ .Xd)(_shape_js__WEBPACK_IMPORTED_MODULE_1__/* .text */ .Qq),
    generation: _shape_js__WEBPACK_IMPORTED_MODULE_1__/* .count */ .U9,
    previous: (0,_shape_js__WEBPACK_IMPORTED_MODULE_1__/* .orNull */ .Xd)(digest),
    policyCommit: (0,_shape_js__WEBPACK_IMPORTED_MODULE_1__/* .orNull */ .Xd)(_shape_js__WEBPACK_IMPORTED_MODULE_1__/* .text */ .Qq),
    files: (0,_shape_js__WEBPACK_IMPORTED_MODULE_1__/* .recordOf */ .zv)(digest, statePath),
    signature: (0,_shape_js__WEBPACK_IMPORTED_MODULE_1__/* .orNull */ .Xd)(_shape_js__WEBPACK_IMPORTED_MODULE_1__/* .text */ .Qq),
});
const shapes = {
    target,
    adopts: (0,_shape_js__WEBPACK_IMPORTED_MODULE_1__/* .objectOf */ .Xy)({ version, adopting: (0,_shape_js__WEBPACK_IMPORTED_MODULE_1__/* .listOf */ .c3)(adopting) }),
    holds: (0,_shape_js__WEBPACK_IMPORTED_MODULE_1__/* .objectOf */ .Xy)({ version, holds: (0,_shape_js__WEBPACK_IMPORTED_MODULE_1__/* .listOf */ .c3)(hold) }),
    ledger: (0,_shape_js__WEBPACK_IMPORTED_MODULE_1__/* .objectOf */ .Xy)({ version, rows: (0,_shape_js__WEBPACK_IMPORTED_MODULE_1__/* .listOf */ .c3)(ledgerRow) }),
    history,
    live,
    runs: (0,_shape_js__WEBPACK_IMPORTED_MODULE_1__/* .objectOf */ .Xy)({ version, targets: (0,_shape_js__WEBPACK_IMPORTED_MODULE_1__/* .recordOf */ .zv)(runTimes, targetName) }),
    seal,
};
/** What other documents are made of too. */
const parts = { because, entitlement, key, mode, proof, runTimes, verb, verdict };


/***/ }),

/***/ 7604:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   D8: () => (/* binding */ anything),
/* harmony export */   Jt: () => (/* binding */ flag),
/* harmony export */   Qq: () => (/* binding */ text),
/* harmony export */   RV: () => (/* binding */ withMember),
/* harmony export */   U9: () => (/* binding */ count),
/* harmony export */   Xd: () => (/* binding */ orNull),
/* harmony export */   Xy: () => (/* binding */ objectOf),
/* harmony export */   ai: () => (/* binding */ number),
/* harmony export */   c3: () => (/* binding */ listOf),
/* harmony export */   cF: () => (/* binding */ pairOf),
/* harmony export */   uR: () => (/* binding */ instant),
/* harmony export */   wC: () => (/* binding */ matching),
/* harmony export */   yL: () => (/* binding */ oneOf),
/* harmony export */   zv: () => (/* binding */ recordOf)
/* harmony export */ });
/** Checks that parsed JSON has the shape of a type; the shape is typed by it, so that a new field cannot be forgotten. */
const says = (at, wanted) => `${at === '' ? 'the document' : at} must be ${wanted}`;
const text = (value, at) => (typeof value === 'string' ? null : says(at, 'text'));
const flag = (value, at) => (typeof value === 'boolean' ? null : says(at, 'true or false'));
const number = (value, at) => (Number.isFinite(value) ? null : says(at, 'a number'));
/** Epoch milliseconds that are an instant of the years 0 to 9999, so that they have a month. */
const instant = (value, at) => typeof value === 'number' && value > -62_135_596_800_000 && value < 253_402_300_800_000
    ? null
    : says(at, 'an instant in epoch milliseconds');
const count = (value, at) => Number.isSafeInteger(value) && value >= 0 ? null : says(at, 'a whole number from 0 on');
const anything = () => null;
const matching = (pattern, wanted) => (value, at) => typeof value === 'string' && pattern.test(value) ? null : says(at, wanted);
const oneOf = (...values) => {
    const wanted = values.map((v) => JSON.stringify(v)).join(' or ');
    return (value, at) => (values.includes(value) ? null : says(at, wanted));
};
const orNull = (check) => (value, at) => value === null ? null : check(value, at);
const listOf = (check) => (value, at) => {
    if (!Array.isArray(value))
        return says(at, 'a list');
    const i = value.findIndex((item) => check(item, '') !== null);
    return i < 0 ? null : check(value[i], `${at}/${i}`);
};
const pairOf = (first, second) => (value, at) => Array.isArray(value) && value.length === 2 ? (first(value[0], `${at}/0`) ?? second(value[1], `${at}/1`)) : says(at, 'a list of two');
const isObject = (value) => typeof value === 'object' && value !== null && !Array.isArray(value);
/** As in a JSON pointer (RFC 6901). */
const step = (name) => `/${name.replaceAll('~', '~0').replaceAll('/', '~1')}`;
const recordOf = (check, names = text) => (value, at) => {
    if (!isObject(value))
        return says(at, 'an object');
    const name = Object.keys(value).find((n) => names(n, '') !== null || check(value[n], '') !== null);
    return name === undefined ? null : (names(name, `the name ${at}${step(name)}`) ?? check(value[name], `${at}${step(name)}`));
};
/** `optional`: the members that may be missing; the compiler wants all of them there and no others. */
function objectOf(checks, optional = []) {
    const known = new Map(Object.entries(checks));
    const required = [...known.keys()].filter((name) => !optional.includes(name));
    return (value, at) => {
        if (!isObject(value))
            return says(at, 'an object');
        for (const name of required)
            if (!Object.hasOwn(value, name))
                return `${at}${step(name)} is missing`;
        for (const name of Object.keys(value)) {
            const check = known.get(name);
            if (check === undefined)
                return `${at}${step(name)} is no field of version 1`;
            if (check(value[name], '') !== null)
                return check(value[name], `${at}${step(name)}`);
        }
        return null;
    };
}
/** Of two forms the one that has this member, else the other. */
const withMember = (member, form, other) => (value, at) => (isObject(value) && Object.hasOwn(value, member) ? form : other)(value, at);


/***/ })

};
