import { api, enter, expect, inspect, look, open, person, signIn, tell, turn } from '../all.mjs';

const size = { width: Number(process.env.KPM_WIDTH), height: Number(process.env.KPM_HEIGHT) };

/** Cleo knows that Anna is in hospital, and says so; Anna stops it from her bed. */
await tell(async (browser) => {
  const [mine, theirs] = [await open(browser, size), await open(browser, size)];
  await signIn(mine, person('anna'));
  await look(mine, '#/account');
  await theirs.goto(`${api}/app/${await turn('silent')}`);
  await enter(theirs, person('cleo'));
  await theirs.getByRole('heading', { level: 1, name: /^Is .* well\?$/ }).waitFor();
  await theirs.getByText('ask everybody who watches over it').waitFor();
  await inspect(theirs, 'watch');
  const alive = theirs.getByRole('button', { name: /is alive$/ });
  await alive.click();
  const dialog = theirs.getByRole('dialog');
  await dialog.getByRole('button', { name: 'Not now' }).click();
  await dialog.waitFor({ state: 'hidden' });
  expect(await alive.evaluate((element) => element === document.activeElement), 'the focus comes back');
  await theirs.keyboard.press('Enter');
  await dialog.getByRole('button', { name: /is alive$/ }).click();
  await theirs.getByText('You said that').waitFor();
  expect(await alive.count() === 0, 'it is said once');
  await inspect(theirs, 'watch, said');
  await look(mine, `#/legacies/${await turn('told')}`);
  await mine.getByText('says that you are well. 15 more days do not count.').waitFor();
  await mine.getByText('and ask your keepers').waitFor();
  await inspect(mine, 'legacy, sought');
  await mine.getByRole('button', { name: 'I am here' }).click();
  await mine.getByText('Good to know that you are here').waitFor();
  await turn('here');
  await theirs.reload();
  await theirs.getByText('It is over').waitFor();
});
