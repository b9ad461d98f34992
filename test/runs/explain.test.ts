/** explain and history, on a real file target: each thing that a person can ask about, at each stage of its life. */
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { beforeEach, describe, expect, onTestFinished, test } from 'vitest';
import { ansiPaint, plainPaint } from '../../src/report/terminal-layout.ts';
import { applyCommand, detectCommand, explainCommand, historyCommand, holdCommand, type Setting } from '../../src/runs/commands.ts';
import { beyondTerminal } from '../hostile/text-formats.ts';
import { attacks } from '../report/arbitrary-reports.ts';
import { folderHost } from './folder-host.ts';

const policy = (access: string): string => `kind: Settings
version: 1
---
kind: Team
name: payments
---
kind: Target
name: wh
connector: file
owner: payments
ceiling: enforce
config: { path: wh.jsonl, format: jsonl, writable: true }
privileged: ["role/*_admin"]
scope: [{ accounts: ["account/e*", "account/x*"], kinds: [account, login, role] }]
limits: { revokePercent: 100 }
---
kind: BreakGlass
name: night
who: corp/oncall
may: [keep, deny, pause]
covers: ["wh/role/*"]
longest: 12h
---
kind: Identity
name: etl
type: service
owner: payments
purpose: Loads every night
directory: none
accounts: [wh/account/etl]
access:
${access}`;
const both = '  - wh/role/reader\n  - { grant: wh/role/writer, until: 2027-01-31, because: "Migration" }\n';

let folder: string;
let now: number;
const roles = new Set<string>();
let more: readonly object[] = [];

beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'nhi-explain-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  mkdirSync(path.join(folder, 'policies'));
  now = Date.UTC(2026, 10, 24, 3, 0);
  roles.clear();
  roles.add('reader');
  more = [];
  live();
  declare(both);
});

const declare = (access: string): void => writeFileSync(path.join(folder, 'policies/all.yaml'), policy(access));

/** As an administrator leaves it. */
function live(): void {
  const rows = [
    { account: 'etl', kind: 'account', name: 'etl' },
    { account: 'etl', kind: 'login', name: 'etl' },
    ...[...roles].map((name) => ({ account: 'etl', kind: 'role', name, seen: { lastUsedAt: '2026-11-24T02:00:00Z' } })),
    ...more,
  ];
  const text = [...rows, { end: true, count: rows.length }].map((row) => JSON.stringify(row)).join('\n');
  writeFileSync(path.join(folder, 'wh.jsonl'), `${text}\n`);
}

function setting(format: Setting['format'] = 'text', paint: Setting['paint'] = plainPaint): Setting {
  return {
    policies: path.join(folder, 'policies'),
    state: path.join(folder, 'state'),
    sealKey: null,
    only: null,
    format,
    paint,
    host: folderHost(folder, { now: () => now }),
  };
}

const later = (minutes: number): void => {
  now += minutes * 60_000;
};
const apply = async (): Promise<string> => {
  later(1);
  const answer = await applyCommand(setting(), { waitMs: 0, setBack: [], confirm: async () => true });
  roles.clear();
  for (const line of readFileSync(path.join(folder, 'wh.jsonl'), 'utf8').split('\n')) {
    const row = line === '' ? {} : (JSON.parse(line) as { kind?: string; name?: string; account?: string });
    if (row.kind === 'role' && row.account === 'etl') roles.add(row.name as string);
  }
  return answer.text;
};
const detect = async (): Promise<string> => {
  later(15);
  return (await detectCommand(setting())).text;
};
const explained = async (...[first, grant]: readonly [string, string?]): Promise<string> =>
  (await explainCommand(setting(), grant === undefined ? { id: first } : { holder: first, grant })).text;
/** Where its lines break is another matter. */
const explain = async (...asked: readonly [string, string?]): Promise<string> => (await explained(...asked)).replace(/\s+/g, ' ');
const history = async (grant: string, at: string | null = null): Promise<string> =>
  (await historyCommand(setting(), { holder: 'etl', grant, at: at === null ? null : Date.parse(at) })).text;
const idIn = (text: string): string => /\b[GRA]-[0-9a-f]{4,}/.exec(text)?.[0] ?? 'no id';

