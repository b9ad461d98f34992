/** Faults to be planted in the product, one in each rule of design §4, in each guard, and in what stands around them. The simulator must find each. */

export interface Plant {
  readonly name: string;
  /** The rule, guard or invariant that it breaks. */
  readonly rule: string;
  readonly file: string;
  /** Stands exactly once in the file. */
  readonly find: string;
  readonly replace: string;
}

const at =
  (file: string) =>
  (name: string, rule: string, find: string, replace: string): Plant => ({ name, rule, file, find, replace });

const guards = at('src/plan/guards.ts');
const caps = at('src/plan/caps.ts');
const order = at('src/plan/order.ts');
const verdict = at('src/plan/verdict.ts');
const settle = at('src/plan/settle.ts');
const intend = at('src/plan/intend.ts');
const resolve = at('src/plan/resolve.ts');
const history = at('src/plan/history.ts');
const ledger = at('src/plan/ledger.ts');
const approve = at('src/review/approve.ts');
const withhold = at('src/lifecycle/withhold.ts');
const rules = at('src/lifecycle/rules.ts');
const directory = at('src/lifecycle/directory.ts');
const sight = at('src/model/sight.ts');
const terms = at('src/model/terms.ts');
const apply = at('src/runs/apply.ts');
const rounds = at('src/runs/rounds.ts');
const silence = at('src/runs/silence.ts');
const folder = at('src/state/folder.ts');
const lock = at('src/state/lock.ts');

