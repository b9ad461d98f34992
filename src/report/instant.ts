/** How an instant and a length of time are written: UTC, by integer arithmetic, since this room has no clock. */

const day = 86_400_000;
const two = (n: number): string => String(n).padStart(2, '0');

/** Year, month and day of a number of days since 1970-01-01 in the proleptic Gregorian calendar. */
function civil(days: number): readonly [number, number, number] {
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
export function dateOf(at: number): string {
  if (!Number.isFinite(at)) return 'at an unknown time';
  const [year, month, date] = civil(Math.floor(at / day));
  return `${year < 0 ? '-' : ''}${String(Math.abs(year)).padStart(4, '0')}-${two(month)}-${two(date)}`;
}

/** `03:15Z`. */
export function timeOf(at: number): string {
  if (!Number.isFinite(at)) return 'at an unknown time';
  const minutes = Math.floor((at - Math.floor(at / day) * day) / 60_000);
  return `${two(Math.floor(minutes / 60))}:${two(minutes % 60)}Z`;
}

/** `2026-11-24 03:15Z`. */
export const instantOf = (at: number): string => (Number.isFinite(at) ? `${dateOf(at)} ${timeOf(at)}` : dateOf(at));

/** The time alone if it is within half a day of `now`, else with its date. */
export const nearInstant = (at: number, now: number): string => (Math.abs(at - now) < day / 2 ? timeOf(at) : instantOf(at));

/** `20 min`, `41 h`, `12 d`: rounded down, in the largest unit that still tells something. */
export function lengthOf(ms: number): string {
  const minutes = Math.floor(Math.max(0, ms) / 60_000);
  if (minutes < 1) return 'less than a minute';
  if (minutes < 120) return `${minutes} min`;
  return minutes < 72 * 60 ? `${Math.floor(minutes / 60)} h` : `${Math.floor(minutes / 1440)} d`;
}

/** `now`, `4 min`, `2 h`, `3 d`: for a column. */
export function shortAge(ms: number): string {
  const minutes = Math.floor(Math.max(0, ms) / 60_000);
  if (minutes < 1) return 'now';
  if (minutes < 60) return `${minutes} min`;
  return minutes < 48 * 60 ? `${Math.floor(minutes / 60)} h` : `${Math.floor(minutes / 1440)} d`;
}
