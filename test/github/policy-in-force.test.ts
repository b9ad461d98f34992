/** How far the default branch is in force: what stops it, what lets it go on, and what it never does (T1, T3, T6, T9, T32). */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { registry } from '../../src/connectors/registry.ts';
import type { Delta } from '../../src/model/policy.ts';
import {
  breakGlassFields,
  exceptionFields,
  identityFields,
  roleFields,
  ruleFields,
  settingsFields,
  targetFields,
  teamFields,
} from '../../src/review/directions.ts';
import { deltas } from '../../src/review/deltas.ts';
import { approveAll } from '../../src/runs/approval.ts';
import { policyOf } from '../../src/runs/policy.ts';
import type { ReviewedSteps } from '../../src/runs/reviewed-steps.ts';
import { type GitHub, startGitHub } from '../servers/github/github.ts';
import { identity, NHI, POLICY, type Scene, sceneOn, TARGET, TEAMS } from './reviewed-repository.ts';

let github: GitHub;
beforeAll(async () => {
  github = await startGitHub();
});
afterAll(() => github[Symbol.asyncDispose]());

const ORDERS = 'policies/orders-etl.yaml';
const RATIFIED = 'policies/ratified.txt';
const writer = { [ORDERS]: identity(['reader', 'writer']) };

/** Vitest types it as anything. */
const words = (pattern: RegExp): unknown => expect.stringMatching(pattern);

const rolesOf = (found: ReviewedSteps): readonly string[] =>
  [...found.inForce.policy.declared.entries.values()].flatMap((e) => (e.entry.kind === 'role' ? [e.entry.name] : [])).sort();

function merged(scene: Scene, files: Parameters<Scene['propose']>[0], ...approvers: readonly string[]): string {
  const number = scene.propose(files);
  scene.approve(number, ...approvers);
  return scene.land(number, 'squash');
}

// ---- T1: every field of the policy, edited by a push that nobody approved

const FULL: Readonly<Record<string, string>> = {
  ...POLICY,
  'policies/nhi.yaml': `${NHI}issues: { per: owner, mention: all }
limits: { maxSilence: 2h, reviewValid: 7d, snapshotMaxAge: 1d }
`,
  'policies/teams.yaml': `${TEAMS}---
kind: Team
name: shop
github: corp/shop
directory: okta/group/shop
successor: tools
mode: review
`,
  'policies/warehouse.yaml': `${TARGET}protected: ["role/root"]
giveBack: propose
drift:
  unauthorized: { do: report, after: 1 }
limits: { revoke: 10, revokePercent: 20, offboard: 5, grantPrivileged: 5 }
within: 1h
---
kind: Target
name: okta
connector: scim
owner: platform
authority: lifecycle
sentinels: [user/sentinel]
config: { url: "https://okta.example.com/scim/v2", resourceTypes: [User], auth: { kind: bearer, read: { secret: NHI_OKTA } } }
`,
  [ORDERS]: `${identity(['reader'])}roles: [loader]
never: [warehouse/role/old]
`
    .replace('directory: none', 'directory: okta/user/orders')
    .replace('owner: payments', 'owner: payments\npurpose: Loads orders'),
  'policies/rules.yaml': `kind: Role
name: loader
owner: tools
parameters: { zone: { match: "[a-z]+" } }
rollout: { first: 5, wait: 1h }
access: [warehouse/role/loader]
---
kind: Rule
id: key-age
where: { credential: true, type: [service] }
require: { maxAge: 90d }
severity: high
act: revoke
---
kind: Exception
id: old-key
rule: key-age
for: [orders-etl]
until: 2027-02-28
owner: payments
because: later
---
kind: Exception
id: move
limit: warehouse/role
cap: review
count: 5
until: 2026-12-20
owner: payments
because: moving
---
kind: BreakGlass
name: oncall
who: corp/oncall
may: [keep]
covers: ["warehouse/role/*"]
never: ["warehouse/role/root"]
longest: 12h
`.replace('parameters: { zone: { match: "[a-z]+" } }\n', ''),
};

const rules = 'policies/rules.yaml';
const warehouse = 'policies/warehouse.yaml';
const nhi = 'policies/nhi.yaml';
const teams = 'policies/teams.yaml';

