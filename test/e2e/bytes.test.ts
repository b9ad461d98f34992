/** Invariant 2: the same plan byte for byte, in whatever order files, rows and pages come, and however long the pages are. */
import { mkdirSync } from 'node:fs';
import { beforeAll, describe, expect, test, vi } from 'vitest';
import { missing, startPostgres } from '../servers/postgres-server.ts';
import { startScimServer } from '../servers/scim-server.ts';
import { jsonl, newPlace, type Place, program } from './program.ts';

// Many processes a test: a loaded machine takes its time.
vi.setConfig({ testTimeout: 240_000 });

beforeAll(async () => {
  await program();
});

const AT = '2026-11-24T03:15:00Z';

/** All alike; a difference is shown at its first line. */
function alike(texts: ReadonlySet<string>): void {
  const [first = [], other] = [...texts].map((text) => text.split('\n'));
  if (other === undefined) return;
  const at = other.findIndex((line, i) => line !== first[i]);
  expect(other.slice(Math.max(0, at - 3), at + 4)).toEqual(first.slice(Math.max(0, at - 3), at + 4));
}

/** The folder's own name: a digest of its texts. */
const withoutCommit = (text: string): string => text.replaceAll(/folder:[0-9a-f]{64}/g, 'folder');

/** Numbers from a seed, so that a failure can be repeated. */
function shuffled<T>(items: readonly T[], seed: number): readonly T[] {
  let state = seed;
  const next = (): number => {
    state = (Math.imul(state, 1_103_515_245) + 12_345) & 0x7fffffff;
    return state / 0x7fffffff;
  };
  return items
    .map((item) => [next(), item] as const)
    .sort(([a], [b]) => a - b)
    .map(([, item]) => item);
}

async function planned(place: Place, env: Readonly<Record<string, string>> = {}): Promise<string> {
  const { code, stdout, stderr } = await place.run(['plan', '--at', AT, '--format', 'json', '--quiet'], { env });
  expect(code, stdout + stderr).toBe(2);
  return stdout;
}

const names = Array.from({ length: 23 }, (_, i) => `bot-${i}`);

const base = (target: string): readonly string[] => [
  'kind: Settings\nversion: 1\n',
  'kind: Team\nname: platform\n',
  'kind: Team\nname: shop\n',
  target,
];
const identity = (target: string, type: string, name: string, at: number, grants: readonly string[]): string =>
  `kind: Identity\nname: ${name}\ntype: bot\nowner: ${at % 2 === 0 ? 'platform' : 'shop'}\ndirectory: none\naccounts: [${target}/${type}/${name}]\naccess:${grants.map((g) => `\n  - ${target}/${g}`).join('')}\n`;

/** The same documents as files of their own, made in another order and in other folders, or as one of another file. */
function putShuffled(place: Place, documents: readonly string[], seed: number): void {
  const names_ = documents.map((_, at) => `policies/${String(at).padStart(2, '0')}.yaml`);
  for (const at of shuffled([...documents.keys()], seed)) place.put(names_[at] ?? '', documents[at] ?? '');
}

describe('a file target', () => {
  const target =
    'kind: Target\nname: crm\nconnector: file\nowner: platform\nceiling: enforce\nconfig: { path: crm.jsonl, format: jsonl, writable: true }\nscope: [{ accounts: "account/bot-*", kinds: [account, login, role] }]\n';
  const documents = [...base(target), ...names.map((name, at) => identity('crm', 'account', name, at, ['role/a', `role/r${at % 5}`]))];
  const rows = names.flatMap((name, at) => [
    [name, 'account'] as const,
    ...(at % 4 === 0 ? [] : [[name, 'login'] as const]),
    [name, 'role', `r${at % 7}`] as const,
    [name, 'role', 'undeclared'] as const,
  ]);

  test('shuffled policy files and shuffled rows', async () => {
    const texts = new Set<string>();
    for (const seed of [1, 2, 3, 4]) {
      using place = newPlace();
      putShuffled(place, documents, seed);
      place.put('crm.jsonl', jsonl(...shuffled(rows, seed)));
      texts.add(await planned(place));
    }
    alike(texts);
    expect([...texts][0]).toContain('crm/role/r3');
  });

  test('other texts and documents of one file in another order: the same targets, verdicts and digest', async () => {
    const digests = new Set<string>();
    for (const seed of [1, 2, 3]) {
      using place = newPlace();
      // Lines move, so places in it differ; what is decided, and the digest, must not.
      place.put(
        `policies/all-${seed}.yaml`,
        shuffled(documents, seed)
          .map((text) => `# ${seed}\n${text}`)
          .join('---\n'),
      );
      place.put('crm.jsonl', jsonl(...rows));
      const plan = JSON.parse(await planned(place)) as {
        readonly digest: string;
        readonly targets: readonly { readonly changes: readonly { readonly id: string }[]; readonly verdicts: unknown }[];
      };
      digests.add(JSON.stringify([plan.digest, plan.targets.map((t) => [t.changes.map((c) => c.id), t.verdicts])]));
    }
    expect(digests.size).toBe(1);
  });

  test('line ends and a folder that was made on another system', async () => {
    const texts = new Set<string>();
    for (const eol of ['\n', '\r\n']) {
      using place = newPlace();
      mkdirSync(place.at('policies/empty'), { recursive: true });
      for (const [at, text] of documents.entries()) place.put(`policies/${at}.yaml`, text.replaceAll('\n', eol));
      place.put('crm.jsonl', jsonl(...rows).replaceAll('\n', eol));
      const { digest, targets } = JSON.parse(await planned(place)) as { readonly digest: string; readonly targets: unknown };
      texts.add(withoutCommit(JSON.stringify([digest, targets], null, 1)));
    }
    alike(texts);
  });
});

