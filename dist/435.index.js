export const id = 435;
export const ids = [435];
export const modules = {

/***/ 1137:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Cm: () => (/* binding */ quoteIdentifier),
/* harmony export */   mq: () => (/* binding */ scimString),
/* harmony export */   pn: () => (/* binding */ pathSegment)
/* harmony export */ });
/* unused harmony exports dnValue, ldapFilterValue */
/* harmony import */ var _errors_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(9380);
/** How a name becomes part of a URL, a filter, a DN or a statement: the one encoder, so that no name widens what it is put into. */

const CONTROL = /[\u0000-\u001f\u007f-\u009f]/;
function refuse(what, why) {
    throw new _errors_js__WEBPACK_IMPORTED_MODULE_0__/* .ConnectorError */ .W('unsupported', `${what} ${why}; that can change what a request means, so nothing was sent. Rename it in the target, or leave it out of the policy.`);
}
/** Also for dots behind a slash: a server that decodes `%2F` before it routes would walk up. */
function pathSegment(text) {
    if (text === '')
        refuse('A name', 'is empty');
    if (CONTROL.test(text))
        refuse('A name', 'holds control characters');
    if (!text.isWellFormed())
        refuse('A name', 'is not valid Unicode');
    if (text.split(/[/\\]/).some((part) => part === '.' || part === '..'))
        refuse('A name', 'is "." or "..", or has such a part');
    return encodeURIComponent(text);
}
/** A quoted string of a SCIM filter: JSON (RFC 7644 §3.4.2.2). */
function scimString(text) {
    if (!text.isWellFormed())
        refuse('A filter value', 'is not valid Unicode');
    return JSON.stringify(text);
}
/** An attribute value inside a DN (RFC 4514 §2.4). Hex pairs for what has no plain escape. */
function dnValue(text) {
    if (text === '')
        refuse('A DN value', 'is empty');
    if (!text.isWellFormed())
        refuse('A DN value', 'is not valid Unicode');
    const last = text.length - 1;
    return text.replace(/[\\"+,;<>=# \u0000-\u001f\u007f]/g, (c, at) => {
        if (CONTROL.test(c))
            return hexPair(c);
        // Plain inside, special at an edge.
        if ((c === ' ' && at > 0 && at < last) || (c === '#' && at > 0))
            return c;
        return `\\${c}`;
    });
}
/** An assertion value inside an LDAP filter (RFC 4515 §3). */
function ldapFilterValue(text) {
    if (!text.isWellFormed())
        refuse('A filter value', 'is not valid Unicode');
    return text.replace(/[*()\\\u0000-\u001f\u007f]/g, hexPair);
}
const hexPair = (c) => `\\${c.charCodeAt(0).toString(16).padStart(2, '0')}`;
/** A delimited SQL identifier. */
function quoteIdentifier(text) {
    if (text === '')
        refuse('An identifier', 'is empty');
    if (text.includes('\0'))
        refuse('An identifier', 'holds a NUL');
    // It would be sent as U+FFFD, which is another name.
    if (!text.isWellFormed())
        refuse('An identifier', 'is not valid Unicode');
    return `"${text.replaceAll('"', '""')}"`;
}


/***/ }),

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

/***/ 5716:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   FK: () => (/* binding */ isInside),
/* harmony export */   Xx: () => (/* binding */ checkOrigin),
/* harmony export */   pc: () => (/* binding */ baseUrl)
/* harmony export */ });
/* harmony import */ var node_net__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(7030);
/* harmony import */ var node_net__WEBPACK_IMPORTED_MODULE_0___default = /*#__PURE__*/__webpack_require__.n(node_net__WEBPACK_IMPORTED_MODULE_0__);
/* harmony import */ var _errors_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(9380);
/** Which addresses a request may go to: https to public names, anything else only where `NHI_ORIGINS` names the origin. */


/** Names and addresses of cloud metadata services that are not link-local. */
const METADATA = new Set(['metadata', 'metadata.google.internal', 'metadata.goog', '100.100.100.200', 'fd00:ec2::254']);
/** A parsed base url without anything that could carry a secret. */
function baseUrl(target, text, key = 'url') {
    const url = URL.canParse(text) ? new URL(text) : null;
    if (url === null || (url.protocol !== 'https:' && url.protocol !== 'http:')) {
        throw new _errors_js__WEBPACK_IMPORTED_MODULE_1__/* .ConnectorError */ .W('unsupported', `${target}: the ${key} of this target is not an http address, so nothing was sent. Write https://host/path.`);
    }
    if (url.username !== '' || url.password !== '' || url.search !== '' || url.hash !== '') {
        throw new _errors_js__WEBPACK_IMPORTED_MODULE_1__/* .ConnectorError */ .W('unsupported', `${target}: the ${key} of this target holds a user, a query or a fragment; such parts end in logs, so nothing was sent. Write the bare address, and name the secret in auth.`);
    }
    return url;
}
/** Where a name is resolved by a server of somebody else, its address can only be judged by the network: secrets are bound to origins for that. */
function checkOrigin(target, url, ports) {
    const needs = url.protocol === 'http:' ? 'plain http' : isInside(url.hostname) ? 'a loopback, link-local or metadata address' : null;
    if (needs === null || ports.originNamed?.(url.origin) === true)
        return;
    throw new _errors_js__WEBPACK_IMPORTED_MODULE_1__/* .ConnectorError */ .W('forbidden', `${target}: ${url.origin} is ${needs}, which could carry secrets to the wrong place, so nothing was sent. Use https and a public name, or name this origin in NHI_ORIGINS.`);
}
/** Of a URL's hostname, which the parser has already brought to one spelling (`0x7f.1` is `127.0.0.1`). */
function isInside(hostname) {
    const host = hostname
        .toLowerCase()
        .replace(/^\[|\]$/g, '')
        .replace(/\.$/, '');
    if (METADATA.has(host) || host === 'localhost' || host.endsWith('.localhost'))
        return true;
    if ((0,node_net__WEBPACK_IMPORTED_MODULE_0__.isIP)(host) === 4)
        return isInsideV4(host);
    if ((0,node_net__WEBPACK_IMPORTED_MODULE_0__.isIP)(host) !== 6)
        return false;
    const mapped = /^::(?:ffff:)?([0-9a-f]{1,4}):([0-9a-f]{1,4})$/.exec(host);
    if (mapped !== null) {
        const [high, low] = [Number.parseInt(mapped[1] ?? '0', 16), Number.parseInt(mapped[2] ?? '0', 16)];
        return isInsideV4([high >> 8, high & 255, low >> 8, low & 255].join('.')) || host.startsWith('::7f');
    }
    return host === '::' || host === '::1' || /^fe[89ab]/.test(host);
}
const isInsideV4 = (host) => /^(?:0|127)\./.test(host) || host.startsWith('169.254.') || METADATA.has(host);


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

/***/ 6435:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

// ESM COMPAT FLAG
__webpack_require__.r(__webpack_exports__);

// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  connect: () => (/* binding */ connect)
});

// EXTERNAL MODULE: ./src/connectors/kit/errors.ts
var errors = __webpack_require__(9380);
// EXTERNAL MODULE: ./src/model/json-fault.ts
var json_fault = __webpack_require__(7726);
;// CONCATENATED MODULE: ./src/connectors/kit/auth.ts

function authenticator(options, ports, remember, fetchToken) {
    const { target, origin, auth, use } = options;
    if (auth.kind === 'none')
        return { header: async () => null, refused: () => false, secretName: null };
    const credential = auth[use];
    if (credential === undefined) {
        throw new errors/* ConnectorError */.W('forbidden', `${target}: this target's auth has no "${use}" part, so nothing was sent. Name a secret under auth.${use}.`);
    }
    const secret = async (to) => sendable(target, credential.secret, await ports.secret(credential.secret, to));
    let token = null;
    async function oauthToken(tokenUrl, scope) {
        // The token is worth what the secret is worth: the target's own origin must be bound to it as well.
        await secret(origin);
        if (token !== null && ports.now() < token.until)
            return token.value;
        const form = {
            grant_type: 'client_credentials',
            client_id: credential?.clientId ?? '',
            client_secret: await secret(new URL(tokenUrl).origin),
            ...(scope === undefined ? {} : { scope }),
        };
        const answer = (await fetchToken({ url: tokenUrl, form }));
        if (typeof answer?.access_token !== 'string' || answer.access_token === '') {
            throw new errors/* ConnectorError */.W('badResponse', `${target}: asking for a token gave an answer without a token, so nothing was sent to the target. Look at auth.tokenUrl.`);
        }
        remember(answer.access_token);
        const seconds = typeof answer.expires_in === 'number' && answer.expires_in > 0 ? answer.expires_in : 300;
        token = {
            value: sendable(target, credential?.secret ?? '', answer.access_token),
            until: ports.now() + Math.max(0, seconds - 30) * 1000,
        };
        return token.value;
    }
    async function header() {
        switch (auth.kind) {
            case 'bearer':
                return ['authorization', `Bearer ${await secret(origin)}`];
            case 'basic': {
                const pair = Buffer.from(`${credential?.user ?? ''}:${await secret(origin)}`).toString('base64');
                remember(pair);
                return ['authorization', `Basic ${pair}`];
            }
            case 'header':
                return [auth.header, await secret(origin)];
            case 'oauth':
                return ['authorization', `Bearer ${await oauthToken(auth.tokenUrl, auth.scope)}`];
            case 'none':
                throw new errors/* ConnectorError */.W('forbidden', `${target}: no auth.`);
        }
    }
    return {
        header,
        refused() {
            const had = token !== null;
            token = null;
            return had;
        },
        secretName: credential.secret,
    };
}
/** A header value that fetch refuses would be quoted in its error text. */
function sendable(target, name, value) {
    if (value === '' || !/^[\x21-\x7e](?:[\x20-\x7e\x80-\xff]*[\x21-\x7e\x80-\xff])?$/.test(value)) {
        throw new errors/* ConnectorError */.W('unauthenticated', `${target}: the secret ${name} is empty, or holds characters that cannot be sent (line breaks, spaces at an edge), so nothing was sent. Store it again without them.`);
    }
    return value;
}

