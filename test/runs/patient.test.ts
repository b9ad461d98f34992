/** Waiting for another run's lease: until it is given back, not for ever, and for nothing else. */
import { expect, it } from 'vitest';
import { patient } from '../../src/runs/patient.ts';
import { branchBed } from './branch-bed.ts';

const holder = { run: 'detect 41/1', user: 'ann', at: 0, targets: ['crm'] };

it('starts when the other one gives its lease back, and says once what it waits for', async () => {
  const bed = await branchBed();
  const apply = await bed.store().lock({ run: 'apply 40/1', user: 'bob', at: 0 });
  const told: string[] = [];
  let pauses = 0;
  const pause = async (ms: number): Promise<void> => {
    bed.pass(ms);
    pauses += 1;
    if (pauses === 3) await apply[Symbol.asyncDispose]();
  };
  const tell = (said: { readonly what: string; readonly text?: string }): void => void told.push(said.text ?? '');
  await using lease = await patient(bed.store(), { pause, tell }).lock(holder);
  expect(await lease.stillOurs()).toBe(true);
  expect(pauses).toBe(3);
  expect(told).toEqual([expect.stringMatching(/^Waiting for another run\. .*run apply 40\/1 of bob/)]);
});

it('ends after ten minutes, and waits for nothing but a lease', async () => {
  const bed = await branchBed();
  await bed.store().lock({ run: 'apply 40/1', user: 'bob', at: 0 });
  let waited = 0;
  const pause = async (ms: number): Promise<void> => {
    waited += ms;
  };
  const store = patient(bed.store(), { pause, tell: () => undefined });
  await expect(store.lock(holder)).rejects.toMatchObject({ code: 'locked' });
  expect(waited).toBe(600_000);
  const broken = { ...bed.store(), lock: () => Promise.reject(new Error('another')) };
  await expect(patient(broken, { pause, tell: () => undefined }).lock(holder)).rejects.toThrow('another');
  expect(waited).toBe(600_000);
});
