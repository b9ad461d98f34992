/** A SCIM server that tells everybody what it was sent: the secret comes back in each part of an answer that can hold it. */
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** Where the secret comes back. */
export const ECHOES = [
  'errors 400',
  'errors 401',
  'errors 403',
  'errors 404',
  'errors 409',
  'errors 412',
  'errors 429',
  'errors 500',
  'errors 501',
  'errors 503',
  'status text',
  'html',
  'redirect',
  'headers',
  'half a body',
  'reset',
  'no JSON',
  'a cursor',
  'a name',
  'a name in base64',
  'a name in escapes',
  'an id',
  'a group',
  'a scimType',
] as const;
export type Echo = (typeof ECHOES)[number];

export interface EchoServer extends AsyncDisposable {
  readonly origin: string;
  /** How often an answer held what came in. */
  readonly echoed: () => number;
}

const list = (rows: readonly object[], more: object = {}): object => ({ totalResults: rows.length, Resources: rows, ...more });

export async function startEchoServer(echo: Echo): Promise<EchoServer> {
  let echoed = 0;
  const server = createServer((request, response) => {
    let body = '';
    request.on('data', (chunk: Buffer) => void (body += chunk.toString('utf8')));
    request.on('end', () => {
      // Of a token endpoint the form, of any other the header.
      const came = request.url === '/token' ? (new URLSearchParams(body).get('client_secret') ?? '') : secretOf(request);
      if (request.url === '/token' && !echo.startsWith('errors'))
        return void response
          .setHeader('content-type', 'application/json')
          .end(JSON.stringify({ access_token: 'CANARY-fetched/token+0123456789', expires_in: 60 }));
      if (came !== '') echoed += 1;
      answer(echo, request, response, came);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    echoed: () => echoed,
    [Symbol.asyncDispose]: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

const secretOf = ({ headers }: IncomingMessage): string =>
  String(headers['x-key'] ?? headers.authorization ?? '').replace(/^(?:Bearer|Basic) /, '');

function answer(echo: Echo, request: IncomingMessage, response: ServerResponse, came: string): void {
  const json = (status: number, value: unknown): void =>
    void response.writeHead(status, { 'content-type': 'application/scim+json' }).end(JSON.stringify(value));
  const users = (request.url ?? '').includes('/Users');
  switch (echo) {
    case 'status text':
      return void response.writeHead(418, came.replaceAll(/[^\x20-\x7e]/g, '')).end();
    case 'html':
      return void response.writeHead(200, { 'content-type': 'text/html' }).end(`<title>${came}</title>`);
    case 'redirect':
      return void response.writeHead(302, { location: `http://127.0.0.1:1/${came}?t=${came}` }).end();
    case 'headers':
      return void response
        .writeHead(429, {
          'retry-after': came,
          etag: `"${came}"`,
          link: `<http://127.0.0.1:1/${came}>; rel="next"`,
          'www-authenticate': came,
        })
        .end();
    case 'half a body':
      return void response.writeHead(200, { 'content-type': 'application/json', 'content-length': '10000' }).end(`{"Resources":["${came}`);
    case 'reset':
      response.writeHead(200, { 'content-type': 'application/json' }).write(`{"a":"${came}`);
      return void setTimeout(() => request.socket.destroy(), 5);
    case 'no JSON':
      return void response.writeHead(200, { 'content-type': 'application/json' }).end(`{"Resources": ${came}`);
    case 'a cursor':
      return json(200, list([{ id: '1', userName: 'bot-a' }], { totalResults: undefined, nextCursor: came }));
    case 'a scimType':
      return json(400, { scimType: came });
    case 'a name in escapes':
      return void response
        .writeHead(200, { 'content-type': 'application/json' })
        .end(
          `{"totalResults":1,"Resources":[{"id":"1","active":true,"displayName":"g","userName":"${Array.from(came, (c) => `\\u${c.charCodeAt(0).toString(16).padStart(4, '0')}`).join('')}"}]}`,
        );
    case 'a name':
      return json(200, list([{ id: '1', userName: `bot-${came}`, active: true, displayName: 'g' }]));
    case 'a name in base64':
      return json(200, list([{ id: '1', userName: `bot-${Buffer.from(came).toString('base64')}`, active: true, displayName: 'g' }]));
    case 'an id':
      return json(200, list([{ id: came, userName: 'bot-a', active: true, displayName: 'g' }]));
    case 'a group':
      return json(
        200,
        list([
          users ? { id: '1', userName: 'bot-a', active: true } : { id: 'g', displayName: `admins ${came}`, members: [{ value: '1' }] },
        ]),
      );
    default:
      return json(Number(echo.slice(7)), { status: echo.slice(7), scimType: came, detail: `refused: ${came}`, [came]: came });
  }
}
