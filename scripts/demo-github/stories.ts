/** The stories on GitHub. What they claim they ask the systems by SQL and SCIM, and GitHub for what stands on it. */
import { setTimeout as sleep } from 'node:timers/promises';
import { pullRequestTarget, push, schedule, workflowDispatch, workflowRun } from '../../test/servers/github/events.ts';
import type { Issue } from '../../test/servers/github/world.ts';
import type { Workplace } from './workplace.ts';

const DESK = 'policies/roles/desk.yaml';
const ADDED = ['  - helpdesk/group/knowledge-base', '  - postgres.main/role/articles_read'];

/** The newest issue whose title says it; what is not there is no claim that holds. */
function issueThat({ repository, tell }: Workplace, says: RegExp): Issue {
  const found = repository.issues.findLast((issue) => issue.pull === null && says.test(issue.title));
  if (found !== undefined) return found;
  tell.lines(repository.issues.map((issue) => `#${issue.number} ${issue.state}: ${issue.title}`));
  tell.claim(`an issue says ${says.source}`, false);
  throw new Error('unreachable: a false claim throws');
}

const detect = (at: Workplace, code: number) => at.run('detect', schedule(at.of('mia')), code);
const apply = (at: Workplace, code: number) => at.run('apply', schedule(at.of('mia')), code);
/** The issue or the pull request that has it in a text of its own or in a comment. */
const whereItSays = ({ repository }: Workplace, words: string): Issue | undefined =>
  repository.issues.findLast(({ number, title, body }) =>
    [title, body ?? '', ...repository.comments.filter(({ issue }) => issue === number).map((one) => one.body)].some((text) =>
      text.includes(words),
    ),
  );

async function isRefused(attempt: Promise<unknown>): Promise<boolean> {
  return attempt.then(
    () => false,
    () => true,
  );
}

export async function begun(at: Workplace): Promise<void> {
  const { tell, hands, pages, repository, systems } = at;
  tell.story('A private repository begins');
  tell.step('An admin names the commit to trust. Bootstrap begins the state there, sealed, on a branch of its own.');
  await at.run('bootstrap', workflowDispatch(at.of('pat'), {}), 0, { env: { NHI_ROOT: hands.head('main') } });
  tell.claim('GitHub: the branch nhi-state is there', repository.git.resolve('refs/heads/nhi-state') !== null);
  tell.step('The first apply takes in what is there as the baseline, and takes nothing of it away.');
  await apply(at, 2);
  tell.claim(
    'PostgreSQL: payments_admin of svc_payments_etl, which nobody reviewed, is untouched',
    await systems.holds('svc_payments_etl', 'payments_admin'),
  );
  tell.step('A detect, as a schedule starts it: an issue for each owner with something open, and one overview.');
  const { summary } = await detect(at, 2);
  pages.summary('detect', summary);
  for (const issue of repository.issues.filter((one) => one.pull === null)) pages.issue(repository, issue.number);
}

export async function changedRole(at: Workplace): Promise<void> {
  const { tell, hands, pages, repository, systems } = at;
  tell.story('Story 1: a role changes by a pull request');
  tell.step('Mia adds two lines to the role desk, which four identities hold, and opens a pull request.');
  const [before, text] = [hands.head('main'), hands.files('main')[DESK] ?? ''];
  const [branch, title] = ['desk-reads-articles', 'Desks read articles'];
  hands.commit(branch, { [DESK]: `${text.trimEnd()}\n${ADDED.join('\n')}\n` }, { by: 'mia', message: title });
  const { number } = hands.openPull({ by: 'mia', head: branch, title });
  tell.lines([DESK, ...ADDED.map((line) => `+${line}`)]);
  tell.step('The plan comes as one comment and one check. Its job has no credential of any system.');
  await at.run('plan', pullRequestTarget(at.of('mia'), number, 'opened'), 2);
  pages.issue(repository, number);
  pages.check(repository, number);
  tell.step('Sue (support: the role, the helpdesk) and Pat (platform: PostgreSQL) approve. The comment says so, and it is merged.');
  for (const by of ['sue', 'pat']) hands.review(number, { by, event: 'APPROVE' });
  const review = { event: 'pull_request_review', headSha: hands.head(branch), headBranch: branch };
  await at.run('plan', workflowRun(at.of('pat'), review), 2);
  hands.merge(number, { by: 'mia', method: 'squash' });
  tell.step('The merge starts an apply. It proves the approvals, writes, reads again, and says so on the pull request.');
  const { summary } = await at.run('apply', push(at.of('mia'), 'main', before), 2);
  pages.issue(repository, number);
  pages.summary('apply', summary);
  const members = await systems.members('knowledge-base');
  tell.claim(
    'helpdesk: knowledge-base has the four',
    ['bot-triage', 'bot-desk-apac', 'bot-desk-emea', 'agent-support'].every((bot) => members.includes(bot)),
  );
  const accounts = ['bot_triage', 'bot_desk_apac', 'bot_desk_emea', 'agent_support'];
  const holders = await Promise.all(accounts.map((bot) => systems.holds(bot, 'articles_read')));
  tell.claim('PostgreSQL: they hold articles_read', holders.every(Boolean));
}

