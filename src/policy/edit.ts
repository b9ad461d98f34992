/**
 * Small edits of one Identity's file that keep its comments and its form: only the bytes of the line in question change.
 * Text → text; what comes out has been read back, and says what was meant and nothing else.
 */
import { isMap, isPair, isScalar, isSeq, parseAllDocuments, visit, type Node, type Pair, type YAMLMap, type YAMLSeq } from 'yaml';
import { canonicalJson } from '../model/order.ts';
import { parseFile } from './parse.ts';
import { type Spot, spotOfItem, spotOfValue, textOf } from './positions.ts';
import { hasErrors, makeReport } from './problems.ts';
import { quoted } from './quoted.ts';
import type { RawGrant, RawRoleLine, RawValue } from './raw.ts';

export type ListField = 'accounts' | 'roles' | 'access' | 'never';
export type ScalarField = 'owner' | 'type' | 'environment' | 'purpose' | 'directory' | 'state' | 'mode' | 'from' | 'until';
export type Item = string | RawGrant | RawRoleLine;

export type Edit =
  | { readonly do: 'add'; readonly field: ListField; readonly item: Item }
  /** Text also means the one map whose `grant` it is. */
  | { readonly do: 'remove'; readonly field: ListField; readonly item: Item }
  /** In its place, with the comment beside it. */
  | { readonly do: 'replace'; readonly field: ListField; readonly item: Item; readonly by: Item }
  | { readonly do: 'set'; readonly field: ScalarField; readonly value: string }
  | { readonly do: 'unset'; readonly field: ScalarField };

export type Edited = { readonly text: string } | { readonly refused: string };

const refuse = (refused: string): Edited => ({ refused });

/** `identity`: the name of the Identity document to edit; rows of a table are edited by hand. */
export function editIdentity(text: string, identity: string, edit: Edit): Edited {
  const before = valuesOf(text);
  const index = before?.findIndex((value) => isIdentity(value, identity)) ?? -1;
  const wanted = before?.[index];
  if (!before || !isRecord(wanted)) return refuse(`the file has no readable Identity ${quoted(identity)}`);
  const meant = intended(wanted, edit);
  if (typeof meant === 'string') return refuse(meant);
  const map = parseAllDocuments(text, { keepSourceTokens: true, version: '1.2', schema: 'core' })
    .map((document): unknown => document.contents)
    .find(
      (contents): contents is YAMLMap<Node, Node | null> =>
        isMap(contents) && contents.get('kind') === 'Identity' && contents.get('name') === identity,
    );
  if (!map || map.flow) return refuse('the Identity is written in one line; edit it by hand');
  const edited = splice(text, map, edit);
  if (edited === null) return refuse('the line is written in a form that this edit does not know; edit it by hand');
  const after = valuesOf(edited);
  const expected = before.map((value, i) => (i === index ? meant : value));
  if (!after || canonicalJson(after) !== canonicalJson(expected))
    return refuse('the edit would have changed more than was meant; edit it by hand');
  return { text: edited };
}

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  value !== null && typeof value === 'object' && !Array.isArray(value);
const isIdentity = (value: unknown, name: string): boolean => isRecord(value) && value['kind'] === 'Identity' && value['name'] === name;

/** Rows of a table are none. */
export const hasIdentity = (text: string, identity: string): boolean =>
  valuesOf(text)?.some((value) => isIdentity(value, identity)) === true;

/** The item of a list that stands at a place, `file:line:col` as origins have it; null: none of this Identity does. */
export function itemAt(file: string, text: string, identity: string, field: ListField, at: string): Item | null {
  for (const { source, value } of parseFile(file, text, makeReport()).documents) {
    const items = isRecord(value) && isIdentity(value, identity) ? value[field] : null;
    if (!Array.isArray(items)) continue;
    // A map's origin is where its grant stands.
    const spot = (item: unknown, i: number): Spot => (isRecord(item) ? spotOfValue(source, item, 'grant') : spotOfItem(source, items, i));
    const index = items.findIndex((item, i) => textOf(spot(item, i)) === at);
    if (index >= 0) return items[index] as Item;
  }
  return null;
}

/** All documents' values; null where the text is not readable. */
function valuesOf(text: string): readonly unknown[] | null {
  const report = makeReport();
  const file = parseFile('edit.yaml', text, report);
  return file.readable && !hasErrors(report.findings()) ? file.documents.map((document) => document.value) : null;
}