;// CONCATENATED MODULE: ./src/connectors/kit/retry.ts
/** When a request is tried again, and after how long. Pure. */
const FIRST_PAUSE_MS = 300;
const LONGEST_PAUSE_MS = 20_000;
/** So that many callers told the same second do not come back at once. */
const SPREAD_MS = 250;
const DATE = /^(?:mon|tue|wed|thu|fri|sat|sun)/i;
/** `Retry-After` (RFC 9110 §10.2.3) in milliseconds from `now`: seconds, fractions as some servers send them, or a date. */
function retryAfterMs(header, now) {
    const text = header?.trim() ?? '';
    // However many digits: what is asked for is at least that long.
    if (/^[0-9]+(?:\.[0-9]+)?$/.test(text))
        return Math.min(Math.ceil(Number(text) * 1000), Number.MAX_SAFE_INTEGER);
    if (!DATE.test(text))
        return null;
    // An asctime date has no zone and means UTC all the same (RFC 9110 §5.6.7).
    const at = Date.parse(/GMT$/i.test(text) ? text : `${text} GMT`);
    return Number.isNaN(at) ? null : Math.max(0, at - now);
}
/** Full jitter over a doubling pause, never shorter than what the server asked for. */
function pauseBefore(attempt, random, asked) {
    if (asked !== null)
        return asked + Math.floor(random * SPREAD_MS);
    return Math.floor(random * Math.min(LONGEST_PAUSE_MS, FIRST_PAUSE_MS * 2 ** (attempt - 1)));
}
const isSafe = (method) => method === 'GET' || method === 'HEAD';
/** 501 and 505 say "never"; the rest of 5xx and 429 say "not now". */
const mayPass = (status) => status === 429 || (status >= 500 && status !== 501 && status !== 505);

;// CONCATENATED MODULE: ./src/connectors/kit/http-errors.ts


const STATUS = {
    401: { code: 'unauthenticated', means: 'the secret is wrong, expired or withdrawn', remedy: 'Renew $secret.' },
    403: { code: 'forbidden', means: 'the secret lacks this right', remedy: 'Grant it to the account of $secret.' },
    404: {
        code: 'badResponse',
        means: '"empty", "not there" or "not allowed"',
        remedy: "Look at the target's url, and at the rights of the account of $secret.",
    },
    409: {
        code: 'conflict',
        means: 'somebody else changed it meanwhile, or the name is taken',
        remedy: 'The next round reads again and decides anew.',
    },
    412: { code: 'conflict', means: 'somebody else changed it meanwhile', remedy: 'The next round reads again and decides anew.' },
    429: { code: 'throttled', means: 'too many requests were sent', remedy: 'Run it later, or less often.' },
    501: { code: 'unsupported', means: 'the target cannot do this', remedy: "Look at the profile in this target's config." },
};
const REDIRECT = {
    code: 'badResponse',
    means: 'the address has moved, or a login page stands before it; a redirect is never followed',
    remedy: 'Write the final address as url.',
};
const REFUSED = {
    code: 'badResponse',
    means: 'the target does not understand this request',
    remedy: "Look at the profile in this target's config.",
};
const SERVER = { code: 'unavailable', means: 'the target is down or overloaded', remedy: 'Run it again later.' };
const meaningOf = (status) => STATUS[status] ?? (status >= 500 ? SERVER : status >= 300 && status < 400 ? REDIRECT : REFUSED);
/** What follows for this run. A write that reached the target may have been carried out, whatever came back. */
const consequence = (method, lost) => isSafe(method)
    ? 'nothing was compared'
    : lost
        ? 'it may have been carried out all the same, and is not repeated blindly'
        : 'nothing was changed';
function statusError(attempted, status, retryAfterMs) {
    const { code, means, remedy } = meaningOf(status);
    const after = retryAfterMs === null ? {} : { retryAfterSeconds: Math.ceil(retryAfterMs / 1000) };
    return new errors/* ConnectorError */.W(code, sentence(attempted, `answered ${status}${asked(retryAfterMs)}`, means, remedy, status >= 500 && status !== 501), after);
}
const DAY_SECONDS = 86_400;
/** What the target said of when to come back. */
function asked(retryAfterMs) {
    if (retryAfterMs === null || retryAfterMs === 0)
        return '';
    const seconds = Math.ceil(retryAfterMs / 1000);
    return ` and asked for a pause of ${seconds > DAY_SECONDS ? 'more than a day' : `${seconds} s`}`;
}
/** `said`: what came instead of an answer, "no whole answer in time". */
function brokenError(attempted, code, said, means, remedy) {
    return new errors/* ConnectorError */.W(code, sentence(attempted, said, means, remedy, true));
}
function sentence({ target, doing, method, secretName }, said, means, remedy, lost) {
    const named = remedy.replace('$secret', secretName === null ? 'the secret' : secretName);
    return `${target}: ${doing} ${said}; that can mean ${means.startsWith('"') ? '' : 'that '}${means}, so ${consequence(method, lost)}. ${named}`;
}

// EXTERNAL MODULE: ./src/connectors/kit/origins.ts
var origins = __webpack_require__(5716);
// EXTERNAL MODULE: ./src/connectors/kit/redact.ts
var redact = __webpack_require__(9302);
;// CONCATENATED MODULE: ./src/connectors/kit/http.ts
/** One HTTP client for all connectors: bounded in time, bytes and tries, loyal to one origin, silent about what it saw. */







