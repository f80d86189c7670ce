/**
 * The main story, as somebody writes it who has only the contract: two people become keeps of one another, one stores a photo over a
 * connection that breaks, and leaves it to the other.
 * KPM_ORIGIN: the system; KPM_MAILBOX: its mail sink; KPM_PHOTO: a photo of several megabytes.
 */
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { Kpm, newIdOf, openUpload, Refusal, sendFile, success, type OpenedUpload } from "../src/client.ts";
import { eventually } from "./eventually.ts";
import { mailedToken } from "./mailbox.ts";

const origin = given("KPM_ORIGIN");
const mailbox = given("KPM_MAILBOX");
const photo = new Blob([await readFile(given("KPM_PHOTO"))], { type: "image/jpeg" });
const partBytes = Math.ceil(photo.size / 5);

const montse = await join("montse", "Montserrat Puig");
const pol = await join("pol", "Pol Ferrer");
await becomeKeeps();
const assetId = await describePhoto();
await storePhoto();
await correctTitle();
const releaseId = await planLegacy();
await claim();
await receive();
tell("That is the whole story.");

/** Signs somebody up, follows the mailed link and logs in. */
async function join(name: string, publicName: string): Promise<Kpm> {
  const unique = crypto.randomUUID();
  const person = { username: `${name}_${unique.slice(0, 8)}`, email: `${name}.${unique}@example.com`, password: "l'avi plantava tomàquets" };
  const kpm = new Kpm({ origin });
  const registered = await success(kpm.api.POST("/users", { body: { ...person, public_name: publicName } }));

  // The very first account of a system is active from the start.
  const first = await kpm.logIn(person.email, person.password).then(() => true, () => false);
  if (!first) {
    await success(kpm.api.POST("/users/activate", { body: { activation_token: await mailedToken(mailbox, person.email, "activation_token") } }));
    await kpm.logIn(person.email, person.password);
  }

  assert.equal(kpm.userId, newIdOf(registered));
  tell(`${publicName} signs up and logs in.`);
  return kpm;
}

async function becomeKeeps(): Promise<void> {
  const { data: me } = await success(montse.api.GET("/me"));
  assert.ok(me.referral_code);
  const requested = await success(pol.api.POST("/me/keeps", { body: { to_code: me.referral_code } }));
  await success(montse.api.PUT("/me/keeps/accept", { body: { keep_id: newIdOf(requested) } }));
  await eventually("a keep in the list", () => success(pol.api.GET("/me/keeps", { params: { query: { state: "active" } } })), (keeps) => keeps.data.total === 1);
  tell("They are keeps of one another.");
}

/** What is wrong with a form is told field by field, in the caller's language; the codes are typed. */
async function describePhoto(): Promise<string> {
  const untitled = { description: "L'última tarda a cala Guillola.", tags: ["estiu", "família"], file_name: "cadaques.jpg", file_type: "image/jpeg", file_size_bytes: photo.size };
  const refused = await montse.api.POST("/assets", { body: { ...untitled, title: "" }, headers: { "Accept-Language": "ca" } });
  assert.equal(refused.error?.status, 422);
  assert.ok(refused.error.code === "invalid_title");
  // @ts-expect-error: the contract knows no such code here.
  assert.ok(refused.error.code !== "no_such_code");

  // @ts-expect-error: the contract asks for a title.
  const { error } = await montse.api.POST("/assets", { body: untitled });
  assert.ok(error?.code === "validation_failed");
  assert.deepEqual(error.errors?.map((field) => field.pointer), ["/title"]);

  const body = { ...untitled, title: "Estiu a Cadaqués" };
  const created = await success(montse.api.POST("/assets", { body }));
  const id = created.response.headers.get("Location")?.split("/")[4];
  assert.ok(id);
  tell("Montserrat describes a photo; a form without a title is refused, and says so.");
  return id;
}

