export const id = 262;
export const ids = [262];
export const modules = {

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


/***/ })

};