const HTTP_LIMITS = {
    answerMs: 20_000,
    wholeMs: 60_000,
    bodyBytes: 32 * 1024 * 1024,
    attempts: 5,
    longestWaitMs: 90_000,
    requests: 50_000,
    sessionBytes: 2 * 1024 * 1024 * 1024,
};
/** No I/O and no check before the first request: a bad setting is an error of the read, not of making it. */
function httpTarget(settings, ports) {
    const secrets = (0,redact/* redactor */.$p)();
    const guarded = {
        ...ports,
        secret: async (name, origin) => {
            const value = await ports.secret(name, origin);
            secrets.add(value);
            return value;
        },
    };
    const limits = { ...HTTP_LIMITS, ...settings.limits };
    let known = null;
    const know = () => {
        if (known !== null)
            return known;
        const base = (0,origins/* baseUrl */.pc)(settings.target, settings.url);
        (0,origins/* checkOrigin */.Xx)(settings.target, base, ports);
        const tokens = (request) => token(settings.target, limits, guarded, request);
        return (known = {
            settings,
            limits,
            ports: guarded,
            base,
            auth: authenticator({ ...settings, origin: base.origin }, guarded, secrets.add, tokens),
        });
    };
    return {
        clean: secrets.clean,
        holds: secrets.holds,
        session() {
            const spent = { requests: 0, bytes: 0 };
            return {
                async request(request) {
                    try {
                        return await authenticated(know(), spent, request);
                    }
                    catch (error) {
                        throw (0,redact/* outgoing */.by)(settings.target, error, secrets.clean);
                    }
                },
            };
        },
    };
}
async function authenticated(known, spent, request) {
    const { settings, base, auth } = known;
    const attempted = { target: settings.target, doing: request.doing, method: request.method, secretName: auth.secretName };
    const url = urlOf(attempted, base, request);
    const send = async () => {
        const header = await auth.header();
        const headers = {
            accept: `${settings.mediaType}, application/json`,
            ...request.headers,
            ...(header === null ? {} : { [header[0]]: header[1] }),
        };
        const body = request.body === undefined ? null : JSON.stringify(request.body);
        return tried(known, spent, attempted, url, {
            method: request.method,
            headers: body === null ? headers : { ...headers, 'content-type': settings.mediaType },
            body,
        });
    };
    let answer = await send();
    // A fetched token can have been withdrawn before its time; a refused request was not carried out.
    if (answer.status === 401 && auth.refused())
        answer = await send();
    if ((answer.status >= 200 && answer.status < 300) || request.expects?.(answer) === true)
        return answer;
    throw statusError(attempted, answer.status, retryAfterMs(answer.headers.get('retry-after'), known.ports.now()));
}
/** A link of the target is followed inside its origin only: it would carry the secret along. */
function urlOf({ target, doing }, base, request) {
    const prefix = base.href.replace(/\/+$/, '');
    const isLink = request.isLink === true;
    const text = isLink ? request.path : prefix + request.path;
    const url = URL.canParse(text, base.href) ? new URL(text, base) : null;
    const stays = url !== null && url.origin === base.origin && url.username === '' && (isLink || url.href.startsWith(`${prefix}/`));
    if (!stays) {
        throw new errors/* ConnectorError */.W('badResponse', `${target}: ${doing} led to another origin; that can mean that somebody stands between us and the target, so nothing was sent there. Look at what the target calls its own address.`);
    }
    const query = Object.entries(request.query ?? {}).map(([name, value]) => `${encodeURIComponent(name)}=${encodeURIComponent(value)}`);
    if (query.length > 0)
        url.search = [url.search.replace(/^\?/, ''), ...query].filter((part) => part !== '').join('&');
    url.hash = '';
    return url;
}
/** Tries a safe request again while that can help; an unsafe one is sent once. */
async function tried({ limits, ports }, spent, attempted, url, sent, repeats = isSafe(sent.method)) {
    let waited = 0;
    for (let attempt = 1;; attempt += 1) {
        spend(limits, spent, attempted);
        let answer = null;
        let failure = null;
        try {
            answer = await once({ limits, ports }, spent, attempted, url, sent);
        }
        catch (error) {
            if (!(error instanceof errors/* ConnectorError */.W) || error.code !== 'unavailable')
                throw error;
            failure = error;
        }
        if (answer !== null && !mayPass(answer.status))
            return answer;
        const asked = answer === null ? null : retryAfterMs(answer.headers.get('retry-after'), ports.now());
        const pause = pauseBefore(attempt, ports.random(), asked);
        if (!repeats || attempt >= limits.attempts || waited + pause > limits.longestWaitMs || ports.signal.aborted) {
            if (answer !== null)
                return answer;
            throw failure ?? lost(attempted, 'gave no answer');
        }
        waited += pause;
        await ports.pause(pause).catch(() => {
            throw lost(attempted, 'was stopped');
        });
    }
}
function spend(limits, spent, { target, doing }) {
    spent.requests += 1;
    if (spent.requests <= limits.requests && spent.bytes <= limits.sessionBytes)
        return;
    const what = spent.requests > limits.requests ? `more than ${limits.requests} requests` : `more than ${limits.sessionBytes} bytes of answers`;
    throw new errors/* ConnectorError */.W('unproven', `${target}: ${doing} would need ${what}; that can mean that the target never ends, so the read was given up. Raise limits in this target's config if it is that large.`);
}
/** Times are real ones, not those of `ports`: they bound what really happens on the wire. */
async function once({ limits, ports }, spent, attempted, url, sent) {
    const begins = new AbortController();
    const timer = setTimeout(() => begins.abort(), limits.answerMs);
    const signal = AbortSignal.any([ports.signal, begins.signal, AbortSignal.timeout(limits.wholeMs)]);
    try {
        const response = await ports.fetch(url, { ...sent, redirect: 'manual', signal });
        clearTimeout(timer);
        const body = await bodyOf(response, limits, spent, attempted);
        return {
            status: statusOf(response),
            headers: response.headers,
            json: jsonOf(response, body, attempted),
            bytes: body.byteLength,
        };
    }
    catch (error) {
        if (error instanceof errors/* ConnectorError */.W)
            throw error;
        if (ports.signal.aborted)
            throw lost(attempted, 'was stopped');
        throw lost(attempted, signal.aborted ? 'gave no whole answer in time' : `gave no answer${networkCode(error)}`);
    }
    finally {
        clearTimeout(timer);
    }
}
/** Some fetches hide a redirect's status. */
const statusOf = (response) => (response.type === 'opaqueredirect' ? 302 : response.status);
/** Code words like ECONNREFUSED only: the text of a network error can hold addresses and headers. */
function networkCode(error) {
    const causes = [error, error?.cause];
    const codes = causes.map((cause) => cause?.code).filter((code) => typeof code === 'string');
    const code = codes.find((found) => /^[A-Z_]{3,40}$/.test(found));
    return code === undefined ? '' : ` (${code})`;
}
const lost = (attempted, said) => brokenError(attempted, 'unavailable', said, 'the target or the way to it is down', 'Run it again later.');
async function bodyOf(response, limits, spent, attempted) {
    if (response.body === null)
        return Buffer.alloc(0);
    const chunks = [];
    let size = 0;
    // Leaving the loop early cancels the body.
    for await (const chunk of response.body) {
        size += chunk.byteLength;
        spent.bytes += chunk.byteLength;
        if (size > limits.bodyBytes)
            throw brokenError(attempted, 'badResponse', `answered more than ${limits.bodyBytes} bytes`, 'the target ignores the page size', "Ask for smaller pages, or raise limits in this target's config.");
        chunks.push(chunk);
    }
    return Buffer.concat(chunks);
}
/** JSON is UTF-8 (RFC 8259 §8.1). Mended bytes would make two names one. */
const UTF8 = new TextDecoder('utf-8', { fatal: true });
function jsonOf(response, body, attempted) {
    const text = body.toString('utf8');
    if (text.trim() === '')
        return null;
    const isHtml = /html/i.test(response.headers.get('content-type') ?? '') || text.trimStart().startsWith('<');
    try {
        if (!isHtml)
            return JSON.parse(UTF8.decode(body));
    }
    catch {
        // Told apart below.
    }
    if (!response.ok)
        return null;
    const fault = isHtml ? null : (0,json_fault/* jsonFault */.x)(text);
    const from = fault === null ? '' : ` from line ${fault.line}, column ${fault.column} on`;
    throw brokenError(attempted, 'badResponse', `answered ${response.status} with ${isHtml ? 'HTML' : 'something'} instead of JSON${from}`, 'a login page or a proxy stands before the target, or the answer was cut', "Look at the target's url.");
}
/** RFC 6749 §4.4.2. A repeated request only makes another token, so this POST may be tried again. */
async function token(target, limits, ports, { url, form }) {
    const at = (0,origins/* baseUrl */.pc)(target, url, 'auth.tokenUrl');
    (0,origins/* checkOrigin */.Xx)(target, at, ports);
    const attempted = { target, doing: 'asking for a token', method: 'GET', secretName: null };
    const sent = {
        method: 'POST',
        headers: { accept: 'application/json', 'content-type': 'application/x-www-form-urlencoded' },
        body: new URLSearchParams(form).toString(),
    };
    const answer = await tried({ limits, ports }, { requests: 0, bytes: 0 }, attempted, at, sent, true);
    if (answer.status >= 200 && answer.status < 300)
        return answer.json;
    // RFC 6749 §5.2: invalid_client and invalid_grant come as 400 too.
    throw statusError(attempted, answer.status === 400 ? 401 : answer.status, retryAfterMs(answer.headers.get('retry-after'), ports.now()));
}

;// CONCATENATED MODULE: ./src/connectors/kit/paging.ts

const PAGING_LIMITS = { pages: 20_000, bytes: 2 * 1024 * 1024 * 1024, emptyPages: 25, passes: 3 };
/** What a fetcher gives when its continuation is no longer good: the list is read again from its start. */
const EXPIRED = 'expired';
/** Pages are handed on only when the whole pass holds: what a pass that moved has shown can be gone by now. */
async function* passes(paging, onePass) {
    const most = { ...PAGING_LIMITS, ...paging.limits }.passes;
    let why = '';
    for (let pass = 1; pass <= most; pass += 1) {
        const done = await onePass();
        if (!(MOVED in done)) {
            yield* done.pages;
            return done.proof;
        }
        why = done[MOVED];
    }
    throw unproven(paging, `${why}, ${most} times`, 'the list changes while it is read, or a part of it is hidden from us');
}
const MOVED = Symbol('moved');
const moved = (why) => ({ [MOVED]: why });
const unproven = ({ target, doing }, said, means) => new errors/* ConnectorError */.W('unproven', `${target}: ${doing} ${said}; that can mean that ${means}, so nothing was compared. Run it again; if it stays, look at the profile and the page size of this target.`);
/** Budget and duplicates of one pass. */
function gathering(paging) {
    const limits = { ...PAGING_LIMITS, ...paging.limits };
    const seen = new Set();
    const pages = [];
    let [count, bytes, empty, received] = [0, 0, 0, 0];
    return {
        seen,
        pages,
        /** How many pages more can be taken; one too many tells that the list never ends. */
        left: () => limits.pages + 1 - count,
        /** Of a list that does not say how many there are, this is all that tells of rows that shifted, and of others that were then jumped over. */
        cameTwice: () => received > seen.size,
        take(page) {
            count += 1;
            bytes += page.bytes ?? 0;
            received += page.items.length;
            empty = page.items.length === 0 ? empty + 1 : 0;
            if (count > limits.pages || bytes > limits.bytes)
                throw unproven(paging, `came to no end within ${count > limits.pages ? `${limits.pages} pages` : `${limits.bytes} bytes`}`, 'the target never ends');
            if (empty > limits.emptyPages)
                throw unproven(paging, `gave ${empty} empty pages in a row, each with a continuation`, 'the target never ends');
            const fresh = page.items.filter((item) => {
                const id = paging.idOf(item);
                return !seen.has(id) && Boolean(seen.add(id));
            });
            if (fresh.length > 0)
                pages.push(fresh);
        },
    };
}
/** A page is mostly waiting, and this many at once no server minds. */
const PAGES_AT_ONCE = 8;
/**
 * `startIndex` and `count` (RFC 7644 §3.4.2.4): 1-based and stateless, so rows can shift between pages. A pass counts
 * when the total stood still and as many different ids came. The first page says how many there are and how large a page
 * is; from then on pages are asked for ahead, until one comes short and those behind it begin elsewhere.
 */
