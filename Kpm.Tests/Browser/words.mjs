import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

const folder = process.env.KPM_WEB;
const faults = [];
const words = {};
for (const language of ['ca', 'es', 'en']) words[language] = (await import(pathToFileURL(join(folder, 'words', `${language}.js`)).href)).default;

for (const [language, texts] of Object.entries(words)) {
  for (const key of Object.keys(words.en)) {
    if (!texts[key]) faults.push(`${language} lacks ${key}`);
    else if (blanks(texts[key]) !== blanks(words.en[key])) faults.push(`${language} has other blanks in ${key}`);
  }

  for (const key of Object.keys(texts)) if (!(key in words.en)) faults.push(`${language} alone has ${key}`);
}

for (const file of readdirSync(folder, { recursive: true }).filter((name) => name.endsWith('.js') && !/^words/.test(name))) {
  const text = readFileSync(join(folder, file), 'utf8');
  for (const [, key] of text.matchAll(/\bt\('([^']+)'/g)) if (!(key in words.en)) faults.push(`${file} says ${key}, which nobody knows`);
  for (const [, key] of text.matchAll(/\btn\('([^']+)'/g)) if (!(`${key}.one` in words.en && `${key}.other` in words.en)) faults.push(`${file} counts ${key}, which nobody knows`);
  if (/innerHTML|outerHTML|insertAdjacentHTML|console\.|document\.write|\beval\(|\.style\b/.test(text)) faults.push(`${file} does what the policy of the page or the house forbids`);
  if (text.split('\n').length > 250) faults.push(`${file} is long`);
}

process.stderr.write(faults.join('\n'));
process.exitCode = faults.length > 0 ? 1 : 0;

function blanks(text) {
  return [...text.matchAll(/\{(\w+)\}/g)].map(([, name]) => name).sort().join();
}
