/** Reads a file of entitlements, and adds or removes one row. The smallest complete connector: begin here to write another. */
import type { Entitlement, Kind, Proof } from '../../model/entitlement.ts';
import { idOfWords } from '../../model/key.ts';
import { canonicalJson } from '../../model/order.ts';
import type { Change } from '../../model/plan.ts';
import type { Connect, Outcome, Page, Ports } from '../kit/contract.ts';
import { ConnectorError } from '../kit/errors.ts';
import { outgoing } from '../kit/redact.ts';
import { parseCsv } from './csv.ts';
import { parseJsonl } from './jsonl.ts';
import { type FileConfig, kinds as fileKinds } from './kinds.ts';
import { type Kinds, type Row, type Sheet, wrongLine } from './sheet.ts';
import { type WholeFile, readWhole, replaceWhole } from './whole-file.ts';

interface Place {
  readonly config: FileConfig;
  readonly kinds: Kinds;
  readonly ports: Ports;
}

const placeOf = (config: unknown, ports: Ports): Place => ({
  config: config as FileConfig,
  kinds: new Map(fileKinds.kinds(config).map((kind) => [kind.name, kind])),
  ports,
});

/** A byte order mark is no part of the first line; Excel writes one. */
const MARK = '\ufeff';

async function readSheet({
  config,
  kinds,
  ports,
}: Place): Promise<{ readonly file: WholeFile; readonly sheet: Sheet; readonly mark: string }> {
  if (ports.signal.aborted) throw new ConnectorError('unavailable', 'the run was stopped, so the file was not read.');
  const file = await readWhole(ports.fileRoot, config.path);
  const mark = file.text.startsWith(MARK) ? MARK : '';
  const text = file.text.slice(mark.length);
  return { file, mark, sheet: config.format === 'csv' ? parseCsv(text, kinds) : parseJsonl(text, kinds) };
}

const isAccount = (row: Row): boolean => row.kind.role === 'account';

function pageOf(target: string, sheet: Sheet, only: ReadonlySet<string> | null): Page {
  const typeOf = new Map<string, string>();
  for (const row of sheet.rows) {
    if (!isAccount(row)) continue;
    // One id under two types would be two accounts of one id.
    if ((typeOf.get(row.account) ?? row.kind.name) !== row.kind.name) throw wrongLine(row.line, 'gives an account a second account kind');
    typeOf.set(row.account, row.kind.name);
  }
  const wanted = (account: string): boolean => only === null || only.has(account);
  // An account without a row of its own does not exist, so what it holds belongs to nobody. Not to show it would make the
  // file look emptier than it is.
  const orphans = new Set(sheet.rows.filter((row) => !typeOf.has(row.account)).map((row) => row.kind.name));
  return {
    entries: sheet.rows.filter((row) => typeOf.has(row.account) && wanted(row.account)).map((row) => entryOf(target, row)),
    refs: [...typeOf].filter(([id]) => wanted(id)).map(([id, kind]) => ({ kind, id, name: id })),
    unproven: Object.fromEntries([...orphans].map((kind) => [kind, 'rows belong to accounts that have no row of an account kind'])),
  };
}

const entryOf = (target: string, { account, kind, name, facets, facts, seen }: Row): Entitlement => ({
  target,
  account,
  kind: kind.name,
  name,
  facets,
  facts,
  ...(seen === undefined ? {} : { seen }),
});

/** The file is one list of all kinds, so its proof is that of each. */
const proofsOf = (kinds: Kinds, page: Page, proof: Proof): Readonly<Record<string, Proof>> =>
  Object.fromEntries([...kinds.keys()].filter((kind) => page.unproven?.[kind] === undefined).map((kind) => [kind, proof]));

// ---- writing

/** Granting an account creates it, so its change carries words; in a file the name is the id. */
const accountOf = (kind: Kind, { verb, entry }: Change): string =>
  kind.role === 'account' && verb === 'grant'
    ? (idOfWords(entry.account) ?? entry.account.slice(entry.account.indexOf('/') + 1))
    : entry.account;

