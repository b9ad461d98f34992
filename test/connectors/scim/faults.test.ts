/** A server that fails, at every place of a read: the right code, no proof, no secret told, and nothing of what was not read. */
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { Live } from '../../../src/model/entitlement.ts';
import type { Fault } from '../../servers/fault-proxy.ts';
import { closed } from '../../servers/scim-server.ts';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type Bed, READ_CANARY, scimBed, WRITE_CANARY } from './scim-bed.ts';

let bed: Bed;
let other: Server;
let elsewhere: string;
const strayed: unknown[] = [];

beforeAll(async () => {
  bed = await scimBed();
  bed.server.seed({
    users: Array.from({ length: 7 }, (_, at) => ({ name: `u${at}`, roles: [{ value: 'r' }], entitlements: [{ value: 'e' }] })),
    groups: Array.from({ length: 5 }, (_, at) => ({ name: `g${at}`, members: [`u${at}`] })),
  });
  other = createServer((request, response) => {
    strayed.push([request.url, request.headers.authorization]);
    response.end('{}');
  });
  await new Promise<void>((resolve) => other.listen(0, '127.0.0.1', resolve));
  elsewhere = `http://127.0.0.1:${(other.address() as AddressInfo).port}`;
});
afterEach(() => bed.proxy.set([]));
afterAll(async () => {
  await bed[Symbol.asyncDispose]();
  await closed(other);
});

const quick = { limits: { attempts: 2 }, pageSize: 3 };
const silent = (live: Live) => expect(JSON.stringify(live)).not.toMatch(new RegExp(`${READ_CANARY}|${WRITE_CANARY}|canary`));

const FAULTS: readonly (readonly [string, Fault, string])[] = [
  ['401', { do: 'status', status: 401, body: READ_CANARY }, 'unauthenticated'],
  ['403', { do: 'status', status: 403, body: `{"detail":"${READ_CANARY}"}` }, 'forbidden'],
  ['404', { do: 'status', status: 404 }, 'badResponse'],
  ['409', { do: 'status', status: 409 }, 'conflict'],
  ['412', { do: 'status', status: 412 }, 'conflict'],
  ['429 with seconds', { do: 'status', status: 429, retryAfter: '1' }, 'throttled'],
  ['429 with a fraction', { do: 'status', status: 429, retryAfter: '0.25' }, 'throttled'],
  ['429 with a date', { do: 'status', status: 429, retryAfter: { dateIn: 2 } }, 'throttled'],
  ['429 for an hour', { do: 'status', status: 429, retryAfter: '3600' }, 'throttled'],
  ['500', { do: 'status', status: 500, body: READ_CANARY, contentType: 'text/plain' }, 'unavailable'],
  ['503', { do: 'status', status: 503, retryAfter: '0.1' }, 'unavailable'],
  ['HTML', { do: 'html' }, 'badResponse'],
  ['HTML with 500', { do: 'html', status: 500 }, 'unavailable'],
  ['half a body', { do: 'halfBody' }, 'unavailable'],
  ['half a body that ends as if whole', { do: 'halfBody', whole: true }, 'badResponse'],
  ['reset', { do: 'reset' }, 'unavailable'],
  ['a lost answer', { do: 'loseAnswer' }, 'unavailable'],
];

describe.each(FAULTS)('%s', (_, fault, code) => {
  // Users come in 3 pages.
  it.each([0, 1, 2])('at page %i of the accounts: nothing is proven', async (after) => {
    bed.proxy.set([{ name: 'x', url: /\/Users/, after, fault }]);
    const live = await bed.read(quick);
    expect(bed.proxy.fired['x']).toBeGreaterThan(0);
    expect(live).toMatchObject({ proofs: {}, error: { code, message: expect.stringMatching(/^crm: listing User resources /) as string } });
    silent(live);
  });
  it.each([0, 1, 3, 6])('at request %i for groups: groups are not proven', async (after) => {
    bed.proxy.set([{ name: 'x', url: /\/Groups/, after, fault }]);
    const live = await bed.read(quick);
    expect(bed.proxy.fired['x']).toBeGreaterThan(0);
    expect(live.proofs).not.toHaveProperty('group');
    expect(live.error).not.toBeNull();
    silent(live);
  });
  it('once: is survived where it may pass', async () => {
    bed.proxy.set([{ name: 'x', url: /\/Users/, times: 1, after: 1, fault }]);
    const live = await bed.read({ ...quick, limits: { attempts: 3 } });
    expect(bed.proxy.fired['x']).toBe(1);
    const passes = ['throttled', 'unavailable'].includes(code) && !(fault.do === 'status' && fault.retryAfter === '3600');
    expect(live.error?.code ?? null).toBe(passes ? null : code);
    expect(Object.keys(live.proofs)).toHaveLength(passes ? 5 : 0);
  });
});

