/** State documents as text and back: one spelling, and no text is believed that has another shape. */
import type { Live } from '../model/entitlement.ts';
import { jsonFault } from '../model/json-fault.ts';
import { canonicalJson, sortedBy } from '../model/order.ts';
import type { Adopting, HistoryRow, Hold, LedgerRow, Runs, TargetState } from '../model/state.ts';
import { shapes } from './documents.ts';
import { StateError } from './errors.ts';
import type { Seal } from './seal.ts';
import type { Check } from './shape.ts';

export const RESTORE =
  'Restore the state from a copy or from its git history; or move it away and start again with "nhi-reconcile bootstrap".';

const UNUSED = `so nothing of this state is used. ${RESTORE}`;
const UNSAVED = 'so nothing was saved. This is a fault of nhi-reconcile: please report it.';

function demandShape<T>(where: string, value: unknown, shape: Check<T>, meaning = UNUSED): T {
  const found = (value as { readonly version?: unknown } | null)?.version;
  if (Number.isSafeInteger(found) && (found as number) > 1)
    throw new StateError(
      'version',
      `${where}: /version is ${String(found)} and this nhi-reconcile knows version 1 of the format, so nothing of it was used. Run the newer nhi-reconcile that wrote it; if none did, it was changed by hand. ${RESTORE}`,
    );
  const wrong = shape(value, '');
  if (wrong !== null) throw new StateError('unreadable', `${where}: ${wrong}, ${meaning}`);
  return value as T;
}

/** `row`: of a file of rows the one that the text is. */
function parse<T>(where: string, text: string, shape: Check<T>, row?: number): T {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    // No cause: its message quotes what stands there.
    const { line, column } = jsonFault(text) ?? { line: 1, column: 1 };
    throw new StateError('unreadable', `${where}:${(row ?? 1) + line - 1}:${column}: this is no JSON from here on, ${UNUSED}`);
  }
  return demandShape(row === undefined ? where : `${where}:${row}`, value, shape);
}

/** The shape is checked on the way out too: better that this run fails than that no later run can load. */
const print = <T>(where: string, value: T, shape: Check<T>): string => `${inRows(demandShape(where, value, shape, UNSAVED), 2)}\n`;

/** Canonical JSON with a line for each member and each item down to `levels`: what changes in an entitlement is one line of a diff. */
function inRows(value: unknown, levels: number, indent = ''): string {
  if (levels === 0 || value === null || typeof value !== 'object') return canonicalJson(value);
  const inner = `${indent}  `;
  const [open, close] = Array.isArray(value) ? ['[', ']'] : ['{', '}'];
  const rows = Array.isArray(value)
    ? value.map((item) => inner + inRows(item, levels - 1, inner))
    : sortedBy(Object.entries(value), ([name]) => name)
        .filter(([, member]) => member !== undefined)
        .map(([name, member]) => `${inner}${JSON.stringify(name)}: ${inRows(member, levels - 1, inner)}`);
  return rows.length === 0 ? open + close : `${open}\n${rows.join(',\n')}\n${indent}${close}`;
}

function demandOwnName(where: string, name: string, state: TargetState, meaning = UNUSED): TargetState {
  if (state.policy.name === name) return state;
  throw new StateError('unreadable', `${where}: /policy/name is of another target, ${meaning}`);
}

export const readTarget = (where: string, name: string, text: string): TargetState =>
  demandOwnName(where, name, parse(where, text, shapes.target));
export const writeTarget = (where: string, name: string, state: TargetState): string =>
  print(where, demandOwnName(where, name, state, UNSAVED), shapes.target);

export const readHolds = (where: string, text: string): readonly Hold[] => parse(where, text, shapes.holds).holds;
export const writeHolds = (where: string, holds: readonly Hold[]): string =>
  print(where, { version: 1, holds: sortedBy(holds, (h) => h.id) }, shapes.holds);

export const readAdopting = (where: string, text: string): readonly Adopting[] => parse(where, text, shapes.adopts).adopting;
export const writeAdopting = (where: string, adopting: readonly Adopting[]): string =>
  print(where, { version: 1, adopting: sortedBy(adopting, (a) => a.file) }, shapes.adopts);

export const readLedger = (where: string, text: string): readonly LedgerRow[] => parse(where, text, shapes.ledger).rows;
export const writeLedger = (where: string, rows: readonly LedgerRow[]): string =>
  print(where, { version: 1, rows: sortedBy(rows, (r) => JSON.stringify([r.key, r.change, r.firstSeen])) }, shapes.ledger);

export const readRuns = (where: string, text: string): Runs => parse(where, text, shapes.runs).targets;
export const writeRuns = (where: string, runs: Runs): string => print(where, { version: 1, targets: runs }, shapes.runs);

export function readLive(where: string, text: string): Live {
  const { version: _, ...live } = parse(where, text, shapes.live);
  return live;
}
export const writeLive = (where: string, live: Live): string => print(where, { version: 1, ...live }, shapes.live);

export const readSeal = (where: string, text: string): Seal => parse(where, text, shapes.seal);
export const writeSeal = (where: string, seal: Seal): string => print(where, seal, shapes.seal);

/** JSON Lines, so that a month's file only grows at its end. */
export function readHistory(where: string, text: string): HistoryRow[] {
  const lines = text.split('\n');
  const rest = lines.pop();
  if (rest !== '')
    throw new StateError('unreadable', `${where}:${lines.length + 1}: the last line has no end, so rows may be missing, ${UNUSED}`);
  return lines.map((line, i) => parse(where, line, shapes.history, i + 1));
}

/** `YYYY-MM` in UTC → the lines that belong there, in the order given. */
export function writeHistory(where: string, rows: readonly HistoryRow[]): Map<string, string> {
  const months = new Map<string, string>();
  for (const row of rows) {
    const line = canonicalJson(demandShape(where, row, shapes.history, UNSAVED));
    const month = new Date(row.at).toISOString().slice(0, 7);
    months.set(month, `${months.get(month) ?? ''}${line}\n`);
  }
  return months;
}
