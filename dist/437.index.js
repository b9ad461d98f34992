export const id = 437;
export const ids = [437];
export const modules = {

/***/ 2159:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   o: () => (/* binding */ durationSeconds)
/* harmony export */ });
/** What a duration text of a target's config means: `[0-9]+[smhdw]`, as everywhere in the policy. */
const UNIT_SECONDS = { s: 1, m: 60, h: 3600, d: 86_400, w: 604_800 };
/** Throws on text that the config's schema refuses (pattern `^[0-9]+[smhdw]$`). */
function durationSeconds(text) {
    const found = /^([0-9]{1,9})([smhdw])$/.exec(text);
    const unit = UNIT_SECONDS[found?.[2] ?? ''];
    if (found === null || unit === undefined)
        throw new RangeError('a duration is digits and one of s, m, h, d, w');
    return Number(found[1]) * unit;
}


/***/ }),

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

/***/ 4844:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   SH: () => (/* binding */ argumentType),
/* harmony export */   vj: () => (/* binding */ splitArguments),
/* harmony export */   y_: () => (/* binding */ part)
/* harmony export */ });
/** How the type of a function's argument is spelled: as the server spells it when no schema is on the search path. */
/** docs/current/datatype, table 8.1 and the internal names: what SQL lets people write for one built-in type. */
const ALIASES = {
    int: 'integer',
    int4: 'integer',
    int8: 'bigint',
    int2: 'smallint',
    bool: 'boolean',
    float: 'double precision',
    float8: 'double precision',
    float4: 'real',
    decimal: 'numeric',
    varchar: 'character varying',
    'char varying': 'character varying',
    char: 'character',
    bpchar: 'character',
    varbit: 'bit varying',
    timestamptz: 'timestamp with time zone',
    timestamp: 'timestamp without time zone',
    timetz: 'time with time zone',
    time: 'time without time zone',
    any: '"any"',
};
/** Quoted, these are other types than unquoted, or words that cannot stand unquoted. */
const STAYS_QUOTED = new Set(['char', 'any']);
const PART = /\s*(?:"((?:[^"]|"")+)"|([A-Za-z0-9_$\u0080-\uffff][A-Za-z0-9_$ \u0080-\uffff]*?))\s*(\.|$)/y;
/** A schema or type name: bare only where the server would not fold or refuse it. */
const part = (name) => (/^[a-z0-9_]+$/.test(name) ? name : `"${name.replaceAll('"', '""')}"`);
/** The one spelling of a type, or null for what is not the name of a type. */
function argumentType(text) {
    const base = text.replace(/(\s*\[\s*\])+\s*$/, '');
    const suffix = base === text ? '' : '[]';
    const names = [];
    PART.lastIndex = 0;
    for (;;) {
        const found = PART.exec(base);
        if (found === null)
            return null;
        names.push(found[1] === undefined
            ? { name: (found[2] ?? '').replaceAll(/[A-Z]/g, (c) => c.toLowerCase()).replaceAll(/ +/g, ' '), quoted: false }
            : { name: found[1].replaceAll('""', '"'), quoted: true });
        if (found[3] === '')
            break;
    }
    const [first, second] = names;
    if (first === undefined || names.length > 2)
        return null;
    if (second === undefined)
        return alone(first.name, first.quoted) + suffix;
    if (first.name === 'pg_catalog')
        return alone(second.name, true) + suffix;
    return `${part(first.name)}.${part(second.name)}${suffix}`;
}
function alone(name, quoted) {
    if (quoted && STAYS_QUOTED.has(name))
        return `"${name}"`;
    const known = Object.hasOwn(ALIASES, name) ? ALIASES[name] : undefined;
    if (known !== undefined)
        return known;
    return /^[a-z0-9_][a-z0-9_ ]*$/.test(name) ? name : `"${name.replaceAll('"', '""')}"`;
}
/** Splits `a,"b,c"` at commas outside quotes; null where a quote does not end. */
function splitArguments(text) {
    if (text.trim() === '')
        return [];
    const items = [''];
    let quoted = false;
    for (const c of text) {
        if (c === '"')
            quoted = !quoted;
        if (c === ',' && !quoted)
            items.push('');
        else
            items[items.length - 1] += c;
    }
    return quoted ? null : items;
}


/***/ }),

/***/ 6437:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

// ESM COMPAT FLAG
__webpack_require__.r(__webpack_exports__);

// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  connect: () => (/* binding */ connect)
});

// EXTERNAL MODULE: ./src/connectors/kit/redact.ts
var redact = __webpack_require__(9302);
// EXTERNAL MODULE: ./node_modules/pg/esm/index.mjs
var esm = __webpack_require__(3849);
// EXTERNAL MODULE: ./src/connectors/kit/encode.ts
var encode = __webpack_require__(1137);
// EXTERNAL MODULE: ./src/connectors/kit/errors.ts
var errors = __webpack_require__(9380);
// EXTERNAL MODULE: external "node:tls"
var external_node_tls_ = __webpack_require__(1692);
// EXTERNAL MODULE: ./src/connectors/kit/origins.ts
var origins = __webpack_require__(5716);
;// CONCATENATED MODULE: ./src/connectors/postgres/sqlstate.ts
const LOGIN = {
    code: 'unauthenticated',
    means: 'the server does not let us log in with this user and password',
    remedy: 'Check the secret, VALID UNTIL of that role, and pg_hba.conf.',
};
const RIGHT = {
    code: 'forbidden',
    means: 'the role that we log in as lacks a right for it, or somebody else granted what is to be taken',
    remedy: 'See docs/connectors/postgres.md, Rights: who granted it decides who can take it.',
};
const BUSY = {
    code: 'unavailable',
    means: 'the server has no room for us',
    remedy: 'Raise max_connections or free memory or disk, then run again.',
};
const DOWN = {
    code: 'unavailable',
    means: 'the server is starting, stopping or not reachable',
    remedy: 'Run again when it is up.',
};
const SLOW = {
    code: 'unavailable',
    means: 'it took longer than the time-out',
    remedy: 'Run again, or raise statementTimeout in the config.',
};
const LOCKED = { code: 'conflict', means: 'somebody else is changing the same thing', remedy: 'The next round tries again.' };
const DEPENDS = {
    code: 'conflict',
    means: 'others hold rights that were passed on from this one, and nothing is taken by cascade',
    remedy: 'Take theirs first: declare them under never, or revoke them by hand; then run again.',
};
const GONE = {
    code: 'conflict',
    means: 'what was to be changed is not there any more, or came to be meanwhile',
    remedy: 'The next round reads again.',
};
const CANNOT = {
    code: 'unsupported',
    means: 'the server has no such thing, or not in this version',
    remedy: 'Take the line out, or write it otherwise.',
};
const STANDBY = {
    code: 'unavailable',
    means: 'this server takes no writes; it is a standby, or set to read only',
    remedy: 'Let url name the primary.',
};
const ODD = {
    code: 'badResponse',
    means: 'this connector does not expect that answer',
    remedy: 'Run again; if it stays, look into the server log and report it.',
};
const EXACT = {
    '0LP01': CANNOT, // invalid_grant_operation: a circle of memberships, a grant option for everybody
    '0P000': CANNOT,
    '22023': CANNOT,
    '25006': STANDBY,
    '25P03': SLOW,
    '2BP01': DEPENDS,
    '3D000': { code: 'unavailable', means: 'there is no such database', remedy: 'Take it out of databases in the config, or create it.' },
    '3F000': GONE,
    '42501': RIGHT,
    '42601': CANNOT,
    '42704': GONE,
    '42710': GONE,
    '42883': GONE,
    '42P01': GONE,
    '42703': GONE,
    '42939': CANNOT, // reserved_name
    // Also what a database says that allows no connections.
    '55000': {
        code: 'unavailable',
        means: 'the database takes no connections, or is not in a state for this',
        remedy: 'Take it out of databases in the config, or allow connections to it; then run again.',
    },
    '55006': LOCKED,
    '55P03': LOCKED,
    '57014': SLOW,
    '57P01': {
        code: 'unavailable',
        means: 'an administrator ended our session, or the server is going down',
        remedy: 'Run again when it is up; if it was ended on purpose, ask who did it first.',
    },
};
const CLASSES = {
    '08': DOWN,
    '0A': CANNOT,
    '28': LOGIN,
    '40': LOCKED,
    '53': BUSY,
    '57': DOWN,
    '58': DOWN,
};
function meaningOf(sqlstate, routine) {
    // Two GRANTs on one object at once end in "tuple concurrently updated", which has no code of its own.
    if (sqlstate === 'XX000' && routine?.startsWith('simple_heap_') === true)
        return LOCKED;
    return EXACT[sqlstate] ?? CLASSES[sqlstate.slice(0, 2)] ?? ODD;
}
/** Of an error without SQLSTATE: the network, TLS, or the end of the connection. */
function meaningOfNetwork(nodeCode) {
    if (nodeCode !== undefined && /^(CERT_|DEPTH_|ERR_TLS|ERR_SSL|SELF_SIGNED|UNABLE_TO_)/.test(nodeCode)) {
        return {
            code: 'unavailable',
            means: 'the certificate of the server is not trusted, or names another host',
            remedy: 'Set tls.ca in the config, or let url name the host that the certificate names.',
        };
    }
    return {
        code: 'unavailable',
        means: 'the server could not be reached, or the connection broke',
        remedy: 'Check url, tls and the network, then run again.',
    };
}

;// CONCATENATED MODULE: ./src/connectors/postgres/session.ts





