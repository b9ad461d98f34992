/** Plants a violation at each border of the house and sees the linter refuse it; what is allowed there is accepted. */
import { execFile } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, test } from 'vitest';

const root = path.join(import.meta.dirname, '../..');
const IMPORT = 'no-restricted-imports';
const GLOBAL = 'no-restricted-globals';
const PROPERTY = 'no-restricted-properties';

interface Plant {
  readonly file: string;
  readonly code: string;
  /** null: must be accepted. */
  readonly rule: string | null;
}

const from = (file: string, rule: string | null, ...specifiers: string[]): Plant[] =>
  specifiers.map((specifier) => ({ file, code: `export { default as vN } from '${specifier}';`, rule }));
const refuse = (file: string, ...specifiers: string[]): Plant[] => from(file, IMPORT, ...specifiers);
const accept = (file: string, ...specifiers: string[]): Plant[] => from(file, null, ...specifiers);
const line = (file: string, code: string, rule: string | null): Plant => ({ file, code, rule });

const impure = (file: string): Plant[] => [
  line(file, 'export const vN = Date.now();', GLOBAL),
  line(file, 'export const vN = new Date(0);', GLOBAL),
  line(file, 'export const vN = process.pid;', GLOBAL),
  line(file, 'export const vN = fetch;', GLOBAL),
  line(file, 'console.log(1);', GLOBAL),
  line(file, 'export const vN = globalThis;', GLOBAL),
  line(file, 'export const vN = performance.now();', GLOBAL),
  line(file, 'export const vN = Math.random();', PROPERTY),
  line(file, 'export const { random: vN } = Math;', PROPERTY),
  line(file, "export const vN = 'a'.localeCompare('b');", PROPERTY),
];

const pureRooms = ['review', 'lifecycle', 'plan', 'report'];
const otherRooms = ['apply', 'runs', 'state', 'policy', 'github'];

