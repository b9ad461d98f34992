/** The demo, as `npm run demo` plays it: what it claims is true, and it leaves nothing but its report, however it ends. */
import { spawn, execFileSync } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, readlinkSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { program } from './program.ts';

const script = path.join(import.meta.dirname, '../../scripts/demo.ts');
const MOST_MS = 120_000;

interface Played {
  readonly code: number | null;
  readonly output: string;
  readonly report: string | null;
  /** Files, folders and processes. */
  readonly left: readonly string[];
}

/** `stopAt`: once the output holds this text, `stop` is called with the process's id. */
async function play(dist: string, stopAt = '', stop: (pid: number) => void = () => undefined): Promise<Played> {
  const home = mkdtempSync(path.join(tmpdir(), 'nhi-e2e-demo-'));
  // As root, PostgreSQL runs as another user and has to get through.
  chmodSync(home, 0o711);
  const [cwd, temporary] = [path.join(home, 'cwd'), path.join(home, 't')];
  for (const folder of [cwd, temporary]) mkdirSync(folder, { mode: 0o711 });
  try {
    // A group of its own, as a terminal gives it, so that a Ctrl-C can be played.
    const child = spawn(process.execPath, [script, '--dist', dist], {
      cwd,
      detached: true,
      env: { PATH: process.env['PATH'], TMPDIR: temporary, NO_COLOR: '1', CI: 'true' },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let [output, isStopped] = ['', stopAt === ''];
    const hear = (text: string) => {
      output += text;
      if (isStopped || !output.includes(stopAt)) return;
      isStopped = true;
      if (child.pid !== undefined) stop(child.pid);
    };
    child.stdout.setEncoding('utf8').on('data', hear);
    child.stderr.setEncoding('utf8').on('data', hear);
    const code = await new Promise<number | null>((resolve, reject) => {
      child.once('error', reject);
      child.once('close', resolve);
    });
    const report = path.join(cwd, 'nhi-demo-report.md');
    return {
      code,
      output,
      report: existsSync(report) ? readFileSync(report, 'utf8') : null,
      left: [...readdirSync(temporary), ...readdirSync(cwd).filter((name) => name !== 'nhi-demo-report.md'), ...processesIn(home)],
    };
  } finally {
    rmSync(home, { recursive: true, force: true });
  }
}

/** Command lines of processes that name a folder or work in it. */
function processesIn(folder: string): readonly string[] {
  if (!existsSync('/proc/self/cmdline')) {
    const all = execFileSync('ps', ['-A', '-o', 'args='], { encoding: 'utf8' });
    return all.split('\n').filter((line) => line.includes(folder));
  }
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .flatMap((pid) => {
      try {
        const line = readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ');
        return `${line} ${readlinkSync(`/proc/${pid}/cwd`)}`.includes(folder) ? [line] : [];
      } catch {
        return []; // it has ended meanwhile
      }
    });
}

const dist = async (): Promise<string> => path.dirname(await program());

const STORIES = [
  'First run: a policy meets systems that have been lived in',
  'Story 1: an administrator gives access by hand',
  'Story 2: an agent is disabled in the directory',
  'Story 3: a role changes, and every target follows',
  'Story 4: a review finds what is stale',
  'At night: a grant by hand that must stay for an hour',
  'At night: a bot that leaks is contained',
];

const CLAIMS = [
  'payments_admin of svc_payments_etl was there before: unreviewed, and untouched',
  'PostgreSQL: svc_payments_etl is out of payroll_read',
  'helpdesk: refunds has anna again, and nobody else',
  'PostgreSQL refuses its login (tried by this demo, never by nhi-reconcile)',
  'PostgreSQL has ended the session that was open',
  'helpdesk: it is in no group any more',
  'the disabled agent got neither',
  'PostgreSQL: ledger_read and payments_admin are gone',
  'PostgreSQL: payments_admin is gone again',
  'PostgreSQL: svc_payments_deployer still has incident_debug',
  'it says that the warehouse is not covered',
];

const flat = (text: string): string => text.replaceAll(/\s+/g, ' ');

describe('npm run demo', () => {
  test('plays every story, proves what it claims, and leaves its report', { timeout: MOST_MS + 60_000 }, async () => {
    const { code, output, report, left } = await play(await dist());
    expect(code, output).toBe(0);
    expect(left).toEqual([]);
    for (const title of STORIES) expect(output).toContain(`\n${title}\n`);
    for (const claim of CLAIMS) expect(flat(output)).toContain(`✓ ${claim}`);
    expect(output).toMatch(/\nAll \d+ claims were true, asked of the servers themselves, in \d+ s\.\n/);
    expect(output.trimEnd().split('\n').at(-1)).toMatch(/nhi-demo-report\.md$/);
    expect(output).not.toContain('\u001b');
    const lines = output.trimEnd().split('\n').slice(0, -1);
    expect(lines.filter((line) => line.length > 80)).toEqual([]);

    for (const title of STORIES) expect(report).toContain(`\n## ${title}\n`);
    for (const claim of CLAIMS) expect(report).toContain(`✓ ${claim}`);
    // The command's own Markdown, and none of what it must not tell.
    expect(report?.match(/^### nhi (?:plan|detect|apply): /gm)?.length).toBeGreaterThan(12);
    expect(`${output}${report ?? ''}`).not.toMatch(/has-this-password|-(?:read|write)-token/);
  });

  const ways: readonly (readonly [how: string, at: string, stop: (pid: number) => void, code: number])[] = [
    ['by Ctrl-C, which reaches the servers too, in the middle', 'Story 2', (pid) => process.kill(-pid, 'SIGINT'), 130],
    ['by SIGTERM while the servers start', 'Starting', (pid) => process.kill(pid, 'SIGTERM'), 143],
    ['by SIGTERM while the command runs', '$ nhi-reconcile plan', (pid) => process.kill(pid, 'SIGTERM'), 143],
  ];
  test.each(ways)('interrupted %s, it leaves nothing', { timeout: MOST_MS }, async (_, at, stop, wanted) => {
    const { code, output, left } = await play(await dist(), at, stop);
    expect(output).toContain(`The demo did not come to its end: interrupted by ${wanted === 130 ? 'SIGINT' : 'SIGTERM'}`);
    expect(code).toBe(wanted);
    expect(left).toEqual([]);
  });

  test('says what is not true, and ends with 1', { timeout: MOST_MS }, async () => {
    const home = mkdtempSync(path.join(tmpdir(), 'nhi-e2e-idle-'));
    try {
      // A command that always says that all is well.
      writeFileSync(
        path.join(home, 'index.js'),
        'process.exitCode = process.argv[2] === "plan" ? 2 : 0;\nconsole.log("### nhi apply: 1 verified");\n',
      );
      const { code, output, left } = await play(home);
      expect(output).toContain('this should be true and is not: the helpdesk has bot-desk-apac in macros now');
      expect(code).toBe(1);
      expect(left).toEqual([]);
    } finally {
      rmSync(home, { recursive: true, force: true });
    }
  });
});
