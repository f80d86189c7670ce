import { api, drop, expect, landscape, open, person, seePictures, tell } from './all.mjs';

const owner = person('owner');

/** Signs in and plans a legacy with nothing but a keyboard. */
await tell(async (browser) => {
  const page = await open(browser, { width: 1280, height: 900 });
  await page.goto(`${api}/app/`);
  await page.getByRole('heading', { name: 'Welcome back' }).waitFor();
  await reach(page, page.getByLabel('E-mail'));
  await page.keyboard.type(owner.email);
  await reach(page, page.getByLabel('Password'));
  await page.keyboard.type(owner.password);
  await page.keyboard.press('Enter');
  const title = page.getByRole('heading', { name: 'Your memories' });
  await title.waitFor();
  expect(await isFocused(title), 'a new page begins at its title');
  await drop(page, [{ name: 'A letter to me.png', type: 'image/png', bytes: landscape(2) }]);
  await seePictures(page, ['A letter to me']);
  await press(page, page.getByRole('navigation').getByRole('link', { name: 'Legacies' }), 'Enter');
  await page.getByRole('heading', { name: 'Your first legacy' }).waitFor();
  await press(page, page.getByRole('link', { name: 'Plan a legacy' }).first(), 'Enter');
  await press(page, page.getByRole('checkbox', { name: 'A letter to me' }), 'Space');
  await reach(page, page.getByRole('radio', { name: /^For others/ }));
  await page.keyboard.press('ArrowDown');
  await reach(page, page.getByLabel('Date', { exact: true }));
  // The same whichever of day and month the browser asks for first.
  await page.keyboard.type('12122031');
  await page.getByRole('region', { name: 'In plain words' }).getByText('You see 1 memory again on 12 December 2031 at 09:00.').waitFor();
  await reach(page, page.getByLabel('Name of the legacy'));
  await page.keyboard.type('To myself, later');
  await press(page, page.getByRole('button', { name: 'Seal it' }), 'Enter');
  await page.getByRole('heading', { level: 1, name: 'To myself, later' }).waitFor();
  await press(page, page.getByRole('button', { name: 'Withdraw it' }), 'Enter');
  const dialog = page.getByRole('dialog');
  await dialog.waitFor();
  expect(await isFocused(dialog.getByRole('button', { name: 'Not now' })), 'a question begins at the harmless answer');
  await page.keyboard.press('Escape');
  await dialog.waitFor({ state: 'hidden' });
  expect(await isFocused(page.getByRole('button', { name: 'Withdraw it' })), 'the focus comes back');
});

async function press(page, target, key) {
  await reach(page, target);
  await page.keyboard.press(key);
}

/** Goes on with the tabulator until a thing has the focus, and its ring can be seen. */
async function reach(page, target) {
  await target.waitFor();
  for (let step = 0; step < 80; step++) {
    await page.keyboard.press('Tab');
    if (!await isFocused(target)) continue;
    const ring = await target.evaluate((element) => [element, ...['.choices .choice', '.pick label', '.file-button'].map((frame) => element.closest(frame))]
      .some((one) => one && (getComputedStyle(one).outlineStyle !== 'none' || [...one.children].some((child) => getComputedStyle(child).outlineStyle !== 'none'))));
    expect(ring, `a visible focus on ${await target.evaluate((element) => element.outerHTML.slice(0, 120))}`);
    return;
  }

  throw new Error(`not reached: ${target}`);
}

function isFocused(target) {
  return target.evaluate((element) => element === document.activeElement);
}
