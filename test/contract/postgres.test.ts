/** The postgres connector keeps the contract, on the oldest server that it knows and on the newest. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type PostgresServer, type PostgresVersion, missing, startPostgres } from '../servers/postgres-server.ts';
import { READER, postgresSubject } from './postgres-subject.ts';
import { contractSuite } from './suite.ts';

for (const version of [18, 15] as const) {
  const why = missing(version);
  describe(`PostgreSQL ${version}`, () => {
    if (why === null) keepsTheContract(version);
    else
      test(`skipped: ${why}`, (context) => {
        expect(process.env['CI'], 'CI must have every version').not.toBe('true');
        context.skip(why);
      });
  });
}

function keepsTheContract(version: PostgresVersion): void {
  let server: PostgresServer | undefined;
  const running = (): PostgresServer => {
    if (server === undefined) throw new Error('The server did not start.');
    return server;
  };
  beforeAll(async () => {
    server = await startPostgres({ version, log: true });
  });
  afterAll(async () => {
    await server?.close();
  });
  contractSuite('postgres', postgresSubject(running));

  test('every session of a reader was read only', async () => {
    const asked = (await running().statements('nhi-reconcile')).filter(({ user }) => user === READER).map(({ text }) => text);
    const begun = asked.filter((text) => text.startsWith('set '));
    expect(begun.length).toBeGreaterThan(0);
    expect(begun.filter((text) => !text.startsWith('set default_transaction_read_only = on;'))).toEqual([]);
    expect(asked.filter((text) => text.startsWith('begin') && !text.endsWith(' read only'))).toEqual([]);
  });
}
