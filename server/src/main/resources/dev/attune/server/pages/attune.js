// What all pages share: the token of forms, dialogs, keys, and pieces that keep themselves up to date.
'use strict';

const formToken = document.querySelector('meta[name=form-token]')?.content ?? '';

// Asks the API as whoever is signed in. A refusal is thrown, with the field that is at fault.
async function ask(method, path, body, options = {}) {
  const isForm = body instanceof FormData;
  const response = await fetch('/session' + path, {
    method, ...options, body: isForm ? body : JSON.stringify(body),
    headers: { 'x-form-token': formToken, ...(isForm ? {} : { 'content-type': 'application/json' }) },
  });
  if (response.redirected) { location.href = '/sign-in'; throw new Error('Signed out'); }
  if (response.ok) return response;
  const { error } = await response.json();
  throw Object.assign(new Error(error.message), { param: error.param });
}

// The lines of an answer, each as soon as it is there.
async function* linesOf(response) {
  const reader = response.body.pipeThrough(new TextDecoderStream()).getReader();
  let rest = '';
  for (;;) {
    const { value, done } = await reader.read();
    if (done) return;
    const lines = (rest + value).split('\n');
    rest = lines.pop();
    yield* lines;
  }
}

function fillForms(root) {
  for (const field of root.querySelectorAll('[data-form-token]')) field.value = formToken;
}

function notice(text) {
  const place = document.getElementById('notice');
  place.textContent = text;
  place.hidden = !text;
}

document.addEventListener('DOMContentLoaded', () => fillForms(document));

document.addEventListener('click', (event) => {
  const button = event.target.closest('[data-opens], [data-closes], [data-copies]');
  if (!button) return;
  if (button.dataset.opens) document.getElementById(button.dataset.opens).showModal();
  if (button.dataset.closes) document.getElementById(button.dataset.closes).close();
  if (button.dataset.copies) {
    navigator.clipboard.writeText(document.getElementById(button.dataset.copies).textContent)
      .then(() => { notice('Copied'); setTimeout(() => notice(''), 1500); });
  }
});

document.addEventListener('change', (event) => {
  if (event.target.matches('[data-submits]')) event.target.form.requestSubmit();
});

document.addEventListener('keydown', (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || event.target.matches('input, textarea, select')) return;
  const field = document.querySelector(`[data-key="${CSS.escape(event.key)}"]`);
  if (field) { event.preventDefault(); field.focus(); }
});

// A piece says what it shows already, so that an answer that would change nothing is empty.
document.addEventListener('htmx:configRequest', (event) => {
  event.detail.headers['x-form-token'] = formToken;
  const seen = event.detail.elt.dataset.seen;
  if (seen) event.detail.headers['x-seen'] = seen;
});

// Nobody's open dialog is taken away, and nobody looks at what is hidden.
document.addEventListener('htmx:beforeRequest', (event) => {
  const piece = event.detail.elt;
  if (piece.matches('[hx-trigger^=every]') && (document.hidden || piece.querySelector('dialog[open]') || piece.closest('details:not([open])'))) {
    event.preventDefault();
  }
});

document.addEventListener('htmx:afterSwap', (event) => {
  const id = event.detail.target.id;
  const piece = (id && document.getElementById(id)) || event.detail.target;
  const seen = event.detail.xhr.getResponseHeader('x-seen');
  if (seen) piece.dataset.seen = seen;
  fillForms(piece);
  notice('');
});

document.addEventListener('htmx:sendError', () => notice('The server does not answer. Trying again…'));
document.addEventListener('htmx:afterRequest', (event) => { if (event.detail.successful) notice(''); });

// A form that makes something whose secret is shown once.
document.addEventListener('submit', async (event) => {
  const form = event.target;
  if (!form.dataset.creates) return;
  event.preventDefault();
  const made = form.querySelector('[data-made]');
  const refused = form.querySelector('[data-refused]');
  try {
    const response = await ask('POST', form.dataset.creates, Object.fromEntries(new FormData(form)));
    made.querySelector('code').textContent = (await response.json())[form.dataset.secret];
    made.hidden = false;
    refused.hidden = true;
    form.reset();
  } catch (error) {
    made.hidden = true;
    refused.hidden = false;
    refused.textContent = error.message;
  }
});
