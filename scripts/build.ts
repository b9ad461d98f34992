/**
 * Builds `dist/` from `src/main.ts` and writes `dist/licenses.txt`, the notices of every package that is really bundled.
 * `--out DIR` builds elsewhere. `--check` builds into a temporary folder and fails if `dist/` differs by a byte.
 */
import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';

const root = path.join(import.meta.dirname, '..');

interface Module {
  /** The file, or null for what webpack makes itself. */
  readonly nameForCondition?: string | null;
  readonly modules?: readonly Module[];
}

/** The folders of the packages in a list of webpack modules. */
function packageFolders(modules: readonly Module[], found = new Set<string>()): Set<string> {
  for (const { nameForCondition, modules: inner } of modules) {
    const folder = /^.*[\\/]node_modules[\\/](?:@[^\\/]+[\\/])?[^\\/]+/.exec(nameForCondition ?? '')?.[0];
    // ncc stands in for an optional package that is not installed.
    if (folder !== undefined && !folder.endsWith(path.join('@vercel', 'ncc'))) found.add(folder);
    packageFolders(inner ?? [], found);
  }
  return found;
}

/** A package's licence text: its own file, or the section of its README that holds it. */
function licenceText(folder: string): string | null {
  const files = readdirSync(folder).sort();
  const own = files.filter((file) => /^(licen[cs]e|copying|notice)/i.test(file));
  if (own.length > 0) return own.map((file) => readFileSync(path.join(folder, file), 'utf8').trim()).join('\n\n');
  const readme = files.find((file) => /^readme/i.test(file));
  const section = readme === undefined ? null : /^#+ *licen[cs]e\s+([^]*)/im.exec(readFileSync(path.join(folder, readme), 'utf8'));
  return section?.[1]?.trim() ?? null;
}

function notices(folders: Iterable<string>): string {
  const parts = new Map<string, string>();
  for (const folder of folders) {
    const about = JSON.parse(readFileSync(path.join(folder, 'package.json'), 'utf8')) as { name: string; version: string; license: string };
    const text = licenceText(folder);
    if (text === null)
      throw new Error(
        `${about.name} ${about.version} is bundled and carries no licence text: look where it keeps it, and teach scripts/build.ts`,
      );
    parts.set(`${about.name} ${about.version}`, `${about.name} ${about.version} (${about.license})\n\n${text.replaceAll('\r\n', '\n')}\n`);
  }
  const sorted = [...parts.keys()].sort().map((name) => parts.get(name));
  return `dist/ contains code of these ${sorted.length} packages.\n\n${sorted.join(`\n${'-'.repeat(80)}\n\n`)}`;
}

/** False if ncc has said what is wrong. */
function build(out: string): boolean {
  rmSync(out, { recursive: true, force: true });
  const work = mkdtempSync(path.join(tmpdir(), 'nhi-build-'));
  try {
    const stats = path.join(work, 'stats.json');
    // The ncc of this project's own node_modules: the numbers of the chunks depend on where it lies.
    const ncc = path.join(root, 'node_modules/@vercel/ncc/dist/ncc/cli.js');
    const args = [ncc, 'build', 'src/main.ts', '-o', out, '--stats-out', stats, '--quiet'];
    const { status } = spawnSync(process.execPath, args, { cwd: root, stdio: ['ignore', 'ignore', 'inherit'] });
    if (status !== 0) return false;
    const { modules } = JSON.parse(readFileSync(stats, 'utf8')) as { modules: readonly Module[] };
    writeFileSync(path.join(out, 'licenses.txt'), notices(packageFolders(modules)));
    return true;
  } finally {
    rmSync(work, { recursive: true, force: true });
  }
}

const listed = (folder: string): string[] => (existsSync(folder) ? readdirSync(folder).sort() : []);

/** The files that are not byte for byte the same in both folders. */
function differing(a: string, b: string): string[] {
  const names = [...new Set([...listed(a), ...listed(b)])].sort();
  return names.filter((name) => {
    const [one, other] = [path.join(a, name), path.join(b, name)];
    return !existsSync(one) || !existsSync(other) || !readFileSync(one).equals(readFileSync(other));
  });
}

const { values } = parseArgs({ options: { out: { type: 'string' }, check: { type: 'boolean', default: false } } });
const dist = path.resolve(values.out ?? path.join(root, 'dist'));
if (values.check) {
  const fresh = mkdtempSync(path.join(tmpdir(), 'nhi-dist-'));
  try {
    const stale = build(fresh) ? differing(dist, fresh) : ['it does not build'];
    if (stale.length > 0) {
      console.error(`dist/ is not what src/ builds; run "npm run build" and commit it. Differing: ${stale.join(', ')}`);
      process.exitCode = 1;
    }
  } finally {
    rmSync(fresh, { recursive: true, force: true });
  }
} else if (!build(dist)) {
  process.exitCode = 1;
}
