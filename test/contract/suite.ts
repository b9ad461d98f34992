/**
 * One suite for every connector: what the rest of the program takes for granted of it.
 *
 * To plug one in, write `test/contract/<connector>.test.ts` that calls `contractSuite(name, subject)` once for each profile
 * or server version worth its own run. A subject brings:
 *  - `start`: a fresh, empty world for one test. Over HTTP that is a loopback server with a proxy before it which can cut
 *    the n-th answer, answer 401, 403, 429 or 503, and counts requests whose method writes; over SQL a database whose
 *    statement log is counted. `put` and `take` act on the server by hand, past the connector.
 *  - `seed`: declared entries, in words (`account: 'type/name'`), at least one of each kind that can be put there, and all
 *    that these accounts then hold: a server that makes every new account able to log in shows a login too.
 *  - `samples`: one change for each verb of each kind, in words. The suite brings about what must be there before.
 *  - `hostile`: entries with names that break naive encoding; `HOSTILE_NAMES` is the list, less what the target cannot hold.
 *  - `failures` (from beside the connector's kinds) and `faults`: a way, or several, to provoke each of its codes.
 *
 * All words become ids by the Refs of a read, as the planner does it; no test knows a connector's ids.
 */
import { inspect } from 'node:util';
import { describe, expect, it } from 'vitest';
import { collect } from '../../src/connectors/kit/collect.ts';
import type { Connect, ConnectorKinds, Page, Ports, Reader, Writer } from '../../src/connectors/kit/contract.ts';
import { ConnectorError } from '../../src/connectors/kit/errors.ts';
import { digestOf } from '../../src/model/digest.ts';
import type { ConnectorErrorCode, Entitlement, Kind, Live, Proof, Text, Verb } from '../../src/model/entitlement.ts';
import { accountWords, keyOf } from '../../src/model/key.ts';
import { canonicalJson, sortedBy } from '../../src/model/order.ts';
import type { Change } from '../../src/model/plan.ts';
import type { Looked } from '../../src/runs/reconcile.ts';
import { engineFor } from './engine.ts';

/** An entry as a policy declares it: account in words, names as people see them. */
export type Words = Omit<Entitlement, 'target' | 'seen'>;

/** `before`, of an adjust: the facts that it starts from. */
export interface Sample {
  readonly verb: Verb;
  readonly entry: Words;
  readonly before?: Text;
}

export interface World extends AsyncDisposable {
  readonly target: string;
  readonly config: unknown;
  readonly ports: Ports;
  /** By hand, past the connector; accounts and referred objects are made where they are missing. */
  put(entries: readonly Words[]): Promise<void>;
  take(entries: readonly Words[]): Promise<void>;
  /** Writing requests, statements or file changes that the target saw so far, also those by hand. */
  countWrites(): Promise<number> | number;
  /** The same target, read in pages of this size. */
  readonly pageSizes?: { readonly sizes: readonly number[]; readonly configFor: (size: number) => unknown };
  /** Where one whole read of it as it stands can be cut off; each cut lasts until it is disposed of. */
  cuts?(): Promise<readonly (() => Promise<AsyncDisposable>)[]>;
}

/** In a fresh world that holds the seed. `provoke` may give the step to apply in place of the first sample. */
export interface Fault {
  readonly on: 'read' | 'apply';
  readonly provoke: (world: World) => Promise<readonly [Change, ...Change[]] | void>;
}

export interface Subject {
  readonly kinds: ConnectorKinds;
  readonly connect: Connect;
  readonly start: () => Promise<World>;
  readonly seed: readonly Words[];
  readonly samples: readonly Sample[];
  readonly hostile: readonly Words[];
  readonly failures: Readonly<Partial<Record<ConnectorErrorCode, string>>>;
  readonly faults: Readonly<Partial<Record<ConnectorErrorCode, Fault | readonly Fault[]>>>;
  /** Secrets that `ports.secret` gives out: they may stand nowhere. */
  readonly canaries: readonly string[];
  /** Names of secrets that only a writer may ask for. */
  readonly writeSecrets?: readonly string[];
}

