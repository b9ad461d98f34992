/** Findings and drift as SARIF 2.1.0, within what code scanning takes: each with a stable rule, a line and a fingerprint. */
import { digestOf } from '../model/digest.ts';
import { canonicalJson, sortedBy } from '../model/order.ts';
import type { Change, Finding } from '../model/plan.ts';
import { count, guardTitle, reasonOf } from './change-words.ts';
import { sarifText, shortened, visible, visibleJson } from './escape.ts';
import { utf8Length } from './fit-budget.ts';
import { placeOf } from './place.ts';
import { type Told, openRows } from './issue-rows.ts';
import { factChanges } from './redact-facts.ts';
import type { KindsByTarget, RunReport } from './run-report.ts';
import { type Row, isPrivileged, sortedFindings, whatIsShown } from './what-is-shown.ts';
import { wayOutText } from './way-out.ts';

/** 25,000 are taken and 5,000 shown: more would only hide that they are not. */
export const mostResults = 5000;
/** 10 MB are taken compressed; uncompressed we stay below it too. */
export const mostBytes = 10_000_000;

export interface SarifPlaces {
  /** Identity or target → `file:line:col` of its own line. */
  readonly of: Readonly<Record<string, string>>;
  /** Each result needs a file of the repository: for what has no line of its own. */
  readonly otherwise: string;
  /** Of the policy: what findings say their line is in. */
  readonly folder?: string;
}

export interface SarifResult {
  readonly rule: string;
  readonly level: 'error' | 'warning' | 'note';
  readonly message: string;
  readonly at: string;
  readonly fingerprint: string;
}

const drift = new Set<Change['verdict']>(['unauthorized', 'missing', 'altered']);

const ruleTexts: Readonly<Record<string, string>> = {
  'drift-unauthorized': 'Access that nobody approved is live.',
  'drift-missing': 'Approved access is not live.',
  'drift-altered': 'Live access has other facts than approved.',
  unknown: 'A target or kind could not be read, so nothing was compared there.',
  incomplete: 'There are more results than code scanning takes.',
};

function at(places: SarifPlaces, ...names: readonly (string | null)[]): string {
  const found = names.find((n) => n !== null && Object.hasOwn(places.of, n));
  return (found === undefined || found === null ? undefined : places.of[found]) ?? places.otherwise;
}

/** What the round found to differ, what it could not read, and its findings. */
export function sarifOfReport(report: RunReport, kinds: KindsByTarget, places: SarifPlaces): readonly SarifResult[] {
  const shown = whatIsShown(report);
  const rows: readonly Row[] = [...shown.due, ...shown.blocked];
  const results = rows
    .filter((row) => drift.has(row.change.verdict))
    .map((row): SarifResult => {
      const { change, blocked } = row;
      const facts = change.verb === 'adjust' ? factChanges(change.before, change.entry, kinds) : [];
      const next =
        blocked === null
          ? 'The next apply sets it back.'
          : `Blocked, ${guardTitle(blocked.guard)}: ${shortened(wayOutText(blocked, report), 400)}`;
      // No instant: the same drift has the same text from run to run.
      const what = `${row.short} ${shortened(change.label, 240)}: ${reasonOf(change, report.plan.at).replace(/, found .*$/, '')}`;
      return {
        rule: `drift-${change.verdict}`,
        level: isPrivileged(row) ? 'error' : 'warning',
        message: `${[what, ...facts.map((f) => shortened(f, 200))].join('; ')}. ${next}`,
        at: at(places, change.identity, row.target),
        fingerprint: change.id,
      };
    });
  const unknown = shown.unknown.map((u): SarifResult => {
    const name = u.kind === null ? u.target : `${u.target}/${u.kind}`;
    return {
      rule: 'unknown',
      level: 'error',
      message: `${name} is UNKNOWN: ${shortened(u.why, 600)}`,
      at: at(places, u.target),
      fingerprint: digestOf(['unknown', name]),
    };
  });
  return [...unknown, ...sarifOfFindings(shown.findings, places), ...results];
}

