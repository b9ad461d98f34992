/** Rules, exceptions and break-glass envelopes. */
import { sortedBy } from '../model/order.ts';
import { WIDE_SCOPE } from '../model/pattern.ts';
import type { BreakGlassPolicy, ExceptionPolicy, RulePolicy } from '../model/policy.ts';
import type { Doc, Documents } from './documents.ts';
import { instantOf, secondsOf } from './instants.ts';
import { didYouMean } from './nearest.ts';
import { spotOfItem, spotOfValue } from './positions.ts';
import type { Report } from './problems.ts';
import { quoted } from './quoted.ts';
import type { RawException, RawRule } from './raw.ts';
import type { Targets } from './targets.ts';
import { byName, type Teams } from './teams.ts';

const named = <T>(docs: ReadonlyMap<string, Doc<T>>): (readonly [string, Doc<T>])[] => sortedBy(docs, ([name]) => name);

export function compileRules(documents: Documents, teams: Teams, targets: Targets, report: Report): Map<string, RulePolicy> {
  const rules = new Map<string, RulePolicy>();
  for (const [id, { source, value }] of named(byName('Rule', documents.Rule, (rule) => rule.id, report))) {
    if (id === WIDE_SCOPE) report.add('reserved-name', spotOfValue(source, value, 'id'), `the Rule ${quoted(id)}`, 'It is built in.');
    for (const [i, name] of (value.where.owner ?? []).entries()) teams.check(name, spotOfItem(source, value.where.owner ?? [], i), report);
    for (const [i, name] of (value.where.target ?? []).entries()) {
      if (!isTarget(targets, name))
        report.add(
          'unknown-target',
          spotOfItem(source, value.where.target ?? [], i),
          `the target ${quoted(name)}`,
          didYouMean(name, [...targets.byName.keys(), ...targets.instances.keys()]),
        );
    }
    rules.set(id, { id, where: whereOf(value), require: requireOf(value), severity: value.severity, act: value.act });
  }
  return rules;
}

/** A target, or one of its instances; one at fault counts as there. */
const isTarget = (targets: Targets, name: string): boolean =>
  targets.byName.has(name) || targets.instances.has(name) || targets.isFaulty(name.split('.', 1)[0] ?? '');

const whereOf = ({ where }: RawRule): RulePolicy['where'] => ({
  credential: true,
  ...(where.type ? { type: where.type } : {}),
  ...(where.target ? { target: where.target } : {}),
  ...(where.owner ? { owner: where.owner } : {}),
});

const requireOf = ({ require }: RawRule): RulePolicy['require'] => ({
  ...(require.maxAge === undefined ? {} : { maxAgeSeconds: secondsOf(require.maxAge) }),
  ...(require.maxIdle === undefined ? {} : { maxIdleSeconds: secondsOf(require.maxIdle) }),
  ...(require.maxCount === undefined ? {} : { maxCount: require.maxCount }),
});

export function compileExceptions(
  documents: Documents,
  teams: Teams,
  targets: Targets,
  rules: ReadonlyMap<string, RulePolicy>,
  identities: ReadonlySet<string>,
  report: Report,
): Map<string, ExceptionPolicy> {
  const exceptions = new Map<string, ExceptionPolicy>();
  for (const [id, doc] of named(byName('Exception', documents.Exception, (exception) => exception.id, report))) {
    const { source, value } = doc;
    teams.check(value.owner, spotOfValue(source, value, 'owner'), report);
    const until = instantOf(value.until);
    if (until === null) report.add('bad-instant', spotOfValue(source, value, 'until'), `\`until\`: ${quoted(value.until)}`);
    const common = { id, until: until ?? 0, owner: value.owner, because: value.because };
    if (value.rule !== undefined) {
      tellRuleException(doc, documents, targets, rules, identities, report);
      exceptions.set(id, { ...common, rule: value.rule, identities: value.for ?? [] });
    } else if (value.limit !== undefined && value.cap !== undefined && value.count !== undefined) {
      tellLimit(doc, targets, report);
      exceptions.set(id, { ...common, limit: value.limit, cap: value.cap, count: value.count });
    }
  }
  return exceptions;
}

function tellRuleException(
  { source, value }: Doc<RawException>,
  documents: Documents,
  targets: Targets,
  rules: ReadonlyMap<string, RulePolicy>,
  identities: ReadonlySet<string>,
  report: Report,
): void {
  const rule = value.rule ?? '';
  const wide = rule === WIDE_SCOPE;
  if (!wide && !rules.has(rule) && !documents.faulty.Rule.has(rule))
    report.add(
      'unknown-rule',
      spotOfValue(source, value, 'rule'),
      `the rule ${quoted(rule)}`,
      didYouMean(rule, [...rules.keys(), WIDE_SCOPE]),
    );
  for (const [i, name] of (value.for ?? []).entries()) {
    const spot = spotOfItem(source, value.for ?? [], i);
    if (wide && !isTarget(targets, name))
      report.add('unknown-target', spot, `the target ${quoted(name)}`, didYouMean(name, targets.byName.keys()));
    if (!wide && !identities.has(name) && !documents.faulty.Identity.has(name) && !documents.incomplete)
      report.add('unknown-identity', spot, `the identity ${quoted(name)}`, didYouMean(name, identities));
  }
}

function tellLimit({ source, value }: Doc<RawException>, targets: Targets, report: Report): void {
  const limit = value.limit ?? '';
  const spot = spotOfValue(source, value, 'limit');
  const [target = '', kind, ...rest] = limit.split('/');
  if (rest.length > 0 || (value.cap === 'offboard') !== (kind === undefined)) {
    report.add('limit-form', spot, quoted(limit));
    return;
  }
  const instance = targets.instances.get(target);
  if (!instance) {
    if (!targets.isFaulty(target.split('.', 1)[0] ?? ''))
      report.add('unknown-target', spot, `the target ${quoted(target)}`, didYouMean(target, targets.instances.keys()));
  } else if (kind !== undefined && instance.kinds && !instance.kinds.has(kind))
    report.add('unknown-kind', spot, `the kind ${quoted(kind)}`, didYouMean(kind, instance.kinds.keys()));
}

/** The targets that a reviewed Exception lets have a scope of everything. */
export const excusedScopes = (exceptions: ReadonlyMap<string, ExceptionPolicy>): ReadonlySet<string> =>
  new Set(
    [...exceptions.values()].flatMap((exception) => ('rule' in exception && exception.rule === WIDE_SCOPE ? exception.identities : [])),
  );

export function compileBreakGlass(documents: Documents, report: Report): Map<string, BreakGlassPolicy> {
  return new Map(
    named(byName('BreakGlass', documents.BreakGlass, (envelope) => envelope.name, report)).map(([name, { value }]) => [
      name,
      { name, who: value.who, may: value.may, covers: value.covers, never: value.never ?? [], longestSeconds: secondsOf(value.longest) },
    ]),
  );
}