const OLDEST = 150_000;
async function openSession(place, database, login, access) {
    const { config, ports } = place;
    checkPlace(place);
    const { user, password } = await credential(place, login);
    const ca = config.tls.ca === null ? undefined : await ports.secret(config.tls.ca, config.origin);
    if (ports.signal.aborted)
        throw stopped(place, 'logging in');
    const trusted = config.tls.mode === 'verify-full' || config.tls.mode === 'verify-ca';
    let clear = false;
    const client = new esm/* default.Client */.Ay.Client({
        host: config.host,
        port: config.port,
        user,
        database,
        ssl: tls(config, ca),
        application_name: 'nhi-reconcile',
        connectionTimeoutMillis: config.connectMs,
        // The server's own time-out comes first; this one is for a server that does not answer at all.
        query_timeout: config.statementMs + 5_000,
        keepAlive: true,
        // Asked for only when the server wants one. Who can stand between us and the server must not be told it in the clear.
        password: () => {
            if (!clear || trusted)
                return password;
            throw new errors/* ConnectorError */.W('unauthenticated', `${place.target}: the server asks for the password in the clear, and tls.mode does not check who it is; so nothing was sent. Set tls.mode to verify-full, or password_encryption and pg_hba.conf to scram-sha-256.`);
        },
    });
    const { connection } = client;
    connection.on('authenticationCleartextPassword', () => {
        clear = true;
    });
    // A broken connection also fails the query under way, which tells it; unheard, the event would end the process.
    client.on('error', () => undefined);
    const abort = () => connection.stream.destroy();
    ports.signal.addEventListener('abort', abort, { once: true });
    const close = async () => {
        ports.signal.removeEventListener('abort', abort);
        await client.end().catch(() => undefined);
    };
    const query = async (doing, sql, values) => {
        try {
            const answer = (await client.query(sql, values === undefined ? undefined : [...values]));
            return Array.isArray(answer) ? [] : answer.rows;
        }
        catch (error) {
            throw told(place, doing, error);
        }
    };
    try {
        await client.connect().catch((error) => {
            throw told(place, `logging in to the database ${JSON.stringify(database)}`, error);
        });
        await query('setting up the session', settings(config, access));
        const [about] = await query('asking for the version', `select current_setting('server_version_num')::int as version, current_database()::text as database`);
        const version = about?.['version'];
        if (typeof version !== 'number' || Number.isNaN(version))
            throw strange(place, 'asking for the version');
        if (version < OLDEST)
            throw new errors/* ConnectorError */.W('unsupported', `${place.target}: the server is older than PostgreSQL 15; this connector does not know its catalogue. Upgrade it.`);
        // A name over 63 bytes is cut, and then it is another database that answers.
        if (about?.['database'] !== database)
            throw new errors/* ConnectorError */.W('unsupported', `${place.target}: the server let us into another database than ${JSON.stringify(database)}: it keeps 63 bytes of a name, and a pool may have names of its own; so nothing there was compared. Write the database's own name.`);
        return { database, version, query, close };
    }
    catch (error) {
        await close();
        throw error;
    }
}
/** The rule of the kit for plain http, for this protocol: what does not prove who it is, or lies inside, must be named outside the YAML. */
function checkPlace({ target, config, ports }) {
    const blind = config.tls.mode === 'disable' || config.tls.mode === 'require';
    const needs = (0,origins/* isInside */.FK)(config.host)
        ? 'a loopback, link-local or metadata address'
        : blind
            ? `reached by tls.mode ${config.tls.mode}, which does not check who answers`
            : null;
    if (needs === null || ports.originNamed?.(config.origin) === true)
        return;
    throw new errors/* ConnectorError */.W('forbidden', `${target}: ${config.origin} is ${needs}, which could carry secrets to the wrong place, so nothing was sent. Use tls.mode verify-full and a public name, or name this origin in NHI_ORIGINS.`);
}
async function credential(place, login) {
    const secret = await place.ports.secret(login.secret, place.config.origin);
    if (login.user !== null)
        return { user: login.user, password: secret };
    const colon = secret.indexOf(':');
    if (colon <= 0)
        throw new errors/* ConnectorError */.W('unauthenticated', `${place.target}: the secret ${login.secret} is not "user:password", and the config names no user; so nobody can log in. Set auth.*.user, or write the secret as user:password.`);
    const password = secret.slice(colon + 1);
    place.remember(password);
    return { user: secret.slice(0, colon), password };
}
function tls(config, ca) {
    if (config.tls.mode === 'disable')
        return false;
    const trust = ca === undefined ? {} : { ca };
    if (config.tls.mode === 'require')
        return { ...trust, rejectUnauthorized: false };
    if (config.tls.mode === 'verify-ca')
        return { ...trust, checkServerIdentity: () => undefined };
    // Said outright: for an address node would check the name "localhost" otherwise.
    return {
        ...trust,
        checkServerIdentity: (_, certificate) => (0,external_node_tls_.checkServerIdentity)(config.host, certificate),
    };
}
/** An empty search path makes the server spell every name with its schema, and lets no other schema stand before pg_catalog. */
const settings = (config, access) => [
    // A writer leaves it as it is: who sets a server to read only means us, too.
    ...(access === 'read' ? ['default_transaction_read_only = on'] : []),
    `statement_timeout = ${config.statementMs}`,
    `lock_timeout = ${config.lockMs}`,
    'idle_in_transaction_session_timeout = 120000',
    `search_path = ''`,
    `timezone = 'UTC'`,
    'standard_conforming_strings = on',
]
    .map((setting) => `set ${setting}`)
    .join('; ');
/** No text of the server: it names objects and can quote statements. The SQLSTATE leads to it in the server log. */
function told(place, doing, error) {
    if (error instanceof errors/* ConnectorError */.W)
        return error;
    if (place.ports.signal.aborted)
        return stopped(place, doing);
    const { code, routine } = error;
    const known = typeof code === 'string' ? code : undefined;
    const sqlstate = known !== undefined && /^[0-9A-Z]{5}$/.test(known) ? known : undefined;
    const { code: kind, means, remedy, } = sqlstate === undefined ? meaningOfNetwork(known) : meaningOf(sqlstate, typeof routine === 'string' ? routine : undefined);
    const how = sqlstate === undefined
        ? `failed${known !== undefined && /^[A-Z0-9_]{2,50}$/.test(known) ? ` (${known})` : ''}`
        : `was answered with an error (SQLSTATE ${sqlstate})`;
    return new errors/* ConnectorError */.W(kind, `${place.target}: ${doing} ${how}; ${means}. ${remedy}`);
}
const stopped = (place, doing) => new errors/* ConnectorError */.W('unavailable', `${place.target}: ${doing} was cut short, because the run was stopped; so this target is unknown. Run again.`);
const strange = (place, doing) => new errors/* ConnectorError */.W('badResponse', `${place.target}: ${doing} was answered in a form that this connector does not know, so nothing can be said. Run again; if it stays, report it with the server's version.`);
/** Fields of a row; what has another type than asked for came from no PostgreSQL. */
function field(place, row, name) {
    const value = row?.[name];
    if (typeof value !== 'string')
        throw strange(place, 'reading the catalogue');
    return value;
}
function truth(place, row, name) {
    const value = row?.[name];
    if (typeof value !== 'boolean')
        throw strange(place, 'reading the catalogue');
    return value;
}
function count(place, row, name) {
    const value = Number(field(place, row, name));
    if (!Number.isSafeInteger(value) || value < 0)
        throw strange(place, 'counting');
    return value;
}

;// CONCATENATED MODULE: ./src/connectors/postgres/transaction.ts
/** What surrounds one write: a transaction of its own, alone among the runs of this bot, and whether it may have happened when the answer is lost. */



/** "nhi" and "reco", as numbers: any pair that nobody else takes. */
const LOCK = 'pg_try_advisory_xact_lock(7235689, 1919247215)';
async function inTransaction(place, session, doing, body) {
    const step = {
        place,
        session,
        doing,
        roles: new Map(),
        objects: [],
        query: (sql, values) => session.query(doing, sql, values),
        async queryAs(role, sql) {
            if (role !== null)
                await session.query(doing, `set local role ${(0,encode/* quoteIdentifier */.Cm)(role)}`);
            await session.query(doing, sql);
            if (role !== null)
                await session.query(doing, 'set local role none');
        },
    };
    // Not "read write": a standby would refuse that with another code than the write itself.
    await session.query(doing, 'begin transaction isolation level read committed');
    let done;
    try {
        // Advisory locks are kept per database; each kind of write goes through the same one, so two runs meet.
        const [row] = await step.query(`select ${LOCK} as alone`);
        if (!truth(place, row, 'alone'))
            throw new errors/* ConnectorError */.W('conflict', `${place.target}: ${doing} was not begun, because another run is writing to this database; nothing was changed. The next round tries again.`);
        done = await body(step);
        if (done === 'changed' && !(await isAsLookedUp(step)))
            throw renamedMeanwhile(step);
    }
    catch (error) {
        await session.query(doing, 'rollback').catch(() => undefined);
        // Whatever else it looks like: a name that moved on explains it.
        throw (await isAsLookedUp(step).catch(() => true)) ? error : renamedMeanwhile(step);
    }
    await commit(place, session, doing, done);
    return done;
}
/**
 * GRANT, REVOKE and ALTER take names, and accounts are ids: a role dropped and made again, or two that swap their names,
 * between the look-up and the statement, would be given or lose what was meant for another.
 */
async function isAsLookedUp(step) {
    const { place, roles, objects } = step;
    if (roles.size > 0) {
        const [row] = await step.query(`select count(*)::text as n from unnest($1::oid[], $2::text[]) as looked(id, name)
       join pg_catalog.pg_roles r on r.oid = looked.id and r.rolname = looked.name`, [[...roles.keys()], [...roles.values()]]);
        if (count(place, row, 'n') < roles.size)
            return false;
    }
    for (const { sql, values } of objects)
        if ((await step.query(sql, values)).length === 0)
            return false;
    return true;
}
async function commit(place, session, doing, done) {
    if (done === 'unchanged') {
        await session.query(doing, 'rollback');
        return;
    }
    try {
        await session.query(doing, 'commit');
    }
    catch (error) {
        if (!(error instanceof errors/* ConnectorError */.W) || error.code !== 'unavailable')
            throw error;
        throw new errors/* ConnectorError */.W('unavailable', `${place.target}: ${doing} was sent, and the connection broke before the answer; it may have been carried out. Run again: it is read first, and done only if it does not hold.`);
    }
}
/** A write that the server took without an error and that does not hold afterwards: it gives warnings where it does nothing. */
const withoutEffect = ({ place, doing }) => new errors/* ConnectorError */.W('forbidden', `${place.target}: ${doing} had no effect, and was rolled back; the role that writes may lack the right, or what it would take was given by a role that it cannot act for. Let it be a member of the owner and of the grantors (or a superuser), or do it by hand.`);
const changedMeanwhile = ({ place, doing }, what) => new errors/* ConnectorError */.W('conflict', `${place.target}: ${doing} was not done, because ${what}; it changed after it was read. The next round plans again.`);
const renamedMeanwhile = (step) => changedMeanwhile(step, 'a name that it uses means another role or object by now, or none');

;// CONCATENATED MODULE: ./src/connectors/postgres/claim.ts
/** Whose cluster this is: a mark on the role that the bot acts as, so that two policy repositories cannot share it unseen. */





const MARK = 'nhi-reconcile: ';
const DOING = 'reading the claim';
/** Looks at each role that we act as and know of: the session's, and those that the config names. */
const MARKS = `
  select shobj_description(oid, 'pg_authid') as mark from pg_roles
  where (rolname = current_user or rolname = any($1::text[])) and starts_with(shobj_description(oid, 'pg_authid'), '${MARK}')`;
/** A mark that the server does not let us make leaves the target unclaimed, which is a finding, not a fault. */
async function claimOf(place, owner, write) {
    const { config } = place;
    const login = write ? config.write : config.read;
    if (login === null)
        return 'none';
    const session = await openSession(place, config.databases[0], login, write ? 'write' : 'read');
    try {
        const wanted = `${MARK}${owner}`;
        const named = [config.read.user, config.write?.user ?? null].filter((user) => user !== null);
        const found = async () => judge((await session.query(DOING, MARKS, [named])).map((row) => field(place, row, 'mark')), wanted);
        const before = await found();
        if (!write || before !== 'none')
            return before;
        await inTransaction(place, session, 'claiming the target', async (step) => (await found()) === 'none' ? await mark(step, wanted) : 'unchanged');
        return await found();
    }
    catch (error) {
        if (write && error instanceof errors/* ConnectorError */.W && error.code === 'forbidden')
            return 'none';
        throw error;
    }
    finally {
        await session.close();
    }
}
function judge(marks, wanted) {
    if (marks.some((one) => one !== wanted))
        return 'foreign';
    return marks.length > 0 ? 'ours' : 'none';
}
async function mark(step, wanted) {
    const [me] = await step.query('select current_user::text as name');
    await step.query(`comment on role ${(0,encode/* quoteIdentifier */.Cm)(field(step.place, me, 'name'))} is ${esm/* default.escapeLiteral */.Ay.escapeLiteral(wanted)}`);
    return 'changed';
}

// EXTERNAL MODULE: ./src/connectors/kit/duration.ts
var duration = __webpack_require__(2159);
;// CONCATENATED MODULE: ./src/connectors/postgres/config.ts
/** The config of one cluster with its defaults, as the rest of this connector wants it. */

