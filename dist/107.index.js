export const id = 107;
export const ids = [107];
export const modules = {

/***/ 6214:
/***/ ((__unused_webpack_module, exports) => {


Object.defineProperty(exports, "__esModule", ({ value: true }));
// https://mathiasbynens.be/notes/javascript-encoding
// https://github.com/bestiejs/punycode.js - punycode.ucs2.decode
function ucs2length(str) {
    const len = str.length;
    let length = 0;
    let pos = 0;
    let value;
    while (pos < len) {
        length++;
        value = str.charCodeAt(pos++);
        if (value >= 0xd800 && value <= 0xdbff && pos < len) {
            // high surrogate, and there is a next character
            value = str.charCodeAt(pos);
            if ((value & 0xfc00) === 0xdc00)
                pos++; // low surrogate
        }
    }
    return length;
}
exports["default"] = ucs2length;
ucs2length.code = 'require("ajv/dist/runtime/ucs2length").default';
//# sourceMappingURL=ucs2length.js.map

/***/ }),

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

/***/ 4107:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

// ESM COMPAT FLAG
__webpack_require__.r(__webpack_exports__);

// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  failures: () => (/* binding */ failures),
  kinds: () => (/* binding */ kinds)
});

// EXTERNAL MODULE: ./src/connectors/kit/duration.ts
var duration = __webpack_require__(2159);
// EXTERNAL MODULE: ./node_modules/ajv/dist/runtime/ucs2length.js
var ucs2length = __webpack_require__(6214);
;// CONCATENATED MODULE: ./src/connectors/postgres/config.generated.js
// Generated by scripts/build-schemas.ts. Do not edit.
const validate = validate20;

const schema31 = {"$schema":"https://json-schema.org/draft/2020-12/schema","title":"One PostgreSQL cluster","type":"object","additionalProperties":false,"required":["url","databases","auth"],"properties":{"url":{"description":"Where the cluster listens, without user, password, database or options: postgres://db.example.com:5432. Secrets are bound to this host and port.","type":"string","pattern":"^postgres(ql)?://(\\[[0-9A-Fa-f:.]+\\]|[A-Za-z0-9._-]+)(:[0-9]{1,5})?/?$"},"databases":{"description":"The databases whose objects are read and written. Roles, memberships and the databases themselves are cluster-wide. Sessions for these begin in the first one that lets us in.","type":"array","minItems":1,"maxItems":200,"uniqueItems":true,"items":{"type":"string","minLength":1,"maxLength":63}},"auth":{"type":"object","additionalProperties":false,"required":["read"],"properties":{"read":{"$ref":"#/$defs/login"},"write":{"$ref":"#/$defs/login"}}},"tls":{"type":"object","additionalProperties":false,"properties":{"mode":{"description":"verify-full (default): the certificate must be trusted and name the host. verify-ca: it must be trusted. require: encrypted, any certificate. disable: in the clear.","enum":["verify-full","verify-ca","require","disable"]},"ca":{"description":"The certificate authority to trust instead of the well-known ones, as PEM, kept as a secret: an environment variable or a file in NHI_SECRETS_DIR.","type":"object","additionalProperties":false,"required":["secret"],"properties":{"secret":{"$ref":"#/$defs/secret"}}}}},"connectTimeout":{"description":"Default 10s.","$ref":"#/$defs/duration"},"statementTimeout":{"description":"The longest that one statement may run. Default 60s.","$ref":"#/$defs/duration"},"lockTimeout":{"description":"The longest that one statement may wait for a lock. Default 5s.","$ref":"#/$defs/duration"},"pageSize":{"description":"Rows fetched at once. Default 2000.","type":"integer","minimum":1,"maximum":20000},"settles":{"description":"How long after a write an old answer may still come: longer than 0s where replicas or poolers stand between. Default 0s.","$ref":"#/$defs/duration"}},"$defs":{"secret":{"type":"string","pattern":"^NHI_[A-Z0-9_]+$"},"duration":{"type":"string","pattern":"^[0-9]{1,6}[smhdw]$"},"login":{"description":"With `user`, the secret is that role's password. Without, it is `user:password`, split at the first colon. Naming both users lets every run know which accounts we act as, and see the claim.","type":"object","additionalProperties":false,"required":["secret"],"properties":{"secret":{"$ref":"#/$defs/secret"},"user":{"type":"string","minLength":1,"maxLength":63}}}}};
const schema33 = {"type":"string","pattern":"^NHI_[A-Z0-9_]+$"};
const schema35 = {"type":"string","pattern":"^[0-9]{1,6}[smhdw]$"};
const func1 = Object.prototype.hasOwnProperty;

