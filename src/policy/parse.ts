/** YAML text → plain values with places. Aliases, anchors, tags, directives and repeated keys are refused here. */
import { EVENT_ID, SCALAR_STYLE, YAMLException, getScalarValue, parseEvents } from 'js-yaml';
import type { Event, ScalarEvent } from 'js-yaml';
import { LIMITS } from './limits.ts';
import type { Place, Source } from './positions.ts';
import type { ProblemCode, Report } from './problems.ts';
import { harmless, quoted } from './quoted.ts';

export interface ParsedDocument {
  readonly source: Source;
  readonly value: unknown;
}

export interface ParsedFile {
  readonly source: Source;
  readonly documents: readonly ParsedDocument[];
  /** False: the text could not be read to its end. */
  readonly readable: boolean;
}

interface Frame {
  readonly kind: 'document' | 'map' | 'list';
  readonly container: Record<string, unknown> | unknown[] | null;
  readonly names: string[];
  readonly offsets: number[];
  readonly start: number;
  /** undefined: a key comes next; null: a key that was refused, its value is dropped. */
  key: string | null | undefined;
  keyOffset: number;
}

const CORE_NUMBER =
  /^(?:[-+]?(?:[0-9]+|(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?|\.(?:inf|Inf|INF))|0o[0-7]+|0x[0-9a-fA-F]+|\.(?:nan|NaN|NAN))$/;
const WORDS: ReadonlyMap<string, unknown> = new Map<string, unknown>([
  ...['', '~', 'null', 'Null', 'NULL'].map((word) => [word, null] as const),
  ...['true', 'True', 'TRUE'].map((word) => [word, true] as const),
  ...['false', 'False', 'FALSE'].map((word) => [word, false] as const),
]);
/** Words that YAML 1.1 read as booleans and 1.2 reads as text. */
const OLD_BOOLEAN = /^(?:yes|no|on|off|Yes|No|On|Off|YES|NO|ON|OFF)$/;

const at = (source: Source, offset: number) => ({ source, offset });

/** Reads one text. What it refuses is told to `report`; what could be read comes back all the same. */
export function parseFile(path: string, text: string, report: Report): ParsedFile {
  const source: Source = { path, text, places: new Map() };
  const refused = refuseText(source, report);
  if (refused) return { source, documents: [], readable: false };
  let events: Event[];
  try {
    // Our own count of levels is exact; the parser's is the backstop, one more for the scalar within.
    events = parseEvents(text, { maxDepth: LIMITS.levels + 2 });
  } catch (cause) {
    tellSyntax(source, cause, report);
    return { source, documents: [], readable: false };
  }
  if (events.length > LIMITS.values) {
    report.add('too-many-values', at(source, 0), `${events.length} values in one file`);
    return { source, documents: [], readable: false };
  }
  warnAboutTabs(source, report);
  const before = report.count();
  const documents = build(source, events, report);
  if (documents.length === 0 && report.count() === before) report.add('empty-file', at(source, 0), 'no document');
  return { source, documents, readable: true };
}

/** Bytes that no policy needs and that make lines or names look other than they are. True: don't go on. */
function refuseText(source: Source, report: Report): boolean {
  const { text } = source;
  if (text.length > LIMITS.fileBytes) {
    report.add('file-too-large', at(source, 0), `${text.length} characters`);
    return true;
  }
  const refuse = (code: ProblemCode, needle: string): boolean => {
    const found = text.indexOf(needle);
    if (found < 0) return false;
    report.add(code, at(source, found), 'the text of this file');
    return true;
  };
  if (refuse('bom', '\uFEFF') || refuse('bad-utf8', '\uFFFD')) return true;
  const lone = /\r(?!\n)/.exec(text);
  if (lone) report.add('lone-carriage-return', at(source, lone.index), 'the text of this file');
  const marker = QUESTIONABLE_MARKER.exec(text);
  if (marker)
    report.add('yaml-syntax', at(source, marker.index), 'a document marker that does not stand alone at the beginning of its line');
  const indent = text.includes('\t') ? /^ *\t/m.exec(text) : null;
  if (indent) report.add('yaml-syntax', at(source, indent.index), 'a tab at the beginning of a line');
  return lone !== null || marker !== null || indent !== null;
}

/** Readers disagree on whether these begin or end a document. */
const QUESTIONABLE_MARKER = /^(?:[ \t]+(?:---|\.\.\.)(?=[ \t\r\n]|$)|\.\.\.[ \t]+[^#\s])/m;

function tellSyntax(source: Source, cause: unknown, report: Report): void {
  if (!(cause instanceof YAMLException)) {
    report.add('yaml-syntax', at(source, 0), 'the parser gave up on this text');
    return;
  }
  const offset = cause.mark?.position ?? 0;
  if (cause.reason.startsWith('nesting exceeded')) report.add('too-deep', at(source, offset), `more than ${LIMITS.levels} levels`);
  else {
    const line = source.text.slice(source.text.lastIndexOf('\n', offset - 1) + 1, offset + 200).split('\n', 1)[0] ?? '';
    report.add(
      'yaml-syntax',
      at(source, offset),
      harmless(cause.reason, 200),
      line.includes('${') ? 'In a list or mapping of one line, text with ${} needs quotes.' : undefined,
    );
  }
}

function warnAboutTabs(source: Source, report: Report): void {
  const tab = source.text.indexOf('\t');
  if (tab >= 0) report.add('tab', at(source, tab), 'a tab in this file');
}

function build(source: Source, events: readonly Event[], report: Report): ParsedDocument[] {
  const documents: ParsedDocument[] = [];
  const frames: Frame[] = [];
  let top: Frame | undefined;
  let lastOffset = 0;
  let usable = true;

  const put = (value: unknown, offset: number): void => {
    if (!top) return;
    if (top.kind !== 'map') {
      top.offsets.push(offset);
      (top.container as unknown[]).push(value);
    } else if (top.key === undefined) {
      top.key = keyOf(source, top, value, offset, report);
      top.keyOffset = offset;
    } else {
      if (top.key !== null) {
        top.names.push(top.key);
        top.offsets.push(top.keyOffset, offset);
        (top.container as Record<string, unknown>)[top.key] = value;
      }
      top.key = undefined;
    }
  };
  const open = (kind: Frame['kind'], container: Frame['container'], start: number): void => {
    const frame: Frame = { kind, container, names: [], offsets: [], start, key: undefined, keyOffset: start };
    frames.push(frame);
    top = frame;
    if (frames.length === LIMITS.levels + 2) report.add('too-deep', at(source, start), `more than ${LIMITS.levels} levels`);
  };

  for (const event of events) {
    switch (event.type) {
      case EVENT_ID.DOCUMENT: {
        // Directives that the parser does not know it skips without a word, so they are looked for in the text.
        if (event.explicitStart) tellDirectives(source, lastOffset, report);
        usable = true;
        open('document', [], lastOffset);
        break;
      }
      case EVENT_ID.SCALAR: {
        usable = refuseProperties(source, event, report) && usable;
        // An empty value has no place of its own: it stands where its key stands.
        const offset = event.valueStart < 0 ? (top?.key === undefined ? lastOffset : top.keyOffset) : event.valueStart;
        lastOffset = Math.max(lastOffset, event.valueEnd);
        const isKey = top?.kind === 'map' && top.key === undefined;
        const value = scalar(source, event, offset, isKey, report);
        put(value, event.style === SCALAR_STYLE.PLAIN || isBlock(event) ? offset : offset - 1);
        break;
      }
      case EVENT_ID.SEQUENCE:
        usable = refuseProperties(source, event, report) && usable;
        lastOffset = Math.max(lastOffset, event.start);
        open('list', [], event.start);
        break;
      case EVENT_ID.MAPPING:
        usable = refuseProperties(source, event, report) && usable;
        lastOffset = Math.max(lastOffset, event.start);
        open('map', {}, event.start);
        break;
      case EVENT_ID.ALIAS:
        report.add(
          'alias',
          at(source, event.anchorStart - 1),
          `the alias ${quoted(source.text.slice(event.anchorStart - 1, event.anchorEnd))}`,
        );
        usable = false;
        lastOffset = Math.max(lastOffset, event.anchorEnd);
        put(null, event.anchorStart - 1);
        break;
      case EVENT_ID.POP: {
        const closed = frames.pop();
        top = frames.at(-1);
        if (!closed) break;
        if (closed.kind === 'document') {
          const value = (closed.container as unknown[])[0] ?? null;
          if (usable && value !== null) documents.push({ source, value });
          break;
        }
        const place: Place = { start: closed.start, names: closed.kind === 'map' ? closed.names : null, offsets: closed.offsets };
        source.places.set(closed.container as object, place);
        put(closed.container, closed.start);
        break;
      }
    }
  }
  return documents;
}

function tellDirectives(source: Source, from: number, report: Report): void {
  const marker = /^---/m.exec(source.text.slice(from));
  const before = source.text.slice(from, marker ? from + marker.index : undefined);
  const directive = /^[ ]*%/m.exec(before);
  if (directive) report.add('directive', at(source, from + directive.index), 'a directive');
}

const isBlock = (event: ScalarEvent): boolean => event.style === SCALAR_STYLE.LITERAL_BLOCK || event.style === SCALAR_STYLE.FOLDED_BLOCK;

/** null: refused, and told. */
function keyOf(source: Source, frame: Frame, value: unknown, offset: number, report: Report): string | null {
  if (typeof value !== 'string') {
    report.add('bad-key', at(source, offset), `the key ${quoted(value !== null && typeof value === 'object' ? 'a list or map' : value)}`);
    return null;
  }
  // An ordinary object would take this one for its prototype.
  if (value === '__proto__') {
    report.add('bad-key', at(source, offset), `the key ${quoted(value)}`);
    return null;
  }
  if (!Object.hasOwn(frame.container as object, value)) return value;
  report.add('duplicate-key', at(source, offset), `the key ${quoted(value)}`);
  return null;
}

function refuseProperties(
  source: Source,
  event: { readonly anchorStart: number; readonly tagStart: number; readonly tagEnd: number },
  report: Report,
): boolean {
  if (event.anchorStart >= 0) report.add('alias', at(source, event.anchorStart - 1), 'an anchor (&)');
  if (event.tagStart >= 0)
    report.add('tag', at(source, event.tagStart), `the tag ${quoted(source.text.slice(event.tagStart, event.tagEnd))}`);
  return event.anchorStart < 0 && event.tagStart < 0;
}

function scalar(source: Source, event: ScalarEvent, offset: number, isKey: boolean, report: Report): unknown {
  if (event.valueEnd - event.valueStart > LIMITS.scalarLength) {
    report.add(
      'scalar-too-large',
      at(source, event.style === SCALAR_STYLE.PLAIN || isBlock(event) ? offset : offset - 1),
      `${event.valueEnd - event.valueStart} characters`,
    );
    // Enough of it that no other problem follows.
    return source.text.slice(offset, offset + 16);
  }
  if (event.style !== SCALAR_STYLE.PLAIN) return getScalarValue(source.text, event);
  if (event.valueStart < 0) return null;
  const text = event.fast ? source.text.slice(event.valueStart, event.valueEnd) : getScalarValue(source.text, event);
  // Almost surely a list whose indentation slipped; readers disagree on it.
  if (!event.fast && /\n[ \t]*- /.test(source.text.slice(event.valueStart, event.valueEnd)))
    report.add('yaml-syntax', at(source, event.valueStart), 'a text of several lines, one of which begins with "- "');
  return plain(source, text, offset, event.valueEnd, isKey, report);
}

/** The YAML 1.2 core schema, but a number only in the one spelling that JSON gives it: 007, 0x1f and 1.0 are asked about. */
function plain(source: Source, text: string, offset: number, end: number, isKey: boolean, report: Report): unknown {
  if (!isKey && source.text.charCodeAt(end) === 0x20) warnAboutHash(source, end, report);
  if (text.length <= 5) {
    const word = WORDS.get(text);
    if (word !== undefined) return word;
    if (!isKey && OLD_BOOLEAN.test(text)) report.add('bare-word', at(source, offset), `${quoted(text)}, which YAML 1.2 reads as text`);
  }
  const first = text.charCodeAt(0);
  const mayBeNumber = (first >= 0x30 && first <= 0x39) || first === 0x2d || first === 0x2b || first === 0x2e;
  if (!mayBeNumber || !CORE_NUMBER.test(text)) return text;
  const value = Number(text);
  if (String(value) === text && Math.abs(value) <= Number.MAX_SAFE_INTEGER) return value;
  report.add('number-spelling', at(source, offset), `the number ${quoted(text)}`);
  return text;
}

/** `see #142` loses its end; `# a comment`, with a space, is what it looks like. */
function warnAboutHash(source: Source, end: number, report: Report): void {
  let hash = end;
  while (source.text.charCodeAt(hash) === 0x20) hash += 1;
  if (source.text.charCodeAt(hash) !== 0x23 || !/[^\s#]/.test(source.text.charAt(hash + 1))) return;
  const line = source.text.slice(hash, hash + 100).split('\n', 1)[0] ?? '';
  report.add('hash-in-text', at(source, hash), `${quoted(line)} is read as a comment`);
}
