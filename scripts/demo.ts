/** Plays the stories of nhi-reconcile on real servers on loopback, through the built command. Leaves one file: its report. */
import { existsSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { userInfo } from 'node:os';
import { parseArgs } from 'node:util';
import { type Ending, Interruption, makeEnding } from './demo/ending.ts';
import { makeNarrator, type Narrator } from './demo/narrator.ts';
import { productIn } from './demo/product.ts';
import { makeStage } from './demo/stage.ts';
import { changedRole, containedBot, disabledAgent, firstRun, handMadeGrants, keptForAnHour, staleGrants } from './demo/stories.ts';
import { startSystems } from './demo/systems.ts';
import { fillWorkFolder, makeWorkFolder } from './demo/work-folder.ts';

const root = path.join(import.meta.dirname, '..');
const REPORT = 'nhi-demo-report.md';

async function play(dist: string, ending: Ending, tell: Narrator): Promise<void> {
  const entry = path.join(dist, 'index.js');
  if (!existsSync(entry)) throw new Error(`${entry} is not there: npm run build makes it.`);
  const isRoot = process.platform !== 'win32' && userInfo().uid === 0;
  const folder = await makeWorkFolder(ending);
  // What others make for themselves lies in it too, and goes with it.
  for (const name of ['TMPDIR', 'TMP', 'TEMP']) process.env[name] = folder;
  console.log('Starting a SCIM directory, a SCIM helpdesk and a PostgreSQL 18, all on loopback.');
  if (isRoot) console.log('You are root, so PostgreSQL runs as the operating system user "postgres".');
  const systems = await startSystems(ending);
  const work = await fillWorkFolder(folder, path.join(root, 'policies'), {
    directory: systems.directory.url,
    helpdesk: systems.helpdesk.url,
    postgres: systems.postgres.url,
  });
  const stage = makeStage(productIn(entry, folder, systems.secrets, ending.signal), systems, work, folder, tell);
  for (const story of [firstRun, handMadeGrants, disabledAgent, changedRole, staleGrants, keptForAnHour, containedBot]) {
    await story(stage);
    ending.signal.throwIfAborted();
  }
}

async function demo(dist: string): Promise<number> {
  const began = Date.now();
  const ending = makeEnding();
  const isColoured = process.stdout.isTTY && process.env['NO_COLOR'] === undefined;
  const tell = makeNarrator((text) => void process.stdout.write(text), isColoured);
  let [code, outcome] = [0, ''];
  try {
    await play(path.resolve(dist), ending, tell);
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
  console.log(`\n${outcome}`);
  const report = path.resolve(REPORT);
  await writeFile(report, `# What the demo of nhi-reconcile showed\n\n${outcome}\n\n${tell.report()}`);
  console.log(`The report, with every plan whole: ${report}`);
  return code;
}

// `--dist DIR`: another build than the one that is committed.
const { values } = parseArgs({ options: { dist: { type: 'string', default: path.join(root, 'dist') } } });
const code = await demo(values.dist);
await new Promise((resolve) => process.stdout.write('', resolve));
// oxlint-disable-next-line unicorn/no-process-exit -- the package of the server would end the process with its own code
process.exit(code);
