/** Every problem that the policy can have: its code, what it means, what to do. docs/errors.md has a row for each. */
import { compareText } from '../model/order.ts';
import type { Finding } from '../model/plan.ts';
import { LIMITS } from './limits.ts';
import { positionOf, type Position, type Spot } from './positions.ts';

interface Row {
  readonly severity: 'error' | 'warning';
  readonly means: string;
  readonly todo: string;
}

const error = (means: string, todo: string): Row => ({ severity: 'error', means, todo });
const warning = (means: string, todo: string): Row => ({ severity: 'warning', means, todo });

export const PROBLEMS = {
  // Files and text
  'bad-utf8': error('The file is not UTF-8, so its names could be read in two ways.', 'Save it as UTF-8.'),
  bom: error(
    'The file holds a byte order mark, an invisible character that makes two equal files differ.',
    'Save it as "UTF-8 without BOM".',
  ),
  'file-name': error('The path of the file holds invisible or control characters.', 'Rename it.'),
  'empty-file': warning(
    'The file says nothing: what it declared before is taken out, or was never meant.',
    'Remove it, or put back what it said.',
  ),
  'file-too-large': error('A file has at most 4 MiB.', 'Split it: one identity a file.'),
  'lone-carriage-return': error(
    'A carriage return without a line feed: editors disagree on where the lines begin.',
    'Save the file with LF or CRLF line ends.',
  ),
  'not-a-regular-file': error('A policy consists of regular files; a link could point out of the folder.', 'Put the file itself there.'),
  'too-large-in-all': error('A policy has at most 256 MiB and 100,000 files in all.', 'Take out what is not policy.'),
  'unreadable-file': error('The file could not be read.', 'Look at its permissions.'),
  // YAML
  alias: error(
    'Anchors and aliases are refused: a line must mean what it says where it stands.',
    'Write the value out; what several identities share belongs into a Role.',
  ),
  'bad-key': error('A key is plain text, and not `__proto__`.', 'Put the key in quotes, or give it another name.'),
  'bare-word': warning('Older YAML read this word as true or false.', 'Write true or false, or put the word in quotes.'),
  directive: error('Directives (%YAML, %TAG) are refused: the format is YAML 1.2.', 'Take the line out.'),
  'duplicate-key': error('The key stands twice in one mapping; readers disagree on which one counts.', 'Keep one of the two.'),
  'hash-in-text': warning(
    'After a space, # begins a comment, so this is not part of the text.',
    'Put the text in quotes; or write "# " with a space if a comment is meant.',
  ),
  'number-spelling': error('YAML reads this as a number and would change its spelling.', 'Put it in quotes, or write the number plainly.'),
  'scalar-too-large': error('A text has at most 64 kB.', 'Shorten it.'),
  tab: warning('YAML takes a tab as a part of the text or as a space, and it cannot be seen which.', 'Use spaces.'),
  tag: error('Tags (!) are refused: they make a value into something else.', 'Take the tag out; quote the text if it begins with "!".'),
  'too-deep': error('A file has at most 64 levels.', 'Write it flatter.'),
  'too-many-values': error('A file has at most 500,000 values.', 'Split it.'),
  'yaml-syntax': error(
    'The file is not YAML from here on, so nothing in it counts.',
    'Mend the line; mind indentation, colons and quotes.',
  ),
  // Shape
  'bad-value': error('The value is not one that may stand here.', 'See the description of the field.'),
  'exception-form': error('An Exception is of one form.', 'Give it either `rule` and `for`, or `limit`, `cap` and `count`.'),
  'missing-key': error('A required key is missing.', 'Add it.'),
  'unknown-document': error(
    'A document says by `kind` what it is.',
    'Write one of Settings, Target, Team, Role, Identity, IdentitySet, Rule, Exception, BreakGlass.',
  ),
  'unknown-key': error('The key is not known here, so what it was meant to do would not happen.', 'Mend its spelling, or take it out.'),
  'wrong-type': error('The value is of another sort than the field takes.', 'See the description of the field.'),
  // Values
  'bad-instant': error('There is no such date or time.', 'Write an RFC 3339 date like 2027-01-31, or a time like 2027-01-31T18:00:00Z.'),
  'name-invisible': error(
    'The text holds a character that cannot be seen, so it is not the name that it looks like.',
    'Type the text anew.',
  ),
  'name-look-alike': error(
    'The text holds a character that looks like another one (a special hyphen or space).',
    'Type it with the plain character.',
  ),
  'name-mixed-script': error(
    'The text mixes letters of several scripts, so it can look like another name.',
    'Use the letters of one script.',
  ),
  'name-not-nfc': error('The text is not in Unicode normal form C: two spellings of it look alike.', 'Type the text anew.'),
  'until-not-after-from': error('It ends before it begins.', 'Put `until` after `from`.'),
  'never-stands': warning(
    'The term of this line lies outside that of its identity, so it never stands.',
    'Mend one of the two terms, or take the line out.',
  ),
  'inline-secret': error(
    'This looks like a secret. Whoever can read the repository, now or later, has it.',
    'Revoke it where it was made; then name it instead: `secret: NHI_X`.',
  ),
  'secret-name': error('A secret is only named.', 'Write `secret: NHI_` and capitals, digits, `_`.'),
  // Names that must be there, once
  'duplicate-name': error('Two documents of a kind have one name.', 'Rename one, or take it out.'),
  'duplicate-settings': error('There is exactly one Settings document.', 'Keep one.'),
  'no-settings': error(
    'There is exactly one Settings document, and there is none.',
    'Add one, for example in policies/nhi.yaml: `kind: Settings` and `version: 1`.',
  ),
  'reserved-name': error('The name has a meaning of its own.', 'Choose another.'),
  'unknown-connector': error('There is no such connector.', 'Mend its spelling; the README lists the connectors.'),
  'unknown-directory': error('The directory is not a target.', 'Name a Target with `authority: lifecycle`, or write `directory: none`.'),
  'unknown-identity': error('No Identity and no row has this name.', 'Mend its spelling, or take the line out.'),
  'unknown-role': error('No Role has this name.', 'Mend its spelling, or add the Role.'),
  'unknown-rule': error('No Rule has this id.', 'Mend its spelling, or take the Exception out.'),
  'unknown-target': error('No Target has this name.', 'Mend its spelling, or add the Target.'),
  'unknown-team': error('No Team has this name, so nobody could approve.', 'Mend its spelling, or add the Team.'),
  // Targets
  'absent-without-sentinels': error(
    'Without sentinels an empty directory looks like one from which all have gone.',
    'Name `sentinels` in the Target, or leave `onAbsent: report`.',
  ),
  'config-schema': error('The connector does not take this config.', "See the connector's page in docs/."),
  'empty-group': error('A group without instances gives nothing, and looks as if it did.', 'Name its instances, or take the group out.'),
  'instance-and-group': error('One name is an instance and a group; a grant could mean either.', 'Rename one.'),
  'lifecycle-file': error(
    'A file in this repository must not decide who is active: whoever can edit it could bring anybody back.',
    'Use a live directory.',
  ),
  'lifecycle-only': error('The field is of a directory only.', 'Add `authority: lifecycle`, or take the field out.'),
  'no-scope': error('A Target without scope manages nothing.', 'Add `scope`; only a Target with `authority: lifecycle` may do without.'),
  'unknown-instance': error('The target has no instance and no group of this name.', 'Mend its spelling, or add it to the Target.'),
  'wide-scope': error(
    'A scope of all accounts takes in people and accounts of the vendor.',
    'Name a narrower pattern; or add an Exception with `rule: wide-scope` and `for:` this target.',
  ),
  // Written forms
  'account-not-managed': error(
    'No scope line of the target matches this account, so nothing could be done there.',
    'Widen the scope of the Target, or take the account out.',
  ),
  'group-not-allowed': error('Here one instance must be named, not a group.', 'Write target.instance/type/name.'),
  'instance-missing': error('The target has instances, so one of them, or a group, must be named.', 'Write target.instance/kind/name.'),
  'instance-surplus': error('The target has no instances.', 'Write target/kind/name.'),
  'kind-not-grantable': error(
    'Only grants are declared: accounts stand under `accounts`, logins follow from them, credentials are never declared.',
    'Take the line out, or name a kind that grants.',
  ),
  'kind-not-managed': error(
    'No scope line of the target lists this kind for this account, so it would not be touched.',
    'Add the kind to the scope, or take the line out.',
  ),
  'refused-name': error('The connector cannot spell this name.', "See the connector's page in docs/ for the grammar of its names."),
  'unknown-account-type': error(
    'The connector has no such type of account.',
    "Mend its spelling; the connector's page in docs/ lists them.",
  ),
  'unknown-fact': error('The kind does not know this fact.', 'Mend its spelling, or take it out.'),
  'unknown-facet': error('The kind does not know this facet.', 'Mend its spelling, or take it out.'),
  'unknown-kind': error('The connector has no such kind.', "Mend its spelling; the connector's page in docs/ lists them."),
  'written-form': error(
    'This is not a written form.',
    'Write target[.instance|.group]/kind/name; put the line in quotes if it holds ": " or " #".',
  ),
  // Identities
  'account-choice': error('The identity has several accounts there.', 'Use the map form and say `account: type/name`.'),
  'account-claimed-twice': error(
    'Two identities, or two lines, claim one account: the names are equal, or look equal.',
    'Leave it with one of them.',
  ),
  'directory-without-authority': error('The target is not a directory.', 'Add `authority: lifecycle` to it, or name another target.'),
  'facts-differ': error(
    'Another line declares the same grant with other facts; only one can be true.',
    'Make the facts equal, or take one line out.',
  ),
  'grant-without-account': error(
    'The identity has no account in that instance, so nobody could hold the grant.',
    'Add the account under `accounts`, or take the line out.',
  ),
  'never-forbids': error('A `never` line of the identity forbids this grant.', 'Take one of the two lines out.'),
  'no-environment': error(
    'The line uses ${environment}, and the identity has none.',
    'Add `environment` to the identity, or `defaults` to the Team of its folder.',
  ),
  'no-owner': error("The identity has no owner, and its file lies in no Team's folder.", 'Add `owner`, a Team.'),
  'owner-unknown': warning('Nobody answers for this identity, so it is only watched.', 'Find its owner.'),
  'until-past': warning('The time of this line is over already, so it grants nothing.', 'Move `until`, or take the line out.'),
  'too-many-lines': error('Roles, tables and groups expand to more lines than are read.', 'Split the policy, or make the roles flatter.'),
  // Roles and tables
  'column-name': error('A column has the name of a field of Identity.', 'Rename the column.'),
  'missing-parameter': error(
    'A parameter or column has no value.',
    'Give it one: `- role: { parameter: value }`, or a column of that name.',
  ),
  'parameter-pattern': error(
    'The pattern of the parameter cannot be read.',
    'Use characters, classes like [a-z0-9-], the counts ? * + {1,20}, and | between whole alternatives.',
  ),
  'parameter-place': error('A parameter may stand in the instance and in the name, not in target or kind.', 'Write target and kind out.'),
  'parameter-value': error(
    'The value is not one that the parameter may have.',
    'Use letters, digits, `-`, `_`, `.`, as its pattern says; or widen the pattern in the Role.',
  ),
  'privileged-by-parameter': error(
    'Only with this value does the line name something privileged or protected, which whoever approved the template did not see.',
    "Write the grant out in the identity's `access`.",
  ),
  'role-cycle': error('The role contains itself.', 'Take one of the `roles` lines out.'),
  'template-here': error('Only Roles and tables fill in ${...}.', 'Write the value out.'),
  'unknown-parameter': error('There is no such parameter or column.', 'Mend its spelling, or declare it.'),
  // The rest
  'limit-form': error("A limit names a cap's place.", 'Write `target/kind`, with the instance; for the cap offboard the target alone.'),
  'too-many-problems': error('There are more problems than are told.', 'Mend these first.'),
} as const satisfies Readonly<Record<string, Row>>;

