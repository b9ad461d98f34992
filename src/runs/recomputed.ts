/** What the state holds as approved, against its commit compiled again: git is believed, the state is a cache of it. */
import type { TargetState } from '../model/state.ts';
import { count } from '../report/change-words.ts';
import { approvedDeltas } from './approval.ts';
import type { Policy } from './policy.ts';

/** version: this version of the tool reads the same text otherwise. errors: it cannot read it. state: the state is not what the commit says. */
export interface Differs {
  readonly because: 'version' | 'errors' | 'state';
  readonly note: string;
}

const SHOWN = 5;

/** `begun`: the approved commit as this version compiles it. Null: they say the same. */
export function differsFromCommit(states: ReadonlyMap<string, TargetState>, begun: Policy, stateName: string): Differs | null {
  const current = [...states.values()].filter((s) => !s.retired);
  if (current.length === 0) return null;
  const { compiler } = begun.declared;
  const by = [...new Set(current.map((s) => s.compiler))].sort();
  const isVersion = by.some((c) => c !== compiler);
  const versions = `the state was made by ${by.join(' and ')}, and this is ${compiler}`;
  if (begun.hasErrors) {
    const fault = begun.problems.find((p) => p.severity === 'error');
    return {
      because: 'errors',
      note: `The approved commit ${begun.commit} has errors for this version of the tool, the first of them ${fault?.rule ?? ''} at ${fault?.at ?? 'no line'}; ${versions}. Nothing newer can be proven by it: go back to the version before, or begin anew with bootstrap.`,
    };
  }
  const found = approvedDeltas(states, begun.declared);
  if (found.length === 0) return null;
  const named = found.slice(0, SHOWN).map((d) => `${d.of} ${d.key}`);
  const what = `${count(found.length, 'line')}: ${named.join(', ')}${found.length > SHOWN ? ', …' : ''}`;
  return isVersion
    ? {
        because: 'version',
        note: `Changed by version: this version of the tool reads what is approved otherwise (${versions}), ${what}. Nothing is written for it; the next merged pull request that is proven approves it as it is read now.`,
      }
    : {
        because: 'state',
        note: `ALARM: ${stateName} holds something else as approved than its commit ${begun.commit} says, ${what}. It is not believed, so nothing is approved or written. Find out who can sign state, restore it from the branch's own history, or begin anew with bootstrap.`,
      };
}
