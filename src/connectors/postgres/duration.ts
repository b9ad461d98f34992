/** How long a duration of the policy (`90s`, `5m`) is. */

const UNITS: Readonly<Record<string, number>> = { s: 1, m: 60, h: 3600, d: 86_400, w: 604_800 };

export function seconds(text: string): number {
  const found = /^(\d+)([smhdw])$/.exec(text);
  const unit = UNITS[found?.[2] ?? ''];
  if (found === null || unit === undefined) throw new TypeError(`not a duration: ${text}`);
  return Number(found[1]) * unit;
}
