export const id = 603;
export const ids = [603];
export const modules = {

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


/***/ }),

/***/ 1963:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  wE: () => (/* binding */ compile),
  vm: () => (/* binding */ compileParsed),
  bg: () => (/* binding */ parseAll)
});

// UNUSED EXPORTS: COMPILER

// EXTERNAL MODULE: ./src/model/order.ts
var order = __webpack_require__(6553);
// EXTERNAL MODULE: ./src/model/fold.ts
var fold = __webpack_require__(7766);
// EXTERNAL MODULE: ./src/model/pattern.ts
var model_pattern = __webpack_require__(323);
// EXTERNAL MODULE: ./src/policy/limits.ts
var limits = __webpack_require__(7872);
// EXTERNAL MODULE: ./src/policy/quoted.ts
var quoted = __webpack_require__(6820);
;// CONCATENATED MODULE: ./src/policy/nearest.ts
/** Which known word a misspelt one was meant to be. */
/** Edits between two words, given up past `most`. */
function edits(a, b, most) {
    if (Math.abs(a.length - b.length) > most)
        return most + 1;
    let row = Array.from({ length: b.length + 1 }, (_, i) => i);
    for (let i = 1; i <= a.length; i += 1) {
        const next = [i];
        for (let j = 1; j <= b.length; j += 1) {
            const swap = (row[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1);
            next.push(Math.min(swap, (row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1));
        }
        row = next;
    }
    return row[b.length] ?? most + 1;
}
function nearest(word, known) {
    if (word.length > 64)
        return null;
    const folded = word.toLowerCase();
    let best = null;
    let least = Math.max(1, Math.floor(word.length / 3)) + 1;
    let looked = 0;
    for (const candidate of known) {
        // Among ten thousand names the search itself would be the slow part.
        if ((looked += 1) > 2000)
            break;
        const distance = edits(folded, candidate.toLowerCase(), least);
        if (distance < least)
            [best, least] = [candidate, distance];
    }
    return best;
}
/** As a sentence, or nothing. */
function didYouMean(word, known) {
    const near = nearest(word, known);
    return near === null ? undefined : `Did you mean ${JSON.stringify(near)}?`;
}

;// CONCATENATED MODULE: ./src/policy/names.ts
const PLAIN = /^[\x20-\x7e]*$/;
const INVISIBLE = /[\p{Cc}\p{Cf}\p{Co}\p{Cs}\p{Cn}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}]/u;
const LOOK_ALIKE = /[\p{Pd}\p{Zs}\u2044\u2215\u2024\uFF0E\uFF0F]/u;
/** Text for people may hold line ends; what turns the direction of writing around may not. */
const MISLEADING = /[\0-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/u;
/** Scripts that are written together count as one. */
const SCRIPTS = [
    ['Latin', /\p{Script=Latin}/u],
    ['Greek', /\p{Script=Greek}/u],
    ['Cyrillic', /\p{Script=Cyrillic}/u],
    ['East Asian', /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Bopomofo}\p{Script=Hangul}]/u],
    ['Arabic', /\p{Script=Arabic}/u],
    ['Hebrew', /\p{Script=Hebrew}/u],
    ['Armenian', /\p{Script=Armenian}/u],
    ['Georgian', /\p{Script=Georgian}/u],
    ['Devanagari', /\p{Script=Devanagari}/u],
    ['Thai', /\p{Script=Thai}/u],
    ['Cherokee', /\p{Script=Cherokee}/u],
];
function scriptsOf(text) {
    const found = new Set();
    for (const char of text) {
        if (!/\p{L}/u.test(char))
            continue;
        found.add(SCRIPTS.find(([, test]) => test.test(char))?.[0] ?? (/[\p{Script=Common}\p{Script=Inherited}]/u.test(char) ? 'common' : 'other'));
    }
    found.delete('common');
    return found;
}
/** What is wrong with a name, or null. */
function nameProblem(text) {
    if (PLAIN.test(text))
        return text.startsWith(' ') || text.endsWith(' ') ? 'name-invisible' : null;
    if (INVISIBLE.test(text))
        return 'name-invisible';
    if (text.normalize('NFC') !== text)
        return 'name-not-nfc';
    if (LOOK_ALIKE.test(text.replace(/[- ]/g, '')))
        return 'name-look-alike';
    if (text.startsWith(' ') || text.endsWith(' '))
        return 'name-invisible';
    // `github/user/…`: the parts of a written form are names of their own.
    return text.split(/[/:,=.@()]/).some((part) => scriptsOf(part).size > 1) ? 'name-mixed-script' : null;
}
/** What is wrong with text for people, or null. */
const sentenceProblem = (text) => (MISLEADING.test(text) ? 'name-invisible' : null);

// EXTERNAL MODULE: ./src/policy/positions.ts
var positions = __webpack_require__(7238);
;// CONCATENATED MODULE: ./src/policy/raw.ts
const DOCUMENT_KINDS = [
    'Settings',
    'Target',
    'Team',
    'Role',
    'Identity',
    'IdentitySet',
    'Rule',
    'Exception',
    'BreakGlass',
];
/** A plain boolean or integer is taken as its JSON spelling. */
const textOfValue = (value) => String(value);

;// CONCATENATED MODULE: ./schema/policy.schema.json
const policy_schema_namespaceObject = /*#__PURE__*/JSON.parse('{"$schema":"https://json-schema.org/draft/2020-12/schema","title":"nhi-reconcile policy","description":"One document of a policy: kind says which.","type":"object","required":["kind"],"properties":{"kind":{"type":"string","description":"What the document is."}},"discriminator":{"propertyName":"kind"},"oneOf":[{"$ref":"#/$defs/Settings"},{"$ref":"#/$defs/Target"},{"$ref":"#/$defs/Team"},{"$ref":"#/$defs/Role"},{"$ref":"#/$defs/Identity"},{"$ref":"#/$defs/IdentitySet"},{"$ref":"#/$defs/Rule"},{"$ref":"#/$defs/Exception"},{"$ref":"#/$defs/BreakGlass"}],"$defs":{"name":{"description":"A name: small letters, digits and hyphens.","type":"string","maxLength":128,"pattern":"^[a-z0-9][a-z0-9-]*$"},"parameterName":{"description":"A parameter: a letter, then letters, digits, `_`.","type":"string","maxLength":64,"pattern":"^[A-Za-z][A-Za-z0-9_]*$"},"kindName":{"description":"A kind of the connector.","type":"string","maxLength":64,"pattern":"^[A-Za-z][A-Za-z0-9_-]*$"},"sentence":{"description":"Text for people.","type":"string","minLength":1,"maxLength":4096},"written":{"description":"A written form: `target[.instance|.group]/kind/name`.","type":"string","minLength":1,"maxLength":2048},"typeName":{"description":"`type/name`, or `type/id:...`.","type":"string","maxLength":2048,"pattern":"^[A-Za-z][A-Za-z0-9_-]*/[\\\\s\\\\S]+$"},"pattern":{"description":"A pattern: `*` is any characters, also `/`; nothing else is special.","type":"string","minLength":1,"maxLength":2048},"instant":{"description":"An RFC 3339 date (00:00 UTC) or time, like 2027-01-31 or 2027-01-31T18:00:00Z.","type":"string","maxLength":40,"pattern":"^[0-9]{4}-[0-9]{2}-[0-9]{2}([Tt][0-9]{2}:[0-9]{2}:[0-9]{2}([.][0-9]{1,9})?([Zz]|[+-][0-9]{2}:[0-9]{2}))?$"},"duration":{"description":"A duration: a whole number and s, m, h, d or w, like 90d.","type":"string","pattern":"^[0-9]{1,9}[smhdw]$"},"value":{"description":"Text; a plain boolean or integer is taken as its JSON spelling.","type":["string","boolean","integer"],"maxLength":2048},"values":{"description":"Names and their values.","type":"object","maxProperties":100,"additionalProperties":{"$ref":"#/$defs/value"}},"match":{"description":"What a value may be: characters, classes like [a-z0-9-], the counts ? * + {1,20}, and | between whole alternatives.","type":"string","minLength":1,"maxLength":256},"identityType":{"description":"What sort of identity it is.","enum":["service","workload","ci","bot","app","agent"]},"scopeAccounts":{"description":"Patterns over `type/name`: text or a list.","type":["string","array"],"minLength":1,"maxLength":2048,"minItems":1,"maxItems":1000,"items":{"$ref":"#/$defs/pattern"}},"parameters":{"description":"The parameters, each with what its values may be. Built in: ${name} ${owner} ${environment}.","type":"object","maxProperties":50,"propertyNames":{"$ref":"#/$defs/parameterName"},"additionalProperties":{"description":"One parameter.","type":"object","required":[],"properties":{"match":{"description":"What a value may be. Default: [a-z0-9][a-z0-9-]{0,62}.","$ref":"#/$defs/match"}},"additionalProperties":false}},"roleLine":{"description":"A role: its name (each parameter comes from the column of that name), or `name: {parameter: value}`.","type":["string","object"],"minLength":1,"maxLength":128,"minProperties":1,"maxProperties":1,"additionalProperties":{"description":"The parameters of the role.","type":"object","maxProperties":50,"additionalProperties":{"$ref":"#/$defs/value"}}},"grantLine":{"description":"A grant: `target[.instance|.group]/kind/name`, or a map with its terms.","type":["string","object"],"minLength":1,"maxLength":2048,"required":["grant"],"additionalProperties":false,"properties":{"grant":{"description":"The grant, as `target[.instance|.group]/kind/name`.","$ref":"#/$defs/written"},"account":{"description":"`type/name` of the account that holds it, if the identity has several there.","$ref":"#/$defs/typeName"},"facets":{"description":"What widens the grant and belongs to its key.","$ref":"#/$defs/values"},"facts":{"description":"What is compared, and changed in place where the kind can adjust.","$ref":"#/$defs/values"},"from":{"description":"It stands from here on.","$ref":"#/$defs/instant"},"until":{"description":"It stands up to here; exclusive.","$ref":"#/$defs/instant"},"for":{"description":"It stands for so long, counted from when it was given.","$ref":"#/$defs/duration"},"because":{"description":"Why, for whoever reviews it.","$ref":"#/$defs/sentence"}}},"Settings":{"description":"Settings of the whole policy; exactly one document.","type":"object","required":["kind","version"],"properties":{"kind":{"const":"Settings","description":"A Settings."},"version":{"description":"The version of this format.","const":1},"approval":{"description":"Who must approve.","type":"object","required":[],"properties":{"identityOwner":{"description":"Approvals needed of the identity\'s owner. Default: 1.","type":"integer","minimum":0,"maximum":20},"targetOwner":{"description":"Approvals needed of the target\'s owner. Default: 1.","type":"integer","minimum":0,"maximum":20},"roleOwner":{"description":"Approvals needed of the role\'s owner, where a Role changed. Default: 1.","type":"integer","minimum":0,"maximum":20},"privileged":{"description":"Teams of which one each must approve privileged grants and every loosening.","type":"array","maxItems":10000,"items":{"$ref":"#/$defs/name"},"uniqueItems":true}},"additionalProperties":false},"issues":{"description":"How drift is told.","type":"object","required":[],"properties":{"per":{"description":"One issue for each owner.","const":"owner"},"mention":{"description":"When an owner is mentioned by name. Default: newPrivileged.","enum":["none","newPrivileged","all"]}},"additionalProperties":false},"limits":{"description":"Limits in time.","type":"object","required":[],"properties":{"maxSilence":{"description":"A longer gap between good runs is reported. Default: 2h.","$ref":"#/$defs/duration"},"reviewValid":{"description":"A mandate to grant or adjust older than this is blocked. Default: 7d.","$ref":"#/$defs/duration"},"snapshotMaxAge":{"description":"A pull request planned on older live data says so. Default: 1d.","$ref":"#/$defs/duration"}},"additionalProperties":false},"snapshot":{"description":"true: live facts may be kept in a private repository\'s state. Default: false.","type":"boolean"},"stateKey":{"description":"Public key of the seal of the state: `ed25519:` and base64.","type":"string","maxLength":200,"pattern":"^ed25519:[A-Za-z0-9+/=_-]+$"}},"additionalProperties":false},"Target":{"description":"One live system, with one connector.","type":"object","required":["kind","name","connector","owner"],"properties":{"kind":{"const":"Target","description":"A Target."},"name":{"description":"Its name in written forms.","$ref":"#/$defs/name"},"connector":{"description":"The connector that reads and writes it.","$ref":"#/$defs/name"},"owner":{"description":"The Team that must approve what changes here.","$ref":"#/$defs/name"},"ceiling":{"description":"The most that is done here. A team or identity may choose less, never more. Default: observe.","enum":["observe","review","enforce"]},"authority":{"description":"`lifecycle`: may be named by `directory:`.","const":"lifecycle"},"sentinels":{"description":"Records that must be seen in the same read, else the directory is unproven.","type":"array","maxItems":10000,"items":{"$ref":"#/$defs/typeName"},"uniqueItems":true},"onDisabled":{"description":"What happens to an identity that the directory disables. Default: disable (all but the account object).","enum":["report","disable","revoke"]},"onAbsent":{"description":"What happens to an identity that is gone from the directory. Default: report; anything else needs sentinels.","enum":["report","disable","revoke"]},"config":{"description":"The connector\'s settings; an instance\'s keys are laid over them.","type":"object"},"instances":{"description":"The instances, each with the config keys of its own. Without it the target is its own single instance.","type":"object","minProperties":1,"maxProperties":1000,"propertyNames":{"$ref":"#/$defs/name"},"additionalProperties":{"description":"Config keys of this instance.","type":"object"}},"groups":{"description":"Names for several instances: a grant on a group is a grant on each.","type":"object","maxProperties":1000,"propertyNames":{"$ref":"#/$defs/name"},"additionalProperties":{"description":"The instances of the group.","type":"array","maxItems":1000,"items":{"$ref":"#/$defs/name"},"uniqueItems":true}},"scope":{"description":"What is managed; nothing else is ever touched.","type":"array","maxItems":1000,"items":{"description":"One scope line.","type":"object","required":["accounts","kinds"],"properties":{"accounts":{"description":"Which accounts: patterns over `type/name`, text or a list. `*` and `type/*` need an Exception.","$ref":"#/$defs/scopeAccounts"},"kinds":{"description":"Which kinds of theirs.","type":"array","minItems":1,"maxItems":100,"items":{"$ref":"#/$defs/kindName"},"uniqueItems":true},"managedBy":{"description":"Another tool that writes these: read and judged, never written. With `fixAt`.","$ref":"#/$defs/sentence"},"fixAt":{"description":"Where to change what that tool writes.","$ref":"#/$defs/sentence"}},"additionalProperties":false,"dependentRequired":{"managedBy":["fixAt"],"fixAt":["managedBy"]}},"minItems":1},"privileged":{"description":"Grants (`kind/name`) or accounts (`type/name`) that count as privileged, beside the connector\'s own.","type":"array","maxItems":10000,"items":{"$ref":"#/$defs/pattern"},"uniqueItems":true},"protected":{"description":"Grants (`kind/name`) or accounts (`type/name`) that are never revoked.","type":"array","maxItems":10000,"items":{"$ref":"#/$defs/pattern"},"uniqueItems":true},"drift":{"description":"What enforce does with drift.","type":"object","required":[],"properties":{"unauthorized":{"description":"Access that nobody approved.","type":"object","required":[],"properties":{"do":{"description":"What enforce does with it. Default: revoke.","enum":["report","propose","revoke"]},"after":{"description":"Announced in so many saved detect rounds before it acts; 0 acts at once. Default: 1.","type":"integer","minimum":0,"maximum":1000}},"additionalProperties":false},"missing":{"description":"Approved access that is gone.","type":"object","required":[],"properties":{"do":{"description":"What enforce does with it. Default: propose.","enum":["report","propose","restore"]},"after":{"description":"Announced in so many saved detect rounds before it acts; 0 acts at once. Default: 1.","type":"integer","minimum":0,"maximum":1000}},"additionalProperties":false},"altered":{"description":"Approved access with other facts.","type":"object","required":[],"properties":{"do":{"description":"What enforce does with it. Default: propose.","enum":["report","propose","restore"]},"after":{"description":"Announced in so many saved detect rounds before it acts; 0 acts at once. Default: 1.","type":"integer","minimum":0,"maximum":1000}},"additionalProperties":false}},"additionalProperties":false},"giveBack":{"description":"What directory, rule or deny took, when they let go. Default: propose.","enum":["propose","restore"]},"limits":{"description":"Caps over 24 hours.","type":"object","required":[],"properties":{"revoke":{"description":"Revokes of one kind and class in 24 h. Default: 10.","type":"integer","minimum":0,"maximum":1000000},"revokePercent":{"description":"And at most so many percent of the kind, from the fourth on. Default: 20.","type":"integer","minimum":0,"maximum":100},"offboard":{"description":"Identities offboarded in 24 h. Default: 5.","type":"integer","minimum":0,"maximum":1000000},"grantPrivileged":{"description":"Privileged grants of one kind in 24 h. Default: 5.","type":"integer","minimum":0,"maximum":1000000}},"additionalProperties":false},"within":{"description":"How fast divergence should be corrected; missed is red. Default: 1h.","$ref":"#/$defs/duration"}},"additionalProperties":false},"Team":{"description":"People who own identities, roles or targets.","type":"object","required":["kind","name"],"properties":{"kind":{"const":"Team","description":"A Team."},"name":{"description":"Its name as an owner.","$ref":"#/$defs/name"},"github":{"description":"The team that approves and is mentioned: `organisation/team`.","type":"string","maxLength":200,"pattern":"^[A-Za-z0-9][A-Za-z0-9-]*/[A-Za-z0-9_.-]+$"},"directory":{"description":"Its group in a directory, as `target/kind/name`; findings only.","$ref":"#/$defs/written"},"successor":{"description":"The Team that takes over when this one is gone.","$ref":"#/$defs/name"},"mode":{"description":"A ceiling for its identities. Default: enforce.","enum":["observe","review","enforce"]},"defaults":{"description":"What identities in its folder need not say.","type":"object","required":[],"properties":{"environment":{"description":"The environment of identities in its folder that name none.","$ref":"#/$defs/name"}},"additionalProperties":false}},"additionalProperties":false},"Role":{"description":"A template of access: change it once, every holder follows.","type":"object","required":["kind","name","owner","access"],"properties":{"kind":{"const":"Role","description":"A Role."},"name":{"description":"Its name in `roles`.","$ref":"#/$defs/name"},"owner":{"description":"The Team that must approve a change of it.","$ref":"#/$defs/name"},"parameters":{"$ref":"#/$defs/parameters"},"rollout":{"description":"A change of this role reaches the first few, then the rest.","type":"object","required":["first","wait"],"properties":{"first":{"description":"So many identities go at once.","type":"integer","minimum":1,"maximum":100000},"wait":{"description":"The others wait so long, and until the first are verified.","$ref":"#/$defs/duration"}},"additionalProperties":false},"roles":{"description":"Roles that this one contains.","type":"array","maxItems":10000,"items":{"$ref":"#/$defs/roleLine"}},"access":{"description":"What each holder may hold.","type":"array","maxItems":10000,"items":{"$ref":"#/$defs/grantLine"}}},"additionalProperties":false},"Identity":{"description":"One non-human identity.","type":"object","required":["kind","name","type","accounts","directory"],"properties":{"kind":{"const":"Identity","description":"A Identity."},"name":{"description":"Its name, unique in the policy.","$ref":"#/$defs/name"},"type":{"$ref":"#/$defs/identityType"},"owner":{"description":"The Team that owns it. May come from the Team in whose folder the file lies. `unknown` puts the identity in observe and is a finding.","$ref":"#/$defs/name"},"environment":{"description":"What `${environment}` stands for: an instance or a group of instances. May come from the Team.","$ref":"#/$defs/name"},"purpose":{"description":"What it is for, in a sentence a stranger understands.","$ref":"#/$defs/sentence"},"directory":{"description":"Who says that it is active: an account in a target with `authority: lifecycle`, as `target/type/name` or `target/type/id:...`; or `none`.","type":["string","object"],"minLength":1,"maxLength":2048,"required":["account"],"additionalProperties":false,"properties":{"account":{"description":"The record in the directory: `target/type/name`, or `none`.","$ref":"#/$defs/written"},"onDisabled":{"description":"What happens when the directory says disabled; in place of the target\'s own word.","enum":["report","disable","revoke"]},"onAbsent":{"description":"What happens when the record is gone from the directory; in place of the target\'s own word. Needs sentinels there.","enum":["report","disable","revoke"]}}},"accounts":{"description":"The accounts that it is, each `target[.instance|.group]/type/name`. May be empty.","type":"array","maxItems":10000,"items":{"$ref":"#/$defs/written"},"uniqueItems":true},"roles":{"description":"Roles that it holds: a name, or `name: {parameter: value}`.","type":"array","maxItems":10000,"items":{"$ref":"#/$defs/roleLine"}},"access":{"description":"What it may hold: `target[.instance|.group]/kind/name`, or a map with `grant` and its terms.","type":"array","maxItems":10000,"items":{"$ref":"#/$defs/grantLine"}},"never":{"description":"Grants that its accounts must not hold, also if they were there before us. No patterns; any facets.","type":"array","maxItems":10000,"items":{"$ref":"#/$defs/written"},"uniqueItems":true},"state":{"description":"`offboard` takes everything away by this review; `release` forgets it and writes nothing. Default: active.","enum":["active","offboard","release"]},"mode":{"description":"A ceiling for this identity. It can only lower what target and team allow.","enum":["observe","review","enforce"]},"from":{"description":"Each of its entries stands from here on, logins included.","$ref":"#/$defs/instant"},"until":{"description":"Each of its entries stands up to here, logins included; exclusive.","$ref":"#/$defs/instant"}},"additionalProperties":false},"IdentitySet":{"description":"A table of identities: one line, one identity.","type":"object","required":["kind","name","each","rows"],"properties":{"kind":{"const":"IdentitySet","description":"A IdentitySet."},"name":{"description":"The name of the table.","$ref":"#/$defs/name"},"each":{"description":"The name of each identity, with columns put in: `${service}-deployer`.","type":"string","minLength":1,"maxLength":256},"type":{"$ref":"#/$defs/identityType"},"owner":{"description":"The Team that owns it. May come from the Team in whose folder the file lies. `unknown` puts the identity in observe and is a finding.","$ref":"#/$defs/name"},"environment":{"description":"What `${environment}` stands for: an instance or a group of instances. May come from the Team.","$ref":"#/$defs/name"},"purpose":{"description":"What it is for, in a sentence a stranger understands.","$ref":"#/$defs/sentence"},"directory":{"description":"Who says that it is active: an account in a target with `authority: lifecycle`, as `target/type/name` or `target/type/id:...`; or `none`.","type":["string","object"],"minLength":1,"maxLength":2048,"required":["account"],"additionalProperties":false,"properties":{"account":{"description":"The record in the directory: `target/type/name`, or `none`.","$ref":"#/$defs/written"},"onDisabled":{"description":"What happens when the directory says disabled; in place of the target\'s own word.","enum":["report","disable","revoke"]},"onAbsent":{"description":"What happens when the record is gone from the directory; in place of the target\'s own word. Needs sentinels there.","enum":["report","disable","revoke"]}}},"accounts":{"description":"The accounts that it is, each `target[.instance|.group]/type/name`. May be empty.","type":"array","maxItems":10000,"items":{"$ref":"#/$defs/written"},"uniqueItems":true},"roles":{"description":"Roles that it holds: a name, or `name: {parameter: value}`.","type":"array","maxItems":10000,"items":{"$ref":"#/$defs/roleLine"}},"access":{"description":"What it may hold: `target[.instance|.group]/kind/name`, or a map with `grant` and its terms.","type":"array","maxItems":10000,"items":{"$ref":"#/$defs/grantLine"}},"never":{"description":"Grants that its accounts must not hold, also if they were there before us. No patterns; any facets.","type":"array","maxItems":10000,"items":{"$ref":"#/$defs/written"},"uniqueItems":true},"state":{"description":"`offboard` takes everything away by this review; `release` forgets it and writes nothing. Default: active.","enum":["active","offboard","release"]},"mode":{"description":"A ceiling for this identity. It can only lower what target and team allow.","enum":["observe","review","enforce"]},"from":{"description":"Each of its entries stands from here on, logins included.","$ref":"#/$defs/instant"},"until":{"description":"Each of its entries stands up to here, logins included; exclusive.","$ref":"#/$defs/instant"},"columns":{"$ref":"#/$defs/parameters","description":"The columns, each with what its values may be."},"rows":{"description":"One identity a row: the columns, and any field of Identity but name, which wins.","type":"array","minItems":1,"maxItems":100000,"items":{"description":"One identity.","type":"object","properties":{"type":{"$ref":"#/$defs/identityType"},"owner":{"description":"The Team that owns it. May come from the Team in whose folder the file lies. `unknown` puts the identity in observe and is a finding.","$ref":"#/$defs/name"},"environment":{"description":"What `${environment}` stands for: an instance or a group of instances. May come from the Team.","$ref":"#/$defs/name"},"purpose":{"description":"What it is for, in a sentence a stranger understands.","$ref":"#/$defs/sentence"},"directory":{"description":"Who says that it is active: an account in a target with `authority: lifecycle`, as `target/type/name` or `target/type/id:...`; or `none`.","type":["string","object"],"minLength":1,"maxLength":2048,"required":["account"],"additionalProperties":false,"properties":{"account":{"description":"The record in the directory: `target/type/name`, or `none`.","$ref":"#/$defs/written"},"onDisabled":{"description":"What happens when the directory says disabled; in place of the target\'s own word.","enum":["report","disable","revoke"]},"onAbsent":{"description":"What happens when the record is gone from the directory; in place of the target\'s own word. Needs sentinels there.","enum":["report","disable","revoke"]}}},"accounts":{"description":"The accounts that it is, each `target[.instance|.group]/type/name`. May be empty.","type":"array","maxItems":10000,"items":{"$ref":"#/$defs/written"},"uniqueItems":true},"roles":{"description":"Roles that it holds: a name, or `name: {parameter: value}`.","type":"array","maxItems":10000,"items":{"$ref":"#/$defs/roleLine"}},"access":{"description":"What it may hold: `target[.instance|.group]/kind/name`, or a map with `grant` and its terms.","type":"array","maxItems":10000,"items":{"$ref":"#/$defs/grantLine"}},"never":{"description":"Grants that its accounts must not hold, also if they were there before us. No patterns; any facets.","type":"array","maxItems":10000,"items":{"$ref":"#/$defs/written"},"uniqueItems":true},"state":{"description":"`offboard` takes everything away by this review; `release` forgets it and writes nothing. Default: active.","enum":["active","offboard","release"]},"mode":{"description":"A ceiling for this identity. It can only lower what target and team allow.","enum":["observe","review","enforce"]},"from":{"description":"Each of its entries stands from here on, logins included.","$ref":"#/$defs/instant"},"until":{"description":"Each of its entries stands up to here, logins included; exclusive.","$ref":"#/$defs/instant"}},"additionalProperties":{"$ref":"#/$defs/value"}}}},"additionalProperties":false},"Rule":{"description":"What credentials must keep to.","type":"object","required":["kind","id","where","require","severity","act"],"properties":{"kind":{"const":"Rule","description":"A Rule."},"id":{"description":"Its name in findings and exceptions.","$ref":"#/$defs/name"},"where":{"description":"Which credentials; all must match.","type":"object","required":["credential"],"properties":{"credential":{"description":"Rules are about credentials.","const":true},"type":{"description":"Of identities of these types.","type":"array","minItems":1,"maxItems":6,"items":{"$ref":"#/$defs/identityType"},"uniqueItems":true},"target":{"description":"In these targets or instances.","type":"array","minItems":1,"maxItems":1000,"items":{"type":"string","maxLength":257,"pattern":"^[a-z0-9][a-z0-9-]*([.][a-z0-9][a-z0-9-]*)?$","description":"A target, or `target.instance`."},"uniqueItems":true},"owner":{"description":"Of identities of these Teams.","type":"array","minItems":1,"maxItems":1000,"items":{"$ref":"#/$defs/name"},"uniqueItems":true}},"additionalProperties":false},"require":{"description":"At least one of these.","type":"object","required":[],"properties":{"maxAge":{"description":"No older than this.","$ref":"#/$defs/duration"},"maxIdle":{"description":"Used within this time.","$ref":"#/$defs/duration"},"maxCount":{"description":"No more than so many for one account; the newest stay.","type":"integer","minimum":1,"maximum":1000}},"additionalProperties":false,"minProperties":1},"severity":{"description":"low, medium, high: note, warning, error.","enum":["low","medium","high"]},"act":{"description":"What is done with a credential that breaks it.","enum":["report","revoke"]}},"additionalProperties":false},"Exception":{"description":"A reviewed, dated way around a rule or a cap.","type":"object","required":["kind","id","until","owner","because"],"properties":{"kind":{"const":"Exception","description":"A Exception."},"id":{"description":"Its name. One that has been spent is not used again.","$ref":"#/$defs/name"},"rule":{"description":"The Rule that it lifts, or `wide-scope`.","$ref":"#/$defs/name"},"for":{"description":"The identities (for `wide-scope`: the targets) that it is for.","type":"array","minItems":1,"maxItems":10000,"items":{"type":"string","maxLength":257,"pattern":"^[a-z0-9][a-z0-9-]*([.][a-z0-9][a-z0-9-]*)?$","description":"An identity, or a target."},"uniqueItems":true},"limit":{"description":"The cap\'s place: `target/kind`; of the cap offboard the target alone.","type":"string","minLength":1,"maxLength":400},"cap":{"description":"Which cap is lifted, once.","enum":["correction","review","lifecycle","offboard","grantPrivileged"]},"count":{"description":"Up to how many.","type":"integer","minimum":1,"maximum":1000000},"until":{"description":"It ends here.","$ref":"#/$defs/instant"},"owner":{"description":"The Team that answers for it.","$ref":"#/$defs/name"},"because":{"description":"Why.","$ref":"#/$defs/sentence"}},"additionalProperties":false,"oneOf":[{"required":["rule","for"],"properties":{"rule":true,"for":true,"limit":false,"cap":false,"count":false}},{"required":["limit","cap","count"],"properties":{"limit":true,"cap":true,"count":true,"rule":false,"for":false}}]},"BreakGlass":{"description":"What one person may hold at night; reviewed by day.","type":"object","required":["kind","name","who","may","covers","longest"],"properties":{"kind":{"const":"BreakGlass","description":"A BreakGlass."},"name":{"description":"Its name in holds.","$ref":"#/$defs/name"},"who":{"description":"The team on GitHub whose members may: `organisation/team`.","type":"string","maxLength":200,"pattern":"^[A-Za-z0-9][A-Za-z0-9-]*/[A-Za-z0-9_.-]+$"},"may":{"description":"Which holds.","type":"array","minItems":1,"maxItems":3,"items":{"enum":["keep","deny","pause"],"description":"A hold."},"uniqueItems":true},"covers":{"description":"Patterns over the whole written grant: what a hold may touch.","type":"array","maxItems":10000,"items":{"$ref":"#/$defs/pattern"},"minItems":1,"uniqueItems":true},"never":{"description":"Patterns taken out of `covers`.","type":"array","maxItems":10000,"items":{"$ref":"#/$defs/pattern"},"uniqueItems":true},"longest":{"description":"No hold lasts longer.","$ref":"#/$defs/duration"}},"additionalProperties":false}}}');
;// CONCATENATED MODULE: ./src/policy/schema-errors.ts
/** What the schema found, told at the line where it stands. */




const isNode = (value) => value !== null && typeof value === 'object';
const steps = (pointer) => pointer
    .split('/')
    .slice(1)
    .map((step) => step.replaceAll('~1', '/').replaceAll('~0', '~'));
/** The schema around a keyword, for what it allows and how it describes itself. */
function schemaAround(schemaPath) {
    let node = policy_schema_namespaceObject;
    for (const step of steps((schemaPath ?? '').replace(/^#/, '')).slice(0, -1))
        node = isNode(node) ? node[decodeURIComponent(step)] : undefined;
    return isNode(node) ? node : {};
}
function find(source, root, pointer) {
    let found = { value: root, path: '', spot: (0,positions/* spotOf */.Yf)(source, root), container: root };
    for (const step of steps(pointer)) {
        const container = found.value;
        if (Array.isArray(container)) {
            found = {
                value: container[Number(step)],
                path: `${found.path}[${step}]`,
                spot: (0,positions/* spotOfItem */.xj)(source, container, Number(step)),
                container,
            };
        }
        else if (isNode(container)) {
            found = {
                value: container[step],
                path: found.path === '' ? (0,quoted/* harmless */.Is)(step, 80) : `${found.path}.${(0,quoted/* harmless */.Is)(step, 80)}`,
                spot: (0,positions/* spotOfValue */.D5)(source, container, step),
                container,
            };
        }
    }
    return found;
}
function tellSchemaErrors(source, root, errors, about, report) {
    for (const error of errors)
        tell(source, root, error, about, report);
}
function tell(source, root, error, about, report) {
    // Of a refused name of a key the outer error tells, of an Exception's form the whole.
    if (error.propertyName !== undefined || /\/oneOf\/\d/.test(error.schemaPath ?? ''))
        return;
    const found = find(source, root, error.instancePath);
    const where = `${about}${found.path === '' ? '' : `, \`${found.path}\``}`;
    const around = schemaAround(error.schemaPath);
    const add = (code, spot, what, hint) => report.add(code, spot, `${where}: ${what}`, hint);
    const { params } = error;
    switch (error.keyword) {
        case 'additionalProperties': {
            const key = String(params['additionalProperty']);
            const known = isNode(around['properties']) ? Object.keys(around['properties']) : [];
            // `access: [postgres.main/x: y]` is what a missing quote makes of a line.
            const hint = key.includes('/') ? 'A ": " inside the line made it a mapping: put the line in quotes.' : didYouMean(key, known);
            add('unknown-key', (0,positions/* spotOfKey */.$e)(source, isNode(found.value) ? found.value : root, key), `the key ${(0,quoted/* quoted */.TL)(key)}`, hint);
            return;
        }
        case 'required':
        case 'dependentRequired':
            add('missing-key', found.spot, `the key ${(0,quoted/* quoted */.TL)(params['missingProperty'])} is missing`);
            return;
        case 'propertyNames':
            add('bad-value', (0,positions/* spotOfKey */.$e)(source, isNode(found.value) ? found.value : root, String(params['propertyName'])), `the name ${(0,quoted/* quoted */.TL)(params['propertyName'])}`, 'Names are small letters, digits and hyphens.');
            return;
        case 'type':
            add('wrong-type', found.spot, `${sortOf(found.value)} where ${wanted(params['type'])} belongs`, describe(around));
            return;
        case 'enum': {
            const allowed = params['allowedValues'].map(String);
            add('bad-value', found.spot, `${(0,quoted/* quoted */.TL)(found.value)} is none of ${(0,quoted/* quotedList */.p4)(allowed)}`, typeof found.value === 'string' ? didYouMean(found.value, allowed) : undefined);
            return;
        }
        case 'const':
            add('bad-value', found.spot, `${(0,quoted/* quoted */.TL)(found.value)} where only ${(0,quoted/* quoted */.TL)(params['allowedValue'])} may stand`);
            return;
        case 'oneOf':
            add('exception-form', found.spot, 'its keys belong to no form, or to two');
            return;
        case 'uniqueItems':
            add('bad-value', Array.isArray(found.value) ? (0,positions/* spotOfItem */.xj)(source, found.value, Number(params['i'])) : found.spot, 'the item stands twice');
            return;
        case 'pattern':
            add('bad-value', found.spot, (0,quoted/* quoted */.TL)(found.value), describe(around));
            return;
        default:
            add('bad-value', found.spot, `${Array.isArray(found.value) || isNode(found.value) ? 'it' : (0,quoted/* quoted */.TL)(found.value)} ${error.message ?? 'is not allowed'}`, describe(around));
    }
}
const describe = (schema) => typeof schema['description'] === 'string' ? `The field: ${schema['description']}` : undefined;
const SORTS = {
    string: 'text',
    object: 'a mapping',
    array: 'a list',
    integer: 'a whole number',
    boolean: 'true or false',
    number: 'a number',
};
const wanted = (types) => (Array.isArray(types) ? types : String(types).split(',')).map((type) => SORTS[String(type)] ?? String(type)).join(' or ');
function sortOf(value) {
    if (value === null)
        return 'nothing';
    if (Array.isArray(value))
        return 'a list';
    if (isNode(value))
        return 'a mapping';
    return (0,quoted/* quoted */.TL)(value);
}
/** Of a connector's config: `keyHome` says where the key of the config's first level is written. */
function tellConfigErrors(source, errors, keyHome, fallback, about, report) {
    for (const error of errors) {
        if (error.propertyName !== undefined)
            continue;
        const pointed = steps(error.instancePath);
        const extra = typeof error.params['additionalProperty'] === 'string' ? error.params['additionalProperty'] : null;
        const home = keyHome(pointed[0] ?? extra ?? '');
        const found = home && pointed.length > 0 ? find(source, home, error.instancePath) : null;
        const spot = extra !== null && (found ? isNode(found.value) : home)
            ? (0,positions/* spotOfKey */.$e)(source, found ? found.value : home, extra)
            : (found?.spot ?? fallback);
        const path = found ? `, \`${found.path}\`` : '';
        report.add('config-schema', spot, `${about}${path}: ${extra === null ? (error.message ?? 'is not allowed') : `the key ${(0,quoted/* quoted */.TL)(extra)} is not known`}`);
    }
}

// EXTERNAL MODULE: ./node_modules/ajv/dist/runtime/ucs2length.js
var ucs2length = __webpack_require__(6214);
// EXTERNAL MODULE: ./node_modules/ajv/dist/runtime/equal.js
var equal = __webpack_require__(4951);
;// CONCATENATED MODULE: ./src/policy/schema.generated.js
// Generated by scripts/build-schemas.ts. Do not edit.
const validate = validate20;

const schema31 = {"$schema":"https://json-schema.org/draft/2020-12/schema","title":"nhi-reconcile policy","description":"One document of a policy: kind says which.","type":"object","required":["kind"],"properties":{"kind":{"type":"string","description":"What the document is."}},"discriminator":{"propertyName":"kind"},"oneOf":[{"$ref":"#/$defs/Settings"},{"$ref":"#/$defs/Target"},{"$ref":"#/$defs/Team"},{"$ref":"#/$defs/Role"},{"$ref":"#/$defs/Identity"},{"$ref":"#/$defs/IdentitySet"},{"$ref":"#/$defs/Rule"},{"$ref":"#/$defs/Exception"},{"$ref":"#/$defs/BreakGlass"}],"$defs":{"name":{"description":"A name: small letters, digits and hyphens.","type":"string","maxLength":128,"pattern":"^[a-z0-9][a-z0-9-]*$"},"parameterName":{"description":"A parameter: a letter, then letters, digits, `_`.","type":"string","maxLength":64,"pattern":"^[A-Za-z][A-Za-z0-9_]*$"},"kindName":{"description":"A kind of the connector.","type":"string","maxLength":64,"pattern":"^[A-Za-z][A-Za-z0-9_-]*$"},"sentence":{"description":"Text for people.","type":"string","minLength":1,"maxLength":4096},"written":{"description":"A written form: `target[.instance|.group]/kind/name`.","type":"string","minLength":1,"maxLength":2048},"typeName":{"description":"`type/name`, or `type/id:...`.","type":"string","maxLength":2048,"pattern":"^[A-Za-z][A-Za-z0-9_-]*/[\\s\\S]+$"},"pattern":{"description":"A pattern: `*` is any characters, also `/`; nothing else is special.","type":"string","minLength":1,"maxLength":2048},"instant":{"description":"An RFC 3339 date (00:00 UTC) or time, like 2027-01-31 or 2027-01-31T18:00:00Z.","type":"string","maxLength":40,"pattern":"^[0-9]{4}-[0-9]{2}-[0-9]{2}([Tt][0-9]{2}:[0-9]{2}:[0-9]{2}([.][0-9]{1,9})?([Zz]|[+-][0-9]{2}:[0-9]{2}))?$"},"duration":{"description":"A duration: a whole number and s, m, h, d or w, like 90d.","type":"string","pattern":"^[0-9]{1,9}[smhdw]$"},"value":{"description":"Text; a plain boolean or integer is taken as its JSON spelling.","type":["string","boolean","integer"],"maxLength":2048},"values":{"description":"Names and their values.","type":"object","maxProperties":100,"additionalProperties":{"$ref":"#/$defs/value"}},"match":{"description":"What a value may be: characters, classes like [a-z0-9-], the counts ? * + {1,20}, and | between whole alternatives.","type":"string","minLength":1,"maxLength":256},"identityType":{"description":"What sort of identity it is.","enum":["service","workload","ci","bot","app","agent"]},"scopeAccounts":{"description":"Patterns over `type/name`: text or a list.","type":["string","array"],"minLength":1,"maxLength":2048,"minItems":1,"maxItems":1000,"items":{"$ref":"#/$defs/pattern"}},"parameters":{"description":"The parameters, each with what its values may be. Built in: ${name} ${owner} ${environment}.","type":"object","maxProperties":50,"propertyNames":{"$ref":"#/$defs/parameterName"},"additionalProperties":{"description":"One parameter.","type":"object","required":[],"properties":{"match":{"description":"What a value may be. Default: [a-z0-9][a-z0-9-]{0,62}.","$ref":"#/$defs/match"}},"additionalProperties":false}},"roleLine":{"description":"A role: its name (each parameter comes from the column of that name), or `name: {parameter: value}`.","type":["string","object"],"minLength":1,"maxLength":128,"minProperties":1,"maxProperties":1,"additionalProperties":{"description":"The parameters of the role.","type":"object","maxProperties":50,"additionalProperties":{"$ref":"#/$defs/value"}}},"grantLine":{"description":"A grant: `target[.instance|.group]/kind/name`, or a map with its terms.","type":["string","object"],"minLength":1,"maxLength":2048,"required":["grant"],"additionalProperties":false,"properties":{"grant":{"description":"The grant, as `target[.instance|.group]/kind/name`.","$ref":"#/$defs/written"},"account":{"description":"`type/name` of the account that holds it, if the identity has several there.","$ref":"#/$defs/typeName"},"facets":{"description":"What widens the grant and belongs to its key.","$ref":"#/$defs/values"},"facts":{"description":"What is compared, and changed in place where the kind can adjust.","$ref":"#/$defs/values"},"from":{"description":"It stands from here on.","$ref":"#/$defs/instant"},"until":{"description":"It stands up to here; exclusive.","$ref":"#/$defs/instant"},"for":{"description":"It stands for so long, counted from when it was given.","$ref":"#/$defs/duration"},"because":{"description":"Why, for whoever reviews it.","$ref":"#/$defs/sentence"}}},"Settings":{"description":"Settings of the whole policy; exactly one document.","type":"object","required":["kind","version"],"properties":{"kind":{"const":"Settings","description":"A Settings."},"version":{"description":"The version of this format.","const":1},"approval":{"description":"Who must approve.","type":"object","required":[],"properties":{"identityOwner":{"description":"Approvals needed of the identity's owner. Default: 1.","type":"integer","minimum":0,"maximum":20},"targetOwner":{"description":"Approvals needed of the target's owner. Default: 1.","type":"integer","minimum":0,"maximum":20},"roleOwner":{"description":"Approvals needed of the role's owner, where a Role changed. Default: 1.","type":"integer","minimum":0,"maximum":20},"privileged":{"description":"Teams of which one each must approve privileged grants and every loosening.","type":"array","maxItems":10000,"items":{"$ref":"#/$defs/name"},"uniqueItems":true}},"additionalProperties":false},"issues":{"description":"How drift is told.","type":"object","required":[],"properties":{"per":{"description":"One issue for each owner.","const":"owner"},"mention":{"description":"When an owner is mentioned by name. Default: newPrivileged.","enum":["none","newPrivileged","all"]}},"additionalProperties":false},"limits":{"description":"Limits in time.","type":"object","required":[],"properties":{"maxSilence":{"description":"A longer gap between good runs is reported. Default: 2h.","$ref":"#/$defs/duration"},"reviewValid":{"description":"A mandate to grant or adjust older than this is blocked. Default: 7d.","$ref":"#/$defs/duration"},"snapshotMaxAge":{"description":"A pull request planned on older live data says so. Default: 1d.","$ref":"#/$defs/duration"}},"additionalProperties":false},"snapshot":{"description":"true: live facts may be kept in a private repository's state. Default: false.","type":"boolean"},"stateKey":{"description":"Public key of the seal of the state: `ed25519:` and base64.","type":"string","maxLength":200,"pattern":"^ed25519:[A-Za-z0-9+/=_-]+$"}},"additionalProperties":false},"Target":{"description":"One live system, with one connector.","type":"object","required":["kind","name","connector","owner"],"properties":{"kind":{"const":"Target","description":"A Target."},"name":{"description":"Its name in written forms.","$ref":"#/$defs/name"},"connector":{"description":"The connector that reads and writes it.","$ref":"#/$defs/name"},"owner":{"description":"The Team that must approve what changes here.","$ref":"#/$defs/name"},"ceiling":{"description":"The most that is done here. A team or identity may choose less, never more. Default: observe.","enum":["observe","review","enforce"]},"authority":{"description":"`lifecycle`: may be named by `directory:`.","const":"lifecycle"},"sentinels":{"description":"Records that must be seen in the same read, else the directory is unproven.","type":"array","maxItems":10000,"items":{"$ref":"#/$defs/typeName"},"uniqueItems":true},"onDisabled":{"description":"What happens to an identity that the directory disables. Default: disable (all but the account object).","enum":["report","disable","revoke"]},"onAbsent":{"description":"What happens to an identity that is gone from the directory. Default: report; anything else needs sentinels.","enum":["report","disable","revoke"]},"config":{"description":"The connector's settings; an instance's keys are laid over them.","type":"object"},"instances":{"description":"The instances, each with the config keys of its own. Without it the target is its own single instance.","type":"object","minProperties":1,"maxProperties":1000,"propertyNames":{"$ref":"#/$defs/name"},"additionalProperties":{"description":"Config keys of this instance.","type":"object"}},"groups":{"description":"Names for several instances: a grant on a group is a grant on each.","type":"object","maxProperties":1000,"propertyNames":{"$ref":"#/$defs/name"},"additionalProperties":{"description":"The instances of the group.","type":"array","maxItems":1000,"items":{"$ref":"#/$defs/name"},"uniqueItems":true}},"scope":{"description":"What is managed; nothing else is ever touched.","type":"array","maxItems":1000,"items":{"description":"One scope line.","type":"object","required":["accounts","kinds"],"properties":{"accounts":{"description":"Which accounts: patterns over `type/name`, text or a list. `*` and `type/*` need an Exception.","$ref":"#/$defs/scopeAccounts"},"kinds":{"description":"Which kinds of theirs.","type":"array","minItems":1,"maxItems":100,"items":{"$ref":"#/$defs/kindName"},"uniqueItems":true},"managedBy":{"description":"Another tool that writes these: read and judged, never written. With `fixAt`.","$ref":"#/$defs/sentence"},"fixAt":{"description":"Where to change what that tool writes.","$ref":"#/$defs/sentence"}},"additionalProperties":false,"dependentRequired":{"managedBy":["fixAt"],"fixAt":["managedBy"]}},"minItems":1},"privileged":{"description":"Grants (`kind/name`) or accounts (`type/name`) that count as privileged, beside the connector's own.","type":"array","maxItems":10000,"items":{"$ref":"#/$defs/pattern"},"uniqueItems":true},"protected":{"description":"Grants (`kind/name`) or accounts (`type/name`) that are never revoked.","type":"array","maxItems":10000,"items":{"$ref":"#/$defs/pattern"},"uniqueItems":true},"drift":{"description":"What enforce does with drift.","type":"object","required":[],"properties":{"unauthorized":{"description":"Access that nobody approved.","type":"object","required":[],"properties":{"do":{"description":"What enforce does with it. Default: revoke.","enum":["report","propose","revoke"]},"after":{"description":"Announced in so many saved detect rounds before it acts; 0 acts at once. Default: 1.","type":"integer","minimum":0,"maximum":1000}},"additionalProperties":false},"missing":{"description":"Approved access that is gone.","type":"object","required":[],"properties":{"do":{"description":"What enforce does with it. Default: propose.","enum":["report","propose","restore"]},"after":{"description":"Announced in so many saved detect rounds before it acts; 0 acts at once. Default: 1.","type":"integer","minimum":0,"maximum":1000}},"additionalProperties":false},"altered":{"description":"Approved access with other facts.","type":"object","required":[],"properties":{"do":{"description":"What enforce does with it. Default: propose.","enum":["report","propose","restore"]},"after":{"description":"Announced in so many saved detect rounds before it acts; 0 acts at once. Default: 1.","type":"integer","minimum":0,"maximum":1000}},"additionalProperties":false}},"additionalProperties":false},"giveBack":{"description":"What directory, rule or deny took, when they let go. Default: propose.","enum":["propose","restore"]},"limits":{"description":"Caps over 24 hours.","type":"object","required":[],"properties":{"revoke":{"description":"Revokes of one kind and class in 24 h. Default: 10.","type":"integer","minimum":0,"maximum":1000000},"revokePercent":{"description":"And at most so many percent of the kind, from the fourth on. Default: 20.","type":"integer","minimum":0,"maximum":100},"offboard":{"description":"Identities offboarded in 24 h. Default: 5.","type":"integer","minimum":0,"maximum":1000000},"grantPrivileged":{"description":"Privileged grants of one kind in 24 h. Default: 5.","type":"integer","minimum":0,"maximum":1000000}},"additionalProperties":false},"within":{"description":"How fast divergence should be corrected; missed is red. Default: 1h.","$ref":"#/$defs/duration"}},"additionalProperties":false},"Team":{"description":"People who own identities, roles or targets.","type":"object","required":["kind","name"],"properties":{"kind":{"const":"Team","description":"A Team."},"name":{"description":"Its name as an owner.","$ref":"#/$defs/name"},"github":{"description":"The team that approves and is mentioned: `organisation/team`.","type":"string","maxLength":200,"pattern":"^[A-Za-z0-9][A-Za-z0-9-]*/[A-Za-z0-9_.-]+$"},"directory":{"description":"Its group in a directory, as `target/kind/name`; findings only.","$ref":"#/$defs/written"},"successor":{"description":"The Team that takes over when this one is gone.","$ref":"#/$defs/name"},"mode":{"description":"A ceiling for its identities. Default: enforce.","enum":["observe","review","enforce"]},"defaults":{"description":"What identities in its folder need not say.","type":"object","required":[],"properties":{"environment":{"description":"The environment of identities in its folder that name none.","$ref":"#/$defs/name"}},"additionalProperties":false}},"additionalProperties":false},"Role":{"description":"A template of access: change it once, every holder follows.","type":"object","required":["kind","name","owner","access"],"properties":{"kind":{"const":"Role","description":"A Role."},"name":{"description":"Its name in `roles`.","$ref":"#/$defs/name"},"owner":{"description":"The Team that must approve a change of it.","$ref":"#/$defs/name"},"parameters":{"$ref":"#/$defs/parameters"},"rollout":{"description":"A change of this role reaches the first few, then the rest.","type":"object","required":["first","wait"],"properties":{"first":{"description":"So many identities go at once.","type":"integer","minimum":1,"maximum":100000},"wait":{"description":"The others wait so long, and until the first are verified.","$ref":"#/$defs/duration"}},"additionalProperties":false},"roles":{"description":"Roles that this one contains.","type":"array","maxItems":10000,"items":{"$ref":"#/$defs/roleLine"}},"access":{"description":"What each holder may hold.","type":"array","maxItems":10000,"items":{"$ref":"#/$defs/grantLine"}}},"additionalProperties":false},"Identity":{"description":"One non-human identity.","type":"object","required":["kind","name","type","accounts","directory"],"properties":{"kind":{"const":"Identity","description":"A Identity."},"name":{"description":"Its name, unique in the policy.","$ref":"#/$defs/name"},"type":{"$ref":"#/$defs/identityType"},"owner":{"description":"The Team that owns it. May come from the Team in whose folder the file lies. `unknown` puts the identity in observe and is a finding.","$ref":"#/$defs/name"},"environment":{"description":"What `${environment}` stands for: an instance or a group of instances. May come from the Team.","$ref":"#/$defs/name"},"purpose":{"description":"What it is for, in a sentence a stranger understands.","$ref":"#/$defs/sentence"},"directory":{"description":"Who says that it is active: an account in a target with `authority: lifecycle`, as `target/type/name` or `target/type/id:...`; or `none`.","type":["string","object"],"minLength":1,"maxLength":2048,"required":["account"],"additionalProperties":false,"properties":{"account":{"description":"The record in the directory: `target/type/name`, or `none`.","$ref":"#/$defs/written"},"onDisabled":{"description":"What happens when the directory says disabled; in place of the target's own word.","enum":["report","disable","revoke"]},"onAbsent":{"description":"What happens when the record is gone from the directory; in place of the target's own word. Needs sentinels there.","enum":["report","disable","revoke"]}}},"accounts":{"description":"The accounts that it is, each `target[.instance|.group]/type/name`. May be empty.","type":"array","maxItems":10000,"items":{"$ref":"#/$defs/written"},"uniqueItems":true},"roles":{"description":"Roles that it holds: a name, or `name: {parameter: value}`.","type":"array","maxItems":10000,"items":{"$ref":"#/$defs/roleLine"}},"access":{"description":"What it may hold: `target[.instance|.group]/kind/name`, or a map with `grant` and its terms.","type":"array","maxItems":10000,"items":{"$ref":"#/$defs/grantLine"}},"never":{"description":"Grants that its accounts must not hold, also if they were there before us. No patterns; any facets.","type":"array","maxItems":10000,"items":{"$ref":"#/$defs/written"},"uniqueItems":true},"state":{"description":"`offboard` takes everything away by this review; `release` forgets it and writes nothing. Default: active.","enum":["active","offboard","release"]},"mode":{"description":"A ceiling for this identity. It can only lower what target and team allow.","enum":["observe","review","enforce"]},"from":{"description":"Each of its entries stands from here on, logins included.","$ref":"#/$defs/instant"},"until":{"description":"Each of its entries stands up to here, logins included; exclusive.","$ref":"#/$defs/instant"}},"additionalProperties":false},"IdentitySet":{"description":"A table of identities: one line, one identity.","type":"object","required":["kind","name","each","rows"],"properties":{"kind":{"const":"IdentitySet","description":"A IdentitySet."},"name":{"description":"The name of the table.","$ref":"#/$defs/name"},"each":{"description":"The name of each identity, with columns put in: `${service}-deployer`.","type":"string","minLength":1,"maxLength":256},"type":{"$ref":"#/$defs/identityType"},"owner":{"description":"The Team that owns it. May come from the Team in whose folder the file lies. `unknown` puts the identity in observe and is a finding.","$ref":"#/$defs/name"},"environment":{"description":"What `${environment}` stands for: an instance or a group of instances. May come from the Team.","$ref":"#/$defs/name"},"purpose":{"description":"What it is for, in a sentence a stranger understands.","$ref":"#/$defs/sentence"},"directory":{"description":"Who says that it is active: an account in a target with `authority: lifecycle`, as `target/type/name` or `target/type/id:...`; or `none`.","type":["string","object"],"minLength":1,"maxLength":2048,"required":["account"],"additionalProperties":false,"properties":{"account":{"description":"The record in the directory: `target/type/name`, or `none`.","$ref":"#/$defs/written"},"onDisabled":{"description":"What happens when the directory says disabled; in place of the target's own word.","enum":["report","disable","revoke"]},"onAbsent":{"description":"What happens when the record is gone from the directory; in place of the target's own word. Needs sentinels there.","enum":["report","disable","revoke"]}}},"accounts":{"description":"The accounts that it is, each `target[.instance|.group]/type/name`. May be empty.","type":"array","maxItems":10000,"items":{"$ref":"#/$defs/written"},"uniqueItems":true},"roles":{"description":"Roles that it holds: a name, or `name: {parameter: value}`.","type":"array","maxItems":10000,"items":{"$ref":"#/$defs/roleLine"}},"access":{"description":"What it may hold: `target[.instance|.group]/kind/name`, or a map with `grant` and its terms.","type":"array","maxItems":10000,"items":{"$ref":"#/$defs/grantLine"}},"never":{"description":"Grants that its accounts must not hold, also if they were there before us. No patterns; any facets.","type":"array","maxItems":10000,"items":{"$ref":"#/$defs/written"},"uniqueItems":true},"state":{"description":"`offboard` takes everything away by this review; `release` forgets it and writes nothing. Default: active.","enum":["active","offboard","release"]},"mode":{"description":"A ceiling for this identity. It can only lower what target and team allow.","enum":["observe","review","enforce"]},"from":{"description":"Each of its entries stands from here on, logins included.","$ref":"#/$defs/instant"},"until":{"description":"Each of its entries stands up to here, logins included; exclusive.","$ref":"#/$defs/instant"},"columns":{"$ref":"#/$defs/parameters","description":"The columns, each with what its values may be."},"rows":{"description":"One identity a row: the columns, and any field of Identity but name, which wins.","type":"array","minItems":1,"maxItems":100000,"items":{"description":"One identity.","type":"object","properties":{"type":{"$ref":"#/$defs/identityType"},"owner":{"description":"The Team that owns it. May come from the Team in whose folder the file lies. `unknown` puts the identity in observe and is a finding.","$ref":"#/$defs/name"},"environment":{"description":"What `${environment}` stands for: an instance or a group of instances. May come from the Team.","$ref":"#/$defs/name"},"purpose":{"description":"What it is for, in a sentence a stranger understands.","$ref":"#/$defs/sentence"},"directory":{"description":"Who says that it is active: an account in a target with `authority: lifecycle`, as `target/type/name` or `target/type/id:...`; or `none`.","type":["string","object"],"minLength":1,"maxLength":2048,"required":["account"],"additionalProperties":false,"properties":{"account":{"description":"The record in the directory: `target/type/name`, or `none`.","$ref":"#/$defs/written"},"onDisabled":{"description":"What happens when the directory says disabled; in place of the target's own word.","enum":["report","disable","revoke"]},"onAbsent":{"description":"What happens when the record is gone from the directory; in place of the target's own word. Needs sentinels there.","enum":["report","disable","revoke"]}}},"accounts":{"description":"The accounts that it is, each `target[.instance|.group]/type/name`. May be empty.","type":"array","maxItems":10000,"items":{"$ref":"#/$defs/written"},"uniqueItems":true},"roles":{"description":"Roles that it holds: a name, or `name: {parameter: value}`.","type":"array","maxItems":10000,"items":{"$ref":"#/$defs/roleLine"}},"access":{"description":"What it may hold: `target[.instance|.group]/kind/name`, or a map with `grant` and its terms.","type":"array","maxItems":10000,"items":{"$ref":"#/$defs/grantLine"}},"never":{"description":"Grants that its accounts must not hold, also if they were there before us. No patterns; any facets.","type":"array","maxItems":10000,"items":{"$ref":"#/$defs/written"},"uniqueItems":true},"state":{"description":"`offboard` takes everything away by this review; `release` forgets it and writes nothing. Default: active.","enum":["active","offboard","release"]},"mode":{"description":"A ceiling for this identity. It can only lower what target and team allow.","enum":["observe","review","enforce"]},"from":{"description":"Each of its entries stands from here on, logins included.","$ref":"#/$defs/instant"},"until":{"description":"Each of its entries stands up to here, logins included; exclusive.","$ref":"#/$defs/instant"}},"additionalProperties":{"$ref":"#/$defs/value"}}}},"additionalProperties":false},"Rule":{"description":"What credentials must keep to.","type":"object","required":["kind","id","where","require","severity","act"],"properties":{"kind":{"const":"Rule","description":"A Rule."},"id":{"description":"Its name in findings and exceptions.","$ref":"#/$defs/name"},"where":{"description":"Which credentials; all must match.","type":"object","required":["credential"],"properties":{"credential":{"description":"Rules are about credentials.","const":true},"type":{"description":"Of identities of these types.","type":"array","minItems":1,"maxItems":6,"items":{"$ref":"#/$defs/identityType"},"uniqueItems":true},"target":{"description":"In these targets or instances.","type":"array","minItems":1,"maxItems":1000,"items":{"type":"string","maxLength":257,"pattern":"^[a-z0-9][a-z0-9-]*([.][a-z0-9][a-z0-9-]*)?$","description":"A target, or `target.instance`."},"uniqueItems":true},"owner":{"description":"Of identities of these Teams.","type":"array","minItems":1,"maxItems":1000,"items":{"$ref":"#/$defs/name"},"uniqueItems":true}},"additionalProperties":false},"require":{"description":"At least one of these.","type":"object","required":[],"properties":{"maxAge":{"description":"No older than this.","$ref":"#/$defs/duration"},"maxIdle":{"description":"Used within this time.","$ref":"#/$defs/duration"},"maxCount":{"description":"No more than so many for one account; the newest stay.","type":"integer","minimum":1,"maximum":1000}},"additionalProperties":false,"minProperties":1},"severity":{"description":"low, medium, high: note, warning, error.","enum":["low","medium","high"]},"act":{"description":"What is done with a credential that breaks it.","enum":["report","revoke"]}},"additionalProperties":false},"Exception":{"description":"A reviewed, dated way around a rule or a cap.","type":"object","required":["kind","id","until","owner","because"],"properties":{"kind":{"const":"Exception","description":"A Exception."},"id":{"description":"Its name. One that has been spent is not used again.","$ref":"#/$defs/name"},"rule":{"description":"The Rule that it lifts, or `wide-scope`.","$ref":"#/$defs/name"},"for":{"description":"The identities (for `wide-scope`: the targets) that it is for.","type":"array","minItems":1,"maxItems":10000,"items":{"type":"string","maxLength":257,"pattern":"^[a-z0-9][a-z0-9-]*([.][a-z0-9][a-z0-9-]*)?$","description":"An identity, or a target."},"uniqueItems":true},"limit":{"description":"The cap's place: `target/kind`; of the cap offboard the target alone.","type":"string","minLength":1,"maxLength":400},"cap":{"description":"Which cap is lifted, once.","enum":["correction","review","lifecycle","offboard","grantPrivileged"]},"count":{"description":"Up to how many.","type":"integer","minimum":1,"maximum":1000000},"until":{"description":"It ends here.","$ref":"#/$defs/instant"},"owner":{"description":"The Team that answers for it.","$ref":"#/$defs/name"},"because":{"description":"Why.","$ref":"#/$defs/sentence"}},"additionalProperties":false,"oneOf":[{"required":["rule","for"],"properties":{"rule":true,"for":true,"limit":false,"cap":false,"count":false}},{"required":["limit","cap","count"],"properties":{"limit":true,"cap":true,"count":true,"rule":false,"for":false}}]},"BreakGlass":{"description":"What one person may hold at night; reviewed by day.","type":"object","required":["kind","name","who","may","covers","longest"],"properties":{"kind":{"const":"BreakGlass","description":"A BreakGlass."},"name":{"description":"Its name in holds.","$ref":"#/$defs/name"},"who":{"description":"The team on GitHub whose members may: `organisation/team`.","type":"string","maxLength":200,"pattern":"^[A-Za-z0-9][A-Za-z0-9-]*/[A-Za-z0-9_.-]+$"},"may":{"description":"Which holds.","type":"array","minItems":1,"maxItems":3,"items":{"enum":["keep","deny","pause"],"description":"A hold."},"uniqueItems":true},"covers":{"description":"Patterns over the whole written grant: what a hold may touch.","type":"array","maxItems":10000,"items":{"$ref":"#/$defs/pattern"},"minItems":1,"uniqueItems":true},"never":{"description":"Patterns taken out of `covers`.","type":"array","maxItems":10000,"items":{"$ref":"#/$defs/pattern"},"uniqueItems":true},"longest":{"description":"No hold lasts longer.","$ref":"#/$defs/duration"}},"additionalProperties":false}}};
const schema32 = {"description":"Settings of the whole policy; exactly one document.","type":"object","required":["kind","version"],"properties":{"kind":{"const":"Settings","description":"A Settings."},"version":{"description":"The version of this format.","const":1},"approval":{"description":"Who must approve.","type":"object","required":[],"properties":{"identityOwner":{"description":"Approvals needed of the identity's owner. Default: 1.","type":"integer","minimum":0,"maximum":20},"targetOwner":{"description":"Approvals needed of the target's owner. Default: 1.","type":"integer","minimum":0,"maximum":20},"roleOwner":{"description":"Approvals needed of the role's owner, where a Role changed. Default: 1.","type":"integer","minimum":0,"maximum":20},"privileged":{"description":"Teams of which one each must approve privileged grants and every loosening.","type":"array","maxItems":10000,"items":{"$ref":"#/$defs/name"},"uniqueItems":true}},"additionalProperties":false},"issues":{"description":"How drift is told.","type":"object","required":[],"properties":{"per":{"description":"One issue for each owner.","const":"owner"},"mention":{"description":"When an owner is mentioned by name. Default: newPrivileged.","enum":["none","newPrivileged","all"]}},"additionalProperties":false},"limits":{"description":"Limits in time.","type":"object","required":[],"properties":{"maxSilence":{"description":"A longer gap between good runs is reported. Default: 2h.","$ref":"#/$defs/duration"},"reviewValid":{"description":"A mandate to grant or adjust older than this is blocked. Default: 7d.","$ref":"#/$defs/duration"},"snapshotMaxAge":{"description":"A pull request planned on older live data says so. Default: 1d.","$ref":"#/$defs/duration"}},"additionalProperties":false},"snapshot":{"description":"true: live facts may be kept in a private repository's state. Default: false.","type":"boolean"},"stateKey":{"description":"Public key of the seal of the state: `ed25519:` and base64.","type":"string","maxLength":200,"pattern":"^ed25519:[A-Za-z0-9+/=_-]+$"}},"additionalProperties":false};
const schema33 = {"description":"A name: small letters, digits and hyphens.","type":"string","maxLength":128,"pattern":"^[a-z0-9][a-z0-9-]*$"};
const schema34 = {"description":"A duration: a whole number and s, m, h, d or w, like 90d.","type":"string","pattern":"^[0-9]{1,9}[smhdw]$"};

const func1 = ucs2length["default"] ?? ucs2length;

const func0 = equal["default"] ?? equal;
const pattern4 = new RegExp("^[a-z0-9][a-z0-9-]*$", "u");
const pattern5 = new RegExp("^[0-9]{1,9}[smhdw]$", "u");
const pattern8 = new RegExp("^ed25519:[A-Za-z0-9+/=_-]+$", "u");

function validate21(data, {instancePath="", parentData, parentDataProperty, rootData=data, dynamicAnchors={}}={}){
let vErrors = null;
let errors = 0;
const evaluated0 = validate21.evaluated;
if(evaluated0.dynamicProps){
evaluated0.props = undefined;
}
if(evaluated0.dynamicItems){
evaluated0.items = undefined;
}
if(data && typeof data == "object" && !Array.isArray(data)){
if(data.kind === undefined){
const err0 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "kind"},message:"must have required property '"+"kind"+"'"};
if(vErrors === null){
vErrors = [err0];
}
else {
vErrors.push(err0);
}
errors++;
}
if(data.version === undefined){
const err1 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "version"},message:"must have required property '"+"version"+"'"};
if(vErrors === null){
vErrors = [err1];
}
else {
vErrors.push(err1);
}
errors++;
}
for(const key0 in data){
if(!(((((((key0 === "kind") || (key0 === "version")) || (key0 === "approval")) || (key0 === "issues")) || (key0 === "limits")) || (key0 === "snapshot")) || (key0 === "stateKey"))){
const err2 = {instancePath,schemaPath:"#/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key0},message:"must NOT have additional properties"};
if(vErrors === null){
vErrors = [err2];
}
else {
vErrors.push(err2);
}
errors++;
}
}
if(data.kind !== undefined){
if("Settings" !== data.kind){
const err3 = {instancePath:instancePath+"/kind",schemaPath:"#/properties/kind/const",keyword:"const",params:{allowedValue: "Settings"},message:"must be equal to constant"};
if(vErrors === null){
vErrors = [err3];
}
else {
vErrors.push(err3);
}
errors++;
}
}
if(data.version !== undefined){
if(1 !== data.version){
const err4 = {instancePath:instancePath+"/version",schemaPath:"#/properties/version/const",keyword:"const",params:{allowedValue: 1},message:"must be equal to constant"};
if(vErrors === null){
vErrors = [err4];
}
else {
vErrors.push(err4);
}
errors++;
}
}
if(data.approval !== undefined){
let data2 = data.approval;
if(data2 && typeof data2 == "object" && !Array.isArray(data2)){
for(const key1 in data2){
if(!((((key1 === "identityOwner") || (key1 === "targetOwner")) || (key1 === "roleOwner")) || (key1 === "privileged"))){
const err5 = {instancePath:instancePath+"/approval",schemaPath:"#/properties/approval/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key1},message:"must NOT have additional properties"};
if(vErrors === null){
vErrors = [err5];
}
else {
vErrors.push(err5);
}
errors++;
}
}
if(data2.identityOwner !== undefined){
let data3 = data2.identityOwner;
if(!(((typeof data3 == "number") && (!(data3 % 1) && !isNaN(data3))) && (isFinite(data3)))){
const err6 = {instancePath:instancePath+"/approval/identityOwner",schemaPath:"#/properties/approval/properties/identityOwner/type",keyword:"type",params:{type: "integer"},message:"must be integer"};
if(vErrors === null){
vErrors = [err6];
}
else {
vErrors.push(err6);
}
errors++;
}
if((typeof data3 == "number") && (isFinite(data3))){
if(data3 > 20 || isNaN(data3)){
const err7 = {instancePath:instancePath+"/approval/identityOwner",schemaPath:"#/properties/approval/properties/identityOwner/maximum",keyword:"maximum",params:{comparison: "<=", limit: 20},message:"must be <= 20"};
if(vErrors === null){
vErrors = [err7];
}
else {
vErrors.push(err7);
}
errors++;
}
if(data3 < 0 || isNaN(data3)){
const err8 = {instancePath:instancePath+"/approval/identityOwner",schemaPath:"#/properties/approval/properties/identityOwner/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0},message:"must be >= 0"};
if(vErrors === null){
vErrors = [err8];
}
else {
vErrors.push(err8);
}
errors++;
}
}
}
if(data2.targetOwner !== undefined){
let data4 = data2.targetOwner;
if(!(((typeof data4 == "number") && (!(data4 % 1) && !isNaN(data4))) && (isFinite(data4)))){
const err9 = {instancePath:instancePath+"/approval/targetOwner",schemaPath:"#/properties/approval/properties/targetOwner/type",keyword:"type",params:{type: "integer"},message:"must be integer"};
if(vErrors === null){
vErrors = [err9];
}
else {
vErrors.push(err9);
}
errors++;
}
if((typeof data4 == "number") && (isFinite(data4))){
if(data4 > 20 || isNaN(data4)){
const err10 = {instancePath:instancePath+"/approval/targetOwner",schemaPath:"#/properties/approval/properties/targetOwner/maximum",keyword:"maximum",params:{comparison: "<=", limit: 20},message:"must be <= 20"};
if(vErrors === null){
vErrors = [err10];
}
else {
vErrors.push(err10);
}
errors++;
}
if(data4 < 0 || isNaN(data4)){
const err11 = {instancePath:instancePath+"/approval/targetOwner",schemaPath:"#/properties/approval/properties/targetOwner/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0},message:"must be >= 0"};
if(vErrors === null){
vErrors = [err11];
}
else {
vErrors.push(err11);
}
errors++;
}
}
}
if(data2.roleOwner !== undefined){
let data5 = data2.roleOwner;
if(!(((typeof data5 == "number") && (!(data5 % 1) && !isNaN(data5))) && (isFinite(data5)))){
const err12 = {instancePath:instancePath+"/approval/roleOwner",schemaPath:"#/properties/approval/properties/roleOwner/type",keyword:"type",params:{type: "integer"},message:"must be integer"};
if(vErrors === null){
vErrors = [err12];
}
else {
vErrors.push(err12);
}
errors++;
}
if((typeof data5 == "number") && (isFinite(data5))){
if(data5 > 20 || isNaN(data5)){
const err13 = {instancePath:instancePath+"/approval/roleOwner",schemaPath:"#/properties/approval/properties/roleOwner/maximum",keyword:"maximum",params:{comparison: "<=", limit: 20},message:"must be <= 20"};
if(vErrors === null){
vErrors = [err13];
}
else {
vErrors.push(err13);
}
errors++;
}
if(data5 < 0 || isNaN(data5)){
const err14 = {instancePath:instancePath+"/approval/roleOwner",schemaPath:"#/properties/approval/properties/roleOwner/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0},message:"must be >= 0"};
if(vErrors === null){
vErrors = [err14];
}
else {
vErrors.push(err14);
}
errors++;
}
}
}
if(data2.privileged !== undefined){
let data6 = data2.privileged;
if(Array.isArray(data6)){
if(data6.length > 10000){
const err15 = {instancePath:instancePath+"/approval/privileged",schemaPath:"#/properties/approval/properties/privileged/maxItems",keyword:"maxItems",params:{limit: 10000},message:"must NOT have more than 10000 items"};
if(vErrors === null){
vErrors = [err15];
}
else {
vErrors.push(err15);
}
errors++;
}
const len0 = data6.length;
for(let i0=0; i0<len0; i0++){
let data7 = data6[i0];
if(typeof data7 === "string"){
if(func1(data7) > 128){
const err16 = {instancePath:instancePath+"/approval/privileged/" + i0,schemaPath:"#/$defs/name/maxLength",keyword:"maxLength",params:{limit: 128},message:"must NOT have more than 128 characters"};
if(vErrors === null){
vErrors = [err16];
}
else {
vErrors.push(err16);
}
errors++;
}
if(!pattern4.test(data7)){
const err17 = {instancePath:instancePath+"/approval/privileged/" + i0,schemaPath:"#/$defs/name/pattern",keyword:"pattern",params:{pattern: "^[a-z0-9][a-z0-9-]*$"},message:"must match pattern \""+"^[a-z0-9][a-z0-9-]*$"+"\""};
if(vErrors === null){
vErrors = [err17];
}
else {
vErrors.push(err17);
}
errors++;
}
}
else {
const err18 = {instancePath:instancePath+"/approval/privileged/" + i0,schemaPath:"#/$defs/name/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err18];
}
else {
vErrors.push(err18);
}
errors++;
}
}
let i1 = data6.length;
let j0;
if(i1 > 1){
outer0:
for(;i1--;){
for(j0 = i1; j0--;){
if(func0(data6[i1], data6[j0])){
const err19 = {instancePath:instancePath+"/approval/privileged",schemaPath:"#/properties/approval/properties/privileged/uniqueItems",keyword:"uniqueItems",params:{i: i1, j: j0},message:"must NOT have duplicate items (items ## "+j0+" and "+i1+" are identical)"};
if(vErrors === null){
vErrors = [err19];
}
else {
vErrors.push(err19);
}
errors++;
break outer0;
}
}
}
}
}
else {
const err20 = {instancePath:instancePath+"/approval/privileged",schemaPath:"#/properties/approval/properties/privileged/type",keyword:"type",params:{type: "array"},message:"must be array"};
if(vErrors === null){
vErrors = [err20];
}
else {
vErrors.push(err20);
}
errors++;
}
}
}
else {
const err21 = {instancePath:instancePath+"/approval",schemaPath:"#/properties/approval/type",keyword:"type",params:{type: "object"},message:"must be object"};
if(vErrors === null){
vErrors = [err21];
}
else {
vErrors.push(err21);
}
errors++;
}
}
if(data.issues !== undefined){
let data8 = data.issues;
if(data8 && typeof data8 == "object" && !Array.isArray(data8)){
for(const key2 in data8){
if(!((key2 === "per") || (key2 === "mention"))){
const err22 = {instancePath:instancePath+"/issues",schemaPath:"#/properties/issues/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key2},message:"must NOT have additional properties"};
if(vErrors === null){
vErrors = [err22];
}
else {
vErrors.push(err22);
}
errors++;
}
}
if(data8.per !== undefined){
if("owner" !== data8.per){
const err23 = {instancePath:instancePath+"/issues/per",schemaPath:"#/properties/issues/properties/per/const",keyword:"const",params:{allowedValue: "owner"},message:"must be equal to constant"};
if(vErrors === null){
vErrors = [err23];
}
else {
vErrors.push(err23);
}
errors++;
}
}
if(data8.mention !== undefined){
let data10 = data8.mention;
if(!(((data10 === "none") || (data10 === "newPrivileged")) || (data10 === "all"))){
const err24 = {instancePath:instancePath+"/issues/mention",schemaPath:"#/properties/issues/properties/mention/enum",keyword:"enum",params:{allowedValues: schema32.properties.issues.properties.mention.enum},message:"must be equal to one of the allowed values"};
if(vErrors === null){
vErrors = [err24];
}
else {
vErrors.push(err24);
}
errors++;
}
}
}
else {
const err25 = {instancePath:instancePath+"/issues",schemaPath:"#/properties/issues/type",keyword:"type",params:{type: "object"},message:"must be object"};
if(vErrors === null){
vErrors = [err25];
}
else {
vErrors.push(err25);
}
errors++;
}
}
if(data.limits !== undefined){
let data11 = data.limits;
if(data11 && typeof data11 == "object" && !Array.isArray(data11)){
for(const key3 in data11){
if(!(((key3 === "maxSilence") || (key3 === "reviewValid")) || (key3 === "snapshotMaxAge"))){
const err26 = {instancePath:instancePath+"/limits",schemaPath:"#/properties/limits/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key3},message:"must NOT have additional properties"};
if(vErrors === null){
vErrors = [err26];
}
else {
vErrors.push(err26);
}
errors++;
}
}
if(data11.maxSilence !== undefined){
let data12 = data11.maxSilence;
if(typeof data12 === "string"){
if(!pattern5.test(data12)){
const err27 = {instancePath:instancePath+"/limits/maxSilence",schemaPath:"#/$defs/duration/pattern",keyword:"pattern",params:{pattern: "^[0-9]{1,9}[smhdw]$"},message:"must match pattern \""+"^[0-9]{1,9}[smhdw]$"+"\""};
if(vErrors === null){
vErrors = [err27];
}
else {
vErrors.push(err27);
}
errors++;
}
}
else {
const err28 = {instancePath:instancePath+"/limits/maxSilence",schemaPath:"#/$defs/duration/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err28];
}
else {
vErrors.push(err28);
}
errors++;
}
}
if(data11.reviewValid !== undefined){
let data13 = data11.reviewValid;
if(typeof data13 === "string"){
if(!pattern5.test(data13)){
const err29 = {instancePath:instancePath+"/limits/reviewValid",schemaPath:"#/$defs/duration/pattern",keyword:"pattern",params:{pattern: "^[0-9]{1,9}[smhdw]$"},message:"must match pattern \""+"^[0-9]{1,9}[smhdw]$"+"\""};
if(vErrors === null){
vErrors = [err29];
}
else {
vErrors.push(err29);
}
errors++;
}
}
else {
const err30 = {instancePath:instancePath+"/limits/reviewValid",schemaPath:"#/$defs/duration/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err30];
}
else {
vErrors.push(err30);
}
errors++;
}
}
if(data11.snapshotMaxAge !== undefined){
let data14 = data11.snapshotMaxAge;
if(typeof data14 === "string"){
if(!pattern5.test(data14)){
const err31 = {instancePath:instancePath+"/limits/snapshotMaxAge",schemaPath:"#/$defs/duration/pattern",keyword:"pattern",params:{pattern: "^[0-9]{1,9}[smhdw]$"},message:"must match pattern \""+"^[0-9]{1,9}[smhdw]$"+"\""};
if(vErrors === null){
vErrors = [err31];
}
else {
vErrors.push(err31);
}
errors++;
}
}
else {
const err32 = {instancePath:instancePath+"/limits/snapshotMaxAge",schemaPath:"#/$defs/duration/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err32];
}
else {
vErrors.push(err32);
}
errors++;
}
}
}
else {
const err33 = {instancePath:instancePath+"/limits",schemaPath:"#/properties/limits/type",keyword:"type",params:{type: "object"},message:"must be object"};
if(vErrors === null){
vErrors = [err33];
}
else {
vErrors.push(err33);
}
errors++;
}
}
if(data.snapshot !== undefined){
if(typeof data.snapshot !== "boolean"){
const err34 = {instancePath:instancePath+"/snapshot",schemaPath:"#/properties/snapshot/type",keyword:"type",params:{type: "boolean"},message:"must be boolean"};
if(vErrors === null){
vErrors = [err34];
}
else {
vErrors.push(err34);
}
errors++;
}
}
if(data.stateKey !== undefined){
let data16 = data.stateKey;
if(typeof data16 === "string"){
if(func1(data16) > 200){
const err35 = {instancePath:instancePath+"/stateKey",schemaPath:"#/properties/stateKey/maxLength",keyword:"maxLength",params:{limit: 200},message:"must NOT have more than 200 characters"};
if(vErrors === null){
vErrors = [err35];
}
else {
vErrors.push(err35);
}
errors++;
}
if(!pattern8.test(data16)){
const err36 = {instancePath:instancePath+"/stateKey",schemaPath:"#/properties/stateKey/pattern",keyword:"pattern",params:{pattern: "^ed25519:[A-Za-z0-9+/=_-]+$"},message:"must match pattern \""+"^ed25519:[A-Za-z0-9+/=_-]+$"+"\""};
if(vErrors === null){
vErrors = [err36];
}
else {
vErrors.push(err36);
}
errors++;
}
}
else {
const err37 = {instancePath:instancePath+"/stateKey",schemaPath:"#/properties/stateKey/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err37];
}
else {
vErrors.push(err37);
}
errors++;
}
}
}
else {
const err38 = {instancePath,schemaPath:"#/type",keyword:"type",params:{type: "object"},message:"must be object"};
if(vErrors === null){
vErrors = [err38];
}
else {
vErrors.push(err38);
}
errors++;
}
validate21.errors = vErrors;
return errors === 0;
}
validate21.evaluated = {"props":true,"dynamicProps":false,"dynamicItems":false};

const schema37 = {"description":"One live system, with one connector.","type":"object","required":["kind","name","connector","owner"],"properties":{"kind":{"const":"Target","description":"A Target."},"name":{"description":"Its name in written forms.","$ref":"#/$defs/name"},"connector":{"description":"The connector that reads and writes it.","$ref":"#/$defs/name"},"owner":{"description":"The Team that must approve what changes here.","$ref":"#/$defs/name"},"ceiling":{"description":"The most that is done here. A team or identity may choose less, never more. Default: observe.","enum":["observe","review","enforce"]},"authority":{"description":"`lifecycle`: may be named by `directory:`.","const":"lifecycle"},"sentinels":{"description":"Records that must be seen in the same read, else the directory is unproven.","type":"array","maxItems":10000,"items":{"$ref":"#/$defs/typeName"},"uniqueItems":true},"onDisabled":{"description":"What happens to an identity that the directory disables. Default: disable (all but the account object).","enum":["report","disable","revoke"]},"onAbsent":{"description":"What happens to an identity that is gone from the directory. Default: report; anything else needs sentinels.","enum":["report","disable","revoke"]},"config":{"description":"The connector's settings; an instance's keys are laid over them.","type":"object"},"instances":{"description":"The instances, each with the config keys of its own. Without it the target is its own single instance.","type":"object","minProperties":1,"maxProperties":1000,"propertyNames":{"$ref":"#/$defs/name"},"additionalProperties":{"description":"Config keys of this instance.","type":"object"}},"groups":{"description":"Names for several instances: a grant on a group is a grant on each.","type":"object","maxProperties":1000,"propertyNames":{"$ref":"#/$defs/name"},"additionalProperties":{"description":"The instances of the group.","type":"array","maxItems":1000,"items":{"$ref":"#/$defs/name"},"uniqueItems":true}},"scope":{"description":"What is managed; nothing else is ever touched.","type":"array","maxItems":1000,"items":{"description":"One scope line.","type":"object","required":["accounts","kinds"],"properties":{"accounts":{"description":"Which accounts: patterns over `type/name`, text or a list. `*` and `type/*` need an Exception.","$ref":"#/$defs/scopeAccounts"},"kinds":{"description":"Which kinds of theirs.","type":"array","minItems":1,"maxItems":100,"items":{"$ref":"#/$defs/kindName"},"uniqueItems":true},"managedBy":{"description":"Another tool that writes these: read and judged, never written. With `fixAt`.","$ref":"#/$defs/sentence"},"fixAt":{"description":"Where to change what that tool writes.","$ref":"#/$defs/sentence"}},"additionalProperties":false,"dependentRequired":{"managedBy":["fixAt"],"fixAt":["managedBy"]}},"minItems":1},"privileged":{"description":"Grants (`kind/name`) or accounts (`type/name`) that count as privileged, beside the connector's own.","type":"array","maxItems":10000,"items":{"$ref":"#/$defs/pattern"},"uniqueItems":true},"protected":{"description":"Grants (`kind/name`) or accounts (`type/name`) that are never revoked.","type":"array","maxItems":10000,"items":{"$ref":"#/$defs/pattern"},"uniqueItems":true},"drift":{"description":"What enforce does with drift.","type":"object","required":[],"properties":{"unauthorized":{"description":"Access that nobody approved.","type":"object","required":[],"properties":{"do":{"description":"What enforce does with it. Default: revoke.","enum":["report","propose","revoke"]},"after":{"description":"Announced in so many saved detect rounds before it acts; 0 acts at once. Default: 1.","type":"integer","minimum":0,"maximum":1000}},"additionalProperties":false},"missing":{"description":"Approved access that is gone.","type":"object","required":[],"properties":{"do":{"description":"What enforce does with it. Default: propose.","enum":["report","propose","restore"]},"after":{"description":"Announced in so many saved detect rounds before it acts; 0 acts at once. Default: 1.","type":"integer","minimum":0,"maximum":1000}},"additionalProperties":false},"altered":{"description":"Approved access with other facts.","type":"object","required":[],"properties":{"do":{"description":"What enforce does with it. Default: propose.","enum":["report","propose","restore"]},"after":{"description":"Announced in so many saved detect rounds before it acts; 0 acts at once. Default: 1.","type":"integer","minimum":0,"maximum":1000}},"additionalProperties":false}},"additionalProperties":false},"giveBack":{"description":"What directory, rule or deny took, when they let go. Default: propose.","enum":["propose","restore"]},"limits":{"description":"Caps over 24 hours.","type":"object","required":[],"properties":{"revoke":{"description":"Revokes of one kind and class in 24 h. Default: 10.","type":"integer","minimum":0,"maximum":1000000},"revokePercent":{"description":"And at most so many percent of the kind, from the fourth on. Default: 20.","type":"integer","minimum":0,"maximum":100},"offboard":{"description":"Identities offboarded in 24 h. Default: 5.","type":"integer","minimum":0,"maximum":1000000},"grantPrivileged":{"description":"Privileged grants of one kind in 24 h. Default: 5.","type":"integer","minimum":0,"maximum":1000000}},"additionalProperties":false},"within":{"description":"How fast divergence should be corrected; missed is red. Default: 1h.","$ref":"#/$defs/duration"}},"additionalProperties":false};
const schema41 = {"description":"`type/name`, or `type/id:...`.","type":"string","maxLength":2048,"pattern":"^[A-Za-z][A-Za-z0-9_-]*/[\\s\\S]+$"};
const schema47 = {"description":"A kind of the connector.","type":"string","maxLength":64,"pattern":"^[A-Za-z][A-Za-z0-9_-]*$"};
const schema48 = {"description":"Text for people.","type":"string","minLength":1,"maxLength":4096};
const schema46 = {"description":"A pattern: `*` is any characters, also `/`; nothing else is special.","type":"string","minLength":1,"maxLength":2048};
const func4 = Object.prototype.hasOwnProperty;
const pattern12 = new RegExp("^[A-Za-z][A-Za-z0-9_-]*/[\\s\\S]+$", "u");
const pattern16 = new RegExp("^[A-Za-z][A-Za-z0-9_-]*$", "u");
const schema45 = {"description":"Patterns over `type/name`: text or a list.","type":["string","array"],"minLength":1,"maxLength":2048,"minItems":1,"maxItems":1000,"items":{"$ref":"#/$defs/pattern"}};

function validate23(data, {instancePath="", parentData, parentDataProperty, rootData=data, dynamicAnchors={}}={}){
let vErrors = null;
let errors = 0;
const evaluated0 = validate23.evaluated;
if(evaluated0.dynamicProps){
evaluated0.props = undefined;
}
if(evaluated0.dynamicItems){
evaluated0.items = undefined;
}
if((typeof data !== "string") && (!(Array.isArray(data)))){
const err0 = {instancePath,schemaPath:"#/type",keyword:"type",params:{type: schema45.type},message:"must be string,array"};
if(vErrors === null){
vErrors = [err0];
}
else {
vErrors.push(err0);
}
errors++;
}
if(typeof data === "string"){
if(func1(data) > 2048){
const err1 = {instancePath,schemaPath:"#/maxLength",keyword:"maxLength",params:{limit: 2048},message:"must NOT have more than 2048 characters"};
if(vErrors === null){
vErrors = [err1];
}
else {
vErrors.push(err1);
}
errors++;
}
if(func1(data) < 1){
const err2 = {instancePath,schemaPath:"#/minLength",keyword:"minLength",params:{limit: 1},message:"must NOT have fewer than 1 characters"};
if(vErrors === null){
vErrors = [err2];
}
else {
vErrors.push(err2);
}
errors++;
}
}
if(Array.isArray(data)){
if(data.length > 1000){
const err3 = {instancePath,schemaPath:"#/maxItems",keyword:"maxItems",params:{limit: 1000},message:"must NOT have more than 1000 items"};
if(vErrors === null){
vErrors = [err3];
}
else {
vErrors.push(err3);
}
errors++;
}
if(data.length < 1){
const err4 = {instancePath,schemaPath:"#/minItems",keyword:"minItems",params:{limit: 1},message:"must NOT have fewer than 1 items"};
if(vErrors === null){
vErrors = [err4];
}
else {
vErrors.push(err4);
}
errors++;
}
const len0 = data.length;
for(let i0=0; i0<len0; i0++){
let data0 = data[i0];
if(typeof data0 === "string"){
if(func1(data0) > 2048){
const err5 = {instancePath:instancePath+"/" + i0,schemaPath:"#/$defs/pattern/maxLength",keyword:"maxLength",params:{limit: 2048},message:"must NOT have more than 2048 characters"};
if(vErrors === null){
vErrors = [err5];
}
else {
vErrors.push(err5);
}
errors++;
}
if(func1(data0) < 1){
const err6 = {instancePath:instancePath+"/" + i0,schemaPath:"#/$defs/pattern/minLength",keyword:"minLength",params:{limit: 1},message:"must NOT have fewer than 1 characters"};
if(vErrors === null){
vErrors = [err6];
}
else {
vErrors.push(err6);
}
errors++;
}
}
else {
const err7 = {instancePath:instancePath+"/" + i0,schemaPath:"#/$defs/pattern/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err7];
}
else {
vErrors.push(err7);
}
errors++;
}
}
}
validate23.errors = vErrors;
return errors === 0;
}
validate23.evaluated = {"items":true,"dynamicProps":false,"dynamicItems":false};


function validate22(data, {instancePath="", parentData, parentDataProperty, rootData=data, dynamicAnchors={}}={}){
let vErrors = null;
let errors = 0;
const evaluated0 = validate22.evaluated;
if(evaluated0.dynamicProps){
evaluated0.props = undefined;
}
if(evaluated0.dynamicItems){
evaluated0.items = undefined;
}
if(data && typeof data == "object" && !Array.isArray(data)){
if(data.kind === undefined){
const err0 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "kind"},message:"must have required property '"+"kind"+"'"};
if(vErrors === null){
vErrors = [err0];
}
else {
vErrors.push(err0);
}
errors++;
}
if(data.name === undefined){
const err1 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "name"},message:"must have required property '"+"name"+"'"};
if(vErrors === null){
vErrors = [err1];
}
else {
vErrors.push(err1);
}
errors++;
}
if(data.connector === undefined){
const err2 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "connector"},message:"must have required property '"+"connector"+"'"};
if(vErrors === null){
vErrors = [err2];
}
else {
vErrors.push(err2);
}
errors++;
}
if(data.owner === undefined){
const err3 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "owner"},message:"must have required property '"+"owner"+"'"};
if(vErrors === null){
vErrors = [err3];
}
else {
vErrors.push(err3);
}
errors++;
}
for(const key0 in data){
if(!(func4.call(schema37.properties, key0))){
const err4 = {instancePath,schemaPath:"#/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key0},message:"must NOT have additional properties"};
if(vErrors === null){
vErrors = [err4];
}
else {
vErrors.push(err4);
}
errors++;
}
}
if(data.kind !== undefined){
if("Target" !== data.kind){
const err5 = {instancePath:instancePath+"/kind",schemaPath:"#/properties/kind/const",keyword:"const",params:{allowedValue: "Target"},message:"must be equal to constant"};
if(vErrors === null){
vErrors = [err5];
}
else {
vErrors.push(err5);
}
errors++;
}
}
if(data.name !== undefined){
let data1 = data.name;
if(typeof data1 === "string"){
if(func1(data1) > 128){
const err6 = {instancePath:instancePath+"/name",schemaPath:"#/$defs/name/maxLength",keyword:"maxLength",params:{limit: 128},message:"must NOT have more than 128 characters"};
if(vErrors === null){
vErrors = [err6];
}
else {
vErrors.push(err6);
}
errors++;
}
if(!pattern4.test(data1)){
const err7 = {instancePath:instancePath+"/name",schemaPath:"#/$defs/name/pattern",keyword:"pattern",params:{pattern: "^[a-z0-9][a-z0-9-]*$"},message:"must match pattern \""+"^[a-z0-9][a-z0-9-]*$"+"\""};
if(vErrors === null){
vErrors = [err7];
}
else {
vErrors.push(err7);
}
errors++;
}
}
else {
const err8 = {instancePath:instancePath+"/name",schemaPath:"#/$defs/name/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err8];
}
else {
vErrors.push(err8);
}
errors++;
}
}
if(data.connector !== undefined){
let data2 = data.connector;
if(typeof data2 === "string"){
if(func1(data2) > 128){
const err9 = {instancePath:instancePath+"/connector",schemaPath:"#/$defs/name/maxLength",keyword:"maxLength",params:{limit: 128},message:"must NOT have more than 128 characters"};
if(vErrors === null){
vErrors = [err9];
}
else {
vErrors.push(err9);
}
errors++;
}
if(!pattern4.test(data2)){
const err10 = {instancePath:instancePath+"/connector",schemaPath:"#/$defs/name/pattern",keyword:"pattern",params:{pattern: "^[a-z0-9][a-z0-9-]*$"},message:"must match pattern \""+"^[a-z0-9][a-z0-9-]*$"+"\""};
if(vErrors === null){
vErrors = [err10];
}
else {
vErrors.push(err10);
}
errors++;
}
}
else {
const err11 = {instancePath:instancePath+"/connector",schemaPath:"#/$defs/name/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err11];
}
else {
vErrors.push(err11);
}
errors++;
}
}
if(data.owner !== undefined){
let data3 = data.owner;
if(typeof data3 === "string"){
if(func1(data3) > 128){
const err12 = {instancePath:instancePath+"/owner",schemaPath:"#/$defs/name/maxLength",keyword:"maxLength",params:{limit: 128},message:"must NOT have more than 128 characters"};
if(vErrors === null){
vErrors = [err12];
}
else {
vErrors.push(err12);
}
errors++;
}
if(!pattern4.test(data3)){
const err13 = {instancePath:instancePath+"/owner",schemaPath:"#/$defs/name/pattern",keyword:"pattern",params:{pattern: "^[a-z0-9][a-z0-9-]*$"},message:"must match pattern \""+"^[a-z0-9][a-z0-9-]*$"+"\""};
if(vErrors === null){
vErrors = [err13];
}
else {
vErrors.push(err13);
}
errors++;
}
}
else {
const err14 = {instancePath:instancePath+"/owner",schemaPath:"#/$defs/name/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err14];
}
else {
vErrors.push(err14);
}
errors++;
}
}
if(data.ceiling !== undefined){
let data4 = data.ceiling;
if(!(((data4 === "observe") || (data4 === "review")) || (data4 === "enforce"))){
const err15 = {instancePath:instancePath+"/ceiling",schemaPath:"#/properties/ceiling/enum",keyword:"enum",params:{allowedValues: schema37.properties.ceiling.enum},message:"must be equal to one of the allowed values"};
if(vErrors === null){
vErrors = [err15];
}
else {
vErrors.push(err15);
}
errors++;
}
}
if(data.authority !== undefined){
if("lifecycle" !== data.authority){
const err16 = {instancePath:instancePath+"/authority",schemaPath:"#/properties/authority/const",keyword:"const",params:{allowedValue: "lifecycle"},message:"must be equal to constant"};
if(vErrors === null){
vErrors = [err16];
}
else {
vErrors.push(err16);
}
errors++;
}
}
if(data.sentinels !== undefined){
let data6 = data.sentinels;
if(Array.isArray(data6)){
if(data6.length > 10000){
const err17 = {instancePath:instancePath+"/sentinels",schemaPath:"#/properties/sentinels/maxItems",keyword:"maxItems",params:{limit: 10000},message:"must NOT have more than 10000 items"};
if(vErrors === null){
vErrors = [err17];
}
else {
vErrors.push(err17);
}
errors++;
}
const len0 = data6.length;
for(let i0=0; i0<len0; i0++){
let data7 = data6[i0];
if(typeof data7 === "string"){
if(func1(data7) > 2048){
const err18 = {instancePath:instancePath+"/sentinels/" + i0,schemaPath:"#/$defs/typeName/maxLength",keyword:"maxLength",params:{limit: 2048},message:"must NOT have more than 2048 characters"};
if(vErrors === null){
vErrors = [err18];
}
else {
vErrors.push(err18);
}
errors++;
}
if(!pattern12.test(data7)){
const err19 = {instancePath:instancePath+"/sentinels/" + i0,schemaPath:"#/$defs/typeName/pattern",keyword:"pattern",params:{pattern: "^[A-Za-z][A-Za-z0-9_-]*/[\\s\\S]+$"},message:"must match pattern \""+"^[A-Za-z][A-Za-z0-9_-]*/[\\s\\S]+$"+"\""};
if(vErrors === null){
vErrors = [err19];
}
else {
vErrors.push(err19);
}
errors++;
}
}
else {
const err20 = {instancePath:instancePath+"/sentinels/" + i0,schemaPath:"#/$defs/typeName/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err20];
}
else {
vErrors.push(err20);
}
errors++;
}
}
let i1 = data6.length;
let j0;
if(i1 > 1){
outer0:
for(;i1--;){
for(j0 = i1; j0--;){
if(func0(data6[i1], data6[j0])){
const err21 = {instancePath:instancePath+"/sentinels",schemaPath:"#/properties/sentinels/uniqueItems",keyword:"uniqueItems",params:{i: i1, j: j0},message:"must NOT have duplicate items (items ## "+j0+" and "+i1+" are identical)"};
if(vErrors === null){
vErrors = [err21];
}
else {
vErrors.push(err21);
}
errors++;
break outer0;
}
}
}
}
}
else {
const err22 = {instancePath:instancePath+"/sentinels",schemaPath:"#/properties/sentinels/type",keyword:"type",params:{type: "array"},message:"must be array"};
if(vErrors === null){
vErrors = [err22];
}
else {
vErrors.push(err22);
}
errors++;
}
}
if(data.onDisabled !== undefined){
let data8 = data.onDisabled;
if(!(((data8 === "report") || (data8 === "disable")) || (data8 === "revoke"))){
const err23 = {instancePath:instancePath+"/onDisabled",schemaPath:"#/properties/onDisabled/enum",keyword:"enum",params:{allowedValues: schema37.properties.onDisabled.enum},message:"must be equal to one of the allowed values"};
if(vErrors === null){
vErrors = [err23];
}
else {
vErrors.push(err23);
}
errors++;
}
}
if(data.onAbsent !== undefined){
let data9 = data.onAbsent;
if(!(((data9 === "report") || (data9 === "disable")) || (data9 === "revoke"))){
const err24 = {instancePath:instancePath+"/onAbsent",schemaPath:"#/properties/onAbsent/enum",keyword:"enum",params:{allowedValues: schema37.properties.onAbsent.enum},message:"must be equal to one of the allowed values"};
if(vErrors === null){
vErrors = [err24];
}
else {
vErrors.push(err24);
}
errors++;
}
}
if(data.config !== undefined){
let data10 = data.config;
if(!(data10 && typeof data10 == "object" && !Array.isArray(data10))){
const err25 = {instancePath:instancePath+"/config",schemaPath:"#/properties/config/type",keyword:"type",params:{type: "object"},message:"must be object"};
if(vErrors === null){
vErrors = [err25];
}
else {
vErrors.push(err25);
}
errors++;
}
}
if(data.instances !== undefined){
let data11 = data.instances;
if(data11 && typeof data11 == "object" && !Array.isArray(data11)){
if(Object.keys(data11).length > 1000){
const err26 = {instancePath:instancePath+"/instances",schemaPath:"#/properties/instances/maxProperties",keyword:"maxProperties",params:{limit: 1000},message:"must NOT have more than 1000 properties"};
if(vErrors === null){
vErrors = [err26];
}
else {
vErrors.push(err26);
}
errors++;
}
if(Object.keys(data11).length < 1){
const err27 = {instancePath:instancePath+"/instances",schemaPath:"#/properties/instances/minProperties",keyword:"minProperties",params:{limit: 1},message:"must NOT have fewer than 1 properties"};
if(vErrors === null){
vErrors = [err27];
}
else {
vErrors.push(err27);
}
errors++;
}
for(const key1 in data11){
const _errs25 = errors;
if(typeof key1 === "string"){
if(func1(key1) > 128){
const err28 = {instancePath:instancePath+"/instances",schemaPath:"#/$defs/name/maxLength",keyword:"maxLength",params:{limit: 128},message:"must NOT have more than 128 characters",propertyName:key1};
if(vErrors === null){
vErrors = [err28];
}
else {
vErrors.push(err28);
}
errors++;
}
if(!pattern4.test(key1)){
const err29 = {instancePath:instancePath+"/instances",schemaPath:"#/$defs/name/pattern",keyword:"pattern",params:{pattern: "^[a-z0-9][a-z0-9-]*$"},message:"must match pattern \""+"^[a-z0-9][a-z0-9-]*$"+"\"",propertyName:key1};
if(vErrors === null){
vErrors = [err29];
}
else {
vErrors.push(err29);
}
errors++;
}
}
else {
const err30 = {instancePath:instancePath+"/instances",schemaPath:"#/$defs/name/type",keyword:"type",params:{type: "string"},message:"must be string",propertyName:key1};
if(vErrors === null){
vErrors = [err30];
}
else {
vErrors.push(err30);
}
errors++;
}
var valid8 = _errs25 === errors;
if(!valid8){
const err31 = {instancePath:instancePath+"/instances",schemaPath:"#/properties/instances/propertyNames",keyword:"propertyNames",params:{propertyName: key1},message:"property name must be valid"};
if(vErrors === null){
vErrors = [err31];
}
else {
vErrors.push(err31);
}
errors++;
}
}
for(const key2 in data11){
let data12 = data11[key2];
if(!(data12 && typeof data12 == "object" && !Array.isArray(data12))){
const err32 = {instancePath:instancePath+"/instances/" + key2.replace(/~/g, "~0").replace(/\//g, "~1"),schemaPath:"#/properties/instances/additionalProperties/type",keyword:"type",params:{type: "object"},message:"must be object"};
if(vErrors === null){
vErrors = [err32];
}
else {
vErrors.push(err32);
}
errors++;
}
}
}
else {
const err33 = {instancePath:instancePath+"/instances",schemaPath:"#/properties/instances/type",keyword:"type",params:{type: "object"},message:"must be object"};
if(vErrors === null){
vErrors = [err33];
}
else {
vErrors.push(err33);
}
errors++;
}
}
if(data.groups !== undefined){
let data13 = data.groups;
if(data13 && typeof data13 == "object" && !Array.isArray(data13)){
if(Object.keys(data13).length > 1000){
const err34 = {instancePath:instancePath+"/groups",schemaPath:"#/properties/groups/maxProperties",keyword:"maxProperties",params:{limit: 1000},message:"must NOT have more than 1000 properties"};
if(vErrors === null){
vErrors = [err34];
}
else {
vErrors.push(err34);
}
errors++;
}
for(const key3 in data13){
const _errs33 = errors;
if(typeof key3 === "string"){
if(func1(key3) > 128){
const err35 = {instancePath:instancePath+"/groups",schemaPath:"#/$defs/name/maxLength",keyword:"maxLength",params:{limit: 128},message:"must NOT have more than 128 characters",propertyName:key3};
if(vErrors === null){
vErrors = [err35];
}
else {
vErrors.push(err35);
}
errors++;
}
if(!pattern4.test(key3)){
const err36 = {instancePath:instancePath+"/groups",schemaPath:"#/$defs/name/pattern",keyword:"pattern",params:{pattern: "^[a-z0-9][a-z0-9-]*$"},message:"must match pattern \""+"^[a-z0-9][a-z0-9-]*$"+"\"",propertyName:key3};
if(vErrors === null){
vErrors = [err36];
}
else {
vErrors.push(err36);
}
errors++;
}
}
else {
const err37 = {instancePath:instancePath+"/groups",schemaPath:"#/$defs/name/type",keyword:"type",params:{type: "string"},message:"must be string",propertyName:key3};
if(vErrors === null){
vErrors = [err37];
}
else {
vErrors.push(err37);
}
errors++;
}
var valid11 = _errs33 === errors;
if(!valid11){
const err38 = {instancePath:instancePath+"/groups",schemaPath:"#/properties/groups/propertyNames",keyword:"propertyNames",params:{propertyName: key3},message:"property name must be valid"};
if(vErrors === null){
vErrors = [err38];
}
else {
vErrors.push(err38);
}
errors++;
}
}
for(const key4 in data13){
let data14 = data13[key4];
if(Array.isArray(data14)){
if(data14.length > 1000){
const err39 = {instancePath:instancePath+"/groups/" + key4.replace(/~/g, "~0").replace(/\//g, "~1"),schemaPath:"#/properties/groups/additionalProperties/maxItems",keyword:"maxItems",params:{limit: 1000},message:"must NOT have more than 1000 items"};
if(vErrors === null){
vErrors = [err39];
}
else {
vErrors.push(err39);
}
errors++;
}
const len1 = data14.length;
for(let i2=0; i2<len1; i2++){
let data15 = data14[i2];
if(typeof data15 === "string"){
if(func1(data15) > 128){
const err40 = {instancePath:instancePath+"/groups/" + key4.replace(/~/g, "~0").replace(/\//g, "~1")+"/" + i2,schemaPath:"#/$defs/name/maxLength",keyword:"maxLength",params:{limit: 128},message:"must NOT have more than 128 characters"};
if(vErrors === null){
vErrors = [err40];
}
else {
vErrors.push(err40);
}
errors++;
}
if(!pattern4.test(data15)){
const err41 = {instancePath:instancePath+"/groups/" + key4.replace(/~/g, "~0").replace(/\//g, "~1")+"/" + i2,schemaPath:"#/$defs/name/pattern",keyword:"pattern",params:{pattern: "^[a-z0-9][a-z0-9-]*$"},message:"must match pattern \""+"^[a-z0-9][a-z0-9-]*$"+"\""};
if(vErrors === null){
vErrors = [err41];
}
else {
vErrors.push(err41);
}
errors++;
}
}
else {
const err42 = {instancePath:instancePath+"/groups/" + key4.replace(/~/g, "~0").replace(/\//g, "~1")+"/" + i2,schemaPath:"#/$defs/name/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err42];
}
else {
vErrors.push(err42);
}
errors++;
}
}
let i3 = data14.length;
let j1;
if(i3 > 1){
outer1:
for(;i3--;){
for(j1 = i3; j1--;){
if(func0(data14[i3], data14[j1])){
const err43 = {instancePath:instancePath+"/groups/" + key4.replace(/~/g, "~0").replace(/\//g, "~1"),schemaPath:"#/properties/groups/additionalProperties/uniqueItems",keyword:"uniqueItems",params:{i: i3, j: j1},message:"must NOT have duplicate items (items ## "+j1+" and "+i3+" are identical)"};
if(vErrors === null){
vErrors = [err43];
}
else {
vErrors.push(err43);
}
errors++;
break outer1;
}
}
}
}
}
else {
const err44 = {instancePath:instancePath+"/groups/" + key4.replace(/~/g, "~0").replace(/\//g, "~1"),schemaPath:"#/properties/groups/additionalProperties/type",keyword:"type",params:{type: "array"},message:"must be array"};
if(vErrors === null){
vErrors = [err44];
}
else {
vErrors.push(err44);
}
errors++;
}
}
}
else {
const err45 = {instancePath:instancePath+"/groups",schemaPath:"#/properties/groups/type",keyword:"type",params:{type: "object"},message:"must be object"};
if(vErrors === null){
vErrors = [err45];
}
else {
vErrors.push(err45);
}
errors++;
}
}
if(data.scope !== undefined){
let data16 = data.scope;
if(Array.isArray(data16)){
if(data16.length > 1000){
const err46 = {instancePath:instancePath+"/scope",schemaPath:"#/properties/scope/maxItems",keyword:"maxItems",params:{limit: 1000},message:"must NOT have more than 1000 items"};
if(vErrors === null){
vErrors = [err46];
}
else {
vErrors.push(err46);
}
errors++;
}
if(data16.length < 1){
const err47 = {instancePath:instancePath+"/scope",schemaPath:"#/properties/scope/minItems",keyword:"minItems",params:{limit: 1},message:"must NOT have fewer than 1 items"};
if(vErrors === null){
vErrors = [err47];
}
else {
vErrors.push(err47);
}
errors++;
}
const len2 = data16.length;
for(let i4=0; i4<len2; i4++){
let data17 = data16[i4];
if(data17 && typeof data17 == "object" && !Array.isArray(data17)){
if(data17.accounts === undefined){
const err48 = {instancePath:instancePath+"/scope/" + i4,schemaPath:"#/properties/scope/items/required",keyword:"required",params:{missingProperty: "accounts"},message:"must have required property '"+"accounts"+"'"};
if(vErrors === null){
vErrors = [err48];
}
else {
vErrors.push(err48);
}
errors++;
}
if(data17.kinds === undefined){
const err49 = {instancePath:instancePath+"/scope/" + i4,schemaPath:"#/properties/scope/items/required",keyword:"required",params:{missingProperty: "kinds"},message:"must have required property '"+"kinds"+"'"};
if(vErrors === null){
vErrors = [err49];
}
else {
vErrors.push(err49);
}
errors++;
}
for(const key5 in data17){
if(!((((key5 === "accounts") || (key5 === "kinds")) || (key5 === "managedBy")) || (key5 === "fixAt"))){
const err50 = {instancePath:instancePath+"/scope/" + i4,schemaPath:"#/properties/scope/items/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key5},message:"must NOT have additional properties"};
if(vErrors === null){
vErrors = [err50];
}
else {
vErrors.push(err50);
}
errors++;
}
}
if(data17.accounts !== undefined){
if(!(validate23(data17.accounts, {instancePath:instancePath+"/scope/" + i4+"/accounts",parentData:data17,parentDataProperty:"accounts",rootData,dynamicAnchors}))){
vErrors = vErrors === null ? validate23.errors : vErrors.concat(validate23.errors);
errors = vErrors.length;
}
}
if(data17.kinds !== undefined){
let data19 = data17.kinds;
if(Array.isArray(data19)){
if(data19.length > 100){
const err51 = {instancePath:instancePath+"/scope/" + i4+"/kinds",schemaPath:"#/properties/scope/items/properties/kinds/maxItems",keyword:"maxItems",params:{limit: 100},message:"must NOT have more than 100 items"};
if(vErrors === null){
vErrors = [err51];
}
else {
vErrors.push(err51);
}
errors++;
}
if(data19.length < 1){
const err52 = {instancePath:instancePath+"/scope/" + i4+"/kinds",schemaPath:"#/properties/scope/items/properties/kinds/minItems",keyword:"minItems",params:{limit: 1},message:"must NOT have fewer than 1 items"};
if(vErrors === null){
vErrors = [err52];
}
else {
vErrors.push(err52);
}
errors++;
}
const len3 = data19.length;
for(let i5=0; i5<len3; i5++){
let data20 = data19[i5];
if(typeof data20 === "string"){
if(func1(data20) > 64){
const err53 = {instancePath:instancePath+"/scope/" + i4+"/kinds/" + i5,schemaPath:"#/$defs/kindName/maxLength",keyword:"maxLength",params:{limit: 64},message:"must NOT have more than 64 characters"};
if(vErrors === null){
vErrors = [err53];
}
else {
vErrors.push(err53);
}
errors++;
}
if(!pattern16.test(data20)){
const err54 = {instancePath:instancePath+"/scope/" + i4+"/kinds/" + i5,schemaPath:"#/$defs/kindName/pattern",keyword:"pattern",params:{pattern: "^[A-Za-z][A-Za-z0-9_-]*$"},message:"must match pattern \""+"^[A-Za-z][A-Za-z0-9_-]*$"+"\""};
if(vErrors === null){
vErrors = [err54];
}
else {
vErrors.push(err54);
}
errors++;
}
}
else {
const err55 = {instancePath:instancePath+"/scope/" + i4+"/kinds/" + i5,schemaPath:"#/$defs/kindName/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err55];
}
else {
vErrors.push(err55);
}
errors++;
}
}
let i6 = data19.length;
let j2;
if(i6 > 1){
outer2:
for(;i6--;){
for(j2 = i6; j2--;){
if(func0(data19[i6], data19[j2])){
const err56 = {instancePath:instancePath+"/scope/" + i4+"/kinds",schemaPath:"#/properties/scope/items/properties/kinds/uniqueItems",keyword:"uniqueItems",params:{i: i6, j: j2},message:"must NOT have duplicate items (items ## "+j2+" and "+i6+" are identical)"};
if(vErrors === null){
vErrors = [err56];
}
else {
vErrors.push(err56);
}
errors++;
break outer2;
}
}
}
}
}
else {
const err57 = {instancePath:instancePath+"/scope/" + i4+"/kinds",schemaPath:"#/properties/scope/items/properties/kinds/type",keyword:"type",params:{type: "array"},message:"must be array"};
if(vErrors === null){
vErrors = [err57];
}
else {
vErrors.push(err57);
}
errors++;
}
}
if(data17.managedBy !== undefined){
let data21 = data17.managedBy;
if(typeof data21 === "string"){
if(func1(data21) > 4096){
const err58 = {instancePath:instancePath+"/scope/" + i4+"/managedBy",schemaPath:"#/$defs/sentence/maxLength",keyword:"maxLength",params:{limit: 4096},message:"must NOT have more than 4096 characters"};
if(vErrors === null){
vErrors = [err58];
}
else {
vErrors.push(err58);
}
errors++;
}
if(func1(data21) < 1){
const err59 = {instancePath:instancePath+"/scope/" + i4+"/managedBy",schemaPath:"#/$defs/sentence/minLength",keyword:"minLength",params:{limit: 1},message:"must NOT have fewer than 1 characters"};
if(vErrors === null){
vErrors = [err59];
}
else {
vErrors.push(err59);
}
errors++;
}
}
else {
const err60 = {instancePath:instancePath+"/scope/" + i4+"/managedBy",schemaPath:"#/$defs/sentence/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err60];
}
else {
vErrors.push(err60);
}
errors++;
}
}
if(data17.fixAt !== undefined){
let data22 = data17.fixAt;
if(typeof data22 === "string"){
if(func1(data22) > 4096){
const err61 = {instancePath:instancePath+"/scope/" + i4+"/fixAt",schemaPath:"#/$defs/sentence/maxLength",keyword:"maxLength",params:{limit: 4096},message:"must NOT have more than 4096 characters"};
if(vErrors === null){
vErrors = [err61];
}
else {
vErrors.push(err61);
}
errors++;
}
if(func1(data22) < 1){
const err62 = {instancePath:instancePath+"/scope/" + i4+"/fixAt",schemaPath:"#/$defs/sentence/minLength",keyword:"minLength",params:{limit: 1},message:"must NOT have fewer than 1 characters"};
if(vErrors === null){
vErrors = [err62];
}
else {
vErrors.push(err62);
}
errors++;
}
}
else {
const err63 = {instancePath:instancePath+"/scope/" + i4+"/fixAt",schemaPath:"#/$defs/sentence/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err63];
}
else {
vErrors.push(err63);
}
errors++;
}
}
if(data17.managedBy !== undefined){
if(data17.fixAt === undefined){
const err64 = {instancePath:instancePath+"/scope/" + i4,schemaPath:"#/properties/scope/items/dependentRequired",keyword:"dependentRequired",params:{property: "managedBy",
    missingProperty: "fixAt",
    depsCount: 1,
    deps: "fixAt"},message:"must have property fixAt when property managedBy is present"};
if(vErrors === null){
vErrors = [err64];
}
else {
vErrors.push(err64);
}
errors++;
}
}
if(data17.fixAt !== undefined){
if(data17.managedBy === undefined){
const err65 = {instancePath:instancePath+"/scope/" + i4,schemaPath:"#/properties/scope/items/dependentRequired",keyword:"dependentRequired",params:{property: "fixAt",
    missingProperty: "managedBy",
    depsCount: 1,
    deps: "managedBy"},message:"must have property managedBy when property fixAt is present"};
if(vErrors === null){
vErrors = [err65];
}
else {
vErrors.push(err65);
}
errors++;
}
}
}
else {
const err66 = {instancePath:instancePath+"/scope/" + i4,schemaPath:"#/properties/scope/items/type",keyword:"type",params:{type: "object"},message:"must be object"};
if(vErrors === null){
vErrors = [err66];
}
else {
vErrors.push(err66);
}
errors++;
}
}
}
else {
const err67 = {instancePath:instancePath+"/scope",schemaPath:"#/properties/scope/type",keyword:"type",params:{type: "array"},message:"must be array"};
if(vErrors === null){
vErrors = [err67];
}
else {
vErrors.push(err67);
}
errors++;
}
}
if(data.privileged !== undefined){
let data23 = data.privileged;
if(Array.isArray(data23)){
if(data23.length > 10000){
const err68 = {instancePath:instancePath+"/privileged",schemaPath:"#/properties/privileged/maxItems",keyword:"maxItems",params:{limit: 10000},message:"must NOT have more than 10000 items"};
if(vErrors === null){
vErrors = [err68];
}
else {
vErrors.push(err68);
}
errors++;
}
const len4 = data23.length;
for(let i7=0; i7<len4; i7++){
let data24 = data23[i7];
if(typeof data24 === "string"){
if(func1(data24) > 2048){
const err69 = {instancePath:instancePath+"/privileged/" + i7,schemaPath:"#/$defs/pattern/maxLength",keyword:"maxLength",params:{limit: 2048},message:"must NOT have more than 2048 characters"};
if(vErrors === null){
vErrors = [err69];
}
else {
vErrors.push(err69);
}
errors++;
}
if(func1(data24) < 1){
const err70 = {instancePath:instancePath+"/privileged/" + i7,schemaPath:"#/$defs/pattern/minLength",keyword:"minLength",params:{limit: 1},message:"must NOT have fewer than 1 characters"};
if(vErrors === null){
vErrors = [err70];
}
else {
vErrors.push(err70);
}
errors++;
}
}
else {
const err71 = {instancePath:instancePath+"/privileged/" + i7,schemaPath:"#/$defs/pattern/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err71];
}
else {
vErrors.push(err71);
}
errors++;
}
}
let i8 = data23.length;
let j3;
if(i8 > 1){
outer3:
for(;i8--;){
for(j3 = i8; j3--;){
if(func0(data23[i8], data23[j3])){
const err72 = {instancePath:instancePath+"/privileged",schemaPath:"#/properties/privileged/uniqueItems",keyword:"uniqueItems",params:{i: i8, j: j3},message:"must NOT have duplicate items (items ## "+j3+" and "+i8+" are identical)"};
if(vErrors === null){
vErrors = [err72];
}
else {
vErrors.push(err72);
}
errors++;
break outer3;
}
}
}
}
}
else {
const err73 = {instancePath:instancePath+"/privileged",schemaPath:"#/properties/privileged/type",keyword:"type",params:{type: "array"},message:"must be array"};
if(vErrors === null){
vErrors = [err73];
}
else {
vErrors.push(err73);
}
errors++;
}
}
if(data.protected !== undefined){
let data25 = data.protected;
if(Array.isArray(data25)){
if(data25.length > 10000){
const err74 = {instancePath:instancePath+"/protected",schemaPath:"#/properties/protected/maxItems",keyword:"maxItems",params:{limit: 10000},message:"must NOT have more than 10000 items"};
if(vErrors === null){
vErrors = [err74];
}
else {
vErrors.push(err74);
}
errors++;
}
const len5 = data25.length;
for(let i9=0; i9<len5; i9++){
let data26 = data25[i9];
if(typeof data26 === "string"){
if(func1(data26) > 2048){
const err75 = {instancePath:instancePath+"/protected/" + i9,schemaPath:"#/$defs/pattern/maxLength",keyword:"maxLength",params:{limit: 2048},message:"must NOT have more than 2048 characters"};
if(vErrors === null){
vErrors = [err75];
}
else {
vErrors.push(err75);
}
errors++;
}
if(func1(data26) < 1){
const err76 = {instancePath:instancePath+"/protected/" + i9,schemaPath:"#/$defs/pattern/minLength",keyword:"minLength",params:{limit: 1},message:"must NOT have fewer than 1 characters"};
if(vErrors === null){
vErrors = [err76];
}
else {
vErrors.push(err76);
}
errors++;
}
}
else {
const err77 = {instancePath:instancePath+"/protected/" + i9,schemaPath:"#/$defs/pattern/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err77];
}
else {
vErrors.push(err77);
}
errors++;
}
}
let i10 = data25.length;
let j4;
if(i10 > 1){
outer4:
for(;i10--;){
for(j4 = i10; j4--;){
if(func0(data25[i10], data25[j4])){
const err78 = {instancePath:instancePath+"/protected",schemaPath:"#/properties/protected/uniqueItems",keyword:"uniqueItems",params:{i: i10, j: j4},message:"must NOT have duplicate items (items ## "+j4+" and "+i10+" are identical)"};
if(vErrors === null){
vErrors = [err78];
}
else {
vErrors.push(err78);
}
errors++;
break outer4;
}
}
}
}
}
else {
const err79 = {instancePath:instancePath+"/protected",schemaPath:"#/properties/protected/type",keyword:"type",params:{type: "array"},message:"must be array"};
if(vErrors === null){
vErrors = [err79];
}
else {
vErrors.push(err79);
}
errors++;
}
}
if(data.drift !== undefined){
let data27 = data.drift;
if(data27 && typeof data27 == "object" && !Array.isArray(data27)){
for(const key6 in data27){
if(!(((key6 === "unauthorized") || (key6 === "missing")) || (key6 === "altered"))){
const err80 = {instancePath:instancePath+"/drift",schemaPath:"#/properties/drift/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key6},message:"must NOT have additional properties"};
if(vErrors === null){
vErrors = [err80];
}
else {
vErrors.push(err80);
}
errors++;
}
}
if(data27.unauthorized !== undefined){
let data28 = data27.unauthorized;
if(data28 && typeof data28 == "object" && !Array.isArray(data28)){
for(const key7 in data28){
if(!((key7 === "do") || (key7 === "after"))){
const err81 = {instancePath:instancePath+"/drift/unauthorized",schemaPath:"#/properties/drift/properties/unauthorized/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key7},message:"must NOT have additional properties"};
if(vErrors === null){
vErrors = [err81];
}
else {
vErrors.push(err81);
}
errors++;
}
}
if(data28.do !== undefined){
let data29 = data28.do;
if(!(((data29 === "report") || (data29 === "propose")) || (data29 === "revoke"))){
const err82 = {instancePath:instancePath+"/drift/unauthorized/do",schemaPath:"#/properties/drift/properties/unauthorized/properties/do/enum",keyword:"enum",params:{allowedValues: schema37.properties.drift.properties.unauthorized.properties.do.enum},message:"must be equal to one of the allowed values"};
if(vErrors === null){
vErrors = [err82];
}
else {
vErrors.push(err82);
}
errors++;
}
}
if(data28.after !== undefined){
let data30 = data28.after;
if(!(((typeof data30 == "number") && (!(data30 % 1) && !isNaN(data30))) && (isFinite(data30)))){
const err83 = {instancePath:instancePath+"/drift/unauthorized/after",schemaPath:"#/properties/drift/properties/unauthorized/properties/after/type",keyword:"type",params:{type: "integer"},message:"must be integer"};
if(vErrors === null){
vErrors = [err83];
}
else {
vErrors.push(err83);
}
errors++;
}
if((typeof data30 == "number") && (isFinite(data30))){
if(data30 > 1000 || isNaN(data30)){
const err84 = {instancePath:instancePath+"/drift/unauthorized/after",schemaPath:"#/properties/drift/properties/unauthorized/properties/after/maximum",keyword:"maximum",params:{comparison: "<=", limit: 1000},message:"must be <= 1000"};
if(vErrors === null){
vErrors = [err84];
}
else {
vErrors.push(err84);
}
errors++;
}
if(data30 < 0 || isNaN(data30)){
const err85 = {instancePath:instancePath+"/drift/unauthorized/after",schemaPath:"#/properties/drift/properties/unauthorized/properties/after/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0},message:"must be >= 0"};
if(vErrors === null){
vErrors = [err85];
}
else {
vErrors.push(err85);
}
errors++;
}
}
}
}
else {
const err86 = {instancePath:instancePath+"/drift/unauthorized",schemaPath:"#/properties/drift/properties/unauthorized/type",keyword:"type",params:{type: "object"},message:"must be object"};
if(vErrors === null){
vErrors = [err86];
}
else {
vErrors.push(err86);
}
errors++;
}
}
if(data27.missing !== undefined){
let data31 = data27.missing;
if(data31 && typeof data31 == "object" && !Array.isArray(data31)){
for(const key8 in data31){
if(!((key8 === "do") || (key8 === "after"))){
const err87 = {instancePath:instancePath+"/drift/missing",schemaPath:"#/properties/drift/properties/missing/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key8},message:"must NOT have additional properties"};
if(vErrors === null){
vErrors = [err87];
}
else {
vErrors.push(err87);
}
errors++;
}
}
if(data31.do !== undefined){
let data32 = data31.do;
if(!(((data32 === "report") || (data32 === "propose")) || (data32 === "restore"))){
const err88 = {instancePath:instancePath+"/drift/missing/do",schemaPath:"#/properties/drift/properties/missing/properties/do/enum",keyword:"enum",params:{allowedValues: schema37.properties.drift.properties.missing.properties.do.enum},message:"must be equal to one of the allowed values"};
if(vErrors === null){
vErrors = [err88];
}
else {
vErrors.push(err88);
}
errors++;
}
}
if(data31.after !== undefined){
let data33 = data31.after;
if(!(((typeof data33 == "number") && (!(data33 % 1) && !isNaN(data33))) && (isFinite(data33)))){
const err89 = {instancePath:instancePath+"/drift/missing/after",schemaPath:"#/properties/drift/properties/missing/properties/after/type",keyword:"type",params:{type: "integer"},message:"must be integer"};
if(vErrors === null){
vErrors = [err89];
}
else {
vErrors.push(err89);
}
errors++;
}
if((typeof data33 == "number") && (isFinite(data33))){
if(data33 > 1000 || isNaN(data33)){
const err90 = {instancePath:instancePath+"/drift/missing/after",schemaPath:"#/properties/drift/properties/missing/properties/after/maximum",keyword:"maximum",params:{comparison: "<=", limit: 1000},message:"must be <= 1000"};
if(vErrors === null){
vErrors = [err90];
}
else {
vErrors.push(err90);
}
errors++;
}
if(data33 < 0 || isNaN(data33)){
const err91 = {instancePath:instancePath+"/drift/missing/after",schemaPath:"#/properties/drift/properties/missing/properties/after/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0},message:"must be >= 0"};
if(vErrors === null){
vErrors = [err91];
}
else {
vErrors.push(err91);
}
errors++;
}
}
}
}
else {
const err92 = {instancePath:instancePath+"/drift/missing",schemaPath:"#/properties/drift/properties/missing/type",keyword:"type",params:{type: "object"},message:"must be object"};
if(vErrors === null){
vErrors = [err92];
}
else {
vErrors.push(err92);
}
errors++;
}
}
if(data27.altered !== undefined){
let data34 = data27.altered;
if(data34 && typeof data34 == "object" && !Array.isArray(data34)){
for(const key9 in data34){
if(!((key9 === "do") || (key9 === "after"))){
const err93 = {instancePath:instancePath+"/drift/altered",schemaPath:"#/properties/drift/properties/altered/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key9},message:"must NOT have additional properties"};
if(vErrors === null){
vErrors = [err93];
}
else {
vErrors.push(err93);
}
errors++;
}
}
if(data34.do !== undefined){
let data35 = data34.do;
if(!(((data35 === "report") || (data35 === "propose")) || (data35 === "restore"))){
const err94 = {instancePath:instancePath+"/drift/altered/do",schemaPath:"#/properties/drift/properties/altered/properties/do/enum",keyword:"enum",params:{allowedValues: schema37.properties.drift.properties.altered.properties.do.enum},message:"must be equal to one of the allowed values"};
if(vErrors === null){
vErrors = [err94];
}
else {
vErrors.push(err94);
}
errors++;
}
}
if(data34.after !== undefined){
let data36 = data34.after;
if(!(((typeof data36 == "number") && (!(data36 % 1) && !isNaN(data36))) && (isFinite(data36)))){
const err95 = {instancePath:instancePath+"/drift/altered/after",schemaPath:"#/properties/drift/properties/altered/properties/after/type",keyword:"type",params:{type: "integer"},message:"must be integer"};
if(vErrors === null){
vErrors = [err95];
}
else {
vErrors.push(err95);
}
errors++;
}
if((typeof data36 == "number") && (isFinite(data36))){
if(data36 > 1000 || isNaN(data36)){
const err96 = {instancePath:instancePath+"/drift/altered/after",schemaPath:"#/properties/drift/properties/altered/properties/after/maximum",keyword:"maximum",params:{comparison: "<=", limit: 1000},message:"must be <= 1000"};
if(vErrors === null){
vErrors = [err96];
}
else {
vErrors.push(err96);
}
errors++;
}
if(data36 < 0 || isNaN(data36)){
const err97 = {instancePath:instancePath+"/drift/altered/after",schemaPath:"#/properties/drift/properties/altered/properties/after/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0},message:"must be >= 0"};
if(vErrors === null){
vErrors = [err97];
}
else {
vErrors.push(err97);
}
errors++;
}
}
}
}
else {
const err98 = {instancePath:instancePath+"/drift/altered",schemaPath:"#/properties/drift/properties/altered/type",keyword:"type",params:{type: "object"},message:"must be object"};
if(vErrors === null){
vErrors = [err98];
}
else {
vErrors.push(err98);
}
errors++;
}
}
}
else {
const err99 = {instancePath:instancePath+"/drift",schemaPath:"#/properties/drift/type",keyword:"type",params:{type: "object"},message:"must be object"};
if(vErrors === null){
vErrors = [err99];
}
else {
vErrors.push(err99);
}
errors++;
}
}
if(data.giveBack !== undefined){
let data37 = data.giveBack;
if(!((data37 === "propose") || (data37 === "restore"))){
const err100 = {instancePath:instancePath+"/giveBack",schemaPath:"#/properties/giveBack/enum",keyword:"enum",params:{allowedValues: schema37.properties.giveBack.enum},message:"must be equal to one of the allowed values"};
if(vErrors === null){
vErrors = [err100];
}
else {
vErrors.push(err100);
}
errors++;
}
}
if(data.limits !== undefined){
let data38 = data.limits;
if(data38 && typeof data38 == "object" && !Array.isArray(data38)){
for(const key10 in data38){
if(!((((key10 === "revoke") || (key10 === "revokePercent")) || (key10 === "offboard")) || (key10 === "grantPrivileged"))){
const err101 = {instancePath:instancePath+"/limits",schemaPath:"#/properties/limits/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key10},message:"must NOT have additional properties"};
if(vErrors === null){
vErrors = [err101];
}
else {
vErrors.push(err101);
}
errors++;
}
}
if(data38.revoke !== undefined){
let data39 = data38.revoke;
if(!(((typeof data39 == "number") && (!(data39 % 1) && !isNaN(data39))) && (isFinite(data39)))){
const err102 = {instancePath:instancePath+"/limits/revoke",schemaPath:"#/properties/limits/properties/revoke/type",keyword:"type",params:{type: "integer"},message:"must be integer"};
if(vErrors === null){
vErrors = [err102];
}
else {
vErrors.push(err102);
}
errors++;
}
if((typeof data39 == "number") && (isFinite(data39))){
if(data39 > 1000000 || isNaN(data39)){
const err103 = {instancePath:instancePath+"/limits/revoke",schemaPath:"#/properties/limits/properties/revoke/maximum",keyword:"maximum",params:{comparison: "<=", limit: 1000000},message:"must be <= 1000000"};
if(vErrors === null){
vErrors = [err103];
}
else {
vErrors.push(err103);
}
errors++;
}
if(data39 < 0 || isNaN(data39)){
const err104 = {instancePath:instancePath+"/limits/revoke",schemaPath:"#/properties/limits/properties/revoke/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0},message:"must be >= 0"};
if(vErrors === null){
vErrors = [err104];
}
else {
vErrors.push(err104);
}
errors++;
}
}
}
if(data38.revokePercent !== undefined){
let data40 = data38.revokePercent;
if(!(((typeof data40 == "number") && (!(data40 % 1) && !isNaN(data40))) && (isFinite(data40)))){
const err105 = {instancePath:instancePath+"/limits/revokePercent",schemaPath:"#/properties/limits/properties/revokePercent/type",keyword:"type",params:{type: "integer"},message:"must be integer"};
if(vErrors === null){
vErrors = [err105];
}
else {
vErrors.push(err105);
}
errors++;
}
if((typeof data40 == "number") && (isFinite(data40))){
if(data40 > 100 || isNaN(data40)){
const err106 = {instancePath:instancePath+"/limits/revokePercent",schemaPath:"#/properties/limits/properties/revokePercent/maximum",keyword:"maximum",params:{comparison: "<=", limit: 100},message:"must be <= 100"};
if(vErrors === null){
vErrors = [err106];
}
else {
vErrors.push(err106);
}
errors++;
}
if(data40 < 0 || isNaN(data40)){
const err107 = {instancePath:instancePath+"/limits/revokePercent",schemaPath:"#/properties/limits/properties/revokePercent/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0},message:"must be >= 0"};
if(vErrors === null){
vErrors = [err107];
}
else {
vErrors.push(err107);
}
errors++;
}
}
}
if(data38.offboard !== undefined){
let data41 = data38.offboard;
if(!(((typeof data41 == "number") && (!(data41 % 1) && !isNaN(data41))) && (isFinite(data41)))){
const err108 = {instancePath:instancePath+"/limits/offboard",schemaPath:"#/properties/limits/properties/offboard/type",keyword:"type",params:{type: "integer"},message:"must be integer"};
if(vErrors === null){
vErrors = [err108];
}
else {
vErrors.push(err108);
}
errors++;
}
if((typeof data41 == "number") && (isFinite(data41))){
if(data41 > 1000000 || isNaN(data41)){
const err109 = {instancePath:instancePath+"/limits/offboard",schemaPath:"#/properties/limits/properties/offboard/maximum",keyword:"maximum",params:{comparison: "<=", limit: 1000000},message:"must be <= 1000000"};
if(vErrors === null){
vErrors = [err109];
}
else {
vErrors.push(err109);
}
errors++;
}
if(data41 < 0 || isNaN(data41)){
const err110 = {instancePath:instancePath+"/limits/offboard",schemaPath:"#/properties/limits/properties/offboard/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0},message:"must be >= 0"};
if(vErrors === null){
vErrors = [err110];
}
else {
vErrors.push(err110);
}
errors++;
}
}
}
if(data38.grantPrivileged !== undefined){
let data42 = data38.grantPrivileged;
if(!(((typeof data42 == "number") && (!(data42 % 1) && !isNaN(data42))) && (isFinite(data42)))){
const err111 = {instancePath:instancePath+"/limits/grantPrivileged",schemaPath:"#/properties/limits/properties/grantPrivileged/type",keyword:"type",params:{type: "integer"},message:"must be integer"};
if(vErrors === null){
vErrors = [err111];
}
else {
vErrors.push(err111);
}
errors++;
}
if((typeof data42 == "number") && (isFinite(data42))){
if(data42 > 1000000 || isNaN(data42)){
const err112 = {instancePath:instancePath+"/limits/grantPrivileged",schemaPath:"#/properties/limits/properties/grantPrivileged/maximum",keyword:"maximum",params:{comparison: "<=", limit: 1000000},message:"must be <= 1000000"};
if(vErrors === null){
vErrors = [err112];
}
else {
vErrors.push(err112);
}
errors++;
}
if(data42 < 0 || isNaN(data42)){
const err113 = {instancePath:instancePath+"/limits/grantPrivileged",schemaPath:"#/properties/limits/properties/grantPrivileged/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0},message:"must be >= 0"};
if(vErrors === null){
vErrors = [err113];
}
else {
vErrors.push(err113);
}
errors++;
}
}
}
}
else {
const err114 = {instancePath:instancePath+"/limits",schemaPath:"#/properties/limits/type",keyword:"type",params:{type: "object"},message:"must be object"};
if(vErrors === null){
vErrors = [err114];
}
else {
vErrors.push(err114);
}
errors++;
}
}
if(data.within !== undefined){
let data43 = data.within;
if(typeof data43 === "string"){
if(!pattern5.test(data43)){
const err115 = {instancePath:instancePath+"/within",schemaPath:"#/$defs/duration/pattern",keyword:"pattern",params:{pattern: "^[0-9]{1,9}[smhdw]$"},message:"must match pattern \""+"^[0-9]{1,9}[smhdw]$"+"\""};
if(vErrors === null){
vErrors = [err115];
}
else {
vErrors.push(err115);
}
errors++;
}
}
else {
const err116 = {instancePath:instancePath+"/within",schemaPath:"#/$defs/duration/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err116];
}
else {
vErrors.push(err116);
}
errors++;
}
}
}
else {
const err117 = {instancePath,schemaPath:"#/type",keyword:"type",params:{type: "object"},message:"must be object"};
if(vErrors === null){
vErrors = [err117];
}
else {
vErrors.push(err117);
}
errors++;
}
validate22.errors = vErrors;
return errors === 0;
}
validate22.evaluated = {"props":true,"dynamicProps":false,"dynamicItems":false};

const schema53 = {"description":"People who own identities, roles or targets.","type":"object","required":["kind","name"],"properties":{"kind":{"const":"Team","description":"A Team."},"name":{"description":"Its name as an owner.","$ref":"#/$defs/name"},"github":{"description":"The team that approves and is mentioned: `organisation/team`.","type":"string","maxLength":200,"pattern":"^[A-Za-z0-9][A-Za-z0-9-]*/[A-Za-z0-9_.-]+$"},"directory":{"description":"Its group in a directory, as `target/kind/name`; findings only.","$ref":"#/$defs/written"},"successor":{"description":"The Team that takes over when this one is gone.","$ref":"#/$defs/name"},"mode":{"description":"A ceiling for its identities. Default: enforce.","enum":["observe","review","enforce"]},"defaults":{"description":"What identities in its folder need not say.","type":"object","required":[],"properties":{"environment":{"description":"The environment of identities in its folder that name none.","$ref":"#/$defs/name"}},"additionalProperties":false}},"additionalProperties":false};
const schema55 = {"description":"A written form: `target[.instance|.group]/kind/name`.","type":"string","minLength":1,"maxLength":2048};
const pattern19 = new RegExp("^[A-Za-z0-9][A-Za-z0-9-]*/[A-Za-z0-9_.-]+$", "u");

function validate25(data, {instancePath="", parentData, parentDataProperty, rootData=data, dynamicAnchors={}}={}){
let vErrors = null;
let errors = 0;
const evaluated0 = validate25.evaluated;
if(evaluated0.dynamicProps){
evaluated0.props = undefined;
}
if(evaluated0.dynamicItems){
evaluated0.items = undefined;
}
if(data && typeof data == "object" && !Array.isArray(data)){
if(data.kind === undefined){
const err0 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "kind"},message:"must have required property '"+"kind"+"'"};
if(vErrors === null){
vErrors = [err0];
}
else {
vErrors.push(err0);
}
errors++;
}
if(data.name === undefined){
const err1 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "name"},message:"must have required property '"+"name"+"'"};
if(vErrors === null){
vErrors = [err1];
}
else {
vErrors.push(err1);
}
errors++;
}
for(const key0 in data){
if(!(((((((key0 === "kind") || (key0 === "name")) || (key0 === "github")) || (key0 === "directory")) || (key0 === "successor")) || (key0 === "mode")) || (key0 === "defaults"))){
const err2 = {instancePath,schemaPath:"#/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key0},message:"must NOT have additional properties"};
if(vErrors === null){
vErrors = [err2];
}
else {
vErrors.push(err2);
}
errors++;
}
}
if(data.kind !== undefined){
if("Team" !== data.kind){
const err3 = {instancePath:instancePath+"/kind",schemaPath:"#/properties/kind/const",keyword:"const",params:{allowedValue: "Team"},message:"must be equal to constant"};
if(vErrors === null){
vErrors = [err3];
}
else {
vErrors.push(err3);
}
errors++;
}
}
if(data.name !== undefined){
let data1 = data.name;
if(typeof data1 === "string"){
if(func1(data1) > 128){
const err4 = {instancePath:instancePath+"/name",schemaPath:"#/$defs/name/maxLength",keyword:"maxLength",params:{limit: 128},message:"must NOT have more than 128 characters"};
if(vErrors === null){
vErrors = [err4];
}
else {
vErrors.push(err4);
}
errors++;
}
if(!pattern4.test(data1)){
const err5 = {instancePath:instancePath+"/name",schemaPath:"#/$defs/name/pattern",keyword:"pattern",params:{pattern: "^[a-z0-9][a-z0-9-]*$"},message:"must match pattern \""+"^[a-z0-9][a-z0-9-]*$"+"\""};
if(vErrors === null){
vErrors = [err5];
}
else {
vErrors.push(err5);
}
errors++;
}
}
else {
const err6 = {instancePath:instancePath+"/name",schemaPath:"#/$defs/name/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err6];
}
else {
vErrors.push(err6);
}
errors++;
}
}
if(data.github !== undefined){
let data2 = data.github;
if(typeof data2 === "string"){
if(func1(data2) > 200){
const err7 = {instancePath:instancePath+"/github",schemaPath:"#/properties/github/maxLength",keyword:"maxLength",params:{limit: 200},message:"must NOT have more than 200 characters"};
if(vErrors === null){
vErrors = [err7];
}
else {
vErrors.push(err7);
}
errors++;
}
if(!pattern19.test(data2)){
const err8 = {instancePath:instancePath+"/github",schemaPath:"#/properties/github/pattern",keyword:"pattern",params:{pattern: "^[A-Za-z0-9][A-Za-z0-9-]*/[A-Za-z0-9_.-]+$"},message:"must match pattern \""+"^[A-Za-z0-9][A-Za-z0-9-]*/[A-Za-z0-9_.-]+$"+"\""};
if(vErrors === null){
vErrors = [err8];
}
else {
vErrors.push(err8);
}
errors++;
}
}
else {
const err9 = {instancePath:instancePath+"/github",schemaPath:"#/properties/github/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err9];
}
else {
vErrors.push(err9);
}
errors++;
}
}
if(data.directory !== undefined){
let data3 = data.directory;
if(typeof data3 === "string"){
if(func1(data3) > 2048){
const err10 = {instancePath:instancePath+"/directory",schemaPath:"#/$defs/written/maxLength",keyword:"maxLength",params:{limit: 2048},message:"must NOT have more than 2048 characters"};
if(vErrors === null){
vErrors = [err10];
}
else {
vErrors.push(err10);
}
errors++;
}
if(func1(data3) < 1){
const err11 = {instancePath:instancePath+"/directory",schemaPath:"#/$defs/written/minLength",keyword:"minLength",params:{limit: 1},message:"must NOT have fewer than 1 characters"};
if(vErrors === null){
vErrors = [err11];
}
else {
vErrors.push(err11);
}
errors++;
}
}
else {
const err12 = {instancePath:instancePath+"/directory",schemaPath:"#/$defs/written/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err12];
}
else {
vErrors.push(err12);
}
errors++;
}
}
if(data.successor !== undefined){
let data4 = data.successor;
if(typeof data4 === "string"){
if(func1(data4) > 128){
const err13 = {instancePath:instancePath+"/successor",schemaPath:"#/$defs/name/maxLength",keyword:"maxLength",params:{limit: 128},message:"must NOT have more than 128 characters"};
if(vErrors === null){
vErrors = [err13];
}
else {
vErrors.push(err13);
}
errors++;
}
if(!pattern4.test(data4)){
const err14 = {instancePath:instancePath+"/successor",schemaPath:"#/$defs/name/pattern",keyword:"pattern",params:{pattern: "^[a-z0-9][a-z0-9-]*$"},message:"must match pattern \""+"^[a-z0-9][a-z0-9-]*$"+"\""};
if(vErrors === null){
vErrors = [err14];
}
else {
vErrors.push(err14);
}
errors++;
}
}
else {
const err15 = {instancePath:instancePath+"/successor",schemaPath:"#/$defs/name/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err15];
}
else {
vErrors.push(err15);
}
errors++;
}
}
if(data.mode !== undefined){
let data5 = data.mode;
if(!(((data5 === "observe") || (data5 === "review")) || (data5 === "enforce"))){
const err16 = {instancePath:instancePath+"/mode",schemaPath:"#/properties/mode/enum",keyword:"enum",params:{allowedValues: schema53.properties.mode.enum},message:"must be equal to one of the allowed values"};
if(vErrors === null){
vErrors = [err16];
}
else {
vErrors.push(err16);
}
errors++;
}
}
if(data.defaults !== undefined){
let data6 = data.defaults;
if(data6 && typeof data6 == "object" && !Array.isArray(data6)){
for(const key1 in data6){
if(!(key1 === "environment")){
const err17 = {instancePath:instancePath+"/defaults",schemaPath:"#/properties/defaults/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key1},message:"must NOT have additional properties"};
if(vErrors === null){
vErrors = [err17];
}
else {
vErrors.push(err17);
}
errors++;
}
}
if(data6.environment !== undefined){
let data7 = data6.environment;
if(typeof data7 === "string"){
if(func1(data7) > 128){
const err18 = {instancePath:instancePath+"/defaults/environment",schemaPath:"#/$defs/name/maxLength",keyword:"maxLength",params:{limit: 128},message:"must NOT have more than 128 characters"};
if(vErrors === null){
vErrors = [err18];
}
else {
vErrors.push(err18);
}
errors++;
}
if(!pattern4.test(data7)){
const err19 = {instancePath:instancePath+"/defaults/environment",schemaPath:"#/$defs/name/pattern",keyword:"pattern",params:{pattern: "^[a-z0-9][a-z0-9-]*$"},message:"must match pattern \""+"^[a-z0-9][a-z0-9-]*$"+"\""};
if(vErrors === null){
vErrors = [err19];
}
else {
vErrors.push(err19);
}
errors++;
}
}
else {
const err20 = {instancePath:instancePath+"/defaults/environment",schemaPath:"#/$defs/name/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err20];
}
else {
vErrors.push(err20);
}
errors++;
}
}
}
else {
const err21 = {instancePath:instancePath+"/defaults",schemaPath:"#/properties/defaults/type",keyword:"type",params:{type: "object"},message:"must be object"};
if(vErrors === null){
vErrors = [err21];
}
else {
vErrors.push(err21);
}
errors++;
}
}
}
else {
const err22 = {instancePath,schemaPath:"#/type",keyword:"type",params:{type: "object"},message:"must be object"};
if(vErrors === null){
vErrors = [err22];
}
else {
vErrors.push(err22);
}
errors++;
}
validate25.errors = vErrors;
return errors === 0;
}
validate25.evaluated = {"props":true,"dynamicProps":false,"dynamicItems":false};

const schema58 = {"description":"A template of access: change it once, every holder follows.","type":"object","required":["kind","name","owner","access"],"properties":{"kind":{"const":"Role","description":"A Role."},"name":{"description":"Its name in `roles`.","$ref":"#/$defs/name"},"owner":{"description":"The Team that must approve a change of it.","$ref":"#/$defs/name"},"parameters":{"$ref":"#/$defs/parameters"},"rollout":{"description":"A change of this role reaches the first few, then the rest.","type":"object","required":["first","wait"],"properties":{"first":{"description":"So many identities go at once.","type":"integer","minimum":1,"maximum":100000},"wait":{"description":"The others wait so long, and until the first are verified.","$ref":"#/$defs/duration"}},"additionalProperties":false},"roles":{"description":"Roles that this one contains.","type":"array","maxItems":10000,"items":{"$ref":"#/$defs/roleLine"}},"access":{"description":"What each holder may hold.","type":"array","maxItems":10000,"items":{"$ref":"#/$defs/grantLine"}}},"additionalProperties":false};
const schema61 = {"description":"The parameters, each with what its values may be. Built in: ${name} ${owner} ${environment}.","type":"object","maxProperties":50,"propertyNames":{"$ref":"#/$defs/parameterName"},"additionalProperties":{"description":"One parameter.","type":"object","required":[],"properties":{"match":{"description":"What a value may be. Default: [a-z0-9][a-z0-9-]{0,62}.","$ref":"#/$defs/match"}},"additionalProperties":false}};
const schema62 = {"description":"A parameter: a letter, then letters, digits, `_`.","type":"string","maxLength":64,"pattern":"^[A-Za-z][A-Za-z0-9_]*$"};
const schema63 = {"description":"What a value may be: characters, classes like [a-z0-9-], the counts ? * + {1,20}, and | between whole alternatives.","type":"string","minLength":1,"maxLength":256};
const pattern24 = new RegExp("^[A-Za-z][A-Za-z0-9_]*$", "u");

function validate27(data, {instancePath="", parentData, parentDataProperty, rootData=data, dynamicAnchors={}}={}){
let vErrors = null;
let errors = 0;
const evaluated0 = validate27.evaluated;
if(evaluated0.dynamicProps){
evaluated0.props = undefined;
}
if(evaluated0.dynamicItems){
evaluated0.items = undefined;
}
if(data && typeof data == "object" && !Array.isArray(data)){
if(Object.keys(data).length > 50){
const err0 = {instancePath,schemaPath:"#/maxProperties",keyword:"maxProperties",params:{limit: 50},message:"must NOT have more than 50 properties"};
if(vErrors === null){
vErrors = [err0];
}
else {
vErrors.push(err0);
}
errors++;
}
for(const key0 in data){
const _errs1 = errors;
if(typeof key0 === "string"){
if(func1(key0) > 64){
const err1 = {instancePath,schemaPath:"#/$defs/parameterName/maxLength",keyword:"maxLength",params:{limit: 64},message:"must NOT have more than 64 characters",propertyName:key0};
if(vErrors === null){
vErrors = [err1];
}
else {
vErrors.push(err1);
}
errors++;
}
if(!pattern24.test(key0)){
const err2 = {instancePath,schemaPath:"#/$defs/parameterName/pattern",keyword:"pattern",params:{pattern: "^[A-Za-z][A-Za-z0-9_]*$"},message:"must match pattern \""+"^[A-Za-z][A-Za-z0-9_]*$"+"\"",propertyName:key0};
if(vErrors === null){
vErrors = [err2];
}
else {
vErrors.push(err2);
}
errors++;
}
}
else {
const err3 = {instancePath,schemaPath:"#/$defs/parameterName/type",keyword:"type",params:{type: "string"},message:"must be string",propertyName:key0};
if(vErrors === null){
vErrors = [err3];
}
else {
vErrors.push(err3);
}
errors++;
}
var valid0 = _errs1 === errors;
if(!valid0){
const err4 = {instancePath,schemaPath:"#/propertyNames",keyword:"propertyNames",params:{propertyName: key0},message:"property name must be valid"};
if(vErrors === null){
vErrors = [err4];
}
else {
vErrors.push(err4);
}
errors++;
}
}
for(const key1 in data){
let data0 = data[key1];
if(data0 && typeof data0 == "object" && !Array.isArray(data0)){
for(const key2 in data0){
if(!(key2 === "match")){
const err5 = {instancePath:instancePath+"/" + key1.replace(/~/g, "~0").replace(/\//g, "~1"),schemaPath:"#/additionalProperties/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key2},message:"must NOT have additional properties"};
if(vErrors === null){
vErrors = [err5];
}
else {
vErrors.push(err5);
}
errors++;
}
}
if(data0.match !== undefined){
let data1 = data0.match;
if(typeof data1 === "string"){
if(func1(data1) > 256){
const err6 = {instancePath:instancePath+"/" + key1.replace(/~/g, "~0").replace(/\//g, "~1")+"/match",schemaPath:"#/$defs/match/maxLength",keyword:"maxLength",params:{limit: 256},message:"must NOT have more than 256 characters"};
if(vErrors === null){
vErrors = [err6];
}
else {
vErrors.push(err6);
}
errors++;
}
if(func1(data1) < 1){
const err7 = {instancePath:instancePath+"/" + key1.replace(/~/g, "~0").replace(/\//g, "~1")+"/match",schemaPath:"#/$defs/match/minLength",keyword:"minLength",params:{limit: 1},message:"must NOT have fewer than 1 characters"};
if(vErrors === null){
vErrors = [err7];
}
else {
vErrors.push(err7);
}
errors++;
}
}
else {
const err8 = {instancePath:instancePath+"/" + key1.replace(/~/g, "~0").replace(/\//g, "~1")+"/match",schemaPath:"#/$defs/match/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err8];
}
else {
vErrors.push(err8);
}
errors++;
}
}
}
else {
const err9 = {instancePath:instancePath+"/" + key1.replace(/~/g, "~0").replace(/\//g, "~1"),schemaPath:"#/additionalProperties/type",keyword:"type",params:{type: "object"},message:"must be object"};
if(vErrors === null){
vErrors = [err9];
}
else {
vErrors.push(err9);
}
errors++;
}
}
}
else {
const err10 = {instancePath,schemaPath:"#/type",keyword:"type",params:{type: "object"},message:"must be object"};
if(vErrors === null){
vErrors = [err10];
}
else {
vErrors.push(err10);
}
errors++;
}
validate27.errors = vErrors;
return errors === 0;
}
validate27.evaluated = {"props":true,"dynamicProps":false,"dynamicItems":false};

const schema65 = {"description":"A role: its name (each parameter comes from the column of that name), or `name: {parameter: value}`.","type":["string","object"],"minLength":1,"maxLength":128,"minProperties":1,"maxProperties":1,"additionalProperties":{"description":"The parameters of the role.","type":"object","maxProperties":50,"additionalProperties":{"$ref":"#/$defs/value"}}};
const schema66 = {"description":"Text; a plain boolean or integer is taken as its JSON spelling.","type":["string","boolean","integer"],"maxLength":2048};

function validate29(data, {instancePath="", parentData, parentDataProperty, rootData=data, dynamicAnchors={}}={}){
let vErrors = null;
let errors = 0;
const evaluated0 = validate29.evaluated;
if(evaluated0.dynamicProps){
evaluated0.props = undefined;
}
if(evaluated0.dynamicItems){
evaluated0.items = undefined;
}
if((typeof data !== "string") && (!(data && typeof data == "object" && !Array.isArray(data)))){
const err0 = {instancePath,schemaPath:"#/type",keyword:"type",params:{type: schema65.type},message:"must be string,object"};
if(vErrors === null){
vErrors = [err0];
}
else {
vErrors.push(err0);
}
errors++;
}
if(typeof data === "string"){
if(func1(data) > 128){
const err1 = {instancePath,schemaPath:"#/maxLength",keyword:"maxLength",params:{limit: 128},message:"must NOT have more than 128 characters"};
if(vErrors === null){
vErrors = [err1];
}
else {
vErrors.push(err1);
}
errors++;
}
if(func1(data) < 1){
const err2 = {instancePath,schemaPath:"#/minLength",keyword:"minLength",params:{limit: 1},message:"must NOT have fewer than 1 characters"};
if(vErrors === null){
vErrors = [err2];
}
else {
vErrors.push(err2);
}
errors++;
}
}
if(data && typeof data == "object" && !Array.isArray(data)){
if(Object.keys(data).length > 1){
const err3 = {instancePath,schemaPath:"#/maxProperties",keyword:"maxProperties",params:{limit: 1},message:"must NOT have more than 1 properties"};
if(vErrors === null){
vErrors = [err3];
}
else {
vErrors.push(err3);
}
errors++;
}
if(Object.keys(data).length < 1){
const err4 = {instancePath,schemaPath:"#/minProperties",keyword:"minProperties",params:{limit: 1},message:"must NOT have fewer than 1 properties"};
if(vErrors === null){
vErrors = [err4];
}
else {
vErrors.push(err4);
}
errors++;
}
for(const key0 in data){
let data0 = data[key0];
if(data0 && typeof data0 == "object" && !Array.isArray(data0)){
if(Object.keys(data0).length > 50){
const err5 = {instancePath:instancePath+"/" + key0.replace(/~/g, "~0").replace(/\//g, "~1"),schemaPath:"#/additionalProperties/maxProperties",keyword:"maxProperties",params:{limit: 50},message:"must NOT have more than 50 properties"};
if(vErrors === null){
vErrors = [err5];
}
else {
vErrors.push(err5);
}
errors++;
}
for(const key1 in data0){
let data1 = data0[key1];
if(((typeof data1 !== "string") && (typeof data1 !== "boolean")) && (!(((typeof data1 == "number") && (!(data1 % 1) && !isNaN(data1))) && (isFinite(data1))))){
const err6 = {instancePath:instancePath+"/" + key0.replace(/~/g, "~0").replace(/\//g, "~1")+"/" + key1.replace(/~/g, "~0").replace(/\//g, "~1"),schemaPath:"#/$defs/value/type",keyword:"type",params:{type: schema66.type},message:"must be string,boolean,integer"};
if(vErrors === null){
vErrors = [err6];
}
else {
vErrors.push(err6);
}
errors++;
}
if(typeof data1 === "string"){
if(func1(data1) > 2048){
const err7 = {instancePath:instancePath+"/" + key0.replace(/~/g, "~0").replace(/\//g, "~1")+"/" + key1.replace(/~/g, "~0").replace(/\//g, "~1"),schemaPath:"#/$defs/value/maxLength",keyword:"maxLength",params:{limit: 2048},message:"must NOT have more than 2048 characters"};
if(vErrors === null){
vErrors = [err7];
}
else {
vErrors.push(err7);
}
errors++;
}
}
}
}
else {
const err8 = {instancePath:instancePath+"/" + key0.replace(/~/g, "~0").replace(/\//g, "~1"),schemaPath:"#/additionalProperties/type",keyword:"type",params:{type: "object"},message:"must be object"};
if(vErrors === null){
vErrors = [err8];
}
else {
vErrors.push(err8);
}
errors++;
}
}
}
validate29.errors = vErrors;
return errors === 0;
}
validate29.evaluated = {"props":true,"dynamicProps":false,"dynamicItems":false};

const schema67 = {"description":"A grant: `target[.instance|.group]/kind/name`, or a map with its terms.","type":["string","object"],"minLength":1,"maxLength":2048,"required":["grant"],"additionalProperties":false,"properties":{"grant":{"description":"The grant, as `target[.instance|.group]/kind/name`.","$ref":"#/$defs/written"},"account":{"description":"`type/name` of the account that holds it, if the identity has several there.","$ref":"#/$defs/typeName"},"facets":{"description":"What widens the grant and belongs to its key.","$ref":"#/$defs/values"},"facts":{"description":"What is compared, and changed in place where the kind can adjust.","$ref":"#/$defs/values"},"from":{"description":"It stands from here on.","$ref":"#/$defs/instant"},"until":{"description":"It stands up to here; exclusive.","$ref":"#/$defs/instant"},"for":{"description":"It stands for so long, counted from when it was given.","$ref":"#/$defs/duration"},"because":{"description":"Why, for whoever reviews it.","$ref":"#/$defs/sentence"}}};
const schema72 = {"description":"An RFC 3339 date (00:00 UTC) or time, like 2027-01-31 or 2027-01-31T18:00:00Z.","type":"string","maxLength":40,"pattern":"^[0-9]{4}-[0-9]{2}-[0-9]{2}([Tt][0-9]{2}:[0-9]{2}:[0-9]{2}([.][0-9]{1,9})?([Zz]|[+-][0-9]{2}:[0-9]{2}))?$"};
const pattern27 = new RegExp("^[0-9]{4}-[0-9]{2}-[0-9]{2}([Tt][0-9]{2}:[0-9]{2}:[0-9]{2}([.][0-9]{1,9})?([Zz]|[+-][0-9]{2}:[0-9]{2}))?$", "u");
const schema70 = {"description":"Names and their values.","type":"object","maxProperties":100,"additionalProperties":{"$ref":"#/$defs/value"}};

function validate32(data, {instancePath="", parentData, parentDataProperty, rootData=data, dynamicAnchors={}}={}){
let vErrors = null;
let errors = 0;
const evaluated0 = validate32.evaluated;
if(evaluated0.dynamicProps){
evaluated0.props = undefined;
}
if(evaluated0.dynamicItems){
evaluated0.items = undefined;
}
if(data && typeof data == "object" && !Array.isArray(data)){
if(Object.keys(data).length > 100){
const err0 = {instancePath,schemaPath:"#/maxProperties",keyword:"maxProperties",params:{limit: 100},message:"must NOT have more than 100 properties"};
if(vErrors === null){
vErrors = [err0];
}
else {
vErrors.push(err0);
}
errors++;
}
for(const key0 in data){
let data0 = data[key0];
if(((typeof data0 !== "string") && (typeof data0 !== "boolean")) && (!(((typeof data0 == "number") && (!(data0 % 1) && !isNaN(data0))) && (isFinite(data0))))){
const err1 = {instancePath:instancePath+"/" + key0.replace(/~/g, "~0").replace(/\//g, "~1"),schemaPath:"#/$defs/value/type",keyword:"type",params:{type: schema66.type},message:"must be string,boolean,integer"};
if(vErrors === null){
vErrors = [err1];
}
else {
vErrors.push(err1);
}
errors++;
}
if(typeof data0 === "string"){
if(func1(data0) > 2048){
const err2 = {instancePath:instancePath+"/" + key0.replace(/~/g, "~0").replace(/\//g, "~1"),schemaPath:"#/$defs/value/maxLength",keyword:"maxLength",params:{limit: 2048},message:"must NOT have more than 2048 characters"};
if(vErrors === null){
vErrors = [err2];
}
else {
vErrors.push(err2);
}
errors++;
}
}
}
}
else {
const err3 = {instancePath,schemaPath:"#/type",keyword:"type",params:{type: "object"},message:"must be object"};
if(vErrors === null){
vErrors = [err3];
}
else {
vErrors.push(err3);
}
errors++;
}
validate32.errors = vErrors;
return errors === 0;
}
validate32.evaluated = {"props":true,"dynamicProps":false,"dynamicItems":false};


function validate31(data, {instancePath="", parentData, parentDataProperty, rootData=data, dynamicAnchors={}}={}){
let vErrors = null;
let errors = 0;
const evaluated0 = validate31.evaluated;
if(evaluated0.dynamicProps){
evaluated0.props = undefined;
}
if(evaluated0.dynamicItems){
evaluated0.items = undefined;
}
if((typeof data !== "string") && (!(data && typeof data == "object" && !Array.isArray(data)))){
const err0 = {instancePath,schemaPath:"#/type",keyword:"type",params:{type: schema67.type},message:"must be string,object"};
if(vErrors === null){
vErrors = [err0];
}
else {
vErrors.push(err0);
}
errors++;
}
if(typeof data === "string"){
if(func1(data) > 2048){
const err1 = {instancePath,schemaPath:"#/maxLength",keyword:"maxLength",params:{limit: 2048},message:"must NOT have more than 2048 characters"};
if(vErrors === null){
vErrors = [err1];
}
else {
vErrors.push(err1);
}
errors++;
}
if(func1(data) < 1){
const err2 = {instancePath,schemaPath:"#/minLength",keyword:"minLength",params:{limit: 1},message:"must NOT have fewer than 1 characters"};
if(vErrors === null){
vErrors = [err2];
}
else {
vErrors.push(err2);
}
errors++;
}
}
if(data && typeof data == "object" && !Array.isArray(data)){
if(data.grant === undefined){
const err3 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "grant"},message:"must have required property '"+"grant"+"'"};
if(vErrors === null){
vErrors = [err3];
}
else {
vErrors.push(err3);
}
errors++;
}
for(const key0 in data){
if(!((((((((key0 === "grant") || (key0 === "account")) || (key0 === "facets")) || (key0 === "facts")) || (key0 === "from")) || (key0 === "until")) || (key0 === "for")) || (key0 === "because"))){
const err4 = {instancePath,schemaPath:"#/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key0},message:"must NOT have additional properties"};
if(vErrors === null){
vErrors = [err4];
}
else {
vErrors.push(err4);
}
errors++;
}
}
if(data.grant !== undefined){
let data0 = data.grant;
if(typeof data0 === "string"){
if(func1(data0) > 2048){
const err5 = {instancePath:instancePath+"/grant",schemaPath:"#/$defs/written/maxLength",keyword:"maxLength",params:{limit: 2048},message:"must NOT have more than 2048 characters"};
if(vErrors === null){
vErrors = [err5];
}
else {
vErrors.push(err5);
}
errors++;
}
if(func1(data0) < 1){
const err6 = {instancePath:instancePath+"/grant",schemaPath:"#/$defs/written/minLength",keyword:"minLength",params:{limit: 1},message:"must NOT have fewer than 1 characters"};
if(vErrors === null){
vErrors = [err6];
}
else {
vErrors.push(err6);
}
errors++;
}
}
else {
const err7 = {instancePath:instancePath+"/grant",schemaPath:"#/$defs/written/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err7];
}
else {
vErrors.push(err7);
}
errors++;
}
}
if(data.account !== undefined){
let data1 = data.account;
if(typeof data1 === "string"){
if(func1(data1) > 2048){
const err8 = {instancePath:instancePath+"/account",schemaPath:"#/$defs/typeName/maxLength",keyword:"maxLength",params:{limit: 2048},message:"must NOT have more than 2048 characters"};
if(vErrors === null){
vErrors = [err8];
}
else {
vErrors.push(err8);
}
errors++;
}
if(!pattern12.test(data1)){
const err9 = {instancePath:instancePath+"/account",schemaPath:"#/$defs/typeName/pattern",keyword:"pattern",params:{pattern: "^[A-Za-z][A-Za-z0-9_-]*/[\\s\\S]+$"},message:"must match pattern \""+"^[A-Za-z][A-Za-z0-9_-]*/[\\s\\S]+$"+"\""};
if(vErrors === null){
vErrors = [err9];
}
else {
vErrors.push(err9);
}
errors++;
}
}
else {
const err10 = {instancePath:instancePath+"/account",schemaPath:"#/$defs/typeName/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err10];
}
else {
vErrors.push(err10);
}
errors++;
}
}
if(data.facets !== undefined){
if(!(validate32(data.facets, {instancePath:instancePath+"/facets",parentData:data,parentDataProperty:"facets",rootData,dynamicAnchors}))){
vErrors = vErrors === null ? validate32.errors : vErrors.concat(validate32.errors);
errors = vErrors.length;
}
}
if(data.facts !== undefined){
if(!(validate32(data.facts, {instancePath:instancePath+"/facts",parentData:data,parentDataProperty:"facts",rootData,dynamicAnchors}))){
vErrors = vErrors === null ? validate32.errors : vErrors.concat(validate32.errors);
errors = vErrors.length;
}
}
if(data.from !== undefined){
let data4 = data.from;
if(typeof data4 === "string"){
if(func1(data4) > 40){
const err11 = {instancePath:instancePath+"/from",schemaPath:"#/$defs/instant/maxLength",keyword:"maxLength",params:{limit: 40},message:"must NOT have more than 40 characters"};
if(vErrors === null){
vErrors = [err11];
}
else {
vErrors.push(err11);
}
errors++;
}
if(!pattern27.test(data4)){
const err12 = {instancePath:instancePath+"/from",schemaPath:"#/$defs/instant/pattern",keyword:"pattern",params:{pattern: "^[0-9]{4}-[0-9]{2}-[0-9]{2}([Tt][0-9]{2}:[0-9]{2}:[0-9]{2}([.][0-9]{1,9})?([Zz]|[+-][0-9]{2}:[0-9]{2}))?$"},message:"must match pattern \""+"^[0-9]{4}-[0-9]{2}-[0-9]{2}([Tt][0-9]{2}:[0-9]{2}:[0-9]{2}([.][0-9]{1,9})?([Zz]|[+-][0-9]{2}:[0-9]{2}))?$"+"\""};
if(vErrors === null){
vErrors = [err12];
}
else {
vErrors.push(err12);
}
errors++;
}
}
else {
const err13 = {instancePath:instancePath+"/from",schemaPath:"#/$defs/instant/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err13];
}
else {
vErrors.push(err13);
}
errors++;
}
}
if(data.until !== undefined){
let data5 = data.until;
if(typeof data5 === "string"){
if(func1(data5) > 40){
const err14 = {instancePath:instancePath+"/until",schemaPath:"#/$defs/instant/maxLength",keyword:"maxLength",params:{limit: 40},message:"must NOT have more than 40 characters"};
if(vErrors === null){
vErrors = [err14];
}
else {
vErrors.push(err14);
}
errors++;
}
if(!pattern27.test(data5)){
const err15 = {instancePath:instancePath+"/until",schemaPath:"#/$defs/instant/pattern",keyword:"pattern",params:{pattern: "^[0-9]{4}-[0-9]{2}-[0-9]{2}([Tt][0-9]{2}:[0-9]{2}:[0-9]{2}([.][0-9]{1,9})?([Zz]|[+-][0-9]{2}:[0-9]{2}))?$"},message:"must match pattern \""+"^[0-9]{4}-[0-9]{2}-[0-9]{2}([Tt][0-9]{2}:[0-9]{2}:[0-9]{2}([.][0-9]{1,9})?([Zz]|[+-][0-9]{2}:[0-9]{2}))?$"+"\""};
if(vErrors === null){
vErrors = [err15];
}
else {
vErrors.push(err15);
}
errors++;
}
}
else {
const err16 = {instancePath:instancePath+"/until",schemaPath:"#/$defs/instant/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err16];
}
else {
vErrors.push(err16);
}
errors++;
}
}
if(data.for !== undefined){
let data6 = data.for;
if(typeof data6 === "string"){
if(!pattern5.test(data6)){
const err17 = {instancePath:instancePath+"/for",schemaPath:"#/$defs/duration/pattern",keyword:"pattern",params:{pattern: "^[0-9]{1,9}[smhdw]$"},message:"must match pattern \""+"^[0-9]{1,9}[smhdw]$"+"\""};
if(vErrors === null){
vErrors = [err17];
}
else {
vErrors.push(err17);
}
errors++;
}
}
else {
const err18 = {instancePath:instancePath+"/for",schemaPath:"#/$defs/duration/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err18];
}
else {
vErrors.push(err18);
}
errors++;
}
}
if(data.because !== undefined){
let data7 = data.because;
if(typeof data7 === "string"){
if(func1(data7) > 4096){
const err19 = {instancePath:instancePath+"/because",schemaPath:"#/$defs/sentence/maxLength",keyword:"maxLength",params:{limit: 4096},message:"must NOT have more than 4096 characters"};
if(vErrors === null){
vErrors = [err19];
}
else {
vErrors.push(err19);
}
errors++;
}
if(func1(data7) < 1){
const err20 = {instancePath:instancePath+"/because",schemaPath:"#/$defs/sentence/minLength",keyword:"minLength",params:{limit: 1},message:"must NOT have fewer than 1 characters"};
if(vErrors === null){
vErrors = [err20];
}
else {
vErrors.push(err20);
}
errors++;
}
}
else {
const err21 = {instancePath:instancePath+"/because",schemaPath:"#/$defs/sentence/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err21];
}
else {
vErrors.push(err21);
}
errors++;
}
}
}
validate31.errors = vErrors;
return errors === 0;
}
validate31.evaluated = {"props":true,"dynamicProps":false,"dynamicItems":false};


function validate26(data, {instancePath="", parentData, parentDataProperty, rootData=data, dynamicAnchors={}}={}){
let vErrors = null;
let errors = 0;
const evaluated0 = validate26.evaluated;
if(evaluated0.dynamicProps){
evaluated0.props = undefined;
}
if(evaluated0.dynamicItems){
evaluated0.items = undefined;
}
if(data && typeof data == "object" && !Array.isArray(data)){
if(data.kind === undefined){
const err0 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "kind"},message:"must have required property '"+"kind"+"'"};
if(vErrors === null){
vErrors = [err0];
}
else {
vErrors.push(err0);
}
errors++;
}
if(data.name === undefined){
const err1 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "name"},message:"must have required property '"+"name"+"'"};
if(vErrors === null){
vErrors = [err1];
}
else {
vErrors.push(err1);
}
errors++;
}
if(data.owner === undefined){
const err2 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "owner"},message:"must have required property '"+"owner"+"'"};
if(vErrors === null){
vErrors = [err2];
}
else {
vErrors.push(err2);
}
errors++;
}
if(data.access === undefined){
const err3 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "access"},message:"must have required property '"+"access"+"'"};
if(vErrors === null){
vErrors = [err3];
}
else {
vErrors.push(err3);
}
errors++;
}
for(const key0 in data){
if(!(((((((key0 === "kind") || (key0 === "name")) || (key0 === "owner")) || (key0 === "parameters")) || (key0 === "rollout")) || (key0 === "roles")) || (key0 === "access"))){
const err4 = {instancePath,schemaPath:"#/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key0},message:"must NOT have additional properties"};
if(vErrors === null){
vErrors = [err4];
}
else {
vErrors.push(err4);
}
errors++;
}
}
if(data.kind !== undefined){
if("Role" !== data.kind){
const err5 = {instancePath:instancePath+"/kind",schemaPath:"#/properties/kind/const",keyword:"const",params:{allowedValue: "Role"},message:"must be equal to constant"};
if(vErrors === null){
vErrors = [err5];
}
else {
vErrors.push(err5);
}
errors++;
}
}
if(data.name !== undefined){
let data1 = data.name;
if(typeof data1 === "string"){
if(func1(data1) > 128){
const err6 = {instancePath:instancePath+"/name",schemaPath:"#/$defs/name/maxLength",keyword:"maxLength",params:{limit: 128},message:"must NOT have more than 128 characters"};
if(vErrors === null){
vErrors = [err6];
}
else {
vErrors.push(err6);
}
errors++;
}
if(!pattern4.test(data1)){
const err7 = {instancePath:instancePath+"/name",schemaPath:"#/$defs/name/pattern",keyword:"pattern",params:{pattern: "^[a-z0-9][a-z0-9-]*$"},message:"must match pattern \""+"^[a-z0-9][a-z0-9-]*$"+"\""};
if(vErrors === null){
vErrors = [err7];
}
else {
vErrors.push(err7);
}
errors++;
}
}
else {
const err8 = {instancePath:instancePath+"/name",schemaPath:"#/$defs/name/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err8];
}
else {
vErrors.push(err8);
}
errors++;
}
}
if(data.owner !== undefined){
let data2 = data.owner;
if(typeof data2 === "string"){
if(func1(data2) > 128){
const err9 = {instancePath:instancePath+"/owner",schemaPath:"#/$defs/name/maxLength",keyword:"maxLength",params:{limit: 128},message:"must NOT have more than 128 characters"};
if(vErrors === null){
vErrors = [err9];
}
else {
vErrors.push(err9);
}
errors++;
}
if(!pattern4.test(data2)){
const err10 = {instancePath:instancePath+"/owner",schemaPath:"#/$defs/name/pattern",keyword:"pattern",params:{pattern: "^[a-z0-9][a-z0-9-]*$"},message:"must match pattern \""+"^[a-z0-9][a-z0-9-]*$"+"\""};
if(vErrors === null){
vErrors = [err10];
}
else {
vErrors.push(err10);
}
errors++;
}
}
else {
const err11 = {instancePath:instancePath+"/owner",schemaPath:"#/$defs/name/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err11];
}
else {
vErrors.push(err11);
}
errors++;
}
}
if(data.parameters !== undefined){
if(!(validate27(data.parameters, {instancePath:instancePath+"/parameters",parentData:data,parentDataProperty:"parameters",rootData,dynamicAnchors}))){
vErrors = vErrors === null ? validate27.errors : vErrors.concat(validate27.errors);
errors = vErrors.length;
}
}
if(data.rollout !== undefined){
let data4 = data.rollout;
if(data4 && typeof data4 == "object" && !Array.isArray(data4)){
if(data4.first === undefined){
const err12 = {instancePath:instancePath+"/rollout",schemaPath:"#/properties/rollout/required",keyword:"required",params:{missingProperty: "first"},message:"must have required property '"+"first"+"'"};
if(vErrors === null){
vErrors = [err12];
}
else {
vErrors.push(err12);
}
errors++;
}
if(data4.wait === undefined){
const err13 = {instancePath:instancePath+"/rollout",schemaPath:"#/properties/rollout/required",keyword:"required",params:{missingProperty: "wait"},message:"must have required property '"+"wait"+"'"};
if(vErrors === null){
vErrors = [err13];
}
else {
vErrors.push(err13);
}
errors++;
}
for(const key1 in data4){
if(!((key1 === "first") || (key1 === "wait"))){
const err14 = {instancePath:instancePath+"/rollout",schemaPath:"#/properties/rollout/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key1},message:"must NOT have additional properties"};
if(vErrors === null){
vErrors = [err14];
}
else {
vErrors.push(err14);
}
errors++;
}
}
if(data4.first !== undefined){
let data5 = data4.first;
if(!(((typeof data5 == "number") && (!(data5 % 1) && !isNaN(data5))) && (isFinite(data5)))){
const err15 = {instancePath:instancePath+"/rollout/first",schemaPath:"#/properties/rollout/properties/first/type",keyword:"type",params:{type: "integer"},message:"must be integer"};
if(vErrors === null){
vErrors = [err15];
}
else {
vErrors.push(err15);
}
errors++;
}
if((typeof data5 == "number") && (isFinite(data5))){
if(data5 > 100000 || isNaN(data5)){
const err16 = {instancePath:instancePath+"/rollout/first",schemaPath:"#/properties/rollout/properties/first/maximum",keyword:"maximum",params:{comparison: "<=", limit: 100000},message:"must be <= 100000"};
if(vErrors === null){
vErrors = [err16];
}
else {
vErrors.push(err16);
}
errors++;
}
if(data5 < 1 || isNaN(data5)){
const err17 = {instancePath:instancePath+"/rollout/first",schemaPath:"#/properties/rollout/properties/first/minimum",keyword:"minimum",params:{comparison: ">=", limit: 1},message:"must be >= 1"};
if(vErrors === null){
vErrors = [err17];
}
else {
vErrors.push(err17);
}
errors++;
}
}
}
if(data4.wait !== undefined){
let data6 = data4.wait;
if(typeof data6 === "string"){
if(!pattern5.test(data6)){
const err18 = {instancePath:instancePath+"/rollout/wait",schemaPath:"#/$defs/duration/pattern",keyword:"pattern",params:{pattern: "^[0-9]{1,9}[smhdw]$"},message:"must match pattern \""+"^[0-9]{1,9}[smhdw]$"+"\""};
if(vErrors === null){
vErrors = [err18];
}
else {
vErrors.push(err18);
}
errors++;
}
}
else {
const err19 = {instancePath:instancePath+"/rollout/wait",schemaPath:"#/$defs/duration/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err19];
}
else {
vErrors.push(err19);
}
errors++;
}
}
}
else {
const err20 = {instancePath:instancePath+"/rollout",schemaPath:"#/properties/rollout/type",keyword:"type",params:{type: "object"},message:"must be object"};
if(vErrors === null){
vErrors = [err20];
}
else {
vErrors.push(err20);
}
errors++;
}
}
if(data.roles !== undefined){
let data7 = data.roles;
if(Array.isArray(data7)){
if(data7.length > 10000){
const err21 = {instancePath:instancePath+"/roles",schemaPath:"#/properties/roles/maxItems",keyword:"maxItems",params:{limit: 10000},message:"must NOT have more than 10000 items"};
if(vErrors === null){
vErrors = [err21];
}
else {
vErrors.push(err21);
}
errors++;
}
const len0 = data7.length;
for(let i0=0; i0<len0; i0++){
if(!(validate29(data7[i0], {instancePath:instancePath+"/roles/" + i0,parentData:data7,parentDataProperty:i0,rootData,dynamicAnchors}))){
vErrors = vErrors === null ? validate29.errors : vErrors.concat(validate29.errors);
errors = vErrors.length;
}
}
}
else {
const err22 = {instancePath:instancePath+"/roles",schemaPath:"#/properties/roles/type",keyword:"type",params:{type: "array"},message:"must be array"};
if(vErrors === null){
vErrors = [err22];
}
else {
vErrors.push(err22);
}
errors++;
}
}
if(data.access !== undefined){
let data9 = data.access;
if(Array.isArray(data9)){
if(data9.length > 10000){
const err23 = {instancePath:instancePath+"/access",schemaPath:"#/properties/access/maxItems",keyword:"maxItems",params:{limit: 10000},message:"must NOT have more than 10000 items"};
if(vErrors === null){
vErrors = [err23];
}
else {
vErrors.push(err23);
}
errors++;
}
const len1 = data9.length;
for(let i1=0; i1<len1; i1++){
if(!(validate31(data9[i1], {instancePath:instancePath+"/access/" + i1,parentData:data9,parentDataProperty:i1,rootData,dynamicAnchors}))){
vErrors = vErrors === null ? validate31.errors : vErrors.concat(validate31.errors);
errors = vErrors.length;
}
}
}
else {
const err24 = {instancePath:instancePath+"/access",schemaPath:"#/properties/access/type",keyword:"type",params:{type: "array"},message:"must be array"};
if(vErrors === null){
vErrors = [err24];
}
else {
vErrors.push(err24);
}
errors++;
}
}
}
else {
const err25 = {instancePath,schemaPath:"#/type",keyword:"type",params:{type: "object"},message:"must be object"};
if(vErrors === null){
vErrors = [err25];
}
else {
vErrors.push(err25);
}
errors++;
}
validate26.errors = vErrors;
return errors === 0;
}
validate26.evaluated = {"props":true,"dynamicProps":false,"dynamicItems":false};

const schema76 = {"description":"One non-human identity.","type":"object","required":["kind","name","type","accounts","directory"],"properties":{"kind":{"const":"Identity","description":"A Identity."},"name":{"description":"Its name, unique in the policy.","$ref":"#/$defs/name"},"type":{"$ref":"#/$defs/identityType"},"owner":{"description":"The Team that owns it. May come from the Team in whose folder the file lies. `unknown` puts the identity in observe and is a finding.","$ref":"#/$defs/name"},"environment":{"description":"What `${environment}` stands for: an instance or a group of instances. May come from the Team.","$ref":"#/$defs/name"},"purpose":{"description":"What it is for, in a sentence a stranger understands.","$ref":"#/$defs/sentence"},"directory":{"description":"Who says that it is active: an account in a target with `authority: lifecycle`, as `target/type/name` or `target/type/id:...`; or `none`.","type":["string","object"],"minLength":1,"maxLength":2048,"required":["account"],"additionalProperties":false,"properties":{"account":{"description":"The record in the directory: `target/type/name`, or `none`.","$ref":"#/$defs/written"},"onDisabled":{"description":"What happens when the directory says disabled; in place of the target's own word.","enum":["report","disable","revoke"]},"onAbsent":{"description":"What happens when the record is gone from the directory; in place of the target's own word. Needs sentinels there.","enum":["report","disable","revoke"]}}},"accounts":{"description":"The accounts that it is, each `target[.instance|.group]/type/name`. May be empty.","type":"array","maxItems":10000,"items":{"$ref":"#/$defs/written"},"uniqueItems":true},"roles":{"description":"Roles that it holds: a name, or `name: {parameter: value}`.","type":"array","maxItems":10000,"items":{"$ref":"#/$defs/roleLine"}},"access":{"description":"What it may hold: `target[.instance|.group]/kind/name`, or a map with `grant` and its terms.","type":"array","maxItems":10000,"items":{"$ref":"#/$defs/grantLine"}},"never":{"description":"Grants that its accounts must not hold, also if they were there before us. No patterns; any facets.","type":"array","maxItems":10000,"items":{"$ref":"#/$defs/written"},"uniqueItems":true},"state":{"description":"`offboard` takes everything away by this review; `release` forgets it and writes nothing. Default: active.","enum":["active","offboard","release"]},"mode":{"description":"A ceiling for this identity. It can only lower what target and team allow.","enum":["observe","review","enforce"]},"from":{"description":"Each of its entries stands from here on, logins included.","$ref":"#/$defs/instant"},"until":{"description":"Each of its entries stands up to here, logins included; exclusive.","$ref":"#/$defs/instant"}},"additionalProperties":false};
const schema78 = {"description":"What sort of identity it is.","enum":["service","workload","ci","bot","app","agent"]};

function validate36(data, {instancePath="", parentData, parentDataProperty, rootData=data, dynamicAnchors={}}={}){
let vErrors = null;
let errors = 0;
const evaluated0 = validate36.evaluated;
if(evaluated0.dynamicProps){
evaluated0.props = undefined;
}
if(evaluated0.dynamicItems){
evaluated0.items = undefined;
}
if(data && typeof data == "object" && !Array.isArray(data)){
if(data.kind === undefined){
const err0 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "kind"},message:"must have required property '"+"kind"+"'"};
if(vErrors === null){
vErrors = [err0];
}
else {
vErrors.push(err0);
}
errors++;
}
if(data.name === undefined){
const err1 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "name"},message:"must have required property '"+"name"+"'"};
if(vErrors === null){
vErrors = [err1];
}
else {
vErrors.push(err1);
}
errors++;
}
if(data.type === undefined){
const err2 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "type"},message:"must have required property '"+"type"+"'"};
if(vErrors === null){
vErrors = [err2];
}
else {
vErrors.push(err2);
}
errors++;
}
if(data.accounts === undefined){
const err3 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "accounts"},message:"must have required property '"+"accounts"+"'"};
if(vErrors === null){
vErrors = [err3];
}
else {
vErrors.push(err3);
}
errors++;
}
if(data.directory === undefined){
const err4 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "directory"},message:"must have required property '"+"directory"+"'"};
if(vErrors === null){
vErrors = [err4];
}
else {
vErrors.push(err4);
}
errors++;
}
for(const key0 in data){
if(!(func4.call(schema76.properties, key0))){
const err5 = {instancePath,schemaPath:"#/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key0},message:"must NOT have additional properties"};
if(vErrors === null){
vErrors = [err5];
}
else {
vErrors.push(err5);
}
errors++;
}
}
if(data.kind !== undefined){
if("Identity" !== data.kind){
const err6 = {instancePath:instancePath+"/kind",schemaPath:"#/properties/kind/const",keyword:"const",params:{allowedValue: "Identity"},message:"must be equal to constant"};
if(vErrors === null){
vErrors = [err6];
}
else {
vErrors.push(err6);
}
errors++;
}
}
if(data.name !== undefined){
let data1 = data.name;
if(typeof data1 === "string"){
if(func1(data1) > 128){
const err7 = {instancePath:instancePath+"/name",schemaPath:"#/$defs/name/maxLength",keyword:"maxLength",params:{limit: 128},message:"must NOT have more than 128 characters"};
if(vErrors === null){
vErrors = [err7];
}
else {
vErrors.push(err7);
}
errors++;
}
if(!pattern4.test(data1)){
const err8 = {instancePath:instancePath+"/name",schemaPath:"#/$defs/name/pattern",keyword:"pattern",params:{pattern: "^[a-z0-9][a-z0-9-]*$"},message:"must match pattern \""+"^[a-z0-9][a-z0-9-]*$"+"\""};
if(vErrors === null){
vErrors = [err8];
}
else {
vErrors.push(err8);
}
errors++;
}
}
else {
const err9 = {instancePath:instancePath+"/name",schemaPath:"#/$defs/name/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err9];
}
else {
vErrors.push(err9);
}
errors++;
}
}
if(data.type !== undefined){
let data2 = data.type;
if(!((((((data2 === "service") || (data2 === "workload")) || (data2 === "ci")) || (data2 === "bot")) || (data2 === "app")) || (data2 === "agent"))){
const err10 = {instancePath:instancePath+"/type",schemaPath:"#/$defs/identityType/enum",keyword:"enum",params:{allowedValues: schema78.enum},message:"must be equal to one of the allowed values"};
if(vErrors === null){
vErrors = [err10];
}
else {
vErrors.push(err10);
}
errors++;
}
}
if(data.owner !== undefined){
let data3 = data.owner;
if(typeof data3 === "string"){
if(func1(data3) > 128){
const err11 = {instancePath:instancePath+"/owner",schemaPath:"#/$defs/name/maxLength",keyword:"maxLength",params:{limit: 128},message:"must NOT have more than 128 characters"};
if(vErrors === null){
vErrors = [err11];
}
else {
vErrors.push(err11);
}
errors++;
}
if(!pattern4.test(data3)){
const err12 = {instancePath:instancePath+"/owner",schemaPath:"#/$defs/name/pattern",keyword:"pattern",params:{pattern: "^[a-z0-9][a-z0-9-]*$"},message:"must match pattern \""+"^[a-z0-9][a-z0-9-]*$"+"\""};
if(vErrors === null){
vErrors = [err12];
}
else {
vErrors.push(err12);
}
errors++;
}
}
else {
const err13 = {instancePath:instancePath+"/owner",schemaPath:"#/$defs/name/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err13];
}
else {
vErrors.push(err13);
}
errors++;
}
}
if(data.environment !== undefined){
let data4 = data.environment;
if(typeof data4 === "string"){
if(func1(data4) > 128){
const err14 = {instancePath:instancePath+"/environment",schemaPath:"#/$defs/name/maxLength",keyword:"maxLength",params:{limit: 128},message:"must NOT have more than 128 characters"};
if(vErrors === null){
vErrors = [err14];
}
else {
vErrors.push(err14);
}
errors++;
}
if(!pattern4.test(data4)){
const err15 = {instancePath:instancePath+"/environment",schemaPath:"#/$defs/name/pattern",keyword:"pattern",params:{pattern: "^[a-z0-9][a-z0-9-]*$"},message:"must match pattern \""+"^[a-z0-9][a-z0-9-]*$"+"\""};
if(vErrors === null){
vErrors = [err15];
}
else {
vErrors.push(err15);
}
errors++;
}
}
else {
const err16 = {instancePath:instancePath+"/environment",schemaPath:"#/$defs/name/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err16];
}
else {
vErrors.push(err16);
}
errors++;
}
}
if(data.purpose !== undefined){
let data5 = data.purpose;
if(typeof data5 === "string"){
if(func1(data5) > 4096){
const err17 = {instancePath:instancePath+"/purpose",schemaPath:"#/$defs/sentence/maxLength",keyword:"maxLength",params:{limit: 4096},message:"must NOT have more than 4096 characters"};
if(vErrors === null){
vErrors = [err17];
}
else {
vErrors.push(err17);
}
errors++;
}
if(func1(data5) < 1){
const err18 = {instancePath:instancePath+"/purpose",schemaPath:"#/$defs/sentence/minLength",keyword:"minLength",params:{limit: 1},message:"must NOT have fewer than 1 characters"};
if(vErrors === null){
vErrors = [err18];
}
else {
vErrors.push(err18);
}
errors++;
}
}
else {
const err19 = {instancePath:instancePath+"/purpose",schemaPath:"#/$defs/sentence/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err19];
}
else {
vErrors.push(err19);
}
errors++;
}
}
if(data.directory !== undefined){
let data6 = data.directory;
if((typeof data6 !== "string") && (!(data6 && typeof data6 == "object" && !Array.isArray(data6)))){
const err20 = {instancePath:instancePath+"/directory",schemaPath:"#/properties/directory/type",keyword:"type",params:{type: schema76.properties.directory.type},message:"must be string,object"};
if(vErrors === null){
vErrors = [err20];
}
else {
vErrors.push(err20);
}
errors++;
}
if(typeof data6 === "string"){
if(func1(data6) > 2048){
const err21 = {instancePath:instancePath+"/directory",schemaPath:"#/properties/directory/maxLength",keyword:"maxLength",params:{limit: 2048},message:"must NOT have more than 2048 characters"};
if(vErrors === null){
vErrors = [err21];
}
else {
vErrors.push(err21);
}
errors++;
}
if(func1(data6) < 1){
const err22 = {instancePath:instancePath+"/directory",schemaPath:"#/properties/directory/minLength",keyword:"minLength",params:{limit: 1},message:"must NOT have fewer than 1 characters"};
if(vErrors === null){
vErrors = [err22];
}
else {
vErrors.push(err22);
}
errors++;
}
}
if(data6 && typeof data6 == "object" && !Array.isArray(data6)){
if(data6.account === undefined){
const err23 = {instancePath:instancePath+"/directory",schemaPath:"#/properties/directory/required",keyword:"required",params:{missingProperty: "account"},message:"must have required property '"+"account"+"'"};
if(vErrors === null){
vErrors = [err23];
}
else {
vErrors.push(err23);
}
errors++;
}
for(const key1 in data6){
if(!(((key1 === "account") || (key1 === "onDisabled")) || (key1 === "onAbsent"))){
const err24 = {instancePath:instancePath+"/directory",schemaPath:"#/properties/directory/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key1},message:"must NOT have additional properties"};
if(vErrors === null){
vErrors = [err24];
}
else {
vErrors.push(err24);
}
errors++;
}
}
if(data6.account !== undefined){
let data7 = data6.account;
if(typeof data7 === "string"){
if(func1(data7) > 2048){
const err25 = {instancePath:instancePath+"/directory/account",schemaPath:"#/$defs/written/maxLength",keyword:"maxLength",params:{limit: 2048},message:"must NOT have more than 2048 characters"};
if(vErrors === null){
vErrors = [err25];
}
else {
vErrors.push(err25);
}
errors++;
}
if(func1(data7) < 1){
const err26 = {instancePath:instancePath+"/directory/account",schemaPath:"#/$defs/written/minLength",keyword:"minLength",params:{limit: 1},message:"must NOT have fewer than 1 characters"};
if(vErrors === null){
vErrors = [err26];
}
else {
vErrors.push(err26);
}
errors++;
}
}
else {
const err27 = {instancePath:instancePath+"/directory/account",schemaPath:"#/$defs/written/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err27];
}
else {
vErrors.push(err27);
}
errors++;
}
}
if(data6.onDisabled !== undefined){
let data8 = data6.onDisabled;
if(!(((data8 === "report") || (data8 === "disable")) || (data8 === "revoke"))){
const err28 = {instancePath:instancePath+"/directory/onDisabled",schemaPath:"#/properties/directory/properties/onDisabled/enum",keyword:"enum",params:{allowedValues: schema76.properties.directory.properties.onDisabled.enum},message:"must be equal to one of the allowed values"};
if(vErrors === null){
vErrors = [err28];
}
else {
vErrors.push(err28);
}
errors++;
}
}
if(data6.onAbsent !== undefined){
let data9 = data6.onAbsent;
if(!(((data9 === "report") || (data9 === "disable")) || (data9 === "revoke"))){
const err29 = {instancePath:instancePath+"/directory/onAbsent",schemaPath:"#/properties/directory/properties/onAbsent/enum",keyword:"enum",params:{allowedValues: schema76.properties.directory.properties.onAbsent.enum},message:"must be equal to one of the allowed values"};
if(vErrors === null){
vErrors = [err29];
}
else {
vErrors.push(err29);
}
errors++;
}
}
}
}
if(data.accounts !== undefined){
let data10 = data.accounts;
if(Array.isArray(data10)){
if(data10.length > 10000){
const err30 = {instancePath:instancePath+"/accounts",schemaPath:"#/properties/accounts/maxItems",keyword:"maxItems",params:{limit: 10000},message:"must NOT have more than 10000 items"};
if(vErrors === null){
vErrors = [err30];
}
else {
vErrors.push(err30);
}
errors++;
}
const len0 = data10.length;
for(let i0=0; i0<len0; i0++){
let data11 = data10[i0];
if(typeof data11 === "string"){
if(func1(data11) > 2048){
const err31 = {instancePath:instancePath+"/accounts/" + i0,schemaPath:"#/$defs/written/maxLength",keyword:"maxLength",params:{limit: 2048},message:"must NOT have more than 2048 characters"};
if(vErrors === null){
vErrors = [err31];
}
else {
vErrors.push(err31);
}
errors++;
}
if(func1(data11) < 1){
const err32 = {instancePath:instancePath+"/accounts/" + i0,schemaPath:"#/$defs/written/minLength",keyword:"minLength",params:{limit: 1},message:"must NOT have fewer than 1 characters"};
if(vErrors === null){
vErrors = [err32];
}
else {
vErrors.push(err32);
}
errors++;
}
}
else {
const err33 = {instancePath:instancePath+"/accounts/" + i0,schemaPath:"#/$defs/written/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err33];
}
else {
vErrors.push(err33);
}
errors++;
}
}
let i1 = data10.length;
let j0;
if(i1 > 1){
outer0:
for(;i1--;){
for(j0 = i1; j0--;){
if(func0(data10[i1], data10[j0])){
const err34 = {instancePath:instancePath+"/accounts",schemaPath:"#/properties/accounts/uniqueItems",keyword:"uniqueItems",params:{i: i1, j: j0},message:"must NOT have duplicate items (items ## "+j0+" and "+i1+" are identical)"};
if(vErrors === null){
vErrors = [err34];
}
else {
vErrors.push(err34);
}
errors++;
break outer0;
}
}
}
}
}
else {
const err35 = {instancePath:instancePath+"/accounts",schemaPath:"#/properties/accounts/type",keyword:"type",params:{type: "array"},message:"must be array"};
if(vErrors === null){
vErrors = [err35];
}
else {
vErrors.push(err35);
}
errors++;
}
}
if(data.roles !== undefined){
let data12 = data.roles;
if(Array.isArray(data12)){
if(data12.length > 10000){
const err36 = {instancePath:instancePath+"/roles",schemaPath:"#/properties/roles/maxItems",keyword:"maxItems",params:{limit: 10000},message:"must NOT have more than 10000 items"};
if(vErrors === null){
vErrors = [err36];
}
else {
vErrors.push(err36);
}
errors++;
}
const len1 = data12.length;
for(let i2=0; i2<len1; i2++){
if(!(validate29(data12[i2], {instancePath:instancePath+"/roles/" + i2,parentData:data12,parentDataProperty:i2,rootData,dynamicAnchors}))){
vErrors = vErrors === null ? validate29.errors : vErrors.concat(validate29.errors);
errors = vErrors.length;
}
}
}
else {
const err37 = {instancePath:instancePath+"/roles",schemaPath:"#/properties/roles/type",keyword:"type",params:{type: "array"},message:"must be array"};
if(vErrors === null){
vErrors = [err37];
}
else {
vErrors.push(err37);
}
errors++;
}
}
if(data.access !== undefined){
let data14 = data.access;
if(Array.isArray(data14)){
if(data14.length > 10000){
const err38 = {instancePath:instancePath+"/access",schemaPath:"#/properties/access/maxItems",keyword:"maxItems",params:{limit: 10000},message:"must NOT have more than 10000 items"};
if(vErrors === null){
vErrors = [err38];
}
else {
vErrors.push(err38);
}
errors++;
}
const len2 = data14.length;
for(let i3=0; i3<len2; i3++){
if(!(validate31(data14[i3], {instancePath:instancePath+"/access/" + i3,parentData:data14,parentDataProperty:i3,rootData,dynamicAnchors}))){
vErrors = vErrors === null ? validate31.errors : vErrors.concat(validate31.errors);
errors = vErrors.length;
}
}
}
else {
const err39 = {instancePath:instancePath+"/access",schemaPath:"#/properties/access/type",keyword:"type",params:{type: "array"},message:"must be array"};
if(vErrors === null){
vErrors = [err39];
}
else {
vErrors.push(err39);
}
errors++;
}
}
if(data.never !== undefined){
let data16 = data.never;
if(Array.isArray(data16)){
if(data16.length > 10000){
const err40 = {instancePath:instancePath+"/never",schemaPath:"#/properties/never/maxItems",keyword:"maxItems",params:{limit: 10000},message:"must NOT have more than 10000 items"};
if(vErrors === null){
vErrors = [err40];
}
else {
vErrors.push(err40);
}
errors++;
}
const len3 = data16.length;
for(let i4=0; i4<len3; i4++){
let data17 = data16[i4];
if(typeof data17 === "string"){
if(func1(data17) > 2048){
const err41 = {instancePath:instancePath+"/never/" + i4,schemaPath:"#/$defs/written/maxLength",keyword:"maxLength",params:{limit: 2048},message:"must NOT have more than 2048 characters"};
if(vErrors === null){
vErrors = [err41];
}
else {
vErrors.push(err41);
}
errors++;
}
if(func1(data17) < 1){
const err42 = {instancePath:instancePath+"/never/" + i4,schemaPath:"#/$defs/written/minLength",keyword:"minLength",params:{limit: 1},message:"must NOT have fewer than 1 characters"};
if(vErrors === null){
vErrors = [err42];
}
else {
vErrors.push(err42);
}
errors++;
}
}
else {
const err43 = {instancePath:instancePath+"/never/" + i4,schemaPath:"#/$defs/written/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err43];
}
else {
vErrors.push(err43);
}
errors++;
}
}
let i5 = data16.length;
let j1;
if(i5 > 1){
outer1:
for(;i5--;){
for(j1 = i5; j1--;){
if(func0(data16[i5], data16[j1])){
const err44 = {instancePath:instancePath+"/never",schemaPath:"#/properties/never/uniqueItems",keyword:"uniqueItems",params:{i: i5, j: j1},message:"must NOT have duplicate items (items ## "+j1+" and "+i5+" are identical)"};
if(vErrors === null){
vErrors = [err44];
}
else {
vErrors.push(err44);
}
errors++;
break outer1;
}
}
}
}
}
else {
const err45 = {instancePath:instancePath+"/never",schemaPath:"#/properties/never/type",keyword:"type",params:{type: "array"},message:"must be array"};
if(vErrors === null){
vErrors = [err45];
}
else {
vErrors.push(err45);
}
errors++;
}
}
if(data.state !== undefined){
let data18 = data.state;
if(!(((data18 === "active") || (data18 === "offboard")) || (data18 === "release"))){
const err46 = {instancePath:instancePath+"/state",schemaPath:"#/properties/state/enum",keyword:"enum",params:{allowedValues: schema76.properties.state.enum},message:"must be equal to one of the allowed values"};
if(vErrors === null){
vErrors = [err46];
}
else {
vErrors.push(err46);
}
errors++;
}
}
if(data.mode !== undefined){
let data19 = data.mode;
if(!(((data19 === "observe") || (data19 === "review")) || (data19 === "enforce"))){
const err47 = {instancePath:instancePath+"/mode",schemaPath:"#/properties/mode/enum",keyword:"enum",params:{allowedValues: schema76.properties.mode.enum},message:"must be equal to one of the allowed values"};
if(vErrors === null){
vErrors = [err47];
}
else {
vErrors.push(err47);
}
errors++;
}
}
if(data.from !== undefined){
let data20 = data.from;
if(typeof data20 === "string"){
if(func1(data20) > 40){
const err48 = {instancePath:instancePath+"/from",schemaPath:"#/$defs/instant/maxLength",keyword:"maxLength",params:{limit: 40},message:"must NOT have more than 40 characters"};
if(vErrors === null){
vErrors = [err48];
}
else {
vErrors.push(err48);
}
errors++;
}
if(!pattern27.test(data20)){
const err49 = {instancePath:instancePath+"/from",schemaPath:"#/$defs/instant/pattern",keyword:"pattern",params:{pattern: "^[0-9]{4}-[0-9]{2}-[0-9]{2}([Tt][0-9]{2}:[0-9]{2}:[0-9]{2}([.][0-9]{1,9})?([Zz]|[+-][0-9]{2}:[0-9]{2}))?$"},message:"must match pattern \""+"^[0-9]{4}-[0-9]{2}-[0-9]{2}([Tt][0-9]{2}:[0-9]{2}:[0-9]{2}([.][0-9]{1,9})?([Zz]|[+-][0-9]{2}:[0-9]{2}))?$"+"\""};
if(vErrors === null){
vErrors = [err49];
}
else {
vErrors.push(err49);
}
errors++;
}
}
else {
const err50 = {instancePath:instancePath+"/from",schemaPath:"#/$defs/instant/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err50];
}
else {
vErrors.push(err50);
}
errors++;
}
}
if(data.until !== undefined){
let data21 = data.until;
if(typeof data21 === "string"){
if(func1(data21) > 40){
const err51 = {instancePath:instancePath+"/until",schemaPath:"#/$defs/instant/maxLength",keyword:"maxLength",params:{limit: 40},message:"must NOT have more than 40 characters"};
if(vErrors === null){
vErrors = [err51];
}
else {
vErrors.push(err51);
}
errors++;
}
if(!pattern27.test(data21)){
const err52 = {instancePath:instancePath+"/until",schemaPath:"#/$defs/instant/pattern",keyword:"pattern",params:{pattern: "^[0-9]{4}-[0-9]{2}-[0-9]{2}([Tt][0-9]{2}:[0-9]{2}:[0-9]{2}([.][0-9]{1,9})?([Zz]|[+-][0-9]{2}:[0-9]{2}))?$"},message:"must match pattern \""+"^[0-9]{4}-[0-9]{2}-[0-9]{2}([Tt][0-9]{2}:[0-9]{2}:[0-9]{2}([.][0-9]{1,9})?([Zz]|[+-][0-9]{2}:[0-9]{2}))?$"+"\""};
if(vErrors === null){
vErrors = [err52];
}
else {
vErrors.push(err52);
}
errors++;
}
}
else {
const err53 = {instancePath:instancePath+"/until",schemaPath:"#/$defs/instant/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err53];
}
else {
vErrors.push(err53);
}
errors++;
}
}
}
else {
const err54 = {instancePath,schemaPath:"#/type",keyword:"type",params:{type: "object"},message:"must be object"};
if(vErrors === null){
vErrors = [err54];
}
else {
vErrors.push(err54);
}
errors++;
}
validate36.errors = vErrors;
return errors === 0;
}
validate36.evaluated = {"props":true,"dynamicProps":false,"dynamicItems":false};

const schema87 = {"description":"A table of identities: one line, one identity.","type":"object","required":["kind","name","each","rows"],"properties":{"kind":{"const":"IdentitySet","description":"A IdentitySet."},"name":{"description":"The name of the table.","$ref":"#/$defs/name"},"each":{"description":"The name of each identity, with columns put in: `${service}-deployer`.","type":"string","minLength":1,"maxLength":256},"type":{"$ref":"#/$defs/identityType"},"owner":{"description":"The Team that owns it. May come from the Team in whose folder the file lies. `unknown` puts the identity in observe and is a finding.","$ref":"#/$defs/name"},"environment":{"description":"What `${environment}` stands for: an instance or a group of instances. May come from the Team.","$ref":"#/$defs/name"},"purpose":{"description":"What it is for, in a sentence a stranger understands.","$ref":"#/$defs/sentence"},"directory":{"description":"Who says that it is active: an account in a target with `authority: lifecycle`, as `target/type/name` or `target/type/id:...`; or `none`.","type":["string","object"],"minLength":1,"maxLength":2048,"required":["account"],"additionalProperties":false,"properties":{"account":{"description":"The record in the directory: `target/type/name`, or `none`.","$ref":"#/$defs/written"},"onDisabled":{"description":"What happens when the directory says disabled; in place of the target's own word.","enum":["report","disable","revoke"]},"onAbsent":{"description":"What happens when the record is gone from the directory; in place of the target's own word. Needs sentinels there.","enum":["report","disable","revoke"]}}},"accounts":{"description":"The accounts that it is, each `target[.instance|.group]/type/name`. May be empty.","type":"array","maxItems":10000,"items":{"$ref":"#/$defs/written"},"uniqueItems":true},"roles":{"description":"Roles that it holds: a name, or `name: {parameter: value}`.","type":"array","maxItems":10000,"items":{"$ref":"#/$defs/roleLine"}},"access":{"description":"What it may hold: `target[.instance|.group]/kind/name`, or a map with `grant` and its terms.","type":"array","maxItems":10000,"items":{"$ref":"#/$defs/grantLine"}},"never":{"description":"Grants that its accounts must not hold, also if they were there before us. No patterns; any facets.","type":"array","maxItems":10000,"items":{"$ref":"#/$defs/written"},"uniqueItems":true},"state":{"description":"`offboard` takes everything away by this review; `release` forgets it and writes nothing. Default: active.","enum":["active","offboard","release"]},"mode":{"description":"A ceiling for this identity. It can only lower what target and team allow.","enum":["observe","review","enforce"]},"from":{"description":"Each of its entries stands from here on, logins included.","$ref":"#/$defs/instant"},"until":{"description":"Each of its entries stands up to here, logins included; exclusive.","$ref":"#/$defs/instant"},"columns":{"$ref":"#/$defs/parameters","description":"The columns, each with what its values may be."},"rows":{"description":"One identity a row: the columns, and any field of Identity but name, which wins.","type":"array","minItems":1,"maxItems":100000,"items":{"description":"One identity.","type":"object","properties":{"type":{"$ref":"#/$defs/identityType"},"owner":{"description":"The Team that owns it. May come from the Team in whose folder the file lies. `unknown` puts the identity in observe and is a finding.","$ref":"#/$defs/name"},"environment":{"description":"What `${environment}` stands for: an instance or a group of instances. May come from the Team.","$ref":"#/$defs/name"},"purpose":{"description":"What it is for, in a sentence a stranger understands.","$ref":"#/$defs/sentence"},"directory":{"description":"Who says that it is active: an account in a target with `authority: lifecycle`, as `target/type/name` or `target/type/id:...`; or `none`.","type":["string","object"],"minLength":1,"maxLength":2048,"required":["account"],"additionalProperties":false,"properties":{"account":{"description":"The record in the directory: `target/type/name`, or `none`.","$ref":"#/$defs/written"},"onDisabled":{"description":"What happens when the directory says disabled; in place of the target's own word.","enum":["report","disable","revoke"]},"onAbsent":{"description":"What happens when the record is gone from the directory; in place of the target's own word. Needs sentinels there.","enum":["report","disable","revoke"]}}},"accounts":{"description":"The accounts that it is, each `target[.instance|.group]/type/name`. May be empty.","type":"array","maxItems":10000,"items":{"$ref":"#/$defs/written"},"uniqueItems":true},"roles":{"description":"Roles that it holds: a name, or `name: {parameter: value}`.","type":"array","maxItems":10000,"items":{"$ref":"#/$defs/roleLine"}},"access":{"description":"What it may hold: `target[.instance|.group]/kind/name`, or a map with `grant` and its terms.","type":"array","maxItems":10000,"items":{"$ref":"#/$defs/grantLine"}},"never":{"description":"Grants that its accounts must not hold, also if they were there before us. No patterns; any facets.","type":"array","maxItems":10000,"items":{"$ref":"#/$defs/written"},"uniqueItems":true},"state":{"description":"`offboard` takes everything away by this review; `release` forgets it and writes nothing. Default: active.","enum":["active","offboard","release"]},"mode":{"description":"A ceiling for this identity. It can only lower what target and team allow.","enum":["observe","review","enforce"]},"from":{"description":"Each of its entries stands from here on, logins included.","$ref":"#/$defs/instant"},"until":{"description":"Each of its entries stands up to here, logins included; exclusive.","$ref":"#/$defs/instant"}},"additionalProperties":{"$ref":"#/$defs/value"}}}},"additionalProperties":false};

function validate39(data, {instancePath="", parentData, parentDataProperty, rootData=data, dynamicAnchors={}}={}){
let vErrors = null;
let errors = 0;
const evaluated0 = validate39.evaluated;
if(evaluated0.dynamicProps){
evaluated0.props = undefined;
}
if(evaluated0.dynamicItems){
evaluated0.items = undefined;
}
if(data && typeof data == "object" && !Array.isArray(data)){
if(data.kind === undefined){
const err0 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "kind"},message:"must have required property '"+"kind"+"'"};
if(vErrors === null){
vErrors = [err0];
}
else {
vErrors.push(err0);
}
errors++;
}
if(data.name === undefined){
const err1 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "name"},message:"must have required property '"+"name"+"'"};
if(vErrors === null){
vErrors = [err1];
}
else {
vErrors.push(err1);
}
errors++;
}
if(data.each === undefined){
const err2 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "each"},message:"must have required property '"+"each"+"'"};
if(vErrors === null){
vErrors = [err2];
}
else {
vErrors.push(err2);
}
errors++;
}
if(data.rows === undefined){
const err3 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "rows"},message:"must have required property '"+"rows"+"'"};
if(vErrors === null){
vErrors = [err3];
}
else {
vErrors.push(err3);
}
errors++;
}
for(const key0 in data){
if(!(func4.call(schema87.properties, key0))){
const err4 = {instancePath,schemaPath:"#/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key0},message:"must NOT have additional properties"};
if(vErrors === null){
vErrors = [err4];
}
else {
vErrors.push(err4);
}
errors++;
}
}
if(data.kind !== undefined){
if("IdentitySet" !== data.kind){
const err5 = {instancePath:instancePath+"/kind",schemaPath:"#/properties/kind/const",keyword:"const",params:{allowedValue: "IdentitySet"},message:"must be equal to constant"};
if(vErrors === null){
vErrors = [err5];
}
else {
vErrors.push(err5);
}
errors++;
}
}
if(data.name !== undefined){
let data1 = data.name;
if(typeof data1 === "string"){
if(func1(data1) > 128){
const err6 = {instancePath:instancePath+"/name",schemaPath:"#/$defs/name/maxLength",keyword:"maxLength",params:{limit: 128},message:"must NOT have more than 128 characters"};
if(vErrors === null){
vErrors = [err6];
}
else {
vErrors.push(err6);
}
errors++;
}
if(!pattern4.test(data1)){
const err7 = {instancePath:instancePath+"/name",schemaPath:"#/$defs/name/pattern",keyword:"pattern",params:{pattern: "^[a-z0-9][a-z0-9-]*$"},message:"must match pattern \""+"^[a-z0-9][a-z0-9-]*$"+"\""};
if(vErrors === null){
vErrors = [err7];
}
else {
vErrors.push(err7);
}
errors++;
}
}
else {
const err8 = {instancePath:instancePath+"/name",schemaPath:"#/$defs/name/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err8];
}
else {
vErrors.push(err8);
}
errors++;
}
}
if(data.each !== undefined){
let data2 = data.each;
if(typeof data2 === "string"){
if(func1(data2) > 256){
const err9 = {instancePath:instancePath+"/each",schemaPath:"#/properties/each/maxLength",keyword:"maxLength",params:{limit: 256},message:"must NOT have more than 256 characters"};
if(vErrors === null){
vErrors = [err9];
}
else {
vErrors.push(err9);
}
errors++;
}
if(func1(data2) < 1){
const err10 = {instancePath:instancePath+"/each",schemaPath:"#/properties/each/minLength",keyword:"minLength",params:{limit: 1},message:"must NOT have fewer than 1 characters"};
if(vErrors === null){
vErrors = [err10];
}
else {
vErrors.push(err10);
}
errors++;
}
}
else {
const err11 = {instancePath:instancePath+"/each",schemaPath:"#/properties/each/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err11];
}
else {
vErrors.push(err11);
}
errors++;
}
}
if(data.type !== undefined){
let data3 = data.type;
if(!((((((data3 === "service") || (data3 === "workload")) || (data3 === "ci")) || (data3 === "bot")) || (data3 === "app")) || (data3 === "agent"))){
const err12 = {instancePath:instancePath+"/type",schemaPath:"#/$defs/identityType/enum",keyword:"enum",params:{allowedValues: schema78.enum},message:"must be equal to one of the allowed values"};
if(vErrors === null){
vErrors = [err12];
}
else {
vErrors.push(err12);
}
errors++;
}
}
if(data.owner !== undefined){
let data4 = data.owner;
if(typeof data4 === "string"){
if(func1(data4) > 128){
const err13 = {instancePath:instancePath+"/owner",schemaPath:"#/$defs/name/maxLength",keyword:"maxLength",params:{limit: 128},message:"must NOT have more than 128 characters"};
if(vErrors === null){
vErrors = [err13];
}
else {
vErrors.push(err13);
}
errors++;
}
if(!pattern4.test(data4)){
const err14 = {instancePath:instancePath+"/owner",schemaPath:"#/$defs/name/pattern",keyword:"pattern",params:{pattern: "^[a-z0-9][a-z0-9-]*$"},message:"must match pattern \""+"^[a-z0-9][a-z0-9-]*$"+"\""};
if(vErrors === null){
vErrors = [err14];
}
else {
vErrors.push(err14);
}
errors++;
}
}
else {
const err15 = {instancePath:instancePath+"/owner",schemaPath:"#/$defs/name/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err15];
}
else {
vErrors.push(err15);
}
errors++;
}
}
if(data.environment !== undefined){
let data5 = data.environment;
if(typeof data5 === "string"){
if(func1(data5) > 128){
const err16 = {instancePath:instancePath+"/environment",schemaPath:"#/$defs/name/maxLength",keyword:"maxLength",params:{limit: 128},message:"must NOT have more than 128 characters"};
if(vErrors === null){
vErrors = [err16];
}
else {
vErrors.push(err16);
}
errors++;
}
if(!pattern4.test(data5)){
const err17 = {instancePath:instancePath+"/environment",schemaPath:"#/$defs/name/pattern",keyword:"pattern",params:{pattern: "^[a-z0-9][a-z0-9-]*$"},message:"must match pattern \""+"^[a-z0-9][a-z0-9-]*$"+"\""};
if(vErrors === null){
vErrors = [err17];
}
else {
vErrors.push(err17);
}
errors++;
}
}
else {
const err18 = {instancePath:instancePath+"/environment",schemaPath:"#/$defs/name/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err18];
}
else {
vErrors.push(err18);
}
errors++;
}
}
if(data.purpose !== undefined){
let data6 = data.purpose;
if(typeof data6 === "string"){
if(func1(data6) > 4096){
const err19 = {instancePath:instancePath+"/purpose",schemaPath:"#/$defs/sentence/maxLength",keyword:"maxLength",params:{limit: 4096},message:"must NOT have more than 4096 characters"};
if(vErrors === null){
vErrors = [err19];
}
else {
vErrors.push(err19);
}
errors++;
}
if(func1(data6) < 1){
const err20 = {instancePath:instancePath+"/purpose",schemaPath:"#/$defs/sentence/minLength",keyword:"minLength",params:{limit: 1},message:"must NOT have fewer than 1 characters"};
if(vErrors === null){
vErrors = [err20];
}
else {
vErrors.push(err20);
}
errors++;
}
}
else {
const err21 = {instancePath:instancePath+"/purpose",schemaPath:"#/$defs/sentence/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err21];
}
else {
vErrors.push(err21);
}
errors++;
}
}
if(data.directory !== undefined){
let data7 = data.directory;
if((typeof data7 !== "string") && (!(data7 && typeof data7 == "object" && !Array.isArray(data7)))){
const err22 = {instancePath:instancePath+"/directory",schemaPath:"#/properties/directory/type",keyword:"type",params:{type: schema87.properties.directory.type},message:"must be string,object"};
if(vErrors === null){
vErrors = [err22];
}
else {
vErrors.push(err22);
}
errors++;
}
if(typeof data7 === "string"){
if(func1(data7) > 2048){
const err23 = {instancePath:instancePath+"/directory",schemaPath:"#/properties/directory/maxLength",keyword:"maxLength",params:{limit: 2048},message:"must NOT have more than 2048 characters"};
if(vErrors === null){
vErrors = [err23];
}
else {
vErrors.push(err23);
}
errors++;
}
if(func1(data7) < 1){
const err24 = {instancePath:instancePath+"/directory",schemaPath:"#/properties/directory/minLength",keyword:"minLength",params:{limit: 1},message:"must NOT have fewer than 1 characters"};
if(vErrors === null){
vErrors = [err24];
}
else {
vErrors.push(err24);
}
errors++;
}
}
if(data7 && typeof data7 == "object" && !Array.isArray(data7)){
if(data7.account === undefined){
const err25 = {instancePath:instancePath+"/directory",schemaPath:"#/properties/directory/required",keyword:"required",params:{missingProperty: "account"},message:"must have required property '"+"account"+"'"};
if(vErrors === null){
vErrors = [err25];
}
else {
vErrors.push(err25);
}
errors++;
}
for(const key1 in data7){
if(!(((key1 === "account") || (key1 === "onDisabled")) || (key1 === "onAbsent"))){
const err26 = {instancePath:instancePath+"/directory",schemaPath:"#/properties/directory/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key1},message:"must NOT have additional properties"};
if(vErrors === null){
vErrors = [err26];
}
else {
vErrors.push(err26);
}
errors++;
}
}
if(data7.account !== undefined){
let data8 = data7.account;
if(typeof data8 === "string"){
if(func1(data8) > 2048){
const err27 = {instancePath:instancePath+"/directory/account",schemaPath:"#/$defs/written/maxLength",keyword:"maxLength",params:{limit: 2048},message:"must NOT have more than 2048 characters"};
if(vErrors === null){
vErrors = [err27];
}
else {
vErrors.push(err27);
}
errors++;
}
if(func1(data8) < 1){
const err28 = {instancePath:instancePath+"/directory/account",schemaPath:"#/$defs/written/minLength",keyword:"minLength",params:{limit: 1},message:"must NOT have fewer than 1 characters"};
if(vErrors === null){
vErrors = [err28];
}
else {
vErrors.push(err28);
}
errors++;
}
}
else {
const err29 = {instancePath:instancePath+"/directory/account",schemaPath:"#/$defs/written/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err29];
}
else {
vErrors.push(err29);
}
errors++;
}
}
if(data7.onDisabled !== undefined){
let data9 = data7.onDisabled;
if(!(((data9 === "report") || (data9 === "disable")) || (data9 === "revoke"))){
const err30 = {instancePath:instancePath+"/directory/onDisabled",schemaPath:"#/properties/directory/properties/onDisabled/enum",keyword:"enum",params:{allowedValues: schema87.properties.directory.properties.onDisabled.enum},message:"must be equal to one of the allowed values"};
if(vErrors === null){
vErrors = [err30];
}
else {
vErrors.push(err30);
}
errors++;
}
}
if(data7.onAbsent !== undefined){
let data10 = data7.onAbsent;
if(!(((data10 === "report") || (data10 === "disable")) || (data10 === "revoke"))){
const err31 = {instancePath:instancePath+"/directory/onAbsent",schemaPath:"#/properties/directory/properties/onAbsent/enum",keyword:"enum",params:{allowedValues: schema87.properties.directory.properties.onAbsent.enum},message:"must be equal to one of the allowed values"};
if(vErrors === null){
vErrors = [err31];
}
else {
vErrors.push(err31);
}
errors++;
}
}
}
}
if(data.accounts !== undefined){
let data11 = data.accounts;
if(Array.isArray(data11)){
if(data11.length > 10000){
const err32 = {instancePath:instancePath+"/accounts",schemaPath:"#/properties/accounts/maxItems",keyword:"maxItems",params:{limit: 10000},message:"must NOT have more than 10000 items"};
if(vErrors === null){
vErrors = [err32];
}
else {
vErrors.push(err32);
}
errors++;
}
const len0 = data11.length;
for(let i0=0; i0<len0; i0++){
let data12 = data11[i0];
if(typeof data12 === "string"){
if(func1(data12) > 2048){
const err33 = {instancePath:instancePath+"/accounts/" + i0,schemaPath:"#/$defs/written/maxLength",keyword:"maxLength",params:{limit: 2048},message:"must NOT have more than 2048 characters"};
if(vErrors === null){
vErrors = [err33];
}
else {
vErrors.push(err33);
}
errors++;
}
if(func1(data12) < 1){
const err34 = {instancePath:instancePath+"/accounts/" + i0,schemaPath:"#/$defs/written/minLength",keyword:"minLength",params:{limit: 1},message:"must NOT have fewer than 1 characters"};
if(vErrors === null){
vErrors = [err34];
}
else {
vErrors.push(err34);
}
errors++;
}
}
else {
const err35 = {instancePath:instancePath+"/accounts/" + i0,schemaPath:"#/$defs/written/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err35];
}
else {
vErrors.push(err35);
}
errors++;
}
}
let i1 = data11.length;
let j0;
if(i1 > 1){
outer0:
for(;i1--;){
for(j0 = i1; j0--;){
if(func0(data11[i1], data11[j0])){
const err36 = {instancePath:instancePath+"/accounts",schemaPath:"#/properties/accounts/uniqueItems",keyword:"uniqueItems",params:{i: i1, j: j0},message:"must NOT have duplicate items (items ## "+j0+" and "+i1+" are identical)"};
if(vErrors === null){
vErrors = [err36];
}
else {
vErrors.push(err36);
}
errors++;
break outer0;
}
}
}
}
}
else {
const err37 = {instancePath:instancePath+"/accounts",schemaPath:"#/properties/accounts/type",keyword:"type",params:{type: "array"},message:"must be array"};
if(vErrors === null){
vErrors = [err37];
}
else {
vErrors.push(err37);
}
errors++;
}
}
if(data.roles !== undefined){
let data13 = data.roles;
if(Array.isArray(data13)){
if(data13.length > 10000){
const err38 = {instancePath:instancePath+"/roles",schemaPath:"#/properties/roles/maxItems",keyword:"maxItems",params:{limit: 10000},message:"must NOT have more than 10000 items"};
if(vErrors === null){
vErrors = [err38];
}
else {
vErrors.push(err38);
}
errors++;
}
const len1 = data13.length;
for(let i2=0; i2<len1; i2++){
if(!(validate29(data13[i2], {instancePath:instancePath+"/roles/" + i2,parentData:data13,parentDataProperty:i2,rootData,dynamicAnchors}))){
vErrors = vErrors === null ? validate29.errors : vErrors.concat(validate29.errors);
errors = vErrors.length;
}
}
}
else {
const err39 = {instancePath:instancePath+"/roles",schemaPath:"#/properties/roles/type",keyword:"type",params:{type: "array"},message:"must be array"};
if(vErrors === null){
vErrors = [err39];
}
else {
vErrors.push(err39);
}
errors++;
}
}
if(data.access !== undefined){
let data15 = data.access;
if(Array.isArray(data15)){
if(data15.length > 10000){
const err40 = {instancePath:instancePath+"/access",schemaPath:"#/properties/access/maxItems",keyword:"maxItems",params:{limit: 10000},message:"must NOT have more than 10000 items"};
if(vErrors === null){
vErrors = [err40];
}
else {
vErrors.push(err40);
}
errors++;
}
const len2 = data15.length;
for(let i3=0; i3<len2; i3++){
if(!(validate31(data15[i3], {instancePath:instancePath+"/access/" + i3,parentData:data15,parentDataProperty:i3,rootData,dynamicAnchors}))){
vErrors = vErrors === null ? validate31.errors : vErrors.concat(validate31.errors);
errors = vErrors.length;
}
}
}
else {
const err41 = {instancePath:instancePath+"/access",schemaPath:"#/properties/access/type",keyword:"type",params:{type: "array"},message:"must be array"};
if(vErrors === null){
vErrors = [err41];
}
else {
vErrors.push(err41);
}
errors++;
}
}
if(data.never !== undefined){
let data17 = data.never;
if(Array.isArray(data17)){
if(data17.length > 10000){
const err42 = {instancePath:instancePath+"/never",schemaPath:"#/properties/never/maxItems",keyword:"maxItems",params:{limit: 10000},message:"must NOT have more than 10000 items"};
if(vErrors === null){
vErrors = [err42];
}
else {
vErrors.push(err42);
}
errors++;
}
const len3 = data17.length;
for(let i4=0; i4<len3; i4++){
let data18 = data17[i4];
if(typeof data18 === "string"){
if(func1(data18) > 2048){
const err43 = {instancePath:instancePath+"/never/" + i4,schemaPath:"#/$defs/written/maxLength",keyword:"maxLength",params:{limit: 2048},message:"must NOT have more than 2048 characters"};
if(vErrors === null){
vErrors = [err43];
}
else {
vErrors.push(err43);
}
errors++;
}
if(func1(data18) < 1){
const err44 = {instancePath:instancePath+"/never/" + i4,schemaPath:"#/$defs/written/minLength",keyword:"minLength",params:{limit: 1},message:"must NOT have fewer than 1 characters"};
if(vErrors === null){
vErrors = [err44];
}
else {
vErrors.push(err44);
}
errors++;
}
}
else {
const err45 = {instancePath:instancePath+"/never/" + i4,schemaPath:"#/$defs/written/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err45];
}
else {
vErrors.push(err45);
}
errors++;
}
}
let i5 = data17.length;
let j1;
if(i5 > 1){
outer1:
for(;i5--;){
for(j1 = i5; j1--;){
if(func0(data17[i5], data17[j1])){
const err46 = {instancePath:instancePath+"/never",schemaPath:"#/properties/never/uniqueItems",keyword:"uniqueItems",params:{i: i5, j: j1},message:"must NOT have duplicate items (items ## "+j1+" and "+i5+" are identical)"};
if(vErrors === null){
vErrors = [err46];
}
else {
vErrors.push(err46);
}
errors++;
break outer1;
}
}
}
}
}
else {
const err47 = {instancePath:instancePath+"/never",schemaPath:"#/properties/never/type",keyword:"type",params:{type: "array"},message:"must be array"};
if(vErrors === null){
vErrors = [err47];
}
else {
vErrors.push(err47);
}
errors++;
}
}
if(data.state !== undefined){
let data19 = data.state;
if(!(((data19 === "active") || (data19 === "offboard")) || (data19 === "release"))){
const err48 = {instancePath:instancePath+"/state",schemaPath:"#/properties/state/enum",keyword:"enum",params:{allowedValues: schema87.properties.state.enum},message:"must be equal to one of the allowed values"};
if(vErrors === null){
vErrors = [err48];
}
else {
vErrors.push(err48);
}
errors++;
}
}
if(data.mode !== undefined){
let data20 = data.mode;
if(!(((data20 === "observe") || (data20 === "review")) || (data20 === "enforce"))){
const err49 = {instancePath:instancePath+"/mode",schemaPath:"#/properties/mode/enum",keyword:"enum",params:{allowedValues: schema87.properties.mode.enum},message:"must be equal to one of the allowed values"};
if(vErrors === null){
vErrors = [err49];
}
else {
vErrors.push(err49);
}
errors++;
}
}
if(data.from !== undefined){
let data21 = data.from;
if(typeof data21 === "string"){
if(func1(data21) > 40){
const err50 = {instancePath:instancePath+"/from",schemaPath:"#/$defs/instant/maxLength",keyword:"maxLength",params:{limit: 40},message:"must NOT have more than 40 characters"};
if(vErrors === null){
vErrors = [err50];
}
else {
vErrors.push(err50);
}
errors++;
}
if(!pattern27.test(data21)){
const err51 = {instancePath:instancePath+"/from",schemaPath:"#/$defs/instant/pattern",keyword:"pattern",params:{pattern: "^[0-9]{4}-[0-9]{2}-[0-9]{2}([Tt][0-9]{2}:[0-9]{2}:[0-9]{2}([.][0-9]{1,9})?([Zz]|[+-][0-9]{2}:[0-9]{2}))?$"},message:"must match pattern \""+"^[0-9]{4}-[0-9]{2}-[0-9]{2}([Tt][0-9]{2}:[0-9]{2}:[0-9]{2}([.][0-9]{1,9})?([Zz]|[+-][0-9]{2}:[0-9]{2}))?$"+"\""};
if(vErrors === null){
vErrors = [err51];
}
else {
vErrors.push(err51);
}
errors++;
}
}
else {
const err52 = {instancePath:instancePath+"/from",schemaPath:"#/$defs/instant/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err52];
}
else {
vErrors.push(err52);
}
errors++;
}
}
if(data.until !== undefined){
let data22 = data.until;
if(typeof data22 === "string"){
if(func1(data22) > 40){
const err53 = {instancePath:instancePath+"/until",schemaPath:"#/$defs/instant/maxLength",keyword:"maxLength",params:{limit: 40},message:"must NOT have more than 40 characters"};
if(vErrors === null){
vErrors = [err53];
}
else {
vErrors.push(err53);
}
errors++;
}
if(!pattern27.test(data22)){
const err54 = {instancePath:instancePath+"/until",schemaPath:"#/$defs/instant/pattern",keyword:"pattern",params:{pattern: "^[0-9]{4}-[0-9]{2}-[0-9]{2}([Tt][0-9]{2}:[0-9]{2}:[0-9]{2}([.][0-9]{1,9})?([Zz]|[+-][0-9]{2}:[0-9]{2}))?$"},message:"must match pattern \""+"^[0-9]{4}-[0-9]{2}-[0-9]{2}([Tt][0-9]{2}:[0-9]{2}:[0-9]{2}([.][0-9]{1,9})?([Zz]|[+-][0-9]{2}:[0-9]{2}))?$"+"\""};
if(vErrors === null){
vErrors = [err54];
}
else {
vErrors.push(err54);
}
errors++;
}
}
else {
const err55 = {instancePath:instancePath+"/until",schemaPath:"#/$defs/instant/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err55];
}
else {
vErrors.push(err55);
}
errors++;
}
}
if(data.columns !== undefined){
if(!(validate27(data.columns, {instancePath:instancePath+"/columns",parentData:data,parentDataProperty:"columns",rootData,dynamicAnchors}))){
vErrors = vErrors === null ? validate27.errors : vErrors.concat(validate27.errors);
errors = vErrors.length;
}
}
if(data.rows !== undefined){
let data24 = data.rows;
if(Array.isArray(data24)){
if(data24.length > 100000){
const err56 = {instancePath:instancePath+"/rows",schemaPath:"#/properties/rows/maxItems",keyword:"maxItems",params:{limit: 100000},message:"must NOT have more than 100000 items"};
if(vErrors === null){
vErrors = [err56];
}
else {
vErrors.push(err56);
}
errors++;
}
if(data24.length < 1){
const err57 = {instancePath:instancePath+"/rows",schemaPath:"#/properties/rows/minItems",keyword:"minItems",params:{limit: 1},message:"must NOT have fewer than 1 items"};
if(vErrors === null){
vErrors = [err57];
}
else {
vErrors.push(err57);
}
errors++;
}
const len4 = data24.length;
for(let i6=0; i6<len4; i6++){
let data25 = data24[i6];
if(data25 && typeof data25 == "object" && !Array.isArray(data25)){
for(const key2 in data25){
if(!(func4.call(schema87.properties.rows.items.properties, key2))){
let data26 = data25[key2];
if(((typeof data26 !== "string") && (typeof data26 !== "boolean")) && (!(((typeof data26 == "number") && (!(data26 % 1) && !isNaN(data26))) && (isFinite(data26))))){
const err58 = {instancePath:instancePath+"/rows/" + i6+"/" + key2.replace(/~/g, "~0").replace(/\//g, "~1"),schemaPath:"#/$defs/value/type",keyword:"type",params:{type: schema66.type},message:"must be string,boolean,integer"};
if(vErrors === null){
vErrors = [err58];
}
else {
vErrors.push(err58);
}
errors++;
}
if(typeof data26 === "string"){
if(func1(data26) > 2048){
const err59 = {instancePath:instancePath+"/rows/" + i6+"/" + key2.replace(/~/g, "~0").replace(/\//g, "~1"),schemaPath:"#/$defs/value/maxLength",keyword:"maxLength",params:{limit: 2048},message:"must NOT have more than 2048 characters"};
if(vErrors === null){
vErrors = [err59];
}
else {
vErrors.push(err59);
}
errors++;
}
}
}
}
if(data25.type !== undefined){
let data27 = data25.type;
if(!((((((data27 === "service") || (data27 === "workload")) || (data27 === "ci")) || (data27 === "bot")) || (data27 === "app")) || (data27 === "agent"))){
const err60 = {instancePath:instancePath+"/rows/" + i6+"/type",schemaPath:"#/$defs/identityType/enum",keyword:"enum",params:{allowedValues: schema78.enum},message:"must be equal to one of the allowed values"};
if(vErrors === null){
vErrors = [err60];
}
else {
vErrors.push(err60);
}
errors++;
}
}
if(data25.owner !== undefined){
let data28 = data25.owner;
if(typeof data28 === "string"){
if(func1(data28) > 128){
const err61 = {instancePath:instancePath+"/rows/" + i6+"/owner",schemaPath:"#/$defs/name/maxLength",keyword:"maxLength",params:{limit: 128},message:"must NOT have more than 128 characters"};
if(vErrors === null){
vErrors = [err61];
}
else {
vErrors.push(err61);
}
errors++;
}
if(!pattern4.test(data28)){
const err62 = {instancePath:instancePath+"/rows/" + i6+"/owner",schemaPath:"#/$defs/name/pattern",keyword:"pattern",params:{pattern: "^[a-z0-9][a-z0-9-]*$"},message:"must match pattern \""+"^[a-z0-9][a-z0-9-]*$"+"\""};
if(vErrors === null){
vErrors = [err62];
}
else {
vErrors.push(err62);
}
errors++;
}
}
else {
const err63 = {instancePath:instancePath+"/rows/" + i6+"/owner",schemaPath:"#/$defs/name/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err63];
}
else {
vErrors.push(err63);
}
errors++;
}
}
if(data25.environment !== undefined){
let data29 = data25.environment;
if(typeof data29 === "string"){
if(func1(data29) > 128){
const err64 = {instancePath:instancePath+"/rows/" + i6+"/environment",schemaPath:"#/$defs/name/maxLength",keyword:"maxLength",params:{limit: 128},message:"must NOT have more than 128 characters"};
if(vErrors === null){
vErrors = [err64];
}
else {
vErrors.push(err64);
}
errors++;
}
if(!pattern4.test(data29)){
const err65 = {instancePath:instancePath+"/rows/" + i6+"/environment",schemaPath:"#/$defs/name/pattern",keyword:"pattern",params:{pattern: "^[a-z0-9][a-z0-9-]*$"},message:"must match pattern \""+"^[a-z0-9][a-z0-9-]*$"+"\""};
if(vErrors === null){
vErrors = [err65];
}
else {
vErrors.push(err65);
}
errors++;
}
}
else {
const err66 = {instancePath:instancePath+"/rows/" + i6+"/environment",schemaPath:"#/$defs/name/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err66];
}
else {
vErrors.push(err66);
}
errors++;
}
}
if(data25.purpose !== undefined){
let data30 = data25.purpose;
if(typeof data30 === "string"){
if(func1(data30) > 4096){
const err67 = {instancePath:instancePath+"/rows/" + i6+"/purpose",schemaPath:"#/$defs/sentence/maxLength",keyword:"maxLength",params:{limit: 4096},message:"must NOT have more than 4096 characters"};
if(vErrors === null){
vErrors = [err67];
}
else {
vErrors.push(err67);
}
errors++;
}
if(func1(data30) < 1){
const err68 = {instancePath:instancePath+"/rows/" + i6+"/purpose",schemaPath:"#/$defs/sentence/minLength",keyword:"minLength",params:{limit: 1},message:"must NOT have fewer than 1 characters"};
if(vErrors === null){
vErrors = [err68];
}
else {
vErrors.push(err68);
}
errors++;
}
}
else {
const err69 = {instancePath:instancePath+"/rows/" + i6+"/purpose",schemaPath:"#/$defs/sentence/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err69];
}
else {
vErrors.push(err69);
}
errors++;
}
}
if(data25.directory !== undefined){
let data31 = data25.directory;
if((typeof data31 !== "string") && (!(data31 && typeof data31 == "object" && !Array.isArray(data31)))){
const err70 = {instancePath:instancePath+"/rows/" + i6+"/directory",schemaPath:"#/properties/rows/items/properties/directory/type",keyword:"type",params:{type: schema87.properties.rows.items.properties.directory.type},message:"must be string,object"};
if(vErrors === null){
vErrors = [err70];
}
else {
vErrors.push(err70);
}
errors++;
}
if(typeof data31 === "string"){
if(func1(data31) > 2048){
const err71 = {instancePath:instancePath+"/rows/" + i6+"/directory",schemaPath:"#/properties/rows/items/properties/directory/maxLength",keyword:"maxLength",params:{limit: 2048},message:"must NOT have more than 2048 characters"};
if(vErrors === null){
vErrors = [err71];
}
else {
vErrors.push(err71);
}
errors++;
}
if(func1(data31) < 1){
const err72 = {instancePath:instancePath+"/rows/" + i6+"/directory",schemaPath:"#/properties/rows/items/properties/directory/minLength",keyword:"minLength",params:{limit: 1},message:"must NOT have fewer than 1 characters"};
if(vErrors === null){
vErrors = [err72];
}
else {
vErrors.push(err72);
}
errors++;
}
}
if(data31 && typeof data31 == "object" && !Array.isArray(data31)){
if(data31.account === undefined){
const err73 = {instancePath:instancePath+"/rows/" + i6+"/directory",schemaPath:"#/properties/rows/items/properties/directory/required",keyword:"required",params:{missingProperty: "account"},message:"must have required property '"+"account"+"'"};
if(vErrors === null){
vErrors = [err73];
}
else {
vErrors.push(err73);
}
errors++;
}
for(const key3 in data31){
if(!(((key3 === "account") || (key3 === "onDisabled")) || (key3 === "onAbsent"))){
const err74 = {instancePath:instancePath+"/rows/" + i6+"/directory",schemaPath:"#/properties/rows/items/properties/directory/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key3},message:"must NOT have additional properties"};
if(vErrors === null){
vErrors = [err74];
}
else {
vErrors.push(err74);
}
errors++;
}
}
if(data31.account !== undefined){
let data32 = data31.account;
if(typeof data32 === "string"){
if(func1(data32) > 2048){
const err75 = {instancePath:instancePath+"/rows/" + i6+"/directory/account",schemaPath:"#/$defs/written/maxLength",keyword:"maxLength",params:{limit: 2048},message:"must NOT have more than 2048 characters"};
if(vErrors === null){
vErrors = [err75];
}
else {
vErrors.push(err75);
}
errors++;
}
if(func1(data32) < 1){
const err76 = {instancePath:instancePath+"/rows/" + i6+"/directory/account",schemaPath:"#/$defs/written/minLength",keyword:"minLength",params:{limit: 1},message:"must NOT have fewer than 1 characters"};
if(vErrors === null){
vErrors = [err76];
}
else {
vErrors.push(err76);
}
errors++;
}
}
else {
const err77 = {instancePath:instancePath+"/rows/" + i6+"/directory/account",schemaPath:"#/$defs/written/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err77];
}
else {
vErrors.push(err77);
}
errors++;
}
}
if(data31.onDisabled !== undefined){
let data33 = data31.onDisabled;
if(!(((data33 === "report") || (data33 === "disable")) || (data33 === "revoke"))){
const err78 = {instancePath:instancePath+"/rows/" + i6+"/directory/onDisabled",schemaPath:"#/properties/rows/items/properties/directory/properties/onDisabled/enum",keyword:"enum",params:{allowedValues: schema87.properties.rows.items.properties.directory.properties.onDisabled.enum},message:"must be equal to one of the allowed values"};
if(vErrors === null){
vErrors = [err78];
}
else {
vErrors.push(err78);
}
errors++;
}
}
if(data31.onAbsent !== undefined){
let data34 = data31.onAbsent;
if(!(((data34 === "report") || (data34 === "disable")) || (data34 === "revoke"))){
const err79 = {instancePath:instancePath+"/rows/" + i6+"/directory/onAbsent",schemaPath:"#/properties/rows/items/properties/directory/properties/onAbsent/enum",keyword:"enum",params:{allowedValues: schema87.properties.rows.items.properties.directory.properties.onAbsent.enum},message:"must be equal to one of the allowed values"};
if(vErrors === null){
vErrors = [err79];
}
else {
vErrors.push(err79);
}
errors++;
}
}
}
}
if(data25.accounts !== undefined){
let data35 = data25.accounts;
if(Array.isArray(data35)){
if(data35.length > 10000){
const err80 = {instancePath:instancePath+"/rows/" + i6+"/accounts",schemaPath:"#/properties/rows/items/properties/accounts/maxItems",keyword:"maxItems",params:{limit: 10000},message:"must NOT have more than 10000 items"};
if(vErrors === null){
vErrors = [err80];
}
else {
vErrors.push(err80);
}
errors++;
}
const len5 = data35.length;
for(let i7=0; i7<len5; i7++){
let data36 = data35[i7];
if(typeof data36 === "string"){
if(func1(data36) > 2048){
const err81 = {instancePath:instancePath+"/rows/" + i6+"/accounts/" + i7,schemaPath:"#/$defs/written/maxLength",keyword:"maxLength",params:{limit: 2048},message:"must NOT have more than 2048 characters"};
if(vErrors === null){
vErrors = [err81];
}
else {
vErrors.push(err81);
}
errors++;
}
if(func1(data36) < 1){
const err82 = {instancePath:instancePath+"/rows/" + i6+"/accounts/" + i7,schemaPath:"#/$defs/written/minLength",keyword:"minLength",params:{limit: 1},message:"must NOT have fewer than 1 characters"};
if(vErrors === null){
vErrors = [err82];
}
else {
vErrors.push(err82);
}
errors++;
}
}
else {
const err83 = {instancePath:instancePath+"/rows/" + i6+"/accounts/" + i7,schemaPath:"#/$defs/written/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err83];
}
else {
vErrors.push(err83);
}
errors++;
}
}
let i8 = data35.length;
let j2;
if(i8 > 1){
outer2:
for(;i8--;){
for(j2 = i8; j2--;){
if(func0(data35[i8], data35[j2])){
const err84 = {instancePath:instancePath+"/rows/" + i6+"/accounts",schemaPath:"#/properties/rows/items/properties/accounts/uniqueItems",keyword:"uniqueItems",params:{i: i8, j: j2},message:"must NOT have duplicate items (items ## "+j2+" and "+i8+" are identical)"};
if(vErrors === null){
vErrors = [err84];
}
else {
vErrors.push(err84);
}
errors++;
break outer2;
}
}
}
}
}
else {
const err85 = {instancePath:instancePath+"/rows/" + i6+"/accounts",schemaPath:"#/properties/rows/items/properties/accounts/type",keyword:"type",params:{type: "array"},message:"must be array"};
if(vErrors === null){
vErrors = [err85];
}
else {
vErrors.push(err85);
}
errors++;
}
}
if(data25.roles !== undefined){
let data37 = data25.roles;
if(Array.isArray(data37)){
if(data37.length > 10000){
const err86 = {instancePath:instancePath+"/rows/" + i6+"/roles",schemaPath:"#/properties/rows/items/properties/roles/maxItems",keyword:"maxItems",params:{limit: 10000},message:"must NOT have more than 10000 items"};
if(vErrors === null){
vErrors = [err86];
}
else {
vErrors.push(err86);
}
errors++;
}
const len6 = data37.length;
for(let i9=0; i9<len6; i9++){
if(!(validate29(data37[i9], {instancePath:instancePath+"/rows/" + i6+"/roles/" + i9,parentData:data37,parentDataProperty:i9,rootData,dynamicAnchors}))){
vErrors = vErrors === null ? validate29.errors : vErrors.concat(validate29.errors);
errors = vErrors.length;
}
}
}
else {
const err87 = {instancePath:instancePath+"/rows/" + i6+"/roles",schemaPath:"#/properties/rows/items/properties/roles/type",keyword:"type",params:{type: "array"},message:"must be array"};
if(vErrors === null){
vErrors = [err87];
}
else {
vErrors.push(err87);
}
errors++;
}
}
if(data25.access !== undefined){
let data39 = data25.access;
if(Array.isArray(data39)){
if(data39.length > 10000){
const err88 = {instancePath:instancePath+"/rows/" + i6+"/access",schemaPath:"#/properties/rows/items/properties/access/maxItems",keyword:"maxItems",params:{limit: 10000},message:"must NOT have more than 10000 items"};
if(vErrors === null){
vErrors = [err88];
}
else {
vErrors.push(err88);
}
errors++;
}
const len7 = data39.length;
for(let i10=0; i10<len7; i10++){
if(!(validate31(data39[i10], {instancePath:instancePath+"/rows/" + i6+"/access/" + i10,parentData:data39,parentDataProperty:i10,rootData,dynamicAnchors}))){
vErrors = vErrors === null ? validate31.errors : vErrors.concat(validate31.errors);
errors = vErrors.length;
}
}
}
else {
const err89 = {instancePath:instancePath+"/rows/" + i6+"/access",schemaPath:"#/properties/rows/items/properties/access/type",keyword:"type",params:{type: "array"},message:"must be array"};
if(vErrors === null){
vErrors = [err89];
}
else {
vErrors.push(err89);
}
errors++;
}
}
if(data25.never !== undefined){
let data41 = data25.never;
if(Array.isArray(data41)){
if(data41.length > 10000){
const err90 = {instancePath:instancePath+"/rows/" + i6+"/never",schemaPath:"#/properties/rows/items/properties/never/maxItems",keyword:"maxItems",params:{limit: 10000},message:"must NOT have more than 10000 items"};
if(vErrors === null){
vErrors = [err90];
}
else {
vErrors.push(err90);
}
errors++;
}
const len8 = data41.length;
for(let i11=0; i11<len8; i11++){
let data42 = data41[i11];
if(typeof data42 === "string"){
if(func1(data42) > 2048){
const err91 = {instancePath:instancePath+"/rows/" + i6+"/never/" + i11,schemaPath:"#/$defs/written/maxLength",keyword:"maxLength",params:{limit: 2048},message:"must NOT have more than 2048 characters"};
if(vErrors === null){
vErrors = [err91];
}
else {
vErrors.push(err91);
}
errors++;
}
if(func1(data42) < 1){
const err92 = {instancePath:instancePath+"/rows/" + i6+"/never/" + i11,schemaPath:"#/$defs/written/minLength",keyword:"minLength",params:{limit: 1},message:"must NOT have fewer than 1 characters"};
if(vErrors === null){
vErrors = [err92];
}
else {
vErrors.push(err92);
}
errors++;
}
}
else {
const err93 = {instancePath:instancePath+"/rows/" + i6+"/never/" + i11,schemaPath:"#/$defs/written/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err93];
}
else {
vErrors.push(err93);
}
errors++;
}
}
let i12 = data41.length;
let j3;
if(i12 > 1){
outer3:
for(;i12--;){
for(j3 = i12; j3--;){
if(func0(data41[i12], data41[j3])){
const err94 = {instancePath:instancePath+"/rows/" + i6+"/never",schemaPath:"#/properties/rows/items/properties/never/uniqueItems",keyword:"uniqueItems",params:{i: i12, j: j3},message:"must NOT have duplicate items (items ## "+j3+" and "+i12+" are identical)"};
if(vErrors === null){
vErrors = [err94];
}
else {
vErrors.push(err94);
}
errors++;
break outer3;
}
}
}
}
}
else {
const err95 = {instancePath:instancePath+"/rows/" + i6+"/never",schemaPath:"#/properties/rows/items/properties/never/type",keyword:"type",params:{type: "array"},message:"must be array"};
if(vErrors === null){
vErrors = [err95];
}
else {
vErrors.push(err95);
}
errors++;
}
}
if(data25.state !== undefined){
let data43 = data25.state;
if(!(((data43 === "active") || (data43 === "offboard")) || (data43 === "release"))){
const err96 = {instancePath:instancePath+"/rows/" + i6+"/state",schemaPath:"#/properties/rows/items/properties/state/enum",keyword:"enum",params:{allowedValues: schema87.properties.rows.items.properties.state.enum},message:"must be equal to one of the allowed values"};
if(vErrors === null){
vErrors = [err96];
}
else {
vErrors.push(err96);
}
errors++;
}
}
if(data25.mode !== undefined){
let data44 = data25.mode;
if(!(((data44 === "observe") || (data44 === "review")) || (data44 === "enforce"))){
const err97 = {instancePath:instancePath+"/rows/" + i6+"/mode",schemaPath:"#/properties/rows/items/properties/mode/enum",keyword:"enum",params:{allowedValues: schema87.properties.rows.items.properties.mode.enum},message:"must be equal to one of the allowed values"};
if(vErrors === null){
vErrors = [err97];
}
else {
vErrors.push(err97);
}
errors++;
}
}
if(data25.from !== undefined){
let data45 = data25.from;
if(typeof data45 === "string"){
if(func1(data45) > 40){
const err98 = {instancePath:instancePath+"/rows/" + i6+"/from",schemaPath:"#/$defs/instant/maxLength",keyword:"maxLength",params:{limit: 40},message:"must NOT have more than 40 characters"};
if(vErrors === null){
vErrors = [err98];
}
else {
vErrors.push(err98);
}
errors++;
}
if(!pattern27.test(data45)){
const err99 = {instancePath:instancePath+"/rows/" + i6+"/from",schemaPath:"#/$defs/instant/pattern",keyword:"pattern",params:{pattern: "^[0-9]{4}-[0-9]{2}-[0-9]{2}([Tt][0-9]{2}:[0-9]{2}:[0-9]{2}([.][0-9]{1,9})?([Zz]|[+-][0-9]{2}:[0-9]{2}))?$"},message:"must match pattern \""+"^[0-9]{4}-[0-9]{2}-[0-9]{2}([Tt][0-9]{2}:[0-9]{2}:[0-9]{2}([.][0-9]{1,9})?([Zz]|[+-][0-9]{2}:[0-9]{2}))?$"+"\""};
if(vErrors === null){
vErrors = [err99];
}
else {
vErrors.push(err99);
}
errors++;
}
}
else {
const err100 = {instancePath:instancePath+"/rows/" + i6+"/from",schemaPath:"#/$defs/instant/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err100];
}
else {
vErrors.push(err100);
}
errors++;
}
}
if(data25.until !== undefined){
let data46 = data25.until;
if(typeof data46 === "string"){
if(func1(data46) > 40){
const err101 = {instancePath:instancePath+"/rows/" + i6+"/until",schemaPath:"#/$defs/instant/maxLength",keyword:"maxLength",params:{limit: 40},message:"must NOT have more than 40 characters"};
if(vErrors === null){
vErrors = [err101];
}
else {
vErrors.push(err101);
}
errors++;
}
if(!pattern27.test(data46)){
const err102 = {instancePath:instancePath+"/rows/" + i6+"/until",schemaPath:"#/$defs/instant/pattern",keyword:"pattern",params:{pattern: "^[0-9]{4}-[0-9]{2}-[0-9]{2}([Tt][0-9]{2}:[0-9]{2}:[0-9]{2}([.][0-9]{1,9})?([Zz]|[+-][0-9]{2}:[0-9]{2}))?$"},message:"must match pattern \""+"^[0-9]{4}-[0-9]{2}-[0-9]{2}([Tt][0-9]{2}:[0-9]{2}:[0-9]{2}([.][0-9]{1,9})?([Zz]|[+-][0-9]{2}:[0-9]{2}))?$"+"\""};
if(vErrors === null){
vErrors = [err102];
}
else {
vErrors.push(err102);
}
errors++;
}
}
else {
const err103 = {instancePath:instancePath+"/rows/" + i6+"/until",schemaPath:"#/$defs/instant/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err103];
}
else {
vErrors.push(err103);
}
errors++;
}
}
}
else {
const err104 = {instancePath:instancePath+"/rows/" + i6,schemaPath:"#/properties/rows/items/type",keyword:"type",params:{type: "object"},message:"must be object"};
if(vErrors === null){
vErrors = [err104];
}
else {
vErrors.push(err104);
}
errors++;
}
}
}
else {
const err105 = {instancePath:instancePath+"/rows",schemaPath:"#/properties/rows/type",keyword:"type",params:{type: "array"},message:"must be array"};
if(vErrors === null){
vErrors = [err105];
}
else {
vErrors.push(err105);
}
errors++;
}
}
}
else {
const err106 = {instancePath,schemaPath:"#/type",keyword:"type",params:{type: "object"},message:"must be object"};
if(vErrors === null){
vErrors = [err106];
}
else {
vErrors.push(err106);
}
errors++;
}
validate39.errors = vErrors;
return errors === 0;
}
validate39.evaluated = {"props":true,"dynamicProps":false,"dynamicItems":false};

const schema108 = {"description":"What credentials must keep to.","type":"object","required":["kind","id","where","require","severity","act"],"properties":{"kind":{"const":"Rule","description":"A Rule."},"id":{"description":"Its name in findings and exceptions.","$ref":"#/$defs/name"},"where":{"description":"Which credentials; all must match.","type":"object","required":["credential"],"properties":{"credential":{"description":"Rules are about credentials.","const":true},"type":{"description":"Of identities of these types.","type":"array","minItems":1,"maxItems":6,"items":{"$ref":"#/$defs/identityType"},"uniqueItems":true},"target":{"description":"In these targets or instances.","type":"array","minItems":1,"maxItems":1000,"items":{"type":"string","maxLength":257,"pattern":"^[a-z0-9][a-z0-9-]*([.][a-z0-9][a-z0-9-]*)?$","description":"A target, or `target.instance`."},"uniqueItems":true},"owner":{"description":"Of identities of these Teams.","type":"array","minItems":1,"maxItems":1000,"items":{"$ref":"#/$defs/name"},"uniqueItems":true}},"additionalProperties":false},"require":{"description":"At least one of these.","type":"object","required":[],"properties":{"maxAge":{"description":"No older than this.","$ref":"#/$defs/duration"},"maxIdle":{"description":"Used within this time.","$ref":"#/$defs/duration"},"maxCount":{"description":"No more than so many for one account; the newest stay.","type":"integer","minimum":1,"maximum":1000}},"additionalProperties":false,"minProperties":1},"severity":{"description":"low, medium, high: note, warning, error.","enum":["low","medium","high"]},"act":{"description":"What is done with a credential that breaks it.","enum":["report","revoke"]}},"additionalProperties":false};
const pattern45 = new RegExp("^[a-z0-9][a-z0-9-]*([.][a-z0-9][a-z0-9-]*)?$", "u");

function validate45(data, {instancePath="", parentData, parentDataProperty, rootData=data, dynamicAnchors={}}={}){
let vErrors = null;
let errors = 0;
const evaluated0 = validate45.evaluated;
if(evaluated0.dynamicProps){
evaluated0.props = undefined;
}
if(evaluated0.dynamicItems){
evaluated0.items = undefined;
}
if(data && typeof data == "object" && !Array.isArray(data)){
if(data.kind === undefined){
const err0 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "kind"},message:"must have required property '"+"kind"+"'"};
if(vErrors === null){
vErrors = [err0];
}
else {
vErrors.push(err0);
}
errors++;
}
if(data.id === undefined){
const err1 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "id"},message:"must have required property '"+"id"+"'"};
if(vErrors === null){
vErrors = [err1];
}
else {
vErrors.push(err1);
}
errors++;
}
if(data.where === undefined){
const err2 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "where"},message:"must have required property '"+"where"+"'"};
if(vErrors === null){
vErrors = [err2];
}
else {
vErrors.push(err2);
}
errors++;
}
if(data.require === undefined){
const err3 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "require"},message:"must have required property '"+"require"+"'"};
if(vErrors === null){
vErrors = [err3];
}
else {
vErrors.push(err3);
}
errors++;
}
if(data.severity === undefined){
const err4 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "severity"},message:"must have required property '"+"severity"+"'"};
if(vErrors === null){
vErrors = [err4];
}
else {
vErrors.push(err4);
}
errors++;
}
if(data.act === undefined){
const err5 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "act"},message:"must have required property '"+"act"+"'"};
if(vErrors === null){
vErrors = [err5];
}
else {
vErrors.push(err5);
}
errors++;
}
for(const key0 in data){
if(!((((((key0 === "kind") || (key0 === "id")) || (key0 === "where")) || (key0 === "require")) || (key0 === "severity")) || (key0 === "act"))){
const err6 = {instancePath,schemaPath:"#/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key0},message:"must NOT have additional properties"};
if(vErrors === null){
vErrors = [err6];
}
else {
vErrors.push(err6);
}
errors++;
}
}
if(data.kind !== undefined){
if("Rule" !== data.kind){
const err7 = {instancePath:instancePath+"/kind",schemaPath:"#/properties/kind/const",keyword:"const",params:{allowedValue: "Rule"},message:"must be equal to constant"};
if(vErrors === null){
vErrors = [err7];
}
else {
vErrors.push(err7);
}
errors++;
}
}
if(data.id !== undefined){
let data1 = data.id;
if(typeof data1 === "string"){
if(func1(data1) > 128){
const err8 = {instancePath:instancePath+"/id",schemaPath:"#/$defs/name/maxLength",keyword:"maxLength",params:{limit: 128},message:"must NOT have more than 128 characters"};
if(vErrors === null){
vErrors = [err8];
}
else {
vErrors.push(err8);
}
errors++;
}
if(!pattern4.test(data1)){
const err9 = {instancePath:instancePath+"/id",schemaPath:"#/$defs/name/pattern",keyword:"pattern",params:{pattern: "^[a-z0-9][a-z0-9-]*$"},message:"must match pattern \""+"^[a-z0-9][a-z0-9-]*$"+"\""};
if(vErrors === null){
vErrors = [err9];
}
else {
vErrors.push(err9);
}
errors++;
}
}
else {
const err10 = {instancePath:instancePath+"/id",schemaPath:"#/$defs/name/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err10];
}
else {
vErrors.push(err10);
}
errors++;
}
}
if(data.where !== undefined){
let data2 = data.where;
if(data2 && typeof data2 == "object" && !Array.isArray(data2)){
if(data2.credential === undefined){
const err11 = {instancePath:instancePath+"/where",schemaPath:"#/properties/where/required",keyword:"required",params:{missingProperty: "credential"},message:"must have required property '"+"credential"+"'"};
if(vErrors === null){
vErrors = [err11];
}
else {
vErrors.push(err11);
}
errors++;
}
for(const key1 in data2){
if(!((((key1 === "credential") || (key1 === "type")) || (key1 === "target")) || (key1 === "owner"))){
const err12 = {instancePath:instancePath+"/where",schemaPath:"#/properties/where/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key1},message:"must NOT have additional properties"};
if(vErrors === null){
vErrors = [err12];
}
else {
vErrors.push(err12);
}
errors++;
}
}
if(data2.credential !== undefined){
if(true !== data2.credential){
const err13 = {instancePath:instancePath+"/where/credential",schemaPath:"#/properties/where/properties/credential/const",keyword:"const",params:{allowedValue: true},message:"must be equal to constant"};
if(vErrors === null){
vErrors = [err13];
}
else {
vErrors.push(err13);
}
errors++;
}
}
if(data2.type !== undefined){
let data4 = data2.type;
if(Array.isArray(data4)){
if(data4.length > 6){
const err14 = {instancePath:instancePath+"/where/type",schemaPath:"#/properties/where/properties/type/maxItems",keyword:"maxItems",params:{limit: 6},message:"must NOT have more than 6 items"};
if(vErrors === null){
vErrors = [err14];
}
else {
vErrors.push(err14);
}
errors++;
}
if(data4.length < 1){
const err15 = {instancePath:instancePath+"/where/type",schemaPath:"#/properties/where/properties/type/minItems",keyword:"minItems",params:{limit: 1},message:"must NOT have fewer than 1 items"};
if(vErrors === null){
vErrors = [err15];
}
else {
vErrors.push(err15);
}
errors++;
}
const len0 = data4.length;
for(let i0=0; i0<len0; i0++){
let data5 = data4[i0];
if(!((((((data5 === "service") || (data5 === "workload")) || (data5 === "ci")) || (data5 === "bot")) || (data5 === "app")) || (data5 === "agent"))){
const err16 = {instancePath:instancePath+"/where/type/" + i0,schemaPath:"#/$defs/identityType/enum",keyword:"enum",params:{allowedValues: schema78.enum},message:"must be equal to one of the allowed values"};
if(vErrors === null){
vErrors = [err16];
}
else {
vErrors.push(err16);
}
errors++;
}
}
let i1 = data4.length;
let j0;
if(i1 > 1){
outer0:
for(;i1--;){
for(j0 = i1; j0--;){
if(func0(data4[i1], data4[j0])){
const err17 = {instancePath:instancePath+"/where/type",schemaPath:"#/properties/where/properties/type/uniqueItems",keyword:"uniqueItems",params:{i: i1, j: j0},message:"must NOT have duplicate items (items ## "+j0+" and "+i1+" are identical)"};
if(vErrors === null){
vErrors = [err17];
}
else {
vErrors.push(err17);
}
errors++;
break outer0;
}
}
}
}
}
else {
const err18 = {instancePath:instancePath+"/where/type",schemaPath:"#/properties/where/properties/type/type",keyword:"type",params:{type: "array"},message:"must be array"};
if(vErrors === null){
vErrors = [err18];
}
else {
vErrors.push(err18);
}
errors++;
}
}
if(data2.target !== undefined){
let data6 = data2.target;
if(Array.isArray(data6)){
if(data6.length > 1000){
const err19 = {instancePath:instancePath+"/where/target",schemaPath:"#/properties/where/properties/target/maxItems",keyword:"maxItems",params:{limit: 1000},message:"must NOT have more than 1000 items"};
if(vErrors === null){
vErrors = [err19];
}
else {
vErrors.push(err19);
}
errors++;
}
if(data6.length < 1){
const err20 = {instancePath:instancePath+"/where/target",schemaPath:"#/properties/where/properties/target/minItems",keyword:"minItems",params:{limit: 1},message:"must NOT have fewer than 1 items"};
if(vErrors === null){
vErrors = [err20];
}
else {
vErrors.push(err20);
}
errors++;
}
const len1 = data6.length;
for(let i2=0; i2<len1; i2++){
let data7 = data6[i2];
if(typeof data7 === "string"){
if(func1(data7) > 257){
const err21 = {instancePath:instancePath+"/where/target/" + i2,schemaPath:"#/properties/where/properties/target/items/maxLength",keyword:"maxLength",params:{limit: 257},message:"must NOT have more than 257 characters"};
if(vErrors === null){
vErrors = [err21];
}
else {
vErrors.push(err21);
}
errors++;
}
if(!pattern45.test(data7)){
const err22 = {instancePath:instancePath+"/where/target/" + i2,schemaPath:"#/properties/where/properties/target/items/pattern",keyword:"pattern",params:{pattern: "^[a-z0-9][a-z0-9-]*([.][a-z0-9][a-z0-9-]*)?$"},message:"must match pattern \""+"^[a-z0-9][a-z0-9-]*([.][a-z0-9][a-z0-9-]*)?$"+"\""};
if(vErrors === null){
vErrors = [err22];
}
else {
vErrors.push(err22);
}
errors++;
}
}
else {
const err23 = {instancePath:instancePath+"/where/target/" + i2,schemaPath:"#/properties/where/properties/target/items/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err23];
}
else {
vErrors.push(err23);
}
errors++;
}
}
let i3 = data6.length;
let j1;
if(i3 > 1){
const indices0 = {};
for(;i3--;){
let item0 = data6[i3];
if(typeof item0 !== "string"){
continue;
}
if(typeof indices0[item0] == "number"){
j1 = indices0[item0];
const err24 = {instancePath:instancePath+"/where/target",schemaPath:"#/properties/where/properties/target/uniqueItems",keyword:"uniqueItems",params:{i: i3, j: j1},message:"must NOT have duplicate items (items ## "+j1+" and "+i3+" are identical)"};
if(vErrors === null){
vErrors = [err24];
}
else {
vErrors.push(err24);
}
errors++;
break;
}
indices0[item0] = i3;
}
}
}
else {
const err25 = {instancePath:instancePath+"/where/target",schemaPath:"#/properties/where/properties/target/type",keyword:"type",params:{type: "array"},message:"must be array"};
if(vErrors === null){
vErrors = [err25];
}
else {
vErrors.push(err25);
}
errors++;
}
}
if(data2.owner !== undefined){
let data8 = data2.owner;
if(Array.isArray(data8)){
if(data8.length > 1000){
const err26 = {instancePath:instancePath+"/where/owner",schemaPath:"#/properties/where/properties/owner/maxItems",keyword:"maxItems",params:{limit: 1000},message:"must NOT have more than 1000 items"};
if(vErrors === null){
vErrors = [err26];
}
else {
vErrors.push(err26);
}
errors++;
}
if(data8.length < 1){
const err27 = {instancePath:instancePath+"/where/owner",schemaPath:"#/properties/where/properties/owner/minItems",keyword:"minItems",params:{limit: 1},message:"must NOT have fewer than 1 items"};
if(vErrors === null){
vErrors = [err27];
}
else {
vErrors.push(err27);
}
errors++;
}
const len2 = data8.length;
for(let i4=0; i4<len2; i4++){
let data9 = data8[i4];
if(typeof data9 === "string"){
if(func1(data9) > 128){
const err28 = {instancePath:instancePath+"/where/owner/" + i4,schemaPath:"#/$defs/name/maxLength",keyword:"maxLength",params:{limit: 128},message:"must NOT have more than 128 characters"};
if(vErrors === null){
vErrors = [err28];
}
else {
vErrors.push(err28);
}
errors++;
}
if(!pattern4.test(data9)){
const err29 = {instancePath:instancePath+"/where/owner/" + i4,schemaPath:"#/$defs/name/pattern",keyword:"pattern",params:{pattern: "^[a-z0-9][a-z0-9-]*$"},message:"must match pattern \""+"^[a-z0-9][a-z0-9-]*$"+"\""};
if(vErrors === null){
vErrors = [err29];
}
else {
vErrors.push(err29);
}
errors++;
}
}
else {
const err30 = {instancePath:instancePath+"/where/owner/" + i4,schemaPath:"#/$defs/name/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err30];
}
else {
vErrors.push(err30);
}
errors++;
}
}
let i5 = data8.length;
let j2;
if(i5 > 1){
outer1:
for(;i5--;){
for(j2 = i5; j2--;){
if(func0(data8[i5], data8[j2])){
const err31 = {instancePath:instancePath+"/where/owner",schemaPath:"#/properties/where/properties/owner/uniqueItems",keyword:"uniqueItems",params:{i: i5, j: j2},message:"must NOT have duplicate items (items ## "+j2+" and "+i5+" are identical)"};
if(vErrors === null){
vErrors = [err31];
}
else {
vErrors.push(err31);
}
errors++;
break outer1;
}
}
}
}
}
else {
const err32 = {instancePath:instancePath+"/where/owner",schemaPath:"#/properties/where/properties/owner/type",keyword:"type",params:{type: "array"},message:"must be array"};
if(vErrors === null){
vErrors = [err32];
}
else {
vErrors.push(err32);
}
errors++;
}
}
}
else {
const err33 = {instancePath:instancePath+"/where",schemaPath:"#/properties/where/type",keyword:"type",params:{type: "object"},message:"must be object"};
if(vErrors === null){
vErrors = [err33];
}
else {
vErrors.push(err33);
}
errors++;
}
}
if(data.require !== undefined){
let data10 = data.require;
if(data10 && typeof data10 == "object" && !Array.isArray(data10)){
if(Object.keys(data10).length < 1){
const err34 = {instancePath:instancePath+"/require",schemaPath:"#/properties/require/minProperties",keyword:"minProperties",params:{limit: 1},message:"must NOT have fewer than 1 properties"};
if(vErrors === null){
vErrors = [err34];
}
else {
vErrors.push(err34);
}
errors++;
}
for(const key2 in data10){
if(!(((key2 === "maxAge") || (key2 === "maxIdle")) || (key2 === "maxCount"))){
const err35 = {instancePath:instancePath+"/require",schemaPath:"#/properties/require/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key2},message:"must NOT have additional properties"};
if(vErrors === null){
vErrors = [err35];
}
else {
vErrors.push(err35);
}
errors++;
}
}
if(data10.maxAge !== undefined){
let data11 = data10.maxAge;
if(typeof data11 === "string"){
if(!pattern5.test(data11)){
const err36 = {instancePath:instancePath+"/require/maxAge",schemaPath:"#/$defs/duration/pattern",keyword:"pattern",params:{pattern: "^[0-9]{1,9}[smhdw]$"},message:"must match pattern \""+"^[0-9]{1,9}[smhdw]$"+"\""};
if(vErrors === null){
vErrors = [err36];
}
else {
vErrors.push(err36);
}
errors++;
}
}
else {
const err37 = {instancePath:instancePath+"/require/maxAge",schemaPath:"#/$defs/duration/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err37];
}
else {
vErrors.push(err37);
}
errors++;
}
}
if(data10.maxIdle !== undefined){
let data12 = data10.maxIdle;
if(typeof data12 === "string"){
if(!pattern5.test(data12)){
const err38 = {instancePath:instancePath+"/require/maxIdle",schemaPath:"#/$defs/duration/pattern",keyword:"pattern",params:{pattern: "^[0-9]{1,9}[smhdw]$"},message:"must match pattern \""+"^[0-9]{1,9}[smhdw]$"+"\""};
if(vErrors === null){
vErrors = [err38];
}
else {
vErrors.push(err38);
}
errors++;
}
}
else {
const err39 = {instancePath:instancePath+"/require/maxIdle",schemaPath:"#/$defs/duration/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err39];
}
else {
vErrors.push(err39);
}
errors++;
}
}
if(data10.maxCount !== undefined){
let data13 = data10.maxCount;
if(!(((typeof data13 == "number") && (!(data13 % 1) && !isNaN(data13))) && (isFinite(data13)))){
const err40 = {instancePath:instancePath+"/require/maxCount",schemaPath:"#/properties/require/properties/maxCount/type",keyword:"type",params:{type: "integer"},message:"must be integer"};
if(vErrors === null){
vErrors = [err40];
}
else {
vErrors.push(err40);
}
errors++;
}
if((typeof data13 == "number") && (isFinite(data13))){
if(data13 > 1000 || isNaN(data13)){
const err41 = {instancePath:instancePath+"/require/maxCount",schemaPath:"#/properties/require/properties/maxCount/maximum",keyword:"maximum",params:{comparison: "<=", limit: 1000},message:"must be <= 1000"};
if(vErrors === null){
vErrors = [err41];
}
else {
vErrors.push(err41);
}
errors++;
}
if(data13 < 1 || isNaN(data13)){
const err42 = {instancePath:instancePath+"/require/maxCount",schemaPath:"#/properties/require/properties/maxCount/minimum",keyword:"minimum",params:{comparison: ">=", limit: 1},message:"must be >= 1"};
if(vErrors === null){
vErrors = [err42];
}
else {
vErrors.push(err42);
}
errors++;
}
}
}
}
else {
const err43 = {instancePath:instancePath+"/require",schemaPath:"#/properties/require/type",keyword:"type",params:{type: "object"},message:"must be object"};
if(vErrors === null){
vErrors = [err43];
}
else {
vErrors.push(err43);
}
errors++;
}
}
if(data.severity !== undefined){
let data14 = data.severity;
if(!(((data14 === "low") || (data14 === "medium")) || (data14 === "high"))){
const err44 = {instancePath:instancePath+"/severity",schemaPath:"#/properties/severity/enum",keyword:"enum",params:{allowedValues: schema108.properties.severity.enum},message:"must be equal to one of the allowed values"};
if(vErrors === null){
vErrors = [err44];
}
else {
vErrors.push(err44);
}
errors++;
}
}
if(data.act !== undefined){
let data15 = data.act;
if(!((data15 === "report") || (data15 === "revoke"))){
const err45 = {instancePath:instancePath+"/act",schemaPath:"#/properties/act/enum",keyword:"enum",params:{allowedValues: schema108.properties.act.enum},message:"must be equal to one of the allowed values"};
if(vErrors === null){
vErrors = [err45];
}
else {
vErrors.push(err45);
}
errors++;
}
}
}
else {
const err46 = {instancePath,schemaPath:"#/type",keyword:"type",params:{type: "object"},message:"must be object"};
if(vErrors === null){
vErrors = [err46];
}
else {
vErrors.push(err46);
}
errors++;
}
validate45.errors = vErrors;
return errors === 0;
}
validate45.evaluated = {"props":true,"dynamicProps":false,"dynamicItems":false};

const schema114 = {"description":"A reviewed, dated way around a rule or a cap.","type":"object","required":["kind","id","until","owner","because"],"properties":{"kind":{"const":"Exception","description":"A Exception."},"id":{"description":"Its name. One that has been spent is not used again.","$ref":"#/$defs/name"},"rule":{"description":"The Rule that it lifts, or `wide-scope`.","$ref":"#/$defs/name"},"for":{"description":"The identities (for `wide-scope`: the targets) that it is for.","type":"array","minItems":1,"maxItems":10000,"items":{"type":"string","maxLength":257,"pattern":"^[a-z0-9][a-z0-9-]*([.][a-z0-9][a-z0-9-]*)?$","description":"An identity, or a target."},"uniqueItems":true},"limit":{"description":"The cap's place: `target/kind`; of the cap offboard the target alone.","type":"string","minLength":1,"maxLength":400},"cap":{"description":"Which cap is lifted, once.","enum":["correction","review","lifecycle","offboard","grantPrivileged"]},"count":{"description":"Up to how many.","type":"integer","minimum":1,"maximum":1000000},"until":{"description":"It ends here.","$ref":"#/$defs/instant"},"owner":{"description":"The Team that answers for it.","$ref":"#/$defs/name"},"because":{"description":"Why.","$ref":"#/$defs/sentence"}},"additionalProperties":false,"oneOf":[{"required":["rule","for"],"properties":{"rule":true,"for":true,"limit":false,"cap":false,"count":false}},{"required":["limit","cap","count"],"properties":{"limit":true,"cap":true,"count":true,"rule":false,"for":false}}]};

function validate46(data, {instancePath="", parentData, parentDataProperty, rootData=data, dynamicAnchors={}}={}){
let vErrors = null;
let errors = 0;
const evaluated0 = validate46.evaluated;
if(evaluated0.dynamicProps){
evaluated0.props = undefined;
}
if(evaluated0.dynamicItems){
evaluated0.items = undefined;
}
const _errs1 = errors;
let valid0 = false;
let passing0 = null;
const _errs2 = errors;
if(data && typeof data == "object" && !Array.isArray(data)){
if(data.rule === undefined){
const err0 = {instancePath,schemaPath:"#/oneOf/0/required",keyword:"required",params:{missingProperty: "rule"},message:"must have required property '"+"rule"+"'"};
if(vErrors === null){
vErrors = [err0];
}
else {
vErrors.push(err0);
}
errors++;
}
if(data.for === undefined){
const err1 = {instancePath,schemaPath:"#/oneOf/0/required",keyword:"required",params:{missingProperty: "for"},message:"must have required property '"+"for"+"'"};
if(vErrors === null){
vErrors = [err1];
}
else {
vErrors.push(err1);
}
errors++;
}
if(data.limit !== undefined){
const err2 = {instancePath:instancePath+"/limit",schemaPath:"#/oneOf/0/properties/limit/false schema",keyword:"false schema",params:{},message:"boolean schema is false"};
if(vErrors === null){
vErrors = [err2];
}
else {
vErrors.push(err2);
}
errors++;
}
if(data.cap !== undefined){
const err3 = {instancePath:instancePath+"/cap",schemaPath:"#/oneOf/0/properties/cap/false schema",keyword:"false schema",params:{},message:"boolean schema is false"};
if(vErrors === null){
vErrors = [err3];
}
else {
vErrors.push(err3);
}
errors++;
}
if(data.count !== undefined){
const err4 = {instancePath:instancePath+"/count",schemaPath:"#/oneOf/0/properties/count/false schema",keyword:"false schema",params:{},message:"boolean schema is false"};
if(vErrors === null){
vErrors = [err4];
}
else {
vErrors.push(err4);
}
errors++;
}
}
var _valid0 = _errs2 === errors;
if(_valid0){
valid0 = true;
passing0 = 0;
var props0 = {};
props0.rule = true;
props0.for = true;
props0.limit = true;
props0.cap = true;
props0.count = true;
}
const _errs3 = errors;
if(data && typeof data == "object" && !Array.isArray(data)){
if(data.limit === undefined){
const err5 = {instancePath,schemaPath:"#/oneOf/1/required",keyword:"required",params:{missingProperty: "limit"},message:"must have required property '"+"limit"+"'"};
if(vErrors === null){
vErrors = [err5];
}
else {
vErrors.push(err5);
}
errors++;
}
if(data.cap === undefined){
const err6 = {instancePath,schemaPath:"#/oneOf/1/required",keyword:"required",params:{missingProperty: "cap"},message:"must have required property '"+"cap"+"'"};
if(vErrors === null){
vErrors = [err6];
}
else {
vErrors.push(err6);
}
errors++;
}
if(data.count === undefined){
const err7 = {instancePath,schemaPath:"#/oneOf/1/required",keyword:"required",params:{missingProperty: "count"},message:"must have required property '"+"count"+"'"};
if(vErrors === null){
vErrors = [err7];
}
else {
vErrors.push(err7);
}
errors++;
}
if(data.rule !== undefined){
const err8 = {instancePath:instancePath+"/rule",schemaPath:"#/oneOf/1/properties/rule/false schema",keyword:"false schema",params:{},message:"boolean schema is false"};
if(vErrors === null){
vErrors = [err8];
}
else {
vErrors.push(err8);
}
errors++;
}
if(data.for !== undefined){
const err9 = {instancePath:instancePath+"/for",schemaPath:"#/oneOf/1/properties/for/false schema",keyword:"false schema",params:{},message:"boolean schema is false"};
if(vErrors === null){
vErrors = [err9];
}
else {
vErrors.push(err9);
}
errors++;
}
}
var _valid0 = _errs3 === errors;
if(_valid0 && valid0){
valid0 = false;
passing0 = [passing0, 1];
}
else {
if(_valid0){
valid0 = true;
passing0 = 1;
if(props0 !== true){
props0 = props0 || {};
props0.limit = true;
props0.cap = true;
props0.count = true;
props0.rule = true;
props0.for = true;
}
}
}
if(!valid0){
const err10 = {instancePath,schemaPath:"#/oneOf",keyword:"oneOf",params:{passingSchemas: passing0},message:"must match exactly one schema in oneOf"};
if(vErrors === null){
vErrors = [err10];
}
else {
vErrors.push(err10);
}
errors++;
}
else {
errors = _errs1;
if(vErrors !== null){
if(_errs1){
vErrors.length = _errs1;
}
else {
vErrors = null;
}
}
}
if(data && typeof data == "object" && !Array.isArray(data)){
if(data.kind === undefined){
const err11 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "kind"},message:"must have required property '"+"kind"+"'"};
if(vErrors === null){
vErrors = [err11];
}
else {
vErrors.push(err11);
}
errors++;
}
if(data.id === undefined){
const err12 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "id"},message:"must have required property '"+"id"+"'"};
if(vErrors === null){
vErrors = [err12];
}
else {
vErrors.push(err12);
}
errors++;
}
if(data.until === undefined){
const err13 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "until"},message:"must have required property '"+"until"+"'"};
if(vErrors === null){
vErrors = [err13];
}
else {
vErrors.push(err13);
}
errors++;
}
if(data.owner === undefined){
const err14 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "owner"},message:"must have required property '"+"owner"+"'"};
if(vErrors === null){
vErrors = [err14];
}
else {
vErrors.push(err14);
}
errors++;
}
if(data.because === undefined){
const err15 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "because"},message:"must have required property '"+"because"+"'"};
if(vErrors === null){
vErrors = [err15];
}
else {
vErrors.push(err15);
}
errors++;
}
for(const key0 in data){
if(!(func4.call(schema114.properties, key0))){
const err16 = {instancePath,schemaPath:"#/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key0},message:"must NOT have additional properties"};
if(vErrors === null){
vErrors = [err16];
}
else {
vErrors.push(err16);
}
errors++;
}
}
if(data.kind !== undefined){
if("Exception" !== data.kind){
const err17 = {instancePath:instancePath+"/kind",schemaPath:"#/properties/kind/const",keyword:"const",params:{allowedValue: "Exception"},message:"must be equal to constant"};
if(vErrors === null){
vErrors = [err17];
}
else {
vErrors.push(err17);
}
errors++;
}
}
if(data.id !== undefined){
let data6 = data.id;
if(typeof data6 === "string"){
if(func1(data6) > 128){
const err18 = {instancePath:instancePath+"/id",schemaPath:"#/$defs/name/maxLength",keyword:"maxLength",params:{limit: 128},message:"must NOT have more than 128 characters"};
if(vErrors === null){
vErrors = [err18];
}
else {
vErrors.push(err18);
}
errors++;
}
if(!pattern4.test(data6)){
const err19 = {instancePath:instancePath+"/id",schemaPath:"#/$defs/name/pattern",keyword:"pattern",params:{pattern: "^[a-z0-9][a-z0-9-]*$"},message:"must match pattern \""+"^[a-z0-9][a-z0-9-]*$"+"\""};
if(vErrors === null){
vErrors = [err19];
}
else {
vErrors.push(err19);
}
errors++;
}
}
else {
const err20 = {instancePath:instancePath+"/id",schemaPath:"#/$defs/name/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err20];
}
else {
vErrors.push(err20);
}
errors++;
}
}
if(data.rule !== undefined){
let data7 = data.rule;
if(typeof data7 === "string"){
if(func1(data7) > 128){
const err21 = {instancePath:instancePath+"/rule",schemaPath:"#/$defs/name/maxLength",keyword:"maxLength",params:{limit: 128},message:"must NOT have more than 128 characters"};
if(vErrors === null){
vErrors = [err21];
}
else {
vErrors.push(err21);
}
errors++;
}
if(!pattern4.test(data7)){
const err22 = {instancePath:instancePath+"/rule",schemaPath:"#/$defs/name/pattern",keyword:"pattern",params:{pattern: "^[a-z0-9][a-z0-9-]*$"},message:"must match pattern \""+"^[a-z0-9][a-z0-9-]*$"+"\""};
if(vErrors === null){
vErrors = [err22];
}
else {
vErrors.push(err22);
}
errors++;
}
}
else {
const err23 = {instancePath:instancePath+"/rule",schemaPath:"#/$defs/name/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err23];
}
else {
vErrors.push(err23);
}
errors++;
}
}
if(data.for !== undefined){
let data8 = data.for;
if(Array.isArray(data8)){
if(data8.length > 10000){
const err24 = {instancePath:instancePath+"/for",schemaPath:"#/properties/for/maxItems",keyword:"maxItems",params:{limit: 10000},message:"must NOT have more than 10000 items"};
if(vErrors === null){
vErrors = [err24];
}
else {
vErrors.push(err24);
}
errors++;
}
if(data8.length < 1){
const err25 = {instancePath:instancePath+"/for",schemaPath:"#/properties/for/minItems",keyword:"minItems",params:{limit: 1},message:"must NOT have fewer than 1 items"};
if(vErrors === null){
vErrors = [err25];
}
else {
vErrors.push(err25);
}
errors++;
}
const len0 = data8.length;
for(let i0=0; i0<len0; i0++){
let data9 = data8[i0];
if(typeof data9 === "string"){
if(func1(data9) > 257){
const err26 = {instancePath:instancePath+"/for/" + i0,schemaPath:"#/properties/for/items/maxLength",keyword:"maxLength",params:{limit: 257},message:"must NOT have more than 257 characters"};
if(vErrors === null){
vErrors = [err26];
}
else {
vErrors.push(err26);
}
errors++;
}
if(!pattern45.test(data9)){
const err27 = {instancePath:instancePath+"/for/" + i0,schemaPath:"#/properties/for/items/pattern",keyword:"pattern",params:{pattern: "^[a-z0-9][a-z0-9-]*([.][a-z0-9][a-z0-9-]*)?$"},message:"must match pattern \""+"^[a-z0-9][a-z0-9-]*([.][a-z0-9][a-z0-9-]*)?$"+"\""};
if(vErrors === null){
vErrors = [err27];
}
else {
vErrors.push(err27);
}
errors++;
}
}
else {
const err28 = {instancePath:instancePath+"/for/" + i0,schemaPath:"#/properties/for/items/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err28];
}
else {
vErrors.push(err28);
}
errors++;
}
}
let i1 = data8.length;
let j0;
if(i1 > 1){
const indices0 = {};
for(;i1--;){
let item0 = data8[i1];
if(typeof item0 !== "string"){
continue;
}
if(typeof indices0[item0] == "number"){
j0 = indices0[item0];
const err29 = {instancePath:instancePath+"/for",schemaPath:"#/properties/for/uniqueItems",keyword:"uniqueItems",params:{i: i1, j: j0},message:"must NOT have duplicate items (items ## "+j0+" and "+i1+" are identical)"};
if(vErrors === null){
vErrors = [err29];
}
else {
vErrors.push(err29);
}
errors++;
break;
}
indices0[item0] = i1;
}
}
}
else {
const err30 = {instancePath:instancePath+"/for",schemaPath:"#/properties/for/type",keyword:"type",params:{type: "array"},message:"must be array"};
if(vErrors === null){
vErrors = [err30];
}
else {
vErrors.push(err30);
}
errors++;
}
}
if(data.limit !== undefined){
let data10 = data.limit;
if(typeof data10 === "string"){
if(func1(data10) > 400){
const err31 = {instancePath:instancePath+"/limit",schemaPath:"#/properties/limit/maxLength",keyword:"maxLength",params:{limit: 400},message:"must NOT have more than 400 characters"};
if(vErrors === null){
vErrors = [err31];
}
else {
vErrors.push(err31);
}
errors++;
}
if(func1(data10) < 1){
const err32 = {instancePath:instancePath+"/limit",schemaPath:"#/properties/limit/minLength",keyword:"minLength",params:{limit: 1},message:"must NOT have fewer than 1 characters"};
if(vErrors === null){
vErrors = [err32];
}
else {
vErrors.push(err32);
}
errors++;
}
}
else {
const err33 = {instancePath:instancePath+"/limit",schemaPath:"#/properties/limit/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err33];
}
else {
vErrors.push(err33);
}
errors++;
}
}
if(data.cap !== undefined){
let data11 = data.cap;
if(!(((((data11 === "correction") || (data11 === "review")) || (data11 === "lifecycle")) || (data11 === "offboard")) || (data11 === "grantPrivileged"))){
const err34 = {instancePath:instancePath+"/cap",schemaPath:"#/properties/cap/enum",keyword:"enum",params:{allowedValues: schema114.properties.cap.enum},message:"must be equal to one of the allowed values"};
if(vErrors === null){
vErrors = [err34];
}
else {
vErrors.push(err34);
}
errors++;
}
}
if(data.count !== undefined){
let data12 = data.count;
if(!(((typeof data12 == "number") && (!(data12 % 1) && !isNaN(data12))) && (isFinite(data12)))){
const err35 = {instancePath:instancePath+"/count",schemaPath:"#/properties/count/type",keyword:"type",params:{type: "integer"},message:"must be integer"};
if(vErrors === null){
vErrors = [err35];
}
else {
vErrors.push(err35);
}
errors++;
}
if((typeof data12 == "number") && (isFinite(data12))){
if(data12 > 1000000 || isNaN(data12)){
const err36 = {instancePath:instancePath+"/count",schemaPath:"#/properties/count/maximum",keyword:"maximum",params:{comparison: "<=", limit: 1000000},message:"must be <= 1000000"};
if(vErrors === null){
vErrors = [err36];
}
else {
vErrors.push(err36);
}
errors++;
}
if(data12 < 1 || isNaN(data12)){
const err37 = {instancePath:instancePath+"/count",schemaPath:"#/properties/count/minimum",keyword:"minimum",params:{comparison: ">=", limit: 1},message:"must be >= 1"};
if(vErrors === null){
vErrors = [err37];
}
else {
vErrors.push(err37);
}
errors++;
}
}
}
if(data.until !== undefined){
let data13 = data.until;
if(typeof data13 === "string"){
if(func1(data13) > 40){
const err38 = {instancePath:instancePath+"/until",schemaPath:"#/$defs/instant/maxLength",keyword:"maxLength",params:{limit: 40},message:"must NOT have more than 40 characters"};
if(vErrors === null){
vErrors = [err38];
}
else {
vErrors.push(err38);
}
errors++;
}
if(!pattern27.test(data13)){
const err39 = {instancePath:instancePath+"/until",schemaPath:"#/$defs/instant/pattern",keyword:"pattern",params:{pattern: "^[0-9]{4}-[0-9]{2}-[0-9]{2}([Tt][0-9]{2}:[0-9]{2}:[0-9]{2}([.][0-9]{1,9})?([Zz]|[+-][0-9]{2}:[0-9]{2}))?$"},message:"must match pattern \""+"^[0-9]{4}-[0-9]{2}-[0-9]{2}([Tt][0-9]{2}:[0-9]{2}:[0-9]{2}([.][0-9]{1,9})?([Zz]|[+-][0-9]{2}:[0-9]{2}))?$"+"\""};
if(vErrors === null){
vErrors = [err39];
}
else {
vErrors.push(err39);
}
errors++;
}
}
else {
const err40 = {instancePath:instancePath+"/until",schemaPath:"#/$defs/instant/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err40];
}
else {
vErrors.push(err40);
}
errors++;
}
}
if(data.owner !== undefined){
let data14 = data.owner;
if(typeof data14 === "string"){
if(func1(data14) > 128){
const err41 = {instancePath:instancePath+"/owner",schemaPath:"#/$defs/name/maxLength",keyword:"maxLength",params:{limit: 128},message:"must NOT have more than 128 characters"};
if(vErrors === null){
vErrors = [err41];
}
else {
vErrors.push(err41);
}
errors++;
}
if(!pattern4.test(data14)){
const err42 = {instancePath:instancePath+"/owner",schemaPath:"#/$defs/name/pattern",keyword:"pattern",params:{pattern: "^[a-z0-9][a-z0-9-]*$"},message:"must match pattern \""+"^[a-z0-9][a-z0-9-]*$"+"\""};
if(vErrors === null){
vErrors = [err42];
}
else {
vErrors.push(err42);
}
errors++;
}
}
else {
const err43 = {instancePath:instancePath+"/owner",schemaPath:"#/$defs/name/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err43];
}
else {
vErrors.push(err43);
}
errors++;
}
}
if(data.because !== undefined){
let data15 = data.because;
if(typeof data15 === "string"){
if(func1(data15) > 4096){
const err44 = {instancePath:instancePath+"/because",schemaPath:"#/$defs/sentence/maxLength",keyword:"maxLength",params:{limit: 4096},message:"must NOT have more than 4096 characters"};
if(vErrors === null){
vErrors = [err44];
}
else {
vErrors.push(err44);
}
errors++;
}
if(func1(data15) < 1){
const err45 = {instancePath:instancePath+"/because",schemaPath:"#/$defs/sentence/minLength",keyword:"minLength",params:{limit: 1},message:"must NOT have fewer than 1 characters"};
if(vErrors === null){
vErrors = [err45];
}
else {
vErrors.push(err45);
}
errors++;
}
}
else {
const err46 = {instancePath:instancePath+"/because",schemaPath:"#/$defs/sentence/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err46];
}
else {
vErrors.push(err46);
}
errors++;
}
}
}
else {
const err47 = {instancePath,schemaPath:"#/type",keyword:"type",params:{type: "object"},message:"must be object"};
if(vErrors === null){
vErrors = [err47];
}
else {
vErrors.push(err47);
}
errors++;
}
validate46.errors = vErrors;
return errors === 0;
}
validate46.evaluated = {"props":true,"dynamicProps":false,"dynamicItems":false};

const schema120 = {"description":"What one person may hold at night; reviewed by day.","type":"object","required":["kind","name","who","may","covers","longest"],"properties":{"kind":{"const":"BreakGlass","description":"A BreakGlass."},"name":{"description":"Its name in holds.","$ref":"#/$defs/name"},"who":{"description":"The team on GitHub whose members may: `organisation/team`.","type":"string","maxLength":200,"pattern":"^[A-Za-z0-9][A-Za-z0-9-]*/[A-Za-z0-9_.-]+$"},"may":{"description":"Which holds.","type":"array","minItems":1,"maxItems":3,"items":{"enum":["keep","deny","pause"],"description":"A hold."},"uniqueItems":true},"covers":{"description":"Patterns over the whole written grant: what a hold may touch.","type":"array","maxItems":10000,"items":{"$ref":"#/$defs/pattern"},"minItems":1,"uniqueItems":true},"never":{"description":"Patterns taken out of `covers`.","type":"array","maxItems":10000,"items":{"$ref":"#/$defs/pattern"},"uniqueItems":true},"longest":{"description":"No hold lasts longer.","$ref":"#/$defs/duration"}},"additionalProperties":false};

function validate47(data, {instancePath="", parentData, parentDataProperty, rootData=data, dynamicAnchors={}}={}){
let vErrors = null;
let errors = 0;
const evaluated0 = validate47.evaluated;
if(evaluated0.dynamicProps){
evaluated0.props = undefined;
}
if(evaluated0.dynamicItems){
evaluated0.items = undefined;
}
if(data && typeof data == "object" && !Array.isArray(data)){
if(data.kind === undefined){
const err0 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "kind"},message:"must have required property '"+"kind"+"'"};
if(vErrors === null){
vErrors = [err0];
}
else {
vErrors.push(err0);
}
errors++;
}
if(data.name === undefined){
const err1 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "name"},message:"must have required property '"+"name"+"'"};
if(vErrors === null){
vErrors = [err1];
}
else {
vErrors.push(err1);
}
errors++;
}
if(data.who === undefined){
const err2 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "who"},message:"must have required property '"+"who"+"'"};
if(vErrors === null){
vErrors = [err2];
}
else {
vErrors.push(err2);
}
errors++;
}
if(data.may === undefined){
const err3 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "may"},message:"must have required property '"+"may"+"'"};
if(vErrors === null){
vErrors = [err3];
}
else {
vErrors.push(err3);
}
errors++;
}
if(data.covers === undefined){
const err4 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "covers"},message:"must have required property '"+"covers"+"'"};
if(vErrors === null){
vErrors = [err4];
}
else {
vErrors.push(err4);
}
errors++;
}
if(data.longest === undefined){
const err5 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "longest"},message:"must have required property '"+"longest"+"'"};
if(vErrors === null){
vErrors = [err5];
}
else {
vErrors.push(err5);
}
errors++;
}
for(const key0 in data){
if(!(((((((key0 === "kind") || (key0 === "name")) || (key0 === "who")) || (key0 === "may")) || (key0 === "covers")) || (key0 === "never")) || (key0 === "longest"))){
const err6 = {instancePath,schemaPath:"#/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key0},message:"must NOT have additional properties"};
if(vErrors === null){
vErrors = [err6];
}
else {
vErrors.push(err6);
}
errors++;
}
}
if(data.kind !== undefined){
if("BreakGlass" !== data.kind){
const err7 = {instancePath:instancePath+"/kind",schemaPath:"#/properties/kind/const",keyword:"const",params:{allowedValue: "BreakGlass"},message:"must be equal to constant"};
if(vErrors === null){
vErrors = [err7];
}
else {
vErrors.push(err7);
}
errors++;
}
}
if(data.name !== undefined){
let data1 = data.name;
if(typeof data1 === "string"){
if(func1(data1) > 128){
const err8 = {instancePath:instancePath+"/name",schemaPath:"#/$defs/name/maxLength",keyword:"maxLength",params:{limit: 128},message:"must NOT have more than 128 characters"};
if(vErrors === null){
vErrors = [err8];
}
else {
vErrors.push(err8);
}
errors++;
}
if(!pattern4.test(data1)){
const err9 = {instancePath:instancePath+"/name",schemaPath:"#/$defs/name/pattern",keyword:"pattern",params:{pattern: "^[a-z0-9][a-z0-9-]*$"},message:"must match pattern \""+"^[a-z0-9][a-z0-9-]*$"+"\""};
if(vErrors === null){
vErrors = [err9];
}
else {
vErrors.push(err9);
}
errors++;
}
}
else {
const err10 = {instancePath:instancePath+"/name",schemaPath:"#/$defs/name/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err10];
}
else {
vErrors.push(err10);
}
errors++;
}
}
if(data.who !== undefined){
let data2 = data.who;
if(typeof data2 === "string"){
if(func1(data2) > 200){
const err11 = {instancePath:instancePath+"/who",schemaPath:"#/properties/who/maxLength",keyword:"maxLength",params:{limit: 200},message:"must NOT have more than 200 characters"};
if(vErrors === null){
vErrors = [err11];
}
else {
vErrors.push(err11);
}
errors++;
}
if(!pattern19.test(data2)){
const err12 = {instancePath:instancePath+"/who",schemaPath:"#/properties/who/pattern",keyword:"pattern",params:{pattern: "^[A-Za-z0-9][A-Za-z0-9-]*/[A-Za-z0-9_.-]+$"},message:"must match pattern \""+"^[A-Za-z0-9][A-Za-z0-9-]*/[A-Za-z0-9_.-]+$"+"\""};
if(vErrors === null){
vErrors = [err12];
}
else {
vErrors.push(err12);
}
errors++;
}
}
else {
const err13 = {instancePath:instancePath+"/who",schemaPath:"#/properties/who/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err13];
}
else {
vErrors.push(err13);
}
errors++;
}
}
if(data.may !== undefined){
let data3 = data.may;
if(Array.isArray(data3)){
if(data3.length > 3){
const err14 = {instancePath:instancePath+"/may",schemaPath:"#/properties/may/maxItems",keyword:"maxItems",params:{limit: 3},message:"must NOT have more than 3 items"};
if(vErrors === null){
vErrors = [err14];
}
else {
vErrors.push(err14);
}
errors++;
}
if(data3.length < 1){
const err15 = {instancePath:instancePath+"/may",schemaPath:"#/properties/may/minItems",keyword:"minItems",params:{limit: 1},message:"must NOT have fewer than 1 items"};
if(vErrors === null){
vErrors = [err15];
}
else {
vErrors.push(err15);
}
errors++;
}
const len0 = data3.length;
for(let i0=0; i0<len0; i0++){
let data4 = data3[i0];
if(!(((data4 === "keep") || (data4 === "deny")) || (data4 === "pause"))){
const err16 = {instancePath:instancePath+"/may/" + i0,schemaPath:"#/properties/may/items/enum",keyword:"enum",params:{allowedValues: schema120.properties.may.items.enum},message:"must be equal to one of the allowed values"};
if(vErrors === null){
vErrors = [err16];
}
else {
vErrors.push(err16);
}
errors++;
}
}
let i1 = data3.length;
let j0;
if(i1 > 1){
outer0:
for(;i1--;){
for(j0 = i1; j0--;){
if(func0(data3[i1], data3[j0])){
const err17 = {instancePath:instancePath+"/may",schemaPath:"#/properties/may/uniqueItems",keyword:"uniqueItems",params:{i: i1, j: j0},message:"must NOT have duplicate items (items ## "+j0+" and "+i1+" are identical)"};
if(vErrors === null){
vErrors = [err17];
}
else {
vErrors.push(err17);
}
errors++;
break outer0;
}
}
}
}
}
else {
const err18 = {instancePath:instancePath+"/may",schemaPath:"#/properties/may/type",keyword:"type",params:{type: "array"},message:"must be array"};
if(vErrors === null){
vErrors = [err18];
}
else {
vErrors.push(err18);
}
errors++;
}
}
if(data.covers !== undefined){
let data5 = data.covers;
if(Array.isArray(data5)){
if(data5.length > 10000){
const err19 = {instancePath:instancePath+"/covers",schemaPath:"#/properties/covers/maxItems",keyword:"maxItems",params:{limit: 10000},message:"must NOT have more than 10000 items"};
if(vErrors === null){
vErrors = [err19];
}
else {
vErrors.push(err19);
}
errors++;
}
if(data5.length < 1){
const err20 = {instancePath:instancePath+"/covers",schemaPath:"#/properties/covers/minItems",keyword:"minItems",params:{limit: 1},message:"must NOT have fewer than 1 items"};
if(vErrors === null){
vErrors = [err20];
}
else {
vErrors.push(err20);
}
errors++;
}
const len1 = data5.length;
for(let i2=0; i2<len1; i2++){
let data6 = data5[i2];
if(typeof data6 === "string"){
if(func1(data6) > 2048){
const err21 = {instancePath:instancePath+"/covers/" + i2,schemaPath:"#/$defs/pattern/maxLength",keyword:"maxLength",params:{limit: 2048},message:"must NOT have more than 2048 characters"};
if(vErrors === null){
vErrors = [err21];
}
else {
vErrors.push(err21);
}
errors++;
}
if(func1(data6) < 1){
const err22 = {instancePath:instancePath+"/covers/" + i2,schemaPath:"#/$defs/pattern/minLength",keyword:"minLength",params:{limit: 1},message:"must NOT have fewer than 1 characters"};
if(vErrors === null){
vErrors = [err22];
}
else {
vErrors.push(err22);
}
errors++;
}
}
else {
const err23 = {instancePath:instancePath+"/covers/" + i2,schemaPath:"#/$defs/pattern/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err23];
}
else {
vErrors.push(err23);
}
errors++;
}
}
let i3 = data5.length;
let j1;
if(i3 > 1){
outer1:
for(;i3--;){
for(j1 = i3; j1--;){
if(func0(data5[i3], data5[j1])){
const err24 = {instancePath:instancePath+"/covers",schemaPath:"#/properties/covers/uniqueItems",keyword:"uniqueItems",params:{i: i3, j: j1},message:"must NOT have duplicate items (items ## "+j1+" and "+i3+" are identical)"};
if(vErrors === null){
vErrors = [err24];
}
else {
vErrors.push(err24);
}
errors++;
break outer1;
}
}
}
}
}
else {
const err25 = {instancePath:instancePath+"/covers",schemaPath:"#/properties/covers/type",keyword:"type",params:{type: "array"},message:"must be array"};
if(vErrors === null){
vErrors = [err25];
}
else {
vErrors.push(err25);
}
errors++;
}
}
if(data.never !== undefined){
let data7 = data.never;
if(Array.isArray(data7)){
if(data7.length > 10000){
const err26 = {instancePath:instancePath+"/never",schemaPath:"#/properties/never/maxItems",keyword:"maxItems",params:{limit: 10000},message:"must NOT have more than 10000 items"};
if(vErrors === null){
vErrors = [err26];
}
else {
vErrors.push(err26);
}
errors++;
}
const len2 = data7.length;
for(let i4=0; i4<len2; i4++){
let data8 = data7[i4];
if(typeof data8 === "string"){
if(func1(data8) > 2048){
const err27 = {instancePath:instancePath+"/never/" + i4,schemaPath:"#/$defs/pattern/maxLength",keyword:"maxLength",params:{limit: 2048},message:"must NOT have more than 2048 characters"};
if(vErrors === null){
vErrors = [err27];
}
else {
vErrors.push(err27);
}
errors++;
}
if(func1(data8) < 1){
const err28 = {instancePath:instancePath+"/never/" + i4,schemaPath:"#/$defs/pattern/minLength",keyword:"minLength",params:{limit: 1},message:"must NOT have fewer than 1 characters"};
if(vErrors === null){
vErrors = [err28];
}
else {
vErrors.push(err28);
}
errors++;
}
}
else {
const err29 = {instancePath:instancePath+"/never/" + i4,schemaPath:"#/$defs/pattern/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err29];
}
else {
vErrors.push(err29);
}
errors++;
}
}
let i5 = data7.length;
let j2;
if(i5 > 1){
outer2:
for(;i5--;){
for(j2 = i5; j2--;){
if(func0(data7[i5], data7[j2])){
const err30 = {instancePath:instancePath+"/never",schemaPath:"#/properties/never/uniqueItems",keyword:"uniqueItems",params:{i: i5, j: j2},message:"must NOT have duplicate items (items ## "+j2+" and "+i5+" are identical)"};
if(vErrors === null){
vErrors = [err30];
}
else {
vErrors.push(err30);
}
errors++;
break outer2;
}
}
}
}
}
else {
const err31 = {instancePath:instancePath+"/never",schemaPath:"#/properties/never/type",keyword:"type",params:{type: "array"},message:"must be array"};
if(vErrors === null){
vErrors = [err31];
}
else {
vErrors.push(err31);
}
errors++;
}
}
if(data.longest !== undefined){
let data9 = data.longest;
if(typeof data9 === "string"){
if(!pattern5.test(data9)){
const err32 = {instancePath:instancePath+"/longest",schemaPath:"#/$defs/duration/pattern",keyword:"pattern",params:{pattern: "^[0-9]{1,9}[smhdw]$"},message:"must match pattern \""+"^[0-9]{1,9}[smhdw]$"+"\""};
if(vErrors === null){
vErrors = [err32];
}
else {
vErrors.push(err32);
}
errors++;
}
}
else {
const err33 = {instancePath:instancePath+"/longest",schemaPath:"#/$defs/duration/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err33];
}
else {
vErrors.push(err33);
}
errors++;
}
}
}
else {
const err34 = {instancePath,schemaPath:"#/type",keyword:"type",params:{type: "object"},message:"must be object"};
if(vErrors === null){
vErrors = [err34];
}
else {
vErrors.push(err34);
}
errors++;
}
validate47.errors = vErrors;
return errors === 0;
}
validate47.evaluated = {"props":true,"dynamicProps":false,"dynamicItems":false};


function validate20(data, {instancePath="", parentData, parentDataProperty, rootData=data, dynamicAnchors={}}={}){
let vErrors = null;
let errors = 0;
const evaluated0 = validate20.evaluated;
if(evaluated0.dynamicProps){
evaluated0.props = undefined;
}
if(evaluated0.dynamicItems){
evaluated0.items = undefined;
}
if(data && typeof data == "object" && !Array.isArray(data)){
if(data.kind === undefined){
const err0 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "kind"},message:"must have required property '"+"kind"+"'"};
if(vErrors === null){
vErrors = [err0];
}
else {
vErrors.push(err0);
}
errors++;
}
if(data.kind !== undefined){
if(typeof data.kind !== "string"){
const err1 = {instancePath:instancePath+"/kind",schemaPath:"#/properties/kind/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err1];
}
else {
vErrors.push(err1);
}
errors++;
}
}
const tag0 = data.kind;
if(typeof tag0 == "string"){
if(tag0 === "Settings"){
if(!(validate21(data, {instancePath,parentData,parentDataProperty,rootData,dynamicAnchors}))){
vErrors = vErrors === null ? validate21.errors : vErrors.concat(validate21.errors);
errors = vErrors.length;
}
var props0 = true;
}
else if(tag0 === "Target"){
if(!(validate22(data, {instancePath,parentData,parentDataProperty,rootData,dynamicAnchors}))){
vErrors = vErrors === null ? validate22.errors : vErrors.concat(validate22.errors);
errors = vErrors.length;
}
if(props0 !== true){
props0 = true;
}
}
else if(tag0 === "Team"){
if(!(validate25(data, {instancePath,parentData,parentDataProperty,rootData,dynamicAnchors}))){
vErrors = vErrors === null ? validate25.errors : vErrors.concat(validate25.errors);
errors = vErrors.length;
}
if(props0 !== true){
props0 = true;
}
}
else if(tag0 === "Role"){
if(!(validate26(data, {instancePath,parentData,parentDataProperty,rootData,dynamicAnchors}))){
vErrors = vErrors === null ? validate26.errors : vErrors.concat(validate26.errors);
errors = vErrors.length;
}
if(props0 !== true){
props0 = true;
}
}
else if(tag0 === "Identity"){
if(!(validate36(data, {instancePath,parentData,parentDataProperty,rootData,dynamicAnchors}))){
vErrors = vErrors === null ? validate36.errors : vErrors.concat(validate36.errors);
errors = vErrors.length;
}
if(props0 !== true){
props0 = true;
}
}
else if(tag0 === "IdentitySet"){
if(!(validate39(data, {instancePath,parentData,parentDataProperty,rootData,dynamicAnchors}))){
vErrors = vErrors === null ? validate39.errors : vErrors.concat(validate39.errors);
errors = vErrors.length;
}
if(props0 !== true){
props0 = true;
}
}
else if(tag0 === "Rule"){
if(!(validate45(data, {instancePath,parentData,parentDataProperty,rootData,dynamicAnchors}))){
vErrors = vErrors === null ? validate45.errors : vErrors.concat(validate45.errors);
errors = vErrors.length;
}
if(props0 !== true){
props0 = true;
}
}
else if(tag0 === "Exception"){
if(!(validate46(data, {instancePath,parentData,parentDataProperty,rootData,dynamicAnchors}))){
vErrors = vErrors === null ? validate46.errors : vErrors.concat(validate46.errors);
errors = vErrors.length;
}
if(props0 !== true){
props0 = true;
}
}
else if(tag0 === "BreakGlass"){
if(!(validate47(data, {instancePath,parentData,parentDataProperty,rootData,dynamicAnchors}))){
vErrors = vErrors === null ? validate47.errors : vErrors.concat(validate47.errors);
errors = vErrors.length;
}
if(props0 !== true){
props0 = true;
}
}
else {
const err2 = {instancePath,schemaPath:"#/discriminator",keyword:"discriminator",params:{error: "mapping", tag: "kind", tagValue: tag0},message:"value of tag \"kind\" must be in oneOf"};
if(vErrors === null){
vErrors = [err2];
}
else {
vErrors.push(err2);
}
errors++;
}
}
else {
const err3 = {instancePath,schemaPath:"#/discriminator",keyword:"discriminator",params:{error: "tag", tag: "kind", tagValue: tag0},message:"tag \"kind\" must be string"};
if(vErrors === null){
vErrors = [err3];
}
else {
vErrors.push(err3);
}
errors++;
}
}
else {
const err4 = {instancePath,schemaPath:"#/type",keyword:"type",params:{type: "object"},message:"must be object"};
if(vErrors === null){
vErrors = [err4];
}
else {
vErrors.push(err4);
}
errors++;
}
validate20.errors = vErrors;
evaluated0.props = props0;
return errors === 0;
}
validate20.evaluated = {"dynamicProps":true,"dynamicItems":false};

// EXTERNAL MODULE: ./src/policy/secrets.ts
var secrets = __webpack_require__(5915);
;// CONCATENATED MODULE: ./src/policy/documents.ts
/** Sorts what was parsed by kind, checks each document against the schema, and keeps the names that are spoken for. */









const isMap = (value) => value !== null && typeof value === 'object' && !Array.isArray(value);
const isKind = (kind) => DOCUMENT_KINDS.some((known) => known === kind);
function sortDocuments(files, report) {
    const byKind = Object.fromEntries(DOCUMENT_KINDS.map((kind) => [kind, []]));
    const faulty = Object.fromEntries(DOCUMENT_KINDS.map((kind) => [kind, new Set()]));
    let incomplete = false;
    for (const file of files) {
        tellSecrets(file.source, report);
        if (!file.readable) {
            incomplete = true;
            for (const name of namesIn(file.source.text))
                for (const kind of DOCUMENT_KINDS)
                    faulty[kind].add(name);
        }
        for (const document of file.documents) {
            const kind = kindOf(document, report);
            if (kind === null)
                continue;
            const isRight = validate(document.value);
            const errors = validate.errors ?? [];
            if (!isRight)
                tellSchemaErrors(file.source, document.value, errors, kind, report);
            const before = report.count();
            tellNames(document, report);
            if (report.count() === before && (isRight || mend(document.value, errors))) {
                byKind[kind].push({ source: file.source, value: document.value, spot: (0,positions/* spotOf */.Yf)(file.source, document.value) });
                continue;
            }
            const value = document.value;
            const name = value['name'] ?? value['id'];
            faulty[kind].add(typeof name === 'string' ? name : '');
            if (kind === 'IdentitySet')
                incomplete = true;
        }
    }
    return { ...byKind, faulty, incomplete };
}
/** Fields without which a document means nothing else than it would: the rest of it can be checked all the same. */
const MENDABLE = new Set([
    'ceiling',
    'drift',
    'from',
    'github',
    'giveBack',
    'issues',
    'limits',
    'mode',
    'never',
    'privileged',
    'protected',
    'purpose',
    'rollout',
    'severity',
    'snapshot',
    'state',
    'stateKey',
    'successor',
    'until',
    'within',
]);
/** Takes out what the schema refused, once it was told, so that everything wrong is told at once. False: too much is wrong. */
function mend(value, errors) {
    for (const { instancePath, keyword, params } of errors) {
        const [, field] = instancePath.split('/');
        const surplus = params['additionalProperty'] ?? params['unevaluatedProperty'];
        if (field !== undefined && MENDABLE.has(field))
            delete value[field];
        else if (field === undefined && typeof surplus === 'string')
            delete value[surplus];
        // What only sums the others up.
        else if (field !== undefined || keyword !== 'if')
            return false;
    }
    return validate(value);
}
function kindOf({ source, value }, report) {
    if (!isMap(value)) {
        const spot = value !== null && typeof value === 'object' ? (0,positions/* spotOf */.Yf)(source, value) : { source, offset: 0 };
        report.add('unknown-document', spot, Array.isArray(value) ? 'a list' : (0,quoted/* quoted */.TL)(value));
        return null;
    }
    const kind = value['kind'];
    if (isKind(kind))
        return kind;
    const what = kind === undefined ? 'a document without `kind`' : `the kind ${(0,quoted/* quoted */.TL)(kind)}`;
    report.add('unknown-document', (0,positions/* spotOfValue */.D5)(source, value, 'kind'), what, typeof kind === 'string' ? didYouMean(kind, DOCUMENT_KINDS) : undefined);
    return null;
}
/** Of a text that could not be read: better a name too many than a hundred errors that follow from one. */
function namesIn(text) {
    return [...text.matchAll(/^(?:name|id):[ ]*["']?([a-z0-9][a-z0-9-]*)/gm)].map((match) => match[1] ?? '').sort(order/* compareText */.n6);
}
function tellSecrets(source, report) {
    for (const secret of (0,secrets/* secretsIn */.VY)(source.text))
        report.add('inline-secret', { source, offset: secret.offset }, secret.why);
}
/** Text for people may hold what a name may not. */
const SENTENCES = new Set(['purpose', 'because', 'managedBy', 'fixAt']);
function tellNames({ source, value }, report) {
    walkTexts(source, value, null, (text, key, spot) => {
        const problem = key !== null && SENTENCES.has(key) ? sentenceProblem(text) : nameProblem(text);
        if (problem)
            report.add(problem, spot(), `the text ${(0,quoted/* quoted */.TL)(text)}`);
    });
}
function walkTexts(source, value, key, visit) {
    if (Array.isArray(value)) {
        for (const [i, item] of value.entries()) {
            if (typeof item === 'string')
                visit(item, key, () => (0,positions/* spotOfItem */.xj)(source, value, i));
            else
                walkTexts(source, item, key, visit);
        }
    }
    else if (isMap(value)) {
        for (const [name, item] of Object.entries(value)) {
            visit(name, null, () => (0,positions/* spotOfKey */.$e)(source, value, name));
            if (typeof item === 'string')
                visit(item, name, () => (0,positions/* spotOfValue */.D5)(source, value, name));
            else
                walkTexts(source, item, name, visit);
        }
    }
}
/** Secrets in a connector's config are only named. */
function tellConfigSecrets(source, config, report) {
    walkTexts(source, config, null, (text, key, spot) => {
        if (key === 'secret' && !secrets/* SECRET_NAME */.J4.test(text))
            report.add('secret-name', spot(), /^[A-Z0-9_]+$/.test(text) ? `the secret ${(0,quoted/* quoted */.TL)(text)}` : 'the text under "secret"');
        else if (key !== null && secrets/* SECRET_KEY */.rB.test(key))
            report.add('inline-secret', spot(), `the text under ${(0,quoted/* quoted */.TL)(key)}`);
    });
}

// EXTERNAL MODULE: ./src/policy/instants.ts
var instants = __webpack_require__(262);
;// CONCATENATED MODULE: ./src/policy/teams.ts
/** Teams, who owns which folder, and whether a name is a Team. */




/** The first of each name, in the order of files; the others are told. */
function byName(kind, docs, nameOf, report) {
    const found = new Map();
    for (const doc of docs) {
        const name = nameOf(doc.value);
        if (found.has(name))
            report.add('duplicate-name', (0,positions/* spotOfValue */.D5)(doc.source, doc.value, 'name' in doc.value ? 'name' : 'id'), `the ${kind} ${(0,quoted/* quoted */.TL)(name)}`);
        else
            found.set(name, doc);
    }
    return found;
}
const folderOf = (path) => path.slice(0, Math.max(0, path.lastIndexOf('/')));
function readTeams(documents, report) {
    const docs = byName('Team', documents.Team, (team) => team.name, report);
    const reserved = docs.get('unknown');
    if (reserved)
        report.add('reserved-name', (0,positions/* spotOfValue */.D5)(reserved.source, reserved.value, 'name'), 'the Team "unknown"');
    const folders = new Map();
    for (const { source, value } of docs.values()) {
        const folder = folderOf(source.path);
        // Two Teams in one folder own none.
        folders.set(folder, folders.has(folder) ? null : { name: value.name, environment: value.defaults?.environment ?? null });
    }
    const ofFolder = (folder) => folders.get(folder) ?? (folder === '' ? null : ofFolder(folderOf(folder)));
    return {
        docs,
        check(name, spot, told) {
            if (docs.has(name))
                return true;
            if (!documents.faulty.Team.has(name))
                told.add('unknown-team', spot, `the Team ${(0,quoted/* quoted */.TL)(name)}`, didYouMean(name, docs.keys()));
            return false;
        },
        ofFile: (path) => ofFolder(folderOf(path)),
    };
}
/** `directoryOf` resolves a Team's group. */
function compileTeams(teams, directoryOf, report) {
    const compiled = new Map();
    for (const [name, { source, value }] of [...teams.docs].sort((a, b) => (0,order/* compareText */.n6)(a[0], b[0]))) {
        if (value.successor !== undefined)
            teams.check(value.successor, (0,positions/* spotOfValue */.D5)(source, value, 'successor'), report);
        compiled.set(name, {
            name,
            github: value.github ?? null,
            directory: value.directory === undefined || value.directory === 'none'
                ? null
                : directoryOf(value.directory, (0,positions/* spotOfValue */.D5)(source, value, 'directory')),
            successor: value.successor ?? null,
            mode: value.mode ?? 'enforce',
        });
    }
    return compiled;
}

;// CONCATENATED MODULE: ./src/policy/targets.ts








function compileTargets(documents, teams, connectors, report) {
    const targets = new Map();
    for (const [name, doc] of byName('Target', documents.Target, (target) => target.name, report))
        targets.set(name, compileTarget(doc, teams, connectors, report));
    const instances = new Map([...targets.values()].flatMap((target) => [...target.instances.values()].map((instance) => [instance.policy.name, instance])));
    return {
        byName: targets,
        instances,
        policies: new Map([...instances].map(([name, instance]) => [name, instance.policy])),
        isFaulty: (name) => documents.faulty.Target.has(name),
        place: (target, part, groups, spot, told) => placeOf(targets, documents, target, part, groups === 'groups', spot, told),
    };
}
function placeOf(targets, documents, name, part, groups, spot, report) {
    const target = targets.get(name);
    if (!target) {
        if (!documents.faulty.Target.has(name))
            report.add('unknown-target', spot, `the target ${(0,quoted/* quoted */.TL)(name)}`, didYouMean(name, targets.keys()));
        return null;
    }
    const single = target.instances.get('');
    if (single) {
        if (part === null)
            return [single];
        report.add('instance-surplus', spot, (0,quoted/* quoted */.TL)(`${name}.${part}`));
        return null;
    }
    if (part === null) {
        report.add('instance-missing', spot, (0,quoted/* quoted */.TL)(name), `There are: ${[...target.instances.keys(), ...target.groups.keys()].slice(0, 10).join(', ')}.`);
        return null;
    }
    const instance = target.instances.get(part);
    if (instance)
        return [instance];
    const group = target.groups.get(part);
    if (group && groups)
        return group;
    if (group)
        report.add('group-not-allowed', spot, `the group ${(0,quoted/* quoted */.TL)(`${name}.${part}`)}`);
    else
        report.add('unknown-instance', spot, (0,quoted/* quoted */.TL)(`${name}.${part}`), didYouMean(part, [...target.instances.keys(), ...target.groups.keys()]));
    return null;
}
function compileTarget(doc, teams, connectors, report) {
    const { source, value } = doc;
    teams.check(value.owner, (0,positions/* spotOfValue */.D5)(source, value, 'owner'), report);
    const connector = connectors(value.connector);
    if (!connector)
        report.add('unknown-connector', (0,positions/* spotOfValue */.D5)(source, value, 'connector'), `the connector ${(0,quoted/* quoted */.TL)(value.connector)}`);
    tellDirectoryFields(doc, report);
    if (!value.scope && !value.authority)
        report.add('no-scope', doc.spot, `the Target ${(0,quoted/* quoted */.TL)(value.name)}`);
    if (value.config)
        tellConfigSecrets(source, value.config, report);
    const written = value.instances ?? { '': {} };
    const instances = new Map();
    for (const [name, own] of Object.entries(written)) {
        if (name !== '')
            tellConfigSecrets(source, own, report);
        instances.set(name, compileInstance(doc, name, own, connector, report));
    }
    return { name: value.name, instances, groups: compileGroups(doc, instances, report) };
}
function tellDirectoryFields({ source, value }, report) {
    const spot = (key) => (0,positions/* spotOfKey */.$e)(source, value, key);
    if (!value.authority) {
        for (const key of ['sentinels', 'onDisabled', 'onAbsent']) {
            if (value[key] !== undefined)
                report.add('lifecycle-only', spot(key), `the Target ${(0,quoted/* quoted */.TL)(value.name)}, \`${key}\``);
        }
        return;
    }
    if (value.connector === 'file')
        report.add('lifecycle-file', spot('authority'), `the Target ${(0,quoted/* quoted */.TL)(value.name)}`);
    if ((value.onAbsent ?? 'report') !== 'report' && !value.sentinels?.length)
        report.add('absent-without-sentinels', spot('onAbsent'), `the Target ${(0,quoted/* quoted */.TL)(value.name)}`);
}
function compileInstance(doc, part, own, connector, report) {
    const { source, value } = doc;
    const name = part === '' ? value.name : `${value.name}.${part}`;
    const config = { ...value.config, ...own };
    const kinds = connector ? kindsOf(connector, config, doc, name, own, report) : null;
    const scopes = (value.scope ?? []).map((scope) => compileScope(scope));
    if (kinds) {
        for (const scope of value.scope ?? [])
            tellScope(doc, scope, kinds, report);
        for (const [i, sentinel] of (value.sentinels ?? []).entries())
            tellSentinel(sentinel, kinds, (0,positions/* spotOfItem */.xj)(source, value.sentinels ?? [], i), report);
    }
    const sentinels = (value.sentinels ?? []).map((sentinel, i) => kinds && connector ? canonicalWords(connector, name, sentinel, (0,positions/* spotOfItem */.xj)(source, value.sentinels ?? [], i), report) : sentinel);
    const lifecycle = value.authority ? { sentinels, onDisabled: value.onDisabled ?? 'disable', onAbsent: value.onAbsent ?? 'report' } : null;
    const drift = (raw, standard) => ({ do: raw?.do ?? standard, after: raw?.after ?? 1 });
    const policy = {
        name,
        connector: value.connector,
        owner: value.owner,
        lifecycle,
        ceiling: value.ceiling ?? 'observe',
        scopes,
        drift: {
            unauthorized: drift(value.drift?.unauthorized, 'revoke'),
            missing: drift(value.drift?.missing, 'propose'),
            altered: drift(value.drift?.altered, 'propose'),
        },
        giveBack: value.giveBack ?? 'propose',
        limits: {
            revoke: value.limits?.revoke ?? 10,
            revokePercent: value.limits?.revokePercent ?? 20,
            offboard: value.limits?.offboard ?? 5,
            grantPrivileged: value.limits?.grantPrivileged ?? 5,
        },
        privileged: value.privileged ?? [],
        protected: value.protected ?? [],
        withinSeconds: (0,instants/* secondsOf */.T)(value.within ?? '1h'),
        config,
    };
    return { policy, kinds, canonical: (entry) => (kinds && connector ? connector.canonical(entry) : entry) };
}
/** What the connector says with this config; null: the config is at fault, and it is told. */
function kindsOf(connector, config, doc, name, own, report) {
    const { source, value } = doc;
    const about = `the config of ${(0,quoted/* quoted */.TL)(name)}`;
    const fallback = value.instances && own !== value.config ? (0,positions/* spotOf */.Yf)(source, own) : value.config ? (0,positions/* spotOf */.Yf)(source, value.config) : doc.spot;
    if (!connector.checkConfig(config)) {
        // An instance's keys lie over the target's, so a fault is told where the key that counts is written.
        const home = (key) => Object.hasOwn(own, key)
            ? own
            : value.config && Object.hasOwn(value.config, key)
                ? value.config
                : null;
        tellConfigErrors(source, connector.checkConfig.errors ?? [], home, fallback, about, report);
        return null;
    }
    try {
        return new Map(connector.kinds(config).map((kind) => [kind.name, kind]));
    }
    catch {
        report.add('config-schema', fallback, `${about}: the connector can make no kinds of it`);
        return null;
    }
}
const patternsOf = (accounts) => (typeof accounts === 'string' ? [accounts] : accounts);
function compileScope(raw) {
    const scope = { kinds: raw.kinds, accounts: patternsOf(raw.accounts) };
    return raw.managedBy !== undefined && raw.fixAt !== undefined
        ? { ...scope, managedBy: { tool: raw.managedBy, fixAt: raw.fixAt } }
        : scope;
}
function tellScope({ source }, scope, kinds, report) {
    for (const [i, name] of scope.kinds.entries()) {
        const kind = kinds.get(name);
        const spot = (0,positions/* spotOfItem */.xj)(source, scope.kinds, i);
        if (!kind)
            report.add('unknown-kind', spot, `the kind ${(0,quoted/* quoted */.TL)(name)}`, didYouMean(name, kinds.keys()));
        else if (kind.role === 'sink')
            report.add('unknown-kind', spot, `the kind ${(0,quoted/* quoted */.TL)(name)}, which is not held by accounts`);
    }
    for (const [i, pattern] of patternsOf(scope.accounts).entries()) {
        const type = pattern.slice(0, pattern.indexOf('/'));
        const spot = typeof scope.accounts === 'string' ? (0,positions/* spotOfValue */.D5)(source, scope, 'accounts') : (0,positions/* spotOfItem */.xj)(source, scope.accounts, i);
        if (!pattern.includes('/') && !pattern.includes('*'))
            report.add('unknown-account-type', spot, `the pattern ${(0,quoted/* quoted */.TL)(pattern)}`, 'A pattern is matched against `type/name`.');
        else if (pattern.includes('/') && !type.includes('*'))
            tellAccountType(type, kinds, spot, report);
    }
}
function tellAccountType(type, kinds, spot, report) {
    if (kinds.get(type)?.role === 'account')
        return true;
    const types = [...kinds.values()].filter((kind) => kind.role === 'account').map((kind) => kind.name);
    report.add('unknown-account-type', spot, `the account type ${(0,quoted/* quoted */.TL)(type)}`, didYouMean(type, types));
    return false;
}
const tellSentinel = (sentinel, kinds, spot, report) => tellAccountType(sentinel.slice(0, sentinel.indexOf('/')), kinds, spot, report);
function compileGroups({ source, value }, instances, report) {
    const groups = new Map();
    for (const [name, members] of Object.entries(value.groups ?? {})) {
        const spot = (0,positions/* spotOfKey */.$e)(source, value.groups ?? {}, name);
        if (value.instances && Object.hasOwn(value.instances, name))
            report.add('instance-and-group', spot, `the name ${(0,quoted/* quoted */.TL)(name)}`);
        if (members.length === 0)
            report.add('empty-group', spot, `the group ${(0,quoted/* quoted */.TL)(name)}`);
        for (const [i, member] of members.entries()) {
            if (!instances.has(member))
                report.add('unknown-instance', (0,positions/* spotOfItem */.xj)(source, members, i), `the instance ${(0,quoted/* quoted */.TL)(member)}`, didYouMean(member, Object.keys(value.instances ?? {})));
        }
        groups.set(name, members.flatMap((member) => instances.get(member) ?? []));
    }
    return groups;
}
/** Whether a scope pattern can mean the account. A stable id may have any name. */
function mayMatch(patterns, type, name) {
    if (!name.startsWith('id:'))
        return (0,model_pattern/* matchesAny */._I)(patterns, `${type}/${name}`);
    const prefix = `${type}/`;
    return patterns.some((pattern) => {
        const literal = pattern.split('*', 1)[0] ?? '';
        return literal === pattern ? literal.startsWith(prefix) : literal.startsWith(prefix) || prefix.startsWith(literal);
    });
}
/** Scopes too wide to stand without a word of explanation. */
function tellWideScopes(documents, excused, report) {
    for (const { source, value } of documents.Target) {
        const names = [value.name, ...Object.keys(value.instances ?? {}).map((part) => `${value.name}.${part}`)];
        const fine = excused.has(value.name) || (names.length > 1 && names.slice(1).every((name) => excused.has(name)));
        if (fine)
            continue;
        for (const scope of value.scope ?? []) {
            for (const [i, pattern] of patternsOf(scope.accounts).entries()) {
                const spot = typeof scope.accounts === 'string' ? (0,positions/* spotOfValue */.D5)(source, scope, 'accounts') : (0,positions/* spotOfItem */.xj)(source, scope.accounts, i);
                if ((0,model_pattern/* isWide */.EW)(pattern))
                    report.add('wide-scope', spot, `the scope ${(0,quoted/* quoted */.TL)(pattern)} of ${(0,quoted/* quoted */.TL)(value.name)}`);
            }
        }
    }
}
function canonicalWords(connector, target, words, spot, report) {
    const slash = words.indexOf('/');
    const made = connector.canonical({
        target,
        account: words,
        kind: words.slice(0, slash),
        name: words.slice(slash + 1),
        facets: {},
        facts: {},
    });
    if (!('refused' in made))
        return `${made.kind}/${made.name}`;
    report.add('refused-name', spot, `${(0,quoted/* quoted */.TL)(words)}: ${(0,quoted/* quoted */.TL)(made.refused)}`);
    return words;
}
/** Applies the connector's spelling; what it refuses is told. */
function canonicalOf(instance, entry, spot, report) {
    const made = instance.canonical(entry);
    if (!('refused' in made))
        return made;
    report.add('refused-name', spot, `${(0,quoted/* quoted */.TL)(`${entry.target}/${entry.kind}/${entry.name}`)}: ${(0,quoted/* quoted */.TL)(made.refused)}`);
    return null;
}

;// CONCATENATED MODULE: ./src/policy/template.ts
/** Text with ${parameters}: filled in once, and what is put in cannot change the shape of the text around it. */
const PARAMETER = /\$\{([A-Za-z][A-Za-z0-9_]*)\}/;
const BUILT_IN = new Set(['name', 'owner', 'environment']);
/** Stands for a value that is not known: no name has it, and no pattern but `*` matches it. */
const VEIL = '\u0001';
const hasParameters = (template) => template.parts.length > 1;
const parametersOf = (template) => template.parts.filter((_, i) => i % 2 === 1);
/** null: a `${` that is no parameter. */
function template(text) {
    if (!text.includes('${'))
        return { text, parts: [text] };
    const parts = text.split(PARAMETER);
    return parts.some((part, i) => i % 2 === 0 && part.includes('${')) ? null : { text, parts };
}
/** Values are put in as they are: a `${` in one of them stays text, and `safeValue` has refused it before. */
const fill = ({ parts }, valueOf) => parts.length === 1 ? (parts[0] ?? '') : parts.map((part, i) => (i % 2 === 0 ? part : valueOf(part))).join('');
/**
 * What may be put in at all, whatever a pattern allows: none of the signs that separate parts of a name in some target
 * (`/ : , = *`, quotes, spaces), and no path step.
 */
const safeValue = (value) => /^[\p{L}\p{N}_@+.-]+$/u.test(value) && value !== '.' && value !== '..' && value.length <= 256;

;// CONCATENATED MODULE: ./src/policy/written-form.ts
/** The one written form: `target[.instance|.group]/kind/name`, split at the first two slashes, the rest verbatim. */
const PLACE = /^([a-z0-9][a-z0-9-]*)(?:\.([a-z0-9][a-z0-9-]*))?$/;
const KIND = /^[A-Za-z][A-Za-z0-9_-]*$/;
/** null: it is none. */
function writtenForm(text) {
    const first = text.indexOf('/');
    const second = text.indexOf('/', first + 1);
    if (first < 0 || second < 0 || second === text.length - 1)
        return null;
    const place = PLACE.exec(text.slice(0, first));
    const kind = text.slice(first + 1, second);
    if (!place?.[1] || !KIND.test(kind))
        return null;
    return { target: place[1], part: place[2] ?? null, kind, name: text.slice(second + 1) };
}

;// CONCATENATED MODULE: ./src/policy/accounts.ts







/** Parameters put in, once. null: told. */
function fillForm(form, values, spot, report) {
    const used = [...(form.part ? parametersOf(form.part) : []), ...parametersOf(form.name)];
    const missing = used.find((name) => !values.has(name));
    if (missing !== undefined) {
        report.add(missing === 'environment' ? 'no-environment' : 'missing-parameter', spot, `the parameter ${(0,quoted/* quoted */.TL)(missing)} in ${(0,quoted/* quoted */.TL)(form.text)}`);
        return null;
    }
    const valueOf = (name) => values.get(name) ?? '';
    return {
        part: form.part ? fill(form.part, valueOf) : null,
        name: fill(form.name, valueOf),
        veiled: hasParameters(form.name) ? fill(form.name, () => VEIL) : null,
    };
}
/** Whether a name is privileged or protected, or would be taken for one that is, only by what a parameter put in. */
function builtByParameter(instance, kind, name, veiled) {
    const ofTarget = [...instance.policy.privileged, ...instance.policy.protected];
    const ofKind = [...kind.administrator, ...kind.privileged, ...kind.vendor];
    const standsOut = (text) => (0,model_pattern/* matchesAnyFolded */.uH)(ofTarget, `${kind.name}/${text}`) || (0,model_pattern/* matchesAnyFolded */.uH)(ofKind, text);
    return standsOut(name) && !standsOut(veiled);
}
function accountsOf(holder, targets, claims, report) {
    const accounts = [];
    for (const line of holder.accounts) {
        const spot = holder.lineSpot('accounts', line);
        const filled = fillForm(line, holder.values, spot, report);
        if (!filled)
            continue;
        for (const instance of targets.place(line.target, filled.part, 'groups', line.part && hasParameters(line.part) ? spot : line.spot, report) ?? []) {
            if (accounts.length >= limits/* LIMITS */.b.expandedLinesOfIdentity) {
                report.add('too-many-lines', spot, `the accounts of ${(0,quoted/* quoted */.TL)(holder.name)}`);
                return accounts;
            }
            const account = accountIn(instance, line, filled, spot, report);
            if (account && claim(account, holder, claims, report))
                accounts.push(account);
        }
    }
    return accounts;
}
function accountIn(instance, line, { name, veiled }, spot, report) {
    const target = instance.policy.name;
    if (!instance.kinds)
        return { ref: { target, type: line.kind, name }, words: `${line.kind}/${name}`, instance, spot, managed: null };
    if (!tellAccountType(line.kind, instance.kinds, line.spot, report))
        return null;
    const ref = spelt(instance, line.kind, name, spot, report);
    const kind = instance.kinds.get(line.kind);
    if (!ref || !kind)
        return null;
    if (veiled !== null && builtByParameter(instance, kind, ref.name, veiled))
        report.add('privileged-by-parameter', spot, `the account ${(0,quoted/* quoted */.TL)(`${target}/${line.kind}/${name}`)}`);
    const scopes = instance.policy.scopes.filter((scope) => mayMatch(scope.accounts, ref.type, ref.name));
    if (scopes.length === 0)
        report.add('account-not-managed', spot, `the account ${(0,quoted/* quoted */.TL)(`${target}/${ref.type}/${ref.name}`)}`);
    const managed = scopes.length === 0 ? null : new Set(scopes.flatMap((scope) => scope.kinds));
    return { ref, words: `${ref.type}/${ref.name}`, instance, spot, managed };
}
/** An account's name as the connector spells it. */
function spelt(instance, type, name, spot, report) {
    const words = `${type}/${name}`;
    const made = canonicalOf(instance, { target: instance.policy.name, account: words, kind: type, name, facets: {}, facts: {} }, spot, report);
    return made && { target: instance.policy.name, type, name: made.name };
}
function claim(account, holder, claims, report) {
    const { target, type, name } = account.ref;
    // Stable ids may differ in case alone; names must not.
    const key = JSON.stringify([target, type, name.startsWith('id:') ? name : (0,fold/* fold */.A)(name)]);
    const other = claims.get(key);
    if (other) {
        const who = other.identity === holder.name ? 'the same identity' : (0,quoted/* quoted */.TL)(other.identity);
        report.add('account-claimed-twice', account.spot, `the account ${(0,quoted/* quoted */.TL)(`${target}/${type}/${name}`)} of ${(0,quoted/* quoted */.TL)(holder.name)}, also ${(0,quoted/* quoted */.TL)(other.words)} of ${who}`);
        return false;
    }
    claims.set(key, { identity: holder.name, words: account.words });
    return true;
}
/** The record that says whether an identity is active. */
function directoryOf(holder, targets, report) {
    const line = holder.directory;
    if (!line)
        return null;
    const spot = holder.lineSpot('directory', line);
    const filled = fillForm(line, holder.values, spot, report);
    const instance = filled && directoryInstance(targets, line.target, filled.part, spot, report);
    const lifecycle = instance?.policy.lifecycle;
    if (!filled || !instance || !lifecycle)
        return null;
    const raw = typeof holder.fields.directory === 'object' ? holder.fields.directory : null;
    const onAbsent = raw?.onAbsent ?? lifecycle.onAbsent;
    const onDisabled = raw?.onDisabled ?? lifecycle.onDisabled;
    if (raw?.onAbsent !== undefined && onAbsent !== 'report' && lifecycle.sentinels.length === 0)
        report.add('absent-without-sentinels', spot, `the directory of ${(0,quoted/* quoted */.TL)(holder.name)}`);
    if (instance.kinds && !tellAccountType(line.kind, instance.kinds, line.spot, report))
        return null;
    const ref = instance.kinds
        ? spelt(instance, line.kind, filled.name, spot, report)
        : { target: instance.policy.name, type: line.kind, name: filled.name };
    return ref && { ...ref, onDisabled, onAbsent };
}
function directoryInstance(targets, target, part, spot, report) {
    if (!targets.byName.has(target)) {
        if (!targets.isFaulty(target))
            report.add('unknown-directory', spot, `the directory ${(0,quoted/* quoted */.TL)(target)}`);
        return null;
    }
    const [instance] = targets.place(target, part, 'noGroups', spot, report) ?? [];
    if (!instance)
        return null;
    if (instance.policy.lifecycle)
        return instance;
    report.add('directory-without-authority', spot, `the target ${(0,quoted/* quoted */.TL)(target)}`);
    return null;
}
/** A Team's group: any kind of the directory. */
function teamDirectory(targets, written, spot, report) {
    const form = writtenForm(written);
    if (!form) {
        report.add('written-form', spot, (0,quoted/* quoted */.TL)(written));
        return null;
    }
    const instance = directoryInstance(targets, form.target, form.part, spot, report);
    if (!instance)
        return null;
    if (instance.kinds && !instance.kinds.has(form.kind)) {
        report.add('unknown-kind', spot, `the kind ${(0,quoted/* quoted */.TL)(form.kind)}`);
        return null;
    }
    return { target: instance.policy.name, type: form.kind, name: form.name };
}

// EXTERNAL MODULE: ./src/model/key.ts
var model_key = __webpack_require__(7142);
;// CONCATENATED MODULE: ./src/policy/parameter-pattern.ts
/**
 * What the value of a parameter may be. A small language of our own instead of regular expressions: a pattern comes from
 * a pull request, and matching must stay linear whatever it says.
 */
const MOST = 256;
const parameter_pattern_PLAIN = /^[A-Za-z0-9_@+ ~!#%&=:;,<>"'/.-]$/;
/** null: it cannot be read. */
function parameterPattern(text) {
    const alternatives = [[]];
    let at = 0;
    while (at < text.length) {
        if (text[at] === '|') {
            alternatives.push([]);
            at += 1;
            continue;
        }
        const set = oneSet(text, at);
        if (!set)
            return null;
        const counts = oneCount(text, set.next);
        if (!counts)
            return null;
        alternatives.at(-1)?.push({ ranges: set.ranges, least: counts.least, most: counts.most });
        at = counts.next;
    }
    return alternatives.some((pieces) => pieces.length === 0) ? null : alternatives;
}
function oneSet(text, at) {
    if (text[at] === '[')
        return oneClass(text, at + 1);
    const escaped = text[at] === '\\';
    const char = text[escaped ? at + 1 : at] ?? '';
    // A bare dot means "anything" elsewhere, so here it must be written as \. or in a class.
    const fine = escaped ? /^[^A-Za-z0-9\s]$/.test(char) : char !== '.' && parameter_pattern_PLAIN.test(char);
    return fine ? { ranges: [[char.charCodeAt(0), char.charCodeAt(0)]], next: at + (escaped ? 2 : 1) } : null;
}
function oneClass(text, from) {
    const end = text.indexOf(']', from);
    const body = end < 0 ? '' : text.slice(from, end);
    if (body === '' || !/^[A-Za-z0-9_.@+~:/-]+$/.test(body))
        return null;
    const ranges = [];
    for (let i = 0; i < body.length; i += 1) {
        const low = body.charCodeAt(i);
        const isRange = body[i + 1] === '-' && i + 2 < body.length;
        const high = isRange ? body.charCodeAt(i + 2) : low;
        if (high < low || (isRange && !/^(?:[a-z]-[a-z]|[A-Z]-[A-Z]|[0-9]-[0-9])$/.test(body.slice(i, i + 3))))
            return null;
        ranges.push([low, high]);
        if (isRange)
            i += 2;
    }
    return { ranges, next: end + 1 };
}
function oneCount(text, at) {
    const simple = { '?': [0, 1], '*': [0, MOST], '+': [1, MOST] }[text[at] ?? ''];
    if (simple)
        return { least: simple[0] ?? 0, most: simple[1] ?? 0, next: at + 1 };
    if (text[at] !== '{')
        return { least: 1, most: 1, next: at };
    const counts = /^\{(\d{1,3})(,(\d{0,3}))?\}/.exec(text.slice(at, at + 10));
    if (!counts)
        return null;
    const least = Number(counts[1]);
    const most = counts[2] === undefined ? least : counts[3] ? Number(counts[3]) : MOST;
    return least > most || most > MOST ? null : { least, most, next: at + counts[0].length };
}
const holds = (piece, code) => piece.ranges.some(([low, high]) => low <= code && code <= high);
/** The whole value, of at most 256 characters. */
const valueMatches = (pattern, value) => value.length <= MOST && pattern.some((pieces) => matchesPieces(pieces, value));
/** Walks all ways at once: the state is the set of places in the value that the pieces so far can have reached. */
function matchesPieces(pieces, value) {
    const length = value.length;
    let reached = Array.from({ length: length + 1 }, (_, i) => i === 0);
    for (const piece of pieces) {
        // How many characters from each place on the piece could take.
        const runs = Array.from({ length: length + 1 }, () => 0);
        for (let i = length - 1; i >= 0; i -= 1)
            runs[i] = holds(piece, value.charCodeAt(i)) ? (runs[i + 1] ?? 0) + 1 : 0;
        const begins = Array.from({ length: length + 2 }, () => 0);
        for (let i = 0; i <= length; i += 1) {
            const most = Math.min(piece.most, runs[i] ?? 0);
            if (!reached[i] || most < piece.least)
                continue;
            begins[i + piece.least] = (begins[i + piece.least] ?? 0) + 1;
            begins[i + most + 1] = (begins[i + most + 1] ?? 0) - 1;
        }
        let open = 0;
        reached = reached.map((_, i) => (open += begins[i] ?? 0) > 0);
    }
    return reached[length] ?? false;
}

;// CONCATENATED MODULE: ./src/policy/terms.ts



/** `home`: the mapping in which the fields are written. */
function termsOf(raw, source, home, report) {
    const instant = (key) => {
        const text = raw[key];
        if (text === undefined)
            return undefined;
        const made = (0,instants/* instantOf */.B)(text);
        if (made === null)
            report.add('bad-instant', (0,positions/* spotOfValue */.D5)(source, home, key), `\`${key}\`: ${(0,quoted/* quoted */.TL)(text)}`);
        return made ?? undefined;
    };
    const from = instant('from');
    const until = instant('until');
    if (from !== undefined && until !== undefined && until <= from)
        report.add('until-not-after-from', (0,positions/* spotOfValue */.D5)(source, home, 'until'), `\`until\`: ${(0,quoted/* quoted */.TL)(raw.until)}`);
    return {
        ...(from === undefined ? {} : { from }),
        ...(until === undefined ? {} : { until }),
        ...(raw.for === undefined ? {} : { forSeconds: (0,instants/* secondsOf */.T)(raw.for) }),
        ...(raw.because === undefined ? {} : { because: raw.because }),
    };
}
/** The intersection. The outer one has no `for` and no `because`. */
function within(line, outer) {
    const from = Math.max(line.from ?? -Infinity, outer.from ?? -Infinity);
    const until = Math.min(line.until ?? Infinity, outer.until ?? Infinity);
    return { ...line, ...(from === -Infinity ? {} : { from }), ...(until === Infinity ? {} : { until }) };
}
/** Whether it never stands. */
const isEmpty = (terms) => terms.from !== undefined && terms.until !== undefined && terms.until <= terms.from;

;// CONCATENATED MODULE: ./src/policy/lines.ts







/** null: told. */
function readTemplate(text, spot, { parameters }, report) {
    const made = template(text);
    if (made && !hasParameters(made))
        return made;
    if (!parameters) {
        report.add('template-here', spot, (0,quoted/* quoted */.TL)(text));
        return null;
    }
    if (!made) {
        report.add('unknown-parameter', spot, `a \${ without a name in ${(0,quoted/* quoted */.TL)(text)}`);
        return null;
    }
    const unknown = parametersOf(made).filter((name) => !parameters.has(name));
    for (const name of unknown)
        report.add('unknown-parameter', spot, `the parameter ${(0,quoted/* quoted */.TL)(name)} in ${(0,quoted/* quoted */.TL)(text)}`, didYouMean(name, parameters));
    return unknown.length === 0 ? made : null;
}
function readForm(text, spot, around, report) {
    const first = text.indexOf('/');
    const second = text.indexOf('/', first + 1);
    const [place, kind, name] = [text.slice(0, Math.max(first, 0)), text.slice(first + 1, second), text.slice(second + 1)];
    const parts = /^([a-z0-9][a-z0-9-]*)(?:\.(.+))?$/.exec(place);
    if (first > 0 && second > 0 && (place.startsWith('$') || kind.includes('${'))) {
        report.add('parameter-place', spot, (0,quoted/* quoted */.TL)(text));
        return null;
    }
    if (first < 0 || second < 0 || name === '' || !parts?.[1] || !/^[A-Za-z][A-Za-z0-9_-]*$/.test(kind)) {
        report.add('written-form', spot, (0,quoted/* quoted */.TL)(text));
        return null;
    }
    const part = parts[2] === undefined ? undefined : readTemplate(parts[2], spot, around, report);
    const nameTemplate = readTemplate(name, spot, around, report);
    if (part === null || nameTemplate === null)
        return null;
    if (part && !hasParameters(part) && !/^[a-z0-9][a-z0-9-]*$/.test(part.text)) {
        report.add('written-form', spot, (0,quoted/* quoted */.TL)(text));
        return null;
    }
    return { spot, text, target: parts[1], part: part ?? null, kind, name: nameTemplate };
}
const readForms = (texts, around, report) => texts.flatMap((text, i) => readForm(text, (0,positions/* spotOfItem */.xj)(around.source, texts, i), around, report) ?? []);
const readGrants = (lines, around, report) => lines.flatMap((line, i) => readGrant(line, (0,positions/* spotOfItem */.xj)(around.source, lines, i), around, report) ?? []);
function readGrant(line, spot, around, report) {
    if (typeof line === 'string') {
        const form = readForm(line, spot, around, report);
        return form && { ...form, account: null, facets: [], facts: [], terms: {} };
    }
    const { source } = around;
    const form = readForm(line.grant, (0,positions/* spotOfValue */.D5)(source, line, 'grant'), around, report);
    const terms = termsOf(line, source, line, report);
    const account = line.account === undefined ? null : readTemplate(line.account, (0,positions/* spotOfValue */.D5)(source, line, 'account'), around, report);
    const facets = readValues(line.facets, around, report);
    const facts = readValues(line.facts, around, report);
    if (!form || (line.account !== undefined && !account))
        return null;
    return { ...form, account, facets, facts, terms };
}
function readValues(values, around, report) {
    if (!values)
        return [];
    return Object.entries(values).flatMap(([key, value]) => {
        const made = readTemplate(textOfValue(value), (0,positions/* spotOfValue */.D5)(around.source, values, key), around, report);
        return made ? [[key, made, (0,positions/* spotOfKey */.$e)(around.source, values, key)]] : [];
    });
}
const readRoleLines = (lines, around, report) => lines.flatMap((line, i) => {
    const spot = (0,positions/* spotOfItem */.xj)(around.source, lines, i);
    if (typeof line === 'string')
        return [{ spot, role: line, given: null }];
    const [role, values] = Object.entries(line)[0] ?? [];
    if (role === undefined || values === undefined)
        return [];
    const given = new Map();
    for (const [name, value] of Object.entries(values)) {
        const at = (0,positions/* spotOfValue */.D5)(around.source, values, name);
        const made = readTemplate(textOfValue(value), at, around, report);
        if (made)
            given.set(name, { value: made, spot: at });
    }
    return [{ spot, role, given }];
});
const STANDARD = '[a-z0-9][a-z0-9-]{0,62}';
function readParameters(raw, source, report) {
    const parameters = new Map();
    for (const [name, { match }] of Object.entries(raw ?? {})) {
        if (BUILT_IN.has(name))
            report.add('reserved-name', (0,positions/* spotOfKey */.$e)(source, raw ?? {}, name), `the parameter ${(0,quoted/* quoted */.TL)(name)}`, 'It is built in.');
        const pattern = parameterPattern(match ?? STANDARD);
        if (pattern)
            parameters.set(name, pattern);
        else {
            report.add('parameter-pattern', (0,positions/* spotOfValue */.D5)(source, raw?.[name] ?? {}, 'match'), (0,quoted/* quoted */.TL)(match));
            parameters.set(name, parameterPattern(STANDARD) ?? []);
        }
    }
    return parameters;
}
/** Whether the value may be put in; told where not. */
function checkValue(parameter, value, pattern, spot, report) {
    if (safeValue(value) && valueMatches(pattern, value))
        return true;
    report.add('parameter-value', spot, `${(0,quoted/* quoted */.TL)(value)} for the parameter ${(0,quoted/* quoted */.TL)(parameter)}`);
    return false;
}

;// CONCATENATED MODULE: ./src/policy/roles.ts
/** Roles: templates of access that contain one another, and what a holder gets of them. */









function compileRoles(documents, teams, report) {
    const docs = byName('Role', documents.Role, (role) => role.name, report);
    const roles = new Map();
    const policies = new Map();
    for (const [name, doc] of [...docs].sort((a, b) => (0,order/* compareText */.n6)(a[0], b[0]))) {
        teams.check(doc.value.owner, (0,positions/* spotOfValue */.D5)(doc.source, doc.value, 'owner'), report);
        roles.set(name, readRole(doc, report));
        policies.set(name, policyOf(doc.value));
    }
    const find = (name, spot, told) => {
        const role = roles.get(name);
        if (!role && !documents.faulty.Role.has(name))
            told.add('unknown-role', spot, `the role ${(0,quoted/* quoted */.TL)(name)}`, didYouMean(name, roles.keys()));
        return role ?? null;
    };
    tellRoleLines(roles, find, report);
    const sound = tellCycles(roles, report);
    return { policies, roles, find: (name, spot, told) => (find(name, spot, told) && sound.has(name) ? (roles.get(name) ?? null) : null) };
}
function readRole({ source, value }, report) {
    const parameters = readParameters(value.parameters, source, report);
    const around = { source, parameters: new Set([...parameters.keys(), ...BUILT_IN]) };
    return {
        name: value.name,
        parameters,
        access: readGrants(value.access, around, report),
        roles: readRoleLines(value.roles ?? [], around, report),
    };
}
function policyOf(raw) {
    return {
        name: raw.name,
        owner: raw.owner,
        parameters: patternTexts(raw.parameters),
        grants: [...raw.access, ...(raw.roles ?? [])].map((line) => (0,order/* canonicalJson */.dj)(line)),
        rollout: raw.rollout ? { first: raw.rollout.first, waitSeconds: (0,instants/* secondsOf */.T)(raw.rollout.wait) } : null,
    };
}
const patternTexts = (raw) => Object.fromEntries(Object.entries(raw ?? {})
    .map(([name, { match }]) => [name, match ?? '[a-z0-9][a-z0-9-]{0,62}'])
    .sort((a, b) => (0,order/* compareText */.n6)(a[0], b[0])));
/** What a role asks of the roles in it, also where nobody holds it. */
function tellRoleLines(roles, find, report) {
    for (const role of roles.values()) {
        for (const line of role.roles) {
            const inner = find(line.role, line.spot, report);
            if (inner)
                tellGiven(inner, line, new Set([...role.parameters.keys(), ...BUILT_IN]), report);
        }
    }
}
/** Missing and surplus parameters. `around`: the names that a plain role line can draw on. */
function tellGiven(role, line, around, report) {
    let fine = true;
    for (const name of role.parameters.keys()) {
        if (line.given ? line.given.has(name) : around.has(name))
            continue;
        report.add('missing-parameter', line.spot, `the parameter ${(0,quoted/* quoted */.TL)(name)} of the role ${(0,quoted/* quoted */.TL)(role.name)}`);
        fine = false;
    }
    for (const [name, { spot }] of line.given ?? []) {
        if (role.parameters.has(name))
            continue;
        report.add('unknown-parameter', spot, `the parameter ${(0,quoted/* quoted */.TL)(name)} of the role ${(0,quoted/* quoted */.TL)(role.name)}`, didYouMean(name, role.parameters.keys()));
        fine = false;
    }
    return fine;
}
/** The roles that reach no cycle. */
function tellCycles(roles, report) {
    const sound = new Set();
    const faulty = new Set();
    const visit = (name, path) => {
        if (sound.has(name) || faulty.has(name))
            return;
        const role = roles.get(name);
        if (!role)
            return;
        for (const line of role.roles) {
            if (path.includes(line.role) || line.role === name) {
                report.add('role-cycle', line.spot, `the role ${(0,quoted/* quoted */.TL)(line.role)} in the role ${(0,quoted/* quoted */.TL)(name)}`);
                faulty.add(name);
            }
            else if (path.length < limits/* LIMITS */.b.levels)
                visit(line.role, [...path, name]);
            else {
                report.add('too-many-lines', line.spot, `roles within roles, more than ${limits/* LIMITS */.b.levels} deep`);
                faulty.add(name);
            }
            if (faulty.has(line.role))
                faulty.add(name);
        }
        if (!faulty.has(name))
            sound.add(name);
    };
    for (const name of roles.keys())
        visit(name, []);
    return sound;
}
/**
 * Every grant line that a role line of a holder leads to, with its chain. `values`: what the line can draw on. Faults of
 * values are told at the holder's line.
 */
function roleGrants(roles, line, values, spot, report) {
    const found = [];
    let visited = 0;
    const visit = (at, drawn, via) => {
        visited += 1;
        if (visited > limits/* LIMITS */.b.rolesOfIdentity || found.length > limits/* LIMITS */.b.expandedLinesOfIdentity)
            return;
        const role = roles.find(at.role, at.spot, report);
        const filled = role && parameterValues(role, at, drawn, spot, report);
        if (!role || !filled)
            return;
        for (const inner of role.roles)
            visit(inner, filled, [...via, `${role.name}@${(0,positions/* textOf */.b6)(inner.spot)}`]);
        for (const grant of role.access)
            found.push({ line: grant, values: filled, via: [...via, `${role.name}@${(0,positions/* textOf */.b6)(grant.spot)}`] });
    };
    visit(line, values, []);
    if (visited > limits/* LIMITS */.b.rolesOfIdentity || found.length > limits/* LIMITS */.b.expandedLinesOfIdentity)
        report.add('too-many-lines', spot, `the role ${(0,quoted/* quoted */.TL)(line.role)}`);
    return found;
}
/** Built-ins stay, all else is the role's own: a role sees no parameter that it does not declare. */
function parameterValues(role, line, drawn, spot, report) {
    const filled = new Map([...drawn].filter(([name]) => BUILT_IN.has(name)));
    for (const [name, pattern] of role.parameters) {
        const value = line.given ? givenValue(line, name, drawn, spot, report) : drawn.get(name);
        if (value === undefined || value === null) {
            if (!line.given && value === undefined)
                report.add(name === 'environment' ? 'no-environment' : 'missing-parameter', spot, `the parameter ${(0,quoted/* quoted */.TL)(name)} of the role ${(0,quoted/* quoted */.TL)(role.name)}`);
            return null;
        }
        if (!checkValue(name, value, pattern, line.given?.get(name)?.spot ?? spot, report))
            return null;
        filled.set(name, value);
    }
    return filled;
}
function givenValue(line, name, drawn, spot, report) {
    const given = line.given?.get(name);
    if (!given)
        return null;
    const missing = parametersOf(given.value).find((parameter) => !drawn.has(parameter));
    if (missing === undefined)
        return fill(given.value, (parameter) => drawn.get(parameter) ?? '');
    report.add(missing === 'environment' ? 'no-environment' : 'missing-parameter', spot, `the parameter ${(0,quoted/* quoted */.TL)(missing)}`);
    return null;
}

;// CONCATENATED MODULE: ./src/policy/entries.ts












const makeCollector = () => ({
    entries: new Map(),
    never: new Map(),
    places: new WeakMap(),
    checked: new Map(),
    lines: 0,
});
function declaredEntries(collector) {
    const entries = new Map();
    for (const [key, { entry, identity, terms, origins }] of collector.entries) {
        entries.set(key, { entry, identity, terms: terms.size === 1 ? [...terms.values()] : (0,order/* sortedBy */.VW)(terms.values(), order/* canonicalJson */.dj), origins });
    }
    return { entries, never: collector.never };
}
/** Of an active identity. */
function compileEntries(collector, targets, roles, holder, accounts, terms, report) {
    const context = { collector, targets, roles, report, holder, accounts, terms, forbidden: new Set() };
    if (collector.lines > limits/* LIMITS */.b.expandedLines)
        return;
    for (const account of accounts)
        imply(context, account);
    for (const line of holder.never)
        forbid(context, line);
    for (const line of holder.access) {
        const spot = holder.lineSpot('access', line);
        grant(context, line, holder.values, spot, { at: (0,positions/* textOf */.b6)(spot), via: [] });
    }
    for (const line of holder.roles) {
        const spot = holder.lineSpot('roles', line);
        const at = (0,positions/* textOf */.b6)(spot);
        const role = roles.find(line.role, line.spot, report);
        if (!role || !tellGiven(role, line, new Set([...holder.values.keys(), ...BUILT_IN]), report))
            continue;
        for (const found of roleGrants(roles, line, holder.values, spot, report))
            grant(context, found.line, found.values, spot, { at, via: found.via });
    }
    if (collector.lines > limits/* LIMITS */.b.expandedLines)
        report.add('too-many-lines', holder.spot, `more than ${limits/* LIMITS */.b.expandedLines} in the whole policy`);
}
/** An account implies itself and its logins, and nothing else. */
function imply(context, account) {
    const { instance, managed, ref, words } = account;
    if (!instance.kinds || !managed)
        return;
    const origin = { at: (0,positions/* textOf */.b6)(account.spot), via: [] };
    for (const kind of instance.kinds.values()) {
        const implied = kind.role === 'login' || (kind.role === 'account' && kind.name === ref.type);
        if (!implied || !managed.has(kind.name))
            continue;
        const entry = canonicalOf(instance, { target: ref.target, account: words, kind: kind.name, name: ref.name, facets: {}, facts: defaultsOf(kind) }, account.spot, context.report);
        if (entry)
            put(context, entry, context.terms, origin, account.spot);
    }
}
function forbid(context, line) {
    const { holder, report } = context;
    const spot = holder.lineSpot('never', line);
    const filled = fillForm(line, holder.values, spot, report);
    if (!filled)
        return;
    for (const instance of placesOf(context, line, filled, spot)) {
        const kind = entries_kindOf(context, line, instance);
        const there = context.accounts.filter((account) => account.instance === instance);
        if (there.length === 0)
            tellNoAccount(context, line, instance, spot);
        if (!kind)
            continue;
        for (const account of there) {
            const made = entitlement(context, instance, kind, account, filled, {}, {}, spot);
            if (!made)
                continue;
            const entry = { target: made.target, account: made.account, kind: made.kind, name: made.name, facets: {}, facts: {} };
            const key = (0,model_key/* keyWithoutFacets */.iQ)(entry);
            context.forbidden.add(foldedKey(entry));
            context.collector.never.set(key, { entry, identity: holder.name });
        }
    }
}
function grant(context, line, values, spot, origin) {
    const { report, collector } = context;
    collector.lines += 1;
    if (collector.lines > limits/* LIMITS */.b.expandedLines)
        return;
    const filled = fillForm(line, values, spot, report);
    if (!filled)
        return;
    const terms = within(line.terms, context.terms);
    if (isEmpty(terms) && !isEmpty(line.terms) && !isEmpty(context.terms))
        report.add('never-stands', spot, (0,quoted/* quoted */.TL)(line.text));
    for (const instance of placesOf(context, line, filled, spot)) {
        const kind = entries_kindOf(context, line, instance);
        const account = holderAccount(context, line, instance, values, spot);
        if (!kind || !account)
            continue;
        const facets = fillValues(line.facets, values, spot, report);
        const facts = fillValues(line.facts, values, spot, report);
        if (!facets || !facts)
            continue;
        const entry = entitlement(context, instance, kind, account, filled, facets, { ...defaultsOf(kind), ...facts }, spot);
        if (entry)
            put(context, entry, terms, origin, spot);
    }
}
/** The instances of a line; a place without parameters is looked up, and its fault told, once for all who share the line. */
function placesOf({ collector, targets, report }, line, filled, spot) {
    if (line.part && hasParameters(line.part))
        return targets.place(line.target, filled.part, 'groups', spot, report) ?? [];
    const known = collector.places.get(line);
    if (known !== undefined)
        return known ?? [];
    const found = targets.place(line.target, filled.part, 'groups', line.spot, report);
    collector.places.set(line, found);
    return found ?? [];
}
/** The kind of a line in an instance; null: told, once, at the line, or not known. */
function entries_kindOf({ collector, report }, line, instance) {
    const byLine = collector.checked.get(instance) ?? new WeakMap();
    collector.checked.set(instance, byLine);
    const known = byLine.get(line);
    if (known !== undefined)
        return known;
    const kind = instance.kinds?.get(line.kind) ?? null;
    const fine = kind !== null && tellKind(line, kind, report);
    if (instance.kinds && !kind)
        report.add('unknown-kind', line.spot, `the kind ${(0,quoted/* quoted */.TL)(line.kind)} in ${(0,quoted/* quoted */.TL)(line.text)}`, didYouMean(line.kind, instance.kinds.keys()));
    byLine.set(line, fine ? kind : null);
    return fine ? kind : null;
}
function tellKind(line, kind, report) {
    if (kind.role !== 'grant') {
        report.add('kind-not-grantable', line.spot, `${(0,quoted/* quoted */.TL)(line.text)}: ${kind.name} is of the sort ${kind.role}`);
        return false;
    }
    if (!('facets' in line))
        return true;
    for (const [name, , at] of line.facets)
        if (!kind.facets.includes(name))
            report.add('unknown-facet', at, `the facet ${(0,quoted/* quoted */.TL)(name)} of ${(0,quoted/* quoted */.TL)(line.text)}`, didYouMean(name, kind.facets));
    for (const [name, , at] of line.facts)
        if (!Object.hasOwn(kind.facts, name))
            report.add('unknown-fact', at, `the fact ${(0,quoted/* quoted */.TL)(name)} of ${(0,quoted/* quoted */.TL)(line.text)}`, didYouMean(name, Object.keys(kind.facts)));
    return true;
}
/** What a Role's lines are worth also where nobody holds it. */
function tellRoleGrants(collector, targets, roles, report) {
    for (const role of roles.roles.values()) {
        for (const line of role.access) {
            if (line.part && hasParameters(line.part)) {
                // Any instance will do to look up the target's name; which of them is decided by each holder.
                if (!targets.byName.has(line.target))
                    targets.place(line.target, null, 'groups', line.spot, report);
                for (const instance of targets.byName.get(line.target)?.instances.values() ?? [])
                    entries_kindOf({ collector, report }, line, instance);
                continue;
            }
            const found = targets.place(line.target, line.part?.text ?? null, 'groups', line.spot, report);
            collector.places.set(line, found);
            for (const instance of found ?? [])
                entries_kindOf({ collector, report }, line, instance);
        }
    }
}
function holderAccount(context, line, instance, values, spot) {
    const there = context.accounts.filter((account) => account.instance === instance);
    if (there.length === 0) {
        tellNoAccount(context, line, instance, spot);
        return null;
    }
    if (!line.account) {
        if (there.length === 1)
            return there[0] ?? null;
        context.report.add('account-choice', spot, `${(0,quoted/* quoted */.TL)(line.text)} of ${(0,quoted/* quoted */.TL)(context.holder.name)}`, `There are: ${there
            .slice(0, 5)
            .map((account) => (0,quoted/* quoted */.TL)(account.words))
            .join(', ')}.`);
        return null;
    }
    const wanted = fillTemplate(line.account, values, spot, context.report);
    if (wanted === null)
        return null;
    // Both spellings: as written, and as the connector spells it.
    const slash = wanted.indexOf('/');
    const made = instance.kinds
        ? instance.canonical({
            target: instance.policy.name,
            account: wanted,
            kind: wanted.slice(0, slash),
            name: wanted.slice(slash + 1),
            facets: {},
            facts: {},
        })
        : null;
    const name = made && !('refused' in made) ? `${made.kind}/${made.name}` : wanted;
    const account = there.find(({ words }) => words === wanted || words === name);
    if (!account)
        context.report.add('grant-without-account', spot, `${(0,quoted/* quoted */.TL)(line.text)} of ${(0,quoted/* quoted */.TL)(context.holder.name)}, account ${(0,quoted/* quoted */.TL)(wanted)} in ${instance.policy.name}`, didYouMean(wanted, there.map(({ words }) => words)));
    return account ?? null;
}
function tellNoAccount({ holder, report }, line, instance, spot) {
    report.add('grant-without-account', spot, `${(0,quoted/* quoted */.TL)(line.text)} of ${(0,quoted/* quoted */.TL)(holder.name)}, in ${instance.policy.name}`);
}
function fillTemplate(template, values, spot, report) {
    const missing = parametersOf(template).find((name) => !values.has(name));
    if (missing === undefined)
        return fill(template, (name) => values.get(name) ?? '');
    report.add(missing === 'environment' ? 'no-environment' : 'missing-parameter', spot, `the parameter ${(0,quoted/* quoted */.TL)(missing)} in ${(0,quoted/* quoted */.TL)(template.text)}`);
    return null;
}
const NOTHING = {};
function fillValues(pairs, values, spot, report) {
    if (pairs.length === 0)
        return NOTHING;
    const filled = [];
    for (const [name, template] of pairs) {
        const text = fillTemplate(template, values, spot, report);
        if (text === null)
            return null;
        filled.push([name, text]);
    }
    return Object.fromEntries(filled);
}
const defaults = new WeakMap();
/** A fact's default makes it compared where no line names it. */
function defaultsOf(kind) {
    const known = defaults.get(kind);
    if (known)
        return known;
    const made = Object.fromEntries(Object.entries(kind.facts).flatMap(([name, fact]) => (fact.default === undefined ? [] : [[name, fact.default]])));
    defaults.set(kind, made);
    return made;
}
/** Spelt by the connector, and checked as spelt: scope, and what a parameter has built. */
function entitlement(context, instance, kind, account, filled, facets, facts, spot) {
    const { report } = context;
    const written = { target: instance.policy.name, account: account.words, kind: kind.name, name: filled.name, facets, facts };
    const entry = canonicalOf(instance, written, spot, report);
    if (!entry)
        return null;
    const label = `${entry.target}/${entry.kind}/${entry.name}`;
    if (account.managed && !account.managed.has(kind.name)) {
        report.add('kind-not-managed', spot, `${(0,quoted/* quoted */.TL)(label)} for ${(0,quoted/* quoted */.TL)(account.words)}`);
        return null;
    }
    if (filled.veiled !== null && builtByParameter(instance, kind, entry.name, filled.veiled))
        report.add('privileged-by-parameter', spot, `the grant ${(0,quoted/* quoted */.TL)(label)}`);
    return entry;
}
/** Stable ids may differ in case alone. */
const foldedKey = (entry) => (0,model_key/* keyWithoutFacets */.iQ)(entry.name.startsWith('id:') ? entry : { ...entry, name: (0,fold/* fold */.A)(entry.name) });
function put(context, entry, terms, origin, spot) {
    const { collector, holder, report } = context;
    if (context.forbidden.size > 0 && context.forbidden.has(foldedKey(entry)))
        report.add('never-forbids', spot, (0,quoted/* quoted */.TL)(`${entry.target}/${entry.kind}/${entry.name}`));
    const key = (0,model_key/* keyOf */.TN)(entry);
    const words = `${terms.from ?? ''} ${terms.until ?? ''} ${terms.forSeconds ?? ''} ${terms.because ?? ''}`;
    const known = collector.entries.get(key);
    if (!known) {
        collector.entries.set(key, { entry, identity: holder.name, terms: new Map([[words, terms]]), origins: [origin] });
        return;
    }
    if (!(0,order/* isSame */.Ft)(known.entry.facts, entry.facts))
        report.add('facts-differ', spot, `${(0,quoted/* quoted */.TL)(`${entry.target}/${entry.kind}/${entry.name}`)}, also at ${known.origins[0]?.at ?? 'another line'}`);
    known.terms.set(words, terms);
    known.origins.push(origin);
}

;// CONCATENATED MODULE: ./src/policy/holders.ts
/** Identities as they are written, one by one or as rows of a table, brought into one form. */







const FIELDS = new Set([
    'type',
    'owner',
    'environment',
    'purpose',
    'directory',
    'accounts',
    'roles',
    'access',
    'never',
    'state',
    'mode',
    'from',
    'until',
]);
/** In the order of files, documents and rows; one at a time, so that the lines of one can go before the next is read. */
function* readHolders(documents, teams, report) {
    const singles = documents.Identity.map((doc) => ({ doc, make: () => [readIdentity(doc, teams, report)] }));
    const tables = documents.IdentitySet.map((doc) => ({ doc, make: () => readTable(doc, teams, report) }));
    const setNames = new Set();
    for (const doc of documents.IdentitySet) {
        if (setNames.has(doc.value.name))
            report.add('duplicate-name', (0,positions/* spotOfValue */.D5)(doc.source, doc.value, 'name'), `the IdentitySet ${(0,quoted/* quoted */.TL)(doc.value.name)}`);
        setNames.add(doc.value.name);
    }
    const inOrder = [...singles, ...tables].sort((a, b) => (0,order/* compareText */.n6)(a.doc.source.path, b.doc.source.path) || a.doc.spot.offset - b.doc.spot.offset);
    const seen = new Set();
    for (const { make } of inOrder) {
        for (const holder of make()) {
            if (seen.has(holder.name))
                report.add('duplicate-name', holder.spot, `the Identity ${(0,quoted/* quoted */.TL)(holder.name)}`);
            else
                yield holder;
            seen.add(holder.name);
        }
    }
}
function lineReader(around, report) {
    const known = new Map();
    const once = (key, make) => {
        if (!known.has(key))
            known.set(key, make());
        return known.get(key);
    };
    return {
        forms: (texts) => (texts ? once(texts, () => readForms(texts, around, report)) : []),
        grants: (lines) => (lines ? once(lines, () => readGrants(lines, around, report)) : []),
        roles: (lines) => (lines ? once(lines, () => readRoleLines(lines, around, report)) : []),
        directory(fields, home) {
            const raw = fields.directory;
            if (raw === undefined)
                return null;
            const [text, at] = typeof raw === 'string'
                ? [raw, (0,positions/* spotOfValue */.D5)(around.source, home, 'directory')]
                : [raw.account, (0,positions/* spotOfValue */.D5)(around.source, raw, 'account')];
            return text === 'none' ? null : once(typeof raw === 'string' ? home : raw, () => readForm(text, at, around, report));
        },
    };
}
function ownerOf(fields, folder) {
    return fields.owner ?? folder?.name ?? null;
}
function builtIns(name, owner, environment) {
    const values = [
        ['name', name],
        ['owner', owner],
        ['environment', environment],
    ];
    return values.flatMap(([key, value]) => (value === null ? [] : [[key, value]]));
}
function readIdentity({ source, value, spot }, teams, report) {
    const lines = lineReader({ source, parameters: null }, report);
    const folder = teams.ofFile(source.path);
    const owner = ownerOf(value, folder);
    return {
        name: value.name,
        source,
        spot,
        fields: value,
        lineSpot: (_, line) => line.spot,
        fieldSpot: (field) => (0,positions/* spotOfValue */.D5)(source, value, field),
        home: () => value,
        owner,
        values: new Map(builtIns(value.name, owner, value.environment ?? folder?.environment ?? null)),
        accounts: lines.forms(value.accounts),
        access: lines.grants(value.access),
        never: lines.forms(value.never),
        roles: lines.roles(value.roles),
        directory: lines.directory(value, value),
    };
}
function readTable(doc, teams, report) {
    const { source, value } = doc;
    const columns = readParameters(value.columns, source, report);
    for (const name of columns.keys()) {
        if (FIELDS.has(name) || name === 'name')
            report.add('column-name', (0,positions/* spotOfKey */.$e)(source, value.columns ?? {}, name), `the column ${(0,quoted/* quoted */.TL)(name)}`);
    }
    const around = { source, parameters: new Set([...columns.keys(), ...BUILT_IN]) };
    const lines = lineReader(around, report);
    const each = readTemplate(value.each, (0,positions/* spotOfValue */.D5)(source, value, 'each'), { source, parameters: new Set([...columns.keys(), 'owner', 'environment']) }, report);
    const folder = teams.ofFile(source.path);
    return value.rows.flatMap((row, i) => {
        const spot = (0,positions/* spotOfItem */.xj)(source, value.rows, i);
        const values = columnValues(row, columns, source, spot, report);
        const { name: _name, each: _each, columns: _columns, rows: _rows, ...shared } = value;
        const own = Object.fromEntries(Object.entries(row).filter(([key]) => FIELDS.has(key)));
        const fields = { ...shared, ...own };
        const home = (field) => (Object.hasOwn(row, field) ? row : value);
        for (const field of ['type', 'accounts', 'directory']) {
            if (fields[field] === undefined)
                report.add('missing-key', spot, `the key ${(0,quoted/* quoted */.TL)(field)} is missing, in the row and in its table`);
        }
        const owner = ownerOf(fields, folder);
        const environment = fields.environment ?? folder?.environment ?? null;
        if (!values || !each)
            return [];
        const name = nameOf(each, new Map([...values, ...builtIns(null, owner, environment)]), spot, report);
        if (name === null)
            return [];
        return [
            {
                name,
                source,
                spot,
                fields,
                lineSpot: (field, line) => (Object.hasOwn(row, field) ? line.spot : spot),
                fieldSpot: (field) => (0,positions/* spotOfValue */.D5)(source, home(field), field),
                home,
                owner,
                values: new Map([...values, ...builtIns(name, owner, environment)]),
                accounts: lines.forms(fields.accounts),
                access: lines.grants(fields.access),
                never: lines.forms(fields.never),
                roles: lines.roles(fields.roles),
                directory: lines.directory(fields, home('directory')),
            },
        ];
    });
}
function columnValues(row, columns, source, spot, report) {
    const values = new Map();
    let fine = true;
    for (const key of Object.keys(row)) {
        if (FIELDS.has(key) || columns.has(key))
            continue;
        report.add('unknown-key', (0,positions/* spotOfKey */.$e)(source, row, key), `the column ${(0,quoted/* quoted */.TL)(key)}`, didYouMean(key, [...columns.keys(), ...FIELDS]));
    }
    for (const [column, pattern] of columns) {
        if (!Object.hasOwn(row, column)) {
            report.add('missing-parameter', spot, `the column ${(0,quoted/* quoted */.TL)(column)}`);
            fine = false;
            continue;
        }
        const text = textOfValue(row[column]);
        fine = checkValue(column, text, pattern, (0,positions/* spotOfValue */.D5)(source, row, column), report) && fine;
        values.set(column, text);
    }
    return fine ? values : null;
}
function nameOf(each, values, spot, report) {
    const missing = parametersOf(each).find((parameter) => !values.has(parameter));
    if (missing !== undefined) {
        report.add(missing === 'environment' ? 'no-environment' : 'no-owner', spot, `the name ${(0,quoted/* quoted */.TL)(each.text)}`);
        return null;
    }
    const name = fill(each, (parameter) => values.get(parameter) ?? '');
    if (/^[a-z0-9][a-z0-9-]{0,127}$/.test(name))
        return name;
    report.add('bad-value', spot, `the name ${(0,quoted/* quoted */.TL)(name)}`, 'Names are small letters, digits and hyphens.');
    return null;
}

;// CONCATENATED MODULE: ./src/policy/identities.ts




const MODES = ['observe', 'review', 'enforce'];
const least = (a, b) => (MODES.indexOf(a) < MODES.indexOf(b) ? a : b);
function compileIdentities(holders, teams, targets, roles, collector, report) {
    tellRoleGrants(collector, targets, roles, report);
    const claims = new Map();
    const compiled = new Map();
    for (const holder of holders) {
        const { fields } = holder;
        const accounts = accountsOf(holder, targets, claims, report);
        const state = fields.state ?? 'active';
        const terms = termsOf({ ...(fields.from === undefined ? {} : { from: fields.from }), ...(fields.until === undefined ? {} : { until: fields.until }) }, holder.source, holder.home(fields.until === undefined ? 'from' : 'until'), report);
        compiled.set(holder.name, {
            name: holder.name,
            owner: holder.owner ?? 'unknown',
            purpose: fields.purpose ?? null,
            type: fields.type ?? 'service',
            mode: modeOf(holder, teams, report),
            state,
            accounts: accounts.map((account) => account.ref),
            directory: directoryOf(holder, targets, report),
        });
        if (state === 'active')
            compileEntries(collector, targets, roles, holder, accounts, terms, report);
    }
    return compiled;
}
/** The least of team and identity. */
function modeOf(holder, teams, report) {
    const own = holder.fields.mode ?? 'enforce';
    if (holder.owner === null) {
        report.add('no-owner', holder.spot, `the identity ${(0,quoted/* quoted */.TL)(holder.name)}`);
        return 'observe';
    }
    if (holder.owner === 'unknown') {
        report.add('owner-unknown', holder.fieldSpot('owner'), `the identity ${(0,quoted/* quoted */.TL)(holder.name)}`);
        return 'observe';
    }
    teams.check(holder.owner, holder.fieldSpot('owner'), report);
    const team = teams.docs.get(holder.owner)?.value;
    return least(own, team?.mode ?? 'enforce');
}

// EXTERNAL MODULE: ./src/policy/parse.ts
var parse = __webpack_require__(2745);
// EXTERNAL MODULE: ./src/policy/problems.ts
var problems = __webpack_require__(9936);
;// CONCATENATED MODULE: ./src/policy/rules.ts
/** Rules, exceptions and break-glass envelopes. */







const named = (docs) => (0,order/* sortedBy */.VW)(docs, ([name]) => name);
function compileRules(documents, teams, targets, report) {
    const rules = new Map();
    for (const [id, { source, value }] of named(byName('Rule', documents.Rule, (rule) => rule.id, report))) {
        if (id === model_pattern/* WIDE_SCOPE */.Bc)
            report.add('reserved-name', (0,positions/* spotOfValue */.D5)(source, value, 'id'), `the Rule ${(0,quoted/* quoted */.TL)(id)}`, 'It is built in.');
        for (const [i, name] of (value.where.owner ?? []).entries())
            teams.check(name, (0,positions/* spotOfItem */.xj)(source, value.where.owner ?? [], i), report);
        for (const [i, name] of (value.where.target ?? []).entries()) {
            if (!isTarget(targets, name))
                report.add('unknown-target', (0,positions/* spotOfItem */.xj)(source, value.where.target ?? [], i), `the target ${(0,quoted/* quoted */.TL)(name)}`, didYouMean(name, [...targets.byName.keys(), ...targets.instances.keys()]));
        }
        rules.set(id, { id, where: whereOf(value), require: requireOf(value), severity: value.severity, act: value.act });
    }
    return rules;
}
/** A target, or one of its instances; one at fault counts as there. */
const isTarget = (targets, name) => targets.byName.has(name) || targets.instances.has(name) || targets.isFaulty(name.split('.', 1)[0] ?? '');
const whereOf = ({ where }) => ({
    credential: true,
    ...(where.type ? { type: where.type } : {}),
    ...(where.target ? { target: where.target } : {}),
    ...(where.owner ? { owner: where.owner } : {}),
});
const requireOf = ({ require }) => ({
    ...(require.maxAge === undefined ? {} : { maxAgeSeconds: (0,instants/* secondsOf */.T)(require.maxAge) }),
    ...(require.maxIdle === undefined ? {} : { maxIdleSeconds: (0,instants/* secondsOf */.T)(require.maxIdle) }),
    ...(require.maxCount === undefined ? {} : { maxCount: require.maxCount }),
});
function compileExceptions(documents, teams, targets, rules, identities, report) {
    const exceptions = new Map();
    for (const [id, doc] of named(byName('Exception', documents.Exception, (exception) => exception.id, report))) {
        const { source, value } = doc;
        teams.check(value.owner, (0,positions/* spotOfValue */.D5)(source, value, 'owner'), report);
        const until = (0,instants/* instantOf */.B)(value.until);
        if (until === null)
            report.add('bad-instant', (0,positions/* spotOfValue */.D5)(source, value, 'until'), `\`until\`: ${(0,quoted/* quoted */.TL)(value.until)}`);
        const common = { id, until: until ?? 0, owner: value.owner, because: value.because };
        if (value.rule !== undefined) {
            tellRuleException(doc, documents, targets, rules, identities, report);
            exceptions.set(id, { ...common, rule: value.rule, identities: value.for ?? [] });
        }
        else if (value.limit !== undefined && value.cap !== undefined && value.count !== undefined) {
            tellLimit(doc, targets, report);
            exceptions.set(id, { ...common, limit: value.limit, cap: value.cap, count: value.count });
        }
    }
    return exceptions;
}
function tellRuleException({ source, value }, documents, targets, rules, identities, report) {
    const rule = value.rule ?? '';
    const wide = rule === model_pattern/* WIDE_SCOPE */.Bc;
    if (!wide && !rules.has(rule) && !documents.faulty.Rule.has(rule))
        report.add('unknown-rule', (0,positions/* spotOfValue */.D5)(source, value, 'rule'), `the rule ${(0,quoted/* quoted */.TL)(rule)}`, didYouMean(rule, [...rules.keys(), model_pattern/* WIDE_SCOPE */.Bc]));
    for (const [i, name] of (value.for ?? []).entries()) {
        const spot = (0,positions/* spotOfItem */.xj)(source, value.for ?? [], i);
        if (wide && !isTarget(targets, name))
            report.add('unknown-target', spot, `the target ${(0,quoted/* quoted */.TL)(name)}`, didYouMean(name, targets.byName.keys()));
        if (!wide && !identities.has(name) && !documents.faulty.Identity.has(name) && !documents.incomplete)
            report.add('unknown-identity', spot, `the identity ${(0,quoted/* quoted */.TL)(name)}`, didYouMean(name, identities));
    }
}
function tellLimit({ source, value }, targets, report) {
    const limit = value.limit ?? '';
    const spot = (0,positions/* spotOfValue */.D5)(source, value, 'limit');
    const [target = '', kind, ...rest] = limit.split('/');
    if (rest.length > 0 || (value.cap === 'offboard') !== (kind === undefined)) {
        report.add('limit-form', spot, (0,quoted/* quoted */.TL)(limit));
        return;
    }
    const instance = targets.instances.get(target);
    if (!instance) {
        if (!targets.isFaulty(target.split('.', 1)[0] ?? ''))
            report.add('unknown-target', spot, `the target ${(0,quoted/* quoted */.TL)(target)}`, didYouMean(target, targets.instances.keys()));
    }
    else if (kind !== undefined && instance.kinds && !instance.kinds.has(kind))
        report.add('unknown-kind', spot, `the kind ${(0,quoted/* quoted */.TL)(kind)}`, didYouMean(kind, instance.kinds.keys()));
}
/** The targets that a reviewed Exception lets have a scope of everything. */
const excusedScopes = (exceptions) => new Set([...exceptions.values()].flatMap((exception) => ('rule' in exception && exception.rule === model_pattern/* WIDE_SCOPE */.Bc ? exception.identities : [])));
function compileBreakGlass(documents, report) {
    return new Map(named(byName('BreakGlass', documents.BreakGlass, (envelope) => envelope.name, report)).map(([name, { value }]) => [
        name,
        { name, who: value.who, may: value.may, covers: value.covers, never: value.never ?? [], longestSeconds: (0,instants/* secondsOf */.T)(value.longest) },
    ]));
}

;// CONCATENATED MODULE: ./src/policy/settings.ts


function compileSettings(documents, report) {
    const [first, ...others] = documents.Settings;
    for (const other of others)
        report.add('duplicate-settings', other.spot, 'Settings');
    if (!first && documents.faulty.Settings.size === 0 && !documents.incomplete)
        report.add('no-settings', null, 'the policy');
    const raw = first?.value ?? {};
    return {
        approval: {
            identityOwner: raw.approval?.identityOwner ?? 1,
            targetOwner: raw.approval?.targetOwner ?? 1,
            roleOwner: raw.approval?.roleOwner ?? 1,
            privileged: raw.approval?.privileged ?? [],
        },
        issues: { per: 'owner', mention: raw.issues?.mention ?? 'newPrivileged' },
        maxSilenceSeconds: (0,instants/* secondsOf */.T)(raw.limits?.maxSilence ?? '2h'),
        reviewValidSeconds: (0,instants/* secondsOf */.T)(raw.limits?.reviewValid ?? '7d'),
        snapshotMaxAgeSeconds: (0,instants/* secondsOf */.T)(raw.limits?.snapshotMaxAge ?? '1d'),
        snapshot: raw.snapshot ?? false,
        stateKey: raw.stateKey ?? null,
    };
}
function tellPrivilegedTeams(documents, teams, report) {
    for (const { source, value } of documents.Settings) {
        const names = value.approval?.privileged ?? [];
        for (const [i, name] of names.entries())
            teams.check(name, (0,positions/* spotOfItem */.xj)(source, names, i), report);
    }
}

;// CONCATENATED MODULE: ./src/policy/compile.ts














/** Part of every state: when the same files come to mean something else, this changes. */
const COMPILER = 'nhi-policy/1';
/** `files`: relative path → text. `connectors`: by the name that a Target gives. */
function compile(files, connectors) {
    const report = (0,problems/* makeReport */.dO)();
    return compileParsed(parseAll(files, report), connectors, report);
}
function compileParsed(files, connectors, report) {
    const documents = sortDocuments(files, report);
    const settings = compileSettings(documents, report);
    const teams = readTeams(documents, report);
    const targets = compileTargets(documents, teams, connectors, report);
    const roles = compileRoles(documents, teams, report);
    const collector = makeCollector();
    const identities = compileIdentities(readHolders(documents, teams, report), teams, targets, roles, collector, report);
    const rules = compileRules(documents, teams, targets, report);
    const exceptions = compileExceptions(documents, teams, targets, rules, new Set(identities.keys()), report);
    tellWideScopes(documents, excusedScopes(exceptions), report);
    tellPrivilegedTeams(documents, teams, report);
    const declared = {
        compiler: COMPILER,
        settings,
        teams: compileTeams(teams, (written, spot) => teamDirectory(targets, written, spot, report), report),
        roles: roles.policies,
        rules,
        exceptions,
        breakGlass: compileBreakGlass(documents, report),
        targets: targets.policies,
        identities,
        ...declaredEntries(collector),
    };
    return { declared, problems: report.findings() };
}
function parseAll(files, report) {
    const parsed = [];
    let length = 0;
    for (const [path, text] of [...files].sort((a, b) => (0,order/* compareText */.n6)(a[0], b[0]))) {
        length += text.length;
        if (length > limits/* LIMITS */.b.totalBytes) {
            report.add('too-large-in-all', null, `more than ${limits/* LIMITS */.b.totalBytes} characters`);
            break;
        }
        parsed.push((0,parse/* parseFile */.C)(path, text, report));
    }
    return parsed;
}


/***/ }),

/***/ 7872:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   b: () => (/* binding */ LIMITS)
/* harmony export */ });
/** How much policy is read at all. Past these limits the text is hostile or a mistake, and reading it costs more than saying so. */
const LIMITS = {
    fileBytes: 4 * 1024 * 1024,
    scalarLength: 64 * 1024,
    levels: 64,
    totalBytes: 256 * 1024 * 1024,
    files: 100_000,
    /** Values in one file: a policy has one in about 25 bytes. */
    values: 500_000,
    /** Lines that roles, tables and groups may expand to, in all and for one identity. */
    expandedLines: 2_000_000,
    expandedLinesOfIdentity: 20_000,
    rolesOfIdentity: 1_000,
    /** Problems told in one run, and of one sort at one place. */
    problems: 5_000,
    problemsAtOnePlace: 10,
};


/***/ }),

/***/ 2745:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   C: () => (/* binding */ parseFile)
/* harmony export */ });
/* harmony import */ var js_yaml__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(3243);
/* harmony import */ var _limits_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(7872);
/* harmony import */ var _quoted_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(6820);
/** YAML text → plain values with places. Aliases, anchors, tags, directives and repeated keys are refused here. */



const CORE_NUMBER = /^(?:[-+]?(?:[0-9]+|(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?|\.(?:inf|Inf|INF))|0o[0-7]+|0x[0-9a-fA-F]+|\.(?:nan|NaN|NAN))$/;
const WORDS = new Map([
    ...['', '~', 'null', 'Null', 'NULL'].map((word) => [word, null]),
    ...['true', 'True', 'TRUE'].map((word) => [word, true]),
    ...['false', 'False', 'FALSE'].map((word) => [word, false]),
]);
/** Words that YAML 1.1 read as booleans and 1.2 reads as text. */
const OLD_BOOLEAN = /^(?:yes|no|on|off|Yes|No|On|Off|YES|NO|ON|OFF)$/;
const at = (source, offset) => ({ source, offset });
/** Reads one text. What it refuses is told to `report`; what could be read comes back all the same. */
function parseFile(path, text, report) {
    const source = { path, text, places: new Map() };
    const refused = refuseText(source, report);
    if (refused)
        return { source, documents: [], readable: false };
    let events;
    try {
        // Our own count of levels is exact; the parser's is the backstop, one more for the scalar within.
        events = (0,js_yaml__WEBPACK_IMPORTED_MODULE_0__/* .parseEvents */ .PH)(text, { maxDepth: _limits_js__WEBPACK_IMPORTED_MODULE_1__/* .LIMITS */ .b.levels + 2 });
    }
    catch (cause) {
        tellSyntax(source, cause, report);
        return { source, documents: [], readable: false };
    }
    if (events.length > _limits_js__WEBPACK_IMPORTED_MODULE_1__/* .LIMITS */ .b.values) {
        report.add('too-many-values', at(source, 0), `${events.length} values in one file`);
        return { source, documents: [], readable: false };
    }
    warnAboutTabs(source, report);
    const before = report.count();
    const documents = build(source, events, report);
    if (documents.length === 0 && report.count() === before)
        report.add('empty-file', at(source, 0), 'no document');
    return { source, documents, readable: true };
}
/** Bytes that no policy needs and that make lines or names look other than they are. True: don't go on. */
function refuseText(source, report) {
    const { text } = source;
    if (text.length > _limits_js__WEBPACK_IMPORTED_MODULE_1__/* .LIMITS */ .b.fileBytes) {
        report.add('file-too-large', at(source, 0), `${text.length} characters`);
        return true;
    }
    const refuse = (code, needle) => {
        const found = text.indexOf(needle);
        if (found < 0)
            return false;
        report.add(code, at(source, found), 'the text of this file');
        return true;
    };
    if (refuse('bom', '\uFEFF') || refuse('bad-utf8', '\uFFFD'))
        return true;
    const lone = /\r(?!\n)/.exec(text);
    if (lone)
        report.add('lone-carriage-return', at(source, lone.index), 'the text of this file');
    const marker = QUESTIONABLE_MARKER.exec(text);
    if (marker)
        report.add('yaml-syntax', at(source, marker.index), 'a document marker that does not stand alone at the beginning of its line');
    const indent = text.includes('\t') ? /^ *\t/m.exec(text) : null;
    if (indent)
        report.add('yaml-syntax', at(source, indent.index), 'a tab at the beginning of a line');
    return lone !== null || marker !== null || indent !== null;
}
/** Readers disagree on whether these begin or end a document. */
const QUESTIONABLE_MARKER = /^(?:[ \t]+(?:---|\.\.\.)(?=[ \t\r\n]|$)|\.\.\.[ \t]+[^#\s])/m;
function tellSyntax(source, cause, report) {
    if (!(cause instanceof js_yaml__WEBPACK_IMPORTED_MODULE_0__/* .YAMLException */ .tB)) {
        report.add('yaml-syntax', at(source, 0), 'the parser gave up on this text');
        return;
    }
    const offset = cause.mark?.position ?? 0;
    if (cause.reason.startsWith('nesting exceeded'))
        report.add('too-deep', at(source, offset), `more than ${_limits_js__WEBPACK_IMPORTED_MODULE_1__/* .LIMITS */ .b.levels} levels`);
    else {
        const line = source.text.slice(source.text.lastIndexOf('\n', offset - 1) + 1, offset + 200).split('\n', 1)[0] ?? '';
        report.add('yaml-syntax', at(source, offset), (0,_quoted_js__WEBPACK_IMPORTED_MODULE_2__/* .harmless */ .Is)(cause.reason, 200), line.includes('${') ? 'In a list or mapping of one line, text with ${} needs quotes.' : undefined);
    }
}
function warnAboutTabs(source, report) {
    const tab = source.text.indexOf('\t');
    if (tab >= 0)
        report.add('tab', at(source, tab), 'a tab in this file');
}
function build(source, events, report) {
    const documents = [];
    const frames = [];
    let top;
    let lastOffset = 0;
    let usable = true;
    const put = (value, offset) => {
        if (!top)
            return;
        if (top.kind !== 'map') {
            top.offsets.push(offset);
            top.container.push(value);
        }
        else if (top.key === undefined) {
            top.key = keyOf(source, top, value, offset, report);
            top.keyOffset = offset;
        }
        else {
            if (top.key !== null) {
                top.names.push(top.key);
                top.offsets.push(top.keyOffset, offset);
                top.container[top.key] = value;
            }
            top.key = undefined;
        }
    };
    const open = (kind, container, start) => {
        const frame = { kind, container, names: [], offsets: [], start, key: undefined, keyOffset: start };
        frames.push(frame);
        top = frame;
        if (frames.length === _limits_js__WEBPACK_IMPORTED_MODULE_1__/* .LIMITS */ .b.levels + 2)
            report.add('too-deep', at(source, start), `more than ${_limits_js__WEBPACK_IMPORTED_MODULE_1__/* .LIMITS */ .b.levels} levels`);
    };
    for (const event of events) {
        switch (event.type) {
            case js_yaml__WEBPACK_IMPORTED_MODULE_0__/* .EVENT_ID */ .hy.DOCUMENT: {
                // Directives that the parser does not know it skips without a word, so they are looked for in the text.
                if (event.explicitStart)
                    tellDirectives(source, lastOffset, report);
                usable = true;
                open('document', [], lastOffset);
                break;
            }
            case js_yaml__WEBPACK_IMPORTED_MODULE_0__/* .EVENT_ID */ .hy.SCALAR: {
                usable = refuseProperties(source, event, report) && usable;
                // An empty value has no place of its own: it stands where its key stands.
                const offset = event.valueStart < 0 ? (top?.key === undefined ? lastOffset : top.keyOffset) : event.valueStart;
                lastOffset = Math.max(lastOffset, event.valueEnd);
                const isKey = top?.kind === 'map' && top.key === undefined;
                const value = scalar(source, event, offset, isKey, report);
                put(value, event.style === js_yaml__WEBPACK_IMPORTED_MODULE_0__/* .SCALAR_STYLE */ .jK.PLAIN || isBlock(event) ? offset : offset - 1);
                break;
            }
            case js_yaml__WEBPACK_IMPORTED_MODULE_0__/* .EVENT_ID */ .hy.SEQUENCE:
                usable = refuseProperties(source, event, report) && usable;
                lastOffset = Math.max(lastOffset, event.start);
                open('list', [], event.start);
                break;
            case js_yaml__WEBPACK_IMPORTED_MODULE_0__/* .EVENT_ID */ .hy.MAPPING:
                usable = refuseProperties(source, event, report) && usable;
                lastOffset = Math.max(lastOffset, event.start);
                open('map', {}, event.start);
                break;
            case js_yaml__WEBPACK_IMPORTED_MODULE_0__/* .EVENT_ID */ .hy.ALIAS:
                report.add('alias', at(source, event.anchorStart - 1), `the alias ${(0,_quoted_js__WEBPACK_IMPORTED_MODULE_2__/* .quoted */ .TL)(source.text.slice(event.anchorStart - 1, event.anchorEnd))}`);
                usable = false;
                lastOffset = Math.max(lastOffset, event.anchorEnd);
                put(null, event.anchorStart - 1);
                break;
            case js_yaml__WEBPACK_IMPORTED_MODULE_0__/* .EVENT_ID */ .hy.POP: {
                const closed = frames.pop();
                top = frames.at(-1);
                if (!closed)
                    break;
                if (closed.kind === 'document') {
                    const value = closed.container[0] ?? null;
                    if (usable && value !== null)
                        documents.push({ source, value });
                    break;
                }
                const place = { start: closed.start, names: closed.kind === 'map' ? closed.names : null, offsets: closed.offsets };
                source.places.set(closed.container, place);
                put(closed.container, closed.start);
                break;
            }
        }
    }
    return documents;
}
function tellDirectives(source, from, report) {
    const marker = /^---/m.exec(source.text.slice(from));
    const before = source.text.slice(from, marker ? from + marker.index : undefined);
    const directive = /^[ ]*%/m.exec(before);
    if (directive)
        report.add('directive', at(source, from + directive.index), 'a directive');
}
const isBlock = (event) => event.style === js_yaml__WEBPACK_IMPORTED_MODULE_0__/* .SCALAR_STYLE */ .jK.LITERAL_BLOCK || event.style === js_yaml__WEBPACK_IMPORTED_MODULE_0__/* .SCALAR_STYLE */ .jK.FOLDED_BLOCK;
/** null: refused, and told. */
function keyOf(source, frame, value, offset, report) {
    if (typeof value !== 'string') {
        report.add('bad-key', at(source, offset), `the key ${(0,_quoted_js__WEBPACK_IMPORTED_MODULE_2__/* .quoted */ .TL)(value !== null && typeof value === 'object' ? 'a list or map' : value)}`);
        return null;
    }
    // An ordinary object would take this one for its prototype.
    if (value === '__proto__') {
        report.add('bad-key', at(source, offset), `the key ${(0,_quoted_js__WEBPACK_IMPORTED_MODULE_2__/* .quoted */ .TL)(value)}`);
        return null;
    }
    if (!Object.hasOwn(frame.container, value))
        return value;
    report.add('duplicate-key', at(source, offset), `the key ${(0,_quoted_js__WEBPACK_IMPORTED_MODULE_2__/* .quoted */ .TL)(value)}`);
    return null;
}
function refuseProperties(source, event, report) {
    if (event.anchorStart >= 0)
        report.add('alias', at(source, event.anchorStart - 1), 'an anchor (&)');
    if (event.tagStart >= 0)
        report.add('tag', at(source, event.tagStart), `the tag ${(0,_quoted_js__WEBPACK_IMPORTED_MODULE_2__/* .quoted */ .TL)(source.text.slice(event.tagStart, event.tagEnd))}`);
    return event.anchorStart < 0 && event.tagStart < 0;
}
function scalar(source, event, offset, isKey, report) {
    if (event.valueEnd - event.valueStart > _limits_js__WEBPACK_IMPORTED_MODULE_1__/* .LIMITS */ .b.scalarLength) {
        report.add('scalar-too-large', at(source, event.style === js_yaml__WEBPACK_IMPORTED_MODULE_0__/* .SCALAR_STYLE */ .jK.PLAIN || isBlock(event) ? offset : offset - 1), `${event.valueEnd - event.valueStart} characters`);
        // Enough of it that no other problem follows.
        return source.text.slice(offset, offset + 16);
    }
    if (event.style !== js_yaml__WEBPACK_IMPORTED_MODULE_0__/* .SCALAR_STYLE */ .jK.PLAIN)
        return (0,js_yaml__WEBPACK_IMPORTED_MODULE_0__/* .getScalarValue */ .KE)(source.text, event);
    if (event.valueStart < 0)
        return null;
    const text = event.fast ? source.text.slice(event.valueStart, event.valueEnd) : (0,js_yaml__WEBPACK_IMPORTED_MODULE_0__/* .getScalarValue */ .KE)(source.text, event);
    // Almost surely a list whose indentation slipped; readers disagree on it.
    if (!event.fast && /\n[ \t]*- /.test(source.text.slice(event.valueStart, event.valueEnd)))
        report.add('yaml-syntax', at(source, event.valueStart), 'a text of several lines, one of which begins with "- "');
    return plain(source, text, offset, event.valueEnd, isKey, report);
}
/** The YAML 1.2 core schema, but a number only in the one spelling that JSON gives it: 007, 0x1f and 1.0 are asked about. */
function plain(source, text, offset, end, isKey, report) {
    if (!isKey && source.text.charCodeAt(end) === 0x20)
        warnAboutHash(source, end, report);
    if (text.length <= 5) {
        const word = WORDS.get(text);
        if (word !== undefined)
            return word;
        if (!isKey && OLD_BOOLEAN.test(text))
            report.add('bare-word', at(source, offset), `${(0,_quoted_js__WEBPACK_IMPORTED_MODULE_2__/* .quoted */ .TL)(text)}, which YAML 1.2 reads as text`);
    }
    const first = text.charCodeAt(0);
    const mayBeNumber = (first >= 0x30 && first <= 0x39) || first === 0x2d || first === 0x2b || first === 0x2e;
    if (!mayBeNumber || !CORE_NUMBER.test(text))
        return text;
    const value = Number(text);
    if (String(value) === text && Math.abs(value) <= Number.MAX_SAFE_INTEGER)
        return value;
    report.add('number-spelling', at(source, offset), `the number ${(0,_quoted_js__WEBPACK_IMPORTED_MODULE_2__/* .quoted */ .TL)(text)}`);
    return text;
}
/** `see #142` loses its end; `# a comment`, with a space, is what it looks like. */
function warnAboutHash(source, end, report) {
    let hash = end;
    while (source.text.charCodeAt(hash) === 0x20)
        hash += 1;
    if (source.text.charCodeAt(hash) !== 0x23 || !/[^\s#]/.test(source.text.charAt(hash + 1)))
        return;
    const line = source.text.slice(hash, hash + 100).split('\n', 1)[0] ?? '';
    report.add('hash-in-text', at(source, hash), `${(0,_quoted_js__WEBPACK_IMPORTED_MODULE_2__/* .quoted */ .TL)(line)} is read as a comment`);
}


/***/ }),

/***/ 7238:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   $e: () => (/* binding */ spotOfKey),
/* harmony export */   D5: () => (/* binding */ spotOfValue),
/* harmony export */   Yf: () => (/* binding */ spotOf),
/* harmony export */   b6: () => (/* binding */ textOf),
/* harmony export */   df: () => (/* binding */ positionOf),
/* harmony export */   xj: () => (/* binding */ spotOfItem)
/* harmony export */ });
/* harmony import */ var _quoted_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(6820);
/** Where a value stands: offsets are kept while reading, lines and columns are counted only for what is told. */

const lineTables = new WeakMap();
function linesOf(source) {
    const known = lineTables.get(source);
    if (known)
        return known;
    const starts = [0];
    for (let at = source.text.indexOf('\n'); at >= 0; at = source.text.indexOf('\n', at + 1))
        starts.push(at + 1);
    lineTables.set(source, starts);
    return starts;
}
/** Lines and columns count from 1, columns in UTF-16 code units, as editors do. */
function positionOf(spot) {
    const starts = linesOf(spot.source);
    let low = 0;
    let high = starts.length - 1;
    while (low < high) {
        const middle = (low + high + 1) >> 1;
        if ((starts[middle] ?? 0) <= spot.offset)
            low = middle;
        else
            high = middle - 1;
    }
    return { file: (0,_quoted_js__WEBPACK_IMPORTED_MODULE_0__/* .shownPath */ .pS)(spot.source.path), line: low + 1, column: spot.offset - (starts[low] ?? 0) + 1 };
}
function textOf(spot) {
    const { file, line, column } = positionOf(spot);
    return `${file}:${line}:${column}`;
}
const spotOf = (source, container) => ({ source, offset: source.places.get(container)?.start ?? 0 });
function spotOfItem(source, list, index) {
    const place = source.places.get(list);
    return { source, offset: place?.offsets[index] ?? place?.start ?? 0 };
}
function spotInMap(source, map, key, side) {
    const place = source.places.get(map);
    const index = place?.names?.indexOf(key) ?? -1;
    return { source, offset: (index < 0 ? undefined : place?.offsets[index * 2 + side]) ?? place?.start ?? 0 };
}
/** Where the key is not there, the mapping itself. */
const spotOfKey = (source, map, key) => spotInMap(source, map, key, 0);
const spotOfValue = (source, map, key) => spotInMap(source, map, key, 1);


/***/ }),

/***/ 9936:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Cs: () => (/* binding */ hasErrors),
/* harmony export */   D3: () => (/* binding */ PROBLEMS),
/* harmony export */   dO: () => (/* binding */ makeReport)
/* harmony export */ });
/* harmony import */ var _model_order_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(6553);
/* harmony import */ var _limits_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(7872);
/* harmony import */ var _positions_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(7238);
/** Every problem that the policy can have: its code, what it means, what to do. docs/errors.md has a row for each. */



const error = (means, todo) => ({ severity: 'error', means, todo });
const warning = (means, todo) => ({ severity: 'warning', means, todo });
const PROBLEMS = {
    // Files and text
    'bad-utf8': error('The file is not UTF-8, so its names could be read in two ways.', 'Save it as UTF-8.'),
    bom: error('The file holds a byte order mark, an invisible character that makes two equal files differ.', 'Save it as "UTF-8 without BOM".'),
    'file-name': error('The path of the file holds invisible or control characters.', 'Rename it.'),
    'empty-file': warning('The file says nothing: what it declared before is taken out, or was never meant.', 'Remove it, or put back what it said.'),
    'file-too-large': error('A file has at most 4 MiB.', 'Split it: one identity a file.'),
    'lone-carriage-return': error('A carriage return without a line feed: editors disagree on where the lines begin.', 'Save the file with LF or CRLF line ends.'),
    'not-a-regular-file': error('A policy consists of regular files; a link could point out of the folder.', 'Put the file itself there.'),
    'too-large-in-all': error('A policy has at most 256 MiB and 100,000 files in all.', 'Take out what is not policy.'),
    'unreadable-file': error('The file could not be read.', 'Look at its permissions.'),
    // YAML
    alias: error('Anchors and aliases are refused: a line must mean what it says where it stands.', 'Write the value out; what several identities share belongs into a Role.'),
    'bad-key': error('A key is plain text, and not `__proto__`.', 'Put the key in quotes, or give it another name.'),
    'bare-word': warning('Older YAML read this word as true or false.', 'Write true or false, or put the word in quotes.'),
    directive: error('Directives (%YAML, %TAG) are refused: the format is YAML 1.2.', 'Take the line out.'),
    'duplicate-key': error('The key stands twice in one mapping; readers disagree on which one counts.', 'Keep one of the two.'),
    'hash-in-text': warning('After a space, # begins a comment, so this is not part of the text.', 'Put the text in quotes; or write "# " with a space if a comment is meant.'),
    'number-spelling': error('YAML reads this as a number and would change its spelling.', 'Put it in quotes, or write the number plainly.'),
    'scalar-too-large': error('A text has at most 64 kB.', 'Shorten it.'),
    tab: warning('YAML takes a tab as a part of the text or as a space, and it cannot be seen which.', 'Use spaces.'),
    tag: error('Tags (!) are refused: they make a value into something else.', 'Take the tag out; quote the text if it begins with "!".'),
    'too-deep': error('A file has at most 64 levels.', 'Write it flatter.'),
    'too-many-values': error('A file has at most 500,000 values.', 'Split it.'),
    'yaml-syntax': error('The file is not YAML from here on, so nothing in it counts.', 'Mend the line; mind indentation, colons and quotes.'),
    // Shape
    'bad-value': error('The value is not one that may stand here.', 'See the description of the field.'),
    'exception-form': error('An Exception is of one form.', 'Give it either `rule` and `for`, or `limit`, `cap` and `count`.'),
    'missing-key': error('A required key is missing.', 'Add it.'),
    'unknown-document': error('A document says by `kind` what it is.', 'Write one of Settings, Target, Team, Role, Identity, IdentitySet, Rule, Exception, BreakGlass.'),
    'unknown-key': error('The key is not known here, so what it was meant to do would not happen.', 'Mend its spelling, or take it out.'),
    'wrong-type': error('The value is of another sort than the field takes.', 'See the description of the field.'),
    // Values
    'bad-instant': error('There is no such date or time.', 'Write an RFC 3339 date like 2027-01-31, or a time like 2027-01-31T18:00:00Z.'),
    'name-invisible': error('The text holds a character that cannot be seen, so it is not the name that it looks like.', 'Type the text anew.'),
    'name-look-alike': error('The text holds a character that looks like another one (a special hyphen or space).', 'Type it with the plain character.'),
    'name-mixed-script': error('The text mixes letters of several scripts, so it can look like another name.', 'Use the letters of one script.'),
    'name-not-nfc': error('The text is not in Unicode normal form C: two spellings of it look alike.', 'Type the text anew.'),
    'until-not-after-from': error('It ends before it begins.', 'Put `until` after `from`.'),
    'never-stands': warning('The term of this line lies outside that of its identity, so it never stands.', 'Mend one of the two terms, or take the line out.'),
    'inline-secret': error('This looks like a secret. Whoever can read the repository, now or later, has it.', 'Revoke it where it was made; then name it instead: `secret: NHI_X`.'),
    'secret-name': error('A secret is only named.', 'Write `secret: NHI_` and capitals, digits, `_`.'),
    // Names that must be there, once
    'duplicate-name': error('Two documents of a kind have one name.', 'Rename one, or take it out.'),
    'duplicate-settings': error('There is exactly one Settings document.', 'Keep one.'),
    'no-settings': error('There is exactly one Settings document, and there is none.', 'Add one, for example in policies/nhi.yaml: `kind: Settings` and `version: 1`.'),
    'reserved-name': error('The name has a meaning of its own.', 'Choose another.'),
    'unknown-connector': error('There is no such connector.', 'Mend its spelling; the README lists the connectors.'),
    'unknown-directory': error('The directory is not a target.', 'Name a Target with `authority: lifecycle`, or write `directory: none`.'),
    'unknown-identity': error('No Identity and no row has this name.', 'Mend its spelling, or take the line out.'),
    'unknown-role': error('No Role has this name.', 'Mend its spelling, or add the Role.'),
    'unknown-rule': error('No Rule has this id.', 'Mend its spelling, or take the Exception out.'),
    'unknown-target': error('No Target has this name.', 'Mend its spelling, or add the Target.'),
    'unknown-team': error('No Team has this name, so nobody could approve.', 'Mend its spelling, or add the Team.'),
    // Targets
    'absent-without-sentinels': error('Without sentinels an empty directory looks like one from which all have gone.', 'Name `sentinels` in the Target, or leave `onAbsent: report`.'),
    'config-schema': error('The connector does not take this config.', "See the connector's page in docs/."),
    'empty-group': error('A group without instances gives nothing, and looks as if it did.', 'Name its instances, or take the group out.'),
    'instance-and-group': error('One name is an instance and a group; a grant could mean either.', 'Rename one.'),
    'lifecycle-file': error('A file in this repository must not decide who is active: whoever can edit it could bring anybody back.', 'Use a live directory.'),
    'lifecycle-only': error('The field is of a directory only.', 'Add `authority: lifecycle`, or take the field out.'),
    'no-scope': error('A Target without scope manages nothing.', 'Add `scope`; only a Target with `authority: lifecycle` may do without.'),
    'unknown-instance': error('The target has no instance and no group of this name.', 'Mend its spelling, or add it to the Target.'),
    'wide-scope': error('A scope of all accounts takes in people and accounts of the vendor.', 'Name a narrower pattern; or add an Exception with `rule: wide-scope` and `for:` this target.'),
    // Written forms
    'account-not-managed': error('No scope line of the target matches this account, so nothing could be done there.', 'Widen the scope of the Target, or take the account out.'),
    'group-not-allowed': error('Here one instance must be named, not a group.', 'Write target.instance/type/name.'),
    'instance-missing': error('The target has instances, so one of them, or a group, must be named.', 'Write target.instance/kind/name.'),
    'instance-surplus': error('The target has no instances.', 'Write target/kind/name.'),
    'kind-not-grantable': error('Only grants are declared: accounts stand under `accounts`, logins follow from them, credentials are never declared.', 'Take the line out, or name a kind that grants.'),
    'kind-not-managed': error('No scope line of the target lists this kind for this account, so it would not be touched.', 'Add the kind to the scope, or take the line out.'),
    'refused-name': error('The connector cannot spell this name.', "See the connector's page in docs/ for the grammar of its names."),
    'unknown-account-type': error('The connector has no such type of account.', "Mend its spelling; the connector's page in docs/ lists them."),
    'unknown-fact': error('The kind does not know this fact.', 'Mend its spelling, or take it out.'),
    'unknown-facet': error('The kind does not know this facet.', 'Mend its spelling, or take it out.'),
    'unknown-kind': error('The connector has no such kind.', "Mend its spelling; the connector's page in docs/ lists them."),
    'written-form': error('This is not a written form.', 'Write target[.instance|.group]/kind/name; put the line in quotes if it holds ": " or " #".'),
    // Identities
    'account-choice': error('The identity has several accounts there.', 'Use the map form and say `account: type/name`.'),
    'account-claimed-twice': error('Two identities, or two lines, claim one account: the names are equal, or look equal.', 'Leave it with one of them.'),
    'directory-without-authority': error('The target is not a directory.', 'Add `authority: lifecycle` to it, or name another target.'),
    'facts-differ': error('Another line declares the same grant with other facts; only one can be true.', 'Make the facts equal, or take one line out.'),
    'grant-without-account': error('The identity has no account in that instance, so nobody could hold the grant.', 'Add the account under `accounts`, or take the line out.'),
    'never-forbids': error('A `never` line of the identity forbids this grant.', 'Take one of the two lines out.'),
    'no-environment': error('The line uses ${environment}, and the identity has none.', 'Add `environment` to the identity, or `defaults` to the Team of its folder.'),
    'no-owner': error("The identity has no owner, and its file lies in no Team's folder.", 'Add `owner`, a Team.'),
    'owner-unknown': warning('Nobody answers for this identity, so it is only watched.', 'Find its owner.'),
    'until-past': warning('The time of this line is over already, so it grants nothing.', 'Move `until`, or take the line out.'),
    'too-many-lines': error('Roles, tables and groups expand to more lines than are read.', 'Split the policy, or make the roles flatter.'),
    // Roles and tables
    'column-name': error('A column has the name of a field of Identity.', 'Rename the column.'),
    'missing-parameter': error('A parameter or column has no value.', 'Give it one: `- role: { parameter: value }`, or a column of that name.'),
    'parameter-pattern': error('The pattern of the parameter cannot be read.', 'Use characters, classes like [a-z0-9-], the counts ? * + {1,20}, and | between whole alternatives.'),
    'parameter-place': error('A parameter may stand in the instance and in the name, not in target or kind.', 'Write target and kind out.'),
    'parameter-value': error('The value is not one that the parameter may have.', 'Use letters, digits, `-`, `_`, `.`, as its pattern says; or widen the pattern in the Role.'),
    'privileged-by-parameter': error('Only with this value does the line name something privileged or protected, which whoever approved the template did not see.', "Write the grant out in the identity's `access`."),
    'role-cycle': error('The role contains itself.', 'Take one of the `roles` lines out.'),
    'template-here': error('Only Roles and tables fill in ${...}.', 'Write the value out.'),
    'unknown-parameter': error('There is no such parameter or column.', 'Mend its spelling, or declare it.'),
    // The rest
    'limit-form': error("A limit names a cap's place.", 'Write `target/kind`, with the instance; for the cap offboard the target alone.'),
    'too-many-problems': error('There are more problems than are told.', 'Mend these first.'),
};
const hasErrors = (problems) => problems.some((problem) => problem.severity === 'error');
function makeReport() {
    const entries = [];
    let more = 0;
    let errors = 0;
    return {
        add(code, spot, subject, hint) {
            if (PROBLEMS[code].severity === 'error')
                errors += 1;
            // A hostile file can hold millions of mistakes; the first few thousand say enough.
            if (entries.length >= _limits_js__WEBPACK_IMPORTED_MODULE_0__/* .LIMITS */ .b.problems)
                more += 1;
            else
                entries.push({ code, spot, subject, hint });
        },
        count: () => errors,
        findings() {
            const placed = entries
                .map(({ code, spot, subject, hint }) => ({ code, position: spot && (0,_positions_js__WEBPACK_IMPORTED_MODULE_1__/* .positionOf */ .df)(spot), subject, hint }))
                .sort(inOrder);
            return [
                ...perPlace(placed).map(findingOf),
                ...(more > 0
                    ? [findingOf({ code: 'too-many-problems', position: null, subject: `${more} more problems are not shown`, hint: undefined })]
                    : []),
            ];
        },
    };
}
const inOrder = (a, b) => (0,_model_order_js__WEBPACK_IMPORTED_MODULE_2__/* .compareText */ .n6)(a.position?.file ?? '', b.position?.file ?? '') ||
    (a.position?.line ?? 0) - (b.position?.line ?? 0) ||
    (a.position?.column ?? 0) - (b.position?.column ?? 0) ||
    (0,_model_order_js__WEBPACK_IMPORTED_MODULE_2__/* .compareText */ .n6)(a.code, b.code) ||
    (0,_model_order_js__WEBPACK_IMPORTED_MODULE_2__/* .compareText */ .n6)(a.subject, b.subject);
/** One line of a Role can be wrong for a thousand holders: equal ones are told once, and of each sort at one place only a few. */
function perPlace(sorted) {
    const kept = [];
    let alike = 0;
    for (const entry of sorted) {
        const before = kept.at(-1);
        const same = before !== undefined && before.code === entry.code && placeOf(before) === placeOf(entry);
        alike = same ? alike + 1 : 0;
        if (same && before.subject === entry.subject)
            continue;
        if (alike < _limits_js__WEBPACK_IMPORTED_MODULE_0__/* .LIMITS */ .b.problemsAtOnePlace)
            kept.push(entry);
    }
    return kept;
}
const placeOf = ({ position }) => (position ? `${position.file}:${position.line}:${position.column}` : '');
function findingOf(entry) {
    const { severity, means, todo } = PROBLEMS[entry.code];
    return {
        rule: entry.code,
        severity,
        subject: entry.subject,
        at: placeOf(entry) || null,
        remedy: [means, entry.hint, todo].filter(Boolean).join(' '),
    };
}


/***/ }),

/***/ 6820:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Is: () => (/* binding */ harmless),
/* harmony export */   TL: () => (/* binding */ quoted),
/* harmony export */   p4: () => (/* binding */ quotedList),
/* harmony export */   pS: () => (/* binding */ shownPath)
/* harmony export */ });
/* harmony import */ var _secrets_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(5915);
/** How foreign text is shown in a message: quoted, cut, without secrets, and with nothing a terminal or browser acts on. */

const SHOWN = 80;
const HIDDEN = /[\p{C}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}\u2800]|(?! )\p{Zs}/gu;
const escaped = (text) => text.replace(HIDDEN, (c) => `\\u{${(c.codePointAt(0) ?? 0).toString(16)}}`);
/** Text of ours with foreign text in it. */
const harmless = (text, length) => escaped(text.slice(0, length));
/** Cut first: the text may be large. */
function quoted(value) {
    if (typeof value !== 'string')
        return escaped(JSON.stringify(value) ?? 'nothing').slice(0, SHOWN);
    if ((0,_secrets_js__WEBPACK_IMPORTED_MODULE_0__/* .secretsIn */ .VY)(value.slice(0, 4096)).length > 0)
        return '(text that looks like a secret)';
    const cut = value.length > SHOWN ? `${value.slice(0, SHOWN - 1)}…` : value;
    return escaped(JSON.stringify(cut));
}
/** A file's path, as it stands in a position. */
const shownPath = (path) => escaped(path.length > 300 ? `…${path.slice(-300)}` : path);
/** At most ten items of a list, quoted. */
function quotedList(items) {
    const shown = items.slice(0, 10).map(quoted).join(', ');
    return items.length > 10 ? `${shown} and ${items.length - 10} more` : shown;
}


/***/ }),

/***/ 5915:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   J4: () => (/* binding */ SECRET_NAME),
/* harmony export */   VY: () => (/* binding */ secretsIn),
/* harmony export */   rB: () => (/* binding */ SECRET_KEY)
/* harmony export */ });
/** What looks like a secret in the text of a policy file. Comments are looked through too: a secret there has leaked as well. */
/** Prefixes that issuers print on what they issue. */
const SHAPES = new RegExp([
    'gh[pousr]_[A-Za-z0-9]{30,}',
    'github_pat_[A-Za-z0-9_]{22,}',
    'glpat-[A-Za-z0-9_-]{20,}',
    '(?:AKIA|ASIA)[A-Z0-9]{16}(?![A-Za-z0-9])',
    'xox[abeprs]-[A-Za-z0-9-]{10,}',
    'sk-[A-Za-z0-9_-]{20,}',
    '[rs]k_live_[A-Za-z0-9]{16,}',
    'hv[sbr]\\.[A-Za-z0-9_-]{20,}',
    'npm_[A-Za-z0-9]{36}',
    'pypi-[A-Za-z0-9_-]{40,}',
    'eyJ[A-Za-z0-9_-]{10,}\\.eyJ[A-Za-z0-9_-]{10,}',
    '-----BEGIN [A-Z ]{0,30}PRIVATE KEY',
    'AIza[A-Za-z0-9_-]{35}',
    'SG\\.[A-Za-z0-9_-]{16,}\\.[A-Za-z0-9_-]{16,}',
    'dop_v1_[a-f0-9]{40,}',
    'ya29\\.[A-Za-z0-9_-]{20,}',
    '://[^/\\s:@"\']{1,100}:[^/\\s@"\']{1,200}@',
].join('|'), 'g');
/** From its first character on: what is too short is not tried again from each of the others. */
const RUN = /(?<![A-Za-z0-9+/_=-])[A-Za-z0-9+/_=-]{24,}/g;
/** What may be long and random and is no secret: stable ids, public keys, digests. */
const KNOWN_BEFORE = /(?:id:|ed25519:|sha256:|sha512:|SHA256:)$/;
function secretsIn(text) {
    const found = [];
    for (const match of text.matchAll(SHAPES)) {
        if (!KNOWN_BEFORE.test(text.slice(Math.max(0, match.index - 8), match.index)))
            found.push({ offset: match.index, why: 'text in the shape of a known token' });
    }
    for (const match of text.matchAll(RUN)) {
        if (!looksRandom(match[0]) || KNOWN_BEFORE.test(text.slice(Math.max(0, match.index - 8), match.index)))
            continue;
        if (!found.some((secret) => Math.abs(secret.offset - match.index) < 40))
            found.push({ offset: match.index, why: 'text as random as a key' });
    }
    return found;
}
/** Names have few changes between small letters, capitals and digits; random text has one at every other character. */
function looksRandom(text) {
    // 32 random bytes as a tool prints them. Shorter hexadecimal is as often an id of a tenant or a commit.
    if (/^[0-9a-f]{64,}$/i.test(text))
        return true;
    if (!/[a-z]/.test(text) || !/[A-Z]/.test(text) || !/[0-9]/.test(text))
        return false;
    let changes = 0;
    for (let i = 1; i < text.length; i += 1)
        if (sortOf(text.charCodeAt(i)) !== sortOf(text.charCodeAt(i - 1)))
            changes += 1;
    return changes / text.length >= 0.4 && entropy(text) >= 3.8;
}
const sortOf = (code) => (code >= 97 ? 0 : code >= 65 ? 1 : code >= 48 && code <= 57 ? 2 : 3);
/** Bits a character. */
function entropy(text) {
    const counts = new Map();
    for (const char of text)
        counts.set(char, (counts.get(char) ?? 0) + 1);
    let bits = 0;
    for (const count of counts.values())
        bits -= (count / text.length) * Math.log2(count / text.length);
    return bits;
}
const SECRET_NAME = /^NHI_[A-Z0-9_]+$/;
/** Config keys whose text would be a secret. */
const SECRET_KEY = /^(?:pass(?:word|wd|phrase)?|token|(?:api|access|secret|private)[_-]?key|client[_-]?secret|bearer|credentials?)$/i;


/***/ }),

/***/ 9747:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   B: () => (/* binding */ adoptedLines)
/* harmony export */ });
/* harmony import */ var _change_words_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(2432);
/* harmony import */ var _escape_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(5612);
/* harmony import */ var _said_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(125);
/* harmony import */ var _what_is_shown_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(7791);




const fewNames = 3;
const fewGrants = 6;
/** The keys come sorted. */
function adoptedLines(keys) {
    const byAccount = (0,_what_is_shown_js__WEBPACK_IMPORTED_MODULE_3__/* .groupedBy */ .me)(keys.map(_what_is_shown_js__WEBPACK_IMPORTED_MODULE_3__/* .accountAndGrant */ .bf), (held) => held.account).map((group) => ({
        account: [(0,_said_js__WEBPACK_IMPORTED_MODULE_2__/* .code */ .aY)((0,_escape_js__WEBPACK_IMPORTED_MODULE_1__/* .shortened */ .vI)(group[0].account, 120))],
        grants: (0,_said_js__WEBPACK_IMPORTED_MODULE_2__/* .firstOf */ .Ku)(group.map((held) => [(0,_said_js__WEBPACK_IMPORTED_MODULE_2__/* .code */ .aY)((0,_escape_js__WEBPACK_IMPORTED_MODULE_1__/* .shortened */ .vI)(held.grant, 240))]), fewGrants),
        tells: group.length,
    }));
    return (0,_what_is_shown_js__WEBPACK_IMPORTED_MODULE_3__/* .groupedBy */ .me)(byAccount, (a) => (0,_said_js__WEBPACK_IMPORTED_MODULE_2__/* .saidText */ .Rz)(a.grants)).map((alike) => {
        const accounts = (0,_said_js__WEBPACK_IMPORTED_MODULE_2__/* .firstOf */ .Ku)(alike.map((a) => a.account), fewNames);
        const who = alike.length > fewNames ? [(0,_said_js__WEBPACK_IMPORTED_MODULE_2__/* .words */ .aL)((0,_change_words_js__WEBPACK_IMPORTED_MODULE_0__/* .count */ .U9)(alike.length, 'account')), ' ', '(', ...accounts, ')'] : accounts;
        return { said: [...who, ': ', ...alike[0].grants], tells: alike.reduce((sum, a) => sum + a.tells, 0) };
    });
}


/***/ }),

/***/ 6407:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   $i: () => (/* binding */ isPlain),
/* harmony export */   BW: () => (/* binding */ placeAt),
/* harmony export */   Gk: () => (/* binding */ holderOfDelta),
/* harmony export */   L2: () => (/* binding */ thingWord),
/* harmony export */   MW: () => (/* binding */ thingOf),
/* harmony export */   RZ: () => (/* binding */ commonPlace),
/* harmony export */   fd: () => (/* binding */ termsOf),
/* harmony export */   l2: () => (/* binding */ wholeOf),
/* harmony export */   mF: () => (/* binding */ changeWords),
/* harmony export */   pC: () => (/* binding */ wholeWords),
/* harmony export */   qO: () => (/* binding */ deltaPlace),
/* harmony export */   yS: () => (/* binding */ deltaSaid)
/* harmony export */ });
/* unused harmony export valueText */
/* harmony import */ var _model_order_js__WEBPACK_IMPORTED_MODULE_6__ = __webpack_require__(6553);
/* harmony import */ var _change_words_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(2432);
/* harmony import */ var _escape_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(5612);
/* harmony import */ var _instant_js__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(4843);
/* harmony import */ var _place_js__WEBPACK_IMPORTED_MODULE_7__ = __webpack_require__(8141);
/* harmony import */ var _redact_facts_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(1351);
/* harmony import */ var _said_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(125);
/* harmony import */ var _what_is_shown_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(7791);
/** One change of the policy in one sentence: what it is about, and only what differs. */








const isPlain = (v) => v !== null && typeof v === 'object' && !Array.isArray(v);
const isEmpty = (v) => v === null || v === undefined || (typeof v === 'object' && Object.values(v).every(isEmpty));
const instants = new Set(['until', 'from', 'at', 'createdAt', 'lastUsedAt', 'notBefore']);
function numberText(n, field) {
    if (instants.has(field))
        return n % 86_400_000 === 0 ? (0,_instant_js__WEBPACK_IMPORTED_MODULE_5__/* .dateOf */ .Q$)(n) : (0,_instant_js__WEBPACK_IMPORTED_MODULE_5__/* .instantOf */ .B9)(n);
    return field.endsWith('Seconds') ? (0,_instant_js__WEBPACK_IMPORTED_MODULE_5__/* .lengthOf */ .Y5)(n * 1000) : String(n);
}
/** As the files call it: a length has its unit beside it. */
const fieldName = (field) => field.replace(/Seconds$/, '');
/** Items of roles are JSON in a string: a plain one is shown as it was written. */
const unquoted = (text) => (/^"[^"\\]*"$/.test(text) ? text.slice(1, -1) : text);
/** As YAML would write it in one line, without what is empty. */
function valueText(v, field = '') {
    if (isEmpty(v))
        return field === 'until' ? 'no end' : 'nothing';
    if (typeof v === 'string')
        return unquoted(v);
    if (typeof v === 'number')
        return numberText(v, field);
    if (Array.isArray(v))
        return `[${v.map((item) => valueText(item, field)).join(', ')}]`;
    if (!isPlain(v))
        return (0,_model_order_js__WEBPACK_IMPORTED_MODULE_6__/* .canonicalJson */ .dj)(v);
    const said = Object.keys(v)
        .filter((k) => !isEmpty(v[k]))
        .sort(_model_order_js__WEBPACK_IMPORTED_MODULE_6__/* .compareText */ .n6);
    return `{${said.map((k) => `${fieldName(k)}: ${valueText(v[k], k)}`).join(', ')}}`;
}
const lengthIn = (said) => (0,_said_js__WEBPACK_IMPORTED_MODULE_3__/* .saidText */ .Rz)(said).length;
/** Below this a text says nothing any more. */
const leastRoom = 60;
const arrow = ' → ';
/** Of a replaced value both sides stay in sight. */
const replaced = (at, before, after, field) => (room) => {
    const sides = [before, after].map((v) => ({ text: valueText(v, field), part: isEmpty(v) ? _said_js__WEBPACK_IMPORTED_MODULE_3__/* .words */ .aL : _said_js__WEBPACK_IMPORTED_MODULE_3__/* .code */ .aY }));
    const left = room - lengthIn(at) - arrow.length;
    const long = sides.reduce((sum, { text }) => sum + text.length, 0) > left;
    return [
        ...at,
        ...(0,_said_js__WEBPACK_IMPORTED_MODULE_3__/* .joined */ .oR)(sides.map(({ text, part }) => [part(long ? (0,_escape_js__WEBPACK_IMPORTED_MODULE_1__/* .shortened */ .vI)(text, Math.max(leastRoom, left) >> 1) : text)]), arrow),
    ];
};
/** What came and what went. */
const listed = (at, into, out) => (room) => {
    const side = (sign, items) => items.length === 0
        ? []
        : [
            (most) => [
                sign,
                ...fitted(items.map((item) => (left) => [(0,_said_js__WEBPACK_IMPORTED_MODULE_3__/* .code */ .aY)((0,_escape_js__WEBPACK_IMPORTED_MODULE_1__/* .shortened */ .vI)(item, left))]), ', ', most - sign.length),
            ],
        ];
    return [...at, ...fitted([...side('+ ', into), ...side('− ', out)], '  ', room - lengthIn(at))];
};
/** For the words that count the rest. */
const roomForRest = 34;
/**
 * Several in one sentence. Where they are too long together the short ones come first and each long one is cut by itself,
 * so that none can push another out of sight; the rest is counted.
 */
function fitted(sayings, between, room) {
    const whole = (0,_said_js__WEBPACK_IMPORTED_MODULE_3__/* .joined */ .oR)(sayings.map((say) => say(Infinity)), between);
    if (lengthIn(whole) <= room)
        return whole;
    const inTurn = sayings.toSorted((a, b) => lengthIn(a(Infinity)) - lengthIn(b(Infinity)));
    const shown = [];
    let left = room - roomForRest;
    for (const [i, say] of inTurn.entries()) {
        const share = Math.max(leastRoom, Math.floor(left / (inTurn.length - i)));
        const said = say(share);
        if (shown.length > 0 && lengthIn(said) > left)
            break;
        shown.push(said);
        left -= lengthIn(said) + between.length;
    }
    const hidden = sayings.length - shown.length;
    return (0,_said_js__WEBPACK_IMPORTED_MODULE_3__/* .joined */ .oR)([...shown, ...(hidden === 0 ? [] : [[(0,_said_js__WEBPACK_IMPORTED_MODULE_3__/* .words */ .aL)(`and ${hidden} more, not shown here`)]])], between);
}
const isWords = (v) => Array.isArray(v) && v.every((item) => typeof item === 'string');
/** `until: 2026-12-31 → 2027-06-30`, one a place that differs. */
function differences(before, after, path, field) {
    if ((0,_model_order_js__WEBPACK_IMPORTED_MODULE_6__/* .canonicalJson */ .dj)(before) === (0,_model_order_js__WEBPACK_IMPORTED_MODULE_6__/* .canonicalJson */ .dj)(after))
        return [];
    const at = path === '' ? [] : [(0,_said_js__WEBPACK_IMPORTED_MODULE_3__/* .words */ .aL)(path), ': '];
    if (isPlain(before) && isPlain(after)) {
        const names = [...new Set([...Object.keys(before), ...Object.keys(after)])].sort(_model_order_js__WEBPACK_IMPORTED_MODULE_6__/* .compareText */ .n6);
        return names.flatMap((k) => differences(before[k], after[k], path === '' ? fieldName(k) : `${path}.${fieldName(k)}`, k));
    }
    if (Array.isArray(before) && Array.isArray(after)) {
        if (before.length === after.length && (before.length === 1 || !(isWords(before) && isWords(after)))) {
            return before.flatMap((item, i) => differences(item, after[i], before.length === 1 ? path : `${path}[${i}]`, field));
        }
        const [was, is] = [new Set(before.map((item) => (0,_model_order_js__WEBPACK_IMPORTED_MODULE_6__/* .canonicalJson */ .dj)(item))), new Set(after.map((item) => (0,_model_order_js__WEBPACK_IMPORTED_MODULE_6__/* .canonicalJson */ .dj)(item)))];
        const out = before.filter((item) => !is.has((0,_model_order_js__WEBPACK_IMPORTED_MODULE_6__/* .canonicalJson */ .dj)(item))).map((item) => valueText(item, field));
        const into = after.filter((item) => !was.has((0,_model_order_js__WEBPACK_IMPORTED_MODULE_6__/* .canonicalJson */ .dj)(item))).map((item) => valueText(item, field));
        // Else the same items in another order, or another number of times.
        if (out.length + into.length > 0)
            return [listed(at, into, out)];
    }
    return [replaced(at, before, after, field)];
}
/** Of the values of one change, in characters. */
const longest = 400;
const name = (text, most = 240) => (0,_said_js__WEBPACK_IMPORTED_MODULE_3__/* .code */ .aY)((0,_escape_js__WEBPACK_IMPORTED_MODULE_1__/* .shortened */ .vI)(text, most));
/** Only what a person decides by; the whole stands in the plan's JSON. */
const mattering = {
    entry: (whole) => termsOf(whole).map((said) => [(0,_said_js__WEBPACK_IMPORTED_MODULE_3__/* .words */ .aL)(said)]),
    never: () => [],
    target: (whole) => [
        ...told(whole, 'connector'),
        ...told(whole, 'ceiling'),
        ...numberOf(whole, 'scopes', 'scope line'),
        ...(isPlain(whole['lifecycle']) ? [[(0,_said_js__WEBPACK_IMPORTED_MODULE_3__/* .words */ .aL)('a directory')]] : []),
    ],
    identity: (whole) => [
        ...told(whole, 'type', ''),
        ...told(whole, 'owner'),
        ...(whole['state'] === 'active' ? [] : told(whole, 'state')),
        ...recordOf(whole['directory']),
    ],
    role: (whole) => [...numberOf(whole, 'grants', 'grant'), ...told(whole, 'owner')],
    rule: (whole) => [...told(whole, 'act', ''), ...told(whole, 'severity')],
    exception: (whole) => [
        ...told(whole, 'until'),
        ...told(whole, 'rule'),
        ...told(whole, 'identities', 'for'),
        ...told(whole, 'cap'),
        ...told(whole, 'limit', 'of'),
        ...told(whole, 'count', 'raised to'),
    ],
    breakGlass: (whole) => [
        ...told(whole, 'may'),
        ...told(whole, 'longestSeconds', 'longest'),
        ...told(whole, 'who', 'by'),
        ...numberOf(whole, 'covers', 'pattern covered', 'patterns covered'),
    ],
    team: () => [],
    settings: () => [],
};
function told(whole, field, label = field) {
    const value = whole[field];
    if (isEmpty(value))
        return [];
    const text = Array.isArray(value) ? value.map((item) => valueText(item, field)).join(', ') : valueText(value, field);
    return [[...(label === '' ? [] : [(0,_said_js__WEBPACK_IMPORTED_MODULE_3__/* .words */ .aL)(label), ' ']), name(text, 80)]];
}
const numberOf = (whole, field, one, many = `${one}s`) => {
    const value = whole[field];
    return Array.isArray(value) && value.length > 0 ? [[(0,_said_js__WEBPACK_IMPORTED_MODULE_3__/* .words */ .aL)((0,_change_words_js__WEBPACK_IMPORTED_MODULE_0__/* .count */ .U9)(value.length, one, many))]] : [];
};
const recordOf = (directory) => isPlain(directory) ? [[(0,_said_js__WEBPACK_IMPORTED_MODULE_3__/* .words */ .aL)('directory'), ' ', name(['target', 'type', 'name'].map((k) => valueText(directory[k])).join('/'), 80)]] : [];
/** `until 2027-01-31`; several terms are only counted. */
function termsOf(whole) {
    const terms = Array.isArray(whole['terms']) ? whole['terms'].filter(isPlain) : [];
    const [term] = terms;
    if (term === undefined)
        return [];
    if (terms.length > 1)
        return [`with ${terms.length} terms`];
    return ['from', 'until', 'forSeconds']
        .filter((field) => typeof term[field] === 'number')
        .map((field) => `${fieldName(field)} ${valueText(term[field], field)}`);
}
/** The identity where the delta names it, else the account. */
function holderOfDelta(delta) {
    const whole = isPlain(delta.after) ? delta.after : isPlain(delta.before) ? delta.before : {};
    const identity = typeof whole['identity'] === 'string' ? whole['identity'] : null;
    const { account, grant } = (0,_what_is_shown_js__WEBPACK_IMPORTED_MODULE_4__/* .accountAndGrant */ .bf)(delta.key);
    return { holder: identity ?? account, grant };
}
const isOfHolder = (delta) => delta.of === 'entry' || delta.of === 'never';
const thingWord = (of) => (of === 'breakGlass' ? 'break-glass' : of);
function thingOf(delta) {
    const cut = delta.key.indexOf('#');
    return cut < 0 || isOfHolder(delta)
        ? { name: delta.key, field: null }
        : { name: delta.key.slice(0, cut), field: delta.key.slice(cut + 1) };
}
/** Did the whole thing come or go? `null`: something of it differs. */
function wholeOf(delta) {
    if (thingOf(delta).field !== null || (delta.before === null) === (delta.after === null))
        return null;
    return delta.before === null ? { did: 'new', whole: delta.after } : { did: 'removed', whole: delta.before };
}
/** What matters of a whole that comes or goes. */
const wholeWords = (delta, whole) => (0,_said_js__WEBPACK_IMPORTED_MODULE_3__/* .joined */ .oR)(isPlain(whole) ? mattering[delta.of](whole) : [], ', ');
/** What differs: `ceiling: observe → enforce`. A fact that may not be printed differs all the same. */
function changeWords(delta, kinds) {
    const { before, after } = (0,_redact_facts_js__WEBPACK_IMPORTED_MODULE_2__/* .printableDelta */ .Sr)(delta, kinds);
    const field = thingOf(delta).field ?? '';
    const flat = delta.of === 'entry' && hasOneTerm(before) && hasOneTerm(after) ? withOneTerm : (v) => v;
    const said = fitted(differences(flat(before), flat(after), fieldName(field), field), '; ', longest);
    return said.length === 0 ? [(0,_said_js__WEBPACK_IMPORTED_MODULE_3__/* .words */ .aL)('changed in what is not shown here')] : said;
}
const hasOneTerm = (v) => isPlain(v) && Array.isArray(v['terms']) && v['terms'].length === 1 && isPlain(v['terms'][0]);
/** The fields of the only term beside the others: its name says nothing. */
function withOneTerm(v) {
    const { terms, ...rest } = v;
    return { ...terms[0], ...rest };
}
/** One edit by itself: `target postgres.main ceiling: observe → enforce`. */
function deltaSaid(delta, kinds) {
    const whole = wholeOf(delta);
    const thing = thingOf(delta);
    const did = whole === null ? [] : [(0,_said_js__WEBPACK_IMPORTED_MODULE_3__/* .words */ .aL)(whole.did), ' '];
    const { holder, grant } = holderOfDelta(delta);
    const subject = isOfHolder(delta)
        ? [...did, ...(delta.of === 'never' ? [(0,_said_js__WEBPACK_IMPORTED_MODULE_3__/* .words */ .aL)('never'), ' '] : []), name(holder, 120), ' ', name(grant)]
        : delta.of === 'settings'
            ? [...did, (0,_said_js__WEBPACK_IMPORTED_MODULE_3__/* .words */ .aL)('settings')]
            : [...did, (0,_said_js__WEBPACK_IMPORTED_MODULE_3__/* .words */ .aL)(thingWord(delta.of)), ' ', name(thing.name)];
    if (whole === null)
        return [...subject, thing.field === null && !isOfHolder(delta) ? ': ' : ' ', ...changeWords(delta, kinds)];
    const said = wholeWords(delta, whole.whole);
    return said.length === 0 ? subject : [...subject, ' · ', ...said];
}
/** `file:line` of a delta, if the report knows it. */
function deltaPlace(delta, places) {
    return placeAt(`${delta.of} ${delta.key}`, places);
}
function placeAt(of, places) {
    const at = places !== undefined && Object.hasOwn(places, of) ? places[of] : undefined;
    return at === undefined ? null : (0,_place_js__WEBPACK_IMPORTED_MODULE_7__/* .placeAsLine */ ._)(at);
}
/** One place for several: the line, else the file that they share. */
function commonPlace(places) {
    const [first] = places;
    if (first === undefined || first === null)
        return null;
    if (places.every((place) => place === first))
        return first;
    const { file } = (0,_place_js__WEBPACK_IMPORTED_MODULE_7__/* .placeOf */ .$)(first);
    return places.every((place) => place !== null && (0,_place_js__WEBPACK_IMPORTED_MODULE_7__/* .placeOf */ .$)(place).file === file) ? file : null;
}


/***/ }),

/***/ 1606:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   S: () => (/* binding */ editLines),
/* harmony export */   h: () => (/* binding */ editSummary)
/* harmony export */ });
/* harmony import */ var _model_order_js__WEBPACK_IMPORTED_MODULE_6__ = __webpack_require__(6553);
/* harmony import */ var _change_words_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(2432);
/* harmony import */ var _delta_words_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(6407);
/* harmony import */ var _escape_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(5612);
/* harmony import */ var _redact_facts_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(1351);
/* harmony import */ var _said_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(125);
/* harmony import */ var _what_is_shown_js__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(7791);
/** Many edits of the policy in few lines: entries by identity, things that come, go or change alike in one line. */







const fewNames = 3;
const fewThings = 6;
const fewGrants = 6;
const manyOf = {
    entry: 'entries',
    never: 'nevers',
    identity: 'identities',
    target: 'targets',
    settings: 'settings',
    team: 'teams',
    role: 'roles',
    rule: 'rules',
    exception: 'exceptions',
    breakGlass: 'break-glass envelopes',
};
const isOfHolder = (d) => d.of === 'entry' || d.of === 'never';
const short = (name) => [(0,_said_js__WEBPACK_IMPORTED_MODULE_4__/* .code */ .aY)((0,_escape_js__WEBPACK_IMPORTED_MODULE_2__/* .shortened */ .vI)(name, 120))];
/** A loosening is never folded. The deltas come sorted; a line stands where its first one stood. */
function editLines(deltas, kinds, places) {
    const line = (of, said) => ({
        said,
        place: (0,_delta_words_js__WEBPACK_IMPORTED_MODULE_1__/* .commonPlace */ .RZ)(of.map((d) => (0,_delta_words_js__WEBPACK_IMPORTED_MODULE_1__/* .deltaPlace */ .qO)(d, places))),
        tells: of.length,
        isLoosening: of.some((d) => d.direction === 'loosens'),
    });
    const loosened = deltas.filter((d) => d.direction === 'loosens');
    const others = deltas.filter((d) => d.direction !== 'loosens');
    const isItem = (d) => isOfHolder(d) && (0,_delta_words_js__WEBPACK_IMPORTED_MODULE_1__/* .wholeOf */ .l2)(d) !== null;
    return [
        ...loosened.map((d) => line([d], (0,_delta_words_js__WEBPACK_IMPORTED_MODULE_1__/* .deltaSaid */ .yS)(d, kinds))),
        ...entryLines(others.filter(isItem), kinds, line),
        ...thingLines(others.filter((d) => !isItem(d)), kinds, line),
    ];
}
/** `support-agent: + helpdesk/group/macros, helpdesk/login/agent-support  − …`, holders alike together. */
function entryLines(deltas, kinds, line) {
    const byHolder = (0,_what_is_shown_js__WEBPACK_IMPORTED_MODULE_5__/* .groupedBy */ .me)(deltas, (d) => JSON.stringify([d.of, (0,_delta_words_js__WEBPACK_IMPORTED_MODULE_1__/* .holderOfDelta */ .Gk)(d).holder])).map((group) => {
        const of = (did, sign) => {
            const items = group.filter((d) => (0,_delta_words_js__WEBPACK_IMPORTED_MODULE_1__/* .wholeOf */ .l2)(d)?.did === did);
            return items.length === 0 ? [] : [[sign, ...grantsSaid(items, kinds)]];
        };
        const never = group[0].of === 'never' ? [(0,_said_js__WEBPACK_IMPORTED_MODULE_4__/* .words */ .aL)('never'), ' '] : [];
        return {
            holder: (0,_delta_words_js__WEBPACK_IMPORTED_MODULE_1__/* .holderOfDelta */ .Gk)(group[0]).holder,
            deltas: group,
            said: [...never, ...(0,_said_js__WEBPACK_IMPORTED_MODULE_4__/* .joined */ .oR)([...of('new', '+ '), ...of('removed', '− ')], '  ')],
        };
    });
    return (0,_what_is_shown_js__WEBPACK_IMPORTED_MODULE_5__/* .groupedBy */ .me)(byHolder, (g) => (0,_said_js__WEBPACK_IMPORTED_MODULE_4__/* .saidText */ .Rz)(g.said)).map((alike) => {
        const holders = (0,_model_order_js__WEBPACK_IMPORTED_MODULE_6__/* .sortedBy */ .VW)(alike, (g) => g.holder).map((g) => short(g.holder));
        const many = holders.length > fewNames ? [(0,_said_js__WEBPACK_IMPORTED_MODULE_4__/* .words */ .aL)((0,_change_words_js__WEBPACK_IMPORTED_MODULE_0__/* .count */ .U9)(holders.length, 'identity', 'identities')), ' '] : [];
        const named = many.length === 0 ? (0,_said_js__WEBPACK_IMPORTED_MODULE_4__/* .firstOf */ .Ku)(holders, fewNames) : ['(', ...(0,_said_js__WEBPACK_IMPORTED_MODULE_4__/* .firstOf */ .Ku)(holders, fewNames), ')'];
        return line(alike.flatMap((g) => g.deltas), [...many, ...named, ': ', ...alike[0].said]);
    });
}
/** What is true of all of them is said once. */
function grantsSaid(deltas, kinds) {
    const items = (0,_model_order_js__WEBPACK_IMPORTED_MODULE_6__/* .sortedBy */ .VW)(deltas.map((d) => ({ grant: (0,_escape_js__WEBPACK_IMPORTED_MODULE_2__/* .shortened */ .vI)((0,_delta_words_js__WEBPACK_IMPORTED_MODULE_1__/* .holderOfDelta */ .Gk)(d).grant, 240), more: moreOf(d, kinds) })), (item) => JSON.stringify([item.grant, item.more]));
    const [first] = items;
    const isShared = items.every((item) => item.more === first?.more);
    const said = (0,_said_js__WEBPACK_IMPORTED_MODULE_4__/* .firstOf */ .Ku)(items.map(({ grant, more }) => [(0,_said_js__WEBPACK_IMPORTED_MODULE_4__/* .code */ .aY)(grant), ...(isShared ? [] : bracketed(more))]), fewGrants);
    return isShared && first !== undefined
        ? [...said, ...bracketed(items.length > 1 && first.more !== '' ? `all ${first.more}` : first.more)]
        : said;
}
const bracketed = (text) => (text === '' ? [] : [' ', '(', (0,_said_js__WEBPACK_IMPORTED_MODULE_4__/* .words */ .aL)(text), ')']);
/** `until 2027-01-31, admin: true`: terms, and facts that are not as they would be anyway. */
function moreOf(delta, kinds) {
    const whole = (0,_delta_words_js__WEBPACK_IMPORTED_MODULE_1__/* .wholeOf */ .l2)(delta)?.whole;
    if (!(0,_delta_words_js__WEBPACK_IMPORTED_MODULE_1__/* .isPlain */ .$i)(whole))
        return '';
    return (0,_escape_js__WEBPACK_IMPORTED_MODULE_2__/* .shortened */ .vI)([...(0,_delta_words_js__WEBPACK_IMPORTED_MODULE_1__/* .termsOf */ .fd)(whole), ...(0,_redact_facts_js__WEBPACK_IMPORTED_MODULE_3__/* .factsThatMatter */ .mg)(whole['facts'], delta.key, kinds)].join(', '), 160);
}
/** `new identities (2) a, b · bot, owner support`; `targets (2) a, b ceiling: observe → enforce`. */
function thingLines(deltas, kinds, line) {
    const all = deltas.map((delta) => {
        const whole = (0,_delta_words_js__WEBPACK_IMPORTED_MODULE_1__/* .wholeOf */ .l2)(delta);
        const said = whole === null ? (0,_delta_words_js__WEBPACK_IMPORTED_MODULE_1__/* .changeWords */ .mF)(delta, kinds) : (0,_delta_words_js__WEBPACK_IMPORTED_MODULE_1__/* .wholeWords */ .pC)(delta, whole.whole);
        return { delta, did: whole?.did ?? null, said };
    });
    const sameness = ({ delta, did, said }) => JSON.stringify(isOfHolder(delta) ? [delta.key] : [delta.of, did, (0,_delta_words_js__WEBPACK_IMPORTED_MODULE_1__/* .thingOf */ .MW)(delta).field, (0,_said_js__WEBPACK_IMPORTED_MODULE_4__/* .saidText */ .Rz)(said)]);
    return (0,_what_is_shown_js__WEBPACK_IMPORTED_MODULE_5__/* .groupedBy */ .me)(all, sameness).map((alike) => {
        const of = alike.map((a) => a.delta);
        const [{ delta, did, said }] = alike;
        if (alike.length === 1)
            return line(of, (0,_delta_words_js__WEBPACK_IMPORTED_MODULE_1__/* .deltaSaid */ .yS)(delta, kinds));
        const names = (0,_model_order_js__WEBPACK_IMPORTED_MODULE_6__/* .sortedBy */ .VW)(of.map((d) => (0,_delta_words_js__WEBPACK_IMPORTED_MODULE_1__/* .thingOf */ .MW)(d).name), (n) => n).map(short);
        const head = `${did === null ? '' : `${did} `}${manyOf[delta.of]} (${names.length.toLocaleString('en-US')})`;
        const rest = said.length === 0 ? [] : [did === null && (0,_delta_words_js__WEBPACK_IMPORTED_MODULE_1__/* .thingOf */ .MW)(delta).field !== null ? ' ' : ' · ', ...said];
        return line(of, [(0,_said_js__WEBPACK_IMPORTED_MODULE_4__/* .words */ .aL)(head), ' ', ...(0,_said_js__WEBPACK_IMPORTED_MODULE_4__/* .firstOf */ .Ku)(names, fewThings), ...rest]);
    });
}
/** How many of what, for a list that is too long to be taken in at once; empty for a short one. */
function editSummary(deltas) {
    if (deltas.length <= fewThings)
        return '';
    const entries = deltas.filter((d) => d.of === 'entry');
    const holders = (of) => (0,_change_words_js__WEBPACK_IMPORTED_MODULE_0__/* .count */ .U9)(new Set(of.map((d) => (0,_delta_words_js__WEBPACK_IMPORTED_MODULE_1__/* .holderOfDelta */ .Gk)(d).holder)).size, 'identity', 'identities');
    const ofEntries = (did, verb) => {
        const some = entries.filter((d) => ((0,_delta_words_js__WEBPACK_IMPORTED_MODULE_1__/* .wholeOf */ .l2)(d)?.did ?? null) === did);
        return some.length === 0 ? null : `${(0,_change_words_js__WEBPACK_IMPORTED_MODULE_0__/* .count */ .U9)(some.length, 'grant')} ${verb} ${holders(some)}`;
    };
    const ofThings = (did, verb) => {
        const some = deltas.filter((d) => d.of !== 'entry' && ((0,_delta_words_js__WEBPACK_IMPORTED_MODULE_1__/* .wholeOf */ .l2)(d)?.did ?? null) === did);
        const kinds = (0,_what_is_shown_js__WEBPACK_IMPORTED_MODULE_5__/* .groupedBy */ .me)(some, (d) => d.of).map((group) => group[0].of === 'settings'
            ? 'settings'
            : (0,_change_words_js__WEBPACK_IMPORTED_MODULE_0__/* .count */ .U9)(new Set(group.map((d) => (0,_delta_words_js__WEBPACK_IMPORTED_MODULE_1__/* .thingOf */ .MW)(d).name)).size, (0,_delta_words_js__WEBPACK_IMPORTED_MODULE_1__/* .thingWord */ .L2)(group[0].of), manyOf[group[0].of]));
        return kinds.length === 0 ? null : `${verb} ${kinds.join(', ')}`;
    };
    const parts = [
        ofEntries('new', 'given to'),
        ofEntries('removed', 'taken from'),
        ofEntries(null, 'changed for'),
        ofThings('new', 'new:'),
        ofThings('removed', 'removed:'),
        ofThings(null, 'changed:'),
    ].filter((part) => part !== null);
    return `${parts.join('; ')}. The whole is in the plan's JSON.`;
}


/***/ }),

/***/ 4876:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   B: () => (/* binding */ longestEnvelope),
/* harmony export */   r: () => (/* binding */ nightLength)
/* harmony export */ });
/* harmony import */ var _model_pattern_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(323);
/** Which break-glass envelope would let a hold through, and for how long a night's hold is asked. */

/** Of those that may do it the longest. `written`: null: what it covers is not asked. */
function longestEnvelope(envelopes, may, written) {
    const fitting = envelopes.filter((b) => b.may.includes(may) && (written === null || ((0,_model_pattern_js__WEBPACK_IMPORTED_MODULE_0__/* .matchesAny */ ._I)(b.covers, written) && !(0,_model_pattern_js__WEBPACK_IMPORTED_MODULE_0__/* .matchesAny */ ._I)(b.never, written))));
    return fitting.toSorted((a, b) => b.longestSeconds - a.longestSeconds)[0] ?? null;
}
const nightSeconds = 8 * 3600;
/** A night, or as long as the envelope lets it. */
function nightLength({ longestSeconds }) {
    const seconds = Math.min(nightSeconds, longestSeconds);
    return seconds % 3600 === 0 ? `${seconds / 3600}h` : `${Math.floor(seconds / 60)}m`;
}


/***/ }),

/***/ 8121:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   A: () => (/* binding */ findingTitle),
/* harmony export */   h: () => (/* binding */ findingLines)
/* harmony export */ });
/* harmony import */ var _place_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(8141);
/* harmony import */ var _escape_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(5612);
/* harmony import */ var _said_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(125);
/* harmony import */ var _what_is_shown_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(7791);




/** Of an error or a warning more are named: each one is work for somebody. */
const mostNamed = { error: 20, warning: 10, note: 5 };
/** `name: what`, as most subjects are written; the name is what differs. */
function parted(subject) {
    const cut = subject.indexOf(': ');
    return cut <= 0 ? { name: subject, what: '' } : { name: subject.slice(0, cut), what: subject.slice(cut + 2) };
}
/** The words with which all of them begin, if these say something; a bracket that they do not share is left out whole. */
function commonWords(texts) {
    const split = texts.map((text) => text.split(' '));
    const [first] = split;
    const differs = first.findIndex((word, i) => split.some((other) => other[i] !== word));
    if (differs < 0 && texts.every((text) => text === texts[0]))
        return texts[0];
    const shared = (differs < 0 ? first : first.slice(0, differs))
        .join(' ')
        .replace(/[\s(,;:]+$/, '')
        .replace(/ \([^)]*$/, '');
    return shared.split(' ').length >= 3 ? shared : '';
}
/** A sentence of its own begins with a capital; a name stays as it is. */
const sentence = (text) => text.replace(/^[a-z]+(?= )/, (word) => `${word.charAt(0).toUpperCase()}${word.slice(1)}`);
const full = (f) => [(0,_said_js__WEBPACK_IMPORTED_MODULE_1__/* .words */ .aL)((0,_escape_js__WEBPACK_IMPORTED_MODULE_0__/* .shortened */ .vI)(f.subject, 240)), ...placed(f.at)];
const placed = (at) => (at === null ? [] : [' ', '(', (0,_said_js__WEBPACK_IMPORTED_MODULE_1__/* .code */ .aY)((0,_escape_js__WEBPACK_IMPORTED_MODULE_0__/* .shortened */ .vI)((0,_place_js__WEBPACK_IMPORTED_MODULE_3__/* .placeAsLine */ ._)(at), 160)), ')']);
/** The findings come sorted. */
function findingLines(findings) {
    return (0,_what_is_shown_js__WEBPACK_IMPORTED_MODULE_2__/* .groupedBy */ .me)(findings, (f) => JSON.stringify([f.severity, f.rule, f.remedy])).map((group) => {
        const [first] = group;
        const { severity } = first;
        const remedy = first.remedy.trim() === '' ? [] : [' ', (0,_said_js__WEBPACK_IMPORTED_MODULE_1__/* .words */ .aL)(sentence((0,_escape_js__WEBPACK_IMPORTED_MODULE_0__/* .shortened */ .vI)(first.remedy, 600)))];
        return { severity, said: [(0,_said_js__WEBPACK_IMPORTED_MODULE_1__/* .words */ .aL)(severity), ' ', (0,_said_js__WEBPACK_IMPORTED_MODULE_1__/* .code */ .aY)((0,_escape_js__WEBPACK_IMPORTED_MODULE_0__/* .shortened */ .vI)(first.rule, 100)), ...subjects(group), ...remedy], tells: group.length };
    });
}
const ended = (said) => (/[.!?]$/.test((0,_said_js__WEBPACK_IMPORTED_MODULE_1__/* .saidText */ .Rz)(said)) ? said : [...said, '.']);
function subjects(group) {
    const [first] = group;
    if (group.length === 1)
        return ended([': ', ...full(first)]);
    const number = [' ', (0,_said_js__WEBPACK_IMPORTED_MODULE_1__/* .words */ .aL)(`(${group.length.toLocaleString('en-US')})`), ': '];
    const parts = group.map((f) => parted(f.subject));
    const whats = parts.map((p) => p.what);
    const isAlike = whats.every((what) => what === whats[0]);
    const most = mostNamed[first.severity];
    // What differs beside the name of a note can be looked up; of the others it is the point.
    if (!isAlike && first.severity !== 'note')
        return ended([...number, ...(0,_said_js__WEBPACK_IMPORTED_MODULE_1__/* .firstOf */ .Ku)(group.map(full), most, '; ')]);
    const what = (0,_escape_js__WEBPACK_IMPORTED_MODULE_0__/* .shortened */ .vI)(commonWords(whats), 240);
    // The same one may be found in several targets.
    const named = group.map((f, i) => [(0,_said_js__WEBPACK_IMPORTED_MODULE_1__/* .code */ .aY)((0,_escape_js__WEBPACK_IMPORTED_MODULE_0__/* .shortened */ .vI)(parts[i].name, 120)), ...placed(f.at)]);
    const names = (0,_what_is_shown_js__WEBPACK_IMPORTED_MODULE_2__/* .groupedBy */ .me)(named, _said_js__WEBPACK_IMPORTED_MODULE_1__/* .saidText */ .Rz).map(([name]) => name);
    return ended([...number, ...(0,_said_js__WEBPACK_IMPORTED_MODULE_1__/* .firstOf */ .Ku)(names, most), ...(what === '' ? [] : [': ', (0,_said_js__WEBPACK_IMPORTED_MODULE_1__/* .words */ .aL)(what)])]);
}
const findingTitle = (findings, lines) => `Findings: ${findings.toLocaleString('en-US')}, nothing is written for them${lines < findings ? "; each one is in the plan's JSON" : ''}`;


/***/ }),

/***/ 3127:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   P: () => (/* binding */ fitBudget),
/* harmony export */   w: () => (/* binding */ utf8Length)
/* harmony export */ });
/** Which rows of a long report are kept when it has to fit a size: whole rows, the important ones first, the rest counted. */
/** Bytes of the UTF-8 form; a lone surrogate is written as U+FFFD. */
function utf8Length(text) {
    let bytes = 0;
    for (const c of text) {
        const unit = c.charCodeAt(0);
        bytes += unit < 0x80 ? 1 : unit < 0x800 ? 2 : c.length === 1 ? 3 : 4;
    }
    return bytes;
}
function cutToBytes(text, budget) {
    let bytes = 0;
    let cut = '';
    for (const c of text) {
        bytes += utf8Length(c);
        if (bytes > budget)
            return cut;
        cut += c;
    }
    return cut;
}
const tells = (row) => row.tells ?? 1;
const sizeOf = (lines) => lines.reduce((sum, line) => sum + utf8Length(line) + 1, 0);
const leftLine = (name, left) => `_${name}: ${left.toLocaleString('en-US')} more, left out to fit_`;
/** Longer than any number of things that a plan can hold. */
const leftSize = (name) => utf8Length(leftLine(name, 999_999_999_999)) + 3;
/**
 * Puts `first`, the blocks and `last` together. A cut text begins with INCOMPLETE; `why` says on that line where the
 * rest is. A budget that does not even hold the frame gets as much of that line as it holds.
 */
function fitBudget(first, blocks, last, budget, why) {
    const whole = compose(first, blocks, last, blocks.map((b) => new Set(b.rows)));
    const all = blocks.flatMap((b) => b.rows).reduce((sum, row) => sum + tells(row), 0);
    if (utf8Length(whole) <= budget)
        return { text: whole, complete: true, left: 0 };
    const warning = (left) => `**INCOMPLETE: ${left.toLocaleString('en-US')} of ${all.toLocaleString('en-US')} rows do not fit here.** ${why}`;
    const frame = sizeOf([warning(all), '', first, ...last]) + 2 * last.length + blocks.reduce((sum, b) => sum + leftSize(b.name), 0);
    const kept = blocks.map(() => new Set());
    let room = budget - frame;
    const ranked = blocks.flatMap((block, at) => block.rows.map((row) => ({ row, at, block }))).sort((a, b) => a.row.rank - b.row.rank);
    for (const { row, at, block } of ranked) {
        const cost = sizeOf([row.text]) + (kept[at]?.size === 0 ? sizeOf([...block.head, ...block.foot]) + 2 : 0);
        // Nothing less important takes the room of what did not fit.
        if (cost > room)
            break;
        room -= cost;
        kept[at]?.add(row);
    }
    const told = kept.reduce((sum, rows) => sum + [...rows].reduce((n, row) => n + tells(row), 0), 0);
    const left = all - told;
    if (room < 0)
        return { text: cutToBytes(`${warning(left)}\n\n${first}\n`, budget), complete: false, left };
    return { text: `${warning(left)}\n\n${compose(first, blocks, last, kept)}`, complete: false, left };
}
function compose(first, blocks, last, kept) {
    const parts = blocks.map((block, i) => {
        const rows = block.rows.filter((row) => kept[i]?.has(row) === true);
        const left = block.rows.filter((row) => kept[i]?.has(row) !== true).reduce((sum, row) => sum + tells(row), 0);
        const rest = left === 0 ? [] : ['', leftLine(block.name, left)];
        return rows.length === 0 ? rest.slice(1) : [...block.head, ...rows.map((row) => row.text), ...rest, ...block.foot];
    });
    return `${[[first], ...parts, ...last.map((line) => [line])]
        .filter((lines) => lines.length > 0)
        .map((lines) => lines.join('\n'))
        .join('\n\n')}\n`;
}


/***/ }),

/***/ 4512:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   P: () => (/* binding */ headline)
/* harmony export */ });
/* unused harmony export inSyncCount */
/* harmony import */ var _model_order_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(6553);
/* harmony import */ var _change_words_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(2432);
/* harmony import */ var _escape_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(5612);
/* harmony import */ var _what_is_shown_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(7791);
/** The first line of every report: the verdict in one sentence, the worst first. */




const list = (names, most = 3) => {
    const said = names
        .slice(0, most)
        .map((name) => (0,_escape_js__WEBPACK_IMPORTED_MODULE_1__/* .shortened */ .vI)(name, 80))
        .join(', ');
    return names.length <= most ? said : `${said} and ${names.length - most} more`;
};
const unknownNames = (shown) => shown.unknown.map((u) => (u.kind === null ? u.target : `${u.target}/${u.kind}`));
function whatIsDue(shown, words) {
    const { tally } = shown;
    const parts = [
        tally.revoke > 0 ? `${tally.revoke.toLocaleString('en-US')} ${words[0]}` : null,
        tally.grant > 0 ? `${tally.grant.toLocaleString('en-US')} ${words[1]}` : null,
        tally.adjust > 0 ? `${tally.adjust.toLocaleString('en-US')} ${words[2]}` : null,
    ].filter((part) => part !== null);
    if (parts.length === 0)
        return null;
    return `${parts.join(', ')}${tally.privileged > 0 ? ` (${tally.privileged.toLocaleString('en-US')} privileged)` : ''}`;
}
function whatWasDone(shown) {
    const outcomes = [...shown.due.map((row) => row.outcome?.state ?? 'notDone'), ...shown.strays.map(([, o]) => o.state)];
    const number = (...states) => outcomes.filter((o) => states.includes(o)).length;
    const parts = [
        [number('failed'), 'FAILED'],
        [number('superseded', 'skipped', 'notDone'), 'NOT DONE'],
        [number('applied', 'seen'), 'written and not yet proven'],
        [number('verified'), 'verified'],
        [number('unchanged'), 'were so already'],
    ];
    const said = parts.filter(([n]) => n > 0).map(([n, what]) => `${n.toLocaleString('en-US')} ${what}`);
    return said.length === 0 ? null : said.join(', ');
}
/** How many entries were compared and found equal. */
const inSyncCount = (shown) => shown.targets.reduce((sum, t) => sum + (0,_what_is_shown_js__WEBPACK_IMPORTED_MODULE_2__/* .inSyncOf */ .Ou)(t), 0);
/** `398 identities gain 1 grant, nobody loses any`: what a review does to people, in the words of a pull request. */
function whoGains(report, shown) {
    if (shown.due.length === 0)
        return null;
    const explained = (0,_what_is_shown_js__WEBPACK_IMPORTED_MODULE_2__/* .explainedBy */ .Uj)(report);
    const caused = shown.due.filter((r) => explained(r.change));
    // Where the edits explain nothing, there is nothing to tell apart.
    const rows = caused.length > 0 ? caused : shown.due;
    const of = (verb, does, none) => {
        const some = rows.filter((r) => r.change.verb === verb);
        if (some.length === 0)
            return none;
        const holders = new Set(some.map((r) => r.change.identity ?? r.change.entry.account)).size;
        const grants = new Set(some.map((r) => (0,_what_is_shown_js__WEBPACK_IMPORTED_MODULE_2__/* .writtenKey */ .R7)(r.change.key))).size;
        return `${(0,_change_words_js__WEBPACK_IMPORTED_MODULE_0__/* .count */ .U9)(holders, 'identity', 'identities')} ${does[holders === 1 ? 0 : 1]} ${(0,_change_words_js__WEBPACK_IMPORTED_MODULE_0__/* .count */ .U9)(grants, 'grant')}`;
    };
    const privilegedText = (n) => (n > 0 ? ` (${n.toLocaleString('en-US')} privileged)` : '');
    const { privileged, adjust } = (0,_what_is_shown_js__WEBPACK_IMPORTED_MODULE_2__/* .tallyOf */ .sv)(rows.map((r) => r.change));
    const parts = [of('grant', ['gains', 'gain'], 'nobody gains a grant'), of('revoke', ['loses', 'lose'], 'nobody loses any')];
    const changed = adjust > 0 ? [`${(0,_change_words_js__WEBPACK_IMPORTED_MODULE_0__/* .count */ .U9)(adjust, 'grant')} changed`] : [];
    const said = `${[...parts, ...changed].join(', ')}${privilegedText(privileged)}`;
    const others = shown.due.length - rows.length;
    const more = `${others.toLocaleString('en-US')} more due for other reasons${privilegedText(shown.tally.privileged - privileged)}`;
    return others === 0 ? said : `${said} · ${more}`;
}
function dueOf(report, shown) {
    if (report.outcome !== undefined)
        return whatWasDone(shown);
    return report.review === undefined ? whatIsDue(shown, ['to revoke', 'to grant', 'to adjust']) : whoGains(report, shown);
}
/** Beside a review that none of it comes from, that is said: nobody has to mend it there. */
function blockedWords(report, shown) {
    const stopped = shown.blocked.filter((row) => row.blocked?.guard !== 'mode');
    if (stopped.length === 0)
        return null;
    const explained = (0,_what_is_shown_js__WEBPACK_IMPORTED_MODULE_2__/* .explainedBy */ .Uj)(report);
    const isOther = report.review !== undefined && shown.edits.length > 0 && !stopped.some((row) => explained(row.change));
    return `${stopped.length.toLocaleString('en-US')} blocked${isOther ? ' for other reasons' : ''}`;
}
/** One plain sentence; who prints it makes it harmless. */
function headline(report, shown) {
    const { run } = report.plan;
    const due = dueOf(report, shown);
    const watched = shown.blocked.filter((r) => r.blocked?.guard === 'mode').length;
    const missing = (report.review?.seats ?? []).filter((seat) => !seat.have).map((seat) => seat.team);
    const waiting = report.deltasNotApproved?.length ?? 0;
    const errors = shown.findings.filter((f) => f.severity === 'error').length;
    const parts = [
        shown.unknown.length > 0 ? `UNKNOWN: ${list(unknownNames(shown))}` : null,
        due,
        shown.loosened.length > 0 ? `${shown.loosened.length.toLocaleString('en-US')} LOOSENED` : null,
        blockedWords(report, shown),
        watched > 0 ? `${watched.toLocaleString('en-US')} only watched` : null,
        errors > 0 ? (0,_change_words_js__WEBPACK_IMPORTED_MODULE_0__/* .count */ .U9)(errors, 'error finding') : null,
        due === null && run !== 'detect' && shown.edits.length > 0 ? `${(0,_change_words_js__WEBPACK_IMPORTED_MODULE_0__/* .count */ .U9)(shown.edits.length, 'edit')} of the policy` : null,
        shown.alreadyLive.length > 0 ? `${shown.alreadyLive.length.toLocaleString('en-US')} already live` : null,
        waiting > 0 ? `${(0,_change_words_js__WEBPACK_IMPORTED_MODULE_0__/* .count */ .U9)(waiting, 'edit')} not yet approved` : null,
        missing.length > 0 ? `needs ${list([...new Set(missing)].sort(_model_order_js__WEBPACK_IMPORTED_MODULE_3__/* .compareText */ .n6))}` : null,
    ].filter((part) => part !== null);
    if (shown.targets.length === 0)
        parts.unshift('no live system was compared');
    if (parts.length > 0)
        return `nhi ${run}: ${parts.join(' · ')}`;
    const on = `on ${(0,_change_words_js__WEBPACK_IMPORTED_MODULE_0__/* .count */ .U9)(shown.targets.length, 'target')}`;
    const same = (0,_change_words_js__WEBPACK_IMPORTED_MODULE_0__/* .count */ .U9)(inSyncCount(shown), 'entry', 'entries');
    return `nhi ${run}: ${run === 'detect' ? `in sync, ${same} ${on}` : `nothing to do, ${same} in sync ${on}`}`;
}


/***/ }),

/***/ 299:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Kf: () => (/* binding */ silentSince),
/* harmony export */   Pq: () => (/* binding */ firstSights),
/* harmony export */   Y7: () => (/* binding */ openRows),
/* harmony export */   b_: () => (/* binding */ targetsByOwner),
/* harmony export */   br: () => (/* binding */ holderInWords),
/* harmony export */   i$: () => (/* binding */ plansOf),
/* harmony export */   nn: () => (/* binding */ isProven),
/* harmony export */   nz: () => (/* binding */ unreviewedByOwner),
/* harmony export */   qq: () => (/* binding */ writtenInWords),
/* harmony export */   qx: () => (/* binding */ ownersIn),
/* harmony export */   rl: () => (/* binding */ verbOf)
/* harmony export */ });
/* harmony import */ var _model_order_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(6553);
/* harmony import */ var _short_id_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(5276);
/* harmony import */ var _what_is_shown_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(7791);



const drift = new Set(['unauthorized', 'missing', 'altered']);
const holding = new Set(['kept', 'pause', 'decided']);
const stages = ['alarm', 'drift', 'waiting', 'unproven', 'held'];
function stageOf(row, change, blocked) {
    if (row.applied !== null)
        return 'unproven';
    if (blocked !== null && holding.has(blocked.guard))
        return 'held';
    if (row.verdict === 'unauthorized' && change !== null && change.risk !== 'low')
        return 'alarm';
    return drift.has(row.verdict) ? 'drift' : 'waiting';
}
const verbs = {
    unauthorized: 'revoke',
    toRevoke: 'revoke',
    altered: 'adjust',
    toAdjust: 'adjust',
};
const verbOf = (row) => verbs[row.verdict] ?? 'grant';
const isOpen = (row) => row.ended === null;
/** Most urgent first; of one urgency the oldest. */
function openRows(told) {
    const { report, ledger } = told;
    const shown = (0,_what_is_shown_js__WEBPACK_IMPORTED_MODULE_1__/* .whatIsShown */ .eE)(report);
    const seen = new Map([...shown.due, ...shown.blocked].map((r) => [r.change.id, r]));
    const owners = ownersIn(told.states);
    const open = [...ledger].flatMap(([target, rows]) => rows.filter(isOpen).map((row) => ({ target, row })));
    const short = (0,_short_id_js__WEBPACK_IMPORTED_MODULE_0__/* .shortIds */ .R)(open.map(({ row }) => ({ id: row.change, what: verbOf(row) })));
    const rows = open.map(({ target, row }) => {
        const now = seen.get(row.change);
        const change = now?.change ?? null;
        const blocked = now?.blocked ?? null;
        const identity = change?.identity ?? owners.holderOf(target, row);
        return {
            short: short.get(row.change),
            target,
            owner: owners.ownerOf(target, identity),
            identity,
            stage: stageOf(row, change, blocked),
            row,
            change,
            blocked,
            isNew: row.firstSeen >= report.plan.at,
        };
    });
    return rows.toSorted((a, b) => stages.indexOf(a.stage) - stages.indexOf(b.stage) ||
        a.row.firstSeen - b.row.firstSeen ||
        (0,_model_order_js__WEBPACK_IMPORTED_MODULE_2__/* .compareText */ .n6)(a.row.label, b.row.label) ||
        (0,_model_order_js__WEBPACK_IMPORTED_MODULE_2__/* .compareText */ .n6)(a.row.change, b.row.change));
}
/** Asked for each row, of states that stand still. */
const ownersOf = new WeakMap();
function ownersIn(states) {
    const known = ownersOf.get(states) ?? findOwners(states);
    ownersOf.set(states, known);
    return known;
}
/** An account that nobody declares, and an identity that is gone or has no owner, are the target's owner's. */
function findOwners(states) {
    const ofIdentity = new Map([...states.values()].flatMap((s) => s.identities.map((i) => [i.name, i.owner])));
    const holders = new Map([...states].map(([target, s]) => [target, holdersIn(s)]));
    const names = new Set([...ofIdentity.keys(), ...[...holders.values()].flatMap((known) => [...known.values()])]);
    const identityOf = (target, key) => {
        const known = holders.get(target);
        return known?.get(key) ?? known?.get((0,_what_is_shown_js__WEBPACK_IMPORTED_MODULE_1__/* .accountAndGrant */ .bf)(key).account) ?? null;
    };
    return {
        identityOf,
        holderOf: (target, row) => {
            const holder = holderInWords(row);
            return identityOf(target, row.key) ?? (names.has(holder) ? holder : null);
        },
        ownerOf: (target, identity) => {
            const owner = identity === null ? undefined : ofIdentity.get(identity);
            return owner === undefined || owner === 'unknown' ? (states.get(target)?.policy.owner ?? 'nobody') : owner;
        },
    };
}
/** A label is a holder and a written form; either may hold spaces. */
function holderInWords({ label, key }) {
    const [target, kind] = JSON.parse(key);
    const at = label.indexOf(` ${target}/${kind}/`);
    return at < 0 ? label : label.slice(0, at);
}
/** What such a label says is held. */
const writtenInWords = (row) => row.label.slice(holderInWords(row).length).trimStart();
/** By key of an approved row, by account as declared, and by stable id. */
const holdersIn = (state) => new Map([
    ...state.accounts.flatMap((a) => [a.account, a.id ?? a.account].map((account) => [account, a.identity])),
    ...state.approved.map((r) => [r.key, r.identity]),
]);
/** The read that this run shows: of a first sight the second round's. */
function plansOf({ plan, trial = [] }) {
    const again = new Set(trial.map((t) => t.target));
    return [...plan.targets.filter((t) => !again.has(t.target)), ...trial];
}
const isProven = (plan) => plan.error === null && Object.values(plan.kinds).every((kind) => kind.proof !== null);
/** By owner: the targets that are theirs or hold an account of an identity of theirs. */
function targetsByOwner(states) {
    const { ownerOf } = ownersIn(states);
    const pairs = [...states].flatMap(([target, s]) => [
        [s.policy.owner, target],
        ...s.accounts.map((a) => [ownerOf(target, a.identity), target]),
    ]);
    return new Map([...Map.groupBy(pairs, ([owner]) => owner)].map(([owner, list]) => [owner, (0,_model_order_js__WEBPACK_IMPORTED_MODULE_2__/* .sortedBy */ .VW)(new Set(list.map(([, t]) => t)), (t) => t)]));
}
/** Reads begun so long ago that the settings call it silence; null: nobody has to. */
function silentSince(told, target) {
    const state = told.states.get(target);
    if (state === undefined || state.retired || state.policy.scopes.length === 0)
        return null;
    const proven = Object.values(told.runs.after[target]?.lastProven ?? {});
    if (proven.length === 0)
        return null;
    const oldest = Math.min(...proven);
    return told.report.plan.at - oldest > state.settings.maxSilenceSeconds * 1000 ? oldest : null;
}
/** Targets that this run saw for the first time: whatever is there, nobody is called for it. */
const firstSights = (told) => new Set([
    ...Object.keys(told.report.baselineMade ?? {}),
    ...[...told.states.keys()].filter((target) => (told.runs.before[target]?.lastRun ?? null) === null),
]);
/** By owner, what no review ever decided on. */
function unreviewedByOwner(told) {
    const { identityOf, ownerOf } = ownersIn(told.states);
    const found = new Map();
    for (const { target, verdicts } of plansOf(told.report))
        for (const [key, verdict] of verdicts) {
            if (verdict !== 'unreviewed')
                continue;
            const owner = ownerOf(target, identityOf(target, key));
            found.set(owner, (found.get(owner) ?? 0) + 1);
        }
    return found;
}


/***/ }),

/***/ 5940:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   $D: () => (/* binding */ notExplainedBlock),
/* harmony export */   Cs: () => (/* binding */ hasErrors),
/* harmony export */   D0: () => (/* binding */ baselineBlock),
/* harmony export */   Dt: () => (/* binding */ firstFew),
/* harmony export */   F$: () => (/* binding */ idAndWhat),
/* harmony export */   KE: () => (/* binding */ listed),
/* harmony export */   K_: () => (/* binding */ asideBlock),
/* harmony export */   LO: () => (/* binding */ commentBudget),
/* harmony export */   Md: () => (/* binding */ fittedMarkdown),
/* harmony export */   NJ: () => (/* binding */ inPlanJson),
/* harmony export */   Pz: () => (/* binding */ teamBlock),
/* harmony export */   QO: () => (/* binding */ roleBlock),
/* harmony export */   Qq: () => (/* binding */ text),
/* harmony export */   TM: () => (/* binding */ folded),
/* harmony export */   Tm: () => (/* binding */ rank),
/* harmony export */   V6: () => (/* binding */ seatBlock),
/* harmony export */   _b: () => (/* binding */ foreignRows),
/* harmony export */   aY: () => (/* binding */ code),
/* harmony export */   ai: () => (/* binding */ number),
/* harmony export */   "do": () => (/* binding */ loosenedBlock),
/* harmony export */   et: () => (/* binding */ dueBlock),
/* harmony export */   k0: () => (/* binding */ editBlock),
/* harmony export */   k6: () => (/* binding */ notApprovedBlock),
/* harmony export */   kU: () => (/* binding */ noteBlock),
/* harmony export */   nA: () => (/* binding */ findingBlock),
/* harmony export */   nD: () => (/* binding */ adoptedBlock),
/* harmony export */   oZ: () => (/* binding */ lineText),
/* harmony export */   pA: () => (/* binding */ targetBlock),
/* harmony export */   sC: () => (/* binding */ unknownBlock),
/* harmony export */   wn: () => (/* binding */ blockedBlock),
/* harmony export */   xX: () => (/* binding */ editRow),
/* harmony export */   zZ: () => (/* binding */ summaryHead),
/* harmony export */   ze: () => (/* binding */ atPlace)
/* harmony export */ });
/* unused harmony exports rankOf, sameFor */
/* harmony import */ var _model_order_js__WEBPACK_IMPORTED_MODULE_11__ = __webpack_require__(6553);
/* harmony import */ var _adopted_lines_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(9747);
/* harmony import */ var _change_words_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(2432);
/* harmony import */ var _delta_words_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(6407);
/* harmony import */ var _edit_lines_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(1606);
/* harmony import */ var _escape_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(5612);
/* harmony import */ var _finding_lines_js__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(8121);
/* harmony import */ var _fit_budget_js__WEBPACK_IMPORTED_MODULE_10__ = __webpack_require__(3127);
/* harmony import */ var _redact_facts_js__WEBPACK_IMPORTED_MODULE_6__ = __webpack_require__(1351);
/* harmony import */ var _said_js__WEBPACK_IMPORTED_MODULE_7__ = __webpack_require__(125);
/* harmony import */ var _what_is_shown_js__WEBPACK_IMPORTED_MODULE_8__ = __webpack_require__(7791);
/* harmony import */ var _way_out_js__WEBPACK_IMPORTED_MODULE_9__ = __webpack_require__(3956);
/** The parts that a run's Markdown is put together from: each a block of rows, the important ones ranked first. */












/** A body takes 65,536 characters; the marker and the lines that the work surface adds have to fit too. */
const commentBudget = 60_000;
function fittedMarkdown(first, blocks, last, budget, why) {
    const shown = blocks.filter((block) => block.rows.length > 0);
    const { text: markdown, complete, left } = (0,_fit_budget_js__WEBPACK_IMPORTED_MODULE_10__/* .fitBudget */ .P)(first, shown, last, budget, why);
    return { markdown, complete, left };
}
/** Where all of it is when it was cut. */
const inPlanJson = 'All of it is in `plan.json`.';
/** What is kept first when not all of it fits. */
const rank = { failed: 0, privileged: 1, unknown: 2, loosened: 3, overview: 4, error: 5, change: 6, stopped: 7, aside: 8 };
const firstFew = 5;
const text = (words, longest = 600) => (0,_escape_js__WEBPACK_IMPORTED_MODULE_4__/* .markdownText */ .p7)((0,_escape_js__WEBPACK_IMPORTED_MODULE_4__/* .shortened */ .vI)(words, longest));
const code = (name, longest = 240) => (0,_escape_js__WEBPACK_IMPORTED_MODULE_4__/* .markdownCode */ .D9)((0,_escape_js__WEBPACK_IMPORTED_MODULE_4__/* .shortened */ .vI)(name, longest));
const number = (n) => n.toLocaleString('en-US');
const listed = (name, title, rows) => ({ name, head: [title, ''], rows, foot: [] });
/** Long lists are folded away; the summary says what is in them. */
function folded(name, title, rows, head = []) {
    return { name, head: [`<details><summary>${title}</summary>`, '', ...head], rows, foot: ['', '</details>'] };
}
function unknownBlock({ shown }) {
    const rows = shown.unknown.map((u) => ({
        text: `- ${code(u.kind === null ? u.target : `${u.target}/${u.kind}`)}: ${text(u.why)}`,
        rank: rank.unknown,
    }));
    return listed('Unknown', '⚠️ **UNKNOWN: not read, so nothing was compared or written there**', rows);
}
function roleBlock({ report, shown, kinds }) {
    if (report.outcome !== undefined)
        return listed('', '', []);
    const reach = new Map((report.review?.roles ?? []).map((r) => [r.role, r]));
    const rows = [...shown.loosened, ...shown.edits]
        .filter((d) => d.of === 'role')
        .map((delta) => {
        const found = reach.get((0,_delta_words_js__WEBPACK_IMPORTED_MODULE_2__/* .thingOf */ .MW)(delta).name);
        const far = found === undefined ? '' : `, ${(0,_change_words_js__WEBPACK_IMPORTED_MODULE_1__/* .count */ .U9)(found.identities, 'identity', 'identities')} of ${(0,_change_words_js__WEBPACK_IMPORTED_MODULE_1__/* .count */ .U9)(found.teams, 'team')}`;
        return { text: `- **${(0,_said_js__WEBPACK_IMPORTED_MODULE_7__/* .saidMarkdown */ .Xn)((0,_delta_words_js__WEBPACK_IMPORTED_MODULE_2__/* .deltaSaid */ .yS)(delta, kinds))}**${placeText(report, delta)}${far}`, rank: rank.overview };
    });
    return listed('Edited roles', '**Edited roles: each edit reaches every holder**', rows);
}
const atPlace = (place) => (place === null ? '' : `, at ${code(place)}`);
const placeText = (report, delta) => atPlace((0,_delta_words_js__WEBPACK_IMPORTED_MODULE_2__/* .deltaPlace */ .qO)(delta, report.review?.places));
/** The line of the policy that gives it, where it is known; of several the one that they share. */
function lineText(report, alike) {
    const at = atPlace((0,_delta_words_js__WEBPACK_IMPORTED_MODULE_2__/* .commonPlace */ .RZ)(alike.rows.map((row) => (0,_delta_words_js__WEBPACK_IMPORTED_MODULE_2__/* .placeAt */ .BW)(`entry ${row.change.key}`, report.review?.places))));
    // It is not why it is taken.
    return alike.rows[0].change.verb === 'revoke' ? at.replace(/^, at /, ', given at ') : at;
}
function targetBlock({ report, shown }) {
    // After the work the numbers of its plan would read as if it were still to be done.
    if (report.outcome !== undefined)
        return listed('', '', []);
    const targets = shown.targets.map((t) => {
        const due = (0,_what_is_shown_js__WEBPACK_IMPORTED_MODULE_8__/* .tallyOf */ .sv)(t.changes);
        const stopped = t.blocked.length;
        const several = (0,_what_is_shown_js__WEBPACK_IMPORTED_MODULE_8__/* .modesOf */ .Uw)(t).length > 1;
        const modes = (0,_what_is_shown_js__WEBPACK_IMPORTED_MODULE_8__/* .modesOf */ .Uw)(t)
            .map(([mode, n]) => (several ? `${mode} ${number(n)}` : mode))
            .join(' · ');
        const watched = modes === 'observe' ? 'observe: will **not** be written' : modes;
        const read = t.error === null ? (0,_change_words_js__WEBPACK_IMPORTED_MODULE_1__/* .readText */ .yR)(t.readAt, report.plan.at) : '**UNKNOWN**';
        const numbers = [due.grant, due.revoke, due.adjust, due.privileged, stopped];
        return { name: code(t.target), numbers, modes: watched === '' ? '–' : watched, read };
    });
    // On a narrow screen a column of zeros pushes another one out of sight.
    const isTold = told.map((name, i) => ({ name, i })).filter(({ i }) => targets.some((t) => t.numbers[i] !== 0));
    const rows = targets.map((t) => ({
        text: `| ${[t.name, ...isTold.map(({ i }) => number(t.numbers[i])), t.modes, t.read].join(' | ')} |`,
        rank: t.numbers[3] > 0 ? rank.privileged : rank.overview,
    }));
    const head = [
        `| ${['target', ...isTold.map(({ name }) => name), 'mode', 'read'].join(' | ')} |`,
        `|---|${isTold.map(() => '--:|').join('')}---|---|`,
    ];
    return { name: 'Targets', head, rows, foot: [] };
}
const told = ['grant', 'revoke', 'adjust', 'privileged', 'blocked'];
function asideBlock({ shown }) {
    const rows = (0,_what_is_shown_js__WEBPACK_IMPORTED_MODULE_8__/* .asidesOf */ .tg)(shown).map((aside) => ({ text: `- ${text(aside)}`, rank: rank.overview }));
    return listed('Left as it is', '**Left as it is**', rows);
}
/** What the edits did not cause. `isAll`: it is true of every change, so there is nothing to tell apart. */
function foreignRows({ report, shown }) {
    if (report.review === undefined)
        return { foreign: [], isAll: false };
    const explained = (0,_what_is_shown_js__WEBPACK_IMPORTED_MODULE_8__/* .explainedBy */ .Uj)(report);
    const all = [...shown.due, ...shown.blocked];
    const foreign = all.filter((r) => !explained(r.change));
    return { foreign, isAll: foreign.length > 1 && foreign.length === all.length };
}
function notExplainedBlock(telling) {
    const { report } = telling;
    const { foreign, isAll } = foreignRows(telling);
    const title = `⚠️ **Not explained by the edited files: ${(0,_change_words_js__WEBPACK_IMPORTED_MODULE_1__/* .count */ .U9)(foreign.length, 'change')}.** The edits are not their cause.`;
    // They stand below.
    if (isAll) {
        const text = `⚠️ **Not explained by the edited files: all ${number(foreign.length)} changes below.** The edits are not their cause.`;
        return { name: 'Not explained by the edited files', head: [], rows: [{ text, rank: rank.overview }], foot: [] };
    }
    const rows = (0,_what_is_shown_js__WEBPACK_IMPORTED_MODULE_8__/* .foldAlike */ .OL)(foreign, firstFew + 1).map((alike) => {
        const [first] = alike.rows;
        const why = `${(0,_change_words_js__WEBPACK_IMPORTED_MODULE_1__/* .reasonOf */ .A3)(first.change, report.plan.at)}${first.blocked === null ? '' : `; ${first.blocked.why}`}`;
        return {
            text: `- ${idAndWhat(first)}: ${text(why)}${lineText(report, alike)}${sameFor(alike)}`,
            rank: rankOf(first, rank.overview),
            tells: alike.rows.length,
        };
    });
    return listed('Not explained by the edited files', title, rows);
}
const rankOf = (row, otherwise) => row.outcome?.state === 'failed' ? rank.failed : (0,_what_is_shown_js__WEBPACK_IMPORTED_MODULE_8__/* .isPrivileged */ .a8)(row) ? rank.privileged : otherwise;
const idAndWhat = ({ short, change }) => `${short} ${change.verb} ${code(change.label)}${change.risk === 'low' ? '' : ` **${change.risk}**`}`;
function sameFor(alike) {
    if (alike.rows.length === 1)
        return '';
    const names = (0,_what_is_shown_js__WEBPACK_IMPORTED_MODULE_8__/* .holdersOf */ .pW)(alike);
    const said = names
        .slice(0, firstFew)
        .map((n) => code(n, 60))
        .join(', ');
    return `; the same for ${said}${names.length > firstFew ? ` and ${number(names.length - firstFew)} more` : ''}`;
}
function loosenedBlock({ report, shown, kinds }) {
    const rows = shown.loosened.map((d) => ({ text: `- ${(0,_said_js__WEBPACK_IMPORTED_MODULE_7__/* .saidMarkdown */ .Xn)((0,_delta_words_js__WEBPACK_IMPORTED_MODULE_2__/* .deltaSaid */ .yS)(d, kinds))}${placeText(report, d)}`, rank: rank.loosened }));
    return listed('Loosened', '⚠️ **Loosened: a check is taken away, or access lasts longer**', rows);
}
function dueBlock({ report, shown, kinds }) {
    const done = report.outcome !== undefined;
    const rows = (0,_what_is_shown_js__WEBPACK_IMPORTED_MODULE_8__/* .foldAlike */ .OL)(shown.due).map((alike) => {
        const [row] = alike.rows;
        const { change, outcome } = row;
        const facts = change.verb === 'adjust' ? (0,_redact_facts_js__WEBPACK_IMPORTED_MODULE_6__/* .factChanges */ .WS)(change.before, change.entry, kinds) : [];
        const why = [`${text((0,_change_words_js__WEBPACK_IMPORTED_MODULE_1__/* .reasonOf */ .A3)(change, report.plan.at))}${lineText(report, alike)}`, ...facts.map((fact) => text(fact))].join('; ');
        const error = outcome?.error === undefined ? '' : `: ${text(outcome.error)}`;
        const state = done ? ` ${(0,_change_words_js__WEBPACK_IMPORTED_MODULE_1__/* .outcomeText */ .EL)(outcome, report.plan.at)}${error} |` : '';
        const mode = change.mode === 'enforce' ? '' : `; mode ${change.mode}`;
        return {
            text: `| ${idAndWhat(row)} |${state} ${why}${mode}${sameFor(alike)} |`,
            rank: rankOf(row, rank.change),
            tells: alike.rows.length,
        };
    });
    const strays = shown.strays.map(([id, o]) => ({
        text: `| ${code(id)}, not in this plan | ${(0,_change_words_js__WEBPACK_IMPORTED_MODULE_1__/* .outcomeText */ .EL)(o, report.plan.at)} | ${o.error === undefined ? '–' : text(o.error)} |`,
        rank: rank.failed,
    }));
    const all = [...strays, ...rows];
    const head = done ? ['| change | came to | why |', '|---|---|---|'] : ['| change | why |', '|---|---|'];
    const { privileged } = shown.tally;
    const title = `${done ? 'Changes of this run' : 'Due'}: ${(0,_change_words_js__WEBPACK_IMPORTED_MODULE_1__/* .count */ .U9)(shown.due.length, 'change')}${privileged > 0 ? `, ${number(privileged)} privileged, those first` : ''}`;
    return all.length > 20
        ? folded('Changes', title, all, head)
        : { name: 'Changes', head: [`**${title}**`, '', ...head], rows: all, foot: [] };
}
function blockedBlock({ report, shown }) {
    const groups = (0,_what_is_shown_js__WEBPACK_IMPORTED_MODULE_8__/* .groupedBy */ .me)(shown.blocked, (row) => JSON.stringify([row.blocked.guard, (0,_way_out_js__WEBPACK_IMPORTED_MODULE_9__/* .wayOutText */ .VT)(row.blocked, report), (0,_what_is_shown_js__WEBPACK_IMPORTED_MODULE_8__/* .isPrivileged */ .a8)(row)]));
    const rows = groups.flatMap((group) => (0,_what_is_shown_js__WEBPACK_IMPORTED_MODULE_8__/* .foldAlike */ .OL)(group, firstFew + 1).map((alike) => {
        const [row] = alike.rows;
        const { blocked } = row;
        const why = [
            `${text((0,_change_words_js__WEBPACK_IMPORTED_MODULE_1__/* .reasonOf */ .A3)(row.change, report.plan.at))}${lineText(report, alike)}`,
            text(blocked.why),
            text((0,_change_words_js__WEBPACK_IMPORTED_MODULE_1__/* .notBeforeText */ .O7)(blocked, report.plan.at)),
        ]
            .filter((words) => words !== '')
            .join('; ');
        const cells = [
            `${idAndWhat(row)}${sameFor(alike)}`,
            [(0,_change_words_js__WEBPACK_IMPORTED_MODULE_1__/* .guardWords */ .hV)(blocked), why].filter((words) => words !== '').join(': '),
            (0,_way_out_js__WEBPACK_IMPORTED_MODULE_9__/* .wayOutMarkdown */ .z7)(blocked, report),
        ];
        return { text: `| ${cells.join(' | ')} |`, rank: rankOf(row, rank.stopped), tells: alike.rows.length };
    }));
    const head = ['| change | blocked, because | way out |', '|---|---|---|'];
    const title = `Blocked: ${(0,_change_words_js__WEBPACK_IMPORTED_MODULE_1__/* .count */ .U9)(shown.blocked.length, 'change')}, with the way out`;
    return rows.length > 20 ? folded('Blocked', title, rows, head) : { name: 'Blocked', head: [`**${title}**`, '', ...head], rows, foot: [] };
}
function seatBlock({ report }) {
    const seats = (0,_model_order_js__WEBPACK_IMPORTED_MODULE_11__/* .sortedBy */ .VW)(report.review?.seats ?? [], (s) => JSON.stringify([s.have ? 1 : 0, s.team, s.why]));
    const rows = seats.map((s) => ({
        text: `- ${s.have ? '✅' : '⬜'} ${code(s.team)} (${text(s.why)})`,
        rank: rank.overview,
    }));
    return listed('Approvals', '**Approvals that this review needs**', rows);
}
function teamBlock({ report, shown }) {
    const owners = new Map(Object.entries(report.review?.owners ?? {}));
    const byTeam = new Map();
    for (const { change } of shown.due) {
        const team = change.identity === null ? undefined : owners.get(change.identity);
        if (team !== undefined)
            byTeam.set(team, (byTeam.get(team) ?? 0) + 1);
    }
    const teams = [...byTeam].sort((a, b) => b[1] - a[1] || (0,_model_order_js__WEBPACK_IMPORTED_MODULE_11__/* .compareText */ .n6)(a[0], b[0]));
    const rows = teams.map(([team, n]) => ({ text: `- ${code(team)} ${(0,_change_words_js__WEBPACK_IMPORTED_MODULE_1__/* .count */ .U9)(n, 'change')}`, rank: rank.aside }));
    return folded('By team', `By team (${number(teams.length)})`, rows);
}
function baselineBlock({ report }) {
    const made = (0,_model_order_js__WEBPACK_IMPORTED_MODULE_11__/* .sortedBy */ .VW)(Object.entries(report.baselineMade ?? {}), ([target]) => target);
    const rows = made.map(([target, taken]) => {
        const kinds = (0,_model_order_js__WEBPACK_IMPORTED_MODULE_11__/* .sortedBy */ .VW)(Object.entries(taken), ([kind]) => kind).map(([kind, n]) => `${number(n)} ${code(kind)}`);
        return { text: `- ${code(target)}: ${kinds.length === 0 ? 'nothing undeclared is there' : kinds.join(', ')}`, rank: rank.overview };
    });
    return listed('First sight', '**First sight: taken into the baseline as unreviewed, not touched, to be decided in time**', rows);
}
function notApprovedBlock({ report, kinds }) {
    const deltas = (0,_what_is_shown_js__WEBPACK_IMPORTED_MODULE_8__/* .sortedDeltas */ .Ly)(report.deltasNotApproved ?? []);
    return folded('Not yet approved', `Not yet approved: ${(0,_change_words_js__WEBPACK_IMPORTED_MODULE_1__/* .count */ .U9)(deltas.length, 'edit')} of the policy, shown here and not obeyed`, (0,_edit_lines_js__WEBPACK_IMPORTED_MODULE_3__/* .editLines */ .S)(deltas, kinds, report.review?.places).map(editRow), summaryHead(deltas));
}
const editRow = ({ said, place, tells, isLoosening }) => ({
    text: `- ${isLoosening ? '**loosened:** ' : ''}${(0,_said_js__WEBPACK_IMPORTED_MODULE_7__/* .saidMarkdown */ .Xn)(said)}${atPlace(place)}`,
    rank: isLoosening ? rank.loosened : rank.aside,
    tells,
});
const summaryHead = (deltas) => {
    const summary = (0,_edit_lines_js__WEBPACK_IMPORTED_MODULE_3__/* .editSummary */ .h)(deltas);
    return summary === '' ? [] : [text(summary), ''];
};
function findingBlock({ shown }) {
    const rows = (0,_finding_lines_js__WEBPACK_IMPORTED_MODULE_5__/* .findingLines */ .h)(shown.findings).map(({ severity, said, tells }) => ({
        text: `- ${(0,_said_js__WEBPACK_IMPORTED_MODULE_7__/* .saidMarkdown */ .Xn)(said)}`,
        rank: severity === 'error' ? rank.error : rank.aside,
        tells,
    }));
    const title = (0,_finding_lines_js__WEBPACK_IMPORTED_MODULE_5__/* .findingTitle */ .A)(shown.findings.length, rows.length);
    // What is an error is not to be folded away.
    return hasErrors(shown) ? listed('Findings', `**${title}**`, rows) : folded('Findings', title, rows);
}
const hasErrors = (shown) => shown.findings.some((f) => f.severity === 'error');
function adoptedBlock({ report, shown }) {
    // The headline of an apply counts them; the plan before it has named them.
    if (report.outcome !== undefined)
        return listed('', '', []);
    const rows = (0,_adopted_lines_js__WEBPACK_IMPORTED_MODULE_0__/* .adoptedLines */ .B)(shown.alreadyLive).map(({ said, tells }) => ({ text: `- ${(0,_said_js__WEBPACK_IMPORTED_MODULE_7__/* .saidMarkdown */ .Xn)(said)}`, rank: rank.aside, tells }));
    return folded('Already live', `Already live: ${(0,_change_words_js__WEBPACK_IMPORTED_MODULE_1__/* .count */ .U9)(shown.alreadyLive.length, 'entry', 'entries')} approved and there; adopted without a write`, rows);
}
function editBlock({ report, shown, kinds }) {
    const isDone = report.outcome !== undefined;
    const edits = shown.edits.filter((d) => isDone || d.of !== 'role');
    const summary = (0,_edit_lines_js__WEBPACK_IMPORTED_MODULE_3__/* .editSummary */ .h)(edits);
    // After the work it is enough how many of what there were: the plan before it has named them.
    if (isDone && summary !== '') {
        const row = { text: `**Edits of the policy: ${number(edits.length)}.** ${text(summary)}`, rank: rank.aside, tells: edits.length };
        return { name: 'Edits of the policy', head: [], rows: [row], foot: [] };
    }
    return folded('Edits of the policy', `Edits of the policy${isDone ? '' : ', one by one'}: ${number(edits.length)}`, (0,_edit_lines_js__WEBPACK_IMPORTED_MODULE_3__/* .editLines */ .S)(edits, kinds, report.review?.places).map(editRow), summaryHead(edits));
}
function noteBlock({ report }) {
    return { name: 'Notes', head: [], rows: report.notes.map((note) => ({ text: `- ${text(note, 1000)}`, rank: rank.overview })), foot: [] };
}


/***/ }),

/***/ 125:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Ku: () => (/* binding */ firstOf),
/* harmony export */   Rz: () => (/* binding */ saidText),
/* harmony export */   Xn: () => (/* binding */ saidMarkdown),
/* harmony export */   aL: () => (/* binding */ words),
/* harmony export */   aY: () => (/* binding */ code),
/* harmony export */   oR: () => (/* binding */ joined)
/* harmony export */ });
/* harmony import */ var _escape_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(5612);
/** A sentence in which names and values are told apart from our own words: code in Markdown, as they are in the terminal. */

const words = (text) => ({ words: text });
const code = (text) => ({ code: text });
const plain = (part) => (typeof part === 'string' ? part : 'words' in part ? part.words : part.code);
const saidText = (said) => said.map(plain).join('');
const saidMarkdown = (said) => said.map((part) => (typeof part === 'string' ? part : 'words' in part ? (0,_escape_js__WEBPACK_IMPORTED_MODULE_0__/* .markdownText */ .p7)(part.words) : (0,_escape_js__WEBPACK_IMPORTED_MODULE_0__/* .markdownCode */ .D9)(part.code))).join('');
const joined = (items, between) => items.flatMap((item, i) => (i === 0 ? item : [between, ...item]));
/** The first few, and how many more there are. */
function firstOf(items, most, between = ', ') {
    const rest = items.length - most;
    return rest <= 0
        ? joined(items, between)
        : [...joined(items.slice(0, most), between), ' ', words(`and ${rest.toLocaleString('en-US')} more`)];
}


/***/ }),

/***/ 3956:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Lf: () => (/* binding */ pullThatAsks),
/* harmony export */   VT: () => (/* binding */ wayOutText),
/* harmony export */   z7: () => (/* binding */ wayOutMarkdown)
/* harmony export */ });
/* harmony import */ var _escape_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(5612);

/** `pull`: of the adopt pull request that asks; null: none does, or there can be none. */
function saidOf({ guard, wayOut, change }, { answers }) {
    if (guard !== 'drift')
        return { words: wayOut, pull: null };
    if (answers === undefined)
        return { words: `${wayOut}: apply --set-back and its id`, pull: null };
    const pull = Object.hasOwn(answers, change.id) ? answers[change.id] : null;
    // Nothing is set back that lifecycle took.
    const [accept, back] = change.because.authority === 'correction' ? ['accept', 'set it back'] : ['drop the lines', 'give it back'];
    return pull === null
        ? { words: `${wayOut}: the one by a pull request, the other by hand in the target`, pull }
        : { words: `merge it to ${accept}, request changes in it to ${back}`, pull };
}
const pullThatAsks = (blocked, report) => saidOf(blocked, report).pull;
function wayOutText(blocked, report) {
    const { words, pull } = saidOf(blocked, report);
    return pull === null ? words : `#${pull}: ${words}`;
}
/** A number becomes a link. */
function wayOutMarkdown(blocked, report) {
    const { words, pull } = saidOf(blocked, report);
    const said = (0,_escape_js__WEBPACK_IMPORTED_MODULE_0__/* .markdownText */ .p7)((0,_escape_js__WEBPACK_IMPORTED_MODULE_0__/* .shortened */ .vI)(words, 600));
    return pull === null ? said : `answer in #${pull}: ${said}`;
}


/***/ }),

/***/ 6858:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   B: () => (/* binding */ apply),
/* harmony export */   k: () => (/* binding */ applyReviewed)
/* harmony export */ });
/* harmony import */ var _model_order_js__WEBPACK_IMPORTED_MODULE_10__ = __webpack_require__(6553);
/* harmony import */ var _report_short_id_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(5276);
/* harmony import */ var _plan_history_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(3547);
/* harmony import */ var _approval_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(3016);
/* harmony import */ var _clock_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(3231);
/* harmony import */ var _input_error_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(4141);
/* harmony import */ var _plan_js__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(7139);
/* harmony import */ var _reconcile_js__WEBPACK_IMPORTED_MODULE_6__ = __webpack_require__(3074);
/* harmony import */ var _saver_js__WEBPACK_IMPORTED_MODULE_7__ = __webpack_require__(6527);
/* harmony import */ var _silence_js__WEBPACK_IMPORTED_MODULE_9__ = __webpack_require__(2053);
/* harmony import */ var _rounds_js__WEBPACK_IMPORTED_MODULE_8__ = __webpack_require__(7981);
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











/** `policy` has no errors. Null: the answer was no. Throws InputError where an id of `setBack` is unknown. */
async function apply(policy, store, host, options) {
    const env_1 = { stack: [], error: void 0, hasError: false };
    try {
        const startedAt = host.now();
        const lease = __addDisposableResource(env_1, await store.lock({ run: `apply ${host.runId}`, user: host.user, at: startedAt }), true);
        const planned = await (0,_plan_js__WEBPACK_IMPORTED_MODULE_5__/* .plan */ .et)(policy, store, host, options.only);
        const setBack = chosen(planned.report, options.setBack);
        if (!(await options.confirm(planned)))
            return null;
        const because = { authority: 'review', source: `terminal:${host.user}`, at: host.now() };
        const decisions = [...setBack.values()].map((change) => ({ change, by: host.user, source: because.source }));
        return await carryOutReviewed(await store.load(), [{ policy, because, renew: true }], decisions, store, lease, host, options);
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
/**
 * Asks nobody: lets the reviews through in their order, none too, then carries out what is due. `from`: the approved commit
 * that they follow on; another one means that this run is late, and nothing is approved or written.
 */
async function applyReviewed(from, reviews, decisions, store, host, options) {
    const env_2 = { stack: [], error: void 0, hasError: false };
    try {
        const lease = __addDisposableResource(env_2, await store.lock({ run: `apply ${host.runId}`, user: host.user, at: host.now() }), true);
        const loaded = await store.load();
        const { policyCommit } = loaded;
        if (policyCommit !== from) {
            throw new _input_error_js__WEBPACK_IMPORTED_MODULE_4__/* .InputError */ .d(`superseded: what is approved stands at ${policyCommit ?? 'no commit'}, and these reviews follow on ${from ?? 'no commit'}, so another run has approved meanwhile; nothing was approved or written. Run again on the newest commit.`);
        }
        return await carryOutReviewed(loaded, reviews, decisions, store, lease, host, options);
    }
    catch (e_2) {
        env_2.error = e_2;
        env_2.hasError = true;
    }
    finally {
        const result_2 = __disposeResources(env_2);
        if (result_2)
            await result_2;
    }
}
async function carryOutReviewed(loaded, reviews, decisions, store, lease, host, options) {
    const saver = (0,_saver_js__WEBPACK_IMPORTED_MODULE_7__/* .saverFor */ .H)(store, lease, loaded.generation);
    const at = host.now();
    (0,_clock_js__WEBPACK_IMPORTED_MODULE_3__/* .demandClock */ .i)(loaded.runs, at);
    const last = reviews.at(-1)?.policy;
    const review = last === undefined ? [] : (0,_approval_js__WEBPACK_IMPORTED_MODULE_2__/* .approvedDeltas */ .LZ)(loaded.targets, last.declared);
    const approved = await (0,_approval_js__WEBPACK_IMPORTED_MODULE_2__/* .approveInTurn */ .Wf)(loaded.targets, reviews, host.connectors);
    const states = new Map([...approved.states].map(([name, state]) => [name, withDecisions(withClaim(state, host), decisions)]));
    // Saved before anything else happens: what is approved is owed, whatever comes.
    const commit = options.upTo ?? last?.commit ?? loaded.policyCommit;
    if (last !== undefined || decisions.length > 0 || commit !== loaded.policyCommit) {
        await saver.save({
            targets: states,
            ...(commit === null ? {} : { policyCommit: commit }),
            ...(decisions.length === 0 ? {} : { adopting: withoutAnswered(loaded.adopting, options.answered) }),
        });
    }
    const rounds = await (0,_rounds_js__WEBPACK_IMPORTED_MODULE_8__/* .prepareRounds */ .ls)(states, loaded, await store.history(), host, { only: options.only, counting: true, claim: true });
    if (rounds.heard.states.size > 0)
        await saver.save({ targets: rounds.heard.states });
    const results = new Map();
    const baselineMade = {};
    const runs = { ...loaded.runs };
    await allDone([...rounds.states].map(async ([name, start]) => {
        const connection = rounds.connections.get(name);
        if (connection === undefined)
            return;
        let around = rounds.around(name);
        let state = start;
        if ((0,_approval_js__WEBPACK_IMPORTED_MODULE_2__/* .hasNewScope */ .No)(state)) {
            const { looked, recorded } = await (0,_reconcile_js__WEBPACK_IMPORTED_MODULE_6__/* .observe */ .lB)(state, connection, around, host, 'apply', rounds.heard.reads.get(name));
            // Of what was not read nobody can say that nothing is there.
            if (looked.decided.plan.readAt !== null)
                baselineMade[name] = (0,_plan_js__WEBPACK_IMPORTED_MODULE_5__/* .takenIn */ .Xg)(state.baseline, recorded.state.baseline);
            await save(recorded, name, false);
            state = recorded.state;
            around = { ...around, ...afterSaving(around, recorded) };
        }
        const acted = await (0,_reconcile_js__WEBPACK_IMPORTED_MODULE_6__/* .act */ .Rb)(state, connection, around, host, saver, options.waitMs);
        results.set(name, acted);
        const isGood = !(0,_rounds_js__WEBPACK_IMPORTED_MODULE_8__/* .isUnread */ .KJ)(acted.proof.decided.plan) && !(0,_rounds_js__WEBPACK_IMPORTED_MODULE_8__/* .hasWork */ .OJ)(acted.proof.decided.plan) && acted.recorded.state.intents.length === 0;
        await save(acted.recorded, name, isGood);
    }));
    async function save(recorded, name, isGood) {
        const value = (0,_rounds_js__WEBPACK_IMPORTED_MODULE_8__/* .runTimes */ .Ep)(loaded.runs, name, recorded, isGood, host.now());
        if (value !== undefined)
            runs[name] = value;
        await saver.save({
            targets: new Map([[name, recorded.state]]),
            ledger: new Map([[name, recorded.ledger]]),
            historyAppend: recorded.history,
            runs: { ...runs },
        });
    }
    const leftOut = (0,_rounds_js__WEBPACK_IMPORTED_MODULE_8__/* .leftOutNotes */ .jR)(states, rounds.states);
    return {
        kinds: (0,_rounds_js__WEBPACK_IMPORTED_MODULE_8__/* .kindsByTarget */ .mM)(rounds.connections),
        report: reportOf(results, (0,_rounds_js__WEBPACK_IMPORTED_MODULE_8__/* .planOf */ .XC)('apply', at, last?.declared.compiler ?? '', review, []), baselineMade, leftOut, [
            ...(lease.note === null ? [] : [lease.note]),
            ...(loaded.firstRun ? ['First run: this state was made now.'] : []),
            ...approved.notes,
            ...(0,_rounds_js__WEBPACK_IMPORTED_MODULE_8__/* .holdNotes */ .jP)(loaded.holds, at),
            ...(0,_silence_js__WEBPACK_IMPORTED_MODULE_9__/* .silenceNotes */ .n)(rounds.states.values(), loaded.runs, at),
        ]),
    };
}
/** Each target comes to its end before the first error is told: one target's failure never stops another's. */
async function allDone(work) {
    for (const result of await Promise.allSettled(work))
        if (result.status === 'rejected')
            throw result.reason;
}
function chosen(report, ids) {
    const proposals = (report.trial ?? [])
        .concat(report.plan.targets)
        .flatMap((t) => t.blocked.filter((b) => ['drift', 'announced', 'mode'].includes(b.guard)));
    const byId = new Map(proposals.filter((b) => b.change.mode !== 'observe').map((b) => [b.change.id, b.change]));
    const found = new Map();
    for (const text of ids) {
        const answer = (0,_report_short_id_js__WEBPACK_IMPORTED_MODULE_0__/* .findByShortId */ .i)(text, [...byId.values()].map((c) => ({ id: c.id, what: c.verb, change: c })));
        if (answer.is === 'none')
            throw new _input_error_js__WEBPACK_IMPORTED_MODULE_4__/* .InputError */ .d(`--set-back ${text}: no proposal of this plan has this id; see the ids under "blocked" of plan`);
        if (answer.is === 'many')
            throw new _input_error_js__WEBPACK_IMPORTED_MODULE_4__/* .InputError */ .d(`--set-back ${text}: ${answer.many.length} proposals begin so; write more of the id`);
        found.set(answer.one.id, answer.one.change);
    }
    return found;
}
function withDecisions(state, setBack) {
    const ours = setBack.filter(({ change }) => change.entry.target === state.policy.name);
    if (ours.length === 0)
        return state;
    const ids = new Set(ours.map(({ change }) => change.id));
    const fresh = ours.map(({ change, by, source }) => ({ change: change.id, verdict: 'setBack', by, source }));
    return { ...state, decisions: (0,_model_order_js__WEBPACK_IMPORTED_MODULE_10__/* .sortedBy */ .VW)([...state.decisions.filter((d) => !ids.has(d.change)), ...fresh], (d) => d.change) };
}
const withoutAnswered = (adopting, heads = new Set()) => adopting.map((a) => (heads.has(a.head) ? { ...a, changes: [] } : a));
/** The mark that this state puts into the target; one for all time. */
const withClaim = (state, host) => state.claim === null && !state.retired && host.mostMode !== 'observe' && state.policy.ceiling !== 'observe'
    ? { ...state, claim: host.uuid() }
    : state;
const afterSaving = (around, recorded) => ({
    ledger: recorded.ledger,
    lastProven: recorded.lastProven,
    folded: (0,_plan_history_js__WEBPACK_IMPORTED_MODULE_1__/* .foldHistory */ .E)(recorded.history, around.folded),
});
function reportOf(results, empty, baselineMade, leftOut, notes) {
    const outcome = {};
    const plans = [];
    let isBad = false;
    let isLeft = false;
    for (const acted of results.values()) {
        const proof = acted.proof.decided.plan;
        for (const change of acted.looked.decided.plan.changes)
            outcome[change.id] = outcomeOf(change, acted);
        // What was carried out, and what the proof shows to be left.
        const ids = new Set(acted.looked.decided.plan.changes.map((c) => c.id));
        const keys = new Set([...acted.looked.decided.plan.changes, ...acted.looked.state.intents].map((c) => c.key));
        plans.push({
            ...proof,
            changes: acted.looked.decided.plan.changes,
            blocked: proof.blocked.filter((b) => !ids.has(b.change.id)),
            // What this run granted, or one before it that was cut, is there by our own doing; "already live" is what it found.
            verdicts: proof.verdicts.filter(([key, verdict]) => verdict !== 'alreadyLive' || !keys.has(key)),
        });
        const states = acted.looked.decided.plan.changes.map((c) => outcome[c.id]?.state);
        isBad ||= (0,_rounds_js__WEBPACK_IMPORTED_MODULE_8__/* .isUnread */ .KJ)(proof) || states.some((s) => s === 'failed' || s === 'superseded');
        isLeft ||= (0,_rounds_js__WEBPACK_IMPORTED_MODULE_8__/* .hasWork */ .OJ)(proof) || states.some((s) => s !== 'verified' && s !== 'unchanged');
    }
    const unproven = (0,_rounds_js__WEBPACK_IMPORTED_MODULE_8__/* .unprovenNotes */ .Bd)([...results.values()].map((acted) => acted.recorded.state));
    const due = dueNotes(results);
    return {
        plan: { ...empty, targets: (0,_model_order_js__WEBPACK_IMPORTED_MODULE_10__/* .sortedBy */ .VW)(plans, (t) => t.target) },
        outcome,
        ...(Object.keys(baselineMade).length > 0 ? { baselineMade } : {}),
        notes: [...notes, ...leftOut, ...due, ...unproven],
        exitCode: isBad ? 1 : isLeft || leftOut.length > 0 || unproven.length > 0 ? 2 : 0,
    };
}
const STILL_AS_BEFORE = 'written, and the target still shows the state before; that can mean that it answers for what it does not do, or that somebody set it back meanwhile. Look at its own log, and at how its config says it is to be written; the next apply tries again.';
/** What this run's own writes made due, or what came up meanwhile: it is no part of what was carried out, and makes the exit code 2. */
function dueNotes(results) {
    return (0,_model_order_js__WEBPACK_IMPORTED_MODULE_10__/* .sortedBy */ .VW)(results, ([name]) => name).flatMap(([name, { looked, proof }]) => {
        const ids = new Set(looked.decided.plan.changes.map((c) => c.id));
        const due = proof.decided.plan.changes.filter((c) => !ids.has(c.id));
        const [first] = due;
        if (first === undefined)
            return [];
        const rest = due.length === 1 ? '' : `, and ${due.length - 1} more`;
        return [`${name}: since this run looked, this has become due: ${first.verb} ${first.label}${rest}. The next apply carries it out.`];
    });
}
/** Verified = planning again, on a read begun once the settling time was over, no longer wants the change. */
function outcomeOf(change, acted) {
    const done = acted.done.get(change.id);
    if (done === undefined)
        return { state: 'skipped', error: 'it was not reached' };
    if (done.state === 'failed' || done.state === 'skipped' || done.state === 'superseded') {
        return { state: done.state, ...(done.error === null ? {} : { error: done.error }) };
    }
    const { plan: proof } = acted.proof.decided;
    const isWanted = [...proof.changes, ...proof.blocked.map((b) => b.change)].some((c) => c.verb === change.verb && c.key === change.key);
    const isProven = proof.kinds[change.entry.kind]?.proof !== null;
    const due = acted.proof.state.intents.find((i) => i.change === change.id)?.until ?? 0;
    const isDue = due <= acted.proof.world.now;
    if (!isProven)
        return { state: 'applied', error: 'written; it could not be read again' };
    if (!isDue)
        return { state: isWanted ? 'applied' : 'seen', proofDue: due };
    return isWanted ? { state: 'failed', error: STILL_AS_BEFORE } : { state: 'verified' };
}


/***/ }),

/***/ 3272:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   N: () => (/* binding */ bootstrap)
/* harmony export */ });
/* harmony import */ var _approval_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(3016);
/* harmony import */ var _input_error_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(4141);
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


/** `store` was opened so that nothing there is a first run. Returns the names of the targets. */
async function bootstrap(policy, store, host) {
    const env_1 = { stack: [], error: void 0, hasError: false };
    try {
        const at = host.now();
        const lease = __addDisposableResource(env_1, await store.lock({ run: `bootstrap ${host.runId}`, user: host.user, at }), true);
        const loaded = await store.load();
        if (!loaded.firstRun)
            throw new _input_error_js__WEBPACK_IMPORTED_MODULE_1__/* .InputError */ .d('there is a state already, and it can be read: bootstrap only begins where there is none. Move it away first if it must not be believed.');
        if (!(await lease.stillOurs()))
            throw new _input_error_js__WEBPACK_IMPORTED_MODULE_1__/* .InputError */ .d('another run took the lock over; nothing was written');
        const because = { authority: 'review', source: `bootstrap by ${host.user}`, at };
        const states = await (0,_approval_js__WEBPACK_IMPORTED_MODULE_0__/* .approveAll */ .hQ)(new Map(), policy.declared, { because, commit: policy.commit, renew: false }, host.connectors);
        // No mandate: nothing is granted or taken by it; what differs is drift, and no scope has a baseline.
        const begun = new Map([...states].map(([name, state]) => [
            name,
            { ...state, approved: state.approved.filter((r) => r.entry !== null).map((r) => ({ ...r, mandate: null, wave: null })) },
        ]));
        await store.save({ targets: begun, policyCommit: policy.commit }, loaded.generation);
        return [...begun.keys()];
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


/***/ }),

/***/ 6298:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   O: () => (/* binding */ changeLines)
/* harmony export */ });
/* harmony import */ var _report_change_words_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(2432);
/* harmony import */ var _report_way_out_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(3956);
/* harmony import */ var _counting_plan_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(2189);



const fewHolders = 3;
/** One finding for each line and what it does, however many hold it; a change that no line gives (drift, what was taken out) has none. */
function changeLines(report, declared) {
    const all = (0,_counting_plan_js__WEBPACK_IMPORTED_MODULE_2__/* .countingPlan */ .T)(report).targets.flatMap((t) => [
        ...t.changes.flatMap((c) => linesOf(c, null, declared)),
        ...t.blocked.flatMap((b) => linesOf(b.change, { why: b.why, wayOut: (0,_report_way_out_js__WEBPACK_IMPORTED_MODULE_1__/* .wayOutText */ .VT)(b, report), guard: b.guard }, declared)),
    ]);
    const alike = Map.groupBy(all, ({ change, said }) => JSON.stringify([said, (0,_report_change_words_js__WEBPACK_IMPORTED_MODULE_0__/* .withoutHolder */ .l2)(change), change.risk]));
    return [...alike.values()].flatMap((group) => group.slice(0, 1).map(({ change, said }) => ({ ...said, subject: subjectOf(change, group) })));
}
function subjectOf(change, group) {
    const risk = change.risk === 'low' ? '' : ` (${change.risk})`;
    if (group.length === 1)
        return `${change.verb} ${change.label}${risk}`;
    const holders = group.slice(0, fewHolders).map((one) => one.change.identity ?? one.change.label);
    const more = group.length > fewHolders ? ` and ${(group.length - fewHolders).toLocaleString('en-US')} more` : '';
    return `${change.verb} ${(0,_report_change_words_js__WEBPACK_IMPORTED_MODULE_0__/* .withoutHolder */ .l2)(change)}${risk} for ${group.length.toLocaleString('en-US')} identities: ${holders.join(', ')}${more}`;
}
function linesOf(change, blocked, declared) {
    const origins = declared.entries.get(change.key)?.origins ?? [];
    // The line that names the grant: of a role where a role gives it, else the identity's own.
    const lines = new Set(origins.map((o) => o.via.at(-1)?.replace(/^[^@]*@/, '') ?? o.at));
    return [...lines].map((at) => ({
        change,
        said: {
            rule: blocked === null ? change.verb : `${change.verb}, blocked: ${(0,_report_change_words_js__WEBPACK_IMPORTED_MODULE_0__/* .guardTitle */ .iq)(blocked.guard)}`,
            severity: change.risk === 'low' ? 'note' : 'warning',
            at,
            remedy: blocked === null ? 'The next apply carries it out' : `${blocked.why}; ${blocked.wayOut}`,
        },
    }));
}


/***/ }),

/***/ 1603:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

// ESM COMPAT FLAG
__webpack_require__.r(__webpack_exports__);

// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  applyCommand: () => (/* binding */ applyCommand),
  bootstrapCommand: () => (/* binding */ bootstrapCommand),
  detectCommand: () => (/* binding */ detectCommand),
  explainCommand: () => (/* binding */ explainCommand),
  heldAnswer: () => (/* binding */ heldAnswer),
  historyCommand: () => (/* binding */ historyCommand),
  holdCommand: () => (/* binding */ holdCommand),
  jsonOf: () => (/* binding */ jsonOf),
  markdownOf: () => (/* binding */ markdownOf),
  planCommand: () => (/* binding */ planCommand),
  planOf: () => (/* binding */ planOf),
  targetsCommand: () => (/* binding */ targetsCommand),
  told: () => (/* binding */ told),
  validateCommand: () => (/* binding */ validateCommand)
});

// EXTERNAL MODULE: ./src/model/order.ts
var order = __webpack_require__(6553);
// EXTERNAL MODULE: ./src/report/exit-code.ts
var exit_code = __webpack_require__(8324);
;// CONCATENATED MODULE: ./src/report/explained-json.ts
const changeJson = ({ id, verb, label, risk, mode, verdict, because, needs }) => ({
    id,
    verb,
    label,
    risk,
    mode,
    verdict,
    because,
    needs,
});
function explainedJson(told) {
    if (told.is === 'hold') {
        const { stops, takes, ...rest } = told;
        return { version: 1, ...rest, stops: stops.map((b) => changeJson(b.change)), takes: takes.map(changeJson) };
    }
    const { item, state, change, blocked, kinds: _, ...rest } = told;
    const row = item?.row ?? null;
    return {
        version: 1,
        ...rest,
        change: change === null ? null : changeJson(change),
        blocked: blocked === null ? null : { guard: blocked.guard, why: blocked.why, wayOut: blocked.wayOut, notBefore: blocked.notBefore },
        identity: state.identities.find((i) => i.name === item?.identity) ?? null,
        account: item === null ? null : { name: item.accountWords, id: item.accountId },
        isLive: item === null ? null : item.live !== null,
        seen: item?.live?.seen ?? null,
        approved: row === null
            ? null
            : { standing: row.entry !== null, by: row.by, roles: row.roles, terms: row.terms, mandate: row.mandate, withheld: row.withheld },
    };
}

// EXTERNAL MODULE: ./src/model/sight.ts
var sight = __webpack_require__(7600);
// EXTERNAL MODULE: ./src/model/key.ts
var key = __webpack_require__(7142);
// EXTERNAL MODULE: ./src/report/change-words.ts
var change_words = __webpack_require__(2432);
// EXTERNAL MODULE: ./src/report/envelope.ts
var envelope = __webpack_require__(4876);
// EXTERNAL MODULE: ./src/report/escape.ts + 1 modules
var report_escape = __webpack_require__(5612);
;// CONCATENATED MODULE: ./src/report/held-when.ts

const boundsOf = ({ between: [after, by] }) => ({ after, by });
/** `grant`: `target/kind/name`; it is found under every label that a key ever had, so a renamed holder keeps its past. */
function heldWhen(holder, grant, { history, ledger, runs }) {
    const isMeant = (label) => label !== null && (holder === null ? label.endsWith(` ${grant}`) : label === `${holder} ${grant}`);
    const keys = new Set(history.flatMap((row) => (row.key !== null && isMeant(row.label) ? [row.key] : [])));
    const proofs = new Map();
    for (const { label, verified } of ledger) {
        if (verified !== null)
            proofs.set(label, [...(proofs.get(label) ?? []), verified]);
    }
    const tenures = [...keys].flatMap((key) => tenuresOf(history.filter((row) => row.key === key)));
    const [target = '', kind = ''] = grant.split('/');
    return {
        grant,
        holder,
        tenures: tenures
            .map((t) => ({ ...t, verified: verifiedIn(t, proofs.get(`${t.holder} ${t.grant}`) ?? []) }))
            .toSorted((a, b) => a.from.by - b.from.by || (0,order/* compareText */.n6)(a.holder, b.holder) || (0,order/* compareText */.n6)(a.key, b.key)),
        gaps: gapsOf(history, target, kind),
        lastProven: runs[target]?.lastProven[kind] ?? null,
    };
}
const verifiedIn = ({ from, until }, proofs) => proofs.filter((at) => at >= (from.after ?? 0) && (until === null || at <= until.by)).toSorted((a, b) => a - b);
/** `rows`: of one key. */
function tenuresOf(rows) {
    const tenures = [];
    for (const row of rows) {
        const open = tenures.at(-1);
        const isOpen = open !== undefined && open.until === null;
        if (row.event === 'held' && row.key !== null) {
            const grant = grantIn(row);
            tenures.push({
                holder: (row.label ?? '').slice(0, -(grant.length + 1)),
                grant,
                target: row.target,
                key: row.key,
                kind: row.kind,
                from: boundsOf(row),
                approved: row.because,
                facts: row.facts ?? {},
                changed: [],
                until: null,
                ended: null,
                takenBy: null,
                verified: [],
            });
        }
        else if (isOpen && row.event === 'changed') {
            tenures.splice(-1, 1, { ...open, changed: [...open.changed, boundsOf(row)], facts: row.facts ?? {}, approved: row.because });
        }
        else if (isOpen && (row.event === 'gone' || row.event === 'unwatched')) {
            tenures.splice(-1, 1, { ...open, until: boundsOf(row), ended: row.event, takenBy: row.because });
        }
    }
    return tenures;
}
/** The written form begins with target and kind, which no holder ends with after a blank. */
function grantIn({ label, target, kind }) {
    const text = label ?? '';
    const at = text.indexOf(` ${target}/${kind}/`);
    return at < 0 ? text : text.slice(at + 1);
}
function gapsOf(history, target, kind) {
    const rows = history.filter((row) => row.key === null && row.kind === kind);
    const gaps = [];
    for (const row of rows) {
        const last = gaps.at(-1);
        if (row.event === 'unwatched')
            gaps.push({ target, kind, from: row.between[0], until: null });
        else if (row.event === 'watched' && last !== undefined && last.until === null)
            gaps.splice(-1, 1, { ...last, until: row.at });
        else if (row.event === 'watched' && last === undefined)
            gaps.push({ target, kind, from: null, until: row.at });
    }
    return gaps;
}
/** For one instant. What is between two bounds, or while nobody was watching, is not known, and said so. */
function heldAt({ tenures, gaps, lastProven }, at) {
    const covers = (t) => t.from.by <= at && (t.until === null || at <= (t.until.after ?? t.until.by));
    if (lastProven !== null && at <= lastProven && tenures.some(covers))
        return 'held';
    const touches = ({ after, by }) => (after ?? -Infinity) < at && at < by;
    if (tenures.some((t) => touches(t.from) || (t.until !== null && touches(t.until)))) {
        return tenures.some((t) => t.from.after === null && at < t.from.by) ? 'before it was watched' : 'between two reads';
    }
    if (lastProven === null || gaps.some((g) => g.from === null && at < (g.until ?? Infinity)))
        return 'before it was watched';
    if (gaps.some((g) => (g.from ?? -Infinity) < at && at < (g.until ?? Infinity)))
        return 'not watched';
    if (at > lastProven)
        return 'after the last read';
    return 'not held';
}

// EXTERNAL MODULE: ./src/report/instant.ts
var report_instant = __webpack_require__(4843);
// EXTERNAL MODULE: ./src/report/terminal-layout.ts
var terminal_layout = __webpack_require__(9155);
;// CONCATENATED MODULE: ./src/report/held-text.ts




const answers = {
    held: 'HELD',
    'not held': 'NOT HELD',
    'between two reads': 'NOT KNOWN: it came or went between two proven reads',
    'before it was watched': 'NOT KNOWN: nobody had looked yet',
    'not watched': 'NOT KNOWN: nobody was watching',
    'after the last read': 'NOT KNOWN: the last proven read was before that',
};
/** `at`: the instant asked about; null: by the last proven read. */
function heldText(held, at, paint = terminal_layout/* plainPaint */.pG) {
    const asked = held.holder === null ? held.grant : `${held.holder} ${held.grant}`;
    const instant = at ?? held.lastProven;
    const answer = instant === null
        ? 'NOT KNOWN: no proven read of its kind is remembered'
        : `${answers[heldAt(held, instant)]} at ${(0,report_instant/* instantOf */.B9)(instant)}${at === null ? ', the last proven read' : ''}`;
    return `${[
        ...(0,terminal_layout/* wrap */.LV)((0,report_escape/* shortened */.vI)(asked, 400), '', '  ').map(paint.bold),
        ...(0,terminal_layout/* wrap */.LV)(`${answer}.`, '', '  ').map(paint.bold),
        '',
        ...(held.tenures.length === 0
            ? ['Nobody is remembered to have held it.', '']
            : held.tenures.flatMap((t) => [...tenureLines(t, held, paint), ''])),
        ...gapLines(held.gaps),
        ...(at !== null && held.lastProven !== null ? [`The last proven read of its kind: ${(0,report_instant/* instantOf */.B9)(held.lastProven)}.`] : []),
    ]
        .join('\n')
        .trimEnd()}\n`;
}
/** To the minute; both within one minute are one. */
function boundsText({ after, by }) {
    if (after === null)
        return `${(0,report_instant/* instantOf */.B9)(by)} at the latest, when it was first looked at`;
    return (0,report_instant/* instantOf */.B9)(after) === (0,report_instant/* instantOf */.B9)(by) ? (0,report_instant/* instantOf */.B9)(by) : `between ${(0,report_instant/* instantOf */.B9)(after)} and ${(0,report_instant/* instantOf */.B9)(by)}`;
}
const becauseText = ({ authority, source, at }) => `${authority === 'review' ? '' : `${authority}: `}${source}, ${(0,report_instant/* instantOf */.B9)(at)}`;
function tenureLines(t, held, paint) {
    const row = (name, text) => (0,terminal_layout/* wrap */.LV)((0,report_escape/* shortened */.vI)(text, 600), `  ${name.padEnd(10)}`, ' '.repeat(12));
    const facts = Object.entries(t.facts).map(([fact, value]) => `${fact}=${value}`);
    const until = t.until === null ? 'still there' : `${boundsText(t.until)}${t.ended === 'unwatched' ? ', when it was no longer ours to watch' : ''}`;
    return [
        ...(0,terminal_layout/* wrap */.LV)((0,report_escape/* shortened */.vI)(held.holder === t.holder ? 'held' : t.holder, 240), '', '  ').map(paint.bold),
        ...row('from', boundsText(t.from)),
        ...row('approved', t.approved === null ? 'by nobody, when it was found' : `by ${becauseText(t.approved)}`),
        ...(facts.length === 0 ? [] : row('facts', facts.join(', '))),
        ...(t.changed.length === 0 ? [] : row('changed', t.changed.map(boundsText).join('; '))),
        ...row('until', until),
        ...(t.ended === 'gone'
            ? row('taken by', t.takenBy === null ? 'nobody of ours: it went by itself or by hand' : becauseText(t.takenBy))
            : []),
        ...(t.verified.length === 0 ? [] : row('verified', t.verified.map(report_instant/* instantOf */.B9).join(', '))),
    ];
}
function gapLines(gaps) {
    const lines = gaps.map(({ from, until }) => {
        if (from === null)
            return until === null ? 'never yet' : `before ${(0,report_instant/* instantOf */.B9)(until)}, when it was first looked at`;
        return until === null ? `since ${(0,report_instant/* instantOf */.B9)(from)}` : `${(0,report_instant/* instantOf */.B9)(from)} to ${(0,report_instant/* instantOf */.B9)(until)}, ${(0,report_instant/* lengthOf */.Y5)(until - from)}`;
    });
    return lines.length === 0 ? [] : ['Nobody was watching:', ...lines.map((line) => `  ${line}`)];
}

// EXTERNAL MODULE: ./src/report/place.ts
var report_place = __webpack_require__(8141);
// EXTERNAL MODULE: ./src/report/redact-facts.ts
var redact_facts = __webpack_require__(1351);
;// CONCATENATED MODULE: ./src/report/explained-text.ts










const explainedText = (told, paint = terminal_layout/* plainPaint */.pG) => `${(told.is === 'hold' ? holdLines(told, paint) : entitlementLines(told, paint)).join('\n').trimEnd()}\n`;
/** What each verdict of the table means to whoever has not read it. */
const meanings = {
    inSync: 'Approved, and live as approved. Nothing is to do.',
    observed: 'Live and declared by nobody. An account or a key by itself is only watched, never taken as drift.',
    alreadyLive: 'Approved by a review, and it was live already. The next apply closes the decision without a write.',
    toGrant: 'Approved, not live: it is to be given.',
    missing: 'Approved and once there, but not live now. No review, directory or clock took it.',
    toAdjust: 'Live with other facts than a review approved.',
    altered: 'Live with other facts than approved; nobody reviewed that change.',
    toRevoke: 'Live, and decided to go.',
    unauthorized: 'Live, and nobody approved it.',
    unreviewed: 'Live since before this scope was watched, and declared by nobody. It is left alone until somebody decides.',
    withheld: 'Approved, and kept away for now.',
    alreadyGone: 'Decided to go, and not live any more.',
    released: 'Outside of what is managed: nothing is compared or written.',
    unknown: 'Not known: there is no proven read of it, so nothing is compared or written.',
};
function section(name, rows, paint) {
    const told = rows.flatMap(([title, text]) => text === null || text === '' ? [] : (0,terminal_layout/* wrap */.LV)((0,report_escape/* shortened */.vI)(text, 900), `  ${title.padEnd(13)}`, ' '.repeat(15)));
    return told.length === 0 ? [] : ['', paint.bold(name), ...told];
}
function entitlementLines(told, paint) {
    const { change, verdict } = told;
    const risk = change === null || change.risk === 'low' ? '' : ` ${change.risk.toUpperCase()}`;
    const head = change === null ? told.label : `${told.short ?? change.id.slice(0, 8)}  ${change.verb}  ${told.label}${risk}`;
    const means = verdict === null ? 'Not found by this look: what follows is what is remembered.' : meanings[verdict];
    return [
        ...(0,terminal_layout/* wrap */.LV)((0,report_escape/* shortened */.vI)(head, 400), '', '  ').map(paint.bold),
        ...(0,terminal_layout/* wrap */.LV)(means, '', '  '),
        ...(told.isTrial ? (0,terminal_layout/* wrap */.LV)('It is in the folder, and no review has approved it yet: an apply would.', '', '  ') : []),
        ...(told.unread === null ? [] : (0,terminal_layout/* wrap */.LV)(`${told.target} could not be read whole: ${told.unread}`, '', '  ').map(paint.red)),
        ...section('Who', whoRows(told), paint),
        ...section('Why', whyRows(told), paint),
        ...section('When', whenRows(told), paint),
        ...section('What comes next', nextRows(told), paint),
        ...section('What would stop it', stopRows(told), paint),
        ...section('Also found', told.findings.map((f) => [f.rule, `${f.subject}; ${f.remedy}`]), paint),
    ];
}
function whoRows({ item, state }) {
    if (item === null)
        return [];
    const identity = state.identities.find((i) => i.name === item.identity);
    const holder = item.identity === null
        ? `nobody declares the account; the target is ${state.policy.owner}'s`
        : identity === undefined
            ? item.identity
            : `${identity.name}, ${identity.type}, owner ${identity.owner}${identity.purpose === null ? '' : `: ${identity.purpose}`}`;
    const directory = identity?.directory ?? null;
    return [
        ['holder', holder],
        ['account', `${state.policy.name}/${item.accountWords}${item.accountId === null ? ', not found' : `, id ${item.accountId}`}`],
        ['directory', directory === null ? null : (0,key/* writtenAccount */.j_)(directory)],
    ];
}
/** The row of the table: approved, withheld, live. */
function tableRow({ item, withheld }) {
    if (item === null)
        return null;
    const { row, live } = item;
    const approved = row === null ? 'no' : row.entry === null ? ((0,sight/* isNeverTombstone */.IR)(row) ? 'never' : 'taken out') : 'yes';
    const mandate = row?.mandate === null || row === null ? '' : ', decided and not yet seen to hold';
    return `approved: ${approved}${mandate} · withheld: ${withheld === null ? 'no' : 'yes'} · live: ${live === null ? 'no' : 'yes'}`;
}
function whyRows(told) {
    const { change, item, withheld, place, at, kinds } = told;
    const row = item?.row ?? null;
    const facts = change?.verb === 'adjust' ? (0,redact_facts/* factChanges */.WS)(change.before, change.entry, kinds) : [];
    return [
        ['because', change === null || told.isTrial ? null : [change.because.authority, (0,change_words/* reasonOf */.A3)(change, at), ...facts].join('; ')],
        ['table', tableRow(told)],
        ['approved by', row === null || row.entry === null || told.isTrial ? null : `${row.by.source}, ${(0,report_instant/* instantOf */.B9)(row.by.at)}`],
        ['taken out by', row === null || row.entry !== null || told.isTrial ? null : `${row.by.source}, ${(0,report_instant/* instantOf */.B9)(row.by.at)}`],
        ['by roles', row === null || row.roles.length === 0 ? null : row.roles.join(', ')],
        [
            'terms',
            row === null
                ? null
                : row.terms
                    .map(termsText)
                    .filter((t) => t !== '')
                    .join('; '),
        ],
        ['line', lineText(row === null ? null : row.entry === null, place)],
        ['withheld by', withheld === null ? null : `${withheld.authority}: ${withheld.source}, ${(0,report_instant/* instantOf */.B9)(withheld.at)}`],
        ['scope', item?.managedBy === null || item === null ? null : `managed by ${item.managedBy.tool}: change it in ${item.managedBy.fixAt}`],
    ];
}
function lineText(isTakenOut, place) {
    if (place !== null)
        return `${(0,report_place/* placeAsLine */._)(place)} of the folder`;
    return isTakenOut === null ? 'no line of the policy gives it' : 'no line of the folder gives it now';
}
function termsText({ from, until, forSeconds, because }) {
    const parts = [
        ...(from === undefined ? [] : [`from ${(0,report_instant/* instantOf */.B9)(from)}`]),
        ...(until === undefined ? [] : [`until ${(0,report_instant/* instantOf */.B9)(until)}`]),
        ...(forSeconds === undefined ? [] : [`for ${(0,report_instant/* lengthOf */.Y5)(forSeconds * 1000)}`]),
        ...(because === undefined ? [] : [because]),
    ];
    return parts.join(', ');
}
function whenRows({ ledger, tenures, item, at }) {
    const seen = item?.live?.seen ?? {};
    const last = tenures.at(-1);
    const ago = (instant) => instant === undefined ? null : `${(0,report_instant/* instantOf */.B9)(instant)}, ${(0,report_instant/* lengthOf */.Y5)(at - instant)} ago`;
    const held = last === undefined ? null : `since ${boundsText(last.from)}${last.until === null ? '' : `; gone ${boundsText(last.until)}`}`;
    return [
        ...ledger.slice(-3).map((row) => ['drift', ledgerText(row)]),
        ['held', held],
        ['created', ago(seen.createdAt)],
        ['last used', item?.live === null || item === null ? null : (ago(seen.lastUsedAt) ?? 'the target does not say')],
    ];
}
const endings = {
    verified: 'over: proven',
    goneByItself: 'over: gone by itself',
    accepted: 'over: the policy follows',
    released: 'over: released',
};
function ledgerText({ verdict, firstSeen, lastSeen, applied, verified, ended }) {
    return [
        `${verdict}, first seen ${(0,report_instant/* instantOf */.B9)(firstSeen)}, last ${(0,report_instant/* instantOf */.B9)(lastSeen)}`,
        ...(applied === null ? [] : [`written ${(0,report_instant/* instantOf */.B9)(applied)}`]),
        ...(verified === null ? [] : [`proven ${(0,report_instant/* instantOf */.B9)(verified)}`]),
        ...(ended === null ? [] : [endings[ended]]),
    ].join('; ');
}
const doing = { grant: 'gives it', revoke: 'takes it out', adjust: 'sets it as approved' };
function nextRows(told) {
    const { change, blocked, at } = told;
    if (change === null)
        return [['nothing', told.verdict === null ? null : 'no change is wanted']];
    if (blocked === null) {
        return [
            ['next apply', `${doing[change.verb]}, mode ${change.mode}; every guard lets it through`],
            ['needs', change.needs.length === 0 ? null : `${(0,change_words/* count */.U9)(change.needs.length, 'other change')} first`],
        ];
    }
    return [
        ['stopped by', `the guard ${blocked.guard}, ${(0,change_words/* guardTitle */.iq)(blocked.guard)}: ${blocked.why}`],
        ['counted', announcedText(told, change, blocked)],
        ['not before', (0,change_words/* notBeforeText */.O7)(blocked, at).replace(/^not before /, '')],
        ['way out', blocked.wayOut],
    ];
}
function announcedText({ state, item }, change, { guard }) {
    if (guard !== 'announced')
        return null;
    const rounds = state.announced[(0,key/* verbKey */.P_)({ verb: change.verb, key: item?.key ?? change.key })] ?? 0;
    return `announced by ${(0,change_words/* count */.U9)(rounds, 'saved detect', 'saved detects')} so far`;
}
function stopRows(told) {
    const { change, item, state, holds, at } = told;
    const standing = holds.map((h) => ['hold', `${h.id}: ${h.do} until ${(0,report_instant/* nearInstant */.e0)(h.until, at)}, by ${h.by}: ${h.because}`]);
    if (change === null || item === null)
        return standing;
    const isStoppable = ['correction', 'clock', 'rule'].includes(change.because.authority);
    const isKept = holds.some((h) => h.do === 'keep');
    const keep = isStoppable && !isKept ? (0,envelope/* longestEnvelope */.B)(state.breakGlass, 'keep', item.written) : null;
    const deny = change.verb === 'revoke' && change.risk !== 'low' ? (0,envelope/* longestEnvelope */.B)(state.breakGlass, 'deny', null) : null;
    const holder = item.identity ?? `${state.policy.name}/${item.accountWords}`;
    const noKeep = `no approved BreakGlass covers ${item.written}, so nobody can hold it at night`;
    return [
        ...standing,
        [
            'keep it',
            keep === null
                ? isStoppable
                    ? noKeep
                    : null
                : `nhi-reconcile hold keep --change ${told.short} --for ${(0,envelope/* nightLength */.r)(keep)} --because INC-…`,
        ],
        [
            'an attack?',
            deny === null ? null : `nhi-reconcile hold deny --identity ${quoted(holder)} --for ${(0,envelope/* nightLength */.r)(deny)} --because INC-…`,
        ],
        [
            'declare it',
            change.verdict === 'unauthorized' && item.identity !== null
                ? `add "- ${item.written}" under access of ${item.identity}, and have it reviewed`
                : null,
        ],
        [
            'set it back',
            isProposed(told) ? `nhi-reconcile apply --set-back ${told.short}; on GitHub, request changes on the adopt pull request` : null,
        ],
    ];
}
/** It waits for an answer, and this is one. */
const isProposed = ({ blocked, change }) => blocked !== null && change !== null && blocked.guard === 'drift' && change.mode !== 'observe';
/** As a shell takes it. */
const quoted = (name) => (/^[\w./:=-]+$/.test(name) ? name : `'${name.replaceAll("'", "'\\''")}'`);
function holdLines({ hold, envelope, stops, takes, at }, paint) {
    const isOver = at >= hold.until;
    const list = (changes) => changes.length === 0
        ? null
        : `${(0,change_words/* count */.U9)(changes.length, 'change')}: ${changes
            .slice(0, 5)
            .map((c) => c.label)
            .join('; ')}${changes.length > 5 ? '; …' : ''}`;
    return [
        ...(0,terminal_layout/* wrap */.LV)(`${hold.id}  ${hold.do}  ${hold.identity ?? (hold.do === 'pause' ? 'all writes' : 'one change')}`, '', '  ').map(paint.bold),
        ...section('Hold', [
            ['made by', `${hold.by}, ${(0,report_instant/* instantOf */.B9)(hold.at)}`],
            ['because', hold.because],
            ['until', `${(0,report_instant/* instantOf */.B9)(hold.until)}${isOver ? ', it is over' : `, ${(0,report_instant/* lengthOf */.Y5)(hold.until - at)} left; it ends by itself`}`],
            [
                'envelope',
                envelope === null
                    ? `${hold.envelope}, which is not approved any more, so this hold does nothing`
                    : `${envelope.name}, for ${envelope.who}, ${(0,report_instant/* lengthOf */.Y5)(envelope.longestSeconds * 1000)} at most`,
            ],
            ['accounts', hold.accounts.join(', ')],
            ['stops', list(stops.map((b) => b.change))],
            ['takes', list(takes)],
            ['again', `a second hold on the same needs a pull request until ${(0,report_instant/* instantOf */.B9)(hold.at + 90 * 86_400_000)}`],
        ], paint),
    ];
}

// EXTERNAL MODULE: ./src/report/findings-text.ts
var findings_text = __webpack_require__(8188);
;// CONCATENATED MODULE: ./src/report/plan-json.ts
/** The plan as a file: sorted, indented, the same bytes for the same plan, without facts that may not be printed. */



function printableChange(change, kinds) {
    const before = change.before === null ? null : (0,redact_facts/* printableEntry */.Ow)(change.before, kinds);
    return { ...change, entry: (0,redact_facts/* printableEntry */.Ow)(change.entry, kinds), before };
}
function printableTarget(target, kinds) {
    return {
        ...target,
        changes: target.changes.map((c) => printableChange(c, kinds)),
        blocked: target.blocked.map((b) => ({ ...b, change: printableChange(b.change, kinds) })),
    };
}
/** `review` stays as it is: it says what the reviewed files say, and the digest is made from it. */
function printablePlan(plan, kinds) {
    return { ...plan, targets: plan.targets.map((t) => printableTarget(t, kinds)) };
}
function planJson(plan, kinds) {
    return `${(0,report_escape/* visibleJson */.$m)((0,order/* canonicalJson */.dj)(printablePlan(plan, kinds), 2))}\n`;
}

// EXTERNAL MODULE: ./src/report/headline.ts
var headline = __webpack_require__(4512);
// EXTERNAL MODULE: ./src/report/markdown-blocks.ts
var markdown_blocks = __webpack_require__(5940);
// EXTERNAL MODULE: ./src/report/what-is-shown.ts
var what_is_shown = __webpack_require__(7791);
;// CONCATENATED MODULE: ./src/report/plan-markdown.ts
/** A run as Markdown for a job's summary or a terminal's file, within a size: the verdict first, the next step last. */






/** A step's summary takes 1 MiB and is dropped whole above it. */
const summaryBudget = 1_000_000;
function planMarkdown(report, kinds, budget = markdown_blocks/* commentBudget */.LO) {
    const telling = { report, shown: (0,what_is_shown/* whatIsShown */.eE)(report), kinds };
    const blocks = [
        markdown_blocks/* unknownBlock */.sC,
        markdown_blocks/* roleBlock */.QO,
        markdown_blocks/* targetBlock */.pA,
        markdown_blocks/* notExplainedBlock */.$D,
        markdown_blocks/* loosenedBlock */["do"],
        markdown_blocks/* dueBlock */.et,
        markdown_blocks/* blockedBlock */.wn,
        markdown_blocks/* seatBlock */.V6,
        markdown_blocks/* teamBlock */.Pz,
        markdown_blocks/* baselineBlock */.D0,
        markdown_blocks/* asideBlock */.K_,
        markdown_blocks/* notApprovedBlock */.k6,
        markdown_blocks/* findingBlock */.nA,
        markdown_blocks/* adoptedBlock */.nD,
        markdown_blocks/* editBlock */.k0,
        markdown_blocks/* noteBlock */.kU,
    ].map((block) => block(telling));
    const first = `### ${(0,report_escape/* markdownText */.p7)((0,headline/* headline */.P)(report, telling.shown))}`;
    return (0,markdown_blocks/* fittedMarkdown */.Md)(first, blocks, [lastLine(telling)], budget, markdown_blocks/* inPlanJson */.NJ);
}
function lastLine({ report, shown }) {
    const preview = report.plan.run === 'apply' && report.outcome === undefined;
    const ending = preview ? 'Nothing is written yet.' : (0,report_escape/* markdownText */.p7)((0,exit_code/* exitLineOf */.qf)(report.plan.run, report.exitCode, (0,markdown_blocks/* hasErrors */.Cs)(shown)));
    return `<sub>Plan of ${(0,report_instant/* instantOf */.B9)(report.plan.at)}, digest ${(0,markdown_blocks/* code */.aY)(report.plan.digest, 13)}. ${ending}</sub>`;
}

// EXTERNAL MODULE: ./src/report/adopted-lines.ts
var adopted_lines = __webpack_require__(9747);
// EXTERNAL MODULE: ./src/report/delta-words.ts
var delta_words = __webpack_require__(6407);
// EXTERNAL MODULE: ./src/report/edit-lines.ts
var edit_lines = __webpack_require__(1606);
// EXTERNAL MODULE: ./src/report/finding-lines.ts
var finding_lines = __webpack_require__(8121);
// EXTERNAL MODULE: ./src/report/said.ts
var report_said = __webpack_require__(125);
// EXTERNAL MODULE: ./src/report/way-out.ts
var way_out = __webpack_require__(3956);
;// CONCATENATED MODULE: ./src/report/plan-text.ts
/** A run as terminal text: the verdict, what is unknown, the changes by identity, then what explains them; the exit code last. */















/** How many of a long list are named; the rest is counted, and stands whole in the plan's JSON. */
const firstFew = 5;
const firstMany = 20;
function planText(report, kinds, paint = terminal_layout/* plainPaint */.pG) {
    const telling = { report, shown: (0,what_is_shown/* whatIsShown */.eE)(report), kinds, paint };
    const sections = [
        unknownLines,
        dueLines,
        loosenedLines,
        notApprovedLines,
        blockedLines,
        targetLines,
        baselineLines,
        liveLines,
        foundLines,
        policyLines,
        noteLines,
    ]
        .map((section) => section(telling))
        .filter((lines) => lines.length > 0);
    const first = (0,terminal_layout/* wrap */.LV)((0,headline/* headline */.P)(report, telling.shown), '', '  ').map(paint.bold);
    const last = (0,terminal_layout/* wrap */.LV)(isPreview(report) ? 'Nothing is written yet.' : (0,exit_code/* exitLineOf */.qf)(report.plan.run, report.exitCode, hasErrors(telling.shown)), '', '  ');
    return `${[first, ...sections, last.map(report.exitCode === 0 ? paint.green : paint.bold)].map((lines) => lines.join('\n')).join('\n\n')}\n`;
}
/** An apply shows its plan before it asks. */
const isPreview = (report) => report.plan.run === 'apply' && report.outcome === undefined;
const hasErrors = (shown) => shown.findings.some((f) => f.severity === 'error');
const title = (text, { paint }) => (0,terminal_layout/* wrap */.LV)(text, '', '  ').map(paint.bold);
const more = (rest, indent = '  ') => rest > 0 ? [`${indent}… and ${rest.toLocaleString('en-US')} more, all of them in the plan's JSON`] : [];
function unknownLines(telling) {
    const { unknown } = telling.shown;
    if (unknown.length === 0)
        return [];
    const lines = unknown.flatMap((u) => (0,terminal_layout/* wrap */.LV)(`${u.kind === null ? u.target : `${u.target}/${u.kind}`}: ${u.why}`, '  ', '    '));
    return [
        ...(0,terminal_layout/* wrap */.LV)(`UNKNOWN: ${(0,change_words/* count */.U9)(unknown.length, 'target or kind', 'targets or kinds')} could not be read. Nothing was compared or written there.`, '', '  ').map(telling.paint.red),
        ...lines,
    ];
}
const holderOf = (row) => row.change.identity ?? 'accounts that no identity declares';
function dueLines(telling) {
    const { due, strays } = telling.shown;
    if (due.length === 0 && strays.length === 0)
        return [];
    const groups = (0,what_is_shown/* groupedBy */.me)((0,what_is_shown/* foldAlike */.OL)(due), (alike) => alike.rows.length > 1 ? `${(0,change_words/* count */.U9)(alike.rows.length, 'holder')} alike` : holderOf(alike.rows[0]));
    const body = groups.flatMap((alikes) => [
        ...(0,terminal_layout/* wrap */.LV)(alikes[0].rows.length > 1 ? `${(0,change_words/* count */.U9)(alikes[0].rows.length, 'holder')} alike` : (0,report_escape/* shortened */.vI)(holderOf(alikes[0].rows[0])), '  ', '    ').map(telling.paint.bold),
        ...alikes.flatMap((alike) => [...rowLines(alike, telling), ...sameForLines(alike)]),
    ]);
    const lost = strays.flatMap(([id, o]) => (0,terminal_layout/* wrap */.LV)(`change ${id}, not in this plan: ${(0,change_words/* outcomeText */.EL)(o, telling.report.plan.at)}${o.error === undefined ? '' : `: ${o.error}`}`, '  ', '    '));
    const { privileged } = telling.shown.tally;
    const head = `${telling.report.outcome === undefined ? 'Due' : 'Changes of this run'}: ${(0,change_words/* count */.U9)(due.length, 'change')}${privileged > 0 ? `, ${privileged.toLocaleString('en-US')} privileged, those first` : ''}`;
    return [...title(head, telling), ...body, ...lost];
}
function markOf(row, { report, paint }) {
    if (report.outcome === undefined)
        return '';
    const text = (0,change_words/* outcomeText */.EL)(row.outcome, report.plan.at);
    const style = row.outcome?.state === 'failed' ? paint.red : row.outcome?.state === 'verified' ? paint.green : paint.yellow;
    return style(text);
}
/** `G-78d8  grant   vault.prod/policy/read PRIVILEGED`. */
function headOf(row, label) {
    const risk = row.change.risk === 'low' ? '' : ` ${row.change.risk.toUpperCase()}`;
    return (0,terminal_layout/* wrap */.LV)(`${(0,report_escape/* shortened */.vI)(label, 240)}${risk}`, `    ${(0,terminal_layout/* padEnd */.f)(row.short, 8)}${(0,terminal_layout/* padEnd */.f)(row.change.verb, 7)} `, '            ');
}
/** The line of the policy that gives it, where it is known; of several the one that they share. */
function lineOf(alike, { report }) {
    const place = (0,delta_words/* commonPlace */.RZ)(alike.rows.map((row) => (0,delta_words/* placeAt */.BW)(`entry ${row.change.key}`, report.review?.places)));
    // It is not why it is taken.
    return place !== null && alike.rows[0].change.verb === 'revoke' ? `given at ${place}` : place;
}
function rowLines(alike, telling) {
    const [row] = alike.rows;
    const { change, outcome } = row;
    const { paint, report } = telling;
    const [first = '', ...rest] = headOf(row, (0,change_words/* withoutHolder */.l2)(change));
    const facts = change.verb === 'adjust' ? (0,redact_facts/* factChanges */.WS)(change.before, change.entry, telling.kinds) : [];
    const reason = withPlace((0,change_words/* reasonOf */.A3)(change, report.plan.at), lineOf(alike, telling));
    const why = [reason, ...facts, ...(change.mode === 'enforce' ? [] : [`mode ${change.mode}`])].join('; ');
    const mark = markOf(row, telling);
    const error = outcome?.error === undefined ? [] : (0,terminal_layout/* wrap */.LV)((0,report_escape/* shortened */.vI)(outcome.error, 600), '            ').map(paint.red);
    return [
        (0,what_is_shown/* isPrivileged */.a8)(row) ? paint.red(first) : first,
        ...rest,
        ...(mark === '' ? [] : [`            ${mark}`]),
        ...error,
        ...(0,terminal_layout/* wrap */.LV)((0,report_escape/* shortened */.vI)(why, 600), '            ').map(paint.dim),
    ];
}
function sameForLines(alike) {
    if (alike.rows.length === 1)
        return [];
    const names = (0,what_is_shown/* holdersOf */.pW)(alike);
    const said = names
        .slice(0, firstFew)
        .map((n) => (0,report_escape/* shortened */.vI)(n, 60))
        .join(', ');
    const rest = names.length > firstFew ? ` and ${(names.length - firstFew).toLocaleString('en-US')} more` : '';
    return (0,terminal_layout/* wrap */.LV)(`the same for ${said}${rest}`, '            ');
}
const withPlace = (text, place) => (place === null ? text : `${text} (${place})`);
function linesOfEdits(lines) {
    const shown = lines.slice(0, firstMany);
    const rest = lines.slice(firstMany).reduce((sum, line) => sum + line.tells, 0);
    return [
        ...shown.flatMap(({ said, place, isLoosening }) => (0,terminal_layout/* wrap */.LV)(`${isLoosening ? 'loosened: ' : ''}${withPlace((0,report_said/* saidText */.Rz)(said), place)}`, '  ', '    ')),
        ...more(rest),
    ];
}
function loosenedLines(telling) {
    const { loosened } = telling.shown;
    if (loosened.length === 0)
        return [];
    return [
        ...(0,terminal_layout/* wrap */.LV)(`LOOSENED: ${(0,change_words/* count */.U9)(loosened.length, 'edit')} of the policy ${loosened.length === 1 ? 'takes' : 'take'} a check away or ${loosened.length === 1 ? 'lengthens' : 'lengthen'} access`, '', '  ').map(telling.paint.yellow),
        ...loosened.flatMap((d) => (0,terminal_layout/* wrap */.LV)(withPlace((0,report_said/* saidText */.Rz)((0,delta_words/* deltaSaid */.yS)(d, telling.kinds)), (0,delta_words/* deltaPlace */.qO)(d, telling.report.review?.places)), '  ', '    ')),
    ];
}
function notApprovedLines(telling) {
    const deltas = (0,what_is_shown/* sortedDeltas */.Ly)(telling.report.deltasNotApproved ?? []);
    if (deltas.length === 0)
        return [];
    return [
        ...title(`Not yet approved: ${(0,change_words/* count */.U9)(deltas.length, 'edit')} of the policy, shown here and not obeyed`, telling),
        ...summaryLines(deltas),
        ...linesOfEdits((0,edit_lines/* editLines */.S)(deltas, telling.kinds, telling.report.review?.places)),
    ];
}
function blockedLines(telling) {
    const { blocked } = telling.shown;
    if (blocked.length === 0)
        return [];
    const guards = (0,what_is_shown/* groupedBy */.me)(blocked, (row) => row.blocked.guard);
    const body = guards.flatMap((rows) => [
        ...(0,terminal_layout/* wrap */.LV)(`${(0,change_words/* guardTitle */.iq)(rows[0].blocked.guard)} (${rows[0].blocked.guard}): ${rows.length.toLocaleString('en-US')}`, '  ', '    ').map(telling.paint.bold),
        ...(0,what_is_shown/* groupedBy */.me)(rows, (row) => (0,way_out/* wayOutText */.VT)(row.blocked, telling.report)).flatMap((same) => wayOutLines(same, telling)),
    ]);
    return [...title(`Blocked: ${(0,change_words/* count */.U9)(blocked.length, 'change')}, with the way out`, telling), ...body];
}
function wayOutLines(rows, telling) {
    const alikes = (0,what_is_shown/* foldAlike */.OL)(rows, firstFew + 1);
    const lines = alikes.slice(0, firstFew).flatMap((alike) => [...stoppedLines(alike, telling), ...sameForLines(alike)]);
    const rest = alikes.slice(firstFew).reduce((sum, alike) => sum + alike.rows.length, 0);
    const way = (0,report_escape/* shortened */.vI)((0,way_out/* wayOutText */.VT)(rows[0].blocked, telling.report), 600);
    return [...lines, ...more(rest, '    '), ...(0,terminal_layout/* wrap */.LV)(way, '    way out: ', '             ')];
}
function stoppedLines(alike, telling) {
    const { report, paint } = telling;
    const [row] = alike.rows;
    const { change, blocked } = row;
    const why = [withPlace((0,change_words/* reasonOf */.A3)(change, report.plan.at), lineOf(alike, telling)), blocked.why, (0,change_words/* notBeforeText */.O7)(blocked, report.plan.at)]
        .filter((text) => text !== '')
        .join('; ');
    const [first = '', ...rest] = headOf(row, change.label);
    return [(0,what_is_shown/* isPrivileged */.a8)(row) ? paint.red(first) : first, ...rest, ...(0,terminal_layout/* wrap */.LV)((0,report_escape/* shortened */.vI)(why, 600), '            ').map(paint.dim)];
}
function targetLines(telling) {
    const { targets } = telling.shown;
    if (targets.length === 0)
        return [];
    // After the work the numbers of its plan would read as if it were still to be done.
    if (telling.report.outcome !== undefined)
        return leftAsItIs(telling);
    const head = ['By target', 'grant', 'revoke', 'adjust', 'blocked', 'in sync', 'mode', 'read'];
    const row = (t) => {
        const tally = (0,what_is_shown/* tallyOf */.sv)(t.changes);
        const stopped = t.blocked.length;
        const modes = (0,what_is_shown/* modesOf */.Uw)(t).map(([mode]) => mode);
        const numbers = [tally.grant, tally.revoke, tally.adjust, stopped, (0,what_is_shown/* inSyncOf */.Ou)(t)].map(String);
        return [
            (0,report_escape/* shortened */.vI)(t.target, 70),
            ...numbers,
            modes.length > 1 ? 'mixed' : (modes[0] ?? '–'),
            t.error === null ? (0,change_words/* readText */.yR)(t.readAt, telling.report.plan.at) : 'UNKNOWN',
        ];
    };
    const lines = (0,terminal_layout/* columns */.YB)([head, ...targets.map(row)], new Set([1, 2, 3, 4, 5]), 18);
    return [...lines.map((line, i) => (i === 0 ? telling.paint.bold(line) : line)), ...otherVerdicts(telling)];
}
const otherVerdicts = (telling) => (0,what_is_shown/* asidesOf */.tg)(telling.shown).flatMap((aside) => (0,terminal_layout/* wrap */.LV)(aside, '  ', '    '));
function leftAsItIs(telling) {
    const lines = otherVerdicts(telling);
    return lines.length === 0 ? [] : [...title('Left as it is', telling), ...lines];
}
function baselineLines(telling) {
    const made = (0,order/* sortedBy */.VW)(Object.entries(telling.report.baselineMade ?? {}), ([target]) => target);
    if (made.length === 0)
        return [];
    const lines = made.flatMap(([target, taken]) => {
        const kinds = (0,order/* sortedBy */.VW)(Object.entries(taken), ([kind]) => kind).map(([kind, n]) => `${n} ${kind}`);
        return (0,terminal_layout/* wrap */.LV)(`${(0,report_escape/* shortened */.vI)(target)}: ${kinds.length === 0 ? 'nothing undeclared is there' : kinds.join(', ')}`, '  ', '    ');
    });
    return [...title('First sight: taken into the baseline as unreviewed, not touched, to be decided in time', telling), ...lines];
}
function liveLines(telling) {
    const { alreadyLive } = telling.shown;
    // The headline of an apply counts them; the plan before it has named them.
    if (alreadyLive.length === 0 || telling.report.outcome !== undefined)
        return [];
    const lines = (0,adopted_lines/* adoptedLines */.B)(alreadyLive);
    return [
        ...title(`Already live: ${(0,change_words/* count */.U9)(alreadyLive.length, 'entry', 'entries')} approved and there; adopted without a write`, telling),
        ...lines.slice(0, firstMany).flatMap(({ said }) => (0,terminal_layout/* wrap */.LV)((0,report_said/* saidText */.Rz)(said), '  ', '    ')),
        ...more(lines.slice(firstMany).reduce((sum, line) => sum + line.tells, 0)),
    ];
}
function foundLines(telling) {
    const { findings } = telling.shown;
    if (findings.length === 0)
        return [];
    const lines = (0,finding_lines/* findingLines */.h)(findings);
    const rest = lines.slice(firstMany).reduce((sum, line) => sum + line.tells, 0);
    return [
        ...title((0,finding_lines/* findingTitle */.A)(findings.length, lines.length), telling),
        ...lines.slice(0, firstMany).flatMap(({ said }) => (0,terminal_layout/* wrap */.LV)((0,report_said/* saidText */.Rz)(said), '  ', '    ')),
        ...more(rest),
    ];
}
function policyLines(telling) {
    const { edits } = telling.shown;
    if (edits.length === 0)
        return [];
    const summary = summaryLines(edits);
    // After the work it is enough how many of what there were: the plan before it has named them.
    const isSaid = telling.report.outcome !== undefined && summary.length > 0;
    return [
        ...title(`Edits of the policy: ${edits.length.toLocaleString('en-US')}`, telling),
        ...summary,
        ...(isSaid ? [] : linesOfEdits((0,edit_lines/* editLines */.S)(edits, telling.kinds, telling.report.review?.places))),
    ];
}
const summaryLines = (deltas) => {
    const summary = (0,edit_lines/* editSummary */.h)(deltas);
    return summary === '' ? [] : (0,terminal_layout/* wrap */.LV)(summary, '  ', '    ');
};
function noteLines(telling) {
    const { plan, notes } = telling.report;
    // What compares no live system is made at no instant, so that nobody can tell two of them apart.
    const digest = `${plan.at === 0 ? 'Digest' : `Plan of ${(0,report_instant/* instantOf */.B9)(plan.at)}, digest`} ${(0,report_escape/* shortened */.vI)(plan.digest, 12)}.`;
    return [...notes.flatMap((note) => (0,terminal_layout/* wrap */.LV)((0,report_escape/* shortened */.vI)(note, 1000), '', '  ')), ...(0,terminal_layout/* wrap */.LV)(digest, '', '  ').map(telling.paint.dim)];
}

// EXTERNAL MODULE: external "node:path"
var external_node_path_ = __webpack_require__(6760);
var external_node_path_default = /*#__PURE__*/__webpack_require__.n(external_node_path_);
// EXTERNAL MODULE: ./src/model/digest.ts
var model_digest = __webpack_require__(5305);
// EXTERNAL MODULE: ./src/state/contents.ts
var contents = __webpack_require__(3107);
// EXTERNAL MODULE: external "node:fs"
var external_node_fs_ = __webpack_require__(3024);
// EXTERNAL MODULE: ./src/state/errors.ts
var errors = __webpack_require__(3406);
;// CONCATENATED MODULE: ./src/state/disk.ts
/** The few file operations that state rests on, each durable when it returns; tests cut them off one by one. */


const codeOf = (error) => String(error.code ?? 'unknown error');
function guarded(name, doing, work) {
    try {
        return work();
    }
    catch (cause) {
        throw new errors/* StateError */.q('unreadable', `${name}: ${doing} failed (${codeOf(cause)}), so the state cannot be used. Check that it is what it should be, a file or a folder, and that this user may read and write it.`, { cause });
    }
}
function orNull(name, doing, work) {
    return guarded(name, doing, () => {
        try {
            return work();
        }
        catch (error) {
            if (codeOf(error) === 'ENOENT')
                return null;
            throw error;
        }
    });
}
const realDisk = {
    read: (file) => orNull(file, 'reading', () => (0,external_node_fs_.readFileSync)(file, 'utf8')),
    list: (folder) => orNull(folder, 'listing', () => (0,external_node_fs_.readdirSync)(folder)),
    changedAt: (file) => orNull(file, 'looking', () => (0,external_node_fs_.statSync)(file).mtimeMs),
    makeFolder: (folder) => guarded(folder, 'making the folder', () => void (0,external_node_fs_.mkdirSync)(folder, { recursive: true })),
    write: (file, text) => guarded(file, 'writing', () => {
        const handle = (0,external_node_fs_.openSync)(file, 'w');
        try {
            const bytes = Buffer.from(text, 'utf8');
            for (let at = 0; at < bytes.length;)
                at += (0,external_node_fs_.writeSync)(handle, bytes, at);
            (0,external_node_fs_.fsyncSync)(handle);
        }
        finally {
            (0,external_node_fs_.closeSync)(handle);
        }
    }),
    rename: (from, to) => guarded(to, 'renaming', () => (0,external_node_fs_.renameSync)(from, to)),
    link: (from, to) => guarded(to, 'linking', () => {
        try {
            (0,external_node_fs_.linkSync)(from, to);
            return true;
        }
        catch (error) {
            if (codeOf(error) === 'EEXIST')
                return false;
            throw error;
        }
    }),
    remove: (name) => guarded(name, 'removing', () => (0,external_node_fs_.rmSync)(name, { recursive: true, force: true })),
    syncFolder: (folder) => guarded(folder, 'syncing', () => {
        // Windows cannot open a folder, and needs no sync of one.
        if (process.platform === 'win32')
            return;
        const handle = (0,external_node_fs_.openSync)(folder, 'r');
        try {
            (0,external_node_fs_.fsyncSync)(handle);
        }
        finally {
            (0,external_node_fs_.closeSync)(handle);
        }
    }),
};

// EXTERNAL MODULE: external "node:crypto"
var external_node_crypto_ = __webpack_require__(7598);
// EXTERNAL MODULE: external "node:os"
var external_node_os_ = __webpack_require__(8161);
;// CONCATENATED MODULE: ./src/state/lock.ts
/** Who may write: a lock file that the dead do not keep. */




/** After this long a lock of another machine is taken for left behind; it is still a person who removes it. */
const FOREIGN_LOCK_AGE_MS = 60 * 60 * 1000;
/** Of files that a killed process left before its lock stood. */
const LEFTOVER = /\.json(\.takeover)*\.[0-9a-f]{16}\.new$/;
function isAlive(pid) {
    try {
        process.kill(pid, 0);
        return true;
    }
    catch (error) {
        // EPERM: there, but another user's.
        return error.code === 'EPERM';
    }
}
const thisProcess = { host: (0,external_node_os_.hostname)(), pid: process.pid, isAlive, token: () => (0,external_node_crypto_.randomBytes)(8).toString('hex') };
const LONGEST_TOLD = 300;
function parse(text) {
    try {
        const lock = JSON.parse(text);
        // Told to people, all of them, and compared with the clock.
        const isTold = [lock.host, lock.run, lock.user, lock.startedAt].every((told) => typeof told === 'string' && told.length <= LONGEST_TOLD);
        return isTold && Number.isInteger(lock.pid) && !Number.isNaN(Date.parse(lock.startedAt)) ? lock : null;
    }
    catch {
        return null;
    }
}
const lock_holderOf = (lock) => `run ${lock.run} of ${lock.user} (pid ${lock.pid} on ${lock.host}, since ${lock.startedAt})`;
/** Throws unless the lock is one that may be taken over: same machine, process gone. */
function demandStale(file, text, now, self) {
    const lock = parse(text);
    if (lock === null)
        throw new errors/* StateError */.q('locked', `${file}: this is no lock that can be read, so whether another run is writing cannot be told. Make sure that none is, then remove ${file}.`);
    if (lock.host === self.host) {
        if (!self.isAlive(lock.pid))
            return lock;
        throw new errors/* StateError */.q('locked', `${file}: ${lock_holderOf(lock)} is writing, so this run did not start. Wait until it ends; if that process is no nhi-reconcile, remove ${file}.`);
    }
    const old = now - Date.parse(lock.startedAt) > FOREIGN_LOCK_AGE_MS;
    throw new errors/* StateError */.q('locked', `${file}: ${lock_holderOf(lock)} ${old ? 'took it more than an hour ago and may be dead, which this machine cannot see' : 'is writing'}, so this run did not start. ${old ? `Make sure that it is not running, then remove ${file}.` : 'Wait until it ends.'}`);
}
/**
 * A lock that appears with its content (link, not create and write), so nobody sees half of one. A stale lock is replaced
 * under a lock of its own: two that find it stale cannot both win.
 */
function claim(disk, file, holder, self) {
    const token = self.token();
    const lock = {
        host: self.host,
        pid: self.pid,
        run: holder.run,
        startedAt: new Date(holder.at).toISOString(),
        token,
        user: holder.user,
    };
    const text = `${(0,order/* canonicalJson */.dj)(lock, 2)}\n`;
    const fresh = `${file}.${token}.new`;
    const held = (note) => {
        const stillOurs = () => disk.read(file) === text;
        return { note, stillOurs, release: () => void (stillOurs() && disk.remove(file)) };
    };
    disk.write(fresh, text);
    try {
        // A holder that ends between our link and our look leaves nothing to read: look again.
        for (;;) {
            if (disk.link(fresh, file))
                return held(null);
            const found = disk.read(file);
            if (found === null)
                continue;
            const stale = demandStale(file, found, holder.at, self);
            const guard = claim(disk, `${file}.takeover`, holder, self);
            try {
                if (disk.read(file) !== found)
                    continue;
                disk.rename(fresh, file);
                return held(`${file}: the lock of ${lock_holderOf(stale)} was taken over; that process is gone.`);
            }
            finally {
                guard.release();
            }
        }
    }
    finally {
        disk.remove(fresh);
    }
}

// EXTERNAL MODULE: ./src/state/parts.ts
var parts = __webpack_require__(3043);
// EXTERNAL MODULE: ./src/state/texts.ts
var texts = __webpack_require__(3877);
// EXTERNAL MODULE: ./src/state/trust.ts + 1 modules
var trust = __webpack_require__(9447);
;// CONCATENATED MODULE: ./src/state/folder.ts
/** State in a folder: what is there is whole, signed where a key is given, and changes all at once or not at all. */










/** What may lie in a folder in which nothing was ever saved: a lock, and what a killed first save left. */
const NO_STATE = /^(lock\.json.*|saving\.json.*|staged)$/;
const FOLDERS = ['approved', 'ledger', 'history'];
const SAVE_LOOK_MS = 20;
const LEFTOVER_AGE_MS = 60 * 60 * 1000;
const SAVE_WAIT_MS = 10_000;
const at = (c, name) => external_node_path_default().join(c.folder, name);
/** The text of a seal after all, or null for a first run. */
function lookAgain(c) {
    if ((c.disk.list(c.folder) ?? []).some((name) => !NO_STATE.test(name))) {
        // A first save that passes by puts the seal there before all else, so it is there now, or it is lost.
        const text = c.disk.read(at(c, 'seal.json'));
        if (text !== null)
            return text;
        throw (0,trust/* sealIsLost */.OJ)(c.trust);
    }
    (0,trust/* demandFirstRun */.hw)(c.trust);
    return null;
}
function loadSeal(c) {
    const text = c.disk.read(at(c, 'seal.json')) ?? lookAgain(c);
    return text === null ? null : (0,trust/* believe */.Ti)(c.trust, text);
}
/**
 * A file as the seal has it. A save that was cut off after its seal stood leaves new files in `staged/`: they count. They
 * may move while we look, hence the second look at the final place.
 */
function sealedText(c, name, digest) {
    const final = at(c, name);
    for (const file of [final, at(c, `staged/${name}`), final]) {
        const text = c.disk.read(file);
        if (text !== null && (0,model_digest/* sha256 */.sc)(text) === digest)
            return text;
    }
    throw c.disk.read(final) === null ? (0,trust/* fileIsLost */.r5)(c.trust, name) : (0,trust/* fileIsAnother */.ku)(c.trust, name);
}
function demandNoOthers(c, seal) {
    for (const folder of FOLDERS) {
        const extra = (c.disk.list(at(c, folder)) ?? []).find((name) => /\.jsonl?$/.test(name) && !Object.hasOwn(seal.files, `${folder}/${name}`));
        if (extra !== undefined)
            throw (0,trust/* fileIsUnlisted */.XB)(c.trust, `${folder}/${extra}`);
    }
}
/**
 * Readers take no lock. A save that passes by makes files differ from the seal that was read: then read all again.
 * `isWanted`: whose text comes back. `isChecked`: of which of the others the digest is looked at, and the text let go; not
 * of the snapshot, on which nothing rests but what is shown.
 */
function loadDocuments(c, isWanted, isChecked = (name) => !(0,contents/* isLive */.DG)(name)) {
    for (;;) {
        const found = loadSeal(c);
        if (found === null)
            return null;
        try {
            demandNoOthers(c, found.seal);
            const texts = new Map();
            for (const [name, digest] of Object.entries(found.seal.files)) {
                const document = (0,parts/* documentOf */.lM)(name);
                const wanted = isWanted(document);
                if (!wanted && !isChecked(document))
                    continue;
                const text = sealedText(c, name, digest);
                if (wanted)
                    texts.set(name, text);
            }
            return { seal: found.seal, documents: (0,parts/* documentsFrom */.Ro)(texts) };
        }
        catch (error) {
            if (c.disk.read(at(c, 'seal.json')) === found.text)
                throw error;
        }
    }
}
function load(c) {
    const found = loadDocuments(c, (name) => !(0,contents/* isHistory */.JV)(name) && !(0,contents/* isLive */.DG)(name));
    return found === null ? contents/* NOTHING */.K$ : (0,contents/* loadedFrom */.QX)(c.trust.where, found.seal, c.trust.checking !== null, found.documents);
}
/** Moves to their places what an earlier save, cut off after its seal stood, left in `staged/`; drops the rest. */
function finish(c, seal) {
    if (c.disk.list(at(c, 'staged')) === null)
        return;
    const moved = new Set();
    for (const [name, digest] of (0,order/* sortedBy */.VW)(Object.entries(seal.files), ([n]) => n)) {
        const staged = c.disk.read(at(c, `staged/${name}`));
        if (staged === null || (0,model_digest/* sha256 */.sc)(staged) !== digest)
            continue;
        const folder = external_node_path_default().dirname(at(c, name));
        c.disk.makeFolder(folder);
        c.disk.rename(at(c, `staged/${name}`), at(c, name));
        moved.add(folder);
    }
    for (const folder of moved)
        c.disk.syncFolder(folder);
    if (moved.size > 0)
        c.disk.syncFolder(c.folder);
    c.disk.remove(at(c, 'staged'));
}
/** Snapshots that are listed no more: nothing rests on them, so they go after the seal stands. */
function dropUnlistedLive(c, seal) {
    const listed = new Set(Object.keys(seal.files).map((file) => file.split('/', 2).join('/')));
    for (const name of c.disk.list(at(c, 'live')) ?? [])
        if (!listed.has(`live/${name}`))
            c.disk.remove(at(c, `live/${name}`));
}
function sweep(c) {
    const now = c.now();
    for (const name of c.disk.list(c.folder) ?? []) {
        if (LEFTOVER.test(name) && now - (c.disk.changedAt(at(c, name)) ?? now) > LEFTOVER_AGE_MS)
            c.disk.remove(at(c, name));
    }
}
/** The commit point is the rename of `seal.json`: before it the old state stands, after it the new one does. */
function commit(c, { seal, put }) {
    const next = at(c, 'staged/seal.json');
    // First, since it refuses paths that are none of ours.
    const sealText = (0,texts/* writeSeal */.Hf)(next, seal);
    const folders = new Set([at(c, 'staged')]);
    c.disk.makeFolder(at(c, 'staged'));
    for (const [name, text] of put) {
        const file = at(c, `staged/${name}`);
        folders.add(external_node_path_default().dirname(file));
        c.disk.makeFolder(external_node_path_default().dirname(file));
        c.disk.write(file, text);
    }
    c.disk.write(next, sealText);
    for (const folder of folders)
        c.disk.syncFolder(folder);
    c.disk.syncFolder(c.folder);
    c.disk.rename(next, at(c, 'seal.json'));
    c.disk.syncFolder(c.folder);
    finish(c, seal);
}
function save(c, change, expected) {
    sweep(c);
    const found = loadSeal(c);
    const before = found?.seal ?? null;
    if ((before?.generation ?? 0) !== expected)
        throw (0,trust/* conflict */.hj)(c.trust, before?.generation ?? 0, expected);
    if (before !== null)
        finish(c, before);
    const wanted = new Set((0,contents/* builtOn */.C9)(c.trust.where, change));
    const built = new Map();
    for (const [name, digest] of Object.entries(before?.files ?? {}))
        if (wanted.has((0,parts/* documentOf */.lM)(name)))
            built.set(name, sealedText(c, name, digest));
    const next = (0,trust/* nextState */.VK)(c.trust, found, change, (0,parts/* documentsFrom */.Ro)(built), Infinity);
    if (next === null)
        return expected;
    commit(c, next);
    dropUnlistedLive(c, next.seal);
    return next.seal.generation;
}
/** A save takes milliseconds, so one that finds another at work waits; a run's lock is not waited for. */
async function claimSaving(c) {
    const until = c.now() + SAVE_WAIT_MS;
    for (;;) {
        try {
            return claim(c.disk, at(c, 'saving.json'), { run: 'save', user: 'nhi-reconcile', at: c.now() }, c.process);
        }
        catch (error) {
            if (!(error instanceof errors/* StateError */.q) || error.code !== 'locked' || c.now() > until)
                throw error;
            await c.pause(SAVE_LOOK_MS);
        }
    }
}
function leaseOf(held) {
    return {
        note: held.note,
        stillOurs: async () => held.stillOurs(),
        [Symbol.asyncDispose]: async () => held.release(),
    };
}
function folderStore(options) {
    const c = {
        folder: options.folder,
        now: options.now,
        disk: options.disk ?? realDisk,
        process: options.process ?? thisProcess,
        pause: options.pause ?? ((ms) => new Promise((resolve) => setTimeout(resolve, ms))),
        trust: (0,trust/* trustOf */.An)(options, (name) => external_node_path_default().join(options.folder, name)),
    };
    return {
        load: async () => load(c),
        generation: async () => loadSeal(c)?.seal.generation ?? 0,
        history: async () => (0,contents/* historyFrom */.z)(c.trust.where, loadDocuments(c, contents/* isHistory */.JV)?.documents ?? new Map()),
        live: async (target) => {
            const found = loadDocuments(c, (name) => name === (0,contents/* liveOf */.QA)(target), () => false);
            return found === null ? null : (0,contents/* liveFrom */.fg)(c.trust.where, found.documents, target);
        },
        save: async (change, expected) => {
            c.disk.makeFolder(c.folder);
            const saving = await claimSaving(c);
            try {
                return save(c, change, expected);
            }
            finally {
                saving.release();
            }
        },
        lock: async (holder) => {
            c.disk.makeFolder(c.folder);
            return leaseOf(claim(c.disk, at(c, 'lock.json'), holder, c.process));
        },
    };
}

// EXTERNAL MODULE: ./src/runs/apply.ts
var apply = __webpack_require__(6858);
// EXTERNAL MODULE: ./src/runs/approval.ts + 1 modules
var approval = __webpack_require__(3016);
// EXTERNAL MODULE: ./src/runs/bootstrap.ts
var bootstrap = __webpack_require__(3272);
// EXTERNAL MODULE: ./src/runs/change-lines.ts
var change_lines = __webpack_require__(6298);
// EXTERNAL MODULE: ./src/runs/connections.ts + 1 modules
var connections = __webpack_require__(7943);
// EXTERNAL MODULE: ./src/runs/counting-plan.ts
var counting_plan = __webpack_require__(2189);
// EXTERNAL MODULE: ./src/runs/detect.ts + 1 modules
var detect = __webpack_require__(7549);
// EXTERNAL MODULE: ./src/lifecycle/withhold.ts + 1 modules
var withhold = __webpack_require__(805);
// EXTERNAL MODULE: ./src/report/issue-rows.ts
var issue_rows = __webpack_require__(299);
// EXTERNAL MODULE: ./src/report/short-id.ts
var short_id = __webpack_require__(5276);
// EXTERNAL MODULE: ./src/runs/at-once.ts
var at_once = __webpack_require__(1995);
// EXTERNAL MODULE: ./src/runs/input-error.ts
var input_error = __webpack_require__(4141);
// EXTERNAL MODULE: ./src/runs/reconcile.ts + 11 modules
var reconcile = __webpack_require__(3074);
// EXTERNAL MODULE: ./src/runs/rounds.ts + 1 modules
var runs_rounds = __webpack_require__(7981);
;// CONCATENATED MODULE: ./src/runs/explain.ts
/** explain: a fresh look at what one change, entitlement or hold stands on. Saves and writes nothing. */










/** `policy`: of the folder, without errors; null: there is none that compiles. Then only what is approved is looked at. */
async function explain(asked, policy, store, host) {
    const loaded = await store.load();
    const around = { loaded, history: await store.history(), policy, host };
    const held = 'id' in asked ? holdOf(asked.id, loaded) : null;
    if (held !== null)
        return await explainHold(held, around);
    if ('id' in asked)
        return await explainId(asked.id, around);
    return await explainGrant(asked.holder, asked.grant, around);
}
/** `only`: targets; null: all. */
async function looksAt(states, only, isTrial, { loaded, history, host }) {
    const known = only?.filter((name) => states.get(name)?.retired === false) ?? null;
    if (known !== null && known.length === 0)
        return [];
    const rounds = await (0,runs_rounds/* prepareRounds */.ls)(states, loaded, history, host, { only: known, counting: false, claim: false });
    const looks = [];
    await (0,at_once/* atOnce */.z)(rounds.states, at_once/* TARGETS_AT_ONCE */.Z, async ([name, state]) => {
        const connection = rounds.connections.get(name);
        if (connection === undefined)
            return;
        looks.push({ name, looked: await (0,reconcile/* lookNow */.w6)(state, connection, rounds.around(name), host, rounds.heard.reads.get(name)), isTrial });
    });
    return looks;
}
/** As `plan` would: the folder, let through by whoever asks. */
async function trialOf(only, around) {
    const { policy, loaded, host } = around;
    if (policy === null)
        return [];
    const because = { authority: 'review', source: `terminal:${host.user}`, at: host.now() };
    const states = await (0,approval/* approveAll */.hQ)(loaded.targets, policy.declared, { because, commit: policy.commit, renew: true }, host.connectors);
    return await looksAt(states, only, true, around);
}
const changesIn = (looks) => looks.flatMap((look) => {
    const { changes, blocked } = look.looked.decided.plan;
    return [...changes, ...blocked.map((b) => b.change)].map((change) => ({ id: change.id, what: change.verb, look, change }));
});
async function explainId(id, around) {
    const { loaded } = around;
    const rows = [...loaded.ledger].flatMap(([target, all]) => all.map((row) => ({ id: row.change, what: (0,issue_rows/* verbOf */.rl)(row), target, row })));
    // What is over may share its first digits with what is open, which is what people are shown.
    const open = (0,short_id/* findByShortId */.i)(id, rows.filter((r) => r.row.ended === null));
    const known = open.is === 'none' ? (0,short_id/* findByShortId */.i)(id, rows) : open;
    const one = demandOne(id, known);
    const only = one === null ? null : [one.target];
    const looks = await looksAt(loaded.targets, only, false, around);
    const now = demandOne(id, (0,short_id/* findByShortId */.i)(one?.id ?? id, changesIn(looks)));
    if (now !== null)
        return explained(now.look, now.change, null, around);
    if (one !== null) {
        const look = looks.find((l) => l.name === one.target) ?? null;
        return ended(one.target, one.row, look, around);
    }
    const trial = demandOne(id, (0,short_id/* findByShortId */.i)(id, changesIn(await trialOf(null, around))));
    if (trial !== null)
        return explained(trial.look, trial.change, null, around);
    throw new input_error/* InputError */.d(`${id}: no open or past change and no hold has this id here; plan and detect list them. A holder and a grant can be asked for too: explain payments-deployer postgres.main/role/x`);
}
function demandOne(id, found) {
    if (found.is === 'many')
        throw new input_error/* InputError */.d(`${id}: ${found.many.length} ids begin so; write more of it`);
    return found.is === 'one' ? found.one : null;
}
async function explainGrant(holder, grant, around) {
    const target = grant.split('/')[0];
    const isKnown = around.loaded.targets.has(target) || around.policy?.declared.targets.has(target) === true;
    if (!isKnown || grant.split('/').length < 3) {
        throw new input_error/* InputError */.d(`${grant}: a grant is written target/kind/name, and its target has to be one of the policy's`);
    }
    const approved = itemIn(await looksAt(around.loaded.targets, [target], false, around), holder, grant);
    if (approved !== null)
        return explained(approved.look, null, approved.item, around);
    const trial = itemIn(await trialOf([target], around), holder, grant);
    if (trial !== null)
        return explained(trial.look, null, trial.item, around);
    const past = heldWhen(holder, grant, memoryOf(target, around));
    const last = past.tenures.at(-1);
    const row = (around.loaded.ledger.get(target) ?? []).findLast((r) => r.label === `${holder} ${grant}`);
    if (last !== undefined || row !== undefined)
        return pastOnly(target, `${holder} ${grant}`, around);
    throw new input_error/* InputError */.d(`${holder} ${grant}: nobody declares this, nothing like it is live in scope, and none is remembered. The holder is an identity, or of an account that none declares its written form, ${target}/type/name`);
}
function itemIn(looks, holder, grant) {
    for (const look of looks) {
        const items = look.looked.sight.items.filter((item) => {
            const isHolder = item.identity === holder || `${look.name}/${item.accountWords}` === holder;
            return isHolder && (item.written === grant || (item.row !== null && (0,key/* writtenGrant */.cq)(item.row.last) === grant));
        });
        const item = items.find((i) => i.live !== null) ?? items[0];
        if (item !== undefined)
            return { look, item };
    }
    return null;
}
const memoryOf = (target, { loaded, history }) => ({
    history: history.get(target) ?? [],
    ledger: loaded.ledger.get(target) ?? [],
    runs: loaded.runs,
});
/** One of the two is given. */
function explained(look, change, given, around) {
    const { decided, withholding, state, world } = look.looked;
    const { plan } = decided;
    const item = given ?? (change === null ? null : (decided.items.get(change.key) ?? null));
    const key = item?.key ?? change?.key ?? '';
    const stopped = plan.blocked.find((b) => b.change.id === change?.id || (change === null && b.change.key === key)) ?? null;
    const wanted = change ?? stopped?.change ?? plan.changes.find((c) => c.key === key) ?? null;
    const label = wanted?.label ?? labelOf(look.name, item);
    const [holder, grant] = splitLabel(label, item, look.name);
    const judged = decided.judged.find((j) => j.item.key === key);
    return {
        is: 'entitlement',
        label,
        target: look.name,
        at: world.now,
        state,
        isTrial: look.isTrial,
        item,
        unread: unreadOf(look, item),
        verdict: judged?.verdict ?? wanted?.verdict ?? null,
        change: wanted,
        short: wanted === null ? null : (shortOf(wanted, look, around) ?? null),
        blocked: stopped,
        withheld: withholding.withheld.get(key) ?? item?.row?.withheld ?? null,
        ledger: ledgerOf(look.name, (row) => row.change === wanted?.id || row.key === key || row.label === label, around),
        tenures: heldWhen(holder, grant, memoryOf(look.name, around)).tenures,
        findings: plan.findings.filter((f) => isAbout(f.subject, [label, ...(item === null ? [] : [`${look.name}/${item.accountWords}`, item.identity ?? label])])),
        holds: around.loaded.holds.filter((h) => world.now < h.until && touches(h, item, state)),
        place: placeOf(item, key, around),
        kinds: new Map([[look.name, world.kinds]]),
    };
}
/** It begins with one of these names, and not with a longer one. */
const isAbout = (subject, names) => names.some((name) => subject.startsWith(name) && /^(?:[:;,.]|$)/.test(subject.slice(name.length)));
/** Of its kind, where that is known. */
function unreadOf({ looked }, item) {
    const { error } = looked.sight.live;
    const isProven = item === null ? error === null : looked.sight.provenKinds.has(item.kind.name);
    return isProven ? null : error === null ? 'its read is not proven complete' : `${error.code}: ${error.message}`;
}
const labelOf = (target, item) => item === null ? '' : `${item.identity ?? `${target}/${item.accountWords}`} ${item.written}`;
function splitLabel(label, item, target) {
    const at = label.indexOf(` ${item?.written ?? `${target}/`}`);
    return at < 0 ? [label, ''] : [label.slice(0, at), label.slice(at + 1)];
}
function touches(hold, item, state) {
    if (hold.do === 'pause')
        return true;
    return item !== null && (0,withhold/* covers */.h)(item, state.policy.name, hold, new Map(state.breakGlass.map((b) => [b.name, b])));
}
const ledgerOf = (target, isMeant, { loaded }) => (loaded.ledger.get(target) ?? []).filter(isMeant).toSorted((a, b) => a.firstSeen - b.firstSeen);
/** As the whole list of this look would name it, so that the id can be typed again. */
function shortOf(change, look, { loaded }) {
    const open = [...loaded.ledger.values()].flat().filter((row) => row.ended === null);
    const all = [...open.map((row) => ({ id: row.change, what: (0,issue_rows/* verbOf */.rl)(row) })), ...changesIn([look]).map(({ id, what }) => ({ id, what }))];
    return (0,short_id/* shortIds */.R)(all).get(change.id);
}
function placeOf(item, key, { policy }) {
    if (policy === null)
        return null;
    const keys = [item?.row?.key ?? key];
    return (0,runs_rounds/* placesOf */.ek)(policy.declared, keys)[`entry ${keys[0]}`] ?? null;
}
/** No look finds it any more: what is remembered of it. */
function ended(target, row, look, around) {
    const item = look?.looked.sight.items.find((i) => i.key === row.key || i.liveKey === row.key) ?? null;
    if (look !== null && item !== null)
        return { ...explained(look, null, item, around), ledger: [row], label: row.label };
    return { ...pastOnly(target, row.label, around), ledger: [row], unread: look === null ? null : unreadOf(look, null) };
}
function pastOnly(target, label, around) {
    const state = around.loaded.targets.get(target);
    if (state === undefined)
        throw new input_error/* InputError */.d(`${label}: its target ${target} is not known any more; history has what is left`);
    const row = (around.loaded.ledger.get(target) ?? []).findLast((r) => r.label === label);
    const grant = row === undefined ? label.slice(label.indexOf(` ${target}/`) + 1) : grantOf(row, label);
    return {
        is: 'entitlement',
        label,
        target,
        at: around.host.now(),
        state,
        isTrial: false,
        item: null,
        unread: null,
        verdict: null,
        change: null,
        short: null,
        blocked: null,
        withheld: null,
        ledger: ledgerOf(target, (r) => r.label === label, around),
        tenures: heldWhen(label.slice(0, -(grant.length + 1)), grant, memoryOf(target, around)).tenures,
        findings: [],
        holds: [],
        place: null,
        kinds: new Map(),
    };
}
/** The label ends with the written form, which begins with the target and the kind. */
function grantOf(row, label) {
    const { target, kind } = (0,key/* parseKey */.Do)(row.key);
    const at = label.indexOf(` ${target}/${kind}/`);
    return at < 0 ? label : label.slice(at + 1);
}
function holdOf(id, loaded) {
    if (!/^h-/i.test(id.trim()))
        return null;
    const named = loaded.holds.map((h) => ({ id: h.id.slice(2), what: 'hold', hold: h }));
    const one = demandOne(id, (0,short_id/* findByShortId */.i)(id, named));
    if (one === null) {
        const since = loaded.holds.length === 0 ? 'none is remembered' : `there are ${loaded.holds.map((h) => h.id).join(', ')}`;
        throw new input_error/* InputError */.d(`${id}: no hold has this id; ${since}. One that ended is kept 90 days`);
    }
    return one.hold;
}
async function explainHold(hold, around) {
    const looks = await looksAt(around.loaded.targets, null, false, around);
    const envelopes = [...around.loaded.targets.values()].flatMap((s) => s.breakGlass);
    const blocked = looks.flatMap((l) => l.looked.decided.plan.blocked);
    const guard = hold.do === 'pause' ? 'pause' : 'kept';
    return {
        is: 'hold',
        at: around.host.now(),
        hold,
        envelope: envelopes.find((e) => e.name === hold.envelope) ?? null,
        stops: blocked.filter((b) => b.guard === guard && (hold.do === 'pause' || b.why.includes(hold.id))),
        takes: looks
            .flatMap((l) => l.looked.decided.plan.changes)
            .filter((c) => c.because.authority === 'hold' && c.because.source.includes(hold.id)),
    };
}

// EXTERNAL MODULE: ./src/runs/hold.ts
var hold = __webpack_require__(4289);
// EXTERNAL MODULE: ./src/runs/past-lines.ts
var past_lines = __webpack_require__(3050);
// EXTERNAL MODULE: ./src/runs/plan.ts
var plan = __webpack_require__(7139);
// EXTERNAL MODULE: ./src/runs/policy.ts + 2 modules
var policy = __webpack_require__(2633);
;// CONCATENATED MODULE: ./src/runs/targets.ts

function targets(policy, secretsOf) {
    const counts = new Map();
    for (const { entry } of policy.declared.entries.values())
        counts.set(entry.target, (counts.get(entry.target) ?? 0) + 1);
    const rows = [...policy.declared.targets.values()].map((t) => ({
        target: t.name,
        connector: t.connector,
        ceiling: t.ceiling,
        directory: t.lifecycle !== null,
        entries: counts.get(t.name) ?? 0,
        secrets: [...secretsOf(t.config)].sort(),
    }));
    return (0,order/* sortedBy */.VW)(rows, (r) => r.target);
}

;// CONCATENATED MODULE: ./src/runs/commands.ts
/** What each command answers: a run, told in the format asked for, and an exit code. Both faces call these. */





























const storeOf = (s, more = {}) => folderStore({ folder: s.state, now: s.host.now, sealKey: s.sealKey, ...more });
const jsonText = (value) => (0,report_escape/* visibleJson */.$m)((0,order/* canonicalJson */.dj)(value, 2));
/** Told first of all: of a large policy it takes a while. */
function policyOf(s) {
    s.host.tell({ what: 'policy', folder: s.policies });
    return (0,policy/* loadPolicy */.tb)(s.policies, s.host.connectors);
}
const ends = (text) => (text.endsWith('\n') ? text : `${text}\n`);
/** With what only a clock can tell of what the policy changes. */
function withPastLines(policy, review, s) {
    const past = (0,past_lines/* pastLines */.u)(review, policy.declared, s.host.now());
    return past.length === 0 ? policy : { ...policy, problems: [...policy.problems, ...past] };
}
/** Compared with what is approved, where a state is there and can be read. */
async function reviewOf(policy, s) {
    const approved = await storeOf(s)
        .load()
        .then((loaded) => loaded.targets)
        .catch(() => new Map());
    return (0,approval/* approvedDeltas */.LZ)(approved, policy.declared);
}
async function validateCommand(s) {
    const loaded = await policyOf(s);
    const policy = loaded.hasErrors ? loaded : withPastLines(loaded, await reviewOf(loaded, s), s);
    const code = policy.hasErrors ? 1 : 0;
    const counts = `${policy.files} files: ${policy.declared.identities.size} identities, ${policy.declared.entries.size} entries on ${policy.declared.targets.size} targets`;
    const isMachine = s.format === 'json';
    const text = isMachine
        ? jsonText({ files: policy.files, problems: policy.problems, exitCode: code })
        : [...(policy.problems.length === 0 ? [] : [(0,findings_text/* findingsText */._g)(policy.problems, s.paint), '']), counts, (0,exit_code/* exitLine */.X2)('validate', code)].join('\n');
    return { text: plainly(text, s), code, problems: policy.problems, lines: [], planned: null };
}
async function planCommand(s) {
    const policy = await policyOf(s);
    if (policy.hasErrors)
        return refused(policy, s);
    const planned = await (0,plan/* plan */.et)(policy, storeOf(s), s.host, s.only);
    return told(planned, withPastLines(policy, planned.report.plan.review, s), s);
}
async function detectCommand(s) {
    const policy = await policyOf(s);
    return told(await (0,detect/* detect */.o)(policy.hasErrors ? null : policy, storeOf(s), s.host, s.only), policy, s);
}
/** `confirm`: shows the plan and asks. */
async function applyCommand(s, options) {
    const policy = await policyOf(s);
    if (policy.hasErrors)
        return refused(policy, s);
    const planned = await (0,apply/* apply */.B)(policy, storeOf(s), s.host, {
        only: s.only,
        waitMs: options.waitMs,
        setBack: options.setBack,
        confirm: (p) => options.confirm(`${warnings(policy, s)}${preview(p, s)}`),
    });
    if (planned !== null)
        return told(planned, policy, s);
    return { text: 'Nothing was approved and nothing was written.\n', code: 2, problems: policy.problems, lines: [], planned: null };
}
async function bootstrapCommand(s) {
    const policy = await policyOf(s);
    if (policy.hasErrors)
        return refused(policy, s);
    const names = await (0,bootstrap/* bootstrap */.N)(policy, storeOf(s, { bootstrap: true }), s.host);
    const begun = `The state begins in ${(0,report_escape/* terminalText */.eR)(s.state)} with ${names.length} targets (${names.join(', ')}), approved as the folder has it, with no mandates and no baseline.\nNext: nhi-reconcile plan shows what differs; the first round of an apply makes the baseline.\n`;
    const text = s.format === 'json' ? jsonText({ state: s.state, targets: names }) : begun;
    return { text: plainly(text, s), code: 0, problems: policy.problems, lines: [], planned: null };
}
const holdCommand = async (s, request) => heldAnswer(await (0,hold/* hold */._)(request, storeOf(s), s.host), s);
function heldAnswer(held, s) {
    const lines = [
        ...(0,terminal_layout/* wrap */.LV)(`${held.hold.id}: ${held.hold.do} ${held.on} until ${(0,report_instant/* instantOf */.B9)(held.hold.until)}, inside ${held.envelope.name}`, '', '  ').map(s.paint.bold),
        ...held.notes.flatMap((n) => (0,terminal_layout/* wrap */.LV)(n, '  - ', '    ')),
        held.hold.do === 'deny'
            ? 'Next: nhi-reconcile apply takes away what it covers.'
            : 'It ends by itself; every run honours it from now on.',
    ];
    const text = s.format === 'json' ? jsonText({ hold: held.hold, notes: held.notes }) : lines.join('\n');
    return { text: plainly(text, s), code: 0, problems: [], lines: [], planned: null };
}
/** The folder's lines are shown where it compiles; one with errors, or none, does not stop the answer. */
async function explainCommand(s, asked) {
    const policy = await policyOf(s).catch(() => null);
    const told = await explain(asked, policy === null || policy.hasErrors ? null : policy, storeOf(s), s.host);
    const text = s.format === 'json' ? jsonText(explainedJson(told)) : explainedText(told, s.paint);
    return { text: plainly(text, s), code: 0, problems: [], lines: [], planned: null };
}
/** From the state alone: nothing is read. `at`: the instant asked about; null: by the last proven read. */
async function historyCommand(s, asked) {
    const store = storeOf(s);
    const loaded = await store.load();
    const history = await store.history();
    const target = asked.grant.split('/')[0];
    if (asked.grant.split('/').length < 3 || !(loaded.targets.has(target) || history.has(target))) {
        const known = (0,order/* sortedBy */.VW)([...new Set([...loaded.targets.keys(), ...history.keys()])], (name) => name);
        throw new input_error/* InputError */.d(`${asked.grant}: a grant is written target/kind/name, with a target that is remembered here: ${known.length === 0 ? 'none is' : known.join(', ')}`);
    }
    const remembered = { history: history.get(target) ?? [], ledger: loaded.ledger.get(target) ?? [], runs: loaded.runs };
    const held = heldWhen(asked.holder, asked.grant, remembered);
    const at = asked.at ?? held.lastProven;
    const json = () => ({ version: 1, at, answer: at === null ? 'before it was watched' : heldAt(held, at), ...held });
    const text = s.format === 'json' ? jsonText(json()) : heldText(held, asked.at, s.paint);
    return { text: plainly(text, s), code: 0, problems: [], lines: [], planned: null };
}
async function targetsCommand(s) {
    const policy = await policyOf(s);
    if (policy.hasErrors)
        return refused(policy, s);
    const rows = targets(policy, connections/* secretNames */.XG).filter((r) => (0,runs_rounds/* isChosen */.lf)(r.target, s.only));
    const text = s.format === 'json'
        ? (0,report_escape/* visibleJson */.$m)(JSON.stringify({ include: rows }))
        : rows.map((r) => `${r.target}  ${r.connector}  ${r.ceiling}${r.directory ? '  directory' : ''}  ${r.entries} entries`).join('\n');
    return { text: plainly(text, s), code: 0, problems: policy.problems, lines: [], planned: null };
}
/** Text that has no Markdown of its own stands in a block, in which nothing of it can mean anything. */
const plainly = (text, s) => s.format === 'markdown' ? `\`\`\`text\n${text.trimEnd().replaceAll('```', "'''")}\n\`\`\`\n` : ends(text);
const warnings = (policy, s) => policy.problems.length === 0 ? '' : `${(0,findings_text/* findingsText */._g)(policy.problems, s.paint)}\n`;
function refused(policy, s) {
    const text = s.format === 'json' ? jsonText({ problems: policy.problems, exitCode: 1 }) : `${warnings(policy, s)}\n${(0,exit_code/* exitLine */.X2)('validate', 1)}`;
    return { text: plainly(text, s), code: 1, problems: policy.problems, lines: [], planned: null };
}
/** What apply is about to do, before it asks: its plan in the words of an apply. */
const preview = (planned, s) => firstRun(planned.report, s) +
    planText({ ...withoutFirstRun(planned.report), plan: { ...planned.report.plan, run: 'apply' } }, planned.kinds, s.paint);
const withoutFirstRun = (report) => ({ ...report, notes: report.notes.filter((n) => n !== plan/* FIRST_RUN */.Xq) });
/** Above the verdict, where nobody can miss it. */
const firstRun = (report, s) => report.notes.includes(plan/* FIRST_RUN */.Xq) ? `${(0,terminal_layout/* wrap */.LV)(plan/* FIRST_RUN */.Xq).map(s.paint.bold).join('\n')}\n\n` : '';
/** A run, told in the format asked for. */
function told(planned, policy, s) {
    const { report, kinds } = planned;
    const texts = {
        text: () => `${warnings(policy, s)}${firstRun(report, s)}${planText(withoutFirstRun(report), kinds, s.paint)}`,
        markdown: () => markdownOf(planned).markdown,
        json: () => jsonOf(planned),
    };
    return {
        text: ends(texts[s.format]()),
        code: report.exitCode,
        problems: policy.problems,
        lines: (0,change_lines/* changeLines */.O)(report, policy.declared),
        planned,
    };
}
const markdownOf = (planned) => planMarkdown(planned.report, planned.kinds, summaryBudget);
/** Sorted; of an apply with what came of it beside. */
function jsonOf({ report, kinds }) {
    const json = planJson((0,counting_plan/* countingPlan */.T)(report), kinds);
    return report.outcome === undefined
        ? json
        : jsonText({ plan: JSON.parse(json), outcome: report.outcome, exitCode: report.exitCode });
}
const planOf = ({ report }) => (0,counting_plan/* countingPlan */.T)(report);


/***/ }),

/***/ 2189:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   T: () => (/* binding */ countingPlan)
/* harmony export */ });
const countingPlan = (report) => ({
    ...report.plan,
    targets: report.plan.targets.map((t) => report.trial?.find((again) => again.target === t.target) ?? t),
});


/***/ }),

/***/ 4289:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   _: () => (/* binding */ hold)
/* harmony export */ });
/* harmony import */ var _model_digest_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(5305);
/* harmony import */ var _model_key_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(7142);
/* harmony import */ var _model_order_js__WEBPACK_IMPORTED_MODULE_6__ = __webpack_require__(6553);
/* harmony import */ var _model_pattern_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(323);
/* harmony import */ var _report_short_id_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(5276);
/* harmony import */ var _input_error_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(4141);
/* harmony import */ var _connections_js__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(7943);
/** hold: what one person may stop or take at night, inside an envelope that was reviewed by day. It ends by itself. */







/** An ended hold is kept so long, and so long a second one on the same key or identity needs a pull request. */
const keptMs = 90 * 86_400_000;
/** `mayUse` null: as in the terminal, where it is not looked up. */
async function hold(request, store, host, mayUse = null) {
    const now = host.now();
    const loaded = await store.load();
    const states = [...loaded.targets.values()].filter((s) => !s.retired);
    const subject = await subjectOf(request, loaded, states, host);
    const envelope = await usable(envelopesFor(request, subject.written, states), mayUse, host);
    if (request.forMs > envelope.longestSeconds * 1000) {
        throw new _input_error_js__WEBPACK_IMPORTED_MODULE_4__/* .InputError */ .d(`--for: the envelope ${envelope.name} allows ${envelope.longestSeconds / 3600} h at most`);
    }
    const again = loaded.holds.find((h) => now - h.at < keptMs && isSameSubject(h, subject));
    if (again !== undefined) {
        throw new _input_error_js__WEBPACK_IMPORTED_MODULE_4__/* .InputError */ .d(`there was a hold on this within 90 days (${again.id} by ${again.by}: ${again.because}); a second one needs a pull request`);
    }
    const made = {
        id: `H-${(0,_model_digest_js__WEBPACK_IMPORTED_MODULE_0__/* .sha256 */ .sc)(JSON.stringify([request, now, host.user])).slice(0, 8)}`,
        envelope: envelope.name,
        do: request.do,
        identity: subject.identity,
        accounts: subject.accounts,
        key: subject.key,
        by: host.user,
        because: request.because,
        at: now,
        until: now + request.forMs,
    };
    const holds = [...loaded.holds.filter((h) => now - h.until < keptMs), made].toSorted((a, b) => (0,_model_order_js__WEBPACK_IMPORTED_MODULE_6__/* .compareText */ .n6)(a.id, b.id));
    await store.save({ holds }, loaded.generation);
    const on = [request.identity, ...(subject.written ?? [])].filter((word) => word !== null).join(' ');
    return {
        hold: made,
        envelope,
        on: on === '' ? 'all writes' : on,
        notes: [
            ...(mayUse === null ? [`who may do this is ${envelope.who}; in the terminal that is not looked up`] : []),
            ...(await notesOn(made, envelope, states, host)),
        ],
    };
}
async function subjectOf(request, loaded, states, host) {
    if (request.do === 'pause') {
        if (request.change !== null || request.identity !== null)
            throw new _input_error_js__WEBPACK_IMPORTED_MODULE_4__/* .InputError */ .d('hold pause stops all writes: it takes no --change and no --identity');
        return { identity: null, accounts: [], key: null, written: null };
    }
    if (request.change !== null) {
        if (request.identity !== null || request.grant !== null)
            throw new _input_error_js__WEBPACK_IMPORTED_MODULE_4__/* .InputError */ .d('give --change, or --identity with --grant, not both');
        const open = [...loaded.ledger.values()].flat().filter((r) => r.ended === null);
        const verbs = { unauthorized: 'revoke', toRevoke: 'revoke', altered: 'adjust', toAdjust: 'adjust' };
        const answer = (0,_report_short_id_js__WEBPACK_IMPORTED_MODULE_3__/* .findByShortId */ .i)(request.change, open.map((r) => ({ id: r.change, what: verbs[r.verdict] ?? 'grant', row: r })));
        if (answer.is === 'none')
            throw new _input_error_js__WEBPACK_IMPORTED_MODULE_4__/* .InputError */ .d(`--change ${request.change}: no open change has this id; detect lists them`);
        if (answer.is === 'many')
            throw new _input_error_js__WEBPACK_IMPORTED_MODULE_4__/* .InputError */ .d(`--change ${request.change}: ${answer.many.length} open changes begin so; write more of the id`);
        const { key, label } = answer.one.row;
        return { identity: null, accounts: [], key: (0,_model_key_js__WEBPACK_IMPORTED_MODULE_1__/* .withoutFacets */ .Hy)(key), written: [writtenIn(label, key)] };
    }
    if (request.identity === null)
        throw new _input_error_js__WEBPACK_IMPORTED_MODULE_4__/* .InputError */ .d('what is to be held? give --change ID, or --identity NAME (with --grant for keep)');
    const accounts = accountsOf(request.identity, states);
    if (request.grant === null) {
        if (request.do === 'keep')
            throw new _input_error_js__WEBPACK_IMPORTED_MODULE_4__/* .InputError */ .d('hold keep --identity needs --grant: it keeps one grant');
        return { identity: request.identity, accounts, key: null, written: null };
    }
    const key = await keyOfGrant(request.identity, request.grant, accounts, states, host);
    return { identity: request.identity, accounts, key, written: [request.grant] };
}
/** Ids of all accounts of a holder: an identity, or, where none declares it, the written form of an account. */
function accountsOf(holder, states) {
    if (states.some((s) => s.identities.some((i) => i.name === holder) || s.accounts.some((a) => a.identity === holder))) {
        return states
            .flatMap((s) => s.accounts.filter((a) => a.identity === holder && a.id !== null).map((a) => `${s.policy.name}/${a.id ?? ''}`))
            .sort(_model_order_js__WEBPACK_IMPORTED_MODULE_6__/* .compareText */ .n6);
    }
    const state = states.find((s) => holder.startsWith(`${s.policy.name}/`));
    const words = state === undefined ? '' : holder.slice(state.policy.name.length + 1);
    const declared = state?.accounts.find((a) => a.account === words);
    if (declared !== undefined)
        throw new _input_error_js__WEBPACK_IMPORTED_MODULE_4__/* .InputError */ .d(`--identity ${holder}: this is an account of ${declared.identity}; hold that`);
    const id = state?.bindings[words];
    if (state === undefined || id === undefined) {
        throw new _input_error_js__WEBPACK_IMPORTED_MODULE_4__/* .InputError */ .d(`--identity ${holder}: no approved identity has this name, and no account that a read saw in a scope this written form`);
    }
    return [`${state.policy.name}/${id}`];
}
/** An approved row first; else as it would be live on the first account there. It holds on the other accounts too. */
async function keyOfGrant(holder, grant, accounts, states, host) {
    for (const state of states) {
        const row = state.approved.find((r) => r.identity === holder && (0,_model_key_js__WEBPACK_IMPORTED_MODULE_1__/* .writtenGrant */ .cq)(r.entry ?? r.last) === grant);
        if (row !== undefined)
            return (0,_model_key_js__WEBPACK_IMPORTED_MODULE_1__/* .withoutFacets */ .Hy)(row.key);
        const { name: target } = state.policy;
        if (!grant.startsWith(`${target}/`))
            continue;
        const [kind = '', ...name] = grant.slice(target.length + 1).split('/');
        const account = accounts.find((a) => a.startsWith(`${target}/`))?.slice(target.length + 1) ??
            state.accounts.find((a) => a.identity === holder)?.account;
        if (account === undefined)
            continue;
        const known = await (0,_connections_js__WEBPACK_IMPORTED_MODULE_5__/* .kindsOf */ .tG)(state.policy, host.connectors);
        return JSON.stringify([target, kind, account, nameInIds(known.get(kind), name.join('/'), account, state)]);
    }
    throw new _input_error_js__WEBPACK_IMPORTED_MODULE_4__/* .InputError */ .d(`--grant ${grant}: ${holder} has no account where this could be held`);
}
/** As a live entitlement is named: an account by its id, an object by its id, anything else by its name. */
function nameInIds(kind, name, account, { bindings }) {
    if (kind?.role === 'account' || kind?.role === 'login')
        return account;
    return kind?.refersTo === undefined ? name : (bindings[`${kind.refersTo}/${name}`] ?? name);
}
/** The written form that ends a label, `holder target/kind/name`; a holder, and a name, may hold spaces. */
function writtenIn(label, key) {
    const { target, kind } = (0,_model_key_js__WEBPACK_IMPORTED_MODULE_1__/* .parseKey */ .Do)(key);
    return label.slice(label.indexOf(` ${target}/${kind}/`) + 1);
}
/** The one that lasts longest of those whose team the user is in. */
async function usable(envelopes, mayUse, host) {
    const unread = [];
    for (const envelope of envelopes) {
        const is = mayUse === null ? true : await mayUse(envelope.who);
        if (is === true)
            return envelope;
        if (is === null)
            unread.push(envelope.who);
    }
    const teams = [...new Set(envelopes.map((e) => e.who))].join(' or ');
    throw new _input_error_js__WEBPACK_IMPORTED_MODULE_4__/* .InputError */ .d(unread.length > 0
        ? `it cannot be read who is in ${unread.join(', ')}, so nothing was held. Give the App the right to read members.`
        : `${host.user} is not in ${teams}, who may do this, so nothing was held. Ask somebody who is.`);
}
/** At least one; that with the longest time first. */
function envelopesFor(request, written, states) {
    const all = new Map(states.flatMap((s) => s.breakGlass.map((b) => [b.name, b])));
    const fitting = [...all.values()].filter((b) => b.may.includes(request.do));
    const covering = fitting.filter((b) => written === null || written.every((w) => (0,_model_pattern_js__WEBPACK_IMPORTED_MODULE_2__/* .matchesAny */ ._I)(b.covers, w) && !(0,_model_pattern_js__WEBPACK_IMPORTED_MODULE_2__/* .matchesAny */ ._I)(b.never, w)));
    if (covering.length > 0)
        return covering.toSorted((a, b) => b.longestSeconds - a.longestSeconds || (0,_model_order_js__WEBPACK_IMPORTED_MODULE_6__/* .compareText */ .n6)(a.name, b.name));
    if (all.size === 0)
        throw new _input_error_js__WEBPACK_IMPORTED_MODULE_4__/* .InputError */ .d('no BreakGlass is approved, so nothing can be held; declare one by a pull request');
    if (fitting.length === 0)
        throw new _input_error_js__WEBPACK_IMPORTED_MODULE_4__/* .InputError */ .d(`no approved BreakGlass may ${request.do}; those there are: ${[...all.keys()].sort(_model_order_js__WEBPACK_IMPORTED_MODULE_6__/* .compareText */ .n6).join(', ')}`);
    throw new _input_error_js__WEBPACK_IMPORTED_MODULE_4__/* .InputError */ .d(`no approved BreakGlass that may ${request.do} covers ${(written ?? []).join(', ')}`);
}
/** A pause is on no key and on no identity: it may be made again, each time loudly and for its envelope's longest at most. */
const isSameSubject = (h, subject) => (subject.key !== null && h.key !== null && (0,_model_key_js__WEBPACK_IMPORTED_MODULE_1__/* .withoutFacets */ .Hy)(h.key) === subject.key) ||
    (subject.key === null && h.key === null && subject.identity !== null && h.identity === subject.identity);
async function notesOn(made, envelope, states, host) {
    const notes = [];
    if (made.do === 'keep')
        notes.push('it keeps correction, clock and rule away; a review, the directory or a deny still take');
    if (made.do !== 'deny')
        return notes;
    notes.push('what it takes that was never approved (unreviewed, from before our time) nothing gives back');
    for (const state of made.key === null ? states : []) {
        const kinds = await (0,_connections_js__WEBPACK_IMPORTED_MODULE_5__/* .kindsOf */ .tG)(state.policy, host.connectors);
        for (const kind of kinds.values()) {
            const isManaged = kind.role !== 'account' && state.policy.scopes.some((s) => s.kinds.includes(kind.name));
            const isHere = made.accounts.some((a) => a.startsWith(`${state.policy.name}/`)) || state.accounts.some((a) => a.identity === made.identity);
            const isCovered = (0,_model_pattern_js__WEBPACK_IMPORTED_MODULE_2__/* .matchesAny */ ._I)(envelope.covers, `${state.policy.name}/${kind.name}/any`);
            if (isManaged && isHere && !isCovered)
                notes.push(`it does NOT cut ${state.policy.name}/${kind.name}: the envelope does not cover it`);
        }
    }
    if (envelope.never.length > 0)
        notes.push(`never touched: ${envelope.never.join(', ')}`);
    return notes;
}


/***/ }),

/***/ 3050:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   u: () => (/* binding */ pastLines)
/* harmony export */ });
/* harmony import */ var _model_terms_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(8650);
/* harmony import */ var _policy_problems_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(9936);


function past(subject, at) {
    const { severity, means, todo } = _policy_problems_js__WEBPACK_IMPORTED_MODULE_0__/* .PROBLEMS */ .D3['until-past'];
    return { rule: 'until-past', severity, subject, at, remedy: `${means} ${todo}` };
}
function pastLines(review, declared, now) {
    const changed = new Set(review.filter((d) => d.of === 'entry').map((d) => d.key));
    const lines = new Map();
    for (const [key, { entry, identity, terms, origins }] of declared.entries) {
        if (!changed.has(key))
            continue;
        const { stands, next, ended } = (0,_model_terms_js__WEBPACK_IMPORTED_MODULE_1__/* .standing */ .J)(terms, now, null);
        if (stands || next !== null || ended === null)
            continue;
        for (const { at } of origins) {
            const subject = `${identity} ${entry.target}/${entry.kind}/${entry.name}`;
            lines.set(`${at} ${subject}`, past(subject, at));
        }
    }
    const exceptions = new Set(review.filter((d) => d.of === 'exception').map((d) => d.key.replace(/#.*$/, '')));
    for (const { id, until } of declared.exceptions.values()) {
        if (exceptions.has(id) && until <= now)
            lines.set(`exception ${id}`, past(`the Exception ${id}`, null));
    }
    return [...lines.values()];
}


/***/ }),

/***/ 2633:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  Tl: () => (/* binding */ filesAt),
  tb: () => (/* binding */ loadPolicy),
  E4: () => (/* binding */ policyAt),
  US: () => (/* binding */ policyOf)
});

// EXTERNAL MODULE: ./src/model/digest.ts
var digest = __webpack_require__(5305);
// EXTERNAL MODULE: ./src/model/order.ts
var order = __webpack_require__(6553);
// EXTERNAL MODULE: ./src/policy/compile.ts + 21 modules
var compile = __webpack_require__(1963);
// EXTERNAL MODULE: ./src/policy/limits.ts
var limits = __webpack_require__(7872);
// EXTERNAL MODULE: ./src/policy/problems.ts
var problems = __webpack_require__(9936);
// EXTERNAL MODULE: ./src/policy/quoted.ts
var quoted = __webpack_require__(6820);
;// CONCATENATED MODULE: ./src/policy/policy-file.ts


const IS_YAML = /\.ya?ml$/i;
const HIDDEN = /[\p{Cc}\p{Cf}\p{Co}\p{Cs}\p{Zl}\p{Zp}]/u;
const isPolicyFile = (name) => IS_YAML.test(name);
const hasHiddenCharacters = (name) => HIDDEN.test(name);
const fileProblem = (code, file, subject) => ({
    rule: code,
    severity: problems/* PROBLEMS */.D3[code].severity,
    subject,
    at: `${(0,quoted/* shownPath */.pS)(file)}:1:1`,
    remedy: `${problems/* PROBLEMS */.D3[code].means} ${problems/* PROBLEMS */.D3[code].todo}`,
});

// EXTERNAL MODULE: external "node:fs"
var external_node_fs_ = __webpack_require__(3024);
// EXTERNAL MODULE: external "node:path"
var external_node_path_ = __webpack_require__(6760);
var external_node_path_default = /*#__PURE__*/__webpack_require__.n(external_node_path_);
;// CONCATENATED MODULE: ./src/policy/read.ts
/**
 * A folder → its policy files as text. The only file of this room that touches a disk; reads are synchronous, which is
 * several times faster here than many at a time.
 */






/** Only regular `*.yaml` and `*.yml` files; a link, of a file or of a folder, is refused and not followed. */
function readPolicyFolder(folder) {
    const files = new Map();
    const problems = [];
    let total = 0;
    for (const name of yamlFiles(folder, '', problems)) {
        if (hasHiddenCharacters(name)) {
            problems.push(fileProblem('file-name', name, 'the path of this file'));
            continue;
        }
        const read = files.size < limits/* LIMITS */.b.files
            ? readText(external_node_path_default().join(folder, name), limits/* LIMITS */.b.totalBytes - total)
            : { refused: 'too-large-in-all', subject: 'from this file on' };
        if (typeof read !== 'string') {
            problems.push(fileProblem(read.refused, name, read.subject));
            if (read.refused === 'too-large-in-all')
                break;
            continue;
        }
        total += Buffer.byteLength(read);
        files.set(name, read);
    }
    return { files, problems: (0,order/* sortedBy */.VW)(problems, (problem) => problem.at ?? '') };
}
function yamlFiles(folder, below, problems) {
    let entries;
    try {
        entries = (0,external_node_fs_.readdirSync)(external_node_path_default().join(folder, below), { withFileTypes: true });
    }
    catch {
        problems.push(fileProblem('unreadable-file', below === '' ? '.' : below, `the folder ${(0,quoted/* quoted */.TL)(below === '' ? folder : below)}, which is not there or may not be listed; --policies names it`));
        return [];
    }
    return entries
        .sort((a, b) => (0,order/* compareText */.n6)(a.name, b.name))
        .flatMap((entry) => {
        const name = below === '' ? entry.name : `${below}/${entry.name}`;
        if (entry.isDirectory())
            return entry.name === '.git' ? [] : yamlFiles(folder, name, problems);
        if (entry.isFile())
            return isPolicyFile(entry.name) ? [name] : [];
        // A link to a folder may hold YAML, whatever its name; sockets and devices matter only where they pose as YAML.
        if (entry.isSymbolicLink() || isPolicyFile(entry.name))
            problems.push(fileProblem('not-a-regular-file', name, entry.isSymbolicLink() ? 'a link' : 'a file of a special sort'));
        return [];
    });
}
/** Size and sort are asked of the opened file, so that nothing can be put in its place between question and reading. */
function readText(file, left) {
    let handle = null;
    try {
        handle = (0,external_node_fs_.openSync)(file, external_node_fs_.constants.O_RDONLY | (external_node_fs_.constants.O_NOFOLLOW ?? 0) | (external_node_fs_.constants.O_NONBLOCK ?? 0));
        const stat = (0,external_node_fs_.fstatSync)(handle);
        if (!stat.isFile())
            return { refused: 'not-a-regular-file', subject: 'a file of a special sort' };
        if (stat.size > limits/* LIMITS */.b.fileBytes)
            return { refused: 'file-too-large', subject: `${stat.size} bytes` };
        if (stat.size > left)
            return { refused: 'too-large-in-all', subject: 'from this file on' };
        // One byte more than it said shows a file that grows while it is read.
        const bytes = Buffer.allocUnsafe(stat.size + 1);
        let length = 0;
        for (let read = -1; read !== 0 && length < bytes.length; length += read)
            read = (0,external_node_fs_.readSync)(handle, bytes, length, bytes.length - length, null);
        if (length > stat.size)
            return { refused: 'unreadable-file', subject: 'a file that grew while it was read' };
        return decode(bytes.subarray(0, length));
    }
    catch (cause) {
        const code = cause.code;
        return code === 'ELOOP'
            ? { refused: 'not-a-regular-file', subject: 'a link' }
            : { refused: 'unreadable-file', subject: `the system says ${(0,quoted/* quoted */.TL)(code ?? 'nothing')}` };
    }
    finally {
        if (handle !== null)
            (0,external_node_fs_.closeSync)(handle);
    }
}
const UTF8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
/** A byte order mark is kept, so that the compiler can refuse it at its place. */
function decode(bytes) {
    try {
        return UTF8.decode(bytes);
    }
    catch {
        return { refused: 'bad-utf8', subject: 'the bytes of this file' };
    }
}

// EXTERNAL MODULE: ./src/runs/connections.ts + 1 modules
var connections = __webpack_require__(7943);
;// CONCATENATED MODULE: ./src/runs/policy.ts







async function loadPolicy(folder, connectors) {
    const { files, problems } = readPolicyFolder(folder);
    return await policyOf(files, problems, connectors);
}
const REFUSED = {
    link: { code: 'not-a-regular-file', subject: 'a link' },
    submodule: { code: 'not-a-regular-file', subject: 'a submodule' },
    special: { code: 'not-a-regular-file', subject: 'a file of a special sort' },
    tooLarge: { code: 'file-too-large', subject: 'the bytes of this file' },
    tooLargeInAll: { code: 'too-large-in-all', subject: 'from this file on' },
    notUtf8: { code: 'bad-utf8', subject: 'the bytes of this file' },
};
/** As a commit has it, read as git objects. */
async function policyAt(client, repo, commit, folder, connectors) {
    const { files, problems } = await filesAt(client, repo, commit, folder);
    return { ...(await policyOf(files, problems, connectors)), commit };
}
async function filesAt(client, repo, commit, folder) {
    const { textsAt } = await __webpack_require__.e(/* import() */ 362).then(__webpack_require__.bind(__webpack_require__, 2362));
    const { files, refused } = await textsAt(client, repo, commit, folder, isPolicyFile, limits/* LIMITS */.b);
    const problems = refused.map(({ path, why }) => fileProblem(REFUSED[why].code, path, REFUSED[why].subject));
    const hidden = [...files.keys()].filter(hasHiddenCharacters);
    problems.push(...hidden.map((path) => fileProblem('file-name', path, 'the path of this file')));
    return { files: new Map([...files].filter(([path]) => !hasHiddenCharacters(path))), problems: (0,order/* sortedBy */.VW)(problems, (p) => p.at ?? '') };
}
/** `files`: path → text. `unreadable`: what is wrong with those that could not be read. */
async function policyOf(files, unreadable, connectors) {
    const kinds = await (0,connections/* connectorKinds */.Ts)(files.values(), connectors);
    const { declared, problems: found } = (0,compile/* compile */.wE)(files, (name) => kinds.get(name));
    const problems = [...unreadable, ...found];
    return {
        declared,
        problems,
        hasErrors: problems.some((p) => p.severity === 'error'),
        commit: `folder:${(0,digest/* sha256 */.sc)((0,order/* canonicalJson */.dj)((0,order/* sortedBy */.VW)(files, ([path]) => path)))}`,
        files: files.size,
    };
}


/***/ }),

/***/ 3107:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   C9: () => (/* binding */ builtOn),
/* harmony export */   DG: () => (/* binding */ isLive),
/* harmony export */   JV: () => (/* binding */ isHistory),
/* harmony export */   K$: () => (/* binding */ NOTHING),
/* harmony export */   QA: () => (/* binding */ liveOf),
/* harmony export */   QX: () => (/* binding */ loadedFrom),
/* harmony export */   Vr: () => (/* binding */ changedDocuments),
/* harmony export */   fg: () => (/* binding */ liveFrom),
/* harmony export */   z: () => (/* binding */ historyFrom)
/* harmony export */ });
/* harmony import */ var node_path__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(6760);
/* harmony import */ var node_path__WEBPACK_IMPORTED_MODULE_0___default = /*#__PURE__*/__webpack_require__.n(node_path__WEBPACK_IMPORTED_MODULE_0__);
/* harmony import */ var _model_order_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(6553);
/* harmony import */ var _errors_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(3406);
/* harmony import */ var _texts_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(3877);
/** What the documents of a state hold, and which of them a change writes anew: the same wherever they lie. */




const isIn = (folder, name) => name.startsWith(`${folder}/`);
const isHistory = (name) => isIn('history', name);
/** Only shown, never acted on; read for a target when it is asked for. */
const isLive = (name) => isIn('live', name);
const historyOf = (month) => `history/${month}.jsonl`;
const liveOf = (target) => `live/${target}.json`;
const NOTHING = {
    targets: new Map(),
    holds: [],
    adopting: [],
    ledger: new Map(),
    runs: {},
    generation: 0,
    firstRun: true,
    sealed: false,
    policyCommit: null,
};
function loadedFrom(where, seal, sealed, documents) {
    return {
        targets: byName(where, documents, 'approved', _texts_js__WEBPACK_IMPORTED_MODULE_2__/* .readTarget */ ._E),
        holds: document(where, documents, 'holds.json', _texts_js__WEBPACK_IMPORTED_MODULE_2__/* .readHolds */ .RC),
        adopting: documents.has('adopting.json') ? document(where, documents, 'adopting.json', _texts_js__WEBPACK_IMPORTED_MODULE_2__/* .readAdopting */ .JV) : [],
        ledger: byName(where, documents, 'ledger', (at, _, text) => (0,_texts_js__WEBPACK_IMPORTED_MODULE_2__/* .readLedger */ .SC)(at, text)),
        runs: document(where, documents, 'runs.json', _texts_js__WEBPACK_IMPORTED_MODULE_2__/* .readRuns */ .xx),
        generation: seal.generation,
        firstRun: false,
        sealed,
        policyCommit: seal.policyCommit,
    };
}
function historyFrom(where, documents) {
    const found = new Map();
    for (const lines of byName(where, documents, 'history', (at, _, text) => (0,_texts_js__WEBPACK_IMPORTED_MODULE_2__/* .readHistory */ .Lu)(at, text)).values()) {
        for (const row of lines) {
            const rows = found.get(row.target);
            if (rows === undefined)
                found.set(row.target, [row]);
            else
                rows.push(row);
        }
    }
    return found;
}
function liveFrom(where, documents, target) {
    const text = documents.get(liveOf(target));
    return text === undefined ? null : (0,_texts_js__WEBPACK_IMPORTED_MODULE_2__/* .readLive */ .p9)(where(liveOf(target)), text);
}
function byName(where, documents, folder, read) {
    const found = new Map();
    for (const [name, text] of (0,_model_order_js__WEBPACK_IMPORTED_MODULE_3__/* .sortedBy */ .VW)(documents, ([n]) => n))
        if (isIn(folder, name)) {
            const own = node_path__WEBPACK_IMPORTED_MODULE_0___default().posix.basename(name, node_path__WEBPACK_IMPORTED_MODULE_0___default().posix.extname(name));
            found.set(own, read(where(name), own, text));
        }
    return found;
}
function document(where, documents, name, read) {
    const text = documents.get(name);
    if (text === undefined)
        throw new _errors_js__WEBPACK_IMPORTED_MODULE_1__/* .StateError */ .q('missing', `${where(name)}: seal.json does not list it, so this state is not whole and nothing of it is used. ${_texts_js__WEBPACK_IMPORTED_MODULE_2__/* .RESTORE */ .zN}`);
    return read(where(name), text);
}
/** The documents whose present text a change builds on. */
const builtOn = (where, change) => [
    ...[...(0,_texts_js__WEBPACK_IMPORTED_MODULE_2__/* .writeHistory */ .wn)(where('history'), change.historyAppend ?? []).keys()].map(historyOf),
    ...(change.holds === undefined ? ['holds.json'] : []),
    'runs.json',
];
/** Document → its new text, or null where it goes, of what the change touches. `before`: those that it builds on and that are there. */
function changedDocuments(where, change, before) {
    const texts = new Map();
    const put = (name, make) => void texts.set(name, make(where(name)));
    for (const [target, state] of change.targets ?? [])
        put(`approved/${target}.json`, (at) => (0,_texts_js__WEBPACK_IMPORTED_MODULE_2__/* .writeTarget */ .vN)(at, target, state));
    for (const [target, rows] of change.ledger ?? [])
        put(`ledger/${target}.json`, (at) => (0,_texts_js__WEBPACK_IMPORTED_MODULE_2__/* .writeLedger */ .XL)(at, rows));
    for (const [target, live] of change.live ?? []) {
        if (live === null)
            texts.set(liveOf(target), null);
        else
            put(liveOf(target), (at) => (0,_texts_js__WEBPACK_IMPORTED_MODULE_2__/* .writeLive */ .GR)(at, live));
    }
    for (const [month, lines] of (0,_texts_js__WEBPACK_IMPORTED_MODULE_2__/* .writeHistory */ .wn)(where('history'), change.historyAppend ?? []))
        put(historyOf(month), () => (before.get(historyOf(month)) ?? '') + lines);
    const holds = change.holds ?? (before.has('holds.json') ? null : []);
    if (holds !== null)
        put('holds.json', (at) => (0,_texts_js__WEBPACK_IMPORTED_MODULE_2__/* .writeHolds */ .yh)(at, holds));
    const { adopting } = change;
    if (adopting !== undefined)
        put('adopting.json', (at) => (0,_texts_js__WEBPACK_IMPORTED_MODULE_2__/* .writeAdopting */ .kg)(at, adopting));
    const runs = before.get('runs.json');
    put('runs.json', (at) => (0,_texts_js__WEBPACK_IMPORTED_MODULE_2__/* .writeRuns */ .ub)(at, { ...(runs === undefined ? {} : (0,_texts_js__WEBPACK_IMPORTED_MODULE_2__/* .readRuns */ .xx)(at, runs)), ...change.runs }));
    return texts;
}


/***/ }),

/***/ 3043:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   R8: () => (/* binding */ filesOf),
/* harmony export */   Ro: () => (/* binding */ documentsFrom),
/* harmony export */   lM: () => (/* binding */ documentOf)
/* harmony export */ });
/* harmony import */ var _model_digest_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(5305);
/* harmony import */ var _model_order_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(6553);
/** A long document as several files, cut so that a change in one place changes few of them. */


const PART = /^((approved|ledger|live|history)\/[^/]+)\/[0-9]{4}\.part$/;
const MOST_PARTS = 9_999;
const extensionIn = (folder) => (folder === 'history' ? '.jsonl' : '.json');
/** The document that a file is, or is a part of. */
function documentOf(file) {
    const [, stem, folder] = PART.exec(file) ?? [];
    return stem === undefined || folder === undefined ? file : `${stem}${extensionIn(folder)}`;
}
/** A document → its files. It is cut between lines only, so a longer line is a part by itself. */
function filesOf(document, text, longest) {
    if (text.length <= longest || !document.includes('/'))
        return new Map([[document, text]]);
    const parts = partsOf(text, Math.max(longest, Math.ceil(text.length / (MOST_PARTS / 8))));
    const stem = document.replace(/\.jsonl?$/, '');
    return new Map(parts.map((part, i) => [`${stem}/${String(i + 1).padStart(4, '0')}.part`, part]));
}
/** Past a quarter of the length a line's own text says whether to cut after it: the cuts move with the lines around them. */
function partsOf(text, longest) {
    const parts = [];
    let from = 0;
    let at = 0;
    while (at < text.length) {
        const newline = text.indexOf('\n', at);
        const end = newline < 0 ? text.length : newline + 1;
        if (end - from > longest && at > from) {
            parts.push(text.slice(from, at));
            from = at;
        }
        if (end - from > longest / 4 && (0,_model_digest_js__WEBPACK_IMPORTED_MODULE_0__/* .sha256 */ .sc)(text.slice(at, end)).startsWith('00')) {
            parts.push(text.slice(from, end));
            from = end;
        }
        at = end;
    }
    if (from < text.length)
        parts.push(text.slice(from));
    return parts;
}
/** Files → documents, in the order of their names. */
function documentsFrom(files) {
    const pieces = new Map();
    for (const [file, text] of (0,_model_order_js__WEBPACK_IMPORTED_MODULE_1__/* .sortedBy */ .VW)(files, ([name]) => name)) {
        const document = documentOf(file);
        const found = pieces.get(document);
        if (found === undefined)
            pieces.set(document, [text]);
        else
            found.push(text);
    }
    return new Map([...pieces].map(([document, texts]) => [document, texts.length === 1 ? (texts[0] ?? '') : texts.join('')]));
}


/***/ }),

/***/ 3877:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   GR: () => (/* binding */ writeLive),
/* harmony export */   Hf: () => (/* binding */ writeSeal),
/* harmony export */   JV: () => (/* binding */ readAdopting),
/* harmony export */   KI: () => (/* binding */ readSeal),
/* harmony export */   Lu: () => (/* binding */ readHistory),
/* harmony export */   RC: () => (/* binding */ readHolds),
/* harmony export */   SC: () => (/* binding */ readLedger),
/* harmony export */   XL: () => (/* binding */ writeLedger),
/* harmony export */   _E: () => (/* binding */ readTarget),
/* harmony export */   kg: () => (/* binding */ writeAdopting),
/* harmony export */   p9: () => (/* binding */ readLive),
/* harmony export */   ub: () => (/* binding */ writeRuns),
/* harmony export */   vN: () => (/* binding */ writeTarget),
/* harmony export */   wn: () => (/* binding */ writeHistory),
/* harmony export */   xx: () => (/* binding */ readRuns),
/* harmony export */   yh: () => (/* binding */ writeHolds),
/* harmony export */   zN: () => (/* binding */ RESTORE)
/* harmony export */ });
/* harmony import */ var _model_json_fault_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(7726);
/* harmony import */ var _model_order_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(6553);
/* harmony import */ var _documents_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(7935);
/* harmony import */ var _errors_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(3406);




const RESTORE = 'Restore the state from a copy or from its git history; or move it away and start again with "nhi-reconcile bootstrap".';
const UNUSED = `so nothing of this state is used. ${RESTORE}`;
const UNSAVED = 'so nothing was saved. This is a fault of nhi-reconcile: please report it.';
function demandShape(where, value, shape, meaning = UNUSED) {
    const found = value?.version;
    if (Number.isSafeInteger(found) && found > 1)
        throw new _errors_js__WEBPACK_IMPORTED_MODULE_1__/* .StateError */ .q('version', `${where}: /version is ${String(found)} and this nhi-reconcile knows version 1 of the format, so nothing of it was used. Run the newer nhi-reconcile that wrote it; if none did, it was changed by hand. ${RESTORE}`);
    const wrong = shape(value, '');
    if (wrong !== null)
        throw new _errors_js__WEBPACK_IMPORTED_MODULE_1__/* .StateError */ .q('unreadable', `${where}: ${wrong}, ${meaning}`);
    return value;
}
/** `row`: of a file of rows the one that the text is. */
function parse(where, text, shape, row) {
    let value;
    try {
        value = JSON.parse(text);
    }
    catch {
        // No cause: its message quotes what stands there.
        const { line, column } = (0,_model_json_fault_js__WEBPACK_IMPORTED_MODULE_2__/* .jsonFault */ .x)(text) ?? { line: 1, column: 1 };
        throw new _errors_js__WEBPACK_IMPORTED_MODULE_1__/* .StateError */ .q('unreadable', `${where}:${(row ?? 1) + line - 1}:${column}: this is no JSON from here on, ${UNUSED}`);
    }
    return demandShape(row === undefined ? where : `${where}:${row}`, value, shape);
}
/** The shape is checked on the way out too: better that this run fails than that no later run can load. */
const print = (where, value, shape) => `${inRows(demandShape(where, value, shape, UNSAVED), 2)}\n`;
/** Canonical JSON with a line for each member and each item down to `levels`: what changes in an entitlement is one line of a diff. */
function inRows(value, levels, indent = '') {
    if (levels === 0 || value === null || typeof value !== 'object')
        return (0,_model_order_js__WEBPACK_IMPORTED_MODULE_3__/* .canonicalJson */ .dj)(value);
    const inner = `${indent}  `;
    const [open, close] = Array.isArray(value) ? ['[', ']'] : ['{', '}'];
    const rows = Array.isArray(value)
        ? value.map((item) => inner + inRows(item, levels - 1, inner))
        : (0,_model_order_js__WEBPACK_IMPORTED_MODULE_3__/* .sortedBy */ .VW)(Object.entries(value), ([name]) => name)
            .filter(([, member]) => member !== undefined)
            .map(([name, member]) => `${inner}${JSON.stringify(name)}: ${inRows(member, levels - 1, inner)}`);
    return rows.length === 0 ? open + close : `${open}\n${rows.join(',\n')}\n${indent}${close}`;
}
function demandOwnName(where, name, state, meaning = UNUSED) {
    if (state.policy.name === name)
        return state;
    throw new _errors_js__WEBPACK_IMPORTED_MODULE_1__/* .StateError */ .q('unreadable', `${where}: /policy/name is of another target, ${meaning}`);
}
const readTarget = (where, name, text) => demandOwnName(where, name, parse(where, text, _documents_js__WEBPACK_IMPORTED_MODULE_0__/* .shapes */ .nq.target));
const writeTarget = (where, name, state) => print(where, demandOwnName(where, name, state, UNSAVED), _documents_js__WEBPACK_IMPORTED_MODULE_0__/* .shapes */ .nq.target);
const readHolds = (where, text) => parse(where, text, _documents_js__WEBPACK_IMPORTED_MODULE_0__/* .shapes */ .nq.holds).holds;
const writeHolds = (where, holds) => print(where, { version: 1, holds: (0,_model_order_js__WEBPACK_IMPORTED_MODULE_3__/* .sortedBy */ .VW)(holds, (h) => h.id) }, _documents_js__WEBPACK_IMPORTED_MODULE_0__/* .shapes */ .nq.holds);
const readAdopting = (where, text) => parse(where, text, _documents_js__WEBPACK_IMPORTED_MODULE_0__/* .shapes */ .nq.adopts).adopting;
const writeAdopting = (where, adopting) => print(where, { version: 1, adopting: (0,_model_order_js__WEBPACK_IMPORTED_MODULE_3__/* .sortedBy */ .VW)(adopting, (a) => a.file) }, _documents_js__WEBPACK_IMPORTED_MODULE_0__/* .shapes */ .nq.adopts);
const readLedger = (where, text) => parse(where, text, _documents_js__WEBPACK_IMPORTED_MODULE_0__/* .shapes */ .nq.ledger).rows;
const writeLedger = (where, rows) => print(where, { version: 1, rows: (0,_model_order_js__WEBPACK_IMPORTED_MODULE_3__/* .sortedBy */ .VW)(rows, (r) => JSON.stringify([r.key, r.change, r.firstSeen])) }, _documents_js__WEBPACK_IMPORTED_MODULE_0__/* .shapes */ .nq.ledger);
const readRuns = (where, text) => parse(where, text, _documents_js__WEBPACK_IMPORTED_MODULE_0__/* .shapes */ .nq.runs).targets;
const writeRuns = (where, runs) => print(where, { version: 1, targets: runs }, _documents_js__WEBPACK_IMPORTED_MODULE_0__/* .shapes */ .nq.runs);
function readLive(where, text) {
    const { version: _, ...live } = parse(where, text, _documents_js__WEBPACK_IMPORTED_MODULE_0__/* .shapes */ .nq.live);
    return live;
}
const writeLive = (where, live) => print(where, { version: 1, ...live }, _documents_js__WEBPACK_IMPORTED_MODULE_0__/* .shapes */ .nq.live);
const readSeal = (where, text) => parse(where, text, _documents_js__WEBPACK_IMPORTED_MODULE_0__/* .shapes */ .nq.seal);
const writeSeal = (where, seal) => print(where, seal, _documents_js__WEBPACK_IMPORTED_MODULE_0__/* .shapes */ .nq.seal);
/** JSON Lines, so that a month's file only grows at its end. */
function readHistory(where, text) {
    const lines = text.split('\n');
    const rest = lines.pop();
    if (rest !== '')
        throw new _errors_js__WEBPACK_IMPORTED_MODULE_1__/* .StateError */ .q('unreadable', `${where}:${lines.length + 1}: the last line has no end, so rows may be missing, ${UNUSED}`);
    return lines.map((line, i) => parse(where, line, _documents_js__WEBPACK_IMPORTED_MODULE_0__/* .shapes */ .nq.history, i + 1));
}
/** `YYYY-MM` in UTC → the lines that belong there, in the order given. */
function writeHistory(where, rows) {
    const months = new Map();
    for (const row of rows) {
        const line = (0,_model_order_js__WEBPACK_IMPORTED_MODULE_3__/* .canonicalJson */ .dj)(demandShape(where, row, _documents_js__WEBPACK_IMPORTED_MODULE_0__/* .shapes */ .nq.history, UNSAVED));
        const month = new Date(row.at).toISOString().slice(0, 7);
        months.set(month, `${months.get(month) ?? ''}${line}\n`);
    }
    return months;
}


/***/ }),

/***/ 9447:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  Ti: () => (/* binding */ believe),
  hj: () => (/* binding */ conflict),
  hw: () => (/* binding */ demandFirstRun),
  ku: () => (/* binding */ fileIsAnother),
  r5: () => (/* binding */ fileIsLost),
  XB: () => (/* binding */ fileIsUnlisted),
  VK: () => (/* binding */ nextState),
  OJ: () => (/* binding */ sealIsLost),
  An: () => (/* binding */ trustOf)
});

// EXTERNAL MODULE: ./src/model/digest.ts
var digest = __webpack_require__(5305);
// EXTERNAL MODULE: ./src/state/contents.ts
var contents = __webpack_require__(3107);
// EXTERNAL MODULE: ./src/state/errors.ts
var errors = __webpack_require__(3406);
// EXTERNAL MODULE: ./src/state/parts.ts
var parts = __webpack_require__(3043);
// EXTERNAL MODULE: external "node:crypto"
var external_node_crypto_ = __webpack_require__(7598);
// EXTERNAL MODULE: ./src/model/order.ts
var order = __webpack_require__(6553);
;// CONCATENATED MODULE: ./src/state/seal.ts
/** What makes state believable: digests of every file, a count of saves, the repository it belongs to, and a signature. */



const TEXT_FORM = /^ed25519:([A-Za-z0-9+/]{43}=?)$/;
/** What DER puts before the 32 bytes of an Ed25519 seed (RFC 8410, section 7). */
const SEED_PREFIX = Buffer.from('302e020100300506032b657004220420', 'hex');
function rawBytes(text) {
    const found = TEXT_FORM.exec(text);
    const bytes = found === null ? null : Buffer.from(found[1] ?? '', 'base64');
    return bytes?.length === 32 ? bytes : null;
}
function demandEd25519(what, make) {
    let key = null;
    try {
        key = make();
    }
    catch {
        // No cause: a crypto error may quote its input.
    }
    if (key?.asymmetricKeyType === 'ed25519')
        return key;
    throw new errors/* StateError */.q('unreadable', `${what}: this is no Ed25519 key, so the state can be neither checked nor signed. Give PEM text, or ed25519: and 32 bytes in base64.`);
}
/** PEM, or `ed25519:` and the seed in base64. */
function sealKey(text) {
    const seed = rawBytes(text.trim());
    return demandEd25519('seal key', () => seed === null ? (0,external_node_crypto_.createPrivateKey)(text) : (0,external_node_crypto_.createPrivateKey)({ key: Buffer.concat([SEED_PREFIX, seed]), format: 'der', type: 'pkcs8' }));
}
/** `ed25519:` and the public key in base64, as `Settings.stateKey` has it; or PEM. */
function publicKey(text) {
    const raw = rawBytes(text.trim());
    return demandEd25519('state key', () => (0,external_node_crypto_.createPublicKey)(raw === null ? text : { key: { kty: 'OKP', crv: 'Ed25519', x: raw.toString('base64url') }, format: 'jwk' }));
}
/** The text for `Settings.stateKey` that belongs to a seal key. */
function publicKeyText(sealKeyText) {
    const { x } = createPublicKey(sealKey(sealKeyText)).export({ format: 'jwk' });
    return `ed25519:${Buffer.from(x ?? '', 'base64url').toString('base64')}`;
}
/** The first line keeps a signature made here from meaning anything elsewhere. */
const signedBytes = (seal) => Buffer.from(`nhi-reconcile state seal\n${(0,order/* canonicalJson */.dj)({ ...seal, signature: null })}`);
const signed = (seal, key) => key === null ? { ...seal, signature: null } : { ...seal, signature: (0,external_node_crypto_.sign)(null, signedBytes(seal), key).toString('base64') };
const signatureHolds = (seal, key) => seal.signature !== null && (0,external_node_crypto_.verify)(null, signedBytes(seal), key, Buffer.from(seal.signature, 'base64'));

// EXTERNAL MODULE: ./src/state/texts.ts
var texts = __webpack_require__(3877);
;// CONCATENATED MODULE: ./src/state/trust.ts






function trustOf(options, where) {
    const signing = typeof options.sealKey !== 'string' ? null : sealKey(options.sealKey);
    // A private key checks too: node:crypto derives the public one.
    const checking = signing ?? (typeof options.publicKey !== 'string' ? null : publicKey(options.publicKey));
    const { place = null, atLeast = 0, bootstrap = false, firstGeneration = 1 } = options;
    return { where, signing, checking, place, atLeast, bootstrap, firstGeneration };
}
function believe(t, text) {
    const where = t.where('seal.json');
    const seal = (0,texts/* readSeal */.KI)(where, text);
    if (t.checking !== null && !signatureHolds(seal, t.checking))
        throw new errors/* StateError */.q('forged', `${where}: ${seal.signature === null ? 'it is not signed' : 'its signature is not by this key'}, so anybody may have written this state and nothing of it is used. ${texts/* RESTORE */.zN}`);
    if (t.place !== null)
        demandPlace(where, seal, t.place);
    if (seal.generation < t.atLeast)
        throw new errors/* StateError */.q('rolledBack', `${where}: it is generation ${seal.generation} and generation ${t.atLeast} is known to exist, so an older state was put back and nothing of it is used. ${texts/* RESTORE */.zN}`);
    return { seal, text };
}
function demandPlace(where, seal, place) {
    for (const field of ['repository', 'owner', 'branch']) {
        if (place[field] === null || place[field] === seal[field])
            continue;
        throw new errors/* StateError */.q('foreign', `${where}: it was made for ${field} ${seal[field] ?? '(none)'} and this is ${field} ${place[field]}, so nothing of it is used: a copy or a moved repository inherits no approval. Move it away and start with "nhi-reconcile bootstrap".`);
    }
}
/** Nothing is there. */
function demandFirstRun(t) {
    if (t.bootstrap || (t.checking === null && t.atLeast === 0))
        return;
    throw new errors/* StateError */.q('missing', `${t.where('seal.json')}: there is no state, though ${t.checking === null ? `generation ${t.atLeast} is known to exist` : 'there is a seal key'}, so it was deleted or never made, and this is no first run. Restore it from a copy, or start with "nhi-reconcile bootstrap".`);
}
const sealIsLost = (t) => new errors/* StateError */.q('missing', `${t.where('seal.json')}: it is not there but other files are, so this is either no state or a damaged one, and never a first run. ${texts/* RESTORE */.zN}`);
const fileIsLost = (t, file) => new errors/* StateError */.q('missing', `${t.where(file)}: seal.json lists this file and it is not there, so nothing of this state is used. ${texts/* RESTORE */.zN}`);
const fileIsAnother = (t, file) => new errors/* StateError */.q('forged', `${t.where(file)}: its digest is not the one in seal.json, so something else than this tool changed it, and nothing of this state is used. ${texts/* RESTORE */.zN}`);
const fileIsUnlisted = (t, file) => new errors/* StateError */.q('forged', `${t.where(file)}: seal.json does not list this file, so something else than this tool put it there, and nothing of this state is used. Remove it.`);
const conflict = (t, found, expected) => new errors/* StateError */.q('conflict', `${t.where('seal.json')}: it is generation ${found} and this run began from ${expected}, so another run saved in between and nothing of this one was saved. Run again.`);
/** `built`: the documents that the change builds on. `longest`: a longer document lies in several files. Null: no byte would change. */
function nextState(t, before, change, built, longest) {
    const last = before?.seal ?? null;
    if (last?.signature && t.signing === null)
        throw new errors/* StateError */.q('missing', `${t.where('seal.json')}: it is signed and no seal key is given, so saving would take the signature away, and nothing was saved. Give NHI_SEAL_KEY.`);
    const documents = (0,contents/* changedDocuments */.Vr)(t.where, change, built);
    const files = new Map();
    for (const [name, text] of documents)
        if (text !== null)
            for (const [file, part] of (0,parts/* filesOf */.R8)(name, text, longest))
                files.set(file, part);
    const listed = Object.entries(last?.files ?? {});
    const remove = listed.map(([file]) => file).filter((file) => documents.has((0,parts/* documentOf */.lM)(file)) && !files.has(file));
    const digests = new Map([...files].map(([file, text]) => [file, (0,digest/* sha256 */.sc)(text)]));
    const put = new Map([...files].filter(([file]) => last?.files[file] !== digests.get(file)));
    const policyCommit = change.policyCommit ?? last?.policyCommit ?? null;
    if (last !== null && put.size === 0 && remove.length === 0 && policyCommit === last.policyCommit)
        return null;
    const gone = new Set(remove);
    const seal = {
        version: 1,
        repository: t.place?.repository ?? last?.repository ?? null,
        owner: t.place?.owner ?? last?.owner ?? null,
        branch: t.place?.branch ?? last?.branch ?? null,
        generation: last === null ? t.firstGeneration : last.generation + 1,
        previous: before === null ? null : (0,digest/* sha256 */.sc)(before.text),
        policyCommit,
        files: { ...Object.fromEntries(listed.filter(([file]) => !gone.has(file))), ...Object.fromEntries(digests) },
        signature: null,
    };
    return { seal: signed(seal, t.signing), put, remove, documents };
}


/***/ })

};
