import { describe, expect, test } from 'vitest';
import { kinds } from '../../../src/connectors/postgres/kinds.ts';
import { configOf } from '../../../src/connectors/postgres/config.ts';
import { validUntil } from '../../../src/connectors/postgres/valid-until.ts';
import type { Entitlement } from '../../../src/model/entitlement.ts';

const entry = (kind: string, name: string, facts: Entitlement['facts'] = {}): Entitlement => ({
  target: 'p',
  account: 'user/bot',
  kind,
  name,
  facets: {},
  facts,
});
const config = { url: 'postgres://DB.example.com', databases: ['app'], auth: { read: { secret: 'NHI_R' } } };

describe('kinds', () => {
  test('what can be done, and what is compared', () => {
    const table = kinds
      .kinds(config)
      .map((kind) => [
        kind.name,
        kind.role,
        kind.verbs.join(' '),
        Object.fromEntries(Object.entries(kind.facts).map(([fact, { default: value }]) => [fact, value])),
      ]);
    expect(table).toEqual([
      ['user', 'account', 'grant', {}],
      ['login', 'login', 'grant revoke adjust', { validUntil: 'infinity' }],
      ['role', 'grant', 'grant revoke adjust', { admin: 'false', inherit: 'true', set: 'true' }],
      ['attribute', 'grant', 'grant revoke', {}],
      ['privilege', 'grant', 'grant revoke adjust', { grantable: 'false' }],
      ['owner', 'grant', '', {}],
    ]);
    expect(kinds.kinds(config).find(({ name }) => name === 'role')?.refersTo).toBe('user');
  });

  test('settles is 0 unless the config says otherwise', () => {
    expect(kinds.kinds(config).every((kind) => kind.settlesInSeconds === 0)).toBe(true);
    expect(kinds.kinds({ ...config, settles: '2m' }).every((kind) => kind.settlesInSeconds === 120)).toBe(true);
  });

  test('the schema takes what is documented, and no user or option in the url', () => {
    expect(kinds.checkConfig(config)).toBe(true);
    const full = {
      ...config,
      auth: { read: { secret: 'NHI_R', user: 'r' }, write: { secret: 'NHI_W' } },
      tls: { mode: 'verify-ca', ca: { secret: 'NHI_CA' } },
      statementTimeout: '30s',
      pageSize: 10,
      settles: '0s',
    };
    expect(kinds.checkConfig(full)).toBe(true);
    for (const wrong of [
      { url: 'postgres://u:p@h' },
      { url: 'postgres://h/db?sslmode=disable' },
      { url: 'http://h' },
      { databases: [] },
      { auth: { read: { secret: 'PASSWORD' } } },
      { password: 'x' },
    ]) {
      expect(kinds.checkConfig({ ...config, ...wrong }), JSON.stringify(wrong)).toBe(false);
    }
  });

  test('the origin has a host in lower case and always a port', () => {
    expect(configOf(config).origin).toBe('postgres://db.example.com:5432');
    expect(configOf({ ...config, url: 'postgres://[::1]:5433/' })).toMatchObject({
      origin: 'postgres://[::1]:5433',
      host: '::1',
      port: 5433,
    });
    expect(configOf(config).tls.mode).toBe('verify-full');
  });
});

describe('canonical', () => {
  test.each([
    [entry('attribute', 'CREATEDB'), entry('attribute', 'createdb')],
    [entry('privilege', 'database:app:temp', { grantable: 'TRUE' }), entry('privilege', 'database:app:TEMPORARY', { grantable: 'true' })],
    [entry('owner', 'Table:app."public".t'), entry('owner', 'table:app.public.t')],
    [entry('login', 'bot', { validUntil: '2027-01-31' }), entry('login', 'bot', { validUntil: '2027-01-31T00:00:00Z' })],
    [entry('role', 'Some "role"', { admin: 'True' }), entry('role', 'Some "role"', { admin: 'true' })],
  ])('%j', (written, spelled) => {
    expect(kinds.canonical(written)).toEqual(spelled);
    expect(kinds.canonical(spelled)).toEqual(spelled);
  });

  test.each([
    [entry('attribute', 'root'), 'no role attribute'],
    [entry('privilege', 'table:app.public.t:FLY'), 'no privilege "FLY"'],
    [entry('login', 'bot', { validUntil: 'tomorrow' }), 'validUntil is'],
    [entry('role', 'r', { admin: 'maybe' }), 'admin is true or false'],
    [entry('role', 'r', { colour: 'red' }), 'has no fact "colour"'],
    [entry('role', ''), 'is empty'],
    [entry('role', 'x'.repeat(64)), 'longer than 63 bytes'],
    [{ ...entry('attribute', 'createdb'), account: `user/${'ü'.repeat(32)}` }, 'longer than 63 bytes'],
    [entry('table', 't'), 'no kind'],
  ])('%j is refused', (written, why) => {
    expect(kinds.canonical(written)).toEqual({ refused: expect.stringContaining(why) as string });
  });

  test.each([
    ['2027-01-31T12:00:00+01:00', '2027-01-31T11:00:00Z'],
    ['2027-01-31t12:00:00.500z', '2027-01-31T12:00:00.5Z'],
    ['2027-01-31T12:00:00.123456Z', '2027-01-31T12:00:00.123456Z'],
    ['Infinity', 'infinity'],
    ['-infinity', '-infinity'],
    ['10000-01-01T00:00:00Z', '10000-01-01T00:00:00Z'],
    ['2027-02-30', null],
    ['2027-13-01', null],
    ['2027-01-31T12:00:00', null],
    ['2027-01-31T12:00:00.1234567Z', null],
    ['2027', null],
  ])('the end %s is spelled %s', (text, spelled) => expect(validUntil(text)).toBe(spelled));
});
