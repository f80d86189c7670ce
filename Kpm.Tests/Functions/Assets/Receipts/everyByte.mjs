// Changes every byte of the signed texts of a receipt, one at a time, and holds each against the real checker.
// node everyByte.mjs CHECKER BUNDLE KEYS: prints how many were refused, and names those that were not.
import { readFileSync } from 'node:fs';

const [checker, path, keys] = process.argv.slice(2);
const { verifyText } = await import(checker);
const given = { keys, thumbprints: [] };
const bundle = JSON.parse(readFileSync(path, 'utf8'));
const isVerified = changed => {
  try {
    verifyText(JSON.stringify(changed), given);
    return true;
  } catch {
    return false;
  }
};

if (!isVerified(bundle)) throw new Error('the bundle itself is refused');
let refused = 0;
const accepted = [];
for (const member of ['receipt', 'head']) {
  for (let at = 0; at < bundle[member].length; at++) {
    const code = bundle[member].charCodeAt(at);
    for (const other of [code ^ 1, code ^ 4, code ^ 32]) {
      const text = bundle[member].slice(0, at) + String.fromCharCode(other) + bundle[member].slice(at + 1);
      if (isVerified({ ...bundle, [member]: text })) accepted.push(`${member}[${at}]`);
      else refused++;
    }
  }
}
console.log(JSON.stringify({ refused, accepted }));