const login = (written) => ({ secret: written.secret, user: written.user ?? null });
/** `config` has passed config.schema.json. */
function configOf(config) {
    const written = config;
    // The URL parser keeps an IPv6 address in its brackets, which a socket does not want.
    const url = new URL(written.url);
    const port = url.port === '' ? 5432 : Number(url.port);
    const host = url.hostname.toLowerCase();
    return {
        host: host.replace(/^\[|\]$/g, ''),
        port,
        origin: `postgres://${host}:${port}`,
        databases: written.databases,
        read: login(written.auth.read),
        write: written.auth.write === undefined ? null : login(written.auth.write),
        tls: { mode: written.tls?.mode ?? 'verify-full', ca: written.tls?.ca?.secret ?? null },
        connectMs: (0,duration/* durationSeconds */.o)(written.connectTimeout ?? '10s') * 1000,
        statementMs: (0,duration/* durationSeconds */.o)(written.statementTimeout ?? '60s') * 1000,
        lockMs: (0,duration/* durationSeconds */.o)(written.lockTimeout ?? '5s') * 1000,
        pageSize: written.pageSize ?? 2000,
        settlesInSeconds: (0,duration/* durationSeconds */.o)(written.settles ?? '0s'),
    };
}

// EXTERNAL MODULE: ./src/connectors/postgres/argument-type.ts
var argument_type = __webpack_require__(4844);
// EXTERNAL MODULE: ./src/connectors/postgres/privileges.ts
var privileges = __webpack_require__(9736);
;// CONCATENATED MODULE: ./src/connectors/postgres/quirks.ts
/** What differs between versions of the server, as a table. */
/** From 16 on a membership has a row per grantor, and options of its own; before, the member's rolinherit stands for all (docs/16/release-16). */
const hasMembershipOptions = (version) => version >= 160_000;
/** MAINTAIN came with 17. */
const hasMaintain = (version) => version >= 170_000;
/** Default privileges for large objects came with 18. */
const hasDefaultLargeObjects = (version) => version >= 180_000;
/** initdb gives its own roles lower oids, users get this one and above (FirstNormalObjectId). */
const FIRST_USER_OID = 16_384;
/** Everybody: not a role, oid 0 in an ACL. */
const PUBLIC_OID = '0';

;// CONCATENATED MODULE: ./src/connectors/postgres/catalogue.ts
/** What is asked of the catalogue. Each text is one SELECT; `$1` is null for everything, or the oids of the accounts that are asked about. */


/** Rights that a read needs, checked first: a statement that fails would end the snapshot. */
const RIGHTS = `
  select has_table_privilege('pg_catalog.pg_roles', 'select') as roles,
    has_table_privilege('pg_catalog.pg_auth_members', 'select') as memberships,
    has_table_privilege('pg_catalog.pg_database', 'select') as databases,
    has_table_privilege('pg_catalog.pg_namespace', 'select') and has_table_privilege('pg_catalog.pg_class', 'select')
      and has_table_privilege('pg_catalog.pg_attribute', 'select') and has_table_privilege('pg_catalog.pg_proc', 'select')
      and has_table_privilege('pg_catalog.pg_default_acl', 'select') and has_table_privilege('pg_catalog.pg_init_privs', 'select') as objects`;
/** The roles that we act as; the names are those that the config gives. */
const OWN = `select oid::text as oid from pg_roles where rolname in (current_user, session_user) or rolname = any($1::text[])`;
/** Spelled as valid-until.ts wants it. What ended before our era has ended for ever. */
const VALID_UNTIL = `case
    when rolvaliduntil is null or rolvaliduntil = 'infinity' then 'infinity'
    when rolvaliduntil < '0001-01-01 00:00:00+00' then '-infinity'
    else to_char(rolvaliduntil at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US') end`;
/** A role that may not log in any more, and has a session open, still acts: its login is gone when the last session is. */
const ACTS = '(rolcanlogin or exists (select from pg_stat_activity a where a.usesysid = pg_roles.oid))';
const ROLES = `
  select oid::text as oid, rolname::text as name, ${ACTS} as acts, rolsuper, rolcreaterole, rolcreatedb, rolreplication, rolbypassrls, ${VALID_UNTIL} as valid_until
  from pg_roles`;
const ROLE_COUNTS = `
  select count(*)::text as users, (count(*) filter (where ${ACTS}))::text as logins,
    coalesce(sum(rolsuper::int + rolcreaterole::int + rolcreatedb::int + rolreplication::int + rolbypassrls::int), 0)::text as attributes
  from pg_roles where $1::oid[] is null or oid = any($1)`;
/** One row a membership, folded over its grantors. */
const memberships = (version) => hasMembershipOptions(version)
    ? `select roleid::text as role, member::text as member, bool_or(admin_option) as admin, bool_or(inherit_option) as inherit, bool_or(set_option) as set
       from pg_auth_members where $1::oid[] is null or member = any($1) group by roleid, member`
    : `select m.roleid::text as role, m.member::text as member, bool_or(m.admin_option) as admin, bool_or(r.rolinherit) as inherit, true as set
       from pg_auth_members m join pg_roles r on r.oid = m.member where $1::oid[] is null or m.member = any($1) group by m.roleid, m.member`;
const MEMBERSHIP_COUNT = `select count(*)::text as n from (select distinct roleid, member from pg_auth_members where $1::oid[] is null or member = any($1)) m`;
/** Temporary schemas live as long as a session. */
const lasts = (schema) => `${schema} !~ '^pg_(toast_)?temp_'`;
/** The server's own roles or everybody hold it, in a schema of the server's own. */
const isServers = (holder, schema) => `(${holder} < ${FIRST_USER_OID} and (${schema} = 'information_schema' or ${schema} ~ '^pg_'))`;
const asked = (holder) => `($1::oid[] is null or ${holder} = any($1))`;
/** The relations that a GRANT ON TABLE takes: tables, partitioned tables, views, materialized views, foreign tables. */
const TABLES = `('r', 'p', 'v', 'm', 'f')`;
const RELATION_TYPE = `case c.relkind when 'S' then 'sequence' else 'table' end`;
const ARGUMENTS = `array(select format_type(t.type, null) from unnest(p.proargtypes) with ordinality t(type, at) order by t.at)`;
/**
 * What came with initdb is left out: it is nobody's grant. What was added to it is not, whoever holds it: a pg_read_file that
 * everybody may call is a way in. information_schema is filled after initdb has noted what there is.
 */
const cameAlong = (schema, { stored, builtIn, key }) => `${isServers('a.grantee', schema)} and (
    ${stored} is null
    or (${schema} = 'information_schema' and a.grantee = ${PUBLIC_OID} and a.privilege_type in ('SELECT', 'USAGE', 'EXECUTE'))
    or exists (
      select from aclexplode(coalesce((select i.initprivs from pg_init_privs i where (i.classoid, i.objoid, i.objsubid) = ${key ?? 'null'}), ${builtIn})) b
      where b.grantee = a.grantee and b.privilege_type = a.privilege_type and (b.is_grantable or not a.is_grantable)))`;
/**
 * One row a grantee and privilege, folded over the grantors. Owners' own entries say nothing: an owner can give them to
 * himself again at any time (docs/current/ddl-priv), so the kind `owner` stands for them.
 */
const held = (columns, from, acl, where = 'true') => `
  select ${columns.type} as type, ${columns.schema ?? 'null'}::text as schema, ${columns.object ?? 'null'}::text as object,
    ${columns.column ?? 'null'}::text as col, ${columns.args ?? 'null'}::text[] as args,
    a.grantee::text as holder, a.privilege_type as privilege, bool_or(a.is_grantable) as grantable
  from ${from} cross join lateral aclexplode(coalesce(${acl.stored}, ${acl.builtIn})) a
  where ${asked('a.grantee')} and a.grantee <> ${acl.owner} and ${where}
    ${columns.schema === undefined || acl.key === undefined ? '' : `and ${lasts(columns.schema)} and not (${cameAlong(columns.schema, acl)})`}
  group by 1, 2, 3, 4, 5, 6, 7`;
const DATABASE_PRIVILEGES = held({ type: `'database'`, object: 'd.datname' }, 'pg_database d', {
    stored: 'd.datacl',
    builtIn: `acldefault('d', d.datdba)`,
    owner: 'd.datdba',
});
const defaultType = `case d.defaclobjtype ${Object.entries(privileges/* DEFAULTS */.zY)
    .map(([type, { code }]) => `when '${code}' then '${type}'`)
    .join(' ')} end`;
const builtIn = `acldefault(case d.defaclobjtype when 'S' then 's' else d.defaclobjtype end, d.defaclrole)`;
const keyed = (catalogue, oid, column = '0') => `('pg_catalog.${catalogue}'::regclass, ${oid}, ${column})`;
/** Of default privileges in any schema, which replace the built-in ones, those that are built in are left out. */
const OBJECT_PRIVILEGES = [
    held({ type: `'schema'`, schema: 'n.nspname' }, 'pg_namespace n', {
        stored: 'n.nspacl',
        builtIn: `acldefault('n', n.nspowner)`,
        owner: 'n.nspowner',
        key: keyed('pg_namespace', 'n.oid'),
    }),
    held({ type: RELATION_TYPE, schema: 'n.nspname', object: 'c.relname' }, 'pg_class c join pg_namespace n on n.oid = c.relnamespace', {
        stored: 'c.relacl',
        builtIn: `acldefault(case c.relkind when 'S' then 's'::"char" else 'r' end, c.relowner)`,
        owner: 'c.relowner',
        key: keyed('pg_class', 'c.oid'),
    }, `(c.relkind in ${TABLES} or c.relkind = 'S')`),
    held({ type: `'column'`, schema: 'n.nspname', object: 'c.relname', column: 't.attname' }, 'pg_attribute t join pg_class c on c.oid = t.attrelid join pg_namespace n on n.oid = c.relnamespace', 
    // Without an acl a column has no rights of its own.
    { stored: 't.attacl', builtIn: `acldefault('c', c.relowner)`, owner: 'c.relowner', key: keyed('pg_class', 'c.oid', 't.attnum') }, `t.attacl is not null and not t.attisdropped and c.relkind in ${TABLES}`),
    held({ type: `'function'`, schema: 'n.nspname', object: 'p.proname', args: ARGUMENTS }, 'pg_proc p join pg_namespace n on n.oid = p.pronamespace', { stored: 'p.proacl', builtIn: `acldefault('f', p.proowner)`, owner: 'p.proowner', key: keyed('pg_proc', 'p.oid') }),
    held({ type: defaultType, schema: 'n.nspname', object: 'o.rolname' }, 'pg_default_acl d join pg_roles o on o.oid = d.defaclrole left join pg_namespace n on n.oid = d.defaclnamespace', { stored: 'd.defaclacl', builtIn, owner: 'd.defaclrole' }, `${defaultType} is not null
     and not (d.defaclnamespace = 0 and exists (select from aclexplode(${builtIn}) b where b.grantee = a.grantee and b.privilege_type = a.privilege_type and b.is_grantable = a.is_grantable))`),
].join(' union all ');
const owned = (columns, from, owner, where) => `
  select ${columns.type} as type, ${columns.schema ?? 'null'}::text as schema, ${columns.object ?? 'null'}::text as object,
    null::text as col, ${columns.args ?? 'null'}::text[] as args, ${owner}::text as holder
  from ${from} where ${asked(owner)} and ${where}`;
const DATABASE_OWNERS = owned({ type: `'database'`, object: 'd.datname' }, 'pg_database d', 'd.datdba', 'true');
const lasting = (owner) => `${lasts('n.nspname')} and not ${isServers(owner, 'n.nspname')}`;
const OBJECT_OWNERS = [
    owned({ type: `'schema'`, schema: 'n.nspname' }, 'pg_namespace n', 'n.nspowner', lasting('n.nspowner')),
    owned({ type: RELATION_TYPE, schema: 'n.nspname', object: 'c.relname' }, 'pg_class c join pg_namespace n on n.oid = c.relnamespace', 'c.relowner', `(c.relkind in ${TABLES} or c.relkind = 'S') and ${lasting('c.relowner')}`),
    owned({ type: `'function'`, schema: 'n.nspname', object: 'p.proname', args: ARGUMENTS }, 'pg_proc p join pg_namespace n on n.oid = p.pronamespace', 'p.proowner', lasting('p.proowner')),
].join(' union all ');
const counted = (select) => `select count(*)::text as n from (${select}) counted`;

