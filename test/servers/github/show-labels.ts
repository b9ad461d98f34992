/** Labels and assignees as the API shows them, on issues and pull requests alike. */
import { labelNamed } from './issues.ts';
import { type Fields, shape } from './judge.ts';
import { apiOf, nodeId, showAccount } from './show-accounts.ts';
import { accountNamed, type Issue, type Label, type Repository, type World } from './world.ts';

export const showLabel = (world: World, repository: Repository, label: Label): Fields =>
  shape('label', {
    ...label,
    node_id: nodeId('Label', label.id),
    url: `${apiOf(world, repository)}/labels/${encodeURIComponent(label.name)}`,
    default: false,
  });

export const labelsOf = (world: World, repository: Repository, issue: Issue): readonly Fields[] =>
  [...issue.labels]
    .map((name) => labelNamed(repository, name))
    .flatMap((label) => (label === null ? [] : [showLabel(world, repository, label)]));

export const assigneesOf = (world: World, issue: Issue): readonly Fields[] =>
  [...issue.assignees].flatMap((login) => {
    const account = accountNamed(world, login);
    return account === null ? [] : [showAccount(world, account)];
  });
