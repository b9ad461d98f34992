/** One change, entitlement or hold as plain data. No facts but those of the history, which may be printed. */
import type { Change } from '../model/plan.ts';
import type { Explained } from './explained.ts';

const changeJson = ({ id, verb, label, risk, mode, verdict, because, needs }: Change): object => ({
  id,
  verb,
  label,
  risk,
  mode,
  verdict,
  because,
  needs,
});

export function explainedJson(told: Explained): object {
  if (told.is === 'hold') {
    const { stops, takes, ...rest } = told;
    return { version: 1, ...rest, stops: stops.map((b) => changeJson(b.change)), takes: takes.map(changeJson) };
  }
  const { item, state, change, blocked, kinds: _, ...rest } = told;
  const row = item?.row ?? null;
  return {
    version: 1,
    ...rest,
    change: change === null ? null : changeJson(change),
    blocked: blocked === null ? null : { guard: blocked.guard, why: blocked.why, wayOut: blocked.wayOut, notBefore: blocked.notBefore },
    identity: state.identities.find((i) => i.name === item?.identity) ?? null,
    account: item === null ? null : { name: item.accountWords, id: item.accountId },
    isLive: item === null ? null : item.live !== null,
    seen: item?.live?.seen ?? null,
    approved:
      row === null
        ? null
        : { standing: row.entry !== null, by: row.by, roles: row.roles, terms: row.terms, mandate: row.mandate, withheld: row.withheld },
  };
}
