/** detect and apply as the two faces call them, on a folder, a state and a clock of their own. */
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { registry } from '../../src/connectors/registry.ts';
import { plainPaint } from '../../src/report/terminal-layout.ts';
import { type Answer, applyCommand, detectCommand, type Setting } from '../../src/runs/commands.ts';

export interface Ran {
  readonly code: 0 | 1 | 2;
  /** What people read, in one line. */
  readonly text: string;
  /** What says why: of the target, of its kinds, of each change. */
  readonly errors: readonly string[];
  /** Seconds that were waited, in the order that they were asked for. */
  readonly pauses: readonly number[];
}

export interface Rounds extends Disposable {
  /** What is in the policy folder from now on. */
  review(policy: string): void;
  detect(): Promise<Ran>;
  apply(): Promise<Ran>;
  /** Time goes by. */
  later(seconds: number): void;
  readonly now: () => number;
  /** All that a run leaves on disk. */
  kept(): string;
}

/** Begins now, and goes on by pauses only. */
export function virtualClock(): { readonly now: () => number; readonly advance: (ms: number) => void } {
  let at = Date.now();
  return { now: () => at, advance: (ms) => void (at += ms) };
}

/** A state is synced to its disk with each save, which would take most of the time here. */
const memory = existsSync('/dev/shm') ? '/dev/shm' : null;

export function roundsOf(world: {
  readonly target: string;
  readonly origins: readonly string[];
  readonly secrets: Readonly<Record<string, string>>;
  readonly clock: ReturnType<typeof virtualClock>;
}): Rounds {
  const folder = mkdtempSync(path.join(memory ?? tmpdir(), 'nhi-hostile-'));
  const { now, advance } = world.clock;
  mkdirSync(path.join(folder, 'policies'));
  const pauses: number[] = [];
  const setting: Setting = {
    policies: path.join(folder, 'policies'),
    state: path.join(folder, 'state'),
    sealKey: null,
    only: null,
    format: 'text',
    paint: plainPaint,
    host: {
      now,
      pause: async (ms) => {
        pauses.push(ms / 1000);
        advance(ms);
      },
      random: () => 0.5,
      uuid: () => 'hostile-systems',
      connectors: registry,
      fetch,
      signal: new AbortController().signal,
      secretValue: async (name) => world.secrets[name] ?? null,
      origins: Object.fromEntries(Object.keys(world.secrets).map((name) => [name, world.origins])),
      fileRoot: folder,
      user: 'ann',
      mostMode: 'enforce',
      runId: '1',
      tell: () => undefined,
    },
  };
  async function ran(run: () => Promise<Answer>): Promise<Ran> {
    pauses.length = 0;
    advance(60_000);
    const { code, text, planned } = await run();
    const report = planned?.report;
    const plans = [...(report?.plan.targets ?? [])];
    return {
      code,
      text: text.replaceAll(/\s+/g, ' '),
      errors: [
        ...plans.flatMap(({ error, findings }) => [...(error === null ? [] : [error]), ...findings.map(({ remedy }) => remedy)]),
        ...Object.values(report?.outcome ?? {}).flatMap(({ state, error }) => (error === undefined ? [] : [`${state}: ${error}`])),
      ],
      pauses: [...pauses],
    };
  }
  return {
    review: (policy) => writeFileSync(path.join(folder, 'policies/all.yaml'), policy),
    detect: () => ran(() => detectCommand(setting)),
    apply: () => ran(() => applyCommand(setting, { waitMs: 3_600_000, setBack: [], confirm: async () => true })),
    later: (seconds) => advance(seconds * 1000),
    now,
    kept: () =>
      readdirSync(folder, { recursive: true, withFileTypes: true })
        .filter((entry) => entry.isFile())
        .map((entry) => readFileSync(path.join(entry.parentPath, entry.name), 'utf8'))
        .join('\n'),
    [Symbol.dispose]: () => rmSync(folder, { recursive: true, force: true }),
  };
}
