/** The hidden line by which something of ours on GitHub is found again, and the one that remembers what a comment has told. */
import { sha256 } from '../model/digest.ts';

export type MarkOf = 'pull' | 'apply' | 'overview' | 'owner' | 'unread' | 'hold' | 'adopt' | 'offboarding';

/** `name` may be anything: it is not written out. */
export const markOf = (of: MarkOf, name = ''): string => (name === '' ? of : `${of}-${sha256(name).slice(0, 16)}`);

/** `from`: the run that opened it last. `upto`: what was first seen until then stands in what it opened with. */
export interface Mark {
  readonly mark: string;
  readonly from: number;
  readonly upto: number;
}

const markLine = /^<!-- nhi:([a-z]+(?:-[0-9a-f]{16})?) from=(\d{1,15}) upto=(\d{1,15}) -->\r?\n/;

export const marked = ({ mark, from, upto }: Mark, markdown: string): string =>
  `<!-- nhi:${mark} from=${from} upto=${upto} -->\n${markdown}`;

/** Only of the first line: a quotation of ours is not ours. */
export function markIn(body: string): Mark | null {
  const [, mark, from, upto] = markLine.exec(body) ?? [];
  return mark === undefined ? null : { mark, from: Number(from), upto: Number(upto) };
}

export type Telling = 'alarm' | 'digest' | 'closed';

const toldLine = /^<!-- nhi:told (alarm|digest|closed)((?: [0-9a-z@]{1,40}){0,1000}) -->\r?\n/;

export const telling = (what: Telling, tokens: readonly string[], markdown: string): string =>
  `<!-- nhi:told ${[what, ...tokens].join(' ')} -->\n${markdown}`;

export function toldIn(body: string): { readonly what: Telling; readonly tokens: readonly string[] } | null {
  const [, what, tokens = ''] = toldLine.exec(body) ?? [];
  return what === undefined ? null : { what: what as Telling, tokens: tokens.split(' ').filter((t) => t !== '') };
}

/** The same drift, when it comes back another day, is told again. */
export const tokenOf = (row: { readonly change: string; readonly firstSeen: number }): string =>
  `${row.change.slice(0, 16)}@${row.firstSeen.toString(36)}`;
