/** Many findings in few lines: those of one rule with the same remedy together, errors first, notes last. */
import type { Finding } from '../model/plan.ts';
import { placeAsLine } from './place.ts';
import { shortened } from './escape.ts';
import { type Said, code, firstOf, saidText, words } from './said.ts';
import { groupedBy } from './what-is-shown.ts';

export interface FindingLine {
  readonly severity: Finding['severity'];
  readonly said: Said;
  readonly tells: number;
}

/** Of an error or a warning more are named: each one is work for somebody. */
const mostNamed = { error: 20, warning: 10, note: 5 } as const;

interface Parted {
  readonly name: string;
  readonly what: string;
}

/** `name: what`, as most subjects are written; the name is what differs. */
function parted(subject: string): Parted {
  const cut = subject.indexOf(': ');
  return cut <= 0 ? { name: subject, what: '' } : { name: subject.slice(0, cut), what: subject.slice(cut + 2) };
}

/** The words with which all of them begin, if these say something; a bracket that they do not share is left out whole. */
function commonWords(texts: readonly [string, ...string[]]): string {
  const split = texts.map((text) => text.split(' '));
  const [first] = split as [string[], ...string[][]];
  const differs = first.findIndex((word, i) => split.some((other) => other[i] !== word));
  if (differs < 0 && texts.every((text) => text === texts[0])) return texts[0];
  const shared = (differs < 0 ? first : first.slice(0, differs))
    .join(' ')
    .replace(/[\s(,;:]+$/, '')
    .replace(/ \([^)]*$/, '');
  return shared.split(' ').length >= 3 ? shared : '';
}

/** A sentence of its own begins with a capital; a name stays as it is. */
const sentence = (text: string): string => text.replace(/^[a-z]+(?= )/, (word) => `${word.charAt(0).toUpperCase()}${word.slice(1)}`);

const full = (f: Finding): Said => [words(shortened(f.subject, 240)), ...placed(f.at)];

const placed = (at: string | null): Said => (at === null ? [] : [' ', '(', code(shortened(placeAsLine(at), 160)), ')']);

/** The findings come sorted. */
export function findingLines(findings: readonly Finding[]): readonly FindingLine[] {
  return groupedBy(findings, (f) => JSON.stringify([f.severity, f.rule, f.remedy])).map((group) => {
    const [first] = group;
    const { severity } = first;
    const remedy: Said = first.remedy.trim() === '' ? [] : [' ', words(sentence(shortened(first.remedy, 600)))];
    return { severity, said: [words(severity), ' ', code(shortened(first.rule, 100)), ...subjects(group), ...remedy], tells: group.length };
  });
}

const ended = (said: Said): Said => (/[.!?]$/.test(saidText(said)) ? said : [...said, '.']);

function subjects(group: readonly [Finding, ...Finding[]]): Said {
  const [first] = group;
  if (group.length === 1) return ended([': ', ...full(first)]);
  const number: Said = [' ', words(`(${group.length.toLocaleString('en-US')})`), ': '];
  const parts = group.map((f) => parted(f.subject)) as [Parted, ...Parted[]];
  const whats = parts.map((p) => p.what) as [string, ...string[]];
  const isAlike = whats.every((what) => what === whats[0]);
  const most = mostNamed[first.severity];
  // What differs beside the name of a note can be looked up; of the others it is the point.
  if (!isAlike && first.severity !== 'note') return ended([...number, ...firstOf(group.map(full), most, '; ')]);
  const what = shortened(commonWords(whats), 240);
  // The same one may be found in several targets.
  const named = group.map((f, i): Said => [code(shortened((parts[i] as Parted).name, 120)), ...placed(f.at)]);
  const names = groupedBy(named, saidText).map(([name]) => name);
  return ended([...number, ...firstOf(names, most), ...(what === '' ? [] : ([': ', words(what)] as const))]);
}

export const findingTitle = (findings: number, lines: number): string =>
  `Findings: ${findings.toLocaleString('en-US')}, nothing is written for them${lines < findings ? "; each one is in the plan's JSON" : ''}`;
