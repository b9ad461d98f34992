/** A round of one identity: it looks at, counts, settles and tells of that one, and loses nothing of the others. */
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Loaded } from '../../src/state/store.ts';
import { aloneToShow, issuesToShow, type OwnIssue } from '../../src/report/issues-to-show.ts';
import type { Told } from '../../src/report/issue-rows.ts';
import { aloneIn } from '../../src/runs/alone.ts';
import { toldOf } from '../../src/runs/github-told.ts';
import type { Planned } from '../../src/runs/plan.ts';
import { type BranchBed, branchBed, IN_SYNC } from './branch-bed.ts';

const ALONE = { identity: 'orders-etl' };
const loaded = (bed: BranchBed): Promise<Loaded> => bed.store().load();
const toldBy = async (bed: BranchBed, planned: Planned, before: Loaded): Promise<Told> =>
  toldOf(planned, before, bed.store(), bed.policy, [], 'policies');
const labels = (state: Loaded): readonly string[] =>
  [...state.ledger.values()]
    .flat()
    .filter((row) => row.ended === null)
    .map((row) => row.label)
    .sort();

/** Both have drifted, and so has an account that nobody declares. */
async function drifted(): Promise<BranchBed> {
  const bed = await branchBed();
  bed.live('crm', { 'orders-etl': ['reader', 'admin'], 'stock-etl': ['reader', 'admin'], 'temp-etl': ['writer'] });
  bed.live('db', { ...IN_SYNC, 'stock-etl': [] });
  return bed;
}

describe('a round of one identity', () => {
  it('finds what it holds, and says nothing of the others, not even that they are unknown', async () => {
    const bed = await drifted();
    const { report } = await bed.detect(null, ALONE);
    expect(report.exitCode).toBe(2);
    expect(report.plan.targets.map((t) => t.target)).toEqual(['crm', 'db', 'wiki']);
    const all = report.plan.targets.flatMap((t) => [...t.changes, ...t.blocked.map((b) => b.change)]);
    expect(all.map((c) => [c.verb, c.label])).toEqual([['revoke', 'orders-etl crm/role/admin']]);
    expect(JSON.stringify(report)).not.toMatch(/stock-etl|temp-etl|"unknown"/);
    expect(report.notes.join('\n')).toMatch(/Only orders-etl was looked at, in crm, db, wiki\./);
    expect(labels(await loaded(bed))).toEqual(['orders-etl crm/role/admin']);
  });

  it('counts its announcements, and leaves those, the baseline and the times of everything else', async () => {
    const bed = await drifted();
    await bed.detect();
    const before = await loaded(bed);
    expect(labels(before)).toHaveLength(5);
    bed.pass(900_000);
    const { report } = await bed.detect(null, ALONE);
    const after = await loaded(bed);
    const counts = (state: Loaded): readonly (readonly [string, number])[] => Object.entries(state.targets.get('crm')?.announced ?? {});
    expect(counts(before).map(([, n]) => n)).toEqual([1, 1, 1, 1]);
    expect(counts(after).filter(([name]) => name.includes('"orders-etl"'))).toEqual([[expect.any(String), 2]]);
    expect(counts(after).filter(([, n]) => n === 1)).toHaveLength(3);
    const still = ({ targets }: Loaded): object =>
      Object.fromEntries([...targets].map(([name, { announced: _announced, window: _window, ...rest }]) => [name, rest]));
    expect(still(after)).toEqual(still(before));
    expect(after.runs).toEqual(before.runs);
    expect(labels(after)).toEqual(labels(before));
    // Announced often enough by now, so it is due; the next apply, which looks at everything, writes it.
    expect(report.exitCode).toBe(2);
    bed.pass(900_000);
    const due = (await bed.detect(null, ALONE)).report.plan.targets.flatMap((t) => t.changes.map((c) => c.label));
    expect(due).toEqual(['orders-etl crm/role/admin']);
  });

  it('ends nothing that is gone, of it or of others: a look at everything does', async () => {
    const bed = await drifted();
    await bed.detect();
    const before = await loaded(bed);
    for (const name of ['crm', 'db'] as const) bed.live(name, IN_SYNC);
    bed.pass(900_000);
    expect((await bed.detect(null, ALONE)).report.exitCode).toBe(0);
    expect(labels(await loaded(bed))).toEqual(labels(before));
    await bed.detect();
    expect(labels(await loaded(bed))).toEqual([]);
  });

  it('that cannot read one of its targets is red, and nothing of it ends there', async () => {
    const bed = await drifted();
    await bed.detect();
    const before = await loaded(bed);
    writeFileSync(path.join(bed.folder, 'crm.jsonl'), '{"no":"end"}\n');
    bed.pass(900_000);
    const { report } = await bed.detect(null, ALONE);
    expect(report.exitCode).toBe(1);
    expect(labels(await loaded(bed))).toEqual(labels(before));
  });
});

