/** Secrets leave the environment before any connector loads; they are given out by name, towards bound origins only. */
import { readdirSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { InputError } from './input-error.ts';

export interface Secrets {
  readonly value: (name: string) => Promise<string | null>;
  readonly origins: Readonly<Record<string, readonly string[]>> | null;
  /** `NHI_SEAL_KEY`, or null. */
  readonly sealKey: string | null;
  /** `NHI_ROOT`: the commit that an admin trusts, or null. */
  readonly root: string | null;
  /** Names of targets' secrets that this run was given, in its environment or as files. */
  readonly names: readonly string[];
}

/** What a run on GitHub has beside ours that no connector may see. */
const alsoTaken = [
  'ACTIONS_ID_TOKEN_REQUEST_TOKEN',
  'ACTIONS_RUNTIME_TOKEN',
  'GITHUB_TOKEN',
  'GH_TOKEN',
  'INPUT_GITHUB-TOKEN',
  'INPUT_APP-TOKEN',
];

/** Empties `environment` of every `NHI_*` variable and of the runner's tokens. */
export function takeSecrets(environment: Record<string, string | undefined>): Secrets {
  const values = new Map<string, string>();
  for (const name of Object.keys(environment)) {
    if (!name.startsWith('NHI_') && !alsoTaken.includes(name)) continue;
    const value = environment[name];
    if (value !== undefined && name.startsWith('NHI_')) values.set(name, value);
    delete environment[name];
  }
  const folder = values.get('NHI_SECRETS_DIR') ?? null;
  const origins = originsFrom(values.get('NHI_ORIGINS') ?? null);
  const sealKey = values.get('NHI_SEAL_KEY') ?? null;
  const root = values.get('NHI_ROOT') ?? null;
  // These are settings of the run, not secrets of a target.
  for (const name of ['NHI_SECRETS_DIR', 'NHI_ORIGINS', 'NHI_SEAL_KEY', 'NHI_ROOT']) values.delete(name);
  return {
    origins,
    sealKey: sealKey === '' ? null : sealKey,
    root: root === '' ? null : root,
    names: [...[...values].filter(([, value]) => value !== '').map(([name]) => name), ...(folder === null ? [] : filesIn(folder))],
    value: async (name) => values.get(name) ?? (folder === null ? null : await fromFile(folder, name)),
  };
}

const SECRET_FILE = /^NHI_[A-Z0-9_]+$/;

/** A folder that is not there holds none. */
function filesIn(folder: string): readonly string[] {
  try {
    return readdirSync(folder).filter((name) => SECRET_FILE.test(name));
  } catch {
    return [];
  }
}

async function fromFile(folder: string, name: string): Promise<string | null> {
  if (!SECRET_FILE.test(name)) return null;
  try {
    return (await readFile(path.join(folder, name), 'utf8')).replace(/\r?\n$/, '');
  } catch {
    return null;
  }
}

function originsFrom(text: string | null): Readonly<Record<string, readonly string[]>> | null {
  if (text === null || text.trim() === '') return null;
  const wrong =
    'NHI_ORIGINS: this is not JSON of the form {"NHI_NAME": ["https://host"]}, so no secret can be bound to an origin. Mend the variable.';
  let parsed: unknown;
  try {
    parsed = JSON.parse(text);
  } catch {
    throw new InputError(wrong);
  }
  if (parsed === null || typeof parsed !== 'object' || Array.isArray(parsed)) throw new InputError(wrong);
  for (const list of Object.values(parsed)) {
    if (!Array.isArray(list) || !list.every((o) => typeof o === 'string' && URL.canParse(o))) throw new InputError(wrong);
  }
  return parsed as Record<string, readonly string[]>;
}
