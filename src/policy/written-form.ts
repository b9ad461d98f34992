/** The one written form: `target[.instance|.group]/kind/name`, split at the first two slashes, the rest verbatim. */

export interface WrittenForm {
  readonly target: string;
  /** An instance or a group. */
  readonly part: string | null;
  /** A kind or an account type. */
  readonly kind: string;
  readonly name: string;
}

const PLACE = /^([a-z0-9][a-z0-9-]*)(?:\.([a-z0-9][a-z0-9-]*))?$/;
const KIND = /^[A-Za-z][A-Za-z0-9_-]*$/;

/** null: it is none. */
export function writtenForm(text: string): WrittenForm | null {
  const first = text.indexOf('/');
  const second = text.indexOf('/', first + 1);
  if (first < 0 || second < 0 || second === text.length - 1) return null;
  const place = PLACE.exec(text.slice(0, first));
  const kind = text.slice(first + 1, second);
  if (!place?.[1] || !KIND.test(kind)) return null;
  return { target: place[1], part: place[2] ?? null, kind, name: text.slice(second + 1) };
}
