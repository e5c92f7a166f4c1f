// Unwraps webhooks with OpenAI's Node SDK. Argument: a file with [{payload, headers, secret}]. Prints the events as JSON.
import assert from 'node:assert/strict';
import fs from 'node:fs';
import OpenAI from 'openai';

const client = new OpenAI({ apiKey: 'none' });
const events = [];
for (const { payload, headers, secret } of JSON.parse(fs.readFileSync(process.argv[2], 'utf8'))) {
  events.push(await client.webhooks.unwrap(payload, headers, secret));

  // The controls: what was changed on its way is refused.
  await assert.rejects(client.webhooks.unwrap(payload + ' ', headers, secret));
  await assert.rejects(client.webhooks.unwrap(payload, { ...headers, 'webhook-id': 'wh_0' }, secret));
  await assert.rejects(client.webhooks.unwrap(payload, headers, 'whsec_' + btoa('x'.repeat(32))));
}
console.log(JSON.stringify(events));
