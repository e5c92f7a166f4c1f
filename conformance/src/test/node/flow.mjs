// The whole flow with OpenAI's Node SDK. Arguments: training file, validation file, pairs. Prints what it saw as JSON.
import assert from 'node:assert/strict';
import crypto from 'node:crypto';
import fs from 'node:fs';
import { recording } from './recording.mjs';
import OpenAI, { NotFoundError, BadRequestError, AuthenticationError, toFile } from 'openai';

const [training, validation, pairs] = process.argv.slice(2);
const client = new OpenAI({ fetch: recording }); // OPENAI_BASE_URL, OPENAI_API_KEY and OPENAI_ADMIN_KEY say where

const trainingFile = await client.files.create({ file: fs.createReadStream(training), purpose: 'fine-tune' });
const validationFile = await client.files.create({ file: fs.createReadStream(validation), purpose: 'fine-tune' });
assert.equal((await client.files.waitForProcessing(trainingFile.id)).status, 'processed');

const bytes = fs.readFileSync(training);
const upload = await client.uploads.create({
  filename: 'parts.jsonl', purpose: 'fine-tune', bytes: bytes.length, mime_type: 'text/jsonl',
  expires_after: { anchor: 'created_at', seconds: 3600 },
});
assert.equal(upload.status, 'pending');
const third = Math.ceil(bytes.length / 3);
const parts = await Promise.all([2, 0, 1].map(async (i) =>
  [i, (await client.uploads.parts.create(upload.id, { data: new File([bytes.subarray(i * third, (i + 1) * third)], 'part') })).id]));
const part_ids = parts.sort(([a], [b]) => a - b).map(([, id]) => id);
await assert.rejects(client.uploads.complete(upload.id, { part_ids: part_ids.slice(1) }), BadRequestError);
const md5 = crypto.createHash('md5').update(bytes).digest('hex');
const completed = await client.uploads.complete(upload.id, { part_ids, md5 });
assert.equal(completed.status, 'completed');
assert.equal(completed.file.expires_at - completed.file.created_at, 3600);
assert.deepEqual(Buffer.from(await (await client.files.content(completed.file.id)).arrayBuffer()), bytes);
await assert.rejects(client.uploads.complete(upload.id, { part_ids, md5 }), BadRequestError);
const unwanted = await client.uploads.create({ filename: 'x', purpose: 'vision', bytes: 1, mime_type: 'image/png' });
assert.equal((await client.uploads.cancel(unwanted.id)).status, 'cancelled');
await assert.rejects(client.uploads.cancel('upload_none'), NotFoundError);

