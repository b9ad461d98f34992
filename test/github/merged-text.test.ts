/** The merge of a text that two sides changed is git's own wherever it is given; where git would ask, it is not given. */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { mergedText } from '../../src/github/merged-text.ts';

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'nhi-merge-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Null: a conflict. */
function byGit(base: string, ours: string, theirs: string): string | null {
  const files = { ours, base, theirs };
  for (const [name, text] of Object.entries(files)) writeFileSync(path.join(folder, name), text);
  const { status, stdout } = spawnSync('git', ['merge-file', '-p', '-q', 'ours', 'base', 'theirs'], { cwd: folder, encoding: 'utf8' });
  return status === 0 ? stdout : null;
}

const text = (...lines: readonly string[]): string => lines.map((line) => `${line}\n`).join('');
const BASE = text('a', 'b', 'c', 'd', 'e', 'f');

describe('two sides', () => {
  it.each([
    ['far apart', text('A', 'b', 'c', 'd', 'e', 'f'), text('a', 'b', 'c', 'd', 'E', 'f'), text('A', 'b', 'c', 'd', 'E', 'f')],
    [
      'a line more and one less',
      text('a', 'x', 'b', 'c', 'd', 'e', 'f'),
      text('a', 'b', 'c', 'e', 'f'),
      text('a', 'x', 'b', 'c', 'e', 'f'),
    ],
    ['the end without its line end', BASE.trimEnd(), text('A', 'b', 'c', 'd', 'e', 'f'), text('A', 'b', 'c', 'd', 'e', 'f').trimEnd()],
  ])('%s', (_, ours, theirs, merged) => {
    expect(mergedText(BASE, ours, theirs)).toBe(merged);
    expect(byGit(BASE, ours, theirs)).toBe(merged);
  });

  it.each([
    ['the same line', text('A', 'b', 'c', 'd', 'e', 'f'), text('Z', 'b', 'c', 'd', 'e', 'f')],
    ['lines that touch', text('a', 'B', 'c', 'd', 'e', 'f'), text('a', 'b', 'C', 'd', 'e', 'f')],
    ['both at one place', text('a', 'x', 'b', 'c', 'd', 'e', 'f'), text('a', 'y', 'b', 'c', 'd', 'e', 'f')],
    ['both the same', text('A', 'b', 'c', 'd', 'e', 'f'), text('A', 'b', 'c', 'd', 'e', 'f')],
    ['all of it', text('x'), text('a', 'b', 'c', 'd', 'e', 'F')],
  ])('%s: not given', (_, ours, theirs) => {
    expect(mergedText(BASE, ours, theirs)).toBeNull();
  });

  it('where one of several equal lines went could be read in more than one way: not given', () => {
    expect(mergedText(text('a', '-', '-', '-', 'b'), text('a', '-', '-', 'b'), text('A', '-', '-', '-', 'b'))).toBeNull();
  });

  it('a text of many equal lines costs no more than any other', () => {
    const many = text(...Array.from({ length: 30_000 }, () => '#'));
    expect(mergedText(many, `${many}a\n`, `b\n${many}`)).toBeNull();
  });

  it('given, it is what git makes of them', () => {
    const line = fc.constantFrom('a', 'b', 'c', 'd', 'e', 'f', '-', '---', '  - x');
    const lines = fc.array(line, { maxLength: 12 });
    const edit = fc.record({ at: fc.nat(12), less: fc.nat(2), more: fc.array(line, { maxLength: 2 }) });
    const edited = (all: readonly string[], { at, less, more }: { at: number; less: number; more: readonly string[] }): string =>
      text(...all.slice(0, at), ...more, ...all.slice(at + less));
    let given = 0;
    fc.assert(
      fc.property(lines, edit, edit, (base, one, other) => {
        const [all, ours, theirs] = [text(...base), edited(base, one), edited(base, other)];
        const merged = mergedText(all, ours, theirs);
        if (merged === null) return;
        given += 1;
        expect(merged).toBe(byGit(all, ours, theirs));
      }),
      { numRuns: 600, seed: 7 },
    );
    expect(given).toBeGreaterThan(50);
  });
});
