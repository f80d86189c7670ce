import { api, expect, inspect, open, person, tell } from './all.mjs';

const owner = person('owner');

/** Signs in with a code, after the password is right. */
await tell(async (browser) => {
  const page = await open(browser, { width: 390, height: 844 });
  await page.goto(`${api}/app/#/account`);
  const code = page.getByLabel('Code');
  const enter = page.getByRole('button', { name: 'Sign in' });
  await page.getByLabel('E-mail').fill(owner.email);
  expect(!await code.isVisible(), 'no code is asked for at first');
  await page.getByLabel('Password').fill(owner.password);
  await enter.click();
  await code.waitFor();
  expect(await code.evaluate((input) => input === document.activeElement), 'the code is what comes next');
  expect(await page.getByRole('alert').count() === 0 || await page.getByRole('alert').innerText() === '', 'to be asked for a code is no mistake');
  await inspect(page, 'sign in, with a code');
  await code.fill(process.env.KPM_WRONG_CODE);
  await enter.click();
  await page.getByRole('alert').filter({ hasText: /\w/ }).waitFor();
  await code.fill(process.env.KPM_CODE);
  await enter.click();
  // Where the person wanted to go before signing in.
  await page.getByRole('heading', { name: 'Where you are signed in' }).waitFor();
});
