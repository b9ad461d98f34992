export const id = 584;
export const ids = [584];
export const modules = {

/***/ 6584:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   clientFor: () => (/* binding */ clientFor)
/* harmony export */ });
/* harmony import */ var _octokit_rest__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(8438);
/** The one client for the work surface on GitHub; on Enterprise Server `GITHUB_API_URL` says where it is. */

/** `token`: empty = none. */
const clientFor = (options) => new _octokit_rest__WEBPACK_IMPORTED_MODULE_0__/* .Octokit */ .E({ ...(options.token === '' ? {} : { auth: options.token }), baseUrl: options.apiUrl, log: silent });
const nothing = () => undefined;
/** Octokit's own warnings quote addresses; what matters is told as an error of ours. */
const silent = { debug: nothing, info: nothing, warn: nothing, error: nothing };


/***/ })

};
