/** What the schema found, told at the line where it stands. */
import policySchema from '../../schema/policy.schema.json' with { type: 'json' };
import { didYouMean } from './nearest.ts';
import { spotOf, spotOfItem, spotOfKey, spotOfValue, type Source, type Spot } from './positions.ts';
import type { ProblemCode, Report } from './problems.ts';
import { harmless, quoted, quotedList } from './quoted.ts';

export interface SchemaError {
  readonly instancePath: string;
  readonly schemaPath?: string;
  readonly keyword: string;
  readonly params: Record<string, unknown>;
  readonly message?: string;
  readonly propertyName?: string;
}

type Node = Readonly<Record<string, unknown>>;

const isNode = (value: unknown): value is Node => value !== null && typeof value === 'object';

const steps = (pointer: string): string[] =>
  pointer
    .split('/')
    .slice(1)
    .map((step) => step.replaceAll('~1', '/').replaceAll('~0', '~'));

/** The schema around a keyword, for what it allows and how it describes itself. */
function schemaAround(schemaPath: string | undefined): Node {
  let node: unknown = policySchema;
  for (const step of steps((schemaPath ?? '').replace(/^#/, '')).slice(0, -1))
    node = isNode(node) ? node[decodeURIComponent(step)] : undefined;
  return isNode(node) ? node : {};
}

interface Found {
  readonly value: unknown;
  /** The way there in words: `scope[0].accounts`. */
  readonly path: string;
  readonly spot: Spot;
  /** The last step's container. */
  readonly container: object;
}

function find(source: Source, root: object, pointer: string): Found {
  let found: Found = { value: root, path: '', spot: spotOf(source, root), container: root };
  for (const step of steps(pointer)) {
    const container = found.value;
    if (Array.isArray(container)) {
      found = {
        value: container[Number(step)],
        path: `${found.path}[${step}]`,
        spot: spotOfItem(source, container, Number(step)),
        container,
      };
    } else if (isNode(container)) {
      found = {
        value: container[step],
        path: found.path === '' ? harmless(step, 80) : `${found.path}.${harmless(step, 80)}`,
        spot: spotOfValue(source, container, step),
        container,
      };
    }
  }
  return found;
}

export function tellSchemaErrors(source: Source, root: object, errors: readonly SchemaError[], about: string, report: Report): void {
  for (const error of errors) tell(source, root, error, about, report);
}

function tell(source: Source, root: object, error: SchemaError, about: string, report: Report): void {
  // Of a refused name of a key the outer error tells, of an Exception's form the whole.
  if (error.propertyName !== undefined || /\/oneOf\/\d/.test(error.schemaPath ?? '')) return;
  const found = find(source, root, error.instancePath);
  const where = `${about}${found.path === '' ? '' : `, \`${found.path}\``}`;
  const around = schemaAround(error.schemaPath);
  const add = (code: ProblemCode, spot: Spot, what: string, hint?: string): void => report.add(code, spot, `${where}: ${what}`, hint);
  const { params } = error;
  switch (error.keyword) {
    case 'additionalProperties': {
      const key = String(params['additionalProperty']);
      const known = isNode(around['properties']) ? Object.keys(around['properties']) : [];
      // `access: [postgres.main/x: y]` is what a missing quote makes of a line.
      const hint = key.includes('/') ? 'A ": " inside the line made it a mapping: put the line in quotes.' : didYouMean(key, known);
      add('unknown-key', spotOfKey(source, isNode(found.value) ? found.value : root, key), `the key ${quoted(key)}`, hint);
      return;
    }
    case 'required':
    case 'dependentRequired':
      add('missing-key', found.spot, `the key ${quoted(params['missingProperty'])} is missing`);
      return;
    case 'propertyNames':
      add(
        'bad-value',
        spotOfKey(source, isNode(found.value) ? found.value : root, String(params['propertyName'])),
        `the name ${quoted(params['propertyName'])}`,
        'Names are small letters, digits and hyphens.',
      );
      return;
    case 'type':
      add('wrong-type', found.spot, `${sortOf(found.value)} where ${wanted(params['type'])} belongs`, describe(around));
      return;
    case 'enum': {
      const allowed = (params['allowedValues'] as unknown[]).map(String);
      add(
        'bad-value',
        found.spot,
        `${quoted(found.value)} is none of ${quotedList(allowed)}`,
        typeof found.value === 'string' ? didYouMean(found.value, allowed) : undefined,
      );
      return;
    }
    case 'const':
      add('bad-value', found.spot, `${quoted(found.value)} where only ${quoted(params['allowedValue'])} may stand`);
      return;
    case 'oneOf':
      add('exception-form', found.spot, 'its keys belong to no form, or to two');
      return;
    case 'uniqueItems':
      add(
        'bad-value',
        Array.isArray(found.value) ? spotOfItem(source, found.value, Number(params['i'])) : found.spot,
        'the item stands twice',
      );
      return;
    case 'pattern':
      add('bad-value', found.spot, quoted(found.value), describe(around));
      return;
    default:
      add(
        'bad-value',
        found.spot,
        `${Array.isArray(found.value) || isNode(found.value) ? 'it' : quoted(found.value)} ${error.message ?? 'is not allowed'}`,
        describe(around),
      );
  }
}

const describe = (schema: Node): string | undefined =>
  typeof schema['description'] === 'string' ? `The field: ${schema['description']}` : undefined;

const SORTS: Readonly<Record<string, string>> = {
  string: 'text',
  object: 'a mapping',
  array: 'a list',
  integer: 'a whole number',
  boolean: 'true or false',
  number: 'a number',
};
const wanted = (types: unknown): string =>
  (Array.isArray(types) ? types : String(types).split(',')).map((type) => SORTS[String(type)] ?? String(type)).join(' or ');

function sortOf(value: unknown): string {
  if (value === null) return 'nothing';
  if (Array.isArray(value)) return 'a list';
  if (isNode(value)) return 'a mapping';
  return quoted(value);
}

/** Of a connector's config: `keyHome` says where the key of the config's first level is written. */
export function tellConfigErrors(
  source: Source,
  errors: readonly SchemaError[],
  keyHome: (key: string) => Node | null,
  fallback: Spot,
  about: string,
  report: Report,
): void {
  for (const error of errors) {
    if (error.propertyName !== undefined) continue;
    const pointed = steps(error.instancePath);
    const extra = typeof error.params['additionalProperty'] === 'string' ? error.params['additionalProperty'] : null;
    const home = keyHome(pointed[0] ?? extra ?? '');
    const found = home && pointed.length > 0 ? find(source, home, error.instancePath) : null;
    const spot =
      extra !== null && (found ? isNode(found.value) : home)
        ? spotOfKey(source, found ? (found.value as object) : (home as object), extra)
        : (found?.spot ?? fallback);
    const path = found ? `, \`${found.path}\`` : '';
    report.add(
      'config-schema',
      spot,
      `${about}${path}: ${extra === null ? (error.message ?? 'is not allowed') : `the key ${quoted(extra)} is not known`}`,
    );
  }
}