let job = await client.fineTuning.jobs.create({
  model: 'starter',
  training_file: completed.file.id,
  validation_file: validationFile.id,
  method: { type: 'supervised', supervised: { hyperparameters: { n_epochs: 2, batch_size: 4 } } },
  suffix: 'node',
  metadata: { from: 'node' },
});
assert.equal(job.status, 'validating_files');
const until = async (id, ...statuses) => {
  for (;;) {
    const now = await client.fineTuning.jobs.retrieve(id);
    if (statuses.includes(now.status)) return now;
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
};
const ended = (id) => until(id, 'succeeded', 'failed', 'cancelled');
job = await ended(job.id);
assert.equal(job.status, 'succeeded', JSON.stringify(job.error));

const events = [];
for await (const event of client.fineTuning.jobs.listEvents(job.id, { limit: 2 })) events.push(event);
assert.equal(new Set(events.map((event) => event.id)).size, events.length);
const metrics = events.filter((event) => event.type === 'metrics');
assert.deepEqual(metrics.map((event) => event.data.step), [8, 7, 6, 5, 4, 3, 2, 1]);

const checkpoints = [];
for await (const checkpoint of client.fineTuning.jobs.checkpoints.list(job.id)) checkpoints.push(checkpoint);
assert.deepEqual(checkpoints.map((checkpoint) => checkpoint.step_number), [8, 4]);

const csv = await (await client.files.content(job.result_files[0])).text();
assert.equal(csv.trim().split('\n').length, 9);

const found = [];
for await (const other of client.fineTuning.jobs.list({ metadata: { from: 'node' } })) found.push(other.id);
assert.deepEqual(found, [job.id]);

const messages = [{ role: 'user', content: 'Where is my parcel?' }];
for (const model of ['starter', job.fine_tuned_model, checkpoints[1].fine_tuned_model_checkpoint]) {
  const answer = await client.chat.completions.create({ model, messages, max_tokens: 8, temperature: 0 });
  let streamed = '';
  const stream = await client.chat.completions.create({ model, messages, max_tokens: 8, temperature: 0, stream: true });
  for await (const chunk of stream) streamed += chunk.choices[0]?.delta?.content ?? '';
  assert.equal(streamed, answer.choices[0].message.content);
}

const pairsFile = await client.files.create({ file: fs.createReadStream(pairs), purpose: 'fine-tune' });
const preferring = await ended((await client.fineTuning.jobs.create({
  model: job.fine_tuned_model,
  training_file: pairsFile.id,
  method: { type: 'dpo', dpo: { hyperparameters: { beta: 0.5, n_epochs: 1, batch_size: 4 } } },
})).id);
assert.equal(preferring.status, 'succeeded', JSON.stringify(preferring.error));
assert.equal(preferring.method.dpo.hyperparameters.beta, 0.5);
const further = await ended((await client.fineTuning.jobs.create({
  model: checkpoints[1].fine_tuned_model_checkpoint,
  training_file: trainingFile.id,
  hyperparameters: { n_epochs: 1, batch_size: 8 },
})).id);
assert.equal(further.status, 'succeeded', JSON.stringify(further.error));

const long = await client.fineTuning.jobs.create({
  model: 'starter', training_file: trainingFile.id, hyperparameters: { n_epochs: 50, batch_size: 1 },
  integrations: [{ type: 'wandb', wandb: { project: 'tickets', tags: ['node'] } }],
});
assert.deepEqual(long.integrations, [{ type: 'wandb', wandb: { project: 'tickets', entity: null, tags: ['node'], run_id: long.id } }]);
await until(long.id, 'running');
await client.fineTuning.jobs.pause(long.id);
await until(long.id, 'paused');
await client.fineTuning.jobs.resume(long.id);
await until(long.id, 'queued', 'running');
assert.equal((await client.fineTuning.jobs.cancel(long.id)).status, 'cancelled');
await assert.rejects(client.fineTuning.jobs.cancel(long.id), BadRequestError);

const { projects, usage, adminAPIKeys } = client.admin.organization;
const { permissions } = client.fineTuning.checkpoints;
const project = await projects.create({ name: 'Second team' });
const account = await projects.serviceAccounts.create(project.id, { name: 'asker' });
const other = new OpenAI({ fetch: recording, apiKey: account.api_key.value });
const question = { model: job.fine_tuned_model, messages, max_tokens: 4 };
await assert.rejects(other.chat.completions.create(question), NotFoundError);
const permitted = [];
for await (const permission of permissions.create(job.fine_tuned_model, { project_ids: [project.id] })) permitted.push(permission);
assert.equal((await other.chat.completions.create(question)).choices.length, 1);
const listed = [];
for await (const permission of permissions.list(job.fine_tuned_model, { limit: 1, order: 'ascending' })) listed.push(permission);
assert.deepEqual(listed, permitted);
assert.equal((await permissions.delete(permitted[0].id, { fine_tuned_model_checkpoint: job.fine_tuned_model })).deleted, true);
await assert.rejects(other.chat.completions.create(question), NotFoundError);

const used = await usage.completions({ start_time: project.created_at - 60, bucket_width: '1d', group_by: ['project_id', 'model'] });
const counts = used.data.flatMap((bucket) => bucket.results).filter((result) => result.project_id === project.id);
assert.deepEqual(counts.map((result) => [result.model, result.num_model_requests]), [[job.fine_tuned_model, 1]]);

const names = [];
for await (const each of projects.list({ limit: 1 })) names.push(each.name);
assert.ok(names.includes('Second team'));
assert.equal((await projects.archive(project.id)).status, 'archived');
await assert.rejects(other.models.list(), AuthenticationError);
const adminKey = await adminAPIKeys.create({ name: 'ci' });
assert.equal((await adminAPIKeys.delete(adminKey.id)).deleted, true);

const models = [];
for await (const model of client.models.list()) models.push(model.id);
assert.ok(models.includes(job.fine_tuned_model));

await assert.rejects(client.fineTuning.jobs.retrieve('ftjob-none'), NotFoundError);
await assert.rejects(client.files.retrieve('file-none'), NotFoundError);
await assert.rejects(client.files.create({ file: await toFile(Buffer.from('no json'), 'x.jsonl'), purpose: 'fine-tune' }), BadRequestError);
await assert.rejects(new OpenAI({ apiKey: 'sk-wrong' }).models.list(), AuthenticationError);

assert.equal((await client.models.delete(job.fine_tuned_model)).deleted, true);
await assert.rejects(client.models.retrieve(job.fine_tuned_model), NotFoundError);
assert.equal((await client.files.delete(trainingFile.id)).deleted, true);

console.log(JSON.stringify({ job: job.id, events: events.length, checkpoints: checkpoints.length }));
