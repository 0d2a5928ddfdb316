// Jobs: those at work with a progress bar, the others in a list. Looks more often while one runs, and not at all while the page is hidden.
import { listJobs } from './api.js';

const section = document.getElementById('jobs');
const template = document.getElementById('job');
const earlier = document.getElementById('earlier');
const number = new Intl.NumberFormat('en');
const whileRunning = 700;
const otherwise = 4000;

/** Jobs seen at work since the page was opened, with where they were then; they stay in sight when they end. */
const seen = new Map();

/** Starts looking; `onEnd` is called when a job ends that was seen at work. */
export function watch(onEnd) {
  const look = async () => {
    let pause = otherwise;
    if (!document.hidden) {
      try {
        const jobs = await listJobs();
        pause = show(jobs, onEnd) ? whileRunning : otherwise;
      } catch {
        // The gateway is away; a search says so, and the next look may find it again.
      }
    }

    setTimeout(look, pause);
  };
  look();
}

function show(jobs, onEnd) {
  for (const job of jobs) {
    if (!job.isOver && !seen.has(job.id)) {
      seen.set(job.id, { accounted: accounted(job), at: performance.now(), ended: false });
    }

    const first = seen.get(job.id);
    if (job.isOver && first && !first.ended) {
      first.ended = true;
      onEnd(job);
    }
  }

  const now = jobs.filter(job => seen.has(job.id));
  const before = jobs.filter(job => !seen.has(job.id));
  section.hidden = now.length === 0;
  place(now);
  earlier.hidden = before.length === 0;
  earlier.querySelector('ul').replaceChildren(...before.map(line));
  return jobs.some(job => job.state === 'running');
}

// Elements stay where they are, so that a screen reader or a selection is not thrown out twice a second.
function place(jobs) {
  const there = new Map([...section.children].map(element => [element.dataset.id, element]));
  const wanted = jobs.map(job => {
    const element = there.get(job.id) ?? template.content.firstElementChild.cloneNode(true);
    element.dataset.id = job.id;
    fill(element, job);
    return element;
  });
  if (wanted.length !== section.children.length || wanted.some((element, i) => element !== section.children[i])) {
    section.replaceChildren(...wanted);
  }
}

function fill(element, job) {
  const bar = element.querySelector('progress');
  element.className = `job ${job.state}`;
  element.querySelector('.what').textContent = `${job.corpus.name} into ${job.collection}`;
  element.querySelector('.state').textContent = job.state;
  element.querySelector('.counts').textContent = counts(job);
  bar.setAttribute('aria-label', `Progress of job ${job.id}`);
  bar.max = job.totalImages || Math.max(1, accounted(job));
  if (job.totalImages || job.isOver) {
    bar.value = accounted(job);
  } else {
    bar.removeAttribute('value');
  }
}

function counts(job) {
  const done = accounted(job);
  const first = seen.get(job.id);
  const parts = [job.totalImages ? `${number.format(done)} of ${number.format(job.totalImages)} pictures` : `${number.format(done)} pictures`];
  const seconds = (performance.now() - (first?.at ?? 0)) / 1000;
  if (first && job.state === 'running' && seconds > 1 && done > first.accounted) {
    parts.push(`${number.format(Math.round((done - first.accounted) / seconds))} a second`);
  }

  parts.push(...['embedded', 'unchanged', 'quarantined'].filter(state => job[state] > 0).map(state => `${number.format(job[state])} ${state}`));
  if (job.failure) {
    parts.push(job.failure.detail ?? job.failure.title);
  }

  return parts.join(' · ');
}

function line(job) {
  const item = document.createElement('li');
  const ended = job.endedAt ? new Date(job.endedAt).toLocaleString() : 'not ended';
  item.textContent = `${job.corpus.name} into ${job.collection}: ${job.state}, ${counts(job)} (${ended})`;
  return item;
}

const accounted = job => job.embedded + job.unchanged + job.quarantined;
