/** Which characters pass for others: two names that differ in them would be read as one. */
import { fold } from '../model/fold.ts';

const ascii = /^[\x20-\x7e]*$/;
/** Dashes, slashes, dots and colons that are not the ones of the keyboard; our own sentences have a dash between spaces. */
const sign = /[\u2010-\u2012\u2015\ufe58\ufe63\u2044\u2215\u2024\u2236\ua789]|(?<=[\p{L}\p{N}])[\u2013\u2014\u2212](?=[\p{L}\p{N}])/gu;
const word = /[\p{L}\p{M}\p{N}]+/gu;
const other = /[^\x20-\x7e]/gu;

type Show = (character: string) => string;

/** `show`: how one is written out. Text that has none comes back as it is. */
export function withoutLookAlikes(text: string, show: Show): string {
  if (ascii.test(text)) return text;
  return composed(text, show)
    .replace(other, (c) => (c !== '…' && ascii.test(c.normalize('NFKC')) ? show(c) : c))
    .replace(sign, show)
    .replace(word, (w) => (!ascii.test(w) && ascii.test(fold(w)) ? w.replace(other, show) : w));
}

/** What another spelling of Unicode would write as one character, or in another order, looks the same in both. */
function composed(text: string, show: Show): string {
  if (text.normalize('NFC') === text) return text;
  let shown = '';
  let cluster = '';
  for (const c of text) {
    const isAlone = (cluster + c).normalize('NFC') === cluster + c;
    if (isAlone && !/\p{M}/u.test(c)) {
      shown += cluster;
      cluster = c;
    } else if (isAlone) {
      cluster += c;
    } else {
      shown += cluster + show(c);
      cluster = '';
    }
  }
  return shown + cluster;
}
