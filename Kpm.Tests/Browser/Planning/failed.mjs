import { expect, open, person, signIn, tell, turn } from '../all.mjs';

const size = { width: Number(process.env.KPM_WIDTH), height: Number(process.env.KPM_HEIGHT) };
const [first, second] = ['For Ben, as it was first', 'For Ben, as it is now'];

/** The API fails while it seals, and its trace of the first try stays. Anna changes a word and seals again; then the first try comes late. */
await tell(async (browser) => {
  const page = await open(browser, size);
  await signIn(page, person('anna'));
  await plan(page);
  await turn('refuse');
  const asked = await seal(page);
  await page.getByRole('alert').locator('b').waitFor();
  await page.getByLabel('Name of the legacy').fill(second);
  await seal(page);
  await page.getByRole('heading', { level: 1, name: second }).waitFor();
  await page.getByText('look whether it is as you wrote it last').waitFor();
  await comeLate(page, asked);
});

async function plan(page) {
  await page.evaluate(() => { location.hash = '#/plan'; });
  await page.getByRole('checkbox', { name: 'The letter' }).check();
  await page.getByRole('checkbox', { name: person('ben').email }).check();
  await page.getByLabel('Date', { exact: true }).fill('2090-01-01');
  await page.getByLabel('Name of the legacy').fill(first);
}

/** @returns What was sent. */
async function seal(page) {
  const sent = page.waitForRequest((request) => request.method() === 'POST' && request.url().endsWith('/api/v1/legacy/transfer'));
  await page.getByRole('button', { name: 'Seal it' }).click();
  const request = await sent;
  return { json: request.postDataJSON(), key: request.headers()['idempotency-key'] };
}

/** What was sealed stays as it is, and is the only one. */
async function comeLate(page, { json, key }) {
  const found = await page.evaluate(async ([request, key]) => {
    const { read, send } = await import('/app/api/client.js');
    await send('POST', '/legacy/transfer', { json: request, key });
    const { items } = await read('/me/legacy?order=desc&state=active');
    return [(await read(`/legacy/${request.id}`)).name, ...items.filter(({ id }) => id !== request.id).map(({ name }) => name)];
  }, [json, key]);
  expect(found.join() === second, `one legacy of the draft, as it was sealed: ${found}`);
}
