/** `file:line:col` taken apart. */

export interface Place {
  readonly file: string;
  readonly line: number | null;
  readonly col: number | null;
}

export function placeOf(at: string): Place {
  const [, file = at, line, col] = /^(.+?):(\d{1,9})(?::(\d{1,9}))?$/s.exec(at) ?? [];
  const positive = (digits: string | undefined): number | null => (digits === undefined || Number(digits) < 1 ? null : Number(digits));
  return { file, line: positive(line), col: positive(col) };
}

/** `file:line`: the column is for machines. */
export function placeAsLine(at: string): string {
  const { file, line } = placeOf(at);
  return line === null ? file : `${file}:${line}`;
}
