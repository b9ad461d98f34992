/** Where this run writes on GitHub, and as whom: what it finds again must be its own. */
import type { Client, Repo } from './client.ts';
import { asking } from './errors.ts';

export interface Surface extends Repo {
  readonly client: Client;
  /** The login that stands beside what the token makes, `nhi-bot[bot]`. */
  readonly me: string;
  readonly pause: (ms: number) => Promise<void>;
}

/** By the token itself: an App has no `GET /user`. */
export async function surfaceFor(client: Client, repo: Repo, pause: Surface['pause']): Promise<Surface> {
  const { viewer } = await asking('asking whose the token is', () =>
    client.graphql<{ viewer: { login: string } }>('query { viewer { login } }'),
  );
  return { client, ...repo, me: viewer.login, pause };
}

/** Logins differ by more than their case. */
export const isMe = ({ me }: Surface, login: string | null | undefined): boolean => login?.toLowerCase() === me.toLowerCase();
