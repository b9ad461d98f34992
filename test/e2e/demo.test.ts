/** The demo, as `npm run demo` plays it: what it claims is true, and it leaves nothing but its folder, however it ends. */
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
  /** What lies in its folder, by name; pictures as no text. */
  readonly saved: Readonly<Record<string, string>>;
  /** Files, folders and processes. */
  readonly left: readonly string[];
}

interface Wish {
  readonly args?: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
  /** Once the output holds this text, `stop` is called with the process's id. */
  readonly stopAt?: string;
  readonly stop?: (pid: number) => void;
}

async function play(dist: string, { args = [], env = {}, stopAt = '', stop = () => undefined }: Wish = {}): Promise<Played> {
  const home = mkdtempSync(path.join(tmpdir(), 'nhi-e2e-demo-'));
  // As root, PostgreSQL runs as another user and has to get through.
  chmodSync(home, 0o711);
  const [cwd, temporary] = [path.join(home, 'cwd'), path.join(home, 't')];
  for (const folder of [cwd, temporary]) mkdirSync(folder, { mode: 0o711 });
  try {
    // A group of its own, as a terminal gives it, so that a Ctrl-C can be played.
    const child = spawn(process.execPath, [script, '--dist', dist, ...args], {
      cwd,
      detached: true,
      env: { PATH: process.env['PATH'], TMPDIR: temporary, NO_COLOR: '1', CI: 'true', ...env },
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
    const folder = path.join(cwd, 'demo-output');
    const textIn = (name: string): string => (name.endsWith('.png') ? '' : readFileSync(path.join(folder, name), 'utf8'));
    return {
      code,
      output,
      saved: Object.fromEntries(readdirSync(folder).map((name) => [name, textIn(name)])),
      left: [...readdirSync(temporary), ...readdirSync(cwd).filter((name) => name !== 'demo-output'), ...processesIn(home)],
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
  'A private repository begins',
  'Story 1: a role changes by a pull request',
  'Story 2: an administrator gives access by hand',
  'Story 3: what somebody took by hand is proposed',
  'Story 4: an agent is disabled in the directory',
  'At night: a grant by hand that must stay for a while, and a bot that leaks',
];

const CLAIMS = [
  'PostgreSQL: payments_admin of svc_payments_etl, which nobody reviewed, is untouched',
  'PostgreSQL: they hold articles_read',
  'PostgreSQL: svc_payments_deployer is out of payments_admin',
  'GitHub: the issue is closed',
  'GitHub: one adopt pull request is open',
  'helpdesk: bot-triage is in escalations again',
  'PostgreSQL refuses its login (tried by this demo, never by nhi-reconcile)',
  'PostgreSQL has ended the session that was open',
  'helpdesk: it is in no group any more',
  'PostgreSQL: svc_payments_deployer still has incident_debug',
  'PostgreSQL: incident_debug is gone',
];

/** What the pages have to say, each in one of its own. */
const SAID: readonly (readonly [page: RegExp, ...words: readonly string[]])[] = [
  [/pull-request/, '4 identities gain 2 grants', '⬜ `corp/platform`', '⬜ `corp/support`'],
  [/check/, 'check, neutral', 'policies/roles/desk.yaml:11'],
  [/pull-request/, '`sue`: **approved**', '### nhi apply: 8 verified'],
  [/pull-request/, 'helpdesk/group/escalations', 'pull request, closed'],
  [/summary-detect/, 'nhi detect'],
  [
    /issue/,
    'unauthorized `payments-deployer postgres.main/role/payments_admin`',
    'gh workflow run nhi-hold',
    'taken out by the next apply',
  ],
  [/issue/, '2 of 2 systems proven', 'gone from a complete list'],
  [/issue/, '`payments-deployer postgres.main/role/incident_debug` kept until', 'INC-4711'],
  [/issue/, 'It ended', 'by itself'],
  [/issue/, '`triage-bot` denied until', 'INC-4712'],
];

const IN_TERMINAL = [
  'the SCIM servers counted no request that writes',
  'helpdesk: refunds has anna again, and nobody else',
  'PostgreSQL has ended the session that was open',
  'PostgreSQL: payments_admin is gone again',
];

const flat = (text: string): string => text.replaceAll(/\s+/g, ' ');
const secret = /has-this-password|-(?:read|write)-token|ghs_|PRIVATE KEY/;

describe('npm run demo', () => {
  test('plays the whole loop, proves what it claims, and saves what a person would see', { timeout: MOST_MS + 60_000 }, async () => {
    const { code, output, saved, left } = await play(await dist());
    expect(code, output).toBe(0);
    expect(left).toEqual([]);
    for (const title of STORIES) expect(output).toContain(`\n${title}\n`);
    for (const claim of CLAIMS) expect(flat(output)).toContain(`✓ ${claim}`);
    expect(output).toMatch(/\nAll \d+ claims were true, asked of the servers themselves, in \d+ s\.\n/);
    expect(output).not.toContain('\u001b');
    const lines = output.trimEnd().split('\n');
    expect(lines.at(-1)).toMatch(/^Look at it step by step: file:\/\/.*\/demo-output\/index\.html$/);
    expect(lines.slice(0, -1).filter((line) => line.length > 80)).toEqual([]);

    const pages = Object.entries(saved).filter(([name]) => /^\d\d-.*\.md$/.test(name));
    for (const [name, ...words] of SAID)
      expect(
        pages.some(([file, page]) => name.test(file) && words.every((word) => page.includes(word))),
        `no page says ${words.join(', ')}`,
      ).toBe(true);
    const [story, html] = [saved['README.md'] ?? '', saved['index.html'] ?? ''];
    for (const title of STORIES) expect(story).toContain(`\n## ${title}\n`);
    for (const claim of CLAIMS) expect(story).toContain(`✓ ${claim}`);
    for (const [name] of pages) {
      expect(story).toContain(`(${name})`);
      expect(html).toContain(`id="${name.replace('.md', '')}"`);
      if (/\d+ pictures lie there/.test(output)) expect(Object.keys(saved)).toContain(name.replace('.md', '-dark.png'));
    }
    // Nothing hidden, no id that only machines read, no secret, and nothing that is fetched from elsewhere.
    const text = Object.values(saved).join('\n');
    expect(text).not.toMatch(/<!--|postgres\.main\/role\/\d+/);
    expect(`${output}${text}`).not.toMatch(secret);
    expect(html.match(/<script|<link|<img|@import|url\((?!["']?data:)/g)).toBeNull();
  });

  test('without git it plays what needs none: the stories in the terminal', { timeout: MOST_MS }, async () => {
    const none = mkdtempSync(path.join(tmpdir(), 'nhi-e2e-no-git-'));
    writeFileSync(path.join(none, 'git'), '#!/bin/sh\nexit 127\n', { mode: 0o755 });
    const env = { PATH: `${none}${path.delimiter}${process.env['PATH'] ?? ''}` };
    const { code, output, saved, left } = await play(await dist(), { env }).finally(() => rmSync(none, { recursive: true }));
    expect(code, output).toBe(0);
    expect(left).toEqual([]);
    expect(output).toContain('No git is here');
    for (const claim of IN_TERMINAL) expect(flat(output)).toContain(`✓ ${claim}`);
    expect(
      output
        .trimEnd()
        .split('\n')
        .slice(0, -1)
        .filter((line) => line.length > 80),
    ).toEqual([]);
    // The command's own Markdown, and none of what it must not tell.
    expect(saved['README.md']?.match(/^### nhi (?:plan|detect|apply): /gm)?.length).toBeGreaterThan(9);
    expect(`${output}${Object.values(saved).join('\n')}`).not.toMatch(secret);
  });

  const ways: readonly (readonly [how: string, at: string, stop: (pid: number) => void, code: number])[] = [
    ['by Ctrl-C, which reaches the servers too, while the Action runs', 'Bootstrap begins', (pid) => process.kill(-pid, 'SIGINT'), 130],
    ['by SIGTERM while the servers start', 'Starting', (pid) => process.kill(pid, 'SIGTERM'), 143],
  ];
  test.each(ways)('interrupted %s, it leaves nothing', { timeout: MOST_MS }, async (_, stopAt, stop, wanted) => {
    const { code, output, left } = await play(await dist(), { stopAt, stop });
    expect(flat(output)).toContain(`The demo did not come to its end: interrupted by ${wanted === 130 ? 'SIGINT' : 'SIGTERM'}`);
    expect(code).toBe(wanted);
    expect(left).toEqual([]);
  });

  test('says what is not true, and ends with 1', { timeout: MOST_MS }, async () => {
    const home = mkdtempSync(path.join(tmpdir(), 'nhi-e2e-idle-'));
    try {
      // An Action that always says that all is well.
      writeFileSync(
        path.join(home, 'index.js'),
        "require('node:fs').appendFileSync(process.env.GITHUB_OUTPUT, 'exit-code<<E\\n0\\nE\\n');\n",
      );
      const { code, output, left } = await play(home);
      expect(output).toContain('this should be true and is not: GitHub: the branch nhi-state is there');
      expect(code).toBe(1);
      expect(left).toEqual([]);
    } finally {
      rmSync(home, { recursive: true, force: true });
    }
  });
});
