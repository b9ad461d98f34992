/** The label by which our issues are listed; made where it is missing. */
import { asking, askingFor } from './errors.ts';
import type { Surface } from './surface.ts';

export const LABEL = 'nhi';

export async function ensureLabel({ client, owner, repo }: Surface): Promise<void> {
  const there = await askingFor(`reading the label ${LABEL}`, () => client.rest.issues.getLabel({ owner, repo, name: LABEL }));
  if (there !== null) return;
  const wish = { owner, repo, name: LABEL, color: '5319e7', description: 'Access of non-human identities: kept by nhi-reconcile' };
  // Refused where another run made it meanwhile.
  const isThere = async (): Promise<boolean> =>
    (await askingFor('reading it', () => client.rest.issues.getLabel({ owner, repo, name: LABEL }))) !== null;
  await asking(`making the label ${LABEL}`, () => client.rest.issues.createLabel(wish)).catch(async (error: unknown) => {
    if (!(await isThere())) throw error;
  });
}
