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

function canonical(value: unknown): unknown {
  if (value === null || typeof value !== 'object') return value;
  if (Array.isArray(value)) {
    const items = value.map(canonical);
    return items.every((item, i) => item === value[i]) ? value : items;
  }
  if (value instanceof Set) return [...value].map(canonical).sort((a, b) => compareText(String(a), String(b)));
  const members: Readonly<Record<string, unknown>> =
    value instanceof Map ? Object.fromEntries<unknown>(value) : (value as Record<string, unknown>);
  let isCanonical = true;
  let before = '';
  const rows = Object.keys(members).map((name) => {
    const member = canonical(members[name]);
    isCanonical &&= before <= name && member === members[name];
    before = name;
    return [name, member] as const;
  });
  // What was read from canonical text needs no copy.
  if (isCanonical) return members;
  // Not by assigning: `__proto__` would become the prototype.
  return Object.fromEntries(rows.sort((a, b) => compareText(a[0], b[0])));
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
