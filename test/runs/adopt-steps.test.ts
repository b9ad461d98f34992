/** Every standing of an adopt pull request, and what a detect may do about it. */
import { describe, expect, test } from 'vitest';
import { adoptStep, type Standing } from '../../src/runs/adopt-steps.ts';

const truths = [true, false];
const all: readonly Standing[] = truths.flatMap((isRead) =>
  truths.flatMap((isAnswered) =>
    (['none', 'open', 'merged', 'closed'] as const).flatMap((is) =>
      truths.flatMap((isOurHead) =>
        truths.flatMap((isApproved) =>
          (['nothing', 'same', 'other'] as const).map((wish) => ({ isRead, isAnswered, is, isOurHead, isApproved, wish })),
        ),
      ),
    ),
  ),
);
const those = (is: (s: Standing) => boolean): readonly Standing[] => all.filter(is);
const open = (s: Standing): boolean => s.isRead && s.is === 'open';

describe('adopt pull requests', () => {
  test.each<[string, readonly Standing[], (step: ReturnType<typeof adoptStep>) => boolean]>([
    ['what was not read is left as it is', those((s) => !s.isRead), (t) => t.keep && t.close === null && t.write === null && !t.edit],
    ['where nothing waits nothing is written', those((s) => s.wish === 'nothing'), (t) => t.write === null],
    ['an approved one is not pushed to', those((s) => open(s) && s.isApproved && !s.isAnswered), (t) => t.write === null],
    ['nothing is pushed over somebody’s work', those((s) => open(s) && !s.isOurHead && !s.isAnswered), (t) => t.write === null],
    ['the same is left on its head', those((s) => open(s) && s.wish === 'same' && !s.isAnswered), (t) => t.write === null && t.keep],
    ['only an open one is closed', those((s) => s.is !== 'open'), (t) => t.close === null],
    ['closed by people, the same is not asked again', those((s) => s.is === 'closed' && s.wish === 'same' && !s.isAnswered), (t) => t.keep],
    [
      'what is answered is asked anew',
      those((s) => open(s) && s.isAnswered && s.wish !== 'nothing'),
      (t) => t.close !== null && t.write === 'begin',
    ],
    [
      'another question goes on our own head',
      those((s) => open(s) && !s.isAnswered && s.isOurHead && !s.isApproved && s.wish === 'other'),
      (t) => t.write === 'advance' && t.keep,
    ],
  ])('%s', (_, standings, isSo) => {
    expect(standings).not.toEqual([]);
    expect(standings.filter((s) => !isSo(adoptStep(s)))).toEqual([]);
  });
});
