/** What `doctor` says of one line of the set-up. */

export interface SetUpLine {
  /** What was looked at: "environment nhi-write: branches". */
  readonly line: string;
  readonly is: 'right' | 'wrong' | 'unreadable';
  /** What is there, or why it could not be read. */
  readonly found: string;
  /** What to do; empty where it is right. */
  readonly mend: string;
}