function byIndex(paging, fetchPage) {
    return passes(paging, async () => {
        const found = gathering(paging);
        const asked = new Map();
        const ask = (startIndex) => {
            const page = asked.get(startIndex) ?? fetchPage(startIndex);
            asked.set(startIndex, page);
            return page;
        };
        try {
            let [received, total] = [0, -1];
            let size = null;
            for (;;) {
                const page = await ask(received + 1);
                asked.delete(received + 1);
                // totalResults is required (RFC 7644 §3.4.2); without it the end of the list is a guess.
                if (page.total === null)
                    throw unproven(paging, 'gave no total', 'the target pages in another way');
                if (total >= 0 && page.total !== total)
                    return moved(`gave a total of ${total}, then of ${page.total}`);
                size = total < 0 || page.items.length === size ? page.items.length : null;
                total = page.total;
                found.take(page);
                received += page.items.length;
                if (page.items.length === 0 || received >= total)
                    break;
                for (const startIndex of startsAhead(received + 1, size, total, Math.min(PAGES_AT_ONCE, found.left()))) {
                    ask(startIndex).catch(() => undefined);
                }
            }
            if (found.seen.size !== total)
                return moved(`gave a total of ${total}, and ${found.seen.size} different items`);
            return { pages: found.pages, proof: { read: total, claimed: total, by: 'count' } };
        }
        finally {
            // No request outlives its pass.
            await Promise.allSettled(asked.values());
        }
    });
}
/** `size`: of every page so far, or null where they differ. */
const startsAhead = (from, size, total, atMost) => size === null ? [] : Array.from({ length: atMost }, (_, i) => from + i * size).filter((startIndex) => startIndex <= total);
/** Cursors (RFC 9865 §2): the end is the absence of a next one, and nothing else. `first`: null asks for the first page. */
function byCursor(paging, fetchPage) {
    return passes(paging, () => chain(paging, fetchPage));
}
/** `Link: <…>; rel="next"` (RFC 8288). The fetcher's client keeps the link inside its origin. */
function byLink(paging, fetchPage) {
    return passes(paging, () => chain(paging, fetchPage));
}
async function chain(paging, fetchPage) {
    const found = gathering(paging);
    const used = new Set();
    let total = null;
    for (let next = null;;) {
        const page = await fetchPage(next);
        if (page === EXPIRED)
            return moved('lost its place');
        found.take(page);
        total = page.total ?? total;
        const follows = page.next ?? null;
        if (follows === null)
            break;
        // An empty one would ask for the first page again.
        if (follows === '' || used.has(follows))
            throw unproven(paging, 'came back to a page that it had given', 'the target turns in a circle');
        used.add(follows);
        next = follows;
    }
    if (total === null && found.cameTwice())
        return moved('gave an item twice');
    if (total !== null && total !== found.seen.size)
        return moved(`gave a total of ${total}, and ${found.seen.size} different items`);
    return { pages: found.pages, proof: { read: found.seen.size, claimed: total, by: 'cursorEnd' } };
}
/** The target of `rel="next"`, or null. Text that is no Link header throws: a damaged one must not pass for an end. */
function nextLink(header, at) {
    if (header === null || header.trim() === '')
        return null;
    const links = [...header.matchAll(/\s*<([^<>]*)>((?:\s*;\s*[^\s=;,]+(?:\s*=\s*(?:"[^"]*"|[^\s";,]*))?)*)\s*(?:,|$)/g)];
    if (links.reduce((size, [text]) => size + text.length, 0) < header.trim().length)
        throw unproven(at, 'answered with a Link header that cannot be read', 'a proxy has damaged it');
    return links.find(([, , parameters]) => relations(parameters ?? '').includes('next'))?.[1] ?? null;
}
function relations(parameters) {
    const found = [...parameters.matchAll(/;\s*([^\s=;,]+)(?:\s*=\s*(?:"([^"]*)"|([^\s";,]*)))?/g)];
    const rel = found.find(([, name]) => name?.toLowerCase() === 'rel');
    return (rel?.[2] ?? rel?.[3] ?? '').toLowerCase().split(/\s+/);
}
/** Drains pages where all items are needed at once. */
async function allOf(pages) {
    const items = [];
    for (;;) {
        const next = await pages.next();
        if (next.done === true)
            return { items, proof: next.value };
        for (const item of next.value)
            items.push(item);
    }
}

// EXTERNAL MODULE: ./src/connectors/scim/config.ts
var scim_config = __webpack_require__(9456);
// EXTERNAL MODULE: ./src/connectors/kit/encode.ts
var encode = __webpack_require__(1137);
;// CONCATENATED MODULE: ./src/connectors/scim/protocol.ts
/** How SCIM is spoken: lists, single resources, filters and PATCH (RFC 7644), without any judgement. */



const MEDIA_TYPE = 'application/scim+json';
/** Attribute names are case-insensitive (RFC 7643 §2.1). null and absent are the same (§2.5). */
function attribute(attributes, name) {
    if (name in attributes)
        return attributes[name] ?? null;
    const folded = name.toLowerCase();
    const found = Object.keys(attributes).find((key) => key.toLowerCase() === folded);
    return found === undefined ? null : (attributes[found] ?? null);
}
const textOf = (value) => (typeof value === 'string' && value !== '' ? value : null);
const isAttributes = (value) => typeof value === 'object' && value !== null && !Array.isArray(value);
/** The detail error keyword of RFC 7644 §3.12, and of RFC 9865 §2.1. */
const scimType = (answer) => isAttributes(answer.json) ? textOf(attribute(answer.json, 'scimType')) : null;
/** Removing what is not there: RFC 7644 §3.5.2.2 lets it pass, some servers answer noTarget. */
const noTarget = (answer) => answer.status === 400 && scimType(answer) === 'noTarget';
const filterEq = (path, value) => `${path} eq ${(0,encode/* scimString */.mq)(value)}`;
const bad = (scim, doing, what) => new errors/* ConnectorError */.W('badResponse', `${scim.target}: ${doing} answered ${what}; that can mean that this is no SCIM 2.0 server, so nothing was compared. Look at the target's url and profile.`);
/** `at`: where in the answer, as a JSON pointer (RFC 6901). */
function resourceOf(scim, doing, value, at) {
    const id = isAttributes(value) ? attribute(value, 'id') : null;
    // Seen: numbers as ids. They stand in paths and filters as text all the same.
    const text = typeof id === 'number' ? String(id) : textOf(id);
    if (text === null)
        throw bad(scim, doing, `a resource without an id at ${at}`);
    return { id: text, attributes: value };
}
function queryOf({ settings }, query) {
    return {
        ...(query.attributes === undefined || !settings.quirks.projection ? {} : { attributes: query.attributes.join(',') }),
        ...(query.filter === undefined ? {} : { filter: query.filter }),
    };
}
/** All resources of an endpoint, as pages and a proof. `made`: what is kept of each, made while other pages are waited for. */
async function* list(scim, query, made) {
    const paging = { target: scim.target, doing: query.doing, idOf: ({ id }) => id, limits: scim.settings.paging };
    const count = String(scim.settings.pageSize);
    const pageAt = async (place) => {
        const page = await listPage(scim, query, place);
        return page === EXPIRED ? EXPIRED : { ...page, items: page.items.map(made) };
    };
    const atCursor = (cursor) => pageAt({ cursor: cursor ?? '', count });
    if (scim.settings.quirks.paging === 'cursor')
        return yield* byCursor(paging, atCursor);
    const atIndex = async (startIndex) => {
        const page = await pageAt({ startIndex: String(startIndex), count });
        if (page === EXPIRED)
            throw bad(scim, query.doing, 'a cursor error to a request without a cursor');
        return page;
    };
    // A server may page by cursor unasked (RFC 9865 §2.3).
    let first = await atIndex(1);
    const takeFirst = () => {
        const taken = first;
        first = null;
        return taken;
    };
    if (typeof first.next === 'string')
        return yield* byCursor(paging, async (cursor) => (cursor === null ? (takeFirst() ?? atIndex(1)) : atCursor(cursor)));
    return yield* byIndex(paging, async (startIndex) => (startIndex === 1 ? (takeFirst() ?? atIndex(1)) : atIndex(startIndex)));
}
async function listPage(scim, query, paging) {
    const answer = await scim.session.request({
        method: 'GET',
        path: query.endpoint,
        query: { ...queryOf(scim, query), ...paging },
        doing: query.doing,
        expects: (refused) => refused.status === 400 && /^(?:invalid|expired)Cursor$/.test(scimType(refused) ?? ''),
    });
    if (answer.status === 400)
        return EXPIRED;
    const body = answer.json;
    const page = paging['startIndex'] === undefined ? 'a page by cursor' : `the page from ${paging['startIndex']} on`;
    if (!isAttributes(body))
        throw bad(scim, query.doing, `no list: ${page} is no object`);
    const [rows, total, next] = [attribute(body, 'Resources'), numberOf(attribute(body, 'totalResults')), attribute(body, 'nextCursor')];
    // Resources may be left out of an empty answer only (RFC 7644 §3.4.2).
    if (!Array.isArray(rows) && (rows !== null || (total !== 0 && next === null)))
        throw bad(scim, query.doing, `no list at /Resources of ${page}`);
    if (next !== null && typeof next !== 'string')
        throw bad(scim, query.doing, `a cursor that is no text at /nextCursor of ${page}`);
    const items = (Array.isArray(rows) ? rows : []).map((row, i) => resourceOf(scim, query.doing, row, `/Resources/${i}/id of ${page}`));
    return { items, total, next, bytes: answer.bytes };
}
const numberOf = (value) => {
    const number = typeof value === 'string' && /^[0-9]{1,15}$/.test(value) ? Number(value) : value;
    return typeof number === 'number' && Number.isSafeInteger(number) && number >= 0 ? number : null;
};
/** One resource, or null for 404: which can mean "not there" or "not allowed". */
async function single(scim, query) {
    const answer = await scim.session.request({
        method: 'GET',
        path: `${query.endpoint}/${(0,encode/* pathSegment */.pn)(query.id)}`,
        query: queryOf(scim, query),
        doing: query.doing,
        expects: ({ status }) => status === 404,
    });
    if (answer.status === 404)
        return null;
    const resource = resourceOf(scim, query.doing, answer.json, '/id');
    // Ids are exact (RFC 7643 §3.1). A list, or another resource, must not pass for this one.
    if (resource.id !== query.id)
        throw bad(scim, query.doing, 'another resource than the one asked for, by its /id');
    return { ...resource, etag: answer.headers.get('etag') };
}
async function patch(scim, what) {
    return scim.session.request({
        method: 'PATCH',
        path: `${what.endpoint}/${(0,encode/* pathSegment */.pn)(what.id)}`,
        body: { schemas: ['urn:ietf:params:scim:api:messages:2.0:PatchOp'], Operations: [what.operation] },
        doing: what.doing,
        ...(what.expects === undefined ? {} : { expects: what.expects }),
    });
}
/** true, false, or null: not said, or in a way that the profile does not know. */
function activeOf(attributes, booleanText) {
    const active = attribute(attributes, 'active');
    if (typeof active === 'boolean')
        return active;
    if (!booleanText || typeof active !== 'string')
        return null;
    return active.toLowerCase() === 'true' ? true : active.toLowerCase() === 'false' ? false : null;
}
/** The rows of a multi-valued attribute: null = it is not there, 'malformed' = it is there and cannot be read. */
function valuesOf(attributes, name) {
    const rows = attribute(attributes, name);
    if (rows === null)
        return null;
    if (!Array.isArray(rows))
        return 'malformed';
    const values = rows.map((row) => {
        if (typeof row === 'string' && row !== '')
            return { value: row, type: '' };
        const value = isAttributes(row) ? textOf(attribute(row, 'value')) : null;
        return value === null ? null : { value, type: textOf(attribute(row, 'type')) ?? '' };
    });
    return values.every((value) => value !== null) ? values : 'malformed';
}

