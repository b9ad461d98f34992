/** JSON Lines: one object a line, and a last one that counts them. That count is the proof: a file cut off anywhere lacks it. */
import type { Entitlement, Text } from '../../model/entitlement.ts';
import { ConnectorError } from '../kit/errors.ts';
import { type Kinds, type Row, type Sheet, checkedRow, wrongLine } from './sheet.ts';

const LONGEST_LINE = 1024 * 1024;
/** RFC 3339, section 5.6. */
const INSTANT = /^\d{4}-\d\d-\d\d[Tt]\d\d:\d\d:\d\d(\.\d+)?([Zz]|[+-]\d\d:\d\d)$/;

type Json = Readonly<Record<string, unknown>>;
const isObject = (value: unknown): value is Json => typeof value === 'object' && value !== null && !Array.isArray(value);

function objectAt(line: number, text: string): Json {
  if (text.length > LONGEST_LINE) throw wrongLine(line, `is longer than ${LONGEST_LINE} characters`);
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw wrongLine(line, 'is no JSON');
  }
  if (!isObject(value)) throw wrongLine(line, 'is no JSON object');
  return value;
}

function textField(line: number, row: Json, field: string): string {
  const value = row[field] ?? '';
  if (typeof value !== 'string') throw wrongLine(line, `has a field "${field}" that is no text`);
  return value;
}

/** Of facts, the listed ones; a facet that is not listed would make two grants look like one. */
function textsField(line: number, row: Json, field: 'facets' | 'facts', listed: readonly string[]): Text {
  const value = row[field] ?? {};
  if (!isObject(value)) throw wrongLine(line, `has a field "${field}" that is no object`);
  if (field === 'facets' && Object.keys(value).some((name) => !listed.includes(name)))
    throw wrongLine(line, 'has a facet that config.facets does not list for its kind');
  return Object.fromEntries(
    listed
      .filter((name) => Object.hasOwn(value, name))
      .map((name) => {
        const item = value[name];
        if (typeof item === 'string') return [name, item];
        // As in a policy file: a plain boolean or integer means its spelling.
        if (typeof item === 'boolean' || Number.isSafeInteger(item)) return [name, String(item)];
        throw wrongLine(line, `has a value in "${field}" that is neither text, boolean nor integer`);
      }),
  );
}

function instantField(line: number, seen: Json, field: 'createdAt' | 'lastUsedAt'): { readonly [F in typeof field]?: number } {
  const value = seen[field];
  if (value === undefined || value === null) return {};
  const instant = typeof value === 'string' && INSTANT.test(value) ? Date.parse(value) : Number.NaN;
  if (Number.isNaN(instant)) throw wrongLine(line, `has a "${field}" that is no RFC 3339 instant`);
  return { [field]: instant };
}

function seenField(line: number, row: Json): { readonly seen?: NonNullable<Entitlement['seen']> } {
  const seen = row['seen'];
  if (seen === undefined || seen === null) return {};
  if (!isObject(seen)) throw wrongLine(line, 'has a field "seen" that is no object');
  return { seen: { ...instantField(line, seen, 'createdAt'), ...instantField(line, seen, 'lastUsedAt') } };
}

function rowAt(line: number, raw: string, kinds: Kinds): Row {
  const object = objectAt(line, raw);
  const kind = textField(line, object, 'kind');
  const listed = kinds.get(kind);
  return checkedRow(
    {
      raw,
      line,
      account: textField(line, object, 'account'),
      kind,
      name: textField(line, object, 'name'),
      facets: textsField(line, object, 'facets', listed?.facets ?? []),
      facts: textsField(line, object, 'facts', Object.keys(listed?.facts ?? {})),
      ...seenField(line, object),
    },
    kinds,
  );
}

const unproven = (why: string): ConnectorError =>
  new ConnectorError(
    'unproven',
    `${why}; that can mean that the file was cut off or is still being written, so nothing was compared. Export it again, with {"end":true,"count":N} as its last line.`,
  );

const filled = (texts: Text): Text | undefined => (Object.keys(texts).length === 0 ? undefined : texts);

export function parseJsonl(text: string, kinds: Kinds): Sheet {
  const lines = text.split('\n');
  // The line break after the marker is a matter of taste.
  if (lines.at(-1)?.trim() === '') lines.pop();
  const last = lines.pop();
  let end: Json | null = null;
  try {
    end = last === undefined ? null : objectAt(lines.length + 1, last);
  } catch {
    // Half a line is what a cut-off file ends with.
  }
  if (end?.['end'] !== true) throw unproven('the file has no end marker');
  if (end['count'] !== lines.length) throw unproven('the end marker counts other rows than there are');
  return {
    rows: lines.map((raw, i) => rowAt(i + 1, raw, kinds)),
    proof: { read: lines.length, claimed: lines.length, by: 'count' },
    rawOf: ({ account, kind, name, facets, facts }) =>
      JSON.stringify({ account, kind: kind.name, name, facets: filled(facets), facts: filled(facts) }),
    textOf: (raws) => [...raws, JSON.stringify({ ...end, count: raws.length }), ''].join('\n'),
  };
}