/** The document as it is to be, or why that makes no sense. */
function intended(before: Readonly<Record<string, unknown>>, edit: Edit): Readonly<Record<string, unknown>> | string {
  const { [edit.field]: now, ...others } = before;
  if (edit.do === 'set') return { ...others, [edit.field]: edit.value };
  if (edit.do === 'unset') return now === undefined ? `the Identity has no ${edit.field}` : others;
  const items: readonly unknown[] = Array.isArray(now) ? now : [];
  if (edit.do === 'add')
    return items.some((item) => same(item, edit.item)) ? 'the line is there already' : { ...others, [edit.field]: [...items, edit.item] };
  const index = indexOfItem(items, edit.item);
  return index === null
    ? `there is not exactly one such line under ${edit.field}`
    : { ...others, [edit.field]: items.flatMap((item, i) => (i !== index ? [item] : edit.do === 'replace' ? [edit.by] : [])) };
}

const same = (a: unknown, b: unknown): boolean => canonicalJson(a) === canonicalJson(b);

function indexOfItem(items: readonly unknown[], item: Item): number | null {
  const exact = items.findIndex((candidate) => same(candidate, item));
  if (exact >= 0) return exact;
  const meant = items.flatMap((candidate, i) =>
    typeof item === 'string' && isRecord(candidate) && candidate['grant'] === item ? [i] : [],
  );
  return meant.length === 1 ? (meant[0] ?? null) : null;
}

type Field = Pair<Node, Node | null>;

const fieldOf = (map: YAMLMap<Node, Node | null>, name: string): Field | undefined =>
  map.items.find((pair) => isPair(pair) && isScalar(pair.key) && pair.key.value === name);

const startOf = (node: Node | null | undefined): number => node?.range?.[0] ?? -1;
const endOf = (node: Node | null | undefined): number => node?.range?.[1] ?? -1;
const lineStart = (text: string, at: number): number => text.lastIndexOf('\n', at - 1) + 1;

/** The end of the line, before its line feed. */
function lineEnd(text: string, at: number): number {
  const feed = text.indexOf('\n', at);
  if (feed < 0) return text.length;
  return text[feed - 1] === '\r' && feed > at ? feed - 1 : feed;
}

/** Where a value really ends: a block's range takes in the white space after it. */
function solidEnd(text: string, node: Node): number {
  let at = endOf(node);
  while (at > startOf(node) && /\s/.test(text[at - 1] ?? '')) at -= 1;
  return at;
}

/** A line, with its line end, from `from` to the end of the line that holds `to`. */
function cutLines(text: string, from: number, to: number): string {
  const end = lineEnd(text, to);
  const feed = text.startsWith('\r\n', end) ? 2 : text[end] === '\n' ? 1 : 0;
  return text.slice(0, lineStart(text, from)) + text.slice(end + feed);
}

const isFirstOnLine = (text: string, at: number): boolean => /^[ ]*$/.test(text.slice(lineStart(text, at), at));
const colonOf = (text: string, field: Field): number => text.indexOf(':', endOf(field.key)) + 1;

function splice(text: string, map: YAMLMap<Node, Node | null>, edit: Edit): string | null {
  const eol = text.includes('\r\n') ? '\r\n' : '\n';
  const field = fieldOf(map, edit.field);
  const indent = ' '.repeat(startOf(map) - lineStart(text, startOf(map)));
  if (edit.do === 'set')
    return field
      ? replaceScalar(text, field, edit.value)
      : appendField(text, map, `${indent}${edit.field}: ${scalarText(edit.value)}`, eol);
  if (edit.do === 'unset')
    return field && isFirstOnLine(text, startOf(field.key))
      ? cutLines(
          text,
          startOf(field.key),
          field.value && endOf(field.value) > startOf(field.value) ? solidEnd(text, field.value) : colonOf(text, field),
        )
      : null;
  if (edit.do === 'remove') return field && isSeq(field.value) ? removeItem(text, field, field.value as YAMLSeq<Node>, edit.item) : null;
  if (edit.do === 'replace')
    return field && isSeq(field.value) ? replaceItem(text, field.value as YAMLSeq<Node>, edit.item, edit.by, eol) : null;
  if (!field) return appendField(text, map, `${indent}${edit.field}:${eol}${blockItem(edit.item, `${indent}  `, eol)}`, eol);
  if (isSeq(field.value)) return addItem(text, field.value as YAMLSeq<Node>, edit.item, eol);
  // `access:` with nothing after it.
  const end = lineEnd(text, colonOf(text, field));
  return text.slice(0, end) + eol + blockItem(edit.item, `${indent}  `, eol) + text.slice(end);
}

function appendField(text: string, map: YAMLMap<Node, Node | null>, lines: string, eol: string): string | null {
  const last = map.items.at(-1);
  if (!last) return null;
  const end = lineEnd(text, last.value && endOf(last.value) > startOf(last.value) ? solidEnd(text, last.value) : colonOf(text, last));
  return text.slice(0, end) + eol + lines + text.slice(end);
}

