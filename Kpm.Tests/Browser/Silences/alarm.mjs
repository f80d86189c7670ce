import { api, enter, expect, inspect, open, person, tell, turn, until } from '../all.mjs';

const size = { width: Number(process.env.KPM_WIDTH), height: Number(process.env.KPM_HEIGHT) };

/** Anna opens the mail after all: one button, without signing in or scripts. Later she is silent once more. */
await tell(async (browser) => {
  const { checkIn, watch, legacy } = JSON.parse(await turn('silent'));
  const keeper = await open(browser, size);
  await keeper.goto(`${api}/app/${watch}`);
  await enter(keeper, person('cleo'));
  await keeper.getByText('There has been a last warning').waitFor();
  const plain = await open(browser, size, { javaScriptEnabled: false });
  await plain.goto(`${api}${checkIn}`);
  await plain.getByRole('button', { name: 'I am here' }).click();
  await plain.getByRole('heading', { name: 'Good to know that you are here' }).waitFor();
  expect(await turn('here') === 'active', 'the plan stands');
  await keeper.reload();
  await keeper.getByText('It is over').waitFor();
  await inspect(keeper, 'watch, over');
  const mine = await open(browser, size);
  await mine.goto(`${api}/app/#/legacies/${legacy}`);
  await enter(mine, person('anna'));
  await mine.getByText('It ended: you gave a sign of life').waitFor();
  await mine.getByText('Sealed, it waits').waitFor();
  await mine.context().close();
  await turn('silent again');
  // The mail of the first time must not hide that she is silent once more.
  const asked = keeper.getByText('and ask by mail.');
  await until(asked, () => keeper.reload());
  expect(new URL(keeper.url()).hash === watch, 'the page is still the one of the first mail');
});
