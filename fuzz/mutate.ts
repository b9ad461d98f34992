/** Small damage to a text: to its characters, its lines, or the JSON that it is. */
import type { Chance } from './chance.ts';

/** Longer ones only cost time: what length does is tried by texts made for it. */
const LONGEST = 24_000;

const ODD_CHARACTERS = [
  ...Array.from(
    '\u0000\u0001\u001b\u007f\u0085\u00a0\u00ad\u200b\u202e\u2028\u2029\ufeff\ufffd\ud800\udfff\udc80\udcff\t\r\n "\'\\`#:-,[]{}&*!|>%@?~0😀',
  ),
  '\r\n',
];
const ODD_NUMBERS = [
  '0',
  '-0',
  '-1',
  '1',
  '1.5',
  '1e3',
  '1e400',
  '007',
  '0x1f',
  '2147483648',
  '9007199254740993',
  '1'.repeat(400),
  'NaN',
  '.inf',
];

const deep = (levels: number): unknown => Array.from({ length: levels }).reduce<unknown>((inner) => [inner], []);
const ODD_VALUES: readonly unknown[] = [
  null,
  true,
  false,
  0,
  -1,
  1.5,
  1e308,
  2 ** 53,
  '',
  ' ',
  '0',
  'x'.repeat(400),
  '\u0000',
  '\ud800',
  [],
  {},
  [[]],
  [null],
  { '': '' },
  deep(40),
];
const HUGE_VALUES: readonly unknown[] = [deep(3_000), 'x'.repeat(20_000), Array.from({ length: 3_000 }, () => 0)];

type Mutation = (text: string, chance: Chance, words: readonly string[], other: string) => string;

const cutOf = (text: string, chance: Chance, longest = 40): readonly [number, number] => {
  const from = chance.below(text.length + 1);
  return [from, Math.min(text.length, from + chance.below(chance.oneIn(4) ? text.length + 1 : longest))];
};
const put = (text: string, from: number, to: number, piece: string): string => text.slice(0, from) + piece + text.slice(to);

const onLines =
  (change: (lines: string[], at: number, chance: Chance) => void): Mutation =>
  (text, chance) => {
    const lines = text.split('\n');
    change(lines, chance.below(lines.length), chance);
    return lines.join('\n');
  };

const MUTATIONS: readonly Mutation[] = [
  (text, chance) => put(text, ...cutOf(text, chance), ''),
  (text, chance) => {
    const [from, to] = cutOf(text, chance);
    return put(text, to, to, text.slice(from, to));
  },
  (text, chance) => {
    const [from, to] = cutOf(text, chance, 8);
    return put(text, to, to, text.slice(from, to).repeat(1 + chance.below(60)));
  },
  (text, chance) => text.slice(0, chance.below(text.length + 1)),
  (text, chance, words) => {
    const at = chance.below(text.length + 1);
    return put(text, at, at, chance.of(words));
  },
  (text, chance, words) => put(text, ...cutOf(text, chance, 12), chance.of(words)),
  (text, chance) => {
    const at = chance.below(text.length + 1);
    return put(text, at, at + chance.below(2), chance.of(ODD_CHARACTERS));
  },
  (text, chance) => {
    const numbers = [...text.matchAll(/\d+/g)];
    const found = numbers[chance.below(Math.max(1, numbers.length))];
    return found === undefined ? text : put(text, found.index, found.index + found[0].length, chance.of(ODD_NUMBERS));
  },
  (text, chance, _, other) => put(text, ...cutOf(text, chance), other.slice(...cutOf(other, chance, 200))),
  (text, chance, _, other) => text.slice(0, chance.below(text.length + 1)) + other.slice(chance.below(other.length + 1)),
  onLines((lines, at) => void lines.splice(at, 1)),
  onLines((lines, at) => void lines.splice(at, 0, lines[at] ?? '')),
  onLines((lines, at, chance) => {
    const [line = ''] = lines.splice(at, 1);
    lines.splice(chance.below(lines.length + 1), 0, line);
  }),
  onLines((lines, at, chance) => void (lines[at] = ' '.repeat(chance.below(6)) + (lines[at] ?? '').trimStart())),
];

/** One node of the JSON that the text, or one line of it, is. */
function onJson(text: string, chance: Chance): string {
  const lines = text.split('\n');
  const jsonLines = [...lines.keys()].filter((i) => /^\s*[[{]/.test(lines[i] ?? ''));
  const at = jsonLines[chance.below(Math.max(1, jsonLines.length))];
  const [before, part, after] =
    at === undefined || chance.oneIn(2)
      ? ['', text, '']
      : [lines.slice(0, at).join('\n') + (at > 0 ? '\n' : ''), lines[at] ?? '', ['', ...lines.slice(at + 1)].join('\n')];
  try {
    return before + JSON.stringify(changed(JSON.parse(part), chance), null, part.includes('\n') ? 2 : 0) + after;
  } catch {
    return text;
  }
}

function changed(value: unknown, chance: Chance): unknown {
  const isInner = typeof value === 'object' && value !== null && !chance.oneIn(6);
  if (!isInner) return chance.of(chance.oneIn(100) ? HUGE_VALUES : ODD_VALUES);
  const names = Object.keys(value);
  const name = names[chance.below(Math.max(1, names.length))] ?? '0';
  const inner = (value as Record<string, unknown>)[name];
  if (Array.isArray(value)) {
    const list: readonly unknown[] = value;
    const i = Number(name);
    return chance.of([
      () => list.with(Math.min(i, Math.max(0, list.length - 1)), changed(inner, chance)),
      () => list.toSpliced(i, 1),
      () => [...list, inner],
      () => list.toReversed(),
    ])();
  }
  const others = Object.fromEntries(Object.entries(value).filter(([other]) => other !== name));
  return chance.of([
    () => ({ ...value, [name]: changed(inner, chance) }),
    () => ({ ...value, [name]: changed(inner, chance) }),
    () => others,
    () => ({ ...others, [chance.of(['', '__proto__', 'constructor', 'version', `${name}x`, name.toUpperCase()])]: inner }),
    () => ({ ...value, [name]: (value as Record<string, unknown>)[chance.of(names.length === 0 ? [name] : names)] }),
  ])();
}

/** One piece of damage, or up to four. `other`: a text to take pieces from. */
export function mutated(text: string, chance: Chance, words: readonly string[], other: string): string {
  let result = text;
  for (let left = chance.oneIn(2) ? 1 : 2 + chance.below(3); left > 0; left -= 1) {
    // Damage to characters mostly makes it no JSON at all.
    const damage = /^[[{]/.test(result) && chance.oneIn(2) ? onJson : chance.of(MUTATIONS);
    try {
      result = damage(result, chance, words, other).slice(0, LONGEST);
    } catch (error) {
      // A list that was empty, say: this kind of damage does not fit here.
      if (!(error instanceof RangeError)) throw error;
    }
  }
  return result;
}