;// CONCATENATED MODULE: ./src/connectors/scim/discovery.ts
/** What a server says about itself (RFC 7644 §4). A hint: many servers are wrong about themselves, so only what the config leaves open is asked. */


/** Each account type with its endpoint; one request, and none if the config says all. */
async function knownTypes(scim) {
    const { types } = scim.settings;
    const offered = types.every(({ endpoint }) => endpoint !== null)
        ? []
        : await described(scim, '/ResourceTypes', 'reading the resource types');
    return types.map((type) => {
        const found = offered.find((row) => textOf(attribute(row, 'name')) === type.name || textOf(attribute(row, 'id')) === type.name);
        const endpoint = type.endpoint ?? textOf(found === undefined ? null : attribute(found, 'endpoint'));
        // An absolute one could lead elsewhere, and a relative one up.
        if (endpoint === null || !/^\/(?!\/)[A-Za-z0-9._~/-]+$/.test(endpoint) || endpoint.split('/').includes('..')) {
            throw new errors/* ConnectorError */.W('badResponse', `${scim.target}: the server does not say where resources of the type ${type.name} are, so nothing was compared. Write name, endpoint and schema in resourceTypes.`);
        }
        return {
            ...type,
            endpoint: endpoint.replace(/\/+$/, ''),
            schema: type.schema ?? textOf(found === undefined ? null : attribute(found, 'schema')),
        };
    });
}
/** Names, in lower case, of the attributes that /Schemas lists as readable; empty where the server does not say. */
async function readableAttributes(scim) {
    try {
        const schemas = await described(scim, '/Schemas', 'reading the schemas');
        const attributes = schemas.flatMap((schema) => rowsOf(attribute(schema, 'attributes')));
        return new Set(attributes.filter((row) => attribute(row, 'returned') !== 'never').map((row) => (textOf(attribute(row, 'name')) ?? '').toLowerCase()));
    }
    catch (error) {
        if (error instanceof errors/* ConnectorError */.W && (error.code === 'badResponse' || error.code === 'forbidden' || error.code === 'unsupported'))
            return new Set();
        throw error;
    }
}
/** Paging and filters are ignored there (RFC 7644 §4), so none is sent. */
async function described(scim, path, doing) {
    const { json } = await scim.session.request({ method: 'GET', path, doing });
    return Array.isArray(json) ? rowsOf(json) : isAttributes(json) ? rowsOf(attribute(json, 'Resources')) : [];
}
const rowsOf = (value) => (Array.isArray(value) ? value.filter(isAttributes) : []);

// EXTERNAL MODULE: ./src/connectors/scim/quirks.ts
var quirks = __webpack_require__(2490);
;// CONCATENATED MODULE: ./src/connectors/scim/memberships.ts
/** Who is in which group, and whether that is proven: an omitted, empty or cut list of members is looked at a second way. */




/** Well formed as an id, and nobody's. */
const NOBODY = '00000000-0000-4000-8000-000000000000';
const AT_ONCE = 4;
async function memberships(scim, groups, accounts) {
    switch (scim.settings.quirks.membership) {
        case 'members':
            return byMembers(scim, groups, accounts);
        case 'userGroups':
            return byUserGroups(groups, accounts);
        case 'memberFilter': {
            if (await filterIsIgnored(scim))
                return { of: new Map(), doubt: 'the server ignores a filter by member' };
            return { of: await byFilter(scim, accounts), doubt: null };
        }
        case 'pairFilter':
            return byPairs(scim, groups, accounts);
    }
}
async function byMembers(scim, groups, accounts) {
    const shown = [];
    const gone = [];
    for (const [group, one] of await askedOf(groups, (id) => membersOf(scim, id))) {
        if (one === 'gone')
            gone.push(group);
        else
            shown.push(one);
    }
    const of = new Map(shown.map(({ group, members }) => [group, new Set(members?.filter((id) => accounts.has(id)))]));
    if (gone.length > 0)
        return { of, doubt: `${count(gone.length, 'group')} went away while it was read, or may not be read` };
    const doubtful = shown.filter((one) => isDoubtful(scim, one, shown));
    if (doubtful.length === 0)
        return { of, doubt: contradiction(shown, accounts) };
    const second = await secondLook(scim, shown, accounts, of);
    const unproven = doubtful.filter(({ group }) => second === null || !sameSet(of.get(group), second.get(group)));
    if (unproven.length === 0)
        return { of, doubt: contradiction(shown, accounts) };
    const why = second === null
        ? 'and no other way to read them works here; if there are no groups to manage, write group under without'
        : 'and another way to read them says otherwise; write userGroups or memberFilter as quirks.membership';
    return {
        of,
        doubt: `${count(unproven.length, 'group')} came without members, or with a number of them at which servers cut the list, ${why}`,
    };
}
/** An account that shows a group is in it, or in a group in it; else members were left out (RFC 7643 §4.1.2), and nobody knows how many. */
function contradiction(shown, accounts) {
    const members = new Map(shown.map((one) => [one.group, new Set(one.members)]));
    const missing = [...accounts].filter(([account, held]) => (held ?? []).some((group) => members.get(group)?.has(account) === false && !isNested(members, group, account)));
    return missing.length === 0
        ? null
        : `${count(missing.length, 'account')} shows a group that does not show it as a member; if this stays, the server cuts or delays one of the two, and memberFilter as quirks.membership asks in a third way`;
}
/** Through groups that are members of groups; they may turn in a circle. */
function isNested(members, group, account) {
    const seen = new Set();
    const open = [group];
    for (let next = open.pop(); next !== undefined; next = open.pop()) {
        if (seen.has(next))
            continue;
        seen.add(next);
        const inside = members.get(next) ?? new Set();
        if (inside.has(account))
            return true;
        for (const id of inside)
            if (members.has(id))
                open.push(id);
    }
    return false;
}
/** A few at a time, answers in the order of the questions. */
async function askedOf(questions, ask) {
    const answers = [];
    for (let at = 0; at < questions.length; at += AT_ONCE) {
        answers.push(...(await Promise.all(questions.slice(at, at + AT_ONCE).map(async (question) => [question, await ask(question)]))));
    }
    return answers;
}
async function membersOf(scim, group) {
    const resource = await single(scim, {
        endpoint: '/Groups',
        id: group,
        attributes: ['id', 'members'],
        doing: 'reading the members of a group',
    });
    if (resource === null)
        return 'gone';
    const members = valuesOf(resource.attributes, 'members');
    if (members === 'malformed')
        throw new errors/* ConnectorError */.W('unproven', `${scim.target}: a group has members without an id; that can mean that this server shows them in another way, so groups were not compared. Look at quirks.membership.`);
    return { group, members: members?.map(({ value }) => value) ?? null };
}
/** Empty and omitted are the same by RFC 7643 §2.5, but servers also omit, or show as empty, what they do not list. */
function isDoubtful(scim, { members }, all) {
    if (members !== null && members.length > 0)
        return quirks/* SUSPICIOUS_COUNTS */.DS.has(members.length);
    if (scim.settings.quirks.omittedMembers === 'empty')
        return false;
    // A server that shows members elsewhere in the same read means an explicit empty list.
    return members === null || !all.some((other) => (other.members?.length ?? 0) > 0);
}
/** Memberships read the other way round, or null where no other way proves anything. */
async function secondLook(scim, shown, accounts, known) {
    const byAttribute = byUserGroups([...known.keys()], accounts);
    if (byAttribute.doubt === null && holdsAll(byAttribute.of, known))
        return new Map([...byAttribute.of].map(([group, ids]) => [group, new Set(ids)]));
    try {
        if (!(await filterWorks(scim, shown)))
            return null;
        const filtered = await byFilter(scim, accounts);
        return holdsAll(filtered, known) ? filtered : null;
    }
    catch (error) {
        if (error instanceof errors/* ConnectorError */.W && ['badResponse', 'forbidden', 'unsupported', 'unproven'].includes(error.code))
            return null;
        throw error;
    }
}
/** It must find a membership that is known, or where nobody is in any group, the one group that it is asked for; and nobody's none. */
async function filterWorks(scim, shown) {
    if (await filterIsIgnored(scim))
        return false;
    const sample = shown.find(({ members }) => (members?.length ?? 0) > 0);
    const member = sample?.members?.[0];
    if (sample !== undefined && member !== undefined)
        return (await groupsWith(scim, filterEq(scim.settings.quirks.memberPath, member))).includes(sample.group);
    const [first] = shown;
    return first === undefined || (await groupsWith(scim, filterEq('id', first.group))).join() === first.group;
}
const holdsAll = (sets, known) => [...known].every(([group, ids]) => [...ids].every((id) => sets.get(group)?.has(id) === true));
const sameSet = (a = new Set(), b = new Set()) => a.size === b.size && [...a].every((id) => b.has(id));
const count = (number, what) => `${number} ${what}${number === 1 ? '' : 's'}`;
/** `groups` is read-only and optional (RFC 7643 §4.1.2): one account that shows it stands for a server that fills it. */
function byUserGroups(groups, accounts) {
    const of = new Map(groups.map((group) => [group, new Set()]));
    const rows = [...accounts];
    const fills = rows.some(([, held]) => (held?.length ?? 0) > 0) || (rows.length > 0 && rows.every(([, held]) => held !== null));
    for (const [account, held] of rows)
        for (const group of held ?? [])
            of.get(group)?.add(account);
    const isTrivial = groups.length === 0 || rows.length === 0;
    return { of, doubt: fills || isTrivial ? null : 'no account shows its groups' };
}
async function groupsWith(scim, filter) {
    const { items } = await allOf(list(scim, { endpoint: '/Groups', filter, attributes: ['id'], doing: 'listing groups by member' }, (resource) => resource));
    return items.map(({ id }) => id);
}
const filterIsIgnored = async (scim) => (await groupsWith(scim, filterEq(scim.settings.quirks.memberPath, NOBODY))).length > 0;
async function byFilter(scim, accounts) {
    const of = new Map();
    for (const [account, held] of await askedOf([...accounts.keys()], (id) => groupsWith(scim, filterEq(scim.settings.quirks.memberPath, id)))) {
        for (const group of held)
            of.set(group, (of.get(group) ?? new Set()).add(account));
    }
    return of;
}
/** Is this account in this group? By a filter that names both. */
async function isMember(scim, group, member) {
    const filter = `${filterEq('id', group)} and ${filterEq(scim.settings.quirks.memberPath, member)}`;
    const { items } = await allOf(list(scim, { endpoint: '/Groups', filter, attributes: ['id'], doing: 'asking whether an account is in a group' }, (resource) => resource));
    if (items.some(({ id }) => id !== group))
        throw new errors/* ConnectorError */.W('unproven', `${scim.target}: a filter by group and member gave another group; that can mean that the server ignores filters, so groups were not compared. Look at quirks.membership.`);
    return items.length > 0;
}
async function byPairs(scim, groups, accounts) {
    const of = new Map(groups.map((group) => [group, new Set()]));
    const pairs = groups.flatMap((group) => [...accounts.keys()].map((account) => ({ group, account })));
    for (const [{ group, account }, held] of await askedOf(pairs, (pair) => isMember(scim, pair.group, pair.account))) {
        if (held)
            of.get(group)?.add(account);
    }
    // A server that looks at the group alone would say yes to everybody.
    const group = groups[0];
    const ignored = group !== undefined &&
        accounts.size > 0 &&
        [...of.values()].every((ids) => ids.size === accounts.size) &&
        (await saysYesToNobody(scim, group));
    return { of, doubt: ignored ? 'the server ignores a filter by member' : null };
}
async function saysYesToNobody(scim, group) {
    try {
        return await isMember(scim, group, NOBODY);
    }
    catch (error) {
        // It looked at the member, and did not like it.
        if (error instanceof errors/* ConnectorError */.W && error.code === 'badResponse')
            return false;
        throw error;
    }
}

