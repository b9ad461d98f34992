/** The checks: what is measured, what it should be, above what it fails, and what bounds it. */
import { readFileSync, mkdirSync, writeFileSync, existsSync } from 'node:fs';
import path from 'node:path';
import { perIdentity, randomFrom, writeFolder } from './data-set.ts';
import { median, pairs, run, runs } from './run-process.ts';
import { startScimFake, type Seed } from './scim-fake.ts';
import { INSTANT, type Workbench } from './workbench.ts';

export interface Size {
  /** Entitlements of the data set. */
  readonly n: number;
  /** Counted pairs of runs. */
  readonly runs: number;
  /** So many times the gate of what a busy machine moves: 1 by hand. */
  readonly slack: number;
}

export interface Result {
  /** The ratio, the exponent, the milliseconds or the count that is judged. */
  readonly value: number;
  /** What stands behind it, for people. */
  readonly detail: string;
  /** Not measured now: from an earlier day. */
  readonly stored?: true;
}

export interface Check {
  readonly id: string;
  readonly what: string;
  readonly unit: '×' | 'ms' | 'exponent' | 'requests' | 's';
  readonly target: number;
  /** Above it, it fails; null: only told. */
  readonly gate: number | null;
  /** What bounds it. */
  readonly bound: string;
  /** It counts, and no machine moves it. */
  readonly isCount?: true;
  readonly measure: (bench: Workbench, size: Size) => Promise<Result>;
}

const ms = (n: number): string => (n >= 10_000 ? `${(n / 1000).toFixed(1)} s` : `${n.toFixed(n < 100 ? 1 : 0)} ms`);
const spread = ([low, high]: readonly [number, number]): string => `${low.toFixed(2)} to ${high.toFixed(2)}`;
const count = (n: number): string => n.toLocaleString('en-US');

/** 2: there are differences, which is what the data set is made for. */
const planCodes = [0, 2];

const planOf = (bench: Workbench, cwd: string, more: readonly string[] = []): Parameters<typeof runs>[0] => ({
  args: [bench.product, 'plan', '--quiet', '--at', INSTANT, '--state', 'state', '--format', 'json', '--out', 'plan.json', ...more],
  cwd,
});

const jsonPlan = (bench: Workbench, cwd: string): Parameters<typeof runs>[0] => ({
  args: [bench.inside, 'plan-json', 'policies.json', 'plan-json.json', INSTANT],
  cwd,
});

export async function planMs(bench: Workbench, n: number): Promise<number> {
  return (await runs(planOf(bench, await bench.data(n)), planCodes)).ms;
}

const planRatio: Check['measure'] = async (bench, { n, runs: times }) => {
  const cwd = await bench.data(n);
  const found = await pairs(
    times,
    async () => (await runs(planOf(bench, cwd), planCodes)).ms,
    async () => (await runs(jsonPlan(bench, cwd))).ms,
  );
  return { value: found.ratio, detail: `${ms(found.a)} : ${ms(found.b)}, ${spread(found.spread)}, N = ${count(n)}` };
};

const loadRatio: Check['measure'] = async (bench, { runs: times }) => {
  // Of fewer, what the machine code of both costs at first would be compared.
  const n = 100_000;
  const cwd = await bench.policies(n);
  const measured = [];
  for (let i = 0; i < times; i += 1) measured.push(await bench.measure(['load', 'policies', 'policies.json'], { cwd }));
  const [load, json] = [measured.map((m) => m['ms'] ?? 0), measured.map((m) => m['jsonMs'] ?? 0)];
  const ratio = median(load.map((x, i) => x / (json[i] ?? Number.NaN)));
  return { value: ratio, detail: `${ms(median(load))} : ${ms(median(json))}, N = ${count(n)}` };
};

/** One file in a hundred has a word that no schema knows. */
async function faultyFolder(bench: Workbench, n: number): Promise<string> {
  const cwd = await bench.policies(n);
  const faulty = path.join(cwd, 'faulty');
  if (existsSync(faulty)) return cwd;
  const texts = JSON.parse(readFileSync(path.join(cwd, 'policies.json'), 'utf8')) as readonly (readonly [string, unknown])[];
  const files = texts.map(([file], i): [string, string] => {
    const text = readFileSync(path.join(cwd, 'policies', file), 'utf8');
    return [file, i % 100 === 50 ? text.replace('directory: none', 'directry: none') : text];
  });
  writeFolder(faulty, new Map(files));
  return cwd;
}

