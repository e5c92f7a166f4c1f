// The curves of a job: zoom, smoothing, log scale, steps or epochs, and another job's beside them.
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
    reward: [['train_reward_margin', 'reward margin']],
  };
  // Told apart without colour as well: the compared job is dashed.
  const COLOURS = ['#2f6fed', '#d97706', '#12803f'];
  let jobs = [];
  let chart = null;
  let window_ = null;

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
          label: index === 0 ? label : `other: ${label}`,
          stroke: COLOURS[i], width: 2, spanGaps: true,
          dash: index === 0 ? undefined : [6, 4],
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
    const other = control('other')?.value;
    try {
      const before = JSON.stringify(jobs);
      jobs = await Promise.all([place.dataset.job, ...(other ? [other] : [])].map(load));
      if (JSON.stringify(jobs) !== before || !chart) draw();
    } catch {
      // The server is away for a moment; what is drawn stays.
    }
  };

  for (const name of ['kind', 'smoothing', 'log', 'epochs']) control(name).addEventListener('input', draw);
  control('other')?.addEventListener('input', refresh);
  control('whole').addEventListener('click', whole);
  new ResizeObserver(() => chart?.setSize({ width: place.clientWidth, height: 300 })).observe(place);
  matchMedia('(prefers-color-scheme: dark)').addEventListener('change', draw);
  refresh();
  if (place.dataset.live === 'true') setInterval(() => { if (!document.hidden) refresh(); }, 2000);
})();
