export const id = 4;
export const ids = [4];
export const modules = {

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
        connect: async () => (await Promise.all(/* import() */[__webpack_require__.e(694), __webpack_require__.e(435)]).then(__webpack_require__.bind(__webpack_require__, 6435))).connect,
    },
};


/***/ }),

/***/ 5305:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   ol: () => (/* binding */ digestOf),
/* harmony export */   sc: () => (/* binding */ sha256),
/* harmony export */   tK: () => (/* binding */ gitBlobId)
/* harmony export */ });
/* harmony import */ var node_crypto__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(7598);
/* harmony import */ var node_crypto__WEBPACK_IMPORTED_MODULE_0___default = /*#__PURE__*/__webpack_require__.n(node_crypto__WEBPACK_IMPORTED_MODULE_0__);
/* harmony import */ var _order_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(6553);
/** The one hash of the project. The only pure file that may import node:crypto. */


/** Lower-case hex. */
const sha256 = (text) => (0,node_crypto__WEBPACK_IMPORTED_MODULE_0__.hash)('sha256', text, 'hex');
/** sha256 over the canonical JSON of a value. */
const digestOf = (value) => sha256((0,_order_js__WEBPACK_IMPORTED_MODULE_1__/* .canonicalJson */ .dj)(value));
/** The name that git gives a file's content. */
const gitBlobId = (bytes) => (0,node_crypto__WEBPACK_IMPORTED_MODULE_0__.hash)('sha1', Buffer.concat([Buffer.from(`blob ${bytes.length}\0`), bytes]), 'hex');


/***/ }),

/***/ 7766:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   A: () => (/* binding */ fold)
/* harmony export */ });
/** Which two names would be taken for one another. */
const PLAIN = /^[\x20-\x7e]*$/;
/** Letters of other scripts that look like a Latin one, after folding to small letters. */
const SKELETON = new Map([
    'аa',
    'вb',
    'еe',
    'ёe',
    'һh',
    'іi',
    'ϳj',
    'јj',
    'кk',
    'мm',
    'оo',
    'рp',
    'ԛq',
    'ѕs',
    'тt',
    'уy',
    'хx',
    'сc',
    'ԁd',
    'ԝw',
    'αa',
    'εe',
    'ιi',
    'κk',
    'νv',
    'οo',
    'ρp',
    'τt',
    'υu',
    'χx',
    'γy',
    'ωw',
].map((pair) => [pair.charAt(0), pair.charAt(1)]));
/** Two names with one fold would be taken for one another, or be one in a system that folds case. */
function fold(name) {
    const small = name.normalize('NFKC').toLowerCase().trim();
    return PLAIN.test(small) ? small : [...small].map((char) => SKELETON.get(char) ?? (/\p{Pd}/u.test(char) ? '-' : char)).join('');
}


/***/ }),

/***/ 6553:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Ft: () => (/* binding */ isSame),
/* harmony export */   VW: () => (/* binding */ sortedBy),
/* harmony export */   dj: () => (/* binding */ canonicalJson),
/* harmony export */   n6: () => (/* binding */ compareText)
/* harmony export */ });
/** The total order and the one spelling of plain data: the same input gives the same bytes. */
/** Order by UTF-16 code units; the same on every machine, unlike a locale's. */
const compareText = (a, b) => (a < b ? -1 : a > b ? 1 : 0);
/** Sorts a copy by a text made once per item. */
function sortedBy(items, text) {
    return Array.from(items, (item) => [text(item), item])
        .sort((a, b) => compareText(a[0], b[0]))
        .map(([, item]) => item);
}
/** JSON with object keys sorted, without undefined members; a Map is written as an object, a Set as a sorted list. */
function canonicalJson(value, indent) {
    return JSON.stringify(canonical(value), null, indent) ?? 'null';
}
/** Most was read from canonical text: that needs no copy, and to see that it does not costs less than to make one. */
function isCanonical(value) {
    if (value === null || typeof value !== 'object')
        return true;
    if (Array.isArray(value))
        return value.every(isCanonical);
    if (value instanceof Set || value instanceof Map)
        return false;
    let before = '';
    for (const [name, member] of Object.entries(value)) {
        if (name < before || !isCanonical(member))
            return false;
        before = name;
    }
    return true;
}
function canonical(value) {
    if (isCanonical(value))
        return value;
    if (Array.isArray(value))
        return value.map(canonical);
    if (value instanceof Set)
        return [...value].map(canonical).sort((a, b) => compareText(String(a), String(b)));
    const members = value instanceof Map ? value : Object.entries(value);
    // Not by assigning: `__proto__` would become the prototype.
    return Object.fromEntries(sortedBy(members, ([name]) => name).map(([name, member]) => [name, canonical(member)]));
}
/** Whether two values have the same canonical JSON, without writing it. */
function isSame(a, b) {
    if (a === b)
        return true;
    if (a === null || b === null || typeof a !== 'object' || typeof b !== 'object')
        return (a ?? null) === (b ?? null);
    if (Array.isArray(a) && Array.isArray(b))
        return a.length === b.length && a.every((item, i) => isSame(item, b[i]));
    const isPlain = (value) => !(Array.isArray(value) || value instanceof Map || value instanceof Set);
    if (!isPlain(a) || !isPlain(b))
        return canonicalJson(a) === canonicalJson(b);
    const [mine, other] = [a, b];
    const names = namesIn(mine);
    return names.length === namesIn(other).length && names.every((name) => isThere(other, name) && isSame(mine[name], other[name]));
}
const isThere = (members, name) => Object.hasOwn(members, name) && members[name] !== undefined;
const namesIn = (members) => Object.keys(members).filter((name) => members[name] !== undefined);


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

