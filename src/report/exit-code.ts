/** What an exit code means, in one sentence, with the next step. */

type Meaning = readonly [zero: string, one: string, two: string];

/** Nothing is left to do, and yet a finding is an error: neither sentence may hide the other. */
const withErrors = {
  plan: 'there is nothing to write, but findings above are errors. Each one says what to do.',
  detect: 'live is what was approved, but findings above are errors. Each one says what to do.',
  apply: 'all that was due is verified, but findings above are errors. Each one says what to do.',
} as const;

const unread = 'bad input, or a target or kind that could not be read; what is known is above.';

const meanings = {
  plan: [
    'nothing to do: what is declared is approved and live.',
    `${unread} Mend that, then plan again.`,
    'there is something to do above. What is due is written by the next apply, what is blocked names its way out.',
  ],
  detect: [
    'in sync: live is what was approved.',
    `${unread} Mend that; the next detect looks again.`,
    'there is drift, something blocked, or policy that is not approved yet. The next apply goes on from here; what is blocked says its way out above.',
  ],
  apply: [
    'all that was due is verified, and nothing is blocked.',
    'a change failed, or a target or kind could not be read. The next apply tries again; nothing has to be undone first.',
    'something is blocked or not yet verified. The next apply goes on from here.',
  ],
  validate: [
    'the policy can be used; warnings, if any, are above.',
    'the policy has errors. Each one says above where it is and what to write.',
    'the policy can be used.',
  ],
  other: ['done.', unread, 'there is something to look at above.'],
} as const satisfies Record<string, Meaning>;

export type ExitOf = keyof typeof meanings;

export const exitLine = (run: ExitOf, code: 0 | 1 | 2): string => `exit ${code}: ${meanings[run][code]}`;

/** Of a report, beside its findings. */
export const exitLineOf = (run: keyof typeof withErrors, code: 0 | 1 | 2, hasErrors: boolean): string =>
  code === 0 && hasErrors ? `exit 0: ${withErrors[run]}` : exitLine(run, code);

/** All rows, for help texts. */
export const exitTable = (): readonly (readonly [ExitOf, 0 | 1 | 2, string])[] =>
  (Object.keys(meanings) as ExitOf[]).flatMap((run) => ([0, 1, 2] as const).map((code) => [run, code, meanings[run][code]] as const));
