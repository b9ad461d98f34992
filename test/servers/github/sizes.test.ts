/** How large a text may be, and how lists are found and led through. */
import { Octokit } from '@octokit/rest';
import { expect, test } from 'vitest';
import { at, begin, proposed, refused } from './begin.ts';
import { startGitHub } from './github.ts';
import { jobToken } from './hands.ts';

const long = (length: number): string => 'x'.repeat(length);

test('bodies end at 65,536 characters, texts of a check at 65,535, annotations at 50 a request and are added', async () => {
  await using github = await startGitHub();
  const { hands, job } = begin(github);
  const { head, number } = proposed(hands);
  const rest = job({ issues: 'write', pull_requests: 'write', checks: 'write' });
  const { data: issue } = await rest.issues.create({ ...at, title: 'x', body: long(65_536) });
  await expect(rest.issues.create({ ...at, title: 'x', body: long(65_537) })).rejects.toEqual(
    refused(422, 'body is too long (maximum is 65536 characters)'),
  );
  await expect(rest.issues.update({ ...at, issue_number: issue.number, body: long(65_537) })).rejects.toEqual(refused(422));
  await expect(rest.issues.createComment({ ...at, issue_number: number, body: long(65_537) })).rejects.toEqual(refused(422));
  await expect(rest.pulls.update({ ...at, pull_number: number, body: long(65_537) })).rejects.toEqual(refused(422));
  const note = { path: 'a.yaml', start_line: 1, end_line: 1, annotation_level: 'notice', message: 'm' } as const;
  const notes = (count: number) => Array.from({ length: count }, () => note);
  const output = { title: 't', summary: 's' };
  await expect(rest.checks.create({ ...at, name: 'n', head_sha: head, output: { ...output, text: long(65_536) } })).rejects.toEqual(
    refused(422),
  );
  const { data: check } = await rest.checks.create({
    ...at,
    name: 'n',
    head_sha: head,
    output: { ...output, text: long(65_535), annotations: notes(50) },
  });
  await expect(rest.checks.update({ ...at, check_run_id: check.id, output: { ...output, annotations: notes(51) } })).rejects.toEqual(
    refused(422),
  );
  await rest.checks.update({ ...at, check_run_id: check.id, output: { ...output, annotations: notes(7) } });
  expect((await rest.checks.get({ ...at, check_run_id: check.id })).data.output.annotations_count).toBe(57);
  // Both refused ones broke the description itself, and are told.
  expect(github.forgive()).toEqual([expect.stringContaining('/output/text'), expect.stringContaining('/output/annotations')]);
});

test('issues are found by label and state, pull requests among them; pages are led to by Link', async () => {
  await using github = await startGitHub();
  const { world, repository, hands, job } = begin(github);
  for (let index = 0; index < 5; index += 1) hands.openIssue({ title: `drift ${index}`, labels: ['nhi'] }, { by: 'alice' });
  hands.edit(2, { state: 'closed' }, { by: 'alice' });
  proposed(hands);
  const octokit = new Octokit({ auth: jobToken(world, repository, { issues: 'read' }).value, baseUrl: github.apiUrl });
  const titles = await octokit.paginate(
    'GET /repos/{owner}/{repo}/issues',
    { ...at, labels: 'NHI', state: 'all', per_page: 2 },
    ({ data }) => data.map(({ title }) => title),
  );
  expect(titles).toEqual(['drift 4', 'drift 3', 'drift 2', 'drift 1', 'drift 0']);
  expect(github.requests.map(({ url }) => new URL(url, 'http://x').searchParams.get('page'))).toEqual([null, '2', '3']);
  const { data } = await job({ issues: 'read' }).issues.listForRepo(at);
  expect(data.map((one) => one.pull_request !== undefined)).toEqual([true, false, false, false, false]);
});

test('a label that is not there is made; who may not set one loses it without a word', async () => {
  await using github = await startGitHub();
  const { user, job } = begin(github);
  expect((await job({ issues: 'write' }).issues.create({ ...at, title: 'x', labels: ['nhi'] })).data.labels).toMatchObject([
    { name: 'nhi' },
  ]);
  expect((await user('dave').issues.create({ ...at, title: 'x', labels: ['nhi'] })).data.labels).toEqual([]);
});
