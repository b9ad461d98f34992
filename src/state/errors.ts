/** The one error of the state room: why what is remembered cannot be believed, read or saved. */

export type StateErrorCode =
  /** Somebody else saved since this state was loaded. */
  | 'conflict'
  | 'locked'
  | 'unreadable'
  /** A digest or the signature does not match. */
  | 'forged'
  /** Older than what the caller knows to exist. */
  | 'rolledBack'
  /** Sealed for another repository, owner or branch. */
  | 'foreign'
  | 'missing'
  /** Written by a newer version of this tool. */
  | 'version';

/** `message`: where, what, what it means, what to do; in one line. */
export class StateError extends Error {
  readonly code: StateErrorCode;

  constructor(code: StateErrorCode, message: string, more: { readonly cause?: unknown } = {}) {
    super(message, more);
    this.name = 'StateError';
    this.code = code;
  }
}
