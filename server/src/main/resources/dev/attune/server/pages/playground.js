// Two models on the same message, word by word; and a whole file of examples through both.
'use strict';

(() => {
  const form = document.getElementById('ask');
  if (!form) return;
  const value = (id) => document.getElementById(id).value;
  const sides = [...document.querySelectorAll('.side')].map((side) => ({
    model: side.querySelector('select'), answer: side.querySelector('.chat'), said: side.querySelector('.said'),
  }));
  let running = null;

  const complete = (body, signal) => ask('POST', '/v1/chat/completions', body, { signal });

  // Loading weights can take a minute; whatever goes wrong, asking says it better.
  const load = async (side, signal) => {
    try {
      const response = await ask('POST', `/attune/v1/models/${encodeURIComponent(side.model.value)}/load`, {}, { signal });
      for await (const line of linesOf(response)) {
        const { type, done, total } = line.trim() ? JSON.parse(line) : {};
        if (type === 'progress') side.said.textContent = `Loading the model: ${Math.floor((100 * done) / total)} %`;
      }
    } catch (error) {
      if (signal.aborted) throw error;
    }
    side.said.textContent = 'Waiting for the model…';
  };

  const show = (place, text, logprob) => {
    const span = document.createElement('span');
    span.textContent = text;
    if (logprob) {
      span.dataset.p = logprob.logprob;
      const others = (logprob.top_logprobs ?? []).map((other) => `${JSON.stringify(other.token)} ${(100 * Math.exp(other.logprob)).toFixed(1)} %`);
      span.title = [`${JSON.stringify(logprob.token)} ${(100 * Math.exp(logprob.logprob)).toFixed(1)} %`, ...others].join('\n');
    }
    place.append(span);
  };

  const run = async (side, signal) => {
    side.answer.replaceChildren();
    side.said.textContent = 'Waiting for the model…';
    const messages = [...(value('system').trim() ? [{ role: 'system', content: value('system') }] : []), { role: 'user', content: value('prompt') }];
    let began = 0, first = 0, usage = null, reason = '';
    try {
      await load(side, signal);
      began = performance.now();
      const response = await complete({
        model: side.model.value, messages, stream: true, stream_options: { include_usage: true },
        temperature: Number(value('temperature')), top_p: Number(value('top_p')), max_completion_tokens: Number(value('max_tokens')),
        logprobs: true, top_logprobs: 3, ...(value('seed') ? { seed: Number(value('seed')) } : {}),
      }, signal);
      for await (const line of linesOf(response)) {
        if (!line.startsWith('data: {')) continue;
        const chunk = JSON.parse(line.slice(6));
        if (chunk.error) throw new Error(chunk.error.message);
        usage = chunk.usage ?? usage;
        const choice = chunk.choices[0];
        if (!choice) continue;
        first ||= choice.delta.content ? performance.now() : 0;
        reason = choice.finish_reason ?? reason;
        const tokens = choice.logprobs?.content ?? [];
        if (tokens.length === 1) show(side.answer, choice.delta.content, tokens[0]);
        else if (choice.delta.content) show(side.answer, choice.delta.content);
      }
      const seconds = (performance.now() - began) / 1000;
      const speed = usage && first ? usage.completion_tokens / Math.max(0.001, (performance.now() - first) / 1000) : 0;
      side.said.textContent = `${usage?.prompt_tokens ?? '?'} + ${usage?.completion_tokens ?? '?'} tokens · ${seconds.toFixed(2)} s · ${speed.toFixed(0)} tokens/s · ${reason === 'length' ? 'cut at the limit' : 'ended by itself'}`;
    } catch (error) {
      side.said.textContent = signal.aborted ? 'Stopped.' : error.message;
    }
  };

  const both = async () => {
    running?.abort();
    running = new AbortController();
    const mine = running;
    document.getElementById('stop').hidden = false;
    await Promise.all(sides.map((side) => run(side, mine.signal)));
    if (running === mine) document.getElementById('stop').hidden = true;
  };
  form.addEventListener('submit', (event) => { event.preventDefault(); both(); });
  form.addEventListener('keydown', (event) => { if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) form.requestSubmit(); });
  document.getElementById('stop').addEventListener('click', () => running?.abort());

  // A file of examples: exact matches, and the differences in a table.
  const MOST = 500;
  const told = document.getElementById('many-said');
  // Below this share of what was expected, words that are alike are so by chance.
  const ALIKE = 0.3;
  const pieces = (text) => text.split(/(\s+|[^\p{L}\p{N}\s]+)/u).filter((piece) => piece).slice(0, 600);
  // A line may break behind punctuation, so that JSON without spaces does not break within words.
  const fill = (element, text) => {
    element.replaceChildren(...text.split(/(?<=[,;:])/).flatMap((part, i) => (i ? [document.createElement('wbr'), part] : [part])));
    return element;
  };
  // What is missing and what is too much, word by word (longest common subsequence).
  const difference = (expected, answer) => {
    const a = pieces(expected), b = pieces(answer);
    const common = Array.from({ length: a.length + 1 }, () => new Uint16Array(b.length + 1));
    for (let i = a.length - 1; i >= 0; i--) {
      for (let j = b.length - 1; j >= 0; j--) {
        common[i][j] = a[i] === b[j] ? common[i + 1][j + 1] + 1 : Math.max(common[i + 1][j], common[i][j + 1]);
      }
    }
    const words = [];
    const add = (kind, text) => { if (words.at(-1)?.[0] === kind) words.at(-1)[1] += text; else words.push([kind, text]); };
    let i = 0, j = 0;
    while (i < a.length || j < b.length) {
      if (i < a.length && j < b.length && a[i] === b[j]) { add('span', a[i++]); j++; }
      else if (j === b.length || (i < a.length && common[i + 1][j] >= common[i][j + 1])) add('del', a[i++]);
      else add('ins', b[j++]);
    }
    const alike = words.filter(([kind]) => kind === 'span').map(([, text]) => text.replace(/[^\p{L}\p{N}]/gu, '')).join('').length;
    const told = alike < ALIKE * expected.length ? [['del', expected], ['span', ' '], ['ins', answer]] : words;
    return told.map(([kind, text]) => fill(document.createElement(kind), text));
  };
  const answerCell = (expected, answer) => {
    const same = answer.trim() === expected.trim();
    const td = cell(same ? answer : '', same ? 'same' : 'differs');
    if (!same) td.append(...difference(expected.trim(), answer.trim()));
    return td;
  };
  document.getElementById('many-differing').addEventListener('change', (event) => {
    document.getElementById('many').classList.toggle('differing', event.target.checked);
  });
  const cell = (text, name) => { const td = document.createElement('td'); fill(td, text); if (name) td.className = name; return td; };
  const examples = (text) => text.split('\n').filter((line) => line.trim()).map((line, i) => {
    const { messages } = JSON.parse(line);
    const last = messages?.at(-1);
    if (last?.role !== 'assistant') throw new Error(`Line ${i + 1} does not end with an answer of the assistant.`);
    return { messages: messages.slice(0, -1), expected: last.content ?? '' };
  });
  document.getElementById('held-out').addEventListener('change', async (event) => {
    const file = event.target.files[0];
    event.target.value = '';
    if (!file) return;
    const rows = document.querySelector('#many tbody');
    rows.replaceChildren();
    const stop = document.getElementById('many-stop');
    const abort = new AbortController();
    stop.onclick = () => abort.abort();
    stop.hidden = false;
    try {
      const all = examples(await file.text()).slice(0, MOST);
      document.getElementById('many').hidden = false;
      const said = sides.map((side) => side.said.textContent);
      await Promise.all(sides.map((side) => load(side, abort.signal)));
      sides.forEach((side, k) => { side.said.textContent = said[k]; });
      const right = [0, 0];
      for (const [i, example] of all.entries()) {
        const answers = await Promise.all(sides.map(async (side) => {
          const response = await complete({ model: side.model.value, messages: example.messages, temperature: 0, max_completion_tokens: 256 }, abort.signal);
          return (await response.json()).choices[0].message.content ?? '';
        }));
        answers.forEach((answer, k) => { if (answer.trim() === example.expected.trim()) right[k]++; });
        const row = document.createElement('tr');
        row.append(cell(String(example.messages.at(-1)?.content ?? '')), cell(example.expected), ...answers.map((answer) => answerCell(example.expected, answer)));
        row.classList.toggle('all-same', !row.querySelector('.differs'));
        rows.append(row);
        told.textContent = `${i + 1} of ${all.length}: exactly right left ${right[0]}, right ${right[1]}`;
      }
    } catch (error) {
      told.textContent = abort.signal.aborted ? `${told.textContent} (stopped)` : error.message;
    } finally {
      stop.hidden = true;
    }
  });
})();
