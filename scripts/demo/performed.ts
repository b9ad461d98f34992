/** What every demo does around its stories: it ends what it started however it goes, says what came of it, and answers with the exit code. */
import { existsSync } from 'node:fs';
import path from 'node:path';
import { userInfo } from 'node:os';
import { type Ending, Interruption, makeEnding } from './ending.ts';
import { makeNarrator, type Narrator } from './narrator.ts';
import { startSystems, type Systems } from './systems.ts';
import { fillWorkFolder, makeWorkFolder, type WorkFolder } from './work-folder.ts';

const root = path.join(import.meta.dirname, '../..');

export interface Performance {
  readonly code: number;
  readonly outcome: string;
  /** What else is there to look at. */
  readonly more: string;
  readonly tell: Narrator;
}

/** Returns what else there is to look at. */
export type Play = (entry: string, ending: Ending, tell: Narrator) => Promise<string>;

/** `entry`: index.js of the build that is shown. */
export async function performed(entry: string, play: Play): Promise<Performance> {
  const began = Date.now();
  const ending = makeEnding();
  const isColoured = process.stdout.isTTY && process.env['NO_COLOR'] === undefined;
  const tell = makeNarrator((text) => void process.stdout.write(text), isColoured);
  let [code, outcome, more] = [0, '', ''];
  try {
    if (!existsSync(entry)) throw new Error(`${entry} is not there: npm run build makes it.`);
    more = await play(entry, ending, tell);
    outcome = `All ${tell.claims} claims were true, asked of the servers themselves, in ${Math.round((Date.now() - began) / 1000)} s.`;
  } catch (error) {
    const cause: unknown = ending.signal.aborted ? ending.signal.reason : error;
    code = cause instanceof Interruption ? cause.exitCode : 1;
    outcome = `The demo did not come to its end: ${cause instanceof Error ? cause.message : String(cause)}`;
  }
  const left = await ending.end();
  if (left.length > 0) {
    code ||= 1;
    outcome += ` Not cleared away: ${left.join(', ')}.`;
  }
  return { code, outcome, more, tell };
}

export interface Scenery {
  readonly folder: string;
  readonly systems: Systems;
  readonly work: WorkFolder;
}

/** The folder to work in, the systems, and the example policy with their addresses. `beside`: what else is started then. */
export async function startScenery(ending: Ending, beside = ''): Promise<Scenery> {
  const isRoot = process.platform !== 'win32' && userInfo().uid === 0;
  const folder = await makeWorkFolder(ending);
  // What others make for themselves lies in it too, and goes with it.
  for (const name of ['TMPDIR', 'TMP', 'TEMP']) process.env[name] = folder;
  console.log(`Starting ${beside}two SCIM servers and a PostgreSQL 18, all on loopback.`);
  if (isRoot) console.log('You are root, so PostgreSQL runs as the operating system user "postgres".');
  const systems = await startSystems(ending);
  const work = await fillWorkFolder(folder, path.join(root, 'policies'), {
    directory: systems.directory.url,
    helpdesk: systems.helpdesk.url,
    postgres: systems.postgres.url,
  });
  return { folder, systems, work };
}

/** The package of the server would end the process with its own code. */
export async function exitWith(code: number): Promise<never> {
  await new Promise((resolve) => process.stdout.write('', resolve));
  // oxlint-disable-next-line unicorn/no-process-exit -- see above
  process.exit(code);
}
