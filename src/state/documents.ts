/** The shape of each document of the state, version 1. */
import type { Entitlement, Key, Live, Proof, Ref, Text, Verb } from '../model/entitlement.ts';
import { KEY_FORM } from '../model/key.ts';
import type {
  AccountRef,
  BreakGlassPolicy,
  Cap,
  DriftRule,
  ExceptionPolicy,
  IdentityPolicy,
  Mode,
  OnGone,
  RolePolicy,
  RulePolicy,
  Scope,
  Settings,
  TargetPolicy,
  TeamPolicy,
  Terms,
} from '../model/policy.ts';
import type { Verdict } from '../model/plan.ts';
import type {
  Account,
  Adopting,
  Approved,
  Because,
  Decision,
  HistoryRow,
  Hold,
  Intent,
  LedgerRow,
  Runs,
  Spent,
  TargetState,
  Watched,
  Word,
} from '../model/state.ts';
import type { Seal } from './seal.ts';
import {
  type Check,
  anything,
  count,
  flag,
  instant,
  listOf,
  matching,
  number,
  objectOf,
  oneOf,
  orNull,
  pairOf,
  recordOf,
  text,
  withMember,
} from './shape.ts';

export interface Holds {
  readonly version: 1;
  readonly holds: readonly Hold[];
}
export interface Adopts {
  readonly version: 1;
  readonly adopting: readonly Adopting[];
}
export interface Ledger {
  readonly version: 1;
  readonly rows: readonly LedgerRow[];
}
export interface LiveDocument extends Live {
  readonly version: 1;
}
export interface RunTimes {
  readonly version: 1;
  readonly targets: Runs;
}

const TARGET = '[a-z0-9][a-z0-9-]*(\\.[a-z0-9][a-z0-9-]*)?';
export const targetName = matching(new RegExp(`^${TARGET}$`), 'a target, name or name.instance of [a-z0-9-]');
export const statePath = matching(
  new RegExp(
    `^((approved|ledger|live)/${TARGET}(\\.json|/[0-9]{4}\\.part)|history/[0-9]{4}-[0-9]{2}(\\.jsonl|/[0-9]{4}\\.part)|adopting\\.json|holds\\.json|runs\\.json)$`,
  ),
  'the path of a state file',
);
const digest = matching(/^[0-9a-f]{64}$/, 'a sha256 in lower-case hex');
const key: Check<Key> = matching(KEY_FORM, 'a key, the JSON text of a list of four texts and of facets');
const words = listOf(text);
const textRecord: Check<Text> = recordOf(text);
const version = oneOf(1);

const because = objectOf<Because>(
  { authority: oneOf('review', 'directory', 'clock', 'rule', 'hold', 'correction'), source: text, at: number, quorum: flag },
  ['quorum'],
);
const seen = objectOf<NonNullable<Entitlement['seen']>>({ createdAt: number, lastUsedAt: number, ownerHint: text }, [
  'createdAt',
  'lastUsedAt',
  'ownerHint',
]);
const entitlement = objectOf<Entitlement>(
  { target: text, account: text, kind: text, name: text, facets: textRecord, facts: textRecord, seen },
  ['seen'],
);
const terms = objectOf<Terms>({ from: number, until: number, forSeconds: number, because: text }, [
  'from',
  'until',
  'forSeconds',
  'because',
]);

const mode: Check<Mode> = oneOf('observe', 'review', 'enforce');
const onGone: Check<OnGone> = oneOf('report', 'disable', 'revoke');
const cap: Check<Cap> = oneOf('correction', 'review', 'lifecycle', 'offboard', 'grantPrivileged');
const verb: Check<Verb> = oneOf('grant', 'revoke', 'adjust');
const word: Check<Word> = oneOf('active', 'disabled', 'absent');
const drift = objectOf<DriftRule>({ do: oneOf('report', 'propose', 'revoke', 'restore'), after: count });
const accountRef = { target: text, type: text, name: text };
const managedBy = objectOf<NonNullable<Scope['managedBy']>>({ tool: text, fixAt: text });