const faultyRatio: Check['measure'] = async (bench, { n, runs: times }) => {
  const cwd = await faultyFolder(bench, n);
  let problems = 0;
  const found = await pairs(
    times,
    async () => {
      const measured = await bench.measure(['load', 'faulty'], { cwd });
      problems = measured['problems'] ?? 0;
      return measured['ms'] ?? 0;
    },
    async () => (await bench.measure(['load', 'policies'], { cwd }))['ms'] ?? 0,
  );
  if (problems < n / perIdentity / 100) throw new Error(`only ${problems} problems were told`);
  return { value: found.ratio, detail: `${ms(found.a)} : ${ms(found.b)}, ${count(problems)} problems told, N = ${count(n)}` };
};

const joinRatio: Check['measure'] = async (bench, { runs: times }) => {
  const n = 100_000;
  const measured = [];
  for (let i = 0; i < times; i += 1) measured.push(await bench.measure(['join', String(n)]));
  const [joined, slots] = [measured.map((m) => m['ms'] ?? 0), measured.map((m) => m['slotsMs'] ?? 0)];
  return {
    value: median(joined.map((x, i) => x / (slots[i] ?? Number.NaN))),
    detail: `${ms(median(joined))} : ${ms(median(slots))}, with names to ids and verdicts ${ms(median(measured.map((m) => m['wholeMs'] ?? 0)))}, N = ${count(n)}`,
  };
};

/** Of ten times as many: log10 of the ratio of the times. */
async function growth(times: number, small: () => Promise<number>, large: () => Promise<number>): Promise<Result> {
  const found = await pairs(times, large, small);
  return { value: Math.log10(found.ratio), detail: `${ms(found.b)} → ${ms(found.a)}` };
}

const joinGrowth: Check['measure'] = async (bench, { n, runs: times }) => {
  const join = async (size: number): Promise<number> => (await bench.measure(['join', String(size)]))['wholeMs'] ?? 0;
  const grown = await growth(
    times,
    () => join(n),
    () => join(n * 10),
  );
  return { ...grown, detail: `${grown.detail}, N = ${count(n)} → ${count(n * 10)}` };
};

const planGrowth: Check['measure'] = async (bench, { n, runs: times }) => {
  const grown = await growth(
    times,
    () => planMs(bench, n / 10),
    () => planMs(bench, n),
  );
  return { ...grown, detail: `${grown.detail}, N = ${count(n / 10)} → ${count(n)}` };
};

/** One YAML file of a thousand, as a user of terraform has it; state as after an apply, one in a hundred changed. */
const terraform: Check['measure'] = async (bench, { runs: times }) => {
  const n = 1000;
  const found = await run({ program: 'terraform', args: ['version'] }).catch(() => null);
  if (found === null || found.code !== 0)
    return { value: Number.NaN, detail: 'no terraform here; stored: 11.5 s for N = 1,000, measured 2026-11-24', stored: true };
  const cwd = path.join(bench.folder, 'terraform');
  mkdirSync(cwd, { recursive: true });
  const yaml = (changed: boolean): string =>
    Array.from(
      { length: n },
      (_, i) => `svc-${i}: { target: vault, identity: svc-${i}, kind: permission, name: p-${i}${changed && i % 100 === 0 ? '-x' : ''} }\n`,
    ).join('');
  writeFileSync(
    path.join(cwd, 'main.tf'),
    'locals { entitlements = yamldecode(file("entitlements.yaml")) }\nresource "terraform_data" "entitlement" {\n  for_each = local.entitlements\n  input    = each.value\n}\n',
  );
  const terraformed = { program: 'terraform', cwd, env: { TF_IN_AUTOMATION: '1', CHECKPOINT_DISABLE: '1' } };
  writeFileSync(path.join(cwd, 'entitlements.yaml'), yaml(false));
  await runs({ ...terraformed, args: ['init', '-input=false'] });
  await runs({ ...terraformed, args: ['apply', '-auto-approve', '-input=false', '-lock=false'] });
  writeFileSync(path.join(cwd, 'entitlements.yaml'), yaml(true));
  const data = await bench.data(n);
  const measured = await pairs(
    Math.min(times, 3),
    async () => (await runs({ ...terraformed, args: ['plan', '-refresh=false', '-input=false', '-lock=false'] })).ms,
    async () => (await runs(planOf(bench, data), planCodes)).ms,
  );
  return { value: measured.ratio, detail: `${ms(measured.a)} : ${ms(measured.b)}, N = ${count(n)}` };
};

