/** The shortest text that still shows a finding, by cutting ever smaller pieces out. */

export async function shrunk(text: string, shows: (text: string) => Promise<boolean>, tries = 3_000): Promise<string> {
  let best = text;
  let left = tries;
  for (let piece = Math.ceil(best.length / 2); piece >= 1; piece = Math.floor(piece / 2)) {
    for (let at = 0; at < best.length && left > 0; left -= 1) {
      const shorter = best.slice(0, at) + best.slice(at + piece);
      if (await shows(shorter)) best = shorter;
      else at += piece;
    }
  }
  return best;
}