const targetPolicy = objectOf<TargetPolicy>({
  name: targetName,
  connector: text,
  owner: text,
  lifecycle: orNull(objectOf<NonNullable<TargetPolicy['lifecycle']>>({ sentinels: words, onDisabled: onGone, onAbsent: onGone })),
  ceiling: mode,
  scopes: listOf(objectOf<Scope>({ kinds: words, accounts: words, managedBy }, ['managedBy'])),
  drift: objectOf<TargetPolicy['drift']>({ unauthorized: drift, missing: drift, altered: drift }),
  giveBack: oneOf('propose', 'restore'),
  limits: objectOf<TargetPolicy['limits']>({ revoke: count, revokePercent: number, offboard: count, grantPrivileged: count }),
  privileged: words,
  protected: words,
  withinSeconds: number,
  config: anything,
});

const identityPolicy = objectOf<IdentityPolicy>({
  name: text,
  owner: text,
  purpose: orNull(text),
  type: oneOf('service', 'workload', 'ci', 'bot', 'app', 'agent'),
  mode,
  state: oneOf('active', 'offboard', 'release'),
  accounts: listOf(objectOf<AccountRef>(accountRef)),
  directory: orNull(objectOf<NonNullable<IdentityPolicy['directory']>>({ ...accountRef, onDisabled: onGone, onAbsent: onGone })),
});

const settings = objectOf<Settings>({
  approval: objectOf<Settings['approval']>({ identityOwner: count, targetOwner: count, roleOwner: count, privileged: words }),
  issues: objectOf<Settings['issues']>({ per: oneOf('owner'), mention: oneOf('none', 'newPrivileged', 'all') }),
  maxSilenceSeconds: number,
  reviewValidSeconds: number,
  snapshotMaxAgeSeconds: number,
  snapshot: flag,
  stateKey: orNull(text),
});

const teamPolicy = objectOf<TeamPolicy>({
  name: text,
  github: orNull(text),
  directory: orNull(objectOf<AccountRef>(accountRef)),
  successor: orNull(text),
  mode,
});
const rollout = objectOf<NonNullable<RolePolicy['rollout']>>({ first: count, waitSeconds: number });
const rolePolicy = objectOf<RolePolicy>({ name: text, owner: text, parameters: textRecord, grants: words, rollout: orNull(rollout) });
const rulePolicy = objectOf<RulePolicy>({
  id: text,
  where: objectOf<RulePolicy['where']>({ credential: oneOf(true), type: words, target: words, owner: words }, ['type', 'target', 'owner']),
  require: objectOf<RulePolicy['require']>({ maxAgeSeconds: number, maxIdleSeconds: number, maxCount: count }, [
    'maxAgeSeconds',
    'maxIdleSeconds',
    'maxCount',
  ]),
  severity: oneOf('low', 'medium', 'high'),
  act: oneOf('report', 'revoke'),
});
const exceptionBase = { id: text, until: number, owner: text, because: text };
const exceptionPolicy: Check<ExceptionPolicy> = withMember(
  'rule',
  objectOf<Extract<ExceptionPolicy, { rule: string }>>({ ...exceptionBase, rule: text, identities: words }),
  objectOf<Extract<ExceptionPolicy, { limit: string }>>({ ...exceptionBase, limit: text, cap, count }),
);
const breakGlassPolicy = objectOf<BreakGlassPolicy>({
  name: text,
  who: text,
  may: listOf(oneOf('keep', 'deny', 'pause')),
  covers: words,
  never: words,
  longestSeconds: number,
});

const wave = objectOf<NonNullable<Approved['wave']>>({ role: text, review: text, first: flag, notBefore: number });
const approved = objectOf<Approved>({
  key,
  entry: orNull(entitlement),
  last: entitlement,
  identity: text,
  terms: listOf(terms),
  roles: words,
  by: because,
  mandate: orNull(because),
  withheld: orNull(because),
  startedAt: orNull(number),
  wave: orNull(wave),
});
const account = objectOf<Account>({
  account: text,
  id: orNull(text),
  identity: text,
  disowned: orNull(because),
  released: orNull(because),
});
const intent = objectOf<Intent>({ change: text, key, liveKey: orNull(key), verb, because, done: flag, decidedOn: number, until: number });
const decision = objectOf<Decision>({ change: text, verdict: oneOf('setBack', 'snoozed'), by: text, source: text, until: number }, [
  'until',
]);
const spent = objectOf<Spent>({ at: number, kind: text, cap, key, identity: orNull(text) });
const timesAndLast = objectOf<{ readonly times: number; readonly last: number }>({ times: count, last: number });

