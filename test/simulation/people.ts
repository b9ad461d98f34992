/** What people do at the simulated systems, before we come and by hand, and what directories say of their records. */
import { sha256 } from '../../src/model/digest.ts';
import { keyOf } from '../../src/model/key.ts';
import type { Step, Story } from './step.ts';
import * as truth from './truth.ts';

const dayMs = 86_400_000;

/** What is there before we come, and every group that anybody speaks of. */
export function beforeWeCome(world: truth.World, story: Story): void {
  const doing = { at: story.start, by: 'there', change: null, lateMs: 0 } as const;
  for (const name of Object.keys(story.first.targets)) truth.systemOf(world, name);
  for (const [target, name] of groupsSpokenOf(story)) truth.groupNamed(world, truth.systemOf(world, target), name, doing);
  // Their ids are known beforehand, so that a policy can name them: a1, a2, … in the story's order.
  for (const { target, account, canLogIn, holds } of story.there) {
    const system = truth.systemOf(world, target);
    const id = truth.createAccount(world, system, account, doing);
    if (canLogIn) truth.putEntry(world, system, truth.accountEntry(system, id, 'login'), doing);
    for (const grant of holds) give(world, system, id, grant, doing);
  }
}

function groupsSpokenOf(story: Story): readonly (readonly [string, string])[] {
  const drafts = [
    story.first,
    ...story.steps.flatMap((s) => (s.do === 'merge' ? s.edits.map((e) => e.after) : s.do === 'push' ? [s.edit.after] : [])),
  ];
  const found = new Map<string, readonly [string, string]>();
  const add = (target: string, grant: string): void => {
    if (grant.startsWith('group/') && !grant.startsWith('group/id:'))
      found.set(`${target} ${grant}`, [target, grant.slice('group/'.length)]);
  };
  for (const { target, holds } of story.there) for (const grant of holds) add(target, grant);
  for (const step of story.steps) if (step.do === 'hand' && 'grant' in step) add(step.at.target, step.grant);
  for (const draft of drafts) {
    for (const { access } of [...Object.values(draft.roles), ...Object.values(draft.identities)])
      for (const g of access) add(g.target, g.grant);
    for (const { never } of Object.values(draft.identities)) {
      for (const written of never) add(written.slice(0, written.indexOf('/')), written.slice(written.indexOf('/') + 1));
    }
  }
  return [...found.values()].toSorted(([a, x], [b, y]) => (`${a} ${x}` < `${b} ${y}` ? -1 : 1));
}

function give(world: truth.World, system: truth.System, id: string, grant: string, doing: truth.Doing): void {
  const entry = truth.heldEntry(system, id, grant, grant.startsWith('role/') ? { admin: 'false' } : {});
  if (entry === null) return;
  // Keys that were there before are up to 200 days old.
  const age = doing.by === 'there' ? (Number.parseInt(sha256(grant).slice(0, 4), 16) % 200) * dayMs : 0;
  const seen = entry.kind === 'key' ? { seen: { createdAt: doing.at - age, lastUsedAt: doing.at - age } } : {};
  truth.putEntry(world, system, { ...entry, ...seen }, doing);
}

export function byHand(world: truth.World, now: number, step: Extract<Step, { readonly do: 'hand' }>): void {
  const system = truth.systemOf(world, step.at.target);
  const doing = { at: now, by: 'hand', change: null, lateMs: 0 } as const;
  if (step.at.account.startsWith('group/')) {
    const group = truth.idNamed(system.groups, step.at.account.slice('group/'.length));
    if (group !== null && step.what === 'rename') truth.rename(system, 'groups', group, step.to.slice('group/'.length), doing);
    return;
  }
  const id = truth.idNamed(system.accounts, step.at.account);
  const login = id === null ? null : truth.accountEntry(system, id, 'login');
  if (step.what === 'create') {
    if (id === null) create(world, system, step.at.account, doing);
    return;
  }
  if (id === null || login === null) return;
  switch (step.what) {
    case 'give':
      return give(world, system, id, step.grant, doing);
    case 'take': {
      const entry = truth.heldEntry(system, id, step.grant, {});
      if (entry !== null) truth.dropEntry(world, system, keyOf(entry), doing);
      return;
    }
    case 'alter': {
      const entry = truth.heldEntry(system, id, step.grant, {});
      const before = entry === null ? undefined : system.entries.get(keyOf(entry));
      if (before?.kind !== 'role') return;
      truth.putEntry(world, system, { ...before, facts: { admin: before.facts['admin'] === 'true' ? 'false' : 'true' } }, doing);
      return;
    }
    case 'disable':
      truth.dropEntry(world, system, keyOf(login), doing);
      return;
    case 'enable':
      if (!system.entries.has(keyOf(login))) truth.putEntry(world, system, login, doing);
      return;
    case 'newKey':
      return give(world, system, id, `key/k-new${++world.keys}`, doing);
    case 'delete':
      return truth.deleteAccount(world, system, id, doing);
    case 'deleteAndRecreate':
      truth.deleteAccount(world, system, id, doing);
      return create(world, system, step.at.account, doing);
    case 'rename':
      return truth.rename(system, 'accounts', id, step.to, doing);
  }
}

function create(world: truth.World, system: truth.System, words: string, doing: truth.Doing): void {
  const id = truth.createAccount(world, system, words, doing);
  truth.putEntry(world, system, truth.accountEntry(system, id, 'login'), doing);
}

/** A record that comes back does so as itself, with the same id. */
export function directorySays(world: truth.World, now: number, { at, word }: Extract<Step, { readonly do: 'directory' }>): void {
  const system = truth.systemOf(world, at.target);
  const doing = { at: now, by: 'hand', change: null, lateMs: 0 } as const;
  const known = truth.idNamed(system.accounts, at.account);
  if (word === 'absent') {
    if (known !== null) truth.deleteAccount(world, system, known, doing);
    return;
  }
  const id = known ?? truth.createAccount(world, system, at.account, doing, system.gone.get(at.account)?.id);
  const login = truth.accountEntry(system, id, 'login');
  if (word === 'disabled') truth.dropEntry(world, system, keyOf(login), doing);
  else if (!system.entries.has(keyOf(login))) truth.putEntry(world, system, login, doing);
}
