// What the judges of pages share: a Chromium without a network, and lines as run.sh prints them.
import { createRequire } from 'node:module';
import { pathToFileURL } from 'node:url';
import { readFileSync } from 'node:fs';
import path from 'node:path';

const needs = (tools) => createRequire(path.join(tools, 'x.js'));

export const launch = (tools) => needs(tools)('playwright-core').chromium.launch({
  executablePath: process.env.CHROMIUM || '/usr/bin/chromium', headless: true,
  args: ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking',
    '--disable-component-update', '--disable-sync', '--disable-dev-shm-usage'],
});

export const axe = (tools) => readFileSync(needs(tools).resolve('axe-core/axe.min.js'), 'utf8');

export const address = (file) => pathToFileURL(path.resolve(file)).href;

export const say = (faults, text) => {
  console.log(`${faults.length ? 'FAIL' : 'ok   '} ${text}`.replace('FAIL ', 'FAIL  '));
  faults.slice(0, 20).forEach((fault) => console.log(`      ${fault}`));
};

export const WIDE = { width: 1280, height: 900 };
export const NARROW = { width: 320, height: 800 };