export const plants: readonly Plant[] = [
  // Guards.
  guards(
    'an observed taking is carried out',
    'guard mode',
    "if (c.change.mode === 'observe') {",
    "if (c.change.mode === 'observe' && c.change.verb !== 'revoke') {",
  ),
  guards('mode review carries out rules', 'guard mode', "if (authority !== 'rule' || isSetBack(c, x)) return null;", 'return null;'),
  guards('another tool’s scope is written', 'guard managedBy', 'item.managedBy === null ? null :', 'item !== undefined ? null :'),
  guards('a pause pauses nothing', 'guard pause', "h.do === 'pause' && world.now < h.until", "h.do === 'pause' && world.now < h.at"),
  resolve(
    'a name used again is the one before',
    'guard rebound',
    "return { refused: holders.length === 0 ? 'absent' : 'rebound' };",
    "return holders[0] === undefined ? { refused: 'absent' } : { id: holders[0] };",
  ),
  resolve(
    'two lines claim one account',
    'guard ambiguous',
    "if (list.length > 1) for (const a of list) answers.set(a.account, { refused: 'ambiguous' });",
    "if (list.length > 9) for (const a of list) answers.set(a.account, { refused: 'ambiguous' });",
  ),
  guards(
    'what is not there is granted to',
    'guard absent',
    "item.refused !== 'absent' || x.creates",
    "item.refused !== 'gone' || x.creates",
  ),
  guards(
    'given though its account was not read',
    'guard proof',
    'if (!gives(c)) return null;\n      const type',
    'return null;\n      const type',
  ),
  guards('given to who is unsure', 'guard unsure', 'x.withholding.unsure.has(c.change.identity)', 'x.withholding.unsure.has("")'),
  guards('a verb that the system has not', 'guard capability', 'item.kind.verbs.includes(change.verb)', 'item.kind.verbs.length > 0'),
  guards('our own account', 'guard ownAccount', 'x.sight.live.own.some((id) => id === item.accountId)', 'x.sight.live.own.includes("")'),
  guards('the vendor’s own', 'guard vendor', 'return isVendor ?', 'return isVendor && words === "" ?'),
  guards('a protected name', 'guard protected', 'matchesAnyFolded(x.state.policy.protected, name)', 'matchesAnyFolded([], name)'),
  guards(
    'a keep keeps nothing',
    'guard kept',
    "hold === undefined || !['correction', 'clock', 'rule']",
    "hold === undefined || ['correction', 'clock', 'rule']",
  ),
  guards('what was put off is done', 'guard decided', "decision?.verdict !== 'snoozed' ||", "decision?.verdict !== 'never' ||"),
  guards(
    'a verb is repeated while old answers may come',
    'guard settling',
    'const intent = x.settling.get(verbKey(change));',
    "const intent = x.settling.get('');",
  ),
  guards(
    'an old review is carried out',
    'guard reviewTooOld',
    'return age > x.state.settings.reviewValidSeconds * 1000\n',
    'return age > Infinity\n',
  ),
  guards(
    'a review is old at half its age',
    'guard reviewTooOld',
    'return age > x.state.settings.reviewValidSeconds * 1000\n',
    'return age > x.state.settings.reviewValidSeconds * 500\n',
  ),
  guards(
    'a taking ages too',
    'guard reviewTooOld',
    "if (!gives(c) || c.change.because.authority !== 'review' || c.givingBack) return null;",
    "if (c.change.because.authority !== 'review' || c.givingBack) return null;",
  ),
  guards(
    'all of a wave at once',
    'guard rollout',
    'if (row === null || row.wave === null || row.wave.first || row.mandate === null) return null;',
    'return null;',
  ),
  guards('what is only to be reported is done', 'guard drift', "if (rule.do === 'report') return", "if (rule.do === 'never') return"),
  guards(
    'what is only proposed is given back',
    'guard drift',
    "return x.state.policy.giveBack === 'restore' && !isProposal",
    "return x.state.policy.giveBack !== 'never'",
  ),
  guards('it is set back for ever', 'guard flapping', 'third === undefined) return null;', 'third !== 0) return null;'),
  guards('nothing is announced', 'guard announced', 'return seen >= after\n', 'return seen >= 0\n'),
  caps('caps count, and block nothing', 'guard caps', 'if (total <= allowed) continue;', 'if (fresh.length >= 0) continue;'),
  caps('a window of an hour', 'inv. 6', 'now - s.at < capWindowMs);', 'now - s.at < 3_600_000);'),
  caps('offboarding is in no class', 'inv. 6 (c)', "if (authority === 'directory') {", "if (authority === 'nobody') {"),
  caps('privileged grants are in no class', 'inv. 6 (d)', "change.risk !== 'low'", "change.risk === 'none'"),
  settle('what was spent is forgotten', 'inv. 6', 'spent: state.window.spent.filter((s) => now - s.at < capWindowMs),', 'spent: [],'),
  guards(
    'the last administrator goes',
    'guard lastAdministrator',
    'if (group.length < new Set(holders.get(thing)?.map((e) => e.account)).size) continue;',
    'if (group.length > 0) continue;',
  ),
  order(
    'what needs another goes alone',
    'guard needs',
    'const stuck = rest.filter((c) => c.change.needs.some((id) => !ids.has(id)));',
    'const stuck = rest.filter((c) => c.change.needs.length < 0 && ids.size < 0);',
  ),
  verdict(
    'what left the scope is taken',
    'guard scope',
    "if (item.scope === 'out') return nothing",
    "if (item.scope === 'none') return nothing",
  ),
  // The table of verdicts, and what a review makes.
  verdict(
    'what was not read is gone',
    'inv. 1',
    "if (!item.proven) return nothing(item, 'unknown');",
    "if (!item.proven && item.live !== null) return nothing(item, 'unknown');",
  ),
  verdict(
    'a key that nobody declared is drift',
    'credentials are never unauthorized',
    "if (item.kind.role === 'credential' || item.kind.role === 'account')",
    "if (item.kind.role === 'account')",
  ),
  verdict(
    'the clock gives back',
    'the clock never gives back',
    "row.withheld?.authority === 'clock' ? row.by : null",
    "row.withheld?.authority === 'nobody' ? row.by : null",
  ),
  verdict(
    'what was let go is drift at once',
    'release',
    "if ((item.account?.released ?? null) !== null) return nothing(item, 'unreviewed');",
    '',
  ),
  settle(
    'what went out of the baseline comes back',
    'the baseline moves',
    'item.row === null && item.live !== null && !item.forbidden && factsDigest(item.live.facts) === facts;',
    'item.row === null && item.live !== null && !item.forbidden;',
  ),
  verdict(
    'what is withheld is missing',
    'table: approved, withheld, gone',
    "return live === null ? nothing(item, 'withheld') : want(item, 'toRevoke', 'revoke', withheld);",
    "return live === null ? want(item, 'missing', 'grant', correction('missing', readAt)) : want(item, 'toRevoke', 'revoke', withheld);",
  ),
  sight(
    'a tombstone before what stands',
    'the join is by live entitlement',
    'Number(a.entry === null) - Number(b.entry === null)',
    'Number(b.entry === null) - Number(a.entry === null)',
  ),
  approve(
    'a tightening grants',
    'only giving makes a mandate',
    "const gives = isMoved || direction === 'gives' || direction === 'loosens';",
    "const gives = isMoved || direction !== 'takes';",
  ),
  approve(
    'a line that goes takes nothing',
    'tombstones',
    'rows.push({ ...old, entry: null, mandate: because, withheld: null, startedAt: null, wave: null });',
    '',
  ),
  approve('a release takes', 'release', "if (to.identities.get(old.identity)?.state === 'release') return true;", ''),
  approve(
    'an account that is given up keeps all',
    'taken out',
    'else next.push({ ...old, disowned: old.disowned ?? because });',
    'else next.push(old);',
  ),
  approve(
    'a never line makes no tombstone',
    'never lines',
    'if (known.has(key) || taken.has(key)) continue;',
    'if (known.has(key) || taken.size >= 0) continue;',
  ),
  approve(
    'moved, it is given back as before',
    'moved to another identity',
    'const isMoved =\n    old.identity !== e.identity &&',
    "const isMoved =\n    old.identity === '' &&",
  ),
  approve(
    'a respelled line is a new one',
    'respelled as id:',
    'const same = byKey.get(key) ?? bySameness.get(sameness(entry.entry, idOf, state, kinds));',
    'const same = byKey.get(key);',
  ),
  // Lifecycle.
  withhold(
    'an absent record takes nothing',
    'directory',
    "if (heard === undefined || heard.word === null || heard.word === 'active') return null;",
    "if (heard?.word !== 'disabled') return null;",
  ),
  withhold(
    'a deny never ends',
    'holds end by themselves',
    'const holds = world.holds.filter((h) => world.now < h.until);',
    'const holds = world.holds;',
  ),
  withhold(
    'a deny leaves who has another owner',
    'a deny stays on its accounts',
    'const isOnItsAccount = item.accountId !== null && hold.accounts.includes(`${target}/${item.accountId}`);',
    'const isOnItsAccount = false;',
  ),
  withhold('an ended term stands', 'clock', 'if (stands) return null;\n', 'if (stands || next === null) return null;\n'),
  rules('a key is old at half its age', 'rules', 'else if (now - since > seconds * 1000)', 'else if (now - since > seconds * 500)'),
  directory(
    'a narrowed view is believed',
    'sentinels',
    'if (!sentinels.every((s) => records.named(s).length === 1)) return { state, words };',
    '',
  ),
  directory('missed once is absent', 'absent: missed in two reads', 'const readsUntilAbsent = 2;', 'const readsUntilAbsent = 1;'),
  terms(
    'for never ends',
    'for',
    't.forSeconds === undefined || startedAt === null ? Infinity : startedAt + t.forSeconds * 1000',
    't.forSeconds === undefined || startedAt === null ? Infinity : Infinity',
  ),
  // State around the writes.
  intend(
    'what is taken is not remembered',
    'withholding is remembered before the first write',
    "change?.verb === 'revoke' || isTakenAlong) ? because : row.withheld;",
    "change?.verb === 'nothing' && isTakenAlong) ? because : row.withheld;",
  ),
  intend(
    'no intent before the write',
    'late propagation',
    'intents: withIntents(state.intents, changes,',
    'intents: withIntents(state.intents, [],',
  ),
  settle('the first read makes no baseline', 'the baseline', 'return isFreed || isUncovered ?', 'return isFreed ?'),
  settle('what a released account holds is drift', 'release', 'return isFreed || isUncovered ?', 'return isUncovered ?'),
  settle(
    'a tombstone ends by an old answer',
    'late propagation',
    "return settled && (stands || (item.live === null && item.refused !== 'ambiguous')) ? null : row;",
    "return stands || (item.live === null && item.refused !== 'ambiguous') ? null : row;",
  ),
  settle('a mandate never closes', 'alreadyLive closes it', 'mandate: settled && holds ? null : row.mandate,', 'mandate: row.mandate,'),
  settle('an answer is used for ever', 'a set back is used once', 'return ids.has(d.change) || pending || !whole;', 'return true;'),
  // Runs and records.
  apply('a late run is let through', 'T3', 'if (policyCommit !== from) {', "if (policyCommit === 'never') {"),
  apply('exit 0 whatever is left', 'inv. 16', 'isLeft ||= hasWork(proof)', 'isLeft ||= false && hasWork(proof)'),
  rounds('what is not proven is not told', 'inv. 9', 'intents.length === 0\n', 'intents.length >= 0\n'),
  silence('silence is health', 'inv. 19', "if (typeof last !== 'number' ||", "if (typeof last === 'number' ||"),
  history('bounds of the last read', 'history', 'Math.min(last, decidedOn.get(key) ?? last)', 'last'),
  history('a kind that is not read is watched', 'history', "event: isProven ? 'watched' : 'unwatched',", "event: 'watched',"),
  ledger(
    'what a killed run wrote went by itself',
    'ledger',
    'if (row.applied !== null || known.intended.has(row.change))',
    'if (row.applied !== null)',
  ),
  folder(
    'forged state is believed',
    'inv. 12',
    'if (text !== null && sha256(text) === digest) return text;',
    'if (text !== null) return text;',
  ),
  lock('a living run’s lock is taken over', 'inv. 15', 'if (!self.isAlive(lock.pid)) return lock;', 'if (lock.pid > 0) return lock;'),
];

