/** What stryker's first run found out in passing: a file of lines in stryker's sandbox. */
import { existsSync, readFileSync } from 'node:fs';

export interface Verdict {
  readonly mutant: string;
  /** `undecided`: stryker runs it by itself. */
  readonly is: 'killed' | 'endless' | 'undecided';
  /** As stryker names it: file#suite test. */
  readonly test: string;
  readonly failed: string;
}

export const verdictsFile = 'mutants-tried.jsonl';

export function readVerdicts(): ReadonlyMap<string, Verdict> {
  const lines = existsSync(verdictsFile) ? readFileSync(verdictsFile, 'utf8').split('\n').filter(Boolean) : [];
  return new Map(lines.map((line) => JSON.parse(line) as Verdict).map((verdict) => [verdict.mutant, verdict]));
}
