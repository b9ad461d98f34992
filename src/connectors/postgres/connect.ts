/** The connector as the registry sees it: a reader, a writer and the claim, each without I/O before it is used. */
import type { Connect, Ports, Reader, Writer } from '../kit/contract.ts';
import { outgoing, rememberingSecrets } from '../kit/redact.ts';
import { configOf } from './config.ts';
import { postgresReader } from './reader.ts';
import type { Place } from './session.ts';

function placeOf(target: string, config: unknown, ports: Ports): { readonly place: Place; readonly fault: (error: unknown) => unknown } {
  const known = rememberingSecrets(ports);
  return {
    place: { target, config: configOf(config), ports: known.ports, remember: known.add },
    fault: (error) => outgoing(target, error, known.clean),
  };
}

export const connect: Connect = {
  reader(target, config, ports) {
    const { place, fault } = placeOf(target, config, ports);
    const inner = postgresReader(place);
    const reader: Reader = {
      async *read(only) {
        try {
          return yield* inner.read(only);
        } catch (error) {
          throw fault(error);
        }
      },
      [Symbol.asyncDispose]: () => inner[Symbol.asyncDispose](),
    };
    return reader;
  },
  writer(target, config, ports): Writer {
    placeOf(target, config, ports);
    throw new Error('not yet');
  },
};