const target = objectOf<TargetState>({
  version,
  retired: flag,
  claim: orNull(text),
  commit: text,
  compiler: text,
  policy: targetPolicy,
  settings,
  teams: listOf(teamPolicy),
  roles: listOf(rolePolicy),
  rules: listOf(rulePolicy),
  exceptions: listOf(exceptionPolicy),
  exceptionsSince: recordOf(number),
  breakGlass: listOf(breakGlassPolicy),
  identities: listOf(identityPolicy),
  never: listOf(key),
  approved: listOf(approved),
  accounts: listOf(account),
  bindings: textRecord,
  baseline: listOf(objectOf<TargetState['baseline'][number]>({ key, facts: digest })),
  watched: listOf(objectOf<Watched>({ kind: text, accounts: text })),
  announced: recordOf(count),
  returns: recordOf(listOf(number)),
  heard: recordOf(word),
  absent: recordOf(timesAndLast),
  intents: listOf(intent),
  decisions: listOf(decision),
  spent: words,
  window: objectOf<TargetState['window']>({
    peak: listOf(objectOf<TargetState['window']['peak'][number]>({ kind: text, at: number, size: count })),
    spent: listOf(spent),
  }),
});

const hold = objectOf<Hold>({
  id: text,
  envelope: text,
  do: oneOf('keep', 'deny', 'pause'),
  identity: orNull(text),
  accounts: words,
  key: orNull(key),
  by: text,
  because: text,
  at: number,
  until: number,
});

const adopting = objectOf<Adopting>({
  file: text,
  head: matching(/^[0-9a-f]{40}$/, 'a full commit SHA'),
  pull: orNull(count),
  digest,
  changes: listOf(objectOf<Adopting['changes'][number]>({ target: targetName, change: text })),
});

const verdict: Check<Verdict> = oneOf(
  'inSync',
  'observed',
  'alreadyLive',
  'toGrant',
  'missing',
  'toAdjust',
  'altered',
  'toRevoke',
  'unauthorized',
  'unreviewed',
  'withheld',
  'alreadyGone',
  'released',
  'unknown',
);
const ledgerRow = objectOf<LedgerRow>({
  change: text,
  key,
  label: text,
  verdict,
  notBefore: orNull(number),
  firstSeen: number,
  lastSeen: number,
  decided: orNull(because),
  applied: orNull(number),
  verified: orNull(number),
  ended: orNull(oneOf('verified', 'goneByItself', 'accepted', 'released')),
});

const history = objectOf<HistoryRow>({
  at: instant,
  target: targetName,
  label: orNull(text),
  facts: orNull(textRecord),
  digest: orNull(text),
  between: pairOf(orNull(number), number),
  event: oneOf('held', 'changed', 'gone', 'unwatched', 'watched'),
  key: orNull(key),
  kind: text,
  identity: orNull(text),
  because: orNull(because),
  commit: text,
});

const proof = objectOf<Proof>({ read: count, claimed: orNull(count), by: oneOf('cursorEnd', 'count', 'onePage') });
const live = objectOf<LiveDocument>({
  version,
  begunAt: number,
  endedAt: number,
  only: orNull(words),
  entries: listOf(entitlement),
  refs: listOf(objectOf<Ref>({ kind: text, id: text, name: text })),
  proofs: recordOf(proof),
  own: words,
  error: orNull(
    objectOf<NonNullable<Live['error']>>({
      code: oneOf('unauthenticated', 'forbidden', 'throttled', 'unavailable', 'conflict', 'unproven', 'badResponse', 'unsupported'),
      message: text,
    }),
  ),
});

const runTimes = objectOf<Runs[string]>({ lastProven: recordOf(number), lastGood: orNull(number), lastRun: orNull(number), left: digest }, [
  'left',
]);

const seal = objectOf<Seal>({
  version,
  repository: orNull(text),
  owner: orNull(text),
  branch: orNull(text),
  generation: count,
  previous: orNull(digest),
  policyCommit: orNull(text),
  files: recordOf(digest, statePath),
  signature: orNull(text),
});

export const shapes = {
  target,
  adopts: objectOf<Adopts>({ version, adopting: listOf(adopting) }),
  holds: objectOf<Holds>({ version, holds: listOf(hold) }),
  ledger: objectOf<Ledger>({ version, rows: listOf(ledgerRow) }),
  history,
  live,
  runs: objectOf<RunTimes>({ version, targets: recordOf(runTimes, targetName) }),
  seal,
};

/** What other documents are made of too. */
export const parts = { because, entitlement, key, mode, proof, runTimes, verb, verdict };