export type ProblemCode = keyof typeof PROBLEMS;

export interface Report {
  /** `subject`: where and what, in a clause. `hint`: what to do just here, before what is always to do. */
  add(code: ProblemCode, spot: Spot | null, subject: string, hint?: string): void;
  /** How many errors so far. */
  count(): number;
  /** In a stable order: file, line, column, code, subject. */
  findings(): readonly Finding[];
}

export const hasErrors = (problems: readonly Finding[]): boolean => problems.some((problem) => problem.severity === 'error');

interface Entry {
  readonly code: ProblemCode;
  readonly position: Position | null;
  readonly subject: string;
  readonly hint: string | undefined;
}

export function makeReport(): Report {
  const entries: { readonly code: ProblemCode; readonly spot: Spot | null; readonly subject: string; readonly hint: string | undefined }[] =
    [];
  let more = 0;
  let errors = 0;
  return {
    add(code, spot, subject, hint) {
      if (PROBLEMS[code].severity === 'error') errors += 1;
      // A hostile file can hold millions of mistakes; the first few thousand say enough.
      if (entries.length >= LIMITS.problems) more += 1;
      else entries.push({ code, spot, subject, hint });
    },
    count: () => errors,
    findings() {
      const placed = entries
        .map(({ code, spot, subject, hint }): Entry => ({ code, position: spot && positionOf(spot), subject, hint }))
        .sort(inOrder);
      return [
        ...perPlace(placed).map(findingOf),
        ...(more > 0
          ? [findingOf({ code: 'too-many-problems', position: null, subject: `${more} more problems are not shown`, hint: undefined })]
          : []),
      ];
    },
  };
}