/***/ 5612:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  D9: () => (/* binding */ markdownCode),
  p7: () => (/* binding */ markdownText),
  BC: () => (/* binding */ sarifText),
  vI: () => (/* binding */ shortened),
  eR: () => (/* binding */ terminalText),
  RK: () => (/* binding */ visible),
  $m: () => (/* binding */ visibleJson),
  gB: () => (/* binding */ visibleLines),
  w$: () => (/* binding */ workflowData),
  nP: () => (/* binding */ workflowProperty)
});

// UNUSED EXPORTS: csvCell, htmlText, workflowOutput

// EXTERNAL MODULE: ./src/model/digest.ts
var digest = __webpack_require__(5305);
// EXTERNAL MODULE: ./src/model/fold.ts
var fold = __webpack_require__(7766);
;// CONCATENATED MODULE: ./src/report/look-alikes.ts
/** Which characters pass for others: two names that differ in them would be read as one. */

const ascii = /^[\x20-\x7e]*$/;
/** Dashes, slashes, dots and colons that are not the ones of the keyboard; our own sentences have a dash between spaces. */
const sign = /[\u2010-\u2012\u2015\ufe58\ufe63\u2044\u2215\u2024\u2236\ua789]|(?<=[\p{L}\p{N}])[\u2013\u2014\u2212](?=[\p{L}\p{N}])/gu;
const word = /[\p{L}\p{M}\p{N}]+/gu;
const other = /[^\x20-\x7e]/gu;
/** `show`: how one is written out. Text that has none comes back as it is. */
function withoutLookAlikes(text, show) {
    if (ascii.test(text))
        return text;
    return composed(text, show)
        .replace(other, (c) => (c !== '…' && ascii.test(c.normalize('NFKC')) ? show(c) : c))
        .replace(sign, show)
        .replace(word, (w) => (!ascii.test(w) && ascii.test((0,fold/* fold */.A)(w)) ? w.replace(other, show) : w));
}
/** What another spelling of Unicode would write as one character, or in another order, looks the same in both. */
function composed(text, show) {
    if (text.normalize('NFC') === text)
        return text;
    let shown = '';
    let cluster = '';
    for (const c of text) {
        const isAlone = (cluster + c).normalize('NFC') === cluster + c;
        if (isAlone && !/\p{M}/u.test(c)) {
            shown += cluster;
            cluster = c;
        }
        else if (isAlone) {
            cluster += c;
        }
        else {
            shown += cluster + show(c);
            cluster = '';
        }
    }
    return shown + cluster;
}

;// CONCATENATED MODULE: ./src/report/escape.ts
/** Makes hostile text harmless for each place that it is written to: names come from live systems and pull requests. */


/**
 * What cannot be seen or moves what is beside it: controls, format characters (bidi, zero-width), lone surrogates,
 * private and unassigned code points, every space but U+0020, everything a font may leave out, the blank Braille cell.
 */
