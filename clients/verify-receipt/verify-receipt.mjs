// Verifies what Kpm signed, without Kpm: node verify-receipt.mjs FILE [--keys JWKS | --thumbprint KID]... [--file PATH]
// FILE holds a receipt as GET /legacy/{id}/receipt answers it, history.json of an export, a certificate of erasure, or one compact JWS. Says one line;
// ends with 0 when everything verifies, with 1 when it is refused, with 2 when no key was given but those of the file itself, or when what ends a
// history is not signed. The formats: docs/receipt-format.md and docs/history-format.md. Uses Node alone.
import { createDecipheriv, createHash, createHmac, createPublicKey, verify } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { isDeepStrictEqual } from 'node:util';

class Refused extends Error {}

const [receiptType, headType, erasureType] = ['kpm-receipt+json', 'kpm-history-head+json', 'kpm-erasure+json'];

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

const attempt = (work, reason) => {
  try {
    return work();
  } catch {
    throw new Refused(reason);
  }
};
const parse = (text, what) => attempt(() => JSON.parse(text), `${what} is not JSON`);

/** What a file says; of a member that is there twice, some readers take the first and some the last. */
const parseFile = text => {
  const [document, objects] = [parse(text, 'the file'), []];
  for (const [token, name, colon] of text.matchAll(/("[^"\\]*(?:\\.[^"\\]*)*")(\s*:)?|[{}]/g)) {
    if (token === '{') objects.push(new Set());
    else if (token === '}') objects.pop();
    else if (colon) demand(objects.at(-1).size < objects.at(-1).add(JSON.parse(name)).size, `the file says ${name} twice in one place`);
  }
  return document;
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

/** The hash that the first entry of a person follows. */
const beginning = person => sha256(`kpm.history.v1\n${person}`).toString('hex');

/** Goes along the chain; answers the hash at its end. */
const chain = bundle => {
  demand(isSequence(bundle.before?.sequence) && isDigest(bundle.before.hash), 'the chain has no beginning');
  demand(Array.isArray(bundle.entries) && bundle.entries.length > 0, 'there is no entry');
  if (bundle.before.sequence === 0) demand(bundle.before.hash === beginning(bundle.person), 'the chain does not begin as that of this person');
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

/** The receipt of a legacy of or for a person. */
const openReceipt = (jws, person, keys) => {
  const receipt = open(jws, receiptType, keys);
  demand(isId(receipt.legacy) && isId(receipt.giver) && isId(person), 'the receipt names no legacy or no people');
  demand(person === receipt.giver || receipt.receivers.includes(person), 'the history is that of somebody who is not on the receipt');
  return receipt;
};

const verifyReceipt = (bundle, keys) => {
  const receipt = openReceipt(bundle.receipt, bundle.person, keys);
  const end = chain(bundle);
  const digest = sha256(bundle.receipt).toString('hex');
  demand(bundle.entries.filter(entry => entry.receipt_sha256 === digest).length === 1, 'the history does not tell of this receipt');
  if (bundle.person === receipt.giver) demand(bundle.before.hash === receipt.giver_head, 'the receipt goes onto another history of the giver');
  const head = open(bundle.head, headType, keys);
  demand(head.person === bundle.person, 'the signed head is that of somebody else');
  demand(head.sequence === bundle.entries.at(-1).sequence && head.hash === end, 'the signed head is that of another chain');
  return receipt;
};

const silent = { kind: null, by: null, legacy: null, assets: [], evidence: [], reason: null, day: null, key_uses: [] };
const proofs = ['sequence', 'occurred_ts', 'payload_sha256', 'receipt_sha256', 'hash', 'opening', 'receipt'];
const reference = (kind, id) => (id === undefined || id === null ? null : id === 'keepem' ? id : `/${kind}/${id}`);

/** A list of texts, each preceded by its length: docs/file-format.md. */
const list = texts => Buffer.concat(texts.flatMap(text => [Buffer.from([0, 0, text.length >> 8, text.length & 255]), Buffer.from(text)]));

/** What the sealed payload of an entry says. */
const unseal = ({ sequence, payload_sha256: digest }, { id, schema, payload, record_key: key, ...more }, person) => {
  demand(Object.keys(more).length === 0 && isId(id) && schema === 1 && typeof payload === 'string' && isDigest(key), `entry ${sequence} cannot be opened`);
  const bytes = decode(payload);
  demand(sha256(bytes).toString('hex') === digest, `what opens entry ${sequence} is another payload`);
  demand(bytes.length >= 29 && bytes[0] === 1, `entry ${sequence} cannot be opened`);
  const opened = createDecipheriv('aes-256-gcm', Buffer.from(key, 'hex'), bytes.subarray(1, 13), { authTagLength: 16 })
    .setAAD(list(['kpm.record.v1', 'history', `${person}/${id}`, '1'])).setAuthTag(bytes.subarray(-16));
  const content = opened.update(bytes.subarray(13, -16));
  attempt(() => opened.final(), `entry ${sequence} does not open`);
  return parse(content.toString(), `entry ${sequence}`);
};

/** What an entry says, as far as the chain proves it. */
const wordsOf = (entry, person, keys) => {
  if (entry.receipt !== null) {
    const receipt = openReceipt(entry.receipt, person, keys);
    demand(sha256(entry.receipt).toString('hex') === entry.receipt_sha256 && entry.opening === null, `entry ${entry.sequence} tells of another receipt`);
    demand(entry.occurred_ts === receipt.issued_ts, `entry ${entry.sequence} is not of the time of its receipt`);
    return { ...silent, kind: 'receipt_issued', by: 'keepem', legacy: reference('legacy', receipt.legacy) };
  }
  if (entry.opening === null) return silent;
  const { kind, by, legacy, assets = [], evidence = [], reason = null, day = null, keyUses = [] } = unseal(entry, entry.opening, person);
  return {
    kind, by: reference('users', by), legacy: reference('legacy', legacy), assets: assets.map(asset => reference('assets', asset)),
    evidence: evidence.map(({ leaf, grade = null, since, by: whose }) => ({ leaf, grade, since_ts: since, by: reference('users', whose) })), reason, day, key_uses: keyUses,
  };
};

/** How many entries are proved, when the last of these was signed, and how many do not say their words. */
const verifyHistory = (document, keys) => {
  const { person, entries, heads } = document;
  demand(isId(person) && Array.isArray(entries) && Array.isArray(heads), 'the history is not complete');
  demand(Object.keys(document).every(name => ['format', 'person', 'entries', 'heads', 'keys'].includes(name)), 'the history says something that nothing proves');
  if (entries.length > 0) chain({ person, before: { sequence: 0, hash: beginning(person) }, entries });
  for (const entry of entries) {
    const said = Object.fromEntries(Object.entries(entry).filter(([name]) => !proofs.includes(name)));
    demand(isDeepStrictEqual(said, wordsOf(entry, person, keys)), `entry ${entry.sequence} says something else than what was written`);
  }
  let last = { sequence: 0 };
  for (const signed of heads) {
    const head = open(signed, headType, keys);
    demand(head.person === person, 'the signed head is that of somebody else');
    demand(isSequence(head.sequence) && head.sequence > last.sequence, 'the signed heads are not in their order');
    demand(head.sequence <= entries.length, `entry ${entries.length + 1} is missing: the head of entry ${head.sequence} was signed`);
    demand(head.hash === entries[head.sequence - 1].hash, `the signed head of entry ${head.sequence} is that of another chain`);
    last = head;
  }
  return { proved: last.sequence, signed: last.signed_ts, unsigned: entries.length - last.sequence, closed: entries.filter(({ kind }) => kind === null).length };
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
  const document = text.startsWith('{') ? parseFile(text) : { signed: text };
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
  if (document.format === 'kpm.history.v1') {
    demand(given.file === undefined, 'a history says nothing of a file');
    const { proved, signed, unsigned, closed } = verifyHistory(document, keys);
    if (proved === 0) return `unproved: no entry of the history of ${document.person} is signed`;
    const silence = closed > 0 ? `; without their words: ${closed}` : '';
    const end = unsigned > 0 ? `; NOT SIGNED AT THE END, where entries prove nothing: ${unsigned}` : '';
    return `${unsigned > 0 ? verdict.replace('verified', 'unproved') : verdict}the history of ${document.person} is as it was written up to entry ${proved}, signed at ${instant(signed)}${silence}${end}`;
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
