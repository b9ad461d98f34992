export const id = 548;
export const ids = [548];
export const modules = {

/***/ 4548:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

// ESM COMPAT FLAG
__webpack_require__.r(__webpack_exports__);

// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  connect: () => (/* binding */ connect)
});

// EXTERNAL MODULE: ./src/model/key.ts
var key = __webpack_require__(7142);
// EXTERNAL MODULE: ./src/model/order.ts
var order = __webpack_require__(6553);
// EXTERNAL MODULE: ./src/connectors/kit/errors.ts
var errors = __webpack_require__(9380);
// EXTERNAL MODULE: ./src/connectors/kit/redact.ts
var redact = __webpack_require__(9302);
// EXTERNAL MODULE: ./node_modules/csv-parse/lib/sync.js + 9 modules
var sync = __webpack_require__(5175);
;// CONCATENATED MODULE: ./src/connectors/file/sheet.ts

/** By line only: what stands there may be a secret, or made to look like a part of the message. */
const wrongLine = (line, why) => new errors/* ConnectorError */.W('badResponse', `line ${line} of the file ${why}, so nothing of the file is believed. Mend the export.`);
/** Without an account or name a row means nothing; an account or login is named as its account, whatever the row says. */
function checkedRow(row, kinds) {
    const { line } = row;
    const kind = kinds.get(row.kind);
    if (kind === undefined)
        throw wrongLine(line, 'has a kind that is not known; if it is none of a typing error, list it under config.kinds');
    const name = kind.role === 'account' || kind.role === 'login' ? row.account : row.name;
    if (row.account === '' || name === '')
        throw wrongLine(line, 'has no account or no name');
    const texts = [row.account, name, ...Object.values(row.facets), ...Object.values(row.facts)];
    if (!texts.every((text) => text.isWellFormed()))
        throw wrongLine(line, 'holds text that is not valid Unicode');
    return { ...row, kind, name };
}

;// CONCATENATED MODULE: ./src/connectors/file/csv.ts
/** CSV (RFC 4180): a header, then one row a record. It cannot prove its own end, so the policy must say `complete: true`. */



