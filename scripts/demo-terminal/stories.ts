/** The stories in the terminal. What they claim they ask the servers themselves, by SQL and by SCIM. */
import { readdir } from 'node:fs/promises';
import path from 'node:path';
import type { Stage } from './stage.ts';

export async function firstRun(stage: Stage): Promise<void> {
  const { systems, tell, folder } = stage;
  tell.story('First run: a policy meets systems that have been lived in');
  tell.step('A plan reads the systems. It writes nothing, there or here.');
  await stage.plan(2);
  tell.claim('the SCIM servers counted no request that writes', systems.directory.counts.writes + systems.helpdesk.counts.writes === 0);
  tell.step('The first apply makes the baseline, and gives the one thing that was approved and missing.');
  await stage.apply(0, 1);
  tell.claim('the helpdesk has bot-desk-apac in macros now', (await systems.members('macros')).includes('bot-desk-apac'));
  tell.claim(
    'payments_admin of svc_payments_etl was there before: unreviewed, and untouched',
    await systems.holds('svc_payments_etl', 'payments_admin'),
  );
  tell.claim(
    'the account that nobody knows, svc_old_importer, still has payments_rw',
    await systems.holds('svc_old_importer', 'payments_rw'),
  );
  tell.step('What is approved, found and owed lies in a folder, sorted and readable.');
  tell.lines((await filesIn(path.join(folder, '.nhi-state'))).map((file) => `.nhi-state/${file}`));
}

export async function handMadeGrants(stage: Stage): Promise<void> {
  const { systems, tell } = stage;
  tell.story('Story 1: an administrator gives access by hand');
  tell.step('Tom puts the payments job into payroll_read, and somebody puts the triage bot into refunds.');
  await systems.grantByTom('payroll_read', 'svc_payments_etl');
  systems.addToGroup('refunds', 'bot-triage');
  tell.claim(
    'both are live',
    (await systems.holds('svc_payments_etl', 'payroll_read')) && (await systems.members('refunds')).includes('bot-triage'),
  );
  tell.step('A detect, as a schedule runs it, announces both. It has no secret that could write.');
  const announced = await stage.detect(2);
  tell.claim(
    'it names both',
    ['postgres.main/role/payroll_read', 'helpdesk/group/refunds'].every((grant) => announced.answer.includes(grant)),
  );
  tell.step('The next apply takes both out, waits until the helpdesk has settled, and reads again.');
  await stage.apply(0, 2);
  tell.claim('PostgreSQL: svc_payments_etl is out of payroll_read', !(await systems.holds('svc_payments_etl', 'payroll_read')));
  tell.claim('PostgreSQL: and still in payments_rw, which is approved', await systems.holds('svc_payments_etl', 'payments_rw'));
  tell.claim('helpdesk: refunds has anna again, and nobody else', (await systems.members('refunds')).join() === 'anna');
}

export async function sessionsEnd(stage: Stage): Promise<void> {
  const { systems, tell } = stage;
  tell.story('Story 2: an agent is disabled in the directory');
  tell.step('The support agent is at work: it has a session on PostgreSQL.');
  const session = await systems.login('agent_support');
  tell.claim('its session answers', (await session.query('select 1')).rowCount === 1);
  tell.step('Somebody disables it in the directory, and nowhere else.');
  systems.disable('support-agent');
  tell.step('A plan follows it into every system.');
  await stage.plan(2);
  tell.step('Apply closes the logins first, ends the session, takes the grants, and reads again.');
  await stage.apply(0, 5);
  tell.claim('PostgreSQL refuses its login (tried by this demo, never by nhi-reconcile)', await isRefused(systems.login('agent_support')));
  tell.claim('PostgreSQL has ended the session that was open', await isRefused(session.query('select 1')));
  tell.claim('helpdesk: agent-support is not active', !(await systems.isActive('agent-support')));
  const groups = [...(await systems.members('macros')), ...(await systems.members('desk-emea'))];
  tell.claim('helpdesk: it is in no group any more', !groups.includes('agent-support'));
  tell.claim('helpdesk: the other bot of its desk still is', groups.includes('bot-desk-emea'));
}

export async function staleGrants(stage: Stage): Promise<void> {
  const { systems, tell, work } = stage;
  tell.story('Story 3: a review finds what is stale');
  tell.step('It strikes a line that nobody needs any more, and forbids a grant from before our time.');
  await work.editIdentity('teams/payments/payments-etl.yaml', 'payments-etl', [
    { do: 'remove', field: 'access', item: 'postgres.main/role/ledger_read' },
    { do: 'add', field: 'never', item: 'postgres.main/role/payments_admin' },
  ]);
  tell.lines([
    'policies/teams/payments/payments-etl.yaml',
    '-  - grant: postgres.main/role/ledger_read',
    '+never:',
    '+  - postgres.main/role/payments_admin',
  ]);
  tell.step('Plan, and apply.');
  await stage.plan(2);
  await stage.apply(0, 2);
  const both = async () => [
    await systems.holds('svc_payments_etl', 'ledger_read'),
    await systems.holds('svc_payments_etl', 'payments_admin'),
  ];
  tell.claim('PostgreSQL: ledger_read and payments_admin are gone', !(await both()).some(Boolean));
  tell.step('At night Tom gives payments_admin again. A detect announces it.');
  await systems.grantByTom('payments_admin', 'svc_payments_etl');
  const announced = await stage.detect(2);
  tell.claim('it names it', announced.answer.includes('postgres.main/role/payments_admin'));
  tell.step('The next apply sets it back.');
  await stage.apply(0, 1);
  tell.claim('PostgreSQL: payments_admin is gone again', !(await systems.holds('svc_payments_etl', 'payments_admin')));
}

async function isRefused(attempt: Promise<unknown>): Promise<boolean> {
  return attempt.then(
    () => false,
    () => true,
  );
}

async function filesIn(folder: string): Promise<readonly string[]> {
  const found = await readdir(folder, { recursive: true, withFileTypes: true });
  return found
    .filter((entry) => entry.isFile())
    .map((entry) => path.relative(folder, path.join(entry.parentPath, entry.name)).replaceAll(path.sep, '/'))
    .sort();
}
