// The gateway's REST interface, as far as this page uses it.

/** What the gateway refused, in its own words. */
export class Refusal extends Error {
  constructor(message, status) {
    super(message);
    this.status = status;
  }
}

const stored = 'cluster.key';

/** The key of this tab, where the gateway asks for one; forgotten when the tab is closed. */
export const key = { get: () => sessionStorage.getItem(stored), set: value => value ? sessionStorage.setItem(stored, value) : sessionStorage.removeItem(stored) };

const withKey = headers => key.get() ? { ...headers, authorization: `Bearer ${key.get()}` } : headers;

async function ask(address, options = {}) {
  let answer;
  try {
    answer = await fetch(address, { ...options, headers: withKey(options.headers) });
  } catch (fault) {
    if (fault.name === 'AbortError') {
      throw fault;
    }

    throw new Refusal('The gateway does not answer. Is the cluster running?');
  }

  // A question that was given up while its answer came in is no empty answer.
  const body = await answer.json().catch(fault => options.signal?.aborted ? Promise.reject(fault) : null);
  if (answer.status === 401) {
    document.dispatchEvent(new CustomEvent('key-needed', { detail: body?.detail }));
  }

  if (!answer.ok) {
    throw new Refusal(body?.detail ?? body?.title ?? `The gateway answered with status ${answer.status}.`, answer.status);
  }

  return body;
}

export const listCollections = async () => (await ask('/v1/collections')).collections;

export const listJobs = async () => (await ask('/v1/jobs?limit=20')).jobs;

const post = (address, body, signal) => ask(address, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body), signal });

/** Recommends by likes and dislikes; `request` has the fields of the gateway's recommend request. */
export const recommend = (collection, request, signal) => post(`/v1/collections/${encodeURIComponent(collection)}/recommend`, request, signal);

/** Has a job do something: pause, resume, cancel. */
export const act = (job, verb) => ask(`/v1/jobs/${encodeURIComponent(job)}/${verb}`, { method: 'POST' });

/** A page of what a job set aside. */
export function listQuarantine(job, reason, cursor) {
  const query = new URLSearchParams({ limit: 24, ...reason && { reason }, ...cursor && { cursor } });
  return ask(`/v1/jobs/${encodeURIComponent(job)}/quarantine?${query}`);
}

/** Shows a picture of the gateway in `image`; where a key is needed it cannot ask for it by itself. */
export async function showPicture(image, address) {
  if (!key.get()) {
    image.src = address;
    return;
  }

  const answer = await fetch(address, { headers: withKey({}) }).catch(() => null);
  if (answer?.ok) {
    image.src = URL.createObjectURL(await answer.blob());
    image.addEventListener('load', () => URL.revokeObjectURL(image.src), { once: true });
  } else {
    image.dispatchEvent(new Event('error'));
  }
}

/** Searches by words, examples or both; `query` has the fields of the gateway's search request. */
export const search = (collection, query, signal) => ask(`/v1/collections/${encodeURIComponent(collection)}/search`, {
  method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(query), signal,
});

/** Searches by a picture, with examples beside it. */
export function searchByPicture(collection, picture, query, signal) {
  const form = new FormData();
  form.append('image', picture);
  for (const [name, value] of Object.entries(query)) {
    const text = Array.isArray(value) ? value.join(',') : String(value);
    if (text.length > 0) {
      form.append(name, text);
    }
  }

  return ask(`/v1/collections/${encodeURIComponent(collection)}/search/image`, { method: 'POST', body: form, signal });
}

/** The address of a hit's small picture; null when it has none. */
export const thumbnail = (hit, size) => hit.thumbnail ? `${hit.thumbnail}&size=${size}` : null;

/** What encoders came to on a collection's own pictures: the comparison at work or just made, else the report of the last one; null when there was none. */
export async function showComparison(collection) {
  const address = `/v1/collections/${encodeURIComponent(collection)}/comparison`;
  const orNone = fault => fault.status === 404 ? null : Promise.reject(fault);
  const report = `${address}/report`;
  const now = await ask(address).catch(orNone);
  const last = now ?? await ask(`${report}?format=json`).catch(orNone);
  return now || !last ? now : { collection, isOver: true, verdict: last.verdict, encoders: last.figures.map(one => ({ ...one, encoder: one.encoder.value ?? one.encoder })), report };
}

/** Follows a link to a report where a key is needed, which a link cannot carry: the report is saved as a file. */
export async function openReport(event, address, name) {
  if (!key.get()) {
    return;
  }

  event.preventDefault();
  const answer = await fetch(address, { headers: withKey({}) });
  if (answer.ok) {
    const link = document.createElement('a');
    link.href = URL.createObjectURL(await answer.blob());
    link.download = name;
    link.click();
    URL.revokeObjectURL(link.href);
  }
}