// EXTERNAL MODULE: ./src/connectors/postgres/object-name.ts
var object_name = __webpack_require__(4299);
// EXTERNAL MODULE: ./src/connectors/postgres/valid-until.ts
var valid_until = __webpack_require__(9737);
;// CONCATENATED MODULE: ./src/connectors/postgres/reader.ts








/** Past this a server is broken, or wants to fill our memory. */
const MOST_ROWS = 2_000_000;
function postgresReader(place) {
    const open = new Set();
    const closeAll = async () => {
        for (const session of open)
            await session.close();
        open.clear();
    };
    return {
        async *read(only) {
            const tally = { user: { read: 0, claimed: 0 }, login: { read: 0, claimed: 0 }, attribute: { read: 0, claimed: 0 } };
            const reading = { place, only: only === undefined ? null : only.accounts.filter(isOid), tally, roles: new Set() };
            try {
                return yield* readAll(reading, open);
            }
            finally {
                await closeAll();
            }
        },
        [Symbol.asyncDispose]: closeAll,
    };
}
/** Others cannot be asked for: an oid has 32 bits. */
const isOid = (text) => /^(0|[1-9]\d{0,9})$/.test(text) && Number(text) < 2 ** 32;
async function* readAll(reading, open) {
    const { sessions, refused } = await openSnapshots(reading, open);
    const [cluster] = sessions;
    if (cluster === undefined)
        throw refused[0]?.error ?? strange(reading.place, 'opening the databases');
    const { session, rights } = cluster;
    if (!truth(reading.place, rights, 'roles'))
        throw missingRight(reading.place, 'pg_roles');
    yield { entries: [], refs: [], own: await ownIds(reading, session) };
    yield* readRoles(reading, session);
    if (truth(reading.place, rights, 'memberships'))
        yield* readMemberships(reading, session);
    else
        yield unproven(['role'], 'SELECT on pg_auth_members is not granted to the role that reads');
    const unseen = sessions.filter((s) => !truth(reading.place, s.rights, 'objects')).map((s) => s.session.database);
    const whole = truth(reading.place, rights, 'databases') && refused.length === 0 && unseen.length === 0;
    if (truth(reading.place, rights, 'databases'))
        yield* readObjects(reading, session, { privileges: DATABASE_PRIVILEGES, owners: DATABASE_OWNERS });
    for (const one of sessions) {
        if (truth(reading.place, one.rights, 'objects'))
            yield* readObjects(reading, one.session, { privileges: OBJECT_PRIVILEGES, owners: OBJECT_OWNERS });
    }
    if (!whole)
        yield unproven(['privilege', 'owner'], whyNotWhole(reading.place, refused, unseen));
    for (const one of sessions)
        await one.session.query('ending the snapshot', 'commit');
    return proofsOf(reading, whole);
}
const unproven = (kinds, why) => ({
    entries: [],
    refs: [],
    unproven: Object.fromEntries(kinds.map((kind) => [kind, why])),
});
function whyNotWhole({ target }, refused, unseen) {
    const names = (databases) => databases.map((d) => JSON.stringify(d)).join(', ');
    const [first] = refused;
    if (first !== undefined) {
        const why = first.error.message.replace(`${target}: `, '').replace(/\.$/, '');
        return `no session with the database ${names(refused.map(({ database }) => database))}: ${why}`;
    }
    return unseen.length > 0
        ? `SELECT on the catalogue of ${names(unseen)} is not granted to the role that reads`
        : 'SELECT on pg_database is not granted to the role that reads';
}
const missingRight = (place, relation) => new errors/* ConnectorError */.W('forbidden', `${place.target}: the role that reads may not SELECT from ${relation}; without it no account is known, so nothing was compared. Grant it (everybody has it by default).`);
/** All at once, so that the snapshots lie close together; no snapshot spans two databases. */
async function openSnapshots(reading, open) {
    const { place } = reading;
    const refused = [];
    for (const database of place.config.databases) {
        try {
            open.add(await openSession(place, database, place.config.read, 'read'));
        }
        catch (error) {
            if (!(error instanceof errors/* ConnectorError */.W) || error.code === 'unauthenticated' || place.ports.signal.aborted)
                throw error;
            refused.push({ database, error });
        }
    }
    const sessions = [];
    for (const session of open) {
        await session.query('opening a snapshot', 'begin transaction isolation level repeatable read read only');
        const [rights] = await session.query('asking for our rights', RIGHTS);
        sessions.push({ session, rights });
    }
    return { sessions, refused };
}
async function ownIds({ place }, session) {
    const named = [place.config.read.user, place.config.write?.user ?? null].filter((user) => user !== null);
    return (await session.query('asking who we are', OWN, [named])).map((row) => field(place, row, 'oid'));
}
/** One SELECT, handed on in slices: the size of a page changes neither the rows nor their sum. */
async function* pagesOf(reading, session, doing, select, claimed, values) {
    const { target, config } = reading.place;
    if (claimed > MOST_ROWS)
        throw new errors/* ConnectorError */.W('unsupported', `${target}: ${doing} would bring more than ${MOST_ROWS} rows; nothing was compared. Split the databases over several targets.`);
    const rows = await session.query(doing, select, values);
    if (rows.length > claimed)
        throw strange(reading.place, doing);
    for (let at = 0; at < rows.length; at += config.pageSize)
        yield rows.slice(at, at + config.pageSize);
}
async function* readRoles(reading, session) {
    const { place, only, tally } = reading;
    const doing = 'reading the roles';
    const [sums] = await session.query(doing, ROLE_COUNTS, [only]);
    const [all] = await session.query(doing, counted(ROLES));
    const everybody = only === null || only.includes(PUBLIC_OID) ? 1 : 0;
    add(tally, 'user', 0, count(place, sums, 'users') + everybody);
    add(tally, 'login', 0, count(place, sums, 'logins'));
    add(tally, 'attribute', 0, count(place, sums, 'attributes'));
    const wanted = only === null ? null : new Set(only);
    // Everybody is not in the catalogue of roles: this connector's own word.
    yield pageOf(reading, everybody === 1 ? [entry(place.target, PUBLIC_OID, 'user', PUBLIC_OID)] : [], [
        { kind: 'user', id: PUBLIC_OID, name: 'public' },
    ]);
    reading.roles.add(PUBLIC_OID);
    for await (const rows of pagesOf(reading, session, doing, ROLES, count(place, all, 'n'))) {
        // Each role is a Ref also in a partial read: memberships are declared by name.
        const refs = rows.map((row) => ({ kind: 'user', id: field(place, row, 'oid'), name: field(place, row, 'name') }));
        for (const { id } of refs)
            reading.roles.add(id);
        const entries = rows.filter((row) => wanted === null || wanted.has(field(place, row, 'oid'))).flatMap((row) => ofRole(place, row));
        yield pageOf(reading, entries, refs);
    }
}
function ofRole(place, row) {
    const oid = field(place, row, 'oid');
    const login = truth(place, row, 'acts')
        ? [entry(place.target, oid, 'login', oid, { validUntil: (0,valid_until/* validUntilOfServer */.F)(field(place, row, 'valid_until')) })]
        : [];
    const attributes = Object.entries(privileges/* ATTRIBUTES */.iw)
        .filter(([, { column }]) => truth(place, row, column))
        .map(([name]) => entry(place.target, oid, 'attribute', name));
    return [entry(place.target, oid, 'user', oid), ...login, ...attributes];
}
async function* readMemberships(reading, session) {
    const { place, only, tally } = reading;
    const doing = 'reading the memberships';
    const [sum] = await session.query(doing, MEMBERSHIP_COUNT, [only]);
    const claimed = count(place, sum, 'n');
    add(tally, 'role', 0, claimed);
    for await (const rows of pagesOf(reading, session, doing, memberships(session.version), claimed, [only])) {
        const text = (row, name) => String(truth(place, row, name));
        const entries = rows.map((row) => entry(place.target, field(place, row, 'member'), 'role', field(place, row, 'role'), {
            admin: text(row, 'admin'),
            inherit: text(row, 'inherit'),
            set: text(row, 'set'),
        }));
        yield pageOf(reading, entries, []);
    }
}
async function* readObjects(reading, session, selects) {
    const { place, only, tally } = reading;
    for (const [kind, select] of [
        ['privilege', selects.privileges],
        ['owner', selects.owners],
    ]) {
        const doing = `reading the ${kind === 'owner' ? 'owners' : 'privileges'} in ${JSON.stringify(session.database)}`;
        const [sum] = await session.query(doing, counted(select), [only]);
        const claimed = count(place, sum, 'n');
        add(tally, kind, 0, claimed);
        for await (const rows of pagesOf(reading, session, doing, select, claimed, [only])) {
            const known = rows.filter((row) => reading.roles.has(field(place, row, 'holder')));
            add(tally, kind, rows.length - known.length, 0);
            yield pageOf(reading, known.map((row) => ofObject(place, session.database, kind, row)), []);
        }
    }
}
function ofObject(place, database, kind, row) {
    const object = objectOf(place, database, row);
    const holder = field(place, row, 'holder');
    if (kind === 'owner')
        return entry(place.target, holder, kind, (0,object_name/* printObject */.Po)(object));
    return entry(place.target, holder, kind, (0,object_name/* printPrivilege */.Fl)(object, field(place, row, 'privilege')), {
        grantable: String(truth(place, row, 'grantable')),
    });
}
function objectOf(place, database, row) {
    const type = field(place, row, 'type');
    if ((0,privileges/* isDefaultType */.yd)(type))
        return { type, database, schema: row['schema'] === null ? null : field(place, row, 'schema'), owner: field(place, row, 'object') };
    if (type === 'database')
        return { type, database: field(place, row, 'object') };
    const schema = field(place, row, 'schema');
    if (type === 'schema')
        return { type, database, schema };
    const object = field(place, row, 'object');
    if (type === 'table' || type === 'sequence')
        return { type, database, schema, object };
    if (type === 'column')
        return { type, database, schema, object, column: field(place, row, 'col') };
    const args = row['args'];
    if (type !== 'function' || !Array.isArray(args))
        throw strange(place, 'reading the catalogue');
    return { type, database, schema, object, args: args.map((arg) => (0,argument_type/* argumentType */.SH)(String(arg)) ?? String(arg)) };
}
const entry = (target, account, kind, name, facts = {}) => ({
    target,
    account,
    kind,
    name,
    facets: {},
    facts,
});
function pageOf({ tally }, entries, refs) {
    for (const { kind } of entries)
        add(tally, kind, 1, 0);
    return { entries, refs };
}
function add(tally, kind, read, claimed) {
    const sum = (tally[kind] ??= { read: 0, claimed: 0 });
    sum.read += read;
    sum.claimed += claimed;
}
const proofsOf = ({ tally }, whole) => Object.fromEntries(Object.entries(tally)
    .filter(([kind]) => whole || (kind !== 'privilege' && kind !== 'owner'))
    .map(([kind, { read, claimed }]) => [kind, { read, claimed, by: 'count' }]));

;// CONCATENATED MODULE: ./src/connectors/postgres/touchable-role.ts
/** Which roles are never written to: the server's own, everybody, and the one that we act as. */



