// The curves of a job: zoom, smoothing, log scale, steps or epochs, and those of other jobs beside them.
'use strict';

(() => {
  const place = document.getElementById('curves');
  if (!place) return;
  const control = (name) => document.getElementById('curve-' + name);
  const KINDS = {
    loss: [['train_loss', 'training'], ['valid_loss', 'validation batch'], ['full_valid_loss', 'validation']],
    accuracy: [['train_mean_token_accuracy', 'training'], ['valid_mean_token_accuracy', 'validation batch'], ['full_valid_mean_token_accuracy', 'validation']],
    learning_rate: [['learning_rate', 'learning rate']],
    grad_norm: [['grad_norm', 'gradient norm']],
    tokens_per_second: [['tokens_per_second', 'tokens/s']],
    memory: [['memory_gigabytes', 'memory, GB']],
    reward: [['train_reward_margin', 'reward margin']],
  };
  // Of one job, a colour for each curve; of several, a colour and a letter for each job, and a dash for each curve.
  const OF_JOBS = ['#2f6fed', '#c2410c', '#12803f', '#9333ea', '#0e7490'];
  const DASHES = [undefined, [2, 3], [8, 4]];
  const LETTERS = 'ABCD';
  const MOST = LETTERS.length;
  const COLOURS = ['#2f6fed', '#d97706', '#12803f'];
  let jobs = [];
  let chart = null;
  let window_ = null;
  let others = [];

  const load = async (id) => {
    const range = window_ && id === place.dataset.job ? `?from=${Math.floor(window_[0])}&to=${Math.ceil(window_[1])}` : '';
    const response = await fetch(`/jobs/${encodeURIComponent(id)}/curves${range}`);
    if (!response.ok) throw new Error(response.status);
    return response.json();
  };

  const smooth = (values, weight) => {
    if (weight === 0) return values;
    let mean = 0, share = 0;
    return values.map((value) => {
      if (value === null) return null;
      mean = mean * weight + value * (1 - weight);
      share = share * weight + (1 - weight);
      return mean / share;
    });
  };

  const draw = () => {
    const kind = KINDS[control('kind').value];
    const weight = Number(control('smoothing').value);
    const inEpochs = control('epochs').checked;
    const tables = [];
    const series = [{ label: inEpochs ? 'epoch' : 'step', value: (_, x) => x == null ? '' : (inEpochs ? x.toFixed(2) : String(x)) }];
    jobs.forEach((job, index) => {
      const factor = inEpochs && job.steps > 0 ? job.epochs / job.steps : 1;
      const columns = [job.columns.step.map((step) => step * factor)];
      kind.forEach(([name, label], i) => {
        if (!job.columns[name].some((value) => value !== null)) return;
        columns.push(smooth(job.columns[name], weight));
        series.push({
          label: index === 0 ? label : `${LETTERS[index - 1]}: ${label}`,
          stroke: jobs.length > 1 ? OF_JOBS[index] : COLOURS[i], width: 2, spanGaps: true,
          dash: jobs.length > 1 ? DASHES[i] : undefined,
          points: { show: job.columns[name].filter((value) => value !== null).length < 60 },
          value: (_, y) => y == null ? '–' : Number(y).toPrecision(4),
        });
      });
      if (columns.length > 1) tables.push(columns);
    });
    chart?.destroy();
    chart = null;
    const hint = document.getElementById('curves-hint');
    if (tables.length === 0) {
      hint.textContent = jobs.some((job) => job.columns.step.length) ? 'This was not measured in this job.' : 'Curves appear with the first step.';
      return;
    }
    hint.textContent = 'Drag over the chart to zoom; double-click to see all of it.';
    const ink = getComputedStyle(document.body).color;
    const line = getComputedStyle(document.documentElement).getPropertyValue('--line');
    const axis = { stroke: ink, grid: { stroke: line, width: 1 }, ticks: { stroke: line, width: 1 } };
    chart = new uPlot({
      width: place.clientWidth, height: 300, series,
      scales: { x: { time: false }, y: { distr: control('log').checked ? 3 : 1 } },
      axes: [{ ...axis }, { ...axis, size: 70, values: (_, ticks) => ticks.map((tick) => tick == null ? '' : String(Number(tick.toPrecision(3)))) }],
      hooks: {
        setSelect: [(u) => {
          if (u.select.width < 5 || inEpochs) return;
          window_ = [u.posToVal(u.select.left, 'x'), u.posToVal(u.select.left + u.select.width, 'x')];
          control('whole').hidden = false;
          refresh();
        }],
      },
    }, tables.length === 1 ? tables[0] : uPlot.join(tables), place);
    chart.over.addEventListener('dblclick', whole);
    place.dataset.points = String(jobs[0].columns.step.length);
  };

  const whole = () => {
    window_ = null;
    control('whole').hidden = true;
    refresh();
  };

  const refresh = async () => {
    try {
      const before = JSON.stringify(jobs);
      jobs = await Promise.all([place.dataset.job, ...others].map(load));
      if (JSON.stringify(jobs) !== before || !chart) draw();
    } catch {
      // The server is away for a moment; what is drawn stays.
    }
  };

  // The address says which jobs are compared, so that it can be sent to somebody.
  const compare = (ids) => {
    const select = control('other');
    const known = new Map([...(select?.options ?? [])].map((option) => [option.value, option.textContent]));
    others = [...new Set(ids)].filter((id) => id && known.has(id)).slice(0, MOST);
    control('others')?.replaceChildren(...others.map((id, i) => {
      const button = document.createElement('button');
      button.type = 'button';
      button.textContent = `${LETTERS[i]}: ${known.get(id)} ×`;
      button.title = 'Take it off the chart';
      button.addEventListener('click', () => compare(others.filter((each) => each !== id)));
      return button;
    }));
    if (select) select.disabled = others.length === MOST;
    const address = new URL(location.href);
    if (others.length) address.searchParams.set('with', others.join(',')); else address.searchParams.delete('with');
    history.replaceState(null, '', address);
    refresh();
  };

  for (const name of ['kind', 'smoothing', 'log', 'epochs']) control(name).addEventListener('input', draw);
  control('other')?.addEventListener('input', () => { compare([...others, control('other').value]); control('other').value = ''; });
  control('whole').addEventListener('click', whole);
  new ResizeObserver(() => chart?.setSize({ width: place.clientWidth, height: 300 })).observe(place);
  matchMedia('(prefers-color-scheme: dark)').addEventListener('change', draw);
  compare((new URLSearchParams(location.search).get('with') ?? '').split(','));
  if (place.dataset.live === 'true') setInterval(() => { if (!document.hidden) refresh(); }, 2000);
})();
