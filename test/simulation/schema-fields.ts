/** Every field that the policy format has, walked from its schema, and which of them differ between two folders. */
import { readFileSync } from 'node:fs';
import { textOf } from './policy-spelling.ts';

interface Schema {
  readonly $ref?: string;
  readonly $defs?: Readonly<Record<string, Schema>>;
  readonly oneOf?: readonly Schema[];
  readonly properties?: Readonly<Record<string, Schema | boolean>>;
  readonly additionalProperties?: Schema | boolean;
  readonly items?: Schema;
}

type Plain = Readonly<Record<string, unknown>>;

const schema = JSON.parse(readFileSync(new URL('../../schema/policy.schema.json', import.meta.url), 'utf8')) as Schema;

const refName = (of: Schema): string => of.$ref?.split('/').at(-1) ?? '';

function fieldsIn(of: Schema, path: string): readonly string[] {
  const full: Schema = { ...schema.$defs?.[refName(of)], ...of };
  const named = Object.entries(full.properties ?? {}).flatMap(([name, field]) =>
    typeof field === 'boolean' ? [] : [`${path}.${name}`, ...fieldsIn(field, `${path}.${name}`)],
  );
  const free = typeof full.additionalProperties === 'object' ? fieldsIn(full.additionalProperties, `${path}.*`) : [];
  return [...named, ...free, ...(full.items === undefined ? [] : fieldsIn(full.items, `${path}[]`))];
}

/** `IdentitySet.rows[].access[].until`, `Role.parameters.*.match`. */
export const schemaFields: readonly string[] = (schema.oneOf ?? []).flatMap((kind) => fieldsIn(kind, refName(kind)));

/** A path in its parts: `[]` and `*` stand for each item. */
const partsOf = (field: string): readonly string[] => field.replaceAll('[]', '.[]').split('.').slice(1);

const isPlain = (value: unknown): value is Plain => typeof value === 'object' && value !== null && !Array.isArray(value);

/** What may be a text or a map, as the map. */
const asMap = (value: unknown, next: string): unknown =>
  typeof value === 'string' ? { [next === 'onDisabled' || next === 'onAbsent' || next === 'account' ? 'account' : 'grant']: value } : value;

const isGrantOrRecord = new Set(['access', 'directory']);

/** Items of lists that are as long as each other are compared one by one, so that a line that comes changes no field of a line. */
function differs(was: unknown, is: unknown, [part, ...rest]: readonly string[], around = ''): boolean {
  if (part === undefined) return JSON.stringify(was) !== JSON.stringify(is);
  if (part === '[]') {
    if (!Array.isArray(was) || !Array.isArray(is) || was.length !== is.length) return false;
    return was.some((item, i) => differs(item, is[i], rest, around));
  }
  if (part === '*')
    return isPlain(was) && isPlain(is) && Object.keys(was).some((k) => Object.hasOwn(is, k) && differs(was[k], is[k], rest));
  const [a, b] = isGrantOrRecord.has(around) ? [asMap(was, part), asMap(is, part)] : [was, is];
  return differs(isPlain(a) ? a[part] : undefined, isPlain(b) ? b[part] : undefined, rest, part);
}

const documents = (texts: ReadonlyMap<string, string>): ReadonlyMap<string, Plain> =>
  new Map(
    [...texts.values()].map((text) => {
      const document = JSON.parse(text) as Plain;
      return [`${textOf(document['kind'])} ${textOf(document['name'] ?? document['id'])}`, document] as const;
    }),
  );

/** Of `among`: those that a document has in both folders, and says otherwise. `Role comes`, `Role goes`: whole documents. */
export function changedFields(
  before: ReadonlyMap<string, string>,
  after: ReadonlyMap<string, string>,
  among: ReadonlySet<string>,
): readonly string[] {
  const [was, is] = [documents(before), documents(after)];
  const kindOf = (key: string): string => key.slice(0, key.indexOf(' '));
  const came = [...is.keys()].filter((k) => !was.has(k)).map((k) => `${kindOf(k)} comes`);
  const went = [...was.keys()].filter((k) => !is.has(k)).map((k) => `${kindOf(k)} goes`);
  const both = [...is].filter(([k]) => was.has(k) && JSON.stringify(was.get(k)) !== JSON.stringify(is.get(k)));
  const changed = both.flatMap(([k, document]) =>
    [...among].filter((f) => f.startsWith(`${kindOf(k)}.`) && differs(was.get(k), document, partsOf(f))),
  );
  return [...came, ...went, ...changed];
}
