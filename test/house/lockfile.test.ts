/** The lock file pins content, not places: no download address, no registry host, an integrity for each package. */
import { expect, test } from 'vitest';
import { repositoryFiles, textOf } from './tree.ts';

interface Locked {
  readonly resolved?: string;
  readonly integrity?: string;
  readonly version?: string;
  readonly link?: boolean;
}

const lock = JSON.parse(textOf('package-lock.json')) as { readonly packages: Readonly<Record<string, Locked>> };
const locked = Object.entries(lock.packages).filter(([name]) => name !== '');

/** The hosts in use, put together so that this file names none; that of this machine's npm too. */
const hosts = [
  ['registry', 'npmjs', 'org'],
  ['registry', 'yarnpkg', 'com'],
  ['npm', 'pkg', 'github', 'com'],
  ['deb', 'debian', 'org'],
  ['proxy', 'golang', 'org'],
].map((parts) => parts.join('.'));
const own = process.env['npm_config_registry'];
if (own !== undefined && URL.canParse(own)) hosts.push(new URL(own).hostname);

test('no package has a download address', () => {
  expect(locked.length).toBeGreaterThan(100);
  expect(locked.filter(([, { resolved }]) => resolved !== undefined).map(([name]) => name)).toEqual([]);
});

test('every package has an integrity', () => {
  expect(locked.filter(([, { integrity, link }]) => integrity === undefined && link !== true).map(([name]) => name)).toEqual([]);
});

test('no file names the host of a registry', () => {
  const named = repositoryFiles().filter((file) => !file.startsWith('dist/') && hosts.some((host) => textOf(file).includes(host)));
  expect(named).toEqual([]);
});
