/** The check of a head: made at the start, concluded in every case, once, with all its annotations. */
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { checked, type CheckStart } from '../../src/github/checks.ts';
import { clientFor } from '../../src/github/client.ts';
import { type Surface, surfaceFor } from '../../src/github/surface.ts';
import type { CheckAnnotation, Conclusion } from '../../src/report/check-output.ts';
import { type GitHub, startGitHub } from '../servers/github/github.ts';
import { addApp, addRepository, handsOn, installationToken } from '../servers/github/hands.ts';
import type { Repository } from '../servers/github/world.ts';

let github: GitHub;
let repository: Repository;
let surface: Surface;
let start: CheckStart;

const place = { owner: 'corp', repo: 'policies' };

async function surfaceOf(slug: string): Promise<Surface> {
  const app = addApp(github.world, slug, { checks: 'write', metadata: 'read' });
  const client = clientFor({ token: installationToken(github.world, app, repository).value, apiUrl: github.apiUrl });
  return surfaceFor(client, place, () => Promise.resolve());
}

beforeEach(async () => {
  github = await startGitHub();
  repository = addRepository(github.world, 'corp/policies', { files: { 'a.txt': 'a' } });
  surface = await surfaceOf('nhi-bot');
  start = { name: 'nhi/plan', sha: handsOn(github.world, repository).head('main'), external: '17/1', url: 'https://example.com/run/17' };
});
afterEach(() => github[Symbol.asyncDispose]());

const annotation = (i: number): CheckAnnotation => ({
  path: 'policies/a.yaml',
  line: i + 1,
  level: 'warning',
  title: `t${i}`,
  message: `m${i}`,
});
const output = (n: number, conclusion: Conclusion['conclusion'] = 'neutral'): Conclusion => ({
  conclusion,
  title: 'nhi plan: 2 already live',
  summary: '### nhi plan',
  annotations: Array.from({ length: n }, (_, i) => annotation(i)),
});
const run = (n: number, on: Surface = surface) => checked(on, start, () => Promise.resolve({ output: output(n), value: n }));
const shown = () => repository.checks.map((c) => [c.status, c.conclusion, c.annotations.length]);

test('it is there while the work goes on, and concluded with what came of it', async () => {
  const done = await checked(surface, start, () => {
    expect(shown()).toEqual([['in_progress', null, 0]]);
    return Promise.resolve({ output: output(2, 'success'), value: 7 });
  });
  expect(done.value).toBe(7);
  expect(repository.checks.map((c) => [c.name, c.sha, c.externalId, c.detailsUrl, c.title])).toEqual([
    ['nhi/plan', start.sha, '17/1', 'https://example.com/run/17', 'nhi plan: 2 already live'],
  ]);
  expect(shown()).toEqual([['completed', 'success', 2]]);
});

test.each([0, 1, 49, 50, 51, 100, 101, 230])(
  '%i annotations: all of them, once, fifty a request at most, concluded with the last',
  async (n) => {
    await run(n);
    expect(shown()).toEqual([['completed', 'neutral', n]]);
    expect(new Set(repository.checks[0]?.annotations.map((a) => a['title'])).size).toBe(n);
  },
);

test('work that fails: the check fails with the reason, and the error goes on', async () => {
  await expect(
    checked(surface, { ...start, url: null }, () => Promise.reject(new Error('the policy of the head could not be read'))),
  ).rejects.toThrow(/could not be read/);
  expect(shown()).toEqual([['completed', 'failure', 0]]);
  expect(repository.checks[0]?.summary).toContain('the policy of the head could not be read');
  const thrown = Promise.reject.bind(Promise) as (what: unknown) => Promise<never>;
  await expect(checked(surface, { ...start, external: '18/1' }, () => thrown('just words'))).rejects.toBe('just words');
  expect(repository.checks[1]?.summary).toContain('just words');
});

test('a conclusion that is refused fails the check too, and is not hidden by what comes of that', async () => {
  github.fault('PATCH /repos/{owner}/{repo}/check-runs/{check_run_id}', { status: 403, body: { message: 'no' } }, 9);
  await expect(run(1)).rejects.toThrow(/concluding the check was answered with 403/);
});

describe('an answer that is lost', () => {
  const kinds = [{ status: 502, after: true }, 'dropAfter', { status: 502 }, 'dropBefore'] as const;

  test.each(kinds)('of the create: one check (%j)', async (kind) => {
    github.fault('POST /repos/{owner}/{repo}/check-runs', kind);
    await run(3);
    expect(shown()).toEqual([['completed', 'neutral', 3]]);
  });

  test.each(kinds.flatMap((kind) => [1, 2, 3].map((at) => [kind, at] as const)))(
    'of an update: no annotation twice (%j, part %i)',
    async (kind, at) => {
      let seen = 0;
      github.fault(({ route }) => route === 'PATCH /repos/{owner}/{repo}/check-runs/{check_run_id}' && (seen += 1) === at, kind);
      await run(120);
      expect(shown()).toEqual([['completed', 'neutral', 120]]);
    },
  );
});

test('a check of this name by another App, or of another attempt, is not taken for ours', async () => {
  await run(1, await surfaceOf('mallory'));
  await checked(surface, { ...start, external: '17/0' }, () => Promise.resolve({ output: output(0) }));
  github.fault('POST /repos/{owner}/{repo}/check-runs', { status: 502 });
  await run(2);
  expect(shown()).toEqual([
    ['completed', 'neutral', 1],
    ['completed', 'neutral', 0],
    ['completed', 'neutral', 2],
  ]);
});
