/** Others use the server too: locks, a second run, administrators that act between our read and our write, a server that goes away. */
import type { Client } from 'pg';
import { beforeAll, beforeEach, describe, expect, onTestFinished, test } from 'vitest';
import type { Answer } from '../../src/runs/commands.ts';
import { type Place, flat, onEachServer, outcomes } from './postgres-bed.ts';
import { type Story, converges, factsOf, nothingWrong, reviewed, tellStory } from './postgres-story.ts';

/** The outcome of the one change that is labelled so. */
const of = (answer: Answer, label: string): string =>
  outcomes(answer).find((text) => text.includes(label)) ?? `no ${label}: ${answer.text}`;

onEachServer({}, (bed) => {
  /** On the oldest server the first of them: what differs there is asked elsewhere. */
  const each = <T>(rows: readonly T[]): readonly T[] => (bed.version === 18 ? rows : rows.slice(0, 1));
  let story: Story;
  let place: Place;
  beforeAll(async () => {
    story = await tellStory(bed);
  });
  beforeEach(async () => {
    place = await story.again();
  });

  /** Somebody else, in a transaction that is open while `during` runs. */
  async function inTheWay<T>(what: string, during: (other: Client) => Promise<T>): Promise<T> {
    const other = await bed.server.session('app', bed.server.superuser.user, bed.server.superuser.password);
    try {
      await other.query(`begin; ${what}`);
      return await during(other);
    } finally {
      await other.end();
    }
  }

  describe('somebody holds what we want to write', () => {
    const held = 'alter role bot_gone connection limit 7';

    test('a lock that is not given up in time is a conflict of this change; the others go on', async () => {
      reviewed(place, { lockTimeout: '1s' });
      const answer = await inTheWay(held, () => place.apply());
      expect(answer.code).toBe(1);
      expect(of(answer, 'db/login')).toMatch(
        /failed conflict: .*SQLSTATE 55P03.*somebody else is changing the same thing\. The next round tries again/,
      );
      expect(outcomes(answer).filter((text) => text.includes('verified')).length).toBeGreaterThan(5);
      nothingWrong(story, await factsOf(bed));
      await converges(bed, story, place);
    });

    test('a statement over its time is unavailable, and the target is left', async () => {
      reviewed(place, { lockTimeout: '9s', statementTimeout: '1s' });
      const answer = await inTheWay(held, () => place.apply());
      expect(answer.code).toBe(1);
      expect(of(answer, 'db/login')).toMatch(/failed unavailable: .*SQLSTATE 57014.*raise statementTimeout in the config/);
      expect(await factsOf(bed)).toEqual(story.before);
      await converges(bed, story, place);
    });

    test('one who grants on the same table at the same time is a conflict', async () => {
      const answer = await inTheWay('select 1', async (other) => {
        const waiting = bed.relay.strike({
          statement: /^grant insert/,
          async meanwhile() {
            await other.query('grant delete on orders to tom');
            setTimeout(() => void other.query('commit'), 200);
          },
        });
        const ran = await place.apply();
        expect(waiting()).toBe(true);
        return ran;
      });
      await bed.sql('revoke delete on orders from tom');
      expect(answer.code).toBe(1);
      expect(of(answer, ':INSERT')).toMatch(/failed conflict: .*SQLSTATE XX000.*The next round tries again/);
      nothingWrong(story, await factsOf(bed));
      await converges(bed, story, place);
    });
  });

  describe('a second writer', () => {
    test('of ours, in the middle of a write of the first, is refused; both end in the same', async () => {
      const second = place.copy();
      let [met, answer]: [Answer | null, Answer | null] = [null, null];
      const meeting = bed.relay.strike({
        statement: /^alter role "bot_gone" nologin/,
        meanwhile: async () => {
          met = await second.apply();
        },
      });
      answer = await place.apply();
      expect(meeting()).toBe(true);
      const refused = met as Answer | null;
      expect(refused?.code).toBe(1);
      expect(of(refused ?? answer, 'db/login')).toMatch(
        /failed conflict: .*another run is writing to this database; nothing was changed\. The next round/,
      );
      expect(answer.code, answer.text).toBe(0);
      expect(await factsOf(bed)).toEqual(story.after);
      await converges(bed, story, second);
    });

    test('of ours, at the same time, never makes what nobody wanted', async () => {
      const others = [place, place.copy(), place.copy()];
      await Promise.all(others.map((one) => one.apply()));
      nothingWrong(story, await factsOf(bed));
      for (const one of others) await converges(bed, story, one);
    });

    test('with another state is told whose target it is, and compares nothing', async () => {
      const stranger = bed.place();
      reviewed(stranger, {});
      const answer = await stranger.apply();
      expect(answer.code).toBe(1);
      expect(flat(answer.text)).toContain('another policy has claimed this target');
      expect(await factsOf(bed)).toEqual(story.before);
    });

    test('that undoes what we did is told, and does not win', async () => {
      const undone = bed.relay.strike({
        statement: /^begin transaction isolation level repeatable read/,
        // The read of the plan, that of the round, the one after a new account; then the proof.
        nth: 4,
        meanwhile: () => bed.sql('alter role bot_gone login; revoke insert on orders from bot_keep'),
      });
      const answer = await place.apply();
      expect(undone()).toBe(true);
      expect(answer.code).toBe(1);
      for (const label of ['db/login', ':INSERT'])
        expect(
          outcomes(answer)
            .filter((text) => text.includes(label))
            .join('\n'),
        ).toContain('failed written, and the target still shows the state before');
      await converges(bed, story, place);
    });
  });

  describe('a superuser acts between our read and our write', () => {
    const remake = (role: string) =>
      `drop owned by ${role}; drop role ${role}; create role ${role} login; grant readers to ${role}; grant select on orders to ${role}`;
    /** The whole story from nothing: a role that was made again has another oid than the saved state knows. */
    const anew = () =>
      onTestFinished(async () => {
        await bed.quiet();
        await bed.sql(`comment on role nhi_write is null; ${['bot_keep', 'bot_gone', 'tom'].map((r) => `drop owned by ${r}; drop role ${r}`).join(';')};
        drop role if exists bot_new; drop table orders; drop role readers; drop role writers`);
        story = await tellStory(bed);
      });

    test.each(
      each([
        ['before it is looked up', /pg_try_advisory_xact_lock/],
        ['before its login is closed', /^alter role "bot_gone" nologin/],
        ['before an attribute is taken', /^alter role "bot_gone" nocreatedb/],
        ['before a privilege is taken', /^revoke select on table "public"."orders" from "bot_gone"/],
        ['before a membership is taken', /^revoke "readers" from "bot_gone"/],
      ] as const),
    )('a role dropped and made again under its name, %s, keeps what it was given anew', async (_, statement) => {
      anew();
      const meddled = bed.relay.strike({ statement, meanwhile: () => bed.sql(remake('bot_gone')) });
      const answer = await place.apply();
      expect(meddled()).toBe(true);
      const facts = await factsOf(bed);
      expect(facts.filter((fact) => fact.includes('bot_gone'))).toEqual([
        'bot_gone SELECT',
        'bot_gone in readers',
        'login bot_gone',
        'user bot_gone',
      ]);
      expect(outcomes(answer).filter((text) => text.includes('failed') && !text.includes('failed conflict'))).toEqual([]);
    });

    test.each(
      each([
        ['before a privilege is given', /^grant insert on table/],
        ['before an attribute is given', /^alter role "bot_keep" createdb/],
        ['before a membership is changed', /^revoke admin option for "writers" from "bot_keep"/],
      ] as const),
    )('a declared one made again, %s, is given nothing until a person says that it is the same', async (_, statement) => {
      anew();
      const given = ['bot_keep SELECT', 'bot_keep in readers', 'login bot_keep', 'user bot_keep'];
      const meddled = bed.relay.strike({ statement, meanwhile: () => bed.sql(remake('bot_keep')) });
      const answer = await place.apply();
      expect(meddled()).toBe(true);
      expect(answer.code).toBe(1);
      // Or it was done to the one that is gone.
      expect(outcomes(answer).filter((text) => /failed (?!conflict|written, and the target still)/.test(text))).toEqual([]);
      expect(outcomes(answer).filter((text) => text.includes('failed conflict')).length).toBeGreaterThan(0);
      expect((await factsOf(bed)).filter((fact) => fact.includes('bot_keep'))).toEqual(given);
      const next = await place.apply();
      expect(flat(next.text)).toContain('if it is meant, write id:<stable id> in the YAML');
      // To us it is an account that nobody declared, so what it holds may go.
      expect((await factsOf(bed)).filter((fact) => fact.includes('bot_keep') && !given.includes(fact))).toEqual([]);
    });

    test('two roles that swap their names: neither gets what was meant for the other', async () => {
      const meddled = bed.relay.strike({
        statement: /^grant insert on table/,
        meanwhile: () => bed.sql('alter role bot_keep rename to bot_swap; alter role tom rename to bot_keep'),
      });
      const answer = await place.apply();
      expect(meddled()).toBe(true);
      await bed.sql('alter role bot_keep rename to tom; alter role bot_swap rename to bot_keep');
      expect(of(answer, ':INSERT')).toMatch(/failed conflict: .*it changed after it was read\. The next round plans again/);
      nothingWrong(story, await factsOf(bed));
      await converges(bed, story, place);
    });

    test('two roles that swap their names, one of which has lost already what we take: the other keeps its own', async () => {
      const meddled = bed.relay.strike({
        statement: /^revoke "readers" from "bot_gone"/,
        meanwhile: () => bed.sql('revoke readers from bot_gone; alter role bot_gone rename to bot_swap; alter role tom rename to bot_gone'),
      });
      const answer = await place.apply();
      expect(meddled()).toBe(true);
      await bed.sql('alter role bot_gone rename to tom; alter role bot_swap rename to bot_gone');
      expect(answer.code).toBe(1);
      expect(outcomes(answer).join('\n')).toMatch(/failed conflict: .*it changed after it was read/);
      nothingWrong(story, await factsOf(bed));
      await converges(bed, story, place);
    });

    test('what we take was given once more, by another: told, and taken by the next round', async () => {
      await bed.sql(`create role dba; grant readers to dba with admin option`);
      const meddled = bed.relay.strike({
        statement: /^revoke "readers" from "bot_gone"/,
        meanwhile: () => bed.sql('set role dba; grant readers to bot_gone; reset role'),
      });
      const privileges = bed.relay.strike({
        statement: /^revoke select on table "public"."orders" from "bot_gone"/,
        meanwhile: () =>
          bed.sql('grant select on orders to dba with grant option; set role dba; grant select on orders to bot_gone; reset role'),
      });
      const answer = await place.apply();
      expect([meddled(), privileges()]).toEqual([true, true]);
      // Before 16 a membership has one row, whoever gave it.
      const grantors = bed.version === 15 ? [':SELECT'] : [':SELECT', 'role/readers'];
      for (const label of grantors)
        expect(outcomes(answer).find((text) => text.includes(label) && text.includes('failed'))).toMatch(
          /failed conflict: .*it changed after it was read\. The next round plans again/,
        );
      expect(answer.code).toBe(1);
      await bed.quiet();
      expect((await place.apply()).code).toBe(0);
      await bed.sql('revoke all on orders from dba; drop role dba');
      await converges(bed, story, place);
    });

    test('the object is gone: told, and nothing else suffers', async () => {
      const meddled = bed.relay.strike({
        statement: /^grant insert on table/,
        meanwhile: () => bed.sql('alter table orders rename to away'),
      });
      const answer = await place.apply();
      expect(meddled()).toBe(true);
      await bed.sql('alter table away rename to orders');
      expect(answer.code).toBe(1);
      expect(of(answer, ':INSERT')).toMatch(
        /failed conflict: .*means another role or object by now, or none; .*The next round plans again/,
      );
      nothingWrong(story, await factsOf(bed));
      await converges(bed, story, place);
    });

    test('another object has the name: it is not given what was meant for the first', async () => {
      const meddled = bed.relay.strike({
        statement: /^grant insert on table/,
        meanwhile: () => bed.sql('alter table orders rename to away; create table orders(id int)'),
      });
      const answer = await place.apply();
      expect(meddled()).toBe(true);
      const [held] = await bed.sql(`select has_table_privilege('bot_keep', 'orders', 'insert') as held`);
      await bed.sql('drop table orders; alter table away rename to orders');
      expect(held).toEqual({ held: false });
      expect(of(answer, ':INSERT')).toMatch(/failed conflict: .*it changed after it was read/);
      nothingWrong(story, await factsOf(bed));
      await converges(bed, story, place);
    });

    test('the account has come to own the object: nothing is given, and people are told', async () => {
      const meddled = bed.relay.strike({
        statement: /^grant insert on table/,
        cut: 'before',
        meanwhile: () => bed.sql('alter table orders owner to bot_keep'),
      });
      expect((await place.apply()).code).toBe(1);
      expect(meddled()).toBe(true);
      const seen = await place.detect();
      expect(seen.code).toBe(2);
      expect(flat(seen.text)).toContain('db/owner/table:app.public.orders');
      const answer = await place.apply();
      expect(answer.code).toBe(1);
      expect(of(answer, ':INSERT')).toMatch(/failed unsupported: .*the account owns the object.*change the owner by hand/);
      await bed.sql('alter table orders owner to postgres; revoke all on orders from bot_keep');
      await converges(bed, story, place);
    });
  });

  describe('the server goes away', () => {
    const terminate = () => bed.sql(`select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'nhi-reconcile'`);

    async function readOnly(value: 'on' | 'off'): Promise<void> {
      await bed.sql(`alter system set default_transaction_read_only = ${value}`);
      await bed.sql('select pg_reload_conf()');
      const setting = async () => (await bed.sql('select current_setting($1) as value', ['default_transaction_read_only']))[0]?.['value'];
      while ((await setting()) !== value) await new Promise((resolve) => setTimeout(resolve, 5));
    }

    test.each(
      each([
        // The read of the plan and that of the round ask for it twice each.
        ['in a read', /^\s*select 'schema' as type/, 3, false],
        ['before a write', /^grant insert/, 1, true],
        ['before a commit', /^commit$/, 4, true],
        ['before the sessions of a closed login are counted', /^select pid::text as pid/, 1, true],
      ] as const),
    )('our session is ended by an administrator %s', async (_, statement, nth, isWriting) => {
      const ended = bed.relay.strike({ statement, nth, meanwhile: terminate });
      const answer = await place.apply();
      expect(ended()).toBe(true);
      expect(answer.code).toBe(1);
      expect(flat(answer.text)).toMatch(/unavailable: db: /);
      if (isWriting) expect(outcomes(answer).filter((text) => text.includes(': failed unavailable: '))).toHaveLength(1);
      else expect(await factsOf(bed)).toEqual(story.before);
      nothingWrong(story, await factsOf(bed));
      await converges(bed, story, place);
    });

    test('an account that is offboarded loses its open session, also where the first try was cut off', async () => {
      await bed.sql(`alter role bot_gone password 'x'`);
      const inside = await bed.server.session('app', 'bot_gone', 'x');
      const gone = new Promise((resolve) => inside.once('end', resolve));
      const cut = bed.relay.strike({ statement: /^select pg_terminate_backend/, cut: 'before' });
      const answer = await place.apply();
      expect(cut()).toBe(true);
      expect(answer.code).toBe(1);
      expect(of(answer, 'db/login')).toMatch(
        /failed unavailable: .*the login is closed \(NOLOGIN\).*can still be open and keep their rights\. Run again: it ends them/,
      );
      expect((await inside.query('select current_user as me')).rows).toEqual([{ me: 'bot_gone' }]);
      await converges(bed, story, place);
      await gone;
    });

    test('no room for one more session', async () => {
      const crowd: Client[] = [];
      await bed.sql(`alter role tom password 'x'`);
      try {
        for (;;) crowd.push(await bed.server.session('app', 'tom', 'x'));
      } catch (error) {
        expect(error).toMatchObject({ code: '53300' });
      }
      expect(crowd.length).toBeGreaterThan(30);
      for (const run of [() => place.detect(), () => place.apply()]) {
        const { code, text } = await run();
        expect(code).toBe(1);
        expect(flat(text)).toMatch(/unavailable: .*SQLSTATE 53300.*the server has no room for us\. Raise max_connections/);
      }
      expect(await factsOf(bed)).toEqual(story.before);
      await Promise.all(crowd.map((one) => one.end()));
      await converges(bed, story, place);
    });

    test('a server that is set to read only is left as it is', async () => {
      await readOnly('on');
      const { code, text } = await place.apply();
      await readOnly('off');
      expect(code).toBe(1);
      expect(flat(text)).toMatch(/unavailable: .*SQLSTATE 25006.*this server takes no writes; it is a standby, or set to read only/);
      expect(await factsOf(bed)).toEqual(story.before);
      await converges(bed, story, place);
    });

    test('it restarts under a read and under a write', async () => {
      for (const statement of [/^\s*select 'schema' as type/, /^alter role "bot_new" login/]) {
        const down = bed.relay.strike({ statement, meanwhile: () => bed.server.stop() });
        const answer = await place.apply();
        expect(down()).toBe(true);
        expect(answer.code).toBe(1);
        expect(flat(answer.text)).toMatch(/unavailable: .*(Run again when it is up|Check url, tls and the network, then run again)/);
        const still = await place.detect();
        expect(still.code).toBe(1);
        expect(flat(still.text)).toContain('unavailable');
        await bed.server.start();
        nothingWrong(story, await factsOf(bed));
      }
      await converges(bed, story, place);
    });

    test('a standby is read, and takes no writes until it is the primary', async () => {
      await bed.quiet();
      await bed.server.stop();
      await bed.server.start('standby');
      const seen = await place.detect();
      expect(seen.code, seen.text).toBe(2);
      const answer = await place.apply();
      expect(answer.code).toBe(1);
      expect(flat(answer.text)).toMatch(/unavailable: .*SQLSTATE 25006.*Let url name the primary/);
      expect(await factsOf(bed)).toEqual(story.before);
      await bed.sql('select pg_promote()');
      await converges(bed, story, place);
    });
  });
});
