/** The total order and the one spelling of plain data: the same input gives the same bytes. */

/** Order by UTF-16 code units; the same on every machine, unlike a locale's. */
export const compareText = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

/** Sorts a copy by a text made once per item. */
export function sortedBy<T>(items: Iterable<T>, text: (item: T) => string): T[] {
  return Array.from(items, (item) => [text(item), item] as const)
    .sort((a, b) => compareText(a[0], b[0]))
    .map(([, item]) => item);
}

/** JSON with object keys sorted, without undefined members; a Map is written as an object, a Set as a sorted list. */
export function canonicalJson(value: unknown, indent?: number): string {
  return JSON.stringify(canonical(value), null, indent) ?? 'null';
}

/** Most was read from canonical text: that needs no copy, and to see that it does not costs less than to make one. */
function isCanonical(value: unknown): boolean {
  if (value === null || typeof value !== 'object') return true;
  if (Array.isArray(value)) return value.every(isCanonical);
  if (value instanceof Set || value instanceof Map) return false;
  let before = '';
  for (const [name, member] of Object.entries(value)) {
    if (name < before || !isCanonical(member)) return false;
    before = name;
  }
  return true;
}

function canonical(value: unknown): unknown {
  if (isCanonical(value)) return value;
  if (Array.isArray(value)) return value.map(canonical);
  if (value instanceof Set) return [...value].map(canonical).sort((a, b) => compareText(String(a), String(b)));
  const members: Iterable<readonly [string, unknown]> =
    value instanceof Map ? (value as Map<string, unknown>) : Object.entries(value as object);
  // Not by assigning: `__proto__` would become the prototype.
  return Object.fromEntries(sortedBy(members, ([name]) => name).map(([name, member]) => [name, canonical(member)]));
}

/** Whether two values have the same canonical JSON, without writing it. */
export function isSame(a: unknown, b: unknown): boolean {
  if (a === b) return true;
  if (a === null || b === null || typeof a !== 'object' || typeof b !== 'object') return (a ?? null) === (b ?? null);
  if (Array.isArray(a) && Array.isArray(b)) return a.length === b.length && a.every((item, i) => isSame(item, b[i]));
  const isPlain = (value: object): boolean => !(Array.isArray(value) || value instanceof Map || value instanceof Set);
  if (!isPlain(a) || !isPlain(b)) return canonicalJson(a) === canonicalJson(b);
  const [mine, other] = [a as Readonly<Record<string, unknown>>, b as Readonly<Record<string, unknown>>];
  const names = namesIn(mine);
  return names.length === namesIn(other).length && names.every((name) => isThere(other, name) && isSame(mine[name], other[name]));
}

const isThere = (members: Readonly<Record<string, unknown>>, name: string): boolean =>
  Object.hasOwn(members, name) && members[name] !== undefined;

const namesIn = (members: Readonly<Record<string, unknown>>): readonly string[] =>
  Object.keys(members).filter((name) => members[name] !== undefined);
