export const id = 694;
export const ids = [694,456];
export const modules = {

/***/ 4951:
/***/ ((__unused_webpack_module, exports, __webpack_require__) => {


Object.defineProperty(exports, "__esModule", ({ value: true }));
// https://github.com/ajv-validator/ajv/issues/889
const equal = __webpack_require__(3430);
equal.code = 'require("ajv/dist/runtime/equal").default';
exports["default"] = equal;
//# sourceMappingURL=equal.js.map

/***/ }),

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

/***/ 3430:
/***/ ((module) => {



// do not edit .js files directly - edit src/index.jst



module.exports = function equal(a, b) {
  if (a === b) return true;

  if (a && b && typeof a == 'object' && typeof b == 'object') {
    if (a.constructor !== b.constructor) return false;

    var length, i, keys;
    if (Array.isArray(a)) {
      length = a.length;
      if (length != b.length) return false;
      for (i = length; i-- !== 0;)
        if (!equal(a[i], b[i])) return false;
      return true;
    }



    if (a.constructor === RegExp) return a.source === b.source && a.flags === b.flags;
    if (a.valueOf !== Object.prototype.valueOf) return a.valueOf() === b.valueOf();
    if (a.toString !== Object.prototype.toString) return a.toString() === b.toString();

    keys = Object.keys(a);
    length = keys.length;
    if (length !== Object.keys(b).length) return false;

    for (i = length; i-- !== 0;)
      if (!Object.prototype.hasOwnProperty.call(b, keys[i])) return false;

    for (i = length; i-- !== 0;) {
      var key = keys[i];

      if (!equal(a[key], b[key])) return false;
    }

    return true;
  }

  // true if both NaN, false otherwise
  return a!==a && b!==b;
};


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

/***/ 9456:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   f: () => (/* binding */ settingsOf)
/* harmony export */ });
/* harmony import */ var _kit_duration_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(2159);
/* harmony import */ var _quirks_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(2490);


const DEFAULT_SETTLES_SECONDS = 60;
/** The one type that RFC 7643 defines and that is an account: any other is the server's or the config's to define. */
const USER = { endpoint: '/Users', schema: 'urn:ietf:params:scim:schemas:core:2.0:User' };
function settingsOf(config) {
    const quirks = (0,_quirks_js__WEBPACK_IMPORTED_MODULE_1__/* .quirksOf */ .Tc)(config.profile ?? 'generic', config.quirks);
    const types = (config.resourceTypes ?? ['User']).map((written) => {
        const type = typeof written === 'string' ? { name: written } : written;
        const known = type.name === 'User' ? USER : { endpoint: null, schema: null };
        return {
            kind: type.name.charAt(0).toLowerCase() + type.name.slice(1),
            name: type.name,
            endpoint: type.endpoint ?? known.endpoint,
            schema: type.schema ?? known.schema,
            nameAttribute: type.nameAttribute ?? config.nameAttribute ?? 'userName',
        };
    });
    const without = new Set(config.without ?? []);
    return {
        types: types.filter((type, at) => types.findIndex((other) => other.kind === type.kind) === at),
        quirks,
        pageSize: config.pageSize ?? quirks.pageSize,
        settlesInSeconds: config.settles === undefined ? DEFAULT_SETTLES_SECONDS : (0,_kit_duration_js__WEBPACK_IMPORTED_MODULE_0__/* .durationSeconds */ .o)(config.settles),
        has: (kind) => !without.has(kind),
        http: defined({
            answerMs: milliseconds(config.timeouts?.answer),
            wholeMs: milliseconds(config.timeouts?.whole),
            longestWaitMs: milliseconds(config.timeouts?.wait),
            attempts: config.limits?.attempts,
            requests: config.limits?.requests,
            bodyBytes: config.limits?.answerBytes,
            sessionBytes: config.limits?.readBytes,
        }),
        paging: defined({ pages: config.limits?.pages }),
    };
}
const milliseconds = (text) => (text === undefined ? undefined : (0,_kit_duration_js__WEBPACK_IMPORTED_MODULE_0__/* .durationSeconds */ .o)(text) * 1000);
const defined = (numbers) => Object.fromEntries(Object.entries(numbers).filter((pair) => pair[1] !== undefined));


/***/ }),

/***/ 5694:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

// ESM COMPAT FLAG
__webpack_require__.r(__webpack_exports__);

// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  failures: () => (/* binding */ failures),
  kinds: () => (/* binding */ kinds)
});

// EXTERNAL MODULE: ./node_modules/ajv/dist/runtime/ucs2length.js
var ucs2length = __webpack_require__(6214);
// EXTERNAL MODULE: ./node_modules/ajv/dist/runtime/equal.js
var equal = __webpack_require__(4951);
;// CONCATENATED MODULE: ./src/connectors/scim/config.generated.js
// Generated by scripts/build-schemas.ts. Do not edit.
const validate = validate20;

const schema31 = {"$schema":"https://json-schema.org/draft/2020-12/schema","title":"Config of a scim target","type":"object","additionalProperties":false,"required":["url","auth"],"properties":{"url":{"description":"Base address, without /Users.","type":"string","pattern":"^https?://[^\\s?#@]+$","maxLength":2000},"profile":{"description":"Which vendor's differences hold.","enum":["generic","entra","aws-iam-identity-center","github-emu","okta","slack"]},"resourceTypes":{"description":"Types whose resources are accounts; User if left out. A plain name is looked up at /ResourceTypes.","type":"array","minItems":1,"maxItems":20,"items":{"anyOf":[{"$ref":"#/$defs/typeName"},{"type":"object","additionalProperties":false,"required":["name"],"properties":{"name":{"$ref":"#/$defs/typeName"},"endpoint":{"type":"string","pattern":"^/[A-Za-z0-9._~/-]+$","maxLength":200},"schema":{"type":"string","pattern":"^urn:[A-Za-z0-9:._-]+$","maxLength":300},"nameAttribute":{"$ref":"#/$defs/attribute"}}}]}},"nameAttribute":{"description":"The attribute that is an account's name; userName if left out.","$ref":"#/$defs/attribute"},"without":{"description":"Kinds that this server does not have; they are neither read nor written.","type":"array","uniqueItems":true,"items":{"enum":["group","role","entitlement"]}},"auth":{"type":"object","required":["kind"],"properties":{"kind":{"type":"string"}},"discriminator":{"propertyName":"kind"},"oneOf":[{"type":"object","additionalProperties":false,"required":["kind"],"properties":{"kind":{"const":"none"}}},{"type":"object","additionalProperties":false,"required":["kind","read"],"properties":{"kind":{"const":"bearer"},"read":{"$ref":"#/$defs/secret"},"write":{"$ref":"#/$defs/secret"}}},{"type":"object","additionalProperties":false,"required":["kind","read"],"properties":{"kind":{"const":"basic"},"read":{"$ref":"#/$defs/userAndSecret"},"write":{"$ref":"#/$defs/userAndSecret"}}},{"type":"object","additionalProperties":false,"required":["kind","header","read"],"properties":{"kind":{"const":"header"},"header":{"type":"string","pattern":"^[A-Za-z0-9-]{1,100}$"},"read":{"$ref":"#/$defs/secret"},"write":{"$ref":"#/$defs/secret"}}},{"type":"object","additionalProperties":false,"required":["kind","tokenUrl","read"],"properties":{"kind":{"const":"oauth"},"tokenUrl":{"type":"string","pattern":"^https?://[^\\s?#@]+$","maxLength":2000},"scope":{"type":"string","maxLength":1000},"read":{"$ref":"#/$defs/clientAndSecret"},"write":{"$ref":"#/$defs/clientAndSecret"}}}]},"settles":{"description":"This long after a write an old answer may still come; 60s if left out.","$ref":"#/$defs/duration"},"pageSize":{"type":"integer","minimum":1,"maximum":1000},"timeouts":{"type":"object","additionalProperties":false,"properties":{"answer":{"description":"Until an answer begins.","$ref":"#/$defs/duration"},"whole":{"description":"Until an answer has come whole.","$ref":"#/$defs/duration"},"wait":{"description":"All pauses between the tries of one request.","$ref":"#/$defs/duration"}}},"limits":{"type":"object","additionalProperties":false,"properties":{"attempts":{"description":"Of one request that only reads.","type":"integer","minimum":1,"maximum":10},"requests":{"description":"Of one read.","type":"integer","minimum":1},"pages":{"description":"Of one list.","type":"integer","minimum":1},"answerBytes":{"type":"integer","minimum":1024},"readBytes":{"type":"integer","minimum":1024}}},"quirks":{"description":"Lines of the profile that are otherwise on this server.","type":"object","additionalProperties":false,"properties":{"paging":{"enum":["index","cursor"]},"projection":{"type":"boolean"},"membership":{"enum":["members","memberFilter","pairFilter","userGroups"]},"memberPath":{"enum":["members.value","members"]},"omittedMembers":{"enum":["empty","unproven"]},"remove":{"enum":["filterPath","valueArray","put"]},"active":{"enum":["path","value"]},"booleanText":{"type":"boolean"},"attributePatch":{"type":"boolean"},"deleteIsSafe":{"type":"boolean"}}},"administrator":{"$ref":"#/$defs/patterns"},"privileged":{"$ref":"#/$defs/patterns"},"vendor":{"$ref":"#/$defs/patterns"}},"$defs":{"typeName":{"type":"string","pattern":"^[A-Za-z][A-Za-z0-9]{0,60}$","not":{"enum":["Group","group","Login","login","Role","role","Entitlement","entitlement"]}},"attribute":{"type":"string","pattern":"^[A-Za-z][A-Za-z0-9_-]{0,60}$"},"duration":{"type":"string","pattern":"^[0-9]{1,9}[smhdw]$"},"secretName":{"type":"string","pattern":"^NHI_[A-Z0-9_]{1,100}$"},"secret":{"type":"object","additionalProperties":false,"required":["secret"],"properties":{"secret":{"$ref":"#/$defs/secretName"}}},"userAndSecret":{"type":"object","additionalProperties":false,"required":["user","secret"],"properties":{"user":{"type":"string","pattern":"^[^:\\s]{1,200}$"},"secret":{"$ref":"#/$defs/secretName"}}},"clientAndSecret":{"type":"object","additionalProperties":false,"required":["clientId","secret"],"properties":{"clientId":{"type":"string","minLength":1,"maxLength":300},"secret":{"$ref":"#/$defs/secretName"}}},"patterns":{"description":"Kind to name patterns, in which * is any characters.","type":"object","additionalProperties":{"type":"array","items":{"type":"string","minLength":1,"maxLength":500}}}}};
const schema32 = {"type":"string","pattern":"^[A-Za-z][A-Za-z0-9]{0,60}$","not":{"enum":["Group","group","Login","login","Role","role","Entitlement","entitlement"]}};
const schema34 = {"type":"string","pattern":"^[A-Za-z][A-Za-z0-9_-]{0,60}$"};
const schema42 = {"type":"string","pattern":"^[0-9]{1,9}[smhdw]$"};
const schema46 = {"description":"Kind to name patterns, in which * is any characters.","type":"object","additionalProperties":{"type":"array","items":{"type":"string","minLength":1,"maxLength":500}}};
const func1 = Object.prototype.hasOwnProperty;

