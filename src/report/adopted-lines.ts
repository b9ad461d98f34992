/** What was live before anybody approved it here, in few lines: by account, accounts alike together. */
import type { Key } from '../model/entitlement.ts';
import { count } from './change-words.ts';
import { shortened } from './escape.ts';
import { type Said, code, firstOf, saidText, words } from './said.ts';
import { accountAndGrant, groupedBy } from './what-is-shown.ts';

export interface AdoptedLine {
  readonly said: Said;
  readonly tells: number;
}

const fewNames = 3;
const fewGrants = 6;

/** The keys come sorted. */
export function adoptedLines(keys: readonly Key[]): readonly AdoptedLine[] {
  const byAccount = groupedBy(keys.map(accountAndGrant), (held) => held.account).map((group) => ({
    account: [code(shortened(group[0].account, 120))] as Said,
    grants: firstOf(
      group.map((held): Said => [code(shortened(held.grant, 240))]),
      fewGrants,
    ),
    tells: group.length,
  }));
  return groupedBy(byAccount, (a) => saidText(a.grants)).map((alike) => {
    const accounts = firstOf(
      alike.map((a) => a.account),
      fewNames,
    );
    const who: Said = alike.length > fewNames ? [words(count(alike.length, 'account')), ' ', '(', ...accounts, ')'] : accounts;
    return { said: [...who, ': ', ...alike[0].grants], tells: alike.reduce((sum, a) => sum + a.tells, 0) };
  });
}
