/** Which drift waits for an answer, and how each Identity's file would read if the policy followed what is live. Pure. */
import type { Kind } from '../model/entitlement.ts';
import { canonicalJson, isSame, sortedBy } from '../model/order.ts';
import type { Blocked, Change, TargetPlan } from '../model/plan.ts';
import type { Declared, Delta } from '../model/policy.ts';
import type { TargetState } from '../model/state.ts';
import { sameFacts } from '../plan/verdict.ts';
import { type Edit, editIdentity, hasIdentity, type Item, itemAt } from '../policy/edit.ts';
import type { RawGrant } from '../policy/raw.ts';
import { withoutHolder } from '../report/change-words.ts';
import type { KindsByTarget } from '../report/run-report.ts';
import { deltas } from '../review/deltas.ts';

/** One difference, and what accepting it does to the file. */
export interface AdoptLine {
  readonly change: Change;
  readonly did: 'add' | 'remove' | 'replace';
  /** Its other answer gives back what lifecycle took. */
  readonly isGivingBack: boolean;
}

export interface AdoptFile {
  /** In the policy folder. */
  readonly file: string;
  readonly identities: readonly string[];
  readonly text: string;
  readonly lines: readonly AdoptLine[];
}

export interface Proposing {
  readonly files: readonly AdoptFile[];
  /** Told in the issues only, and why. */
  readonly left: readonly { readonly change: Change; readonly why: string }[];
}

/** The policy that an accepted line would land on. `declare`: of other texts; null: they have errors. */
export interface Onto {
  readonly files: ReadonlyMap<string, string>;
  readonly declared: Declared;
  readonly declare: (files: ReadonlyMap<string, string>) => Declared | null;
}

const MOST_LINES = 50;

type Meant = AdoptLine & {
  readonly file: string;
  readonly edits: readonly Edit[];
  readonly isIt: (delta: Delta, after: Declared) => boolean;
};
type Left = Proposing['left'][number];

/** In the order of the files; each with what could be read back as just what was meant. */
export function adoptProposals(
  plans: readonly TargetPlan[],
  states: ReadonlyMap<string, TargetState>,
  kinds: KindsByTarget,
  onto: Onto,
): Proposing {
  const fileOf = fileFinder(onto);
  const meant: Meant[] = [];
  const left: Left[] = [];
  for (const { target, blocked } of plans) {
    const state = states.get(target);
    if (state === undefined) continue;
    for (const { change } of blocked.filter((b) => waitsForAnswer(b, state))) {
      const one = meaningOf(change, state, kinds.get(target)?.get(change.entry.kind), onto, fileOf);
      if (typeof one === 'string') left.push({ change, why: one });
      else meant.push(one);
    }
  }
  const files = [...Map.groupBy(meant, (m) => m.file)].flatMap(([file, all]): readonly AdoptFile[] => {
    const lines = sortedBy(all, (m) => canonicalJson([m.change.label, m.change.id])).slice(0, MOST_LINES);
    const whole = fitting(file, lines, onto);
    const fit = whole === null ? lines.filter((line) => fitting(file, [line], onto) !== null) : lines;
    const text = whole ?? fitting(file, fit, onto);
    const stays = text === null ? [] : fit;
    left.push(...lines.filter((line) => !stays.includes(line)).map(({ change }) => ({ change, why: byHand })));
    return text === null || stays.length === 0
      ? []
      : [{ file, identities: [...new Set(stays.map((m) => m.change.identity ?? ''))].sort(), text, lines: stays.map(lineOnly) }];
  });
  return { files: sortedBy(files, (f) => f.file), left };
}

const byHand = 'its file is written in a form that is edited by hand';
const lineOnly = ({ change, did, isGivingBack }: Meant): AdoptLine => ({ change, did, isGivingBack });

/** The drift guard holds back also what is only reported. */
function waitsForAnswer({ guard, change }: Blocked, { policy }: TargetState): boolean {
  if (guard !== 'drift') return false;
  if (change.because.authority !== 'correction') return true;
  return policy.drift[change.verdict as keyof typeof policy.drift].do !== 'report';
}

function meaningOf(
  change: Change,
  state: TargetState,
  kind: Kind | undefined,
  onto: Onto,
  fileOf: (identity: string) => string | null,
): Meant | string {
  if (change.risk !== 'low') return 'it is privileged, so it is never proposed';
  if (change.identity === null) return 'nobody declares the account';
  if (kind?.role !== 'grant') return `a ${change.entry.kind} is no line of a file: it comes with its account`;
  const isGivingBack = change.because.authority !== 'correction';
  if (change.verb === 'revoke') {
    const file = fileOf(change.identity);
    const added = lineToAdd(change, change.identity, state, kind, onto.declared);
    if (file === null) return byHand;
    return typeof added === 'string' ? added : { change, did: 'add', isGivingBack, file, ...added };
  }
  const own = ownLines(change, change.identity, onto);
  if (typeof own === 'string') return own;
  const { file, items } = own;
  if (change.verb === 'grant') {
    const isIt = ({ key }: Delta, after: Declared): boolean => key === change.key && !after.entries.has(key);
    return { change, did: 'remove', isGivingBack, file, edits: items.map((item) => ({ do: 'remove', field: 'access', item })), isIt };
  }
  const replaced = lineToReplace(change, items, kind);
  return typeof replaced === 'string' ? replaced : { change, did: 'replace', isGivingBack, file, ...replaced };
}

