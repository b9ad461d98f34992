/** Which rows of a long report are kept when it has to fit a size: whole rows, the important ones first, the rest counted. */

/** A row that no cut divides. `rank`: 0 is kept first. */
export interface FitRow {
  readonly text: string;
  readonly rank: number;
  /** How many things the row tells of. */
  readonly tells?: number;
}

/** `head` and `foot` stand only where a row of the block does; `name` is for the line that counts what is left out. */
export interface FitBlock {
  readonly name: string;
  readonly head: readonly string[];
  readonly rows: readonly FitRow[];
  readonly foot: readonly string[];
}

export interface Fitted {
  readonly text: string;
  readonly complete: boolean;
  /** Of how many things nothing is told but their number. */
  readonly left: number;
}

/** Bytes of the UTF-8 form; a lone surrogate is written as U+FFFD. */
export function utf8Length(text: string): number {
  let bytes = 0;
  for (const c of text) {
    const unit = c.charCodeAt(0);
    bytes += unit < 0x80 ? 1 : unit < 0x800 ? 2 : c.length === 1 ? 3 : 4;
  }
  return bytes;
}

function cutToBytes(text: string, budget: number): string {
  let bytes = 0;
  let cut = '';
  for (const c of text) {
    bytes += utf8Length(c);
    if (bytes > budget) return cut;
    cut += c;
  }
  return cut;
}

const tells = (row: FitRow): number => row.tells ?? 1;
const sizeOf = (lines: readonly string[]): number => lines.reduce((sum, line) => sum + utf8Length(line) + 1, 0);
const leftLine = (name: string, left: number): string => `_${name}: ${left.toLocaleString('en-US')} more, left out to fit_`;
/** Longer than any number of things that a plan can hold. */
const leftSize = (name: string): number => utf8Length(leftLine(name, 999_999_999_999)) + 3;

/**
 * Puts `first`, the blocks and `last` together. A cut text begins with INCOMPLETE; `why` says on that line where the
 * rest is. A budget that does not even hold the frame gets as much of that line as it holds.
 */
export function fitBudget(first: string, blocks: readonly FitBlock[], last: readonly string[], budget: number, why: string): Fitted {
  const whole = compose(
    first,
    blocks,
    last,
    blocks.map((b) => new Set(b.rows)),
  );
  const all = blocks.flatMap((b) => b.rows).reduce((sum, row) => sum + tells(row), 0);
  if (utf8Length(whole) <= budget) return { text: whole, complete: true, left: 0 };

  const warning = (left: number): string =>
    `**INCOMPLETE: ${left.toLocaleString('en-US')} of ${all.toLocaleString('en-US')} rows do not fit here.** ${why}`;
  const frame = sizeOf([warning(all), '', first, ...last]) + 2 * last.length + blocks.reduce((sum, b) => sum + leftSize(b.name), 0);
  const kept = blocks.map(() => new Set<FitRow>());
  let room = budget - frame;
  const ranked = blocks.flatMap((block, at) => block.rows.map((row) => ({ row, at, block }))).sort((a, b) => a.row.rank - b.row.rank);
  for (const { row, at, block } of ranked) {
    const cost = sizeOf([row.text]) + (kept[at]?.size === 0 ? sizeOf([...block.head, ...block.foot]) + 2 : 0);
    // Nothing less important takes the room of what did not fit.
    if (cost > room) break;
    room -= cost;
    kept[at]?.add(row);
  }
  const told = kept.reduce((sum, rows) => sum + [...rows].reduce((n, row) => n + tells(row), 0), 0);
  const left = all - told;
  if (room < 0) return { text: cutToBytes(`${warning(left)}\n\n${first}\n`, budget), complete: false, left };
  return { text: `${warning(left)}\n\n${compose(first, blocks, last, kept)}`, complete: false, left };
}

function compose(first: string, blocks: readonly FitBlock[], last: readonly string[], kept: readonly ReadonlySet<FitRow>[]): string {
  const parts = blocks.map((block, i): readonly string[] => {
    const rows = block.rows.filter((row) => kept[i]?.has(row) === true);
    const left = block.rows.filter((row) => kept[i]?.has(row) !== true).reduce((sum, row) => sum + tells(row), 0);
    const rest = left === 0 ? [] : ['', leftLine(block.name, left)];
    return rows.length === 0 ? rest.slice(1) : [...block.head, ...rows.map((row) => row.text), ...rest, ...block.foot];
  });
  return `${[[first], ...parts, ...last.map((line) => [line])]
    .filter((lines) => lines.length > 0)
    .map((lines) => lines.join('\n'))
    .join('\n\n')}\n`;
}
