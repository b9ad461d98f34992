/** A job matrix by the built Action: the jobs leave what they saw, one job tells people, and believes nobody but for its own target. */
import { copyFileSync, readFileSync, rmSync, symlinkSync, truncateSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { schedule } from '../servers/github/events.ts';
import { drift, onThree, type OnThree, TARGETS } from './three-targets.ts';

describe('a matrix', () => {
  let on: OnThree;
  beforeAll(async () => {
    on = await onThree();
  });
  afterAll(() => on[Symbol.asyncDispose]());

  test('small targets share a job, and what is printed is what detect takes', async () => {
    const listed = await on.run('targets', schedule(on.of()));
    expect(listed.code, listed.stdout).toBe(0);
    expect(JSON.parse(listed.outputs['matrix'] ?? '')).toEqual({ include: [{ job: 1, targets: TARGETS.join(' ') }] });
    const ran = await on.job(TARGETS.join(' '), 40);
    expect(ran.outputs['exit-code'], ran.stdout).toBe('0');
    const merged = await on.merge(40);
    expect(merged.outputs['exit-code'], merged.stdout).toBe('0');
    expect(merged.outputs['due']).toBe('0');
    expect(on.openIssues()).toEqual(['nhi: overview: in sync']);
  });

  test('of three jobs at once tells what one detect of all tells, line by line', async () => {
    drift(on);
    expect(await on.jobsAtOnce(41)).toEqual([0, 0, 0]);
    expect(on.openIssues()).toEqual(['nhi: overview: in sync']);
    const merged = await on.merge(41);
    expect(merged.outputs['exit-code'], merged.stdout).toBe('2');

    await using whole = await onThree();
    await whole.detect();
    drift(whole);
    const seen = await whole.detect();
    expect(on.issues()).toEqual(whole.issues());
    expect(on.issues().join('\n')).toMatch(/warehouse\/role\/admin/);
    expect(on.scene.repository.issues.filter((i) => i.pull !== null)).toHaveLength(1);
    for (const name of ['exit-code', 'due', 'blocked', 'digest']) expect([name, merged.outputs[name]]).toEqual([name, seen.outputs[name]]);
  });
});

describe('T26: what merge does not believe leaves its target unknown, and never in sync', () => {
  let on: OnThree;
  let run = 50;
  beforeAll(async () => {
    on = await onThree();
    drift(on);
    for (const target of TARGETS) await on.job(target, run);
    await on.merge(run);
  });
  afterAll(() => on[Symbol.asyncDispose]());
  /** All three jobs of a new run in which all is in sync again. */
  const jobs = async (): Promise<void> => {
    run += 1;
    for (const target of TARGETS)
      on.live(target, { 'orders-etl': ['reader'], ...(target === 'warehouse' ? { 'Robo-etl': ['past'] } : {}) });
    rmSync(on.place.at('results'), { recursive: true, force: true });
    for (const target of TARGETS) await on.job(target, run);
  };
  const edited = (change: (text: string) => string) => (file: string) => writeFileSync(file, change(readFileSync(file, 'utf8')));

  test.each<[string, (file: string) => void, RegExp]>([
    ['missing', (file) => rmSync(path.dirname(file), { recursive: true }), /there is none/],
    [
      'a link to the result itself',
      (file) => {
        copyFileSync(file, `${file}.moved`);
        rmSync(file);
        symlinkSync(`${file}.moved`, file);
      },
      /no regular file/,
    ],
    ['too large', (file) => truncateSync(file, 2 ** 31), /2147483648 bytes, and one of more than/],
    ['of another target', (file) => copyFileSync(on.result('crm'), file), /it tells of "crm"/],
    ['changed in one word', edited((text) => text.replace('"proof":{"by":"count"', '"proof":{"by":"onePage"')), /not what the state says/],
  ])('%s', async (_, spoil, why) => {
    await jobs();
    spoil(on.result('warehouse'));
    const merged = await on.merge(run);
    expect(merged.code).toBe(1);
    expect(merged.outputs['exit-code']).toBe('1');
    expect(merged.stdout.replaceAll(/\s+/g, ' ')).toMatch(why);
    expect(merged.stdout + merged.stderr).not.toMatch(/ at .*\.(js|ts):\d+|stopped by a fault of its own/);
    expect(on.openIssues().join('\n')).toMatch(/^nhi: warehouse cannot be read/m);
    expect(on.openIssues().join('\n')).toMatch(/^nhi: overview: 1 target unread/m);
    // What it owns is not closed as in sync: nobody saw that it is.
    expect(on.openIssues().filter((title) => title.startsWith('nhi: payments'))).toHaveLength(1);
  });

  test('believed again it is closed, and the target is seen', async () => {
    await jobs();
    const merged = await on.merge(run);
    expect(merged.outputs['exit-code'], merged.stdout).toBe('0');
    expect(on.openIssues()).toEqual(['nhi: overview: in sync']);
  });

  test('the result of the run before is not believed, though it is whole and its job left it', async () => {
    await jobs();
    const before = readFileSync(on.result('warehouse'));
    await jobs();
    writeFileSync(on.result('warehouse'), before);
    const merged = await on.merge(run);
    expect(merged.stdout.replaceAll(/\s+/g, ' ')).toMatch(/it is of the run "\d+", and this is \d+/);
    expect(merged.code).toBe(1);
  });

  test('a secret of a target is too much for merge, and an unknown target stops a job', async () => {
    const refused = await on.run('merge', schedule(on.of()), { env: { NHI_WAREHOUSE: 'x' } });
    expect(refused.stdout).toMatch(/NHI_WAREHOUSE: merge reads no target/);
    const unknown = await on.job('nowhere', run);
    expect(unknown.code).toBe(1);
    expect(unknown.stdout).toMatch(/target "nowhere": no target or instance has this name here/);
  });
});