/** What is live, as a line of the account's identity. */
function lineToAdd(
  change: Change,
  identity: string,
  state: TargetState,
  kind: Kind,
  declared: Declared,
): Pick<Meant, 'edits' | 'isIt'> | string {
  const { entry } = change;
  const account = state.accounts.find(
    (a) => a.id === entry.account && a.identity === identity && a.disowned === null && a.released === null,
  );
  if (account === undefined) return 'nobody declares the account';
  const hidden = Object.entries(kind.facts).some(
    ([name, fact]) => !fact.mayPrint && fact.default !== undefined && fact.default !== entry.facts[name],
  );
  if (hidden) return 'one of its facts may not be shown';
  const facts = Object.fromEntries(
    Object.entries(entry.facts).filter(([name, value]) => kind.facts[name]?.mayPrint === true && kind.facts[name].default !== value),
  );
  const grant = withoutHolder(change);
  const isOneOfMany = (declared.identities.get(identity)?.accounts.filter((a) => a.target === entry.target).length ?? 0) > 1;
  const more = {
    ...(isOneOfMany ? { account: account.account } : {}),
    ...(Object.keys(entry.facets).length === 0 ? {} : { facets: entry.facets }),
    ...(Object.keys(facts).length === 0 ? {} : { facts }),
  };
  const item: Item = Object.keys(more).length === 0 ? grant : { grant, ...more };
  const name = grant.slice(`${entry.target}/${entry.kind}/`.length);
  return {
    edits: [{ do: 'add', field: 'access', item }],
    isIt: ({ key }, after) => {
      const made = declared.entries.has(key) ? undefined : after.entries.get(key);
      const { target, kind: of, facets } = made?.entry ?? {};
      return (
        made?.identity === identity &&
        isSame(
          [target, of, made.entry.account, made.entry.name, facets],
          [entry.target, entry.kind, account.account, name, entry.facets],
        ) &&
        sameFacts(made.entry.facts, entry.facts)
      );
    },
  };
}

/** The lines of the identity itself that give it; a line of a role gives it to others too. */
function ownLines(
  change: Change,
  identity: string,
  { declared, files }: Onto,
): { readonly file: string; readonly items: readonly Item[] } | string {
  const found = declared.entries.get(change.key);
  if (found === undefined) return 'the policy no longer names it';
  const items: Item[] = [];
  const places = new Set<string>();
  for (const { at, via } of found.origins) {
    if (via.length > 0) return `${via[0] ?? 'a role'} gives it, so an edit of this identity alone would not do`;
    const file = at.replace(/:\d+:\d+$/, '');
    const item = itemAt(file, files.get(file) ?? '', identity, 'access', at);
    if (item === null) return byHand;
    places.add(file);
    items.push(item);
  }
  const [file, ...others] = places;
  return file === undefined || others.length > 0 ? byHand : { file, items };
}

function lineToReplace(change: Change, items: readonly Item[], kind: Kind): Pick<Meant, 'edits' | 'isIt'> | string {
  const [item, ...others] = items;
  const live = change.before?.facts ?? {};
  const differ = Object.keys(change.entry.facts).filter((name) => live[name] !== change.entry.facts[name]);
  if (item === undefined || others.length > 0) return 'more than one line gives it';
  if (differ.some((name) => live[name] === undefined || kind.facts[name]?.mayPrint !== true)) return 'one of its facts may not be shown';
  const line = (typeof item === 'string' ? { grant: item } : item) as RawGrant;
  const by: Item = { ...line, facts: { ...line.facts, ...Object.fromEntries(differ.map((name) => [name, live[name] ?? ''])) } };
  return {
    edits: [{ do: 'replace', field: 'access', item, by }],
    isIt: ({ key }, after) => key === change.key && sameFacts(after.entries.get(key)?.entry.facts ?? { missing: '' }, live),
  };
}

/** The text with all of it, where it compiles to just these differences; null: it does not. */
function fitting(file: string, lines: readonly Meant[], { files, declared, declare }: Onto): string | null {
  let text = files.get(file);
  for (const { change, edits } of lines) {
    for (const edit of edits) {
      if (text === undefined) return null;
      const edited = editIdentity(text, change.identity ?? '', edit);
      if ('refused' in edited) return null;
      text = edited.text;
    }
  }
  if (text === undefined) return null;
  const after = declare(new Map([...files, [file, text]]));
  if (after === null) return null;
  const made = deltas(declared, after);
  const isMeant = (d: Delta): boolean => d.of === 'entry' && lines.filter((line) => line.isIt(d, after)).length === 1;
  return made.length === lines.length && made.every(isMeant) ? text : null;
}

/** An identity's accounts are lines of its file, and each implies entries; the few that have none are looked for. */
function fileFinder({ declared, files }: Onto): (identity: string) => string | null {
  const known = new Map<string, string>();
  for (const { identity, origins } of declared.entries.values())
    for (const { at } of origins) known.set(identity, at.replace(/:\d+:\d+$/, ''));
  return (identity) => {
    const file = known.get(identity) ?? [...files].find(([, text]) => text.includes(identity) && hasIdentity(text, identity))?.[0] ?? null;
    return file !== null && hasIdentity(files.get(file) ?? '', identity) ? file : null;
  };
}