const func2 = ucs2length["default"] ?? ucs2length;
const pattern4 = new RegExp("^postgres(ql)?://(\\[[0-9A-Fa-f:.]+\\]|[A-Za-z0-9._-]+)(:[0-9]{1,5})?/?$", "u");
const pattern5 = new RegExp("^NHI_[A-Z0-9_]+$", "u");
const pattern7 = new RegExp("^[0-9]{1,6}[smhdw]$", "u");
const schema32 = {"description":"With `user`, the secret is that role's password. Without, it is `user:password`, split at the first colon. Naming both users lets every run know which accounts we act as, and see the claim.","type":"object","additionalProperties":false,"required":["secret"],"properties":{"secret":{"$ref":"#/$defs/secret"},"user":{"type":"string","minLength":1,"maxLength":63}}};

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
if(data.secret === undefined){
const err0 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "secret"},message:"must have required property '"+"secret"+"'"};
if(vErrors === null){
vErrors = [err0];
}
else {
vErrors.push(err0);
}
errors++;
}
for(const key0 in data){
if(!((key0 === "secret") || (key0 === "user"))){
const err1 = {instancePath,schemaPath:"#/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key0},message:"must NOT have additional properties"};
if(vErrors === null){
vErrors = [err1];
}
else {
vErrors.push(err1);
}
errors++;
}
}
if(data.secret !== undefined){
let data0 = data.secret;
if(typeof data0 === "string"){
if(!pattern5.test(data0)){
const err2 = {instancePath:instancePath+"/secret",schemaPath:"#/$defs/secret/pattern",keyword:"pattern",params:{pattern: "^NHI_[A-Z0-9_]+$"},message:"must match pattern \""+"^NHI_[A-Z0-9_]+$"+"\""};
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
const err3 = {instancePath:instancePath+"/secret",schemaPath:"#/$defs/secret/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err3];
}
else {
vErrors.push(err3);
}
errors++;
}
}
if(data.user !== undefined){
let data1 = data.user;
if(typeof data1 === "string"){
if(func2(data1) > 63){
const err4 = {instancePath:instancePath+"/user",schemaPath:"#/properties/user/maxLength",keyword:"maxLength",params:{limit: 63},message:"must NOT have more than 63 characters"};
if(vErrors === null){
vErrors = [err4];
}
else {
vErrors.push(err4);
}
errors++;
}
if(func2(data1) < 1){
const err5 = {instancePath:instancePath+"/user",schemaPath:"#/properties/user/minLength",keyword:"minLength",params:{limit: 1},message:"must NOT have fewer than 1 characters"};
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
const err6 = {instancePath:instancePath+"/user",schemaPath:"#/properties/user/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err6];
}
else {
vErrors.push(err6);
}
errors++;
}
}
}
else {
const err7 = {instancePath,schemaPath:"#/type",keyword:"type",params:{type: "object"},message:"must be object"};
if(vErrors === null){
vErrors = [err7];
}
else {
vErrors.push(err7);
}
errors++;
}
validate21.errors = vErrors;
return errors === 0;
}
validate21.evaluated = {"props":true,"dynamicProps":false,"dynamicItems":false};


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
if(data.url === undefined){
const err0 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "url"},message:"must have required property '"+"url"+"'"};
if(vErrors === null){
vErrors = [err0];
}
else {
vErrors.push(err0);
}
errors++;
}
if(data.databases === undefined){
const err1 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "databases"},message:"must have required property '"+"databases"+"'"};
if(vErrors === null){
vErrors = [err1];
}
else {
vErrors.push(err1);
}
errors++;
}
if(data.auth === undefined){
const err2 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "auth"},message:"must have required property '"+"auth"+"'"};
if(vErrors === null){
vErrors = [err2];
}
else {
vErrors.push(err2);
}
errors++;
}
for(const key0 in data){
if(!(func1.call(schema31.properties, key0))){
const err3 = {instancePath,schemaPath:"#/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key0},message:"must NOT have additional properties"};
if(vErrors === null){
vErrors = [err3];
}
else {
vErrors.push(err3);
}
errors++;
}
}
if(data.url !== undefined){
let data0 = data.url;
if(typeof data0 === "string"){
if(!pattern4.test(data0)){
const err4 = {instancePath:instancePath+"/url",schemaPath:"#/properties/url/pattern",keyword:"pattern",params:{pattern: "^postgres(ql)?://(\\[[0-9A-Fa-f:.]+\\]|[A-Za-z0-9._-]+)(:[0-9]{1,5})?/?$"},message:"must match pattern \""+"^postgres(ql)?://(\\[[0-9A-Fa-f:.]+\\]|[A-Za-z0-9._-]+)(:[0-9]{1,5})?/?$"+"\""};
if(vErrors === null){
vErrors = [err4];
}
else {
vErrors.push(err4);
}
errors++;
}
}
else {
const err5 = {instancePath:instancePath+"/url",schemaPath:"#/properties/url/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err5];
}
else {
vErrors.push(err5);
}
errors++;
}
}
if(data.databases !== undefined){
let data1 = data.databases;
if(Array.isArray(data1)){
if(data1.length > 200){
const err6 = {instancePath:instancePath+"/databases",schemaPath:"#/properties/databases/maxItems",keyword:"maxItems",params:{limit: 200},message:"must NOT have more than 200 items"};
if(vErrors === null){
vErrors = [err6];
}
else {
vErrors.push(err6);
}
errors++;
}
if(data1.length < 1){
const err7 = {instancePath:instancePath+"/databases",schemaPath:"#/properties/databases/minItems",keyword:"minItems",params:{limit: 1},message:"must NOT have fewer than 1 items"};
if(vErrors === null){
vErrors = [err7];
}
else {
vErrors.push(err7);
}
errors++;
}
const len0 = data1.length;
for(let i0=0; i0<len0; i0++){
let data2 = data1[i0];
if(typeof data2 === "string"){
if(func2(data2) > 63){
const err8 = {instancePath:instancePath+"/databases/" + i0,schemaPath:"#/properties/databases/items/maxLength",keyword:"maxLength",params:{limit: 63},message:"must NOT have more than 63 characters"};
if(vErrors === null){
vErrors = [err8];
}
else {
vErrors.push(err8);
}
errors++;
}
if(func2(data2) < 1){
const err9 = {instancePath:instancePath+"/databases/" + i0,schemaPath:"#/properties/databases/items/minLength",keyword:"minLength",params:{limit: 1},message:"must NOT have fewer than 1 characters"};
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
const err10 = {instancePath:instancePath+"/databases/" + i0,schemaPath:"#/properties/databases/items/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err10];
}
else {
vErrors.push(err10);
}
errors++;
}
}
let i1 = data1.length;
let j0;
if(i1 > 1){
const indices0 = {};
for(;i1--;){
let item0 = data1[i1];
if(typeof item0 !== "string"){
continue;
}
if(typeof indices0[item0] == "number"){
j0 = indices0[item0];
const err11 = {instancePath:instancePath+"/databases",schemaPath:"#/properties/databases/uniqueItems",keyword:"uniqueItems",params:{i: i1, j: j0},message:"must NOT have duplicate items (items ## "+j0+" and "+i1+" are identical)"};
if(vErrors === null){
vErrors = [err11];
}
else {
vErrors.push(err11);
}
errors++;
break;
}
indices0[item0] = i1;
}
}
}
else {
const err12 = {instancePath:instancePath+"/databases",schemaPath:"#/properties/databases/type",keyword:"type",params:{type: "array"},message:"must be array"};
if(vErrors === null){
vErrors = [err12];
}
else {
vErrors.push(err12);
}
errors++;
}
}
if(data.auth !== undefined){
let data3 = data.auth;
if(data3 && typeof data3 == "object" && !Array.isArray(data3)){
if(data3.read === undefined){
const err13 = {instancePath:instancePath+"/auth",schemaPath:"#/properties/auth/required",keyword:"required",params:{missingProperty: "read"},message:"must have required property '"+"read"+"'"};
if(vErrors === null){
vErrors = [err13];
}
else {
vErrors.push(err13);
}
errors++;
}
for(const key1 in data3){
if(!((key1 === "read") || (key1 === "write"))){
const err14 = {instancePath:instancePath+"/auth",schemaPath:"#/properties/auth/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key1},message:"must NOT have additional properties"};
if(vErrors === null){
vErrors = [err14];
}
else {
vErrors.push(err14);
}
errors++;
}
}
if(data3.read !== undefined){
if(!(validate21(data3.read, {instancePath:instancePath+"/auth/read",parentData:data3,parentDataProperty:"read",rootData,dynamicAnchors}))){
vErrors = vErrors === null ? validate21.errors : vErrors.concat(validate21.errors);
errors = vErrors.length;
}
}
if(data3.write !== undefined){
if(!(validate21(data3.write, {instancePath:instancePath+"/auth/write",parentData:data3,parentDataProperty:"write",rootData,dynamicAnchors}))){
vErrors = vErrors === null ? validate21.errors : vErrors.concat(validate21.errors);
errors = vErrors.length;
}
}
}
else {
const err15 = {instancePath:instancePath+"/auth",schemaPath:"#/properties/auth/type",keyword:"type",params:{type: "object"},message:"must be object"};
if(vErrors === null){
vErrors = [err15];
}
else {
vErrors.push(err15);
}
errors++;
}
}
if(data.tls !== undefined){
let data6 = data.tls;
if(data6 && typeof data6 == "object" && !Array.isArray(data6)){
for(const key2 in data6){
if(!((key2 === "mode") || (key2 === "ca"))){
const err16 = {instancePath:instancePath+"/tls",schemaPath:"#/properties/tls/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key2},message:"must NOT have additional properties"};
if(vErrors === null){
vErrors = [err16];
}
else {
vErrors.push(err16);
}
errors++;
}
}
if(data6.mode !== undefined){
let data7 = data6.mode;
if(!((((data7 === "verify-full") || (data7 === "verify-ca")) || (data7 === "require")) || (data7 === "disable"))){
const err17 = {instancePath:instancePath+"/tls/mode",schemaPath:"#/properties/tls/properties/mode/enum",keyword:"enum",params:{allowedValues: schema31.properties.tls.properties.mode.enum},message:"must be equal to one of the allowed values"};
if(vErrors === null){
vErrors = [err17];
}
else {
vErrors.push(err17);
}
errors++;
}
}
if(data6.ca !== undefined){
let data8 = data6.ca;
if(data8 && typeof data8 == "object" && !Array.isArray(data8)){
if(data8.secret === undefined){
const err18 = {instancePath:instancePath+"/tls/ca",schemaPath:"#/properties/tls/properties/ca/required",keyword:"required",params:{missingProperty: "secret"},message:"must have required property '"+"secret"+"'"};
if(vErrors === null){
vErrors = [err18];
}
else {
vErrors.push(err18);
}
errors++;
}
for(const key3 in data8){
if(!(key3 === "secret")){
const err19 = {instancePath:instancePath+"/tls/ca",schemaPath:"#/properties/tls/properties/ca/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key3},message:"must NOT have additional properties"};
if(vErrors === null){
vErrors = [err19];
}
else {
vErrors.push(err19);
}
errors++;
}
}
if(data8.secret !== undefined){
let data9 = data8.secret;
if(typeof data9 === "string"){
if(!pattern5.test(data9)){
const err20 = {instancePath:instancePath+"/tls/ca/secret",schemaPath:"#/$defs/secret/pattern",keyword:"pattern",params:{pattern: "^NHI_[A-Z0-9_]+$"},message:"must match pattern \""+"^NHI_[A-Z0-9_]+$"+"\""};
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
const err21 = {instancePath:instancePath+"/tls/ca/secret",schemaPath:"#/$defs/secret/type",keyword:"type",params:{type: "string"},message:"must be string"};
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
const err22 = {instancePath:instancePath+"/tls/ca",schemaPath:"#/properties/tls/properties/ca/type",keyword:"type",params:{type: "object"},message:"must be object"};
if(vErrors === null){
vErrors = [err22];
}
else {
vErrors.push(err22);
}
errors++;
}
}
}
else {
const err23 = {instancePath:instancePath+"/tls",schemaPath:"#/properties/tls/type",keyword:"type",params:{type: "object"},message:"must be object"};
if(vErrors === null){
vErrors = [err23];
}
else {
vErrors.push(err23);
}
errors++;
}
}
if(data.connectTimeout !== undefined){
let data10 = data.connectTimeout;
if(typeof data10 === "string"){
if(!pattern7.test(data10)){
const err24 = {instancePath:instancePath+"/connectTimeout",schemaPath:"#/$defs/duration/pattern",keyword:"pattern",params:{pattern: "^[0-9]{1,6}[smhdw]$"},message:"must match pattern \""+"^[0-9]{1,6}[smhdw]$"+"\""};
if(vErrors === null){
vErrors = [err24];
}
else {
vErrors.push(err24);
}
errors++;
}
}
else {
const err25 = {instancePath:instancePath+"/connectTimeout",schemaPath:"#/$defs/duration/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err25];
}
else {
vErrors.push(err25);
}
errors++;
}
}
if(data.statementTimeout !== undefined){
let data11 = data.statementTimeout;
if(typeof data11 === "string"){
if(!pattern7.test(data11)){
const err26 = {instancePath:instancePath+"/statementTimeout",schemaPath:"#/$defs/duration/pattern",keyword:"pattern",params:{pattern: "^[0-9]{1,6}[smhdw]$"},message:"must match pattern \""+"^[0-9]{1,6}[smhdw]$"+"\""};
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
const err27 = {instancePath:instancePath+"/statementTimeout",schemaPath:"#/$defs/duration/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err27];
}
else {
vErrors.push(err27);
}
errors++;
}
}
if(data.lockTimeout !== undefined){
let data12 = data.lockTimeout;
if(typeof data12 === "string"){
if(!pattern7.test(data12)){
const err28 = {instancePath:instancePath+"/lockTimeout",schemaPath:"#/$defs/duration/pattern",keyword:"pattern",params:{pattern: "^[0-9]{1,6}[smhdw]$"},message:"must match pattern \""+"^[0-9]{1,6}[smhdw]$"+"\""};
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
const err29 = {instancePath:instancePath+"/lockTimeout",schemaPath:"#/$defs/duration/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err29];
}
else {
vErrors.push(err29);
}
errors++;
}
}
if(data.pageSize !== undefined){
let data13 = data.pageSize;
if(!(((typeof data13 == "number") && (!(data13 % 1) && !isNaN(data13))) && (isFinite(data13)))){
const err30 = {instancePath:instancePath+"/pageSize",schemaPath:"#/properties/pageSize/type",keyword:"type",params:{type: "integer"},message:"must be integer"};
if(vErrors === null){
vErrors = [err30];
}
else {
vErrors.push(err30);
}
errors++;
}
if((typeof data13 == "number") && (isFinite(data13))){
if(data13 > 20000 || isNaN(data13)){
const err31 = {instancePath:instancePath+"/pageSize",schemaPath:"#/properties/pageSize/maximum",keyword:"maximum",params:{comparison: "<=", limit: 20000},message:"must be <= 20000"};
if(vErrors === null){
vErrors = [err31];
}
else {
vErrors.push(err31);
}
errors++;
}
if(data13 < 1 || isNaN(data13)){
const err32 = {instancePath:instancePath+"/pageSize",schemaPath:"#/properties/pageSize/minimum",keyword:"minimum",params:{comparison: ">=", limit: 1},message:"must be >= 1"};
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
if(data.settles !== undefined){
let data14 = data.settles;
if(typeof data14 === "string"){
if(!pattern7.test(data14)){
const err33 = {instancePath:instancePath+"/settles",schemaPath:"#/$defs/duration/pattern",keyword:"pattern",params:{pattern: "^[0-9]{1,6}[smhdw]$"},message:"must match pattern \""+"^[0-9]{1,6}[smhdw]$"+"\""};
if(vErrors === null){
vErrors = [err33];
}
else {
vErrors.push(err33);
}
errors++;
}
}
else {
const err34 = {instancePath:instancePath+"/settles",schemaPath:"#/$defs/duration/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err34];
}
else {
vErrors.push(err34);
}
errors++;
}
}
}
else {
const err35 = {instancePath,schemaPath:"#/type",keyword:"type",params:{type: "object"},message:"must be object"};
if(vErrors === null){
vErrors = [err35];
}
else {
vErrors.push(err35);
}
errors++;
}
validate20.errors = vErrors;
return errors === 0;
}
validate20.evaluated = {"props":true,"dynamicProps":false,"dynamicItems":false};

;// CONCATENATED MODULE: ./src/connectors/postgres/config.schema.json
const config_schema_namespaceObject = /*#__PURE__*/JSON.parse('{"$schema":"https://json-schema.org/draft/2020-12/schema","title":"One PostgreSQL cluster","type":"object","additionalProperties":false,"required":["url","databases","auth"],"properties":{"url":{"description":"Where the cluster listens, without user, password, database or options: postgres://db.example.com:5432. Secrets are bound to this host and port.","type":"string","pattern":"^postgres(ql)?://(\\\\[[0-9A-Fa-f:.]+\\\\]|[A-Za-z0-9._-]+)(:[0-9]{1,5})?/?$"},"databases":{"description":"The databases whose objects are read and written. Roles, memberships and the databases themselves are cluster-wide. Sessions for these begin in the first one that lets us in.","type":"array","minItems":1,"maxItems":200,"uniqueItems":true,"items":{"type":"string","minLength":1,"maxLength":63}},"auth":{"type":"object","additionalProperties":false,"required":["read"],"properties":{"read":{"$ref":"#/$defs/login"},"write":{"$ref":"#/$defs/login"}}},"tls":{"type":"object","additionalProperties":false,"properties":{"mode":{"description":"verify-full (default): the certificate must be trusted and name the host. verify-ca: it must be trusted. require: encrypted, any certificate. disable: in the clear.","enum":["verify-full","verify-ca","require","disable"]},"ca":{"description":"The certificate authority to trust instead of the well-known ones, as PEM, kept as a secret: an environment variable or a file in NHI_SECRETS_DIR.","type":"object","additionalProperties":false,"required":["secret"],"properties":{"secret":{"$ref":"#/$defs/secret"}}}}},"connectTimeout":{"description":"Default 10s.","$ref":"#/$defs/duration"},"statementTimeout":{"description":"The longest that one statement may run. Default 60s.","$ref":"#/$defs/duration"},"lockTimeout":{"description":"The longest that one statement may wait for a lock. Default 5s.","$ref":"#/$defs/duration"},"pageSize":{"description":"Rows fetched at once. Default 2000.","type":"integer","minimum":1,"maximum":20000},"settles":{"description":"How long after a write an old answer may still come: longer than 0s where replicas or poolers stand between. Default 0s.","$ref":"#/$defs/duration"}},"$defs":{"secret":{"type":"string","pattern":"^NHI_[A-Z0-9_]+$"},"duration":{"type":"string","pattern":"^[0-9]{1,6}[smhdw]$"},"login":{"description":"With `user`, the secret is that role\'s password. Without, it is `user:password`, split at the first colon. Naming both users lets every run know which accounts we act as, and see the claim.","type":"object","additionalProperties":false,"required":["secret"],"properties":{"secret":{"$ref":"#/$defs/secret"},"user":{"type":"string","minLength":1,"maxLength":63}}}}}');
// EXTERNAL MODULE: ./src/connectors/postgres/object-name.ts
var object_name = __webpack_require__(4299);
// EXTERNAL MODULE: ./src/connectors/postgres/privileges.ts
var privileges = __webpack_require__(9736);
// EXTERNAL MODULE: ./src/connectors/postgres/valid-until.ts
var valid_until = __webpack_require__(9737);
;// CONCATENATED MODULE: ./src/connectors/postgres/kinds.ts






/** `pg_*` is reserved for the server's own roles (docs/current/predefined-roles); `public` stands for everybody. */
const VENDOR = ['pg_*', 'public'];
const flag = (value) => ({ default: value, mayPrint: true });
const KINDS = [
    {
        name: 'user',
        role: 'account',
        facets: [],
        verbs: ['grant'],
        facts: {},
        writes: 'member',
        revocation: 'immediate',
        administrator: [],
        privileged: [],
        vendor: VENDOR,
    },
    {
        name: 'login',
        role: 'login',
        facets: [],
        verbs: ['grant', 'revoke', 'adjust'],
        facts: { validUntil: { default: 'infinity', mayPrint: true } },
        writes: 'member',
        revocation: 'immediate',
        administrator: [],
        privileged: [],
        vendor: VENDOR,
    },
    {
        name: 'role',
        role: 'grant',
        refersTo: 'user',
        facets: [],
        verbs: ['grant', 'revoke', 'adjust'],
        facts: { admin: flag('false'), inherit: flag('true'), set: flag('true') },
        writes: 'member',
        revocation: 'immediate',
        // A predefined role reaches past the objects that a policy names; `postgres` is what initdb calls the first superuser.
        administrator: [],
        privileged: ['pg_*', 'postgres'],
        vendor: [],
    },
    {
        name: 'attribute',
        role: 'grant',
        facets: [],
        verbs: ['grant', 'revoke'],
        facts: {},
        writes: 'member',
        revocation: 'immediate',
        administrator: ['superuser'],
        privileged: ['superuser', 'createrole', 'replication', 'bypassrls'],
        vendor: [],
    },
    {
        name: 'privilege',
        role: 'grant',
        facets: [],
        verbs: ['grant', 'revoke', 'adjust'],
        facts: { grantable: flag('false') },
        writes: 'member',
        revocation: 'immediate',
        administrator: [],
        // Functions and tables of the server itself are closed for good reasons; who may create, or hang a trigger on a table, can
        // make others run his code; what is given by default reaches objects that nobody has seen yet.
        privileged: ['*:*.pg_catalog.*', 'database:*:CREATE', 'schema:*:CREATE', '*:TRIGGER', 'default-*'],
        vendor: [],
    },
    {
        name: 'owner',
        role: 'grant',
        facets: [],
        verbs: [],
        facts: {},
        writes: 'member',
        revocation: 'immediate',
        administrator: [],
        privileged: ['database:*', 'schema:*'],
        vendor: [],
    },
];
function settles(config) {
    const text = config?.settles;
    return typeof text === 'string' ? (0,duration/* durationSeconds */.o)(text) : 0;
}
function canonical(entry) {
    const account = badAccount(entry.account);
    if (account !== null)
        return { refused: account };
    const facts = canonicalFacts(entry);
    if (!('ok' in facts))
        return facts;
    const name = canonicalName(entry.kind, entry.name);
    return 'refused' in name ? name : { ...entry, name: name.ok, facts: facts.ok };
}
/** Live entries carry an id, which has no slash. */
function badAccount(account) {
    const name = account.slice(account.indexOf('/') + 1);
    const why = (0,object_name/* badName */.rG)(name);
    return why === null ? null : `the account's name ${why}`;
}
function canonicalName(kind, name) {
    switch (kind) {
        case 'attribute': {
            const word = name.trim().toLowerCase();
            return Object.hasOwn(privileges/* ATTRIBUTES */.iw, word)
                ? { ok: word }
                : { refused: `there is no role attribute "${name}"; there are ${Object.keys(privileges/* ATTRIBUTES */.iw).join(', ')}` };
        }
        case 'privilege': {
            const read = (0,object_name/* parsePrivilege */.F1)(name);
            return 'refused' in read ? read : { ok: (0,object_name/* printPrivilege */.Fl)(read.ok.object, read.ok.privilege) };
        }
        case 'owner': {
            const read = (0,object_name/* parseOwned */.p8)(name);
            return 'refused' in read ? read : { ok: (0,object_name/* printObject */.Po)(read.ok) };
        }
        case 'user':
        case 'login':
        case 'role': {
            const why = (0,object_name/* badName */.rG)(name);
            return why === null ? { ok: name } : { refused: `the role's name ${why}` };
        }
        default:
            return { refused: `there is no kind "${kind}"; there are ${KINDS.map((k) => k.name).join(', ')}` };
    }
}
function canonicalFacts(entry) {
    const kind = KINDS.find((k) => k.name === entry.kind);
    const facts = {};
    for (const [fact, value] of Object.entries(entry.facts)) {
        if (kind !== undefined && !Object.hasOwn(kind.facts, fact))
            return { refused: `the kind ${entry.kind} has no fact "${fact}"` };
        const text = fact === 'validUntil' ? (0,valid_until/* validUntil */.x)(value) : truth(value);
        if (text === null)
            return {
                refused: fact === 'validUntil'
                    ? `validUntil is "infinity", a date, or an instant as 2027-01-31T00:00:00Z; this is "${value}"`
                    : `${fact} is true or false; this is "${value}"`,
            };
        facts[fact] = text;
    }
    return { ok: facts };
}
const truth = (value) => (/^(true|false)$/i.test(value.trim()) ? value.trim().toLowerCase() : null);
/** Which codes it can meet, and when. */
const failures = {
    unauthenticated: 'the server does not let us log in, the secret has no user in it, or the password would go in the clear',
    forbidden: 'a right is missing, the address is not named in NHI_ORIGINS, no auth.write is there, or the account is the one that we act as',
    unavailable: 'the server or a database cannot be reached, has no room, takes no writes, or answers too late; of a write: it may have been carried out',
    conflict: 'another run is writing, somebody holds a lock, rights were passed on, or what is to be changed is not there any more',
    unproven: 'a database lets us in no more, a catalogue may not be read, or rows came or went while it was read',
    badResponse: 'an answer that no PostgreSQL gives, or an SQLSTATE that nobody expects there',
    unsupported: 'the server is older than 15 or cannot do it, the role is one of its own, or the kind has no such verb',
};
const kinds = {
    connector: 'postgres',
    kinds: (config) => KINDS.map((kind) => ({ ...kind, settlesInSeconds: settles(config) })),
    configSchema: config_schema_namespaceObject,
    checkConfig: validate,
    canonical,
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
