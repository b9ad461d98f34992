/** A long document as several files, cut so that a change in one place changes few of them. */
import { sha256 } from '../model/digest.ts';
import { sortedBy } from '../model/order.ts';

const PART = /^((approved|ledger|live|history)\/[^/]+)\/[0-9]{4}\.part$/;
const MOST_PARTS = 9_999;

const extensionIn = (folder: string): string => (folder === 'history' ? '.jsonl' : '.json');

/** The document that a file is, or is a part of. */
export function documentOf(file: string): string {
  const [, stem, folder] = PART.exec(file) ?? [];
  return stem === undefined || folder === undefined ? file : `${stem}${extensionIn(folder)}`;
}

/** A document → its files. It is cut between lines only, so a longer line is a part by itself. */
export function filesOf(document: string, text: string, longest: number): ReadonlyMap<string, string> {
  if (text.length <= longest || !document.includes('/')) return new Map([[document, text]]);
  const parts = partsOf(text, Math.max(longest, Math.ceil(text.length / (MOST_PARTS / 8))));
  const stem = document.replace(/\.jsonl?$/, '');
  return new Map(parts.map((part, i) => [`${stem}/${String(i + 1).padStart(4, '0')}.part`, part]));
}

/** Past a quarter of the length a line's own text says whether to cut after it: the cuts move with the lines around them. */
function partsOf(text: string, longest: number): string[] {
  const parts: string[] = [];
  let from = 0;
  let at = 0;
  while (at < text.length) {
    const newline = text.indexOf('\n', at);
    const end = newline < 0 ? text.length : newline + 1;
    if (end - from > longest && at > from) {
      parts.push(text.slice(from, at));
      from = at;
    }
    if (end - from > longest / 4 && sha256(text.slice(at, end)).startsWith('00')) {
      parts.push(text.slice(from, end));
      from = end;
    }
    at = end;
  }
  if (from < text.length) parts.push(text.slice(from));
  return parts;
}

/** Files → documents, in the order of their names. */
export function documentsFrom(files: ReadonlyMap<string, string>): ReadonlyMap<string, string> {
  const pieces = new Map<string, string[]>();
  for (const [file, text] of sortedBy(files, ([name]) => name)) {
    const document = documentOf(file);
    const found = pieces.get(document);
    if (found === undefined) pieces.set(document, [text]);
    else found.push(text);
  }
  return new Map([...pieces].map(([document, texts]) => [document, texts.length === 1 ? (texts[0] ?? '') : texts.join('')]));
}
