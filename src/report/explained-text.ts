/** One change, entitlement or hold as terminal text: what it is, why, what it stands on, what comes next and what would stop it. */
import type { Blocked, Change, Verdict } from '../model/plan.ts';
import type { Terms } from '../model/policy.ts';
import { isNeverTombstone } from '../model/sight.ts';
import type { LedgerRow } from '../model/state.ts';
import { verbKey, writtenAccount } from '../model/key.ts';
import { count, guardTitle, notBeforeText, reasonOf } from './change-words.ts';
import { longestEnvelope, nightLength } from './envelope.ts';
import { shortened } from './escape.ts';
import type { Explained, ExplainedEntitlement, ExplainedHold } from './explained.ts';
import { boundsText } from './held-text.ts';
import { instantOf, lengthOf, nearInstant } from './instant.ts';
import { placeAsLine } from './place.ts';
import { factChanges } from './redact-facts.ts';
import { type Paint, plainPaint, wrap } from './terminal-layout.ts';

export const explainedText = (told: Explained, paint: Paint = plainPaint): string =>
  `${(told.is === 'hold' ? holdLines(told, paint) : entitlementLines(told, paint)).join('\n').trimEnd()}\n`;

/** What each verdict of the table means to whoever has not read it. */
const meanings: Readonly<Record<Verdict, string>> = {
  inSync: 'Approved, and live as approved. Nothing is to do.',
  observed: 'Live and declared by nobody. An account or a key by itself is only watched, never taken as drift.',
  alreadyLive: 'Approved by a review, and it was live already. The next apply closes the decision without a write.',
  toGrant: 'Approved, not live: it is to be given.',
  missing: 'Approved and once there, but not live now. No review, directory or clock took it.',
  toAdjust: 'Live with other facts than a review approved.',
  altered: 'Live with other facts than approved; nobody reviewed that change.',
  toRevoke: 'Live, and decided to go.',
  unauthorized: 'Live, and nobody approved it.',
  unreviewed: 'Live since before this scope was watched, and declared by nobody. It is left alone until somebody decides.',
  withheld: 'Approved, and kept away for now.',
  alreadyGone: 'Decided to go, and not live any more.',
  released: 'Outside of what is managed: nothing is compared or written.',
  unknown: 'Not known: there is no proven read of it, so nothing is compared or written.',
};

type Rows = readonly (readonly [string, string | null])[];

function section(name: string, rows: Rows, paint: Paint): readonly string[] {
  const told = rows.flatMap(([title, text]) =>
    text === null || text === '' ? [] : wrap(shortened(text, 900), `  ${title.padEnd(13)}`, ' '.repeat(15)),
  );
  return told.length === 0 ? [] : ['', paint.bold(name), ...told];
}

function entitlementLines(told: ExplainedEntitlement, paint: Paint): readonly string[] {
  const { change, verdict } = told;
  const risk = change === null || change.risk === 'low' ? '' : ` ${change.risk.toUpperCase()}`;
  const head = change === null ? told.label : `${told.short ?? change.id.slice(0, 8)}  ${change.verb}  ${told.label}${risk}`;
  const means = verdict === null ? 'Not found by this look: what follows is what is remembered.' : meanings[verdict];
  return [
    ...wrap(shortened(head, 400), '', '  ').map(paint.bold),
    ...wrap(means, '', '  '),
    ...(told.isTrial ? wrap('It is in the folder, and no review has approved it yet: an apply would.', '', '  ') : []),
    ...(told.unread === null ? [] : wrap(`${told.target} could not be read whole: ${told.unread}`, '', '  ').map(paint.red)),
    ...section('Who', whoRows(told), paint),
    ...section('Why', whyRows(told), paint),
    ...section('When', whenRows(told), paint),
    ...section('What comes next', nextRows(told), paint),
    ...section('What would stop it', stopRows(told), paint),
    ...section(
      'Also found',
      told.findings.map((f) => [f.rule, `${f.subject}; ${f.remedy}`] as const),
      paint,
    ),
  ];
}

function whoRows({ item, state }: ExplainedEntitlement): Rows {
  if (item === null) return [];
  const identity = state.identities.find((i) => i.name === item.identity);
  const holder =
    item.identity === null
      ? `nobody declares the account; the target is ${state.policy.owner}'s`
      : identity === undefined
        ? item.identity
        : `${identity.name}, ${identity.type}, owner ${identity.owner}${identity.purpose === null ? '' : `: ${identity.purpose}`}`;
  const directory = identity?.directory ?? null;
  return [
    ['holder', holder],
    ['account', `${state.policy.name}/${item.accountWords}${item.accountId === null ? ', not found' : `, id ${item.accountId}`}`],
    ['directory', directory === null ? null : writtenAccount(directory)],
  ];
}

