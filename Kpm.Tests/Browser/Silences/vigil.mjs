import { api, expect, inspect, look, open, person, signIn, tell, turn, until } from '../all.mjs';

const size = { width: Number(process.env.KPM_WIDTH), height: Number(process.env.KPM_HEIGHT) };

/** Anna asks for the word of two. Cleo gives hers, takes it back and gives it again; with Ben's it is two, and Anna refutes both. */
await tell(async (browser) => {
  const mine = await open(browser, size);
  await signIn(mine, person('anna'));
  await plan(mine);
  await turn('planned');
  const theirs = await open(browser, size);
  await signIn(theirs, person('cleo'));
  await attest(theirs);
  const legacy = await turn('attested');
  await theirs.reload();
  await theirs.getByText('There has been a last warning.').waitFor();
  await look(mine, `#/legacies/${legacy}`);
  await mine.getByText('Your keepers say that you are no more, and you have had the last warning.').waitFor();
  await inspect(mine, 'legacy, attested');
  await mine.getByRole('button', { name: 'I am here' }).click();
  await mine.getByText('Good to know that you are here').waitFor();
  const attempt = await turn('here');
  await theirs.reload();
  await theirs.getByText('No keeper says that').waitFor();
  await look(theirs, `#/watch/${legacy}/${attempt}`);
  await theirs.getByText('or keepers took back what they had said').waitFor();
});

async function plan(page) {
  await page.goto(`${api}/app/#/plan`);
  await page.getByRole('checkbox', { name: 'When I am gone' }).check();
  await page.getByRole('radio', { name: /^When my keepers say so/ }).check();
  await page.getByRole('group', { name: 'Your keeps' }).getByRole('checkbox', { name: /^ben/i }).check();
  const keepers = page.getByRole('group', { name: /^Who may say that you are no more/ });
  await keepers.getByRole('checkbox', { name: /^ben/i }).check();
  await page.getByLabel('Days you have to answer').fill('2');
  await page.getByLabel('Name of the legacy').fill('For when I am no more');
  await page.getByRole('button', { name: 'Seal it' }).click();
  await page.getByText('Choose at least as many keepers as have to say').waitFor();
  await keepers.getByRole('checkbox', { name: /^cleo/i }).check();
  const words = page.getByRole('region', { name: 'In plain words' });
  await words.getByText('2 of your keepers say that you are no more.').waitFor();
  await words.getByText('Then you get a last warning, and 2 days to answer.').waitFor();
  await inspect(page, 'plan, attestation');
  await page.getByRole('button', { name: 'Seal it' }).click();
  await page.getByText('If 2 keepers say that you are no more').waitFor();
}

async function attest(page) {
  const over = page.getByRole('link', { name: /^You watch over what/ });
  await page.goto(`${api}/app/#/keeps`);
  await until(over, () => look(page, '#/keeps'));
  await over.click();
  const act = page.getByRole('button', { name: /is no more$/ });
  await act.click();
  const dialog = page.getByRole('dialog');
  await dialog.getByText('any sign of life').waitFor();
  await dialog.getByRole('button', { name: /is no more$/ }).click();
  const back = page.getByRole('button', { name: 'Take back what I said' });
  await back.waitFor();
  await inspect(page, 'watch, attested');
  await back.click();
  await page.getByText('No keeper says that').waitFor();
  expect(await back.count() === 0, 'there is nothing to take back');
  await act.click();
  await dialog.getByRole('button', { name: /is no more$/ }).click();
  await back.waitFor();
}
