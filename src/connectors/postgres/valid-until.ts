/** How the end of a password is spelled: `infinity`, or an instant of RFC 3339 in UTC in its shortest form. */

const INSTANT = /^(\d{4})-(\d{2})-(\d{2})(?:[Tt ](\d{2}:\d{2}:\d{2})(?:\.(\d+))?\s*([Zz]|[+-]\d{2}:\d{2}))?$/;
/** The server knows years up to 294276; RFC 3339 stops at 9999, so later ones pass in our own spelling only. */
const FAR = /^\d{5,6}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(?:\.\d{0,5}[1-9])?Z$/;

/** The one spelling, or null for what is no instant. A date means 00:00 UTC. */
export function validUntil(text: string): string | null {
  const plain = text.trim();
  if (/^-?infinity$/i.test(plain)) return plain.toLowerCase();
  if (FAR.test(plain)) return plain;
  const found = INSTANT.exec(plain);
  if (found === null) return null;
  const [, year, month, day, time = '00:00:00', fraction = '', zone = 'Z'] = found;
  const local = Date.parse(`${year}-${month}-${day}T${time}Z`);
  const instant = Date.parse(`${year}-${month}-${day}T${time}${zone.toUpperCase()}`);
  // Date.parse rolls 30 February over; the day must come back as it was written.
  if (Number.isNaN(instant) || Number.isNaN(local) || new Date(local).getUTCDate() !== Number(day)) return null;
  const digits = fraction.replace(/0+$/, '');
  // The server keeps microseconds.
  if (digits.length > 6) return null;
  const seconds = new Date(instant).toISOString().slice(0, -5);
  return /^\d{4}-/.test(seconds) && !seconds.startsWith('0000') ? `${seconds}${digits === '' ? '' : `.${digits}`}Z` : null;
}

/** What the catalogue query says (`…:SS.US`) → the same spelling. */
export const validUntilOfServer = (text: string): string => (text.endsWith('infinity') ? text : `${text.replace(/\.?0*$/, '')}Z`);
