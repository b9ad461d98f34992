/** The scim connector: what `registry.ts` loads to read or to write. */
import type { Connect } from '../kit/contract.ts';
import type { ScimConfig } from './config.ts';
import { scimReader } from './read.ts';
import { scimWriter } from './write.ts';

export const connect: Connect = {
  reader: (target, config, ports) => scimReader(target, config as ScimConfig, ports),
  writer: (target, config, ports) => scimWriter(target, config as ScimConfig, ports),
};