/** Of what this run did not see it is not known that it is over: left out, code scanning would call it fixed. */
export const sarifOfStanding = (told: Told, places: SarifPlaces): readonly SarifResult[] =>
  openRows(told)
    .filter(({ row, change }) => change === null && drift.has(row.verdict))
    .map(({ short, row, target, identity }) => ({
      rule: `drift-${row.verdict}`,
      level: 'warning',
      message: `${short} ${shortened(row.label, 240)}: ${row.applied === null ? `as it was last seen; ${target} was not read in this run` : 'what sets it back is written and not proven yet'}.`,
      at: at(places, identity, target),
      fingerprint: row.change,
    }));

export function sarifOfFindings(findings: readonly Finding[], places: SarifPlaces): readonly SarifResult[] {
  return sortedFindings(findings).map((f) => ({
    rule: f.rule,
    level: f.severity,
    message: `${shortened(f.subject, 400)}. ${shortened(f.remedy, 600)}`,
    at: f.at === null ? places.otherwise : places.folder === undefined ? f.at : `${places.folder}/${f.at}`,
    // Without the line: a finding that moves stays the same one.
    fingerprint: digestOf([f.rule, f.subject, f.at === null ? null : placeOf(f.at).file]),
  }));
}

const uriOf = (file: string): string =>
  file
    .split('/')
    .filter((segment) => segment !== '' && segment !== '.' && segment !== '..')
    .map((segment) => encodeURIComponent(segment.toWellFormed()))
    .join('/');

const ruleId = (rule: string): string => `nhi/${visible(shortened(rule, 100))}`;

function resultJson(result: SarifResult, otherwise: string): object {
  const { file, line, col } = placeOf(uriOf(placeOf(result.at).file) === '' ? otherwise : result.at);
  const region = { startLine: line ?? 1, ...(col === null ? {} : { startColumn: col }) };
  return {
    ruleId: ruleId(result.rule),
    level: result.level,
    message: { text: sarifText(result.message) },
    locations: [{ physicalLocation: { artifactLocation: { uri: uriOf(file), uriBaseId: '%SRCROOT%' }, region } }],
    partialFingerprints: { 'nhi/v1': result.fingerprint },
  };
}

export interface Sarif {
  readonly sarif: string;
  readonly complete: boolean;
  readonly left: number;
}

const levels: readonly SarifResult['level'][] = ['error', 'warning', 'note'];

/** The log file: the gravest first, and a result that says so if some had to be left out. */
export function sarifLog(
  results: readonly SarifResult[],
  options: { readonly otherwise: string; readonly most?: number; readonly bytes?: number },
): Sarif {
  const { otherwise, most = mostResults, bytes = mostBytes } = options;
  const ordered = sortedBy(results, (r) => JSON.stringify([levels.indexOf(r.level), r.rule, r.at, r.fingerprint, r.message]));
  // Room for the frame and for the result that tells of a cut.
  let room = bytes - 4096;
  const kept: SarifResult[] = [];
  for (const result of ordered) {
    // Its own JSON, and at most one new rule with its text.
    room -= utf8Length(canonicalJson(resultJson(result, otherwise))) + 1 + 4 * utf8Length(ruleId(result.rule)) + 200;
    if (room < 0 || kept.length >= most - (ordered.length > most ? 1 : 0)) break;
    kept.push(result);
  }
  const left = ordered.length - kept.length;
  const cut: SarifResult = {
    rule: 'incomplete',
    level: 'error',
    message: `INCOMPLETE: ${count(left, 'result')} left out, the least grave ones. All of it is in plan.json.`,
    at: otherwise,
    fingerprint: digestOf('incomplete'),
  };
  const all = left === 0 ? kept : [cut, ...kept];
  // By the written id: two long names may be cut to the same one.
  const rules = [...new Map(all.map((r) => [ruleId(r.rule), r.rule]))].map(([id, rule]) => ({
    id,
    shortDescription: { text: Object.hasOwn(ruleTexts, rule) ? ruleTexts[rule] : sarifText(shortened(rule, 100)) },
  }));
  const log = {
    $schema: 'https://json.schemastore.org/sarif-2.1.0.json',
    version: '2.1.0',
    runs: [
      {
        tool: { driver: { name: 'nhi-reconcile', rules } },
        columnKind: 'utf16CodeUnits',
        results: all.map((r) => resultJson(r, otherwise)),
      },
    ],
  };
  return { sarif: `${visibleJson(canonicalJson(log))}\n`, complete: left === 0, left };
}
