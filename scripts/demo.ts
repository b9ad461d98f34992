/** The demo: the whole loop, by the built Action on a GitHub of this machine. `--terminal`, or a machine without git: stories in the terminal. */
import { spawnSync } from 'node:child_process';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { parseArgs } from 'node:util';
import type { Ending } from './demo/ending.ts';
import type { Narrator } from './demo/narrator.ts';
import { emptied, saveStory } from './demo/output.ts';
import { exitWith, performed, startScenery } from './demo/performed.ts';
import { takePictures } from './demo/pictures.ts';
import { productIn } from './demo/product.ts';
import { makePages } from './demo-github/pages.ts';
import { atNight, begun, changedRole, disabledAgent, grantByHand, takenByHand } from './demo-github/stories.ts';
import { startWorkplace } from './demo-github/workplace.ts';
import { makeStage } from './demo-terminal/stage.ts';
import { firstRun, handMadeGrants, sessionsEnd, staleGrants } from './demo-terminal/stories.ts';

const folder = emptied(path.resolve('demo-output'));

async function onGithub(entry: string, ending: Ending, tell: Narrator): Promise<string> {
  const scenery = await startScenery(ending, 'a GitHub, ');
  const at = await startWorkplace(entry, ending, scenery, tell, makePages(tell));
  for (const story of [begun, changedRole, grantByHand, takenByHand, disabledAgent, atNight]) {
    await story(at);
    ending.signal.throwIfAborted();
  }
  const pictures = await takePictures(folder, tell.told, ending);
  return pictures === null
    ? 'No pictures were made: no Chromium is here (CHROME_PATH names one).'
    : `${pictures} pictures lie there too: light, dark, and as on a telephone.`;
}

async function inTerminal(entry: string, ending: Ending, tell: Narrator): Promise<string> {
  const { folder: work, systems, work: policy } = await startScenery(ending);
  const stage = makeStage(productIn(entry, work, systems.secrets, ending.signal), systems, policy, work, tell);
  for (const story of [firstRun, handMadeGrants, sessionsEnd, staleGrants]) {
    await story(stage);
    ending.signal.throwIfAborted();
  }
  return 'The loop on GitHub: npm run demo';
}

// `--dist DIR`: another build than the one that is committed.
const { values } = parseArgs({
  options: { dist: { type: 'string', default: path.join(import.meta.dirname, '../dist') }, terminal: { type: 'boolean', default: false } },
});
const isGitThere = spawnSync('git', ['--version']).status === 0;
if (!values.terminal && !isGitThere) console.log('No git is here, which the loop on GitHub needs: this is the terminal alone.');
const isTerminal = values.terminal || !isGitThere;
const { code, outcome, more, tell } = await performed(path.resolve(values.dist, 'index.js'), isTerminal ? inTerminal : onGithub);
const page = saveStory(folder, tell.told, outcome);
console.log(`
${outcome}`);
if (more !== '') console.log(more);
console.log(`${code === 0 ? 'Look at it step by step' : 'What was told up to there'}: ${pathToFileURL(page).href}`);
await exitWith(code);