/** File, what is replaced by what, and the delta that it makes. */
const edits: readonly (readonly [file: string, from: string, to: string, delta: string])[] = [
  [nhi, 'identityOwner: 1', 'identityOwner: 0', 'settings settings#approval'],
  [nhi, 'mention: all', 'mention: none', 'settings settings#issues'],
  [nhi, 'maxSilence: 2h', 'maxSilence: 9d', 'settings settings#maxSilenceSeconds'],
  [nhi, 'reviewValid: 7d', 'reviewValid: 90d', 'settings settings#reviewValidSeconds'],
  [nhi, 'snapshotMaxAge: 1d', 'snapshotMaxAge: 9d', 'settings settings#snapshotMaxAgeSeconds'],
  [nhi, 'version: 1\n', 'version: 1\nsnapshot: true\n', 'settings settings#snapshot'],
  [nhi, 'version: 1\n', `version: 1\nstateKey: "ed25519:${'A'.repeat(43)}="\n`, 'settings settings#stateKey'],
  [warehouse, 'name: warehouse\nconnector: file', 'name: warehouse\nconnector: scim', 'target warehouse#connector'],
  [warehouse, 'owner: platform\nceiling', 'owner: payments\nceiling', 'target warehouse#owner'],
  [warehouse, 'sentinels: [user/sentinel]', 'sentinels: [user/other]', 'target okta#lifecycle'],
  [warehouse, 'ceiling: enforce', 'ceiling: observe', 'target warehouse#ceiling'],
  [warehouse, 'account/*-etl', 'account/*-loader', 'target warehouse#scopes'],
  [warehouse, '{ do: report, after: 1 }', '{ do: revoke, after: 0 }', 'target warehouse#drift'],
  [warehouse, 'giveBack: propose', 'giveBack: restore', 'target warehouse#giveBack'],
  [warehouse, 'revoke: 10', 'revoke: 1000', 'target warehouse#limits'],
  [warehouse, 'role/admin', 'role/none', 'target warehouse#privileged'],
  [warehouse, 'role/root', 'role/none', 'target warehouse#protected'],
  [warehouse, 'within: 1h', 'within: 9d', 'target warehouse#withinSeconds'],
  [warehouse, 'exports/warehouse.jsonl', 'exports/evil.jsonl', 'target warehouse#config'],
  [ORDERS, 'owner: payments', 'owner: tools', 'identity orders-etl#owner'],
  [ORDERS, 'Loads orders', 'Nothing', 'identity orders-etl#purpose'],
  [ORDERS, 'type: service', 'type: agent', 'identity orders-etl#type'],
  [ORDERS, 'type: service', 'type: service\nmode: observe', 'identity orders-etl#mode'],
  [ORDERS, 'type: service', 'type: service\nstate: release', 'identity orders-etl#state'],
  [ORDERS, 'account/orders-etl', 'account/other-etl', 'identity orders-etl#accounts'],
  [ORDERS, 'directory: okta/user/orders', 'directory: none', 'identity orders-etl#directory'],
  [
    ORDERS,
    '  - warehouse/role/reader',
    '  - { grant: warehouse/role/reader, until: 2026-01-01 }',
    'entry ["warehouse","role","account/orders-etl","reader"]',
  ],
  [
    ORDERS,
    '  - warehouse/role/reader',
    '  - { grant: warehouse/role/reader, from: 2026-01-01 }',
    'entry ["warehouse","role","account/orders-etl","reader"]',
  ],
  [
    ORDERS,
    '  - warehouse/role/reader',
    '  - { grant: warehouse/role/reader, for: 8h, because: so }',
    'entry ["warehouse","role","account/orders-etl","reader"]',
  ],
  [ORDERS, 'warehouse/role/reader', 'warehouse/role/admin', 'entry ["warehouse","role","account/orders-etl","admin"]'],
  [ORDERS, 'never: [warehouse/role/old]\n', '', 'never ["warehouse","role","account/orders-etl","old"]'],
  [teams, 'github: corp/payments', 'github: corp/mallory', 'team payments#github'],
  [teams, 'okta/group/shop', 'okta/group/none', 'team shop#directory'],
  [teams, 'successor: tools', 'successor: payments', 'team shop#successor'],
  [teams, 'mode: review', 'mode: enforce', 'team shop#mode'],
  [rules, 'owner: tools', 'owner: payments', 'role loader#owner'],
  [rules, 'owner: tools', 'owner: tools\nparameters: { zone: { match: "[a-z]+" } }', 'role loader#parameters'],
  [rules, 'access: [warehouse/role/loader]', 'access: [warehouse/role/admin]', 'role loader#grants'],
  [rules, 'first: 5', 'first: 500', 'role loader#rollout'],
  [rules, 'type: [service]', 'type: [ci]', 'rule key-age#where'],
  [rules, 'maxAge: 90d', 'maxAge: 9000d', 'rule key-age#require'],
  [rules, 'severity: high', 'severity: low', 'rule key-age#severity'],
  [rules, 'act: revoke', 'act: report', 'rule key-age#act'],
  [rules, 'until: 2027-02-28', 'until: 2027-03-28', 'exception old-key#until'],
  [rules, 'owner: payments\nbecause: later', 'owner: tools\nbecause: later', 'exception old-key#owner'],
  [rules, 'because: later', 'because: never', 'exception old-key#because'],
  [rules, 'rule: key-age\nfor: [orders-etl]', 'rule: wide-scope\nfor: [warehouse]', 'exception old-key#rule'],
  [rules, 'for: [orders-etl]', 'for: [orders-etl, robo]', 'exception old-key#identities'],
  [rules, 'limit: warehouse/role', 'limit: warehouse/login', 'exception move#limit'],
  [rules, 'cap: review', 'cap: lifecycle', 'exception move#cap'],
  [rules, 'count: 5', 'count: 5000', 'exception move#count'],
  [rules, 'who: corp/oncall', 'who: corp/mallory', 'breakGlass oncall#who'],
  [rules, 'may: [keep]', 'may: [keep, deny, pause]', 'breakGlass oncall#may'],
  [rules, 'covers: ["warehouse/role/*"]', 'covers: ["*"]', 'breakGlass oncall#covers'],
  [rules, 'never: ["warehouse/role/root"]', 'never: ["warehouse/role/none"]', 'breakGlass oncall#never'],
  [rules, 'longest: 12h', 'longest: 12d', 'breakGlass oncall#longestSeconds'],
];

