/** How SCIM is spoken: lists, single resources, filters and PATCH (RFC 7644), without any judgement. */
import { pathSegment, scimString } from '../kit/encode.ts';
import { ConnectorError } from '../kit/errors.ts';
import type { HttpAnswer, HttpSession } from '../kit/http.ts';
import { byCursor, byIndex, EXPIRED, type PageOf, type Pages } from '../kit/paging.ts';
import type { Settings } from './config.ts';

export interface Scim {
  readonly target: string;
  readonly settings: Settings;
  readonly session: HttpSession;
}

export type Attributes = Readonly<Record<string, unknown>>;

export interface Resource {
  readonly id: string;
  readonly attributes: Attributes;
}

export const MEDIA_TYPE = 'application/scim+json';

/** Attribute names are case-insensitive (RFC 7643 §2.1). null and absent are the same (§2.5). */
export function attribute(attributes: Attributes, name: string): unknown {
  if (name in attributes) return attributes[name] ?? null;
  const folded = name.toLowerCase();
  const found = Object.keys(attributes).find((key) => key.toLowerCase() === folded);
  return found === undefined ? null : (attributes[found] ?? null);
}

export const textOf = (value: unknown): string | null => (typeof value === 'string' && value !== '' ? value : null);

export const isAttributes = (value: unknown): value is Attributes => typeof value === 'object' && value !== null && !Array.isArray(value);

/** The detail error keyword of RFC 7644 §3.12, and of RFC 9865 §2.1. */
export const scimType = (answer: HttpAnswer): string | null =>
  isAttributes(answer.json) ? textOf(attribute(answer.json, 'scimType')) : null;

/** Removing what is not there: RFC 7644 §3.5.2.2 lets it pass, some servers answer noTarget. */
export const noTarget = (answer: HttpAnswer): boolean => answer.status === 400 && scimType(answer) === 'noTarget';

export const filterEq = (path: string, value: string): string => `${path} eq ${scimString(value)}`;

const bad = (scim: Scim, doing: string, what: string): ConnectorError =>
  new ConnectorError(
    'badResponse',
    `${scim.target}: ${doing} answered ${what}; that can mean that this is no SCIM 2.0 server, so nothing was compared. Look at the target's url and profile.`,
  );

/** `at`: where in the answer, as a JSON pointer (RFC 6901). */
function resourceOf(scim: Scim, doing: string, value: unknown, at: string): Resource {
  const id = isAttributes(value) ? attribute(value, 'id') : null;
  // Seen: numbers as ids. They stand in paths and filters as text all the same.
  const text = typeof id === 'number' ? String(id) : textOf(id);
  if (text === null) throw bad(scim, doing, `a resource without an id at ${at}`);
  return { id: text, attributes: value as Attributes };
}

export interface Query {
  readonly endpoint: string;
  readonly attributes?: readonly string[];
  readonly filter?: string;
  readonly doing: string;
}

function queryOf({ settings }: Scim, query: Pick<Query, 'attributes' | 'filter'>): Record<string, string> {
  return {
    ...(query.attributes === undefined || !settings.quirks.projection ? {} : { attributes: query.attributes.join(',') }),
    ...(query.filter === undefined ? {} : { filter: query.filter }),
  };
}

/** All resources of an endpoint, as pages and a proof. `made`: what is kept of each, made while other pages are waited for. */
export async function* list<T extends { readonly id: string }>(scim: Scim, query: Query, made: (resource: Resource) => T): Pages<T> {
  const paging = { target: scim.target, doing: query.doing, idOf: ({ id }: T) => id, limits: scim.settings.paging };
  const count = String(scim.settings.pageSize);
  const pageAt = async (place: Readonly<Record<string, string>>): Promise<PageOf<T> | typeof EXPIRED> => {
    const page = await listPage(scim, query, place);
    return page === EXPIRED ? EXPIRED : { ...page, items: page.items.map(made) };
  };
  const atCursor = (cursor: string | null) => pageAt({ cursor: cursor ?? '', count });
  if (scim.settings.quirks.paging === 'cursor') return yield* byCursor(paging, atCursor);
  const atIndex = async (startIndex: number): Promise<PageOf<T>> => {
    const page = await pageAt({ startIndex: String(startIndex), count });
    if (page === EXPIRED) throw bad(scim, query.doing, 'a cursor error to a request without a cursor');
    return page;
  };
  // A server may page by cursor unasked (RFC 9865 §2.3).
  let first: PageOf<T> | null = await atIndex(1);
  const takeFirst = () => {
    const taken = first;
    first = null;
    return taken;
  };
  if (typeof first.next === 'string')
    return yield* byCursor(paging, async (cursor) => (cursor === null ? (takeFirst() ?? atIndex(1)) : atCursor(cursor)));
  return yield* byIndex(paging, async (startIndex) => (startIndex === 1 ? (takeFirst() ?? atIndex(1)) : atIndex(startIndex)));
}

