/** Conventions that no other tool checks: names, headers, versions, references that lead somewhere. */
import { readdirSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { repositoryFiles, root, textOf } from './tree.ts';

const files = repositoryFiles();
const texts = files.filter((file) => !/\.(png|ico|woff2?|gz|zip)$/.test(file));
const ours = texts.filter((file) => /^(src|test|scripts|bench|docs)\/.*\.(ts|md)$/.test(file));
const isPlanted = (file: string): boolean => file === 'test/house/self.test.ts';

/** `file:line: text` of each line that the pattern finds. */
function lines(among: readonly string[], pattern: RegExp): string[] {
  return among.flatMap((file) =>
    textOf(file)
      .split('\n')
      .flatMap((text, index) => (pattern.test(text) ? [`${file}:${index + 1}: ${text.trim().slice(0, 120)}`] : [])),
  );
}

// A path of somebody's machine; a URL's path and a pattern of names are none.
const machinePath = /(?:^|[\s"'`(=:])(?:\/(?:home|Users|root)\/[\w.-]+|[A-Z]:\\Users\\)/;
const ownerlessTodo = /\b(?:TODO|FIXME|XXX)\b(?!\((?:@|#)?[\w-]+\))/;

test('the patterns see what they are for', () => {
  for (const planted of ["'/home/jo/x'", '(/Users/jo)', 'C:\\Users\\jo', ' /root/.npmrc', '=/home/jo'])
    expect(machinePath.test(planted), planted).toBe(true);
  for (const fine of ['https://example.com/home/x', '/tmp/x', 'src/home/x']) expect(machinePath.test(fine), fine).toBe(false);
  for (const planted of ['// TODO later', 'FIXME: this']) expect(ownerlessTodo.test(planted), planted).toBe(true);
  for (const fine of ['// TODO(#12): later', 'TODO(@jo) this', 'a todo list']) expect(ownerlessTodo.test(fine), fine).toBe(false);
});

test('no file has a path of a machine in it', () => {
  expect(
    lines(
      texts.filter((file) => !isPlanted(file)),
      machinePath,
    ),
  ).toEqual([]);
  expect(texts.filter((file) => textOf(file).includes(root))).toEqual([]);
});

test('what is left to do has an owner or an issue', () => {
  expect(
    lines(
      ours.filter((file) => !isPlanted(file)),
      ownerlessTodo,
    ),
  ).toEqual([]);
});

test('every source file begins with a sentence that says what it decides', () => {
  const sources = files.filter((file) => /^(src|scripts|bench)\/.*\.ts$/.test(file));
  const header = /^(#!.*\n)?(\/\*\*\s+(\* )?\S+|\/\/ Generated )/;
  expect(sources.filter((file) => !header.test(textOf(file)))).toEqual([]);
});

test('file names are kebab-case and say what they decide', () => {
  const named = files.filter((file) => /^(src|test|scripts|bench|docs|examples)\//.test(file));
  const parts = (file: string): string[] => file.split('/').filter((part) => part !== '__snapshots__');
  const kebab = /^[a-z0-9]+(-[a-z0-9]+)*(\.[a-z0-9-]+)*$/;
  expect(named.filter((file) => !parts(file).every((part) => kebab.test(part)))).toEqual([]);
  expect(named.filter((file) => /(^|[/.-])(utils?|helpers?|managers?|misc|common)([/.-]|$)/.test(file))).toEqual([]);
});

test('the rooms are flat, so that the patterns of the linter hold', () => {
  const deep = files
    .filter((file) => /^src\/.*\.ts$/.test(file))
    .filter((file) => {
      const [, room] = file.split('/');
      const depth = file.split('/').length;
      if (room === 'connectors' || ['review', 'lifecycle', 'plan', 'report'].includes(room ?? '')) return depth > 4;
      return depth > 3;
    });
  expect(deep).toEqual([]);
});

test('an import whose target is computed would pass the linter, so there is none', () => {
  expect(
    lines(
      files.filter((file) => /^src\/.*\.ts$/.test(file)),
      /\bimport\(\s*[^'"\s]|\bcreateRequire\b|getBuiltinModule/,
    ),
  ).toEqual([]);
});

test('dependencies are exact versions', () => {
  const about = JSON.parse(textOf('package.json')) as Record<'dependencies' | 'devDependencies', Record<string, string>>;
  const all = Object.entries({ ...about.dependencies, ...about.devDependencies });
  expect(all.filter(([, version]) => !/^(npm:(@[\w-]+\/)?[\w-]+@)?\d+\.\d+\.\d+(-[\w.]+)?$/.test(version))).toEqual([]);
});

test('every document and source file that a text names is there', () => {
  // What a script leaves behind is ignored by its name.
  const names = new Set([...files, ...textOf('.gitignore').split('\n')].map((file) => path.basename(file)));
  // A decision may speak of files to come.
  const dangling = ours
    .filter((file) => !file.startsWith('docs/adr/'))
    .flatMap((file) => {
      const found = textOf(file).matchAll(/(?<![\w/.*-])((?:docs|src|test|scripts|schema)\/[\w./-]+\.(?:ts|md|json)|[a-z-]+\.md)\b/g);
      return [...found]
        .map(([, name]) => name ?? '')
        .filter((name) => (name.includes('/') ? !files.includes(name) : !names.has(name)))
        .map((name) => `${file}: ${name}`);
    });
  expect([...new Set(dangling)].filter((text) => !text.startsWith('test/house/'))).toEqual([]);
});

test('every attack of the threat model has a rule and a test, or says what it waits for', () => {
  const rows = textOf('docs/threat-model.md').matchAll(/^\| (T\d+) +\|.*\| ([^|]+?) +\|$/gm);
  const tests = new Map([...rows].map(([, id, named]) => [id, named ?? '']));
  expect([...tests.keys()]).toEqual(Array.from({ length: 33 }, (_, index) => `T${index + 1}`));
  const wrong = [...tests].filter(([, named]) => {
    if (/^(owed|not yet): ./.test(named)) return false;
    // `test/x.test.ts`: "name"; several are joined by a semicolon.
    return !named.split(/; /).every((one) => {
      const [, file, name] = /^`(test\/[\w/.-]+)`: "(.+)"$/.exec(one) ?? [];
      return file !== undefined && name !== undefined && files.includes(file) && textOf(file).includes(name);
    });
  });
  expect(wrong).toEqual([]);
});

test('every connector has its row in the README and its contract test', () => {
  const connectors = readdirSync(path.join(root, 'src/connectors'), { withFileTypes: true }).filter(
    (entry) => entry.isDirectory() && entry.name !== 'kit',
  );
  const readme = textOf('README.md');
  const registry = textOf('src/connectors/registry.ts');
  const suites = files.filter((file) => /^test\/.*\.test\.ts$/.test(file) && /from '.*\/suite\.ts'/.test(textOf(file)));
  for (const { name } of connectors) {
    expect(readme, name).toMatch(new RegExp(`^\\| \`${name}\``, 'm'));
    expect(registry, name).toContain(`./${name}/kinds.ts`);
    expect(
      suites.filter((file) => file.split(/[/.]/).includes(name)),
      name,
    ).not.toEqual([]);
  }
});
