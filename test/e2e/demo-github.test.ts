/** The demo on GitHub, as `npm run demo:github` plays it: what it claims is true, and what it saves is what a person would read. */
import { spawn } from 'node:child_process';
import { chmodSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, test } from 'vitest';
import { program } from './program.ts';

const script = path.join(import.meta.dirname, '../../scripts/demo-github.ts');
const MOST_MS = 180_000;

interface Played {
  readonly code: number | null;
  readonly output: string;
  /** By name. */
  readonly pages: Readonly<Record<string, string>>;
  readonly left: readonly string[];
}

async function play(dist: string): Promise<Played> {
  const home = mkdtempSync(path.join(tmpdir(), 'nhi-e2e-demo-github-'));
  // As root, PostgreSQL runs as another user and has to get through.
  chmodSync(home, 0o711);
  const [cwd, temporary] = [path.join(home, 'cwd'), path.join(home, 't')];
  for (const folder of [cwd, temporary]) mkdirSync(folder, { mode: 0o711 });
  try {
    const child = spawn(process.execPath, [script, '--dist', dist], {
      cwd,
      env: { PATH: process.env['PATH'], TMPDIR: temporary, NO_COLOR: '1', CI: 'true' },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let output = '';
    for (const stream of [child.stdout, child.stderr]) stream.setEncoding('utf8').on('data', (text: string) => void (output += text));
    const code = await new Promise<number | null>((resolve, reject) => {
      child.once('error', reject);
      child.once('close', resolve);
    });
    const folder = path.join(cwd, 'demo-output');
    const pages = Object.fromEntries(readdirSync(folder).map((name) => [name, readFileSync(path.join(folder, name), 'utf8')]));
    return { code, output, pages, left: readdirSync(temporary) };
  } finally {
    rmSync(home, { recursive: true, force: true });
  }
}

/** What the pages have to say, each in one of its own. */
const SAID: readonly (readonly [page: RegExp, ...words: readonly string[]])[] = [
  [/pull-request/, '4 identities gain 2 grants', '⬜ `corp/platform`', '⬜ `corp/support`'],
  [/check/, 'Conclusion: `neutral`', 'policies/roles/desk.yaml:11'],
  [/pull-request/, '`sue`: approved', '### nhi apply: 8 verified'],
  [/pull-request/, 'helpdesk/group/escalations', 'closed'],
  [
    /issue/,
    'unauthorized `payments-deployer postgres.main/role/payments_admin`',
    'gh workflow run nhi-hold',
    'taken out by the next apply',
  ],
  [/issue/, '**2 of 2 systems proven**', 'gone from a complete list'],
  [/issue/, '`payments-deployer postgres.main/role/incident_debug` kept until', 'INC-4711'],
  [/issue/, 'It ended', 'by itself'],
  [/issue/, '`triage-bot` denied until', 'INC-4712'],
];

test('plays every story, proves what it claims, and saves what a person would see', { timeout: MOST_MS }, async () => {
  const { code, output, pages, left } = await play(path.dirname(await program()));
  expect(code, output).toBe(0);
  expect(left).toEqual([]);
  expect(output).toMatch(/\n- All \d+ claims were true, asked of the servers themselves, in \d+ s\.\n/);
  expect(output.trimEnd().split('\n').at(-1)).toMatch(/^- Next: /);
  const all = Object.entries(pages);
  for (const [name, ...words] of SAID)
    expect(
      all.some(([file, page]) => name.test(file) && words.every((word) => page.includes(word))),
      `no page says ${words.join(', ')}`,
    ).toBe(true);
  for (const name of Object.keys(pages)) if (name !== 'README.md') expect(pages['README.md']).toContain(`(${name})`);
  const text = all.map(([, page]) => page).join('\n');
  // Nothing hidden, no id that only machines read, and no secret.
  expect(text).not.toMatch(/<!--|postgres\.main\/role\/\d+/);
  expect(`${output}${text}`).not.toMatch(/has-this-password|-(?:read|write)-token|ghs_|PRIVATE KEY/);
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
    expect(output).toContain('The demo did not come to its end: ');
    expect(code).toBe(1);
    expect(left).toEqual([]);
  } finally {
    rmSync(home, { recursive: true, force: true });
  }
});
