import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, open, person, signIn, tell, visit } from '../all.mjs';

const size = { width: Number(process.env.KPM_WIDTH), height: Number(process.env.KPM_HEIGHT) };
const folder = mkdtempSync(join(tmpdir(), 'kpm-patience-'));
const file = join(folder, 'The film.bin');
writeFileSync(file, Buffer.alloc(9 * 1024 * 1024, 'once upon a time '));

/** Answers are lost, files are given up, and the same one is chosen twice; and what goes on when nobody is there does not say otherwise. */
await tell(async (browser) => {
  const page = await open(browser, size);
  await signIn(page, person('anna'));
  await waitAsLongAsItTakes(page);
  await loseTheAnnouncement(page);
  await giveUpTheSecond(page);
  await goAway(page);
});
rmSync(folder, { recursive: true });

/** Pauses take no time here. */
async function waitAsLongAsItTakes(page) {
  const found = await page.evaluate(async () => {
    const [{ patiently }, { Problem }] = await Promise.all([import('/app/uploads/patience.js'), import('/app/api/problem.js')]);
    const { setTimeout } = globalThis;
    globalThis.setTimeout = (go) => setTimeout(go);
    const [offline, busy, working] = [new Problem(0, '', '', ''), new Problem(503, '', '', ''), new Problem(409, 'request_in_progress', '', '')];
    const tries = async (failures, problem, stop = new AbortController(), after = 0) => {
      let count = 0;
      const deed = async () => {
        count++;
        if (count === after) stop.abort();
        if (count <= failures) throw problem;
      };
      return [await patiently(deed, { onWait: () => {}, signal: stop.signal }).then(() => 'done', ({ name, status }) => status ?? name), count].join();
    };
    const over = new AbortController();
    over.abort();
    const all = [await tries(20, offline), await tries(20, busy), await tries(3, working), await tries(20, offline, new AbortController(), 2), await tries(20, offline, over)];
    globalThis.setTimeout = setTimeout;
    return all;
  });
  expect(found.join(' ') === 'done,21 503,9 done,4 AbortError,2 AbortError,0', `a connection is waited for, the API for a while, and nothing after the end: ${found.join(' ')}`);
}

/** By the time of the repeat, the place that the first answer told is open no more. */
async function loseTheAnnouncement(page) {
  let count = 0;
  await page.route('**/api/v1/assets', async (route) => {
    const answer = await route.fetch();
    if (count++ === 0) await route.abort();
    else await route.fulfill({ response: answer, headers: { ...answer.headers(), location: `${answer.headers().location.split('?')[0]}?authorizer_token=over` } });
  }, { times: 2 });
  await page.getByLabel('Add memories').first().setInputFiles({ name: 'A letter.txt', mimeType: 'text/plain', buffer: Buffer.from('dear Biel') });
  await page.getByRole('link', { name: 'A letter' }).waitFor();
  expect(count === 2, `a letter was announced twice: ${count}`);
  await page.getByRole('button', { name: 'Close', exact: true }).first().click();
}

/** The parts of the first one stay, and those of the second one go once there is a connection. */
async function giveUpTheSecond(page) {
  let go;
  const told = new Promise((resolve) => { go = resolve; });
  await page.route('**/parts/*', async (route) => { await told; await route.continue(); });
  await choose(page, 1);
  await choose(page, 2);
  await page.route(/\/uploads\/[\w-]+$/, (route) => (route.request().method() === 'DELETE' ? route.abort() : route.fallback()), { times: 1 });
  const gone = page.waitForResponse((answer) => answer.request().method() === 'DELETE');
  await page.getByRole('button', { name: 'Cancel The film.bin' }).last().click();
  expect((await gone).ok(), 'what is given up is deleted when the first try was lost');
  go();
  await page.getByRole('region', { name: 'Files on their way' }).getByText('1 memory kept').first().waitFor();
  await page.getByRole('link', { name: 'The film' }).waitFor();
}

/** Chooses the film, and waits until a part of it is on its way. */
async function choose(page, lane) {
  const sent = page.waitForRequest((request) => request.url().includes('/parts/'));
  await page.getByLabel('Add memories').first().setInputFiles(file);
  await sent;
  await page.getByRole('button', { name: 'Cancel The film.bin' }).nth(lane - 1).waitFor();
}

/** Anna leaves while a film is on its way, and her token runs out; then she is back, and at last looks at another window. */
async function goAway(page) {
  const said = watchPresence(page);
  let go;
  const gone = new Promise((resolve) => { go = resolve; });
  await page.unroute('**/parts/*');
  await page.route('**/parts/2', async (route) => { await gone; await route.continue(); });
  const film = page.getByRole('link', { name: 'The film' });
  const before = await film.count();
  await choose(page, 1);
  await page.route(/\/uploads\/[\w-]+$/, (route) => route.fulfill({ status: 401, json: { code: 'invalid_token' } }), { times: 1 });
  await page.evaluate(() => {
    const { now } = Date;
    const left = now() + 5 * 60_000;
    Date.now = () => left;
  });
  said.length = 0;
  go();
  await film.nth(before).waitFor();
  const alone = said.splice(0).filter(([what]) => !/^PUT .*\/parts\/2$/.test(what));
  expect(['/complete', '/refresh'].every((end) => alone.some(([what]) => what.endsWith(end))), `an upload is ended, and a session renewed: ${alone.join(' ')}`);
  expect(alone.every(([, presence]) => presence === 'background'), `nobody is there: ${alone.join(' ')}`);
  await visit(page, 'Keeps', 'Your keeps');
  expect(said.some(([what]) => what.startsWith('GET ')) && said.splice(0).every(([, presence]) => presence === 'foreground'), 'somebody is there who opens a page');
  await page.evaluate(async () => {
    Object.defineProperty(document, 'visibilityState', { value: 'hidden', configurable: true });
    await (await import('/app/api/keeps.js')).keeps('active');
  });
  expect(said.length > 0 && said.every(([, presence]) => presence === 'background'), `nobody looks at what is hidden: ${said.join(' ')}`);
}

/** What is asked of the API, and whether it says that somebody is there. */
function watchPresence(page) {
  const said = [];
  page.on('request', (request) => {
    const { pathname } = new URL(request.url());
    if (pathname.startsWith('/api/')) said.push([`${request.method()} ${pathname}`, request.headers()['kpm-presence']]);
  });
  return said;
}
