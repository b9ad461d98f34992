/**
 * Every row of a table of faults, through detect and apply as users run them, on a real server behind a proxy. Whatever the
 * system does: nothing that should stay is taken, nothing is given that no review approved, and when the fault is over the
 * next rounds reach what is approved. A row whose fault never fired fails.
 */
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Fault, FaultProxy, FaultRow } from '../servers/fault-proxy.ts';
import { closed } from '../servers/scim-server.ts';
import type { Expected, HttpFault, Untouched } from './http-faults.ts';
import { type PageShape, played } from './page-tricks.ts';
import { type Ran, type Rounds, roundsOf, virtualClock } from './rounds.ts';

/** `isShort`: time-outs of a second. `attempts`: of one request that only reads. */
export interface Patience {
  readonly isShort: boolean;
  readonly attempts: number;
}

/** A fresh server with something to give, something to take, and much that must stay. */
export interface HostileWorld extends AsyncDisposable {
  readonly target: string;
  readonly proxy: FaultProxy;
  readonly origins: readonly string[];
  readonly secrets: Readonly<Record<string, string>>;
  readonly readSecret: string;
  readonly writeSecret: string;
  /** `before`: what the server holds at first. `after`: what is reviewed then. */
  policy(which: 'before' | 'after', patience: Patience): string;
  /** Gives somebody something that no review approved. */
  byHand(): void;
  /** All that the server itself holds, behind the proxy, sorted. */
  facts(): readonly string[];
  readonly roleOf: (fact: string) => Untouched;
  /** What it must hold in the end. */
  readonly approved: readonly string[];
}

export interface Requests {
  readonly url: RegExp;
  readonly method?: string | RegExp;
}

export interface HostileSubject<W extends HostileWorld = HostileWorld> {
  start(now: () => number): Promise<W>;
  /** What its lists say: where they go on, how many rows there are in all. Rows that need it are left out where they don't. */
  readonly lists: Readonly<Record<'next' | 'total', boolean>>;
  readonly page: PageShape;
  /** A page of the list of accounts, of which there are several; a write of anything. */
  readonly requests: Readonly<Record<'page' | 'write', Requests>>;
}

/** A quirk of one connector's own targets, on a world of its own making. Each of its rows has to fire. */
export interface OwnFault<W extends HostileWorld = HostileWorld> {
  readonly name: string;
  readonly subject: HostileSubject<W>;
  readonly on: 'read' | 'write';
  readonly plays: (world: W) => readonly FaultRow[];
  /** What is not asked for while it lasts. */
  readonly never?: Requests;
  readonly expects: Expected;
}

/** Another origin, and who came there. */
interface Elsewhere {
  readonly origin: string;
  readonly came: readonly string[];
  close(): Promise<void>;
}