export const HOSTILE_NAMES: readonly string[] = [
  'with space',
  ' edges ',
  'a/b/../c',
  '..',
  'quote"double',
  "quote'single",
  "x'; DROP TABLE users; --",
  'percent%2Fencoded%00',
  'a&b=c?d#e',
  'back\\slash',
  'semi;colon,comma',
  '*',
  '(objectClass=*)',
  '$(id) `id`',
  '{{7*7}} ${x}',
  '<script>alert(1)</script>',
  '::set-output name=x::y',
  'line\nbreak',
  'tab\tand\rreturn',
  'null\u0000byte',
  'ünïcödé 漢字 🤖',
  'right\u202eto left',
  'zero\u200bwidth',
  'I\u0130i\u0131',
  '__proto__',
  'constructor',
  'true',
  '0123',
  '-dash',
  '@at',
  '=1+1',
  'long-'.repeat(12),
];

/** A change as plan and apply would hand it to a writer. */
export function changeOf({ verb, entry, before }: { readonly verb: Verb; readonly entry: Entitlement; readonly before?: Text }): Change {
  const live = verb === 'grant' ? null : { ...entry, facts: before ?? entry.facts };
  return {
    id: digestOf([verb, entry, live]),
    verb,
    key: keyOf(entry),
    identity: 'contract-suite',
    entry,
    label: `contract-suite ${entry.kind}`,
    before: live,
    because: { authority: 'review', source: 'suite', at: 0 },
    verdict: verb === 'grant' ? 'toGrant' : verb === 'revoke' ? 'toRevoke' : 'toAdjust',
    mode: 'enforce',
    needs: [],
    risk: 'low',
  };
}

const plain = (value: unknown): unknown => JSON.parse(canonicalJson(value));

/** A sentence that begins "it", and what shows it. `run` may say why there was nothing to show. */
export interface Check {
  readonly name: string;
  readonly run: () => Promise<string | void>;
}

export function contractSuite(name: string, subject: Subject): void {
  describe(`${name} keeps the contract`, () => {
    it.for(contractChecks(subject))('$name', async ({ run }, test) => {
      const nothing = await run();
      // A promise that this connector never makes is kept; the report says why there was nothing to show.
      if (typeof nothing === 'string') await test.annotate(nothing);
    });
  });
}

