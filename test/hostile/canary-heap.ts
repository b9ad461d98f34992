/**
 * Started by canary.test.ts as a process of its own: does the rounds, drops all but what they answered, and writes its heap.
 * The secret is told backwards, so that only the product's own copies of it can be found. `keep`: holds one, to show that it would be.
 */
import { writeHeapSnapshot } from 'node:v8';
import { leftBy } from './canary-run.ts';

const [origin = '', policy = '', backwards = '', file = '', keep = ''] = process.argv.slice(2);
const forwards = (): string => Array.from(backwards).reverse().join('');
const { answers } = await leftBy({
  policy: Buffer.from(policy, 'base64').toString('utf8'),
  secret: forwards,
  origins: { NHI_READ: [origin], NHI_WRITE: [origin] },
});
const held: unknown[] = [answers, keep === 'keep' ? forwards() : null];
// What the HTTP client keeps of a connection that is open goes with it.
await new Promise((resolve) => setTimeout(resolve, 200));
for (let i = 0; i < 5; i += 1) globalThis.gc?.();
writeHeapSnapshot(file);
process.stdout.write(`${held.length} ${answers.length}\n`);