const LONGEST_RECORD = 1024 * 1024;
function records(bytes) {
    try {
        return (0,sync/* parse */.qg)(bytes, { info: true, record_delimiter: ['\r\n', '\n'], max_record_size: LONGEST_RECORD });
    }
    catch (error) {
        // Its message quotes what stands there.
        const line = error instanceof sync/* CsvError */.J$ && typeof error['lines'] === 'number' ? error['lines'] : 1;
        throw wrongLine(line, 'is no CSV record like the header');
    }
}
/** In which column each field stands; a listed fact that has none would look as if every row lacked it. */
function columnsOf(header, kinds) {
    const columns = new Map(header.map((name, at) => [name, at]));
    if (columns.size !== header.length)
        throw wrongLine(1, 'names a column twice');
    const wanted = ['account', 'kind', 'name', ...[...kinds.values()].flatMap((kind) => Object.keys(kind.facts))];
    const missing = wanted.find((name) => !columns.has(name));
    if (missing !== undefined)
        throw wrongLine(1, `names no column "${missing}"`);
    return columns;
}
const cell = (text) => (/[",\r\n]|^\s|\s$/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);
function parseCsv(text, kinds) {
    if (!text.endsWith('\n'))
        throw new errors/* ConnectorError */.W('unproven', 'the file does not end with a line break; that can mean that it was cut off or is still being written, so nothing was compared. Export it again.');
    const bytes = Buffer.from(text, 'utf8');
    const all = records(bytes);
    const [header, ...body] = all;
    if (header === undefined)
        throw wrongLine(1, 'is no header');
    const columns = columnsOf(header.record, kinds);
    const rawOf = (i) => bytes
        .subarray(all[i]?.info.bytes, all[i + 1]?.info.bytes)
        .toString('utf8')
        .replace(/\n$/, '');
    const rowOf = ({ record, info }, i) => {
        const field = (name) => record[columns.get(name) ?? -1] ?? '';
        // An empty cell is no fact: CSV has no other way to leave one out.
        const facts = Object.fromEntries(Object.keys(kinds.get(field('kind'))?.facts ?? {})
            .filter((fact) => field(fact) !== '')
            .map((fact) => [fact, field(fact)]));
        return checkedRow({ raw: rawOf(i), line: info.lines, account: field('account'), kind: field('kind'), name: field('name'), facets: {}, facts }, kinds);
    };
    return {
        rows: body.map(rowOf),
        proof: { read: body.length, claimed: null, by: 'onePage' },
        rawOf: ({ account, kind, name, facts }) => {
            if (Object.values(facts).includes(''))
                throw new errors/* ConnectorError */.W('unsupported', 'CSV cannot hold a fact without text, so nothing was written. Leave the fact out of the policy.');
            const fields = { ...facts, account, kind: kind.name, name };
            return header.record.map((column) => cell(fields[column] ?? '')).join(',');
        },
        textOf: (raws) => [bytes.subarray(0, header.info.bytes).toString('utf8').replace(/\n$/, ''), ...raws, ''].join('\n'),
    };
}

;// CONCATENATED MODULE: ./src/connectors/file/jsonl.ts


const LONGEST_LINE = 1024 * 1024;
/** RFC 3339, section 5.6. */
const INSTANT = /^\d{4}-\d\d-\d\d[Tt]\d\d:\d\d:\d\d(\.\d+)?([Zz]|[+-]\d\d:\d\d)$/;
const isObject = (value) => typeof value === 'object' && value !== null && !Array.isArray(value);
function objectAt(line, text) {
    if (text.length > LONGEST_LINE)
        throw wrongLine(line, `is longer than ${LONGEST_LINE} characters`);
    let value;
    try {
        value = JSON.parse(text);
    }
    catch {
        throw wrongLine(line, 'is no JSON');
    }
    if (!isObject(value))
        throw wrongLine(line, 'is no JSON object');
    return value;
}
function textField(line, row, field) {
    const value = row[field] ?? '';
    if (typeof value !== 'string')
        throw wrongLine(line, `has a field "${field}" that is no text`);
    return value;
}
/** Of facts, the listed ones; a facet that is not listed would make two grants look like one. */
function textsField(line, row, field, listed) {
    const value = row[field] ?? {};
    if (!isObject(value))
        throw wrongLine(line, `has a field "${field}" that is no object`);
    if (field === 'facets' && Object.keys(value).some((name) => !listed.includes(name)))
        throw wrongLine(line, 'has a facet that config.facets does not list for its kind');
    return Object.fromEntries(listed
        .filter((name) => Object.hasOwn(value, name))
        .map((name) => {
        const item = value[name];
        if (typeof item === 'string')
            return [name, item];
        // As in a policy file: a plain boolean or integer means its spelling.
        if (typeof item === 'boolean' || Number.isSafeInteger(item))
            return [name, String(item)];
        throw wrongLine(line, `has a value in "${field}" that is neither text, boolean nor integer`);
    }));
}
function instantField(line, seen, field) {
    const value = seen[field];
    if (value === undefined || value === null)
        return {};
    const instant = typeof value === 'string' && INSTANT.test(value) ? Date.parse(value) : Number.NaN;
    if (Number.isNaN(instant))
        throw wrongLine(line, `has a "${field}" that is no RFC 3339 instant`);
    return { [field]: instant };
}
function seenField(line, row) {
    const seen = row['seen'];
    if (seen === undefined || seen === null)
        return {};
    if (!isObject(seen))
        throw wrongLine(line, 'has a field "seen" that is no object');
    return { seen: { ...instantField(line, seen, 'createdAt'), ...instantField(line, seen, 'lastUsedAt') } };
}
function rowAt(line, raw, kinds) {
    const object = objectAt(line, raw);
    const kind = textField(line, object, 'kind');
    const listed = kinds.get(kind);
    return checkedRow({
        raw,
        line,
        account: textField(line, object, 'account'),
        kind,
        name: textField(line, object, 'name'),
        facets: textsField(line, object, 'facets', listed?.facets ?? []),
        facts: textsField(line, object, 'facts', Object.keys(listed?.facts ?? {})),
        ...seenField(line, object),
    }, kinds);
}
const unproven = (why) => new errors/* ConnectorError */.W('unproven', `${why}; that can mean that the file was cut off or is still being written, so nothing was compared. Export it again, with {"end":true,"count":N} as its last line.`);
const filled = (texts) => (Object.keys(texts).length === 0 ? undefined : texts);
function parseJsonl(text, kinds) {
    const lines = text.split('\n');
    // The line break after the marker is a matter of taste.
    if (lines.at(-1)?.trim() === '')
        lines.pop();
    const last = lines.pop();
    let end = null;
    try {
        end = last === undefined ? null : objectAt(lines.length + 1, last);
    }
    catch {
        // Half a line is what a cut-off file ends with.
    }
    if (end?.['end'] !== true)
        throw unproven('the file has no end marker');
    if (end['count'] !== lines.length)
        throw unproven('the end marker counts other rows than there are');
    return {
        rows: lines.map((raw, i) => rowAt(i + 1, raw, kinds)),
        proof: { read: lines.length, claimed: lines.length, by: 'count' },
        rawOf: ({ account, kind, name, facets, facts }) => JSON.stringify({ account, kind: kind.name, name, facets: filled(facets), facts: filled(facts) }),
        textOf: (raws) => [...raws, JSON.stringify({ ...end, count: raws.length }), ''].join('\n'),
    };
}

// EXTERNAL MODULE: ./src/connectors/file/kinds.ts + 2 modules
var kinds = __webpack_require__(7524);
// EXTERNAL MODULE: external "node:buffer"
var external_node_buffer_ = __webpack_require__(4573);
// EXTERNAL MODULE: external "node:crypto"
var external_node_crypto_ = __webpack_require__(7598);
// EXTERNAL MODULE: external "node:fs"
var external_node_fs_ = __webpack_require__(3024);
// EXTERNAL MODULE: external "node:fs/promises"
var promises_ = __webpack_require__(1455);
// EXTERNAL MODULE: external "node:path"
var external_node_path_ = __webpack_require__(6760);
var external_node_path_default = /*#__PURE__*/__webpack_require__.n(external_node_path_);
;// CONCATENATED MODULE: ./src/connectors/file/whole-file.ts
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
/** Which file may be read, and how it is replaced: below one folder, through no link, whole or not at all. */






const LARGEST_FILE = 256 * 1024 * 1024;
const codeOf = (error) => String(error?.code ?? 'unknown');
/** System errors by their meaning; the system's own text would show where on this machine the folder lies. */
function failed(doing, error) {
    if (error instanceof errors/* ConnectorError */.W)
        return error;
    const code = codeOf(error);
    switch (code) {
        case 'ENOENT':
        case 'ENOTDIR':
            return new errors/* ConnectorError */.W('unavailable', `${doing}: it is not there; that can mean that the export did not run, not that nobody has access, so nothing was compared. Look at the export and at config.path.`);
        case 'EACCES':
        case 'EPERM':
        case 'EROFS':
            return new errors/* ConnectorError */.W('forbidden', `${doing}: this user may not (${code}), so nothing was done. Change the rights of the file or of its folder.`);
        case 'ELOOP':
            return linked(doing);
        default:
            return new errors/* ConnectorError */.W('unavailable', `${doing} failed (${code}), so nothing was done. Look at the disk, and run it again.`);
    }
}
const linked = (doing) => new errors/* ConnectorError */.W('forbidden', `${doing}: the path goes through a link, which can lead out of the folder, so it was not followed. Put the file itself there.`);
/** Each step is looked at, so that no link on the way leads elsewhere. */
async function demandPlainPath(root, relative, doing) {
    const steps = relative.split('/');
    if (external_node_path_default().isAbsolute(relative) || relative.includes('\\') || steps.some((step) => step === '' || step === '.' || step === '..'))
        throw new errors/* ConnectorError */.W('forbidden', `${doing}: the path leaves the folder of file targets, so it was not read. Give a path below it, without "..".`);
    let place = root;
    for (const [i, step] of steps.entries()) {
        place = external_node_path_default().join(place, step);
        const found = await (0,promises_.lstat)(place);
        if (found.isSymbolicLink())
            throw linked(doing);
        if (i < steps.length - 1 ? !found.isDirectory() : !found.isFile())
            throw new errors/* ConnectorError */.W('badResponse', `${doing}: there is something else than a plain file, so nothing was read. Look at config.path.`);
    }
    return place;
}
async function contentOf(handle, doing) {
    const { size, mtimeNs, mode } = await handle.stat({ bigint: true });
    if (size > LARGEST_FILE)
        throw new errors/* ConnectorError */.W('badResponse', `${doing}: it is larger than ${LARGEST_FILE / 1024 / 1024} MiB, so nothing was read. Split the target.`);
    const bytes = await handle.readFile();
    const digest = (0,external_node_crypto_.createHash)('sha256').update(bytes).digest('hex');
    try {
        const text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
        return { text, mode: Number(mode) & 0o777, stamp: `${mtimeNs} ${size} ${digest}` };
    }
    catch {
        throw new errors/* ConnectorError */.W('badResponse', `${doing}: line ${brokenLine(bytes)} is not UTF-8, so nothing of the file is believed. Export it in UTF-8.`);
    }
}
/** Of bytes that are not UTF-8; there no line feed is a part of another character. */
function brokenLine(bytes) {
    let line = 1;
    for (let at = 0, end = 0;; at = end, line += 1) {
        end = bytes.indexOf('\n', at) + 1;
        if (end === 0 || !(0,external_node_buffer_.isUtf8)(bytes.subarray(at, end)))
            return line;
    }
}
async function readWhole(root, relative) {
    const doing = `reading ${relative}`;
    try {
        const env_1 = { stack: [], error: void 0, hasError: false };
        try {
            const place = await demandPlainPath(root, relative, doing);
            const handle = __addDisposableResource(env_1, await (0,promises_.open)(place, external_node_fs_.constants.O_RDONLY | external_node_fs_.constants.O_NOFOLLOW), true);
            return { place, ...(await contentOf(handle, doing)) };
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
    catch (error) {
        throw failed(doing, error);
    }
}
/** What a killed write left, a whole copy of who has access; one younger than this may be another writer's. */
const LEFTOVER_AGE_MS = 60 * 60 * 1000;
async function sweep(folder, name, before) {
    const leftovers = (await (0,promises_.readdir)(folder)).filter((file) => file.startsWith(`.${name}.`) && file.endsWith('.tmp'));
    for (const file of leftovers.map((leftover) => external_node_path_default().join(folder, leftover))) {
        if ((await (0,promises_.lstat)(file)).mtimeMs < before)
            await (0,promises_.rm)(file, { force: true });
    }
}
/**
 * A new file in place of the old one, so that a reader sees one of the two. Between the last look and the rename another
 * writer can still slip in: a file has no lock that others would respect. Reading again afterwards finds that out.
 */
async function replaceWhole(root, relative, before, text) {
    const doing = `writing ${relative}`;
    const folder = external_node_path_default().dirname(before.place);
    const fresh = external_node_path_default().join(folder, `.${external_node_path_default().basename(before.place)}.${(0,external_node_crypto_.randomUUID)()}.tmp`);
    try {
        const env_2 = { stack: [], error: void 0, hasError: false };
        try {
            try {
                const env_3 = { stack: [], error: void 0, hasError: false };
                try {
                    const handle = __addDisposableResource(env_3, await (0,promises_.open)(fresh, 'wx', before.mode), true);
                    await handle.chmod(before.mode);
                    await handle.writeFile(text, 'utf8');
                    await handle.sync();
                }
                catch (e_2) {
                    env_3.error = e_2;
                    env_3.hasError = true;
                }
                finally {
                    const result_2 = __disposeResources(env_3);
                    if (result_2)
                        await result_2;
                }
            }
            catch (error) {
                throw failed(doing, error);
            }
            const now = await readWhole(root, relative);
            if (now.stamp !== before.stamp)
                throw new errors/* ConnectorError */.W('conflict', `${doing}: it changed since it was read, so it was left as it is. The next run reads it again.`);
            await sweep(folder, external_node_path_default().basename(before.place), (await (0,promises_.lstat)(fresh)).mtimeMs - LEFTOVER_AGE_MS);
            await (0,promises_.rename)(fresh, before.place);
            const parent = __addDisposableResource(env_2, await (0,promises_.open)(folder, external_node_fs_.constants.O_RDONLY), true);
            await parent.sync();
        }
        catch (e_3) {
            env_2.error = e_3;
            env_2.hasError = true;
        }
        finally {
            const result_3 = __disposeResources(env_2);
            if (result_3)
                await result_3;
        }
    }
    catch (error) {
        throw failed(doing, error);
    }
    finally {
        await (0,promises_.rm)(fresh, { force: true });
    }
}

;// CONCATENATED MODULE: ./src/connectors/file/connect.ts









const placeOf = (config, ports) => ({
    config: config,
    kinds: new Map(kinds.kinds.kinds(config).map((kind) => [kind.name, kind])),
    ports,
});
/** A byte order mark is no part of the first line; Excel writes one. */
const MARK = '\ufeff';
async function readSheet({ config, kinds, ports, }) {
    if (ports.signal.aborted)
        throw new errors/* ConnectorError */.W('unavailable', 'the run was stopped, so the file was not read.');
    const file = await readWhole(ports.fileRoot, config.path);
    const mark = file.text.startsWith(MARK) ? MARK : '';
    const text = file.text.slice(mark.length);
    return { file, mark, sheet: config.format === 'csv' ? parseCsv(text, kinds) : parseJsonl(text, kinds) };
}
const isAccount = (row) => row.kind.role === 'account';
function pageOf(target, sheet, only) {
    const typeOf = new Map();
    for (const row of sheet.rows) {
        if (!isAccount(row))
            continue;
        // One id under two types would be two accounts of one id.
        if ((typeOf.get(row.account) ?? row.kind.name) !== row.kind.name)
            throw wrongLine(row.line, 'gives an account a second account kind');
        typeOf.set(row.account, row.kind.name);
    }
    const wanted = (account) => only === null || only.has(account);
    // An account without a row of its own does not exist, so what it holds belongs to nobody. Not to show it would make the
    // file look emptier than it is.
    const orphans = new Set(sheet.rows.filter((row) => !typeOf.has(row.account)).map((row) => row.kind.name));
    return {
        entries: sheet.rows.filter((row) => typeOf.has(row.account) && wanted(row.account)).map((row) => entryOf(target, row)),
        refs: [...typeOf].filter(([id]) => wanted(id)).map(([id, kind]) => ({ kind, id, name: id })),
        unproven: Object.fromEntries([...orphans].map((kind) => [kind, 'rows belong to accounts that have no row of an account kind'])),
    };
}
const entryOf = (target, { account, kind, name, facets, facts, seen }) => ({
    target,
    account,
    kind: kind.name,
    name,
    facets,
    facts,
    ...(seen === undefined ? {} : { seen }),
});
/** The file is one list of all kinds, so its proof is that of each. */
const proofsOf = (kinds, page, proof) => Object.fromEntries([...kinds.keys()].filter((kind) => page.unproven?.[kind] === undefined).map((kind) => [kind, proof]));
// ---- writing
/** Granting an account creates it, so its change carries words; in a file the name is the id. */
const accountOf = (kind, { verb, entry }) => kind.role === 'account' && verb === 'grant'
    ? ((0,key/* idOfWords */.ef)(entry.account) ?? entry.account.slice(entry.account.indexOf('/') + 1))
    : entry.account;
function demandSupported(kinds, { verb, entry }) {
    const kind = kinds.get(entry.kind);
    if (kind === undefined || !kind.verbs.includes(verb))
        throw new errors/* ConnectorError */.W('unsupported', `a file target cannot ${verb} the kind ${entry.kind} here, so nothing was written. Set config.writable, or take the line out of the policy.`);
    const unlisted = [
        ...Object.keys(entry.facets).filter((f) => !kind.facets.includes(f)),
        ...Object.keys(entry.facts).filter((f) => kind.facts[f] === undefined),
    ];
    if (verb === 'grant' && unlisted.length > 0)
        throw new errors/* ConnectorError */.W('unsupported', `the kind ${entry.kind} has no ${unlisted.join(', ')}, so nothing was written. List it under config.facts or config.facets, or take it out of the policy.`);
    return kind;
}
const conflict = (why) => new errors/* ConnectorError */.W('conflict', `${why}, so the file was left as it is. The next run reads it again.`);
/** The raw rows that should stand, or null where they stand already. */
function decide(sheet, kind, change) {
    const { facets, facts } = change.entry;
    const account = accountOf(kind, change);
    const name = kind.role === 'account' || kind.role === 'login' ? account : change.entry.name;
    const isIt = (row) => row.kind === kind && row.account === account && row.name === name && (0,order/* canonicalJson */.dj)(row.facets) === (0,order/* canonicalJson */.dj)(facets);
    const found = sheet.rows.filter(isIt);
    const others = sheet.rows.filter((row) => !isIt(row));
    const accountRow = sheet.rows.find((row) => isAccount(row) && row.account === account);
    if (change.verb === 'revoke') {
        if (found.length === 0)
            return null;
        // Not swept away with it: each of them is an entitlement of its own, and nobody decided on it.
        if (kind.role === 'account' && others.some((row) => row.account === account))
            throw conflict('the account still holds other rows');
        return others.map((row) => row.raw);
    }
    if (found.length > 0) {
        if (found.some((row) => Object.entries(facts).some(([fact, value]) => row.facts[fact] !== value)))
            throw conflict('the row is there with other facts');
        return null;
    }
    if (kind.role === 'account' ? accountRow !== undefined : accountRow === undefined)
        throw conflict(kind.role === 'account' ? 'the account is there as another kind' : 'the account is not there');
    return [...sheet.rows.map((row) => row.raw), sheet.rawOf({ account, kind, name, facets, facts })];
}
async function applyOne(place, change) {
    const kind = demandSupported(place.kinds, change);
    const { file, sheet, mark } = await readSheet(place);
    const raws = decide(sheet, kind, change);
    if (raws !== null)
        await replaceWhole(place.ports.fileRoot, place.config.path, file, mark + sheet.textOf(raws));
    return { change: change.id, outcome: raws === null ? 'unchanged' : 'changed', settlesInSeconds: kind.settlesInSeconds };
}
/** No message of ours holds content of the file, and a file target has no secrets. */
const asTold = (text) => text;
/** Nothing stays open between two calls. */
const connect_closed = async () => undefined;
const connect = {
    reader: (target, config, ports) => ({
        async *read(only) {
            const place = placeOf(config, ports);
            try {
                const { sheet } = await readSheet(place);
                const page = pageOf(target, sheet, only === undefined ? null : new Set(only.accounts));
                yield page;
                return proofsOf(place.kinds, page, sheet.proof);
            }
            catch (error) {
                throw (0,redact/* outgoing */.by)(target, error, asTold);
            }
        },
        [Symbol.asyncDispose]: connect_closed,
    }),
    writer: (target, config, ports) => ({
        async apply(step) {
            const outcomes = [];
            try {
                for (const change of step)
                    outcomes.push(await applyOne(placeOf(config, ports), change));
            }
            catch (error) {
                throw (0,redact/* outgoing */.by)(target, error, asTold);
            }
            return outcomes;
        },
        [Symbol.asyncDispose]: connect_closed,
    }),
};


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


/***/ })

};
