/** What the benchmark measures inside a fresh process: bundled like the product, from the same sources. Prints one line of JSON. */
import { readFileSync, writeFileSync } from 'node:fs';
import { registry } from '../src/connectors/registry.ts';
import { kinds as fileKinds } from '../src/connectors/file/kinds.ts';
import type { Live } from '../src/model/entitlement.ts';
import { keyOf } from '../src/model/key.ts';
import type { Declared } from '../src/model/policy.ts';
import { see } from '../src/model/sight.ts';
import type { Approved, TargetState } from '../src/model/state.ts';
import { resolve } from '../src/plan/resolve.ts';
import { judge } from '../src/plan/verdict.ts';
import { compileParsed, parseAll } from '../src/policy/compile.ts';
import { sortDocuments } from '../src/policy/documents.ts';
import type { ParsedFile } from '../src/policy/parse.ts';
import { makeReport } from '../src/policy/problems.ts';
import { readPolicyFolder } from '../src/policy/read.ts';
import { planJson } from '../src/report/plan-json.ts';
import { newState } from '../src/review/approve.ts';
import { connectionTo, connectorKinds, read } from '../src/runs/connections.ts';
import type { Host } from '../src/runs/host.ts';
import { plan } from '../src/runs/plan.ts';
import { folderStore } from '../src/state/folder.ts';
import { config, linesOf } from './data-set.ts';

const host = (now: number | null): Host => ({
  now: now === null ? Date.now : () => now,
  pause: (ms) => new Promise((done) => setTimeout(done, ms)),
  random: Math.random,
  uuid: () => crypto.randomUUID(),
  connectors: registry,
  fetch,
  signal: new AbortController().signal,
  secretValue: async () => 'bench',
  origins: JSON.parse(process.env['NHI_ORIGINS'] ?? 'null') as Host['origins'],
  fileRoot: process.cwd(),
  user: 'bench',
  mostMode: 'enforce',
  runId: 'bench',
  tell: () => undefined,
});

/** In milliseconds of this thread: what else the machine does at the time does not count. */
function timed<T>(work: () => T): readonly [number, T] {
  const began = process.threadCpuUsage();
  const made = work();
  const { user, system } = process.threadCpuUsage(began);
  return [(user + system) / 1000, made];
}

/** The same plan as the product makes, but with the policy as one JSON: what all else costs. */
async function planFromJson(file: string, out: string, now: string): Promise<object> {
  const documents = JSON.parse(readFileSync(file, 'utf8')) as readonly (readonly [string, readonly unknown[]])[];
  const parsed = documents.map(([path, values]): ParsedFile => {
    const source = { path, text: '', places: new Map() };
    return { source, documents: values.map((value) => ({ source, value })), readable: true };
  });
  const kinds = await connectorKinds(['file'], registry);
  const report = makeReport();
  const { declared } = compileParsed(parsed, (name) => kinds.get(name), report);
  const policy = { declared, problems: [], hasErrors: false, commit: 'folder:json', files: parsed.length };
  const at = Date.parse(now);
  const planned = await plan(policy, folderStore({ folder: 'state', now: () => at }), host(at), null);
  writeFileSync(out, planJson(planned.report.plan, planned.kinds));
  return { entries: declared.entries.size };
}

/** A policy folder as one JSON: path and the values of its documents. */
function toJson(folder: string, out: string): object {
  const parsed = parseAll(readPolicyFolder(folder).files, makeReport());
  writeFileSync(out, JSON.stringify(parsed.map((file) => [file.source.path, file.documents.map((d) => d.value)])));
  return { files: parsed.length };
}

/** Read, parse and validate; all positions of what is wrong with it. `json`: the same data, parsed only. */
function load(folder: string, json: string | undefined): object {
  const text = json === undefined ? null : readFileSync(json, 'utf8');
  const [jsonMs] = timed(() => (text === null ? null : (JSON.parse(text) as unknown)));
  const [ms, problems] = timed(() => {
    const report = makeReport();
    sortDocuments(parseAll(readPolicyFolder(folder).files, report), report);
    return report.findings().length;
  });
  return { ms, jsonMs, problems };
}

