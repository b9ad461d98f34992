/** T9: holes in the proof that somebody approved what landed, each on every way in which a pull request lands. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ReviewedSteps } from '../../src/runs/reviewed-steps.ts';
import { type GitHub, startGitHub } from '../servers/github/github.ts';
import { addApp, addFork, addUser, handsOn } from '../servers/github/hands.ts';
import { pullNumbered, submitReview } from '../servers/github/pulls.ts';
import { identity, NHI, sceneOn, type Way, ways } from './reviewed-repository.ts';

let github: GitHub;
beforeAll(async () => {
  github = await startGitHub();
});
afterAll(() => github[Symbol.asyncDispose]());

const writer = { 'policies/orders-etl.yaml': identity(['reader', 'writer']) };
const admin = { 'policies/orders-etl.yaml': identity(['reader', 'admin']) };

/** Nothing was let through, and why is told, with the commit and the way out. */
function expectStopped(found: ReviewedSteps, why: RegExp, commit: string): void {
  expect(found.stopped?.why).toMatch(why);
  expect(found.reviews).toEqual([]);
  expect(found.stopped?.commit).toBe(commit);
  expect(found.stopped?.wayOut).toContain(`adds to policies/ratified.txt the line "ratify: ${commit}"`);
  expect(found.waiting).toContain(commit);
}

const roles = (found: ReviewedSteps): readonly string[] =>
  [...found.inForce.policy.declared.entries.values()]
    .filter((e) => e.identity === 'orders-etl')
    .map((e) => `${e.entry.kind}/${e.entry.name}`)
    .sort();

const given = ['account/orders-etl', 'login/orders-etl', 'role/reader'];

