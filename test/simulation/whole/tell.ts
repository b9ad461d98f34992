/** What a whole story is: it writes its steps with a pen; where the world has no place for it, none. */
import type { Pen } from '../pen.ts';

export type Stories = Readonly<Record<string, (pen: Pen) => void>>;
