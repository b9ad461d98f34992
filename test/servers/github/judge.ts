/** GitHub's own OpenAPI description as the judge of what is asked and answered, and as the filler of what no test reads. */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { Ajv } from 'ajv';
import { type Document, OpenAPIValidator, type Operation, ValidationContext } from 'openapi-backend';

export type Fields = Readonly<Record<string, unknown>>;

interface Schema {
  readonly $ref?: string;
  readonly type?: string;
  readonly format?: string;
  readonly nullable?: boolean;
  readonly enum?: readonly unknown[];
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly required?: readonly string[];
  readonly items?: Schema;
  readonly anyOf?: readonly Schema[];
  readonly oneOf?: readonly Schema[];
  readonly allOf?: readonly Schema[];
  readonly additionalProperties?: boolean | Schema;
}

const text = readFileSync(path.join(import.meta.dirname, 'fixtures/api.github.com.json'), 'utf8');
const description = JSON.parse(text) as {
  readonly paths: Readonly<Record<string, Readonly<Record<string, { readonly operationId?: string }>>>>;
  readonly components: { readonly schemas: Readonly<Record<string, Schema>> };
};

/** `GET /repos/{owner}/{repo}` of every operation that is described. */
export const described: readonly string[] = Object.entries(description.paths).flatMap(([at, item]) =>
  Object.keys(item)
    .filter((method) => method !== 'parameters')
    .map((method) => `${method.toUpperCase()} ${at}`),
);

const isInstant = (value: string): boolean => /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)$/.test(value);
const formats = {
  uri: (value: string) => URL.canParse(value),
  'date-time': isInstant,
  timestamp: isInstant,
  email: /^[^@\s]+@[^@\s]+$/,
  'uri-template': true,
  hostname: true,
  'ssh-url': true,
  repository: true,
  uuid: true,
  url: true,
  date: true,
} as const;

export interface Judge {
  /** What is wrong with it, in words; none: nothing. */
  request(asked: {
    readonly route: string;
    readonly params: Readonly<Record<string, string>>;
    readonly query: Readonly<Record<string, string>>;
    readonly headers: Readonly<Record<string, string>>;
    readonly body: unknown;
  }): readonly string[];
  answer(route: string, status: number, body: unknown): readonly string[];
}

const operationIdOf = (route: string): string => {
  const [method = '', at = ''] = route.split(' ');
  return description.paths[at]?.[method.toLowerCase()]?.operationId ?? '';
};

interface Words {
  readonly instancePath: string;
  readonly message?: string;
  readonly params: unknown;
}
const words = (errors: readonly Words[] | null | undefined): readonly string[] =>
  (errors ?? []).map(({ instancePath, message = '', params }) => `${instancePath} ${message} ${JSON.stringify(params)}`.trim());

let made: Judge | null = null;

/** One for the process: its schemas are compiled when they are first needed, and that takes the most of its time. */
export const theJudge = (): Judge => (made ??= build());

/** The library would write every schema out at each place that names it; the many that share one then cost a second each. */
const HOME = 'github';
type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json };

function withSharedSchemas(value: Json): Json {
  if (Array.isArray(value)) return value.map((one: Json) => withSharedSchemas(one));
  if (typeof value !== 'object' || value === null) return value;
  const fields = value as { readonly [key: string]: Json };
  const ref = fields['$ref'];
  if (typeof ref !== 'string') return Object.fromEntries(Object.entries(fields).map(([key, inner]) => [key, withSharedSchemas(inner)]));
  if (ref.startsWith('#/components/schemas/')) return { $ref: HOME + ref };
  const [, , group = '', name = ''] = ref.split('/');
  return withSharedSchemas((description.components as unknown as Record<string, Record<string, Json>>)[group]?.[name] ?? null);
}

function build(): Judge {
  const ajvOpts = { inlineRefs: false, logger: false, strict: false, formats } as const;
  const withComponents = (ajv: Ajv): Ajv => ajv.addSchema({ components: description.components }, HOME);
  const shared = withComponents(new Ajv(ajvOpts));
  let forParameters: Ajv | null = null;
  const validator = new OpenAPIValidator({
    definition: { ...description, paths: withSharedSchemas(description.paths) } as unknown as Document,
    ajvOpts,
    lazyCompileValidators: true,
    // One for all operations, so that what they share is compiled once. Parameters are read with other settings.
    customizeAjv: (own, _, context) => (context === ValidationContext.Params ? (forParameters ??= withComponents(own)) : shared),
  });
  const operationOf = (route: string): Operation => {
    const operation = validator.router.getOperation(operationIdOf(route));
    if (operation === undefined) throw new Error(`not described: ${route}`);
    return operation;
  };
  return {
    request({ route, params, query, headers, body }) {
      const operation = operationOf(route);
      const [method = '', at = ''] = route.split(' ');
      const filledIn = at.replaceAll(/\{(\w+)\}/g, (_, name: string) => encodeURIComponent(params[name] ?? ''));
      const asked = { method: method.toLowerCase(), path: filledIn, query, headers, ...(body === undefined ? {} : { body }) };
      return [...words(validator.validateRequest(asked, operation).errors), ...unknownIn(operation as Described, query, body)];
    },
    answer(route, status, body) {
      const operation = operationOf(route);
      const { responses } = operation as unknown as { readonly responses: Readonly<Record<string, unknown>> };
      if (status in responses) return words(validator.validateResponse(body, operation, status).errors);
      // What GitHub says of every refusal, and describes at few of them.
      if (status < 400) return [`answers ${status}, which is not described`];
      return typeof (body as Fields | null)?.['message'] === 'string' ? [] : [`answers ${status} without a message`];
    },
  };
}

