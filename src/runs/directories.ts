/** Reads the directories once a run: what they say of the records that identities and teams name. */
import { hear } from '../lifecycle/directory.ts';
import type { Live } from '../model/entitlement.ts';
import { accountWords } from '../model/key.ts';
import type { World } from '../model/plan.ts';
import type { AccountRef } from '../model/policy.ts';
import type { TargetState } from '../model/state.ts';
import { type Connection, read } from './connections.ts';
import type { Host } from './host.ts';

/** A read made for its words serves the directory's own round too. `now`: before it began. */
export interface FirstRead {
  readonly now: number;
  readonly live: Live;
}

export interface Heard {
  readonly directories: World['directories'];
  /** The directories' own states, with bindings and what was missed. */
  readonly states: ReadonlyMap<string, TargetState>;
  readonly reads: ReadonlyMap<string, FirstRead>;
}

/** `isCounting`: this run saves the directory of that name, so its read may count towards absence. */
export async function hearDirectories(
  states: ReadonlyMap<string, TargetState>,
  connections: ReadonlyMap<string, Connection>,
  host: Host,
  isCounting: (directory: string) => boolean,
): Promise<Heard> {
  const wanted = new Map<string, Set<string>>();
  const want = (ref: AccountRef | null): void => {
    if (ref !== null) wanted.set(ref.target, (wanted.get(ref.target) ?? new Set<string>()).add(accountWords(ref)));
  };
  for (const state of states.values()) {
    for (const identity of state.identities) want(identity.directory);
    for (const team of state.teams) want(team.directory);
  }
  const heard = await Promise.all(
    [...wanted].map(async ([name, records]) => {
      const [state, connection] = [states.get(name), connections.get(name)];
      if (state === undefined || connection === undefined || state.policy.lifecycle === null) return null;
      const now = host.now();
      const live = await read(connection, host);
      return { name, first: { now, live }, ...hear(state, live, connection.kinds, [...records], now, isCounting(name)) };
    }),
  );
  const known = heard.filter((h) => h !== null);
  return {
    directories: new Map(known.map((h) => [h.name, h.words])),
    states: new Map(known.map((h) => [h.name, h.state])),
    reads: new Map(known.map((h) => [h.name, h.first])),
  };
}
