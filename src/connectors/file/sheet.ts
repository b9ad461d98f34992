/** What the two formats have in common: rows that know the text they came from, so that a writer leaves the others as they are. */
import type { Entitlement, Kind, Proof, Text } from '../../model/entitlement.ts';
import { ConnectorError } from '../kit/errors.ts';

export interface Row {
  /** As it stands in the file, without the line break that ends it. */
  readonly raw: string;
  /** In which it ends. */
  readonly line: number;
  readonly account: string;
  readonly kind: Kind;
  readonly name: string;
  readonly facets: Text;
  readonly facts: Text;
  readonly seen?: NonNullable<Entitlement['seen']>;
}

/** A file, read whole and believed. */
export interface Sheet {
  readonly rows: readonly Row[];
  readonly proof: Proof;
  /** The text of a new row. */
  readonly rawOf: (row: Omit<Row, 'raw' | 'line' | 'seen'>) => string;
  /** The text of the whole file with these rows. */
  readonly textOf: (raws: readonly string[]) => string;
}

export type Kinds = ReadonlyMap<string, Kind>;

/** By line only: what stands there may be a secret, or made to look like a part of the message. */
export const wrongLine = (line: number, why: string): ConnectorError =>
  new ConnectorError('badResponse', `line ${line} of the file ${why}, so nothing of the file is believed. Mend the export.`);

/** Without an account or name a row means nothing; an account or login is named as its account, whatever the row says. */
export function checkedRow(row: Omit<Row, 'kind'> & { readonly kind: string }, kinds: Kinds): Row {
  const { line } = row;
  const kind = kinds.get(row.kind);
  if (kind === undefined)
    throw wrongLine(line, 'has a kind that is not known; if it is none of a typing error, list it under config.kinds');
  const name = kind.role === 'account' || kind.role === 'login' ? row.account : row.name;
  if (row.account === '' || name === '') throw wrongLine(line, 'has no account or no name');
  const texts = [row.account, name, ...Object.values(row.facets), ...Object.values(row.facts)];
  if (!texts.every((text) => text.isWellFormed())) throw wrongLine(line, 'holds text that is not valid Unicode');
  return { ...row, kind, name };
}