/** Of the config that a review shows: the one thing that was varied. */
const withoutPageSize = (text: string): string =>
  withoutCommit(text)
    .replaceAll(/"pageSize": ?\d+/g, '"pageSize": 0')
    .replace(/"digest": ?"[0-9a-f]{64}"/, '"digest": "x"');

describe('SCIM', () => {
  test('shuffled pages, and pages of every size', async () => {
    const ids = (at: number): string => `${String(at).padStart(8, '0')}-0000-4000-8000-000000000001`;
    const users = names.map((name, at) => ({ id: ids(at), name, active: at % 3 !== 0 }));
    const groups = Array.from({ length: 7 }, (_, g) => ({
      id: ids(100 + g),
      name: `g${g}`,
      members: ['human', ...names.filter((_name, at) => at % 7 === g || at % 5 === g)],
    }));
    const texts = new Set<string>();
    for (const [seed, pageSize] of [
      [1, 100],
      [2, 1],
      [3, 2],
      [4, 7],
      [5, 1000],
    ] as const) {
      const server = await startScimServer();
      try {
        server.seed({
          users: shuffled([{ id: ids(99), name: 'human' }, ...users], seed),
          groups: shuffled(
            groups.map((g) => ({ ...g, members: shuffled(g.members, seed) })),
            seed,
          ),
        });
        using place = newPlace();
        const target = `kind: Target\nname: desk\nconnector: scim\nowner: platform\nceiling: enforce\nconfig: { url: "${server.url}", pageSize: ${pageSize}, auth: { kind: bearer, read: { secret: NHI_T } } }\nscope: [{ accounts: "user/bot-*", kinds: [user, login, group] }]\n`;
        putShuffled(
          place,
          [...base(target), ...names.map((name, at) => identity('desk', 'user', name, at, [`group/g${at % 7}`, `group/g${(at + 1) % 7}`]))],
          seed,
        );
        const text = await planned(place, { NHI_T: server.readToken, NHI_ORIGINS: JSON.stringify({ NHI_T: [server.origin] }) });
        expect(server.counts.writes).toBe(0);
        if (pageSize === 1) expect(server.counts.requests).toBeGreaterThan(23);
        texts.add(withoutPageSize(text).replaceAll(server.origin, 'http://server'));
      } finally {
        await server.close();
      }
    }
    alike(texts);
    expect([...texts][0]).toContain('desk/group/g3');
  });
});

describe.runIf(missing(18) === null)('PostgreSQL', () => {
  test('pages of every size', async () => {
    const server = await startPostgres({ version: 18 });
    try {
      const roles = names.map((name) => name.replace('-', '_'));
      await server.sql(
        'postgres',
        [
          ...roles.map((role, at) => `create role ${role} ${at % 3 === 0 ? 'nologin' : 'login'}`),
          ...[0, 1, 2, 3, 4].map((g) => `create role g${g}`),
          ...roles.map((role, at) => `grant g${at % 5} to ${role}`),
          ...roles.map((role) => `grant connect on database postgres to ${role}`),
          "create role nhi_reader login password 'only-for-tests-of-bytes'",
        ].join(';'),
      );
      const texts = new Set<string>();
      for (const pageSize of [1, 2, 7, 2000]) {
        using place = newPlace();
        const target = `kind: Target\nname: pg\nconnector: postgres\nowner: platform\nceiling: enforce\nconfig: { url: "${server.url}", databases: [postgres], pageSize: ${pageSize}, tls: { mode: disable }, auth: { read: { user: nhi_reader, secret: NHI_T } } }\nscope: [{ accounts: "user/bot_*", kinds: [login, role, privilege] }]\n`;
        putShuffled(
          place,
          [
            ...base(target),
            ...names.map((name, at) =>
              identity('pg', 'user', name, at, [`role/g${at % 5}`, `role/g${(at + 2) % 5}`]).replaceAll(
                `user/${name}`,
                `user/${name.replace('-', '_')}`,
              ),
            ),
          ],
          pageSize,
        );
        texts.add(
          withoutPageSize(await planned(place, { NHI_T: 'only-for-tests-of-bytes', NHI_ORIGINS: JSON.stringify({ NHI_T: [server.url] }) })),
        );
      }
      alike(texts);
      expect([...texts][0]).toContain('pg/role/g3');
    } finally {
      await server.close();
    }
  });
});