const plants: readonly Plant[] = [
  // model
  ...accept('src/model/a.ts', './key.ts'),
  ...refuse('src/model/a.ts', '../plan/a.ts', '../policy/a.ts', '../connectors/kit/a.ts', 'pg', 'node:crypto', 'node:fs', 'fs'),
  ...impure('src/model/a.ts'),
  ...accept('src/model/digest.ts', 'node:crypto', './order.ts'),
  ...refuse('src/model/digest.ts', 'node:fs', 'pg', '../plan/a.ts'),
  ...impure('src/model/digest.ts'),

  // The pure rooms: every way in which a file can reach another one.
  ...pureRooms.flatMap((room) => {
    const file = `src/${room}/a.ts`;
    const deeper = `src/${room}/part/a.ts`;
    return [
      ...accept(file, './b.ts', '../model/key.ts', './part/b.ts'),
      ...refuse(file, 'node:fs', 'fs', 'pg', '../cli.ts', '../connectors/kit/contract.ts', '../connectors/registry.ts', '/etc/a.ts', '#a'),
      ...refuse(file, ...[...pureRooms, ...otherRooms].filter((other) => other !== room).map((other) => `../${other}/a.ts`)),
      ...refuse(file, './../runs/a.ts', '../model/../runs/a.ts', './part/../../runs/a.ts'),
      line(file, "import vN from '../runs/a.ts';", IMPORT),
      line(file, "import { vN } from '../runs/a.ts';", IMPORT),
      line(file, "import * as vN from '../runs/a.ts';", IMPORT),
      line(file, "import type { vN } from '../runs/a.ts';", IMPORT),
      line(file, "import '../runs/a.ts';", IMPORT),
      line(file, "export * from '../runs/a.ts';", IMPORT),
      line(file, "export const vN = async (): Promise<unknown> => import('../runs/a.ts');", IMPORT),
      line(file, "export type vN = import('../runs/a.ts').A;", 'consistent-type-imports'),
      line(file, 'export const vN = async (name: string): Promise<unknown> => import(name);', 'no-dynamic-require'),
      line(file, "export const vN: unknown = require('node:fs');", 'no-require-imports'),
      ...impure(file),
      ...accept(deeper, './b.ts', '../b.ts', '../../model/key.ts'),
      ...refuse(deeper, 'node:fs', 'pg', '../../runs/a.ts', '../../policy/a.ts'),
      ...impure(deeper),
    ];
  }),

  // policy
  ...accept('src/policy/a.ts', './b.ts', '../model/key.ts', '../../schema/policy.schema.json', 'yaml', 'js-yaml'),
  ...refuse('src/policy/a.ts', 'node:fs', 'node:fs/promises', 'node:path', 'pg', '../review/a.ts', '../plan/a.ts', '../runs/a.ts'),
  ...refuse('src/policy/a.ts', '../connectors/file/kinds.ts', '../connectors/registry.ts', '../state/a.ts'),
  line('src/policy/a.ts', 'export const vN = process.cwd();', GLOBAL),
  line('src/policy/a.ts', 'export const vN = Date.now();', PROPERTY),
  line('src/policy/a.ts', 'export const vN = Date.parse("2026-01-01");', null),
  ...accept('src/policy/read.ts', 'node:fs', 'node:path', './b.ts', '../model/key.ts'),
  ...refuse('src/policy/read.ts', 'node:child_process', 'pg', '../plan/a.ts'),

  // connectors
  ...accept('src/connectors/kit/a.ts', './b.ts', '../../model/key.ts'),
  ...refuse(
    'src/connectors/kit/a.ts',
    'pg',
    'undici',
    'node-fetch',
    'node:fs',
    'node:http',
    'node:child_process',
    '../scim/quirks.ts',
    '../registry.ts',
  ),
  ...refuse('src/connectors/kit/a.ts', '../../plan/a.ts', '../../runs/a.ts'),
  line('src/connectors/kit/a.ts', 'export const vN = fetch;', GLOBAL),
  line('src/connectors/kit/a.ts', 'export const vN = Math.random();', PROPERTY),
  line('src/connectors/kit/contract.ts', 'export type vN = typeof fetch;', null),
  line('src/connectors/kit/contract.ts', 'export const vN = process.pid;', GLOBAL),
  line('src/connectors/registry.ts', "export const vN = async (): Promise<unknown> => import('./scim/kinds.ts');", null),
  line('src/connectors/registry.ts', "export const vN = async (): Promise<unknown> => import('./scim/connect.ts');", null),
  ...accept('src/connectors/registry.ts', './kit/contract.ts'),
  ...refuse('src/connectors/registry.ts', './scim/quirks.ts', './kit/http.ts', 'pg', '../runs/a.ts', '../model/key.ts'),
  ...accept('src/connectors/scim/connect.ts', './quirks.ts', '../kit/contract.ts', '../../model/key.ts', 'vendor', 'node:fs'),
  ...refuse('src/connectors/scim/connect.ts', '../postgres/connect.ts', '../file/kinds.ts', '../registry.ts', '../../plan/a.ts'),
  ...refuse('src/connectors/scim/connect.ts', '../../policy/a.ts', '../../state/a.ts', '../../runs/a.ts', '@actions/core', 'node:process'),
  line('src/connectors/scim/connect.ts', 'export const vN = process.pid;', GLOBAL),
  line('src/connectors/scim/connect.ts', 'export const vN = fetch;', GLOBAL),
  line('src/connectors/scim/connect.ts', 'export const vN = Date.now();', PROPERTY),
  line('src/connectors/scim/connect.ts', 'export const vN = new Date(0);', null),
  ...accept('src/connectors/scim/kinds.ts', './quirks.ts', './config.generated.js', '../kit/contract.ts', '../../model/key.ts'),
  ...refuse('src/connectors/scim/kinds.ts', 'pg', 'node:crypto', './connect.ts', '../postgres/kinds.ts', '../../policy/a.ts'),
  ...impure('src/connectors/scim/kinds.ts'),

  // apply, state, the work surface
  ...accept('src/apply/a.ts', './b.ts', '../model/key.ts', '../connectors/kit/contract.ts'),
  ...refuse(
    'src/apply/a.ts',
    '../plan/a.ts',
    '../state/a.ts',
    '../runs/a.ts',
    '../connectors/registry.ts',
    '../connectors/scim/connect.ts',
  ),
  ...refuse('src/apply/a.ts', 'node:fs', 'pg'),
  line('src/apply/a.ts', 'export const vN = Date.now();', GLOBAL),
  line('src/apply/a.ts', 'export const vN = setTimeout;', GLOBAL),
  ...accept('src/state/a.ts', './b.ts', '../model/key.ts', 'node:fs', 'node:fs/promises', 'node:crypto', 'node:path'),
  ...refuse('src/state/a.ts', 'node:http', 'pg', '../plan/a.ts', '../runs/a.ts', '../connectors/kit/contract.ts'),
  line('src/state/a.ts', "export const vN = process.env['A'];", PROPERTY),
  line('src/state/a.ts', 'export const vN = Date.now();', PROPERTY),
  ...accept('src/github/a.ts', './client.ts', '../model/key.ts', '../report/a.ts'),
  ...refuse('src/github/a.ts', '@octokit/rest', '@actions/core', '../plan/a.ts', '../connectors/kit/contract.ts', '../runs/a.ts'),
  ...refuse('src/github/a.ts', 'node-diff3'),
  ...accept('src/github/merged-text.ts', 'node-diff3'),
  ...refuse('src/github/merged-text.ts', '@octokit/rest', './client.ts', '../model/key.ts'),
  ...accept('src/github/client.ts', '@octokit/rest', '../model/key.ts'),
  ...refuse('src/github/client.ts', '@actions/core', '@actions/github', 'pg', '../runs/a.ts'),

  // runs and the faces
  ...accept('src/runs/a.ts', './b.ts', 'node:fs', '../connectors/registry.ts', '../connectors/kit/contract.ts'),
  ...accept('src/runs/a.ts', ...[...pureRooms, ...otherRooms].filter((room) => room !== 'runs').map((room) => `../${room}/a.ts`)),
  ...refuse(
    'src/runs/a.ts',
    '../cli.ts',
    '../action.ts',
    '../main.ts',
    '../connectors/scim/connect.ts',
    'pg',
    'commander',
    '@actions/core',
  ),
  ...refuse('src/runs/a.ts', 'node:process'),
  line('src/runs/a.ts', "export const vN = process.env['A'];", PROPERTY),
  line('src/runs/a.ts', 'export const { env: vN } = process;', PROPERTY),
  line('src/runs/a.ts', 'export const vN = globalThis;', GLOBAL),
  line('src/runs/a.ts', 'console.log(2);', 'no-console'),
  ...accept('src/cli.ts', 'commander', 'node:path', './runs/plan.ts'),
  ...refuse('src/cli.ts', '@actions/core', './action.ts', './connectors/scim/connect.ts', './connectors/scim/kinds.ts', 'pg'),
  ...accept('src/cli.ts', './connectors/registry.ts'),
  line('src/cli.ts', 'export const vN = process.env;', null),
  ...accept('src/action.ts', '@actions/core', './runs/plan.ts'),
  ...refuse('src/action.ts', 'commander', './cli.ts', './connectors/scim/connect.ts', '@octokit/rest'),
  line('src/action.ts', 'export const vN = process.env;', null),
  line('src/main.ts', "export const vN = async (): Promise<unknown> => import('./cli.ts');", null),
  line('src/main.ts', "export const vN = async (): Promise<unknown> => import('./action.ts');", null),
  line('src/main.ts', 'export const vN = process.env;', null),
  ...refuse('src/main.ts', './runs/plan.ts', '@actions/core', 'node:fs'),
  // A room that nobody has written rules for yet.
  ...refuse('src/newcomer/a.ts', '@actions/core', '@octokit/rest', 'node:process'),
  line('src/newcomer/a.ts', "export const vN = process.env['A'];", PROPERTY),

  // House rules for all code.
  line('src/runs/b.ts', 'export default 1;', 'no-default-export'),
  line('src/runs/b.ts', 'export const vN: any = 1;', 'no-explicit-any'),
  line('src/runs/b.ts', 'Promise.resolve(1);', 'no-floating-promises'),
  line('src/runs/b.ts', 'void Promise.resolve(1);', 'no-floating-promises'),
  line('src/runs/b.ts', 'export const vN = (list: string[]): string[] => list.filter(async () => true);', 'no-misused-promises'),
  line('src/runs/b.ts', "export const vN = (v: 'a' | 'b'): void => { switch (v) { case 'a': break; } };", 'switch-exhaustiveness-check'),
  line('src/runs/b.ts', 'export const vN = (v: string | null): string => v!;', 'no-non-null-assertion'),
  line('src/runs/b.ts', 'export const vN = (v: number): boolean => v == 1;', 'eqeqeq'),
  line('scripts/a.ts', "console.log(process.env['A'], Date.now());", null),
  line('test/a.test.ts', "console.log(process.env['A'], Date.now());", null),
];