describe.each(ways)('%s', (way: Way) => {
  it('lets through what was approved, by whom it had to be, as one review', async () => {
    const scene = sceneOn(github);
    const number = scene.propose(writer);
    scene.approve(number, 'pia', 'pat');
    const landed = scene.land(number, way);
    const found = await scene.walk();
    expect(found.stopped).toBeNull();
    expect(found.inForce.commit).toBe(landed);
    expect(roles(found)).toEqual([...given, 'role/writer']);
    expect(found.reviews).toMatchObject([
      {
        policy: { commit: landed },
        because: { authority: 'review', source: `#${number}, approved by pia, pat` },
        renew: false,
        ratified: [],
        step: { form: way.startsWith('queue') ? (way === 'queue' ? 'merge' : 'squash') : way, pull: { number } },
      },
    ]);
    expect(found.reviews[0]?.review.map((d) => [d.of, d.direction])).toEqual([['entry', 'gives']]);
    expect(found.reviews[0]?.because).not.toHaveProperty('quorum');
  });

  it('(a) evil merge: what was put in beside the approved files is not let through', async () => {
    const scene = sceneOn(github);
    const number = scene.propose(writer);
    scene.approve(number, 'rae');
    const sha = scene.forge(number, way, { 'policies/extra.yaml': 'kind: Team\nname: extra\n' });
    expectStopped(await scene.walk(), /changes policies\/extra\.yaml otherwise than the approved head of #1 does/, sha);
  });

  it('(b) an approval given before the base was changed does not count', async () => {
    const scene = sceneOn(github);
    scene.hands.push('f', scene.from, { by: 'mallory' });
    const number = scene.propose(writer, { base: 'f' });
    scene.approve(number, 'rae');
    scene.hands.retarget(number, 'main', { by: 'mallory' });
    const sha = scene.land(number, way);
    expectStopped(await scene.walk(), /rae approved before its base was changed/, sha);
  });

  it('(c) a foreign commit slipped in before it is no part of it, also one that took a part of it ahead', async () => {
    for (const foreign of [{ 'policies/extra.yaml': 'kind: Team\nname: extra\n' }, { 'policies/b.yaml': 'kind: Team\nname: extra\n' }]) {
      const scene = sceneOn(github);
      const number = scene.propose({ ...writer, 'policies/b.yaml': 'kind: Team\nname: extra\n' });
      scene.approve(number, 'rae');
      const pushed = scene.push(foreign);
      scene.land(number, way);
      expectStopped(await scene.walk(), /no merged pull request brought it/, pushed);
    }
  });

  it('(c) a foreign commit after it stops there, and what was approved is let through', async () => {
    const scene = sceneOn(github);
    const number = scene.propose(writer);
    scene.approve(number, 'rae');
    const landed = scene.land(number, way);
    const pushed = scene.push(admin);
    const found = await scene.walk();
    expect(found.reviews.map((r) => r.policy.commit)).toEqual([landed]);
    expect(found.inForce.commit).toBe(landed);
    expect(found.stopped).toMatchObject({ commit: pushed });
    expect(roles(found)).toEqual([...given, 'role/writer']);
  });

  it('(d) who pushed under other names may not approve it', async () => {
    const scene = sceneOn(github);
    const number = scene.propose(writer, { pusher: 'rae', author: 'mallory' });
    scene.approve(number, 'rae');
    const sha = scene.land(number, way);
    expectStopped(await scene.walk(), /rae pushed to its branch/, sha);
  });

  it('(e) a program approves nothing', async () => {
    const scene = sceneOn(github);
    const number = scene.propose(writer);
    const app = addApp(scene.world, `approver-${scene.repository.id}`, { pull_requests: 'write' });
    scene.repository.collaborators.set(app.bot.login, 'write');
    submitReview(scene.world, scene.repository, { token: null, account: app.bot, app }, pullNumbered(scene.repository, number), {
      event: 'APPROVE',
    });
    const sha = scene.land(number, way);
    expectStopped(await scene.walk(), /approver-\d+\[bot\] is no person \(Bot\)/, sha);
  });

  it('(f) a pull request that lowers the rule is judged by the rule in force', async () => {
    const scene = sceneOn(github);
    const number = scene.propose({
      'policies/nhi.yaml': NHI.replace(
        'identityOwner: 1, targetOwner: 1, roleOwner: 1, privileged: [security]',
        'identityOwner: 0, targetOwner: 0',
      ),
      '.github/CODEOWNERS': '* @mallory\n',
      ...writer,
    });
    scene.approve(number, 'pia', 'pat');
    const sha = scene.land(number, way);
    expectStopped(await scene.walk(), /lacks approvals: 1 of corp\/security \(for \.github\/CODEOWNERS, /, sha);
  });

  it('(g) merged while the rules were switched off: nobody has approved it', async () => {
    const scene = sceneOn(github);
    scene.hands.addRuleset({ rules: [{ type: 'pull_request', parameters: { required_approving_review_count: 2 } }] });
    const number = scene.propose(writer);
    const sha = scene.land(number, way);
    expectStopped(await scene.walk(), /was merged, and nobody whose approval counts has approved its head/, sha);
  });

  it('(h) an account that the policy gives rights to approves nothing, and who may no longer write does not either', async () => {
    const scene = sceneOn(github);
    const number = scene.propose(writer);
    scene.repository.collaborators.set('tom', 'read');
    scene.approve(number, 'robo-etl', 'tom');
    const sha = scene.land(number, way);
    const found = await scene.walk();
    expect(found.stopped?.why).toMatch(/tom may not write to this repository/);
    expect(found.stopped?.why).toMatch(/robo-etl is an account of the identity robo/);
    expectStopped(found, /#1 lacks approvals: 1 of corp\/payments/, sha);
  });

  it('approved, then pushed to: the head that landed is not the one that was approved', async () => {
    const scene = sceneOn(github);
    const number = scene.propose(writer);
    scene.approve(number, 'rae');
    scene.hands.commit('topic-1', admin, { by: 'dev' });
    const sha = scene.land(number, way);
    expectStopped(await scene.walk(), /rae approved another commit than the one that was merged/, sha);
  });
});

describe('who counts', () => {
  it('who stands on one of its commits, or opened it, may not approve it', async () => {
    const author = sceneOn(github);
    const number = author.propose(writer, { author: 'rae' });
    author.approve(number, 'rae');
    author.land(number);
    expect((await author.walk()).stopped?.why).toMatch(/rae is the author of a commit/);
    const opener = sceneOn(github);
    const second = opener.propose(writer, { by: 'rae', pusher: 'dev' });
    // GitHub refuses it, and is not asked.
    pullNumbered(opener.repository, second).pull.reviews.push({
      id: 1,
      author: addUser(opener.world, 'rae'),
      state: 'APPROVED',
      body: '',
      commit: pullNumbered(opener.repository, second).pull.headSha,
      at: opener.world.now(),
    });
    opener.land(second);
    expect((await opener.walk()).stopped?.why).toMatch(/rae opened the pull request/);
  });

  it('somebody on a commit whom GitHub cannot name is one approval more', async () => {
    for (const approvers of [['rae'], ['rae', 'tom']]) {
      const scene = sceneOn(github);
      const sha = scene.hands.commit('nameless', writer, {
        by: 'dev',
        author: { name: 'Pia', email: 'pia@elsewhere.example' },
        on: scene.from,
      });
      const { number } = scene.hands.openPull({ by: 'dev', head: 'nameless' });
      expect(scene.hands.head('nameless')).toBe(sha);
      scene.approve(number, ...approvers);
      scene.land(number);
      const found = await scene.walk();
      if (approvers.length === 2) expect(found.reviews).toHaveLength(1);
      else expect(found.stopped?.why).toMatch(/1 more than the rule asks for, since somebody on its commits has no account/);
    }
  });

  it('what a program opened takes one approval more', async () => {
    for (const approvers of [['rae'], ['rae', 'dev']]) {
      const scene = sceneOn(github);
      const bot = scene.world.accounts.find((a) => a.login === 'nhi[bot]')?.login ?? '';
      const number = scene.propose(writer, { by: bot });
      scene.approve(number, ...approvers);
      scene.land(number);
      const found = await scene.walk();
      if (approvers.length === 2) expect(found.reviews).toHaveLength(1);
      else expect(found.stopped?.why).toMatch(/1 more than the rule asks for, since a program opened it/);
    }
  });

  it('from a fork nobody knows who pushed: one approval more', async () => {
    for (const approvers of [['rae'], ['rae', 'dev']]) {
      const scene = sceneOn(github);
      const fork = addFork(scene.world, scene.repository, `outside-${scene.repository.id}-${approvers.length}`);
      scene.repository.collaborators.set(fork.owner.login, 'read');
      handsOn(scene.world, fork).commit('topic', writer, { by: fork.owner.login });
      const { number } = scene.hands.openPull({ by: fork.owner.login, head: `${fork.owner.login}:topic` });
      scene.approve(number, ...approvers);
      scene.land(number);
      const found = await scene.walk();
      if (approvers.length === 2) expect(found.reviews).toHaveLength(1);
      else expect(found.stopped?.why).toMatch(/since who pushed its branch is not known/);
    }
  });

  it('two pull requests one after the other are two reviews, each with its own digest', async () => {
    const scene = sceneOn(github);
    const first = scene.propose(writer);
    scene.approve(first, 'rae');
    const one = scene.land(first);
    const second = scene.propose({ 'policies/orders-etl.yaml': identity(['writer']) });
    scene.approve(second, 'rae', 'pia');
    const two = scene.land(second);
    const found = await scene.walk();
    expect(found.reviews.map((r) => r.policy.commit)).toEqual([one, two]);
    expect(new Set(found.reviews.map((r) => r.digest)).size).toBe(2);
    expect(found.reviews.map((r) => r.because.quorum)).toEqual([true, true]);
    expect(roles(found)).toEqual(['account/orders-etl', 'login/orders-etl', 'role/writer']);
  });
});
