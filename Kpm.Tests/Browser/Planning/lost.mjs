import { expect, inspect, open, person, signIn, tell } from '../all.mjs';

const size = { width: Number(process.env.KPM_WIDTH), height: Number(process.env.KPM_HEIGHT) };
const [forBen, forDora] = ['Now, for Ben', 'Now, for Dora'];

/** Answers to a sealing are lost. What Anna changes after that is never called sealed before it is. */
await tell(async (browser) => {
  const page = await open(browser, size);
  await signIn(page, person('anna'));
  await plan(page);
  await writeSlowly(page);
  await loseTheAnswer(page);
  await changeAndSeal(page);
  await withdrawTheFirst(page);
  await sealTheSecond(page);
});

async function plan(page) {
  await page.evaluate(() => { location.hash = '#/plan'; });
  await page.getByRole('heading', { level: 1, name: 'Plan a legacy' }).waitFor();
}

/** What is read out is what changed: not all of it for each letter of a name. */
async function writeSlowly(page) {
  await page.getByRole('checkbox', { name: 'The letter' }).check();
  await friend(page, 'ben').check();
  await page.getByRole('radio', { name: /^Now/ }).check();
  const said = await page.locator('.seal [aria-live]').evaluateHandle((place) => place.firstChild);
  await page.getByLabel('Name of the legacy').pressSequentially(forBen);
  expect(await said.evaluate((node) => node.isConnected), 'a summary that says the same is not said again');
}

async function loseTheAnswer(page) {
  await page.route('**/api/v1/legacy/transfer', async (route) => { await route.fetch(); await route.abort(); }, { times: 1 });
  await seal(page);
  await page.getByRole('alert').getByText('No connection').waitFor();
}

async function changeAndSeal(page) {
  await friend(page, 'ben').uncheck();
  await friend(page, 'dora').check();
  await page.getByLabel('Name of the legacy').fill(forDora);
  await seal(page);
  await page.getByText('You had sealed it already').waitFor();
  expect(await page.getByText('Sealed. It waits').count() === 0, 'what was changed is not called sealed');
  expect(await page.getByLabel('Name of the legacy').inputValue() === forDora, 'what was written is still there');
  await inspect(page, 'plan, sealed before');
}

/** Its memories are set aside a moment after the page was read, which raises its version. */
async function withdrawTheFirst(page) {
  const older = async (route) => {
    const answer = await route.fetch();
    await route.fulfill({ response: answer, headers: { ...answer.headers(), etag: '"0-0000000000000000"' } });
  };
  await page.route(/\/api\/v1\/legacy\/[\w-]{36}$/, older, { times: 1 });
  await page.getByRole('link', { name: 'Look at what was sealed' }).click();
  await page.getByRole('heading', { level: 1, name: forBen }).waitFor();
  await page.getByRole('button', { name: 'Withdraw it' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Withdraw it' }).click();
  await page.getByText(`“${forBen}” was withdrawn.`).waitFor();
}

/** Nor is it a failure when only what was sealed cannot be read. */
async function sealTheSecond(page) {
  await plan(page);
  expect(await friend(page, 'dora').isChecked() && !await friend(page, 'ben').isChecked(), 'the draft is as it was left');
  await page.route(/\/api\/v1\/legacy\/[\w-]{36}$/, (route) => route.abort(), { times: 1 });
  await seal(page);
  await page.getByText('Sealed. It waits for its moment.').waitFor();
  await page.getByRole('heading', { level: 1, name: forDora }).waitFor();
}

function seal(page) {
  return page.getByRole('button', { name: 'Seal it' }).click();
}

function friend(page, name) {
  return page.getByRole('checkbox', { name: person(name).email });
}
