/** Plays the stories of nhi-reconcile on real servers on loopback, through the built command. Leaves one file: its report. */
import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { Ending } from './demo/ending.ts';
import type { Narrator } from './demo/narrator.ts';
import { exitWith, performed, startScenery } from './demo/performed.ts';
import { productIn } from './demo/product.ts';
import { makeStage } from './demo/stage.ts';
import { changedRole, containedBot, disabledAgent, firstRun, handMadeGrants, keptForAnHour, staleGrants } from './demo/stories.ts';

const REPORT = 'nhi-demo-report.md';

async function play(entry: string, ending: Ending, tell: Narrator): Promise<void> {
  const { folder, systems, work } = await startScenery(ending);
  const stage = makeStage(productIn(entry, folder, systems.secrets, ending.signal), systems, work, folder, tell);
  for (const story of [firstRun, handMadeGrants, disabledAgent, changedRole, staleGrants, keptForAnHour, containedBot]) {
    await story(stage);
    ending.signal.throwIfAborted();
  }
}

const { code, outcome, tell } = await performed(play);
console.log(`\n${outcome}`);
const report = path.resolve(REPORT);
await writeFile(report, `# What the demo of nhi-reconcile showed\n\n${outcome}\n\n${tell.report()}`);
console.log(`The report, with every plan whole: ${report}`);
await exitWith(code);
