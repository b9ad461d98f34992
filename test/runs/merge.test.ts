/** merge: three jobs at once and one that tells are one detect, to the byte; and what is not the job's own leaves its target unknown. */
import { mkdirSync, readFileSync, renameSync, rmSync, symlinkSync, truncateSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Kind } from '../../src/model/entitlement.ts';
import type { TargetPlan } from '../../src/model/plan.ts';
import { issuesToShow } from '../../src/report/issues-to-show.ts';
import { toldOf } from '../../src/runs/github-told.ts';
import { digestOfResult, writeJobResult } from '../../src/runs/job-result.ts';
import { jobsOf } from '../../src/runs/matrix.ts';
import { merge, resultFile } from '../../src/runs/merge.ts';
import type { Planned } from '../../src/runs/plan.ts';
import type { Runs } from '../../src/model/state.ts';
import { entitlement, targetState } from '../state/sample.ts';
import { type BranchBed, branchBed, IN_SYNC, NAMES } from './branch-bed.ts';

const drift = (bed: BranchBed): void => {
  bed.live('crm', { ...IN_SYNC, 'orders-etl': ['reader', 'admin'] });
  bed.live('db', { ...IN_SYNC, 'stock-etl': [] });
  bed.live('wiki', { ...IN_SYNC, 'temp-etl': ['writer'] });
};

const results = (bed: BranchBed): string => path.join(bed.folder, 'results');

function lay(bed: BranchBed, left: ReadonlyMap<string, string>): void {
  for (const [target, text] of left) {
    const file = resultFile(results(bed), target);
    mkdirSync(path.dirname(file), { recursive: true });
    writeFileSync(file, text);
  }
}

/** All at once, as GitHub starts them. */
async function jobs(bed: BranchBed, run: string): Promise<void> {
  for (const { left } of await Promise.all(NAMES.map((name) => bed.detect([name], { jobOf: run })))) lay(bed, left);
}

const merged = async (bed: BranchBed, run = '41'): ReturnType<typeof merge> =>
  merge(bed.policy, await bed.store().load(), bed.host, { results: results(bed), run });

const issues = async (bed: BranchBed, planned: Planned, runsBefore: Runs): Promise<string> =>
  JSON.stringify(issuesToShow(await toldOf(planned, { runs: runsBefore }, bed.store(), bed.policy, [], 'policies'), []), null, 1);

describe('three jobs and a merge', () => {
  it.each(['new drift', 'drift that was seen before', 'a target that cannot be read'])('tell the same as one detect: %s', async (what) => {
    const said = await Promise.all(
      [true, false].map(async (isMatrix) => {
        const bed = await branchBed();
        const look = async (run: string): Promise<string> => {
          const before = (await bed.store().load()).runs;
          if (!isMatrix) return await issues(bed, await bed.detect(), before);
          await jobs(bed, run);
          const { planned, runsBefore } = await merged(bed, run);
          return await issues(bed, planned, runsBefore);
        };
        if (what !== 'new drift') {
          drift(bed);
          await look('40');
          bed.pass(900_000);
        }
        if (what === 'a target that cannot be read') writeFileSync(path.join(bed.folder, 'db.jsonl'), '{"no":"end"}\n');
        drift(bed);
        if (what === 'a target that cannot be read') writeFileSync(path.join(bed.folder, 'db.jsonl'), '{"no":"end"}\n');
        return await look('41');
      }),
    );
    const [matrix, whole] = said;
    expect(matrix).toBe(whole);
    expect(matrix).toMatch(/crm\/role\/admin/);
  });

  it('leave the same state', async () => {
    const states = await Promise.all(
      [true, false].map(async (isMatrix) => {
        const bed = await branchBed();
        drift(bed);
        for (const run of ['40', '41']) {
          await (isMatrix ? jobs(bed, run) : bed.detect());
          bed.pass(900_000);
        }
        const { targets, ledger, runs } = await bed.store().load();
        const times = Object.fromEntries(Object.entries(runs).map(([name, { left: _left, ...rest }]) => [name, rest]));
        return { targets, ledger, times };
      }),
    );
    expect(states[0]).toEqual(states[1]);
  });
});

