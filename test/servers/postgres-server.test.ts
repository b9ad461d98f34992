/** The server runs as another user where root runs it, also where that user may not come to the folder of the clone. */
import { chmodSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, test } from 'vitest';
import { isOpen, startPostgres } from './postgres-server.ts';

test.skipIf(process.platform === 'win32')('a folder is open where each one above it is', () => {
  const above = mkdtempSync(path.join(tmpdir(), 'nhi-open-'));
  try {
    const clone = path.join(above, 'clone');
    mkdirSync(clone, { mode: 0o755 });
    expect(isOpen(clone)).toBe(false);
    chmodSync(above, 0o711);
    expect(isOpen(clone)).toBe(true);
    chmodSync(clone, 0o700);
    expect(isOpen(clone)).toBe(false);
  } finally {
    rmSync(above, { recursive: true });
  }
});

test('from a closed folder it starts, stops, starts again, and leaves nothing', { timeout: 60_000 }, async () => {
  const server = await startPostgres({ version: 18, closed: true });
  try {
    expect(await server.sql('postgres', 'select 18 as is')).toEqual([{ is: 18 }]);
    await server.stop();
    await server.start();
    expect(await server.sql('postgres', `select current_setting('server_version_num')::int / 10000 as is`)).toEqual([{ is: 18 }]);
  } finally {
    await server.close();
  }
});
