/** A story in words while it is played: each step, what the runs did, and where it broke. */
import { checkers } from './checkers.ts';
import { play } from './play.ts';
import type { Fault, Step, Story } from './step.ts';
import type { Checker, Moment, Ran } from './trace.ts';

const faultWords = (faults: readonly Fault[]): string =>
  faults.length === 0 ? '' : `, with ${faults.map((f) => JSON.stringify(f)).join(' and ')}`;

export function stepWords(step: Step): string {
  switch (step.do) {
    case 'merge':
      return `merged${step.quorum ? ' with a quorum' : ''}: ${step.edits.map((e) => e.what).join('; ')}`;
    case 'push':
      return `pushed without a review: ${step.edit.what}`;
    case 'run':
      return `${step.late ? 'late ' : ''}${step.run}${step.only === null ? '' : ` of ${step.only.join(', ')}`}${faultWords(step.faults)}`;
    case 'twoRuns':
      return `at once: ${step.runs.join(' and ')}${faultWords(step.faults)}`;
    case 'hand':
      return `by hand at ${step.at.target}/${step.at.account}: ${step.what}${'grant' in step ? ` ${step.grant}` : 'to' in step ? ` to ${step.to}` : ''}`;
    case 'directory':
      return `${step.at.target} says that ${step.at.account} is ${step.word}`;
    case 'hold':
      return `hold ${step.hold} ${step.holder ?? ''} ${step.grant ?? ''} for ${step.hours} h`;
    case 'setBack':
      return `proposal ${step.nth + 1} is set back`;
    case 'snooze':
      return `proposal ${step.nth + 1} is put off for ${step.hours} h`;
    case 'state':
      return `the state is harmed: ${step.harm} (${step.saves} saves)`;
    case 'restoreState':
      return 'the state is put back';
    case 'wait':
      return `${step.seconds} s go by`;
  }
}

function ranWords(ran: Ran): string {
  const end = ran.died ? 'died' : ran.refused === null ? `exit ${ran.exitCode}` : `refused: ${ran.refused.message}`;
  const writes = ran.written.map(
    (w) =>
      `\n      ${w.carriedOut ? 'wrote' : 'tried'} ${w.target}: ${w.change.verb} ${w.change.label}, by ${w.change.because.authority} ${w.change.because.source} (${w.answered})`,
  );
  const blocked = ran.plans.flatMap((p) => p.blocked.map((b) => `\n      blocked by ${b.guard}: ${b.change.verb} ${b.change.label}`));
  return `    ${ran.run}: ${end}${writes.join('')}${blocked.join('')}`;
}

export async function tellStory(story: Story, say: (line: string) => void): Promise<void> {
  let n = 0;
  const telling: Checker = {
    after: (moment: Moment) => {
      say(`${n}. ${new Date(moment.now).toISOString()} ${stepWords(moment.step)}`);
      for (const ran of moment.ran) say(ranWords(ran));
      n += 1;
    },
    atRest: () => say('at rest'),
  };
  const { broken, refused } = await play(story, [telling, ...checkers()]);
  for (const what of refused) say(`refused: ${what}`);
  say(broken === null ? 'nothing is broken' : `BROKEN: ${broken.rule}: ${broken.message}`);
}