export async function grantByHand(at: Workplace): Promise<void> {
  const { tell, pages, repository, systems } = at;
  tell.story('Story 2: an administrator gives access by hand');
  tell.step('Tom puts the deployer of payments into payments_admin. A detect tells its owner, with what can be done at night.');
  await systems.grantByTom('payments_admin', 'svc_payments_deployer');
  await detect(at, 2);
  const issue = issueThat(at, /payments: 1 unauthorized and privileged/);
  pages.issue(repository, issue.number);
  tell.step('The next apply takes it out, reads again, and closes the issue.');
  await apply(at, 2);
  tell.claim(
    'PostgreSQL: svc_payments_deployer is out of payments_admin',
    !(await systems.holds('svc_payments_deployer', 'payments_admin')),
  );
  tell.claim('GitHub: the issue is closed', issue.state === 'closed');
  pages.issue(repository, issue.number);
}

export async function takenByHand(at: Workplace): Promise<void> {
  const { tell, hands, pages, repository, systems } = at;
  tell.story('Story 3: what somebody took by hand is proposed');
  tell.step('Somebody takes the triage bot out of escalations. Whether on purpose nobody knows, so a detect asks, by a pull request.');
  systems.removeFromGroup('escalations', 'bot-triage');
  await detect(at, 2);
  const asked = repository.issues.find((one) => one.pull !== null && one.author.login.endsWith('[bot]'));
  tell.claim('GitHub: one adopt pull request is open', asked?.state === 'open');
  if (asked === undefined) return;
  pages.issue(repository, asked.number);
  tell.step('Sue asks for changes there: the policy is right. The next apply gives the group back.');
  hands.review(asked.number, { by: 'sue', event: 'REQUEST_CHANGES', body: 'The policy is right.' });
  await apply(at, 2);
  tell.claim('helpdesk: bot-triage is in escalations again', (await systems.members('escalations')).includes('bot-triage'));
  tell.step('The next detect closes the pull request.');
  await detect(at, 2);
  tell.claim('GitHub: it is closed', asked.state === 'closed');
  pages.issue(repository, asked.number);
}

export async function disabledAgent(at: Workplace): Promise<void> {
  const { tell, pages, repository, systems } = at;
  tell.story('Story 4: an agent is disabled in the directory');
  tell.step('The support agent has a session on PostgreSQL. Somebody disables it in the directory, and nowhere else.');
  const session = await systems.login('agent_support');
  systems.disable('support-agent');
  await detect(at, 2);
  const issue = issueThat(at, /support-agent leaves|support: .*waiting/);
  pages.issue(repository, issue.number);
  tell.step('The next apply takes its logins and grants, system by system. The proof of it is the offboarding record.');
  await apply(at, 2);
  const groups = [...(await systems.members('macros')), ...(await systems.members('desk-emea'))];
  tell.claim('PostgreSQL refuses its login (tried by this demo, never by nhi-reconcile)', await isRefused(systems.login('agent_support')));
  tell.claim('PostgreSQL has ended the session that was open', await isRefused(session.query('select 1')));
  tell.claim('helpdesk: agent-support is not active', !(await systems.isActive('agent-support')));
  tell.claim('helpdesk: it is in no group any more', !groups.includes('agent-support'));
  const record = whereItSays(at, '2 of 2 systems proven');
  tell.claim('GitHub: the record says that both systems are proven', record !== undefined);
  if (record !== undefined) pages.issue(repository, record.number);
}

export async function atNight(at: Workplace): Promise<void> {
  const { tell, pages, repository, systems } = at;
  tell.story('At night: a grant by hand that must stay for a while, and a bot that leaks');
  tell.step('In an incident Tom lets the deployer debug. A detect announces it.');
  await systems.grantByTom('incident_debug', 'svc_payments_deployer');
  const began = Date.now();
  await detect(at, 2);
  // In life some hours; here as long as the next three runs may take, and no longer.
  const seconds = 5 + Math.ceil((6 * (Date.now() - began)) / 1000);
  const issue = issueThat(at, /payments: 1 other drift/);
  pages.issue(repository, issue.number);
  const change = /\bR-[0-9a-f]{4,}\b/.exec(issue.body ?? '')?.[0] ?? '';
  tell.step(`Tom is on call, and keeps it for ${seconds} s (in life: hours). Its issue is there in the same minute.`);
  const keep = { do: 'keep', change, for: `${seconds}s`, because: 'INC-4711' };
  await at.run('hold', workflowDispatch(at.of('tom'), {}), 0, { inputs: keep });
  const ends = Date.now() + seconds * 1000;
  const hold = issueThat(at, /incident_debug kept until/);
  pages.issue(repository, hold.number);
  tell.step('He denies the triage bot, which leaks, all that the envelope covers. The next apply cuts it, and leaves what is kept.');
  const deny = { do: 'deny', identity: 'triage-bot', for: '8h', because: 'INC-4712 leaks tickets' };
  await at.run('hold', workflowDispatch(at.of('tom'), {}), 0, { inputs: deny });
  pages.issue(repository, issueThat(at, /triage-bot denied until/).number);
  await apply(at, 2);
  tell.claim('helpdesk: bot-triage is not active', !(await systems.isActive('bot-triage')));
  tell.claim('PostgreSQL: tickets_read of bot_triage is gone', !(await systems.holds('bot_triage', 'tickets_read')));
  tell.claim('PostgreSQL: svc_payments_deployer still has incident_debug', await systems.holds('svc_payments_deployer', 'incident_debug'));
  tell.step('The hold ends by itself. The next apply sets the grant back and closes both issues.');
  await sleep(Math.max(0, ends - Date.now()));
  await apply(at, 2);
  tell.claim('PostgreSQL: incident_debug is gone', !(await systems.holds('svc_payments_deployer', 'incident_debug')));
  tell.claim('GitHub: both issues are closed', hold.state === 'closed' && issue.state === 'closed');
  pages.issue(repository, hold.number);
  tell.claim('GitHub: no request and no answer broke its OpenAPI description', at.github.violations.length === 0);
}