interface Said {
  readonly diagnostics: readonly {
    readonly code: string;
    readonly filename: string;
    readonly labels: readonly { readonly span: { readonly line: number } }[];
  }[];
}

/** Lints all plants in one run, one line of a file each. */
async function lint(dir: string): Promise<Map<string, Set<string>>> {
  const files = new Map<string, string[]>();
  for (const [index, plant] of plants.entries()) {
    const lines = files.get(plant.file) ?? [];
    lines.push(plant.code.replace('vN', `v${index}`));
    files.set(plant.file, lines);
  }
  for (const [file, lines] of files) {
    mkdirSync(path.join(dir, path.dirname(file)), { recursive: true });
    writeFileSync(path.join(dir, file), `${lines.join('\n')}\n`);
  }
  cpSync(path.join(root, '.oxlintrc.json'), path.join(dir, '.oxlintrc.json'));
  writeFileSync(
    path.join(dir, 'tsconfig.json'),
    readFileSync(path.join(root, 'tsconfig.json'), 'utf8').replace('"types": ["node"]', '"types": []'),
  );
  const args = [path.join(root, 'node_modules/oxlint/bin/oxlint'), '--format', 'json', '.'];
  const run = await promisify(execFile)(process.execPath, args, { cwd: dir, maxBuffer: 1 << 26 }).catch(
    (error: unknown) => error as { stdout: string },
  );
  const said = new Map<string, Set<string>>();
  for (const { code, filename, labels } of (JSON.parse(run.stdout) as Said).diagnostics) {
    const at = `${filename.replaceAll('\\', '/')}:${labels[0]?.span.line ?? 0}`;
    const rules = said.get(at) ?? new Set<string>();
    rules.add(/\((.*)\)$/.exec(code)?.[1] ?? code);
    said.set(at, rules);
  }
  return said;
}

