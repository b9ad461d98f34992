/** What git makes of a text that two sides changed, where that is beyond doubt: no change of one side touches one of the other. */
import { diffIndices } from 'node-diff3';

/** Pairs of equal lines: what a comparison costs, which somebody could drive up with one line a thousand times. */
const MOST_PAIRS = 200_000;

/** Lines of the base, replaced by others. */
interface Hunk {
  readonly from: number;
  readonly upto: number;
  readonly lines: readonly string[];
}

/** Null: git would ask a person, or it could be read in more than one way. */
export function mergedText(base: string, ours: string, theirs: string): string | null {
  const [lines, one, other] = [base, ours, theirs].map(linesOf) as [string[], string[], string[]];
  if (pairs(lines, one) > MOST_PAIRS || pairs(lines, other) > MOST_PAIRS) return null;
  const [mine, yours] = [hunksOf(lines, one), hunksOf(lines, other)];
  if (mine === null || yours === null) return null;
  const isApart = (a: Hunk, b: Hunk): boolean => a.upto < b.from || b.upto < a.from;
  if (mine.some((a) => yours.some((b) => !isApart(a, b)))) return null;
  const merged = [...lines];
  for (const { from, upto, lines: made } of [...mine, ...yours].toSorted((a, b) => b.from - a.from))
    merged.splice(from, upto - from, ...made);
  return merged.join('');
}

/** Each with its end: a last line without one is another line. */
const linesOf = (text: string): readonly string[] => (text === '' ? [] : text.split(/(?<=\n)/));

function pairs(a: readonly string[], b: readonly string[]): number {
  const counts = new Map<string, number>();
  for (const line of a) counts.set(line, (counts.get(line) ?? 0) + 1);
  return b.reduce((sum, line) => sum + (counts.get(line) ?? 0), 0);
}

/** Null: read from its end it is another change, as where one of several equal lines went. */
function hunksOf(base: readonly string[], side: readonly string[]): readonly Hunk[] | null {
  const found = compared(base, side);
  const turned = compared(base.toReversed(), side.toReversed())
    .map(({ from, upto, lines }) => ({ from: base.length - upto, upto: base.length - from, lines: lines.toReversed() }))
    .toReversed();
  return JSON.stringify(found) === JSON.stringify(turned) ? found : null;
}

function compared(base: readonly string[], side: readonly string[]): readonly Hunk[] {
  return diffIndices([...base], [...side]).map(({ buffer1: [from, length], buffer2Content: lines }) => ({
    from,
    upto: from + length,
    lines,
  }));
}
