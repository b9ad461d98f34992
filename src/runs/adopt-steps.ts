/** What a detect does about one adopt pull request: begins, advances, rewords, closes or leaves it. A table; pure. */

export interface Standing {
  /** Each target with a change that waits there was read whole. */
  readonly isRead: boolean;
  readonly isAnswered: boolean;
  /** none: there is no row of it in the state, or no pull request to it. */
  readonly is: 'none' | 'open' | 'merged' | 'closed';
  readonly isOurHead: boolean;
  readonly isApproved: boolean;
  /** What would be proposed now, beside what its head stands for. */
  readonly wish: 'nothing' | 'same' | 'other';
}

/** `keep`: its row stays where nothing is written. `isFixed`: nothing is pushed to it any more. */
export interface AdoptStep {
  readonly close: 'answered' | 'gone' | null;
  readonly write: 'begin' | 'advance' | null;
  readonly edit: boolean;
  readonly isFixed: boolean;
  readonly keep: boolean;
}

const leave: AdoptStep = { close: null, write: null, edit: false, isFixed: false, keep: true };
const drop: AdoptStep = { ...leave, keep: false };
const begin: AdoptStep = { ...drop, write: 'begin' };

export function adoptStep(s: Standing): AdoptStep {
  if (!s.isRead) return leave;
  const anew = s.wish === 'nothing' ? drop : begin;
  if (s.is === 'none' || s.is === 'merged') return anew;
  // Closed by somebody: no answer. The same is not asked twice; another thing is.
  if (s.is === 'closed') return s.wish === 'same' && !s.isAnswered ? leave : anew;
  if (s.isAnswered) return { ...anew, close: 'answered' };
  if (s.wish === 'nothing') return { ...drop, close: 'gone' };
  if (!s.isOurHead || s.wish === 'same') return { ...leave, edit: true, isFixed: s.isApproved };
  return s.isApproved ? leave : { ...leave, write: 'advance', edit: true };
}
