/** How foreign text is shown in a message: quoted, cut, without secrets, and with nothing a terminal or browser acts on. */
import { secretsIn } from './secrets.ts';

const SHOWN = 80;
const HIDDEN = /[\p{C}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}\u2800]|(?! )\p{Zs}/gu;

const escaped = (text: string): string => text.replace(HIDDEN, (c) => `\\u{${(c.codePointAt(0) ?? 0).toString(16)}}`);

/** Text of ours with foreign text in it. */
export const harmless = (text: string, length: number): string => escaped(text.slice(0, length));

/** Cut first: the text may be large. */
export function quoted(value: unknown): string {
  if (typeof value !== 'string') return escaped(JSON.stringify(value) ?? 'nothing').slice(0, SHOWN);
  if (secretsIn(value.slice(0, 4096)).length > 0) return '(text that looks like a secret)';
  const cut = value.length > SHOWN ? `${value.slice(0, SHOWN - 1)}…` : value;
  return escaped(JSON.stringify(cut));
}

/** A file's path, as it stands in a position. */
export const shownPath = (path: string): string => escaped(path.length > 300 ? `…${path.slice(-300)}` : path);

/** At most ten items of a list, quoted. */
export function quotedList(items: readonly string[]): string {
  const shown = items.slice(0, 10).map(quoted).join(', ');
  return items.length > 10 ? `${shown} and ${items.length - 10} more` : shown;
}
