/** The least that each job of each workflow file needs: a longer list is a decision that a reviewer sees. */

/** What a job is given, and no job more or less: the token's rights, the environment, its secrets, and the rights of the App's token. */
export interface Rights {
  readonly token: Readonly<Record<string, string>>;
  readonly environment?: string;
  readonly secrets?: readonly string[];
  readonly app?: Readonly<Record<string, string>>;
}
const reads = { contents: 'read' };
const appOnly = ['NHI_APP_KEY'];
const withState = ['NHI_APP_KEY', 'NHI_SEAL_KEY'];

const plan: Rights = {
  token: reads,
  environment: 'nhi-report',
  secrets: appOnly,
  app: { checks: 'write', contents: 'read', members: 'read', 'pull-requests': 'write' },
};
const detect: Rights = {
  token: reads,
  environment: 'nhi-read',
  secrets: withState,
  app: { actions: 'read', checks: 'write', contents: 'write', issues: 'write', members: 'read', 'pull-requests': 'write' },
};
const apply: Rights = { ...detect, environment: 'nhi-write' };
const hold: Rights = {
  token: reads,
  environment: 'nhi-read',
  secrets: withState,
  app: { actions: 'read', checks: 'write', contents: 'write', issues: 'write', members: 'read' },
};
/** Says which jobs there are. */
const targets: Rights = { token: reads, environment: 'nhi-read', secrets: withState, app: { checks: 'write', contents: 'read' } };
/** One job of many: it writes its part of the state and tells nobody. */
const part: Rights = { ...targets, app: { actions: 'read', checks: 'write', contents: 'write' } };
/** Starts another file, whose jobs take no more than they say there. */
const call: Rights = { token: reads, secrets: ['inherit'] };
const none: Rights = { token: {} };

export const rights: Readonly<Record<string, Rights>> = {
  '.github/workflows/apply.yml apply': apply,
  '.github/workflows/check-dist.yml check-dist': { token: reads },
  '.github/workflows/ci.yml check': { token: reads },
  '.github/workflows/codeql.yml analyze': { token: { contents: 'read', 'security-events': 'write' } },
  '.github/workflows/detect.yml apply': call,
  '.github/workflows/detect.yml detect': detect,
  '.github/workflows/hold.yml apply': call,
  '.github/workflows/hold.yml hold': hold,
  '.github/workflows/matrix.yml apply': call,
  '.github/workflows/matrix.yml detect': part,
  '.github/workflows/matrix.yml merge': detect,
  '.github/workflows/matrix.yml targets': targets,
  '.github/workflows/nhi-apply.yml apply': call,
  '.github/workflows/nhi-detect.yml detect': call,
  '.github/workflows/nhi-hold.yml hold': call,
  '.github/workflows/nhi-plan.yml plan': call,
  '.github/workflows/nhi-queue.yml asked': none,
  '.github/workflows/nhi-review.yml asked': none,
  '.github/workflows/plan.yml plan': plan,
  'examples/apply.yml apply': apply,
  'examples/detect.yml apply': call,
  'examples/detect.yml detect': detect,
  'examples/hold.yml apply': call,
  'examples/hold.yml hold': hold,
  'examples/matrix.yml apply': call,
  'examples/matrix.yml detect': part,
  // It tells, and proposes, what a detect of everything would.
  'examples/matrix.yml merge': detect,
  'examples/matrix.yml targets': targets,
  'examples/observe.yml detect': { token: { contents: 'write', issues: 'write' } },
  'examples/observe.yml plan': { token: { checks: 'write', contents: 'read', 'pull-requests': 'write' } },
  'examples/plan.yml plan': plan,
  'examples/queue.yml asked': none,
  'examples/review.yml asked': none,
  'examples/set-up.yml bootstrap': {
    token: reads,
    environment: 'nhi-write',
    secrets: withState,
    app: { checks: 'write', contents: 'write' },
  },
  'examples/set-up.yml doctor': {
    token: reads,
    environment: 'nhi-report',
    secrets: appOnly,
    app: { actions: 'read', administration: 'read', contents: 'read', environments: 'read', secrets: 'read' },
  },
  'examples/watchdog.yml watch': { token: { issues: 'write' }, secrets: ['WATCHDOG_APP_KEY'], app: { actions: 'read' } },
};
