import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { argumentType } from '../../../src/connectors/postgres/argument-type.ts';
import { parseOwned, parsePrivilege, printPrivilege } from '../../../src/connectors/postgres/object-name.ts';
import type { ObjectName } from '../../../src/connectors/postgres/object-name.ts';
import { DEFAULTS, PRIVILEGES, isDefaultType } from '../../../src/connectors/postgres/privileges.ts';

/** Any name that a cluster can hold, the nasty ones often. */
const name = fc
  .oneof(
    fc.string({ minLength: 1, maxLength: 15, unit: 'grapheme' }),
    fc.constantFrom('a', 'A', 'a.b', 'a:b', '"', '""', '";--', '(', ')', 'a b', 'ü', '.', ':', '{}', 'x'.repeat(63)),
  )
  .filter((text) => !text.includes('\0') && text.isWellFormed() && Buffer.byteLength(text) <= 63);
const type = fc
  .oneof(
    fc.constantFrom('int', 'INT4', 'varchar[]', '"char"', 'char', 'pg_catalog.int4', 'timestamptz', 'any', 'public.t'),
    fc
      .tuple(name, name, fc.boolean())
      .map(([schema, of, list]) => `"${schema.replaceAll('"', '""')}"."${of.replaceAll('"', '""')}"${list ? '[]' : ''}`),
  )
  .map((text) => argumentType(text) ?? 'integer');
const object: fc.Arbitrary<ObjectName> = fc.oneof(
  fc.record({ type: fc.constant('database' as const), database: name }),
  fc.record({ type: fc.constant('schema' as const), database: name, schema: name }),
  fc.record({ type: fc.constantFrom('table' as const, 'sequence' as const), database: name, schema: name, object: name }),
  fc.record({ type: fc.constant('column' as const), database: name, schema: name, object: name, column: name }),
  fc.record({ type: fc.constant('function' as const), database: name, schema: name, object: name, args: fc.array(type, { maxLength: 4 }) }),
  fc.record({
    type: fc.constantFrom('default-table' as const, 'default-sequence' as const, 'default-function' as const, 'default-type' as const),
    database: name,
    schema: fc.option(name),
    owner: name,
  }),
  fc.record({
    type: fc.constantFrom('default-schema' as const, 'default-largeobject' as const),
    database: name,
    schema: fc.constant(null),
    owner: name,
  }),
);
const withPrivilege = object.chain((o) => fc.constantFrom(...PRIVILEGES[o.type]).map((privilege) => ({ object: o, privilege })));

describe('the written form of a privilege', () => {
  test('what is printed is parsed to the same thing', () => {
    fc.assert(
      fc.property(withPrivilege, (one) => {
        expect(parsePrivilege(printPrivilege(one.object, one.privilege))).toEqual({ ok: one });
      }),
    );
  });

  test('two privileges are never written alike', () => {
    fc.assert(
      fc.property(withPrivilege, withPrivilege, (a, b) => {
        if (printPrivilege(a.object, a.privilege) === printPrivilege(b.object, b.privilege)) expect(a).toEqual(b);
      }),
    );
  });

  test('whatever is accepted has one spelling, which is accepted', () => {
    const text = fc.tuple(
      fc.constantFrom(...Object.keys(PRIVILEGES)),
      fc.string({ unit: fc.constantFrom('a', 'B', '"', '.', ':', '(', ')', ',', ' ', '[', ']', '_') }),
      fc.constantFrom('SELECT', 'usage', 'Temp', 'EXECUTE', ''),
    );
    fc.assert(
      fc.property(text, ([of, middle, privilege]) => {
        const read = parsePrivilege(`${of}:${middle}:${privilege}`);
        if ('ok' in read) expect(parsePrivilege(printPrivilege(read.ok.object, read.ok.privilege))).toEqual(read);
      }),
      { numRuns: 2000 },
    );
  });

  test.each([
    ['table:app.public.t:select', 'table:app.public.t:SELECT'],
    ['Table:app."public"."t":SELECT', 'table:app.public.t:SELECT'],
    ['database:app:temp', 'database:app:TEMPORARY'],
    ['function:app.public.f(INT, varchar [] ,"char"):execute', 'function:app.public.f(integer,character varying[],"char"):EXECUTE'],
    ['function:app.public.f( ):EXECUTE', 'function:app.public.f():EXECUTE'],
    [
      'function:app.public.f(timestamp  with   time zone,pg_catalog.bool,"My"."T y"):EXECUTE',
      'function:app.public.f(timestamp with time zone,boolean,"My"."T y"):EXECUTE',
    ],
    ['default-table:app.public.owner:SELECT', 'default-table:app.public.owner:SELECT'],
    ['default-table:app.owner:SELECT', 'default-table:app.owner:SELECT'],
  ])('%s is spelled %s', (text, spelled) => {
    const read = parsePrivilege(text);
    expect('ok' in read ? printPrivilege(read.ok.object, read.ok.privilege) : read.refused).toBe(spelled);
  });

  test.each([
    ['table:app.public.T:SELECT', 'neither [a-z0-9_]+ nor in double quotes'],
    ['table:app.public.t', 'the privilege is missing'],
    ['table:app.public.t:EXECUTE', 'a table has no privilege "EXECUTE"'],
    ['table:app.public.t:ALL', 'a table has no privilege "ALL"'],
    ['column:app.public.t.c:DELETE', 'a column has no privilege "DELETE"'],
    ['sequence:app.public.s:INSERT', 'a sequence has no privilege "INSERT"'],
    ['table:app.t:SELECT', 'this has 2 part(s)'],
    ['table:app.a.b.c:SELECT', 'this has 4 part(s)'],
    ['view:app.public.v:SELECT', 'it must begin with one of'],
    ['function:app.public.f:EXECUTE', 'types of its arguments'],
    ['function:app.public.f(a b.c.d):EXECUTE', 'argument 1 is not the name of a type'],
    ['function:app.public.f(int,):EXECUTE', 'argument 2 is not the name of a type'],
    ['default-schema:app.public.owner:USAGE', 'database.owner'],
    [`schema:app.${'x'.repeat(64)}:USAGE`, 'longer than 63 bytes'],
    [`schema:app."${'ü'.repeat(32)}":USAGE`, 'longer than 63 bytes'],
    ['schema:app."":USAGE', 'is empty'],
    ['schema:app."a\0b":USAGE', 'NUL'],
    ['table:app.public.t" ; drop role x; --:SELECT', 'the privilege is missing'],
    ['', 'it must begin with one of'],
  ])('%s is refused: %s', (text, why) => {
    const read = parsePrivilege(text);
    expect('refused' in read ? read.refused : 'accepted').toContain(why);
  });

  test('an owner is written without a privilege, and only of what has one', () => {
    expect(parseOwned('table:app.public.t')).toHaveProperty('ok');
    expect(parseOwned('table:app.public.t:SELECT')).toHaveProperty('refused');
    expect(parseOwned('column:app.public.t.c')).toHaveProperty('refused');
    expect(parseOwned('default-table:app.o')).toHaveProperty('refused');
  });

  test('each type of default privileges knows how ALTER DEFAULT PRIVILEGES calls it', () => {
    expect(Object.keys(PRIVILEGES).filter(isDefaultType)).toEqual(Object.keys(DEFAULTS));
  });
});