const bare = async (): Promise<number> => (await runs({ args: ['-e', '0'] })).ms;

async function overBare(times: number, other: () => Promise<number>): Promise<Result> {
  const found = await pairs(times, other, bare);
  return { value: found.difference, detail: `${ms(found.a)}, bare Node.js ${ms(found.b)}` };
}

/** Until it says something: a policy of one file, read, parsed, checked. */
const firstLine: Check['measure'] = (bench, { runs: times }) => {
  const cwd = path.join(bench.folder, 'small');
  writeFolder(path.join(cwd, 'policies'), new Map([['nhi.yaml', 'kind: Settings\nversion: 1\n']]));
  return overBare(
    times * 2,
    async () => (await runs({ args: [bench.product, 'validate', '--state', 'state'], cwd })).firstMs ?? Number.NaN,
  );
};

const allOfGithub: Check['measure'] = (bench, { runs: times }) =>
  overBare(times * 2, async () => (await runs({ args: [bench.inside, 'github'] })).ms);

const bound = (origin: string): Record<string, string> => ({ NHI_ORIGINS: JSON.stringify({ NHI_BENCH: [origin] }), NHI_BENCH: 'bench' });

/** 20 ms an answer, 8 at once. */
const scimPages: Check['measure'] = async (bench, { runs: times }) => {
  const users = 100_000;
  const pageSize = 200;
  const delayMs = 20;
  await using fake = await startScimFake({ users, pageSize, delayMs });
  const ideal = (Math.ceil(users / pageSize) * delayMs) / 8;
  const taken: number[] = [];
  for (let i = 0; i < Math.max(3, times / 2); i += 1) {
    const read = await bench.measure(['scim', fake.url(0), String(pageSize)], { env: bound(fake.origin) });
    if (read['entries'] !== users * 2) throw new Error(`${read['entries']} entries of ${users * 2} came`);
    taken.push(read['ms'] ?? Number.NaN);
  }
  return { value: median(taken) / ideal, detail: `${ms(median(taken))} : ${ms(ideal)}, ${count(users)} users` };
};

const peakMemory: Check['measure'] = async (bench, { n, runs: times }) => {
  const cwd = await bench.data(n);
  const found = await pairs(
    Math.min(times, 5),
    async () => (await runs({ ...planOf(bench, cwd), memory: true }, planCodes)).peakMiB ?? Number.NaN,
    async () => (await runs({ ...jsonPlan(bench, cwd), memory: true })).peakMiB ?? Number.NaN,
  );
  return { value: found.ratio, detail: `${found.a.toFixed(0)} : ${found.b.toFixed(0)} MiB, N = ${count(n)}` };
};

const lastDigits = /"(?:readAt|commit)":\s*(?:\d+|"[^"]*")/g;

/** Files under other names, so read in another order, and live rows in another order: the same bytes. */
const sameBytes: Check['measure'] = async (bench, { n }) => {
  const cwd = await bench.data(n / 10);
  const live = path.join(cwd, 'live/vault.jsonl');
  const before = readFileSync(live, 'utf8');
  await runs(planOf(bench, cwd), planCodes);
  const first = readFileSync(path.join(cwd, 'plan.json'), 'utf8');
  const random = randomFrom(7);
  const shuffled = <T>(items: readonly T[]): T[] =>
    items
      .map((item) => [random(), item] as const)
      .toSorted((a, b) => a[0] - b[0])
      .map(([, item]) => item);
  const rows = before.trimEnd().split('\n');
  const texts = JSON.parse(readFileSync(path.join(cwd, 'policies.json'), 'utf8')) as readonly (readonly [string, unknown])[];
  const moved = texts.map(([file]): [string, string] => {
    const renamed = file.includes('/svc-') ? file.replace('/svc-', `/${Math.floor(random() * 1e9)}-svc-`) : file;
    return [renamed, readFileSync(path.join(cwd, 'policies', file), 'utf8')];
  });
  writeFolder(path.join(cwd, 'shuffled'), new Map(shuffled(moved)));
  writeFileSync(live, `${[...shuffled(rows.slice(0, -1)), rows.at(-1)].join('\n')}\n`);
  await runs(planOf(bench, cwd, ['--policies', 'shuffled']), planCodes);
  const second = readFileSync(path.join(cwd, 'plan.json'), 'utf8');
  writeFileSync(live, before);
  // The digest of the folder is over its paths too, so that alone differs.
  const isSame = first.replaceAll(lastDigits, '') === second.replaceAll(lastDigits, '');
  return { value: isSame ? 1 : 2, detail: `${count(first.length)} bytes ${isSame ? 'are identical' : 'DIFFER'}, N = ${count(n / 10)}` };
};

