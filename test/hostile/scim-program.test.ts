/** Two of the rows through the built program, as a terminal runs it: its exit code, its words, and what the server then holds. */
import { beforeAll, expect, test, vi } from 'vitest';
import { newPlace, program, type Ran } from '../e2e/program.ts';
import type { FaultRow } from '../servers/fault-proxy.ts';
import { type ScimWorld, scimSubject } from './scim-subject.ts';

// Several processes, and a settling time that is really waited for.
vi.setConfig({ testTimeout: 240_000 });

const patience = { isShort: false, attempts: 2 } as const;
const SAYS = /that can mean that .+, so .+\. /;

beforeAll(async () => {
  await program();
});

async function meets(fault: FaultRow, judge: (apply: () => Promise<Ran>, world: ScimWorld) => Promise<void>): Promise<void> {
  await using world = await scimSubject().start(Date.now);
  using place = newPlace();
  const env = {
    ...world.secrets,
    NHI_ORIGINS: JSON.stringify(Object.fromEntries(Object.keys(world.secrets).map((name) => [name, world.origins]))),
  };
  const apply = async (): Promise<Ran> => {
    const ran = await place.run(['apply', '--yes', '--quiet'], { env });
    for (const secret of Object.values(world.secrets)) expect(`${ran.stdout}${ran.stderr}`).not.toContain(secret);
    return { ...ran, stdout: ran.stdout.replaceAll(/\s+/g, ' ') };
  };
  place.put('policies/all.yaml', world.policy('before', patience));
  expect((await apply()).code).toBe(0);
  place.put('policies/all.yaml', world.policy('after', patience));
  world.byHand();
  world.proxy.set([fault]);
  await judge(apply, world);
  expect(world.proxy.fired[fault.name]).toBeGreaterThan(0);
  world.proxy.set([]);
  expect((await apply()).code).toBe(0);
  expect(world.facts()).toEqual(world.approved);
}

test('half a page that ends as if it were whole: exit 1, and nothing is written', async () => {
  const half: FaultRow = { name: 'half', url: /\/Users\?/, after: 1, fault: { do: 'halfBody', whole: true } };
  await meets(half, async (apply, world) => {
    const before = world.facts();
    const { code, stdout } = await apply();
    expect(code, stdout).toBe(1);
    expect(stdout).toContain('badResponse: crm: listing User resources answered 200 with something instead of JSON');
    expect(stdout).toMatch(SAYS);
    expect(world.facts()).toEqual(before);
  });
});

test('the answer to a write is lost: exit 1, it is not sent again, and the next run proves it', async () => {
  const lost: FaultRow = { name: 'lost', method: 'PATCH', fault: { do: 'loseAnswer' } };
  await meets(lost, async (apply, world) => {
    const { code, stdout } = await apply();
    expect(code, stdout).toBe(1);
    expect(stdout).toContain('it may have been carried out all the same, and is not repeated blindly. Run it again later.');
    expect(stdout).toMatch(SAYS);
    expect(world.proxy.seen.filter(({ method }) => method === 'PATCH')).toHaveLength(1);
  });
});
