/** Which reviews of a pull request are approvals that count: of its final head, by a person who may write and has no part in it. */
import type { Excluded } from './excluded.ts';
import type { PullFacts, ReviewFact } from './pull-facts.ts';

export interface Approval {
  readonly login: string;
  readonly id: number;
  /** Epoch ms. */
  readonly at: number;
}

export interface NotCounted {
  readonly login: string;
  readonly why: string;
}

/** Each person's last word: a remark is none, and what was dismissed is no approval any more. */
function lastWords(reviews: readonly ReviewFact[]): readonly ReviewFact[] {
  const decisive = reviews.filter((r) => r.state === 'APPROVED' || r.state === 'CHANGES_REQUESTED' || r.state === 'DISMISSED');
  return [...new Map(decisive.toSorted((a, b) => a.at - b.at).map((r) => [r.id, r])).values()];
}

/** Whether anybody's last word is an approval, be it one that counts or not. */
export const isApprovedByAnybody = ({ reviews }: Pick<PullFacts, 'reviews'>): boolean =>
  lastWords(reviews).some((r) => r.state === 'APPROVED');

/** Judged without asking about rights: who is left here still has to be somebody who may write. */
export function candidates(
  { reviews, head, since }: Pick<PullFacts, 'reviews' | 'head' | 'since'>,
  excluded: Excluded['people'],
  says: 'APPROVED' | 'CHANGES_REQUESTED' = 'APPROVED',
): { readonly approvals: readonly Approval[]; readonly notCounted: readonly NotCounted[] } {
  const approvals: Approval[] = [];
  const notCounted: NotCounted[] = [];
  for (const review of lastWords(reviews)) {
    if (review.state !== says) continue;
    const own = excluded.get(review.login.toLowerCase());
    const why =
      review.type !== 'User'
        ? `is no person (${review.type})`
        : own !== undefined
          ? own
          : review.commit !== head
            ? 'approved another commit than the one that was merged'
            : review.at <= since.at
              ? `approved before ${since.what}`
              : null;
    if (why === null) approvals.push({ login: review.login, id: review.id, at: review.at });
    else notCounted.push({ login: review.login, why });
  }
  return { approvals, notCounted };
}