describe('a target that fights back', () => {
  it.each([301, 302, 307, 308])('a redirect elsewhere is not followed (%i)', async (status) => {
    bed.proxy.set([{ name: 'x', url: /\/Users/, fault: { do: 'redirect', to: `${elsewhere}/Users`, status } }]);
    expect(await bed.read(quick)).toMatchObject({ proofs: {}, error: { code: 'badResponse' } });
    expect(bed.proxy.fired['x']).toBe(1);
  });
  it('a cursor that is a link elsewhere stays a value', async () => {
    bed.proxy.set([
      { name: 'x', url: /\/Users/, times: 1, fault: { do: 'json', change: (body) => ({ ...body, nextCursor: `${elsewhere}/next` }) } },
    ]);
    expect((await bed.read(quick)).proofs).toEqual({});
    expect(bed.proxy.seen.some(({ url }) => url.includes(`cursor=${encodeURIComponent(`${elsewhere}/next`)}`))).toBe(true);
  });
  it('a Link header is none of SCIM', async () => {
    bed.proxy.set([{ name: 'x', fault: { do: 'link', next: `${elsewhere}/next` } }]);
    expect((await bed.read(quick)).error).toBeNull();
    expect(bed.proxy.fired['x']).toBeGreaterThan(3);
  });
  it('pages that never end come to an end', async () => {
    bed.proxy.set([
      {
        name: 'x',
        url: /\/Users/,
        fault: {
          do: 'json',
          change: (body, fired) => ({
            ...body,
            totalResults: 1_000_000,
            Resources: [{ id: `junk-${fired}`, userName: `junk-${fired}`, active: true }],
          }),
        },
      },
    ]);
    expect(await bed.read({ ...quick, limits: { pages: 40 } })).toMatchObject({ proofs: {}, error: { code: 'unproven' } });
    expect(bed.proxy.fired['x']).toBe(41);
    expect(await bed.read({ ...quick, limits: { requests: 25 } })).toMatchObject({ proofs: {}, error: { code: 'unproven' } });
  });
  it('an answer that is too large is not read to its end', async () => {
    bed.proxy.set([{ name: 'x', url: /\/Users/, fault: { do: 'json', change: (body) => ({ ...body, junk: 'x'.repeat(100_000) }) } }]);
    expect(await bed.read({ ...quick, limits: { answerBytes: 10_000 } })).toMatchObject({ proofs: {}, error: { code: 'badResponse' } });
  });
  it.each<[string, Fault]>([
    ['silence', { do: 'silence' }],
    ['a slow drip', { do: 'drip', everyMs: 100 }],
  ])('%s ends in time', async (_, fault) => {
    bed.proxy.set([{ name: 'x', url: /\/Users/, fault }]);
    const begun = Date.now();
    expect(await bed.read({ limits: { attempts: 1 }, timeouts: { answer: '1s', whole: '1s' } })).toMatchObject({
      proofs: {},
      error: { code: 'unavailable' },
    });
    expect(Date.now() - begun).toBeLessThan(5000);
  });
  it('a total that moves is read again, and one that never rests proves nothing', async () => {
    const moving = (times?: number) => ({
      name: 'x',
      url: /\/Users/,
      after: 1,
      ...(times === undefined ? {} : { times }),
      fault: { do: 'json', change: (body: Record<string, unknown>, fired: number) => ({ ...body, totalResults: 100 + fired }) } as const,
    });
    bed.proxy.set([moving(1)]);
    expect((await bed.read(quick)).error).toBeNull();
    expect(bed.proxy.fired['x']).toBe(1);
    bed.proxy.set([moving()]);
    expect(await bed.read(quick)).toMatchObject({ proofs: {}, error: { code: 'unproven' } });
  });
  it('groups that are refused leave the accounts proven', async () => {
    bed.proxy.set([{ name: 'x', url: /\/Groups/, fault: { do: 'status', status: 403 } }]);
    const live = await bed.read(quick);
    expect(Object.keys(live.proofs)).toEqual(['entitlement', 'login', 'role', 'user']);
    expect(live.error).toMatchObject({
      code: 'unproven',
      message: expect.stringContaining('group: listing groups answered 403') as string,
    });
  });
  it('a group that goes away while it is read leaves groups unproven', async () => {
    bed.proxy.set([{ name: 'x', url: /\/Groups\//, times: 1, fault: { do: 'status', status: 404 } }]);
    expect((await bed.read(quick)).proofs).not.toHaveProperty('group');
  });
});

it('nothing was ever sent elsewhere', () => {
  expect(strayed).toEqual([]);
});
