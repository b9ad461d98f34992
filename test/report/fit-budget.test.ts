import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type FitBlock, type FitRow, fitBudget, utf8Length } from '../../src/report/fit-budget.ts';

let next = 0;
const row: fc.Arbitrary<FitRow> = fc
  .record({ pad: fc.string({ unit: 'grapheme', maxLength: 60 }), rank: fc.nat({ max: 4 }), tells: fc.integer({ min: 1, max: 9 }) })
  // A mark that no other row has, at both ends: a row that was cut lacks one of them.
  .map(({ pad, rank, tells }) => ({ text: `<${(next += 1)}>${pad.replaceAll('\n', '')}</${next}>`, rank, tells }));

const block: fc.Arbitrary<FitBlock> = fc.record({
  name: fc.constantFrom('Changes', 'Findings', 'ÄÖÜ'),
  head: fc.array(fc.constant('| head |'), { maxLength: 3 }),
  rows: fc.array(row, { maxLength: 15 }),
  foot: fc.array(fc.constant('</details>'), { maxLength: 2 }),
});

const fit = (blocks: readonly FitBlock[], budget: number) => fitBudget('### first', blocks, ['last'], budget, 'See plan.json.');
const isIn = (text: string, r: FitRow): boolean => text.includes(r.text);

test('the length in bytes is that of UTF-8', () => {
  fc.assert(fc.property(fc.string({ unit: 'binary' }), (text) => utf8Length(text) === new TextEncoder().encode(text).length));
});

test('a text is never over its budget', () => {
  fc.assert(
    fc.property(
      fc.array(block, { maxLength: 6 }),
      fc.nat({ max: 3000 }),
      (blocks, budget) => utf8Length(fit(blocks, budget).text) <= budget,
    ),
  );
});

test('what fits is whole, and nothing is said to be missing', () => {
  fc.assert(
    fc.property(fc.array(block, { maxLength: 6 }), (blocks) => {
      const { text, complete, left } = fit(blocks, 1_000_000);
      expect([complete, left]).toEqual([true, 0]);
      expect(text).not.toContain('INCOMPLETE');
      expect(blocks.every((b) => b.rows.every((r) => isIn(text, r)))).toBe(true);
      expect(fit(blocks, utf8Length(text))).toEqual({ text, complete, left });
      if (utf8Length(text) > 0) expect(fit(blocks, utf8Length(text) - 1).complete).toBe(false);
    }),
  );
});

test('a cut text says so on line one, counts what it leaves out, and no row is divided', () => {
  fc.assert(
    fc.property(fc.array(block, { maxLength: 6 }), fc.integer({ min: 12, max: 3000 }), (blocks, budget) => {
      const { text, complete, left } = fit(blocks, budget);
      if (complete) return;
      expect(text.split('\n')[0]).toMatch(/^\*\*INCOMPLETE/);
      const rows = blocks.flatMap((b) => b.rows);
      const kept = rows.filter((r) => isIn(text, r));
      const counted = rows.filter((r) => !kept.includes(r)).reduce((sum, r) => sum + (r.tells ?? 1), 0);
      expect(left).toBe(counted);
      for (const r of rows) {
        const [open = '', close = ''] = [/^<\d+>/.exec(r.text)?.[0], /<\/\d+>$/.exec(r.text)?.[0]];
        expect(text.includes(open)).toBe(text.includes(close));
      }
      // Where the frame fits, each block says how much of it is missing.
      if (kept.length > 0) {
        const said = [...text.matchAll(/^_.*: ([\d,]+) more, left out to fit_$/gm)].reduce(
          (sum, m) => sum + Number(m[1]?.replaceAll(',', '')),
          0,
        );
        expect(said).toBe(left);
        expect(text).toContain('\nlast\n');
      }
    }),
  );
});

test('nothing less important is kept while something more important is left out', () => {
  fc.assert(
    fc.property(fc.array(block, { maxLength: 6 }), fc.nat({ max: 3000 }), (blocks, budget) => {
      const { text } = fit(blocks, budget);
      const rows = blocks.flatMap((b) => b.rows);
      const ranks = (kept: boolean): readonly number[] => rows.filter((r) => isIn(text, r) === kept).map((r) => r.rank);
      expect(Math.max(-1, ...ranks(true))).toBeLessThanOrEqual(Math.min(99, ...ranks(false)));
    }),
  );
});

test('the frame alone is not over the budget either, to the byte', () => {
  const one: FitBlock = {
    name: 'Changes',
    head: ['| head |', '|---|'],
    rows: [{ text: 'x'.repeat(300), rank: 0 }],
    foot: ['', '</details>'],
  };
  for (const blocks of [[], [one], [one, one]]) {
    for (let budget = 0; budget < 1200; budget += 1) expect(utf8Length(fit(blocks, budget).text)).toBeLessThanOrEqual(budget);
  }
});

test('as much as a budget holds, row by row, the important ones first', async () => {
  const rows = (name: string, ...ranks: readonly number[]): readonly FitRow[] =>
    ranks.map((rank, i) => ({ text: `${name}${i} of rank ${rank}`, rank, ...(i === 0 ? { tells: 3 } : {}) }));
  const blocks: readonly FitBlock[] = [
    { name: 'A', head: ['| head |', '|---|'], rows: rows('a', 2, 0, 1), foot: ['', '</details>'] },
    { name: 'Bé', head: [], rows: rows('b', 1, 0, 3), foot: [] },
  ];
  const told: string[] = [];
  for (let budget = 0; budget < 420; budget += 1) {
    const { text, complete, left } = fit(blocks, budget);
    const line = `${complete ? 'complete' : `${left} left`}\n${text}`;
    if (text.length > 60 && told.at(-1)?.slice(4) !== line) told.push(`${String(budget).padStart(3)} ${line}`);
  }
  await expect(told.join('-----\n')).toMatchFileSnapshot('snapshots/fit-budget.txt');
});

test('the length of each sort of character', () => {
  expect(['\u007f', '\u0080', '\u07ff', '\u0800', '\uffff', '\ud800', '😀'].map(utf8Length)).toEqual([1, 2, 2, 3, 3, 3, 4]);
});

test('a budget that holds nothing gets nothing', () => {
  expect(fit([], 0)).toEqual({ text: '', complete: false, left: 0 });
});

test('a block without rows leaves no gap', () => {
  const block = (name: string, rows: readonly string[]) => ({ name, head: [], rows: rows.map((text) => ({ text, rank: 1 })), foot: [] });
  expect(fitBudget('t', [block('a', ['x']), block('b', []), block('c', ['y'])], ['z'], 1000, 'why').text).toBe('t\n\nx\n\ny\n\nz\n');
});
