/** Where a text stops being JSON (RFC 8259): `JSON.parse` says that it does, and quotes what stands there. */

const SPACE = /[ \t\n\r]*/y;
/** Of a string the first quote: the rest goes piece by piece, since one pattern for all of it would try too much. */
const TOKEN = /[[\]{}:,"]|-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?(?:[eE][+-]?[0-9]+)?|true|false|null/y;
const PLAIN = /[^"\\\u0000-\u001f]*/y;
const ESCAPE = /\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4})/y;

/** What may come next: `first` and `firstName` where a list or an object may also end at once. */
type Next = 'value' | 'first' | 'name' | 'firstName' | 'colon' | 'more';

export interface TextPlace {
  /** Both count from 1, columns in UTF-16 code units. */
  readonly line: number;
  readonly column: number;
}

/** null: it is JSON. Of a text that is cut off, its end. */
export function jsonFault(text: string): TextPlace | null {
  const at = faultAt(text);
  if (at === null) return null;
  const before = text.slice(0, at).split('\n');
  return { line: before.length, column: (before.at(-1) as string).length + 1 };
}

function faultAt(text: string): number | null {
  const open: ('[' | '{')[] = [];
  let next: Next = 'value';
  for (let at = afterSpace(text, 0); ; at = afterSpace(text, at)) {
    if (next === 'more' && open.length === 0) return at === text.length ? null : at;
    const token = match(TOKEN, text, at);
    const end = token === '"' ? endOfString(text, at + 1) : at + token.length;
    if (end === null) return at;
    const follows = after(next, token, open);
    if (follows === null) return at;
    next = follows;
    at = end;
  }
}

function match(pattern: RegExp, text: string, at: number): string {
  pattern.lastIndex = at;
  return pattern.exec(text)?.[0] ?? '';
}

const afterSpace = (text: string, at: number): number => at + match(SPACE, text, at).length;

/** null: it has none. */
function endOfString(text: string, from: number): number | null {
  for (let at = from; ;) {
    at += match(PLAIN, text, at).length;
    if (text[at] === '"') return at + 1;
    const escape = match(ESCAPE, text, at);
    if (escape === '') return null;
    at += escape.length;
  }
}

/** null: this may not stand here. */
function after(next: Next, token: string, open: ('[' | '{')[]): Next | null {
  const within = open.at(-1);
  switch (next) {
    case 'name':
    case 'firstName':
      if (token === '"') return 'colon';
      return next === 'firstName' && token === '}' ? closed(open) : null;
    case 'colon':
      return token === ':' ? 'value' : null;
    case 'more':
      if (token === ',') return within === '[' ? 'value' : 'name';
      return token === (within === '[' ? ']' : '}') ? closed(open) : null;
    case 'value':
    case 'first':
      if (token === '[' || token === '{') {
        open.push(token);
        return token === '[' ? 'first' : 'firstName';
      }
      if (next === 'first' && token === ']') return closed(open);
      return ']}:,'.includes(token) ? null : 'more'; // '' is none either
  }
}

function closed(open: ('[' | '{')[]): Next {
  open.pop();
  return 'more';
}