async function roleByOid(step, oid) {
    if (!/^\d{1,10}$/.test(oid))
        throw new errors/* ConnectorError */.W('unsupported', `${step.place.target}: ${step.doing} names an account by something that is no oid; nothing was changed. Read again, then plan again.`);
    const named = [step.place.config.read.user, step.place.config.write?.user ?? null].filter((user) => user !== null);
    const [row] = await step.query(`select oid::text as oid, rolname::text as name, rolinherit, rolname in (current_user, session_user) or rolname = any($2::text[]) as ours from pg_roles where oid = $1::oid`, [oid, named]);
    if (row === undefined)
        return null;
    const { place } = step;
    const name = field(place, row, 'name');
    step.roles.set(oid, name);
    return {
        oid,
        name,
        inherits: truth(place, row, 'rolinherit'),
        ours: truth(place, row, 'ours'),
    };
}
/** The account of a change, or null where there is no such role any more. */
async function touchable(step, oid) {
    if (oid === PUBLIC_OID)
        throw vendors(step, 'PUBLIC stands for everybody');
    const role = await roleByOid(step, oid);
    if (Number(oid) < FIRST_USER_OID)
        throw vendors(step, 'this role came with the server, as pg_* and the first superuser do');
    if (role?.ours === true)
        throw ourOwn(step);
    return role;
}
const vendors = ({ place, doing }, why) => new errors/* ConnectorError */.W('unsupported', `${place.target}: ${doing} was refused, because ${why}; nothing was changed. Take it out of the policy, and change it by hand if it must be.`);
const ourOwn = ({ place, doing }) => new errors/* ConnectorError */.W('forbidden', `${place.target}: ${doing} was refused, because it is the role that this bot acts as; nothing was changed. Change it by hand, or act as another role.`);

;// CONCATENATED MODULE: ./src/connectors/postgres/write-login.ts
/** How a login is opened and closed. Closed = no new session can begin and none is left. */







async function writeLogin(step, { verb, entry }) {
    const role = await touchable(step, entry.account);
    if (role === null) {
        if (verb === 'revoke')
            return 'unchanged';
        throw changedMeanwhile(step, 'the role is not there any more');
    }
    const name = (0,encode/* quoteIdentifier */.Cm)(role.name);
    if (verb === 'revoke') {
        if (!(await state(step, role.oid, 'infinity')).login)
            return 'unchanged';
        await step.query(`alter role ${name} nologin`);
        if ((await state(step, role.oid, 'infinity')).login)
            throw withoutEffect(step);
        return 'changed';
    }
    const end = (0,valid_until/* validUntil */.x)(entry.facts['validUntil'] ?? 'infinity');
    if (end === null)
        throw new errors/* ConnectorError */.W('unsupported', `${step.place.target}: ${step.doing} names an end that is no instant; nothing was changed. Write "infinity", a date, or an instant of RFC 3339.`);
    const now = await state(step, role.oid, end);
    if (now.login && now.ends)
        return 'unchanged';
    if (verb === 'adjust' && !now.login)
        throw changedMeanwhile(step, 'the login is not there any more');
    await step.query(`alter role ${name}${verb === 'grant' ? ' login' : ''}${now.ends ? '' : ` valid until ${esm/* default.escapeLiteral */.Ay.escapeLiteral(end)}`}`);
    const then = await state(step, role.oid, end);
    if (!then.login || !then.ends)
        throw withoutEffect(step);
    return 'changed';
}
/** `ends`: the password ends at that instant. No end and `infinity` are one. */
async function state(step, oid, end) {
    const [row] = await step.query(`select rolcanlogin as login, coalesce(rolvaliduntil, 'infinity') = $2::timestamptz as ends from pg_roles where oid = $1::oid`, [oid, end]);
    return { login: truth(step.place, row, 'login'), ends: truth(step.place, row, 'ends') };
}
const TRIES = 25;
const PAUSE_MS = 200;
/**
 * NOLOGIN leaves sessions as they are (docs/current/sql-createrole). After its commit none can begin, so those that are
 * there now are the last. Sessions that took this role by SET ROLE belong to another login.
 */
async function endSessions(place, session, doing, oid) {
    try {
        return await endAll(place, session, doing, oid);
    }
    catch (error) {
        if (!(error instanceof errors/* ConnectorError */.W) || error.code !== 'unavailable')
            throw error;
        throw new errors/* ConnectorError */.W('unavailable', `${place.target}: ${doing}: the login is closed (NOLOGIN), but the connection broke before its sessions were counted; some can still be open and keep their rights. Run again: it ends them; until then they stand in pg_stat_activity.`);
    }
}
async function endAll(place, session, doing, oid) {
    const alive = async () => (await session.query(doing, `select pid::text as pid from pg_stat_activity where usesysid = $1::oid and pid <> pg_backend_pid()`, [
        oid,
    ])).map((row) => field(place, row, 'pid'));
    let pids = await alive();
    if (pids.length === 0)
        return 'unchanged';
    let refused = null;
    for (let tries = 0; pids.length > 0 && tries < TRIES; tries += 1) {
        if (tries > 0)
            await place.ports.pause(PAUSE_MS);
        for (const pid of pids) {
            try {
                await session.query(doing, 'select pg_terminate_backend($1::int) as sent', [pid]);
            }
            catch (error) {
                if (!(error instanceof errors/* ConnectorError */.W) || error.code !== 'forbidden')
                    throw error;
                refused = error;
            }
        }
        pids = await alive();
        if (refused !== null)
            break;
    }
    if (pids.length === 0)
        return 'changed';
    throw new errors/* ConnectorError */.W(refused === null ? 'conflict' : 'forbidden', `${place.target}: ${doing}: the login is closed (NOLOGIN), but ${pids.length} session(s) of it are still open and keep their rights${refused === null ? ' after several tries' : ', since the role that writes may not end them'}. End them by pg_terminate_backend, or grant pg_signal_backend to the role that writes and apply again.`);
}
/** Whether the role is there, and closed: only then its sessions are ours to end. */
async function isClosed(place, session, doing, oid) {
    const [row] = await session.query(doing, `select count(*)::text as n from pg_roles where oid = $1::oid and not rolcanlogin`, [oid]);
    return count(place, row, 'n') === 1;
}

;// CONCATENATED MODULE: ./src/connectors/postgres/write-membership.ts






const OPTIONS = ['admin', 'inherit', 'set'];
async function writeMembership(step, { verb, entry }) {
    const member = await touchable(step, entry.account);
    const role = await roleByOid(step, entry.name);
    if (member === null || role === null) {
        if (verb === 'revoke')
            return 'unchanged';
        throw changedMeanwhile(step, 'one of the two roles is not there any more');
    }
    const given = await membership(step, role, member);
    if (verb === 'revoke')
        return await revoke(step, role, member, given);
    if (role.ours)
        throw ourOwn(step);
    if (verb === 'adjust' && given.length === 0)
        throw changedMeanwhile(step, 'the membership is not there any more');
    const wish = {
        admin: entry.facts['admin'] === 'true',
        inherit: entry.facts['inherit'] !== 'false',
        set: entry.facts['set'] !== 'false',
    };
    if (holds(given, wish))
        return 'unchanged';
    await (hasMembershipOptions(step.session.version) ? giveByOptions : give15)(step, role, member, wish, given);
    if (!holds(await membership(step, role, member), wish))
        throw withoutEffect(step);
    return 'changed';
}
/** What a member with the admin option gave to itself comes first: it hangs on what others gave, so RESTRICT would hold that back. */
async function membership(step, role, member) {
    const { place } = step;
    const options = hasMembershipOptions(step.session.version)
        ? 'm.inherit_option as inherit, m.set_option as set'
        : 'r.rolinherit as inherit, true as set';
    const rows = await step.query(`select m.grantor::text as grantor, g.rolname::text as grantor_name, m.admin_option as admin, ${options} from pg_auth_members m
     join pg_roles r on r.oid = m.member left join pg_roles g on g.oid = m.grantor where m.roleid = $1::oid and m.member = $2::oid order by m.grantor <> m.member, m.grantor`, [role.oid, member.oid]);
    // Before 16 the grantor may have been dropped.
    return rows.map((row) => ({
        grantor: row['grantor_name'] === null ? null : { oid: field(place, row, 'grantor'), name: field(place, row, 'grantor_name') },
        admin: truth(place, row, 'admin'),
        inherit: truth(place, row, 'inherit'),
        set: truth(place, row, 'set'),
    }));
}
const effective = (given, option) => given.some((one) => one[option]);
const holds = (given, wish) => given.length > 0 && OPTIONS.every((option) => effective(given, option) === wish[option]);
async function revoke(step, role, member, given) {
    if (given.length === 0)
        return 'unchanged';
    for (const { grantor } of given) {
        await step.query(`revoke ${(0,encode/* quoteIdentifier */.Cm)(role.name)} from ${(0,encode/* quoteIdentifier */.Cm)(member.name)}${grantedBy(step, grantor)} restrict`);
    }
    const left = await membership(step, role, member);
    const known = new Set(given.map(({ grantor }) => grantor?.oid));
    if (left.some(({ grantor }) => !known.has(grantor?.oid)))
        throw changedMeanwhile(step, 'somebody else has given it once more');
    if (left.length > 0)
        throw withoutEffect(step);
    return 'changed';
}
/** Before 16 a membership has one row, and whoever may give the role may take it: naming the grantor only adds a way to be refused. */
function grantedBy(step, grantor) {
    if (grantor === null || !hasMembershipOptions(step.session.version))
        return '';
    step.roles.set(grantor.oid, grantor.name);
    return ` granted by ${(0,encode/* quoteIdentifier */.Cm)(grantor.name)}`;
}
/** What is missing comes by a row of our own; what is too much goes from every row. */
async function giveByOptions(step, role, member, wish, given) {
    const [granted, to] = [(0,encode/* quoteIdentifier */.Cm)(role.name), (0,encode/* quoteIdentifier */.Cm)(member.name)];
    if (given.length === 0 || OPTIONS.some((option) => wish[option] && !effective(given, option))) {
        await step.query(`grant ${granted} to ${to} with ${OPTIONS.map((option) => `${option} ${String(wish[option])}`).join(', ')}`);
    }
    for (const row of await membership(step, role, member)) {
        if (!wish.admin && row.grantor?.oid === member.oid) {
            await step.query(`revoke ${granted} from ${to}${grantedBy(step, row.grantor)} restrict`);
            continue;
        }
        for (const option of OPTIONS.filter((name) => row[name] && !wish[name])) {
            await step.query(`revoke ${option} option for ${granted} from ${to}${grantedBy(step, row.grantor)} restrict`);
        }
    }
}
async function give15(step, role, member, wish, given) {
    const [granted, to] = [(0,encode/* quoteIdentifier */.Cm)(role.name), (0,encode/* quoteIdentifier */.Cm)(member.name)];
    if (wish.inherit !== member.inherits || !wish.set) {
        throw new errors/* ConnectorError */.W('unsupported', `${step.place.target}: ${step.doing} asks for inherit or set per membership, which PostgreSQL has from 16 on; here inherit is ${String(member.inherits)} for all memberships of this account, and set is true. Write these, or upgrade.`);
    }
    if (wish.admin || given.length === 0)
        await step.query(`grant ${granted} to ${to}${wish.admin ? ' with admin option' : ''}`);
    else
        await step.query(`revoke admin option for ${granted} from ${to} restrict`);
}

;// CONCATENATED MODULE: ./src/connectors/postgres/object-lookup.ts
/** Which object of the catalogue a written name means, and how a GRANT names it. */




