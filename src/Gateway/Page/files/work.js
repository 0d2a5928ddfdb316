// All jobs, what can be done with them, and what they set aside.
import { act, listJobs, listQuarantine, showPicture } from './api.js';
import { text } from './elements.js';

const list = document.getElementById('all-jobs');
const problem = document.getElementById('jobs-problem');
const quarantine = document.getElementById('quarantine');
const reason = document.getElementById('reason');
const aside = document.getElementById('set-aside');
const more = document.getElementById('more-aside');
const number = new Intl.NumberFormat('en');
const pace = 2000;
const verbs = { running: ['pause', 'cancel'], paused: ['resume', 'cancel'], failed: ['resume', 'cancel'] };
let shown = null;

/** Shows them and looks again from time to time; gives what ends that. */
export function show() {
  refresh();
  const timer = setInterval(() => document.hidden || refresh(), pace);
  return () => clearInterval(timer);
}

async function refresh() {
  try {
    const jobs = await listJobs();
    document.getElementById('no-jobs').hidden = jobs.length > 0;
    place(jobs);
  } catch (fault) {
    tell(fault);
  }
}

// Elements stay, so that a focused button is not taken away under the finger; only a job whose text is news is drawn anew.
function place(jobs) {
  const there = new Map([...list.children].map(item => [item.dataset.id, item]));
  const wanted = jobs.map(job => {
    const item = there.get(job.id) ?? document.createElement('li');
    const news = JSON.stringify([job.state, job.embedded, job.unchanged, job.quarantined, job.failure]);
    if (item.dataset.news !== news) {
      fill(item, job);
      Object.assign(item.dataset, { id: job.id, news });
    }

    return item;
  });
  if (wanted.length !== list.children.length || wanted.some((item, i) => item !== list.children[i])) {
    list.replaceChildren(...wanted);
  }
}

function fill(item, job) {
  const held = item.contains(document.activeElement) ? document.activeElement.dataset.verb : null;
  item.className = `panel job ${job.state}`;
  const done = job.embedded + job.unchanged + job.quarantined;
  const bar = document.createElement('progress');
  bar.max = job.totalImages || Math.max(1, done);
  bar.value = done;
  bar.setAttribute('aria-label', `Progress of job ${job.id}`);
  const counts = ['embedded', 'unchanged', 'quarantined'].map(state => `${number.format(job[state])} ${state}`).join(' · ');
  item.replaceChildren(
    line(text('h2', `${job.corpus.name} into ${job.collection}`), text('span', job.state, 'state')),
    bar,
    text('p', counts, 'counts'),
    text('p', [job.encoder, `since ${new Date(job.submittedAt).toLocaleString()}`, job.failure?.detail].filter(Boolean).join(' · '), 'counts'),
    line(...(verbs[job.state] ?? []).map(verb => button(verb, job, () => perform(job, verb))), ...job.quarantined > 0 ? [button('set aside', job, () => open(job))] : []));
  item.querySelector(`[data-verb="${held}"]`)?.focus();
}

async function perform(job, verb) {
  try {
    await act(job.id, verb);
    problem.hidden = true;
  } catch (fault) {
    tell(fault);
  }

  refresh();
}

async function open(job) {
  shown = { job, next: null };
  reason.replaceChildren(new Option('any', ''));
  quarantine.hidden = false;
  document.getElementById('quarantine-title').textContent = `Set aside by ${job.corpus.name} into ${job.collection}`;
  await load();
  quarantine.focus();
  quarantine.scrollIntoView({ block: 'start' });
}

async function load(cursor) {
  try {
    const page = await listQuarantine(shown.job.id, reason.value, cursor);
    const items = page.images.map(picture);
    cursor ? aside.append(...items) : aside.replaceChildren(...items);
    for (const found of new Set(page.images.map(image => image.reason))) {
      if (![...reason.options].some(option => option.value === found)) {
        reason.add(new Option(found.replaceAll('-', ' '), found));
      }
    }

    shown.next = page.next;
    more.hidden = !page.next;
    document.getElementById('nothing-aside').hidden = aside.children.length > 0;
  } catch (fault) {
    tell(fault);
  }
}

function picture(row) {
  const item = document.createElement('li');
  const frame = document.createElement('div');
  frame.className = 'frame';
  if (row.thumbnail) {
    const image = document.createElement('img');
    image.alt = `What can be seen of ${row.key}`;
    image.addEventListener('error', () => frame.replaceChildren(blind()), { once: true });
    showPicture(image, `${row.thumbnail}&size=160`);
    frame.append(image);
  } else {
    frame.append(blind());
  }

  const words = document.createElement('div');
  words.append(text('p', row.reason.replaceAll('-', ' '), 'reason'), text('p', row.key, 'key-of'), text('p', row.detail, 'counts'), text('p', `${row.tries === 1 ? 'tried once' : `tried ${row.tries} times`}, first ${new Date(row.firstSeen).toLocaleString()}`, 'counts'));
  item.append(frame, words);
  return item;
}

const blind = () => text('span', 'cannot be shown', 'blind');

function tell(fault) {
  problem.textContent = fault.message;
  problem.hidden = false;
}

function button(verb, job, onClick) {
  const element = text('button', verb[0].toUpperCase() + verb.slice(1), 'quiet');
  element.type = 'button';
  element.dataset.verb = verb;
  element.setAttribute('aria-label', `${verb[0].toUpperCase()}${verb.slice(1)}: ${job.corpus.name} into ${job.collection}`);
  element.addEventListener('click', onClick);
  return element;
}

function line(...parts) {
  const element = document.createElement('div');
  element.className = 'line';
  element.append(...parts);
  return element;
}

reason.addEventListener('change', () => load());
more.addEventListener('click', () => load(shown.next));
document.getElementById('quarantine-close').addEventListener('click', () => {
  quarantine.hidden = true;
  document.querySelector('#all-jobs button')?.focus();
});