async function listPage(scim: Scim, query: Query, paging: Readonly<Record<string, string>>): Promise<PageOf<Resource> | typeof EXPIRED> {
  const answer = await scim.session.request({
    method: 'GET',
    path: query.endpoint,
    query: { ...queryOf(scim, query), ...paging },
    doing: query.doing,
    expects: (refused) => refused.status === 400 && /^(?:invalid|expired)Cursor$/.test(scimType(refused) ?? ''),
  });
  if (answer.status === 400) return EXPIRED;
  const body = answer.json;
  const page = paging['startIndex'] === undefined ? 'a page by cursor' : `the page from ${paging['startIndex']} on`;
  if (!isAttributes(body)) throw bad(scim, query.doing, `no list: ${page} is no object`);
  const [rows, total, next] = [attribute(body, 'Resources'), numberOf(attribute(body, 'totalResults')), attribute(body, 'nextCursor')];
  // Resources may be left out of an empty answer only (RFC 7644 §3.4.2).
  if (!Array.isArray(rows) && (rows !== null || (total !== 0 && next === null)))
    throw bad(scim, query.doing, `no list at /Resources of ${page}`);
  if (next !== null && typeof next !== 'string') throw bad(scim, query.doing, `a cursor that is no text at /nextCursor of ${page}`);
  const items = (Array.isArray(rows) ? rows : []).map((row: unknown, i) =>
    resourceOf(scim, query.doing, row, `/Resources/${i}/id of ${page}`),
  );
  return { items, total, next, bytes: answer.bytes };
}

const numberOf = (value: unknown): number | null => {
  const number = typeof value === 'string' && /^[0-9]{1,15}$/.test(value) ? Number(value) : value;
  return typeof number === 'number' && Number.isSafeInteger(number) && number >= 0 ? number : null;
};

export interface Single extends Resource {
  readonly etag: string | null;
}

/** One resource, or null for 404: which can mean "not there" or "not allowed". */
export async function single(scim: Scim, query: Query & { readonly id: string }): Promise<Single | null> {
  const answer = await scim.session.request({
    method: 'GET',
    path: `${query.endpoint}/${pathSegment(query.id)}`,
    query: queryOf(scim, query),
    doing: query.doing,
    expects: ({ status }) => status === 404,
  });
  if (answer.status === 404) return null;
  const resource = resourceOf(scim, query.doing, answer.json, '/id');
  // Ids are exact (RFC 7643 §3.1). A list, or another resource, must not pass for this one.
  if (resource.id !== query.id) throw bad(scim, query.doing, 'another resource than the one asked for, by its /id');
  return { ...resource, etag: answer.headers.get('etag') };
}

export interface Operation {
  readonly op: 'add' | 'remove' | 'replace';
  readonly path?: string;
  readonly value?: unknown;
}

export async function patch(
  scim: Scim,
  what: {
    readonly endpoint: string;
    readonly id: string;
    readonly operation: Operation;
    readonly doing: string;
    readonly expects?: (answer: HttpAnswer) => boolean;
  },
): Promise<HttpAnswer> {
  return scim.session.request({
    method: 'PATCH',
    path: `${what.endpoint}/${pathSegment(what.id)}`,
    body: { schemas: ['urn:ietf:params:scim:api:messages:2.0:PatchOp'], Operations: [what.operation] },
    doing: what.doing,
    ...(what.expects === undefined ? {} : { expects: what.expects }),
  });
}

/** true, false, or null: not said, or in a way that the profile does not know. */
export function activeOf(attributes: Attributes, booleanText: boolean): boolean | null {
  const active = attribute(attributes, 'active');
  if (typeof active === 'boolean') return active;
  if (!booleanText || typeof active !== 'string') return null;
  return active.toLowerCase() === 'true' ? true : active.toLowerCase() === 'false' ? false : null;
}

export interface Valued {
  readonly value: string;
  readonly type: string;
}

/** The rows of a multi-valued attribute: null = it is not there, 'malformed' = it is there and cannot be read. */
export function valuesOf(attributes: Attributes, name: string): readonly Valued[] | null | 'malformed' {
  const rows = attribute(attributes, name);
  if (rows === null) return null;
  if (!Array.isArray(rows)) return 'malformed';
  const values = rows.map((row: unknown): Valued | null => {
    if (typeof row === 'string' && row !== '') return { value: row, type: '' };
    const value = isAttributes(row) ? textOf(attribute(row, 'value')) : null;
    return value === null ? null : { value, type: textOf(attribute(row as Attributes, 'type')) ?? '' };
  });
  return values.every((value) => value !== null) ? values : 'malformed';
}
