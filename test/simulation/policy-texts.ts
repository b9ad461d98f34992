/** A draft as the files that people review. JSON is YAML too, so each document is written as that. */
import type { Draft, GrantDraft, IdentityDraft, TargetDraft } from './draft.ts';

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

function identity(name: string, i: IdentityDraft): unknown {
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

const target = (name: string, t: TargetDraft): unknown => ({
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

/** Path → text. */
export function policyTexts(draft: Draft): ReadonlyMap<string, string> {
  const texts = new Map<string, string>();
  const put = (path: string, document: unknown): void => void texts.set(`${path}.yaml`, `${JSON.stringify(document)}\n`);
  const { settings } = draft;
  const [anyTeam = 'unknown'] = Object.keys(draft.teams);
  put('nhi', {
    kind: 'Settings',
    version: 1,
    approval: { privileged: settings.privileged },
    limits: { maxSilence: seconds(settings.maxSilenceSeconds), reviewValid: seconds(settings.reviewValidSeconds) },
  });
  for (const [name, t] of Object.entries(draft.teams)) put(`teams/${name}`, { kind: 'Team', name, mode: t.mode });
  for (const [name, t] of Object.entries(draft.targets)) put(`targets/${name}`, target(name, t));
  for (const [name, i] of Object.entries(draft.identities)) put(`identities/${name}`, identity(name, i));
  for (const [name, r] of Object.entries(draft.roles)) {
    const rollout = r.rollout === null ? {} : { rollout: { first: r.rollout.first, wait: seconds(r.rollout.waitSeconds) } };
    put(`roles/${name}`, { kind: 'Role', name, owner: r.owner, access: r.access.map(grantLine), ...rollout });
  }
  for (const [id, r] of Object.entries(draft.rules)) {
    const required = {
      ...(r.maxAgeSeconds === undefined ? {} : { maxAge: seconds(r.maxAgeSeconds) }),
      ...(r.maxIdleSeconds === undefined ? {} : { maxIdle: seconds(r.maxIdleSeconds) }),
      ...optional('maxCount', r.maxCount),
    };
    put(`rules/${id}`, { kind: 'Rule', id, where: { credential: true }, require: required, severity: 'medium', act: r.act });
  }
  for (const [id, e] of Object.entries(draft.exceptions)) {
    const what = 'rule' in e ? { rule: e.rule, for: e.for } : { limit: e.limit, cap: e.cap, count: e.count };
    put(`exceptions/${id}`, { kind: 'Exception', id, ...what, until: instant(e.until), owner: anyTeam, because: 'it is meant' });
  }
  for (const [name, b] of Object.entries(draft.breakGlass)) {
    put(`break-glass/${name}`, {
      kind: 'BreakGlass',
      name,
      who: 'corp/oncall',
      may: b.may,
      covers: b.covers,
      never: b.never,
      longest: seconds(b.longestSeconds),
    });
  }
  return texts;
}
