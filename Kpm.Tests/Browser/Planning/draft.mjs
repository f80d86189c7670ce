import { endElsewhere, enter, expect, open, person, signIn, tell, visit } from '../all.mjs';

const size = { width: Number(process.env.KPM_WIDTH), height: Number(process.env.KPM_HEIGHT) };
const message = 'Only for Dora: the key is under the stone.';

/** Anna writes to a guest; her session is ended from elsewhere, and Ben signs in in the same tab. Then it is hers again. */
await tell(async (browser) => {
  const page = await open(browser, size);
  await signIn(page, person('anna'));
  await visit(page, 'Legacies', 'Your legacies');
  await plan(page);
  await page.getByLabel('Your message').fill(message);
  await page.getByText('Somebody without an account').click();
  await page.getByLabel('What you call them').fill('Dora');
  await page.getByLabel('E-mail').fill('dora@example.com');
  await page.getByRole('button', { name: 'Add', exact: true }).click();
  await page.getByText('dora@example.com').waitFor();
  await endElsewhere(page);
  await enter(page, person('anna'));
  await plan(page);
  expect(await page.getByLabel('Your message').inputValue() === message, 'whoever signs in again goes on with the draft');
  await endElsewhere(page);
  await enter(page, person('ben'));
  await plan(page);
  expect(await page.getByLabel('Your message').inputValue() === '', 'nobody reads the message of somebody else');
  expect(await page.getByText('dora@example.com').count() === 0, 'nobody learns who was invited by somebody else');
});

async function plan(page) {
  await visit(page, 'Legacies', 'Your legacies');
  await page.getByRole('link', { name: 'Plan a legacy' }).first().click();
  await page.getByRole('heading', { level: 1, name: 'Plan a legacy' }).waitFor();
}
