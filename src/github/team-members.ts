/** Who is in which team of the organisation, asked now: a name in a policy makes nobody a member. */
import type { Client } from './client.ts';
import { askingFor, GithubError } from './errors.ts';

/** Null: this token may not read it, so nobody is known to sit there. `team`: `organisation/team`. */
export type IsInTeam = (login: string, team: string) => Promise<boolean | null>;

export function teamReader(client: Client): IsInTeam {
  const known = new Map<string, Promise<boolean | null>>();
  return (login, team) => {
    const words = `${login} ${team}`.toLowerCase();
    const answer = known.get(words) ?? isInTeam(client, login, team);
    known.set(words, answer);
    return answer;
  };
}

async function isInTeam(client: Client, login: string, team: string): Promise<boolean | null> {
  const [org = '', team_slug = ''] = team.split('/');
  try {
    const found = await askingFor(`reading whether ${login} is in ${team}`, () =>
      client.rest.teams.getMembershipForUserInOrg({ org, team_slug, username: login }),
    );
    // An invitation is no membership.
    return found !== null && found.data.state === 'active';
  } catch (error) {
    if (error instanceof GithubError && error.code === 'forbidden') return null;
    throw error;
  }
}