function stateOf(entitlements: number): { readonly state: TargetState; readonly live: Live } {
  const policy = {
    name: 'vault',
    connector: 'file',
    owner: 'team-0',
    lifecycle: null,
    ceiling: 'enforce',
    scopes: [{ kinds: ['permission'], accounts: ['account/svc-*'] }],
    drift: { unauthorized: { do: 'revoke', after: 1 }, missing: { do: 'propose', after: 1 }, altered: { do: 'propose', after: 1 } },
    giveBack: 'propose',
    limits: { revoke: 10, revokePercent: 20, offboard: 5, grantPrivileged: 5 },
    privileged: [],
    protected: [],
    withinSeconds: 3600,
    config,
  } as const;
  const lines = linesOf(entitlements);
  const by = { authority: 'review', source: 'bench', at: 0 } as const;
  const approved = lines.flat().flatMap(({ account, name, path, ttl, part }): readonly Approved[] => {
    if (part === 'new') return [];
    const entry = { target: 'vault', account: `account/${account}`, kind: 'permission', name, facets: {}, facts: { path, ttl } };
    const open = { mandate: null, withheld: null, startedAt: null, wave: null };
    return [{ key: keyOf(entry), entry, last: entry, identity: account, terms: [{}], roles: [], by, ...open }];
  });
  const entries = lines.flat().flatMap(({ account, name, path, ttl, part }) => {
    const facts = { path, ttl: part === 'altered' ? '720h' : ttl };
    return part === 'missing' ? [] : [{ target: 'vault', account, kind: 'permission', name, facets: {}, facts }];
  });
  const names = lines.flatMap(([first]) => (first === undefined ? [] : [first.account]));
  const accounts = names.map((name) => ({ account: `account/${name}`, id: name, identity: name, disowned: null, released: null }));
  const proof = { read: entries.length, claimed: entries.length, by: 'count' } as const;
  const empty = newState({ compiler: '', settings: {} } as unknown as Declared, policy);
  return {
    state: { ...empty, policy, approved, accounts },
    live: {
      begunAt: 0,
      endedAt: 0,
      only: null,
      entries: entries.toReversed(),
      refs: names.map((name) => ({ kind: 'account', id: name, name })),
      proofs: { permission: proof, account: proof },
      own: [],
      error: null,
    },
  };
}

/** Rows and live side by side, against a Map of the rows alone; beside it what comes before and after: names to ids, verdicts. */
function join(entitlements: number): object {
  const { state, live } = stateOf(entitlements);
  const kinds = new Map(fileKinds.kinds(config).map((kind) => [kind.name, kind]));
  const nothing = { withheld: new Map(), kept: new Map(), unsure: new Set<string>(), findings: [] };
  const [slotsMs, slots] = timed(() => {
    const found = new Map<string, { readonly declared: Approved; readonly live: null; readonly approved: null }>();
    for (const row of state.approved) found.set(keyOf(row.last), { declared: row, live: null, approved: null });
    return found.size;
  });
  const [resolveMs, resolved] = timed(() => resolve(state, live, kinds));
  const [ms, sight] = timed(() => see(resolved.state, resolved.found, live, kinds));
  const [judgeMs, judged] = timed(() => judge(resolved.state, sight.items, nothing, 0));
  return { ms, slotsMs, wholeMs: resolveMs + ms + judgeMs, slots, differ: judged.filter((j) => j.want !== null).length };
}

/** One whole read of a SCIM target, as a round makes it. */
async function scim(url: string, pageSize: string): Promise<object> {
  const at = host(null);
  const auth = { kind: 'bearer', read: { secret: 'NHI_BENCH' } };
  const without = ['group', 'role', 'entitlement'];
  const target = { name: 'bench', connector: 'scim', config: { url, auth, without, pageSize: Number(pageSize) } };
  const connection = await connectionTo(target as unknown as Parameters<typeof connectionTo>[0], at);
  const began = performance.now();
  const live = await read(connection, at);
  return { ms: performance.now() - began, entries: live.entries.length, error: live.error };
}

/** Since the process began: when a terminal would show that something is going on. */
async function firstProgress(): Promise<object> {
  let ms: number | null = null;
  const { planCommand } = await import('../src/runs/commands.ts');
  const { plainPaint } = await import('../src/report/terminal-layout.ts');
  const at = { ...host(null), tell: () => void (ms ??= performance.now()) };
  await planCommand({ policies: 'policies', state: 'state', sealKey: null, only: null, format: 'json', paint: plainPaint, host: at });
  return { ms };
}

/** Everything that the Action may ever load. */
async function github(): Promise<object> {
  await Promise.all([import('../src/action.ts'), import('../src/github/client.ts'), import('../src/runs/commands.ts')]);
  const { clientFor } = await import('../src/github/client.ts');
  return { client: typeof clientFor({ token: '', apiUrl: 'https://api.github.com' }).rest };
}

const [what, ...rest] = process.argv.slice(2);
const [first = '', second = '', third = ''] = rest;
const works: Readonly<Record<string, () => object | Promise<object>>> = {
  'plan-json': () => planFromJson(first, second, third),
  'to-json': () => toJson(first, second),
  load: () => load(first, rest[1]),
  join: () => join(Number(first)),
  scim: () => scim(first, second),
  'first-progress': firstProgress,
  github,
};
const work = works[what ?? ''];
if (work === undefined) throw new Error(`nothing is called ${what}`);
process.stdout.write(`${JSON.stringify(await work())}\n`);
