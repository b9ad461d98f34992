/** The built program, started as GitHub's runner starts it, asks the GitHub that it is told of, in the name it was given. */
import { beforeAll, expect, test, vi } from 'vitest';
import { schedule } from '../servers/github/events.ts';
import { startGitHub } from '../servers/github/github.ts';
import { addRepository, jobToken } from '../servers/github/hands.ts';
import { newPlace, program } from './program.ts';
import { runAction } from './runner.ts';

// The program may have to be built first.
vi.setConfig({ testTimeout: 240_000 });

beforeAll(async () => {
  await program();
});

const POLICY = `kind: Settings
version: 1
---
kind: Team
name: platform
`;

test.each([
  ['private', 0],
  ['public', 1],
] as const)('on a schedule in a %s repository: exit %i', async (visibility, code) => {
  await using github = await startGitHub();
  const { world } = github;
  const repository = addRepository(world, 'octo/policies', { visibility, files: { 'policies/nhi.yaml': POLICY } });
  using place = newPlace();
  place.put('policies/nhi.yaml', POLICY);
  const ran = await runAction(place, {
    github,
    token: jobToken(world, repository, { contents: 'read' }).value,
    event: schedule({ world, repository, by: 'founder' }),
    inputs: { command: 'plan', state: '.nhi-state' },
  });
  expect(ran.code, ran.stdout + ran.stderr).toBe(code);
  expect(github.requests[0]).toMatchObject({ method: 'GET', route: 'GET /repos/{owner}/{repo}', by: 'github-actions[bot]', status: 200 });
  expect(github.writes).toEqual([]);
});