async function startElsewhere(): Promise<Elsewhere> {
  const came: string[] = [];
  const server: Server = createServer((request, response) => {
    came.push(`${request.method ?? ''} ${request.url ?? ''} ${request.headers.authorization ?? ''}`);
    request.resume();
    response.writeHead(200, { 'content-type': 'application/json' }).end('{"Resources":[],"totalResults":0}');
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return { origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, came, close: () => closed(server) };
}

const HERE = '/moved-within-the-origin';

function faultOf(fault: HttpFault['plays'], subject: HostileSubject, world: HostileWorld, elsewhere: string): Fault {
  switch (fault.do) {
    case 'page':
      return { do: 'answer', change: played(fault.trick, { shape: subject.page, elsewhere, hasNext: subject.lists.next }) };
    case 'redirect':
      return { ...fault, to: fault.to === 'here' ? `${world.proxy.origin}${HERE}` : `${elsewhere}/moved` };
    case 'status':
      // A server that shows back what it was sent.
      return typeof fault.body === 'string'
        ? { ...fault, body: fault.body.replace('$canary', Object.values(world.secrets).join(' ')) }
        : fault;
    default:
      return fault;
  }
}

const rowOf = (row: HttpFault, subject: HostileSubject, world: HostileWorld, elsewhere: string): FaultRow => ({
  name: row.name,
  ...subject.requests[row.on],
  ...(row.after === undefined ? {} : { after: row.after }),
  ...(row.times === undefined ? {} : { times: row.times }),
  fault: faultOf(row.plays, subject, world, elsewhere),
});

const minus = (all: readonly string[], less: readonly string[]): readonly string[] => {
  const left = [...less];
  return all.filter((fact) => {
    const at = left.indexOf(fact);
    if (at >= 0) left.splice(at, 1);
    return at < 0;
  });
};

/** Between what was there and what is approved, nothing else: each fact once. */
function noWrongChange(world: HostileWorld, before: readonly string[], after: readonly string[]): void {
  expect(minus(after, [...minus(world.approved, before), ...before]), 'given, and never approved').toEqual([]);
  expect(minus(minus(before, minus(before, world.approved)), after), 'taken, and should have stayed').toEqual([]);
}

function silent(world: HostileWorld, ...texts: readonly string[]): void {
  for (const [name, secret] of Object.entries(world.secrets)) for (const text of texts) expect(text.includes(secret), name).toBe(false);
}

interface Stage<W extends HostileWorld> extends AsyncDisposable {
  readonly world: W;
  readonly rounds: Rounds;
  readonly before: readonly string[];
}

/** In sync at first; then a review, and something by hand. */
async function stageOf<W extends HostileWorld>(subject: HostileSubject<W>, patience: Patience): Promise<Stage<W>> {
  const clock = virtualClock();
  const world = await subject.start(clock.now);
  const rounds = roundsOf({ ...world, clock });
  rounds.review(world.policy('before', patience));
  const first = await rounds.apply();
  expect(first.code, first.text).toBe(0);
  rounds.review(world.policy('after', patience));
  world.byHand();
  return {
    world,
    rounds,
    before: world.facts(),
    async [Symbol.asyncDispose]() {
      rounds[Symbol.dispose]();
      await world[Symbol.asyncDispose]();
    },
  };
}

function fired(world: HostileWorld): void {
  for (const [name, times] of Object.entries(world.proxy.fired)) expect(times, `${name} never fired`).toBeGreaterThan(0);
}

/** A message says where, what, what it means and what to do. */
function explains(
  ran: Ran,
  { target }: HostileWorld,
  expects: Expected & { readonly ends: 'unread' | 'failed' | 'partly' },
  secret: string,
): void {
  const says = expects.says.map((words) => words.replace('$secret', secret));
  const found = ran.errors.find((error) => says.every((words) => error.includes(words)));
  expect(found, `${says.join(' … ')}\n${ran.errors.join('\n')}`).toBeDefined();
  expect(found).toMatch(MESSAGE[expects.code === 'unverified' ? 'unverified' : expects.ends](expects.code, target));
  for (const words of says) expect(ran.text).toContain(words);
  if (expects.ends !== 'failed') expect(ran.text).toContain('UNKNOWN');
}

const MESSAGE = {
  unread: (code: string, target: string) => new RegExp(`^${code}: ${target}: .+that can mean .+, so .+\\. .+\\.$`),
  partly: () => /./,
  failed: (code: string, target: string) => new RegExp(`^failed: ${code}: ${target}: .+\\. .+\\.$`),
  unverified: () => /^failed: written, and the target still shows the state before/,
} as const;

/** The fault is over: what is approved is reached, and stays. */
async function converges(stage: Stage<HostileWorld>): Promise<void> {
  const { world, rounds } = stage;
  world.proxy.set([]);
  rounds.later(3600);
  // One to prove what was written, one to do what is left, one to see that all is well.
  const codes: number[] = [];
  for (let round = 0; round < 3 && codes.at(-1) !== 0; round += 1) codes.push((await rounds.apply()).code);
  expect(world.facts(), `after ${codes.length} rounds`).toEqual(world.approved);
  expect(codes.at(-1), codes.join()).toBe(0);
}

/** How often the address that was asked most was asked. */
function mostAsked({ proxy }: HostileWorld, from: number): number {
  const asked = new Map<string, number>();
  for (const { url } of proxy.seen.slice(from)) asked.set(url, (asked.get(url) ?? 0) + 1);
  return Math.max(...asked.values());
}

async function reading(stage: Stage<HostileWorld>, arm: () => void, expects: Expected): Promise<void> {
  const { world, rounds, before } = stage;
  const from = world.proxy.seen.length;
  arm();
  const detected = await rounds.detect();
  fired(world);
  if (expects.ends === 'unread' && expects.tries !== undefined) expect(mostAsked(world, from), 'one address').toBe(expects.tries);
  expect(world.facts(), 'detect writes nothing').toEqual(before);
  arm();
  const applied = await rounds.apply();
  fired(world);
  silent(world, detected.text, applied.text, ...detected.errors, ...applied.errors, rounds.kept());
  if (expects.ends === 'asIfNothing') {
    expect([detected.code, applied.code], applied.text).toEqual([2, 0]);
    expect(world.facts()).toEqual(world.approved);
    const [least, most] = expects.pauses ?? [0, Infinity];
    if (expects.pauses !== undefined) expect(detected.pauses).toHaveLength(1);
    for (const pause of detected.pauses) expect(pause >= least && pause <= most, `${pause} s`).toBe(true);
    return;
  }
  expect([detected.code, applied.code], applied.text).toEqual([1, 1]);
  const untouched = (fact: string): boolean => expects.ends !== 'partly' || world.roleOf(fact) === expects.untouched;
  expect(world.facts().filter(untouched), 'what cannot be read is not written').toEqual(before.filter(untouched));
  expect(world.facts().filter((fact) => !untouched(fact))).toEqual(world.approved.filter((fact) => !untouched(fact)));
  for (const ran of [detected, applied]) explains(ran, world, expects, world.readSecret);
}

async function writing(stage: Stage<HostileWorld>, arm: () => void, expects: Expected, isWrite: (row: Seen) => boolean): Promise<void> {
  const { world, rounds, before } = stage;
  arm();
  const asked = world.proxy.seen.length;
  const applied = await rounds.apply();
  fired(world);
  silent(world, applied.text, ...applied.errors, rounds.kept());
  const writes = world.proxy.seen.slice(asked).filter(isWrite);
  const due = minus(before, world.approved).length + minus(world.approved, before).length;
  expect(writes.length, 'each change is sent at most once').toBeLessThanOrEqual(due);
  if (expects.ends === 'asIfNothing') {
    expect(applied.code, applied.text).toBe(0);
    expect(world.facts()).toEqual(world.approved);
    return;
  }
  const after = world.facts();
  noWrongChange(world, before, after);
  expect(applied.code, applied.text).toBe(1);
  explains(applied, world, expects, world.writeSecret);
  if (expects.ends !== 'failed') throw new Error('a write is as if nothing, or fails');
  if (expects.did === false) expect(after, 'the server did nothing').toEqual(before);
  if (expects.did === true) expect(after, 'the server did it').not.toEqual(before);
  // What says something about the target, not about this one change, is not tried again with the next.
  if (['unauthenticated', 'throttled', 'unavailable'].includes(expects.code)) expect(writes).toHaveLength(1);
}

type Seen = FaultProxy['seen'][number];

const matches = (requests: Requests, { method, url }: Seen): boolean =>
  requests.url.test(url) &&
  (requests.method === undefined || (typeof requests.method === 'string' ? requests.method === method : requests.method.test(method)));

const applies = ({ needs }: HttpFault, { lists }: HostileSubject): boolean => (needs ?? []).every((need) => lists[need]);

async function through(
  stage: Stage<HostileWorld>,
  arm: () => void,
  isWrite: boolean,
  expects: Expected,
  requests: HostileSubject['requests'],
): Promise<void> {
  if (isWrite) await writing(stage, arm, expects, (seen) => matches(requests.write, seen));
  else await reading(stage, arm, expects);
}

/** `$name` in a title would be cut. */
const named = <R extends { readonly name: string }>(rows: readonly R[]): readonly (readonly [string, R])[] =>
  rows.map((row) => [row.name, row]);

/** Where every try would wait in vain, one has to do. */
const patienceWith = ({ isSlow = false, times }: HttpFault): Patience => ({
  isShort: isSlow,
  attempts: isSlow && times === undefined ? 1 : 2,
});

export function hostileSuite(name: string, subject: HostileSubject, rows: readonly HttpFault[]): void {
  describe(`faults of any HTTP system: ${name}`, { concurrent: true }, () => {
    let elsewhere: Elsewhere;
    beforeAll(async () => {
      elsewhere = await startElsewhere();
    });
    afterAll(() => elsewhere.close());
    it.for(named(rows.filter((row) => applies(row, subject))))('%s', async ([, row]) => {
      await using stage = await stageOf(subject, patienceWith(row));
      const { world } = stage;
      const arm = () => world.proxy.set([rowOf(row, subject, world, elsewhere.origin)]);
      await through(stage, arm, row.on === 'write', row.expects, subject.requests);
      expect(elsewhere.came, 'nobody is sent elsewhere').toEqual([]);
      expect(world.proxy.seen.some(({ url }) => url.startsWith(HERE))).toBe(false);
      await converges(stage);
    });
  });
}

export function ownSuite<W extends HostileWorld>(name: string, rows: readonly OwnFault<W>[]): void {
  describe(`quirks of its own: ${name}`, { concurrent: true }, () => {
    it.for(named(rows))('%s', async ([, { subject, plays, on, expects, never }]) => {
      await using stage = await stageOf(subject, { isShort: false, attempts: 2 });
      const { world } = stage;
      const from = world.proxy.seen.length;
      await through(stage, () => world.proxy.set(plays(world)), on === 'write', expects, subject.requests);
      if (never !== undefined) expect(world.proxy.seen.slice(from).filter((seen) => matches(never, seen))).toEqual([]);
      await converges(stage);
    });
  });
}
