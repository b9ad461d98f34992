/** All whole stories that a world may tell, by name. */
import { driftStories } from './drift.ts';
import { lifecycleStories } from './lifecycle.ts';
import { misfortuneStories } from './misfortune.ts';
import { reviewStories } from './reviews.ts';
import type { Stories } from './tell.ts';

export const wholeStories: Stories = { ...reviewStories, ...lifecycleStories, ...driftStories, ...misfortuneStories };
