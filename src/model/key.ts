/** Keys and written forms: the two spellings of an entitlement, for machines and for people. */
import type { Entitlement, Key, Text, Verb } from './entitlement.ts';
import type { AccountRef } from './policy.ts';
import { compareText } from './order.ts';

const facetPairs = (facets: Text): (readonly [string, string])[] => Object.entries(facets).sort((a, b) => compareText(a[0], b[0]));

export const keyOf = (e: Entitlement): Key => JSON.stringify([e.target, e.kind, e.account, e.name, ...facetPairs(e.facets)]);

/** The key with any facets: of `never` lines and of holds. */
export const keyWithoutFacets = (e: Entitlement): Key => JSON.stringify([e.target, e.kind, e.account, e.name]);

const STRING = '"(?:[^"\\\\\\u0000-\\u001f]|\\\\.)*"';
/** Four texts, and a pair of texts for each facet. */
export const KEY_FORM: RegExp = new RegExp(`^\\[${STRING}(?:,${STRING}){3}(?:,\\[${STRING},${STRING}\\])*\\]$`);

/** An entitlement without facts. Throws on text that `keyOf` did not make. */
export function parseKey(key: Key): Entitlement {
  if (!KEY_FORM.test(key)) throw new RangeError('this is no key');
  const [target, kind, account, name, ...facets] = JSON.parse(key) as [string, string, string, string, ...[string, string][]];
  return { target, kind, account, name, facets: Object.fromEntries(facets), facts: {} };
}

/** Under it the state counts rounds and returns of a change. */
export const verbKey = ({ verb, key }: { readonly verb: Verb; readonly key: Key }): string => `${verb} ${key}`;

export const withoutFacets = (key: Key): Key => keyWithoutFacets(parseKey(key));

/** `type/name`, split at the first slash. */
export const accountWords = (ref: Pick<AccountRef, 'type' | 'name'>): string => `${ref.type}/${ref.name}`;

/** The stable id that words name by `type/id:…`, or null. */
export function idOfWords(words: string): string | null {
  const name = words.slice(words.indexOf('/') + 1);
  return name.startsWith('id:') ? name.slice(3) : null;
}

/** `target/kind/name`, the form of policy files, issues and logs. */
export const writtenGrant = (e: Pick<Entitlement, 'target' | 'kind' | 'name'>): string => `${e.target}/${e.kind}/${e.name}`;

/** `target/type/name`. */
export const writtenAccount = (a: AccountRef): string => `${a.target}/${a.type}/${a.name}`;
