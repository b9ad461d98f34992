/** A round of detect or apply as the faces call it, and all that it leaves: answers, progress, errors, files. */
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { registry } from '../../src/connectors/registry.ts';
import { plainPaint } from '../../src/report/terminal-layout.ts';
import {
  type Answer,
  applyCommand,
  detectCommand,
  type Format,
  jsonOf,
  markdownOf,
  planCommand,
  type Setting,
  validateCommand,
} from '../../src/runs/commands.ts';
import { progressLine } from '../../src/runs/progress.ts';

export interface Left {
  /** Of every command: what the runs hold. */
  readonly answers: readonly Answer[];
  /** What people, machines and logs are told, and every file. */
  readonly texts: readonly string[];
}

/** `secret`: by name, each time that it is asked for. */
export async function leftBy(world: {
  readonly policy: string;
  readonly secret: (name: string) => string | null;
  readonly origins: Readonly<Record<string, readonly string[]>>;
  readonly sealKey?: string;
}): Promise<Left> {
  const folder = mkdtempSync(path.join(tmpdir(), 'nhi-left-'));
  const texts: string[] = [];
  const answers: Answer[] = [];
  try {
    mkdirSync(path.join(folder, 'policies'));
    writeFileSync(path.join(folder, 'policies/all.yaml'), world.policy);
    let now = Date.now();
    const setting = (format: Format): Setting => ({
      policies: path.join(folder, 'policies'),
      state: path.join(folder, 'state'),
      sealKey: world.sealKey ?? null,
      only: null,
      format,
      paint: plainPaint,
      host: {
        now: () => now,
        pause: async (ms) => void (now += ms),
        random: () => 0,
        uuid: () => 'one',
        connectors: registry,
        fetch,
        signal: new AbortController().signal,
        secretValue: async (name) => world.secret(name),
        origins: world.origins,
        fileRoot: folder,
        user: 'ann',
        mostMode: 'enforce',
        runId: '1',
        tell: (p) => void texts.push(progressLine(p, now)),
      },
    });
    const apply = (s: Setting): Promise<Answer> =>
      applyCommand(s, { waitMs: 0, setBack: [], confirm: async (shown) => texts.push(shown) > 0 });
    for (const [run, format] of [
      [validateCommand, 'text'],
      [planCommand, 'text'],
      [apply, 'text'],
      [detectCommand, 'json'],
      [apply, 'markdown'],
      [planCommand, 'json'],
    ] as const) {
      try {
        const answer = await run(setting(format));
        answers.push(answer);
        texts.push(answer.text, ...(answer.planned === null ? [] : [markdownOf(answer.planned).markdown, jsonOf(answer.planned)]));
      } catch (error) {
        texts.push(String(error), JSON.stringify(error, Object.getOwnPropertyNames(error)), String((error as Error).stack));
      }
    }
    for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true }))
      if (entry.isFile()) texts.push(readFileSync(path.join(entry.parentPath, entry.name), 'utf8'));
    return { answers, texts };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
