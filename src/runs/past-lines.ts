/** Lines, new or changed, whose time is over already: they grant nothing (policy.md, rules of reading, 8). */
import type { Finding } from '../model/plan.ts';
import type { Declared, Delta } from '../model/policy.ts';
import { standing } from '../model/terms.ts';
import { PROBLEMS } from '../policy/problems.ts';

function past(subject: string, at: string | null): Finding {
  const { severity, means, todo } = PROBLEMS['until-past'];
  return { rule: 'until-past', severity, subject, at, remedy: `${means} ${todo}` };
}

export function pastLines(review: readonly Delta[], declared: Declared, now: number): readonly Finding[] {
  const changed = new Set(review.filter((d) => d.of === 'entry').map((d) => d.key));
  const lines = new Map<string, Finding>();
  for (const [key, { entry, identity, terms, origins }] of declared.entries) {
    if (!changed.has(key)) continue;
    const { stands, next, ended } = standing(terms, now, null);
    if (stands || next !== null || ended === null) continue;
    for (const { at } of origins) {
      const subject = `${identity} ${entry.target}/${entry.kind}/${entry.name}`;
      lines.set(`${at} ${subject}`, past(subject, at));
    }
  }
  const exceptions = new Set(review.filter((d) => d.of === 'exception').map((d) => d.key.replace(/#.*$/, '')));
  for (const { id, until } of declared.exceptions.values()) {
    if (exceptions.has(id) && until <= now) lines.set(`exception ${id}`, past(`the Exception ${id}`, null));
  }
  return [...lines.values()];
}
