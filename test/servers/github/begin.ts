/** The place in which the facts are tested: an organisation, a repository, five people, and clients with their tokens. */
import { Octokit } from '@octokit/rest';
import { expect } from 'vitest';
import type { GitHub } from './github.ts';
import { addOrganisation, addRepository, type Hands, handsOn, jobToken, type RepositorySeed, userToken } from './hands.ts';
import type { Permissions } from './world.ts';

export const at = { owner: 'octo', repo: 'policies' };
export const FILES = { 'policies/nhi.yaml': 'kind: Settings\n' };

/** alice and bob may write, carol may triage, dave may read, root owns. */
export function begin(github: GitHub, seed: RepositorySeed = {}) {
  const { world } = github;
  addOrganisation(world, 'octo', { owners: ['root'] });
  const repository = addRepository(world, 'octo/policies', {
    files: FILES,
    roles: { alice: 'write', bob: 'write', carol: 'triage', dave: 'read' },
    ...seed,
  });
  const client = (token: { readonly value: string }): Octokit['rest'] =>
    new Octokit({ auth: token.value, baseUrl: github.apiUrl, log: { debug() {}, info() {}, warn() {}, error() {} } }).rest;
  return {
    world,
    repository,
    hands: handsOn(world, repository),
    job: (permissions: Permissions) => client(jobToken(world, repository, permissions)),
    user: (login: string) => client(userToken(world, login)),
    client,
  };
}

/** A pull request of alice's with one file, and its head. */
export function proposed(hands: Hands, branch = 'topic') {
  const head = hands.commit(branch, { [`policies/${branch}.yaml`]: 'a: 1\n' }, { by: 'alice' });
  return { head, number: hands.openPull({ by: 'alice', head: branch }).number };
}

export const refused = (status: number, text = '') =>
  expect.objectContaining({ status, message: expect.stringContaining(text) as string }) as unknown;
