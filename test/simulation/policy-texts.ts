/** A draft as the files that people review. JSON is YAML too, so each document is written as that. */
import type { Draft, Extras, GrantDraft, IdentityDraft, TargetDraft } from './draft.ts';
import { type Document, respelled, textOf, type Written } from './policy-spelling.ts';

const instant = (at: number): string => new Date(at).toISOString();
const seconds = (n: number): string => `${n}s`;
const optional = <T>(name: string, value: T | undefined | null): Record<string, T> =>
  value === undefined || value === null ? {} : { [name]: value };

function grantLine(g: GrantDraft): unknown {
  const grant = `${g.target}/${g.grant}`;
  const more = {
    ...optional('account', g.account),
    ...(g.admin === undefined ? {} : { facts: { admin: g.admin } }),
    ...(g.from === undefined ? {} : { from: instant(g.from) }),
    ...(g.until === undefined ? {} : { until: instant(g.until) }),
    ...(g.forSeconds === undefined ? {} : { for: seconds(g.forSeconds) }),
    ...optional('because', g.because),
  };
  return Object.keys(more).length === 0 ? grant : { grant, ...more };
}

function identity(name: string, i: IdentityDraft): Document {
  const record = i.directory === null ? 'none' : `${i.directory.target}/${i.directory.account}`;
  return {
    kind: 'Identity',
    name,
    type: i.type,
    owner: i.owner,
    mode: i.mode,
    state: i.state,
    accounts: i.accounts.map((a) => `${a.target}/${a.account}`),
    directory:
      i.directory === null || (i.directory.onDisabled === undefined && i.directory.onAbsent === undefined)
        ? record
        : { account: record, ...optional('onDisabled', i.directory.onDisabled), ...optional('onAbsent', i.directory.onAbsent) },
    roles: i.roles,
    access: i.access.map(grantLine),
    never: i.never,
    ...(i.from === undefined ? {} : { from: instant(i.from) }),
    ...(i.until === undefined ? {} : { until: instant(i.until) }),
  };
}

const target = (name: string, t: TargetDraft): Document => ({
  kind: 'Target',
  name,
  connector: 'simulated',
  owner: t.owner,
  ceiling: t.ceiling,
  config: { settles: t.settlesInSeconds, ...optional('cannot', t.cannot) },
  ...(t.lifecycle === null ? {} : { authority: 'lifecycle', ...t.lifecycle }),
  ...(t.scope.length === 0
    ? {}
    : {
        scope: t.scope.map((s) => ({
          accounts: s.accounts,
          kinds: s.kinds,
          ...(s.managedBy === undefined ? {} : { managedBy: s.managedBy, fixAt: 'corp/elsewhere' }),
        })),
      }),
  drift: t.drift,
  giveBack: t.giveBack,
  limits: t.limits,
  privileged: t.privileged,
  protected: t.protected,
  within: seconds(t.withinSeconds),
});

/** `app.main` is the instance `main` of the target `app`; it has no other. */
function targetDocument(name: string, t: TargetDraft): Document {
  const [head = '', instance] = name.split('.');
  const whole = target(head, t);
  if (instance === undefined) return whole;
  const { config: _, ...rest } = whole;
  return { ...rest, config: optional('cannot', t.cannot), instances: { [instance]: { settles: t.settlesInSeconds } } };
}

function rule(id: string, r: Draft['rules'][string]): Document {
  const required = {
    ...(r.maxAgeSeconds === undefined ? {} : { maxAge: seconds(r.maxAgeSeconds) }),
    ...(r.maxIdleSeconds === undefined ? {} : { maxIdle: seconds(r.maxIdleSeconds) }),
    ...optional('maxCount', r.maxCount),
  };
  return { kind: 'Rule', id, where: { credential: true, ...r.where }, require: required, severity: 'medium', act: r.act };
}

function role(name: string, r: Draft['roles'][string]): Document {
  const rollout = r.rollout === null ? {} : { rollout: { first: r.rollout.first, wait: seconds(r.rollout.waitSeconds) } };
  return { kind: 'Role', name, owner: r.owner, access: r.access.map(grantLine), ...rollout };
}

function exception(id: string, e: Draft['exceptions'][string], owner: string): Document {
  const what = 'rule' in e ? { rule: e.rule, for: e.for } : { limit: e.limit, cap: e.cap, count: e.count };
  return { kind: 'Exception', id, ...what, until: instant(e.until), owner, because: 'it is meant' };
}

const breakGlass = (name: string, b: Draft['breakGlass'][string]): Document => ({
  kind: 'BreakGlass',
  name,
  who: 'corp/oncall',
  may: b.may,
  covers: b.covers,
  never: b.never,
  longest: seconds(b.longestSeconds),
});

const settings = (s: Draft['settings']): Document => ({
  kind: 'Settings',
  version: 1,
  approval: { privileged: s.privileged },
  limits: { maxSilence: seconds(s.maxSilenceSeconds), reviewValid: seconds(s.reviewValidSeconds) },
});

function plainDocuments(draft: Draft): readonly Written[] {
  const [anyTeam = 'unknown'] = Object.keys(draft.teams);
  const all = <T>(folder: string, of: Readonly<Record<string, T>>, make: (name: string, item: T) => Document): readonly Written[] =>
    Object.entries(of).map(([name, item]) => ({ path: `${folder}/${name}`, document: make(name, item) }));
  return [
    { path: 'nhi', document: settings(draft.settings) },
    ...all('teams', draft.teams, (name, t) => ({ kind: 'Team', name, mode: t.mode })),
    ...all('targets', draft.targets, targetDocument),
    ...all('identities', draft.identities, identity),
    ...all('roles', draft.roles, role),
    ...all('rules', draft.rules, rule),
    ...all('exceptions', draft.exceptions, (id, e) => exception(id, e, anyTeam)),
    ...all('break-glass', draft.breakGlass, breakGlass),
  ];
}

/** A value put where a path says; `[]`: in each line that has one already. What the path goes through is made. */
function laid(of: unknown, [name = '', ...rest]: readonly string[], value: unknown): unknown {
  if (name.endsWith('[]')) {
    const field = name.slice(0, -2);
    const lines = (of as Document)[field];
    const [last = ''] = rest;
    const over = (line: unknown): unknown => (Object.hasOwn(line as Document, last) ? laid(line, rest, value) : line);
    return Array.isArray(lines) ? { ...(of as Document), [field]: lines.map(over) } : of;
  }
  return { ...(of as Document), [name]: rest.length === 0 ? value : laid((of as Document)[name] ?? {}, rest, value) };
}

function withExtras(written: Written, extras: Extras): Written {
  const { kind, name, id } = written.document;
  const own = extras[`${textOf(kind)} ${textOf(name ?? id)}`.trimEnd()] ?? {};
  const document = Object.entries(own).reduce<unknown>((made, [path, value]) => laid(made, path.split('.'), value), written.document);
  return { path: written.path, document: document as Document };
}

/** Path → text. */
export function policyTexts(draft: Draft): ReadonlyMap<string, string> {
  const { extras, spelling } = draft;
  const plain = plainDocuments(draft);
  const whole = extras === undefined ? plain : plain.map((w) => withExtras(w, extras));
  const written = spelling === undefined ? whole : respelled(whole, spelling, draft);
  return new Map(written.map(({ path, document }) => [`${path}.yaml`, `${JSON.stringify(document)}\n`]));
}
