import { expect, open, person, signIn, tell } from '../all.mjs';

const size = { width: Number(process.env.KPM_WIDTH), height: Number(process.env.KPM_HEIGHT) };

/** Answers are lost, and pauses take as long as the connection does. */
await tell(async (browser) => {
  const page = await open(browser, size);
  await signIn(page, person('anna'));
  await waitAsLongAsItTakes(page);
  await loseTheAnnouncement(page);
});

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

