import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { chromium } from 'playwright-core';

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

export const api = process.env.KPM_API;

/** What is wrong on any page, and may not be. */
export const faults = [];

/** Debian's Chromium; nothing is downloaded. */
export function launch() {
  return chromium.launch({
    executablePath: process.env.KPM_CHROMIUM,
    args: ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync'],
  });
}

/** A browser of somebody's own, in English unless said otherwise. */
export async function open(browser, { width, height }, options = {}) {
  const context = await browser.newContext({ viewport: { width, height }, locale: 'en-GB', timezoneId: 'Europe/Madrid', colorScheme: 'light', reducedMotion: 'reduce', ...options });
  context.setDefaultTimeout(30_000);
  const page = await context.newPage();
  page.on('pageerror', (error) => faults.push(`error on ${page.url()}: ${error.stack}`));
  // An answer that is no success is told there, too: the pages show it, and the story sees that.
  page.on('console', (message) => {
    if (message.type() === 'error' && !message.text().startsWith('Failed to load resource')) faults.push(`console on ${page.url()}: ${message.text()}`);
  });
  return page;
}

/** Holds a page against WCAG 2.2 A and AA, light and dark. */
export async function inspect(page, name) {
  for (const colorScheme of ['dark', 'light']) {
    await page.emulateMedia({ colorScheme });
    if (!await page.evaluate('typeof axe === "object"')) await page.evaluate(axe);
    const found = await page.evaluate(() => globalThis.axe.run(document, { resultTypes: ['violations'] }));
    for (const { id, impact, nodes } of found.violations.filter((one) => one.impact === 'serious' || one.impact === 'critical'))
      faults.push(`axe, ${name}, ${colorScheme}: ${impact} ${id}: ${nodes.map((node) => `${node.html.slice(0, 160)} ${node.failureSummary.replaceAll('\n', ' ').slice(0, 240)}`).join(' | ')}`);
    const wide = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
    if (wide > 0) faults.push(`${name} is ${wide} pixels too wide`);
  }
}

/** Runs a story, ends the browser whatever happens, and says how it went. */
export async function tell(story) {
  const browser = await launch();
  try {
    await story(browser);
  } catch (error) {
    faults.push(error.stack);
    for (const context of browser.contexts())
      for (const page of context.pages()) faults.push(`${page.url()} says: ${(await page.locator('body').innerText().catch(() => '')).slice(0, 1500)}`);
  } finally {
    await browser.close();
  }

  if (faults.length > 0) {
    process.stderr.write(`${faults.join('\n')}\n`);
    process.exitCode = 1;
  }
}