const inOrder = (a: Entry, b: Entry): number =>
  compareText(a.position?.file ?? '', b.position?.file ?? '') ||
  (a.position?.line ?? 0) - (b.position?.line ?? 0) ||
  (a.position?.column ?? 0) - (b.position?.column ?? 0) ||
  compareText(a.code, b.code) ||
  compareText(a.subject, b.subject);

/** One line of a Role can be wrong for a thousand holders: equal ones are told once, and of each sort at one place only a few. */
function perPlace(sorted: readonly Entry[]): Entry[] {
  const kept: Entry[] = [];
  let alike = 0;
  for (const entry of sorted) {
    const before = kept.at(-1);
    const same = before !== undefined && before.code === entry.code && placeOf(before) === placeOf(entry);
    alike = same ? alike + 1 : 0;
    if (same && before.subject === entry.subject) continue;
    if (alike < LIMITS.problemsAtOnePlace) kept.push(entry);
  }
  return kept;
}

const placeOf = ({ position }: Entry): string => (position ? `${position.file}:${position.line}:${position.column}` : '');

function findingOf(entry: Entry): Finding {
  const { severity, means, todo } = PROBLEMS[entry.code];
  return {
    rule: entry.code,
    severity,
    subject: entry.subject,
    at: placeOf(entry) || null,
    remedy: [means, entry.hint, todo].filter(Boolean).join(' '),
  };
}
