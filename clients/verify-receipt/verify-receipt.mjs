// Verifies what Kpm signed, without Kpm: node verify-receipt.mjs FILE [--keys JWKS | --thumbprint KID]... [--file PATH]
// FILE holds a receipt as GET /legacy/{id}/receipt answers it, a certificate of erasure, or one compact JWS. Says one line;
// ends with 0 when everything verifies, with 1 when it is refused, and with 2 when no key was given but those of the file itself. The formats: docs/receipt-format.md. Uses Node alone.
import { createHash, createHmac, createPublicKey, verify } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

class Refused extends Error {}

const receiptType = 'kpm-receipt+json';
const headType = 'kpm-history-head+json';
const erasureType = 'kpm-erasure+json';

const demand = (holds, reason) => {
  if (!holds) throw new Refused(reason);
};
const sha256 = (...parts) => parts.reduce((hash, part) => hash.update(part), createHash('sha256')).digest();
const isDigest = text => typeof text === 'string' && /^[0-9a-f]{64}$/.test(text);
const isId = text => typeof text === 'string' && /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(text);
const isSequence = number => Number.isSafeInteger(number) && number >= 0;

/** The bytes of base64url text; only the one way to write them is taken. */
const decode = text => {
  const bytes = Buffer.from(text, 'base64url');
  demand(bytes.toString('base64url') === text, 'a part of a signed text is not base64url');
  return bytes;
};

const parse = (text, what) => {
  try {
    return JSON.parse(text);
  } catch {
    throw new Refused(`${what} is not JSON`);
  }
};

const integer = number => {
  const bytes = Buffer.alloc(8);
  bytes.writeBigInt64BE(BigInt(number));
  return bytes;
};

/** RFC 7638, section 3.2. */
const thumbprint = key => sha256(JSON.stringify({ crv: key.crv, kty: key.kty, x: key.x, y: key.y })).toString('base64url');

/** The keys by their thumbprint, which is computed and never taken from the file. */
const keyring = set => {
  demand(Array.isArray(set?.keys), 'the keys are not a JSON Web Key Set');
  const usable = set.keys.filter(key => key.kty === 'EC' && key.crv === 'P-256' && typeof key.x === 'string' && typeof key.y === 'string');
  return new Map(usable.map(({ kty, crv, x, y }) => [thumbprint({ kty, crv, x, y }), { kty, crv, x, y }]));
};

/** What a compact JWS states. */
const open = (jws, type, keys) => {
  demand(typeof jws === 'string', `there is no ${type}`);
  const parts = jws.split('.');
  demand(parts.length === 3, 'a signed text has not three parts');
  const header = parse(decode(parts[0]), 'the header of a signed text');
  demand(header.alg === 'ES256', 'a signed text is not signed with ES256');
  demand(header.typ === type, `a signed text is of type ${header.typ}, not ${type}`);
  const key = keys.get(header.kid);
  demand(key, `nobody vouches for the key ${header.kid}`);
  const payload = decode(parts[1]);
  const publicKey = createPublicKey({ key, format: 'jwk' });
  demand(verify('sha256', Buffer.from(`${parts[0]}.${parts[1]}`), { key: publicKey, dsaEncoding: 'ieee-p1363' }, decode(parts[2])), `the signature of the ${type} does not verify`);
  return parse(payload, `the ${type}`);
};

/** Goes along the chain; answers the hash at its end. */
const chain = bundle => {
  demand(isSequence(bundle.before?.sequence) && isDigest(bundle.before.hash), 'the chain has no beginning');
  demand(Array.isArray(bundle.entries) && bundle.entries.length > 0, 'there is no entry');
  if (bundle.before.sequence === 0)
    demand(bundle.before.hash === sha256(`kpm.history.v1\n${bundle.person}`).toString('hex'), 'the chain does not begin as that of this person');
  let hash = Buffer.from(bundle.before.hash, 'hex');
  bundle.entries.forEach((entry, index) => {
    const sequence = bundle.before.sequence + 1 + index;
    demand(entry.sequence === sequence, `entry ${sequence} is missing or out of its place`);
    demand(Number.isSafeInteger(entry.occurred_ts) && isDigest(entry.payload_sha256), `entry ${sequence} is not complete`);
    demand(entry.receipt_sha256 === null || isDigest(entry.receipt_sha256), `entry ${sequence} is not complete`);
    const parts = [hash, integer(sequence), integer(entry.occurred_ts), Buffer.from(entry.payload_sha256, 'hex')];
    if (entry.receipt_sha256 !== null) parts.push(Buffer.from(entry.receipt_sha256, 'hex'));
    hash = sha256(...parts);
    demand(entry.hash === hash.toString('hex'), `entry ${sequence} was altered`);
  });
  return hash.toString('hex');
};