;// CONCATENATED MODULE: ./src/connectors/scim/read.ts








/** Kind → the attribute of an account that holds it. */
const VALUED = { role: 'roles', entitlement: 'entitlements' };
const VALUED_KINDS = Object.keys(VALUED);
function scimReader(target, config, ports) {
    const settings = (0,scim_config/* settingsOf */.f)(config);
    const http = httpTarget({ target, url: config.url, auth: config.auth, use: 'read', mediaType: MEDIA_TYPE, limits: settings.http }, ports);
    return {
        async *read(only) {
            try {
                const pages = reading({ target, settings, session: http.session() }, only);
                for (;;) {
                    const next = await pages.next();
                    if (next.done === true)
                        return next.value;
                    yield (0,redact/* demandNoSecret */.te)(target, next.value, http.holds);
                }
            }
            catch (error) {
                throw (0,redact/* outgoing */.by)(target, error, http.clean);
            }
        },
        async [Symbol.asyncDispose]() { },
    };
}
async function* reading(scim, only) {
    const types = await knownTypes(scim);
    const accounts = new Map();
    const proofs = {};
    for (const type of types)
        proofs[type.kind] = yield* readingAccounts(scim, type, only, accounts);
    const whole = together(types.map((type) => proofs[type.kind]));
    const unproven = doubtsOf(types, accounts);
    proofs['login'] = whole;
    for (const kind of VALUED_KINDS.filter(scim.settings.has)) {
        proofs[kind] = whole;
        const doubt = await valuedDoubt(scim, kind, accounts);
        if (doubt !== null)
            unproven[kind] = doubt;
    }
    if (scim.settings.has('group'))
        proofs['group'] = yield* readingGroups(scim, accounts, unproven);
    if (Object.keys(unproven).length > 0)
        yield { entries: [], refs: [], unproven };
    return Object.fromEntries(Object.entries(proofs).filter(([kind]) => unproven[kind] === undefined));
}
const attributesOf = (scim, type) => [
    'id',
    type.nameAttribute,
    'active',
    ...VALUED_KINDS.filter(scim.settings.has).map((kind) => VALUED[kind]),
    ...(scim.settings.has('group') ? ['groups'] : []),
];
async function* readingAccounts(scim, type, only, accounts) {
    const made = (resource) => accountOf(scim, type, resource);
    const query = { endpoint: type.endpoint, attributes: attributesOf(scim, type) };
    const pages = only === undefined
        ? list(scim, { ...query, doing: `listing ${type.name} resources` }, made)
        : these(scim, { ...query, doing: `reading one ${type.name} resource` }, only.accounts, made);
    for (;;) {
        const next = await pages.next();
        if (next.done === true)
            return next.value;
        for (const account of next.value)
            takeAccount(scim, accounts, account);
        yield pageOf(next.value);
    }
}
/** Accounts by id. One that is gone is missing, which is what a partial read is to show. */
async function* these(scim, query, ids, made) {
    const items = [];
    for (const id of new Set(ids)) {
        const found = await single(scim, { ...query, id });
        if (found !== null)
            items.push(made(found));
    }
    yield items;
    return { read: items.length, claimed: null, by: 'onePage' };
}
function accountOf(scim, type, { id, attributes }) {
    const groups = valuesOf(attributes, 'groups');
    const active = activeOf(attributes, scim.settings.quirks.booleanText);
    const valued = { role: valuesOf(attributes, VALUED.role), entitlement: valuesOf(attributes, VALUED.entitlement) };
    return {
        id,
        kind: type.kind,
        name: textOf(attribute(attributes, type.nameAttribute)),
        active,
        // Memberships of a group in a group (RFC 7643 §4.1.2) are not this account's own.
        groups: groups === null || groups === 'malformed'
            ? null
            : groups.filter(({ type: how }) => how.toLowerCase() !== 'indirect').map(({ value }) => value),
        valued,
        entries: entriesOf(scim, type.kind, id, active, valued),
    };
}
/** An id is unique over all resources of a server (RFC 7643 §3.1). */
function takeAccount(scim, accounts, account) {
    const other = accounts.get(account.id);
    if (other !== undefined && other.kind !== account.kind) {
        throw new errors/* ConnectorError */.W('unproven', `${scim.target}: one id belongs to a ${other.kind} and to a ${account.kind}; ids must be unique over all types, so nothing was compared. Make a target of each type.`);
    }
    accounts.set(account.id, account);
}
function entriesOf(scim, kind, id, active, valued) {
    const entry = (of, name, facts = {}) => ({
        target: scim.target,
        account: id,
        kind: of,
        name,
        facets: {},
        facts,
    });
    const entries = [entry(kind, id)];
    if (active === true)
        entries.push(entry('login', id));
    for (const of of VALUED_KINDS.filter(scim.settings.has)) {
        const values = valued[of];
        if (values !== null && values !== 'malformed')
            entries.push(...values.map(({ value, type }) => entry(of, value, { type })));
    }
    return entries;
}
const pageOf = (accounts) => ({
    entries: accounts.flatMap(({ entries }) => entries),
    refs: accounts.map(({ kind, id, name }) => ({ kind, id, name: name ?? '' })),
});
/** One proof for what stands on the accounts of all types. */
function together(proofs) {
    const all = proofs.filter((proof) => proof !== undefined);
    const [first = { read: 0, claimed: null, by: 'onePage' }] = all;
    const claims = all.map(({ claimed }) => claimed);
    const claimed = claims.every((claim) => claim !== null) ? claims.reduce((sum, claim) => sum + claim, 0) : null;
    return {
        read: all.reduce((sum, { read }) => sum + read, 0),
        claimed,
        by: all.every(({ by }) => by === first.by) ? first.by : 'cursorEnd',
    };
}
function doubtsOf(types, accounts) {
    const doubts = {};
    const rows = [...accounts.values()];
    for (const { kind, nameAttribute } of types) {
        if (rows.some((row) => row.kind === kind && row.name === null))
            doubts[kind] = `an account has no ${nameAttribute}; nameAttribute says which attribute is the name`;
    }
    // What an absent `active` means is for the server to say (RFC 7643 §4.1.1), so it is neither.
    if (rows.some(({ active }) => active === null))
        doubts['login'] = 'an account does not say whether it is active, or says it in another way than true and false';
    return doubts;
}
/** An attribute that no account carries is empty everywhere, or not shown. /Schemas can tell. */
async function valuedDoubt(scim, kind, accounts) {
    const rows = [...accounts.values()].map(({ valued }) => valued[kind]);
    const name = VALUED[kind];
    if (rows.includes('malformed'))
        return `an account has ${name} without a value`;
    if (rows.length === 0 || rows.some((row) => row !== null))
        return null;
    if ((await readableAttributes(scim)).has(name))
        return null;
    return `no account shows ${name}, and the server does not list it in /Schemas; if it has none, write ${kind} under without`;
}
/** A server that refuses its groups still has its accounts read: the group kind is then unproven, and says why. */
async function* readingGroups(scim, accounts, unproven) {
    const nothing = { read: 0, claimed: null, by: 'onePage' };
    try {
        const { items: refs, proof } = await allOf(list(scim, { endpoint: '/Groups', attributes: ['id', 'displayName'], doing: 'listing groups' }, groupOf));
        if (refs.some(({ name }) => name === ''))
            unproven['group'] = 'a group has no displayName';
        const ids = refs.map(({ id }) => id);
        const { of, doubt } = await memberships(scim, ids, new Map([...accounts].map(([id, { groups }]) => [id, groups])));
        if (doubt !== null)
            unproven['group'] = doubt;
        yield {
            entries: ids.flatMap((group) => [...(of.get(group) ?? [])].map((account) => ({
                target: scim.target,
                account,
                kind: 'group',
                name: group,
                facets: {},
                facts: {},
            }))),
            refs,
        };
        return proof;
    }
    catch (error) {
        if (!(error instanceof errors/* ConnectorError */.W) || !['forbidden', 'badResponse', 'unproven', 'unsupported'].includes(error.code))
            throw error;
        unproven['group'] = error.message.replace(`${scim.target}: `, '').replace(/\.$/, '');
        return nothing;
    }
}
const groupOf = ({ id, attributes }) => ({ kind: 'group', id, name: textOf(attribute(attributes, 'displayName')) ?? '' });

