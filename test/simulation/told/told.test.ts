/** Stories that seeds did not tell, or told too seldom: each with what must have been written, by hand, beside invariants and oracle. */
import { describe, expect, test } from 'vitest';
import { putTarget, renamed } from '../draft-edits.ts';
import {
  apply,
  detect,
  draftOf,
  edit,
  editIdentity,
  give,
  hand,
  handAccount,
  hold,
  killed,
  lineOf,
  run,
  says,
  takeOut,
  wait,
} from '../pen.ts';
import { allKinds, DAY_S, HOUR_S } from '../vocabulary.ts';
import { annsRecord, app, atAnn, scene, START, tell, theAnn } from './scene.ts';

const announcedApply = (pen: Parameters<typeof detect>[0]): void => {
  detect(pen);
  apply(pen);
};

describe('told stories', () => {
  test('a release that later revokes: what was decided before is taken, what was let go never', async () => {
    const pen = scene({
      ann: {
        access: [
          { target: 'app', grant: 'role/reader' },
          { target: 'app', grant: 'role/writer' },
        ],
      },
      holds: ['role/writer'],
    });
    takeOut(pen, theAnn, 'role/writer');
    editIdentity(pen, 'ann', 'is released', (i) => ({ ...i, state: 'release' }));
    announcedApply(pen);
    edit(pen, 'ann is taken out', (d) => ({ ...d, identities: { bob: d.identities['bob'] ?? theAnn.identity } }));
    announcedApply(pen);
    edit(pen, 'ann is declared again, with nothing', (d) => ({
      ...d,
      identities: { ...d.identities, ann: { ...theAnn.identity, access: [] } },
    }));
    announcedApply(pen);
    const told = await tell(pen);
    expect(told.wrote).toEqual([['revoke ann app/role/writer']]);
    expect(told.atRest).toEqual([]);
    expect(told.held).toEqual(['login', 'role/reader']);
  });

  test('a line respelled with id: writes nothing, also while withheld, also back again', async () => {
    const pen = scene();
    says(pen, annsRecord, 'disabled');
    apply(pen);
    editIdentity(pen, 'ann', 'by id', (i) => ({ ...i, accounts: [{ target: 'app', account: 'user/id:a1' }] }));
    announcedApply(pen);
    says(pen, annsRecord, 'active');
    announcedApply(pen);
    editIdentity(pen, 'ann', 'by name', (i) => ({ ...i, accounts: theAnn.identity.accounts }));
    announcedApply(pen);
    const told = await tell(pen);
    expect(told.wrote).toEqual([
      ['revoke ann app/login/svc-ann', 'revoke ann app/role/reader'],
      ['grant ann app/login/svc-ann', 'grant ann app/role/reader'],
    ]);
    expect(told.atRest).toEqual([]);
  });

  test('a login that its owner enables again after each revoke goes on being taken, and one decision is raised', async () => {
    const pen = scene();
    says(pen, annsRecord, 'disabled');
    for (let i = 0; i < 5; i += 1) {
      apply(pen);
      handAccount(pen, atAnn, 'enable');
      wait(pen, HOUR_S);
    }
    const told = await tell(pen);
    expect(told.wrote).toEqual([
      ['revoke ann app/login/svc-ann', 'revoke ann app/role/reader'],
      ...Array.from({ length: 4 }, () => ['revoke ann app/login/svc-ann']),
    ]);
    expect(told.atRest).toEqual(['revoke ann app/login/svc-ann']);
  });

  test('what was gone for a while is told, also where the round that saw it gave it back at once; so is what took it', async () => {
    const missing = { do: 'restore', after: 0 } as const;
    const pen = scene({ app: { drift: { ...app.drift, missing }, settlesInSeconds: 300 } });
    hand(pen, atAnn, 'take', 'role/reader');
    apply(pen);
    wait(pen, HOUR_S);
    says(pen, annsRecord, 'disabled');
    apply(pen);
    wait(pen, HOUR_S);
    says(pen, annsRecord, 'active');
    apply(pen);
    const told = await tell(pen);
    expect(told.history).toEqual([
      'held ann app/role/reader, by review',
      'gone ann app/role/reader, by nobody',
      'held ann app/role/reader, by review',
      'gone ann app/role/reader, by directory',
      'held ann app/role/reader, by review',
    ]);
  });

  test('a deny larger than the caps is carried out whole, and its end gives back what it took, no more', async () => {
    const grants = Array.from({ length: 6 }, (_, i) => `role/r${i}`);
    const pen = scene({
      ann: { access: grants.map((grant) => ({ target: 'app', grant })), directory: null },
      app: { limits: { revoke: 1, revokePercent: 10, offboard: 0, grantPrivileged: 0 } },
      holds: grants,
    });
    hold(pen, 'deny', 'ann', null, 6);
    apply(pen);
    wait(pen, 7 * HOUR_S);
    announcedApply(pen);
    const told = await tell(pen);
    const all = ['login/svc-ann', ...grants].map((g) => `ann app/${g}`);
    expect(told.wrote[0]?.toSorted()).toEqual(['revoke ann app/role/reader', ...all.map((g) => `revoke ${g}`)].toSorted());
    expect(told.wrote[1]?.toSorted()).toEqual(all.map((g) => `grant ${g}`).toSorted());
    // `role/reader` was there before us and nobody approved it: it was taken, and nothing gives it back.
    expect(told.held).toEqual(['login', ...grants]);
  });

  test('a `from` after an `until`: the review that wrote it gives it, the clock never does', async () => {
    const at = (hours: number): number => START + hours * HOUR_S * 1000;
    const pen = scene({
      ann: {
        access: [
          { target: 'app', grant: 'role/reader', until: at(2) },
          { target: 'app', grant: 'role/reader', from: at(6), until: at(8) },
        ],
      },
      app: { giveBack: 'propose', drift: { ...app.drift, missing: { do: 'report', after: 1 } } },
    });
    for (let i = 0; i < 4; i += 1) {
      wait(pen, 3 * HOUR_S);
      announcedApply(pen);
    }
    const told = await tell(pen);
    expect(told.wrote).toEqual([['revoke ann app/role/reader'], ['grant ann app/role/reader'], ['revoke ann app/role/reader']]);
    expect(told.atRest).toEqual([]);
  });

  test('facts that move each round: set back three times within a week, then a decision', async () => {
    const pen = scene();
    for (let i = 0; i < 6; i += 1) {
      hand(pen, atAnn, 'alter', 'role/reader');
      announcedApply(pen);
    }
    const told = await tell(pen);
    expect(told.wrote).toEqual([['adjust ann app/role/reader'], ['adjust ann app/role/reader'], ['adjust ann app/role/reader']]);
    // A week later it is tried again.
    expect(told.atRest).toEqual(['adjust ann app/role/reader']);
  });

  test('an unreviewed grant whose facts widen is no longer from before us', async () => {
    const pen = scene({ holds: ['role/old'] });
    announcedApply(pen);
    hand(pen, atAnn, 'alter', 'role/old');
    announcedApply(pen);
    const told = await tell(pen);
    expect(told.wrote).toEqual([['revoke ann app/role/old']]);
    expect(told.held).toEqual(['login', 'role/reader']);
  });

  test('what an admin removed and a directory would give back comes, if at all, as a giving back: proposed where the target says so', async () => {
    const pen = scene({ app: { giveBack: 'propose', drift: { ...app.drift, missing: { do: 'propose', after: 1 } } } });
    hand(pen, atAnn, 'take', 'role/reader');
    announcedApply(pen);
    says(pen, annsRecord, 'disabled');
    announcedApply(pen);
    says(pen, annsRecord, 'active');
    announcedApply(pen);
    const told = await tell(pen);
    expect(told.wrote).toEqual([['revoke ann app/login/svc-ann']]);
    expect(told.atRest).toEqual([]);
    expect(told.blocked.toSorted()).toEqual(['drift: grant ann app/login/svc-ann', 'drift: grant ann app/role/reader']);
    expect(told.held).toEqual([]);
  });

  test('a keep over a clock hides no directory', async () => {
    const pen = scene({ ann: { access: [{ target: 'app', grant: 'role/reader', until: START + HOUR_S * 1000 }] } });
    hold(pen, 'keep', 'ann', 'app/role/reader', 10);
    wait(pen, 2 * HOUR_S);
    announcedApply(pen);
    says(pen, annsRecord, 'disabled');
    apply(pen);
    says(pen, annsRecord, 'active');
    announcedApply(pen);
    const told = await tell(pen);
    // The clock is over for good: the directory gives nothing back that the clock would take.
    expect(told.wrote).toEqual([['revoke ann app/login/svc-ann', 'revoke ann app/role/reader'], ['grant ann app/login/svc-ann']]);
    expect(told.held).toEqual(['login']);
  });

  test('a renamed identity under deny stays denied', async () => {
    const pen = scene({ ann: { directory: null } });
    hold(pen, 'deny', 'ann', null, 6);
    apply(pen);
    edit(pen, 'ann is called zoe now', (d) => renamed(d, 'ann', 'zoe'));
    announcedApply(pen);
    announcedApply(pen);
    wait(pen, 7 * HOUR_S);
    announcedApply(pen);
    const told = await tell(pen);
    expect(told.wrote).toEqual([
      ['revoke ann app/login/svc-ann', 'revoke ann app/role/reader'],
      ['grant zoe app/login/svc-ann', 'grant zoe app/role/reader'],
    ]);
  });

  test('a tightening grants nothing that somebody took', async () => {
    const pen = scene({ app: { drift: { ...app.drift, missing: { do: 'propose', after: 1 } } } });
    hand(pen, atAnn, 'take', 'role/reader');
    announcedApply(pen);
    editIdentity(pen, 'ann', 'ends in a month', (i) => ({
      ...i,
      access: [{ target: 'app', grant: 'role/reader', until: START + 30 * DAY_S * 1000 }],
    }));
    announcedApply(pen);
    const told = await tell(pen);
    expect([told.wrote, told.atRest]).toEqual([[], []]);
  });

  test('a trial on a new scope: the first apply makes its baseline and carries out in its second round', async () => {
    const pen = scene();
    handAccount(pen, { target: 'db', account: 'user/svc-ann' }, 'create');
    hand(pen, { target: 'db', account: 'user/svc-ann' }, 'give', 'role/old');
    hand(pen, { target: 'db', account: 'user/svc-ann' }, 'give', 'role/bad');
    edit(pen, 'target db comes', (d) => putTarget(d, 'db', app));
    editIdentity(pen, 'ann', 'gains db', (i) => ({
      ...i,
      accounts: [...i.accounts, { target: 'db', account: 'user/svc-ann' }],
      access: [...i.access, { target: 'db', grant: 'role/reader' }],
      never: ['db/role/bad'],
    }));
    apply(pen);
    announcedApply(pen);
    const told = await tell(pen);
    expect(told.wrote).toEqual([['grant ann db/role/reader', 'revoke ann db/role/bad']]);
    // `role/old` was there before us: unreviewed, and left.
    expect(told.atRest).toEqual([]);
  });

  test('a stale read within the settling time undoes and repeats nothing', async () => {
    const pen = scene({ app: { settlesInSeconds: 600 } });
    give(pen, theAnn, 'role/writer');
    run(pen, 'apply', killed(pen, 'read'));
    apply(pen);
    apply(pen, { is: 'staleRead', target: 'app', seconds: 550, half: false, over: false });
    detect(pen);
    wait(pen, HOUR_S);
    announcedApply(pen);
    const told = await tell(pen);
    expect(told.wrote).toEqual([['grant ann app/role/writer']]);
    expect(told.atRest).toEqual([]);
  });

  test('`for` over a killed run counts from when it can have begun, and is given in the end', async () => {
    const pen = scene();
    give(pen, theAnn, 'role/writer', { forSeconds: HOUR_S });
    apply(pen, { is: 'killed', before: 'systemWrite', at: 0 });
    wait(pen, 5 * HOUR_S);
    announcedApply(pen);
    wait(pen, 2 * HOUR_S);
    announcedApply(pen);
    const told = await tell(pen);
    expect(told.wrote).toEqual([['grant ann app/role/writer'], ['revoke ann app/role/writer']]);
  });

  test('a released scope with a renamed account: what was let go is not taken by the name that is still in scope', async () => {
    const both = [
      { accounts: ['user/svc-*'], kinds: allKinds },
      { accounts: ['user/job-*'], kinds: allKinds },
    ];
    const pen = scene({ app: { scope: both } });
    pen.steps.push({ do: 'hand', at: atAnn, what: 'rename', to: 'user/job-ann' });
    edit(pen, 'the first line goes', (d) => putTarget(d, 'app', { ...app, scope: both.slice(1) }));
    // No read in between, so nobody knows the new name when the scope goes.
    apply(pen);
    hand(pen, { target: 'app', account: 'user/job-ann' }, 'give', 'role/later');
    announcedApply(pen);
    const told = await tell(pen, 'user/job-ann');
    expect(told.wrote).toEqual([['revoke app/user/job-ann app/role/later']]);
    expect(told.held).toEqual(['login', 'role/reader']);
  });

  test('a folder that declares nobody is refused, and the merge that fills it again is the next review', async () => {
    const pen = scene();
    const before = draftOf(pen);
    pen.steps.push({ do: 'merge', edits: [{ what: 'everybody is taken out', after: { ...before, identities: {} } }], quorum: true });
    announcedApply(pen);
    edit(pen, 'and is back, with a new line', (d) => ({
      ...d,
      identities: { ...d.identities, ann: { ...theAnn.identity, access: [...theAnn.identity.access, lineOf(theAnn, 'role/writer')] } },
    }));
    announcedApply(pen);
    const told = await tell(pen);
    expect(told.wrote).toEqual([['refused'], ['grant ann app/role/writer']]);
    expect(told.atRest).toEqual([]);
    expect(told.held).toEqual(['login', 'role/reader', 'role/writer']);
  });

  test('one account claimed by two is refused, and reaches no run', async () => {
    const pen = scene();
    const after = {
      ...draftOf(pen),
      identities: { ...draftOf(pen).identities, eva: { ...theAnn.identity, directory: null, access: [lineOf(theAnn, 'role/writer')] } },
    };
    pen.steps.push({ do: 'merge', edits: [{ what: 'eva claims it too', after, refused: true }], quorum: true });
    announcedApply(pen);
    const told = await tell(pen);
    expect([told.wrote, told.atRest]).toEqual([[], []]);
  });
});
