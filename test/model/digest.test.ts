/** Names of contents are those that others give them too. */
import { expect, test } from 'vitest';
import { gitBlobId, sha256 } from '../../src/model/digest.ts';

test('a file has the name that git gives its content, a text the one of SHA-256', () => {
  expect(gitBlobId(Buffer.from('hello\n'))).toBe('ce013625030ba8dba906f756967f9e9ca394464a');
  expect(gitBlobId(new Uint8Array())).toBe('e69de29bb2d1d6434b8b29ae775ad8c2e48c5391');
  expect(sha256('')).toBe('e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855');
});