/** In the order in which they must run: the last one searches all that the others were told. */
export function contractChecks(subject: Subject): readonly Check[] {
  const checks: Check[] = [];
  const check = (name: string, run: Check['run']): void => void checks.push({ name, run });
  const kindsFor = (world: World): ReadonlyMap<string, Kind> => new Map(subject.kinds.kinds(world.config).map((kind) => [kind.name, kind]));
  /** All that came out of the connector, searched for canaries at the end. */
  const told: string[] = [];

  // ---- reading

  async function readWith(world: World, config: unknown, only?: readonly string[]): Promise<Live> {
    await using reader = subject.connect.reader(world.target, config, world.ports);
    const live = await collect(reader, { target: world.target, now: () => 0, ...(only === undefined ? {} : { only }) });
    told.push(JSON.stringify(live));
    return live;
  }
  const read = async (world: World): Promise<Live> => {
    const live = await readWith(world, world.config);
    expect(live.error).toBeNull();
    return live;
  };

  // ---- words and ids, by the Refs of a read

  const isAccountKind = (kinds: ReadonlyMap<string, Kind>, kind: string): boolean => kinds.get(kind)?.role === 'account';
  const namedAsAccount = (kind: Kind | undefined): boolean => kind?.role === 'account' || kind?.role === 'login';

  function inWords(world: World, live: Live, entry: Entitlement): Entitlement {
    const kinds = kindsFor(world);
    const kind = kinds.get(entry.kind);
    const account = live.refs.find((ref) => isAccountKind(kinds, ref.kind) && ref.id === entry.account);
    expect(account, `a Ref of ${entry.account}`).toBeDefined();
    const referred = live.refs.find((ref) => ref.kind === kind?.refersTo && ref.id === entry.name);
    if (kind?.refersTo !== undefined) expect(referred, `a Ref of ${entry.name}`).toBeDefined();
    const { seen: _, ...rest } = entry;
    return {
      ...rest,
      account: accountWords({ type: account?.kind ?? '', name: account?.name ?? '' }),
      name: (namedAsAccount(kind) ? account?.name : referred?.name) ?? entry.name,
    };
  }

  function inIds(world: World, live: Live, verb: Verb, { account, kind: kindName, name, facets, facts }: Words): Entitlement {
    const kinds = kindsFor(world);
    const kind = kinds.get(kindName);
    const base = { target: world.target, kind: kindName, facets, facts };
    // Granting an account creates it: there is no id yet.
    if (kind?.role === 'account' && verb === 'grant') return { ...base, account, name };
    const id = live.refs.find((ref) => isAccountKind(kinds, ref.kind) && accountWords({ type: ref.kind, name: ref.name }) === account)?.id;
    expect(id, `the id of ${account}`).toBeDefined();
    const referred = live.refs.find((ref) => ref.kind === kind?.refersTo && ref.name === name)?.id;
    return { ...base, account: id ?? '', name: namedAsAccount(kind) ? (id ?? '') : (referred ?? name) };
  }

  /** Live, as words, of the accounts that the suite put there: a server has principals of its own. */
  function wordsOf(world: World, live: Live, accounts: ReadonlySet<string>): Entitlement[] {
    return live.entries.map((entry) => inWords(world, live, entry)).filter((entry) => accounts.has(entry.account));
  }

  function canonical(world: World, words: Words): Entitlement {
    const found = subject.kinds.canonical({ ...words, target: world.target });
    if ('refused' in found) throw new Error(`canonical refused ${JSON.stringify(words)}: ${found.refused}`);
    return found;
  }

  /** Live may carry more facts than are declared. */
  function expectThere(world: World, found: readonly Entitlement[], words: Words): void {
    const wanted = canonical(world, words);
    const entry = found.find((e) => keyOf(e) === keyOf(wanted));
    expect(entry, `${JSON.stringify(words)} is live`).toBeDefined();
    expect(entry?.facts).toMatchObject(wanted.facts);
  }

  // ---- writing

  async function apply(world: World, step: readonly [Change, ...Change[]]) {
    await using writer = subject.connect.writer(world.target, world.config, world.ports);
    return await applyBy(writer, step);
  }
  async function applyBy(writer: Writer, step: readonly [Change, ...Change[]]) {
    try {
      const outcomes = await writer.apply(step);
      told.push(JSON.stringify(outcomes));
      return outcomes;
    } catch (error) {
      told.push(inspect(error, { depth: 10 }), String((error as Error).stack));
      throw error;
    }
  }

  const started = async (): Promise<World> => {
    const world = await subject.start();
    await world.put(subject.seed);
    return world;
  };
  const accountsOf = (words: readonly Words[]): ReadonlySet<string> => new Set(words.map((w) => w.account));
  const seeded = accountsOf(subject.seed);

  function expectMessage(world: World, message: string): void {
    expect(message.startsWith(`${world.target}: `)).toBe(true);
    expect(message).not.toMatch(/[\n\r\u001b]/);
  }

  check('its config is one that its schema takes, and its kinds are the same each time', async () => {
    await using probe = await subject.start();
    expect(subject.kinds.checkConfig(probe.config)).toBe(true);
    expect(subject.kinds.kinds(probe.config)).toEqual(subject.kinds.kinds(structuredClone(probe.config)));
    expect(structuredClone(subject.kinds.kinds(probe.config))).toEqual(subject.kinds.kinds(probe.config));
    expect(subject.kinds.checkConfig({})).toBe(false);
  });

  check('a reader and a writer do nothing before they are asked', async () => {
    await using probe = await subject.start();
    const touched: string[] = [];
    const ports: Ports = {
      ...probe.ports,
      fetch: async () => {
        touched.push('fetch');
        throw new Error('touched');
      },
      secret: async () => {
        touched.push('secret');
        throw new Error('touched');
      },
    };
    await using _reader = subject.connect.reader(probe.target, probe.config, ports);
    await using _writer = subject.connect.writer(probe.target, probe.config, ports);
    expect(touched).toEqual([]);
  });

  check('a read shows the seed, proves every kind, and writes nothing', async () => {
    await using world = await started();
    const asked: string[] = [];
    const secret: Ports['secret'] = (secretName, origin) => {
      asked.push(secretName);
      return world.ports.secret(secretName, origin);
    };
    const before = await world.countWrites();
    await using reader = subject.connect.reader(world.target, world.config, { ...world.ports, secret });
    const live = await collect(reader, { target: world.target, now: () => 0 });
    expect(live.error).toBeNull();
    expect(await world.countWrites()).toBe(before);
    expect(asked.filter((secretName) => subject.writeSecrets?.includes(secretName))).toEqual([]);
    expect(Object.keys(live.proofs)).toEqual([...kindsFor(world).keys()].sort());
    const found = wordsOf(world, live, seeded);
    for (const words of subject.seed) expectThere(world, found, words);
    expect(found.map(keyOf).sort()).toEqual([...new Set(subject.seed.map((words) => keyOf(canonical(world, words))))].sort());
  });

  check('what it reads is spelled as canonical spells it', async () => {
    await using world = await started();
    await world.put(subject.hostile);
    const live = await read(world);
    for (const entry of live.entries) {
      const words = inWords(world, live, entry);
      expect(subject.kinds.canonical(words)).toEqual(words);
    }
    for (const words of subject.seed) expect(subject.kinds.canonical(canonical(world, words))).toEqual(canonical(world, words));
  });

  check('every live account has a Ref, and no id stands for two', async () => {
    await using world = await started();
    const live = await read(world);
    const kinds = kindsFor(world);
    const ids = live.refs.filter((ref) => isAccountKind(kinds, ref.kind)).map((ref) => ref.id);
    expect(new Set(ids).size).toBe(ids.length);
    for (const entry of live.entries) expect(ids).toContain(entry.account);
    for (const entry of live.entries.filter((e) => namedAsAccount(kinds.get(e.kind)))) expect(entry.name).toBe(entry.account);
    for (const entry of live.entries) {
      expect(entry.target).toBe(world.target);
      expect(Object.keys(entry.facets).filter((facet) => !kinds.get(entry.kind)?.facets.includes(facet))).toEqual([]);
      expect(Object.keys(entry.facts).filter((fact) => kinds.get(entry.kind)?.facts[fact] === undefined)).toEqual([]);
    }
  });

  check('shuffled pages of any size give the same bytes', async () => {
    await using world = await started();
    await using reader = subject.connect.reader(world.target, world.config, world.ports);
    const pages: Page[] = [];
    const stream = reader.read();
    let last = await stream.next();
    for (; last.done !== true; last = await stream.next()) pages.push(last.value);
    const whole = canonicalJson(await collect(replayed(pages, last.value), { target: world.target, now: () => 0 }));
    const single: Page[] = pages.flatMap((page) => [
      ...page.entries.map((entry) => ({ entries: [entry], refs: [] })),
      ...page.refs.map((ref) => ({ entries: [], refs: [ref] })),
      { entries: [], refs: [], own: page.own ?? [], unproven: page.unproven ?? {} },
    ]);
    for (const by of [1, 2, 3]) {
      const shuffled = sortedBy(single, (page) => digestOf([by, page]));
      expect(canonicalJson(await collect(replayed(shuffled, last.value), { target: world.target, now: () => 0 }))).toBe(whole);
    }
  });

  check('the size of its pages does not show', async () => {
    await using world = await started();
    if (world.pageSizes === undefined) return 'this connector reads no pages';
    const whole = plain({ ...(await read(world)), proofs: null });
    for (const size of world.pageSizes.sizes) {
      const live = await readWith(world, world.pageSizes.configFor(size));
      expect(live.error).toBeNull();
      expect(plain({ ...live, proofs: null })).toEqual(whole);
    }
    return undefined;
  });

  check('a read of some accounts shows these and no others, as the whole read does', async () => {
    await using world = await started();
    const live = await read(world);
    const ids = [...new Set(live.entries.filter((e) => seeded.has(inWords(world, live, e).account)).map((e) => e.account))];
    for (const only of [ids.slice(0, 1), ids]) {
      const part = await readWith(world, world.config, only);
      expect(part.error).toBeNull();
      expect(part.only).toEqual([...only].sort());
      expect(plain(part.entries)).toEqual(plain(live.entries.filter((e) => only.includes(e.account))));
      expect(Object.keys(part.proofs)).toEqual(Object.keys(live.proofs));
      for (const id of only) expect(part.refs.map((ref) => ref.id)).toContain(id);
    }
  });

  check('what is done by hand is seen', async () => {
    await using world = await started();
    const there = subject.seed.filter((words) => kindsFor(world).get(words.kind)?.role === 'grant');
    await world.take(there);
    const live = await read(world);
    const keys = wordsOf(world, live, seeded).map(keyOf);
    for (const words of there) expect(keys).not.toContain(keyOf(canonical(world, words)));
    await world.put(there);
    const found = wordsOf(world, await read(world), seeded);
    for (const words of there) expectThere(world, found, words);
  });

  check('cut off anywhere, it proves nothing that is not so', async () => {
    await using world = await started();
    if (world.cuts === undefined) return 'nothing to cut';
    const whole = await read(world);
    const cuts = await world.cuts();
    expect(cuts.length).toBeGreaterThan(0);
    for (const [i, cut] of cuts.entries()) {
      await using _ = await cut();
      const live = await readWith(world, world.config);
      expect(live.error, `cut ${i} is noticed`).not.toBeNull();
      const proven = Object.keys(live.proofs);
      expect(proven.length, `cut ${i} leaves a kind unproven`).toBeLessThan(Object.keys(whole.proofs).length);
      for (const kind of proven)
        expect(plain(live.entries.filter((e) => e.kind === kind))).toEqual(plain(whole.entries.filter((e) => e.kind === kind)));
    }
    expect(plain(await read(world))).toEqual(plain(whole));
    return undefined;
  });

  check('hostile names come back as they are', async () => {
    await using world = await started();
    await world.put(subject.hostile);
    const accounts = accountsOf(subject.hostile);
    const found = wordsOf(world, await read(world), accounts);
    for (const words of subject.hostile) expectThere(world, found, words);

    // Taken one by one: had one of them taken another along, that one would be unchanged. Ids outlive what is taken.
    const live = await read(world);
    await using writer = subject.connect.writer(world.target, world.config, world.ports);
    for (const verb of ['revoke', 'grant'] as const) {
      const those = subject.hostile.filter((words) => {
        const kind = kindsFor(world).get(words.kind);
        return kind?.role === 'grant' && kind.verbs.includes('revoke') && kind.verbs.includes('grant');
      });
      for (const words of those) {
        const [outcome] = await applyBy(writer, [changeOf({ verb, entry: inIds(world, live, verb, canonical(world, words)) })]);
        expect(outcome?.outcome, `${verb} ${JSON.stringify(words)}`).toBe('changed');
      }
      const keys = new Set(wordsOf(world, await read(world), accounts).map(keyOf));
      expect(those.filter((words) => keys.has(keyOf(canonical(world, words))))).toEqual(verb === 'grant' ? those : []);
    }
    const after = wordsOf(world, await read(world), accounts);
    expect(plain(after)).toEqual(plain(found));
  });

  check('there is a sample of every verb of every kind', async () => {
    await using probe = await subject.start();
    const declared = [...kindsFor(probe).values()].flatMap((kind) => kind.verbs.map((verb) => `${verb} ${kind.name}`));
    expect([...new Set(subject.samples.map(({ verb, entry }) => `${verb} ${entry.kind}`))].sort()).toEqual(declared.sort());
  });

  for (const sample of subject.samples)
    check(`${sample.verb} ${sample.entry.kind} ${sample.entry.name}: shown by a fresh read, and unchanged when repeated`, async () => {
      await using world = await started();
      const kind = kindsFor(world).get(sample.entry.kind);
      if (sample.verb !== 'grant') await world.put([{ ...sample.entry, facts: sample.before ?? sample.entry.facts }]);
      const before = await read(world);
      const words = canonical(world, sample.entry);
      const change = changeOf({
        verb: sample.verb,
        entry: inIds(world, before, sample.verb, words),
        ...(sample.before === undefined ? {} : { before: sample.before }),
      });

      const [first] = await apply(world, [change]);
      expect(first).toMatchObject({ change: change.id, outcome: 'changed' });
      expect(first?.settlesInSeconds).toBeGreaterThanOrEqual(kind?.settlesInSeconds ?? 0);

      const after = await read(world);
      const found = wordsOf(world, after, new Set([words.account]));
      if (sample.verb === 'revoke') expect(found.map(keyOf)).not.toContain(keyOf(words));
      else expectThere(world, found, words);
      // Nothing else moved; an account may bring or take things of its own with it.
      const rest = (live: Live) =>
        plain(
          live.entries.filter((e) =>
            kind?.role === 'account' ? inWords(world, live, e).account !== words.account : keyOf(inWords(world, live, e)) !== keyOf(words),
          ),
        );
      expect(rest(after)).toEqual(rest(before));

      expect((await apply(world, [change]))[0]).toMatchObject({ change: change.id, outcome: 'unchanged' });
      expect(plain((await read(world)).entries)).toEqual(plain(after.entries));
    });

  check('a verb that a kind does not declare is refused, and nothing is written', async () => {
    await using world = await started();
    const live = await read(world);
    const [account] = live.entries;
    const before = await world.countWrites();
    const verbs: readonly Verb[] = ['grant', 'revoke', 'adjust'];
    const undeclared = [...kindsFor(world).values(), { name: 'no-such-kind', verbs: [] as readonly Verb[] }].flatMap((kind) =>
      verbs.filter((verb) => !kind.verbs.includes(verb)).map((verb) => ({ verb, kind: kind.name })),
    );
    for (const { verb, kind } of undeclared) {
      const entry = live.entries.find((e) => e.kind === kind) ?? {
        target: world.target,
        account: account?.account ?? '',
        kind,
        name: 'x',
        facets: {},
        facts: {},
      };
      await expect(apply(world, [changeOf({ verb, entry })]), `${verb} ${kind}`).rejects.toMatchObject({
        name: 'ConnectorError',
        code: 'unsupported',
      });
    }
    expect(await world.countWrites()).toBe(before);
    expect(plain(await read(world))).toEqual(plain(live));
  });

  // ---- the real engine, on a small policy made of the seed and the samples

  /** Only grants are declared; an account implies its logins. An account that goes by a sample stays: no review deletes one. */
  async function reviewed(world: World) {
    const kinds = kindsFor(world);
    const isGrant = ({ kind }: Words): boolean => kinds.get(kind)?.role === 'grant';
    const samples = subject.samples.filter(({ entry }) => isGrant(entry));
    const there = samples.flatMap(({ verb, entry, before }) => (verb === 'grant' ? [] : [{ ...entry, facts: before ?? entry.facts }]));
    await world.put(there);
    const keyed = (words: Words) => [keyOf(canonical(world, words)), words] as const;
    const before = new Map([...subject.seed, ...there].map(keyed));
    const after = new Map(before);
    for (const { verb, entry } of samples) {
      if (verb === 'revoke') after.delete(keyed(entry)[0]);
      else after.set(...keyed(entry));
    }
    const made = subject.samples.filter(({ verb, entry }) => verb === 'grant' && kinds.get(entry.kind)?.role === 'account');
    for (const { entry } of made) after.set(...keyed(entry));
    return {
      engine: engineFor(subject, world),
      before: [...before.values()],
      after: [...after.values()],
      wanted: [...after.values()].filter(isGrant),
      unwanted: samples.filter(({ verb }) => verb === 'revoke').map(({ entry }) => entry),
    };
  }

  check('planning writes nothing, whatever there is to do', async () => {
    await using world = await started();
    const { engine, before, after } = await reviewed(world);
    const writes = await world.countWrites();
    engine.approve(before);
    await engine.observe();
    engine.approve(after);
    const { decided } = await engine.observe();
    told.push(JSON.stringify(decided.plan));
    expect(decided.plan).toMatchObject({ error: null, blocked: [] });
    expect(decided.plan.changes.length).toBeGreaterThan(0);
    expect(await world.countWrites()).toBe(writes);
  });

  check('what a review changed is applied, and then a round is empty', async () => {
    await using world = await started();
    const { engine, before, after, wanted, unwanted } = await reviewed(world);
    /** Credentials are never declared: they are observed, and nothing else is out of step. */
    const expectEmpty = ({ decided }: Looked): void => {
      expect(decided.plan).toMatchObject({ error: null, changes: [], blocked: [] });
      expect(decided.plan.verdicts.filter(([, verdict]) => verdict !== 'observed')).toEqual([]);
    };
    engine.approve(before);
    await engine.observe();
    for (const policy of [before, after]) {
      engine.approve(policy);
      const { looked, done, proof } = await engine.act();
      told.push(JSON.stringify([looked.decided.plan, [...done], proof.decided.plan]));
      expect([...done.values()].filter(({ state }) => state !== 'applied')).toEqual([]);
      expect(done.size).toBe(looked.decided.plan.changes.length);
      if (policy === after) expect(done.size).toBeGreaterThan(0);
      expect(proof.decided.plan).toMatchObject({ error: null, changes: [], blocked: [] });
      expectEmpty(await engine.observe());
    }

    const live = await read(world);
    const found = wordsOf(world, live, accountsOf(after));
    for (const words of wanted) expectThere(world, found, words);
    const keys = found.map(keyOf);
    for (const words of unwanted) expect(keys).not.toContain(keyOf(canonical(world, words)));

    const writes = await world.countWrites();
    expectEmpty((await engine.act()).looked);
    expect(await world.countWrites()).toBe(writes);
  });

  check('there is a fault for every code that it can meet', async () => {
    expect(Object.keys(subject.faults).sort()).toEqual(Object.keys(subject.failures).sort());
  });

  const provoked = Object.entries(subject.faults).flatMap(([code, faults]) =>
    faults === undefined ? [] : [faults].flat().map((fault, at) => ({ code, fault, called: at === 0 ? code : `${code} (${at + 1})` })),
  );
  for (const { code, fault, called } of provoked)
    check(`${called}: the right code, one line, and no change`, async () => {
      await using world = await started();
      const live = await read(world);
      const [sample] = subject.samples;
      const step = await fault.provoke(world);
      const before = await world.countWrites();
      if (fault.on === 'read') {
        const { error, proofs } = await readWith(world, world.config);
        expect(error?.code).toBe(code);
        expectMessage(world, error?.message ?? '');
        expect(Object.keys(proofs).length).toBeLessThan(kindsFor(world).size);
      } else {
        const fallback =
          sample === undefined
            ? undefined
            : changeOf({ verb: sample.verb, entry: inIds(world, live, sample.verb, canonical(world, sample.entry)) });
        const change = step ?? (fallback === undefined ? undefined : ([fallback] as const));
        if (change === undefined) throw new Error('no change to apply');
        const thrown: unknown = await apply(world, change).catch((error: unknown) => error);
        expect(thrown).toBeInstanceOf(ConnectorError);
        expect(thrown).toMatchObject({ code });
        expectMessage(world, (thrown as ConnectorError).message);
        expect((thrown as ConnectorError).cause).toBeUndefined();
      }
      expect(await world.countWrites()).toBe(before);
    });

  check('no secret stands in anything that it said', async () => {
    const all = told.join('\n');
    for (const canary of subject.canaries) {
      for (const form of [canary, encodeURIComponent(canary), Buffer.from(canary).toString('base64')])
        expect(all.includes(form), 'a secret in a Live, an outcome or an error').toBe(false);
    }
  });

  return checks;
}

function replayed(pages: readonly Page[], proofs: Readonly<Record<string, Proof>>): Reader {
  return {
    async *read() {
      yield* pages;
      return proofs;
    },
    [Symbol.asyncDispose]: async () => undefined,
  };
}
