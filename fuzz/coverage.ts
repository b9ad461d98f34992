/** Which inputs reach code that none reached before: V8's own block coverage, asked between inputs. */
import { type Profiler, Session } from 'node:inspector';

type Range = readonly [start: number, end: number];

export interface Coverage {
  /** Did what ran since the last call reach a block for the first time? */
  reachedMore(): boolean;
  /** As before the last call: to look at one input after the other of a batch that reached more. */
  rewind(): void;
  /** How many ran so far. */ functions(): number;
}

/** What lies in both. */
const overlap = (a: readonly Range[], b: readonly Range[]): Range[] =>
  a.flatMap(([start, end]) => b.map(([from, to]): Range => [Math.max(start, from), Math.min(end, to)]).filter(([from, to]) => from < to));

const size = (ranges: readonly Range[]): number => ranges.reduce((sum, [start, end]) => sum + end - start, 0);

/** Only of scripts whose URL has `part` in it. To be started before they are loaded: else V8 counts functions, not blocks. */
export function startCoverage(part: string): Coverage {
  const session = new Session();
  session.connect();
  const unreached = new Map<string, readonly Range[]>();
  let undo = new Map<string, readonly Range[] | undefined>();
  const take = (): readonly Profiler.ScriptCoverage[] => {
    let result: readonly Profiler.ScriptCoverage[] = [];
    // Answers before it returns: the session is of this thread.
    session.post('Profiler.takePreciseCoverage', (error, taken) => {
      if (error !== null) throw error;
      result = taken.result;
    });
    return result;
  };
  session.post('Profiler.enable');
  session.post('Profiler.startPreciseCoverage', { callCount: false, detailed: true });
  return {
    reachedMore() {
      undo = new Map();
      for (const { url, functions } of take()) {
        if (!url.includes(part)) continue;
        for (const { ranges } of functions) {
          const [whole, ...rest] = ranges;
          if (whole === undefined || whole.count === 0) continue;
          const id = `${url}:${whole.startOffset}`;
          const now = rest.filter(({ count }) => count === 0).map(({ startOffset, endOffset }): Range => [startOffset, endOffset]);
          const before = unreached.get(id);
          const left = before === undefined ? now : overlap(before, now);
          if (before !== undefined && size(left) === size(before)) continue;
          undo.set(id, before);
          unreached.set(id, left);
        }
      }
      return undo.size > 0;
    },
    rewind() {
      for (const [id, before] of undo) {
        if (before === undefined) unreached.delete(id);
        else unreached.set(id, before);
      }
    },
    functions: () => unreached.size,
  };
}