/** The whole story that a fault is most likely to show in: seeds that tell it are tried first. */
export const toldIn: Readonly<Record<string, string>> = {
  'two lines claim one account': 'one account under two spellings',
  'what is not there is granted to': 'an account that nobody may make',
  'a verb that the system has not': 'a system that cannot do all',
  'a keep keeps nothing': 'a keep over a correction',
  'it is set back for ever': 'drift that is corrected again and again',
  'a window of an hour': 'much is given by hand: the cap of corrections',
  'what was spent is forgotten': 'much is given by hand: the cap of corrections',
  'what left the scope is taken': 'its account leaves the scope while a taking is owed',
  'what was not read is gone': 'a read that ends in the middle',
  'what was let go is drift at once': 'let go where what is found is taken at once',
  'what went out of the baseline comes back': 'an unreviewed grant whose facts change, and change back',
  'a tombstone before what stands': 'taken out, cut, and given again by its id',
  'a never line makes no tombstone': 'a `never` line where nothing is corrected',
  'moved, it is given back as before': 'an account moves to another identity',
  'a respelled line is a new one': 'a line respelled after somebody took it',
  'an absent record takes nothing': 'gone from the directory for good',
  'a key is old at half its age': 'a key grows old',
  'what is taken is not remembered': 'disabled, and given back where what is missing is only told',
  'what a released account holds is drift': 'let go where what is found is taken at once',
  'a tombstone ends by an old answer': 'taken out before it shows',
  'an answer is used for ever': 'set back once, and taken again',
  'a late run is let through': 'a late run of an old commit',
  'a living run’s lock is taken over': 'two runs at once',
  'our own account': 'our own account is given something',
  'given to who is unsure': 'a directory that cannot be read while something is given',
  'the vendor’s own': 'vendors’ and protected names',
  'a protected name': 'vendors’ and protected names',
  'all of a wave at once': 'a role is edited over its holders, in waves',
  'the last administrator goes': 'the last administrator is offboarded',
  'what was put off is done': 'taken by hand, proposed, put off',
  'an old review is carried out': 'a review grows too old',
  'a review is old at half its age': 'a review grows too old',
  'what is only proposed is given back': 'the directory gives, and only so much',
  'the clock gives back': 'a line with a `from` after an `until`',
  'a release takes': 'let go, and given by hand',
  'an account that is given up keeps all': 'an account moves to another identity',
  'a deny never ends': 'denied, renamed, and let go',
  'a deny leaves who has another owner': 'denied, and the account moves',
  'for never ends': '`for` over a killed run',
  'missed once is absent': 'gone from the directory, and back',
  'a narrowed view is believed': 'a directory with a narrowed view',
  'forged state is believed': 'the state store is harmed, and put back',
  'offboarding is in no class': 'many are disabled at once: the cap of offboarding',
  'privileged grants are in no class': 'many sharp grants in a day',
  'a pause pauses nothing': 'a pause, made longer',
  'another tool’s scope is written': 'another tool takes over, and gives back',
  'a name used again is the one before': 'an account is deleted and made again under the same name',
  'what needs another goes alone': 'a new account that is still to be made',
  'a verb is repeated while old answers may come': 'an old answer within the settling time',
  'given though its account was not read': 'a read that ends in the middle',
  'an observed taking is carried out': 'an identity in observe is raised',
  'an ended term stands': 'a line with a `from` after an `until`',
  'mode review carries out rules': 'a key grows old',
  'nothing is announced': 'given by hand, announced, taken',
  'what is only to be reported is done': 'taken by hand, proposed, put off',
  'a line that goes takes nothing': 'a burst of merges',
};
