/** Ports over the real network with bound secrets, short pauses and a record of them. */
import type { Ports } from '../../src/connectors/kit/contract.ts';
import { ConnectorError } from '../../src/connectors/kit/errors.ts';

export interface TestPorts {
  readonly ports: Ports;
  /** What `pause` was asked for; it sleeps for a hundredth of it. */
  readonly pauses: readonly number[];
  /** Secret name and the origin that it was asked for. */
  readonly asked: readonly (readonly [string, string])[];
  readonly abort: () => void;
}

/** `secrets`: name → value and the origins that it is bound to. Those origins are also named. */
export function testPorts(
  secrets: Readonly<Record<string, { readonly value: string; readonly origins: readonly string[] }>>,
  more: Partial<Ports> = {},
): TestPorts {
  const stop = new AbortController();
  const pauses: number[] = [];
  const asked: [string, string][] = [];
  const named = new Set(Object.values(secrets).flatMap(({ origins }) => origins));
  const ports: Ports = {
    fetch: globalThis.fetch,
    now: () => Date.now(),
    signal: stop.signal,
    async secret(name, origin) {
      asked.push([name, origin]);
      const bound = secrets[name];
      if (bound === undefined || !bound.origins.includes(origin))
        throw new ConnectorError('forbidden', `The secret ${name} is not bound to ${origin}, so nothing was sent. Bind it in NHI_ORIGINS.`);
      return bound.value;
    },
    originNamed: (origin) => named.has(origin),
    fileRoot: '/nonexistent',
    pause: (ms) => {
      pauses.push(ms);
      return new Promise((resolve) => setTimeout(resolve, ms / 100));
    },
    random: () => 0.5,
    ...more,
  };
  return { ports, pauses, asked, abort: () => stop.abort() };
}
