/** The world outside of a run whose targets are files in a folder; each test says what is otherwise. */
import { randomUUID } from 'node:crypto';
import { registry } from '../../src/connectors/registry.ts';
import type { Host } from '../../src/runs/host.ts';

export const folderHost = (folder: string, otherwise: Partial<Host> = {}): Host => ({
  now: Date.now,
  pause: async () => undefined,
  random: () => 0,
  fetch,
  signal: new AbortController().signal,
  secretValue: async () => null,
  origins: null,
  fileRoot: folder,
  user: 'ann',
  mostMode: 'enforce',
  runId: '1',
  uuid: randomUUID,
  connectors: registry,
  tell: () => undefined,
  ...otherwise,
});
