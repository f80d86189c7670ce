import { expect, inspect, look, open, person, signIn, tell, turn } from '../all.mjs';

const size = { width: Number(process.env.KPM_WIDTH), height: Number(process.env.KPM_HEIGHT) };
const left = 'One of your keepers is no keep of yours any more: their word as a keeper does not count now. Ask them again.';

/** Anna rehearses a legacy that waits for the word of two keepers, of whom one has left, and one that waits for the word of either. */
await tell(async (browser) => {
  const page = await open(browser, size);
  await signIn(page, person('anna'));
  await rehearseForBoth(page);
  await rehearseForEither(page);
});

async function rehearseForBoth(page) {
  const card = await rehearsed(page, 'both');
  await card.getByRole('heading', { name: 'What to mend' }).waitFor();
  await card.getByText('It waits for the word of your keepers, and they are too few: it waits for ever.').waitFor();
  await card.getByText(left).waitFor();
  await card.getByRole('link', { name: 'Look at your keeps' }).waitFor();
  await card.getByText(/^On .* it would still wait\.$/).waitFor();
  await card.getByText(/^Rehearsed on .*: something stands in its way\.$/).waitFor();
  await inspect(page, 'legacy, too few keepers');
}

async function rehearseForEither(page) {
  const card = await rehearsed(page, 'either');
  await card.getByRole('heading', { name: 'Nothing stands in its way' }).waitFor();
  await card.getByRole('heading', { name: 'What else to know' }).waitFor();
  await card.getByText(left).waitFor();
  expect(await card.getByText('they are too few').count() === 0, 'one keeper is enough');
  await card.getByText(/^Rehearsed on .*: nothing stands in its way\.$/).waitFor();
}

async function rehearsed(page, legacy) {
  await look(page, `#/legacies/${await turn(legacy)}`);
  const card = page.getByRole('region', { name: 'Rehearsal' });
  await card.getByRole('button', { name: 'Rehearse it' }).click();
  return card;
}