// EXTERNAL MODULE: ./src/connectors/scim/kinds.ts + 2 modules
var kinds = __webpack_require__(5694);
;// CONCATENATED MODULE: ./src/connectors/scim/refusals.ts
/** What a write says where it cannot be made, or where what it is about is not there. */

const cannot = (target, what, why) => new errors/* ConnectorError */.W('unsupported', `${target}: ${what} cannot be done here, because ${why}; nothing was changed. Do it by hand, or leave it out of the policy.`);
const gone = (target, what) => new errors/* ConnectorError */.W('conflict', `${target}: ${what} answered 404; that can mean that it is gone or that we may not see it, so nothing was changed. The next round reads again and decides anew.`);

;// CONCATENATED MODULE: ./src/connectors/scim/write-members.ts






/** null: the server does not say, so the write decides. */
async function holds(scim, group, member) {
    if (scim.settings.quirks.membership === 'pairFilter')
        return isMember(scim, group, member);
    const found = await single(scim, {
        endpoint: '/Groups',
        id: group,
        attributes: ['id', 'members'],
        doing: 'reading a group before a change',
    });
    if (found === null)
        throw gone(scim.target, 'the group that is to be changed');
    const members = valuesOf(found.attributes, 'members');
    if (members === 'malformed')
        return null;
    if (members?.some(({ value }) => value === member) === true)
        return true;
    // Not in a list that can be hidden or cut says nothing yet.
    return members === null || members.length === 0 || quirks/* SUSPICIOUS_COUNTS */.DS.has(members.length) ? write_members_asked(scim, group, member) : false;
}
async function write_members_asked(scim, group, member) {
    try {
        return await isMember(scim, group, member);
    }
    catch (error) {
        if (error instanceof errors/* ConnectorError */.W && ['badResponse', 'unsupported', 'unproven'].includes(error.code))
            return null;
        throw error;
    }
}
async function addMember(scim, group, member) {
    // Some servers add a present member a second time.
    if ((await holds(scim, group, member)) === true)
        return 'unchanged';
    await patch(scim, {
        endpoint: '/Groups',
        id: group,
        operation: { op: 'add', path: 'members', value: [{ value: member }] },
        doing: 'adding a member',
    });
    return 'changed';
}
async function removeMember(scim, learned, group, member) {
    if ((await holds(scim, group, member)) === false)
        return 'unchanged';
    if (scim.settings.quirks.remove === 'valueArray')
        return removeByValue(scim, learned, group, member);
    const operation = { op: 'remove', path: `members[${filterEq('value', member)}]` };
    const answer = await patch(scim, { endpoint: '/Groups', id: group, operation, doing: 'taking a member', expects: noTarget });
    return answer.status === 400 ? 'unchanged' : 'changed';
}
/**
 * By RFC 7644 §3.5.2.2 a remove with values takes all members, and strict servers do that: so the list is looked at before
 * and after. What this server turned out to do is not tried a second time.
 */
async function removeByValue(scim, learned, group, member) {
    if (learned.takesAll)
        throw cannot(scim.target, 'taking a member', 'this server takes all members where one is named');
    const others = (await wholeList(scim, group)).filter((id) => id !== member);
    await patch(scim, {
        endpoint: '/Groups',
        id: group,
        operation: { op: 'remove', path: 'members', value: [{ value: member }] },
        doing: 'taking a member',
    });
    // Some of them can be somebody else's doing; all of them at once is ours.
    if (others.length === 0 || (await shownMembers(scim, group)).some((id) => others.includes(id)))
        return 'changed';
    learned.takesAll = true;
    const lost = await giveBack(scim, group, others);
    throw new errors/* ConnectorError */.W('badResponse', `${scim.target}: taking one member took all of them, and ${lost === 0 ? 'the others were given back' : `${lost} of ${others.length} others are not seen to be back: compare this group with who was in it, and give them back by hand`}; that can mean that this server takes a remove with values for "all" (RFC 7644 §3.5.2.2), so no other member is taken that way in this run. Write filterPath as quirks.remove of this target.`);
}
/** How many are not seen to be back. What went wrong on the way matters less than that. */
async function giveBack(scim, group, members) {
    try {
        await patch(scim, {
            endpoint: '/Groups',
            id: group,
            operation: { op: 'add', path: 'members', value: members.map((value) => ({ value })) },
            doing: 'giving back members that were taken with one',
        });
        const back = new Set(await shownMembers(scim, group));
        return members.filter((id) => !back.has(id)).length;
    }
    catch (error) {
        if (error instanceof errors/* ConnectorError */.W)
            return members.length;
        throw error;
    }
}
const shownMembers = async (scim, group) => {
    const found = await single(scim, {
        endpoint: '/Groups',
        id: group,
        attributes: ['id', 'members'],
        doing: 'reading the members of a group',
    });
    const members = found === null ? null : valuesOf(found.attributes, 'members');
    return members === null || members === 'malformed' ? [] : members.map(({ value }) => value);
};
/** Only of a list that is there and cannot have been cut is it known what a write does to the rest. */
async function wholeList(scim, group) {
    const members = await shownMembers(scim, group);
    if (members.length === 0 || quirks/* SUSPICIOUS_COUNTS */.DS.has(members.length))
        throw notShownInFull(scim);
    return members;
}
const notShownInFull = (scim) => new errors/* ConnectorError */.W('unproven', `${scim.target}: a group's members are not shown in full; a write that names the list would take the rest away, so nothing was changed. Look at quirks.remove of this target.`);
/** For servers without PATCH: the fresh list, changed, under a precondition. What PUT leaves out vanishes (RFC 7644 §3.5.1), so all is sent back. */
async function putMembers(scim, step) {
    const group = step[0].entry.name;
    if (step.some(({ entry }) => entry.name !== group || entry.kind !== 'group'))
        throw cannot(scim.target, 'a step over several groups', 'one request replaces one list');
    const found = await single(scim, { endpoint: '/Groups', id: group, doing: 'reading a group before a change' });
    if (found === null)
        throw gone(scim.target, 'the group that is to be changed');
    const rows = attribute(found.attributes, 'members');
    const members = valuesOf(found.attributes, 'members');
    if (!Array.isArray(rows) || members === null || members === 'malformed' || quirks/* SUSPICIOUS_COUNTS */.DS.has(members.length)) {
        throw notShownInFull(scim);
    }
    const version = found.etag ?? versionOf(found);
    if (version === null)
        throw cannot(scim.target, 'a change of group', 'the whole list would be written, and the server gives no version to guard it (ETag)');
    const before = new Set(members.map(({ value }) => value));
    const after = new Set(before);
    for (const { verb, entry } of step) {
        if (verb === 'grant')
            after.add(entry.account);
        else
            after.delete(entry.account);
    }
    const did = step.map(({ verb, entry }) => (before.has(entry.account) === (verb === 'grant') ? 'unchanged' : 'changed'));
    if (did.every((outcome) => outcome === 'unchanged'))
        return did;
    const kept = rows.filter((row) => after.has(memberId(row)));
    const added = [...after].filter((id) => !before.has(id)).map((value) => ({ value }));
    const body = Object.fromEntries(Object.entries(found.attributes).filter(([name]) => !['meta', 'members'].includes(name.toLowerCase())));
    await scim.session.request({
        method: 'PUT',
        path: `/Groups/${(0,encode/* pathSegment */.pn)(group)}`,
        headers: { 'if-match': version },
        body: { ...body, members: [...kept, ...added] },
        doing: 'writing the members of a group',
    });
    return did;
}
const memberId = (row) => typeof row === 'string' ? row : isAttributes(row) ? (textOf(attribute(row, 'value')) ?? '') : '';
/** `meta.version` is the ETag (RFC 7643 §3.1). */
function versionOf({ attributes }) {
    const meta = attribute(attributes, 'meta');
    return isAttributes(meta) ? textOf(attribute(meta, 'version')) : null;
}

;// CONCATENATED MODULE: ./src/connectors/scim/write.ts