const func2 = ucs2length["default"] ?? ucs2length;

const func0 = equal["default"] ?? equal;
const pattern4 = new RegExp("^https?://[^\\s?#@]+$", "u");
const pattern5 = new RegExp("^[A-Za-z][A-Za-z0-9]{0,60}$", "u");
const pattern7 = new RegExp("^/[A-Za-z0-9._~/-]+$", "u");
const pattern8 = new RegExp("^urn:[A-Za-z0-9:._-]+$", "u");
const pattern9 = new RegExp("^[A-Za-z][A-Za-z0-9_-]{0,60}$", "u");
const pattern14 = new RegExp("^[A-Za-z0-9-]{1,100}$", "u");
const pattern17 = new RegExp("^[0-9]{1,9}[smhdw]$", "u");
const schema36 = {"type":"object","additionalProperties":false,"required":["secret"],"properties":{"secret":{"$ref":"#/$defs/secretName"}}};
const schema37 = {"type":"string","pattern":"^NHI_[A-Z0-9_]{1,100}$"};
const pattern11 = new RegExp("^NHI_[A-Z0-9_]{1,100}$", "u");

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
if(!(key0 === "secret")){
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
if(!pattern11.test(data0)){
const err2 = {instancePath:instancePath+"/secret",schemaPath:"#/$defs/secretName/pattern",keyword:"pattern",params:{pattern: "^NHI_[A-Z0-9_]{1,100}$"},message:"must match pattern \""+"^NHI_[A-Z0-9_]{1,100}$"+"\""};
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
const err3 = {instancePath:instancePath+"/secret",schemaPath:"#/$defs/secretName/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err3];
}
else {
vErrors.push(err3);
}
errors++;
}
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
validate21.errors = vErrors;
return errors === 0;
}
validate21.evaluated = {"props":true,"dynamicProps":false,"dynamicItems":false};

const schema38 = {"type":"object","additionalProperties":false,"required":["user","secret"],"properties":{"user":{"type":"string","pattern":"^[^:\\s]{1,200}$"},"secret":{"$ref":"#/$defs/secretName"}}};
const pattern12 = new RegExp("^[^:\\s]{1,200}$", "u");