async function storePhoto(): Promise<void> {
  const opened = await openUpload(montse, assetId);
  const seen: number[] = [];
  const line = new AbortController();
  const broken = sendFile(montse, opened, photo, {
    partBytes,
    signal: line.signal,
    onProgress: (arrived, total) => {
      seen.push(arrived);
      if (arrived >= total / 2) line.abort();
    },
  });
  await assert.rejects(broken, { name: "AbortError" });
  assert.deepEqual(seen, [0, 1, 2, 3].map((parts) => parts * partBytes), "three of five parts have arrived");

  // Another day, another device: what was kept is the session and the name of the upload.
  const kept = JSON.parse(JSON.stringify({ tokens: montse.tokens, opened })) as { tokens: NonNullable<Kpm["tokens"]>; opened: OpenedUpload };
  let parts = 0;
  const again = new Kpm({
    origin,
    tokens: kept.tokens,
    fetch: (request) => {
      if (request.method === "PUT") parts++;
      return fetch(request);
    },
  });
  await sendFile(again, kept.opened, photo, { partBytes, onProgress: (arrived) => seen.push(arrived) });
  assert.equal(parts, 2, "only what was missing is sent");
  assert.ok(seen.every((arrived, index) => index === 0 || arrived >= seen[index - 1]!), `progress never goes back: ${seen.join(", ")}`);
  assert.equal(seen.at(-1), photo.size);

  const { data: asset } = await eventually("a thumbnail", () => success(montse.api.GET("/assets/{assetId}", { params: { path: { assetId } } })), (answer) => answer.data.thumbnail_path !== null);
  assert.deepEqual([asset.state, asset.file_size_bytes, asset.suggested_date], ["active", photo.size, "1987-06-01T12:30:05"]);
  const thumbnail = await success(montse.api.GET("/assets/{assetId}/thumbnail", { params: { path: { assetId } }, parseAs: "blob" }));
  assert.match(thumbnail.data.type, /^image\//);
  tell(`The photo arrives in five parts over two connections: ${seen.join(", ")} of ${photo.size} bytes. It has a thumbnail and says when it was taken.`);
}

/** Who has seen an older version does not overwrite a newer one. */
async function correctTitle(): Promise<void> {
  const path = { assetId };
  const { response } = await success(montse.api.GET("/assets/{assetId}", { params: { path } }));
  const version = response.headers.get("ETag")!;
  await success(montse.api.PATCH("/assets/{assetId}", { params: { path, header: { "If-Match": version } }, body: { title: "Estiu a Cadaqués, 1987" } }));
  const { error } = await montse.api.PATCH("/assets/{assetId}", { params: { path, header: { "If-Match": version } }, body: { title: "Estiu" } });
  assert.equal(error?.status, 412);
  assert.ok(error.code === "version_mismatch");
  tell("Montserrat corrects the title; a second correction of the old version is refused.");
}

async function planLegacy(): Promise<string> {
  const planned = await success(
    montse.api.POST("/legacy", {
      body: {
        name: "Per al Pol",
        description: "Perquè te'n recordis.",
        assets: [assetId],
        receivers: [pol.userId],
        hide: true,
        conditions: { type: "date", at: Date.now() + 3000 },
      },
    }),
  );
  const id = newIdOf(planned);
  await eventually("a hidden photo", () => montse.api.GET("/assets/{assetId}", { params: { path: { assetId } } }), (answer) => answer.response.status === 403);
  tell("Montserrat plans a legacy for Pol; the photo is hidden from everybody.");
  return id;
}

async function claim(): Promise<void> {
  const params = { path: { releaseId } };
  const due = await eventually("a condition that is met", () => success(montse.api.GET("/legacy/{releaseId}/conditions", { params })), (answer) => answer.data.conditions.met);
  assert.equal(due.data.conditions.type, "date");
  const incoming = await eventually("an incoming legacy", () => success(pol.api.GET("/me/legacy/incoming")), (answer) => answer.data.total === 1);
  assert.equal(incoming.data.items[0]?.id, releaseId);

  // Until every asset is held for it, a release is not ready.
  await eventually("a claim", () => pol.api.POST("/legacy/{releaseId}/trigger", { params, body: {} }), ({ error, response }) => {
    if (error !== undefined && error.code !== "not_ready") throw new Refusal(response, error);
    return error === undefined;
  });
  tell("Its day comes. Pol sees that something waits, and claims it.");
}

async function receive(): Promise<void> {
  const assets = await eventually("an asset", () => success(pol.api.GET("/me/assets")), (answer) => answer.data.total === 1);
  assert.deepEqual([assets.data.items[0]?.id, assets.data.items[0]?.title], [assetId, "Estiu a Cadaqués, 1987"]);
  const { data: bytes } = await success(pol.api.GET("/assets/{assetId}/file", { params: { path: { assetId } }, parseAs: "arrayBuffer" }));
  assert.ok(Buffer.from(bytes).equals(Buffer.from(await photo.arrayBuffer())), "the photo is the same, byte for byte");
  const { error } = await montse.api.GET("/assets/{assetId}", { params: { path: { assetId } } });
  assert.equal(error?.code, "forbidden");
  await pol.logOut();
  tell("The photo is Pol's, byte for byte, and no longer Montserrat's.");
}

function given(name: string): string {
  const value = process.env[name];
  if (value === undefined || value === "") throw new Error(`${name} is not set.`);
  return value;
}

function tell(line: string): void {
  console.log(line);
}
