import { again, api, expect, inspect, open, person, signIn, tell, until, visit } from '../all.mjs';

const size = { width: Number(process.env.KPM_WIDTH), height: Number(process.env.KPM_HEIGHT) };

/** Anna asks, accepts, takes back and ends by the keyboard, and loses answers. Nothing that was refused is silent. */
await tell(async (browser) => {
  const page = await open(browser, size);
  await mailAgain(page);
  await signIn(page, person('anna'));
  await visit(page, 'Keeps', 'Your keeps');
  await askAnother(page);
  await actInRows(page);
  await endADevice(page);
  await refuse(page);
});

/** The mail of an account that is not active yet. */
async function mailAgain(page) {
  await page.goto(`${api}/app/`);
  await page.getByLabel('E-mail').fill(person('new').email);
  await page.getByLabel('Password').fill(person('new').password);
  await page.getByRole('button', { name: 'Sign in' }).click();
  await page.route('**/api/v1/users/activation-mail', (route) => route.abort(), { times: 1 });
  await page.getByRole('button', { name: 'Send the mail again' }).click();
  await page.getByText('No connection').waitFor();
  await inspect(page, 'sign in, no mail');
  await page.getByRole('button', { name: 'Send the mail again' }).click();
  await page.getByText('The mail is on its way.').waitFor();
}

/** The answer to a question for Ben is lost; the next one is for Dora. */
async function askAnother(page) {
  await page.route('**/api/v1/me/keeps', async (route) => { await route.fetch(); await route.abort(); }, { times: 1 });
  await ask(page, 'ben');
  await page.getByRole('alert').getByText('No connection').waitFor();
  await ask(page, 'dora');
  await page.getByText('We will tell you when they accept').waitFor();
}

async function ask(page, name) {
  await page.getByLabel('E-mail or code').fill(person(name).email);
  await page.getByRole('button', { name: 'Ask', exact: true }).press('Enter');
}

async function actInRows(page) {
  const takeBack = page.getByRole('button', { name: 'Take back' });
  await until(takeBack.nth(1), () => again(page, 'Keeps', 'Your keeps'));
  for (const button of [page.getByRole('button', { name: 'Accept cleo' }), page.getByRole('button', { name: 'Decline eva' }), takeBack.nth(1)]) {
    await button.press('Enter');
    await button.waitFor({ state: 'detached' });
    await isFocused(page.getByRole('heading', { level: 1 }), 'the title, after something was done in a row');
  }

  await page.getByRole('button', { name: 'End the keep with cleo' }).press('Enter');
  await page.getByRole('dialog').getByRole('button', { name: 'End' }).press('Enter');
  await page.getByText('The keep with cleo has ended.').waitFor();
  await isFocused(page.getByRole('heading', { level: 1 }), 'the title, after a keep was ended');
}

async function endADevice(page) {
  await page.evaluate(() => { location.hash = '#/account'; });
  const others = page.getByRole('button', { name: /^Sign out ./ });
  await others.press('Enter');
  await others.waitFor({ state: 'detached' });
  await isFocused(page.getByRole('heading', { name: 'Where you are signed in' }), 'the title of the devices, after one was signed out');
}

async function refuse(page) {
  await page.evaluate(() => { navigator.clipboard.writeText = () => Promise.reject(new DOMException('', 'NotAllowedError')); });
  await page.getByRole('button', { name: 'Copy' }).click();
  await page.getByText('Your browser did not allow that.').waitFor();
  await page.route('**/api/v1/me', (route) => route.abort(), { times: 1 });
  await page.getByRole('radio', { name: 'English' }).dispatchEvent('change');
  await page.getByText('our mails do not yet').waitFor();
}

/** The focus comes once the page is drawn anew. */
async function isFocused(thing, what) {
  const element = await thing.elementHandle();
  const isSo = await thing.page().waitForFunction((one) => one === document.activeElement, element, { timeout: 5000 }).then(() => true, () => false);
  expect(isSo, `the focus is on ${what}`);
}
