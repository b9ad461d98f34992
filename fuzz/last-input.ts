/** The input at work, in memory that outlives a thread which hangs or dies of it. */

/** UTF-16 code units. */
const LONGEST = 1 << 20;
const HEAD_BYTES = 8;

export const lastInput = (): SharedArrayBuffer => new SharedArrayBuffer(HEAD_BYTES + 2 * LONGEST);

export function publish(shared: SharedArrayBuffer, text: string): void {
  const units = new Uint16Array(shared, HEAD_BYTES);
  const length = Math.min(text.length, LONGEST);
  for (let i = 0; i < length; i += 1) units[i] = text.charCodeAt(i);
  const head = new Int32Array(shared, 0, 2);
  Atomics.store(head, 1, length);
  Atomics.add(head, 0, 1);
}

/** How many were published; the same number twice is the same input. */
export const turnOf = (shared: SharedArrayBuffer): number => Atomics.load(new Int32Array(shared, 0, 2), 0);

export function textIn(shared: SharedArrayBuffer): string {
  const units = new Uint16Array(shared, HEAD_BYTES, Atomics.load(new Int32Array(shared, 0, 2), 1));
  let text = '';
  for (let at = 0; at < units.length; at += 4_096) text += String.fromCharCode(...units.subarray(at, at + 4_096));
  return text;
}
