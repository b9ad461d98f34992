/** One apply that writes in every way that the connector knows, and what the server says of it before, after and in between. */
import { expect } from 'vitest';
import { type Bed, type Place, identity } from './postgres-bed.ts';

const TABLE = 'privilege/table:app.public.orders:';
const admin = (value: string) => ({ grant: 'role/writers', facts: { admin: value } });

const BEFORE = [
  identity('bot_keep', ['role/readers', admin('true'), `${TABLE}SELECT`]),
  identity('bot_gone', ['role/readers', `${TABLE}SELECT`, 'attribute/createdb']),
];
const AFTER = [identity('bot_keep', [admin('false'), `${TABLE}INSERT`, 'attribute/createdb']), identity('bot_new', ['role/readers'])];

/** What two administrators made; again after each story, with the same oids, so that a saved state fits. */
const LIVE = `
  drop role if exists bot_new;
  alter role bot_keep login nocreatedb; alter role bot_gone login createdb;
  grant readers to bot_keep, bot_gone; grant writers to bot_keep with admin option; revoke writers from bot_gone;
  revoke all on orders from bot_keep, bot_gone; grant select on orders to bot_keep, bot_gone; grant update on orders to bot_keep`;

/** Each fact of the story's roles, as another session sees it. */
const FACTS = `
  select 'login ' || rolname as fact from pg_roles where rolname ~ '^bot' and rolcanlogin
  union all select 'user ' || rolname from pg_roles where rolname ~ '^bot'
  union all select 'createdb ' || rolname from pg_roles where rolname ~ '^bot' and rolcreatedb
  union all select 'powers ' || rolname from pg_roles where rolname ~ '^bot' and (rolsuper or rolcreaterole or rolreplication or rolbypassrls)
  union all select distinct member::regrole || ' in ' || roleid::regrole || case when admin_option then ' admin' else '' end
    from pg_auth_members where roleid::regrole::text !~ '^pg_' and member::regrole::text <> 'postgres'
  union all select grantee::regrole || ' ' || privilege_type || case when is_grantable then ' grantable' else '' end
    from pg_class, aclexplode(relacl) where relname = 'orders' and grantee <> relowner
  order by 1`;

/** What is to come, with another config. */
export const reviewed = (place: Place, config: object): void => place.policy(AFTER, { config });

export const factsOf = async (bed: Bed): Promise<readonly string[]> => (await bed.sql(FACTS)).map(({ fact }) => String(fact));

export interface Story {
  /** Approved, applied and in sync; then reviewed again, and not applied yet. */
  readonly start: Place;
  readonly before: readonly string[];
  readonly after: readonly string[];
  /** What an apply that meets no fault asks and says, in its order: the same in each of them. */
  readonly statements: readonly string[];
  /** The server as it was when `start` was saved. */
  again(): Promise<Place>;
}

export async function tellStory(bed: Bed): Promise<Story> {
  await bed.sql(`create role readers; create role writers; create role bot_keep; create role bot_gone; create role tom login;
    grant readers to tom; create table orders(id int); grant select on orders to tom`);
  await bed.sql(LIVE);
  await bed.sql('revoke update on orders from bot_keep');
  const start = bed.place();
  start.policy(BEFORE);
  await inSync(start);
  start.policy(AFTER);
  const again = async () => {
    await bed.quiet();
    await bed.sql(LIVE);
    return start.copy();
  };
  const whole = await again();
  const before = await factsOf(bed);
  const seen = bed.relay.statements.length;
  const applied = await whole.apply();
  expect(applied.code, applied.text).toBe(0);
  const statements = bed.relay.statements.slice(seen);
  const after = await factsOf(bed);
  await inSync(whole);
  expect(await factsOf(bed)).toEqual(after);
  return { start, before, after, statements, again };
}

async function inSync(place: Place): Promise<void> {
  for (const run of [() => place.apply(), () => place.detect()]) {
    const { code, text } = await run();
    expect(code, text).toBe(0);
  }
}

/** Whatever stopped a run in its middle: each fact is as before or as after, and no other is there. */
export function nothingWrong(story: Story, facts: readonly string[], name = ''): void {
  const known = new Set([...story.before, ...story.after]);
  expect(
    facts.filter((fact) => !known.has(fact)),
    `${name}: what nobody wanted`,
  ).toEqual([]);
  expect(
    story.before.filter((fact) => story.after.includes(fact) && !facts.includes(fact)),
    `${name}: what should have stayed`,
  ).toEqual([]);
}

/** Once the fault has ended, one more apply ends where an undisturbed one does, and a detect finds nothing left. */
export async function converges(bed: Bed, story: Story, place: Place, name = ''): Promise<void> {
  await bed.quiet();
  const applied = await place.apply();
  expect(applied.code, `${name}: ${applied.text}`).toBe(0);
  expect(await factsOf(bed), name).toEqual(story.after);
  const seen = await place.detect();
  expect(seen.code, `${name}: ${seen.text}`).toBe(0);
}
