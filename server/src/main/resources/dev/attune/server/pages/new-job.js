// The form for a new job: uploads in parts, the check before anything starts, and the same request as code.
'use strict';

(() => {
  const form = document.getElementById('new-job');
  if (!form) return;
  const field = (name) => form.elements[name];
  const PART = 16 << 20;
  const ATTEMPTS = 5;

  const post = async (path, value) => (await ask('POST', path, value)).json();

  const numberOr = (text) => (text.trim() === '' || !Number.isFinite(Number(text)) ? text.trim() : Number(text));

  const request = () => {
    const method = field('method').value;
    const names = ['n_epochs', 'batch_size', 'learning_rate_multiplier', ...(method === 'dpo' ? ['beta'] : [])];
    const hyperparameters = {};
    for (const name of names) if (field(name).value.trim()) hyperparameters[name] = numberOr(field(name).value);
    const job = { model: field('model').value, training_file: field('training_file').value };
    if (field('validation_file').value) job.validation_file = field('validation_file').value;
    if (field('suffix').value.trim()) job.suffix = field('suffix').value.trim();
    if (field('seed').value.trim()) job.seed = numberOr(field('seed').value);
    job.method = { type: method };
    if (Object.keys(hyperparameters).length) job.method[method] = { hyperparameters };
    if (field('rank').value.trim()) job.attune = { rank: numberOr(field('rank').value) };
    return job;
  };

  // Code in each language, from the one request.
  const literal = (value, indent, python) => {
    const pad = '  '.repeat(indent);
    if (value === null || typeof value !== 'object') return JSON.stringify(value);
    return `{\n${Object.entries(value).map(([key, item]) => `${pad}  ${python || !/^\w+$/.test(key) ? JSON.stringify(key) : key}: ${literal(item, indent + 1, python)}`).join(',\n')}\n${pad}}`;
  };
  const CODE = {
    curl: (job, url) => `curl ${url}/fine_tuning/jobs \\\n  -H "Authorization: Bearer $OPENAI_API_KEY" \\\n  -H "Content-Type: application/json" \\\n  -d '${JSON.stringify(job, null, 2).replaceAll("'", "'\\''")}'`,
    python: (job, url) => {
      const { attune, ...known } = job;
      const lines = Object.entries(known).map(([key, value]) => `    ${key}=${literal(value, 2, true)},`);
      if (attune) lines.push(`    extra_body={"attune": ${literal(attune, 2, true)}},`);
      return `from openai import OpenAI\n\nclient = OpenAI(base_url="${url}")  # OPENAI_API_KEY\njob = client.fine_tuning.jobs.create(\n${lines.join('\n')}\n)\nprint(job.id)`;
    },
    node: (job, url) => `import OpenAI from 'openai';\n\nconst client = new OpenAI({ baseURL: '${url}' }); // OPENAI_API_KEY\nconst job = await client.fineTuning.jobs.create(${literal(job, 0, false)});\nconsole.log(job.id);`,
    java: (job, url) => {
      const others = Object.entries(job).filter(([key]) => !['model', 'training_file', 'validation_file', 'suffix', 'seed'].includes(key));
      const lines = [`.model(${JSON.stringify(job.model)})`, `.trainingFile(${JSON.stringify(job.training_file)})`];
      if (job.validation_file) lines.push(`.validationFile(${JSON.stringify(job.validation_file)})`);
      if (job.suffix) lines.push(`.suffix(${JSON.stringify(job.suffix)})`);
      if (job.seed !== undefined) lines.push(`.seed(${job.seed})`);
      const java = (value) => value !== null && typeof value === 'object'
        ? `Map.of(${Object.entries(value).map(([key, item]) => `${JSON.stringify(key)}, ${java(item)}`).join(', ')})` : JSON.stringify(value);
      for (const [key, value] of others) lines.push(`.putAdditionalBodyProperty(${JSON.stringify(key)}, JsonValue.from(${java(value)}))`);
      return `OpenAIClient client = OpenAIOkHttpClient.builder()\n    .fromEnv() // OPENAI_API_KEY\n    .baseUrl("${url}")\n    .build();\nFineTuningJob job = client.fineTuning().jobs().create(\n    JobCreateParams.builder()\n        ${lines.join('\n        ')}\n        .build());\nSystem.out.println(job.id());`;
    },
  };

  const code = document.getElementById('code');
  const showCode = () => {
    code.textContent = CODE[document.getElementById('language').value](request(), code.dataset.baseUrl);
    field('beta').closest('.field').hidden = field('method').value !== 'dpo';
  };

  const refuse = (error) => {
    const place = document.getElementById('refusal');
    place.textContent = error.message;
    place.hidden = false;
    const name = (error.param ?? '').split(/[.[\]]/).filter(Boolean).pop();
    if (name && field(name)) { field(name).closest('details')?.setAttribute('open', ''); field(name).focus(); }
  };
  const allow = () => { document.getElementById('refusal').hidden = true; };

  const bytes = (count) => (count >= 1e9 ? `${(count / 1e9).toFixed(1)} GB` : `${(count / 1e6).toFixed(0)} MB`);
  const time = (seconds) => (seconds < 90 ? `${Math.ceil(seconds)} s` : seconds < 5400 ? `${Math.round(seconds / 60)} min` : `${(seconds / 3600).toFixed(1)} h`);
  const line = (tag, text, name) => { const element = document.createElement(tag); element.textContent = text; if (name) element.className = name; return element; };

  const showEstimate = (estimate) => {
    const place = document.getElementById('estimate');
    const { memory, data, hyperparameters } = estimate;
    const facts = document.createElement('dl');
    facts.className = 'facts';
    for (const [name, value] of [
      ['Examples', data.examples.toLocaleString('en')],
      ['Tokens', data.tokens.toLocaleString('en')],
      ['Steps', `${estimate.steps.toLocaleString('en')} (${hyperparameters.n_epochs} ${hyperparameters.n_epochs === 1 ? 'epoch' : 'epochs'}, batches of ${hyperparameters.batch_size})`],
      ['Time', `about ${time(estimate.seconds)}`],
      ['Memory', `${bytes(memory.bytes)} of ${bytes(memory.available_bytes)}`],
    ]) facts.append(line('dt', name), line('dd', value));
    const verdict = estimate.fits
      ? line('p', 'It fits.', 'good')
      : line('p', `It does not fit, because it needs ${bytes(memory.bytes)} and jobs may have ${bytes(memory.available_bytes)}. Choose a smaller model, or give jobs more with --job-memory-bytes.`, 'error');
    place.append(verdict, facts);
  };

  const lines = ({ count, lines: some }) => `${count.toLocaleString('en')} (line${count === 1 ? '' : 's'} ${some.join(', ')}${count > some.length ? ', …' : ''})`;

  // What a file holds: lengths as bars, troubles by their lines, and what is learnt of the first examples.
  const showFile = (place, title, file, context, doubles) => {
    place.append(line('h3', title));
    const facts = document.createElement('dl');
    facts.className = 'facts';
    for (const [name, value] of [
      ['Examples', file.examples.toLocaleString('en')],
      ['Tokens', `${file.tokens.toLocaleString('en')}, of which ${file.loss_tokens.toLocaleString('en')} are learnt`],
      ['Longest', `${file.longest.toLocaleString('en')} tokens of ${context.toLocaleString('en')}`],
    ]) facts.append(line('dt', name), line('dd', value));
    place.append(facts);
    if (file.too_long.count) place.append(line('p', `Too long for the model: ${lines(file.too_long)}. A job refuses them, unless attune.max_sequence_length cuts them.`, 'error'));
    if (file.duplicates.count) place.append(line('p', `${doubles}: ${lines(file.duplicates)}.`, 'warn'));
    for (const warning of file.warnings) place.append(line('p', warning, 'warn'));
    const most = Math.max(...file.lengths.map((bar) => bar.examples));
    const bars = document.createElement('table');
    bars.className = 'bars';
    bars.append(line('caption', 'Examples by their tokens'));
    for (const bar of file.lengths) {
      const row = document.createElement('tr');
      const head = line('th', `up to ${bar.up_to.toLocaleString('en')}`);
      head.scope = 'row';
      const cell = document.createElement('td');
      const meter = document.createElement('progress');
      meter.max = most;
      meter.value = bar.examples;
      meter.setAttribute('aria-label', `${bar.examples} examples of up to ${bar.up_to} tokens`);
      cell.append(meter);
      row.append(head, cell, line('td', bar.examples.toLocaleString('en'), 'number'));
      bars.append(row);
    }
    place.append(bars);
    for (const example of file.shown) {
      place.append(line('p', `Line ${example.line}; what is marked is learnt:`, 'hint'));
      for (const text of example.texts) {
        const box = document.createElement('div');
        box.className = 'tokens';
        box.tabIndex = 0;
        box.setAttribute('role', 'group');
        box.setAttribute('aria-label', `Example of line ${example.line}`);
        for (const piece of text) box.append(line(piece.learnt ? 'mark' : 'span', piece.text));
        place.append(box);
      }
    }
  };

  // How far the files are read, as a bar over all of them; a phase without a number has a bar that only moves.
  const readingBar = (place) => {
    const bar = document.createElement('progress');
    bar.className = 'wide';
    bar.setAttribute('aria-label', 'Files that are read');
    const said = line('p', 'Asking…', 'hint');
    const parts = new Map();
    const sum = (name) => [...parts.values()].reduce((total, part) => total + part[name], 0);
    place.prepend(bar, said);
    return (progress) => {
      parts.set(progress.name, progress);
      if (progress.total) bar.value = sum('done') / sum('total'); else bar.removeAttribute('value');
      const text = progress.total ? `Reading ${progress.name}…` : `All is read, ${progress.name}…`;
      if (said.textContent !== text) said.textContent = text; // It is read aloud each time.
    };
  };

  // Asks about the job, shows how far the answer is, and returns its last line.
  const askAbout = async (path, job, show) => {
    let last = null;
    for await (const text of linesOf(await ask('POST', path + '?progress=true', job))) {
      if (!text.trim()) continue;
      last = JSON.parse(text);
      if (last.type === 'error') throw Object.assign(new Error(last.error.message), { param: last.error.param });
      if (last.type === 'progress') show(last);
    }
    if (last?.type !== 'report' && last?.type !== 'estimate') throw new Error('The server broke off. Try again.');
    return last;
  };

  const busy = async (button, work) => {
    button.disabled = true;
    allow();
    try { await work(); } catch (error) { refuse(error); } finally { button.disabled = false; }
  };

  document.getElementById('check').addEventListener('click', (event) => busy(event.target, async () => {
    const place = document.getElementById('estimate');
    place.replaceChildren();
    try {
      const job = request();
      const { report } = await askAbout('/attune/v1/check/fine_tuning/jobs', job, readingBar(place));
      place.replaceChildren();
      showFile(place, 'Training file', report.training, report.context, 'The same as an earlier line');
      if (report.validation) showFile(place, 'Validation file', report.validation, report.context, 'Also in the training file, or the same as an earlier line');
      const shown = [...place.children];
      const { estimate } = await askAbout('/attune/v1/estimate/fine_tuning/jobs', job, readingBar(place));
      place.replaceChildren();
      showEstimate(estimate);
      place.append(...shown);
    } catch (error) {
      place.replaceChildren(line('p', error.message, 'error'));
      throw error;
    }
  }));

  form.addEventListener('submit', (event) => {
    event.preventDefault();
    busy(document.getElementById('create'), async () => {
      const job = await post('/v1/fine_tuning/jobs', request());
      location.href = '/jobs/' + job.id;
    });
  });

  // Uploads: in parts, so that nothing is sent twice when a connection breaks.
  const said = (text) => { document.getElementById('upload-said').textContent = text; };
  const part = async (upload, blob) => {
    for (let attempt = 1; ; attempt++) {
      try {
        const data = new FormData();
        data.append('data', blob, 'part');
        return (await post(`/v1/uploads/${upload.id}/parts`, data)).id;
      } catch (error) {
        if (error.param !== undefined || attempt === ATTEMPTS) throw error;
        said('The connection broke. Going on in a moment…');
        await new Promise((resolve) => setTimeout(resolve, 1000 * attempt));
      }
    }
  };
  // What was sent of a file outlives the page: the same file, chosen again, goes on where it was.
  const place = (file) => `upload ${file.name} ${file.size} ${file.lastModified}`;
  const remembered = (file) => { try { return JSON.parse(localStorage.getItem(place(file))); } catch { return null; } };
  const remember = (file, upload) => { try { localStorage.setItem(place(file), JSON.stringify(upload)); } catch { /* Then it begins again. */ } };
  const forget = (file) => { try { localStorage.removeItem(place(file)); } catch { /* It was never there. */ } };
  const begin = async (file) => {
    const { id } = await post('/v1/uploads', { filename: file.name, purpose: 'fine-tune', bytes: file.size, mime_type: 'text/jsonl' });
    return { id, part_ids: [] };
  };
  const send = async (file) => {
    const bar = document.getElementById('upload-progress');
    const before = remembered(file);
    bar.hidden = false;
    allow();
    try {
      const upload = before ?? await begin(file);
      for (let start = upload.part_ids.length * PART; start < file.size; start += PART) {
        upload.part_ids.push(await part(upload, file.slice(start, start + PART)));
        remember(file, upload);
        bar.value = Math.min(100, 100 * (start + PART) / file.size);
        said(`${file.name}: ${Math.round(bar.value)} %`);
      }
      const { file: made } = await post(`/v1/uploads/${upload.id}/complete`, { part_ids: upload.part_ids });
      forget(file);
      for (const name of ['training_file', 'validation_file']) field(name).add(new Option(`${made.filename} · just now`, made.id));
      field('training_file').value = made.id;
      said(`${file.name} is uploaded and chosen.`);
      showCode();
    } catch (error) {
      said('');
      if (error.param === undefined) { refuse(error); return; }
      forget(file);
      // What was begun before has expired, or is somebody else's.
      if (before) await send(file); else refuse(error);
    } finally {
      bar.hidden = true;
      bar.value = 0;
    }
  };
  const drop = document.getElementById('drop');
  document.getElementById('upload').addEventListener('change', (event) => { if (event.target.files[0]) send(event.target.files[0]); });
  for (const name of ['dragenter', 'dragover']) drop.addEventListener(name, (event) => { event.preventDefault(); drop.classList.add('over'); });
  for (const name of ['dragleave', 'drop']) drop.addEventListener(name, () => drop.classList.remove('over'));
  drop.addEventListener('drop', (event) => { event.preventDefault(); if (event.dataTransfer.files[0]) send(event.dataTransfer.files[0]); });

  form.addEventListener('input', showCode);
  document.getElementById('language').addEventListener('input', showCode);
  showCode();
})();