const q = encode/* quoteIdentifier */.Cm;
async function lookUp(step, object) {
    if (isDefault(object))
        return await defaultsOf(step, object);
    switch (object.type) {
        case 'database':
            return await one(step, `pg_database o where o.datname = $1::text`, 'o.datdba', [object.database], {
                on: `database ${q(object.database)}`,
                acl: acl('pg_database', 'datacl', 'd', 'datdba'),
            });
        case 'schema':
            return await one(step, `pg_namespace o where o.nspname = $1::text`, 'o.nspowner', [object.schema], {
                on: `schema ${q(object.schema)}`,
                acl: acl('pg_namespace', 'nspacl', 'n', 'nspowner'),
            });
        case 'function':
            return await routine(step, object);
        default:
            return await relation(step, object);
    }
}
const isDefault = (object) => (0,privileges/* isDefaultType */.yd)(object.type);
const acl = (catalogue, column, code, owner) => `pg_catalog.${catalogue} o cross join lateral aclexplode(coalesce(o.${column}, acldefault('${code}', o.${owner}))) a where o.oid = $1::oid`;
async function one(step, from, owner, values, rest) {
    const [row] = await step.query(`select o.oid::text as oid, ${owner}::text as owner, pg_get_userbyid(${owner})::text as owner_name from pg_catalog.${from}`, values);
    if (row === undefined)
        return null;
    const oid = field(step.place, row, 'oid');
    step.objects.push({ sql: `select 1 as one from pg_catalog.${from} and o.oid = $${values.length + 1}::oid`, values: [...values, oid] });
    return { owner: ownerOf(step, row), column: null, columns: null, values: [oid], ...rest };
}
const ownerOf = (step, row) => ({
    oid: field(step.place, row, 'owner'),
    name: field(step.place, row, 'owner_name'),
});
async function relation(step, object) {
    const kinds = object.type === 'sequence' ? `('S')` : `('r', 'p', 'v', 'm', 'f')`;
    const path = `${q(object.schema)}.${q(object.object)}`;
    const from = `pg_class o join pg_catalog.pg_namespace n on n.oid = o.relnamespace where n.nspname = $1::text and o.relname = $2::text and o.relkind in ${kinds}`;
    const on = `${object.type === 'sequence' ? 'sequence' : 'table'} ${path}`;
    const table = await one(step, from, 'o.relowner', [object.schema, object.object], {
        on,
        acl: acl('pg_class', 'relacl', object.type === 'sequence' ? 's' : 'r', 'relowner'),
    });
    if (table === null || object.type === 'sequence')
        return table;
    const columns = `pg_catalog.pg_attribute o cross join lateral aclexplode(o.attacl) a where o.attrelid = $1::oid and o.attacl is not null and not o.attisdropped`;
    if (!('column' in object))
        return { ...table, columns };
    const there = await step.query(`select 1 as one from pg_catalog.pg_attribute where attrelid = $1::oid and attname = $2::text and not attisdropped`, [...table.values, object.column]);
    return there.length === 0
        ? null
        : { ...table, column: q(object.column), acl: `${columns} and o.attname = $2::text`, values: [...table.values, object.column] };
}
/** By the canonical spelling of the argument types, in which both sides are written. */
async function routine(step, object) {
    const rows = await step.query(`select p.oid::text as oid, p.oid::regprocedure::text as signature, p.proowner::text as owner, pg_get_userbyid(p.proowner)::text as owner_name,
       array(select format_type(t.type, null) from unnest(p.proargtypes) with ordinality t(type, at) order by t.at) as args
     from pg_catalog.pg_proc p join pg_catalog.pg_namespace n on n.oid = p.pronamespace where n.nspname = $1::text and p.proname = $2::text`, [object.schema, object.object]);
    const wanted = object.args.join(',');
    const row = rows.find(({ args }) => Array.isArray(args) && args.map((arg) => (0,argument_type/* argumentType */.SH)(String(arg)) ?? String(arg)).join(',') === wanted);
    if (row === undefined)
        return null;
    const oid = field(step.place, row, 'oid');
    step.objects.push({
        sql: `select 1 as one from pg_catalog.pg_proc p join pg_catalog.pg_namespace n on n.oid = p.pronamespace where n.nspname = $1::text and p.proname = $2::text and p.oid = $3::oid`,
        values: [object.schema, object.object, oid],
    });
    // regprocedure is quoted by the server itself; with an empty search path it names the schemas of all types.
    return {
        owner: ownerOf(step, row),
        on: `routine ${field(step.place, row, 'signature')}`,
        acl: acl('pg_proc', 'proacl', 'f', 'proowner'),
        values: [oid],
        column: null,
        columns: null,
    };
}
async function defaultsOf(step, object) {
    const { code, plural } = privileges/* DEFAULTS */.zY[object.type];
    const [row] = await step.query(`select r.oid::text as owner, r.rolname::text as owner_name from pg_catalog.pg_roles r where r.rolname = $1::text`, [object.owner]);
    if (row === undefined)
        return null;
    const schemas = object.schema === null
        ? []
        : await step.query(`select oid::text as oid from pg_catalog.pg_namespace where nspname = $1::text`, [object.schema]);
    if (object.schema !== null && schemas.length === 0)
        return null;
    const schema = schemas[0] === undefined ? '0' : field(step.place, schemas[0], 'oid');
    const owner = ownerOf(step, row);
    step.roles.set(owner.oid, owner.name);
    return {
        owner,
        on: plural.toLowerCase(),
        acl: `pg_catalog.pg_default_acl o cross join lateral aclexplode(o.defaclacl) a where o.defaclrole = $1::oid and o.defaclnamespace = $2::oid and o.defaclobjtype = '${code}'`,
        values: [owner.oid, schema],
        column: null,
        columns: null,
    };
}

;// CONCATENATED MODULE: ./src/connectors/postgres/write-privilege.ts









/** The database whose session a privilege is written in, or why there is none. */
function databaseOf(name, databases) {
    const read = (0,object_name/* parsePrivilege */.F1)(name);
    if ('refused' in read)
        return read;
    const { object } = read.ok;
    // Databases are cluster-wide: any session will do.
    if (object.type === 'database')
        return { database: databases.includes(object.database) ? object.database : (databases[0] ?? '') };
    return databases.includes(object.database)
        ? { database: object.database }
        : { refused: `its database is not among databases in the config` };
}
async function writePrivilege(step, { verb, entry }) {
    const read = (0,object_name/* parsePrivilege */.F1)(entry.name);
    if ('refused' in read)
        throw unsupported(step, read.refused);
    const { object, privilege } = read.ok;
    if (privilege === 'MAINTAIN' && !hasMaintain(step.session.version))
        throw unsupported(step, 'MAINTAIN came with PostgreSQL 17');
    if (object.type === 'default-largeobject' && !hasDefaultLargeObjects(step.session.version))
        throw unsupported(step, 'default privileges for large objects came with PostgreSQL 18');
    const role = await touchable(step, entry.account);
    const found = role === null ? null : await lookUp(step, object);
    if (role === null || found === null) {
        if (verb === 'revoke')
            return 'unchanged';
        throw changedMeanwhile(step, 'the role or the object is not there');
    }
    if (found.owner.oid === role.oid) {
        throw unsupported(step, 'the account owns the object, so it holds all privileges on it and can give them to itself again; change the owner by hand instead');
    }
    const subject = { object, privilege, found, role };
    return verb === 'revoke' ? await take(step, subject) : await give(step, subject, entry.facts['grantable'] === 'true', verb);
}
const unsupported = ({ place, doing }, why) => new errors/* ConnectorError */.W('unsupported', `${place.target}: ${doing} was refused, because ${why}; nothing was changed. Correct the line in the policy.`);
/** What a role with the grant option gave to itself comes first: it hangs on what others gave, so RESTRICT would hold that back. */
async function write_privilege_held(step, { found, role, privilege }) {
    const { place } = step;
    const n = found.values.length;
    const rows = await step.query(`select a.grantor::text as grantor, pg_get_userbyid(a.grantor)::text as grantor_name, a.is_grantable as grantable
     from ${found.acl} and a.grantee = $${n + 1}::oid and a.privilege_type = $${n + 2}::text order by a.grantor <> a.grantee, a.grantor`, [...found.values, role.oid, privilege]);
    return rows.map((row) => ({
        grantor: { oid: field(place, row, 'grantor'), name: field(place, row, 'grantor_name') },
        grantable: truth(place, row, 'grantable'),
    }));
}
/**
 * Those who gave a right on a column by their option on the whole table and have lost that since: the server cascades no
 * REVOKE on a table into its columns' grants by others, and afterwards it refuses or ignores each way to take them.
 */
async function strandedGrantors(step, { found, role, privilege }) {
    if (found.column === null)
        return [];
    const n = found.values.length;
    const rows = await step.query(`select pg_get_userbyid(a.grantor)::text as grantor from ${found.acl} and a.grantee = $${n + 1}::oid and a.privilege_type = $${n + 2}::text
       and a.grantor <> $${n + 3}::oid and not exists (
         select 1 from pg_catalog.pg_class c cross join lateral aclexplode(o.attacl || coalesce(c.relacl, '{}')) x
         where c.oid = o.attrelid and x.grantee = a.grantor and x.privilege_type = a.privilege_type and x.is_grantable)`, [...found.values, role.oid, privilege, found.owner.oid]);
    return rows.map((row) => field(step.place, row, 'grantor'));
}
async function give(step, subject, grantable, verb) {
    const before = await write_privilege_held(step, subject);
    if (verb === 'adjust' && before.length === 0)
        throw changedMeanwhile(step, 'the privilege is not there any more');
    const holds = (now) => now.length > 0 && now.some((one) => one.grantable) === grantable;
    if (holds(before))
        return 'unchanged';
    if (before.length === 0 || grantable)
        await step.queryAs(await actingFor(step, subject, subject.found.owner), statement(subject, 'grant', grantable));
    else
        await keepingColumns(step, subject, async () => {
            // Its own grant to itself hangs on the option that goes.
            for (const { grantor } of before.filter((one) => one.grantable || one.grantor.oid === subject.role.oid))
                await step.queryAs(await actingFor(step, subject, grantor), statement(subject, 'revoke', grantor.oid !== subject.role.oid));
        });
    if (!holds(await write_privilege_held(step, subject)))
        throw withoutEffect(step);
    return 'changed';
}
async function take(step, subject) {
    const before = await write_privilege_held(step, subject);
    if (before.length === 0)
        return 'unchanged';
    const [lost] = await strandedGrantors(step, subject);
    if (lost !== undefined) {
        const { place, doing } = step;
        throw new errors/* ConnectorError */.W('forbidden', `${place.target}: ${doing} was not done, because it was given by ${lost}, who may not pass it on any more; PostgreSQL lets nobody take such a grant. By hand: give ${lost} the grant option on this column again, revoke it as ${lost}, and take the option back.`);
    }
    await keepingColumns(step, subject, async () => {
        for (const { grantor } of before)
            await step.queryAs(await actingFor(step, subject, grantor), statement(subject, 'revoke', false));
    });
    const left = await write_privilege_held(step, subject);
    const known = new Set(before.map(({ grantor }) => grantor.oid));
    if (left.some(({ grantor }) => !known.has(grantor.oid)))
        throw changedMeanwhile(step, 'somebody else has given it once more');
    if (left.length > 0)
        throw (await givenByOwnerSince(step, subject, left)) ?? withoutEffect(step);
    return 'changed';
}
/**
 * Who gave it by a grant option, has lost that, and has the owner's rights: the server lets the option go by them, without a
 * word about what hangs on it, and whatever the role takes then, it takes as the owner (select_best_grantor in acl.c).
 */
