/** Loads product and simulator anew with a fault in them. It is planted while the sources are read: no file changes, and many stand beside each other in one process. */
import { readFileSync } from 'node:fs';
import { registerHooks } from 'node:module';
import { fileURLToPath } from 'node:url';
import type { playSeed } from './one-world.ts';
import type { Plant } from './plants.ts';

const root = new URL('../..', import.meta.url).href;
const planted = new Map<string, Plant>();

/** Who was loaded with a fault loads with it, too. */
const idIn = (url: string | undefined): string | null => (url?.startsWith(root) === true ? new URL(url).searchParams.get('planted') : null);

const sources = new Map<string, string>();

function sourceOf(url: URL): string {
  const known = sources.get(url.pathname) ?? readFileSync(fileURLToPath(url), 'utf8');
  sources.set(url.pathname, known);
  return known;
}

function plantedIn(text: string, { name, file, find, replace }: Plant): string {
  const [before = '', after, ...more] = text.split(find);
  if (after === undefined || more.length > 0) throw new Error(`${name}: what is to be replaced stands not once in ${file}`);
  return `${before}${replace}${after}`;
}

registerHooks({
  resolve(specifier, context, next) {
    const resolved = next(specifier, context);
    const id = idIn(context.parentURL);
    const isOurs = resolved.url.startsWith(root) && resolved.url.endsWith('.ts');
    return id !== null && isOurs ? { ...resolved, url: `${resolved.url}?planted=${id}` } : resolved;
  },
  load(url, context, next) {
    const plant = planted.get(idIn(url) ?? '');
    if (plant === undefined) return next(url, context);
    const place = new URL(url);
    const text = sourceOf(place);
    const source = place.href.startsWith(`${root}${plant.file}?`) ? plantedIn(text, plant) : text;
    return { format: 'module-typescript', source, shortCircuit: true };
  },
});

/** Plays seeds where the fault is planted. */
export async function withPlant(plant: Plant): Promise<typeof playSeed> {
  const id = String(planted.size + 1);
  planted.set(id, plant);
  const { href } = new URL(`./one-world.ts?planted=${id}`, import.meta.url);
  // oxlint-disable-next-line import/no-dynamic-require -- the address says which fault is in it
  const world = (await import(href)) as { readonly playSeed: typeof playSeed };
  return world.playSeed;
}
