/** Connector name → two lazy imports: the only list. A literal specifier each, so that each becomes its own chunk. */
import type { Connect, ConnectorKinds } from './kit/contract.ts';

export interface Registered {
  readonly kinds: () => Promise<ConnectorKinds>;
  readonly connect: () => Promise<Connect>;
}

export type Connectors = Readonly<Record<string, Registered>>;

export const registry: Connectors = {
  file: {
    kinds: async () => (await import('./file/kinds.ts')).kinds,
    connect: async () => (await import('./file/connect.ts')).connect,
  },
  postgres: {
    kinds: async () => (await import('./postgres/kinds.ts')).kinds,
    connect: async () => (await import('./postgres/connect.ts')).connect,
  },
  scim: {
    kinds: async () => (await import('./scim/kinds.ts')).kinds,
    connect: async () => (await import('./scim/connect.ts')).connect,
  },
};
