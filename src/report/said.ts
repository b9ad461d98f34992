/** A sentence in which names and values are told apart from our own words: code in Markdown, as they are in the terminal. */
import { markdownCode, markdownText } from './escape.ts';

/** What stands between, written by us alone, so that it needs no escape. */
export type Glue = ' ' | ', ' | ': ' | '; ' | ' → ' | ' · ' | '+ ' | '− ' | '  ' | '(' | ')' | '.';

export type Part = Glue | { readonly words: string } | { readonly code: string };
export type Said = readonly Part[];

export const words = (text: string): Part => ({ words: text });
export const code = (text: string): Part => ({ code: text });

const plain = (part: Part): string => (typeof part === 'string' ? part : 'words' in part ? part.words : part.code);

export const saidText = (said: Said): string => said.map(plain).join('');

export const saidMarkdown = (said: Said): string =>
  said.map((part) => (typeof part === 'string' ? part : 'words' in part ? markdownText(part.words) : markdownCode(part.code))).join('');

export const joined = (items: readonly Said[], between: Glue): Said => items.flatMap((item, i) => (i === 0 ? item : [between, ...item]));

/** The first few, and how many more there are. */
export function firstOf(items: readonly Said[], most: number, between: Glue = ', '): Said {
  const rest = items.length - most;
  return rest <= 0
    ? joined(items, between)
    : [...joined(items.slice(0, most), between), ' ', words(`and ${rest.toLocaleString('en-US')} more`)];
}
