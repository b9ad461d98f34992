/** Cursor paging (RFC 9865) before a server that knows only indexes: a cursor is the next index, with a letter before it. */
import type { RequestHandler } from 'express';

export interface Cursors {
  /** Also to those who did not ask for it (RFC 9865 §2.3); an index is then not looked at. */
  readonly unasked?: boolean;
  /** Does it tell how many there are in all? RFC 9865 §2 lets it leave that out. */
  readonly totals?: boolean;
}

type Body = Readonly<Record<string, unknown>>;

export function cursorPaging({ unasked = false, totals = true }: Cursors): RequestHandler {
  return (request, response, next) => {
    const { cursor } = request.query;
    const isList = request.method === 'GET' && /\/(?:Users|Agents|Groups)$/.test(request.path);
    if (!isList || (cursor === undefined && !unasked)) return next();
    // Any letter: two cursors can stand for one place.
    const [, at] = /^[a-z]([0-9]{1,9})$/.exec(typeof cursor === 'string' ? cursor : '') ?? [];
    if (typeof cursor === 'string' && cursor !== '' && at === undefined)
      return void response.status(400).type('application/scim+json').send({ status: '400', scimType: 'invalidCursor' });
    const start = Number(at ?? 1);
    request.query['startIndex'] = String(start);
    delete request.query['cursor'];
    const send = response.send.bind(response);
    response.send = (body: unknown) => send(isBody(body) ? withCursor(body, start, totals) : body);
    next();
  };
}

const isBody = (body: unknown): body is Body => typeof body === 'object' && body !== null && !Buffer.isBuffer(body);

function withCursor(body: Body, start: number, totals: boolean): Body {
  const { totalResults, startIndex: _, Resources, ...rest } = body;
  const rows = Array.isArray(Resources) ? Resources : [];
  const follows = start + rows.length;
  return {
    ...rest,
    Resources: rows,
    ...(totals ? { totalResults } : {}),
    ...(rows.length > 0 && follows <= Number(totalResults) ? { nextCursor: `c${follows}` } : {}),
  };
}