async function givenByOwnerSince(step, { found }, left) {
    for (const { grantor } of left.filter((one) => one.grantor.oid !== found.owner.oid)) {
        const [row] = await step.query(`select pg_has_role($1::oid, $2::oid, 'USAGE') as owns`, [grantor.oid, found.owner.oid]);
        if (!truth(step.place, row, 'owns'))
            continue;
        const { place, doing } = step;
        return new errors/* ConnectorError */.W('forbidden', `${place.target}: ${doing} was not done, because it was given by ${grantor.name}, who has the rights of the owner ${found.owner.name} and no grant option of its own any more; PostgreSQL then takes what the owner gave, and nothing else. By hand: give ${grantor.name} the grant option on ${found.on} again, revoke it as ${grantor.name}, and take the option back.`);
    }
    return null;
}
/** `option`: of a grant, with the grant option; of a revoke, the grant option alone. */
function statement({ object, privilege, found, role }, verb, option) {
    const what = `${privilege.toLowerCase()}${found.column === null ? '' : ` (${found.column})`} on ${found.on}`;
    const to = (0,encode/* quoteIdentifier */.Cm)(role.name);
    const plain = verb === 'grant'
        ? `grant ${what} to ${to}${option ? ' with grant option' : ''}`
        : `revoke ${option ? 'grant option for ' : ''}${what} from ${to} restrict`;
    if (!(0,privileges/* isDefaultType */.yd)(object.type) || !('owner' in object))
        return plain;
    return `alter default privileges for role ${(0,encode/* quoteIdentifier */.Cm)(object.owner)}${object.schema === null ? '' : ` in schema ${(0,encode/* quoteIdentifier */.Cm)(object.schema)}`} ${plain}`;
}
/**
 * The role to act as for one statement, or null for ourselves. A role with the owner's rights, a superuser too, acts as the
 * owner by itself; GRANTED BY names no other than the current user (docs/current/sql-revoke), so another grantor must be become.
 */
async function actingFor(step, { object, found }, grantor) {
    if ((0,privileges/* isDefaultType */.yd)(object.type))
        return null;
    const able = hasMembershipOptions(step.session.version) ? 'SET' : 'MEMBER';
    const [row] = await step.query(`select pg_has_role($1::oid, 'USAGE') as rights, pg_has_role($1::oid, '${able}') as able`, [grantor.oid]);
    if (grantor.oid === found.owner.oid && truth(step.place, row, 'rights'))
        return null;
    if (!truth(step.place, row, 'able'))
        return null;
    step.roles.set(grantor.oid, grantor.name);
    return grantor.name;
}
/** REVOKE on a table takes the same privilege on each of its columns along (docs/current/sql-revoke); those are entries of their own, so they are put back. */
async function keepingColumns(step, subject, revoke) {
    const { found, role, privilege } = subject;
    const { columns } = found;
    if (columns === null)
        return await revoke();
    const read = async () => (await step.query(`select o.attname::text as name, a.grantor::text as grantor, pg_get_userbyid(a.grantor)::text as grantor_name, a.is_grantable as grantable
         from ${columns} and a.grantee = $2::oid and a.privilege_type = $3::text order by o.attnum, a.grantor`, [...found.values, role.oid, privilege])).map((row) => ({
        name: field(step.place, row, 'name'),
        grantor: { oid: field(step.place, row, 'grantor'), name: field(step.place, row, 'grantor_name') },
        grantable: truth(step.place, row, 'grantable'),
    }));
    const before = await read();
    await revoke();
    const after = new Set((await read()).map((one) => JSON.stringify(one)));
    for (const lost of before.filter((one) => !after.has(JSON.stringify(one)))) {
        const column = { ...subject, found: { ...found, column: (0,encode/* quoteIdentifier */.Cm)(lost.name) } };
        await step.queryAs(await actingFor(step, subject, lost.grantor), statement(column, 'grant', lost.grantable));
    }
}

;// CONCATENATED MODULE: ./src/connectors/postgres/write-role.ts







/** Without login, without rights: those are entries of their own. `account` is in words, since no id is there yet. */
async function createRole(step, { entry }) {
    const name = entry.account.slice(entry.account.indexOf('/') + 1);
    if (name === entry.account && /^\d+$/.test(name))
        return await alreadyThere(step, name);
    const why = name.startsWith('id:')
        ? 'is an id, which the server gives out itself'
        : /^(pg_|public$|none$)/.test(name)
            ? 'is reserved by the server'
            : (0,object_name/* badName */.rG)(name);
    if (why !== null)
        throw new errors/* ConnectorError */.W('unsupported', `${step.place.target}: ${step.doing} was refused, because its name ${why}; nothing was changed. Give the account another name in the policy.`);
    const there = async () => (await step.query('select oid from pg_roles where rolname = $1::text', [name])).length === 1;
    if (await there())
        return 'unchanged';
    await step.query(`create role ${(0,encode/* quoteIdentifier */.Cm)(name)} nologin`);
    if (!(await there()))
        throw withoutEffect(step);
    return 'changed';
}
async function alreadyThere(step, oid) {
    const found = await step.query('select oid from pg_roles where oid = $1::oid', [oid]);
    if (found.length === 0)
        throw changedMeanwhile(step, 'the role is not there any more');
    return 'unchanged';
}
async function writeAttribute(step, { verb, entry }) {
    const attribute = Object.hasOwn(privileges/* ATTRIBUTES */.iw, entry.name) ? privileges/* ATTRIBUTES */.iw[entry.name] : undefined;
    if (attribute === undefined)
        throw new errors/* ConnectorError */.W('unsupported', `${step.place.target}: ${step.doing} names no role attribute that there is; nothing was changed. Write one of ${Object.keys(privileges/* ATTRIBUTES */.iw).join(', ')}.`);
    const role = await touchable(step, entry.account);
    const wish = verb === 'grant';
    if (role === null) {
        if (!wish)
            return 'unchanged';
        throw changedMeanwhile(step, 'the role is not there any more');
    }
    const holds = async () => {
        const [row] = await step.query(`select ${attribute.column} as held from pg_roles where oid = $1::oid`, [role.oid]);
        return truth(step.place, row, 'held') === wish;
    };
    if (await holds())
        return 'unchanged';
    await step.query(`alter role ${(0,encode/* quoteIdentifier */.Cm)(role.name)} ${wish ? '' : 'no'}${attribute.word.toLowerCase()}`);
    if (!(await holds()))
        throw withoutEffect(step);
    return 'changed';
}

;// CONCATENATED MODULE: ./src/connectors/postgres/writer.ts







/** kind → verb → how it is told. What is missing here cannot be done. */
const writer_DOING = {
    user: { grant: 'making an account' },
    login: { grant: 'opening a login', revoke: 'closing a login', adjust: 'changing the end of a login' },
    role: { grant: 'giving a membership', revoke: 'taking a membership', adjust: 'changing a membership' },
    attribute: { grant: 'giving a role attribute', revoke: 'taking a role attribute' },
    privilege: { grant: 'giving a privilege', revoke: 'taking a privilege', adjust: 'changing a privilege' },
};
const BODIES = {
    user: createRole,
    login: writeLogin,
    role: writeMembership,
    attribute: writeAttribute,
    privilege: writePrivilege,
};
function postgresWriter(place) {
    const open = new Map();
    const sessionWith = async (database) => {
        const login = place.config.write;
        if (login === null)
            throw new errors/* ConnectorError */.W('forbidden', `${place.target}: the config names no auth.write, so nothing can be written. Add it, or set the ceiling to observe.`);
        const there = open.get(database) ?? (await openSession(place, database, login, 'write'));
        open.set(database, there);
        return there;
    };
    /** After a lost connection the next change gets a new one. */
    const forget = async (database) => {
        await open.get(database)?.close();
        open.delete(database);
    };
    const carryOut = async (change) => {
        const { doing, body, database } = wayOf(place, change);
        const session = await sessionWith(database);
        try {
            const done = await inTransaction(place, session, doing, (step) => body(step, change));
            const ended = change.entry.kind === 'login' && change.verb === 'revoke' && (await isClosed(place, session, doing, change.entry.account))
                ? await endSessions(place, session, doing, change.entry.account)
                : 'unchanged';
            return {
                change: change.id,
                outcome: done === 'changed' || ended === 'changed' ? 'changed' : 'unchanged',
                settlesInSeconds: place.config.settlesInSeconds,
            };
        }
        catch (error) {
            if (!(error instanceof errors/* ConnectorError */.W) || error.code === 'unavailable')
                await forget(database);
            throw error;
        }
    };
    return {
        async apply(step) {
            const outcomes = [];
            for (const change of step)
                outcomes.push(await carryOut(change));
            return outcomes;
        },
        async [Symbol.asyncDispose]() {
            for (const database of open.keys())
                await forget(database);
        },
    };
}
function wayOf(place, change) {
    const { kind, name } = change.entry;
    const doing = Object.hasOwn(writer_DOING, kind) ? writer_DOING[kind]?.[change.verb] : undefined;
    const body = Object.hasOwn(BODIES, kind) ? BODIES[kind] : undefined;
    if (doing === undefined || body === undefined)
        throw new errors/* ConnectorError */.W('unsupported', `${place.target}: this connector cannot ${change.verb} what is of kind ${JSON.stringify(kind)}; nothing was changed. Do it by hand.`);
    // What is cluster-wide goes through one database, where its lock lies too.
    if (kind !== 'privilege')
        return { doing, body, database: place.config.databases[0] };
    const where = databaseOf(name, place.config.databases);
    if ('refused' in where)
        throw new errors/* ConnectorError */.W('unsupported', `${place.target}: ${doing} was refused, because ${where.refused}; nothing was changed. Correct the line in the policy, or the config.`);
    return { doing, body, database: where.database };
}

;// CONCATENATED MODULE: ./src/connectors/postgres/connect.ts





function guarded(target, config, ports) {
    const known = (0,redact/* rememberingSecrets */.NX)(ports);
    return {
        place: { target, config: configOf(config), ports: known.ports, remember: known.add },
        fault: (error) => (0,redact/* outgoing */.by)(target, error, known.clean),
    };
}
const connect = {
    reader(target, config, ports) {
        const { place, fault } = guarded(target, config, ports);
        const inner = postgresReader(place);
        return {
            async *read(only) {
                try {
                    return yield* inner.read(only);
                }
                catch (error) {
                    throw fault(error);
                }
            },
            [Symbol.asyncDispose]: () => inner[Symbol.asyncDispose](),
        };
    },
    writer(target, config, ports) {
        const { place, fault } = guarded(target, config, ports);
        const inner = postgresWriter(place);
        return {
            async apply(step) {
                try {
                    return await inner.apply(step);
                }
                catch (error) {
                    throw fault(error);
                }
            },
            [Symbol.asyncDispose]: () => inner[Symbol.asyncDispose](),
        };
    },
    async claim(target, config, ports, owner, write) {
        const { place, fault } = guarded(target, config, ports);
        try {
            return await claimOf(place, owner, write);
        }
        catch (error) {
            throw fault(error);
        }
    },
};


/***/ }),

/***/ 4299:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   F1: () => (/* binding */ parsePrivilege),
/* harmony export */   Fl: () => (/* binding */ printPrivilege),
/* harmony export */   Po: () => (/* binding */ printObject),
/* harmony export */   p8: () => (/* binding */ parseOwned),
/* harmony export */   rG: () => (/* binding */ badName)
/* harmony export */ });
/* harmony import */ var _argument_type_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(4844);
/* harmony import */ var _privileges_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(9736);
/** How an object of a cluster and a privilege on it are written: `type:database[.schema[.object[.column]]][:PRIVILEGE]`. */


