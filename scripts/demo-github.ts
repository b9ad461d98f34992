/** Plays the whole loop on a GitHub of this machine, by the built Action, and saves what a person would see there at each step. */
import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { Ending } from './demo/ending.ts';
import type { Narrator } from './demo/narrator.ts';
import { exitWith, performed, startScenery } from './demo/performed.ts';
import { makePages } from './demo-github/pages.ts';
import { adopted, begun, contained, grantByHand, kept, offboarded, roleChanged } from './demo-github/stories.ts';
import { startWorkplace } from './demo-github/workplace.ts';

const OUTPUT = path.resolve('demo-output');

async function play(entry: string, ending: Ending, tell: Narrator): Promise<void> {
  const scenery = await startScenery(ending, 'a GitHub, ');
  const pages = makePages(OUTPUT, tell);
  const at = await startWorkplace(entry, ending, scenery, tell, pages);
  for (const story of [begun, adopted, roleChanged, grantByHand, offboarded, kept, contained]) {
    await story(at);
    ending.signal.throwIfAborted();
  }
}

const { code, outcome, tell } = await performed(play);
await mkdir(OUTPUT, { recursive: true });
await writeFile(path.join(OUTPUT, 'README.md'), `# What the demo of nhi-reconcile on GitHub showed\n\n${outcome}\n\n${tell.report()}`);
console.log(`\n- ${outcome}`);
console.log('- What people see is saved as Markdown; no pictures are made of it.');
console.log(`- The pages, and a README.md that tells them in order: ${OUTPUT}`);
console.log(
  `- Next: read ${code === 0 ? 'its README.md, then docs/github.md to set it up' : 'its README.md up to the claim that failed'}.`,
);
await exitWith(code);
