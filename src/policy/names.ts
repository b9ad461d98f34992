/** Which characters a name may hold. */
import type { ProblemCode } from './problems.ts';

const PLAIN = /^[\x20-\x7e]*$/;
const INVISIBLE = /[\p{Cc}\p{Cf}\p{Co}\p{Cs}\p{Cn}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}]/u;
const LOOK_ALIKE = /[\p{Pd}\p{Zs}\u2044\u2215\u2024\uFF0E\uFF0F]/u;
/** Text for people may hold line ends; what turns the direction of writing around may not. */
const MISLEADING = /[\0-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/u;

/** Scripts that are written together count as one. */
const SCRIPTS: readonly (readonly [string, RegExp])[] = [
  ['Latin', /\p{Script=Latin}/u],
  ['Greek', /\p{Script=Greek}/u],
  ['Cyrillic', /\p{Script=Cyrillic}/u],
  ['East Asian', /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Bopomofo}\p{Script=Hangul}]/u],
  ['Arabic', /\p{Script=Arabic}/u],
  ['Hebrew', /\p{Script=Hebrew}/u],
  ['Armenian', /\p{Script=Armenian}/u],
  ['Georgian', /\p{Script=Georgian}/u],
  ['Devanagari', /\p{Script=Devanagari}/u],
  ['Thai', /\p{Script=Thai}/u],
  ['Cherokee', /\p{Script=Cherokee}/u],
];

function scriptsOf(text: string): Set<string> {
  const found = new Set<string>();
  for (const char of text) {
    if (!/\p{L}/u.test(char)) continue;
    found.add(
      SCRIPTS.find(([, test]) => test.test(char))?.[0] ?? (/[\p{Script=Common}\p{Script=Inherited}]/u.test(char) ? 'common' : 'other'),
    );
  }
  found.delete('common');
  return found;
}

/** What is wrong with a name, or null. */
export function nameProblem(text: string): ProblemCode | null {
  if (PLAIN.test(text)) return text.startsWith(' ') || text.endsWith(' ') ? 'name-invisible' : null;
  if (INVISIBLE.test(text)) return 'name-invisible';
  if (text.normalize('NFC') !== text) return 'name-not-nfc';
  if (LOOK_ALIKE.test(text.replace(/[- ]/g, ''))) return 'name-look-alike';
  if (text.startsWith(' ') || text.endsWith(' ')) return 'name-invisible';
  // `github/user/…`: the parts of a written form are names of their own.
  return text.split(/[/:,=.@()]/).some((part) => scriptsOf(part).size > 1) ? 'name-mixed-script' : null;
}

/** What is wrong with text for people, or null. */
export const sentenceProblem = (text: string): ProblemCode | null => (MISLEADING.test(text) ? 'name-invisible' : null);
