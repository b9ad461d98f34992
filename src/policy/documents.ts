/** Sorts what was parsed by kind, checks each document against the schema, and keeps the names that are spoken for. */
import { compareText } from '../model/order.ts';
import { didYouMean } from './nearest.ts';
import { nameProblem, sentenceProblem } from './names.ts';
import type { ParsedDocument, ParsedFile } from './parse.ts';
import { spotOf, spotOfItem, spotOfKey, spotOfValue, type Source, type Spot } from './positions.ts';
import type { Report } from './problems.ts';
import { quoted } from './quoted.ts';
import { DOCUMENT_KINDS, type DocumentKind, type RawByKind } from './raw.ts';
import { tellSchemaErrors } from './schema-errors.ts';
import { validate } from './schema.generated.js';
import { SECRET_KEY, SECRET_NAME, secretsIn } from './secrets.ts';

export interface Doc<T> {
  readonly source: Source;
  readonly value: T;
  readonly spot: Spot;
}

export type Documents = { readonly [K in DocumentKind]: readonly Doc<RawByKind[K]>[] } & {
  /** Names of documents that could not be compiled: what refers to them is not told again. */
  readonly faulty: Readonly<Record<DocumentKind, ReadonlySet<string>>>;
  /** Whether a whole table, or a whole file, is missing from the picture. */
  readonly incomplete: boolean;
};

type Mutable<T> = { -readonly [K in keyof T]: T[K] };

const isMap = (value: unknown): value is Readonly<Record<string, unknown>> =>
  value !== null && typeof value === 'object' && !Array.isArray(value);
const isKind = (kind: unknown): kind is DocumentKind => DOCUMENT_KINDS.some((known) => known === kind);

export function sortDocuments(files: readonly ParsedFile[], report: Report): Documents {
  const byKind = Object.fromEntries(DOCUMENT_KINDS.map((kind) => [kind, []])) as unknown as { [K in DocumentKind]: Doc<unknown>[] };
  const faulty = Object.fromEntries(DOCUMENT_KINDS.map((kind) => [kind, new Set<string>()])) as Mutable<Record<DocumentKind, Set<string>>>;
  let incomplete = false;
  for (const file of files) {
    tellSecrets(file.source, report);
    if (!file.readable) {
      incomplete = true;
      for (const name of namesIn(file.source.text)) for (const kind of DOCUMENT_KINDS) faulty[kind].add(name);
    }
    for (const document of file.documents) {
      const kind = kindOf(document, report);
      if (kind === null) continue;
      const isRight = validate(document.value);
      const errors = validate.errors ?? [];
      if (!isRight) tellSchemaErrors(file.source, document.value as object, errors, kind, report);
      const before = report.count();
      tellNames(document, report);
      if (report.count() === before && (isRight || mend(document.value as Record<string, unknown>, errors))) {
        byKind[kind].push({ source: file.source, value: document.value, spot: spotOf(file.source, document.value as object) });
        continue;
      }
      const value = document.value as Readonly<Record<string, unknown>>;
      const name = value['name'] ?? value['id'];
      faulty[kind].add(typeof name === 'string' ? name : '');
      if (kind === 'IdentitySet') incomplete = true;
    }
  }
  return { ...(byKind as unknown as { readonly [K in DocumentKind]: readonly Doc<RawByKind[K]>[] }), faulty, incomplete };
}

/** Fields without which a document means nothing else than it would: the rest of it can be checked all the same. */
const MENDABLE: ReadonlySet<string> = new Set([
  'ceiling',
  'drift',
  'from',
  'github',
  'giveBack',
  'issues',
  'limits',
  'mode',
  'never',
  'privileged',
  'protected',
  'purpose',
  'rollout',
  'severity',
  'snapshot',
  'state',
  'stateKey',
  'successor',
  'until',
  'within',
]);

/** Takes out what the schema refused, once it was told, so that everything wrong is told at once. False: too much is wrong. */
function mend(value: Record<string, unknown>, errors: NonNullable<typeof validate.errors>): boolean {
  for (const { instancePath, keyword, params } of errors) {
    const [, field] = instancePath.split('/');
    const surplus = params['additionalProperty'] ?? params['unevaluatedProperty'];
    if (field !== undefined && MENDABLE.has(field)) delete value[field];
    else if (field === undefined && typeof surplus === 'string') delete value[surplus];
    // What only sums the others up.
    else if (field !== undefined || keyword !== 'if') return false;
  }
  return validate(value);
}

function kindOf({ source, value }: ParsedDocument, report: Report): DocumentKind | null {
  if (!isMap(value)) {
    const spot = value !== null && typeof value === 'object' ? spotOf(source, value) : { source, offset: 0 };
    report.add('unknown-document', spot, Array.isArray(value) ? 'a list' : quoted(value));
    return null;
  }
  const kind = value['kind'];
  if (isKind(kind)) return kind;
  const what = kind === undefined ? 'a document without `kind`' : `the kind ${quoted(kind)}`;
  report.add(
    'unknown-document',
    spotOfValue(source, value, 'kind'),
    what,
    typeof kind === 'string' ? didYouMean(kind, DOCUMENT_KINDS) : undefined,
  );
  return null;
}

/** Of a text that could not be read: better a name too many than a hundred errors that follow from one. */
function namesIn(text: string): string[] {
  return [...text.matchAll(/^(?:name|id):[ ]*["']?([a-z0-9][a-z0-9-]*)/gm)].map((match) => match[1] ?? '').sort(compareText);
}

function tellSecrets(source: Source, report: Report): void {
  for (const secret of secretsIn(source.text)) report.add('inline-secret', { source, offset: secret.offset }, secret.why);
}

/** Text for people may hold what a name may not. */
const SENTENCES: ReadonlySet<string> = new Set(['purpose', 'because', 'managedBy', 'fixAt']);

function tellNames({ source, value }: ParsedDocument, report: Report): void {
  walkTexts(source, value, null, (text, key, spot) => {
    const problem = key !== null && SENTENCES.has(key) ? sentenceProblem(text) : nameProblem(text);
    if (problem) report.add(problem, spot(), `the text ${quoted(text)}`);
  });
}

function walkTexts(
  source: Source,
  value: unknown,
  key: string | null,
  visit: (text: string, key: string | null, spot: () => Spot) => void,
): void {
  if (Array.isArray(value)) {
    for (const [i, item] of value.entries()) {
      if (typeof item === 'string') visit(item, key, () => spotOfItem(source, value, i));
      else walkTexts(source, item, key, visit);
    }
  } else if (isMap(value)) {
    for (const [name, item] of Object.entries(value)) {
      visit(name, null, () => spotOfKey(source, value, name));
      if (typeof item === 'string') visit(item, name, () => spotOfValue(source, value, name));
      else walkTexts(source, item, name, visit);
    }
  }
}

/** Secrets in a connector's config are only named. */
export function tellConfigSecrets(source: Source, config: object, report: Report): void {
  walkTexts(source, config, null, (text, key, spot) => {
    if (key === 'secret' && !SECRET_NAME.test(text))
      report.add('secret-name', spot(), /^[A-Z0-9_]+$/.test(text) ? `the secret ${quoted(text)}` : 'the text under "secret"');
    else if (key !== null && SECRET_KEY.test(key)) report.add('inline-secret', spot(), `the text under ${quoted(key)}`);
  });
}
