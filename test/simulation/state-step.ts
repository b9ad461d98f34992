/** What happens to the state store between runs: holds, harm, and an admin who puts back a good copy. */
import { hold } from '../../src/runs/hold.ts';
import { beginRun, plainStore, stateFolder } from './host.ts';
import { look, type Playing } from './playing.ts';
import { type Random, randomOf } from './random.ts';
import type { Step } from './step.ts';

type Of<Do extends Step['do']> = Extract<Step, { readonly do: Do }>;

export async function makeHold(playing: Playing, step: Of<'hold'>): Promise<void> {
  const run = beginRun(playing.machine, [], () => null);
  const request = {
    do: step.hold,
    change: null,
    identity: step.holder,
    grant: step.grant,
    forMs: step.hours * 3_600_000,
    because: 'it burns',
  };
  try {
    playing.holds.push((await hold(request, run.store, run.host)).hold);
  } catch (thrown) {
    if (!(thrown instanceof Error) || (thrown.name !== 'InputError' && thrown.name !== 'StateError')) throw thrown;
    playing.refused.push(`hold ${step.hold}: ${thrown.message}`);
  }
  run.end();
}

export async function snooze(playing: Playing, step: Of<'snooze'>): Promise<void> {
  const change = playing.proposals[step.nth % playing.proposals.length];
  const loaded = (await look(playing)).loaded;
  const state = change === undefined ? undefined : loaded?.targets.get(change.entry.target);
  if (change === undefined || state === undefined || loaded === null) return void playing.refused.push('snooze: there is no open proposal');
  // The later answer counts.
  playing.answers = playing.answers.filter((a) => a.change.id !== change.id);
  const until = playing.machine.clock.now + step.hours * 3_600_000;
  const decision = { change: change.id, verdict: 'snoozed', by: 'bea', source: `#adopt-${playing.runs}`, until } as const;
  const decisions = [...state.decisions.filter((d) => d.change !== change.id), decision].toSorted((a, b) => (a.change < b.change ? -1 : 1));
  await plainStore(playing.machine).save({ targets: new Map([[state.policy.name, { ...state, decisions }]]) }, loaded.generation);
}

/** A copy after each save, so that an older state can be put back. */
export function keepCopy(playing: Playing): void {
  const { copies, machine, good } = playing;
  if (good !== null || copies.at(-1)?.generation === machine.generation) return;
  copies.push({ generation: machine.generation, copy: machine.disk.copy() });
}

/** What the seal says to be the state: locks and leftovers are not. */
const stateFiles = ({ machine }: Playing): readonly string[] =>
  machine.disk.files().filter((f) => /^\/state\/((approved|ledger|history)\/.*|holds\.json|runs\.json|seal\.json)$/.test(f));

export async function harmState(playing: Playing, step: Of<'state'>): Promise<void> {
  const { machine, copies } = playing;
  if ((await look(playing)).loaded?.firstRun !== false) return;
  const good = machine.disk.copy();
  const random = randomOf(machine.clock.now % 0x7fff_ffff);
  if (step.harm === 'rollBack') {
    const older = copies.findLast((c) => c.generation <= machine.generation - step.saves);
    if (older !== undefined) machine.disk.putBack(older.copy);
  } else {
    const files = stateFiles(playing);
    // Without a key whoever can write the seal can make it fit: that is said, and no promise.
    const able = step.harm === 'forge' && machine.sealKey === null ? files.filter((f) => f !== `${stateFolder}/seal.json`) : files;
    harm(playing, step.harm, random.pick(able), random);
  }
  const isHarmed = await plainStore(machine)
    .load()
    .then(
      () => false,
      () => true,
    );
  if (isHarmed) playing.good = good;
}

function harm({ machine: { disk } }: Playing, how: 'truncate' | 'forge' | 'deleteFile', file: string, random: Random): void {
  const text = disk.read(file) ?? '';
  if (how === 'deleteFile') disk.remove(file);
  else if (how === 'truncate') disk.write(file, text.slice(0, random.whole(0, Math.max(0, text.length - 2))));
  // Plausible where it can be: a mode that allows more, an instant that never was.
  else
    disk.write(
      file,
      text.includes('"observe"') ? text.replace('"observe"', '"enforce"') : text.replace(/\d(?=\D*$)/, (d) => String((Number(d) + 1) % 10)),
    );
}

export function restoreState(playing: Playing): void {
  if (playing.good === null) return;
  playing.machine.disk.putBack(playing.good);
  playing.good = null;
}