describe('what people are told of one identity', () => {
  const ours = (number: number, { title, body }: { readonly title: string; readonly body: string }): OwnIssue => ({
    number,
    isOpen: true,
    title,
    body,
    comments: [],
  });

  it('is its owner’s issue, where nothing else of theirs is open; no other issue is touched, and none is closed', async () => {
    const bed = await drifted();
    const before = await loaded(bed);
    const told = await toldBy(bed, await bed.detect(null, ALONE), before);
    const [action, ...rest] = aloneToShow('orders-etl', told, []);
    expect(rest).toEqual([]);
    expect(action).toMatchObject({ do: 'create', title: expect.stringMatching(/^nhi: payments: 1 unauthorized and privileged/) as string });
    const body = action !== undefined && 'body' in action ? action.body : '';
    expect(body).toMatch(/This run looked at `orders-etl` alone/);
    expect(body).not.toMatch(/stock-etl|temp-etl|identities in sync/);
    bed.live('crm', IN_SYNC);
    const over = await toldBy(bed, await bed.detect(null, ALONE), before);
    expect(aloneToShow('orders-etl', over, [ours(1, { title: 'x', body })])).toEqual([]);
  });

  it('is a comment, where something else stands in the issue, whose text stays; and it is made once', async () => {
    const bed = await branchBed();
    bed.live('db', { ...IN_SYNC, 'stock-etl': [] });
    const start = await loaded(bed);
    const [mine] = issuesToShow(await toldBy(bed, await bed.detect(), start), []).filter(
      (a) => a.do === 'create' && a.title.includes('data'),
    );
    if (mine?.do !== 'create') throw new Error('no issue of data');
    const stands = ours(7, mine);
    bed.pass(900_000);
    bed.live('crm', { ...IN_SYNC, 'stock-etl': ['reader', 'admin'] });
    const before = await loaded(bed);
    const told = await toldBy(bed, await bed.detect(null, { identity: 'stock-etl' }), before);
    const actions = aloneToShow('stock-etl', told, [stands]);
    // What was open already was looked at too, so all of it is known: the text is written anew.
    expect(actions).toMatchObject([{ do: 'edit', number: 7, reopen: false }]);
    bed.live('wiki', { ...IN_SYNC, 'temp-etl': ['admin'] });
    await bed.detect();
    const both = await toldBy(bed, await bed.detect(null, { identity: 'stock-etl' }), before);
    const [edit, ...others] = aloneToShow('stock-etl', both, [stands]);
    expect(others).toEqual([]);
    expect(edit).toMatchObject({ do: 'edit', number: 7, title: stands.title, body: stands.body, reopen: false });
    const comments = edit !== undefined && 'comments' in edit ? edit.comments : [];
    expect(comments).toHaveLength(1);
    expect(comments[0]).toMatch(/stock-etl crm\/role\/admin/);
    expect(comments[0]).not.toMatch(/temp-etl/);
    const said = { ...stands, comments: comments.map((body) => ({ at: bed.host.now(), body })) };
    expect(aloneToShow('stock-etl', both, [said])).toEqual([]);
  });
});

describe('a name that is none', () => {
  it.each([
    ['nobody', /no approved identity "nobody" has an account anywhere, so nothing was read/],
    ['orders-etl\n::error::x', /"orders-etl\\n::error::x" is no name of an identity/],
    ['../x', /is no name of an identity/],
    ['[object Object]', /is no name of an identity/],
    ['x'.repeat(10_000), /^.{0,200}is no name of an identity/],
    ['__proto__', /is no name/],
  ])('%.20s is an error, and nothing is read', async (identity, said) => {
    const bed = await branchBed();
    const { targets, generation } = await loaded(bed);
    expect(() => aloneIn(identity, targets)).toThrow(said);
    await expect(bed.detect(null, { identity })).rejects.toThrow(said);
    expect((await loaded(bed)).generation).toBe(generation);
  });

  it('of one that no read has shown is told as that', async () => {
    const bed = await branchBed();
    const { targets } = await loaded(bed);
    const unseen = new Map([...targets].map(([name, s]) => [name, { ...s, accounts: s.accounts.map((a) => ({ ...a, id: null })) }]));
    expect(() => aloneIn('orders-etl', unseen)).toThrow(/no read has shown an account of "orders-etl" yet/);
  });
});
