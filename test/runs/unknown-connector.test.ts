/** A target whose connector this version does not have is unknown, and stops no other. */
import { expect, test } from 'vitest';
import { registry } from '../../src/connectors/registry.ts';
import type { TargetPolicy } from '../../src/model/policy.ts';
import { connectionTo, read } from '../../src/runs/connections.ts';
import type { Host } from '../../src/runs/host.ts';

const host = { now: () => 1, tell: () => undefined, origins: null, connectors: registry } as unknown as Host;

test.each([
  ['a connector of a newer version', { connector: 'teleport', config: {} }, 'unsupported'],
  ['a config that its kinds do not understand', { connector: 'scim', config: null }, 'badResponse'],
])('%s', async (_, more, code) => {
  const connection = await connectionTo({ name: 'x', ...more } as unknown as TargetPolicy, host);
  const live = await read(connection, host);
  expect(live.error?.code).toBe(code);
  expect(live.proofs).toEqual({});
  expect(() => connection.connect.writer('x', {}, connection.ports)).toThrow(/^x: /);
});
