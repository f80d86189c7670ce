import { execFileSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { api, expect, inspect, look, open, person, signIn, tell, turn } from '../all.mjs';

const size = { width: Number(process.env.KPM_WIDTH), height: Number(process.env.KPM_HEIGHT) };
const checker = fileURLToPath(new URL('../../../clients/verify-receipt/verify-receipt.mjs', import.meta.url));

/** Anna rehearses a legacy until it is sound; when it is delivered, she keeps the receipt and takes back what was not opened. */
await tell(async (browser) => {
  const page = await open(browser, size);
  await signIn(page, person('anna'));
  await rehearse(page);
  await mend(page);
  await rehearseAgain(page);
  await look(page, `#/legacies/${await turn('delivered')}`);
  await keepReceipt(page);
  await takeBack(page);
  await checkHistory(page);
});

async function rehearse(page) {
  await look(page, `#/legacies/${await turn('planned')}`);
  const card = page.getByRole('region', { name: 'Rehearsal' });
  await card.getByText('Not rehearsed yet.').waitFor();
  await card.getByText('Nothing is given to anybody').waitFor();
  expect(await card.getByLabel('And somebody were').inputValue() === 'The old school', 'the place of the plan is proposed');
  await card.getByRole('button', { name: 'Rehearse it' }).click();
  const title = card.getByRole('heading', { name: 'What to mend' });
  await title.waitFor();
  expect(await title.evaluate((element) => element === document.activeElement), 'whoever waited hears what was found');
  await card.getByText('Somebody who was to receive it is no keep of yours any more. Ask them again').waitFor();
  await card.getByText(/^Rehearsed on .*: something stands in its way\.$/).waitFor();
  await inspect(page, 'legacy, rehearsed');
  await card.getByRole('link', { name: 'Look at your keeps' }).click();
}

async function mend(page) {
  await page.getByLabel('E-mail or code').fill(person('cleo').email);
  await page.getByRole('button', { name: 'Ask', exact: true }).click();
  await page.getByText('We will tell you when they accept').waitFor();
}

async function rehearseAgain(page) {
  await look(page, `#/legacies/${await turn('accepted')}`);
  const card = page.getByRole('region', { name: 'Rehearsal' });
  await card.getByText(/^Rehearsed on .*, and something has changed since\.$/).waitFor();
  await card.getByRole('button', { name: 'Rehearse it' }).click();
  await card.getByRole('heading', { name: 'Nothing stands in its way' }).waitFor();
  await card.getByText(/^On .* it would be delivered\.$/).waitFor();
  await card.getByText(/^Would hold from .* on\. Shown by: .*ben/i).waitFor();
  await card.getByText(/^2 files, 11 kB$/).waitFor();
  await card.getByRole('listitem').filter({ hasText: 'That it was delivered' }).getByText(/ben.* and .*cleo/i).waitFor();
  await card.getByText(/^Rehearsed on .*: nothing stands in its way\.$/).waitFor();
}

async function keepReceipt(page) {
  const card = page.getByRole('region', { name: 'Receipt' });
  const file = await saved(page, card.getByRole('button', { name: 'Download the receipt' }));
  const keys = await saved(page, card.getByRole('link', { name: 'Save the keys' }));
  expect(await card.getByText(`${file.suggestedFilename()} --keys ${keys.suggestedFilename()}`).isVisible(), 'the page tells to check with the keys that were saved');
  expect(/^receipt-[0-9a-f-]{36}\.json$/.test(file.suggestedFilename()), 'the file says of which legacy it is');
  const said = execFileSync(process.execPath, [checker, await file.path(), '--keys', await keys.path()], { encoding: 'utf8' });
  expect(said.startsWith('verified: legacy '), `the receipt holds without Keepem: ${said}`);
}

async function saved(page, thing) {
  const download = page.waitForEvent('download');
  await thing.click();
  return download;
}

/** The page was opened anew, so that the password is asked for. */
async function takeBack(page) {
  await page.getByText('What somebody has downloaded, or seen as a picture, stays with them').waitFor();
  await page.getByRole('button', { name: 'Take back what was not opened yet' }).click();
  const dialog = page.getByRole('dialog');
  const act = dialog.getByRole('button', { name: 'Take back what was not opened yet' });
  expect(!await dialog.getByLabel('Password').isVisible(), 'nobody is asked for a password before it is needed');
  await act.click();
  await dialog.getByLabel('Password').fill('not the one');
  await act.click();
  await dialog.getByRole('alert').getByText(/./).first().waitFor();
  await dialog.getByLabel('Password').fill(person('anna').password);
  await inspect(page, 'taking back, the password');
  await act.click();
  const card = page.getByRole('region', { name: 'What was taken back' });
  await card.getByText('1 memory was taken back. 1 memory could not be taken back.').waitFor();
  const stays = card.getByRole('listitem').first();
  await stays.getByText('It stays with whoever downloaded it.').waitFor();
  await stays.getByText(/^Downloaded on .*: .*ben/i).waitFor();
  const back = card.getByRole('listitem').filter({ hasText: '“When I am gone”' });
  await back.getByText('It is yours again.').waitFor();
  await page.getByText('Taken back', { exact: true }).waitFor();
  await inspect(page, 'legacy, taken back');
}

async function checkHistory(page) {
  await page.goto(`${api}/app/#/account`);
  await page.getByRole('button', { name: 'Check my history' }).click();
  await page.getByText('Your history is whole.').waitFor();
  await page.getByText(/^Checked: \d+ entries.* and 1 receipt\.$/).waitFor();
  await inspect(page, 'account, the history');
}
