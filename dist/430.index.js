export const id = 430;
export const ids = [430];
export const modules = {

/***/ 9430:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   h: () => (/* binding */ merge),
/* harmony export */   resultFile: () => (/* binding */ resultFile)
/* harmony export */ });
/* harmony import */ var node_fs__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(3024);
/* harmony import */ var node_fs__WEBPACK_IMPORTED_MODULE_0___default = /*#__PURE__*/__webpack_require__.n(node_fs__WEBPACK_IMPORTED_MODULE_0__);
/* harmony import */ var node_fs_promises__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(1455);
/* harmony import */ var node_fs_promises__WEBPACK_IMPORTED_MODULE_1___default = /*#__PURE__*/__webpack_require__.n(node_fs_promises__WEBPACK_IMPORTED_MODULE_1__);
/* harmony import */ var node_path__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(6760);
/* harmony import */ var node_path__WEBPACK_IMPORTED_MODULE_2___default = /*#__PURE__*/__webpack_require__.n(node_path__WEBPACK_IMPORTED_MODULE_2__);
/* harmony import */ var _model_order_js__WEBPACK_IMPORTED_MODULE_6__ = __webpack_require__(6553);
/* harmony import */ var _connections_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(7943);
/* harmony import */ var _detect_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(7549);
/* harmony import */ var _job_result_js__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(4747);
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
/** merge: what the jobs of a matrix left, put together to one detect; what cannot be believed leaves its target unknown. */







/** `results/nhi-TARGET/result.json`. */
const resultFile = (results, target) => node_path__WEBPACK_IMPORTED_MODULE_2___default().join(results, `nhi-${target}`, 'result.json');
/** A target of a hundred thousand entries, all of them to be told, takes half of it. */
const LONGEST_BYTES = 256 * 1024 * 1024;
/** The text, or in one clause why there is none. Nobody knows who laid the files there: no link is followed, and none is read to its end. */
async function textOf(results, target) {
    const file = resultFile(results, target);
    const none = 'there is none';
    for (const folder of [results, node_path__WEBPACK_IMPORTED_MODULE_2___default().dirname(file)]) {
        const found = await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_1__.lstat)(folder).catch(() => null);
        if (found === null)
            return none;
        if (!found.isDirectory())
            return `${node_path__WEBPACK_IMPORTED_MODULE_2___default().basename(folder)} is no folder`;
    }
    const found = await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_1__.lstat)(file).catch(() => null);
    if (found === null)
        return none;
    if (!found.isFile())
        return 'it is no regular file';
    try {
        const env_1 = { stack: [], error: void 0, hasError: false };
        try {
            const handle = __addDisposableResource(env_1, await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_1__.open)(file, node_fs__WEBPACK_IMPORTED_MODULE_0__.constants.O_RDONLY | node_fs__WEBPACK_IMPORTED_MODULE_0__.constants.O_NOFOLLOW | node_fs__WEBPACK_IMPORTED_MODULE_0__.constants.O_NONBLOCK), true);
            const opened = await handle.stat();
            if (!opened.isFile())
                return 'it is no regular file';
            if (opened.size > LONGEST_BYTES)
                return `it has ${opened.size} bytes, and one of more than ${LONGEST_BYTES} is not read`;
            const bytes = Buffer.alloc(opened.size);
            const { bytesRead } = await handle.read(bytes, 0, opened.size, 0);
            return { text: bytes.toString('utf8', 0, bytesRead) };
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
    catch {
        return 'it could not be read';
    }
}
/**
 * `run`: this run, which is the jobs' too. Whose result is expected is what the state has approved, never what was uploaded.
 */
async function merge(policy, loaded, host, wish) {
    const states = new Map([...loaded.targets].filter(([, state]) => !state.retired));
    const believed = new Map();
    const plans = [];
    for (const [name, state] of (0,_model_order_js__WEBPACK_IMPORTED_MODULE_6__/* .sortedBy */ .VW)(states, ([target]) => target)) {
        const found = await textOf(wish.results, name);
        const result = typeof found === 'string' ? found : (0,_job_result_js__WEBPACK_IMPORTED_MODULE_5__/* .believedResult */ .Mh)(found.text, { run: wish.run, state, left: loaded.runs[name]?.left });
        if (typeof result === 'string')
            plans.push(unknownPlan(state, result));
        else {
            believed.set(name, result);
            plans.push(result.plan);
        }
    }
    const runsBefore = { ...loaded.runs };
    const baselineMade = {};
    for (const [name, { before, baselineMade: made }] of believed) {
        if (before === null)
            delete runsBefore[name];
        else
            runsBefore[name] = before;
        if (made !== null)
            baselineMade[name] = made;
    }
    const kinds = new Map(await Promise.all([...states].map(async ([name, s]) => [name, await (0,_connections_js__WEBPACK_IMPORTED_MODULE_3__/* .kindsOf */ .tG)(s.policy, host.connectors)])));
    const at = believed.size === 0 ? host.now() : Math.min(...[...believed.values()].map((result) => result.at));
    const { holds, targets: approved } = loaded;
    return { planned: (0,_detect_js__WEBPACK_IMPORTED_MODULE_4__/* .detected */ .D)({ policy, approved, states, plans, baselineMade, kinds, holds, runsBefore, at, alone: null }), runsBefore };
}
/** Absent is not empty: nothing of it is in sync. */
const unknownPlan = ({ policy, commit }, why) => ({
    target: policy.name,
    commit,
    kinds: {},
    readAt: null,
    error: `the result of its job is not believed: ${why}. So what this run saw of ${policy.name} is not known, and the state stands as it was saved. Look at the job of ${policy.name} in this run; the next run reads it again.`,
    changes: [],
    blocked: [],
    verdicts: [],
    findings: [],
});


/***/ })

};
