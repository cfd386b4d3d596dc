// Drives yaml-language-server over its protocol, without any setting but the file's own first line.
// usage: NODE_MODULES=dir node editor.mjs engagement.yaml
import { createRequire } from 'node:module';
import { spawn } from 'node:child_process';
import { pathToFileURL } from 'node:url';
import { readFileSync } from 'node:fs';
import path from 'node:path';

const root = process.env.NODE_MODULES || process.cwd();
const rpc = createRequire(path.join(root, 'x.js'))('vscode-jsonrpc/node');
const engine = path.join(root, 'node_modules/yaml-language-server/bin/yaml-language-server');
const child = spawn(process.execPath, [engine, '--stdio'], { stdio: ['pipe', 'pipe', 'inherit'] });
const talk = rpc.createMessageConnection(new rpc.StreamMessageReader(child.stdout), new rpc.StreamMessageWriter(child.stdin));

const yaml = { validate: true, hover: true, completion: true, schemaStore: { enable: false } };
talk.onRequest('workspace/configuration', p => p.items.map(i => (i.section === 'yaml' ? yaml : {})));
talk.onRequest('client/registerCapability', () => null);
const waiting = new Map();
talk.onNotification('textDocument/publishDiagnostics', p => waiting.get(p.uri)?.(p.diagnostics));
talk.listen();
await talk.sendRequest('initialize', {
  processId: process.pid, rootUri: null, workspaceFolders: null,
  capabilities: {
    textDocument: { completion: { completionItem: { documentationFormat: ['markdown'] } }, hover: { contentFormat: ['markdown'] } },
    workspace: { configuration: true, didChangeConfiguration: { dynamicRegistration: true } },
  },
});
talk.sendNotification('initialized', {});
talk.sendNotification('workspace/didChangeConfiguration', { settings: { yaml } });

let failed = 0, version = 0;
const say = (holds, text) => { if (!holds) failed += 1; console.log(`${holds ? 'ok   ' : 'FAIL '} ${text}`); };
const file = process.argv[2], text = readFileSync(file, 'utf8'), lines = text.split('\n');

// Opens the text as another file beside the first, so that its first line leads to the same schema.
async function open(text) {
  version += 1;
  const uri = pathToFileURL(path.join(path.dirname(path.resolve(file)), `probe-${version}.yaml`)).href;
  const told = new Promise(resolve => { waiting.set(uri, resolve); setTimeout(() => resolve(null), 20000); });
  talk.sendNotification('textDocument/didOpen', { textDocument: { uri, languageId: 'yaml', version: 1, text } });
  return { uri, told: await told };
}
const at = (uri, line, character) => ({ textDocument: { uri }, position: { line, character } });
const line = words => lines.findIndex(one => one.includes(words));

const clean = await open(text);
say(Array.isArray(clean.told) && clean.told.length === 0, `nothing is said against what \`new\` wrote: ${JSON.stringify(clean.told?.map(d => d.message))}`);

const words = async (uri, needle, offset) => {
  const row = line(needle), hover = await talk.sendRequest('textDocument/hover', at(uri, row, lines[row].indexOf(needle) + offset));
  return hover?.contents?.value ?? '';
};
const zone = await words(clean.uri, 'timezone:', 2);
say(zone.includes('IANA'), `a hover explains the time zone: ${JSON.stringify(zone.slice(0, 80))}`);
const bought = await words(clean.uri, '- service:', 4);
say(/catalog/i.test(bought), `a hover explains a service: ${JSON.stringify(bought.slice(0, 80))}`);

const row = line('- service:');
const empty = lines.with ? lines.with(row, '  - service: ') : lines.map((one, i) => (i === row ? '  - service: ' : one));
const half = await open(empty.join('\n'));
const offered = await talk.sendRequest('textDocument/completion', at(half.uri, row, empty[row].length));
const items = offered?.items ?? offered ?? [], hosting = items.find(item => item.label === 'agent-hosting');
say(items.length > 40 && hosting, `${items.length} services are offered: ${items.slice(0, 3).map(item => item.label).join(', ')} …`);
say(JSON.stringify(hosting?.documentation ?? '').includes('Hosting'), `with their names: ${JSON.stringify(hosting?.documentation)}`);

const cadence = lines.map((one, i) => (i === row ? `${one}\n    mode: ` : one)).join('\n');
const modes = await open(cadence);
const known = await talk.sendRequest('textDocument/completion', at(modes.uri, row + 1, 10));
const labels = (known?.items ?? known ?? []).map(item => item.label);
say(labels.includes('remote') && labels.includes('onsite'), `the words of a key are offered: ${labels.join(', ')}`);

const wrong = await open(text.replace('customer:', 'custmer_note: x\ncustomer:').replace(/service: [\w-]+/, 'service: agent-hostin').replace(/start: [\d-]+/, 'start: 2026-13-01'));
const said = (wrong.told ?? []).map(d => `${d.range.start.line + 1}: ${d.message}`);
say(said.some(one => one.includes('custmer_note')), `an unknown key is told: ${said.find(one => one.includes('custmer_note'))}`);
say((wrong.told ?? []).some(d => d.range.start.line === line('- service:') + 1), `an unknown service is told: ${said.find(one => /agent|accepted|service/i.test(one) && !one.includes('custmer'))}`);
say(said.some(one => one.includes('2026-03-14')), `a day that is none is told: ${said.find(one => one.includes('2026-03-14'))}`);

await talk.sendRequest('shutdown');
talk.sendNotification('exit');
talk.dispose();
child.kill();
process.exit(failed ? 1 : 0);
