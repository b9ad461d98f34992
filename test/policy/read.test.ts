/** Reading a folder: regular YAML files only, within limits, without following links. */
import { mkdirSync, mkdtempSync, openSync, closeSync, ftruncateSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { compile } from '../../src/policy/compile.ts';
import { readPolicyFolder } from '../../src/policy/read.ts';
import { sampleConnectors } from './sample-connectors.ts';
import { SAMPLE } from './sample-policy.ts';
import { threadMs } from '../thread-time.ts';

let folder: string;
const put = (name: string, content: string | Uint8Array): void => {
  mkdirSync(path.dirname(path.join(folder, name)), { recursive: true });
  writeFileSync(path.join(folder, name), content);
};
const told = (): string[] => readPolicyFolder(folder).problems.map(({ rule, at }) => `${rule} ${at ?? ''}`);

beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'policy-'));
});
afterEach(() => {
  rmSync(folder, { recursive: true });
});

test('a folder reads as what was put there; what is no YAML is left alone', () => {
  for (const [name, text] of SAMPLE) put(name, text);
  put('README.md', '# not policy');
  put('teams/data.json', '{}');
  const { files, problems } = readPolicyFolder(folder);
  expect(problems).toEqual([]);
  expect(new Map(files)).toEqual(new Map(SAMPLE));
  expect(compile(files, sampleConnectors).problems).toEqual([]);
});

test('links are refused and not followed', () => {
  const outside = mkdtempSync(path.join(tmpdir(), 'outside-'));
  writeFileSync(path.join(outside, 'a.yaml'), 'kind: Team\nname: intruder\n');
  symlinkSync(outside, path.join(folder, 'sub'));
  symlinkSync(path.join(outside, 'a.yaml'), path.join(folder, 'a.yaml'));
  symlinkSync(folder, path.join(folder, 'loop'));
  expect(told()).toEqual(['not-a-regular-file a.yaml:1:1', 'not-a-regular-file loop:1:1', 'not-a-regular-file sub:1:1']);
  expect(readPolicyFolder(folder).files.size).toBe(0);
  rmSync(outside, { recursive: true });
});

test('a file of 50 MB is refused without being read', () => {
  const file = openSync(path.join(folder, 'big.yaml'), 'w');
  ftruncateSync(file, 50_000_000);
  closeSync(file);
  const before = threadMs();
  expect(told()).toEqual(['file-too-large big.yaml:1:1']);
  expect(threadMs() - before).toBeLessThan(50);
});

test('more than 256 MiB in all are refused', () => {
  for (let i = 0; i < 65; i += 1) {
    const file = openSync(path.join(folder, `${String(i).padStart(2, '0')}.yaml`), 'w');
    ftruncateSync(file, 4 * 1024 * 1024);
    closeSync(file);
  }
  expect(told()).toEqual(['too-large-in-all 64.yaml:1:1']);
});

test('text that is not UTF-8, a mark, a name that cannot be seen', () => {
  put('latin.yaml', Uint8Array.from([0x61, 0x3a, 0x20, 0xe9]));
  put('mark.yaml', Uint8Array.from([0xef, 0xbb, 0xbf, 0x61]));
  put('a\u202eb.yaml', '');
  expect(told()).toEqual(['file-name a\\u{202e}b.yaml:1:1', 'bad-utf8 latin.yaml:1:1']);
  const { problems } = compile(readPolicyFolder(folder).files, sampleConnectors);
  expect(problems.map(({ rule, at }) => `${rule} ${at ?? ''}`)).toContain('bom mark.yaml:1:1');
});

test('no folder', () => {
  rmSync(folder, { recursive: true });
  expect(told()).toEqual(['unreadable-file .:1:1']);
  mkdirSync(folder);
});
