/** Where a value stands: offsets are kept while reading, lines and columns are counted only for what is told. */
import { shownPath } from './quoted.ts';

/** Of one mapping or list. Of a mapping `offsets` holds key and value in turn, in the order of `names`; of a list its items. */
export interface Place {
  readonly start: number;
  readonly names: readonly string[] | null;
  readonly offsets: readonly number[];
}

export interface Source {
  readonly path: string;
  readonly text: string;
  /** By mapping or list. A WeakMap would cost the garbage collector more than all the rest. */
  readonly places: Map<object, Place>;
}

/** A point in a source. */
export interface Spot {
  readonly source: Source;
  readonly offset: number;
}

const lineTables = new WeakMap<Source, readonly number[]>();

function linesOf(source: Source): readonly number[] {
  const known = lineTables.get(source);
  if (known) return known;
  const starts = [0];
  for (let at = source.text.indexOf('\n'); at >= 0; at = source.text.indexOf('\n', at + 1)) starts.push(at + 1);
  lineTables.set(source, starts);
  return starts;
}

export interface Position {
  readonly file: string;
  readonly line: number;
  readonly column: number;
}

/** Lines and columns count from 1, columns in UTF-16 code units, as editors do. */
export function positionOf(spot: Spot): Position {
  const starts = linesOf(spot.source);
  let low = 0;
  let high = starts.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((starts[middle] ?? 0) <= spot.offset) low = middle;
    else high = middle - 1;
  }
  return { file: shownPath(spot.source.path), line: low + 1, column: spot.offset - (starts[low] ?? 0) + 1 };
}

export function textOf(spot: Spot): string {
  const { file, line, column } = positionOf(spot);
  return `${file}:${line}:${column}`;
}

export const spotOf = (source: Source, container: object): Spot => ({ source, offset: source.places.get(container)?.start ?? 0 });

export function spotOfItem(source: Source, list: readonly unknown[], index: number): Spot {
  const place = source.places.get(list);
  return { source, offset: place?.offsets[index] ?? place?.start ?? 0 };
}

function spotInMap(source: Source, map: object, key: string, side: 0 | 1): Spot {
  const place = source.places.get(map);
  const index = place?.names?.indexOf(key) ?? -1;
  return { source, offset: (index < 0 ? undefined : place?.offsets[index * 2 + side]) ?? place?.start ?? 0 };
}

/** Where the key is not there, the mapping itself. */
export const spotOfKey = (source: Source, map: object, key: string): Spot => spotInMap(source, map, key, 0);
export const spotOfValue = (source: Source, map: object, key: string): Spot => spotInMap(source, map, key, 1);
