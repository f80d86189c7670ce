import { api, expect, inspect, open, person, signIn, tell } from '../all.mjs';

const size = { width: Number(process.env.KPM_WIDTH), height: Number(process.env.KPM_HEIGHT) };
const [byItself, byThem] = ['It reaches them by itself: nobody has to open it.', 'It waits until one of them opens it.'];

/** Anna chooses that it arrives by itself, and only then writes conditions that may need somebody at a place. */
await tell(async (browser) => {
  const page = await open(browser, size);
  await signIn(page, person('anna'));
  await begin(page);
  await needAPlace(page);
  await needOneOfTwo(page);
});

async function begin(page) {
  await page.goto(`${api}/app/#/plan`);
  await page.getByRole('checkbox', { name: 'The letter' }).check();
  await page.getByText('Somebody without an account').click();
  await page.getByLabel('What you call them').fill('Dora');
  await page.getByLabel('E-mail').fill('dora@example.com');
  await page.getByRole('button', { name: 'Add', exact: true }).click();
  await page.getByRole('radio', { name: /^My own conditions/ }).check();
  await page.getByLabel('Date', { exact: true }).fill('2090-01-01');
  await page.getByLabel('Name of the legacy').fill('At home, or later');
  await words(page).getByText(byThem).waitFor();
  await page.getByText('More choices').click();
  await automatic(page).check();
  await words(page).getByText(byItself).waitFor();
}

/** Nobody but people can be at a place: the choice is gone, and what is sealed is said. */
async function needAPlace(page) {
  await page.getByRole('button', { name: 'a place', exact: true }).click();
  await words(page).getByText(byThem).waitFor();
  expect(!await automatic(page).isVisible(), 'what cannot be sealed cannot be chosen');
  await page.getByRole('radio', { name: /^A name/ }).check();
  await page.getByLabel('Name of the place', { exact: true }).fill('Montserrat');
  await page.route('**/api/v1/legacy', (route) => route.abort('connectionreset'), { times: 1 });
  expect(await deliverySealed(page) === 'claim', 'they open what waits for a place');
  await page.getByRole('alert').getByText('No connection').waitFor();
  await inspect(page, 'plan, a place is needed');
}

/** With any of both the day alone is enough, and what was chosen before counts again. */
async function needOneOfTwo(page) {
  const how = page.getByLabel('What has to hold');
  await how.focus();
  await how.selectOption('Any of these');
  await words(page).getByText(byItself).waitFor();
  expect(await automatic(page).isChecked(), 'what was chosen is shown again');
  expect(await how.evaluate((element) => element === document.activeElement), 'the focus stays where it was');
  expect(await deliverySealed(page) === 'automatic', 'it arrives by itself');
  await page.getByRole('heading', { level: 1, name: 'At home, or later' }).waitFor();
}

async function deliverySealed(page) {
  const sent = page.waitForRequest((request) => request.method() === 'POST' && request.url().endsWith('/api/v1/legacy'));
  await page.getByRole('button', { name: 'Seal it' }).click();
  return (await sent).postDataJSON().delivery;
}

function words(page) {
  return page.getByRole('region', { name: 'In plain words' });
}

function automatic(page) {
  return page.getByRole('radio', { name: /^By itself/ });
}
