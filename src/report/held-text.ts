/** The history of a grant as terminal text: held or not, from and until when, by which approval, and what nobody saw. */
import type { Because } from '../model/state.ts';
import { type Bounds, type Gap, type HeldAt, type HeldWhen, type Tenure, heldAt } from './held-when.ts';
import { instantOf, lengthOf } from './instant.ts';
import { shortened } from './escape.ts';
import { type Paint, plainPaint, wrap } from './terminal-layout.ts';

const answers: Readonly<Record<HeldAt, string>> = {
  held: 'HELD',
  'not held': 'NOT HELD',
  'between two reads': 'NOT KNOWN: it came or went between two proven reads',
  'before it was watched': 'NOT KNOWN: nobody had looked yet',
  'not watched': 'NOT KNOWN: nobody was watching',
  'after the last read': 'NOT KNOWN: the last proven read was before that',
};

/** `at`: the instant asked about; null: by the last proven read. */
export function heldText(held: HeldWhen, at: number | null, paint: Paint = plainPaint): string {
  const asked = held.holder === null ? held.grant : `${held.holder} ${held.grant}`;
  const instant = at ?? held.lastProven;
  const answer =
    instant === null
      ? 'NOT KNOWN: no proven read of its kind is remembered'
      : `${answers[heldAt(held, instant)]} at ${instantOf(instant)}${at === null ? ', the last proven read' : ''}`;
  return `${[
    ...wrap(shortened(asked, 400), '', '  ').map(paint.bold),
    ...wrap(`${answer}.`, '', '  ').map(paint.bold),
    '',
    ...(held.tenures.length === 0
      ? ['Nobody is remembered to have held it.', '']
      : held.tenures.flatMap((t) => [...tenureLines(t, held, paint), ''])),
    ...gapLines(held.gaps),
    ...(at !== null && held.lastProven !== null ? [`The last proven read of its kind: ${instantOf(held.lastProven)}.`] : []),
  ]
    .join('\n')
    .trimEnd()}\n`;
}

/** To the minute; both within one minute are one. */
export function boundsText({ after, by }: Bounds): string {
  if (after === null) return `${instantOf(by)} at the latest, when it was first looked at`;
  return instantOf(after) === instantOf(by) ? instantOf(by) : `between ${instantOf(after)} and ${instantOf(by)}`;
}

const becauseText = ({ authority, source, at }: Because): string =>
  `${authority === 'review' ? '' : `${authority}: `}${source}, ${instantOf(at)}`;

function tenureLines(t: Tenure, held: HeldWhen, paint: Paint): readonly string[] {
  const row = (name: string, text: string): readonly string[] => wrap(shortened(text, 600), `  ${name.padEnd(10)}`, ' '.repeat(12));
  const facts = Object.entries(t.facts).map(([fact, value]) => `${fact}=${value}`);
  const until =
    t.until === null ? 'still there' : `${boundsText(t.until)}${t.ended === 'unwatched' ? ', when it was no longer ours to watch' : ''}`;
  return [
    ...wrap(shortened(held.holder === t.holder ? 'held' : t.holder, 240), '', '  ').map(paint.bold),
    ...row('from', boundsText(t.from)),
    ...row('approved', t.approved === null ? 'by nobody, when it was found' : `by ${becauseText(t.approved)}`),
    ...(facts.length === 0 ? [] : row('facts', facts.join(', '))),
    ...(t.changed.length === 0 ? [] : row('changed', t.changed.map(boundsText).join('; '))),
    ...row('until', until),
    ...(t.ended === 'gone'
      ? row('taken by', t.takenBy === null ? 'nobody of ours: it went by itself or by hand' : becauseText(t.takenBy))
      : []),
    ...(t.verified.length === 0 ? [] : row('verified', t.verified.map(instantOf).join(', '))),
  ];
}

function gapLines(gaps: readonly Gap[]): readonly string[] {
  const lines = gaps.map(({ from, until }) => {
    if (from === null) return until === null ? 'never yet' : `before ${instantOf(until)}, when it was first looked at`;
    return until === null ? `since ${instantOf(from)}` : `${instantOf(from)} to ${instantOf(until)}, ${lengthOf(until - from)}`;
  });
  return lines.length === 0 ? [] : ['Nobody was watching:', ...lines.map((line) => `  ${line}`)];
}
