/** What the policy compiler and the planner know of a connector: pure data, no way to reach a target. */
import type { Entitlement, Kind } from './entitlement.ts';

/** What scripts/build-schemas.ts makes of a config.schema.json. */
export interface SchemaCheck {
  (data: unknown): boolean;
  errors?:
    | null
    | readonly {
        readonly instancePath: string;
        readonly keyword: string;
        readonly params: Record<string, unknown>;
        readonly message?: string;
      }[];
}

/** kinds.ts of a connector. */
export interface ConnectorKinds {
  readonly connector: string;
  /** Pure: the same config gives the same kinds. A config that `configSchema` refuses may throw. */
  kinds(config: unknown): readonly Kind[];
  /** JSON Schema 2020-12 of the config of one instance. */
  readonly configSchema: object;
  /** The same, compiled at build time. */
  readonly checkConfig: SchemaCheck;
  /** Spelling and defaults only; pure and offline. `account` is `type/name`. */
  canonical(entry: Entitlement): Entitlement | { readonly refused: string };
}
