// Changes every byte of what a file proves, one at a time, and holds each against the real checker: of a receipt its signed texts, of a history all
// but the keys, which are given apart. node everyByte.mjs CHECKER FILE KEYS: prints how many were refused, and names those that were not.
import { readFileSync } from 'node:fs';

const [checker, path, keys] = process.argv.slice(2);
const { verifyText } = await import(checker);
const given = { keys, thumbprints: [] };
const { keys: own, ...bundle } = JSON.parse(readFileSync(path, 'utf8'));
const isVerified = text => {
  try {
    verifyText(text, given);
    return true;
  } catch {
    return false;
  }
};
const all = JSON.stringify({ ...bundle, keys: own });
if (!isVerified(all)) throw new Error('the file itself is refused');

const flips = bundle.format === 'kpm.receipt.v1' ? [1, 4, 32] : [1];
const ranges = bundle.format === 'kpm.receipt.v1'
  ? ['receipt', 'head'].map(member => [all.indexOf(bundle[member]), all.indexOf(bundle[member]) + bundle[member].length])
  : [[0, JSON.stringify(bundle).length - 1]];
let refused = 0;
const accepted = [];
for (const [first, end] of ranges) {
  for (let at = first; at < end; at++) {
    for (const flip of flips) {
      const text = all.slice(0, at) + String.fromCharCode(all.charCodeAt(at) ^ flip) + all.slice(at + 1);
      if (isVerified(text)) accepted.push(`${at}: ${all.slice(at - 20, at + 20)}`);
      else refused++;
    }
  }
}
console.log(JSON.stringify({ refused, accepted }));
