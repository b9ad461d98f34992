/** What annotations say: one for each line and what it does, with whoever it does it to. */
import { expect, test } from 'vitest';
import type { Declared } from '../../src/model/policy.ts';
import { compile } from '../../src/policy/compile.ts';
import { changeLines } from '../../src/runs/change-lines.ts';
import { sampleConnectors } from '../policy/sample-connectors.ts';
import { blocked, change, plan, target } from '../report/sample-reports.ts';

const AT = 'roles/desk.yaml:9:5';
const NAMES = ['a', 'b', 'c', 'd'];

/** As where each of them holds the role `desk` by a line of its own. */
function declaredOf(changes: readonly ReturnType<typeof change>[]): Declared {
  const { declared } = compile(new Map([['a.yaml', 'kind: Settings\nversion: 1\n']]), sampleConnectors);
  const entries = changes.map(({ key, entry, identity }) => {
    const origins = [{ at: `teams/${identity ?? ''}.yaml:3:5`, via: [`desk@${AT}`] }];
    return [key, { entry, identity: identity ?? '', terms: [], origins }] as const;
  });
  return { ...declared, entries: new Map(entries) };
}

test('a role that many hold is one finding at its line; another risk, and what is blocked, are their own', () => {
  const many = NAMES.map((identity) => change({ grant: 'app/role/read', identity }));
  const admin = change({ grant: 'app/role/admin', identity: 'a', risk: 'privileged' });
  const stopped = change({ grant: 'app/role/late', identity: 'a' });
  const shown = target('app', { changes: [...many, admin], blocked: [blocked(stopped, 'caps', '3 of 2', 'wait a day')] });
  const report = { plan: plan('plan', [shown]), notes: [], exitCode: 2 } as const;
  expect(changeLines(report, declaredOf([...many, admin, stopped]))).toEqual([
    {
      rule: 'grant',
      severity: 'note',
      at: AT,
      subject: 'grant app/role/read for 4 identities: a, b, c and 1 more',
      remedy: 'The next apply carries it out',
    },
    { rule: 'grant', severity: 'warning', at: AT, subject: 'grant a app/role/admin (privileged)', remedy: 'The next apply carries it out' },
    { rule: 'grant, blocked: over a cap', severity: 'note', at: AT, subject: 'grant a app/role/late', remedy: '3 of 2; wait a day' },
  ]);
});

test('a change that no line gives has none', () => {
  const report = {
    plan: plan('plan', [target('app', { changes: [change({ grant: 'app/role/read' })] })]),
    notes: [],
    exitCode: 2,
  } as const;
  expect(changeLines(report, declaredOf([]))).toEqual([]);
});
