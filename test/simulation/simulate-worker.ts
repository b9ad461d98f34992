/** A worker of `simulate`: plays the seeds that it is sent, one after the other. */
import { on } from 'node:events';
import { parentPort } from 'node:worker_threads';
import { playSeed } from './one-world.ts';

export interface Order {
  readonly seed: number;
  readonly days: number;
}

const port = parentPort;
if (port === null) throw new Error('this file is started by simulate.ts');
for await (const [{ seed, days }] of on(port, 'message') as AsyncIterable<readonly [Order]>) port.postMessage(await playSeed(seed, days));
