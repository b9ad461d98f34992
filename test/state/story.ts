/** A story of saves that touch many files each: what stands after the n-th. */
import type { HistoryRow } from '../../src/model/state.ts';
import type { StateChange } from '../../src/state/store.ts';
import { historyRow, hold, ledgerRow, runs, targetState } from './sample.ts';

const row = (generation: number, target: string): HistoryRow => ({ ...historyRow(target, 5 + (generation % 2)), commit: `c${generation}` });

export const change = (n: number): StateChange => ({
  targets: new Map([
    ['a', targetState('a', [`g${n}`])],
    ['b', targetState('b', [`g${n}`])],
    [`t${n}`, targetState(`t${n}`)],
  ]),
  holds: [hold(`h${n}`)],
  ledger: new Map([['a', [ledgerRow('a', `R-${n}`)]]]),
  historyAppend: [row(n, 'a'), row(n, 'b'), row(n + 1, 'a')],
  runs: runs('a', n),
});

/** All that a reader can tell, in one text that fits exactly one n. */
export const fingerprint = (n: number) => {
  const all = Array.from({ length: n }, (_, i) => i + 1);
  const lines = (target: string, rows: HistoryRow[]): [string, string[]] => [
    target,
    rows.sort((x, y) => x.at - y.at).map((r) => `${r.at} ${r.commit}`),
  ];
  return {
    a: n === 0 ? null : `g${n}`,
    b: n === 0 ? null : `g${n}`,
    targets: n === 0 ? [] : ['a', 'b', ...all.map((i) => `t${i}`)],
    holds: n === 0 ? [] : [`h${n}`],
    ledger: n === 0 ? [] : [`R-${n}`],
    runs: n === 0 ? null : n,
    history:
      n === 0
        ? []
        : [
            lines(
              'a',
              all.flatMap((i) => [row(i, 'a'), row(i + 1, 'a')]),
            ),
            lines(
              'b',
              all.map((i) => row(i, 'b')),
            ),
          ],
  };
};
