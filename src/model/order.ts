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
  if (Array.isArray(value)) return value.map(canonical);
  if (value instanceof Set) return [...value].map(canonical).sort((a, b) => compareText(String(a), String(b)));
  const pairs = value instanceof Map ? [...value.entries()] : Object.entries(value);
  const sorted = pairs.map(([k, v]) => [String(k), v] as const).sort((a, b) => compareText(a[0], b[0]));
  // Object.fromEntries would move integer-like keys to the front, in every engine alike, so the bytes stay the same.
  return Object.fromEntries(sorted.filter(([, v]) => v !== undefined).map(([k, v]) => [k, canonical(v)]));
}
