// Opens pages whose texts mean harm and looks whether any of it works: no script but the page's own
// runs, also when everything is touched; nothing is asked for; the policy of the page never has to
// step in; and each attack can be read as the text that it is.
// usage: hostile.mjs TOOLS OUTPUT_FOLDER ATTACKS PAGE...    prints one line as run.sh does
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { address, launch, say, WIDE } from './chromium.mjs';

const [tools, out, list, ...pages] = process.argv.slice(2);
const attacks = JSON.parse(readFileSync(list, 'utf8'));
const theme = path.join(import.meta.dirname, '../../templates/theme');
// The program prints them without comments and breaks.
const scripts = ['page.js', 'portal.js'].map((file) => readFileSync(path.join(theme, file), 'utf8')
  .replace(/^\s*\/\/.*$/gm, '').replace(/\s+/g, ' ').trim());

const faults = [];
const seen = new Map(attacks.map((attack) => [attack, 0]));
const browser = await launch(tools);
const context = await browser.newContext({ offline: true, viewport: WIDE });
await context.addInitScript(() => {
  globalThis.blocked = [];
  addEventListener('securitypolicyviolation', ({ violatedDirective, blockedURI }) => globalThis.blocked.push(`${violatedDirective} ${blockedURI}`));
});
const page = await context.newPage();
// Nothing leads away: the viewer of PDF files holds a browser without a screen.
await page.route('**/*', (route) => (route.request().url() === address(file) ? route.continue() : route.abort()));
let file = '';
const fault = (text) => faults.push(`${path.relative(out, file)}: ${text}`);
page.on('request', (request) => {
  if (request.url() !== address(file) && !/^data:(image|font)\//.test(request.url())) fault(`asks for ${request.url().slice(0, 120)}`);
});
page.on('dialog', (dialog) => { fault(`opens a dialog: ${dialog.message()}`); dialog.dismiss(); });
page.on('popup', () => fault('opens a window'));
page.on('console', (message) => { if (message.type() === 'error') fault(`the console says: ${message.text().slice(0, 160)}`); });
page.on('pageerror', (error) => fault(`a script fails: ${error.message}`));

// What is in the page that could run or load, and what happens when all of it is touched.
const harm = (own) => {
  const found = [];
  for (const element of document.querySelectorAll('*')) {
    const name = element.localName;
    if (/^(iframe|frame|object|embed|base|link|form|audio|video|source|track|portal)$/.test(name) && !element.matches('form.filter, link[rel=icon][href="data:,"]')) found.push(`<${name}>`);
    if (name === 'meta' && /refresh/i.test(element.httpEquiv)) found.push('<meta refresh>');
    if (name === 'script' && !own.includes(element.textContent.replace(/\s+/g, ' ').trim())) {
      found.push(`a script: ${element.textContent.slice(0, 80)}`);
    }
    for (const { name: attribute, value } of name === 'link' ? [] : element.attributes) {
      if (/^on/i.test(attribute)) found.push(`${attribute} on <${name}>`);
      if (attribute === 'style') found.push(`a style on <${name}>`);
      if (/^(href|src|action|formaction|xlink:href|data|poster|srcset)$/i.test(attribute) &&
        !/^(#|https?:|mailto:|data:image\/(png|jpeg|svg\+xml);base64,|[\w.%~-]+(\/|\.html|\.pdf|$))/.test(value)) found.push(`${attribute}="${value.slice(0, 60)}"`);
    }
    // A click that bubbled would follow the link around it.
    for (const event of ['load', 'error', 'mouseover', 'mouseenter', 'focus', 'toggle', 'animationend', ...(name === 'a' ? [] : ['click'])]) {
      element.dispatchEvent(new Event(event, { bubbles: false }));
    }
  }
  return { found: [...new Set(found)], ran: 'hostile' in globalThis, blocked: globalThis.blocked, frames: frames.length };
};

for (file of pages) {
  await page.goto(address(file), { waitUntil: 'load' });
  const { found, ran, blocked, frames } = await page.evaluate(harm, scripts);
  found.forEach((what) => fault(`holds ${what}`));
  if (ran) fault('a script of a text ran');
  blocked.forEach((what) => fault(`the policy had to block ${what}`));
  if (frames) fault(`${frames} frames`);
  const text = (await page.evaluate(() => document.body.innerText)).replace(/\s+/g, ' ');
  const shown = attacks.filter((attack) => text.includes(attack.replace(/\s+/g, ' ')));
  shown.forEach((attack) => seen.set(attack, seen.get(attack) + 1));
  if (shown.length === 0) fault('shows none of the attacks as text');
}
await browser.close();
for (const [attack, count] of seen) if (count === 0) faults.push(`nobody can read ${attack}`);
const least = Math.min(...seen.values());
say(faults, `${attacks.length} kinds of hostile text stay text on ${pages.length} pages: no script, dialog, request or ` +
  `breach of the policy, each read as it was written on ${least} pages or more`);
