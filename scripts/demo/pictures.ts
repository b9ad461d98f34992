/** Pictures of the pages as GitHub would show them, where a Chromium is: in light, in dark, and as wide as a telephone. */
import { existsSync } from 'node:fs';
import path from 'node:path';
import { type Browser, chromium } from 'playwright-core';
import type { Ending } from './ending.ts';
import { storyHtml } from './output.ts';
import { pagesOf, type Told } from './told.ts';

/** As they lie in the folders of PATH. */
const NAMES = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable', 'chrome'];
/** The browsers that people have where none lies in PATH, each at its own usual place. */
const CHANNELS = ['chrome', 'msedge'];

const LOOKS = [
  { after: '', scheme: 'light', width: 1012 },
  { after: '-dark', scheme: 'dark', width: 1012 },
  { after: '-phone', scheme: 'light', width: 390 },
] as const;

/** How many were taken; null: there is no Chromium. */
export async function takePictures(folder: string, told: readonly Told[], ending: Ending): Promise<number | null> {
  const browser = await launched();
  if (browser === null) return null;
  ending.add('the browser', () => browser.close());
  let taken = 0;
  for (const { after, scheme, width } of LOOKS) {
    const page = await browser.newPage({ colorScheme: scheme, viewport: { width, height: 900 } });
    await page.setContent(storyHtml(told, ''));
    for (const { name } of pagesOf(told)) {
      ending.signal.throwIfAborted();
      await page.locator(`[id="${name}"]`).screenshot({ path: path.join(folder, `${name}${after}.png`) });
      taken += 1;
    }
    await page.close();
  }
  return taken;
}

async function launched(): Promise<Browser | null> {
  const inPath = (process.env['PATH'] ?? '').split(path.delimiter).flatMap((folder) => NAMES.map((name) => path.join(folder, name)));
  const named = process.env['CHROME_PATH'];
  const found = named ?? inPath.find((file) => existsSync(file));
  const ways = found === undefined ? CHANNELS.map((channel) => ({ channel })) : [{ executablePath: found }];
  for (const way of ways) {
    try {
      // Signals are the demo's own matter.
      return await chromium.launch({ ...way, handleSIGINT: false, handleSIGTERM: false, handleSIGHUP: false });
    } catch (error) {
      // Named by hand, it has to be there; else the demo does without.
      if (named !== undefined) throw error;
    }
  }
  return null;
}
