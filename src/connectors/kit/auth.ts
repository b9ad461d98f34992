/** Which header authenticates a request. A secret is asked for by its name and the origin that it goes to, and nothing else. */
import type { Ports } from './contract.ts';
import { ConnectorError } from './errors.ts';

/** `user` of basic, `clientId` of OAuth client credentials. */
export interface Credential {
  readonly secret: string;
  readonly user?: string;
  readonly clientId?: string;
}

/** `auth` of a target's config. A planner is given `read` only. */
export type Auth =
  | { readonly kind: 'none' }
  | { readonly kind: 'bearer' | 'basic'; readonly read: Credential; readonly write?: Credential }
  | { readonly kind: 'header'; readonly header: string; readonly read: Credential; readonly write?: Credential }
  | { readonly kind: 'oauth'; readonly tokenUrl: string; readonly scope?: string; readonly read: Credential; readonly write?: Credential };

export interface TokenRequest {
  readonly url: string;
  readonly form: Readonly<Record<string, string>>;
}

export interface Authenticator {
  /** Name and value, or null: nothing is sent. Asks for the secret each time, so that a late binding change counts. */
  header(): Promise<readonly [string, string] | null>;
  /** Throws away a token that was refused. True if there was one, so that asking for another can help. */
  refused(): boolean;
  /** For people: which secret to look at. */
  readonly secretName: string | null;
}

export function authenticator(
  options: { readonly target: string; readonly origin: string; readonly auth: Auth; readonly use: 'read' | 'write' },
  ports: Pick<Ports, 'secret' | 'now'>,
  remember: (secret: string) => void,
  fetchToken: (request: TokenRequest) => Promise<unknown>,
): Authenticator {
  const { target, origin, auth, use } = options;
  if (auth.kind === 'none') return { header: async () => null, refused: () => false, secretName: null };
  const credential = auth[use];
  if (credential === undefined) {
    throw new ConnectorError(
      'forbidden',
      `${target}: this target's auth has no "${use}" part, so nothing was sent. Name a secret under auth.${use}.`,
    );
  }
  const secret = async (to: string): Promise<string> => sendable(target, credential.secret, await ports.secret(credential.secret, to));
  let token: { readonly value: string; readonly until: number } | null = null;

  async function oauthToken(tokenUrl: string, scope: string | undefined): Promise<string> {
    // The token is worth what the secret is worth: the target's own origin must be bound to it as well.
    await secret(origin);
    if (token !== null && ports.now() < token.until) return token.value;
    const form = {
      grant_type: 'client_credentials',
      client_id: credential?.clientId ?? '',
      client_secret: await secret(new URL(tokenUrl).origin),
      ...(scope === undefined ? {} : { scope }),
    };
    const answer = (await fetchToken({ url: tokenUrl, form })) as {
      access_token?: unknown;
      expires_in?: unknown;
      token_type?: unknown;
    } | null;
    if (typeof answer?.access_token !== 'string' || answer.access_token === '') {
      throw new ConnectorError(
        'badResponse',
        `${target}: asking for a token gave an answer without a token, so nothing was sent to the target. Look at auth.tokenUrl.`,
      );
    }
    remember(answer.access_token);
    const seconds = typeof answer.expires_in === 'number' && answer.expires_in > 0 ? answer.expires_in : 300;
    token = {
      value: sendable(target, credential?.secret ?? '', answer.access_token),
      until: ports.now() + Math.max(0, seconds - 30) * 1000,
    };
    return token.value;
  }

  async function header(): Promise<readonly [string, string]> {
    switch (auth.kind) {
      case 'bearer':
        return ['authorization', `Bearer ${await secret(origin)}`];
      case 'basic': {
        const pair = Buffer.from(`${credential?.user ?? ''}:${await secret(origin)}`).toString('base64');
        remember(pair);
        return ['authorization', `Basic ${pair}`];
      }
      case 'header':
        return [auth.header, await secret(origin)];
      case 'oauth':
        return ['authorization', `Bearer ${await oauthToken(auth.tokenUrl, auth.scope)}`];
      case 'none':
        throw new ConnectorError('forbidden', `${target}: no auth.`);
    }
  }
  return {
    header,
    refused() {
      const had = token !== null;
      token = null;
      return had;
    },
    secretName: credential.secret,
  };
}

/** A header value that fetch refuses would be quoted in its error text. */
function sendable(target: string, name: string, value: string): string {
  if (value === '' || !/^[\x21-\x7e](?:[\x20-\x7e\x80-\xff]*[\x21-\x7e\x80-\xff])?$/.test(value)) {
    throw new ConnectorError(
      'unauthenticated',
      `${target}: the secret ${name} is empty, or holds characters that cannot be sent (line breaks, spaces at an edge), so nothing was sent. Store it again without them.`,
    );
  }
  return value;
}
