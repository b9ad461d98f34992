/** The command as people type it: every command and option, what it answers, its exit code, and what it refuses. */
import { cpSync, existsSync, readFileSync, readdirSync, statSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { beforeAll, describe, expect, test, vi } from 'vitest';
import { startScimServer } from '../servers/scim-server.ts';
import { jsonl, newPlace, type Place, program, type Ran, rowsOf } from './program.ts';

const schema = JSON.parse(readFileSync(path.join(import.meta.dirname, '../../schema/plan.schema.json'), 'utf8')) as object;
const isPlan = new Ajv2020({ strict: false }).compile(schema);

// Many processes a test: a loaded machine takes its time.
vi.setConfig({ testTimeout: 240_000 });

beforeAll(async () => {
  await program();
});

const SETTINGS = 'kind: Settings\nversion: 1\n---\nkind: Team\nname: platform\n';
const CRM = `kind: Target
name: crm
connector: file
owner: platform
ceiling: enforce
config: { path: crm.jsonl, format: jsonl, writable: true }
scope: [{ accounts: "account/bot-*", kinds: [login, role, group] }]
`;
const GLASS = `kind: BreakGlass
name: night
who: corp/oncall
may: [keep, deny]
covers: ["crm/role/*", "crm/login/*"]
never: ["crm/role/root"]
longest: 8h
`;
const bot = (name: string, ...lines: readonly string[]): string => `kind: Identity
name: ${name}
type: bot
owner: platform
directory: none
accounts: [crm/account/${name}]
access:${lines.length === 0 ? ' []' : lines.map((line) => `\n  - ${line}`).join('')}
`;

/** bot-a has a login and the role reader; its policy wants the role writer too. */
function placed(crm = CRM): Place {
  const place = newPlace();
  place.put('policies/nhi.yaml', `${SETTINGS}---\n${GLASS}`);
  place.put('policies/crm.yaml', crm);
  place.put('policies/bot-a.yaml', bot('bot-a', 'crm/role/reader', 'crm/role/writer'));
  place.put('crm.jsonl', live());
  return place;
}
const live = (...more: readonly (readonly [string, string, string?])[]): string =>
  jsonl(['bot-a', 'account'], ['bot-a', 'login'], ['bot-a', 'role', 'reader'], ...more);
const stands = live(['bot-a', 'role', 'writer']);

async function ran(place: Place, args: readonly string[], code: number, env: Readonly<Record<string, string>> = {}): Promise<Ran> {
  const answer = await place.run(args, { env });
  expect(answer.code, `${args.join(' ')}\n${answer.stdout}\n${answer.stderr}`).toBe(code);
  return answer;
}
const apply = (place: Place, code = 0, ...more: readonly string[]): Promise<Ran> =>
  ran(place, ['apply', '--yes', '--quiet', ...more], code);

/** One line, as a reader takes it: where a terminal breaks it is not the point. */
const flat = (text: string): string => text.replaceAll(/\s+/g, ' ');

describe('help and mistakes', () => {
  test('--help teaches: every command, where to start, what the exit codes mean; each command an example', async () => {
    using place = newPlace();
    const { stdout, stderr } = await ran(place, ['--help'], 0);
    expect(stderr).toBe('');
    const commands = ['validate', 'plan', 'detect', 'apply', 'bootstrap', 'hold', 'targets'];
    for (const name of commands) expect(stdout).toMatch(new RegExp(`^  ${name} `, 'm'));
    expect(stdout).toContain('Start here:');
    for (const code of ['plan 0', 'plan 1', 'plan 2', 'apply 0', 'detect 2', 'validate 1']) expect(stdout).toContain(`  ${code}  `);
    for (const name of commands) expect((await ran(place, [name, '--help'], 0)).stdout, name).toMatch(/Example:\n {2}nhi-reconcile/);
  });

  test.each([
    [['plam'], "unknown command 'plam'", 'Did you mean plan?'],
    [['plan', '--polices', 'x'], "unknown option '--polices'", 'Did you mean --policies?'],
    [['plan', '--format', 'xml'], "argument 'xml' is invalid", 'text, json, markdown'],
    [['apply', '--wait', 'soon'], "argument 'soon' is invalid", 'write a number and s, m, h, d or w'],
    [['plan', '--at', 'tomorrow'], "argument 'tomorrow' is invalid", 'write an RFC 3339 instant or date'],
    [['hold', 'freeze', '--for', '1h', '--because', 'x'], "value 'freeze' is invalid", 'keep, deny, pause'],
    [['hold', 'deny', '--identity', 'bot-a', '--because', 'x'], "required option '--for <duration>'", '--help'],
    [['hold', 'deny', '--identity', 'bot-a', '--for', '1h'], "required option '--because <text>'", '--help'],
  ])('%j exits 1 and says what would be right', async (args, wrong, remedy) => {
    using place = placed();
    const { stdout, stderr } = await ran(place, args, 1);
    expect(stderr).toContain(wrong);
    expect(stderr).toContain(remedy);
    expect(stdout).toBe('');
    expect(existsSync(place.at('.nhi-state'))).toBe(false);
  });

  test.each(['validate', 'detect', 'apply', 'bootstrap', 'targets'])('only plan takes --at: %s refuses it', async (command) => {
    using place = placed();
    expect((await ran(place, [command, '--at', '2026-11-24'], 1)).stderr).toContain("unknown option '--at'");
    expect(existsSync(place.at('.nhi-state'))).toBe(false);
  });
});

describe('a first run', () => {
  test('a detect of nothing approved saves nothing, so that a lost state is told again by the next plan', async () => {
    using place = placed();
    await ran(place, ['detect'], 2);
    expect(existsSync(place.at('.nhi-state/seal.json'))).toBe(false);
    const { stdout } = await ran(place, ['plan'], 2);
    expect(flat(stdout)).toMatch(/^First run: there is no state yet\. If there was one, STOP/);
    expect(flat(stdout).match(/First run: there is no state yet/g)).toHaveLength(1);
  });

  test('what enters the baseline is nobody’s drift: the ledger keeps no row of it', async () => {
    using place = placed();
    place.put('crm.jsonl', live(['bot-a', 'role', 'writer'], ['bot-a', 'role', 'old']));
    await apply(place);
    expect(place.read('.nhi-state/ledger/crm.json')).not.toContain('unauthorized');
    place.put('crm.jsonl', live(['bot-a', 'role', 'writer'], ['bot-a', 'role', 'old'], ['bot-a', 'role', 'new']));
    await ran(place, ['detect'], 2);
    expect(place.read('.nhi-state/ledger/crm.json')).toContain('unauthorized');
  });

  test('of a target that was not read neither plan nor apply says that nothing is there', async () => {
    using place = placed();
    place.put('crm.jsonl', '{"account":"bot-a","kind":"account","name":"bot-a"}\n');
    for (const args of [['plan'], ['apply', '--yes', '--quiet']])
      expect((await ran(place, args, 1)).stdout, args[0]).not.toContain('First sight');
  });
});

describe('every answer has its forms', () => {
  test.each([['validate'], ['targets'], ['bootstrap', '--yes'], ['hold', 'deny', '--identity', 'bot-a', '--for', '1h', '--because', 'x']])(
    '%s: Markdown is a block, JSON is JSON',
    async (...args) => {
      using place = placed();
      if (args[0] === 'hold') await apply(place);
      expect((await ran(place, [...args, '--format', 'markdown'], 0)).stdout).toMatch(/^```text\n[^]*\n```\n$/);
      using other = placed();
      if (args[0] === 'hold') await apply(other);
      expect(JSON.parse((await ran(other, [...args, '--format', 'json'], 0)).stdout)).toBeTypeOf('object');
    },
  );

  test('targets takes --target', async () => {
    using place = placed();
    place.put('policies/erp.yaml', CRM.replaceAll('crm', 'erp'));
    expect((await ran(place, ['targets'], 0)).stdout).toMatch(/^crm .*\nerp /);
    expect((await ran(place, ['targets', '--target', 'erp'], 0)).stdout).toMatch(/^erp .*\n$/);
  });
});

describe('validate', () => {
  test('0: the policy can be used; warnings are told and stay 0', async () => {
    using place = placed();
    expect((await ran(place, ['validate'], 0)).stdout).toBe(
      '3 files: 1 identities, 3 entries on 1 targets\nexit 0: the policy can be used; warnings, if any, are above.\n',
    );
    place.put('policies/bot-a.yaml', `${bot('bot-a', 'crm/role/reader')}purpose: on\n`);
    const { stdout } = await ran(place, ['validate'], 0);
    expect(stdout).toMatch(/^bot-a\.yaml:9:10 warning bare-word: /m);
    expect(stdout).toContain('0 errors, 1 warning');
  });

  test('1: every error at once, with file, line, column and remedy, in a stable order; nothing is made', async () => {
    using place = placed();
    place.put('policies/bot-a.yaml', bot('bot-a', 'crm/rool/reader', 'crn/role/writer'));
    place.put('policies/deep/bot-b.yaml', `${bot('bot-b')}colour: red\n`);
    const { stdout } = await ran(place, ['validate'], 1);
    expect(stdout.match(/^\S+:\d+:\d+ error [a-z-]+: /gm)).toEqual([
      expect.stringMatching(/^bot-a\.yaml:8:5 error /),
      expect.stringMatching(/^bot-a\.yaml:9:5 error /),
      expect.stringMatching(/^deep\/bot-b\.yaml:8:1 error /),
    ]);
    expect((await ran(place, ['validate'], 1)).stdout).toBe(stdout);
    const json = JSON.parse((await ran(place, ['validate', '--format', 'json'], 1)).stdout) as {
      readonly problems: readonly { readonly at: string }[];
      readonly exitCode: number;
    };
    expect(json.exitCode).toBe(1);
    expect(json.problems.map((p) => p.at.split(':')[0])).toEqual(['bot-a.yaml', 'bot-a.yaml', 'deep/bot-b.yaml']);
    for (const command of [['plan'], ['apply', '--yes'], ['targets']])
      expect((await ran(place, command, 1)).stdout).toContain('bot-a.yaml:8:5 error');
    expect(existsSync(place.at('.nhi-state'))).toBe(false);
  });

  test('a folder that is not there is an error, not an empty policy', async () => {
    using place = placed();
    await apply(place);
    for (const command of [['validate'], ['plan'], ['apply', '--yes']])
      expect((await ran(place, [...command, '--policies', 'nowhere'], 1)).stdout).toContain('nowhere');
    expect(rowsOf(place.read('crm.jsonl'))).toEqual(rowsOf(stands));
  });
});

describe('plan, detect, apply and their exit codes', () => {
  test('plan: 2 while something is to do, 0 when not, 1 where a target cannot be read, and 1 wins', async () => {
    using place = placed();
    const first = await ran(place, ['plan'], 2);
    expect(flat(first.stdout)).toContain('First run: there is no state yet. If there was one, STOP');
    expect(first.stdout).toMatch(/G-[0-9a-f]{4} {2}grant {3}crm\/role\/writer/);
    expect(existsSync(place.at('.nhi-state')), 'a plan saves nothing').toBe(false);
    expect(place.read('crm.jsonl')).toBe(live());
    await apply(place);
    await ran(place, ['plan'], 0);
    place.put('policies/bot-a.yaml', bot('bot-a', 'crm/role/reader', 'crm/role/writer', '{ grant: crm/role/writer, until: 2027-01-01 }'));
    await ran(place, ['plan'], 2);
    place.remove('crm.jsonl');
    const unread = await ran(place, ['plan'], 1);
    expect(unread.stdout).toContain('UNKNOWN: crm');
  });

  test('a policy edit with no live difference is 2 in plan and detect, and 0 once it is approved', async () => {
    using place = placed();
    place.put('crm.jsonl', stands);
    await apply(place);
    place.put('policies/crm.yaml', CRM.replace('enforce', 'review'));
    expect((await ran(place, ['plan'], 2)).stdout).toContain('review');
    const seen = await ran(place, ['detect'], 2);
    expect(flat(seen.stdout)).toMatch(/not (yet )?approved/i);
    await apply(place);
    await ran(place, ['detect'], 0);
  });

  test('invariant 4: detect obeys what is approved only; 0 in sync, 2 drift, 1 unread or a policy with errors', async () => {
    using place = placed();
    await apply(place);
    await ran(place, ['detect'], 0);
    place.put('crm.jsonl', live(['bot-a', 'role', 'writer'], ['bot-a', 'role', 'admin']));
    const drift = await ran(place, ['detect'], 2);
    expect(drift.stdout).toContain('crm/role/admin');
    place.put('policies/bot-a.yaml', bot('bot-a', 'crm/role/admin'));
    const due = JSON.parse((await ran(place, ['detect', '--format', 'json'], 2)).stdout) as {
      readonly targets: readonly [{ readonly changes: readonly { readonly verb: string; readonly label: string }[] }];
    };
    expect(
      due.targets[0].changes.map((c) => `${c.verb} ${c.label}`),
      'the newer policy wants it, and does not count',
    ).toEqual(['revoke bot-a crm/role/admin']);
    place.put('policies/bot-a.yaml', 'kind: Identity\n');
    expect(flat((await ran(place, ['detect'], 1)).stdout)).toContain('What is approved was compared all the same');
    place.put('policies/bot-a.yaml', bot('bot-a', 'crm/role/reader', 'crm/role/writer'));
    place.put('crm.jsonl', stands.slice(0, -20));
    await ran(place, ['detect'], 1);
  });

  test('detect before anything is approved says so', async () => {
    using place = placed();
    expect(flat((await ran(place, ['detect'], 2)).stdout)).toContain('Nothing is approved yet');
  });

  test('apply: 0 all verified, 2 something blocked, 1 a change that failed; only what is due is written', async () => {
    using place = placed();
    const done = await apply(place);
    expect(done.stdout).toContain('verified');
    expect(flat(done.stdout)).toContain('First run: this state was made now.');
    expect(rowsOf(place.read('crm.jsonl'))).toEqual(rowsOf(stands));
    // Drift that is not announced yet: blocked.
    place.put('crm.jsonl', live(['bot-a', 'role', 'writer'], ['bot-a', 'role', 'admin']));
    expect(flat((await apply(place, 2)).stdout)).toContain('announced');
    expect(rowsOf(place.read('crm.jsonl'))).toContain('bot-a role admin');
    await ran(place, ['detect'], 2);
    await apply(place, 0);
    expect(rowsOf(place.read('crm.jsonl'))).toEqual(rowsOf(stands));
    // A target that takes no writes.
    place.put('policies/crm.yaml', CRM.replace('writable: true', 'writable: false'));
    place.put('policies/bot-a.yaml', bot('bot-a', 'crm/role/reader'));
    const refused = await apply(place, 2);
    expect(flat(refused.stdout)).toContain('capability');
    await expect(place.run(['plan'])).resolves.toMatchObject({ code: 2 });
  });

  test('a change that fails is told with what it means, exit 1, and the next apply does it', async () => {
    using place = placed();
    await apply(place);
    place.put('policies/bot-a.yaml', bot('bot-a', 'crm/role/reader', 'crm/role/writer', 'crm/role/third'));
    // Somebody writes the file between our read and our write: the preload does it.
    const failed = await place.run(['apply', '--yes', '--quiet'], {
      preload: path.join(import.meta.dirname, 'meddle.ts'),
      env: { MEDDLE_WITH: place.at('crm.jsonl') },
    });
    expect(failed.code, failed.stdout).toBe(1);
    expect(flat(failed.stdout)).toContain('FAILED conflict:');
    await apply(place);
    expect(rowsOf(place.read('crm.jsonl'))).toContain('bot-a role third');
  });

  test('--target takes names, refuses unknown ones, and leaves the others unread', async () => {
    using place = placed();
    place.put('policies/other.yaml', CRM.replace('name: crm', 'name: other').replace('crm.jsonl', 'gone.jsonl'));
    await ran(place, ['plan'], 1);
    await ran(place, ['plan', '--target', 'crm'], 2);
    expect((await ran(place, ['plan', '--target', 'cmr'], 1)).stderr).toContain(
      'target "cmr": no target or instance has this name here; there are crm, other',
    );
    await apply(place, 0, '--target', 'crm');
    expect(rowsOf(place.read('crm.jsonl'))).toEqual(rowsOf(stands));
    expect((await ran(place, ['detect', '--target', 'nobody'], 1)).stderr).toContain('there are crm, other');
  });

  test('apply asks: with nobody to ask it is an error, nothing is approved and nothing written', async () => {
    using place = placed();
    const { stderr } = await ran(place, ['apply'], 1);
    expect(stderr).toContain('there is no terminal to ask on; look at plan, then give --yes');
    expect((await ran(place, ['bootstrap'], 1)).stderr).toContain('--yes');
    expect(existsSync(place.at('.nhi-state/seal.json'))).toBe(false);
    expect(place.read('crm.jsonl')).toBe(live());
    for (const command of ['apply', 'bootstrap'])
      expect((await ran(place, [command, '--yes'], 1, { GITHUB_ACTIONS: 'true' })).stderr).toContain(
        'refuses to run inside GitHub Actions',
      );
    await ran(place, ['validate'], 0, { GITHUB_ACTIONS: 'true' });
  });

  test('progress goes to stderr, a line for each write, and --quiet says nothing', async () => {
    using place = placed();
    const { stdout, stderr } = await ran(place, ['apply', '--yes'], 0);
    expect(stderr).toBe('crm: grant bot-a crm/role/writer: applied\n');
    // Colours are for terminals.
    expect(stdout + stderr).not.toContain('\u001b');
    place.put('policies/bot-a.yaml', bot('bot-a', 'crm/role/reader'));
    expect((await apply(place)).stderr).toBe('');
  });
});

describe('formats', () => {
  test('--format json is the published schema, also for detect and inside the answer of apply', async () => {
    using place = placed();
    for (const command of [['plan'], ['detect']]) {
      const plan = JSON.parse((await place.run([...command, '--format', 'json'])).stdout) as unknown;
      expect(isPlan(plan), JSON.stringify(isPlan.errors)).toBe(true);
    }
    const answer = JSON.parse((await apply(place, 0, '--format', 'json')).stdout) as {
      readonly plan: { readonly targets: readonly [{ readonly changes: readonly { readonly id: string }[] }] };
      readonly outcome: object;
      readonly exitCode: number;
    };
    expect(isPlan(answer.plan), JSON.stringify(isPlan.errors)).toBe(true);
    expect(answer.exitCode).toBe(0);
    expect(answer.outcome).toEqual({ [answer.plan.targets[0].changes[0]?.id ?? '']: { state: 'verified' } });
    place.put('crm.jsonl', '');
    const unread = JSON.parse((await ran(place, ['plan', '--format', 'json'], 1)).stdout) as unknown;
    expect(isPlan(unread), JSON.stringify(isPlan.errors)).toBe(true);
  });

  test('--format markdown, and --out writes the same bytes to a file and nothing to stdout', async () => {
    using place = placed();
    const at = ['--at', '2026-11-24T03:15:00Z'];
    for (const format of ['text', 'json', 'markdown']) {
      const { stdout } = await ran(place, ['plan', ...at, '--format', format], 2);
      const toFile = await ran(place, ['plan', ...at, '--format', format, '--out', `answer.${format}`], 2);
      expect(toFile.stdout).toBe('');
      expect(place.read(`answer.${format}`)).toBe(stdout);
      expect(stdout.endsWith('\n')).toBe(true);
    }
    expect(place.read('answer.markdown')).toMatch(/^### nhi plan: /);
  });

  test('a file that --out cannot write is an error before anything is done', async () => {
    using place = placed();
    const { stderr } = await apply(place, 1, '--out', 'no/such/folder/answer');
    expect(stderr).toContain('--out no/such/folder/answer: it cannot be written (ENOENT)');
    expect(place.read('crm.jsonl')).toBe(live());
    expect(existsSync(place.at('.nhi-state/seal.json'))).toBe(false);
  });

  test('plan --at: the instant that the answer is for, the same bytes each time', async () => {
    using place = placed();
    place.put(
      'policies/bot-a.yaml',
      bot('bot-a', '{ grant: crm/role/reader, until: 2027-01-01 }', '{ grant: crm/role/writer, from: 2026-12-01 }'),
    );
    place.put('crm.jsonl', live());
    const plan = async (at: string) => (await place.run(['plan', '--at', at, '--format', 'json'])).stdout;
    const changes = (text: string) =>
      (
        JSON.parse(text) as {
          readonly targets: readonly [{ readonly changes: readonly { readonly verb: string; readonly label: string }[] }];
        }
      ).targets[0].changes.map((c) => `${c.verb} ${c.label}`);
    const early = await plan('2026-11-24T00:00:00Z');
    expect(await plan('2026-11-24')).toBe(early);
    expect(changes(early)).toEqual([]);
    expect(changes(await plan('2026-12-24'))).toEqual(['grant bot-a crm/role/writer']);
    expect(changes(await plan('2027-01-01'))).toEqual(['grant bot-a crm/role/writer', 'revoke bot-a crm/role/reader']);
  });
});

describe('--set-back', () => {
  /** In review mode drift waits for an answer. */
  async function drifted(): Promise<{ readonly place: Place; readonly ids: ReadonlyMap<string, string> }> {
    const place = placed(CRM.replace('enforce', 'review'));
    await apply(place);
    place.put(
      'crm.jsonl',
      live(['bot-a', 'role', 'writer'], ...Array.from({ length: 20 }, (_, i) => ['bot-a', 'role', `extra-${i}`] as const)),
    );
    const plan = JSON.parse((await ran(place, ['detect', '--format', 'json'], 2)).stdout) as {
      readonly targets: readonly [
        { readonly blocked: readonly { readonly guard: string; readonly change: { readonly id: string; readonly label: string } }[] },
      ];
    };
    expect(new Set(plan.targets[0].blocked.map((b) => b.guard))).toEqual(new Set(['drift']));
    return { place, ids: new Map(plan.targets[0].blocked.map((b) => [b.change.label, b.change.id])) };
  }

  test('carries out the proposals that are named by short id, once, and no others', async () => {
    const { place, ids } = await drifted();
    using _ = place;
    const [one, two] = ['bot-a crm/role/extra-3', 'bot-a crm/role/extra-7'].map((label) => ids.get(label)?.slice(0, 8) ?? '');
    expect((await apply(place, 2)).stdout, 'a proposal waits').toContain('blocked');
    expect(rowsOf(place.read('crm.jsonl')).length).toBe(24);
    await apply(place, 2, '--set-back', `R-${one ?? ''}`, two ?? '');
    const after = rowsOf(place.read('crm.jsonl'));
    expect(after.length).toBe(22);
    expect(after.filter((row) => /extra-[37]$/.test(row))).toEqual([]);
    // Spent: drift that comes back waits again.
    place.put('crm.jsonl', live(['bot-a', 'role', 'writer'], ['bot-a', 'role', 'extra-3']));
    await apply(place, 2);
    expect(rowsOf(place.read('crm.jsonl'))).toContain('bot-a role extra-3');
  });

  test('an unknown or ambiguous id is an error, and nothing is written', async () => {
    const { place, ids } = await drifted();
    using _ = place;
    const digits = [...ids.values()].map((id) => id[0] ?? '');
    const twice = digits.find((digit, at) => digits.indexOf(digit) !== at) ?? '';
    const count = digits.filter((digit) => digit === twice).length;
    expect((await apply(place, 1, '--set-back', `R-${twice}`)).stderr).toContain(
      `--set-back R-${twice}: ${count} proposals begin so; write more of the id`,
    );
    for (const id of ['R-zzzz', 'G-' + ([...ids.values()][0] ?? ''), 'ffffffffffff', '*'])
      expect((await apply(place, 1, '--set-back', id)).stderr).toContain('no proposal of this plan has this id');
    expect(rowsOf(place.read('crm.jsonl')).length).toBe(24);
  });
});

describe('hold', () => {
  const hold = (place: Place, code: number, ...args: readonly string[]): Promise<Ran> => ran(place, ['hold', ...args], code);

  test('deny takes what its envelope covers, says what it does not, and ends by itself', async () => {
    using place = placed();
    place.put('crm.jsonl', live(['bot-a', 'role', 'writer'], ['bot-a', 'group', 'g'], ['bot-a', 'role', 'root']));
    await apply(place);
    const { stdout } = await hold(place, 0, 'deny', '--identity', 'bot-a', '--for', '8h', '--because', 'INC-1');
    expect(stdout).toMatch(/^H-[0-9a-f]{8}: deny bot-a until .*, inside night\n/);
    expect(stdout).toContain('never touched: crm/role/root');
    expect(stdout).toContain('Next: nhi-reconcile apply takes away what it covers.');
    await ran(place, ['plan'], 2);
    await apply(place);
    expect(rowsOf(place.read('crm.jsonl'))).toEqual(['bot-a account bot-a', 'bot-a group g', 'bot-a role root']);
  });

  test('deny names every kind that its envelope leaves alone; of one grant there is nothing to name', async () => {
    using place = placed();
    await apply(place);
    const whole = await hold(place, 0, 'deny', '--identity', 'bot-a', '--for', '1h', '--because', 'INC-1');
    expect(flat(whole.stdout)).toContain('it does NOT cut crm/group: the envelope does not cover it');
    expect(flat(whole.stdout)).not.toContain('NOT cut crm/role');
    const one = await hold(place, 0, 'deny', '--identity', 'bot-a', '--grant', 'crm/role/reader', '--for', '1h', '--because', 'INC-2');
    expect(flat(one.stdout)).not.toContain('NOT cut');
  });

  test('keep holds a correction back, by the short id of the change', async () => {
    using place = placed();
    await apply(place);
    place.put('crm.jsonl', live(['bot-a', 'role', 'writer'], ['bot-a', 'role', 'night-fix']));
    const seen = await ran(place, ['detect'], 2);
    const id = /R-[0-9a-f]{4,}/.exec(seen.stdout)?.[0] ?? '';
    const json = JSON.parse(
      (await hold(place, 0, 'keep', '--change', id, '--for', '4h', '--because', 'INC-2', '--format', 'json')).stdout,
    ) as { readonly hold: { readonly do: string; readonly key: string } };
    expect(json.hold).toMatchObject({ do: 'keep', key: '["crm","role","bot-a","night-fix"]' });
    for (let round = 0; round < 2; round += 1) {
      expect((await apply(place, 2)).stdout).toContain('kept');
      await ran(place, ['detect'], 2);
    }
    expect(rowsOf(place.read('crm.jsonl'))).toContain('bot-a role night-fix');
  });

  test('pause stops all writes', async () => {
    using place = placed();
    place.put('policies/nhi.yaml', `${SETTINGS}---\n${GLASS.replace('[keep, deny]', '[pause]')}`);
    place.put('policies/bot-a.yaml', bot('bot-a', 'crm/role/reader'));
    await apply(place);
    await hold(place, 0, 'pause', '--for', '1h', '--because', 'migration');
    place.put('policies/bot-a.yaml', bot('bot-a', 'crm/role/reader', 'crm/role/writer'));
    expect(flat((await apply(place, 2)).stdout)).toContain('pause');
    expect(place.read('crm.jsonl')).toBe(live());
    // It is on no key and no identity, so it may be made again; each ends by itself.
    await hold(place, 0, 'pause', '--for', '1h', '--because', 'again');
  });

  test.each([
    [['deny', '--identity', 'bot-a', '--for', '9h', '--because', 'x'], '--for: the envelope night allows 8 h at most'],
    [['pause', '--for', '1h', '--because', 'x'], 'no approved BreakGlass may pause; those there are: night'],
    [['deny', '--identity', 'bot-z', '--for', '1h', '--because', 'x'], '--identity bot-z: no approved identity has this name'],
    [['deny', '--identity', 'bot-a', '--grant', 'crm/group/g', '--for', '1h', '--because', 'x'], 'covers crm/group/g'],
    [['deny', '--identity', 'bot-a', '--grant', 'crm/role/root', '--for', '1h', '--because', 'x'], 'covers crm/role/root'],
    [['keep', '--identity', 'bot-a', '--for', '1h', '--because', 'x'], 'hold keep --identity needs --grant'],
    [['keep', '--change', 'R-0000', '--for', '1h', '--because', 'x'], 'no open change has this id; detect lists them'],
    [['deny', '--for', '1h', '--because', 'x'], 'what is to be held?'],
    [['deny', '--identity', 'bot-a', '--change', 'R-1', '--for', '1h', '--because', 'x'], 'not both'],
  ])('%j is refused with the reason', async (args, reason) => {
    using place = placed();
    await apply(place);
    expect((await hold(place, 1, ...args)).stderr).toContain(reason);
    expect(JSON.parse(place.read('.nhi-state/holds.json'))).toMatchObject({ holds: [] });
  });

  test('a second hold on the same identity within 90 days needs a pull request', async () => {
    using place = placed();
    await apply(place);
    await hold(place, 0, 'deny', '--identity', 'bot-a', '--for', '1h', '--because', 'INC-1');
    expect((await hold(place, 1, 'deny', '--identity', 'bot-a', '--for', '1h', '--because', 'INC-2')).stderr).toMatch(
      /there was a hold on this within 90 days \(H-[0-9a-f]{8} by .*: INC-1\); a second one needs a pull request/,
    );
  });

  test('without an approved envelope nothing can be held, also where the folder declares one', async () => {
    using place = placed();
    place.put('policies/nhi.yaml', SETTINGS);
    await apply(place);
    place.put('policies/nhi.yaml', `${SETTINGS}---\n${GLASS}`);
    expect((await hold(place, 1, 'deny', '--identity', 'bot-a', '--for', '1h', '--because', 'x')).stderr).toContain(
      'no BreakGlass is approved, so nothing can be held',
    );
  });
});

describe('state: missing, forged, older, sealed', () => {
  const NHI_SEAL_KEY = `ed25519:${Buffer.alloc(32, 9).toString('base64')}`;
  const other = `ed25519:${Buffer.alloc(32, 8).toString('base64')}`;

  test('T2, T33: whatever is changed by hand in a sealed state is an error with its remedy, and nothing is written', async () => {
    using place = placed();
    const env = { NHI_SEAL_KEY };
    await ran(place, ['bootstrap', '--yes'], 0, env);
    await ran(place, ['apply', '--yes'], 2, env);
    const older = place.at('older');
    cpSync(place.at('.nhi-state'), older, { recursive: true });
    place.put('policies/bot-a.yaml', bot('bot-a', 'crm/role/reader', 'crm/role/third'));
    await ran(place, ['apply', '--yes'], 0, env);
    const good = place.at('good');
    cpSync(place.at('.nhi-state'), good, { recursive: true });
    const before = place.read('crm.jsonl');
    const history = readdirSync(place.at('.nhi-state/history'))[0] ?? '';
    const forgeries: readonly (readonly [string, string, () => void])[] = [
      [
        'a row put into approved',
        'its digest is not the one in seal.json',
        () => place.put('.nhi-state/approved/crm.json', place.read('.nhi-state/approved/crm.json').replaceAll('third', 'admin')),
      ],
      [
        'an older file of the same state',
        'its digest is not the one in seal.json',
        () => cpSync(path.join(older, 'approved/crm.json'), place.at('.nhi-state/approved/crm.json')),
      ],
      [
        'a line of history',
        'its digest is not the one in seal.json',
        () => place.put(`.nhi-state/history/${history}`, place.read(`.nhi-state/history/${history}`).replace('third', 'admin')),
      ],
      ['a hold', 'its digest is not the one in seal.json', () => place.put('.nhi-state/holds.json', '{"holds":[],"version":1}\n\n')],
      ['a file that is gone', 'seal.json lists this file and it is not there', () => place.remove('.nhi-state/ledger/crm.json')],
      ['a file that is one too many', 'seal.json does not list this file', () => place.put('.nhi-state/approved/evil.json', '{}')],
      [
        'the seal itself',
        'its signature is not by this key',
        () => place.put('.nhi-state/seal.json', place.read('.nhi-state/seal.json').replace(/"generation": (\d+)/, '"generation": 999')),
      ],
      [
        'no signature',
        'it is not signed',
        () => place.put('.nhi-state/seal.json', place.read('.nhi-state/seal.json').replace(/"signature": "[^"]+"/, '"signature": null')),
      ],
      ['half a seal', 'this is no JSON', () => place.put('.nhi-state/seal.json', place.read('.nhi-state/seal.json').slice(0, 100))],
      [
        'a newer format',
        'Run the newer nhi-reconcile',
        () => place.put('.nhi-state/seal.json', place.read('.nhi-state/seal.json').replace('"version": 1', '"version": 2')),
      ],
      ['no seal', 'it is not there but other files are', () => place.remove('.nhi-state/seal.json')],
      ['no folder', 'there is no state, though there is a seal key', () => place.remove('.nhi-state')],
    ];
    for (const [name, says, forge] of forgeries) {
      place.remove('.nhi-state');
      cpSync(good, place.at('.nhi-state'), { recursive: true });
      forge();
      for (const command of [['plan'], ['detect'], ['apply', '--yes']]) {
        const { stderr, stdout } = await ran(place, command, 1, env);
        expect(stderr, name).toContain(says);
        expect(stderr, name).toMatch(/bootstrap|Remove it|newer/);
        expect(stdout, name).toBe('');
      }
      expect(place.read('crm.jsonl'), name).toBe(before);
    }
    // Another key, and none.
    place.remove('.nhi-state');
    cpSync(good, place.at('.nhi-state'), { recursive: true });
    expect((await ran(place, ['plan'], 1, { NHI_SEAL_KEY: other })).stderr).toContain('its signature is not by this key');
    expect((await ran(place, ['detect'], 1)).stderr).toContain('Give NHI_SEAL_KEY');
    const { stderr } = await ran(place, ['plan'], 1, { NHI_SEAL_KEY: 'not a key at all' });
    expect(stderr).toContain('this is no Ed25519 key');
    expect(stderr).not.toContain('not a key at all');
    await ran(place, ['plan'], 0, env);
  });

  test('T21: a deleted folder is a first run without a key, said loudly and watching only, and with a key it is an error', async () => {
    using place = placed();
    place.put('crm.jsonl', live(['bot-a', 'role', 'admin']));
    await apply(place);
    place.remove('.nhi-state');
    const again = await ran(place, ['plan'], 2);
    expect(flat(again.stdout)).toContain('First run: there is no state yet');
    await ran(place, ['plan'], 1, { NHI_SEAL_KEY });
    await apply(place);
    expect(rowsOf(place.read('crm.jsonl')), 'what was there before us is taken in, not taken away').toContain('bot-a role admin');
  });

  test('T32: bootstrap begins with what the folder says, and the first apply after it writes nothing', async () => {
    using place = placed();
    place.put('crm.jsonl', live(['bot-a', 'role', 'admin']));
    const { stdout } = await ran(place, ['bootstrap', '--yes'], 0, { NHI_SEAL_KEY });
    expect(stdout).toContain('with 1 targets (crm), approved as the folder has it, with no mandates and no baseline');
    expect((await ran(place, ['bootstrap', '--yes'], 1, { NHI_SEAL_KEY })).stderr).toContain(
      'there is a state already, and it can be read',
    );
    const before = statSync(place.at('crm.jsonl'), { bigint: true });
    const first = await ran(place, ['apply', '--yes'], 2, { NHI_SEAL_KEY });
    expect(first.stderr).toBe('');
    const after = statSync(place.at('crm.jsonl'), { bigint: true });
    expect([after.ino, after.ctimeNs]).toEqual([before.ino, before.ctimeNs]);
    expect(flat(first.stdout)).toContain('crm/role/writer');
    // With the state lost, the person's way out is to move it away and begin again.
    place.put('.nhi-state/holds.json', '');
    expect((await ran(place, ['bootstrap', '--yes'], 1, { NHI_SEAL_KEY })).stderr).toContain('holds.json');
  });
});

test('targets: one a line, and as JSON a matrix for jobs', async () => {
  using place = placed();
  expect((await ran(place, ['targets'], 0)).stdout).toBe('crm  file  enforce  3 entries\n');
  const json = JSON.parse((await ran(place, ['targets', '--format', 'json'], 0)).stdout) as unknown;
  expect(json).toEqual({ include: [{ target: 'crm', connector: 'file', ceiling: 'enforce', directory: false, entries: 3, secrets: [] }] });
});

test('T7: a plan of one adopted grant is never "no changes"', async () => {
  using place = placed();
  await apply(place);
  place.put('crm.jsonl', live(['bot-a', 'role', 'writer'], ['bot-a', 'role', 'admin']));
  place.put('policies/bot-a.yaml', bot('bot-a', 'crm/role/reader', 'crm/role/writer', 'crm/role/admin'));
  const { stdout } = await ran(place, ['plan'], 2);
  expect(stdout).toMatch(/^nhi plan: .*1 already live/m);
  expect(stdout).toContain('crm/role/admin');
  expect(stdout).not.toMatch(/nothing to do|no changes/);
});

describe('secrets, invariants 10 and 11', () => {
  const READ = 'canary-of-the-reader-0123456789';
  const WRITE = 'canary-of-the-writer-0123456789';

  interface Bed extends AsyncDisposable {
    readonly place: Place;
    readonly server: Awaited<ReturnType<typeof startScimServer>>;
    /** Requests at a listener that nobody should ask. */
    readonly heard: readonly string[];
    readonly elsewhere: string;
    target(url: string, auth?: string): void;
  }
  async function bed(): Promise<Bed> {
    const server = await startScimServer({ readToken: READ, writeToken: WRITE });
    server.seed({ users: [{ name: 'bot-a' }, { name: 'human' }], groups: [{ name: 'g', members: ['human'] }] });
    const heard: string[] = [];
    const canary = createServer((request, response) => {
      heard.push(`${request.url ?? ''} ${request.headers.authorization ?? ''}`);
      response.end('{}');
    });
    await new Promise<void>((resolve) => canary.listen(0, '127.0.0.1', resolve));
    const place = newPlace();
    place.put(
      'policies/bots.yaml',
      `kind: Identity\nname: bot-a\ntype: bot\nowner: platform\ndirectory: none\naccounts: [desk/user/bot-a]\naccess: [desk/group/g]\n`,
    );
    return {
      place,
      server,
      heard,
      elsewhere: `http://127.0.0.1:${(canary.address() as AddressInfo).port}`,
      target: (url, auth = 'auth: { kind: bearer, read: { secret: NHI_DESK_READ }, write: { secret: NHI_DESK_WRITE } }') =>
        place.put(
          'policies/nhi.yaml',
          `${SETTINGS}---\nkind: Target\nname: desk\nconnector: scim\nowner: platform\nceiling: enforce\nconfig: { url: "${url}", settles: 0s, ${auth} }\nscope: [{ accounts: "user/bot-*", kinds: [login, group] }]\n`,
        ),
      async [Symbol.asyncDispose]() {
        place[Symbol.dispose]();
        await server.close();
        canary.closeAllConnections();
        await new Promise((resolve) => canary.close(resolve));
      },
    };
  }
  const origins = (of: Readonly<Record<string, readonly string[]>>): Readonly<Record<string, string>> => ({
    NHI_ORIGINS: JSON.stringify(of),
  });

  test('from the environment or from files; in no output, state or error; the environment is emptied of them', async () => {
    await using it = await bed();
    const { place, server } = it;
    it.target(server.url);
    const bound = origins({ NHI_DESK_READ: [server.origin], NHI_DESK_WRITE: [server.origin] });
    place.put('secrets/NHI_DESK_READ', `${READ}\n`);
    place.put('secrets/NHI_DESK_WRITE', WRITE);
    const files = await place.run(['plan'], { env: { ...bound, NHI_SECRETS_DIR: place.at('secrets') } });
    expect(files.code, files.stdout).toBe(2);
    expect(server.counts.writes).toBe(0);
    const env = {
      ...bound,
      NHI_DESK_READ: READ,
      NHI_DESK_WRITE: WRITE,
      NHI_SOMEBODY_ELSES: 'canary-foreign-0123456789',
      GITHUB_TOKEN: 'canary-github-0123456789',
      ENVIRONMENT_AT_END: place.at('at-end.json'),
    };
    const applied = await place.run(['apply', '--yes', '--format', 'json'], {
      env,
      preload: path.join(import.meta.dirname, 'tell-environment.ts'),
    });
    expect(applied.code, applied.stdout + applied.stderr).toBe(0);
    expect(server.counts.writes).toBe(1);
    const wrong = await place.run(['plan'], { env: { ...env, NHI_DESK_READ: 'canary-wrong-0123456789' } });
    expect(wrong.code).toBe(1);
    const state = readdirSync(place.at('.nhi-state'), { recursive: true, withFileTypes: true })
      .filter((e) => e.isFile())
      .map((e) => readFileSync(path.join(e.parentPath, e.name), 'utf8'))
      .join('\n');
    const told = [files, applied, wrong].map((r) => r.stdout + r.stderr).join('\n') + state + place.read('at-end.json');
    expect(told).not.toContain('canary');
    expect(told).toContain('NHI_DESK_READ');
  });

  test('T4: a secret goes to no origin that it is not bound to: not one request is heard there', async () => {
    await using it = await bed();
    const { place, server, elsewhere, heard } = it;
    const secrets = { NHI_DESK_READ: READ, NHI_DESK_WRITE: WRITE, NHI_VAULT: 'canary-vault-0123456789' };
    const bound = { NHI_DESK_READ: [server.origin], NHI_DESK_WRITE: [server.origin], NHI_VAULT: ['https://vault.example.com'] };
    const bearer = (name: string): string => `auth: { kind: bearer, read: { secret: ${name} } }`;
    const wrong: readonly (readonly [string, string, string, Readonly<Record<string, readonly string[]>>])[] = [
      ['another url', `${elsewhere}/scim/v2`, bearer('NHI_DESK_READ'), bound],
      ['another target’s secret', `${elsewhere}/scim/v2`, bearer('NHI_VAULT'), bound],
      ['bound to the host, on another port', `${elsewhere}/scim/v2`, bearer('NHI_DESK_READ'), { NHI_DESK_READ: ['http://127.0.0.1:1'] }],
      ['bound to https only', `${elsewhere}/scim/v2`, bearer('NHI_DESK_READ'), { NHI_DESK_READ: [elsewhere.replace('http:', 'https:')] }],
      ['bound to nothing', `${elsewhere}/scim/v2`, bearer('NHI_DESK_READ'), {}],
      [
        'a token service elsewhere',
        server.url,
        `auth: { kind: oauth, tokenUrl: "${elsewhere}/token", read: { clientId: x, secret: NHI_DESK_READ } }`,
        bound,
      ],
      [
        'the origin before an @',
        `${elsewhere.replace('http://', 'http://[::ffff:7f00:1]:').replace(/:\d+$/, '')}/scim`,
        bearer('NHI_DESK_READ'),
        bound,
      ],
    ];
    for (const [name, url, auth, of] of wrong) {
      it.target(url, auth);
      const answer = await place.run(['plan'], { env: { ...secrets, ...origins(of) } });
      expect(answer.code, name).toBe(1);
      expect(answer.stdout + answer.stderr, name).not.toContain('canary');
      expect(heard, name).toEqual([]);
    }
    // Without NHI_ORIGINS a target's own url binds its secrets, but for loopback and plain http.
    it.target(`${elsewhere}/scim/v2`);
    const unset = await place.run(['plan'], { env: secrets });
    expect([unset.code, heard]).toEqual([1, []]);
    for (const name of ['GITHUB_TOKEN', 'PATH', '../NHI_X', '/proc/self/environ']) {
      it.target(server.url, bearer(JSON.stringify(name)));
      expect((await place.run(['plan'], { env: { ...secrets, ...origins(bound) } })).code, name).toBe(1);
    }
    expect(server.counts.requests).toBe(0);
    expect((await ran(place, ['plan'], 1, { NHI_ORIGINS: '{broken' })).stderr).toContain('NHI_ORIGINS: this is not JSON of the form');
  });

  test('T17: a planner is never given the secret that writes', async () => {
    await using it = await bed();
    const { place, server } = it;
    it.target(server.url);
    const bound = origins({ NHI_DESK_READ: [server.origin], NHI_DESK_WRITE: [server.origin] });
    // Without the one that writes, plan and detect work; apply fails at its first write.
    const env = { ...bound, NHI_DESK_READ: READ };
    expect((await place.run(['plan'], { env })).code).toBe(2);
    const applied = await place.run(['apply', '--yes'], { env });
    expect(applied.code).toBe(1);
    expect(flat(applied.stdout)).toContain('the secret NHI_DESK_WRITE is not there');
    expect((await place.run(['detect'], { env })).code).toBe(2);
    expect(server.counts.writes).toBe(0);
  });
});
