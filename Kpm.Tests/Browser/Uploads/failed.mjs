import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, open, person, signIn, tell } from '../all.mjs';

const size = { width: Number(process.env.KPM_WIDTH), height: Number(process.env.KPM_HEIGHT) };
const folder = mkdtempSync(join(tmpdir(), 'kpm-failed-'));
const file = join(folder, 'The film.bin');
writeFileSync(file, Buffer.alloc(9 * 1024 * 1024, 'once upon a time '));
const tries = 9;

/** A film fails, and is chosen again: what becomes of the row that failed is nothing to the other. */
await tell(async (browser) => {
  const page = await open(browser, size);
  await signIn(page, person('anna'));
  await page.evaluate(() => {
    const { setTimeout } = globalThis;
    globalThis.setTimeout = (go, milliseconds) => setTimeout(go, Math.min(milliseconds, 100));
  });
  const sent = watch(page);
  await dismissTheFailed(page, sent);
  await tryTheFailedAgain(page, sent);
  await tryAgainWhatIsGone(page, sent);
});
rmSync(folder, { recursive: true });

/** The second one goes on where the first one stopped; its parts stay when that is dismissed. */
async function dismissTheFailed(page, sent) {
  await fail(page);
  const go = await chooseAgain(page);
  expect(sent.splice(0).join() === '1:1', 'the second one goes on where the first one stopped');
  await page.getByRole('button', { name: 'Cancel The film.bin' }).first().click();
  await page.getByRole('button', { name: 'Cancel The film.bin' }).nth(1).waitFor({ state: 'detached' });
  go();
  await kept(page, '1 memory kept');
  await close(page);
  expect(sent.splice(0).join() === '1:2', 'one upload, which nobody gave up');
}

/** Two rows never send to one place: what is tried again beside another becomes a memory of its own. */
async function tryTheFailedAgain(page, sent) {
  await fail(page);
  const go = await chooseAgain(page);
  sent.length = 0;
  const another = page.waitForRequest(/\/parts\/1$/);
  await page.getByRole('button', { name: 'Try again' }).click();
  await another;
  go();
  await kept(page, '2 memories kept');
  await close(page);
  expect(sent.splice(0).sort().join() === '2:2,3:1,3:2', 'each sends to a place of its own');
}

/** What was given up elsewhere, or whose time is over, begins anew. */
async function tryAgainWhatIsGone(page, sent) {
  const path = await fail(page);
  await page.evaluate(async (gone) => (await import('/app/api/client.js')).send('DELETE', gone), path);
  sent.length = 0;
  await page.getByRole('button', { name: 'Try again' }).click();
  await kept(page, '1 memory kept');
  expect(sent.join() === '5:1,5:2', 'all of it is sent to another place');
}

/** The parts that arrive, as the number of the upload and their own; and what is given up. */
function watch(page) {
  const uploads = [];
  const sent = [];
  const numberOf = (id) => (uploads.includes(id) ? uploads.indexOf(id) : uploads.push(id) - 1) + 1;
  page.on('response', (answer) => {
    const [, id, part] = /\/uploads\/([\w-]+)(?:\/parts\/(\d+))?$/.exec(answer.url()) ?? [];
    if (!id) return;
    const number = numberOf(id);
    if (answer.request().method() === 'DELETE') sent.push(`${number} given up`);
    else if (part && answer.ok()) sent.push(`${number}:${part}`);
  });
  return sent;
}

/** @returns Where it was sent to. */
async function fail(page) {
  await page.route('**/parts/2', (route) => route.fulfill({ status: 503, json: {} }), { times: tries });
  const asked = page.waitForRequest(/\/parts\/2$/);
  await page.getByLabel('Add memories').first().setInputFiles(file);
  const path = new URL((await asked).url()).pathname.replace(/\/parts\/2$/, '');
  await page.getByRole('button', { name: 'Try again' }).waitFor();
  return path;
}

/** @returns What lets its second part go. */
async function chooseAgain(page) {
  let go;
  const told = new Promise((resolve) => { go = resolve; });
  await page.route('**/parts/2', async (route) => { await told; await route.continue(); }, { times: 1 });
  const asked = page.waitForRequest(/\/parts\/2$/);
  await page.getByLabel('Add memories').first().setInputFiles(file);
  await asked;
  return go;
}

async function kept(page, words) {
  await page.getByRole('region', { name: 'Files on their way' }).getByText(words).first().waitFor();
}

async function close(page) {
  await page.getByRole('button', { name: 'Close', exact: true }).first().click();
}
