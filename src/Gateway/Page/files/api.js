// The gateway's REST interface, as far as this page uses it.

/** What the gateway refused, in its own words. */
export class Refusal extends Error {}

async function ask(address, options) {
  let answer;
  try {
    answer = await fetch(address, options);
  } catch (fault) {
    if (fault.name === 'AbortError') {
      throw fault;
    }

    throw new Refusal('The gateway does not answer. Is the cluster running?');
  }

  const body = await answer.json().catch(() => null);
  if (!answer.ok) {
    throw new Refusal(body?.detail ?? body?.title ?? `The gateway answered with status ${answer.status}.`);
  }

  return body;
}

export const listCollections = async () => (await ask('/v1/collections')).collections;

export const listJobs = async () => (await ask('/v1/jobs?limit=20')).jobs;

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
