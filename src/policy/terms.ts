/** When a line stands: `from`, `until`, `for`, `because` of a line, cut to the term of its identity. */
import type { Terms } from '../model/policy.ts';
import { instantOf, secondsOf } from './instants.ts';
import { spotOfValue, type Source } from './positions.ts';
import type { Report } from './problems.ts';
import { quoted } from './quoted.ts';
import type { RawTerms } from './raw.ts';

/** `home`: the mapping in which the fields are written. */
export function termsOf(raw: RawTerms, source: Source, home: object, report: Report): Terms {
  const instant = (key: 'from' | 'until'): number | undefined => {
    const text = raw[key];
    if (text === undefined) return undefined;
    const made = instantOf(text);
    if (made === null) report.add('bad-instant', spotOfValue(source, home, key), `\`${key}\`: ${quoted(text)}`);
    return made ?? undefined;
  };
  const from = instant('from');
  const until = instant('until');
  if (from !== undefined && until !== undefined && until <= from)
    report.add('until-not-after-from', spotOfValue(source, home, 'until'), `\`until\`: ${quoted(raw.until)}`);
  return {
    ...(from === undefined ? {} : { from }),
    ...(until === undefined ? {} : { until }),
    ...(raw.for === undefined ? {} : { forSeconds: secondsOf(raw.for) }),
    ...(raw.because === undefined ? {} : { because: raw.because }),
  };
}

/** The intersection. The outer one has no `for` and no `because`. */
export function within(line: Terms, outer: Terms): Terms {
  const from = Math.max(line.from ?? -Infinity, outer.from ?? -Infinity);
  const until = Math.min(line.until ?? Infinity, outer.until ?? Infinity);
  return { ...line, ...(from === -Infinity ? {} : { from }), ...(until === Infinity ? {} : { until }) };
}

/** Whether it never stands. */
export const isEmpty = (terms: Terms): boolean => terms.from !== undefined && terms.until !== undefined && terms.until <= terms.from;