const dir = mkdtempSync(path.join(tmpdir(), 'nhi-borders-'));
let said: Map<string, Set<string>>;
beforeAll(async () => {
  said = await lint(dir);
});
afterAll(() => rmSync(dir, { recursive: true, force: true }));

const judged = [IMPORT, GLOBAL, PROPERTY, 'no-console', 'no-dynamic-require', 'no-require-imports'];

const lineOf = new Map<string, number>();
const cases = plants.map((plant) => {
  const at = (lineOf.get(plant.file) ?? 0) + 1;
  lineOf.set(plant.file, at);
  return { ...plant, at: `${plant.file}:${at}` };
});

/** What the linter did with a plant that it should not have done, or null. */
function fault({ at, rule, code }: (typeof cases)[number]): string | null {
  const rules = [...(said.get(at) ?? [])];
  const wrong = rule === null ? rules.filter((name) => judged.includes(name)) : rules.includes(rule) ? [] : [`not ${rule}`];
  return wrong.length === 0 ? null : `${at} ${code}: ${wrong.join(', ')}`;
}

test.each([...lineOf.keys()])('%s: refuses each planted violation and accepts the rest', (file) => {
  const faults = cases.filter((one) => one.file === file).map(fault);
  expect(faults.filter((text) => text !== null)).toEqual([]);
});

test('every folder of src has its own rules', () => {
  const config = readFileSync(path.join(root, '.oxlintrc.json'), 'utf8');
  const rooms = readdirSync(path.join(root, 'src'), { withFileTypes: true }).filter((entry) => entry.isDirectory());
  expect(rooms.map((room) => room.name).filter((room) => !config.includes(`"src/${room}/`))).toEqual([]);
});

/** The files of src that a file reaches through relative imports, with what else they import. */
function reach(start: string, seen = new Map<string, string[]>()): Map<string, string[]> {
  if (seen.has(start)) return seen;
  const specifiers = [
    ...readFileSync(start, 'utf8').matchAll(/^(?:import\s+|(?:import|export)\s(?!type\b)[^'"`;=()]*?\bfrom\s+)['"]([^'"]+)['"]/gm),
  ].map((found) => found[1] ?? '');
  seen.set(
    start,
    specifiers.filter((specifier) => !specifier.startsWith('.')),
  );
  for (const specifier of specifiers) {
    if (/^\.{1,2}\/.*\.ts$/.test(specifier)) reach(path.join(path.dirname(start), specifier), seen);
  }
  return seen;
}

const connectors = readdirSync(path.join(root, 'src/connectors'), { withFileTypes: true })
  .filter((entry) => entry.isDirectory() && entry.name !== 'kit')
  .map((entry) => path.join(root, 'src/connectors', entry.name, 'kinds.ts'));

test('kinds.ts reaches no vendor library through its neighbours either', () => {
  expect([...reach(path.join(root, 'src/connectors/postgres/connect.ts')).values()].flat()).toContain('pg');
  for (const file of connectors) {
    const packages = [...reach(file).values()].flat().filter((specifier) => !specifier.startsWith('node:'));
    expect(packages, path.relative(root, file)).toEqual([]);
  }
});
