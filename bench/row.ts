/** One check, measured and judged, and how it is told. */
import type { Check, Result, Size } from './checks.ts';
import type { Workbench } from './workbench.ts';

export interface Row extends Result {
  readonly check: Check;
  readonly verdict: 'reached' | 'passed' | 'told' | 'FAILED';
  /** It was over its gate, and measured once more with more pairs before it was judged. */
  readonly again: boolean;
}

export async function rowOf(check: Check, bench: Workbench, size: Size): Promise<Row> {
  const gate = check.gate === null ? null : check.gate * (check.isCount === true ? 1 : size.slack);
  const isOver = ({ value }: Result): boolean => gate !== null && !(value <= gate);
  const first = await check.measure(bench, size);
  const again = isOver(first);
  const result = again ? await check.measure(bench, { ...size, runs: size.runs * 3 }) : first;
  // Of a peer's time over ours more is better.
  const isReached = check.id === 'R7' ? result.value >= check.target : result.value <= check.target;
  const verdict = isOver(result) ? 'FAILED' : isReached ? 'reached' : check.gate === null ? 'told' : 'passed';
  return { ...result, check, again, verdict };
}

export function figure(value: number, unit: Check['unit']): string {
  if (Number.isNaN(value)) return '–';
  if (unit === 'ms') return `${value.toFixed(0)} ms`;
  return unit === 's' ? `${value.toFixed(1)} s` : value.toFixed(2);
}

export function lineOf({ check, value, detail, verdict, again }: Row): string {
  const gate = check.gate === null ? '' : `, gate ${figure(check.gate, check.unit)}`;
  const judged = `${figure(value, check.unit).padStart(9)}  ${verdict.padEnd(8)}(target ${figure(check.target, check.unit)}${gate})`;
  return `${check.id.padEnd(4)}${judged} ${check.what}: ${detail}${again ? '; measured twice' : ''}`;
}
