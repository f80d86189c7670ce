import { expect, inspect, open, person, signIn, tell } from '../all.mjs';

const size = { width: Number(process.env.KPM_WIDTH), height: Number(process.env.KPM_HEIGHT) };
const [forBen, forDora, forHer] = ['Now, for Ben', 'Now, for Dora', 'Now, for her'];
const one = /\/api\/v1\/legacy\/[\w-]{36}$/;

/** Answers to a sealing are lost. What Anna changes after that is never called sealed before it is. */
await tell(async (browser) => {
  const page = await open(browser, size);
  await signIn(page, person('anna'));
  await plan(page);
  await writeSlowly(page);
  await loseTheAnswer(page);
  await changeAndSeal(page);
  await withdraw(page, forBen);
  await overtake(page);
  await withdraw(page, forDora);
  await sealTheLast(page);
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
async function withdraw(page, name) {
  const older = async (route) => {
    const answer = await route.fetch();
    await route.fulfill({ response: answer, headers: { ...answer.headers(), etag: '"0-0000000000000000"' } });
  };
  await page.route(one, older, { times: 1 });
  await page.getByRole('link', { name: 'Look at what was sealed' }).click();
  await page.getByRole('heading', { level: 1, name }).waitFor();
  await page.getByRole('button', { name: 'Withdraw it' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Withdraw it' }).click();
  await page.getByText(`“${name}” was withdrawn.`).waitFor();
}

/** It is not known yet when Anna asks whether it arrived, and arrives before she seals the next one. */
async function overtake(page) {
  await plan(page);
  expect(await friend(page, 'dora').isChecked() && !await friend(page, 'ben').isChecked(), 'the draft is as it was left');
  await loseTheAnswer(page);
  await page.getByLabel('Name of the legacy').fill(forHer);
  await page.route(one, (route) => route.fulfill({ status: 403, json: { code: 'forbidden' } }), { times: 1 });
  await seal(page);
  await page.getByText('You had sealed it already').waitFor();
  expect(await page.getByText('Sealed. It waits').count() === 0, 'what was overtaken is not called sealed');
}

/** Nor is it a failure when only what was sealed cannot be read. */
async function sealTheLast(page) {
  await plan(page);
  await page.route(one, (route) => route.abort(), { times: 1 });
  await seal(page);
  await page.getByText('Sealed. It waits for its moment.').waitFor();
  await page.getByRole('heading', { level: 1, name: forHer }).waitFor();
}

function seal(page) {
  return page.getByRole('button', { name: 'Seal it' }).click();
}

function friend(page, name) {
  return page.getByRole('checkbox', { name: person(name).email });
}
