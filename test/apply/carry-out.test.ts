/** What carrying out makes of each error: who is skipped, who goes on, and of what an old answer can still come. */
import { expect, test } from 'vitest';
import { carryOut } from '../../src/apply/carry-out.ts';
import type { Writer } from '../../src/connectors/kit/contract.ts';
import { ConnectorError } from '../../src/connectors/kit/errors.ts';
import type { ConnectorErrorCode, Kind } from '../../src/model/entitlement.ts';
import type { Change, TargetPlan } from '../../src/model/plan.ts';

const change = (id: string, needs: readonly string[] = []): Change => ({
  id,
  verb: 'grant',
  key: JSON.stringify(['t', 'role', 'a', id]),
  identity: 'a',
  entry: { target: 't', account: 'a', kind: 'role', name: id, facets: {}, facts: {} },
  label: `a t/role/${id}`,
  before: null,
  because: { authority: 'review', source: 'x', at: 0 },
  verdict: 'toGrant',
  mode: 'enforce',
  needs,
  risk: 'low',
});
const kinds = new Map([['role', { name: 'role', role: 'grant', writes: 'member' } as unknown as Kind]]);

/** A target that answers the first change with an error, and all others well. */
async function carried(code: ConnectorErrorCode | 'surprise' | 'nothing', mayWrite = true, outOfTime = '') {
  const written: string[] = [];
  const writer: Writer = {
    apply: async ([c]) => {
      written.push(c.id);
      if (c.id === 'first' && code !== 'nothing') throw code === 'surprise' ? new Error('s3cret') : new ConnectorError(code, 't: no');
      return [{ change: c.id, outcome: 'changed', settlesInSeconds: 7 }];
    },
    [Symbol.asyncDispose]: async () => undefined,
  };
  const done = await carryOut({
    plan: { changes: [change('first'), change('needy', ['first']), change('other')] } as unknown as TargetPlan,
    kinds,
    writer,
    replan: () => Promise.reject(new Error('no account changed')),
    mayWrite: async () => mayWrite,
    isOutOfTime: (c) => c.id === outOfTime,
    progress: () => undefined,
  });
  return { written, done: Object.fromEntries([...done].map(([id, d]) => [id, `${d.state}${d.wasSent ? ', sent' : ''}`])), whole: done };
}

test.each(['conflict', 'forbidden', 'unsupported'] as const)(
  '%s skips the change and what needs it; it was not carried out',
  async (code) => {
    const { done, written } = await carried(code);
    expect(done).toEqual({ first: 'failed', needy: 'skipped', other: 'applied, sent' });
    expect(written).toEqual(['first', 'other']);
  },
);

test.each(['badResponse', 'surprise'] as const)('%s skips too, and it may have been carried out', async (code) => {
  const { done, whole } = await carried(code);
  expect(done).toEqual({ first: 'failed, sent', needy: 'skipped', other: 'applied, sent' });
  expect(JSON.stringify([...whole])).not.toContain('s3cret');
});

test.each([
  ['unauthenticated', 'failed'],
  ['throttled', 'failed'],
  ['unavailable', 'failed, sent'],
] as const)('%s halts the target', async (code, first) => {
  const { done, written } = await carried(code);
  expect(done).toEqual({ first, needy: 'skipped', other: 'skipped' });
  expect(written).toEqual(['first']);
});

test('a lease that is lost stops before the first write', async () => {
  const { done, written } = await carried('conflict', false);
  expect(done).toEqual({ first: 'superseded', needy: 'superseded', other: 'superseded' });
  expect(written).toEqual([]);
});

test('what the clock has turned against is left, with what needs it, and stops nothing else', async () => {
  const { done, written } = await carried('nothing', true, 'first');
  expect(done).toEqual({ first: 'skipped', needy: 'skipped', other: 'applied, sent' });
  expect(written).toEqual(['other']);
});

test('nor is it written in one step with the other members of its list', async () => {
  const steps: string[][] = [];
  const member = (id: string): Change => ({ ...change(id), entry: { ...change(id).entry, kind: 'group', name: 'writers' } });
  const done = await carryOut({
    plan: { changes: [member('first'), member('over'), member('other')] } as unknown as TargetPlan,
    kinds: new Map([['group', { name: 'group', role: 'grant', writes: 'wholeList' } as unknown as Kind]]),
    writer: {
      apply: async (step) => {
        steps.push(step.map((c) => c.id));
        return step.map((c) => ({ change: c.id, outcome: 'changed', settlesInSeconds: 0 }) as const);
      },
      [Symbol.asyncDispose]: async () => undefined,
    },
    replan: () => Promise.reject(new Error('no account changed')),
    mayWrite: async () => true,
    isOutOfTime: (c) => c.id === 'over',
    progress: () => undefined,
  });
  expect(steps).toEqual([['first', 'other']]);
  expect(done.get('over')?.state).toBe('skipped');
});