const verifyReceipt = (bundle, keys) => {
  const receipt = open(bundle.receipt, receiptType, keys);
  demand(isId(receipt.legacy) && isId(receipt.giver) && isId(bundle.person), 'the receipt names no legacy or no people');
  demand(bundle.person === receipt.giver || receipt.receivers.includes(bundle.person), 'the history is that of somebody who is not on the receipt');
  const end = chain(bundle);
  const digest = sha256(bundle.receipt).toString('hex');
  demand(bundle.entries.filter(entry => entry.receipt_sha256 === digest).length === 1, 'the history does not tell of this receipt');
  if (bundle.person === receipt.giver) demand(bundle.before.hash === receipt.giver_head, 'the receipt goes onto another history of the giver');
  const head = open(bundle.head, headType, keys);
  demand(head.person === bundle.person, 'the signed head is that of somebody else');
  demand(head.sequence === bundle.entries.at(-1).sequence && head.hash === end, 'the signed head is that of another chain');
  return receipt;
};

/** The asset whose file this is. */
const find = (bundle, receipt, path) => {
  const file = sha256(readFileSync(path)).toString('hex');
  const mac = (salt, asset) => createHmac('sha256', Buffer.from(salt, 'hex')).update(`kpm.receipt.file.v1\n${asset}\n${file}`).digest('hex');
  const found = bundle.salts.find(({ asset, salt }) => isDigest(salt) && receipt.assets.some(listed => listed.asset === asset && listed.commitment === mac(salt, asset)));
  demand(found, 'the file is none of those on the receipt');
  return found.asset;
};

const instant = milliseconds => new Date(milliseconds).toISOString();

const read = args => {
  const given = { thumbprints: [] };
  for (let i = 0; i < args.length; i++) {
    if (args[i] === '--keys') given.keys = args[++i];
    else if (args[i] === '--thumbprint') given.thumbprints.push(args[++i]);
    else if (args[i] === '--file') given.file = args[++i];
    else given.path = args[i];
  }
  demand(given.path, 'name a file');
  return given;
};

/** What is verified, in one line; throws when it is refused. */
export const verifyText = (text, given = { thumbprints: [] }) => {
  const document = text.startsWith('{') ? parse(text, 'the file') : { signed: text };
  const keys = keyring(given.keys ? parse(readFileSync(given.keys, 'utf8'), 'the file of keys') : document.keys ?? { keys: [] });
  if (given.thumbprints.length > 0) for (const kid of keys.keys()) if (!given.thumbprints.includes(kid)) keys.delete(kid);
  const verdict = given.keys || given.thumbprints.length > 0
    ? 'verified: '
    : 'unproved: BY KEYS FROM THE FILE ITSELF, which prove nothing until you compare them with keys that you trust (--keys, --thumbprint), ';
  if (document.format === 'kpm.receipt.v1') {
    const receipt = verifyReceipt(document, keys);
    const file = given.file ? `; the file is that of asset ${find(document, receipt, given.file)}` : '';
    return `${verdict}legacy ${receipt.legacy} of ${receipt.giver} was delivered at ${instant(receipt.delivered_ts)}, as the history of ${document.person} tells${file}`;
  }
  demand(document.format === undefined && typeof document.signed === 'string', 'the file is nothing that this program knows');
  const erasure = open(document.signed, erasureType, keys);
  demand(isId(erasure.user), 'the certificate names nobody');
  return `${verdict}the key of ${erasure.user} was erased at ${instant(erasure.erased_ts)}, and is in no backup from ${instant(erasure.backups_unopenable_from_ts)}`;
};

const run = args => {
  const given = read(args);
  return verifyText(readFileSync(given.path, 'utf8').trim(), given);
};

/** On one line, whatever a forger wrote: nothing of it moves the cursor. */
const say = text => console.log(text.replace(/[^\x20-\x7e]/g, '?'));

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  try {
    const said = run(process.argv.slice(2));
    say(said);
    if (!said.startsWith('verified: ')) process.exitCode = 2;
  } catch (fault) {
    // Whatever else goes wrong is wrong with the file, too: nothing that cannot be read is verified.
    say(`refused: ${fault instanceof Refused ? fault.message : `the file cannot be read (${fault.message})`}`);
    process.exitCode = 1;
  }
}
