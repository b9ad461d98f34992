/** D(N): N entitlements of N / 10 identities in one file target, made from a seed: the policy, what was approved, what is live. */
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';

/** Lines of one identity. */
export const perIdentity = 10;
const teams = 20;

export interface DataSet {
  /** Path below the policy folder → text. */
  readonly policy: ReadonlyMap<string, string>;
  /** The policy as it was approved: 1 % of the lines of today are not in it yet. */
  readonly approved: ReadonlyMap<string, string>;
  /** The export of the target when that was approved: exactly what it says. */
  readonly liveBefore: string;
  /** The export of today, in reverse order: of every hundred entitlements one with another fact, one gone, one not given yet. */
  readonly live: string;
}

/** The config of its one target. */
export const config = { path: 'live/vault.jsonl', format: 'jsonl', facts: { permission: ['path', 'ttl'] } } as const;

/** A 32-bit xorshift: the same numbers in every engine. */
export function randomFrom(seed: number): () => number {
  let x = seed | 0 || 1;
  return () => {
    x ^= x << 13;
    x ^= x >>> 17;
    x ^= x << 5;
    return (x >>> 0) / 0x1_0000_0000;
  };
}

/** Which of a hundred. */
type Part = 'same' | 'altered' | 'missing' | 'new';

export interface Line {
  readonly account: string;
  readonly name: string;
  readonly path: string;
  readonly ttl: string;
  readonly part: Part;
}

const partAt = (place: number): Part => (place === 0 ? 'altered' : place === 1 ? 'missing' : place === 2 ? 'new' : 'same');
const words = ['payments', 'orders', 'reports', 'search', 'mail', 'billing', 'ledger', 'images', 'events', 'audit'];

/** By identity. `entitlements`: a multiple of 100. */
export function linesOf(entitlements: number, seed = 1): readonly (readonly Line[])[] {
  const random = randomFrom(seed);
  const word = (): string => words[Math.floor(random() * words.length)] ?? 'audit';
  // Each hundred lines begin their three odd ones elsewhere.
  let shift = 0;
  return Array.from({ length: entitlements / perIdentity }, (_, i) => {
    const account = `svc-${word()}-${String(i).padStart(6, '0')}`;
    return Array.from({ length: perIdentity }, (__, n): Line => {
      const place = (i * perIdentity + n) % 100;
      if (place === 0) shift = Math.floor(random() * 100);
      const about = word();
      return {
        account,
        name: `${about}-${String(Math.floor(random() * 5000)).padStart(4, '0')}-${n}`,
        path: `secret/data/${about}/${account}/${n}`,
        ttl: `${1 + Math.floor(random() * 24)}h`,
        part: partAt((place + shift) % 100),
      };
    });
  });
}

export function dataSet(entitlements: number, seed = 1): DataSet {
  const policy = new Map<string, string>(frame);
  const approved = new Map<string, string>(frame);
  const byIdentity = linesOf(entitlements, seed);
  for (const [i, lines] of byIdentity.entries()) {
    const name = lines[0]?.account ?? '';
    const file = `teams/team-${i % teams}/${name}.yaml`;
    policy.set(file, identity(name, i, lines));
    approved.set(
      file,
      identity(
        name,
        i,
        lines.filter((l) => l.part !== 'new'),
      ),
    );
  }
  const all = byIdentity.flat();
  const accounts = byIdentity.map((lines) => ({ account: lines[0]?.account, kind: 'account', name: lines[0]?.account }));
  const row = ({ account, name, path: at, ttl }: Line): object => ({ account, kind: 'permission', name, facts: { path: at, ttl } });
  const before = all.filter((l) => l.part !== 'new').map(row);
  const today = all.flatMap((l) =>
    l.part === 'new' || l.part === 'missing' ? [] : [row(l.part === 'altered' ? { ...l, ttl: '720h' } : l)],
  );
  return { policy, approved, liveBefore: jsonLines([...accounts, ...before]), live: jsonLines([...today, ...accounts].reverse()) };
}

const jsonLines = (rows: readonly object[]): string =>
  `${[...rows, { end: true, count: rows.length }].map((r) => JSON.stringify(r)).join('\n')}\n`;

const identity = (name: string, i: number, lines: readonly Line[]): string => `# ${name}: see the runbook before you change a line
kind: Identity
name: ${name}
type: ${i % 3 === 0 ? 'ci' : 'service'}
owner: team-${i % teams}
purpose: Moves what ${name} has to move, every hour
until: 2031-01-01
directory: none
accounts:
  - vault/account/${name}
access:
${lines.map((l) => `  - grant: vault/permission/${l.name}\n    facts: { path: "${l.path}", ttl: ${l.ttl} }\n`).join('')}`;

const frame: readonly (readonly [string, string])[] = [
  ['nhi.yaml', 'kind: Settings\nversion: 1\n'],
  [
    'targets/vault.yaml',
    `kind: Target
name: vault
connector: file
owner: team-0
ceiling: enforce
config: ${JSON.stringify(config)}
scope:
  - { accounts: ["account/svc-*"], kinds: [permission] }
`,
  ],
  ...Array.from({ length: teams }, (_, t): [string, string] => [
    `teams/team-${t}/team.yaml`,
    `kind: Team\nname: team-${t}\ngithub: corp/team-${t}\n`,
  ]),
];

/** Layout (a): a file an identity. */
export function writeFolder(folder: string, files: ReadonlyMap<string, string>): void {
  rmSync(folder, { recursive: true, force: true });
  for (const [name, text] of files) {
    const file = path.join(folder, name);
    mkdirSync(path.dirname(file), { recursive: true });
    writeFileSync(file, text);
  }
}
