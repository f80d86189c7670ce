import { api, expect, inspect, look, open, person, signIn, tell, turn, until } from '../all.mjs';

const size = { width: Number(process.env.KPM_WIDTH), height: Number(process.env.KPM_HEIGHT) };

/** Anna sails for three months; a silence after that is another matter. */
await tell(async (browser) => {
  const page = await open(browser, size);
  await signIn(page, person('anna'));
  await page.goto(`${api}/app/#/account`);
  await page.getByLabel('Back on').fill(new Date(Date.now() + 91 * 864e5).toLocaleDateString('sv'));
  await page.getByRole('button', { name: 'I am away until then' }).click();
  await page.getByText('You are away until').waitFor();
  await inspect(page, 'account, travelling');
  expect(await turn('sea') === '0', 'nobody is looked for at sea');
  await look(page, '#/vault');
  await page.getByRole('heading', { name: 'Your memories' }).waitFor();
  const legacy = await turn('home');
  const banner = page.getByRole('alert').filter({ hasText: 'Are you there?' });
  await until(banner, () => look(page, '#/vault'));
  await inspect(page, 'vault, sought');
  await banner.getByRole('button', { name: 'I am here' }).click();
  const noted = page.getByText('Good to know that you are here');
  await noted.waitFor();
  expect(await noted.evaluate((element) => element === document.activeElement), 'what follows has the focus');
  await turn('here');
  await page.goto(`${api}/app/#/legacies/${legacy}`);
  await page.getByText('It ended: you gave a sign of life').waitFor();
  await page.getByText('If you give no further sign').waitFor();
  await inspect(page, 'legacy, after a silence');
  await page.goto(`${api}/app/#/account`);
  await page.getByLabel('Back on').waitFor();
});