function replaceScalar(text: string, field: Field, value: string): string | null {
  if (field.value && !isScalar(field.value)) return null;
  const [start, end] = [startOf(field.value), endOf(field.value)];
  if (start < 0 || end <= start) {
    const colon = colonOf(text, field);
    return `${text.slice(0, colon)} ${scalarText(value)}${text.slice(colon)}`;
  }
  return /^[|>]/.test(text.slice(start)) ? null : text.slice(0, start) + scalarText(value) + text.slice(end);
}

function addItem(text: string, list: YAMLSeq<Node>, item: Item, eol: string): string | null {
  const last = list.items.at(-1);
  if (list.flow) {
    const end = last ? endOf(last) : startOf(list) + 1;
    return `${text.slice(0, end)}${last ? ', ' : ''}${flowText(item)}${text.slice(end)}`;
  }
  if (!last) return null;
  const indent = ' '.repeat(startOf(list) - lineStart(text, startOf(list)));
  const end = lineEnd(text, solidEnd(text, last));
  return text.slice(0, end) + eol + blockItem(item, indent, eol) + text.slice(end);
}

const indexInList = (list: YAMLSeq<Node>, item: Item): number | null =>
  indexOfItem(
    list.items.map((node) => (isScalar(node) || isMap(node) ? (node.toJSON() as unknown) : null)),
    item,
  );

function hasComment(node: Node): boolean {
  let is = false;
  visit(node, { Node: (_, { comment, commentBefore }) => void (is ||= Boolean(comment) || Boolean(commentBefore)) });
  return is;
}

/** A comment between the lines of an item would be lost, so such an item is left to people. */
function replaceItem(text: string, list: YAMLSeq<Node>, item: Item, by: Item, eol: string): string | null {
  const index = indexInList(list, item);
  const node = index === null ? undefined : list.items[index];
  if (node === undefined) return null;
  const [start, end] = [startOf(node), solidEnd(text, node)];
  if (!isScalar(node) && hasComment(node)) return null;
  if (list.flow || (isMap(node) && node.flow)) return text.slice(0, start) + flowText(by) + text.slice(end);
  const dash = text.lastIndexOf('-', start - 1);
  if (!isFirstOnLine(text, dash)) return null;
  const indent = ' '.repeat(dash - lineStart(text, dash));
  const lines = blockItem(by, indent, eol).slice(indent.length);
  // The comment beside a scalar goes on beside the first of its lines.
  const [first = '', ...rest] = lines.split(eol);
  const lineEnds = lineEnd(text, end);
  return text.slice(0, dash) + [first + text.slice(end, lineEnds), ...rest].join(eol) + text.slice(lineEnds);
}

function removeItem(text: string, field: Field, list: YAMLSeq<Node>, item: Item): string | null {
  const index = indexInList(list, item);
  const node = index === null ? undefined : list.items[index];
  if (index === null || !node) return null;
  const [before, after] = [list.items[index - 1], list.items[index + 1]];
  if (list.flow) {
    const [start, end] = before ? [endOf(before), endOf(node)] : after ? [startOf(node), startOf(after)] : [startOf(node), endOf(node)];
    return text.slice(0, start) + text.slice(end);
  }
  const dash = text.lastIndexOf('-', startOf(node) - 1);
  if (!isFirstOnLine(text, dash)) return null;
  const cut = cutLines(text, dash, solidEnd(text, node));
  if (list.items.length > 1) return cut;
  const colon = colonOf(text, field);
  return `${cut.slice(0, colon)} []${cut.slice(colon)}`;
}

/** As plain text where it stays the same text, else in quotes; JSON's quotes are YAML's. */
function scalarText(value: RawValue): string {
  if (typeof value !== 'string') return String(value);
  const plain = /^[A-Za-z0-9_./][A-Za-z0-9_./:@+=-]*(?: [A-Za-z0-9_./:@+=()-]+)*$/.test(value) && !/:(?: |$)/.test(value);
  const [read] = plain ? (valuesOf(`x: ${value}\n`) ?? []) : [];
  return isRecord(read) && read['x'] === value ? value : JSON.stringify(value);
}

function flowText(value: unknown): string {
  if (!isRecord(value)) return scalarText(value as RawValue);
  const pairs = Object.entries(value).map(([key, item]) => `${scalarText(key)}: ${flowText(item)}`);
  return pairs.length === 0 ? '{}' : `{ ${pairs.join(', ')} }`;
}

function blockItem(item: Item, indent: string, eol: string): string {
  if (typeof item === 'string') return `${indent}- ${scalarText(item)}`;
  return Object.entries(item)
    .map(([key, value], i) => `${indent}${i === 0 ? '- ' : '  '}${scalarText(key)}: ${flowText(value)}`)
    .join(eol);
}
