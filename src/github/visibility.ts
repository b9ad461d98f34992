/** Who can read what a run prints: live facts stay where the repo's readers may see them (design invariant 17). */
import { type Client, repoOf } from './client.ts';

export type Visibility = 'private' | 'internal' | 'public' | 'unknown';

/** By the repository itself, asked each run: it can change between two. https://docs.github.com/rest/repos/repos#get-a-repository */
export async function visibilityOf(client: Client, repository: string): Promise<Visibility> {
  const repo = repoOf(repository);
  if (repo === null) return 'unknown';
  try {
    const { data } = await client.rest.repos.get({ ...repo });
    // Older Enterprise Servers know `private` only, which holds for internal ones too.
    const visibility: unknown = data.visibility;
    if (visibility === 'private' || visibility === 'internal' || visibility === 'public') return visibility;
    return (data.private as unknown) === false ? 'public' : 'unknown';
  } catch {
    return 'unknown';
  }
}