function validate24(data, {instancePath="", parentData, parentDataProperty, rootData=data, dynamicAnchors={}}={}){
let vErrors = null;
let errors = 0;
const evaluated0 = validate24.evaluated;
if(evaluated0.dynamicProps){
evaluated0.props = undefined;
}
if(evaluated0.dynamicItems){
evaluated0.items = undefined;
}
if(data && typeof data == "object" && !Array.isArray(data)){
if(data.user === undefined){
const err0 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "user"},message:"must have required property '"+"user"+"'"};
if(vErrors === null){
vErrors = [err0];
}
else {
vErrors.push(err0);
}
errors++;
}
if(data.secret === undefined){
const err1 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "secret"},message:"must have required property '"+"secret"+"'"};
if(vErrors === null){
vErrors = [err1];
}
else {
vErrors.push(err1);
}
errors++;
}
for(const key0 in data){
if(!((key0 === "user") || (key0 === "secret"))){
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
if(data.user !== undefined){
let data0 = data.user;
if(typeof data0 === "string"){
if(!pattern12.test(data0)){
const err3 = {instancePath:instancePath+"/user",schemaPath:"#/properties/user/pattern",keyword:"pattern",params:{pattern: "^[^:\\s]{1,200}$"},message:"must match pattern \""+"^[^:\\s]{1,200}$"+"\""};
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
const err4 = {instancePath:instancePath+"/user",schemaPath:"#/properties/user/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err4];
}
else {
vErrors.push(err4);
}
errors++;
}
}
if(data.secret !== undefined){
let data1 = data.secret;
if(typeof data1 === "string"){
if(!pattern11.test(data1)){
const err5 = {instancePath:instancePath+"/secret",schemaPath:"#/$defs/secretName/pattern",keyword:"pattern",params:{pattern: "^NHI_[A-Z0-9_]{1,100}$"},message:"must match pattern \""+"^NHI_[A-Z0-9_]{1,100}$"+"\""};
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
const err6 = {instancePath:instancePath+"/secret",schemaPath:"#/$defs/secretName/type",keyword:"type",params:{type: "string"},message:"must be string"};
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
validate24.errors = vErrors;
return errors === 0;
}
validate24.evaluated = {"props":true,"dynamicProps":false,"dynamicItems":false};

const schema40 = {"type":"object","additionalProperties":false,"required":["clientId","secret"],"properties":{"clientId":{"type":"string","minLength":1,"maxLength":300},"secret":{"$ref":"#/$defs/secretName"}}};

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
if(data && typeof data == "object" && !Array.isArray(data)){
if(data.clientId === undefined){
const err0 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "clientId"},message:"must have required property '"+"clientId"+"'"};
if(vErrors === null){
vErrors = [err0];
}
else {
vErrors.push(err0);
}
errors++;
}
if(data.secret === undefined){
const err1 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "secret"},message:"must have required property '"+"secret"+"'"};
if(vErrors === null){
vErrors = [err1];
}
else {
vErrors.push(err1);
}
errors++;
}
for(const key0 in data){
if(!((key0 === "clientId") || (key0 === "secret"))){
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
if(data.clientId !== undefined){
let data0 = data.clientId;
if(typeof data0 === "string"){
if(func2(data0) > 300){
const err3 = {instancePath:instancePath+"/clientId",schemaPath:"#/properties/clientId/maxLength",keyword:"maxLength",params:{limit: 300},message:"must NOT have more than 300 characters"};
if(vErrors === null){
vErrors = [err3];
}
else {
vErrors.push(err3);
}
errors++;
}
if(func2(data0) < 1){
const err4 = {instancePath:instancePath+"/clientId",schemaPath:"#/properties/clientId/minLength",keyword:"minLength",params:{limit: 1},message:"must NOT have fewer than 1 characters"};
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
const err5 = {instancePath:instancePath+"/clientId",schemaPath:"#/properties/clientId/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err5];
}
else {
vErrors.push(err5);
}
errors++;
}
}
if(data.secret !== undefined){
let data1 = data.secret;
if(typeof data1 === "string"){
if(!pattern11.test(data1)){
const err6 = {instancePath:instancePath+"/secret",schemaPath:"#/$defs/secretName/pattern",keyword:"pattern",params:{pattern: "^NHI_[A-Z0-9_]{1,100}$"},message:"must match pattern \""+"^NHI_[A-Z0-9_]{1,100}$"+"\""};
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
const err7 = {instancePath:instancePath+"/secret",schemaPath:"#/$defs/secretName/type",keyword:"type",params:{type: "string"},message:"must be string"};
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
else {
const err8 = {instancePath,schemaPath:"#/type",keyword:"type",params:{type: "object"},message:"must be object"};
if(vErrors === null){
vErrors = [err8];
}
else {
vErrors.push(err8);
}
errors++;
}
validate29.errors = vErrors;
return errors === 0;
}
validate29.evaluated = {"props":true,"dynamicProps":false,"dynamicItems":false};


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
if(data.auth === undefined){
const err1 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "auth"},message:"must have required property '"+"auth"+"'"};
if(vErrors === null){
vErrors = [err1];
}
else {
vErrors.push(err1);
}
errors++;
}
for(const key0 in data){
if(!(func1.call(schema31.properties, key0))){
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
if(data.url !== undefined){
let data0 = data.url;
if(typeof data0 === "string"){
if(func2(data0) > 2000){
const err3 = {instancePath:instancePath+"/url",schemaPath:"#/properties/url/maxLength",keyword:"maxLength",params:{limit: 2000},message:"must NOT have more than 2000 characters"};
if(vErrors === null){
vErrors = [err3];
}
else {
vErrors.push(err3);
}
errors++;
}
if(!pattern4.test(data0)){
const err4 = {instancePath:instancePath+"/url",schemaPath:"#/properties/url/pattern",keyword:"pattern",params:{pattern: "^https?://[^\\s?#@]+$"},message:"must match pattern \""+"^https?://[^\\s?#@]+$"+"\""};
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
if(data.profile !== undefined){
let data1 = data.profile;
if(!((((((data1 === "generic") || (data1 === "entra")) || (data1 === "aws-iam-identity-center")) || (data1 === "github-emu")) || (data1 === "okta")) || (data1 === "slack"))){
const err6 = {instancePath:instancePath+"/profile",schemaPath:"#/properties/profile/enum",keyword:"enum",params:{allowedValues: schema31.properties.profile.enum},message:"must be equal to one of the allowed values"};
if(vErrors === null){
vErrors = [err6];
}
else {
vErrors.push(err6);
}
errors++;
}
}
if(data.resourceTypes !== undefined){
let data2 = data.resourceTypes;
if(Array.isArray(data2)){
if(data2.length > 20){
const err7 = {instancePath:instancePath+"/resourceTypes",schemaPath:"#/properties/resourceTypes/maxItems",keyword:"maxItems",params:{limit: 20},message:"must NOT have more than 20 items"};
if(vErrors === null){
vErrors = [err7];
}
else {
vErrors.push(err7);
}
errors++;
}
if(data2.length < 1){
const err8 = {instancePath:instancePath+"/resourceTypes",schemaPath:"#/properties/resourceTypes/minItems",keyword:"minItems",params:{limit: 1},message:"must NOT have fewer than 1 items"};
if(vErrors === null){
vErrors = [err8];
}
else {
vErrors.push(err8);
}
errors++;
}
const len0 = data2.length;
for(let i0=0; i0<len0; i0++){
let data3 = data2[i0];
const _errs8 = errors;
let valid3 = false;
const _errs9 = errors;
const _errs12 = errors;
const _errs13 = errors;
if(!((((((((data3 === "Group") || (data3 === "group")) || (data3 === "Login")) || (data3 === "login")) || (data3 === "Role")) || (data3 === "role")) || (data3 === "Entitlement")) || (data3 === "entitlement"))){
const err9 = {};
if(vErrors === null){
vErrors = [err9];
}
else {
vErrors.push(err9);
}
errors++;
}
var valid5 = _errs13 === errors;
if(valid5){
const err10 = {instancePath:instancePath+"/resourceTypes/" + i0,schemaPath:"#/$defs/typeName/not",keyword:"not",params:{},message:"must NOT be valid"};
if(vErrors === null){
vErrors = [err10];
}
else {
vErrors.push(err10);
}
errors++;
}
else {
errors = _errs12;
if(vErrors !== null){
if(_errs12){
vErrors.length = _errs12;
}
else {
vErrors = null;
}
}
}
if(typeof data3 === "string"){
if(!pattern5.test(data3)){
const err11 = {instancePath:instancePath+"/resourceTypes/" + i0,schemaPath:"#/$defs/typeName/pattern",keyword:"pattern",params:{pattern: "^[A-Za-z][A-Za-z0-9]{0,60}$"},message:"must match pattern \""+"^[A-Za-z][A-Za-z0-9]{0,60}$"+"\""};
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
const err12 = {instancePath:instancePath+"/resourceTypes/" + i0,schemaPath:"#/$defs/typeName/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err12];
}
else {
vErrors.push(err12);
}
errors++;
}
var _valid0 = _errs9 === errors;
valid3 = valid3 || _valid0;
const _errs14 = errors;
if(data3 && typeof data3 == "object" && !Array.isArray(data3)){
if(data3.name === undefined){
const err13 = {instancePath:instancePath+"/resourceTypes/" + i0,schemaPath:"#/properties/resourceTypes/items/anyOf/1/required",keyword:"required",params:{missingProperty: "name"},message:"must have required property '"+"name"+"'"};
if(vErrors === null){
vErrors = [err13];
}
else {
vErrors.push(err13);
}
errors++;
}
for(const key1 in data3){
if(!((((key1 === "name") || (key1 === "endpoint")) || (key1 === "schema")) || (key1 === "nameAttribute"))){
const err14 = {instancePath:instancePath+"/resourceTypes/" + i0,schemaPath:"#/properties/resourceTypes/items/anyOf/1/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key1},message:"must NOT have additional properties"};
if(vErrors === null){
vErrors = [err14];
}
else {
vErrors.push(err14);
}
errors++;
}
}
if(data3.name !== undefined){
let data4 = data3.name;
const _errs20 = errors;
const _errs21 = errors;
if(!((((((((data4 === "Group") || (data4 === "group")) || (data4 === "Login")) || (data4 === "login")) || (data4 === "Role")) || (data4 === "role")) || (data4 === "Entitlement")) || (data4 === "entitlement"))){
const err15 = {};
if(vErrors === null){
vErrors = [err15];
}
else {
vErrors.push(err15);
}
errors++;
}
var valid8 = _errs21 === errors;
if(valid8){
const err16 = {instancePath:instancePath+"/resourceTypes/" + i0+"/name",schemaPath:"#/$defs/typeName/not",keyword:"not",params:{},message:"must NOT be valid"};
if(vErrors === null){
vErrors = [err16];
}
else {
vErrors.push(err16);
}
errors++;
}
else {
errors = _errs20;
if(vErrors !== null){
if(_errs20){
vErrors.length = _errs20;
}
else {
vErrors = null;
}
}
}
if(typeof data4 === "string"){
if(!pattern5.test(data4)){
const err17 = {instancePath:instancePath+"/resourceTypes/" + i0+"/name",schemaPath:"#/$defs/typeName/pattern",keyword:"pattern",params:{pattern: "^[A-Za-z][A-Za-z0-9]{0,60}$"},message:"must match pattern \""+"^[A-Za-z][A-Za-z0-9]{0,60}$"+"\""};
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
const err18 = {instancePath:instancePath+"/resourceTypes/" + i0+"/name",schemaPath:"#/$defs/typeName/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err18];
}
else {
vErrors.push(err18);
}
errors++;
}
}
if(data3.endpoint !== undefined){
let data5 = data3.endpoint;
if(typeof data5 === "string"){
if(func2(data5) > 200){
const err19 = {instancePath:instancePath+"/resourceTypes/" + i0+"/endpoint",schemaPath:"#/properties/resourceTypes/items/anyOf/1/properties/endpoint/maxLength",keyword:"maxLength",params:{limit: 200},message:"must NOT have more than 200 characters"};
if(vErrors === null){
vErrors = [err19];
}
else {
vErrors.push(err19);
}
errors++;
}
if(!pattern7.test(data5)){
const err20 = {instancePath:instancePath+"/resourceTypes/" + i0+"/endpoint",schemaPath:"#/properties/resourceTypes/items/anyOf/1/properties/endpoint/pattern",keyword:"pattern",params:{pattern: "^/[A-Za-z0-9._~/-]+$"},message:"must match pattern \""+"^/[A-Za-z0-9._~/-]+$"+"\""};
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
const err21 = {instancePath:instancePath+"/resourceTypes/" + i0+"/endpoint",schemaPath:"#/properties/resourceTypes/items/anyOf/1/properties/endpoint/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err21];
}
else {
vErrors.push(err21);
}
errors++;
}
}
if(data3.schema !== undefined){
let data6 = data3.schema;
if(typeof data6 === "string"){
if(func2(data6) > 300){
const err22 = {instancePath:instancePath+"/resourceTypes/" + i0+"/schema",schemaPath:"#/properties/resourceTypes/items/anyOf/1/properties/schema/maxLength",keyword:"maxLength",params:{limit: 300},message:"must NOT have more than 300 characters"};
if(vErrors === null){
vErrors = [err22];
}
else {
vErrors.push(err22);
}
errors++;
}
if(!pattern8.test(data6)){
const err23 = {instancePath:instancePath+"/resourceTypes/" + i0+"/schema",schemaPath:"#/properties/resourceTypes/items/anyOf/1/properties/schema/pattern",keyword:"pattern",params:{pattern: "^urn:[A-Za-z0-9:._-]+$"},message:"must match pattern \""+"^urn:[A-Za-z0-9:._-]+$"+"\""};
if(vErrors === null){
vErrors = [err23];
}
else {
vErrors.push(err23);
}
errors++;
}
}
else {
const err24 = {instancePath:instancePath+"/resourceTypes/" + i0+"/schema",schemaPath:"#/properties/resourceTypes/items/anyOf/1/properties/schema/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err24];
}
else {
vErrors.push(err24);
}
errors++;
}
}
if(data3.nameAttribute !== undefined){
let data7 = data3.nameAttribute;
if(typeof data7 === "string"){
if(!pattern9.test(data7)){
const err25 = {instancePath:instancePath+"/resourceTypes/" + i0+"/nameAttribute",schemaPath:"#/$defs/attribute/pattern",keyword:"pattern",params:{pattern: "^[A-Za-z][A-Za-z0-9_-]{0,60}$"},message:"must match pattern \""+"^[A-Za-z][A-Za-z0-9_-]{0,60}$"+"\""};
if(vErrors === null){
vErrors = [err25];
}
else {
vErrors.push(err25);
}
errors++;
}
}
else {
const err26 = {instancePath:instancePath+"/resourceTypes/" + i0+"/nameAttribute",schemaPath:"#/$defs/attribute/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err26];
}
else {
vErrors.push(err26);
}
errors++;
}
}
}
else {
const err27 = {instancePath:instancePath+"/resourceTypes/" + i0,schemaPath:"#/properties/resourceTypes/items/anyOf/1/type",keyword:"type",params:{type: "object"},message:"must be object"};
if(vErrors === null){
vErrors = [err27];
}
else {
vErrors.push(err27);
}
errors++;
}
var _valid0 = _errs14 === errors;
valid3 = valid3 || _valid0;
if(!valid3){
const err28 = {instancePath:instancePath+"/resourceTypes/" + i0,schemaPath:"#/properties/resourceTypes/items/anyOf",keyword:"anyOf",params:{},message:"must match a schema in anyOf"};
if(vErrors === null){
vErrors = [err28];
}
else {
vErrors.push(err28);
}
errors++;
}
else {
errors = _errs8;
if(vErrors !== null){
if(_errs8){
vErrors.length = _errs8;
}
else {
vErrors = null;
}
}
}
}
}
else {
const err29 = {instancePath:instancePath+"/resourceTypes",schemaPath:"#/properties/resourceTypes/type",keyword:"type",params:{type: "array"},message:"must be array"};
if(vErrors === null){
vErrors = [err29];
}
else {
vErrors.push(err29);
}
errors++;
}
}
if(data.nameAttribute !== undefined){
let data8 = data.nameAttribute;
if(typeof data8 === "string"){
if(!pattern9.test(data8)){
const err30 = {instancePath:instancePath+"/nameAttribute",schemaPath:"#/$defs/attribute/pattern",keyword:"pattern",params:{pattern: "^[A-Za-z][A-Za-z0-9_-]{0,60}$"},message:"must match pattern \""+"^[A-Za-z][A-Za-z0-9_-]{0,60}$"+"\""};
if(vErrors === null){
vErrors = [err30];
}
else {
vErrors.push(err30);
}
errors++;
}
}
else {
const err31 = {instancePath:instancePath+"/nameAttribute",schemaPath:"#/$defs/attribute/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err31];
}
else {
vErrors.push(err31);
}
errors++;
}
}
if(data.without !== undefined){
let data9 = data.without;
if(Array.isArray(data9)){
const len1 = data9.length;
for(let i1=0; i1<len1; i1++){
let data10 = data9[i1];
if(!(((data10 === "group") || (data10 === "role")) || (data10 === "entitlement"))){
const err32 = {instancePath:instancePath+"/without/" + i1,schemaPath:"#/properties/without/items/enum",keyword:"enum",params:{allowedValues: schema31.properties.without.items.enum},message:"must be equal to one of the allowed values"};
if(vErrors === null){
vErrors = [err32];
}
else {
vErrors.push(err32);
}
errors++;
}
}
let i2 = data9.length;
let j0;
if(i2 > 1){
outer0:
for(;i2--;){
for(j0 = i2; j0--;){
if(func0(data9[i2], data9[j0])){
const err33 = {instancePath:instancePath+"/without",schemaPath:"#/properties/without/uniqueItems",keyword:"uniqueItems",params:{i: i2, j: j0},message:"must NOT have duplicate items (items ## "+j0+" and "+i2+" are identical)"};
if(vErrors === null){
vErrors = [err33];
}
else {
vErrors.push(err33);
}
errors++;
break outer0;
}
}
}
}
}
else {
const err34 = {instancePath:instancePath+"/without",schemaPath:"#/properties/without/type",keyword:"type",params:{type: "array"},message:"must be array"};
if(vErrors === null){
vErrors = [err34];
}
else {
vErrors.push(err34);
}
errors++;
}
}
if(data.auth !== undefined){
let data11 = data.auth;
if(data11 && typeof data11 == "object" && !Array.isArray(data11)){
if(data11.kind === undefined){
const err35 = {instancePath:instancePath+"/auth",schemaPath:"#/properties/auth/required",keyword:"required",params:{missingProperty: "kind"},message:"must have required property '"+"kind"+"'"};
if(vErrors === null){
vErrors = [err35];
}
else {
vErrors.push(err35);
}
errors++;
}
if(data11.kind !== undefined){
if(typeof data11.kind !== "string"){
const err36 = {instancePath:instancePath+"/auth/kind",schemaPath:"#/properties/auth/properties/kind/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err36];
}
else {
vErrors.push(err36);
}
errors++;
}
}
const tag0 = data11.kind;
if(typeof tag0 == "string"){
if(tag0 === "none"){
if(data11 && typeof data11 == "object" && !Array.isArray(data11)){
if(data11.kind === undefined){
const err37 = {instancePath:instancePath+"/auth",schemaPath:"#/properties/auth/oneOf/0/required",keyword:"required",params:{missingProperty: "kind"},message:"must have required property '"+"kind"+"'"};
if(vErrors === null){
vErrors = [err37];
}
else {
vErrors.push(err37);
}
errors++;
}
for(const key2 in data11){
if(!(key2 === "kind")){
const err38 = {instancePath:instancePath+"/auth",schemaPath:"#/properties/auth/oneOf/0/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key2},message:"must NOT have additional properties"};
if(vErrors === null){
vErrors = [err38];
}
else {
vErrors.push(err38);
}
errors++;
}
}
if(data11.kind !== undefined){
if("none" !== data11.kind){
const err39 = {instancePath:instancePath+"/auth/kind",schemaPath:"#/properties/auth/oneOf/0/properties/kind/const",keyword:"const",params:{allowedValue: "none"},message:"must be equal to constant"};
if(vErrors === null){
vErrors = [err39];
}
else {
vErrors.push(err39);
}
errors++;
}
}
}
else {
const err40 = {instancePath:instancePath+"/auth",schemaPath:"#/properties/auth/oneOf/0/type",keyword:"type",params:{type: "object"},message:"must be object"};
if(vErrors === null){
vErrors = [err40];
}
else {
vErrors.push(err40);
}
errors++;
}
var props1 = true;
}
else if(tag0 === "bearer"){
if(data11 && typeof data11 == "object" && !Array.isArray(data11)){
if(data11.kind === undefined){
const err41 = {instancePath:instancePath+"/auth",schemaPath:"#/properties/auth/oneOf/1/required",keyword:"required",params:{missingProperty: "kind"},message:"must have required property '"+"kind"+"'"};
if(vErrors === null){
vErrors = [err41];
}
else {
vErrors.push(err41);
}
errors++;
}
if(data11.read === undefined){
const err42 = {instancePath:instancePath+"/auth",schemaPath:"#/properties/auth/oneOf/1/required",keyword:"required",params:{missingProperty: "read"},message:"must have required property '"+"read"+"'"};
if(vErrors === null){
vErrors = [err42];
}
else {
vErrors.push(err42);
}
errors++;
}
for(const key3 in data11){
if(!(((key3 === "kind") || (key3 === "read")) || (key3 === "write"))){
const err43 = {instancePath:instancePath+"/auth",schemaPath:"#/properties/auth/oneOf/1/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key3},message:"must NOT have additional properties"};
if(vErrors === null){
vErrors = [err43];
}
else {
vErrors.push(err43);
}
errors++;
}
}
if(data11.kind !== undefined){
if("bearer" !== data11.kind){
const err44 = {instancePath:instancePath+"/auth/kind",schemaPath:"#/properties/auth/oneOf/1/properties/kind/const",keyword:"const",params:{allowedValue: "bearer"},message:"must be equal to constant"};
if(vErrors === null){
vErrors = [err44];
}
else {
vErrors.push(err44);
}
errors++;
}
}
if(data11.read !== undefined){
if(!(validate21(data11.read, {instancePath:instancePath+"/auth/read",parentData:data11,parentDataProperty:"read",rootData,dynamicAnchors}))){
vErrors = vErrors === null ? validate21.errors : vErrors.concat(validate21.errors);
errors = vErrors.length;
}
}
if(data11.write !== undefined){
if(!(validate21(data11.write, {instancePath:instancePath+"/auth/write",parentData:data11,parentDataProperty:"write",rootData,dynamicAnchors}))){
vErrors = vErrors === null ? validate21.errors : vErrors.concat(validate21.errors);
errors = vErrors.length;
}
}
}
else {
const err45 = {instancePath:instancePath+"/auth",schemaPath:"#/properties/auth/oneOf/1/type",keyword:"type",params:{type: "object"},message:"must be object"};
if(vErrors === null){
vErrors = [err45];
}
else {
vErrors.push(err45);
}
errors++;
}
if(props1 !== true){
props1 = true;
}
}
else if(tag0 === "basic"){
if(data11 && typeof data11 == "object" && !Array.isArray(data11)){
if(data11.kind === undefined){
const err46 = {instancePath:instancePath+"/auth",schemaPath:"#/properties/auth/oneOf/2/required",keyword:"required",params:{missingProperty: "kind"},message:"must have required property '"+"kind"+"'"};
if(vErrors === null){
vErrors = [err46];
}
else {
vErrors.push(err46);
}
errors++;
}
if(data11.read === undefined){
const err47 = {instancePath:instancePath+"/auth",schemaPath:"#/properties/auth/oneOf/2/required",keyword:"required",params:{missingProperty: "read"},message:"must have required property '"+"read"+"'"};
if(vErrors === null){
vErrors = [err47];
}
else {
vErrors.push(err47);
}
errors++;
}
for(const key4 in data11){
if(!(((key4 === "kind") || (key4 === "read")) || (key4 === "write"))){
const err48 = {instancePath:instancePath+"/auth",schemaPath:"#/properties/auth/oneOf/2/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key4},message:"must NOT have additional properties"};
if(vErrors === null){
vErrors = [err48];
}
else {
vErrors.push(err48);
}
errors++;
}
}
if(data11.kind !== undefined){
if("basic" !== data11.kind){
const err49 = {instancePath:instancePath+"/auth/kind",schemaPath:"#/properties/auth/oneOf/2/properties/kind/const",keyword:"const",params:{allowedValue: "basic"},message:"must be equal to constant"};
if(vErrors === null){
vErrors = [err49];
}
else {
vErrors.push(err49);
}
errors++;
}
}
if(data11.read !== undefined){
if(!(validate24(data11.read, {instancePath:instancePath+"/auth/read",parentData:data11,parentDataProperty:"read",rootData,dynamicAnchors}))){
vErrors = vErrors === null ? validate24.errors : vErrors.concat(validate24.errors);
errors = vErrors.length;
}
}
if(data11.write !== undefined){
if(!(validate24(data11.write, {instancePath:instancePath+"/auth/write",parentData:data11,parentDataProperty:"write",rootData,dynamicAnchors}))){
vErrors = vErrors === null ? validate24.errors : vErrors.concat(validate24.errors);
errors = vErrors.length;
}
}
}
else {
const err50 = {instancePath:instancePath+"/auth",schemaPath:"#/properties/auth/oneOf/2/type",keyword:"type",params:{type: "object"},message:"must be object"};
if(vErrors === null){
vErrors = [err50];
}
else {
vErrors.push(err50);
}
errors++;
}
if(props1 !== true){
props1 = true;
}
}
else if(tag0 === "header"){
if(data11 && typeof data11 == "object" && !Array.isArray(data11)){
if(data11.kind === undefined){
const err51 = {instancePath:instancePath+"/auth",schemaPath:"#/properties/auth/oneOf/3/required",keyword:"required",params:{missingProperty: "kind"},message:"must have required property '"+"kind"+"'"};
if(vErrors === null){
vErrors = [err51];
}
else {
vErrors.push(err51);
}
errors++;
}
if(data11.header === undefined){
const err52 = {instancePath:instancePath+"/auth",schemaPath:"#/properties/auth/oneOf/3/required",keyword:"required",params:{missingProperty: "header"},message:"must have required property '"+"header"+"'"};
if(vErrors === null){
vErrors = [err52];
}
else {
vErrors.push(err52);
}
errors++;
}
if(data11.read === undefined){
const err53 = {instancePath:instancePath+"/auth",schemaPath:"#/properties/auth/oneOf/3/required",keyword:"required",params:{missingProperty: "read"},message:"must have required property '"+"read"+"'"};
if(vErrors === null){
vErrors = [err53];
}
else {
vErrors.push(err53);
}
errors++;
}
for(const key5 in data11){
if(!((((key5 === "kind") || (key5 === "header")) || (key5 === "read")) || (key5 === "write"))){
const err54 = {instancePath:instancePath+"/auth",schemaPath:"#/properties/auth/oneOf/3/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key5},message:"must NOT have additional properties"};
if(vErrors === null){
vErrors = [err54];
}
else {
vErrors.push(err54);
}
errors++;
}
}
if(data11.kind !== undefined){
if("header" !== data11.kind){
const err55 = {instancePath:instancePath+"/auth/kind",schemaPath:"#/properties/auth/oneOf/3/properties/kind/const",keyword:"const",params:{allowedValue: "header"},message:"must be equal to constant"};
if(vErrors === null){
vErrors = [err55];
}
else {
vErrors.push(err55);
}
errors++;
}
}
if(data11.header !== undefined){
let data21 = data11.header;
if(typeof data21 === "string"){
if(!pattern14.test(data21)){
const err56 = {instancePath:instancePath+"/auth/header",schemaPath:"#/properties/auth/oneOf/3/properties/header/pattern",keyword:"pattern",params:{pattern: "^[A-Za-z0-9-]{1,100}$"},message:"must match pattern \""+"^[A-Za-z0-9-]{1,100}$"+"\""};
if(vErrors === null){
vErrors = [err56];
}
else {
vErrors.push(err56);
}
errors++;
}
}
else {
const err57 = {instancePath:instancePath+"/auth/header",schemaPath:"#/properties/auth/oneOf/3/properties/header/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err57];
}
else {
vErrors.push(err57);
}
errors++;
}
}
if(data11.read !== undefined){
if(!(validate21(data11.read, {instancePath:instancePath+"/auth/read",parentData:data11,parentDataProperty:"read",rootData,dynamicAnchors}))){
vErrors = vErrors === null ? validate21.errors : vErrors.concat(validate21.errors);
errors = vErrors.length;
}
}
if(data11.write !== undefined){
if(!(validate21(data11.write, {instancePath:instancePath+"/auth/write",parentData:data11,parentDataProperty:"write",rootData,dynamicAnchors}))){
vErrors = vErrors === null ? validate21.errors : vErrors.concat(validate21.errors);
errors = vErrors.length;
}
}
}
else {
const err58 = {instancePath:instancePath+"/auth",schemaPath:"#/properties/auth/oneOf/3/type",keyword:"type",params:{type: "object"},message:"must be object"};
if(vErrors === null){
vErrors = [err58];
}
else {
vErrors.push(err58);
}
errors++;
}
if(props1 !== true){
props1 = true;
}
}
else if(tag0 === "oauth"){
if(data11 && typeof data11 == "object" && !Array.isArray(data11)){
if(data11.kind === undefined){
const err59 = {instancePath:instancePath+"/auth",schemaPath:"#/properties/auth/oneOf/4/required",keyword:"required",params:{missingProperty: "kind"},message:"must have required property '"+"kind"+"'"};
if(vErrors === null){
vErrors = [err59];
}
else {
vErrors.push(err59);
}
errors++;
}
if(data11.tokenUrl === undefined){
const err60 = {instancePath:instancePath+"/auth",schemaPath:"#/properties/auth/oneOf/4/required",keyword:"required",params:{missingProperty: "tokenUrl"},message:"must have required property '"+"tokenUrl"+"'"};
if(vErrors === null){
vErrors = [err60];
}
else {
vErrors.push(err60);
}
errors++;
}
if(data11.read === undefined){
const err61 = {instancePath:instancePath+"/auth",schemaPath:"#/properties/auth/oneOf/4/required",keyword:"required",params:{missingProperty: "read"},message:"must have required property '"+"read"+"'"};
if(vErrors === null){
vErrors = [err61];
}
else {
vErrors.push(err61);
}
errors++;
}
for(const key6 in data11){
if(!(((((key6 === "kind") || (key6 === "tokenUrl")) || (key6 === "scope")) || (key6 === "read")) || (key6 === "write"))){
const err62 = {instancePath:instancePath+"/auth",schemaPath:"#/properties/auth/oneOf/4/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key6},message:"must NOT have additional properties"};
if(vErrors === null){
vErrors = [err62];
}
else {
vErrors.push(err62);
}
errors++;
}
}
if(data11.kind !== undefined){
if("oauth" !== data11.kind){
const err63 = {instancePath:instancePath+"/auth/kind",schemaPath:"#/properties/auth/oneOf/4/properties/kind/const",keyword:"const",params:{allowedValue: "oauth"},message:"must be equal to constant"};
if(vErrors === null){
vErrors = [err63];
}
else {
vErrors.push(err63);
}
errors++;
}
}
if(data11.tokenUrl !== undefined){
let data25 = data11.tokenUrl;
if(typeof data25 === "string"){
if(func2(data25) > 2000){
const err64 = {instancePath:instancePath+"/auth/tokenUrl",schemaPath:"#/properties/auth/oneOf/4/properties/tokenUrl/maxLength",keyword:"maxLength",params:{limit: 2000},message:"must NOT have more than 2000 characters"};
if(vErrors === null){
vErrors = [err64];
}
else {
vErrors.push(err64);
}
errors++;
}
if(!pattern4.test(data25)){
const err65 = {instancePath:instancePath+"/auth/tokenUrl",schemaPath:"#/properties/auth/oneOf/4/properties/tokenUrl/pattern",keyword:"pattern",params:{pattern: "^https?://[^\\s?#@]+$"},message:"must match pattern \""+"^https?://[^\\s?#@]+$"+"\""};
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
const err66 = {instancePath:instancePath+"/auth/tokenUrl",schemaPath:"#/properties/auth/oneOf/4/properties/tokenUrl/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err66];
}
else {
vErrors.push(err66);
}
errors++;
}
}
if(data11.scope !== undefined){
let data26 = data11.scope;
if(typeof data26 === "string"){
if(func2(data26) > 1000){
const err67 = {instancePath:instancePath+"/auth/scope",schemaPath:"#/properties/auth/oneOf/4/properties/scope/maxLength",keyword:"maxLength",params:{limit: 1000},message:"must NOT have more than 1000 characters"};
if(vErrors === null){
vErrors = [err67];
}
else {
vErrors.push(err67);
}
errors++;
}
}
else {
const err68 = {instancePath:instancePath+"/auth/scope",schemaPath:"#/properties/auth/oneOf/4/properties/scope/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err68];
}
else {
vErrors.push(err68);
}
errors++;
}
}
if(data11.read !== undefined){
if(!(validate29(data11.read, {instancePath:instancePath+"/auth/read",parentData:data11,parentDataProperty:"read",rootData,dynamicAnchors}))){
vErrors = vErrors === null ? validate29.errors : vErrors.concat(validate29.errors);
errors = vErrors.length;
}
}
if(data11.write !== undefined){
if(!(validate29(data11.write, {instancePath:instancePath+"/auth/write",parentData:data11,parentDataProperty:"write",rootData,dynamicAnchors}))){
vErrors = vErrors === null ? validate29.errors : vErrors.concat(validate29.errors);
errors = vErrors.length;
}
}
}
else {
const err69 = {instancePath:instancePath+"/auth",schemaPath:"#/properties/auth/oneOf/4/type",keyword:"type",params:{type: "object"},message:"must be object"};
if(vErrors === null){
vErrors = [err69];
}
else {
vErrors.push(err69);
}
errors++;
}
if(props1 !== true){
props1 = true;
}
}
else {
const err70 = {instancePath:instancePath+"/auth",schemaPath:"#/properties/auth/discriminator",keyword:"discriminator",params:{error: "mapping", tag: "kind", tagValue: tag0},message:"value of tag \"kind\" must be in oneOf"};
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
const err71 = {instancePath:instancePath+"/auth",schemaPath:"#/properties/auth/discriminator",keyword:"discriminator",params:{error: "tag", tag: "kind", tagValue: tag0},message:"tag \"kind\" must be string"};
if(vErrors === null){
vErrors = [err71];
}
else {
vErrors.push(err71);
}
errors++;
}
}
else {
const err72 = {instancePath:instancePath+"/auth",schemaPath:"#/properties/auth/type",keyword:"type",params:{type: "object"},message:"must be object"};
if(vErrors === null){
vErrors = [err72];
}
else {
vErrors.push(err72);
}
errors++;
}
}
if(data.settles !== undefined){
let data29 = data.settles;
if(typeof data29 === "string"){
if(!pattern17.test(data29)){
const err73 = {instancePath:instancePath+"/settles",schemaPath:"#/$defs/duration/pattern",keyword:"pattern",params:{pattern: "^[0-9]{1,9}[smhdw]$"},message:"must match pattern \""+"^[0-9]{1,9}[smhdw]$"+"\""};
if(vErrors === null){
vErrors = [err73];
}
else {
vErrors.push(err73);
}
errors++;
}
}
else {
const err74 = {instancePath:instancePath+"/settles",schemaPath:"#/$defs/duration/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err74];
}
else {
vErrors.push(err74);
}
errors++;
}
}
if(data.pageSize !== undefined){
let data30 = data.pageSize;
if(!(((typeof data30 == "number") && (!(data30 % 1) && !isNaN(data30))) && (isFinite(data30)))){
const err75 = {instancePath:instancePath+"/pageSize",schemaPath:"#/properties/pageSize/type",keyword:"type",params:{type: "integer"},message:"must be integer"};
if(vErrors === null){
vErrors = [err75];
}
else {
vErrors.push(err75);
}
errors++;
}
if((typeof data30 == "number") && (isFinite(data30))){
if(data30 > 1000 || isNaN(data30)){
const err76 = {instancePath:instancePath+"/pageSize",schemaPath:"#/properties/pageSize/maximum",keyword:"maximum",params:{comparison: "<=", limit: 1000},message:"must be <= 1000"};
if(vErrors === null){
vErrors = [err76];
}
else {
vErrors.push(err76);
}
errors++;
}
if(data30 < 1 || isNaN(data30)){
const err77 = {instancePath:instancePath+"/pageSize",schemaPath:"#/properties/pageSize/minimum",keyword:"minimum",params:{comparison: ">=", limit: 1},message:"must be >= 1"};
if(vErrors === null){
vErrors = [err77];
}
else {
vErrors.push(err77);
}
errors++;
}
}
}
if(data.timeouts !== undefined){
let data31 = data.timeouts;
if(data31 && typeof data31 == "object" && !Array.isArray(data31)){
for(const key7 in data31){
if(!(((key7 === "answer") || (key7 === "whole")) || (key7 === "wait"))){
const err78 = {instancePath:instancePath+"/timeouts",schemaPath:"#/properties/timeouts/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key7},message:"must NOT have additional properties"};
if(vErrors === null){
vErrors = [err78];
}
else {
vErrors.push(err78);
}
errors++;
}
}
if(data31.answer !== undefined){
let data32 = data31.answer;
if(typeof data32 === "string"){
if(!pattern17.test(data32)){
const err79 = {instancePath:instancePath+"/timeouts/answer",schemaPath:"#/$defs/duration/pattern",keyword:"pattern",params:{pattern: "^[0-9]{1,9}[smhdw]$"},message:"must match pattern \""+"^[0-9]{1,9}[smhdw]$"+"\""};
if(vErrors === null){
vErrors = [err79];
}
else {
vErrors.push(err79);
}
errors++;
}
}
else {
const err80 = {instancePath:instancePath+"/timeouts/answer",schemaPath:"#/$defs/duration/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err80];
}
else {
vErrors.push(err80);
}
errors++;
}
}
if(data31.whole !== undefined){
let data33 = data31.whole;
if(typeof data33 === "string"){
if(!pattern17.test(data33)){
const err81 = {instancePath:instancePath+"/timeouts/whole",schemaPath:"#/$defs/duration/pattern",keyword:"pattern",params:{pattern: "^[0-9]{1,9}[smhdw]$"},message:"must match pattern \""+"^[0-9]{1,9}[smhdw]$"+"\""};
if(vErrors === null){
vErrors = [err81];
}
else {
vErrors.push(err81);
}
errors++;
}
}
else {
const err82 = {instancePath:instancePath+"/timeouts/whole",schemaPath:"#/$defs/duration/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err82];
}
else {
vErrors.push(err82);
}
errors++;
}
}
if(data31.wait !== undefined){
let data34 = data31.wait;
if(typeof data34 === "string"){
if(!pattern17.test(data34)){
const err83 = {instancePath:instancePath+"/timeouts/wait",schemaPath:"#/$defs/duration/pattern",keyword:"pattern",params:{pattern: "^[0-9]{1,9}[smhdw]$"},message:"must match pattern \""+"^[0-9]{1,9}[smhdw]$"+"\""};
if(vErrors === null){
vErrors = [err83];
}
else {
vErrors.push(err83);
}
errors++;
}
}
else {
const err84 = {instancePath:instancePath+"/timeouts/wait",schemaPath:"#/$defs/duration/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err84];
}
else {
vErrors.push(err84);
}
errors++;
}
}
}
else {
const err85 = {instancePath:instancePath+"/timeouts",schemaPath:"#/properties/timeouts/type",keyword:"type",params:{type: "object"},message:"must be object"};
if(vErrors === null){
vErrors = [err85];
}
else {
vErrors.push(err85);
}
errors++;
}
}
if(data.limits !== undefined){
let data35 = data.limits;
if(data35 && typeof data35 == "object" && !Array.isArray(data35)){
for(const key8 in data35){
if(!(((((key8 === "attempts") || (key8 === "requests")) || (key8 === "pages")) || (key8 === "answerBytes")) || (key8 === "readBytes"))){
const err86 = {instancePath:instancePath+"/limits",schemaPath:"#/properties/limits/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key8},message:"must NOT have additional properties"};
if(vErrors === null){
vErrors = [err86];
}
else {
vErrors.push(err86);
}
errors++;
}
}
if(data35.attempts !== undefined){
let data36 = data35.attempts;
if(!(((typeof data36 == "number") && (!(data36 % 1) && !isNaN(data36))) && (isFinite(data36)))){
const err87 = {instancePath:instancePath+"/limits/attempts",schemaPath:"#/properties/limits/properties/attempts/type",keyword:"type",params:{type: "integer"},message:"must be integer"};
if(vErrors === null){
vErrors = [err87];
}
else {
vErrors.push(err87);
}
errors++;
}
if((typeof data36 == "number") && (isFinite(data36))){
if(data36 > 10 || isNaN(data36)){
const err88 = {instancePath:instancePath+"/limits/attempts",schemaPath:"#/properties/limits/properties/attempts/maximum",keyword:"maximum",params:{comparison: "<=", limit: 10},message:"must be <= 10"};
if(vErrors === null){
vErrors = [err88];
}
else {
vErrors.push(err88);
}
errors++;
}
if(data36 < 1 || isNaN(data36)){
const err89 = {instancePath:instancePath+"/limits/attempts",schemaPath:"#/properties/limits/properties/attempts/minimum",keyword:"minimum",params:{comparison: ">=", limit: 1},message:"must be >= 1"};
if(vErrors === null){
vErrors = [err89];
}
else {
vErrors.push(err89);
}
errors++;
}
}
}
if(data35.requests !== undefined){
let data37 = data35.requests;
if(!(((typeof data37 == "number") && (!(data37 % 1) && !isNaN(data37))) && (isFinite(data37)))){
const err90 = {instancePath:instancePath+"/limits/requests",schemaPath:"#/properties/limits/properties/requests/type",keyword:"type",params:{type: "integer"},message:"must be integer"};
if(vErrors === null){
vErrors = [err90];
}
else {
vErrors.push(err90);
}
errors++;
}
if((typeof data37 == "number") && (isFinite(data37))){
if(data37 < 1 || isNaN(data37)){
const err91 = {instancePath:instancePath+"/limits/requests",schemaPath:"#/properties/limits/properties/requests/minimum",keyword:"minimum",params:{comparison: ">=", limit: 1},message:"must be >= 1"};
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
if(data35.pages !== undefined){
let data38 = data35.pages;
if(!(((typeof data38 == "number") && (!(data38 % 1) && !isNaN(data38))) && (isFinite(data38)))){
const err92 = {instancePath:instancePath+"/limits/pages",schemaPath:"#/properties/limits/properties/pages/type",keyword:"type",params:{type: "integer"},message:"must be integer"};
if(vErrors === null){
vErrors = [err92];
}
else {
vErrors.push(err92);
}
errors++;
}
if((typeof data38 == "number") && (isFinite(data38))){
if(data38 < 1 || isNaN(data38)){
const err93 = {instancePath:instancePath+"/limits/pages",schemaPath:"#/properties/limits/properties/pages/minimum",keyword:"minimum",params:{comparison: ">=", limit: 1},message:"must be >= 1"};
if(vErrors === null){
vErrors = [err93];
}
else {
vErrors.push(err93);
}
errors++;
}
}
}
if(data35.answerBytes !== undefined){
let data39 = data35.answerBytes;
if(!(((typeof data39 == "number") && (!(data39 % 1) && !isNaN(data39))) && (isFinite(data39)))){
const err94 = {instancePath:instancePath+"/limits/answerBytes",schemaPath:"#/properties/limits/properties/answerBytes/type",keyword:"type",params:{type: "integer"},message:"must be integer"};
if(vErrors === null){
vErrors = [err94];
}
else {
vErrors.push(err94);
}
errors++;
}
if((typeof data39 == "number") && (isFinite(data39))){
if(data39 < 1024 || isNaN(data39)){
const err95 = {instancePath:instancePath+"/limits/answerBytes",schemaPath:"#/properties/limits/properties/answerBytes/minimum",keyword:"minimum",params:{comparison: ">=", limit: 1024},message:"must be >= 1024"};
if(vErrors === null){
vErrors = [err95];
}
else {
vErrors.push(err95);
}
errors++;
}
}
}
if(data35.readBytes !== undefined){
let data40 = data35.readBytes;
if(!(((typeof data40 == "number") && (!(data40 % 1) && !isNaN(data40))) && (isFinite(data40)))){
const err96 = {instancePath:instancePath+"/limits/readBytes",schemaPath:"#/properties/limits/properties/readBytes/type",keyword:"type",params:{type: "integer"},message:"must be integer"};
if(vErrors === null){
vErrors = [err96];
}
else {
vErrors.push(err96);
}
errors++;
}
if((typeof data40 == "number") && (isFinite(data40))){
if(data40 < 1024 || isNaN(data40)){
const err97 = {instancePath:instancePath+"/limits/readBytes",schemaPath:"#/properties/limits/properties/readBytes/minimum",keyword:"minimum",params:{comparison: ">=", limit: 1024},message:"must be >= 1024"};
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
const err98 = {instancePath:instancePath+"/limits",schemaPath:"#/properties/limits/type",keyword:"type",params:{type: "object"},message:"must be object"};
if(vErrors === null){
vErrors = [err98];
}
else {
vErrors.push(err98);
}
errors++;
}
}
if(data.quirks !== undefined){
let data41 = data.quirks;
if(data41 && typeof data41 == "object" && !Array.isArray(data41)){
for(const key9 in data41){
if(!(func1.call(schema31.properties.quirks.properties, key9))){
const err99 = {instancePath:instancePath+"/quirks",schemaPath:"#/properties/quirks/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key9},message:"must NOT have additional properties"};
if(vErrors === null){
vErrors = [err99];
}
else {
vErrors.push(err99);
}
errors++;
}
}
if(data41.paging !== undefined){
let data42 = data41.paging;
if(!((data42 === "index") || (data42 === "cursor"))){
const err100 = {instancePath:instancePath+"/quirks/paging",schemaPath:"#/properties/quirks/properties/paging/enum",keyword:"enum",params:{allowedValues: schema31.properties.quirks.properties.paging.enum},message:"must be equal to one of the allowed values"};
if(vErrors === null){
vErrors = [err100];
}
else {
vErrors.push(err100);
}
errors++;
}
}
if(data41.projection !== undefined){
if(typeof data41.projection !== "boolean"){
const err101 = {instancePath:instancePath+"/quirks/projection",schemaPath:"#/properties/quirks/properties/projection/type",keyword:"type",params:{type: "boolean"},message:"must be boolean"};
if(vErrors === null){
vErrors = [err101];
}
else {
vErrors.push(err101);
}
errors++;
}
}
if(data41.membership !== undefined){
let data44 = data41.membership;
if(!((((data44 === "members") || (data44 === "memberFilter")) || (data44 === "pairFilter")) || (data44 === "userGroups"))){
const err102 = {instancePath:instancePath+"/quirks/membership",schemaPath:"#/properties/quirks/properties/membership/enum",keyword:"enum",params:{allowedValues: schema31.properties.quirks.properties.membership.enum},message:"must be equal to one of the allowed values"};
if(vErrors === null){
vErrors = [err102];
}
else {
vErrors.push(err102);
}
errors++;
}
}
if(data41.memberPath !== undefined){
let data45 = data41.memberPath;
if(!((data45 === "members.value") || (data45 === "members"))){
const err103 = {instancePath:instancePath+"/quirks/memberPath",schemaPath:"#/properties/quirks/properties/memberPath/enum",keyword:"enum",params:{allowedValues: schema31.properties.quirks.properties.memberPath.enum},message:"must be equal to one of the allowed values"};
if(vErrors === null){
vErrors = [err103];
}
else {
vErrors.push(err103);
}
errors++;
}
}
if(data41.omittedMembers !== undefined){
let data46 = data41.omittedMembers;
if(!((data46 === "empty") || (data46 === "unproven"))){
const err104 = {instancePath:instancePath+"/quirks/omittedMembers",schemaPath:"#/properties/quirks/properties/omittedMembers/enum",keyword:"enum",params:{allowedValues: schema31.properties.quirks.properties.omittedMembers.enum},message:"must be equal to one of the allowed values"};
if(vErrors === null){
vErrors = [err104];
}
else {
vErrors.push(err104);
}
errors++;
}
}
if(data41.remove !== undefined){
let data47 = data41.remove;
if(!(((data47 === "filterPath") || (data47 === "valueArray")) || (data47 === "put"))){
const err105 = {instancePath:instancePath+"/quirks/remove",schemaPath:"#/properties/quirks/properties/remove/enum",keyword:"enum",params:{allowedValues: schema31.properties.quirks.properties.remove.enum},message:"must be equal to one of the allowed values"};
if(vErrors === null){
vErrors = [err105];
}
else {
vErrors.push(err105);
}
errors++;
}
}
if(data41.active !== undefined){
let data48 = data41.active;
if(!((data48 === "path") || (data48 === "value"))){
const err106 = {instancePath:instancePath+"/quirks/active",schemaPath:"#/properties/quirks/properties/active/enum",keyword:"enum",params:{allowedValues: schema31.properties.quirks.properties.active.enum},message:"must be equal to one of the allowed values"};
if(vErrors === null){
vErrors = [err106];
}
else {
vErrors.push(err106);
}
errors++;
}
}
if(data41.booleanText !== undefined){
if(typeof data41.booleanText !== "boolean"){
const err107 = {instancePath:instancePath+"/quirks/booleanText",schemaPath:"#/properties/quirks/properties/booleanText/type",keyword:"type",params:{type: "boolean"},message:"must be boolean"};
if(vErrors === null){
vErrors = [err107];
}
else {
vErrors.push(err107);
}
errors++;
}
}
if(data41.attributePatch !== undefined){
if(typeof data41.attributePatch !== "boolean"){
const err108 = {instancePath:instancePath+"/quirks/attributePatch",schemaPath:"#/properties/quirks/properties/attributePatch/type",keyword:"type",params:{type: "boolean"},message:"must be boolean"};
if(vErrors === null){
vErrors = [err108];
}
else {
vErrors.push(err108);
}
errors++;
}
}
if(data41.deleteIsSafe !== undefined){
if(typeof data41.deleteIsSafe !== "boolean"){
const err109 = {instancePath:instancePath+"/quirks/deleteIsSafe",schemaPath:"#/properties/quirks/properties/deleteIsSafe/type",keyword:"type",params:{type: "boolean"},message:"must be boolean"};
if(vErrors === null){
vErrors = [err109];
}
else {
vErrors.push(err109);
}
errors++;
}
}
}
else {
const err110 = {instancePath:instancePath+"/quirks",schemaPath:"#/properties/quirks/type",keyword:"type",params:{type: "object"},message:"must be object"};
if(vErrors === null){
vErrors = [err110];
}
else {
vErrors.push(err110);
}
errors++;
}
}
if(data.administrator !== undefined){
let data52 = data.administrator;
if(data52 && typeof data52 == "object" && !Array.isArray(data52)){
for(const key10 in data52){
let data53 = data52[key10];
if(Array.isArray(data53)){
const len2 = data53.length;
for(let i3=0; i3<len2; i3++){
let data54 = data53[i3];
if(typeof data54 === "string"){
if(func2(data54) > 500){
const err111 = {instancePath:instancePath+"/administrator/" + key10.replace(/~/g, "~0").replace(/\//g, "~1")+"/" + i3,schemaPath:"#/$defs/patterns/additionalProperties/items/maxLength",keyword:"maxLength",params:{limit: 500},message:"must NOT have more than 500 characters"};
if(vErrors === null){
vErrors = [err111];
}
else {
vErrors.push(err111);
}
errors++;
}
if(func2(data54) < 1){
const err112 = {instancePath:instancePath+"/administrator/" + key10.replace(/~/g, "~0").replace(/\//g, "~1")+"/" + i3,schemaPath:"#/$defs/patterns/additionalProperties/items/minLength",keyword:"minLength",params:{limit: 1},message:"must NOT have fewer than 1 characters"};
if(vErrors === null){
vErrors = [err112];
}
else {
vErrors.push(err112);
}
errors++;
}
}
else {
const err113 = {instancePath:instancePath+"/administrator/" + key10.replace(/~/g, "~0").replace(/\//g, "~1")+"/" + i3,schemaPath:"#/$defs/patterns/additionalProperties/items/type",keyword:"type",params:{type: "string"},message:"must be string"};
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
else {
const err114 = {instancePath:instancePath+"/administrator/" + key10.replace(/~/g, "~0").replace(/\//g, "~1"),schemaPath:"#/$defs/patterns/additionalProperties/type",keyword:"type",params:{type: "array"},message:"must be array"};
if(vErrors === null){
vErrors = [err114];
}
else {
vErrors.push(err114);
}
errors++;
}
}
}
else {
const err115 = {instancePath:instancePath+"/administrator",schemaPath:"#/$defs/patterns/type",keyword:"type",params:{type: "object"},message:"must be object"};
if(vErrors === null){
vErrors = [err115];
}
else {
vErrors.push(err115);
}
errors++;
}
}
if(data.privileged !== undefined){
let data55 = data.privileged;
if(data55 && typeof data55 == "object" && !Array.isArray(data55)){
for(const key11 in data55){
let data56 = data55[key11];
if(Array.isArray(data56)){
const len3 = data56.length;
for(let i4=0; i4<len3; i4++){
let data57 = data56[i4];
if(typeof data57 === "string"){
if(func2(data57) > 500){
const err116 = {instancePath:instancePath+"/privileged/" + key11.replace(/~/g, "~0").replace(/\//g, "~1")+"/" + i4,schemaPath:"#/$defs/patterns/additionalProperties/items/maxLength",keyword:"maxLength",params:{limit: 500},message:"must NOT have more than 500 characters"};
if(vErrors === null){
vErrors = [err116];
}
else {
vErrors.push(err116);
}
errors++;
}
if(func2(data57) < 1){
const err117 = {instancePath:instancePath+"/privileged/" + key11.replace(/~/g, "~0").replace(/\//g, "~1")+"/" + i4,schemaPath:"#/$defs/patterns/additionalProperties/items/minLength",keyword:"minLength",params:{limit: 1},message:"must NOT have fewer than 1 characters"};
if(vErrors === null){
vErrors = [err117];
}
else {
vErrors.push(err117);
}
errors++;
}
}
else {
const err118 = {instancePath:instancePath+"/privileged/" + key11.replace(/~/g, "~0").replace(/\//g, "~1")+"/" + i4,schemaPath:"#/$defs/patterns/additionalProperties/items/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err118];
}
else {
vErrors.push(err118);
}
errors++;
}
}
}
else {
const err119 = {instancePath:instancePath+"/privileged/" + key11.replace(/~/g, "~0").replace(/\//g, "~1"),schemaPath:"#/$defs/patterns/additionalProperties/type",keyword:"type",params:{type: "array"},message:"must be array"};
if(vErrors === null){
vErrors = [err119];
}
else {
vErrors.push(err119);
}
errors++;
}
}
}
else {
const err120 = {instancePath:instancePath+"/privileged",schemaPath:"#/$defs/patterns/type",keyword:"type",params:{type: "object"},message:"must be object"};
if(vErrors === null){
vErrors = [err120];
}
else {
vErrors.push(err120);
}
errors++;
}
}
if(data.vendor !== undefined){
let data58 = data.vendor;
if(data58 && typeof data58 == "object" && !Array.isArray(data58)){
for(const key12 in data58){
let data59 = data58[key12];
if(Array.isArray(data59)){
const len4 = data59.length;
for(let i5=0; i5<len4; i5++){
let data60 = data59[i5];
if(typeof data60 === "string"){
if(func2(data60) > 500){
const err121 = {instancePath:instancePath+"/vendor/" + key12.replace(/~/g, "~0").replace(/\//g, "~1")+"/" + i5,schemaPath:"#/$defs/patterns/additionalProperties/items/maxLength",keyword:"maxLength",params:{limit: 500},message:"must NOT have more than 500 characters"};
if(vErrors === null){
vErrors = [err121];
}
else {
vErrors.push(err121);
}
errors++;
}
if(func2(data60) < 1){
const err122 = {instancePath:instancePath+"/vendor/" + key12.replace(/~/g, "~0").replace(/\//g, "~1")+"/" + i5,schemaPath:"#/$defs/patterns/additionalProperties/items/minLength",keyword:"minLength",params:{limit: 1},message:"must NOT have fewer than 1 characters"};
if(vErrors === null){
vErrors = [err122];
}
else {
vErrors.push(err122);
}
errors++;
}
}
else {
const err123 = {instancePath:instancePath+"/vendor/" + key12.replace(/~/g, "~0").replace(/\//g, "~1")+"/" + i5,schemaPath:"#/$defs/patterns/additionalProperties/items/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err123];
}
else {
vErrors.push(err123);
}
errors++;
}
}
}
else {
const err124 = {instancePath:instancePath+"/vendor/" + key12.replace(/~/g, "~0").replace(/\//g, "~1"),schemaPath:"#/$defs/patterns/additionalProperties/type",keyword:"type",params:{type: "array"},message:"must be array"};
if(vErrors === null){
vErrors = [err124];
}
else {
vErrors.push(err124);
}
errors++;
}
}
}
else {
const err125 = {instancePath:instancePath+"/vendor",schemaPath:"#/$defs/patterns/type",keyword:"type",params:{type: "object"},message:"must be object"};
if(vErrors === null){
vErrors = [err125];
}
else {
vErrors.push(err125);
}
errors++;
}
}
}
else {
const err126 = {instancePath,schemaPath:"#/type",keyword:"type",params:{type: "object"},message:"must be object"};
if(vErrors === null){
vErrors = [err126];
}
else {
vErrors.push(err126);
}
errors++;
}
validate20.errors = vErrors;
return errors === 0;
}
validate20.evaluated = {"props":true,"dynamicProps":false,"dynamicItems":false};

;// CONCATENATED MODULE: ./src/connectors/scim/config.schema.json
const config_schema_namespaceObject = /*#__PURE__*/JSON.parse('{"$schema":"https://json-schema.org/draft/2020-12/schema","title":"Config of a scim target","type":"object","additionalProperties":false,"required":["url","auth"],"properties":{"url":{"description":"Base address, without /Users.","type":"string","pattern":"^https?://[^\\\\s?#@]+$","maxLength":2000},"profile":{"description":"Which vendor\'s differences hold.","enum":["generic","entra","aws-iam-identity-center","github-emu","okta","slack"]},"resourceTypes":{"description":"Types whose resources are accounts; User if left out. A plain name is looked up at /ResourceTypes.","type":"array","minItems":1,"maxItems":20,"items":{"anyOf":[{"$ref":"#/$defs/typeName"},{"type":"object","additionalProperties":false,"required":["name"],"properties":{"name":{"$ref":"#/$defs/typeName"},"endpoint":{"type":"string","pattern":"^/[A-Za-z0-9._~/-]+$","maxLength":200},"schema":{"type":"string","pattern":"^urn:[A-Za-z0-9:._-]+$","maxLength":300},"nameAttribute":{"$ref":"#/$defs/attribute"}}}]}},"nameAttribute":{"description":"The attribute that is an account\'s name; userName if left out.","$ref":"#/$defs/attribute"},"without":{"description":"Kinds that this server does not have; they are neither read nor written.","type":"array","uniqueItems":true,"items":{"enum":["group","role","entitlement"]}},"auth":{"type":"object","required":["kind"],"properties":{"kind":{"type":"string"}},"discriminator":{"propertyName":"kind"},"oneOf":[{"type":"object","additionalProperties":false,"required":["kind"],"properties":{"kind":{"const":"none"}}},{"type":"object","additionalProperties":false,"required":["kind","read"],"properties":{"kind":{"const":"bearer"},"read":{"$ref":"#/$defs/secret"},"write":{"$ref":"#/$defs/secret"}}},{"type":"object","additionalProperties":false,"required":["kind","read"],"properties":{"kind":{"const":"basic"},"read":{"$ref":"#/$defs/userAndSecret"},"write":{"$ref":"#/$defs/userAndSecret"}}},{"type":"object","additionalProperties":false,"required":["kind","header","read"],"properties":{"kind":{"const":"header"},"header":{"type":"string","pattern":"^[A-Za-z0-9-]{1,100}$"},"read":{"$ref":"#/$defs/secret"},"write":{"$ref":"#/$defs/secret"}}},{"type":"object","additionalProperties":false,"required":["kind","tokenUrl","read"],"properties":{"kind":{"const":"oauth"},"tokenUrl":{"type":"string","pattern":"^https?://[^\\\\s?#@]+$","maxLength":2000},"scope":{"type":"string","maxLength":1000},"read":{"$ref":"#/$defs/clientAndSecret"},"write":{"$ref":"#/$defs/clientAndSecret"}}}]},"settles":{"description":"This long after a write an old answer may still come; 60s if left out.","$ref":"#/$defs/duration"},"pageSize":{"type":"integer","minimum":1,"maximum":1000},"timeouts":{"type":"object","additionalProperties":false,"properties":{"answer":{"description":"Until an answer begins.","$ref":"#/$defs/duration"},"whole":{"description":"Until an answer has come whole.","$ref":"#/$defs/duration"},"wait":{"description":"All pauses between the tries of one request.","$ref":"#/$defs/duration"}}},"limits":{"type":"object","additionalProperties":false,"properties":{"attempts":{"description":"Of one request that only reads.","type":"integer","minimum":1,"maximum":10},"requests":{"description":"Of one read.","type":"integer","minimum":1},"pages":{"description":"Of one list.","type":"integer","minimum":1},"answerBytes":{"type":"integer","minimum":1024},"readBytes":{"type":"integer","minimum":1024}}},"quirks":{"description":"Lines of the profile that are otherwise on this server.","type":"object","additionalProperties":false,"properties":{"paging":{"enum":["index","cursor"]},"projection":{"type":"boolean"},"membership":{"enum":["members","memberFilter","pairFilter","userGroups"]},"memberPath":{"enum":["members.value","members"]},"omittedMembers":{"enum":["empty","unproven"]},"remove":{"enum":["filterPath","valueArray","put"]},"active":{"enum":["path","value"]},"booleanText":{"type":"boolean"},"attributePatch":{"type":"boolean"},"deleteIsSafe":{"type":"boolean"}}},"administrator":{"$ref":"#/$defs/patterns"},"privileged":{"$ref":"#/$defs/patterns"},"vendor":{"$ref":"#/$defs/patterns"}},"$defs":{"typeName":{"type":"string","pattern":"^[A-Za-z][A-Za-z0-9]{0,60}$","not":{"enum":["Group","group","Login","login","Role","role","Entitlement","entitlement"]}},"attribute":{"type":"string","pattern":"^[A-Za-z][A-Za-z0-9_-]{0,60}$"},"duration":{"type":"string","pattern":"^[0-9]{1,9}[smhdw]$"},"secretName":{"type":"string","pattern":"^NHI_[A-Z0-9_]{1,100}$"},"secret":{"type":"object","additionalProperties":false,"required":["secret"],"properties":{"secret":{"$ref":"#/$defs/secretName"}}},"userAndSecret":{"type":"object","additionalProperties":false,"required":["user","secret"],"properties":{"user":{"type":"string","pattern":"^[^:\\\\s]{1,200}$"},"secret":{"$ref":"#/$defs/secretName"}}},"clientAndSecret":{"type":"object","additionalProperties":false,"required":["clientId","secret"],"properties":{"clientId":{"type":"string","minLength":1,"maxLength":300},"secret":{"$ref":"#/$defs/secretName"}}},"patterns":{"description":"Kind to name patterns, in which * is any characters.","type":"object","additionalProperties":{"type":"array","items":{"type":"string","minLength":1,"maxLength":500}}}}}');
// EXTERNAL MODULE: ./src/connectors/scim/config.ts
var scim_config = __webpack_require__(9456);
;// CONCATENATED MODULE: ./src/connectors/scim/kinds.ts



const TYPED = { type: { default: '', mayPrint: true } };
const FACTS = { role: TYPED, entitlement: TYPED };
const GIVE_AND_TAKE = ['grant', 'revoke'];
function kindsOf(config) {
    const scim = config;
    const settings = (0,scim_config/* settingsOf */.f)(scim);
    const kind = (name, role, verbs, more = {}) => ({
        name,
        role,
        facets: [],
        verbs,
        facts: FACTS[name] ?? {},
        writes: 'member',
        settlesInSeconds: settings.settlesInSeconds,
        // RFC 7644 says nothing about sessions: what a disabled account has opened lives on as long as the server lets it.
        revocation: 'untilTokenExpiry',
        administrator: scim.administrator?.[name] ?? [],
        privileged: scim.privileged?.[name] ?? [],
        vendor: scim.vendor?.[name] ?? [],
        ...more,
    });
    const { attributePatch, deleteIsSafe, remove } = settings.quirks;
    const onAccounts = attributePatch ? GIVE_AND_TAKE : [];
    const all = [
        ...settings.types.map((type) => kind(type.kind, 'account', deleteIsSafe ? GIVE_AND_TAKE : ['grant'])),
        kind('login', 'login', GIVE_AND_TAKE),
        kind('group', 'grant', GIVE_AND_TAKE, { refersTo: 'group', writes: remove === 'put' ? 'wholeList' : 'member' }),
        kind('role', 'grant', onAccounts),
        kind('entitlement', 'grant', onAccounts),
    ];
    return all.filter(({ name }) => settings.has(name));
}
/** Names stay verbatim: which of them differ only in case is for the server to say (RFC 7643 §7, caseExact). */
function canonical(entry) {
    if (entry.name === '')
        return { refused: 'a name is not empty' };
    if (Object.keys(entry.facets).length > 0)
        return { refused: `the kind ${entry.kind} has no facets` };
    const facts = FACTS[entry.kind] ?? {};
    const unknown = Object.keys(entry.facts).filter((fact) => facts[fact] === undefined);
    if (unknown.length > 0)
        return { refused: `the kind ${entry.kind} has no fact ${unknown.sort().join(', ')}` };
    const defaults = Object.entries(facts).flatMap(([fact, { default: value }]) => (value === undefined ? [] : [[fact, value]]));
    return { ...entry, facts: { ...Object.fromEntries(defaults), ...entry.facts } };
}
/** Which codes it can meet, and when. */
const failures = {
    unauthenticated: 'the server answers 401, or the secret cannot be sent',
    forbidden: 'the server answers 403, or the secret is not bound to the address',
    throttled: 'the server answers 429 for longer than we may wait',
    unavailable: 'the server answers 5xx, too late, or not at all; of a write: it may have been carried out',
    conflict: 'the server answers 409 or 412, or what is to be changed is not there any more',
    unproven: 'a list has no end, moves, or hides rows; a group hides its members',
    badResponse: 'the server answers 404 to a list, a redirect, HTML, no SCIM, or our own secret as a name',
    unsupported: 'the profile does not offer the change, or the server answers 501',
};
const kinds = {
    connector: 'scim',
    kinds: kindsOf,
    configSchema: config_schema_namespaceObject,
    checkConfig: validate,
    canonical,
};


/***/ }),

/***/ 2490:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   DS: () => (/* binding */ SUSPICIOUS_COUNTS),
/* harmony export */   Tc: () => (/* binding */ quirksOf)
/* harmony export */ });
/* unused harmony export PROFILES */
/** What servers do differently, as a table: each row is what the vendor documents, or what the RFCs leave open. */
/** RFC 7643 and 7644 by the letter, and careful where they leave it open. */
const generic = {
    paging: 'index',
    pageSize: 100,
    projection: true,
    membership: 'members',
    memberPath: 'members.value',
    omittedMembers: 'unproven',
    remove: 'filterPath',
    active: 'path',
    booleanText: false,
    attributePatch: true,
    deleteIsSafe: false,
};
const PROFILES = {
    generic,
    // Servers built for Entra store what its client sends: "False" as text. Its remove with a value array is not copied: by
    // RFC 7644 §3.5.2.2 it removes all members, and strict servers do that.
    entra: { ...generic, booleanText: true },
    // GetGroup and ListGroups return empty members; documented filters by member name the group as well; at most 100 a page;
    // users have no multi-valued attributes; totals come without a cursor only.
    'aws-iam-identity-center': {
        ...generic,
        paging: 'cursor',
        projection: false,
        membership: 'pairFilter',
        memberPath: 'members',
        attributePatch: false,
    },
    // A filter path on a user is silently ineffective; DELETE cannot be undone: it destroys tokens and keys.
    'github-emu': { ...generic, active: 'value', attributePatch: false },
    // Deactivates by active:false, never by DELETE; filters are `eq` only, which is all that is sent.
    okta: { ...generic },
    // The default page is 10, the largest 1000.
    slack: { ...generic, pageSize: 500 },
};
/** Member counts at which a server has probably cut the list: they are looked at a second time. */
const SUSPICIOUS_COUNTS = new Set([100, 200, 250, 500, 1000]);
const quirksOf = (profile, own = {}) => ({ ...PROFILES[profile], ...own });


/***/ })

};