describe('T26: a result', () => {
  const begun = async (isDrifted = false): Promise<BranchBed> => {
    const bed = await branchBed();
    if (isDrifted) bed.live('db', { ...IN_SYNC, 'orders-etl': ['reader', 'admin'] });
    await jobs(bed, '41');
    return bed;
  };
  const spoiled = async (bed: BranchBed, change: (text: string) => string, of: (typeof NAMES)[number] = 'db'): Promise<TargetPlan> => {
    const texts = await bed.store().load();
    const file = resultFile(results(bed), 'db');
    writeFileSync(file, change(readFileSync(resultFile(results(bed), of), 'utf8')));
    const { planned } = await merge(bed.policy, texts, bed.host, { results: results(bed), run: '41' });
    expect(planned.report.exitCode).toBe(1);
    expect(planned.report.plan.targets.filter((t) => t.error !== null).map((t) => t.target)).toEqual(['db']);
    return planned.report.plan.targets[1] as TargetPlan;
  };

  it('of all three is believed, and in sync', async () => {
    const bed = await begun();
    const { planned } = await merged(bed);
    expect(planned.report.exitCode).toBe(0);
  });

  const key = (...parts: readonly string[]): string => JSON.stringify(JSON.stringify(parts));
  it.each<[string, (text: string) => string, RegExp]>([
    ['of another shape', (text) => text.replace('"changes":[]', '"changes":[{}]'), /not the shape of a result: \/plan\/changes\/0/],
    ['of a later version', (text) => text.replace('"version":1', '"version":2'), /not the shape of a result: \/version/],
    ['with more than belongs to it', (text) => text.replace('"version":1', '"version":1,"more":0'), /not the shape of a result: \/more/],
    [
      'with a verdict on another target',
      (text) => text.replace('"verdicts":[', `"verdicts":[[${key('crm', 'role', 'a', 'b')},"inSync"]`),
      /tells of "crm"/,
    ],
    [
      'with a key that is none',
      (text) => text.replace('"verdicts":[', '"verdicts":[["[\\"\\\\q\\",\\"\\",\\"\\",\\"\\"]","inSync"]'),
      /tells of "\[/,
    ],
    ['of another run', (text) => text.replace('"run":"41"', '"run":"40"'), /of the run "40", and this is 41/],
    ['of another commit', (text) => text.replace(/"commit":"[^"]*"/, '"commit":"0"'), /the policy of "0"/],
    [
      'changed in one word',
      (text) => text.replace('"onePage"', '"count"').replace('"mode":"enforce"', '"mode":"observe"'),
      /not what the state says/,
    ],
    ['that is nothing', () => '', /it is no JSON/],
    ['that is null', () => 'null', /not the shape of a result/],
  ])('%s is not believed', async (_, change, why) => {
    const bed = await begun();
    expect((await spoiled(bed, change)).error).toMatch(why);
  });

  const inPlaceOf = (file: string, put: (moved: string) => void): void => {
    renameSync(file, `${file}.moved`);
    put(`${file}.moved`);
  };
  it.each<[string, (file: string) => void, RegExp]>([
    ['that is not there', (file) => rmSync(path.dirname(file), { recursive: true }), /there is none/],
    ['that is a folder', (file) => inPlaceOf(file, () => mkdirSync(file)), /no regular file/],
    ['that is a link to itself elsewhere', (file) => inPlaceOf(file, (moved) => symlinkSync(moved, file)), /no regular file/],
    [
      'in a folder that is a link',
      (file) => inPlaceOf(path.dirname(file), (moved) => symlinkSync(moved, path.dirname(file))),
      /nhi-db is no folder/,
    ],
    ['that is too large', (file) => truncateSync(file, 2 ** 31), /2147483648 bytes, and one of more than 268435456 is not read/],
  ])('%s is not read', async (_, spoil, why) => {
    const bed = await begun();
    spoil(resultFile(results(bed), 'db'));
    const { planned } = await merged(bed);
    expect(planned.report.exitCode).toBe(1);
    expect(planned.report.plan.targets.map((t) => t.error !== null)).toEqual([false, true, false]);
    expect(planned.report.plan.targets[1]?.error).toMatch(why);
  });

  it('of no target at all leaves all of them unknown', async () => {
    const bed = await branchBed();
    const { planned } = await merged(bed);
    expect(planned.report.plan.targets.every((t) => t.error?.includes('there is none') === true)).toBe(true);
    expect(planned.report.exitCode).toBe(1);
  });

  it('of another target is not believed, nor one made of it: the drift that the job found is never in sync', async () => {
    const bed = await begun(true);
    expect((await spoiled(bed, (text) => text, 'crm')).error).toMatch(/it tells of "crm"/);
    expect((await spoiled(bed, (text) => text.replaceAll('crm', 'db'), 'crm')).error).toMatch(
      /not what the state says that the job of this target left/,
    );
  });

  it('of a run before is not believed, and of this one still is when an apply or a look at one identity came between', async () => {
    const bed = await begun();
    await bed.detect(null, { identity: 'orders-etl' });
    expect((await merged(bed)).planned.report.exitCode).toBe(0);
    const { left } = await bed.detect(['db'], { jobOf: '42' });
    expect((await merged(bed)).planned.report.plan.targets[1]?.error).toMatch(/not what the state says/);
    lay(bed, left);
    expect((await merged(bed)).planned.report.plan.targets[1]?.error).toMatch(/of the run "42", and this is 41/);
  });

  it('shows no fact that may not be shown, and that it differs', () => {
    const kind = {
      name: 'role',
      role: 'grant',
      facts: { open: { mayPrint: true }, closed: { mayPrint: false }, same: { mayPrint: false } },
    };
    const entry = { ...entitlement('db', 'x'), facts: { open: 'yes', closed: 'canary-1', same: 'canary-2' } };
    const before = { ...entry, facts: { ...entry.facts, closed: 'canary-3' } };
    const change = { id: '1', entry, before };
    const plan = { target: 'db', changes: [change], blocked: [{ change }] } as unknown as TargetPlan;
    const kinds = new Map([['db', new Map([[entry.kind, kind as unknown as Kind]])]]);
    const text = writeJobResult({ run: '1', target: 'db', at: 0, plan, baselineMade: null, before: null }, kinds);
    expect(text).not.toMatch(/canary/);
    expect(text.match(/"closed":"\(not shown, another\)"/g)).toHaveLength(2);
    expect(text.match(/"same":"\(not shown\)"/g)).toHaveLength(4);
    expect(digestOfResult(text)).toMatch(/^[0-9a-f]{64}$/);
  });
});

describe('the jobs of a matrix', () => {
  const sized = (name: string, rows: number) => {
    const state = targetState(name, []);
    return { ...state, baseline: Array.from({ length: rows }, (_, i) => ({ key: String(i), facts: '' })) };
  };
  const names = (all: ReturnType<typeof jobsOf>): readonly string[] => all.map(({ targets }) => targets);

  it('hold few small targets together, and a large one alone', () => {
    expect(jobsOf([])).toEqual([]);
    expect(jobsOf([sized('b', 1), sized('a', 1)])).toEqual([{ job: 1, targets: 'a b' }]);
    expect(names(jobsOf([sized('a', 1), sized('large', 60_000), sized('b', 1)]))).toEqual(['a b', 'large']);
    expect(jobsOf([{ ...sized('gone', 1), retired: true }])).toEqual([]);
  });

  it('are all of them, each once, the same for the same states, and never more than GitHub takes', () => {
    const states = Array.from({ length: 3000 }, (_, i) => sized(`t-${i}`, i % 7));
    const all = jobsOf(states);
    expect(all).toHaveLength(256);
    expect(
      names(all)
        .flatMap((t) => t.split(' '))
        .sort(),
    ).toEqual(states.map((s) => s.policy.name).sort());
    expect(jobsOf(states.toReversed())).toEqual(all);
  });
});