describe('T1: an unproven push', () => {
  const named = (delta: Delta): string => `${delta.of} ${delta.key}`;
  const inFolder = (files: Readonly<Record<string, string>>): ReadonlyMap<string, string> =>
    new Map(
      Object.entries(files).flatMap(([path, text]) => (path.startsWith('policies/') ? [[path.slice('policies/'.length), text]] : [])),
    );

  it('is tried with every field that the policy has', () => {
    const tables = {
      settings: settingsFields,
      target: targetFields,
      identity: identityFields,
      team: teamFields,
      role: roleFields,
      rule: ruleFields,
      exception: exceptionFields,
      breakGlass: breakGlassFields,
    };
    const fields = Object.entries(tables).flatMap(([of, table]) => Object.keys(table).map((field) => `${of} #${field}`));
    const tried = new Set(edits.map(([, , , delta]) => delta.replace(/ [^#]*#/, ' #')));
    expect(fields.filter((field) => !tried.has(field) && !/#(name|id)$/.test(field))).toEqual([]);
  });

  it('of any of them comes into force nowhere, and each is named', async () => {
    const before = (await policyOf(inFolder(FULL), [], registry)).declared;
    const scene = sceneOn(github, FULL);
    const pushed: string[] = [];
    for (const [file, from, to, delta] of edits) {
      const changed = { ...FULL, [file]: (FULL[file] ?? '').replace(from, to) };
      const { declared } = await policyOf(inFolder(changed), [], registry);
      expect(deltas(before, declared).map(named), delta).toContain(delta);
      pushed.push(scene.push({ ...FULL, [file]: changed[file] ?? '' }));
    }
    const found = await scene.walk();
    expect(found.reviews).toEqual([]);
    expect(found.inForce.commit).toBe(scene.from);
    expect(found.inForce.policy.problems.filter((p) => p.severity === 'error')).toEqual([]);
    expect(deltas(before, found.inForce.policy.declared)).toEqual([]);
    expect(found.stopped).toMatchObject({ commit: pushed[0], why: words(/no merged pull request brought it/) });
    expect(found.waiting).toEqual(pushed);
  });

  it('of a workflow or of CODEOWNERS stops it as well; of anything else is passed over', async () => {
    for (const [path, stops] of [
      ['.github/workflows/evil.yml', true],
      ['CODEOWNERS', true],
      ['docs/CODEOWNERS', true],
      ['.github/dependabot.yml', false],
      ['workflows/x.yml', false],
      ['policies.txt', false],
    ] as const) {
      const scene = sceneOn(github);
      const pushed = scene.push({ [path]: 'x\n' });
      const found = await scene.walk();
      expect([path, found.stopped?.commit]).toEqual([path, stops ? pushed : undefined]);
      expect(found.inForce.commit).toBe(stops ? scene.from : pushed);
    }
  });

  it('that puts a link in the place of the folder stops it', async () => {
    const scene = sceneOn(github);
    scene.push({ other: 'x', policies: null });
    const pushed = scene.push({ policies: { mode: '120000', text: 'other' } });
    expect((await scene.walk()).waiting).toContain(pushed);
  });
});

describe('T3: an old run', () => {
  it('started again finds nothing to let through: what counts is the head that the API names', async () => {
    const scene = sceneOn(github);
    const granted = merged(scene, writer, 'rae');
    const revoked = merged(scene, { [ORDERS]: identity(['reader']) }, 'rae');
    const all = await scene.walk();
    expect(all.reviews.map((r) => r.policy.commit)).toEqual([granted, revoked]);
    // The run of the first merge again, once the second is approved.
    const again = await scene.walk({ from: revoked });
    expect(again).toMatchObject({ reviews: [], stopped: null, inForce: { commit: revoked } });
    expect(rolesOf(again)).toEqual(['reader']);
  });

  it('T32: a head that no longer has the approved commit is refused, with the way that an admin has', async () => {
    const scene = sceneOn(github);
    const approved = merged(scene, writer, 'rae');
    const refused = /history was rewritten.*NHI_ROOT/;
    scene.hands.push('main', scene.from, { by: 'mallory', force: true, despiteRules: true });
    await expect(scene.walk({ from: approved })).rejects.toThrow(refused);
    scene.push({ [ORDERS]: identity(['admin']) });
    await expect(scene.walk({ from: approved })).rejects.toThrow(refused);
    // Kept as an ancestor, but beside the line: what was there never was the head of the branch.
    scene.hands.commit('main', {}, { by: 'mallory', on: [scene.from, approved], force: true, despiteRules: true });
    await expect(scene.walk({ from: approved })).rejects.toThrow(refused);
    await expect(scene.walk({ from: 'f'.repeat(40) })).rejects.toThrow(/no longer has the approved commit.*NHI_ROOT/);
  });
});

describe('what landed is what was reviewed', () => {
  const ROLE = (grants: string): string => `kind: Role\nname: loader\nowner: tools\naccess: [${grants}]\n`;

  it('T6: two pull requests that together give what neither shows are blocked, until one restates it', async () => {
    const scene = sceneOn(github, { ...POLICY, 'policies/loader.yaml': ROLE('warehouse/role/reader') });
    const holder = scene.propose({ 'policies/orders-etl.yaml': identity([], 'roles: [loader]\n') });
    const role = scene.propose({ 'policies/loader.yaml': ROLE('warehouse/role/reader, warehouse/role/admin') });
    scene.approve(holder, 'rae');
    scene.approve(role, 'rae');
    const first = scene.land(holder);
    const second = scene.land(role);
    const found = await scene.walk();
    expect(found.reviews.map((r) => r.policy.commit)).toEqual([first]);
    expect(found.stopped).toMatchObject({
      commit: second,
      why: words(/brought what its review does not show.*account\/orders-etl warehouse\/role\/admin/),
    });
    expect(rolesOf(found)).toEqual(['reader']);

    const restated = merged(scene, { [RATIFIED]: `ratify: ${second} the role as it is now\n` }, 'pat', 'tom', 'sam');
    const after = await scene.walk();
    expect(after.stopped).toBeNull();
    expect(after.reviews.map((r) => [r.policy.commit, r.ratified])).toEqual([
      [first, []],
      [restated, [second]],
    ]);
    expect(after.reviews[1]?.review.map((d) => `${d.of} ${d.direction}`)).toEqual(['entry gives', 'role gives']);
    expect(rolesOf(after)).toEqual(['admin', 'reader']);
  });

  describe('a file that both sides changed', () => {
    const lines = (a: string, z: string, access = ['reader']): string => `# ${a}\n#\n#\n${identity(access)}#\n#\n# ${z}\n`;

    /** One pull request lands while another, begun before it, waits; then that one as well, or what `forge` puts in its place. */
    function twice(way: 'merge' | 'squash' | 'rebase', early: string, late: string, forged?: Parameters<Scene['forge']>[2]) {
      const scene = sceneOn(github, { ...POLICY, [ORDERS]: lines('a', 'z') });
      const numbers = [early, late].map((text, i) => {
        scene.hands.commit(`side-${i}`, { [ORDERS]: text }, { by: 'dev', on: scene.from });
        const { number } = scene.hands.openPull({ by: 'dev', head: `side-${i}` });
        scene.approve(number, 'rae');
        return number;
      });
      const [first = 0, second = 0] = numbers;
      scene.land(first, 'squash');
      const landed = forged === undefined ? scene.land(second, way) : scene.forge(second, way, forged);
      return { scene, landed };
    }

    it.each(['merge', 'squash', 'rebase'] as const)('and that landed as git merges them, counts: %s', async (way) => {
      const { scene, landed } = twice(way, lines('a', 'z2'), lines('a', 'z', ['reader', 'writer']));
      const found = await scene.walk();
      expect(found.stopped).toBeNull();
      expect(found.inForce.commit).toBe(landed);
      expect(found.reviews.map((r) => r.review.length)).toEqual([0, 1]);
      expect(rolesOf(found)).toEqual(['reader', 'writer']);
    });

    it.each(['merge', 'squash'] as const)('and that landed with a line that neither has, is refused: %s', async (way) => {
      const both = lines('a', 'z2', ['reader', 'writer']);
      for (const text of [both.replace('# a\n', '# b\n'), both.replace('#\n# z2', '# z2'), both.trimEnd()]) {
        const { scene, landed } = twice(way, lines('a', 'z2'), lines('a', 'z', ['reader', 'writer']), { [ORDERS]: text });
        const found = await scene.walk();
        expect(found.stopped).toMatchObject({
          commit: landed,
          why: words(/both #2 and the default branch had changed policies\/orders-etl\.yaml/),
        });
        expect(found.reviews).toHaveLength(1);
      }
    });

    it('and that is a workflow, is refused: nobody has seen what it is by then', async () => {
      const path = '.github/workflows/apply.yml';
      const text = (a: string, z: string): string => `# ${a}\n#\n#\non: push\n#\n#\n# ${z}\n`;
      const scene = sceneOn(github, { ...POLICY, [path]: text('a', 'z') });
      const numbers = [text('a', 'z2'), text('a2', 'z')].map((changed, i) => {
        scene.hands.commit(`side-${i}`, { [path]: changed }, { by: 'dev', on: scene.from });
        const { number } = scene.hands.openPull({ by: 'dev', head: `side-${i}` });
        scene.approve(number, 'rae');
        return number;
      });
      for (const number of numbers) scene.land(number);
      expect((await scene.walk()).stopped?.why).toMatch(/both #2 and the default branch had changed \.github\/workflows\/apply\.yml/);
    });
  });

  it('one that landed as the approved head has it counts, unless it undoes what came between', async () => {
    for (const [access, isLet] of [
      [['reader', 'loader'], false],
      [['reader', 'writer', 'loader'], true],
    ] as const) {
      const scene = sceneOn(github);
      const file = { [ORDERS]: identity(access) };
      const late = scene.propose(file);
      scene.approve(late, 'rae');
      merged(scene, writer, 'rae');
      const parents = [scene.hands.head('main'), scene.hands.head('topic-1')];
      const landed = scene.hands.commit('main', { ...file, 'notes.txt': 'x' }, { by: 'dev', on: parents, despiteRules: true });
      const found = await scene.walk();
      expect(found.reviews).toHaveLength(isLet ? 2 : 1);
      if (isLet) expect(found.stopped).toBeNull();
      else expect(found.stopped).toMatchObject({ commit: landed, why: words(/brought what its review does not show.*role\/writer/) });
    }
  });

  it('a policy that does not compile stops there, and whoever mends it ratifies it', async () => {
    const scene = sceneOn(github);
    const broken = merged(scene, { [ORDERS]: identity(['reader']).replace('type: service', 'type: nothing') }, 'rae');
    expect((await scene.walk()).stopped).toMatchObject({
      commit: broken,
      why: words(/the policy at the approved head of #1 has errors/),
    });
    const mended = merged(scene, { ...writer, [RATIFIED]: `ratify: ${broken}\n` }, 'rae');
    const found = await scene.walk();
    expect(found.reviews.map((r) => [r.policy.commit, r.ratified])).toEqual([[mended, [broken]]]);
    expect(rolesOf(found)).toEqual(['reader', 'writer']);
  });

  it('of pull requests that lie on one another only the one whose head landed counts', async () => {
    const scene = sceneOn(github);
    const lower = scene.propose(writer);
    scene.hands.commit('upper', { [ORDERS]: identity(['writer']) }, { by: 'dev', on: scene.hands.head('topic-1') });
    const upper = scene.hands.openPull({ by: 'dev', head: 'upper' }).number;
    scene.approve(lower, 'rae');
    scene.land(upper, 'merge');
    expect((await scene.walk()).stopped?.why).toMatch(/#2 was merged, and nobody whose approval counts has approved its head/);
    scene.approve(upper, 'rae');
    expect((await scene.walk()).reviews.map((r) => r.step.pull.number)).toEqual([upper]);
  });

  it('who must approve comes from what changes: one seat short is named with what it is for', async () => {
    const scene = sceneOn(github);
    const landed = merged(scene, { [ORDERS]: identity(['reader', 'admin']) }, 'pia', 'pat', 'tom');
    expect((await scene.walk()).stopped).toMatchObject({
      commit: landed,
      why: words(
        /^#1 lacks approvals: 1 of corp\/security \(for account\/orders-etl warehouse\/role\/admin\) \(approved by pia; approved by pat; approved by tom\)$/,
      ),
    });
  });

  it('a quorum stands in the mandate where one of each privileged team approved, asked for or not', async () => {
    const scene = sceneOn(github);
    merged(scene, writer, 'pia', 'pat', 'sam');
    expect((await scene.walk()).reviews[0]?.because).toMatchObject({ quorum: true });
  });

  it('what is let through can be approved: state by state, with its commit', async () => {
    const scene = sceneOn(github);
    const landed = merged(scene, writer, 'rae');
    const { reviews } = await scene.walk();
    const [review] = reviews;
    if (review === undefined) throw new Error('nothing was let through');
    const { policy, because, renew } = review;
    const states = await approveAll(new Map(), policy.declared, { because, renew, commit: policy.commit }, registry);
    expect(states.get('warehouse')).toMatchObject({ commit: landed });
    expect(states.get('warehouse')?.approved.map((r) => r.mandate?.source)).toContain('#1, approved by rae');
  });
});

describe('ratify', () => {
  const evil = { [ORDERS]: identity(['reader', 'admin']) };
  const line = (...shas: readonly string[]): string => shas.map((sha) => `ratify: ${sha}\n`).join('');

  it('an approved pull request that names the commit lets it through, judged as all that it brings', async () => {
    const scene = sceneOn(github);
    const pushed = scene.push(evil);
    const short = merged(scene, { [RATIFIED]: line(pushed), [ORDERS]: evil[ORDERS] ?? '' }, 'pia', 'pat');
    expect((await scene.walk()).stopped).toMatchObject({
      commit: short,
      why: words(/lacks approvals: 1 of corp\/security/),
    });

    const other = sceneOn(github);
    const again = other.push(evil);
    const number = other.propose({ [RATIFIED]: line(again), [ORDERS]: evil[ORDERS] ?? '' });
    other.approve(number, 'rae');
    const landed = other.land(number);
    const found = await other.walk();
    expect(found.reviews.map((r) => [r.policy.commit, r.ratified])).toEqual([[landed, [again]]]);
    expect(found.reviews[0]?.review.map((d) => d.direction)).toEqual(['gives']);
    expect(rolesOf(found)).toEqual(['admin', 'reader']);
  });

  it('who pushed the commit, or stands on it, does not let it through by approving', async () => {
    const scene = sceneOn(github);
    const pushed = scene.push(evil, 'rae');
    merged(scene, { [RATIFIED]: line(pushed) }, 'rae');
    expect((await scene.walk()).stopped?.why).toMatch(/rae pushed [0-9a-f]{40}/);
    merged(scene, { [RATIFIED]: `${line(pushed)}${line(pushed)}` }, 'rae', 'pia', 'pat', 'sam');
    expect((await scene.walk()).reviews.map((r) => r.ratified)).toEqual([[pushed]]);
  });

  it('nor does who made the pull request that was merged unapproved', async () => {
    const scene = sceneOn(github);
    const number = scene.propose(evil, { by: 'rae' });
    const landed = scene.land(number);
    merged(scene, { [RATIFIED]: line(landed) }, 'rae');
    expect((await scene.walk()).stopped?.why).toMatch(/rae had part in #1: opened the pull request/);
  });

  it('one that takes it back leaves nothing of it', async () => {
    const scene = sceneOn(github);
    const pushed = scene.push(evil);
    merged(scene, { [ORDERS]: identity(['reader']), [RATIFIED]: line(pushed) }, 'tom');
    const found = await scene.walk();
    expect(found.stopped).toBeNull();
    expect(found.reviews.map((r) => r.review)).toEqual([[]]);
    expect(rolesOf(found)).toEqual(['reader']);
  });

  it('every commit between that nothing lets through must be named; what was approved need not be', async () => {
    const scene = sceneOn(github);
    const one = scene.push(evil);
    merged(scene, { 'policies/extra.yaml': 'kind: Team\nname: extra\n' }, 'rae');
    const two = scene.push({ 'policies/more.yaml': 'kind: Team\nname: more\n' });
    merged(scene, { [RATIFIED]: line(one), [ORDERS]: evil[ORDERS] ?? '' }, 'rae');
    expect((await scene.walk()).stopped).toMatchObject({ commit: two });
    // Named once more by who has seen both.
    const last = merged(scene, { [RATIFIED]: `${line(one)}${line(one, two)}` }, 'rae');
    const found = await scene.walk();
    expect(found.reviews.map((r) => [r.policy.commit, r.ratified])).toEqual([[last, [one, two]]]);
    expect(rolesOf(found)).toEqual(['admin', 'reader']);
  });

  it.each([
    ['nobody approved it', (scene: Scene, sha: string) => merged(scene, { [RATIFIED]: line(sha), [ORDERS]: evil[ORDERS] ?? '' })],
    ['it was pushed like the commit itself', (scene: Scene, sha: string) => scene.push({ [RATIFIED]: line(sha) })],
    [
      'the line was there before the pull request began',
      (scene: Scene, sha: string) => {
        scene.push({ [RATIFIED]: line(sha) });
        return merged(scene, { [RATIFIED]: `${line(sha)}# approved\n`, [ORDERS]: evil[ORDERS] ?? '' }, 'rae');
      },
    ],
    [
      'the head does not contain the commit',
      (scene: Scene, sha: string) => {
        scene.hands.commit('beside', { [RATIFIED]: line(sha) }, { by: 'dev', on: scene.from });
        const { number } = scene.hands.openPull({ by: 'dev', head: 'beside' });
        scene.approve(number, 'rae');
        return scene.land(number, 'squash');
      },
    ],
    [
      'it stands in the text of the pull request only, which can be changed after it was approved',
      (scene: Scene, sha: string) => {
        const number = scene.propose({ 'policies/extra.yaml': 'kind: Team\nname: extra\n', [ORDERS]: evil[ORDERS] ?? '' });
        scene.approve(number, 'rae');
        scene.hands.edit(number, { title: `ratify: ${sha}`, body: line(sha) }, { by: 'mallory' });
        return scene.land(number, 'squash');
      },
    ],
    [
      'the name is cut short',
      (scene: Scene, sha: string) => merged(scene, { [RATIFIED]: line(sha.slice(0, 12)), [ORDERS]: evil[ORDERS] ?? '' }, 'rae'),
    ],
  ])('does nothing where %s', async (_, land) => {
    const scene = sceneOn(github);
    const pushed = scene.push(evil);
    land(scene, pushed);
    const found = await scene.walk();
    expect(found.stopped).toMatchObject({ commit: pushed });
    expect(found.reviews).toEqual([]);
    expect(rolesOf(found)).toEqual(['reader']);
  });
});