const unseen = /[\p{C}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}\u2800]|(?! )\p{Zs}/gu;
/** The same inside JSON, whose own line breaks stand between its texts. */
const hiddenInJson = new RegExp(`(?!\\n)(?:${unseen.source})`, 'gu');
/** A combining mark that would sit on our own text, and the third and later ones of a pile. */
const pile = /^\p{M}|(?<=\p{M}\p{M})\p{M}/gu;
const codePoint = (c) => `\\u{${c.codePointAt(0).toString(16)}}`;
/** One line in which every character can be seen and none passes for another; two different texts look different. */
function visible(text) {
    const seen = text.replace(/\\(?=u\{)/g, codePoint).replace(unseen, codePoint);
    return withoutLookAlikes(seen, codePoint).replace(pile, codePoint);
}
const markLength = 16;
/** An end for texts without one, before they are escaped. Of a long one the end tells it from others that begin alike. */
function shortened(text, longest = 160) {
    if (text.length <= longest)
        return text;
    // Two UTF-16 units are one code point at least, so the first cut keeps enough of them.
    const points = Array.from(text.slice(0, 2 * longest + 2));
    if (points.length <= longest)
        return text;
    const mark = longest < 3 * markLength ? '' : (0,digest/* sha256 */.sc)(text).slice(0, markLength);
    return `${points.slice(0, longest - 1 - mark.length).join('')}…${mark}`;
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
        .split(' ')
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
/**
 * JSON for a log or a terminal: what cannot be seen, and what the runner would take as a command, is written as JSON's own
 * escapes, so that a parser reads the same.
 */
const visibleJson = (json) => json.replace(/##\[/g, '#\\u0023[').replace(hiddenInJson, (c) => Array.from({ length: c.length }, (_, i) => unit(c, i)).join(''));
const unit = (text, at) => `\\u${text.charCodeAt(at).toString(16).padStart(4, '0')}`;
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
/* harmony import */ var _escape_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(5612);
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
        case 'policy':
            return `reading the policy in ${p.folder}`;
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
/* harmony import */ var node_fs__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(3024);
/* harmony import */ var node_fs__WEBPACK_IMPORTED_MODULE_0___default = /*#__PURE__*/__webpack_require__.n(node_fs__WEBPACK_IMPORTED_MODULE_0__);
/* harmony import */ var node_fs_promises__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(1455);
/* harmony import */ var node_fs_promises__WEBPACK_IMPORTED_MODULE_1___default = /*#__PURE__*/__webpack_require__.n(node_fs_promises__WEBPACK_IMPORTED_MODULE_1__);
/* harmony import */ var node_path__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(6760);
/* harmony import */ var node_path__WEBPACK_IMPORTED_MODULE_2___default = /*#__PURE__*/__webpack_require__.n(node_path__WEBPACK_IMPORTED_MODULE_2__);
/* harmony import */ var _input_error_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(4141);
/** Secrets leave the environment before any connector loads; they are given out by name, towards bound origins only. */




/** What a run on GitHub has beside ours that no connector may see. */
const alsoTaken = [
    'ACTIONS_ID_TOKEN_REQUEST_TOKEN',
    'ACTIONS_RUNTIME_TOKEN',
    'GITHUB_TOKEN',
    'GH_TOKEN',
    'INPUT_GITHUB-TOKEN',
    'INPUT_APP-TOKEN',
];
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
    const root = values.get('NHI_ROOT') ?? null;
    // These are settings of the run, not secrets of a target.
    for (const name of ['NHI_SECRETS_DIR', 'NHI_ORIGINS', 'NHI_SEAL_KEY', 'NHI_ROOT'])
        values.delete(name);
    return {
        origins,
        sealKey: sealKey === '' ? null : sealKey,
        root: root === '' ? null : root,
        names: [...[...values].filter(([, value]) => value !== '').map(([name]) => name), ...(folder === null ? [] : filesIn(folder))],
        value: async (name) => values.get(name) ?? (folder === null ? null : await fromFile(folder, name)),
    };
}
const SECRET_FILE = /^NHI_[A-Z0-9_]+$/;
/** A folder that is not there holds none. */
function filesIn(folder) {
    try {
        return (0,node_fs__WEBPACK_IMPORTED_MODULE_0__.readdirSync)(folder).filter((name) => SECRET_FILE.test(name));
    }
    catch {
        return [];
    }
}
async function fromFile(folder, name) {
    if (!SECRET_FILE.test(name))
        return null;
    try {
        return (await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_1__.readFile)(node_path__WEBPACK_IMPORTED_MODULE_2___default().join(folder, name), 'utf8')).replace(/\r?\n$/, '');
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
        throw new _input_error_js__WEBPACK_IMPORTED_MODULE_3__/* .InputError */ .d(wrong);
    }
    if (parsed === null || typeof parsed !== 'object' || Array.isArray(parsed))
        throw new _input_error_js__WEBPACK_IMPORTED_MODULE_3__/* .InputError */ .d(wrong);
    for (const list of Object.values(parsed)) {
        if (!Array.isArray(list) || !list.every((o) => typeof o === 'string' && URL.canParse(o)))
            throw new _input_error_js__WEBPACK_IMPORTED_MODULE_3__/* .InputError */ .d(wrong);
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
