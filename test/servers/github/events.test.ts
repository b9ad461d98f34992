/** The events as the runner lays them down: which ref and commit a job runs for, and who is told to have caused it. */
import { expect, test } from 'vitest';
import { begin, proposed } from './begin.ts';
import { type Event, issueComment, push, repositoryDispatch, schedule, workflowDispatch } from './events.ts';
import { startGitHub } from './github.ts';

test('a push runs for the branch it went to, all others here for the default branch', async () => {
  await using github = await startGitHub();
  const { world, repository, hands } = begin(github);
  const { head, number } = proposed(hands);
  const of = { world, repository, by: 'alice' };
  const before = hands.head('main');
  hands.merge(number, { by: 'bob' });
  const main = ['refs/heads/main', hands.head('main')];
  const where = ({ env }: Event): readonly (string | undefined)[] => [env['GITHUB_REF'], env['GITHUB_SHA']];
  expect(where(push(of, 'main', before))).toEqual(main);
  expect(where(push(of, 'topic', before))).toEqual(['refs/heads/topic', head]);
  expect(where(schedule(of))).toEqual(main);
  expect(where(repositoryDispatch(of, 'joiner', { identity: 'bot-a' }))).toEqual(main);
  expect(where(issueComment(of, hands.comment(number, '/nhi revert', { by: 'alice' })))).toEqual(main);
  // A dispatch runs the workflow of whatever branch its sender names.
  expect(where(workflowDispatch(of, { do: 'deny' }, 'topic'))).toEqual(['refs/heads/topic', head]);
});

test('payloads name repository, organisation and sender; a schedule has no sender', async () => {
  await using github = await startGitHub();
  const { world, repository, hands } = begin(github);
  const of = { world, repository, by: 'alice' };
  const event = workflowDispatch(of, { do: 'deny' });
  expect(event.payload).toMatchObject({
    inputs: { do: 'deny' },
    repository: { id: repository.id, full_name: 'octo/policies', visibility: 'private' },
    organization: { login: 'octo' },
    sender: { login: 'alice', type: 'User' },
  });
  expect(event.env).toMatchObject({
    GITHUB_REPOSITORY_ID: String(repository.id),
    GITHUB_ACTOR: 'alice',
    GITHUB_EVENT_NAME: 'workflow_dispatch',
  });
  expect(schedule(of).payload['sender']).toBeUndefined();
  const comment = hands.comment(proposed(hands).number, 'text', { by: 'bob' });
  expect(issueComment({ ...of, by: 'bob' }, comment).payload).toMatchObject({
    action: 'created',
    comment: { body: 'text', user: { login: 'bob' } },
    issue: { pull_request: {} },
  });
});
