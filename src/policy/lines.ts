/** Lines of `accounts`, `access`, `never` and `roles`, read once, also where a thousand rows or holders share them. */
import type { Terms } from '../model/policy.ts';
import { didYouMean } from './nearest.ts';
import { parameterPattern, valueMatches, type ParameterPattern } from './parameter-pattern.ts';
import { spotOfItem, spotOfKey, spotOfValue, type Source, type Spot } from './positions.ts';
import type { Report } from './problems.ts';
import { quoted } from './quoted.ts';
import { textOfValue, type RawGrantLine, type RawParameters, type RawRoleLine, type RawValues } from './raw.ts';
import { BUILT_IN, hasParameters, parametersOf, safeValue, template, type Template } from './template.ts';
import { termsOf } from './terms.ts';

/** Where lines stand, and what `${}` may name there; null: nothing is filled in. */
export interface Surroundings {
  readonly source: Source;
  readonly parameters: ReadonlySet<string> | null;
}

/** A written form whose instance and name may hold parameters. */
export interface FormLine {
  readonly spot: Spot;
  readonly text: string;
  readonly target: string;
  readonly part: Template | null;
  readonly kind: string;
  readonly name: Template;
}

export interface GrantLine extends FormLine {
  readonly account: Template | null;
  readonly facets: readonly (readonly [string, Template, Spot])[];
  readonly facts: readonly (readonly [string, Template, Spot])[];
  readonly terms: Terms;
}

export interface RoleLine {
  readonly spot: Spot;
  readonly role: string;
  /** null: each parameter comes from what is around. */
  readonly given: ReadonlyMap<string, { readonly value: Template; readonly spot: Spot }> | null;
}

/** null: told. */
export function readTemplate(text: string, spot: Spot, { parameters }: Surroundings, report: Report): Template | null {
  const made = template(text);
  if (made && !hasParameters(made)) return made;
  if (!parameters) {
    report.add('template-here', spot, quoted(text));
    return null;
  }
  if (!made) {
    report.add('unknown-parameter', spot, `a \${ without a name in ${quoted(text)}`);
    return null;
  }
  const unknown = parametersOf(made).filter((name) => !parameters.has(name));
  for (const name of unknown)
    report.add('unknown-parameter', spot, `the parameter ${quoted(name)} in ${quoted(text)}`, didYouMean(name, parameters));
  return unknown.length === 0 ? made : null;
}

export function readForm(text: string, spot: Spot, around: Surroundings, report: Report): FormLine | null {
  const first = text.indexOf('/');
  const second = text.indexOf('/', first + 1);
  const [place, kind, name] = [text.slice(0, Math.max(first, 0)), text.slice(first + 1, second), text.slice(second + 1)];
  const parts = /^([a-z0-9][a-z0-9-]*)(?:\.(.+))?$/.exec(place);
  if (first > 0 && second > 0 && (place.startsWith('$') || kind.includes('${'))) {
    report.add('parameter-place', spot, quoted(text));
    return null;
  }
  if (first < 0 || second < 0 || name === '' || !parts?.[1] || !/^[A-Za-z][A-Za-z0-9_-]*$/.test(kind)) {
    report.add('written-form', spot, quoted(text));
    return null;
  }
  const part = parts[2] === undefined ? undefined : readTemplate(parts[2], spot, around, report);
  const nameTemplate = readTemplate(name, spot, around, report);
  if (part === null || nameTemplate === null) return null;
  if (part && !hasParameters(part) && !/^[a-z0-9][a-z0-9-]*$/.test(part.text)) {
    report.add('written-form', spot, quoted(text));
    return null;
  }
  return { spot, text, target: parts[1], part: part ?? null, kind, name: nameTemplate };
}

export const readForms = (texts: readonly string[], around: Surroundings, report: Report): FormLine[] =>
  texts.flatMap((text, i) => readForm(text, spotOfItem(around.source, texts, i), around, report) ?? []);

export const readGrants = (lines: readonly RawGrantLine[], around: Surroundings, report: Report): GrantLine[] =>
  lines.flatMap((line, i) => readGrant(line, spotOfItem(around.source, lines, i), around, report) ?? []);

function readGrant(line: RawGrantLine, spot: Spot, around: Surroundings, report: Report): GrantLine | null {
  if (typeof line === 'string') {
    const form = readForm(line, spot, around, report);
    return form && { ...form, account: null, facets: [], facts: [], terms: {} };
  }
  const { source } = around;
  const form = readForm(line.grant, spotOfValue(source, line, 'grant'), around, report);
  const terms = termsOf(line, source, line, report);
  const account = line.account === undefined ? null : readTemplate(line.account, spotOfValue(source, line, 'account'), around, report);
  const facets = readValues(line.facets, around, report);
  const facts = readValues(line.facts, around, report);
  if (!form || (line.account !== undefined && !account)) return null;
  return { ...form, account, facets, facts, terms };
}

function readValues(values: RawValues | undefined, around: Surroundings, report: Report): (readonly [string, Template, Spot])[] {
  if (!values) return [];
  return Object.entries(values).flatMap(([key, value]) => {
    const made = readTemplate(textOfValue(value), spotOfValue(around.source, values, key), around, report);
    return made ? [[key, made, spotOfKey(around.source, values, key)] as const] : [];
  });
}

export const readRoleLines = (lines: readonly RawRoleLine[], around: Surroundings, report: Report): RoleLine[] =>
  lines.flatMap((line, i): RoleLine[] => {
    const spot = spotOfItem(around.source, lines, i);
    if (typeof line === 'string') return [{ spot, role: line, given: null }];
    const [role, values] = Object.entries(line)[0] ?? [];
    if (role === undefined || values === undefined) return [];
    const given = new Map<string, { readonly value: Template; readonly spot: Spot }>();
    for (const [name, value] of Object.entries(values)) {
      const at = spotOfValue(around.source, values, name);
      const made = readTemplate(textOfValue(value), at, around, report);
      if (made) given.set(name, { value: made, spot: at });
    }
    return [{ spot, role, given }];
  });

export type Parameters = ReadonlyMap<string, ParameterPattern>;

const STANDARD = '[a-z0-9][a-z0-9-]{0,62}';

export function readParameters(raw: RawParameters | undefined, source: Source, report: Report): Map<string, ParameterPattern> {
  const parameters = new Map<string, ParameterPattern>();
  for (const [name, { match }] of Object.entries(raw ?? {})) {
    if (BUILT_IN.has(name))
      report.add('reserved-name', spotOfKey(source, raw ?? {}, name), `the parameter ${quoted(name)}`, 'It is built in.');
    const pattern = parameterPattern(match ?? STANDARD);
    if (pattern) parameters.set(name, pattern);
    else {
      report.add('parameter-pattern', spotOfValue(source, raw?.[name] ?? {}, 'match'), quoted(match));
      parameters.set(name, parameterPattern(STANDARD) ?? []);
    }
  }
  return parameters;
}

/** Whether the value may be put in; told where not. */
export function checkValue(parameter: string, value: string, pattern: ParameterPattern, spot: Spot, report: Report): boolean {
  if (safeValue(value) && valueMatches(pattern, value)) return true;
  report.add('parameter-value', spot, `${quoted(value)} for the parameter ${quoted(parameter)}`);
  return false;
}