function scimWriter(target, config, ports) {
    const settings = (0,scim_config/* settingsOf */.f)(config);
    const verbs = new Map(kinds.kinds.kinds(config).map((kind) => [kind.name, kind]));
    const http = httpTarget({ target, url: config.url, auth: config.auth, use: 'write', mediaType: MEDIA_TYPE, limits: settings.http }, ports);
    const learned = { takesAll: false };
    return {
        async apply(step) {
            try {
                for (const { verb, entry } of step) {
                    if (verbs.get(entry.kind)?.verbs.includes(verb) !== true)
                        throw cannot(target, `${verb} of ${entry.kind}`, 'this profile does not offer it');
                }
                const scim = { target, settings, session: http.session() };
                const did = settings.quirks.remove === 'put' && step[0].entry.kind === 'group'
                    ? await putMembers(scim, step)
                    : await oneByOne(scim, learned, step);
                return step.map((change, at) => ({
                    change: change.id,
                    outcome: did[at] ?? 'changed',
                    settlesInSeconds: settings.settlesInSeconds,
                }));
            }
            catch (error) {
                throw (0,redact/* outgoing */.by)(target, error, http.clean);
            }
        },
        async [Symbol.asyncDispose]() { },
    };
}
async function oneByOne(scim, learned, step) {
    const did = [];
    for (const change of step)
        did.push(await one(scim, learned, change));
    return did;
}
async function one(scim, learned, { verb, entry }) {
    const type = scim.settings.types.find(({ kind }) => kind === entry.kind);
    if (type !== undefined)
        return verb === 'grant' ? create(scim, type.kind, entry.account) : remove(scim, type.kind, entry.account);
    if (entry.kind === 'login')
        return setActive(scim, entry.account, verb === 'grant');
    if (entry.kind === 'group')
        return verb === 'grant' ? addMember(scim, entry.name, entry.account) : removeMember(scim, learned, entry.name, entry.account);
    return setValue(scim, entry.kind, verb === 'grant', entry.account, { value: entry.name, type: entry.facts['type'] ?? '' });
}
async function typeOf(scim, kind) {
    const found = (await knownTypes(scim)).find((type) => type.kind === kind);
    if (found === undefined)
        throw cannot(scim.target, `a change of ${kind}`, 'resourceTypes does not name it');
    return found;
}
/** Made inactive: the login is an entitlement of its own. */
async function create(scim, kind, words) {
    const type = await typeOf(scim, kind);
    const name = words.startsWith(`${kind}/`) ? words.slice(kind.length + 1) : words;
    if (name === '' || name.startsWith('id:'))
        throw cannot(scim.target, 'creating an account by its id', 'the server gives ids');
    if (type.schema === null)
        throw cannot(scim.target, `creating a ${type.name}`, 'its schema is not known; write it in resourceTypes');
    if (await exists(scim, type, name, filterEq(type.nameAttribute, name)))
        return 'unchanged';
    const answer = await scim.session.request({
        method: 'POST',
        path: type.endpoint,
        body: { schemas: [type.schema], [type.nameAttribute]: name, active: false },
        doing: `creating a ${type.name}`,
        expects: ({ status }) => status === 409,
    });
    if (answer.status !== 409)
        return 'changed';
    // The filter can have missed it: not every server unescapes a filter's text.
    if (await exists(scim, type, name))
        return 'unchanged';
    throw new errors/* ConnectorError */.W('conflict', `${scim.target}: creating a ${type.name} answered 409; that can mean that the name is taken in another spelling, so nothing was changed. Declare the account by the name that it has.`);
}
/** A server may ignore the filter or fold case, so the answer is looked through. */
async function exists(scim, type, name, filter) {
    try {
        const query = { endpoint: type.endpoint, attributes: ['id', type.nameAttribute], doing: `looking for a ${type.name}` };
        const { items } = await allOf(list(scim, filter === undefined ? query : { ...query, filter }, (resource) => resource));
        return items.some(({ attributes }) => textOf(attribute(attributes, type.nameAttribute)) === name);
    }
    catch (error) {
        // A filter that the server does not take proves nothing; the name is unique there, so creating it will tell.
        if (filter !== undefined && error instanceof errors/* ConnectorError */.W && ['badResponse', 'unsupported', 'unproven'].includes(error.code))
            return false;
        throw error;
    }
}
async function remove(scim, kind, id) {
    const type = await typeOf(scim, kind);
    const found = await single(scim, { endpoint: type.endpoint, id, attributes: ['id'], doing: `reading one ${type.name}` });
    if (found === null)
        return 'unchanged';
    const answer = await scim.session.request({
        method: 'DELETE',
        path: `${type.endpoint}/${(0,encode/* pathSegment */.pn)(id)}`,
        doing: `deleting a ${type.name}`,
        expects: ({ status }) => status === 404,
    });
    return answer.status === 404 ? 'unchanged' : 'changed';
}
/** An entry names its account by id only: the type is the one that knows it. */
async function find(scim, id, attributes) {
    for (const type of await knownTypes(scim)) {
        const found = await single(scim, {
            endpoint: type.endpoint,
            id,
            attributes: ['id', ...attributes],
            doing: `reading one ${type.name} before a change`,
        });
        if (found !== null)
            return { type, found };
    }
    return null;
}
async function setActive(scim, id, wanted) {
    const { quirks } = scim.settings;
    const account = await find(scim, id, ['active']);
    if (account === null) {
        if (!wanted)
            return 'unchanged';
        throw gone(scim.target, 'the account that is to be enabled');
    }
    if (activeOf(account.found.attributes, quirks.booleanText) === wanted)
        return 'unchanged';
    const operation = quirks.active === 'path' ? { op: 'replace', path: 'active', value: wanted } : { op: 'replace', value: { active: wanted } };
    await patch(scim, { endpoint: account.type.endpoint, id, operation, doing: wanted ? 'enabling an account' : 'disabling an account' });
    return 'changed';
}
async function setValue(scim, kind, wanted, id, row) {
    const name = VALUED[kind];
    const account = await find(scim, id, [name]);
    if (account === null) {
        if (!wanted)
            return 'unchanged';
        throw gone(scim.target, `the account that is to get a ${kind}`);
    }
    const held = valuesOf(account.found.attributes, name);
    if (held === 'malformed')
        throw cannot(scim.target, `a change of ${kind}`, `the account has ${name} without a value`);
    const same = held?.find(({ value }) => value === row.value);
    if (wanted && same !== undefined) {
        if (same.type === row.type)
            return 'unchanged';
        throw new errors/* ConnectorError */.W('conflict', `${scim.target}: the ${kind} is there with another type, so nothing was changed. The next round reads again and decides anew.`);
    }
    if (!wanted && same === undefined)
        return 'unchanged';
    const operation = wanted
        ? { op: 'add', path: name, value: [{ value: row.value, ...(row.type === '' ? {} : { type: row.type }) }] }
        : { op: 'remove', path: `${name}[${filterEq('value', row.value)}]` };
    const answer = await patch(scim, {
        endpoint: account.type.endpoint,
        id,
        operation,
        doing: wanted ? `adding a ${kind}` : `taking a ${kind}`,
        ...(wanted ? {} : { expects: noTarget }),
    });
    return answer.status === 400 ? 'unchanged' : 'changed';
}

;// CONCATENATED MODULE: ./src/connectors/scim/connect.ts


const connect = {
    reader: (target, config, ports) => scimReader(target, config, ports),
    writer: (target, config, ports) => scimWriter(target, config, ports),
};


/***/ }),

/***/ 7726:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   x: () => (/* binding */ jsonFault)
/* harmony export */ });
/** Where a text stops being JSON (RFC 8259): `JSON.parse` says that it does, and quotes what stands there. */
const SPACE = /[ \t\n\r]*/y;
/** Of a string the first quote: the rest goes piece by piece, since one pattern for all of it would try too much. */
const TOKEN = /[[\]{}:,"]|-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?(?:[eE][+-]?[0-9]+)?|true|false|null/y;
const PLAIN = /[^"\\\u0000-\u001f]*/y;
const ESCAPE = /\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4})/y;
/** null: it is JSON. Of a text that is cut off, its end. */
function jsonFault(text) {
    const at = faultAt(text);
    if (at === null)
        return null;
    const before = text.slice(0, at).split('\n');
    return { line: before.length, column: before.at(-1).length + 1 };
}
function faultAt(text) {
    const open = [];
    let next = 'value';
    for (let at = afterSpace(text, 0);; at = afterSpace(text, at)) {
        if (next === 'more' && open.length === 0)
            return at === text.length ? null : at;
        const token = match(TOKEN, text, at);
        const end = token === '"' ? endOfString(text, at + 1) : at + token.length;
        if (end === null)
            return at;
        const follows = after(next, token, open);
        if (follows === null)
            return at;
        next = follows;
        at = end;
    }
}
function match(pattern, text, at) {
    pattern.lastIndex = at;
    return pattern.exec(text)?.[0] ?? '';
}
const afterSpace = (text, at) => at + match(SPACE, text, at).length;
/** null: it has none. */
function endOfString(text, from) {
    for (let at = from;;) {
        at += match(PLAIN, text, at).length;
        if (text[at] === '"')
            return at + 1;
        const escape = match(ESCAPE, text, at);
        if (escape === '')
            return null;
        at += escape.length;
    }
}
/** null: this may not stand here. */
function after(next, token, open) {
    const within = open.at(-1);
    switch (next) {
        case 'name':
        case 'firstName':
            if (token === '"')
                return 'colon';
            return next === 'firstName' && token === '}' ? closed(open) : null;
        case 'colon':
            return token === ':' ? 'value' : null;
        case 'more':
            if (token === ',')
                return within === '[' ? 'value' : 'name';
            return token === (within === '[' ? ']' : '}') ? closed(open) : null;
        case 'value':
        case 'first':
            if (token === '[' || token === '{') {
                open.push(token);
                return token === '[' ? 'first' : 'firstName';
            }
            if (next === 'first' && token === ']')
                return closed(open);
            return ']}:,'.includes(token) ? null : 'more'; // '' is none either
    }
}
function closed(open) {
    open.pop();
    return 'more';
}


/***/ })

};
