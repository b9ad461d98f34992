export const id = 547;
export const ids = [547];
export const modules = {

/***/ 4547:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   visibilityOf: () => (/* binding */ visibilityOf)
/* harmony export */ });
/** By the repository itself, asked each run: it can change between two. https://docs.github.com/rest/repos/repos#get-a-repository */
async function visibilityOf(client, repository) {
    // Anything else would ask another address of the API.
    const [, owner, repo] = /^([A-Za-z0-9_-]+)\/(?!\.\.?$)([A-Za-z0-9._-]+)$/.exec(repository) ?? [];
    if (owner === undefined || repo === undefined)
        return 'unknown';
    try {
        const { data } = await client.rest.repos.get({ owner, repo });
        // Older Enterprise Servers know `private` only, which holds for internal ones too.
        const visibility = data.visibility;
        if (visibility === 'private' || visibility === 'internal' || visibility === 'public')
            return visibility;
        return data.private === false ? 'public' : 'unknown';
    }
    catch {
        return 'unknown';
    }
}


/***/ })

};
