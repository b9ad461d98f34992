/** Which two names would be taken for one another. */

const PLAIN = /^[\x20-\x7e]*$/;

/** Letters of other scripts that look like a Latin one, after folding to small letters. */
const SKELETON: ReadonlyMap<string, string> = new Map(
  [
    'аa',
    'вb',
    'еe',
    'ёe',
    'һh',
    'іi',
    'ϳj',
    'јj',
    'кk',
    'мm',
    'оo',
    'рp',
    'ԛq',
    'ѕs',
    'тt',
    'уy',
    'хx',
    'сc',
    'ԁd',
    'ԝw',
    'αa',
    'εe',
    'ιi',
    'κk',
    'νv',
    'οo',
    'ρp',
    'τt',
    'υu',
    'χx',
    'γy',
    'ωw',
  ].map((pair) => [pair.charAt(0), pair.charAt(1)] as const),
);

/** Two names with one fold would be taken for one another, or be one in a system that folds case. */
export function fold(name: string): string {
  const small = name.normalize('NFKC').toLowerCase().trim();
  return PLAIN.test(small) ? small : [...small].map((char) => SKELETON.get(char) ?? (/\p{Pd}/u.test(char) ? '-' : char)).join('');
}