/** The row of the table: approved, withheld, live. */
function tableRow({ item, withheld }: ExplainedEntitlement): string | null {
  if (item === null) return null;
  const { row, live } = item;
  const approved = row === null ? 'no' : row.entry === null ? (isNeverTombstone(row) ? 'never' : 'taken out') : 'yes';
  const mandate = row?.mandate === null || row === null ? '' : ', decided and not yet seen to hold';
  return `approved: ${approved}${mandate} · withheld: ${withheld === null ? 'no' : 'yes'} · live: ${live === null ? 'no' : 'yes'}`;
}

function whyRows(told: ExplainedEntitlement): Rows {
  const { change, item, withheld, place, at, kinds } = told;
  const row = item?.row ?? null;
  const facts = change?.verb === 'adjust' ? factChanges(change.before, change.entry, kinds) : [];
  return [
    ['because', change === null || told.isTrial ? null : [change.because.authority, reasonOf(change, at), ...facts].join('; ')],
    ['table', tableRow(told)],
    ['approved by', row === null || row.entry === null || told.isTrial ? null : `${row.by.source}, ${instantOf(row.by.at)}`],
    ['taken out by', row === null || row.entry !== null || told.isTrial ? null : `${row.by.source}, ${instantOf(row.by.at)}`],
    ['by roles', row === null || row.roles.length === 0 ? null : row.roles.join(', ')],
    [
      'terms',
      row === null
        ? null
        : row.terms
            .map(termsText)
            .filter((t) => t !== '')
            .join('; '),
    ],
    ['line', lineText(row === null ? null : row.entry === null, place)],
    ['withheld by', withheld === null ? null : `${withheld.authority}: ${withheld.source}, ${instantOf(withheld.at)}`],
    ['scope', item?.managedBy === null || item === null ? null : `managed by ${item.managedBy.tool}: change it in ${item.managedBy.fixAt}`],
  ];
}

function lineText(isTakenOut: boolean | null, place: string | null): string {
  if (place !== null) return `${placeAsLine(place)} of the folder`;
  return isTakenOut === null ? 'no line of the policy gives it' : 'no line of the folder gives it now';
}

function termsText({ from, until, forSeconds, because }: Terms): string {
  const parts = [
    ...(from === undefined ? [] : [`from ${instantOf(from)}`]),
    ...(until === undefined ? [] : [`until ${instantOf(until)}`]),
    ...(forSeconds === undefined ? [] : [`for ${lengthOf(forSeconds * 1000)}`]),
    ...(because === undefined ? [] : [because]),
  ];
  return parts.join(', ');
}

function whenRows({ ledger, tenures, item, at }: ExplainedEntitlement): Rows {
  const seen = item?.live?.seen ?? {};
  const last = tenures.at(-1);
  const ago = (instant: number | undefined): string | null =>
    instant === undefined ? null : `${instantOf(instant)}, ${lengthOf(at - instant)} ago`;
  const held = last === undefined ? null : `since ${boundsText(last.from)}${last.until === null ? '' : `; gone ${boundsText(last.until)}`}`;
  return [
    ...ledger.slice(-3).map((row) => ['drift', ledgerText(row)] as const),
    ['held', held],
    ['created', ago(seen.createdAt)],
    ['last used', item?.live === null || item === null ? null : (ago(seen.lastUsedAt) ?? 'the target does not say')],
  ];
}

const endings: Readonly<Record<NonNullable<LedgerRow['ended']>, string>> = {
  verified: 'over: proven',
  goneByItself: 'over: gone by itself',
  accepted: 'over: the policy follows',
  released: 'over: released',
};

function ledgerText({ verdict, firstSeen, lastSeen, applied, verified, ended }: LedgerRow): string {
  return [
    `${verdict}, first seen ${instantOf(firstSeen)}, last ${instantOf(lastSeen)}`,
    ...(applied === null ? [] : [`written ${instantOf(applied)}`]),
    ...(verified === null ? [] : [`proven ${instantOf(verified)}`]),
    ...(ended === null ? [] : [endings[ended]]),
  ].join('; ');
}

const doing = { grant: 'gives it', revoke: 'takes it out', adjust: 'sets it as approved' } as const;

