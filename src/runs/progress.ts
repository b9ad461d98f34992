/** Progress of a run as one line of plain text, for a spinner, a log or nobody. */
import { lengthOf, timeOf } from '../report/instant.ts';
import type { Progress } from './host.ts';

/** `now`: epoch milliseconds. */
export function progressLine(p: Progress, now: number): string {
  switch (p.what) {
    case 'policy':
      return `reading the policy in ${p.folder}`;
    case 'reading':
      return `${p.target}: reading`;
    case 'read':
      return p.error === null ? `${p.target}: ${p.entries} entries read` : `${p.target}: ${p.error}`;
    case 'writing':
      return `${p.target}: ${p.change.verb} ${p.change.label}`;
    case 'written':
      return `${p.target}: ${p.change.verb} ${p.change.label}: ${p.done.error ?? p.done.state}`;
    case 'settling':
      return `${p.target}: ${p.seen} of ${p.of} seen, proof due ${timeOf(p.due)}${p.due > now ? ` (in ${lengthOf(p.due - now)})` : ''}`;
    case 'note':
      return p.text;
  }
}