/** A policy with so many SCIM targets, watched only. */
function scimFolder(bench: Workbench, name: string, fakeUrls: readonly string[], pageSize: number, without: readonly string[]): string {
  const cwd = path.join(bench.folder, name);
  const targets = fakeUrls.map((url, i): [string, string] => [
    `targets/t${i}.yaml`,
    `kind: Target\nname: t${i}\nconnector: scim\nowner: bench\nconfig: { url: "${url}", pageSize: ${pageSize}, without: [${without.join(', ')}], auth: { kind: bearer, read: { secret: NHI_BENCH } } }\nscope:\n  - { accounts: ["user/svc-*"], kinds: [${['user', 'login', 'group'].filter((k) => !without.includes(k)).join(', ')}] }\n`,
  ]);
  writeFolder(
    path.join(cwd, 'policies'),
    new Map([['nhi.yaml', 'kind: Settings\nversion: 1\n'], ['team.yaml', 'kind: Team\nname: bench\ngithub: corp/bench\n'], ...targets]),
  );
  return cwd;
}

/** Requests of a detect in which nothing has changed since the one before, over those that the list needs. */
const requests =
  (seed: Omit<Seed, 'delayMs'>, without: readonly string[], least: number): Check['measure'] =>
  async (bench) => {
    await using fake = await startScimFake({ ...seed, delayMs: 0 });
    const cwd = scimFolder(bench, `requests-${without.length}`, [fake.url(0)], seed.pageSize, without);
    const command = (what: string): Parameters<typeof runs>[0] => ({
      args: [bench.product, what, '--quiet', '--state', 'state', ...(what === 'apply' ? ['--yes'] : [])],
      cwd,
      env: bound(fake.origin),
    });
    await runs(command('apply'), planCodes);
    await runs(command('detect'), planCodes);
    fake.requests = 0;
    await runs(command('detect'), planCodes);
    return {
      value: fake.requests / least,
      detail: `${fake.requests} : ${least} requests, ${count(seed.users)} users, ${seed.groups ?? 0} groups, ${seed.pageSize} a page`,
    };
  };

const manyTargets: Check['measure'] = async (bench, { runs: times }) => {
  const [targets, users, pageSize, delayMs] = [50, 1000, 100, 20];
  await using fake = await startScimFake({ users, pageSize, delayMs });
  const urls = Array.from({ length: targets }, (_, i) => fake.url(i));
  const cwd = scimFolder(bench, 'many', urls, pageSize, ['group', 'role', 'entitlement']);
  const detect = { args: [bench.product, 'detect', '--quiet', '--state', 'state'], cwd, env: bound(fake.origin) };
  await runs({ ...detect, args: [bench.product, 'apply', '--yes', '--quiet', '--state', 'state'] }, planCodes);
  const taken: number[] = [];
  for (let i = 0; i < Math.max(3, times / 3); i += 1) taken.push((await runs(detect, planCodes)).ms);
  return {
    value: median(taken) / 1000,
    detail: `${targets} targets of ${count(users * 2)} entries, ${(targets * users) / pageSize} answers of ${delayMs} ms`,
  };
};

const firstProgress: Check['measure'] = async (bench, { n, runs: times }) => {
  const cwd = await bench.data(n);
  const taken: number[] = [];
  for (let i = 0; i < Math.min(times, 5); i += 1) taken.push((await bench.measure(['first-progress'], { cwd }))['ms'] ?? Number.NaN);
  return { value: median(taken), detail: `since the process began, N = ${count(n)}` };
};

