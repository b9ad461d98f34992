/** What the checks work on: the product and the inner measures as bundles, and data sets with their state, in a temporary folder. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { dataSet, writeFolder } from './data-set.ts';
import { runs } from './run-process.ts';

const root = path.join(import.meta.dirname, '..');
/** The instant that plans are for, so that the same input can give the same bytes. */
export const INSTANT = '2027-01-01T00:00:00Z';

export interface Workbench {
  readonly root: string;
  readonly folder: string;
  /** The built product, and the inner measures, bundled alike. */
  readonly product: string;
  readonly inside: string;
  /** A folder with `policies`, `live`, `state` and `policies.json` of D(N); made once. */
  readonly data: (entitlements: number) => Promise<string>;
  /** The policies of D(N) alone, with `policies.json`; made once. */
  readonly policies: (entitlements: number) => Promise<string>;
  /** The last line that an inner measure printed. */
  readonly measure: (args: readonly string[], more?: { readonly cwd?: string; readonly env?: Record<string, string> }) => Promise<Measured>;
  readonly dispose: () => void;
}

export type Measured = Readonly<Record<string, number>>;

/** `product`: its bundle; `npm run build` makes it. */
export async function makeWorkbench(product = path.join(root, 'dist/index.js')): Promise<Workbench> {
  const folder = mkdtempSync(path.join(tmpdir(), 'nhi-bench-'));
  const inside = path.join(folder, 'inside/index.js');
  // Bundled as the product is.
  const ncc = path.join(root, 'node_modules/@vercel/ncc/dist/ncc/cli.js');
  await runs({ args: [ncc, 'build', 'bench/inside.ts', '-o', path.dirname(inside), '--quiet'], cwd: root });
  const made = new Map<string, Promise<string>>();
  const once = (name: string, make: () => Promise<string>): Promise<string> => {
    const known = made.get(name) ?? make();
    made.set(name, known);
    return known;
  };
  const bench: Workbench = {
    root,
    folder,
    product,
    inside,
    data: (entitlements) => once(`d${entitlements}`, () => makeData(bench, entitlements)),
    policies: (entitlements) => once(`p${entitlements}`, () => makePolicies(bench, entitlements)),
    measure: async (args, more = {}) => {
      const { stdout } = await runs({ args: [inside, ...args], ...more });
      return JSON.parse(stdout.trim().split('\n').at(-1) ?? '{}') as Measured;
    },
    dispose: () => rmSync(folder, { recursive: true, force: true }),
  };
  return bench;
}

async function makePolicies({ folder, inside }: Workbench, entitlements: number): Promise<string> {
  const place = path.join(folder, `p${entitlements}`);
  writeFolder(path.join(place, 'policies'), dataSet(entitlements).policy);
  await runs({ args: [inside, 'to-json', 'policies', 'policies.json'], cwd: place });
  return place;
}

/** Approved and applied as it was, by the product itself; then the policy and the live system of today. */
async function makeData({ folder, inside, product }: Workbench, entitlements: number): Promise<string> {
  const place = path.join(folder, `d${entitlements}`);
  const set = dataSet(entitlements);
  mkdirSync(path.join(place, 'live'), { recursive: true });
  const policies = path.join(place, 'policies');
  const live = path.join(place, 'live/vault.jsonl');
  writeFolder(policies, set.approved);
  writeFileSync(live, set.liveBefore);
  await runs({ args: [product, 'apply', '--yes', '--quiet', '--state', 'state', '--out', 'applied.txt'], cwd: place });
  writeFolder(policies, set.policy);
  writeFileSync(live, set.live);
  await runs({ args: [inside, 'to-json', 'policies', 'policies.json'], cwd: place });
  return place;
}
