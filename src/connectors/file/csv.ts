/** CSV (RFC 4180): a header, then one row a record. It cannot prove its own end, so the policy must say `complete: true`. */
import { CsvError, parse } from 'csv-parse/sync';
import type { Text } from '../../model/entitlement.ts';
import { ConnectorError } from '../kit/errors.ts';
import { type Kinds, type Row, type Sheet, checkedRow, wrongLine } from './sheet.ts';

const LONGEST_RECORD = 1024 * 1024;

interface Parsed {
  readonly record: readonly string[];
  readonly info: { readonly bytes: number; readonly lines: number };
}

function records(bytes: Buffer): readonly Parsed[] {
  try {
    return parse(bytes, { info: true, record_delimiter: ['\r\n', '\n'], max_record_size: LONGEST_RECORD }) as unknown as readonly Parsed[];
  } catch (error) {
    // Its message quotes what stands there.
    const line = error instanceof CsvError && typeof error['lines'] === 'number' ? error['lines'] : 1;
    throw wrongLine(line, 'is no CSV record like the header');
  }
}

/** In which column each field stands; a listed fact that has none would look as if every row lacked it. */
function columnsOf(header: readonly string[], kinds: Kinds): ReadonlyMap<string, number> {
  const columns = new Map(header.map((name, at) => [name, at]));
  if (columns.size !== header.length) throw wrongLine(1, 'names a column twice');
  const wanted = ['account', 'kind', 'name', ...[...kinds.values()].flatMap((kind) => Object.keys(kind.facts))];
  const missing = wanted.find((name) => !columns.has(name));
  if (missing !== undefined) throw wrongLine(1, `names no column "${missing}"`);
  return columns;
}

const cell = (text: string): string => (/[",\r\n]|^\s|\s$/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);

export function parseCsv(text: string, kinds: Kinds): Sheet {
  if (!text.endsWith('\n'))
    throw new ConnectorError(
      'unproven',
      'the file does not end with a line break; that can mean that it was cut off or is still being written, so nothing was compared. Export it again.',
    );
  const bytes = Buffer.from(text, 'utf8');
  const all = records(bytes);
  const [header, ...body] = all;
  if (header === undefined) throw wrongLine(1, 'is no header');
  const columns = columnsOf(header.record, kinds);
  const rawOf = (i: number): string =>
    bytes
      .subarray(all[i]?.info.bytes, all[i + 1]?.info.bytes)
      .toString('utf8')
      .replace(/\n$/, '');

  const rowOf = ({ record, info }: Parsed, i: number): Row => {
    const field = (name: string): string => record[columns.get(name) ?? -1] ?? '';
    // An empty cell is no fact: CSV has no other way to leave one out.
    const facts: Text = Object.fromEntries(
      Object.keys(kinds.get(field('kind'))?.facts ?? {})
        .filter((fact) => field(fact) !== '')
        .map((fact) => [fact, field(fact)]),
    );
    return checkedRow(
      { raw: rawOf(i), line: info.lines, account: field('account'), kind: field('kind'), name: field('name'), facets: {}, facts },
      kinds,
    );
  };
  return {
    rows: body.map(rowOf),
    proof: { read: body.length, claimed: null, by: 'onePage' },
    rawOf: ({ account, kind, name, facts }) => {
      if (Object.values(facts).includes(''))
        throw new ConnectorError(
          'unsupported',
          'CSV cannot hold a fact without text, so nothing was written. Leave the fact out of the policy.',
        );
      const fields: Text = { ...facts, account, kind: kind.name, name };
      return header.record.map((column) => cell(fields[column] ?? '')).join(',');
    },
    textOf: (raws) => [bytes.subarray(0, header.info.bytes).toString('utf8').replace(/\n$/, ''), ...raws, ''].join('\n'),
  };
}