/** Of every file, so that a question is seen to change none. */
const state = (): string =>
  readdirSync(path.join(folder, 'state'), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => readFileSync(path.join(entry.parentPath, entry.name), 'utf8'))
    .join('\n');

async function byHand(role: string): Promise<string> {
  await apply();
  roles.add(role);
  live();
  return idIn(await detect());
}

describe('explain', () => {
  test('what an administrator gave by hand: what it is, whose, since when, what comes next and what would stop it', async () => {
    const id = await byHand('pay_admin');
    const before = state();
    expect(await explained(id)).toMatchInlineSnapshot(`
      "R-5e23  revoke  etl wh/role/pay_admin PRIVILEGED
      Live, and nobody approved it.

      Who
        holder       etl, service, owner payments: Loads every night
        account      wh/account/etl, id etl

      Why
        because      correction; nobody approved it, found 03:16Z
        table        approved: no · withheld: no · live: yes
        line         no line of the policy gives it

      When
        drift        unauthorized, first seen 2026-11-24 03:16Z, last 2026-11-24
                     03:16Z
        held         since between 2026-11-24 03:01Z and 2026-11-24 03:16Z
        last used    2026-11-24 02:00Z, 76 min ago

      What comes next
        next apply   takes it out, mode enforce; every guard lets it through

      What would stop it
        keep it      nhi-reconcile hold keep --change R-5e23 --for 8h --because INC-…
        an attack?   nhi-reconcile hold deny --identity etl --for 8h --because INC-…
        declare it   add "- wh/role/pay_admin" under access of etl, and have it
                     reviewed
      "
    `);
    expect(state()).toBe(before);
  });

  test('the command that it shows is one that works, and then it says who holds it', async () => {
    const id = await byHand('pay_admin');
    const [, change, length] = /hold keep --change (\S+) --for (\d+)h/.exec(await explain(id)) ?? [];
    expect([change, length]).toEqual([id, '8']);
    const held = await holdCommand(setting(), {
      do: 'keep',
      change: change as string,
      identity: null,
      grant: null,
      forMs: Number(length) * 3_600_000,
      because: 'INC-1',
    });
    const hold = /H-[0-9a-f]+/.exec(held.text)?.[0] as string;
    const told = await explain(id);
    expect(told).toContain('stopped by the guard kept');
    expect(told).toContain(`hold ${hold}: keep until`);
    expect(told).not.toContain('hold keep --change');
    const ofHold = await explain(hold.toLowerCase().slice(0, 6));
    expect(ofHold).toContain('night, for corp/oncall, 12 h at most');
    expect(ofHold).toContain('stops 1 change: etl wh/role/pay_admin');
    later(9 * 60);
    expect(await explain(hold)).toContain('it is over');
  });

  test('what is over is told from what is remembered', async () => {
    const id = await byHand('pay_admin');
    expect(await apply()).toContain('verified');
    const told = await explain(id);
    expect(told).toContain('Not found by this look');
    expect(told).toMatch(/unauthorized, first seen .*; written .*; proven .*; over: proven/s);
    expect(told).toContain('gone');
  });

  test('what is approved: by whom, by which line, until when', async () => {
    await apply();
    const told = await explain('etl', 'wh/role/writer');
    expect(told).toContain('Approved, and live as approved. Nothing is to do.');
    expect(told).toContain('approved by terminal:ann, 2026-11-24 03:01Z');
    expect(told).toContain('terms until 2027-01-31 00:00Z, Migration');
    expect(told).toContain('line all.yaml:33 of the folder');
    expect(told).toContain('nothing no change is wanted');
  });

  test('what the folder wants and no review approved yet is found, and said to be so', async () => {
    await apply();
    declare(`${both}  - wh/role/extra\n`);
    const told = await explain('etl', 'wh/role/extra');
    expect(told).not.toContain('approved by terminal');
    expect(told).toContain('It is in the folder, and no review has approved it yet');
    expect(told).toContain('next apply gives it');
    const id = idIn(told);
    expect(await explain(id)).toContain('It is in the folder, and no review has approved it yet');
  });

  test('what somebody took away by hand waits, and the answer is shown', async () => {
    await apply();
    roles.delete('writer');
    live();
    await detect();
    const told = await explain('etl', 'wh/role/writer');
    const id = idIn(told);
    expect(told).toContain('Approved and once there, but not live now.');
    expect(told).toContain('stopped by the guard drift');
    expect(told).toContain(`set it back nhi-reconcile apply --set-back ${id}`);
  });

  test('an account that nobody declares is named by its written form', async () => {
    more = ['x y', 'x yz'].map((name) => ({ account: name, kind: 'account', name }));
    live();
    await apply();
    const told = await explain('wh/account/x y', 'wh/account/x y');
    expect(told).toContain("nobody declares the account; the target is payments's");
    expect(told).toContain('undeclared wh/account/x y: no identity declares');
    expect(told).not.toContain('x yz');
  });

  test('a target that cannot be read is said first, with what is remembered', async () => {
    const id = await byHand('pay_admin');
    writeFileSync(path.join(folder, 'wh.jsonl'), '{"account":"etl","kind":"account","name":"etl"}\n');
    const told = await explain(id);
    expect(told).toContain('wh could not be read whole');
    expect(told).toContain('unauthorized, first seen');
  });

  test('a folder with errors stops no answer', async () => {
    const id = await byHand('pay_admin');
    writeFileSync(path.join(folder, 'policies/all.yaml'), 'kind: Nonsense\n');
    expect(await explain(id)).toContain('Live, and nobody approved it.');
    rmSync(path.join(folder, 'policies'), { recursive: true });
    expect(await explain(id)).toContain('Live, and nobody approved it.');
  });

  test.each([
    ['R-ffff', undefined, /no open or past change and no hold has this id/],
    ['H-ffff', undefined, /no hold has this id; none is remembered/],
    ['etl', 'nope/role/x', /its target has to be one of the policy's/],
    ['etl', 'wh', /a grant is written target\/kind\/name/],
    ['etl', 'wh/role/never', /nobody declares this, nothing like it is live/],
  ])('%s %s is a mistake that says what to do', async (first, grant, says) => {
    await apply();
    await expect(explain(first, grant)).rejects.toThrow(says);
  });

  test('as JSON it is plain data, with the same answer', async () => {
    const id = await byHand('pay_admin');
    const json = JSON.parse((await explainCommand(setting('json'), { id })).text) as Record<string, unknown>;
    expect(json).toMatchObject({
      version: 1,
      verdict: 'unauthorized',
      short: id,
      isLive: true,
      change: { verb: 'revoke', risk: 'privileged' },
    });
  });

  test('no name of a live system breaks out of the terminal', async () => {
    await apply();
    for (const name of attacks.filter((a) => a.trim() === a && a !== '' && !/[\n\r]/.test(a)).slice(0, 20)) {
      roles.clear();
      roles.add('reader');
      roles.add(name);
      live();
      await detect();
      const answer = await explainCommand(setting('text', ansiPaint), { holder: 'etl', grant: `wh/role/${name}` });
      expect(answer.text).toContain('nobody approved it');
      expect(beyondTerminal(answer.text)).toBeNull();
    }
  });
});

describe('history', () => {
  test('a hand grant that was set back: from, until, by nobody, taken by what', async () => {
    await byHand('pay_admin');
    await apply();
    await detect();
    const told = await history('wh/role/pay_admin');
    expect(told).toContain('NOT HELD at 2026-11-24 03:32Z, the last proven read.');
    expect(told).toContain('approved  by nobody, when it was found');
    expect(told).toMatch(/taken by {2}correction/);
    expect(await history('wh/role/pay_admin', '2026-11-24T03:16:30Z')).toContain('HELD at 2026-11-24 03:16Z.');
    expect(await history('wh/role/pay_admin', '2026-11-24T03:10:00Z')).toContain('NOT KNOWN: it came or went between two proven reads');
    expect(await history('wh/role/pay_admin', '2026-11-23T00:00:00Z')).toContain('NOT KNOWN: nobody had looked yet');
  });

  test('a target that is not remembered is a mistake that names those that are', async () => {
    await apply();
    await expect(history('nope/role/x')).rejects.toThrow(/with a target that is remembered here: wh/);
  });
});