interface Described {
  readonly parameters?: readonly { readonly in?: string; readonly name?: string }[];
  readonly requestBody?: { readonly content?: Readonly<Record<string, { readonly schema?: Schema }>> };
}

/** The description lets pass what it does not know; a misspelt name is a mistake all the same. */
function unknownIn(operation: Described, query: Fields, body: unknown): readonly string[] {
  const asked = new Set((operation.parameters ?? []).filter((one) => one.in === 'query').map((one) => one.name));
  const given = operation.requestBody?.content?.['application/json']?.schema;
  const schema = given === undefined ? undefined : resolved(given);
  const fields = schema === undefined ? null : namesOf(schema);
  return [
    ...Object.keys(query)
      .filter((name) => !asked.has(name))
      .map((name) => `/query has no parameter ${name}`),
    ...(fields === null || typeof body !== 'object' || body === null || Array.isArray(body)
      ? []
      : Object.keys(body)
          .filter((name) => !fields.has(name))
          .map((name) => `/requestBody has no field ${name}`)),
  ];
}

/** Null: any. */
function namesOf(schema: Schema): ReadonlySet<string> | null {
  const parts = [schema, ...choices(schema)];
  if (parts.some((part) => typeof part.additionalProperties === 'object' || part.additionalProperties === true)) return null;
  const names = parts.flatMap((part) => Object.keys(part.properties ?? {}));
  return names.length === 0 ? null : new Set(names);
}

const named = (name: string): Schema => {
  const schema = description.components.schemas[name];
  if (schema === undefined) throw new Error(`the description has no schema ${name}`);
  return schema;
};
const resolved = (schema: Schema): Schema => (schema.$ref === undefined ? schema : named(schema.$ref.split('/').at(-1) ?? ''));

/**
 * `fields` in the shape of a described schema: what it does not have is left out, and what it demands beyond them is null
 * where it may be, else the emptiest value, so that no test can take it for something that was said.
 */
export const shape = (schema: string, fields: Fields): Fields => fit(named(schema), fields) as Fields;

function fit(given: Schema, value: unknown): unknown {
  const schema = resolved(given);
  if (value === undefined) return emptiest(schema);
  if (value === null || typeof value !== 'object') return value;
  if (Array.isArray(value)) return schema.items === undefined ? value : value.map((one) => fit(schema.items ?? {}, one));
  const choice = choices(schema).filter((one) => !isNull(one));
  if (schema.properties === undefined) return choice.length === 1 ? fit(choice[0] ?? {}, value) : value;
  const entries = Object.entries(schema.properties)
    .filter(([name]) => (value as Fields)[name] !== undefined || schema.required?.includes(name) === true)
    .map(([name, inner]) => [name, fit(inner, (value as Fields)[name])]);
  return Object.fromEntries(entries);
}

const choices = (schema: Schema): readonly Schema[] =>
  [...(schema.anyOf ?? []), ...(schema.oneOf ?? []), ...(schema.allOf ?? [])].map(resolved);
const isNull = (schema: Schema): boolean => schema.enum?.length === 1 && schema.enum[0] === null;

const EMPTIEST: Readonly<Record<string, unknown>> = { integer: 0, number: 0, boolean: false, array: [] };

function emptiest(schema: Schema): unknown {
  if (schema.nullable === true) return null;
  if (schema.enum !== undefined) return schema.enum[0];
  const [first, ...others] = choices(schema);
  if (others.some(isNull)) return null;
  if (first !== undefined && schema.properties === undefined) return emptiest(first);
  if (schema.type === 'string')
    return schema.format === 'uri' ? 'https://unset.example/' : schema.format === 'date-time' ? '1970-01-01T00:00:00Z' : '';
  return schema.type !== undefined && schema.type in EMPTIEST ? EMPTIEST[schema.type] : fit(schema, {});
}
