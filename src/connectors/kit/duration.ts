/** What a duration text of a target's config means: `[0-9]+[smhdw]`, as everywhere in the policy. */

const UNIT_SECONDS: Readonly<Record<string, number>> = { s: 1, m: 60, h: 3600, d: 86_400, w: 604_800 };

/** Throws on text that the config's schema refuses (pattern `^[0-9]+[smhdw]$`). */
export function durationSeconds(text: string): number {
  const found = /^([0-9]{1,9})([smhdw])$/.exec(text);
  const unit = UNIT_SECONDS[found?.[2] ?? ''];
  if (found === null || unit === undefined) throw new RangeError('a duration is digits and one of s, m, h, d, w');
  return Number(found[1]) * unit;
}
