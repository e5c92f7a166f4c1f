// Work on models that takes long: fetched from the hub, exported; told line by line.
'use strict';

(() => {
  const megabytes = (bytes) => `${(bytes / 1e6).toFixed(1)} MB`;

  // Shows each line in the form; the last one is how it ended.
  const work = async (form, path, body) => {
    const told = form.querySelector('.work');
    const refused = form.querySelector('.error');
    const parts = new Map();
    const sum = (name) => [...parts.values()].reduce((total, part) => total + part[name], 0);
    const say = (text) => { told.querySelector('span').textContent = text; };
    form.querySelector('.main').disabled = true;
    told.hidden = false;
    refused.hidden = true;
    say('Asking…');
    try {
      const response = await ask('POST', path, body);
      let last = null;
      for await (const text of linesOf(response)) {
        if (!text.trim()) continue;
        const line = JSON.parse(text);
        last = line;
        if (line.type === 'error') throw new Error(line.error.message);
        if (line.type === 'checked') say(`${line.same ? 'Same' : 'Differs'}: ${line.what}: ${line.finding}`);
        if (line.type !== 'progress') continue;
        parts.set(line.name, line);
        told.querySelector('progress').value = sum('total') ? sum('done') / sum('total') : 0;
        say(`${line.name} · ${megabytes(sum('done'))} of ${megabytes(sum('total'))}`);
      }
      if (last?.type !== 'exported' && last?.type !== 'added') throw new Error('The server broke off. Try again; what was fetched is kept.');
      told.querySelector('progress').value = 1;
      return last;
    } catch (error) {
      told.hidden = true;
      refused.hidden = false;
      refused.textContent = error.message;
      return null;
    } finally {
      form.querySelector('.main').disabled = false;
    }
  };

  document.getElementById('pull')?.addEventListener('submit', async (event) => {
    event.preventDefault();
    const { repository, name } = Object.fromEntries(new FormData(event.target));
    const added = await work(event.target, '/attune/v1/models/pull', { repository, ...(name ? { name } : {}) });
    if (added) location.reload();
  });
  document.getElementById('add')?.addEventListener('submit', async (event) => {
    event.preventDefault();
    const form = event.target;
    const [told, refused, button] = ['.work', '.error', '.main'].map((each) => form.querySelector(each));
    const { directory, name } = Object.fromEntries(new FormData(form));
    told.hidden = false;
    refused.hidden = true;
    button.disabled = true;
    try {
      await ask('POST', '/attune/v1/models', { directory, ...(name ? { name } : {}) });
      location.reload();
    } catch (error) {
      told.hidden = true;
      refused.hidden = false;
      refused.textContent = error.message;
      button.disabled = false;
    }
  });
  for (const form of document.querySelectorAll('[data-export]')) {
    form.addEventListener('submit', async (event) => {
      event.preventDefault();
      const body = Object.fromEntries(new FormData(form));
      const done = await work(form, `/attune/v1/models/${encodeURIComponent(form.dataset.export)}/export`, body);
      if (done) form.querySelector('.work span').textContent = `Written: ${done.directory} (${done.files.length} files, ${megabytes(done.bytes)})`;
    });
  }
})();
