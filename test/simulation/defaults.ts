/** How many worlds, and for how long, where nobody says so. */

/** More than 20,000 days that count. */
export const DEFAULT_SEEDS = 720;
export const DEFAULT_DAYS = 35;