export const checks: readonly Check[] = [
  {
    id: 'R1',
    what: 'plan from YAML ÷ the same plan with the policy as one JSON',
    unit: '×',
    target: 2,
    gate: 3,
    bound: 'the YAML parser; the rest of both is the state, the read and the join',
    measure: planRatio,
  },
  {
    id: 'R2',
    what: 'reading, parsing and checking the policy ÷ JSON.parse of the same data',
    unit: '×',
    target: 6,
    gate: 18,
    bound:
      'the events of the YAML parser alone are 4 ×, opening 10,000 files 2 ×; then places for messages, the schema, the search for secrets',
    measure: loadRatio,
  },
  {
    id: 'R3',
    what: 'the same with 1 % faulty files and all positions told ÷ without faults',
    unit: '×',
    target: 1.1,
    gate: 1.3,
    bound: 'nothing is read twice: offsets are kept, lines are counted for what is told',
    measure: faultyRatio,
  },
  {
    id: 'R4',
    what: 'join of approved and live ÷ a Map of what is approved alone',
    unit: '×',
    target: 3,
    gate: 4.5,
    bound: 'a key of text for each row of both sides, and one item for each entitlement',
    measure: joinRatio,
  },
  {
    id: 'R5',
    what: 'growth of the join, ten times as many',
    unit: 'exponent',
    target: 1.05,
    gate: 1.15,
    bound: 'one pass over hash tables, one sort',
    measure: joinGrowth,
  },
  {
    id: 'R6',
    what: 'growth of the whole plan, ten times as many',
    unit: 'exponent',
    target: 1,
    gate: 1.1,
    bound: 'every step is a pass; the collector works more in a larger heap',
    measure: planGrowth,
  },
  {
    id: 'R7',
    what: 'terraform plan -refresh=false of one YAML file of 1,000 ÷ plan of 1,000',
    unit: '×',
    target: 80,
    gate: null,
    bound: "terraform's for_each over one large object grows with the square; not its providers",
    measure: terraform,
  },
  {
    id: 'R8',
    what: 'first line over bare Node.js',
    unit: 'ms',
    target: 40,
    gate: 70,
    bound: 'loading the command line, the YAML parser and the compiled schema',
    measure: firstLine,
  },
  {
    id: 'R9',
    what: 'everything for GitHub loaded, over bare Node.js',
    unit: 'ms',
    target: 160,
    gate: 220,
    bound: '@actions/core and its HTTP client',
    measure: allOfGithub,
  },
  {
    id: 'R10',
    what: 'SCIM users in pages of 20 ms, eight at once ÷ ideal',
    unit: '×',
    target: 1.3,
    gate: 1.6,
    bound: 'the first page alone tells how many there are; parsing takes turns with waiting',
    measure: scimPages,
  },
  {
    id: 'R11',
    what: 'peak memory of a plan ÷ the same with the policy as one JSON',
    unit: '×',
    target: 1.2,
    gate: 1.5,
    bound: 'documents with their places, until all identities are compiled',
    measure: peakMemory,
  },
  {
    id: 'R12',
    what: 'bytes of a plan, files and live rows shuffled: 1 = identical',
    unit: '×',
    target: 1,
    gate: 1,
    bound: 'a total order',
    isCount: true,
    measure: sameBytes,
  },
  {
    id: 'A1',
    what: 'requests of a quiet round ÷ the least, accounts only',
    unit: '×',
    target: 1,
    gate: 1,
    bound: 'a proof needs the whole list, so a quiet round asks for what a first one asks',
    isCount: true,
    measure: requests({ users: 2000, pageSize: 100 }, ['group', 'role', 'entitlement'], 20),
  },
  {
    id: 'A2',
    what: 'requests of a quiet round ÷ the least, with groups',
    unit: '×',
    target: 1,
    gate: 1.2,
    bound: 'least: each list once and each group once, since servers cut the members that a list shows',
    isCount: true,
    measure: requests({ users: 2000, groups: 50, pageSize: 100 }, ['role', 'entitlement'], 20 + 1 + 50),
  },
  {
    id: 'A3',
    what: 'detect over 50 targets of 2,000 entries, 20 ms an answer',
    unit: 's',
    target: 3,
    gate: null,
    bound: 'eight targets at once, ten pages each: 0.4 s of waiting; the rest is one processor at work on 100,000 entries',
    measure: manyTargets,
  },
  {
    id: 'A4',
    what: 'first line of progress of a plan',
    unit: 'ms',
    target: 150,
    gate: 400,
    bound: 'loading the runs; it is told before the policy is read',
    measure: firstProgress,
  },
];