/** NAMEDATALEN - 1: the server cuts a longer name, and so would touch another object. */
const LONGEST_NAME = 63;
/** Why a name cannot be the name of anything in a cluster, or null. */
function badName(name) {
    if (name === '')
        return 'is empty';
    if (name.includes('\0'))
        return 'holds a NUL';
    if (!name.isWellFormed())
        return 'is not valid Unicode';
    return new TextEncoder().encode(name).length > LONGEST_NAME ? `is longer than ${LONGEST_NAME} bytes; the server would cut it` : null;
}
function printObject(o) {
    const path = (...parts) => `${o.type}:${parts.map(_argument_type_js__WEBPACK_IMPORTED_MODULE_0__/* .part */ .y_).join('.')}`;
    switch (o.type) {
        case 'database':
            return path(o.database);
        case 'schema':
            return path(o.database, o.schema);
        case 'table':
        case 'sequence':
            return path(o.database, o.schema, o.object);
        case 'column':
            return path(o.database, o.schema, o.object, o.column);
        case 'function':
            return `${path(o.database, o.schema, o.object)}(${o.args.join(',')})`;
        default:
            return o.schema === null ? path(o.database, o.owner) : path(o.database, o.schema, o.owner);
    }
}
const printPrivilege = (o, privilege) => `${printObject(o)}:${privilege}`;
/** The object form alone, as the kind `owner` names it: no columns, no default privileges. */
function parseOwned(text) {
    const read = parseFront(text);
    if ('refused' in read)
        return read;
    const { object, rest } = read.ok;
    if (rest !== '')
        return { refused: `"${rest}" stands behind the object; an owner is written without a privilege` };
    if (object.type === 'column' || (0,_privileges_js__WEBPACK_IMPORTED_MODULE_1__/* .isDefaultType */ .yd)(object.type))
        return { refused: `a ${object.type} has no owner of its own` };
    return { ok: object };
}
function parsePrivilege(text) {
    const read = parseFront(text);
    if ('refused' in read)
        return read;
    const { object, rest } = read.ok;
    if (!rest.startsWith(':'))
        return { refused: `the privilege is missing: write ${printObject(object)}:${_privileges_js__WEBPACK_IMPORTED_MODULE_1__/* .PRIVILEGES */ .fd[object.type][0] ?? ''}` };
    const word = rest.slice(1).trim().toUpperCase();
    const privilege = word === 'TEMP' ? 'TEMPORARY' : word;
    if (!_privileges_js__WEBPACK_IMPORTED_MODULE_1__/* .PRIVILEGES */ .fd[object.type].includes(privilege))
        return {
            refused: `a ${object.type} has no privilege "${word}"; it has ${_privileges_js__WEBPACK_IMPORTED_MODULE_1__/* .PRIVILEGES */ .fd[object.type].join(', ')}, each in a line of its own`,
        };
    return { ok: { object, privilege } };
}
function parseFront(text) {
    const colon = text.indexOf(':');
    const type = colon < 0 ? '' : text.slice(0, colon).trim().toLowerCase();
    if (!isType(type))
        return { refused: `it must begin with one of ${[..._privileges_js__WEBPACK_IMPORTED_MODULE_1__/* .OBJECT_TYPES */ .iQ, ..._privileges_js__WEBPACK_IMPORTED_MODULE_1__/* .DEFAULT_TYPES */ .Kg].map((t) => `${t}:`).join(' ')}` };
    const path = readPath(text.slice(colon + 1));
    if ('refused' in path)
        return path;
    const bad = path.ok.parts.map((name) => [name, badName(name)]).find(([, why]) => why !== null);
    if (bad !== undefined)
        return { refused: `a part of it ${bad[1]}: ${JSON.stringify(bad[0])}` };
    if (type !== 'function')
        return assemble(type, path.ok.parts, null, path.ok.rest);
    const args = readArguments(path.ok.rest);
    return 'refused' in args ? args : assemble(type, path.ok.parts, args.ok.args, args.ok.rest);
}
const isType = (text) => Object.hasOwn(_privileges_js__WEBPACK_IMPORTED_MODULE_1__/* .PRIVILEGES */ .fd, text);
const PART = /(?:"((?:[^"]|"")*)"|([a-z0-9_]+))(\.?)/y;
function readPath(text) {
    const parts = [];
    PART.lastIndex = 0;
    for (let at = 0;; at = PART.lastIndex) {
        const found = PART.exec(text);
        if (found === null)
            return { refused: `the part at "${text.slice(at, at + 20)}" is neither [a-z0-9_]+ nor in double quotes` };
        parts.push(found[1] === undefined ? (found[2] ?? '') : found[1].replaceAll('""', '"'));
        if (found[3] === '')
            return { ok: { parts, rest: text.slice(PART.lastIndex) } };
    }
}
function readArguments(text) {
    const inside = /^\(((?:[^"()]|"(?:[^"]|"")*")*)\)/.exec(text);
    if (inside === null)
        return { refused: 'a function is written with the types of its arguments, as f(integer,text) or f()' };
    const items = (0,_argument_type_js__WEBPACK_IMPORTED_MODULE_0__/* .splitArguments */ .vj)(inside[1] ?? '') ?? [''];
    const args = items.map(_argument_type_js__WEBPACK_IMPORTED_MODULE_0__/* .argumentType */ .SH);
    const bad = args.indexOf(null);
    if (bad >= 0)
        return { refused: `argument ${bad + 1} is not the name of a type: "${items[bad] ?? ''}"` };
    return { ok: { args: args.filter((a) => a !== null), rest: text.slice(inside[0].length) } };
}
const SHAPES = {
    database: 'database',
    schema: 'database.schema',
    table: 'database.schema.table',
    column: 'database.schema.table.column',
    sequence: 'database.schema.sequence',
    function: 'database.schema.function(types)',
};
function assemble(type, parts, args, rest) {
    const object = shape(type, parts, args);
    if (object !== null)
        return { ok: { object, rest } };
    const wanted = (0,_privileges_js__WEBPACK_IMPORTED_MODULE_1__/* .isDefaultType */ .yd)(type) ? `database.owner${_privileges_js__WEBPACK_IMPORTED_MODULE_1__/* .DEFAULTS */ .zY[type].inSchema ? ' or database.schema.owner' : ''}` : SHAPES[type];
    return { refused: `a ${type} is written ${type}:${wanted}, and this has ${parts.length} part(s)` };
}
function shape(type, parts, args) {
    const [database, schema, object, column] = parts;
    if (database === undefined || parts.length > 4)
        return null;
    if ((0,_privileges_js__WEBPACK_IMPORTED_MODULE_1__/* .isDefaultType */ .yd)(type)) {
        if (parts.length === 2 && schema !== undefined)
            return { type, database, schema: null, owner: schema };
        return parts.length === 3 && schema !== undefined && object !== undefined && _privileges_js__WEBPACK_IMPORTED_MODULE_1__/* .DEFAULTS */ .zY[type].inSchema
            ? { type, database, schema, owner: object }
            : null;
    }
    if (type === 'database')
        return parts.length === 1 ? { type, database } : null;
    if (schema === undefined)
        return null;
    if (type === 'schema')
        return parts.length === 2 ? { type, database, schema } : null;
    if (object === undefined)
        return null;
    if (type === 'column')
        return column === undefined ? null : { type, database, schema, object, column };
    if (parts.length !== 3)
        return null;
    return type === 'function' ? { type, database, schema, object, args: args ?? [] } : { type, database, schema, object };
}


/***/ }),

/***/ 9736:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Kg: () => (/* binding */ DEFAULT_TYPES),
/* harmony export */   fd: () => (/* binding */ PRIVILEGES),
/* harmony export */   iQ: () => (/* binding */ OBJECT_TYPES),
/* harmony export */   iw: () => (/* binding */ ATTRIBUTES),
/* harmony export */   yd: () => (/* binding */ isDefaultType),
/* harmony export */   zY: () => (/* binding */ DEFAULTS)
/* harmony export */ });
/** Which privileges a sort of object knows, and how the catalogue and the grammar of GRANT call that sort. */
const OBJECT_TYPES = ['database', 'schema', 'table', 'column', 'sequence', 'function'];
const DEFAULT_TYPES = [
    'default-table',
    'default-sequence',
    'default-function',
    'default-type',
    'default-schema',
    'default-largeobject',
];
const ON_TABLE = ['SELECT', 'INSERT', 'UPDATE', 'DELETE', 'TRUNCATE', 'REFERENCES', 'TRIGGER', 'MAINTAIN'];
/** docs/current/ddl-priv, "Summary of Access Privileges". MAINTAIN came with 17. */
const PRIVILEGES = {
    database: ['CREATE', 'CONNECT', 'TEMPORARY'],
    schema: ['CREATE', 'USAGE'],
    table: ON_TABLE,
    column: ['SELECT', 'INSERT', 'UPDATE', 'REFERENCES'],
    sequence: ['USAGE', 'SELECT', 'UPDATE'],
    function: ['EXECUTE'],
    'default-table': ON_TABLE,
    'default-sequence': ['USAGE', 'SELECT', 'UPDATE'],
    'default-function': ['EXECUTE'],
    'default-type': ['USAGE'],
    'default-schema': ['CREATE', 'USAGE'],
    'default-largeobject': ['SELECT', 'UPDATE'],
};
/** `code`: pg_default_acl.defaclobjtype. `acl`: the argument of acldefault, which spells sequences in lower case. `plural`: the word of ALTER DEFAULT PRIVILEGES. */
const DEFAULTS = {
    'default-table': { code: 'r', acl: 'r', plural: 'TABLES', inSchema: true },
    'default-sequence': { code: 'S', acl: 's', plural: 'SEQUENCES', inSchema: true },
    'default-function': { code: 'f', acl: 'f', plural: 'ROUTINES', inSchema: true },
    'default-type': { code: 'T', acl: 'T', plural: 'TYPES', inSchema: true },
    'default-schema': { code: 'n', acl: 'n', plural: 'SCHEMAS', inSchema: false },
    'default-largeobject': { code: 'L', acl: 'L', plural: 'LARGE OBJECTS', inSchema: false },
};
/** Role attribute → its column of pg_roles and its word in ALTER ROLE. */
const ATTRIBUTES = {
    superuser: { column: 'rolsuper', word: 'SUPERUSER' },
    createrole: { column: 'rolcreaterole', word: 'CREATEROLE' },
    createdb: { column: 'rolcreatedb', word: 'CREATEDB' },
    replication: { column: 'rolreplication', word: 'REPLICATION' },
    bypassrls: { column: 'rolbypassrls', word: 'BYPASSRLS' },
};
const isDefaultType = (type) => Object.hasOwn(DEFAULTS, type);


/***/ }),

/***/ 9737:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   F: () => (/* binding */ validUntilOfServer),
/* harmony export */   x: () => (/* binding */ validUntil)
/* harmony export */ });
/** How the end of a password is spelled: `infinity`, or an instant of RFC 3339 in UTC in its shortest form. */
const INSTANT = /^(\d{4})-(\d{2})-(\d{2})(?:[Tt ](\d{2}:\d{2}:\d{2})(?:\.(\d+))?\s*([Zz]|[+-]\d{2}:\d{2}))?$/;
/** The server knows years up to 294276; RFC 3339 stops at 9999, so later ones pass in our own spelling only. */
const FAR = /^\d{5,6}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(?:\.\d{0,5}[1-9])?Z$/;
/** The one spelling, or null for what is no instant. A date means 00:00 UTC. */
function validUntil(text) {
    const plain = text.trim();
    if (/^-?infinity$/i.test(plain))
        return plain.toLowerCase();
    if (FAR.test(plain))
        return plain;
    const found = INSTANT.exec(plain);
    if (found === null)
        return null;
    const [, year, month, day, time = '00:00:00', fraction = '', zone = 'Z'] = found;
    const local = Date.parse(`${year}-${month}-${day}T${time}Z`);
    const instant = Date.parse(`${year}-${month}-${day}T${time}${zone.toUpperCase()}`);
    // Date.parse rolls 30 February over; the day must come back as it was written.
    if (Number.isNaN(instant) || Number.isNaN(local) || new Date(local).getUTCDate() !== Number(day))
        return null;
    const digits = fraction.replace(/0+$/, '');
    // The server keeps microseconds.
    if (digits.length > 6)
        return null;
    const seconds = new Date(instant).toISOString().slice(0, -5);
    return /^\d{4}-/.test(seconds) && !seconds.startsWith('0000') ? `${seconds}${digits === '' ? '' : `.${digits}`}Z` : null;
}
/** What the catalogue query says (`…:SS.US`) → the same spelling. */
const validUntilOfServer = (text) => (text.endsWith('infinity') ? text : `${text.replace(/\.?0*$/, '')}Z`);


/***/ })

};
