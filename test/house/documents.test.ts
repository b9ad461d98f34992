/** What the documents show is what the program takes: every policy in a document passes the schema. */
import { expect, test } from 'vitest';
import { parseAllDocuments } from 'yaml';
import { validate } from '../../src/policy/schema.generated.js';
import { repositoryFiles, textOf } from './tree.ts';

const examples = repositoryFiles()
  .filter((file) => file.endsWith('.md'))
  .flatMap((file) => [...textOf(file).matchAll(/^```yaml\n(kind: [^]*?)^```/gm)].map(([, text]) => ({ file, text: text ?? '' })));

test('there are examples to judge', () => {
  expect(examples.map(({ file }) => file)).toContain('README.md');
});

test.each(examples)('$file: its policy passes the schema', ({ text }) => {
  for (const document of parseAllDocuments(text)) {
    const valid = validate(document.toJS());
    expect(valid ? [] : validate.errors, document.toString()).toEqual([]);
  }
});

test('the README begins with the demo and the tests', () => {
  const commands = [...textOf('README.md').matchAll(/^```sh\n([^]*?)^```/gm)].map(([, text]) => text?.trim());
  expect(commands.slice(0, 2)).toEqual(['npm ci && npm run demo', 'npm ci && npm test']);
  const { scripts } = JSON.parse(textOf('package.json')) as { readonly scripts: Readonly<Record<string, string>> };
  expect(Object.keys(scripts)).toEqual(expect.arrayContaining(['check', 'demo', 'test']));
});