function demandSupported(kinds: Kinds, { verb, entry }: Change): Kind {
  const kind = kinds.get(entry.kind);
  if (kind === undefined || !kind.verbs.includes(verb))
    throw new ConnectorError(
      'unsupported',
      `a file target cannot ${verb} the kind ${entry.kind} here, so nothing was written. Set config.writable, or take the line out of the policy.`,
    );
  const unlisted = [
    ...Object.keys(entry.facets).filter((f) => !kind.facets.includes(f)),
    ...Object.keys(entry.facts).filter((f) => kind.facts[f] === undefined),
  ];
  if (verb === 'grant' && unlisted.length > 0)
    throw new ConnectorError(
      'unsupported',
      `the kind ${entry.kind} has no ${unlisted.join(', ')}, so nothing was written. List it under config.facts or config.facets, or take it out of the policy.`,
    );
  return kind;
}

const conflict = (why: string): ConnectorError =>
  new ConnectorError('conflict', `${why}, so the file was left as it is. The next run reads it again.`);

/** The raw rows that should stand, or null where they stand already. */
function decide(sheet: Sheet, kind: Kind, change: Change): readonly string[] | null {
  const { facets, facts } = change.entry;
  const account = accountOf(kind, change);
  const name = kind.role === 'account' || kind.role === 'login' ? account : change.entry.name;
  const isIt = (row: Row): boolean =>
    row.kind === kind && row.account === account && row.name === name && canonicalJson(row.facets) === canonicalJson(facets);
  const found = sheet.rows.filter(isIt);
  const others = sheet.rows.filter((row) => !isIt(row));
  const accountRow = sheet.rows.find((row) => isAccount(row) && row.account === account);

  if (change.verb === 'revoke') {
    if (found.length === 0) return null;
    // Not swept away with it: each of them is an entitlement of its own, and nobody decided on it.
    if (kind.role === 'account' && others.some((row) => row.account === account)) throw conflict('the account still holds other rows');
    return others.map((row) => row.raw);
  }
  if (found.length > 0) {
    if (found.some((row) => Object.entries(facts).some(([fact, value]) => row.facts[fact] !== value)))
      throw conflict('the row is there with other facts');
    return null;
  }
  if (kind.role === 'account' ? accountRow !== undefined : accountRow === undefined)
    throw conflict(kind.role === 'account' ? 'the account is there as another kind' : 'the account is not there');
  return [...sheet.rows.map((row) => row.raw), sheet.rawOf({ account, kind, name, facets, facts })];
}

async function applyOne(place: Place, change: Change): Promise<Outcome> {
  const kind = demandSupported(place.kinds, change);
  const { file, sheet, mark } = await readSheet(place);
  const raws = decide(sheet, kind, change);
  if (raws !== null) await replaceWhole(place.ports.fileRoot, place.config.path, file, mark + sheet.textOf(raws));
  return { change: change.id, outcome: raws === null ? 'unchanged' : 'changed', settlesInSeconds: kind.settlesInSeconds };
}

/** No message of ours holds content of the file, and a file target has no secrets. */
const asTold = (text: string): string => text;

/** Nothing stays open between two calls. */
const closed = async (): Promise<void> => undefined;

export const connect: Connect = {
  reader: (target, config, ports) => ({
    async *read(only) {
      const place = placeOf(config, ports);
      try {
        const { sheet } = await readSheet(place);
        const page = pageOf(target, sheet, only === undefined ? null : new Set(only.accounts));
        yield page;
        return proofsOf(place.kinds, page, sheet.proof);
      } catch (error) {
        throw outgoing(target, error, asTold);
      }
    },
    [Symbol.asyncDispose]: closed,
  }),
  writer: (target, config, ports) => ({
    async apply(step) {
      const outcomes: Outcome[] = [];
      try {
        for (const change of step) outcomes.push(await applyOne(placeOf(config, ports), change));
      } catch (error) {
        throw outgoing(target, error, asTold);
      }
      return outcomes;
    },
    [Symbol.asyncDispose]: closed,
  }),
};
