/** 20,000 roles, 50 of them ours: the read is whole and right, asks no more than among 50, and fits into little memory. */
import { createHash } from 'node:crypto';
import { beforeAll, describe, expect, test } from 'vitest';
import { collect } from '../../src/connectors/kit/collect.ts';
import { connect } from '../../src/connectors/postgres/connect.ts';
import { testPorts } from '../connectors/test-ports.ts';
import { placeIn, program } from '../e2e/program.ts';
import { type Bed, PASSWORD, type Place, READER, identity, onEachServer } from './postgres-bed.ts';

const OURS = 50;
const GROUPS = 200;
/** Old space, in megabytes, in which a detect among all of them must run. */
const HEAP = 96;

const bots = Array.from({ length: OURS }, (_, nth) => `bot ${nth}`);

/** In steps, since one transaction would need a lock for each role. */
const inSteps = (body: string, to: number): string =>
  `do $$ begin for i in 0..${to - 1} loop ${body} if i % 1000 = 999 then commit; end if; end loop; end $$`;

async function crowd(bed: Bed, many: number): Promise<void> {
  await bed.sql(
    inSteps(`execute format('create role "svc %s"%s', i, case when i % 3 = 0 then ' login valid until ''2031-01-01''' else '' end);`, many),
  );
  await bed.sql(inSteps(`execute format('grant "group %s", "group %s" to "svc %s"', i % ${GROUPS}, (i * 7 + 3) % ${GROUPS}, i);`, many));
  await bed.sql(inSteps(`execute format('grant select on t%s to "svc %s"', i % 20, i);`, many / 10));
}

const digest = (rows: readonly string[]): string =>
  createHash('sha256')
    .update([...rows].sort().join('\n'))
    .digest('hex');

onEachServer({ log: true }, (bed) => {
  // What differs on the oldest is one query, which is the same for few and many.
  const size = bed.version === 18 ? 20_000 : 2000;
  let place: Place;
  const asked = async () => (await bed.server.statements('nhi-reconcile')).length;
  /** How many statements the server was asked meanwhile. */
  const counted = async (run: () => Promise<unknown>): Promise<number> => {
    const before = await asked();
    await run();
    return (await asked()) - before;
  };

  beforeAll(async () => {
    await program();
    await bed.sql(inSteps(`execute format('create role "group %s"', i);`, GROUPS));
    await bed.sql(inSteps(`execute format('create table t%s(a int)', i);`, 20));
    await bed.sql(inSteps(`execute format('create role "bot %s" login', i);`, OURS));
    place = bed.place();
    place.policy(
      bots.map((bot, nth) =>
        identity(bot, [`role/group ${nth}`, `role/group ${nth + 100}`, `privilege/table:app.public.t${nth % 20}:SELECT`]),
      ),
    );
    const { code, text } = await place.apply();
    if (code !== 0) throw new Error(text);
  });

  describe(`among ${size}`, () => {
    let few = 0;
    beforeAll(async () => {
      few = await counted(() => place.detect());
      await crowd(bed, size);
    }, 300_000);

    test('a detect asks as often as among 50, finds nothing, and tells nobody of the others', async () => {
      let text = '';
      const many = await counted(async () => {
        const answer = await place.detect();
        expect(answer.code, answer.text.slice(0, 3000)).toBe(0);
        ({ text } = answer);
      });
      expect(few).toBeGreaterThan(10);
      expect(many).toBe(few);
      expect(text).not.toContain('svc');
    });

    test('the read is what the catalogue holds', async () => {
      const origins = [bed.server.url];
      const { ports } = testPorts({ NHI_PG_READ: { value: PASSWORD, origins } });
      const config = {
        url: bed.server.url,
        databases: ['app'],
        auth: { read: { secret: 'NHI_PG_READ', user: READER } },
        tls: { mode: 'disable' },
      };
      await using reader = connect.reader('db', config, ports);
      const live = await collect(reader, { target: 'db', now: () => 0 });
      expect(live.error).toBeNull();
      const of = (kind: string) => live.entries.filter((entry) => entry.kind === kind);
      const rows = async (text: string) => (await bed.sql(text)).map(({ row }) => String(row));
      expect(digest(live.refs.map(({ id, name }) => `${id} ${name}`))).toBe(
        digest([...(await rows(`select oid || ' ' || rolname as row from pg_roles`)), '0 public']),
      );
      expect(digest(of('role').map(({ account, name, facts }) => `${account} ${name} ${facts['admin'] ?? ''}`))).toBe(
        digest(
          await rows(`select member || ' ' || roleid || ' ' || bool_or(admin_option) as row from pg_auth_members group by member, roleid`),
        ),
      );
      expect(digest(of('login').map(({ account, facts }) => `${account} ${facts['validUntil'] ?? ''}`))).toBe(
        digest(
          await rows(
            `select oid || ' ' || case when rolvaliduntil is null then 'infinity' else '2031-01-01T00:00:00Z' end as row from pg_roles where rolcanlogin`,
          ),
        ),
      );
      expect(of('privilege').filter(({ name }) => name.startsWith('table:app.public.t'))).toHaveLength(size / 10 + OURS);
      expect(of('role').length).toBeGreaterThan(size * 1.9);
    });

    test('one change is one change, and what is proven has no more statements than among 50', async () => {
      await bed.sql('revoke "group 0" from "bot 0"; grant "group 5" to "bot 1"');
      const answer = await place.apply();
      expect(answer.code, answer.text.slice(0, 3000)).toBe(0);
      expect(answer.planned?.report.plan.targets.flatMap(({ changes }) => changes.map(({ verb }) => verb)).sort()).toEqual([
        'grant',
        'revoke',
      ]);
      expect(
        await bed.sql(
          `select r.rolname::text as name from pg_auth_members m join pg_roles r on r.oid = m.roleid where m.member in ('bot 0'::regrole, 'bot 1'::regrole) order by 1`.replaceAll(
            /'(bot \d)'/g,
            `'"$1"'`,
          ),
        ),
      ).toEqual(['group 0', 'group 1', 'group 100', 'group 101'].map((name) => ({ name })));
    });

    test(`the program does it in ${HEAP} MB`, async () => {
      const { code, stdout, stderr } = await placeIn(place.folder).run(['detect', '--quiet'], {
        env: {
          NODE_OPTIONS: `--max-old-space-size=${HEAP}`,
          NHI_PG_READ: PASSWORD,
          NHI_PG_WRITE: PASSWORD,
          NHI_ORIGINS: JSON.stringify({ NHI_PG_READ: [bed.relay.url], NHI_PG_WRITE: [bed.relay.url] }),
        },
      });
      expect(code, `${stdout}\n${stderr}`).toBe(0);
    });
  });
});
