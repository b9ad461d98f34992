/** Whose a path is by CODEOWNERS, as GitHub documents it. */
import { expect, test } from 'vitest';
import { ownersOf } from '../../src/github/code-owners.ts';

test.each([
  ['* @all', 'a/b.js', ['@all']],
  ['*.js @js', 'a/b/c.js', ['@js']],
  ['*.js @js', 'a/b/c.jsx', []],
  ['/build/logs/ @ops', 'build/logs/x/y', ['@ops']],
  ['/build/logs/ @ops', 'a/build/logs/x', []],
  ['notes/* docs@example.com', 'notes/a.txt', ['docs@example.com']],
  ['notes/* docs@example.com', 'notes/build/a.txt', []],
  ['apps/ @apps', 'x/apps/y/z', ['@apps']],
  ['/docs/ @docs @other', 'docs/a', ['@docs', '@other']],
  ['/scripts/ @one\n/scripts @two', 'scripts/a', ['@two']],
  ['**/logs @logs', 'deeply/nested/logs/a.txt', ['@logs']],
  ['**/logs @logs', 'logs/a.txt', ['@logs']],
  ['/apps/ @all\n/apps/github', 'apps/github/a', []],
  ['/apps/ @all\n/apps/github', 'apps/other/a', ['@all']],
  ['a/**/b @ab', 'a/b', ['@ab']],
  ['a/**/b @ab', 'a/x/y/b/c', ['@ab']],
  ['/policies/ @sec # and nobody else', 'policies/a.yaml', ['@sec']],
  ['# * @all\n\n   \n', 'a', []],
  ['/a+b/ @plus', 'aab/c', []],
  ['/polic?es/ @sec', 'policies/x', ['@sec']],
])('%j of %s: %j', (text, path, owners) => {
  expect(ownersOf(text, path)).toEqual(owners);
});
