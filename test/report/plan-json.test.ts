import { readFileSync } from 'node:fs';
import path from 'node:path';
import { Ajv2020 } from 'ajv/dist/2020.js';
import fc from 'fast-check';
import ts from 'typescript';
import { expect, test } from 'vitest';
import { planJson, printablePlan } from '../../src/report/plan-json.ts';
import { notShown } from '../../src/report/redact-facts.ts';
import { someKinds, somePlan } from './arbitrary-reports.ts';
import { kinds, reports } from './sample-reports.ts';

interface Schema {
  readonly $ref?: string;
  readonly type?: string | readonly string[];
  readonly description?: string;
  readonly enum?: readonly string[];
  readonly const?: unknown;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly required?: readonly string[];
  readonly additionalProperties?: boolean | Schema;
  readonly items?: boolean | Schema;
  readonly prefixItems?: readonly Schema[];
  readonly anyOf?: readonly Schema[];
  readonly $defs?: Readonly<Record<string, Schema>>;
}

const root = path.join(import.meta.dirname, '../..');
const schema = JSON.parse(readFileSync(path.join(root, 'schema/plan.schema.json'), 'utf8')) as Schema;

test('invariant 2: the same plan gives the same bytes, whatever the order of its maps', () => {
  const turned = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.map(turned);
    if (value === null || typeof value !== 'object') return value;
    return Object.fromEntries(
      Object.entries(value)
        .reverse()
        .map(([k, v]) => [k, turned(v)]),
    );
  };
  fc.assert(
    fc.property(somePlan, (plan) => {
      expect(planJson(turned(plan) as typeof plan, someKinds)).toBe(planJson(plan, someKinds));
    }),
  );
});

test('it is indented, sorted and ends with a line end', () => {
  for (const report of Object.values(reports)) {
    const json = planJson(report.plan, kinds);
    expect(json.endsWith('}\n')).toBe(true);
    expect(json.startsWith('{\n  "at": ')).toBe(true);
    expect(JSON.parse(json)).toEqual(JSON.parse(JSON.stringify(printablePlan(report.plan, kinds))));
  }
});

test('it is the plan itself, but for facts that may not be printed', () => {
  for (const name of ['drift-at-night', 'all-at-once']) {
    const { plan } = reports[name] ?? expect.fail();
    const hidden = JSON.parse(JSON.stringify(plan), (key, value: unknown) => (key === 'password' ? notShown : value)) as unknown;
    expect(JSON.parse(planJson(plan, kinds))).toEqual(hidden);
  }
});

test('every plan follows the schema', () => {
  const validate = new Ajv2020({ strict: true, allowUnionTypes: true, allErrors: true }).compile(schema);
  const check = (json: string): void => {
    expect(validate(JSON.parse(json)) || validate.errors).toBe(true);
  };
  for (const report of Object.values(reports)) check(planJson(report.plan, kinds));
  fc.assert(fc.property(somePlan, (plan) => check(planJson(plan, someKinds))));
  const broken = JSON.parse(planJson(reports['drift-at-night']?.plan ?? expect.fail(), kinds)) as Record<string, unknown>;
  expect(validate({ ...broken, more: 1 })).toBe(false);
});

/** The schema that a reference means. */
const resolved = (s: Schema): Schema => {
  const name = s.$ref?.replace('#/$defs/', '');
  return name === undefined ? s : (schema.$defs?.[name] ?? expect.fail(`no ${name}`));
};

test("the schema's fields, choices and optional fields are those of the type, and each is described", () => {
  const file = path.join(root, 'src/model/plan.ts');
  const program = ts.createProgram([file], {
    strict: true,
    target: ts.ScriptTarget.ES2024,
    module: ts.ModuleKind.NodeNext,
    types: [],
    noEmit: true,
  });
  const checker = program.getTypeChecker();
  const source = program.getSourceFile(file) ?? expect.fail();
  const exported = checker.getExportsOfModule(checker.getSymbolAtLocation(source) ?? expect.fail());
  const plan = checker.getDeclaredTypeOfSymbol(exported.find((s) => s.name === 'Plan') ?? expect.fail());

  const seen = new Set<ts.Type>();
  const compare = (type: ts.Type, given: Schema, at: string): void => {
    const s = resolved(given);
    expect(given.description ?? s.description, `${at} is described`).toBeTruthy();
    const parts = type.isUnion() ? type.types : [type];
    const withNull = parts.some((t) => t.flags & ts.TypeFlags.Null);
    const rest = parts.filter((t) => !(t.flags & (ts.TypeFlags.Null | ts.TypeFlags.Undefined)));
    if (s.anyOf !== undefined) {
      expect(withNull, at).toBe(true);
      compare(rest[0] ?? expect.fail(at), { ...s.anyOf[0], description: 'see above' }, at);
      return;
    }
    const types: readonly unknown[] = [s.type ?? []].flat();
    expect(types.includes('null'), `${at} may be null`).toBe(withNull);
    if (rest.length > 0 && rest.every((t) => t.isStringLiteral())) {
      expect([...(s.enum ?? [])].sort(), at).toEqual(rest.map((t) => t.value).sort());
      return;
    }
    const only = rest[0] ?? expect.fail(at);
    if (only.flags & ts.TypeFlags.Unknown) expect(s.type, at).toBeUndefined();
    else if (only.isNumberLiteral()) expect(s.const, at).toBe(only.value);
    else if (only.flags & ts.TypeFlags.Number) expect(types, at).toContain('integer');
    else if (only.flags & ts.TypeFlags.String) expect(types, at).toContain('string');
    else if (only.flags & ts.TypeFlags.BooleanLike) expect(types, at).toContain('boolean');
    else if (checker.isTupleType(only)) {
      for (const [i, t] of checker.getTypeArguments(only as ts.TypeReference).entries())
        compare(t, s.prefixItems?.[i] ?? expect.fail(at), `${at}[${i}]`);
    } else if (checker.isArrayType(only)) {
      const item = s.items;
      if (item === undefined || typeof item === 'boolean') expect.fail(at);
      compare(checker.getTypeArguments(only as ts.TypeReference)[0] ?? expect.fail(at), item, `${at}[]`);
    } else if (checker.getIndexInfoOfType(only, ts.IndexKind.String) !== undefined) {
      expect(s.type, at).toBe('object');
      expect(s.properties, at).toBeUndefined();
    } else {
      if (seen.has(only)) return;
      seen.add(only);
      const fields = only.getProperties();
      expect(Object.keys(s.properties ?? {}).sort(), at).toEqual(fields.map((f) => f.name).sort());
      expect([...(s.required ?? [])].sort(), at).toEqual(
        fields
          .filter((f) => !(f.flags & ts.SymbolFlags.Optional))
          .map((f) => f.name)
          .sort(),
      );
      expect(s.additionalProperties, at).toBe(false);
      for (const field of fields)
        compare(checker.getTypeOfSymbol(field), s.properties?.[field.name] ?? expect.fail(at), `${at}.${field.name}`);
    }
  };
  compare(plan, schema, 'Plan');
  // Kinds are a map; what a map holds is compared on its own.
  for (const [type, def] of [
    ['KindPlan', 'kindPlan'],
    ['Finding', 'finding'],
    ['Blocked', 'blocked'],
    ['Change', 'change'],
  ] as const) {
    compare(
      checker.getDeclaredTypeOfSymbol(exported.find((s) => s.name === type) ?? expect.fail()),
      schema.$defs?.[def] ?? expect.fail(),
      type,
    );
  }
});
