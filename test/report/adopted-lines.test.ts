import { expect, test } from 'vitest';
import { adoptedLines } from '../../src/report/adopted-lines.ts';
import { saidText } from '../../src/report/said.ts';

const key = (account: string, name: string): string => JSON.stringify(['vault.prod', 'policy', account, name]);

test('what was there already is told by account, and accounts alike together', () => {
  const same = ['d', 'e', 'f', 'g', 'h'].map((account) => key(account, 'read'));
  const lines = adoptedLines([key('a', 'x'), key('a', 'y'), key('b', 'z'), key('c', 'z'), ...same, 'no key']);
  expect(lines.map((line) => [saidText(line.said), line.tells])).toEqual([
    ['a: vault.prod/policy/x, vault.prod/policy/y', 2],
    ['b, c: vault.prod/policy/z', 2],
    ['5 accounts (d, e, f and 2 more): vault.prod/policy/read', 5],
    ['somebody: no key', 1],
  ]);
});
