/** Name patterns: `*` is any characters, also `/`; nothing else is special (policy.md, Values). */
import { fold } from './fold.ts';

/** Linear in the text for each star: no regular expression, so hostile names cannot make it slow. */
export function matches(pattern: string, text: string): boolean {
  const star = pattern.indexOf('*');
  if (star < 0) return pattern === text;
  const first = pattern.slice(0, star);
  if (!text.startsWith(first)) return false;
  if (star === pattern.length - 1) return true;
  const parts = pattern.split('*');
  const last = parts.at(-1) as string;
  let at = first.length;
  for (const part of parts.slice(1, -1)) {
    const found = text.indexOf(part, at);
    if (found < 0) return false;
    at = found + part.length;
  }
  return text.length - last.length >= at && text.endsWith(last);
}

export const matchesAny = (patterns: readonly string[], text: string): boolean => patterns.some((p) => matches(p, text));

const folded = new WeakMap<readonly string[], readonly string[]>();

/** Also where the text would only be taken for one that matches: a system may fold case, and people read look-alikes alike. */
export function matchesAnyFolded(patterns: readonly string[], text: string): boolean {
  if (patterns.length === 0) return false;
  const known = folded.get(patterns) ?? patterns.map(fold);
  folded.set(patterns, known);
  return matchesAny(known, fold(text));
}

/** All of a type, or of every type: `*`, `user/*`, `us*`. */
export function isWide(pattern: string): boolean {
  const short = pattern.replace(/\*+/g, '*');
  return /^[^/]*\*$/.test(short) || /^[^/]*\/\*$/.test(short);
}

/** The rule that such a scope breaks; no document declares it, an Exception may name it. */
export const WIDE_SCOPE = 'wide-scope';

/** Whether one of the names is the target, or the one that it is an instance of: `vault` means `vault.prod` too. */
export const namesTarget = (names: readonly string[], target: string): boolean =>
  names.some((name) => target === name || target.startsWith(`${name}.`));
