/** Checks that parsed JSON has the shape of a type; the shape is typed by it, so that a new field cannot be forgotten. */

/** Returns where and what is wrong, or null. `at`: JSON path so far. Asked again with it once something is wrong: most never is. */
export type Check<T> = { (value: unknown, at: string): string | null; readonly of?: T };

const says = (at: string, wanted: string): string => `${at === '' ? 'the document' : at} must be ${wanted}`;

export const text: Check<string> = (value, at) => (typeof value === 'string' ? null : says(at, 'text'));
export const flag: Check<boolean> = (value, at) => (typeof value === 'boolean' ? null : says(at, 'true or false'));
export const number: Check<number> = (value, at) => (Number.isFinite(value) ? null : says(at, 'a number'));
/** Epoch milliseconds that are an instant of the years 0 to 9999, so that they have a month. */
export const instant: Check<number> = (value, at) =>
  typeof value === 'number' && value > -62_135_596_800_000 && value < 253_402_300_800_000
    ? null
    : says(at, 'an instant in epoch milliseconds');
export const count: Check<number> = (value, at) =>
  Number.isSafeInteger(value) && (value as number) >= 0 ? null : says(at, 'a whole number from 0 on');
export const anything: Check<unknown> = () => null;

export const matching =
  (pattern: RegExp, wanted: string): Check<string> =>
  (value, at) =>
    typeof value === 'string' && pattern.test(value) ? null : says(at, wanted);

export const oneOf = <const T extends string | number | boolean>(...values: readonly T[]): Check<T> => {
  const wanted = values.map((v) => JSON.stringify(v)).join(' or ');
  return (value, at) => ((values as readonly unknown[]).includes(value) ? null : says(at, wanted));
};

export const orNull =
  <T>(check: Check<T>): Check<T | null> =>
  (value, at) =>
    value === null ? null : check(value, at);

export const listOf =
  <T>(check: Check<T>): Check<readonly T[]> =>
  (value, at) => {
    if (!Array.isArray(value)) return says(at, 'a list');
    const i = value.findIndex((item) => check(item, '') !== null);
    return i < 0 ? null : check(value[i], `${at}/${i}`);
  };

export const pairOf =
  <A, B>(first: Check<A>, second: Check<B>): Check<readonly [A, B]> =>
  (value, at) =>
    Array.isArray(value) && value.length === 2 ? (first(value[0], `${at}/0`) ?? second(value[1], `${at}/1`)) : says(at, 'a list of two');

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** As in a JSON pointer (RFC 6901). */
const step = (name: string): string => `/${name.replaceAll('~', '~0').replaceAll('/', '~1')}`;

export const recordOf =
  <T>(check: Check<T>, names: Check<string> = text): Check<Readonly<Record<string, T>>> =>
  (value, at) => {
    if (!isObject(value)) return says(at, 'an object');
    const name = Object.keys(value).find((n) => names(n, '') !== null || check(value[n], '') !== null);
    return name === undefined ? null : (names(name, `the name ${at}${step(name)}`) ?? check(value[name], `${at}${step(name)}`));
  };

type OptionalOf<T> = { [K in keyof T]-?: undefined extends T[K] ? K : never }[keyof T];
type Checks<T> = { readonly [K in keyof T]-?: Check<Exclude<T[K], undefined>> | Check<T[K]> };

/** `optional`: the members that may be missing; the compiler wants all of them there and no others. */
export function objectOf<T>(checks: Checks<T>, optional: readonly OptionalOf<T>[] = []): Check<T> {
  const known = new Map<string, Check<unknown>>(Object.entries(checks));
  const required = [...known.keys()].filter((name) => !(optional as readonly string[]).includes(name));
  return (value, at) => {
    if (!isObject(value)) return says(at, 'an object');
    for (const name of required) if (!Object.hasOwn(value, name)) return `${at}${step(name)} is missing`;
    for (const name of Object.keys(value)) {
      const check = known.get(name);
      if (check === undefined) return `${at}${step(name)} is no field of version 1`;
      if (check(value[name], '') !== null) return check(value[name], `${at}${step(name)}`);
    }
    return null;
  };
}

/** Of two forms the one that has this member, else the other. */
export const withMember =
  <A, B>(member: string, form: Check<A>, other: Check<B>): Check<A | B> =>
  (value, at) =>
    (isObject(value) && Object.hasOwn(value, member) ? form : other)(value, at);