function nextRows(told: ExplainedEntitlement): Rows {
  const { change, blocked, at } = told;
  if (change === null) return [['nothing', told.verdict === null ? null : 'no change is wanted']];
  if (blocked === null) {
    return [
      ['next apply', `${doing[change.verb]}, mode ${change.mode}; every guard lets it through`],
      ['needs', change.needs.length === 0 ? null : `${count(change.needs.length, 'other change')} first`],
    ];
  }
  return [
    ['stopped by', `the guard ${blocked.guard}, ${guardTitle(blocked.guard)}: ${blocked.why}`],
    ['counted', announcedText(told, change, blocked)],
    ['not before', notBeforeText(blocked, at).replace(/^not before /, '')],
    ['way out', blocked.wayOut],
  ];
}

function announcedText({ state, item }: ExplainedEntitlement, change: Change, { guard }: Blocked): string | null {
  if (guard !== 'announced') return null;
  const rounds = state.announced[verbKey({ verb: change.verb, key: item?.key ?? change.key })] ?? 0;
  return `announced by ${count(rounds, 'saved detect', 'saved detects')} so far`;
}

function stopRows(told: ExplainedEntitlement): Rows {
  const { change, item, state, holds, at } = told;
  const standing = holds.map((h) => ['hold', `${h.id}: ${h.do} until ${nearInstant(h.until, at)}, by ${h.by}: ${h.because}`] as const);
  if (change === null || item === null) return standing;
  const isStoppable = ['correction', 'clock', 'rule'].includes(change.because.authority);
  const isKept = holds.some((h) => h.do === 'keep');
  const keep = isStoppable && !isKept ? longestEnvelope(state.breakGlass, 'keep', item.written) : null;
  const deny = change.verb === 'revoke' && change.risk !== 'low' ? longestEnvelope(state.breakGlass, 'deny', null) : null;
  const holder = item.identity ?? `${state.policy.name}/${item.accountWords}`;
  const noKeep = `no approved BreakGlass covers ${item.written}, so nobody can hold it at night`;
  return [
    ...standing,
    [
      'keep it',
      keep === null
        ? isStoppable
          ? noKeep
          : null
        : `nhi-reconcile hold keep --change ${told.short} --for ${nightLength(keep)} --because INC-…`,
    ],
    [
      'an attack?',
      deny === null ? null : `nhi-reconcile hold deny --identity ${quoted(holder)} --for ${nightLength(deny)} --because INC-…`,
    ],
    [
      'declare it',
      change.verdict === 'unauthorized' && item.identity !== null
        ? `add "- ${item.written}" under access of ${item.identity}, and have it reviewed`
        : null,
    ],
    [
      'set it back',
      isProposed(told) ? `nhi-reconcile apply --set-back ${told.short}; on GitHub, request changes on the adopt pull request` : null,
    ],
  ];
}

/** It waits for an answer, and this is one. */
const isProposed = ({ blocked, change }: ExplainedEntitlement): boolean =>
  blocked !== null && change !== null && blocked.guard === 'drift' && change.mode !== 'observe';

/** As a shell takes it. */
const quoted = (name: string): string => (/^[\w./:=-]+$/.test(name) ? name : `'${name.replaceAll("'", "'\\''")}'`);

function holdLines({ hold, envelope, stops, takes, at }: ExplainedHold, paint: Paint): readonly string[] {
  const isOver = at >= hold.until;
  const list = (changes: readonly Change[]): string | null =>
    changes.length === 0
      ? null
      : `${count(changes.length, 'change')}: ${changes
          .slice(0, 5)
          .map((c) => c.label)
          .join('; ')}${changes.length > 5 ? '; …' : ''}`;
  return [
    ...wrap(`${hold.id}  ${hold.do}  ${hold.identity ?? (hold.do === 'pause' ? 'all writes' : 'one change')}`, '', '  ').map(paint.bold),
    ...section(
      'Hold',
      [
        ['made by', `${hold.by}, ${instantOf(hold.at)}`],
        ['because', hold.because],
        ['until', `${instantOf(hold.until)}${isOver ? ', it is over' : `, ${lengthOf(hold.until - at)} left; it ends by itself`}`],
        [
          'envelope',
          envelope === null
            ? `${hold.envelope}, which is not approved any more, so this hold does nothing`
            : `${envelope.name}, for ${envelope.who}, ${lengthOf(envelope.longestSeconds * 1000)} at most`,
        ],
        ['accounts', hold.accounts.join(', ')],
        ['stops', list(stops.map((b) => b.change))],
        ['takes', list(takes)],
        ['again', `a second hold on the same needs a pull request until ${instantOf(hold.at + 90 * 86_400_000)}`],
      ],
      paint,
    ),
  ];
}
