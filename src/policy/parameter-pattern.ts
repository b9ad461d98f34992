/**
 * What the value of a parameter may be. A small language of our own instead of regular expressions: a pattern comes from
 * a pull request, and matching must stay linear whatever it says.
 */

interface Piece {
  /** Inclusive ranges of code points. */
  readonly ranges: readonly (readonly [number, number])[];
  readonly least: number;
  readonly most: number;
}

export type ParameterPattern = readonly (readonly Piece[])[];

const MOST = 256;
const PLAIN = /^[A-Za-z0-9_@+ ~!#%&=:;,<>"'/.-]$/;

/** null: it cannot be read. */
export function parameterPattern(text: string): ParameterPattern | null {
  const alternatives: Piece[][] = [[]];
  let at = 0;
  while (at < text.length) {
    if (text[at] === '|') {
      alternatives.push([]);
      at += 1;
      continue;
    }
    const set = oneSet(text, at);
    if (!set) return null;
    const counts = oneCount(text, set.next);
    if (!counts) return null;
    alternatives.at(-1)?.push({ ranges: set.ranges, least: counts.least, most: counts.most });
    at = counts.next;
  }
  return alternatives.some((pieces) => pieces.length === 0) ? null : alternatives;
}

function oneSet(text: string, at: number): { readonly ranges: readonly (readonly [number, number])[]; readonly next: number } | null {
  if (text[at] === '[') return oneClass(text, at + 1);
  const escaped = text[at] === '\\';
  const char = text[escaped ? at + 1 : at] ?? '';
  // A bare dot means "anything" elsewhere, so here it must be written as \. or in a class.
  const fine = escaped ? /^[^A-Za-z0-9\s]$/.test(char) : char !== '.' && PLAIN.test(char);
  return fine ? { ranges: [[char.charCodeAt(0), char.charCodeAt(0)]], next: at + (escaped ? 2 : 1) } : null;
}

function oneClass(text: string, from: number): { readonly ranges: readonly (readonly [number, number])[]; readonly next: number } | null {
  const end = text.indexOf(']', from);
  const body = end < 0 ? '' : text.slice(from, end);
  if (body === '' || !/^[A-Za-z0-9_.@+~:/-]+$/.test(body)) return null;
  const ranges: [number, number][] = [];
  for (let i = 0; i < body.length; i += 1) {
    const low = body.charCodeAt(i);
    const isRange = body[i + 1] === '-' && i + 2 < body.length;
    const high = isRange ? body.charCodeAt(i + 2) : low;
    if (high < low || (isRange && !/^(?:[a-z]-[a-z]|[A-Z]-[A-Z]|[0-9]-[0-9])$/.test(body.slice(i, i + 3)))) return null;
    ranges.push([low, high]);
    if (isRange) i += 2;
  }
  return { ranges, next: end + 1 };
}

function oneCount(text: string, at: number): { readonly least: number; readonly most: number; readonly next: number } | null {
  const simple = { '?': [0, 1], '*': [0, MOST], '+': [1, MOST] }[text[at] ?? ''];
  if (simple) return { least: simple[0] ?? 0, most: simple[1] ?? 0, next: at + 1 };
  if (text[at] !== '{') return { least: 1, most: 1, next: at };
  const counts = /^\{(\d{1,3})(,(\d{0,3}))?\}/.exec(text.slice(at, at + 10));
  if (!counts) return null;
  const least = Number(counts[1]);
  const most = counts[2] === undefined ? least : counts[3] ? Number(counts[3]) : MOST;
  return least > most || most > MOST ? null : { least, most, next: at + counts[0].length };
}

const holds = (piece: Piece, code: number): boolean => piece.ranges.some(([low, high]) => low <= code && code <= high);

/** The whole value, of at most 256 characters. */
export const valueMatches = (pattern: ParameterPattern, value: string): boolean =>
  value.length <= MOST && pattern.some((pieces) => matchesPieces(pieces, value));

/** Walks all ways at once: the state is the set of places in the value that the pieces so far can have reached. */
function matchesPieces(pieces: readonly Piece[], value: string): boolean {
  const length = value.length;
  let reached = Array.from({ length: length + 1 }, (_, i) => i === 0);
  for (const piece of pieces) {
    // How many characters from each place on the piece could take.
    const runs = Array.from({ length: length + 1 }, () => 0);
    for (let i = length - 1; i >= 0; i -= 1) runs[i] = holds(piece, value.charCodeAt(i)) ? (runs[i + 1] ?? 0) + 1 : 0;
    const begins = Array.from({ length: length + 2 }, () => 0);
    for (let i = 0; i <= length; i += 1) {
      const most = Math.min(piece.most, runs[i] ?? 0);
      if (!reached[i] || most < piece.least) continue;
      begins[i + piece.least] = (begins[i + piece.least] ?? 0) + 1;
      begins[i + most + 1] = (begins[i + most + 1] ?? 0) - 1;
    }
    let open = 0;
    reached = reached.map((_, i) => (open += begins[i] ?? 0) > 0);
  }
  return reached[length] ?? false;
}
