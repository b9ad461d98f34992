/** The connector as the registry sees it: a reader, a writer and the claim, each without I/O before it is used. */
import type { Connect, Ports, Reader, Writer } from '../kit/contract.ts';
import { outgoing, rememberingSecrets } from '../kit/redact.ts';
import { claimOf } from './claim.ts';
import { configOf } from './config.ts';
import { postgresReader } from './reader.ts';
import type { Place } from './session.ts';
import { postgresWriter } from './writer.ts';

interface Guarded {
  readonly place: Place;
  /** What leaves this connector: no secret, no cause. */
  readonly fault: (error: unknown) => Error;
}

function guarded(target: string, config: unknown, ports: Ports): Guarded {
  const known = rememberingSecrets(ports);
  return {
    place: { target, config: configOf(config), ports: known.ports, remember: known.add },
    fault: (error) => outgoing(target, error, known.clean),
  };
}

export const connect: Connect = {
  reader(target, config, ports): Reader {
    const { place, fault } = guarded(target, config, ports);
    const inner = postgresReader(place);
    return {
      async *read(only) {
        try {
          return yield* inner.read(only);
        } catch (error) {
          throw fault(error);
        }
      },
      [Symbol.asyncDispose]: () => inner[Symbol.asyncDispose](),
    };
  },
  writer(target, config, ports): Writer {
    const { place, fault } = guarded(target, config, ports);
    const inner = postgresWriter(place);
    return {
      async apply(step) {
        try {
          return await inner.apply(step);
        } catch (error) {
          throw fault(error);
        }
      },
      [Symbol.asyncDispose]: () => inner[Symbol.asyncDispose](),
    };
  },
  async claim(target, config, ports, owner, write) {
    const { place, fault } = guarded(target, config, ports);
    try {
      return await claimOf(place, owner, write);
    } catch (error) {
      throw fault(error);
    }
  },
};
